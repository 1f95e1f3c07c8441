#include "image_difference.hpp"

#include <doctest/doctest.h>

#include <cstdint>

#include "test_support/temp_dir.hpp"

using golden::compare;
using golden::Difference;
using golden::Image;
using test_support::TempDir;

namespace {

Image plain(int w, int h, std::uint8_t level) {
    return {w, h, std::vector<std::uint8_t>(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3, level)};
}

}  // namespace

TEST_SUITE("golden/image_difference") {
    TEST_CASE("equal pictures do not differ") {
        const Difference difference = compare(plain(4, 3, 90), plain(4, 3, 90), 0);
        CHECK(difference.pixels == 0);
        CHECK(difference.share == 0);
        CHECK(difference.largest == 0);
        CHECK(difference.sameSize);
    }

    TEST_CASE("a pixel counts when one channel differs by more than the threshold") {
        const Image expected = plain(10, 10, 100);
        Image actual = expected;
        actual.rgb[0] = 124;  // at the threshold
        actual.rgb[4] = 125;  // green of the second pixel, beyond it
        actual.rgb[6] = 70;   // darker counts as well
        actual.rgb[7] = 30;   // ... but a pixel counts once
        const Difference difference = compare(expected, actual, 24);
        CHECK(difference.pixels == 2);
        CHECK(difference.share == doctest::Approx(0.02));
        CHECK(difference.largest == 70);
    }

    TEST_CASE("the picture of the difference is red exactly where pixels count") {
        const Image expected = plain(2, 1, 100);
        Image actual = expected;
        actual.rgb[3] = 200;
        const Image picture = compare(expected, actual, 24).picture;
        REQUIRE(picture.rgb.size() == 6);
        CHECK(picture.rgb[0] == picture.rgb[1]);
        CHECK(picture.rgb[3] == 220);
        CHECK(picture.rgb[4] == 0);
        CHECK(picture.rgb[5] == 0);
    }

    TEST_CASE("pictures of different sizes differ altogether") {
        const Difference difference = compare(plain(4, 4, 0), plain(4, 5, 0), 255);
        CHECK_FALSE(difference.sameSize);
        CHECK(difference.share == 1);
        CHECK(difference.picture.rgb.empty());
    }

    TEST_CASE("coarsening moves no channel by more than half a step and keeps black and white") {
        Image image{256, 1, {}};
        for (int level = 0; level < 256; ++level)
            image.rgb.insert(image.rgb.end(), 3, static_cast<std::uint8_t>(level));
        const Image before = image;
        golden::coarsen(image, 8);
        CHECK(compare(before, image, 0).largest == 4);
        CHECK(image.rgb.front() == 0);
        CHECK(image.rgb.back() == 255);
        const Image once = image;
        golden::coarsen(image, 8);
        CHECK(compare(once, image, 0).largest == 0);
    }

    TEST_CASE("a written picture reads back pixel by pixel") {
        const TempDir dir;
        Image image = plain(7, 5, 0);
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            image.rgb[i] = static_cast<std::uint8_t>(i * 37);
        const std::string file = (dir / "a.png").string();
        REQUIRE(golden::writePng(file, image).ok());
        const auto back = golden::readPng(file);
        REQUIRE(back.ok());
        CHECK(back->w == 7);
        CHECK(back->h == 5);
        CHECK(back->rgb == image.rgb);
    }

    TEST_CASE("a missing file, a text and a cut-off picture are told apart from pictures") {
        const TempDir dir;
        CHECK(golden::readPng((dir / "none.png").string()).error().code == base::Errc::Io);
        const auto text = dir.write("text.png", "not a picture");
        CHECK(golden::readPng(text.string()).error().code == base::Errc::Corrupt);
        const std::string whole = (dir / "whole.png").string();
        REQUIRE(golden::writePng(whole, plain(64, 64, 9)).ok());
        const std::string bytes = dir.read("whole.png");
        const auto cut = dir.write("cut.png", bytes.substr(0, bytes.size() / 2));
        CHECK(golden::readPng(cut.string()).error().code == base::Errc::Corrupt);
    }

    TEST_CASE("a picture cannot be written into a folder that is not there") {
        const TempDir dir;
        CHECK(golden::writePng((dir / "none/a.png").string(), plain(1, 1, 0)).error().code == base::Errc::Io);
    }
}
