#include "base/units.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <type_traits>

namespace {

using base::PointPx;
using base::RectPx;

static_assert(!std::is_same_v<base::PointPx, base::PointMm>, "pixels and millimetres must not mix");
static_assert(!std::is_convertible_v<base::RectPx, base::RectMm>, "pixels and millimetres must not mix");

}  // namespace

TEST_SUITE("base/units") {
    TEST_CASE("vectors add, subtract and scale by component") {
        CHECK(PointPx{1, 2} + PointPx{3, 5} == PointPx{4, 7});
        CHECK(PointPx{1, 2} - PointPx{3, 5} == PointPx{-2, -3});
        CHECK(PointPx{1, 2} * 2.5F == PointPx{2.5F, 5});
    }

    TEST_CASE("neighbouring rectangles share no point") {
        const RectPx left{0, 0, 10, 10};
        const RectPx right{10, 0, 10, 10};
        CHECK(left.contains({0, 0}));
        CHECK_FALSE(left.contains({10, 5}));
        CHECK(right.contains({10, 5}));
        CHECK_FALSE(left.contains({5, 10}));
        CHECK_FALSE(left.intersects(right));
    }

    TEST_CASE("rectangles intersect where they overlap and nowhere else") {
        const RectPx a{0, 0, 10, 10};
        CHECK(a.intersects({5, 5, 10, 10}));
        CHECK(a.intersected({5, 6, 10, 10}) == RectPx{5, 6, 5, 4});
        CHECK(a.intersected({20, 20, 5, 5}).empty());
        CHECK_FALSE(a.intersects({5, 5, 0, 10}));
    }

    TEST_CASE("a union encloses both rectangles, and an empty one adds nothing") {
        const RectPx a{0, 0, 10, 10};
        CHECK(a.united({20, 5, 5, 10}) == RectPx{0, 0, 25, 15});
        CHECK(a.united({100, 100, 0, 0}) == a);
        CHECK(RectPx{100, 100, 0, 0}.united(a) == a);
    }

    TEST_CASE("a rectangle grows around its centre and may shrink to nothing") {
        const RectPx a{10, 10, 10, 20};
        CHECK(a.inflated(5) == RectPx{5, 5, 20, 30});
        CHECK(a.inflated(5).centre() == a.centre());
        CHECK(a.inflated(-5).empty());
    }

    TEST_CASE("an area that is not a number is empty") {
        CHECK(RectPx{0, 0, NAN, 10}.empty());
        CHECK(RectPx{0, 0, -1, 10}.empty());
        CHECK_FALSE(RectPx{0, 0, 1, 1}.empty());
    }
}
