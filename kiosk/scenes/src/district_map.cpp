#include "district_map.hpp"

#include <algorithm>
#include <cmath>

#include "compass_card.hpp"
#include "content/store.hpp"

namespace scenes {
namespace {

constexpr int kMostClasses = 4;
constexpr float kMarginMm = 2;
constexpr double kZoomOut = 5;  ///< how small a figure may be
constexpr double kZoomIn = 14;

/// What a figure of districts shows of the map's style: the grounds, the waters, and the borders of what is coloured;
/// neither roads nor rivers nor the tint of the heights.
std::vector<content::MapRule> figureRules(const content::MapModel& model, int districtClass) {
    std::vector<content::MapRule> rules;
    const auto filled = [&](int mapClass) {
        return std::any_of(model.rules.begin(), model.rules.end(), [&](const content::MapRule& rule) {
            return rule.mapClass == mapClass && rule.draw == content::MapDraw::Fill;
        });
    };
    const auto named = [&](const content::MapRule& rule, std::string_view name) {
        return model.classes[static_cast<std::size_t>(rule.mapClass)].starts_with(name);
    };
    content::MapRule districts;
    districts.mapClass = districtClass;
    districts.day = model.groundDay;
    districts.sun = model.groundSun;
    bool added = false;
    for (const content::MapRule& rule : model.rules) {
        if (named(rule, "relief")) continue;
        const bool water = named(rule, "lake") || named(rule, "lagoon");
        // The waters lie on the districts.
        if (!added && (water || rule.draw == content::MapDraw::Line)) {
            rules.push_back(districts);
            added = true;
        }
        if (rule.draw == content::MapDraw::Line && rule.mapClass != districtClass && !filled(rule.mapClass) &&
            !named(rule, "province"))
            continue;
        rules.push_back(rule);
    }
    if (!added) rules.push_back(districts);
    return rules;
}

}  // namespace

int FigureClasses::of(double value) const {
    if (count == 1) return 0;
    return std::clamp(static_cast<int>(std::floor((value - from) / step + 1e-9)), 0, count - 1);
}

FigureClasses figureClasses(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double span = *high - *low;
    FigureClasses classes;
    if (!(span > 0)) {
        classes.from = *low;
        classes.step = 0;
        return classes;
    }
    double power = std::pow(10, std::floor(std::log10(span / kMostClasses)));
    for (;; power *= 10) {
        for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
            classes.step = factor * power;
            classes.from = std::floor(*low / classes.step + 1e-9) * classes.step;
            // The highest value may stand on the upper bound of the last class.
            classes.count = std::max(1, static_cast<int>(std::ceil((*high - classes.from) / classes.step - 1e-9)));
            if (classes.count <= kMostClasses) return classes;
        }
    }
}

ui::Color classColor(const ui::Theme& theme, int index, int count) {
    const ui::Color dye = theme.pictures ? theme.of(ui::Section::Plan).text : theme.ink.primary;
    const float share = static_cast<float>(index + 1) / static_cast<float>(count);
    return ui::mix(theme.surface.raised, dye, 0.9F * share);
}

base::Result<DistrictMap::Loaded> DistrictMap::query(const content::Store& store, content::Lang lang) {
    Loaded loaded;
    auto model = store.map(lang);
    if (!model) return model.error();
    if (!*model) return loaded;
    auto districts = store.districts(lang);
    if (!districts) return districts.error();
    auto figure = std::make_shared<content::MapModel>(std::move(**model));
    int districtClass = -1;
    for (std::size_t i = 0; i < figure->features.size(); ++i) {
        const content::MapFeature& feature = figure->features[i];
        if (!feature.item || feature.rings.empty()) continue;
        const auto district = std::find_if(districts->begin(), districts->end(),
                                           [&](const content::District& d) { return d.card.id == *feature.item; });
        if (district == districts->end()) continue;
        content::MapBox& box = loaded.box;
        if (loaded.features.empty()) box = feature.box;
        box = {std::min(box.left, feature.box.left), std::min(box.top, feature.box.top),
               std::max(box.right, feature.box.right), std::max(box.bottom, feature.box.bottom)};
        loaded.features.emplace(district->card.key, i);
        districtClass = feature.mapClass;
    }
    if (loaded.features.empty()) return loaded;
    figure->rules = figureRules(*figure, districtClass);
    loaded.model = std::move(figure);
    return loaded;
}

void DistrictMap::load() {
    if (m_asked) return;
    m_asked = true;
    m_load = m_context.content.query(
        [lang = m_context.visitor.lang](const content::Store& store) { return query(store, lang); },
        [this](base::Result<Loaded> loaded) {
            if (!loaded || !loaded->model) return;  // the service has said why in the log
            m_map = std::move(*loaded);
            m_renderer = std::make_unique<map::Renderer>(m_map.model);
            m_camera.setLimits({m_map.model->bounds, kZoomOut, kZoomIn});
            m_camera.lookAt(m_map.box.centre(), content::kMapCoarsestLevel, 0);
            fetchLevel();
        });
}

void DistrictMap::fetchLevel() {
    if (m_fetching) return;
    const std::optional<int> level = m_renderer->wanted(m_camera.zoom());
    if (!level) return;
    m_fetching = true;
    m_levelJob =
        m_context.content.query([level = *level](const content::Store& store) { return store.mapLevel(level); },
                                [this, level = *level](base::Result<content::MapLevel> mesh) {
                                    m_fetching = false;
                                    if (mesh) {
                                        if (!mesh->damage.empty()) m_context.log.warning("map", mesh->damage);
                                        m_renderer->take(std::make_shared<const content::MapLevel>(std::move(*mesh)));
                                    } else {
                                        m_renderer->giveUp(level);
                                    }
                                    m_context.navigator.requestFrame();
                                });
}

bool DistrictMap::shows(const std::vector<std::string>& keys) const {
    return m_renderer &&
           std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return m_map.features.contains(key); });
}

void DistrictMap::paint(const ui::PaintContext& c, bool sun, const std::vector<Area>& areas) {
    m_camera.setView(c.rect);
    const map::Camera::Look look = m_camera.fit(m_map.box, c.rect.inflated(-c.panel.px(kMarginMm)), 0);
    m_camera.lookAt(look.centre, look.zoom, 0);
    std::unordered_map<std::int64_t, std::uint32_t> colors;
    for (const Area& area : areas) {
        const auto feature = m_map.features.find(area.key);
        // What nothing is said of is bare cloth.
        if (feature != m_map.features.end())
            colors.emplace(m_map.model->features[feature->second].id,
                           area.color.value_or(c.theme.surface.raised).packed());
    }
    map::Renderer::Options options;
    options.sun = sun;
    options.areaColors = &colors;
    c.painter.pushClip(c.rect);
    m_renderer->draw(c, m_camera, options);
    c.painter.setLevel(c.painter.level() + 1);
    for (const Area& area : areas) {
        const auto feature = m_map.features.find(area.key);
        if (feature == m_map.features.end() || area.number == 0) continue;
        const base::PointPx at = m_camera.toScreen(m_map.model->features[feature->second].box.centre());
        paintNumber(c, area.number, at, c.theme.of(ui::Section::Plan).text);
    }
    c.painter.popClip();
    if (m_renderer->waiting()) m_context.navigator.requestFrame();
}

void DistrictMap::figure(ui::Ui& ui, const std::string& id, const ui::Words& meaning, std::vector<Area> areas,
                         const ui::Box& box) {
    fetchLevel();
    ui.paint(
        id, meaning,
        [this, sun = m_context.visitor.sunTheme, areas = std::move(areas)](const ui::PaintContext& c) {
            paint(c, sun, areas);
        },
        box);
}

}  // namespace scenes
