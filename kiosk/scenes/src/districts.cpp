#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "compass_card.hpp"
#include "factories.hpp"
#include "figures.hpp"
#include "item_parts.hpp"

namespace scenes {
namespace {

using content::District;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kCompare = "compare";  ///< id of the route that compares
constexpr const char* kTilesId = "districts.tiles";
constexpr const char* kFiguresId = "districts.figures";
constexpr float kCompassMm = 128;       ///< width of the compass card beside the tiles
constexpr float kCompassBelowMm = 118;  ///< its height below them
constexpr float kTileMm = 84;           ///< narrowest tile with its picture above
constexpr float kPictureMinMm = 34;
constexpr float kFigureMm = 118;  ///< narrowest panel of bars

/// What is compared: one figure of each district.
struct Measure {
    std::string id;
    ui::Words title;
    std::string factIcon;                       ///< facts with this icon cite the sources of the figure
    std::vector<std::optional<double>> values;  ///< in the order of the districts
    std::vector<content::Confidence> confidence;
    std::vector<content::Source> sources;
    int decimals = 0;
    bool dots = false;
    bool people = false;  ///< shares its scale with the other years
};

/// The districts as pictures with a compass card, or their figures beside each other.
class DistrictsScene final : public Scene {
public:
    DistrictsScene(const SceneContext& context, const std::string& id)
        : m_context(context), m_compare(id == kCompare) {}

    void load() override {
        m_load = m_context.content.query([lang = m_context.visitor.lang, settings = m_context.settings](
                                             const content::Store& store) { return query(store, lang, settings); },
                                         [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] Section section() const override { return Section::Map; }
    [[nodiscard]] bool isReading() const override { return m_compare; }
    void build(ui::Ui& ui) override;

private:
    struct Entry {
        District district;
        std::vector<content::Fact> facts;
        std::vector<content::Source> sources;
    };
    struct Data {
        content::Text province;
        std::optional<Standpoint> from;
        std::vector<Entry> districts;
    };
    static base::Result<Data> query(const content::Store& store, content::Lang lang, const app::Settings& settings);

    void overview(ui::Ui& ui) const;
    void tile(ui::Ui& ui, const Entry& entry, int number, const Box& box, bool beside, float wordsMm) const;
    [[nodiscard]] float tallestWordsMm(ui::Ui& ui, float tileMm) const;
    void tileWords(ui::Ui& ui, const District& district, const Box& box) const;
    void compass(ui::Ui& ui, const Box& box, bool beside) const;
    [[nodiscard]] ui::ButtonSpec compareButton(ui::Ui& ui) const;
    void comparison(ui::Ui& ui) const;
    [[nodiscard]] std::vector<Measure> measures(ui::Ui& ui) const;
    void figure(ui::Ui& ui, const Measure& measure, double peopleScale, const Box& box, float widthMm) const;
    void reading(ui::Ui& ui, const std::vector<Measure>& all, const Box& box) const;

    const SceneContext& m_context;
    bool m_compare = false;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<DistrictsScene::Data> DistrictsScene::query(const content::Store& store, content::Lang lang,
                                                         const app::Settings& settings) {
    Data data;
    auto info = store.info(lang);
    if (!info) return info.error();
    data.province = info->province;
    data.from = standpoint(settings, info->centre);
    auto districts = store.districts(lang);
    if (!districts) return districts.error();
    for (District& district : *districts) {
        auto item = store.item(district.card.id, lang);
        if (!item) return item.error();
        Entry entry;
        entry.district = std::move(district);
        if (*item) {
            entry.facts = std::move((*item)->facts);
            entry.sources = std::move((*item)->sources);
        }
        data.districts.push_back(std::move(entry));
    }
    return data;
}

void DistrictsScene::tileWords(ui::Ui& ui, const District& district, const Box& box) const {
    const ui::Theme& theme = ui.theme();
    const auto column = ui.column(box);
    ui::TextSpec name;
    name.words = say(district.card.name);
    name.style = TextStyle::H3;
    name.color = theme.ink.primary;
    name.minScale = 0.7F;
    ui.text(std::move(name));
    const ui::Words altitude = district.altitudeM
                                   ? ui::withValue(ui.tr("districts.altitude"), "m", numberText(*district.altitudeM, 0))
                                   : ui.tr("value.missing");
    ui::metaLine(ui, "altitude", altitude, theme.of(Section::Map).text, theme.ink.primary);
    if (!district.card.shortLine.empty()) ui.text(TextStyle::Small, say(district.card.shortLine), theme.ink.secondary);
    if (district.card.example) ui::exampleTag(ui);
}

/// Height of the words of the tile with most of them: pictures above them end on one line.
float DistrictsScene::tallestWordsMm(ui::Ui& ui, float tileMm) const {
    const float width = tileMm - ui::space::kS - ui::space::kGap;
    float tallest = 0;
    for (const Entry& entry : m_data.value->districts) {
        const content::Card& card = entry.district.card;
        if (card.shortLine.empty()) continue;
        tallest = std::max(tallest, ui.measureText(TextStyle::Small, say(card.shortLine), width).h);
    }
    const float line = ui.measureText(TextStyle::Small, {"H", "es"}, 0).h;
    return ui.measureText(TextStyle::H3, {"H", "es"}, 0).h + line + tallest + 2 * ui::space::kGap +
           2 * ui::space::kHair;
}

void DistrictsScene::tile(ui::Ui& ui, const Entry& entry, int number, const Box& box, bool beside,
                          float wordsMm) const {
    const ui::Theme& theme = ui.theme();
    const content::Card& card = entry.district.card;
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(card.name);
    control.speech = control.label;
    if (!card.shortLine.empty()) control.speech.text += ". " + card.shortLine.value;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, route = app::routeOf(card)] { navigator.open(route); };
    // At twice the text the words need the room of the picture.
    const bool pictured = ui.textScale() < 1.75F;
    Box frame = box;
    frame.color = theme.surface.raised;
    frame.radius = ui::radius::kTile;
    if (!theme.pictures) frame.border = {theme.of(Section::Map).line, ui::stroke::kControl, false};
    const std::uint8_t cut = beside ? ui::kLeftCorners : ui::kTopCorners;
    if (theme.pictures && card.picture && pictured) frame.corners = static_cast<std::uint8_t>(ui::kAllCorners & ~cut);
    const auto scope = ui.control("district." + card.key, control, beside ? ui::Axis::Row : ui::Axis::Column, frame);
    if (pictured) {
        Box holder;
        holder.w = beside ? ui::fill(0.62F) : ui::fill();
        holder.h = ui::fill();
        holder.minH = kPictureMinMm;
        const auto layers = ui.stack(holder);
        PictureSlot slot;
        slot.id = "district." + card.key + ".picture";
        slot.box.h = ui::fill();
        slot.radius = ui::radius::kTile;
        slot.corners = cut;
        slot.ground = theme.surface.base;
        pictureSlot(ui, card, card.picture, slot);
        if (card.at && m_data.value->from) compassBadge(ui, number, Section::Map);
    }
    Box words;
    words.w = ui::fill();
    words.pad = {ui::space::kS, ui::space::kGap, ui::space::kGap, ui::space::kGap};
    words.gap = ui::space::kHair;
    if (beside) words.h = ui::fill();
    if (!beside) words.minH = wordsMm;
    if (beside) words.main = ui::Distribute::Centre;
    tileWords(ui, entry.district, words);
}

ui::ButtonSpec DistrictsScene::compareButton(ui::Ui& ui) const {
    app::Navigator& navigator = m_context.navigator;
    ui::ButtonSpec spec;
    spec.id = "districts.compare";
    spec.icon = "list";
    spec.label = ui.tr("districts.compare");
    spec.kind = ui::ButtonKind::Primary;
    spec.section = Section::Map;
    spec.w = ui::fill();
    spec.action = [&navigator] { navigator.open({"districts", kCompare}); };
    return spec;
}

void DistrictsScene::compass(ui::Ui& ui, const Box& box, bool beside) const {
    const Data& data = *m_data.value;
    CompassCard card;
    card.id = "districts.compass";
    card.box = box;
    card.beside = beside;
    card.title = ui.tr("districts.compass.title");
    card.provinceName = say(data.province);
    card.from = *data.from;
    card.section = Section::Map;
    card.meaning = ui.tr("districts.compass.speech");
    int number = 0;
    for (const Entry& entry : data.districts) {
        ++number;
        const content::Card& district = entry.district.card;
        if (!district.at) continue;
        card.marks.push_back({*district.at, number});
        card.meaning.text +=
            " " + district.name.value + ": " + distanceText(ui.strings(), data.from->at, *district.at).text + ".";
    }
    card.action = compareButton(ui);
    compassCard(ui, card);
}

void DistrictsScene::overview(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const bool upright = ui.panel().portrait();
    const bool hasCompass = data.from && ui.textScale() < 1.75F;
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto parts = upright || !hasCompass ? ui.column(page) : ui.row(page);
    const float width = pageWidth(ui) - (hasCompass && !upright ? kCompassMm + ui::space::kM : 0);
    const int columns = columnsFor(ui, width, upright ? 118 : kTileMm, 4);
    const auto rows = static_cast<float>((data.districts.size() + static_cast<std::size_t>(columns) - 1) /
                                         static_cast<std::size_t>(columns));
    // Tiles share the height of the view, as far as their words leave them the choice.
    const ui::Interaction::Pages pages = ui.interaction().pages(kTilesId);
    const float viewMm = ui.panel().designMm(pages.viewportPx);
    const float shareMm = viewMm > 0 ? (viewMm - 0.2F - ui::space::kM * (rows - 1)) / rows : 0;
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    {
        Box main = page;
        main.w = ui::fill();
        const auto left = ui.column(main);
        ui::scrollArea(ui, kTilesId, area, [&] {
            Box cells;
            cells.gap = ui::space::kM;
            cells.equalRows = true;
            const auto grid = ui.grid(columns, cells);
            Box box;
            box.minH = shareMm;
            const float rail = pages.count > 1 ? ui::target::kStandard + ui::space::kM : 0;
            const float tileMm =
                (width - rail - ui::space::kM * static_cast<float>(columns - 1)) / static_cast<float>(columns);
            const float wordsMm = tallestWordsMm(ui, tileMm);
            int number = 0;
            for (const Entry& entry : data.districts)
                tile(ui, entry, ++number, box, upright, wordsMm);
        });
        if (!hasCompass) ui::button(ui, compareButton(ui));
    }
    if (!hasCompass) return;
    Box plate;
    plate.w = upright ? ui::fill() : ui::mm(kCompassMm);
    plate.h = upright ? ui::mm(kCompassBelowMm) : ui::fill();
    compass(ui, plate, upright);
}

std::vector<Measure> DistrictsScene::measures(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    std::vector<Measure> all;
    Measure area;
    area.id = "area";
    area.title = ui.tr("districts.measure.area");
    area.factIcon = "territory";
    Measure altitude;
    altitude.id = "altitude";
    altitude.title = ui.tr("districts.measure.altitude");
    altitude.factIcon = "altitude";
    altitude.dots = true;
    std::set<int> years;
    for (const Entry& entry : data.districts) {
        const District& d = entry.district;
        area.values.push_back(d.areaKm2);
        if (d.areaKm2 && std::fabs(*d.areaKm2 - std::round(*d.areaKm2)) > 0.001) area.decimals = 2;
        altitude.values.push_back(d.altitudeM ? std::optional<double>(*d.altitudeM) : std::nullopt);
        for (const content::DistrictPopulation& count : d.population)
            years.insert(count.year);
    }
    // The sources and the confidence of a figure are those of the fact that says it in words.
    for (Measure* measure : {&area, &altitude}) {
        for (const Entry& entry : data.districts) {
            const auto fact = std::find_if(entry.facts.begin(), entry.facts.end(),
                                           [&](const content::Fact& f) { return f.icon == measure->factIcon; });
            measure->confidence.push_back(fact == entry.facts.end() ? content::Confidence::Medium : fact->confidence);
            if (fact == entry.facts.end()) continue;
            for (const int number : fact->sourceNumbers) {
                measure->sources.push_back(entry.sources[static_cast<std::size_t>(number) - 1]);
            }
        }
    }
    all.push_back(std::move(area));
    all.push_back(std::move(altitude));
    for (const int year : years) {
        Measure people;
        people.id = "people." + std::to_string(year);
        people.title = ui::withValue(ui.tr("districts.measure.people"), "year", std::to_string(year));
        people.people = true;
        for (const Entry& entry : data.districts) {
            const auto& counts = entry.district.population;
            const auto count = std::find_if(counts.begin(), counts.end(),
                                            [&](const content::DistrictPopulation& c) { return c.year == year; });
            const bool known = count != counts.end();
            people.values.push_back(known ? std::optional<double>(count->people) : std::nullopt);
            people.confidence.push_back(known ? count->confidence : content::Confidence::High);
            if (known) people.sources.push_back(count->source);
        }
        all.push_back(std::move(people));
    }
    return all;
}

void DistrictsScene::figure(ui::Ui& ui, const Measure& measure, double peopleScale, const Box& box,
                            float widthMm) const {
    double low = 0;
    double high = 0;
    bool any = false;
    for (const std::optional<double>& value : measure.values) {
        if (!value) continue;
        low = any ? std::min(low, *value) : *value;
        high = any ? std::max(high, *value) : *value;
        any = true;
    }
    BarPanel panel;
    panel.id = "districts.figure." + measure.id;
    panel.title = measure.title;
    panel.section = Section::Map;
    panel.dots = measure.dots;
    panel.box = box;
    panel.to = measure.people ? peopleScale : high;
    if (measure.dots) {
        panel.from = std::floor(low / 100) * 100;
        panel.to = std::ceil(high / 100) * 100;
        panel.note = ui::withValue(ui::withValue(ui.tr("districts.scale"), "from", numberText(panel.from, 0)), "to",
                                   numberText(panel.to, 0));
    }
    for (std::size_t i = 0; i < measure.values.size(); ++i) {
        Bar bar;
        bar.label = say(m_data.value->districts[i].district.card.name);
        bar.value = measure.values[i];
        if (bar.value) bar.text = numberText(*bar.value, measure.decimals);
        bar.confidence = measure.confidence[i];
        panel.bars.push_back(std::move(bar));
    }
    barPanel(ui, panel, widthMm);
}

/// What pale and hatched bars mean, and which figures come from where.
void DistrictsScene::reading(ui::Ui& ui, const std::vector<Measure>& all, const Box& box) const {
    const ui::Theme& theme = ui.theme();
    const auto column =
        ui.group("districts.reading", ui::Role::Group, ui.tr("districts.reading"), ui::Axis::Column, box);
    ui.heading(TextStyle::SmallBold, ui.tr("districts.reading"), theme.of(Section::Map).text);
    barLegend(ui, Section::Map);
    // Pages of one work count as that work: what stands before the first colon or bracket.
    std::vector<std::pair<std::string, std::vector<std::string>>> works;
    for (const Measure& measure : all) {
        const std::string name = measure.title.text.substr(0, measure.title.text.find(" ("));
        for (const content::Source& source : measure.sources) {
            const std::size_t end = std::min(source.title.find(": "), source.title.find(" ("));
            const std::string work = source.title.substr(0, end);
            auto at = std::find_if(works.begin(), works.end(), [&](const auto& known) { return known.first == work; });
            if (at == works.end()) at = works.insert(works.end(), {work, {}});
            if (std::find(at->second.begin(), at->second.end(), name) == at->second.end()) at->second.push_back(name);
        }
    }
    ui.space(0, ui::space::kXs);
    for (const auto& [work, names] : works) {
        std::string list;
        for (const std::string& name : names)
            list += (list.empty() ? "" : ", ") + name;
        ui.text(TextStyle::Small, app::verbatim(work + ": " + list + ".", ui.strings()), theme.ink.secondary);
    }
}

void DistrictsScene::comparison(ui::Ui& ui) const {
    const std::vector<Measure> all = measures(ui);
    double people = 0;
    for (const Measure& measure : all) {
        for (const std::optional<double>& value : measure.values) {
            if (measure.people && value) people = std::max(people, *value);
        }
    }
    Box area;
    area.h = ui::fill();
    ui::scrollArea(ui, kFiguresId, area, [&] {
        // The rail of buttons takes its part of the width as soon as there is more than a view.
        const bool railed = ui.interaction().pages(kFiguresId).count > 1;
        const float width = pageWidth(ui) - (railed ? ui::target::kStandard + ui::space::kM : 0);
        const int columns = columnsFor(ui, width, kFigureMm, 4);
        Box cells;
        cells.gap = ui::space::kM;
        const auto grid = ui.grid(columns, cells);
        Box box;
        box.pad = {0, ui::space::kGap, ui::space::kGap, ui::space::kGap};
        const float cell = (width - ui::space::kM * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        for (const Measure& measure : all)
            figure(ui, measure, people, box, cell - box.pad.right);
        box.gap = ui::space::kXs;
        reading(ui, all, box);
    });
}

void DistrictsScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box column;
    column.h = ui::fill();
    column.gap = ui::space::kM - 0.5F;
    const auto parts = ui.column(column);
    if (!m_data.value) {
        ui::loadingState(ui, "districts.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    const ui::Words title = ui.tr(m_compare ? "districts.compare.title" : "districts.title");
    ui::header(ui, Section::Map, "territory", ui.tr("districts.section"),
               ui::withValue(title, "name", data.province.value));
    if (data.districts.empty()) {
        ui::EmptyStateSpec none;
        none.id = "districts.empty";
        none.icon = "territory";
        none.title = ui.tr("districts.empty");
        ui::emptyState(ui, none);
        return;
    }
    if (m_compare) {
        comparison(ui);
    } else {
        overview(ui);
    }
}

}  // namespace

std::unique_ptr<Scene> makeDistricts(const SceneContext& context, const std::string& id) {
    return std::make_unique<DistrictsScene>(context, id);
}

}  // namespace scenes
