#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

constexpr float kButtonIconMm = 9.7F;
constexpr float kChipIconMm = 9.1F;
constexpr float kMetaIconMm = 6.9F;
constexpr float kTagIconMm = 6.0F;
constexpr float kRailMm = target::kStandard;
/// The bar is read from nearby and stands still: at 150 % its capitals are 8 mm, and more would cost a third of the
/// panel.
constexpr float kBarTextScale = 1.5F;

struct ButtonLook {
    Color fill;
    Color ink;
    Stroke border;
};

ButtonLook lookOf(const Theme& theme, const ButtonSpec& spec) {
    const bool sun = !theme.pictures;
    switch (spec.kind) {
        case ButtonKind::Primary: {
            const SectionColors& c = theme.of(spec.section);
            if (!spec.enabled) {
                return {theme.surface.sunken, theme.ink.disabled, {theme.line.decorative, stroke::kControl, false}};
            }
            // In the sun a fill is white: the main way on is marked by the one yellow.
            if (sun) return {theme.brand.active, theme.brand.onActive, {c.line, stroke::kControl, false}};
            return {c.fill, c.on, {}};
        }
        case ButtonKind::Confirm: return {theme.brand.confirm, theme.ink.onDark, {}};
        case ButtonKind::Bar:
            if (spec.selected) return {theme.brand.active, theme.brand.onActive, {}};
            if (!spec.enabled) {
                return {theme.surface.bar,
                        theme.ink.disabledOnBar,
                        {sun ? theme.ink.disabledOnBar : Color{0, 0, 0, 0}, sun ? stroke::kControl : 0, false}};
            }
            return {theme.surface.barButton,
                    theme.ink.onBar,
                    {sun ? theme.ink.onBar : Color{0, 0, 0, 0}, sun ? stroke::kControl : 0, false}};
        case ButtonKind::Normal: break;
    }
    if (spec.selected) return {theme.brand.active, theme.brand.onActive, {theme.ink.primary, stroke::kControl, false}};
    if (!spec.enabled)
        return {theme.surface.base, theme.ink.disabled, {theme.line.decorative, stroke::kControl, false}};
    return {theme.surface.raised, theme.ink.primary, {theme.line.control, stroke::kControl, false}};
}

}  // namespace

Words spokenControl(Ui& ui, const Words& label, Role role, bool selected) {
    Words words = label;
    const auto append = [&](std::string_view key) {
        const Words extra = ui.tr(key);
        words.text += ", " + extra.text;
    };
    if (role == Role::Toggle) append("speech.filter");
    if (role == Role::Tab) append("speech.tab");
    if (selected) append("speech.selected");
    return words;
}

void button(Ui& ui, const ButtonSpec& spec) {
    const ButtonLook look = lookOf(ui.theme(), spec);
    Control control;
    control.role = spec.role;
    control.label = spec.label.empty() ? spec.speech : spec.label;
    control.speech = spokenControl(ui, spec.speech.empty() ? spec.label : spec.speech, spec.role, spec.selected);
    control.action = spec.action;
    control.enabled = spec.enabled;
    control.selected = spec.selected;
    control.primary = spec.minH >= target::kStandard;
    Box box;
    box.w = spec.w;
    box.pad = sides(spec.padMm, space::kXs);
    box.minH = spec.minH;
    box.minW = spec.minH;
    box.gap = spec.stacked ? space::kXs : space::kS;
    box.main = Distribute::Centre;
    box.cross = Align::Centre;
    box.color = look.fill;
    box.radius = radius::kControl;
    box.border = look.border;
    const auto scope = ui.control(spec.id, control, spec.stacked ? Axis::Column : Axis::Row, box);
    if (!spec.icon.empty()) ui.icon(spec.icon, kButtonIconMm, look.ink);
    if (!spec.label.empty()) {
        TextSpec text;
        text.words = spec.label;
        text.style = spec.style;
        text.color = look.ink;
        text.align = AlignX::Centre;
        text.minScale = 0.5F;
        if (spec.kind == ButtonKind::Bar) text.maxTextScale = kBarTextScale;
        Box textBox;
        textBox.w = hug();
        ui.text(std::move(text), textBox);
    }
}

void chip(Ui& ui, const ChipSpec& spec) {
    const Theme& theme = ui.theme();
    const SectionColors& c = theme.of(spec.section);
    const bool sun = !theme.pictures;
    Control control;
    control.role = Role::Toggle;
    control.label = spec.label;
    control.speech = spokenControl(ui, spec.label, Role::Toggle, spec.selected);
    control.action = spec.action;
    control.selected = spec.selected;
    control.primary = true;
    Box box;
    box.w = hug();
    box.minH = 20.0F;
    box.pad = {space::kM, space::kXs, spec.selected ? space::kS : space::kM, space::kXs};
    box.gap = space::kGap;
    box.main = Distribute::Centre;
    box.cross = Align::Centre;
    box.radius = radius::kChip;
    const Color fillColor = sun ? theme.brand.active : c.fill;
    const Color onFill = sun ? theme.brand.onActive : c.on;
    box.color = spec.selected ? fillColor : theme.surface.raised;
    box.border = {spec.selected ? (sun ? theme.ink.primary : fillColor) : theme.line.control, stroke::kControl, false};
    const Color ink = spec.selected ? onFill : theme.ink.primary;
    const auto scope = ui.control(spec.id, control, Axis::Row, box);
    if (!spec.icon.empty()) ui.icon(spec.icon, kChipIconMm, ink);
    TextSpec text;
    text.words = spec.label;
    text.style = TextStyle::Label;
    text.color = ink;
    Box textBox;
    textBox.w = hug();
    ui.text(std::move(text), textBox);
    if (spec.selected) {
        Box disc;
        disc.raise = 1;  // over the rounded end of the chip
        disc.w = mm(8.5F);
        disc.h = mm(8.5F);
        disc.radius = 4.25F;
        disc.color = onFill;
        disc.cross = Align::Centre;
        disc.crossY = Align::Centre;
        const auto check = ui.stack(disc);
        ui.icon("yes", 6.6F, fillColor);
    }
}

void tab(Ui& ui, std::string id, std::string icon, const Words& label, bool selected, std::function<void()> action) {
    ButtonSpec spec;
    spec.id = std::move(id);
    spec.icon = std::move(icon);
    spec.label = label;
    spec.selected = selected;
    spec.role = Role::Tab;
    spec.action = std::move(action);
    button(ui, spec);
}

void tag(Ui& ui, const TagSpec& spec) {
    const Theme& theme = ui.theme();
    const NoticeColors& c = theme.of(spec.notice);
    Box box;
    box.w = hug();
    box.pad = sides(space::kGap, space::kXs);
    box.gap = 2.0F;
    box.cross = Align::Centre;
    box.radius = radius::kTag;
    box.raise = spec.raise;
    box.color = spec.plain ? theme.surface.raised : c.fill;
    if (!spec.plain && !(c.fill == c.fill2)) {
        box.hatch = true;
        box.hatchColor = c.fill2;
        box.ground = c.fill2;
    }
    const bool framed = spec.notice == Notice::Example || !theme.pictures;
    if (framed) box.border = {c.border, stroke::kDivider, false};
    const Color ink = spec.plain ? theme.ink.primary : c.ink;
    const auto scope = ui.group(spec.id, Role::Status, spec.words, Axis::Row, box);
    if (!spec.icon.empty()) ui.icon(spec.icon, kTagIconMm, ink);
    TextSpec text;
    text.words = spec.words;
    text.style = TextStyle::SmallBold;
    text.color = ink;
    Box textBox;
    textBox.w = hug();
    ui.text(std::move(text), textBox);
}

void illustrationTag(Ui& ui, bool shortForm) {
    TagSpec spec;
    spec.icon = shortForm ? "" : "edit";
    spec.words = ui.tr(shortForm ? "tag.illustration.short" : "tag.illustration");
    spec.plain = true;
    spec.raise = 1;
    tag(ui, spec);
}

void exampleTag(Ui& ui, int raise) {
    TagSpec spec;
    spec.notice = Notice::Example;
    spec.icon = "warning";
    spec.words = ui.tr("tag.example");
    spec.raise = raise;
    tag(ui, spec);
}

void missingValue(Ui& ui, Section section) {
    const Theme& theme = ui.theme();
    static_cast<void>(section);
    Box line;
    line.gap = space::kGap;
    line.cross = Align::Centre;
    const auto row = ui.row(line);
    Box swatch;
    swatch.w = mm(7);
    swatch.h = mm(5);
    swatch.radius = 1;
    swatch.color = theme.of(Notice::Missing).fill;
    swatch.hatch = true;
    swatch.hatchColor = theme.of(Notice::Missing).fill2;
    swatch.border = {theme.of(Notice::Missing).border, stroke::kDivider, false};
    { const auto box = ui.stack(swatch); }
    ui.text(TextStyle::Label, ui.tr("value.missing"), theme.ink.primary);
}

void languageTag(Ui& ui, const Words& words, int raise) {
    if (words.empty() || words.lang == ui.strings().language()) return;
    TagSpec spec;
    spec.notice = Notice::Language;
    spec.icon = "language";
    spec.words = ui.tr(std::string("tag.language.") + std::string(words.lang));
    spec.raise = raise;
    tag(ui, spec);
}

void header(Ui& ui, Section section, std::string_view icon, const Words& eyebrow, const Words& title) {
    const Color color = ui.theme().of(section).text;
    Box column;
    column.gap = space::kGap;
    const auto scope = ui.column(column);
    // At twice the text the title alone says where one is; the room belongs to the content.
    if (ui.textScale() < 1.75F) {
        Box line;
        line.gap = space::kS;
        line.cross = Align::Centre;
        const auto row = ui.row(line);
        ui.icon(icon, kButtonIconMm, color);
        ui.text(TextStyle::Label, eyebrow, color);
    }
    ui.heading(TextStyle::H1, title, ui.theme().ink.primary);
}

void metaLine(Ui& ui, std::string_view icon, const Words& words, Color iconColor, Color textColor, TextStyle style) {
    Box line;
    line.gap = space::kGap;
    line.cross = Align::Start;
    const auto row = ui.row(line);
    // The icon stands beside the first line, however many follow.
    const float lineMm = ui.measureText(style, Words{"H", words.lang}, 0).h;
    Box cell;
    cell.w = mm(kMetaIconMm);
    cell.h = mm(std::max(kMetaIconMm, lineMm));
    cell.cross = Align::Centre;
    cell.crossY = Align::Centre;
    {
        const auto holder = ui.stack(cell);
        ui.icon(icon, kMetaIconMm, iconColor);
    }
    ui.text(style, words, textColor);
}

void scrollArea(Ui& ui, const std::string& id, const Box& box, const std::function<void()>& content) {
    const Interaction::Pages pages = ui.interaction().pages(id);
    Box outer = box;
    outer.gap = space::kM;
    outer.cross = Align::Stretch;
    const auto row = ui.row(outer);
    {
        Box inner;
        inner.w = fill();
        inner.h = fill();
        inner.gap = box.gap;
        const auto scroll = ui.scroll(id, inner);
        content();
    }
    if (pages.count <= 1) return;
    Box rail;
    rail.w = mm(kRailMm);
    rail.h = fill();
    rail.gap = space::kGap;
    const auto column = ui.column(rail);
    {
        // The thread: how far down the reader is.
        Box track;
        track.w = fill();
        track.h = fill();
        const float from = static_cast<float>(pages.current) / static_cast<float>(pages.count);
        const float share = 1.0F / static_cast<float>(pages.count);
        ui.paint(
            "", {},
            [from, share](const PaintContext& c) {
                const float width = c.panel.px(1.4F);
                const base::RectPx line{c.rect.centre().x - width / 2, c.rect.y, width, c.rect.h};
                c.painter.fillRounded(line, c.theme.line.decorative, width / 2);
                const float bead = c.panel.px(4);
                c.painter.fillRounded(
                    {c.rect.centre().x - bead / 2, c.rect.y + c.rect.h * from, bead, c.rect.h * share},
                    c.theme.line.control, bead / 2);
            },
            track);
    }
    Host& host = ui.host();
    ButtonSpec up;
    up.id = id + ".up";
    up.icon = "chevron-up";
    up.speech = ui.tr("scroll.up");
    up.enabled = !pages.atStart;
    up.w = fill();
    up.padMm = 0;
    up.action = [&host, id] { host.scrollPages(id, -1); };
    button(ui, up);
    ButtonSpec down = up;
    down.id = id + ".down";
    down.icon = "chevron-down";
    down.speech = ui.tr("scroll.down");
    down.enabled = !pages.atEnd;
    down.action = [&host, id] { host.scrollPages(id, 1); };
    button(ui, down);
}

void stepper(Ui& ui, const StepperSpec& spec) {
    Box line;
    line.w = hug();
    line.gap = space::kGap;
    line.cross = Align::Centre;
    const auto row = ui.row(line);
    ButtonSpec back;
    back.id = spec.id + ".previous";
    back.icon = "chevron-left";
    back.speech = ui.tr("pager.previous");
    back.enabled = spec.current > 0;
    back.padMm = 0;
    back.action = [go = spec.go, to = spec.current - 1] { go(to); };
    button(ui, back);
    {
        Box words;
        words.w = hug();
        words.pad = sides(space::kXs, 0);
        const auto holder = ui.column(words);
        const auto position = [&](const std::string& page) {
            return withValue(withValue(ui.tr("pager.position"), "page", page), "pages", std::to_string(spec.count));
        };
        TextSpec text;
        text.words = position(std::to_string(spec.current + 1));
        text.style = TextStyle::Label;
        text.color = ui.theme().ink.primary;
        text.align = AlignX::Centre;
        // As wide on every page: the buttons stay under the finger, and what stands beside them keeps its place.
        Box box;
        const std::string widest(std::to_string(spec.count).size(), '0');
        box.w = mm(
            std::max(ui.measureText(text.style, position(widest), 0).w, ui.measureText(text.style, text.words, 0).w));
        ui.text(std::move(text), box);
    }
    ButtonSpec next;
    next.id = spec.id + ".next";
    next.icon = "chevron-right";
    next.speech = ui.tr("pager.next");
    next.kind = ButtonKind::Primary;
    next.section = spec.section;
    next.enabled = spec.current + 1 < spec.count;
    next.padMm = 0;
    next.action = [go = spec.go, to = spec.current + 1] { go(to); };
    button(ui, next);
}

void pager(Ui& ui, const std::string& scrollId, Section section) {
    const Interaction::Pages pages = ui.interaction().pages(scrollId);
    StepperSpec spec;
    spec.id = scrollId + ".pager";
    spec.current = pages.current;
    spec.count = pages.count;
    spec.section = section;
    Host& host = ui.host();
    spec.go = [&host, scrollId, now = pages.current](int to) { host.scrollPages(scrollId, to > now ? 1.0F : -1.0F); };
    stepper(ui, spec);
}

void emptyState(Ui& ui, const EmptyStateSpec& spec) {
    Box box;
    box.h = fill();
    box.pad = all(space::kXl);
    box.gap = space::kM;
    box.main = Distribute::Centre;
    box.cross = Align::Centre;
    const auto scope = ui.group(spec.id, Role::Status, spec.title, Axis::Column, box);
    ui.icon(spec.icon, 30, ui.theme().line.control);
    const auto centred = [&](TextStyle style, const Words& words, Color color) {
        TextSpec text;
        text.words = words;
        text.style = style;
        text.color = color;
        text.align = AlignX::Centre;
        text.minScale = 0.6F;
        Box textBox;
        textBox.maxW = 330;
        ui.text(std::move(text), textBox);
    };
    centred(TextStyle::H2, spec.title, ui.theme().ink.primary);
    if (!spec.text.empty()) centred(TextStyle::Lead, spec.text, ui.theme().ink.secondary);
    if (spec.action) button(ui, *spec.action);
}

void loadingState(Ui& ui, const std::string& id, int rows) {
    Box box;
    box.h = fill();
    box.gap = space::kM;
    const auto scope = ui.group(id, Role::Status, ui.tr("state.loading"), Axis::Column, box);
    for (int i = 0; i < rows; ++i) {
        Box bar;
        bar.h = mm(i == 0 ? 20.0F : 40.0F);
        bar.radius = radius::kTile;
        bar.color = ui.theme().surface.sunken;
        const auto row = ui.column(bar);
    }
}

}  // namespace ui
