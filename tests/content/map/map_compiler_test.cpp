#include "content_map/map_compiler.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <set>

#include "path_code.hpp"

using namespace content_map;
using content::MapChunk;
using content::MapDraw;
using content::MapLevel;
using content::MapPoint;

namespace {

constexpr base::GeoPoint kOrigin{-15, -70};

using Ring = std::vector<base::GeoPoint>;

enum Class { kLand, kLake, kDistrict, kRoad, kTown };

content::MapRule rule(int mapClass, MapDraw draw) {
    content::MapRule made;
    made.mapClass = mapClass;
    made.draw = draw;
    return made;
}

Feature area(int mapClass, std::vector<Ring> rings) { return {mapClass, ShapeKind::Areas, {std::move(rings)}}; }

/// A shore from west to east with many small bays.
Ring shore(int points, unsigned seed) {
    std::mt19937 random(seed);
    Ring line;
    for (int i = 0; i < points; ++i) {
        const double lon = -70.5 + i * 1.0 / (points - 1);
        line.push_back({-15 + 0.05 * std::sin(lon * 40) + static_cast<double>(random() % 1000) * 2e-6, lon});
    }
    return line;
}

/// Land north of a shore, a lake south of it with an island, two districts that divide the land, a road, a town.
Source lakeside() {
    const Ring line = shore(3000, 1);
    Ring land = line;
    land.push_back({-14.5, -69.5});
    land.push_back({-14.5, -70.5});
    Ring lake = line;
    lake.push_back({-15.5, -69.5});
    lake.push_back({-15.5, -70.5});
    const Ring island = {{-15.3, -70.1}, {-15.3, -70.0999}, {-15.3001, -70.1}};
    const std::size_t half = line.size() / 2;
    Ring west(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(half) + 1);
    west.push_back({-14.5, line[half].lonDeg});
    west.push_back({-14.5, -70.5});
    Ring east(line.begin() + static_cast<std::ptrdiff_t>(half), line.end());
    east.push_back({-14.5, -69.5});
    east.push_back({-14.5, line[half].lonDeg});

    Source source;
    source.origin = kOrigin;
    source.features = {area(kLand, {land}), area(kLake, {lake, island}), area(kDistrict, {west}),
                       area(kDistrict, {east})};
    source.features[2].apart = source.features[3].apart = true;
    source.features[2].anchored = source.features[3].anchored = true;
    source.features.push_back({kRoad, ShapeKind::Lines, {{{{-14.6, -70.4}, {-14.7, -70}, {-14.6, -69.6}}}}});
    source.features.push_back({kTown, ShapeKind::Points, {{{{-14.8, -70}}}}});
    source.features.back().anchored = true;
    source.rules = {rule(kLand, MapDraw::Fill), rule(kLake, MapDraw::Fill), rule(kLake, MapDraw::Line),
                    rule(kDistrict, MapDraw::Line), rule(kRoad, MapDraw::Line)};
    return source;
}

double fillArea(const MapLevel& level, int mapClass) {
    double sum = 0;
    for (const MapChunk& chunk : level.chunks) {
        if (chunk.mapClass != mapClass || chunk.draw != MapDraw::Fill) continue;
        for (std::uint32_t i = chunk.first; i < chunk.first + chunk.count; i += 3) {
            const auto& a = level.fills[level.indices[i]];
            const auto& b = level.fills[level.indices[i + 1]];
            const auto& c = level.fills[level.indices[i + 2]];
            sum += std::abs((double(b.x) - a.x) * (double(c.y) - a.y) - (double(c.x) - a.x) * (double(b.y) - a.y)) / 2;
        }
    }
    return sum;
}

using Points = std::set<std::pair<float, float>>;

Points fillPoints(const MapLevel& level, int mapClass) {
    Points points;
    for (const MapChunk& chunk : level.chunks) {
        if (chunk.mapClass != mapClass || chunk.draw != MapDraw::Fill) continue;
        for (std::uint32_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
            const auto& v = level.fills[level.indices[i]];
            points.emplace(v.x, v.y);
        }
    }
    return points;
}

template <typename T>
bool sameBytes(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

}  // namespace

TEST_SUITE("content_map/compiler") {
    TEST_CASE("every level covers the land and the lake without gap or overlap") {
        const Compiled map = compileMap(lakeside());
        CHECK(map.problems.empty());
        const double whole = (map.bounds.right - map.bounds.left) * (map.bounds.bottom - map.bounds.top);
        for (const MapLevel& level : map.levels) {
            CAPTURE(level.level);
            // 0.0001 degrees of island, halved
            CHECK(fillArea(level, kLand) + fillArea(level, kLake) == doctest::Approx(whole).epsilon(1e-6));
            // The shore is made of the same points on both sides, and so are the outer borders of the districts.
            const Points land = fillPoints(level, kLand);
            const Points lake = fillPoints(level, kLake);
            const Points districts = fillPoints(level, kDistrict);
            const float shoreTop = 12000;
            for (const auto& [x, y] : lake) {
                if (std::abs(y) < shoreTop) CHECK(land.count({x, y}) == 1);
            }
            for (const auto& p : land)
                CHECK(districts.count(p) == 1);
            CHECK(fillArea(level, kDistrict) == doctest::Approx(fillArea(level, kLand)).epsilon(1e-9));
        }
        CHECK(map.levels[0].fills.size() < map.levels[5].fills.size() / 2);
    }

    TEST_CASE("no level is further from the features than half a pixel before the next one") {
        const Source source = lakeside();
        const Compiled map = compileMap(source);
        const content::MapProjection projection(kOrigin);
        const Ring line = shore(3000, 1);
        for (const MapLevel& level : map.levels) {
            CAPTURE(level.level);
            // The shore as drawn: points of the lake's fill near it, from west to east.
            std::vector<MapPoint> drawn;
            for (const auto& [x, y] : fillPoints(level, kLake)) {
                if (std::abs(y) < 12000) drawn.push_back({x, y});
            }
            std::sort(drawn.begin(), drawn.end(), [](MapPoint a, MapPoint b) { return a.x < b.x; });
            double worst = 0;
            for (const base::GeoPoint at : line) {
                const MapPoint p = projection.project(at);
                double nearest = 1e300;
                const auto from = std::lower_bound(drawn.begin(), drawn.end(), p.x - 5000,
                                                   [](MapPoint a, double x) { return a.x < x; });
                for (auto i = from; i + 1 < drawn.end() && (i == from || (i - 1)->x < p.x + 5000); ++i) {
                    const double dx = (i + 1)->x - i->x;
                    const double dy = (i + 1)->y - i->y;
                    const double t = std::clamp(((p.x - i->x) * dx + (p.y - i->y) * dy) / (dx * dx + dy * dy), 0., 1.);
                    nearest = std::min(nearest, std::hypot(p.x - i->x - t * dx, p.y - i->y - t * dy));
                }
                worst = std::max(worst, nearest);
            }
            const double half =
                level.level == content::kMapFinestLevel ? 0.0 : content::mapMetresPerPixel(level.level + 1) / 2;
            constexpr double kGridM = 1 / content::kGridPerMetre;
            CHECK(worst <= half + kGridM);
        }
    }

    TEST_CASE("chunks are in order, without gaps, and inside of their boxes") {
        const Compiled map = compileMap(lakeside());
        for (const MapLevel& level : map.levels) {
            std::uint32_t indices = 0;
            std::uint32_t lines = 0;
            const auto place = [](const MapChunk& c) {
                return std::tuple{c.mapClass, c.draw, c.feature, c.row, c.column};
            };
            for (std::size_t i = 0; i < level.chunks.size(); ++i) {
                const MapChunk& chunk = level.chunks[i];
                if (i > 0) CHECK(place(level.chunks[i - 1]) < place(chunk));
                std::uint32_t& next = chunk.draw == MapDraw::Fill ? indices : lines;
                CHECK(chunk.first == next);
                CHECK(chunk.count > 0);
                next += chunk.count;
                for (std::uint32_t k = chunk.first; k < next; ++k) {
                    const bool fill = chunk.draw == MapDraw::Fill;
                    const float x = fill ? level.fills[level.indices[k]].x : level.lines[k].x;
                    const float y = fill ? level.fills[level.indices[k]].y : level.lines[k].y;
                    const bool within = x >= chunk.left && x <= chunk.right && y >= chunk.top && y <= chunk.bottom;
                    CHECK(within);
                }
            }
            CHECK(indices == level.indices.size());
            CHECK(lines == level.lines.size());
        }
    }

    TEST_CASE("features kept apart have chunks, rings and an anchor of their own") {
        const Compiled map = compileMap(lakeside());
        for (const std::size_t i : {std::size_t{2}, std::size_t{3}}) {
            CHECK(map.places[i].rings.size() == 1);
            CHECK(map.places[i].box.contains(map.places[i].anchor));
            const bool found = std::any_of(map.levels[0].chunks.begin(), map.levels[0].chunks.end(), [&](auto& c) {
                return c.feature == static_cast<std::int64_t>(i) + 1 && c.draw == MapDraw::Fill;
            });
            CHECK(found);
        }
        CHECK(map.places[0].rings.empty());
        const MapPoint town = content::MapProjection(kOrigin).project({-14.8, -70});
        CHECK(map.places[5].anchor.x == doctest::Approx(town.x).epsilon(1e-6));
        CHECK(map.places[5].anchor.y == doctest::Approx(town.y).epsilon(1e-6));
        // Nothing draws the outline of the land.
        const bool outlined = std::any_of(map.levels[0].chunks.begin(), map.levels[0].chunks.end(),
                                          [](auto& c) { return c.mapClass == kLand && c.draw == MapDraw::Line; });
        CHECK_FALSE(outlined);
    }

    TEST_CASE("the same source gives the same bytes") {
        const Compiled a = compileMap(lakeside());
        const Compiled b = compileMap(lakeside());
        for (std::size_t i = 0; i < a.levels.size(); ++i) {
            CHECK(sameBytes(a.levels[i].fills, b.levels[i].fills));
            CHECK(sameBytes(a.levels[i].indices, b.levels[i].indices));
            CHECK(sameBytes(a.levels[i].lines, b.levels[i].lines));
            CHECK(a.levels[i].chunks.size() == b.levels[i].chunks.size());
        }
    }

    TEST_CASE("areas that cross when simplified are simplified less") {
        // Two shores 40 m apart that wind together: at level 9 the tolerance is 38 m.
        Ring channel;
        for (int i = 0; i < 400; ++i)
            channel.push_back({-15 + 0.01 * std::sin(i * 0.2), -70 + i * 0.0002});
        for (int i = 399; i >= 0; --i)
            channel.push_back({-15.0003 + 0.01 * std::sin(i * 0.2), -70 + i * 0.0002 + 0.00007});
        Source source;
        source.origin = kOrigin;
        source.features = {area(0, {channel})};
        source.rules = {rule(0, MapDraw::Fill)};
        const Compiled map = compileMap(source);
        CHECK(map.problems.empty());
        for (const MapLevel& level : map.levels) {
            CAPTURE(level.level);
            CHECK(fillArea(level, 0) == doctest::Approx(fillArea(map.levels[5], 0)).epsilon(0.25));
        }
    }

    TEST_CASE("what cannot be drawn is told, the rest is drawn") {
        Source source;
        source.origin = kOrigin;
        source.features = {area(0, {{{-15, -70}, {-15, -70.1}}}),
                           {0, ShapeKind::Lines, {{{{-15, -70}, {-15, -70}}}}},
                           area(0, {{{-15, -70}, {-15.1, -70.1}, {-15, -70.1}, {-15.1, -70}}})};  // a bow tie
        source.rules = {rule(0, MapDraw::Fill), rule(0, MapDraw::Line)};
        const Compiled map = compileMap(source);
        REQUIRE(map.problems.size() == 2);
        CHECK(map.problems[0].feature == 0);
        CHECK(map.problems[1].feature == 1);
        CHECK(map.levels[0].indices.size() == 6);
    }

    TEST_CASE("nothing gives nothing") {
        const Compiled map = compileMap({kOrigin, {}, {}});
        CHECK(map.problems.empty());
        CHECK(map.levels[0].chunks.empty());
        CHECK(map.levels[5].level == content::kMapFinestLevel);
    }
}
