#include <doctest/doctest.h>

#include <cmath>

#include "content/map.hpp"

using namespace content;

TEST_SUITE("content/map projection") {
    TEST_CASE("the example of EPSG Guidance Note 7-2 for Popular Visualisation Pseudo-Mercator") {
        // 24 22' 54.433" N, 100 20' 00" W -> E -11169055.58, N 2800000.00 (method 1024)
        const MapProjection projection({0, 0});
        const MapPoint at = projection.project({24 + 22 / 60.0 + 54.433 / 3600, -(100 + 20 / 60.0)});
        CHECK(at.x == doctest::Approx(-11169055.58).epsilon(1e-9));
        CHECK(at.y == doctest::Approx(-2800000.00).epsilon(1e-8));
    }

    TEST_CASE("the origin is 0, 0; east is right, south is down; and back") {
        const base::GeoPoint origin{-15.2, -69.77};
        const MapProjection projection(origin);
        CHECK(std::abs(projection.project(origin).x) < 1e-9);
        CHECK(std::abs(projection.project(origin).y) < 1e-9);
        CHECK(projection.project({-15.3, -69.7}).x > 0);
        CHECK(projection.project({-15.3, -69.7}).y > 0);
        for (double lat = -80; lat <= 80; lat += 7.3) {
            for (double lon = -180; lon < 180; lon += 31) {
                const base::GeoPoint back = projection.unproject(projection.project({lat, lon}));
                CHECK(back.latDeg == doctest::Approx(lat).epsilon(1e-10));
                CHECK(back.lonDeg == doctest::Approx(lon).epsilon(1e-10));
            }
        }
    }

    TEST_CASE("metres of the plane shrink to metres of the ground by the cosine of the latitude") {
        const MapProjection projection({-15, -70});
        for (const double lat : {-60.0, -15.0, 0.0, 33.0})
            CHECK(projection.groundMetres(projection.project({lat, -70})) ==
                  doctest::Approx(std::cos(lat * 3.14159265358979 / 180)));
    }

    TEST_CASE("one more zoom halves the metres for a pixel") {
        CHECK(mapMetresPerPixel(0) == doctest::Approx(78271.517).epsilon(1e-6));
        CHECK(mapMetresPerPixel(9) == doctest::Approx(2 * mapMetresPerPixel(10)));
    }

    TEST_CASE("widths grow exponentially between zoom 9 and 14") {
        MapRule rule;
        rule.widthZ9Mm = 1;
        rule.widthZ14Mm = 32;
        CHECK(mapWidthMm(rule, 5) == 1);
        CHECK(mapWidthMm(rule, 10) == doctest::Approx(2));
        CHECK(mapWidthMm(rule, 13) == doctest::Approx(16));
        CHECK(mapWidthMm(rule, 20) == 32);
        // From nothing, width has no factor to grow by: in equal steps.
        rule.widthZ9Mm = 0;
        CHECK(mapWidthMm(rule, 11.5) == doctest::Approx(16));
    }
}
