#pragma once

#include "content/plan.hpp"
#include "ui/ui.hpp"

/// What is recorded about the plan beside its reports: milestones, money by budget phase, meetings with their minutes,
/// and what citizens saw. Each part stands under its heading; parts without a record are left out.
namespace scenes {

struct RecordsView {
    content::Date today;    ///< tells which milestones are past their day
    bool examples = false;  ///< the pack holds invented records: numbers that have no row of their own are marked, too
    float widthMm = 0;      ///< of the inside
};

void commitmentRecords(ui::Ui& ui, const content::PlanCommitmentPage& page, const RecordsView& view);

/// Of the whole plan. `budget` as Store::planBudget() gives it; lines of commitments are left to their own screens.
struct PlanRecords {
    std::vector<content::PlanBudgetLine> budget;
    std::vector<content::PlanMeeting> meetings;
    content::PlanNoteCounts notes;
};
void planRecords(ui::Ui& ui, const PlanRecords& records, const RecordsView& view);

/// What an indicator is to reach, who set it and when: the plan's document has no target.
void targetLines(ui::Ui& ui, const content::PlanIndicator& indicator);

}  // namespace scenes
