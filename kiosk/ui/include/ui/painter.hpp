#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "platform/render.hpp"
#include "ui/color.hpp"
#include "ui/text.hpp"

namespace ui {

class IconSet;

/// A texture as an image shows it.
struct ImageTexture {
    platform::TextureHandle texture;
    base::SizePx size;  ///< texels
    bool opaque = true;
};

/// Which corners are round.
enum Corners : std::uint8_t {
    kNoCorners = 0,
    kTopLeft = 1,
    kTopRight = 2,
    kBottomRight = 4,
    kBottomLeft = 8,
    kLeftCorners = kTopLeft | kBottomLeft,
    kRightCorners = kTopRight | kBottomRight,
    kTopCorners = kTopLeft | kTopRight,
    kBottomCorners = kBottomLeft | kBottomRight,
    kAllCorners = 15,
};

enum class AlignX : std::uint8_t { Left, Centre, Right };

/// Draws one frame into draw lists, sorted so that a software rasteriser does as little as possible: within a level
/// opaque shapes come first, then opaque images, then everything that blends. Within one kind the order of the calls
/// holds. So: what must lie *over* an image or a text of the same neighbourhood belongs on a higher level (`setLevel`).
///
/// All coordinates are framebuffer pixels; edges of rectangles are rounded to whole pixels so that they stay crisp.
/// Every call is remembered with its bounds, and `finish` compares the frame with the previous one in cells of 64
/// pixels: only cells whose content changed are damaged. A frame equal to the last one has no damage and is not drawn.
/// Ownership: borrows the text engine and the icons. Threading: main thread only.
class Painter {
public:
    Painter(TextEngine& text, CoverageAtlas& atlas, IconSet& icons);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void begin(base::SizePx size);

    static constexpr int kLevels = 8;
    void setLevel(int level);
    [[nodiscard]] int level() const;
    /// Everything until `popClip` is cut to `rect` as well as to the clips around it.
    void pushClip(base::RectPx rect);
    void popClip();
    [[nodiscard]] base::RectPx clip() const;
    /// Moves everything until `popOffset`, whole pixels.
    void pushOffset(float dx, float dy);
    void popOffset();

    void fill(base::RectPx rect, Color color);
    void fillRounded(base::RectPx rect, Color color, float radius, std::uint8_t corners = kAllCorners);
    /// Inside the rectangle.
    void border(base::RectPx rect, Color color, float width, float radius, std::uint8_t corners = kAllCorners);
    void dashedBorder(base::RectPx rect, Color color, float width, float radius, float dash);
    /// Around the rectangle, as far as `within` reaches: focus. It lies on a band of `ground`, which fills the gap and
    /// stands out by half of it, so that it shows beside any colour.
    struct Ring {
        Color color;
        Color ground;
        float width = 0;
        float gap = 0;
        float radius = 0;  ///< of the rectangle
    };
    void ring(base::RectPx rect, base::RectPx within, const Ring& ring);
    void shadow(base::RectPx rect, Color color, float radius, float blur, float dy);
    /// Diagonal stripes, 45 degrees.
    void hatch(base::RectPx rect, Color color, float period, float lineWidth);
    void line(base::PointPx a, base::PointPx b, Color color, float width);
    void polyline(std::span<const base::PointPx> points, Color color, float width, bool closed);
    /// @pre points turn one way only
    void convex(std::span<const base::PointPx> points, Color color);
    void circle(base::PointPx centre, float radius, Color color);
    void circleLine(base::PointPx centre, float radius, Color color, float width);
    /// Part of a ring between two radii; angles in radians, 0 = east, clockwise on the screen.
    void sector(base::PointPx centre, float inner, float outer, float from, float to, Color color);
    void sectorLine(base::PointPx centre, float inner, float outer, float from, float to, Color color, float width);

    /// Whole texture stretched over `rect`; texel for pixel when the sizes agree.
    void image(base::RectPx rect, const ImageTexture& texture, float alpha = 1);
    /// Part of a texture, in texels.
    void imagePart(base::RectPx rect, const ImageTexture& texture, base::RectPx texels);
    /// Covers the corners of what lies below with `ground`: round corners for opaque images at no blending cost.
    void cornerPatches(base::RectPx rect, Color ground, float radius, std::uint8_t corners = kAllCorners);

    /// Line boxes of the layout stacked from `topLeft`; `width` is what AlignX refers to.
    void text(const TextLayout& layout, base::PointPx topLeft, float width, AlignX align, Color color);
    /// The same text on one line with a rim of `halo` around its letters: names on a map.
    void haloText(const TextLayout& layout, base::PointPx topLeft, Color color, Color halo, int haloPx);
    /// Square of `sizePx`, tinted.
    void icon(std::string_view name, base::RectPx square, Color color);

    /// Parts of a mesh the backend keeps, inside the present clip. `draw.at` is in the caller's coordinates. Within a
    /// level meshes lie over opaque fills and images and below everything blended, in the order of the calls.
    void mesh(platform::MeshDraw draw, std::span<const platform::MeshRange> ranges);

    /// Triangles of somebody else's draw list with its own coverage texture, `uv` in texels (developers' overlay).
    void coverageTriangles(std::span<const platform::Vertex> vertices, platform::TextureHandle texture,
                           base::RectPx clip);

    /// Completes the frame. The result and its spans stay valid until the next `begin`.
    const platform::DrawFrame& finish();
    /// Rectangles to redraw: everything after `invalidate` or a change of size, otherwise the difference to the last
    /// frame.
    [[nodiscard]] std::span<const base::RectPx> damage() const;
    /// The picture on the glass is lost; the next frame is drawn whole.
    void invalidate();
    /// Glyphs or icons had no room: the caller clears the atlas and paints the frame again.
    [[nodiscard]] bool atlasOverflow() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace ui
