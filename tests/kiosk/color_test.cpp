#include "ui/color.hpp"

#include <doctest/doctest.h>

namespace {

using namespace ui;

constexpr Color kBlack{0, 0, 0, 255};
constexpr Color kWhite{255, 255, 255, 255};

TEST_SUITE("ui/color") {
    TEST_CASE("six digits are an opaque colour, eight have an alpha at the end") {
        CHECK(parseColor("#F5ECDD") == Color{0xF5, 0xEC, 0xDD, 255});
        CHECK(parseColor("#18233FB8") == Color{0x18, 0x23, 0x3F, 0xB8});
        CHECK(parseColor("#00000000") == Color{0, 0, 0, 0});
    }

    TEST_CASE("the case of hexadecimal digits does not matter") {
        CHECK(parseColor("#f5ecdd") == parseColor("#F5ECDD"));
    }

    TEST_CASE("what is not a colour is refused") {
        for (const char* text : {"", "#", "F5ECDD", "#FFF", "#F5ECD", "#F5ECDDA", "#F5ECDDAAB", "#F5ECDG", "#-5ECDD",
                                 "# 5ECDD", "#0x1234", "rgb(1,2,3)", "#F5ECDD ", "0F5ECDD"}) {
            CAPTURE(text);
            CHECK_FALSE(parseColor(text).has_value());
        }
    }

    TEST_CASE("a colour written as text reads as the same colour") {
        for (const char* text : {"#000000", "#FFFFFF", "#18233F", "#18233FB8", "#01020304"}) {
            CAPTURE(text);
            const auto color = parseColor(text);
            REQUIRE(color);
            CHECK(toHex(*color) == text);
        }
    }

    TEST_CASE("vertices hold alpha first and red last") {
        CHECK(Color{0x11, 0x22, 0x33, 0x44}.packed() == 0x44332211U);
    }

    TEST_CASE("an alpha factor multiplies the alpha a colour has and stays inside a byte") {
        CHECK(kBlack.withAlpha(0.5F).a == 128);
        CHECK(Color{1, 2, 3, 100}.withAlpha(0.5F) == Color{1, 2, 3, 50});
        CHECK(kBlack.withAlpha(2).a == 255);
        CHECK(kBlack.withAlpha(-1).a == 0);
    }

    TEST_CASE("darker goes from unchanged to black and leaves alpha alone") {
        const Color c{200, 100, 50, 77};
        CHECK(c.darker(0) == c);
        CHECK(c.darker(0.5F) == Color{100, 50, 25, 77});
        CHECK(c.darker(1) == Color{0, 0, 0, 77});
    }

    TEST_CASE("a mix is the first colour at 0, the second at 1 and halfway between in the middle") {
        const Color a{0, 100, 200, 255};
        const Color b{200, 0, 100, 55};
        CHECK(mix(a, b, 0) == a);
        CHECK(mix(a, b, 1) == b);
        CHECK(mix(a, b, 0.5F) == Color{100, 50, 150, 155});
    }

    TEST_CASE("a veil over an opaque colour gives an opaque colour") {
        CHECK(over({0, 0, 0, 0}, kWhite) == kWhite);
        CHECK(over({10, 20, 30, 255}, kWhite) == Color{10, 20, 30, 255});
        CHECK(over({0, 0, 0, 128}, kWhite) == Color{127, 127, 127, 255});
    }

    TEST_CASE("contrast ratios agree with known values of WCAG") {
        CHECK(contrastRatio(kBlack, kWhite) == doctest::Approx(21.0));
        CHECK(contrastRatio(kWhite, kWhite) == doctest::Approx(1.0));
        CHECK(contrastRatio({0x76, 0x76, 0x76, 255}, kWhite) == doctest::Approx(4.54).epsilon(0.001));
        CHECK(contrastRatio({0x77, 0x77, 0x77, 255}, kWhite) == doctest::Approx(4.48).epsilon(0.001));
        CHECK(contrastRatio({255, 0, 0, 255}, kWhite) == doctest::Approx(3.998).epsilon(0.001));
        CHECK(contrastRatio({0, 0, 255, 255}, kWhite) == doctest::Approx(8.592).epsilon(0.001));
        CHECK(contrastRatio({0, 255, 0, 255}, kBlack) == doctest::Approx(15.304).epsilon(0.001));
    }

    TEST_CASE("contrast does not depend on which colour is the ground") {
        const Color a{0x15, 0x54, 0x7A, 255};
        const Color b{0xF5, 0xEC, 0xDD, 255};
        CHECK(contrastRatio(a, b) == contrastRatio(b, a));
    }
}

}  // namespace
