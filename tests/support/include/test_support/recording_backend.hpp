#pragma once

#include <optional>
#include <vector>

#include "platform/render.hpp"

namespace test_support {

/// A render backend that keeps what it was given instead of drawing it. What a GL driver would take for a crash fails
/// the test at once (KIOSK_ASSERT): pixels of the wrong size, updates outside the texture, indices past the vertices.
/// Threading: one thread.
class RecordingBackend final : public platform::RenderBackend {
public:
    struct Texture {
        base::SizePx size;
        platform::TextureFormat format = platform::TextureFormat::Rgba8;
        std::vector<std::byte> pixels;
    };
    struct Mesh {
        platform::MeshKind kind = platform::MeshKind::Fill;
        std::vector<std::byte> vertices;
        std::vector<std::uint32_t> indices;
    };
    struct Buffer {
        std::vector<platform::Vertex> vertices;
        std::vector<std::uint16_t> indices;
    };
    /// A copy, valid for as long as one likes.
    struct Frame {
        std::vector<Buffer> buffers;
        std::vector<platform::MeshDraw> meshes;
        std::vector<platform::MeshRange> meshRanges;
        std::vector<platform::DrawCommand> commands;
        std::vector<base::RectPx> damage;
    };

    explicit RecordingBackend(base::SizePx framebuffer) : m_framebuffer(framebuffer) {}

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
    /// Opaque black of the framebuffer's size: nothing is ever drawn here.
    [[nodiscard]] std::vector<std::byte> readPixels() override;
    [[nodiscard]] platform::RenderStats stats() const override { return m_stats; }

    /// The last frame with damage; nothing before the first.
    [[nodiscard]] const std::optional<Frame>& lastFrame() const { return m_lastFrame; }
    /// Null for a stale handle.
    [[nodiscard]] const Texture* texture(platform::TextureHandle handle) const;
    [[nodiscard]] const Mesh* mesh(platform::MeshHandle handle) const;
    /// Commands of the last frame whose texture or mesh had been destroyed, and which a real backend leaves out.
    [[nodiscard]] int staleCommands() const { return m_staleCommands; }

    /// The picture has another size from now on; textures stay.
    void setFramebuffer(base::SizePx size) { m_framebuffer = size; }
    void setMaxTextureSize(int size) { m_maxTextureSize = size; }
    /// From now on there is no memory for textures (`Memory::Short`), or there is again.
    enum class Memory { Enough, Short };
    void setMemory(Memory memory) { m_memory = memory; }
    /// Forgets all textures and meshes, as a lost GL context does; the handles go stale.
    void loseContext();

private:
    struct Slot {
        std::uint32_t generation = 1;
        std::optional<Texture> texture;
    };

    struct MeshSlot {
        std::uint32_t generation = 1;
        std::optional<Mesh> mesh;
    };

    void drawMesh(const Frame& frame, const platform::MeshDraw& draw);
    void forget(Slot& slot);
    void forget(MeshSlot& slot);
    [[nodiscard]] Slot* find(platform::TextureHandle handle);

    base::SizePx m_framebuffer;
    int m_maxTextureSize = 4096;
    Memory m_memory = Memory::Enough;
    std::vector<Slot> m_slots;
    std::vector<MeshSlot> m_meshSlots;
    std::optional<Frame> m_lastFrame;
    int m_staleCommands = 0;
    platform::RenderStats m_stats;
};

}  // namespace test_support
