#include "base/geo.hpp"

#include <cmath>
#include <numbers>

namespace base {
namespace {

constexpr double kEarthRadiusM = 6371008.8;
constexpr double kDegToRad = std::numbers::pi / 180.0;

}  // namespace

double distanceM(GeoPoint a, GeoPoint b) {
    const double lat1 = a.latDeg * kDegToRad;
    const double lat2 = b.latDeg * kDegToRad;
    const double sinLat = std::sin((lat2 - lat1) / 2);
    const double sinLon = std::sin((b.lonDeg - a.lonDeg) * kDegToRad / 2);
    const double h = sinLat * sinLat + std::cos(lat1) * std::cos(lat2) * sinLon * sinLon;
    return 2 * kEarthRadiusM * std::asin(std::sqrt(std::fmin(1.0, h)));
}

double bearingDeg(GeoPoint a, GeoPoint b) {
    const double lat1 = a.latDeg * kDegToRad;
    const double lat2 = b.latDeg * kDegToRad;
    const double dLon = (b.lonDeg - a.lonDeg) * kDegToRad;
    const double y = std::sin(dLon) * std::cos(lat2);
    const double x = std::cos(lat1) * std::sin(lat2) - std::sin(lat1) * std::cos(lat2) * std::cos(dLon);
    const double deg = std::atan2(y, x) / kDegToRad;
    if (deg >= 0) return deg;
    const double positive = deg + 360.0;
    return positive < 360.0 ? positive : 0;  // a hair west of north, which the sum has rounded up
}

int compassPoint(double bearing) { return static_cast<int>(std::floor(bearing / 45.0 + 0.5)) & 7; }

}  // namespace base
