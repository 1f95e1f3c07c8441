#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/units.hpp"
#include "content/map.hpp"

namespace map {

/// Something with a pin.
struct PinSource {
    std::int64_t id = 0;
    content::MapPoint at;
    int group = 0;  ///< its layer: the parts of a cluster's ring
    int rank = 100;
};

/// One pin on the map: a place alone, or several that would lie over each other.
struct Pin {
    content::MapPoint at;              ///< of the place, or the middle of its places
    std::vector<std::size_t> members;  ///< indices into the sources, by rank
    bool coincident = false;           ///< all at one point: no zoom parts them, tapping lists them
    [[nodiscard]] bool isCluster() const { return members.size() > 1; }
};

/// Joins sources nearer to each other than `spacingPx` at `zoom`. Depends on the whole half step of the zoom only, not
/// on where the camera looks, so pins do not regroup while the map is moved. Sorted by id of the first member.
[[nodiscard]] std::vector<Pin> clusterPins(std::span<const PinSource> sources, double zoom, float spacingPx);
/// Zoom at which the members of a cluster part, at most `zoomMax`.
[[nodiscard]] double partingZoom(const Pin& pin, std::span<const PinSource> sources, float spacingPx, double zoomMax);

}  // namespace map
