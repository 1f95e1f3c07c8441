#include "ui/dump.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ui/widgets.hpp"
#include "ui_bench.hpp"

namespace {

using namespace ui;
using nlohmann::ordered_json;
using test_kiosk::UiBench;
using Strings = std::vector<std::string>;

struct DumpBench : UiBench {
    std::string text(const std::string& screenName = "places", std::string_view lang = "es") {
        return dumpTree(tree, panel, interaction, screenName, lang);
    }
    ordered_json json() { return ordered_json::parse(text()); }
    ordered_json nodeNamed(const std::string& id) {
        const ordered_json all = json();
        for (const auto& n : all["nodes"]) {
            if (n.value("id", "") == id) return n;
        }
        test_kiosk::failTest("there is no node '" + id + "' in the dump");
    }
    static Strings keys(const ordered_json& object) {
        Strings out;
        for (const auto& [key, value] : object.items())
            out.push_back(key);
        return out;
    }
    /// One of everything.
    void describe() {
        addIcon("pin");
        addIcon("chevron-up");
        addIcon("chevron-down");
        build([](Ui& ui) {
            Box screen;
            screen.h = fill();
            screen.color = {255, 255, 255, 255};
            screen.pad = all(20);
            const auto root = ui.group("screen.places", Role::Screen, {"Lugares", "es"}, Axis::Column, screen);
            ui.heading(TextStyle::H3, {"Título", "es"}, {0, 0, 0, 255}).id = "title";
            {
                const auto plain = ui.column();
                const auto group = ui.group("group", Role::Group, {"Grupo", "es"}, Axis::Row, {});
                ButtonSpec spec;
                spec.id = "go";
                spec.icon = "pin";
                spec.label = {"Ir", "es"};
                spec.speech = {"Ir al lugar", "es"};
                spec.action = [] {};
                button(ui, spec);
                spec.id = "off";
                spec.enabled = false;
                spec.selected = true;
                spec.minH = 12;
                button(ui, spec);
            }
            Box list;
            list.h = mm(50);
            const auto scroll = ui.scroll("list", list);
            for (int i = 0; i < 10; ++i)
                ui.text(TextStyle::Body, {"fila", "qu"}, {0, 0, 0, 255}).id = "row" + std::to_string(i);
        });
        static_cast<void>(paint());
    }
};

TEST_SUITE("ui/dump") {
    TEST_CASE_FIXTURE(DumpBench, "an empty tree is a screen without nodes") {
        const ordered_json root = json();
        CHECK(keys(root) == Strings{"screen", "lang", "size_px", "size_mm", "design_scale", "nodes"});
        CHECK(root["screen"] == "places");
        CHECK(root["lang"] == "es");
        CHECK(root["size_px"] == ordered_json({400, 280}));
        CHECK(root["nodes"].empty());
    }

    TEST_CASE_FIXTURE(DumpBench, "the dump is valid JSON and ends in a line feed") {
        describe();
        CHECK(ordered_json::accept(text()));
        CHECK(text().back() == '\n');
    }

    TEST_CASE_FIXTURE(DumpBench, "nodes stand in reading order, layout boxes are left out") {
        describe();
        Strings ids;
        Strings roles;
        const ordered_json root = json();
        for (const auto& n : root["nodes"]) {
            ids.push_back(n.value("id", "-"));
            roles.push_back(n["role"]);
        }
        const Strings first(ids.begin(), ids.begin() + 4);
        CHECK(first == Strings{"screen.places", "title", "group", "go"});
        CHECK(std::count(roles.begin(), roles.end(), "none") == 0);
        CHECK(std::find(ids.begin(), ids.end(), "row9") != ids.end());
    }

    TEST_CASE_FIXTURE(DumpBench, "a control tells what it is, what it says and how it is") {
        describe();
        const ordered_json n = nodeNamed("go");
        CHECK(keys(n) == Strings{"id", "role", "label", "lang", "speech", "parent", "rect_px", "rect_mm",
                                 "y_mm_above_floor", "state"});
        CHECK(n["role"] == "button");
        CHECK(n["label"] == "Ir");
        CHECK(n["lang"] == "es");
        CHECK(n["speech"] == "Ir al lugar");
        CHECK(n["parent"] == "group");
        CHECK(keys(n["state"]) == Strings{"enabled", "selected", "focused", "pressed", "primary"});
        CHECK(n["state"] ==
              ordered_json(
                  {{"enabled", true}, {"selected", false}, {"focused", false}, {"pressed", false}, {"primary", true}}));
        const ordered_json off = nodeNamed("off");
        CHECK(off["state"]["enabled"] == false);
        CHECK(off["state"]["selected"] == true);
        CHECK(off["state"]["primary"] == false);
    }

    TEST_CASE_FIXTURE(DumpBench, "pressed and focused show in the state") {
        describe();
        static_cast<void>(interaction.handle(platform::Key::Next, tree, now));
        CHECK(nodeNamed("go")["state"]["focused"] == true);
        static_cast<void>(press(node("go").hit.centre()));
        CHECK(nodeNamed("go")["state"]["focused"] == false);
        CHECK(nodeNamed("go")["state"]["pressed"] == true);
    }

    TEST_CASE_FIXTURE(DumpBench, "rectangles are those a finger meets, in pixels and millimetres on the glass") {
        build([](Ui& ui) {
            Box screen;
            screen.h = fill();
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, screen);
            Control c;
            c.action = [] {};
            c.padHitMm = 5;
            Box at;
            at.at = base::RectMm{100, 100, 20, 10};
            const auto scope = ui.control("a", c, Axis::Column, at);
        });
        const ordered_json n = nodeNamed("a");
        CHECK(n["rect_px"] == ordered_json({95.0, 95.0, 30.0, 20.0}));
        CHECK(n["rect_mm"] == ordered_json({95.0, 95.0, 30.0, 20.0}));
        CHECK(n["y_mm_above_floor"] == ordered_json({800.0 + 280 - 115, 800.0 + 280 - 95}));
    }

    TEST_CASE("millimetres of the dump are physical, on a panel whose design is enlarged too") {
        UiBench bench(test_kiosk::need(Panel::create({3840, 2160}, {1210, 680.6F}, 700)));
        bench.build([](Ui& ui) {
            Box screen;
            screen.h = fill();
            screen.pad = all(10);
            const auto root = ui.group("root", Role::Screen, {}, Axis::Column, screen);
            Box box;
            box.w = mm(100);
            box.h = mm(50);
            const auto scope = ui.group("a", Role::Group, {}, Axis::Column, box);
        });
        const auto root = ordered_json::parse(dumpTree(bench.tree, bench.panel, bench.interaction, "root", "es"));
        CHECK(root["design_scale"] == 1.6);
        CHECK(root["nodes"][1]["rect_mm"][2] == doctest::Approx(160));
        CHECK(root["nodes"][1]["rect_mm"][3] == doctest::Approx(80));
    }

    TEST_CASE_FIXTURE(DumpBench, "a text tells its size, its capitals and its contrast") {
        describe();
        const ordered_json n = nodeNamed("row0");
        CHECK(keys(n) == Strings{"id", "role", "label", "lang", "parent", "rect_px", "rect_mm", "y_mm_above_floor",
                                 "text_px", "cap_mm", "fg", "bg", "contrast", "clipped"});
        CHECK(n["lang"] == "qu");
        CHECK(n["text_px"] == 7.75);
        CHECK(n["cap_mm"] == doctest::Approx(5.53).epsilon(0.01));
        CHECK(n["fg"] == "#000000");
        CHECK(n["bg"] == "#FFFFFF");
        CHECK(n["contrast"] == 21.0);
        CHECK(n["clipped"] == false);
    }

    TEST_CASE_FIXTURE(DumpBench, "a list tells where it is, and what it hides is marked as scrolled") {
        describe();
        const ordered_json n = nodeNamed("list");
        CHECK(n["role"] == "scroll");
        CHECK(n["offset_px"] == 0);
        CHECK(n["content_px"] > 100);
        CHECK(n["viewport_px"] == 50);
        CHECK(nodeNamed("row9").value("scrolled", false));
        CHECK(nodeNamed("row9").value("out_of_sight", false));
        CHECK_FALSE(nodeNamed("row0").contains("out_of_sight"));
        CHECK_FALSE(nodeNamed("row0").contains("scrolled"));
    }

    TEST_CASE_FIXTURE(DumpBench, "what a dialog covers is marked") {
        build([](Ui& ui) {
            Box screen;
            screen.h = fill();
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, screen);
            ui.text(TextStyle::Body, {"abajo", "es"}, {}).id = "under";
            const auto dialog = ui.group("dialog", Role::Dialog, {"¿Sigue?", "es"}, Axis::Stack, screen);
            ui.tree().nodes.back().modal = true;
            ui.text(TextStyle::Body, {"sí", "es"}, {}).id = "in";
        });
        CHECK(nodeNamed("under").value("covered", false));
        CHECK_FALSE(nodeNamed("in").contains("covered"));
        CHECK(nodeNamed("dialog")["label"] == "¿Sigue?");
        CHECK(nodeNamed("dialog")["role"] == "dialog");
    }

    TEST_CASE_FIXTURE(DumpBench, "what is said for a control is its speech, or else its label") {
        Control control;
        control.label = {"Ir", "es"};
        CHECK(speechOf(control).text == "Ir");
        control.speech = {"Ir al lugar", "es"};
        CHECK(speechOf(control).text == "Ir al lugar");
    }

    TEST_CASE_FIXTURE(DumpBench, "the same screen gives the same bytes") {
        describe();
        const std::string first = text();
        describe();
        CHECK(text() == first);
    }

    TEST_CASE_FIXTURE(DumpBench, "words that are not UTF-8 do not break the JSON") {
        build([](Ui& ui) {
            Box screen;
            screen.h = fill();
            const auto root = ui.group("root", Role::Screen,
                                       {"a\xFF\"\\\n"
                                        "b",
                                        "es"},
                                       Axis::Column, screen);
        });
        REQUIRE(ordered_json::accept(text()));
        CHECK(nodeNamed("root")["label"].get<std::string>().find("\"\\\n") != std::string::npos);
    }

    TEST_CASE("every role has its own name") {
        std::vector<std::string> names;
        for (int i = 0; i <= static_cast<int>(Role::Scroll); ++i)
            names.emplace_back(name(static_cast<Role>(i)));
        std::sort(names.begin(), names.end());
        CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
        CHECK(std::string(name(Role::TextField)) == "textfield");
    }
}

}  // namespace
