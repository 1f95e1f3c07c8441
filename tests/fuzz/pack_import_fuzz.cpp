// Everything a pack author hands in: tables, text records, pack.json, drawings, photos, and whole folders.
//
// The first byte says what the rest is: c = CSV, t = text records, j = pack.json, s = SVG, i = PNG or JPEG,
// g = a layer of a map (GeoJSON), h = tags of OpenStreetMap as GDAL writes them, p = a folder, m = an import of layers,
// d = a quote and below it the document it is looked for in.
// A folder is a list of files, each after a line
// "@@ path"; files that are not in it come from a small valid pack, so that one changed table is judged beside good
// ones. What the doctor lets pass must then be written as a database without error. An import is a folder, too, whose
// tables are in map/import.csv and map/import-classes.csv; what the converter makes of a file stands after "@@
// map/FILE". What it lets pass must be a layer the doctor has nothing to say of.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "csv.hpp"
#include "database_writer.hpp"
#include "drawing.hpp"
#include "file_tree.hpp"
#include "geojson.hpp"
#include "hash.hpp"
#include "image_probe.hpp"
#include "imported_features.hpp"
#include "manifest_reader.hpp"
#include "map_builder.hpp"
#include "map_import.hpp"
#include "pack_checks.hpp"
#include "pack_reader.hpp"
#include "plan_document.hpp"
#include "svg_probe.hpp"
#include "text_file.hpp"
#include "text_records.hpp"

namespace {

using namespace content_pack;

/// Decoding is bounded by the pixels of the header; smaller here, to keep a run short.
constexpr std::int64_t kFuzzPixels = 1'000'000;

const std::map<std::string, std::string>& validFiles() {
    static const std::map<std::string, std::string> kFiles = {
        {"pack.json",
         R"({"id": "f", "languages": ["es", "qu"], "title": {"es": "T", "qu": "T"}, "province": {"es": "P", "qu": "P"},
"centre": {"lat": -15, "lon": -69.5}, "area": {"south": -16, "west": -70, "north": -14, "east": -69}, "attract": ["lago"]})"},
        {"sources.csv", "key,title,address,publisher,year,licence\nlibro,Un libro,,,1999,\n"},
        {"districts.csv",
         "key,ubigeo,lat,lon,position,altitude_m,area_km2,rank,confidence,sources\n"
         "pueblo,210601,-15,-69.5,town_centre,3800,1.5,1,high,libro\n"},
        {"population.csv", "district,year,people,confidence,source\npueblo,2007,100,low,libro\n"},
        {"places.csv",
         "key,category,districts,lat,lon,position,rank,confidence,sources\nlago,nature,pueblo,-15,-69.5,surveyed,1,"
         "high,libro\n"},
        {"events.csv",
         "key,districts,year,month,day,end_year,end_month,end_day,precision,circa,rank,confidence,sources\n"
         "ley,pueblo,1827,9,19,,,,day,,1,high,libro\n"},
        {"festivals.csv",
         "key,districts,rule,month,day,easter_offset,days,main_offset,rank,confidence,sources\n"
         "fiesta,,easter,,,-50,4,1,1,low,libro\n"},
        {"dances.csv", "key,districts,rank,confidence,sources\nzorro,pueblo,1,low,libro\n"},
        {"people.csv",
         "key,districts,born_year,died_year,consent,rank,confidence,sources\nmaestra,,1820,1868,historical,1,high,"
         "libro\n"},
        {"topics.csv",
         "key,kind,category,districts,lat,lon,position,rank,confidence,sources\nprovince,province,,,,,none,1,high,"
         "libro\n"
         "clima,visit,climate,,,,none,1,high,libro\n"},
        {"words.csv", "key,spanish,aymara,quechua,reviewed,confidence,sources\nagua,agua,uma,yaku,1,high,libro\n"},
        {"climate.csv", "item,month,tmin_c,tmax_c,rain_mm\nclima,1,3.5,15,100\n"},
        {"facts.csv", "item,icon,label_es,value_es,confidence,sources\nlago,water,Agua,12 m,low,libro\n"},
        {"pictures.csv",
         "item,file,kind,alt_es,caption_es,credit,licence,people\nlago,art/a.svg,illustration,Un lago,,Yo,CC0,none\n"},
        {"slots.csv", "slot,file,background,alt_es,credit,licence\nattract,art/a.svg,#102030,Un lago,Yo,CC0\n"},
        {"links.csv", "from,to\nlago,zorro\n"},
        {"art/a.svg",
         "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6'><rect width='4' height='4'/></svg>"},
        {"text/es/a.md",
         "# pueblo\nname: Pueblo\n\n# lago\nname: Lago\nsummary: Un lago.\n\nAgua.\n\n# ley\nname: Ley\nsummary: S\n\n"
         "# fiesta\nname: Fiesta\nsummary: S\n\n# zorro\nname: Zorro\n\n# maestra\nname: M\nsummary: S\n\n"
         "# province\nname: P\n\n# clima\nname: C\nsummary: S\n"},
        {"text/qu/a.md", "# lago\nname: Qucha\nsummary: S\nreview: approved\n"},
    };
    return kFiles;
}

std::map<std::string, std::string> filesOf(std::string_view input) {
    std::map<std::string, std::string> files = validFiles();
    std::string* current = nullptr;
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size());
        const std::string_view line = input.substr(0, end);
        if (line.starts_with("@@ ")) {
            current = &files[std::string(line.substr(3))];
            current->clear();
        } else if (current != nullptr) {
            *current += line;
            *current += '\n';
        }
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    return files;
}

void require(bool holds, const std::string& what) {
    if (holds) return;
    std::fprintf(stderr, "pack_import_fuzz: %s\n", what.c_str());
    std::abort();
}

void folder(std::string_view input) {
    const MemoryTree tree(filesOf(input));
    Findings collected;
    const auto source = readPack({{&tree, ""}}, PictureDepth::Header, collected);
    require(source.ok(), "files in memory can always be read");
    checkPack(*source, collected);
    const std::optional<BuiltMap> map = buildMap(*source, collected);
    bool sound = true;
    const std::vector<Finding> findings = collected.take();
    for (const Finding& finding : findings) {
        require(!toString(finding).empty() && !finding.message.empty() && !finding.remedy.empty(),
                "a finding says something");
        sound = sound && finding.severity != Severity::Error;
    }
    require(!toJson(findings).empty() && !toSarif(findings).empty(), "findings can be written");
    if (!sound) return;
    const DrawnFile drawn{std::string(64, 'a'), 480, 360, 1, "image/png"};
    const base::Status written =
        writeDatabase(*source, std::vector(source->pictures.size(), std::vector{drawn}), map, ":memory:");
    require(written.ok(), "what passed the doctor can be written: " + (written ? "" : written.error().message));
}

/// Gives the files of the input as if they had been converted, in layers called like what is asked for.
class FileConverter final : public MapConverter {
public:
    explicit FileConverter(const std::map<std::string, std::string>& files) : m_files(files) {}

    base::Result<std::vector<MapFileLayer>> layers(const std::filesystem::path& file) override {
        if (!m_files.contains(file.string())) return base::Error{base::Errc::NotFound, "none"};
        return std::vector<MapFileLayer>{{"a", true}};
    }
    base::Result<std::string> convert(const MapConversion& conversion) override {
        return m_files.at(conversion.file.string());
    }

private:
    const std::map<std::string, std::string>& m_files;
};

void importLayers(std::string_view input) {
    std::map<std::string, std::string> files = filesOf(input);
    const MemoryTree tree(files);
    FileConverter converter(files);
    Findings collected;
    const auto plan = planImport(tree, "map", "", converter, collected);
    require(plan.ok(), "an import of every row finds its rows");
    if (collected.anyError()) return;
    std::set<std::string> imported;
    for (const ImportedLayer& layer : plan->layers)
        imported.insert(layer.file);
    for (const auto& [path, bytes] : plan->files)
        files[path] = bytes;
    Findings found;
    const MemoryTree after(files);
    require(readPack({{&after, ""}}, PictureDepth::Header, found).ok(), "files in memory can always be read");
    for (const Finding& finding : found.take())
        require(!imported.contains(finding.file), "the doctor agrees with the import: " + toString(finding));
}

/// A layer of a map: what the reader lets pass is compiled.
void geoJson(std::string_view input, const Origin& at, Findings& findings) {
    MapLayerRow layer;
    layer.classProperty = "class";
    layer.rankProperty = "rank";
    layer.nameProperty = "name";
    layer.itemProperty = "item";
    const Area area{-16, -70, -14, -69};
    content_map::Source source;
    source.origin = {-15, -69.5};
    source.rules.push_back({0, content::MapDraw::Line, 0, 30, 0, 0, 1, 1, 0, 0});
    for (const MapFeatureRow& row : readGeoJson(cleanText(input, at, findings), at, layer, area, findings))
        source.features.push_back({0, row.kind, row.groups, false, true});
    static_cast<void>(content_map::compileMap(source));
}

void image(std::string_view input) {
    const auto type = sniffImage(input);
    if (!type || *type == ImageType::Svg) return;
    const auto header = *type == ImageType::Png ? probePng(input) : probeJpeg(input);
    if (!header || std::int64_t{header->widthPx} * header->heightPx > kFuzzPixels) return;
    const auto pixels = *type == ImageType::Png ? decodePng(input, kWool) : decodeJpeg(input);
    if (!pixels) return;
    require(pixels->widthPx == header->widthPx && pixels->heightPx == header->heightPx, "the header tells the size");
    static_cast<void>(resized(*pixels, 7, 5));
}

/// The first line is a quote, the rest the document it is looked for in.
void quoteInDocument(std::string_view input) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view document = input.substr(std::min(end + 1, input.size()));
    PlanSource plan;
    plan.plan.emplace();
    plan.plan->documentSha256 = content::sha256Hex(document);
    plan.plan->documentLines = 1;
    plan.quotes.push_back({{0, "plan/quotes.csv", 2, "A"}, "A", 1, std::string(input.substr(0, end))});
    Findings findings;
    checkDocument(plan, document, findings);
    static_cast<void>(findings.take());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    Findings findings;
    const Origin at{0, "f", 0, ""};
    switch (data[0]) {
        case 'c': {
            const CsvTable table = parseCsv(cleanText(input, at, findings), at, findings);
            for (const CsvRow& row : table.rows)
                require(row.cells.size() == table.header.size(), "rows are as wide as the header");
            break;
        }
        case 't':
            static_cast<void>(parseTextRecords(cleanText(input, at, findings), content::Lang::Qu, at, findings));
            break;
        case 'j': static_cast<void>(parseManifest(input, at, findings)); break;
        case 's': static_cast<void>(probeSvg(input)); break;
        case 'i': image(input); break;
        case 'g': geoJson(input, at, findings); break;
        case 'p': folder(input); break;
        case 'm': importLayers(input); break;
        case 'd': quoteInDocument(input); break;
        case 'h': static_cast<void>(parseTags(input)); break;
        default: break;
    }
    static_cast<void>(findings.take());
    return 0;
}
