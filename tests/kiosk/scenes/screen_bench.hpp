#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app_bench.hpp"
#include "pack_fixture.hpp"
#include "state_fixture.hpp"

namespace test_scenes {

/// The kiosk, asked for one screen at a time.
struct ScreenBench : test_app::AppBench {
    using Strings = std::vector<std::string>;

    /// Opens a screen and takes its dump.
    nlohmann::json show(const std::string& route) {
        options.open = app::Route::parse(route);
        options.dumpFile = "a.json";
        CHECK(play("[]") == app::kExitOk);
        nlohmann::json dump = json("a.json");
        CHECK(dump["screen"] == route);
        return dump;
    }
    /// What is said on the page itself: not in the bar, not on the tour's language buttons.
    static Strings words(const nlohmann::json& dump) {
        Strings texts;
        for (const nlohmann::json& n : dump["nodes"]) {
            const std::string parent = n.value("parent", "");
            if (parent.rfind("bar", 0) == 0) continue;
            if ((n["role"] == "text" || n["role"] == "heading") && !n.value("label", "").empty())
                texts.push_back(n["label"]);
        }
        return texts;
    }
    static bool says(const nlohmann::json& dump, const std::string& text) {
        const Strings all = words(dump);
        return std::any_of(all.begin(), all.end(),
                           [&](const std::string& t) { return t.find(text) != std::string::npos; });
    }
    static void checkWhole(const nlohmann::json& dump) {
        CHECK_FALSE(words(dump).empty());
        for (const nlohmann::json& n : dump["nodes"]) {
            const std::string label = n.value("label", "");
            CAPTURE(label);
            CHECK(label.find('{') == std::string::npos);  // a value that nobody filled in
            CHECK(n.value("id", "").find("loading") == std::string::npos);
            if (n.contains("state")) CHECK_FALSE(n.value("speech", "").empty());
        }
    }
};

/// A pack with a plan and reports: one corrected, one of zero per cent, one commitment without any. An office reads
/// what is observed, and the device keeps it.
struct PlanBench : ScreenBench {
    test_content::PlanFolder folder;
    PlanBench() {
        folder.report(
            "r1,A.1,2026-01-10,2026-02-01,ongoing,70,10,,avance 70 %,3,,,san-juan,muni,plan,,,\n"
            "r2,A.1,2026-01-10,2026-02-05,ongoing,80,20,55,avance 80 %,3,Cifra corregida.,,san-juan,muni,guia,,ccl,r1\n"
            "r3,A.2,2026-01-10,2026-02-01,not-started,0,,,sin inicio,4,,,,muni,plan,,,\n");
        folder.replace("pack.json", "\"example\"",
                       "\"office_key\": \"" + std::string(test_state::kOfficeKey) + "\", \"example\"");
        folder.build();
        options.packFolder = folder.pack();
        stateFolder = folder.dir() / "state";
        clock.setWall(*app::parseIsoTime("2026-03-01T12:00:00Z"));
    }
    /// Every word of a dump, those that are only spoken, too.
    static std::string everything(const nlohmann::json& dump) {
        std::string all;
        for (const nlohmann::json& n : dump["nodes"])
            all += n.value("label", "") + "\n" + n.value("speech", "") + "\n";
        return all;
    }
    static int count(const std::string& text, const std::string& part) {
        int found = 0;
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    }
};

}  // namespace test_scenes
