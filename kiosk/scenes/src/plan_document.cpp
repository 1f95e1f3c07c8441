#include <algorithm>
#include <array>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"
#include "plan_records.hpp"

namespace scenes {
namespace {

using content::Plan;
using content::PlanStatement;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr float kLeastNoticeMm = 180;
constexpr const char* kScrollId = "plan-document.scroll";

/// A part of the document: what kinds of statements it shows.
struct Chapter {
    const char* id;
    const char* icon;
    std::array<const char*, 3> kinds;  ///< nullptr = no more
};
constexpr std::array<Chapter, 7> kChapters = {{{"vision", "sun", {"vision", "principle", "style"}},
                                               {"value", "heart", {"value"}},
                                               {"potential", "wheat", {"potential"}},
                                               {"problem", "warning", {"problem"}},
                                               {"policy", "book", {"policy"}},
                                               {"monitoring", "eye", {"monitoring"}},
                                               {"notice", "info", {}}}};

/// What the document says beside its commitments: vision, values, potentials, problems, policies, how it is to be
/// watched, its money, and what is wrong in it.
class PlanDocumentScene final : public Scene {
public:
    PlanDocumentScene(const SceneContext& context, const std::string& id) : m_context(context) {
        for (std::size_t i = 0; i < kChapters.size(); ++i) {
            if (id == kChapters[i].id) m_chapter = i;
        }
    }

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Data> {
                auto plan = requirePlan(store, lang, PlanPart::Head);
                if (!plan) return plan.error();
                Data data{std::move(*plan), {}, {}, {}};
                for (const Chapter& chapter : kChapters) {
                    for (const char* kind : chapter.kinds) {
                        if (kind == nullptr) break;
                        auto statements = store.planStatements(kind, lang);
                        if (!statements) return statements.error();
                        std::move(statements->begin(), statements->end(), std::back_inserter(data.statements));
                    }
                }
                auto notices = store.planNotices(lang);
                if (!notices) return notices.error();
                data.notices = std::move(*notices);
                auto budget = store.planBudget();
                if (!budget) return budget.error();
                data.records.budget = std::move(*budget);
                auto meetings = store.planMeetings(lang);
                if (!meetings) return meetings.error();
                data.records.meetings = std::move(*meetings);
                const auto notes = store.planNoteCounts();
                if (!notes) return notes.error();
                data.records.notes = *notes;
                return data;
            },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        Plan plan;
        std::vector<PlanStatement> statements;
        std::vector<content::PlanNotice> notices;
        PlanRecords records;
    };
    void statement(ui::Ui& ui, const PlanStatement& statement) const;
    void money(ui::Ui& ui) const;
    void document(ui::Ui& ui) const;
    void chapter(ui::Ui& ui) const;

    const SceneContext& m_context;
    std::size_t m_chapter = 0;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

void PlanDocumentScene::statement(ui::Ui& ui, const PlanStatement& statement) const {
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kS;
    plate.whole = true;
    const std::string id = "plan-document." + statement.code;
    const auto column = ui.group(id, ui::Role::Group, say(statement.title), ui::Axis::Column, plate);
    ui.text(TextStyle::Label, say(statement.title), ui.theme().ink.primary);
    quotePlate(ui, id + ".quote", statement.quotes, TextStyle::Body);
}

/// The one amount the document names.
void PlanDocumentScene::money(ui::Ui& ui) const {
    const auto& envelope = m_data.value->plan.envelope;
    if (!envelope) return;
    const ui::Theme& theme = ui.theme();
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kS;
    plate.whole = true;
    Words amount = ui::withValue(ui.tr("plan.money.amount"), "amount", moneyText(envelope->cents));
    amount = ui::withValue(std::move(amount), "years", std::to_string(envelope->years));
    const auto column = ui.group("plan-document.money", ui::Role::Group, amount, ui::Axis::Column, plate);
    ui::metaLine(ui, "price", ui.tr("plan.money.title"), theme.of(Section::Plan).text, theme.of(Section::Plan).text,
                 TextStyle::Label);
    ui.text(TextStyle::H3, amount, theme.ink.primary);
    ui.text(TextStyle::Small, ui.tr("plan.money.text"), theme.ink.primary);
    quotePlate(ui, "plan-document.money.quote", envelope->quotes, TextStyle::Body);
}

void PlanDocumentScene::document(ui::Ui& ui) const {
    const Plan& plan = m_data.value->plan;
    const ui::Color dye = ui.theme().of(Section::Plan).text;
    Box plate = provenancePlate(ui.theme());
    plate.whole = true;
    const auto column =
        ui.group("plan-document.source", ui::Role::Group, ui.tr("plan.source.title"), ui::Axis::Column, plate);
    ui::metaLine(ui, "fingerprint", ui.tr("plan.source.title"), dye, dye, TextStyle::Label);
    provenanceLine(ui, ui.tr("plan.provenance.document"), app::verbatim(plan.source.title, ui.strings()));
    provenanceLine(ui, ui.tr("plan.source.adopted"),
                   ui.tr(plan.adopted ? "plan.columns.approved.yes" : "plan.columns.approved.none"));
    provenanceLine(ui, ui.tr("plan.source.hash"), app::verbatim(plan.documentSha256.substr(0, 16) + "…", ui.strings()));
}

void PlanDocumentScene::chapter(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const Chapter& chapter = kChapters[m_chapter];
    if (std::string_view(chapter.id) == "notice") {
        ui.text(TextStyle::Body, ui.strings().plural("plan.notices.text", static_cast<long>(data.notices.size())),
                ui.theme().ink.primary);
        Box grid;
        grid.gap = ui::space::kS;
        const auto plates = ui.grid(ui.textScale() <= 1 ? columnsFor(ui, pageWidth(ui), kLeastNoticeMm, 2) : 1, grid);
        for (const content::PlanNotice& notice : data.notices)
            noticePlate(ui, notice);
        return;
    }
    for (const char* kind : chapter.kinds) {
        if (kind == nullptr) break;
        for (const PlanStatement& each : data.statements) {
            if (each.kind == kind) statement(ui, each);
        }
    }
    if (m_chapter == 0) {
        money(ui);
        document(ui);
    }
    if (std::string_view(chapter.id) == "monitoring") {
        const float insideMm = pageWidth(ui) - ui::target::kStandard - ui::space::kM;
        planRecords(ui, data.records, {today(m_context.clock), data.plan.hasExamples, insideMm});
    }
}

void PlanDocumentScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "plan-document.loading", 4);
        return;
    }
    const Plan& plan = m_data.value->plan;
    ui::header(ui, Section::Plan, "document", say(plan.title), ui.tr("plan.document.title"));
    planLabel(ui, m_context, say(plan.label));
    {
        Box line;
        line.gap = ui::space::kGap;
        const auto flow = ui.flow(line);
        for (std::size_t i = 0; i < kChapters.size(); ++i) {
            const Chapter& each = kChapters[i];
            ui::tab(ui, std::string("plan-document.tab.") + each.id, ui.textScale() <= 1 ? each.icon : "",
                    ui.tr(std::string("plan.chapter.") + each.id), i == m_chapter, [this, i] { m_chapter = i; });
        }
    }
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    // A scroll node for each chapter, so that each begins at its top.
    ui::scrollArea(ui, std::string(kScrollId) + "." + kChapters[m_chapter].id, area, [&] { chapter(ui); });
    if (ui.textScale() > 1) return;  // the tabs have taken the room
    planFoot(ui, m_context, "plan-document");
}

}  // namespace

std::unique_ptr<Scene> makePlanDocument(const SceneContext& context, const std::string& id) {
    return std::make_unique<PlanDocumentScene>(context, id);
}

}  // namespace scenes
