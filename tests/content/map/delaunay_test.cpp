#include "delaunay.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

using namespace content_map;

namespace {

std::int64_t twiceArea(const Mesh& mesh, std::size_t triangle) {
    const GridPoint a = mesh.points[mesh.triangles[triangle]];
    const GridPoint b = mesh.points[mesh.triangles[triangle + 1]];
    const GridPoint c = mesh.points[mesh.triangles[triangle + 2]];
    return (std::int64_t{b.x} - a.x) * (std::int64_t{c.y} - a.y) -
           (std::int64_t{c.x} - a.x) * (std::int64_t{b.y} - a.y);
}

std::int64_t twiceArea(const Mesh& mesh) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < mesh.triangles.size(); i += 3)
        sum += std::abs(twiceArea(mesh, i));
    return sum;
}

double angle(GridPoint at, GridPoint a, GridPoint b) {
    const double ax = double(a.x) - at.x;
    const double ay = double(a.y) - at.y;
    const double bx = double(b.x) - at.x;
    const double by = double(b.y) - at.y;
    return std::abs(std::atan2(ax * by - ay * bx, ax * bx + ay * by));
}

/// Edges of two triangles whose opposite angles are more than 180 degrees together, and which could be turned.
int edgesToTurn(const Mesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> opposite;
    for (std::size_t i = 0; i < mesh.triangles.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) {
            const auto [low, high] = std::minmax(mesh.triangles[i + k], mesh.triangles[i + (k + 1) % 3]);
            opposite[{low, high}].push_back(mesh.triangles[i + (k + 2) % 3]);
        }
    }
    int count = 0;
    for (const auto& [edge, ends] : opposite) {
        if (ends.size() != 2) continue;
        const GridPoint a = mesh.points[edge.first];
        const GridPoint b = mesh.points[edge.second];
        const double sum = angle(mesh.points[ends[0]], a, b) + angle(mesh.points[ends[1]], a, b);
        if (sum > std::numbers::pi + 1e-6) ++count;
    }
    return count;
}

/// A coast: a circle with noise, and an island in it.
std::vector<GridPath> coast(unsigned seed, int points) {
    std::mt19937 random(seed);
    std::vector<GridPath> rings(2);
    for (int ring = 0; ring < 2; ++ring) {
        for (int i = 0; i < points; ++i) {
            const double rad = (ring == 0 ? 1 : -1) * 2 * std::numbers::pi * i / points;
            const double reach = (ring == 0 ? 1e6 : 3e5) + double(random() % 60000);
            rings[static_cast<std::size_t>(ring)].push_back(content_map::GridPoint{
                static_cast<std::int32_t>(reach * std::cos(rad)), static_cast<std::int32_t>(reach * std::sin(rad))});
        }
    }
    return rings;
}

}  // namespace

TEST_SUITE("content_map/delaunay") {
    TEST_CASE("the longer diagonal of a kite is turned, and not turned back") {
        Mesh mesh{{{0, 0}, {1000, 0}, {500, 100}, {500, -100}}, {0, 1, 2, 1, 0, 3}};
        flipToDelaunay(mesh);
        CHECK(edgesToTurn(mesh) == 0);
        CHECK(twiceArea(mesh) == 200000);
        const Mesh once = mesh;
        flipToDelaunay(mesh);
        CHECK(mesh.triangles == once.triangles);
    }

    TEST_CASE("an edge stays where turning it would leave the area") {
        // An arrow: the triangles share an edge whose quadrilateral is not convex.
        Mesh mesh{{{0, 0}, {1000, 0}, {100, 30}, {-2000, -60}}, {0, 1, 2, 0, 2, 3}};
        const std::int64_t area = twiceArea(mesh);
        flipToDelaunay(mesh);
        CHECK(twiceArea(mesh) == area);
    }

    TEST_CASE("the area of a coast stays the same to the last unit, and no edge is left to turn") {
        for (const unsigned seed : {1U, 2U, 3U}) {
            for (const int points : {12, 200, 3000}) {
                CAPTURE(seed);
                CAPTURE(points);
                Tessellator tessellator;
                const auto rings = tessellator.cleanRings(coast(seed, points));
                Mesh mesh;
                REQUIRE(tessellator.fill(rings, mesh));
                const std::int64_t area = twiceArea(mesh);
                const auto narrow = [](const Mesh& m) {
                    double perimeter = 0;
                    for (std::size_t i = 0; i < m.triangles.size(); ++i) {
                        const GridPoint a = m.points[m.triangles[i]];
                        const GridPoint b = m.points[m.triangles[i % 3 == 2 ? i - 2 : i + 1]];
                        perimeter += std::hypot(double(a.x) - b.x, double(a.y) - b.y);
                    }
                    return perimeter;
                };
                const double before = narrow(mesh);
                const std::size_t count = mesh.triangles.size();
                flipToDelaunay(mesh);
                CHECK(twiceArea(mesh) == area);
                CHECK(mesh.triangles.size() == count);
                CHECK(edgesToTurn(mesh) == 0);
                if (points >= 200) CHECK(narrow(mesh) < before / 2);
                for (std::size_t i = 0; i < mesh.triangles.size(); i += 3)
                    REQUIRE(twiceArea(mesh, i) >= 0);
            }
        }
    }
}
