#include "commitment_records.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "culture_parts.hpp"
#include "figures.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::PlanBudgetLine;
using content::PlanCommitmentPage;
using content::PlanMeeting;
using content::PlanMilestone;
using content::PlanNote;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr float kPhaseMm = 62;
constexpr float kAmountMm = 50;
constexpr float kBarMm = 7;
/// Phases of the Peruvian public budget, from what was approved to what was paid.
constexpr std::array<const char*, 6> kPhases = {"pia", "pim", "certified", "committed", "accrued", "paid"};

void heading(ui::Ui& ui, const char* key) {
    ui.heading(TextStyle::Label, ui.tr(key), ui.theme().of(Section::Plan).text);
}

Words dated(const ui::Ui& ui, const std::string& key, const std::string& iso) {
    return ui::withValue(ui.tr(key), "date", isoDayText(ui.strings(), iso).text);
}

void sourceLine(ui::Ui& ui, const content::Source& source) {
    ui.text(TextStyle::Small, ui::withValue(ui.tr("plan.record.source"), "title", source.title),
            ui.theme().ink.secondary);
}

bool isLate(const PlanMilestone& milestone, content::Date today) {
    return !milestone.dueOn.empty() && content::ageOf(milestone.dueOn, today).days > 0;
}

/// What is known of a milestone. Overdue needs a day: without one nothing is late.
Words milestoneState(const ui::Ui& ui, const PlanMilestone& milestone, content::Date today) {
    if (milestone.state == "met") return dated(ui, "plan.milestone.met", milestone.metOn);
    if (milestone.state == "partly") return dated(ui, "plan.milestone.partly", milestone.checkedOn);
    if (milestone.state == "not-met") return dated(ui, "plan.milestone.not-met", milestone.checkedOn);
    if (milestone.dueOn.empty()) return ui.tr("plan.milestone.undated");
    return dated(ui, isLate(milestone, today) ? "plan.milestone.late" : "plan.milestone.due", milestone.dueOn);
}

const char* milestoneIcon(const PlanMilestone& milestone, content::Date today) {
    if (milestone.state == "met") return "done";
    if (milestone.state == "partly") return "partial";
    if (milestone.state == "not-met") return "not-done";
    return isLate(milestone, today) ? "warning" : "calendar";
}

void milestones(ui::Ui& ui, const std::vector<PlanMilestone>& all, content::Date today) {
    if (all.empty()) return;
    heading(ui, "plan.milestones.title");
    const ui::Theme& theme = ui.theme();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Words state = milestoneState(ui, all[i], today);
        const Words name = say(all[i].title);
        Box box;
        box.gap = ui::space::kHair;
        box.whole = true;
        const auto column = ui.group("commitment.milestone." + std::to_string(i + 1), ui::Role::Group,
                                     {name.text + ": " + state.text, name.lang}, ui::Axis::Column, box);
        ui::metaLine(ui, milestoneIcon(all[i], today), name, theme.of(Section::Plan).text, theme.ink.primary,
                     TextStyle::SmallBold);
        ui.text(TextStyle::Small, state, theme.ink.primary);
        sourceLine(ui, all[i].source);
        if (all[i].example) ui::exampleTag(ui);
    }
}

std::string moneyText(std::int64_t cents) {
    return "S/\xC2\xA0" + numberText(static_cast<double>(cents) / 100, cents % 100 == 0 ? 0 : 2);
}

/// A phase with its amount, drawn against the largest of the same day; hatched where it was not reported.
void phaseLine(ui::Ui& ui, const std::string& id, const char* phase, const PlanBudgetLine* line, std::int64_t most) {
    const ui::Theme& theme = ui.theme();
    const Words name = ui.tr(std::string("plan.phase.") + phase);
    const Words amount =
        line != nullptr ? app::verbatim(moneyText(line->cents), ui.strings()) : ui.tr("plan.state.no-report");
    const bool beside = ui.textScale() <= 1;
    Box box;
    box.gap = beside ? ui::space::kGap : 0;
    box.cross = beside ? ui::Align::Centre : ui::Align::Start;
    const auto row = ui.group(id, ui::Role::Figure, {name.text + ": " + amount.text, name.lang},
                              beside ? ui::Axis::Row : ui::Axis::Column, box);
    ui::TextSpec left;
    left.words = name;
    left.style = TextStyle::Small;
    left.color = theme.ink.primary;
    ui.text(std::move(left), {.w = beside ? ui::mm(kPhaseMm) : ui::fill()});
    if (beside) {
        Box bar;
        bar.w = ui::fill();
        bar.h = ui::mm(kBarMm);
        if (line == nullptr) {
            const ui::NoticeColors& missing = theme.of(ui::Notice::Missing);
            bar.color = missing.fill;
            bar.hatch = true;
            bar.hatchColor = missing.fill2;
            bar.border = {missing.border, ui::stroke::kDivider, true};
            const auto field = ui.stack(bar);
        } else {
            const float share = most > 0 ? static_cast<float>(line->cents) / static_cast<float>(most) : 0;
            ui.paint(
                "", {},
                [share, dye = theme.pictures ? theme.of(Section::Map).fill
                                             : theme.of(Section::Map).line](const ui::PaintContext& c) {
                    c.painter.fill(c.rect, c.theme.surface.sunken);
                    c.painter.fill({c.rect.x, c.rect.y, c.rect.w * share, c.rect.h}, dye);
                },
                bar);
        }
    }
    ui::TextSpec right;
    right.words = amount;
    right.style = line != nullptr ? TextStyle::SmallBold : TextStyle::Small;
    right.color = line != nullptr ? theme.ink.primary : theme.ink.secondary;
    right.align = beside ? ui::AlignX::Right : ui::AlignX::Left;
    ui.text(std::move(right), {.w = beside ? ui::mm(kAmountMm) : ui::fill()});
}

/// The newest snapshot of each year; phases are separate columns of one day, never added up.
void budget(ui::Ui& ui, const std::vector<PlanBudgetLine>& all) {
    if (all.empty()) return;
    heading(ui, "plan.budget.title");
    ui.text(TextStyle::Small, ui.tr("plan.budget.text"), ui.theme().ink.secondary);
    int shownYear = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].year == shownYear) continue;
        shownYear = all[i].year;
        std::vector<const PlanBudgetLine*> lines;
        std::int64_t most = 0;
        for (const PlanBudgetLine& each : all) {
            if (each.year != shownYear || each.snapshotOn != all[i].snapshotOn) continue;
            lines.push_back(&each);
            most = std::max(most, each.cents);
        }
        Box box;
        box.gap = ui::space::kXs;
        box.whole = true;
        const auto column = ui.column(box);
        ui.text(TextStyle::SmallBold,
                ui::withValue(dated(ui, "plan.budget.year", all[i].snapshotOn), "year", std::to_string(shownYear)),
                ui.theme().ink.primary);
        for (const char* phase : kPhases) {
            const auto found =
                std::find_if(lines.begin(), lines.end(), [&](auto* each) { return each->phase == phase; });
            phaseLine(ui, "commitment.budget." + std::to_string(shownYear) + "." + phase, phase,
                      found != lines.end() ? *found : nullptr, most);
        }
        sourceLine(ui, all[i].source);
        if (all[i].example) ui::exampleTag(ui);
    }
}

void meetings(ui::Ui& ui, const std::vector<PlanMeeting>& all) {
    if (all.empty()) return;
    heading(ui, "plan.meetings.title");
    for (const PlanMeeting& each : all) {
        const Words name = say(each.title);
        Words where = isoDayText(ui.strings(), each.heldOn);
        where.text = ui.tr("plan.meeting." + each.kind).text + " · " + where.text;
        if (!each.place.empty()) where.text += " · " + each.place;
        Box box;
        box.gap = ui::space::kHair;
        box.whole = true;
        const auto column = ui.group("commitment.meeting." + each.key, ui::Role::Group,
                                     {name.text + ": " + where.text, name.lang}, ui::Axis::Column, box);
        ui::metaLine(ui, "round-table", name, ui.theme().of(Section::Plan).text, ui.theme().ink.primary,
                     TextStyle::SmallBold);
        ui.text(TextStyle::Small, where, ui.theme().ink.primary);
        ui.text(TextStyle::Small, ui::withValue(ui.tr("plan.meeting.minutes"), "title", each.minutes.title),
                ui.theme().ink.secondary);
        if (each.example) ui::exampleTag(ui);
    }
}

const char* markIcon(const std::string& mark) {
    if (mark == "advancing") return "ongoing";
    if (mark == "stopped") return "stalled";
    if (mark == "finished") return "done";
    if (mark == "absent") return "not-verifiable";
    if (mark == "damaged") return "warning";
    return "message";
}

/// What citizens saw: what was published in their words, all others as numbers, those refused too.
void notes(ui::Ui& ui, const PlanCommitmentPage& page, bool examples) {
    const content::PlanNoteCounts& counts = page.noteCounts;
    if (counts.received == 0) return;
    heading(ui, "plan.notes.title");
    Words line = ui::withValue(ui.tr("plan.notes.counts"), "received", std::to_string(counts.received));
    line = ui::withValue(std::move(line), "review", std::to_string(counts.inReview));
    line = ui::withValue(std::move(line), "published", std::to_string(counts.published));
    line = ui::withValue(std::move(line), "rejected", std::to_string(counts.rejected));
    ui.text(TextStyle::Small, line, ui.theme().ink.primary);
    if (examples) ui::exampleTag(ui);  // those that are not published have no row of their own to be marked
    for (std::size_t i = 0; i < page.notes.size(); ++i) {
        const PlanNote& note = page.notes[i];
        Words mark = ui.tr("plan.mark." + note.mark);
        mark.text += " · " + isoDayText(ui.strings(), note.receivedOn).text;
        Box box;
        box.gap = ui::space::kHair;
        box.whole = true;
        const auto column =
            ui.group("commitment.note." + std::to_string(i + 1), ui::Role::Group, mark, ui::Axis::Column, box);
        ui::metaLine(ui, markIcon(note.mark), mark, ui.theme().of(Section::Plan).text, ui.theme().ink.primary,
                     TextStyle::SmallBold);
        if (!note.text.empty()) ui.text(TextStyle::Small, {"«" + note.text + "»", "es"}, ui.theme().ink.primary);
        if (note.example) ui::exampleTag(ui);
    }
}

}  // namespace

void commitmentRecords(ui::Ui& ui, const PlanCommitmentPage& page, content::Date today, bool examples) {
    milestones(ui, page.milestones, today);
    budget(ui, page.budget);
    meetings(ui, page.meetings);
    notes(ui, page, examples);
}

}  // namespace scenes
