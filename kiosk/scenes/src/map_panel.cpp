#include "map_panel.hpp"

#include <algorithm>
#include <cmath>

#include "culture_parts.hpp"
#include "figures.hpp"
#include "item_parts.hpp"

namespace scenes {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;

namespace {

constexpr float kLargeText = 1.25F;  ///< from here on words need the room of pictures
constexpr float kRowMm = 24;

/// A row of a list: icon, name, one line below.
struct Row {
    std::string id;
    std::string icon;
    ui::Color dye;
    ui::Words name;
    ui::Words line;
    bool example = false;  ///< says "dato de ejemplo"
    std::function<void()> action;
};

void row(ui::Ui& ui, const Row& spec) {
    const ui::Theme& theme = ui.theme();
    ui::Control control;
    control.role = ui::Role::Button;
    control.label = spec.name;
    control.speech = spec.name;
    if (!spec.line.empty()) control.speech.text += ". " + spec.line.text;
    if (spec.example) control.speech.text += ". " + ui.tr("tag.example").text;
    control.primary = true;
    control.action = spec.action;
    Box box;
    box.minH = kRowMm;
    box.pad = {ui::space::kS, ui::space::kXs, ui::space::kS, ui::space::kXs};
    box.gap = ui::space::kS;
    box.cross = ui::Align::Centre;
    box.color = theme.surface.base;
    box.radius = ui::radius::kControl;
    box.whole = true;
    if (!theme.pictures) box.border = {theme.ink.primary, ui::stroke::kControl, false};
    const auto scope = ui.control(spec.id, control, ui::Axis::Row, box);
    ui.icon(spec.icon, 10.5F, spec.dye);
    Box words;
    words.w = ui::fill();
    const auto column = ui.column(words);
    ui.text(TextStyle::SmallBold, spec.name, theme.ink.primary);
    if (!spec.line.empty()) ui.text(TextStyle::Small, spec.line, theme.ink.secondary);
    if (spec.example) ui::exampleTag(ui);
}

ui::Words distanceOf(const MapPanel& panel, base::GeoPoint to) {
    if (!panel.data.from) return {};
    return distanceText(panel.context.strings, panel.data.from->at, to);
}

void poiRow(ui::Ui& ui, const MapPanel& panel, std::size_t index) {
    const MapPoi& poi = panel.data.pois[index];
    Row spec;
    spec.id = "map.list." + poi.card.key;
    spec.icon = iconOf(poi.card);
    spec.dye = ui.theme().of(sectionOf(poi.group)).text;
    spec.name = say(poi.card.name);
    spec.line = distanceOf(panel, poi.geo);
    spec.example = poi.card.example;
    spec.action = [choose = panel.choose, index] { choose({MapChoice::Kind::Poi, index, {}}); };
    row(ui, spec);
}

void tabs(ui::Ui& ui, const MapPanel& panel) {
    Box line;
    line.gap = ui::space::kGap;
    line.stretchLines = true;
    const auto flow = ui.flow(line);
    const auto tab = [&](const char* id, MapList list) {
        ui::tab(ui, std::string("map.tab.") + id, "", ui.tr(std::string("map.tab.") + id), panel.list == list,
                [show = panel.show, list] { show(list); });
    };
    tab("near", MapList::Near);
    if (!panel.data.districts.empty()) tab("districts", MapList::Districts);
    if (!panel.data.itineraries.empty()) tab("routes", MapList::Routes);
    if (panel.layers) tab("layers", MapList::Layers);
}

ui::Words lengthName(const ui::Strings& strings, const content::Itinerary& route) {
    return strings.get(route.wholeDay ? "map.route.day" : "map.route.half-day");
}

ui::Words kilometres(const ui::Strings& strings, double metres) {
    if (metres < 950) return strings.get("map.route.near");
    return ui::withValue(strings.get("map.route.km"), "km", std::to_string(std::lround(metres / 1000)));
}

double roadLength(const content::Itinerary& route) {
    double metres = 0;
    for (const content::ItineraryStage& stage : route.stages)
        metres += stage.roadM;
    return metres;
}

void listOf(ui::Ui& ui, const MapPanel& panel) {
    const ui::Theme& theme = ui.theme();
    if (panel.list == MapList::Cluster) {
        Box line;
        line.gap = ui::space::kM;
        line.cross = ui::Align::Centre;
        const auto top = ui.row(line);
        ui::TextSpec title;
        title.words = ui.tr("map.cluster.title");
        title.style = TextStyle::H3;
        title.color = theme.ink.primary;
        Box box;
        box.w = ui::fill();
        ui.text(std::move(title), box).role = ui::Role::Heading;
        ui::ButtonSpec close;
        close.id = "map.close";
        close.icon = "close";
        close.speech = ui.tr("map.close");
        close.padMm = 0;
        close.w = ui::mm(ui::target::kStandard);
        close.action = [show = panel.show] { show(MapList::Near); };
        ui::button(ui, close);
    } else {
        tabs(ui, panel);
    }
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kGap;
    const std::string id = std::string("map.rows.") + std::to_string(static_cast<int>(panel.list));
    ui::scrollArea(ui, id, area, [&] {
        switch (panel.list) {
            case MapList::Near:
                if (panel.data.from && !panel.data.from->configured) {
                    ui.text(TextStyle::Small,
                            ui::withValue(ui.tr("map.near.from-centre"), "name", panel.data.province.value),
                            theme.ink.secondary);
                }
                if (panel.shown.empty()) ui.text(TextStyle::Body, ui.tr("map.near.empty"), theme.ink.secondary);
                for (const std::size_t index : panel.shown)
                    poiRow(ui, panel, index);
                break;
            case MapList::Layers:
                if (panel.layers) panel.layers();
                break;
            case MapList::Cluster:
                for (const std::size_t index : panel.members)
                    poiRow(ui, panel, index);
                break;
            case MapList::Districts:
                for (std::size_t i = 0; i < panel.data.districts.size(); ++i) {
                    const content::District& district = panel.data.districts[i];
                    Row spec;
                    spec.id = "map.district." + district.card.key;
                    spec.icon = "territory";
                    spec.dye = theme.of(Section::Map).text;
                    spec.name = say(district.card.name);
                    spec.line = say(district.card.shortLine);
                    spec.example = district.card.example;
                    spec.action = [choose = panel.choose, i] { choose({MapChoice::Kind::District, i, {}}); };
                    row(ui, spec);
                }
                break;
            case MapList::Routes:
                for (std::size_t i = 0; i < panel.data.itineraries.size(); ++i) {
                    const content::Itinerary& route = panel.data.itineraries[i];
                    Row spec;
                    spec.id = "map.route." + route.card.key;
                    spec.icon = "route";
                    spec.dye = theme.of(Section::Map).text;
                    spec.name = say(route.card.name);
                    spec.line = lengthName(panel.context.strings, route);
                    spec.line.text += ", " + kilometres(panel.context.strings, roadLength(route)).text;
                    spec.example = route.card.example;
                    spec.action = [choose = panel.choose, i] { choose({MapChoice::Kind::Route, i, {}}); };
                    row(ui, spec);
                }
                break;
        }
    });
}

/// Name, what it is, and the way back to the list.
void cardHead(ui::Ui& ui, const MapPanel& panel, const ui::Words& name, const ui::Words& kind, Section section,
              std::string_view icon) {
    const ui::Theme& theme = ui.theme();
    Box line;
    line.gap = ui::space::kS;
    line.cross = ui::Align::Start;
    const auto top = ui.row(line);
    {
        Box words;
        words.w = ui::fill();
        words.gap = ui::space::kHair;
        const auto column = ui.column(words);
        ui::metaLine(ui, icon, kind, theme.of(section).text, theme.of(section).text, TextStyle::SmallBold);
        ui::TextSpec title;
        title.words = name;
        title.style = ui.textScale() > kLargeText ? TextStyle::H3 : TextStyle::H2;
        title.color = theme.ink.primary;
        title.minScale = 0.6F;
        ui.text(std::move(title)).role = ui::Role::Heading;
    }
    ui::ButtonSpec close;
    close.id = "map.close";
    close.icon = "close";
    close.speech = ui.tr("map.close");
    close.padMm = 0;
    close.w = ui::mm(ui::target::kStandard);
    close.action = [choose = panel.choose] { choose({}); };
    ui::button(ui, close);
}

void stepButtons(ui::Ui& ui, const MapPanel& panel) {
    const auto arrow = [&](const char* id, const char* icon, int by) {
        ui::ButtonSpec spec;
        spec.id = std::string("map.") + id;
        spec.icon = icon;
        spec.speech = ui.tr(std::string("map.step.") + id);
        spec.padMm = 0;
        spec.w = ui::mm(ui::target::kStandard);
        spec.action = [step = panel.step, by] { step(by); };
        ui::button(ui, spec);
    };
    arrow("before", "chevron-left", -1);
    arrow("after", "chevron-right", 1);
}

void pageButton(ui::Ui& ui, const MapPanel& panel, const Card& card, Section section) {
    ui::ButtonSpec page;
    page.id = "map.page";
    page.label = ui.tr("map.page");
    page.kind = ui::ButtonKind::Primary;
    page.section = section;
    page.w = ui::fill();
    page.action = [&navigator = panel.context.navigator, route = app::routeOf(card)] { navigator.open(route); };
    ui::button(ui, page);
}

void wayButton(ui::Ui& ui, const MapPanel& panel) {
    ui::ButtonSpec way;
    way.id = "map.way";
    way.icon = ui.textScale() > kLargeText ? "" : "van";
    way.label = ui.tr("map.way");
    way.w = ui::fill();
    way.padMm = ui::space::kXs;
    way.action = [&navigator = panel.context.navigator] { navigator.open({"visit", "arrival"}); };
    ui::button(ui, way);
}

void buttonRow(ui::Ui& ui, const MapPanel& panel, bool way) {
    Box line;
    line.gap = ui::space::kGap;
    const auto row = ui.row(line);
    if (way) {
        wayButton(ui, panel);
    } else {
        ui.spring();
    }
    stepButtons(ui, panel);
}

void picture(ui::Ui& ui, const Card& card, float widthMm) {
    if (!card.picture || !ui.theme().pictures || ui.textScale() > kLargeText) return;
    PictureSlot slot;
    slot.id = "map.picture";
    slot.box.h = ui::mm(std::min(62.0F, widthMm * 0.5F));
    slot.box.whole = true;
    slot.radius = ui::radius::kControl;
    slot.corners = ui::kAllCorners;
    slot.ground = ui.theme().surface.raised;
    slot.tagged = true;
    pictureSlot(ui, card, card.picture, slot);
}

ui::Words certaintyOf(const ui::Strings& strings, const MapPoi& poi) {
    return poi.atCapital ? strings.get("map.position.capital") : positionText(strings, poi.card.position);
}

void poiCard(ui::Ui& ui, const MapPanel& panel, float widthMm) {
    const ui::Theme& theme = ui.theme();
    const MapPoi& poi = panel.data.pois[panel.choice.index];
    const Section section = sectionOf(poi.card.kind);
    cardHead(ui, panel, say(poi.card.name), kindName(ui.strings(), poi.card), section, iconOf(poi.card));
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    ui::scrollArea(ui, "map.card." + poi.card.key, area, [&] {
        picture(ui, poi.card, widthMm);
        if (poi.card.example) ui::exampleTag(ui);
        if (!poi.card.districtNames.empty()) {
            const ui::Words where = ui.tr(poi.card.districts.size() > 1 ? "item.districts" : "item.district");
            ui::metaLine(ui, "pin", ui::withValue(where, "name", poi.card.districtNames), theme.of(section).text,
                         theme.ink.primary);
        }
        if (panel.data.from) {
            ui::metaLine(ui, "distance", distanceOf(panel, poi.geo), theme.of(section).text, theme.ink.primary);
        }
        const bool summary = panel.item != nullptr && !panel.item->summary.empty();
        const ui::Words words = summary ? say(panel.item->summary) : say(poi.card.shortLine);
        ui::languageTag(ui, words);
        if (!words.empty()) ui.text(TextStyle::Body, words, theme.ink.primary);
        ui::metaLine(ui, "info", certaintyOf(ui.strings(), poi), theme.line.control, theme.ink.secondary);
    });
    pageButton(ui, panel, poi.card, section);
    buttonRow(ui, panel, poi.card.kind == content::Kind::Place);
}

void districtCard(ui::Ui& ui, const MapPanel& panel, float widthMm) {
    const ui::Theme& theme = ui.theme();
    const content::District& district = panel.data.districts[panel.choice.index];
    const Section section = Section::Map;
    cardHead(ui, panel, say(district.card.name), kindName(ui.strings(), district.card), section, "territory");
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    ui::scrollArea(ui, "map.card." + district.card.key, area, [&] {
        if (district.card.example) ui::exampleTag(ui);
        picture(ui, district.card, widthMm);
        const ui::Color dye = theme.of(section).text;
        if (district.areaKm2) {
            ui::metaLine(ui, "territory",
                         ui::withValue(ui.tr("map.district.area"), "km2", numberText(*district.areaKm2, 2)), dye,
                         theme.ink.primary);
        }
        if (district.altitudeM) {
            ui::metaLine(ui, "altitude",
                         ui::withValue(ui.tr("map.district.altitude"), "m", numberText(*district.altitudeM, 0)), dye,
                         theme.ink.primary);
        }
        if (!district.population.empty()) {
            const content::DistrictPopulation& last = district.population.back();
            ui::Words words = ui::withValue(ui.tr("map.district.people"), "n", numberText(last.people, 0));
            ui::metaLine(ui, "community", ui::withValue(std::move(words), "year", std::to_string(last.year)), dye,
                         theme.ink.primary);
        }
        std::vector<std::size_t> inside;
        for (const std::size_t index : panel.shown) {
            const auto& districts = panel.data.pois[index].card.districts;
            if (std::find(districts.begin(), districts.end(), district.card.id) != districts.end())
                inside.push_back(index);
        }
        if (inside.empty()) return;
        ui.heading(TextStyle::H3, ui.strings().plural("map.district.places", static_cast<long>(inside.size())),
                   theme.ink.primary);
        for (const std::size_t index : inside)
            poiRow(ui, panel, index);
    });
    pageButton(ui, panel, district.card, section);
    buttonRow(ui, panel, false);
}

/// A settlement or a water: all the map knows of it is its name and where that comes from.
void nameCard(ui::Ui& ui, const MapPanel& panel) {
    const ui::Theme& theme = ui.theme();
    const content::MapFeature& feature = panel.data.model->features[panel.choice.index];
    const content::MapLayer& layer = panel.data.model->layers[static_cast<std::size_t>(feature.layer)];
    const ui::Color dye = theme.of(Section::Map).text;
    cardHead(ui, panel, say(feature.name), ui.tr("map.name.kind"), Section::Map, "pin");
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    ui::scrollArea(ui, "map.card.name", area, [&] {
        if (const auto inside = panel.data.areaAt(feature.anchor)) {
            const content::MapFeature& district = panel.data.model->features[*inside];
            ui::metaLine(ui, "territory", ui::withValue(ui.tr("item.district"), "name", district.name.value), dye,
                         theme.ink.primary);
        }
        if (panel.data.from) {
            ui::metaLine(ui, "distance", distanceOf(panel, panel.data.projection.unproject(feature.anchor)), dye,
                         theme.ink.primary);
        }
        ui::metaLine(ui, "document", app::verbatim(layer.credit, ui.strings()), theme.line.control,
                     theme.ink.secondary);
    });
    if (feature.item && panel.item != nullptr) pageButton(ui, panel, panel.item->card, Section::Map);
}

void routeCard(ui::Ui& ui, const MapPanel& panel) {
    const ui::Theme& theme = ui.theme();
    const content::Itinerary& route = panel.data.itineraries[panel.choice.index];
    const ui::Color dye = theme.of(Section::Map).text;
    ui::Words kind = lengthName(ui.strings(), route);
    kind.text += ", " + kilometres(ui.strings(), roadLength(route)).text;
    cardHead(ui, panel, say(route.card.name), kind, Section::Map, "route");
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    ui::scrollArea(ui, "map.card." + route.card.key, area, [&] {
        if (route.card.example) ui::exampleTag(ui);
        ui::languageTag(ui, say(route.summary));
        if (!route.summary.empty()) ui.text(TextStyle::Body, say(route.summary), theme.ink.primary);
        for (std::size_t i = 0; i < route.stages.size(); ++i) {
            const content::ItineraryStage& stage = route.stages[i];
            Row spec;
            spec.id = "map.stage." + std::to_string(i + 1);
            spec.icon = iconOf(stage.place);
            spec.dye = panel.choice.stage == i ? dye : theme.ink.secondary;
            spec.name = say(stage.place.name);
            spec.name.text = std::to_string(i + 1) + ". " + spec.name.text;
            if (i > 0) {
                const char* key = stage.roadM < 950 ? "map.stage.here"
                                  : stage.byRoad    ? "map.stage.road"
                                                    : "map.stage.straight";
                spec.line =
                    ui::withValue(ui.tr(key), "km", std::to_string(std::max(1L, std::lround(stage.roadM / 1000))));
            }
            spec.example = stage.place.example;
            spec.action = [choose = panel.choose, index = panel.choice.index, i] {
                choose({MapChoice::Kind::Route, index, i});
            };
            row(ui, spec);
        }
        if (panel.item != nullptr) {
            for (const content::Text& paragraph : panel.item->paragraphs)
                ui.text(TextStyle::Small, say(paragraph), theme.ink.secondary);
        }
        ui::metaLine(ui, "info", ui.tr("map.route.schematic"), theme.line.control, theme.ink.secondary);
    });
    if (panel.choice.stage) {
        pageButton(ui, panel, route.stages[*panel.choice.stage].place, Section::Map);
    } else {
        sourcesButton(ui, panel.context, "map", route.card.key);
    }
    buttonRow(ui, panel, true);
}

}  // namespace

void mapPanel(ui::Ui& ui, const MapPanel& panel, float widthMm) {
    switch (panel.choice.kind) {
        case MapChoice::Kind::None: listOf(ui, panel); break;
        case MapChoice::Kind::Poi: poiCard(ui, panel, widthMm); break;
        case MapChoice::Kind::District: districtCard(ui, panel, widthMm); break;
        case MapChoice::Kind::Name: nameCard(ui, panel); break;
        case MapChoice::Kind::Route: routeCard(ui, panel); break;
    }
}

}  // namespace scenes
