#include "content_map/map_compiler.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <thread>
#include <tuple>

#include "anchor.hpp"
#include "arcs.hpp"
#include "delaunay.hpp"
#include "strips.hpp"
#include "tessellator.hpp"

namespace content_map {
namespace {

using content::MapBox;
using content::MapDraw;
using content::MapPoint;

/// Chunks are this wide and high at the zoom of their level.
constexpr double kCellPx = 1024;
/// What is drawn may differ from its feature by this much where the next level takes over.
constexpr double kErrorPx = 0.5;
/// So often the tolerance of a polygon's arcs is halved when it comes out crossed; after that it is not simplified.
constexpr int kMostHalvings = 6;

/// A feature on the grid.
struct Work {
    std::vector<GridPath> paths;      ///< points, lines, or clean rings
    std::vector<std::size_t> chains;  ///< indexes in Topology::chains, parallel to `paths`
    double doubledArea = 0;
    bool sound = false;
};

struct ChunkKey {
    int mapClass = 0;
    MapDraw draw = MapDraw::Fill;
    std::int64_t feature = 0;
    Cells::At cell;
    friend constexpr auto operator<=>(const ChunkKey&, const ChunkKey&) = default;
};

struct ChunkMesh {
    std::vector<content::MapFillVertex> fills;
    std::vector<std::uint32_t> indices;
    std::vector<content::MapLineVertex> lines;
};

void grow(MapBox& box, MapPoint at) {
    box.left = std::min(box.left, at.x);
    box.top = std::min(box.top, at.y);
    box.right = std::max(box.right, at.x);
    box.bottom = std::max(box.bottom, at.y);
}

MapBox emptyBox() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {kInfinity, kInfinity, -kInfinity, -kInfinity};
}

std::vector<MapPoint> toPlane(const GridPath& path) {
    std::vector<MapPoint> points;
    points.reserve(path.size());
    for (const GridPoint at : path)
        points.push_back(content_map::toPlane(at));
    return points;
}

/// What is drawn of each class.
struct Drawn {
    std::vector<bool> fill;
    std::vector<bool> line;
};

/// Makes the meshes of one level.
class LevelMaker {
public:
    LevelMaker(const Source& source, const std::vector<Work>& works, const Topology& topology, const Drawn& drawn,
               const std::vector<std::vector<std::size_t>>& usersOfArc, const MapBox& bounds, int level)
        : m_source(source),
          m_works(works),
          m_topology(topology),
          m_drawn(drawn),
          m_usersOfArc(usersOfArc),
          m_level(level),
          m_metresPerPixel(content::mapMetresPerPixel(level)),
          m_cells{bounds.left, bounds.top, kCellPx * m_metresPerPixel} {}

    void make() {
        simplify();
        fills();
        lines();
        assemble();
    }

    [[nodiscard]] content::MapLevel takeMesh() { return std::move(m_mesh); }
    [[nodiscard]] const std::vector<Problem>& problems() const { return m_problems; }

private:
    [[nodiscard]] double tolerance(int halvings) const {
        if (m_level == content::kMapFinestLevel || halvings > kMostHalvings) return 0;
        return kErrorPx * content::mapMetresPerPixel(m_level + 1) * content::kGridPerMetre / std::exp2(halvings);
    }

    void simplify() {
        m_halvings.assign(m_topology.arcs.size(), 0);
        m_arcs.reserve(m_topology.arcs.size());
        for (const Arc& arc : m_topology.arcs)
            m_arcs.push_back(arc.simplified(tolerance(0)));
        // Arcs that come out crossed are simplified less, together with all that use them.
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < m_works.size(); ++i) {
            if (m_source.features[i].kind == ShapeKind::Areas && m_works[i].sound) open.push_back(i);
        }
        m_meshes.resize(m_works.size());
        while (!open.empty()) {
            std::vector<std::size_t> again;
            for (const std::size_t i : open) {
                if (tessellate(i)) continue;
                if (!refine(i, again)) m_problems.push_back({i, "the area cannot be divided into triangles"});
            }
            std::sort(again.begin(), again.end());
            again.erase(std::unique(again.begin(), again.end()), again.end());
            open = std::move(again);
        }
    }

    [[nodiscard]] std::vector<GridPath> ringsOf(std::size_t feature) const {
        std::vector<GridPath> rings;
        for (const std::size_t chain : m_works[feature].chains) {
            GridPath ring = joined(m_topology.chains[chain], m_arcs, true);
            if (ring.size() >= 3 && doubleArea(ring) != 0) rings.push_back(std::move(ring));
        }
        return rings;
    }

    bool tessellate(std::size_t feature) {
        Mesh& mesh = m_meshes[feature];
        mesh = {};
        const std::vector<GridPath> rings = ringsOf(feature);
        if (rings.empty()) {
            // Only what is smaller than a pixel may vanish.
            const double pixel = content::mapMetresPerPixel(m_level + 1) * content::kGridPerMetre;
            return m_works[feature].doubledArea < 2 * pixel * pixel;
        }
        if (!m_tessellator.fill(rings, mesh)) return false;
        flipToDelaunay(mesh);
        return true;
    }

    /// False when there is nothing left to refine.
    bool refine(std::size_t feature, std::vector<std::size_t>& again) {
        bool refined = false;
        for (const std::size_t chain : m_works[feature].chains) {
            for (const ArcUse use : m_topology.chains[chain]) {
                int& halvings = m_halvings[use.arc];
                if (tolerance(halvings) <= 0) continue;
                ++halvings;
                m_arcs[use.arc] = m_topology.arcs[use.arc].simplified(tolerance(halvings));
                again.insert(again.end(), m_usersOfArc[use.arc].begin(), m_usersOfArc[use.arc].end());
                refined = true;
            }
        }
        return refined;
    }

    void fills() {
        for (std::size_t i = 0; i < m_works.size(); ++i) {
            const Feature& feature = m_source.features[i];
            if (feature.apart || m_drawn.fill[static_cast<std::size_t>(feature.mapClass)]) addFill(i);
        }
    }

    void addFill(std::size_t index) {
        const Feature& feature = m_source.features[index];
        const Mesh& mesh = m_meshes[index];
        const std::int64_t id = feature.apart ? static_cast<std::int64_t>(index) + 1 : 0;
        // Where a point of the mesh stands in the chunk of a cell.
        std::map<Cells::At, std::vector<std::size_t>> byCell;
        for (std::size_t t = 0; t < mesh.triangles.size(); t += 3) {
            const MapPoint a = content_map::toPlane(mesh.points[mesh.triangles[t]]);
            const MapPoint b = content_map::toPlane(mesh.points[mesh.triangles[t + 1]]);
            const MapPoint c = content_map::toPlane(mesh.points[mesh.triangles[t + 2]]);
            byCell[m_cells.of({(a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3})].push_back(t);
        }
        constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
        std::vector<std::uint32_t> placeOf(mesh.points.size(), kNowhere);
        for (const auto& entry : byCell) {
            const std::vector<std::size_t>& triangles = entry.second;
            ChunkMesh& chunk = m_chunks[{feature.mapClass, MapDraw::Fill, id, entry.first}];
            const auto cornersOf = [&](const auto& act) {
                for (const std::size_t t : triangles) {
                    for (std::size_t corner = 0; corner < 3; ++corner)
                        act(mesh.triangles[t + corner]);
                }
            };
            cornersOf([&](std::uint32_t point) {
                if (placeOf[point] == kNowhere) {
                    const MapPoint at = content_map::toPlane(mesh.points[point]);
                    placeOf[point] = static_cast<std::uint32_t>(chunk.fills.size());
                    chunk.fills.push_back({static_cast<float>(at.x), static_cast<float>(at.y)});
                }
                chunk.indices.push_back(placeOf[point]);
            });
            cornersOf([&](std::uint32_t point) { placeOf[point] = kNowhere; });
        }
    }

    void lines() {
        std::map<int, std::vector<const ArcChain*>> byClass;
        for (std::size_t i = 0; i < m_works.size(); ++i) {
            const Feature& feature = m_source.features[i];
            if (!m_works[i].sound || feature.kind == ShapeKind::Points) continue;
            if (m_drawn.line[static_cast<std::size_t>(feature.mapClass)]) {
                for (const std::size_t chain : m_works[i].chains)
                    byClass[feature.mapClass].push_back(&m_topology.chains[chain]);
            }
            if (!feature.apart) continue;
            for (const std::size_t chain : m_works[i].chains) {
                const bool ring = feature.kind == ShapeKind::Areas;
                addLine(feature.mapClass, static_cast<std::int64_t>(i) + 1,
                        joined(m_topology.chains[chain], m_arcs, ring), ring);
            }
        }
        for (const auto& [mapClass, chains] : byClass) {
            for (const Run& run : runsOf(chains, m_topology.arcs))
                addLine(mapClass, 0, joined(run.chain, m_arcs, run.closed), run.closed);
        }
    }

    void addLine(int mapClass, std::int64_t feature, const GridPath& points, bool closed) {
        if (points.size() < 2) return;
        const LineSink sink = [&](Cells::At cell) -> std::vector<content::MapLineVertex>& {
            return m_chunks[{mapClass, MapDraw::Line, feature, cell}].lines;
        };
        appendStrips(points, closed && points.size() >= 3, m_metresPerPixel, m_cells, sink,
                     feature == 0 ? capFor(widestMm(mapClass)) : Cap::Round);
    }

    /// The widest line of a class at the zooms this level is shown at.
    [[nodiscard]] float widestMm(int mapClass) const {
        float widest = 0;
        for (const content::MapRule& rule : m_source.rules) {
            if (rule.mapClass == mapClass && rule.draw == MapDraw::Line)
                widest = std::max(widest, content::mapWidthMm(rule, m_level + 1));
        }
        return widest;
    }

    void assemble() {
        m_mesh.level = m_level;
        for (auto& [key, mesh] : m_chunks) {
            content::MapChunk chunk;
            chunk.mapClass = key.mapClass;
            chunk.draw = key.draw;
            chunk.feature = key.feature;
            chunk.row = key.cell.row;
            chunk.column = key.cell.column;
            constexpr float kInfinity = std::numeric_limits<float>::infinity();
            chunk.left = chunk.top = kInfinity;
            chunk.right = chunk.bottom = -kInfinity;
            const auto hold = [&](float x, float y) {
                chunk.left = std::min(chunk.left, x);
                chunk.top = std::min(chunk.top, y);
                chunk.right = std::max(chunk.right, x);
                chunk.bottom = std::max(chunk.bottom, y);
            };
            for (const auto& v : mesh.fills)
                hold(v.x, v.y);
            for (const auto& v : mesh.lines)
                hold(v.x, v.y);
            if (key.draw == MapDraw::Fill) {
                const auto base = static_cast<std::uint32_t>(m_mesh.fills.size());
                chunk.first = static_cast<std::uint32_t>(m_mesh.indices.size());
                chunk.count = static_cast<std::uint32_t>(mesh.indices.size());
                m_mesh.fills.insert(m_mesh.fills.end(), mesh.fills.begin(), mesh.fills.end());
                for (const std::uint32_t index : mesh.indices)
                    m_mesh.indices.push_back(base + index);
            } else {
                chunk.first = static_cast<std::uint32_t>(m_mesh.lines.size());
                chunk.count = static_cast<std::uint32_t>(mesh.lines.size());
                m_mesh.lines.insert(m_mesh.lines.end(), mesh.lines.begin(), mesh.lines.end());
            }
            m_mesh.chunks.push_back(chunk);
        }
    }

    const Source& m_source;
    const std::vector<Work>& m_works;
    const Topology& m_topology;
    const Drawn& m_drawn;
    const std::vector<std::vector<std::size_t>>& m_usersOfArc;
    int m_level;
    double m_metresPerPixel;
    Cells m_cells;
    Tessellator m_tessellator;
    std::vector<int> m_halvings;  ///< of each arc
    std::vector<GridPath> m_arcs;
    std::vector<Mesh> m_meshes;  ///< of each feature
    std::map<ChunkKey, ChunkMesh> m_chunks;
    content::MapLevel m_mesh;
    std::vector<Problem> m_problems;
};

class Compiler {
public:
    explicit Compiler(const Source& source) : m_source(source), m_projection(source.origin) {}

    Compiled compile() {
        m_out.bounds = emptyBox();
        m_out.places.resize(m_source.features.size());
        m_works.resize(m_source.features.size());
        for (std::size_t i = 0; i < m_source.features.size(); ++i) {
            prepare(i);
            place(i);
        }
        if (m_out.bounds.left > m_out.bounds.right) m_out.bounds = {};
        topology();
        levels();
        return std::move(m_out);
    }

private:
    void problem(std::size_t feature, std::string message) { m_out.problems.push_back({feature, std::move(message)}); }

    void prepare(std::size_t index) {
        const Feature& feature = m_source.features[index];
        Work& work = m_works[index];
        for (const auto& group : feature.groups) {
            for (const auto& path : group) {
                GridPath& points = work.paths.emplace_back();
                for (const base::GeoPoint at : path) {
                    const GridPoint moved = toGrid(m_projection.project(at));
                    if (points.empty() || points.back() != moved) points.push_back(moved);
                }
            }
        }
        switch (feature.kind) {
            case ShapeKind::Points: work.sound = !work.paths.empty(); break;
            case ShapeKind::Lines:
                std::erase_if(work.paths, [](const GridPath& path) { return path.size() < 2; });
                work.sound = !work.paths.empty();
                if (!work.sound) problem(index, "the line has fewer than two different points");
                break;
            case ShapeKind::Areas:
                work.paths = m_tessellator.cleanRings(std::move(work.paths));
                for (const GridPath& ring : work.paths)
                    work.doubledArea += doubleArea(ring);
                work.sound = work.doubledArea > 0;
                if (!work.sound) problem(index, "the rings enclose no area");
                break;
        }
    }

    void place(std::size_t index) {
        const Feature& feature = m_source.features[index];
        const Work& work = m_works[index];
        if (!work.sound) return;
        Place& place = m_out.places[index];
        place.box = emptyBox();
        for (const GridPath& path : work.paths) {
            for (const GridPoint at : path)
                grow(place.box, content_map::toPlane(at));
        }
        grow(m_out.bounds, {place.box.left, place.box.top});
        grow(m_out.bounds, {place.box.right, place.box.bottom});
        if (feature.apart && feature.kind == ShapeKind::Areas) {
            for (const GridPath& ring : work.paths)
                place.rings.push_back(toPlane(ring));
        }
        if (feature.kind == ShapeKind::Points) {
            place.anchor = content_map::toPlane(work.paths.front().front());
        } else if (feature.anchored) {
            place.anchor = feature.kind == ShapeKind::Areas ? innermost(work.paths) : middleOf(work.paths);
        } else {
            place.anchor = place.box.centre();
        }
    }

    void topology() {
        std::vector<TopologyPath> paths;
        for (std::size_t i = 0; i < m_works.size(); ++i) {
            const ShapeKind kind = m_source.features[i].kind;
            if (!m_works[i].sound || kind == ShapeKind::Points) continue;
            for (const GridPath& path : m_works[i].paths) {
                m_works[i].chains.push_back(paths.size());
                paths.push_back({&path, kind == ShapeKind::Areas});
            }
        }
        m_topology = cutIntoArcs(paths);
        m_usersOfArc.resize(m_topology.arcs.size());
        for (std::size_t i = 0; i < m_works.size(); ++i) {
            if (m_source.features[i].kind != ShapeKind::Areas) continue;
            for (const std::size_t chain : m_works[i].chains) {
                for (const ArcUse use : m_topology.chains[chain])
                    m_usersOfArc[use.arc].push_back(i);
            }
        }
    }

    void levels() {
        std::size_t classes = 0;
        for (const Feature& feature : m_source.features)
            classes = std::max(classes, static_cast<std::size_t>(feature.mapClass) + 1);
        Drawn drawn{std::vector<bool>(classes), std::vector<bool>(classes)};
        for (const content::MapRule& rule : m_source.rules) {
            const auto mapClass = static_cast<std::size_t>(rule.mapClass);
            if (mapClass < classes) (rule.draw == MapDraw::Fill ? drawn.fill : drawn.line)[mapClass] = true;
        }
        std::deque<LevelMaker> makers;
        for (int i = 0; i < content::kMapLevels; ++i) {
            makers.emplace_back(m_source, m_works, m_topology, drawn, m_usersOfArc, m_out.bounds,
                                content::kMapCoarsestLevel + i);
        }
        // Levels know nothing of one another.
        std::thread beside([&] {
            for (std::size_t i = 1; i < makers.size(); i += 2)
                makers[i].make();
        });
        for (std::size_t i = 0; i < makers.size(); i += 2)
            makers[i].make();
        beside.join();
        std::vector<bool> told(m_source.features.size());
        for (std::size_t i = 0; i < makers.size(); ++i) {
            m_out.levels[i] = makers[i].takeMesh();
            for (const Problem& found : makers[i].problems()) {
                if (!told[found.feature]) m_out.problems.push_back(found);
                told[found.feature] = true;
            }
        }
    }

    const Source& m_source;
    content::MapProjection m_projection;
    Tessellator m_tessellator;
    std::vector<Work> m_works;
    Topology m_topology;
    std::vector<std::vector<std::size_t>> m_usersOfArc;
    Compiled m_out;
};

}  // namespace

Compiled compileMap(const Source& source) { return Compiler(source).compile(); }

}  // namespace content_map
