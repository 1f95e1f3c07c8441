#include "ui/page_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace ui {
namespace {

constexpr float kTouch = 0.5F;       ///< px: rounding must not make a neighbour of what lies beside
constexpr float kMostBelow = 0.45F;  ///< of the view that may stay empty at its foot
constexpr float kMostAbove = 0.3F;   ///< and at its head
constexpr float kPart = 0.25F;       ///< of the view: longest part of a block that is worth keeping whole
constexpr float kRawStep = 0.88F;    ///< of the view that a page moves where nothing can be kept whole
/// Of the view that may stay empty so that of a block that is cut no part is cut again: no more than the next page
/// shows.
constexpr float kMostInside = 1 - kRawStep;

/// The longest of the spans inside `block`.
std::vector<Span>::iterator largestIn(std::vector<Span>& spans, const Span& block) {
    auto largest = spans.end();
    for (auto at = spans.begin(); at != spans.end(); ++at) {
        if (at->top < block.top - kTouch || at->bottom > block.bottom + kTouch) continue;
        if (largest == spans.end() || at->bottom - at->top > largest->bottom - largest->top) largest = at;
    }
    return largest;
}

}  // namespace

PageBreaks::PageBreaks(std::vector<Span> spans, float longestPx) {
    const auto tooLong = [longestPx](const Span& s) { return s.bottom - s.top > longestPx; };
    std::copy_if(spans.begin(), spans.end(), std::back_inserter(m_long), tooLong);
    spans.erase(std::remove_if(spans.begin(), spans.end(), tooLong), spans.end());
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.top < b.top; });
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!spans[i].leads) continue;
        const auto follows = std::find_if(spans.begin() + static_cast<std::ptrdiff_t>(i) + 1, spans.end(),
                                          [&](const Span& s) { return s.top >= spans[i].bottom - kTouch; });
        if (follows == spans.end() || follows->bottom - spans[i].top > longestPx) continue;
        spans[i].bottom = follows->bottom;
    }
    m_parts = spans;
    join(spans);
    // What stands beside each other can join into more than can be kept: then the largest of it may be cut.
    for (std::size_t i = 0; i < m_blocks.size();) {
        const Span block = m_blocks[i];
        const auto largest = tooLong(block) ? largestIn(spans, block) : spans.end();
        if (largest == spans.end()) {
            ++i;
            continue;
        }
        m_long.push_back(*largest);
        spans.erase(largest);
        join(spans);
    }
}

void PageBreaks::join(const std::vector<Span>& spans) {
    m_blocks.clear();
    for (const Span& span : spans) {
        if (!m_blocks.empty() && span.top < m_blocks.back().bottom - kTouch) {
            m_blocks.back().bottom = std::max(m_blocks.back().bottom, span.bottom);
        } else {
            m_blocks.push_back({span.top, span.bottom, false});
        }
    }
}

const Span* PageBreaks::cutBy(float y) const {
    auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), y,
                                  [](float value, const Span& block) { return value < block.top; });
    if (after == m_blocks.begin()) return nullptr;
    --after;
    return after->top < y - kTouch && y + kTouch < after->bottom ? &*after : nullptr;
}

float PageBreaks::betweenParts(float y, float viewportPx) const {
    float edge = y;
    for (bool moved = true; moved;) {
        moved = false;
        for (const Span& part : m_parts) {
            if (part.bottom - part.top > viewportPx * kPart) continue;
            if (part.top >= edge - kTouch || part.bottom <= edge + kTouch) continue;
            edge = part.top;
            moved = true;
        }
    }
    return y - edge <= viewportPx * kMostInside ? edge : y;
}

PageBreaks::Window PageBreaks::window(float offsetPx, float viewportPx) const {
    Window window{offsetPx, offsetPx + viewportPx};
    if (const Span* block = cutBy(window.bottom); block != nullptr) {
        window.bottom = window.bottom - block->top <= viewportPx * kMostBelow ? block->top
                                                                              : betweenParts(window.bottom, viewportPx);
    }
    if (const Span* block = cutBy(window.top); block != nullptr && block->bottom - block->top <= viewportPx) {
        if (block->bottom - window.top <= viewportPx * kMostAbove) window.top = block->bottom;
    }
    return window;
}

float PageBreaks::nextPage(float fromPx, float viewportPx) const {
    const float end = fromPx + viewportPx;
    const float raw = fromPx + viewportPx * kRawStep;
    if (const Span* cut = cutBy(end); cut != nullptr) return cut->top > fromPx + kTouch ? cut->top : raw;
    const auto after =
        std::find_if(m_blocks.begin(), m_blocks.end(), [end](const Span& block) { return block.top >= end - kTouch; });
    const auto around = std::find_if(m_long.begin(), m_long.end(),
                                     [end](const Span& s) { return s.top < end - kTouch && end + kTouch < s.bottom; });
    if (around != m_long.end()) {
        // Between two parts of something long the view ends well; within a single long thing a part stays in sight.
        return after != m_blocks.end() && after->top < around->bottom ? end : raw;
    }
    if (m_blocks.empty()) return raw;
    float next = after != m_blocks.end() ? after->top : std::numeric_limits<float>::infinity();
    for (const Span& s : m_long) {
        if (s.top >= end - kTouch) next = std::min(next, s.top);
    }
    return std::isinf(next) ? end : next;
}

std::vector<float> PageBreaks::stops(float contentPx, float viewportPx) const {
    std::vector<float> stops = {0};
    const float range = contentPx - viewportPx;
    if (viewportPx <= 0) return stops;
    while (stops.back() < range - kTouch) {
        const float next = nextPage(stops.back(), viewportPx);
        stops.push_back(std::min(std::max(next, stops.back() + 1), range));
    }
    return stops;
}

}  // namespace ui
