#include "ui/damage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace {

using base::RectPx;
using base::SizePx;
using ui::DamageGrid;
using Rects = std::vector<RectPx>;

constexpr SizePx kSize{640, 384};  // ten cells by six
constexpr RectPx kWhole{0, 0, 640, 384};

struct Shape {
    RectPx bounds;
    std::uint64_t hash;
};

struct Grid {
    DamageGrid grid;

    Rects frame(const std::vector<Shape>& shapes, SizePx size = kSize) {
        grid.begin(size);
        for (const Shape& shape : shapes)
            grid.add(shape.bounds, shape.hash);
        return grid.finish();
    }
};

constexpr RectPx cell(int column, int row) {
    return {static_cast<float>(64 * column), static_cast<float>(64 * row), 64, 64};
}

/// A shape well inside a cell.
Shape dot(int column, int row, std::uint64_t hash) {
    return {{static_cast<float>(64 * column + 10), static_cast<float>(64 * row + 10), 8, 8}, hash};
}

bool covers(const Rects& rects, RectPx part) {
    for (const RectPx& r : rects) {
        if (r.intersected(part) == part) return true;
    }
    return false;
}

TEST_SUITE("ui/damage") {
    TEST_CASE_FIXTURE(Grid, "the first frame is damaged as a whole") { CHECK(frame({dot(0, 0, 1)}) == Rects{kWhole}); }

    TEST_CASE_FIXTURE(Grid, "a frame equal to the last one has no damage") {
        const std::vector<Shape> shapes{dot(0, 0, 1), dot(3, 2, 2), {kWhole, 3}};
        static_cast<void>(frame(shapes));
        CHECK(frame(shapes).empty());
        CHECK(frame(shapes).empty());
    }

    TEST_CASE_FIXTURE(Grid, "an empty frame after an empty frame has no damage") {
        static_cast<void>(frame({}));
        CHECK(frame({}).empty());
    }

    TEST_CASE_FIXTURE(Grid, "a change inside one cell damages that cell") {
        static_cast<void>(frame({dot(0, 0, 1), dot(3, 2, 2)}));
        CHECK(frame({dot(0, 0, 1), dot(3, 2, 99)}) == Rects{cell(3, 2)});
    }

    TEST_CASE_FIXTURE(Grid, "a shape that moved damages where it was and where it is") {
        static_cast<void>(frame({dot(1, 1, 7)}));
        const Rects damage = frame({dot(6, 4, 7)});
        CHECK(damage.size() == 2);
        CHECK(covers(damage, cell(1, 1)));
        CHECK(covers(damage, cell(6, 4)));
    }

    TEST_CASE_FIXTURE(Grid, "a shape that appears or goes damages its place") {
        static_cast<void>(frame({}));
        CHECK(frame({dot(2, 2, 5)}) == Rects{cell(2, 2)});
        CHECK(frame({}) == Rects{cell(2, 2)});
    }

    TEST_CASE_FIXTURE(Grid, "a shape over several cells damages all of them as one rectangle") {
        static_cast<void>(frame({}));
        CHECK(frame({{{70, 70, 130, 60}, 5}}) == Rects{{64, 64, 192, 128}});
    }

    TEST_CASE_FIXTURE(Grid, "a shape that ends exactly at the edge of a cell does not touch the next one") {
        static_cast<void>(frame({}));
        CHECK(frame({{{64, 64, 64, 64}, 5}}) == Rects{cell(1, 1)});
    }

    TEST_CASE_FIXTURE(Grid, "the order of drawing matters where shapes overlap") {
        const Shape a{{10, 10, 20, 20}, 1};
        const Shape b{{15, 15, 20, 20}, 2};
        static_cast<void>(frame({a, b}));
        CHECK(frame({b, a}) == Rects{cell(0, 0)});
    }

    TEST_CASE_FIXTURE(Grid, "the order of shapes in different cells does not matter") {
        static_cast<void>(frame({dot(0, 0, 1), dot(5, 5, 2)}));
        CHECK(frame({dot(5, 5, 2), dot(0, 0, 1)}).empty());
    }

    TEST_CASE_FIXTURE(Grid, "the same shape twice is not the same picture as once") {
        static_cast<void>(frame({dot(0, 0, 1)}));
        CHECK(frame({dot(0, 0, 1), dot(0, 0, 1)}) == Rects{cell(0, 0)});
    }

    TEST_CASE_FIXTURE(Grid, "neighbouring cells are joined without waste") {
        static_cast<void>(frame({}));
        CHECK(frame({dot(2, 2, 1), dot(3, 2, 2), dot(2, 3, 3), dot(3, 3, 4)}) == Rects{{128, 128, 128, 128}});
    }

    TEST_CASE_FIXTURE(Grid, "many scattered changes are joined into a few rectangles that cover them") {
        static_cast<void>(frame({}));
        std::vector<Shape> shapes;
        for (int i = 0; i < 10; ++i)
            shapes.push_back(dot(i, i % 2 * 4, static_cast<std::uint64_t>(i + 1)));
        const Rects damage = frame(shapes);
        CHECK(damage.size() <= DamageGrid::kMaxRects);
        for (int i = 0; i < 10; ++i)
            CHECK(covers(damage, cell(i, i % 2 * 4)));
    }

    TEST_CASE_FIXTURE(Grid, "another size is damaged as a whole, and so is the old one when it comes back") {
        static_cast<void>(frame({dot(0, 0, 1)}));
        CHECK(frame({dot(0, 0, 1)}, {100, 70}) == Rects{{0, 0, 100, 70}});
        CHECK(frame({dot(0, 0, 1)}, {100, 70}).empty());
        CHECK(frame({dot(0, 0, 1)}) == Rects{kWhole});
    }

    TEST_CASE_FIXTURE(Grid, "after invalidate the next frame is damaged as a whole, and only that") {
        static_cast<void>(frame({dot(0, 0, 1)}));
        grid.invalidate();
        CHECK(frame({dot(0, 0, 1)}) == Rects{kWhole});
        CHECK(frame({dot(0, 0, 1)}).empty());
    }

    TEST_CASE_FIXTURE(Grid, "cells at the right and lower edge are cut to the picture") {
        const SizePx odd{100, 70};
        static_cast<void>(frame({}, odd));
        CHECK(frame({{{90, 66, 5, 3}, 1}}, odd) == Rects{{64, 64, 36, 6}});
    }

    TEST_CASE_FIXTURE(Grid, "shapes reaching out of the picture damage what is inside it") {
        static_cast<void>(frame({}));
        CHECK(frame({{{-50, -50, 60, 60}, 1}}) == Rects{cell(0, 0)});
        static_cast<void>(frame({}));
        CHECK(frame({{{630, 380, 500, 500}, 1}}) == Rects{cell(9, 5)});
    }

    TEST_CASE_FIXTURE(Grid, "a picture of one pixel can be damaged and not") {
        CHECK(frame({{{0, 0, 1, 1}, 1}}, {1, 1}) == Rects{{0, 0, 1, 1}});
        CHECK(frame({{{0, 0, 1, 1}, 1}}, {1, 1}).empty());
        CHECK(frame({{{0, 0, 1, 1}, 2}}, {1, 1}) == Rects{{0, 0, 1, 1}});
    }

    TEST_CASE("whatever changes, the rectangles are few, whole, disjoint, inside and cover every change") {
        std::mt19937 random(7);
        const auto upTo = [&](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
        for (int round = 0; round < 300; ++round) {
            Grid bench;
            const SizePx size{50 + upTo(900), 50 + upTo(900)};
            std::vector<Shape> shapes;
            for (int i = upTo(40); i > 0; --i) {
                shapes.push_back({{static_cast<float>(upTo(size.w)), static_cast<float>(upTo(size.h)),
                                   static_cast<float>(1 + upTo(150)), static_cast<float>(1 + upTo(150))},
                                  static_cast<std::uint64_t>(upTo(1000))});
            }
            static_cast<void>(bench.frame(shapes, size));
            std::vector<Shape> changed = shapes;
            Rects touched;
            for (Shape& shape : changed) {
                if (upTo(4) != 0) continue;
                shape.hash += 5000;
                touched.push_back(shape.bounds);
            }
            const Rects damage = bench.frame(changed, size);
            const RectPx whole{0, 0, static_cast<float>(size.w), static_cast<float>(size.h)};
            REQUIRE(damage.size() <= DamageGrid::kMaxRects);
            for (std::size_t i = 0; i < damage.size(); ++i) {
                const RectPx r = damage[i];
                REQUIRE_FALSE(r.empty());
                REQUIRE(r.intersected(whole) == r);
                REQUIRE((r.x == std::floor(r.x) && r.y == std::floor(r.y) && r.w == std::floor(r.w) &&
                         r.h == std::floor(r.h)));
                for (std::size_t k = i + 1; k < damage.size(); ++k)
                    REQUIRE_FALSE(r.intersects(damage[k]));
            }
            for (const RectPx& bounds : touched) {
                // Every pixel corner of the change is inside some rectangle.
                const RectPx inside = bounds.intersected(whole);
                if (inside.empty()) continue;
                float covered = 0;
                for (const RectPx& r : damage)
                    covered += r.intersected(inside).w * r.intersected(inside).h;
                REQUIRE(covered == doctest::Approx(inside.w * inside.h));
            }
        }
    }
}

}  // namespace
