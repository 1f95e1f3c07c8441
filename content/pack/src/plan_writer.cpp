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
        insert("INSERT INTO plan_node (id, code, kind) VALUES (1, 'plan', 'plan')");
        texts(1, row.title, row.label, {}, {});
        m_nodes.emplace("envelope", 1);
        for (const PlanSpelling& spelling : row.misspelled) {
            insert("INSERT INTO plan_spelling (written, meant) VALUES (?, ?)", spelling.written, spelling.meant);
        }
    }

    void nodes() {
        std::int64_t id = 1;
        for (const PlanNodeRow& row : m_plan.nodes)
            m_nodes.emplace(row.code, ++id);
        for (const PlanNodeRow& row : m_plan.nodes) {
            const std::int64_t own = m_nodes.at(row.code);
            const bool listed = row.kind == "commitment" || row.kind == "indicator";
            insert(
                "INSERT INTO plan_node (id, code, kind, parent_id, item_id, icon, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
                own, row.code, row.kind, node(row.parent), item(listed ? planKey(row.kind, row.code) : std::string()),
                row.icon, row.detail);
            texts(own, row.title, row.label, row.words, row.advice);
            if (row.kind == "indicator") {
                insert("INSERT INTO plan_indicator (node_id, direction) VALUES (?, ?)", own, given(row.direction));
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
                "INSERT INTO plan_observation (id, code, indicator_id, district_id, population, printed, value, "
                "category, missing, qualifier, period, period_basis, kind, basis, line, quote, source_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++id, o.code, m_nodes.at(o.indicator), item(o.district), o.population, o.printed, o.value,
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
        log();
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

    /// One row a report in the order they were received.
    void log() {
        std::vector<const PlanReportRow*> rows;
        std::map<std::string, const PlanReportRow*> byKey;
        for (const PlanReportRow& row : m_plan.reports) {
            rows.push_back(&row);
            byKey.emplace(row.key, &row);
        }
        std::stable_sort(rows.begin(), rows.end(),
                         [](const PlanReportRow* a, const PlanReportRow* b) { return a->receivedOn < b->receivedOn; });
        content::PlanLogRow entry;
        entry.hash.assign(content::kHashDigits, '0');
        for (const PlanReportRow* row : rows) {
            ++entry.seq;
            entry.at = row->receivedOn;
            entry.actor = row->actor;
            entry.entity = "report/" + row->key;
            entry.before = row->supersedes.empty() ? std::string() : canonical(*byKey.at(row->supersedes));
            entry.after = canonical(*row);
            entry.previous = entry.hash;
            entry.hash = content::planLogHash(entry);
            insert(
                "INSERT INTO plan_log (seq, at, actor, entity, before, after, prev_hash, hash) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.seq, entry.at, entry.actor, entry.entity, entry.before, entry.after, entry.previous, entry.hash);
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
