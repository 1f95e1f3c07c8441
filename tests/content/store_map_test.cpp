// A pack with a map, written and read back; damage in the file.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include "content/map.hpp"
#include "pack_fixture.hpp"

using namespace content;
using test_content::need;
using test_content::SourceFolder;

namespace fs = std::filesystem;

namespace {

/// Two districts with a common border, a lake in one of them, a road between the capitals, a town.
void addMap(const SourceFolder& source) {
    source.append("sources.csv", "inei,Limites,,INEI,2020,CC0-1.0\n");
    source.write("map/layers.csv",
                 "key,file,class,class_property,rank_property,name_property,item_property,separate,certainty,credit,"
                 "source\n"
                 "districts,districts.geojson,district,,,name,item,1,generalised,Limites: INEI,inei\n"
                 "rest,rest.geojson,,class,rank,name,,,schematic,Dibujo,inei\n");
    source.write("map/style.csv",
                 "class,draw,zoom_min,zoom_max,day,sun,width_z9_mm,width_z14_mm,dash_mm,gap_mm\n"
                 "district,fill,,,#102030,#FFFFFF,,,,\n"
                 "lake,fill,9,12.5,#0000FF80,#000000,,,,\n"
                 "district,line,,,#8A7053,#000000,0.5,1,2,1.5\n"
                 "road-main,line,,,#FFE9B8,#000000,1,4,,\n");
    source.write("map/labels.csv",
                 "class,zoom_min,zoom_max,font,em_mm,spacing_em,dot,day,day_halo,sun,sun_halo\n"
                 "town,,,text-bold,7.2,,town,#000000,#FFFFFF,#000000,#FFFFFF\n"
                 "lake,9.5,,display,9,0.1,none,#FFFFFF,#0000FF00,#FFFFFF,#000000\n");
    source.write("map/view.csv",
                 "south,west,north,east,ground_day,ground_sun\n-15.4,-70.0,-15.0,-69.6,#EEEEEE,#DDDDDD\n");
    source.write("map/districts.geojson", R"({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "San Juan", "name_en": "Saint John", "item": "san-juan"}, "geometry":
         {"type": "Polygon", "coordinates": [[[-69.8, -15.3], [-69.6, -15.3], [-69.6, -15.1], [-69.8, -15.1], [-69.8, -15.3]]]}},
        {"type": "Feature", "properties": {"name": "Santa Ana", "item": "santa-ana"}, "geometry":
         {"type": "Polygon", "coordinates": [[[-70.0, -15.3], [-69.8, -15.3], [-69.8, -15.1], [-70.0, -15.1], [-70.0, -15.3]]]}}]})");
    source.write("map/rest.geojson", R"({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"class": "lake", "name": "Laguna"}, "geometry":
         {"type": "Polygon", "coordinates": [[[-69.75, -15.25], [-69.7, -15.25], [-69.7, -15.2], [-69.75, -15.2], [-69.75, -15.25]]]}},
        {"type": "Feature", "properties": {"class": "road-main"}, "geometry":
         {"type": "LineString", "coordinates": [[-69.75, -15.2], [-69.85, -15.25], [-69.98, -15.3]]}},
        {"type": "Feature", "properties": {"class": "town", "rank": 5, "name": "Segundo"}, "geometry":
         {"type": "Point", "coordinates": [-69.9, -15.2]}},
        {"type": "Feature", "properties": {"class": "town", "rank": 2, "name": "Primero"}, "geometry":
         {"type": "Point", "coordinates": [-69.7, -15.15]}}]})");
    source.write("itineraries.csv",
                 "key,length,districts,rank,confidence,sources\nvuelta,half_day,san-juan,10,medium,guia\n");
    source.write("stages.csv", "itinerary,place\nvuelta,san-juan\nvuelta,templo-antiguo\nvuelta,canon-nublado\n");
    source.append("text/es/all.md", "\n# vuelta\nname: La vuelta\nsummary: De pueblo en pueblo.\n");
    source.append("text/en/all.md", "\n# vuelta\nname: The round\nsummary: From town to town.\n");
}

struct MapPack : SourceFolder {
    MapPack() { addMap(*this); }
};

int classOf(const MapModel& model, const std::string& name) {
    const auto found = std::find(model.classes.begin(), model.classes.end(), name);
    REQUIRE(found != model.classes.end());
    return static_cast<int>(found - model.classes.begin());
}

}  // namespace

TEST_SUITE("content/store map") {
    TEST_CASE("a pack without a map has none, and says so") {
        const Store store = test_content::openMinimal();
        CHECK_FALSE(need(store.info(Lang::Es)).hasMap);
        CHECK_FALSE(need(store.map(Lang::Es)));
        CHECK(need(store.itineraries(Lang::Es)).empty());
    }

    TEST_CASE_FIXTURE(MapPack, "what the tables say of a map is what the reader gets") {
        const Store opened = store();
        CHECK(need(opened.info(Lang::Es)).hasMap);
        const auto found = need(opened.map(Lang::En));
        REQUIRE(found);
        const MapModel& model = *found;
        CHECK(model.origin == base::GeoPoint{-15.2, -69.75});
        CHECK(model.groundDay == 0xFFEEEEEE);
        CHECK(model.classes == std::vector<std::string>{"district", "lake", "road-main", "town"});
        REQUIRE(model.layers.size() == 2);
        CHECK(model.layers[0].credit == "Limites: INEI");
        CHECK(model.layers[0].licence == "CC0-1.0");
        CHECK(model.layers[1].certainty == MapCertainty::Schematic);
        REQUIRE(model.rules.size() == 4);
        CHECK(model.rules[0].day == 0xFF302010);
        CHECK(model.rules[1].day == 0x80FF0000);
        CHECK(model.rules[1].zoomMax == 12.5F);
        CHECK(model.rules[2].draw == MapDraw::Line);
        CHECK(model.rules[2].gapMm == 1.5F);
        CHECK(mapWidthMm(model.rules[3], 11.5) == doctest::Approx(2));
        // By the order of the labels, then rank; those without a label last.
        std::vector<std::string> names;
        for (const MapFeature& feature : model.features)
            names.push_back(feature.name.value);
        CHECK(names == std::vector<std::string>{"Primero", "Segundo", "Laguna", "Saint John", "Santa Ana"});
        CHECK(model.features[3].item == test_content::idOf(opened, "san-juan"));
        CHECK(model.features[3].name.lang == Lang::En);
        CHECK(model.features[4].name.lang == Lang::Es);
        REQUIRE(model.features[3].rings.size() == 1);
        CHECK(model.features[3].rings[0].size() == 4);
        CHECK(model.features[0].rings.empty());
        const MapProjection projection(model.origin);
        const MapPoint corner = projection.project({-15.3, -70.0});
        CHECK(model.bounds.left == doctest::Approx(corner.x).epsilon(1e-4));
        CHECK(model.home.bottom == doctest::Approx(projection.project({-15.4, -70}).y));
    }

    TEST_CASE_FIXTURE(MapPack, "every level has every class that is drawn, and districts apart") {
        const Store opened = store();
        const MapModel model = *need(opened.map(Lang::Es));
        for (int number = kMapCoarsestLevel; number <= kMapFinestLevel; ++number) {
            CAPTURE(number);
            const MapLevel level = need(opened.mapLevel(number));
            CHECK(level.damage.empty());
            std::size_t apart = 0;
            std::size_t roads = 0;
            double lakeArea = 0;
            for (const MapChunk& chunk : level.chunks) {
                if (chunk.draw == MapDraw::Fill && chunk.mapClass == classOf(model, "district") && chunk.feature != 0)
                    ++apart;
                if (chunk.mapClass == classOf(model, "road-main")) roads += chunk.count;
                if (chunk.mapClass != classOf(model, "lake") || chunk.draw != MapDraw::Fill) continue;
                for (std::uint32_t i = chunk.first; i < chunk.first + chunk.count; i += 3) {
                    const auto at = [&](std::uint32_t k) { return level.fills[level.indices[i + k]]; };
                    lakeArea += std::abs((double{at(1).x} - at(0).x) * (double{at(2).y} - at(0).y) -
                                         (double{at(2).x} - at(0).x) * (double{at(1).y} - at(0).y)) /
                                2;
                }
            }
            CHECK(apart >= 2);
            CHECK(roads > 4);
            const MapProjection projection(model.origin);
            const MapPoint a = projection.project({-15.25, -69.75});
            const MapPoint b = projection.project({-15.2, -69.7});
            CHECK(lakeArea == doctest::Approx((b.x - a.x) * (a.y - b.y)).epsilon(1e-5));
        }
    }

    TEST_CASE_FIXTURE(MapPack, "two builds of a map are equal byte for byte") {
        const std::string first = build();
        CHECK(test_content::buildPack(path(), dir() / "again") == first);
    }

    TEST_CASE_FIXTURE(MapPack, "a map that was exported and built again is the same map") {
        static_cast<void>(build());
        test_content::needDone(content_pack::exportPack(pack(), dir() / "export"));
        static_cast<void>(test_content::buildPack(dir() / "export", dir() / "again"));
        const Store first = need(Store::open(pack()));
        const Store again = need(Store::open(dir() / "again"));
        const MapModel a = *need(first.map(Lang::En));
        const MapModel b = *need(again.map(Lang::En));
        CHECK(a.classes == b.classes);
        CHECK(a.groundSun == b.groundSun);
        CHECK(std::abs(a.home.left - b.home.left) < 0.02);
        REQUIRE(a.rules.size() == b.rules.size());
        for (std::size_t i = 0; i < a.rules.size(); ++i) {
            CHECK(a.rules[i].day == b.rules[i].day);
            CHECK(a.rules[i].zoomMax == b.rules[i].zoomMax);
            CHECK(a.rules[i].dashMm == b.rules[i].dashMm);
        }
        REQUIRE(a.features.size() == b.features.size());
        for (std::size_t i = 0; i < a.features.size(); ++i) {
            CHECK(a.features[i].name.value == b.features[i].name.value);
            CHECK(a.features[i].rings == b.features[i].rings);
            CHECK(a.features[i].anchor == b.features[i].anchor);
        }
        for (int number = kMapCoarsestLevel; number <= kMapFinestLevel; ++number) {
            const MapLevel x = need(first.mapLevel(number));
            const MapLevel y = need(again.mapLevel(number));
            CHECK(x.indices == y.indices);
            REQUIRE(x.lines.size() == y.lines.size());
            CHECK(std::memcmp(x.lines.data(), y.lines.data(), x.lines.size() * sizeof x.lines[0]) == 0);
        }
        CHECK(need(again.itineraries(Lang::Es)).at(0).stages.size() == 3);
    }

    TEST_CASE_FIXTURE(MapPack, "an itinerary has its stages with the way between them") {
        const Store opened = store();
        const auto routes = need(opened.itineraries(Lang::En));
        REQUIRE(routes.size() == 1);
        CHECK(routes[0].card.name.value == "The round");
        CHECK(routes[0].summary.value == "From town to town.");
        CHECK_FALSE(routes[0].wholeDay);
        REQUIRE(routes[0].stages.size() == 3);
        CHECK(routes[0].stages[0].roadM == 0);
        CHECK(routes[0].stages[1].byRoad);
        CHECK(routes[0].stages[1].roadM > base::distanceM({-15.2, -69.75}, {-15.3, -69.98}));
        CHECK(routes[0].stages[1].path.size() == 3);
        CHECK_FALSE(routes[0].stages[2].byRoad);  // no road leads there
        CHECK(routes[0].stages[2].roadM ==
              doctest::Approx(base::distanceM({-15.3, -69.98}, {-15.0, -69.5})).epsilon(0.01));
    }

    TEST_CASE_FIXTURE(MapPack, "a damaged part of a mesh is left out and named, the others stay") {
        static_cast<void>(build());
        std::size_t whole = 0;
        std::string needle;
        {
            const Store opened = need(Store::open(pack()));
            const MapLevel level = need(opened.mapLevel(kMapFinestLevel));
            whole = level.chunks.size();
            const auto road = std::find_if(level.chunks.begin(), level.chunks.end(), [](const MapChunk& chunk) {
                return chunk.draw == MapDraw::Line && chunk.feature == 0 && chunk.mapClass == 2;
            });
            REQUIRE(road != level.chunks.end());
            needle.assign(reinterpret_cast<const char*>(&level.lines[road->first]), 3 * sizeof(MapLineVertex));
        }
        const fs::path file = pack() / "content.db";
        fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
        std::ifstream in(file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        std::size_t hits = 0;
        for (std::size_t at = bytes.find(needle); at != std::string::npos; at = bytes.find(needle, at + 1)) {
            bytes[at + 5] = static_cast<char>(bytes[at + 5] ^ 0x41);
            ++hits;
        }
        REQUIRE(hits > 0);
        std::ofstream(file, std::ios::binary) << bytes;
        const Store damaged = need(Store::open(pack()));
        const MapLevel level = need(damaged.mapLevel(kMapFinestLevel));
        CHECK(level.damagedClasses == std::vector<int>{2});
        CHECK(level.damage.starts_with("1 damaged part of the map (level 14: "));
        CHECK(level.damage.find(need(damaged.map(Lang::Es))->classes[2]) != std::string::npos);
        CHECK(level.chunks.size() == whole - 1);
        CHECK(need(damaged.map(Lang::Es)));
    }
}
