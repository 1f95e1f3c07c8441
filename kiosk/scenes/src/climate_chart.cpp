#include "climate_chart.hpp"

#include <algorithm>
#include <cmath>

#include "figures.hpp"

namespace scenes {
namespace {

using content::ClimateMonth;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kTemperatureMm = 42;  ///< height of the plot without the values above and below the bars
constexpr float kRainMm = 24;
constexpr double kDegreeStep = 10;
constexpr double kRainStep = 50;
constexpr float kBarShare = 0.5F;  ///< of a month's width

std::string degrees(double value) { return numberText(value, 1); }
std::string millimetres(double value) { return numberText(value, 0); }

/// Colours of the chart in the theme of the page.
struct Dyes {
    ui::Color warm, frost, rain;
};
Dyes dyesOf(const ui::Theme& theme) {
    if (!theme.pictures)
        return {theme.of(Section::Visit).line, theme.of(Section::Map).line, theme.of(Section::Map).line};
    return {theme.of(Section::Visit).fill, theme.of(Section::Map).fill, theme.season.rain};
}

/// One horizontal or vertical bar of a range; what lies below zero in the colour of frost.
void rangeBar(const ui::PaintContext& c, base::RectPx low, base::RectPx high, double lowC, double highC,
              const Dyes& dyes) {
    if (highC > 0) c.painter.fill(high, dyes.warm);
    if (lowC < 0) c.painter.fill(low, dyes.frost);
}

ui::Words meaningOf(ui::Ui& ui, const ClimateChart& chart) {
    ui::Words all = ui.tr("climate.speech");
    for (const ClimateMonth& month : chart.months) {
        ui::Words words =
            ui::withValue(ui.tr("climate.month.speech"), "month", monthName(ui.strings(), month.month, false).text);
        words = ui::withValue(std::move(words), "low", degrees(month.tminC));
        words = ui::withValue(std::move(words), "high", degrees(month.tmaxC));
        all.text += " " + ui::withValue(std::move(words), "rain", millimetres(month.rainMm)).text;
    }
    return all;
}

/// A number standing at an exact place of a plot.
void valueAt(ui::Ui& ui, const std::string& text, base::RectMm at, ui::AlignX align, ui::Color color, TextStyle style) {
    ui::TextSpec spec;
    spec.words = app::verbatim(text, ui.strings());
    spec.style = style;
    spec.color = color;
    spec.align = align;
    Box box;
    box.at = at;
    ui.text(std::move(spec), box);
}

/// Where things are in a plot of `heightMm` with room for one line of text above and below.
struct Frame {
    float axisMm = 0;  ///< width of the numbers at the left
    float cellMm = 0;
    float lineMm = 0;
    float heightMm = 0;
    double low = 0;
    double high = 1;
    bool below = false;  ///< text also below the lowest value
    [[nodiscard]] float y(double value) const {
        const float bottom = heightMm - (below ? lineMm : 0);
        return bottom - (bottom - lineMm) * static_cast<float>((value - low) / (high - low));
    }
    [[nodiscard]] float x(std::size_t month) const { return axisMm + cellMm * static_cast<float>(month); }
};

std::vector<double> gridValues(double low, double high, double step) {
    std::vector<double> values;
    for (double value = std::ceil(low / step) * step; value <= high + 0.01; value += step)
        values.push_back(value);
    return values;
}

/// Width of the numbers at the left, whatever pairs of figures stand in them.
float axisNumbersMm(ui::Ui& ui, const ClimateScale& scale) {
    float width = 0;
    const auto measure = [&](const std::vector<double>& values) {
        for (const double value : values)
            width = std::max(width, ui.measureText(TextStyle::Small, {numberText(value, 0), "es"}, 0).w);
    };
    measure(gridValues(scale.lowC, scale.highC, kDegreeStep));
    measure(gridValues(0, scale.rainMm, scale.rainMm));
    return width;
}

void gridLines(ui::Ui& ui, const Frame& frame, double step, std::size_t months) {
    std::vector<std::pair<float, bool>> lines;  // height, whether it is zero
    for (const double value : gridValues(frame.low, frame.high, step)) {
        const float y = frame.y(value);
        lines.emplace_back(y, std::fabs(value) < 0.01);
        valueAt(ui, numberText(value, 0), {0, y - frame.lineMm / 2, frame.axisMm - ui::space::kXs, frame.lineMm},
                ui::AlignX::Right, ui.theme().ink.secondary, TextStyle::Small);
    }
    Box box;
    box.at = base::RectMm{frame.axisMm, 0, frame.cellMm * static_cast<float>(months), frame.heightMm};
    ui.paint(
        "", {},
        [lines = std::move(lines)](const ui::PaintContext& c) {
            for (const auto& [y, zero] : lines) {
                const float width = std::max(1.0F, c.panel.px(zero ? 0.6F : 0.3F));
                c.painter.fill({c.rect.x, c.rect.y + c.panel.px(y) - width / 2, c.rect.w, width},
                               zero ? c.theme.line.control : c.theme.line.decorative);
            }
        },
        box);
}

void temperaturePlot(ui::Ui& ui, const ClimateChart& chart, Frame frame) {
    frame.heightMm = kTemperatureMm + 2 * frame.lineMm;
    frame.low = chart.scale.lowC;
    frame.high = chart.scale.highC;
    frame.below = true;
    Box plot;
    plot.h = ui::mm(frame.heightMm);
    const auto stack = ui.stack(plot);
    gridLines(ui, frame, kDegreeStep, chart.months.size());
    Box bars;
    bars.at = base::RectMm{0, 0, frame.x(chart.months.size()), frame.heightMm};
    ui.paint(
        "", {},
        [frame, months = chart.months, dyes = dyesOf(ui.theme())](const ui::PaintContext& c) {
            for (std::size_t i = 0; i < months.size(); ++i) {
                const float w = c.panel.px(frame.cellMm * kBarShare);
                const float x = c.rect.x + c.panel.px(frame.x(i) + frame.cellMm * (1 - kBarShare) / 2);
                const auto part = [&](double from, double to) {
                    const float top = c.rect.y + c.panel.px(frame.y(to));
                    return base::RectPx{x, top, w, c.rect.y + c.panel.px(frame.y(from)) - top};
                };
                rangeBar(c, part(months[i].tminC, std::min(0.0, months[i].tmaxC)),
                         part(std::max(0.0, months[i].tminC), months[i].tmaxC), months[i].tminC, months[i].tmaxC, dyes);
            }
        },
        bars);
    for (std::size_t i = 0; i < chart.months.size(); ++i) {
        const ClimateMonth& month = chart.months[i];
        valueAt(ui, degrees(month.tmaxC), {frame.x(i), frame.y(month.tmaxC) - frame.lineMm, frame.cellMm, frame.lineMm},
                ui::AlignX::Centre, ui.theme().ink.primary, TextStyle::Small);
        valueAt(ui, degrees(month.tminC), {frame.x(i), frame.y(month.tminC), frame.cellMm, frame.lineMm},
                ui::AlignX::Centre, ui.theme().ink.primary, TextStyle::Small);
    }
}

void monthNames(ui::Ui& ui, const ClimateChart& chart, const Frame& frame) {
    Box line;
    line.pad.left = frame.axisMm;
    const auto row = ui.row(line);
    for (const ClimateMonth& month : chart.months) {
        ui::TextSpec spec;
        spec.words = monthName(ui.strings(), month.month, true);
        spec.style = TextStyle::SmallBold;
        spec.color = ui.theme().ink.primary;
        spec.align = ui::AlignX::Centre;
        ui.text(std::move(spec), {.w = ui::mm(frame.cellMm)});
    }
}

void rainPlot(ui::Ui& ui, const ClimateChart& chart, Frame frame) {
    frame.heightMm = kRainMm + frame.lineMm;
    frame.low = 0;
    frame.high = chart.scale.rainMm;
    Box plot;
    plot.h = ui::mm(frame.heightMm + frame.lineMm / 2);  // the zero of the axis reaches half a line below its own
    const auto stack = ui.stack(plot);
    gridLines(ui, frame, chart.scale.rainMm, chart.months.size());
    Box bars;
    bars.at = base::RectMm{0, 0, frame.x(chart.months.size()), frame.heightMm};
    ui.paint(
        "", {},
        [frame, months = chart.months, rain = dyesOf(ui.theme()).rain](const ui::PaintContext& c) {
            for (std::size_t i = 0; i < months.size(); ++i) {
                const float x = c.rect.x + c.panel.px(frame.x(i) + frame.cellMm * (1 - kBarShare) / 2);
                const float top = c.rect.y + c.panel.px(frame.y(months[i].rainMm));
                const float bottom = c.rect.y + c.panel.px(frame.y(0));
                c.painter.fill({x, top, c.panel.px(frame.cellMm * kBarShare), bottom - top}, rain);
            }
        },
        bars);
    for (std::size_t i = 0; i < chart.months.size(); ++i) {
        const double rainMm = chart.months[i].rainMm;
        valueAt(ui, millimetres(rainMm), {frame.x(i), frame.y(rainMm) - frame.lineMm, frame.cellMm, frame.lineMm},
                ui::AlignX::Centre, ui.theme().ink.primary, TextStyle::Small);
    }
}

/// One line for each month: its words, and below them the same two bars lying down.
void monthLines(ui::Ui& ui, const ClimateChart& chart) {
    const ui::Theme& theme = ui.theme();
    const Dyes dyes = dyesOf(theme);
    Box lines;
    lines.gap = ui::space::kM;
    const auto column = ui.column(lines);
    for (const ClimateMonth& month : chart.months) {
        Box both;
        both.gap = ui::space::kXs;
        const auto entry = ui.column(both);
        ui::Words words =
            ui::withValue(ui.tr("climate.month.line"), "month", monthName(ui.strings(), month.month, false).text);
        words = ui::withValue(std::move(words), "low", degrees(month.tminC));
        words = ui::withValue(std::move(words), "high", degrees(month.tmaxC));
        words = ui::withValue(std::move(words), "rain", millimetres(month.rainMm));
        ui.text(TextStyle::Small, words, theme.ink.primary);
        Box bar;
        bar.h = ui::mm(7);
        ui.paint(
            "", {},
            [month, scale = chart.scale, dyes](const ui::PaintContext& c) {
                const auto x = [&](double value) {
                    return c.rect.x + c.rect.w * static_cast<float>((value - scale.lowC) / (scale.highC - scale.lowC));
                };
                const float h = c.rect.h * 0.45F;
                c.painter.fill({c.rect.x, c.rect.y, c.rect.w, h}, c.theme.surface.sunken);
                const auto part = [&](double from, double to) {
                    return base::RectPx{x(from), c.rect.y, x(to) - x(from), h};
                };
                rangeBar(c, part(month.tminC, std::min(0.0, month.tmaxC)),
                         part(std::max(0.0, month.tminC), month.tmaxC), month.tminC, month.tmaxC, dyes);
                const float y = c.rect.bottom() - h;
                c.painter.fill({c.rect.x, y, c.rect.w, h}, c.theme.surface.sunken);
                c.painter.fill({c.rect.x, y, c.rect.w * static_cast<float>(month.rainMm / scale.rainMm), h}, dyes.rain);
            },
            bar);
    }
}

}  // namespace

ClimateScale climateScale(const std::vector<std::vector<ClimateMonth>>& charts) {
    ClimateScale scale{0, 5, kRainStep};
    for (const auto& months : charts) {
        for (const ClimateMonth& month : months) {
            scale.lowC = std::min(scale.lowC, std::floor(month.tminC / 5) * 5);
            scale.highC = std::max(scale.highC, std::ceil(month.tmaxC / 5) * 5);
            scale.rainMm = std::max(scale.rainMm, std::ceil(month.rainMm / kRainStep) * kRainStep);
        }
    }
    return scale;
}

void climateChart(ui::Ui& ui, const ClimateChart& chart, float widthMm) {
    if (chart.months.empty()) return;
    const ui::Theme& theme = ui.theme();
    Box box;
    box.gap = ui::space::kHair;
    const auto column = ui.group(chart.id, ui::Role::Figure, meaningOf(ui, chart), ui::Axis::Column, box);
    Frame frame;
    frame.lineMm = ui.measureText(TextStyle::Small, {"0", "es"}, 0).h;
    frame.axisMm = axisNumbersMm(ui, chart.scale) + ui::space::kXs;
    frame.cellMm = (widthMm - frame.axisMm) / static_cast<float>(chart.months.size());
    float needed = 0;
    for (const ClimateMonth& month : chart.months) {
        needed = std::max(needed, ui.measureText(TextStyle::Small, {degrees(month.tmaxC), "es"}, 0).w);
        needed = std::max(needed, ui.measureText(TextStyle::Small, {degrees(month.tminC), "es"}, 0).w);
        needed =
            std::max(needed, ui.measureText(TextStyle::SmallBold, monthName(ui.strings(), month.month, true), 0).w);
    }
    if (frame.cellMm < needed + ui::space::kHair) {
        ui.text(TextStyle::SmallBold, ui.tr("climate.both"), theme.of(Section::Visit).text);
        monthLines(ui, chart);
        return;
    }
    ui.text(TextStyle::SmallBold, ui.tr("climate.temperature"), theme.of(Section::Visit).text);
    temperaturePlot(ui, chart, frame);
    monthNames(ui, chart, frame);
    ui.space(0, ui::space::kXs);
    ui.text(TextStyle::SmallBold, ui.tr("climate.rain"), theme.of(Section::Visit).text);
    rainPlot(ui, chart, frame);
}

}  // namespace scenes
