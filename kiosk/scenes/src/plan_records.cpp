#include "plan_records.hpp"

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

/// Phases of the Peruvian public budget, from what was approved to what was paid.
constexpr std::array<const char*, 6> kPhases = {"pia", "pim", "certified", "committed", "accrued", "paid"};

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
    planHeading(ui, "plan.milestones.title");
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

/// The newest snapshot of each year: `all` begins with it. Phases are separate columns of one day, never added up, and
/// a phase nobody reported is said to be without report.
void budget(ui::Ui& ui, const std::vector<PlanBudgetLine>& all, float widthMm) {
    if (all.empty()) return;
    planHeading(ui, "plan.budget.title");
    ui.text(TextStyle::Small, ui.tr("plan.budget.text"), ui.theme().ink.secondary);
    for (auto year = all.begin(); year != all.end();) {
        const auto sameYear = [&](const PlanBudgetLine& line) { return line.year == year->year; };
        const auto sameDay = [&](const PlanBudgetLine& line) { return line.snapshotOn == year->snapshotOn; };
        const auto next = std::find_if_not(year, all.end(), sameYear);
        const auto older = std::find_if_not(year, next, sameDay);
        BarPanel panel;
        panel.id = "commitment.budget." + std::to_string(year->year);
        panel.title =
            ui::withValue(dated(ui, "plan.budget.year", year->snapshotOn), "year", std::to_string(year->year));
        panel.note = ui::withValue(ui.tr("plan.record.source"), "title", year->source.title);
        panel.missing = ui.tr("plan.state.no-report");
        panel.box.whole = true;
        for (const char* phase : kPhases) {
            Bar bar;
            bar.label = ui.tr(std::string("plan.phase.") + phase);
            const auto line = std::find_if(year, older, [&](const PlanBudgetLine& l) { return l.phase == phase; });
            if (line != older) {
                bar.value = static_cast<double>(line->cents);
                bar.text = moneyText(line->cents);
                panel.to = std::max(panel.to, *bar.value);
            }
            panel.bars.push_back(std::move(bar));
        }
        barPanel(ui, panel, widthMm);
        if (year->example) ui::exampleTag(ui);
        year = next;
    }
}

void meetings(ui::Ui& ui, const std::vector<PlanMeeting>& all) {
    if (all.empty()) return;
    planHeading(ui, "plan.meetings.title");
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

/// How many observations of citizens there are and what became of them, those refused too.
void noteCounts(ui::Ui& ui, const content::PlanNoteCounts& counts, bool examples) {
    if (counts.received == 0) return;
    planHeading(ui, "plan.notes.title");
    Words line = ui::withValue(ui.tr("plan.notes.counts"), "received", std::to_string(counts.received));
    line = ui::withValue(std::move(line), "review", std::to_string(counts.inReview));
    line = ui::withValue(std::move(line), "published", std::to_string(counts.published));
    line = ui::withValue(std::move(line), "rejected", std::to_string(counts.rejected));
    ui.text(TextStyle::Small, line, ui.theme().ink.primary);
    if (examples) ui::exampleTag(ui);  // those that are not published have no row of their own to be marked
}

/// What was published, in the citizens' words.
void notes(ui::Ui& ui, const std::vector<PlanNote>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        const PlanNote& note = all[i];
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

void commitmentRecords(ui::Ui& ui, const PlanCommitmentPage& page, const RecordsView& view) {
    milestones(ui, page.milestones, view.today);
    budget(ui, page.budget, view.widthMm);
    meetings(ui, page.meetings);
    noteCounts(ui, page.noteCounts, view.examples);
    notes(ui, page.notes);
}

void planRecords(ui::Ui& ui, const PlanRecords& records, const RecordsView& view) {
    std::vector<PlanBudgetLine> whole;
    std::copy_if(records.budget.begin(), records.budget.end(), std::back_inserter(whole),
                 [](const PlanBudgetLine& line) { return line.commitment.empty(); });
    budget(ui, whole, view.widthMm);
    meetings(ui, records.meetings);
    noteCounts(ui, records.notes, view.examples);
}

void targetLines(ui::Ui& ui, const content::PlanIndicator& indicator) {
    for (const content::PlanTarget& target : indicator.targets) {
        content::PlanObservation reached;  // a target reads like a figure of its year
        reached.value = target.value;
        Words line = ui::withValue(ui.tr("plan.target"), "year", std::to_string(target.period));
        line = ui::withValue(std::move(line), "value", figureText(ui.strings(), reached, say(indicator.unit)).text);
        line = ui::withValue(std::move(line), "name", target.setBy);
        line = ui::withValue(std::move(line), "date", isoDayText(ui.strings(), target.setOn).text);
        ui::metaLine(ui, "here", line, ui.theme().of(Section::Plan).text, ui.theme().ink.primary);
        sourceLine(ui, target.source);
        if (target.example) ui::exampleTag(ui);
    }
}

}  // namespace scenes
