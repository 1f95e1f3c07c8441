#pragma once

#include <vector>

#include "base/geo.hpp"
#include "content_map/map_compiler.hpp"
#include "pack_source.hpp"

namespace content_pack {

/// As content_map::Feature: of points and lines each group is one path, of areas an outer ring and its holes.
using Paths = std::vector<std::vector<base::GeoPoint>>;

/// The part of `groups` inside `box`; empty when there is none. Areas are cut ring by ring (Sutherland and Hodgman),
/// which no self-crossing ring upsets: what lies inside comes out as it was, whatever it is like, and an area that is
/// cut into several stays one, with seams on the edge of the box. Two areas with a common border are cut at the same
/// points.
[[nodiscard]] std::vector<Paths> clipped(std::vector<Paths> groups, content_map::ShapeKind kind, const Area& box);

}  // namespace content_pack
