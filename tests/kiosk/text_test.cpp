#include "ui/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "kiosk_fixture.hpp"
#include "test_support/recording_backend.hpp"

namespace {

using namespace ui;
using test_support::RecordingBackend;

struct TextBench {
    RecordingBackend backend{{800, 600}};
    CoverageAtlas atlas{backend};
    TextEngine engine{test_kiosk::fonts(), atlas};

    static TextRequest request(std::string_view text, float width = 0, int maxLines = 0) {
        TextRequest r;
        r.text = text;
        r.emPx = 20;
        r.leadingPx = 26;
        r.maxWidthPx = width;
        r.maxLines = maxLines;
        return r;
    }
    const TextLayout& set(std::string_view text, float width = 0, int maxLines = 0) {
        return engine.layout(request(text, width, maxLines));
    }
    /// Width of a text on one line, without trailing spaces.
    float widthOf(std::string_view text) { return set(text).width; }

    /// The bytes of each line.
    static std::vector<std::string> lines(const TextLayout& layout, std::string_view text) {
        std::vector<std::string> out;
        for (const TextLine& line : layout.lines)
            out.emplace_back(text.substr(line.byteBegin, line.byteEnd - line.byteBegin));
        return out;
    }
    std::vector<std::string> linesOf(std::string_view text, float width, int maxLines = 0) {
        return lines(set(text, width, maxLines), text);
    }
};

using Lines = std::vector<std::string>;

/// Fills the stack below with something else, so that what is not initialised there differs from call to call.
void disturbStack(int seed) {
    std::array<volatile unsigned char, 4096> rubbish;
    for (std::size_t i = 0; i < rubbish.size(); ++i)
        rubbish[i] = static_cast<unsigned char>(static_cast<int>(i) * 31 + seed);
}

TEST_SUITE("ui/text") {
    TEST_CASE_FIXTURE(TextBench, "without a width a paragraph is one line, however long") {
        const std::string text = "Huancané está a orillas del lago más alto del mundo, junto a la laguna de Arapa";
        const TextLayout& layout = set(text);
        REQUIRE(layout.lines.size() == 1);
        CHECK(layout.height == 26);
        CHECK(layout.width > 400);
        CHECK_FALSE(layout.truncated);
        CHECK_FALSE(layout.brokenWord);
    }

    TEST_CASE_FIXTURE(TextBench, "lines are as long as fits and no longer") {
        const std::string text = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce";
        const TextLayout& layout = set(text, 200);
        REQUIRE(layout.lines.size() > 2);
        for (const TextLine& line : layout.lines)
            CHECK(line.width <= 200.01F);
        // Greedy: the first word of each line would not have fitted on the one before.
        const Lines parts = lines(layout, text);
        for (std::size_t i = 1; i < parts.size(); ++i)
            CHECK(widthOf(parts[i - 1] + parts[i].substr(0, parts[i].find(' '))) > 200);
    }

    TEST_CASE_FIXTURE(TextBench, "lines together hold every byte of the text once, in order") {
        const std::string text = "uno dos  tres\ncuatro\n\ncinco seis siete ocho";
        for (const float width : {30.0F, 60.0F, 90.0F, 150.0F, 1000.0F}) {
            const TextLayout& layout = set(text, width);
            std::uint32_t at = 0;
            for (const TextLine& line : layout.lines) {
                CHECK(line.byteBegin == at);
                CHECK(line.byteEnd >= line.byteBegin);
                at = line.byteEnd;
            }
            CHECK(at == text.size());
        }
    }

    TEST_CASE_FIXTURE(TextBench, "lines are stacked without gaps and the layout is as wide as its widest line") {
        const TextLayout& layout = set("uno dos tres cuatro cinco seis", 120);
        CHECK(layout.height == 26 * static_cast<float>(layout.lines.size()));
        float widest = 0;
        for (const TextLine& line : layout.lines)
            widest = std::max(widest, line.width);
        CHECK(layout.width == widest);
        CHECK(layout.leadingPx == 26);
        CHECK(layout.emPx == 20);
        CHECK(layout.baselinePx == std::round(layout.baselinePx));
        CHECK(layout.baselinePx > 10);
        CHECK(layout.baselinePx < 26);
    }

    TEST_CASE_FIXTURE(TextBench, "an empty text is one empty line") {
        for (const float width : {0.0F, 100.0F}) {
            const TextLayout& layout = set("", width);
            REQUIRE(layout.lines.size() == 1);
            CHECK(layout.lines[0].glyphCount == 0);
            CHECK(layout.width == 0);
            CHECK(layout.height == 26);
        }
    }

    TEST_CASE_FIXTURE(TextBench, "a line feed forces a new line") {
        CHECK(linesOf("uno\ndos", 0) == Lines{"uno\n", "dos"});
        CHECK(linesOf("uno\ndos", 500) == Lines{"uno\n", "dos"});
        CHECK(linesOf("uno\n\ndos", 500) == Lines{"uno\n", "\n", "dos"});
        CHECK(linesOf("uno\r\ndos", 500) == Lines{"uno\r\n", "dos"});
        CHECK(linesOf("uno\n", 500) == Lines{"uno\n", ""});
        CHECK(widthOf("uno\ndos") == std::max(widthOf("uno"), widthOf("dos")));
    }

    TEST_CASE_FIXTURE(TextBench, "spaces at the end of a line neither count nor cost a line") {
        CHECK(widthOf("uno   ") == widthOf("uno"));
        const float width = widthOf("uno dos");
        CHECK(linesOf("uno dos   ", width) == Lines{"uno dos   "});
        CHECK(linesOf("uno dos tres", width) == Lines{"uno dos ", "tres"});
        const TextLayout& blank = set("   ", 100);
        CHECK(blank.lines.size() == 1);
        CHECK(blank.width == 0);
    }

    TEST_CASE_FIXTURE(TextBench, "spaces at the beginning of a text are kept") {
        CHECK(widthOf("  uno") > widthOf("uno"));
        CHECK(set("  uno").glyphs.at(0).x > 0);
    }

    TEST_CASE_FIXTURE(TextBench, "the width is exact: a text fits into what it measures") {
        for (const char* text : {"uno dos", "Avenida V", "To. Ya, voy", "ch’ampa t'ant'a"}) {
            CAPTURE(text);
            CHECK(set(text, widthOf(text)).lines.size() == 1);
            CHECK(set(text, widthOf(text) - 1).lines.size() > 1);
        }
    }

    TEST_CASE_FIXTURE(TextBench, "letters of a title are kerned") {
        const Font& font = engine.font(FontFace::DisplayBold);
        const int a = font.glyphOf(U'A');
        const int v = font.glyphOf(U'V');
        REQUIRE(font.kerningEm(a, v) < 0);
        TextRequest title = request("AV");
        title.face = FontFace::DisplayBold;
        const TextLayout& layout = engine.layout(title);
        REQUIRE(layout.glyphs.size() == 2);
        CHECK(layout.glyphs[1].x == doctest::Approx((font.advanceEm(a) + font.kerningEm(a, v)) * 20));
        CHECK(layout.width == doctest::Approx((font.advanceEm(a) + font.kerningEm(a, v) + font.advanceEm(v)) * 20));
    }

    TEST_CASE_FIXTURE(TextBench, "a word wider than the line is cut, and that is said") {
        const std::string text = "Uyway¡munasqallaqtanchikkunapaq";
        const TextLayout& layout = set(text, 100);
        CHECK(layout.brokenWord);
        CHECK(layout.lines.size() > 2);
        for (const TextLine& line : layout.lines) {
            CHECK(line.width <= 100.01F);
            CHECK(line.glyphCount > 0);
        }
        CHECK_FALSE(set("uno dos tres", 100).brokenWord);
    }

    TEST_CASE_FIXTURE(TextBench, "a line narrower than a letter still holds one letter") {
        const TextLayout& layout = set("abc", 1);
        CHECK(layout.lines.size() == 3);
        CHECK(layout.brokenWord);
    }

    TEST_CASE_FIXTURE(TextBench, "a cut word never cuts a character") {
        const std::string text = "ñññññññññ";
        for (const TextLine& line : set(text, 30).lines) {
            CHECK(line.byteBegin % 2 == 0);
            CHECK(line.byteEnd % 2 == 0);
        }
    }

    TEST_CASE_FIXTURE(TextBench, "text beyond the last allowed line ends in an ellipsis that fits") {
        const std::string text = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece";
        const Font& font = engine.font(FontFace::TextRegular);
        for (const int maxLines : {1, 2, 3}) {
            const TextLayout& layout = set(text, 120, maxLines);
            CHECK(layout.truncated);
            REQUIRE(layout.lines.size() == static_cast<std::size_t>(maxLines));
            CHECK(layout.glyphs.back().glyph == font.glyphOf(U'\u2026'));
            for (const TextLine& line : layout.lines)
                CHECK(line.width <= 120.01F);
            const TextLine& last = layout.lines.back();
            CHECK(last.firstGlyph + last.glyphCount == layout.glyphs.size());
        }
    }

    TEST_CASE_FIXTURE(TextBench, "text that just fits the allowed lines has no ellipsis") {
        const TextLayout& layout = set("uno dos tres", widthOf("uno dos tres"), 1);
        CHECK_FALSE(layout.truncated);
        CHECK(layout.lines.size() == 1);
        CHECK_FALSE(set("uno\ndos", 500, 2).truncated);
    }

    TEST_CASE_FIXTURE(TextBench, "the allowed lines are never exceeded, not even by a line feed at the end") {
        CHECK(set("uno\n", 500, 1).lines.size() == 1);
        CHECK(set("uno\ndos\n", 500, 2).lines.size() == 2);
        CHECK(set("\n", 500, 1).lines.size() == 1);
        CHECK(set("", 500, 1).lines.size() == 1);
    }

    TEST_CASE_FIXTURE(TextBench, "a second paragraph beyond the allowed lines is announced by an ellipsis") {
        const TextLayout& layout = set("uno\ndos", 500, 1);
        CHECK(layout.truncated);
        REQUIRE(layout.lines.size() == 1);
        CHECK(layout.glyphs.size() == 4);  // u n o …
    }

    TEST_CASE_FIXTURE(TextBench, "one line without a width can be limited too") {
        CHECK(set("uno dos\ntres", 0, 1).truncated);
        CHECK_FALSE(set("uno dos", 0, 1).truncated);
    }

    TEST_CASE_FIXTURE(TextBench, "numbers and units stay on one line") {
        const std::string text = "sobre 3 812 m de altura";
        for (float width = widthOf("3 812 m"); width < widthOf(text); width += 5) {
            bool together = false;
            for (const std::string& line : linesOf(text, width))
                together = together || line.find("3 812 m") != std::string::npos;
            CHECK(together);
        }
    }

    TEST_CASE("a character one font lacks is taken from another, and what none has is drawn as missing") {
        RecordingBackend backend({800, 600});
        CoverageAtlas atlas(backend);
        // A set whose display faces are Andika and whose text faces are Yrsa, looked at for a character only one has.
        const FontSet& shipped = test_kiosk::fonts();
        const Font& yrsa = *shipped[static_cast<std::size_t>(FontFace::DisplayBold)];
        const Font& andika = *shipped[static_cast<std::size_t>(FontFace::TextRegular)];
        char32_t only = 0;
        for (char32_t c = 0x100; c < 0x2000 && only == 0; ++c) {
            if (andika.glyphOf(c) != 0 && yrsa.glyphOf(c) == 0) only = c;
        }
        REQUIRE(only != 0);
        REQUIRE(only < 0x800);
        const std::string text =
            std::string("a") + static_cast<char>(0xC0U | only >> 6U) + static_cast<char>(0x80U | (only & 0x3FU)) + "b";
        TextEngine engine(shipped, atlas);
        TextRequest request = TextBench::request(text);
        request.face = FontFace::DisplayBold;
        const TextLayout& layout = engine.layout(request);
        REQUIRE(layout.glyphs.size() == 3);
        CHECK(layout.glyphs[0].face == FontFace::DisplayBold);
        CHECK(layout.glyphs[1].face == FontFace::TextRegular);
        CHECK(layout.glyphs[1].glyph == andika.glyphOf(only));
        CHECK(layout.glyphs[2].face == FontFace::DisplayBold);
        CHECK(layout.glyphs[2].x == doctest::Approx(layout.glyphs[1].x + andika.advanceEm(andika.glyphOf(only)) * 20));

        TextRequest llama = TextBench::request(
            "a\xF0\x9F\xA6\x99"
            "b");
        const TextLayout& missing = engine.layout(llama);
        REQUIRE(missing.glyphs.size() == 3);
        CHECK(missing.glyphs[1].glyph == 0);
        CHECK(missing.glyphs[2].x > missing.glyphs[1].x);
    }

    TEST_CASE_FIXTURE(TextBench, "control characters and malformed bytes show that something is wrong") {
        const int replacement = engine.font(FontFace::TextRegular).glyphOf(U'\uFFFD');
        for (const std::string& text : {std::string("a\x01"
                                                    "b"),
                                        std::string("a\xFF"
                                                    "b"),
                                        std::string("a\0b", 3)}) {
            const TextLayout& layout = set(text);
            REQUIRE(layout.glyphs.size() == 3);
            CHECK(layout.glyphs[1].glyph == replacement);
        }
    }

    TEST_CASE_FIXTURE(TextBench, "a tabulator is as wide as a space") { CHECK(widthOf("a\tb") == widthOf("a b")); }

    TEST_CASE_FIXTURE(TextBench, "glyphs know the byte they stand for") {
        const TextLayout& layout = set("añb c");
        REQUIRE(layout.glyphs.size() == 4);
        CHECK(layout.glyphs[0].byte == 0);
        CHECK(layout.glyphs[1].byte == 1);
        CHECK(layout.glyphs[2].byte == 3);
        CHECK(layout.glyphs[3].byte == 5);
    }

    TEST_CASE_FIXTURE(TextBench, "the same request is set once") {
        const TextLayout* first = &set("uno dos tres", 100);
        for (int i = 0; i < 50; ++i) {
            disturbStack(i);
            CHECK(&set(std::string("uno dos tres"), 100) == first);
        }
        CHECK(engine.cachedLayouts() == 1);
    }

    TEST_CASE_FIXTURE(TextBench, "every field of a request makes another layout") {
        std::vector<TextRequest> requests(8, request("uno dos tres cuatro", 90));
        requests[1].text = "uno dos tres cuatrs";
        requests[2].face = FontFace::DisplayBold;
        requests[3].emPx = 21;
        requests[4].leadingPx = 27;
        requests[5].maxWidthPx = 91;
        requests[6].maxLines = 1;
        requests[7].lang = "en";
        for (const TextRequest& r : requests)
            static_cast<void>(engine.layout(r));
        CHECK(engine.cachedLayouts() == requests.size());
    }

    TEST_CASE_FIXTURE(TextBench, "layouts nobody asks for are dropped, those in use stay") {
        for (int i = 0; i < 1000; ++i)
            static_cast<void>(set("línea " + std::to_string(i)));
        CHECK(engine.cachedLayouts() == 1000);
        for (int frame = 0; frame < 400; ++frame) {
            static_cast<void>(set("línea 1"));
            engine.endFrame();
        }
        CHECK(engine.cachedLayouts() == 1);
        const TextLayout* kept = &set("línea 1");
        CHECK(kept->lines.size() == 1);
        CHECK(engine.cachedLayouts() == 1);
    }

    TEST_CASE_FIXTURE(TextBench, "a layout stays where it is while others are made in the same frame") {
        const TextLayout* first = &set("uno dos");
        const float width = first->width;
        for (int i = 0; i < 5000; ++i)
            static_cast<void>(set("línea " + std::to_string(i)));
        CHECK(&set("uno dos") == first);
        CHECK(first->width == width);
    }

    TEST_CASE_FIXTURE(TextBench, "a glyph is rasterised once for each size and quarter of a pixel") {
        const int glyph = engine.font(FontFace::TextRegular).glyphOf(U'g');
        const auto first = engine.glyphImage(FontFace::TextRegular, glyph, 20, 0.1F);
        REQUIRE(first);
        const auto same = engine.glyphImage(FontFace::TextRegular, glyph, 20, 0.2F);
        REQUIRE(same);
        CHECK(same->slot.x == first->slot.x);
        CHECK(same->slot.y == first->slot.y);
        const auto shifted = engine.glyphImage(FontFace::TextRegular, glyph, 20, 0.6F);
        REQUIRE(shifted);
        CHECK((shifted->slot.x != first->slot.x || shifted->slot.y != first->slot.y));
        const auto larger = engine.glyphImage(FontFace::TextRegular, glyph, 40, 0.1F);
        REQUIRE(larger);
        CHECK(larger->slot.h > first->slot.h);
        const auto bold = engine.glyphImage(FontFace::TextBold, glyph, 20, 0.1F);
        REQUIRE(bold);
        CHECK((bold->slot.x != first->slot.x || bold->slot.y != first->slot.y));
    }

    TEST_CASE_FIXTURE(TextBench, "a subpixel position outside [0, 1) is taken for the nearest inside") {
        const int glyph = engine.font(FontFace::TextRegular).glyphOf(U'g');
        const auto low = engine.glyphImage(FontFace::TextRegular, glyph, 20, 0);
        const auto below = engine.glyphImage(FontFace::TextRegular, glyph, 20, -0.5F);
        const auto beyond = engine.glyphImage(FontFace::TextRegular, glyph, 20, 1);
        const auto high = engine.glyphImage(FontFace::TextRegular, glyph, 20, 0.9F);
        REQUIRE((low && below && beyond && high));
        CHECK(low->slot.x == below->slot.x);
        CHECK(high->slot.x == beyond->slot.x);
    }

    TEST_CASE_FIXTURE(TextBench, "a blank has no picture and is not rasterised again") {
        const int space = engine.font(FontFace::TextRegular).glyphOf(U' ');
        CHECK_FALSE(engine.glyphImage(FontFace::TextRegular, space, 20, 0).has_value());
        CHECK_FALSE(atlas.full());
    }

    TEST_CASE_FIXTURE(TextBench, "a full atlas gives no picture now and one after it was cleared") {
        std::vector<std::uint8_t> block(4090U * 4090U, 1);
        REQUIRE(atlas.add(4090, 4090, block.data()));
        const int glyph = engine.font(FontFace::TextRegular).glyphOf(U'g');
        CHECK_FALSE(engine.glyphImage(FontFace::TextRegular, glyph, 40, 0).has_value());
        CHECK(atlas.full());
        atlas.clear();
        engine.forgetGlyphs();
        CHECK(engine.glyphImage(FontFace::TextRegular, glyph, 40, 0).has_value());
    }

    TEST_CASE_FIXTURE(TextBench, "any bytes at any width give lines that hold all of them") {
        std::mt19937 random(11);
        const auto upTo = [&](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
        const std::string alphabet = "aAñ ’\n.5%mkde-\t\xC3\xE2\xFF(";
        for (int round = 0; round < 1500; ++round) {
            std::string text;
            for (int i = upTo(30); i > 0; --i)
                text += alphabet[static_cast<std::size_t>(upTo(static_cast<int>(alphabet.size()) - 1))];
            const float width = static_cast<float>(upTo(200));
            const TextLayout& layout = set(text, width);
            REQUIRE_FALSE(layout.lines.empty());
            std::uint32_t at = 0;
            std::uint32_t glyphs = 0;
            for (const TextLine& line : layout.lines) {
                REQUIRE(line.byteBegin == at);
                REQUIRE(line.firstGlyph == glyphs);
                at = line.byteEnd;
                glyphs += line.glyphCount;
                REQUIRE((width < 1 || line.width <= width + 0.1F || line.glyphCount == 1));
            }
            REQUIRE(at == text.size());
            REQUIRE(glyphs == layout.glyphs.size());
        }
    }
}

}  // namespace
