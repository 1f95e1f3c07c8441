#include "platform_os/stream_log.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "test_support/temp_dir.hpp"

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using base::Errc;
using platform::LogLevel;
using platform_os::logLine;
using platform_os::StreamLog;
using test_support::TempDir;

// 2026-05-03T12:00:00Z: the Alasita fair.
const platform::WallTime kNoon{std::chrono::sys_days(std::chrono::year(2026) / 5 / 3) + 12h};

std::string escaped(std::string_view message) {
    return logLine(kNoon, LogLevel::Info, "a", message).substr("2026-05-03T12:00:00Z INFO a: "s.size());
}

/// Sends what is written to stderr meanwhile into a file.
class StderrInto {
public:
    explicit StderrInto(const std::filesystem::path& path) : m_before(dup(STDERR_FILENO)) {
        std::fflush(stderr);
        FILE* file = std::fopen(path.c_str(), "w");
        REQUIRE(file != nullptr);
        dup2(fileno(file), STDERR_FILENO);
        std::fclose(file);
    }
    StderrInto(const StderrInto&) = delete;
    StderrInto& operator=(const StderrInto&) = delete;
    ~StderrInto() {
        std::fflush(stderr);
        dup2(m_before, STDERR_FILENO);
        close(m_before);
    }

private:
    int m_before;
};

}  // namespace

TEST_SUITE("platform_os/stream_log") {
    TEST_CASE("a line has the time in UTC, the level, the area and the message") {
        CHECK(logLine(kNoon, LogLevel::Warning, "content", "pack refused: {} %s") ==
              "2026-05-03T12:00:00Z WARN content: pack refused: {} %s");
        CHECK(logLine(kNoon + 999ms, LogLevel::Error, "render", "") == "2026-05-03T12:00:00Z ERROR render: ");
    }

    TEST_CASE("a panel without a battery logs from 1970, and even from before") {
        CHECK(logLine({}, LogLevel::Info, "a", "b") == "1970-01-01T00:00:00Z INFO a: b");
        CHECK(logLine(platform::WallTime(-1s), LogLevel::Info, "a", "b") == "1969-12-31T23:59:59Z INFO a: b");
    }

    TEST_CASE("line breaks and control characters cannot forge a line or reach a terminal") {
        CHECK(escaped("one\ntwo\r\n\tthree") == "one\\ntwo\\r\\n\\tthree");
        CHECK(escaped("\x1B[2J\x07"s + "\0"s + "\x7F") == "\\x1B[2J\\x07\\x00\\x7F");
        CHECK(escaped("\xC2\x9B"
                      "31m") == "\\xC2\\x9B31m");
        CHECK(escaped("a\xE2\x80\xA8"
                      "b\xE2\x80\xA9") == "a\\xE2\\x80\\xA8b\\xE2\\x80\\xA9");
        CHECK(logLine(kNoon, LogLevel::Info, "a\n", "b") == "2026-05-03T12:00:00Z INFO a\\n: b");
    }

    TEST_CASE("names of places stay readable, and bytes that are no UTF-8 are written as such") {
        CHECK(escaped("Huancané, Ñawpa, ch’ullu, 湖, 🦙, \xC2\xA0") ==
              "Huancané, Ñawpa, ch’ullu, 湖, 🦙, \xC2\xA0");
        CHECK(escaped("\xFF") == "\\xFF");
        CHECK(escaped("caf\xE9") == "caf\\xE9");
        CHECK(escaped("\xC0\x80") == "\\xC0\\x80");                    // overlong NUL
        CHECK(escaped("\xED\xA0\x80") == "\\xED\\xA0\\x80");           // a surrogate
        CHECK(escaped("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");  // beyond Unicode
        CHECK(escaped("\xE2\x82") == "\\xE2\\x82");                    // cut short
        CHECK(escaped("\xF0\x9F\xA6") == "\\xF0\\x9F\\xA6");
        CHECK(escaped("\xF0\x8F\xBF\xBF") == "\\xF0\\x8F\\xBF\\xBF");
    }

    TEST_CASE("a file gets a line a call, at its end, at once") {
        const TempDir dir;
        platform::ManualClock clock(kNoon);
        dir.write("log/kiosk.log", "earlier\n");
        auto log = StreamLog::toFile(clock, LogLevel::Info, dir / "log/kiosk.log");
        REQUIRE(log.ok());
        (*log)->warning("content", "pack refused");
        clock.advance(61s);
        (*log)->info("app", "{\n}");
        CHECK(dir.read("log/kiosk.log") ==
              "earlier\n2026-05-03T12:00:00Z WARN content: pack refused\n2026-05-03T12:01:01Z INFO app: {\\n}\n");
    }

    TEST_CASE("lines below the minimum are dropped, and the minimum can be changed") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        auto log = StreamLog::toFile(clock, LogLevel::Warning, dir / "kiosk.log");
        REQUIRE(log.ok());
        (*log)->info("a", "1");
        (*log)->warning("a", "2");
        (*log)->setMinimum(LogLevel::Debug);
        (*log)->debug("a", "3");
        (*log)->setMinimum(LogLevel::Error);
        (*log)->warning("a", "4");
        (*log)->error("a", "5");
        CHECK(dir.read("kiosk.log") ==
              "2026-05-03T12:00:00Z WARN a: 2\n2026-05-03T12:00:00Z DEBUG a: 3\n2026-05-03T12:00:00Z ERROR a: 5\n");
    }

    TEST_CASE("folders of the log file are made") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        CHECK(StreamLog::toFile(clock, LogLevel::Info, dir / "var/log/kiosk.log").ok());
        CHECK(std::filesystem::exists(dir / "var/log/kiosk.log"));
    }

    TEST_CASE("a log file that cannot be opened is an error that names it") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        dir.write("file", "");
        const auto log = StreamLog::toFile(clock, LogLevel::Info, dir / "file/kiosk.log");
        REQUIRE_FALSE(log.ok());
        CHECK(log.error().code == Errc::Io);
        CHECK(log.error().message.find((dir / "file/kiosk.log").string()) != std::string::npos);
    }

    TEST_CASE("years of logging leave three files of at most four megabytes") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        auto log = StreamLog::toFile(clock, LogLevel::Info, dir / "kiosk.log");
        REQUIRE(log.ok());
        const std::string line(64 << 10, 'x');
        for (int i = 0; i < 300; ++i)
            (*log)->info("a", line);
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(dir.path())) {
            ++files;
            CHECK(entry.file_size() <= 4U << 20U);
        }
        CHECK(files == 3);
        CHECK(std::filesystem::exists(dir / "kiosk.2.log"));
    }

    TEST_CASE("lines from many threads come whole") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        {
            auto log = StreamLog::toFile(clock, LogLevel::Info, dir / "kiosk.log");
            REQUIRE(log.ok());
            std::vector<std::thread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&log] {
                    for (int i = 0; i < 100; ++i)
                        (*log)->info("a", "whole");
                });
            }
            for (std::thread& thread : threads)
                thread.join();
        }
        std::string expected;
        for (int i = 0; i < 400; ++i)
            expected += "2026-05-03T12:00:00Z INFO a: whole\n";
        CHECK(dir.read("kiosk.log") == expected);
    }

    TEST_CASE("without a file, lines go to stderr") {
        const TempDir dir;
        const platform::ManualClock clock(kNoon);
        {
            const StderrInto redirected(dir / "stderr");
            const auto log = StreamLog::toStderr(clock, LogLevel::Info);
            log->info("app", "started");
            log->debug("app", "unseen");
        }
        CHECK(dir.read("stderr") == "2026-05-03T12:00:00Z INFO app: started\n");
    }
}
