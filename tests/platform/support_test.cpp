#include <doctest/doctest.h>

#include <filesystem>

#include "base/assert.hpp"
#include "test_support/gesture_text.hpp"
#include "test_support/log_spy.hpp"
#include "test_support/temp_dir.hpp"

TEST_SUITE("test_support") {
    TEST_CASE("a warning nobody took fails the test" * doctest::should_fail()) {
        test_support::LogSpy log;
        log.warning("content", "pack refused");
    }

    TEST_CASE("an error nobody took fails the test" * doctest::should_fail()) {
        test_support::LogSpy log;
        log.error("content", "pack refused");
    }

    TEST_CASE("a failed assertion nobody expected fails the test instead of ending the process" *
              doctest::should_fail()) {
        KIOSK_ASSERT(std::filesystem::path("a") == std::filesystem::path("b"));
    }

    TEST_CASE("what is taken from the log is gone, and information may stay") {
        test_support::LogSpy log;
        log.info("content", "pack 7 opened");
        log.warning("content", "pack refused");
        CHECK(log.take() == std::vector<std::string>{"content: pack refused"});
        CHECK(log.take().empty());
    }

    TEST_CASE("a temporary folder is empty at first and gone afterwards, whatever is in it") {
        std::filesystem::path path;
        {
            const test_support::TempDir dir;
            path = dir.path();
            CHECK(std::filesystem::is_empty(path));
            dir.write("a/b/c.txt", "ñ");
            CHECK(dir.read("a/b/c.txt") == "ñ");
            std::filesystem::permissions(dir / "a",
                                         std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
        }
        CHECK_FALSE(std::filesystem::exists(path));
    }

    TEST_CASE("two temporary folders never meet") {
        const test_support::TempDir one;
        const test_support::TempDir two;
        CHECK(one.path() != two.path());
    }

    TEST_CASE("gestures are described with all they carry") {
        using namespace platform;
        const std::vector<Gesture> gestures{Press{{1, 2}},
                                            PressCancelled{},
                                            Tap{{1.4F, 2.6F}, 2},
                                            LongPress{{1, 2}},
                                            LongPressEnd{{1, 2}},
                                            DragBegin{{1, 2}, {30, 4}},
                                            DragMove{{31, 4}, {1, 0}},
                                            DragEnd{{31, 4}, {1000, -0.2F}},
                                            PinchBegin{{5, 6}},
                                            PinchMove{{5, 7}, {0, 1}, 1.5F, -0.001F},
                                            PinchEnd{{5, 7}, {10, 20}, 0.25F},
                                            PalmBegin{},
                                            PalmEnd{},
                                            FingerMasked{7},
                                            GestureCancelled{}};
        CHECK(test_support::describe(gestures) ==
              std::vector<std::string>{"press 1,2", "press-cancelled", "tap 1,3 x2", "long-press 1,2",
                                       "long-press-end 1,2", "drag-begin 1,2 to 30,4", "drag-move 31,4 by 1,0",
                                       "drag-end 31,4 v 1000,0", "pinch-begin 5,6",
                                       "pinch-move 5,7 by 0,1 scale 1.50 turn 0.00", "pinch-end 5,7 v 10,20 scale 0.25",
                                       "palm-begin", "palm-end", "masked 7", "gesture-cancelled"});
    }
}
