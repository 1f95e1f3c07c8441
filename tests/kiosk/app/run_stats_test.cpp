#include "app/run_stats.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "app/png.hpp"
#include "kiosk_fixture.hpp"
#include "test_support/assert_failure.hpp"
#include "ui/image_cache.hpp"

namespace {

using app::RunStats;
using nlohmann::json;

TEST_SUITE("app/stats") {
    TEST_CASE("frames are counted and their times told by rank") {
        RunStats stats;
        for (int i = 1; i <= 101; ++i)
            stats.frame({static_cast<double>(i), 0.5, true, std::nullopt});
        stats.frame({9, 9, false, std::nullopt});
        stats.idlePass();
        stats.inputEvents(3);
        stats.inputEvents(4);
        stats.maskedFinger();
        CHECK(stats.framesDrawn() == 101);
        platform::RenderStats render;
        render.frameDrawCalls = 7;
        render.frameVertices = 1000;
        render.frameOverdraw = 1.2345;
        render.textures = 5;
        render.textureBytes = 4096;
        render.uploadedBytes = 8192;
        const json o = json::parse(stats.toJson(render, {1000, 2000, 12, 0.25}, 2, 3.5));
        CHECK(o["frames_drawn"] == 101);
        CHECK(o["frames_unchanged"] == 1);
        CHECK(o["idle_passes"] == 1);
        CHECK(o["frame_ms"] == json{{"count", 101}, {"median", 51}, {"p95", 96}, {"p99", 100}, {"max", 101}});
        CHECK(o["own_ms"]["max"] == 0.5);
        CHECK(o["draw_calls"] == 7);
        CHECK(o["vertices"] == 1000);
        CHECK(o["overdraw"] == 1.23);
        CHECK(o["textures"] == 5);
        CHECK(o["texture_bytes"] == 4096);
        CHECK(o["uploaded_bytes"] == 8192);
        CHECK(o["rss_bytes"] == 1000);
        CHECK(o["pss_bytes"] == 2000);
        CHECK(o["fds"] == 12);
        CHECK(o["cpu_seconds"] == 0.25);
        CHECK(o["events"] == 7);
        CHECK(o["contacts"] == 2);
        CHECK(o["masked_fingers"] == 1);
        CHECK(o["run_seconds"] == 3.5);
        CHECK(stats.toText(render).rfind("frame 51.0 / 96.0 ms  own 0.50 ms\n7 calls", 0) == 0);
    }

    TEST_CASE("the time between frames counts within an animation only") {
        RunStats stats;
        stats.frame({10, 1, true, std::nullopt});
        stats.frame({10, 1, true, 16.5});
        stats.frame({10, 1, true, std::nullopt});
        const json o = json::parse(stats.toJson({}, {}, 0, 1.5));
        CHECK(o["frame_ms"]["count"] == 3);
        CHECK(o["interval_ms"]["count"] == 1);
        CHECK(o["interval_ms"]["median"] == 16.5);
    }

    TEST_CASE("the times to open a screen are kept by its name until times start anew") {
        RunStats stats;
        stats.opened("plan", 20);
        stats.opened("plan", 30);
        stats.opened("home", 10);
        const json o = json::parse(stats.toJson({}, {}, 0, 1.5))["open_ms"];
        CHECK(o["plan"]["count"] == 2);
        CHECK(o["plan"]["max"] == 30);
        CHECK(o["home"]["median"] == 10);
        stats.restartTimes();
        CHECK(json::parse(stats.toJson({}, {}, 0, 1.5))["open_ms"].empty());
    }

    TEST_CASE("times start anew where asked, counters go on") {
        RunStats stats;
        stats.frame({80, 8, true, 50.0});
        stats.restartTimes();
        stats.frame({10, 1, true, 16.0});
        const json o = json::parse(stats.toJson({}, {}, 0, 1.5));
        CHECK(o["frames_drawn"] == 2);
        for (const char* times : {"frame_ms", "own_ms", "interval_ms"})
            CHECK(o[times]["count"] == 1);
        CHECK(o["frame_ms"]["max"] == 10);
    }

    TEST_CASE("without frames and without an operating system there are zeros and nulls") {
        const json o = json::parse(RunStats().toJson({}, {}, 0, 0));
        CHECK(o["frame_ms"] == json{{"count", 0}, {"median", 0}, {"p95", 0}, {"p99", 0}, {"max", 0}});
        CHECK(o["rss_bytes"].is_null());
        CHECK(o["fds"].is_null());
        CHECK(o["first_complete_monotonic_ns"] == 0);
    }

    TEST_CASE("only the first complete frame is the first") {
        RunStats stats;
        stats.firstComplete(5);
        stats.firstComplete(9);
        CHECK(json::parse(stats.toJson({}, {}, 0, 0))["first_complete_monotonic_ns"] == 5);
    }

    TEST_CASE("a run of weeks keeps the newest times and forgets the oldest") {
        RunStats stats;
        for (int i = 0; i < 100'000; ++i)
            stats.frame({i < 60'000 ? 100.0 : 2.0, 1, true, std::nullopt});
        CHECK(stats.framesDrawn() == 100'000);
        const json o = json::parse(stats.toJson({}, {}, 0, 0));
        CHECK(o["frame_ms"]["count"] <= 20'000);
        CHECK(o["frame_ms"]["count"] >= 10'000);
        CHECK(o["frame_ms"]["max"] == 2);
    }
}

TEST_SUITE("app/png") {
    TEST_CASE("a picture survives being written: size and every colour, without its alpha") {
        const base::SizePx size{3, 2};
        std::vector<std::byte> rgba;
        for (int i = 0; i < 6; ++i) {
            for (const int value : {i * 40, 255 - i * 40, i, 10 * i})
                rgba.push_back(static_cast<std::byte>(value));
        }
        const std::string png = app::encodePng(rgba, size);
        const auto back = test_kiosk::need(ui::decodeImage(test_kiosk::bytesOf(png), size, ui::Fit::Cover, 0.5F, 0.5F));
        CHECK(back.size == size);
        CHECK(back.opaque);
        for (std::size_t i = 0; i < rgba.size(); ++i) {
            if (i % 4 != 3) CHECK(back.pixels[i] == rgba[i]);
        }
        CHECK(app::encodePng(rgba, size) == png);
    }

    TEST_CASE("one pixel is a picture; bytes that are not as many as the pixels are a bug") {
        CHECK(app::encodePng(std::vector<std::byte>(4), {1, 1}).substr(1, 3) == "PNG");
        CHECK_THROWS_AS(static_cast<void>(app::encodePng(std::vector<std::byte>(5), {1, 1})),
                        test_support::AssertFailure);
    }
}

}  // namespace
