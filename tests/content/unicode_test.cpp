#include "unicode.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace content;

TEST_SUITE("content/unicode") {
    TEST_CASE("the place of the first invalid byte is found") {
        CHECK(firstInvalidUtf8("Huancané") == std::string_view::npos);
        CHECK(firstInvalidUtf8("Huancan\xE9") == 7);
        CHECK(firstInvalidUtf8("a\xC0\x80") == 1);         // overlong
        CHECK(firstInvalidUtf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
        CHECK(firstInvalidUtf8("") == std::string_view::npos);
    }

    TEST_CASE("normal form C is told from others") {
        CHECK(isNfc("plain ASCII"));
        CHECK(isNfc("Huancan\u00E9"));
        CHECK_FALSE(isNfc("Huancane\u0301"));
        CHECK_FALSE(isNfc("\u2126"));  // OHM SIGN, which is OMEGA in form C
        CHECK_FALSE(isNfc("\xFF"));
        CHECK(inNfc("Huancane\u0301 5") == "Huancan\u00E9 5");
        CHECK(inNfc("plain ASCII") == "plain ASCII");
        CHECK(inNfc("a\xFF") == "a\xFF");
    }

    TEST_CASE("letters are counted, not bytes") {
        CHECK(codePointCount("ñandú") == 5);
        CHECK(codePointCount("") == 0);
        CHECK(codePointCount("\xFF\xFF") == 2);
    }

    TEST_CASE("words keep their place in the text") {
        const std::string text = "¿Ch’uspa, n\u0303o?";
        const auto words = wordsOf(text);
        REQUIRE(words.size() == 2);
        CHECK(words[0].folded == "chuspa");
        CHECK(text.substr(words[0].first, words[0].last - words[0].first) == "Ch’uspa");
        CHECK(words[1].folded == "no");
        CHECK(text.substr(words[1].first, words[1].last - words[1].first) == "n\u0303o");
        CHECK(words[1].ends.size() == words[1].folded.size());
    }

    TEST_CASE("apostrophes at the ends of a word do not belong to it") {
        const std::string text = "'isla'";
        const auto words = wordsOf(text);
        REQUIRE(words.size() == 1);
        CHECK(text.substr(words[0].first, words[0].last - words[0].first) == "isla");
    }

    TEST_CASE("Spanish puts ñ after n and before o, other languages do not") {
        std::vector<std::string> words = {"nube", "ñandú", "nabo", "oca", "cañón", "canto", "cana", "Cañahua"};
        const auto sorted = [&](bool spanish) {
            auto copy = words;
            std::sort(copy.begin(), copy.end(), [&](const std::string& a, const std::string& b) {
                return collationKey(a, spanish) < collationKey(b, spanish);
            });
            return copy;
        };
        CHECK(sorted(true) ==
              std::vector<std::string>{"cana", "canto", "Cañahua", "cañón", "nabo", "nube", "ñandú", "oca"});
        CHECK(sorted(false) ==
              std::vector<std::string>{"cana", "Cañahua", "cañón", "canto", "nabo", "ñandú", "nube", "oca"});
        CHECK(collationKey("ñ", true) > collationKey("nzzz", true));
        CHECK(collationKey("ñ", true) < collationKey("o", true));
        CHECK(collationKey("n\u0303", true) == collationKey("ñ", true));
        CHECK(collationKey("Ñ", true) == collationKey("ñ", true));
        CHECK(collationKey("ñ", false) == collationKey("n", false));
    }

    TEST_CASE("the alphabet ignores accents, case and signs") {
        CHECK(collationKey("¿Árbol?", true) == collationKey("arbol", true));
        CHECK(collationKey("La  Isla", true) == collationKey("la isla", true));
        CHECK(collationKey("a b", true) < collationKey("ab", true));
    }

    TEST_CASE("a beginning within one edit is found whatever is wrong with it") {
        const auto begins = [](const char* text, const char* begin) {
            return beginsWithinOneEdit(codePointsOf(text), codePointsOf(begin));
        };
        CHECK(begins("huancane", "huan"));
        CHECK(begins("huancane", "hun"));
        CHECK(begins("huancane", "huxn"));
        CHECK(begins("huancane", "huxan"));
        CHECK(begins("huancane", "uhan"));
        CHECK(begins("huancane", "hanc"));
        CHECK_FALSE(begins("huancane", "pusi"));
        CHECK_FALSE(begins("hu", "huancan"));
    }
}
