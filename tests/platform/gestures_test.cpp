#include "platform/gestures.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>

#include "test_support/events.hpp"
#include "test_support/gesture_text.hpp"

namespace {

using namespace platform;
using namespace std::chrono_literals;
using test_support::at;
using test_support::describe;
using test_support::down;
using test_support::move;
using test_support::up;
using Strings = std::vector<std::string>;

/// A panel of one pixel a millimetre: 10 px slop, 20 px smallest pinch, the standard times.
GestureConfig testConfig() {
    GestureConfig config;
    config.pxPerMm = 1;
    config.slopMm = 10;
    config.minPinchSpanMm = 20;
    return config;
}

struct Glass {
    GestureRecognizer recognizer{testConfig()};

    /// What these events mean.
    std::vector<Gesture> gestures(std::initializer_list<InputEvent> events) {
        std::vector<Gesture> out;
        for (const InputEvent& event : events)
            recognizer.feed(event, out);
        return out;
    }
    Strings feed(std::initializer_list<InputEvent> events) { return describe(gestures(events)); }
    Strings advance(double ms) {
        std::vector<Gesture> out;
        recognizer.advance(at(ms), out);
        return describe(out);
    }
    Strings cancel() {
        std::vector<Gesture> out;
        recognizer.cancel(out);
        return describe(out);
    }
    /// Puts fingers 1 to `count` down in a row.
    Strings hand(double ms, int count) {
        std::vector<Gesture> out;
        for (int i = 1; i <= count; ++i)
            recognizer.feed(down(ms, i, static_cast<float>(100 * i), 500), out);
        return describe(out);
    }
    /// Lifts fingers 1 to `count`.
    Strings lift(double ms, int count) {
        std::vector<Gesture> out;
        for (int i = 1; i <= count; ++i)
            recognizer.feed(up(ms, i, static_cast<float>(100 * i), 500), out);
        return describe(out);
    }
};

const Strings kNothing;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

}  // namespace

TEST_SUITE("platform/gestures") {
    // One finger.

    TEST_CASE_FIXTURE(Glass, "a finger that goes down presses at once") {
        CHECK(feed({down(0, 1, 100, 50)}) == Strings{"press 100,50"});
        CHECK(recognizer.contactCount() == 1);
    }

    TEST_CASE_FIXTURE(Glass, "a finger that lifts again taps where it lifts") {
        CHECK(feed({down(0, 1, 100, 50), move(20, 1, 104, 53), up(50, 1, 104, 53)}) ==
              Strings{"press 100,50", "tap 104,53 x1"});
        CHECK(recognizer.contactCount() == 0);
        CHECK_FALSE(recognizer.deadline().has_value());
    }

    TEST_CASE_FIXTURE(Glass, "a tap may wobble up to the slop, measured from where the finger went down") {
        CHECK(feed({down(0, 1, 100, 50), move(10, 1, 110, 50), move(20, 1, 90, 50), up(30, 1, 100, 60)}) ==
              Strings{"press 100,50", "tap 100,60 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "a finger that leaves the slop drags, and no press is cancelled by that") {
        CHECK(feed({down(0, 1, 100, 50), move(10, 1, 105, 50), move(20, 1, 111, 50), move(30, 1, 120, 54)}) ==
              Strings{"press 100,50", "drag-begin 100,50 to 111,50", "drag-move 120,54 by 9,4"});
    }

    TEST_CASE_FIXTURE(Glass, "a drag that comes back to its beginning stays a drag") {
        CHECK(feed({down(0, 1, 100, 50), move(10, 1, 120, 50), move(20, 1, 100, 50), up(400, 1, 100, 50)}) ==
              Strings{"press 100,50", "drag-begin 100,50 to 120,50", "drag-move 100,50 by -20,0",
                      "drag-end 100,50 v 0,0"});
    }

    TEST_CASE_FIXTURE(Glass, "a finger that lifts outside the slop without a move before has dragged") {
        CHECK(feed({down(0, 1, 100, 50), up(50, 1, 150, 50)}) ==
              Strings{"press 100,50", "drag-begin 100,50 to 150,50", "drag-end 150,50 v 1000,0"});
    }

    TEST_CASE_FIXTURE(Glass, "the last movement of a drag, which comes with the lift, is not lost") {
        feed({down(0, 1, 100, 50), move(20, 1, 120, 50)});
        CHECK(feed({up(40, 1, 140, 50)}) == Strings{"drag-move 140,50 by 20,0", "drag-end 140,50 v 1000,0"});
    }

    TEST_CASE_FIXTURE(Glass, "a drag that does not move says nothing") {
        feed({down(0, 1, 100, 50), move(20, 1, 120, 50)});
        CHECK(feed({move(30, 1, 120, 50)}) == kNothing);
    }

    // Fling.

    TEST_CASE_FIXTURE(Glass, "a fling's velocity is that of the last 100 ms, however the drag began") {
        feed({down(0, 1, 0, 0), move(1000, 1, 20, 0)});
        const auto end =
            gestures({move(2000, 1, 20, 0), move(2020, 1, 60, 20), move(2040, 1, 100, 40), up(2045, 1, 100, 40)});
        REQUIRE(end.size() == 3);
        const auto& drag = std::get<DragEnd>(end.back());
        CHECK(drag.velocity.x == doctest::Approx(2000));
        CHECK(drag.velocity.y == doctest::Approx(1000));
        CHECK(drag.isFling(2000));
        CHECK_FALSE(drag.isFling(2300));
    }

    TEST_CASE_FIXTURE(Glass, "a finger that stood still longer than the fling window before lifting does not fling") {
        feed({down(0, 1, 0, 0), move(20, 1, 50, 0), move(40, 1, 100, 0)});
        CHECK(feed({up(141, 1, 100, 0)}) == Strings{"drag-end 100,0 v 0,0"});
    }

    TEST_CASE_FIXTURE(Glass, "a small jump at the lift after standing still is no fling") {
        feed({down(0, 1, 0, 0), move(20, 1, 50, 0), move(40, 1, 100, 0)});
        CHECK(feed({up(400, 1, 103, 0)}) == Strings{"drag-move 103,0 by 3,0", "drag-end 103,0 v 0,0"});
    }

    TEST_CASE_FIXTURE(Glass, "events of one frame with the same time stamp give no enormous speed") {
        const auto all =
            gestures({down(0, 1, 0, 0), move(16, 1, 20, 0), move(16, 1, 25, 0), move(16, 1, 30, 0), up(16, 1, 32, 0)});
        CHECK(std::get<DragEnd>(all.back()).velocity.x == doctest::Approx(2000));
        const auto burst = gestures({down(900, 1, 0, 0), move(900, 1, 20, 0), move(900, 1, 24, 0), up(900, 1, 24, 0)});
        CHECK(std::get<DragEnd>(burst.back()).velocity.x == doctest::Approx(3000));
    }

    TEST_CASE_FIXTURE(Glass, "a digitiser with a thousand reports a second flings like any other") {
        std::vector<Gesture> out;
        recognizer.feed(down(0, 1, 0, 0), out);
        for (int ms = 1; ms <= 500; ++ms)
            recognizer.feed(move(ms, 1, static_cast<float>(ms), 0), out);
        for (int i = 1; i <= 400; ++i)
            recognizer.feed(move(500 + i / 4.0, 1, 500 + static_cast<float>(i) / 4, 0), out);
        recognizer.feed(up(601, 1, 600, 0), out);
        CHECK(std::get<DragEnd>(out.back()).velocity.x == doctest::Approx(1000).epsilon(0.01));
    }

    TEST_CASE_FIXTURE(Glass, "a fling knows nothing of the gesture just before it") {
        feed({down(0, 1, 900, 0), move(10, 1, 500, 0), up(20, 1, 500, 0)});
        const auto drag = gestures({down(30, 1, 100, 0), move(50, 1, 120, 0), up(51, 1, 120, 0)});
        CHECK(std::get<DragEnd>(drag.back()).velocity.x == doctest::Approx(1000));
        feed({down(60, 1, 100, 100), down(60, 2, 200, 100), move(70, 2, 800, 100), up(71, 2, 800, 100)});
        feed({up(72, 1, 100, 100), down(80, 1, 100, 100), down(80, 2, 200, 100)});
        const auto pinch = gestures({move(100, 2, 220, 100), up(100, 2, 220, 100)});
        CHECK(std::get<PinchEnd>(pinch.back()).velocity.x == doctest::Approx(500));
    }

    // Repeated taps.

    TEST_CASE_FIXTURE(Glass, "a second tap at the same place soon after the first is counted, and a third") {
        feed({down(0, 1, 100, 50), up(50, 1, 100, 50)});
        CHECK(feed({down(350, 1, 115, 50), up(420, 1, 115, 50)}) == Strings{"press 115,50", "tap 115,50 x2"});
        CHECK(feed({down(500, 1, 120, 50), up(550, 1, 120, 50)}) == Strings{"press 120,50", "tap 120,50 x3"});
    }

    TEST_CASE_FIXTURE(Glass, "a second tap that comes too late or elsewhere is a first one") {
        feed({down(0, 1, 100, 50), up(50, 1, 100, 50)});
        CHECK(feed({down(351, 1, 100, 50), up(400, 1, 100, 50)}) == Strings{"press 100,50", "tap 100,50 x1"});
        CHECK(feed({down(450, 1, 121, 50), up(500, 1, 121, 50)}) == Strings{"press 121,50", "tap 121,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "a drag, a pinch or a cancelled press between two taps makes the second a first one") {
        feed({down(0, 1, 100, 50), up(10, 1, 100, 50)});
        SUBCASE("drag") { feed({down(20, 1, 100, 50), move(30, 1, 150, 50), up(40, 1, 100, 50)}); }
        SUBCASE("pinch") { feed({down(20, 1, 100, 50), down(30, 2, 200, 50), up(40, 1, 100, 50), up(40, 2, 200, 50)}); }
        SUBCASE("long press") {
            GestureConfig hasty = testConfig();
            hasty.longPressTime = 20ms;
            recognizer.setConfig(hasty);
            CHECK(feed({down(15, 1, 100, 50), up(40, 1, 100, 50)}).back() == "long-press-end 100,50");
        }
        SUBCASE("scene change") { cancel(); }
        CHECK(feed({down(50, 1, 100, 50), up(60, 1, 100, 50)}) == Strings{"press 100,50", "tap 100,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "five hundred taps with one time stamp all register") {
        std::vector<Gesture> out;
        for (int i = 0; i < 500; ++i) {
            recognizer.feed(down(0, i, 100, 50), out);
            recognizer.feed(up(0, i, 100, 50), out);
        }
        REQUIRE(out.size() == 1000);
        for (std::size_t i = 0; i < 500; ++i) {
            CHECK(std::holds_alternative<Press>(out[2 * i]));
            CHECK(std::get<Tap>(out[2 * i + 1]).count == static_cast<int>(i) + 1);
        }
    }

    // Resting.

    TEST_CASE_FIXTURE(Glass, "a finger that rests is a long press, and no tap follows") {
        feed({down(0, 1, 100, 50), move(10, 1, 103, 50)});
        CHECK(recognizer.deadline() == at(600));
        CHECK(advance(599) == kNothing);
        CHECK(advance(600) == Strings{"long-press 103,50"});
        CHECK(advance(700) == kNothing);
        CHECK(feed({up(800, 1, 103, 50)}) == Strings{"long-press-end 103,50"});
        CHECK(feed({down(850, 1, 100, 50), up(900, 1, 100, 50)}) == Strings{"press 100,50", "tap 100,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "a finger that has rested may still drag") {
        feed({down(0, 1, 100, 50)});
        advance(600);
        CHECK(feed({move(900, 1, 130, 50), up(1500, 1, 130, 50)}) ==
              Strings{"drag-begin 100,50 to 130,50", "drag-end 130,50 v 0,0"});
    }

    TEST_CASE_FIXTURE(Glass, "a dragging finger that stands still is no long press") {
        feed({down(0, 1, 100, 50), move(10, 1, 150, 50)});
        CHECK(advance(5000) == kNothing);
    }

    TEST_CASE_FIXTURE(Glass, "a long press is noticed by the next event when time was not advanced") {
        CHECK(feed({down(0, 1, 100, 50), up(700, 1, 100, 50)}) ==
              Strings{"press 100,50", "long-press 100,50", "long-press-end 100,50"});
    }

    // Two fingers.

    TEST_CASE_FIXTURE(Glass, "a second finger cancels the press and begins a pinch between them") {
        CHECK(feed({down(0, 1, 100, 50), down(10, 2, 200, 150)}) ==
              Strings{"press 100,50", "press-cancelled", "pinch-begin 150,100"});
    }

    TEST_CASE_FIXTURE(Glass, "a second finger cancels a drag and begins a pinch") {
        feed({down(0, 1, 100, 50), move(10, 1, 150, 50)});
        CHECK(feed({down(20, 2, 250, 50)}) == Strings{"gesture-cancelled", "pinch-begin 200,50"});
    }

    TEST_CASE_FIXTURE(Glass, "a second finger after a long press cancels the press and begins a pinch") {
        feed({down(0, 1, 100, 50)});
        advance(600);
        CHECK(feed({down(700, 2, 200, 50)}) == Strings{"press-cancelled", "pinch-begin 150,50"});
    }

    TEST_CASE_FIXTURE(Glass, "fingers that part scale about the movement of their centre") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        CHECK(feed({move(10, 2, 300, 100)}) == Strings{"pinch-move 200,100 by 50,0 scale 2.00 turn 0.00"});
        CHECK(feed({move(20, 1, 200, 100)}) == Strings{"pinch-move 250,100 by 50,0 scale 0.50 turn 0.00"});
    }

    TEST_CASE_FIXTURE(Glass, "a finger that circles the other clockwise turns by a positive angle") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        CHECK(feed({move(10, 2, 100, 200)}) == Strings{"pinch-move 100,150 by -50,50 scale 1.00 turn 1.57"});
        CHECK(feed({move(20, 2, 100 + 100 * std::sqrt(0.5F), 100 + 100 * std::sqrt(0.5F))}) ==
              Strings{"pinch-move 135,135 by 35,-15 scale 1.00 turn -0.79"});
    }

    TEST_CASE_FIXTURE(Glass, "the steps of a pinch multiply and add up to the whole similarity") {
        std::vector<Gesture> out;
        recognizer.feed(down(0, 1, 400, 300), out);
        recognizer.feed(down(0, 2, 600, 300), out);
        out.clear();
        for (int i = 1; i <= 100; ++i) {  // one and a half turns, growing threefold
            const float angle = static_cast<float>(i) / 100 * 3 * std::numbers::pi_v<float>;
            const float radius = 200 * std::pow(3.0F, static_cast<float>(i) / 100);
            recognizer.feed(move(i, 2, 400 + radius * std::cos(angle), 300 + radius * std::sin(angle)), out);
        }
        float scale = 1;
        float turn = 0;
        base::PointPx centre{500, 300};
        for (const Gesture& gesture : out) {
            const auto& step = std::get<PinchMove>(gesture);
            scale *= step.scale;
            turn += step.rotation;
            centre = centre + step.delta;
            CHECK(centre.x == doctest::Approx(step.centre.x).epsilon(0.001));
            CHECK(centre.y == doctest::Approx(step.centre.y).epsilon(0.001));
        }
        CHECK(scale == doctest::Approx(3).epsilon(0.001));
        CHECK(turn == doctest::Approx(3 * std::numbers::pi).epsilon(0.001));
    }

    TEST_CASE_FIXTURE(Glass, "fingers that almost meet move the picture but neither turn nor scale it") {
        feed({down(0, 1, 100, 100), down(0, 2, 119, 100)});
        CHECK(feed({move(10, 2, 100, 110)}) == Strings{"pinch-move 100,105 by -10,5 scale 1.00 turn 0.00"});
        CHECK(feed({move(20, 2, 100, 100)}) == Strings{"pinch-move 100,100 by 0,-5 scale 1.00 turn 0.00"});
        CHECK(feed({move(30, 2, 140, 100)}) == Strings{"pinch-move 120,100 by 20,0 scale 1.00 turn 0.00"});
        CHECK(feed({move(40, 2, 180, 100)}) == Strings{"pinch-move 140,100 by 20,0 scale 2.00 turn 0.00"});
    }

    TEST_CASE_FIXTURE(Glass, "the first finger that lifts ends the pinch, and the other is ignored until it lifts") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        CHECK(feed({up(500, 1, 100, 100)}) == Strings{"pinch-end 150,100 v 0,0 scale 0.00"});
        CHECK(feed({move(510, 2, 300, 100), up(2000, 2, 300, 100)}) == kNothing);
        CHECK(feed({down(2100, 1, 50, 50), up(2110, 1, 50, 50)}) == Strings{"press 50,50", "tap 50,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass,
                      "a finger that comes before the last one of a pinch has lifted is ignored and waited for") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), up(500, 1, 100, 100)});
        CHECK(feed({down(510, 3, 50, 50), up(520, 2, 200, 100), move(530, 3, 90, 50)}) == kNothing);
        CHECK(feed({down(540, 4, 50, 50), up(550, 3, 90, 50), up(560, 4, 50, 50)}) == kNothing);
        CHECK(feed({down(570, 1, 50, 50)}) == Strings{"press 50,50"});
    }

    TEST_CASE_FIXTURE(Glass, "a pinch ends with the velocity of its centre and of its scale") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        feed({move(20, 2, 240, 100), move(40, 2, 300, 100)});
        const auto end = gestures({up(41, 2, 300, 100)});
        REQUIRE(end.size() == 1);
        CHECK(std::get<PinchEnd>(end[0]).velocity.x == doctest::Approx(50 / 0.040));
        CHECK(std::get<PinchEnd>(end[0]).scaleVelocity == doctest::Approx(std::log(2.0) / 0.040));
    }

    TEST_CASE_FIXTURE(Glass, "a pinch that stood still before it ended has no velocity") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), move(20, 2, 300, 100)});
        CHECK(feed({up(200, 2, 300, 100)}) == Strings{"pinch-end 200,100 v 0,0 scale 0.00"});
    }

    TEST_CASE_FIXTURE(Glass, "a third, fourth and fifth finger are ignored during a pinch, also after it") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        CHECK(feed({down(10, 3, 300, 100), down(10, 4, 400, 100), down(10, 5, 500, 100), move(20, 4, 450, 100),
                    up(30, 3, 300, 100)}) == kNothing);
        CHECK(feed({move(40, 2, 300, 100)}) == Strings{"pinch-move 200,100 by 50,0 scale 2.00 turn 0.00"});
        feed({up(300, 1, 100, 100)});
        CHECK(feed({up(310, 2, 300, 100), up(320, 4, 450, 100), up(330, 5, 500, 100)}) == kNothing);
        CHECK(feed({down(400, 1, 1, 1)}) == Strings{"press 1,1"});
    }

    // Palm.

    TEST_CASE_FIXTURE(Glass, "the sixth contact is a palm, and nothing means anything until the glass is clear") {
        CHECK(hand(0, 6) ==
              Strings{"press 100,500", "press-cancelled", "pinch-begin 150,500", "gesture-cancelled", "palm-begin"});
        CHECK(feed({move(10, 1, 300, 300), down(20, 7, 1, 1), up(30, 7, 1, 1)}) == kNothing);
        CHECK(lift(40, 5) == kNothing);
        CHECK(feed({down(50, 1, 50, 50), up(60, 1, 50, 50)}) == kNothing);
        CHECK(feed({up(70, 6, 600, 500)}) == Strings{"palm-end"});
        CHECK(feed({down(80, 1, 50, 50), up(90, 1, 50, 50)}) == Strings{"press 50,50", "tap 50,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "five contacts are a pinch with bystanders, not yet a palm") {
        CHECK(hand(0, 5).back() == "pinch-begin 150,500");
    }

    TEST_CASE_FIXTURE(Glass, "a palm that lands while pressing cancels the press") {
        GestureConfig config = testConfig();
        config.palmContacts = 1;
        recognizer.setConfig(config);
        CHECK(recognizer.config().palmContacts == 1);
        CHECK(feed({down(0, 1, 100, 50), down(0, 2, 200, 50)}) ==
              Strings{"press 100,50", "press-cancelled", "palm-begin"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm that lands while dragging cancels the drag") {
        GestureConfig config = testConfig();
        config.palmContacts = 1;
        recognizer.setConfig(config);
        feed({down(0, 1, 100, 50), move(10, 1, 150, 50)});
        CHECK(feed({down(20, 2, 200, 50)}) == Strings{"gesture-cancelled", "palm-begin"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm after a long press cancels the press") {
        GestureConfig config = testConfig();
        config.palmContacts = 1;
        recognizer.setConfig(config);
        feed({down(0, 1, 100, 50)});
        advance(600);
        CHECK(feed({down(700, 2, 200, 50)}) == Strings{"press-cancelled", "palm-begin"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm that lands while the last finger of a pinch is still down only begins") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), up(500, 1, 100, 100)});
        CHECK(feed({down(510, 3, 1, 1), down(510, 4, 1, 1), down(510, 5, 1, 1), down(510, 6, 1, 1),
                    down(510, 7, 1, 1)}) == Strings{"palm-begin"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm that lands after a scene change on resting fingers begins without a press") {
        hand(0, 5);
        cancel();
        CHECK(feed({down(10, 6, 1, 1)}) == Strings{"palm-begin"});
    }

    // Stuck contacts.

    TEST_CASE_FIXTURE(
        Glass, "a contact that does not move for a minute is masked, and another finger taps as if it were alone") {
        feed({down(0, 1, 100, 50)});
        advance(600);
        CHECK(recognizer.deadline() == at(60'000));
        CHECK(advance(59'999) == kNothing);
        CHECK(advance(60'000) == Strings{"press-cancelled", "masked 1"});
        CHECK_FALSE(recognizer.deadline().has_value());
        CHECK(recognizer.contactCount() == 1);
        CHECK(feed({down(61'000, 2, 300, 300), up(61'050, 2, 300, 300)}) == Strings{"press 300,300", "tap 300,300 x1"});
        CHECK(feed({down(62'000, 2, 300, 300), move(62'010, 2, 400, 300), up(62'500, 2, 400, 300)}) ==
              Strings{"press 300,300", "drag-begin 300,300 to 400,300", "drag-end 400,300 v 0,0"});
    }

    TEST_CASE_FIXTURE(Glass, "a masked contact stays masked when it moves and is new when it has lifted") {
        feed({down(0, 1, 100, 50)});
        advance(60'000);
        CHECK(feed({move(61'000, 1, 400, 50), up(62'000, 1, 400, 50)}) == kNothing);
        CHECK(feed({down(63'000, 1, 100, 50)}) == Strings{"press 100,50"});
    }

    TEST_CASE_FIXTURE(Glass, "two fingers pinch while a third is masked") {
        feed({down(0, 9, 500, 500)});
        advance(60'000);
        CHECK(feed({down(61'000, 1, 100, 100), down(61'000, 2, 200, 100), move(61'010, 2, 300, 100)}) ==
              Strings{"press 100,100", "press-cancelled", "pinch-begin 150,100",
                      "pinch-move 200,100 by 50,0 scale 2.00 turn 0.00"});
        feed({up(61'500, 1, 100, 100), up(61'500, 2, 300, 100)});
        CHECK(feed({down(62'000, 1, 1, 1)}) == Strings{"press 1,1"});
    }

    TEST_CASE_FIXTURE(Glass, "a contact that wobbles within the slop is stuck, one that creeps out of it is not") {
        feed({down(0, 1, 100, 50), move(10, 1, 150, 50), move(30'000, 1, 155, 50)});
        CHECK(advance(60'009) == kNothing);
        CHECK(advance(60'010) == Strings{"gesture-cancelled", "masked 1"});
        feed({up(61'000, 1, 155, 50), down(70'000, 1, 100, 50), move(70'010, 1, 150, 50), move(100'000, 1, 161, 50)});
        CHECK(advance(159'999) == kNothing);
        CHECK(advance(160'000) == Strings{"gesture-cancelled", "masked 1"});
    }

    TEST_CASE_FIXTURE(Glass, "a contact stuck in a pinch cancels it, and the other finger is ignored until it lifts") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), move(50'000, 2, 300, 100)});
        CHECK(advance(60'000) == Strings{"gesture-cancelled", "masked 1"});
        CHECK(feed({move(60'010, 2, 350, 100), up(60'020, 2, 350, 100)}) == kNothing);
        CHECK(feed({down(60'030, 2, 10, 10), up(60'040, 2, 10, 10)}) == Strings{"press 10,10", "tap 10,10 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "a bystander of a pinch that is stuck is masked and disturbs nothing") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), down(0, 3, 500, 500)});
        feed({move(50'000, 1, 100, 150), move(50'000, 2, 200, 150)});
        CHECK(advance(60'000) == Strings{"masked 3"});
        CHECK(feed({move(60'010, 2, 200, 250)}).size() == 1);
    }

    TEST_CASE_FIXTURE(Glass, "a contact stuck after a pinch ends the wait for it") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100), up(100, 1, 100, 100)});
        CHECK(advance(60'000) == Strings{"masked 2"});
        CHECK(feed({down(60'100, 1, 10, 10)}) == Strings{"press 10,10"});
    }

    TEST_CASE_FIXTURE(Glass, "a cloth left on the glass is masked, and the palm ends") {
        hand(0, 6);
        CHECK(advance(60'000) ==
              Strings{"masked 1", "masked 2", "masked 3", "masked 4", "masked 5", "masked 6", "palm-end"});
        CHECK(recognizer.contactCount() == 6);
        CHECK(feed({down(61'000, 7, 10, 10), up(61'010, 7, 10, 10)}) == Strings{"press 10,10", "tap 10,10 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "masked contacts do not count towards a palm") {
        hand(0, 5);
        advance(60'000);
        std::vector<Gesture> out;
        for (int i = 11; i <= 15; ++i)
            recognizer.feed(down(61'000, i, static_cast<float>(i), 5), out);
        CHECK(describe(out).back() == "pinch-begin 12,5");
        CHECK(feed({down(61'000, 16, 1, 1)}) == Strings{"gesture-cancelled", "palm-begin"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm ends when its contacts lift, whatever is masked beside it") {
        feed({down(0, 9, 900, 900)});
        advance(60'000);
        hand(61'000, 6);
        CHECK(lift(61'010, 6) == Strings{"palm-end"});
        CHECK(recognizer.contactCount() == 1);
    }

    TEST_CASE_FIXTURE(Glass, "a masked contact stays masked through a scene change") {
        feed({down(0, 9, 900, 900)});
        advance(60'000);
        CHECK(cancel() == kNothing);
        CHECK_FALSE(recognizer.deadline().has_value());
        CHECK(hand(61'000, 5).back() == "pinch-begin 150,500");
    }

    // Cancelling from outside.

    TEST_CASE_FIXTURE(Glass,
                      "a scene change while pressed cancels the press, and the finger is ignored until it lifts") {
        feed({down(0, 1, 100, 50)});
        CHECK(cancel() == Strings{"press-cancelled"});
        CHECK(feed({move(10, 1, 300, 50)}) == kNothing);
        CHECK(advance(700) == kNothing);
        CHECK(recognizer.contactCount() == 1);
        CHECK(feed({up(800, 1, 300, 50)}) == kNothing);
        CHECK(feed({down(900, 1, 100, 50)}) == Strings{"press 100,50"});
    }

    TEST_CASE_FIXTURE(Glass, "a finger works while another rests on the glass since the last scene") {
        feed({down(0, 1, 100, 50)});
        cancel();
        CHECK(feed({down(10, 2, 300, 50), up(20, 2, 300, 50)}) == Strings{"press 300,50", "tap 300,50 x1"});
        CHECK(feed({down(30, 2, 300, 50), down(30, 3, 400, 50), up(200, 2, 300, 50), up(210, 3, 400, 50)}).back() ==
              "pinch-end 350,50 v 0,0 scale 0.00");
        CHECK(feed({down(500, 2, 300, 50)}) == Strings{"press 300,50"});
    }

    TEST_CASE_FIXTURE(Glass,
                      "a scene change cancels a long press, a drag and a pinch, and leaves idle and draining alone") {
        CHECK(cancel() == kNothing);
        feed({down(0, 1, 100, 50)});
        SUBCASE("long press") {
            advance(600);
            CHECK(cancel() == Strings{"press-cancelled"});
        }
        SUBCASE("drag") {
            feed({move(10, 1, 200, 50)});
            CHECK(cancel() == Strings{"gesture-cancelled"});
        }
        SUBCASE("pinch") {
            feed({down(10, 2, 200, 50)});
            CHECK(cancel() == Strings{"gesture-cancelled"});
        }
        SUBCASE("draining") {
            feed({down(10, 2, 200, 50), up(20, 2, 200, 50)});
            CHECK(cancel() == kNothing);
        }
        CHECK(feed({down(700, 7, 1, 1), up(710, 7, 1, 1)}) == Strings{"press 1,1", "tap 1,1 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "a palm outlives a scene change") {
        hand(0, 6);
        CHECK(cancel() == kNothing);
        CHECK(feed({up(10, 6, 1, 1), down(20, 6, 1, 1)}) == kNothing);
        CHECK(lift(30, 6) == Strings{"palm-end"});
    }

    // Devices that misbehave.

    TEST_CASE_FIXTURE(Glass, "a finger that was never seen going down is ignored") {
        CHECK(feed({move(0, 1, 10, 10), up(10, 1, 10, 10)}) == kNothing);
        feed({down(20, 2, 100, 50)});
        CHECK(feed({move(30, 1, 500, 500), up(40, 1, 500, 500)}) == kNothing);
        CHECK(feed({up(50, 2, 100, 50), up(60, 2, 100, 50)}) == Strings{"tap 100,50 x1"});
    }

    TEST_CASE_FIXTURE(
        Glass, "a finger that goes down twice has lost its lift: nothing is activated and the new press counts") {
        feed({down(0, 1, 100, 50)});
        CHECK(feed({down(100, 1, 300, 50), up(150, 1, 300, 50)}) ==
              Strings{"press-cancelled", "press 300,50", "tap 300,50 x1"});
        feed({down(200, 1, 100, 50), move(210, 1, 200, 50)});
        CHECK(feed({down(300, 1, 300, 50)}) == Strings{"gesture-cancelled", "press 300,50"});
        CHECK(recognizer.contactCount() == 1);
    }

    TEST_CASE_FIXTURE(Glass, "a lost lift in a pinch cancels it, and all fingers are waited for") {
        feed({down(0, 1, 100, 100), down(0, 2, 200, 100)});
        CHECK(feed({down(10, 2, 300, 100)}) == Strings{"gesture-cancelled"});
        CHECK(feed({up(20, 1, 100, 100), up(30, 2, 300, 100)}) == kNothing);
        CHECK(feed({down(40, 1, 1, 1)}) == Strings{"press 1,1"});
    }

    TEST_CASE_FIXTURE(Glass, "a masked finger that goes down again is a new finger") {
        feed({down(0, 1, 100, 50)});
        advance(60'000);
        CHECK(feed({down(61'000, 1, 100, 50), up(61'010, 1, 100, 50)}) == Strings{"press 100,50", "tap 100,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "the last contact of a palm that goes down again ends the palm and presses") {
        hand(0, 6);
        lift(10, 5);
        CHECK(feed({down(20, 6, 1, 1)}) == Strings{"palm-end", "press 1,1"});
    }

    TEST_CASE_FIXTURE(Glass, "time that goes back a little stands still") {
        CHECK(feed({down(100, 1, 100, 50), move(90, 1, 101, 50), up(95, 1, 101, 50)}) ==
              Strings{"press 100,50", "tap 101,50 x1"});
        feed({down(200, 1, 0, 0), move(220, 1, 40, 0), move(210, 1, 60, 0)});
        CHECK(feed({up(215, 1, 60, 0)}) == Strings{"drag-end 60,0 v 3000,0"});
        feed({down(300, 1, 0, 0)});
        CHECK(advance(250) == kNothing);
        CHECK(recognizer.deadline() == at(900));
    }

    TEST_CASE_FIXTURE(Glass, "fingers may interleave: two taps that overlap are a pinch of nothing, then all is well") {
        CHECK(feed({down(0, 1, 100, 50), down(5, 2, 300, 50), up(10, 1, 100, 50), up(15, 2, 300, 50)}) ==
              Strings{"press 100,50", "press-cancelled", "pinch-begin 200,50", "pinch-end 200,50 v 0,0 scale 0.00"});
        CHECK(feed({down(20, 3, 5, 5), up(25, 3, 5, 5)}) == Strings{"press 5,5", "tap 5,5 x1"});
    }

    TEST_CASE_FIXTURE(Glass,
                      "positions that are not on any panel are ignored, and a lift there lifts where the finger was") {
        CHECK(feed({down(0, 1, kNaN, 50), move(5, 1, 1, 1), up(10, 1, 1, 1)}) == kNothing);
        CHECK(feed({down(0, 1, 0, kInf), down(0, 2, -2e6F, 0)}) == kNothing);
        CHECK(feed({down(20, 1, 100, 50), move(30, 1, kNaN, kNaN), move(30, 1, 3e38F, 0), up(40, 1, kNaN, -kInf)}) ==
              Strings{"press 100,50", "tap 100,50 x1"});
    }

    TEST_CASE_FIXTURE(Glass,
                      "a panel that loses every lift under ever new ids neither fills memory nor stops working") {
        std::vector<Gesture> out;
        for (int i = 0; i < 1000; ++i) {
            recognizer.feed(down(i * 61'000.0, i, 100, 50), out);
            CHECK(recognizer.contactCount() <= 64);
        }
        recognizer.advance(at(1000 * 61'000.0), out);
        CHECK(feed({down(61e6 + 1, 5000, 10, 10), up(61e6 + 2, 5000, 10, 10)}) ==
              Strings{"press 10,10", "tap 10,10 x1"});
    }

    TEST_CASE_FIXTURE(Glass, "sixty-four masked contacts leave room for the finger that comes next") {
        std::vector<Gesture> out;
        for (int i = 0; i < 64; ++i)
            recognizer.feed(down(0, i, 100, 50), out);
        recognizer.advance(at(60'000), out);
        CHECK(describe(out).back() == "palm-end");
        CHECK(feed({down(60'001, 100, 10, 10), up(60'002, 100, 10, 10)}) == Strings{"press 10,10", "tap 10,10 x1"});
        CHECK(recognizer.contactCount() == 63);
    }

    TEST_CASE_FIXTURE(Glass, "events that are not fingers mean nothing here") {
        const InputEvent others[]{{at(0), KeyPress{Key::Select}},
                                  {at(0), Resized{{1, 1}}},
                                  {at(0), Wheel{{1, 1}, 1}},
                                  {at(0), ContextLost{}},
                                  {at(0), QuitRequested{}}};
        std::vector<Gesture> out;
        for (const InputEvent& event : others)
            recognizer.feed(event, out);
        CHECK(out.empty());
    }

    TEST_CASE("thresholds are millimetres, so a finer panel allows more pixels") {
        GestureConfig config = testConfig();
        config.pxPerMm = 4;
        GestureRecognizer recognizer(config);
        std::vector<Gesture> out;
        for (const InputEvent& event : {down(0, 1, 100, 50), move(10, 1, 139, 50), move(20, 1, 141, 50)}) {
            recognizer.feed(event, out);
        }
        CHECK(describe(out) == Strings{"press 100,50", "drag-begin 100,50 to 141,50"});
    }
}
