// Importing layers of a map with texts in place of ogr2ogr.

#include "map_import.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "content/map.hpp"
#include "geojson.hpp"
#include "imported_features.hpp"
#include "map_tables.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;
using Json = nlohmann::json;
using test_content::need;
using test_content::SourceFolder;

namespace fs = std::filesystem;

namespace {

const std::string kImportHeader =
    "key,from,layer,crs,where,class,class_property,rank_property,name_property,item_property,separate,certainty,credit,"
    "source\n";
const std::string kLayersHeader =
    "key,file,class,class_property,rank_property,name_property,item_property,separate,certainty,credit,source\n";
const std::string kClassesHeader = "key,value,class\n";
const std::string kRoads = "roads,roads.osm.pbf,lines,,highway IS NOT NULL,,highway,,name,,,surveyed,OSM,libre\n";

std::string collection(const std::string& features) {
    return R"({"type": "FeatureCollection", "name": "x", "features": [)" + features + "]}";
}

std::string feature(const std::string& properties, const std::string& geometry) {
    return R"({"type": "Feature", "properties": {)" + properties + R"(}, "geometry": )" + geometry + "}";
}

std::string lineFeature(const std::string& properties) {
    return feature(properties,
                   R"({"type": "LineString", "coordinates": [[-69.8, -15.2, 3800.5], [-69.7, -15.3, 3900]]})");
}

std::string pointFeature(const std::string& properties) {
    return feature(properties, R"({"type": "Point", "coordinates": [-69.75, -15.25]})");
}

/// Gives what the test says, and writes down what it was asked.
class FakeConverter final : public MapConverter {
public:
    std::map<std::string, base::Result<std::vector<MapFileLayer>>> files;  ///< by file name
    std::map<std::string, base::Result<std::string>> texts;                ///< by file name
    std::vector<MapConversion> asked;

    void add(const std::string& file, const std::string& text, std::vector<MapFileLayer> layersOf = {{"lines", true}}) {
        files.insert_or_assign(file, std::move(layersOf));
        texts.insert_or_assign(file, text);
    }

    base::Result<std::vector<MapFileLayer>> layers(const fs::path& file) override {
        const auto found = files.find(file.filename().string());
        if (found == files.end()) return base::Error{base::Errc::NotFound, "none"};
        return found->second;
    }

    base::Result<std::string> convert(const MapConversion& conversion) override {
        asked.push_back(conversion);
        return texts.at(conversion.file.filename().string());
    }
};

/// A pack in memory with rows to import.
struct Import {
    std::map<std::string, std::string> files{
        {"pack.json",
         R"({"id": "f", "languages": ["es"], "title": {"es": "T"}, "province": {"es": "P"},
             "centre": {"lat": -15, "lon": -69.5}, "area": {"south": -15.6, "west": -70.2, "north": -14.7, "east": -69}})"},
        {"sources.csv", "key,title,address,publisher,year,licence\nlibre,L,,,,ODbL\ncerrada,C,,,,\n"},
        {"map/import.csv", kImportHeader + kRoads},
    };
    FakeConverter converter;
    std::string only;
    ImportPlan plan;
    std::vector<Finding> findings;

    Import() { converter.add("roads.osm.pbf", collection(lineFeature(R"("highway": "primary", "name": "Uno")"))); }

    void run() {
        Findings collected;
        const MemoryTree tree(files);
        plan = need(planImport(tree, "pack/map", only, converter, collected));
        findings = collected.take();
    }

    /// Runs, and fails the test when anything was found.
    void runWell() {
        run();
        for (const Finding& finding : findings)
            FAIL_CHECK(toString(finding));
    }

    /// Runs; the one finding must be `rule` at `place` and say `words` and `remedy`.
    void expect(const std::string& rule, const std::string& place, const std::string& words,
                const std::string& remedy = "") {
        run();
        REQUIRE(findings.size() == 1);
        const Finding& found = findings.front();
        CAPTURE(toString(found));
        CHECK(found.rule == rule);
        CHECK(found.file + ":" + std::to_string(found.line) == place);
        CHECK(found.message.find(words) != std::string::npos);
        CHECK(found.remedy.find(remedy) != std::string::npos);
        CHECK_FALSE(plan.files.contains("map/layers.csv"));
    }

    void setRoads(const std::string& column, const std::string& value) {
        std::vector<std::string> cells;
        std::string cell;
        for (const char c : kRoads) {
            if (c == ',' || c == '\n') {
                cells.push_back(cell);
                cell.clear();
            } else {
                cell += c;
            }
        }
        std::size_t index = 0;
        for (std::size_t at = 0; (at = kImportHeader.find_first_of(",\n", at)) != std::string::npos; ++at, ++index) {
            const std::size_t begin = at == 0 ? 0 : kImportHeader.rfind(',', at - 1) + 1;
            if (kImportHeader.substr(begin, at - begin) == column) cells[index] = value;
        }
        std::string row;
        for (const std::string& each : cells)
            row += each + ",";
        row.back() = '\n';
        files["map/import.csv"] = kImportHeader + row;
    }

    [[nodiscard]] Json features(const std::string& file = "map/roads.geojson") const {
        return Json::parse(plan.files.at(file)).at("features");
    }
};

}  // namespace

TEST_SUITE("content_pack/map import") {
    TEST_CASE("a row becomes a file and a row of layers.csv") {
        Import import;
        import.runWell();
        CHECK(import.plan.files.at("map/roads.geojson") ==
              "{\"type\":\"FeatureCollection\",\"features\":[\n"
              "{\"type\":\"Feature\",\"properties\":{\"class\":\"primary\",\"name\":\"Uno\"},\"geometry\":"
              "{\"type\":\"LineString\",\"coordinates\":[[-69.8,-15.2],[-69.7,-15.3]]}}\n"
              "]}\n");
        CHECK(import.plan.files.at("map/layers.csv") ==
              kLayersHeader + "roads,roads.geojson,,class,,name,,,surveyed,OSM,libre\n");
        REQUIRE(import.plan.layers.size() == 1);
        CHECK(import.plan.layers[0].key == "roads");
        CHECK(import.plan.layers[0].features == 1);
        CHECK(import.plan.layers[0].leftOut == 0);
        CHECK(import.plan.layers[0].sizeBytes == import.plan.files.at("map/roads.geojson").size());
    }

    TEST_CASE("the converter is asked for the row's file, layer and filter, in a box a degree around the area") {
        Import import;
        import.converter.files.insert_or_assign("roads.osm.pbf", std::vector<MapFileLayer>{{"points", true},
                                                                                           { "lines",
                                                                                             false }});
        import.setRoads("crs", "EPSG:32719");
        import.runWell();
        REQUIRE(import.converter.asked.size() == 1);
        const MapConversion& asked = import.converter.asked[0];
        CHECK(asked.file == fs::path("pack/map/roads.osm.pbf"));
        CHECK(asked.layer == "lines");
        CHECK(asked.crs == "EPSG:32719");
        CHECK(asked.where == "highway IS NOT NULL");
        CHECK(asked.southDeg == doctest::Approx(-16.6).epsilon(1e-6));
        CHECK(asked.westDeg == doctest::Approx(-71.2).epsilon(1e-6));
        CHECK(asked.northDeg == doctest::Approx(-13.7).epsilon(1e-6));
        CHECK(asked.eastDeg == doctest::Approx(-68).epsilon(1e-6));
    }

    TEST_CASE("the only layer of a file needs no name") {
        Import import;
        import.setRoads("layer", "");
        import.runWell();
        CHECK(import.converter.asked[0].layer == "lines");
    }

    TEST_CASE("one class for all features, and every property that is not used is gone") {
        Import import;
        import.setRoads("class_property", "");
        import.setRoads("name_property", "");
        import.files["map/import.csv"] =
            kImportHeader + "roads,roads.osm.pbf,,,,road-main,,,,,1,schematic,\"OSM, \"\"todos\"\"\",libre\n";
        import.runWell();
        CHECK(import.features()[0]["properties"] == Json::object());
        CHECK(import.plan.files.at("map/layers.csv") ==
              kLayersHeader + "roads,roads.geojson,road-main,,,,,1,schematic,\"OSM, \"\"todos\"\"\",libre\n");
    }

    TEST_CASE("import-classes.csv says which value is which class, and '-' leaves features out") {
        Import import;
        import.converter.add("roads.osm.pbf",
                             collection(lineFeature(R"("highway": "primary")") + "," +
                                        lineFeature(R"("highway": "trunk", "name": "T")") + "," +
                                        lineFeature(R"("highway": "path")") + "," + lineFeature(R"("highway": null)")));
        import.files["map/import-classes.csv"] = kClassesHeader +
                                                 "roads,primary,road-main\nroads,trunk,road-main\nroads,path,-\n"
                                                 "roads,,-\nroads,motorway,road-main\n";
        import.runWell();
        REQUIRE(import.features().size() == 2);
        for (const Json& each : import.features())
            CHECK(each["properties"]["class"] == "road-main");
        CHECK(import.plan.layers[0].leftOut == 2);
    }

    TEST_CASE("values without a class are one error that counts them, the most frequent first") {
        Import import;
        import.converter.add("roads.osm.pbf",
                             collection(lineFeature(R"("highway": "b", "name": "")") + "," +
                                        lineFeature(R"("highway": "a")") + "," + lineFeature(R"("highway": "c")") +
                                        "," + lineFeature("") + "," + lineFeature(R"("highway": "c")")));
        import.files["map/import-classes.csv"] = kClassesHeader + "roads,a,road-main\n";
        import.expect("map-unknown-class", "map/import.csv:2", "'c' (2), (none) (1), 'b' (1)", "'-'");
        CHECK(import.findings[0].record == "roads");
    }

    TEST_CASE("more values without a class than anybody reads are counted") {
        Import import;
        std::string features;
        for (int i = 0; i < 30; ++i)
            features += (i > 0 ? "," : "") + lineFeature(R"("name": "", "highway": "v)" + std::to_string(i) + "\"");
        import.converter.add("roads.osm.pbf", collection(features));
        import.files["map/import-classes.csv"] = kClassesHeader + "roads,a,road-main\n";
        import.expect("map-unknown-class", "map/import.csv:2", "'v26' (1) and 10 more");
    }

    TEST_CASE("without rows of the key a feature without value has no class") {
        Import import;
        import.converter.add("roads.osm.pbf", collection(lineFeature(R"("highway": null, "name": "a")") + "," +
                                                         lineFeature(R"("highway": "a")")));
        import.files["map/import-classes.csv"] = kClassesHeader;
        import.expect("map-unknown-class", "map/import.csv:2", "(none) (1)", "'where'");
    }

    TEST_CASE("names in other languages are found as name_en and as name:qu, trimmed, on one line and composed") {
        Import import;
        import.converter.add(
            "roads.osm.pbf",
            collection(lineFeature(
                R"("highway": "a", "name": " Huancane\u0301\tx ", "name_en": "One", "name:qu": "Huk", "name:ay": "Maya", "name:fr": "Un")")));
        import.runWell();
        CHECK(import.features()[0]["properties"] ==
              Json::parse(R"({"class": "a", "name": "Huancané x", "name_en": "One",
                                                                   "name_qu": "Huk", "name_ay": "Maya"})"));
    }

    TEST_CASE("what GDAL has no column for is read from the tags: names, class, rank and item") {
        Import import;
        import.converter.add(
            "roads.osm.pbf",
            collection(pointFeature(
                R"("osm_id": "1", "name": "Uno", "other_tags": "\"place\"=>\"village\",\"name:qu\"=>\"Ñan \\\"x\\\"\",\"rango\"=>\"7\",\"ref\"=>\"lago\"")")));
        import.files["map/import.csv"] =
            kImportHeader + "towns,roads.osm.pbf,,,,,place,rango,name,ref,,surveyed,OSM,libre\n";
        import.runWell();
        CHECK(import.features("map/towns.geojson")[0]["properties"] ==
              Json::parse(R"({"class": "village", "rank": 7, "name": "Uno", "name_qu": "Ñan \"x\"", "item": "lago"})"));
        CHECK(import.plan.files.at("map/layers.csv") ==
              kLayersHeader + "towns,towns.geojson,,class,rank,name,item,,surveyed,OSM,libre\n");
    }

    TEST_CASE("tags are pairs of quoted strings; the rest is skipped") {
        using Tags = std::map<std::string, std::string>;
        CHECK(parseTags("") == Tags{});
        CHECK(parseTags(R"("a"=>"b")") == Tags{{"a", "b"}});
        CHECK(parseTags(R"("a"=>"b","c"=>NULL,"d"=>"e,\"=>\\f","a"=>"g")") == Tags{{"a", "b"}, {"d", "e,\"=>\\f"}});
        CHECK(parseTags(R"("a"=>"b)") == Tags{});
        CHECK(parseTags(R"("a"=>)") == Tags{});
        CHECK(parseTags(R"("a)") == Tags{});
        CHECK(parseTags(R"("a" "b"=>"c")") == Tags{{"b", "c"}});
        CHECK(parseTags("\"a\\") == Tags{});
    }

    TEST_CASE("numbers are what they would be in a table") {
        Import import;
        import.converter.add("roads.osm.pbf",
                             collection(pointFeature(R"("highway": 3.0, "n": 12.0, "name": 1.5, "b": true)")));
        import.setRoads("rank_property", "n");
        import.files["map/import.csv"] =
            kImportHeader + "roads,roads.osm.pbf,,,,,highway,n,name,b,,surveyed,OSM,libre\n";
        import.runWell();
        CHECK(import.features()[0]["properties"] ==
              Json::parse(R"({"class": "3", "rank": 12, "name": "1.5", "item": "true"})"));
    }

    TEST_CASE("the rank is judged as a check of the pack would") {
        Import import;
        import.converter.add("roads.osm.pbf", collection(lineFeature(R"("highway": "a", "name": "x", "z": -3)") + "," +
                                                         lineFeature(R"("highway": "a", "z": 3)")));
        import.files["map/import.csv"] = kImportHeader + "roads,roads.osm.pbf,,,,,highway,z,name,,,surveyed,O,libre\n";
        import.expect("bad-number", "map/import.csv:2", "-3", "0 to 10000");
    }

    TEST_CASE("every kind of geometry comes with six decimals, cut to the box") {
        Import import;
        import.converter.add(
            "roads.osm.pbf",
            collection(
                feature(R"("highway": "a", "name": null)",
                        R"({"type": "MultiPoint", "coordinates": [[-69.12345678, -15], [-60, -15]]})") +
                "," +
                feature(
                    R"("highway": "b")",
                    R"({"type": "LineString", "coordinates": [[-69, -15], [-60, -15], [-60, -15.5], [-69, -15.5]]})") +
                "," +
                feature(
                    R"("highway": "c")",
                    R"({"type": "MultiPolygon", "coordinates": [[[[-69.5, -15], [-69.4, -15], [-69.4, -15.1], [-69.5, -15]]],
                                   [[[-60, -15], [-60, -16], [-61, -16], [-60, -15]]]]})") +
                "," + feature(R"("highway": "d")", R"({"type": "Point", "coordinates": [-60, -15]})") + "," +
                feature(
                    R"("highway": "e")",
                    R"({"type": "Polygon", "coordinates": [[[-70, -15], [-69, -16], [-69, -15], [-70, -16], [-70, -15]]]})")));
        import.runWell();
        const Json features = import.features();
        REQUIRE(features.size() == 4);
        CHECK(features[0]["geometry"] == Json::parse(R"({"type": "Point", "coordinates": [-69.123457, -15]})"));
        CHECK(features[1]["geometry"] == Json::parse(R"({"type": "MultiLineString", "coordinates":
            [[[-69, -15], [-68.000002, -15]], [[-68.000002, -15.5], [-69, -15.5]]]})"));
        CHECK(features[2]["geometry"] == Json::parse(R"({"type": "Polygon", "coordinates":
            [[[-69.5, -15], [-69.4, -15], [-69.4, -15.1], [-69.5, -15]]]})"));
        CHECK(features[3]["geometry"]["coordinates"][0].size() == 5);  // it crosses itself, and still comes
    }

    TEST_CASE("the order of the file makes no difference to what is written") {
        const std::string a = lineFeature(R"("highway": "a", "name": "1")");
        const std::string b = lineFeature(R"("highway": "b", "name": "2")");
        Import first;
        first.converter.add("roads.osm.pbf", collection(a + "," + b));
        first.runWell();
        Import second;
        second.converter.add("roads.osm.pbf", collection(b + "," + a));
        second.runWell();
        CHECK(first.plan.files == second.plan.files);
        CHECK(first.features()[0]["properties"]["class"] == "a");
    }

    TEST_CASE("geometry the map does not draw is named as in a check") {
        Import import;
        import.converter.add("roads.osm.pbf",
                             collection(feature(R"("highway": "a", "name": "")",
                                                R"({"type": "GeometryCollection", "geometries": []})")));
        import.run();
        REQUIRE(import.findings.size() >= 1);
        CHECK(import.findings[0].rule == "bad-geometry");
        CHECK(import.findings[0].line == 2);
        CHECK(import.findings[0].record == "feature 1");
        CHECK_FALSE(import.plan.files.contains("map/layers.csv"));
    }

    TEST_CASE("layers.csv: a row of the same key is replaced where it stands, the others stay to the byte") {
        Import import;
        // Columns in another order, needless quotes, an empty line, no line end: all of it is somebody's.
        const std::string header =
            "file,key,class,class_property,rank_property,name_property,item_property,separate,certainty,credit,"
            "source\n";
        import.files["map/layers.csv"] = header + "\"a.geojson\",a,land,,,,,,generalised,\"x, y\",libre\n\n" +
                                         "old.geojson,roads,road,,,,,,schematic,old,libre\n" +
                                         "z.geojson,z,land,,,,,0,generalised,z,libre";
        import.runWell();
        CHECK(import.plan.files.at("map/layers.csv") == header +
                                                            "\"a.geojson\",a,land,,,,,,generalised,\"x, y\",libre\n\n" +
                                                            "roads.geojson,roads,,class,,name,,,surveyed,OSM,libre\n" +
                                                            "z.geojson,z,land,,,,,0,generalised,z,libre\n");
    }

    TEST_CASE("layers.csv: a table parted by semicolons stays one") {
        Import import;
        std::string table = kLayersHeader + "z,z.geojson,land,,,,,0,generalised,z,libre\n";
        std::replace(table.begin(), table.end(), ',', ';');
        import.files["map/layers.csv"] = table;
        import.runWell();
        CHECK(import.plan.files.at("map/layers.csv") ==
              table + "roads;roads.geojson;;class;;name;;;surveyed;OSM;libre\n");
    }

    TEST_CASE("layers.csv: new rows come at the end in the order of import.csv") {
        Import import;
        import.files["map/layers.csv"] = kLayersHeader + "a,a.geojson,land,,,,,,generalised,x,libre\n";
        import.files["map/import.csv"] += "paths,roads.osm.pbf,,,,path,,,,,,surveyed,OSM,libre\n";
        import.runWell();
        CHECK(import.plan.files.at("map/layers.csv") ==
              kLayersHeader +
                  "a,a.geojson,land,,,,,,generalised,x,libre\nroads,roads.geojson,,class,,name,,,surveyed,OSM,libre\n"
                  "paths,paths.geojson,path,,,,,,surveyed,OSM,libre\n");
    }

    TEST_CASE("an empty layers.csv gets a header") {
        Import import;
        import.files["map/layers.csv"] = "";
        import.runWell();
        CHECK(import.plan.files.at("map/layers.csv").starts_with(kLayersHeader + "roads,"));
    }

    TEST_CASE("only one row, whatever is wrong with the others") {
        Import import;
        import.files["map/import.csv"] += " BAD ,none.gpkg,,,,,,,,,,,,\n";
        import.files["map/import-classes.csv"] = kClassesHeader + "BAD,,\nroads,primary,road-main\n";
        import.only = "roads";
        import.runWell();
        CHECK(import.plan.layers.size() == 1);
        CHECK(import.features()[0]["properties"]["class"] == "road-main");
        Findings findings;
        const auto none = planImport(MemoryTree(import.files), "map", "road", import.converter, findings);
        REQUIRE_FALSE(none);
        CHECK(none.error().code == base::Errc::InvalidInput);
        CHECK(none.error().message == "map/import.csv has no row 'road'");
    }

    TEST_CASE("a file that cannot be read names what is wrong with it") {
        Import import;
        SUBCASE("missing") {
            import.setRoads("from", "import/none.gpkg");
            import.expect("missing-file", "map/import.csv:2", "'import/none.gpkg'", "'from'");
        }
        SUBCASE("no format") {
            import.converter.files.insert_or_assign("roads.osm.pbf", base::Error{base::Errc::Unsupported, "no driver"});
            import.expect("unreadable-file", "map/import.csv:2", "no format that GDAL knows", "GeoPackage");
        }
        SUBCASE("no GDAL") {
            import.files["map/import.csv"] += "paths,roads.osm.pbf,,,,path,,,,,,surveyed,OSM,libre\n";
            import.converter.files.insert_or_assign("roads.osm.pbf",
                                                    base::Error{base::Errc::Unavailable, "ogrinfo is not installed"});
            import.expect("unreadable-file", "map/import.csv:2", "ogrinfo is not installed", "gdal-bin");
        }
        SUBCASE("a conversion that fails") {
            import.converter.texts.insert_or_assign(
                "roads.osm.pbf", base::Error{base::Errc::Corrupt, "ogr2ogr says: ERROR 1: it is Tuesday"});
            import.expect("unreadable-file", "map/import.csv:2", "ERROR 1: it is Tuesday", "ogr2ogr -makevalid");
        }
        SUBCASE("too much") {
            import.converter.texts.insert_or_assign(
                "roads.osm.pbf", base::Error{base::Errc::InvalidInput, "ogr2ogr writes more than 128000000 bytes"});
            import.expect("file-too-large", "map/import.csv:2", "128000000", "'where'");
        }
        SUBCASE("no layer with geometry") {
            import.converter.add("roads.osm.pbf", "", {});
            import.expect("bad-geometry", "map/import.csv:2", "no layer with geometry");
        }
        SUBCASE("several layers") {
            import.converter.add("roads.osm.pbf", "", {{"points", true}, { "lines", true }});
            import.setRoads("layer", "");
            import.expect("missing-value", "map/import.csv:2", "several", "'points', 'lines'");
        }
        SUBCASE("another layer") {
            import.setRoads("layer", "Lines");
            import.expect("bad-enum", "map/import.csv:2", "'layer' is 'Lines'", "'lines'");
        }
        SUBCASE("no coordinate reference system") {
            import.converter.add("roads.osm.pbf", "", {{ "lines", false }});
            import.expect("map-crs", "map/import.csv:2", "does not say", "EPSG:32719");
        }
        SUBCASE("two coordinate reference systems") {
            import.setRoads("crs", "EPSG:4326");
            import.expect("map-crs", "map/import.csv:2", "the file itself says", "empty 'crs'");
        }
        SUBCASE("no JSON") {
            import.converter.add("roads.osm.pbf", "{\"type\": ");
            import.expect("bad-geometry", "map/import.csv:2", "no GeoJSON");
        }
        SUBCASE("no list of features") {
            import.converter.add("roads.osm.pbf", R"({"features": 3})");
            import.expect("bad-geometry", "map/import.csv:2", "no GeoJSON");
        }
        SUBCASE("lists without end") {
            import.converter.add("roads.osm.pbf", collection(std::string(100'000, '[') + std::string(100'000, ']')));
            import.expect("bad-geometry", "map/import.csv:2", "no GeoJSON");
        }
        SUBCASE("another encoding") {
            import.converter.add("roads.osm.pbf", collection(lineFeature("\"highway\": \"caf\xE9\"")));
            import.expect("bad-utf8", "map/import.csv:2", "UTF-8", ".cpg");
        }
        SUBCASE("nothing in the box") {
            import.converter.add("roads.osm.pbf", collection(""));
            import.expect("bad-geometry", "map/import.csv:2", "none that 'where' lets pass lies within a degree");
        }
        SUBCASE("everything cut away") {
            import.converter.add("roads.osm.pbf",
                                 collection(feature(R"("highway": "a", "name": "b")",
                                                    R"({"type": "Point", "coordinates": [500000, 8300000]})")));
            import.setRoads("where", "");
            import.expect("bad-geometry", "map/import.csv:2", "none lies within a degree",
                          "coordinate reference system");
        }
        SUBCASE("everything left out") {
            import.files["map/import-classes.csv"] = kClassesHeader + "roads,primary,-\n";
            import.expect("bad-geometry", "map/import.csv:2", "leaves out all 1");
        }
        SUBCASE("a property it does not have") {
            import.setRoads("name_property", "NAME");
            import.expect("unknown-field", "map/import.csv:2", "'name_property' is 'NAME'", "'highway', 'name'");
        }
        SUBCASE("a class it does not have is said once") {
            import.setRoads("class_property", "type");
            import.expect("unknown-field", "map/import.csv:2", "'class_property' is 'type'");
        }
    }

    TEST_CASE("a layer whose lists stand in lists without end is refused by the reader of layers, not walked through") {
        MapLayerRow layer;
        layer.classProperty = "class";
        const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
        Findings findings;
        const auto rows =
            readGeoJson(collection(pointFeature("\"class\": " + deep)), {0, "f", 0, ""}, layer, std::nullopt, findings);
        CHECK(rows.empty());
        const auto found = findings.take();
        REQUIRE(found.size() == 1);
        CHECK(found[0].rule == "bad-geometry");
        CHECK(nestsTooDeep(std::string(33, '[')));
        CHECK_FALSE(nestsTooDeep(std::string(32, '{')));
        CHECK_FALSE(nestsTooDeep(R"({"a": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"[[", "b": [[]]})"));
    }

    TEST_CASE("a tag that no feature has may be one another extract has") {
        Import import;
        import.converter.add("roads.osm.pbf", collection(lineFeature(R"("highway": "a", "other_tags": null)")));
        import.runWell();
        CHECK(import.features()[0]["properties"] == Json::parse(R"({"class": "a"})"));
    }

    TEST_CASE("a table with a mistake names it, and nothing is converted") {
        Import import;
        SUBCASE("no import.csv") {
            import.files.erase("map/import.csv");
            import.expect("missing-file", "map/import.csv:0", "missing");
        }
        SUBCASE("no row") {
            import.files["map/import.csv"] = kImportHeader;
            import.expect("missing-value", "map/import.csv:0", "no row");
        }
        SUBCASE("a column too few") {
            import.files["map/import.csv"] = "key,from\nroads,x\n";
            import.run();
            CHECK(std::count_if(import.findings.begin(), import.findings.end(),
                                [](const Finding& f) { return f.rule == "missing-column"; }) == 12);
        }
        SUBCASE("no pack.json") {
            import.files.erase("pack.json");
            import.expect("missing-file", "pack.json:0", "missing");
        }
        SUBCASE("no area") {
            import.files["pack.json"] =
                R"({"id": "f", "languages": ["es"], "title": {"es": "T"}, "province": {"es": "P"}, "centre": {"lat": -15, "lon": -69}})";
            import.expect("missing-field", "pack.json:1", "area");
        }
        SUBCASE("no key") {
            import.setRoads("key", "");
            import.expect("missing-value", "map/import.csv:2", "'key'");
        }
        SUBCASE("a bad key") {
            import.setRoads("key", "Roads");
            import.expect("bad-key", "map/import.csv:2", "'Roads'");
        }
        SUBCASE("a key twice") {
            import.files["map/import.csv"] += kRoads;
            import.expect("duplicate-key", "map/import.csv:3", "'roads'");
        }
        SUBCASE("no file") {
            import.setRoads("from", "");
            import.expect("missing-value", "map/import.csv:2", "'from'");
        }
        SUBCASE("a path of one machine") {
            import.setRoads("from", "/data/peru.osm.pbf");
            import.expect("path-outside", "map/import.csv:2", "one machine", "relative");
        }
        SUBCASE("the file that would be written") {
            import.setRoads("from", "./roads.geojson");
            import.expect("duplicate-row", "map/import.csv:2", "over the file it comes from", "map/import/");
        }
        SUBCASE("a strange coordinate reference system") {
            import.setRoads("crs", "http://example.org/4326");
            import.expect("map-crs", "map/import.csv:2", "http://example.org/4326", "EPSG:32719");
        }
        SUBCASE("no class") {
            import.setRoads("class_property", "");
            import.expect("map-unknown-class", "map/import.csv:2", "no class");
        }
        SUBCASE("two ways to a class") {
            import.setRoads("class", "road");
            import.expect("map-unknown-class", "map/import.csv:2", "two ways");
        }
        SUBCASE("separate is no flag") {
            import.setRoads("separate", "yes");
            import.expect("bad-enum", "map/import.csv:2", "'separate'");
        }
        SUBCASE("a certainty that does not exist") {
            import.setRoads("certainty", "exact");
            import.expect("bad-enum", "map/import.csv:2", "'exact'", "surveyed");
        }
        SUBCASE("no credit") {
            import.setRoads("credit", "");
            import.expect("missing-credit", "map/import.csv:2", "'credit'", "page of credits");
        }
        SUBCASE("no source") {
            import.setRoads("source", "");
            import.expect("missing-source", "map/import.csv:2", "'source'", "sources.csv");
        }
        SUBCASE("an unknown source") {
            import.setRoads("source", "osm");
            import.expect("unknown-source", "map/import.csv:2", "'osm'");
        }
        SUBCASE("no licence") {
            import.setRoads("source", "cerrada");
            import.expect("map-licence", "map/import.csv:2", "'cerrada'", "licence");
        }
        SUBCASE("classes of another layer") {
            import.files["map/import-classes.csv"] = kClassesHeader + "road,primary,a\n";
            import.expect("unknown-item", "map/import-classes.csv:2", "'road'");
        }
        SUBCASE("classes without key") {
            import.files["map/import-classes.csv"] = kClassesHeader + ",primary,a\n";
            import.expect("missing-value", "map/import-classes.csv:2", "'key'");
        }
        SUBCASE("a class for a value that is empty") {
            import.files["map/import-classes.csv"] = kClassesHeader + "roads,primary,\n";
            import.expect("missing-value", "map/import-classes.csv:2", "'class'", "'-'");
        }
        SUBCASE("a value twice") {
            import.files["map/import-classes.csv"] = kClassesHeader + "roads,primary,a\nroads,primary,b\n";
            import.expect("duplicate-row", "map/import-classes.csv:3", "'primary'");
        }
        SUBCASE("classes of a layer that has only one") {
            import.files["map/import.csv"] = kImportHeader + "roads,roads.osm.pbf,,,,road,,,,,,surveyed,OSM,libre\n";
            import.files["map/import-classes.csv"] = kClassesHeader + "roads,primary,a\n";
            import.expect("wrong-kind", "map/import-classes.csv:2", "one class");
        }
        SUBCASE("a row of layers.csv over two lines") {
            import.files["map/layers.csv"] = kLayersHeader + "a,a.geojson,land,,,,,,generalised,\"x\ny\",libre\n";
            import.expect("control-character", "map/layers.csv:2", "line break");
        }
        SUBCASE("a broken row of layers.csv") {
            import.files["map/layers.csv"] = kLayersHeader + "a,a.geojson\n";
            import.expect("cell-count", "map/layers.csv:2", "cells");
        }
        SUBCASE("an unknown column of layers.csv") {
            import.files["map/layers.csv"] = "x," + kLayersHeader;
            import.expect("unknown-column", "map/layers.csv:1", "'x'");
        }
        SUBCASE("a layer that stands twice in layers.csv") {
            const std::string row = "roads,a.geojson,land,,,,,,generalised,x,libre\n";
            import.files["map/layers.csv"] = kLayersHeader + row + row;
            import.expect("duplicate-key", "map/layers.csv:3", "'roads'");
        }
        SUBCASE("a file another layer draws") {
            import.files["map/layers.csv"] = kLayersHeader + "a,roads.geojson,land,,,,,,generalised,x,libre\n";
            import.expect("duplicate-row", "map/layers.csv:2", "'roads.geojson'", "another key");
        }
        CHECK(import.converter.asked.empty());
    }

    TEST_CASE("all rows are tried, so that all is told at once") {
        Import import;
        import.files["map/import.csv"] = kImportHeader + "a,none.gpkg,,,,a,,,,,,surveyed,x,libre\n" + kRoads +
                                         "b,none.gpkg,,,,a,,,,,,surveyed,x,libre\n";
        import.run();
        CHECK(import.findings.size() == 2);
        CHECK(import.converter.asked.size() == 1);
    }
}

TEST_SUITE("content_pack/map import on disk") {
    TEST_CASE("when one row fails nothing is written, and nothing is left lying about") {
        const SourceFolder source;
        source.append("sources.csv", "osm,OSM,,,,ODbL\n");
        source.write("map/import.csv", kImportHeader + "roads,roads.osm.pbf,,,,road,,,,,,surveyed,OSM,osm\n" +
                                           "paths,none.gpkg,,,,path,,,,,,surveyed,OSM,osm\n");
        source.write("map/layers.csv", kLayersHeader);
        source.write("map/roads.geojson", "old");
        FakeConverter converter;
        converter.add("roads.osm.pbf", collection(lineFeature("")));
        const auto failed = need(importMap(source.path(), "", converter));
        CHECK_FALSE(failed.ok());
        REQUIRE(failed.findings.size() == 1);
        CHECK(failed.findings[0].line == 3);
        CHECK(source.read("map/roads.geojson") == "old");
        CHECK(source.read("map/layers.csv") == kLayersHeader);

        converter.add("none.gpkg", collection(lineFeature("")));
        const auto done = need(importMap(source.path(), "", converter));
        CHECK(done.ok());
        CHECK(done.layers.size() == 2);
        CHECK(source.read("map/roads.geojson").starts_with("{\"type\":\"FeatureCollection\""));
        CHECK(source.read("map/layers.csv").find("paths,paths.geojson,path") != std::string::npos);
        int files = 0;
        for (const auto& entry : fs::directory_iterator(source.path() / "map")) {
            ++files;
            CHECK((entry.status().permissions() & fs::perms::others_read) != fs::perms::none);
        }
        CHECK(files == 4);
    }

    TEST_CASE("a file that cannot be put in place stops the import before anything is replaced") {
        const SourceFolder source;
        source.append("sources.csv", "osm,OSM,,,,ODbL\n");
        source.write("map/import.csv",
                     kImportHeader + "a,f,,,,road,,,,,,surveyed,OSM,osm\n" + "roads,f,,,,path,,,,,,surveyed,OSM,osm\n");
        source.write("map/a.geojson", "old");
        source.write("map/roads.geojson/x", "a folder");
        FakeConverter converter;
        converter.add("f", collection(lineFeature("")));
        const auto failed = importMap(source.path(), "", converter);
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == base::Errc::Io);
        CHECK(failed.error().message.find("roads.geojson") != std::string::npos);
        CHECK(source.read("map/a.geojson") == "old");
        CHECK_FALSE(fs::exists(source.path() / "map/layers.csv"));
    }

    TEST_CASE("a folder that is not there is an error of files") {
        FakeConverter converter;
        const auto failed = importMap("/nonexistent/pack", "", converter);
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == base::Errc::Io);
    }

    TEST_CASE("an imported pack is checked, built and opened, and its map has what was imported") {
        const SourceFolder source;
        source.append("sources.csv", "osm,OpenStreetMap,,,,ODbL\n");
        source.write("map/import.csv",
                     kImportHeader + "roads,import/osm.pbf,,,,,highway,,name,,,surveyed,© OpenStreetMap,osm\n" +
                         "towns,import/towns.gpkg,,,,town,,rank,name,,,surveyed,© OpenStreetMap,osm\n");
        source.write("map/import-classes.csv",
                     kClassesHeader + "roads,primary,road-main\nroads,track,road-track\nroads,steps,-\n");
        source.write("map/import/osm.pbf", "not read by the check");
        source.write("map/style.csv",
                     "class,draw,zoom_min,zoom_max,day,sun,width_z9_mm,width_z14_mm,dash_mm,gap_mm\n"
                     "road-track,line,,,#8A7053,#000000,0.5,1,2,1.5\nroad-main,line,,,#FFE9B8,#000000,1,4,,\n");
        source.write("map/labels.csv",
                     "class,zoom_min,zoom_max,font,em_mm,spacing_em,dot,day,day_halo,sun,sun_halo\n"
                     "town,,,text-bold,7.2,,town,#000000,#FFFFFF,#000000,#FFFFFF\n");
        source.write("map/view.csv",
                     "south,west,north,east,ground_day,ground_sun\n-15.4,-70.0,-15.0,-69.6,#EEEEEE,#DDDDDD\n");
        FakeConverter converter;
        converter.add("osm.pbf",
                      collection(lineFeature(R"("highway": "primary", "name": "PE-34H")") + "," +
                                 lineFeature(R"("highway": "track")") + "," + lineFeature(R"("highway": "steps")")));
        converter.add("towns.gpkg", collection(pointFeature(R"("rank": 2, "name": "Primero", "name_en": "First")")));
        const auto done = need(importMap(source.path(), "", converter));
        for (const Finding& finding : done.findings)
            FAIL_CHECK(toString(finding));
        for (const Finding& finding : source.check().findings)
            FAIL_CHECK(toString(finding));
        const content::Store store = source.store();
        const auto map = need(store.map(content::Lang::Es));
        REQUIRE(map);
        CHECK(map->classes == std::vector<std::string>{"road-main", "road-track", "town"});
        REQUIRE(map->layers.size() == 2);
        CHECK(map->layers[0].credit == "© OpenStreetMap");
        CHECK(map->layers[0].licence == "ODbL");
        REQUIRE(map->features.size() == 2);  // those that can be named
        CHECK(map->features[0].name.value == "Primero");
        CHECK(map->features[0].rank == 2);
        CHECK(map->features[1].name.value == "PE-34H");
    }
}
