#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "platform/render.hpp"

namespace ui {

/// Meshes on their way to the graphics driver and in it. A large one arrives over several frames, so that no frame
/// waits for it; until then `Mesh::ready` is false and its owner draws something coarser.
/// Ownership: borrows the backend. A mesh lives as long as somebody holds its pointer, which may outlive the library.
/// Threading: main thread only.
class MeshLibrary {
public:
    /// Bytes handed over in one frame at most.
    static constexpr std::size_t kBytesPerFrame = 6U << 20U;

    class Mesh {
    public:
        [[nodiscard]] platform::MeshHandle handle() const { return m_handle; }
        [[nodiscard]] bool ready() const { return m_ready; }
        /// The driver has lost it, or had no memory for it: its owner adds it again, or does without.
        [[nodiscard]] bool lost() const { return m_lost; }

    private:
        friend class MeshLibrary;
        platform::MeshHandle m_handle;
        bool m_ready = false;
        bool m_lost = false;
    };
    using MeshPtr = std::shared_ptr<const Mesh>;

    explicit MeshLibrary(platform::RenderBackend& backend);
    ~MeshLibrary();
    MeshLibrary(const MeshLibrary&) = delete;
    MeshLibrary& operator=(const MeshLibrary&) = delete;

    /// Takes a mesh in. `owner` keeps `vertices` and `indices` alive and is let go once they are handed over.
    [[nodiscard]] MeshPtr add(platform::MeshKind kind, std::span<const std::byte> vertices,
                              std::span<const std::uint32_t> indices, std::shared_ptr<const void> owner);

    /// Hands over the next bytes, at most `kBytesPerFrame` between two calls of `endFrame`. True while some are left.
    bool pump();
    void endFrame();
    [[nodiscard]] bool loading() const;

    /// A new renderer is in place: what was handed over is lost, what was not goes to the new one.
    void restore(platform::RenderBackend& backend);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace ui
