#include "anchor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>

namespace content_map {
namespace {

using content::MapPoint;

/// A square that may hold the innermost place.
struct Candidate {
    double x = 0;
    double y = 0;
    double half = 0;
    double distance = 0;  ///< from its middle to the nearest border; negative outside
    [[nodiscard]] double best() const { return distance + half * std::numbers::sqrt2; }
    // Equals in the order of their places, so that two builds look at them alike.
    friend bool operator<(const Candidate& a, const Candidate& b) {
        if (a.best() != b.best()) return a.best() < b.best();
        return a.x != b.x ? a.x > b.x : a.y > b.y;
    }
};

double borderDistance(double x, double y, const std::vector<GridPath>& rings) {
    bool inside = false;
    double nearest = std::numeric_limits<double>::infinity();
    for (const GridPath& ring : rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const double ax = ring[i].x;
            const double ay = ring[i].y;
            const double dx = ring[j].x - ax;
            const double dy = ring[j].y - ay;
            if ((ay > y) != (ay + dy > y) && x < dx * (y - ay) / dy + ax) inside = !inside;
            const double length2 = dx * dx + dy * dy;
            const double t = length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
            const double ex = x - ax - t * dx;
            const double ey = y - ay - t * dy;
            nearest = std::min(nearest, ex * ex + ey * ey);
        }
    }
    return (inside ? 1 : -1) * std::sqrt(nearest);
}

}  // namespace

MapPoint innermost(const std::vector<GridPath>& rings) {
    double left = std::numeric_limits<double>::infinity();
    double top = left;
    double right = -left;
    double bottom = -left;
    for (const GridPath& ring : rings) {
        for (const GridPoint at : ring) {
            left = std::min(left, double(at.x));
            right = std::max(right, double(at.x));
            top = std::min(top, double(at.y));
            bottom = std::max(bottom, double(at.y));
        }
    }
    const auto candidate = [&](double x, double y, double half) {
        return Candidate{x, y, half, borderDistance(x, y, rings)};
    };
    const double size = std::max(std::min(right - left, bottom - top), 1.0);
    const double precision = size / 100;
    Candidate best = candidate((left + right) / 2, (top + bottom) / 2, 0);
    std::priority_queue<Candidate> queue;
    const double half = size / 2;
    for (double x = left; x < right; x += size) {
        for (double y = top; y < bottom; y += size)
            queue.push(candidate(x + half, y + half, half));
    }
    while (!queue.empty()) {
        const Candidate at = queue.top();
        queue.pop();
        if (at.distance > best.distance) best = at;
        if (at.best() - best.distance <= precision) break;
        const double quarter = at.half / 2;
        for (const double dx : {-quarter, quarter}) {
            for (const double dy : {-quarter, quarter})
                queue.push(candidate(at.x + dx, at.y + dy, quarter));
        }
    }
    return {best.x / content::kGridPerMetre, best.y / content::kGridPerMetre};
}

MapPoint middleOf(const std::vector<GridPath>& lines) {
    const auto step = [](GridPoint a, GridPoint b) { return std::hypot(double(b.x) - a.x, double(b.y) - a.y); };
    const GridPath* longest = nullptr;
    double most = -1;
    for (const GridPath& line : lines) {
        double length = 0;
        for (std::size_t i = 1; i < line.size(); ++i)
            length += step(line[i - 1], line[i]);
        if (length > most) {
            most = length;
            longest = &line;
        }
    }
    double left = most / 2;
    for (std::size_t i = 1; i < longest->size(); ++i) {
        const GridPoint a = (*longest)[i - 1];
        const GridPoint b = (*longest)[i];
        const double length = step(a, b);
        if (left <= length && length > 0) {
            const double t = left / length;
            return {std::lerp(double(a.x), double(b.x), t) / content::kGridPerMetre,
                    std::lerp(double(a.y), double(b.y), t) / content::kGridPerMetre};
        }
        left -= length;
    }
    return toPlane(longest->front());
}

}  // namespace content_map
