#include <algorithm>
#include <array>

#include "climate_chart.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "figures.hpp"
#include "item_parts.hpp"

namespace scenes {
namespace {

using content::Item;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kScrollId = "visit.scroll";
constexpr float kPictureMm = 40;       ///< lowest picture of a way to arrive
constexpr float kBesideShare = 0.36F;  ///< of a plate for its picture, where that stands beside the words
constexpr float kPlateMm = 150;        ///< narrowest plate of a way to arrive
constexpr float kChartPlateMm = 215;   ///< narrowest plate with a chart of twelve months
constexpr float kLargeText = 1.75F;    ///< from here on words need the room of pictures

struct Part {
    const char* category;
    const char* icon;
    const char* tab;
    const char* title;
};
constexpr std::array<Part, 4> kParts = {{{"arrival", "van", "visit.arrival", "visit.arrival.title"},
                                         {"climate", "sun", "visit.climate", "visit.climate.title"},
                                         {"altitude", "altitude", "visit.altitude", "visit.altitude.title"},
                                         {"language", "language", "visit.language", "visit.language.title"}}};

/// The year a text names, e.g. 2020 in "S/ 5 en 2020"; nullopt without one.
std::optional<int> yearIn(const std::string& text) {
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
        const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
        if (!digit(at) || (at > 0 && digit(at - 1))) continue;
        if (!digit(at + 1) || !digit(at + 2) || !digit(at + 3) || digit(at + 4)) continue;
        const int year = std::stoi(text.substr(at, 4));
        if (year >= 1900 && year < 2200) return year;
    }
    return std::nullopt;
}

/// How to get here, climate, altitude, languages: what somebody wants to know before and after arriving.
class VisitScene final : public Scene {
public:
    VisitScene(const SceneContext& context, const std::string& id) : m_context(context) {
        for (std::size_t i = 0; i < kParts.size(); ++i) {
            if (id == kParts[i].category) m_part = i;
        }
    }

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return query(store, lang); },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Visit; }
    void build(ui::Ui& ui) override;

private:
    struct Entry {
        Item item;
        std::vector<content::ClimateMonth> climate;
    };
    struct Data {
        std::array<std::vector<Entry>, kParts.size()> parts;
        std::vector<content::District> districts;
    };
    static base::Result<Data> query(const content::Store& store, content::Lang lang);

    void tabs(ui::Ui& ui);
    void arrival(ui::Ui& ui, const std::vector<Entry>& entries, float widthMm, float viewMm) const;
    void way(ui::Ui& ui, const Entry& entry, const Box& frame, float widthMm, bool beside) const;
    void climate(ui::Ui& ui, const std::vector<Entry>& entries, float widthMm) const;
    void topic(ui::Ui& ui, const Entry& entry, float widthMm, const std::function<void(float)>& more) const;
    void altitudes(ui::Ui& ui, float widthMm) const;
    void picture(ui::Ui& ui, const Entry& entry, const Box& box) const;
    void stalePrices(ui::Ui& ui, const Entry& entry) const;
    void words(ui::Ui& ui, const Entry& entry) const;

    const SceneContext& m_context;
    std::size_t m_part = 0;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<VisitScene::Data> VisitScene::query(const content::Store& store, content::Lang lang) {
    Data data;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        auto items = store.items(content::Kind::Visit, kParts[i].category, lang);
        if (!items) return items.error();
        for (Item& item : *items) {
            auto climate = store.climate(item.card.id);
            if (!climate) return climate.error();
            data.parts[i].push_back({std::move(item), std::move(*climate)});
        }
    }
    auto districts = store.districts(lang);
    if (!districts) return districts.error();
    data.districts = std::move(*districts);
    return data;
}

void VisitScene::picture(ui::Ui& ui, const Entry& entry, const Box& box) const {
    PictureSlot slot;
    slot.id = "visit." + entry.item.card.key + ".picture";
    slot.box = box;
    slot.radius = ui::radius::kPlate;
    slot.ground = ui.theme().surface.base;
    slot.tagged = true;
    pictureSlot(ui, entry.item.card, entry.item.card.picture, slot);
}

/// A price with an old year in it is out of date, and says so where it stands.
void VisitScene::stalePrices(ui::Ui& ui, const Entry& entry) const {
    const int now = today(m_context.clock).year;
    for (const content::Fact& fact : entry.item.facts) {
        const auto year = fact.icon == "price" ? yearIn(fact.value.value) : std::nullopt;
        if (!year || *year >= now) continue;
        ui::TagSpec stale;
        stale.id = "visit." + entry.item.card.key + ".stale";
        stale.notice = ui::Notice::Warning;
        stale.icon = "clock";
        stale.words = ui::withValue(ui.tr("visit.price.stale"), "year", std::to_string(*year));
        ui::tag(ui, stale);
    }
}

void VisitScene::words(ui::Ui& ui, const Entry& entry) const {
    const ui::Theme& theme = ui.theme();
    const Item& item = entry.item;
    ui::languageTag(ui, say(item.summary));
    if (!item.summary.empty()) ui.text(TextStyle::Body, say(item.summary), theme.ink.primary);
    for (const content::Text& paragraph : item.paragraphs)
        ui.text(TextStyle::Small, say(paragraph), theme.ink.secondary);
    lowConfidenceTag(ui, "visit." + item.card.key, item.card.confidence);
    sourcesButton(ui, m_context, "visit." + item.card.key, item.card.key);
}

/// One way to arrive: where to, how far, how long. All that is written about it is one touch away.
void VisitScene::way(ui::Ui& ui, const Entry& entry, const Box& frame, float widthMm, bool beside) const {
    const ui::Theme& theme = ui.theme();
    const content::Card& card = entry.item.card;
    app::Navigator& navigator = m_context.navigator;
    const std::string id = "visit." + card.key;
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(card.name);
    control.speech = control.label;
    for (const content::Fact& fact : entry.item.facts)
        control.speech.text += ". " + fact.label.value + ": " + fact.value.value;
    control.primary = true;
    control.action = [&navigator, route = app::routeOf(card)] { navigator.open(route); };
    const bool pictured = ui.textScale() < kLargeText && theme.pictures && card.picture;
    const std::uint8_t cut = beside ? ui::kLeftCorners : ui::kTopCorners;
    Box plate = frame;
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kPlate;
    if (!theme.pictures) plate.border = {theme.of(Section::Visit).line, ui::stroke::kControl, false};
    if (pictured) plate.corners = static_cast<std::uint8_t>(ui::kAllCorners & ~cut);
    const auto scope = ui.control(id, control, beside ? ui::Axis::Row : ui::Axis::Column, plate);
    const float side = pictured && beside ? widthMm * kBesideShare : 0;
    if (pictured) {
        PictureSlot slot;
        slot.id = id + ".picture";
        slot.box.w = beside ? ui::mm(side) : ui::fill();
        slot.box.h = ui::fill();
        slot.box.minH = kPictureMm;
        slot.radius = ui::radius::kPlate;
        slot.corners = cut;
        slot.ground = theme.surface.base;
        slot.tagged = true;
        pictureSlot(ui, card, card.picture, slot);
    }
    Box inside;
    inside.w = ui::fill();
    inside.pad = {ui::space::kM, ui::space::kS, ui::space::kM, ui::space::kM};
    inside.gap = ui::space::kS;
    const auto texts = ui.column(inside);
    ui.heading(TextStyle::H3, say(card.name), theme.ink.primary);
    ui::languageTag(ui, say(entry.item.summary));
    factGrid(ui, entry.item.facts, Section::Visit, widthMm - side - 2 * ui::space::kM);
    stalePrices(ui, entry);
    lowConfidenceTag(ui, id, card.confidence);
    ui::metaLine(ui, "book", ui.tr("culture.more"), theme.of(Section::Visit).text, theme.of(Section::Visit).text,
                 TextStyle::Label);
}

void VisitScene::arrival(ui::Ui& ui, const std::vector<Entry>& entries, float widthMm, float viewMm) const {
    const bool upright = ui.panel().portrait();
    const std::size_t columns = upright ? 1 : static_cast<std::size_t>(columnsFor(ui, widthMm, kPlateMm, 2));
    const float cell = (widthMm - ui::space::kM * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const auto rows = static_cast<float>(entries.size());
    Box lines;
    lines.gap = ui::space::kM;
    const auto column = ui.column(lines);
    // Upright, the ways share the view, as far as their words leave them the choice. Otherwise each row of them is a
    // page, and the one left over stands with its picture beside its words.
    Box frame;
    frame.minH = upright ? (viewMm - 0.2F - ui::space::kM * (rows - 1)) / rows : viewMm - 0.2F;
    for (std::size_t i = 0; i < entries.size(); i += columns) {
        Box line;
        line.gap = ui::space::kM;
        const auto row = ui.row(line);
        const std::size_t end = std::min(entries.size(), i + columns);
        const bool alone = end - i == 1;
        for (std::size_t k = i; k < end; ++k)
            way(ui, entries[k], frame, alone ? widthMm : cell, alone);
    }
}

void VisitScene::climate(ui::Ui& ui, const std::vector<Entry>& entries, float widthMm) const {
    const ui::Theme& theme = ui.theme();
    std::vector<std::vector<content::ClimateMonth>> all;
    for (const Entry& entry : entries)
        all.push_back(entry.climate);
    const ClimateScale scale = climateScale(all);
    const int columns = columnsFor(ui, widthMm, kChartPlateMm, 2);
    const float cell = (widthMm - ui::space::kM * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    Box cells;
    cells.gap = ui::space::kM;
    const auto grid = ui.grid(columns, cells);
    for (const Entry& entry : entries) {
        Box plate = plateBox(ui);
        plate.pad = {ui::space::kS, ui::space::kGap, ui::space::kS, ui::space::kM};
        plate.gap = ui::space::kXs;
        const auto column = ui.column(plate);
        ui.heading(TextStyle::H3, say(entry.item.card.name), theme.ink.primary);
        ClimateChart chart;
        chart.id = "visit." + entry.item.card.key + ".chart";
        chart.months = entry.climate;
        chart.scale = scale;
        climateChart(ui, chart, cell - 2 * ui::space::kS);
        // Where the figures come from stands right below them; the words about the weather follow.
        for (const content::Text& paragraph : entry.item.paragraphs) {
            ui.text(TextStyle::Small, say(paragraph), theme.ink.secondary);
        }
        ui.space(0, ui::space::kS);
        ui::languageTag(ui, say(entry.item.summary));
        ui.text(TextStyle::Body, say(entry.item.summary), theme.ink.primary);
        lowConfidenceTag(ui, "visit." + entry.item.card.key, entry.item.card.confidence);
        ui.space(0, ui::space::kXs);
        sourcesButton(ui, m_context, "visit." + entry.item.card.key, entry.item.card.key);
    }
}

/// One subject: picture beside its words where there is room, `more(width)` below its facts.
void VisitScene::topic(ui::Ui& ui, const Entry& entry, float widthMm, const std::function<void(float)>& more) const {
    const bool pictured = ui.textScale() < kLargeText && ui.theme().pictures && entry.item.card.picture;
    const bool beside = pictured && widthMm > 360 * ui.textScale();
    Box parts;
    parts.gap = ui::space::kL;
    parts.cross = ui::Align::Start;
    const auto row = beside ? ui.row(parts) : ui.column(parts);
    const float side = beside ? widthMm * 0.36F : widthMm;
    if (pictured) {
        Box box;
        box.w = beside ? ui::mm(side) : ui::fill();
        box.h = ui::mm(beside ? side * 0.86F : 92);
        picture(ui, entry, box);
    }
    Box column;
    column.w = ui::fill();
    column.gap = ui::space::kM;
    const auto texts = ui.column(column);
    const float inner = beside ? widthMm - side - ui::space::kL : widthMm;
    ui.heading(TextStyle::H3, say(entry.item.card.name), ui.theme().ink.primary);
    factGrid(ui, entry.item.facts, Section::Visit, inner);
    more(inner);
    words(ui, entry);
}

/// The capitals of the districts by height, as points on one line each.
void VisitScene::altitudes(ui::Ui& ui, float widthMm) const {
    std::vector<std::pair<int, ui::Words>> capitals;
    for (const content::District& district : m_data.value->districts) {
        if (district.altitudeM) capitals.emplace_back(*district.altitudeM, say(district.card.name));
    }
    if (capitals.size() < 2) return;
    std::stable_sort(capitals.begin(), capitals.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    BarPanel panel;
    panel.id = "visit.altitudes";
    panel.title = ui.tr("districts.measure.altitude");
    panel.section = Section::Visit;
    panel.dots = true;
    panel.from = capitals.front().first / 100 * 100;
    panel.to = (capitals.back().first + 99) / 100 * 100;
    panel.note = ui::withValue(ui::withValue(ui.tr("districts.scale"), "from", numberText(panel.from, 0)), "to",
                               numberText(panel.to, 0));
    for (const auto& [metres, name] : capitals) {
        Bar bar;
        bar.label = name;
        bar.value = metres;
        bar.text = numberText(metres, 0) + "\xC2\xA0m";
        panel.bars.push_back(std::move(bar));
    }
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    const auto column = ui.column(plate);
    barPanel(ui, panel, widthMm - 2 * ui::space::kM);
}

void VisitScene::tabs(ui::Ui& ui) {
    app::Navigator& navigator = m_context.navigator;
    Box line;
    line.gap = ui::space::kGap;
    line.main = ui::Distribute::Between;
    const auto row = ui.flow(line);
    {
        Box group;
        group.w = ui::hug();
        group.gap = ui::space::kGap;
        const auto buttons = ui.flow(group);
        for (std::size_t i = 0; i < kParts.size(); ++i) {
            if (m_data.value->parts[i].empty()) continue;
            ui::tab(ui, std::string("visit.tab.") + kParts[i].category, kParts[i].icon, ui.tr(kParts[i].tab),
                    i == m_part, [this, i] { m_part = i; });
        }
    }
    ui::ButtonSpec credits;
    credits.id = "visit.credits";
    credits.icon = "document";
    credits.label = ui.tr("credits.button");
    credits.action = [&navigator] { navigator.open({"credits", ""}); };
    ui::button(ui, credits);
}

void VisitScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM - 0.5F;
    const auto column = ui.column(page);
    const Part& part = kParts[m_part];
    ui::header(ui, Section::Visit, part.icon, ui.tr("visit.section"), ui.tr(part.title));
    if (!m_data.value) {
        ui::loadingState(ui, "visit.loading", 3);
        return;
    }
    const std::vector<Entry>& entries = m_data.value->parts[m_part];
    if (entries.empty()) {
        ui::EmptyStateSpec none;
        none.id = "visit.empty";
        none.icon = part.icon;
        none.title = ui.tr("visit.empty");
        ui::emptyState(ui, none);
    } else {
        Box area;
        area.h = ui::fill();
        area.gap = ui::space::kM;
        // Each part keeps its own place, so that looking at another does not lose it.
        const std::string scrollId = std::string(kScrollId) + "." + part.category;
        ui::scrollArea(ui, scrollId, area, [&] {
            const ui::Interaction::Pages pages = ui.interaction().pages(scrollId);
            const bool railed = pages.count > 1;
            const float width = pageWidth(ui) - (railed ? ui::target::kStandard + ui::space::kM : 0);
            const std::string category = part.category;
            if (category == "arrival") {
                arrival(ui, entries, width, ui.panel().designMm(pages.viewportPx));
            } else if (category == "climate") {
                climate(ui, entries, width);
            } else {
                for (const Entry& entry : entries) {
                    // The heights of the towns belong to the first page only, which is about them.
                    const bool heights = category == "altitude" && &entry == &entries.front();
                    topic(ui, entry, width, [&](float inner) {
                        if (heights) altitudes(ui, inner);
                    });
                }
            }
        });
    }
    tabs(ui);
}

}  // namespace

std::unique_ptr<Scene> makeVisit(const SceneContext& context, const std::string& id) {
    return std::make_unique<VisitScene>(context, id);
}

}  // namespace scenes
