#pragma once

#include "base/units.hpp"
#include "content/map.hpp"

namespace map {

/// Where the visitor looks: a point of the plane in the middle of the view, a zoom and a direction. All in double: only
/// what is handed to the graphics driver is float, and that is relative to the camera (content/map.hpp for the plane).
/// Plain value. Threading: none.
class Camera {
public:
    /// What the camera may not leave.
    struct Limits {
        content::MapBox bounds;  ///< the centre stays inside
        double zoomMin = 8;
        double zoomMax = 18;
    };

    /// @pre rect is not empty
    void setView(base::RectPx rect) { m_rect = rect; }
    [[nodiscard]] base::RectPx view() const { return m_rect; }
    void setLimits(const Limits& limits);
    [[nodiscard]] const Limits& limits() const { return m_limits; }

    [[nodiscard]] content::MapPoint centre() const { return m_centre; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// Which direction of the compass is up on the screen, radians clockwise from north, (-pi, pi].
    [[nodiscard]] double bearing() const { return m_bearing; }
    /// Values are brought inside the limits.
    void lookAt(content::MapPoint centre, double zoom, double bearing);

    [[nodiscard]] double metresPerPixel() const { return content::mapMetresPerPixel(m_zoom); }
    [[nodiscard]] base::PointPx toScreen(content::MapPoint at) const;
    [[nodiscard]] content::MapPoint toPlane(base::PointPx at) const;
    /// Box of the plane around everything in view.
    [[nodiscard]] content::MapBox visibleBox() const;

    /// Keeps what is under the finger under it.
    void pan(base::PointPx delta);
    /// `factor` > 1 comes nearer; the point of the plane under `about` stays where it is, as far as the limits allow.
    void scale(double factor, base::PointPx about);
    /// Adds to the bearing, which turns the map against the clock; `about` stays as with `scale`.
    void rotate(double radians, base::PointPx about);
    /// Moves the map so that `point` of the plane appears at `at`, as far as the limits allow.
    void putUnder(content::MapPoint point, base::PointPx at);

    /// Centre and zoom at which `box` fills `within` (a part of the view), north up or at `bearing`.
    struct Look {
        content::MapPoint centre;
        double zoom = 9;
        double bearing = 0;
        friend constexpr bool operator==(const Look&, const Look&) = default;
    };
    [[nodiscard]] Look fit(const content::MapBox& box, base::RectPx within, double bearing) const;
    /// Centre at which `at` appears in the middle of `within`.
    [[nodiscard]] Look show(content::MapPoint at, double zoom, base::RectPx within, double bearing) const;
    [[nodiscard]] Look look() const { return {m_centre, m_zoom, m_bearing}; }

private:
    void clamp();

    base::RectPx m_rect{0, 0, 1920, 1080};
    Limits m_limits;
    content::MapPoint m_centre;
    double m_zoom = 9;
    double m_bearing = 0;
};

}  // namespace map
