#include "plan_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "figures.hpp"

namespace scenes {

using content::PlanCommitment;
using content::PlanCoverage;
using content::PlanObservation;
using content::PlanState;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

namespace {

constexpr float kBadgeShare = 0.46F;  ///< of a knot, that the badge of its state takes
constexpr float kBarMm = 8.5F;
constexpr float kLabelMm = 56;  ///< column of what is being told
constexpr int kDashes = 12;

Words with(Words words, std::string_view name, const std::string& value) {
    return ui::withValue(std::move(words), name, value);
}

/// Slanting lines inside a disc, and its edge as dashes.
void hatchedDisc(const ui::PaintContext& c, base::PointPx centre, float radius, const ui::NoticeColors& colors) {
    c.painter.circle(centre, radius, colors.fill);
    const float step = radius / 3.2F;
    const float width = std::max(1.0F, radius / 9);
    const float slant = std::numbers::sqrt2_v<float> / 2;
    for (int i = -2; i <= 2; ++i) {
        const float off = static_cast<float>(i) * step;
        const float half = std::sqrt(std::max(0.0F, radius * radius * 0.72F - off * off));
        const base::PointPx middle{centre.x + off * slant, centre.y + off * slant};
        c.painter.line({middle.x - half * slant, middle.y + half * slant},
                       {middle.x + half * slant, middle.y - half * slant}, colors.fill2, width);
    }
    constexpr float kTurn = 2 * std::numbers::pi_v<float>;
    const float edge = std::max(1.5F, c.panel.px(ui::stroke::kControl));
    for (int i = 0; i < kDashes; ++i) {
        const float from = kTurn * static_cast<float>(i) / kDashes;
        c.painter.sector(centre, radius - edge, radius, from, from + kTurn / kDashes * 0.62F, colors.ink);
    }
}

}  // namespace

Words stateName(const ui::Strings& strings, PlanState state) {
    return strings.get(std::string("plan.state.") + content::name(state));
}

const char* stateIcon(PlanState state) {
    switch (state) {
        case PlanState::NoReport: return "no-report";
        case PlanState::NotStarted: return "not-started";
        case PlanState::Preparing: return "preparing";
        case PlanState::Ongoing: return "ongoing";
        case PlanState::Stalled: return "stalled";
        case PlanState::Done: return "done";
        case PlanState::Partial: return "partial";
        case PlanState::NotDone: return "not-done";
        case PlanState::Dropped: return "discarded";
        case PlanState::NotVerifiable: return "not-verifiable";
        case PlanState::Withheld: return "lock";
    }
    return "no-report";
}

ui::Color stateInk(const ui::Theme& theme, PlanState state) {
    switch (state) {
        case PlanState::Preparing: return theme.of(Section::Culture).text;
        case PlanState::Ongoing: return theme.of(Section::Map).text;
        case PlanState::Stalled: return theme.of(ui::Notice::Warning).ink;
        case PlanState::NotDone: return theme.of(ui::Notice::Error).ink;
        case PlanState::Done:
        case PlanState::Partial: return theme.of(Section::Plan).text;
        case PlanState::NoReport:
        case PlanState::NotStarted:
        case PlanState::Dropped:
        case PlanState::NotVerifiable:
        case PlanState::Withheld: break;
    }
    return theme.ink.secondary;
}

const char* markIcon(std::string_view mark) {
    if (mark == "advancing") return "ongoing";
    if (mark == "stopped") return "stalled";
    if (mark == "finished") return "done";
    if (mark == "absent") return "not-verifiable";
    if (mark == "damaged") return "warning";
    return "message";
}

ui::Color markInk(const ui::Theme& theme, std::string_view mark) {
    if (mark == "advancing") return theme.of(Section::Map).text;
    if (mark == "stopped") return theme.of(ui::Notice::Warning).ink;
    if (mark == "finished") return theme.of(Section::Plan).text;
    if (mark == "damaged") return theme.of(ui::Notice::Error).ink;
    return theme.ink.secondary;
}

void stateKnot(ui::Ui& ui, std::string_view icon, PlanState state, float sizeMm) {
    const ui::Theme& theme = ui.theme();
    const ui::Color ink = stateInk(theme, state);
    Box box;
    box.w = ui::mm(sizeMm);
    box.h = ui::mm(sizeMm);
    box.cross = ui::Align::Centre;
    box.crossY = ui::Align::Centre;
    const auto stack = ui.stack(box);
    Box whole;
    whole.w = ui::fill();
    whole.h = ui::fill();
    ui.paint(
        "", {},
        [state, ink](const ui::PaintContext& c) {
            const base::PointPx centre = c.rect.centre();
            const float radius = std::min(c.rect.w, c.rect.h) / 2;
            if (state == PlanState::NoReport) {
                hatchedDisc(c, centre, radius, c.theme.of(ui::Notice::Missing));
                return;
            }
            const float edge = std::max(1.5F, c.panel.px(ui::stroke::kControl));
            c.painter.circle(centre, radius, ink);
            c.painter.circle(centre, radius - edge, ui::mix(ink, c.theme.surface.raised, 0.85F));
        },
        whole);
    ui.icon(icon, sizeMm * 0.54F, theme.ink.primary);
    if (state == PlanState::NoReport || state == PlanState::Withheld) return;
    const float badgeMm = sizeMm * kBadgeShare;
    Box badge;
    badge.at = base::RectMm{sizeMm - badgeMm, sizeMm - badgeMm, badgeMm, badgeMm};
    badge.cross = ui::Align::Centre;
    badge.crossY = ui::Align::Centre;
    const auto corner = ui.stack(badge);
    ui.paint(
        "", {},
        [](const ui::PaintContext& c) {
            c.painter.circle(c.rect.centre(), std::min(c.rect.w, c.rect.h) / 2, c.theme.surface.raised);
        },
        whole);
    ui.icon(stateIcon(state), badgeMm * 0.92F, ink);
}

void stateLine(ui::Ui& ui, PlanState state, const Words& note) {
    Box line;
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    const auto row = ui.flow(line);
    const ui::Color ink = stateInk(ui.theme(), state);
    {
        Box pair;
        pair.w = ui::hug();
        pair.gap = ui::space::kXs;
        pair.cross = ui::Align::Centre;
        const auto both = ui.row(pair);
        ui.icon(stateIcon(state), 7.2F, ink);
        ui::TextSpec word;
        word.words = stateName(ui.strings(), state);
        word.style = TextStyle::SmallBold;
        word.color = ink;
        ui.text(std::move(word), {.w = ui::hug()});
    }
    if (note.empty()) return;
    ui::TextSpec behind;
    behind.words = note;
    behind.style = TextStyle::Small;
    behind.color = ui.theme().ink.secondary;
    ui.text(std::move(behind), {.w = ui::hug()});
}

std::string moneyText(std::int64_t cents) {
    return "S/\xC2\xA0" + numberText(static_cast<double>(cents) / 100, cents % 100 == 0 ? 0 : 2);
}

std::string percentText(double percent) {
    const bool whole = std::fabs(percent - std::round(percent)) < 0.05;
    return numberText(percent, whole ? 0 : 1) + "\xC2\xA0%";
}

Words isoDayText(const ui::Strings& strings, const std::string& iso) {
    return dayText(strings, content::dayOf(iso), true);
}

Words ageText(const ui::Strings& strings, const std::string& asOf, content::Date today) {
    if (asOf.empty()) return {};
    const content::PlanAge age = content::ageOf(asOf, today);
    switch (age.freshness) {
        case content::PlanFreshness::Fresh: return {};
        case content::PlanFreshness::Ageing: return strings.plural("plan.age", age.months);
        case content::PlanFreshness::Overdue: return strings.get("plan.overdue");
    }
    return {};
}

Words reportNote(const ui::Strings& strings, const PlanCommitment& commitment, content::Date today) {
    if (commitment.asOf.empty()) return {};
    Words note = isoDayText(strings, commitment.asOf);
    if (commitment.physicalPct) note.text = percentText(*commitment.physicalPct) + " · " + note.text;
    const Words age = ageText(strings, commitment.asOf, today);
    if (!age.empty()) note.text += " · " + age.text;
    return note;
}

Words commitmentName(const PlanCommitment& commitment) {
    Words name = say(commitment.label);
    name.text = commitment.code + " " + name.text;
    return name;
}

ui::Control commitmentControl(const ui::Strings& strings, const app::SceneContext& context,
                              const PlanCommitment& commitment) {
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = commitmentName(commitment);
    control.speech = control.label;
    // During an election the screen says it once for all of them.
    if (commitment.state != PlanState::Withheld)
        control.speech.text += ": " + stateName(strings, commitment.state).text;
    if (commitment.physicalPct) control.speech.text += ", " + percentText(*commitment.physicalPct);
    if (commitment.example) control.speech.text += ", " + strings.get("tag.example").text;
    control.primary = true;
    app::Navigator& navigator = context.navigator;
    control.action = [&navigator, key = commitment.key] { navigator.open({"commitment", key}); };
    return control;
}

base::Result<content::Plan> requirePlan(const content::Store& store, content::Lang lang, PlanPart part) {
    auto plan = part == PlanPart::Head ? store.planHead(lang) : store.plan(lang);
    if (!plan) return plan.error();
    if (!*plan) return base::Error{base::Errc::NotFound, "the pack has no plan"};
    return std::move(**plan);
}

void planHeading(ui::Ui& ui, const char* key) {
    ui.heading(TextStyle::Label, ui.tr(key), ui.theme().of(Section::Plan).text);
}

Words electoralText(const ui::Strings& strings, const app::SceneContext& context) {
    const auto& period = context.settings.electoral;
    if (!period || !period->covers(today(context.clock))) return {};
    const bool oneYear = period->to && period->to->year == period->from.year;
    const Words from = dayText(strings, period->from, !oneYear);
    if (!period->to) return with(strings.get("plan.electoral.since"), "from", from.text);
    return with(with(strings.get("plan.electoral.until"), "from", from.text), "to",
                dayText(strings, *period->to, true).text);
}

void planOrigin(ui::Ui& ui, const Words& label) {
    ui::metaLine(ui, "info", label, ui.theme().of(Section::Plan).text, ui.theme().ink.primary, TextStyle::SmallBold);
}

void planLabel(ui::Ui& ui, const app::SceneContext& context, const Words& label) {
    planOrigin(ui, label);
    const Words election = electoralText(ui.strings(), context);
    if (election.empty()) return;
    ui::metaLine(ui, stateIcon(PlanState::Withheld), election, ui.theme().of(Section::Plan).text,
                 ui.theme().ink.primary);
}

void electoralReason(ui::Ui& ui) {
    ui.heading(TextStyle::H3, stateName(ui.strings(), PlanState::Withheld), ui.theme().ink.primary);
    ui::metaLine(ui, stateIcon(PlanState::Withheld), ui.tr("plan.rule.electoral"), ui.theme().of(Section::Plan).text,
                 ui.theme().ink.primary, TextStyle::Body);
}

Words meanText(const ui::Strings& strings, const PlanCoverage& coverage) {
    Words mean = with(strings.plural("plan.mean", coverage.measured), "mean", percentText(coverage.mean));
    mean = with(std::move(mean), "low", percentText(coverage.low));
    return with(std::move(mean), "high", percentText(coverage.high));
}

Words coverageText(const ui::Strings& strings, const PlanCoverage& coverage) {
    if (coverage.withheld) return strings.plural("plan.commitments", coverage.total);
    Words words = with(strings.get("plan.coverage"), "part", std::to_string(coverage.reported));
    words = with(std::move(words), "total", std::to_string(coverage.total));
    if (coverage.measured > 0) words.text += ". " + meanText(strings, coverage).text;
    return words;
}

void measureBar(ui::Ui& ui, const MeasureBar& bar) {
    const ui::Theme& theme = ui.theme();
    const ui::Color dye = theme.pictures ? theme.of(bar.section).fill : theme.of(bar.section).line;
    const Words value =
        bar.percent ? app::verbatim(percentText(*bar.percent), ui.strings()) : ui.tr("plan.state.no-report");
    Box all;
    all.gap = ui::space::kXs;
    const auto column =
        ui.group(bar.id, ui::Role::Figure, {bar.label.text + ": " + value.text, bar.label.lang}, ui::Axis::Column, all);
    {
        Box line;
        line.gap = ui::space::kGap;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        ui.icon(bar.icon, 8, theme.of(bar.section).text);
        ui.text(TextStyle::SmallBold, bar.label, theme.ink.primary);
        ui::TextSpec right;
        right.words = value;
        right.style = bar.percent ? TextStyle::H3 : TextStyle::Small;
        right.color = bar.percent ? theme.of(bar.section).text : theme.ink.secondary;
        right.align = ui::AlignX::Right;
        ui.text(std::move(right), {.w = ui::hug()});
    }
    Box box;
    box.h = ui::mm(kBarMm);
    box.radius = ui::radius::kTag;
    if (!bar.percent) {
        missingBar(ui, box);
        return;
    }
    ui.paint(
        "", {},
        [share = static_cast<float>(std::clamp(*bar.percent, 0.0, 100.0)) / 100, dye,
         dots = bar.dots](const ui::PaintContext& c) {
            c.painter.fill(c.rect, c.theme.surface.sunken);
            const base::RectPx done{c.rect.x, c.rect.y, c.rect.w * share, c.rect.h};
            if (share > 0) c.painter.fill(done, dye);
            const float step = c.rect.h / 2.6F;
            for (float x = done.x + step * 0.6F; dots && x < done.right() - step * 0.2F; x += step) {
                for (const float part : {0.3F, 0.7F})
                    c.painter.circle({x, done.y + done.h * part}, step * 0.18F, c.theme.surface.raised);
            }
            const float thin = std::max(1.0F, c.panel.px(0.3F));
            for (const float quarter : {0.25F, 0.5F, 0.75F})
                c.painter.fill({c.rect.x + c.rect.w * quarter, c.rect.y, thin, c.rect.h},
                               quarter < share ? c.theme.surface.raised : c.theme.line.control);
            c.painter.border(c.rect, c.theme.line.control, std::max(1.0F, c.panel.px(ui::stroke::kDivider)), 0);
        },
        box);
}

void quotePlate(ui::Ui& ui, const std::string& id, const std::vector<content::PlanQuote>& quotes, TextStyle style) {
    const ui::Theme& theme = ui.theme();
    Box all;
    all.gap = ui::space::kM;
    const auto column = ui.column(all);
    int number = 0;
    for (const content::PlanQuote& quote : quotes) {
        const Words words{"«" + quote.text + "»", "es"};
        Box line;
        line.gap = ui::space::kM;
        const auto row = ui.group(id + "." + std::to_string(++number), ui::Role::Group, words, ui::Axis::Row, line);
        Box bar;
        bar.w = ui::mm(1.7F);
        bar.color = theme.pictures ? theme.of(Section::Plan).fill : theme.ink.primary;
        { const auto mark = ui.column(bar); }
        Box texts;
        texts.w = ui::fill();
        texts.gap = ui::space::kXs;
        const auto said = ui.column(texts);
        ui.text(style, words, theme.ink.primary);
        Words where = with(ui.tr("plan.quote.line"), "line", std::to_string(quote.line));
        ui.text(TextStyle::Small, where, theme.ink.secondary);
    }
    if (!quotes.empty()) ui::languageTag(ui, {quotes.front().text, "es"});
}

Words valueText(const ui::Strings& strings, const PlanObservation& observation) {
    if (observation.missing) return strings.get("plan.value.missing");
    if (!observation.category.empty()) return {observation.category, "es"};
    const double value = observation.value.value_or(0);
    int decimals = 0;
    while (decimals < 2 &&
           std::fabs(value - std::round(value * std::pow(10, decimals)) / std::pow(10, decimals)) > 1e-9)
        ++decimals;
    Words words = app::verbatim(numberText(value, decimals), strings);
    if (observation.qualifier.empty()) return words;
    return with(strings.get("plan.value." + observation.qualifier), "value", words.text);
}

Words figureText(const ui::Strings& strings, const PlanObservation& observation, const Words& unit) {
    Words words = valueText(strings, observation);
    if (observation.missing || !observation.category.empty() || unit.empty()) return words;
    words.text += "\xC2\xA0" + unit.text.substr(0, unit.text.find(','));
    return words;
}

Words yearText(const ui::Strings& strings, const PlanObservation& observation) {
    if (!observation.period) return strings.get("plan.year.none");
    const bool estimate = observation.periodBasis == "printed" && observation.kind == "estimate";
    Words words = strings.get("plan.year." + (estimate ? std::string("estimate") : observation.periodBasis));
    return with(std::move(words), "year", std::to_string(*observation.period));
}

Words territoryText(const ui::Strings& strings, const PlanObservation& observation) {
    Words words = observation.districtName.empty() ? strings.get("plan.province")
                                                   : app::verbatim(observation.districtName, strings);
    if (!observation.population.empty()) words.text += ", " + observation.population;
    return words;
}

void noticePlate(ui::Ui& ui, const content::PlanNotice& notice) {
    const ui::Theme& theme = ui.theme();
    const bool grave = notice.severity != "info";
    const ui::Color dye = grave ? theme.of(ui::Notice::Warning).ink : theme.of(Section::Plan).text;
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kXs;
    plate.whole = true;
    const auto column =
        ui.group("plan.notice." + notice.code, ui::Role::Group, say(notice.title), ui::Axis::Column, plate);
    ui::metaLine(ui, grave ? "warning" : "info", say(notice.title), dye, theme.ink.primary, TextStyle::SmallBold);
    ui.text(TextStyle::Small, say(notice.detail), theme.ink.primary);
    for (const content::PlanQuote& quote : notice.evidence) {
        Words words = with(ui.tr("plan.notice.quote"), "line", std::to_string(quote.line));
        ui.text(TextStyle::Small, with(std::move(words), "text", quote.text), theme.ink.secondary);
    }
    if (!notice.proof.empty())
        ui.text(TextStyle::Small, with(ui.tr("plan.notice.proof"), "proof", notice.proof), theme.ink.secondary);
    ui::metaLine(ui, "yes", say(notice.treatment), theme.of(Section::Plan).text, theme.ink.primary);
}

void knotThread(ui::Ui& ui, float widthMm, float insetMm) {
    Box thread;
    thread.w = ui::mm(widthMm);
    thread.h = ui::fill();
    ui.paint(
        "", {},
        [insetMm](const ui::PaintContext& c) {
            const float half = c.panel.px(0.8F);
            const float in = c.panel.px(insetMm);
            c.painter.fill({c.rect.centre().x - half, c.rect.y + in, 2 * half, c.rect.h - 2 * in},
                           c.theme.line.control);
        },
        thread);
}

void provenanceLine(ui::Ui& ui, const Words& label, const Words& value, TextStyle style) {
    const ui::Theme& theme = ui.theme();
    const bool beside = ui.textScale() <= 1;
    Box box;
    box.gap = beside ? ui::space::kGap : 0;
    box.cross = ui::Align::Start;
    const auto parts = beside ? ui.row(box) : ui.column(box);
    ui::TextSpec left;
    left.words = label;
    left.style = TextStyle::Small;
    left.color = theme.ink.secondary;
    ui.text(std::move(left), {.w = beside ? ui::mm(kLabelMm) : ui::fill()});
    ui.text(style, value, theme.ink.primary);
}

Box provenancePlate(const ui::Theme& theme) {
    Box plate;
    plate.color = theme.surface.provenance;
    plate.radius = ui::radius::kPlate;
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kGap;
    plate.border = {theme.pictures ? theme.of(Section::Plan).fill : theme.ink.primary, ui::stroke::kDivider, false};
    return plate;
}

void planButtons(ui::Ui& ui, const app::SceneContext& context, std::string_view here, bool fillWidth) {
    struct Way {
        const char* screen;
        const char* icon;
        const char* label;
    };
    static constexpr std::array<Way, 4> kWays = {{{"plan-guide", "question", "plan.guide"},
                                                  {"plan-list", "list", "plan.list"},
                                                  {"indicators", "grid", "plan.figures"},
                                                  {"plan-document", "document", "plan.document"}}};
    app::Navigator& navigator = context.navigator;
    for (const Way& way : kWays) {
        if (way.screen == here) continue;
        ui::ButtonSpec spec;
        spec.id = std::string("plan.to.") + way.screen;
        spec.icon = way.icon;
        spec.label = ui.tr(way.label);
        if (fillWidth) {
            spec.w = ui::fill();
            spec.style = TextStyle::SmallBold;
        }
        spec.padMm = fillWidth ? ui::space::kGap : ui::space::kM;
        spec.action = [&navigator, screen = std::string(way.screen)] { navigator.open({screen, ""}); };
        ui::button(ui, spec);
    }
}

void planFoot(ui::Ui& ui, const app::SceneContext& context, std::string_view here) {
    if (ui.textScale() > 1.5F) return;
    Box line;
    line.gap = ui::space::kGap;
    const auto buttons = ui.flow(line);
    planButtons(ui, context, here);
}

void planPagedFoot(ui::Ui& ui, const app::SceneContext& context, std::string_view here, const std::string& listId) {
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    const auto foot = ui.row(line);
    {
        Box ways;
        ways.w = ui::fill();
        ways.gap = ui::space::kGap;
        const auto flow = ui.flow(ways);
        if (ui.textScale() <= 1) planButtons(ui, context, here);
    }
    ui::pager(ui, listId, Section::Plan);
}

}  // namespace scenes
