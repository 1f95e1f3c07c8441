#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "common.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr std::size_t kTiles = 6;
constexpr double kNearM = 15'000;
constexpr float kColumnMm = 6.6F;  ///< figured columns between the stripes
constexpr float kLeftMm = 21.0F;

struct Tile {
    const char* id;
    const char* slot;
    const char* icon;
    const char* column;  ///< figured band to its right
    Section section;
    app::Route route;
};

using Tiles = std::array<Tile, kTiles>;

/// The first leads to the map, or where the pack has none to the list of districts; the last to the plan, or where the
/// pack has none to the words (a part of culture otherwise). The green of the visit and that of the plan never meet.
Tiles tiles(const content::PackInfo& info) {
    const Tile map = {"map", "section.map", "map", "column-diamond", Section::Map, {"map", ""}};
    const Tile districts = {"districts", "section.districts", "map", "column-diamond", Section::Map, {"districts", ""}};
    const Tile plan = {"plan", "section.plan", "plan", "column-cross", Section::Plan, {"plan", ""}};
    const Tile words = {"words", "section.words", "book", "column-cross", Section::Words, {"words", ""}};
    return {{
        info.hasMap ? map : districts,
        {"visit", "section.visit", "van", "column-diamond", Section::Visit, {"visit", ""}},
        {"places", "section.places", "putuco", "column-cross", Section::Places, {"places", ""}},
        {"crafts", "section.crafts", "weaving", "column-star", Section::Crafts, {"topics", "craft"}},
        {"culture", "section.culture", "siku", "column-flower", Section::Culture, {"culture", ""}},
        info.hasPlan ? plan : words,
    }};
}

/// The cloth: a landscape with the name, and six plain stripes joined by figured columns.
class HomeScene final : public Scene {
public:
    explicit HomeScene(const SceneContext& context) : m_context(context) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang, settings = m_context.settings,
             day = today(m_context.clock)](const content::Store& store) { return query(store, lang, settings, day); },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] app::SceneFrame frame() const override { return app::SceneFrame::Full; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::PackInfo info;
        std::optional<content::Picture> landscape;
        std::optional<content::Picture> portrait;
        std::array<std::optional<content::Picture>, kTiles> pictures;
        std::optional<content::Festival> feast;  ///< going on or next
        content::Occurrence when;
        bool isToday = false;
        std::optional<content::Card> near;
    };
    static base::Result<Data> query(const content::Store& store, content::Lang lang, const app::Settings& settings,
                                    content::Date day);
    void header(ui::Ui& ui) const;
    void plates(ui::Ui& ui) const;
    void tile(ui::Ui& ui, const Tile& tile, const std::optional<content::Picture>& picture) const;
    void band(ui::Ui& ui, const char* name, bool vertical) const;

    const SceneContext& m_context;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<HomeScene::Data> HomeScene::query(const content::Store& store, content::Lang lang,
                                               const app::Settings& settings, content::Date day) {
    Data data;
    auto info = store.info(lang);
    if (!info) return info.error();
    data.info = std::move(*info);
    const auto slot = [&](const std::string& name, std::optional<content::Picture>& into) -> base::Status {
        auto pictures = store.slotPictures(name, lang);
        if (!pictures) return pictures.error();
        if (!pictures->empty()) into = std::move(pictures->front());
        return {};
    };
    if (const auto status = slot("home.landscape", data.landscape); !status) return status.error();
    if (const auto status = slot("home.portrait", data.portrait); !status) return status.error();
    const auto shown = tiles(data.info);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (const auto status = slot(shown[i].slot, data.pictures[i]); !status) return status.error();
    }
    auto festivals = store.festivals(lang);
    if (!festivals) return festivals.error();
    for (content::Festival& festival : *festivals) {
        const content::Occurrence next = content::currentOrNext(festival.rule, day);
        if (data.feast && !(next.first < data.when.first)) continue;
        data.when = next;
        data.feast = std::move(festival);
    }
    data.isToday = data.feast && !(day < data.when.first) && !(data.when.last < day);
    if (const auto from = standpoint(settings, data.info.centre)) {
        auto near = store.placesNear(from->at, kNearM, 1, {}, lang);
        if (!near) return near.error();
        if (!near->empty()) data.near = std::move(near->front());
    }
    return data;
}

/// Mountains and sun for strong light: two inks and the one yellow (design 17).
void sunLandscape(ui::Ui& ui, const Box& box) {
    ui.paint(
        "", {},
        [](const ui::PaintContext& c) {
            const base::RectPx r = c.rect;
            const bool upright = r.w < 2 * r.h;
            const ui::Color ink = c.theme.ink.primary;
            const float water = r.bottom() - r.h * 0.16F;
            c.painter.fill({r.x, water, r.w, r.bottom() - water}, c.theme.line.focus);
            c.painter.fill({r.x, water - c.panel.px(1.4F), r.w, c.panel.px(1.4F)}, ink);
            struct Peak {
                float x, height, width;  // of the picture's width, height, width
            };
            static constexpr Peak kWide[] = {{0.50F, 0.28F, 0.15F}, {0.58F, 0.58F, 0.24F}, {0.66F, 0.36F, 0.14F},
                                             {0.75F, 0.52F, 0.20F}, {0.82F, 0.30F, 0.12F}, {0.92F, 0.68F, 0.30F}};
            static constexpr Peak kUpright[] = {
                {0.10F, 0.22F, 0.42F}, {0.40F, 0.38F, 0.66F}, {0.66F, 0.24F, 0.40F}, {0.90F, 0.42F, 0.62F}};
            const base::PointPx sun{r.x + r.w * (upright ? 0.78F : 0.68F), r.y + r.h * (upright ? 0.42F : 0.26F)};
            const float radius = upright ? r.w * 0.09F : r.h * 0.13F;
            c.painter.circle(sun, radius, ink);
            c.painter.circle(sun, radius - c.panel.px(1.6F), c.theme.brand.active);
            for (const Peak& p : upright ? std::span<const Peak>(kUpright) : std::span<const Peak>(kWide)) {
                const float x = r.x + r.w * p.x;
                const float top = water - r.h * p.height;
                const float half = r.w * p.width / 2;
                const base::PointPx mountain[] = {{x, top}, {x + half, water}, {x - half, water}};
                c.painter.convex(mountain, ink);
                // Snow: the upper part in the colour of the ground, hemmed by teeth.
                const float rim = c.panel.px(1.8F);
                const float snow = (water - top) * 0.42F;
                const float side = half * 0.42F * 0.86F - rim;
                const base::PointPx cap[] = {
                    {x, top + rim * 1.8F}, {x + side, top + snow * 0.86F}, {x - side, top + snow * 0.86F}};
                c.painter.convex(cap, c.theme.surface.base);
                constexpr int kTeeth = 4;
                for (int i = 0; i < kTeeth; ++i) {
                    const float from = x - side + 2 * side * static_cast<float>(i) / kTeeth;
                    const float width = 2 * side / kTeeth;
                    const base::PointPx tooth[] = {{from, top + snow * 0.86F - 1},
                                                   {from + width, top + snow * 0.86F - 1},
                                                   {from + width * 0.5F, top + snow * (i % 2 == 0 ? 1.15F : 1.02F)}};
                    c.painter.convex(tooth, c.theme.surface.base);
                }
            }
            for (int i = 0; i < 6; ++i) {
                const float x = r.x + r.w * (0.03F + 0.16F * static_cast<float>(i));
                c.painter.fillRounded({x, water + r.h * (i % 2 == 0 ? 0.04F : 0.09F), r.w * 0.09F, c.panel.px(1.2F)},
                                      c.theme.ink.onDark, c.panel.px(0.6F));
            }
        },
        box);
}

void HomeScene::plates(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const ui::Theme& theme = ui.theme();
    app::Navigator& navigator = m_context.navigator;
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::End;
    const auto flow = ui.flow(line);
    const auto plate = [&](const char* id, const char* icon, const ui::Words& label, const ui::Words& name,
                           app::Route route) {
        ui::Control control;
        control.role = ui::Role::Link;
        control.label = name;
        control.speech = {label.text + ": " + name.text, name.lang};
        control.primary = true;
        control.action = [&navigator, route = std::move(route)] { navigator.open(route); };
        Box box;
        box.w = ui::hug();
        box.minH = ui::target::kStandard;
        box.maxW = 175;
        box.pad = {ui::space::kS, ui::space::kXs, ui::space::kM, ui::space::kXs};
        box.gap = ui::space::kS;
        box.cross = ui::Align::Centre;
        box.color = theme.surface.raised;
        box.radius = ui::radius::kControl;
        box.raise = 1;
        if (!theme.pictures) box.border = {theme.ink.primary, ui::stroke::kControl, false};
        const auto row = ui.control(id, control, ui::Axis::Row, box);
        ui.icon(icon, 9.7F, theme.of(Section::Culture).text);
        Box words;
        words.w = ui::hug();
        const auto column = ui.column(words);
        ui::TextSpec small;
        small.words = label;
        small.style = TextStyle::Small;
        small.color = theme.ink.secondary;
        ui.text(std::move(small), {.w = ui::hug()});
        ui::TextSpec bold;
        bold.words = name;
        bold.style = TextStyle::SmallBold;
        bold.color = theme.ink.primary;
        ui.text(std::move(bold), {.w = ui::hug()});
    };
    if (data.feast) {
        const ui::Words when = data.isToday ? ui.tr("home.feast.today")
                                            : ui::withValue(ui.tr("home.feast.next"), "date",
                                                            dayText(ui.strings(), data.when.first, false).text);
        plate("home.feast", "festival", when, say(data.feast->card.name), app::routeOf(data.feast->card));
    }
    if (data.near) plate("home.near", "here", ui.tr("home.near"), say(data.near->name), app::routeOf(*data.near));
}

void HomeScene::header(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const ui::Theme& theme = ui.theme();
    const bool portrait = ui.panel().portrait();
    const bool large = ui.textScale() > 1;
    const ui::Color sky{0x18, 0x4A, 0x80, 255};        // the darkest band of the picture
    const ui::Color lowestSky{0x2A, 0x64, 0x99, 255};  // the band behind the foot of the name
    const ui::Color ink = theme.pictures ? theme.ink.onDark : theme.ink.primary;
    if (large) {
        // Large letters want a plain ground and leave no room for a landscape.
        Box field;
        field.color = theme.pictures ? sky : theme.surface.base;
        field.pad = {portrait ? 12.0F : kLeftMm, ui::space::kBezel, ui::space::kXl, ui::space::kS};
        field.gap = ui::space::kL;
        field.cross = portrait ? ui::Align::Stretch : ui::Align::Centre;
        const auto parts = portrait ? ui.column(field) : ui.row(field);
        ui::TextSpec name;
        name.words = say(data.info.province);
        name.style = TextStyle::H1;
        name.color = ink;
        name.minScale = 0.4F;
        Box nameBox;
        nameBox.w = portrait ? ui::fill() : ui::hug();
        ui.text(std::move(name), nameBox).role = ui::Role::Heading;
        plates(ui);
        return;
    }
    Box field;
    field.h = portrait ? ui::fill(0.83F) : ui::hug();
    field.minH = portrait ? 0.0F : 108.0F;
    field.ground = theme.pictures ? lowestSky : theme.surface.base;
    field.clip = true;
    const auto stack = ui.stack(field);
    Box cover;
    cover.h = ui::fill();
    const auto& picture = portrait ? data.portrait : data.landscape;
    if (!theme.pictures) {
        sunLandscape(ui, cover);
    } else if (picture) {
        ui::ImageSpec spec;
        spec.source = app::imageOf(*picture);
        spec.ground = sky;
        spec.focusY = portrait ? 0.6F : 0.35F;
        spec.focusX = portrait ? 0.3F : 0.5F;
        ui.image("home.picture", std::move(spec), say(picture->alt), cover);
    }
    Box words;
    words.h = ui::fill();
    words.pad = {kLeftMm, 12, ui::space::kXl, ui::space::kM};
    words.main = ui::Distribute::Between;
    words.raise = 1;
    const auto column = ui.column(words);
    {
        const auto title = ui.column();
        ui.text(TextStyle::Lead, ui.tr("home.welcome"), ink);
        ui::TextSpec name;
        name.words = say(data.info.province);
        name.style = TextStyle::Display;
        name.color = ink;
        name.minScale = 0.4F;
        ui.text(std::move(name)).role = ui::Role::Heading;
    }
    plates(ui);
}

void HomeScene::band(ui::Ui& ui, const char* name, bool vertical) const {
    if (!ui.theme().pictures) {
        vertical ? ui.space(kColumnMm / 2, 0) : ui.space(0, kColumnMm / 2);
        return;
    }
    ui::ImageSpec spec;
    spec.source = vertical ? app::assetImage(std::string("bands/") + name + ".png", {192, 288})
                           : app::assetImage(std::string("bands/") + name + ".png", {112, 160});
    spec.repeat = vertical ? ui::Repeat::Vertical : ui::Repeat::Horizontal;
    spec.ground = ui.theme().brand.night;
    Box box;
    box.w = vertical ? ui::mm(kColumnMm) : ui::fill();
    box.h = vertical ? ui::fill() : ui::mm(5.5F);
    ui.image("", std::move(spec), {}, box).role = ui::Role::None;
}

void HomeScene::tile(ui::Ui& ui, const Tile& tile, const std::optional<content::Picture>& picture) const {
    const ui::Theme& theme = ui.theme();
    const ui::SectionColors& colors = theme.of(tile.section);
    app::Navigator& navigator = m_context.navigator;
    const bool portrait = ui.panel().portrait();
    const std::string key = std::string("home.") + tile.id;
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = ui.tr(key + ".title");
    const ui::Words line = ui.tr(key + ".text");
    control.speech = {control.label.text + ". " + line.text, control.label.lang};
    control.primary = true;
    control.action = [&navigator, route = tile.route] { navigator.open(route); };
    Box box;
    box.w = ui::fill();
    box.h = ui::fill();
    box.color = colors.fill;
    if (!theme.pictures) box.border = {colors.line, ui::stroke::kSelected, false};
    const bool beside = portrait || ui.textScale() > 1;  // words left, picture right
    const auto scope = ui.control(key, control, beside ? ui::Axis::Row : ui::Axis::Column, box);
    Box words;
    words.w = ui::fill(portrait ? 1.25F : 2.0F);
    words.pad = {beside ? 12.0F : 7.2F, ui.textScale() > 1 ? 3.0F : 7.0F, beside ? 0.0F : 3.0F, 1};
    words.gap = ui::space::kXs;
    {
        const auto column = ui.column(words);
        ui::TextSpec title;
        title.words = control.label;
        title.style = TextStyle::H3;
        title.color = colors.on;
        title.minScale = 0.6F;
        ui.text(std::move(title)).role = ui::Role::Heading;
        ui::TextSpec text;
        text.words = line;
        text.style = TextStyle::Small;
        text.color = colors.on;
        text.minScale = 0.7F;
        ui.text(std::move(text));
    }
    // At twice the text the words need the room of the picture.
    if (ui.textScale() > 1.5F) return;
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    if (!theme.pictures) {
        area.cross = ui::Align::Centre;
        area.crossY = ui::Align::Centre;
        const auto centre = ui.stack(area);
        ui.icon(tile.icon, beside ? 30.0F : 44.0F, colors.line);
        return;
    }
    if (!picture) {
        ui.spring();
        return;
    }
    ui::ImageSpec spec;
    spec.source = app::imageOf(*picture);
    spec.fit = ui::Fit::Contain;
    spec.focusX = beside ? 1.0F : 0.5F;
    spec.focusY = 1;
    spec.ground = colors.fill;
    ui.image(key + ".picture", std::move(spec), say(picture->alt), area);
}

void HomeScene::build(ui::Ui& ui) {
    if (m_data.error) {
        ui::emptyState(ui, failureState(ui, *m_data.error));
        return;
    }
    Box page;
    page.h = ui::fill();
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "home.loading", 3);
        return;
    }
    const auto threads = [&ui] {
        Box box;
        box.h = ui::mm(2.8F);
        ui.paint(
            "", {},
            [](const ui::PaintContext& c) {
                const float unit = c.rect.h / 5;
                c.painter.fill({c.rect.x, c.rect.y, c.rect.w, unit}, c.theme.brand.night);
                c.painter.fill({c.rect.x, c.rect.y + unit, c.rect.w, unit}, c.theme.brand.active);
                c.painter.fill({c.rect.x, c.rect.y + 2 * unit, c.rect.w, unit * 2}, c.theme.brand.cochineal);
                c.painter.fill({c.rect.x, c.rect.y + 4 * unit, c.rect.w, c.rect.h - 4 * unit}, c.theme.brand.night);
            },
            box);
    };
    header(ui);
    if (ui.theme().pictures) threads();
    const auto list = tiles(m_data.value->info);
    Box stripes;
    stripes.h = ui::fill();
    const auto cells = [&](std::size_t from, std::size_t count) {
        const auto row = ui.row(stripes);
        for (std::size_t i = from; i < from + count; ++i) {
            tile(ui, list[i], m_data.value->pictures[i]);
            if (i + 1 < from + count) band(ui, list[i].column, true);
        }
    };
    // One row of stripes; rows of three when letters are large, of two on an upright panel.
    const std::size_t perRow = ui.panel().portrait() ? 2 : (ui.textScale() > 1 ? 3 : list.size());
    const auto rows = ui.column(stripes);
    for (std::size_t i = 0; i < list.size(); i += perRow) {
        cells(i, perRow);
        if (i + perRow < list.size()) band(ui, "eye-night", false);
    }
}

}  // namespace

std::unique_ptr<Scene> makeHome(const SceneContext& context, const std::string&) {
    return std::make_unique<HomeScene>(context);
}

}  // namespace scenes
