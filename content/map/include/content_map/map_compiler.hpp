#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "content/map.hpp"

/// From the features of a map to the meshes that draw it, when a pack is built.
namespace content_map {

enum class ShapeKind : std::uint8_t { Points, Lines, Areas };

/// A feature to be compiled.
struct Feature {
    int mapClass = 0;
    ShapeKind kind = ShapeKind::Points;
    /// Points: each a group of one path of one point. Lines: groups of one path. Areas: each group is a polygon, whose
    /// rings need not be closed; inside is what an odd number of rings of all groups encloses.
    std::vector<std::vector<std::vector<base::GeoPoint>>> groups;
    bool apart = false;     ///< has chunks and rings of its own
    bool anchored = false;  ///< can be named or touched: needs an anchor
};

struct Source {
    base::GeoPoint origin;
    std::vector<Feature> features;
    /// Meshes are made of what a rule draws, and of features kept apart.
    std::vector<content::MapRule> rules;
};

/// Where a feature lies. Ids of features in chunks are indexes in Source::features plus 1.
struct Place {
    content::MapPoint anchor;  ///< inside of areas, on lines; of the first point
    content::MapBox box;
    std::vector<std::vector<content::MapPoint>> rings;  ///< of areas kept apart, repaired, odd-even, not closed
};

struct Problem {
    std::size_t feature = 0;  ///< index in Source::features
    std::string message;
};

struct Compiled {
    content::MapBox bounds;
    std::vector<Place> places;  ///< of each feature
    std::array<content::MapLevel, content::kMapLevels> levels;
    std::vector<Problem> problems;  ///< features that are not in the meshes, and why
};

/// Points are moved to a grid of 1/64 m of the plane. Areas are cleaned (crossing, unclosed, empty and double rings).
/// All rings and lines are then cut into arcs where they meet, and each arc is simplified once a level, so that what
/// shared a border shares it at every level. What is drawn differs from the features by at most half a pixel up to the
/// zoom at which the next level begins; the last level is not simplified. The same source gives the same bytes.
/// @pre coordinates are finite, latitudes within 85 degrees
[[nodiscard]] Compiled compileMap(const Source& source);

}  // namespace content_map
