#pragma once

#include <string>

#include "ui/interaction.hpp"
#include "ui/node.hpp"

namespace ui {

/// The tree as JSON for tests, audits and screen readers of the future. One object a node that means something:
/// id, role, label, lang, speech, parent (id of the nearest named ancestor), rect_px and rect_mm [x, y, w, h] (for
/// controls the part that reacts to a finger), y_mm_above_floor [bottom, top], and for texts text_px, cap_mm, fg, bg,
/// contrast, clipped; for controls state {enabled, selected, focused, pressed, primary}; for scroll nodes offset_px,
/// content_px, viewport_px. `scrolled` marks nodes wholly or partly scrolled out of sight, `out_of_sight` of those the
/// ones nothing is shown of, `covered` those under a dialog. Rectangles in physical millimetres from the top left of
/// the glass. Keys and order are stable.
[[nodiscard]] std::string dumpTree(const Tree& tree, const Panel& panel, const Interaction& interaction,
                                   const std::string& screen, std::string_view lang);

/// What is said for a control: its speech or label.
[[nodiscard]] const Words& speechOf(const Control& control);

}  // namespace ui
