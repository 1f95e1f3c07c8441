#include "ui/tree_painter.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "ui_bench.hpp"

namespace {

using namespace ui;
using base::PointPx;
using base::RectPx;
using platform::DrawCommand;
using platform::DrawFrame;
using platform::Material;
using test_kiosk::UiBench;

constexpr Color kGround{0xF0, 0xE0, 0xD0, 255};
constexpr Color kInk{0x20, 0x10, 0x10, 255};

Box filled(Color color = {0, 0, 0, 0}) {
    Box box;
    box.h = fill();
    box.color = color;
    return box;
}

Box exactly(base::RectMm at, Color color = {0, 0, 0, 0}) {
    Box box;
    box.at = at;
    box.color = color;
    return box;
}

struct PaintBench : UiBench {
    /// A screen of one colour with something on it.
    void onGround(const std::function<void(Ui&)>& content) {
        build([&](Ui& ui) {
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, filled(kGround));
            content(ui);
        });
    }
    static void control(Ui& ui, const std::string& id, base::RectMm at, float padHit = 0) {
        Control c;
        c.label = {id, "es"};
        c.action = [] {};
        c.padHitMm = padHit;
        const auto scope = ui.control(id, c, Axis::Column, exactly(at, kInk));
    }
    /// Colours of the opaque rectangles of a frame, in the order they are drawn.
    static std::vector<std::uint32_t> fills(const DrawFrame& frame) {
        std::vector<std::uint32_t> out;
        for (const DrawCommand& c : frame.commands) {
            if (c.material != Material::SolidOpaque) continue;
            const auto& buffer = frame.buffers[c.buffer];
            out.push_back(buffer.vertices[buffer.indices[c.firstIndex]].rgba);
        }
        return out;
    }
    static const DrawCommand* find(const DrawFrame& frame, Material material) {
        const auto at = std::find_if(frame.commands.begin(), frame.commands.end(),
                                     [&](const DrawCommand& c) { return c.material == material; });
        return at == frame.commands.end() ? nullptr : &*at;
    }
};

TEST_SUITE("ui/tree_painter") {
    TEST_CASE_FIXTURE(PaintBench, "a box is filled with its colour") {
        onGround([](Ui& ui) { const auto box = ui.column(exactly({50, 50, 20, 20}, kInk)); });
        CHECK(fills(paint()) == std::vector{kGround.packed(), kInk.packed()});
    }

    TEST_CASE_FIXTURE(PaintBench, "what is painted twice without a change is not damaged") {
        addIcon("pin");
        onGround([](Ui& ui) {
            control(ui, "a", {50, 50, 100, 50});
            ui.text(TextStyle::Body, {"hola", "es"}, kInk);
            ui.icon("pin", 20, kInk);
        });
        static_cast<void>(paint());
        static_cast<void>(paint());
        CHECK(painter.damage().empty());
    }

    TEST_CASE_FIXTURE(PaintBench, "a pressed control is darker, lower, and takes what is in it along") {
        const auto describe = [&] {
            onGround([](Ui& ui) {
                Control c;
                c.action = [] {};
                const auto scope = ui.control("a", c, Axis::Stack, exactly({50, 50, 100, 50}, {200, 100, 50, 255}));
                const auto inside = ui.column(exactly({10, 10, 20, 20}, {100, 200, 40, 255}));
            });
        };
        describe();
        static_cast<void>(paint());
        static_cast<void>(press({60, 60}));
        describe();
        const DrawFrame& frame = paint();
        CHECK(fills(frame) ==
              std::vector{kGround.packed(), Color{150, 75, 38, 255}.packed(), Color{75, 150, 30, 255}.packed()});
        CHECK(frame.commands[1].bounds == RectPx{50, 51, 100, 50});  // 0.8 mm, whole pixels
        CHECK(frame.commands[2].bounds == RectPx{60, 61, 20, 20});
        CHECK_FALSE(painter.damage().empty());
    }

    TEST_CASE_FIXTURE(PaintBench, "a focused control has a ring over everything of its level") {
        const auto describe = [&] {
            onGround([](Ui& ui) {
                control(ui, "a", {50, 50, 100, 50});
                control(ui, "b", {155, 50, 100, 50});
            });
        };
        describe();
        const std::size_t before = paint().commands.size();
        static_cast<void>(interaction.handle(platform::Key::Next, tree, now));
        describe();
        const DrawFrame& frame = paint();
        REQUIRE(frame.commands.size() > before);
        const DrawCommand& ring = frame.commands.back();
        CHECK(ring.bounds.x < 50);
        CHECK(ring.bounds.right() > 150);
        const auto& buffer = frame.buffers[ring.buffer];
        // The rim is feathered: its colour, with an alpha of its own.
        CHECK((buffer.vertices[buffer.indices[ring.firstIndex]].rgba & 0xFFFFFFU) ==
              (theme->line.focus.packed() & 0xFFFFFFU));
    }

    TEST_CASE_FIXTURE(PaintBench, "the ring around the first row of a list is not cut by the list") {
        const auto describe = [&] {
            onGround([](Ui& ui) {
                Box box;
                box.at = base::RectMm{50, 50, 100, 80};
                const auto scroll = ui.scroll("list", box);
                Control c;
                c.label = {"a", "es"};
                c.action = [] {};
                Box row;
                row.h = mm(40);
                const auto scope = ui.control("a", c, Axis::Column, row);
            });
        };
        describe();
        static_cast<void>(interaction.handle(platform::Key::Next, tree, now));
        describe();
        const DrawFrame& frame = paint();
        const DrawCommand& ring = frame.commands.back();
        CHECK(ring.clip.x < 50);
        CHECK(ring.clip.y < 50);
    }

    TEST_CASE_FIXTURE(PaintBench, "a text knows its colours, its size and the height of its capitals") {
        onGround([](Ui& ui) { ui.text(TextStyle::Body, {"Hola", "es"}, kInk).id = "t"; });
        static_cast<void>(paint());
        const Node& n = node("t");
        CHECK(n.fg == kInk);
        CHECK(n.bg == kGround);
        CHECK(n.textPx == doctest::Approx(7.75));
        CHECK(n.capMm == doctest::Approx(7.75 * 0.7129).epsilon(0.001));
        CHECK_FALSE(n.clipped);
    }

    TEST_CASE_FIXTURE(PaintBench,
                      "the ground of a text is the nearest opaque fill around it, or what the box says it is") {
        constexpr Color kPlate{1, 2, 3, 255};
        constexpr Color kSaid{9, 9, 9, 255};
        onGround([&](Ui& ui) {
            {
                const auto plate = ui.stack(exactly({10, 10, 300, 60}, kPlate));
                const auto veil = ui.stack(filled({255, 255, 255, 100}));
                ui.text(TextStyle::Body, {"a", "es"}, kInk).id = "onPlate";
            }
            Box box = exactly({10, 100, 300, 60});
            box.ground = kSaid;
            const auto picture = ui.stack(box);
            ui.text(TextStyle::Body, {"b", "es"}, kInk).id = "onPicture";
        });
        static_cast<void>(paint());
        CHECK(node("onPlate").bg == kPlate);
        CHECK(node("onPicture").bg == kSaid);
    }

    TEST_CASE_FIXTURE(PaintBench, "a text that is cut in any way says so") {
        onGround([](Ui& ui) {
            const auto add = [&](const char* id, base::RectMm at, int maxLines, const char* words) {
                const auto holder = ui.column(exactly(at));
                TextSpec spec;
                spec.words = {words, "es"};
                spec.color = kInk;
                spec.maxLines = maxLines;
                ui.text(spec).id = id;
            };
            add("fits", {10, 10, 200, 30}, 0, "uno dos");
            add("ellipsis", {10, 50, 60, 30}, 1, "uno dos tres cuatro cinco");
            add("brokenWord", {10, 90, 20, 60}, 0, "Huancané");
            Box window = exactly({10, 170, 200, 6});
            window.clip = true;
            const auto holder = ui.column(window);
            TextSpec spec;
            spec.words = {"uno dos", "es"};
            spec.color = kInk;
            ui.text(spec).id = "outside";
        });
        static_cast<void>(paint());
        CHECK_FALSE(node("fits").clipped);
        CHECK(node("ellipsis").clipped);
        CHECK(node("brokenWord").clipped);
        CHECK(node("outside").clipped);
    }

    TEST_CASE_FIXTURE(PaintBench, "a text half scrolled out of sight is not cut: it can be scrolled to") {
        interaction.scrollTo("list", 5);
        onGround([](Ui& ui) {
            Box box;
            box.h = mm(60);
            const auto scroll = ui.scroll("list", box);
            for (int i = 0; i < 20; ++i)
                ui.text(TextStyle::Body, {"uno dos", "es"}, kInk).id = "t" + std::to_string(i);
        });
        static_cast<void>(paint());
        CHECK(node("t0").visible.h < node("t0").rect.h);
        CHECK_FALSE(node("t0").clipped);
    }

    TEST_CASE_FIXTURE(PaintBench, "marked words lie on the highlight colour") {
        onGround([](Ui& ui) {
            TextSpec spec;
            spec.words = {"uno dos tres", "es"};
            spec.color = kInk;
            spec.marks = {{4, 7}};
            spec.markColor = {255, 255, 0, 255};
            ui.text(spec).id = "t";
        });
        const DrawFrame& frame = paint();
        const auto colors = fills(frame);
        REQUIRE(std::count(colors.begin(), colors.end(), Color{255, 255, 0, 255}.packed()) == 1);
        const auto at = static_cast<std::size_t>(
            std::find(colors.begin(), colors.end(), Color{255, 255, 0, 255}.packed()) - colors.begin());
        const RectPx mark = frame.commands[at].bounds;
        TextSpec first;
        first.words = {"uno", "es"};
        const float before = layoutText(layoutContext(), first, 0).width;
        CHECK(mark.x > before);
        CHECK(mark.right() < node("t").rect.right());
    }

    TEST_CASE_FIXTURE(PaintBench,
                      "a finger counts on the visible part of a control, padded, without the band at the bezel") {
        onGround([](Ui& ui) {
            control(ui, "padded", {100, 100, 20, 20}, 5);
            control(ui, "atEdge", {0, 0, 50, 50}, 5);
            Box window = exactly({200, 100, 50, 50});
            window.clip = true;
            const auto scope = ui.stack(window);
            control(ui, "halfHidden", {30, 0, 50, 20});
            control(ui, "hidden", {80, 0, 50, 20}, 100);
        });
        CHECK(node("padded").hit == RectPx{95, 95, 30, 30});
        CHECK(node("atEdge").hit == RectPx{10, 10, 45, 45});
        CHECK(node("halfHidden").hit == RectPx{230, 100, 20, 20});
        CHECK(node("hidden").hit.empty());
    }

    TEST_CASE("on a picture smaller than the bands at its edges everything can be touched") {
        UiBench bench(test_kiosk::need(Panel::create({30, 30}, {30, 30}, 800)));
        bench.build([](Ui& ui) {
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, filled());
            PaintBench::control(ui, "a", {0, 0, 30, 30});
        });
        CHECK(bench.node("a").hit == RectPx{0, 0, 30, 30});
    }

    TEST_CASE_FIXTURE(PaintBench, "a modal covers everything outside itself") {
        onGround([](Ui& ui) {
            control(ui, "under", {100, 100, 20, 20});
            const auto dialog = ui.group("dialog", Role::Dialog, {}, Axis::Stack, exactly({50, 50, 100, 100}));
            ui.tree().nodes.back().modal = true;
            control(ui, "in", {10, 10, 20, 20});
        });
        CHECK(node("under").hidden);
        CHECK(node("root").hidden);
        CHECK_FALSE(node("dialog").hidden);
        CHECK_FALSE(node("in").hidden);
    }

    TEST_CASE_FIXTURE(PaintBench, "of two modals the last one counts") {
        onGround([](Ui& ui) {
            for (const char* id : {"first", "second"}) {
                const auto dialog = ui.group(id, Role::Dialog, {}, Axis::Stack, exactly({50, 50, 100, 100}));
                ui.tree().nodes.back().modal = true;
            }
        });
        CHECK(node("first").hidden);
        CHECK_FALSE(node("second").hidden);
    }

    TEST_CASE_FIXTURE(PaintBench, "what is raised is drawn over the pictures of its parent") {
        onGround([&](Ui& ui) {
            Box raised = exactly({10, 10, 50, 50}, kInk);
            raised.raise = 2;
            const auto box = ui.column(raised);
            ui.paint(
                "", {}, [](const PaintContext& c) { CHECK(c.painter.level() == 2); }, filled());
        });
        static_cast<void>(paint());
        onGround([](Ui& ui) {
            {
                Box raised = exactly({10, 10, 50, 50}, kInk);
                raised.raise = 2;
                const auto box = ui.column(raised);
            }
            ui.paint(
                "", {},
                [](const PaintContext& c) {
                    c.painter.fill({0, 0, 5, 5}, {0, 0, 0, 100});
                },
                exactly({10, 10, 50, 50}));
        });
        const DrawFrame& frame = paint();
        REQUIRE(frame.commands.size() == 3);
        CHECK(frame.commands[1].material == Material::SolidBlend);
        CHECK(frame.commands[2].material == Material::SolidOpaque);
    }

    TEST_CASE_FIXTURE(PaintBench, "a drawing of its own gets its rectangle and whether it is pressed") {
        bool pressed = false;
        RectPx where;
        const auto describe = [&] {
            onGround([&](Ui& ui) {
                Control c;
                c.action = [] {};
                const auto scope = ui.control("a", c, Axis::Stack, exactly({50, 60, 70, 80}));
                ui.paint(
                    "drawing", {"meaning", "es"},
                    [&](const PaintContext& context) {
                        pressed = context.pressed;
                        where = context.rect;
                    },
                    filled());
            });
        };
        describe();
        static_cast<void>(paint());
        CHECK_FALSE(pressed);
        CHECK(where == RectPx{50, 60, 70, 80});
        static_cast<void>(press({60, 70}));
        describe();
        static_cast<void>(paint());
        CHECK(pressed);
    }

    TEST_CASE_FIXTURE(PaintBench, "what is wholly out of sight is not painted") {
        int painted = 0;
        onGround([&](Ui& ui) {
            Box window = exactly({0, 0, 100, 100});
            window.clip = true;
            const auto scope = ui.stack(window);
            ui.paint(
                "", {}, [&](const PaintContext&) { ++painted; }, exactly({200, 0, 50, 50}));
            ui.paint(
                "", {}, [&](const PaintContext&) { ++painted; }, exactly({50, 0, 100, 50}));
        });
        static_cast<void>(paint());
        CHECK(painted == 1);
    }

    TEST_CASE_FIXTURE(PaintBench, "a picture on its way shows its ground, then itself, exactly at its place") {
        REQUIRE(
            files.writeAtomically("p.png", test_kiosk::textOf(test_kiosk::flatPng({100, 80}, {9, 9, 9, 255}))).ok());
        const auto describe = [&] {
            onGround([](Ui& ui) {
                ImageSpec spec;
                spec.source.files = {{"p.png", {100, 80}}};
                spec.ground = {1, 1, 1, 255};
                ui.image("picture", spec, {"alt", "es"}, exactly({20, 30, 50, 40}));
            });
        };
        describe();
        CHECK(fills(paint()).back() == Color{1, 1, 1, 255}.packed());
        CHECK(images.loading());
        static_cast<void>(images.pump());
        static_cast<void>(jobs.settle());
        CHECK(images.pump());
        describe();
        const DrawFrame& frame = paint();
        const DrawCommand* picture = find(frame, Material::ImageExact);
        REQUIRE(picture != nullptr);
        CHECK(picture->bounds == RectPx{20, 30, 50, 40});
        CHECK(fills(frame).size() == 1);  // the picture covers its ground
        CHECK_FALSE(images.loading());
    }

    TEST_CASE_FIXTURE(PaintBench, "a picture that cannot be shown leaves its ground and an icon") {
        addIcon("photo");
        const auto describe = [&] {
            onGround([](Ui& ui) {
                ImageSpec spec;
                spec.source.files = {{"missing.png", {100, 80}}};
                spec.ground = {1, 1, 1, 255};
                ui.image("picture", spec, {"alt", "es"}, exactly({20, 30, 50, 40}));
            });
        };
        describe();
        static_cast<void>(paint());
        static_cast<void>(images.pump());
        static_cast<void>(jobs.settle());
        static_cast<void>(images.pump());
        describe();
        const DrawFrame& frame = paint();
        const DrawCommand* icon = find(frame, Material::Coverage);
        REQUIRE(icon != nullptr);
        CHECK(icon->bounds == RectPx{39, 44, 13, 13});
        CHECK(log.take().size() == 1);
    }

    TEST_CASE_FIXTURE(PaintBench, "a contained picture stands where its focus says, on its ground") {
        REQUIRE(files.writeAtomically("p.png", test_kiosk::textOf(test_kiosk::flatPng({40, 40}, {9, 9, 9, 255}))).ok());
        const auto describe = [&] {
            onGround([](Ui& ui) {
                ImageSpec spec;
                spec.source.files = {{"p.png", {40, 40}}};
                spec.fit = Fit::Contain;
                spec.focusX = 1;
                spec.ground = {1, 1, 1, 255};
                ui.image("picture", spec, {"alt", "es"}, exactly({20, 30, 100, 40}));
            });
        };
        describe();
        static_cast<void>(paint());
        static_cast<void>(images.pump());
        static_cast<void>(jobs.settle());
        static_cast<void>(images.pump());
        describe();
        const DrawFrame& frame = paint();
        const DrawCommand* picture = find(frame, Material::ImageExact);
        REQUIRE(picture != nullptr);
        CHECK(picture->bounds == RectPx{80, 30, 40, 40});
        CHECK(fills(frame).back() == Color{1, 1, 1, 255}.packed());
    }

    TEST_CASE_FIXTURE(PaintBench, "a band repeats its tile along its side and cuts the last one") {
        REQUIRE(
            files.writeAtomically("band.png", test_kiosk::textOf(test_kiosk::flatPng({60, 40}, {9, 9, 9, 255}))).ok());
        const auto describe = [&](Repeat repeat, base::RectMm at) {
            onGround([&](Ui& ui) {
                ImageSpec spec;
                spec.source.files = {{"band.png", {60, 40}}};
                spec.repeat = repeat;
                ui.image("band", spec, {}, exactly(at));
            });
        };
        const auto tiles = [&](Repeat repeat, base::RectMm at) {
            for (int frame = 0; frame < 2; ++frame) {
                describe(repeat, at);
                static_cast<void>(paint());
                static_cast<void>(images.pump());
                static_cast<void>(jobs.settle());
                static_cast<void>(images.pump());
            }
            describe(repeat, at);
            std::vector<RectPx> out;
            for (const DrawCommand& c : paint().commands) {
                if (c.material == Material::ImageExact) out.push_back(c.bounds);
            }
            return out;
        };
        CHECK(tiles(Repeat::Horizontal, {0, 100, 100, 20}) ==
              std::vector<RectPx>{{0, 100, 30, 20}, {30, 100, 30, 20}, {60, 100, 30, 20}, {90, 100, 10, 20}});
        CHECK(tiles(Repeat::Vertical, {50, 100, 30, 50}) ==
              std::vector<RectPx>{{50, 100, 30, 20}, {50, 120, 30, 20}, {50, 140, 30, 10}});
    }

    TEST_CASE_FIXTURE(PaintBench, "an arriving screen comes from the side under a veil of the ground") {
        onGround([](Ui& ui) {
            const auto scene = ui.stack(exactly({100, 100, 100, 100}, kInk));
            ui.tree().nodes.back().slide = 0.5F;
        });
        const DrawFrame& frame = paint();
        REQUIRE(frame.commands.size() == 3);
        CHECK(frame.commands[1].bounds.x == 103);  // half of 6.6 mm
        CHECK(frame.commands[2].material == Material::SolidBlend);
        CHECK(frame.commands[2].bounds == RectPx{100, 100, 100, 100});
    }

    TEST_CASE_FIXTURE(PaintBench, "dashed and plain borders, shadows and hatches are painted") {
        onGround([](Ui& ui) {
            Box box = exactly({20, 20, 60, 40}, kInk);
            box.border = {{255, 0, 0, 255}, 2, false};
            { const auto plain = ui.column(box); }
            box = exactly({100, 20, 60, 40});
            box.border = {{255, 0, 0, 255}, 2, true};
            { const auto dashed = ui.column(box); }
            box = exactly({180, 20, 60, 40}, kInk);
            box.shadow = true;
            { const auto shadow = ui.column(box); }
            box = exactly({260, 20, 60, 40}, kInk);
            box.hatch = true;
            box.hatchColor = {255, 0, 0, 255};
            const auto hatch = ui.column(box);
        });
        const DrawFrame& frame = paint();
        const auto painted = [&](RectPx where) {
            return std::count_if(frame.commands.begin(), frame.commands.end(), [&](const DrawCommand& c) {
                return c.material == Material::SolidBlend && c.bounds.intersects(where);
            });
        };
        CHECK(painted({20, 20, 60, 40}) == 1);
        CHECK(painted({100, 20, 60, 40}) > 10);
        CHECK(painted({170, 55, 80, 15}) == 1);
        CHECK(painted({265, 25, 50, 30}) == 1);
    }
}

}  // namespace
