#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "content/models.hpp"

/// The map of a pack: features are the truth, meshes are derived from them when the pack is built. No tiles: a province
/// is small enough to stay whole in memory, and what is never cut has no seams (ARCHITECTURE.md, "Map").
namespace content {

/// A place on the plane the map is drawn on: Web Mercator (EPSG:3857) in metres from the origin of the map, x to the
/// east and y to the *south*, like a screen.
struct MapPoint {
    double x = 0;
    double y = 0;
    friend constexpr bool operator==(const MapPoint&, const MapPoint&) = default;
};

struct MapBox {
    double left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool intersects(const MapBox& o) const {
        return left <= o.right && o.left <= right && top <= o.bottom && o.top <= bottom;
    }
    [[nodiscard]] bool contains(MapPoint p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
    [[nodiscard]] MapPoint centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

/// Spherical Web Mercator, radius 6,378,137 m (EPSG Guidance Note 7-2, method 1024).
class MapProjection {
public:
    /// @pre |origin.latDeg| <= 85
    explicit MapProjection(base::GeoPoint origin);
    [[nodiscard]] MapPoint project(base::GeoPoint at) const;
    [[nodiscard]] base::GeoPoint unproject(MapPoint at) const;
    [[nodiscard]] base::GeoPoint origin() const { return m_origin; }
    /// Metres on the ground for a metre of the plane: the cosine of the latitude.
    [[nodiscard]] double groundMetres(MapPoint at) const;

private:
    base::GeoPoint m_origin;
    double m_x0 = 0;
    double m_y0 = 0;
};

/// Metres of the plane for one pixel. Zoom counts tiles of 512 px: at 0 the world is 512 px wide, one more doubles it.
[[nodiscard]] double mapMetresPerPixel(double zoom);

/// Meshes exist for these zooms; the mesh of a level is drawn from its own zoom up to the next one, the last for ever.
inline constexpr int kMapCoarsestLevel = 9;
inline constexpr int kMapFinestLevel = 14;
inline constexpr int kMapLevels = kMapFinestLevel - kMapCoarsestLevel + 1;

enum class MapCertainty : std::uint8_t {
    Surveyed,     ///< as its source measured it
    Generalised,  ///< simplified for this scale
    Schematic,    ///< shows connections, not courses
    Ornament,     ///< drawn for the eye; says nothing
};

/// Where a group of features comes from: stands in the credits.
struct MapLayer {
    std::string key;
    std::string credit;
    std::string licence;
    MapCertainty certainty = MapCertainty::Generalised;
    Source source;
};

enum class MapDraw : std::uint8_t { Fill, Line };

/// One step of drawing, in order from the back to the front. Colours are 0xAABBGGRR. Lengths are design millimetres.
struct MapRule {
    int mapClass = 0;  ///< index into MapModel::classes
    MapDraw draw = MapDraw::Fill;
    float zoomMin = 0;   ///< drawn from this zoom of the style (that of a 24" panel of 1080 lines) ...
    float zoomMax = 30;  ///< ... to below this one
    std::uint32_t day = 0;
    std::uint32_t sun = 0;
    float widthZ9Mm = 0;  ///< width at zoom 9 and at zoom 14, exponential between, constant outside
    float widthZ14Mm = 0;
    float dashMm = 0;  ///< 0 = unbroken
    float gapMm = 0;
};
/// Width of a rule at a zoom of the style.
[[nodiscard]] float mapWidthMm(const MapRule& rule, double zoom);

enum class MapFont : std::uint8_t { Text, TextBold, Display };
enum class MapDot : std::uint8_t { None, Small, Town };

/// How features of a class are named on the map.
struct MapLabelRule {
    int mapClass = 0;
    float zoomMin = 0;
    float zoomMax = 30;
    MapFont font = MapFont::Text;
    float emMm = 0;
    float spacingEm = 0;  ///< added between letters
    MapDot dot = MapDot::None;
    std::uint32_t day = 0, dayHalo = 0;
    std::uint32_t sun = 0, sunHalo = 0;
};

/// Something of the map that has a name, an item or an outline that can be touched.
struct MapFeature {
    std::int64_t id = 0;
    int mapClass = 0;
    int layer = 0;
    int rank = 100;  ///< smaller is more important
    Text name;       ///< may be empty
    MapPoint anchor;
    MapBox box;
    std::optional<ItemId> item;
    std::vector<std::vector<MapPoint>> rings;  ///< of areas kept apart (`separate`), odd-even; empty for others
};

/// Everything of the map but its meshes.
struct MapModel {
    base::GeoPoint origin;
    MapBox bounds;                ///< of all features: where the camera may look
    MapBox home;                  ///< what a visitor sees first: the province
    std::uint32_t groundDay = 0;  ///< what lies beyond all features, 0xAABBGGRR
    std::uint32_t groundSun = 0;
    std::vector<std::string> classes;
    std::vector<MapLayer> layers;
    std::vector<MapRule> rules;
    std::vector<MapLabelRule> labelRules;  ///< most important class first
    std::vector<MapFeature> features;      ///< by order of the class's label rule, rank, id
};

// What a mesh consists of. The structures are handed to the graphics driver as they are.

struct MapFillVertex {
    float x = 0;  ///< metres of the plane
    float y = 0;
};
static_assert(sizeof(MapFillVertex) == 8);

/// A vertex of a line drawn as one triangle strip: two for each point, moved apart by half the width along the normal.
struct MapLineVertex {
    float x = 0;
    float y = 0;
    std::int8_t normalX = 0;  ///< times kMapNormalScale; longer than 1 in a mitre
    std::int8_t normalY = 0;
    std::uint16_t along = 0;  ///< distance from the start in half pixels of the level's own zoom, times 2, plus 1 on
                              ///< the right hand side; begins again at 0 before it overflows
};
static_assert(sizeof(MapLineVertex) == 12);
inline constexpr float kMapNormalScale = 60;
inline constexpr float kMapMitreLimit = 2;

/// A part of a mesh that is culled and drawn as one.
struct MapChunk {
    int mapClass = 0;
    MapDraw draw = MapDraw::Fill;
    std::int64_t feature = 0;  ///< of a feature kept apart; 0: everything of its class in one cell of the grid
    int row = 0;               ///< of the cell
    int column = 0;
    float left = 0, top = 0, right = 0, bottom = 0;
    std::uint32_t first = 0;  ///< Fill: into `indices`; Line: into `lines`, a strip that begins and ends degenerate
    std::uint32_t count = 0;
};

/// The meshes of one level. Chunks are sorted by class, draw, feature, row, column; their ranges follow one another
/// without gaps, so that neighbours are drawn in one call.
struct MapLevel {
    int level = 0;
    std::vector<MapFillVertex> fills;
    std::vector<std::uint32_t> indices;  ///< triangles into `fills`
    std::vector<MapLineVertex> lines;
    std::vector<MapChunk> chunks;
    std::vector<int> damagedClasses;  ///< of these something could not be read: to be drawn from another level
    std::string damage;               ///< what is damaged, one English sentence; empty when all is whole
};

/// A walk or drive through several places.
struct ItineraryStage {
    Card place;
    double roadM = 0;            ///< from the stage before, along the drawn road; 0 for the first
    bool byRoad = false;         ///< false: no drawn road leads there, `roadM` is the straight line
    std::vector<MapPoint> path;  ///< from the stage before
};
struct Itinerary {
    Card card;
    Text summary;
    bool wholeDay = false;  ///< else half a day
    std::vector<ItineraryStage> stages;
    std::vector<Source> sources;
};

}  // namespace content
