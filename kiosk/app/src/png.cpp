#include "app/png.hpp"

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

#include "base/assert.hpp"

namespace app {

std::string encodePng(const std::vector<std::byte>& rgba, base::SizePx size) {
    const auto pixels = static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h);
    KIOSK_ASSERT(rgba.size() == pixels * 4);
    std::vector<unsigned char> rgb(pixels * 3);
    for (std::size_t i = 0; i < pixels; ++i) {
        for (std::size_t k = 0; k < 3; ++k)
            rgb[3 * i + k] = std::to_integer<unsigned char>(rgba[4 * i + k]);
    }
    std::string out;
    const auto append = [](void* context, void* data, int length) {
        static_cast<std::string*>(context)->append(static_cast<const char*>(data), static_cast<std::size_t>(length));
    };
    stbi_write_png_to_func(append, &out, size.w, size.h, 3, rgb.data(), size.w * 3);
    return out;
}

}  // namespace app
