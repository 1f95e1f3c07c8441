#include "ui/widgets.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "ui/dump.hpp"
#include "ui_bench.hpp"

namespace {

using namespace ui;
using test_kiosk::UiBench;
using Strings = std::vector<std::string>;

struct WidgetBench : UiBench {
    WidgetBench() {
        for (const char* name : {"pin", "yes", "chevron-up", "chevron-down", "chevron-left", "chevron-right", "warning",
                                 "edit", "language", "photo"}) {
            addIcon(name);
        }
    }
    /// A column over the whole screen with something in it, laid out and painted.
    void show(const std::function<void(Ui&)>& content) {
        build([&](Ui& ui) {
            Box screen;
            screen.h = fill();
            screen.pad = all(15);
            screen.gap = 5;
            screen.cross = Align::Start;
            screen.color = theme->surface.base;
            const auto root = ui.group("root", Role::Screen, {}, Axis::Column, screen);
            content(ui);
        });
        static_cast<void>(paint());
    }
    static ButtonSpec go() {
        ButtonSpec spec;
        spec.id = "go";
        spec.icon = "pin";
        spec.label = {"Ir", "es"};
        spec.action = [] {};
        return spec;
    }
    const Control& control(const std::string& id) { return *node(id).control; }
    std::string speech(const std::string& id) { return speechOf(control(id)).text; }
    /// Text nodes of the screen.
    Strings texts() {
        Strings out;
        for (const Node& n : tree.nodes) {
            if (n.text) out.push_back(n.text->words.text);
        }
        return out;
    }
};

TEST_SUITE("ui/widgets") {
    TEST_CASE_FIXTURE(WidgetBench, "a button has an icon, words, an action, and says its words") {
        int presses = 0;
        show([&](Ui& ui) {
            ButtonSpec spec = go();
            spec.action = [&] { ++presses; };
            button(ui, spec);
        });
        CHECK(control("go").role == Role::Button);
        CHECK(control("go").label.text == "Ir");
        CHECK(speech("go") == "Ir");
        CHECK(texts() == Strings{"Ir"});
        static_cast<void>(tap(node("go").hit.centre()));
        CHECK(presses == 1);
    }

    TEST_CASE_FIXTURE(WidgetBench, "a button that shows only an icon is called what it says") {
        show([](Ui& ui) {
            ButtonSpec spec = go();
            spec.label = {};
            spec.speech = {"Cerrar", "es"};
            button(ui, spec);
        });
        CHECK(control("go").label.text == "Cerrar");
        CHECK(speech("go") == "Cerrar");
        CHECK(texts().empty());
    }

    TEST_CASE_FIXTURE(WidgetBench, "a button may say more than it shows") {
        show([](Ui& ui) {
            ButtonSpec spec = go();
            spec.speech = {"Ir a la laguna", "es"};
            button(ui, spec);
        });
        CHECK(control("go").label.text == "Ir");
        CHECK(speech("go") == "Ir a la laguna");
    }

    TEST_CASE_FIXTURE(WidgetBench, "what is chosen, a filter or a tab is said with its name") {
        show([](Ui& ui) {
            ButtonSpec spec = go();
            spec.selected = true;
            button(ui, spec);
            tab(ui, "tab", "pin", {"Mapa", "es"}, true, [] {});
            chip(ui, {"chip", "pin", {"Templos", "es"}, false, Section::Places, [] {}});
        });
        CHECK(speech("go") == "Ir, speech.selected");
        CHECK(speech("tab") == "Mapa, speech.tab, speech.selected");
        CHECK(control("tab").role == Role::Tab);
        CHECK(speech("chip") == "Templos, speech.filter");
    }

    TEST_CASE_FIXTURE(WidgetBench, "a disabled button cannot be pressed") {
        int presses = 0;
        show([&](Ui& ui) {
            ButtonSpec spec = go();
            spec.enabled = false;
            spec.action = [&] { ++presses; };
            button(ui, spec);
        });
        static_cast<void>(tap(node("go").hit.centre()));
        CHECK(presses == 0);
        CHECK_FALSE(control("go").enabled);
    }

    TEST_CASE_FIXTURE(WidgetBench, "every kind of button is at least a target high and wide, with readable words") {
        for (const Theme* look : {&test_kiosk::dayTheme(), &test_kiosk::sunTheme()}) {
            theme = look;
            for (const ButtonKind kind :
                 {ButtonKind::Primary, ButtonKind::Normal, ButtonKind::Confirm, ButtonKind::Bar}) {
                for (const bool selected : {false, true}) {
                    show([&](Ui& ui) {
                        ButtonSpec spec = go();
                        spec.kind = kind;
                        spec.section = Section::Places;
                        spec.selected = selected;
                        button(ui, spec);
                    });
                    CHECK(node("go").hit.w >= 21);
                    CHECK(node("go").hit.h >= 21);
                    CHECK(control("go").primary);
                    for (const Node& n : tree.nodes) {
                        if (!n.text) continue;
                        CAPTURE(look->name);
                        CAPTURE(static_cast<int>(kind));
                        CAPTURE(selected);
                        CHECK(contrastRatio(n.fg, n.bg) >= (look->pictures ? 4.5 : 7.0));
                    }
                }
            }
        }
    }

    TEST_CASE_FIXTURE(WidgetBench, "words of a bar button stop growing at one and a half times") {
        const auto size = [&](ButtonKind kind, float scale) {
            textScale = scale;
            show([&](Ui& ui) {
                ButtonSpec spec = go();
                spec.kind = kind;
                button(ui, spec);
            });
            for (const Node& n : tree.nodes) {
                if (n.text) return n.textPx;
            }
            return 0.0F;
        };
        CHECK(size(ButtonKind::Bar, 2) == doctest::Approx(size(ButtonKind::Bar, 1) * 1.5).epsilon(0.02));
        CHECK(size(ButtonKind::Normal, 2) == doctest::Approx(size(ButtonKind::Normal, 1) * 2).epsilon(0.02));
    }

    TEST_CASE_FIXTURE(WidgetBench, "a chosen chip has a check mark and another fill") {
        const auto iconsOf = [&](bool selected) {
            show([&](Ui& ui) { chip(ui, {"chip", "pin", {"Templos", "es"}, selected, Section::Places, [] {}}); });
            Strings out;
            for (const Node& n : tree.nodes) {
                if (n.icon) out.push_back(n.icon->name);
            }
            return out;
        };
        CHECK(iconsOf(false) == Strings{"pin"});
        const Color before = node("chip").box.color;
        CHECK_FALSE(control("chip").selected);
        CHECK(iconsOf(true) == Strings{"pin", "yes"});
        CHECK(control("chip").selected);
        CHECK(speech("chip") == "Templos, speech.filter, speech.selected");
        CHECK_FALSE(node("chip").box.color == before);
        CHECK(control("chip").role == Role::Toggle);
        CHECK(node("chip").hit.h >= 20);
    }

    TEST_CASE_FIXTURE(WidgetBench, "notices are status nodes with readable words in both themes") {
        for (const Theme* look : {&test_kiosk::dayTheme(), &test_kiosk::sunTheme()}) {
            theme = look;
            show([](Ui& ui) {
                exampleTag(ui);
                illustrationTag(ui, true);
                illustrationTag(ui, false);
                for (std::size_t i = 0; i < kNoticeCount; ++i) {
                    TagSpec spec;
                    spec.notice = static_cast<Notice>(i);
                    spec.words = {"aviso", "es"};
                    tag(ui, spec);
                }
            });
            int status = 0;
            for (const Node& n : tree.nodes) {
                status += n.role == Role::Status ? 1 : 0;
                // The words of the missing mark never stand on its hatch: they are beside it.
                if (n.text && n.bg != look->of(Notice::Missing).fill2) {
                    CHECK(contrastRatio(n.fg, n.bg) >= (look->pictures ? 4.5 : 7.0));
                }
            }
            CHECK(status == 3 + static_cast<int>(kNoticeCount));
        }
    }

    TEST_CASE_FIXTURE(WidgetBench, "the language of words is told only when it is not the visitor's") {
        show([](Ui& ui) { languageTag(ui, {"Laguna", "es"}); });
        CHECK(texts().empty());
        show([](Ui& ui) { languageTag(ui, {"Qucha", "qu"}); });
        CHECK(texts() == Strings{"tag.language.qu"});
        show([](Ui& ui) { languageTag(ui, {"", "qu"}); });
        CHECK(texts().empty());
        strings.lang = "qu";
        show([](Ui& ui) { languageTag(ui, {"Laguna", "es"}); });
        CHECK(texts() == Strings{"tag.language.es"});
    }

    TEST_CASE_FIXTURE(WidgetBench, "a value that is missing says so") {
        show([](Ui& ui) { missingValue(ui, Section::Plan); });
        CHECK(texts() == Strings{"value.missing"});
    }

    TEST_CASE_FIXTURE(WidgetBench, "a header is a heading with its section above it") {
        show([](Ui& ui) { header(ui, Section::Places, "pin", {"Lugares", "es"}, {"Laguna azul", "es"}); });
        CHECK(texts() == Strings{"Lugares", "Laguna azul"});
        CHECK(std::any_of(tree.nodes.begin(), tree.nodes.end(), [](const Node& n) { return n.role == Role::Heading; }));
    }

    TEST_CASE_FIXTURE(WidgetBench, "the icon of a meta line stands beside its first line, however many follow") {
        const auto offset = [&](const char* words, float width) {
            show([&](Ui& ui) {
                Box box;
                box.w = mm(width);
                const auto holder = ui.column(box);
                metaLine(ui, "pin", {words, "es"}, {}, {});
            });
            float iconY = 0;
            float textY = 0;
            for (const Node& n : tree.nodes) {
                if (n.icon) iconY = n.rect.y;
                if (n.text) textY = n.rect.y;
            }
            return iconY - textY;
        };
        CHECK(offset("uno dos tres cuatro cinco seis", 60) == doctest::Approx(offset("uno", 300)));
    }

    TEST_CASE_FIXTURE(WidgetBench, "a list that fits has no buttons, one that does not has two") {
        const auto list = [&](int rows) {
            show([&](Ui& ui) {
                Box box;
                box.h = mm(150);
                scrollArea(ui, "list", box, [&] {
                    for (int i = 0; i < rows; ++i)
                        ui.text(TextStyle::Body, {"fila", "es"}, {});
                });
            });
        };
        list(3);
        CHECK_FALSE(has("list.up"));
        CHECK_FALSE(has("list.down"));
        list(40);
        REQUIRE(has("list.up"));
        REQUIRE(has("list.down"));
        CHECK_FALSE(control("list.up").enabled);
        CHECK(control("list.down").enabled);
        CHECK(speech("list.down") == "scroll.down");
        CHECK(node("list.down").hit.w >= 20);
        list(3);
        CHECK_FALSE(has("list.up"));
    }

    TEST_CASE_FIXTURE(WidgetBench, "the buttons of a list turn its pages and stop at its ends") {
        const auto list = [&] {
            show([&](Ui& ui) {
                Box box;
                box.h = mm(150);
                scrollArea(ui, "list", box, [&] {
                    for (int i = 0; i < 40; ++i)
                        ui.text(TextStyle::Body, {"fila", "es"}, {});
                });
            });
        };
        list();
        static_cast<void>(tap(node("list.down").hit.centre()));
        REQUIRE(host.scrolled.size() == 1);
        CHECK(host.scrolled[0] == std::pair<std::string, float>{"list", 1.0F});
        interaction.scrollTo("list", 1e6F);
        interaction.putScrolls(interaction.takeScrolls());
        list();
        CHECK(control("list.up").enabled);
        CHECK_FALSE(control("list.down").enabled);
        static_cast<void>(tap(node("list.up").hit.centre()));
        CHECK(host.scrolled.at(1) == std::pair<std::string, float>{"list", -1.0F});
    }

    TEST_CASE_FIXTURE(WidgetBench, "a pager tells page and pages and turns them") {
        show([](Ui& ui) {
            Box box;
            box.h = mm(100);
            {
                const auto scroll = ui.scroll("list", box);
                for (int i = 0; i < 40; ++i)
                    ui.text(TextStyle::Body, {"fila", "es"}, {});
            }
            pager(ui, "list", Section::Places);
        });
        CHECK_FALSE(control("list.pager.previous").enabled);
        CHECK(control("list.pager.next").enabled);
        CHECK(texts().back() == "pager.position");
        static_cast<void>(tap(node("list.pager.next").hit.centre()));
        CHECK(host.scrolled.at(0).second == 1.0F);
    }

    TEST_CASE_FIXTURE(WidgetBench, "a stepper goes to the neighbours and not beyond the ends") {
        std::vector<int> went;
        const auto at = [&](int current) {
            show([&](Ui& ui) {
                StepperSpec spec;
                spec.id = "step";
                spec.current = current;
                spec.count = 3;
                spec.go = [&](int to) { went.push_back(to); };
                stepper(ui, spec);
            });
            static_cast<void>(tap(node("step.previous").hit.centre()));
            static_cast<void>(tap(node("step.next").hit.centre()));
        };
        at(0);
        CHECK(went == std::vector{1});
        at(1);
        CHECK(went == std::vector{1, 0, 2});
        at(2);
        CHECK(went == std::vector{1, 0, 2, 1});
    }

    TEST_CASE_FIXTURE(WidgetBench, "a stepper is as wide on the tenth page as on the first") {
        strings.words["pager.position"] = "{page} de {pages}";
        const auto widthAt = [&](int current) {
            show([&](Ui& ui) {
                StepperSpec spec;
                spec.id = "step";
                spec.current = current;
                spec.count = 12;
                spec.go = [](int) {};
                stepper(ui, spec);
            });
            return node("step.next").rect.x;
        };
        const float first = widthAt(0);
        CHECK(widthAt(1) == first);
        CHECK(widthAt(9) == first);
        CHECK(widthAt(11) == first);
    }

    TEST_CASE_FIXTURE(WidgetBench, "an empty list says why and what to do") {
        show([](Ui& ui) {
            EmptyStateSpec spec;
            spec.id = "empty";
            spec.icon = "pin";
            spec.title = {"Nada", "es"};
            spec.text = {"Pruebe otra cosa", "es"};
            spec.action = go();
            emptyState(ui, spec);
        });
        CHECK(node("empty").role == Role::Status);
        CHECK(node("empty").label.text == "Nada");
        CHECK(texts() == Strings{"Nada", "Pruebe otra cosa", "Ir"});
    }

    TEST_CASE_FIXTURE(WidgetBench, "while something loads a status says so") {
        show([](Ui& ui) { loadingState(ui, "loading", 3); });
        CHECK(node("loading").label.text == "state.loading");
        CHECK(node("loading").role == Role::Status);
    }

    TEST_CASE("placeholders of words are replaced wherever they stand") {
        CHECK(withValue({"{n} de {total}", "es"}, "n", "3").text == "3 de {total}");
        CHECK(withValue({"{n} y {n}", "es"}, "n", "{n}").text == "{n} y {n}");
        CHECK(withValue({"nada", "qu"}, "n", "3").text == "nada");
        CHECK(withValue({"{n}", "qu"}, "n", "3").lang == "qu");
    }
}

}  // namespace
