#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common.hpp"
#include "content/map.hpp"
#include "content/store.hpp"

/// What the map shows beside the land itself.
namespace scenes {

/// Layers of pins, in the order of their chips.
enum class MapGroup : std::uint8_t { Places, Churches, Museums, Nature, Festivals, Crafts, Services };
inline constexpr std::size_t kMapGroups = 7;
[[nodiscard]] const char* iconOf(MapGroup group);
[[nodiscard]] ui::Section sectionOf(MapGroup group);
/// Key of its name, e.g. "map.layer.places".
[[nodiscard]] std::string keyOf(MapGroup group);

/// An item with a pin.
struct MapPoi {
    content::Card card;
    base::GeoPoint geo;
    content::MapPoint at;
    MapGroup group = MapGroup::Places;
    /// No source gives its place, only its one district: it stands at that district's capital, and says so.
    bool atCapital = false;
};

struct MapData {
    std::shared_ptr<const content::MapModel> model;  ///< null: the pack has no map, and the rest is empty
    content::MapProjection projection{{0, 0}};
    std::vector<MapPoi> pois;  ///< in the order of the lists
    std::array<int, kMapGroups> counts{};
    std::vector<content::District> districts;
    std::vector<content::Itinerary> itineraries;
    std::optional<Standpoint> from;
    content::Text province;

    /// Index into `districts`; nullopt for other items.
    [[nodiscard]] std::optional<std::size_t> districtOf(content::ItemId item) const;
    /// Feature of the outline of a district, an index into the model's; nullopt when the map has none.
    [[nodiscard]] std::optional<std::size_t> outlineOf(content::ItemId item) const;
    /// The area kept apart that `at` lies in.
    [[nodiscard]] std::optional<std::size_t> areaAt(content::MapPoint at) const;
};

[[nodiscard]] base::Result<MapData> loadMapData(const content::Store& store, content::Lang lang,
                                                const app::Settings& settings);

}  // namespace scenes
