#include <algorithm>
#include <charconv>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::PlanIndicator;
using content::PlanObservation;
using content::PlanReport;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kScrollId = "provenance.scroll";
constexpr std::string_view kReport = "report/";

/// Where a figure comes from: as printed, its year, source and line, who gave it and when, other figures of the same.
/// The id is the code of an observation, or "report/<commitment>/<id of the report>".
class ProvenanceScene final : public Scene {
public:
    ProvenanceScene(const SceneContext& context, std::string id) : m_context(context), m_id(std::move(id)) {}

    void load() override {
        m_load = m_context.content.query(
            [id = m_id, lang = m_context.visitor.lang](const content::Store& store) { return query(store, id, lang); },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::Plan plan;
        PlanIndicator indicator;  ///< of an observation
        std::size_t observation = 0;
        std::optional<content::PlanCommitmentPage> page;  ///< of a report
        std::size_t report = 0;
    };
    static base::Result<Data> query(const content::Store& store, const std::string& id, content::Lang lang);
    void observation(ui::Ui& ui) const;
    void report(ui::Ui& ui) const;
    void others(ui::Ui& ui) const;
    void given(ui::Ui& ui, const char* key, const std::string& value) const {
        if (!value.empty()) provenanceLine(ui, ui.tr(key), app::verbatim(value, ui.strings()));
    }

    const SceneContext& m_context;
    std::string m_id;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<ProvenanceScene::Data> ProvenanceScene::query(const content::Store& store, const std::string& id,
                                                           content::Lang lang) {
    const base::Error gone{base::Errc::NotFound, "the plan has no figure '" + id + "'"};
    Data data;
    auto plan = requirePlan(store, lang, PlanPart::Head);
    if (!plan) return plan.error().in(id);
    data.plan = std::move(*plan);
    if (std::string_view(id).starts_with(kReport)) {
        const std::size_t slash = id.rfind('/');
        if (slash < kReport.size()) return gone;
        std::int64_t wanted = 0;
        std::from_chars(id.data() + slash + 1, id.data() + id.size(), wanted);
        auto item = store.idOf(id.substr(kReport.size(), slash - kReport.size()));
        if (!item) return item.error();
        if (!*item) return gone;
        auto page = store.planCommitment(**item, lang);
        if (!page) return page.error();
        if (!*page) return gone;
        if ((*page)->commitment.state == content::PlanState::Withheld) {
            data.page = std::move(**page);
            return data;
        }
        const auto& reports = (*page)->reports;
        const auto found =
            std::find_if(reports.begin(), reports.end(), [&](const PlanReport& r) { return r.id == wanted; });
        if (found == reports.end()) return gone;
        data.report = static_cast<std::size_t>(found - reports.begin());
        data.page = std::move(**page);
        return data;
    }
    auto indicator = store.planIndicatorOf(id, lang);
    if (!indicator) return indicator.error();
    if (!*indicator) return gone;
    const auto& all = (*indicator)->observations;
    const auto found = std::find_if(all.begin(), all.end(), [&](const PlanObservation& o) { return o.code == id; });
    if (found == all.end()) return gone;
    data.observation = static_cast<std::size_t>(found - all.begin());
    data.indicator = std::move(**indicator);
    return data;
}

void ProvenanceScene::observation(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const PlanObservation& o = data.indicator.observations[data.observation];
    const ui::Color dye = ui.theme().of(Section::Plan).text;
    Box plate = provenancePlate(ui.theme());
    const auto column =
        ui.group("provenance.card", ui::Role::Group, ui.tr("plan.provenance.title"), ui::Axis::Column, plate);
    ui::metaLine(ui, "fingerprint", ui.tr("plan.provenance.title"), dye, dye, TextStyle::Label);
    if (o.missing) {
        provenanceLine(ui, ui.tr("plan.provenance.printed"), ui.tr("plan.value.missing"));
    } else {
        provenanceLine(ui, ui.tr("plan.provenance.printed"), {"«" + o.printed + "»", "es"});
        if (o.value)
            provenanceLine(ui, ui.tr("plan.provenance.value"), figureText(ui.strings(), o, say(data.indicator.unit)));
    }
    if (!o.value) provenanceLine(ui, ui.tr("plan.provenance.unit"), say(data.indicator.unit));
    provenanceLine(ui, ui.tr("plan.provenance.year"), yearText(ui.strings(), o));
    provenanceLine(ui, ui.tr("plan.provenance.where"), territoryText(ui.strings(), o));
    provenanceLine(ui, ui.tr("plan.provenance.kind"), ui.tr("plan.kind." + o.kind));
    provenanceLine(ui, ui.tr("plan.provenance.basis"),
                   o.basis.empty() ? ui.tr("plan.source.none") : app::verbatim(o.basis, ui.strings()));
    provenanceLine(ui, ui.tr("plan.provenance.document"), app::verbatim(o.source.title, ui.strings()));
    if (o.quote.line > 0) {
        ui.space(0, ui::space::kXs);
        quotePlate(ui, "provenance.quote", {o.quote}, TextStyle::Body);
    }
}

void ProvenanceScene::report(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const PlanReport& r = data.page->reports[data.report];
    const ui::Strings& strings = ui.strings();
    Box plate = provenancePlate(ui.theme());
    const auto column =
        ui.group("provenance.card", ui::Role::Group, ui.tr("plan.provenance.title"), ui::Axis::Column, plate);
    if (r.example) ui::exampleTag(ui);
    if (!r.printed.empty()) provenanceLine(ui, ui.tr("plan.provenance.printed"), {"«" + r.printed + "»", "es"});
    provenanceLine(ui, ui.tr("plan.provenance.state"), stateName(strings, r.state));
    const auto percent = [&](const char* key, const std::optional<double>& value) {
        if (value) provenanceLine(ui, ui.tr(key), app::verbatim(percentText(*value), strings));
    };
    percent("plan.physical", r.physicalPct);
    percent("plan.financial", r.financialPct);
    percent("plan.self", r.selfPct);
    given(ui, "plan.provenance.reason", r.reason);
    given(ui, "plan.provenance.note", r.note);
    Words document = app::verbatim(r.source.title, strings);
    if (!r.page.empty()) document.text += ", " + ui::withValue(ui.tr("plan.provenance.page"), "page", r.page).text;
    provenanceLine(ui, ui.tr("plan.provenance.document"), document);
    given(ui, "plan.provenance.actor", r.actor);
    provenanceLine(ui, ui.tr("plan.provenance.as-of"), isoDayText(strings, r.asOf));
    provenanceLine(ui, ui.tr("plan.provenance.received"), isoDayText(strings, r.receivedOn));
    given(ui, "plan.provenance.where", r.districtName);
    given(ui, "plan.provenance.evidence", r.evidence ? r.evidence->title : std::string());
    provenanceLine(ui, ui.tr("plan.columns.verified"),
                   r.verifiedBy.empty() ? ui.tr("plan.columns.verified.none") : app::verbatim(r.verifiedBy, strings));
    const auto& all = data.page->reports;
    const auto with = [&](auto matches) {
        const auto found = std::find_if(all.begin(), all.end(), matches);
        return found == all.end() ? Words{} : isoDayText(strings, found->receivedOn);
    };
    const Words corrected = with([&](const PlanReport& other) { return other.supersedes == r.id; });
    const Words corrects = with([&](const PlanReport& other) { return r.supersedes != 0 && other.id == r.supersedes; });
    Words change = ui.tr("plan.provenance.unchanged");
    if (!corrects.empty()) change = ui::withValue(ui.tr("plan.provenance.corrects"), "date", corrects.text);
    if (!corrected.empty()) change = ui::withValue(ui.tr("plan.provenance.corrected"), "date", corrected.text);
    provenanceLine(ui, ui.tr("plan.provenance.change"), change);
}

/// Other figures of the same territory: earlier and later values.
void ProvenanceScene::others(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    if (data.page) return;
    const auto& all = data.indicator.observations;
    const PlanObservation& self = all[data.observation];
    bool first = true;
    for (const PlanObservation& each : all) {
        if (each.code == self.code || each.districtKey != self.districtKey || each.population != self.population)
            continue;
        if (first) planHeading(ui, "plan.provenance.others");
        first = false;
        ui::ButtonSpec spec;
        spec.id = "provenance.other." + each.code;
        spec.icon = "fingerprint";
        spec.label = figureText(ui.strings(), each, say(data.indicator.unit));
        spec.label.text += " · " + yearText(ui.strings(), each).text;
        spec.role = ui::Role::Link;
        spec.minH = 15;
        spec.padMm = ui::space::kS;
        spec.style = TextStyle::SmallBold;
        app::Navigator& navigator = m_context.navigator;
        spec.action = [&navigator, code = each.code] { navigator.open({"provenance", code}); };
        ui::button(ui, spec);
    }
    if (!self.notices.empty()) planHeading(ui, "plan.notices.title");
    for (const content::PlanNotice& notice : self.notices)
        noticePlate(ui, notice);
}

void ProvenanceScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "provenance.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    Words title;
    Words eyebrow;
    if (data.page) {
        title = commitmentName(data.page->commitment);
        eyebrow = ui.tr("plan.provenance.title");
    } else {
        const PlanObservation& o = data.indicator.observations[data.observation];
        title = figureText(ui.strings(), o, say(data.indicator.unit));
        eyebrow = say(data.indicator.name);
        eyebrow.text += ", " + territoryText(ui.strings(), o).text;
    }
    ui::header(ui, Section::Plan, "fingerprint", eyebrow, title);
    planLabel(ui, m_context, say(data.plan.label));
    const bool beside = !ui.panel().portrait() && ui.textScale() <= 1;
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    area.gap = ui::space::kM;
    const auto card = [&] {
        if (data.page && data.page->commitment.state == content::PlanState::Withheld)
            electoralReason(ui);
        else if (data.page)
            report(ui);
        else
            observation(ui);
    };
    if (beside && !data.page) {
        Box parts;
        parts.h = ui::fill();
        parts.gap = ui::space::kL;
        const auto row = ui.row(parts);
        ui::scrollArea(ui, kScrollId, area, card);
        ui::scrollArea(ui, std::string(kScrollId) + ".others", area, [&] { others(ui); });
    } else {
        ui::scrollArea(ui, kScrollId, area, [&] {
            card();
            others(ui);
        });
    }
    planFoot(ui, m_context, "");
}

}  // namespace

std::unique_ptr<Scene> makeProvenance(const SceneContext& context, const std::string& id) {
    return std::make_unique<ProvenanceScene>(context, id);
}

}  // namespace scenes
