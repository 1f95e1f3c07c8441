#include "ui/page_breaks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using ui::PageBreaks;
using ui::Span;
using Stops = std::vector<float>;

namespace {

constexpr float kLongest = 80;

/// Lines of 10 pixels without a gap.
std::vector<Span> lines(int count) {
    std::vector<Span> spans;
    for (int i = 0; i < count; ++i)
        spans.push_back({static_cast<float>(i) * 10, static_cast<float>(i) * 10 + 10, false});
    return spans;
}

}  // namespace

TEST_SUITE("ui/page_breaks") {
    TEST_CASE("what overlaps is one block, what only touches is not") {
        const PageBreaks breaks({{30, 40, false}, {0, 10, false}, {10, 20, false}, {15, 25, false}}, kLongest);
        CHECK(breaks.blocks() == std::vector<Span>{{0, 10, false}, {10, 25, false}, {30, 40, false}});
    }

    TEST_CASE("what is longer than can be kept is cut, its parts are not") {
        const PageBreaks breaks({{0, 200, false}, {10, 20, false}, {20, 30, false}}, kLongest);
        CHECK(breaks.blocks().size() == 2);
    }

    TEST_CASE("a view ends before the line it would cut and begins after it") {
        const PageBreaks breaks(lines(30), kLongest);
        CHECK(breaks.window(0, 105).bottom == 100);
        CHECK(breaks.window(0, 100).bottom == 100);
        CHECK(breaks.window(3, 105).top == 10);
        CHECK(breaks.window(3, 105).bottom == 100);
    }

    TEST_CASE("a view that would lose too much keeps its edges") {
        const PageBreaks breaks({{0, 30, false}, {40, 110, false}, {110, 170, false}}, kLongest);
        CHECK(breaks.window(0, 100).bottom == 100);
        CHECK(breaks.window(50, 100).top == 50);
    }

    TEST_CASE("a heading does not stand alone at the foot") {
        const PageBreaks breaks({{0, 60, false}, {70, 80, true}, {85, 110, false}}, kLongest);
        CHECK(breaks.window(0, 100).bottom == 70);
        CHECK(PageBreaks({{0, 60, false}, {70, 80, true}}, kLongest).window(0, 75).bottom == 70);
    }

    TEST_CASE("each page begins with what the one before could not show") {
        CHECK(PageBreaks(lines(25), kLongest).stops(250, 105) == Stops{0, 100, 145});
        CHECK(PageBreaks(lines(10), kLongest).stops(100, 105) == Stops{0});
        CHECK(PageBreaks({}, kLongest).stops(0, 0) == Stops{0});
    }

    TEST_CASE("a page that ends in a gap is followed by the next block") {
        const PageBreaks breaks({{0, 90, false}, {120, 200, false}, {200, 300, false}}, 100);
        CHECK(breaks.stops(300, 100) == Stops{0, 120, 200});
    }

    TEST_CASE("where nothing is known of the content a part of each view stays in sight") {
        CHECK(PageBreaks({}, kLongest).stops(300, 100) == Stops{0, 88, 176, 200});
        CHECK(PageBreaks({{0, 300, false}}, kLongest).stops(300, 100) == Stops{0, 88, 176, 200});
    }

    TEST_CASE("rows that end at the edge of the view are followed by the next row, none is shown twice") {
        CHECK(PageBreaks(lines(40), kLongest).stops(400, 100) == Stops{0, 100, 200, 300});
    }

    TEST_CASE("a card too large to be left out at the foot is cut there, and the next page begins with it") {
        const PageBreaks breaks({{0, 20, false}, {30, 110, false}, {110, 190, false}, {190, 260, false}}, kLongest);
        CHECK(breaks.window(0, 100).bottom == 100);
        CHECK(breaks.stops(260, 100) == Stops{0, 30, 110, 160});
    }

    TEST_CASE("a block that has to be cut is cut between its rows, and the next page shows what was left out") {
        // A chart with rows of 20 that begins at 30: the row at 90 would be cut in the middle.
        std::vector<Span> spans = {{0, 20, false}, {30, 110, false}};
        for (float row = 30; row < 110; row += 20)
            spans.push_back({row, row + 20, false});
        const PageBreaks breaks(spans, kLongest);
        CHECK(breaks.window(0, 100).bottom == 90);
        CHECK(breaks.stops(150, 100) == Stops{0, 30, 50});
        // Too much would stay empty: the edge stays.
        CHECK(breaks.window(0, 106).bottom == 106);
    }

    TEST_CASE("a picture beside rows is cut before the rows are") {
        std::vector<Span> spans = lines(20);
        spans.push_back({5, 75, false});
        spans.push_back({70, 145, false});
        const PageBreaks breaks(spans, kLongest);
        CHECK(breaks.window(0, 104).bottom == 100);
        CHECK(breaks.stops(200, 104) == Stops{0, 96});
    }

    TEST_CASE("what is joined to more than a view is paged by most of one, and its rest is not left out at the head") {
        const PageBreaks breaks({{0, 70, false}, {60, 120, false}, {115, 180, false}, {180, 300, false}}, 300);
        REQUIRE(breaks.blocks().front() == Span{0, 180, false});
        CHECK(breaks.stops(300, 100) == Stops{0, 88, 180, 200});
        CHECK(breaks.window(170, 100).top == 170);
    }

    TEST_CASE("between two paragraphs of a long card a page ends without skipping any of the card") {
        const PageBreaks breaks({{0, 300, false}, {10, 90, false}, {110, 190, false}, {210, 290, false}}, kLongest);
        CHECK(breaks.stops(300, 100) == Stops{0, 100, 200});
    }

    TEST_CASE("a long picture after a gap begins the next page") {
        const PageBreaks breaks({{0, 90, false}, {110, 260, false}, {260, 330, false}}, kLongest);
        CHECK(breaks.stops(330, 100) == Stops{0, 110, 198, 230});
    }

    TEST_CASE("after the last block what remains is not skipped") {
        CHECK(PageBreaks({{0, 70, false}}, kLongest).stops(350, 100) == Stops{0, 100, 200, 250});
    }

    TEST_CASE("no page skips what the one before did not show whole") {
        std::mt19937 random(7);
        const auto upTo = [&](int most) { return static_cast<float>(random() % static_cast<unsigned>(most + 1)); };
        for (int round = 0; round < 300; ++round) {
            constexpr float kView = 100;
            std::vector<Span> spans;
            float content = kView;
            for (int i = 0; i < 12; ++i) {
                const float top = upTo(500);
                const float most = i % 4 == 0 ? 250 : 60;
                spans.push_back({top, top + 1 + upTo(static_cast<int>(most)), i % 5 == 0});
                content = std::max(content, spans.back().bottom + upTo(20));
            }
            CAPTURE(round);
            const PageBreaks breaks(spans, kView * 0.8F);
            const Stops stops = breaks.stops(content, kView);
            REQUIRE(stops.front() == 0);
            REQUIRE(stops.back() == std::max(0.0F, content - kView));
            REQUIRE(std::is_sorted(stops.begin(), stops.end()));
            std::vector<PageBreaks::Window> windows;
            for (const float stop : stops)
                windows.push_back(breaks.window(stop, kView));
            const auto shownWhole = [&](float top, float bottom) {
                return std::any_of(windows.begin(), windows.end(),
                                   [&](const auto& w) { return w.top <= top + 1 && bottom - 1 <= w.bottom; });
            };
            for (const Span& block : breaks.blocks()) {
                if (block.bottom - block.top <= kView) CHECK(shownWhole(block.top, block.bottom));
            }
            for (const Span& span : spans) {
                for (float y = span.top; y + 1 <= span.bottom; ++y)
                    CHECK(shownWhole(y, y + 1));
            }
        }
    }
}
