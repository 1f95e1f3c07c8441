#include "tessellator.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace content_map;

namespace {

double areaOf(const std::vector<GridPath>& rings) {
    double sum = 0;
    for (const GridPath& ring : rings)
        sum += doubleArea(ring) / 2;
    return sum;
}

double areaOf(const Mesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i < mesh.triangles.size(); i += 3) {
        sum += std::abs(doubleArea({mesh.points[mesh.triangles[i]], mesh.points[mesh.triangles[i + 1]],
                                    mesh.points[mesh.triangles[i + 2]]})) /
               2;
    }
    return sum;
}

GridPath square(std::int32_t x, std::int32_t y, std::int32_t size) {
    return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
}

/// Cleans, fills, and checks that the two agree.
double cleanArea(const std::vector<GridPath>& rings) {
    Tessellator tessellator;
    const auto clean = tessellator.cleanRings(rings);
    Mesh mesh;
    REQUIRE(tessellator.fill(clean, mesh));
    CHECK(areaOf(mesh) == doctest::Approx(areaOf(clean)).epsilon(1e-9));
    // What is clean stays as it is.
    CHECK(areaOf(tessellator.cleanRings(clean)) == areaOf(clean));
    return areaOf(clean);
}

}  // namespace

TEST_SUITE("content_map/tessellator") {
    TEST_CASE("areas by the odd-even rule") {
        GridPath closed = square(0, 0, 100);
        closed.push_back(closed.front());
        GridPath backwards = square(0, 0, 100);
        std::reverse(backwards.begin(), backwards.end());
        CHECK(cleanArea({square(0, 0, 100)}) == 10000);
        CHECK(cleanArea({closed}) == 10000);
        CHECK(cleanArea({backwards}) == 10000);
        // a hole, whichever way it turns, and an island in it
        CHECK(cleanArea({square(0, 0, 100), square(20, 20, 60)}) == 6400);
        CHECK(cleanArea({square(0, 0, 100), square(20, 20, 60), square(40, 40, 20)}) == 6800);
    }

    TEST_CASE("rings that touch in a point or along an edge") {
        CHECK(cleanArea({square(0, 0, 100), square(100, 100, 100)}) == 20000);
        CHECK(cleanArea({square(0, 0, 100), square(100, 0, 100)}) == 20000);
        // a hole that touches the outer ring at one corner
        CHECK(cleanArea({square(0, 0, 100), {{0, 0}, {50, 20}, {50, 50}, {20, 50}}}) == 10000 - 1500);
    }

    TEST_CASE("a bow tie becomes two triangles with a point where it crosses") {
        Tessellator tessellator;
        const auto rings = tessellator.cleanRings({{{0, 0}, {100, 100}, {100, 0}, {0, 100}}});
        CHECK(areaOf(rings) == 5000);
        for (const GridPath& ring : rings)
            CHECK(std::find(ring.begin(), ring.end(), GridPoint{50, 50}) != ring.end());
        // crossing between points of the grid: what is moved stays clean
        CHECK(cleanArea({{{0, 0}, {101, 97}, {103, 1}, {7, 100}}}) == doctest::Approx(4957).epsilon(0.05));
    }

    TEST_CASE("repeated points, spikes and slivers") {
        CHECK(cleanArea({{{0, 0}, {0, 0}, {100, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}}) == 10000);
        CHECK(cleanArea({{{0, 0}, {100, 0}, {200, 0}, {100, 0}, {100, 100}, {0, 100}}}) == 10000);
        CHECK(cleanArea({{{0, 0}, {100000, 0}, {100000, 1}}}) == 50000);
        Tessellator tessellator;
        CHECK(tessellator.cleanRings({{{0, 0}, {100, 0}, {50, 0}}}).empty());
        CHECK(tessellator.cleanRings({{{0, 0}, {100, 0}}}).empty());
        CHECK(tessellator.cleanRings({{}}).empty());
        CHECK(tessellator.cleanRings({}).empty());
        // the same ring twice encloses nothing
        CHECK(tessellator.cleanRings({square(0, 0, 9), square(0, 0, 9)}).empty());
    }

    TEST_CASE("a hole that reaches out of its polygon is cut there") {
        CHECK(cleanArea({square(0, 0, 100), square(50, 50, 100)}) == 20000 - 2 * 2500);
    }

    TEST_CASE("rings that cross are not taken for filled") {
        Tessellator tessellator;
        Mesh mesh;
        CHECK_FALSE(tessellator.fill({{{0, 0}, {100, 100}, {100, 0}, {10, 100}}}, mesh));
        CHECK_FALSE(tessellator.fill({square(0, 0, 100), square(50, 50, 100)}, mesh));
        CHECK(tessellator.fill({square(0, 0, 100)}, mesh));
        CHECK(mesh.triangles.size() == 6);
    }

    TEST_CASE("points along an edge are kept: neighbours may need them") {
        Tessellator tessellator;
        const auto rings = tessellator.cleanRings({{{0, 0}, {50, 0}, {100, 0}, {100, 100}, {0, 100}}});
        REQUIRE(rings.size() == 1);
        CHECK(rings.front().size() == 5);
    }
}
