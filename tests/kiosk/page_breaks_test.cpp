#include "ui/page_breaks.hpp"

#include <doctest/doctest.h>

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

    TEST_CASE("what cannot be kept whole is paged by most of a view") {
        const PageBreaks breaks({}, kLongest);
        CHECK(breaks.stops(300, 100).back() == 200);
        const PageBreaks blocks({{0, 20, false}, {30, 110, false}, {110, 190, false}, {190, 260, false}}, kLongest);
        const Stops stops = blocks.stops(260, 100);
        CHECK(stops.at(1) == 88);
        CHECK(stops.back() == 160);
    }
}
