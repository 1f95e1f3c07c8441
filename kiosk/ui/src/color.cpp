#include "ui/color.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ui {
namespace {

std::uint8_t toByte(float value) { return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L)); }

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color color) { return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b); }

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Color Color::withAlpha(float alpha) const { return {r, g, b, toByte(static_cast<float>(a) * alpha)}; }

Color Color::darker(float amount) const {
    const float k = 1 - amount;
    return {toByte(static_cast<float>(r) * k), toByte(static_cast<float>(g) * k), toByte(static_cast<float>(b) * k), a};
}

std::optional<Color> parseColor(std::string_view text) {
    if ((text.size() != 7 && text.size() != 9) || text[0] != '#') return std::nullopt;
    std::uint8_t bytes[4] = {0, 0, 0, 255};
    for (std::size_t i = 0; i + 2 < text.size(); i += 2) {
        const int high = hexDigit(text[i + 1]);
        const int low = hexDigit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return Color{bytes[0], bytes[1], bytes[2], bytes[3]};
}

std::string toHex(Color color) {
    char text[10];
    if (color.opaque()) {
        std::snprintf(text, sizeof text, "#%02X%02X%02X", color.r, color.g, color.b);
    } else {
        std::snprintf(text, sizeof text, "#%02X%02X%02X%02X", color.r, color.g, color.b, color.a);
    }
    return text;
}

Color mix(Color a, Color b, float t) {
    const auto channel = [t](std::uint8_t x, std::uint8_t y) {
        return toByte(static_cast<float>(x) + (static_cast<float>(y) - static_cast<float>(x)) * t);
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

Color over(Color top, Color under) {
    Color result = mix(under, {top.r, top.g, top.b, 255}, static_cast<float>(top.a) / 255.0F);
    result.a = 255;
    return result;
}

double contrastRatio(Color a, Color b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace ui
