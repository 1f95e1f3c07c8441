#pragma once

/// Positions on the WGS84 globe. Latitude always comes first in this code base.
namespace base {

struct GeoPoint {
    double latDeg = 0.0;  ///< north positive, [-90, 90]
    double lonDeg = 0.0;  ///< east positive, [-180, 180)
    friend constexpr bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// Great-circle distance in metres on a sphere of 6,371,008.8 m (IUGG mean radius), haversine formula. The error
/// against the ellipsoid stays below 0.6 %, far below the certainty of the positions shown.
[[nodiscard]] double distanceM(GeoPoint a, GeoPoint b);

/// Initial bearing from `a` to `b` in degrees, clockwise from true north, [0, 360).
[[nodiscard]] double bearingDeg(GeoPoint a, GeoPoint b);

/// Index of the nearest of the eight compass points, 0 = north, 1 = north-east, ... 7 = north-west.
[[nodiscard]] int compassPoint(double bearingDeg);

}  // namespace base
