#include "ui/fonts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "kiosk_fixture.hpp"

namespace {

using namespace ui;
using platform::Bytes;
using test_kiosk::bytesOf;
using test_kiosk::fontFile;
using test_kiosk::need;

constexpr const char* kRegular = "andika/Andika-Regular.ttf";

std::uint32_t number(const Bytes& file, std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i)
        value = value << 8U | std::to_integer<std::uint32_t>(file[at + static_cast<std::size_t>(i)]);
    return value;
}

void put(Bytes& file, std::size_t at, std::uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i, value >>= 8U)
        file[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value & 0xFFU);
}

/// Where the directory entry of a table stands: tag, checksum, offset, length.
std::size_t entryOf(const Bytes& file, const std::string& tag) {
    const std::uint32_t tables = number(file, 4, 2);
    for (std::size_t i = 0; i < tables; ++i) {
        const std::size_t at = 12 + 16 * i;
        if (test_kiosk::textOf({file.begin() + static_cast<std::ptrdiff_t>(at),
                                file.begin() + static_cast<std::ptrdiff_t>(at + 4)}) == tag) {
            return at;
        }
    }
    test_kiosk::failTest("the font has no table " + tag);
}

std::size_t tableOf(const Bytes& file, const std::string& tag) { return number(file, entryOf(file, tag) + 8, 4); }

/// A font that was accepted has to bear everything the text engine asks of it.
void useEverything(const Font& font) {
    for (const char32_t c : {U'A', U'V', U'ñ', U'\u2019', U'\u2026', U'\U0001F999'}) {
        const int glyph = font.glyphOf(c);
        CHECK(std::isfinite(font.advanceEm(glyph)));
        CHECK(std::isfinite(font.kerningEm(glyph, font.glyphOf(U'V'))));
        const GlyphBitmap bitmap = font.rasterise(glyph, 32, 0.25F);
        CHECK(bitmap.coverage.size() == static_cast<std::size_t>(bitmap.w) * static_cast<std::size_t>(bitmap.h));
    }
    CHECK(std::isfinite(font.ascentEm()));
    CHECK(std::isfinite(font.descentEm()));
    CHECK(std::isfinite(font.capHeightEm()));
}

void checkCorrupt(Bytes file) {
    const auto font = Font::create(std::move(file));
    REQUIRE_FALSE(font.ok());
    CHECK(font.error().code == base::Errc::Corrupt);
    CHECK_FALSE(font.error().message.empty());
}

TEST_SUITE("ui/fonts") {
    TEST_CASE("the fonts of the kiosk have every letter of its four languages") {
        for (const auto& font : test_kiosk::fonts()) {
            for (const char32_t c : std::u32string(U"ABCDEFGHIJKLMNÑOPQRSTUVWXYZabcdefghijklmnñopqrstuvwxyzÁÉÍÓÚÜáéíóúü"
                                                   U"ÄÏÖäïö0123456789¿?¡!.,;:()«»“”‘’'\"-–—…%°º²/·")) {
                CAPTURE(static_cast<unsigned>(c));
                CHECK(font->glyphOf(c) > 0);
            }
        }
    }

    TEST_CASE("a character the font does not have is glyph 0") {
        CHECK(test_kiosk::fonts()[0]->glyphOf(U'\U0001F999') == 0);
        CHECK(test_kiosk::fonts()[0]->glyphOf(U'\uE123') == 0);
    }

    TEST_CASE("measures are in em: a line box around one, capitals between half and all of it") {
        for (const auto& font : test_kiosk::fonts()) {
            CHECK(font->ascentEm() > 0.5F);
            CHECK(font->descentEm() > 0.1F);
            CHECK(font->ascentEm() + font->descentEm() < 2.5F);
            CHECK(font->capHeightEm() > 0.5F);
            CHECK(font->capHeightEm() < 0.8F);
            CHECK(font->advanceEm(font->glyphOf(U'M')) > font->advanceEm(font->glyphOf(U'i')));
        }
    }

    TEST_CASE("pairs of letters of the display fonts are kerned, and the answer is the same when asked again") {
        for (const FontFace face : {FontFace::DisplayBold, FontFace::DisplayMedium}) {
            const Font& font = *test_kiosk::fonts()[static_cast<std::size_t>(face)];
            const auto kerning = [&](char32_t a, char32_t b) {
                return font.kerningEm(font.glyphOf(a), font.glyphOf(b));
            };
            CHECK(kerning(U'A', U'V') < 0);
            CHECK(kerning(U'A', U'V') > -0.3F);
            CHECK(kerning(U'T', U'o') < 0);
            CHECK(kerning(U'V', U'a') < 0);
            CHECK(kerning(U'H', U'H') == 0);
            CHECK(kerning(U'A', U'V') == kerning(U'A', U'V'));
        }
    }

    TEST_CASE("a font without pair kerning kerns nothing") {
        const Font& andika = *test_kiosk::fonts()[static_cast<std::size_t>(FontFace::TextRegular)];
        CHECK(andika.kerningEm(andika.glyphOf(U'A'), andika.glyphOf(U'V')) == 0);
    }

    TEST_CASE("a glyph no font can have kerns nothing") {
        const Font& font = *test_kiosk::fonts()[static_cast<std::size_t>(FontFace::DisplayBold)];
        CHECK(font.kerningEm(-1, font.glyphOf(U'V')) == 0);
        CHECK(font.kerningEm(1'000'000, 1'000'000) == 0);
    }

    TEST_CASE("a font whose kerning is damaged kerns wrongly or not at all, but only inside the file") {
        const Bytes whole = fontFile("fonts-yrsa-rasa/Yrsa-Bold.ttf");
        const std::size_t at = tableOf(whole, "GPOS");
        const std::size_t length = number(whole, entryOf(whole, "GPOS") + 12, 4);
        std::mt19937 random(3);
        const auto upTo = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n)(random); };
        for (int round = 0; round < 60; ++round) {
            Bytes file = whole;
            // The head of the table is where its offsets are.
            for (std::size_t k = 0; k < 30; ++k)
                file[at + upTo(k % 2 == 0 ? 400 : length - 1)] = static_cast<std::byte>(upTo(255));
            // At the very end of the file, so that reading on would leave it.
            const auto first = file.begin() + static_cast<std::ptrdiff_t>(at);
            const Bytes table(first, first + static_cast<std::ptrdiff_t>(length));
            put(file, entryOf(file, "GPOS") + 8, static_cast<std::uint32_t>(file.size()), 4);
            file.insert(file.end(), table.begin(), table.end());
            const Font font = need(Font::create(std::move(file)));
            for (char32_t a = U'A'; a < U'z'; ++a) {
                for (char32_t b = U'A'; b < U'z'; ++b)
                    REQUIRE(std::isfinite(font.kerningEm(font.glyphOf(a), font.glyphOf(b))));
            }
        }
    }

    TEST_CASE("a letter is drawn with full and partial coverage above the baseline") {
        const GlyphBitmap bitmap = test_kiosk::fonts()[2]->rasterise(test_kiosk::fonts()[2]->glyphOf(U'O'), 40, 0);
        REQUIRE(bitmap.w > 10);
        REQUIRE(bitmap.h > 10);
        CHECK(bitmap.top < -20);
        CHECK(bitmap.coverage.size() == static_cast<std::size_t>(bitmap.w * bitmap.h));
        CHECK(*std::max_element(bitmap.coverage.begin(), bitmap.coverage.end()) == 255);
        CHECK(std::any_of(bitmap.coverage.begin(), bitmap.coverage.end(), [](int c) { return c > 20 && c < 235; }));
    }

    TEST_CASE("a subpixel position moves ink to the right") {
        const Font& font = *test_kiosk::fonts()[2];
        const auto centre = [](const GlyphBitmap& b) {
            double sum = 0;
            double weighted = 0;
            for (int y = 0; y < b.h; ++y) {
                for (int x = 0; x < b.w; ++x) {
                    const double c = b.coverage[static_cast<std::size_t>(y * b.w + x)];
                    sum += c;
                    weighted += c * (b.left + x);
                }
            }
            return weighted / sum;
        };
        const int glyph = font.glyphOf(U'l');
        CHECK(centre(font.rasterise(glyph, 30, 0.5F)) - centre(font.rasterise(glyph, 30, 0)) ==
              doctest::Approx(0.5).epsilon(0.1));
    }

    TEST_CASE("a blank has an advance and no picture") {
        const Font& font = *test_kiosk::fonts()[2];
        CHECK(font.advanceEm(font.glyphOf(U' ')) > 0.1F);
        const GlyphBitmap bitmap = font.rasterise(font.glyphOf(U' '), 30, 0);
        CHECK(bitmap.w == 0);
        CHECK(bitmap.h == 0);
        CHECK(bitmap.coverage.empty());
    }

    TEST_CASE("a font cut off anywhere is refused") {
        const Bytes whole = fontFile(kRegular);
        REQUIRE(Font::create(whole).ok());
        for (std::size_t eighth = 0; eighth < 8; ++eighth) {
            CAPTURE(eighth);
            checkCorrupt({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * eighth / 8)});
        }
        for (const std::ptrdiff_t size : {0, 1, 4, 11, 12, 13, 27, 100}) {
            CAPTURE(size);
            checkCorrupt({whole.begin(), whole.begin() + size});
        }
    }

    TEST_CASE("what is not a TrueType font is refused") {
        checkCorrupt(bytesOf(std::string(4096, '\0')));
        checkCorrupt(bytesOf(std::string(4096, '\xFF')));
        checkCorrupt(bytesOf("OTTO" + std::string(4096, '\0')));
        checkCorrupt(bytesOf("<!DOCTYPE html>" + std::string(4096, ' ')));
        checkCorrupt(test_kiosk::flatPng({20, 20}, {1, 2, 3, 255}));
    }

    TEST_CASE("a font without any table is refused") {
        Bytes file = fontFile(kRegular);
        put(file, 4, 0, 2);
        checkCorrupt(std::move(file));
    }

    TEST_CASE("a font without one of the tables it needs is refused") {
        for (const char* tag : {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}) {
            CAPTURE(tag);
            Bytes file = fontFile(kRegular);
            file[entryOf(file, tag)] = std::byte{'x'};
            checkCorrupt(std::move(file));
        }
    }

    TEST_CASE("a table that is empty, or too short for what must be in it, is refused") {
        for (const char* tag : {"cmap", "head", "hhea", "hmtx", "loca", "maxp"}) {
            for (const std::uint32_t length : {0U, 1U}) {
                CAPTURE(tag);
                Bytes file = fontFile(kRegular);
                // At the very end of the file, so that a reader that trusts the table runs off it.
                put(file, entryOf(file, tag) + 8, static_cast<std::uint32_t>(file.size()) - length, 4);
                put(file, entryOf(file, tag) + 12, length, 4);
                checkCorrupt(std::move(file));
            }
        }
    }

    TEST_CASE("a table that lies outside the file is refused") {
        for (const char* tag : {"glyf", "OS/2"}) {
            Bytes file = fontFile(kRegular);
            put(file, entryOf(file, tag) + 8, 0xFFFFFFF0U, 4);
            checkCorrupt(file);
            put(file, entryOf(file, tag) + 8, static_cast<std::uint32_t>(file.size()) - 4, 4);
            checkCorrupt(std::move(file));
        }
    }

    TEST_CASE("a font with a table of zeros is refused or harmless") {
        for (const char* tag : {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "GPOS"}) {
            CAPTURE(tag);
            Bytes file = fontFile(kRegular);
            const std::size_t at = tableOf(file, tag);
            const std::size_t length = number(file, entryOf(file, tag) + 12, 4);
            std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at), length, std::byte{0});
            const auto font = Font::create(std::move(file));
            if (font.ok()) {
                useEverything(*font);
            } else {
                CHECK(font.error().code == base::Errc::Corrupt);
            }
        }
    }

    TEST_CASE("an em of no units would divide by zero and is refused") {
        for (const std::uint32_t units : {0U, 15U, 16385U}) {
            Bytes file = fontFile(kRegular);
            put(file, tableOf(file, "head") + 18, units, 2);
            checkCorrupt(std::move(file));
        }
    }

    TEST_CASE("more glyphs than the tables describe are refused") {
        Bytes file = fontFile(kRegular);
        put(file, tableOf(file, "maxp") + 4, 0xFFFF, 2);
        checkCorrupt(std::move(file));

        file = fontFile(kRegular);
        put(file, tableOf(file, "hhea") + 34, 0, 2);
        checkCorrupt(file);
        put(file, tableOf(file, "hhea") + 34, 0xFFFF, 2);
        checkCorrupt(std::move(file));
    }

    TEST_CASE("outlines outside their table are refused") {
        Bytes file = fontFile(kRegular);
        REQUIRE(number(file, tableOf(file, "head") + 50, 2) == 1);  // long offsets
        const std::size_t loca = tableOf(file, "loca");
        put(file, loca + 4 * 40, 0x7FFFFFF0U, 4);
        checkCorrupt(std::move(file));
    }

    TEST_CASE("a font can be moved") {
        Font first = need(Font::create(fontFile(kRegular)));
        const float advance = first.advanceEm(first.glyphOf(U'M'));
        Font second = std::move(first);
        CHECK(second.advanceEm(second.glyphOf(U'M')) == advance);
        useEverything(second);
    }
}

}  // namespace
