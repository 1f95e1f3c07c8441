// What happens around a visit: graphics that go away, sizes nobody has, packs that are missing, disks that are full.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "app_bench.hpp"
#include "pack_fixture.hpp"
#include "test_support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using test_app::AppBench;

bool saysSomething(const std::vector<std::string>& lines, const std::string& words) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

TEST_SUITE("app/robust") {
    TEST_CASE_FIXTURE(AppBench, "while nothing moves no frame is drawn and nobody wakes up") {
        sleeps = true;
        for (const char* screen : {"home", "search", "timeline"}) {
            CAPTURE(screen);
            options.open = {screen, ""};
            // The first second is for opening; then 58 s without a touch, before the kiosk asks.
            const auto start = clock.now();
            const int waitsBefore = display.waits();
            CHECK(runFor(59) == app::kExitOk);
            CHECK(clock.now() - start >= std::chrono::seconds(59));
            CHECK(display.presented().back() - start < std::chrono::seconds(1));
            CHECK(display.waits() - waitsBefore < 40);
        }
    }

    TEST_CASE_FIXTURE(AppBench, "the frame counter of a run stands still over a minute without a touch") {
        options.open = {"attract", ""};
        options.packFolder = "no-such-pack";  // a tour without pictures does not move
        options.statsFile = "a.json";
        CHECK(runFor(1) == app::kExitOk);
        options.statsFile = "b.json";
        CHECK(runFor(61) == app::kExitOk);
        CHECK(json("a.json")["frames_drawn"] == json("b.json")["frames_drawn"]);
        CHECK(json("a.json")["frames_drawn"] > 0);
        CHECK(saysSomething(log.take(), "no-such-pack"));
    }

    TEST_CASE_FIXTURE(AppBench, "the countdown draws once a second, and little more than its number") {
        sleeps = true;
        const auto start = clock.now();
        CHECK(runFor(85) == app::kExitOk);
        const auto since = [&](int s) {
            return std::count_if(display.presented().begin(), display.presented().end(),
                                 [&](auto when) { return when >= start + std::chrono::seconds(s); });
        };
        CHECK(since(61) >= 24);
        CHECK(since(61) <= 26);
        REQUIRE(display.backend().lastFrame());
        float area = 0;
        for (const base::RectPx& r : display.backend().lastFrame()->damage)
            area += r.w * r.h;
        CHECK(area < 1920 * 1080 / 8);
    }

    TEST_CASE_FIXTURE(AppBench, "a lost context comes back with every texture of the screen") {
        CHECK(play(R"([{"dump": "before.json"}, {"context_lost": true}, {"wait_ms": 500}, {"dump": "after.json"}])") ==
              app::kExitOk);
        CHECK(written("after.json") == written("before.json"));
        REQUIRE(display.backend().lastFrame());
        CHECK(display.backend().staleCommands() == 0);
        const auto& commands = display.backend().lastFrame()->commands;
        for (const auto material : {platform::Material::Coverage, platform::Material::ImageExact}) {
            CHECK(std::any_of(commands.begin(), commands.end(), [&](const platform::DrawCommand& c) {
                return c.material == material && c.texture.valid();
            }));
        }
        CHECK(play(R"([{"context_lost": true}, {"tap": "home.places"}, {"expect": {"screen": "places"}}])") ==
              app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "the picture may become one pixel, ten thousand, and itself again") {
        for (const char* screen : {"home", "item/laguna-azul", "search", "timeline", "places"}) {
            CAPTURE(screen);
            options.open = app::Route::parse(screen);
            CHECK(play(R"([{"dump": "before.json"}, {"resize": [1, 1]}, {"wait_ms": 300}, {"tap": [0, 0]},
                {"resize": [10000, 10000]}, {"wait_ms": 300}, {"tap": [9000, 200]}, {"wait_ms": 300},
                {"resize": [10000, 7]}, {"wait_ms": 300}, {"resize": [3, 10000]}, {"wait_ms": 300},
                {"resize": [1920, 1080], "size_mm": [531.3, 298.9]}, {"wait_ms": 300},
                {"dump": "after.json"}])") == app::kExitOk);
            CHECK(written("after.json") == written("before.json"));
        }
    }

    TEST_CASE_FIXTURE(AppBench, "a size in millimetres that cannot be is refused and the old one stays") {
        CHECK(play(R"([{"dump": "before.json"}, {"resize": [1000, 1000], "size_mm": [100, 500]}, {"wait_ms": 100},
            {"dump": "after.json"}])") == app::kExitOk);
        CHECK(written("after.json") == written("before.json"));
        const auto said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("size of the picture not usable") != std::string::npos);
    }

    TEST_CASE_FIXTURE(AppBench, "without a pack every screen says so in words, and the bar still works") {
        options.packFolder = "no-such-pack";
        for (const std::string& screen : scenes.screens()) {
            CAPTURE(screen);
            options.open = {screen, screen == "item" || screen == "district" || screen == "sources" ? "x" : ""};
            CHECK(play(R"([{"wait_ms": 500}, {"dump": "a.json"}])") == app::kExitOk);
            int sentences = 0;
            const nlohmann::json dump = json("a.json");
            for (const nlohmann::json& n : dump["nodes"])
                sentences += (n["role"] == "text" || n["role"] == "heading") && n.value("parent", "") != "bar" ? 1 : 0;
            CHECK(sentences > 0);
            const auto says = [&](const std::string& words) {
                return std::any_of(dump["nodes"].begin(), dump["nodes"].end(), [&](const nlohmann::json& n) {
                    return n.value("label", "").find(words) != std::string::npos;
                });
            };
            if (screen == "attract") CHECK(says("El contenido se está preparando"));
            // The way home is offered where it leads somewhere.
            if (screen == "home") CHECK_FALSE(has("a.json", "failure.home"));
            if (screen == "item" || screen == "places") CHECK(has("a.json", "failure.home"));
        }
        options.open = {"home", ""};
        CHECK(play(R"([{"tap": "bar.access"}, {"expect": {"node": "access.sheet"}}])") == app::kExitOk);
        CHECK(saysSomething(log.take(), "no-such-pack/content.db"));
    }

    TEST_CASE_FIXTURE(AppBench, "a pack that arrives later is shown without anybody's help") {
        const test_support::TempDir dir;
        options.packFolder = dir / "pack";
        const auto start = clock.now();
        display.onPoll = [&] {
            if (clock.now() - start >= std::chrono::seconds(20) && !fs::exists(dir / "pack"))
                fs::copy(test_content::minimalPack(), dir / "pack", fs::copy_options::recursive);
        };
        CHECK(play(R"([{"wait_ms": 25000}, {"dump": "without.json"}, {"wait_ms": 10000}, {"dump": "with.json"}])") ==
              app::kExitOk);
        CHECK_FALSE(has("without.json", "home.places"));
        CHECK(has("with.json", "home.places"));
        CHECK_FALSE(log.take().empty());
        CHECK(play(R"([{"dump": "fresh.json"}])") == app::kExitOk);
        CHECK(written("with.json") == written("fresh.json"));
    }

    TEST_CASE_FIXTURE(AppBench, "the end of a run tells by its code what went wrong") {
        CHECK(play(R"([{"wait_ms": 1}, {"tap": "no.such.node"}, {"dump": "never.json"}])") == app::kExitScriptFailed);
        CHECK(log.take() ==
              std::vector<std::string>{"app: script step 2: there is no node 'no.such.node' on screen home"});
        CHECK_FALSE(files.exists("never.json"));

        options.open = {"nowhere", ""};
        CHECK(play("[]") == app::kExitUsage);
        const auto said = log.take();
        CHECK(saysSomething(said, "--open: there is no screen 'nowhere'"));

        options.open = {"home", ""};
        options.dumpFile = "end.json";
        files.full = true;
        CHECK(play("[]") == app::kExitIo);
        CHECK(log.take() == std::vector<std::string>{"app: end.json: the disk is full"});
    }

    TEST_CASE_FIXTURE(AppBench, "a script may open a screen that does not exist: the kiosk says so and stays") {
        CHECK(play(R"([{"visit": {"screens": ["nowhere", "places/", "item/gone"]}}, {"wait_ms": 5000},
            {"expect": {"screen": "item/gone"}}, {"tap": "bar.home"}, {"expect": {"screen": "home"}}])") ==
              app::kExitOk);
        const auto said = log.take();
        REQUIRE(said.size() == 2);
        CHECK(said[0] == "app: there is no screen 'nowhere'");
        CHECK(said[1] == "content: no item 'gone' in this pack [not-found]");
    }

    TEST_CASE_FIXTURE(AppBench, "a registry without a tour cannot run") {
        scenes = {};
        CHECK(play("[]") == app::kExitNoAssets);
        CHECK(saysSomething(log.take(), "there is no attract screen"));
    }

    TEST_CASE_FIXTURE(AppBench, "a panel of a thousand visits keeps its textures and scenes bounded") {
        options.statsFile = "stats.json";
        settings.textureMegabytes = 16;
        CHECK(play(R"([{"visit": {"screens": ["home", "places", "item/laguna-azul", "timeline", "search"],
            "times": 20}}])") == app::kExitOk);
        CHECK(json("stats.json")["texture_bytes"] < (16 + 24) * 1024 * 1024);
        CHECK(json("stats.json")["contacts"] == 0);
    }

    TEST_CASE_FIXTURE(AppBench, "memory is given back once after screens have changed, and never while one moves") {
        const platform::Instant start = clock.now();
        CHECK(play(R"([{"wait_ms": 20000}])") == app::kExitOk);
        CHECK(tidied.empty());
        CHECK(play(R"([{"tap": "home.culture"}, {"wait_ms": 2000}, {"tap": "bar.back"}, {"wait_ms": 20000}])") ==
              app::kExitOk);
        REQUIRE(tidied.size() == 1);
        CHECK(tidied[0] - start >= std::chrono::seconds(25));
        CHECK(tidied[0] - start < std::chrono::seconds(27));
        tidied.clear();
        // The second change is still under way when it would be time.
        CHECK(play(R"([{"tap": "home.culture"}, {"wait_ms": 4900}, {"tap": "bar.back"}, {"wait_ms": 200}])") ==
              app::kExitOk);
        CHECK(tidied.empty());
    }

    TEST_CASE_FIXTURE(AppBench, "two runs of one script give the same dump and the same picture") {
        const std::string steps =
            R"([{"tap": "home.culture"}, {"wait_ms": 120}, {"dump": "a.json"}, {"shot": "a.png"}])";
        CHECK(play(steps) == app::kExitOk);
        const std::string dump = written("a.json");
        const std::string shot = written("a.png");
        CHECK(shot.substr(1, 3) == "PNG");
        CHECK(play(steps) == app::kExitOk);
        CHECK(written("a.json") == dump);
        CHECK(written("a.png") == shot);
    }
}

}  // namespace
