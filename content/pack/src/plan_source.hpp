#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/models.hpp"
#include "findings.hpp"

/// The rows of a pack's folder plan/ as they were written. Codes are still text.
namespace content_pack {

using PlanWords = std::map<content::Lang, std::string>;

/// A word the document misspells: quoted as written and marked, found by both spellings.
struct PlanSpelling {
    std::string written;
    std::string meant;
};

struct PlanRow {
    Origin at;
    PlanWords title;
    PlanWords label;
    std::string kind;
    std::string adoption;
    std::optional<int> presentedYear;
    int periodStart = 0;
    int periodEnd = 0;
    std::optional<std::int64_t> envelopeCents;
    std::optional<int> envelopeYears;
    std::string documentSha256;
    int documentLines = 0;
    std::vector<PlanSpelling> misspelled;
    std::string source;
};

/// Anything with a code: dimension, commitment, part, statement, indicator, notice.
struct PlanNodeRow {
    Origin at;
    std::string code;
    std::string kind;    ///< as plan_node.kind
    std::string parent;  ///< code, may be empty
    std::string icon;
    std::string detail;
    PlanWords title;
    PlanWords label;
    PlanWords words;
    PlanWords advice;
    std::string proof;                   ///< of a notice
    std::vector<std::string> districts;  ///< of a commitment
    std::string direction;               ///< of an indicator
    std::string role;                    ///< of an indicator: population, area, density
    std::string whole;                   ///< of an indicator: what it is a part of, with all others that name it
};

struct PlanQuoteRow {
    Origin at;
    std::string code;
    int line = 0;
    std::string text;
};

struct PlanLinkRow {
    Origin at;
    std::string from;
    std::string to;
};

struct PlanObservationRow {
    Origin at;
    std::string code;
    std::string indicator;
    std::string district;
    std::string population;
    std::string printed;
    std::string format;
    std::optional<double> value;
    std::string category;
    std::string missing;
    std::string qualifier;
    std::optional<int> period;
    std::string periodBasis;
    std::string kind;
    std::string basis;
    std::optional<int> line;
    std::string quote;
    std::vector<std::string> notices;
};

struct PlanActorRow {
    Origin at;
    std::string key;
    std::string name;
    std::string role;
};

struct PlanReportRow {
    Origin at;
    std::string key;
    std::string commitment;
    std::string asOf;
    std::string receivedOn;
    std::string state;
    std::optional<double> physicalPct;
    std::optional<double> financialPct;
    std::optional<double> selfPct;
    std::string printed;
    std::string page;
    std::string note;
    std::string reason;
    std::string district;
    std::string actor;
    std::string source;
    std::string evidence;
    std::string verifiedBy;
    std::string supersedes;
    bool example = false;
};

struct PlanMilestoneRow {
    Origin at;
    std::string key;
    std::string commitment;
    PlanWords title;
    std::string dueOn;
    std::string metOn;
    std::string checkedOn;
    std::string state;
    std::string addedBy;
    std::string addedOn;
    std::string source;
    bool example = false;
};

struct PlanTargetRow {
    Origin at;
    std::string indicator;
    int period = 0;
    double value = 0;
    std::string setBy;
    std::string setOn;
    std::string source;
    bool example = false;
};

struct PlanBudgetRow {
    Origin at;
    std::string commitment;  ///< empty = the whole plan
    int year = 0;
    std::string phase;
    std::int64_t cents = 0;
    std::string snapshotOn;
    std::string source;
    bool example = false;
};

struct PlanMeetingRow {
    Origin at;
    std::string key;
    std::string kind;
    std::string heldOn;
    std::string place;
    PlanWords title;
    std::string minutes;  ///< key of a source
    std::vector<std::string> commitments;
    bool example = false;
};

struct PlanNoteRow {
    Origin at;
    std::string key;
    std::string commitment;
    std::string mark;
    std::string text;
    std::string receivedOn;
    std::string state;
    std::string reason;
    bool example = false;
};

/// A warning somebody has looked at and takes for right as it is.
struct PlanAcceptanceRow {
    Origin at;
    std::string rule;
    std::string record;
    std::string by;
    std::string on;
    std::string reason;
    std::string notice;  ///< code of the notice that tells visitors; may be empty
};

struct PlanSource {
    std::optional<PlanRow> plan;
    std::vector<PlanNodeRow> nodes;  ///< dimensions, commitments, parts, statements, indicators, notices, as written
    std::vector<PlanQuoteRow> quotes;
    std::vector<PlanLinkRow> links;
    std::vector<PlanObservationRow> observations;
    std::vector<PlanActorRow> actors;
    std::vector<PlanReportRow> reports;
    std::vector<PlanMilestoneRow> milestones;
    std::vector<PlanTargetRow> targets;
    std::vector<PlanBudgetRow> budget;
    std::vector<PlanMeetingRow> meetings;
    std::vector<PlanNoteRow> notes;
    std::vector<PlanAcceptanceRow> acceptances;
    [[nodiscard]] bool empty() const { return !plan; }
};

}  // namespace content_pack
