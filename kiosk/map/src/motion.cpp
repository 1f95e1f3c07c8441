#include "map/motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <variant>

namespace map {

using base::PointPx;
using platform::Instant;

namespace {

constexpr double kGone = 1e-6;  ///< levels of zoom that nobody can tell from none

double secondsBetween(Instant from, Instant to) {
    return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

/// Ease-in-out cubic, [0, 1] -> [0, 1].
double eased(double part) {
    if (part < 0.5) return 4 * part * part * part;
    const double left = 2 - 2 * part;
    return 1 - left * left * left / 2;
}

/// How far around from one bearing to another, the shorter way.
double turnBetween(double from, double to) { return std::remainder(to - from, 2 * std::numbers::pi); }

double flightPart(Instant begun, Instant now) {
    const double whole = std::chrono::duration<double>(Motion::kFlight).count();
    return std::min(1.0, secondsBetween(begun, now) / whole);
}

double length(PointPx v) { return std::hypot(double{v.x}, double{v.y}); }

/// Seconds until a speed that decays by `damping` has come down to `stop`; 0 for one that is below already.
double restAfter(double speed, double stop, double damping) { return std::max(0.0, std::log(speed / stop) / damping); }

/// Seconds of full speed that come to the same way as `seconds` of decay.
double decayed(double seconds, double damping) { return -std::expm1(-damping * seconds) / damping; }

}  // namespace

bool Motion::handle(const platform::Gesture& gesture, Instant now) {
    if (std::holds_alternative<platform::Press>(gesture)) return interrupt(now);
    if (const auto* begun = std::get_if<platform::DragBegin>(&gesture)) {
        interrupt(now);
        m_held = true;
        m_camera.pan(begun->at - begun->from);
        return true;
    }
    if (std::holds_alternative<platform::PinchBegin>(gesture)) {
        interrupt(now);
        m_held = true;
        m_turning = false;
        m_turned = 0;
        return true;
    }
    if (!m_held) return false;
    if (const auto* drag = std::get_if<platform::DragMove>(&gesture)) {
        interrupt(now);
        m_camera.pan(drag->delta);
    } else if (const auto* move = std::get_if<platform::PinchMove>(&gesture)) {
        interrupt(now);
        pinch(*move);
    } else if (const auto* dragged = std::get_if<platform::DragEnd>(&gesture)) {
        release(dragged->at, dragged->velocity, 0, now);
    } else if (const auto* pinched = std::get_if<platform::PinchEnd>(&gesture)) {
        release(pinched->centre, pinched->velocity, pinched->scaleVelocity, now);
    } else if (std::holds_alternative<platform::GestureCancelled>(gesture)) {
        release(m_camera.view().centre(), {}, 0, now);
    } else {
        return false;
    }
    return true;
}

/// Whatever moves is brought to where it is now, and stays there.
bool Motion::interrupt(Instant now) {
    const bool moving = m_glide || m_flight;
    tick(now);
    stop();
    return moving;
}

void Motion::pinch(const platform::PinchMove& move) {
    m_camera.pan(move.delta);
    m_camera.scale(move.scale, move.centre);
    double turn = move.rotation;
    if (!m_turning) {
        m_turned += turn;
        if (std::abs(m_turned) <= kTurnSlop) return;
        m_turning = true;
        turn = m_turned - std::copysign(kTurnSlop, m_turned);
    }
    m_camera.rotate(-turn, move.centre);
}

void Motion::release(PointPx at, PointPx velocity, double zoomVelocity, Instant now) {
    interrupt(now);
    m_held = false;
    Glide glide{m_camera.look(), at, {}, 0, 0, m_restBearing, now};
    if (length(velocity) >= kFlingStartPx) glide.velocity = velocity;
    if (std::abs(zoomVelocity) >= kZoomStart) glide.zoomVelocity = zoomVelocity;
    const double turn = turnBetween(m_camera.bearing(), m_restBearing);
    if (std::abs(turn) <= kNorthSnap) glide.turn = turn;
    if (glide.velocity == PointPx{} && glide.zoomVelocity == 0 && glide.turn == 0) return;
    if (m_reduced) {
        m_camera.rotate(glide.turn, at);
        return;
    }
    m_glide = glide;
    m_last = now;
}

void Motion::zoomBy(double levels, PointPx about, Instant now) {
    // Steps that follow each other quickly add up, and a turn on its way arrives.
    const double from = m_flight && m_flight->about ? m_flight->to.zoom : m_camera.zoom();
    const double turn = m_glide ? m_glide->turn : 0;
    const double bearing = turn != 0 ? m_glide->restBearing : m_flight ? m_flight->to.bearing : m_camera.bearing();
    interrupt(now);
    const Camera::Limits& limits = m_camera.limits();
    const Camera::Look to{{}, std::clamp(from + levels, limits.zoomMin, limits.zoomMax), bearing};
    if (to.zoom == m_camera.zoom() && to.bearing == m_camera.bearing()) return;
    m_flight = Flight{m_camera.look(), to, about, m_camera.toPlane(about), now};
    if (m_reduced) tick(now + kFlight);
}

void Motion::flyTo(const Camera::Look& look, Instant now) {
    interrupt(now);
    Camera there = m_camera;
    there.lookAt(look.centre, look.zoom, look.bearing);
    m_flight = Flight{m_camera.look(), there.look(), {}, {}, now};
    if (m_reduced) tick(now + kFlight);
}

void Motion::stop() {
    m_glide.reset();
    m_flight.reset();
}

bool Motion::tick(Instant now) {
    if (m_flight && !fly(*m_flight, now)) m_flight.reset();
    if (m_glide && !glide(*m_glide, now)) m_glide.reset();
    return m_flight || m_glide;
}

bool Motion::active() const { return m_held || m_glide || m_flight; }

/// True while it has not arrived.
bool Motion::fly(const Flight& flight, Instant now) {
    const double part = eased(flightPart(flight.begun, now));
    const Camera::Look& from = flight.from;
    const Camera::Look& to = flight.to;
    const double rise = to.zoom - from.zoom;
    const double zoom = part < 1 ? from.zoom + rise * part : to.zoom;
    const double bearing = part < 1 ? from.bearing + turnBetween(from.bearing, to.bearing) * part : to.bearing;
    if (flight.about) {
        m_camera.lookAt(m_camera.centre(), zoom, bearing);
        m_camera.putUnder(flight.anchor, *flight.about);
        return part < 1;
    }
    // The centre moves as much as a pixel grows or shrinks: one point of the plane stays at its pixel all the way, and
    // the place flown to comes to the middle on a straight line.
    const double way = std::abs(rise) < kGone
                           ? part
                           : std::expm1(-rise * part * std::numbers::ln2) / std::expm1(-rise * std::numbers::ln2);
    const content::MapPoint centre{std::lerp(from.centre.x, to.centre.x, way),
                                   std::lerp(from.centre.y, to.centre.y, way)};
    m_camera.lookAt(part < 1 ? centre : to.centre, zoom, bearing);
    return part < 1;
}

/// True while it has not come to rest.
bool Motion::glide(const Glide& glide, Instant now) {
    const double age = secondsBetween(glide.begun, now);
    const double panS = restAfter(length(glide.velocity), kFlingStopPx, kPanDamping);
    const double zoomS = restAfter(std::abs(glide.zoomVelocity), kZoomStop, kZoomDamping);
    const double turned = flightPart(glide.begun, now);
    const PointPx way = glide.velocity * static_cast<float>(decayed(std::min(age, panS), kPanDamping));
    const double growth = glide.zoomVelocity * decayed(std::min(age, zoomS), kZoomDamping);
    const Camera::Look before = m_camera.look();
    m_camera.lookAt(glide.from.centre, glide.from.zoom, glide.from.bearing);
    m_camera.pan(way);
    m_camera.scale(std::exp(growth), glide.about + way);
    if (glide.turn != 0) m_camera.rotate(glide.turn * eased(turned), glide.about + way);
    if (glide.turn != 0 && turned >= 1) m_camera.lookAt(m_camera.centre(), m_camera.zoom(), glide.restBearing);
    // Against the limits nothing moves any more, however fast it came.
    const bool stuck = now > m_last && age > 0.1 && before == m_camera.look();
    m_last = now;
    return !stuck && (age < panS || age < zoomS || (glide.turn != 0 && turned < 1));
}

}  // namespace map
