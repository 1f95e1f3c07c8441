// kiosk-pack import-map with the real ogr2ogr, on files of every format it promises, made here with ogr2ogr and osmium.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "pack_fixture.hpp"
#include "pack_program.hpp"

using Json = nlohmann::json;
using test_content::SourceFolder;
using test_pack::has;
using test_pack::Outcome;
using test_pack::quoted;
using test_pack::run;
using test_pack::runShell;

namespace fs = std::filesystem;

namespace {

/// Two roads of the province, one that leads out of it, one far away.
constexpr const char* kRoads = R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "primary", "name": "Vía Ñuñoa", "name_qu": "Ñan", "n": 3}, "geometry":
     {"type": "LineString", "coordinates": [[-69.8, -15.2], [-69.75, -15.26], [-69.7, -15.3]]}},
    {"type": "Feature", "properties": {"kind": "track", "name": null, "name_qu": null, "n": 50}, "geometry":
     {"type": "LineString", "coordinates": [[-69.7, -15.3], [-69.7, -15.0]]}},
    {"type": "Feature", "properties": {"kind": "track", "name": "Fuera", "name_qu": null, "n": null}, "geometry":
     {"type": "LineString", "coordinates": [[-69.7, -15.3], [-60, -15.3]]}},
    {"type": "Feature", "properties": {"kind": "primary", "name": "Lejos", "name_qu": null, "n": 1}, "geometry":
     {"type": "LineString", "coordinates": [[-20, 40], [-21, 41]]}}]})";

constexpr const char* kOsm = R"(<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="test">
 <node id="1" version="1" lat="-15.2" lon="-69.8"/><node id="2" version="1" lat="-15.3" lon="-69.7"/>
 <node id="3" version="1" lat="-15.0" lon="-69.7"/>
 <node id="4" version="1" lat="-15.25" lon="-69.75"><tag k="place" v="village"/><tag k="name" v="Aldea"/></node>
 <way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="Vía &quot;Uno&quot;"/><tag k="name:qu" v="Ñan"/><tag k="rank:pack" v="7"/></way>
 <way id="11" version="1"><nd ref="2"/><nd ref="3"/><tag k="highway" v="track"/></way>
 <way id="12" version="1"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="river"/></way>
</osm>
)";

struct ImportFolder : SourceFolder {
    ImportFolder() {
        append("sources.csv", "libre,Datos,,,,ODbL\n");
        write("map/import/roads.geojson", kRoads);
        write("map/import-classes.csv", "key,value,class\nroads,primary,road-main\nroads,track,road-track\n");
    }

    /// The table with one row, `roads`.
    void row(const std::string& from, const std::string& layer, const std::string& crs, const std::string& where,
             const std::string& properties = "kind,n,name") const {
        write("map/import.csv",
              "key,from,layer,crs,where,class,class_property,rank_property,name_property,item_property,separate,"
              "certainty,credit,source\nroads," +
                  from + "," + layer + "," + crs + "," + where + ",," + properties + ",,,surveyed,Autores,libre\n");
    }

    [[nodiscard]] Outcome import() const { return run(dir(), "import-map " + quoted(path())); }

    /// Runs in map/import.
    void make(const std::string& command) const {
        const Outcome made = runShell(dir(), "cd " + quoted(path() / "map/import") + " && " + command);
        CAPTURE(made.err);
        REQUIRE(made.code == 0);
    }

    [[nodiscard]] Json imported() const {
        const Outcome done = import();
        CAPTURE(done.err);
        REQUIRE(done.code == 0);
        return Json::parse(read("map/roads.geojson")).at("features");
    }

    /// The features of kRoads, whatever the format made of them: `exact` unless it cuts and rounds as tiles do.
    void checkRoads(bool exact) const {
        const Json features = imported();
        if (exact) CHECK(features.size() == 3);
        bool named = false;
        bool fromStart = false;
        for (const Json& each : features) {
            const Json& properties = each["properties"];
            CHECK(properties.value("name", "") != "Lejos");
            CHECK((properties["class"] == "road-main" || properties["class"] == "road-track"));
            if (properties["class"] == "road-main") {
                CHECK(properties ==
                      Json::parse(R"({"class": "road-main", "rank": 3, "name": "Vía Ñuñoa", "name_qu": "Ñan"})"));
                named = true;
            }
            REQUIRE(each["geometry"]["type"] == "LineString");
            for (const Json& at : each["geometry"]["coordinates"]) {
                CHECK(at.size() == 2);
                CHECK(at[0].get<double>() <= -68);
                if (std::abs(at[0].get<double>() + 69.8) < 0.001 && std::abs(at[1].get<double>() + 15.2) < 0.001)
                    fromStart = true;
            }
        }
        CHECK(named);
        CHECK(fromStart);
        CHECK(has(read("map/layers.csv"), "roads,roads.geojson,,class,rank,name,,,surveyed,Autores,libre\n"));
    }
};

}  // namespace

TEST_SUITE("kiosk-pack import-map") {
    TEST_CASE_FIXTURE(ImportFolder, "GeoJSON") {
        row("import/roads.geojson", "", "", "");
        checkRoads(true);
    }

    TEST_CASE_FIXTURE(ImportFolder, "GeoPackage, beside a table without geometry, in metres") {
        make(
            "ogr2ogr -f GPKG roads.gpkg roads.geojson -nln vias -t_srs EPSG:32719 -where \"name IS NULL OR name <> "
            "'Lejos'\"");
        write("map/import/styles.csv", "a,b\n1,2\n");
        make("ogr2ogr -f GPKG -update roads.gpkg styles.csv");
        row("import/roads.gpkg", "", "", "");
        checkRoads(true);
    }

    TEST_CASE_FIXTURE(ImportFolder, "Shapefile with and without .prj") {
        make(
            "ogr2ogr roads.shp roads.geojson -t_srs EPSG:32719 -lco ENCODING=UTF-8 -where \"name IS NULL OR name <> "
            "'Lejos'\"");
        row("import/roads.shp", "", "", "");
        checkRoads(true);
        const std::string withPrj = read("map/roads.geojson");
        fs::remove(path() / "map/import/roads.prj");
        const Outcome without = import();
        CHECK(without.code == 1);
        CHECK(has(without.err, "map/import.csv:2: error[map-crs]: record 'roads': the file does not say"));
        CHECK(has(without.err, "nothing was written: 1 error and 0 warnings"));
        CHECK_FALSE(has(without.err, "s_srs"));
        row("import/roads.shp", "roads", "EPSG:32719", "");
        checkRoads(true);
        CHECK(read("map/roads.geojson") == withPrj);
    }

    TEST_CASE_FIXTURE(ImportFolder, "a folder of shapefiles") {
        make("ogr2ogr shapes roads.geojson -lco ENCODING=UTF-8");
        row("import/shapes", "roads", "", "");
        checkRoads(true);
    }

    TEST_CASE_FIXTURE(ImportFolder, "MBTiles and a folder of vector tiles, of which one zoom is read, and one tile") {
        make("ogr2ogr -f MBTiles roads.mbtiles roads.geojson -dsco MINZOOM=8 -dsco MAXZOOM=9");
        row("import/roads.mbtiles", "", "", "");
        checkRoads(false);
        make("ogr2ogr -f MVT tiles roads.geojson -dsco MINZOOM=8 -dsco MAXZOOM=9 -dsco COMPRESS=NO");
        row("import/tiles/9", "roads", "", "");
        checkRoads(false);
        row("import/tiles/8/78/138.pbf", "", "", "");
        checkRoads(false);
        row("import/tiles", "", "", "");
        const Outcome whole = import();
        CHECK(whole.code == 1);
        CHECK(has(whole.err, "no format that GDAL knows"));
        CHECK(has(whole.err, "the folder of one zoom of vector tiles"));
    }

    TEST_CASE_FIXTURE(ImportFolder, "OpenStreetMap as XML and as PBF: the filter, names in tags, a point") {
        write("map/import/osm.osm", kOsm);
        make("osmium cat osm.osm -o osm.osm.pbf");
        for (const std::string file : {"import/osm.osm", "import/osm.osm.pbf"}) {
            CAPTURE(file);
            row(file, "lines", "", "highway IS NOT NULL", "highway,rank:pack,name");
            const Json lines = imported();
            REQUIRE(lines.size() == 2);
            CHECK(lines[0]["properties"] ==
                  Json::parse(R"({"class": "road-main", "rank": 7, "name": "Vía \"Uno\"", "name_qu": "Ñan"})"));
            CHECK(lines[0]["geometry"]["coordinates"] == Json::parse("[[-69.8, -15.2], [-69.7, -15.3]]"));
            CHECK(lines[1]["properties"] == Json::parse(R"({"class": "road-track"})"));
            write("map/import-classes.csv", "key,value,class\nroads,village,town\n");
            row(file, "points", "", "\"place IN ('village', 'hamlet')\"", "place,,name");
            CHECK(imported()[0]["properties"] == Json::parse(R"({"class": "town", "name": "Aldea"})"));
            write("map/import-classes.csv", "key,value,class\nroads,primary,road-main\nroads,track,road-track\n");
        }
    }

    TEST_CASE_FIXTURE(ImportFolder, "the same input gives the same bytes, wherever it lies") {
        row("import/roads.geojson", "", "", "");
        REQUIRE(import().code == 0);
        const ImportFolder other;
        other.row("import/roads.geojson", "", "", "");
        REQUIRE(other.import().code == 0);
        CHECK(read("map/roads.geojson") == other.read("map/roads.geojson"));
        const std::string layers = read("map/layers.csv");
        REQUIRE(import().code == 0);
        CHECK(read("map/roads.geojson") == other.read("map/roads.geojson"));
        CHECK(read("map/layers.csv") == layers);
    }

    TEST_CASE_FIXTURE(ImportFolder, "areas that cross themselves are not lost where the land is cut") {
        write("map/import/areas.geojson", R"({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"kind": "primary"}, "geometry": {"type": "Polygon", "coordinates":
             [[[-70, -15], [-69.5, -15.5], [-69.5, -15], [-70, -15.5], [-70, -15]]]}},
            {"type": "Feature", "properties": {"kind": "track"}, "geometry": {"type": "Polygon", "coordinates":
             [[[-72, -15], [-69.5, -15.5], [-69.5, -15], [-72, -15.5], [-72, -15]]]}}]})");
        row("import/areas.geojson", "", "", "", "kind,,");
        const Json areas = imported();
        REQUIRE(areas.size() == 2);
        CHECK(areas[0]["geometry"]["coordinates"][0].size() == 5);
        for (const Json& at : areas[1]["geometry"]["coordinates"][0])
            CHECK(at[0].get<double>() >= -71.2);
    }

    TEST_CASE_FIXTURE(ImportFolder, "what ogr2ogr says is quoted with file, line and key") {
        row("import/roads.geojson", "", "", "clase = 3");
        const Outcome filter = import();
        CHECK(filter.code == 1);
        CHECK(has(filter.err,
                  "map/import.csv:2: error[unreadable-file]: record 'roads': 'from': "
                  "'import/roads.geojson' cannot be converted: ogr2ogr says: ERROR 1: \"clase\" not "
                  "recognised as an available field. Remedy: "));
        row("import/roads.geojson", "", "", "@map/import.csv");
        CHECK(has(import().err, "ogr2ogr says: ERROR 1: SQL Expression Parsing Error"));
        write("map/import/noise.gpkg", "noise");
        row("import/noise.gpkg", "", "", "");
        CHECK(has(import().err, "has no format that GDAL knows"));
        CHECK_FALSE(fs::exists(path() / "map/roads.geojson"));
        CHECK_FALSE(fs::exists(path() / "map/layers.csv"));
    }

    TEST_CASE_FIXTURE(ImportFolder, "a layer whose name is an option of ogr2ogr is refused") {
        std::string odd = kRoads;
        write("map/import/odd.geojson", odd.insert(1, R"("name": "-overwrite", )"));
        row("import/odd.geojson", "", "", "");
        CHECK(has(import().err, "would take the name of the layer for an option"));
    }

    TEST_CASE_FIXTURE(ImportFolder, "without GDAL it says what to install") {
        row("import/roads.geojson", "", "", "");
        const Outcome none = runShell(
            dir(), "PATH=" + quoted(path()) + " " + quoted(KIOSK_PACK_PROGRAM) + " import-map " + quoted(path()));
        CHECK(none.code == 1);
        CHECK(has(none.err, "ogrinfo is not installed. Remedy: install gdal-bin"));
    }

    TEST_CASE_FIXTURE(ImportFolder, "only one row, and one that is not there") {
        row("import/roads.geojson", "", "", "");
        append("map/import.csv", "more,import/none.gpkg,,,,x,,,,,,surveyed,Autores,libre\n");
        CHECK(run(dir(), "import-map " + quoted(path())).code == 1);
        CHECK_FALSE(fs::exists(path() / "map/roads.geojson"));
        const Outcome only = run(dir(), "import-map " + quoted(path()) + " --only roads");
        CHECK(only.code == 0);
        CHECK(has(only.err, "kiosk-pack: map/roads.geojson: 3 features, 0 left out, "));
        const Outcome none = run(dir(), "import-map --only rods " + quoted(path()));
        CHECK(none.code == 2);
        CHECK(has(none.err, "map/import.csv has no row 'rods'"));
    }

    TEST_CASE_FIXTURE(ImportFolder, "its help says what it reads and writes") {
        const Outcome help = run(dir(), "import-map --help");
        CHECK(help.code == 0);
        for (const char* part : {"--only", "map/import.csv", "import-classes.csv", "layers.csv", "gdal-bin", "README"})
            CHECK(has(help.out, part));
    }
}
