#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "map_data.hpp"

/// The plate beside the map: what is near, the districts, the routes, and the card of what was touched. Holds no state;
/// says what was touched through `MapPanel`'s functions.
namespace scenes {

/// What the visitor has chosen. `index` counts in the list of its kind.
struct MapChoice {
    enum class Kind : std::uint8_t {
        None,
        Poi,       ///< MapData::pois
        District,  ///< MapData::districts
        Name,      ///< MapModel::features: a settlement, a lake
        Route,     ///< MapData::itineraries
    };
    Kind kind = Kind::None;
    std::size_t index = 0;
    std::optional<std::size_t> stage;  ///< of a route
    friend bool operator==(const MapChoice&, const MapChoice&) = default;
};

/// What the plate lists while nothing is chosen.
enum class MapList : std::uint8_t { Near, Districts, Routes, Layers, Cluster };

struct MapPanel {
    const app::SceneContext& context;
    const MapData& data;
    MapChoice choice;
    MapList list = MapList::Near;
    std::vector<std::size_t> members;     ///< MapList::Cluster: places at one point
    std::vector<std::size_t> shown;       ///< pois of the layers that are on, nearest first
    const content::Item* item = nullptr;  ///< of the choice, once it is loaded
    std::function<void(MapChoice)> choose;
    std::function<void(MapList)> show;
    /// The layers as chips, where the map has no room for them; empty: they stand on the map.
    std::function<void()> layers;
    /// To the one before or after in the list the choice came from.
    std::function<void(int)> step;
};
/// Adds the plate's content to the open column, `widthMm` wide.
void mapPanel(ui::Ui& ui, const MapPanel& panel, float widthMm);

}  // namespace scenes
