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
using MeshHandle = base::Handle<struct MeshTag>;

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
    Mesh,         ///< a `MeshDraw`: vertices kept by the backend, placed by a transform of their own (maps)
    SolidBlend,   ///< vertex colour with alpha: antialiased edges, veils
    ImageBlend,   ///< texture with alpha times vertex colour, linear filter; `uv` in [0, 1]
    Coverage,     ///< R8 texture as coverage of the vertex colour, exact texels; `uv` in texels
};
inline constexpr int kMaterialCount = 7;

/// Same layout as ImDrawVert, so that draw lists are handed over without a copy.
struct Vertex {
    float x = 0;  ///< framebuffer pixels, y down
    float y = 0;
    float u = 0;
    float v = 0;
    std::uint32_t rgba = 0;  ///< 0xAABBGGRR
};

enum class MeshKind : std::uint8_t {
    Fill,  ///< `MeshFillVertex`, indexed triangles
    Line,  ///< `MeshLineVertex`, triangle strips
};
/// Positions are the mesh's own plane.
struct MeshFillVertex {
    float x = 0;
    float y = 0;
};
/// A point of a line occurs twice, once for each side, and is moved apart along its normal while it is drawn, so the
/// width may change from frame to frame.
struct MeshLineVertex {
    float x = 0;
    float y = 0;
    std::int8_t normalX = 0;  ///< times kMeshNormalScale; longer than 1 in a mitre
    std::int8_t normalY = 0;
    std::uint16_t along = 0;  ///< distance from the start in units of `MeshDraw::pxPerAlong`, times 2, plus the side
};
inline constexpr float kMeshNormalScale = 60;

/// A part of a mesh: indices of a fill, vertices of a line.
struct MeshRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// Parts of a kept mesh drawn in one colour. A vertex p comes to stand at `matrix * (p - centre) + at`; the centre in
/// two floats (high and low part of a double), so that a map may be looked at closely far from its origin.
struct MeshDraw {
    MeshHandle mesh;
    std::uint32_t rgba = 0;       ///< 0xAABBGGRR; blended only when it is not opaque, and along the rims of lines
    float matrix[4]{1, 0, 0, 1};  ///< row by row, to framebuffer pixels
    float centreHigh[2]{};
    float centreLow[2]{};
    float at[2]{};          ///< framebuffer pixels
    float halfWidthPx = 0;  ///< lines
    float pxPerAlong = 0;   ///< lines with dashes
    float dashPx = 0;       ///< 0 = unbroken
    float gapPx = 0;
    std::uint32_t firstRange = 0;  ///< into `DrawFrame::meshRanges`
    std::uint32_t rangeCount = 0;
};

/// A run of indices drawn with one material, texture and clip.
struct DrawCommand {
    Material material = Material::SolidOpaque;
    TextureHandle texture;
    std::uint32_t buffer = 0;  ///< index into `DrawFrame::buffers`; Mesh: into `DrawFrame::meshes`
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
    std::vector<MeshDraw> meshes;
    std::vector<MeshRange> meshRanges;
};

/// Counters since the context was made; `frame*` of the last frame.
struct RenderStats {
    std::uint64_t framesDrawn = 0;
    int frameDrawCalls = 0;
    int frameVertices = 0;
    double frameOverdraw = 0;  ///< pixels filled / pixels of the framebuffer, estimated from triangle areas
    int frameMeshIndices = 0;  ///< vertices fed by kept meshes
    int textures = 0;
    std::uint64_t textureBytes = 0;
    int meshes = 0;
    std::uint64_t meshBytes = 0;
    std::uint64_t uploadedBytes = 0;
};

/// The GPU as the UI sees it. `platform_sdl` implements it with GL; tests use a recording one.
/// Ownership: textures and meshes belong to the backend and are destroyed by handle; a stale handle draws nothing.
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

    /// A mesh of `vertexBytes` bytes of MeshFillVertex or MeshLineVertex and, for fills, `indexCount` indices, without
    /// contents. Null handle when memory is short.
    virtual MeshHandle createMesh(MeshKind kind, std::size_t vertexBytes, std::size_t indexCount) = 0;
    /// Fills a part of it; large meshes arrive over several frames. @pre inside what `createMesh` was told
    virtual void updateMesh(MeshHandle mesh, std::size_t vertexOffsetBytes, std::span<const std::byte> vertices,
                            std::size_t firstIndex, std::span<const std::uint32_t> indices) = 0;
    virtual void destroyMesh(MeshHandle mesh) = 0;

    /// Draws the parts of `frame` inside the `damage` rectangles onto the kept picture. `damage` covering the whole
    /// framebuffer repaints everything; empty damage draws nothing.
    virtual void draw(const DrawFrame& frame, std::span<const base::RectPx> damage) = 0;

    /// RGBA rows, top first, of the picture as last drawn.
    [[nodiscard]] virtual std::vector<std::byte> readPixels() = 0;

    [[nodiscard]] virtual RenderStats stats() const = 0;
};

}  // namespace platform
