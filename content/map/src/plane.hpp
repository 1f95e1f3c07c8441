#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "content/map.hpp"
#include "path_code.hpp"

/// The plane the compiler works on: content::MapPoint in whole 64ths of a metre.
namespace content_map {

using GridPoint = content::WholePoint;
using GridPath = content::WholePath;

[[nodiscard]] inline GridPoint toGrid(content::MapPoint at) {
    return {static_cast<std::int32_t>(std::lround(at.x * content::kGridPerMetre)),
            static_cast<std::int32_t>(std::lround(at.y * content::kGridPerMetre))};
}

[[nodiscard]] inline content::MapPoint toPlane(GridPoint at) {
    return {at.x / content::kGridPerMetre, at.y / content::kGridPerMetre};
}

/// Twice the area of a ring in square grid units, positive when it turns from x to y. Exact up to 90 km of width.
[[nodiscard]] inline double doubleArea(const GridPath& ring) {
    double sum = 0;
    if (ring.empty()) return sum;
    // Relative to a point of the ring, or the terms of a small ring far from the origin would eat its digits.
    const GridPoint o = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = double(ring[i].x) - o.x;
        const double ay = double(ring[i].y) - o.y;
        const double bx = double(ring[i + 1].x) - o.x;
        const double by = double(ring[i + 1].y) - o.y;
        sum += ax * by - bx * ay;
    }
    return sum;
}

}  // namespace content_map
