#pragma once

#include <string>
#include <vector>

#include "common.hpp"

/// Twelve months of temperature and rain.
namespace scenes {

/// The same for every chart of a page, so that two places can be compared by eye.
struct ClimateScale {
    double lowC = 0;  ///< multiples of 5, at most 0
    double highC = 20;
    double rainMm = 100;  ///< a multiple of 50
};
[[nodiscard]] ClimateScale climateScale(const std::vector<std::vector<content::ClimateMonth>>& charts);

struct ClimateChart {
    std::string id;
    std::vector<content::ClimateMonth> months;
    ClimateScale scale;
};
/// Range bars of temperature over bars of rain, every value also as text; where `widthMm` or the visitor's letters
/// leave a month no room, one line for each month instead.
void climateChart(ui::Ui& ui, const ClimateChart& chart, float widthMm);

}  // namespace scenes
