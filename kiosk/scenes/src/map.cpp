#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "factories.hpp"
#include "map/clusters.hpp"
#include "map/label_layer.hpp"
#include "map/motion.hpp"
#include "map/renderer.hpp"
#include "map_data.hpp"
#include "map_marks.hpp"
#include "map_panel.hpp"

namespace scenes {
namespace {

using base::PointPx;
using base::RectPx;
using content::MapFeature;
using content::MapPoint;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kMarginMm = 11;
constexpr float kPanelMm = 150;         ///< plate at the side, at plain text size
constexpr float kPanelUprightMm = 160;  ///< height of the plate at the foot of an upright panel
constexpr double kZoomStep = 1;
constexpr double kTurnStep = std::numbers::pi / 4;
constexpr double kZoomMost = 15;
constexpr double kZoomOut = 0.8;     ///< how much farther than the first view a visitor may step back
constexpr double kCloseZoom = 13;    ///< a place among others is looked at from here at the nearest
constexpr float kFingerMm = 7;       ///< how far from a name a finger still means it
constexpr float kLargeText = 1.25F;  ///< from here on the layers stand in the plate, not on the map
constexpr std::size_t kNearRows = 40;
constexpr auto kFrame = std::chrono::milliseconds(16);
constexpr float kOutlineMm = 1.4F;  ///< of a chosen district
constexpr float kOutlineMarginMm = 5;

/// Plates laid over the map. What they cover is not free for names, pins and fingers.
enum class Plate : std::uint8_t { Title, Layers, Tools, Panel };
constexpr std::size_t kPlates = 4;

bool within(const RectPx& inner, const RectPx& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

/// The province: land, names, pins, and a plate with what is near or what was touched.
class MapScene final : public Scene {
public:
    MapScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {
        m_on.fill(true);
    }

    void load() override {
        m_load =
            m_context.content.query([lang = m_context.visitor.lang, settings = m_context.settings](
                                        const content::Store& store) { return loadMapData(store, lang, settings); },
                                    [this](base::Result<MapData> data) { arrived(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override {
        return m_data.error || (m_data.value && (!m_renderer || m_levels > 0 || m_levelFailed));
    }
    [[nodiscard]] Section section() const override { return Section::Map; }
    [[nodiscard]] app::SceneFrame frame() const override { return app::SceneFrame::Selvedge; }
    void build(ui::Ui& ui) override;
    bool gesture(const platform::Gesture& gesture) override;
    void update(platform::Instant now) override;
    [[nodiscard]] std::optional<platform::Instant> deadline() const override {
        return moves() ? std::optional(m_now + kFrame) : std::nullopt;
    }
    [[nodiscard]] bool moves() const override { return m_moves || m_wantsFrame; }

private:
    void arrived(base::Result<MapData> data);
    void listShown();
    void fetchLevel();
    void fetchItem();
    void open(const std::string& key);

    // What the visitor does.
    void choose(MapChoice choice);
    void step(int by);
    void show(MapList list);
    void lookAtChoice();
    [[nodiscard]] double zoomApart(std::size_t poi);
    void home();
    bool tapped(PointPx at);
    void touchPin(const map::Pin& pin);
    [[nodiscard]] std::optional<content::ItemId> itemOfChoice() const;

    // Where things are.
    [[nodiscard]] RectPx freeRect() const;
    [[nodiscard]] bool isFree(PointPx at) const;
    [[nodiscard]] double restBearing() const;
    [[nodiscard]] const std::vector<map::Pin>& pins(float spacingPx);

    // What is drawn.
    void canvas(ui::Ui& ui);
    void paintCanvas(const ui::PaintContext& c, bool sun, float textScale, platform::Instant now);
    void paintRoutes(const ui::PaintContext& c) const;
    void pinControls(ui::Ui& ui);
    [[nodiscard]] std::vector<RectPx> stageRects() const;
    void stageControls(ui::Ui& ui);
    void mark(ui::Ui& ui, const std::string& id, RectPx at, const ui::Words& label, std::function<void()> action,
              ui::PaintFunction paint);
    void title(ui::Ui& ui);
    void layers(ui::Ui& ui);
    void layerChips(ui::Ui& ui);
    void tools(ui::Ui& ui);
    void panel(ui::Ui& ui, float widthMm);
    void noMap(ui::Ui& ui) const;
    [[nodiscard]] Box plate(ui::Ui& ui) const;
    /// The container just opened is a plate: remembers where it comes to lie.
    void note(ui::Ui& ui, Plate plate);

    const SceneContext& m_context;
    std::string m_key;  ///< what the route asks to show first
    Loadable<MapData> m_data;
    map::Camera m_camera;
    map::Motion m_motion{m_camera};
    std::unique_ptr<map::Renderer> m_renderer;
    std::unique_ptr<map::LabelLayer> m_labels;
    int m_levels = 0;  ///< that have arrived
    bool m_levelFailed = false;
    std::set<int> m_damageSaid;  ///< levels whose damage stands in the log

    std::array<bool, kMapGroups> m_on{};  ///< layers of pins
    MapChoice m_choice;
    MapList m_list = MapList::Near;
    std::vector<std::size_t> m_members;  ///< of the cluster that is listed
    std::vector<std::size_t> m_shown;    ///< pois of the layers that are on, nearest first
    std::optional<content::Item> m_item;

    struct PinCache {
        double zoom = -1;
        float spacing = 0;
        std::vector<map::PinSource> sources;
        std::vector<std::size_t> pois;  ///< by source
        std::vector<map::Pin> pins;
    } m_pins;

    float m_pxPerMm = 3.6F;
    bool m_upright = false;
    bool m_placed = false;     ///< the camera has been put before the first view
    bool m_shownOnce = false;  ///< and drawn there: names fade from then on
    std::array<RectPx, kPlates> m_plates{};
    std::array<RectPx, kPlates> m_platesPainted{};
    std::vector<RectPx> m_taken;
    bool m_ours = false;  ///< the finger on the glass moves the map
    bool m_moves = false;
    bool m_wantsFrame = false;
    platform::Instant m_now;
    platform::JobHandle m_load;
    platform::JobHandle m_levelJob;
    platform::JobHandle m_itemJob;
    bool m_fetching = false;
};

// Content.

void MapScene::arrived(base::Result<MapData> data) {
    const bool first = m_renderer == nullptr;
    m_data.take(std::move(data));
    if (!m_data.value || !m_data.value->model) return;
    const MapData& d = *m_data.value;
    if (first) {
        m_renderer = std::make_unique<map::Renderer>(d.model);
        m_labels = std::make_unique<map::LabelLayer>(d.model);
        // Until the view is known.
        m_camera.setLimits({d.model->bounds, 7, kZoomMost});
        m_camera.lookAt(d.model->home.centre(), 9, restBearing());
        m_motion.setRestBearing(restBearing());
    } else {
        m_labels->setModel(d.model);  // another language: the meshes stay
    }
    listShown();
    fetchItem();
    fetchLevel();
}

/// The places of the layers that are on, nearest first.
void MapScene::listShown() {
    const MapData& d = *m_data.value;
    m_pins.zoom = -1;
    m_shown.clear();
    for (std::size_t i = 0; i < d.pois.size(); ++i) {
        if (m_on[static_cast<std::size_t>(d.pois[i].group)]) m_shown.push_back(i);
    }
    if (!d.from) return;
    const auto distance = [&](std::size_t i) { return base::distanceM(d.from->at, d.pois[i].geo); };
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
}

void MapScene::fetchLevel() {
    if (m_fetching || !m_renderer) return;
    const std::optional<int> level = m_renderer->wanted(m_camera.zoom());
    if (!level) return;
    m_fetching = true;
    m_levelJob =
        m_context.content.query([level = *level](const content::Store& store) { return store.mapLevel(level); },
                                [this, level = *level](base::Result<content::MapLevel> mesh) {
                                    m_fetching = false;
                                    if (mesh) {
                                        if (!mesh->damage.empty() && m_damageSaid.insert(level).second)
                                            m_context.log.warning("map", mesh->damage);
                                        m_renderer->take(std::make_shared<const content::MapLevel>(std::move(*mesh)));
                                        ++m_levels;
                                    } else {
                                        m_context.log.error("map", mesh.error().message);
                                        m_renderer->giveUp(level);
                                        m_levelFailed = true;
                                    }
                                    fetchLevel();
                                });
}

std::optional<content::ItemId> MapScene::itemOfChoice() const {
    const MapData& d = *m_data.value;
    switch (m_choice.kind) {
        case MapChoice::Kind::None: break;
        case MapChoice::Kind::Poi: return d.pois[m_choice.index].card.id;
        case MapChoice::Kind::District: return d.districts[m_choice.index].card.id;
        case MapChoice::Kind::Name: return d.model->features[m_choice.index].item;
        case MapChoice::Kind::Route: return d.itineraries[m_choice.index].card.id;
    }
    return std::nullopt;
}

void MapScene::fetchItem() {
    m_item.reset();
    const auto id = itemOfChoice();
    if (!id) return;
    m_itemJob = m_context.content.query(
        [id = *id, lang = m_context.visitor.lang](const content::Store& store) { return store.item(id, lang); },
        [this](base::Result<std::optional<content::Item>> item) {
            if (item && *item) m_item = std::move(**item);
        });
}

// What the visitor does.

void MapScene::open(const std::string& key) {
    if (key.empty()) return;
    const MapData& d = *m_data.value;
    const auto choose = [&](MapChoice::Kind kind, std::size_t index) { m_choice = {kind, index, {}}; };
    for (std::size_t i = 0; i < d.pois.size(); ++i)
        if (d.pois[i].card.key == key) choose(MapChoice::Kind::Poi, i);
    for (std::size_t i = 0; i < d.districts.size(); ++i)
        if (d.districts[i].card.key == key) choose(MapChoice::Kind::District, i);
    for (std::size_t i = 0; i < d.itineraries.size(); ++i)
        if (d.itineraries[i].card.key == key) choose(MapChoice::Kind::Route, i);
    if (key == "districts") m_list = MapList::Districts;
    if (key == "routes") m_list = MapList::Routes;
    fetchItem();
}

void MapScene::choose(MapChoice choice) {
    m_choice = choice;
    m_pins.zoom = -1;
    fetchItem();
    lookAtChoice();
    m_context.navigator.requestFrame();
}

void MapScene::show(MapList list) {
    m_list = list;
    m_context.navigator.requestFrame();
}

void MapScene::step(int by) {
    const MapData& d = *m_data.value;
    MapChoice next = m_choice;
    const auto around = [by](std::size_t at, std::size_t count) {
        return (at + count + static_cast<std::size_t>(by + static_cast<int>(count))) % count;
    };
    if (m_choice.kind == MapChoice::Kind::Poi) {
        const std::vector<std::size_t>& list = m_list == MapList::Cluster ? m_members : m_shown;
        const auto at = std::find(list.begin(), list.end(), m_choice.index);
        if (list.empty()) return;
        next.index =
            at == list.end() ? list.front() : list[around(static_cast<std::size_t>(at - list.begin()), list.size())];
    } else if (m_choice.kind == MapChoice::Kind::District) {
        next.index = around(m_choice.index, d.districts.size());
    } else if (m_choice.kind == MapChoice::Kind::Route) {
        // Through the stages: the first one comes after the whole.
        const std::size_t count = d.itineraries[m_choice.index].stages.size();
        if (count == 0) return;
        next.stage = m_choice.stage ? around(*m_choice.stage, count) : by > 0 ? 0 : count - 1;
    }
    choose(next);
}

/// The zoom from which a place has a pin of its own, or the present one where it shares its point with others.
double MapScene::zoomApart(std::size_t poi) {
    const float spacing = m_pxPerMm * (kPinTallMm + ui::space::kGap);
    for (const map::Pin& pin : pins(spacing)) {
        const bool mine = std::any_of(pin.members.begin(), pin.members.end(),
                                      [&](std::size_t source) { return m_pins.pois[source] == poi; });
        if (!mine) continue;
        if (!pin.isCluster() || pin.coincident) break;
        return std::min(kCloseZoom, map::partingZoom(pin, m_pins.sources, spacing, kZoomMost));
    }
    return m_camera.zoom();
}

/// Brings what was chosen into the free part of the map, and no nearer than it has to.
void MapScene::lookAtChoice() {
    const MapData& d = *m_data.value;
    const RectPx free = freeRect();
    const double bearing = m_camera.bearing();
    const auto point = [&](MapPoint at, double zoom) {
        const RectPx inner = free.inflated(-m_pxPerMm * kPinTallMm);
        const bool near = m_camera.zoom() >= zoom && inner.contains(m_camera.toScreen(at));
        if (!near) m_motion.flyTo(m_camera.show(at, std::max(zoom, m_camera.zoom()), free, bearing), m_now);
    };
    const auto box = [&](const content::MapBox& b, float marginMm) {
        m_motion.flyTo(m_camera.fit(b, free.inflated(-m_pxPerMm * marginMm), bearing), m_now);
    };
    switch (m_choice.kind) {
        case MapChoice::Kind::None: break;
        case MapChoice::Kind::Poi: point(d.pois[m_choice.index].at, zoomApart(m_choice.index)); break;
        case MapChoice::Kind::Name: point(d.model->features[m_choice.index].anchor, m_camera.zoom()); break;
        case MapChoice::Kind::District:
            if (const auto outline = d.outlineOf(d.districts[m_choice.index].card.id)) {
                box(d.model->features[*outline].box, kOutlineMarginMm);
            } else if (d.districts[m_choice.index].card.at) {
                point(d.projection.project(*d.districts[m_choice.index].card.at), kCloseZoom);
            }
            break;
        case MapChoice::Kind::Route: {
            const content::Itinerary& route = d.itineraries[m_choice.index];
            if (m_choice.stage) {
                const content::ItineraryStage& stage = route.stages[*m_choice.stage];
                if (stage.place.at) point(d.projection.project(*stage.place.at), m_camera.zoom());
                break;
            }
            std::optional<content::MapBox> all;
            const auto add = [&all](MapPoint p) {
                if (!all) all = content::MapBox{p.x, p.y, p.x, p.y};
                *all = {std::min(all->left, p.x), std::min(all->top, p.y), std::max(all->right, p.x),
                        std::max(all->bottom, p.y)};
            };
            for (const content::ItineraryStage& stage : route.stages) {
                if (stage.place.at) add(d.projection.project(*stage.place.at));
                for (const MapPoint p : stage.path)
                    add(p);
            }
            if (all) box(*all, kClusterMm);
            break;
        }
    }
}

void MapScene::home() {
    m_motion.flyTo(m_camera.fit(m_data.value->model->home, freeRect(), restBearing()), m_now);
    m_context.navigator.requestFrame();
}

void MapScene::touchPin(const map::Pin& pin) {
    std::vector<std::size_t> members;
    for (const std::size_t source : pin.members)
        members.push_back(m_pins.pois[source]);
    if (!pin.isCluster()) {
        choose({MapChoice::Kind::Poi, members.front(), {}});
        return;
    }
    const double parting = map::partingZoom(pin, m_pins.sources, m_pins.spacing, kZoomMost);
    if (!pin.coincident && parting > m_camera.zoom() + 0.01) {
        m_motion.flyTo(m_camera.show(pin.at, parting, freeRect(), m_camera.bearing()), m_now);
    } else {
        m_members = members;
        m_list = MapList::Cluster;
        m_choice = {};
        m_pins.zoom = -1;
    }
    m_context.navigator.requestFrame();
}

bool MapScene::tapped(PointPx at) {
    const MapData& d = *m_data.value;
    const MapPoint place = m_camera.toPlane(at);
    if (const auto name = m_labels->hit(at, m_pxPerMm * kFingerMm)) {
        const MapFeature& feature = d.model->features[*name];
        const auto district = feature.item ? d.districtOf(*feature.item) : std::nullopt;
        district ? choose({MapChoice::Kind::District, *district, {}}) : choose({MapChoice::Kind::Name, *name, {}});
        return true;
    }
    if (m_choice.kind == MapChoice::Kind::None) {
        const auto area = d.areaAt(place);
        const auto item = area ? d.model->features[*area].item : std::nullopt;
        if (const auto district = item ? d.districtOf(*item) : std::nullopt) {
            choose({MapChoice::Kind::District, *district, {}});
            return true;
        }
        // The tap equivalent of a drag: what was touched comes to the middle.
        m_motion.flyTo(m_camera.show(place, m_camera.zoom(), freeRect(), m_camera.bearing()), m_now);
        return true;
    }
    choose({});
    return true;
}

bool MapScene::gesture(const platform::Gesture& gesture) {
    if (!m_data.value || !m_placed) return false;
    if (const auto* tap = std::get_if<platform::Tap>(&gesture)) {
        if (!isFree(tap->at)) return false;
        if (tap->count < 2) return tapped(tap->at);
        m_motion.zoomBy(kZoomStep, tap->at, m_now);
        return true;
    }
    if (const auto* press = std::get_if<platform::Press>(&gesture)) m_ours = isFree(press->at);
    if (const auto* drag = std::get_if<platform::DragBegin>(&gesture)) m_ours = isFree(drag->from);
    if (const auto* pinch = std::get_if<platform::PinchBegin>(&gesture)) m_ours = isFree(pinch->centre);
    if (!m_ours) return false;
    const bool used = m_motion.handle(gesture, m_now);
    m_moves = m_moves || m_motion.active();
    return used;
}

void MapScene::update(platform::Instant now) {
    m_now = now;
    m_wantsFrame = false;
    if (!m_data.value || !m_placed) return;
    m_motion.setReduced(m_context.visitor.reducedMotion);
    m_moves = m_motion.tick(now);
    if (m_platesPainted != m_plates || m_labels->fading() || m_renderer->waiting()) m_wantsFrame = true;
    fetchLevel();
}

// Where things are.

double MapScene::restBearing() const {
    const auto heading = m_context.settings.headingDeg;
    return heading ? *heading * std::numbers::pi / 180 : 0;
}

/// The largest part of the view that no plate but the title covers.
RectPx MapScene::freeRect() const {
    RectPx free = m_camera.view();
    const auto cutRight = [&free](const RectPx& by) {
        if (!by.empty()) free.w = std::max(1.0F, std::min(free.right(), by.x) - free.x);
    };
    const auto cutBottom = [&free](const RectPx& by) {
        if (!by.empty()) free.h = std::max(1.0F, std::min(free.bottom(), by.y) - free.y);
    };
    const RectPx& panel = m_plates[static_cast<std::size_t>(Plate::Panel)];
    m_upright ? cutBottom(panel) : cutRight(panel);
    cutRight(m_plates[static_cast<std::size_t>(Plate::Tools)]);
    cutBottom(m_plates[static_cast<std::size_t>(Plate::Layers)]);
    return free;
}

bool MapScene::isFree(PointPx at) const {
    return m_camera.view().contains(at) &&
           std::none_of(m_plates.begin(), m_plates.end(), [at](const RectPx& plate) { return plate.contains(at); });
}

const std::vector<map::Pin>& MapScene::pins(float spacingPx) {
    const double zoom = std::floor(m_camera.zoom() * 2) / 2;
    if (m_pins.zoom == zoom && m_pins.spacing == spacingPx) return m_pins.pins;
    m_pins.zoom = zoom;
    m_pins.spacing = spacingPx;
    m_pins.sources.clear();
    m_pins.pois.clear();
    const MapData& d = *m_data.value;
    for (std::size_t i = 0; i < d.pois.size(); ++i) {
        if (!m_on[static_cast<std::size_t>(d.pois[i].group)]) continue;
        const MapPoi& poi = d.pois[i];
        m_pins.sources.push_back({poi.card.id.value, poi.at, static_cast<int>(poi.group), static_cast<int>(i)});
        m_pins.pois.push_back(i);
    }
    m_pins.pins = map::clusterPins(m_pins.sources, zoom, spacingPx);
    return m_pins.pins;
}

// What is drawn.

void MapScene::paintRoutes(const ui::PaintContext& c) const {
    if (m_choice.kind != MapChoice::Kind::Route) return;
    const content::Itinerary& route = m_data.value->itineraries[m_choice.index];
    for (const content::ItineraryStage& stage : route.stages)
        paintRoute(c, m_camera, stage.path, c.theme.brand.cochineal, !stage.byRoad);
}

void MapScene::paintCanvas(const ui::PaintContext& c, bool sun, float textScale, platform::Instant now) {
    const MapData& d = *m_data.value;
    m_pxPerMm = c.panel.px(1);
    m_upright = c.panel.portrait();
    m_camera.setView(c.rect);
    // Where the plates are is known from the frame before; a camera put before that is put again.
    const bool known = m_plates == m_platesPainted && !m_plates[static_cast<std::size_t>(Plate::Panel)].empty();
    m_plates = m_platesPainted;
    m_platesPainted = {};
    if (!m_placed) {
        const map::Camera::Look look = m_camera.fit(d.model->home, freeRect(), restBearing());
        m_camera.setLimits({d.model->bounds, look.zoom - kZoomOut, kZoomMost + map::styleZoom(0, c.panel) * -1});
        m_camera.lookAt(look.centre, look.zoom, look.bearing);
        m_placed = known;
        if (known && !m_key.empty()) {
            open(m_key);
            m_key.clear();
            m_motion.setReduced(true);
            lookAtChoice();
        }
        m_context.navigator.requestFrame();
    }

    map::Renderer::Options options;
    options.sun = sun;
    if (m_choice.kind == MapChoice::Kind::District) {
        if (const auto outline = d.outlineOf(d.districts[m_choice.index].card.id)) {
            options.emphasis = {d.model->features[*outline].id, c.theme.brand.night.packed(),
                                c.theme.brand.active.packed(), kOutlineMm};
        }
    }
    m_renderer->draw(c, m_camera, options);
    paintRoutes(c);

    m_taken.clear();
    for (const RectPx& plate : m_plates)
        if (!plate.empty()) m_taken.push_back(plate.inflated(m_pxPerMm));
    if (d.from && d.from->configured) {
        const PointPx at = m_camera.toScreen(d.projection.project(d.from->at));
        if (isFree(at)) {
            const int level = c.painter.level();
            m_taken.push_back(paintHere(c, at, m_context.strings.get("map.here").text, freeRect()));
            c.painter.setLevel(level);
            m_taken.push_back(RectPx{at.x, at.y, 0, 0}.inflated(m_pxPerMm * 4));
        }
    }
    const float half = m_pxPerMm * kPinMm / 2;
    const auto& shown = pins(m_pxPerMm * (kPinTallMm + ui::space::kGap));
    if (m_choice.kind == MapChoice::Kind::Route) {
        for (const RectPx& rect : stageRects())
            m_taken.push_back(rect);
    } else {
        for (const map::Pin& pin : shown) {
            const PointPx at = m_camera.toScreen(pin.at);
            m_taken.push_back(
                pin.isCluster() ? RectPx{at.x - half, at.y - half, 2 * half, 2 * half}
                                : RectPx{at.x - half, at.y - m_pxPerMm * kPinTallMm, 2 * half, m_pxPerMm * kPinTallMm});
        }
    }
    map::LabelLayer::Options labels;
    labels.sun = sun;
    labels.textScale = textScale;
    labels.instant = m_context.visitor.reducedMotion || !m_shownOnce;
    m_shownOnce = m_placed;
    labels.now = now;
    labels.taken = m_taken;
    if (m_choice.kind == MapChoice::Kind::Name) labels.chosen = d.model->features[m_choice.index].id;
    m_labels->draw(c, m_camera, labels);
}

void MapScene::canvas(ui::Ui& ui) {
    Box box;
    box.w = ui::fill();
    box.h = ui::fill();
    box.clip = true;
    ui::Words meaning = ui::withValue(ui.tr("map.meaning"), "name", m_data.value->province.value);
    meaning = ui::withValue(std::move(meaning), "n", std::to_string(m_shown.size()));
    ui.paint(
        "map.canvas", meaning,
        [this, sun = m_context.visitor.sunTheme, scale = ui.textScale(), now = ui.now()](const ui::PaintContext& c) {
            c.painter.pushClip(c.rect);
            paintCanvas(c, sun, scale, now);
            c.painter.popClip();
        },
        box);
}

void MapScene::mark(ui::Ui& ui, const std::string& id, RectPx at, const ui::Words& label, std::function<void()> action,
                    ui::PaintFunction paint) {
    ui::Control control;
    control.role = ui::Role::Button;
    control.label = label;
    control.speech = label;
    control.dragThrough = true;
    control.action = std::move(action);
    const RectPx view = m_camera.view();
    const ui::Panel& panel = ui.panel();
    Box box;
    box.at = base::RectMm{panel.designMm(at.x - view.x), panel.designMm(at.y - view.y), panel.designMm(at.w),
                          panel.designMm(at.h)};
    box.raise = 1;
    const auto scope = ui.control(id, control, ui::Axis::Stack, box);
    ui.tree().nodes.back().paint = std::move(paint);
}

void MapScene::pinControls(ui::Ui& ui) {
    const MapData& d = *m_data.value;
    const ui::Theme& theme = ui.theme();
    const ui::Panel& panel = ui.panel();
    const RectPx view = m_camera.view().inflated(-panel.px(2));
    const auto fits = [&](const RectPx& r) {
        if (!within(r, view)) return false;
        return std::none_of(m_plates.begin(), m_plates.end(), [&](const RectPx& plate) {
            return plate.inflated(panel.px(ui::space::kGap)).intersects(r);
        });
    };
    const auto& all = pins(panel.px(kPinTallMm + ui::space::kGap));
    for (const map::Pin& pin : all) {
        const PointPx at = m_camera.toScreen(pin.at);
        const MapPoi* chosen = nullptr;
        for (const std::size_t source : pin.members) {
            if (m_choice.kind == MapChoice::Kind::Poi && m_pins.pois[source] == m_choice.index)
                chosen = &d.pois[m_choice.index];
        }
        if (pin.isCluster() && chosen == nullptr) {
            const float half = panel.px(kClusterMm) / 2;
            const RectPx rect{at.x - half, at.y - half, 2 * half, 2 * half};
            if (!fits(rect)) continue;
            std::map<std::uint32_t, ClusterShare> byColor;
            for (const std::size_t source : pin.members) {
                const ui::Color color = theme.of(sectionOf(d.pois[m_pins.pois[source]].group)).text;
                ClusterShare& share = byColor[color.packed()];
                share.color = color;
                ++share.count;
            }
            std::vector<ClusterShare> shares;
            for (const auto& [color, share] : byColor)
                shares.push_back(share);
            mark(
                ui, "map.cluster." + d.pois[m_pins.pois[pin.members.front()]].card.key, rect,
                ui.strings().plural("map.cluster", static_cast<long>(pin.members.size())),
                [this, pin] { touchPin(pin); }, [shares](const ui::PaintContext& c) { paintCluster(c, shares); });
            continue;
        }
        const MapPoi& poi = chosen != nullptr ? *chosen : d.pois[m_pins.pois[pin.members.front()]];
        const float w = panel.px(kPinMm);
        const float h = panel.px(kPinTallMm);
        const RectPx rect{at.x - w / 2, at.y - h, w, h};
        if (!fits(rect)) continue;
        const ui::SectionColors& dye = theme.of(sectionOf(poi.group));
        mark(
            ui, "map.pin." + poi.card.key, rect, say(poi.card.name), [this, pin] { touchPin(pin); },
            [icon = std::string(iconOf(poi.card)), fill = dye.text, ink = theme.surface.raised,
             isChosen = chosen != nullptr](const ui::PaintContext& c) { paintPin(c, icon, fill, ink, isChosen); });
    }
}

/// Where the stages of the route shown are marked: at their places, beside each other where these are one.
std::vector<RectPx> MapScene::stageRects() const {
    const MapData& d = *m_data.value;
    const float side = m_pxPerMm * kClusterMm;
    const float gap = m_pxPerMm * ui::space::kGap;
    std::vector<RectPx> placed;
    for (const content::ItineraryStage& stage : d.itineraries[m_choice.index].stages) {
        const PointPx at = stage.place.at ? m_camera.toScreen(d.projection.project(*stage.place.at)) : PointPx{};
        RectPx rect{at.x - side / 2, at.y - side / 2, side, side};
        while (std::any_of(placed.begin(), placed.end(),
                           [&](const RectPx& p) { return p.inflated(gap / 2).intersects(rect.inflated(gap / 2)); }))
            rect.x += side / 2;
        placed.push_back(rect);
    }
    return placed;
}

void MapScene::stageControls(ui::Ui& ui) {
    const content::Itinerary& route = m_data.value->itineraries[m_choice.index];
    const float gap = ui.panel().px(ui::space::kGap);
    const std::vector<RectPx> rects = stageRects();
    for (std::size_t i = 0; i < route.stages.size(); ++i) {
        const RectPx& rect = rects[i];
        const bool fits = within(rect, m_camera.view()) &&
                          std::none_of(m_plates.begin(), m_plates.end(),
                                       [&](const RectPx& plate) { return plate.inflated(gap).intersects(rect); });
        if (!fits || !route.stages[i].place.at) continue;
        const int number = static_cast<int>(i) + 1;
        mark(
            ui, "map.mark." + std::to_string(number), rect, say(route.stages[i].place.name),
            [this, i] {
                choose({MapChoice::Kind::Route, m_choice.index, i});
            },
            [number, dye = ui.theme().brand.cochineal, chosen = m_choice.stage == i](const ui::PaintContext& c) {
                paintStage(c, number, dye, chosen);
            });
    }
}

void MapScene::note(ui::Ui& ui, Plate plate) {
    ui.tree().nodes.back().paint = [this, plate](const ui::PaintContext& c) {
        m_platesPainted[static_cast<std::size_t>(plate)] = c.rect;
    };
}

Box MapScene::plate(ui::Ui& ui) const {
    const ui::Theme& theme = ui.theme();
    Box box;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kPlate;
    box.raise = 2;
    box.shadow = theme.pictures;
    if (!theme.pictures) box.border = {theme.ink.primary, ui::stroke::kControl, false};
    return box;
}

void MapScene::title(ui::Ui& ui) {
    const ui::Theme& theme = ui.theme();
    Box box = plate(ui);
    box.w = ui::hug();
    box.pad = {ui::space::kM, ui::space::kS, ui::space::kL, ui::space::kS};
    box.gap = ui::space::kXs;
    const auto column = ui.group("map.title", ui::Role::Group, ui.tr("map.title"), ui::Axis::Column, box);
    note(ui, Plate::Title);
    {
        Box line;
        line.w = ui::hug();
        line.gap = ui::space::kGap;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        ui.icon("map", 9.7F, theme.of(Section::Map).text);
        ui::TextSpec words;
        words.words = ui.tr("map.title");
        words.style = TextStyle::Label;
        words.color = theme.of(Section::Map).text;
        ui.text(std::move(words), {.w = ui::hug()}).role = ui::Role::Heading;
    }
    Box line;
    line.w = ui::hug();
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    const auto row = ui.row(line);
    Box needle;
    needle.w = ui::mm(8.5F);
    needle.h = ui::mm(8.5F);
    ui.paint(
        "", {}, [bearing = m_camera.bearing()](const ui::PaintContext& c) { paintNeedle(c, bearing); }, needle);
    static constexpr std::array<const char*, 8> kPoints = {"n", "ne", "e", "se", "s", "sw", "w", "nw"};
    const double degrees = m_camera.bearing() * 180 / std::numbers::pi;
    const auto point = static_cast<std::size_t>(base::compassPoint(degrees < 0 ? degrees + 360 : degrees));
    ui::TextSpec up;
    up.words = ui.tr(std::string("map.up.") + kPoints[point]);
    up.style = TextStyle::Small;
    up.color = theme.ink.secondary;
    ui.text(std::move(up), {.w = ui::hug()}).id = "map.up";
    const float mostPx = ui.panel().px(34);
    const ScaleBar bar = scaleBar(m_camera, m_data.value->projection, mostPx);
    Box scale;
    scale.w = ui::mm(34);
    scale.h = ui::mm(6);
    ui.paint(
        "map.scale", app::verbatim(bar.words(), ui.strings()),
        [px = bar.px](const ui::PaintContext& c) { paintScale(c, px); }, scale);
    ui::TextSpec length;
    length.words = app::verbatim(bar.words(), ui.strings());
    length.style = TextStyle::Small;
    length.color = theme.ink.secondary;
    ui.text(std::move(length), {.w = ui::hug()});
}

void MapScene::layers(ui::Ui& ui) {
    Box line;
    line.w = ui::hug();
    line.gap = ui::space::kGap;
    line.raise = 2;
    const auto flow = ui.flow(line);
    note(ui, Plate::Layers);
    layerChips(ui);
}

void MapScene::layerChips(ui::Ui& ui) {
    for (std::size_t i = 0; i < kMapGroups; ++i) {
        if (m_data.value->counts[i] == 0) continue;
        const auto group = static_cast<MapGroup>(i);
        ui::ChipSpec chip;
        chip.id = keyOf(group);
        chip.icon = iconOf(group);
        chip.label = ui.tr(keyOf(group));
        chip.label.text += " (" + std::to_string(m_data.value->counts[i]) + ")";
        chip.selected = m_on[i];
        chip.section = Section::Map;
        chip.action = [this, i] {
            m_on[i] = !m_on[i];
            m_choice = {};
            listShown();
            m_context.navigator.requestFrame();
        };
        ui::chip(ui, chip);
    }
}

void MapScene::tools(ui::Ui& ui) {
    Box line;
    line.w = ui::hug();
    line.gap = ui::space::kGap;
    line.raise = 2;
    const auto column = ui.column(line);
    note(ui, Plate::Tools);
    const auto tool = [&](const char* id, const char* icon, bool enabled, std::function<void()> action) {
        ui::ButtonSpec spec;
        spec.id = std::string("map.") + id;
        spec.icon = icon;
        spec.speech = ui.tr(std::string("map.tool.") + id);
        spec.padMm = 0;
        spec.w = ui::mm(ui::target::kStandard);
        spec.enabled = enabled;
        spec.action = std::move(action);
        ui::button(ui, spec);
    };
    const auto& limits = m_camera.limits();
    const auto zoom = [this](double by) {
        return [this, by] {
            m_motion.zoomBy(by, freeRect().centre(), m_now);
            m_context.navigator.requestFrame();
        };
    };
    tool("nearer", "plus", m_camera.zoom() < limits.zoomMax - 0.01, zoom(kZoomStep));
    tool("farther", "minus", m_camera.zoom() > limits.zoomMin + 0.01, zoom(-kZoomStep));
    tool("turn", "repeat", true, [this] {
        map::Camera::Look look = m_camera.look();
        look.bearing += kTurnStep;
        m_motion.flyTo(look, m_now);
        m_context.navigator.requestFrame();
    });
    const bool north = std::abs(m_camera.bearing()) < 0.001;
    tool("north", "compass", !north, [this] {
        map::Camera::Look look = m_camera.look();
        look.bearing = 0;
        m_motion.flyTo(look, m_now);
        m_context.navigator.requestFrame();
    });
    tool("home", "here", true, [this] { home(); });
}

void MapScene::panel(ui::Ui& ui, float widthMm) {
    Box box = plate(ui);
    box.w = m_upright ? ui::fill() : ui::mm(widthMm);
    box.h = ui::fill();
    box.pad = ui::all(ui::space::kM);
    box.gap = ui::space::kS;
    const auto column = ui.group("map.panel", ui::Role::Group, ui.tr("map.panel"), ui::Axis::Column, box);
    note(ui, Plate::Panel);
    std::vector<std::size_t> near = m_shown;
    if (m_choice.kind == MapChoice::Kind::None && near.size() > kNearRows) near.resize(kNearRows);
    MapPanel spec{m_context,
                  *m_data.value,
                  m_choice,
                  m_list,
                  m_members,
                  std::move(near),
                  m_item ? &*m_item : nullptr,
                  [this](MapChoice choice) { choose(choice); },
                  [this](MapList list) { show(list); },
                  {},
                  [this](int by) { step(by); }};
    if (ui.textScale() > kLargeText) {
        spec.layers = [this, &ui] {
            Box line;
            line.gap = ui::space::kGap;
            const auto flow = ui.flow(line);
            layerChips(ui);
        };
    }
    mapPanel(ui, spec, widthMm - 2 * ui::space::kM);
}

void MapScene::noMap(ui::Ui& ui) const {
    ui::EmptyStateSpec spec;
    spec.id = "map.none";
    spec.icon = "map";
    spec.title = ui.tr("map.none.title");
    spec.text = ui.tr("map.none.text");
    ui::ButtonSpec districts;
    districts.id = "map.none.districts";
    districts.label = ui.tr("home.districts.title");
    districts.kind = ui::ButtonKind::Primary;
    districts.section = Section::Map;
    districts.action = [&navigator = m_context.navigator] { navigator.open({"districts", ""}); };
    spec.action = districts;
    ui::emptyState(ui, spec);
}

void MapScene::build(ui::Ui& ui) {
    if (m_data.error) {
        Box page;
        page.h = ui::fill();
        page.pad = ui::all(kMarginMm);
        const auto column = ui.column(page);
        failure(ui, m_context, *m_data.error);
        return;
    }
    if (m_data.value && !m_renderer) {
        noMap(ui);
        return;
    }
    Box all;
    all.h = ui::fill();
    const auto stack = ui.stack(all);
    if (!m_data.value) {
        ui::loadingState(ui, "map.loading", 4);
        return;
    }
    canvas(ui);
    if (m_placed) m_choice.kind == MapChoice::Kind::Route ? stageControls(ui) : pinControls(ui);
    const bool upright = ui.panel().portrait();
    const float grown = std::sqrt(ui.textScale());
    const bool large = ui.textScale() > kLargeText;
    Box frame;
    frame.h = ui::fill();
    frame.pad = {kMarginMm, ui::space::kBezel, kMarginMm, upright ? 0.0F : ui::space::kS};
    frame.gap = ui::space::kM;
    if (upright) {
        const float widthMm = ui.panel().designSize().w - 9.4F;
        Box whole;
        whole.h = ui::fill();
        const auto column = ui.column(whole);
        {
            frame.pad.bottom = ui::space::kS;
            const auto top = ui.column(frame);
            Box hold;
            hold.cross = ui::Align::Start;
            {
                const auto left = ui.column(hold);
                title(ui);
            }
            ui.spring();
            Box right;
            right.cross = ui::Align::End;
            {
                const auto side = ui.column(right);
                tools(ui);
            }
            const auto left = ui.column(hold);
            if (!large) layers(ui);
        }
        Box foot;
        foot.h = ui::mm(kPanelUprightMm * grown);
        const auto bottom = ui.row(foot);
        panel(ui, widthMm);
        return;
    }
    const float widthMm = kPanelMm * grown;
    const auto sides = ui.row(frame);
    {
        Box left;
        left.w = ui::fill();
        left.h = ui::fill();
        left.cross = ui::Align::Start;
        left.main = ui::Distribute::Between;
        const auto column = ui.column(left);
        title(ui);
        if (!large) layers(ui);
    }
    {
        Box middle;
        middle.w = ui::hug();
        middle.h = ui::fill();
        middle.main = ui::Distribute::End;
        const auto column = ui.column(middle);
        tools(ui);
    }
    panel(ui, widthMm);
}

}  // namespace

std::unique_ptr<Scene> makeMap(const SceneContext& context, const std::string& id) {
    return std::make_unique<MapScene>(context, id);
}

}  // namespace scenes
