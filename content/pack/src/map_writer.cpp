#include "map_writer.hpp"

#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "inserter.hpp"
#include "map_chunk.hpp"
#include "path_code.hpp"
#include "stored_names.hpp"

namespace content_pack {
namespace {

namespace db = content::db;
using content::MapChunk;
using content::MapDraw;
using content::MapLevel;
using Blob = db::Statement::Run::Blob;

constexpr std::array<std::string_view, 4> kCertaintyNames = {"surveyed", "generalised", "schematic", "ornament"};
constexpr std::array<std::string_view, 2> kDrawNames = {"fill", "line"};
constexpr std::array<std::string_view, 3> kFontNames = {"text", "text-bold", "display"};
constexpr std::array<std::string_view, 3> kDotNames = {"none", "small", "town"};

template <typename T>
std::string_view bytesOf(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

content::WholePoint fixed(base::GeoPoint at) {
    return {static_cast<std::int32_t>(std::lround(at.lonDeg * content::kFixedPerDegree)),
            static_cast<std::int32_t>(std::lround(at.latDeg * content::kFixedPerDegree))};
}

content::WholePath onGrid(const std::vector<content::MapPoint>& path) {
    content::WholePath whole;
    whole.reserve(path.size());
    for (const content::MapPoint p : path) {
        whole.push_back({static_cast<std::int32_t>(std::lround(p.x * content::kGridPerMetre)),
                         static_cast<std::int32_t>(std::lround(p.y * content::kGridPerMetre))});
    }
    return whole;
}

content::ShapeKind kindOf(content_map::ShapeKind kind) {
    switch (kind) {
        case content_map::ShapeKind::Points: return content::ShapeKind::Points;
        case content_map::ShapeKind::Lines: return content::ShapeKind::Lines;
        case content_map::ShapeKind::Areas: return content::ShapeKind::Areas;
    }
    return content::ShapeKind::Points;
}

class MapWriter : private Inserter {
public:
    MapWriter(const PackSource& source, const BuiltMap& map, const StoredIds& ids, const db::Connection& connection)
        : Inserter(connection), m_source(source), m_map(map), m_ids(ids) {}

    base::Status write() {
        stages();
        if (m_map.classes.empty()) return m_status;
        head();
        features();
        for (const MapLevel& level : m_map.compiled.levels)
            chunks(level);
        return m_status;
    }

private:
    void head() {
        const content::MapBox& b = m_map.compiled.bounds;
        const content::MapBox& h = m_map.home;
        insert(
            "INSERT INTO map (id, origin_lat_deg, origin_lon_deg, left_m, top_m, right_m, bottom_m, home_left_m, "
            "home_top_m, home_right_m, home_bottom_m, ground_day, ground_sun) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, "
            "?)",
            m_map.origin.latDeg, m_map.origin.lonDeg, b.left, b.top, b.right, b.bottom, h.left, h.top, h.right,
            h.bottom, std::int64_t{m_source.map.groundDay}, std::int64_t{m_source.map.groundSun});
        for (std::size_t i = 0; i < m_source.map.layers.size(); ++i) {
            const MapLayerRow& layer = m_source.map.layers[i];
            insert("INSERT INTO map_layer (id, key, certainty, credit, source_id) VALUES (?, ?, ?, ?, ?)",
                   static_cast<std::int64_t>(i) + 1, layer.key, storedName(kCertaintyNames, layer.certainty),
                   layer.credit, m_ids.sources.at(layer.source));
        }
        for (std::size_t i = 0; i < m_map.classes.size(); ++i) {
            insert("INSERT INTO map_class (id, name) VALUES (?, ?)", static_cast<std::int64_t>(i) + 1,
                   m_map.classes[i]);
        }
        int ord = 0;
        for (const content::MapRule& rule : m_map.rules) {
            insert(
                "INSERT INTO map_rule (ord, class_id, draw, zoom_min, zoom_max, day, sun, width_z9_mm, width_z14_mm, "
                "dash_mm, gap_mm) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++ord, rule.mapClass + 1, storedName(kDrawNames, rule.draw), real(rule.zoomMin), real(rule.zoomMax),
                std::int64_t{rule.day}, std::int64_t{rule.sun}, real(rule.widthZ9Mm), real(rule.widthZ14Mm),
                real(rule.dashMm), real(rule.gapMm));
        }
        ord = 0;
        for (const content::MapLabelRule& rule : m_map.labels) {
            insert(
                "INSERT INTO map_label_rule (ord, class_id, zoom_min, zoom_max, font, em_mm, spacing_em, dot, day, "
                "day_halo, sun, sun_halo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ++ord, rule.mapClass + 1, real(rule.zoomMin), real(rule.zoomMax), storedName(kFontNames, rule.font),
                real(rule.emMm), real(rule.spacingEm), storedName(kDotNames, rule.dot), std::int64_t{rule.day},
                std::int64_t{rule.dayHalo}, std::int64_t{rule.sun}, std::int64_t{rule.sunHalo});
        }
    }

    static double real(float value) { return static_cast<double>(value); }

    void features() {
        for (std::size_t i = 0; i < m_source.map.features.size(); ++i) {
            const MapFeatureRow& row = m_source.map.features[i];
            const content_map::Place& place = m_map.compiled.places[i];
            content::Shape shape{kindOf(row.kind), {}};
            for (const auto& group : row.groups) {
                auto& paths = shape.groups.emplace_back();
                for (const auto& path : group) {
                    content::WholePath& whole = paths.emplace_back();
                    for (const base::GeoPoint at : path)
                        whole.push_back(fixed(at));
                }
            }
            const std::string shapeBytes = content::encodeShape(shape);
            std::string ringBytes;
            if (!place.rings.empty()) {
                content::Shape rings{content::ShapeKind::Areas, {}};
                auto& paths = rings.groups.emplace_back();
                for (const auto& ring : place.rings)
                    paths.push_back(onGrid(ring));
                ringBytes = content::encodeShape(rings);
            }
            const auto id = static_cast<std::int64_t>(i) + 1;
            const auto item = row.item.empty() ? std::optional<std::int64_t>() : m_ids.items.at(row.item);
            insert(
                "INSERT INTO map_feature (id, layer_id, class_id, rank, item_id, anchor_x_m, anchor_y_m, left_m, "
                "top_m, right_m, bottom_m, shape, rings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, static_cast<std::int64_t>(row.layer) + 1, m_map.featureClass[i] + 1, row.rank, item, place.anchor.x,
                place.anchor.y, place.box.left, place.box.top, place.box.right, place.box.bottom, Blob{shapeBytes},
                ringBytes.empty() ? std::optional<Blob>() : std::optional(Blob{ringBytes}));
            for (const auto& [lang, text] : row.names) {
                insert("INSERT INTO map_name (feature_id, lang, text) VALUES (?, ?, ?)", id, content::code(lang), text);
            }
        }
    }

    void chunks(const MapLevel& level) {
        int ord = 0;
        for (const MapChunk& chunk : level.chunks) {
            std::vector<content::MapFillVertex> fills;
            std::vector<content::MapLineVertex> lines;
            std::vector<std::uint32_t> indices;
            std::string_view vertices;
            if (chunk.draw == MapDraw::Line) {
                const auto first = level.lines.begin() + static_cast<std::ptrdiff_t>(chunk.first);
                lines.assign(first, first + static_cast<std::ptrdiff_t>(chunk.count));
                vertices = bytesOf(lines);
            } else {
                // The chunk's own vertices, in the order they are first used.
                std::unordered_map<std::uint32_t, std::uint32_t> own;
                for (std::uint32_t k = chunk.first; k < chunk.first + chunk.count; ++k) {
                    const std::uint32_t global = level.indices[k];
                    const auto [at, isNew] = own.emplace(global, static_cast<std::uint32_t>(fills.size()));
                    if (isNew) fills.push_back(level.fills[global]);
                    indices.push_back(at->second);
                }
                vertices = bytesOf(fills);
            }
            const std::string_view indexBytes = bytesOf(indices);
            insert(
                "INSERT INTO map_chunk (level, ord, class_id, draw, feature_id, grid_row, grid_column, left_m, top_m, "
                "right_m, bottom_m, checksum, vertices, indices) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                level.level, ++ord, chunk.mapClass + 1, storedName(kDrawNames, chunk.draw), chunk.feature, chunk.row,
                chunk.column, real(chunk.left), real(chunk.top), real(chunk.right), real(chunk.bottom),
                static_cast<std::int64_t>(content::chunkChecksum(vertices, indexBytes)), Blob{vertices},
                Blob{indexBytes});
        }
    }

    void stages() {
        std::map<std::string, int> ords;
        for (std::size_t i = 0; i < m_source.stages.size(); ++i) {
            const StageRow& row = m_source.stages[i];
            const RoadGraph::Way& way = m_map.ways[i];
            content::Shape path{content::ShapeKind::Lines, {}};
            if (!way.path.empty()) path.groups.push_back({onGrid(way.path)});
            const std::string bytes = content::encodeShape(path);
            insert(
                "INSERT INTO itinerary_stage (itinerary_id, ord, place_id, road_m, by_road, path) VALUES "
                "(?, ?, ?, ?, ?, ?)",
                m_ids.items.at(row.itinerary), ++ords[row.itinerary], m_ids.items.at(row.place), way.metres,
                way.byRoad ? 1 : 0, Blob{bytes});
        }
    }

    const PackSource& m_source;
    const BuiltMap& m_map;
    const StoredIds& m_ids;
};

}  // namespace

base::Status writeMap(const PackSource& source, const BuiltMap& map, const StoredIds& ids,
                      const db::Connection& connection) {
    return MapWriter(source, map, ids, connection).write();
}

}  // namespace content_pack
