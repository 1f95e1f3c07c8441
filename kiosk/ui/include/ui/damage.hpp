#pragma once

#include <cstdint>
#include <vector>

#include "base/units.hpp"

namespace ui {

/// Finds what changed between two frames: each cell of the screen keeps a running hash of the primitives that touch it,
/// in drawing order. Cells whose hash differs from the last frame's are joined into a few rectangles. Threading: main
/// thread only.
class DamageGrid {
public:
    static constexpr int kCellPx = 64;
    /// More rectangles than this are merged: each costs a pass over the commands.
    static constexpr std::size_t kMaxRects = 6;

    void begin(base::SizePx size);
    void add(base::RectPx bounds, std::uint64_t hash);
    /// Rectangles in whole pixels inside the framebuffer, disjoint; everything after a new size or `invalidate`.
    [[nodiscard]] std::vector<base::RectPx> finish();
    void invalidate() { m_valid = false; }

private:
    base::SizePx m_size;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<std::uint64_t> m_now;
    std::vector<std::uint64_t> m_last;
    bool m_valid = false;
};

}  // namespace ui
