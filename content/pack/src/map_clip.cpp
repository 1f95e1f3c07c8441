#include "map_clip.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace content_pack {
namespace {

using base::GeoPoint;
using content_map::ShapeKind;
using Path = std::vector<GeoPoint>;

/// One side of the box: which coordinate it bounds, where, and from which side.
struct Edge {
    double GeoPoint::*along;
    double GeoPoint::*across;
    double limit = 0;
    bool isUpper = false;

    [[nodiscard]] bool inside(GeoPoint at) const { return isUpper ? at.*along <= limit : at.*along >= limit; }

    /// Where a line from one side to the other crosses. The same for both directions, to the last bit.
    [[nodiscard]] GeoPoint crossing(GeoPoint a, GeoPoint b) const {
        if (a.*along > b.*along) std::swap(a, b);
        const double part = (limit - a.*along) / (b.*along - a.*along);
        GeoPoint at;
        at.*along = limit;
        at.*across = a.*across + (b.*across - a.*across) * part;
        return at;
    }
};

std::array<Edge, 4> edgesOf(const Area& box) {
    return {{{&GeoPoint::lonDeg, &GeoPoint::latDeg, box.westDeg, false},
             {&GeoPoint::lonDeg, &GeoPoint::latDeg, box.eastDeg, true},
             {&GeoPoint::latDeg, &GeoPoint::lonDeg, box.southDeg, false},
             {&GeoPoint::latDeg, &GeoPoint::lonDeg, box.northDeg, true}}};
}

bool isInside(const Path& path, const Area& box) {
    return std::all_of(path.begin(), path.end(), [&](GeoPoint at) { return box.contains(at.latDeg, at.lonDeg); });
}

/// A ring that only ran along the box from outside is left with no width.
bool isFlat(const Path& ring) {
    return std::all_of(ring.begin(), ring.end(), [&](GeoPoint at) { return at.latDeg == ring.front().latDeg; }) ||
           std::all_of(ring.begin(), ring.end(), [&](GeoPoint at) { return at.lonDeg == ring.front().lonDeg; });
}

/// Closed; empty when nothing is left.
Path clippedRing(Path ring, const std::array<Edge, 4>& edges) {
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    for (const Edge& edge : edges) {
        Path kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const GeoPoint from = ring[i == 0 ? ring.size() - 1 : i - 1];
            const GeoPoint to = ring[i];
            if (edge.inside(from) != edge.inside(to)) kept.push_back(edge.crossing(from, to));
            if (edge.inside(to)) kept.push_back(to);
        }
        ring = std::move(kept);
    }
    if (ring.empty() || isFlat(ring)) return {};
    ring.push_back(ring.front());
    return ring;
}

/// The part of the segment inside all edges.
std::optional<std::pair<GeoPoint, GeoPoint>> clippedSegment(GeoPoint a, GeoPoint b, const std::array<Edge, 4>& edges) {
    for (const Edge& edge : edges) {
        const bool aInside = edge.inside(a);
        const bool bInside = edge.inside(b);
        if (!aInside && !bInside) return std::nullopt;
        if (!aInside) {
            a = edge.crossing(a, b);
        } else if (!bInside) {
            b = edge.crossing(a, b);
        }
    }
    return std::pair{a, b};
}

/// The pieces of a line; one that only touches the box gives none.
void clipLine(const Path& line, const std::array<Edge, 4>& edges, std::vector<Paths>& out) {
    Path piece;
    const auto finish = [&] {
        if (piece.size() > 1) out.push_back({std::move(piece)});
        piece.clear();
    };
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto part = clippedSegment(line[i - 1], line[i], edges);
        if (!part || part->first == part->second) {
            if (!part || line[i - 1] != line[i]) finish();
            continue;
        }
        if (piece.empty() || piece.back() != part->first) {
            finish();
            piece.push_back(part->first);
        }
        piece.push_back(part->second);
    }
    finish();
}

}  // namespace

std::vector<Paths> clipped(std::vector<Paths> groups, ShapeKind kind, const Area& box) {
    const std::array<Edge, 4> edges = edgesOf(box);
    std::vector<Paths> out;
    for (Paths& group : groups) {
        if (group.empty()) continue;
        if (std::all_of(group.begin(), group.end(), [&](const Path& path) { return isInside(path, box); })) {
            out.push_back(std::move(group));
        } else if (kind == ShapeKind::Lines) {
            for (const Path& line : group)
                clipLine(line, edges, out);
        } else if (kind == ShapeKind::Areas) {
            Paths rings;
            for (Path& ring : group) {
                Path kept = clippedRing(std::move(ring), edges);
                if (kept.empty() && rings.empty()) break;  // no outer ring: no area
                if (!kept.empty()) rings.push_back(std::move(kept));
            }
            if (!rings.empty()) out.push_back(std::move(rings));
        }
    }
    return out;
}

}  // namespace content_pack
