#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "platform/log.hpp"
#include "platform/render.hpp"

namespace platform_sdl {

/// RenderBackend on OpenGL 3.3 core or OpenGL ES 3.0. Draws straight into the window's framebuffer.
/// Threading: the thread of the current GL context.
class GlBackend final : public platform::RenderBackend {
public:
    explicit GlBackend(platform::Log& log) : m_log(log) {}
    ~GlBackend() override;

    /// Compiles the programs in the current context. Called again after a context was lost: every texture handle is
    /// then stale and its owner has to make it anew.
    [[nodiscard]] base::Status initialise(bool gles);
    /// Forgets GL names without deleting them: their context is gone.
    void abandon();

    void setFramebufferSize(base::SizePx size) { m_size = size; }
    /// How many frames old the picture in the buffer about to be drawn is: 1 = the last one, 0 = unknown, so that all
    /// of it is drawn. Asked once per draw. Without it the framebuffer is taken to keep its picture.
    void setBufferAge(std::function<int()> age) { m_bufferAge = std::move(age); }
    /// Counts overdraw in `stats()`; costs a pass over all triangles, so only when somebody looks.
    void setMeasuring(bool on) { m_measuring = on; }
    /// The picture is gone (resize, expose): the next draw repaints everything.
    void forgetPicture() { m_history.clear(); }

    platform::TextureHandle createTexture(base::SizePx size, platform::TextureFormat format,
                                          std::span<const std::byte> pixels) override;
    void updateTexture(platform::TextureHandle texture, int x, int y, base::SizePx size,
                       std::span<const std::byte> pixels) override;
    void destroyTexture(platform::TextureHandle texture) override;
    [[nodiscard]] int maxTextureSize() const override { return m_maxTextureSize; }
    platform::MeshHandle createMesh(platform::MeshKind kind, std::size_t vertexBytes, std::size_t indexCount) override;
    void updateMesh(platform::MeshHandle mesh, std::size_t vertexOffsetBytes, std::span<const std::byte> vertices,
                    std::size_t firstIndex, std::span<const std::uint32_t> indices) override;
    void destroyMesh(platform::MeshHandle mesh) override;
    void draw(const platform::DrawFrame& frame, std::span<const base::RectPx> damage) override;
    /// The frame drawn last was handed to the window: waits until the one before it is on the glass. Left to itself, a
    /// driver that draws with the processor piles up frames and keeps the memory of them all.
    void framePresented();
    [[nodiscard]] std::vector<std::byte> readPixels() override;
    [[nodiscard]] platform::RenderStats stats() const override { return m_stats; }

private:
    struct Texture {
        unsigned name = 0;
        std::uint32_t generation = 0;
        base::SizePx size;
        platform::TextureFormat format = platform::TextureFormat::Rgba8;
        bool linear = false;
    };
    struct Program {
        unsigned name = 0;
        int scale = -1;
        int offset = -1;
        int uvScale = -1;
        // Meshes only.
        int color = -1;
        int matrix = -1;
        int centre = -1;
        int at = -1;
        int turn = -1;
        int width = -1;
        int dash = -1;
    };
    struct Mesh {
        unsigned vertexArray = 0;
        unsigned vertexBuffer = 0;
        unsigned indexBuffer = 0;
        std::uint32_t generation = 0;
        platform::MeshKind kind = platform::MeshKind::Fill;
        std::size_t vertexBytes = 0;
        std::size_t indexCount = 0;
    };
    struct State;  // what is bound, to skip redundant calls within one draw

    [[nodiscard]] base::Result<unsigned> compile(unsigned stage, std::string_view body, const char* what) const;
    struct Stages {
        std::string_view vertex;
        std::string_view fragment;
        const char* what;  ///< for errors: name of the fragment stage
    };
    [[nodiscard]] base::Result<Program> link(const Stages& stages) const;
    [[nodiscard]] Texture* find(platform::TextureHandle handle);
    [[nodiscard]] Mesh* find(platform::MeshHandle handle);
    void drawMesh(const platform::DrawFrame& frame, const platform::MeshDraw& draw);
    void drawRect(const platform::DrawFrame& frame, base::RectPx rect);
    [[nodiscard]] std::vector<base::RectPx> withStaleParts(std::span<const base::RectPx> damage);
    void releaseAll();

    platform::Log& m_log;
    bool m_gles = false;
    base::SizePx m_size;
    int m_maxTextureSize = 2048;
    std::array<Program, 6> m_programs;  ///< solid, image exact, image scaled, coverage, mesh fill, mesh line
    unsigned m_vertexArray = 0;
    unsigned m_vertexBuffer = 0;
    unsigned m_indexBuffer = 0;
    std::size_t m_vertexCapacity = 0;
    std::size_t m_indexCapacity = 0;
    std::vector<Texture> m_textures;
    std::vector<std::uint32_t> m_free;
    std::vector<Mesh> m_meshes;
    std::vector<std::uint32_t> m_freeMeshes;
    std::function<int()> m_bufferAge;
    std::deque<std::vector<base::RectPx>> m_history;  ///< damage of the last frames, newest first
    void* m_inFlight = nullptr;                       ///< GLsync behind the newest frame
    bool m_measuring = false;
    platform::RenderStats m_stats;
};

}  // namespace platform_sdl
