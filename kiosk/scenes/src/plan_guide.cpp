#include <array>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::Plan;
using content::PlanState;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kScrollId = "plan-guide.scroll";
constexpr float kKnotMm = 19;

/// How to read the plan: the ten states a commitment can be in, and the rules its figures keep.
class PlanGuideScene final : public Scene {
public:
    explicit PlanGuideScene(const SceneContext& context) : m_context(context) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) {
                return requirePlan(store, lang, PlanPart::Head);
            },
            [this](base::Result<Plan> plan) { m_plan.take(std::move(plan)); });
    }
    [[nodiscard]] bool ready() const override { return !m_plan.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    void states(ui::Ui& ui) const;
    void rules(ui::Ui& ui) const;

    const SceneContext& m_context;
    Loadable<Plan> m_plan;
    platform::JobHandle m_load;
};

void PlanGuideScene::states(ui::Ui& ui) const {
    ui.heading(TextStyle::H3, ui.tr("plan.guide.states"), ui.theme().ink.primary);
    Box grid;
    grid.gap = ui::space::kM;
    const auto cells = ui.grid(columnsFor(ui, pageWidth(ui), 150, 2), grid);
    for (std::size_t i = 0; i < content::kPlanStateCount; ++i) {
        const auto state = static_cast<PlanState>(i);
        if (state == PlanState::Withheld) continue;  // said above the list, while it is so
        const Words name = stateName(ui.strings(), state);
        Box line;
        line.gap = ui::space::kM;
        line.whole = true;
        const auto row =
            ui.group(std::string("plan-guide.") + content::name(state), ui::Role::Group, name, ui::Axis::Row, line);
        stateKnot(ui, "plan", state, kKnotMm);
        Box words;
        words.w = ui::fill();
        const auto column = ui.column(words);
        ui.text(TextStyle::Label, name, stateInk(ui.theme(), state));
        ui.text(TextStyle::Small, ui.tr(std::string("plan.state.") + content::name(state) + ".text"),
                ui.theme().ink.primary);
    }
}

void PlanGuideScene::rules(ui::Ui& ui) const {
    ui.heading(TextStyle::H3, ui.tr("plan.guide.rules"), ui.theme().ink.primary);
    struct Rule {
        const char* icon;
        const char* words;
    };
    static constexpr std::array<Rule, 7> kRules = {{{"no-report", "plan.rule.none"},
                                                    {"list", "plan.rule.coverage"},
                                                    {"price", "plan.rule.measures"},
                                                    {"fingerprint", "plan.rule.source"},
                                                    {"clock", "plan.rule.age"},
                                                    {"repeat", "plan.rule.history"},
                                                    {"info", "plan.rule.neutral"}}};
    for (const Rule& rule : kRules)
        ui::metaLine(ui, rule.icon, ui.tr(rule.words), ui.theme().of(Section::Plan).text, ui.theme().ink.primary,
                     TextStyle::Body);
}

void PlanGuideScene::build(ui::Ui& ui) {
    if (m_plan.error) {
        failure(ui, m_context, *m_plan.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto column = ui.column(page);
    if (!m_plan.value) {
        ui::loadingState(ui, "plan-guide.loading", 4);
        return;
    }
    ui::header(ui, Section::Plan, "question", say(m_plan.value->title), ui.tr("plan.guide.title"));
    planLabel(ui, m_context, say(m_plan.value->label));
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kM;
    ui::scrollArea(ui, kScrollId, area, [&] {
        if (m_plan.value->withheld) electoralReason(ui);
        states(ui);
        rules(ui);
    });
    planFoot(ui, m_context, "plan-guide");
}

}  // namespace

std::unique_ptr<Scene> makePlanGuide(const SceneContext& context, const std::string&) {
    return std::make_unique<PlanGuideScene>(context);
}

}  // namespace scenes
