#include "drawing.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "image_probe.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;

namespace {

constexpr const char* kHalf =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='20' height='20' "
    "fill='#FF0000'/></svg>";

Colour pixel(const RgbImage& image, int x, int y) {
    const auto at = static_cast<std::size_t>(y * image.widthPx + x) * 3;
    return {image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]};
}

RgbImage flat(int width, int height, Colour colour) {
    RgbImage image{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        image.rgb.insert(image.rgb.end(), {colour.r, colour.g, colour.b});
    return image;
}

}  // namespace

TEST_SUITE("content_pack/drawing") {
    TEST_CASE("a drawing fills its size over the ground it is given") {
        const auto drawing = need(SvgDrawing::open(kHalf));
        CHECK(drawing.widthPx() == 40);
        CHECK(drawing.heightPx() == 20);
        const auto image = need(drawing.draw(80, 40, {0, 0, 255}));
        CHECK(image.rgb.size() == 80 * 40 * 3);
        CHECK(pixel(image, 5, 5) == Colour{255, 0, 0});
        CHECK(pixel(image, 75, 35) == Colour{0, 0, 255});
    }

    TEST_CASE("a drawing without width and height has the size of its viewBox") {
        const auto drawing = need(SvgDrawing::open("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 45'/>"));
        CHECK(drawing.widthPx() == 30);
        CHECK(drawing.heightPx() == 45);
    }

    TEST_CASE("what is no drawing or has no size is refused with the reason") {
        for (const char* svg : {"", "<svg", "<html/>", "<svg xmlns='http://www.w3.org/2000/svg'/>",
                                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>",
                                "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='5'/>"}) {
            CAPTURE(svg);
            const auto drawing = SvgDrawing::open(svg);
            REQUIRE_FALSE(drawing.ok());
            CHECK(drawing.error().code == base::Errc::InvalidInput);
            CHECK(drawing.error().message.find("SVG") != std::string::npos);
        }
    }

    TEST_CASE("nothing outside a drawing is loaded") {
        const auto drawing =
            need(SvgDrawing::open("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><image "
                                  "href='/etc/passwd' width='9' height='9'/></svg>"));
        CHECK(pixel(need(drawing.draw(10, 10, {1, 2, 3})), 5, 5) == Colour{1, 2, 3});
    }

    TEST_CASE("a PNG keeps every pixel and holds no time") {
        RgbImage image = flat(17, 9, {10, 20, 30});
        image.rgb[50] = 200;
        const std::string png = need(encodePng(image));
        CHECK(png == need(encodePng(image)));
        CHECK(png.find("tIME") == std::string::npos);
        const auto decoded = need(decodePng(png, kWool));
        CHECK(decoded.widthPx == 17);
        CHECK(decoded.rgb == image.rgb);
    }

    TEST_CASE("a damaged PNG is refused, wherever it was cut off") {
        const std::string png = need(encodePng(flat(64, 64, {1, 2, 3})));
        for (std::size_t length = 0; length + 12 < png.size(); ++length) {
            if (decodePng(png.substr(0, length), kWool)) FAIL_CHECK(length);
        }
        std::string flipped = png;
        flipped[png.size() / 2] = static_cast<char>(flipped[png.size() / 2] ^ 0x55);
        CHECK_FALSE(decodePng(flipped, kWool));
    }

    TEST_CASE("transparent parts of a PNG show the ground") {
        // 1 x 1, transparent.
        const unsigned char bytes[] = {
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
            0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00,
            0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0x00, 0x02, 0x00, 0x00, 0x05, 0x00,
            0x01, 0xE9, 0xFA, 0xDC, 0xD8, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
        const std::string png(reinterpret_cast<const char*>(bytes), sizeof bytes);
        const auto image = decodePng(png, {9, 8, 7});
        if (!image) FAIL(image.error().message);
        CHECK(pixel(*image, 0, 0) == Colour{9, 8, 7});
    }

    TEST_CASE("a JPEG decodes to about what was encoded, and only whole ones decode") {
        const std::string jpeg = need(encodeJpeg(flat(32, 16, {200, 100, 50}), 88));
        const auto image = need(decodeJpeg(jpeg));
        CHECK(image.widthPx == 32);
        const Colour c = pixel(image, 16, 8);
        CHECK(std::abs(c.r - 200) < 6);
        CHECK(std::abs(c.g - 100) < 6);
        CHECK(std::abs(c.b - 50) < 6);
        CHECK(jpeg.find("Exif") == std::string::npos);
        CHECK_FALSE(decodeJpeg(""));
        CHECK_FALSE(decodeJpeg("not a picture"));
    }

    TEST_CASE("a JPEG that ends early is refused, not painted grey") {
        RgbImage noise = flat(64, 64, {});
        for (std::size_t i = 0; i < noise.rgb.size(); ++i)
            noise.rgb[i] = static_cast<std::uint8_t>(i * 2654435761U >> 13);
        const std::string jpeg = need(encodeJpeg(noise, 90));
        CHECK(decodeJpeg(jpeg));
        for (const std::size_t length : {jpeg.size() / 4, jpeg.size() / 2, jpeg.size() - 200}) {
            CHECK_FALSE(decodeJpeg(jpeg.substr(0, length)));
            CHECK_FALSE(decodeJpeg(jpeg.substr(0, length) + "\xFF\xD9"));
            CHECK_FALSE(probeJpeg(jpeg.substr(0, length)));
        }
    }

    TEST_CASE("a JPEG with more Huffman codes than there are bytes is refused") {
        std::string jpeg = need(encodeJpeg(flat(16, 16, {1, 2, 3}), 90));
        const std::size_t table = jpeg.find("\xFF\xC4");
        REQUIRE(table != std::string::npos);
        for (std::size_t i = 0; i < 16; ++i)
            jpeg[table + 5 + i] = '\xFF';
        CHECK_FALSE(decodeJpeg(jpeg));
    }

    TEST_CASE("resizing keeps flat colours flat") {
        const auto small = resized(flat(100, 50, {12, 34, 56}), 33, 17);
        CHECK(small.widthPx == 33);
        CHECK(small.heightPx == 17);
        CHECK(pixel(small, 0, 0) == Colour{12, 34, 56});
        CHECK(pixel(small, 32, 16) == Colour{12, 34, 56});
        CHECK(resized(small, 33, 17).rgb == small.rgb);
    }
}
