#include "arcs.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace content_map {
namespace {

constexpr float kAlways = std::numeric_limits<float>::infinity();
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// What is known of a point while the paths are read.
struct Node {
    std::uint32_t before = kNone;  ///< its neighbours in the first path through it, the smaller first
    std::uint32_t after = kNone;
    bool junction = false;
};

double squared(double value) { return value * value; }

/// Square of the distance of `p` from the segment a-b.
double squaredDistance(GridPoint p, GridPoint a, GridPoint b) {
    const double dx = double(b.x) - a.x;
    const double dy = double(b.y) - a.y;
    const double px = double(p.x) - a.x;
    const double py = double(p.y) - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
    return squared(px - t * dx) + squared(py - t * dy);
}

/// Douglas-Peucker for all tolerances at once: the tree of splits does not depend on the tolerance, and a point is kept
/// when it and all splits above it lie further away than that.
void weigh(Arc& arc, std::size_t from, std::size_t to) {
    struct Range {
        std::size_t from, to;
        float most;
    };
    std::vector<Range> open{{from, to, kAlways}};
    while (!open.empty()) {
        const Range range = open.back();
        open.pop_back();
        if (range.to - range.from < 2) continue;
        double furthest = -1;
        std::size_t split = range.from + 1;
        for (std::size_t i = range.from + 1; i < range.to; ++i) {
            const double d = squaredDistance(arc.points[i], arc.points[range.from], arc.points[range.to]);
            if (d > furthest) {
                furthest = d;
                split = i;
            }
        }
        const float weight = std::min(range.most, static_cast<float>(std::sqrt(furthest)));
        arc.keep[split] = weight;
        open.push_back({range.from, split, weight});
        open.push_back({split, range.to, weight});
    }
}

void weigh(Arc& arc) {
    const std::size_t last = arc.points.size() - 1;
    arc.keep.assign(arc.points.size(), 0);
    arc.keep.front() = arc.keep.back() = kAlways;
    if (!arc.closed()) {
        weigh(arc, 0, last);
        return;
    }
    // A closed arc has no chord: it is cut at the point furthest from its begin. The point that stands out most of all
    // others stays too, so that a triangle is left.
    std::size_t far = 1;
    const auto distance2 = [&](std::size_t i) {
        return squared(double(arc.points[i].x) - arc.points[0].x) + squared(double(arc.points[i].y) - arc.points[0].y);
    };
    for (std::size_t i = 1; i < last; ++i) {
        if (distance2(i) > distance2(far)) far = i;
    }
    weigh(arc, 0, far);
    weigh(arc, far, last);
    arc.keep[far] = kAlways;
    std::size_t third = 0;
    for (std::size_t i = 1; i < last; ++i) {
        if (i != far && (third == 0 || arc.keep[i] > arc.keep[third])) third = i;
    }
    if (third != 0) arc.keep[third] = kAlways;
}

class Cutter {
public:
    explicit Cutter(const std::vector<TopologyPath>& paths) : m_paths(paths) {}

    Topology cut() {
        number();
        findJunctions();
        for (std::size_t p = 0; p < m_paths.size(); ++p)
            m_topology.chains.push_back(chainOf(m_numbered[p], m_paths[p].ring));
        for (Arc& arc : m_topology.arcs)
            weigh(arc);
        return std::move(m_topology);
    }

private:
    using Numbers = std::vector<std::uint32_t>;

    static std::uint64_t keyOf(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }

    /// Equal points get the same number.
    void number() {
        std::size_t total = 0;
        for (const TopologyPath& path : m_paths)
            total += path.points->size();
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        numbers.reserve(total);
        for (const TopologyPath& path : m_paths) {
            Numbers& list = m_numbered.emplace_back();
            list.reserve(path.points->size());
            for (const GridPoint at : *path.points) {
                const auto fresh = static_cast<std::uint32_t>(m_points.size());
                const auto key = keyOf(static_cast<std::uint32_t>(at.x), static_cast<std::uint32_t>(at.y));
                const auto [found, isNew] = numbers.emplace(key, fresh);
                if (isNew) m_points.push_back(at);
                list.push_back(found->second);
            }
        }
        m_nodes.resize(m_points.size());
    }

    void findJunctions() {
        for (std::size_t p = 0; p < m_paths.size(); ++p) {
            const Numbers& list = m_numbered[p];
            const std::size_t n = list.size();
            for (std::size_t i = 0; i < n; ++i) {
                Node& node = m_nodes[list[i]];
                if (!m_paths[p].ring && (i == 0 || i + 1 == n)) {
                    node.junction = true;
                    continue;
                }
                const auto [before, after] = std::minmax(list[(i + n - 1) % n], list[(i + 1) % n]);
                if (node.before == kNone) {
                    node.before = before;
                    node.after = after;
                } else if (node.before != before || node.after != after) {
                    node.junction = true;
                }
            }
        }
    }

    ArcChain chainOf(Numbers& list, bool ring) {
        if (ring) {
            // Begins at a junction; a ring that meets no other begins at the same point from wherever it was written.
            auto begin = std::find_if(list.begin(), list.end(), [&](std::uint32_t i) { return m_nodes[i].junction; });
            if (begin == list.end()) {
                begin = std::min_element(list.begin(), list.end(),
                                         [&](std::uint32_t a, std::uint32_t b) { return m_points[a] < m_points[b]; });
            }
            std::rotate(list.begin(), begin, list.end());
            list.push_back(list.front());
        }
        ArcChain chain;
        std::size_t first = 0;
        for (std::size_t i = 1; i < list.size(); ++i) {
            if (i + 1 < list.size() && !m_nodes[list[i]].junction) continue;
            chain.push_back(arcOf(list, first, i));
            first = i;
        }
        return chain;
    }

    /// Between two ends there is only one way to go on from a point, so the first step of an arc names it.
    ArcUse arcOf(const Numbers& list, std::size_t first, std::size_t last) {
        const auto found = m_known.find(keyOf(list[first], list[first + 1]));
        if (found != m_known.end()) return found->second;
        const auto index = static_cast<std::uint32_t>(m_topology.arcs.size());
        Arc& arc = m_topology.arcs.emplace_back();
        arc.points.reserve(last - first + 1);
        for (std::size_t i = first; i <= last; ++i)
            arc.points.push_back(m_points[list[i]]);
        m_known.emplace(keyOf(list[last], list[last - 1]), ArcUse{index, true});
        m_known.insert_or_assign(keyOf(list[first], list[first + 1]), ArcUse{index, false});
        return {index, false};
    }

    const std::vector<TopologyPath>& m_paths;
    std::vector<Numbers> m_numbered;
    std::vector<GridPoint> m_points;
    std::vector<Node> m_nodes;
    std::unordered_map<std::uint64_t, ArcUse> m_known;
    Topology m_topology;
};

}  // namespace

GridPath Arc::simplified(double tolerance) const {
    GridPath out;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (tolerance <= 0 || keep[i] > tolerance) out.push_back(points[i]);
    }
    return out;
}

Topology cutIntoArcs(const std::vector<TopologyPath>& paths) { return Cutter(paths).cut(); }

GridPath joined(const ArcChain& chain, const std::vector<GridPath>& arcs, bool ring) {
    GridPath out;
    const auto add = [&](GridPoint at) {
        if (out.empty() || out.back() != at) out.push_back(at);
    };
    for (const ArcUse use : chain) {
        const GridPath& points = arcs[use.arc];
        if (use.reversed) {
            std::for_each(points.rbegin(), points.rend(), add);
        } else {
            std::for_each(points.begin(), points.end(), add);
        }
    }
    if (ring && out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
}

}  // namespace content_map
