// Fingers, keypad and recordings, from the display to what an action did.
#include <doctest/doctest.h>

#include <algorithm>

#include "app_bench.hpp"
#include "ui/widgets.hpp"

namespace {

using test_app::AppBench;
using Strings = std::vector<std::string>;

/// A page of buttons that count how often they were pressed. "mover" stands elsewhere after each press.
class CountingScene final : public app::Scene {
public:
    struct Presses {
        int still = 0;
        int mover = 0;
    };
    explicit CountingScene(Presses& presses) : m_presses(presses) {}
    void build(ui::Ui& ui) override {
        ui::Box page;
        page.h = ui::fill();
        page.gap = ui::space::kM;
        const auto column = ui.column(page);
        const auto button = [&](const char* id, int& count) {
            ui::ButtonSpec spec;
            spec.id = id;
            spec.label = {std::to_string(count), "es"};
            spec.action = [&count] { ++count; };
            ui::button(ui, spec);
        };
        button("still", m_presses.still);
        ui.space(0, m_presses.mover % 2 == 0 ? 0.0F : 60.0F);
        button("mover", m_presses.mover);
    }

private:
    Presses& m_presses;
};

/// Ids in one line. Of a list's two pager buttons the one that leads on can be used: they count as the same.
std::string joined(const Strings& ids) {
    std::string text;
    for (const std::string& id : ids) {
        const std::size_t pager = id.find(".scroll.");
        text += (pager == std::string::npos ? id : id.substr(0, pager) + ".scroll") + " ";
    }
    return text;
}

struct InputBench : AppBench {
    InputBench() {
        scenes.add("counting", [this](const app::SceneContext&, const std::string&) {
            return std::make_unique<CountingScene>(presses);
        });
    }
    CountingScene::Presses presses;

    /// Ids of the controls of a dump that can be used, in its order.
    [[nodiscard]] Strings controls(const std::string& file) const {
        Strings ids;
        const nlohmann::json dump = json(file);
        for (const nlohmann::json& n : dump["nodes"]) {
            if (n.contains("state") && n["state"]["enabled"] == true) ids.push_back(n["id"]);
        }
        return ids;
    }
    [[nodiscard]] std::string focused(const std::string& file) const {
        const nlohmann::json dump = json(file);
        for (const nlohmann::json& n : dump["nodes"]) {
            if (n.contains("state") && n["state"]["focused"] == true) return n["id"];
        }
        return {};
    }
};

TEST_SUITE("app/input") {
    TEST_CASE_FIXTURE(InputBench, "five hundred presses within one frame are five hundred presses") {
        options.open = {"counting", ""};
        CHECK(play(R"([{"taps_at_once": "still", "count": 500}, {"dump": "a.json"}])") == app::kExitOk);
        CHECK(presses.still == 500);
        CHECK(node("a.json", "still")["label"] == "500");
    }

    TEST_CASE_FIXTURE(InputBench, "each press meets the screen as the press before it has left it") {
        options.open = {"counting", ""};
        // The button has gone elsewhere after the first press; the other presses find nothing where it was.
        CHECK(play(R"([{"taps_at_once": "mover", "count": 500}])") == app::kExitOk);
        CHECK(presses.mover == 1);
    }

    TEST_CASE_FIXTURE(InputBench,
                      "keys of the keyboard pressed within one frame are all typed, up to the field's end") {
        options.open = {"search", ""};
        CHECK(play(R"([{"taps_at_once": "key.w", "count": 50}, {"dump": "fifty.json"},
            {"taps_at_once": "key.q", "count": 450}, {"dump": "full.json"}, {"taps_at_once": "key.erase", "count": 500},
            {"dump": "empty.json"}])") == app::kExitOk);
        CHECK(node("fifty.json", "search.field")["label"] == std::string(50, 'w'));
        CHECK(node("full.json", "search.field")["label"] == std::string(50, 'w') + std::string(30, 'q'));
        CHECK(node("empty.json", "search.field")["label"] == "Escriba lo que busca");
    }

    TEST_CASE_FIXTURE(InputBench, "a key pressed again too soon is left out where the operator asks for it") {
        options.open = {"search", ""};
        settings.keyRepeatFilter = std::chrono::milliseconds(300);
        CHECK(play(R"([{"tap": "key.w", "count": 3}, {"wait_ms": 400}, {"tap": "key.w"}, {"tap": "key.e"},
            {"dump": "a.json"}])") == app::kExitOk);
        CHECK(node("a.json", "search.field")["label"] == "wwe");
    }

    TEST_CASE_FIXTURE(InputBench, "a press that slides off, a palm and a cancelled press do nothing") {
        options.open = {"counting", ""};
        CHECK(play(R"([{"slide_off": "still"}, {"palm": "still"}, {"wait_ms": 500}, {"dump": "a.json"},
            {"finger": "down", "id": 1, "at": "still"}, {"wait_ms": 50}, {"dump": "pressed.json"}, {"wait_ms": 50},
            {"resize": [1600, 900]}, {"wait_ms": 100}, {"finger": "up", "id": 1, "at": "still"}, {"wait_ms": 500},
            {"dump": "b.json"}])") == app::kExitOk);
        CHECK(node("a.json", "still")["state"]["pressed"] == false);
        CHECK(node("pressed.json", "still")["state"]["pressed"] == true);
        CHECK(node("b.json", "still")["state"]["pressed"] == false);
        CHECK(presses.still == 0);
    }

    TEST_CASE_FIXTURE(InputBench, "a slow press counts once, when it ends") {
        options.open = {"counting", ""};
        CHECK(play(R"([{"press": "still", "hold_ms": 3000}])") == app::kExitOk);
        CHECK(presses.still == 1);
    }

    TEST_CASE_FIXTURE(InputBench, "a finger that rests for a minute is reported once and another one works") {
        options.open = {"counting", ""};
        settings.idle = std::chrono::seconds(600);
        options.statsFile = "stats.json";
        CHECK(play(R"([{"finger": "down", "id": 7, "at": [400, 600]}, {"wait_ms": 61000}, {"tap": "still"},
            {"wait_ms": 61000}, {"finger": "up", "id": 7, "at": [400, 600]}])") == app::kExitOk);
        CHECK(presses.still == 1);
        CHECK(json("stats.json")["masked_fingers"] == 1);
        CHECK(log.take().size() == 1);
    }

    TEST_CASE_FIXTURE(InputBench,
                      "next goes through every control of a screen in the order of the page, previous back") {
        for (const std::string screen :
             {"home", "places", "search", "item/laguna-azul", "district/san-juan", "timeline"}) {
            CAPTURE(screen);
            options.open = app::Route::parse(screen);
            CHECK(play(R"([{"dump": "start.json"}])") == app::kExitOk);
            Strings expected = controls("start.json");
            REQUIRE(expected.size() > 8);
            CHECK(focused("start.json").empty());
            std::string steps;
            for (std::size_t i = 0; i < expected.size(); ++i)
                steps += R"({"key": "next"}, {"dump": "f)" + std::to_string(i) + R"(.json"}, )";
            for (std::size_t i = 0; i < 3; ++i)
                steps += R"({"key": "previous"}, {"dump": "p)" + std::to_string(i) + R"(.json"}, )";
            CHECK(play("[" + steps + R"({"key": "next"}])") == app::kExitOk);
            Strings reached;
            for (std::size_t i = 0; i < expected.size(); ++i)
                reached.push_back(focused("f" + std::to_string(i) + ".json"));
            CHECK(joined(reached) == joined(expected));
            for (std::size_t i = 0; i < 3; ++i)
                CHECK(focused("p" + std::to_string(i) + ".json") == expected[expected.size() - 2 - i]);
        }
    }

    TEST_CASE_FIXTURE(InputBench, "the page comes first, then the bar, each from left to right") {
        CHECK(play(R"([{"dump": "home.json"}])") == app::kExitOk);
        CHECK(controls("home.json") == Strings{"home.feast", "home.near", "home.districts", "home.visit", "home.places",
                                               "home.crafts", "home.culture", "home.words", "bar.home", "bar.search",
                                               "bar.language.es", "bar.language.qu", "bar.language.ay",
                                               "bar.language.en", "bar.listen", "bar.access"});
    }

    TEST_CASE_FIXTURE(InputBench, "select presses what has the focus, repeat says it, a touch hides the focus") {
        options.open = {"counting", ""};
        CHECK(play(R"([{"key": "select"}, {"dump": "first.json"}, {"key": "select"}, {"key": "repeat"},
            {"wait_ms": 6000}, {"dump": "said.json"}, {"tap": [20, 20]}, {"dump": "touched.json"}])") == app::kExitOk);
        CHECK(focused("first.json") == "still");
        CHECK(presses.still == 1);
        REQUIRE(speech.said.size() == 1);
        CHECK(speech.said[0].text == "1");
        CHECK(focused("touched.json").empty());
    }

    TEST_CASE_FIXTURE(InputBench, "a list follows the focus to what lies below its edge") {
        options.open = {"places", ""};
        options.visitor.textScale = 2;
        std::string steps;
        constexpr int kSteps = 30;
        for (int i = 0; i < kSteps; ++i)
            steps += R"({"key": "next"}, {"dump": "f)" + std::to_string(i) + R"(.json"}, )";
        CHECK(play(R"([{"dump": "start.json"}, )" + steps + R"({"key": "next"}])") == app::kExitOk);
        const std::string last = "place.canto-rodado";
        CHECK((!has("start.json", last) || node("start.json", last).value("scrolled", false)));
        int met = 0;
        for (int i = 0; i < kSteps; ++i) {
            const std::string file = "f" + std::to_string(i) + ".json";
            if (focused(file) != last) continue;
            ++met;
            CHECK_FALSE(node(file, last).value("scrolled", false));
        }
        CHECK(met > 0);
    }

    TEST_CASE_FIXTURE(InputBench, "a recorded visit played again ends on the same screen, byte for byte") {
        options.recordFile = "visit.jsonl";
        options.dumpFile = "end.json";
        CHECK(play(R"([{"tap": "home.places"}, {"fling": {"from": [800, 600], "to": [800, 300]}}, {"tap": "bar.search"},
            {"type": "laguna"}, {"tap": "bar.language.en"}, {"key": "next"}, {"tap": "bar.access"},
            {"tap": "access.text.150"}, {"tap": "access.close"}, {"resize": [1080, 1920]}, {"wait_ms": 700},
            {"palm": [500, 500]}])") == app::kExitOk);
        const std::string recorded = written("visit.jsonl");
        const std::string end = written("end.json");
        CHECK(end.find("laguna") != std::string::npos);
        display.resize({1920, 1080});
        std::vector<platform::InputEvent> resized;
        display.poll(resized);
        options.recordFile = "again.jsonl";
        options.replay = test_kiosk::need(platform::parseRecording(recorded));
        CHECK(play("[]") == app::kExitOk);
        CHECK(written("end.json") == end);
        CHECK(written("again.jsonl") == recorded);
    }

    TEST_CASE_FIXTURE(InputBench, "a kiosk in production records nothing and has no key that ends it") {
        settings.production = true;
        options.recordFile = "visit.jsonl";
        display.send(platform::KeyPress{platform::Key::Quit});
        CHECK(play(R"([{"tap": "home.places"}, {"key": "overlay"}, {"expect": {"screen": "places"}}])") ==
              app::kExitOk);
        CHECK(written("visit.jsonl").empty());
        settings.production = false;
        const auto before = clock.now();
        display.send(platform::KeyPress{platform::Key::Quit});
        CHECK(runFor(100) == app::kExitOk);
        CHECK(clock.now() == before);
    }
}

}  // namespace
