#include "ui/tree_painter.hpp"

#include <algorithm>
#include <cmath>

namespace ui {

using base::RectPx;

namespace {

constexpr float kPressedSinkMm = 0.8F;
constexpr float kPressedDarken = 0.25F;
constexpr float kSlideMm = 6.6F;
constexpr float kFocusGapMm = 1.1F;
constexpr float kHatchPeriodMm = 2.5F;
constexpr float kHatchLineMm = 0.8F;
constexpr float kDashMm = 2.0F;
constexpr float kMissingIconMm = 13.0F;

class TreePainter {
public:
    TreePainter(const TreePaintContext& context, Tree& tree)
        : m_context(context), m_tree(tree), m_panel(context.layout.panel), m_theme(context.layout.theme) {}

    struct Surroundings {
        int level = 0;
        Color ground;
        bool pressed = false;
        bool inScroll = false;
    };
    void paint(int index, Surroundings around);
    /// The ring around what has the focus, last: it stands outside its control, where the view of a list would cut it.
    void paintFocus();

private:
    [[nodiscard]] float px(float mm) const { return m_panel.px(mm); }
    [[nodiscard]] float strokePx(float mm) const { return std::max(1.0F, px(mm * m_theme.strokeScale)); }
    void paintBox(const Node& n, Surroundings& around);
    void paintText(Node& n, const Surroundings& around);
    void paintImage(const Node& n);
    void paintBand(const Node& n);

    const TreePaintContext& m_context;
    Tree& m_tree;
    const Panel& m_panel;
    const Theme& m_theme;
    int m_focused = -1;
};

void TreePainter::paintBox(const Node& n, Surroundings& around) {
    Painter& p = m_context.painter;
    const Box& b = n.box;
    const float radius = px(b.radius);
    if (b.shadow) {
        // One level down: within a level everything that blends comes after what is opaque, also after this plate.
        p.setLevel(std::max(0, around.level - 1));
        p.shadow(n.rect.inflated(px(0.5F)), Color{42, 26, 28, 40}, radius, px(7), px(2));
        p.setLevel(around.level);
    }
    if (b.color.a > 0) {
        const Color color = around.pressed ? b.color.darker(kPressedDarken) : b.color;
        p.fillRounded(n.rect, color, radius, b.corners);
        if (b.color.opaque()) around.ground = color;
    }
    if (b.hatch) p.hatch(n.rect.inflated(-px(0.4F)), b.hatchColor, px(kHatchPeriodMm), px(kHatchLineMm));
    if (b.ground) around.ground = *b.ground;
    if (b.border.mm > 0 && b.border.color.a > 0) {
        if (b.border.dashed) {
            p.dashedBorder(n.rect, b.border.color, strokePx(b.border.mm), radius, px(kDashMm));
        } else {
            p.border(n.rect, b.border.color, strokePx(b.border.mm), radius, b.corners);
        }
    }
}

void TreePainter::paintText(Node& n, const Surroundings& around) {
    Painter& p = m_context.painter;
    const TextSpec& spec = *n.text;
    const RectPx inner{n.rect.x + px(n.box.pad.left), n.rect.y + px(n.box.pad.top),
                       n.rect.w - px(n.box.pad.left + n.box.pad.right),
                       n.rect.h - px(n.box.pad.top + n.box.pad.bottom)};
    const TextLayout& layout = layoutText(m_context.layout, spec, inner.w);
    // A box higher than its text (stretched in a row) keeps the text in its middle.
    const float top = inner.y + std::max(0.0F, (inner.h - layout.height) / 2);
    for (const auto& [from, to] : spec.marks) {
        for (std::size_t i = 0; i < layout.lines.size(); ++i) {
            const TextLine& line = layout.lines[i];
            float left = -1;
            float right = 0;
            for (std::uint32_t k = line.firstGlyph; k < line.firstGlyph + line.glyphCount; ++k) {
                const PlacedGlyph& g = layout.glyphs[k];
                if (g.byte < from || g.byte >= to) continue;
                if (left < 0) left = g.x;
                const bool last = k + 1 == line.firstGlyph + line.glyphCount;
                right = last ? line.width : layout.glyphs[k + 1].x;
            }
            if (left < 0) continue;
            const float inset = layout.leadingPx * 0.08F;
            p.fillRounded({inner.x + left - px(0.6F), top + static_cast<float>(i) * layout.leadingPx + inset,
                           right - left + px(1.2F), layout.leadingPx - 2 * inset},
                          spec.markColor, px(1.4F));
        }
    }
    p.text(layout, {inner.x, top}, inner.w, spec.align, spec.color);
    n.textPx = layout.emPx;
    n.capMm = layout.emPx * m_context.layout.text.font(m_context.layout.type.of(spec.style).font).capHeightEm() /
              m_panel.pxPerMm();
    n.fg = spec.color;
    n.bg = around.ground;
    const bool outside = !around.inScroll && (n.visible.w + 1 < n.rect.w || n.visible.h + 1 < n.rect.h);
    n.clipped =
        layout.truncated || layout.brokenWord || layout.width > inner.w + 1 || layout.height > inner.h + 1 || outside;
}

void TreePainter::paintBand(const Node& n) {
    Painter& p = m_context.painter;
    const ImageSpec& spec = *n.image;
    if (spec.source.empty()) return;
    const RectPx r{std::round(n.rect.x), std::round(n.rect.y), std::round(n.rect.right()) - std::round(n.rect.x),
                   std::round(n.rect.bottom()) - std::round(n.rect.y)};
    const auto natural = spec.source.files.back().size;
    const float ratio = static_cast<float>(natural.w) / static_cast<float>(natural.h);
    const bool along = spec.repeat == Repeat::Horizontal;
    const base::SizePx tile =
        along ? base::SizePx{std::max(1, static_cast<int>(std::lround(r.h * ratio))), static_cast<int>(r.h)}
              : base::SizePx{static_cast<int>(r.w), std::max(1, static_cast<int>(std::lround(r.w / ratio)))};
    const ImageCache::Entry entry = m_context.images.find(spec.source, tile, Fit::Cover);
    if (entry.state != ImageCache::State::Ready) {
        p.fill(r, spec.ground);
        return;
    }
    const float w = static_cast<float>(tile.w);
    const float h = static_cast<float>(tile.h);
    for (float y = r.y; y < r.bottom(); y += along ? r.h : h) {
        for (float x = r.x; x < r.right(); x += along ? w : r.w) {
            const float cutW = std::min(w, r.right() - x);
            const float cutH = std::min(h, r.bottom() - y);
            p.imagePart({x, y, cutW, cutH}, entry.texture, {0, 0, cutW, cutH});
        }
    }
}

void TreePainter::paintImage(const Node& n) {
    Painter& p = m_context.painter;
    const ImageSpec& spec = *n.image;
    if (spec.repeat != Repeat::None) {
        paintBand(n);
        return;
    }
    const base::SizePx target{static_cast<int>(std::round(n.rect.right()) - std::round(n.rect.x)),
                              static_cast<int>(std::round(n.rect.bottom()) - std::round(n.rect.y))};
    const ImageCache::Entry entry = m_context.images.find(spec.source, target, spec.fit, spec.focusX, spec.focusY);
    const bool covers = entry.state == ImageCache::State::Ready && entry.texture.size == target && entry.texture.opaque;
    if (!covers && spec.alpha >= 1) p.fill(n.rect, spec.ground);
    if (entry.state == ImageCache::State::Ready) {
        const RectPx at{std::round(n.rect.x + (n.rect.w - static_cast<float>(entry.texture.size.w)) * spec.focusX),
                        std::round(n.rect.y + (n.rect.h - static_cast<float>(entry.texture.size.h)) * spec.focusY),
                        static_cast<float>(entry.texture.size.w), static_cast<float>(entry.texture.size.h)};
        p.image(at, entry.texture, spec.alpha);
    } else if (entry.state == ImageCache::State::Failed) {
        const float side = std::min({px(kMissingIconMm), n.rect.w, n.rect.h});
        p.icon("photo", {n.rect.centre().x - side / 2, n.rect.centre().y - side / 2, side, side}, m_theme.line.control);
    }
    if (spec.corners != kNoCorners && spec.radius > 0) {
        p.cornerPatches(n.rect, spec.cornerGround, px(spec.radius), spec.corners);
    }
}

void TreePainter::paint(int index, Surroundings around) {
    Node& n = m_tree.nodes[static_cast<std::size_t>(index)];
    Painter& p = m_context.painter;
    around.level = std::min(around.level + n.box.raise, Painter::kLevels - 1);
    p.setLevel(around.level);
    const bool pressed = n.control && m_context.interaction.isPressed(n.id);
    around.pressed = around.pressed || pressed;
    if (pressed) p.pushOffset(0, px(kPressedSinkMm));
    const bool sliding = n.slide != 0;
    if (sliding) p.pushOffset(n.slide * px(kSlideMm), 0);
    if (!n.visible.empty() || sliding) {
        paintBox(n, around);
        if (n.image) paintImage(n);
        if (n.icon) p.icon(n.icon->name, n.rect, n.icon->color);
        if (n.text) {
            // The layout has left out lines that the edge of a scroll view would cut.
            const bool cut = around.inScroll && n.visible.h + 1 < n.rect.h;
            if (cut) p.pushClip(n.visible);
            paintText(n, around);
            if (cut) p.popClip();
        }
        if (n.paint) n.paint({p, m_context.layout.text, m_theme, m_panel, m_context.meshes, n.rect, around.pressed});
        p.setLevel(around.level);
    }
    const bool clips = n.scroll || n.box.clip;
    if (clips) p.pushClip(n.scroll ? n.view.window : n.rect);
    Surroundings inside = around;
    inside.inScroll = around.inScroll || n.scroll;
    forEachChild(m_tree, index, [&](int child) { paint(child, inside); });
    if (clips) p.popClip();
    if (sliding) {
        p.popOffset();
        // The arriving screen comes out of the ground it stands on: one flat veil instead of blending every pixel.
        p.setLevel(std::min(around.level + 3, Painter::kLevels - 1));
        p.fill(n.rect, m_theme.surface.base.withAlpha(std::abs(n.slide)));
    }
    if (n.control && m_context.interaction.isFocused(n.id) && !n.visible.empty()) m_focused = index;
    if (pressed) p.popOffset();
    p.setLevel(around.level);
}

void TreePainter::paintFocus() {
    if (m_focused < 0) return;
    const Node& n = m_tree.nodes[static_cast<std::size_t>(m_focused)];
    m_context.painter.setLevel(Painter::kLevels - 1);
    m_context.painter.ring(
        n.visible, m_tree.nodes.front().rect,
        {m_theme.line.focus, m_theme.surface.raised, px(stroke::kFocus), px(kFocusGapMm), px(n.box.radius)});
}

}  // namespace

void resolveTargets(const LayoutContext& context, Tree& tree, RectPx screen) {
    // The dead band is a property of the glass and its frame: physical millimetres.
    const float band = space::kBezel * context.panel.pxPerMm();
    const RectPx safe = screen.w > 4 * band && screen.h > 4 * band ? screen.inflated(-band) : screen;
    int modal = -1;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        Node& n = tree.nodes[i];
        if (n.modal) modal = static_cast<int>(i);
        if (!n.control) continue;
        const float pad = context.panel.px(n.control->padHitMm);
        n.hit = n.visible.empty() ? RectPx{} : n.visible.inflated(pad).intersected(safe);
    }
    if (modal < 0) return;
    std::vector<bool> inside(tree.nodes.size(), false);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        Node& n = tree.nodes[i];
        inside[i] = static_cast<int>(i) == modal || (n.parent >= 0 && inside[static_cast<std::size_t>(n.parent)]);
        n.hidden = !inside[i];
    }
}

void paintTree(const TreePaintContext& context, Tree& tree) {
    if (tree.nodes.empty()) return;
    TreePainter painter(context, tree);
    painter.paint(0, {0, context.layout.theme.surface.base, false, false});
    painter.paintFocus();
}

}  // namespace ui
