#include <algorithm>
#include <array>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::Plan;
using content::PlanCommitment;
using content::PlanCoverage;
using content::PlanDimension;
using content::PlanState;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kScrollId = "plan.scroll";
constexpr const char* kSummaryId = "plan.summary";
constexpr float kSideMm = 117;  ///< title, label and count beside the quipu
constexpr float kHeadMm = 40;   ///< name and count of a dimension above the beam
constexpr float kBeamMm = 4.6F;
constexpr float kFirstMm = 6.5F;  ///< from the beam to the first knot
constexpr float kTailMm = 11;     ///< of a cord below its last knot
constexpr float kPitchMm = 23.4F;
constexpr float kLeastPitchMm = 22.4F;
constexpr float kPillGapMm = 2.5F;
constexpr float kKnotMm = 19;
constexpr float kCordMm = 3;
constexpr float kColumnGapMm = 4;
constexpr std::size_t kMostCords = 4;
constexpr float kCardKnotMm = 20;
constexpr float kNamedKnotMm = 14;  ///< of a card, with its name beside it

constexpr std::size_t kMostKnots = 12;  ///< of a card

/// States the legend explains where the drawing leaves room, behind those that are seen.
constexpr std::array<PlanState, 5> kLegend = {PlanState::NotStarted, PlanState::Preparing, PlanState::Ongoing,
                                              PlanState::Stalled, PlanState::Done};
constexpr std::size_t kMostLegend = 6;

/// Dyes of a cord and of the words and icon above it: one pair for each dimension.
struct CordDyes {
    ui::Color cord, ink;
};
CordDyes cordDyes(const ui::Theme& theme, std::size_t dimension) {
    // Gold is a thread, but no ink.
    if (dimension % kMostCords == 0) return {theme.brand.active, theme.of(Section::Culture).text};
    static constexpr std::array<Section, kMostCords> kDyes = {Section::Neutral, Section::Crafts, Section::Plan,
                                                              Section::Map};
    const ui::SectionColors& colors = theme.of(kDyes[dimension % kMostCords]);
    return theme.pictures ? CordDyes{colors.text, colors.text} : CordDyes{colors.line, colors.line};
}

/// Below the name of a dimension.
Words withoutReport(const ui::Strings& strings, const PlanCoverage& coverage) {
    if (coverage.withheld) return strings.plural("plan.commitments", coverage.total);
    Words words =
        ui::withValue(strings.get("plan.count.none"), "part", std::to_string(coverage.total - coverage.reported));
    return ui::withValue(std::move(words), "total", std::to_string(coverage.total));
}

/// The plan as a quipu: a cord for each dimension, a knot for each commitment. Where letters are large, the panel is
/// upright or the plan is larger than a quipu can show, its dimensions stand as cards.
class PlanScene final : public Scene {
public:
    explicit PlanScene(const SceneContext& context) : m_context(context) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) {
                return requirePlan(store, lang, PlanPart::Whole);
            },
            [this](base::Result<Plan> plan) { m_plan.take(std::move(plan)); });
    }
    [[nodiscard]] bool ready() const override { return !m_plan.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    /// Where the parts of the quipu are, in millimetres of its field.
    struct Frame {
        float columnMm = 0;
        float pitchMm = 0;
        [[nodiscard]] float x(std::size_t column) const { return columnMm * static_cast<float>(column); }
        [[nodiscard]] float y(std::size_t row) const {
            return kHeadMm + kBeamMm + kFirstMm + pitchMm * static_cast<float>(row);
        }
    };
    [[nodiscard]] std::size_t longestCord() const {
        std::size_t longest = 0;
        for (const PlanDimension& dimension : m_plan.value->dimensions)
            longest = std::max(longest, dimension.commitments.size());
        return longest;
    }
    [[nodiscard]] std::optional<Frame> quipuFrame(const ui::Ui& ui) const;
    void top(ui::Ui& ui, float widthMm, int lines) const;
    void side(ui::Ui& ui) const;
    void count(ui::Ui& ui) const;
    void period(ui::Ui& ui) const;
    void quipu(ui::Ui& ui, const Frame& frame) const;
    void threads(ui::Ui& ui, const Frame& frame) const;
    void head(ui::Ui& ui, const PlanDimension& dimension, std::size_t column, const Box& box) const;
    void pill(ui::Ui& ui, const PlanCommitment& commitment, const base::RectMm& at) const;
    [[nodiscard]] std::vector<PlanState> legendStates() const;
    void legend(ui::Ui& ui, const base::RectMm& at) const;
    void card(ui::Ui& ui, const PlanDimension& dimension, std::size_t index) const;
    void namedKnots(ui::Ui& ui, const PlanDimension& dimension, std::size_t index) const;

    const SceneContext& m_context;
    Loadable<Plan> m_plan;
    platform::JobHandle m_load;
};

std::optional<PlanScene::Frame> PlanScene::quipuFrame(const ui::Ui& ui) const {
    const Plan& plan = *m_plan.value;
    if (ui.panel().portrait() || ui.textScale() > 1 || plan.dimensions.empty() || plan.dimensions.size() > kMostCords ||
        longestCord() == 0)
        return std::nullopt;
    Frame frame;
    frame.columnMm = (pageWidth(ui) - kSideMm - ui::space::kL) / static_cast<float>(plan.dimensions.size());
    const float room = pageHeight(ui) - kHeadMm - kBeamMm - kFirstMm;
    frame.pitchMm = std::min(kPitchMm, (room + kPillGapMm) / static_cast<float>(longestCord()));
    if (frame.pitchMm < kLeastPitchMm) return std::nullopt;
    return frame;
}

void PlanScene::period(ui::Ui& ui) const {
    const Plan& plan = *m_plan.value;
    const bool over = today(m_context.clock).year > plan.periodEnd;
    Words words =
        ui::withValue(ui.tr(over ? "plan.period.over" : "plan.period"), "from", std::to_string(plan.periodStart));
    words = ui::withValue(std::move(words), "to", std::to_string(plan.periodEnd));
    ui::metaLine(ui, "calendar", words, ui.theme().ink.secondary, ui.theme().ink.secondary);
}

/// How many have a report, as large as the title: what everything else on the page is read by.
void PlanScene::count(ui::Ui& ui) const {
    const PlanCoverage coverage = coverageOf(*m_plan.value);
    const bool none = coverage.reported == 0;
    const ui::Theme& theme = ui.theme();
    Words figure =
        ui::withValue(ui.tr("plan.count"), "part", std::to_string(none ? coverage.total : coverage.reported));
    figure = ui::withValue(std::move(figure), "total", std::to_string(coverage.total));
    Words below = ui.tr(none ? "plan.count.without" : "plan.count.with");
    Words text =
        none ? ui.tr("plan.none.text") : ui.strings().plural("plan.rest.text", coverage.total - coverage.reported);
    if (coverage.withheld) {
        figure = app::verbatim(std::to_string(coverage.total), ui.strings());
        below = ui.tr("plan.count.withheld");
        text = electoralText(ui.strings(), m_context);
    }
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = {figure.text + " " + below.text, figure.lang};
    control.speech = {control.label.text + ". " + text.text, figure.lang};
    if (coverage.measured > 0) control.speech.text += " " + meanText(ui.strings(), coverage).text;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator] { navigator.open({"plan-guide", ""}); };
    Box box;
    box.gap = ui::space::kXs;
    // An upright panel has the width to set them side by side, and needs the height.
    const bool beside = ui.panel().portrait() && ui.textScale() <= 1;
    if (beside) {
        box.gap = ui::space::kL;
        box.cross = ui::Align::Centre;
    }
    const auto parts = ui.control("plan.count", control, beside ? ui::Axis::Row : ui::Axis::Column, box);
    ui::TextSpec large;
    large.words = std::move(figure);
    large.style = TextStyle::Figure;
    large.color = theme.ink.primary;
    large.minScale = 0.5F;
    ui.text(std::move(large), {.w = beside ? ui::hug() : ui::fill()});
    Box lines;
    lines.w = ui::fill();
    lines.gap = ui::space::kXs;
    const auto column = ui.column(lines);
    ui.text(TextStyle::Label, below, theme.ink.primary);
    if (!coverage.withheld) ui.text(TextStyle::Small, text, theme.ink.primary);  // it stands above already
    if (coverage.measured > 0) ui.text(TextStyle::SmallBold, meanText(ui.strings(), coverage), theme.ink.primary);
    if (m_plan.value->hasExamples) ui::exampleTag(ui);
}

/// The title as large as fits `lines` lines of `widthMm`.
void PlanScene::top(ui::Ui& ui, float widthMm, int lines) const {
    const ui::Color dye = ui.theme().of(Section::Plan).text;
    const Words title = say(m_plan.value->title);
    ui::metaLine(ui, "plan", ui.tr("plan.eyebrow"), dye, dye, TextStyle::Label);
    ui.heading(titleStyle(ui, title, widthMm, lines), title, ui.theme().ink.primary);
}

void PlanScene::side(ui::Ui& ui) const {
    const Plan& plan = *m_plan.value;
    const ui::Theme& theme = ui.theme();
    Box side;
    side.w = ui::mm(kSideMm);
    side.h = ui::fill();
    side.gap = coverageOf(plan).reported > 0 ? ui::space::kGap : ui::space::kM;
    const auto column = ui.column(side);
    top(ui, kSideMm, 2);
    {
        Box frame;
        frame.pad = ui::all(ui::space::kS);
        frame.radius = ui::radius::kControl;
        frame.color = theme.surface.raised;
        frame.border = {theme.of(Section::Plan).line, ui::stroke::kDivider, false};
        const auto plate = ui.column(frame);
        planLabel(ui, m_context, say(plan.label));
    }
    count(ui);
    ui.spring();
    period(ui);
    Box grid;
    grid.gap = ui::space::kGap;
    const auto buttons = ui.grid(2, grid);
    planButtons(ui, m_context, "plan", true);
}

/// The beam and the cords that hang from it.
void PlanScene::threads(ui::Ui& ui, const Frame& frame) const {
    struct Cord {
        float x, endMm;
        ui::Color color;
    };
    std::vector<Cord> cords;
    const auto& dimensions = m_plan.value->dimensions;
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
        const std::size_t knots = dimensions[i].commitments.size();
        const float last = knots > 0 ? frame.y(knots - 1) + frame.pitchMm - kPillGapMm : kHeadMm + kBeamMm;
        cords.push_back({frame.x(i) + kKnotMm / 2, last + kTailMm, cordDyes(ui.theme(), i).cord});
    }
    Box field;
    field.w = ui::fill();
    field.h = ui::fill();
    ui.paint(
        "", {},
        [cords = std::move(cords)](const ui::PaintContext& c) {
            const auto x = [&](float mm) { return c.rect.x + c.panel.px(mm); };
            const auto y = [&](float mm) { return c.rect.y + c.panel.px(mm); };
            const float half = c.panel.px(kCordMm) / 2;
            for (const Cord& cord : cords) {
                const float top = y(kHeadMm + kBeamMm);
                const float bottom = std::min(y(cord.endMm), c.rect.bottom());
                c.painter.fill({x(cord.x) - half, top, 2 * half, bottom - top}, cord.color);
                // The cord is laid twice around the beam, and frays where it ends.
                const float loop = half * 1.6F;
                for (const float side : {-1.0F, 1.0F})
                    c.painter.fill({x(cord.x) + side * loop * 1.6F - loop / 2, top - half, loop, half * 3}, cord.color);
                c.painter.fill({x(cord.x) - loop * 2.1F, top + half * 1.4F, loop * 4.2F, half * 1.2F}, cord.color);
                if (bottom >= c.rect.bottom()) continue;
                for (const float side : {-1.0F, 0.0F, 1.0F})
                    c.painter.line({x(cord.x), bottom - half}, {x(cord.x) + side * half * 2.6F, bottom + half * 4},
                                   cord.color, half * 0.9F);
            }
            const base::RectPx beam{c.rect.x - c.panel.px(3), y(kHeadMm), c.rect.w + c.panel.px(3),
                                    c.panel.px(kBeamMm)};
            const ui::Color wood = c.theme.pictures ? c.theme.line.control : c.theme.ink.primary;
            c.painter.fillRounded(beam, wood, beam.h / 2);
            const ui::Color grain = ui::mix(wood, c.theme.ink.primary, 0.45F);
            const float step = beam.h * 0.9F;
            for (float at = beam.x + step; at < beam.right() - 1.5F * step; at += step)
                c.painter.line({at, beam.bottom() - 1}, {at + beam.h * 0.7F, beam.y + 1}, grain,
                               std::max(1.0F, beam.h * 0.12F));
        },
        field);
}

void PlanScene::head(ui::Ui& ui, const PlanDimension& dimension, std::size_t column, const Box& box) const {
    const PlanCoverage coverage = coverageOf(dimension);
    const Words note = withoutReport(ui.strings(), coverage);
    const ui::Color dye = cordDyes(ui.theme(), column).ink;
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(dimension.name);
    control.speech = {control.label.text + ": " + coverageText(ui.strings(), coverage).text, control.label.lang};
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, code = dimension.code] { navigator.open({"plan-list", code}); };
    Box parts = box;
    parts.main = ui::Distribute::End;
    parts.gap = ui::space::kXs;
    parts.pad.bottom = ui::space::kGap;
    const auto stack = ui.control("plan.dimension." + dimension.code, control, ui::Axis::Column, parts);
    {
        Box line;
        line.gap = ui::space::kGap;
        line.cross = ui::Align::End;
        const auto row = ui.row(line);
        ui.icon(dimension.icon, 13, dye);
        ui::TextSpec name;
        name.words = control.label;
        name.style = TextStyle::H3;
        name.color = ui.theme().ink.primary;
        name.minScale = 0.7F;
        ui.text(std::move(name)).role = ui::Role::Heading;
    }
    ui.text(TextStyle::Small, note, ui.theme().ink.secondary);
}

void PlanScene::pill(ui::Ui& ui, const PlanCommitment& commitment, const base::RectMm& at) const {
    const ui::Theme& theme = ui.theme();
    Box box;
    box.at = at;
    const auto stack = ui.control("plan." + commitment.key, commitmentControl(ui.strings(), m_context, commitment),
                                  ui::Axis::Stack, box);
    Box wool;
    wool.at = base::RectMm{kKnotMm / 2, 0, at.w - kKnotMm / 2, at.h};
    wool.color = theme.surface.raised;
    wool.radius = at.h / 2;
    wool.corners = ui::kRightCorners;
    wool.pad = {kKnotMm / 2 + 3, 0, ui::space::kS, 0};
    wool.cross = ui::Align::Start;
    wool.crossY = ui::Align::Centre;
    if (!theme.pictures) wool.border = {theme.of(Section::Plan).line, ui::stroke::kDivider, false};
    {
        const auto cloth = ui.stack(wool);
        ui::TextSpec name;
        name.words = commitmentName(commitment);
        name.style = TextStyle::SmallBold;
        name.color = theme.ink.primary;
        name.maxLines = 2;
        name.minScale = 0.8F;
        ui.text(std::move(name), {.w = ui::fill()});
    }
    Box knot;
    knot.at = base::RectMm{0, (at.h - kKnotMm) / 2, kKnotMm, kKnotMm};
    const auto holder = ui.stack(knot);
    stateKnot(ui, commitment.icon, commitment.state, kKnotMm);
}

/// Every state that is seen, "no report" too, then others; while nothing is reported, what there could be.
std::vector<PlanState> PlanScene::legendStates() const {
    std::array<bool, content::kPlanStateCount> seen{};
    for (const PlanDimension& dimension : m_plan.value->dimensions) {
        for (const PlanCommitment& commitment : dimension.commitments)
            seen[static_cast<std::size_t>(commitment.state)] = true;
    }
    std::vector<PlanState> states;
    const bool reported = coverageOf(*m_plan.value).reported > 0;
    for (std::size_t i = reported ? 0 : 1; i < seen.size(); ++i) {
        if (seen[i]) states.push_back(static_cast<PlanState>(i));
    }
    for (const PlanState state : kLegend) {
        if (states.size() >= kLegend.size()) break;
        if (!seen[static_cast<std::size_t>(state)]) states.push_back(state);
    }
    if (states.size() > kMostLegend) states.resize(kMostLegend);
    return states;
}

void PlanScene::legend(ui::Ui& ui, const base::RectMm& at) const {
    const ui::Theme& theme = ui.theme();
    ui::Control control;
    control.role = ui::Role::Link;
    const std::vector<PlanState> states = legendStates();
    const bool seen = coverageOf(*m_plan.value).reported > 0;
    control.label = seen ? ui.tr("plan.states.seen") : ui.tr("plan.states.other");
    control.speech = control.label;
    for (const PlanState state : states)
        control.speech.text += ", " + stateName(ui.strings(), state).text;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator] { navigator.open({"plan-guide", ""}); };
    Box box;
    box.at = at;
    box.pad = ui::sides(ui::space::kM, ui::space::kS);
    box.main = ui::Distribute::Between;
    box.radius = ui::radius::kControl;
    box.border = {theme.line.decorative, ui::stroke::kDivider, false};
    const auto column = ui.control("plan.legend", control, ui::Axis::Column, box);
    ui.text(TextStyle::SmallBold, control.label, theme.ink.secondary);
    for (const PlanState state : states)
        ui::metaLine(ui, stateIcon(state), stateName(ui.strings(), state), stateInk(theme, state), theme.ink.primary);
}

void PlanScene::quipu(ui::Ui& ui, const Frame& frame) const {
    const auto& dimensions = m_plan.value->dimensions;
    Box field;
    field.w = ui::fill();
    field.h = ui::fill();
    const auto stack = ui.stack(field);
    threads(ui, frame);
    const float width = frame.columnMm - kColumnGapMm;
    const float height = frame.pitchMm - kPillGapMm;
    for (std::size_t column = 0; column < dimensions.size(); ++column) {
        const PlanDimension& dimension = dimensions[column];
        Box top;
        top.at = base::RectMm{frame.x(column), 0, width, kHeadMm};
        head(ui, dimension, column, top);
        for (std::size_t row = 0; row < dimension.commitments.size(); ++row)
            pill(ui, dimension.commitments[row], {frame.x(column), frame.y(row), width, height});
    }
    // The legend stands below the last cord when that is short enough.
    constexpr std::size_t kLegendRows = 3;
    const std::size_t last = dimensions.back().commitments.size();
    if (m_plan.value->withheld) return;  // there are no marks to explain
    if (last + kLegendRows >= longestCord()) return;
    const float top = frame.y(last) + kTailMm + ui::space::kM;
    legend(ui, {frame.x(dimensions.size() - 1), top, width, frame.y(longestCord()) - kPillGapMm - top});
}

/// A dimension with the knots of its commitments in a row, all in one target.
void PlanScene::card(ui::Ui& ui, const PlanDimension& dimension, std::size_t index) const {
    const ui::Theme& theme = ui.theme();
    const PlanCoverage coverage = coverageOf(dimension);
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(dimension.name);
    control.speech = {control.label.text + ": " + coverageText(ui.strings(), coverage).text, control.label.lang};
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, code = dimension.code] { navigator.open({"plan-list", code}); };
    Box box = plateBox(ui);
    box.pad = ui::all(ui::space::kM);
    box.gap = ui::space::kS;
    box.whole = true;
    const auto column = ui.control("plan.dimension." + dimension.code, control, ui::Axis::Column, box);
    const bool named = ui.textScale() <= 1;
    {
        Box line;
        line.gap = ui::space::kS;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        ui.icon(dimension.icon, 13, cordDyes(theme, index).ink);
        Box texts;
        texts.w = ui::fill();
        texts.gap = named ? 0 : ui::space::kS;
        texts.cross = named ? ui::Align::Start : ui::Align::Centre;
        const auto words = named ? ui.column(texts) : ui.flow(texts);
        ui::TextSpec name;
        name.words = control.label;
        name.style = TextStyle::H3;
        name.color = theme.ink.primary;
        if (named) name.maxLines = 1;
        name.minScale = 0.6F;
        ui.text(std::move(name), {.w = named ? ui::fill() : ui::hug()}).role = ui::Role::Heading;
        ui::TextSpec note;
        note.words = withoutReport(ui.strings(), coverage);
        note.style = TextStyle::Small;
        note.color = theme.ink.secondary;
        ui.text(std::move(note), {.w = named ? ui::fill() : ui::hug()});
    }
    if (dimension.commitments.empty() || dimension.commitments.size() > kMostKnots) return;
    if (named) {
        namedKnots(ui, dimension, index);
        return;
    }
    Box knots;
    knots.gap = ui::space::kGap;
    const auto row = ui.flow(knots);
    for (const PlanCommitment& commitment : dimension.commitments)
        stateKnot(ui, commitment.icon, commitment.state, kCardKnotMm);
}

/// The knots of a card down their cord, each with its name beside it.
void PlanScene::namedKnots(ui::Ui& ui, const PlanDimension& dimension, std::size_t index) const {
    Box field;
    const auto stack = ui.stack(field);
    Box whole;
    whole.w = ui::fill();
    whole.h = ui::fill();
    ui.paint(
        "", {},
        [color = cordDyes(ui.theme(), index).cord](const ui::PaintContext& c) {
            const float width = c.panel.px(kCordMm);
            c.painter.fill({c.rect.x + c.panel.px(kNamedKnotMm) / 2 - width / 2, c.rect.y, width, c.rect.h}, color);
        },
        whole);
    Box column;
    column.gap = ui::space::kHair;
    const auto rows = ui.column(column);
    for (const PlanCommitment& commitment : dimension.commitments) {
        Box line;
        line.gap = ui::space::kS;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        stateKnot(ui, commitment.icon, commitment.state, kNamedKnotMm);
        ui::TextSpec name;
        name.words = commitmentName(commitment);
        name.style = TextStyle::Small;
        name.color = ui.theme().ink.primary;
        name.minScale = 0.8F;
        ui.text(std::move(name));
    }
}

void PlanScene::build(ui::Ui& ui) {
    if (m_plan.error) {
        failure(ui, m_context, *m_plan.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto column = ui.column(page);
    if (!m_plan.value) {
        ui::loadingState(ui, "plan.loading", 4);
        return;
    }
    const Plan& plan = *m_plan.value;
    if (const auto frame = quipuFrame(ui)) {
        Box parts;
        parts.h = ui::fill();
        parts.gap = ui::space::kL;
        const auto row = ui.row(parts);
        side(ui);
        quipu(ui, *frame);
        return;
    }
    const bool upright = ui.panel().portrait() && ui.textScale() <= 1;
    if (upright)
        top(ui, pageWidth(ui), 1);
    else
        ui::header(ui, Section::Plan, "plan", ui.tr("plan.eyebrow"), say(plan.title));
    const auto summary = [&] {
        {
            Box line;
            line.gap = ui::space::kXs;
            const auto facts = ui.column(line);
            planLabel(ui, m_context, say(plan.label));
            period(ui);
        }
        count(ui);
    };
    const auto cards = [&] {
        Box grid;
        grid.gap = ui::space::kM;
        const auto cells = ui.grid(upright ? 2 : 1, grid);
        for (std::size_t i = 0; i < plan.dimensions.size(); ++i)
            card(ui, plan.dimensions[i], i);
    };
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kM;
    if (ui.panel().portrait()) {
        ui::scrollArea(ui, kScrollId, area, [&] {
            summary();
            cards();
        });
    } else {
        Box parts;
        parts.h = ui::fill();
        parts.gap = ui::space::kM;
        const auto row = ui.row(parts);
        ui::scrollArea(ui, kSummaryId, area, summary);
        ui::scrollArea(ui, kScrollId, area, cards);
    }
    // At any size of text: the overview is the only way to some of these screens.
    Box line;
    line.gap = ui::space::kGap;
    const auto buttons = ui.flow(line);
    planButtons(ui, m_context, "plan");
}

}  // namespace

std::unique_ptr<Scene> makePlan(const SceneContext& context, const std::string&) {
    return std::make_unique<PlanScene>(context);
}

}  // namespace scenes
