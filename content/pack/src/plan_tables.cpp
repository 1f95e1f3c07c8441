#include "plan_tables.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "content/fold.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

using content::Lang;
using Need = Column::Need;

constexpr std::array<std::string_view, 5> kAcceptable = {"plan-budget", "plan-sum", "plan-density", "plan-share",
                                                         "plan-period"};
constexpr std::array<std::string_view, 3> kPlanKinds = {"candidates", "approved", "institutional"};
constexpr std::array<std::string_view, 3> kAdoptions = {"unknown", "adopted", "not-adopted"};
constexpr std::array<std::string_view, 7> kPartKinds = {"component", "space", "strategy", "work",
                                                        "plan",      "pilot", "project"};
constexpr std::array<std::string_view, 8> kStatementKinds = {"principle", "value",   "style",  "vision",
                                                             "potential", "problem", "policy", "monitoring"};
constexpr std::array<std::string_view, 8> kThemes = {"people", "economy",   "territory", "poverty",
                                                     "health", "education", "services",  "housing"};
constexpr std::array<std::string_view, 4> kDirections = {"", "up", "down", "keep"};
constexpr std::array<std::string_view, 4> kRoles = {"", "population", "area", "density"};
constexpr std::array<std::string_view, 3> kSeverities = {"info", "warning", "error"};
constexpr std::array<std::string_view, 9> kFormats = {
    "",     "thousands-comma", "decimal-comma", "decimal-point", "thousands-comma decimal-point", "integer", "text",
    "word", "corrected"};
constexpr std::array<std::string_view, 3> kMissing = {"", "not-given", "withheld"};
constexpr std::array<std::string_view, 3> kQualifiers = {"", "about", "up-to"};
constexpr std::array<std::string_view, 4> kPeriodBases = {"", "printed", "deduced", "source"};
constexpr std::array<std::string_view, 6> kObservationKinds = {"census",      "estimate", "record",
                                                               "calculation", "stated",   "category"};
constexpr std::array<std::string_view, 6> kActorRoles = {"municipality", "council",     "oversight",
                                                         "comptroller",  "association", "editor"};
constexpr std::array<std::string_view, 9> kStates = {"not-started", "preparing", "ongoing", "stalled",       "done",
                                                     "partial",     "not-done",  "dropped", "not-verifiable"};
constexpr std::array<std::string_view, 4> kMilestoneStates = {"scheduled", "met", "partly", "not-met"};
constexpr std::array<std::string_view, 4> kMeetingKinds = {"assembly", "council", "oversight", "hearing"};
constexpr std::array<std::string_view, 6> kMarks = {"advancing", "stopped", "finished", "absent", "damaged", "other"};
constexpr std::array<std::string_view, 4> kNoteStates = {"received", "in-review", "published", "rejected"};
constexpr std::size_t kMaxNote = 280;

bool isCode(std::string_view text) {
    if (text.empty() || text.size() > 40) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

std::string code(RowReader& row, std::string_view column, bool needed = true) {
    std::string text = needed ? row.needed(column) : row.text(column);
    if (!text.empty() && !isCode(text)) {
        row.report(Rule::BadCode, inQuotes(text) + " is no code", "use letters, digits, dots and hyphens, at most 40");
        return {};
    }
    return text;
}

PlanWords words(RowReader& row, const std::string& column, bool needed = true) {
    PlanWords words;
    const std::string es = needed ? row.needed(column + "_es", Rule::MissingSpanish) : row.text(column + "_es");
    if (!es.empty()) words[Lang::Es] = es;
    const std::string en = row.text(column + "_en");
    if (!en.empty()) words[Lang::En] = en;
    return words;
}

template <std::size_t N>
std::string choice(RowReader& row, std::string_view column, const std::array<std::string_view, N>& allowed) {
    const auto index = row.oneOf(column, allowed);
    return index ? std::string(allowed[*index]) : std::string();
}

/// "2026-09-14"; reported and empty when it is no day.
std::string day(RowReader& row, std::string_view column, bool needed = true) {
    std::string text = needed ? row.needed(column) : row.text(column);
    if (text.empty()) return text;
    const auto part = [&](std::size_t from, std::size_t count) {
        return text.size() == 10 ? parseInteger(std::string_view(text).substr(from, count)).value_or(0) : 0;
    };
    if (text.size() == 10 && text[4] == '-' && text[7] == '-' && part(0, 4) > 0 &&
        isDate(part(0, 4), part(5, 2), part(8, 2)))
        return text;
    row.report(Rule::BadDate, "'" + std::string(column) + "' is " + inQuotes(text), "write a day such as 2026-09-14");
    return {};
}

/// Soles with at most two decimals, in céntimos.
std::optional<std::int64_t> cents(RowReader& row, std::string_view column) {
    const auto soles = row.decimal(column, 0, 1e12);
    if (!soles) return std::nullopt;
    const std::string text = row.text(column);
    if (const std::size_t point = text.find('.'); point != std::string::npos && text.size() - point > 3) {
        row.report(Rule::BadNumber, "'" + std::string(column) + "' is " + inQuotes(text) + ", less than a céntimo",
                   "write soles with at most two decimals, such as 1234.50");
    }
    return static_cast<std::int64_t>(std::llround(*soles * 100));
}

void planRow(RowReader& row, bool, PlanSource& out) {
    if (out.plan) {
        row.report(Rule::DuplicateRow, "there is a second plan", "a pack has one plan; keep one row");
        return;
    }
    PlanRow plan;
    plan.at = row.at();
    plan.title = words(row, "title");
    plan.label = words(row, "label");
    plan.kind = choice(row, "kind", kPlanKinds);
    plan.adoption = choice(row, "adoption", kAdoptions);
    plan.presentedYear = row.integer("presented", 1900, 2200);
    plan.periodStart = row.neededInteger("period_start", 1900, 2200);
    plan.periodEnd = row.neededInteger("period_end", 1900, 2200);
    if (plan.periodEnd < plan.periodStart) row.report(Rule::BadDate, "the period ends before it begins", "swap them");
    plan.envelopeCents = cents(row, "envelope_pen");
    if (plan.envelopeCents) plan.envelopeYears = row.neededInteger("envelope_years", 1, 100);
    plan.documentSha256 = row.needed("document_sha256");
    plan.documentLines = row.neededInteger("document_lines", 1, 1'000'000);
    for (const std::string& pair : row.list("misspelled")) {
        const std::size_t sign = pair.find('=');
        PlanSpelling spelling{pair.substr(0, sign), sign == std::string::npos ? "" : pair.substr(sign + 1)};
        if (content::foldedWords(spelling.written).size() == 1 && content::foldedWords(spelling.meant).size() == 1) {
            plan.misspelled.push_back(std::move(spelling));
        } else {
            row.report(Rule::BadEnum, inQuotes(pair) + " is not one word for another", "write it as Huacané=Huancané");
        }
    }
    plan.source = row.needed("source", Rule::MissingSource);
    if (plan.kind != "candidates" || plan.adoption == "adopted") {
        row.report(Rule::PlanStatus, "the plan is said to be approved and no document of its adoption is named",
                   "write candidates and unknown, or not-adopted, until there is one");
    }
    out.plan = std::move(plan);
}

PlanNodeRow node(RowReader& row, std::string_view kind) {
    PlanNodeRow node;
    node.at = row.at();
    node.code = code(row, "code");
    if (node.code == "plan" || node.code == "envelope") {
        row.report(Rule::BadCode, inQuotes(node.code) + " means the plan itself", "give the row another code");
        node.code.clear();
    }
    node.kind = kind;
    return node;
}

void dimensionRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow dimension = node(row, "dimension");
    dimension.title = words(row, "name");
    dimension.icon = row.key("icon");
    out.nodes.push_back(std::move(dimension));
}

void commitmentRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow commitment = node(row, "commitment");
    commitment.parent = code(row, "dimension");
    commitment.label = words(row, "label");
    commitment.icon = row.key("icon");
    commitment.title = words(row, "title");
    if (const std::string stated = row.text("territory"); !stated.empty()) commitment.words[Lang::Es] = stated;
    commitment.districts = row.list("districts");
    out.nodes.push_back(std::move(commitment));
}

void partRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow part = node(row, "part");
    part.parent = code(row, "commitment");
    part.detail = choice(row, "kind", kPartKinds);
    part.title = words(row, "title");
    out.nodes.push_back(std::move(part));
}

void statementRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow statement = node(row, "statement");
    statement.detail = choice(row, "kind", kStatementKinds);
    statement.parent = code(row, "parent", false);
    statement.title = words(row, "title");
    out.nodes.push_back(std::move(statement));
}

void indicatorRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow indicator = node(row, "indicator");
    indicator.detail = choice(row, "theme", kThemes);
    indicator.title = words(row, "name");
    indicator.words = words(row, "unit", false);
    indicator.direction = choice(row, "direction", kDirections);
    indicator.role = choice(row, "role", kRoles);
    indicator.whole = row.text("whole");
    out.nodes.push_back(std::move(indicator));
}

void noticeRow(RowReader& row, bool, PlanSource& out) {
    PlanNodeRow notice = node(row, "notice");
    notice.detail = row.needed("validator");
    notice.icon = choice(row, "severity", kSeverities);
    notice.title = words(row, "title");
    notice.words = words(row, "detail");
    notice.advice = words(row, "treatment");
    notice.proof = row.text("check");
    out.nodes.push_back(std::move(notice));
}

void quoteRow(RowReader& row, bool, PlanSource& out) {
    out.quotes.push_back({row.at(), code(row, "code"), row.neededInteger("line", 1, 1'000'000), row.needed("text")});
}

void linkRow(RowReader& row, bool, PlanSource& out) {
    out.links.push_back({row.at(), code(row, "from"), code(row, "to")});
}

/// Fills value, category or missing of an observation from what is printed and how it is to be read.
void figure(RowReader& row, PlanObservationRow& o) {
    o.format = choice(row, "format", kFormats);
    o.missing = choice(row, "missing", kMissing);
    if (!o.missing.empty()) {
        if (!row.text("value").empty())
            row.report(Rule::PlanFigure, "the value is missing and there is one", "empty 'missing' or 'value'");
        return;
    }
    if (o.printed.empty()) {
        row.report(Rule::PlanFigure, "there is no printed figure and nothing says it is missing",
                   "copy it from the document, or write not-given in 'missing'");
        return;
    }
    if (o.format == "text") {
        o.category = o.printed;
    } else if (o.format == "word" || o.format == "corrected") {
        // A person has read it: the correction stands in the table, the document's own writing beside it.
        o.value = row.neededDecimal("value", -1e15, 1e15);
    } else {
        const auto value = parsePrinted(o.printed, o.format);
        if (value) {
            o.value = *value;
        } else {
            row.report(Rule::NumberFormat, value.error().message,
                       "declare in 'format' how the column writes numbers; nothing is guessed");
        }
    }
}

void observationRow(RowReader& row, bool, PlanSource& out) {
    PlanObservationRow o;
    o.at = row.at();
    o.code = code(row, "code");
    o.indicator = code(row, "indicator");
    o.district = row.text("district");
    o.population = row.text("population");
    o.printed = row.text("printed");
    figure(row, o);
    o.qualifier = choice(row, "qualifier", kQualifiers);
    o.period = row.integer("period", 1500, 2200);
    o.periodBasis = choice(row, "period_basis", kPeriodBases);
    if (o.period.has_value() == o.periodBasis.empty()) {
        row.report(Rule::PlanFigure, "a year needs its basis and a basis its year",
                   "fill in both of 'period' and 'period_basis', or neither");
    }
    o.kind = choice(row, "kind", kObservationKinds);
    o.basis = row.text("basis");
    o.line = row.integer("line", 1, 1'000'000);
    o.quote = row.text("quote");
    o.notices = row.list("notices");
    out.observations.push_back(std::move(o));
}

void actorRow(RowReader& row, bool, PlanSource& out) {
    out.actors.push_back({row.at(), row.key("key"), row.needed("name"), choice(row, "role", kActorRoles)});
}

void reportRow(RowReader& row, bool example, PlanSource& out) {
    PlanReportRow r;
    r.at = row.at();
    r.key = row.key("key");
    r.commitment = code(row, "commitment");
    r.asOf = day(row, "as_of");
    r.receivedOn = day(row, "received_on");
    r.state = choice(row, "state", kStates);
    r.physicalPct = row.decimal("physical_pct", 0, 100);
    r.financialPct = row.decimal("financial_pct", 0, 100);
    r.selfPct = row.decimal("self_pct", 0, 100);
    r.printed = row.text("printed");
    r.page = row.text("page");
    r.note = row.text("note");
    r.reason = row.text("reason");
    r.district = row.text("district");
    r.actor = row.key("actor");
    r.source = row.needed("source", Rule::MissingSource);
    r.evidence = row.text("evidence");
    r.verifiedBy = row.text("verified_by");
    r.supersedes = row.text("supersedes");
    r.example = row.flag("example") || example;
    const auto wrong = [&](std::string message, std::string remedy) {
        row.report(Rule::PlanReport, std::move(message), std::move(remedy));
    };
    if (!r.asOf.empty() && !r.receivedOn.empty() && r.receivedOn < r.asOf)
        wrong("it was received before the day it describes", "correct one of the dates");
    if ((r.state == "done" || r.state == "partial") && r.evidence.empty())
        wrong("it says " + r.state + " and names no evidence", "name the source of the evidence in 'evidence'");
    if ((r.state == "stalled" || r.state == "dropped" || r.state == "not-verifiable") && r.reason.empty())
        wrong("it says " + r.state + " and gives no reason", "fill in 'reason'");
    if (r.state == "not-started" && r.physicalPct.value_or(0) != 0)
        wrong("it is not started and has progress", "empty 'physical_pct', or correct the state");
    if (r.state == "done" && r.physicalPct.value_or(100) != 100)
        wrong("it is done and its progress is not 100", "correct 'physical_pct' or the state");
    if ((r.state == "dropped" || r.state == "not-verifiable") && (r.physicalPct || r.selfPct))
        wrong("a commitment that is " + r.state + " has no percentage", "empty 'physical_pct' and 'self_pct'");
    if (!r.verifiedBy.empty() && r.verifiedBy == r.actor)
        wrong("the reporter verifies the own report", "name somebody else in 'verified_by'");
    out.reports.push_back(std::move(r));
}

void milestoneRow(RowReader& row, bool example, PlanSource& out) {
    PlanMilestoneRow m;
    m.at = row.at();
    m.key = row.key("key");
    m.commitment = code(row, "commitment");
    m.title = words(row, "title");
    m.dueOn = day(row, "due_on", false);
    m.metOn = day(row, "met_on", false);
    m.checkedOn = day(row, "checked_on", false);
    m.state = choice(row, "state", kMilestoneStates);
    m.addedBy = row.key("added_by");
    m.addedOn = day(row, "added_on");
    m.source = row.needed("source", Rule::MissingSource);
    m.example = row.flag("example") || example;
    const auto wrong = [&](std::string message, std::string remedy) {
        row.report(Rule::PlanMilestone, std::move(message), std::move(remedy));
    };
    // A day that cannot be read was reported for itself.
    const bool dayMet = !row.text("met_on").empty();
    if (m.state == "met" && !dayMet) wrong("it is met and no day says when", "fill in 'met_on'");
    if (!m.state.empty() && m.state != "met" && dayMet)
        wrong("it is " + m.state + " and has a day on which it was met", "empty 'met_on', or correct the state");
    if ((m.state == "partly" || m.state == "not-met") && row.text("checked_on").empty())
        wrong("it is " + m.state + " and nobody has looked", "fill in 'checked_on'");
    if (!m.metOn.empty() && !m.checkedOn.empty() && m.checkedOn < m.metOn)
        wrong("it was checked before it was met", "correct one of the dates");
    out.milestones.push_back(std::move(m));
}

void targetRow(RowReader& row, bool example, PlanSource& out) {
    PlanTargetRow t;
    t.at = row.at();
    t.indicator = code(row, "indicator");
    t.period = row.neededInteger("period", 1500, 2200);
    t.value = row.neededDecimal("value", -1e15, 1e15).value_or(0);
    t.setBy = row.key("set_by");
    t.setOn = day(row, "set_on");
    t.source = row.needed("source", Rule::MissingSource);
    t.example = row.flag("example") || example;
    out.targets.push_back(std::move(t));
}

void budgetRow(RowReader& row, bool example, PlanSource& out) {
    PlanBudgetRow b;
    b.at = row.at();
    b.commitment = code(row, "commitment", false);
    b.year = row.neededInteger("year", 1900, 2200);
    b.phase = choice(row, "phase", kBudgetPhases);
    static_cast<void>(row.needed("amount_pen"));
    b.cents = cents(row, "amount_pen").value_or(0);
    b.snapshotOn = day(row, "snapshot_on");
    b.source = row.needed("source", Rule::MissingSource);
    b.example = row.flag("example") || example;
    out.budget.push_back(std::move(b));
}

void meetingRow(RowReader& row, bool example, PlanSource& out) {
    PlanMeetingRow m;
    m.at = row.at();
    m.key = row.key("key");
    m.kind = choice(row, "kind", kMeetingKinds);
    m.heldOn = day(row, "held_on");
    m.place = row.text("place");
    m.title = words(row, "title");
    m.minutes = row.needed("minutes", Rule::MissingSource, "name the source that holds the minutes");
    m.commitments = row.list("commitments");
    m.example = row.flag("example") || example;
    out.meetings.push_back(std::move(m));
}

void noteRow(RowReader& row, bool example, PlanSource& out) {
    PlanNoteRow n;
    n.at = row.at();
    n.key = row.key("key");
    n.commitment = code(row, "commitment");
    n.mark = choice(row, "mark", kMarks);
    n.text = row.text("text");
    n.receivedOn = day(row, "received_on");
    n.state = choice(row, "state", kNoteStates);
    n.reason = row.text("reason");
    n.example = row.flag("example") || example;
    const auto wrong = [&](std::string message, std::string remedy) {
        row.report(Rule::PlanNote, std::move(message), std::move(remedy));
    };
    if (!n.state.empty() && n.state != "published" && !n.text.empty())
        wrong("its words are not published and stand in the pack", "empty 'text'");
    if (const std::size_t count = content::codePointCount(n.text); count > kMaxNote)
        wrong("its words have " + std::to_string(count) + " characters, the most is 280", "shorten them");
    if (n.state == "rejected" && n.reason.empty()) wrong("it is rejected and no reason is given", "fill in 'reason'");
    if (!n.state.empty() && n.state != "rejected" && !n.reason.empty())
        wrong("it has a reason and is not rejected", "empty 'reason', or correct the state");
    out.notes.push_back(std::move(n));
}

void acceptanceRow(RowReader& row, bool, PlanSource& out) {
    PlanAcceptanceRow a;
    a.at = row.at();
    a.rule = choice(row, "rule", kAcceptable);
    a.record = row.needed("record");
    a.by = row.needed("by", Rule::MissingValue, "write the name of the person who looked at it");
    a.on = day(row, "on");
    a.reason = row.needed("reason", Rule::MissingValue, "write why it is right as it is");
    a.notice = code(row, "notice", false);
    out.acceptances.push_back(std::move(a));
}

constexpr Column kCode{"code"};
constexpr Column kExample{"example", Need::Optional};
constexpr std::array kPlanColumns{Column{"title_es"},       Column{"title_en", Need::English},
                                  Column{"label_es"},       Column{"label_en", Need::English},
                                  Column{"kind"},           Column{"adoption"},
                                  Column{"presented"},      Column{"period_start"},
                                  Column{"period_end"},     Column{"envelope_pen"},
                                  Column{"envelope_years"}, Column{"document_sha256"},
                                  Column{"document_lines"}, Column{"misspelled"},
                                  Column{"source"}};
constexpr std::array kDimensionColumns{kCode, Column{"name_es"}, Column{"name_en", Need::English}, Column{"icon"}};
constexpr std::array kCommitmentColumns{kCode,
                                        Column{"dimension"},
                                        Column{"label_es"},
                                        Column{"label_en", Need::English},
                                        Column{"icon"},
                                        Column{"title_es"},
                                        Column{"title_en", Need::English},
                                        Column{"territory"},
                                        Column{"districts"}};
constexpr std::array kPartColumns{kCode, Column{"commitment"}, Column{"kind"}, Column{"title_es"},
                                  Column{"title_en", Need::English}};
constexpr std::array kStatementColumns{kCode, Column{"kind"}, Column{"parent"}, Column{"title_es"},
                                       Column{"title_en", Need::English}};
constexpr std::array kIndicatorColumns{kCode,
                                       Column{"theme"},
                                       Column{"name_es"},
                                       Column{"name_en", Need::English},
                                       Column{"unit_es"},
                                       Column{"unit_en", Need::English},
                                       Column{"direction"},
                                       Column{"role"},
                                       Column{"whole", Need::Optional}};
constexpr std::array kNoticeColumns{kCode,
                                    Column{"validator"},
                                    Column{"severity"},
                                    Column{"title_es"},
                                    Column{"title_en", Need::Optional},
                                    Column{"detail_es"},
                                    Column{"detail_en", Need::Optional},
                                    Column{"check"},
                                    Column{"treatment_es"},
                                    Column{"treatment_en", Need::Optional}};
constexpr std::array kQuoteColumns{kCode, Column{"line"}, Column{"text"}};
constexpr std::array kLinkColumns{Column{"from"}, Column{"to"}};
constexpr std::array kObservationColumns{kCode,
                                         Column{"indicator"},
                                         Column{"district"},
                                         Column{"population"},
                                         Column{"printed"},
                                         Column{"format"},
                                         Column{"value"},
                                         Column{"qualifier"},
                                         Column{"period"},
                                         Column{"period_basis"},
                                         Column{"kind"},
                                         Column{"basis"},
                                         Column{"missing"},
                                         Column{"line"},
                                         Column{"quote"},
                                         Column{"notices"}};
constexpr std::array kActorColumns{Column{"key"}, Column{"name"}, Column{"role"}};
constexpr std::array kReportColumns{Column{"key"},
                                    Column{"commitment"},
                                    Column{"as_of"},
                                    Column{"received_on"},
                                    Column{"state"},
                                    Column{"physical_pct"},
                                    Column{"financial_pct"},
                                    Column{"self_pct"},
                                    Column{"printed"},
                                    Column{"page"},
                                    Column{"note"},
                                    Column{"reason"},
                                    Column{"district"},
                                    Column{"actor"},
                                    Column{"source"},
                                    Column{"evidence"},
                                    Column{"verified_by"},
                                    Column{"supersedes"},
                                    kExample};
constexpr std::array kMilestoneColumns{
    Column{"key"},      Column{"commitment"}, Column{"title_es"},   Column{"title_en", Need::English},
    Column{"due_on"},   Column{"met_on"},     Column{"checked_on"}, Column{"state"},
    Column{"added_by"}, Column{"added_on"},   Column{"source"},     kExample};
constexpr std::array kTargetColumns{Column{"indicator"}, Column{"period"}, Column{"value"}, Column{"set_by"},
                                    Column{"set_on"},    Column{"source"}, kExample};
constexpr std::array kBudgetColumns{Column{"commitment"},  Column{"year"},   Column{"phase"}, Column{"amount_pen"},
                                    Column{"snapshot_on"}, Column{"source"}, kExample};
constexpr std::array kMeetingColumns{Column{"key"},     Column{"kind"},        Column{"held_on"},
                                     Column{"place"},   Column{"title_es"},    Column{"title_en", Need::English},
                                     Column{"minutes"}, Column{"commitments"}, kExample};
constexpr std::array kAcceptanceColumns{Column{"rule"}, Column{"record"}, Column{"by"},
                                        Column{"on"},   Column{"reason"}, Column{"notice"}};
constexpr std::array kNoteColumns{Column{"key"},         Column{"commitment"}, Column{"mark"},   Column{"text"},
                                  Column{"received_on"}, Column{"state"},      Column{"reason"}, kExample};

}  // namespace

std::span<const PlanTable> planTables() {
    static constexpr std::array kTables = std::to_array<PlanTable>({
        {"plan/plan.csv", "title_es", kPlanColumns, false, planRow},
        {"plan/dimensions.csv", "code", kDimensionColumns, false, dimensionRow},
        {"plan/commitments.csv", "code", kCommitmentColumns, false, commitmentRow},
        {"plan/parts.csv", "code", kPartColumns, false, partRow},
        {"plan/statements.csv", "code", kStatementColumns, false, statementRow},
        {"plan/indicators.csv", "code", kIndicatorColumns, false, indicatorRow},
        {"plan/notices.csv", "code", kNoticeColumns, false, noticeRow},
        {"plan/quotes.csv", "code", kQuoteColumns, false, quoteRow},
        {"plan/links.csv", "from", kLinkColumns, false, linkRow},
        {"plan/observations.csv", "code", kObservationColumns, false, observationRow},
        {"plan/actors.csv", "key", kActorColumns, true, actorRow},
        {"plan/reports.csv", "key", kReportColumns, true, reportRow},
        {"plan/milestones.csv", "key", kMilestoneColumns, true, milestoneRow},
        {"plan/targets.csv", "indicator", kTargetColumns, true, targetRow},
        {"plan/budget.csv", "commitment", kBudgetColumns, true, budgetRow},
        {"plan/meetings.csv", "key", kMeetingColumns, true, meetingRow},
        {"plan/notes.csv", "key", kNoteColumns, true, noteRow},
        {"plan/accepted.csv", "record", kAcceptanceColumns, true, acceptanceRow},
    });
    return kTables;
}

base::Result<double> parsePrinted(std::string_view printed, std::string_view format) {
    std::string_view text = printed;
    while (!text.empty() && (text.back() == '%' || text.back() == ' '))
        text.remove_suffix(1);
    const auto wrong = [&](const std::string& what) {
        return base::Error{base::Errc::InvalidInput, inQuotes(std::string(printed)) + " " + what};
    };
    std::string plain;
    std::string_view rest = text;
    if (!rest.empty() && rest.front() == '-') {
        plain = "-";
        rest.remove_prefix(1);
    }
    const bool thousands = format.starts_with("thousands-comma");
    char decimal = 0;
    if (format == "decimal-comma") decimal = ',';
    if (format == "decimal-point" || format == "thousands-comma decimal-point") decimal = '.';
    const std::size_t point = decimal != 0 ? std::min(rest.find(decimal), rest.size()) : rest.size();
    const std::string_view whole = rest.substr(0, point);
    const std::string_view fraction = point < rest.size() ? rest.substr(point + 1) : std::string_view();
    const auto allDigits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (point < rest.size() && !allDigits(fraction)) return wrong("is not a number with one decimal sign");
    if (thousands && whole.find(',') != std::string_view::npos) {
        std::string_view group = whole;
        bool first = true;
        while (true) {
            const std::size_t end = std::min(group.find(','), group.size());
            const std::string_view part = group.substr(0, end);
            if (!allDigits(part) || (first ? part.size() > 3 : part.size() != 3))
                return wrong("is not in groups of three digits");
            plain += part;
            first = false;
            if (end == group.size()) break;
            group.remove_prefix(end + 1);
        }
    } else if (allDigits(whole)) {
        plain += whole;
    } else {
        return wrong("can be read in more than one way: its format is not declared, or it is not written so");
    }
    if (!fraction.empty()) plain += "." + std::string(fraction);
    const auto value = parseDecimal(plain);
    if (!value) return wrong("is too large");
    return *value;
}

std::string planKey(std::string_view kind, std::string_view code) {
    std::string key = kind == "commitment" ? "plan-" : "indicator-";
    for (const char c : code) {
        if (c >= 'A' && c <= 'Z') {
            key += static_cast<char>(c - 'A' + 'a');
        } else {
            key += c == '.' ? '-' : c;
        }
    }
    return key;
}

void resolveDistricts(PackSource& source) {
    PlanSource& plan = source.plan;
    if (plan.empty()) return;
    const auto folded = [](const std::string& text) {
        std::string all;
        for (const std::string& word : content::foldedWords(text))
            all += word;
        return all;
    };
    std::unordered_map<std::string, std::string> keys;  // by folded writing
    for (const ItemRow& item : source.items) {
        if (item.kind == content::Kind::District) keys.emplace(folded(item.key), item.key);
    }
    for (const TextRow& text : source.texts) {
        const auto key = keys.find(folded(text.at.record));
        if (text.lang == Lang::Es && key != keys.end() && key->second == text.at.record)
            keys.emplace(folded(text.name), text.at.record);
    }
    for (const PlanSpelling& spelling : plan.plan->misspelled) {
        const auto meant = keys.find(folded(spelling.meant));
        if (meant == keys.end()) continue;
        const std::string key = meant->second;
        keys.emplace(folded(spelling.written), key);
    }
    const auto resolve = [&](std::string& district) {
        const auto found = keys.find(folded(district));
        if (!district.empty() && found != keys.end()) district = found->second;
    };
    for (PlanNodeRow& node : plan.nodes)
        std::for_each(node.districts.begin(), node.districts.end(), resolve);
    for (PlanObservationRow& row : plan.observations)
        resolve(row.district);
    for (PlanReportRow& row : plan.reports)
        resolve(row.district);
}

void addPlanItems(PackSource& source) {
    const PlanSource& plan = source.plan;
    if (plan.empty()) return;
    std::unordered_map<std::string, const PlanNodeRow*> byCode;
    for (const PlanNodeRow& node : plan.nodes)
        byCode.emplace(node.code, &node);
    std::unordered_map<std::string, std::string> quotes;
    for (const PlanQuoteRow& quote : plan.quotes) {
        std::string& text = quotes[quote.code];
        if (!text.empty()) text += "\n\n";
        text += quote.text;
    }
    int rank = 0;
    for (const PlanNodeRow& node : plan.nodes) {
        const bool commitment = node.kind == "commitment";
        if ((!commitment && node.kind != "indicator") || node.code.empty()) continue;
        ItemRow item;
        item.at = node.at;
        item.key = planKey(node.kind, node.code);
        item.kind = commitment ? content::Kind::Commitment : content::Kind::Indicator;
        item.category = commitment ? "" : node.detail;
        item.districts = node.districts;
        item.rank = ++rank;
        item.confidence = content::Confidence::High;
        item.sources = {plan.plan->source};
        for (const auto& title : node.title) {
            const Lang lang = title.first;
            TextRow text;
            text.at = node.at;
            text.at.record = item.key;
            text.lang = lang;
            text.approved = true;
            text.name = title.second;
            if (commitment) {
                const auto label = node.label.find(lang);
                if (label == node.label.end()) continue;
                text.name = label->second;
                text.summary = title.second;
                const auto parent = byCode.find(node.parent);
                if (parent != byCode.end()) {
                    const auto name = parent->second->title.find(lang);
                    if (name != parent->second->title.end()) text.shortLine = node.code + " · " + name->second;
                }
                if (lang == Lang::Es) text.body = quotes[node.code];
            }
            source.texts.push_back(std::move(text));
        }
        source.items.push_back(std::move(item));
    }
}

}  // namespace content_pack
