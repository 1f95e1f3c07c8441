#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/units.hpp"
#include "platform/render.hpp"

namespace ui {

/// One growing single-channel texture for everything that is tinted: glyphs, icons, patterns. Shelf packing; starts at
/// 1024 px and doubles to 4096; when even that is full, `full()` turns true and the owner starts over with `clear()`.
/// Ownership: borrows the backend, owns the texture. Threading: main thread only.
class CoverageAtlas {
public:
    struct Slot {
        int x = 0;
        int y = 0;
        int w = 0;
        int h = 0;
    };

    explicit CoverageAtlas(platform::RenderBackend& backend) : m_backend(&backend) {}
    ~CoverageAtlas();
    CoverageAtlas(const CoverageAtlas&) = delete;
    CoverageAtlas& operator=(const CoverageAtlas&) = delete;

    /// Reserves `w` x `h` texels (plus a border nobody writes) and copies tightly packed `pixels` in. nullopt when
    /// full.
    std::optional<Slot> add(int w, int h, const std::uint8_t* pixels);

    /// Uploads what was added since the last call. Call before drawing.
    void flush();

    /// Throws everything away; slots handed out before are invalid. `generation()` counts these.
    void clear();
    /// The context was lost: makes the texture again from the copy in memory.
    void restore(platform::RenderBackend& backend);

    [[nodiscard]] bool full() const { return m_full; }
    [[nodiscard]] std::uint32_t generation() const { return m_generation; }
    [[nodiscard]] platform::TextureHandle texture() const { return m_texture; }
    [[nodiscard]] int size() const { return m_size; }

private:
    struct Shelf {
        int y = 0;
        int height = 0;
        int x = 0;  ///< first free column
    };
    std::optional<Slot> place(int w, int h);
    void grow();
    void dirty(int x, int y, int w, int h);

    platform::RenderBackend* m_backend;
    platform::TextureHandle m_texture;
    int m_size = 0;
    std::vector<std::uint8_t> m_pixels;  ///< the whole texture: to grow it, and to make it again after a lost context
    std::vector<Shelf> m_shelves;
    int m_dirtyLeft = 0, m_dirtyTop = 0, m_dirtyRight = 0, m_dirtyBottom = 0;
    std::uint32_t m_generation = 1;
    bool m_full = false;
};

}  // namespace ui
