#include "platform/log.hpp"

#include <doctest/doctest.h>

#include "test_support/log_spy.hpp"

using platform::LogLevel;

TEST_SUITE("platform/log") {
    TEST_CASE("levels are written as they stand in a log line") {
        CHECK(toString(LogLevel::Debug) == std::string("DEBUG"));
        CHECK(toString(LogLevel::Info) == std::string("INFO"));
        CHECK(toString(LogLevel::Warning) == std::string("WARN"));
        CHECK(toString(LogLevel::Error) == std::string("ERROR"));
    }

    TEST_CASE("the short forms write with their level") {
        test_support::LogSpy log;
        log.debug("render", "a");
        log.info("render", "b");
        log.warning("render", "c");
        log.error("render", "d");
        CHECK(log.lines() ==
              std::vector<std::string>{"DEBUG render: a", "INFO render: b", "WARN render: c", "ERROR render: d"});
        CHECK(log.take() == std::vector<std::string>{"render: c", "render: d"});
    }
}
