#pragma once

#include <array>
#include <optional>
#include <vector>

#include "content/models.hpp"

/// The year as a circle: where a day lies on it, which season a month belongs to. Angles are radians from the top of
/// the wheel (1 January), clockwise, in [0, 2 pi). Threading: any; pure. Errors: none.
namespace scenes {

enum class Season : std::uint8_t { Rain, Between, Dry };

/// Seasons of the months 1..12 from the monthly rain of one station: a month counts as rainy when it and its neighbours
/// bring at least a twelfth of the year's rain, as dry below half of that. Neighbours count because one odd mean does
/// not make a season. nullopt unless all twelve months are there and some rain falls.
[[nodiscard]] std::optional<std::array<Season, 12>> seasonsOf(const std::vector<content::ClimateMonth>& months);

/// Middle of a day. Months have equal sectors, whatever their number of days.
/// @pre date.month in 1..12, date.day >= 1
[[nodiscard]] float wheelAngle(content::Date date);

/// The angles, moved apart as little as possible so that no two are closer than `least`; their order round the wheel
/// stays. When that many cannot fit, they share the circle evenly.
[[nodiscard]] std::vector<float> spreadAngles(const std::vector<float>& angles, float least);

}  // namespace scenes
