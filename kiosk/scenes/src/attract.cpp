#include <algorithm>
#include <cmath>

#include "app/shell.hpp"
#include "common.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using platform::Instant;
using std::chrono::milliseconds;
using ui::Box;
using ui::TextStyle;

constexpr auto kStopTime = milliseconds(9000);
constexpr auto kFadeTime = milliseconds(800);
constexpr auto kFadeStep = milliseconds(100);  // a slow dissolve needs no more, and costs a full screen each time

/// The tour nobody asked for: pictures of the real content, one after another. A touch opens what is shown.
class AttractScene final : public Scene {
public:
    explicit AttractScene(const SceneContext& context) : m_context(context), m_shownSince(context.clock.now()) {}

    void load() override {
        struct Tour {
            std::vector<content::Card> stops;
            std::vector<content::Picture> opening;
            std::vector<content::Picture> upright;
            content::PackInfo info;
        };
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Tour> {
                auto stops = store.attractTour(lang);
                if (!stops) return stops.error();
                auto opening = store.slotPictures("attract", lang);
                if (!opening) return opening.error();
                auto upright = store.slotPictures("home.portrait", lang);
                if (!upright) return upright.error();
                auto info = store.info(lang);
                if (!info) return info.error();
                return Tour{std::move(*stops), std::move(*opening), std::move(*upright), std::move(*info)};
            },
            [this](base::Result<Tour> tour) {
                m_answered = true;
                if (!tour) return;  // the kiosk goes on without content; the screen says so
                m_stops = std::move(tour->stops);
                m_info = std::move(tour->info);
                m_opening = tour->opening.empty() ? std::nullopt : std::optional(std::move(tour->opening.front()));
                m_upright = tour->upright.empty() ? m_opening : std::optional(std::move(tour->upright.front()));
            });
    }
    [[nodiscard]] bool isAttract() const override { return true; }

    void update(Instant now) override {
        m_dark = !isLit();
        if (m_stops.size() < 2 || m_dark) return;
        while (now - m_shownSince >= kStopTime) {
            m_shownSince += kStopTime;
            m_previous = m_current;
            m_current = (m_current + 1) % m_stops.size();
        }
    }
    [[nodiscard]] std::optional<Instant> deadline() const override {
        // With nothing to move, only the schedule is looked at again.
        if (m_dark || m_stops.size() < 2) return m_context.clock.now() + std::chrono::seconds(60);
        const Instant now = m_context.clock.now();
        const auto shown = now - m_shownSince;
        if (m_previous != m_current && shown < kFadeTime) return m_shownSince + (shown / kFadeStep + 1) * kFadeStep;
        return m_shownSince + kStopTime;
    }

    void build(ui::Ui& ui) override;

private:
    [[nodiscard]] bool isLit() const {
        constexpr int kPeruOffsetMinutes = -5 * 60;
        const auto minutes =
            std::chrono::duration_cast<std::chrono::minutes>(m_context.clock.wallNow().time_since_epoch()).count() +
            kPeruOffsetMinutes;
        return m_context.settings.isLit({static_cast<int>((minutes % 1440 + 1440) % 1440)});
    }
    [[nodiscard]] const std::optional<content::Picture>& pictureOf(std::size_t stop, bool portrait) const {
        // The tour opens with the province as a whole.
        if (stop == 0 && m_opening) return portrait ? m_upright : m_opening;
        return m_stops[stop].picture;
    }
    void background(ui::Ui& ui, std::size_t stop, float alpha) const;

    const SceneContext& m_context;
    std::vector<content::Card> m_stops;
    std::optional<content::Picture> m_opening;
    std::optional<content::Picture> m_upright;  ///< the same for a panel that stands upright
    content::PackInfo m_info;
    std::size_t m_current = 0;
    std::size_t m_previous = 0;
    Instant m_shownSince;
    bool m_dark = false;
    bool m_answered = false;  ///< the content has said what there is to show
    platform::JobHandle m_load;
};

constexpr ui::Color kDawn{0x26, 0x3F, 0x6E, 255};  ///< the lowest band of the night: 10 : 1 under white

ui::Color mixed(ui::Color from, ui::Color to, float share) {
    const auto part = [share](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(
            std::lround(static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share));
    };
    return {part(from.r, to.r), part(from.g, to.g), part(from.b, to.b), 255};
}

/// Four bands from night to dawn, with stars in the upper ones.
void paintNight(const ui::PaintContext& c) {
    constexpr int kBands = 4;
    for (int i = 0; i < kBands; ++i) {
        const float top = std::round(c.rect.y + c.rect.h * static_cast<float>(i) / kBands);
        const float bottom = std::round(c.rect.y + c.rect.h * static_cast<float>(i + 1) / kBands);
        c.painter.fill({c.rect.x, top, c.rect.w, bottom - top},
                       mixed(c.theme.brand.night, kDawn, static_cast<float>(i) / (kBands - 1)));
    }
    // Right of the name: where they twinkle between letters they would be dust.
    static constexpr float kStars[][2] = {{0.62F, 0.12F}, {0.68F, 0.30F}, {0.71F, 0.08F}, {0.75F, 0.42F},
                                          {0.79F, 0.20F}, {0.83F, 0.36F}, {0.86F, 0.10F}, {0.90F, 0.27F},
                                          {0.94F, 0.14F}, {0.97F, 0.40F}, {0.56F, 0.22F}, {0.88F, 0.46F}};
    const float side = std::max(1.0F, std::round(c.panel.px(0.6F)));
    for (const auto& star : kStars) {
        c.painter.fill(
            {std::round(c.rect.x + c.rect.w * star[0]), std::round(c.rect.y + c.rect.h * star[1]), side, side},
            c.theme.brand.activeSoft);
    }
}

void paintHem(const ui::PaintContext& c) {
    static constexpr float kBands[] = {0.80F, 0.60F, 0.40F, 0.20F};
    const float height = c.rect.h / 4;
    for (int i = 0; i < 4; ++i) {
        c.painter.fill({c.rect.x, c.rect.y + static_cast<float>(i) * height, c.rect.w, height},
                       kDawn.withAlpha(kBands[i]));
    }
}

void AttractScene::background(ui::Ui& ui, std::size_t stop, float alpha) const {
    const auto& picture = pictureOf(stop, ui.panel().portrait());
    if (!picture) return;
    ui::ImageSpec spec;
    spec.source = app::imageOf(*picture);
    spec.ground = ui.theme().brand.night;
    spec.focusY = 0.75F;
    spec.alpha = alpha;
    Box box;
    box.h = ui::fill();
    if (alpha < 1) box.raise = 1;
    ui.image(alpha < 1 ? "attract.arriving" : "attract.picture", std::move(spec), say(picture->alt), box);
}

void AttractScene::build(ui::Ui& ui) {
    const ui::Theme& theme = ui.theme();
    Box screen;
    screen.h = ui::fill();
    screen.color = m_dark ? ui::Color{0, 0, 0, 255} : theme.brand.night;
    const auto root = ui.stack(screen);
    if (m_dark) return;

    app::Navigator& navigator = m_context.navigator;
    const bool hasTour = !m_stops.empty();
    if (hasTour) {
        const auto shown = ui.now() - m_shownSince;
        const bool fading = m_previous != m_current && shown < kFadeTime && !ui.reducedMotion();
        background(ui, fading ? m_previous : m_current, 1);
        if (fading) {
            const float t = static_cast<float>(shown / kFadeStep) / static_cast<float>(kFadeTime / kFadeStep);
            if (t > 0) background(ui, m_current, t);
        }
    } else {
        Box night;
        night.h = ui::fill();
        ui.paint("", {}, paintNight, night);
    }
    // The whole glass opens what is shown.
    {
        ui::Control all;
        all.role = ui::Role::Button;
        all.primary = true;
        all.label = hasTour ? say(m_stops[m_current].name) : ui.tr("attract.home");
        const app::Route target = hasTour ? app::routeOf(m_stops[m_current]) : app::Route{"home", ""};
        all.action = [&navigator, target] {
            if (target.screen == "home") {
                navigator.home();
            } else {
                navigator.open(target);
            }
        };
        Box box;
        box.h = ui::fill();
        const auto touch = ui.control("attract.open", all, ui::Axis::Stack, box);
    }
    Box layer;
    layer.h = ui::fill();
    layer.raise = 2;
    layer.ground = kDawn;  // the most adverse band
    const auto column = ui.column(layer);
    if (!m_info.province.empty()) {
        // The name stands on the darkest bands of a woven night, so that it is legible over any picture.
        Box sky;
        sky.cross = ui::Align::Stretch;
        sky.crossY = ui::Align::Stretch;
        const auto field = ui.stack(sky);
        Box cover;
        cover.h = ui::fill();
        ui.paint("", {}, paintNight, cover);
        Box words;
        words.pad = {23.5F, 14, 23.5F, 4};
        const auto title = ui.column(words);
        ui.text(TextStyle::Lead, ui.tr("attract.province"), theme.brand.activeSoft);
        ui::TextSpec name;
        name.words = say(m_info.province);
        name.style = TextStyle::Display;
        name.color = theme.ink.onDark;
        name.minScale = 0.4F;
        ui.text(std::move(name)).role = ui::Role::Heading;
    }
    if (hasTour) {
        // Below, the night is woven into the picture: flat bands, each thinner than the one above.
        Box hem;
        hem.h = ui::mm(18);
        ui.paint("", {}, paintHem, hem);
    }
    ui.spring();
    {
        Box line;
        line.pad = {ui::space::kXl, 0, ui::space::kXl, ui::space::kM};
        line.cross = ui::Align::Centre;
        line.gap = ui::space::kS;
        const auto low = ui.column(line);
        Box plate;
        plate.maxW = 200;
        plate.color = theme.surface.raised;
        plate.radius = ui::radius::kPlate;
        plate.shadow = true;
        plate.cross = ui::Align::Stretch;
        {
            const auto row = ui.row(plate);
            Box hand;
            hand.w = ui::mm(35);
            hand.h = ui::fill();
            hand.minH = 35;
            hand.color = theme.brand.active;
            hand.radius = ui::radius::kPlate;
            hand.corners = ui::kLeftCorners;
            hand.cross = ui::Align::Centre;
            hand.crossY = ui::Align::Centre;
            {
                const auto cell = ui.stack(hand);
                ui.icon("hand", 18, theme.brand.onActive);
            }
            Box words;
            words.w = ui::fill();
            words.pad = ui::all(ui::space::kL - 1);
            words.gap = ui::space::kS;
            words.main = ui::Distribute::Centre;
            const auto texts = ui.column(words);
            if (hasTour) ui.text(TextStyle::Label, ui.tr("attract.touch"), theme.ink.secondary);
            ui::TextSpec invitation;
            invitation.words = hasTour ? say(m_stops[m_current].name) : ui.tr("attract.empty");
            invitation.style = TextStyle::H3;
            invitation.color = theme.ink.primary;
            invitation.minScale = 0.7F;
            ui.text(std::move(invitation));
            if (!hasTour && m_answered) ui.text(TextStyle::Body, ui.tr("attract.preparing"), theme.ink.secondary);
            if (m_stops.size() > 1) {
                Box marks;
                marks.h = ui::mm(4.6F);
                ui.paint(
                    "", {},
                    [count = m_stops.size(), current = m_current](const ui::PaintContext& c) {
                        const float unit = c.rect.h / 5;
                        for (std::size_t i = 0; i < count; ++i) {
                            const float x = c.rect.x + static_cast<float>(i) * c.rect.h * 2.2F;
                            const ui::Color color = i == current ? c.theme.brand.cochineal : c.theme.line.decorative;
                            c.painter.fill({x + unit, c.rect.y, unit * 3, c.rect.h}, color);
                            c.painter.fill({x, c.rect.y + unit, c.rect.h, unit * 3}, color);
                        }
                    },
                    marks);
            }
        }
        Box languages;
        languages.gap = ui::space::kGap;
        languages.maxW = 200;
        languages.stretchLines = true;
        const auto row = ui.flow(languages);
        app::languageButtons(ui, navigator, m_context.visitor.lang, ui::hug());
    }
    app::pallay(ui);
}

}  // namespace

std::unique_ptr<Scene> makeAttract(const SceneContext& context, const std::string&) {
    return std::make_unique<AttractScene>(context);
}

}  // namespace scenes
