#include "image_difference.hpp"

#include <png.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/assert.hpp"

namespace golden {

namespace {

constexpr std::uint32_t kMaxSide = 8192;
constexpr int kBestCompression = 9;

base::Error problem(const std::string& file, base::Errc code, const std::string& what) {
    return {code, file + ": " + what};
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

struct Writer {
    png_structp png = nullptr;
    png_infop info = nullptr;
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { png_destroy_write_struct(&png, &info); }
};

/// libpng leaves a failed write by longjmp, so nothing with a destructor may live in here.
bool writeRows(Writer& writer, std::FILE* file, const Image& image) {
    if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
    png_init_io(writer.png, file);
    png_set_compression_level(writer.png, kBestCompression);
    png_set_compression_mem_level(writer.png, kBestCompression);
    png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(image.w), static_cast<png_uint_32>(image.h), 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer.png, writer.info);
    for (int y = 0; y < image.h; ++y) {
        png_write_row(writer.png,
                      image.rgb.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.w) * 3);
    }
    png_write_end(writer.png, nullptr);
    return true;
}

}  // namespace

base::Result<Image> readPng(const std::string& file) {
    png_image reader{};
    reader.version = PNG_IMAGE_VERSION;
    if (const File exists(std::fopen(file.c_str(), "rb")); !exists) {
        return problem(file, base::Errc::Io, "cannot be read");
    }
    const auto corrupt = [&] {
        const std::string reason = reader.message;
        png_image_free(&reader);
        return problem(file, base::Errc::Corrupt, "is no usable PNG: " + reason);
    };
    if (png_image_begin_read_from_file(&reader, file.c_str()) == 0) return corrupt();
    if (reader.width > kMaxSide || reader.height > kMaxSide) {
        png_image_free(&reader);
        return problem(file, base::Errc::Corrupt, "is larger than 8192 x 8192 pixels");
    }
    reader.format = PNG_FORMAT_RGB;
    Image image;
    image.w = static_cast<int>(reader.width);
    image.h = static_cast<int>(reader.height);
    image.rgb.resize(PNG_IMAGE_SIZE(reader));
    constexpr png_color kBlack{0, 0, 0};
    if (png_image_finish_read(&reader, &kBlack, image.rgb.data(), 0, nullptr) == 0) return corrupt();
    return image;
}

base::Status writePng(const std::string& file, const Image& image) {
    const File out(std::fopen(file.c_str(), "wb"));
    if (!out) return problem(file, base::Errc::Io, "cannot be written");
    Writer writer;
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
    if (writer.info == nullptr || !writeRows(writer, out.get(), image) || std::fflush(out.get()) != 0) {
        return problem(file, base::Errc::Io, "cannot be written");
    }
    return {};
}

void coarsen(Image& image, int step) {
    KIOSK_ASSERT(step >= 1 && step <= 255);
    for (std::uint8_t& level : image.rgb) {
        level = static_cast<std::uint8_t>(std::min(255, (int{level} + step / 2) / step * step));
    }
}

Difference compare(const Image& expected, const Image& actual, int threshold) {
    KIOSK_ASSERT(threshold >= 0 && threshold <= 255);
    Difference result;
    if (expected.w != actual.w || expected.h != actual.h) {
        result.sameSize = false;
        result.share = 1;
        result.largest = 255;
        result.pixels = static_cast<std::uint64_t>(expected.w) * static_cast<std::uint64_t>(expected.h);
        return result;
    }
    result.picture = expected;
    const std::size_t count = expected.rgb.size() / 3;
    for (std::size_t i = 0; i < count; ++i) {
        int largest = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            largest = std::max(largest, std::abs(int{expected.rgb[3 * i + k]} - int{actual.rgb[3 * i + k]}));
        }
        result.largest = std::max(result.largest, largest);
        const bool differs = largest > threshold;
        if (differs) ++result.pixels;
        for (std::size_t k = 0; k < 3; ++k) {
            const int washed = 255 - (255 - int{expected.rgb[3 * i + k]}) / 4;
            result.picture.rgb[3 * i + k] = static_cast<std::uint8_t>(differs ? (k == 0 ? 220 : 0) : washed);
        }
    }
    result.share = count == 0 ? 0 : static_cast<double>(result.pixels) / static_cast<double>(count);
    return result;
}

}  // namespace golden
