#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "content/map.hpp"

namespace content_pack {

/// The drawn roads as a net: shortest ways along them. Positions on the plane of the map, lengths in metres on the
/// ground. Roads are joined where they share a point, to within a metre. Threading: const members from any thread.
class RoadGraph {
public:
    explicit RoadGraph(const content::MapProjection& projection) : m_projection(projection) {}

    void add(const std::vector<content::MapPoint>& line);

    struct Way {
        std::vector<content::MapPoint> path;  ///< from the start to the end, both included
        double metres = 0;
        bool byRoad = false;  ///< false: the straight line
    };
    /// Both ends are joined to the nearest point of a road, at most `kReachM` away, by a straight piece that counts.
    [[nodiscard]] Way between(content::MapPoint from, content::MapPoint to) const;

    static constexpr double kReachM = 3000;

private:
    struct Edge {
        std::size_t to = 0;
        double metres = 0;
    };
    /// The nearest point of the net and the edge it lies on.
    struct Foot {
        content::MapPoint at;
        std::size_t a = 0, b = 0;
        double metres = 0;  ///< to it
    };
    [[nodiscard]] double length(content::MapPoint a, content::MapPoint b) const;
    [[nodiscard]] std::optional<Foot> footOf(content::MapPoint at) const;
    [[nodiscard]] std::size_t nodeAt(content::MapPoint at);

    content::MapProjection m_projection;
    std::vector<content::MapPoint> m_nodes;
    std::unordered_multimap<std::uint64_t, std::size_t> m_cells;  ///< nodes by the square metre they lie in
    std::vector<std::vector<Edge>> m_edges;
};

}  // namespace content_pack
