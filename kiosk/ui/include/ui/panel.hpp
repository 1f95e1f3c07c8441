#pragma once

#include "base/result.hpp"
#include "base/units.hpp"

namespace ui {

/// The panel as it is mounted, and the one place where millimetres become pixels.
///
/// Two kinds of millimetre: *physical* ones on the glass, and *design* ones in which screens are laid out. A panel
/// taller or wider than the 24" reference is looked at from further away, so design millimetres grow with its short
/// side: `designScale` = clamp(short side / 298.9 mm, 1, 1.6). They never shrink, so every minimum size of the
/// specification that holds in design millimetres holds on the glass.
class Panel {
public:
    Panel() = default;
    /// `mountBottomMm`: height of the lower edge of the picture above the floor.
    /// Errc::InvalidInput when a size is not positive or the pixels are more than 2 % from square.
    [[nodiscard]] static base::Result<Panel> create(base::SizePx px, base::SizeMm mm, float mountBottomMm);

    [[nodiscard]] base::SizePx sizePx() const { return m_px; }
    [[nodiscard]] base::SizeMm sizeMm() const { return m_mm; }  ///< physical
    [[nodiscard]] float pxPerMm() const { return m_pxPerMm; }   ///< physical
    [[nodiscard]] float designScale() const { return m_designScale; }
    [[nodiscard]] bool portrait() const { return m_px.h > m_px.w; }

    /// Design millimetres to pixels and back.
    [[nodiscard]] float px(float designMm) const { return designMm * m_pxPerMm * m_designScale; }
    [[nodiscard]] float designMm(float px) const { return px / (m_pxPerMm * m_designScale); }
    /// Size of the picture in design millimetres.
    [[nodiscard]] base::SizeMm designSize() const {
        return {designMm(static_cast<float>(m_px.w)), designMm(static_cast<float>(m_px.h))};
    }
    /// Height above the floor, in physical millimetres, of a framebuffer row.
    [[nodiscard]] float aboveFloorMm(float yPx) const {
        return m_mountBottomMm + (static_cast<float>(m_px.h) - yPx) / m_pxPerMm;
    }

private:
    base::SizePx m_px{1920, 1080};
    base::SizeMm m_mm{531.3F, 298.9F};
    float m_mountBottomMm = 800;
    float m_pxPerMm = 1920.0F / 531.3F;
    float m_designScale = 1;
};

}  // namespace ui
