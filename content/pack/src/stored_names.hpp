#pragma once

#include <array>
#include <string>
#include <string_view>

#include "content/models.hpp"

/// Enumerations as the database and the source files write them, indexed by their value.
namespace content_pack {

inline constexpr std::array<std::string_view, 3> kConfidenceNames = {"high", "medium", "low"};
inline constexpr std::array<std::string_view, 5> kPositionNames = {"none", "surveyed", "settlement", "town_centre",
                                                                   "approximate"};
inline constexpr std::array<std::string_view, 4> kPrecisionNames = {"century", "year", "month", "day"};
inline constexpr std::array<std::string_view, 2> kRuleNames = {"fixed", "easter"};
inline constexpr std::array<std::string_view, 2> kPictureKindNames = {"illustration", "photo"};
inline constexpr std::array<std::string_view, 2> kConsentNames = {"historical", "given"};

template <typename Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view storedName(const std::array<std::string_view, N>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

/// Shortest text that reads back as the same number.
[[nodiscard]] std::string shortestDecimal(double value);

}  // namespace content_pack
