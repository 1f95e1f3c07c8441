#include "strips.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

using namespace content_map;
using content::MapLineVertex;

namespace {

constexpr double kOneCell = 1e9;
constexpr std::int32_t kMetre = 64;

using Strips = std::map<Cells::At, std::vector<MapLineVertex>>;

Strips stripsOf(const GridPath& line, bool closed, double metresPerPixel = 1, double cell = kOneCell) {
    Strips strips;
    const Cells cells{-kOneCell / 2, -kOneCell / 2, cell};
    appendStrips(line, closed, metresPerPixel, cells,
                 [&](Cells::At at) -> std::vector<MapLineVertex>& { return strips[at]; });
    return strips;
}

std::vector<MapLineVertex> stripOf(const GridPath& line, bool closed = false, double metresPerPixel = 1) {
    const Strips strips = stripsOf(line, closed, metresPerPixel);
    REQUIRE(strips.size() == 1);
    return strips.begin()->second;
}

struct Corner {
    double x = 0;
    double y = 0;
};

Corner cornerOf(const MapLineVertex& v, double half) {
    return {double(v.x) + v.normalX / double(content::kMapNormalScale) * half,
            double(v.y) + v.normalY / double(content::kMapNormalScale) * half};
}

/// Whether a triangle strip covers a point.
bool covers(const std::vector<MapLineVertex>& strip, double half, double x, double y) {
    for (std::size_t i = 0; i + 2 < strip.size(); ++i) {
        const Corner a = cornerOf(strip[i], half);
        const Corner b = cornerOf(strip[i + 1], half);
        const Corner c = cornerOf(strip[i + 2], half);
        const auto side = [&](Corner p, Corner q) { return (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x); };
        const double area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (std::abs(area) < 1e-9) continue;
        const double s = area > 0 ? 1 : -1;
        if (side(a, b) * s >= 0 && side(b, c) * s >= 0 && side(c, a) * s >= 0) return true;
    }
    return false;
}

double distance(double x, double y, const GridPath& line, bool closed) {
    double nearest = 1e300;
    const std::size_t n = line.size();
    for (std::size_t i = 0; i + (closed ? 0 : 1) < n; ++i) {
        const auto a = toPlane(line[i]);
        const auto b = toPlane(line[(i + 1) % n]);
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const double t = std::clamp(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(x - a.x - t * dx, y - a.y - t * dy));
    }
    return nearest;
}

bool side(const MapLineVertex& v) { return (v.along & 1) != 0; }
int along(const MapLineVertex& v) { return v.along >> 1; }

bool same(const MapLineVertex& a, const MapLineVertex& b) {
    return a.x == b.x && a.y == b.y && a.normalX == b.normalX && a.normalY == b.normalY && a.along == b.along;
}

/// What every strip keeps: doubled ends, left and right in turn.
void checkForm(const std::vector<MapLineVertex>& strip) {
    REQUIRE(strip.size() >= 6);
    CHECK(strip.size() % 2 == 0);
    CHECK(same(strip[0], strip[1]));
    CHECK(same(strip[strip.size() - 1], strip[strip.size() - 2]));
    for (std::size_t i = 1; i + 1 < strip.size(); ++i)
        CHECK(side(strip[i]) == (i % 2 == 0));
}

/// Compares the strip with the line itself on a raster of points.
void checkWidth(const GridPath& line, bool closed, double half) {
    const auto strip = stripOf(line, closed);
    checkForm(strip);
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    for (const GridPoint at : line) {
        left = std::min(left, toPlane(at).x);
        right = std::max(right, toPlane(at).x);
        top = std::min(top, toPlane(at).y);
        bottom = std::max(bottom, toPlane(at).y);
    }
    int missing = 0;
    int beyond = 0;
    for (double x = left - 3 * half; x <= right + 3 * half; x += half / 5) {
        for (double y = top - 3 * half; y <= bottom + 3 * half; y += half / 5) {
            const double d = distance(x, y, line, closed);
            const bool covered = covers(strip, half, x, y);
            // A fan of 30 degrees lies inside of its circle by 1 - cos 15 degrees = 3.4 %, normals are in 60ths.
            if (d < half * 0.94 && !covered) ++missing;
            if (d > half * content::kMapMitreLimit * 1.02 && covered) ++beyond;
        }
    }
    CHECK(missing == 0);
    CHECK(beyond == 0);
}

}  // namespace

TEST_SUITE("content_map/strips") {
    TEST_CASE("a straight line: a round cap, two pairs, a round cap") {
        const auto strip = stripOf({{0, 0}, {100 * kMetre, 0}});
        checkForm(strip);
        CHECK(strip.size() == 2 + 2 * (3 + 2 + 3));
        // Walking east, left is north, which is up: y is negative.
        CHECK(strip[1 + 6].normalY == -60);
        CHECK_FALSE(side(strip[1 + 6]));
        CHECK(strip[1 + 7].normalY == 60);
        CHECK(along(strip[1 + 6]) == 0);
        CHECK(along(strip[1 + 8]) == 200);  // half pixels of one metre
    }

    TEST_CASE("an end is as round as its line is wide: flat, one pair, three") {
        const auto ends = [](Cap cap) {
            std::vector<MapLineVertex> strip;
            appendStrips(
                {{0, 0}, {100 * kMetre, 0}}, false, 1, {-kOneCell / 2, -kOneCell / 2, kOneCell},
                [&](Cells::At) -> std::vector<MapLineVertex>& { return strip; }, cap);
            checkForm(strip);
            return (strip.size() - 6) / 4;  // two pairs, two doubled vertices, and the pairs of two ends
        };
        CHECK(ends(capFor(0.3F)) == 0);
        CHECK(ends(capFor(1)) == 1);
        CHECK(ends(capFor(2)) == 3);
    }

    TEST_CASE("width, joins and caps cover what is near the line and nothing else") {
        checkWidth({{0, 0}, {100 * kMetre, 30 * kMetre}}, false, 5);
        checkWidth({{0, 0}, {60 * kMetre, 0}, {60 * kMetre, 60 * kMetre}}, false, 5);
        checkWidth({{0, 0}, {60 * kMetre, 0}, {5 * kMetre, 30 * kMetre}}, false, 5);   // a sharp turn
        checkWidth({{0, 0}, {60 * kMetre, 0}, {5 * kMetre, -30 * kMetre}}, false, 5);  // the other way
        checkWidth({{0, 0}, {60 * kMetre, 0}, {0, 0}}, false, 5);                      // straight back
        checkWidth({{0, 0}, {80 * kMetre, 0}, {80 * kMetre, 80 * kMetre}, {0, 80 * kMetre}}, true, 5);
        checkWidth({{0, 0}, {80 * kMetre, 10 * kMetre}, {4 * kMetre, 30 * kMetre}}, true, 5);  // sharp at the seam
        std::mt19937 random(3);
        for (int i = 0; i < 10; ++i) {
            GridPath line;
            std::int32_t x = 0;
            std::int32_t y = 0;
            for (int k = 0; k < 6; ++k) {
                line.push_back({x, y});
                const double rad = static_cast<double>(random() % 628) / 100;
                x += static_cast<std::int32_t>(40 * kMetre * std::cos(rad));
                y += static_cast<std::int32_t>(40 * kMetre * std::sin(rad));
            }
            checkWidth(line, false, 4);
        }
    }

    TEST_CASE("cut between cells, both sides have the same pair") {
        GridPath line;
        for (int i = 0; i <= 40; ++i)
            line.push_back({i * 10 * kMetre, static_cast<std::int32_t>((50 + 20 * std::sin(i)) * kMetre)});
        const Strips strips = stripsOf(line, false, 1, 100);
        CHECK(strips.size() == 4);
        const std::vector<MapLineVertex>* before = nullptr;
        for (const auto& [cell, strip] : strips) {
            checkForm(strip);
            if (before != nullptr) {
                CHECK(same((*before)[before->size() - 3], strip[1]));
                CHECK(same((*before)[before->size() - 2], strip[2]));
            }
            before = &strip;
        }
    }

    TEST_CASE("the distance begins again before it overflows") {
        // 300,000 half pixels in steps of every length
        GridPath line;
        std::int32_t x = 0;
        for (int i = 0; x < 150'000 * kMetre; ++i) {
            line.push_back({x, 0});
            x += (i % 7 == 0 ? 20'000 : 300) * kMetre;
        }
        const auto strip = stripOf(line);
        int begins = 0;
        double length = 0;
        for (std::size_t i = 1; i < strip.size(); ++i) {
            const int step = along(strip[i]) - along(strip[i - 1]);
            if (step < 0) {
                ++begins;
                CHECK(along(strip[i]) == 0);
                CHECK(same(strip[i], strip[i + 1]));  // a strip of its own
                CHECK(strip[i].x == strip[i - 1].x);
            } else if (step > 0) {
                length += step;
                CHECK(step == doctest::Approx(2 * (strip[i].x - strip[i - 1].x)).epsilon(0.001));
            }
        }
        CHECK(begins >= static_cast<int>(2 * line.back().x / kMetre / 0x7fff));
        CHECK(length == doctest::Approx(2 * line.back().x / double(kMetre)).epsilon(0.001));
    }

    TEST_CASE("points that repeat one another and lines without length") {
        CHECK(stripOf({{0, 0}, {0, 0}, {640, 0}, {640, 0}}).size() == stripOf({{0, 0}, {640, 0}}).size());
        CHECK(stripsOf({{5, 5}}, false).empty());
        CHECK(stripsOf({{5, 5}, {5, 5}}, false).empty());
        CHECK(stripsOf({}, true).empty());
    }

    TEST_CASE("runs have every arc once and join where two ends meet") {
        // Two squares side by side: the border between them and the way around, which meet in two points.
        const GridPath a = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
        const GridPath b = {{10, 0}, {20, 0}, {20, 10}, {10, 10}};
        // A road in three pieces, the second written backwards, and a side road.
        const GridPath r1 = {{100, 0}, {110, 0}};
        const GridPath r2 = {{120, 5}, {110, 0}};
        const GridPath r3 = {{120, 5}, {130, 0}};
        const Topology t = cutIntoArcs({{&a, true}, {&b, true}, {&r1, false}, {&r2, false}, {&r3, false}});
        const auto runs = [&](const std::vector<std::size_t>& chains) {
            std::vector<const ArcChain*> list;
            for (const std::size_t i : chains)
                list.push_back(&t.chains[i]);
            return runsOf(list, t.arcs);
        };
        std::vector<GridPath> arcs;
        for (const Arc& arc : t.arcs)
            arcs.push_back(arc.points);

        const auto road = runs({2, 3, 4});
        REQUIRE(road.size() == 1);
        CHECK_FALSE(road[0].closed);
        CHECK(joined(road[0].chain, arcs, false) == GridPath{{100, 0}, {110, 0}, {120, 5}, {130, 0}});

        const auto borders = runs({0, 1});
        std::size_t uses = 0;
        for (const Run& run : borders)
            uses += run.chain.size();
        CHECK(uses == 3);

        const auto ring = runs({0});
        REQUIRE(ring.size() == 1);
        CHECK(ring[0].closed);
        CHECK(joined(ring[0].chain, arcs, true).size() == 4);
    }
}
