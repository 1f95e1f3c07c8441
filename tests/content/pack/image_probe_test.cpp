#include "image_probe.hpp"

#include <doctest/doctest.h>

#include <string>

#include "drawing.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;

namespace {

using namespace std::string_literals;

RgbImage gradient(int width, int height) {
    RgbImage image{width, height, {}};
    for (int i = 0; i < width * height * 3; ++i)
        image.rgb.push_back(static_cast<std::uint8_t>(i % 251));
    return image;
}

std::string jpeg(int width, int height) { return test_content::need(encodeJpeg(gradient(width, height), 80)); }

/// APP1 segment with an EXIF orientation, to be put behind the first two bytes of a JPEG.
std::string exif(bool little, int orientation) {
    std::string tiff;
    if (little) {
        tiff = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + static_cast<char>(orientation) + "\0\0\0\0\0\0\0"s;
    } else {
        tiff = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s + static_cast<char>(orientation) + "\0\0\0\0\0\0"s;
    }
    const std::string payload = "Exif\0\0"s + tiff;
    const std::size_t length = payload.size() + 2;
    return "\xFF\xE1"s + static_cast<char>(length >> 8) + static_cast<char>(length & 0xFF) + payload;
}

std::string withExif(bool little, int orientation) {
    std::string bytes = jpeg(16, 8);
    return bytes.insert(2, exif(little, orientation));
}

}  // namespace

TEST_SUITE("content_pack/image_probe") {
    TEST_CASE("the type of an image is told by its content") {
        CHECK(sniffImage("\x89PNG\r\n\x1a\n...").valueOr(ImageType::Svg) == ImageType::Png);
        CHECK(sniffImage(jpeg(4, 4)).valueOr(ImageType::Svg) == ImageType::Jpeg);
        CHECK(sniffImage("<svg xmlns='...'/>").valueOr(ImageType::Png) == ImageType::Svg);
        CHECK(sniffImage("<?xml version='1.0'?>\n<!-- x -->\n<svg/>").valueOr(ImageType::Png) == ImageType::Svg);
        CHECK_FALSE(sniffImage(""));
        CHECK_FALSE(sniffImage("GIF89a"));
        CHECK_FALSE(sniffImage("<html></html>"));
        CHECK_FALSE(sniffImage("svg"));
    }

    TEST_CASE("a PNG header gives the size without decoding anything") {
        const std::string png = test_content::need(encodePng(gradient(31, 7)));
        const auto header = test_content::need(probePng(png));
        CHECK(header.widthPx == 31);
        CHECK(header.heightPx == 7);
        CHECK(header.orientation == 1);
        // A bomb: a header of 100,000 x 100,000 with no data behind it.
        std::string bomb = png.substr(0, 33);
        bomb.replace(16, 8, "\x00\x01\x86\xA0\x00\x01\x86\xA0"s);
        CHECK(test_content::need(probePng(bomb)).widthPx == 100'000);
    }

    TEST_CASE("a PNG without a proper header is refused") {
        const std::string png = test_content::need(encodePng(gradient(3, 3)));
        CHECK_FALSE(probePng(png.substr(0, 32)));
        std::string zero = png;
        zero.replace(16, 4, "\0\0\0\0"s);
        CHECK_FALSE(probePng(zero));
        std::string huge = png;
        huge.replace(16, 4, "\xFF\xFF\xFF\xFF");
        CHECK_FALSE(probePng(huge));
    }

    TEST_CASE("a JPEG gives its size and EXIF orientation, in either byte order") {
        const auto plain = test_content::need(probeJpeg(jpeg(16, 8)));
        CHECK(plain.widthPx == 16);
        CHECK(plain.heightPx == 8);
        CHECK(plain.orientation == 1);
        for (const int orientation : {1, 3, 6, 8}) {
            CHECK(test_content::need(probeJpeg(withExif(true, orientation))).orientation == orientation);
            CHECK(test_content::need(probeJpeg(withExif(false, orientation))).orientation == orientation);
        }
    }

    TEST_CASE("a PNG with an EXIF block gives its orientation") {
        std::string png = test_content::need(encodePng(gradient(3, 3)));
        const std::string block = exif(false, 6).substr(10);  // from the TIFF header on
        png.insert(33, "\0\0\0"s + static_cast<char>(block.size()) + "eXIf" + block + "CRC!");
        CHECK(test_content::need(probePng(png)).orientation == 6);
    }

    TEST_CASE("a JPEG cut off at any byte is an answer, not a crash") {
        const std::string whole = withExif(true, 6);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            static_cast<void>(probeJpeg(whole.substr(0, length)));
        }
        CHECK_FALSE(probeJpeg(whole.substr(0, 40)));
        CHECK(probeJpeg(whole));
    }

    TEST_CASE("a JPEG that asks for the picture a hundred times is refused") {
        const std::string one = jpeg(16, 8);
        const std::size_t scan = one.find("\xFF\xDA"s);
        REQUIRE(scan != std::string::npos);
        std::string many = one.substr(0, one.size() - 2);
        for (int i = 0; i < 100; ++i)
            many += one.substr(scan, one.size() - scan - 2);
        const auto header = probeJpeg(many + "\xFF\xD9");
        REQUIRE_FALSE(header);
        CHECK(header.error().message.find("too many scans") != std::string::npos);
    }
}
