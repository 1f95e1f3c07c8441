#pragma once

#include <string>
#include <vector>

#include "platform/gestures.hpp"

namespace test_support {

/// A gesture as short text, positions rounded to whole pixels, velocities to whole pixels per second, factors and
/// angles to two decimals: "press 10,20", "tap 10,20 x2", "drag-end 300,20 v 1000,0".
[[nodiscard]] std::string describe(const platform::Gesture& gesture);

[[nodiscard]] std::vector<std::string> describe(const std::vector<platform::Gesture>& gestures);

}  // namespace test_support
