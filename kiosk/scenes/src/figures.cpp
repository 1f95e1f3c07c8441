#include "figures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace scenes {
namespace {

using content::Confidence;
using ui::Box;
using ui::TextStyle;

constexpr float kBarMm = 5;
constexpr float kShortestBarMm = 26;
constexpr float kPale = 0.6F;  ///< how far a bar of medium confidence goes towards the ground

ui::Words valueWords(ui::Ui& ui, const BarPanel& panel, const Bar& bar) {
    if (!bar.value) return panel.missing.empty() ? ui.tr("value.missing") : panel.missing;
    return app::verbatim(bar.text, ui.strings());
}

/// The bar itself, `share` of its box long.
void mark(ui::Ui& ui, std::optional<float> share, Confidence confidence, bool dot, ui::Section section) {
    const ui::Theme& theme = ui.theme();
    Box box;
    box.h = ui::mm(kBarMm);
    if (!share) {
        missingBar(ui, box);
        return;
    }
    const ui::Color dye = theme.pictures ? theme.of(section).fill : theme.of(section).line;
    ui.paint(
        "", {},
        [share = *share, dye, dot, sure = confidence == Confidence::High](const ui::PaintContext& c) {
            const ui::Color inner = sure ? dye : ui::mix(dye, c.theme.surface.raised, kPale);
            const float edge = std::max(1.0F, c.panel.px(ui::stroke::kDivider));
            if (dot) {
                const float radius = c.rect.h / 2;
                const float y = c.rect.centre().y;
                c.painter.fill({c.rect.x, y - edge / 2, c.rect.w, edge}, c.theme.line.control);
                const base::PointPx at{c.rect.x + radius + (c.rect.w - 2 * radius) * share, y};
                c.painter.circle(at, radius, dye);
                if (!sure) c.painter.circle(at, radius - 2 * edge, inner);
                return;
            }
            c.painter.fill(c.rect, c.theme.surface.sunken);
            const base::RectPx bar{c.rect.x, c.rect.y, std::max(edge, c.rect.w * share), c.rect.h};
            c.painter.fill(bar, dye);
            if (!sure && bar.w > 4 * edge) c.painter.fill(bar.inflated(-edge), inner);
        },
        box);
}

void barRow(ui::Ui& ui, const BarPanel& panel, const Bar& bar, float labelMm, float valueMm, bool below) {
    const ui::Theme& theme = ui.theme();
    const double span = panel.to - panel.from;
    std::optional<float> share;
    if (bar.value) share = span > 0 ? static_cast<float>(std::clamp((*bar.value - panel.from) / span, 0.0, 1.0)) : 0.0F;
    const auto value = [&](const Box& box) {
        ui::TextSpec spec;
        spec.words = valueWords(ui, panel, bar);
        spec.style = bar.value ? TextStyle::SmallBold : TextStyle::Small;
        spec.color = bar.value ? theme.ink.primary : theme.ink.secondary;
        spec.align = ui::AlignX::Right;
        ui.text(std::move(spec), box);
    };
    Box line;
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    line.whole = true;  // a bar without its words says nothing
    if (below) {
        Box both;
        both.gap = ui::space::kHair;
        both.whole = true;
        const auto column = ui.column(both);
        {
            const auto words = ui.row(line);
            ui.text(TextStyle::Small, bar.label, theme.ink.primary);
            value({.w = ui::hug()});
        }
        mark(ui, share, bar.confidence, panel.dots, panel.section);
        return;
    }
    const auto row = ui.row(line);
    ui::TextSpec label;
    label.words = bar.label;
    label.style = TextStyle::Small;
    label.color = theme.ink.primary;
    ui.text(std::move(label), {.w = ui::mm(labelMm)});
    {
        Box cell;
        cell.w = ui::fill();
        const auto holder = ui.column(cell);
        mark(ui, share, bar.confidence, panel.dots, panel.section);
    }
    value({.w = ui::mm(valueMm)});
}

}  // namespace

std::string numberText(double value, int decimals) {
    char digits[64];
    std::snprintf(digits, sizeof digits, "%.*f", decimals, std::fabs(value));
    std::string text = digits;
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t at = point; at > 3; at -= 3)
        text.insert(at - 3, "\xC2\xA0");
    const bool zero = text.find_first_not_of("0.\xC2\xA0") == std::string::npos;
    return value < 0 && !zero ? "\xE2\x88\x92" + text : text;
}

void barPanel(ui::Ui& ui, const BarPanel& panel, float widthMm) {
    const ui::Theme& theme = ui.theme();
    float labelMm = 0;
    float valueMm = 0;
    ui::Words meaning = panel.title;
    for (const Bar& bar : panel.bars) {
        const ui::Words value = valueWords(ui, panel, bar);
        labelMm = std::max(labelMm, ui.measureText(TextStyle::Small, bar.label, 0).w + 0.5F);
        valueMm =
            std::max(valueMm, ui.measureText(bar.value ? TextStyle::SmallBold : TextStyle::Small, value, 0).w + 0.5F);
        meaning.text += "; " + bar.label.text + ": " + value.text;
    }
    const bool below = labelMm + valueMm + kShortestBarMm + 2 * ui::space::kGap > widthMm;
    Box column = panel.box;
    column.gap = below ? ui::space::kGap : ui::space::kHair;
    const auto group = ui.group(panel.id, ui::Role::Figure, meaning, ui::Axis::Column, column);
    ui.heading(TextStyle::SmallBold, panel.title, theme.of(panel.section).text);
    for (const Bar& bar : panel.bars)
        barRow(ui, panel, bar, labelMm, valueMm, below);
    if (!panel.note.empty()) ui.text(TextStyle::Small, panel.note, theme.ink.secondary);
}

void missingBar(ui::Ui& ui, Box box) {
    const ui::NoticeColors& missing = ui.theme().of(ui::Notice::Missing);
    box.color = missing.fill;
    box.hatch = true;
    box.hatchColor = missing.fill2;
    box.border = {missing.border, ui::stroke::kDivider, true};
    const auto field = ui.stack(box);
}

void barLegend(ui::Ui& ui, ui::Section section) {
    Box line;
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    const auto entry = [&](std::optional<float> share, Confidence confidence, const ui::Words& words) {
        const auto row = ui.row(line);
        {
            Box swatch;
            swatch.w = ui::mm(12);
            const auto holder = ui.column(swatch);
            mark(ui, share, confidence, false, section);
        }
        ui.text(TextStyle::Small, words, ui.theme().ink.primary);
    };
    entry(1.0F, Confidence::High, ui.tr("confidence.high"));
    entry(1.0F, Confidence::Medium, ui.tr("confidence.medium"));
    entry(std::nullopt, Confidence::High, ui.tr("value.missing"));
}

}  // namespace scenes
