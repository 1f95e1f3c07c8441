#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ui {

/// sRGB colour, straight alpha.
struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;

    friend constexpr bool operator==(Color, Color) = default;
    /// As stored in `platform::Vertex`: 0xAABBGGRR.
    [[nodiscard]] constexpr std::uint32_t packed() const {
        return static_cast<std::uint32_t>(a) << 24U | static_cast<std::uint32_t>(b) << 16U |
               static_cast<std::uint32_t>(g) << 8U | r;
    }
    [[nodiscard]] constexpr bool opaque() const { return a == 255; }
    [[nodiscard]] Color withAlpha(float alpha) const;
    /// Towards black; 0 = unchanged, 1 = black.
    [[nodiscard]] Color darker(float amount) const;
};

/// "#RRGGBB" or "#RRGGBBAA".
[[nodiscard]] std::optional<Color> parseColor(std::string_view text);
[[nodiscard]] std::string toHex(Color color);

/// Linear mix in sRGB, t in [0, 1].
[[nodiscard]] Color mix(Color a, Color b, float t);
/// `top` laid over an opaque `under`.
[[nodiscard]] Color over(Color top, Color under);
/// WCAG 2.2 contrast ratio of two opaque colours, [1, 21].
[[nodiscard]] double contrastRatio(Color a, Color b);

}  // namespace ui
