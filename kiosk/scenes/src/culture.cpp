#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "culture_parts.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using content::Card;
using content::Kind;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kLeastTileMm = 108;
constexpr float kPictureMm = 40;    ///< at least
constexpr float kCountIconMm = 10;  ///< before the number of things
constexpr const char* kScrollId = "culture.scroll";

/// One way into the section. The picture is one of the things behind it.
struct Tile {
    const char* id;
    Kind kind;
    const char* icon;
    app::Route route;
};

const std::array<Tile, 8>& tileList() {
    static const std::array<Tile, 8> kTiles = {{
        {"timeline", Kind::Event, "history", {"timeline", ""}},
        {"festivals", Kind::Festival, "calendar", {"festivals", ""}},
        {"dances", Kind::Dance, "drum", {"dances", ""}},
        {"music", Kind::Music, "siku", {"topics", "music"}},
        {"architecture", Kind::Architecture, "putuco", {"topics", "architecture"}},
        {"food", Kind::Food, "wheat", {"topics", "food"}},
        {"people", Kind::Person, "person", {"topics", "person"}},
        {"words", Kind::Word, "book", {"words", ""}},
    }};
    return kTiles;
}

/// The culture section: what there is, in eight pictures.
class CultureScene final : public Scene {
public:
    explicit CultureScene(const SceneContext& context) : m_context(context) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return query(store, lang); },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] Section section() const override { return Section::Culture; }
    void build(ui::Ui& ui) override;

private:
    struct Entry {
        long count = 0;
        std::optional<Card> shown;  ///< the thing whose picture stands for the tile
    };
    using Data = std::array<Entry, 8>;
    static base::Result<Data> query(const content::Store& store, content::Lang lang);
    void tile(ui::Ui& ui, const Tile& tile, const Entry& entry, ui::Length height) const;
    /// Height of the highest words below a picture, in a tile `widthMm` wide.
    [[nodiscard]] float wordsMm(const ui::Ui& ui, float widthMm) const;

    const SceneContext& m_context;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<CultureScene::Data> CultureScene::query(const content::Store& store, content::Lang lang) {
    Data data;
    std::set<std::string> used;  // one drawing may belong to several things; no two tiles show the same
    for (std::size_t i = 0; i < data.size(); ++i) {
        auto cards = topicCards(store, tileList()[i].kind, lang);
        if (!cards) return cards.error();
        data[i].count = static_cast<long>(cards->size());
        if (tileList()[i].kind == Kind::Word) {
            // Words have no pictures; the page about the languages does.
            cards = store.cards(Kind::Visit, "language", lang);
            if (!cards) return cards.error();
        }
        for (Card& card : *cards) {
            if (!card.picture || !used.insert(card.picture->files.back().sha256).second) continue;
            data[i].shown = std::move(card);
            break;
        }
    }
    return data;
}

void CultureScene::tile(ui::Ui& ui, const Tile& tile, const Entry& entry, ui::Length height) const {
    const ui::Theme& theme = ui.theme();
    const ui::Color accent = theme.of(tile.kind == Kind::Word ? Section::Words : Section::Culture).text;
    const std::string key = std::string("culture.") + tile.id;
    const ui::Words count = ui.strings().plural(key + ".count", entry.count);
    const ui::Words line = ui.tr(key + ".text");
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = ui.tr(key + ".title");
    control.speech = {control.label.text + ". " + line.text + ". " + count.text, control.label.lang};
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, route = tile.route] { navigator.open(route); };
    Box box;
    box.h = height;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kTile;
    if (!theme.pictures) box.border = {theme.of(Section::Culture).line, ui::stroke::kControl, false};
    const bool picture = ui.textScale() <= 1.5F;
    if (picture && theme.pictures) box.corners = ui::kBottomCorners;
    const auto scope = ui.control(key, control, ui::Axis::Column, box);
    if (picture) {
        Box top;
        top.h = ui::fill();
        top.minH = 30;
        if (theme.pictures && entry.shown) {
            ui::ImageSpec spec;
            spec.source = app::imageOf(*entry.shown->picture);
            spec.ground = theme.surface.sunken;
            spec.cornerGround = theme.surface.base;
            spec.radius = ui::radius::kTile;
            spec.corners = ui::kTopCorners;
            ui.image(key + ".picture", std::move(spec), say(entry.shown->picture->alt), top);
        } else {
            top.color = theme.pictures ? theme.surface.sunken : theme.surface.base;
            top.radius = ui::radius::kTile;
            top.corners = ui::kTopCorners;
            if (!theme.pictures) top.color.a = 0;
            top.cross = ui::Align::Centre;
            top.crossY = ui::Align::Centre;
            const auto wool = ui.stack(top);
            ui.icon(tile.icon, 34, accent);
        }
        if (theme.pictures) {
            // Three threads hem the picture, as on a cloth.
            Box hem;
            hem.h = ui::mm(1.4F);
            ui.paint(
                "", {},
                [](const ui::PaintContext& c) {
                    const float third = std::max(1.0F, std::round(c.rect.h / 3));
                    c.painter.fill({c.rect.x, c.rect.y, c.rect.w, third}, c.theme.brand.night);
                    c.painter.fill({c.rect.x, c.rect.y + third, c.rect.w, third}, c.theme.brand.active);
                    c.painter.fill({c.rect.x, c.rect.y + 2 * third, c.rect.w, third}, c.theme.brand.cochineal);
                },
                hem);
        }
    }
    Box words;
    words.pad = {ui::space::kM, ui::space::kS, ui::space::kS, ui::space::kS};
    words.gap = ui::space::kXs;
    const auto column = ui.column(words);
    ui::TextSpec title;
    title.words = control.label;
    title.style = TextStyle::H3;
    title.color = theme.ink.primary;
    title.minScale = 0.6F;
    ui.text(std::move(title)).role = ui::Role::Heading;
    ui.text(TextStyle::Small, line, theme.ink.secondary);
    ui::metaLine(ui, tile.icon, count, accent, accent, TextStyle::SmallBold);
}

void CultureScene::build(ui::Ui& ui) {
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto column = ui.column(page);
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    {
        Box line;
        line.main = ui::Distribute::Between;
        line.cross = ui::Align::Start;
        const auto row = ui.row(line);
        Box head;
        head.w = ui::fill();
        {
            const auto holder = ui.column(head);
            ui::header(ui, Section::Culture, "siku", ui.tr("culture.eyebrow"), ui.tr("culture.section"));
        }
        if (ui.theme().pictures && ui.textScale() <= 1) {
            ui::TagSpec tag;
            tag.id = "culture.illustrations";
            tag.icon = "edit";
            tag.words = ui.tr("culture.illustrations");
            tag.plain = true;
            ui::tag(ui, tag);
        }
    }
    if (!m_data.value) {
        ui::loadingState(ui, "culture.loading", 3);
        return;
    }
    Box cells;
    cells.gap = ui::space::kM - 1;
    cells.equalRows = true;
    const int columns = columnsFor(ui, pageWidth(ui), kLeastTileMm, 4);
    const auto all = [&](ui::Length height) {
        const auto grid = ui.grid(columns, cells);
        for (std::size_t i = 0; i < tileList().size(); ++i) {
            // What the pack does not have is not offered.
            if ((*m_data.value)[i].count > 0) tile(ui, tileList()[i], (*m_data.value)[i], height);
        }
    };
    if (ui.textScale() <= 1 && columns > 1) {
        cells.h = ui::fill();
        all(ui::fill());
        return;
    }
    Box area;
    area.h = ui::fill();
    const float rail = ui::target::kStandard + ui::space::kM;
    const float cell =
        (pageWidth(ui) - rail - cells.gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float least = wordsMm(ui, cell - ui::space::kM - ui::space::kS) + (ui.textScale() <= 1.5F ? kPictureMm : 0);
    ui::scrollArea(ui, kScrollId, area, [&] { all(ui::mm(fittedRowMm(ui, kScrollId, least, cells.gap))); });
}

float CultureScene::wordsMm(const ui::Ui& ui, float widthMm) const {
    float most = 0;
    for (std::size_t i = 0; i < tileList().size(); ++i) {
        const std::string key = std::string("culture.") + tileList()[i].id;
        const ui::Words count = ui.strings().plural(key + ".count", (*m_data.value)[i].count);
        most = std::max(most, ui.measureText(TextStyle::H3, ui.tr(key + ".title"), widthMm).h +
                                  ui.measureText(TextStyle::Small, ui.tr(key + ".text"), widthMm).h +
                                  ui.measureText(TextStyle::SmallBold, count, widthMm - kCountIconMm).h);
    }
    return most + 2 * ui::space::kS + 2 * ui::space::kXs + 1;
}

}  // namespace

std::unique_ptr<Scene> makeCulture(const SceneContext& context, const std::string&) {
    return std::make_unique<CultureScene>(context);
}

}  // namespace scenes
