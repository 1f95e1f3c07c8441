#include "district_map.hpp"

#include <doctest/doctest.h>

#include <vector>

using scenes::FigureClasses;
using scenes::figureClasses;

namespace {

/// Class of each value.
std::vector<int> sorted(const std::vector<double>& values) {
    const FigureClasses classes = figureClasses(values);
    std::vector<int> list;
    for (const double value : values)
        list.push_back(classes.of(value));
    return list;
}

}  // namespace

TEST_SUITE("scenes/district map") {
    TEST_CASE("classes are equal steps on a round scale that hold every figure, at most four") {
        const FigureClasses density = figureClasses({74.02, 55.26, 41.6, 12.9, 5.1, 31.7, 14.8, 11});
        CHECK(density.from == 0);
        CHECK(density.step == 20);
        CHECK(density.count == 4);
        CHECK(density.lower(3) == 60);
        CHECK(density.upper(3) == 80);
        CHECK(sorted({74.02, 55.26, 41.6, 12.9, 5.1, 31.7, 14.8, 11}) == std::vector<int>{3, 2, 2, 0, 0, 1, 0, 0});
        for (const std::vector<double>& values :
             {std::vector<double>{3321, 20138, 5000}, {0.001, 0.0042}, {1e9, 4e9, 2.5e9}, {-3, 1000}, {7, 7.5}}) {
            const FigureClasses classes = figureClasses(values);
            CHECK(classes.count >= 1);
            CHECK(classes.count <= 4);
            for (const double value : values) {
                const int at = classes.of(value);
                CHECK(classes.lower(at) <= value * (1 + 1e-9) + 1e-12);
                CHECK(classes.upper(at) >= value * (1 - 1e-9) - 1e-12);
            }
        }
    }

    TEST_CASE("figures below zero have classes of their own, and a bound belongs to the class above it") {
        const FigureClasses growth = figureClasses({-1.2, -0.22, 3.41, -0.79});
        CHECK(growth.from == -2);
        CHECK(growth.step == 2);
        CHECK(growth.of(-0.22) == 0);
        CHECK(growth.of(0) == 1);
        CHECK(growth.of(3.41) == 2);
        CHECK(sorted({0, 10, 20, 40}) == std::vector<int>{0, 1, 2, 3});  // the highest on the upper bound of the last
    }

    TEST_CASE("figures that are all the same are one class") {
        const FigureClasses same = figureClasses({5, 5, 5});
        CHECK(same.count == 1);
        CHECK(same.from == 5);
        CHECK(figureClasses({0}).of(0) == 0);
        CHECK(sorted({2, 2}) == std::vector<int>{0, 0});
    }
}
