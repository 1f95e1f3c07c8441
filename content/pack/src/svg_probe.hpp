#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules.hpp"

namespace content_pack {

struct SvgProblem {
    Rule rule = Rule::SvgExternal;
    int line = 1;
    std::string detail;  ///< what was found
};

/// Looks through an SVG for what a drawing of a pack must not have: references out of the file, scripts, foreign
/// content, and text. It reads tags, not the whole grammar of XML; whether the drawing can be drawn is librsvg's to
/// say.
[[nodiscard]] std::vector<SvgProblem> probeSvg(std::string_view svg);

}  // namespace content_pack
