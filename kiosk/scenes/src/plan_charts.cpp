#include "plan_charts.hpp"

#include <algorithm>
#include <cmath>

#include "figures.hpp"

namespace scenes {

using content::PlanObservation;
using ui::Box;
using ui::Section;
using ui::TextStyle;

namespace {

constexpr float kTrendMm = 46;  ///< height of the plot between its words
constexpr float kDotMm = 2.6F;

bool sameSeries(const PlanObservation& a, const PlanObservation& b) {
    return a.kind == b.kind && a.basis == b.basis && a.source.key == b.source.key;
}

/// How a point was found, in one word: "deducido", "estimación".
ui::Words basisText(const ui::Strings& strings, const PlanObservation& observation) {
    if (observation.periodBasis == "deduced") return strings.get("plan.deduced");
    return strings.get("plan.kind." + observation.kind);
}

void wordsAt(ui::Ui& ui, const ui::Words& words, TextStyle style, const base::RectMm& at, ui::Color color) {
    ui::TextSpec spec;
    spec.words = words;
    spec.style = style;
    spec.color = color;
    spec.align = ui::AlignX::Centre;
    Box box;
    box.at = at;
    ui.text(std::move(spec), box);
}

}  // namespace

std::vector<const PlanObservation*> trendOf(const content::PlanIndicator& indicator) {
    std::vector<const PlanObservation*> points;
    for (const PlanObservation& each : indicator.observations) {
        if (each.districtKey.empty() && each.population.empty() && each.value && each.period) points.push_back(&each);
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const PlanObservation* a, const PlanObservation* b) { return *a->period < *b->period; });
    return points;
}

FigureScale figureScale(const std::vector<const PlanObservation*>& observations) {
    FigureScale scale{0, 0};
    for (const PlanObservation* each : observations) {
        if (!each->value) continue;
        scale.from = std::min(scale.from, *each->value);
        scale.to = std::max(scale.to, *each->value);
    }
    if (!(scale.to > scale.from)) scale.to = scale.from + 1;
    return scale;
}

void trendChart(ui::Ui& ui, const std::string& id, const content::PlanIndicator& indicator, float widthMm) {
    const auto points = trendOf(indicator);
    if (points.size() < 2) return;
    const ui::Theme& theme = ui.theme();
    const int first = *points.front()->period;
    const int last = *points.back()->period;
    if (first == last) return;
    const FigureScale scale = figureScale(points);
    ui::Words meaning = say(indicator.name);
    float wordsMm = 0;
    for (const PlanObservation* point : points) {
        const ui::Words value = valueText(ui.strings(), *point);
        meaning.text += "; " + yearText(ui.strings(), *point).text + ": " + value.text;
        wordsMm = std::max({wordsMm, ui.measureText(TextStyle::SmallBold, value, 0).w,
                            ui.measureText(TextStyle::Small, basisText(ui.strings(), *point), 0).w});
    }
    wordsMm += ui::space::kGap;
    const float lineMm = ui.measureText(TextStyle::Small, {"H", "es"}, 0).h;
    const float headMm = lineMm + kDotMm + ui::space::kXs;  // the value of the highest point stands above it
    const float spanMm = widthMm - wordsMm;
    struct Mark {
        float x, y;
        bool joined;  ///< to the one before
    };
    std::vector<Mark> marks;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float share = static_cast<float>(*points[i]->period - first) / static_cast<float>(last - first);
        const float height = static_cast<float>((*points[i]->value - scale.from) / (scale.to - scale.from));
        marks.push_back({wordsMm / 2 + spanMm * share, headMm + (kTrendMm - headMm) * (1 - height),
                         i > 0 && sameSeries(*points[i - 1], *points[i])});
    }
    // Two whose words would lie over each other stand in the list below alone.
    for (std::size_t i = 1; i < marks.size(); ++i) {
        if (marks[i].x - marks[i - 1].x < wordsMm) return;
    }
    Box plot;
    plot.h = ui::mm(kTrendMm + 2 * lineMm + ui::space::kM);
    const auto figure = ui.group(id, ui::Role::Figure, meaning, ui::Axis::Stack, plot);
    Box field;
    field.at = base::RectMm{0, 0, widthMm, kTrendMm};
    ui.paint(
        "", {},
        [marks, dye = theme.of(Section::Plan).text](const ui::PaintContext& c) {
            const auto at = [&](const Mark& mark) {
                return base::PointPx{c.rect.x + c.panel.px(mark.x), c.rect.y + c.panel.px(mark.y)};
            };
            const float thin = std::max(1.0F, c.panel.px(0.4F));
            c.painter.fill({c.rect.x, c.rect.bottom() - thin, c.rect.w, thin}, c.theme.line.control);
            for (std::size_t i = 0; i < marks.size(); ++i) {
                const base::PointPx dot = at(marks[i]);
                c.painter.line(dot, {dot.x, c.rect.bottom()}, c.theme.line.decorative, thin);
                if (marks[i].joined) c.painter.line(at(marks[i - 1]), dot, dye, c.panel.px(1.2F));
            }
            for (const Mark& mark : marks)
                c.painter.circle(at(mark), c.panel.px(kDotMm), dye);
        },
        field);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float x = marks[i].x - wordsMm / 2;
        wordsAt(ui, valueText(ui.strings(), *points[i]), TextStyle::SmallBold,
                {x, marks[i].y - headMm, wordsMm, lineMm}, theme.ink.primary);
        const float below = kTrendMm + ui::space::kXs;
        wordsAt(ui, app::verbatim(std::to_string(*points[i]->period), ui.strings()), TextStyle::SmallBold,
                {x, below, wordsMm, lineMm}, theme.ink.primary);
        wordsAt(ui, basisText(ui.strings(), *points[i]), TextStyle::Small, {x, below + lineMm, wordsMm, lineMm},
                theme.ink.secondary);
    }
}

void figureBar(ui::Ui& ui, const PlanObservation& observation, double from, double to, float heightMm) {
    const ui::Theme& theme = ui.theme();
    Box box;
    box.h = ui::mm(heightMm);
    if (!observation.value) {
        missingBar(ui, box);
        return;
    }
    const double span = to - from;
    const auto share = [&](double value) {
        return span > 0 ? static_cast<float>(std::clamp((value - from) / span, 0.0, 1.0)) : 0.0F;
    };
    const ui::Color dye = theme.pictures ? theme.of(Section::Plan).fill : theme.of(Section::Plan).line;
    ui.paint(
        "", {},
        [zero = share(0), value = share(*observation.value), dye](const ui::PaintContext& c) {
            c.painter.fill(c.rect, c.theme.surface.sunken);
            const float edge = std::max(1.0F, c.panel.px(ui::stroke::kDivider));
            const float left = c.rect.x + c.rect.w * std::min(zero, value);
            const float right = c.rect.x + c.rect.w * std::max(zero, value);
            c.painter.fill({left, c.rect.y, std::max(edge, right - left), c.rect.h}, dye);
            if (zero > 0)
                c.painter.fill({c.rect.x + c.rect.w * zero - edge / 2, c.rect.y, edge, c.rect.h}, c.theme.ink.primary);
        },
        box);
}

}  // namespace scenes
