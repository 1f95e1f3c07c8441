// The map of a pack: what it consists of, and its meshes level by level.

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include "base/assert.hpp"
#include "map_chunk.hpp"
#include "path_code.hpp"
#include "store_impl.hpp"

namespace content {
namespace {

constexpr std::array<const char*, 4> kCertainties = {"surveyed", "generalised", "schematic", "ornament"};
constexpr std::array<const char*, 2> kDraws = {"fill", "line"};
constexpr std::array<const char*, 3> kFonts = {"text", "text-bold", "display"};
constexpr std::array<const char*, 3> kDots = {"none", "small", "town"};

using Run = db::Statement::Run;

MapBox readBox(const Run& run, int first) {
    return {run.real(first), run.real(first + 1), run.real(first + 2), run.real(first + 3)};
}

std::uint32_t colour(const Run& run, int column) { return static_cast<std::uint32_t>(run.integer(column)); }
float real(const Run& run, int column) { return static_cast<float>(run.real(column)); }

std::vector<MapPoint> planePath(const WholePath& path) {
    std::vector<MapPoint> points;
    points.reserve(path.size());
    for (const WholePoint p : path)
        points.push_back({p.x / kGridPerMetre, p.y / kGridPerMetre});
    return points;
}

/// Index of a class or layer whose id counts from 1; Errc::Corrupt when there is none.
base::Result<int> indexOf(std::int64_t id, std::size_t count) {
    if (id < 1 || id > static_cast<std::int64_t>(count)) return corrupt("a map refers to what is not there");
    return static_cast<int>(id - 1);
}

/// Appends the elements of `bytes`; false when they are not a whole number of them.
template <typename T>
bool append(std::vector<T>& to, std::string_view bytes) {
    if (bytes.size() % sizeof(T) != 0) return false;
    const std::size_t before = to.size();
    to.resize(before + bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(to.data() + before, bytes.data(), bytes.size());
    return true;
}

template <typename V>
bool inside(const std::vector<V>& vertices, std::size_t from, const MapChunk& chunk) {
    return std::all_of(vertices.begin() + static_cast<std::ptrdiff_t>(from), vertices.end(), [&](const V& v) {
        // Not a number compares with nothing, so it is outside.
        return v.x >= chunk.left && v.x <= chunk.right && v.y >= chunk.top && v.y <= chunk.bottom;
    });
}

}  // namespace

std::uint64_t chunkChecksum(std::string_view vertices, std::string_view indices) {
    return XXH3_64bits_withSeed(indices.data(), indices.size(), XXH3_64bits(vertices.data(), vertices.size()));
}

bool appendMapChunk(MapLevel& level, MapChunk chunk, std::string_view vertices, std::string_view indices) {
    if (chunk.draw == MapDraw::Line) {
        const std::size_t before = level.lines.size();
        chunk.first = static_cast<std::uint32_t>(before);
        if (!append(level.lines, vertices) || !indices.empty() || !inside(level.lines, before, chunk)) {
            level.lines.resize(before);
            return false;
        }
        chunk.count = static_cast<std::uint32_t>(level.lines.size() - before);
        level.chunks.push_back(chunk);
        return true;
    }
    const std::size_t base = level.fills.size();
    const std::size_t before = level.indices.size();
    const auto undo = [&] {
        level.fills.resize(base);
        level.indices.resize(before);
        return false;
    };
    if (!append(level.fills, vertices) || !append(level.indices, indices)) return undo();
    if (!inside(level.fills, base, chunk)) return undo();
    const std::size_t own = level.fills.size() - base;
    chunk.first = static_cast<std::uint32_t>(before);
    chunk.count = static_cast<std::uint32_t>(level.indices.size() - before);
    if (chunk.count % 3 != 0) return undo();
    for (std::size_t i = before; i < level.indices.size(); ++i) {
        if (level.indices[i] >= own) return undo();
        level.indices[i] += static_cast<std::uint32_t>(base);
    }
    level.chunks.push_back(chunk);
    return true;
}

base::Result<std::optional<MapModel>> Store::map(Lang lang) const {
    if (m_impl->schemaVersion < 2) return std::optional<MapModel>{};  // maps came with version 2
    std::optional<MapModel> found;
    const auto noBinding = [](auto&) {};
    base::Status read = m_impl->each(db::Query::Map, noBinding, [&](const Run& run) -> base::Status {
        found.emplace();
        found->origin = {run.real(0), run.real(1)};
        found->bounds = readBox(run, 2);
        found->home = readBox(run, 6);
        found->groundDay = colour(run, 10);
        found->groundSun = colour(run, 11);
        if (!(std::abs(found->origin.latDeg) <= 85)) return corrupt("the origin of the map is no place");
        return {};
    });
    if (!read) return read.error();
    if (!found) return found;
    MapModel& model = *found;
    read = m_impl->each(db::Query::MapClasses, noBinding, [&](const Run& run) -> base::Status {
        model.classes.push_back(run.text(0));
        return {};
    });
    if (!read) return read.error();
    read = m_impl->each(db::Query::MapLayers, noBinding, [&](const Run& run) -> base::Status {
        const auto certainty = enumFrom<MapCertainty>(kCertainties, run.text(1));
        if (!certainty) return certainty.error();
        MapLayer layer{run.text(0), run.text(2), {}, *certainty, readSource(run, 3)};
        layer.licence = layer.source.licence;
        model.layers.push_back(std::move(layer));
        return {};
    });
    if (!read) return read.error();
    read = m_impl->each(db::Query::MapRules, noBinding, [&](const Run& run) -> base::Status {
        const auto mapClass = indexOf(run.integer(0), model.classes.size());
        if (!mapClass) return mapClass.error();
        const auto draw = enumFrom<MapDraw>(kDraws, run.text(1));
        if (!draw) return draw.error();
        model.rules.push_back({*mapClass, *draw, real(run, 2), real(run, 3), colour(run, 4), colour(run, 5),
                               real(run, 6), real(run, 7), real(run, 8), real(run, 9)});
        return {};
    });
    if (!read) return read.error();
    read = m_impl->each(db::Query::MapLabelRules, noBinding, [&](const Run& run) -> base::Status {
        const auto mapClass = indexOf(run.integer(0), model.classes.size());
        if (!mapClass) return mapClass.error();
        const auto font = enumFrom<MapFont>(kFonts, run.text(3));
        if (!font) return font.error();
        const auto dot = enumFrom<MapDot>(kDots, run.text(6));
        if (!dot) return dot.error();
        model.labelRules.push_back({*mapClass, real(run, 1), real(run, 2), *font, real(run, 4), real(run, 5), *dot,
                                    colour(run, 7), colour(run, 8), colour(run, 9), colour(run, 10)});
        return {};
    });
    if (!read) return read.error();
    read = m_impl->each(
        db::Query::MapFeatures, [&](auto& run) { run.bind(1, code(lang)); },
        [&](const Run& run) -> base::Status {
            const auto mapClass = indexOf(run.integer(1), model.classes.size());
            if (!mapClass) return mapClass.error();
            const auto layer = indexOf(run.integer(2), model.layers.size());
            if (!layer) return layer.error();
            MapFeature feature;
            feature.id = run.integer(0);
            feature.mapClass = *mapClass;
            feature.layer = *layer;
            feature.rank = static_cast<int>(run.integer(3));
            if (!run.isNull(4)) feature.item = ItemId{run.integer(4)};
            feature.anchor = {run.real(5), run.real(6)};
            feature.box = readBox(run, 7);
            if (!run.isNull(11)) {
                const auto rings = decodeShape(run.blob(11));
                if (!rings) return rings.error();
                for (const auto& group : rings->groups) {
                    for (const WholePath& ring : group)
                        feature.rings.push_back(planePath(ring));
                }
            }
            feature.name = shown(run.text(12), lang, run.text(13));
            model.features.push_back(std::move(feature));
            return {};
        });
    if (!read) return read.error();
    return found;
}

base::Result<MapLevel> Store::mapLevel(int wanted) const {
    KIOSK_ASSERT(wanted >= kMapCoarsestLevel && wanted <= kMapFinestLevel);
    MapLevel level;
    level.level = wanted;
    std::vector<std::string> classes;
    base::Status read = m_impl->each(
        db::Query::MapClasses, [](auto&) {},
        [&](const Run& run) -> base::Status {
            classes.emplace_back(run.text(0));
            return {};
        });
    if (!read) return read.error();
    std::set<int> damaged;
    std::size_t damagedChunks = 0;
    read = m_impl->each(
        db::Query::MapChunks, [&](auto& run) { run.bind(1, wanted); },
        [&](const Run& run) -> base::Status {
            const auto mapClass = indexOf(run.integer(0), classes.size());
            if (!mapClass) return mapClass.error();
            const auto draw = enumFrom<MapDraw>(kDraws, run.text(1));
            if (!draw) return draw.error();
            MapChunk chunk;
            chunk.mapClass = *mapClass;
            chunk.draw = *draw;
            chunk.feature = run.integer(2);
            chunk.row = static_cast<int>(run.integer(3));
            chunk.column = static_cast<int>(run.integer(4));
            chunk.left = real(run, 5);
            chunk.top = real(run, 6);
            chunk.right = real(run, 7);
            chunk.bottom = real(run, 8);
            const std::string_view vertices = run.blob(10);
            const std::string_view indices = run.blob(11);
            const bool whole = chunkChecksum(vertices, indices) == static_cast<std::uint64_t>(run.integer(9));
            if (whole && appendMapChunk(level, chunk, vertices, indices)) return {};
            damaged.insert(*mapClass);
            ++damagedChunks;
            return {};
        });
    if (!read) return read.error();
    level.damagedClasses.assign(damaged.begin(), damaged.end());
    if (damagedChunks > 0) {
        std::string names;
        for (const int mapClass : damaged)
            names += (names.empty() ? "" : ", ") + classes[static_cast<std::size_t>(mapClass)];
        level.damage = std::to_string(damagedChunks) + " damaged " + (damagedChunks == 1 ? "part" : "parts") +
                       " of the map (level " + std::to_string(wanted) + ": " + names +
                       "); a coarser level is shown in their place. Remedy: publish the pack again";
    }
    return level;
}

base::Result<std::vector<Itinerary>> Store::itineraries(Lang lang) const {
    std::vector<Itinerary> itineraries;
    if (m_impl->schemaVersion < 2) return itineraries;
    std::vector<ItemId> ids;
    base::Status read = m_impl->each(
        db::Query::Itineraries, [](auto&) {},
        [&](const Run& run) -> base::Status {
            ids.push_back({run.integer(0)});
            itineraries.emplace_back().wholeDay = run.integer(1) != 0;
            return {};
        });
    if (!read) return read.error();
    auto cards = m_impl->cards(ids, lang);
    if (!cards) return cards.error();
    auto summaries = m_impl->summaries(ids, lang);
    if (!summaries) return summaries.error();
    auto sources = m_impl->sourcesOfItems(ids);
    if (!sources) return sources.error();
    std::unordered_map<ItemId, std::size_t> index;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        index.emplace(ids[i], i);
        itineraries[i].summary = std::move((*summaries)[ids[i]]);
        itineraries[i].card = std::move((*cards)[i]);
    }
    for (auto& [owner, source] : *sources)
        itineraries[index.at(owner)].sources.push_back(std::move(source));

    std::vector<ItemId> places;
    std::vector<std::size_t> owners;
    std::vector<ItineraryStage> stages;
    read = m_impl->each(
        db::Query::Stages, [](auto&) {},
        [&](const Run& run) -> base::Status {
            const auto owner = index.find(ItemId{run.integer(0)});
            if (owner == index.end()) return corrupt("a stage belongs to no itinerary");
            const auto path = decodeShape(run.blob(4));
            if (!path) return path.error();
            ItineraryStage stage;
            stage.roadM = run.real(2);
            stage.byRoad = run.integer(3) != 0;
            if (!path->groups.empty() && !path->groups.front().empty())
                stage.path = planePath(path->groups.front().front());
            places.push_back({run.integer(1)});
            owners.push_back(owner->second);
            stages.push_back(std::move(stage));
            return {};
        });
    if (!read) return read.error();
    auto placeCards = m_impl->cards(places, lang);
    if (!placeCards) return placeCards.error();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        stages[i].place = std::move((*placeCards)[i]);
        itineraries[owners[i]].stages.push_back(std::move(stages[i]));
    }
    return itineraries;
}

}  // namespace content
