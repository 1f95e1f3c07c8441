#include <algorithm>
#include <set>

#include "culture_parts.hpp"
#include "factories.hpp"
#include "figures.hpp"
#include "item_parts.hpp"

namespace scenes {
namespace {

using content::Card;
using content::Kind;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr double kNearM = 40'000;
constexpr int kNearAsked = 40;  ///< its own places come first and are left out
constexpr std::size_t kNearShown = 4;
constexpr float kShare = 0.4F;  ///< of a wide panel for the picture: there is much to read
constexpr const char* kId = "district.page";

const char* groupKey(Kind kind) {
    switch (kind) {
        case Kind::Place: return "district.group.place";
        case Kind::Festival: return "district.group.festival";
        case Kind::Dance: return "district.group.dance";
        case Kind::Craft: return "district.group.craft";
        case Kind::Music: return "district.group.music";
        case Kind::Architecture: return "district.group.architecture";
        case Kind::Event: return "district.group.event";
        case Kind::Person: return "district.group.person";
        case Kind::Food: return "district.group.food";
        case Kind::Visit: return "district.group.visit";
        case Kind::Province:
        case Kind::District:
        case Kind::Word:
        case Kind::Itinerary:
        case Kind::Commitment:
        case Kind::Indicator:
        case Kind::Absent: break;
    }
    return nullptr;
}

/// The digits of a text: "14 657 habitantes" and 14657 are the same figure.
std::string digitsOf(const std::string& text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

/// A district: picture, gist, facts, its population through the years, everything the pack has of it.
class DistrictScene final : public Scene {
public:
    DistrictScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query([key = m_key, lang = m_context.visitor.lang](
                                             const content::Store& store) { return query(store, key, lang); },
                                         [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] app::SceneFrame frame() const override { return app::SceneFrame::Selvedge; }
    [[nodiscard]] Section section() const override { return Section::Map; }
    void build(ui::Ui& ui) override;

private:
    struct Group {
        Kind kind = Kind::Place;
        std::vector<Card> cards;
    };
    struct Data {
        content::Item item;
        content::District district;
        std::vector<content::Fact> facts;  ///< without those the population says again
        std::vector<Bar> population;
        std::vector<Group> groups;
        std::vector<Card> near;
    };
    static base::Result<Data> query(const content::Store& store, const std::string& key, content::Lang lang);
    static base::Status loadPopulation(const content::Store& store, content::Lang lang, Data& data);
    static base::Status loadCards(const content::Store& store, content::Lang lang, Data& data);

    void body(ui::Ui& ui, float widthMm);
    void population(ui::Ui& ui, float widthMm) const;
    void groups(ui::Ui& ui, float widthMm);

    const SceneContext& m_context;
    std::string m_key;
    std::size_t m_picture = 0;
    std::optional<Kind> m_group;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<DistrictScene::Data> DistrictScene::query(const content::Store& store, const std::string& key,
                                                       content::Lang lang) {
    auto id = store.idOf(key);
    if (!id) return id.error();
    const base::Error gone{base::Errc::NotFound, "no district '" + key + "' in this pack"};
    if (!*id) return gone;
    auto district = store.district(**id, lang);
    if (!district) return district.error();
    if (!*district) return gone;
    auto item = store.item(**id, lang);
    if (!item) return item.error();
    if (!*item) return gone;
    Data data;
    data.item = std::move(**item);
    data.district = std::move(**district);
    if (const auto status = loadPopulation(store, lang, data); !status) return status.error();
    if (const auto status = loadCards(store, lang, data); !status) return status.error();
    return data;
}

/// One bar for each year that any district of the pack has: a year that this one lacks is shown as missing.
base::Status DistrictScene::loadPopulation(const content::Store& store, content::Lang lang, Data& data) {
    auto all = store.districts(lang);
    if (!all) return all.error();
    std::set<int> years;
    for (const content::District& district : *all) {
        for (const content::DistrictPopulation& count : district.population)
            years.insert(count.year);
    }
    data.facts = data.item.facts;
    for (const int year : years) {
        Bar bar;
        bar.label = {std::to_string(year), content::code(lang)};
        const auto& counts = data.district.population;
        const auto count = std::find_if(counts.begin(), counts.end(),
                                        [&](const content::DistrictPopulation& c) { return c.year == year; });
        if (count != counts.end()) {
            bar.value = count->people;
            bar.confidence = count->confidence;
            bar.text = numberText(count->people, 0);
            // The fact that says the same figure names the census; here its name stands at the bar.
            const auto fact = std::find_if(data.facts.begin(), data.facts.end(), [&](const content::Fact& f) {
                return digitsOf(f.value.value) == std::to_string(count->people);
            });
            if (fact != data.facts.end()) {
                bar.label = say(fact->label);
                data.facts.erase(fact);
            }
            const auto& sources = data.item.sources;
            const auto source = std::find_if(sources.begin(), sources.end(),
                                             [&](const content::Source& s) { return s.id == count->source.id; });
            bar.text += source != sources.end() ? sourceMarks({static_cast<int>(source - sources.begin()) + 1})
                                                : " (" + count->source.title + ")";
        }
        data.population.push_back(std::move(bar));
    }
    return {};
}

base::Status DistrictScene::loadCards(const content::Store& store, content::Lang lang, Data& data) {
    const content::ItemId id = data.item.card.id;
    auto cards = store.cardsOfDistrict(id, lang);
    if (!cards) return cards.error();
    static constexpr Kind kOrder[] = {Kind::Place,        Kind::Festival, Kind::Dance,  Kind::Craft, Kind::Music,
                                      Kind::Architecture, Kind::Event,    Kind::Person, Kind::Food,  Kind::Visit};
    for (const Kind kind : kOrder) {
        Group group;
        group.kind = kind;
        for (const Card& card : *cards) {
            if (card.kind == kind) group.cards.push_back(card);
        }
        if (!group.cards.empty()) data.groups.push_back(std::move(group));
    }
    if (!data.item.card.at) return {};
    auto near = store.placesNear(*data.item.card.at, kNearM, kNearAsked, id, lang);
    if (!near) return near.error();
    for (Card& card : *near) {
        const bool own = std::find(card.districts.begin(), card.districts.end(), id) != card.districts.end();
        if (!own && data.near.size() < kNearShown) data.near.push_back(std::move(card));
    }
    return {};
}

void DistrictScene::population(ui::Ui& ui, float widthMm) const {
    const Data& data = *m_data.value;
    if (data.population.empty()) return;
    BarPanel panel;
    panel.id = "district.population";
    panel.title = ui.tr("district.population");
    panel.section = Section::Map;
    panel.bars = data.population;
    panel.to = 0;
    for (const Bar& bar : panel.bars)
        panel.to = std::max(panel.to, bar.value.value_or(0));
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kM;
    const auto column = ui.column(plate);
    barPanel(ui, panel, widthMm - 2 * ui::space::kM);
    Box legend;
    legend.gap = ui::space::kM;
    const auto flow = ui.grid(columnsFor(ui, widthMm, 74, 3), legend);
    barLegend(ui, Section::Map);
}

void DistrictScene::groups(ui::Ui& ui, float widthMm) {
    const Data& data = *m_data.value;
    if (data.groups.empty()) return;
    ui.heading(TextStyle::H3, ui.tr("district.inside"), ui.theme().ink.primary);
    const auto chosen = std::find_if(data.groups.begin(), data.groups.end(),
                                     [&](const Group& group) { return m_group && group.kind == *m_group; });
    const Group& shown = chosen == data.groups.end() ? data.groups.front() : *chosen;
    {
        Box line;
        line.gap = ui::space::kGap;
        const auto flow = ui.flow(line);
        for (const Group& group : data.groups) {
            ui::ChipSpec chip;
            chip.id = std::string("district.group.") + content::name(group.kind);
            chip.icon = iconOf(group.kind, "");
            chip.label = ui.tr(groupKey(group.kind));
            chip.label.text += " (" + std::to_string(group.cards.size()) + ")";
            chip.selected = &group == &shown;
            chip.section = Section::Map;
            chip.action = [this, kind = group.kind] { m_group = kind; };
            ui::chip(ui, chip);
        }
    }
    cardGrid(ui, m_context, "district.card.", shown.cards, std::nullopt, widthMm);
}

void DistrictScene::body(ui::Ui& ui, float widthMm) {
    const Data& data = *m_data.value;
    {
        const bool beside = data.item.card.at && widthMm > 190 * ui.textScale();
        Box line;
        line.gap = ui::space::kL;
        line.cross = ui::Align::Start;
        const auto row = beside ? ui.row(line) : ui.column(line);
        factGrid(ui, data.facts, Section::Map, beside ? widthMm - 90 : widthMm);
        if (data.item.card.at) locationQr(ui, "district.qr", *data.item.card.at);
    }
    population(ui, widthMm);
    for (const content::Text& paragraph : data.item.paragraphs) {
        ui.text(TextStyle::Body, say(paragraph), ui.theme().ink.primary);
    }
    groups(ui, widthMm);
    if (data.near.empty()) return;
    ui.heading(TextStyle::H3, ui.tr("district.near"), ui.theme().ink.primary);
    cardGrid(ui, m_context, "district.near.", data.near, data.item.card.at, widthMm);
}

void DistrictScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    if (!m_data.value) {
        ui::loadingState(ui, "district.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    ItemPage page;
    page.section = Section::Map;
    page.id = kId;
    page.share = kShare;
    page.eyebrow = kindName(ui.strings(), data.item.card);
    page.picture = m_picture;
    page.choosePicture = [this](std::size_t picture) { m_picture = picture; };
    itemPage(
        ui, data.item, page, [&](float widthMm) { body(ui, widthMm); },
        [&] {
            arrivalButton(ui, m_context, "district.way", Section::Map);
            sourcesButton(ui, m_context, "district", m_key);
        });
}

}  // namespace

std::unique_ptr<Scene> makeDistrict(const SceneContext& context, const std::string& id) {
    return std::make_unique<DistrictScene>(context, id);
}

}  // namespace scenes
