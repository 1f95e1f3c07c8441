#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace app {

/// PNG (RGB, 8 bit) of RGBA rows, top first; alpha is dropped. @pre rgba.size() == w * h * 4
[[nodiscard]] std::string encodePng(const std::vector<std::byte>& rgba, base::SizePx size);

}  // namespace app
