#include <algorithm>
#include <cstdio>

#include "common.hpp"
#include "factories.hpp"
#include "ui/qr.hpp"

namespace scenes {
namespace {

using content::Card;
using content::Item;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr double kNearM = 30'000;
constexpr int kNearCount = 4;
constexpr int kLeadWords = 36;
constexpr const char* kScrollId = "item.scroll";

/// The page of a place, a craft, a dish, a person: picture, gist, facts with their sources, how well its position is known.
class ItemScene final : public Scene {
public:
    ItemScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [key = m_key, lang = m_context.visitor.lang, settings = m_context.settings](const content::Store& store) {
                return query(store, key, lang, settings);
            },
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
    };
    static base::Result<Data> query(const content::Store& store, const std::string& key, content::Lang lang,
                                    const app::Settings& settings);
    void picture(ui::Ui& ui) const;
    void gallery(ui::Ui& ui);
    void words(ui::Ui& ui, float widthMm);
    void facts(ui::Ui& ui, float widthMm) const;
    void position(ui::Ui& ui) const;
    void qr(ui::Ui& ui) const;
    void cards(ui::Ui& ui, const char* key, const std::vector<Card>& cards, bool distance, float widthMm) const;
    void actions(ui::Ui& ui) const;

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

void ItemScene::picture(ui::Ui& ui) const {
    const Item& item = m_data.value->item;
    const bool any = !item.pictures.empty();
    PictureSlot slot;
    slot.id = "item.picture";
    slot.box.h = ui::fill();
    slot.tagged = true;
    slot.shortTag = false;
    slot.iconMm = 60;
    const auto shown = any ? std::optional(item.pictures[std::min(m_picture, item.pictures.size() - 1)]) : std::nullopt;
    pictureSlot(ui, item.card, shown, slot);
}

void ItemScene::gallery(ui::Ui& ui) {
    const Item& item = m_data.value->item;
    if (item.pictures.empty() || !ui.theme().pictures) return;
    const ui::Theme& theme = ui.theme();
    const content::Picture& shown = item.pictures[std::min(m_picture, item.pictures.size() - 1)];
    if (item.pictures.size() < 2 && shown.caption.empty()) return;
    Box strip;
    strip.pad = {11.6F, ui::space::kS, ui::space::kM, ui::space::kS};
    strip.gap = ui::space::kS;
    strip.cross = ui::Align::Centre;
    const auto row = ui.row(strip);
    for (std::size_t i = 0; item.pictures.size() > 1 && i < item.pictures.size(); ++i) {
        const content::Picture& picture = item.pictures[i];
        const bool chosen = i == m_picture;
        ui::Control control;
        control.role = ui::Role::Tab;
        control.label = say(picture.alt);
        control.speech = ui::spokenControl(ui, control.label, ui::Role::Tab, chosen);
        control.selected = chosen;
        control.primary = true;
        control.action = [this, i] { m_picture = i; };
        Box box;
        box.w = ui::mm(34);
        box.color = chosen ? theme.brand.active : theme.surface.raised;
        box.pad = ui::all(chosen ? 1.4F : 0.8F);
        const auto cell = ui.control("item.picture." + std::to_string(i), control, ui::Axis::Column, box);
        ui::ImageSpec spec;
        spec.source = app::imageOf(picture);
        spec.ground = theme.surface.sunken;
        Box image;
        image.h = ui::mm(chosen ? 22.2F : 23.4F);
        ui.image("", std::move(spec), {}, image).role = ui::Role::None;
    }
    if (!shown.caption.empty()) {
        ui::TextSpec caption;
        caption.words = say(shown.caption);
        caption.style = TextStyle::Small;
        caption.color = theme.ink.secondary;
        Box box;
        box.w = ui::fill();
        ui.text(std::move(caption), box);
    }
}

void ItemScene::facts(ui::Ui& ui, float widthMm) const {
    const Item& item = m_data.value->item;
    if (item.facts.empty()) return;
    const ui::Theme& theme = ui.theme();
    const ui::Color iconColor = theme.of(section()).text;
    Box cells;
    cells.w = ui::fill();
    cells.gap = ui::space::kM;
    const auto grid = ui.grid(columnsFor(ui, widthMm, 92, 2), cells);
    for (const content::Fact& fact : item.facts) {
        Box line;
        line.gap = ui::space::kM;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        ui.icon(fact.icon, 9.7F, iconColor);
        Box texts;
        texts.w = ui::fill();
        const auto column = ui.column(texts);
        ui.text(TextStyle::Small, say(fact.label), theme.ink.secondary);
        ui::Words value = say(fact.value);
        // Numbers of the sources, as in a book; the list is one touch away.
        std::string numbers;
        for (const int number : fact.sourceNumbers) numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
        if (!numbers.empty()) value.text += "\xC2\xA0[" + numbers + "]";
        ui.text(TextStyle::Label, value, theme.ink.primary);
    }
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
    const auto column = ui.group("item.position", ui::Role::Group, ui.tr("item.position.title"), ui::Axis::Column, plate);
    ui::metaLine(ui, "here", ui.tr("item.position.title"), theme.of(section()).text, theme.of(section()).text, TextStyle::Label);
    static constexpr const char* kKeys[] = {"none", "surveyed", "settlement", "town-centre", "approximate"};
    ui.text(TextStyle::Small, ui.tr(std::string("item.position.") + kKeys[static_cast<std::size_t>(card.position)]),
            theme.ink.primary);
    if (card.at && data.from) {
        ui::Words way = ui.tr(data.from->configured ? "item.distance.kiosk" : "item.distance.centre");
        way = ui::withValue(std::move(way), "distance", distanceText(ui.strings(), data.from->at, *card.at).text);
        ui.text(TextStyle::Small, way, theme.ink.primary);
    }
}

void ItemScene::qr(ui::Ui& ui) const {
    const Card& card = m_data.value->item.card;
    if (!card.at) return;
    const ui::Theme& theme = ui.theme();
    char payload[96];
    // RFC 5870; the query makes phones put a pin there.
    std::snprintf(payload, sizeof payload, "geo:%.5f,%.5f?q=%.5f,%.5f", card.at->latDeg, card.at->lonDeg, card.at->latDeg,
                  card.at->lonDeg);
    Box plate;
    plate.w = ui::hug();
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kTile;
    plate.pad = ui::all(ui::space::kGap);
    plate.gap = ui::space::kGap;
    plate.cross = ui::Align::Centre;
    if (!theme.pictures) plate.border = {theme.ink.primary, ui::stroke::kControl, false};
    const auto column = ui.column(plate);
    ui::qrCode(ui, "item.qr", payload, ui.tr("item.qr.speech"));
    ui::TextSpec words;
    words.words = ui.tr("item.qr");
    words.style = TextStyle::SmallBold;
    words.color = theme.ink.primary;
    words.align = ui::AlignX::Centre;
    Box box;
    box.w = ui::mm(74);
    ui.text(std::move(words), box);
}

void ItemScene::cards(ui::Ui& ui, const char* key, const std::vector<Card>& cards, bool distance, float widthMm) const {
    if (cards.empty()) return;
    ui.heading(TextStyle::H3, ui.tr(key), ui.theme().ink.primary);
    Box cells;
    cells.gap = ui::space::kS;
    const auto grid = ui.grid(columnsFor(ui, widthMm, 118, 2), cells);
    for (const Card& card : cards) {
        CardRow row;
        row.id = std::string(key) + "." + card.key;
        row.pictureMm = 40;
        row.minHeightMm = 34;
        row.showKind = !distance;
        if (distance) row.from = m_data.value->item.card.at;
        cardRow(ui, m_context, card, row);
    }
}

void ItemScene::actions(ui::Ui& ui) const {
    const Card& card = m_data.value->item.card;
    app::Navigator& navigator = m_context.navigator;
    Box line;
    line.gap = ui::space::kM;
    const auto row = ui.flow(line);
    if (card.kind == content::Kind::Place) {
        ui::ButtonSpec way;
        way.id = "item.way";
        way.icon = "van";
        way.label = ui.tr("item.way");
        way.kind = ui::ButtonKind::Primary;
        way.section = section();
        way.action = [&navigator] { navigator.open({"visit", "arrival"}); };
        ui::button(ui, way);
    }
    ui::ButtonSpec sources;
    sources.id = "item.sources";
    sources.icon = "document";
    sources.label = ui.tr("item.sources");
    sources.action = [&navigator, key = m_key] { navigator.open({"sources", key}); };
    ui::button(ui, sources);
}

void ItemScene::words(ui::Ui& ui, float widthMm) {
    const Data& data = *m_data.value;
    const Item& item = data.item;
    const ui::Theme& theme = ui.theme();
    Box column;
    column.w = ui::fill();
    column.h = ui::fill();
    column.pad = {12.4F, ui::space::kBezel, ui::space::kXl, 4.4F};
    column.gap = ui::space::kM;
    if (ui.panel().portrait()) column.pad.left = 11.6F;
    const auto side = ui.column(column);
    ui::Words eyebrow = kindName(ui.strings(), item.card);
    if (!item.card.districtNames.empty()) {
        eyebrow.text += ", " + ui::withValue(ui.tr(item.card.districts.size() > 1 ? "item.districts" : "item.district"), "name",
                                             item.card.districtNames)
                                   .text;
    }
    ui::header(ui, section(), iconOf(item.card), eyebrow, say(item.card.name));
    if (item.card.example) ui::exampleTag(ui);
    ui::languageTag(ui, say(item.summary.empty() ? item.card.name : item.summary));
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kL;
    const float inner = widthMm - 24;
    ui::scrollArea(ui, kScrollId, area, [&] {
        // An opening of a few lines stands large; a longer one would push the facts off the first view.
        const auto length = std::count(item.summary.value.begin(), item.summary.value.end(), ' ');
        const TextStyle opening = length < kLeadWords ? TextStyle::Lead : TextStyle::Body;
        if (!item.summary.empty()) ui.text(opening, say(item.summary), theme.ink.primary);
        if (item.card.confidence == content::Confidence::Low) {
            ui::TagSpec low;
            low.id = "item.low";
            low.notice = ui::Notice::Warning;
            low.icon = "question";
            low.words = ui.tr("item.confidence.low");
            ui::tag(ui, low);
        }
        const bool beside = item.card.at && inner > 190 * ui.textScale();
        {
            Box line;
            line.gap = ui::space::kL;
            line.cross = ui::Align::Start;
            const auto row = beside ? ui.row(line) : ui.column(line);
            facts(ui, beside ? inner - 90 : inner);
            if (item.card.at && item.facts.empty() && beside) ui.spring();
            qr(ui);
        }
        for (const content::Text& paragraph : item.paragraphs) ui.text(TextStyle::Body, say(paragraph), theme.ink.primary);
        position(ui);
        cards(ui, "item.near", data.near, true, inner);
        cards(ui, "item.related", item.related, false, inner);
    });
    actions(ui);
}

void ItemScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    const bool upright = ui.panel().portrait();
    const auto parts = upright ? ui.column(page) : ui.row(page);
    if (!m_data.value) {
        ui::loadingState(ui, "item.loading", 4);
        return;
    }
    const bool hasPicture = !m_data.value->item.pictures.empty() && ui.theme().pictures;
    const bool large = ui.textScale() > 1.25F;
    const float width = ui.panel().designSize().w - 9.4F;
    // The picture keeps half of a wide panel, less when letters are large or there is none to show.
    const float share = hasPicture ? (large ? 0.3F : 0.51F) : 0.2F;
    {
        Box side;
        if (upright) {
            side.h = ui::fill(hasPicture ? (large ? 0.35F : 0.8F) : 0.15F);
        } else {
            side.w = ui::mm(width * share);
            side.h = ui::fill();
        }
        const auto column = ui.column(side);
        picture(ui);
        if (!large) gallery(ui);
    }
    words(ui, upright ? width : width * (1 - share));
}

}  // namespace

std::unique_ptr<Scene> makeItem(const SceneContext& context, const std::string& id) {
    return std::make_unique<ItemScene>(context, id);
}

}  // namespace scenes
