#include "map/camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace map {

using base::PointPx;
using base::RectPx;
using content::MapBox;
using content::MapPoint;

namespace {

/// (-pi, pi]
double wrapped(double radians) {
    const double within = std::remainder(radians, 2 * std::numbers::pi);
    return within <= -std::numbers::pi ? std::numbers::pi : within;
}

/// What lies `px` right of and `py` below a point on the screen, in metres of the plane.
MapPoint planeVector(double px, double py, double metresPerPixel, double bearing) {
    const double sin = std::sin(bearing);
    const double cos = std::cos(bearing);
    return {(px * cos - py * sin) * metresPerPixel, (px * sin + py * cos) * metresPerPixel};
}

}  // namespace

void Camera::setLimits(const Limits& limits) {
    m_limits = limits;
    clamp();
}

void Camera::lookAt(MapPoint centre, double zoom, double bearing) {
    m_centre = centre;
    m_zoom = zoom;
    m_bearing = bearing;
    clamp();
}

void Camera::clamp() {
    m_centre.x = std::clamp(m_centre.x, m_limits.bounds.left, m_limits.bounds.right);
    m_centre.y = std::clamp(m_centre.y, m_limits.bounds.top, m_limits.bounds.bottom);
    m_zoom = std::clamp(m_zoom, m_limits.zoomMin, m_limits.zoomMax);
    m_bearing = wrapped(m_bearing);
}

PointPx Camera::toScreen(MapPoint at) const {
    const double sin = std::sin(m_bearing);
    const double cos = std::cos(m_bearing);
    const double x = (at.x - m_centre.x) / metresPerPixel();
    const double y = (at.y - m_centre.y) / metresPerPixel();
    const PointPx middle = m_rect.centre();
    return {static_cast<float>(middle.x + x * cos + y * sin), static_cast<float>(middle.y - x * sin + y * cos)};
}

MapPoint Camera::toPlane(PointPx at) const {
    const PointPx middle = m_rect.centre();
    const MapPoint off = planeVector(double{at.x} - middle.x, double{at.y} - middle.y, metresPerPixel(), m_bearing);
    return {m_centre.x + off.x, m_centre.y + off.y};
}

MapBox Camera::visibleBox() const {
    const double sin = std::abs(std::sin(m_bearing));
    const double cos = std::abs(std::cos(m_bearing));
    const double halfWidth = (m_rect.w * cos + m_rect.h * sin) / 2 * metresPerPixel();
    const double halfHeight = (m_rect.w * sin + m_rect.h * cos) / 2 * metresPerPixel();
    return {m_centre.x - halfWidth, m_centre.y - halfHeight, m_centre.x + halfWidth, m_centre.y + halfHeight};
}

void Camera::pan(PointPx delta) {
    const MapPoint off = planeVector(delta.x, delta.y, metresPerPixel(), m_bearing);
    lookAt({m_centre.x - off.x, m_centre.y - off.y}, m_zoom, m_bearing);
}

void Camera::scale(double factor, PointPx about) {
    const MapPoint kept = toPlane(about);
    m_zoom = std::clamp(m_zoom + std::log2(factor), m_limits.zoomMin, m_limits.zoomMax);
    putUnder(kept, about);
}

void Camera::rotate(double radians, PointPx about) {
    const MapPoint kept = toPlane(about);
    m_bearing = wrapped(m_bearing + radians);
    putUnder(kept, about);
}

void Camera::putUnder(MapPoint point, PointPx at) {
    const MapPoint there = toPlane(at);
    lookAt({m_centre.x + point.x - there.x, m_centre.y + point.y - there.y}, m_zoom, m_bearing);
}

Camera::Look Camera::fit(const MapBox& box, RectPx within, double bearing) const {
    const double sin = std::abs(std::sin(bearing));
    const double cos = std::abs(std::cos(bearing));
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    const double metres = std::max((width * cos + height * sin) / within.w, (width * sin + height * cos) / within.h);
    // A box without a size asks for an endless zoom, which the limits cut.
    return show(box.centre(), std::log2(content::mapMetresPerPixel(0) / metres), within, bearing);
}

Camera::Look Camera::show(MapPoint at, double zoom, RectPx within, double bearing) const {
    const double near = std::clamp(zoom, m_limits.zoomMin, m_limits.zoomMax);
    const PointPx aside = within.centre() - m_rect.centre();
    const MapPoint off = planeVector(aside.x, aside.y, content::mapMetresPerPixel(near), bearing);
    return {{at.x - off.x, at.y - off.y}, near, wrapped(bearing)};
}

}  // namespace map
