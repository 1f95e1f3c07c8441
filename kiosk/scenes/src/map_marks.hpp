#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "map/camera.hpp"
#include "map_data.hpp"
#include "ui/node.hpp"

/// What is drawn over the map: pins, clusters, the kiosk, scale, compass. Sizes in design millimetres.
namespace scenes {

inline constexpr float kPinMm = 16.6F;  ///< width of a pin; it is taller by a quarter
inline constexpr float kPinTallMm = 20.5F;
inline constexpr float kClusterMm = 16.6F;

/// A drop with its tip at the foot of the rectangle, an icon in its head. Chosen: larger, with a ring of gold.
void paintPin(const ui::PaintContext& context, std::string_view icon, ui::Color fill, ui::Color ink, bool chosen);
/// A disc with its number, ringed by the dyes of what it holds.
struct ClusterShare {
    ui::Color color;
    int count = 0;
};
void paintCluster(const ui::PaintContext& context, std::span<const ClusterShare> shares);
/// The stage of a route: a disc with its number.
void paintStage(const ui::PaintContext& context, int number, ui::Color fill, bool chosen);

/// "You are here": a dot with a halo, and its words on a plate beside it, inside `view`. Returns the plate.
base::RectPx paintHere(const ui::PaintContext& context, base::PointPx at, const std::string& words, base::RectPx view);

/// The way of a route with its casing.
void paintRoute(const ui::PaintContext& context, const map::Camera& camera, std::span<const content::MapPoint> path,
                ui::Color color, bool straight);

/// The round number of kilometres or metres whose bar is at most `mostPx` long.
struct ScaleBar {
    double metres = 0;
    float px = 0;
    [[nodiscard]] std::string words() const;  ///< "10 km", "500 m"
};
[[nodiscard]] ScaleBar scaleBar(const map::Camera& camera, const content::MapProjection& projection, float mostPx);
void paintScale(const ui::PaintContext& context, float lengthPx);
/// A needle: its dark half points north.
void paintNeedle(const ui::PaintContext& context, double bearing);

}  // namespace scenes
