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
    std::string name;
    [[nodiscard]] base::PointPx at(base::PointPx centre, float radius) const {
        return {centre.x + std::sin(radians) * radius * share, centre.y - std::cos(radians) * radius * share};
    }
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

/// Towns as small rings with their names, where neither a mark nor another name stands already.
void paintTowns(const ui::PaintContext& c, const std::vector<Polar>& towns, const std::vector<Polar>& marks,
                base::PointPx centre, float radius) {
    constexpr float kEmMm = 6.64F;
    constexpr float kRingMm = 1.1F;
    std::vector<base::RectPx> taken;
    for (const Polar& mark : marks) {
        const base::PointPx at = mark.at(centre, radius);
        taken.push_back(base::RectPx{at.x, at.y, 0, 0}.inflated(c.panel.px(5.6F)));
    }
    for (const Polar& town : towns) {
        const base::PointPx at = town.at(centre, radius);
        taken.push_back(base::RectPx{at.x, at.y, 0, 0}.inflated(c.panel.px(kRingMm)));
    }
    const auto isFree = [&](const base::RectPx& r) {
        const bool inside =
            r.x >= c.rect.x && r.right() <= c.rect.right() && r.y >= c.rect.y && r.bottom() <= c.rect.bottom();
        return inside && std::none_of(taken.begin(), taken.end(),
                                      [&](const base::RectPx& t) { return !t.intersected(r).empty(); });
    };
    for (const Polar& town : towns) {
        const base::PointPx at = town.at(centre, radius);
        ui::TextRequest request;
        request.text = town.name;
        request.face = ui::FontFace::TextRegular;
        request.emPx = std::round(c.panel.px(kEmMm) * 4) / 4;
        request.leadingPx = std::round(c.panel.px(kEmMm * 1.1F));
        const ui::TextLayout& layout = c.text.layout(request);
        const float gap = c.panel.px(1.6F);
        // Right of the ring, left of it, above, below: as on a map.
        const base::RectPx places[] = {
            {at.x + gap, at.y - layout.height / 2, layout.width, layout.height},
            {at.x - gap - layout.width, at.y - layout.height / 2, layout.width, layout.height},
            {at.x - layout.width / 2, at.y - gap - layout.height, layout.width, layout.height},
            {at.x - layout.width / 2, at.y + gap, layout.width, layout.height},
        };
        const auto place = std::find_if(std::begin(places), std::end(places), isFree);
        if (place == std::end(places)) continue;
        c.painter.circle(at, c.panel.px(kRingMm), c.theme.ink.secondary);
        c.painter.fill(*place, c.theme.surface.raised);  // no thread runs through a name
        c.painter.text(layout, {place->x, place->y}, layout.width, ui::AlignX::Left, c.theme.ink.secondary);
        taken.push_back(*place);
    }
}

void paintFace(const ui::PaintContext& c, const std::vector<Polar>& marks, const std::vector<Polar>& towns,
               double outerKm, const std::string& north, ui::Color dye) {
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
    paintWords(c, km, {centre.x + radius * 0.82F, centre.y + radius * 0.92F}, ui::FontFace::TextRegular, 6.64F,
               c.theme.ink.secondary);
    c.painter.setLevel(c.painter.level() + 1);
    paintTowns(c, towns, marks, centre, radius);
    // You are here.
    c.painter.circle(centre, c.panel.px(4), c.theme.line.focus.withAlpha(0.25F));
    c.painter.circle(centre, c.panel.px(2.2F), c.theme.line.focus);
    c.painter.setLevel(c.painter.level() + 1);
    for (const Polar& mark : marks) {
        paintNumber(c, mark.number, mark.at(centre, radius), dye);
    }
}

}  // namespace

void paintNumber(const ui::PaintContext& c, int number, base::PointPx at, ui::Color dye) {
    c.painter.circle(at, c.panel.px(5.2F), c.theme.surface.raised);
    c.painter.circle(at, c.panel.px(4.5F), dye);
    paintWords(c, std::to_string(number), at, ui::FontFace::TextBold, 5.8F, c.theme.surface.raised);
}

void compassCard(ui::Ui& ui, const CompassCard& card) {
    const ui::Theme& theme = ui.theme();
    double farthest = kNearestRingM;
    for (const CompassMark& mark : card.marks)
        farthest = std::max(farthest, base::distanceM(card.from.at, mark.at));
    const double outerKm = outerRingKm(farthest);
    const auto polar = [&](base::GeoPoint at, int number, const std::string& name) {
        const double share = std::min(1.0, base::distanceM(card.from.at, at) / (outerKm * 1000));
        const double radians = base::bearingDeg(card.from.at, at) * std::numbers::pi / 180;
        return Polar{static_cast<float>(share), static_cast<float>(radians), number, name};
    };
    std::vector<Polar> marks;
    for (const CompassMark& mark : card.marks)
        marks.push_back(polar(mark.at, mark.number, {}));
    std::vector<Polar> towns;
    for (const CompassTown& town : card.towns) {
        if (base::distanceM(card.from.at, town.at) <= outerKm * 1000) towns.push_back(polar(town.at, 0, town.name));
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
            [marks, towns, outerKm, dye = theme.of(card.section).text, north = ui.tr("compass.north").text](
                const ui::PaintContext& c) { paintFace(c, marks, towns, outerKm, north, dye); },
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
    Box corner;
    corner.h = ui::fill();
    corner.pad = ui::all(ui::space::kS);
    corner.raise = 1;
    corner.cross = ui::Align::Start;
    corner.crossY = ui::Align::End;
    const auto holder = ui.stack(corner);
    numberBadge(ui, number, section);
}

void numberBadge(ui::Ui& ui, int number, ui::Section section) {
    const ui::Theme& theme = ui.theme();
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
