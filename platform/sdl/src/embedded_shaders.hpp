#pragma once

#include <string_view>

/// Texts of assets/shaders, embedded at build time without their #version line.
namespace shaders {

extern const std::string_view kQuadVert;
extern const std::string_view kSolidFrag;
extern const std::string_view kImageExactFrag;
extern const std::string_view kImageScaledFrag;
extern const std::string_view kCoverageFrag;
extern const std::string_view kMeshFillVert;
extern const std::string_view kMeshFillFrag;
extern const std::string_view kMeshLineVert;
extern const std::string_view kMeshLineFrag;

}  // namespace shaders
