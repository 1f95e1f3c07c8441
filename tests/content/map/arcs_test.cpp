#include "arcs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace content_map;

namespace {

double distance(GridPoint p, GridPoint a, GridPoint b) {
    const double dx = double(b.x) - a.x;
    const double dy = double(b.y) - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t =
        length2 > 0 ? std::clamp(((p.x - double(a.x)) * dx + (p.y - double(a.y)) * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double distance(GridPoint p, const GridPath& line) {
    double nearest = 1e300;
    for (std::size_t i = 1; i < line.size(); ++i)
        nearest = std::min(nearest, distance(p, line[i - 1], line[i]));
    return nearest;
}

Topology cut(const std::vector<GridPath>& rings, const std::vector<GridPath>& lines = {}) {
    std::vector<TopologyPath> paths;
    for (const GridPath& ring : rings)
        paths.push_back({&ring, true});
    for (const GridPath& line : lines)
        paths.push_back({&line, false});
    return cutIntoArcs(paths);
}

GridPath shoreline(int points, unsigned seed) {
    std::mt19937 random(seed);
    GridPath line;
    std::int32_t y = 0;
    for (int i = 0; i < points; ++i) {
        y += static_cast<std::int32_t>(random() % 401) - 200;
        line.push_back({i * 100, y});
    }
    return line;
}

}  // namespace

TEST_SUITE("content_map/arcs") {
    TEST_CASE("a border between two areas is one arc, used in both directions") {
        const Topology t =
            cut({{{0, 0}, {10, 0}, {10, 5}, {10, 10}, {0, 10}}, {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}}});
        CHECK(t.arcs.size() == 3);
        REQUIRE(t.chains[0].size() == 2);
        REQUIRE(t.chains[1].size() == 2);
        int shared = 0;
        for (const ArcUse a : t.chains[0]) {
            for (const ArcUse b : t.chains[1]) {
                if (a.arc != b.arc) continue;
                ++shared;
                CHECK(a.reversed != b.reversed);
                CHECK(t.arcs[a.arc].points.size() == 3);
            }
        }
        CHECK(shared == 1);
    }

    TEST_CASE("the same ring is one arc wherever and in whichever direction it begins") {
        GridPath ring = {{0, 0}, {10, 1}, {12, 9}, {3, 11}};
        GridPath other = ring;
        std::rotate(other.begin(), other.begin() + 2, other.end());
        std::reverse(other.begin(), other.end());
        const Topology t = cut({ring, other});
        CHECK(t.arcs.size() == 1);
        CHECK(t.arcs[0].closed());
    }

    TEST_CASE("lines are cut where another ends on them, and where they cross in a point") {
        CHECK(cut({}, {{{0, 0}, {5, 0}, {10, 0}}, {{5, 0}, {5, 5}}}).arcs.size() == 3);
        CHECK(cut({}, {{{0, 0}, {5, 0}, {10, 0}}, {{5, -5}, {5, 0}, {5, 5}}}).arcs.size() == 4);
        CHECK(cut({}, {{{0, 0}, {5, 0}, {10, 0}}, {{10, 0}, {5, 0}, {0, 0}}}).arcs.size() == 1);
        // a line along a part of a ring: 0,0 and 10,0 of it shared
        CHECK(cut({{{0, 0}, {10, 0}, {10, 10}, {0, 10}}}, {{{0, 0}, {10, 0}, {20, 0}}}).arcs.size() == 3);
    }

    TEST_CASE("what is left out lies within the tolerance, and the ends stay") {
        const GridPath line = shoreline(2000, 7);
        const Topology t = cut({}, {line});
        REQUIRE(t.arcs.size() == 1);
        std::size_t before = line.size() + 1;
        for (const double tolerance : {0.0, 50.0, 200.0, 1000.0, 5000.0, 1e9}) {
            const GridPath simple = t.arcs[0].simplified(tolerance);
            CHECK(simple.front() == line.front());
            CHECK(simple.back() == line.back());
            CHECK(simple.size() < before);
            before = simple.size();
            double worst = 0;
            for (const GridPoint at : line)
                worst = std::max(worst, distance(at, simple));
            CHECK(worst <= tolerance * (1 + 1e-6));
        }
        CHECK(before == 2);
        CHECK(t.arcs[0].simplified(0) == line);
    }

    TEST_CASE("an island never gets smaller than a triangle") {
        GridPath island;
        for (int i = 0; i < 60; ++i) {
            island.push_back({static_cast<std::int32_t>(std::lround(1000 * std::cos(i * 0.1047))),
                              static_cast<std::int32_t>(std::lround(1000 * std::sin(i * 0.1047)))});
        }
        const Topology t = cut({island});
        const GridPath ring = joined(t.chains[0], {t.arcs[0].simplified(1e9)}, true);
        CHECK(ring.size() == 3);
        CHECK(std::abs(doubleArea(ring)) > 0);
    }

    TEST_CASE("chains give back the paths they came from") {
        const std::vector<GridPath> rings = {{{0, 0}, {10, 0}, {10, 5}, {10, 10}, {0, 10}},
                                             {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}}};
        const Topology t = cut(rings);
        std::vector<GridPath> arcs;
        for (const Arc& arc : t.arcs)
            arcs.push_back(arc.points);
        for (std::size_t i = 0; i < rings.size(); ++i) {
            const GridPath ring = joined(t.chains[i], arcs, true);
            CHECK(ring.size() == rings[i].size());
            CHECK(doubleArea(ring) == doubleArea(rings[i]));
        }
    }
}
