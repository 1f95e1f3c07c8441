#include "plan_checks.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace content_pack {
namespace {

class PlanChecker {
public:
    PlanChecker(const PackSource& source, Findings& findings)
        : m_source(source), m_plan(source.plan), m_findings(findings) {}

    void run() {
        if (m_plan.empty()) {
            if (!m_plan.nodes.empty() || !m_plan.reports.empty()) {
                add(Rule::MissingFile, m_plan.nodes.empty() ? m_plan.reports.front().at : m_plan.nodes.front().at,
                    "there are plan tables and no plan", "add plan/plan.csv");
            }
            return;
        }
        nodes();
        quotesAndLinks();
        observations();
        reports();
        figures();
    }

private:
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

    void reports() {
        std::unordered_map<std::string, const PlanReportRow*> byKey;
        std::set<std::string> actors;
        for (const PlanActorRow& actor : m_plan.actors) {
            if (!actors.insert(actor.key).second)
                add(Rule::DuplicateKey, actor.at, "the key " + inQuotes(actor.key) + " stands twice",
                    "keep one of them");
        }
        const auto actor = [&](const std::string& key, const Origin& at) {
            if (!key.empty() && !actors.contains(key))
                add(Rule::UnknownCode, at, "plan/actors.csv has no " + inQuotes(key), "add the actor");
        };
        std::set<std::string> superseded;
        for (const PlanReportRow& r : m_plan.reports) {
            if (!byKey.emplace(r.key, &r).second)
                add(Rule::DuplicateKey, r.at, "the key " + inQuotes(r.key) + " stands twice",
                    "a correction is a new report with 'supersedes'");
            static_cast<void>(nodeOf(r.commitment, "commitment", r.at));
            actor(r.actor, r.at);
            actor(r.verifiedBy, r.at);
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
};

}  // namespace

void checkPlan(const PackSource& source, Findings& findings) { PlanChecker(source, findings).run(); }

}  // namespace content_pack
