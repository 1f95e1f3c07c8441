#include "app/script.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kiosk_fixture.hpp"

namespace {

using namespace app;

/// The only step of a script of one.
ScriptStep step(const std::string& json) {
    const Script script = test_kiosk::need(parseScript(R"({"steps": [)" + json + "]}"));
    REQUIRE(script.steps.size() == 1);
    return script.steps[0];
}

template <typename T>
T what(const std::string& json) {
    const ScriptStep s = step(json);
    REQUIRE(std::holds_alternative<T>(s.what));
    return std::get<T>(s.what);
}

/// What is said about a script whose second step is this one.
std::string problem(const std::string& json) {
    const auto script = parseScript(R"({"steps": [{"wait_ms": 1}, )" + json + "]}");
    if (script.ok()) test_kiosk::failTest("this was accepted: " + json);
    CHECK(script.error().code == base::Errc::InvalidInput);
    return script.error().message;
}

TEST_SUITE("app/script") {
    TEST_CASE("every kind of step is read with its fields and their defaults") {
        CHECK(step(R"({"wait_ms": 250})").afterMs == 250);
        CHECK(what<StepTap>(R"({"tap": "bar.home"})").at.node == "bar.home");
        const auto tap = what<StepTap>(R"({"tap": [960, 540.5], "count": 3})");
        REQUIRE(tap.at.at);
        CHECK(*tap.at.at == base::PointPx{960, 540.5F});
        CHECK(tap.count == 3);
        CHECK(tap.holdMs == 0);
        CHECK(what<StepTap>(R"({"press": "a"})").holdMs == 800);
        CHECK(what<StepTap>(R"({"press": "a", "hold_ms": 2500})").holdMs == 2500);
        CHECK(what<StepSlideOff>(R"({"slide_off": "a"})").at.node == "a");
        const auto drag = what<StepDrag>(R"({"drag": {"from": [1, 2], "to": "b"}})");
        CHECK(*drag.from.at == base::PointPx{1, 2});
        CHECK(drag.to.node == "b");
        CHECK(drag.ms == 300);
        CHECK(drag.holdMs == 150);
        const auto fling = what<StepDrag>(R"({"fling": {"from": "a", "to": "b", "ms": 60, "hold_ms": 5}})");
        CHECK(fling.ms == 60);
        CHECK(fling.holdMs == 5);
        CHECK(what<StepDrag>(R"({"fling": {"from": "a", "to": "b"}})").holdMs == 0);
        const auto pinch =
            what<StepPinch>(R"({"pinch": {"at": [5, 6], "from_px": 100, "to_px": 50.5, "turn_deg": -90, "ms": 200}})");
        CHECK(pinch.fromPx == 100);
        CHECK(pinch.toPx == 50.5F);
        CHECK(pinch.turnDeg == -90);
        CHECK(pinch.ms == 200);
        CHECK(what<StepPinch>(R"({"pinch": {"at": "a"}})").toPx == 400);
        CHECK(what<StepPalm>(R"({"palm": "a"})").at.node == "a");
        const auto finger = what<StepFinger>(R"({"finger": "move", "id": 3, "at": [7, 8]})");
        CHECK(finger.phase == StepFinger::Phase::Move);
        CHECK(finger.id == 3);
        CHECK(what<StepFinger>(R"({"finger": "down", "at": "a"})").phase == StepFinger::Phase::Down);
        CHECK(what<StepFinger>(R"({"finger": "up", "at": "a"})").phase == StepFinger::Phase::Up);
        const std::pair<const char*, platform::Key> keys[] = {{"next", platform::Key::Next},
                                                              {"previous", platform::Key::Previous},
                                                              {"select", platform::Key::Select},
                                                              {"repeat", platform::Key::Repeat},
                                                              {"overlay", platform::Key::Overlay}};
        for (const auto& [name, key] : keys)
            CHECK(what<StepKey>(R"({"key": ")" + std::string(name) + "\"}").key == key);
        CHECK(what<StepType>(R"({"type": "ch'uspa ñ"})").text == "ch'uspa ñ");
        CHECK(what<StepTapsAtOnce>(R"({"taps_at_once": "a", "count": 500})").count == 500);
        CHECK(what<StepShot>(R"({"shot": "a.png"})").file == "a.png");
        CHECK(what<StepDump>(R"({"dump": "a.json"})").file == "a.json");
        const auto expect = what<StepExpect>(R"({"expect": {"node": "a", "present": false, "label": "x"}})");
        CHECK(expect.node == "a");
        CHECK(expect.present == false);
        CHECK(expect.label == "x");
        CHECK(what<StepExpect>(R"({"expect": {"screen": "home"}})").screen == "home");
        CHECK(what<StepWall>(R"({"wall": "2026-05-03T12:00:00Z"})").time == *parseIsoTime("2026-05-03T12:00:00Z"));
        const auto resize = what<StepResize>(R"({"resize": [1080, 1920], "size_mm": [299, 531.5]})");
        CHECK(resize.size == base::SizePx{1080, 1920});
        REQUIRE(resize.sizeMm);
        CHECK(resize.sizeMm->h == 531.5F);
        CHECK_FALSE(what<StepResize>(R"({"resize": [1, 1]})").sizeMm);
        CHECK(std::holds_alternative<StepLoseContext>(step(R"({"context_lost": true})").what));
        const auto visit = what<StepVisit>(R"({"visit": {"screens": ["home", "item/a"], "times": 50}})");
        CHECK(visit.screens == std::vector<std::string>{"home", "item/a"});
        CHECK(visit.times == 50);
    }

    TEST_CASE("any step may say when it comes") {
        const ScriptStep at = step(R"({"at_ms": 5000, "tap": "a"})");
        CHECK(at.atMs == 5000);
        CHECK(at.line == 1);
        const ScriptStep after = step(R"({"after_ms": 100, "wait_ms": 50})");
        CHECK_FALSE(after.atMs);
        CHECK(after.afterMs == 150);
    }

    TEST_CASE("what is wrong with a step is said with its number and field") {
        const std::pair<const char*, const char*> cases[] = {
            {R"(5)", "step 2: must be an object"},
            {R"({})", "step 2: needs exactly one action, has 0"},
            {R"({"after_ms": 5})", "step 2: needs exactly one action, has 0"},
            {R"({"tap": "a", "palm": "a"})", "step 2: needs exactly one action, has 2"},
            {R"({"touch": "a"})", "step 2: unknown field 'touch'"},
            {R"({"tap": "a", "cuont": 3})", "step 2: unknown field 'cuont'"},
            {R"({"wait_ms": 1, "count": 3})", "step 2: unknown field 'count'"},
            {R"({"wait_ms": "1"})", "step 2: wait_ms must be a whole number from 0 to 86400000"},
            {R"({"wait_ms": -1})", "step 2: wait_ms must be a whole number from 0 to 86400000"},
            {R"({"wait_ms": 86400001})", "step 2: wait_ms must be a whole number from 0 to 86400000"},
            {R"({"wait_ms": 1.5})", "step 2: wait_ms must be a whole number from 0 to 86400000"},
            {R"({"wait_ms": 18446744073709551615})", "step 2: wait_ms must be a whole number from 0 to 86400000"},
            {R"({"at_ms": null, "tap": "a"})", "step 2: at_ms must be a whole number from 0 to 86400000"},
            {R"({"after_ms": [], "tap": "a"})", "step 2: after_ms must be a whole number from 0 to 86400000"},
            {R"({"tap": 5})", "step 2: tap must be [x, y] in pixels or the id of a node"},
            {R"({"tap": ""})", "step 2: tap must be [x, y] in pixels or the id of a node"},
            {R"({"tap": [1]})", "step 2: tap must be [x, y] in pixels or the id of a node"},
            {R"({"tap": [1, 100001]})", "step 2: tap must be [x, y] in pixels or the id of a node"},
            {R"({"tap": [1, "2"]})", "step 2: tap must be [x, y] in pixels or the id of a node"},
            {R"({"tap": "a", "count": 0})", "step 2: count must be a whole number from 1 to 100000"},
            {R"({"press": "a", "hold_ms": -5})", "step 2: hold_ms must be a whole number from 0 to 86400000"},
            {R"({"slide_off": {}})", "step 2: slide_off must be [x, y] in pixels or the id of a node"},
            {R"({"drag": "a"})", "step 2: drag must be an object"},
            {R"({"drag": {"from": "a"}})", "step 2.drag: to is missing"},
            {R"({"drag": {"to": "a"}})", "step 2.drag: from is missing"},
            {R"({"drag": {"from": "a", "to": "b", "ms": 0}})",
             "step 2.drag: ms must be a whole number from 1 to 86400000"},
            {R"({"fling": {"from": "a", "to": "b", "speed": 1}})", "step 2.fling: unknown field 'speed'"},
            {R"({"pinch": {"at": "a", "from_px": "1"}})", "step 2.pinch: from_px must be a number"},
            {R"({"pinch": {"at": "a", "to_px": 100001}})", "step 2.pinch: to_px must be a number"},
            {R"({"palm": true})", "step 2: palm must be [x, y] in pixels or the id of a node"},
            {R"({"finger": "tap", "at": "a"})", R"(step 2: finger must be "down", "move" or "up")"},
            {R"({"finger": "down"})", "step 2: at is missing"},
            {R"({"finger": "down", "at": "a", "id": 1001})", "step 2: id must be a whole number from 0 to 1000"},
            {R"({"key": "enter"})", "step 2: key must be next, previous, select, repeat or overlay"},
            {R"({"key": "quit"})", "step 2: key must be next, previous, select, repeat or overlay"},
            {R"({"type": 5})", "step 2: type must be a text of at most 10000 bytes"},
            {R"({"taps_at_once": "a", "count": 100001})", "step 2: count must be a whole number from 1 to 100000"},
            {R"({"shot": 1})", "step 2: shot must be a text of at most 4096 bytes"},
            {R"({"dump": []})", "step 2: dump must be a text of at most 4096 bytes"},
            {R"({"expect": "home"})", "step 2: expect must be an object"},
            {R"({"expect": {}})", "step 2.expect: expect needs a screen or a node"},
            {R"({"expect": {"screen": 1}})", "step 2.expect: screen must be a text of at most 200 bytes"},
            {R"({"expect": {"node": "a", "present": 1}})", "step 2.expect: present must be true or false"},
            {R"({"expect": {"node": "a", "text": "x"}})", "step 2.expect: unknown field 'text'"},
            {R"({"wall": "tomorrow"})", R"(step 2: wall must be a time such as "2026-05-03T12:00:00Z")"},
            {R"({"resize": [0, 5]})", "step 2: resize must be [width, height]"},
            {R"({"resize": [5, 100001]})", "step 2: resize must be [width, height]"},
            {R"({"resize": [5, 5], "size_mm": [0, 5]})", "step 2: size_mm must be [width, height]"},
            {R"({"context_lost": false})", "step 2: context_lost must be true"},
            {R"({"visit": {"screens": []}})", "step 2.visit: screens must be a list of screens"},
            {R"({"visit": {"screens": "home"}})", "step 2.visit: screens must be a list of screens"},
            {R"({"visit": {"screens": ["home"], "times": 10001}})",
             "step 2.visit: times must be a whole number from 1 to 10000"},
        };
        for (const auto& each : cases) {
            CAPTURE(each.first);
            CHECK(problem(each.first) == each.second);
        }
        CHECK(problem(R"({"visit": {"screens": ["home", 5]}})").rfind("step 2.visit: screens ", 0) == 0);
        CHECK(problem(R"({"type": ")" + std::string(10'001, 'a') + "\"}") ==
              "step 2: type must be a text of at most 10000 bytes");
        // What somebody wrote is never repeated at length.
        CHECK(problem(R"({"tap": "a", ")" + std::string(5'000, 'k') + R"(": 1})").size() < 100);
    }

    TEST_CASE("what is no script at all is said too") {
        const std::string notObject = "the script is not a JSON object with a list 'steps'";
        const std::string notSteps = "the script must have one member, the list 'steps'";
        const std::pair<std::string, std::string> cases[] = {
            {"", notObject},
            {"[]", notObject},
            {R"({"steps": [})", notObject},
            {std::string(100'000, '['), notObject},
            {std::string(100'000, '[') + std::string(100'000, ']'), notObject},
            {"{\"steps\": [{\"tap\": \"\xFF\"}]}", notObject},
            {R"({"steps": [{"wait_ms": 1e999}]})", notObject},
            {"{}", notSteps},
            {R"({"steps": {}})", notSteps},
            {R"({"steps": [], "name": "x"})", notSteps}};
        for (const auto& [json, says] : cases) {
            const auto script = parseScript(json);
            REQUIRE_FALSE(script.ok());
            CHECK(script.error().message == says);
        }
        CHECK(parseScript(R"({"steps": []})")->steps.empty());
    }

    TEST_CASE("a script has at most 100,000 steps") {
        std::string steps = R"({"wait_ms": 1})";
        for (int i = 1; i < 100'000; ++i)
            steps += R"(,{"wait_ms": 1})";
        CHECK(test_kiosk::need(parseScript(R"({"steps": [)" + steps + "]}")).steps.size() == 100'000);
        CHECK_FALSE(parseScript(R"({"steps": [)" + steps + R"(,{"wait_ms": 1}]})").ok());
    }

    TEST_CASE("times are ISO 8601 in UTC, to the second, and nothing else") {
        const auto seconds = [](const char* text) {
            const auto time = parseIsoTime(text);
            REQUIRE(time);
            return std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count();
        };
        CHECK(seconds("1970-01-01T00:00:00Z") == 0);
        CHECK(seconds("2026-05-03T12:34:56Z") == 1777811696);
        CHECK(seconds("2024-02-29T23:59:59Z") == 1709251199);
        for (const char* text : {"",
                                 "2026-05-03",
                                 "2026-05-03T12:00:00",
                                 "2026-05-03T12:00:00z",
                                 "2026-05-03T12:00:00+",
                                 "2026-05-03 12:00:00Z",
                                 "2026-02-29T00:00:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-01-00T00:00:00Z",
                                 "2026-01-01T24:00:00Z",
                                 "2026-01-01T00:60:00Z",
                                 "2026-01-01T00:00:60Z",
                                 "1969-12-31T23:59:59Z",
                                 "2201-01-01T00:00:00Z",
                                 "6026-05-03T12:00:00Z",
                                 "2026-05-03T12:00:00ZZ",
                                 "2026-+5-03T12:00:00Z",
                                 "2026- 5-03T12:00:00Z",
                                 "2026-05-03T-1:00:00Z",
                                 "+202-05-03T12:00:00Z"}) {
            CAPTURE(text);
            CHECK_FALSE(parseIsoTime(text));
        }
        CHECK_FALSE(parseIsoTime(std::string_view("2026-05-03T12:00:0\0Z", 20)));
    }
}

}  // namespace
