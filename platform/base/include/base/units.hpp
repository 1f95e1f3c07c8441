#pragma once

#include <algorithm>

/// Lengths that must not be mixed. Millimetres are measured on the glass of the panel, pixels in the framebuffer.
/// Conversion happens in one place, `PanelScale`.
namespace base {

template <typename Unit>
struct Vec2 {
    float x = 0;
    float y = 0;

    friend constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Vec2 operator*(Vec2 a, float k) { return {a.x * k, a.y * k}; }
    friend constexpr bool operator==(const Vec2&, const Vec2&) = default;
};

/// Axis-aligned rectangle, y downwards. Empty when width or height is not positive.
template <typename Unit>
struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] constexpr float right() const { return x + w; }
    [[nodiscard]] constexpr float bottom() const { return y + h; }
    [[nodiscard]] constexpr bool empty() const { return !(w > 0 && h > 0); }
    [[nodiscard]] constexpr Vec2<Unit> centre() const { return {x + w / 2, y + h / 2}; }
    /// Left and top edges belong to the rectangle, right and bottom do not, so neighbours never share a point.
    [[nodiscard]] constexpr bool contains(Vec2<Unit> p) const {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }
    [[nodiscard]] constexpr bool intersects(const Rect& o) const {
        return !empty() && !o.empty() && x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
    [[nodiscard]] constexpr Rect intersected(const Rect& o) const {
        const float l = std::max(x, o.x);
        const float t = std::max(y, o.y);
        return {l, t, std::max(0.0F, std::min(right(), o.right()) - l),
                std::max(0.0F, std::min(bottom(), o.bottom()) - t)};
    }
    [[nodiscard]] constexpr Rect united(const Rect& o) const {
        if (empty()) return o;
        if (o.empty()) return *this;
        const float l = std::min(x, o.x);
        const float t = std::min(y, o.y);
        return {l, t, std::max(right(), o.right()) - l, std::max(bottom(), o.bottom()) - t};
    }
    /// Grown by `d` on every side (shrunk when negative).
    [[nodiscard]] constexpr Rect inflated(float d) const { return {x - d, y - d, w + 2 * d, h + 2 * d}; }
    friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

using PointMm = Vec2<struct MmTag>;
using PointPx = Vec2<struct PxTag>;
using RectMm = Rect<struct MmTag>;
using RectPx = Rect<struct PxTag>;

/// Framebuffer size in whole pixels.
struct SizePx {
    int w = 0;
    int h = 0;
    friend constexpr bool operator==(const SizePx&, const SizePx&) = default;
};

/// Visible size of the panel in millimetres.
struct SizeMm {
    float w = 0;
    float h = 0;
    friend constexpr bool operator==(const SizeMm&, const SizeMm&) = default;
};

}  // namespace base
