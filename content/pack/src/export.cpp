#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "content/models.hpp"
#include "content/store.hpp"
#include "content_pack/pack_builder.hpp"
#include "csv.hpp"
#include "db/connection.hpp"
#include "file_tree.hpp"
#include "findings.hpp"
#include "hash.hpp"
#include "keys.hpp"
#include "output_folder.hpp"
#include "path_code.hpp"
#include "picture_works.hpp"
#include "row_reader.hpp"
#include "stored_names.hpp"

namespace content_pack {
namespace {

namespace db = content::db;
namespace fs = std::filesystem;
using content::Lang;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxObjectBytes = std::uint64_t{1} << 30;

enum class CellType { Text, Integer, Real };

struct ExportColumn {
    const char* name;
    std::string sql;  ///< of the cell's value
    CellType type = CellType::Text;
};

/// One table of the source format and where its rows come from.
struct ExportTable {
    const char* file;
    std::vector<ExportColumn> columns;
    std::string from;  ///< FROM ... ORDER BY
};

/// The keys of a list cell in order: "plan;guide".
std::string keysOf(const std::string& table, const std::string& column, const std::string& other,
                   const std::string& owner) {
    return "(SELECT group_concat(key, ';') FROM (SELECT o.key FROM " + table + " AS l JOIN " + other +
           " AS o ON o.id = l." + column + " WHERE l." + owner + " ORDER BY l.ord))";
}

std::string keyOfItem(const std::string& id) { return "(SELECT key FROM item WHERE id = " + id + ")"; }

/// A text column of one language.
std::string textOf(const std::string& table, const std::string& column, const std::string& owner,
                   const std::string& lang) {
    return "(SELECT " + column + " FROM " + table + " WHERE " + owner + " AND lang = '" + lang + "')";
}

const ExportColumn kKey{"key", "i.key"};
const ExportColumn kLat{"lat", "i.lat_deg", CellType::Real};
const ExportColumn kLon{"lon", "i.lon_deg", CellType::Real};
const ExportColumn kPosition{"position", "i.position"};
const ExportColumn kRank{"rank", "i.rank", CellType::Integer};
const ExportColumn kConfidence{"confidence", "i.confidence"};
const ExportColumn kDistricts{"districts", keysOf("item_district", "district_id", "item", "item_id = i.id")};
const ExportColumn kSources{"sources", keysOf("item_source", "source_id", "source", "item_id = i.id")};
/// Marks each row, so that an example stays one wherever the table goes.
const ExportColumn kExample{"example", "CASE i.example WHEN 1 THEN '1' ELSE '' END"};

std::string itemsOf(const std::string& kind, const std::string& part) {
    const std::string join = part.empty() ? "" : " JOIN " + part + " AS p ON p.item_id = i.id";
    return "item AS i" + join + " WHERE i.kind = '" + kind + "' ORDER BY i.id";
}

std::vector<ExportTable> tables() {
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
          {"circa", "CASE p.circa WHEN 1 THEN '1' ELSE '' END"},
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
          {"sources", factSources}},
         "fact AS f ORDER BY f.item_id, f.ord"},
        {"links.csv",
         {{"from", keyOfItem("l.from_id")}, {"to", keyOfItem("l.to_id")}},
         "item_link AS l ORDER BY l.from_id, l.ord"},
    };
}

/// A colour kept as 0xAABBGGRR, as "#RRGGBBAA".
std::string hexOf(const std::string& column) {
    return "printf('#%02X%02X%02X%02X', " + column + " & 255, (" + column + " >> 8) & 255, (" + column +
           " >> 16) & 255, (" + column + " >> 24) & 255)";
}

std::string classOf(const std::string& id) { return "(SELECT name FROM map_class WHERE id = " + id + ")"; }

std::vector<ExportTable> itineraryTables() {
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

std::vector<ExportTable> mapTables() {
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
          {"separate",
           "CASE WHEN EXISTS (SELECT 1 FROM map_feature AS f WHERE f.layer_id = l.id AND f.rings IS NOT NULL) THEN '1' "
           "ELSE '' END"},
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

/// Files of the export, by path: written at the end, so that datapackage.json and SHA256SUMS can name them all.
using Files = std::map<std::string, std::string>;

class Exporter {
public:
    Exporter(const db::Connection& connection, const content::Store& store, int schemaVersion, const fs::path& out)
        : m_connection(connection), m_store(store), m_schemaVersion(schemaVersion), m_out(out) {}

    base::Status write() {
        for (const ExportTable& table : tables())
            csv(table);
        if (m_schemaVersion >= 2) map();
        pictures();
        texts();
        manifest();
        if (!m_status) return m_status;
        m_files["datapackage.json"] = dataPackage();
        std::string sums;
        for (const auto& [path, content] : m_files)
            sums += content::sha256Hex(content) + "  " + path + "\n";
        for (const auto& [path, sha256] : m_copied)
            sums += sha256 + "  " + path + "\n";
        m_files["SHA256SUMS"] = sums;
        for (const auto& [path, content] : m_files) {
            if (base::Status written = writeFile(m_out / path, content); !written) return written;
        }
        return {};
    }

private:
    /// Calls `row` for each row unless something failed before.
    template <typename Row>
    void query(const std::string& sql, const Row& row) {
        if (!m_status) return;
        const auto statement = m_connection.prepare(sql);
        if (!statement) {
            m_status = statement.error();
            return;
        }
        auto run = statement->run();
        for (;;) {
            const auto step = run.step();
            if (!step) m_status = step.error();
            if (!step || !*step) return;
            row(run);
        }
    }

    void csv(const ExportTable& table) {
        std::string select;
        std::vector<std::string> cells;
        Json fields = Json::array();
        for (const ExportColumn& column : table.columns) {
            select += (select.empty() ? "SELECT " : ", ") + column.sql;
            cells.emplace_back(column.name);
            static constexpr std::array<const char*, 3> kTypes = {"string", "integer", "number"};
            fields.push_back({{"name", column.name}, {"type", kTypes[static_cast<std::size_t>(column.type)]}});
        }
        m_fields[table.file] = std::move(fields);
        std::string& out = m_files[table.file];
        appendCsvRow(out, cells);
        query(select + " FROM " + table.from, [&](const db::Statement::Run& run) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const int column = static_cast<int>(i);
                const bool real = table.columns[i].type == CellType::Real && !run.isNull(column);
                cells[i] = real ? shortestDecimal(run.real(column)) : run.text(column);
            }
            appendCsvRow(out, cells);
        });
    }

    bool any(const char* table) {
        bool found = false;
        query(std::string("SELECT 1 FROM ") + table + " LIMIT 1", [&](const db::Statement::Run&) { found = true; });
        return found;
    }

    /// The map and the itineraries, which older packs have no tables for and others no rows.
    void map() {
        if (any("itinerary")) {
            for (const ExportTable& table : itineraryTables())
                csv(table);
        }
        if (!any("map")) return;
        for (const ExportTable& table : mapTables())
            csv(table);
        view();
        std::vector<std::string> layers;
        query("SELECT key FROM map_layer ORDER BY id",
              [&](const db::Statement::Run& run) { layers.push_back(run.text(0)); });
        for (std::size_t i = 0; i < layers.size(); ++i)
            layer(static_cast<std::int64_t>(i) + 1, layers[i]);
    }

    void view() {
        query("SELECT origin_lat_deg, origin_lon_deg, home_left_m, home_top_m, home_right_m, home_bottom_m, " +
                  hexOf("ground_day") + ", " + hexOf("ground_sun") + " FROM map",
              [&](const db::Statement::Run& run) {
                  const base::GeoPoint origin{run.real(0), run.real(1)};
                  if (!(std::abs(origin.latDeg) <= 85)) {
                      m_status = corrupt("the origin of the map is no place");
                      return;
                  }
                  const content::MapProjection projection(origin);
                  const base::GeoPoint northWest = projection.unproject({run.real(2), run.real(3)});
                  const base::GeoPoint southEast = projection.unproject({run.real(4), run.real(5)});
                  // A ten-millionth of a degree is a centimetre: what was written with fewer digits comes back as it
                  // was.
                  const auto degrees = [](double value) { return shortestDecimal(std::round(value * 1e7) / 1e7); };
                  std::string& out = m_files["map/view.csv"];
                  appendCsvRow(out, {"south", "west", "north", "east", "ground_day", "ground_sun"});
                  appendCsvRow(out, {degrees(southEast.latDeg), degrees(northWest.lonDeg), degrees(northWest.latDeg),
                                     degrees(southEast.lonDeg), run.text(6), run.text(7)});
                  Json fields = Json::array();
                  for (const char* name : {"south", "west", "north", "east"})
                      fields.push_back({{"name", name}, {"type", "number"}});
                  for (const char* name : {"ground_day", "ground_sun"})
                      fields.push_back({{"name", name}, {"type", "string"}});
                  m_fields["map/view.csv"] = std::move(fields);
              });
    }

    /// The features of a layer as GeoJSON, with the properties `mapTables` names.
    void layer(std::int64_t id, const std::string& key) {
        if (!m_status) return;
        if (!isKey(key)) {
            m_status = corrupt("the layer " + inQuotes(key) + " has no proper key");
            return;
        }
        std::map<std::int64_t, Json> names;
        query(
            "SELECT n.feature_id, n.lang, n.text FROM map_name AS n JOIN map_feature AS f ON f.id = n.feature_id "
            "WHERE f.layer_id = " +
                std::to_string(id) + " ORDER BY n.feature_id, n.lang",
            [&](const db::Statement::Run& run) {
                const std::string lang = run.text(1);
                names[run.integer(0)][lang == content::code(Lang::Es) ? "name" : "name_" + lang] = run.text(2);
            });
        std::string& out = m_files["map/" + key + ".geojson"];
        out = "{\"type\": \"FeatureCollection\", \"features\": [";
        const char* separator = "\n";
        query("SELECT f.id, c.name, f.rank, " + keyOfItem("f.item_id") +
                  ", f.shape FROM map_feature AS f JOIN map_class AS c ON c.id = f.class_id WHERE f.layer_id = " +
                  std::to_string(id) + " ORDER BY f.id",
              [&](const db::Statement::Run& run) {
                  const auto shape = content::decodeShape(run.blob(4));
                  if (!shape) {
                      m_status = shape.error();
                      return;
                  }
                  Json properties = names.contains(run.integer(0)) ? names[run.integer(0)] : Json::object();
                  properties["class"] = run.text(1);
                  properties["rank"] = run.integer(2);
                  if (!run.isNull(3)) properties["item"] = run.text(3);
                  const Json feature = {
                      {"type", "Feature"}, {"properties", properties}, {"geometry", geometryOf(*shape)}};
                  out += separator + feature.dump(-1, ' ', false, Json::error_handler_t::replace);
                  separator = ",\n";
              });
        out += "\n]}\n";
    }

    static Json geometryOf(const content::Shape& shape) {
        const auto position = [](content::WholePoint p) {
            return Json::array({p.x / content::kFixedPerDegree, p.y / content::kFixedPerDegree});
        };
        Json groups = Json::array();
        for (const auto& group : shape.groups) {
            Json paths = Json::array();
            for (const content::WholePath& path : group) {
                Json points = Json::array();
                for (const content::WholePoint p : path)
                    points.push_back(position(p));
                paths.push_back(std::move(points));
            }
            groups.push_back(std::move(paths));
        }
        // Points and lines are groups of one path; points are paths of one.
        const auto only = [](const Json& list) { return list.empty() ? Json::array() : list.front(); };
        Json coordinates = Json::array();
        const bool single = groups.size() == 1;
        const char* type = "";
        switch (shape.kind) {
            case content::ShapeKind::Areas:
                type = single ? "Polygon" : "MultiPolygon";
                coordinates = groups;
                break;
            case content::ShapeKind::Lines:
                type = single ? "LineString" : "MultiLineString";
                for (const Json& group : groups)
                    coordinates.push_back(only(group));
                break;
            case content::ShapeKind::Points:
                type = single ? "Point" : "MultiPoint";
                for (const Json& group : groups)
                    coordinates.push_back(only(only(group)));
                break;
        }
        return {{"type", type}, {"coordinates", single ? only(coordinates) : coordinates}};
    }

    void pictures() {
        std::string& items = m_files["pictures.csv"];
        std::string& slots = m_files["slots.csv"];
        const std::vector<std::string> itemHeader = {"item",       "file",       "kind",   "alt_es",  "alt_en",
                                                     "caption_es", "caption_en", "credit", "licence", "people"};
        const std::vector<std::string> slotHeader = {"slot",   "file",   "background", "alt_es",
                                                     "alt_en", "credit", "licence"};
        appendCsvRow(items, itemHeader);
        appendCsvRow(slots, slotHeader);
        for (const auto* header : {&itemHeader, &slotHeader}) {
            Json fields = Json::array();
            for (const std::string& name : *header)
                fields.push_back({{"name", name}, {"type", "string"}});
            m_fields[header == &itemHeader ? "pictures.csv" : "slots.csv"] = std::move(fields);
        }
        query("SELECT " + keyOfItem("p.item_id") + ", p.slot, p.ord, p.kind, " +
                  textOf("picture_text", "alt", "picture_id = p.id", "es") + ", " +
                  textOf("picture_text", "alt", "picture_id = p.id", "en") + ", " +
                  textOf("picture_text", "caption", "picture_id = p.id", "es") + ", " +
                  textOf("picture_text", "caption", "picture_id = p.id", "en") +
                  ", p.credit, p.licence, p.people, f.sha256, o.media_type FROM picture AS p "
                  "JOIN picture_file AS f ON f.picture_id = p.id AND f.width_px = "
                  "(SELECT MAX(width_px) FROM picture_file WHERE picture_id = p.id) "
                  "JOIN object AS o ON o.sha256 = f.sha256 ORDER BY p.id",
              [&](const db::Statement::Run& run) {
                  const bool isSlot = run.isNull(0);
                  const bool png = run.text(12) == "image/png";
                  std::string name = isSlot ? "slot-" + run.text(1) : run.text(0);
                  std::replace(name.begin(), name.end(), '.', '-');
                  if (!isKey(name) || !content::isSha256Hex(run.text(11))) {
                      // Both become file names, and a database from a stick may hold anything.
                      m_status = corrupt("the picture of " + inQuotes(name) + " has no proper key or object");
                      return;
                  }
                  const std::string path =
                      (png ? "art/" : "photos/") + name + "-" + run.text(2) + (png ? ".png" : ".jpg");
                  copyObject(run.text(11), path);
                  if (isSlot) {
                      // Objects are opaque, so the ground they were drawn on no longer matters.
                      appendCsvRow(slots,
                                   {run.text(1), path, "#F5ECDD", run.text(4), run.text(5), run.text(8), run.text(9)});
                  } else {
                      appendCsvRow(items, {run.text(0), path, run.text(3), run.text(4), run.text(5), run.text(6),
                                           run.text(7), run.text(8), run.text(9), run.text(10)});
                  }
              });
    }

    void copyObject(const std::string& sha256, const std::string& path) {
        if (!m_status) return;
        const auto bytes = readFile(m_store.objectPath(sha256), kMaxObjectBytes);
        if (!bytes) {
            m_status = bytes.error();
            return;
        }
        if (content::sha256Hex(*bytes) != sha256) {
            m_status = corrupt(m_store.objectPath(sha256).string() + ": the content is not what its name says");
            return;
        }
        m_status = writeFile(m_out / path, *bytes);
        m_copied[path] = sha256;
    }

    void texts() {
        query(
            "SELECT i.key, t.lang, t.name, t.short, t.summary, t.body, t.review FROM item AS i "
            "JOIN item_text AS t ON t.item_id = i.id WHERE i.kind <> 'word' ORDER BY t.lang, i.id",
            [&](const db::Statement::Run& run) {
                const std::string lang = run.text(1);
                if (!content::langFromCode(lang)) {
                    m_status = corrupt("item_text has the language " + inQuotes(lang));
                    return;
                }
                std::string& out = m_files["text/" + lang + "/records.md"];
                if (!out.empty()) out += "\n";
                out += "# " + run.text(0) + "\nname: " + run.text(2) + "\n";
                if (!run.text(3).empty()) out += "short: " + run.text(3) + "\n";
                if (!run.text(4).empty()) out += "summary: " + run.text(4) + "\n";
                if (lang == content::code(Lang::Qu) || lang == content::code(Lang::Ay))
                    out += "review: " + run.text(6) + "\n";
                if (!run.text(5).empty()) out += "\n" + run.text(5) + "\n";
            });
    }

    void manifest() {
        std::map<std::string, std::string> meta;
        query("SELECT key, value FROM meta ORDER BY key",
              [&](const db::Statement::Run& run) { meta[run.text(0)] = run.text(1); });
        if (!m_status) return;
        Json languages = Json::array();
        Json title = Json::object();
        Json province = Json::object();
        std::istringstream codes(meta["languages"]);
        for (std::string code; codes >> code;)
            languages.push_back(code);
        for (const Lang lang : content::kAllLangs) {
            const std::string code = content::code(lang);
            if (meta.contains("title." + code)) title[code] = meta["title." + code];
            if (meta.contains("province." + code)) province[code] = meta["province." + code];
        }
        Json attract = Json::array();
        query("SELECT i.key FROM attract_stop AS a JOIN item AS i ON i.id = a.item_id ORDER BY a.ord",
              [&](const db::Statement::Run& run) { attract.push_back(run.text(0)); });
        const auto number = [&](const char* key) {
            const auto value = parseDecimal(meta[key]);
            if (!value) m_status = corrupt(std::string("meta has no number for ") + key);
            return value.value_or(0);
        };
        m_id = meta["pack_id"];
        m_title = meta["title.es"];
        // Examples are marked row by row.
        Json manifest = {{"id", m_id},
                         {"languages", languages},
                         {"title", title},
                         {"province", province},
                         {"centre", {{"lat", number("centre_lat_deg")}, {"lon", number("centre_lon_deg")}}},
                         {"area",
                          {{"south", number("area_south_deg")},
                           {"west", number("area_west_deg")},
                           {"north", number("area_north_deg")},
                           {"east", number("area_east_deg")}}},
                         {"attract", attract},
                         {"example", false}};
        if (meta.contains("office_key")) manifest["office_key"] = meta["office_key"];
        m_files["pack.json"] = dump(manifest);
    }

    /// Frictionless Data Package (v1): what each table is and how to read it.
    std::string dataPackage() const {
        Json resources = Json::array();
        for (const auto& [file, fields] : m_fields) {
            const std::string& content = m_files.at(file);
            std::string name = file.substr(0, file.find('.'));
            std::replace(name.begin(), name.end(), '/', '-');
            resources.push_back({{"name", name},
                                 {"path", file},
                                 {"profile", "tabular-data-resource"},
                                 {"format", "csv"},
                                 {"mediatype", "text/csv"},
                                 {"encoding", "utf-8"},
                                 {"bytes", content.size()},
                                 {"hash", "sha256:" + content::sha256Hex(content)},
                                 {"schema", {{"fields", fields}}}});
        }
        return dump(
            {{"profile", "tabular-data-package"}, {"name", m_id}, {"title", m_title}, {"resources", resources}});
    }

    static base::Error corrupt(const std::string& message) { return {base::Errc::Corrupt, "content.db: " + message}; }

    static std::string dump(const Json& json) {
        return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    const db::Connection& m_connection;
    const content::Store& m_store;
    int m_schemaVersion;
    const fs::path& m_out;
    Files m_files;
    std::map<std::string, std::string> m_copied;  ///< path -> sha256 of files written straight away
    std::map<std::string, Json> m_fields;         ///< table -> schema
    std::string m_id;
    std::string m_title;
    base::Status m_status;
};

}  // namespace

base::Status exportPack(const fs::path& packFolder, const fs::path& outFolder) {
    // Opened as a reader would, so that a newer or foreign file is refused with the same words.
    const auto store = content::Store::open(packFolder);
    if (!store) return store.error();
    const auto connection = db::Connection::openImmutable(packFolder / "content.db");
    if (!connection) return connection.error();
    const auto info = store->info(Lang::Es);
    if (!info) return info.error();
    // Left out without a word it would be lost on the next build.
    if (info->hasPlan) {
        return base::Error{base::Errc::Unsupported, packFolder.string() +
                                                        ": the pack has a plan, which cannot be exported yet; keep "
                                                        "the source folder it was built from"};
    }
    auto out = OutputFolder::begin(outFolder, "pack.json");
    if (!out) return out.error();
    if (base::Status written = Exporter(*connection, *store, info->schemaVersion, out->path()).write(); !written)
        return written;
    return out->publish();
}

}  // namespace content_pack
