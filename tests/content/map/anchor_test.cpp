#include "anchor.hpp"

#include <doctest/doctest.h>

using namespace content_map;

TEST_SUITE("content_map/anchor") {
    TEST_CASE("the innermost place lies inside, away from borders and holes") {
        // A horseshoe: its middle is outside of it.
        const GridPath horseshoe = {{0, 0},       {6400, 0},    {6400, 6400}, {4800, 6400},
                                    {4800, 1600}, {1600, 1600}, {1600, 6400}, {0, 6400}};
        const auto at = innermost({horseshoe});
        const bool inside = at.x > 0 && at.x < 100 && at.y > 0 && at.y < 100 && !(at.x > 25 && at.x < 75 && at.y > 25);
        CHECK(inside);

        const GridPath square = {{0, 0}, {6400, 0}, {6400, 6400}, {0, 6400}};
        const auto middle = innermost({square});
        CHECK(middle.x == doctest::Approx(50).epsilon(0.02));
        CHECK(middle.y == doctest::Approx(50).epsilon(0.02));

        // A hole in the middle pushes it into a corner.
        const auto beside = innermost({square, {{1600, 1600}, {1600, 6000}, {6000, 6000}, {6000, 1600}}});
        CHECK((beside.x < 25 || beside.y < 25));
    }

    TEST_CASE("the middle of a line is half way along it, of the longest of several") {
        const auto at = middleOf({{{0, 0}, {64, 0}}, {{0, 640}, {6400, 640}, {6400, 6400}}});
        CHECK(at.x == doctest::Approx(95));
        CHECK(at.y == doctest::Approx(10));
        const auto point = middleOf({{{64, 128}}});
        CHECK(point.x == 1);
        CHECK(point.y == 2);
    }
}
