#include "ui/qr.hpp"

#include <qrencode.h>

#include <cmath>
#include <memory>
#include <vector>

namespace ui {
namespace {

constexpr int kQuietModules = 4;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

struct Modules {
    int side = 0;
    std::vector<bool> dark;
};

Modules encode(const std::string& payload) {
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeData(
        static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M));
    Modules out;
    if (code == nullptr) return out;
    out.side = code->width;
    const auto cells = static_cast<std::size_t>(out.side) * static_cast<std::size_t>(out.side);
    out.dark.reserve(cells);
    for (std::size_t i = 0; i < cells; ++i)
        out.dark.push_back((code->data[i] & 1) != 0);
    return out;
}

}  // namespace

void qrCode(Ui& ui, const std::string& id, const std::string& payload, const Words& meaning, float sideMm) {
    // Sixty millimetres of code on the glass, whatever the design scale; the quiet zone comes on top.
    Modules modules = encode(payload);
    if (modules.side == 0) return;
    const float codeMm = std::max(sideMm, 60.0F / ui.panel().designScale());
    const float whole =
        codeMm * static_cast<float>(modules.side + 2 * kQuietModules) / static_cast<float>(modules.side);
    Box box;
    box.w = mm(whole + 1);
    box.h = mm(whole + 1);
    ui.paint(
        id, meaning,
        [modules = std::move(modules), codeMm](const PaintContext& c) {
            // Whole pixels a module, rounded up: never smaller than promised.
            const float unit = std::max(1.0F, std::ceil(c.panel.px(codeMm) / static_cast<float>(modules.side) - 0.02F));
            const float side = unit * static_cast<float>(modules.side);
            const float x0 = std::round(c.rect.centre().x - side / 2);
            const float y0 = std::round(c.rect.centre().y - side / 2);
            const float quiet = unit * kQuietModules;
            c.painter.fill({x0 - quiet, y0 - quiet, side + 2 * quiet, side + 2 * quiet}, Color{255, 255, 255, 255});
            for (int y = 0; y < modules.side; ++y) {
                for (int x = 0; x < modules.side;) {
                    const auto at = [&](int column) {
                        return modules.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(modules.side) +
                                            static_cast<std::size_t>(column)];
                    };
                    int end = x;
                    while (end < modules.side && at(end) == at(x))
                        ++end;
                    if (at(x)) {
                        c.painter.fill({x0 + static_cast<float>(x) * unit, y0 + static_cast<float>(y) * unit,
                                        static_cast<float>(end - x) * unit, unit},
                                       Color{0, 0, 0, 255});
                    }
                    x = end;
                }
            }
        },
        box);
}

}  // namespace ui
