#include "content/plan.hpp"

#include <charconv>

#include "base/assert.hpp"
#include "content/festival_calendar.hpp"

namespace content {
namespace {

int digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + count, value);
    return value;
}

void withhold(PlanCommitment& commitment) {
    commitment.state = PlanState::Withheld;
    commitment.physicalPct.reset();
    commitment.asOf.clear();
    commitment.example = false;
}

}  // namespace

const char* name(PlanState state) {
    switch (state) {
        case PlanState::NoReport: return "no-report";
        case PlanState::NotStarted: return "not-started";
        case PlanState::Preparing: return "preparing";
        case PlanState::Ongoing: return "ongoing";
        case PlanState::Stalled: return "stalled";
        case PlanState::Done: return "done";
        case PlanState::Partial: return "partial";
        case PlanState::NotDone: return "not-done";
        case PlanState::Dropped: return "dropped";
        case PlanState::NotVerifiable: return "not-verifiable";
        case PlanState::Withheld: return "withheld";
    }
    return "";
}

void withholdProgress(Plan& plan) {
    plan.withheld = true;
    plan.hasExamples = false;
    for (PlanDimension& dimension : plan.dimensions) {
        for (PlanCommitment& commitment : dimension.commitments)
            withhold(commitment);
    }
}

void withholdProgress(PlanCommitmentPage& page) {
    withhold(page.commitment);
    for (PlanCommitment& commitment : page.related)
        withhold(commitment);
    page.reports.clear();
    page.milestones.clear();
    page.budget.clear();
    page.notes.clear();
    page.noteCounts = {};
}

PlanCoverage coverageOf(const std::vector<const PlanCommitment*>& commitments) {
    PlanCoverage coverage;
    double sum = 0;
    for (const PlanCommitment* commitment : commitments) {
        ++coverage.total;
        if (commitment->state == PlanState::Withheld) {
            coverage.withheld = true;
            continue;
        }
        if (commitment->state != PlanState::NoReport) ++coverage.reported;
        if (!commitment->physicalPct) continue;
        ++coverage.measured;
        sum += *commitment->physicalPct;
    }
    if (coverage.measured > 0) coverage.mean = sum / coverage.measured;
    if (coverage.total > 0) {
        coverage.low = sum / coverage.total;
        coverage.high = (sum + 100.0 * (coverage.total - coverage.measured)) / coverage.total;
    }
    return coverage;
}

PlanCoverage coverageOf(const PlanDimension& dimension) {
    std::vector<const PlanCommitment*> commitments;
    for (const PlanCommitment& commitment : dimension.commitments)
        commitments.push_back(&commitment);
    return coverageOf(commitments);
}

PlanCoverage coverageOf(const Plan& plan) {
    std::vector<const PlanCommitment*> commitments;
    for (const PlanDimension& dimension : plan.dimensions) {
        for (const PlanCommitment& commitment : dimension.commitments)
            commitments.push_back(&commitment);
    }
    return coverageOf(commitments);
}

Date dayOf(std::string_view iso) {
    KIOSK_ASSERT(iso.size() == 10);
    return {digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2)};
}

PlanAge ageOf(std::string_view asOf, Date today) {
    const Date from = dayOf(asOf);
    PlanAge age;
    age.days = daysBetween(from, today);
    age.months = (today.year - from.year) * 12 + today.month - from.month - (today.day < from.day ? 1 : 0);
    if (age.days > kOverdueDays) {
        age.freshness = PlanFreshness::Overdue;
    } else if (age.days > kAgeingDays) {
        age.freshness = PlanFreshness::Ageing;
    }
    return age;
}

}  // namespace content
