// Pictures of a pack. The first four bytes choose what is asked for (width, height, fit and focus), the rest is the
// file. A picture that is decoded has the size that was asked for; nothing else leaves the decoder but an error.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "ui/image_cache.hpp"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

constexpr std::uint64_t kFewPixels = 1'000'000;
constexpr std::uint64_t kDecoderLimit = 64'000'000;

/// True for pictures that the decoder accepts and whose decoding would only take time. Larger ones than its limit it
/// refuses from the header alone, and that is worth a look.
bool isSlow(std::uint64_t w, std::uint64_t h) { return w * h > kFewPixels && w * h <= kDecoderLimit; }

/// Looks for the sizes in the header of a PNG and in every frame header of a JPEG.
bool isSlow(const std::uint8_t* file, std::size_t size) {
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8U | file[at + i];
        return value;
    };
    if (size >= 24 && file[1] == 'P') return isSlow(number(16, 4), number(20, 4));
    for (std::size_t i = 0; i + 9 <= size; ++i) {
        const bool isFrame = file[i] == 0xFF && file[i + 1] >= 0xC0 && file[i + 1] <= 0xC2;
        if (isFrame && isSlow(number(i + 7, 2), number(i + 5, 2))) return true;
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kAsked = 4;
    if (size < kAsked || isSlow(data + kAsked, size - kAsked)) return 0;
    const base::SizePx target{1 + data[0], 1 + data[1]};
    const ui::Fit fit = (data[2] & 1U) != 0 ? ui::Fit::Contain : ui::Fit::Cover;
    const float focusX = static_cast<float>(data[2] >> 1U) / 127;
    const float focusY = static_cast<float>(data[3]) / 255;
    const auto* begin = reinterpret_cast<const std::byte*>(data + kAsked);
    const platform::Bytes file(begin, begin + (size - kAsked));
    const auto image = ui::decodeImage(file, target, fit, focusX, focusY);
    if (!image) {
        require(!image.error().message.empty());
        return 0;
    }
    require(image->size.w >= 1 && image->size.h >= 1 && image->size.w <= target.w && image->size.h <= target.h);
    if (fit == ui::Fit::Cover) require(image->size == target);
    if (fit == ui::Fit::Contain) require(image->size.w == target.w || image->size.h == target.h);
    require(image->pixels.size() ==
            static_cast<std::size_t>(image->size.w) * static_cast<std::size_t>(image->size.h) * 4);
    if (image->opaque) {
        for (std::size_t i = 3; i < image->pixels.size(); i += 4)
            require(image->pixels[i] == std::byte{0xFF});
    }
    return 0;
}
