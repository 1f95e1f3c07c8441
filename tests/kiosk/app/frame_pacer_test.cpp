#include "app/frame_pacer.hpp"

#include <doctest/doctest.h>

using app::FramePacer;
using platform::Duration;
using platform::Instant;
using std::chrono::microseconds;

namespace {

Instant at(int us) { return Instant{} + std::chrono::hours(1) + microseconds(us); }

}  // namespace

TEST_SUITE("kiosk/app/frame_pacer") {
    TEST_CASE("a frame after a rest may begin at once") {
        FramePacer pacer;
        CHECK(pacer.due() <= at(0));
        pacer.begin(at(0));
        CHECK(pacer.due() == at(0) + FramePacer::kFrameTime);
        CHECK(pacer.due() <= at(2'000'000));
    }
    TEST_CASE("a timer that oversleeps does not slow the grid down") {
        FramePacer pacer;
        pacer.begin(at(0));
        Instant now = at(0);
        for (int frame = 1; frame <= 60; ++frame) {
            now = pacer.due() + microseconds(300);
            pacer.begin(now);
        }
        CHECK(now == at(0) + 60 * FramePacer::kFrameTime + microseconds(300));
    }
    TEST_CASE("what a frame took is not added to the time until the next") {
        FramePacer pacer;
        pacer.begin(at(0));
        const Instant pictureDone = at(9'000);
        CHECK(pacer.due() - pictureDone == FramePacer::kFrameTime - microseconds(9'000));
    }
    TEST_CASE("frames that take too long follow each other without a wait and without making up for the lost ones") {
        FramePacer pacer;
        Instant now = at(0);
        for (int frame = 0; frame < 20; ++frame) {
            pacer.begin(now);
            now += microseconds(40'000);
            CHECK(pacer.due() <= now);
        }
        pacer.begin(now);
        CHECK(pacer.due() > now);
    }
}
