#pragma once

#include <cstdint>
#include <vector>

#include "plane.hpp"

namespace content_map {

/// A piece of line between two points where rings or lines meet or end, shared by all that run along it.
struct Arc {
    GridPath points;  ///< first = last in a closed one
    /// The tolerance in grid units up to which each point is kept; infinite for those always kept: the ends, and of
    /// closed arcs two more, so that no island vanishes.
    std::vector<float> keep;

    [[nodiscard]] bool closed() const { return points.front() == points.back(); }
    [[nodiscard]] GridPath simplified(double tolerance) const;
};

struct ArcUse {
    std::uint32_t arc = 0;
    bool reversed = false;
};

/// A ring or line as a chain of arcs.
using ArcChain = std::vector<ArcUse>;

struct Topology {
    std::vector<Arc> arcs;
    std::vector<ArcChain> chains;  ///< of each path
};

struct TopologyPath {
    const GridPath* points = nullptr;
    bool ring = false;  ///< closed; its first point is not repeated
};

/// Cuts paths into arcs. Points are the same when they are equal. @pre lines have two points, rings three or more;
/// none repeats the point before
[[nodiscard]] Topology cutIntoArcs(const std::vector<TopologyPath>& paths);

/// The points of a chain, given the points of each arc. A ring does not repeat its first point; fewer than three
/// points are left of one that collapsed.
[[nodiscard]] GridPath joined(const ArcChain& chain, const std::vector<GridPath>& arcs, bool ring);

}  // namespace content_map
