#include "ui/layout.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "ui_bench.hpp"

namespace {

using namespace ui;
using base::RectPx;
using test_kiosk::UiBench;

constexpr RectPx kScreen{0, 0, 400, 280};

struct LayoutBench : UiBench {
    /// Lays out a root of the given box that fills the screen.
    void screenOf(Axis axis, Box box, const std::function<void(Ui&)>& content) {
        box.h = fill();
        build([&](Ui& ui) {
            const auto scope = ui.group("root", Role::Screen, {}, axis, box);
            content(ui);
        });
    }
    RectPx rect(const std::string& id) { return node(id).rect; }
};

/// An empty box with a name.
void piece(Ui& ui, const std::string& id, Length w, Length h, Box box = {}) {
    box.w = w;
    box.h = h;
    const auto scope = ui.group(id, Role::Group, {}, Axis::Column, box);
}

Box boxOf(Length w, Length h) {
    Box box;
    box.w = w;
    box.h = h;
    return box;
}

TEST_SUITE("ui/layout") {
    TEST_CASE_FIXTURE(LayoutBench, "a tree without nodes is no problem") {
        build([](Ui&) {});
        CHECK(tree.nodes.empty());
        CHECK(paint().commands.empty());
    }

    TEST_CASE_FIXTURE(LayoutBench, "the root is the screen, whatever it asks for") {
        build([](Ui& ui) { piece(ui, "root", mm(50), mm(20)); });
        CHECK(rect("root") == kScreen);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a column stacks its children inside its padding with gaps between them") {
        Box box;
        box.pad = {10, 20, 30, 40};
        box.gap = 5;
        screenOf(Axis::Column, box, [](Ui& ui) {
            piece(ui, "a", mm(50), mm(30));
            piece(ui, "b", fill(), mm(40));
        });
        CHECK(rect("a") == RectPx{10, 20, 50, 30});
        CHECK(rect("b") == RectPx{10, 55, 360, 40});
    }

    TEST_CASE_FIXTURE(LayoutBench, "children that fill a column share what is left by their weights") {
        Box box;
        box.gap = 10;
        screenOf(Axis::Column, box, [](Ui& ui) {
            piece(ui, "fixed", fill(), mm(60));
            piece(ui, "one", fill(), fill(1));
            piece(ui, "three", fill(), fill(3));
        });
        CHECK(rect("one").h == doctest::Approx(50));
        CHECK(rect("three").h == doctest::Approx(150));
        CHECK(rect("three").bottom() == doctest::Approx(280));
    }

    TEST_CASE_FIXTURE(LayoutBench, "a column distributes what is left over") {
        const auto tops = [&](Distribute main) {
            Box box;
            box.main = main;
            box.gap = 4;
            screenOf(Axis::Column, box, [](Ui& ui) {
                piece(ui, "a", fill(), mm(40));
                piece(ui, "b", fill(), mm(40));
                piece(ui, "c", fill(), mm(40));
            });
            return std::vector{rect("a").y, rect("b").y, rect("c").y};
        };
        CHECK(tops(Distribute::Start) == std::vector{0.0F, 44.0F, 88.0F});
        CHECK(tops(Distribute::Centre) == std::vector{76.0F, 120.0F, 164.0F});
        CHECK(tops(Distribute::End) == std::vector{152.0F, 196.0F, 240.0F});
        CHECK(tops(Distribute::Between) == std::vector{0.0F, 120.0F, 240.0F});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a column aligns children that are narrower than itself") {
        const auto left = [&](Align cross) {
            Box box;
            box.cross = cross;
            screenOf(Axis::Column, box, [](Ui& ui) { piece(ui, "a", mm(100), mm(40)); });
            CHECK(rect("a").w == 100);
            return rect("a").x;
        };
        CHECK(left(Align::Start) == 0);
        CHECK(left(Align::Stretch) == 0);
        CHECK(left(Align::Centre) == 150);
        CHECK(left(Align::End) == 300);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a column as high as its content is as high as its children, gaps and padding") {
        screenOf(Axis::Stack, {}, [](Ui& ui) {
            Box box = boxOf(mm(100), hug());
            box.pad = all(6);
            box.gap = 3;
            Box parentBox;
            parentBox.crossY = Align::Start;
            const auto scope = ui.column(parentBox);
            const auto inner = ui.group("column", Role::Group, {}, Axis::Column, box);
            piece(ui, "a", fill(), mm(20));
            piece(ui, "b", fill(), mm(30));
        });
        CHECK(rect("column") == RectPx{0, 0, 100, 6 + 20 + 3 + 30 + 6});
        CHECK(rect("a").w == 88);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a row gives fixed widths first, then content, then shares by weight") {
        Box box;
        box.gap = 10;
        screenOf(Axis::Row, box, [](Ui& ui) {
            piece(ui, "one", fill(1), mm(20));
            piece(ui, "fixed", mm(70), mm(20));
            {
                const auto scope = ui.group("hug", Role::Group, {}, Axis::Column, boxOf(hug(), hug()));
                piece(ui, "inside", mm(60), mm(20));
            }
            piece(ui, "two", fill(2), mm(20));
        });
        CHECK(rect("fixed").w == 70);
        CHECK(rect("hug").w == 60);
        CHECK(rect("one").w == doctest::Approx(80));
        CHECK(rect("two").w == doctest::Approx(160));
        CHECK(rect("one").x == 0);
        CHECK(rect("fixed").x == doctest::Approx(90));
        CHECK(rect("hug").x == doctest::Approx(170));
        CHECK(rect("two").right() == doctest::Approx(400));
    }

    TEST_CASE_FIXTURE(LayoutBench, "children of a row are stretched or aligned across it") {
        Box box;
        box.cross = Align::Stretch;
        screenOf(Axis::Row, box, [](Ui& ui) {
            piece(ui, "hug", mm(50), hug());
            piece(ui, "fill", mm(50), fill());
            piece(ui, "fixed", mm(50), mm(40));
        });
        CHECK(rect("hug").h == 280);
        CHECK(rect("fill").h == 280);
        CHECK(rect("fixed") == RectPx{100, 0, 50, 40});
        box.cross = Align::Centre;
        screenOf(Axis::Row, box, [](Ui& ui) { piece(ui, "fixed", mm(50), mm(40)); });
        CHECK(rect("fixed") == RectPx{0, 120, 50, 40});
        box.cross = Align::End;
        screenOf(Axis::Row, box, [](Ui& ui) { piece(ui, "fixed", mm(50), mm(40)); });
        CHECK(rect("fixed") == RectPx{0, 240, 50, 40});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a row distributes what is left over") {
        const auto lefts = [&](Distribute main) {
            Box box;
            box.main = main;
            box.gap = 10;
            screenOf(Axis::Row, box, [](Ui& ui) {
                piece(ui, "a", mm(50), mm(40));
                piece(ui, "b", mm(50), mm(40));
            });
            return std::vector{rect("a").x, rect("b").x};
        };
        CHECK(lefts(Distribute::Start) == std::vector{0.0F, 60.0F});
        CHECK(lefts(Distribute::Centre) == std::vector{145.0F, 205.0F});
        CHECK(lefts(Distribute::End) == std::vector{290.0F, 350.0F});
        CHECK(lefts(Distribute::Between) == std::vector{0.0F, 350.0F});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a share is never below the minimum nor above the maximum of a child") {
        screenOf(Axis::Row, {}, [](Ui& ui) {
            Box least;
            least.minW = 150;
            piece(ui, "least", fill(1), mm(20), least);
            Box most;
            most.maxW = 30;
            piece(ui, "most", fill(9), mm(20), most);
        });
        CHECK(rect("least").w == 150);
        CHECK(rect("most").w == 30);
        screenOf(Axis::Column, {}, [](Ui& ui) {
            Box most;
            most.maxH = 30;
            piece(ui, "most", fill(), fill(1), most);
            Box least;
            least.minH = 170;
            piece(ui, "least", fill(), fill(1), least);
        });
        CHECK(rect("most").h == 30);
        CHECK(rect("least").h == 170);
    }

    TEST_CASE_FIXTURE(LayoutBench, "minimum and maximum bound what hugs its content") {
        screenOf(Axis::Row, {}, [](Ui& ui) {
            Box box = boxOf(hug(), hug());
            box.minW = 40;
            box.minH = 50;
            box.cross = Align::Start;
            { const auto scope = ui.group("least", Role::Group, {}, Axis::Column, box); }
            box = boxOf(hug(), hug());
            box.maxW = 20;
            const auto scope = ui.group("most", Role::Group, {}, Axis::Column, box);
            piece(ui, "wide", mm(90), mm(10));
        });
        CHECK(rect("least").w == 40);
        CHECK(rect("most").w == 20);
    }

    TEST_CASE_FIXTURE(LayoutBench,
                      "a side ratio decides the height of a given width, and the width of a given height") {
        Box box;
        box.cross = Align::Start;
        screenOf(Axis::Column, box, [](Ui& ui) {
            Box ratio;
            ratio.aspect = 2;
            piece(ui, "byWidth", mm(100), hug(), ratio);
            piece(ui, "byHeight", hug(), mm(30), ratio);
        });
        CHECK(rect("byWidth").h == 50);
        CHECK(rect("byHeight").w == 60);
    }

    TEST_CASE_FIXTURE(LayoutBench, "children of a stack lie over each other") {
        screenOf(Axis::Stack, {}, [](Ui& ui) {
            piece(ui, "a", fill(), fill());
            piece(ui, "b", mm(50), mm(40));
        });
        CHECK(rect("a") == kScreen);
        CHECK(rect("b") == RectPx{0, 0, 50, 40});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a stack aligns in both directions") {
        const auto place = [&](Align x, Align y) {
            Box box;
            box.cross = x;
            box.crossY = y;
            box.pad = all(10);
            screenOf(Axis::Stack, box, [](Ui& ui) { piece(ui, "a", mm(100), mm(60)); });
            return rect("a");
        };
        CHECK(place(Align::Start, Align::Start) == RectPx{10, 10, 100, 60});
        CHECK(place(Align::Centre, Align::Centre) == RectPx{150, 110, 100, 60});
        CHECK(place(Align::End, Align::End) == RectPx{290, 210, 100, 60});
        CHECK(place(Align::Start, Align::End) == RectPx{10, 210, 100, 60});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a child of a stack can have an exact place that costs no room") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            Box box = boxOf(hug(), hug());
            box.pad = all(5);
            const auto scope = ui.group("stack", Role::Group, {}, Axis::Stack, box);
            piece(ui, "content", mm(40), mm(30));
            Box exact;
            exact.at = base::RectMm{100, 50, 20, 10};
            piece(ui, "exact", fill(), fill(), exact);
        });
        CHECK(rect("stack").w == 50);
        CHECK(rect("stack").h == 40);
        CHECK(rect("exact") == RectPx{105, 55, 20, 10});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a flow begins a new line where the next child does not fit") {
        Box box;
        box.gap = 10;
        box.cross = Align::Start;
        screenOf(Axis::Flow, box, [](Ui& ui) {
            for (int i = 0; i < 5; ++i)
                piece(ui, "p" + std::to_string(i), mm(120), mm(i == 1 ? 50.0F : 30.0F));
        });
        CHECK(rect("p0") == RectPx{0, 0, 120, 30});
        CHECK(rect("p2") == RectPx{260, 0, 120, 30});
        CHECK(rect("p3") == RectPx{0, 60, 120, 30});
        CHECK(rect("p4").x == 130);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a flow is as high as its lines") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            Box box = boxOf(mm(100), hug());
            box.gap = 5;
            const auto scope = ui.group("flow", Role::Group, {}, Axis::Flow, box);
            for (int i = 0; i < 5; ++i)
                piece(ui, "p" + std::to_string(i), mm(45), mm(20));
        });
        CHECK(rect("flow").h == 3 * 20 + 2 * 5);
    }

    TEST_CASE_FIXTURE(LayoutBench, "lines of a flow stand at the start, the middle or the end") {
        const auto left = [&](Distribute main) {
            Box box;
            box.main = main;
            screenOf(Axis::Flow, box, [](Ui& ui) { piece(ui, "a", mm(100), mm(20)); });
            return rect("a").x;
        };
        CHECK(left(Distribute::Start) == 0);
        CHECK(left(Distribute::Centre) == 150);
        CHECK(left(Distribute::End) == 300);
    }

    TEST_CASE_FIXTURE(LayoutBench, "stretched lines of a flow are filled by their children") {
        Box box;
        box.gap = 10;
        box.stretchLines = true;
        screenOf(Axis::Flow, box, [](Ui& ui) {
            for (int i = 0; i < 4; ++i) {
                Box least;
                least.minW = 120;
                piece(ui, "p" + std::to_string(i), hug(), mm(20), least);
            }
        });
        CHECK(rect("p2").right() == doctest::Approx(400));
        CHECK(rect("p0").w == doctest::Approx(rect("p1").w));
        CHECK(rect("p3").w == doctest::Approx(400));
    }

    TEST_CASE_FIXTURE(LayoutBench, "a child wider than a flow is cut to it and has its own line") {
        Box box;
        box.cross = Align::Start;
        screenOf(Axis::Flow, box, [](Ui& ui) {
            piece(ui, "a", mm(50), mm(20));
            piece(ui, "wide", mm(900), mm(20));
            piece(ui, "b", mm(50), mm(20));
        });
        CHECK(rect("wide") == RectPx{0, 20, 400, 20});
        CHECK(rect("b").y == 40);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a grid has columns of equal width and rows as high as their highest cell") {
        build([](Ui& ui) {
            Box box;
            box.h = fill();
            const auto screen = ui.column(box);
            Box gridBox;
            gridBox.gap = 10;
            const auto grid = ui.grid(3, gridBox);
            for (int i = 0; i < 4; ++i)
                piece(ui, "c" + std::to_string(i), fill(), mm(i == 1 ? 60.0F : 40.0F));
        });
        const float cell = (400.0F - 20) / 3;
        CHECK(rect("c0").w == doctest::Approx(cell));
        CHECK(rect("c1").x == doctest::Approx(cell + 10));
        CHECK(rect("c2").right() == doctest::Approx(400));
        CHECK(rect("c3").x == 0);
        CHECK(rect("c3").y == 70);
    }

    TEST_CASE_FIXTURE(LayoutBench, "equal rows are as high as the highest") {
        build([](Ui& ui) {
            Box box;
            box.h = fill();
            const auto screen = ui.column(box);
            Box gridBox;
            gridBox.equalRows = true;
            const auto grid = ui.grid(2, gridBox);
            for (int i = 0; i < 4; ++i)
                piece(ui, "c" + std::to_string(i), fill(), i == 0 ? mm(70) : hug());
        });
        CHECK(rect("c0").h == 70);
        CHECK(rect("c1").h == 70);
        CHECK(rect("c2").y == 70);
        CHECK(rect("c3").h == 70);
    }

    TEST_CASE_FIXTURE(LayoutBench, "equal rows of a grid that fills share its whole height") {
        build([](Ui& ui) {
            Box box;
            box.h = fill();
            const auto screen = ui.column(box);
            Box gridBox;
            gridBox.equalRows = true;
            gridBox.h = fill();
            gridBox.gap = 20;
            const auto grid = ui.grid(2, gridBox);
            for (int i = 0; i < 4; ++i)
                piece(ui, "c" + std::to_string(i), fill(), hug());
        });
        CHECK(rect("c0").h == doctest::Approx(130));
        CHECK(rect("c2").y == doctest::Approx(150));
        CHECK(rect("c3").bottom() == doctest::Approx(280));
    }

    TEST_CASE_FIXTURE(LayoutBench, "a grid of no columns is one of one column") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto grid = ui.grid(0);
            piece(ui, "a", fill(), mm(20));
            piece(ui, "b", fill(), mm(20));
        });
        CHECK(rect("b") == RectPx{0, 20, 400, 20});
    }

    TEST_CASE_FIXTURE(LayoutBench, "rows in columns in rows end up where arithmetic says") {
        Box box;
        box.pad = all(10);
        box.gap = 10;
        screenOf(Axis::Row, box, [](Ui& ui) {
            Box inner = boxOf(fill(), fill());
            inner.gap = 10;
            {
                const auto left = ui.column(inner);
                piece(ui, "top", fill(), mm(50));
                const auto below = ui.row(inner);
                piece(ui, "a", fill(1), fill());
                piece(ui, "b", fill(1), fill());
            }
            const auto right = ui.column(inner);
            piece(ui, "c", fill(), fill());
        });
        CHECK(rect("top") == RectPx{10, 10, 185, 50});
        CHECK(rect("a") == RectPx{10, 70, 87.5F, 200});
        CHECK(rect("b") == RectPx{107.5F, 70, 87.5F, 200});
        CHECK(rect("c") == RectPx{205, 10, 185, 260});
    }

    TEST_CASE_FIXTURE(LayoutBench, "padding larger than a box leaves nothing for its content, and no negative sizes") {
        Box box;
        box.pad = all(300);
        screenOf(Axis::Column, box, [](Ui& ui) {
            piece(ui, "a", fill(), fill());
            const auto row = ui.row();
            piece(ui, "b", fill(), fill());
        });
        CHECK(rect("a").w == 0);
        CHECK(rect("a").h == 0);
        CHECK(rect("b").w == 0);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a spring takes what is left along the axis and nothing across it") {
        screenOf(Axis::Row, {}, [](Ui& ui) {
            piece(ui, "a", mm(50), mm(20));
            ui.spring();
            piece(ui, "b", mm(50), mm(20));
        });
        CHECK(rect("b").right() == 400);
        screenOf(Axis::Column, {}, [](Ui& ui) {
            piece(ui, "a", mm(50), mm(20));
            ui.spring();
            piece(ui, "b", mm(50), mm(20));
        });
        CHECK(rect("b").bottom() == 280);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a space is as large as it says") {
        screenOf(Axis::Row, {}, [](Ui& ui) {
            ui.space(33, 0);
            piece(ui, "a", mm(50), mm(20));
        });
        CHECK(rect("a").x == 33);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a text that hugs its words is as wide as they are and breaks no line") {
        Box box;
        box.cross = Align::Start;
        screenOf(Axis::Column, box, [](Ui& ui) {
            TextSpec spec;
            spec.words = {"Laguna azul", "es"};
            ui.text(spec, boxOf(hug(), hug())).id = "t";
        });
        const Node& n = node("t");
        const TextLayout& layout = layoutText(layoutContext(), *n.text, n.rect.w);
        CHECK(layout.lines.size() == 1);
        CHECK(n.rect.w >= layout.width);
        CHECK(n.rect.w < layout.width + 1);
        CHECK(n.rect.h == layout.height);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a text narrower than its words grows in height by whole lines") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            TextSpec spec;
            spec.words = {"Laguna azul entre cerros", "es"};
            ui.text(spec, boxOf(mm(60), hug())).id = "narrow";
            ui.text(spec, boxOf(mm(300), hug())).id = "wide";
        });
        const float leading = std::round(test_kiosk::typography().of(TextStyle::Body).leadingMm);
        CHECK(rect("wide").h == leading);
        CHECK(rect("narrow").h > leading);
        CHECK(std::fmod(rect("narrow").h, leading) == 0);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a title shrinks until no word has to be cut, and no further than allowed") {
        const LayoutContext context = layoutContext();
        TextSpec spec;
        spec.words = {"Interculturalidad", "es"};
        spec.style = TextStyle::H1;
        const float whole = layoutText(context, spec, 0).width;
        spec.minScale = 0.5F;
        const TextLayout& shrunk = layoutText(context, spec, whole * 0.7F);
        CHECK_FALSE(shrunk.brokenWord);
        CHECK(shrunk.lines.size() == 1);
        CHECK(shrunk.emPx < layoutText(context, spec, 0).emPx);
        CHECK(shrunk.emPx > 0.55F * layoutText(context, spec, 0).emPx);
        CHECK(layoutText(context, spec, whole * 0.3F).brokenWord);
        CHECK(layoutText(context, spec, whole * 0.3F).emPx >= 0.49F * layoutText(context, spec, 0).emPx);
        spec.minScale = 1;
        CHECK(layoutText(context, spec, whole * 0.7F).brokenWord);
        CHECK(layoutText(context, spec, whole * 0.7F).emPx == layoutText(context, spec, 0).emPx);
    }

    TEST_CASE("running text grows fully with the visitor's wish, titles less, the largest not at all") {
        const TypeScale twice{2};
        CHECK(twice.of(TextStyle::Body) == 2);
        CHECK(twice.of(TextStyle::Small) == 2);
        CHECK(twice.of(TextStyle::Label) == 2);
        CHECK(twice.of(TextStyle::Quote) == 2);
        CHECK(twice.of(TextStyle::Lead) == 2);
        CHECK(twice.of(TextStyle::KeyCap) == 2);
        CHECK(twice.of(TextStyle::H3) == 1.5F);
        CHECK(twice.of(TextStyle::H2) == doctest::Approx(1.35));
        CHECK(twice.of(TextStyle::H1) == 1.25F);
        CHECK(twice.of(TextStyle::Display) == 1);
        CHECK(twice.of(TextStyle::Figure) == 1);
        for (std::size_t i = 0; i < kTextStyleCount; ++i)
            CHECK(TypeScale{1}.of(static_cast<TextStyle>(i)) == 1);
    }

    TEST_CASE_FIXTURE(LayoutBench, "text of a part that stands still grows only as far as it allows") {
        textScale = 2;
        const LayoutContext context = layoutContext();
        TextSpec spec;
        spec.words = {"hola", "es"};
        const float twice = layoutText(context, spec, 0).emPx;
        spec.maxTextScale = 1.5F;
        const float limited = layoutText(context, spec, 0).emPx;
        CHECK(limited == doctest::Approx(twice * 0.75F).epsilon(0.01));
    }

    TEST_CASE_FIXTURE(LayoutBench, "in the sun regular text is set bold and titles stay as they are") {
        TextSpec body;
        body.words = {"hola", "es"};
        TextSpec title = body;
        title.style = TextStyle::H1;
        CHECK(layoutText(layoutContext(), body, 0).glyphs.at(0).face == FontFace::TextRegular);
        theme = &test_kiosk::sunTheme();
        CHECK(layoutText(layoutContext(), body, 0).glyphs.at(0).face == FontFace::TextBold);
        CHECK(layoutText(layoutContext(), title, 0).glyphs.at(0).face == FontFace::DisplayBold);
    }

    TEST_CASE_FIXTURE(LayoutBench, "an icon is as large as it says") {
        addIcon("pin");
        Box box;
        box.cross = Align::Start;
        screenOf(Axis::Column, box, [](Ui& ui) { ui.icon("pin", 24, {}).id = "icon"; });
        CHECK(rect("icon") == RectPx{0, 0, 24, 24});
    }

    TEST_CASE_FIXTURE(LayoutBench, "a scroll node shows its content moved by its offset") {
        const auto describe = [&] {
            screenOf(Axis::Column, {}, [](Ui& ui) {
                const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
                for (int i = 0; i < 10; ++i)
                    piece(ui, "p" + std::to_string(i), fill(), mm(50));
            });
        };
        describe();
        CHECK(node("list").view.contentPx == 500);
        CHECK(node("list").view.viewportPx == 100);
        CHECK(node("list").view.offsetPx == 0);
        CHECK(rect("p1").y == 50);
        interaction.scrollTo("list", 120);
        describe();
        CHECK(node("list").view.offsetPx == 120);
        CHECK(rect("p1").y == -70);
        CHECK(node("p0").visible.empty());
        CHECK(node("p2").visible == RectPx{0, 0, 400, 30});
        CHECK(node("p9").visible.empty());
    }

    TEST_CASE_FIXTURE(LayoutBench, "a scroll view at rest ends between cards, a moving one at its edge") {
        bool moves = false;
        const auto describe = [&] {
            screenOf(Axis::Column, {}, [](Ui& ui) {
                const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
                for (int i = 0; i < 10; ++i) {
                    Box card;
                    card.color = {200, 200, 200, 255};
                    piece(ui, "p" + std::to_string(i), fill(), mm(40), card);
                }
            });
            LayoutContext context = layoutContext();
            context.scrollMoves = [&](const std::string&) { return moves; };
            layoutTree(context, tree, kScreen);
        };
        describe();
        CHECK(node("list").view.window == RectPx{0, 0, 400, 80});
        CHECK(node("p1").visible == RectPx{0, 40, 400, 40});
        CHECK(node("p2").visible.empty());
        CHECK(node("list").view.stops == std::vector<float>{0, 80, 160, 240, 300});
        // The last page is as high as the view: what the page before showed whole is left out at its head.
        interaction.scrollTo("list", 300);
        describe();
        CHECK(node("list").view.window == RectPx{0, 20, 400, 80});
        CHECK(node("p7").visible.empty());
        moves = true;
        describe();
        CHECK(node("list").view.window == RectPx{0, 0, 400, 100});
        CHECK(node("p7").visible == RectPx{0, 0, 400, 20});
    }

    TEST_CASE_FIXTURE(LayoutBench, "of a card left out not even a row of pixels is shown") {
        const auto describe = [&] {
            screenOf(Axis::Column, {}, [](Ui& ui) {
                const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
                for (int i = 0; i < 10; ++i) {
                    Box card;
                    card.color = {200, 200, 200, 255};
                    piece(ui, "p" + std::to_string(i), fill(), mm(40.4F), card);
                }
            });
        };
        describe();
        CHECK(node("p2").visible.empty());
        interaction.scrollTo("list", 304);
        describe();
        CHECK(node("p7").visible.empty());
        CHECK_FALSE(node("p8").visible.empty());
    }

    TEST_CASE_FIXTURE(LayoutBench, "a scroll view does not end within a line of text") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            ui.text(TextStyle::Body, {std::string(2000, 'x') + ' ' + std::string(2000, 'y'), "es"}, {}).id = "text";
        });
        const float line = layoutText(layoutContext(), *node("text").text, node("text").rect.w).leadingPx;
        const float shown = node("list").view.window.h;
        CHECK(shown == std::floor(100 / line) * line);
        CHECK(shown < 100);
    }

    TEST_CASE_FIXTURE(LayoutBench, "beside a tall card a text ends with a whole line, and a symbol is there or not") {
        const auto describe = [&] {
            screenOf(Axis::Column, {}, [](Ui& ui) {
                const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
                const auto row = ui.row({});
                {
                    const auto column = ui.column({});
                    for (int i = 0; i < 20; ++i) {
                        Box words;
                        words.gap = 1;
                        const auto line = ui.row(words);
                        ui.icon("pin", 6, {0, 0, 0, 255}).id = "icon" + std::to_string(i);
                        ui.text(TextStyle::Body, {"Uno", "es"}, {}).id = "text" + std::to_string(i);
                    }
                }
                {
                    const auto column = ui.column({});
                    ui.space(0, 50);
                    Box card;
                    card.color = {200, 200, 200, 255};
                    piece(ui, "card", mm(30), mm(62), card);
                }
                // Lines half a line lower: no edge falls between all of them.
                const auto column = ui.column({});
                ui.space(0, ui.measureText(TextStyle::Body, {"Uno", "es"}, 0).h / 2);
                for (int i = 0; i < 20; ++i)
                    ui.text(TextStyle::Body, {"Dos", "es"}, {}).id = "lower" + std::to_string(i);
            });
        };
        describe();
        const float end = node("list").view.window.bottom();
        int cut = 0;
        for (int i = 0; i < 20; ++i) {
            const Node& words = node("text" + std::to_string(i));
            const Node& symbol = node("icon" + std::to_string(i));
            CHECK((words.visible.empty() || words.visible.h == words.rect.h));
            CHECK((symbol.visible.empty() || symbol.visible.h == symbol.rect.h));
            const Node& lower = node("lower" + std::to_string(i));
            CHECK((lower.visible.empty() || lower.visible.h == lower.rect.h));
            for (const Node* each : {&words, &lower}) {
                if (each->rect.y < end && each->rect.bottom() > end) ++cut;
            }
        }
        CHECK(cut >= 1);
    }

    TEST_CASE_FIXTURE(LayoutBench, "pages of a list of equal rows are known without its rows") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            ui.tree().nodes.back().rows = EqualRows{20000, 30, 10};
            piece(ui, "seen", fill(), mm(30));
            ui.space(0, 19999 * 40.0F);
        });
        CHECK(node("list").view.stops.empty());
        CHECK(node("list").view.pageStepPx == 80);
        CHECK(interaction.pages("list").count == 10000);
    }

    TEST_CASE_FIXTURE(LayoutBench, "an equal row that fills most of the view stands alone in it") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            ui.tree().nodes.back().rows = EqualRows{3, 88, 4};
            for (int i = 0; i < 3; ++i) {
                Box card;
                card.color = {200, 200, 200, 255};
                piece(ui, "p" + std::to_string(i), fill(), mm(88), card);
                ui.space(0, 4);
            }
        });
        CHECK_FALSE(node("p0").visible.empty());
        CHECK(node("p1").visible.empty());
    }

    TEST_CASE_FIXTURE(LayoutBench, "an equal row higher than the view is paged through, not over") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            ui.tree().nodes.back().rows = EqualRows{3, 150, 0};
            for (int i = 0; i < 3; ++i)
                piece(ui, "p" + std::to_string(i), fill(), mm(150));
        });
        CHECK(node("list").view.pageStepPx <= 100);
    }

    TEST_CASE_FIXTURE(LayoutBench, "content can be pulled a third of the view beyond its ends and no further") {
        LayoutContext context = layoutContext();
        const auto offsetFor = [&](float wanted) {
            screenOf(Axis::Column, {}, [](Ui& ui) {
                const auto scroll = ui.scroll("list", boxOf(fill(), mm(90)));
                piece(ui, "content", fill(), mm(400));
            });
            context.scrollOffset = [wanted](const std::string&) { return wanted; };
            layoutTree(context, tree, kScreen);
            return node("list").view.offsetPx;
        };
        CHECK(offsetFor(-1000) == -30);
        CHECK(offsetFor(-10) == -10);
        CHECK(offsetFor(310) == 310);
        CHECK(offsetFor(330) == 330);
        CHECK(offsetFor(5000) == 340);
    }

    TEST_CASE_FIXTURE(LayoutBench, "content lower than its view does not scroll and may fill it") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            piece(ui, "content", fill(), mm(40));
        });
        CHECK(node("list").view.contentPx == 40);
        CHECK(rect("content").y == 0);
        CHECK(interaction.pages("list").count == 1);
    }

    TEST_CASE_FIXTURE(LayoutBench, "inside a scroll node a height that fills hugs its content") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            const auto scroll = ui.scroll("list", boxOf(fill(), mm(100)));
            const auto column = ui.group("column", Role::Group, {}, Axis::Column, boxOf(fill(), fill()));
            piece(ui, "a", fill(), mm(300));
        });
        CHECK(rect("column").h == 300);
    }

    TEST_CASE_FIXTURE(LayoutBench, "a box that clips hides what reaches out of it") {
        screenOf(Axis::Column, {}, [](Ui& ui) {
            Box box = boxOf(mm(100), mm(50));
            box.clip = true;
            const auto scope = ui.group("window", Role::Group, {}, Axis::Stack, box);
            Box exact;
            exact.at = base::RectMm{80, 30, 100, 100};
            piece(ui, "inside", fill(), fill(), exact);
        });
        CHECK(node("inside").rect == RectPx{80, 30, 100, 100});
        CHECK(node("inside").visible == RectPx{80, 30, 20, 20});
    }

    TEST_CASE("a design millimetre of a large panel is more pixels for every length") {
        LayoutBench bench;
        bench.panel = test_kiosk::need(Panel::create({3840, 2160}, {1210, 680.6F}, 800));
        bench.build([](Ui& ui) {
            Box box;
            box.h = fill();
            box.pad = all(10);
            const auto screen = ui.column(box);
            piece(ui, "a", mm(100), mm(50));
        });
        const float px = bench.panel.pxPerMm() * 1.6F;
        CHECK(bench.rect("a").x == doctest::Approx(10 * px));
        CHECK(bench.rect("a").w == doctest::Approx(100 * px));
        CHECK(bench.rect("a").h == doctest::Approx(50 * px));
    }
}

/// Random trees whose content fits: leaves so small that every container has room for its own, whatever it is given.
class RandomTree {
public:
    explicit RandomTree(unsigned seed) : m_random(seed) {}

    void describe(Ui& ui) {
        Box box = looks();
        box.h = fill();
        const Axis along = axis(true);
        const auto scope = ui.group("root", Role::Screen, {}, along, box);
        children(ui, 3, true, givesHeight(along));
    }

private:
    int upTo(int n) { return std::uniform_int_distribution<int>(0, n)(m_random); }
    Axis axis(bool bounded) {
        constexpr Axis kAxes[] = {Axis::Column, Axis::Row, Axis::Stack, Axis::Flow, Axis::Grid};
        return kAxes[upTo(bounded ? 4 : 3)];  // a grid takes all the width there is
    }
    /// Lines of a flow and rows of a grid are as high as their content: there is nothing to share.
    static bool givesHeight(Axis axis) { return axis != Axis::Flow && axis != Axis::Grid; }
    Box looks() {
        Box box;
        box.pad = all(static_cast<float>(upTo(1)));
        box.gap = static_cast<float>(upTo(1));
        box.main = static_cast<Distribute>(upTo(3));
        box.cross = static_cast<Align>(upTo(3));
        box.crossY = static_cast<Align>(upTo(3));
        box.columns = 1 + upTo(2);
        box.equalRows = upTo(1) == 1;
        box.stretchLines = upTo(1) == 1;
        return box;
    }
    void children(Ui& ui, int depth, bool widthGiven, bool heightGiven) {
        for (int n = 1 + upTo(2); n > 0; --n) {
            Box box = looks();
            const std::string id = "n" + std::to_string(m_count++);
            if (depth == 1 || upTo(3) == 0) {
                box.w = widthGiven && upTo(2) == 0 ? fill() : mm(static_cast<float>(1 + upTo(5)));
                box.h = heightGiven && upTo(2) == 0 ? fill() : mm(static_cast<float>(1 + upTo(5)));
                box.pad = {};
                const auto scope = ui.group(id, Role::Group, {}, Axis::Column, box);
                continue;
            }
            const bool fillsW = widthGiven && upTo(1) == 0;
            const bool fillsH = heightGiven && upTo(1) == 0;
            box.stretchLines = box.stretchLines && fillsW;  // stretched lines take all the width there is, too
            box.w = fillsW ? fill() : hug();
            box.h = fillsH ? fill() : hug();
            const Axis along = axis(fillsW);
            const auto scope = ui.group(id, Role::Group, {}, along, box);
            children(ui, depth - 1, fillsW, fillsH && givesHeight(along));
        }
    }

    std::mt19937 m_random;
    int m_count = 0;
};

TEST_SUITE("ui/layout") {
    TEST_CASE_FIXTURE(LayoutBench, "no child leaves its parent when its content fits") {
        for (unsigned seed = 0; seed < 3000; ++seed) {
            build([&](Ui& ui) { RandomTree(seed).describe(ui); });
            for (const Node& n : tree.nodes) {
                if (n.parent < 0) continue;
                const RectPx outer = tree.nodes[static_cast<std::size_t>(n.parent)].rect.inflated(0.6F);
                const bool inside = n.rect.x >= outer.x && n.rect.y >= outer.y && n.rect.right() <= outer.right() &&
                                    n.rect.bottom() <= outer.bottom();
                CAPTURE(seed);
                CAPTURE(n.id);
                CAPTURE(tree.nodes[static_cast<std::size_t>(n.parent)].id);
                REQUIRE(inside);
                REQUIRE(n.rect.w >= 0);
                REQUIRE(n.rect.h >= 0);
            }
        }
    }

    TEST_CASE_FIXTURE(LayoutBench, "children of rows, columns, flows and grids never overlap when their content fits") {
        for (unsigned seed = 0; seed < 3000; ++seed) {
            build([&](Ui& ui) { RandomTree(seed).describe(ui); });
            for (const Node& parent : tree.nodes) {
                if (parent.axis == Axis::Stack) continue;
                for (int a = parent.firstChild; a >= 0; a = tree.nodes[static_cast<std::size_t>(a)].next) {
                    const RectPx ra = tree.nodes[static_cast<std::size_t>(a)].rect.inflated(-0.3F);
                    for (int b = tree.nodes[static_cast<std::size_t>(a)].next; b >= 0;
                         b = tree.nodes[static_cast<std::size_t>(b)].next) {
                        CAPTURE(seed);
                        REQUIRE_FALSE(ra.intersects(tree.nodes[static_cast<std::size_t>(b)].rect.inflated(-0.3F)));
                    }
                }
            }
        }
    }

    TEST_CASE_FIXTURE(LayoutBench, "the same description gives the same layout") {
        for (unsigned seed = 0; seed < 200; ++seed) {
            build([&](Ui& ui) { RandomTree(seed).describe(ui); });
            std::vector<RectPx> first;
            for (const Node& n : tree.nodes)
                first.push_back(n.rect);
            build([&](Ui& ui) { RandomTree(seed).describe(ui); });
            REQUIRE(first.size() == tree.nodes.size());
            for (std::size_t i = 0; i < first.size(); ++i)
                REQUIRE(tree.nodes[i].rect == first[i]);
        }
    }

    TEST_CASE("whatever the size of the picture, layout ends and no size is negative or not a number") {
        for (const base::SizePx size : {base::SizePx{1, 1}, base::SizePx{3, 500}, base::SizePx{10'000, 10'000}}) {
            LayoutBench bench;
            bench.panel = test_kiosk::need(
                Panel::create(size, {static_cast<float>(size.w) / 3.6F, static_cast<float>(size.h) / 3.6F}, 800));
            for (unsigned seed = 0; seed < 200; ++seed) {
                bench.build([&](Ui& ui) { RandomTree(seed).describe(ui); });
                for (const Node& n : bench.tree.nodes) {
                    REQUIRE(std::isfinite(n.rect.x + n.rect.y));
                    REQUIRE(n.rect.w >= 0);
                    REQUIRE(n.rect.h >= 0);
                }
            }
        }
    }
}

}  // namespace
