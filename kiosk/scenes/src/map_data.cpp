#include "map_data.hpp"

#include <algorithm>

namespace scenes {

using content::Card;
using content::Kind;
using content::MapFeature;
using content::MapPoint;

namespace {

MapGroup groupOf(const Card& card) {
    switch (card.kind) {
        case Kind::Festival: return MapGroup::Festivals;
        case Kind::Craft: return MapGroup::Crafts;
        case Kind::Visit: return MapGroup::Services;
        default: break;
    }
    if (card.category == "church") return MapGroup::Churches;
    if (card.category == "museum") return MapGroup::Museums;
    if (card.category == "nature") return MapGroup::Nature;
    return MapGroup::Places;
}

/// Odd-even rule over all rings.
bool inside(const std::vector<std::vector<MapPoint>>& rings, MapPoint at) {
    bool in = false;
    for (const auto& ring : rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const MapPoint& a = ring[i];
            const MapPoint& b = ring[j];
            if ((a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x) in = !in;
        }
    }
    return in;
}

}  // namespace

const char* iconOf(MapGroup group) {
    switch (group) {
        case MapGroup::Places: return "putuco";
        case MapGroup::Churches: return "temple";
        case MapGroup::Museums: return "museum";
        case MapGroup::Nature: return "totora";
        case MapGroup::Festivals: return "festival";
        case MapGroup::Crafts: return "weaving";
        case MapGroup::Services: return "info";
    }
    return "pin";
}

ui::Section sectionOf(MapGroup group) {
    switch (group) {
        case MapGroup::Places:
        case MapGroup::Churches:
        case MapGroup::Museums: return ui::Section::Places;
        case MapGroup::Nature:
        case MapGroup::Services: return ui::Section::Visit;
        case MapGroup::Festivals: return ui::Section::Culture;
        case MapGroup::Crafts: return ui::Section::Crafts;
    }
    return ui::Section::Map;
}

std::string keyOf(MapGroup group) {
    static constexpr std::array<const char*, kMapGroups> kNames = {"places",    "churches", "museums", "nature",
                                                                   "festivals", "crafts",   "services"};
    return std::string("map.layer.") + kNames[static_cast<std::size_t>(group)];
}

std::optional<std::size_t> MapData::districtOf(content::ItemId item) const {
    const auto found = std::find_if(districts.begin(), districts.end(),
                                    [&](const auto& district) { return district.card.id == item; });
    if (found == districts.end()) return std::nullopt;
    return static_cast<std::size_t>(found - districts.begin());
}

std::optional<std::size_t> MapData::outlineOf(content::ItemId item) const {
    for (std::size_t i = 0; i < model->features.size(); ++i) {
        if (model->features[i].item == item && !model->features[i].rings.empty()) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> MapData::areaAt(MapPoint at) const {
    for (std::size_t i = 0; i < model->features.size(); ++i) {
        const MapFeature& feature = model->features[i];
        if (!feature.rings.empty() && feature.box.contains(at) && inside(feature.rings, at)) return i;
    }
    return std::nullopt;
}

base::Result<MapData> loadMapData(const content::Store& store, content::Lang lang, const app::Settings& settings) {
    MapData data;
    auto model = store.map(lang);
    if (!model) return model.error();
    if (!*model) return data;
    data.model = std::make_shared<const content::MapModel>(std::move(**model));
    data.projection = content::MapProjection(data.model->origin);
    auto info = store.info(lang);
    if (!info) return info.error();
    data.from = standpoint(settings, info->centre);
    data.province = info->province;
    auto districts = store.districts(lang);
    if (!districts) return districts.error();
    data.districts = std::move(*districts);
    for (const Kind kind : {Kind::Place, Kind::Festival, Kind::Craft, Kind::Visit}) {
        auto cards = store.cards(kind, "", lang);
        if (!cards) return cards.error();
        for (Card& card : *cards) {
            MapPoi poi;
            poi.group = groupOf(card);
            if (card.at) {
                poi.geo = *card.at;
            } else {
                // Crafts and advice without a place of their own are pages, not points of a map.
                if (card.districts.size() != 1 || (kind != Kind::Place && kind != Kind::Festival)) continue;
                const auto district = data.districtOf(card.districts.front());
                if (!district || !data.districts[*district].card.at) continue;
                poi.geo = *data.districts[*district].card.at;
                poi.atCapital = true;
            }
            poi.at = data.projection.project(poi.geo);
            poi.card = std::move(card);
            ++data.counts[static_cast<std::size_t>(poi.group)];
            data.pois.push_back(std::move(poi));
        }
    }
    auto itineraries = store.itineraries(lang);
    if (!itineraries) return itineraries.error();
    data.itineraries = std::move(*itineraries);
    return data;
}

}  // namespace scenes
