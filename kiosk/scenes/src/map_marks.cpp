#include "map_marks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace scenes {

using base::PointPx;
using base::RectPx;

namespace {

constexpr float kPi = std::numbers::pi_v<float>;

/// One line of text in the middle of `at`.
void centredWords(const ui::PaintContext& c, const std::string& words, PointPx at, float emMm, ui::Color color) {
    ui::TextRequest request;
    request.text = words;
    request.face = ui::FontFace::TextBold;
    request.emPx = std::round(c.panel.px(emMm) * 4) / 4;
    request.leadingPx = std::round(request.emPx * 1.2F);
    const ui::TextLayout& layout = c.text.layout(request);
    c.painter.text(layout, {std::round(at.x - layout.width / 2), std::round(at.y - layout.height / 2)}, layout.width,
                   ui::AlignX::Left, color);
}

/// A drop: most of a circle, drawn out to a tip below.
std::vector<PointPx> drop(PointPx head, float radius, PointPx tip) {
    std::vector<PointPx> points;
    // The tangents from the tip touch the circle where the radius is square to them.
    const float distance = tip.y - head.y;
    const float open = std::acos(std::clamp(radius / distance, -1.0F, 1.0F));
    constexpr int kSteps = 28;
    const float from = kPi / 2 + open;
    const float to = kPi / 2 - open + 2 * kPi;
    for (int i = 0; i <= kSteps; ++i) {
        const float a = from + (to - from) * static_cast<float>(i) / kSteps;
        points.push_back({head.x + std::cos(a) * radius, head.y + std::sin(a) * radius});
    }
    points.push_back(tip);
    return points;
}

}  // namespace

void paintPin(const ui::PaintContext& c, std::string_view icon, ui::Color fill, ui::Color ink, bool chosen) {
    const float grow = chosen ? 1.28F : 1.0F;
    const float radius = c.rect.w / 2 * grow;
    const PointPx tip{c.rect.centre().x, c.rect.bottom()};
    const PointPx head{tip.x, tip.y - c.rect.h * grow + radius};
    const float rim = c.panel.px(0.8F);
    if (chosen) {
        c.painter.convex(drop(head, radius + rim * 2.2F, {tip.x, tip.y + rim * 3.2F}), c.theme.ink.primary);
        c.painter.convex(drop(head, radius + rim * 1.5F, {tip.x, tip.y + rim * 2.2F}), c.theme.brand.active);
    }
    c.painter.convex(drop(head, radius, tip), c.theme.surface.raised);
    c.painter.convex(drop(head, radius - rim, {tip.x, tip.y - rim * 1.6F}), fill);
    const float side = radius * 1.12F;
    c.painter.setLevel(c.painter.level() + 1);
    c.painter.icon(icon, {head.x - side / 2, head.y - side / 2, side, side}, ink);
}

void paintCluster(const ui::PaintContext& c, std::span<const ClusterShare> shares) {
    const PointPx centre = c.rect.centre();
    const float radius = std::min(c.rect.w, c.rect.h) / 2;
    const float ring = c.panel.px(2.1F);
    const float rim = c.panel.px(0.7F);
    int total = 0;
    for (const ClusterShare& share : shares)
        total += share.count;
    c.painter.circle(centre, radius, c.theme.surface.raised);
    float from = -kPi / 2;
    for (const ClusterShare& share : shares) {
        const float to = from + 2 * kPi * static_cast<float>(share.count) / static_cast<float>(std::max(1, total));
        c.painter.sector(centre, radius - rim - ring, radius - rim, from, to, share.color);
        from = to;
    }
    centredWords(c, std::to_string(total), centre, 7.2F, c.theme.ink.primary);
}

void paintStage(const ui::PaintContext& c, int number, ui::Color fill, bool chosen) {
    const PointPx centre = c.rect.centre();
    const float radius = std::min(c.rect.w, c.rect.h) / 2 * (chosen ? 1.2F : 1.0F);
    const float rim = c.panel.px(0.8F);
    if (chosen) {
        c.painter.circle(centre, radius + rim * 2, c.theme.ink.primary);
        c.painter.circle(centre, radius + rim * 1.4F, c.theme.brand.active);
    }
    c.painter.circle(centre, radius, c.theme.surface.raised);
    c.painter.circle(centre, radius - rim, fill);
    centredWords(c, std::to_string(number), centre, 7.2F, c.theme.surface.raised);
}

RectPx paintHere(const ui::PaintContext& c, PointPx at, const std::string& words, RectPx view) {
    ui::TextRequest request;
    request.text = words;
    request.face = ui::FontFace::TextBold;
    request.emPx = std::round(c.panel.px(6.64F) * 4) / 4;
    request.leadingPx = std::round(request.emPx * 1.2F);
    const ui::TextLayout& layout = c.text.layout(request);
    const float padX = c.panel.px(3);
    const float padY = c.panel.px(1.8F);
    RectPx plate{0, 0, layout.width + 2 * padX, layout.height + 2 * padY};
    plate.x = std::clamp(at.x - plate.w * 0.2F, view.x, std::max(view.x, view.right() - plate.w));
    plate.y = at.y - c.panel.px(7) - plate.h;
    if (plate.y < view.y) plate.y = at.y + c.panel.px(7);
    plate = {std::round(plate.x), std::round(plate.y), std::round(plate.w), std::round(plate.h)};
    c.painter.circle(at, c.panel.px(6), c.theme.line.focus.withAlpha(0.25F));
    c.painter.circle(at, c.panel.px(3.4F), c.theme.surface.raised);
    c.painter.circle(at, c.panel.px(2.5F), c.theme.line.focus);
    c.painter.fillRounded(plate, c.theme.line.focus, c.panel.px(2.2F));
    const float rim = c.panel.px(0.6F);
    c.painter.setLevel(c.painter.level() + 1);
    c.painter.fillRounded(plate.inflated(-rim), c.theme.surface.raised, c.panel.px(1.7F));
    c.painter.setLevel(c.painter.level() + 1);
    c.painter.text(layout, {plate.x + padX, plate.y + padY}, layout.width, ui::AlignX::Left, c.theme.ink.primary);
    return plate;
}

void paintRoute(const ui::PaintContext& c, const map::Camera& camera, std::span<const content::MapPoint> path,
                ui::Color color, bool straight) {
    std::vector<PointPx> points;
    points.reserve(path.size());
    for (const content::MapPoint at : path)
        points.push_back(camera.toScreen(at));
    c.painter.polyline(points, c.theme.surface.raised, c.panel.px(3.4F), false);
    if (!straight) {
        c.painter.polyline(points, color, c.panel.px(2.1F), false);
        return;
    }
    // No drawn road leads there: beads instead of a thread.
    const float step = c.panel.px(4.4F);
    float carried = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const PointPx way = points[i] - points[i - 1];
        const float length = std::hypot(way.x, way.y);
        for (float at = carried; at < length; at += step)
            c.painter.circle(points[i - 1] + way * (at / length), c.panel.px(1.05F), color);
        carried =
            length > 0 ? std::fmod(carried + std::ceil((length - carried) / step) * step - length, step) : carried;
    }
}

std::string ScaleBar::words() const {
    char text[24];
    if (metres >= 1000) {
        std::snprintf(text, sizeof text, "%.0f km", metres / 1000);
    } else {
        std::snprintf(text, sizeof text, "%.0f m", metres);
    }
    return text;
}

ScaleBar scaleBar(const map::Camera& camera, const content::MapProjection& projection, float mostPx) {
    const double ground = camera.metresPerPixel() * projection.groundMetres(camera.centre());
    const double most = static_cast<double>(mostPx) * ground;
    const double power = std::pow(10, std::floor(std::log10(most)));
    double metres = power;
    for (const double step : {2.0, 5.0}) {
        if (step * power <= most) metres = step * power;
    }
    return {metres, static_cast<float>(metres / ground)};
}

void paintScale(const ui::PaintContext& c, float lengthPx) {
    const float height = c.panel.px(2.3F);
    const float rim = std::max(1.0F, std::round(c.panel.px(0.5F)));
    const RectPx bar{c.rect.x, std::round(c.rect.centre().y - height / 2), std::round(lengthPx), std::round(height)};
    c.painter.fill(bar, c.theme.ink.primary);
    c.painter.setLevel(c.painter.level() + 1);
    c.painter.fill({bar.x + std::round(bar.w / 2), bar.y + rim, std::round(bar.w / 2) - rim, bar.h - 2 * rim},
                   c.theme.surface.raised);
}

void paintNeedle(const ui::PaintContext& c, double bearing) {
    const PointPx centre = c.rect.centre();
    const float radius = std::min(c.rect.w, c.rect.h) / 2;
    c.painter.circleLine(centre, radius - c.panel.px(0.4F), c.theme.ink.primary, c.panel.px(0.7F));
    // North on the screen: turned against the bearing.
    const auto angle = static_cast<float>(-bearing);
    const PointPx north{std::sin(angle), -std::cos(angle)};
    const PointPx side{north.y, -north.x};
    const float reach = radius * 0.72F;
    const float width = radius * 0.24F;
    const PointPx up[] = {centre + north * reach, centre + side * width, centre - side * width};
    const PointPx down[] = {centre - north * reach, centre + side * width, centre - side * width};
    c.painter.convex(down, c.theme.line.control);
    c.painter.convex(up, c.theme.brand.cochineal);
}

}  // namespace scenes
