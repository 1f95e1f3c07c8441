#pragma once

#include <vector>

/// Where a scroll view may end without cutting a line, a card or a picture in two, and where its pages begin.
namespace ui {

/// A stretch of the content that must not be cut, pixels from the top of the content.
struct Span {
    float top = 0;
    float bottom = 0;
    bool leads = false;  ///< a heading: nothing without what follows it
    friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// Overlapping stretches of a content joined into blocks, in order.
class PageBreaks {
public:
    /// Stretches longer than `longestPx` can not be kept together: edges may cut them, pages never skip them. Where
    /// several overlap to more than that, the longest of them are given up first.
    PageBreaks(std::vector<Span> spans, float longestPx);

    /// What of a view that shows [offset, offset + viewport] can be shown without a cut. Where too much would
    /// be lost a block is cut, if it can be between its rows. At its head only what fits a view is left
    /// out, for that the page before has shown.
    struct Window {
        float top = 0;
        float bottom = 0;
    };
    [[nodiscard]] Window window(float offsetPx, float viewportPx) const;

    /// Offsets at which pages begin: each with what the page before could not show whole, the last at the end of the
    /// content. Every block that fits a view is whole on one of them, and nothing that is longer is skipped. Where
    /// nothing is known of the content, a part of the view stays in sight. One page when everything fits.
    [[nodiscard]] std::vector<float> stops(float contentPx, float viewportPx) const;

    [[nodiscard]] const std::vector<Span>& blocks() const { return m_blocks; }

private:
    /// The block that `y` would cut; nullptr when it falls between two.
    [[nodiscard]] const Span* cutBy(float y) const;
    /// The nearest edge above `y`, inside the block that it cuts, where no row or line of it is cut; `y` where that is
    /// far.
    [[nodiscard]] float betweenParts(float y, float viewportPx) const;
    void join(const std::vector<Span>& spans);
    [[nodiscard]] float nextPage(float fromPx, float viewportPx) const;

    std::vector<Span> m_parts;  ///< of the blocks, by their tops
    std::vector<Span> m_blocks;
    std::vector<Span> m_long;
};

}  // namespace ui
