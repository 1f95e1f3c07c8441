#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "content/map.hpp"
#include "map/camera.hpp"
#include "ui/mesh_library.hpp"
#include "ui/node.hpp"

namespace map {

/// The zoom the rules of a style speak of: that of a 24" panel of 1080 lines showing the same part of the world at the
/// same size. A panel with more pixels needs a finer mesh, not other roads.
[[nodiscard]] double styleZoom(double zoom, const ui::Panel& panel);

/// A colour of the pack, 0xAABBGGRR.
[[nodiscard]] ui::Color colorOf(std::uint32_t rgba);

/// Draws the meshes of a map: picks a level, culls chunks, joins neighbours, hands colours and widths over. Levels come
/// from outside, when `wanted` asks for them; until one is there, the nearest that is is drawn in its place, so the map
/// never shows the ground below it.
/// Memory: at most `kBudgetBytes` of meshes beside the coarsest level and the one in use.
/// Ownership: shares model and levels; meshes live in the library of the stage. Threading: main thread only.
class Renderer {
public:
    static constexpr std::size_t kBudgetBytes = 48U << 20U;

    explicit Renderer(std::shared_ptr<const content::MapModel> model);

    /// What stands out: an area or line kept apart, drawn after the rules.
    struct Emphasis {
        std::int64_t feature = 0;
        std::uint32_t line = 0;    ///< 0xAABBGGRR
        std::uint32_t casing = 0;  ///< below the line, twice as far; 0 = none
        float widthMm = 0;
    };
    struct Options {
        bool sun = false;
        /// Fill of areas kept apart, instead of the style's: a choropleth. 0xAABBGGRR
        const std::unordered_map<std::int64_t, std::uint32_t>* areaColors = nullptr;
        std::optional<Emphasis> emphasis;
    };
    void draw(const ui::PaintContext& context, const Camera& camera, const Options& options);

    /// The level to fetch next: the one in use first, then the coarsest, then its neighbours as far as they fit the
    /// budget. Asked again after `take` and whenever the camera moves.
    [[nodiscard]] std::optional<int> wanted(double zoom) const;
    void take(std::shared_ptr<const content::MapLevel> level);
    /// A level that cannot be read is not asked for again.
    void giveUp(int level);

    /// The last `draw` would have shown something better had all that was taken been with the driver already: one more
    /// is due. False where nothing better will come, because it is damaged or cannot be read.
    [[nodiscard]] bool waiting() const { return m_waiting; }
    /// The last `draw` showed everything at its own level.
    [[nodiscard]] bool complete() const { return m_complete; }
    [[nodiscard]] std::size_t residentBytes() const;

    [[nodiscard]] static int levelFor(double zoom);

private:
    /// Chunks of one class and kind: indices into MapLevel::chunks.
    struct Group {
        std::size_t first = 0;
        std::size_t count = 0;
    };
    struct Level {
        std::shared_ptr<const content::MapLevel> data;  ///< its vertices are let go once the driver has them
        std::vector<content::MapChunk> chunks;
        std::vector<Group> fills;  ///< by class
        std::vector<Group> lines;
        std::vector<bool> damaged;  ///< by class
        ui::MeshLibrary::MeshPtr fillMesh;
        ui::MeshLibrary::MeshPtr lineMesh;
        std::size_t bytes = 0;
        bool failed = false;
        [[nodiscard]] bool known() const { return bytes > 0 || failed; }
    };
    struct View;

    void upload(Level& level, ui::MeshLibrary& meshes);
    void evict(int inUse);
    [[nodiscard]] const Level* usable(int level, int mapClass) const;
    void drawRule(const View& view, const content::MapRule& rule, const Options& options);
    void drawChunks(const View& view, const Level& level, bool line, std::span<const platform::MeshRange> ranges,
                    std::uint32_t rgba, float widthPx, float dashPx, float gapPx);

    std::shared_ptr<const content::MapModel> m_model;
    std::array<Level, content::kMapLevels> m_levels;
    std::vector<platform::MeshRange> m_ranges;  ///< scratch
    int m_inUse = 0;
    bool m_complete = false;
    bool m_waiting = false;
};

}  // namespace map
