#include "delaunay.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

namespace content_map {
namespace {

__extension__ using Wide = __int128;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

std::int64_t cross(GridPoint o, GridPoint a, GridPoint b) {
    return (std::int64_t{a.x} - o.x) * (std::int64_t{b.y} - o.y) -
           (std::int64_t{a.y} - o.y) * (std::int64_t{b.x} - o.x);
}
std::int64_t dot(GridPoint o, GridPoint a, GridPoint b) {
    return (std::int64_t{a.x} - o.x) * (std::int64_t{b.x} - o.x) +
           (std::int64_t{a.y} - o.y) * (std::int64_t{b.y} - o.y);
}

/// A side of a triangle is named by its place in Mesh::triangles: from that corner to the next one of the triangle.
class Flipper {
public:
    explicit Flipper(Mesh& mesh) : m_points(mesh.points), m_corners(mesh.triangles) {}

    void run() {
        orient();
        findTwins();
        for (std::uint32_t side = 0; side < m_corners.size(); ++side)
            push(side);
        while (!m_open.empty()) {
            const std::uint32_t side = m_open.back();
            m_open.pop_back();
            m_waits[side] = false;
            flip(side);
        }
    }

private:
    static std::uint32_t next(std::uint32_t side) { return side % 3 == 2 ? side - 2 : side + 1; }
    static std::uint32_t before(std::uint32_t side) { return side % 3 == 0 ? side + 2 : side - 1; }
    [[nodiscard]] GridPoint at(std::uint32_t side) const { return m_points[m_corners[side]]; }

    void orient() {
        for (std::size_t i = 0; i + 2 < m_corners.size(); i += 3) {
            if (cross(m_points[m_corners[i]], m_points[m_corners[i + 1]], m_points[m_corners[i + 2]]) < 0)
                std::swap(m_corners[i + 1], m_corners[i + 2]);
        }
    }

    void findTwins() {
        struct Edge {
            std::uint32_t low, high, side;
        };
        std::vector<Edge> edges;
        edges.reserve(m_corners.size());
        for (std::uint32_t side = 0; side < m_corners.size(); ++side) {
            const auto [low, high] = std::minmax({m_corners[side], m_corners[next(side)]});
            edges.push_back({low, high, side});
        }
        std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
            return std::tie(a.low, a.high, a.side) < std::tie(b.low, b.high, b.side);
        });
        m_twins.assign(m_corners.size(), kNone);
        m_waits.assign(m_corners.size(), false);
        for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
            const Edge& a = edges[i];
            const Edge& b = edges[i + 1];
            // Two triangles on the same side of an edge lie over each other; such an edge stays.
            if (a.low != b.low || a.high != b.high || m_corners[a.side] == m_corners[b.side]) continue;
            m_twins[a.side] = b.side;
            m_twins[b.side] = a.side;
            ++i;
        }
    }

    void push(std::uint32_t side) {
        if (m_twins[side] == kNone) return;
        const std::uint32_t one = std::min(side, m_twins[side]);
        if (m_waits[one]) return;
        m_waits[one] = true;
        m_open.push_back(one);
    }

    void join(std::uint32_t side, std::uint32_t twin) {
        m_twins[side] = twin;
        if (twin != kNone) m_twins[twin] = side;
    }

    /// Side a-b of the triangles a b c and b a d becomes c-d, if the angles at c and d are more than 180 degrees
    /// together.
    void flip(std::uint32_t side) {
        const std::uint32_t twin = m_twins[side];
        if (twin == kNone) return;
        const GridPoint a = at(side);
        const GridPoint b = at(twin);
        const GridPoint c = at(before(side));
        const GridPoint d = at(before(twin));
        // sin(c + d) < 0, times the lengths of the four sides
        const Wide sine = Wide{cross(c, a, b)} * dot(d, b, a) + Wide{dot(c, a, b)} * cross(d, b, a);
        if (sine >= 0 || cross(c, a, d) <= 0 || cross(d, b, c) <= 0) return;
        const std::uint32_t cornerC = m_corners[before(side)];
        const std::uint32_t cornerD = m_corners[before(twin)];
        const std::uint32_t bc = m_twins[next(side)];
        const std::uint32_t ad = m_twins[next(twin)];
        // Now: a d c in the first triangle, b c d in the second.
        m_corners[next(side)] = cornerD;
        m_corners[next(twin)] = cornerC;
        join(side, ad);
        join(twin, bc);
        join(next(side), next(twin));
        for (const std::uint32_t outer : {side, before(side), twin, before(twin)})
            push(outer);
    }

    const std::vector<GridPoint>& m_points;
    std::vector<std::uint32_t>& m_corners;
    std::vector<std::uint32_t> m_twins;  ///< the same edge in the other triangle
    std::vector<std::uint32_t> m_open;   ///< to be looked at
    std::vector<bool> m_waits;           ///< is in `m_open`
};

}  // namespace

void flipToDelaunay(Mesh& mesh) { Flipper(mesh).run(); }

}  // namespace content_map
