#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/assert.hpp"
#include "content/map.hpp"

namespace content {
namespace {

constexpr double kRadiusM = 6378137;
constexpr double kRadPerDeg = std::numbers::pi / 180;

/// Metres north of the equator on the plane.
double northing(double latDeg) { return kRadiusM * std::asinh(std::tan(latDeg * kRadPerDeg)); }

}  // namespace

MapProjection::MapProjection(base::GeoPoint origin)
    : m_origin(origin), m_x0(kRadiusM * origin.lonDeg * kRadPerDeg), m_y0(northing(origin.latDeg)) {
    KIOSK_ASSERT(std::abs(origin.latDeg) <= 85);
}

MapPoint MapProjection::project(base::GeoPoint at) const {
    return {kRadiusM * at.lonDeg * kRadPerDeg - m_x0, m_y0 - northing(at.latDeg)};
}

base::GeoPoint MapProjection::unproject(MapPoint at) const {
    return {std::atan(std::sinh((m_y0 - at.y) / kRadiusM)) / kRadPerDeg, (at.x + m_x0) / kRadiusM / kRadPerDeg};
}

double MapProjection::groundMetres(MapPoint at) const { return 1 / std::cosh((m_y0 - at.y) / kRadiusM); }

double mapMetresPerPixel(double zoom) {
    constexpr double kTilePx = 512;
    return 2 * std::numbers::pi * kRadiusM / (kTilePx * std::exp2(zoom));
}

float mapWidthMm(const MapRule& rule, double zoom) {
    constexpr double kFrom = 9;
    constexpr double kTo = 14;
    const double part = std::clamp((zoom - kFrom) / (kTo - kFrom), 0.0, 1.0);
    if (rule.widthZ9Mm <= 0 || rule.widthZ14Mm <= 0)
        return std::lerp(rule.widthZ9Mm, rule.widthZ14Mm, static_cast<float>(part));
    return rule.widthZ9Mm * static_cast<float>(std::pow(double{rule.widthZ14Mm} / rule.widthZ9Mm, part));
}

}  // namespace content
