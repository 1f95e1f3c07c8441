#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// Decoding, drawing, resizing and encoding of pictures. Every function is pure: same bytes in, same bytes out, on any
/// thread. Errors: Errc::InvalidInput with the reason.
namespace content_pack {

/// Part of the key of cached pictures: raise it whenever a change here changes the bytes of a picture.
inline constexpr int kDrawingVersion = 1;

struct Colour {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    friend constexpr bool operator==(const Colour&, const Colour&) = default;
};
/// The wool of DESIGN.md, under transparent parts of pictures that state no background.
inline constexpr Colour kWool{0xF5, 0xEC, 0xDD};

/// Opaque picture, rows from the top, three bytes a pixel.
struct RgbImage {
    int widthPx = 0;
    int heightPx = 0;
    std::vector<std::uint8_t> rgb;
};

/// A parsed drawing. Nothing outside its bytes is ever loaded.
/// Threading: one thread at a time.
class SvgDrawing {
public:
    [[nodiscard]] static base::Result<SvgDrawing> open(std::string_view svg);
    SvgDrawing(SvgDrawing&&) noexcept;
    SvgDrawing& operator=(SvgDrawing&&) noexcept;
    ~SvgDrawing();

    /// Own size in pixels: width and height, else the viewBox. Both > 0.
    [[nodiscard]] double widthPx() const;
    [[nodiscard]] double heightPx() const;
    /// Drawn over `ground` to fill exactly widthPx x heightPx. @pre both > 0
    [[nodiscard]] base::Result<RgbImage> draw(int widthPx, int heightPx, Colour ground) const;

private:
    struct Impl;
    explicit SvgDrawing(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};
/// Version of the library that draws SVG, part of the key of cached pictures.
[[nodiscard]] std::string svgRendererVersion();

/// @pre the header was probed: its size is within kMaxPixels
[[nodiscard]] base::Result<RgbImage> decodePng(std::string_view bytes, Colour ground);
[[nodiscard]] base::Result<RgbImage> decodeJpeg(std::string_view bytes);

/// Filtered in linear light. @pre both > 0
[[nodiscard]] RgbImage resized(const RgbImage& image, int widthPx, int heightPx);

/// No time stamps, no text, no colour profile: equal pictures have equal bytes.
[[nodiscard]] base::Result<std::string> encodePng(const RgbImage& image);
[[nodiscard]] base::Result<std::string> encodeJpeg(const RgbImage& image, int quality);

}  // namespace content_pack
