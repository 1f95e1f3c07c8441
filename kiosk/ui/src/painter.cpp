#include "ui/painter.hpp"

#include <imgui.h>
#include <imgui_internal.h>  // ImDrawListSharedData: a draw list without an ImGui context

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/assert.hpp"
#include "ui/damage.hpp"
#include "ui/icons.hpp"

namespace ui {

using base::PointPx;
using base::RectPx;
using platform::DrawCommand;
using platform::Material;
using platform::TextureHandle;
using platform::Vertex;

namespace {

static_assert(sizeof(Vertex) == sizeof(ImDrawVert), "vertices are copied between our lists and ImGui's");
static_assert(sizeof(ImDrawIdx) == sizeof(std::uint16_t), "the Debian build of ImGui uses 16-bit indices");

/// What 16-bit indices can reach, and the room a primitive is given that does not say how much it needs.
constexpr std::size_t kMaxVertices = 65536;
constexpr std::size_t kUsualVertices = 2048;
/// Longer texts and lines are drawn in portions, so that one list can hold each of them.
constexpr std::uint32_t kGlyphsPerPortion = 4000;
constexpr std::size_t kPointsPerPortion = 4000;
constexpr float kPi = std::numbers::pi_v<float>;

struct List {
    std::vector<Vertex> vertices;
    std::vector<std::uint16_t> indices;
};

/// One call of the painter: the unit of clipping, culling and comparison.
struct Primitive {
    std::uint32_t list = 0;
    std::uint32_t firstIndex = 0;
    std::uint32_t indexCount = 0;
    std::uint32_t firstVertex = 0;
    std::uint32_t vertexCount = 0;
    TextureHandle texture;
    RectPx bounds;
    RectPx clip;
};

/// All primitives of one level and material.
struct Batch {
    std::vector<List> lists;
    std::vector<Primitive> primitives;
};

float snap(float value) { return std::round(value); }

RectPx snapped(RectPx r) {
    const float l = snap(r.x);
    const float t = snap(r.y);
    return {l, t, snap(r.right()) - l, snap(r.bottom()) - t};
}

int arcSegments(float radius) { return std::clamp(static_cast<int>(std::sqrt(radius) * 2.2F), 3, 48); }

}  // namespace

struct Painter::Impl {
    TextEngine& text;
    CoverageAtlas& atlas;
    IconSet& icons;
    ImDrawListSharedData shared;
    ImDrawList vector{&shared};  ///< scratch: antialiased polygons and lines

    base::SizePx size;
    int level = 0;
    std::vector<RectPx> clips;
    std::vector<PointPx> offsets;
    PointPx offset;
    std::array<Batch, static_cast<std::size_t>(kLevels* platform::kMaterialCount)> batches;
    struct PlacedMesh {
        int level = 0;
        platform::MeshDraw draw;
        RectPx clip;
    };
    std::vector<PlacedMesh> meshes;
    platform::DrawFrame frame;
    DamageGrid grid;
    std::vector<RectPx> damage;
    bool overflow = false;

    Impl(TextEngine& t, CoverageAtlas& a, IconSet& i) : text(t), atlas(a), icons(i) {
        shared.CurveTessellationTol = 1.0F;
        shared.SetCircleTessellationMaxError(0.2F);
        shared.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        vector._ResetForNewFrame();
    }

    [[nodiscard]] Batch& batch(Material material) {
        return batches[static_cast<std::size_t>(level) * platform::kMaterialCount + static_cast<std::size_t>(material)];
    }
    [[nodiscard]] RectPx currentClip() const {
        return clips.empty() ? RectPx{0, 0, static_cast<float>(size.w), static_cast<float>(size.h)} : clips.back();
    }

    [[nodiscard]] std::size_t vectorVertices() const { return static_cast<std::size_t>(vector.VtxBuffer.Size); }

    /// A primitive being built. Vertices are given in the caller's coordinates; the offset is added here.
    class Building {
    public:
        /// @pre at most `mostVertices` vertices are added
        Building(Impl& impl, Material material, TextureHandle texture = {}, std::size_t mostVertices = kUsualVertices)
            : m_impl(impl), m_batch(impl.batch(material)), m_material(material) {
            KIOSK_ASSERT(mostVertices <= kMaxVertices);
            if (m_batch.lists.empty() || m_batch.lists.back().vertices.size() + mostVertices > kMaxVertices) {
                m_batch.lists.emplace_back();
            }
            List& list = m_batch.lists.back();
            m_primitive.list = static_cast<std::uint32_t>(m_batch.lists.size() - 1);
            m_primitive.firstIndex = static_cast<std::uint32_t>(list.indices.size());
            m_primitive.firstVertex = static_cast<std::uint32_t>(list.vertices.size());
            m_primitive.texture = texture;
        }
        ~Building() {
            List& list = m_batch.lists.back();
            m_primitive.indexCount = static_cast<std::uint32_t>(list.indices.size()) - m_primitive.firstIndex;
            m_primitive.vertexCount = static_cast<std::uint32_t>(list.vertices.size()) - m_primitive.firstVertex;
            m_primitive.clip = m_impl.currentClip();
            m_primitive.bounds =
                RectPx{m_left, m_top, m_right - m_left, m_bottom - m_top}.intersected(m_primitive.clip);
            if (m_primitive.indexCount == 0 || m_primitive.bounds.empty()) {
                list.indices.resize(m_primitive.firstIndex);
                list.vertices.resize(m_primitive.firstVertex);
                return;
            }
            m_batch.primitives.push_back(m_primitive);
        }
        Building(const Building&) = delete;
        Building& operator=(const Building&) = delete;

        std::uint16_t vertex(float x, float y, std::uint32_t rgba, float u = 0, float v = 0) {
            x += m_impl.offset.x;
            y += m_impl.offset.y;
            m_left = std::min(m_left, x);
            m_top = std::min(m_top, y);
            m_right = std::max(m_right, x);
            m_bottom = std::max(m_bottom, y);
            List& list = m_batch.lists.back();
            list.vertices.push_back({x, y, u, v, rgba});
            return static_cast<std::uint16_t>(list.vertices.size() - 1);
        }
        void triangle(std::uint16_t a, std::uint16_t b, std::uint16_t c) {
            List& list = m_batch.lists.back();
            list.indices.insert(list.indices.end(), {a, b, c});
        }
        void quad(RectPx r, std::uint32_t rgba, RectPx uv = {}) {
            const std::uint16_t a = vertex(r.x, r.y, rgba, uv.x, uv.y);
            const std::uint16_t b = vertex(r.right(), r.y, rgba, uv.right(), uv.y);
            const std::uint16_t c = vertex(r.right(), r.bottom(), rgba, uv.right(), uv.bottom());
            const std::uint16_t d = vertex(r.x, r.bottom(), rgba, uv.x, uv.bottom());
            triangle(a, b, c);
            triangle(a, c, d);
        }
        /// Appends what the scratch draw list holds and empties it.
        void takeVector() {
            ImDrawList& from = m_impl.vector;
            const auto first = static_cast<std::uint16_t>(m_batch.lists.back().vertices.size());
            for (const ImDrawVert& v : from.VtxBuffer)
                vertex(v.pos.x, v.pos.y, v.col);
            List& list = m_batch.lists.back();
            for (const ImDrawIdx index : from.IdxBuffer) {
                list.indices.push_back(static_cast<std::uint16_t>(first + index));
            }
            from._ResetForNewFrame();
        }

    private:
        Impl& m_impl;
        Batch& m_batch;
        [[maybe_unused]] Material m_material;
        Primitive m_primitive;
        float m_left = 1e9F, m_top = 1e9F, m_right = -1e9F, m_bottom = -1e9F;
    };

    /// Glyphs of one line, or their halos when `haloPx` is not 0.
    void glyphs(const TextLayout& layout, const TextLine& line, PointPx pen, Color color, int haloPx);
    void roundedCorners(RectPx r, Color color, float radius, std::uint8_t corners);
    void cornerRing(RectPx r, Color color, float outer, float inner, std::uint8_t corners);
};

Painter::Painter(TextEngine& text, CoverageAtlas& atlas, IconSet& icons)
    : m_impl(std::make_unique<Impl>(text, atlas, icons)) {}
Painter::~Painter() = default;

void Painter::begin(base::SizePx size) {
    Impl& s = *m_impl;
    s.size = size;
    s.level = 0;
    s.clips.clear();
    s.offsets.clear();
    s.offset = {};
    s.overflow = false;
    s.meshes.clear();
    s.frame.meshRanges.clear();
    for (Batch& batch : s.batches) {
        batch.primitives.clear();
        for (List& list : batch.lists) {
            list.vertices.clear();
            list.indices.clear();
        }
        if (batch.lists.size() > 1) batch.lists.resize(1);
    }
}

void Painter::setLevel(int level) { m_impl->level = std::clamp(level, 0, kLevels - 1); }
int Painter::level() const { return m_impl->level; }

void Painter::pushClip(RectPx rect) {
    Impl& s = *m_impl;
    const RectPx moved{rect.x + s.offset.x, rect.y + s.offset.y, rect.w, rect.h};
    s.clips.push_back(s.currentClip().intersected(snapped(moved)));
}
void Painter::popClip() { m_impl->clips.pop_back(); }
RectPx Painter::clip() const {
    RectPx r = m_impl->currentClip();
    r.x -= m_impl->offset.x;
    r.y -= m_impl->offset.y;
    return r;
}

void Painter::pushOffset(float dx, float dy) {
    Impl& s = *m_impl;
    s.offsets.push_back(s.offset);
    s.offset = s.offset + PointPx{snap(dx), snap(dy)};
}
void Painter::popOffset() {
    m_impl->offset = m_impl->offsets.back();
    m_impl->offsets.pop_back();
}

void Painter::fill(RectPx rect, Color color) {
    if (color.a == 0) return;
    Impl::Building b(*m_impl, color.opaque() ? Material::SolidOpaque : Material::SolidBlend);
    b.quad(snapped(rect), color.packed());
}

/// Quarter discs with a feathered rim, one for each chosen corner.
void Painter::Impl::roundedCorners(RectPx r, Color color, float radius, std::uint8_t corners) {
    Building b(*this, Material::SolidBlend);
    const std::uint32_t solid = color.packed();
    const std::uint32_t clear = color.withAlpha(0).packed();
    const int segments = arcSegments(radius);
    const struct {
        std::uint8_t bit;
        float x, y, from;
    } quarters[] = {{kTopLeft, r.x + radius, r.y + radius, kPi},
                    {kTopRight, r.right() - radius, r.y + radius, -kPi / 2},
                    {kBottomRight, r.right() - radius, r.bottom() - radius, 0},
                    {kBottomLeft, r.x + radius, r.bottom() - radius, kPi / 2}};
    for (const auto& q : quarters) {
        if ((corners & q.bit) == 0) continue;
        const std::uint16_t centre = b.vertex(q.x, q.y, solid);
        std::uint16_t lastIn = 0;
        std::uint16_t lastOut = 0;
        for (int i = 0; i <= segments; ++i) {
            const float angle = q.from + kPi / 2 * static_cast<float>(i) / static_cast<float>(segments);
            const float c = std::cos(angle);
            const float n = std::sin(angle);
            const std::uint16_t in = b.vertex(q.x + c * (radius - 0.5F), q.y + n * (radius - 0.5F), solid);
            const std::uint16_t out = b.vertex(q.x + c * (radius + 0.5F), q.y + n * (radius + 0.5F), clear);
            if (i > 0) {
                b.triangle(centre, lastIn, in);
                b.triangle(lastIn, lastOut, out);
                b.triangle(lastIn, out, in);
            }
            lastIn = in;
            lastOut = out;
        }
    }
}

void Painter::fillRounded(RectPx rect, Color color, float radius, std::uint8_t corners) {
    if (color.a == 0) return;
    const RectPx r = snapped(rect);
    radius = std::min({snap(radius), std::floor(r.w / 2), std::floor(r.h / 2)});
    if (radius < 1 || corners == kNoCorners) {
        fill(r, color);
        return;
    }
    {
        // A cross of plain rectangles, plus the squares of corners that stay sharp: opaque and unblended.
        Impl::Building b(*m_impl, color.opaque() ? Material::SolidOpaque : Material::SolidBlend);
        const std::uint32_t c = color.packed();
        const float top = (corners & kTopCorners) != 0 ? radius : 0;
        const float bottom = (corners & kBottomCorners) != 0 ? radius : 0;
        if (r.h - top - bottom > 0) b.quad({r.x, r.y + top, r.w, r.h - top - bottom}, c);
        if (top > 0) {
            const float left = (corners & kTopLeft) != 0 ? radius : 0;
            const float right = (corners & kTopRight) != 0 ? radius : 0;
            b.quad({r.x + left, r.y, r.w - left - right, top}, c);
        }
        if (bottom > 0) {
            const float left = (corners & kBottomLeft) != 0 ? radius : 0;
            const float right = (corners & kBottomRight) != 0 ? radius : 0;
            b.quad({r.x + left, r.bottom() - bottom, r.w - left - right, bottom}, c);
        }
    }
    m_impl->roundedCorners(r, color, radius, corners);
}

/// Quarter rings with feathered rims on both sides.
void Painter::Impl::cornerRing(RectPx r, Color color, float outer, float inner, std::uint8_t corners) {
    Building b(*this, Material::SolidBlend);
    const std::uint32_t solid = color.packed();
    const std::uint32_t clear = color.withAlpha(0).packed();
    const int segments = arcSegments(outer);
    const struct {
        std::uint8_t bit;
        float x, y, from;
    } quarters[] = {{kTopLeft, r.x + outer, r.y + outer, kPi},
                    {kTopRight, r.right() - outer, r.y + outer, -kPi / 2},
                    {kBottomRight, r.right() - outer, r.bottom() - outer, 0},
                    {kBottomLeft, r.x + outer, r.bottom() - outer, kPi / 2}};
    for (const auto& q : quarters) {
        if ((corners & q.bit) == 0) continue;
        std::array<std::uint16_t, 4> last{};
        for (int i = 0; i <= segments; ++i) {
            const float angle = q.from + kPi / 2 * static_cast<float>(i) / static_cast<float>(segments);
            const float c = std::cos(angle);
            const float n = std::sin(angle);
            const float radii[4] = {std::max(0.0F, inner - 0.5F), inner + 0.5F, outer - 0.5F, outer + 0.5F};
            std::array<std::uint16_t, 4> now{};
            for (std::size_t k = 0; k < 4; ++k) {
                now[k] = b.vertex(q.x + c * radii[k], q.y + n * radii[k], k == 0 || k == 3 ? clear : solid);
            }
            for (std::size_t k = 0; i > 0 && k < 3; ++k) {
                b.triangle(last[k], last[k + 1], now[k + 1]);
                b.triangle(last[k], now[k + 1], now[k]);
            }
            last = now;
        }
    }
}

void Painter::border(RectPx rect, Color color, float width, float radius, std::uint8_t corners) {
    if (color.a == 0 || width <= 0) return;
    const RectPx r = snapped(rect);
    if (r.empty()) return;
    const float w = std::max(1.0F, snap(width));
    if (2 * w >= std::min(r.w, r.h)) {  // nothing is left inside
        fillRounded(r, color, radius, corners);
        return;
    }
    radius = std::min({snap(radius), std::floor(r.w / 2), std::floor(r.h / 2)});
    if (radius < 1) corners = kNoCorners;
    const auto cut = [&](std::uint8_t bit) { return (corners & bit) != 0 ? radius : 0.0F; };
    {
        // SolidBlend, not SolidOpaque: a border has to lie over an image of its own level.
        Impl::Building b(*m_impl, Material::SolidBlend);
        const std::uint32_t c = color.packed();
        b.quad({r.x + cut(kTopLeft), r.y, r.w - cut(kTopLeft) - cut(kTopRight), w}, c);
        b.quad({r.x + cut(kBottomLeft), r.bottom() - w, r.w - cut(kBottomLeft) - cut(kBottomRight), w}, c);
        const float leftTop = std::max(w, cut(kTopLeft));
        const float leftBottom = std::max(w, cut(kBottomLeft));
        b.quad({r.x, r.y + leftTop, w, r.h - leftTop - leftBottom}, c);
        const float rightTop = std::max(w, cut(kTopRight));
        const float rightBottom = std::max(w, cut(kBottomRight));
        b.quad({r.right() - w, r.y + rightTop, w, r.h - rightTop - rightBottom}, c);
    }
    if (corners != kNoCorners) m_impl->cornerRing(r, color, radius, std::max(0.0F, radius - w), corners);
}

void Painter::dashedBorder(RectPx rect, Color color, float width, float radius, float dash) {
    const RectPx r = snapped(rect).inflated(-width / 2);
    if (r.empty() || color.a == 0 || dash <= 0) return;
    radius = std::min({radius, r.w / 2, r.h / 2});
    // Walk the outline as a polyline and draw every other piece.
    std::vector<PointPx> outline;
    const auto arc = [&](float cx, float cy, float from) {
        const int n = arcSegments(radius);
        for (int i = 0; i <= n; ++i) {
            const float a = from + kPi / 2 * static_cast<float>(i) / static_cast<float>(n);
            outline.push_back({cx + std::cos(a) * radius, cy + std::sin(a) * radius});
        }
    };
    arc(r.x + radius, r.y + radius, kPi);
    arc(r.right() - radius, r.y + radius, -kPi / 2);
    arc(r.right() - radius, r.bottom() - radius, 0);
    arc(r.x + radius, r.bottom() - radius, kPi / 2);
    outline.push_back(outline.front());
    float length = 0;
    for (std::size_t i = 1; i < outline.size(); ++i) {
        const PointPx d = outline[i] - outline[i - 1];
        length += std::hypot(d.x, d.y);
    }
    const float pieces = std::max(4.0F, 2 * std::round(length / (2 * dash)));
    const float piece = length / pieces;
    float at = 0;
    std::vector<PointPx> run{outline.front()};
    bool on = true;
    for (std::size_t i = 1; i < outline.size(); ++i) {
        PointPx a = outline[i - 1];
        const PointPx b = outline[i];
        float left = std::hypot(b.x - a.x, b.y - a.y);
        while (left > 0 && at + left >= piece) {
            const float t = (piece - at) / left;
            a = a + (b - a) * t;
            left *= 1 - t;
            run.push_back(a);
            if (on && run.size() > 1) polyline(run, color, width, false);
            on = !on;
            run.assign(1, a);
            at = 0;
        }
        at += left;
        run.push_back(b);
    }
}

void Painter::ring(RectPx rect, RectPx within, const Ring& ring) {
    const float rim = ring.gap / 2;
    const float reach = ring.gap + ring.width + rim;
    const RectPx outer = rect.inflated(reach).intersected(within);
    border(outer, ring.ground, reach, ring.radius + reach);
    border(outer.inflated(-rim), ring.color, ring.width, ring.radius + ring.gap + ring.width);
}

void Painter::shadow(RectPx rect, Color color, float radius, float blur, float dy) {
    const RectPx r = snapped({rect.x, rect.y + dy, rect.w, rect.h});
    Impl::Building b(*m_impl, Material::SolidBlend);
    const std::uint32_t solid = color.packed();
    const std::uint32_t clear = color.withAlpha(0).packed();
    // The dense part, then a skirt that fades out; the corners of the skirt are fans.
    const RectPx core = r.inflated(-radius);
    b.quad(core, solid);
    const float reach = radius + blur;
    const auto edge = [&](PointPx a, PointPx c, PointPx out) {
        const std::uint16_t i0 = b.vertex(a.x, a.y, solid);
        const std::uint16_t i1 = b.vertex(c.x, c.y, solid);
        const std::uint16_t o0 = b.vertex(a.x + out.x * reach, a.y + out.y * reach, clear);
        const std::uint16_t o1 = b.vertex(c.x + out.x * reach, c.y + out.y * reach, clear);
        b.triangle(i0, i1, o1);
        b.triangle(i0, o1, o0);
    };
    edge({core.x, core.y}, {core.right(), core.y}, {0, -1});
    edge({core.right(), core.y}, {core.right(), core.bottom()}, {1, 0});
    edge({core.right(), core.bottom()}, {core.x, core.bottom()}, {0, 1});
    edge({core.x, core.bottom()}, {core.x, core.y}, {-1, 0});
    const auto fan = [&](float x, float y, float from) {
        const std::uint16_t centre = b.vertex(x, y, solid);
        std::uint16_t last = 0;
        constexpr int kSteps = 8;
        for (int i = 0; i <= kSteps; ++i) {
            const float a = from + kPi / 2 * static_cast<float>(i) / kSteps;
            const std::uint16_t now = b.vertex(x + std::cos(a) * reach, y + std::sin(a) * reach, clear);
            if (i > 0) b.triangle(centre, last, now);
            last = now;
        }
    };
    fan(core.x, core.y, kPi);
    fan(core.right(), core.y, -kPi / 2);
    fan(core.right(), core.bottom(), 0);
    fan(core.x, core.bottom(), kPi / 2);
}

void Painter::hatch(RectPx rect, Color color, float period, float lineWidth) {
    const RectPx r = snapped(rect);
    pushClip(r);
    const float step =
        std::max(3.0F, period * std::numbers::sqrt2_v<float>);  // along the edge, for stripes `period` apart
    const float thick = lineWidth * std::numbers::sqrt2_v<float>;
    const std::uint32_t solid = color.packed();
    const std::uint32_t clear = color.withAlpha(0).packed();
    for (float x = r.x - r.h; x < r.right() + step;) {
        constexpr int kStripes = 1000;
        Impl::Building b(*m_impl, Material::SolidBlend, {}, kStripes * 8);
        for (int stripe = 0; stripe < kStripes && x < r.right() + step; ++stripe, x += step) {
            // A parallelogram rising to the right, feathered on both flanks.
            const float shift[4] = {-0.7F, 0.7F, thick - 0.7F, thick + 0.7F};
            std::uint16_t low[4];
            std::uint16_t high[4];
            for (int k = 0; k < 4; ++k) {
                const std::uint32_t c = k == 0 || k == 3 ? clear : solid;
                low[k] = b.vertex(x + shift[k], r.bottom(), c);
                high[k] = b.vertex(x + shift[k] + r.h, r.y, c);
            }
            for (int k = 0; k < 3; ++k) {
                b.triangle(low[k], low[k + 1], high[k + 1]);
                b.triangle(low[k], high[k + 1], high[k]);
            }
        }
    }
    popClip();
}

void Painter::line(PointPx a, PointPx b, Color color, float width) {
    const PointPx points[] = {a, b};
    polyline(points, color, width, false);
}

void Painter::polyline(std::span<const PointPx> points, Color color, float width, bool closed) {
    if (points.size() < 2) return;
    if (points.size() > kPointsPerPortion) {
        for (std::size_t i = 0; i + 1 < points.size(); i += kPointsPerPortion - 1) {
            polyline(points.subspan(i, std::min(kPointsPerPortion, points.size() - i)), color, width, false);
        }
        if (closed) line(points.back(), points.front(), color, width);
        return;
    }
    Impl& s = *m_impl;
    std::vector<ImVec2> path;
    path.reserve(points.size());
    for (const PointPx p : points)
        path.emplace_back(p.x, p.y);
    s.vector.AddPolyline(path.data(), static_cast<int>(path.size()), color.packed(),
                         closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
    Impl::Building b(s, Material::SolidBlend, {}, s.vectorVertices());
    b.takeVector();
}

void Painter::convex(std::span<const PointPx> points, Color color) {
    if (points.size() < 3) return;
    Impl& s = *m_impl;
    std::vector<ImVec2> path;
    path.reserve(points.size());
    for (const PointPx p : points)
        path.emplace_back(p.x, p.y);
    // ImGui's antialiased fill wants clockwise points (y down).
    float twiceArea = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointPx p = points[i];
        const PointPx q = points[(i + 1) % points.size()];
        twiceArea += p.x * q.y - q.x * p.y;
    }
    if (twiceArea < 0) std::reverse(path.begin(), path.end());
    s.vector.AddConvexPolyFilled(path.data(), static_cast<int>(path.size()), color.packed());
    Impl::Building b(s, Material::SolidBlend, {}, s.vectorVertices());
    b.takeVector();
}

void Painter::circle(PointPx centre, float radius, Color color) {
    Impl& s = *m_impl;
    s.vector.AddCircleFilled({centre.x, centre.y}, radius, color.packed());
    Impl::Building b(s, Material::SolidBlend, {}, s.vectorVertices());
    b.takeVector();
}

void Painter::circleLine(PointPx centre, float radius, Color color, float width) {
    Impl& s = *m_impl;
    s.vector.AddCircle({centre.x, centre.y}, radius, color.packed(), 0, width);
    Impl::Building b(s, Material::SolidBlend, {}, s.vectorVertices());
    b.takeVector();
}

void Painter::sector(PointPx centre, float inner, float outer, float from, float to, Color color) {
    Impl::Building b(*m_impl, Material::SolidBlend);
    const std::uint32_t solid = color.packed();
    const std::uint32_t clear = color.withAlpha(0).packed();
    const int segments =
        std::max(2, static_cast<int>(static_cast<float>(arcSegments(outer)) * std::abs(to - from) * 2 / kPi));
    std::array<std::uint16_t, 4> last{};
    for (int i = 0; i <= segments; ++i) {
        const float angle = from + (to - from) * static_cast<float>(i) / static_cast<float>(segments);
        const float c = std::cos(angle);
        const float n = std::sin(angle);
        const float radii[4] = {std::max(0.0F, inner - 0.5F), inner + 0.5F, outer - 0.5F, outer + 0.5F};
        std::array<std::uint16_t, 4> now{};
        for (std::size_t k = 0; k < 4; ++k) {
            now[k] = b.vertex(centre.x + c * radii[k], centre.y + n * radii[k], k == 0 || k == 3 ? clear : solid);
        }
        for (std::size_t k = 0; i > 0 && k < 3; ++k) {
            b.triangle(last[k], last[k + 1], now[k + 1]);
            b.triangle(last[k], now[k + 1], now[k]);
        }
        last = now;
    }
}

void Painter::sectorLine(PointPx centre, float inner, float outer, float from, float to, Color color, float width) {
    std::vector<PointPx> outline;
    const int segments =
        std::max(2, static_cast<int>(static_cast<float>(arcSegments(outer)) * std::abs(to - from) * 2 / kPi));
    for (int i = 0; i <= segments; ++i) {
        const float a = from + (to - from) * static_cast<float>(i) / static_cast<float>(segments);
        outline.push_back({centre.x + std::cos(a) * outer, centre.y + std::sin(a) * outer});
    }
    for (int i = segments; i >= 0; --i) {
        const float a = from + (to - from) * static_cast<float>(i) / static_cast<float>(segments);
        outline.push_back({centre.x + std::cos(a) * inner, centre.y + std::sin(a) * inner});
    }
    polyline(outline, color, width, true);
}

void Painter::image(RectPx rect, const ImageTexture& texture, float alpha) {
    if (alpha < 1) {
        if (!texture.texture.valid()) return;
        Impl::Building b(*m_impl, Material::ImageBlend, texture.texture);
        b.quad(snapped(rect), Color{255, 255, 255, 255}.withAlpha(alpha).packed(), {0, 0, 1, 1});
        return;
    }
    imagePart(rect, texture, {0, 0, static_cast<float>(texture.size.w), static_cast<float>(texture.size.h)});
}

void Painter::imagePart(RectPx rect, const ImageTexture& texture, RectPx texels) {
    if (!texture.texture.valid()) return;
    const RectPx r = snapped(rect);
    const bool exact = texture.opaque && r.w == texels.w && r.h == texels.h;
    if (exact) {
        Impl::Building b(*m_impl, Material::ImageExact, texture.texture);
        b.quad(r, 0xFFFFFFFFU, texels);
        return;
    }
    const float w = static_cast<float>(texture.size.w);
    const float h = static_cast<float>(texture.size.h);
    Impl::Building b(*m_impl, texture.opaque ? Material::ImageScaled : Material::ImageBlend, texture.texture);
    b.quad(r, 0xFFFFFFFFU, {texels.x / w, texels.y / h, texels.w / w, texels.h / h});
}

void Painter::cornerPatches(RectPx rect, Color ground, float radius, std::uint8_t corners) {
    const RectPx r = snapped(rect);
    radius = std::min({snap(radius), std::floor(r.w / 2), std::floor(r.h / 2)});
    if (radius < 1) return;
    Impl::Building b(*m_impl, Material::SolidBlend);
    const std::uint32_t solid = ground.packed();
    const std::uint32_t clear = ground.withAlpha(0).packed();
    const int segments = arcSegments(radius);
    const struct {
        std::uint8_t bit;
        float x, y;    // the sharp corner
        float cx, cy;  // centre of the arc
        float from;
    } quarters[] = {{kTopLeft, r.x, r.y, r.x + radius, r.y + radius, kPi},
                    {kTopRight, r.right(), r.y, r.right() - radius, r.y + radius, -kPi / 2},
                    {kBottomRight, r.right(), r.bottom(), r.right() - radius, r.bottom() - radius, 0},
                    {kBottomLeft, r.x, r.bottom(), r.x + radius, r.bottom() - radius, kPi / 2}};
    for (const auto& q : quarters) {
        if ((corners & q.bit) == 0) continue;
        const std::uint16_t corner = b.vertex(q.x, q.y, solid);
        std::uint16_t lastIn = 0;
        std::uint16_t lastOut = 0;
        for (int i = 0; i <= segments; ++i) {
            const float angle = q.from + kPi / 2 * static_cast<float>(i) / static_cast<float>(segments);
            const float c = std::cos(angle);
            const float n = std::sin(angle);
            // Half a pixel outside the arc is solid, half a pixel inside is clear; never beyond the rectangle.
            const float ox = std::clamp(q.cx + c * (radius + 0.5F), r.x, r.right());
            const float oy = std::clamp(q.cy + n * (radius + 0.5F), r.y, r.bottom());
            const std::uint16_t out = b.vertex(ox, oy, solid);
            const std::uint16_t in = b.vertex(q.cx + c * (radius - 0.5F), q.cy + n * (radius - 0.5F), clear);
            if (i > 0) {
                b.triangle(corner, lastOut, out);
                b.triangle(lastOut, lastIn, in);
                b.triangle(lastOut, in, out);
            }
            lastIn = in;
            lastOut = out;
        }
    }
}

void Painter::Impl::glyphs(const TextLayout& layout, const TextLine& line, PointPx pen, Color color, int haloPx) {
    const std::uint32_t end = line.firstGlyph + line.glyphCount;
    for (std::uint32_t k = line.firstGlyph; k < end;) {
        const std::uint32_t portionEnd = std::min(end, k + kGlyphsPerPortion);
        Building b(*this, Material::Coverage, {}, std::size_t{portionEnd - k} * 4);
        for (; k < portionEnd; ++k) {
            const PlacedGlyph& glyph = layout.glyphs[k];
            const float at = pen.x + glyph.x;
            const float whole = std::floor(at);
            const auto image = text.glyphImage(glyph.face, glyph.glyph, layout.emPx, at - whole, haloPx);
            if (!image) {
                overflow = overflow || atlas.full();
                continue;
            }
            const auto w = static_cast<float>(image->slot.w);
            const auto h = static_cast<float>(image->slot.h);
            b.quad({whole + static_cast<float>(image->left), pen.y + static_cast<float>(image->top), w, h},
                   color.packed(), {static_cast<float>(image->slot.x), static_cast<float>(image->slot.y), w, h});
        }
    }
}

void Painter::text(const TextLayout& layout, PointPx topLeft, float width, AlignX align, Color color) {
    const RectPx visible = clip();
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const TextLine& line = layout.lines[i];
        const float top = topLeft.y + static_cast<float>(i) * layout.leadingPx;
        // Ascenders and descenders may reach half a leading out of the line box.
        if (top - layout.leadingPx > visible.bottom() || top + 2 * layout.leadingPx < visible.y) continue;
        float x = topLeft.x;
        if (align == AlignX::Centre) x += (width - line.width) / 2;
        if (align == AlignX::Right) x += width - line.width;
        m_impl->glyphs(layout, line, {x, snap(top + layout.baselinePx)}, color, 0);
    }
}

void Painter::haloText(const TextLayout& layout, PointPx topLeft, Color color, Color halo, int haloPx) {
    // On whole pixels, so that a name that moves with the map needs no new glyphs on its way.
    const PointPx pen{snap(topLeft.x), snap(topLeft.y + layout.baselinePx)};
    m_impl->glyphs(layout, layout.lines.front(), pen, halo, haloPx);
    m_impl->glyphs(layout, layout.lines.front(), pen, color, 0);
}

void Painter::icon(std::string_view name, RectPx square, Color color) {
    Impl& s = *m_impl;
    const RectPx r = snapped(square);
    const int size = static_cast<int>(std::min(r.w, r.h));
    const auto slot = s.icons.find(name, size);
    if (!slot) {
        s.overflow = true;
        return;
    }
    Impl::Building b(s, Material::Coverage);
    const auto w = static_cast<float>(slot->w);
    const auto h = static_cast<float>(slot->h);
    b.quad({r.x + snap((r.w - w) / 2), r.y + snap((r.h - h) / 2), w, h}, color.packed(),
           {static_cast<float>(slot->x), static_cast<float>(slot->y), w, h});
}

void Painter::mesh(platform::MeshDraw draw, std::span<const platform::MeshRange> ranges) {
    Impl& s = *m_impl;
    const RectPx visible = s.currentClip();
    if (ranges.empty() || visible.empty()) return;
    draw.at[0] += s.offset.x;
    draw.at[1] += s.offset.y;
    draw.firstRange = static_cast<std::uint32_t>(s.frame.meshRanges.size());
    draw.rangeCount = static_cast<std::uint32_t>(ranges.size());
    s.frame.meshRanges.insert(s.frame.meshRanges.end(), ranges.begin(), ranges.end());
    s.meshes.push_back({s.level, draw, visible});
}

void Painter::coverageTriangles(std::span<const Vertex> vertices, TextureHandle texture, RectPx clip) {
    pushClip(clip);
    for (std::size_t i = 0; i + 2 < vertices.size();) {
        // In portions, so that no list outgrows its 16-bit indices.
        constexpr std::size_t kPortion = 3000;
        Impl::Building b(*m_impl, Material::Coverage, texture, kPortion);
        for (const std::size_t end = std::min(vertices.size() - 2, i + kPortion); i < end; i += 3) {
            std::uint16_t corner[3];
            for (std::size_t k = 0; k < 3; ++k) {
                const Vertex& v = vertices[i + k];
                corner[k] = b.vertex(v.x, v.y, v.rgba, v.u, v.v);
            }
            b.triangle(corner[0], corner[1], corner[2]);
        }
    }
    popClip();
}

const platform::DrawFrame& Painter::finish() {
    Impl& s = *m_impl;
    KIOSK_ASSERT(s.clips.empty() && s.offsets.empty());
    s.frame.buffers.clear();
    s.frame.commands.clear();
    s.frame.meshes.clear();
    s.grid.begin(s.size);
    const auto addMesh = [&s](const Impl::PlacedMesh& placed) {
        const auto index = static_cast<std::uint32_t>(s.frame.meshes.size());
        s.frame.meshes.push_back(placed.draw);
        s.frame.commands.push_back({Material::Mesh, {}, index, 0, 0, placed.clip, placed.clip});
        const platform::MeshRange* ranges = s.frame.meshRanges.data() + placed.draw.firstRange;
        std::uint64_t hash = XXH3_64bits(&placed.draw, sizeof placed.draw);
        hash = XXH3_64bits_withSeed(ranges, placed.draw.rangeCount * sizeof *ranges, hash);
        s.grid.add(placed.clip, hash);
    };
    for (std::size_t k = 0; k < s.batches.size(); ++k) {
        const Batch& batch = s.batches[k];
        const auto material = static_cast<Material>(k % platform::kMaterialCount);
        if (material == Material::Mesh) {
            for (const Impl::PlacedMesh& placed : s.meshes) {
                if (placed.level == static_cast<int>(k) / platform::kMaterialCount) addMesh(placed);
            }
        }
        if (batch.primitives.empty()) continue;
        const auto base = static_cast<std::uint32_t>(s.frame.buffers.size());
        for (const List& list : batch.lists)
            s.frame.buffers.push_back({list.vertices, list.indices});
        for (const Primitive& p : batch.primitives) {
            // A null texture stands for the atlas, which may have grown into a new one while the frame was painted.
            TextureHandle texture = p.texture;
            if (material == Material::Coverage && !texture.valid()) texture = s.atlas.texture();
            s.frame.commands.push_back(
                {material, texture, base + p.list, p.firstIndex, p.indexCount, p.bounds, p.clip});
            const List& list = batch.lists[p.list];
            struct {
                std::uint32_t material, textureIndex, textureGeneration;
                float clip[4];
            } header{static_cast<std::uint32_t>(k),
                     texture.index,
                     texture.generation,
                     {p.clip.x, p.clip.y, p.clip.w, p.clip.h}};
            std::uint64_t hash = XXH3_64bits(&header, sizeof header);
            hash = XXH3_64bits_withSeed(list.vertices.data() + p.firstVertex, p.vertexCount * sizeof(Vertex), hash);
            s.grid.add(p.bounds, hash);
        }
    }
    s.damage = s.grid.finish();
    return s.frame;
}

std::span<const RectPx> Painter::damage() const { return m_impl->damage; }
void Painter::invalidate() { m_impl->grid.invalidate(); }
bool Painter::atlasOverflow() const { return m_impl->overflow; }

}  // namespace ui
