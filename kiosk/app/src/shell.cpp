#include "app/shell.hpp"

#include <cmath>
#include <numbers>

#include "ui/widgets.hpp"

namespace app {

using content::Lang;
using ui::Align;
using ui::Axis;
using ui::Box;
using ui::ButtonKind;
using ui::ButtonSpec;
using ui::Color;
using ui::Distribute;
using ui::Section;
using ui::TextStyle;
using ui::Ui;

namespace {

constexpr float kSelvedgeMm = 9.4F;
constexpr float kPallayMm = 12.7F;
constexpr float kMarginLeftMm = 21.0F;
constexpr float kMarginMm = 11.0F;
constexpr float kHighestReachMm = 1120.0F;  // EN 301 549 8.3: no control higher above the floor
constexpr int kOverlayLevel = 5;            // dialogs, above scene (0..2), veil (3) and bar (3)

/// The woven edge: stripes of the section's dye, wool, night and gold (design/svg/bandas/orillo-*).
void selvedge(Ui& ui, Section section) {
    const ui::Theme& t = ui.theme();
    const Color dye = t.pictures ? t.of(section).fill : t.of(section).line;
    const Color wool = t.surface.base;
    const Color night = t.brand.night;
    const Color gold = t.brand.active;
    const Color deep = dye.darker(0.25F);
    Box box;
    box.w = ui::mm(kSelvedgeMm);
    box.h = ui::fill();
    ui.paint(
        "", {},
        [=](const ui::PaintContext& c) {
            // Widths of the stripes as parts of 34.
            const struct {
                float from, to;
                Color color;
            } stripes[] = {{0, 10, dye},  {10, 13, wool}, {13, 20, night}, {20, 23, gold},
                           {23, 27, dye}, {27, 30, wool}, {30, 34, deep}};
            for (const auto& s : stripes) {
                const float unit = c.rect.w / 34;
                c.painter.fill({c.rect.x + s.from * unit, c.rect.y, (s.to - s.from) * unit, c.rect.h}, s.color);
            }
        },
        box);
}

/// Threads of colour that close a field: gold, red, night.
void threads(Ui& ui) {
    const ui::Theme& t = ui.theme();
    Box box;
    box.h = ui::mm(1.4F);
    ui.paint(
        "", {},
        [gold = t.brand.active, red = t.brand.cochineal](const ui::PaintContext& c) {
            const float half = std::round(c.rect.h / 2);
            c.painter.fill({c.rect.x, c.rect.y, c.rect.w, half}, gold);
            c.painter.fill({c.rect.x, c.rect.y + half, c.rect.w, c.rect.h - half}, red);
        },
        box);
}

ui::Words endonym(Lang lang) {
    switch (lang) {
        case Lang::Es: return {"Español", "es"};
        case Lang::Qu: return {"Runasimi", "qu"};
        case Lang::Ay: return {"Aymar aru", "ay"};
        case Lang::En: return {"English", "en"};
    }
    return {};
}

}  // namespace

void pallay(Ui& ui) {
    const bool sun = !ui.theme().pictures;
    ui::ImageSpec band;
    band.source =
        sun ? assetImage("bands/sun-pallay.png", {308, 368}) : assetImage("bands/main-pallay.png", {1313, 368});
    band.repeat = ui::Repeat::Horizontal;
    band.ground = sun ? ui.theme().surface.bar : ui.theme().brand.cochineal;
    Box box;
    box.h = ui::mm(kPallayMm);
    ui.image("", std::move(band), {}, box).role = ui::Role::None;
}

void languageButtons(Ui& ui, Navigator& navigator, Lang active, ui::Length width) {
    for (const Lang lang : content::kAllLangs) {
        ButtonSpec spec;
        spec.id = std::string("bar.language.") + content::code(lang);
        spec.label = endonym(lang);
        spec.kind = ButtonKind::Bar;
        spec.selected = lang == active;
        spec.w = width;
        // Shares of a row follow the length of the name, so that none has to wrap.
        if (width.kind == ui::Length::Kind::Fill) spec.w = ui::fill(4.5F + static_cast<float>(spec.label.text.size()));
        spec.padMm = ui::space::kGap;
        spec.action = [&navigator, lang] { navigator.setLanguage(lang); };
        ui::button(ui, spec);
    }
}

void Shell::build(Ui& ui, const ShellModel& model, const VisitorState& visitor) const {
    Box screen;
    screen.h = ui::fill();
    screen.color = ui.theme().surface.base;
    const auto root = ui.group("screen." + model.screen, ui::Role::Screen, {}, Axis::Stack, screen);
    {
        Box column;
        column.h = ui::fill();
        const auto parts = ui.column(column);
        content(ui, model);
        if (!model.scene->isAttract()) bar(ui, model, visitor);
    }
    if (model.toast) toast(ui, *model.toast);
    if (model.showAccess) accessSheet(ui, model, visitor);
    if (model.idleSeconds) idleDialog(ui, *model.idleSeconds);
}

void Shell::content(Ui& ui, const ShellModel& model) const {
    Scene& scene = *model.scene;
    Box area;
    area.h = ui::fill();
    area.clip = true;
    if (ui.lowReach() && !scene.isAttract()) {
        // Everything that can be touched moves between 380 and 1120 mm above the floor; what is above becomes ground.
        const ui::Panel& p = ui.panel();
        const float top = p.aboveFloorMm(0);
        if (top > kHighestReachMm) area.pad.top = p.designMm((top - kHighestReachMm) * p.pxPerMm());
    }
    const auto stack = ui.stack(area);
    ui.tree().nodes.back().slide = model.slide;
    if (scene.frame() == SceneFrame::Full || scene.isAttract()) {
        scene.build(ui);
        return;
    }
    Box row;
    row.h = ui::fill();
    const auto columns = ui.row(row);
    selvedge(ui, scene.section());
    Box page;
    page.w = ui::fill();
    page.h = ui::fill();
    page.pad = {kMarginLeftMm - kSelvedgeMm, ui::space::kBezel, kMarginMm, 4.4F};
    if (ui.panel().portrait()) page.pad.top = ui::space::kXl;
    page.cross = Align::Stretch;
    if (scene.frame() == SceneFrame::Selvedge) {
        page.pad = {};
        const auto content = ui.column(page);
        scene.build(ui);
        return;
    }
    const auto content = ui.column(page);
    if (model.languageMissing) {
        Box line;
        line.pad = {0, 0, 0, ui::space::kGap};
        line.main = Distribute::End;
        const auto holder = ui.row(line);
        ui::TagSpec tag;
        tag.id = "language.missing";
        tag.notice = ui::Notice::Language;
        tag.icon = "language";
        tag.words = ui.tr("tag.language.interface");
        ui::tag(ui, tag);
    }
    scene.build(ui);
}

void Shell::bar(Ui& ui, const ShellModel& model, const VisitorState& visitor) const {
    const ui::Theme& theme = ui.theme();
    Box field;
    field.color = theme.surface.bar;
    field.raise = 3;
    const auto column = ui.group("bar", ui::Role::Group, ui.tr("bar.name"), Axis::Column, field);
    threads(ui);

    const auto item = [&](const char* id, const char* icon, const char* key, bool selected, bool enabled,
                          std::function<void()> action) {
        ButtonSpec spec;
        spec.id = std::string("bar.") + id;
        spec.icon = icon;
        spec.label = ui.tr(key);
        spec.kind = ButtonKind::Bar;
        spec.selected = selected;
        spec.enabled = enabled;
        spec.padMm = ui::space::kS;
        spec.action = std::move(action);
        return spec;
    };
    Navigator& navigator = m_navigator;
    ShellActions& actions = m_actions;
    const ButtonSpec home =
        item("home", "home", "bar.home", model.screen == "home", true, [&navigator] { navigator.home(); });
    const ButtonSpec back =
        item("back", "back", "bar.back", false, model.canGoBack, [&navigator] { navigator.back(); });
    const ButtonSpec search = item("search", "search", "bar.search", model.screen == "search", true, [&navigator] {
        navigator.open({"search", ""});
    });
    const ButtonSpec listen =
        item("listen", model.speaking ? "pause" : "listen", model.speaking ? "bar.listening" : "bar.listen",
             model.speaking, model.canSpeak, [&actions] { actions.toggleSpeech(); });
    const ButtonSpec access =
        item("access", "access", "bar.access", model.showAccess, true, [&actions] { actions.toggleAccess(); });

    Box lines;
    lines.pad = {ui::space::kBezel, 4.4F, ui::space::kBezel, 3.3F};
    lines.gap = ui::space::kGap;
    {
        const auto buttons = ui.column(lines);
        Box row;
        row.gap = ui::space::kGap;
        row.cross = Align::Stretch;
        // One row in the order of the design where everything fits, else rows that wrap.
        const bool oneRow = !ui.panel().portrait() && visitor.textScale <= 1 && ui.panel().designSize().w >= 505;
        const auto grown = [](ButtonSpec spec, float weight) {
            spec.w = ui::fill(weight);
            return spec;
        };
        if (oneRow) {
            const auto all = ui.row(row);
            Box group = row;
            {
                group.w = ui::fill(1.45F);
                const auto left = ui.row(group);
                for (const ButtonSpec& spec : {home, back, search})
                    ui::button(ui, grown(spec, 1));
            }
            ui.space(1.4F, 0);
            {
                group.w = ui::fill(1.75F);
                const auto middle = ui.row(group);
                languageButtons(ui, navigator, visitor.lang, ui::fill());
            }
            ui.space(1.4F, 0);
            {
                group.w = ui::fill(1.2F);
                const auto right = ui.row(group);
                ui::button(ui, grown(listen, 1));
                ui::button(ui, grown(access, 1.1F));
            }
        } else {
            row.stretchLines = true;
            {
                const auto first = ui.flow(row);
                for (const ButtonSpec& spec : {home, back, search, listen})
                    ui::button(ui, spec);
            }
            const auto second = ui.flow(row);
            languageButtons(ui, navigator, visitor.lang, ui::hug());
            ui::button(ui, access);
        }
    }
    pallay(ui);
}

void Shell::accessSheet(Ui& ui, const ShellModel& model, const VisitorState& visitor) const {
    const ui::Theme& theme = ui.theme();
    Navigator& navigator = m_navigator;
    ShellActions& actions = m_actions;
    Box cover;
    cover.h = ui::fill();
    cover.color = theme.surface.scrim;
    cover.raise = kOverlayLevel;
    cover.cross = Align::Centre;
    cover.crossY = Align::End;
    cover.pad = ui::all(ui::space::kXl);
    const auto veil = ui.stack(cover);
    ui.tree().nodes.back().modal = true;
    Box plate;
    plate.w = ui::fill();
    plate.maxW = 400;
    plate.pad = {ui::space::kXl, ui::space::kL, ui::space::kXl, ui::space::kXl};
    plate.gap = ui::space::kM;
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kDialog;
    plate.raise = 1;
    plate.border = {theme.pictures ? Color{0, 0, 0, 0} : theme.ink.primary, ui::stroke::kControl, false};
    const auto sheet = ui.group("access.sheet", ui::Role::Dialog, ui.tr("access.title"), Axis::Column, plate);
    ui.heading(TextStyle::H2, ui.tr("access.title"), theme.ink.primary);

    const auto choice = [&](const std::string& id, const char* icon, const ui::Words& label, bool on,
                            std::function<void(VisitorState&)> change) {
        ButtonSpec spec;
        spec.id = "access." + id;
        spec.icon = icon;
        spec.label = label;
        spec.selected = on;
        spec.role = ui::Role::Toggle;
        spec.w = ui::fill();
        spec.action = [&navigator, change = std::move(change)] { navigator.changeVisitor(change); };
        ui::button(ui, spec);
    };
    Box line;
    line.gap = ui::space::kGap;
    line.stretchLines = true;
    ui.text(TextStyle::Label, ui.tr("access.text.label"), theme.ink.secondary);
    {
        Box sizes;
        sizes.gap = ui::space::kGap;
        const auto row = ui.row(sizes);
        for (const int percent : {100, 150, 200}) {
            const float factor = static_cast<float>(percent) / 100;
            choice("text." + std::to_string(percent), "text",
                   ui::withValue(ui.tr("access.text.percent"), "n", std::to_string(percent)),
                   visitor.textScale == factor, [factor](VisitorState& v) { v.textScale = factor; });
        }
    }
    if (model.canSpeak) {
        ui.text(TextStyle::Label, ui.tr("access.voice.label"), theme.ink.secondary);
        Box volumes;
        volumes.gap = ui::space::kGap;
        const auto row = ui.row(volumes);
        const auto loudness = [&](const std::string& id, const char* key, float volume) {
            choice(id, "listen", ui.tr(key), visitor.volume == volume,
                   [volume](VisitorState& v) { v.volume = volume; });
        };
        loudness("voice.soft", "access.voice.soft", 0.25F);
        loudness("voice.middle", "access.voice.middle", 0.5F);
        loudness("voice.loud", "access.voice.loud", 1);
    }
    ui.text(TextStyle::Label, ui.tr("access.see.label"), theme.ink.secondary);
    {
        Box options;
        options.gap = ui::space::kGap;
        const auto grid = ui.grid(visitor.textScale > 1 || ui.panel().portrait() ? 1 : 3, options);
        choice("sun", "sun", ui.tr("access.sun"), visitor.sunTheme, [](VisitorState& v) { v.sunTheme = !v.sunTheme; });
        choice("low", "download", ui.tr("access.low"), visitor.lowReach,
               [](VisitorState& v) { v.lowReach = !v.lowReach; });
        choice("motion", "pause-motion", ui.tr("access.motion"), visitor.reducedMotion,
               [](VisitorState& v) { v.reducedMotion = !v.reducedMotion; });
    }
    ButtonSpec close;
    close.id = "access.close";
    close.icon = "yes";
    close.label = ui.tr("access.close");
    close.kind = ButtonKind::Confirm;
    close.w = ui::fill();
    close.action = [&actions] { actions.toggleAccess(); };
    ui::button(ui, close);
}

void Shell::idleDialog(Ui& ui, int secondsLeft) const {
    const ui::Theme& theme = ui.theme();
    Navigator& navigator = m_navigator;
    ShellActions& actions = m_actions;
    Box cover;
    cover.h = ui::fill();
    cover.color = theme.surface.scrim;
    cover.raise = kOverlayLevel;
    cover.cross = Align::Centre;
    cover.crossY = ui.panel().portrait() ? Align::End : Align::Centre;
    cover.pad = ui::all(ui::space::kXl);
    if (ui.panel().portrait()) cover.pad.bottom = 90;
    const auto veil = ui.stack(cover);
    ui.tree().nodes.back().modal = true;
    Box plate;
    plate.w = ui::fill();
    plate.maxW = 310;
    plate.color = theme.surface.raised;
    plate.raise = 1;
    plate.border = {theme.pictures ? Color{0, 0, 0, 0} : theme.ink.primary, ui::stroke::kControl, false};
    const auto dialog = ui.group("idle.dialog", ui::Role::Dialog, ui.tr("idle.title"), Axis::Column, plate);
    {
        ui::ImageSpec band;
        band.source = theme.pictures ? assetImage("bands/main-pallay.png", {1313, 368})
                                     : assetImage("bands/sun-pallay.png", {308, 368});
        band.repeat = ui::Repeat::Horizontal;
        band.ground = theme.brand.cochineal;
        Box box;
        box.h = ui::mm(10);
        ui.image("", std::move(band), {}, box).role = ui::Role::None;
    }
    Box body;
    body.pad = {13, 10, 13, 12};
    body.gap = ui::space::kL;
    const auto inside = ui.column(body);
    {
        Box row;
        row.gap = 13;
        row.cross = Align::Centre;
        const bool narrow = ui.textScale() > 1 || ui.panel().portrait();
        const auto top = narrow ? ui.column(row) : ui.row(row);
        // Beads on a thread count the seconds: one falls away each second, the number says how many are left.
        Box clock;
        clock.w = ui::mm(58);
        clock.h = ui::mm(58);
        clock.cross = Align::Centre;
        clock.crossY = Align::Centre;
        {
            const auto dial = ui.stack(clock);
            Box face;
            face.h = ui::fill();
            ui.paint(
                "idle.beads", {},
                [secondsLeft, full = theme.brand.cochineal, gold = theme.brand.active,
                 gone = theme.surface.sunken](const ui::PaintContext& c) {
                    constexpr int kBeads = 30;
                    const float ring = c.rect.w * 0.44F;
                    const float size = c.rect.w * 0.026F;
                    for (int i = 0; i < kBeads; ++i) {
                        const float angle = static_cast<float>(i) / kBeads * 2 * std::numbers::pi_v<float> -
                                            std::numbers::pi_v<float> / 2;
                        const float x = c.rect.centre().x + std::cos(angle) * ring;
                        const float y = c.rect.centre().y + std::sin(angle) * ring;
                        const bool left = i < secondsLeft;
                        // A small woven cross, as on the belt.
                        const Color color = left ? full : gone;
                        c.painter.fill({x - size, y - size * 2, size * 2, size * 4}, color);
                        c.painter.fill({x - size * 2, y - size, size * 4, size * 2}, color);
                        if (left)
                            c.painter.fillRounded({x - size * 0.7F, y - size * 0.7F, size * 1.4F, size * 1.4F}, gold,
                                                  size);
                    }
                },
                face);
            Box words;
            words.w = ui::hug();
            words.cross = Align::Centre;
            const auto column = ui.column(words);
            ui::TextSpec number;
            number.words = verbatim(std::to_string(secondsLeft), ui.strings());
            number.style = TextStyle::H1;
            number.color = theme.ink.primary;
            number.align = ui::AlignX::Centre;
            ui.text(std::move(number), {.w = ui::hug()}).id = "idle.seconds";
            ui::TextSpec unit;
            unit.words = ui.strings().plural("idle.unit", secondsLeft);
            unit.style = TextStyle::Small;
            unit.color = theme.ink.secondary;
            unit.align = ui::AlignX::Centre;
            unit.minScale = 0.5F;
            ui.text(std::move(unit), {.w = ui::hug()});
        }
        Box words;
        words.w = ui::fill();
        words.gap = ui::space::kS;
        const auto column = ui.column(words);
        ui.heading(TextStyle::H1, ui.tr("idle.title"), theme.ink.primary);
        ui.text(TextStyle::Lead, ui.tr("idle.text"), theme.ink.primary);
        ui::metaLine(ui, "lock", ui.tr("idle.privacy"), theme.ink.secondary, theme.ink.secondary);
    }
    Box buttons;
    buttons.gap = ui::space::kM;
    buttons.stretchLines = true;
    const auto row = ui.flow(buttons);
    ButtonSpec keep;
    keep.id = "idle.continue";
    keep.icon = "hand";
    keep.label = ui.tr("idle.continue");
    keep.kind = ButtonKind::Confirm;
    keep.minH = ui::target::kDialog;
    keep.padMm = 20;
    keep.style = TextStyle::Label;
    keep.action = [&actions] { actions.keepVisit(); };
    ui::button(ui, keep);
    ButtonSpec stop;
    stop.id = "idle.end";
    stop.icon = "home";
    stop.label = ui.tr("idle.end");
    stop.minH = ui::target::kDialog;
    stop.padMm = ui::space::kXl;
    stop.action = [&navigator] { navigator.endVisit(); };
    ui::button(ui, stop);
}

void Shell::toast(Ui& ui, const ShellModel::Toast& toast) const {
    const ui::Theme& theme = ui.theme();
    Box cover;
    cover.h = ui::fill();
    cover.cross = Align::Centre;
    cover.crossY = Align::End;
    cover.pad = {0, 0, 0, 50};
    cover.raise = kOverlayLevel - 1;
    const auto holder = ui.stack(cover);
    Box plate;
    plate.w = ui::hug();
    plate.pad = ui::sides(ui::space::kL, ui::space::kM);
    plate.gap = ui::space::kS;
    plate.cross = Align::Centre;
    plate.color = theme.brand.night;
    plate.radius = ui::radius::kPlate;
    plate.shadow = true;
    const auto row = ui.group("toast", ui::Role::Status, toast.words, Axis::Row, plate);
    ui.icon(toast.icon, 9.7F, theme.ink.onDark);
    ui::TextSpec text;
    text.words = toast.words;
    text.style = TextStyle::Label;
    text.color = theme.ink.onDark;
    ui.text(std::move(text), {.w = ui::hug()});
}

}  // namespace app
