#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <unordered_set>

#include "base/assert.hpp"
#include "store_impl.hpp"

namespace content {
namespace {

constexpr double kMetresPerDegree =
    111000;  // a little less than a degree of latitude has, so that boxes come out larger

/// A box of degrees that holds every point within a radius.
struct Box {
    double south = 0;
    double north = 0;
    double west = 0;
    double east = 0;
};

Box boxAround(base::GeoPoint centre, double radiusM) {
    const double lat = radiusM / kMetresPerDegree;
    const double south = centre.latDeg - lat;
    const double north = centre.latDeg + lat;
    // Meridians come together towards the poles; where the circle reaches a pole or the date line, take every
    // longitude.
    const double widest = std::max(std::abs(south), std::abs(north));
    if (widest >= 89) return {south, north, -180, 180};
    const double lon = lat / std::cos(widest * std::numbers::pi / 180);
    if (centre.lonDeg - lon < -180 || centre.lonDeg + lon > 180) return {south, north, -180, 180};
    return {south, north, centre.lonDeg - lon, centre.lonDeg + lon};
}

/// Nearest first, places without a position last in editorial order; equal distances stay in the order of ids.
std::vector<std::uint32_t> byDistance(const Outline& outline, const std::vector<std::uint32_t>& places,
                                      base::GeoPoint from) {
    WeightedOrder order;
    order.reserve(places.size());
    std::vector<std::uint32_t> nowhere;
    for (const std::uint32_t i : places) {
        const PlaceOutline& place = outline.places[i];
        if (place.at) {
            // The bits of a positive float sort as its value; half around the globe it still tells metres apart.
            order.add(std::bit_cast<std::uint32_t>(static_cast<float>(base::distanceM(from, *place.at))), i);
        } else {
            nowhere.push_back(i);
        }
    }
    std::vector<std::uint32_t> sorted = std::move(order).sorted();
    sorted.insert(sorted.end(), nowhere.begin(), nowhere.end());
    return sorted;
}

}  // namespace

base::Result<std::vector<std::uint32_t>> Store::Impl::filteredPlaces(const PlaceFilter& filter) {
    const auto loaded = loadOutline();
    if (!loaded) return loaded.error();
    const Outline& all = **loaded;
    if (filter.category.empty() && !filter.district) return all.editorial;

    const auto category = static_cast<int>(std::find(all.categories.begin(), all.categories.end(), filter.category) -
                                           all.categories.begin());
    std::unordered_set<ItemId> inDistrict;
    if (filter.district) {
        const base::Status read = each(
            db::Query::PlacesOfDistrict, [&](auto& run) { run.bind(1, filter.district->value); },
            [&](const db::Statement::Run& run) -> base::Status {
                inDistrict.insert({run.integer(0)});
                return {};
            });
        if (!read) return read.error();
    }
    std::vector<std::uint32_t> places;
    for (const std::uint32_t i : all.editorial) {
        const PlaceOutline& place = all.places[i];
        const bool fits = (filter.category.empty() || place.category == category) &&
                          (!filter.district || inDistrict.contains(place.id));
        if (fits) places.push_back(i);
    }
    return places;
}

base::Result<std::vector<ItemId>> Store::Impl::orderedPlaces(const PlaceFilter& filter, PlaceOrder order,
                                                             std::optional<base::GeoPoint> from, Lang lang) {
    auto places = filteredPlaces(filter);
    if (!places) return places.error();
    if (order == PlaceOrder::Nearest && from) *places = byDistance(*outline, *places, *from);
    std::vector<ItemId> ids;
    ids.reserve(places->size());
    for (const std::uint32_t i : *places)
        ids.push_back(outline->places[i].id);
    if (order != PlaceOrder::Name) return ids;

    const auto names = loadPlacesByName(lang);
    if (!names) return names.error();
    if (ids.size() == outline->places.size()) return **names;
    const std::unordered_set<ItemId> wanted(ids.begin(), ids.end());
    std::vector<ItemId> sorted;
    for (const ItemId id : **names) {
        if (wanted.contains(id)) sorted.push_back(id);
    }
    return sorted;
}

base::Result<CardPage> Store::places(const PlaceFilter& filter, PlaceOrder order, std::optional<base::GeoPoint> from,
                                     int offset, int limit, Lang lang) const {
    KIOSK_ASSERT(offset >= 0 && limit >= 1 && limit <= 500);
    auto& list = m_impl->placeList;
    const bool same =
        list && list->filter == filter && list->order == order && list->from == from && list->lang == lang;
    if (!same) {
        auto ids = m_impl->orderedPlaces(filter, order, from, lang);
        if (!ids) return ids.error();
        list = PlaceList{filter, order, from, lang, std::move(*ids)};
    }
    const std::size_t total = list->ids.size();
    const std::size_t first = std::min(static_cast<std::size_t>(offset), total);
    const std::size_t last = std::min(first + static_cast<std::size_t>(limit), total);
    auto cards = m_impl->cards(
        {list->ids.begin() + static_cast<std::ptrdiff_t>(first), list->ids.begin() + static_cast<std::ptrdiff_t>(last)},
        lang);
    if (!cards) return cards.error();
    return CardPage{std::move(*cards), static_cast<int>(total)};
}

base::Result<std::vector<CategoryCount>> Store::placeCategories(const PlaceFilter& filter) const {
    const auto places = m_impl->filteredPlaces({"", filter.district});
    if (!places) return places.error();
    const auto outline = m_impl->loadOutline();
    if (!outline) return outline.error();
    std::vector<CategoryCount> counts;
    for (const std::string& category : (*outline)->categories)
        counts.push_back({category, 0});
    for (const std::uint32_t i : *places)
        ++counts[static_cast<std::size_t>((*outline)->places[i].category)].count;
    std::erase_if(counts, [](const CategoryCount& count) { return count.count == 0; });
    std::sort(counts.begin(), counts.end(),
              [](const CategoryCount& a, const CategoryCount& b) { return a.category < b.category; });
    return counts;
}

base::Result<std::vector<Card>> Store::placesNear(base::GeoPoint centre, double radiusM, int limit, ItemId except,
                                                  Lang lang) const {
    KIOSK_ASSERT(radiusM > 0 && limit >= 1 && limit <= 100);
    const Box box = boxAround(centre, radiusM);
    std::vector<std::pair<double, ItemId>> found;
    const base::Status read = m_impl->each(
        db::Query::PlacesNear,
        [&](auto& run) {
            run.bind(1, box.south);
            run.bind(2, box.north);
            run.bind(3, box.west);
            run.bind(4, box.east);
        },
        [&](const db::Statement::Run& run) -> base::Status {
            const ItemId id{run.integer(0)};
            const double distance = base::distanceM(centre, {run.real(1), run.real(2)});
            if (distance <= radiusM && id != except) found.emplace_back(distance, id);
            return {};
        });
    if (!read) return read.error();
    std::sort(found.begin(), found.end());
    std::vector<ItemId> ids;
    for (const auto& [distance, id] : found) {
        if (ids.size() == static_cast<std::size_t>(limit)) break;
        ids.push_back(id);
    }
    return m_impl->cards(ids, lang);
}

}  // namespace content
