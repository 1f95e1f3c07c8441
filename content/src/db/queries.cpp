#include "db/queries.hpp"

namespace content::db {

// ?1, ?2 ... are explained where the query is run. A list of ids comes as a JSON array. "own" is a text in the language
// asked for (only if approved), "es" the Spanish one, which every record has.
const char* sqlOf(Query query) {
    switch (query) {
        case Query::Meta: return "SELECT key, value FROM meta ORDER BY key";

        case Query::SlotPictures:
            return "SELECT 0, p.id, p.kind, p.credit, p.licence, own.alt, own.caption, es.alt, es.caption "
                   "FROM picture AS p "
                   "JOIN picture_text AS es ON es.picture_id = p.id AND es.lang = 'es' "
                   "LEFT JOIN picture_text AS own ON own.picture_id = p.id AND own.lang = ?2 "
                   "WHERE p.slot = ?1 ORDER BY p.ord";
        case Query::FirstPictures:
            return "SELECT p.item_id, p.id, p.kind, p.credit, p.licence, own.alt, own.caption, es.alt, es.caption "
                   "FROM json_each(?1) AS wanted "
                   "JOIN picture AS p ON p.item_id = wanted.value AND p.ord = 1 "
                   "JOIN picture_text AS es ON es.picture_id = p.id AND es.lang = 'es' "
                   "LEFT JOIN picture_text AS own ON own.picture_id = p.id AND own.lang = ?2 "
                   "ORDER BY p.item_id";
        case Query::ItemPictures:
            return "SELECT p.item_id, p.id, p.kind, p.credit, p.licence, own.alt, own.caption, es.alt, es.caption "
                   "FROM picture AS p "
                   "JOIN picture_text AS es ON es.picture_id = p.id AND es.lang = 'es' "
                   "LEFT JOIN picture_text AS own ON own.picture_id = p.id AND own.lang = ?2 "
                   "WHERE p.item_id = ?1 ORDER BY p.ord";
        case Query::PictureFiles:
            return "SELECT f.picture_id, f.sha256, f.width_px, f.height_px FROM json_each(?1) AS wanted "
                   "JOIN picture_file AS f ON f.picture_id = wanted.value ORDER BY f.picture_id, f.width_px";

        case Query::IdOfKey: return "SELECT id FROM item WHERE key = ?1";
        case Query::IdsOfKind:
            return "SELECT id FROM item WHERE kind = ?1 AND (?2 = '' OR category = ?2) ORDER BY rank, id";
        case Query::IdsOfDistrict:
            return "SELECT i.id FROM item_district AS d JOIN item AS i ON i.id = d.item_id "
                   "WHERE d.district_id = ?1 ORDER BY i.kind <> 'place', i.kind, i.rank, i.id";
        case Query::AttractTour: return "SELECT item_id FROM attract_stop ORDER BY ord";

        case Query::Cards:
            return "SELECT i.id, i.key, i.kind, i.category, i.lat_deg, i.lon_deg, i.position, i.confidence, i.example, "
                   "own.name, own.short, es.name, es.short "
                   "FROM json_each(?1) AS wanted JOIN item AS i ON i.id = wanted.value "
                   "JOIN item_text AS es ON es.item_id = i.id AND es.lang = 'es' "
                   "LEFT JOIN item_text AS own ON own.item_id = i.id AND own.lang = ?2 AND own.review = 'approved' "
                   "ORDER BY wanted.key";
        case Query::CardDistricts:
            return "SELECT d.item_id, d.district_id FROM json_each(?1) AS wanted "
                   "JOIN item_district AS d ON d.item_id = wanted.value ORDER BY d.item_id, d.ord";
        case Query::DistrictNames:
            return "SELECT i.id, es.name FROM item AS i JOIN item_text AS es ON es.item_id = i.id AND es.lang = 'es' "
                   "WHERE i.kind = 'district' ORDER BY i.id";
        case Query::Bodies:
            return "SELECT own.summary, own.body, es.summary, es.body FROM item_text AS es "
                   "LEFT JOIN item_text AS own ON own.item_id = es.item_id AND own.lang = ?2 AND own.review = "
                   "'approved' "
                   "WHERE es.item_id = ?1 AND es.lang = 'es'";
        case Query::Summaries:
            return "SELECT es.item_id, own.summary, es.summary FROM json_each(?1) AS wanted "
                   "JOIN item_text AS es ON es.item_id = wanted.value AND es.lang = 'es' "
                   "LEFT JOIN item_text AS own ON own.item_id = es.item_id AND own.lang = ?2 AND own.review = "
                   "'approved' "
                   "ORDER BY es.item_id";
        case Query::Facts:
            return "SELECT f.id, f.icon, f.confidence, own.label, own.value, es.label, es.value FROM fact AS f "
                   "JOIN fact_text AS es ON es.fact_id = f.id AND es.lang = 'es' "
                   "LEFT JOIN fact_text AS own ON own.fact_id = f.id AND own.lang = ?2 "
                   "WHERE f.item_id = ?1 ORDER BY f.ord";
        case Query::FactSources:
            return "SELECT l.fact_id, s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence FROM fact AS f "
                   "JOIN fact_source AS l ON l.fact_id = f.id JOIN source AS s ON s.id = l.source_id "
                   "WHERE f.item_id = ?1 ORDER BY f.ord, l.ord";
        case Query::ItemSources:
            return "SELECT l.item_id, s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM json_each(?1) AS wanted JOIN item_source AS l ON l.item_id = wanted.value "
                   "JOIN source AS s ON s.id = l.source_id ORDER BY l.item_id, l.ord";
        case Query::Related: return "SELECT to_id FROM item_link WHERE from_id = ?1 ORDER BY ord";

        case Query::Places:
            // The "+" keeps the index out: one pass through the table is three times as fast as 20,000 look-ups.
            return "SELECT id, rank, category, lat_deg, lon_deg FROM item WHERE +kind = 'place' ORDER BY id";
        case Query::PlacesByName: return "SELECT item_id FROM place_by_name WHERE lang = ?1 ORDER BY ord";
        case Query::PlacesOfDistrict:
            return "SELECT item_id FROM item_district WHERE district_id = ?1 ORDER BY item_id";
        case Query::PlacesNear:
            // CROSS JOIN keeps the order of the loops: the few of the box first, then their rows.
            return "SELECT i.id, i.lat_deg, i.lon_deg FROM item_position AS p CROSS JOIN item AS i ON i.id = p.id "
                   "WHERE p.max_lat >= ?1 AND p.min_lat <= ?2 AND p.max_lon >= ?3 AND p.min_lon <= ?4 "
                   "AND i.kind = 'place' ORDER BY i.id";

        case Query::Districts:
            return "SELECT d.item_id, d.ubigeo, d.altitude_m, d.area_km2 FROM json_each(?1) AS wanted "
                   "JOIN district AS d ON d.item_id = wanted.value ORDER BY wanted.key";
        case Query::Population:
            return "SELECT p.district_id, p.year, p.people, p.confidence, s.id, s.key, s.title, s.address, "
                   "s.publisher, "
                   "s.year, s.licence FROM json_each(?1) AS wanted JOIN population AS p ON p.district_id = "
                   "wanted.value "
                   "JOIN source AS s ON s.id = p.source_id ORDER BY p.district_id, p.year";

        case Query::Timeline:
            return "SELECT e.item_id, e.year, e.month, e.day, e.end_year, e.end_month, e.end_day, e.precision, e.circa "
                   "FROM event AS e JOIN item AS i ON i.id = e.item_id "
                   "ORDER BY e.year, IFNULL(e.month, 0), IFNULL(e.day, 0), i.rank, i.id";
        case Query::Festivals:
            return "SELECT f.item_id, f.rule, f.month, f.day, f.easter_offset, f.days, f.main_offset "
                   "FROM festival AS f JOIN item AS i ON i.id = f.item_id ORDER BY i.rank, i.id";
        case Query::DancesByDistrict:
            return "SELECT d.district_id, i.id FROM item AS i LEFT JOIN item_district AS d ON d.item_id = i.id "
                   "LEFT JOIN item AS place ON place.id = d.district_id WHERE i.kind = 'dance' "
                   "ORDER BY place.id IS NULL, place.rank, place.id, i.rank, i.id";
        case Query::Words:
            return "SELECT i.id, i.key, i.confidence, w.aymara, w.quechua, w.reviewed, own.name, es.name "
                   "FROM word AS w JOIN item AS i ON i.id = w.item_id "
                   "JOIN item_text AS es ON es.item_id = i.id AND es.lang = 'es' "
                   "LEFT JOIN item_text AS own ON own.item_id = i.id AND own.lang = ?1 AND own.review = 'approved' "
                   "ORDER BY i.id";
        case Query::Climate:
            return "SELECT month, tmin_c, tmax_c, rain_mm FROM climate_month WHERE item_id = ?1 ORDER BY month";

        case Query::Map:
            return "SELECT origin_lat_deg, origin_lon_deg, left_m, top_m, right_m, bottom_m, home_left_m, home_top_m, "
                   "home_right_m, home_bottom_m, ground_day, ground_sun FROM map ORDER BY id";
        case Query::MapLayers:
            return "SELECT l.key, l.certainty, l.credit, s.id, s.key, s.title, s.address, s.publisher, s.year, "
                   "s.licence FROM map_layer AS l JOIN source AS s ON s.id = l.source_id ORDER BY l.id";
        case Query::MapClasses: return "SELECT name FROM map_class ORDER BY id";
        case Query::MapRules:
            return "SELECT class_id, draw, zoom_min, zoom_max, day, sun, width_z9_mm, width_z14_mm, dash_mm, gap_mm "
                   "FROM map_rule ORDER BY ord";
        case Query::MapLabelRules:
            return "SELECT class_id, zoom_min, zoom_max, font, em_mm, spacing_em, dot, day, day_halo, sun, sun_halo "
                   "FROM map_label_rule ORDER BY ord";
        case Query::MapFeatures:
            return "SELECT f.id, f.class_id, f.layer_id, f.rank, f.item_id, f.anchor_x_m, f.anchor_y_m, f.left_m, "
                   "f.top_m, f.right_m, f.bottom_m, f.rings, own.text, es.text FROM map_feature AS f "
                   "LEFT JOIN map_name AS es ON es.feature_id = f.id AND es.lang = 'es' "
                   "LEFT JOIN map_name AS own ON own.feature_id = f.id AND own.lang = ?1 "
                   "LEFT JOIN map_label_rule AS r ON r.class_id = f.class_id "
                   "WHERE es.text IS NOT NULL OR f.item_id IS NOT NULL OR f.rings IS NOT NULL "
                   "ORDER BY r.ord IS NULL, r.ord, f.rank, f.id";
        case Query::MapChunks:
            return "SELECT class_id, draw, feature_id, grid_row, grid_column, left_m, top_m, right_m, bottom_m, "
                   "checksum, vertices, indices FROM map_chunk WHERE level = ?1 ORDER BY ord";
        case Query::Itineraries:
            return "SELECT t.item_id, t.whole_day FROM itinerary AS t JOIN item AS i ON i.id = t.item_id "
                   "ORDER BY i.rank, i.id";
        case Query::Stages:
            return "SELECT itinerary_id, place_id, road_m, by_road, path FROM itinerary_stage "
                   "ORDER BY itinerary_id, ord";

        case Query::Plan:
            return "SELECT p.kind, p.adoption, p.presented_year, p.period_start, p.period_end, p.envelope_cents, "
                   "p.envelope_years, p.document_sha256, s.id, s.key, s.title, s.address, s.publisher, s.year, "
                   "s.licence "
                   "FROM plan AS p JOIN source AS s ON s.id = p.source_id ORDER BY p.id";
        // ?1 kind of the nodes, or '' for those of ?2; ?2 ids of nodes; ?3 language.
        case Query::PlanNodes:
            return "SELECT n.id, n.code, n.icon, n.detail, n.item_id, i.key, parent.code, "
                   "own.title, own.label, own.detail, own.advice, es.title, es.label, es.detail, es.advice, "
                   "n.parent_id, n.proof "
                   "FROM plan_node AS n "
                   "JOIN plan_node_text AS es ON es.node_id = n.id AND es.lang = 'es' "
                   "LEFT JOIN plan_node_text AS own ON own.node_id = n.id AND own.lang = ?3 "
                   "LEFT JOIN item AS i ON i.id = n.item_id "
                   "LEFT JOIN plan_node AS parent ON parent.id = n.parent_id "
                   "WHERE n.kind = ?1 OR n.id IN (SELECT value FROM json_each(?2)) ORDER BY n.id";
        case Query::PlanParts: return "SELECT id FROM plan_node WHERE parent_id = ?1 ORDER BY id";
        case Query::PlanNodeByItem: return "SELECT id FROM plan_node WHERE item_id = ?1 ORDER BY id";
        case Query::PlanQuotes:
            return "SELECT q.node_id, q.line, q.text FROM json_each(?1) AS wanted "
                   "JOIN plan_quote AS q ON q.node_id = wanted.value ORDER BY q.node_id, q.ord";
        case Query::PlanSpellings: return "SELECT written, meant FROM plan_spelling ORDER BY written";
        case Query::PlanLinks:
            return "SELECT l.from_id, l.to_id, n.kind, n.code FROM json_each(?1) AS wanted "
                   "JOIN plan_link AS l ON l.from_id = wanted.value JOIN plan_node AS n ON n.id = l.to_id "
                   "ORDER BY l.from_id, l.ord";
        case Query::PlanLinksBack:
            return "SELECT l.from_id, n.kind, n.detail FROM plan_link AS l JOIN plan_node AS n ON n.id = l.from_id "
                   "WHERE l.to_id = ?1 ORDER BY l.from_id";
        // The present report of each commitment: not corrected, then the latest by what it describes.
        case Query::PlanPresentReports:
            return "SELECT r.node_id, r.state, r.physical_pct, r.as_of, r.example FROM json_each(?1) AS wanted "
                   "JOIN plan_report AS r ON r.id = (SELECT p.id FROM plan_report AS p WHERE p.node_id = wanted.value "
                   "AND NOT EXISTS (SELECT 1 FROM plan_report AS c WHERE c.supersedes = p.id) "
                   "ORDER BY p.as_of DESC, p.received_on DESC, p.id DESC LIMIT 1) ORDER BY r.node_id";
        case Query::PlanReports:
            return "SELECT r.id, r.as_of, r.received_on, r.state, r.physical_pct, r.financial_pct, r.self_pct, "
                   "r.printed, r.page, r.note, r.reason, a.name, v.name, d.name, r.supersedes, r.example, "
                   "EXISTS (SELECT 1 FROM plan_report AS c WHERE c.supersedes = r.id), "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence, "
                   "e.id, e.key, e.title, e.address, e.publisher, e.year, e.licence, i.key "
                   "FROM plan_report AS r JOIN plan_actor AS a ON a.id = r.actor_id "
                   "JOIN source AS s ON s.id = r.source_id "
                   "LEFT JOIN source AS e ON e.id = r.evidence_source_id "
                   "LEFT JOIN plan_actor AS v ON v.id = r.verified_by "
                   "LEFT JOIN item_text AS d ON d.item_id = r.district_id AND d.lang = 'es' "
                   "LEFT JOIN item AS i ON i.id = r.district_id "
                   "WHERE r.node_id = ?1 ORDER BY r.as_of DESC, r.received_on DESC, r.id DESC";
        case Query::PlanIndicators: return "SELECT node_id, direction FROM plan_indicator ORDER BY node_id";
        case Query::PlanObservations:
            return "SELECT o.id, o.indicator_id, o.code, t.name, d.key, o.population, o.printed, o.value, o.category, "
                   "o.missing, o.qualifier, o.period, o.period_basis, o.kind, o.basis, o.line, o.quote, "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM json_each(?1) AS wanted JOIN plan_observation AS o ON o.indicator_id = wanted.value "
                   "JOIN source AS s ON s.id = o.source_id "
                   "LEFT JOIN item AS d ON d.id = o.district_id "
                   "LEFT JOIN item_text AS t ON t.item_id = o.district_id AND t.lang = 'es' "
                   "ORDER BY o.indicator_id, o.district_id IS NOT NULL, o.period IS NULL, o.period, d.rank, d.id, o.id";
        case Query::PlanObservationNotices:
            return "SELECT n.observation_id, n.notice_id FROM json_each(?1) AS wanted "
                   "JOIN plan_observation AS o ON o.indicator_id = wanted.value "
                   "JOIN plan_observation_notice AS n ON n.observation_id = o.id "
                   "ORDER BY n.observation_id, n.notice_id";
        case Query::PlanIndicatorOfObservation:
            return "SELECT indicator_id FROM plan_observation WHERE code = ?1 ORDER BY id";
        case Query::PlanThemes:
            return "SELECT detail FROM plan_node WHERE kind = 'indicator' GROUP BY detail ORDER BY min(id)";
        case Query::PlanExamples:
            return "SELECT EXISTS (SELECT 1 FROM plan_report WHERE example = 1) "
                   "OR EXISTS (SELECT 1 FROM plan_milestone WHERE example = 1) "
                   "OR EXISTS (SELECT 1 FROM plan_target WHERE example = 1) "
                   "OR EXISTS (SELECT 1 FROM plan_budget WHERE example = 1) "
                   "OR EXISTS (SELECT 1 FROM plan_meeting WHERE example = 1) "
                   "OR EXISTS (SELECT 1 FROM plan_note WHERE example = 1) ORDER BY 1";
        // ?1 node; ?2 language.
        case Query::PlanMilestones:
            return "SELECT own.title, es.title, m.due_on, m.met_on, m.checked_on, m.state, a.name, m.added_on, "
                   "m.example, "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM plan_milestone AS m JOIN plan_actor AS a ON a.id = m.actor_id "
                   "JOIN source AS s ON s.id = m.source_id "
                   "JOIN plan_milestone_text AS es ON es.milestone_id = m.id AND es.lang = 'es' "
                   "LEFT JOIN plan_milestone_text AS own ON own.milestone_id = m.id AND own.lang = ?2 "
                   "WHERE m.node_id = ?1 ORDER BY m.due_on DESC, m.added_on DESC, m.id DESC";
        case Query::PlanTargets:
            return "SELECT t.period, t.value, a.name, t.set_on, t.example, "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM plan_target AS t JOIN plan_actor AS a ON a.id = t.actor_id "
                   "JOIN source AS s ON s.id = t.source_id WHERE t.indicator_id = ?1 ORDER BY t.period DESC";
        // ?1 node, or 0 for all.
        case Query::PlanBudget:
            return "SELECT CASE n.kind WHEN 'plan' THEN '' ELSE n.code END, b.year, b.phase, b.cents, b.snapshot_on, "
                   "b.example, "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM plan_budget AS b JOIN plan_node AS n ON n.id = b.node_id "
                   "JOIN source AS s ON s.id = b.source_id WHERE ?1 IN (0, b.node_id) "
                   "ORDER BY b.year DESC, b.snapshot_on DESC, b.node_id, CASE b.phase WHEN 'pia' THEN 1 "
                   "WHEN 'pim' THEN 2 WHEN 'certified' THEN 3 WHEN 'committed' THEN 4 WHEN 'accrued' THEN 5 ELSE 6 END";
        // ?1 node, or 0 for all; ?2 language.
        case Query::PlanMeetings:
            return "SELECT m.id, m.key, m.kind, m.held_on, m.place, own.title, es.title, m.example, "
                   "s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence "
                   "FROM plan_meeting AS m JOIN source AS s ON s.id = m.minutes_source_id "
                   "JOIN plan_meeting_text AS es ON es.meeting_id = m.id AND es.lang = 'es' "
                   "LEFT JOIN plan_meeting_text AS own ON own.meeting_id = m.id AND own.lang = ?2 "
                   "WHERE ?1 = 0 OR EXISTS (SELECT 1 FROM plan_meeting_node AS l WHERE l.meeting_id = m.id AND "
                   "l.node_id = ?1) ORDER BY m.held_on DESC, m.id DESC";
        case Query::PlanMeetingNodes:
            return "SELECT l.meeting_id, n.code FROM json_each(?1) AS wanted "
                   "JOIN plan_meeting_node AS l ON l.meeting_id = wanted.value JOIN plan_node AS n ON n.id = l.node_id "
                   "ORDER BY l.meeting_id, l.ord";
        // ?1 node.
        case Query::PlanNotes:
            return "SELECT n.code, o.mark, o.text, o.received_on, o.example "
                   "FROM plan_note AS o JOIN plan_node AS n ON n.id = o.node_id "
                   "WHERE o.node_id = ?1 AND o.state = 'published' ORDER BY o.received_on DESC, o.id DESC";
        // ?1 node, or 0 for all.
        case Query::PlanNoteCounts:
            return "SELECT state, count(*) FROM plan_note WHERE ?1 IN (0, node_id) GROUP BY state ORDER BY state";

        case Query::PlanLog:
            return "SELECT seq, at, actor, entity, before, after, prev_hash, hash FROM plan_log ORDER BY seq";

        case Query::SearchDocs: return "SELECT rowid FROM search_index WHERE search_index MATCH ?1 ORDER BY rowid";
        case Query::SearchRanked:
            return "SELECT rowid, bm25(search_index, 20.0, 4.0, 1.0) FROM search_index WHERE search_index MATCH ?1 "
                   "ORDER BY rowid";
        case Query::SearchNames:
            return "SELECT t.item_id, t.lang, t.name FROM json_each(?1) AS wanted "
                   "JOIN item_text AS t ON t.item_id = wanted.value AND t.review = 'approved' ORDER BY t.item_id, "
                   "t.lang";
        case Query::Ranks: return "SELECT id, rank FROM item ORDER BY id";
        case Query::Terms: return "SELECT term, SUM(docs) FROM search_term GROUP BY term ORDER BY term";
        case Query::TermExists:
            return "SELECT 1 FROM search_term WHERE term >= ?1 AND term < ?1 || char(0x10FFFF) ORDER BY term LIMIT 1";
        case Query::Completions:
            return "SELECT written, term FROM search_term WHERE term > ?1 AND term < ?1 || char(0x10FFFF) AND lang = "
                   "?2 "
                   "AND length(term) >= 4 ORDER BY names DESC, docs DESC, term LIMIT ?3";

        case Query::SourceUses:
            return "SELECT s.id, s.key, s.title, s.address, s.publisher, s.year, s.licence, IFNULL(used.uses, 0) "
                   "FROM source AS s LEFT JOIN (SELECT source_id, COUNT(*) AS uses FROM "
                   "(SELECT source_id FROM item_source UNION ALL SELECT source_id FROM fact_source UNION ALL "
                   "SELECT source_id FROM population) GROUP BY source_id) AS used ON used.source_id = s.id ORDER BY "
                   "s.id";
        case Query::PictureCredits:
            return "SELECT credit, licence, kind, COUNT(*) FROM picture GROUP BY credit, licence, kind "
                   "ORDER BY COUNT(*) DESC, credit, licence, kind";
        case Query::Objects: return "SELECT sha256, size_bytes FROM object ORDER BY sha256";
        case Query::QuickCheck: return "PRAGMA quick_check";
        case Query::Count: break;
    }
    return "";
}

}  // namespace content::db
