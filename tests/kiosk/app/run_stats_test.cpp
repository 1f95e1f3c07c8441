#include "app/run_stats.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using app::FrameTiming;
using app::RunStats;

namespace {

nlohmann::json jsonOf(const RunStats& stats) { return nlohmann::json::parse(stats.toJson({}, {}, 0, 1.5)); }

}  // namespace

TEST_SUITE("kiosk/app/run_stats") {
    TEST_CASE("only frames that were drawn count as frames") {
        RunStats stats;
        stats.frame({10, 1, true, std::nullopt});
        stats.frame({99, 99, false, std::nullopt});
        const auto json = jsonOf(stats);
        CHECK(json["frames_drawn"] == 1);
        CHECK(json["frames_unchanged"] == 1);
        CHECK(json["frame_ms"]["count"] == 1);
        CHECK(json["frame_ms"]["max"] == 10);
        CHECK(json["own_ms"]["max"] == 1);
    }
    TEST_CASE("the time between frames counts within an animation only") {
        RunStats stats;
        stats.frame({10, 1, true, std::nullopt});
        stats.frame({10, 1, true, 16.5});
        stats.frame({10, 1, true, std::nullopt});
        const auto json = jsonOf(stats);
        CHECK(json["frame_ms"]["count"] == 3);
        CHECK(json["interval_ms"]["count"] == 1);
        CHECK(json["interval_ms"]["median"] == 16.5);
    }
    TEST_CASE("times start anew where asked, counters go on") {
        RunStats stats;
        stats.frame({80, 8, true, 50.0});
        stats.restartTimes();
        stats.frame({10, 1, true, 16.0});
        const auto json = jsonOf(stats);
        CHECK(json["frames_drawn"] == 2);
        for (const char* times : {"frame_ms", "own_ms", "interval_ms"})
            CHECK(json[times]["count"] == 1);
        CHECK(json["frame_ms"]["max"] == 10);
    }
}
