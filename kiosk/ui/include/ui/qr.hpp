#pragma once

#include <string>

#include "ui/ui.hpp"

namespace ui {

/// A QR code that needs no server: `payload` is what a phone reads (a geo: link, a telephone number, plain text). Black
/// on white in every theme, four modules of quiet zone, error correction M, modules of whole pixels, at least 60
/// physical millimetres wide (DESIGN.md section 6). Draws nothing when the payload does not fit a code (over 2,331
/// bytes). `meaning` says in words what the code holds.
void qrCode(Ui& ui, const std::string& id, const std::string& payload, const Words& meaning, float sideMm = 60);

}  // namespace ui
