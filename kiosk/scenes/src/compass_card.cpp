#include "compass_card.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <numbers>

namespace scenes {
namespace {

using ui::Box;
using ui::TextStyle;

constexpr double kNearestRingM = 5'000;
constexpr float kBadgeMm = 11;

/// Where a mark lies on the face: distance from the middle as a part of the outer ring, and bearing.
struct Polar {
    float share = 0;
    float radians = 0;
    int number = 0;
};

double outerRingKm(double farthestM) {
    static constexpr double kScales[] = {5, 10, 20, 30, 50, 80, 120};
    for (const double km : kScales) {
        if (farthestM <= km * 1000) return km;
    }
    return kScales[std::size(kScales) - 1];
}

void paintWords(const ui::PaintContext& c, const std::string& words, base::PointPx at, ui::FontFace font, float emMm,
                ui::Color color) {
    ui::TextRequest request;
    request.text = words;
    request.face = font;
    request.emPx = std::round(c.panel.px(emMm) * 4) / 4;
    request.leadingPx = std::round(c.panel.px(emMm * 1.2F));
    const ui::TextLayout& layout = c.text.layout(request);
    c.painter.text(layout, {at.x - layout.width / 2, at.y - layout.height / 2}, layout.width, ui::AlignX::Left, color);
}

void paintFace(const ui::PaintContext& c, const std::vector<Polar>& marks, double outerKm, const std::string& north,
               ui::Color dye) {
    const float radius = std::min(c.rect.w, c.rect.h) / 2 - c.panel.px(9);
    const base::PointPx centre = c.rect.centre();
    const ui::Color thread = c.theme.line.decorative;
    for (int ring = 1; ring <= 3; ++ring) {
        c.painter.circleLine(centre, radius * static_cast<float>(ring) / 3, thread, c.panel.px(0.5F));
    }
    c.painter.line({centre.x, centre.y - radius}, {centre.x, centre.y + radius}, thread, c.panel.px(0.4F));
    c.painter.line({centre.x - radius, centre.y}, {centre.x + radius, centre.y}, thread, c.panel.px(0.4F));
    paintWords(c, north, {centre.x, centre.y - radius - c.panel.px(4.5F)}, ui::FontFace::TextBold, 6.64F,
               c.theme.ink.primary);
    char km[16];
    std::snprintf(km, sizeof km, "%g km", outerKm);
    paintWords(c, km, {centre.x + radius * 0.72F, centre.y + radius * 0.86F}, ui::FontFace::TextRegular, 6.64F,
               c.theme.ink.secondary);
    // You are here.
    c.painter.circle(centre, c.panel.px(4), c.theme.line.focus.withAlpha(0.25F));
    c.painter.circle(centre, c.panel.px(2.2F), c.theme.line.focus);
    c.painter.setLevel(c.painter.level() + 1);
    for (const Polar& mark : marks) {
        const float r = radius * mark.share;
        const base::PointPx at{centre.x + std::sin(mark.radians) * r, centre.y - std::cos(mark.radians) * r};
        c.painter.circle(at, c.panel.px(5.2F), c.theme.surface.raised);
        c.painter.circle(at, c.panel.px(4.5F), dye);
        paintWords(c, std::to_string(mark.number), at, ui::FontFace::TextBold, 5.8F, c.theme.surface.raised);
    }
}

}  // namespace

void compassCard(ui::Ui& ui, const CompassCard& card) {
    const ui::Theme& theme = ui.theme();
    double farthest = kNearestRingM;
    for (const CompassMark& mark : card.marks)
        farthest = std::max(farthest, base::distanceM(card.from.at, mark.at));
    const double outerKm = outerRingKm(farthest);
    std::vector<Polar> marks;
    for (const CompassMark& mark : card.marks) {
        const double share = std::min(1.0, base::distanceM(card.from.at, mark.at) / (outerKm * 1000));
        const double radians = base::bearingDeg(card.from.at, mark.at) * std::numbers::pi / 180;
        marks.push_back({static_cast<float>(share), static_cast<float>(radians), mark.number});
    }
    Box plate = card.box;
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kPlate;
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kS;
    if (!theme.pictures) plate.border = {theme.ink.primary, ui::stroke::kControl, false};
    const auto parts =
        ui.group(card.id, ui::Role::Figure, card.meaning, card.beside ? ui::Axis::Row : ui::Axis::Column, plate);
    const auto face = [&] {
        Box box;
        box.w = ui::fill();
        box.h = ui::fill();
        ui.paint(
            "", {},
            [marks, outerKm, dye = theme.of(card.section).text, north = ui.tr("compass.north").text](
                const ui::PaintContext& c) { paintFace(c, marks, outerKm, north, dye); },
            box);
    };
    const auto caption = [&] {
        const ui::Words words = ui.tr(card.from.configured ? "places.rose.from-kiosk" : "places.rose.from-centre");
        ui.text(TextStyle::Small, ui::withValue(words, "name", card.provinceName.text), theme.ink.secondary);
    };
    if (card.beside) {
        face();
        Box words;
        words.w = ui::fill();
        words.h = ui::fill();
        words.gap = ui::space::kS;
        const auto column = ui.column(words);
        ui.heading(TextStyle::H3, card.title, theme.ink.primary);
        caption();
        if (!card.action) return;
        ui.spring();
        ui::button(ui, *card.action);
        return;
    }
    ui.heading(TextStyle::H3, card.title, theme.ink.primary);
    face();
    caption();
    if (card.action) ui::button(ui, *card.action);
}

void compassBadge(ui::Ui& ui, int number, ui::Section section) {
    const ui::Theme& theme = ui.theme();
    Box corner;
    corner.h = ui::fill();
    corner.pad = ui::all(ui::space::kS);
    corner.raise = 1;
    corner.cross = ui::Align::Start;
    corner.crossY = ui::Align::End;
    const auto holder = ui.stack(corner);
    Box badge;
    badge.w = ui::mm(kBadgeMm);
    badge.h = ui::mm(kBadgeMm);
    badge.color = theme.of(section).text;
    badge.radius = kBadgeMm / 2;
    badge.border = {theme.surface.raised, ui::stroke::kControl, false};
    badge.cross = ui::Align::Centre;
    badge.crossY = ui::Align::Centre;
    const auto disc = ui.stack(badge);
    ui::TextSpec words;
    words.words = app::verbatim(std::to_string(number), ui.strings());
    words.style = TextStyle::SmallBold;
    words.color = theme.surface.raised;
    words.align = ui::AlignX::Centre;
    words.maxTextScale = 1;
    ui.text(std::move(words), {.w = ui::hug()});
}

}  // namespace scenes
