#include "ui/layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/assert.hpp"
#include "ui/page_breaks.hpp"

namespace ui {

using base::PointPx;
using base::RectPx;

namespace {

constexpr float kLongestWhole = 0.8F;  ///< of a view: longer things are cut, or nothing else would be in sight
constexpr float kUnbounded = std::numeric_limits<float>::infinity();

struct Size {
    float w = 0;
    float h = 0;
};

bool isFill(Length length) { return length.kind == Length::Kind::Fill; }

class Layouter {
public:
    Layouter(const LayoutContext& context, Tree& tree) : m_context(context), m_tree(tree) {}

    Size measure(int index, float availW, float availH);
    void arrange(int index, RectPx rect, RectPx clip);

private:
    [[nodiscard]] Node& node(int index) { return m_tree.nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] float px(float mm) const { return m_context.panel.px(mm); }
    [[nodiscard]] Size content(Node& n, int index, float w, float h);
    /// Widths of the children of a Row in `inner`, in order.
    [[nodiscard]] std::vector<float> rowWidths(int index, float inner, float innerH);
    /// Children of a Flow grouped into lines that fit `inner`.
    struct Line {
        std::vector<int> children;
        std::vector<float> widths;
        float width = 0;
        float height = 0;
    };
    [[nodiscard]] std::vector<Line> flowLines(int index, float inner);
    [[nodiscard]] std::vector<float> gridRows(int index, float cellW, float innerH);
    [[nodiscard]] float gridCell(const Node& n, float inner) const {
        const auto columns = static_cast<float>(std::max(1, n.box.columns));
        return std::max(0.0F, (inner - px(n.box.gap) * (columns - 1)) / columns);
    }
    void arrangeChildren(int index, RectPx inner, RectPx clip);
    void findPages(int index);
    void leaveOutWhatIsCut(Node& n, RectPx shown) const;
    void addSpans(int index, float contentTop, std::vector<Span>& spans);
    [[nodiscard]] RectPx aligned(const Node& child, RectPx inner, Size size, Align x, Align y) const;

    const LayoutContext& m_context;
    Tree& m_tree;
};

Size Layouter::measure(int index, float availW, float availH) {
    Node& n = node(index);
    for (const Node::Measured& known : n.measured) {
        if (known.availW == availW && known.availH == availH) return {known.w, known.h};
    }
    const Box& b = n.box;
    const float maxW = std::min(availW, px(b.maxW));
    const float padW = px(b.pad.left + b.pad.right);
    const float padH = px(b.pad.top + b.pad.bottom);
    float w = -1;
    if (b.w.kind == Length::Kind::Mm) w = px(b.w.value);
    if (isFill(b.w) && maxW < kUnbounded) w = maxW;
    float h = -1;
    if (b.h.kind == Length::Kind::Mm) h = px(b.h.value);
    if (isFill(b.h) && availH < kUnbounded) h = std::min(availH, px(b.maxH));
    if (b.aspect > 0 && w >= 0 && b.h.kind == Length::Kind::Hug) h = w / b.aspect;
    if (b.aspect > 0 && h >= 0 && w < 0) w = h * b.aspect;
    const float innerW = w >= 0 ? w - padW : std::max(0.0F, maxW - padW);
    const float innerH = h >= 0 ? h - padH : kUnbounded;
    const Size inside = content(n, index, std::max(0.0F, innerW), innerH);
    if (w < 0) w = std::min(inside.w + padW, maxW);
    if (h < 0) h = std::min(inside.h + padH, px(b.maxH));
    w = std::max(w, px(b.minW));
    h = std::max(h, px(b.minH));
    n.measured[1] = n.measured[0];
    n.measured[0] = {availW, availH, w, h};
    return {w, h};
}

std::vector<float> Layouter::rowWidths(int index, float inner, float innerH) {
    const Node& n = node(index);
    std::vector<int> children;
    forEachChild(m_tree, index, [&](int c) { children.push_back(c); });
    std::vector<float> widths(children.size(), 0);
    float left = inner - px(n.box.gap) * static_cast<float>(children.empty() ? 0 : children.size() - 1);
    float weights = 0;
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (isFill(node(children[i]).box.w)) weights += node(children[i]).box.w.value;
        if (node(children[i]).box.w.kind == Length::Kind::Mm) {
            widths[i] = measure(children[i], std::max(0.0F, left), innerH).w;
            left -= widths[i];
        }
    }
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (node(children[i]).box.w.kind != Length::Kind::Hug) continue;
        widths[i] = measure(children[i], std::max(0.0F, left), kUnbounded).w;
        left -= widths[i];
    }
    if (weights > 0) {
        const float share = inner < kUnbounded ? std::max(0.0F, left) / weights : 0;
        for (std::size_t i = 0; i < children.size(); ++i) {
            const Node& c = node(children[i]);
            if (isFill(c.box.w)) widths[i] = std::max(px(c.box.minW), std::min(share * c.box.w.value, px(c.box.maxW)));
        }
    }
    return widths;
}

std::vector<Layouter::Line> Layouter::flowLines(int index, float inner) {
    const Node& n = node(index);
    const float gap = px(n.box.gap);
    std::vector<Line> lines;
    forEachChild(m_tree, index, [&](int c) {
        const float w = std::min(measure(c, inner, kUnbounded).w, inner);
        if (lines.empty() || lines.back().width + gap + w > inner + 0.5F) {
            lines.emplace_back();
            lines.back().width = w;
        } else {
            lines.back().width += gap + w;
        }
        lines.back().children.push_back(c);
        lines.back().widths.push_back(w);
    });
    for (Line& line : lines) {
        if (n.box.stretchLines) {
            const float extra = (inner - line.width) / static_cast<float>(line.children.size());
            for (float& w : line.widths)
                w += extra;
            line.width = inner;
        }
        for (std::size_t i = 0; i < line.children.size(); ++i) {
            line.height = std::max(line.height, measure(line.children[i], line.widths[i], kUnbounded).h);
        }
    }
    return lines;
}

std::vector<float> Layouter::gridRows(int index, float cellW, float innerH) {
    const Node& n = node(index);
    std::vector<float> rows;
    int column = 0;
    forEachChild(m_tree, index, [&](int c) {
        if (column == 0) rows.push_back(0);
        rows.back() = std::max(rows.back(), measure(c, cellW, kUnbounded).h);
        column = (column + 1) % std::max(1, n.box.columns);
    });
    if (!n.box.equalRows || rows.empty()) return rows;
    const float gaps = px(n.box.gap) * static_cast<float>(rows.size() - 1);
    float height = *std::max_element(rows.begin(), rows.end());
    if (isFill(n.box.h) && innerH < kUnbounded) {
        height = std::max(height, (innerH - gaps) / static_cast<float>(rows.size()));
    }
    std::fill(rows.begin(), rows.end(), height);
    return rows;
}

Size Layouter::content(Node& n, int index, float w, float h) {
    const float gap = px(n.box.gap);
    if (n.text) {
        const TextLayout& layout = layoutText(m_context, *n.text, w < kUnbounded ? w : 0);
        return {std::ceil(layout.width), layout.height};
    }
    if (n.icon) return {px(n.icon->sizeMm), px(n.icon->sizeMm)};
    if (n.firstChild < 0) return {};
    Size size;
    switch (n.axis) {
        case Axis::Column: {
            int count = 0;
            float fixed = 0;
            float weights = 0;
            const float room = n.scroll ? kUnbounded : h;
            forEachChild(m_tree, index, [&](int c) {
                ++count;
                if (isFill(node(c).box.h) && room < kUnbounded) {
                    weights += node(c).box.h.value;
                    size.w = std::max(size.w, measure(c, w, kUnbounded).w);
                    return;
                }
                const Size s = measure(c, w, kUnbounded);
                fixed += s.h;
                size.w = std::max(size.w, s.w);
            });
            fixed += gap * static_cast<float>(std::max(0, count - 1));
            size.h = weights > 0 ? std::max(h, fixed) : fixed;
            break;
        }
        case Axis::Row: {
            const std::vector<float> widths = rowWidths(index, w, h);
            std::size_t i = 0;
            forEachChild(m_tree, index, [&](int c) {
                size.h = std::max(size.h, measure(c, widths[i], isFill(node(c).box.h) ? kUnbounded : h).h);
                size.w += widths[i] + (i > 0 ? gap : 0);
                ++i;
            });
            break;
        }
        case Axis::Stack:
            forEachChild(m_tree, index, [&](int c) {
                if (node(c).box.at) return;
                const Size s = measure(c, w, h);
                size.w = std::max(size.w, s.w);
                size.h = std::max(size.h, s.h);
            });
            break;
        case Axis::Flow:
            for (const Line& line : flowLines(index, w)) {
                size.w = std::max(size.w, line.width);
                size.h += line.height + (size.h > 0 ? gap : 0);
            }
            break;
        case Axis::Grid: {
            const std::vector<float> rows = gridRows(index, gridCell(n, w), h);
            for (const float row : rows)
                size.h += row + (size.h > 0 ? gap : 0);
            size.w = w;
            break;
        }
    }
    return size;
}

RectPx Layouter::aligned(const Node& child, RectPx inner, Size size, Align x, Align y) const {
    RectPx r{inner.x, inner.y, size.w, size.h};
    if (x == Align::Stretch && child.box.w.kind != Length::Kind::Mm) r.w = std::min(inner.w, px(child.box.maxW));
    if (y == Align::Stretch && child.box.h.kind != Length::Kind::Mm && child.box.aspect <= 0) {
        r.h = std::min(inner.h, px(child.box.maxH));
    }
    if (x == Align::Centre) r.x += (inner.w - r.w) / 2;
    if (x == Align::End) r.x += inner.w - r.w;
    if (y == Align::Centre) r.y += (inner.h - r.h) / 2;
    if (y == Align::End) r.y += inner.h - r.h;
    return r;
}

void Layouter::arrange(int index, RectPx rect, RectPx clip) {
    Node& n = node(index);
    n.rect = rect;
    n.visible = rect.intersected(clip);
    RectPx inner{rect.x + px(n.box.pad.left), rect.y + px(n.box.pad.top), rect.w - px(n.box.pad.left + n.box.pad.right),
                 rect.h - px(n.box.pad.top + n.box.pad.bottom)};
    inner.w = std::max(0.0F, inner.w);
    inner.h = std::max(0.0F, inner.h);
    const RectPx childClip = n.box.clip || n.scroll ? n.visible : clip;
    if (n.scroll) {
        const Size whole = content(n, index, inner.w, kUnbounded);
        const float range = std::max(0.0F, whole.h - inner.h);
        n.view.contentPx = whole.h;
        n.view.viewportPx = inner.h;
        // Interaction may hold the content a little beyond its ends while a finger pulls it; more than that is stale.
        const float wanted = m_context.scrollOffset ? m_context.scrollOffset(n.id) : 0;
        n.view.offsetPx = std::round(std::clamp(wanted, -inner.h / 3, range + inner.h / 3));
        inner.y -= n.view.offsetPx;
        inner.h = std::max(whole.h, inner.h);
    }
    if (n.firstChild >= 0) arrangeChildren(index, inner, childClip);
    if (n.scroll) findPages(index);
}

/// What of `index` and below must not be cut, from the top of the content.
void Layouter::addSpans(int index, float contentTop, std::vector<Span>& spans) {
    const Node& n = node(index);
    const float top = n.rect.y - contentTop;
    const bool leaf = n.image || n.icon || n.paint;
    const bool drawn = n.box.color.a > 0 || n.box.whole || n.control || n.role == Role::Figure;
    if (leaf || drawn) spans.push_back({top, top + n.rect.h, false});
    if (n.text) {
        const TextLayout& layout = layoutText(m_context, *n.text, n.rect.w - px(n.box.pad.left + n.box.pad.right));
        const float height = std::max(1.0F, layout.leadingPx);
        const bool heading = n.role == Role::Heading;
        if (heading) spans.push_back({top, top + n.rect.h, true});
        for (float line = 0; !heading && line + 1 < layout.height; line += height)
            spans.push_back({top + line, top + std::min(line + height, layout.height), false});
    }
    forEachChild(m_tree, index, [&](int child) { addSpans(child, contentTop, spans); });
}

void Layouter::findPages(int index) {
    Node& n = node(index);
    n.view.window = n.rect;
    if (n.view.contentPx <= n.view.viewportPx + 1) return;
    const float contentTop = n.rect.y + px(n.box.pad.top) - n.view.offsetPx;
    std::vector<Span> spans;
    forEachChild(m_tree, index, [&](int child) { addSpans(child, contentTop, spans); });
    // A row that fills most of the view is alone in sight anyway: what comes after it begins the next page.
    const float longest = n.rows ? n.view.viewportPx : n.view.viewportPx * kLongestWhole;
    const PageBreaks breaks(std::move(spans), longest);
    if (n.rows) {
        const float step = px(n.rows->rowMm + n.rows->gapMm);
        const float whole = std::floor((n.view.viewportPx + px(n.rows->gapMm) + 1) / step);
        // A row that is higher than the view is paged through, not over.
        n.view.pageStepPx = whole >= 1 ? step * whole : n.view.viewportPx * kLongestWhole;
    } else {
        n.view.stops = breaks.stops(n.view.contentPx, n.view.viewportPx);
    }
    if (m_context.scrollMoves && m_context.scrollMoves(n.id)) return;
    const PageBreaks::Window window = breaks.window(n.view.offsetPx, n.view.viewportPx);
    RectPx& shown = n.view.window;
    // Inwards: not even a row of pixels of what is left out.
    if (window.top > n.view.offsetPx) shown.y = std::max(n.rect.y, std::ceil(contentTop + window.top));
    const float end = n.view.offsetPx + n.view.viewportPx;
    const float bottom = window.bottom < end ? std::floor(contentTop + window.bottom) : n.rect.bottom();
    shown.h = std::min(n.rect.bottom(), bottom) - shown.y;
    // The nodes below a node follow it in the tree.
    for (std::size_t i = static_cast<std::size_t>(index) + 1; i < m_tree.nodes.size(); ++i) {
        Node& below = m_tree.nodes[i];
        if (below.parent < index) break;
        below.visible = below.visible.intersected(shown);
        leaveOutWhatIsCut(below, shown);
    }
}

/// Where things stand beside each other no edge of the view may fall between all of them. What it then cuts of a text
/// or a symbol is not shown: half a line reads as a fault. It stands whole on the page before or after.
void Layouter::leaveOutWhatIsCut(Node& n, RectPx shown) const {
    constexpr float kRounding = 0.5F;
    if (n.visible.empty() || (n.rect.y >= shown.y - kRounding && n.rect.bottom() <= shown.bottom() + kRounding)) return;
    if (n.icon) n.visible.h = 0;
    if (!n.text) return;
    const TextLayout& layout = layoutText(m_context, *n.text, n.rect.w - px(n.box.pad.left + n.box.pad.right));
    const float inside = n.rect.h - px(n.box.pad.top + n.box.pad.bottom);
    const float first = n.rect.y + px(n.box.pad.top) + std::max(0.0F, (inside - layout.height) / 2);
    const float line = std::max(1.0F, layout.leadingPx);
    const float from = first + std::ceil((n.visible.y - first - kRounding) / line) * line;
    const float to = first + std::floor((n.visible.bottom() - first + kRounding) / line) * line;
    if (n.rect.y < shown.y - kRounding)
        n.visible = n.visible.intersected({n.visible.x, from, n.visible.w, n.visible.bottom() - from});
    if (n.rect.bottom() > shown.bottom() + kRounding) n.visible.h = std::max(0.0F, to - n.visible.y);
}

void Layouter::arrangeChildren(int index, RectPx inner, RectPx clip) {
    const Node& n = node(index);
    const float gap = px(n.box.gap);
    switch (n.axis) {
        case Axis::Column: {
            std::vector<int> children;
            forEachChild(m_tree, index, [&](int c) { children.push_back(c); });
            std::vector<Size> sizes(children.size());
            float used = gap * static_cast<float>(children.size() - 1);
            float weights = 0;
            for (std::size_t i = 0; i < children.size(); ++i) {
                if (isFill(node(children[i]).box.h) && !n.scroll) {
                    weights += node(children[i]).box.h.value;
                } else {
                    sizes[i] = measure(children[i], inner.w, kUnbounded);
                    used += sizes[i].h;
                }
            }
            const float left = std::max(0.0F, inner.h - used);
            float y = inner.y;
            float between = gap;
            if (weights <= 0) {
                if (n.box.main == Distribute::Centre) y += left / 2;
                if (n.box.main == Distribute::End) y += left;
                if (n.box.main == Distribute::Between && children.size() > 1) {
                    between += left / static_cast<float>(children.size() - 1);
                }
            }
            for (std::size_t i = 0; i < children.size(); ++i) {
                const Node& c = node(children[i]);
                if (isFill(c.box.h) && !n.scroll) {
                    const float share = std::min(left * c.box.h.value / weights, px(c.box.maxH));
                    sizes[i] = measure(children[i], inner.w, share);
                    sizes[i].h = std::max(share, px(c.box.minH));
                }
                RectPx r = aligned(
                    c, {inner.x, y, inner.w, sizes[i].h}, sizes[i],
                    n.box.cross == Align::Stretch && c.box.w.kind == Length::Kind::Hug ? Align::Start : n.box.cross,
                    Align::Start);
                if (isFill(c.box.w)) r.w = std::min(inner.w, px(c.box.maxW));
                arrange(children[i], r, clip);
                y += sizes[i].h + between;
            }
            break;
        }
        case Axis::Row: {
            const std::vector<float> widths = rowWidths(index, inner.w, inner.h);
            float used = widths.empty() ? 0 : gap * static_cast<float>(widths.size() - 1);
            for (const float w : widths)
                used += w;
            const float left = std::max(0.0F, inner.w - used);
            float x = inner.x;
            float between = gap;
            if (n.box.main == Distribute::Centre) x += left / 2;
            if (n.box.main == Distribute::End) x += left;
            if (n.box.main == Distribute::Between && widths.size() > 1)
                between += left / static_cast<float>(widths.size() - 1);
            std::size_t i = 0;
            forEachChild(m_tree, index, [&](int c) {
                const Node& child = node(c);
                Size s = measure(c, widths[i], isFill(child.box.h) ? inner.h : kUnbounded);
                s.w = widths[i];
                const bool stretch =
                    n.box.cross == Align::Stretch && (isFill(child.box.h) || child.box.h.kind == Length::Kind::Hug);
                arrange(
                    c,
                    aligned(child, {x, inner.y, widths[i], inner.h}, s, Align::Start,
                            stretch ? Align::Stretch : (n.box.cross == Align::Stretch ? Align::Start : n.box.cross)),
                    clip);
                x += widths[i] + between;
                ++i;
            });
            break;
        }
        case Axis::Stack:
            forEachChild(m_tree, index, [&](int c) {
                const Node& child = node(c);
                if (child.box.at) {
                    const base::RectMm& at = *child.box.at;
                    arrange(c, {inner.x + px(at.x), inner.y + px(at.y), px(at.w), px(at.h)}, clip);
                    return;
                }
                const Size s = measure(c, inner.w, inner.h);
                arrange(c, aligned(child, inner, s, n.box.cross, n.box.crossY), clip);
            });
            break;
        case Axis::Flow: {
            float y = inner.y;
            for (const Line& line : flowLines(index, inner.w)) {
                float x = inner.x;
                float between = gap;
                if (n.box.main == Distribute::Centre) x += (inner.w - line.width) / 2;
                if (n.box.main == Distribute::End) x += inner.w - line.width;
                if (n.box.main == Distribute::Between && line.children.size() > 1) {
                    between += (inner.w - line.width) / static_cast<float>(line.children.size() - 1);
                }
                for (std::size_t i = 0; i < line.children.size(); ++i) {
                    const Size s{line.widths[i], measure(line.children[i], line.widths[i], kUnbounded).h};
                    const Align cross = n.box.cross == Align::Stretch ? Align::Stretch : n.box.cross;
                    arrange(
                        line.children[i],
                        aligned(node(line.children[i]), {x, y, line.widths[i], line.height}, s, Align::Start, cross),
                        clip);
                    x += line.widths[i] + between;
                }
                y += line.height + gap;
            }
            break;
        }
        case Axis::Grid: {
            const float cell = gridCell(n, inner.w);
            const std::vector<float> rows = gridRows(index, cell, inner.h);
            int column = 0;
            std::size_t row = 0;
            float y = inner.y;
            forEachChild(m_tree, index, [&](int c) {
                const Size s{cell, measure(c, cell, kUnbounded).h};
                arrange(c,
                        aligned(node(c), {inner.x + static_cast<float>(column) * (cell + gap), y, cell, rows[row]}, s,
                                Align::Stretch, Align::Stretch),
                        clip);
                if (++column == std::max(1, n.box.columns)) {
                    column = 0;
                    y += rows[row] + gap;
                    ++row;
                }
            });
            break;
        }
    }
}

}  // namespace

float TypeScale::of(TextStyle style) const {
    switch (style) {
        case TextStyle::Display:
        case TextStyle::Figure: return 1;
        case TextStyle::H1: return 1 + (text - 1) * 0.25F;
        case TextStyle::H2: return 1 + (text - 1) * 0.35F;
        case TextStyle::H3: return 1 + (text - 1) * 0.5F;
        default: return text;
    }
}

const TextLayout& layoutText(const LayoutContext& context, const TextSpec& spec, float widthPx) {
    const TextMetrics& metrics = context.type.of(spec.style);
    FontFace face = metrics.font;
    if (context.theme.boldText && face == FontFace::TextRegular) face = FontFace::TextBold;
    const float scale = TypeScale{std::min(context.scale.text, spec.maxTextScale)}.of(spec.style);
    const auto request = [&](float factor) {
        TextRequest r;
        r.text = spec.words.text;
        r.face = face;
        // Quarter pixels: the atlas keeps glyphs at these sizes.
        r.emPx = std::max(1.0F, std::round(context.panel.px(metrics.emMm * scale * factor) * 4) / 4);
        r.leadingPx = std::max(1.0F, std::round(context.panel.px(metrics.leadingMm * scale * factor)));
        // Widths come out of sums of paddings: a rounding error must not cost a word its line.
        r.maxWidthPx = widthPx > 0 ? std::floor(widthPx + 0.05F) : 0;
        r.maxLines = spec.maxLines;
        r.lang = spec.words.lang;
        return r;
    };
    const TextLayout* layout = &context.text.layout(request(1));
    for (float factor = 0.92F; (layout->brokenWord || layout->truncated) && factor >= spec.minScale; factor -= 0.08F) {
        layout = &context.text.layout(request(factor));
    }
    return *layout;
}

void layoutTree(const LayoutContext& context, Tree& tree, RectPx screen) {
    if (tree.nodes.empty()) return;
    Layouter layouter(context, tree);
    layouter.measure(0, screen.w, screen.h);
    layouter.arrange(0, screen, screen);
}

}  // namespace ui
