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
#include "export_tables.hpp"
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
constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";  ///< without it spreadsheets take a table for Windows-1252

/// A field of datapackage.json (Frictionless Table Schema 1).
Json fieldOf(const ExportColumn& column) {
    Json field = {{"name", column.name}};
    switch (column.type) {
        case CellType::Text: field["type"] = "string"; break;
        case CellType::Integer: field["type"] = "integer"; break;
        case CellType::Real:
            field["type"] = "number";
            field["decimalChar"] = ".";
            break;
        case CellType::Flag:
            field["type"] = "boolean";
            field["trueValues"] = {"1"};
            field["falseValues"] = {"0"};
            break;
        case CellType::List: field["type"] = "string"; break;
    }
    std::string about = column.about;
    if (about.empty() && column.type == CellType::List) about = "Lista separada por punto y coma";
    if (!about.empty()) field["description"] = about;
    return field;
}

/// A cell as JSON: nothing is null, never zero.
Json valueOf(const std::string& cell, CellType type) {
    if (type == CellType::Flag) return cell == "1";
    if (type == CellType::List) return parseList(cell);
    if (cell.empty()) return nullptr;
    if (type == CellType::Text) return cell;
    const auto number = parseDecimal(cell);
    if (!number) return cell;
    if (type == CellType::Integer) return static_cast<std::int64_t>(*number);
    return *number;
}

/// Files of the export, by path: written at the end, so that datapackage.json and SHA256SUMS can name them all.
using Files = std::map<std::string, std::string>;

class Exporter {
public:
    Exporter(const db::Connection& connection, const content::Store& store, const content::PackInfo& info,
             const fs::path& out, const ExportOptions& options)
        : m_connection(connection), m_store(store), m_info(info), m_out(out), m_options(options) {}

    base::Status write() {
        for (const ExportTable& table : itemExportTables())
            csv(table);
        if (m_info.schemaVersion >= 2) map();
        if (m_info.hasPlan) {
            for (const ExportTable& table : planExportTables())
                csv(table);
        }
        pictures();
        texts();
        manifest();
        if (!m_status) return m_status;
        m_files["datapackage.json"] = dataPackage();
        m_files["LEEME.txt"] = readMe();
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

    /// A table as CSV, as JSON and as a resource of datapackage.json.
    class Table {
    public:
        Table(Exporter& exporter, const char* file, std::vector<ExportColumn> columns)
            : m_exporter(exporter), m_columns(std::move(columns)), m_csv(exporter.m_files[file]) {
            const std::string name(file);
            m_json = &exporter.m_files["json/" + name.substr(0, name.rfind('.')) + ".json"];
            std::vector<std::string> header;
            Json fields = Json::array();
            for (const ExportColumn& column : m_columns) {
                header.emplace_back(column.name);
                fields.push_back(fieldOf(column));
            }
            exporter.m_fields[name] = std::move(fields);
            m_csv = kByteOrderMark;
            appendCsvRow(m_csv, header, exporter.m_options.delimiter);
            *m_json = "[";
        }
        Table(const Table&) = delete;
        Table& operator=(const Table&) = delete;
        ~Table() { *m_json += m_empty ? "]\n" : "\n]\n"; }

        void add(const std::vector<std::string>& cells) {
            appendCsvRow(m_csv, cells, m_exporter.m_options.delimiter);
            Json row = Json::object();
            for (std::size_t i = 0; i < cells.size(); ++i)
                row[m_columns[i].name] = valueOf(cells[i], m_columns[i].type);
            *m_json += (m_empty ? "\n" : ",\n") + row.dump(-1, ' ', false, Json::error_handler_t::replace);
            m_empty = false;
        }

    private:
        Exporter& m_exporter;
        std::vector<ExportColumn> m_columns;
        std::string& m_csv;
        std::string* m_json;
        bool m_empty = true;
    };

    void csv(const ExportTable& table) {
        std::string select;
        for (const ExportColumn& column : table.columns)
            select += (select.empty() ? "SELECT " : ", ") + column.sql;
        Table out(*this, table.file, table.columns);
        std::vector<std::string> cells(table.columns.size());
        query(select + " FROM " + table.from, [&](const db::Statement::Run& run) {
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i] = cellOf(run, static_cast<int>(i), table.columns[i].type);
            out.add(cells);
        });
    }

    static std::string cellOf(const db::Statement::Run& run, int column, CellType type) {
        if (run.isNull(column)) return "";
        if (type == CellType::Real) return shortestDecimal(run.real(column));
        if (type == CellType::Flag) return run.integer(column) != 0 ? "1" : "";
        return run.text(column);
    }

    bool any(const char* table) {
        bool found = false;
        query(std::string("SELECT 1 FROM ") + table + " LIMIT 1", [&](const db::Statement::Run&) { found = true; });
        return found;
    }

    /// The map and the itineraries, which older packs have no tables for and others no rows.
    void map() {
        if (any("itinerary")) {
            for (const ExportTable& table : itineraryExportTables())
                csv(table);
        }
        if (!any("map")) return;
        for (const ExportTable& table : mapExportTables())
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
                  std::vector<ExportColumn> columns;
                  for (const char* name : {"south", "west", "north", "east"})
                      columns.push_back({name, "", CellType::Real});
                  for (const char* name : {"ground_day", "ground_sun"})
                      columns.push_back({name, ""});
                  Table(*this, "map/view.csv", std::move(columns))
                      .add({degrees(southEast.latDeg), degrees(northWest.lonDeg), degrees(northWest.latDeg),
                            degrees(southEast.lonDeg), run.text(6), run.text(7)});
              });
    }

    /// The features of a layer as GeoJSON, with the properties `mapExportTables` names.
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
        const auto textColumns = [](std::initializer_list<const char*> names) {
            std::vector<ExportColumn> columns;
            for (const char* name : names)
                columns.push_back({name, ""});
            return columns;
        };
        Table items(*this, "pictures.csv",
                    textColumns({"item", "file", "kind", "alt_es", "alt_en", "caption_es", "caption_en", "credit",
                                 "licence", "people"}));
        Table slots(*this, "slots.csv",
                    textColumns({"slot", "file", "background", "alt_es", "alt_en", "credit", "licence"}));
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
                      slots.add({run.text(1), path, "#F5ECDD", run.text(4), run.text(5), run.text(8), run.text(9)});
                  } else {
                      items.add({run.text(0), path, run.text(3), run.text(4), run.text(5), run.text(6), run.text(7),
                                 run.text(8), run.text(9), run.text(10)});
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
            "JOIN item_text AS t ON t.item_id = i.id WHERE i.kind NOT IN ('word', 'commitment', 'indicator') "
            "ORDER BY t.lang, i.id",
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
                                 {"dialect",
                                  {{"delimiter", std::string(1, m_options.delimiter)},
                                   {"lineTerminator", "\n"},
                                   {"quoteChar", "\""},
                                   {"doubleQuote", true},
                                   {"header", true}}},
                                 {"bytes", content.size()},
                                 {"hash", "sha256:" + content::sha256Hex(content)},
                                 {"schema", {{"fields", fields}, {"missingValues", {""}}}}});
        }
        return dump(
            {{"profile", "tabular-data-package"}, {"name", m_id}, {"title", m_title}, {"resources", resources}});
    }

    /// For whoever finds the folder on a stick.
    std::string readMe() const {
        std::string text = m_title + ": datos abiertos\n\n";
        text += "Cada tabla está como CSV (UTF-8, separado por ";
        text += m_options.delimiter == ';' ? "punto y coma" : "comas";
        text +=
            ", punto decimal) y como JSON en la carpeta json.\n"
            "Una celda vacía quiere decir que no hay dato. Nunca quiere decir cero.\n"
            "example = 1 (true en JSON) marca un dato de ejemplo, inventado para mostrar el sistema.\n"
            "Las fuentes y sus licencias están en sources.csv; qué es cada columna, en datapackage.json.\n"
            "Las celdas son texto tal como se escribió: al abrirlas en una hoja de cálculo, impórtelas como texto.\n"
            "SHA256SUMS sirve para comprobar que nada cambió: sha256sum -c SHA256SUMS\n";
        if (!m_info.hasPlan) return text;
        const auto plan = m_store.planHead(Lang::Es);
        if (plan && *plan) {
            text += "\nEl plan: " + (*plan)->title.value + ". " + (*plan)->label.value + ".\n";
            text +=
                "Un compromiso sin fila en plan/reports.csv está sin reporte: nadie informó nada de él.\n"
                "plan/log.csv es el registro de cambios; cada fila lleva el SHA-256 de la anterior.\n";
        }
        return text;
    }

    static base::Error corrupt(const std::string& message) { return {base::Errc::Corrupt, "content.db: " + message}; }

    static std::string dump(const Json& json) {
        return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    const db::Connection& m_connection;
    const content::Store& m_store;
    const content::PackInfo& m_info;
    const fs::path& m_out;
    const ExportOptions& m_options;
    Files m_files;
    std::map<std::string, std::string> m_copied;  ///< path -> sha256 of files written straight away
    std::map<std::string, Json> m_fields;         ///< table -> schema
    std::string m_id;
    std::string m_title;
    base::Status m_status;
};

}  // namespace

base::Status exportPack(const fs::path& packFolder, const fs::path& outFolder, const ExportOptions& options) {
    // Opened as a reader would, so that a newer or foreign file is refused with the same words.
    const auto store = content::Store::open(packFolder);
    if (!store) return store.error();
    const auto connection = db::Connection::openImmutable(packFolder / "content.db");
    if (!connection) return connection.error();
    const auto info = store->info(Lang::Es);
    if (!info) return info.error();
    auto out = OutputFolder::begin(outFolder, "pack.json");
    if (!out) return out.error();
    if (base::Status written = Exporter(*connection, *store, *info, out->path(), options).write(); !written)
        return written;
    return out->publish();
}

}  // namespace content_pack
