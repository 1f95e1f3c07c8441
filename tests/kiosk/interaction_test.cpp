#include "ui/interaction.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "test_support/events.hpp"
#include "ui_bench.hpp"

namespace {

using namespace ui;
using namespace std::chrono_literals;
using base::PointPx;
using base::RectPx;
using Strings = std::vector<std::string>;
using test_kiosk::UiBench;

/// A list of twenty rows of 40 pixels in a view of 200 (five rows, none cut), and a button below it. Everything counts
/// what was activated.
struct TouchBench : UiBench {
    Strings activated;
    int rows = 20;
    float rowMm = 40;
    bool withDialog = false;
    bool rowsEnabled = true;

    TouchBench() { describe(); }

    void describe() {
        build([&](Ui& ui) {
            Box box;
            box.h = fill();
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, box);
            place(ui, {20, 20, 360, 200}, [&] {
                const auto scroll = ui.scroll("list", filled());
                for (int i = 0; i < rows; ++i)
                    target(ui, "row" + std::to_string(i), mm(rowMm), rowsEnabled);
            });
            place(ui, {20, 230, 100, 30}, [&] { target(ui, "below", fill()); });
            place(ui, {140, 230, 100, 30}, [&] { target(ui, "beside", fill()); });
            if (withDialog) {
                Box cover;
                cover.h = fill();
                const auto veil = ui.group("dialog", Role::Dialog, {}, Axis::Stack, cover);
                ui.tree().nodes.back().modal = true;
                place(ui, {100, 50, 80, 40}, [&] { target(ui, "yes", fill()); });
                place(ui, {200, 50, 80, 40}, [&] { target(ui, "no", fill()); });
            }
        });
    }
    static Box filled() {
        Box box;
        box.h = fill();
        return box;
    }
    static void place(Ui& ui, base::RectMm at, const std::function<void()>& content) {
        Box box;
        box.at = at;
        const auto scope = ui.column(box);
        content();
    }
    void target(Ui& ui, const std::string& id, Length h, bool enabled = true) {
        Control control;
        control.label = {id, "es"};
        control.enabled = enabled;
        control.action = [this, id] { activated.push_back(id); };
        Box box;
        box.h = h;
        const auto scope = ui.control(id, control, Axis::Column, box);
    }
    PointPx centre(const std::string& id) { return node(id).hit.centre(); }
    Interaction::Outcome key(platform::Key k) { return interaction.handle(k, tree, now); }
    Interaction::Outcome dragBegin(PointPx from, PointPx to) { return handle(platform::DragBegin{from, to}); }
    Interaction::Outcome dragMove(PointPx to, PointPx delta) { return handle(platform::DragMove{to, delta}); }
    Interaction::Outcome dragEnd(PointPx at, PointPx velocity = {}) { return handle(platform::DragEnd{at, velocity}); }
    /// Time passes in frames, each laid out as the application does.
    bool frames(std::chrono::milliseconds time) {
        bool moving = false;
        for (auto left = time; left.count() > 0; left -= 16ms) {
            now += 16ms;
            moving = interaction.tick(now, tree);
            describe();
        }
        return moving;
    }
    /// Time passes until nothing moves; fails after a minute.
    void settle() {
        for (int i = 0; i < 60 * 60; ++i) {
            if (!frames(16ms)) return;
        }
        FAIL("still moving after a minute");
    }
    float offset() { return interaction.scrollOffset("list"); }
};

TEST_SUITE("ui/interaction") {
    TEST_CASE_FIXTURE(TouchBench, "a touch shows the control pressed at once, lifting activates it") {
        const auto down = press(centre("below"));
        CHECK(down.changed);
        CHECK(down.consumed);
        CHECK_FALSE(down.activated);
        CHECK(interaction.isPressed("below"));
        CHECK_FALSE(interaction.isPressed("beside"));
        CHECK(activated.empty());
        const auto up = handle(platform::Tap{centre("below"), 1});
        CHECK(up.activated);
        CHECK(up.consumed);
        CHECK_FALSE(interaction.isPressed("below"));
        CHECK(activated == Strings{"below"});
    }

    TEST_CASE_FIXTURE(TouchBench, "a touch beside all controls is left to the scene") {
        const auto down = press({300, 250});
        CHECK_FALSE(down.consumed);
        const auto up = handle(platform::Tap{{300, 250}, 1});
        CHECK_FALSE(up.consumed);
        CHECK_FALSE(up.activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "the second tap of a double tap activates too") {
        static_cast<void>(tap(centre("below")));
        static_cast<void>(press(centre("below")));
        CHECK(handle(platform::Tap{centre("below"), 2}).activated);
        CHECK(activated.size() == 2);
    }

    TEST_CASE_FIXTURE(TouchBench, "five hundred taps are five hundred activations") {
        for (int i = 0; i < 500; ++i)
            CHECK(tap(centre(i % 2 == 0 ? "below" : "beside")).activated);
        CHECK(activated.size() == 500);
    }

    TEST_CASE_FIXTURE(TouchBench, "a slow press activates") {
        static_cast<void>(press(centre("below")));
        const auto held = handle(platform::LongPress{centre("below")});
        CHECK_FALSE(held.activated);
        CHECK(interaction.isPressed("below"));
        CHECK(handle(platform::LongPressEnd{centre("below")}).activated);
        CHECK(activated == Strings{"below"});
        CHECK_FALSE(interaction.isPressed("below"));
    }

    TEST_CASE_FIXTURE(TouchBench, "a finger that slides off un-presses, and lifting there does nothing") {
        static_cast<void>(press(centre("below")));
        static_cast<void>(dragBegin(centre("below"), {70, 120}));
        CHECK_FALSE(interaction.isPressed("below"));
        const auto up = dragEnd({70, 120});
        CHECK(up.consumed);
        CHECK_FALSE(up.activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a finger that slides off and back on activates") {
        static_cast<void>(press(centre("below")));
        static_cast<void>(dragBegin(centre("below"), {70, 120}));
        const auto back = dragMove({70, 240}, {0, 120});
        CHECK(back.changed);
        CHECK(interaction.isPressed("below"));
        CHECK(dragEnd({70, 240}).activated);
        CHECK(activated == Strings{"below"});
    }

    TEST_CASE_FIXTURE(TouchBench, "a finger that wobbles inside the control activates") {
        static_cast<void>(press({30, 240}));
        static_cast<void>(dragBegin({30, 240}, {60, 245}));
        CHECK(interaction.isPressed("below"));
        CHECK(dragEnd({60, 245}).activated);
    }

    TEST_CASE_FIXTURE(TouchBench, "a finger that slides onto another control activates neither") {
        static_cast<void>(press(centre("below")));
        static_cast<void>(dragBegin(centre("below"), centre("beside")));
        CHECK_FALSE(interaction.isPressed("beside"));
        static_cast<void>(dragEnd(centre("beside")));
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a cancelled press activates nothing") {
        static_cast<void>(press(centre("below")));
        const auto out = handle(platform::PressCancelled{});
        CHECK(out.changed);
        CHECK_FALSE(interaction.isPressed("below"));
        CHECK_FALSE(handle(platform::Tap{centre("below"), 1}).activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a palm un-presses and lets go of the list") {
        static_cast<void>(press(centre("below")));
        CHECK(handle(platform::PalmBegin{}).changed);
        CHECK_FALSE(interaction.isPressed("below"));
        CHECK_FALSE(handle(platform::Tap{centre("below"), 1}).activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a disabled control and one without an action cannot be pressed") {
        rowsEnabled = false;
        describe();
        static_cast<void>(tap(centre("row1")));
        CHECK(activated.empty());
        node("below").control->action = nullptr;
        CHECK_FALSE(tap(centre("below")).activated);
    }

    TEST_CASE_FIXTURE(TouchBench, "a control that is gone when the finger lifts is not activated") {
        static_cast<void>(press(centre("row1")));
        rows = 0;
        const PointPx at = centre("row1");
        describe();
        const auto up = handle(platform::Tap{at, 1});
        CHECK(up.consumed);
        CHECK_FALSE(up.activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "an action may change the tree it stands in") {
        node("below").control->action = [this] {
            rows = 0;
            describe();
            activated.emplace_back("changed");
        };
        CHECK(tap(centre("below")).activated);
        CHECK(activated == Strings{"changed"});
    }

    TEST_CASE_FIXTURE(TouchBench, "the control drawn last is hit where two overlap") {
        build([&](Ui& ui) {
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, filled());
            place(ui, {50, 50, 100, 100}, [&] { target(ui, "lower", fill()); });
            place(ui, {100, 100, 100, 100}, [&] { target(ui, "upper", fill()); });
        });
        static_cast<void>(tap({120, 120}));
        static_cast<void>(tap({60, 60}));
        CHECK(activated == Strings{"upper", "lower"});
    }

    TEST_CASE_FIXTURE(TouchBench, "a target that is no rectangle decides itself where it is hit") {
        build([&](Ui& ui) {
            const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, filled());
            place(ui, {50, 50, 100, 100}, [&] { target(ui, "under", fill()); });
            place(ui, {50, 50, 100, 100}, [&] { target(ui, "left", fill()); });
        });
        node("left").control->hitTest = [](PointPx p) { return p.x < 100; };
        static_cast<void>(tap({60, 60}));
        static_cast<void>(tap({140, 60}));
        CHECK(activated == Strings{"left", "under"});
    }

    TEST_CASE_FIXTURE(TouchBench, "under a dialog nothing can be touched, in it everything") {
        withDialog = true;
        describe();
        static_cast<void>(tap(centre("below")));
        static_cast<void>(tap({60, 100}));
        CHECK(activated.empty());
        CHECK_FALSE(dragBegin({60, 100}, {60, 60}).consumed);
        CHECK(offset() == 0);
        static_cast<void>(tap(centre("yes")));
        CHECK(activated == Strings{"yes"});
    }

    TEST_CASE_FIXTURE(TouchBench, "a vertical drag scrolls the list and un-presses the row under the finger") {
        static_cast<void>(press({60, 180}));
        CHECK(interaction.isPressed("row4"));
        const auto begin = dragBegin({60, 180}, {62, 140});
        CHECK(begin.consumed);
        CHECK_FALSE(interaction.isPressed("row4"));
        CHECK(offset() == 40);
        static_cast<void>(dragMove({62, 100}, {0, -40}));
        CHECK(offset() == 80);
        static_cast<void>(dragMove({62, 110}, {0, 10}));
        CHECK(offset() == 70);
        const auto end = dragEnd({62, 110});
        CHECK(end.consumed);
        CHECK_FALSE(end.activated);
        settle();
        CHECK(offset() == 70);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a sideways drag in a list does not scroll it") {
        static_cast<void>(press({60, 180}));
        static_cast<void>(dragBegin({60, 180}, {100, 178}));
        static_cast<void>(dragMove({100, 100}, {0, -78}));
        CHECK(offset() == 0);
        static_cast<void>(dragEnd({100, 100}));
        CHECK(offset() == 0);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a drag outside a list is left to the scene") {
        static_cast<void>(press({300, 250}));
        CHECK_FALSE(dragBegin({300, 250}, {300, 200}).consumed);
        CHECK_FALSE(dragMove({300, 180}, {0, -20}).consumed);
        CHECK_FALSE(dragEnd({300, 180}).consumed);
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "a list whose content fits does not take drags") {
        rows = 3;
        describe();
        static_cast<void>(press({60, 180}));
        CHECK_FALSE(dragBegin({60, 180}, {60, 140}).consumed);
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "beyond its ends a list follows the finger reluctantly and springs back") {
        static_cast<void>(dragBegin({60, 100}, {60, 110}));
        static_cast<void>(dragMove({60, 160}, {0, 50}));
        const float pulled = offset();
        CHECK(pulled < -10);
        CHECK(pulled > -60);
        static_cast<void>(dragEnd({60, 160}));
        CHECK(frames(16ms));
        CHECK(offset() > pulled);
        CHECK(offset() < 0);
        settle();
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "it springs back from its lower end as gently as from the upper one") {
        interaction.scrollTo("list", 600);
        describe();
        static_cast<void>(dragBegin({60, 160}, {60, 150}));
        static_cast<void>(dragMove({60, 100}, {0, -50}));
        const float pulled = offset();
        CHECK(pulled > 610);
        static_cast<void>(dragEnd({60, 100}));
        describe();
        CHECK(offset() == pulled);
        CHECK(frames(16ms));
        CHECK(offset() < pulled);
        CHECK(offset() > 601);
        settle();
        CHECK(offset() == 600);
    }

    TEST_CASE_FIXTURE(TouchBench, "a flung list runs on, slows down and stops inside its range") {
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -800}));
        CHECK(frames(16ms));
        const float first = offset();
        CHECK(frames(100ms));
        const float second = offset();
        CHECK(frames(100ms));
        const float third = offset();
        CHECK(second > first);
        CHECK(third > second);
        settle();
        CHECK(offset() > third);
        CHECK(offset() < 10 + 800 / 4 + 5);
    }

    TEST_CASE_FIXTURE(TouchBench, "a list flung hard ends exactly at its end") {
        for (const float velocity : {-50'000.0F, 50'000.0F}) {
            interaction.scrollTo("list", 300);
            describe();
            static_cast<void>(dragBegin({60, 120}, {60, 119}));
            static_cast<void>(dragEnd({60, 119}, {0, velocity}));
            settle();
            CHECK(offset() == (velocity < 0 ? 600 : 0));
        }
    }

    TEST_CASE_FIXTURE(TouchBench, "a slow end of a drag is no fling") {
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -20}));
        settle();
        CHECK(offset() == 10);
    }

    TEST_CASE_FIXTURE(TouchBench, "with less motion nothing runs on or springs: the list is where it belongs") {
        interaction.setReducedMotion(true);
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -5000}));
        settle();
        CHECK(offset() == 10);
        interaction.scrollPages("list", 1, tree, now);
        CHECK(offset() == 200);
        static_cast<void>(dragBegin({60, 60}, {60, 70}));
        static_cast<void>(dragMove({60, 400}, {0, 330}));
        static_cast<void>(dragEnd({60, 400}));
        frames(16ms);
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "a touch stops a moving list without pressing what is under it") {
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -2000}));
        frames(50ms);
        const auto down = press({60, 100});
        CHECK(down.consumed);
        const float stopped = offset();
        for (int i = 0; i < 5; ++i)
            CHECK_FALSE(interaction.isPressed("row" + std::to_string(i)));
        const auto up = handle(platform::Tap{{60, 100}, 1});
        CHECK(up.consumed);
        CHECK_FALSE(up.activated);
        settle();
        CHECK(offset() == stopped);
        CHECK(activated.empty());
        // The next touch is an ordinary one.
        CHECK(tap({60, 100}).activated);
    }

    TEST_CASE_FIXTURE(TouchBench, "a stopped list can be dragged on by the same finger") {
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -2000}));
        frames(50ms);
        static_cast<void>(press({60, 100}));
        const float stopped = offset();
        CHECK(dragBegin({60, 100}, {60, 80}).consumed);
        CHECK(offset() == stopped + 20);
    }

    TEST_CASE_FIXTURE(TouchBench, "while a finger holds a list it does not move by itself") {
        static_cast<void>(dragBegin({60, 100}, {60, 130}));
        const float held = offset();
        CHECK(held < 0);
        CHECK_FALSE(frames(500ms));
        CHECK(offset() == held);
    }

    TEST_CASE_FIXTURE(TouchBench, "a cancelled drag lets the list go back") {
        static_cast<void>(dragBegin({60, 100}, {60, 130}));
        CHECK(handle(platform::GestureCancelled{}).changed);
        settle();
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "after a long pause nothing jumps") {
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        static_cast<void>(dragEnd({60, 170}, {0, -1000}));
        now += 10s;
        static_cast<void>(interaction.tick(now, tree));
        CHECK(offset() <= 10 + 1000 * 0.05F + 1);
    }

    TEST_CASE_FIXTURE(TouchBench, "turning a page goes on with the row after the last one seen, smoothly") {
        interaction.scrollPages("list", 1, tree, now);
        CHECK(frames(96ms));
        CHECK(offset() > 10);
        CHECK(offset() < 170);
        settle();
        CHECK(offset() == doctest::Approx(200));
        interaction.scrollPages("list", -1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(0));
    }

    TEST_CASE_FIXTURE(TouchBench, "a page begins with the row the one before would have cut") {
        rowMm = 48;
        describe();
        interaction.scrollPages("list", 1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(4 * 48));
        interaction.scrollPages("list", 1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(8 * 48));
    }

    TEST_CASE_FIXTURE(TouchBench, "pages turned quickly add up and stop at the ends") {
        interaction.scrollPages("list", 1, tree, now);
        frames(16ms);
        interaction.scrollPages("list", 1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(400));
        for (int i = 0; i < 10; ++i)
            interaction.scrollPages("list", 1, tree, now);
        settle();
        CHECK(offset() == 600);
        for (int i = 0; i < 10; ++i)
            interaction.scrollPages("list", -1, tree, now);
        settle();
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "pages count what the view shows, and the last page ends at the end") {
        Interaction::Pages pages = interaction.pages("list");
        CHECK(pages.count == 4);  // five rows of twenty each
        CHECK(pages.current == 0);
        CHECK(pages.atStart);
        CHECK_FALSE(pages.atEnd);
        CHECK(pages.viewportPx == 200);
        for (int i = 1; i < pages.count; ++i) {
            interaction.scrollPages("list", 1, tree, now);
            settle();
            CHECK(interaction.pages("list").current == i);
        }
        pages = interaction.pages("list");
        CHECK(pages.atEnd);
        CHECK_FALSE(pages.atStart);
        CHECK(pages.offsetPx == 600);
    }

    TEST_CASE_FIXTURE(TouchBench, "back from the middle of a page leads to its beginning first") {
        interaction.scrollTo("list", 240);
        describe();
        interaction.scrollPages("list", -1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(200));
        interaction.scrollPages("list", -1, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(0));
    }

    TEST_CASE_FIXTURE(TouchBench, "a part of a page moves by that part of the view") {
        interaction.scrollPages("list", 0.5F, tree, now);
        settle();
        CHECK(offset() == doctest::Approx(0.5 * 0.88 * 200));
    }

    TEST_CASE_FIXTURE(TouchBench, "a list moves while it is held, flung or turned, and no longer") {
        CHECK_FALSE(interaction.scrollMoves("list"));
        CHECK_FALSE(interaction.scrollMoves("nothing"));
        static_cast<void>(dragBegin({60, 180}, {60, 170}));
        CHECK(interaction.scrollMoves("list"));
        static_cast<void>(dragEnd({60, 170}, {0, -2000}));
        CHECK(interaction.scrollMoves("list"));
        settle();
        CHECK_FALSE(interaction.scrollMoves("list"));
        interaction.scrollPages("list", -1, tree, now);
        CHECK(interaction.scrollMoves("list"));
        settle();
        CHECK_FALSE(interaction.scrollMoves("list"));
    }

    TEST_CASE_FIXTURE(TouchBench, "a list nobody has laid out has one page") {
        const Interaction::Pages pages = interaction.pages("nothing");
        CHECK(pages.count == 1);
        CHECK(pages.atStart);
        CHECK(pages.atEnd);
        CHECK(interaction.scrollOffset("nothing") == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "layout reports when the pages changed, and only then") {
        CHECK_FALSE(interaction.noteLayout(tree));
        rows = 40;
        tree.clear();
        describe();
        CHECK(interaction.pages("list").count == 8);
        CHECK_FALSE(interaction.noteLayout(tree));
    }

    TEST_CASE_FIXTURE(TouchBench, "content that became shorter does not leave the view beyond its end") {
        interaction.scrollTo("list", 600);
        describe();
        rows = 8;
        describe();
        CHECK(offset() == 120);
        rows = 2;
        describe();
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "a wheel scrolls the list under it inside its range") {
        const auto out = interaction.wheel({{60, 100}, -2}, tree);
        CHECK(out.consumed);
        CHECK(offset() == 36);
        static_cast<void>(interaction.wheel({{60, 100}, 10}, tree));
        CHECK(offset() == 0);
        CHECK_FALSE(interaction.wheel({{300, 250}, -2}, tree).consumed);
    }

    TEST_CASE_FIXTURE(TouchBench, "the keypad walks through all controls in reading order and around") {
        rows = 2;
        describe();
        Strings order;
        for (int i = 0; i < 5; ++i) {
            CHECK(key(platform::Key::Next).changed);
            order.push_back(interaction.focus());
            CHECK(interaction.isFocused(order.back()));
        }
        CHECK(order == Strings{"row0", "row1", "below", "beside", "row0"});
        CHECK(key(platform::Key::Previous).consumed);
        CHECK(interaction.focus() == "beside");
    }

    TEST_CASE_FIXTURE(TouchBench, "going backwards first begins at the last control") {
        static_cast<void>(key(platform::Key::Previous));
        CHECK(interaction.focus() == "beside");
    }

    TEST_CASE_FIXTURE(TouchBench, "disabled controls are left out of the order") {
        rowsEnabled = false;
        describe();
        static_cast<void>(key(platform::Key::Next));
        CHECK(interaction.focus() == "below");
    }

    TEST_CASE_FIXTURE(TouchBench, "in a dialog the keypad stays inside") {
        static_cast<void>(key(platform::Key::Next));
        withDialog = true;
        describe();
        Strings order;
        for (int i = 0; i < 3; ++i) {
            static_cast<void>(key(platform::Key::Next));
            order.push_back(interaction.focus());
        }
        CHECK(order == Strings{"yes", "no", "yes"});
    }

    TEST_CASE_FIXTURE(TouchBench,
                      "select activates the focused control; before there is one it shows where the focus is") {
        const auto first = key(platform::Key::Select);
        CHECK_FALSE(first.activated);
        CHECK(interaction.focus() == "row0");
        const auto second = key(platform::Key::Select);
        CHECK(second.activated);
        CHECK(activated == Strings{"row0"});
    }

    TEST_CASE_FIXTURE(TouchBench, "a touch hides the focus, and the keypad goes on from where it was") {
        static_cast<void>(key(platform::Key::Next));
        static_cast<void>(key(platform::Key::Next));
        static_cast<void>(press({300, 250}));
        CHECK_FALSE(interaction.focusVisible());
        CHECK_FALSE(interaction.isFocused("row1"));
        static_cast<void>(key(platform::Key::Next));
        CHECK(interaction.focus() == "row2");
        CHECK(interaction.focusVisible());
    }

    TEST_CASE_FIXTURE(TouchBench, "select does not activate a control whose focus is hidden") {
        static_cast<void>(key(platform::Key::Next));
        static_cast<void>(press({300, 250}));
        CHECK_FALSE(key(platform::Key::Select).activated);
        CHECK(activated.empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "a focused row that is out of sight is scrolled into view") {
        for (int i = 0; i < 8; ++i)
            static_cast<void>(key(platform::Key::Next));
        settle();
        REQUIRE(interaction.focus() == "row7");
        CHECK(node("row7").visible == node("row7").rect);
        for (int i = 0; i < 7; ++i)
            static_cast<void>(key(platform::Key::Previous));
        settle();
        REQUIRE(interaction.focus() == "row0");
        CHECK(offset() == 0);
    }

    TEST_CASE_FIXTURE(TouchBench, "the last row is reached from the first by going backwards, and is in sight") {
        static_cast<void>(key(platform::Key::Next));
        for (int i = 0; i < 3; ++i)
            static_cast<void>(key(platform::Key::Previous));
        settle();
        REQUIRE(interaction.focus() == "row19");
        CHECK(node("row19").visible == node("row19").rect);
        CHECK(offset() == 600);
    }

    TEST_CASE_FIXTURE(TouchBench, "keys that mean nothing here are left to others") {
        for (const platform::Key k : {platform::Key::Repeat, platform::Key::Overlay, platform::Key::Quit})
            CHECK_FALSE(key(k).consumed);
    }

    TEST_CASE_FIXTURE(TouchBench, "the keypad on a screen without controls does nothing") {
        build([](Ui& ui) { const auto root = ui.group("root", Role::Screen, {}, Axis::Stack, filled()); });
        static_cast<void>(key(platform::Key::Next));
        CHECK(interaction.focus().empty());
        CHECK_FALSE(key(platform::Key::Select).activated);
    }

    TEST_CASE_FIXTURE(TouchBench, "a changed screen forgets press and focus but not where lists are") {
        interaction.scrollTo("list", 100);
        static_cast<void>(key(platform::Key::Next));
        static_cast<void>(press(centre("below")));
        interaction.screenChanged();
        CHECK_FALSE(interaction.isPressed("below"));
        CHECK(interaction.focus().empty());
        CHECK(offset() == 100);
        CHECK_FALSE(handle(platform::Tap{centre("below"), 1}).activated);
    }

    TEST_CASE_FIXTURE(TouchBench, "a new visitor finds every list at its beginning") {
        interaction.scrollTo("list", 100);
        interaction.reset();
        CHECK(offset() == 0);
        CHECK(interaction.takeScrolls().empty());
    }

    TEST_CASE_FIXTURE(TouchBench, "scroll positions can be taken and put back") {
        interaction.scrollTo("list", 100);
        const auto taken = interaction.takeScrolls();
        CHECK(taken == std::map<std::string, float>{{"list", 100.0F}});
        CHECK(offset() == 0);
        interaction.putScrolls(taken);
        describe();
        CHECK(offset() == 100);
    }

    TEST_CASE_FIXTURE(TouchBench, "a list that still moves is remembered where it was going, inside its range") {
        interaction.scrollPages("list", 1, tree, now);
        frames(32ms);
        CHECK(interaction.takeScrolls().at("list") == doctest::Approx(200));
        describe();
        interaction.scrollTo("list", 5000);
        CHECK(interaction.takeScrolls().at("list") == 600);
    }

    TEST_CASE_FIXTURE(TouchBench, "a position put back is kept until the list is laid out") {
        interaction.putScrolls({{"list", 300.0F}});
        now += 1s;
        CHECK_FALSE(interaction.tick(now, tree));
        CHECK(offset() == 300);
        describe();
        CHECK(offset() == 300);
    }

    TEST_CASE_FIXTURE(TouchBench, "a position put back beyond the end of a shorter list is its end") {
        interaction.putScrolls({{"list", 5000.0F}});
        describe();
        CHECK(offset() == 600);
    }

    TEST_CASE_FIXTURE(TouchBench, "a control on a map is pressed and tapped, and lets a drag through to the map") {
        build([this](Ui& ui) {
            Control control;
            control.label = {"pin", "es"};
            control.dragThrough = true;
            control.action = [this] { activated.emplace_back("pin"); };
            Box box;
            box.h = ui::mm(20);
            const auto scope = ui.control("pin", control, Axis::Column, box);
        });
        const PointPx at = node("pin").hit.centre();
        const auto down = press(at);
        CHECK_FALSE(down.consumed);  // the map stops when it is touched
        CHECK(interaction.isPressed("pin"));
        CHECK(handle(platform::Tap{at, 1}).activated);
        CHECK(activated == Strings{"pin"});

        static_cast<void>(press(at));
        const auto drag = dragBegin(at, at + PointPx{60, 0});
        CHECK_FALSE(drag.consumed);
        CHECK(drag.changed);
        CHECK_FALSE(interaction.isPressed("pin"));
        CHECK_FALSE(dragMove(at + PointPx{80, 0}, {20, 0}).consumed);
        CHECK_FALSE(dragEnd(at + PointPx{80, 0}).consumed);
        CHECK(activated == Strings{"pin"});
    }
}

TEST_CASE_FIXTURE(TouchBench, "a control on a map is pressed and tapped, and lets a drag through to the map") {
    build([this](Ui& ui) {
        Control control;
        control.label = {"pin", "es"};
        control.dragThrough = true;
        control.action = [this] { activated.emplace_back("pin"); };
        Box box;
        box.h = ui::mm(20);
        const auto scope = ui.control("pin", control, Axis::Column, box);
    });
    const PointPx at = node("pin").hit.centre();
    const auto down = press(at);
    CHECK_FALSE(down.consumed);  // the map stops when it is touched
    CHECK(interaction.isPressed("pin"));
    CHECK(handle(platform::Tap{at, 1}).activated);
    CHECK(activated == Strings{"pin"});

    static_cast<void>(press(at));
    const auto drag = dragBegin(at, at + PointPx{60, 0});
    CHECK_FALSE(drag.consumed);
    CHECK(drag.changed);
    CHECK_FALSE(interaction.isPressed("pin"));
    CHECK_FALSE(dragMove(at + PointPx{80, 0}, {20, 0}).consumed);
    CHECK_FALSE(dragEnd(at + PointPx{80, 0}).consumed);
    CHECK(activated == Strings{"pin"});
}
}  // namespace
