// The municipal plan as tables: what content/sql/plan.sql keeps, under the columns of the source format.

#include "export_tables.hpp"

namespace content_pack {
namespace {

constexpr CellType kInteger = CellType::Integer;
constexpr CellType kReal = CellType::Real;
constexpr CellType kFlag = CellType::Flag;
constexpr CellType kList = CellType::List;

std::string text(const std::string& column, const char* lang) {
    return textOf("plan_node_text", column, "node_id = n.id", lang);
}
/// Code of a node; the plan itself is called `self`.
std::string code(const std::string& id, const std::string& self = "envelope") {
    return "(SELECT CASE kind WHEN 'plan' THEN '" + self + "' ELSE code END FROM plan_node WHERE id = " + id + ")";
}
std::string source(const std::string& id) { return "(SELECT key FROM source WHERE id = " + id + ")"; }
std::string actor(const std::string& id) { return "(SELECT key FROM plan_actor WHERE id = " + id + ")"; }
/// Céntimos as soles: a double tells every céntimo apart far beyond any budget.
std::string soles(const std::string& cents) { return cents + " / 100.0"; }
std::string nodes(const std::string& kind) { return "plan_node AS n WHERE n.kind = '" + kind + "' ORDER BY n.id"; }

const ExportColumn kCode{"code", "n.code"};
const ExportColumn kTitleEs{"title_es", text("title", "es")};
const ExportColumn kTitleEn{"title_en", text("title", "en")};
const ExportColumn kIcon{"icon", "n.icon"};
const ExportColumn kExample{"example", "r.example", kFlag, "1: dato de ejemplo, inventado"};
const ExportColumn kSource{"source", source("r.source_id")};
const ExportColumn kCommitment{"commitment", code("r.node_id")};

ExportColumn percent(const char* name, const char* about) { return {name, std::string("r.") + name, kReal, about}; }

std::vector<ExportTable> documentTables() {
    const auto parent = code("n.parent_id");
    return {
        {"plan/plan.csv",
         {kTitleEs,
          kTitleEn,
          {"label_es", text("label", "es"), CellType::Text,
           "Quién presentó el plan: acompaña a todo uso de estos datos"},
          {"label_en", text("label", "en")},
          {"kind", "p.kind"},
          {"adoption", "p.adoption"},
          {"presented", "p.presented_year", kInteger},
          {"period_start", "p.period_start", kInteger},
          {"period_end", "p.period_end", kInteger},
          {"envelope_pen", soles("p.envelope_cents"), kReal, "Soles para todo el plan, según el documento"},
          {"envelope_years", "p.envelope_years", kInteger},
          {"document_sha256", "p.document_sha256"},
          {"document_lines", "p.document_lines", kInteger},
          {"misspelled",
           "(SELECT group_concat(pair, ';') FROM (SELECT written || '=' || meant AS pair FROM plan_spelling ORDER BY "
           "written))",
           kList},
          {"source", source("p.source_id")}},
         "plan AS p JOIN plan_node AS n ON n.kind = 'plan' ORDER BY p.id"},
        {"plan/dimensions.csv",
         {kCode, {"name_es", kTitleEs.sql}, {"name_en", kTitleEn.sql}, kIcon},
         nodes("dimension")},
        {"plan/commitments.csv",
         {kCode,
          {"dimension", parent},
          {"label_es", text("label", "es")},
          {"label_en", text("label", "en")},
          kIcon,
          kTitleEs,
          kTitleEn,
          {"territory", text("detail", "es"), CellType::Text, "Ámbito con las palabras del documento"},
          {"districts",
           "(SELECT group_concat(key, ';') FROM (SELECT i.key FROM plan_commitment_district AS d JOIN item AS i ON "
           "i.id = "
           "d.district_id WHERE d.node_id = n.id AND d.basis = 'document' ORDER BY d.district_id))",
           kList}},
         nodes("commitment")},
        {"plan/parts.csv", {kCode, {"commitment", parent}, {"kind", "n.detail"}, kTitleEs, kTitleEn}, nodes("part")},
        {"plan/statements.csv",
         {kCode, {"kind", "n.detail"}, {"parent", parent}, kTitleEs, kTitleEn},
         nodes("statement")},
        {"plan/indicators.csv",
         {kCode,
          {"theme", "n.detail"},
          {"name_es", kTitleEs.sql},
          {"name_en", kTitleEn.sql},
          {"unit_es", text("detail", "es")},
          {"unit_en", text("detail", "en")},
          {"direction", "i.direction", CellType::Text, "Qué sentido es mejor; vacío: nadie lo ha dicho"},
          {"role", "i.role"},
          {"whole", "i.whole", CellType::Text, "De qué todo es parte"}},
         "plan_node AS n JOIN plan_indicator AS i ON i.node_id = n.id ORDER BY n.id"},
        {"plan/notices.csv",
         {kCode,
          {"validator", "n.detail"},
          {"severity", "n.icon"},
          kTitleEs,
          kTitleEn,
          {"detail_es", text("detail", "es")},
          {"detail_en", text("detail", "en")},
          {"check", "n.proof", CellType::Text, "Con qué se puede comprobar"},
          {"treatment_es", text("advice", "es")},
          {"treatment_en", text("advice", "en")}},
         nodes("notice")},
        {"plan/quotes.csv",
         {{"code", code("q.node_id")},
          {"line", "q.line", kInteger, "Línea del documento"},
          {"text", "q.text", CellType::Text, "Texto literal"}},
         "plan_quote AS q ORDER BY q.node_id, q.ord"},
        {"plan/links.csv",
         {{"from", code("l.from_id")}, {"to", code("l.to_id")}},
         "plan_link AS l ORDER BY l.from_id, l.ord"},
        {"plan/observations.csv",
         {{"code", "o.code"},
          {"indicator", code("o.indicator_id")},
          {"district", keyOfItem("o.district_id"), CellType::Text, "Vacío: toda la provincia"},
          {"population", "o.population"},
          {"printed", "o.printed", CellType::Text, "Como está impreso en el documento"},
          {"format", "o.format"},
          {"value", "o.value", kReal, "Vacío: el documento no da el dato; no es cero"},
          {"qualifier", "o.qualifier"},
          {"period", "o.period", kInteger, "Año; vacío: el documento no lo indica"},
          {"period_basis", "o.period_basis"},
          {"kind", "o.kind"},
          {"basis", "o.basis"},
          {"missing", "o.missing"},
          {"line", "o.line", kInteger, "Línea del documento"},
          {"quote", "o.quote"},
          {"notices",
           "(SELECT group_concat(code, ';') FROM (SELECT m.code FROM plan_observation_notice AS x JOIN plan_node AS m "
           "ON "
           "m.id = x.notice_id WHERE x.observation_id = o.id ORDER BY x.notice_id))",
           kList}},
         "plan_observation AS o ORDER BY o.id"},
    };
}

std::vector<ExportTable> recordTables() {
    return {
        {"plan/actors.csv", {{"key", "key"}, {"name", "name"}, {"role", "role"}}, "plan_actor ORDER BY id"},
        {"plan/reports.csv",
         {{"key", "r.key"},
          kCommitment,
          {"as_of", "r.as_of", CellType::Text, "Día que describe"},
          {"received_on", "r.received_on"},
          {"state", "r.state"},
          percent("physical_pct", "Obra hecha, de 0 a 100; vacío: no se informó, no es cero"),
          percent("financial_pct", "Dinero gastado, de 0 a 100; vacío: no se informó, no es cero"),
          percent("self_pct", "Lo que cree quien informa; vacío: no se informó, no es cero"),
          {"printed", "r.printed"},
          {"page", "r.page"},
          {"note", "r.note"},
          {"reason", "r.reason"},
          {"district", keyOfItem("r.district_id")},
          {"actor", actor("r.actor_id")},
          kSource,
          {"evidence", source("r.evidence_source_id")},
          {"verified_by", actor("r.verified_by")},
          {"supersedes", "(SELECT key FROM plan_report WHERE id = r.supersedes)", CellType::Text,
           "Reporte que corrige"},
          kExample},
         "plan_report AS r ORDER BY r.id"},
        {"plan/milestones.csv",
         {{"key", "r.key"},
          kCommitment,
          {"title_es", textOf("plan_milestone_text", "title", "milestone_id = r.id", "es")},
          {"title_en", textOf("plan_milestone_text", "title", "milestone_id = r.id", "en")},
          {"due_on", "r.due_on"},
          {"met_on", "r.met_on"},
          {"checked_on", "r.checked_on"},
          {"state", "r.state"},
          {"added_by", actor("r.actor_id")},
          {"added_on", "r.added_on"},
          kSource,
          kExample},
         "plan_milestone AS r ORDER BY r.id"},
        {"plan/targets.csv",
         {{"indicator", code("r.indicator_id")},
          {"period", "r.period", kInteger},
          {"value", "r.value", kReal},
          {"set_by", actor("r.actor_id")},
          {"set_on", "r.set_on"},
          kSource,
          kExample},
         "plan_target AS r ORDER BY r.indicator_id, r.period"},
        {"plan/budget.csv",
         {{"commitment", code("r.node_id", ""), CellType::Text, "Vacío: todo el plan"},
          {"year", "r.year", kInteger},
          {"phase", "r.phase"},
          {"amount_pen", soles("r.cents"), kReal},
          {"snapshot_on", "r.snapshot_on", CellType::Text, "Día en que se leyó"},
          kSource,
          kExample},
         "plan_budget AS r ORDER BY r.node_id, r.year, r.phase, r.snapshot_on"},
        {"plan/meetings.csv",
         {{"key", "r.key"},
          {"kind", "r.kind"},
          {"held_on", "r.held_on"},
          {"place", "r.place"},
          {"title_es", textOf("plan_meeting_text", "title", "meeting_id = r.id", "es")},
          {"title_en", textOf("plan_meeting_text", "title", "meeting_id = r.id", "en")},
          {"minutes", source("r.minutes_source_id")},
          {"commitments",
           "(SELECT group_concat(code, ';') FROM (SELECT c.code FROM plan_meeting_node AS x JOIN plan_node AS c ON "
           "c.id = "
           "x.node_id WHERE x.meeting_id = r.id ORDER BY x.ord))",
           kList},
          kExample},
         "plan_meeting AS r ORDER BY r.id"},
        {"plan/notes.csv",
         {{"key", "r.key"},
          kCommitment,
          {"mark", "r.mark"},
          {"text", "r.text"},
          {"received_on", "r.received_on"},
          {"state", "r.state"},
          {"reason", "r.reason"},
          kExample},
         "plan_note AS r ORDER BY r.id"},
        {"plan/accepted.csv",
         {{"rule", "rule"},
          {"record", "record"},
          {"by", "accepted_by"},
          {"on", "accepted_on"},
          {"reason", "reason"},
          {"notice", code("notice_id")}},
         "plan_acceptance ORDER BY rule, record"},
        {"plan/log.csv",
         {{"seq", "seq", kInteger},
          {"at", "at"},
          {"actor", "actor"},
          {"entity", "entity"},
          {"before", "before", CellType::Text, "JSON de antes; vacío: no existía"},
          {"after", "after"},
          {"prev_hash", "prev_hash"},
          {"hash", "hash", CellType::Text,
           "SHA-256 de los demás campos, cada uno tras su longitud en bytes y dos puntos"}},
         "plan_log ORDER BY seq"},
    };
}

}  // namespace

std::vector<ExportTable> planExportTables() {
    std::vector<ExportTable> tables = documentTables();
    for (ExportTable& table : recordTables())
        tables.push_back(std::move(table));
    return tables;
}

}  // namespace content_pack
