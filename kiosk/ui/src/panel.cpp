#include "ui/panel.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ui {
namespace {

constexpr float kReferenceShortSideMm = 298.9F;  // 24" 16:9, the panel the design was drawn for
constexpr float kLargestScale = 1.6F;            // beyond, a visitor at arm's length would have to turn the head

}  // namespace

base::Result<Panel> Panel::create(base::SizePx px, base::SizeMm mm, float mountBottomMm) {
    if (px.w < 1 || px.h < 1) {
        return base::Error{base::Errc::InvalidInput, "the picture must be at least 1x1 pixels, got " +
                                                         std::to_string(px.w) + "x" + std::to_string(px.h)};
    }
    if (!(mm.w > 0 && mm.h > 0) || !std::isfinite(mm.w) || !std::isfinite(mm.h) || !std::isfinite(mountBottomMm)) {
        return base::Error{base::Errc::InvalidInput, "the panel size in millimetres must be positive numbers"};
    }
    Panel panel;
    panel.m_px = px;
    panel.m_mm = mm;
    panel.m_mountBottomMm = mountBottomMm;
    const float horizontal = static_cast<float>(px.w) / mm.w;
    const float vertical = static_cast<float>(px.h) / mm.h;
    // Rounded data sheets differ by a per cent or two; more means width and height were swapped or mistyped.
    if (px.w >= 100 && px.h >= 100 && std::abs(horizontal / vertical - 1) > 0.02F) {
        return base::Error{base::Errc::InvalidInput,
                           "panel of " + std::to_string(mm.w) + "x" + std::to_string(mm.h) + " mm does not fit " +
                               std::to_string(px.w) + "x" + std::to_string(px.h) +
                               " pixels: pixels would not be square (check the size and the orientation)"};
    }
    panel.m_pxPerMm = std::min(horizontal, vertical);
    panel.m_designScale = std::clamp(std::min(mm.w, mm.h) / kReferenceShortSideMm, 1.0F, kLargestScale);
    return panel;
}

}  // namespace ui
