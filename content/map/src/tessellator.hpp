#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "plane.hpp"

class GLUtesselator;

namespace content_map {

/// Triangles over `points`.
struct Mesh {
    std::vector<GridPoint> points;
    std::vector<std::uint32_t> triangles;  ///< three indexes each
};

/// Areas by the odd-even rule, whatever the rings do. Wraps the tessellator of GLU, which needs no GL context.
/// Threading: one thread each.
class Tessellator {
public:
    Tessellator();
    Tessellator(const Tessellator&) = delete;
    Tessellator& operator=(const Tessellator&) = delete;
    ~Tessellator();

    /// Clean rings of the same area: they neither cross nor run along each other, outer ones turn from x to y (positive
    /// `doubleArea`), holes the other way. Crossings are moved to the grid. Empty when nothing is enclosed.
    [[nodiscard]] std::vector<GridPath> cleanRings(std::vector<GridPath> rings);

    /// False when the triangles do not cover the area of the rings to a millionth, as it happens when rings cross.
    /// @pre rings as `cleanRings` gives them, perhaps with points taken out
    [[nodiscard]] bool fill(const std::vector<GridPath>& rings, Mesh& mesh);

private:
    struct Callbacks;
    /// One run over the rings; false when GLU reports an error.
    bool run(const std::vector<GridPath>& rings);

    GLUtesselator* m_tess;
    // Of the run.
    std::vector<GridPoint> m_points;
    std::vector<std::uint32_t> m_triangles;
    std::vector<GridPath> m_contours;
    bool m_boundary = false;
    bool m_moved = false;
    bool m_failed = false;
};

}  // namespace content_map
