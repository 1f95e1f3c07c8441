#include "plan_checks.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>

#include "plan_tables.hpp"

namespace content_pack {
namespace {

class PlanChecker {
public:
    PlanChecker(const PackSource& source, Findings& findings)
        : m_source(source), m_plan(source.plan), m_findings(findings) {}

    void run() {
        if (m_plan.empty()) {
            const Origin* first = firstOf(m_plan.nodes, m_plan.quotes, m_plan.links, m_plan.observations, m_plan.actors,
                                          m_plan.reports, m_plan.milestones, m_plan.targets, m_plan.budget,
                                          m_plan.meetings, m_plan.notes, m_plan.acceptances);
            if (first != nullptr)
                add(Rule::MissingFile, *first, "there are plan tables and no plan", "add plan/plan.csv");
            return;
        }
        nodes();
        quotesAndLinks();
        observations();
        actors();
        reports();
        milestones();
        targets();
        budget();
        meetings();
        notes();
        figures();
        shares();
        periods();
        acceptances();
    }

private:
    /// Where the first row of the first table that has any stands; nullptr when none has.
    template <typename... Rows>
    static const Origin* firstOf(const Rows&... tables) {
        const Origin* at = nullptr;
        ((at = at == nullptr && !tables.empty() ? &tables.front().at : at), ...);
        return at;
    }

    void add(Rule rule, const Origin& at, std::string message, std::string remedy) {
        m_findings.add(rule, at, std::move(message), std::move(remedy));
    }

    /// The node with this code; reported unless it exists and is of that kind ("" = any).
    const PlanNodeRow* nodeOf(const std::string& code, std::string_view kind, const Origin& at) {
        if (code.empty()) return nullptr;  // reported when it was read
        const auto found = m_nodes.find(code);
        if (found != m_nodes.end() && (kind.empty() || found->second->kind == kind)) return found->second;
        add(Rule::UnknownCode, at,
            "no " + (kind.empty() ? std::string("row of the plan") : std::string(kind)) + " has the code " +
                inQuotes(code),
            "add it, or correct the code");
        return nullptr;
    }

    void nodes() {
        for (const PlanNodeRow& node : m_plan.nodes) {
            const auto [found, isNew] = m_nodes.emplace(node.code, &node);
            if (!isNew && !node.code.empty()) {
                add(Rule::DuplicateKey, node.at,
                    "the code " + inQuotes(node.code) + " is already at " + toString(found->second->at),
                    "codes are never used twice; give this row another one");
            }
        }
        for (const PlanNodeRow& node : m_plan.nodes) {
            if (node.kind == "commitment") static_cast<void>(nodeOf(node.parent, "dimension", node.at));
            if (node.kind == "part") static_cast<void>(nodeOf(node.parent, "commitment", node.at));
            if (node.kind == "statement") static_cast<void>(nodeOf(node.parent, "statement", node.at));
        }
    }

    void quotesAndLinks() {
        std::set<std::string> quoted;
        for (const PlanQuoteRow& quote : m_plan.quotes) {
            // That one belongs to the plan itself.
            if (quote.code != "envelope") static_cast<void>(nodeOf(quote.code, "", quote.at));
            quoted.insert(quote.code);
            if (quote.line > m_plan.plan->documentLines) {
                add(Rule::BadNumber, quote.at,
                    "line " + std::to_string(quote.line) + " is beyond the end of the document",
                    "correct 'line', or 'document_lines' of plan.csv");
            }
        }
        for (const PlanNodeRow& node : m_plan.nodes) {
            if ((node.kind == "commitment" || node.kind == "part" || node.kind == "statement") &&
                !quoted.contains(node.code)) {
                add(Rule::MissingSource, node.at, "no words of the document are quoted for it",
                    "add them with their line to plan/quotes.csv");
            }
        }
        std::set<std::pair<std::string, std::string>> seen;
        for (const PlanLinkRow& link : m_plan.links) {
            static_cast<void>(nodeOf(link.from, "", link.at));
            static_cast<void>(nodeOf(link.to, "", link.at));
            if (!seen.emplace(link.from, link.to).second)
                add(Rule::DuplicateRow, link.at, "the link stands twice", "keep one of them");
        }
    }

    void observations() {
        std::set<std::string> seen;
        for (const PlanObservationRow& o : m_plan.observations) {
            if (!o.code.empty() && !seen.insert(o.code).second)
                add(Rule::DuplicateKey, o.at, "the code " + inQuotes(o.code) + " stands twice", "keep one of them");
            static_cast<void>(nodeOf(o.indicator, "indicator", o.at));
            for (const std::string& notice : o.notices)
                static_cast<void>(nodeOf(notice, "notice", o.at));
            if (!o.printed.empty() && o.quote.empty())
                add(Rule::MissingSource, o.at, "the figure has no words of the document", "fill in 'quote' and 'line'");
        }
    }

    void actors() {
        for (const PlanActorRow& actor : m_plan.actors)
            once(m_actors, actor);
    }

    /// Reports an actor nobody knows.
    void known(const std::string& actor, const Origin& at) {
        if (!actor.empty() && !m_actors.contains(actor))
            add(Rule::UnknownCode, at, "plan/actors.csv has no " + inQuotes(actor), "add the actor");
    }

    /// Reports a key that an earlier row of the table has.
    template <typename Row>
    void once(std::set<std::string>& seen, const Row& row) {
        if (!row.key.empty() && !seen.insert(row.key).second)
            add(Rule::DuplicateKey, row.at, "the key " + inQuotes(row.key) + " stands twice", "keep one of them");
    }

    void milestones() {
        std::set<std::string> seen;
        for (const PlanMilestoneRow& row : m_plan.milestones) {
            once(seen, row);
            static_cast<void>(nodeOf(row.commitment, "commitment", row.at));
            known(row.addedBy, row.at);
        }
    }

    void targets() {
        std::set<std::pair<std::string, int>> seen;
        for (const PlanTargetRow& row : m_plan.targets) {
            static_cast<void>(nodeOf(row.indicator, "indicator", row.at));
            known(row.setBy, row.at);
            if (!seen.emplace(row.indicator, row.period).second) {
                add(Rule::DuplicateRow, row.at, "the indicator has two targets for " + std::to_string(row.period),
                    "keep one of them");
            }
        }
    }

    void budget() {
        using Snapshot = std::tuple<std::string, int, std::string>;  // commitment, year, day
        std::map<Snapshot, std::map<std::string, const PlanBudgetRow*>> snapshots;
        for (const PlanBudgetRow& row : m_plan.budget) {
            static_cast<void>(nodeOf(row.commitment, "commitment", row.at));
            auto& phases = snapshots[{row.commitment, row.year, row.snapshotOn}];
            if (!phases.emplace(row.phase, &row).second) {
                add(Rule::DuplicateRow, row.at,
                    "the phase " + row.phase + " of " + std::to_string(row.year) + " stands twice for " +
                        row.snapshotOn,
                    "keep one of them");
            }
        }
        for (const auto& [snapshot, phases] : snapshots) {
            const PlanBudgetRow* before = nullptr;
            // What was first approved may be raised or cut, so that nothing is compared with it.
            for (const std::string_view phase : std::span(kBudgetPhases).subspan(1)) {
                const auto found = phases.find(std::string(phase));
                if (found == phases.end()) continue;
                const PlanBudgetRow& row = *found->second;
                if (before != nullptr && row.cents > before->cents) {
                    Origin at = row.at;
                    at.record = (row.commitment.empty() ? "plan" : row.commitment) + "/" + std::to_string(row.year) +
                                "/" + row.phase;
                    add(Rule::PlanBudget, at,
                        row.phase + " is " + soles(row.cents) + " and " + before->phase + " is " + soles(before->cents),
                        "compare with the source; correct the amount or the phase");
                }
                before = &row;
            }
        }
    }

    void meetings() {
        std::set<std::string> seen;
        for (const PlanMeetingRow& row : m_plan.meetings) {
            once(seen, row);
            for (const std::string& commitment : row.commitments)
                static_cast<void>(nodeOf(commitment, "commitment", row.at));
        }
    }

    void notes() {
        std::set<std::string> seen;
        for (const PlanNoteRow& row : m_plan.notes) {
            once(seen, row);
            static_cast<void>(nodeOf(row.commitment, "commitment", row.at));
        }
    }

    void reports() {
        std::unordered_map<std::string, const PlanReportRow*> byKey;
        std::set<std::string> superseded;
        for (const PlanReportRow& r : m_plan.reports) {
            if (!byKey.emplace(r.key, &r).second)
                add(Rule::DuplicateKey, r.at, "the key " + inQuotes(r.key) + " stands twice",
                    "a correction is a new report with 'supersedes'");
            static_cast<void>(nodeOf(r.commitment, "commitment", r.at));
            known(r.actor, r.at);
            known(r.verifiedBy, r.at);
            if (r.supersedes.empty()) continue;
            // Only earlier rows, so that corrections can never run in a circle.
            const auto older = byKey.find(r.supersedes);
            if (older == byKey.end() || older->second == &r || older->second->commitment != r.commitment) {
                add(Rule::UnknownCode, r.at,
                    "no earlier report of the commitment has the key " + inQuotes(r.supersedes),
                    "name one above this row");
            } else if (!superseded.insert(r.supersedes).second) {
                add(Rule::DuplicateRow, r.at, "the report " + inQuotes(r.supersedes) + " is corrected twice",
                    "correct the correction instead");
            }
        }
    }

    /// Sums of districts against the province, and density against people per area.
    void figures() {
        std::map<std::string, std::string> roles;
        for (const PlanNodeRow& node : m_plan.nodes) {
            if (!node.role.empty()) roles.emplace(node.code, node.role);
        }
        std::map<std::pair<std::string, int>, double> people;
        std::map<std::string, double> areas;
        for (const PopulationRow& row : m_source.population)
            people[{row.district, row.year}] = row.people;
        struct Sum {
            double districts = 0;
            int count = 0;
            const PlanObservationRow* whole = nullptr;
        };
        std::map<std::pair<std::string, int>, Sum> sums;
        for (const PlanObservationRow& o : m_plan.observations) {
            const auto role = roles.find(o.indicator);
            if (role == roles.end() || !o.value) continue;
            const int year = o.period.value_or(0);
            if (role->second == "population" && !o.district.empty()) people[{o.district, year}] = *o.value;
            if (role->second == "area" && !o.district.empty()) areas[o.district] = *o.value;
            if (role->second == "density") continue;
            Sum& sum = sums[{o.indicator, year}];
            if (!o.district.empty()) {
                sum.districts += *o.value;
                ++sum.count;
            } else if (sum.whole == nullptr || sum.whole->basis.empty()) {
                sum.whole = &o;  // the table's own total, where the text gives another one as well
            }
        }
        for (const auto& [key, sum] : sums) {
            constexpr double kTolerance = 0.05;  // what rounding to one decimal hides
            if (sum.whole == nullptr || sum.count < 2) continue;
            const double whole = *sum.whole->value;
            if (std::abs(sum.districts - whole) <= kTolerance) continue;
            add(Rule::PlanSum, sum.whole->at,
                "the districts sum to " + number(sum.districts) + " and the total is " + number(whole),
                "compare with the document; a difference it has itself becomes a notice");
        }
        for (const PlanObservationRow& o : m_plan.observations) {
            const auto role = roles.find(o.indicator);
            if (role == roles.end() || role->second != "density" || !o.value || o.district.empty()) continue;
            const auto area = areas.find(o.district);
            const auto counted = people.find({o.district, o.period.value_or(0)});
            if (area == areas.end() || counted == people.end() || !(area->second > 0)) continue;
            const double expected = counted->second / area->second;
            if (std::abs(*o.value - expected) <= 0.01 * expected) continue;
            add(Rule::PlanDensity, o.at,
                "the density is " + number(*o.value) + " and people per area give " + number(expected),
                "compare with the document; a difference it has itself becomes a notice");
        }
    }

    /// Percentages that are parts of one whole, of the same year and place.
    void shares() {
        std::map<std::string, std::string> wholes;
        for (const PlanNodeRow& node : m_plan.nodes) {
            if (!node.whole.empty()) wholes.emplace(node.code, node.whole);
        }
        struct Parts {
            double sum = 0;
            int count = 0;
            const PlanObservationRow* first = nullptr;
        };
        std::map<std::tuple<std::string, int, std::string>, Parts> groups;
        for (const PlanObservationRow& o : m_plan.observations) {
            const auto whole = wholes.find(o.indicator);
            if (whole == wholes.end() || !o.value) continue;
            Parts& parts = groups[{whole->second, o.period.value_or(0), o.district}];
            parts.sum += *o.value;
            ++parts.count;
            if (parts.first == nullptr) parts.first = &o;
        }
        for (const auto& [key, parts] : groups) {
            // Each part may be rounded to one decimal.
            if (std::abs(parts.sum - 100) <= 0.05 * parts.count + 1e-9) continue;
            Origin at = parts.first->at;
            at.record = std::get<0>(key);
            add(Rule::PlanShare, at,
                "the " + std::to_string(parts.count) + " parts of " + inQuotes(at.record) + " sum to " +
                    number(parts.sum) + " %",
                "compare with the document; correct a figure, or 'whole' in plan/indicators.csv");
        }
    }

    /// The year of a figure against the year its source gives itself: "INEI - Censos 2007" above a column of 2011.
    void periods() {
        std::map<std::tuple<std::string, int, int>, const PlanObservationRow*> found;
        for (const PlanObservationRow& o : m_plan.observations) {
            const std::optional<int> said = yearIn(o.basis);
            if (said && o.period && *said != *o.period) found.emplace(std::tuple(o.indicator, *o.period, *said), &o);
        }
        for (const auto& [key, o] : found) {
            Origin at = o->at;
            at.record = std::get<0>(key) + "/" + std::to_string(std::get<1>(key));
            add(Rule::PlanPeriod, at,
                "the figures of " + std::to_string(std::get<1>(key)) + " name a source of " +
                    std::to_string(std::get<2>(key)) + ", " + inQuotes(o->basis),
                "compare with the document; correct 'period' or 'basis'");
        }
    }

    /// The only year a text names.
    static std::optional<int> yearIn(std::string_view text) {
        std::optional<int> year;
        for (std::size_t at = 0; at < text.size();) {
            const auto isDigit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
            std::size_t end = at;
            while (isDigit(end))
                ++end;
            const auto number = end - at == 4 ? parseInteger(text.substr(at, 4)) : std::nullopt;
            if (number && *number >= 1500 && *number <= 2200) {
                if (year && *year != *number) return std::nullopt;
                year = number;
            }
            at = end + 1;
        }
        return year;
    }

    /// What somebody took for right by name; after everything that can be accepted was found.
    void acceptances() {
        std::set<std::pair<std::string, std::string>> seen;
        for (const PlanAcceptanceRow& a : m_plan.acceptances) {
            static_cast<void>(nodeOf(a.notice, "notice", a.at));
            if (a.rule.empty() || a.record.empty()) continue;
            if (!seen.emplace(a.rule, a.record).second) {
                add(Rule::DuplicateRow, a.at, "the same is accepted twice", "keep one of them");
            } else if (!a.by.empty() && !a.on.empty() && !a.reason.empty() &&
                       m_findings.accept(a.rule, a.record, "by " + a.by + " on " + a.on + ": " + a.reason) == 0) {
                add(Rule::UnusedAcceptance, a.at, a.rule + " was not found at the record " + inQuotes(a.record),
                    "delete the row, or correct 'rule' and 'record'");
            }
        }
    }

    static std::string soles(std::int64_t cents) {
        const std::string part = std::to_string(cents % 100);
        return std::to_string(cents / 100) + (part.size() == 1 ? ".0" : ".") + part;
    }

    static std::string number(double value) {
        std::array<char, 64> buffer{};
        const auto end =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 4);
        return {buffer.data(), end.ptr};
    }

    const PackSource& m_source;
    const PlanSource& m_plan;
    Findings& m_findings;
    std::unordered_map<std::string, const PlanNodeRow*> m_nodes;
    std::set<std::string> m_actors;
};

}  // namespace

void checkPlan(const PackSource& source, Findings& findings) { PlanChecker(source, findings).run(); }

}  // namespace content_pack
