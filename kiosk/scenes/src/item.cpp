#include "climate_chart.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "item_parts.hpp"

namespace scenes {
namespace {

using content::Card;
using content::Item;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr double kNearM = 30'000;
constexpr int kNearCount = 4;
constexpr const char* kId = "item";

/// The page of a place, a craft, a dish, a person: picture, gist, facts with their sources, how well its position is
/// known.
class ItemScene final : public Scene {
public:
    ItemScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query([key = m_key, lang = m_context.visitor.lang, settings = m_context.settings](
                                             const content::Store& store) { return query(store, key, lang, settings); },
                                         [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] app::SceneFrame frame() const override { return app::SceneFrame::Selvedge; }
    [[nodiscard]] Section section() const override {
        return m_data.value ? sectionOf(m_data.value->item.card.kind) : Section::Neutral;
    }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        Item item;
        std::vector<Card> near;
        std::vector<content::ClimateMonth> climate;
        std::optional<Standpoint> from;
        bool onMap = false;
    };
    static base::Result<Data> query(const content::Store& store, const std::string& key, content::Lang lang,
                                    const app::Settings& settings);
    void body(ui::Ui& ui, float widthMm) const;
    void position(ui::Ui& ui) const;
    void cards(ui::Ui& ui, const char* key, const std::vector<Card>& cards, bool distance, float widthMm) const;

    const SceneContext& m_context;
    std::string m_key;
    std::size_t m_picture = 0;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<ItemScene::Data> ItemScene::query(const content::Store& store, const std::string& key, content::Lang lang,
                                               const app::Settings& settings) {
    auto id = store.idOf(key);
    if (!id) return id.error();
    if (!*id) return base::Error{base::Errc::NotFound, "no item '" + key + "' in this pack"};
    auto item = store.item(**id, lang);
    if (!item) return item.error();
    if (!*item) return base::Error{base::Errc::NotFound, "no item '" + key + "' in this pack"};
    Data data;
    data.item = std::move(**item);
    auto info = store.info(lang);
    if (!info) return info.error();
    data.from = standpoint(settings, info->centre);
    data.onMap = info->hasMap && data.item.card.at && data.item.card.kind == content::Kind::Place;
    if (data.item.card.at) {
        auto near = store.placesNear(*data.item.card.at, kNearM, kNearCount, **id, lang);
        if (!near) return near.error();
        data.near = std::move(*near);
    }
    if (data.item.card.kind == content::Kind::Visit) {
        auto climate = store.climate(**id);
        if (!climate) return climate.error();
        data.climate = std::move(*climate);
    }
    return data;
}

void ItemScene::position(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const Card& card = data.item.card;
    const ui::Theme& theme = ui.theme();
    if (card.kind != content::Kind::Place) return;
    Box plate;
    plate.color = theme.surface.provenance;
    plate.radius = ui::radius::kControl;
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kXs;
    if (!theme.pictures) plate.border = {theme.ink.primary, ui::stroke::kControl, false};
    const auto column =
        ui.group("item.position", ui::Role::Group, ui.tr("item.position.title"), ui::Axis::Column, plate);
    ui::metaLine(ui, "here", ui.tr("item.position.title"), theme.of(section()).text, theme.of(section()).text,
                 TextStyle::Label);
    ui.text(TextStyle::Small, positionText(ui.strings(), card.position), theme.ink.primary);
    if (card.at && data.from) {
        ui::Words way = ui.tr(data.from->configured ? "item.distance.kiosk" : "item.distance.centre");
        way = ui::withValue(std::move(way), "distance", distanceText(ui.strings(), data.from->at, *card.at).text);
        ui.text(TextStyle::Small, way, theme.ink.primary);
    }
}

void ItemScene::cards(ui::Ui& ui, const char* key, const std::vector<Card>& cards, bool distance, float widthMm) const {
    if (cards.empty()) return;
    ui.heading(TextStyle::H3, ui.tr(key), ui.theme().ink.primary);
    cardGrid(ui, m_context, std::string(key) + ".", cards, distance ? m_data.value->item.card.at : std::nullopt,
             widthMm);
}

void ItemScene::body(ui::Ui& ui, float widthMm) const {
    const Data& data = *m_data.value;
    const Item& item = data.item;
    const bool beside = item.card.at && widthMm > 190 * ui.textScale();
    if (!item.facts.empty() || item.card.at) {
        Box line;
        line.gap = ui::space::kL;
        line.cross = ui::Align::Start;
        const auto row = beside ? ui.row(line) : ui.column(line);
        factGrid(ui, item.facts, section(), beside ? widthMm - 90 : widthMm);
        if (item.card.at && item.facts.empty() && beside) ui.spring();
        if (item.card.at) locationQr(ui, "item.qr", *item.card.at);
    }
    if (!data.climate.empty()) {
        ClimateChart chart;
        chart.id = "item.climate";
        chart.months = data.climate;
        chart.scale = climateScale({data.climate});
        climateChart(ui, chart, widthMm);
    }
    for (const content::Text& paragraph : item.paragraphs)
        ui.text(TextStyle::Body, say(paragraph), ui.theme().ink.primary);
    position(ui);
    cards(ui, "item.near", data.near, true, widthMm);
    cards(ui, "item.related", item.related, false, widthMm);
}

void ItemScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    if (!m_data.value) {
        ui::loadingState(ui, "item.loading", 4);
        return;
    }
    const Card& card = m_data.value->item.card;
    ItemPage page;
    page.section = section();
    page.id = kId;
    page.eyebrow = kindName(ui.strings(), card);
    if (!card.districtNames.empty()) {
        const ui::Words where = ui.tr(card.districts.size() > 1 ? "item.districts" : "item.district");
        page.eyebrow.text += ", " + ui::withValue(where, "name", card.districtNames).text;
    }
    page.picture = m_picture;
    page.choosePicture = [this](std::size_t picture) { m_picture = picture; };
    itemPage(
        ui, m_data.value->item, page, [&](float widthMm) { body(ui, widthMm); },
        [&] {
            // On the map's card there is the way to it, too.
            if (m_data.value->onMap) {
                mapButton(ui, m_context, "item.map", m_key, section());
            } else if (card.kind == content::Kind::Place) {
                arrivalButton(ui, m_context, "item.way", section());
            }
            sourcesButton(ui, m_context, "item", m_key);
        });
}

}  // namespace

std::unique_ptr<Scene> makeItem(const SceneContext& context, const std::string& id) {
    return std::make_unique<ItemScene>(context, id);
}

}  // namespace scenes
