#pragma once

#include <functional>
#include <string>

#include "ui/node.hpp"
#include "ui/text.hpp"

namespace ui {

/// How large the visitor wants things.
struct TypeScale {
    float text = 1;  ///< 1, 1.5 or 2

    /// Factor for a style. Running text grows fully. Titles whose capitals already exceed 7 mm (Display, Figure, H1,
    /// H2, H3) grow less: they are legible at 1, and at 2 no Spanish title would fit a panel.
    [[nodiscard]] float of(TextStyle style) const;
};

struct LayoutContext {
    const Panel& panel;
    const Typography& type;
    const Theme& theme;
    TextEngine& text;
    TypeScale scale;
    /// Scroll offset of a scroll node in pixels, as kept by Interaction.
    std::function<float(const std::string& id)> scrollOffset;
    /// Whether a scroll node moves: then it is cut at its edge, wherever that falls.
    std::function<bool(const std::string& id)> scrollMoves;
};

/// Text as it will be set in `widthPx` (<= 0: unlimited).
[[nodiscard]] const TextLayout& layoutText(const LayoutContext& context, const TextSpec& spec, float widthPx);

/// Gives every node of the tree its rectangles, starting with the root in `screen`. One measuring pass (width first,
/// then height) and one arranging pass; sizes are exact pixels only where edges are drawn.
void layoutTree(const LayoutContext& context, Tree& tree, base::RectPx screen);

}  // namespace ui
