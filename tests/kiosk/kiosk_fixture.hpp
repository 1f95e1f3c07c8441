#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "platform/file_system.hpp"
#include "ui/fonts.hpp"
#include "ui/theme.hpp"
#include "ui/ui.hpp"

namespace test_kiosk {

[[noreturn]] void failTest(const std::string& message);

/// The value of a result; fails the test with the error's message when there is none.
template <typename T>
[[nodiscard]] T need(base::Result<T> result) {
    if (!result) failTest(result.error().message);
    return std::move(result).value();
}

/// A font of the kiosk where Debian installs it, e.g. "andika/Andika-Regular.ttf"; fails the test with the package to
/// install when it is missing.
[[nodiscard]] platform::Bytes fontFile(const std::string& name);
/// The four fonts of the kiosk, read once.
[[nodiscard]] const ui::FontSet& fonts();

/// The text of a file below the repository's assets folder.
[[nodiscard]] std::string assetText(const std::string& name);
[[nodiscard]] const ui::Theme& dayTheme();
[[nodiscard]] const ui::Theme& sunTheme();
[[nodiscard]] const ui::Typography& typography();

[[nodiscard]] platform::Bytes bytesOf(std::string_view text);
[[nodiscard]] std::string textOf(const platform::Bytes& bytes);

/// An 8 bit PNG of tightly packed pixels with 1 to 4 channels.
[[nodiscard]] platform::Bytes pngOf(base::SizePx size, int channels, const std::vector<std::uint8_t>& pixels);
/// A JPEG of the best quality, RGB.
[[nodiscard]] platform::Bytes jpegOf(base::SizePx size, const std::vector<std::uint8_t>& rgb);
/// A PNG of one colour, RGBA when `rgba` is not opaque, else RGB.
[[nodiscard]] platform::Bytes flatPng(base::SizePx size, ui::Color color);
/// The first chunk of a PNG that claims this size, and nothing behind it.
[[nodiscard]] platform::Bytes pngHeader(std::uint32_t w, std::uint32_t h);

/// Interface words for tests: the key itself is what is said.
class KeyStrings final : public ui::Strings {
public:
    std::string lang = "es";
    std::map<std::string, std::string, std::less<>> words;  ///< of the keys that a test needs as words

    [[nodiscard]] ui::Words get(std::string_view key) const override {
        const auto known = words.find(key);
        return {known != words.end() ? known->second : std::string(key), "es"};
    }
    [[nodiscard]] ui::Words plural(std::string_view key, long count) const override {
        return {std::string(key) + " " + std::to_string(count), "es"};
    }
    [[nodiscard]] std::string_view language() const override { return lang; }
};

}  // namespace test_kiosk
