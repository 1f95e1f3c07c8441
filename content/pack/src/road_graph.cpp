#include "road_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace content_pack {

using content::MapPoint;

namespace {

/// Points nearer than this are one: layers are rounded to about ten metres. Also the side of a cell, so that such
/// points lie in the same cell or in neighbours.
constexpr double kSamePointM = 1;

std::uint64_t cellOf(double x, double y) {
    const auto index = [](double v) {
        return static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(v / kSamePointM)));
    };
    return (static_cast<std::uint64_t>(index(x)) << 32U) | index(y);
}

MapPoint nearestOn(MapPoint a, MapPoint b, MapPoint p) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0;
    return {a.x + t * dx, a.y + t * dy};
}

}  // namespace

double RoadGraph::length(MapPoint a, MapPoint b) const {
    const MapPoint middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    return std::hypot(a.x - b.x, a.y - b.y) * m_projection.groundMetres(middle);
}

std::size_t RoadGraph::nodeAt(MapPoint at) {
    std::size_t found = m_nodes.size();  // the first of several, whatever the order of the cells
    for (const double dx : {-kSamePointM, 0.0, kSamePointM}) {
        for (const double dy : {-kSamePointM, 0.0, kSamePointM}) {
            const auto [first, last] = m_cells.equal_range(cellOf(at.x + dx, at.y + dy));
            for (auto node = first; node != last; ++node) {
                const MapPoint there = m_nodes[node->second];
                if (std::hypot(there.x - at.x, there.y - at.y) < kSamePointM) found = std::min(found, node->second);
            }
        }
    }
    if (found < m_nodes.size()) return found;
    m_cells.emplace(cellOf(at.x, at.y), m_nodes.size());
    m_nodes.push_back(at);
    m_edges.emplace_back();
    return m_nodes.size() - 1;
}

void RoadGraph::add(const std::vector<MapPoint>& line) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        const std::size_t a = nodeAt(line[i - 1]);
        const std::size_t b = nodeAt(line[i]);
        if (a == b) continue;
        const double metres = length(m_nodes[a], m_nodes[b]);
        m_edges[a].push_back({b, metres});
        m_edges[b].push_back({a, metres});
    }
}

std::optional<RoadGraph::Foot> RoadGraph::footOf(MapPoint at) const {
    std::optional<Foot> best;
    for (std::size_t a = 0; a < m_nodes.size(); ++a) {
        for (const Edge& edge : m_edges[a]) {
            if (edge.to < a) continue;
            const MapPoint foot = nearestOn(m_nodes[a], m_nodes[edge.to], at);
            const double metres = length(at, foot);
            if (metres <= kReachM && (!best || metres < best->metres)) best = Foot{foot, a, edge.to, metres};
        }
    }
    return best;
}

RoadGraph::Way RoadGraph::between(MapPoint from, MapPoint to) const {
    const Way straight{{from, to}, length(from, to), false};
    const auto start = footOf(from);
    const auto end = footOf(to);
    if (!start || !end) return straight;

    // Dijkstra from the foot of the start: its edge's ends first.
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<double> distance(m_nodes.size(), kFar);
    std::vector<std::size_t> before(m_nodes.size(), m_nodes.size());
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (const std::size_t node : {start->a, start->b}) {
        distance[node] = length(start->at, m_nodes[node]);
        open.emplace(distance[node], node);
    }
    while (!open.empty()) {
        const auto [metres, node] = open.top();
        open.pop();
        if (metres > distance[node]) continue;
        for (const Edge& edge : m_edges[node]) {
            if (metres + edge.metres >= distance[edge.to]) continue;
            distance[edge.to] = metres + edge.metres;
            before[edge.to] = node;
            open.emplace(distance[edge.to], edge.to);
        }
    }
    const auto through = [&](std::size_t node) { return distance[node] + length(m_nodes[node], end->at); };
    const std::size_t last = through(end->a) <= through(end->b) ? end->a : end->b;
    double road = through(last);
    std::vector<MapPoint> nodes;
    // On one and the same edge the way is the piece between the feet.
    const bool oneEdge = start->a == end->a && start->b == end->b;
    if (oneEdge && length(start->at, end->at) <= road) {
        road = length(start->at, end->at);
    } else if (road == kFar) {
        return straight;
    } else {
        for (std::size_t node = last; node < m_nodes.size(); node = before[node])
            nodes.push_back(m_nodes[node]);
        std::reverse(nodes.begin(), nodes.end());
    }
    Way way{{from}, start->metres + road + end->metres, true};
    const auto append = [&way](MapPoint at) {
        const MapPoint& back = way.path.back();
        if (std::hypot(back.x - at.x, back.y - at.y) >= kSamePointM) way.path.push_back(at);
    };
    append(start->at);
    for (const MapPoint at : nodes)
        append(at);
    append(end->at);
    append(to);
    if (way.path.size() < 2) way.path.push_back(to);
    return way;
}

}  // namespace content_pack
