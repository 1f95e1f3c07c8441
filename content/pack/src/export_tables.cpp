#include "export_tables.hpp"

namespace content_pack {
namespace {

const ExportColumn kKey{"key", "i.key"};
const ExportColumn kLat{"lat", "i.lat_deg", CellType::Real};
const ExportColumn kLon{"lon", "i.lon_deg", CellType::Real};
const ExportColumn kPosition{"position", "i.position"};
const ExportColumn kRank{"rank", "i.rank", CellType::Integer};
const ExportColumn kConfidence{"confidence", "i.confidence"};
const ExportColumn kDistricts{"districts", keysOf("item_district", "district_id", "item", "item_id = i.id"),
                              CellType::List};
const ExportColumn kSources{"sources", keysOf("item_source", "source_id", "source", "item_id = i.id"), CellType::List};
/// Marks each row, so that an example stays one wherever the table goes.
const ExportColumn kExample{"example", "i.example", CellType::Flag};

std::string itemsOf(const std::string& kind, const std::string& part) {
    const std::string join = part.empty() ? "" : " JOIN " + part + " AS p ON p.item_id = i.id";
    return "item AS i" + join + " WHERE i.kind = '" + kind + "' ORDER BY i.id";
}

std::string classOf(const std::string& id) { return "(SELECT name FROM map_class WHERE id = " + id + ")"; }

}  // namespace

std::string keysOf(const std::string& table, const std::string& column, const std::string& other,
                   const std::string& owner) {
    return "(SELECT group_concat(key, ';') FROM (SELECT o.key FROM " + table + " AS l JOIN " + other +
           " AS o ON o.id = l." + column + " WHERE l." + owner + " ORDER BY l.ord))";
}

std::string keyOfItem(const std::string& id) { return "(SELECT key FROM item WHERE id = " + id + ")"; }

std::string textOf(const std::string& table, const std::string& column, const std::string& owner,
                   const std::string& lang) {
    return "(SELECT " + column + " FROM " + table + " WHERE " + owner + " AND lang = '" + lang + "')";
}

std::string hexOf(const std::string& column) {
    return "printf('#%02X%02X%02X%02X', " + column + " & 255, (" + column + " >> 8) & 255, (" + column +
           " >> 16) & 255, (" + column + " >> 24) & 255)";
}

std::vector<ExportTable> itemExportTables() {
    constexpr CellType kInteger = CellType::Integer;
    constexpr CellType kReal = CellType::Real;
    const std::string factSources = keysOf("fact_source", "source_id", "source", "fact_id = f.id");
    return {
        {"sources.csv",
         {{"key", "key"},
          {"title", "title"},
          {"address", "address"},
          {"publisher", "publisher"},
          {"year", "year", kInteger},
          {"licence", "licence"}},
         "source ORDER BY id"},
        {"districts.csv",
         {kKey,
          {"ubigeo", "p.ubigeo"},
          kLat,
          kLon,
          kPosition,
          {"altitude_m", "p.altitude_m", kInteger},
          {"area_km2", "p.area_km2", kReal},
          kRank,
          kConfidence,
          kSources,
          kExample},
         itemsOf("district", "district")},
        {"population.csv",
         {{"district", keyOfItem("p.district_id")},
          {"year", "p.year", kInteger},
          {"people", "p.people", kInteger},
          {"confidence", "p.confidence"},
          {"source", "(SELECT key FROM source WHERE id = p.source_id)"}},
         "population AS p ORDER BY p.district_id, p.year"},
        {"places.csv",
         {kKey, {"category", "i.category"}, kDistricts, kLat, kLon, kPosition, kRank, kConfidence, kSources, kExample},
         itemsOf("place", "")},
        {"events.csv",
         {kKey,
          kDistricts,
          {"year", "p.year", kInteger},
          {"month", "p.month", kInteger},
          {"day", "p.day", kInteger},
          {"end_year", "p.end_year", kInteger},
          {"end_month", "p.end_month", kInteger},
          {"end_day", "p.end_day", kInteger},
          {"precision", "p.precision"},
          {"circa", "p.circa", CellType::Flag},
          kRank,
          kConfidence,
          kSources,
          kExample},
         itemsOf("event", "event")},
        {"festivals.csv",
         {kKey,
          kDistricts,
          {"rule", "p.rule"},
          {"month", "p.month", kInteger},
          {"day", "p.day", kInteger},
          {"easter_offset", "p.easter_offset", kInteger},
          {"days", "p.days", kInteger},
          {"main_offset", "p.main_offset", kInteger},
          kRank,
          kConfidence,
          kSources,
          kExample},
         itemsOf("festival", "festival")},
        {"dances.csv", {kKey, kDistricts, kRank, kConfidence, kSources, kExample}, itemsOf("dance", "")},
        {"people.csv",
         {kKey,
          kDistricts,
          {"born_year", "p.born_year", kInteger},
          {"died_year", "p.died_year", kInteger},
          {"consent", "p.consent"},
          kRank,
          kConfidence,
          kSources,
          kExample},
         itemsOf("person", "person")},
        {"topics.csv",
         {kKey,
          {"kind", "i.kind"},
          {"category", "i.category"},
          kDistricts,
          kLat,
          kLon,
          kPosition,
          kRank,
          kConfidence,
          kSources,
          kExample},
         "item AS i WHERE i.kind IN ('province', 'music', 'craft', 'architecture', 'food', 'visit', 'absent') ORDER BY "
         "i.id"},
        {"words.csv",
         {kKey,
          {"spanish", textOf("item_text", "name", "item_id = i.id", "es")},
          {"english", textOf("item_text", "name", "item_id = i.id", "en")},
          {"aymara", "p.aymara"},
          {"quechua", "p.quechua"},
          {"reviewed", "p.reviewed"},
          kConfidence,
          kSources,
          kExample},
         itemsOf("word", "word")},
        {"climate.csv",
         {{"item", keyOfItem("c.item_id")},
          {"month", "c.month", kInteger},
          {"tmin_c", "c.tmin_c", kReal},
          {"tmax_c", "c.tmax_c", kReal},
          {"rain_mm", "c.rain_mm", kReal}},
         "climate_month AS c ORDER BY c.item_id, c.month"},
        {"facts.csv",
         {{"item", keyOfItem("f.item_id")},
          {"icon", "f.icon"},
          {"label_es", textOf("fact_text", "label", "fact_id = f.id", "es")},
          {"label_en", textOf("fact_text", "label", "fact_id = f.id", "en")},
          {"value_es", textOf("fact_text", "value", "fact_id = f.id", "es")},
          {"value_en", textOf("fact_text", "value", "fact_id = f.id", "en")},
          {"confidence", "f.confidence"},
          {"sources", factSources, CellType::List}},
         "fact AS f ORDER BY f.item_id, f.ord"},
        {"links.csv",
         {{"from", keyOfItem("l.from_id")}, {"to", keyOfItem("l.to_id")}},
         "item_link AS l ORDER BY l.from_id, l.ord"},
    };
}

std::vector<ExportTable> itineraryExportTables() {
    return {
        {"itineraries.csv",
         {kKey,
          {"length", "CASE p.whole_day WHEN 1 THEN 'day' ELSE 'half_day' END"},
          kDistricts,
          kRank,
          kConfidence,
          kSources,
          kExample},
         itemsOf("itinerary", "itinerary")},
        {"stages.csv",
         {{"itinerary", keyOfItem("s.itinerary_id")}, {"place", keyOfItem("s.place_id")}},
         "itinerary_stage AS s ORDER BY s.itinerary_id, s.ord"},
    };
}

std::vector<ExportTable> mapExportTables() {
    constexpr CellType kReal = CellType::Real;
    return {
        {"map/layers.csv",
         {{"key", "l.key"},
          {"file", "l.key || '.geojson'"},
          {"class", "''"},
          {"class_property", "'class'"},
          {"rank_property", "'rank'"},
          {"name_property", "'name'"},
          {"item_property", "'item'"},
          {"separate", "EXISTS (SELECT 1 FROM map_feature AS f WHERE f.layer_id = l.id AND f.rings IS NOT NULL)",
           CellType::Flag},
          {"certainty", "l.certainty"},
          {"credit", "l.credit"},
          {"source", "(SELECT key FROM source WHERE id = l.source_id)"}},
         "map_layer AS l ORDER BY l.id"},
        {"map/style.csv",
         {{"class", classOf("r.class_id")},
          {"draw", "r.draw"},
          {"zoom_min", "r.zoom_min", kReal},
          {"zoom_max", "r.zoom_max", kReal},
          {"day", hexOf("r.day")},
          {"sun", hexOf("r.sun")},
          {"width_z9_mm", "r.width_z9_mm", kReal},
          {"width_z14_mm", "r.width_z14_mm", kReal},
          {"dash_mm", "r.dash_mm", kReal},
          {"gap_mm", "r.gap_mm", kReal}},
         "map_rule AS r ORDER BY r.ord"},
        {"map/labels.csv",
         {{"class", classOf("r.class_id")},
          {"zoom_min", "r.zoom_min", kReal},
          {"zoom_max", "r.zoom_max", kReal},
          {"font", "r.font"},
          {"em_mm", "r.em_mm", kReal},
          {"spacing_em", "r.spacing_em", kReal},
          {"dot", "r.dot"},
          {"day", hexOf("r.day")},
          {"day_halo", hexOf("r.day_halo")},
          {"sun", hexOf("r.sun")},
          {"sun_halo", hexOf("r.sun_halo")}},
         "map_label_rule AS r ORDER BY r.ord"},
    };
}

}  // namespace content_pack
