#include "app/script_player.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using app::Script;
using app::ScriptPlayer;
using platform::Instant;

namespace {

/// A kiosk whose screens are there at once, unless `rest` is taken away.
class Host final : public app::ScriptHost {
public:
    [[nodiscard]] const ui::Tree& tree() const override { return keyboard; }
    [[nodiscard]] std::string screen() const override { return opened.empty() ? "home" : opened.back(); }
    [[nodiscard]] bool settled() const override { return rest; }
    void openRoute(const std::string& route) override { opened.push_back(route); }
    [[nodiscard]] base::Status writeShot(const std::string& file) override { return note("shot " + file); }
    [[nodiscard]] base::Status writeDump(const std::string& file) override { return note("dump " + file); }
    [[nodiscard]] base::Status writeStats(const std::string& file) override { return note("stats " + file); }
    [[nodiscard]] base::Status setWall(platform::WallTime) override { return {}; }
    [[nodiscard]] base::Status resize(base::SizePx, std::optional<base::SizeMm>) override { return {}; }
    void loseContext() override {}

    ui::Tree keyboard;
    bool rest = true;
    std::vector<std::string> opened;
    std::vector<std::string> notes;

private:
    base::Status note(std::string text) {
        notes.push_back(std::move(text));
        return {};
    }
};

ScriptPlayer play(const std::string& steps, Host& host) {
    auto script = app::parseScript("{\"steps\": [" + steps + "]}");
    REQUIRE_MESSAGE(script.ok(), (script.ok() ? "" : script.error().message));
    return {std::move(*script), host, Instant{}};
}

/// Until it is through, at most `passes` passes 10 ms apart; how many it took.
int run(ScriptPlayer& player, int passes) {
    for (int pass = 0; pass < passes; ++pass) {
        if (player.finished()) return pass;
        std::vector<platform::InputEvent> events;
        REQUIRE(player.advance(Instant{} + std::chrono::milliseconds(10 * pass), events).ok());
    }
    return passes;
}

}  // namespace

TEST_SUITE("kiosk/app/script_player") {
    TEST_CASE("a script that ends in a tour is through when the last screen is open") {
        Host host;
        ScriptPlayer player = play(R"({"visit": {"screens": ["places", "words"], "times": 2}})", host);
        run(player, 20);
        CHECK(player.finished());
        CHECK(host.opened == std::vector<std::string>{"places", "words", "places", "words"});
    }
    TEST_CASE("a script that ends in typing is through when the last letter is") {
        Host host;
        ui::Node key;
        key.id = "key.a";
        key.control.emplace();
        key.hit = {100, 100, 50, 50};
        host.keyboard.nodes.push_back(key);
        ScriptPlayer player = play(R"({"type": "aaa"})", host);
        int downs = 0;
        for (int pass = 0; pass < 200 && !player.finished(); ++pass) {
            std::vector<platform::InputEvent> events;
            REQUIRE(player.advance(Instant{} + std::chrono::milliseconds(10 * pass), events).ok());
            for (const platform::InputEvent& event : events)
                downs += std::holds_alternative<platform::FingerDown>(event.what) ? 1 : 0;
        }
        CHECK(player.finished());
        CHECK(downs == 3);
    }
    TEST_CASE("figures are written where the script asks for them, once the screen has come to rest") {
        Host host;
        host.rest = false;
        ScriptPlayer player = play(R"({"stats": "a.json"}, {"wait_ms": 50}, {"stats": "b.json"})", host);
        CHECK(run(player, 5) == 5);
        CHECK(host.notes.empty());
        host.rest = true;
        run(player, 20);
        CHECK(host.notes == std::vector<std::string>{"stats a.json", "stats b.json"});
    }
    TEST_CASE("figures need a file name") {
        const auto script = app::parseScript(R"({"steps": [{"stats": 7}]})");
        REQUIRE_FALSE(script.ok());
        CHECK(script.error().message.find("stats") != std::string::npos);
    }
}
