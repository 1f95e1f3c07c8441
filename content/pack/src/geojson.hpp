#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "findings.hpp"
#include "pack_source.hpp"

namespace content_pack {

inline constexpr std::uint64_t kMaxGeoJsonBytes = 128'000'000;
/// How far a feature may reach beyond the area of pack.json.
inline constexpr double kMapAroundDeg = 1;

/// True when brackets of the text stand in more than 32 others: GeoJSON needs 9, and what walks through the parsed text
/// calls itself for each.
[[nodiscard]] bool nestsTooDeep(std::string_view json);

/// Reads a FeatureCollection (RFC 7946: longitude before latitude, WGS84) as `layer` says. What cannot be used is
/// reported with the number of its feature, and left out; features of other kinds of geometry, too. `area`, grown by a
/// degree, bounds every coordinate.
[[nodiscard]] std::vector<MapFeatureRow> readGeoJson(std::string_view text, const Origin& file,
                                                     const MapLayerRow& layer, const std::optional<Area>& area,
                                                     Findings& findings);

}  // namespace content_pack
