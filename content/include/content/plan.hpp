#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/models.hpp"

/// The municipal plan: what it says, what was reported about it, and where each figure comes from. Plain values, as the
/// rest of the content; what the database guarantees about each field stands in content/sql/plan.sql.
namespace content {

/// What is known about a commitment. `NoReport` is the absence of a report, `Withheld` that nothing is said about it
/// (Store::setProgressWithheld): both are computed, never stored.
enum class PlanState : std::uint8_t {
    NoReport,
    NotStarted,
    Preparing,
    Ongoing,
    Stalled,
    Done,
    Partial,
    NotDone,
    Dropped,
    NotVerifiable,
    Withheld
};
inline constexpr std::size_t kPlanStateCount = 11;
[[nodiscard]] const char* name(PlanState state);  ///< as stored, e.g. "ongoing"; "no-report" is never stored

/// The document's own words and the line they stand in. Behind a word it misspells stands " [sic]".
struct PlanQuote {
    int line = 0;
    std::string text;
};

struct PlanReport {
    std::int64_t id = 0;
    std::string asOf;        ///< YYYY-MM-DD
    std::string receivedOn;  ///< YYYY-MM-DD
    PlanState state = PlanState::NotStarted;
    std::optional<double> physicalPct;   ///< work done
    std::optional<double> financialPct;  ///< money spent: another thing than work done
    std::optional<double> selfPct;       ///< what the reporter believes
    std::string printed;                 ///< the source's own words
    std::string page;
    std::string note;
    std::string reason;
    std::string actor;
    std::string verifiedBy;  ///< empty = nobody else has checked it
    std::string districtName;
    std::string districtKey;
    Source source;
    std::optional<Source> evidence;
    std::int64_t supersedes = 0;  ///< id of the report it corrects, 0 = none
    bool superseded = false;      ///< corrected by a later one; kept for the history
    bool example = false;
};

/// What can be checked of a commitment, and by when. Somebody added it: the plan's document has none.
struct PlanMilestone {
    Text title;
    std::string dueOn;      ///< YYYY-MM-DD; empty = no day was set
    std::string metOn;      ///< YYYY-MM-DD; empty unless met
    std::string checkedOn;  ///< YYYY-MM-DD; empty = nobody has looked
    std::string state;      ///< scheduled met partly not-met; whether a scheduled one is late depends on the day
    std::string addedBy;
    std::string addedOn;  ///< YYYY-MM-DD
    Source source;
    bool example = false;
};

/// Money of a year as it stood on a day.
struct PlanBudgetLine {
    std::string commitment;  ///< code; empty = the whole plan
    int year = 0;
    std::string
        phase;  ///< pia pim certified committed accrued paid: PIA, PIM, certificado, comprometido, devengado, girado
    std::int64_t cents = 0;
    std::string snapshotOn;  ///< YYYY-MM-DD
    Source source;
    bool example = false;
};

struct PlanMeeting {
    std::string key;
    std::string kind;    ///< assembly council oversight hearing
    std::string heldOn;  ///< YYYY-MM-DD
    std::string place;
    Text title;
    Source minutes;
    std::vector<std::string> commitments;  ///< codes of those spoken about, in the order of the minutes
    bool example = false;
};

/// What a citizen saw of a commitment, published by the office. Who it was is nowhere kept.
struct PlanNote {
    std::string commitment;  ///< code
    std::string mark;        ///< advancing stopped finished absent damaged other
    std::string text;        ///< at most 280 characters, may be empty
    std::string receivedOn;  ///< YYYY-MM-DD
    bool example = false;
};

struct PlanNoteCounts {
    int received = 0;  ///< all, whatever became of them
    int inReview = 0;
    int published = 0;
    int rejected = 0;
};

/// What an indicator is to reach. Somebody set it: the plan's document has none.
struct PlanTarget {
    int period = 0;  ///< year
    double value = 0;
    std::string setBy;
    std::string setOn;  ///< YYYY-MM-DD
    Source source;
    bool example = false;
};

/// A commitment as lists show it.
struct PlanCommitment {
    ItemId id;
    std::string key;
    std::string code;  ///< "B.4"
    std::string icon;
    Text label;  ///< a few words
    PlanState state = PlanState::NoReport;
    std::optional<double> physicalPct;  ///< of the present report
    std::string asOf;                   ///< of the present report; empty = none
    bool example = false;
};

struct PlanDimension {
    std::string code;
    std::string icon;
    Text name;
    std::vector<PlanCommitment> commitments;
};

/// A part of a commitment, a value, a potential, a policy ...: a title and the words it comes from.
struct PlanStatement {
    std::string code;
    std::string kind;  ///< part: component work project ...; statement: value vision potential problem policy ...
    std::string parent;
    Text title;
    std::vector<PlanQuote> quotes;
    std::vector<std::string> links;  ///< codes of commitments and indicators it names
};

struct PlanMoney {
    std::int64_t cents = 0;
    int years = 0;
    std::vector<PlanQuote> quotes;
};

/// The whole plan as its overview shows it.
struct Plan {
    Text title;
    Text label;  ///< permanent: who presented it and when
    bool adopted = false;
    int presentedYear = 0;
    int periodStart = 0;
    int periodEnd = 0;
    std::optional<PlanMoney> envelope;
    Source source;
    std::string documentSha256;
    std::vector<PlanDimension> dimensions;
    bool hasExamples = false;  ///< something said about it (a report, a milestone, money ...) is marked as an example
    bool withheld = false;     ///< what was reported is left out: see withholdProgress
};

/// Of a set of commitments: how many have a report, and what may be said about their mean.
struct PlanCoverage {
    int total = 0;
    int reported = 0;       ///< with a report, whatever it says
    int measured = 0;       ///< of those, with a physical percentage
    double mean = 0;        ///< of the measured; meaningless when there is none
    double low = 0;         ///< mean of all if everything unmeasured were 0 %
    double high = 100;      ///< mean of all if everything unmeasured were 100 %
    bool withheld = false;  ///< nothing is said about them: neither that there is a report nor that there is none
};
/// Commitments without a percentage never enter the mean; they widen its bounds.
[[nodiscard]] PlanCoverage coverageOf(const std::vector<const PlanCommitment*>& commitments);
[[nodiscard]] PlanCoverage coverageOf(const PlanDimension& dimension);
[[nodiscard]] PlanCoverage coverageOf(const Plan& plan);

/// @pre `iso` is YYYY-MM-DD, as the database guarantees for every day of the plan
[[nodiscard]] Date dayOf(std::string_view iso);

/// Age of a report: 120 days because transparency data are due monthly and quarterly.
enum class PlanFreshness : std::uint8_t { Fresh, Ageing, Overdue };
struct PlanAge {
    PlanFreshness freshness = PlanFreshness::Fresh;
    int days = 0;
    int months = 0;  ///< whole months
};
inline constexpr int kAgeingDays = 120;
inline constexpr int kOverdueDays = 365;
/// Negative days where `asOf` is yet to come. @pre `asOf` is YYYY-MM-DD
[[nodiscard]] PlanAge ageOf(std::string_view asOf, Date today);

struct PlanNotice {
    std::string code;
    std::string validator;  ///< "W_DENSITY_MISMATCH"
    std::string severity;   ///< info, warning, error
    Text title;
    Text detail;
    Text treatment;
    std::string proof;  ///< in Spanish: with what anybody can check it; may be empty
    std::vector<PlanQuote> evidence;
};

struct PlanObservation {
    std::string code;          ///< "IND-POB2011-cojata"
    std::string districtName;  ///< empty = the whole province
    std::string districtKey;
    std::string population;
    std::string printed;
    std::optional<double> value;
    std::string category;
    bool missing = false;   ///< the document has no value: never to be read as zero
    std::string qualifier;  ///< about, up-to; empty
    std::optional<int> period;
    std::string periodBasis;  ///< printed deduced source; empty = no year
    std::string kind;         ///< census estimate record calculation stated category
    std::string basis;        ///< source the document names; empty = none
    PlanQuote quote;
    Source source;
    std::vector<PlanNotice> notices;
};

/// An indicator as lists show it.
struct PlanIndicator {
    ItemId id;
    std::string key;
    std::string code;
    std::string theme;  ///< people territory economy poverty health education services housing
    Text name;
    Text unit;
    std::string direction;                      ///< up down keep; empty = nobody has said which way is better
    std::vector<PlanObservation> observations;  ///< by period, those without one last; province before districts
    std::vector<PlanTarget> targets;            ///< latest period first; only where one indicator is asked for
};

/// Everything the page of a commitment shows.
struct PlanCommitmentPage {
    PlanCommitment commitment;
    Text dimension;
    std::string dimensionCode;
    Text title;
    std::vector<PlanQuote> quotes;
    std::vector<PlanStatement> parts;
    std::vector<PlanReport> reports;        ///< newest first, superseded ones too
    std::vector<PlanStatement> statements;  ///< potentials and problems that name it
    std::vector<PlanIndicator> indicators;  ///< suggested; without their observations
    std::vector<PlanCommitment> related;
    std::vector<PlanNotice> notices;
    std::vector<PlanMilestone> milestones;  ///< latest due first, those without a day last
    std::vector<PlanBudgetLine> budget;     ///< of this commitment, as Store::planBudget() orders them
    std::vector<PlanMeeting> meetings;      ///< newest first
    std::vector<PlanNote> notes;            ///< published ones, newest first
    PlanNoteCounts noteCounts;              ///< of this commitment
};

/// Takes out all that somebody claims was done: states, reports, milestones, money of the phases, what citizens saw.
/// The plan's own words, the document's figures, targets and meetings stay.
void withholdProgress(Plan& plan);
void withholdProgress(PlanCommitmentPage& page);

}  // namespace content
