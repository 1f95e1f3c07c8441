#pragma once

#include <optional>

#include "map/camera.hpp"
#include "platform/clock.hpp"
#include "platform/gestures.hpp"

namespace map {

/// Moves a camera: fingers, what they leave behind when they lift, and flights to another view. Pure logic on given
/// times. Threading: none.
///
/// One finger keeps its point of the plane; two keep both (the recogniser gives the similarity). A pinch turns the map
/// only by what it has turned beyond `kTurnSlop`, and a turn that ends within `kNorthSnap` of north (or of the heading
/// the map is kept to) goes there. A fling slows down by exp(-kPanDamping t); a pinch leaves a zoom that slows down by
/// exp(-kZoomDamping t). Any touch stops it at once.
class Motion {
public:
    static constexpr double kPanDamping = 4;     ///< 1/s
    static constexpr double kZoomDamping = 6;    ///< 1/s
    static constexpr float kFlingStartPx = 200;  ///< px/s at which a lift becomes a fling
    static constexpr float kFlingStopPx = 20;    ///< px/s at which it has come to rest
    static constexpr double kZoomStart = 0.4;    ///< ln(scale)/s from which a pinch goes on zooming
    static constexpr double kZoomStop = 0.05;
    static constexpr double kTurnSlop = 8 * 3.14159265358979323846 / 180;
    static constexpr double kNorthSnap = 7 * 3.14159265358979323846 / 180;
    static constexpr platform::Duration kFlight = std::chrono::milliseconds(420);

    explicit Motion(Camera& camera) : m_camera(camera) {}

    /// Reduced motion: no flings, flights arrive at once.
    void setReduced(bool on) { m_reduced = on; }
    /// The bearing a turn snaps to: north, or where the kiosk's visitor looks.
    void setRestBearing(double radians) { m_restBearing = radians; }

    /// True when the gesture moved or stopped the map. Taps never do.
    bool handle(const platform::Gesture& gesture, platform::Instant now);
    /// A mouse wheel's or a button's step: a short flight of the zoom that keeps `about`.
    void zoomBy(double levels, base::PointPx about, platform::Instant now);
    void flyTo(const Camera::Look& look, platform::Instant now);
    void stop();

    /// Moves the camera to `now`. True while something still moves.
    bool tick(platform::Instant now);
    /// Whether a finger holds the map or something moves on its own.
    [[nodiscard]] bool active() const;

private:
    struct Flight {
        Camera::Look from, to;
        std::optional<base::PointPx> about;  ///< zoom about this pixel; `to.centre` does not count then
        content::MapPoint anchor;            ///< what lies under it
        platform::Instant begun;
    };
    /// What fingers leave behind. Where it is depends on its age alone, not on how often anyone looked.
    struct Glide {
        Camera::Look from;
        base::PointPx about;      ///< where the fingers were; moves along
        base::PointPx velocity;   ///< px/s
        double zoomVelocity = 0;  ///< ln(scale) per second
        double turn = 0;          ///< to the bearing of rest; 0 = none
        double restBearing = 0;
        platform::Instant begun;
    };

    bool interrupt(platform::Instant now);
    void pinch(const platform::PinchMove& move);
    void release(base::PointPx at, base::PointPx velocity, double zoomVelocity, platform::Instant now);
    [[nodiscard]] bool fly(const Flight& flight, platform::Instant now);
    [[nodiscard]] bool glide(const Glide& glide, platform::Instant now);

    Camera& m_camera;
    bool m_reduced = false;
    double m_restBearing = 0;
    bool m_held = false;
    bool m_turning = false;
    double m_turned = 0;
    platform::Instant m_last;  ///< of the last tick
    std::optional<Glide> m_glide;
    std::optional<Flight> m_flight;
};

}  // namespace map
