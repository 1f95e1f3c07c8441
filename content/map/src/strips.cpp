#include "strips.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_set>

namespace content_map {
namespace {

using content::MapLineVertex;
using content::MapPoint;

/// Half pixels a vertex can count before the distance begins again.
constexpr double kMostAlong = 0x7fff;
/// A step of round joins.
constexpr double kQuarterTurn = std::numbers::pi / 2;
constexpr double kFanStepRad = std::numbers::pi / 6;
/// Segments are at most this long, in half pixels: the distance along one must fit, and a long straight line should
/// still be culled piece by piece.
constexpr double kLongestSegment = 8192;

struct Vector {
    double x = 0;
    double y = 0;
};

Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y}; }
Vector operator*(Vector a, double k) { return {a.x * k, a.y * k}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
double cross(Vector a, Vector b) { return a.x * b.y - a.y * b.x; }

Vector turned(Vector v, double rad) {
    return {v.x * std::cos(rad) - v.y * std::sin(rad), v.x * std::sin(rad) + v.y * std::cos(rad)};
}

/// The left-hand side of a direction, with y to the south.
Vector leftOf(Vector direction) { return {direction.y, -direction.x}; }

class StripWriter {
public:
    StripWriter(double metresPerPixel, const Cells& cells, const LineSink& sink, Cap cap)
        : m_halfPixels(2 / metresPerPixel), m_cells(cells), m_sink(sink), m_capPairs(static_cast<int>(cap)) {}

    void write(const GridPath& path, bool closed) {
        prepare(path, closed);
        if (m_directions.empty()) return;
        const std::size_t segments = m_directions.size();
        const std::size_t n = m_points.size();
        const auto normal = [&](std::size_t segment) { return leftOf(m_directions[segment]); };
        const std::vector<Vector> seam = closed ? join(segments - 1, 0) : std::vector<Vector>{};

        begin(m_cells.of(middle(0)));
        if (closed) {
            pair(m_points[0], seam.back());
        } else {
            cap(m_points[0], m_directions[0], true);
            pair(m_points[0], normal(0));
        }
        for (std::size_t i = 0; i < segments; ++i) {
            const MapPoint to = m_points[(i + 1) % n];
            m_along += m_lengths[i];
            if (i + 1 < segments) {
                const std::vector<Vector> normals = join(i, i + 1);
                for (const Vector v : normals)
                    pair(to, v);
                const Cells::At next = m_cells.of(middle(i + 1));
                const bool full = m_along + m_lengths[i + 1] > kMostAlong;
                if (next != m_cell || full) {
                    end();
                    if (full) m_along = 0;
                    begin(next);
                    pair(to, normals.back());
                }
            } else if (closed) {
                for (const Vector v : seam)
                    pair(to, v);
            } else {
                pair(to, normal(i));
                cap(to, m_directions[i], false);
            }
        }
        end();
    }

private:
    /// Points in metres without repetitions and without too long segments; directions and lengths between them.
    void prepare(const GridPath& path, bool closed) {
        m_points.clear();
        m_directions.clear();
        m_lengths.clear();
        m_along = 0;
        const std::size_t n = path.size();
        const std::size_t segments = closed ? n : n - 1;
        if (n < 2) return;
        for (std::size_t i = 0; i < segments; ++i) {
            const MapPoint a = toPlane(path[i]);
            const MapPoint b = toPlane(path[(i + 1) % n]);
            const double metres = std::hypot(b.x - a.x, b.y - a.y);
            if (metres <= 0) continue;
            const auto parts = std::max(1.0, std::ceil(metres * m_halfPixels / kLongestSegment));
            for (int k = 0; k < static_cast<int>(parts); ++k) {
                const double t = k / parts;
                m_points.push_back({std::lerp(a.x, b.x, t), std::lerp(a.y, b.y, t)});
                m_directions.push_back({(b.x - a.x) / metres, (b.y - a.y) / metres});
                m_lengths.push_back(metres * m_halfPixels / parts);
            }
        }
        if (!closed) m_points.push_back(toPlane(path.back()));
    }

    [[nodiscard]] MapPoint middle(std::size_t segment) const {
        const MapPoint a = m_points[segment];
        const MapPoint b = m_points[(segment + 1) % m_points.size()];
        return {(a.x + b.x) / 2, (a.y + b.y) / 2};
    }

    /// Normals from the end of one segment to the begin of the next.
    [[nodiscard]] std::vector<Vector> join(std::size_t before, std::size_t after) const {
        const Vector a = leftOf(m_directions[before]);
        const Vector b = leftOf(m_directions[after]);
        const double cosine = dot(a, b);
        // |a + b| / 2 is the cosine of half the turn; the mitre is as long as its inverse.
        const double half = std::sqrt(std::max(0.0, (1 + cosine) / 2));
        if (half * content::kMapMitreLimit >= 1) return {(a + b) * (1 / (1 + cosine))};
        const double turn = std::atan2(cross(a, b), cosine);
        const auto steps = static_cast<int>(std::ceil(std::abs(turn) / kFanStepRad));
        std::vector<Vector> fan{a};
        for (int i = 1; i < steps; ++i)
            fan.push_back(turned(a, turn * i / steps));
        fan.push_back(b);
        return fan;
    }

    /// Pairs that stand on a circle around an end, evenly.
    void cap(MapPoint at, Vector direction, bool start) {
        const Vector out = direction * (start ? -1 : 1);
        const Vector left = leftOf(direction);
        // A bevel stands half way round; a round end goes on to its tip.
        const double step = m_capPairs > 1 ? kQuarterTurn / m_capPairs : kQuarterTurn / 2;
        for (int i = 1; i <= m_capPairs; ++i) {
            const double rad = step * (start ? m_capPairs + 1 - i : i);
            const Vector ahead = out * std::sin(rad);
            const Vector side = left * std::cos(rad);
            vertices(at, side + ahead, side * -1 + ahead);
        }
    }

    void pair(MapPoint at, Vector normal) { vertices(at, normal, normal * -1); }

    void vertices(MapPoint at, Vector left, Vector right) {
        push(at, left, 0);
        if (m_first) m_out->push_back(m_out->back());
        m_first = false;
        push(at, right, 1);
    }

    void push(MapPoint at, Vector normal, unsigned side) {
        const auto byte = [](double value) {
            return static_cast<std::int8_t>(std::lround(value * content::kMapNormalScale));
        };
        const auto along = static_cast<unsigned>(std::lround(std::min(m_along, kMostAlong)));
        m_out->push_back({static_cast<float>(at.x), static_cast<float>(at.y), byte(normal.x), byte(normal.y),
                          static_cast<std::uint16_t>(along << 1 | side)});
    }

    void begin(Cells::At cell) {
        m_cell = cell;
        m_out = &m_sink(cell);
        m_first = true;
    }

    void end() { m_out->push_back(m_out->back()); }

    double m_halfPixels;
    const Cells& m_cells;
    const LineSink& m_sink;
    int m_capPairs;
    std::vector<MapPoint> m_points;
    std::vector<Vector> m_directions;
    std::vector<double> m_lengths;  ///< half pixels
    double m_along = 0;             ///< half pixels
    Cells::At m_cell;
    std::vector<MapLineVertex>* m_out = nullptr;
    bool m_first = true;
};

ArcUse flipped(ArcUse use) { return {use.arc, !use.reversed}; }

void reverse(ArcChain& chain) {
    std::reverse(chain.begin(), chain.end());
    for (ArcUse& use : chain)
        use = flipped(use);
}

GridPoint startOf(ArcUse use, const std::vector<Arc>& arcs) {
    const GridPath& points = arcs[use.arc].points;
    return use.reversed ? points.back() : points.front();
}
GridPoint endOf(ArcUse use, const std::vector<Arc>& arcs) { return startOf(flipped(use), arcs); }

}  // namespace

Cap capFor(float widthMm) {
    // About two and six pixels of the panel zooms are counted for.
    constexpr float kSeenMm = 0.6F;
    constexpr float kRoundMm = 1.6F;
    if (widthMm < kSeenMm) return Cap::Flat;
    return widthMm < kRoundMm ? Cap::Bevelled : Cap::Round;
}

void appendStrips(const GridPath& points, bool closed, double metresPerPixel, const Cells& cells, const LineSink& sink,
                  Cap cap) {
    StripWriter(metresPerPixel, cells, sink, cap).write(points, closed);
}

std::vector<Run> runsOf(const std::vector<const ArcChain*>& chains, const std::vector<Arc>& arcs) {
    // Pieces of chains whose arcs nobody before had.
    std::vector<ArcChain> pieces;
    std::unordered_set<std::uint32_t> drawn;
    for (const ArcChain* chain : chains) {
        bool open = false;
        for (const ArcUse use : *chain) {
            if (!drawn.insert(use.arc).second) {
                open = false;
                continue;
            }
            if (!open) pieces.emplace_back();
            open = true;
            pieces.back().push_back(use);
        }
    }
    // Ends of pieces by place: piece * 2 + 1 for its last point.
    std::map<GridPoint, std::vector<std::size_t>> ends;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        ends[startOf(pieces[i].front(), arcs)].push_back(i * 2);
        ends[endOf(pieces[i].back(), arcs)].push_back(i * 2 + 1);
    }
    std::vector<bool> used(pieces.size());
    std::vector<Run> runs;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (used[i]) continue;
        used[i] = true;
        Run run{pieces[i], false};
        // Forward from the end, then, turned round, from the begin.
        for (int side = 0; side < 2 && !run.closed; ++side) {
            std::size_t last = i * 2 + (side == 0 ? 1 : 0);
            for (;;) {
                const auto& meeting = ends[endOf(run.chain.back(), arcs)];
                if (meeting.size() != 2) break;
                const std::size_t next = meeting[0] == last ? meeting[1] : meeting[0];
                if (next == last || used[next / 2]) {
                    run.closed = endOf(run.chain.back(), arcs) == startOf(run.chain.front(), arcs);
                    break;
                }
                used[next / 2] = true;
                ArcChain more = pieces[next / 2];
                if (next % 2 == 1) reverse(more);
                run.chain.insert(run.chain.end(), more.begin(), more.end());
                last = next ^ 1U;
            }
            if (!run.closed) reverse(run.chain);
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

}  // namespace content_map
