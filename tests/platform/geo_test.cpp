#include "base/geo.hpp"

#include <doctest/doctest.h>

namespace {

using base::bearingDeg;
using base::compassPoint;
using base::distanceM;
using base::GeoPoint;

constexpr GeoPoint kHuancane{-15.20083, -69.76777};
constexpr GeoPoint kTaraco{-15.29722, -69.97833};
constexpr double kEquatorM = 40'030'228.88;  // of the sphere: 2 pi 6,371,008.8 m

}  // namespace

TEST_SUITE("base/geo") {
    TEST_CASE("the town of Huancané lies 25 km from Taraco, which is to its south-west") {
        // 25,008 m and 244.73 degrees on the WGS84 ellipsoid (Vincenty).
        CHECK(distanceM(kHuancane, kTaraco) == doctest::Approx(25'008).epsilon(0.006));
        CHECK(bearingDeg(kHuancane, kTaraco) == doctest::Approx(244.73).epsilon(0.002));
        CHECK(compassPoint(bearingDeg(kHuancane, kTaraco)) == 5);
    }

    TEST_CASE("a distance is the same there and back, and nothing to where one stands") {
        CHECK(distanceM(kHuancane, kTaraco) == doctest::Approx(distanceM(kTaraco, kHuancane)));
        CHECK(distanceM(kHuancane, kHuancane) == 0);
    }

    TEST_CASE(
        "a degree of latitude is the 360th part of a great circle anywhere, one of longitude only at the equator") {
        CHECK(distanceM({-16, -70}, {-15, -70}) == doctest::Approx(kEquatorM / 360));
        CHECK(distanceM({0, -70}, {0, -69}) == doctest::Approx(kEquatorM / 360));
        CHECK(distanceM({60, -70}, {60, -69}) == doctest::Approx(kEquatorM / 720).epsilon(0.001));
    }

    TEST_CASE("the far side of the globe is half a great circle away") {
        CHECK(distanceM({15, 20}, {-15, -160}) == doctest::Approx(kEquatorM / 2));
        CHECK(distanceM({90, 0}, {-90, 0}) == doctest::Approx(kEquatorM / 2));
    }

    TEST_CASE("the shortest way across the date line is taken") {
        CHECK(distanceM({0, 179.5}, {0, -179.5}) == doctest::Approx(kEquatorM / 360));
        CHECK(bearingDeg({0, 179.5}, {0, -179.5}) == doctest::Approx(90));
    }

    TEST_CASE("bearings run clockwise from north and never reach 360") {
        CHECK(bearingDeg({0, 0}, {1, 0}) == doctest::Approx(0));
        CHECK(bearingDeg({0, 0}, {0, 1}) == doctest::Approx(90));
        CHECK(bearingDeg({0, 0}, {-1, 0}) == doctest::Approx(180));
        CHECK(bearingDeg({0, 0}, {0, -1}) == doctest::Approx(270));
        CHECK(bearingDeg({-15, -70}, {-14, -70.000000000000001}) >= 0);
        CHECK(bearingDeg({0, 0}, {1, -1e-18}) < 360);
    }

    TEST_CASE("each compass point covers 45 degrees around its direction") {
        for (int point = 0; point < 8; ++point) {
            CHECK(compassPoint(point * 45.0) == point);
            CHECK(compassPoint(point * 45.0 + 22.4) == point);
            CHECK(compassPoint(point * 45.0 + 22.6) == (point + 1) % 8);
        }
        CHECK(compassPoint(359.9) == 0);
        CHECK(compassPoint(360) == 0);
        CHECK(compassPoint(-45) == 7);
    }
}
