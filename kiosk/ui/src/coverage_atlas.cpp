#include "ui/coverage_atlas.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace ui {
namespace {

constexpr int kFirstSize = 1024;
constexpr int kLargestSize = 4096;
constexpr int kBorder = 1;  // keeps a neighbour's edge out of a glyph drawn half a pixel off

}  // namespace

CoverageAtlas::~CoverageAtlas() { m_backend->destroyTexture(m_texture); }

std::optional<CoverageAtlas::Slot> CoverageAtlas::place(int w, int h) {
    const int needW = w + kBorder;
    const int needH = h + kBorder;
    Shelf* best = nullptr;
    int bottom = 0;
    for (Shelf& shelf : m_shelves) {
        bottom = std::max(bottom, shelf.y + shelf.height);
        const bool fits = shelf.height >= needH && m_size - shelf.x >= needW;
        // A shelf much taller than the glyph would waste more than a new shelf does.
        if (fits && shelf.height <= needH + needH / 3 + 2 && (best == nullptr || shelf.height < best->height))
            best = &shelf;
    }
    if (best == nullptr) {
        if (needW > m_size || bottom + needH > m_size) return std::nullopt;
        m_shelves.push_back({bottom, needH, 0});
        best = &m_shelves.back();
    }
    const Slot slot{best->x, best->y, w, h};
    best->x += needW;
    return slot;
}

std::optional<CoverageAtlas::Slot> CoverageAtlas::add(int w, int h, const std::uint8_t* pixels) {
    if (w <= 0 || h <= 0) return Slot{};
    if (m_size == 0) grow();
    std::optional<Slot> slot = place(w, h);
    while (!slot && m_size < std::min(kLargestSize, m_backend->maxTextureSize())) {
        grow();
        slot = place(w, h);
    }
    if (!slot) {
        m_full = true;
        return std::nullopt;
    }
    for (int row = 0; row < h; ++row) {
        std::memcpy(m_pixels.data() + static_cast<std::size_t>(slot->y + row) * static_cast<std::size_t>(m_size) +
                        static_cast<std::size_t>(slot->x),
                    pixels + static_cast<std::size_t>(row) * static_cast<std::size_t>(w), static_cast<std::size_t>(w));
    }
    dirty(slot->x, slot->y, w, h);
    return slot;
}

void CoverageAtlas::dirty(int x, int y, int w, int h) {
    if (m_dirtyRight <= m_dirtyLeft) {
        m_dirtyLeft = x;
        m_dirtyTop = y;
        m_dirtyRight = x + w;
        m_dirtyBottom = y + h;
        return;
    }
    m_dirtyLeft = std::min(m_dirtyLeft, x);
    m_dirtyTop = std::min(m_dirtyTop, y);
    m_dirtyRight = std::max(m_dirtyRight, x + w);
    m_dirtyBottom = std::max(m_dirtyBottom, y + h);
}

void CoverageAtlas::grow() {
    const int size = m_size == 0 ? kFirstSize : m_size * 2;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    for (int row = 0; row < m_size; ++row) {
        std::memcpy(pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(size),
                    m_pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_size),
                    static_cast<std::size_t>(m_size));
    }
    const int used = m_size;
    m_pixels = std::move(pixels);
    m_size = size;
    m_backend->destroyTexture(m_texture);
    m_texture = m_backend->createTexture({size, size}, platform::TextureFormat::R8, {});
    if (used > 0) dirty(0, 0, used, used);
}

void CoverageAtlas::flush() {
    const int w = m_dirtyRight - m_dirtyLeft;
    const int h = m_dirtyBottom - m_dirtyTop;
    if (w <= 0 || h <= 0) return;
    std::vector<std::uint8_t> block(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
    for (int row = 0; row < h; ++row) {
        std::memcpy(block.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(w),
                    m_pixels.data() + static_cast<std::size_t>(m_dirtyTop + row) * static_cast<std::size_t>(m_size) +
                        static_cast<std::size_t>(m_dirtyLeft),
                    static_cast<std::size_t>(w));
    }
    m_backend->updateTexture(m_texture, m_dirtyLeft, m_dirtyTop, {w, h}, std::as_bytes(std::span(block)));
    m_dirtyLeft = m_dirtyTop = m_dirtyRight = m_dirtyBottom = 0;
}

void CoverageAtlas::clear() {
    m_shelves.clear();
    m_full = false;
    ++m_generation;
}

void CoverageAtlas::restore(platform::RenderBackend& backend) {
    m_backend = &backend;
    m_texture = {};
    if (m_size == 0) return;
    m_texture = m_backend->createTexture({m_size, m_size}, platform::TextureFormat::R8, {});
    dirty(0, 0, m_size, m_size);
}

}  // namespace ui
