#pragma once

#include <string_view>

/// Texts of assets/shaders, embedded at build time without their #version line.
namespace shaders {

extern const std::string_view kQuadVert;
extern const std::string_view kSolidFrag;
extern const std::string_view kImageExactFrag;
extern const std::string_view kImageScaledFrag;
extern const std::string_view kCoverageFrag;

}  // namespace shaders
