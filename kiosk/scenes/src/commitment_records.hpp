#pragma once

#include "content/plan.hpp"
#include "ui/ui.hpp"

namespace scenes {

/// What is recorded about a commitment beside its reports, each part under its heading: milestones, money by budget
/// phase, meetings with their minutes, and what citizens saw. Parts without a record are left out. `today` tells which
/// milestones are past their day; `examples` that the pack holds invented records, so that counts are marked, too.
void commitmentRecords(ui::Ui& ui, const content::PlanCommitmentPage& page, content::Date today, bool examples);

}  // namespace scenes
