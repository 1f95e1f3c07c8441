#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content_map/map_compiler.hpp"
#include "findings.hpp"
#include "pack_source.hpp"
#include "road_graph.hpp"

namespace content_pack {

/// A map ready to be written.
struct BuiltMap {
    base::GeoPoint origin;
    content::MapBox home;
    std::vector<std::string> classes;     ///< by name
    std::vector<int> featureClass;        ///< of each feature, index in `classes`
    std::vector<content::MapRule> rules;  ///< classes filled in
    std::vector<content::MapLabelRule> labels;
    content_map::Compiled compiled;
    std::vector<RoadGraph::Way> ways;  ///< to each row of PackSource::stages from the one before; empty for a first one
};

/// Compiles the map of a pack and measures its itineraries. nullopt when the pack has none, or there is nothing to
/// compile it with (no centre, reported elsewhere). What cannot be drawn is reported at its file and feature.
/// @pre `checkPack` has run
[[nodiscard]] std::optional<BuiltMap> buildMap(const PackSource& source, Findings& findings);

}  // namespace content_pack
