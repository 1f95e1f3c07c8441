#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/strong_id.hpp"
#include "base/units.hpp"

namespace platform {

using TextureHandle = base::Handle<struct TextureTag>;

enum class TextureFormat {
    Rgba8,  ///< 4 bytes a pixel, straight alpha
    R8,     ///< 1 byte a pixel: coverage (text, icons, patterns)
};

/// How a run of triangles is shaded. The split exists because a software rasteriser pays for every sampled or blended
/// pixel: a flat opaque pixel costs a seventh of a textured one (ARCHITECTURE.md, "Drawing").
enum class Material : std::uint8_t {
    SolidOpaque,  ///< vertex colour, no texture, no blending
    ImageExact,   ///< opaque texture shown 1:1; `uv` are texel coordinates, looked up without filtering
    ImageScaled,  ///< opaque texture, linear filter; `uv` in [0, 1]
    SolidBlend,   ///< vertex colour with alpha: antialiased edges, veils
    ImageBlend,   ///< texture with alpha times vertex colour, linear filter; `uv` in [0, 1]
    Coverage,     ///< R8 texture as coverage of the vertex colour, exact texels; `uv` in texels
};
inline constexpr int kMaterialCount = 6;

/// Same layout as ImDrawVert, so that draw lists are handed over without a copy.
struct Vertex {
    float x = 0;  ///< framebuffer pixels, y down
    float y = 0;
    float u = 0;
    float v = 0;
    std::uint32_t rgba = 0;  ///< 0xAABBGGRR
};

/// A run of indices drawn with one material, texture and clip.
struct DrawCommand {
    Material material = Material::SolidOpaque;
    TextureHandle texture;
    std::uint32_t buffer = 0;  ///< index into `DrawFrame::buffers`
    std::uint32_t firstIndex = 0;
    std::uint32_t indexCount = 0;
    base::RectPx bounds;  ///< of the triangles, clipped: what a damage rectangle is tested against
    base::RectPx clip;
};

struct DrawBuffer {
    std::span<const Vertex> vertices;
    std::span<const std::uint16_t> indices;
};

/// Everything needed to draw one frame, back to front.
struct DrawFrame {
    std::vector<DrawBuffer> buffers;
    std::vector<DrawCommand> commands;
};

/// Counters since the context was made; `frame*` of the last frame.
struct RenderStats {
    std::uint64_t framesDrawn = 0;
    int frameDrawCalls = 0;
    int frameVertices = 0;
    double frameOverdraw = 0;  ///< pixels filled / pixels of the framebuffer, estimated from triangle areas
    int textures = 0;
    std::uint64_t textureBytes = 0;
    std::uint64_t uploadedBytes = 0;
};

/// The GPU as the UI sees it. `platform_sdl` implements it with GL; tests use a recording one.
/// Ownership: textures belong to the backend and are destroyed by handle; a stale handle draws nothing.
/// Threading: main thread only.
class RenderBackend {
public:
    virtual ~RenderBackend() = default;

    /// Null handle when the size exceeds `maxTextureSize()` or memory is short; `pixels` may be empty (contents
    /// undefined).
    virtual TextureHandle createTexture(base::SizePx size, TextureFormat format, std::span<const std::byte> pixels) = 0;
    /// Replaces a rectangle; `pixels` is tightly packed, rows of `w`.
    virtual void updateTexture(TextureHandle texture, int x, int y, base::SizePx size,
                               std::span<const std::byte> pixels) = 0;
    virtual void destroyTexture(TextureHandle texture) = 0;
    [[nodiscard]] virtual int maxTextureSize() const = 0;

    /// Draws the parts of `frame` inside the `damage` rectangles onto the kept picture. `damage` covering the whole
    /// framebuffer repaints everything; empty damage draws nothing.
    virtual void draw(const DrawFrame& frame, std::span<const base::RectPx> damage) = 0;

    /// RGBA rows, top first, of the picture as last drawn.
    [[nodiscard]] virtual std::vector<std::byte> readPixels() = 0;

    [[nodiscard]] virtual RenderStats stats() const = 0;
};

}  // namespace platform
