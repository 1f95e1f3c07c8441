#include <algorithm>
#include <cmath>
#include <numbers>

#include "culture_parts.hpp"
#include "factories.hpp"
#include "festival_words.hpp"
#include "figures.hpp"
#include "woven_figures.hpp"
#include "year_wheel.hpp"

namespace scenes {
namespace {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kPi = std::numbers::pi_v<float>;
constexpr const char* kScrollId = "festivals.scroll";
// The wheel, as parts of its radius (design 10b).
constexpr float kSectorInner = 0.71F;
constexpr float kRingOuter = 0.684F;
constexpr float kRingInner = 0.546F;
constexpr float kHub = 0.52F;
constexpr float kBulgeMm = 3.9F;      ///< how far the chosen month stands out
constexpr float kLeastRadiusMm = 62;  ///< a smaller wheel has no room for its words at normal size
constexpr float kMostRadiusMm = 104;
constexpr float kMarkMm = 14.6F;       ///< disc of a feast
constexpr float kBesideShare = 0.36F;  ///< of a card that the picture beside the words takes
constexpr float kSectorGap = 0.012F;   ///< radians between two months

/// The year as a wheel of months with its rains and its dry season, the feasts on the days they fall on, and one of
/// them told.
class FestivalsScene final : public Scene {
public:
    FestivalsScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query([lang = m_context.visitor.lang, day = today(m_context.clock)](
                                             const content::Store& store) { return query(store, lang, day); },
                                         [this](base::Result<Data> data) {
                                             m_data.take(std::move(data));
                                             if (m_data.value) choose();
                                         });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Culture; }
    void build(ui::Ui& ui) override;

private:
    struct Feast {
        content::Festival festival;
        FeastDates dates;
        std::vector<Card> related;
        bool hasMore = false;
    };
    struct Data {
        content::Date today;
        std::vector<Feast> feasts;  ///< in the order of the calendar year
        std::optional<Card> climateCard;
        std::vector<content::ClimateMonth> climate;
        std::optional<std::array<Season, 12>> seasons;
    };
    /// Where the wheel stands in its area; design millimetres.
    struct Wheel {
        float radius = 0;
        float cx = 0;
        float cy = 0;
    };
    static base::Result<Data> query(const content::Store& store, content::Lang lang, content::Date day);

    void choose();
    void selectFeast(std::size_t index) {
        m_feast = index;
        m_month = m_data.value->feasts[index].dates.next.main.month;
        m_key = m_data.value->feasts[index].festival.card.key;
    }
    void selectMonth(int month);
    /// The feast of a month after `after`, or its first one.
    [[nodiscard]] std::optional<std::size_t> feastOf(int month, std::optional<std::size_t> after) const;
    void wheel(ui::Ui& ui, float widthMm, float heightMm);
    void month(ui::Ui& ui, const Wheel& wheel, int wheelNode, int month);
    void mark(ui::Ui& ui, const Wheel& wheel, std::size_t index, float angle) const;
    void rings(ui::Ui& ui, const Wheel& wheel) const;
    void legend(ui::Ui& ui, bool inRow) const;
    void card(ui::Ui& ui, float widthMm, bool hasWheel);
    void feastCard(ui::Ui& ui, const Feast& feast, float widthMm, bool hasWheel);
    void monthCard(ui::Ui& ui) const;
    void others(ui::Ui& ui);
    void links(ui::Ui& ui) const;
    /// Beside a wheel and in normal letters, or on an upright panel, the picture stands above the words.
    [[nodiscard]] static bool pictureAbove(const ui::Ui& ui) {
        return ui.textScale() <= (ui.panel().portrait() ? 1.5F : 1.0F);
    }
    void picture(ui::Ui& ui, const Feast& feast, ui::Length w, ui::Length h, std::uint8_t corners) const;
    void foot(ui::Ui& ui);
    [[nodiscard]] ui::Words monthSpeech(const ui::Ui& ui, int month) const;

    const SceneContext& m_context;
    std::string m_key;
    int m_month = 1;
    std::optional<std::size_t> m_feast;  ///< nullopt: a month without feasts is shown
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<FestivalsScene::Data> FestivalsScene::query(const content::Store& store, content::Lang lang,
                                                         content::Date day) {
    Data data;
    data.today = day;
    auto festivals = store.festivals(lang);
    if (!festivals) return festivals.error();
    auto items = store.items(content::Kind::Festival, "", lang);
    if (!items) return items.error();
    for (content::Festival& festival : *festivals) {
        Feast feast;
        feast.dates = feastDates(festival.rule, day);
        const auto item = std::find_if(items->begin(), items->end(),
                                       [&](const content::Item& i) { return i.card.id == festival.card.id; });
        if (item != items->end()) {
            feast.hasMore = !item->paragraphs.empty() || !item->facts.empty() || item->pictures.size() > 1;
            feast.related = std::move(item->related);
        }
        feast.festival = std::move(festival);
        data.feasts.push_back(std::move(feast));
    }
    std::stable_sort(data.feasts.begin(), data.feasts.end(), [](const Feast& a, const Feast& b) {
        return wheelAngle(a.dates.next.main) < wheelAngle(b.dates.next.main);
    });
    auto climates = store.cards(content::Kind::Visit, "climate", lang);
    if (!climates) return climates.error();
    if (!climates->empty()) {
        auto months = store.climate(climates->front().id);
        if (!months) return months.error();
        data.climate = std::move(*months);
        data.seasons = seasonsOf(data.climate);
        data.climateCard = std::move(climates->front());
    }
    return data;
}

/// The feast that was asked for, else the one going on or next.
void FestivalsScene::choose() {
    const Data& data = *m_data.value;
    m_feast.reset();
    m_month = data.today.month;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < data.feasts.size(); ++i) {
        if (data.feasts[i].festival.card.key == m_key) {
            selectFeast(i);
            return;
        }
        if (!best || data.feasts[i].dates.next.first < data.feasts[*best].dates.next.first) best = i;
    }
    if (best) selectFeast(*best);
}

std::optional<std::size_t> FestivalsScene::feastOf(int month, std::optional<std::size_t> after) const {
    const auto& feasts = m_data.value->feasts;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < feasts.size(); ++i) {
        if (feasts[i].dates.next.main.month != month) continue;
        if (after && i > *after) return i;
        if (!first) first = i;
    }
    return first;
}

void FestivalsScene::selectMonth(int month) {
    // Touched again, a month goes on to its next feast.
    m_feast = feastOf(month, m_month == month ? m_feast : std::nullopt);
    m_month = month;
    if (m_feast) selectFeast(*m_feast);
}

const char* seasonKey(Season season) {
    switch (season) {
        case Season::Rain: return "festivals.season.rain";
        case Season::Between: return "festivals.season.between";
        case Season::Dry: return "festivals.season.dry";
    }
    return "";
}

ui::Color seasonColor(const ui::Theme& theme, Season season) {
    switch (season) {
        case Season::Rain: return theme.season.rain;
        case Season::Between: return theme.season.between;
        case Season::Dry: return theme.season.dry;
    }
    return theme.season.between;
}

ui::Words FestivalsScene::monthSpeech(const ui::Ui& ui, int month) const {
    const Data& data = *m_data.value;
    ui::Words words = monthName(ui.strings(), month, false);
    if (data.seasons) words.text += ", " + ui.tr(seasonKey((*data.seasons)[static_cast<std::size_t>(month - 1)])).text;
    bool any = false;
    for (const Feast& feast : data.feasts) {
        if (feast.dates.next.main.month != month) continue;
        words.text += (any ? ", " : ": ") + feast.festival.card.name.value;
        any = true;
    }
    if (!any) words.text += ": " + ui.tr("festivals.month.none").text;
    return words;
}

void FestivalsScene::month(ui::Ui& ui, const Wheel& wheel, int wheelNode, int month) {
    const ui::Theme& theme = ui.theme();
    const bool chosen = month == m_month;
    const float from = (static_cast<float>(month - 1)) / 6 * kPi - kPi / 2 + kSectorGap;
    const float to = static_cast<float>(month) / 6 * kPi - kPi / 2 - kSectorGap;
    // The target reaches over the ring of the seasons, where the feasts of the month stand.
    const float touched = wheel.radius * kRingInner;
    const float inner = wheel.radius * kSectorInner;
    const float outer = wheel.radius + (chosen ? kBulgeMm : 0);
    // The smallest rectangle around the sector; no month crosses an axis, so its corners are the extremes.
    float left = 1e9F;
    float top = 1e9F;
    float right = -1e9F;
    float bottom = -1e9F;
    for (const float angle : {from, to}) {
        for (const float r : {touched, outer}) {
            left = std::min(left, std::cos(angle) * r);
            right = std::max(right, std::cos(angle) * r);
            top = std::min(top, std::sin(angle) * r);
            bottom = std::max(bottom, std::sin(angle) * r);
        }
    }
    const base::RectMm bounds{wheel.cx + left, wheel.cy + top, right - left, bottom - top};

    ui::Control control;
    control.role = ui::Role::Tab;
    control.label = monthName(ui.strings(), month, false);
    control.speech = ui::spokenControl(ui, monthSpeech(ui, month), ui::Role::Tab, chosen);
    control.selected = chosen;
    control.primary = true;
    control.action = [this, month] { selectMonth(month); };
    // The tree of the frame in which the finger comes down tells where the wheel is.
    control.hitTest = [&tree = ui.tree(), wheelNode, wheel, from, to, touched, outer,
                       pxPerMm = ui.panel().px(1)](base::PointPx at) {
        const base::RectPx area = tree.nodes[static_cast<std::size_t>(wheelNode)].rect;
        const float x = (at.x - area.x) / pxPerMm - wheel.cx;
        const float y = (at.y - area.y) / pxPerMm - wheel.cy;
        const float r = std::hypot(x, y);
        float angle = std::atan2(y, x);
        if (angle < from) angle += 2 * kPi;
        return r >= touched && r <= outer && angle <= to;
    };
    Box box;
    box.at = bounds;
    const auto sector = ui.control("festivals.month." + std::to_string(month), control, ui::Axis::Stack, box);
    Box whole;
    whole.h = ui::fill();
    ui.paint(
        "", {},
        [centre = base::PointMm{-left, -top}, inner, outer, from, to, chosen](const ui::PaintContext& c) {
            const base::PointPx middle{c.rect.x + c.panel.px(centre.x), c.rect.y + c.panel.px(centre.y)};
            const ui::Color fill = chosen ? c.theme.brand.active : c.theme.surface.raised;
            c.painter.sector(middle, c.panel.px(inner), c.panel.px(outer), from, to,
                             c.pressed ? fill.darker(0.25F) : fill);
            c.painter.sectorLine(
                middle, c.panel.px(inner), c.panel.px(outer), from, to,
                chosen ? c.theme.ink.primary : c.theme.line.control,
                c.panel.px((chosen ? ui::stroke::kSelected : ui::stroke::kControl) * c.theme.strokeScale));
        },
        whole);
    const ui::Words name = monthName(ui.strings(), month, true);
    const base::SizeMm size = ui.measureText(TextStyle::Label, name, 0);
    const float middle = (from + to) / 2;
    const float r = (inner + outer) / 2;
    const float w = size.w + 1;
    ui::TextSpec text;
    text.words = name;
    text.style = TextStyle::Label;
    text.color = chosen ? theme.brand.onActive : theme.ink.primary;
    text.align = ui::AlignX::Centre;
    Box place;
    place.at = base::RectMm{std::cos(middle) * r - left - w / 2, std::sin(middle) * r - top - size.h / 2, w, size.h};
    // What the text stands on is painted, not a box.
    place.ground = chosen ? theme.brand.active : theme.surface.raised;
    ui.text(std::move(text), place);
}

/// Hub, seasons, and the hand that shows today.
void FestivalsScene::rings(ui::Ui& ui, const Wheel& wheel) const {
    const Data& data = *m_data.value;
    Box area;
    area.at = base::RectMm{wheel.cx - wheel.radius, wheel.cy - wheel.radius, 2 * wheel.radius, 2 * wheel.radius};
    ui.paint(
        "", {},
        [seasons = data.seasons, now = wheelAngle(data.today) - kPi / 2](const ui::PaintContext& c) {
            const base::PointPx middle = c.rect.centre();
            const float radius = c.rect.w / 2;
            ui::Painter& p = c.painter;
            const bool sun = !c.theme.pictures;
            for (std::size_t i = 0; seasons && i < seasons->size(); ++i) {
                const float from = static_cast<float>(i) / 6 * kPi - kPi / 2;
                p.sector(middle, radius * kRingInner, radius * kRingOuter, from, from + kPi / 6,
                         seasonColor(c.theme, (*seasons)[i]));
            }
            if (sun) {
                p.circleLine(middle, radius * kRingInner, c.theme.ink.primary, c.panel.px(0.8F));
                p.circleLine(middle, radius * kRingOuter, c.theme.ink.primary, c.panel.px(0.8F));
            }
            p.circle(middle, radius * kHub, sun ? c.theme.surface.base : c.theme.brand.activeSoft);
            const auto at = [&](float angle, float r) {
                return base::PointPx{middle.x + std::cos(angle) * r, middle.y + std::sin(angle) * r};
            };
            const base::PointPx hand[] = {at(now, radius * (kRingOuter + 0.012F)),
                                          at(now + 0.075F, radius * (kRingInner - 0.03F)),
                                          at(now - 0.075F, radius * (kRingInner - 0.03F))};
            p.convex(hand, c.theme.ink.primary);
            p.setLevel(p.level() + 1);
            const float cell = c.panel.px(radius > 0 ? 3 : 0) * radius / c.panel.px(84);
            const ui::Color gold = c.theme.brand.active;
            paintFigure(p, WovenFigure::Sun, {middle.x, middle.y - radius * 0.08F}, cell,
                        {sun ? c.theme.ink.primary : gold, sun ? gold : gold.darker(0.2F),
                         sun ? c.theme.ink.primary : c.theme.brand.cochineal});
        },
        area);
    ui::TextSpec text;
    text.words = ui.tr("festivals.choose");
    text.style = TextStyle::SmallBold;
    text.color = ui.theme().brand.onActive;
    text.align = ui::AlignX::Centre;
    Box place;
    const float w = wheel.radius * kHub * 1.5F;
    const float h = ui.measureText(TextStyle::SmallBold, text.words, w).h;
    place.at = base::RectMm{wheel.cx - w / 2, wheel.cy + wheel.radius * 0.31F - h / 2, w, h};
    place.ground = ui.theme().pictures ? ui.theme().brand.activeSoft : ui.theme().surface.base;
    ui.text(std::move(text), place);
}

/// The feast on its day. It belongs to its month: the month is what is touched, and says the feast's name.
void FestivalsScene::mark(ui::Ui& ui, const Wheel& wheel, std::size_t index, float angle) const {
    const ui::Theme& theme = ui.theme();
    const Feast& feast = m_data.value->feasts[index];
    const bool chosen = m_feast == index;
    const float r = wheel.radius * (kRingInner + kRingOuter) / 2;
    const float side = kMarkMm + (chosen ? 2.0F : 0.0F);
    Box box;
    box.at = base::RectMm{wheel.cx + std::cos(angle - kPi / 2) * r - side / 2,
                          wheel.cy + std::sin(angle - kPi / 2) * r - side / 2, side, side};
    box.radius = side / 2;
    box.raise = 1;
    box.color = chosen ? theme.brand.active : theme.of(Section::Culture).text;
    box.border = {chosen ? theme.ink.primary : theme.surface.raised, 1.1F / theme.strokeScale, false};
    box.cross = ui::Align::Centre;
    box.crossY = ui::Align::Centre;
    const auto disc = ui.stack(box);
    ui.icon(iconOf(feast.festival.card), 9.4F, chosen ? theme.brand.onActive : theme.surface.raised);
}

void FestivalsScene::legend(ui::Ui& ui, bool inRow) const {
    const Data& data = *m_data.value;
    const ui::Theme& theme = ui.theme();
    Box list;
    list.w = inRow ? ui::fill() : ui::hug();
    list.gap = inRow ? ui::space::kM : ui::space::kXs;
    const auto column = inRow ? ui.flow(list) : ui.column(list);
    const auto entry = [&](const ui::Words& words, const std::function<void()>& sign) {
        Box line;
        line.w = ui::hug();
        line.gap = ui::space::kGap;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        sign();
        ui::TextSpec text;
        text.words = words;
        text.style = TextStyle::Small;
        text.color = theme.ink.primary;
        ui.text(std::move(text), {.w = ui::hug()});
    };
    if (data.seasons) {
        for (const Season season : {Season::Rain, Season::Dry, Season::Between}) {
            entry(ui.tr(seasonKey(season)), [&] {
                Box swatch;
                swatch.w = ui::mm(7.2F);
                swatch.h = ui::mm(7.2F);
                swatch.radius = 1.6F;
                swatch.color = seasonColor(theme, season);
                if (!theme.pictures) swatch.border = {theme.ink.primary, ui::stroke::kDivider, false};
                const auto box = ui.stack(swatch);
            });
        }
    }
    entry(ui.tr("festivals.today"), [&] {
        Box sign;
        sign.w = ui::mm(7.2F);
        sign.h = ui::mm(7.2F);
        ui.paint(
            "", {},
            [](const ui::PaintContext& c) {
                const base::RectPx r = c.rect.inflated(-c.panel.px(0.4F));
                const base::PointPx hand[] = {{r.centre().x, r.y}, {r.right(), r.bottom()}, {r.x, r.bottom()}};
                c.painter.convex(hand, c.theme.ink.primary);
            },
            sign);
    });
}

void FestivalsScene::wheel(ui::Ui& ui, float widthMm, float heightMm) {
    const Data& data = *m_data.value;
    Wheel wheel;
    wheel.radius = std::min(kMostRadiusMm, std::min(widthMm, heightMm) / 2 - kBulgeMm - 0.8F);
    const bool beside = !ui.panel().portrait();
    // To the right, so that the legend keeps its corner; an upright panel has room for it under the wheel.
    wheel.cx = beside ? widthMm - wheel.radius - kBulgeMm - 0.8F : widthMm / 2;
    wheel.cy = heightMm / 2;
    Box area;
    area.w = ui::mm(widthMm);
    area.h = ui::mm(heightMm);
    area.cross = ui::Align::Start;
    area.crossY = ui::Align::Start;
    ui::Words meaning = ui.strings().plural("festivals.wheel", static_cast<long>(data.feasts.size()));
    const auto stack = ui.group("festivals.wheel", ui::Role::Figure, meaning, ui::Axis::Stack, area);
    const auto wheelNode = static_cast<int>(ui.tree().nodes.size()) - 1;
    if (beside) legend(ui, false);
    rings(ui, wheel);
    for (int i = 1; i <= 12; ++i)
        month(ui, wheel, wheelNode, i);
    std::vector<float> angles;
    for (const Feast& feast : data.feasts)
        angles.push_back(wheelAngle(feast.dates.next.main));
    const float ring = wheel.radius * (kRingInner + kRingOuter) / 2;
    const float chord = (kMarkMm + 2 + ui::space::kGap) / (2 * ring);
    const std::vector<float> placed = spreadAngles(angles, 2 * std::asin(std::min(1.0F, chord)));
    for (std::size_t i = 0; i < placed.size(); ++i)
        mark(ui, wheel, i, placed[i]);
}

void FestivalsScene::picture(ui::Ui& ui, const Feast& feast, ui::Length w, ui::Length h, std::uint8_t corners) const {
    PictureSlot slot;
    slot.id = "festivals.picture";
    slot.box.w = w;
    slot.box.h = h;
    slot.radius = ui::radius::kPlate;
    slot.corners = corners;
    slot.ground = ui.theme().surface.base;
    slot.tagged = true;
    slot.iconMm = 28;
    pictureSlot(ui, feast.festival.card, feast.festival.card.picture, slot);
}

void FestivalsScene::feastCard(ui::Ui& ui, const Feast& feast, float widthMm, bool hasWheel) {
    const ui::Theme& theme = ui.theme();
    const content::Festival& festival = feast.festival;
    const ui::Color accent = theme.of(Section::Culture).text;
    const bool large = ui.textScale() > 1;
    const bool upright = ui.panel().portrait();
    const bool above = pictureAbove(ui);
    const auto headline = [&](float inner) {
        const ui::Words name = say(festival.card.name);
        ui.heading(titleStyle(ui, name, inner, 3), name, theme.ink.primary);
        if (feast.dates.now) {
            ui::TagSpec now;
            now.id = "festivals.now";
            now.notice = ui::Notice::Ok;
            now.icon = "yes";
            now.words = ui.tr(festival.rule.days > 1 ? "festivals.now.days" : "festivals.now");
            ui::tag(ui, now);
        }
        ui::metaLine(ui, "calendar", feastWhen(ui.strings(), festival.rule, feast.dates.next), accent, accent,
                     TextStyle::Label);
        if (!festival.card.districtNames.empty()) {
            ui::metaLine(ui, "pin", app::verbatim(festival.card.districtNames, ui.strings()), accent,
                         theme.ink.secondary);
        }
    };
    const float pictureMm = widthMm * (large || upright ? 0.4F : 0.5F);
    if (above) {
        Box top;
        const auto row = ui.row(top);
        picture(ui, feast, ui::mm(theme.pictures ? pictureMm : 40),
                theme.pictures ? ui::mm(pictureMm * 0.75F) : ui::fill(), ui::kTopLeft);
        Box words;
        words.w = ui::fill();
        words.pad = {8, 7, 7, 0};
        words.gap = ui::space::kGap;
        const auto column = ui.column(words);
        headline(widthMm - (theme.pictures ? pictureMm : 40) - 15);
    }
    Box body;
    body.h = ui::fill();
    body.pad = {ui::space::kL, above ? ui::space::kS : ui::space::kM, ui::space::kM, ui::space::kS};
    body.gap = ui::space::kGap;
    const auto column = ui.column(body);
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    ui::scrollArea(ui, kScrollId, area, [&] {
        if (!above) headline(widthMm - 40);
        lowConfidenceTag(ui, "festivals", festival.card.confidence);
        if (festival.card.example) ui::exampleTag(ui);
        ui::languageTag(ui, say(festival.summary));
        ui.text(TextStyle::Small, feastOtherYears(ui.strings(), festival.rule, feast.dates), theme.ink.primary);
        ui.text(large ? TextStyle::Body : readingStyle(festival.summary), say(festival.summary), theme.ink.primary);
        if (!large && !upright) return;
        sourcesLine(ui, festival.sources, ui.tr("festivals.confirm"));
        if (large && !upright) {
            Box line;
            line.gap = ui::space::kGap;
            const auto flow = ui.flow(line);
            links(ui);
        }
        if (!hasWheel) others(ui);
    });
    if (!large && !upright) sourcesLine(ui, festival.sources, ui.tr("festivals.confirm"));
}

/// The ways on from the chosen feast.
void FestivalsScene::links(ui::Ui& ui) const {
    if (!m_feast) return;
    const Feast& feast = m_data.value->feasts[*m_feast];
    if (feast.hasMore) moreButton(ui, m_context, "festivals", feast.festival.card);
    if (!feast.festival.sources.empty()) sourcesButton(ui, m_context, "festivals", feast.festival.card.key);
}

/// Where there is no room for the wheel: every feast of the year as a row to choose.
void FestivalsScene::others(ui::Ui& ui) {
    const auto& feasts = m_data.value->feasts;
    ui.heading(TextStyle::H3, ui.tr("festivals.all"), ui.theme().ink.primary);
    for (std::size_t i = 0; i < feasts.size(); ++i) {
        ui::ButtonSpec spec;
        spec.id = "festivals.row." + feasts[i].festival.card.key;
        spec.icon = iconOf(feasts[i].festival.card);
        spec.label = say(feasts[i].festival.card.name);
        const ui::Words when = feastWhen(ui.strings(), feasts[i].festival.rule, feasts[i].dates.next);
        spec.speech = {spec.label.text + ", " + when.text, spec.label.lang};
        spec.selected = m_feast == i;
        spec.role = ui::Role::Tab;
        spec.w = ui::fill();
        spec.action = [this, i] { selectFeast(i); };
        ui::button(ui, spec);
    }
}

/// A month without feasts: what the weather is like, and that nothing is known to be celebrated.
void FestivalsScene::monthCard(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const ui::Theme& theme = ui.theme();
    const ui::Color accent = theme.of(Section::Culture).text;
    Box body;
    body.h = ui::fill();
    body.pad = ui::all(ui::space::kXl);
    body.gap = ui::space::kM;
    const auto column = ui.column(body);
    ui::Words name = ui::withValue(ui.tr("festivals.month"), "month", monthName(ui.strings(), m_month, false).text);
    ui.heading(TextStyle::H2, name, theme.ink.primary);
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kM;
    ui::scrollArea(ui, kScrollId, area, [&] {
        ui.text(TextStyle::Lead, ui.tr("festivals.month.empty"), theme.ink.primary);
        const auto climate = std::find_if(data.climate.begin(), data.climate.end(),
                                          [&](const content::ClimateMonth& m) { return m.month == m_month; });
        if (climate == data.climate.end()) return;
        if (data.seasons) {
            const Season season = (*data.seasons)[static_cast<std::size_t>(m_month - 1)];
            ui::metaLine(ui, season == Season::Dry ? "sun" : "water", ui.tr(seasonKey(season)), accent,
                         theme.ink.primary, TextStyle::Label);
        }
        ui::Words cold = ui::withValue(ui.tr("festivals.month.temperature"), "min", numberText(climate->tminC, 1));
        ui::metaLine(ui, "altitude", ui::withValue(std::move(cold), "max", numberText(climate->tmaxC, 1)), accent,
                     theme.ink.primary, TextStyle::Body);
        ui::metaLine(ui, "water", ui::withValue(ui.tr("festivals.month.rain"), "mm", numberText(climate->rainMm, 0)),
                     accent, theme.ink.primary, TextStyle::Body);
        if (!data.climateCard) return;
        ui.text(TextStyle::Small, ui.tr("festivals.month.figures"), theme.ink.secondary);
        relatedButton(ui, m_context, "festivals", *data.climateCard);
    });
}

void FestivalsScene::card(ui::Ui& ui, float widthMm, bool hasWheel) {
    const bool feast = m_feast.has_value();
    Box box = plateBox(ui);
    box.h = ui::fill();
    const bool above = pictureAbove(ui);
    const bool beside = !above && !hasWheel && ui.textScale() <= 1.5F;
    if (feast && ui.theme().pictures && (above || beside) && m_data.value->feasts[*m_feast].festival.card.picture) {
        box.corners = above ? ui::kRightCorners | ui::kBottomLeft : ui::kRightCorners;
    }
    if (feast && beside) {
        // No room for the wheel and none for a picture above the words.
        const auto row = ui.row(box);
        const float pictureMm = widthMm * (ui.theme().pictures ? kBesideShare : 0.15F);
        picture(ui, m_data.value->feasts[*m_feast], ui::mm(pictureMm), ui::fill(), ui::kLeftCorners);
        Box words;
        words.w = ui::fill();
        words.h = ui::fill();
        const auto column = ui.column(words);
        feastCard(ui, m_data.value->feasts[*m_feast], widthMm - pictureMm, hasWheel);
        return;
    }
    const auto column = ui.column(box);
    if (feast) {
        feastCard(ui, m_data.value->feasts[*m_feast], widthMm, hasWheel);
    } else {
        monthCard(ui);
    }
}

void FestivalsScene::foot(ui::Ui& ui) {
    Box line;
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    const auto& feasts = m_data.value->feasts;
    const auto steps = [&] {
        ui::StepperSpec spec;
        spec.id = "festivals.step";
        spec.count = static_cast<int>(feasts.size());
        spec.section = Section::Culture;
        // From a month without feasts the arrows lead to the feasts around it.
        int before = 0;
        for (const Feast& f : feasts)
            before += f.dates.next.main.month < m_month ? 1 : 0;
        spec.current = m_feast ? static_cast<int>(*m_feast) : std::min(before, spec.count - 1);
        spec.go = [this, last = spec.count - 1](int to) {
            selectFeast(static_cast<std::size_t>(std::clamp(to, 0, last)));
        };
        ui::stepper(ui, spec);
    };
    if (!ui.panel().portrait()) {
        // In large letters the ways on stand below the words of the feast.
        const bool roomy = ui.textScale() <= 1;
        Box wide = line;
        wide.main = ui::Distribute::Between;
        const auto row = roomy ? ui.row(line) : ui.flow(wide);
        cultureTabs(ui, m_context, CultureTab::Festivals);
        if (roomy) {
            ui.spring();
            links(ui);
            ui.space(ui::space::kGap, 0);
        }
        steps();
        return;
    }
    {
        Box wide = line;
        wide.main = ui::Distribute::Between;
        const auto row = ui.flow(wide);
        {
            Box left = line;
            left.w = ui::hug();
            const auto pair = ui.row(left);
            links(ui);
        }
        steps();
    }
    const auto tabs = ui.flow(line);
    cultureTabs(ui, m_context, CultureTab::Festivals);
}

void FestivalsScene::build(ui::Ui& ui) {
    Box column;
    column.h = ui::fill();
    column.gap = ui::space::kM - 0.5F;
    const auto parts = ui.column(column);
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    if (!m_data.value) {
        ui::loadingState(ui, "festivals.loading", 4);
        return;
    }
    const auto title = [&] {
        ui::header(ui, Section::Culture, "siku", ui.tr("culture.section"), ui.tr("festivals.title"));
    };
    if (m_data.value->feasts.empty()) {
        title();
        ui::EmptyStateSpec empty;
        empty.id = "festivals.empty";
        empty.icon = "calendar";
        empty.title = ui.tr("festivals.empty");
        ui::emptyState(ui, empty);
        return;
    }
    const float width = pageWidth(ui);
    const float headerMm =
        ui.measureText(TextStyle::H1, {"H", "es"}, 0).h +
        (ui.textScale() < 1.75F ? ui.measureText(TextStyle::Label, {"H", "es"}, 0).h + ui::space::kGap : 0);
    if (ui.panel().portrait()) {
        title();
        const float wheelMm = std::min(pageHeight(ui) * 0.38F, width);
        const bool hasWheel = wheelMm / 2 - kBulgeMm > kLeastRadiusMm * ui.textScale();
        card(ui, width, hasWheel);
        if (hasWheel) {
            Box middle;
            middle.cross = ui::Align::Centre;
            const auto holder = ui.column(middle);
            wheel(ui, width, wheelMm);
            legend(ui, true);
        }
        foot(ui);
        return;
    }
    const float footMm = ui.textScale() <= 1.5F ? ui::target::kStandard : 2 * ui::target::kStandard + ui::space::kGap;
    const float room = pageHeight(ui) - footMm - column.gap;
    const float left = std::min(width * 0.43F, room);
    const float wheelMm = room - headerMm - ui::space::kM;
    const bool hasWheel = std::min(left, wheelMm) / 2 - kBulgeMm > kLeastRadiusMm * ui.textScale();
    if (!hasWheel) title();
    {
        Box sides;
        sides.h = ui::fill();
        sides.gap = ui::space::kXl;
        const auto row = ui.row(sides);
        if (hasWheel) {
            Box year;
            year.w = ui::mm(left);
            year.h = ui::fill();
            year.main = ui::Distribute::Between;
            const auto side = ui.column(year);
            title();
            wheel(ui, left, wheelMm);
        }
        Box cardBox;
        cardBox.w = ui::fill();
        cardBox.h = ui::fill();
        const auto holder = ui.column(cardBox);
        card(ui, hasWheel ? width - left - sides.gap : width, hasWheel);
    }
    foot(ui);
}

}  // namespace

std::unique_ptr<Scene> makeFestivals(const SceneContext& context, const std::string& id) {
    return std::make_unique<FestivalsScene>(context, id);
}

}  // namespace scenes
