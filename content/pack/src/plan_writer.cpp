#include "plan_writer.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "content/plan_log.hpp"
#include "inserter.hpp"
#include "plan_tables.hpp"

namespace content_pack {
namespace {

using content::Lang;

constexpr std::int64_t kPlanNode = 1;  ///< of the plan itself; all others follow

/// Absent instead of empty.
std::optional<std::string_view> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

class PlanWriter : private Inserter {
public:
    PlanWriter(const PackSource& source, const StoredIds& ids, const content::db::Connection& connection)
        : Inserter(connection), m_plan(source.plan), m_ids(ids) {}

    base::Status write() {
        if (m_plan.empty()) return {};
        plan();
        nodes();
        quotes();
        links();
        observations();
        actors();
        reports();
        milestones();
        targets();
        budget();
        meetings();
        notes();
        acceptances();
        log();
        return m_status;
    }

private:
    [[nodiscard]] std::optional<std::int64_t> item(const std::string& key) const {
        return key.empty() ? std::nullopt : std::optional<std::int64_t>(m_ids.items.at(key));
    }
    [[nodiscard]] std::optional<std::int64_t> source(const std::string& key) const {
        return key.empty() ? std::nullopt : std::optional<std::int64_t>(m_ids.sources.at(key));
    }
    [[nodiscard]] std::optional<std::int64_t> node(const std::string& code) const {
        return code.empty() ? std::nullopt : std::optional<std::int64_t>(m_nodes.at(code));
    }

    void texts(std::int64_t id, const PlanWords& title, const PlanWords& label, const PlanWords& words,
               const PlanWords& advice) {
        const auto in = [](const PlanWords& all, Lang lang) {
            const auto found = all.find(lang);
            return found != all.end() ? std::string_view(found->second) : std::string_view();
        };
        for (const Lang lang : content::kAllLangs) {
            if (!title.contains(lang)) continue;
            insert("INSERT INTO plan_node_text (node_id, lang, title, label, detail, advice) VALUES (?, ?, ?, ?, ?, ?)",
                   id, content::code(lang), in(title, lang), in(label, lang), in(words, lang), in(advice, lang));
        }
    }

    void plan() {
        const PlanRow& row = *m_plan.plan;
        insert(
            "INSERT INTO plan (id, kind, adoption, adoption_source_id, presented_year, period_start, period_end, "
            "envelope_cents, envelope_years, document_sha256, document_lines, source_id) "
            "VALUES (1, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.kind, row.adoption, row.presentedYear, row.periodStart, row.periodEnd, row.envelopeCents,
            row.envelopeYears, row.documentSha256, row.documentLines, m_ids.sources.at(row.source));
        insert("INSERT INTO plan_node (id, code, kind) VALUES (?, 'plan', 'plan')", kPlanNode);
        texts(kPlanNode, row.title, row.label, {}, {});
        m_nodes.emplace("envelope", kPlanNode);
        for (const PlanSpelling& spelling : row.misspelled) {
            insert("INSERT INTO plan_spelling (written, meant) VALUES (?, ?)", spelling.written, spelling.meant);
        }
    }

    void nodes() {
        std::int64_t id = kPlanNode;
        for (const PlanNodeRow& row : m_plan.nodes)
            m_nodes.emplace(row.code, ++id);
        for (const PlanNodeRow& row : m_plan.nodes) {
            const std::int64_t own = m_nodes.at(row.code);
            const bool listed = row.kind == "commitment" || row.kind == "indicator";
            insert(
                "INSERT INTO plan_node (id, code, kind, parent_id, item_id, icon, detail, proof) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                own, row.code, row.kind, node(row.parent), item(listed ? planKey(row.kind, row.code) : std::string()),
                row.icon, row.detail, row.proof);
            texts(own, row.title, row.label, row.words, row.advice);
            if (row.kind == "indicator") {
                insert("INSERT INTO plan_indicator (node_id, direction, role, whole) VALUES (?, ?, ?, ?)", own,
                       given(row.direction), given(row.role), given(row.whole));
            }
            for (const std::string& district : row.districts) {
                insert(
                    "INSERT INTO plan_commitment_district (node_id, district_id, basis) "
                    "VALUES (?, ?, 'document')",
                    own, m_ids.items.at(district));
            }
        }
    }

    void quotes() {
        // By node, each as written. Of the plan itself only the sentence with its money is shown.
        std::map<std::int64_t, int> ords;
        std::vector<const PlanQuoteRow*> rows;
        rows.reserve(m_plan.quotes.size());
        for (const PlanQuoteRow& row : m_plan.quotes)
            rows.push_back(&row);
        std::stable_sort(rows.begin(), rows.end(), [&](const PlanQuoteRow* a, const PlanQuoteRow* b) {
            return m_nodes.at(a->code) < m_nodes.at(b->code);
        });
        for (const PlanQuoteRow* row : rows) {
            const std::int64_t id = m_nodes.at(row->code);
            insert("INSERT INTO plan_quote (node_id, ord, line, text) VALUES (?, ?, ?, ?)", id, ++ords[id], row->line,
                   row->text);
        }
    }

    void links() {
        std::map<std::int64_t, int> ords;
        for (const PlanLinkRow& row : m_plan.links) {
            const std::int64_t from = m_nodes.at(row.from);
            insert("INSERT INTO plan_link (from_id, ord, to_id) VALUES (?, ?, ?)", from, ++ords[from],
                   m_nodes.at(row.to));
        }
    }

    void observations() {
        std::int64_t id = 0;
        const std::int64_t document = m_ids.sources.at(m_plan.plan->source);
        for (const PlanObservationRow& o : m_plan.observations) {
            insert(
                "INSERT INTO plan_observation (id, code, indicator_id, district_id, population, printed, format, "
                "value, "
                "category, missing, qualifier, period, period_basis, kind, basis, line, quote, source_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++id, o.code, m_nodes.at(o.indicator), item(o.district), o.population, o.printed, o.format, o.value,
                given(o.category), given(o.missing), given(o.qualifier), o.period, given(o.periodBasis), o.kind,
                o.basis, o.line, o.quote, document);
            for (const std::string& notice : o.notices) {
                insert("INSERT INTO plan_observation_notice (observation_id, notice_id) VALUES (?, ?)", id,
                       m_nodes.at(notice));
            }
        }
    }

    void actors() {
        for (const PlanActorRow& row : m_plan.actors) {
            const auto id = static_cast<std::int64_t>(m_actors.size()) + 1;
            m_actors.emplace(row.key, id);
            insert("INSERT INTO plan_actor (id, key, name, role) VALUES (?, ?, ?, ?)", id, row.key, row.name, row.role);
        }
    }

    void reports() {
        std::map<std::string, std::int64_t> ids;
        for (const PlanReportRow& r : m_plan.reports) {
            const auto id = static_cast<std::int64_t>(ids.size()) + 1;
            ids.emplace(r.key, id);
            std::optional<std::int64_t> older;
            if (!r.supersedes.empty()) older = ids.at(r.supersedes);
            std::optional<std::int64_t> verifier;
            if (!r.verifiedBy.empty()) verifier = m_actors.at(r.verifiedBy);
            insert(
                "INSERT INTO plan_report (id, key, node_id, as_of, received_on, state, physical_pct, financial_pct, "
                "self_pct, printed, page, note, reason, district_id, actor_id, source_id, evidence_source_id, "
                "verified_by, supersedes, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, r.key, m_nodes.at(r.commitment), r.asOf, r.receivedOn, r.state, r.physicalPct, r.financialPct,
                r.selfPct, r.printed, r.page, r.note, given(r.reason), item(r.district), m_actors.at(r.actor),
                m_ids.sources.at(r.source), source(r.evidence), verifier, older, r.example ? 1 : 0);
            if (!r.district.empty()) {
                insert(
                    "INSERT OR IGNORE INTO plan_commitment_district (node_id, district_id, basis) "
                    "VALUES (?, ?, 'report')",
                    m_nodes.at(r.commitment), m_ids.items.at(r.district));
            }
        }
    }

    void milestones() {
        std::int64_t id = 0;
        for (const PlanMilestoneRow& m : m_plan.milestones) {
            insert(
                "INSERT INTO plan_milestone (id, key, node_id, due_on, met_on, checked_on, state, actor_id, added_on, "
                "source_id, example) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++id, m.key, m_nodes.at(m.commitment), given(m.dueOn), given(m.metOn), given(m.checkedOn), m.state,
                m_actors.at(m.addedBy), m.addedOn, m_ids.sources.at(m.source), m.example ? 1 : 0);
            for (const auto& [lang, title] : m.title) {
                insert("INSERT INTO plan_milestone_text (milestone_id, lang, title) VALUES (?, ?, ?)", id,
                       content::code(lang), title);
            }
        }
    }

    void targets() {
        for (const PlanTargetRow& t : m_plan.targets) {
            insert(
                "INSERT INTO plan_target (indicator_id, period, value, actor_id, set_on, source_id, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                m_nodes.at(t.indicator), t.period, t.value, m_actors.at(t.setBy), t.setOn, m_ids.sources.at(t.source),
                t.example ? 1 : 0);
        }
    }

    void budget() {
        for (const PlanBudgetRow& b : m_plan.budget) {
            insert(
                "INSERT INTO plan_budget (node_id, year, phase, snapshot_on, cents, source_id, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                node(b.commitment).value_or(kPlanNode), b.year, b.phase, b.snapshotOn, b.cents,
                m_ids.sources.at(b.source), b.example ? 1 : 0);
        }
    }

    void meetings() {
        std::int64_t id = 0;
        for (const PlanMeetingRow& m : m_plan.meetings) {
            insert(
                "INSERT INTO plan_meeting (id, key, kind, held_on, place, minutes_source_id, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                ++id, m.key, m.kind, m.heldOn, m.place, m_ids.sources.at(m.minutes), m.example ? 1 : 0);
            for (const auto& [lang, title] : m.title) {
                insert("INSERT INTO plan_meeting_text (meeting_id, lang, title) VALUES (?, ?, ?)", id,
                       content::code(lang), title);
            }
            int ord = 0;
            for (const std::string& commitment : m.commitments) {
                insert("INSERT INTO plan_meeting_node (meeting_id, ord, node_id) VALUES (?, ?, ?)", id, ++ord,
                       m_nodes.at(commitment));
            }
        }
    }

    void notes() {
        std::int64_t id = 0;
        for (const PlanNoteRow& n : m_plan.notes) {
            insert(
                "INSERT INTO plan_note (id, key, node_id, mark, text, received_on, state, reason, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++id, n.key, m_nodes.at(n.commitment), n.mark, n.text, n.receivedOn, n.state, given(n.reason),
                n.example ? 1 : 0);
        }
    }

    void acceptances() {
        for (const PlanAcceptanceRow& a : m_plan.acceptances) {
            insert(
                "INSERT INTO plan_acceptance (rule, record, accepted_by, accepted_on, reason, notice_id) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                a.rule, a.record, a.by, a.on, a.reason, node(a.notice));
        }
    }

    static std::string canonical(const PlanReportRow& r) {
        nlohmann::json json = {{"actor", r.actor},
                               {"as_of", r.asOf},
                               {"commitment", r.commitment},
                               {"district", r.district},
                               {"evidence", r.evidence},
                               {"example", r.example},
                               {"key", r.key},
                               {"note", r.note},
                               {"page", r.page},
                               {"printed", r.printed},
                               {"reason", r.reason},
                               {"received_on", r.receivedOn},
                               {"source", r.source},
                               {"state", r.state},
                               {"supersedes", r.supersedes},
                               {"verified_by", r.verifiedBy}};
        const auto percent = [&](const char* name, const std::optional<double>& value) {
            json[name] = value ? nlohmann::json(*value) : nlohmann::json(nullptr);
        };
        percent("physical_pct", r.physicalPct);
        percent("financial_pct", r.financialPct);
        percent("self_pct", r.selfPct);
        return json.dump();
    }

    static std::string canonical(const PlanMilestoneRow& m) {
        nlohmann::json title;
        for (const auto& [lang, words] : m.title)
            title[content::code(lang)] = words;
        return nlohmann::json{{"added_by", m.addedBy},
                              {"added_on", m.addedOn},
                              {"checked_on", m.checkedOn},
                              {"due_on", m.dueOn},
                              {"commitment", m.commitment},
                              {"example", m.example},
                              {"key", m.key},
                              {"met_on", m.metOn},
                              {"source", m.source},
                              {"state", m.state},
                              {"title", title}}
            .dump();
    }

    static std::string canonical(const PlanTargetRow& t) {
        return nlohmann::json{{"example", t.example}, {"indicator", t.indicator}, {"period", t.period},
                              {"set_by", t.setBy},    {"set_on", t.setOn},        {"source", t.source},
                              {"value", t.value}}
            .dump();
    }

    /// One row for each report, milestone and target, by the day it was received, last looked at, or set.
    void log() {
        std::vector<content::PlanLogRow> rows;
        std::map<std::string, const PlanReportRow*> byKey;
        const auto add = [&](const std::string& at, const std::string& actor, std::string entity, std::string before,
                             std::string after) {
            rows.push_back({0, at, actor, std::move(entity), std::move(before), std::move(after), "", ""});
        };
        for (const PlanReportRow& r : m_plan.reports) {
            byKey.emplace(r.key, &r);
            add(r.receivedOn, r.actor, "report/" + r.key,
                r.supersedes.empty() ? std::string() : canonical(*byKey.at(r.supersedes)), canonical(r));
        }
        for (const PlanMilestoneRow& m : m_plan.milestones)
            add(std::max(m.addedOn, m.checkedOn), m.addedBy, "milestone/" + m.key, "", canonical(m));
        // The table keeps them in this order and no other, so that the same log comes of an export.
        std::map<std::pair<std::int64_t, int>, const PlanTargetRow*> targets;
        for (const PlanTargetRow& t : m_plan.targets)
            targets.emplace(std::pair(m_nodes.at(t.indicator), t.period), &t);
        for (const auto& [key, target] : targets) {
            const PlanTargetRow& t = *target;
            add(t.setOn, t.setBy, "target/" + t.indicator + "/" + std::to_string(t.period), "", canonical(t));
        }
        std::stable_sort(rows.begin(), rows.end(),
                         [](const content::PlanLogRow& a, const content::PlanLogRow& b) { return a.at < b.at; });
        std::string previous(content::kHashDigits, '0');
        std::int64_t seq = 0;
        for (content::PlanLogRow& row : rows) {
            row.seq = ++seq;
            row.previous = previous;
            row.hash = content::planLogHash(row);
            previous = row.hash;
            insert(
                "INSERT INTO plan_log (seq, at, actor, entity, before, after, prev_hash, hash) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row.seq, row.at, row.actor, row.entity, row.before, row.after, row.previous, row.hash);
        }
    }

    const PlanSource& m_plan;
    const StoredIds& m_ids;
    std::unordered_map<std::string, std::int64_t> m_nodes;
    std::unordered_map<std::string, std::int64_t> m_actors;
};

}  // namespace

base::Status writePlan(const PackSource& source, const StoredIds& ids, const content::db::Connection& connection) {
    return PlanWriter(source, ids, connection).write();
}

}  // namespace content_pack
