#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common.hpp"
#include "content/map.hpp"
#include "map/renderer.hpp"

/// The districts of the province as areas of a small map, coloured by what is said of each.
namespace scenes {

/// Equal steps on a round scale, so that a class says how large its figures are; at most four.
struct FigureClasses {
    double from = 0;  ///< lower bound of the first
    double step = 1;
    int count = 1;
    /// 0 ... count - 1; a bound belongs to the class above it, the highest value to the last. @pre value is within
    [[nodiscard]] int of(double value) const;
    [[nodiscard]] double lower(int index) const { return from + step * index; }
    [[nodiscard]] double upper(int index) const { return from + step * (index + 1); }
};
/// Steps of 1, 2, 2.5 or 5 times a power of ten. @pre values is not empty and all are finite
[[nodiscard]] FigureClasses figureClasses(const std::vector<double>& values);

/// Colour of a class: from pale to the full dye of the plan, in greyscale from light to dark.
[[nodiscard]] ui::Color classColor(const ui::Theme& theme, int index, int count);

/// Holds the map of the pack for a scene. The page does not wait for it: until it has come, and where the pack has no
/// map, there is nothing to see. Threading: main thread. Ownership: borrows the context.
class DistrictMap {
public:
    explicit DistrictMap(const app::SceneContext& context) : m_context(context) {}

    /// Asks for the map, once.
    void load();
    /// The pack has a map with an outline of one of these districts.
    [[nodiscard]] bool shows(const std::vector<std::string>& keys) const;

    struct Area {
        std::string key;                 ///< of the district
        int number = 0;                  ///< stands in it, and on its row; 0 = none
        std::optional<ui::Color> color;  ///< nullopt: nothing is said of it, and it stays bare
    };
    /// `meaning` says in words what the colours say. @pre shows() of one of the areas
    void figure(ui::Ui& ui, const std::string& id, const ui::Words& meaning, std::vector<Area> areas,
                const ui::Box& box);

private:
    struct Loaded {
        std::shared_ptr<const content::MapModel> model;  ///< with the rules of this figure; null: the pack has no map
        std::unordered_map<std::string, std::size_t> features;  ///< by key of the district
        content::MapBox box;                                    ///< around all of them
    };
    static base::Result<Loaded> query(const content::Store& store, content::Lang lang);
    void fetchLevel();
    void paint(const ui::PaintContext& c, bool sun, const std::vector<Area>& areas);

    const app::SceneContext& m_context;
    Loaded m_map;
    std::unique_ptr<map::Renderer> m_renderer;
    map::Camera m_camera;
    bool m_asked = false;
    bool m_fetching = false;
    platform::JobHandle m_load;
    platform::JobHandle m_levelJob;
};

}  // namespace scenes
