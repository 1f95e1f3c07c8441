#pragma once

#include <vector>

#include "plane.hpp"

namespace content_map {

/// The place inside of an area that is furthest from its borders (the pole of inaccessibility), to a hundredth of its
/// size. @pre rings enclose something
[[nodiscard]] content::MapPoint innermost(const std::vector<GridPath>& rings);

/// The middle of the longest of several lines. @pre there is one with a point
[[nodiscard]] content::MapPoint middleOf(const std::vector<GridPath>& lines);

}  // namespace content_map
