#include "app/script_player.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/application.hpp"
#include "kiosk_fixture.hpp"
#include "platform/input_recording.hpp"

namespace {

using namespace app;
using platform::Instant;
using std::chrono::milliseconds;
using Lines = std::vector<std::string>;

/// A host made of a few nodes that notes what it is asked for.
struct Host final : ScriptHost {
    ui::Tree nodes;
    std::string now = "home";
    bool still = true;
    Lines asked;
    base::Status answer;

    ui::Node& add(const std::string& id, base::RectPx hit) {
        ui::Node node;
        node.id = id;
        node.rect = node.visible = node.hit = hit;
        node.control = ui::Control{};
        node.control->label = {"[" + id + "]", "es"};
        nodes.nodes.push_back(std::move(node));
        return nodes.nodes.back();
    }
    [[nodiscard]] const ui::Tree& tree() const override { return nodes; }
    [[nodiscard]] std::string screen() const override { return now; }
    [[nodiscard]] bool settled() const override { return still; }
    base::Status note(const std::string& what) {
        asked.push_back(what);
        return answer;
    }
    void openRoute(const std::string& route) override { static_cast<void>(note("open " + route)); }
    [[nodiscard]] base::Status writeShot(const std::string& file) override { return note("shot " + file); }
    [[nodiscard]] base::Status writeDump(const std::string& file) override { return note("dump " + file); }
    [[nodiscard]] base::Status writeStats(const std::string& file) override { return note("stats " + file); }
    [[nodiscard]] base::Status setWall(platform::WallTime time) override {
        return note("wall " + std::to_string(std::chrono::system_clock::to_time_t(time)));
    }
    [[nodiscard]] base::Status resize(base::SizePx size, std::optional<base::SizeMm> mm) override {
        return note("resize " + std::to_string(size.w) + " " + std::to_string(size.h) + (mm ? " mm" : ""));
    }
    void loseContext() override { static_cast<void>(note("lose")); }
};

struct PlayerBench {
    Host host;
    Instant start{std::chrono::hours(1)};
    Instant now = start;
    std::optional<ScriptPlayer> player;
    Lines events;  ///< as "250 down 960 540"
    std::string error;

    PlayerBench() {
        host.add("a", {100, 100, 40, 20});
        host.add("b", {300, 400, 40, 20});
    }
    void load(const std::string& steps) {
        player.emplace(test_kiosk::need(parseScript(R"({"steps": )" + steps + "}")), host, start);
    }
    /// One pass of the loop.
    bool step() {
        std::vector<platform::InputEvent> out;
        const base::Status status = player->advance(now, out);
        for (const platform::InputEvent& event : out)
            events.push_back(line(event));
        if (!status.ok()) error = status.error().message;
        return status.ok();
    }
    /// Plays to the end, jumping from deadline to deadline.
    void run(const std::string& steps) {
        load(steps);
        for (int i = 0; i < 5'000 && !player->finished(); ++i) {
            if (!step()) return;
            if (const auto next = player->deadline(); next && *next > now) now = *next;
        }
        CHECK(player->finished());
        CHECK_FALSE(player->deadline());
    }
    [[nodiscard]] std::string line(const platform::InputEvent& event) const {
        const auto ms = std::chrono::duration_cast<milliseconds>(event.time - start).count();
        const auto at = [](base::PointPx p) {
            return " " + std::to_string(std::lround(p.x)) + " " + std::to_string(std::lround(p.y));
        };
        std::string text = std::to_string(ms);
        if (const auto* down = std::get_if<platform::FingerDown>(&event.what))
            text += " down" + std::to_string(down->finger) + at(down->at);
        if (const auto* move = std::get_if<platform::FingerMove>(&event.what))
            text += " move" + std::to_string(move->finger) + at(move->at);
        if (const auto* up = std::get_if<platform::FingerUp>(&event.what))
            text += " up" + std::to_string(up->finger) + at(up->at);
        if (const auto* key = std::get_if<platform::KeyPress>(&event.what))
            text += " key" + std::to_string(static_cast<int>(key->key));
        return text;
    }
};

TEST_SUITE("app/script player") {
    TEST_CASE_FIXTURE(PlayerBench, "a tap is a finger that comes and goes in the middle of a node") {
        run(R"([{"tap": "a"}, {"tap": [5, 6], "count": 2}, {"press": "b", "hold_ms": 800}])");
        CHECK(events == Lines{"0 down1 120 110", "40 up1 120 110", "40 down1 5 6", "80 up1 5 6", "140 down1 5 6",
                              "180 up1 5 6", "180 down1 320 410", "980 up1 320 410"});
    }

    TEST_CASE_FIXTURE(PlayerBench, "times count from the start or from the end of the step before") {
        run(R"([{"wait_ms": 100}, {"after_ms": 50, "tap": "a"}, {"at_ms": 1000, "key": "next"},
            {"at_ms": 10, "key": "select"}])");
        CHECK(events == Lines{"150 down1 120 110", "190 up1 120 110", "1000 key0", "1000 key2"});
    }

    TEST_CASE_FIXTURE(PlayerBench, "drags, flings and pinches move in the steps of a panel") {
        run(R"([{"drag": {"from": "a", "to": "b", "ms": 40, "hold_ms": 100}}])");
        REQUIRE(events.size() == 7);
        CHECK(events[0] == "0 down1 120 110");
        CHECK(events[1] == "8 move1 160 170");
        CHECK(events[5] == "40 move1 320 410");
        CHECK(events[6] == "140 up1 320 410");
        events.clear();
        start = now;
        run(R"([{"pinch": {"at": [500, 500], "from_px": 200, "to_px": 400, "turn_deg": 90, "ms": 16}}])");
        CHECK(events == Lines{"0 down1 400 500", "0 down2 600 500", "8 move1 394 394", "8 move2 606 606",
                              "16 move1 500 300", "16 move2 500 700", "36 up1 500 300", "36 up2 500 700"});
    }

    TEST_CASE_FIXTURE(PlayerBench, "a palm is six fingers, a slide leaves its node before it lifts") {
        run(R"([{"palm": "a"}])");
        REQUIRE(events.size() == 12);
        CHECK(events[5] == "25 down15 195 110");
        CHECK(events[11] == "225 up15 195 110");
        events.clear();
        run(R"([{"slide_off": "a"}])");
        CHECK(events.front().find("down1 120 110") != std::string::npos);
        CHECK(events.back().find("up1 120 50") != std::string::npos);
    }

    TEST_CASE_FIXTURE(PlayerBench, "raw fingers and taps at once are handed out in one pass") {
        run(R"([{"finger": "down", "id": 3, "at": "a"}, {"finger": "move", "id": 3, "at": [1, 2]},
            {"finger": "up", "id": 3, "at": [1, 2]}])");
        CHECK(events == Lines{"0 down3 120 110", "0 move3 1 2", "0 up3 1 2"});
        events.clear();
        load(R"([{"taps_at_once": "a", "count": 500}])");
        CHECK(step());
        CHECK(events.size() == 1000);
    }

    TEST_CASE_FIXTURE(PlayerBench, "text is typed key by key, on whatever plane its key is") {
        host.add("key.w", {0, 0, 10, 10});
        host.add("key.space", {0, 100, 10, 10});
        host.add("key.\xE2\x80\x99", {0, 200, 10, 10});
        host.add("key.\xC3\xB1", {0, 300, 10, 10});
        run(R"([{"type": "w ' ñ"}])");
        REQUIRE(events.size() == 10);
        CHECK(events[4].find("down1 5 205") != std::string::npos);
        CHECK(events[8].find("down1 5 305") != std::string::npos);
        events.clear();
        // A plane key is tried before giving up.
        host.add("key.layer.symbols", {0, 400, 10, 10});
        run(R"([{"type": "7"}])");
        CHECK(events.size() == 2);
        CHECK(error == "script step 1: no key for '7' on screen home");
    }

    TEST_CASE_FIXTURE(PlayerBench, "steps for the host are passed on in their order, its refusal ends the script") {
        run(R"([{"shot": "a.png"}, {"dump": "a.json"}, {"wall": "1970-01-01T00:01:00Z"}, {"resize": [3, 4]},
            {"resize": [3, 4], "size_mm": [5, 6]}, {"context_lost": true},
            {"visit": {"screens": ["home", "item/a"], "times": 2}}])");
        CHECK(host.asked == Lines{"shot a.png", "dump a.json", "wall 60", "resize 3 4", "resize 3 4 mm", "lose",
                                  "open home", "open item/a", "open home", "open item/a"});
        host.answer = base::Error{base::Errc::Io, "the disk is full"};
        run(R"([{"wait_ms": 1}, {"dump": "a.json"}])");
        CHECK(error == "script step 2: the disk is full");
    }

    TEST_CASE_FIXTURE(PlayerBench, "a script that ends in a tour is through when the last screen is open") {
        run(R"([{"visit": {"screens": ["places", "words"], "times": 2}}])");
        CHECK(host.asked == Lines{"open places", "open words", "open places", "open words"});
    }

    TEST_CASE_FIXTURE(PlayerBench, "a script that ends in typing is through when the last letter is") {
        host.add("key.a", {100, 100, 50, 50});
        run(R"([{"type": "aaa"}])");
        CHECK(std::count_if(events.begin(), events.end(),
                            [](const std::string& e) { return e.find(" down") != std::string::npos; }) == 3);
    }

    TEST_CASE_FIXTURE(PlayerBench, "figures are written where the script asks for them, once the screen is at rest") {
        host.still = false;
        load(R"([{"stats": "a.json"}, {"wait_ms": 50}, {"stats": "b.json"}])");
        REQUIRE(step());
        CHECK(host.asked.empty());
        host.still = true;
        run(R"([{"stats": "a.json"}, {"wait_ms": 50}, {"stats": "b.json"}])");
        CHECK(host.asked == Lines{"stats a.json", "stats b.json"});
        CHECK_FALSE(parseScript(R"({"steps": [{"stats": 7}]})").ok());
    }

    TEST_CASE_FIXTURE(PlayerBench, "expectations that are met say nothing, others say what was found") {
        host.nodes.nodes[1].control->label = {"Inicio", "es"};
        run(R"([{"expect": {"screen": "home"}}, {"expect": {"node": "a"}}, {"expect": {"node": "z", "present": false}},
            {"expect": {"node": "b", "label": "Inicio"}}])");
        CHECK(error.empty());
        const std::pair<const char*, const char*> cases[] = {
            {R"({"expect": {"screen": "places"}})", "script step 1: expected screen 'places', found 'home'"},
            {R"({"expect": {"node": "z"}})", "script step 1: expected node 'z' to be there on screen 'home'"},
            {R"({"expect": {"node": "a", "present": false}})",
             "script step 1: expected node 'a' not to be there on screen 'home'"},
            {R"({"expect": {"node": "b", "label": "Home"}})",
             "script step 1: expected node 'b' to say 'Home', found 'Inicio'"},
            {R"({"tap": "z"})", "script step 1: there is no node 'z' on screen home"},
            {R"({"fling": {"from": "a", "to": "z"}})", "script step 1: there is no node 'z' on screen home"},
        };
        for (const auto& [json, says] : cases) {
            error.clear();
            run("[" + std::string(json) + "]");
            CHECK(error == says);
        }
        host.nodes.nodes[0].hit = host.nodes.nodes[0].visible = {};
        run(R"([{"tap": "a"}])");
        CHECK(error == "script step 1: node 'a' is not visible");
    }

    TEST_CASE_FIXTURE(PlayerBench, "a step waits until the screen has come to rest, for twenty seconds at most") {
        host.still = false;
        load(R"([{"finger": "down", "at": "a"}, {"tap": "b"}])");
        CHECK(step());
        CHECK(events == Lines{"0 down0 120 110"});  // raw fingers do not wait
        CHECK(step());
        CHECK(events.size() == 1);
        CHECK_FALSE(player->deadline());
        now += std::chrono::seconds(19);
        CHECK(step());
        host.still = true;
        CHECK(step());
        CHECK(events.size() == 2);
        CHECK_FALSE(player->finished());

        host.still = false;
        load(R"([{"tap": "b"}])");
        CHECK(step());
        now += std::chrono::milliseconds(20'001);
        CHECK_FALSE(step());
        CHECK(error == "script step 1: the screen did not come to rest within 20 s");
    }
}

}  // namespace
