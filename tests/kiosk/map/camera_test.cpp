#include "map/camera.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace {

using base::PointPx;
using base::RectPx;
using content::MapBox;
using content::MapPoint;
using map::Camera;

constexpr double kPi = std::numbers::pi;
constexpr MapBox kProvince{-45'000, -50'000, 45'000, 50'000};

double distance(PointPx a, PointPx b) { return std::hypot(double{a.x} - b.x, double{a.y} - b.y); }

struct Map {
    Camera camera;
    Map() {
        camera.setView({100, 50, 1600, 900});
        camera.setLimits({kProvince, 8, 18});
        camera.lookAt({0, 0}, 10, 0);
    }
    void check(MapPoint at, double zoom, double bearing) const {
        CHECK(camera.centre().x == doctest::Approx(at.x));
        CHECK(camera.centre().y == doctest::Approx(at.y));
        CHECK(camera.zoom() == doctest::Approx(zoom));
        CHECK(camera.bearing() == doctest::Approx(bearing));
    }
};

TEST_SUITE("map/camera") {
    TEST_CASE_FIXTURE(Map, "north up: east lies to the right and south below, one pixel is what the zoom says") {
        const auto metres = static_cast<float>(camera.metresPerPixel());
        CHECK(camera.toScreen({0, 0}) == PointPx{900, 500});
        CHECK(distance(camera.toScreen({100.0 * metres, 0}), {1000, 500}) < 0.01);
        CHECK(distance(camera.toScreen({0, 100.0 * metres}), {900, 600}) < 0.01);
        CHECK(camera.metresPerPixel() == doctest::Approx(76.437));
    }

    TEST_CASE_FIXTURE(Map, "the bearing is the direction that is up: with east up, north lies to the left") {
        camera.lookAt({0, 0}, 10, kPi / 2);
        const double metres = camera.metresPerPixel();
        CHECK(distance(camera.toScreen({100 * metres, 0}), {900, 400}) < 0.01);
        CHECK(distance(camera.toScreen({0, -100 * metres}), {800, 500}) < 0.01);
    }

    TEST_CASE_FIXTURE(Map, "plane and screen are inverse to each other at any zoom and bearing") {
        std::mt19937 random(1);
        std::uniform_real_distribution<double> unit(0, 1);
        for (int i = 0; i < 1'000; ++i) {
            camera.lookAt({90'000 * unit(random) - 45'000, 100'000 * unit(random) - 50'000}, 8 + 10 * unit(random),
                          8 * unit(random) - 4);
            const PointPx at{static_cast<float>(1'920 * unit(random)), static_cast<float>(1'080 * unit(random))};
            REQUIRE(distance(camera.toScreen(camera.toPlane(at)), at) < 0.001);
        }
    }

    TEST_CASE_FIXTURE(Map, "the visible box is the smallest around the corners of the view") {
        for (const double bearing : {0.0, 0.3, 1.9, -2.5}) {
            camera.lookAt({1'000, 2'000}, 11, bearing);
            MapBox around{1e9, 1e9, -1e9, -1e9};
            for (const PointPx corner : {PointPx{100, 50}, {1700, 50}, {100, 950}, {1700, 950}}) {
                const MapPoint at = camera.toPlane(corner);
                around = {std::min(around.left, at.x), std::min(around.top, at.y), std::max(around.right, at.x),
                          std::max(around.bottom, at.y)};
            }
            const MapBox box = camera.visibleBox();
            CHECK(box.left == doctest::Approx(around.left));
            CHECK(box.top == doctest::Approx(around.top));
            CHECK(box.right == doctest::Approx(around.right));
            CHECK(box.bottom == doctest::Approx(around.bottom));
        }
    }

    TEST_CASE_FIXTURE(Map, "panning, scaling and turning keep their point at any zoom and bearing") {
        camera.setLimits({{-1e6, -1e6, 1e6, 1e6}, 8, 18});  // at which nothing could be kept
        std::mt19937 random(2);
        std::uniform_real_distribution<float> unit(0, 1);
        for (int i = 0; i < 2'000; ++i) {
            camera.lookAt({20'000.0 * unit(random) - 10'000, 20'000.0 * unit(random) - 10'000}, 11 + 5.0 * unit(random),
                          7.0 * unit(random) - 3.5);
            const PointPx at{100 + 1'600 * unit(random), 50 + 900 * unit(random)};
            const MapPoint under = camera.toPlane(at);
            const PointPx delta{40 * unit(random) - 20, 40 * unit(random) - 20};
            camera.pan(delta);
            REQUIRE(distance(camera.toScreen(under), at + delta) < 0.01);
            camera.scale(0.5 + 1.5 * unit(random), at + delta);
            REQUIRE(distance(camera.toScreen(under), at + delta) < 0.01);
            camera.rotate(6.0 * unit(random) - 3, at + delta);
            REQUIRE(distance(camera.toScreen(under), at + delta) < 0.01);
        }
    }

    TEST_CASE_FIXTURE(Map, "scaling by two is one level of zoom") {
        camera.scale(2, {900, 500});
        check({0, 0}, 11, 0);
        camera.scale(0.25, {900, 500});
        check({0, 0}, 9, 0);
    }

    TEST_CASE_FIXTURE(Map, "turning adds to the bearing, and the map turns against the clock") {
        camera.rotate(kPi / 2, {900, 500});
        check({0, 0}, 10, kPi / 2);
        camera.rotate(kPi, {900, 500});
        CHECK(camera.bearing() == doctest::Approx(-kPi / 2));
        camera.rotate(-kPi / 2, {900, 500});
        CHECK(camera.bearing() == kPi);  // never -pi
    }

    TEST_CASE_FIXTURE(Map, "a point in the farthest corner survives zoom 9 to 18 and back within a pixel") {
        const MapPoint under{44'900, 49'900};
        const PointPx finger{932, 517};
        camera.lookAt({0, 0}, 9, 0.7);
        camera.putUnder(under, finger);
        const double step = std::exp2(1.0 / 40);
        for (int i = 0; i < 9 * 40; ++i)
            camera.scale(step, finger);
        CHECK(camera.zoom() == doctest::Approx(18));
        CHECK(distance(camera.toScreen(under), finger) < 1);
        for (int i = 0; i < 9 * 40; ++i)
            camera.scale(1 / step, finger);
        CHECK(camera.zoom() == doctest::Approx(9));
        CHECK(distance(camera.toScreen(under), finger) < 1);
    }

    TEST_CASE_FIXTURE(Map, "a thousand pans of a tenth of a pixel in the farthest corner at zoom 18 all count") {
        camera.lookAt({44'900, 49'900}, 18, 0);
        const MapPoint at{44'890, 49'890};
        float before = camera.toScreen(at).x;
        for (int i = 0; i < 1'000; ++i) {
            camera.pan({0.1F, 0});
            const float after = camera.toScreen(at).x;
            REQUIRE(after - before > 0.05F);
            REQUIRE(after - before < 0.15F);
            before = after;
        }
    }

    TEST_CASE_FIXTURE(Map, "the camera leaves neither the province nor its zooms") {
        camera.lookAt({99'999, -99'999}, 25, 3 * kPi);
        check({45'000, -50'000}, 18, kPi);
        camera.pan({1e6F, -1e6F});  // upside down
        check({45'000, -50'000}, 18, kPi);
        camera.scale(1e-9, {100, 50});
        CHECK(camera.zoom() == 8);
        CHECK(kProvince.contains(camera.centre()));
        camera.scale(1e9, {1700, 950});
        CHECK(camera.zoom() == 18);
        CHECK(kProvince.contains(camera.centre()));
        camera.lookAt({30'000, 0}, 12, 0);
        camera.setLimits({{-10, -10, 10, 10}, 13, 14});
        check({10, 0}, 13, 0);
    }

    TEST_CASE_FIXTURE(Map, "along a limit the map still slides") {
        camera.lookAt({45'000, 0}, 12, 0);
        camera.pan({-50, -50});
        CHECK(camera.centre().x == 45'000);
        CHECK(camera.centre().y == doctest::Approx(50 * camera.metresPerPixel()));
    }

    TEST_CASE_FIXTURE(Map, "a box fits its part of the view, turned or not, and touches two of its edges") {
        const RectPx within{700, 150, 900, 700};
        const MapBox box{2'000, -5'000, 9'000, 6'000};
        for (const double bearing : {0.0, 0.4, kPi / 2, -2.0}) {
            const Camera::Look look = camera.fit(box, within, bearing);
            camera.lookAt(look.centre, look.zoom, look.bearing);
            CHECK(camera.look() == look);
            float left = 1e9F, top = 1e9F, right = -1e9F, bottom = -1e9F;
            for (const MapPoint corner :
                 {MapPoint{box.left, box.top}, {box.right, box.top}, {box.left, box.bottom}, {box.right, box.bottom}}) {
                const PointPx at = camera.toScreen(corner);
                left = std::min(left, at.x);
                top = std::min(top, at.y);
                right = std::max(right, at.x);
                bottom = std::max(bottom, at.y);
            }
            CHECK((left + right) / 2 == doctest::Approx(within.centre().x));
            CHECK((top + bottom) / 2 == doctest::Approx(within.centre().y));
            CHECK(std::max((right - left) / within.w, (bottom - top) / within.h) == doctest::Approx(1));
        }
    }

    TEST_CASE_FIXTURE(Map, "a box of one point is shown as near as the limits allow") {
        const Camera::Look look = camera.fit({500, 500, 500, 500}, camera.view(), 0);
        CHECK(look.zoom == 18);
        CHECK(look.centre == MapPoint{500, 500});
    }

    TEST_CASE_FIXTURE(Map, "a place is shown in the middle of the part that is free") {
        const RectPx within{100, 50, 800, 900};
        for (const double bearing : {0.0, 1.1}) {
            const Camera::Look look = camera.show({3'000, -4'000}, 13, within, bearing);
            camera.lookAt(look.centre, look.zoom, look.bearing);
            CHECK(distance(camera.toScreen({3'000, -4'000}), within.centre()) < 0.01);
        }
        CHECK(camera.show({0, 0}, 99, within, 0).zoom == 18);
    }
}

}  // namespace
