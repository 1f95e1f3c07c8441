#include <algorithm>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "lists.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::Plan;
using content::PlanCommitment;
using content::PlanDimension;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kListId = "plan-list.list";
constexpr float kLeastCellMm = 190;
constexpr float kRowMm = 27;
constexpr float kKnotMm = 19;
constexpr std::size_t kMostTabs = 8;
constexpr std::size_t kMostMeasured = 200;  ///< more rows than these are as high as the first
constexpr float kTagMm = 11;                ///< height of "Dato de ejemplo" below
constexpr float kTagBesideMm = 68;          ///< width it takes beside
constexpr float kLeastWordsMm = 110;        ///< that stay for the words then

/// The commitments of a dimension, or of all, one below the other with their states in words.
class PlanListScene final : public Scene {
public:
    PlanListScene(const SceneContext& context, std::string dimension)
        : m_context(context), m_dimension(std::move(dimension)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang, code = m_dimension](const content::Store& store) -> base::Result<Plan> {
                auto plan = requirePlan(store, lang, PlanPart::Whole);
                if (!plan) return plan.error();
                const auto& all = plan->dimensions;
                if (!code.empty() &&
                    std::none_of(all.begin(), all.end(), [&](const PlanDimension& d) { return d.code == code; }))
                    return base::Error{base::Errc::NotFound, "the plan has no dimension '" + code + "'"};
                return plan;
            },
            [this](base::Result<Plan> plan) {
                m_plan.take(std::move(plan));
                choose(m_dimension);
            });
    }
    [[nodiscard]] bool ready() const override { return !m_plan.pending(); }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    void choose(const std::string& dimension) {
        m_dimension = dimension;
        m_shown.clear();
        if (!m_plan.value) return;
        for (const PlanDimension& each : m_plan.value->dimensions) {
            if (!dimension.empty() && each.code != dimension) continue;
            for (const PlanCommitment& commitment : each.commitments)
                m_shown.push_back(&commitment);
        }
    }
    void tabs(ui::Ui& ui);
    void cell(ui::Ui& ui, const PlanCommitment& commitment, bool tagBeside) const;

    const SceneContext& m_context;
    std::string m_dimension;  ///< code; empty = all
    Loadable<Plan> m_plan;
    std::vector<const PlanCommitment*> m_shown;  ///< of m_plan
    platform::JobHandle m_load;
};

void PlanListScene::tabs(ui::Ui& ui) {
    const auto& dimensions = m_plan.value->dimensions;
    if (dimensions.size() > kMostTabs) return;
    Box line;
    line.gap = ui::space::kGap;
    const auto flow = ui.flow(line);
    ui::tab(ui, "plan-list.all", "list", ui.tr("plan.list.all"), m_dimension.empty(), [this] { choose(""); });
    for (const PlanDimension& dimension : dimensions) {
        ui::tab(ui, "plan-list." + dimension.code, dimension.icon, say(dimension.name), m_dimension == dimension.code,
                [this, code = dimension.code] { choose(code); });
    }
}

void PlanListScene::cell(ui::Ui& ui, const PlanCommitment& commitment, bool tagBeside) const {
    const ui::Theme& theme = ui.theme();
    Box box;
    box.h = ui::fill();
    box.color = theme.surface.raised;
    box.radius = ui::radius::kTile;
    box.pad = ui::sides(ui::space::kS, 0);
    box.gap = ui::space::kM;
    box.cross = ui::Align::Centre;
    if (!theme.pictures) box.border = {theme.of(Section::Plan).line, ui::stroke::kControl, false};
    const auto row = ui.control("plan-list." + commitment.key, commitmentControl(ui.strings(), m_context, commitment),
                                ui::Axis::Row, box);
    stateKnot(ui, commitment.icon, commitment.state, kKnotMm);
    {
        Box words;
        words.w = ui::fill();
        const auto column = ui.column(words);
        ui::TextSpec name;
        name.words = commitmentName(commitment);
        name.style = TextStyle::Label;
        name.color = theme.ink.primary;
        name.minScale = 0.7F;
        ui.text(std::move(name));
        if (commitment.state != content::PlanState::Withheld)
            stateLine(ui, commitment.state, reportNote(ui.strings(), commitment, today(m_context.clock)));
        if (commitment.example && !tagBeside) ui::exampleTag(ui);
    }
    if (commitment.example && tagBeside) ui::exampleTag(ui);
}

void PlanListScene::build(ui::Ui& ui) {
    if (m_plan.error) {
        failure(ui, m_context, *m_plan.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto parts = ui.column(page);
    if (!m_plan.value) {
        ui::loadingState(ui, "plan-list.loading", 5);
        return;
    }
    const Plan& plan = *m_plan.value;
    ui::Words title = ui.tr("plan.list.title");
    for (const PlanDimension& dimension : plan.dimensions) {
        if (dimension.code == m_dimension) title = say(dimension.name);
    }
    ui::header(ui, Section::Plan, "plan", say(plan.title), title);
    planLabel(ui, m_context, say(plan.label));
    ui.text(TextStyle::Small, coverageText(ui.strings(), content::coverageOf(m_shown)), ui.theme().ink.primary);
    tabs(ui);
    VirtualList list;
    list.id = kListId;
    list.count = static_cast<int>(m_shown.size());
    list.columns = columnsFor(ui, pageWidth(ui), kLeastCellMm, 2);
    list.gapMm = ui::space::kGap;
    float cellMm = pageWidth(ui) / static_cast<float>(list.columns) - kKnotMm - 5 * ui::space::kM;
    const bool tagBeside = ui.textScale() <= 1 && cellMm > kTagBesideMm + kLeastWordsMm;
    if (tagBeside && plan.hasExamples) cellMm -= kTagBesideMm;
    const content::Date day = today(m_context.clock);
    const float lineMm = ui.measureText(TextStyle::Small, {"H", "es"}, 0).h;
    float needed = kRowMm;
    for (const PlanCommitment* commitment : m_shown) {
        const Words note = reportNote(ui.strings(), *commitment, day);
        const float state = ui.measureText(TextStyle::SmallBold, stateName(ui.strings(), commitment->state), 0).w + 14;
        const bool below = !note.empty() && state + ui.measureText(TextStyle::Small, note, 0).w > cellMm;
        needed = std::max(needed, ui.measureText(TextStyle::Label, commitmentName(*commitment), cellMm).h +
                                      (below ? 2 : 1) * (lineMm + ui::space::kHair) + 2 * ui::space::kS +
                                      (commitment->example && !tagBeside ? kTagMm * ui.textScale() : 0));
        if (m_shown.size() > kMostMeasured) break;
    }
    list.rowMm = fittedRowMm(ui, kListId, needed, list.gapMm);
    list.box.h = ui::fill();
    virtualList(ui, list, [&](int index) { cell(ui, *m_shown[static_cast<std::size_t>(index)], tagBeside); });
    planPagedFoot(ui, m_context, "plan-list", kListId);
}

}  // namespace

std::unique_ptr<Scene> makePlanList(const SceneContext& context, const std::string& id) {
    return std::make_unique<PlanListScene>(context, id);
}

}  // namespace scenes
