// A visit as visitors make it: the whole kiosk on a display made of nothing.
#include <doctest/doctest.h>

#include <algorithm>

#include "app_bench.hpp"

namespace {

using test_app::AppBench;

/// Steps in which a visitor changes everything there is to change, and walks away for `awayMs`.
std::string busyVisit(int awayMs) {
    return R"({"tap": "bar.language.en"}, {"tap": "bar.access"}, {"tap": "access.text.150"}, {"tap": "access.sun"},
              {"tap": "access.low"}, {"tap": "access.motion"}, {"tap": "access.close"}, {"tap": "bar.search"},
              {"type": "zorro"}, {"expect": {"node": "search.field", "label": "zorro"}}, {"tap": "bar.home"},
              {"tap": "home.places"}, {"fling": {"from": [800, 600], "to": [800, 300]}}, {"key": "next"},
              {"dump": "busy.json"}, {"wait_ms": )" +
           std::to_string(awayMs) + "}, ";
}

/// At this time since the start the question whether somebody is there is on the screen, or is not.
std::string dialogAt(int ms, bool present) {
    return R"({"at_ms": )" + std::to_string(ms) + R"(, "expect": {"node": "idle.dialog", "present": )" +
           (present ? "true" : "false") + "}}, ";
}

TEST_SUITE("app/visit") {
    TEST_CASE_FIXTURE(AppBench, "every tile of the home page opens its screen, back and home lead out again") {
        CHECK(play(R"([{"expect": {"screen": "home"}},
            {"tap": "home.districts"}, {"expect": {"screen": "districts"}}, {"tap": "bar.back"},
            {"tap": "home.places"}, {"expect": {"screen": "places"}}, {"tap": "bar.back"},
            {"tap": "home.crafts"}, {"expect": {"screen": "topics/craft"}}, {"tap": "bar.home"},
            {"tap": "home.culture"}, {"expect": {"screen": "culture"}}, {"tap": "bar.home"},
            {"tap": "home.visit"}, {"expect": {"screen": "visit"}}, {"tap": "bar.home"},
            {"tap": "home.words"}, {"expect": {"screen": "words"}}, {"tap": "bar.home"},
            {"expect": {"screen": "home"}}, {"dump": "home.json"}])") == app::kExitOk);
        CHECK_FALSE(node("home.json", "bar.back")["state"]["enabled"]);
    }

    TEST_CASE_FIXTURE(AppBench, "back goes the way the visitor came, to the place in the list where the visitor was") {
        options.visitor.textScale = 2;
        CHECK(play(R"([{"tap": "home.places"}, {"drag": {"from": [700, 500], "to": [700, 350]}}, {"dump": "a.json"},
            {"visit": {"screens": ["item/laguna-azul", "sources/laguna-azul", "search"]}},
            {"expect": {"screen": "search"}}, {"tap": "bar.back"}, {"expect": {"screen": "sources/laguna-azul"}},
            {"tap": "bar.back"}, {"expect": {"screen": "item/laguna-azul"}}, {"tap": "bar.back"},
            {"expect": {"screen": "places"}}, {"dump": "b.json"}, {"tap": "bar.back"}, {"expect": {"screen": "home"}},
            {"tap": "home.places"}, {"dump": "c.json"}])") == app::kExitOk);
        CHECK(node("a.json", "places.list")["offset_px"] > 50);
        CHECK(written("a.json") == written("b.json"));
        CHECK(node("c.json", "places.list")["offset_px"] == 0);
    }

    TEST_CASE_FIXTURE(AppBench,
                      "the language changes and the page stays; pages below follow when one returns to them") {
        CHECK(play(R"([{"tap": "home.places"}, {"visit": {"screens": ["item/laguna-azul"]}}, {"dump": "es.json"},
            {"tap": "bar.language.en"}, {"expect": {"screen": "item/laguna-azul"}}, {"dump": "en.json"},
            {"tap": "bar.back"}, {"expect": {"screen": "places"}}, {"dump": "below.json"}, {"tap": "bar.back"},
            {"tap": "home.places"}, {"visit": {"screens": ["item/laguna-azul"]}}, {"tap": "bar.language.es"},
            {"dump": "again.json"}])") == app::kExitOk);
        CHECK(node("es.json", "bar.home")["label"] == "Inicio");
        CHECK(node("en.json", "bar.home")["label"] == "Home");
        CHECK(written("en.json").find("Blue Lagoon") != std::string::npos);
        CHECK(written("en.json").find("Una laguna clara") == std::string::npos);
        CHECK(written("below.json").find("Blue Lagoon") != std::string::npos);
        CHECK(written("again.json") == written("es.json"));
    }

    TEST_CASE_FIXTURE(AppBench, "the first touch of the tour opens what is shown, and back leads home") {
        options.open = {"attract", ""};
        CHECK(play(R"([{"wait_ms": 9500}, {"dump": "tour.json"}, {"tap": [960, 300]},
            {"expect": {"screen": "festivals/fiesta-cruz"}}, {"tap": "bar.back"}, {"expect": {"screen": "home"}}])") ==
              app::kExitOk);
        CHECK(node("tour.json", "attract.open")["label"] == "Fiesta de la Cruz");
    }

    TEST_CASE_FIXTURE(AppBench, "a language chosen in the tour leads to the home page in that language") {
        options.open = {"attract", ""};
        CHECK(play(R"([{"tap": "bar.language.en"}, {"expect": {"screen": "home"}},
            {"expect": {"node": "bar.home", "label": "Home"}}])") == app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "after sixty seconds the kiosk asks, after thirty more the visit is over") {
        CHECK(play("[" + dialogAt(59'900, false) + dialogAt(60'010, true) + R"({"dump": "asked.json"}, )" +
                   dialogAt(89'100, true) + R"({"dump": "late.json"}, {"at_ms": 89900, "expect": {"screen": "home"}},
            {"at_ms": 90010, "expect": {"screen": "attract"}}])") == app::kExitOk);
        CHECK(node("asked.json", "idle.seconds")["label"] == "30");
        CHECK(node("late.json", "idle.seconds")["label"] == "1");
        // What lies under the question cannot be used meanwhile.
        CHECK(node("asked.json", "home.places")["covered"] == true);
    }

    TEST_CASE_FIXTURE(AppBench, "pages with much to read wait twice as long") {
        options.open = {"item", "laguna-azul"};
        CHECK(play("[" + dialogAt(119'900, false) + dialogAt(120'010, true) +
                   R"({"at_ms": 149900, "expect": {"screen": "item/laguna-azul"}},
            {"at_ms": 150010, "expect": {"screen": "attract"}}])") == app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "the visit can be extended as often as one likes, by any touch") {
        std::string steps;
        int at = 0;
        for (int i = 0; i < 12; ++i) {
            steps += dialogAt(at + 60'200, true);
            // Every other time not on a button: the touch answers the question and presses nothing.
            steps += i % 2 == 0 ? R"({"tap": "idle.continue"}, )" : R"({"tap": [20, 20]}, )";
            at += 61'000;
            steps += dialogAt(at, false) + R"({"expect": {"screen": "home"}}, )";
        }
        CHECK(play("[" + steps + R"({"wait_ms": 91000}, {"expect": {"screen": "attract"}}])") == app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "who answers that he is done is not asked again") {
        CHECK(play("[" + dialogAt(60'010, true) + R"({"tap": "idle.end"}, {"expect": {"screen": "attract"}},
            {"wait_ms": 200000}, {"expect": {"node": "idle.dialog", "present": false}},
            {"expect": {"screen": "attract"}}])") == app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "typing on the keyboard of the screen and keys of the keypad count as being there") {
        options.open = {"search", ""};
        std::string steps;
        for (int i = 0; i < 4; ++i)
            steps += R"({"wait_ms": 40000}, {"type": "s"}, {"wait_ms": 40000}, {"key": "next"}, )";
        CHECK(play("[" + steps + R"({"expect": {"screen": "search"}}, {"expect": {"node": "idle.dialog",
            "present": false}}, {"expect": {"node": "search.field", "label": "ssss"}}])") == app::kExitOk);
    }

    TEST_CASE_FIXTURE(AppBench, "while the voice speaks nobody is idle, and the pause counts from its end") {
        speech.time = std::chrono::seconds(200);
        options.open = {"district", "san-juan"};
        CHECK(play(R"([{"tap": "bar.listen"}, )" + dialogAt(200'000, false) + dialogAt(319'800, false) +
                   dialogAt(320'500, true) + R"({"wait_ms": 1}])") == app::kExitOk);
        CHECK(speech.said.size() > 3);
        CHECK(speech.said.front().text == "San Juan");
        CHECK(speech.volume == doctest::Approx(0.5 * 0.7));
    }

    TEST_CASE_FIXTURE(AppBench, "any touch silences the voice, leaving the page silences it too") {
        speech.time = std::chrono::seconds(200);
        CHECK(play(R"([{"tap": "bar.listen"}, {"dump": "speaks.json"}, {"tap": [20, 20]}, {"dump": "touched.json"},
            {"tap": "bar.listen"}, {"tap": "bar.listen"}, {"dump": "stopped.json"},
            {"tap": "bar.listen"}, {"key": "next"}, {"key": "select"}, {"wait_ms": 500}, {"dump": "left.json"}])") ==
              app::kExitOk);
        CHECK(node("speaks.json", "bar.listen")["state"]["selected"] == true);
        CHECK(node("touched.json", "bar.listen")["state"]["selected"] == false);
        CHECK(node("stopped.json", "bar.listen")["state"]["selected"] == false);
        CHECK(json("left.json")["screen"] != "home");
        CHECK(node("left.json", "bar.listen")["state"]["selected"] == false);
    }

    TEST_CASE_FIXTURE(AppBench, "after a reset the home page is that of a fresh start, byte for byte") {
        CHECK(play(R"([{"dump": "fresh.json"}])") == app::kExitOk);
        CHECK(play("[" + busyVisit(91'000) + R"({"expect": {"screen": "attract"}}, {"tap": "bar.language.es"},
            {"expect": {"screen": "home"}}, {"dump": "after.json"}, {"tap": "bar.search"}, {"dump": "search.json"},
            {"tap": "bar.home"}, {"tap": "home.places"}, {"dump": "places.json"}])") == app::kExitOk);
        CHECK(json("busy.json")["lang"] == "en");
        CHECK(written("after.json") == written("fresh.json"));
        CHECK(written("search.json").find("zorro") == std::string::npos);
        CHECK(play(R"([{"tap": "home.places"}, {"dump": "fresh-places.json"}])") == app::kExitOk);
        CHECK(written("places.json") == written("fresh-places.json"));
        // The same when the visitor says goodbye, and when nobody but the home button ends what was typed.
        CHECK(play("[" + busyVisit(61'000) + R"({"tap": "idle.end"}, {"expect": {"screen": "attract"}},
            {"tap": "bar.language.es"}, {"dump": "ended.json"}])") == app::kExitOk);
        CHECK(written("ended.json") == written("fresh.json"));
    }

    TEST_CASE_FIXTURE(AppBench, "nothing that was typed is in any line of the log or in what a run writes") {
        options.statsFile = "stats.json";
        CHECK(play("[" + busyVisit(91'000) + R"({"wait_ms": 10000}, {"dump": "end.json"}])") == app::kExitOk);
        CHECK_FALSE(log.lines().empty());
        for (const std::string& line : log.lines())
            CHECK_MESSAGE(line.find("zorro") == std::string::npos, line);
        CHECK(written("stats.json").find("zorro") == std::string::npos);
        CHECK(written("end.json").find("zorro") == std::string::npos);
    }

    TEST_CASE_FIXTURE(AppBench, "outside its hours the panel is dark and draws nothing, in the morning it wakes") {
        options.open = {"attract", ""};
        // It is 10:00 in Peru; the night is short, as the tour before it is played in full.
        settings.off = {10 * 60 + 4};
        settings.on = {10 * 60 + 14};
        CHECK(play(R"([{"at_ms": 170000, "dump": "evening.json"}, {"at_ms": 420000, "dump": "night.json"},
            {"at_ms": 660000, "dump": "before.json"}, {"at_ms": 1020000, "dump": "morning.json"}])") == app::kExitOk);
        CHECK(has("evening.json", "attract.open"));
        CHECK_FALSE(has("night.json", "attract.open"));
        CHECK_FALSE(has("before.json", "attract.open"));
        CHECK(has("morning.json", "attract.open"));
        const auto at = [&](int second) { return clock.now() - std::chrono::seconds(1020 - second); };
        const auto shown = [&](int from, int to) {
            return std::count_if(display.presented().begin(), display.presented().end(),
                                 [&](auto when) { return when > at(from) && when < at(to); });
        };
        CHECK(shown(0, 240) > 10);
        CHECK(shown(420, 660) == 0);
    }

    TEST_CASE_FIXTURE(AppBench, "a tour of one picture goes dark and wakes as well") {
        options.packFolder = "no-such-pack";
        options.open = {"attract", ""};
        settings.off = {10 * 60 + 30};
        CHECK(play(R"([{"at_ms": 2700000, "dump": "night.json"}, {"at_ms": 72300000, "dump": "morning.json"}])") ==
              app::kExitOk);
        CHECK_FALSE(has("night.json", "attract.open"));
        CHECK(has("morning.json", "attract.open"));
        CHECK_FALSE(log.take().empty());
    }
}

}  // namespace
