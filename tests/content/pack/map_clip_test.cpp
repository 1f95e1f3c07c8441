#include "map_clip.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace content_pack;
using base::GeoPoint;
using content_map::ShapeKind;

namespace {

/// Latitude and longitude from 0 to 10.
constexpr Area kBox{0, 0, 10, 10};

using Path = std::vector<GeoPoint>;

}  // namespace

TEST_SUITE("content_pack/map clip") {
    TEST_CASE("what lies inside comes out as it was, even a ring that crosses itself") {
        const std::vector<Paths> bowtie{{{{1, 1}, {9, 9}, {1, 9}, {9, 1}, {1, 1}}}};
        CHECK(clipped(bowtie, ShapeKind::Areas, kBox) == bowtie);
        const std::vector<Paths> line{{{{0, 0}, {10, 10}, {10, 10}}}};
        CHECK(clipped(line, ShapeKind::Lines, kBox) == line);
    }

    TEST_CASE("points outside go") {
        CHECK(clipped({{{{5, 5}}}, {{{5, 11}}}, {{{-1, 5}}}}, ShapeKind::Points, kBox) ==
              std::vector<Paths>{{{{5, 5}}}});
    }

    TEST_CASE("a line is cut where it crosses, into as many pieces as come back") {
        const Path line{{5, -5}, {5, 5}, {5, 15}, {8, 15}, {8, 5}};
        CHECK(clipped({{line}}, ShapeKind::Lines, kBox) ==
              std::vector<Paths>{{{{5, 0}, {5, 5}, {5, 10}}}, {{{8, 10}, {8, 5}}}});
        CHECK(clipped({{{{5, -5}, {5, 15}}}}, ShapeKind::Lines, kBox) == std::vector<Paths>{{{{5, 0}, {5, 10}}}});
    }

    TEST_CASE("a line that goes by, or touches a corner, leaves nothing") {
        CHECK(clipped({{{{12, -5}, {12, 15}}}}, ShapeKind::Lines, kBox).empty());
        CHECK(clipped({{{{-1, 1}, {1, -1}}}}, ShapeKind::Lines, kBox).empty());
        CHECK(clipped({{{{-5, 5}, {0, 5}, {-5, 6}}}}, ShapeKind::Lines, kBox).empty());
    }

    TEST_CASE("a line that stands still for a moment stays one") {
        const Path line{{5, -5}, {5, 5}, {5, 5}, {5, 6}};
        CHECK(clipped({{line}}, ShapeKind::Lines, kBox) == std::vector<Paths>{{{{5, 0}, {5, 5}, {5, 6}}}});
    }

    TEST_CASE("an area is cut along the box, its hole with it") {
        const Path outer{{-5, 5}, {5, 5}, {5, 15}, {-5, 15}, {-5, 5}};
        const Path hole{{-1, 8}, {2, 8}, {2, 12}, {-1, 12}, {-1, 8}};
        const auto cut = clipped({{outer, hole}}, ShapeKind::Areas, kBox);
        REQUIRE(cut.size() == 1);
        REQUIRE(cut[0].size() == 2);
        for (const Path& ring : cut[0]) {
            CHECK(ring.size() == 5);
            CHECK(ring.front() == ring.back());
            CHECK(
                std::all_of(ring.begin(), ring.end(), [](GeoPoint at) { return kBox.contains(at.latDeg, at.lonDeg); }));
        }
        CHECK(std::find(cut[0][0].begin(), cut[0][0].end(), GeoPoint{0, 10}) != cut[0][0].end());
        CHECK(std::find(cut[0][1].begin(), cut[0][1].end(), GeoPoint{2, 8}) != cut[0][1].end());
    }

    TEST_CASE("an area that only shares an edge with the box, or lies beside it, is gone, and its hole is no area") {
        CHECK(clipped({{{{0, 10}, {10, 10}, {10, 20}, {0, 20}, {0, 10}}}}, ShapeKind::Areas, kBox).empty());
        const Path around{{20, 20}, {20, 30}, {30, 30}, {20, 20}};
        const Path inside{{1, 1}, {1, 2}, {2, 2}, {1, 1}};
        CHECK(clipped({{around, inside}}, ShapeKind::Areas, kBox).empty());
        CHECK(clipped({{}}, ShapeKind::Areas, kBox).empty());
    }

    TEST_CASE("a box inside an area is all of it") {
        const auto cut = clipped({{{{-5, -5}, {-5, 15}, {15, 15}, {15, -5}}}}, ShapeKind::Areas, kBox);
        REQUIRE(cut.size() == 1);
        for (const GeoPoint corner : {GeoPoint{0, 0}, GeoPoint{0, 10}, GeoPoint{10, 10}, GeoPoint{10, 0}})
            CHECK(std::find(cut[0][0].begin(), cut[0][0].end(), corner) != cut[0][0].end());
    }

    TEST_CASE("neighbours are cut at the same point of their border, whichever way it runs") {
        const GeoPoint a{3.3, 7.7};
        const GeoPoint b{4.1, 13.9};
        const auto there = clipped({{{a, b}}}, ShapeKind::Lines, kBox);
        const auto back = clipped({{{b, a}}}, ShapeKind::Lines, kBox);
        CHECK(there[0][0][1] == back[0][0][0]);
    }
}
