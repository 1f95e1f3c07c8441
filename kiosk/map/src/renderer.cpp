#include "map/renderer.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace map {

using content::MapChunk;
using content::MapDraw;
using content::MapRule;
using platform::MeshRange;

// The structures of the pack are those of the renderer, so that a level is handed over without touching it.
static_assert(sizeof(content::MapFillVertex) == sizeof(platform::MeshFillVertex));
static_assert(sizeof(content::MapLineVertex) == sizeof(platform::MeshLineVertex));
static_assert(offsetof(content::MapLineVertex, normalX) == offsetof(platform::MeshLineVertex, normalX));
static_assert(offsetof(content::MapLineVertex, along) == offsetof(platform::MeshLineVertex, along));
static_assert(content::kMapNormalScale == platform::kMeshNormalScale);

namespace {

constexpr float kReferencePxPerMm = 1920.0F / 531.3F;  // the 24" panel of 1080 lines

std::size_t slot(int level) { return static_cast<std::size_t>(level - content::kMapCoarsestLevel); }

std::uint32_t alphaOf(std::uint32_t rgba) { return rgba >> 24U; }

}  // namespace

double styleZoom(double zoom, const ui::Panel& panel) { return zoom - std::log2(panel.px(1) / kReferencePxPerMm); }

ui::Color colorOf(std::uint32_t rgba) {
    const auto part = [rgba](unsigned shift) { return static_cast<std::uint8_t>(rgba >> shift & 0xFFU); };
    return {part(0), part(8), part(16), part(24)};
}

/// What one call of `draw` hands around.
struct Renderer::View {
    const ui::PaintContext& context;
    const Camera& camera;
    content::MapBox box;
    double zoom = 0;  ///< of the style
    int level = 0;
    platform::MeshDraw transform;
};

Renderer::Renderer(std::shared_ptr<const content::MapModel> model) : m_model(std::move(model)) {}

int Renderer::levelFor(double zoom) {
    return std::clamp(static_cast<int>(std::floor(zoom)), content::kMapCoarsestLevel, content::kMapFinestLevel);
}

std::size_t Renderer::residentBytes() const {
    std::size_t bytes = 0;
    for (const Level& level : m_levels)
        bytes += level.bytes;
    return bytes;
}

std::optional<int> Renderer::wanted(double zoom) const {
    const int now = levelFor(zoom);
    for (const int level : {now, content::kMapCoarsestLevel}) {
        if (!m_levels[slot(level)].known()) return level;
    }
    if (residentBytes() >= kBudgetBytes / 2) return std::nullopt;
    for (const int level : {now - 1, now + 1}) {
        if (level < content::kMapCoarsestLevel || level > content::kMapFinestLevel) continue;
        if (!m_levels[slot(level)].known()) return level;
    }
    return std::nullopt;
}

void Renderer::giveUp(int level) { m_levels[slot(level)].failed = true; }

void Renderer::take(std::shared_ptr<const content::MapLevel> data) {
    Level& level = m_levels[slot(data->level)];
    level = Level{};
    level.chunks = data->chunks;
    level.fills.resize(m_model->classes.size());
    level.lines.resize(m_model->classes.size());
    level.damaged.resize(m_model->classes.size());
    for (std::size_t i = 0; i < level.chunks.size(); ++i) {
        const MapChunk& chunk = level.chunks[i];
        auto& groups = chunk.draw == MapDraw::Fill ? level.fills : level.lines;
        Group& group = groups[static_cast<std::size_t>(chunk.mapClass)];
        if (group.count == 0) group.first = i;
        ++group.count;
    }
    for (const int mapClass : data->damagedClasses)
        level.damaged[static_cast<std::size_t>(mapClass)] = true;
    level.bytes = std::max<std::size_t>(1, data->fills.size() * sizeof(content::MapFillVertex) +
                                               data->indices.size() * sizeof(std::uint32_t) +
                                               data->lines.size() * sizeof(content::MapLineVertex));
    level.data = std::move(data);
}

/// Hands a level to the driver when it is not there, or not there any more.
void Renderer::upload(Level& level, ui::MeshLibrary& meshes) {
    const bool lost = (level.fillMesh && level.fillMesh->lost()) || (level.lineMesh && level.lineMesh->lost());
    if (lost && !level.data) {
        level = Level{};  // asked for again
        return;
    }
    if (level.data && (lost || !level.fillMesh)) {
        const auto& data = level.data;
        level.fillMesh =
            meshes.add(platform::MeshKind::Fill, std::as_bytes(std::span(data->fills)), data->indices, data);
        level.lineMesh = meshes.add(platform::MeshKind::Line, std::as_bytes(std::span(data->lines)), {}, data);
    }
    if (level.data && level.fillMesh->ready() && level.lineMesh->ready()) level.data.reset();
}

/// What is farthest from the level in use goes first; the coarsest stays: it is what there is always.
void Renderer::evict(int inUse) {
    while (residentBytes() > kBudgetBytes) {
        Level* farthest = nullptr;
        int distance = 0;
        for (int level = content::kMapCoarsestLevel + 1; level <= content::kMapFinestLevel; ++level) {
            Level& candidate = m_levels[slot(level)];
            if (candidate.bytes == 0 || std::abs(level - inUse) <= distance) continue;
            distance = std::abs(level - inUse);
            farthest = &candidate;
        }
        if (farthest == nullptr) return;
        *farthest = Level{};
    }
}

/// The level that shows a class at `level`: itself, else the next coarser one that is whole, else the next finer one.
const Renderer::Level* Renderer::usable(int level, int mapClass) const {
    const auto whole = [&](int candidate) {
        const Level& l = m_levels[slot(candidate)];
        return l.fillMesh && l.fillMesh->ready() && l.lineMesh->ready() &&
               !l.damaged[static_cast<std::size_t>(mapClass)];
    };
    for (int coarser = level; coarser >= content::kMapCoarsestLevel; --coarser) {
        if (whole(coarser)) return &m_levels[slot(coarser)];
    }
    for (int finer = level + 1; finer <= content::kMapFinestLevel; ++finer) {
        if (whole(finer)) return &m_levels[slot(finer)];
    }
    return nullptr;
}

void Renderer::drawChunks(const View& view, const Level& level, bool line, std::span<const MeshRange> ranges,
                          std::uint32_t rgba, float widthPx, float dashPx, float gapPx) {
    if (ranges.empty() || alphaOf(rgba) == 0) return;
    platform::MeshDraw draw = view.transform;
    draw.mesh = line ? level.lineMesh->handle() : level.fillMesh->handle();
    draw.rgba = rgba;
    if (line) {
        const int own = static_cast<int>(&level - m_levels.data()) + content::kMapCoarsestLevel;
        draw.halfWidthPx = widthPx / 2;
        draw.pxPerAlong = static_cast<float>(content::mapMetresPerPixel(own) / 2 / view.camera.metresPerPixel());
        draw.dashPx = dashPx;
        draw.gapPx = gapPx;
    }
    view.context.painter.mesh(draw, ranges);
}

void Renderer::drawRule(const View& view, const MapRule& rule, const Options& options) {
    if (view.zoom < static_cast<double>(rule.zoomMin) || view.zoom >= static_cast<double>(rule.zoomMax)) return;
    const Level* level = usable(view.level, rule.mapClass);
    if (level == nullptr) {
        m_complete = false;
        return;
    }
    if (level != &m_levels[slot(view.level)]) m_complete = false;
    const bool line = rule.draw == MapDraw::Line;
    const Group& group = (line ? level->lines : level->fills)[static_cast<std::size_t>(rule.mapClass)];
    const std::uint32_t rgba = options.sun ? rule.sun : rule.day;
    const float widthPx = line ? view.context.panel.px(content::mapWidthMm(rule, view.zoom)) : 0;
    // Lines reach half their width beyond their points.
    const double reach = widthPx / 2 * view.camera.metresPerPixel();
    const content::MapBox seen{view.box.left - reach, view.box.top - reach, view.box.right + reach,
                               view.box.bottom + reach};
    m_ranges.clear();
    std::uint32_t colour = rgba;
    const auto flush = [&] {
        drawChunks(view, *level, line, m_ranges, colour, widthPx, view.context.panel.px(rule.dashMm),
                   view.context.panel.px(rule.gapMm));
        m_ranges.clear();
    };
    for (std::size_t i = group.first; i < group.first + group.count; ++i) {
        const MapChunk& chunk = level->chunks[i];
        if (line && chunk.feature != 0) break;  // their outlines are for emphasis; borders shared by two are drawn once
        if (!seen.intersects({chunk.left, chunk.top, chunk.right, chunk.bottom})) continue;
        std::uint32_t own = rgba;
        if (chunk.feature != 0 && options.areaColors != nullptr) {
            if (const auto at = options.areaColors->find(chunk.feature); at != options.areaColors->end())
                own = at->second;
        }
        if (own != colour) {
            flush();
            colour = own;
        }
        if (!m_ranges.empty() && m_ranges.back().first + m_ranges.back().count == chunk.first) {
            m_ranges.back().count += chunk.count;
        } else {
            m_ranges.push_back({chunk.first, chunk.count});
        }
    }
    flush();
}

void Renderer::draw(const ui::PaintContext& context, const Camera& camera, const Options& options) {
    m_complete = true;
    const int level = levelFor(camera.zoom());
    if (level != m_inUse) {
        m_inUse = level;
        evict(level);
    }
    m_waiting = false;
    for (Level& known : m_levels) {
        upload(known, context.meshes);
        if (known.data || (&known == &m_levels[slot(level)] && !known.known())) m_waiting = true;
    }

    View view{context, camera, camera.visibleBox(), styleZoom(camera.zoom(), context.panel), level, {}};
    const content::MapPoint centre = camera.centre();
    const double c = std::cos(camera.bearing()) / camera.metresPerPixel();
    const double s = std::sin(camera.bearing()) / camera.metresPerPixel();
    platform::MeshDraw& t = view.transform;
    t.matrix[0] = static_cast<float>(c);
    t.matrix[1] = static_cast<float>(s);
    t.matrix[2] = static_cast<float>(-s);
    t.matrix[3] = static_cast<float>(c);
    t.centreHigh[0] = static_cast<float>(centre.x);
    t.centreHigh[1] = static_cast<float>(centre.y);
    t.centreLow[0] = static_cast<float>(centre.x - static_cast<double>(t.centreHigh[0]));
    t.centreLow[1] = static_cast<float>(centre.y - static_cast<double>(t.centreHigh[1]));
    const base::PointPx middle = camera.view().centre();
    t.at[0] = middle.x;
    t.at[1] = middle.y;
    const std::uint32_t ground = options.sun ? m_model->groundSun : m_model->groundDay;
    context.painter.fill(camera.view(), colorOf(ground));
    for (const MapRule& rule : m_model->rules)
        drawRule(view, rule, options);

    if (!options.emphasis) return;
    for (int mapClass = 0; mapClass < static_cast<int>(m_model->classes.size()); ++mapClass) {
        const Level* shown = usable(level, mapClass);
        if (shown == nullptr) continue;
        const Group& group = shown->lines[static_cast<std::size_t>(mapClass)];
        m_ranges.clear();
        for (std::size_t i = group.first; i < group.first + group.count; ++i) {
            const MapChunk& chunk = shown->chunks[i];
            if (chunk.feature == options.emphasis->feature) m_ranges.push_back({chunk.first, chunk.count});
        }
        const float width = context.panel.px(options.emphasis->widthMm);
        drawChunks(view, *shown, true, m_ranges, options.emphasis->casing, width * 2, 0, 0);
        drawChunks(view, *shown, true, m_ranges, options.emphasis->line, width, 0, 0);
    }
}

}  // namespace map
