#include <algorithm>
#include <array>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "district_map.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"
#include "plan_records.hpp"

namespace scenes {
namespace {

using content::PlanCommitmentPage;
using content::PlanReport;
using content::PlanState;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kScrollId = "commitment.scroll";
constexpr const char* kSideId = "commitment.side";
constexpr float kSideShare = 0.92F;
constexpr float kKnotMm = 30;
constexpr float kThreadMm = 12;
constexpr float kRowMm = 15;
constexpr float kCodeMm = 21;
constexpr float kMapMm = 74;
constexpr const char* kNoTarget = "W_NO_TARGET";  ///< notice: the plan fixes neither amount nor date nor who

/// One commitment: what the plan says in its own words, what it leaves open, and what was reported about it.
class CommitmentScene final : public Scene {
public:
    CommitmentScene(const SceneContext& context, std::string key)
        : m_context(context), m_key(std::move(key)), m_map(context) {}

    void load() override {
        m_load = m_context.content.query(
            [key = m_key, lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Data> {
                const base::Error gone{base::Errc::NotFound, "the plan has no commitment '" + key + "'"};
                auto head = requirePlan(store, lang, PlanPart::Head);
                if (!head) return head.error().in(key);
                auto id = store.idOf(key);
                if (!id) return id.error();
                if (!*id) return gone;
                auto page = store.planCommitment(**id, lang);
                if (!page) return page.error();
                if (!*page) return gone;
                auto info = store.info(lang);
                if (!info) return info.error();
                auto districts = store.districts(lang);
                if (!districts) return districts.error();
                std::vector<std::string> keys;
                for (const content::District& district : *districts)
                    keys.push_back(district.card.key);
                return Data{std::move(*head), std::move(**page), !info->officeKey.empty(), std::move(keys)};
            },
            [this](base::Result<Data> data) {
                m_data.take(std::move(data));
                if (m_data.value) m_map.load();
            });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::Plan plan;
        PlanCommitmentPage page;
        bool hasOffice = false;              ///< somebody reads what visitors observe
        std::vector<std::string> districts;  ///< keys of all
    };
    /// The report that holds: the newest one that none corrects.
    [[nodiscard]] const PlanReport* present() const {
        for (const PlanReport& report : m_data.value->page.reports) {
            if (!report.superseded) return &report;
        }
        return nullptr;
    }
    /// Where a report comes from.
    [[nodiscard]] app::Route routeOf(const PlanReport& report) const {
        return {"provenance", "report/" + m_key + "/" + std::to_string(report.id)};
    }
    [[nodiscard]] bool canObserve() const {
        return m_data.value->hasOffice && m_context.outbox.readiness() != app::Outbox::Readiness::Closed;
    }
    void said(ui::Ui& ui) const;
    void openPoints(ui::Ui& ui) const;
    void state(ui::Ui& ui) const;
    void observe(ui::Ui& ui, ui::Length width) const;
    void buttons(ui::Ui& ui) const;
    void columns(ui::Ui& ui) const;
    void where(ui::Ui& ui);
    void measures(ui::Ui& ui) const;
    void history(ui::Ui& ui) const;
    void report(ui::Ui& ui, const PlanReport& report) const;
    void parts(ui::Ui& ui) const;
    void related(ui::Ui& ui) const;
    void statements(ui::Ui& ui) const;
    void link(ui::Ui& ui, const std::string& id, const char* icon, const Words& label, app::Route route) const;

    const SceneContext& m_context;
    std::string m_key;
    Loadable<Data> m_data;
    DistrictMap m_map;
    platform::JobHandle m_load;
};

void CommitmentScene::link(ui::Ui& ui, const std::string& id, const char* icon, const Words& label,
                           app::Route route) const {
    const ui::Theme& theme = ui.theme();
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = label;
    control.speech = label;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, route = std::move(route)] { navigator.open(route); };
    Box box;
    box.w = ui::hug();
    box.minH = kRowMm;
    box.pad = ui::sides(ui::space::kS, ui::space::kXs);
    box.gap = ui::space::kGap;
    box.cross = ui::Align::Centre;
    box.radius = ui::radius::kControl;
    box.border = {theme.line.control, ui::stroke::kControl, false};
    box.whole = true;
    const auto row = ui.control(id, control, ui::Axis::Row, box);
    ui.icon(icon, 8, theme.of(Section::Plan).text);
    ui::TextSpec words;
    words.words = label;
    words.style = TextStyle::SmallBold;
    words.color = theme.ink.primary;
    ui.text(std::move(words), {.w = ui::hug()});
}

void CommitmentScene::said(ui::Ui& ui) const {
    const PlanCommitmentPage& page = m_data.value->page;
    const bool brief = page.quotes.size() == 1 && page.quotes.front().text.size() < 220;
    quotePlate(ui, "commitment.quote", page.quotes, brief ? TextStyle::Quote : TextStyle::Body);
}

/// What the plan leaves open: an empty, hatched place for each.
void CommitmentScene::openPoints(ui::Ui& ui) const {
    const auto& notices = m_data.value->page.notices;
    if (std::none_of(notices.begin(), notices.end(), [](const auto& n) { return n.validator == kNoTarget; })) return;
    const ui::Theme& theme = ui.theme();
    const ui::NoticeColors& missing = theme.of(ui::Notice::Missing);
    planHeading(ui, "plan.open.title");
    struct Point {
        const char* icon;
        const char* label;
    };
    static constexpr std::array<Point, 5> kPoints = {{{"distance", "plan.open.amount"},
                                                      {"calendar", "plan.open.date"},
                                                      {"price", "plan.open.money"},
                                                      {"person", "plan.open.who"},
                                                      {"eye", "plan.open.measure"}}};
    const bool small = ui.textScale() <= 1;
    Box line;
    line.gap = ui::space::kGap;
    line.equalRows = true;
    const auto places = small ? ui.grid(static_cast<int>(kPoints.size()), line) : ui.flow(line);
    for (const Point& point : kPoints) {
        Box box;
        box.w = small ? ui::fill() : ui::hug();
        box.pad = ui::sides(ui::space::kXs, ui::space::kGap);
        box.gap = ui::space::kXs;
        box.cross = ui::Align::Centre;
        box.radius = ui::radius::kTag;
        box.color = missing.fill;
        box.hatch = true;
        box.hatchColor = ui::mix(missing.fill2, missing.fill, 0.6F);
        box.ground = box.hatchColor;
        box.border = {missing.border, ui::stroke::kDivider, true};
        const auto place = small ? ui.column(box) : ui.row(box);
        ui.icon(point.icon, 8, missing.ink);
        ui::TextSpec words;
        words.words = ui.tr(point.label);
        words.style = TextStyle::SmallBold;
        words.color = theme.ink.primary;
        words.minScale = 0.8F;
        ui.text(std::move(words), {.w = ui::hug()});
    }
}

void CommitmentScene::state(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const content::PlanCommitment& commitment = data.page.commitment;
    if (commitment.state == PlanState::Withheld) return;
    const ui::Theme& theme = ui.theme();
    const content::Date day = today(m_context.clock);
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kM;
    plate.cross = ui::Align::Centre;
    plate.whole = true;
    const Words name = stateName(ui.strings(), commitment.state);
    const auto row = ui.group("commitment.state", ui::Role::Status, name, ui::Axis::Row, plate);
    stateKnot(ui, commitment.icon, commitment.state, kKnotMm);
    Box words;
    words.w = ui::fill();
    words.gap = ui::space::kXs;
    const auto column = ui.column(words);
    ui.heading(TextStyle::H3, name, stateInk(theme, commitment.state));
    if (commitment.state == PlanState::NoReport) {
        Words text = ui.tr("plan.none.page");
        if (day.year > data.plan.periodEnd) {
            const Words over = ui::withValue(ui.tr("plan.none.over"), "to", std::to_string(data.plan.periodEnd));
            text.text += " " + over.text;
        }
        ui.text(TextStyle::Small, text, theme.ink.secondary);
        return;
    }
    ui.text(TextStyle::Small, reportNote(ui.strings(), commitment, day), theme.ink.primary);
    if (commitment.example) ui::exampleTag(ui);
    const PlanReport* report = present();
    if (report != nullptr && !report->reason.empty())
        ui.text(TextStyle::Small, app::verbatim(report->reason, ui.strings()), theme.ink.primary);
}

/// The way to an observation of one's own; there is none where no office reads them or this device cannot keep them.
/// Why else it may have to wait the next page says.
void CommitmentScene::observe(ui::Ui& ui, ui::Length width) const {
    if (!canObserve()) return;
    const bool already = m_context.visitor.observed.contains(m_key);
    ui::ButtonSpec spec;
    spec.id = "commitment.observe";
    spec.icon = already ? "yes" : "eye";
    spec.label = ui.tr(already ? "observe.left" : "observe.see");
    spec.speech = ui.tr(already ? "observe.why.already" : "observe.see.speech");
    spec.kind = ui::ButtonKind::Primary;
    spec.section = Section::Plan;
    spec.enabled = !already;
    spec.w = width;
    spec.padMm = ui::space::kGap;
    app::Navigator& navigator = m_context.navigator;
    spec.action = [&navigator, key = m_key] { navigator.open({"observe", key}); };
    ui::button(ui, spec);
}

/// The row at the foot.
void CommitmentScene::buttons(ui::Ui& ui) const {
    Box line;
    line.gap = ui::space::kGap;
    if (canObserve() && ui.textScale() <= 1) {
        // One more than elsewhere: they share the width.
        const auto row = ui.row(line);
        observe(ui, ui::fill());
        planButtons(ui, m_context, "plan-list", true);
        return;
    }
    const auto flow = ui.flow(line);
    observe(ui, ui::hug());
    planButtons(ui, m_context, "plan-list");
}

/// Promised, approved, reported and verified are four different things.
void CommitmentScene::columns(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const PlanReport* report = present();
    const ui::Theme& theme = ui.theme();
    planHeading(ui, "plan.columns.title");
    struct Cell {
        const char* id;
        const char* icon;
        Words value;
        bool known;
    };
    Words promised = ui.tr("plan.columns.promised.value");
    promised = ui::withValue(std::move(promised), "year", std::to_string(data.plan.presentedYear));
    const Words approved = ui.tr(data.plan.adopted ? "plan.columns.approved.yes" : "plan.columns.approved.none");
    // Without a report: that there is none, or that nothing is said about it.
    const PlanState present = data.page.commitment.state;
    const Words reported = stateName(ui.strings(), report != nullptr ? report->state : present);
    const bool checked = report != nullptr && !report->verifiedBy.empty();
    Words verified = checked ? app::verbatim(report->verifiedBy, ui.strings()) : ui.tr("plan.columns.verified.none");
    if (present == PlanState::Withheld) verified = reported;
    const std::array<Cell, 4> cells = {{{"promised", "quote", promised, true},
                                        {"approved", "document", approved, data.plan.adopted},
                                        {"reported", "message", reported, report != nullptr},
                                        {"verified", "eye", verified, checked}}};
    Box grid;
    grid.gap = ui::space::kGap;
    grid.equalRows = true;
    const auto table = ui.grid(ui.textScale() <= 1 ? 4 : 2, grid);
    for (const Cell& cell : cells) {
        const Words label = ui.tr(std::string("plan.columns.") + cell.id);
        Box box;
        box.pad = ui::all(ui::space::kGap);
        box.gap = ui::space::kXs;
        box.radius = ui::radius::kTag;
        const ui::NoticeColors& missing = theme.of(ui::Notice::Missing);
        box.color = cell.known ? theme.surface.provenance : missing.fill;
        box.border = cell.known ? ui::Stroke{theme.of(Section::Plan).line, ui::stroke::kDivider, false}
                                : ui::Stroke{missing.border, ui::stroke::kDivider, true};
        const auto column = ui.group(std::string("commitment.") + cell.id, ui::Role::Group,
                                     {label.text + ": " + cell.value.text, label.lang}, ui::Axis::Column, box);
        ui.icon(cell.icon, 8, cell.known ? theme.of(Section::Plan).text : missing.ink);
        ui.text(TextStyle::SmallBold, label, theme.ink.primary);
        ui.text(TextStyle::Small, cell.value, theme.ink.primary);
    }
}

/// The districts where somebody reported something. The plan's own words colour none: it names no district for what it
/// promises.
void CommitmentScene::where(ui::Ui& ui) {
    const Data& data = *m_data.value;
    if (data.page.commitment.state == PlanState::Withheld) return;
    std::vector<std::string> names;
    std::vector<DistrictMap::Area> areas;
    bool example = false;
    for (const std::string& key : data.districts)
        areas.push_back({key, 0, std::nullopt});
    for (const PlanReport& report : data.page.reports) {
        if (report.superseded || report.districtKey.empty()) continue;
        const auto area = std::find_if(areas.begin(), areas.end(),
                                       [&](const DistrictMap::Area& each) { return each.key == report.districtKey; });
        if (area == areas.end() || area->color) continue;
        area->color = classColor(ui.theme(), 0, 1);
        names.push_back(report.districtName);
        example = example || report.example;
    }
    if (!m_map.shows(data.districts)) return;
    planHeading(ui, "plan.where.title");
    Words what = ui.tr("plan.where.province");
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i == 0) what = app::verbatim("", ui.strings());
        what.text += (i > 0 ? ", " : "") + names[i];
    }
    const Words why = ui.tr(names.empty() ? "plan.where.province.text" : "plan.where.district.text");
    Box all;
    all.gap = ui::space::kM;
    all.cross = ui::Align::Centre;
    all.whole = true;
    const bool beside = ui.textScale() <= 1;
    const auto parts = beside ? ui.row(all) : ui.column(all);
    Box figure;
    figure.w = beside ? ui::mm(kMapMm) : ui::fill();
    figure.h = ui::mm(kMapMm);
    figure.clip = true;
    m_map.figure(ui, "commitment.map", {what.text + ". " + why.text, why.lang}, std::move(areas), figure);
    Box words;
    words.w = ui::fill();
    words.gap = ui::space::kXs;
    const auto column = ui.column(words);
    ui.text(TextStyle::Label, what, ui.theme().ink.primary);
    ui.text(TextStyle::Small, why, ui.theme().ink.secondary);
    if (example) ui::exampleTag(ui);
}

void CommitmentScene::measures(ui::Ui& ui) const {
    const PlanReport* report = present();
    if (report == nullptr) return;
    Box grid;
    grid.gap = ui::space::kL;
    {
        const auto both = ui.grid(ui.textScale() <= 1 ? 2 : 1, grid);
        MeasureBar physical;
        physical.id = "commitment.physical";
        physical.icon = "loom";
        physical.label = ui.tr("plan.physical");
        physical.percent = report->physicalPct;
        measureBar(ui, physical);
        MeasureBar financial;
        financial.id = "commitment.financial";
        financial.icon = "price";
        financial.label = ui.tr("plan.financial");
        financial.percent = report->financialPct;
        financial.dots = true;
        financial.section = Section::Map;
        measureBar(ui, financial);
    }
    if (report->selfPct) {
        MeasureBar self;
        self.id = "commitment.self";
        self.icon = "person";
        self.label = ui.tr("plan.self");
        self.percent = report->selfPct;
        self.section = Section::Visit;
        measureBar(ui, self);
    }
    ui.text(TextStyle::Small, ui.tr("plan.measures.text"), ui.theme().ink.secondary);
    if (report->example) ui::exampleTag(ui);
    link(ui, "commitment.source", "fingerprint", ui.tr("plan.provenance.title"), routeOf(*report));
}

/// A knot of the history: state, day and who said it; opens where it comes from.
void CommitmentScene::report(ui::Ui& ui, const PlanReport& report) const {
    const ui::Theme& theme = ui.theme();
    const Words name = stateName(ui.strings(), report.state);
    const Words day = isoDayText(ui.strings(), report.asOf);
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = {name.text + ", " + day.text, name.lang};
    control.speech = control.label;
    if (report.physicalPct) control.speech.text += ", " + percentText(*report.physicalPct);
    if (report.superseded) control.speech.text += ", " + ui.tr("plan.superseded").text;
    if (report.example) control.speech.text += ", " + ui.tr("tag.example").text;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, route = routeOf(report)] { navigator.open(route); };
    Box box;
    box.minH = ui::target::kStandard;
    box.gap = ui::space::kS;
    box.whole = true;
    const auto row = ui.control("commitment.report." + std::to_string(report.id), control, ui::Axis::Row, box);
    Box thread;
    thread.w = ui::mm(kThreadMm);
    thread.h = ui::fill();
    ui.paint(
        "", {},
        [ink = report.superseded ? theme.line.control : stateInk(theme, report.state)](const ui::PaintContext& c) {
            c.painter.circle({c.rect.centre().x, c.rect.y + c.panel.px(5)}, c.panel.px(3.4F), ink);
        },
        thread);
    Box words;
    words.w = ui::fill();
    words.gap = ui::space::kHair;
    const auto column = ui.column(words);
    stateLine(ui, report.state, day);
    Words line;
    if (report.physicalPct)
        line = ui::withValue(ui.tr("plan.report.physical"), "percent", percentText(*report.physicalPct));
    Words who = ui::withValue(ui.tr("plan.report.actor"), "name", report.actor);
    who.text = line.empty() ? who.text : line.text + " " + who.text;
    ui.text(TextStyle::Small, who, theme.ink.primary);
    if (report.superseded) ui.text(TextStyle::Small, ui.tr("plan.superseded"), theme.ink.secondary);
    if (report.example) ui::exampleTag(ui);
}

void CommitmentScene::history(ui::Ui& ui) const {
    const auto& reports = m_data.value->page.reports;
    if (reports.empty()) return;
    planHeading(ui, "plan.history.title");
    {
        Box field;
        const auto stack = ui.stack(field);
        knotThread(ui, kThreadMm, 0);
        Box all;
        all.gap = ui::space::kGap;
        const auto column = ui.column(all);
        for (const PlanReport& each : reports)
            report(ui, each);
    }
    Words before =
        ui::withValue(ui.tr("plan.history.before"), "date", isoDayText(ui.strings(), reports.back().asOf).text);
    ui::metaLine(ui, stateIcon(PlanState::NoReport), before, ui.theme().ink.secondary, ui.theme().ink.secondary);
}

void CommitmentScene::parts(ui::Ui& ui) const {
    const PlanCommitmentPage& page = m_data.value->page;
    if (page.parts.empty()) return;
    const ui::Theme& theme = ui.theme();
    planHeading(ui, "plan.parts.title");
    for (const content::PlanStatement& part : page.parts) {
        Box line;
        line.gap = ui::space::kGap;
        line.whole = true;
        const auto row = ui.row(line);
        ui::TextSpec code;
        code.words = app::verbatim(part.code, ui.strings());
        code.style = TextStyle::SmallBold;
        code.color = theme.of(Section::Plan).text;
        ui.text(std::move(code), {.w = ui::mm(kCodeMm * ui.textScale())});
        Box words;
        words.w = ui::fill();
        const auto column = ui.column(words);
        ui.text(TextStyle::SmallBold, say(part.title), theme.ink.primary);
        Words kind = ui.tr("plan.part." + part.kind);
        if (!part.quotes.empty())
            kind.text +=
                " · " + ui::withValue(ui.tr("plan.quote.line"), "line", std::to_string(part.quotes.front().line)).text;
        ui.text(TextStyle::Small, kind, theme.ink.secondary);
    }
}

void CommitmentScene::statements(ui::Ui& ui) const {
    const PlanCommitmentPage& page = m_data.value->page;
    if (page.statements.empty()) return;
    planHeading(ui, "plan.statements.title");
    for (const content::PlanStatement& statement : page.statements) {
        link(ui, "commitment.statement." + statement.code, statement.kind == "problem" ? "warning" : "sun",
             say(statement.title), {"plan-document", statement.kind});
    }
}

void CommitmentScene::related(ui::Ui& ui) const {
    const PlanCommitmentPage& page = m_data.value->page;
    if (!page.indicators.empty()) {
        planHeading(ui, "plan.indicators.title");
        Box line;
        line.gap = ui::space::kGap;
        const auto flow = ui.flow(line);
        for (const content::PlanIndicator& indicator : page.indicators)
            link(ui, "commitment.indicator." + indicator.key, "grid", say(indicator.name),
                 {"indicator", indicator.key});
    }
    if (!page.related.empty()) {
        planHeading(ui, "plan.related.title");
        Box line;
        line.gap = ui::space::kGap;
        const auto flow = ui.flow(line);
        for (const content::PlanCommitment& commitment : page.related)
            link(ui, "commitment.related." + commitment.key, "plan", commitmentName(commitment),
                 {"commitment", commitment.key});
    }
}

void CommitmentScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "commitment.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    const content::PlanCommitment& commitment = data.page.commitment;
    const Words eyebrow = ui::withValue(ui.tr("plan.dimension.eyebrow"), "name", data.page.dimension.value);
    const auto left = [&] {
        planLabel(ui, m_context, say(data.plan.label));
        said(ui);
        openPoints(ui);
        state(ui);
        if (ui.textScale() > 1.5F) observe(ui, ui::fill());  // there is no row at the foot
    };
    const bool beside = !ui.panel().portrait() && ui.textScale() <= 1;
    // Scroll areas keep a column for their buttons.
    const float outsideMm =
        beside ? (pageWidth(ui) - ui::space::kL) / (1 + kSideShare) - 2 * ui::space::kM : pageWidth(ui);
    const float insideMm = outsideMm - ui::target::kStandard - ui::space::kM;
    const auto right = [&] {
        measures(ui);
        history(ui);
        commitmentRecords(ui, data.page, {today(m_context.clock), data.plan.hasExamples, insideMm});
        columns(ui);
        where(ui);
        parts(ui);
        related(ui);
        statements(ui);
        if (!data.page.notices.empty()) planHeading(ui, "plan.notices.title");
        for (const content::PlanNotice& notice : data.page.notices)
            noticePlate(ui, notice);
    };
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    area.gap = ui::space::kM;
    if (beside) {
        Box parts2;
        parts2.h = ui::fill();
        parts2.gap = ui::space::kL;
        const auto row = ui.row(parts2);
        {
            Box side;
            side.w = ui::fill(kSideShare);
            side.h = ui::fill();
            side.gap = ui::space::kM;
            const auto words = ui.column(side);
            ui::header(ui, Section::Plan, "plan", eyebrow, commitmentName(commitment));
            ui::scrollArea(ui, kSideId, area, left);
            buttons(ui);
        }
        Box plate = plateBox(ui);
        plate.w = ui::fill();
        plate.h = ui::fill();
        plate.pad = ui::all(ui::space::kM);
        const auto cloth = ui.column(plate);
        ui::scrollArea(ui, kScrollId, area, right);
        return;
    }
    ui::header(ui, Section::Plan, "plan", eyebrow, commitmentName(commitment));
    ui::scrollArea(ui, kScrollId, area, [&] {
        left();
        right();
    });
    if (ui.textScale() <= 1.5F) buttons(ui);
}

}  // namespace

std::unique_ptr<Scene> makeCommitment(const SceneContext& context, const std::string& id) {
    return std::make_unique<CommitmentScene>(context, id);
}

}  // namespace scenes
