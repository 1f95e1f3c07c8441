#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace content_pack {

enum class ImageType : std::uint8_t { Svg, Png, Jpeg };

inline constexpr std::uint64_t kMaxPhotoBytes = 15'000'000;
inline constexpr std::uint64_t kMaxSvgBytes = 5'000'000;
inline constexpr std::int64_t kMaxPixels = 40'000'000;
inline constexpr int kMinPhotoPx = 800;

/// What the header of a raster image says; nothing is decoded, so a decompression bomb costs nothing.
struct ImageHeader {
    int widthPx = 0;
    int heightPx = 0;
    int orientation = 1;  ///< EXIF: 1 = upright
};

/// Type by the file's first bytes, not its name; nullopt-like InvalidInput when it is none of ours.
[[nodiscard]] base::Result<ImageType> sniffImage(std::string_view bytes);

/// Errors: Errc::InvalidInput with the reason when the header is broken or of a kind we do not decode.
[[nodiscard]] base::Result<ImageHeader> probePng(std::string_view bytes);
[[nodiscard]] base::Result<ImageHeader> probeJpeg(std::string_view bytes);

}  // namespace content_pack
