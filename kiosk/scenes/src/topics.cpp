#include <algorithm>

#include "culture_parts.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using content::Card;
using content::Kind;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kScrollId = "topics.scroll";
constexpr float kLeastTileMm = 128;
constexpr float kTilePictureMm = 60;
constexpr float kLeastRowMm = 100;     ///< of a tile with its picture above the words
constexpr float kBesideShare = 0.38F;  ///< of a tile that its picture takes then
constexpr float kHeadMm = 62;          ///< title and opening line above the tiles
constexpr float kMetaIconMm = 10;
constexpr float kRailMm = ui::target::kStandard + ui::space::kM;

/// Everything of one kind of culture as cards: crafts, music, architecture, food, people.
class TopicsScene final : public Scene {
public:
    TopicsScene(const SceneContext& context, std::string name) : m_context(context), m_name(std::move(name)) {
        const auto kind = content::kindFromName(m_name);
        if (kind && isTopic(*kind)) m_kind = *kind;
    }

    void load() override {
        if (!m_kind) {
            m_cards.take(base::Error{base::Errc::NotFound, "no topic '" + m_name +
                                                               "'; the topics are craft, music, "
                                                               "architecture, food and person"});
            return;
        }
        m_load =
            m_context.content.query([kind = *m_kind, lang = m_context.visitor.lang](
                                        const content::Store& store) { return topicCards(store, kind, lang); },
                                    [this](base::Result<std::vector<Card>> cards) { m_cards.take(std::move(cards)); });
    }
    [[nodiscard]] bool ready() const override { return !m_cards.pending(); }
    [[nodiscard]] Section section() const override { return m_kind ? sectionOf(*m_kind) : Section::Culture; }
    void build(ui::Ui& ui) override;

private:
    static bool isTopic(Kind kind) {
        return kind == Kind::Craft || kind == Kind::Music || kind == Kind::Architecture || kind == Kind::Food ||
               kind == Kind::Person;
    }
    [[nodiscard]] std::string key(const char* part) const { return "topics." + m_name + "." + part; }
    void words(ui::Ui& ui, const Card& card, bool large) const;
    /// Picture above or, `beside`, left of the words; the whole card opens the item.
    void tile(ui::Ui& ui, const Card& card, bool beside, const Box& shape) const;
    /// Height of the highest words among the cards, `widthMm` wide.
    [[nodiscard]] float wordsMm(const ui::Ui& ui, float widthMm) const;
    void tiles(ui::Ui& ui) const;

    const SceneContext& m_context;
    std::string m_name;
    std::optional<Kind> m_kind;
    Loadable<std::vector<Card>> m_cards;
    platform::JobHandle m_load;
};

void TopicsScene::words(ui::Ui& ui, const Card& card, bool large) const {
    const ui::Theme& theme = ui.theme();
    const ui::Color accent = theme.of(section()).text;
    ui::TextSpec name;
    name.words = say(card.name);
    name.style = large ? TextStyle::H2 : TextStyle::H3;
    name.color = theme.ink.primary;
    name.minScale = 0.6F;
    ui.text(std::move(name));
    if (!card.shortLine.empty()) {
        ui.text(large ? TextStyle::Lead : TextStyle::Small, say(card.shortLine), theme.ink.primary);
    }
    if (!card.districtNames.empty()) {
        ui::metaLine(ui, "pin", app::verbatim(card.districtNames, ui.strings()), accent, theme.ink.secondary);
    }
    if (card.confidence == content::Confidence::Low) {
        ui::metaLine(ui, "question", ui.tr("topics.low"), accent, theme.ink.secondary);
    }
    if (card.example) ui::exampleTag(ui);
}

void TopicsScene::tile(ui::Ui& ui, const Card& card, bool beside, const Box& shape) const {
    const ui::Theme& theme = ui.theme();
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(card.name);
    control.speech = control.label;
    if (!card.shortLine.empty()) control.speech.text += ". " + card.shortLine.value;
    if (card.confidence == content::Confidence::Low) control.speech.text += ". " + ui.tr("topics.low").text;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, route = app::routeOf(card)] { navigator.open(route); };
    Box box = shape;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kTile;
    if (!theme.pictures) box.border = {theme.of(section()).line, ui::stroke::kControl, false};
    if (theme.pictures) box.corners = beside ? ui::kRightCorners : ui::kBottomCorners;
    const auto scope = ui.control("topics." + card.key, control, beside ? ui::Axis::Row : ui::Axis::Column, box);
    // At twice the text the words need the room of the picture.
    if (ui.textScale() <= 1.5F) {
        PictureSlot slot;
        slot.id = "topics." + card.key + ".picture";
        slot.radius = ui::radius::kTile;
        slot.corners = beside ? ui::kLeftCorners : ui::kTopCorners;
        slot.ground = theme.surface.base;
        slot.tagged = true;
        slot.box.w = beside ? ui::fill(kBesideShare / (1 - kBesideShare)) : ui::fill();
        slot.box.h = ui::fill();
        slot.box.minH = 30;
        pictureSlot(ui, card, card.picture, slot);
    }
    const bool large = beside && m_cards.value->size() == 1;
    Box texts;
    texts.w = ui::fill();
    texts.h = beside ? ui::fill() : ui::hug();
    texts.pad = {ui::space::kM + 0.5F, ui::space::kS, ui::space::kS, ui::space::kS};
    texts.gap = large ? ui::space::kM : ui::space::kXs;
    if (large) texts.pad = ui::all(ui::space::kXl);
    const auto column = ui.column(texts);
    words(ui, card, large);
}

void TopicsScene::tiles(ui::Ui& ui) const {
    const auto& cards = *m_cards.value;
    const auto count = static_cast<int>(cards.size());
    const float width = pageWidth(ui);
    const bool upright = ui.panel().portrait();
    const bool plain = ui.textScale() <= 1;
    Box cells;
    cells.gap = ui::space::kM;
    // Few things are shown large: one over the whole page, up to four with the picture beside the words.
    if (plain && (count == 1 || (count <= 4 && !(count == 3 && !upright)))) {
        cells.h = ui::fill();
        cells.equalRows = true;
        Box shape;
        shape.h = ui::fill();
        const bool beside = count > 1 || !upright;
        const auto grid = ui.grid(count == 1 || upright ? 1 : 2, cells);
        for (const Card& card : cards)
            tile(ui, card, beside, shape);
        return;
    }
    const int columns = columnsFor(ui, width, kLeastTileMm, 3);
    const int rows = (count + columns - 1) / columns;
    const float rowMm = (pageHeight(ui) - kHeadMm + cells.gap) / static_cast<float>(rows) - cells.gap;
    const bool low = rowMm < kLeastRowMm;
    const float filledCell = (width - cells.gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float needed = low ? wordsMm(ui, filledCell * (1 - kBesideShare) - 2 * ui::space::kM)
                             : wordsMm(ui, filledCell - 2 * ui::space::kM) + kLeastRowMm / 3;
    if (plain && rowMm >= needed) {
        // All of them fit: the pictures take what is left, above the words where the tiles are high enough.
        cells.h = ui::fill();
        cells.equalRows = true;
        Box shape;
        shape.h = ui::fill();
        const auto grid = ui.grid(columns, cells);
        for (const Card& card : cards)
            tile(ui, card, low, shape);
        return;
    }
    const bool beside = columns == 1 && ui.textScale() <= 1.5F;
    const float cell = (width - kRailMm - cells.gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float pictureMm = ui.textScale() > 1.5F || beside ? 0 : kTilePictureMm;
    const float inner = (beside ? cell * (1 - kBesideShare) : cell) - 2 * ui::space::kM;
    const float least = std::max(beside ? kTilePictureMm : 0, wordsMm(ui, inner) + pictureMm);
    Box shape;
    shape.h = ui::mm(fittedRowMm(ui, kScrollId, least, cells.gap));
    Box area;
    area.h = ui::fill();
    ui::scrollArea(ui, kScrollId, area, [&] {
        const auto grid = ui.grid(columns, cells);
        for (const Card& card : cards)
            tile(ui, card, beside, shape);
    });
}

float TopicsScene::wordsMm(const ui::Ui& ui, float widthMm) const {
    float most = 0;
    for (const Card& card : *m_cards.value) {
        float height = ui.measureText(TextStyle::H3, say(card.name), widthMm).h + 2 * ui::space::kS + 1;
        const auto line = [&](const ui::Words& words, float iconMm) {
            if (!words.empty()) height += ui.measureText(TextStyle::Small, words, widthMm - iconMm).h + ui::space::kXs;
        };
        line(say(card.shortLine), 0);
        line(app::verbatim(card.districtNames, ui.strings()), kMetaIconMm);
        if (card.confidence == content::Confidence::Low) line(ui.tr("topics.low"), kMetaIconMm);
        if (card.example) line(ui.tr("tag.example"), kMetaIconMm);
        most = std::max(most, height);
    }
    return most;
}

void TopicsScene::build(ui::Ui& ui) {
    Box column;
    column.h = ui::fill();
    column.gap = ui::space::kM;
    const auto parts = ui.column(column);
    if (m_cards.error) {
        failure(ui, m_context, *m_cards.error);
        return;
    }
    const ui::Words eyebrow = ui.tr(section() == Section::Crafts ? "topics.section.crafts" : "culture.section");
    ui::header(ui, section(), iconOf(*m_kind, ""), eyebrow, ui.tr(key("title")));
    if (!m_cards.value) {
        ui::loadingState(ui, "topics.loading", 4);
        return;
    }
    if (m_cards.value->empty()) {
        ui::EmptyStateSpec empty;
        empty.id = "topics.empty";
        empty.icon = iconOf(*m_kind, "");
        empty.title = ui.tr("topics.empty");
        ui::emptyState(ui, empty);
    } else {
        ui.text(TextStyle::Body, ui.tr(key("text")), ui.theme().ink.secondary);
        tiles(ui);
    }
    if (m_kind != Kind::Music) return;
    Box line;
    line.gap = ui::space::kGap;
    const auto tabs = ui.flow(line);
    cultureTabs(ui, m_context, CultureTab::Music);
}

}  // namespace

std::unique_ptr<Scene> makeTopics(const SceneContext& context, const std::string& id) {
    return std::make_unique<TopicsScene>(context, id);
}

}  // namespace scenes
