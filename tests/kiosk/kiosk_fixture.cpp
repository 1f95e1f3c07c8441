#include "kiosk_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace test_kiosk {
namespace {

std::string fileText(const std::filesystem::path& path, const std::string& remedy) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad()) failTest(path.string() + " cannot be read: " + remedy);
    return text;
}

void append(void* context, void* data, int length) {
    static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(length));
}

}  // namespace

void failTest(const std::string& message) {
    FAIL(message);
    std::abort();  // FAIL throws; the compiler cannot know
}

platform::Bytes fontFile(const std::string& name) {
    const std::string package = name.rfind("andika", 0) == 0 ? "fonts-sil-andika" : "fonts-yrsa-rasa";
    return bytesOf(
        fileText(std::filesystem::path("/usr/share/fonts/truetype") / name, "install the Debian package " + package));
}

const ui::FontSet& fonts() {
    static const ui::FontSet set = [] {
        ui::FontSet out;
        for (std::size_t i = 0; i < ui::kFontFaceCount; ++i)
            out[i] = std::make_shared<const ui::Font>(need(ui::Font::create(fontFile(typography().fontFiles[i]))));
        return out;
    }();
    return set;
}

std::string assetText(const std::string& name) {
    return fileText(std::filesystem::path(KIOSK_ASSETS) / name, "the checkout is not complete");
}

const ui::Theme& dayTheme() {
    static const ui::Theme theme = need(ui::parseTheme(assetText("themes/day.json")));
    return theme;
}

const ui::Theme& sunTheme() {
    static const ui::Theme theme = need(ui::parseTheme(assetText("themes/sun.json")));
    return theme;
}

const ui::Typography& typography() {
    static const ui::Typography type = need(ui::parseTypography(assetText("themes/type.json")));
    return type;
}

platform::Bytes bytesOf(std::string_view text) {
    platform::Bytes bytes(text.size());
    std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return bytes;
}

std::string textOf(const platform::Bytes& bytes) {
    std::string text(bytes.size(), '\0');
    std::transform(bytes.begin(), bytes.end(), text.begin(), [](std::byte b) { return static_cast<char>(b); });
    return text;
}

platform::Bytes pngOf(base::SizePx size, int channels, const std::vector<std::uint8_t>& pixels) {
    REQUIRE(pixels.size() ==
            static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * static_cast<std::size_t>(channels));
    std::string out;
    REQUIRE(stbi_write_png_to_func(append, &out, size.w, size.h, channels, pixels.data(), size.w * channels) != 0);
    return bytesOf(out);
}

platform::Bytes jpegOf(base::SizePx size, const std::vector<std::uint8_t>& rgb) {
    REQUIRE(rgb.size() == static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * 3);
    std::string out;
    REQUIRE(stbi_write_jpg_to_func(append, &out, size.w, size.h, 3, rgb.data(), 100) != 0);
    return bytesOf(out);
}

platform::Bytes flatPng(base::SizePx size, ui::Color color) {
    const std::array<std::uint8_t, 4> channels{color.r, color.g, color.b, color.a};
    const std::size_t used = color.opaque() ? 3 : 4;
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < size.w * size.h; ++i)
        pixels.insert(pixels.end(), channels.begin(), channels.begin() + static_cast<std::ptrdiff_t>(used));
    return pngOf(size, static_cast<int>(used), pixels);
}

platform::Bytes pngHeader(std::uint32_t w, std::uint32_t h) {
    std::string text("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16);
    for (const std::uint32_t side : {w, h}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            text += static_cast<char>(side >> static_cast<unsigned>(shift) & 0xFFU);
    }
    text += std::string("\x08\x02\0\0\0\0\0\0\0", 9);  // 8 bit RGB, and a checksum nobody reads
    // Enough of a data chunk that a reader which ignores the size starts to decode.
    text += std::string("\0\0\0\x04IDAT\x78\x9C\x03\0\0\0\0\0", 16);
    return bytesOf(text);
}

}  // namespace test_kiosk
