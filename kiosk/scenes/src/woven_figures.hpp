#pragma once

#include <array>

#include "ui/painter.hpp"

/// Figures of the belt, drawn as they are woven: cell by cell. They are ornaments; no meaning is claimed for them.
namespace scenes {

enum class WovenFigure : std::uint8_t { Diamond, Cross, Star, Flower, Sun };
inline constexpr int kWovenFigures = 5;

/// Cells of the larger side: a figure is at most this many times `cellPx` wide and high.
inline constexpr int kWovenCells = 13;

/// Draws a figure around `centre` with square cells, whole pixels each. `threads` are the colours of outline, field and
/// heart.
void paintFigure(ui::Painter& painter, WovenFigure figure, base::PointPx centre, float cellPx,
                 const std::array<ui::Color, 3>& threads);

}  // namespace scenes
