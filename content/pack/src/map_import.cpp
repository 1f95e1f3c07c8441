#include "map_import.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <set>
#include <system_error>

#include "csv.hpp"
#include "geojson.hpp"
#include "imported_features.hpp"
#include "keys.hpp"
#include "manifest_reader.hpp"
#include "map_tables.hpp"
#include "row_reader.hpp"
#include "text_file.hpp"

namespace content_pack {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxTableBytes = 32'000'000;
/// The box is this much smaller than what the reader of layers allows: six decimals may round outwards.
constexpr double kRoundingDeg = 2e-6;

constexpr std::array kImportColumns{
    Column{"key"},           Column{"from"},          Column{"layer"},          Column{"crs"},
    Column{"where"},         Column{"class"},         Column{"class_property"}, Column{"rank_property"},
    Column{"name_property"}, Column{"item_property"}, Column{"separate"},       Column{"certainty"},
    Column{"credit"},        Column{"source"}};
constexpr std::array kClassColumns{Column{"key"}, Column{"value"}, Column{"class"}};

/// A row of map/import.csv.
struct ImportRow {
    std::string from;
    std::string layer;
    std::string crs;
    std::string where;
    ImportMapping mapping;
    MapLayerRow target;  ///< the row of map/layers.csv it becomes
};

std::string fileOf(const std::string& key) { return key + ".geojson"; }

/// "EPSG:32719". Anything more would be read as the name of a file or an address.
bool isCrs(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), upper) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(), digit);
}

Area boxAround(const Area& area) {
    const double around = kMapAroundDeg - kRoundingDeg;
    return {std::max(area.southDeg - around, -85 + kRoundingDeg), std::max(area.westDeg - around, -180 + kRoundingDeg),
            std::min(area.northDeg + around, 85 - kRoundingDeg), std::min(area.eastDeg + around, 180 - kRoundingDeg)};
}

class Importer {
public:
    Importer(const FileTree& tree, fs::path mapFolder, std::string only, MapConverter& converter, Findings& findings)
        : m_tree(tree),
          m_mapFolder(std::move(mapFolder)),
          m_only(std::move(only)),
          m_converter(converter),
          m_findings(findings) {}

    base::Result<ImportPlan> run() {
        manifest();
        sources();
        const auto table = read(kMapImportTable, kImportColumns, Presence::Needed);
        if (!table) return std::move(m_plan);
        keys(*table);
        if (!m_only.empty() && std::find(m_keys.begin(), m_keys.end(), m_only) == m_keys.end()) {
            return base::Error{base::Errc::InvalidInput, std::string(kMapImportTable) + " has no row '" + m_only + "'"};
        }
        for (const CsvRow& row : table->rows) {
            if (isWanted(*table, row)) importRow(*table, row);
        }
        classes();
        layersTable();
        if (m_rows.empty() && !m_findings.anyError()) {
            m_findings.add(Rule::MissingValue, origin(kMapImportTable), "the table has no row",
                           "add one for each layer");
        }
        if (m_findings.anyError()) return std::move(m_plan);
        for (const ImportRow& row : m_rows) {
            if (!convert(row)) break;
        }
        if (m_findings.anyError()) return std::move(m_plan);
        m_plan.files[std::string(kMapLayersTable)] = newLayersTable();
        return std::move(m_plan);
    }

private:
    enum class Presence { Needed, Optional };

    static Origin origin(std::string_view path) { return {0, std::string(path), 0, ""}; }

    std::optional<std::string> load(std::string_view path, Presence presence) {
        const auto bytes = m_tree.read(std::string(path), kMaxTableBytes);
        if (bytes) return cleanText(*bytes, origin(path), m_findings);
        if (bytes.error().code != base::Errc::NotFound) {
            m_findings.add(Rule::UnreadableFile, origin(path), "the file cannot be read: " + bytes.error().message,
                           "check its permissions; it may have at most 32 MB");
        } else if (presence == Presence::Needed) {
            m_findings.add(Rule::MissingFile, origin(path), "the file is missing",
                           "add it, see content/packs/README.md");
        }
        return std::nullopt;
    }

    std::optional<CsvTable> read(std::string_view path, std::span<const Column> columns, Presence presence) {
        const auto text = load(path, presence);
        if (!text) return std::nullopt;
        CsvTable table = parseCsv(*text, origin(path), m_findings);
        checkHeader(table, columns, {}, origin(path), m_findings);
        return table;
    }

    void manifest() {
        const auto text = load("pack.json", Presence::Needed);
        if (text) m_area = parseManifest(*text, origin("pack.json"), m_findings).area;
    }

    /// What `kiosk-pack check` says of the sources is left to it; here they are only looked up.
    void sources() {
        const auto text = load("sources.csv", Presence::Needed);
        if (!text) return;
        Findings elsewhere;
        const CsvTable table = parseCsv(*text, origin("sources.csv"), elsewhere);
        for (const CsvRow& row : table.rows) {
            RowReader reader(table, row, origin("sources.csv"), "key", elsewhere);
            m_licences.emplace(reader.text("key"), reader.text("licence"));
        }
    }

    /// Trimmed cell of a row that may not be wanted, so that nothing is reported of it.
    static std::string peek(const CsvTable& table, const CsvRow& row, std::string_view column) {
        Findings unheard;
        return RowReader(table, row, {}, column, unheard).text(column);
    }

    bool isWanted(const CsvTable& table, const CsvRow& row) const {
        return m_only.empty() || peek(table, row, "key") == m_only;
    }

    void keys(const CsvTable& table) {
        for (const CsvRow& row : table.rows)
            m_keys.push_back(peek(table, row, "key"));
    }

    void importRow(const CsvTable& table, const CsvRow& csv) {
        RowReader row(table, csv, origin(kMapImportTable), "key", m_findings);
        ImportRow import;
        import.mapping.at = row.at();
        if (m_area) import.mapping.box = boxAround(*m_area);
        MapLayerRow& target = import.target;
        target.at = row.at();
        target.key = row.key("key");
        const bool isNew = std::none_of(m_rows.begin(), m_rows.end(),
                                        [&](const ImportRow& other) { return other.target.key == target.key; });
        if (!isNew) {
            row.report(Rule::DuplicateKey, "the key " + inQuotes(target.key) + " stands twice",
                       "give one of them another key");
        }
        target.file = fileOf(target.key);
        import.from = row.needed("from");
        checkPath(row, import.from);
        import.layer = row.text("layer");
        import.crs = row.text("crs");
        if (!import.crs.empty() && !isCrs(import.crs)) {
            row.report(Rule::MapCrs, "'crs' is " + inQuotes(import.crs), "write its code, e.g. EPSG:32719");
        }
        import.where = row.text("where");
        target.mapClass = row.text("class");
        import.mapping.classProperty = row.text("class_property");
        if (target.mapClass.empty() == import.mapping.classProperty.empty()) {
            row.report(Rule::MapUnknownClass, "the layer names no class, or two ways to one",
                       "fill in 'class' or 'class_property', one of them");
        }
        import.mapping.rankProperty = row.text("rank_property");
        import.mapping.nameProperty = row.text("name_property");
        import.mapping.itemProperty = row.text("item_property");
        const auto renamed = [](const std::string& property, const char* name) {
            return property.empty() ? std::string() : std::string(name);
        };
        target.classProperty = renamed(import.mapping.classProperty, "class");
        target.rankProperty = renamed(import.mapping.rankProperty, "rank");
        target.nameProperty = renamed(import.mapping.nameProperty, "name");
        target.itemProperty = renamed(import.mapping.itemProperty, "item");
        target.separate = row.flag("separate");
        if (const auto certainty = row.oneOf("certainty", kCertainties))
            target.certainty = static_cast<content::MapCertainty>(*certainty);
        target.credit =
            row.needed("credit", Rule::MissingCredit, "name who made the data; the page of credits shows it");
        target.source = row.needed("source", Rule::MissingSource, "name a key of sources.csv in 'source'");
        checkSource(row, target.source);
        m_rows.push_back(std::move(import));
    }

    void checkPath(RowReader& row, const std::string& from) {
        if (from.empty()) return;  // reported
        if (from.front() == '/' || from.find('\\') != std::string::npos) {
            row.report(Rule::PathOutside, "'from' is " + inQuotes(from) + ", which is only right on one machine",
                       "write it relative to the folder map/, with '/'");
        }
        const std::string path = fs::path(from).lexically_normal().generic_string();
        const bool isOutput =
            std::any_of(m_keys.begin(), m_keys.end(), [&](const std::string& key) { return path == fileOf(key); });
        if (isOutput) {
            row.report(Rule::DuplicateRow, "the import writes map/" + path + " over the file it comes from",
                       "move the file to map/import/, or give the layer another key");
        }
    }

    void checkSource(RowReader& row, const std::string& source) {
        if (source.empty()) return;  // reported
        const auto found = m_licences.find(source);
        if (found == m_licences.end()) {
            row.report(Rule::UnknownSource, "sources.csv has no " + inQuotes(source),
                       "add the source, or correct the key");
        } else if (found->second.empty()) {
            row.report(Rule::MapLicence, "the source " + inQuotes(source) + " of the layer has no licence",
                       "fill in 'licence' of the source in sources.csv; without one the layer may not be shown");
        }
    }

    void classes() {
        const auto table = read(kMapImportClassesTable, kClassColumns, Presence::Optional);
        if (!table) return;
        for (const CsvRow& csv : table->rows) {
            if (!isWanted(*table, csv)) continue;
            RowReader row(*table, csv, origin(kMapImportClassesTable), "key", m_findings);
            const std::string key = row.needed("key");
            const std::string value = row.text("value");
            const std::string mapClass =
                row.needed("class", Rule::MissingValue, "name a class of the pack, or '-' to leave such features out");
            const auto import = std::find_if(m_rows.begin(), m_rows.end(),
                                             [&](const ImportRow& other) { return other.target.key == key; });
            if (import == m_rows.end()) {
                if (!key.empty()) {
                    row.report(Rule::UnknownItem, "map/import.csv has no row " + inQuotes(key),
                               "add the row, or correct the key");
                }
                continue;
            }
            if (import->mapping.classProperty.empty()) {
                row.report(Rule::WrongKind, "the layer has one class for all its features",
                           "name a 'class_property' in map/import.csv instead of 'class', or delete the row");
            }
            if (!import->mapping.classes.emplace(value, mapClass).second) {
                row.report(Rule::DuplicateRow, "the value " + inQuotes(value) + " already has a class",
                           "keep one of them");
            }
        }
    }

    /// Reads map/layers.csv, so that its rows can be kept byte by byte.
    void layersTable() {
        const auto text = load(kMapLayersTable, Presence::Optional);
        if (!text) return;
        m_layersText = *text;
        m_layers = parseCsv(*text, origin(kMapLayersTable), m_findings);
        if (m_layers.header.empty()) return;
        checkHeader(m_layers, kMapLayerColumns, {}, origin(kMapLayersTable), m_findings);
        std::set<std::string> seen;
        for (const CsvRow& csv : m_layers.rows) {
            RowReader row(m_layers, csv, origin(kMapLayersTable), "key", m_findings);
            const bool severalLines = std::any_of(csv.cells.begin(), csv.cells.end(), [](const std::string& cell) {
                return cell.find('\n') != std::string::npos;
            });
            if (severalLines) continue;  // reported by the row reader
            const std::string key = row.text("key");
            const std::string file = row.text("file");
            for (const ImportRow& import : m_rows) {
                if (import.target.key == key && !seen.insert(key).second) {
                    row.report(Rule::DuplicateKey, "the key " + inQuotes(key) + " stands twice",
                               "keep the row the import shall replace");
                }
                if (import.target.key != key && import.target.file == file) {
                    row.report(Rule::DuplicateRow,
                               "the layer draws " + inQuotes(file) + ", which the import of " +
                                   inQuotes(import.target.key) + " would replace",
                               "give the row of map/import.csv another key");
                }
            }
        }
    }

    /// False when no other row needs to be tried.
    bool convert(const ImportRow& row) {
        MapConversion conversion;
        conversion.file = m_mapFolder / fs::path(row.from);
        const auto layers = m_converter.layers(conversion.file);
        if (!layers) return failed(row, layers.error());
        const auto layer = layerOf(row, *layers);
        if (!layer) return true;
        conversion.layer = layer->name;
        conversion.crs = row.crs;
        conversion.where = row.where;
        const Area& box = row.mapping.box;
        conversion.southDeg = box.southDeg;
        conversion.westDeg = box.westDeg;
        conversion.northDeg = box.northDeg;
        conversion.eastDeg = box.eastDeg;
        const auto converted = m_converter.convert(conversion);
        if (!converted) return failed(row, converted.error());
        take(row, *converted);
        return true;
    }

    void add(Rule rule, const ImportRow& row, std::string message, std::string remedy) {
        m_findings.add(rule, row.target.at, std::move(message), std::move(remedy));
    }

    bool failed(const ImportRow& row, const base::Error& error) {
        const std::string from = inQuotes(row.from);
        switch (error.code) {
            case base::Errc::NotFound:
                add(Rule::MissingFile, row, "'from': there is no file or folder " + from + " in map/",
                    "put it there, or correct 'from' (capitals matter)");
                return true;
            case base::Errc::Unavailable:
                add(Rule::UnreadableFile, row, "'from': " + from + " cannot be converted: " + error.message,
                    "install gdal-bin (apt-get install gdal-bin)");
                return false;
            case base::Errc::Unsupported:
                add(Rule::UnreadableFile, row, "'from': " + from + " has no format that GDAL knows: " + error.message,
                    "name a GeoJSON, GeoPackage, shapefile, OSM extract (.osm.pbf), MBTiles, or the folder of one zoom "
                    "of vector tiles");
                return true;
            case base::Errc::InvalidInput:
                add(Rule::FileTooLarge, row, "'from': " + error.message,
                    "ask for less with 'where', or simplify the file, e.g. with ogr2ogr -simplify");
                return true;
            default:
                add(Rule::UnreadableFile, row, "'from': " + from + " cannot be converted: " + error.message,
                    "correct 'layer', 'crs' or 'where', or repair the file, e.g. with ogr2ogr -makevalid");
                return true;
        }
    }

    std::optional<MapFileLayer> layerOf(const ImportRow& row, const std::vector<MapFileLayer>& layers) {
        std::string names;
        for (const MapFileLayer& layer : layers)
            names += (names.empty() ? "" : ", ") + inQuotes(layer.name);
        if (layers.empty()) {
            add(Rule::BadGeometry, row, "'from': " + inQuotes(row.from) + " has no layer with geometry",
                "name a file of features");
            return std::nullopt;
        }
        if (row.layer.empty() && layers.size() > 1) {
            add(Rule::MissingValue, row, "'layer' is empty and the file has several", "name one of: " + names);
            return std::nullopt;
        }
        const auto found = row.layer.empty()
                               ? layers.begin()
                               : std::find_if(layers.begin(), layers.end(),
                                              [&](const MapFileLayer& layer) { return layer.name == row.layer; });
        if (found == layers.end()) {
            add(Rule::BadEnum, row, "'layer' is " + inQuotes(row.layer) + ", which the file does not have",
                "name one of: " + names);
            return std::nullopt;
        }
        if (!found->hasCrs && row.crs.empty()) {
            add(Rule::MapCrs, row, "the file does not say in which coordinate reference system it is",
                "fill in 'crs', e.g. EPSG:32719 (UTM zone 19 south) or EPSG:4326 (degrees); ask whoever made the file");
            return std::nullopt;
        }
        if (found->hasCrs && !row.crs.empty()) {
            add(Rule::MapCrs, row, "'crs' is " + inQuotes(row.crs) + " and the file itself says what it is",
                "empty 'crs'; if the file is wrong, correct it with ogr2ogr -a_srs");
            return std::nullopt;
        }
        return *found;
    }

    void take(const ImportRow& row, const std::string& converted) {
        Findings ofRow;
        ImportedFeatures features = importFeatures(converted, row.mapping, ofRow);
        const std::string path = "map/" + row.target.file;
        if (features.geoJson.size() > kMaxGeoJsonBytes) {
            ofRow.add(Rule::FileTooLarge, row.target.at,
                      path + " would have " + std::to_string(features.geoJson.size()) + " bytes",
                      "keep it under " + std::to_string(kMaxGeoJsonBytes / 1'000'000) + " MB with 'where'");
        }
        if (!ofRow.anyError() && features.count == 0) nothingLeft(row, features, ofRow);
        if (!ofRow.anyError()) {
            // What the check of the pack will read: the same reader says the same.
            static_cast<void>(readGeoJson(cleanText(features.geoJson, row.target.at, ofRow), row.target.at, row.target,
                                          m_area, ofRow));
        }
        m_findings.append(std::move(ofRow));
        m_plan.layers.push_back(
            {row.target.key, path, features.count, features.leftOut, std::uint64_t{features.geoJson.size()}});
        m_plan.files[path] = std::move(features.geoJson);
    }

    static void nothingLeft(const ImportRow& row, const ImportedFeatures& features, Findings& findings) {
        if (features.leftOut > 0) {
            findings.add(Rule::BadGeometry, row.target.at,
                         "no feature is left: map/import-classes.csv leaves out all " +
                             std::to_string(features.leftOut) + " near the province",
                         "give one of the values a class, or delete the row");
        } else {
            findings.add(Rule::BadGeometry, row.target.at,
                         "no feature is left: none" + std::string(row.where.empty() ? "" : " that 'where' lets pass") +
                             " lies within a degree of the area of pack.json",
                         "check the file, its coordinate reference system and 'where'");
        }
    }

    /// Cells in the order of the header of map/layers.csv, whichever it is.
    [[nodiscard]] std::string layerLine(const MapLayerRow& row, const std::vector<std::string>& header) {
        const std::map<std::string_view, std::string> cells{
            {"key", row.key},
            {"file", row.file},
            {"class", row.mapClass},
            {"class_property", row.classProperty},
            {"rank_property", row.rankProperty},
            {"name_property", row.nameProperty},
            {"item_property", row.itemProperty},
            {"separate", row.separate ? "1" : ""},
            {"certainty", std::string(kCertainties[static_cast<std::size_t>(row.certainty)])},
            {"credit", row.credit},
            {"source", row.source}};
        std::vector<std::string> inOrder;
        inOrder.reserve(header.size());
        for (const std::string& column : header)
            inOrder.push_back(cells.at(column));
        std::string line;
        appendCsvRow(line, inOrder, m_layers.delimiter);
        return line;
    }

    /// The old lines as they are, those of imported layers replaced, new ones at the end.
    std::string newLayersTable() {
        std::string text = m_layersText;
        std::vector<std::string> header = m_layers.header;
        if (header.empty()) {
            for (const Column& column : kMapLayerColumns)
                header.emplace_back(column.name);
            text.clear();
            appendCsvRow(text, header);
        }
        if (!text.empty() && text.back() != '\n') text += '\n';
        std::map<int, std::string> replaced;  // by line
        std::string added;
        for (const ImportRow& row : m_rows) {
            const auto old = std::find_if(m_layers.rows.begin(), m_layers.rows.end(), [&](const CsvRow& csv) {
                return peek(m_layers, csv, "key") == row.target.key;
            });
            if (old == m_layers.rows.end()) {
                added += layerLine(row.target, header);
            } else {
                replaced[old->line] = layerLine(row.target, header);
            }
        }
        std::string out;
        int number = 1;
        for (std::size_t begin = 0; begin < text.size(); ++number) {
            const std::size_t end = text.find('\n', begin) + 1;
            const auto found = replaced.find(number);
            out += found != replaced.end() ? found->second : text.substr(begin, end - begin);
            begin = end;
        }
        return out + added;
    }

    const FileTree& m_tree;
    fs::path m_mapFolder;
    std::string m_only;
    MapConverter& m_converter;
    Findings& m_findings;
    std::optional<Area> m_area;
    std::map<std::string, std::string> m_licences;  ///< by key of sources.csv
    std::vector<std::string> m_keys;                ///< of all rows of map/import.csv
    std::vector<ImportRow> m_rows;                  ///< those to import
    CsvTable m_layers;
    std::string m_layersText;
    ImportPlan m_plan;
};

base::Error ioError(const fs::path& path) {
    return {base::Errc::Io, path.string() + ": " + std::generic_category().message(errno)};
}

/// Files that wait beside those they replace. What is not put in place is removed.
class StagedFiles {
public:
    StagedFiles() = default;
    StagedFiles(const StagedFiles&) = delete;
    StagedFiles& operator=(const StagedFiles&) = delete;
    ~StagedFiles() {
        for (const auto& [part, target] : m_files)
            ::unlink(part.c_str());
    }

    base::Status add(const fs::path& target, const std::string& bytes) {
        std::error_code code;
        if (fs::is_directory(target, code))
            return base::Error{base::Errc::Io, target.string() + ": is a folder and in the way"};
        std::string part = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
        const int file = ::mkstemp(part.data());
        if (file < 0) return ioError(target);
        m_files.emplace_back(part, target);
        std::size_t done = 0;
        bool ok = ::fchmod(file, 0644) == 0;
        while (ok && done < bytes.size()) {
            const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
            ok = wrote > 0 || errno == EINTR;
            if (wrote > 0) done += static_cast<std::size_t>(wrote);
        }
        ok = ok && ::fsync(file) == 0;
        base::Status status = ok ? base::Status() : ioError(target);
        ::close(file);
        return status;
    }

    base::Status publish() {
        while (!m_files.empty()) {
            const auto [part, target] = m_files.front();
            if (::rename(part.c_str(), target.c_str()) != 0) return ioError(target);
            m_files.erase(m_files.begin());
        }
        return {};
    }

private:
    std::vector<std::pair<std::string, fs::path>> m_files;
};

}  // namespace

bool ImportResult::ok() const {
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding& finding) { return finding.severity == Severity::Error; });
}

base::Result<ImportPlan> planImport(const FileTree& tree, const fs::path& mapFolder, const std::string& only,
                                    MapConverter& converter, Findings& findings) {
    return Importer(tree, mapFolder, only, converter, findings).run();
}

base::Result<ImportResult> importMap(const fs::path& sourceFolder, const std::string& only, MapConverter& converter) {
    std::error_code code;
    const fs::path folder = fs::canonical(sourceFolder, code);
    if (code) return base::Error{base::Errc::Io, sourceFolder.string() + ": " + code.message()};
    const DiskTree tree(folder);
    Findings findings;
    auto plan = planImport(tree, folder / "map", only, converter, findings);
    if (!plan) return plan.error();
    ImportResult result;
    const bool sound = !findings.anyError();
    result.findings = findings.take();
    if (!sound) return result;
    result.layers = std::move(plan->layers);
    StagedFiles staged;
    // map/layers.csv comes last: until it is there, the pack is the old one with some newer land.
    for (const auto& [path, bytes] : plan->files) {
        if (path == kMapLayersTable) continue;
        if (const base::Status status = staged.add(folder / path, bytes); !status) return status.error();
    }
    const std::string table(kMapLayersTable);
    if (const base::Status status = staged.add(folder / table, plan->files[table]); !status) return status.error();
    if (const base::Status status = staged.publish(); !status) return status.error();
    return result;
}

}  // namespace content_pack
