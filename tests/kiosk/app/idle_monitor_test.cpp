#include <doctest/doctest.h>

#include "app/session.hpp"

namespace {

using app::IdleMonitor;
using Phase = IdleMonitor::Phase;
using std::chrono::milliseconds;

struct Monitor {
    IdleMonitor idle{IdleMonitor::Times{}};

    [[nodiscard]] static platform::Instant at(double seconds) {
        return platform::Instant(std::chrono::hours(1)) + milliseconds(static_cast<int>(seconds * 1000));
    }
    Phase update(double seconds) { return idle.update(at(seconds)); }
    [[nodiscard]] double deadline(double now) const {
        const auto when = idle.deadline(at(now));
        return when ? std::chrono::duration<double>(*when - at(0)).count() : -1;
    }
};

TEST_SUITE("app/idle") {
    TEST_CASE_FIXTURE(Monitor, "nobody is asked before somebody came") {
        CHECK(update(1000) == Phase::Attract);
        CHECK(deadline(1000) == -1);
    }

    TEST_CASE_FIXTURE(Monitor, "sixty seconds, then a question of thirty, then the end") {
        idle.touched(at(0));
        CHECK(deadline(0) == 60);
        CHECK(update(59.999) == Phase::Active);
        CHECK(update(60) == Phase::Warning);
        CHECK(idle.secondsLeft(at(60)) == 30);
        CHECK(idle.secondsLeft(at(60.001)) == 30);
        CHECK(idle.secondsLeft(at(61)) == 29);
        CHECK(idle.secondsLeft(at(89.5)) == 1);
        CHECK(idle.secondsLeft(at(99)) == 0);
        CHECK(update(89.999) == Phase::Warning);
        CHECK(update(90) == Phase::Expired);
        CHECK(update(500) == Phase::Expired);
        CHECK(deadline(500) == -1);
        idle.rest();
        CHECK(update(600) == Phase::Attract);
    }

    TEST_CASE_FIXTURE(Monitor, "during the question it speaks up at each full second and at the end") {
        idle.touched(at(0));
        update(60);
        CHECK(deadline(60) == 61);
        CHECK(deadline(60.5) == 61);
        CHECK(deadline(61) == 62);
        CHECK(deadline(88.2) == 89);
        CHECK(deadline(89.2) == 90);
    }

    TEST_CASE_FIXTURE(Monitor, "a stalled frame does not lengthen the visit") {
        idle.touched(at(0));
        CHECK(update(75) == Phase::Warning);
        CHECK(idle.secondsLeft(at(75)) == 15);
        CHECK(update(90) == Phase::Expired);
        idle.touched(at(100));
        CHECK(update(300) == Phase::Expired);
    }

    TEST_CASE_FIXTURE(Monitor, "any touch begins a new minute, as often as one likes") {
        double now = 0;
        idle.touched(at(now));
        for (int i = 0; i < 25; ++i) {
            CHECK(update(now + 59.9) == Phase::Active);
            CHECK(update(now + 60) == Phase::Warning);
            CHECK(update(now + 89.9) == Phase::Warning);
            now += 89.9;
            idle.touched(at(now));
            CHECK(update(now) == Phase::Active);
        }
        CHECK(update(now + 90) == Phase::Expired);
    }

    TEST_CASE_FIXTURE(Monitor, "reading pages wait two minutes, from the last touch") {
        idle.touched(at(0));
        CHECK(update(50) == Phase::Active);
        idle.setReading(true);
        CHECK(deadline(50) == 120);
        CHECK(update(119.9) == Phase::Active);
        CHECK(update(120) == Phase::Warning);
        CHECK(update(150) == Phase::Expired);
    }

    TEST_CASE_FIXTURE(Monitor, "while the voice speaks nothing counts down, afterwards the pause counts anew") {
        idle.touched(at(0));
        idle.setPaused(true, at(50));
        CHECK(update(400) == Phase::Active);
        CHECK(deadline(400) == -1);
        idle.setPaused(false, at(500));
        CHECK(update(559.9) == Phase::Active);
        CHECK(update(560) == Phase::Warning);
        // Not speaking is no touch.
        idle.setPaused(false, at(570));
        CHECK(update(590) == Phase::Expired);
    }

    TEST_CASE_FIXTURE(Monitor, "a voice that begins during the question takes it away") {
        idle.touched(at(0));
        update(60);
        idle.setPaused(true, at(65));
        CHECK(update(65) == Phase::Active);
        idle.setPaused(false, at(70));
        CHECK(update(129.9) == Phase::Active);
        CHECK(update(130) == Phase::Warning);
    }

    TEST_CASE("the operator's times are the ones that count") {
        IdleMonitor idle({std::chrono::seconds(20), std::chrono::seconds(40), std::chrono::seconds(25)});
        idle.touched(Monitor::at(0));
        CHECK(idle.update(Monitor::at(20)) == Phase::Warning);
        CHECK(idle.secondsLeft(Monitor::at(20)) == 25);
        CHECK(idle.update(Monitor::at(45)) == Phase::Expired);
        idle.touched(Monitor::at(50));
        idle.setReading(true);
        CHECK(idle.update(Monitor::at(89)) == Phase::Active);
        CHECK(idle.update(Monitor::at(90)) == Phase::Warning);
    }

    TEST_CASE("a visitor is forgotten by one assignment") {
        app::VisitorState state;
        state.lang = content::Lang::En;
        state.textScale = 2;
        state.sunTheme = state.lowReach = state.reducedMotion = true;
        state.volume = 0.1F;
        CHECK_FALSE(state == app::VisitorState{});
        state = {};
        CHECK(state == app::VisitorState{});
    }
}

}  // namespace
