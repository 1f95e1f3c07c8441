#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// How a pack keeps geometry: groups of paths of whole numbers, as differences in as few bytes as they need.
namespace content {

struct WholePoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend constexpr auto operator<=>(const WholePoint&, const WholePoint&) = default;
};
using WholePath = std::vector<WholePoint>;
/// Points and lines: groups of one path. Areas: a group is a polygon, its outer ring first; rings do not repeat their
/// first point.
using PathGroups = std::vector<std::vector<WholePath>>;

/// What the groups are.
enum class ShapeKind : std::uint8_t { Points = 1, Lines = 2, Areas = 3 };

struct Shape {
    ShapeKind kind = ShapeKind::Points;
    PathGroups groups;
};

/// Degrees of a coordinate kept as whole numbers of ten-millionths (x = longitude, y = latitude): about a centimetre.
inline constexpr double kFixedPerDegree = 1e7;
/// Metres of the plane (content/map.hpp) kept as whole numbers of 64ths. A power of two, so that every point up to
/// 262 km from the origin is exact as a float, and areas and shared borders are the same to the last bit in the meshes.
inline constexpr double kGridPerMetre = 64;

/// Bytes: the kind; then, all as LEB128 variable-length numbers, the count of groups; for each the count of paths; for
/// each the count of points; for each the differences of x and y to the point before (the first of a path to the last
/// of the path before, that of the whole to 0, 0), zigzag-coded.
[[nodiscard]] std::string encodeShape(const Shape& shape);
/// Errors: Errc::Corrupt.
[[nodiscard]] base::Result<Shape> decodeShape(std::string_view bytes);

}  // namespace content
