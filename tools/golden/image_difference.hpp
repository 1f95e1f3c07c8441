#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

/// Compares screenshots with the expected ones. Software renderers round differently on other processors, so what
/// counts is how many pixels differ visibly, not whether any does.
namespace golden {

/// 8-bit RGB, rows from the top, no padding.
struct Image {
    int w = 0;
    int h = 0;
    std::vector<std::uint8_t> rgb;
};

/// Errc::Io when the file cannot be read, Errc::Corrupt when it is no image. At most 8192 x 8192 pixels.
[[nodiscard]] base::Result<Image> readPng(const std::string& file);
/// Lossless, as small as zlib makes it: these files stay in the repository. Errc::Io.
[[nodiscard]] base::Status writePng(const std::string& file, const Image& image);

/// Rounds every channel to a multiple of `step` (255 stays 255): a third smaller once packed, and for steps well below
/// the threshold of `compare` nothing it would tell apart. @pre 1 <= step <= 255
void coarsen(Image& image, int step);

struct Difference {
    std::uint64_t pixels = 0;  ///< pixels of which one channel differs by more than the threshold
    double share = 0;          ///< of all pixels, [0, 1]; 1 when the sizes differ
    int largest = 0;           ///< largest difference of a channel, [0, 255]
    bool sameSize = true;
    Image picture;  ///< the expected picture washed out, differing pixels in red; empty when the sizes differ
};

/// @pre 0 <= threshold <= 255
[[nodiscard]] Difference compare(const Image& expected, const Image& actual, int threshold);

}  // namespace golden
