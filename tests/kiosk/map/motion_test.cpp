#include "map/motion.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "test_support/events.hpp"

namespace {

using namespace platform;
using base::PointPx;
using content::MapPoint;
using map::Camera;
using map::Motion;
using test_support::at;

constexpr double kPi = std::numbers::pi;
constexpr double kDegree = kPi / 180;
constexpr PointPx kMiddle{960, 540};

double distance(PointPx a, PointPx b) { return std::hypot(double{a.x} - b.x, double{a.y} - b.y); }

struct Map {
    Camera camera;
    Motion motion{camera};
    Map() {
        camera.setView({0, 0, 1920, 1080});
        camera.setLimits({{-45'000, -50'000, 45'000, 50'000}, 8, 18});
        camera.lookAt({0, 0}, 12, 0);
    }
    /// A lift with a speed.
    void fling(PointPx velocity, double ms = 0) {
        motion.handle(DragBegin{kMiddle, kMiddle}, at(ms));
        motion.handle(DragEnd{kMiddle, velocity}, at(ms));
    }
    void pinch(double radians, double ms = 0, float scaleVelocity = 0) {
        motion.handle(PinchBegin{kMiddle}, at(ms));
        motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>(radians)}, at(ms));
        motion.handle(PinchEnd{kMiddle, {}, scaleVelocity}, at(ms));
    }
    /// Where a point of the plane has gone on the screen since it was at `from`.
    PointPx moved(MapPoint point, PointPx from) const { return camera.toScreen(point) - from; }
    double restsAfterMs() {
        double ms = 0;
        while (motion.tick(at(ms)))
            ms += 1;
        return ms;
    }
};

/// Two fingers on the glass, and what the recogniser makes of their next positions.
struct Fingers {
    PointPx one, two;
    PinchMove to(PointPx nextOne, PointPx nextTwo) {
        const PointPx was = two - one;
        const PointPx is = nextTwo - nextOne;
        PinchMove move;
        move.centre = (nextOne + nextTwo) * 0.5F;
        move.delta = move.centre - (one + two) * 0.5F;
        move.scale = std::hypot(is.x, is.y) / std::hypot(was.x, was.y);
        move.rotation = std::atan2(was.x * is.y - was.y * is.x, was.x * is.x + was.y * is.y);
        one = nextOne;
        two = nextTwo;
        return move;
    }
};

TEST_SUITE("map/motion") {
    // Fingers.

    TEST_CASE_FIXTURE(Map, "one finger keeps its point of the plane from where it went down, at any zoom and bearing") {
        std::mt19937 random(1);
        std::uniform_real_distribution<float> unit(0, 1);
        for (int round = 0; round < 50; ++round) {
            motion.stop();
            camera.lookAt({5'000.0 * unit(random), 5'000.0 * unit(random)}, 13 + 5.0 * unit(random),
                          6.0 * unit(random));
            PointPx finger{1'920 * unit(random), 1'080 * unit(random)};
            const MapPoint under = camera.toPlane(finger);
            CHECK(motion.handle(DragBegin{finger, finger + PointPx{20, 3}}, at(0)));
            finger = finger + PointPx{20, 3};
            for (int i = 0; i < 40; ++i) {
                const PointPx delta{30 * unit(random) - 15, 30 * unit(random) - 15};
                finger = finger + delta;
                CHECK(motion.handle(DragMove{finger, delta}, at(i)));
                REQUIRE(distance(camera.toScreen(under), finger) < 1);
            }
            motion.handle(DragEnd{finger, {}}, at(50));
        }
    }

    TEST_CASE_FIXTURE(Map, "two fingers keep both points while they move and spread, before and after the map turns") {
        std::mt19937 random(2);
        std::uniform_real_distribution<float> unit(-1, 1);
        for (const double bearing : {0.0, 1.0, -2.5}) {
            camera.lookAt({0, 0}, 13, bearing);
            Fingers fingers{{700, 500}, {1'100, 600}};
            MapPoint one = camera.toPlane(fingers.one);
            MapPoint two = camera.toPlane(fingers.two);
            const auto keepBoth = [&] {
                CHECK(distance(camera.toScreen(one), fingers.one) < 1);
                CHECK(distance(camera.toScreen(two), fingers.two) < 1);
            };
            motion.handle(PinchBegin{(fingers.one + fingers.two) * 0.5F}, at(0));
            for (int i = 0; i < 30; ++i) {
                const PointPx shift{12 * unit(random), 12 * unit(random)};
                const PointPx spread = (fingers.two - fingers.one) * (0.02F * unit(random));
                motion.handle(fingers.to(fingers.one + shift - spread, fingers.two + shift + spread), at(i));
                keepBoth();
            }
            // Beyond the slop the whole similarity is kept, of the points that are under the fingers then.
            const auto turned = [&](double radians) {
                const PointPx middle = (fingers.one + fingers.two) * 0.5F;
                const auto sin = static_cast<float>(std::sin(radians));
                const auto cos = static_cast<float>(std::cos(radians));
                const auto around = [&](PointPx p) {
                    const PointPx off = p - middle;
                    return middle + PointPx{off.x * cos - off.y * sin, off.x * sin + off.y * cos};
                };
                return fingers.to(around(fingers.one), around(fingers.two));
            };
            motion.handle(turned(10 * kDegree), at(40));
            one = camera.toPlane(fingers.one);
            two = camera.toPlane(fingers.two);
            for (int i = 0; i < 30; ++i) {
                motion.handle(turned(4 * kDegree), at(50 + i));
                keepBoth();
                motion.handle(fingers.to(fingers.one + PointPx{5 * unit(random), 3}, fingers.two + PointPx{0, 3}),
                              at(50 + i));
                keepBoth();
            }
            motion.handle(PinchEnd{}, at(100));
            motion.stop();
        }
    }

    TEST_CASE_FIXTURE(Map, "fingers that turn with the clock turn the map with the clock: the bearing falls") {
        motion.handle(PinchBegin{kMiddle}, at(0));
        motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>(30 * kDegree)}, at(10));
        CHECK(camera.bearing() == doctest::Approx(-(30 * kDegree - Motion::kTurnSlop)));
        // North, which was up, points to the upper right.
        CHECK(camera.toScreen({0, -1'000}).x > kMiddle.x);
    }

    TEST_CASE_FIXTURE(Map,
                      "a pinch turns the map only by what it turns beyond 8 degrees, whether at once or in steps") {
        motion.handle(PinchBegin{kMiddle}, at(0));
        for (int i = 0; i < 8; ++i) {
            motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>(-0.99 * kDegree)}, at(i));
            CHECK(camera.bearing() == 0);
        }
        for (int i = 0; i < 20; ++i)
            motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>(-kDegree)}, at(10 + i));
        const double inSteps = camera.bearing();
        CHECK(inSteps == doctest::Approx((8 * 0.99 + 20 - 8) * kDegree));
        // Once it turns, it turns back without another slop.
        motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>(kDegree)}, at(40));
        CHECK(camera.bearing() == doctest::Approx(inSteps - kDegree));
        motion.handle(PinchEnd{kMiddle, {}, 0}, at(50));
        motion.stop();
        camera.lookAt({0, 0}, 12, 0);
        pinch(-(8 * 0.99 + 20) * kDegree);
        CHECK(camera.bearing() == doctest::Approx(inSteps));
    }

    TEST_CASE_FIXTURE(Map, "a wobble to and fro never turns the map") {
        motion.handle(PinchBegin{kMiddle}, at(0));
        for (int i = 0; i < 100; ++i)
            motion.handle(PinchMove{kMiddle, {}, 1, static_cast<float>((i % 2 == 0 ? 7 : -7) * kDegree)}, at(i));
        CHECK(camera.bearing() == 0);
    }

    TEST_CASE_FIXTURE(Map, "a turn that ends within 7 degrees of north goes there, one farther off stays") {
        camera.lookAt({0, 0}, 12, 6.9 * kDegree);
        fling({});
        CHECK(motion.tick(at(100)));
        CHECK(camera.bearing() > 0);
        CHECK_FALSE(motion.tick(at(420)));
        CHECK(camera.bearing() == 0);
        camera.lookAt({0, 0}, 12, 7.1 * kDegree);
        fling({}, 1'000);
        CHECK_FALSE(motion.tick(at(1'100)));
        CHECK(camera.bearing() == doctest::Approx(7.1 * kDegree));
        pinch(12 * kDegree, 2'000);  // 4 degrees of it count, which leads to 3.1
        CHECK(motion.active());
        motion.tick(at(2'420));
        CHECK(camera.bearing() == 0);
    }

    TEST_CASE_FIXTURE(Map, "a turn goes to the heading the map is kept to instead, over south as well") {
        motion.setRestBearing(kPi);
        camera.lookAt({0, 0}, 12, -176 * kDegree);
        fling({});
        motion.tick(at(50));
        CHECK(std::abs(camera.bearing()) > 175 * kDegree);
        motion.tick(at(500));
        CHECK(camera.bearing() == kPi);
        camera.lookAt({0, 0}, 12, 2 * kDegree);
        fling({}, 1'000);
        CHECK_FALSE(motion.active());
    }

    TEST_CASE_FIXTURE(Map, "the point between the fingers stays while the map goes to north") {
        camera.lookAt({3'000, 4'000}, 12, 5 * kDegree);
        const PointPx centre{400, 800};
        const MapPoint under = camera.toPlane(centre);
        motion.handle(PinchBegin{centre}, at(0));
        motion.handle(PinchEnd{centre, {}, 0}, at(0));
        for (int ms = 0; ms < 420; ms += 7) {
            CHECK(motion.tick(at(ms)));
            CHECK(distance(camera.toScreen(under), centre) < 1);
        }
    }

    TEST_CASE_FIXTURE(Map, "taps and presses that come to nothing leave the map alone") {
        const Camera::Look look = camera.look();
        CHECK_FALSE(motion.handle(Press{kMiddle}, at(0)));
        CHECK_FALSE(motion.handle(Tap{kMiddle, 1}, at(10)));
        CHECK_FALSE(motion.handle(LongPress{kMiddle}, at(10)));
        CHECK_FALSE(motion.handle(LongPressEnd{kMiddle}, at(10)));
        CHECK_FALSE(motion.handle(PressCancelled{}, at(10)));
        CHECK_FALSE(motion.handle(PalmBegin{}, at(10)));
        CHECK_FALSE(motion.active());
        CHECK(camera.look() == look);
    }

    TEST_CASE_FIXTURE(Map, "movements of a gesture that did not begin on the map are not the map's") {
        const Camera::Look look = camera.look();
        CHECK_FALSE(motion.handle(DragMove{kMiddle, {50, 50}}, at(0)));
        CHECK_FALSE(motion.handle(PinchMove{kMiddle, {}, 2, 1}, at(0)));
        CHECK_FALSE(motion.handle(DragEnd{kMiddle, {900, 0}}, at(0)));
        CHECK(camera.look() == look);
        CHECK_FALSE(motion.active());
    }

    // What they leave behind.

    TEST_CASE_FIXTURE(Map, "a fling slows down by 4 a second from the lift's velocity until it has come to rest") {
        fling({1'000, -500});
        const MapPoint point{0, 0};
        for (const double ms : {50.0, 100.0, 300.0, 700.0}) {
            CHECK(motion.tick(at(ms)));
            const double way = (1 - std::exp(-4 * ms / 1'000)) / 4;
            const PointPx moved = this->moved(point, kMiddle);
            CHECK(moved.x == doctest::Approx(1'000 * way).epsilon(0.001));
            CHECK(moved.y == doctest::Approx(-500 * way).epsilon(0.001));
        }
        // At rest below 20 px/s: after ln(1118 / 20) / 4 s.
        CHECK(motion.tick(at(1'005)));
        CHECK_FALSE(motion.tick(at(1'006)));
        const Camera::Look rest = camera.look();
        CHECK_FALSE(motion.tick(at(5'000)));
        CHECK(camera.look() == rest);
    }

    TEST_CASE_FIXTURE(Map, "a lift below 200 px/s leaves nothing, one of 200 does") {
        fling({199, 0});
        CHECK_FALSE(motion.active());
        fling({160, -120});
        CHECK(motion.active());
        CHECK(restsAfterMs() == doctest::Approx(std::log(10) / 4 * 1'000).epsilon(0.01));
    }

    TEST_CASE_FIXTURE(Map, "a pinch goes on zooming about its centre, slower by 6 a second") {
        const PointPx centre{500, 300};
        const MapPoint under = camera.toPlane(centre);
        motion.handle(PinchBegin{centre}, at(0));
        motion.handle(PinchEnd{centre, {}, 2}, at(0));
        for (const double ms : {20.0, 100.0, 400.0, 600.0}) {
            CHECK(motion.tick(at(ms)));
            const double growth = 2 * (1 - std::exp(-6 * ms / 1'000)) / 6;
            CHECK(camera.zoom() == doctest::Approx(12 + growth / std::numbers::ln2));
            CHECK(distance(camera.toScreen(under), centre) < 1);
        }
        // At rest below 0.05: after ln(2 / 0.05) / 6 s.
        CHECK(motion.tick(at(614)));
        CHECK_FALSE(motion.tick(at(615)));
    }

    TEST_CASE_FIXTURE(Map, "a pinch that ends slowly stays at its zoom") {
        pinch(0, 0, 0.39F);
        CHECK_FALSE(motion.active());
        pinch(0, 0, -0.4F);
        CHECK(motion.active());
        motion.tick(at(100));
        CHECK(camera.zoom() < 12);
    }

    TEST_CASE_FIXTURE(Map, "a pinch flung aside carries its zoom with it") {
        const MapPoint under = camera.toPlane(kMiddle);
        motion.handle(PinchBegin{kMiddle}, at(0));
        motion.handle(PinchEnd{kMiddle, {800, 0}, 1.5F}, at(0));
        motion.tick(at(250));
        const double way = 800 * (1 - std::exp(-1.0)) / 4;
        CHECK(distance(camera.toScreen(under), kMiddle + PointPx{static_cast<float>(way), 0}) < 1);
        CHECK(camera.zoom() > 12);
    }

    TEST_CASE_FIXTURE(Map, "where a fling is does not depend on how often it was looked at") {
        const auto after = [&](double stepMs, double ms) {
            motion.stop();
            camera.lookAt({1'000, 0}, 12, 4 * kDegree);
            motion.handle(PinchBegin{kMiddle}, at(0));
            motion.handle(PinchEnd{kMiddle, {900, 1'400}, -2}, at(0));
            for (double t = stepMs; t < ms; t += stepMs)
                motion.tick(at(t));
            motion.tick(at(ms));
            return camera.look();
        };
        for (const double ms : {90.0, 400.0, 3'000.0}) {
            const Camera::Look once = after(1e9, ms);
            CHECK(after(1, ms) == once);
            CHECK(after(33.3, ms) == once);
        }
    }

    TEST_CASE_FIXTURE(Map, "any touch stops the map at once, where it is at that moment") {
        for (const Gesture& touch :
             {Gesture(Press{kMiddle}), Gesture(DragBegin{kMiddle, kMiddle}), Gesture(PinchBegin{kMiddle})}) {
            for (const bool flight : {false, true}) {
                camera.lookAt({0, 0}, 12, 0);
                if (flight) {
                    motion.flyTo({{20'000, 10'000}, 14, 1}, at(0));
                } else {
                    fling({2'000, 0});
                }
                CHECK(motion.tick(at(100)));
                const Camera::Look drawn = camera.look();
                CHECK(motion.handle(touch, at(120)));
                const Camera::Look stopped = camera.look();
                CHECK(stopped.centre.x != drawn.centre.x);  // it had gone on until the touch
                CHECK_FALSE(motion.tick(at(140)));
                CHECK(camera.look() == stopped);
                motion.handle(GestureCancelled{}, at(150));
                motion.stop();
            }
        }
    }

    TEST_CASE_FIXTURE(Map, "a cancelled gesture leaves no fling") {
        motion.handle(DragBegin{kMiddle, kMiddle}, at(0));
        CHECK(motion.active());
        motion.handle(DragMove{kMiddle, {300, 0}}, at(10));
        motion.handle(GestureCancelled{}, at(20));
        CHECK_FALSE(motion.active());
    }

    TEST_CASE_FIXTURE(Map, "against the limits a fling is over instead of pushing on") {
        camera.lookAt({-45'000, -50'000}, 12, 0);
        fling({4'000, 4'000});
        CHECK(restsAfterMs() < 120);
        camera.lookAt({0, 0}, 18, 0);
        pinch(0, 0, 4);
        CHECK(restsAfterMs() < 120);
        // Along an edge it slides on.
        camera.lookAt({-45'000, 0}, 12, 0);
        fling({4'000, 4'000});
        CHECK(restsAfterMs() > 1'000);
    }

    // Flights.

    TEST_CASE_FIXTURE(Map, "a flight arrives exactly, after 420 ms") {
        const Camera::Look to{{-20'000, 30'000}, 15.25, 2.5};
        motion.flyTo(to, at(0));
        CHECK(motion.active());
        CHECK(motion.tick(at(419)));
        CHECK_FALSE(motion.tick(at(420)));
        CHECK(camera.look() == to);
        CHECK_FALSE(motion.active());
    }

    TEST_CASE_FIXTURE(Map, "a flight beyond the limits arrives at them") {
        motion.flyTo({{-90'000, 0}, 30, 0}, at(0));
        motion.tick(at(210));
        CHECK(camera.zoom() == doctest::Approx(15));  // half way
        motion.tick(at(420));
        CHECK(camera.look() == Camera::Look{{-45'000, 0}, 18, 0});
    }

    TEST_CASE_FIXTURE(Map, "the place flown to comes straight to the middle, and turns go the shorter way") {
        camera.lookAt({-30'000, -20'000}, 9.5, 170 * kDegree);
        const MapPoint goal{20'000, 10'000};
        motion.flyTo({goal, 15, -170 * kDegree}, at(0));
        double before = distance(camera.toScreen(goal), kMiddle);
        for (int ms = 4; ms < 420; ms += 4) {
            motion.tick(at(ms));
            const double left = distance(camera.toScreen(goal), kMiddle);
            CHECK(left <= before + 0.01);
            CHECK(std::abs(camera.bearing()) > 169 * kDegree);
            before = left;
        }
        CHECK(before < 1);
    }

    TEST_CASE_FIXTURE(Map, "a flight at one zoom is a straight pan, soft at both ends") {
        motion.flyTo({{10'000, 0}, 12, 0}, at(0));
        motion.tick(at(42));
        CHECK(camera.centre().x == doctest::Approx(10'000 * 4 * 0.001));
        motion.tick(at(210));
        CHECK(camera.centre().x == doctest::Approx(5'000));
        motion.tick(at(378));
        CHECK(camera.centre().x == doctest::Approx(10'000 * (1 - 4 * 0.001)));
    }

    TEST_CASE_FIXTURE(Map, "a step of the zoom keeps its pixel, and steps in a row add up") {
        const PointPx about{300, 900};
        const MapPoint under = camera.toPlane(about);
        motion.zoomBy(1, about, at(0));
        for (int ms = 0; ms < 200; ms += 10) {
            motion.tick(at(ms));
            CHECK(distance(camera.toScreen(under), about) < 1);
        }
        motion.zoomBy(1, about, at(200));
        motion.zoomBy(-0.5, about, at(300));
        CHECK_FALSE(motion.tick(at(720)));
        CHECK(camera.zoom() == 13.5);
        CHECK(distance(camera.toScreen(under), about) < 1);
        motion.zoomBy(40, about, at(1'000));
        motion.tick(at(1'420));
        CHECK(camera.zoom() == 18);
        motion.zoomBy(1, about, at(2'000));
        CHECK_FALSE(motion.active());
    }

    TEST_CASE_FIXTURE(Map, "a step of the zoom lets a turn to north arrive") {
        camera.lookAt({0, 0}, 12, 5 * kDegree);
        fling({});
        motion.tick(at(100));
        motion.zoomBy(1, kMiddle, at(110));
        motion.zoomBy(1, kMiddle, at(120));
        motion.tick(at(600));
        CHECK(camera.look().zoom == 14);
        CHECK(camera.bearing() == 0);
    }

    TEST_CASE_FIXTURE(Map, "with reduced motion nothing flies and nothing is flung") {
        motion.setReduced(true);
        fling({3'000, 0});
        CHECK_FALSE(motion.active());
        pinch(0, 0, 3);
        CHECK_FALSE(motion.active());
        camera.lookAt({0, 0}, 12, 5 * kDegree);
        fling({});
        CHECK(camera.bearing() == doctest::Approx(0));
        CHECK_FALSE(motion.active());
        motion.flyTo({{5, 6}, 13, 1}, at(0));
        CHECK(camera.look() == Camera::Look{{5, 6}, 13, 1});
        CHECK_FALSE(motion.active());
        motion.zoomBy(1, kMiddle, at(0));
        CHECK(camera.zoom() == 14);
        CHECK_FALSE(motion.active());
    }
}

}  // namespace
