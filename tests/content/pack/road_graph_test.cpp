#include "road_graph.hpp"

#include <doctest/doctest.h>

#include <cmath>

using content::MapPoint;
using content_pack::RoadGraph;

namespace {

/// At the equator a metre of the plane is a metre on the ground.
const content::MapProjection kEquator({0, 0});

double lengthOf(const std::vector<MapPoint>& path) {
    double metres = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
        metres += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    return metres;
}

}  // namespace

TEST_SUITE("content_pack/road_graph") {
    TEST_CASE("the way follows the shortest roads, and its length is that of its path") {
        RoadGraph roads(kEquator);
        roads.add({{0, 0}, {10000, 0}, {10000, 10000}});
        roads.add({{0, 0}, {0, 10000}, {5000, 10000}, {10000, 10000}});
        roads.add({{0, 0}, {4000, 4000}, {10000, 10000}});
        const auto way = roads.between({0, 0}, {10000, 10000});
        CHECK(way.byRoad);
        CHECK(way.path == std::vector<MapPoint>{{0, 0}, {4000, 4000}, {10000, 10000}});
        CHECK(way.metres == doctest::Approx(std::hypot(10000, 10000)));
        CHECK(way.metres == doctest::Approx(lengthOf(way.path)));
    }

    TEST_CASE("places beside the road are joined to its nearest point, and the way there counts") {
        RoadGraph roads(kEquator);
        roads.add({{0, 0}, {20000, 0}});
        const auto way = roads.between({5000, 1000}, {15000, -2000});
        CHECK(way.byRoad);
        CHECK(way.path == std::vector<MapPoint>{{5000, 1000}, {5000, 0}, {15000, 0}, {15000, -2000}});
        CHECK(way.metres == doctest::Approx(13000));
    }

    TEST_CASE("two places on one edge do not go round by its ends") {
        RoadGraph roads(kEquator);
        roads.add({{0, 0}, {20000, 0}});
        const auto way = roads.between({8000, 0}, {6000, 0});
        CHECK(way.byRoad);
        CHECK(way.metres == doctest::Approx(2000));
        CHECK(way.path == std::vector<MapPoint>{{8000, 0}, {6000, 0}});
    }

    TEST_CASE("without a road near, or a net between, it is the straight line and says so") {
        RoadGraph roads(kEquator);
        CHECK_FALSE(roads.between({0, 0}, {3000, 4000}).byRoad);
        roads.add({{0, 0}, {1000, 0}});
        roads.add({{50000, 0}, {51000, 0}});
        const auto apart = roads.between({0, 0}, {51000, 0});
        CHECK_FALSE(apart.byRoad);
        CHECK(apart.metres == doctest::Approx(51000));
        CHECK(apart.path.size() == 2);
        CHECK_FALSE(roads.between({0, RoadGraph::kReachM + 1}, {1000, 0}).byRoad);
    }

    TEST_CASE("ends less than a metre apart are joined, on whichever side of zero they lie; others are not") {
        for (const double off : {-0.9, -0.4, 0.4, 0.9}) {
            RoadGraph joined(kEquator);
            joined.add({{-10000, 0}, {0, 0}});
            joined.add({{off, 0}, {0, 10000}});
            CHECK(joined.between({-10000, 0}, {0, 10000}).byRoad);
            RoadGraph apart(kEquator);
            apart.add({{-10000, 0}, {0, 0}});
            apart.add({{off, 1}, {0, 10000}});
            CHECK_FALSE(apart.between({-10000, 0}, {0, 10000}).byRoad);
        }
    }

    TEST_CASE("the same place twice is a way of no length") {
        RoadGraph roads(kEquator);
        roads.add({{0, 0}, {1000, 0}});
        const auto way = roads.between({500, 0}, {500, 0});
        CHECK(way.metres == doctest::Approx(0));
        CHECK(way.path.size() == 2);
    }
}
