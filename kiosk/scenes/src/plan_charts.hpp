#pragma once

#include <string>
#include <vector>

#include "plan_parts.hpp"

/// Figures of indicators drawn. Each drawing has its values in words beside or below it and in the tree.
namespace scenes {

/// The figures of the whole province that have a year and a number, oldest first.
[[nodiscard]] std::vector<const content::PlanObservation*> trendOf(const content::PlanIndicator& indicator);

/// Points over years. A line joins two only where both were found in the same way: a census and an estimate are not one
/// series. Does nothing for fewer than two points.
void trendChart(ui::Ui& ui, const std::string& id, const content::PlanIndicator& indicator, float widthMm);

/// A bar of a figure on the scale `from` to `to`; hatched where the document gives none. Values may be negative.
void figureBar(ui::Ui& ui, const content::PlanObservation& observation, double from, double to, float heightMm);

/// Scale that holds zero and every value of `observations`.
struct FigureScale {
    double from = 0;
    double to = 1;
};
[[nodiscard]] FigureScale figureScale(const std::vector<const content::PlanObservation*>& observations);

}  // namespace scenes
