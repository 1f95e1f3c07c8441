#include "content/fold.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using content::fold;
using content::foldedWords;
using content::highlight;
using content::withinOneEdit;
using Words = std::vector<std::string>;

namespace {

/// The parts of `text` that `highlight` marks.
Words marked(const std::string& text, const Words& words) {
    Words parts;
    for (const auto& [first, last] : highlight(text, words))
        parts.push_back(text.substr(first, last - first));
    return parts;
}

}  // namespace

TEST_SUITE("content/fold") {
    TEST_CASE("what people type folds to what is written") {
        CHECK(fold("Huancané") == "huancane");
        CHECK(fold("HUANCANÉ") == "huancane");
        CHECK(fold("huancane") == "huancane");
        CHECK(fold("niña") == "nina");
        CHECK(fold("Ñuñoa") == "nunoa");
        CHECK(fold("Azángaro") == "azangaro");
        CHECK(fold("untaña") == "untana");
        CHECK(fold("pisqui") == "pisqui");
        CHECK(fold("Straße") == "strasse");
        CHECK(fold("ÄÖÜ äöü") == "aou aou");
    }

    TEST_CASE("every apostrophe of Quechua and Aymara is the same as none") {
        for (const char* apostrophe : {"'", "`", "´", "ʹ", "ʻ", "ʼ", "‘", "’", "′"}) {
            CAPTURE(apostrophe);
            CHECK(fold("ch" + std::string(apostrophe) + "uspa") == "chuspa");
            CHECK(fold("CH" + std::string(apostrophe) + "ULLU") == "chullu");
        }
    }

    TEST_CASE("composed and decomposed letters fold alike") {
        CHECK(fold("e\u0301") == fold("\u00E9"));
        CHECK(fold("n\u0303") == fold("\u00F1"));
        CHECK(fold("\u1E9B\u0323") == fold("\u017F\u0323\u0307"));
    }

    TEST_CASE("folding twice changes nothing, for any code point") {
        for (char32_t c = 1; c < 0x110000; ++c) {
            if (c >= 0xD800 && c <= 0xDFFF) continue;
            std::string text;
            if (c < 0x80) {
                text = {static_cast<char>(c)};
            } else if (c < 0x800) {
                text = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
            } else if (c < 0x10000) {
                text = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
                        static_cast<char>(0x80 | (c & 63))};
            } else {
                text = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
                        static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
            }
            const std::string once = fold(text);
            if (fold(once) != once) {
                CAPTURE(static_cast<std::uint32_t>(c));
                CHECK(fold(once) == once);
            }
        }
        CHECK(fold(fold("Ch’uspa de Huancané")) == "chuspa de huancane");
    }

    TEST_CASE("invalid UTF-8 folds to replacement characters and never past the end") {
        CHECK(fold("a\xFFz") == "a\uFFFDz");
        CHECK(fold("\xC3") == "\uFFFD");
        CHECK(fold("\xE2\x80") == "\uFFFD\uFFFD");
        CHECK(fold("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // a lone surrogate
        CHECK(fold("") == "");
    }

    TEST_CASE("a query becomes at most eight folded words") {
        CHECK(foldedWords("  Fiesta, de la  Cruz! ") == Words{"fiesta", "de", "la", "cruz"});
        CHECK(foldedWords("ch'uspa") == Words{"chuspa"});
        CHECK(foldedWords("RVM 116-2014") == Words{"rvm", "116", "2014"});
        CHECK(foldedWords("' ’ - ¿?").empty());
        CHECK(foldedWords("").empty());
        CHECK(foldedWords("1 2 3 4 5 6 7 8 9 10").size() == 8);
    }

    TEST_CASE("a very long query is cut at a letter") {
        const Words words = foldedWords(std::string(255, 'a') + "ñ" + std::string(5000, 'b'));
        REQUIRE(words.size() == 1);
        CHECK(words.front() == std::string(255, 'a'));
    }

    TEST_CASE("a result list marks the letters that match, in the text as written") {
        CHECK(marked("Huancané, pueblo", {"huancane"}) == Words{"Huancané"});
        CHECK(marked("Huancané", {"huan"}) == Words{"Huan"});
        CHECK(marked("Ch’uspa y CH'ULLU", {"chu"}) == Words{"Ch’u", "CH'U"});
        CHECK(marked("Isla Huatasani", {"is", "hua"}) == Words{"Is", "Hua"});
        CHECK(marked("ahuayo", {"huayo"}).empty());
        CHECK(marked("Straße", {"stras"}) == Words{"Straß"});
        CHECK(marked("nin\u0303o", {"nin"}) == Words{"nin\u0303"});
        CHECK(marked("laguna laguna", {"l", "lagu"}) == Words{"lagu", "lagu"});
        CHECK(marked("", {"a"}).empty());
        CHECK(marked("algo", {}).empty());
    }

    TEST_CASE("marked ranges ascend and do not overlap") {
        const std::string text = "La Laguna’s l'agua, lago — LÁGRIMA";
        std::size_t end = 0;
        for (const auto& [first, last] : highlight(text, {"l", "la", "lag"})) {
            CHECK(first >= end);
            CHECK(last > first);
            CHECK(last <= text.size());
            end = last;
        }
        CHECK(end > 0);
    }

    TEST_CASE("one edit is one letter more, less, other, or two swapped") {
        CHECK(withinOneEdit("huancane", "huancane"));
        CHECK(withinOneEdit("huancane", "huancne"));
        CHECK(withinOneEdit("huancne", "huancane"));
        CHECK(withinOneEdit("huancane", "huancame"));
        CHECK(withinOneEdit("huancane", "huanacne"));
        CHECK(withinOneEdit("huancane", "uhancane"));
        CHECK(withinOneEdit("a", ""));
        CHECK(withinOneEdit("", ""));
        CHECK(withinOneEdit("ab", "ba"));
        CHECK(withinOneEdit("naño", "nao"));
        CHECK_FALSE(withinOneEdit("huancane", "huancn"));
        CHECK_FALSE(withinOneEdit("ab", "cd"));
        CHECK_FALSE(withinOneEdit("abc", "cba"));
        CHECK_FALSE(withinOneEdit("abcd", "badc"));
        CHECK_FALSE(withinOneEdit("abc", "bca"));
        CHECK_FALSE(withinOneEdit("", "ab"));
    }

    TEST_CASE("one edit agrees with the textbook distance for every pair of short words") {
        // Optimal string alignment, by the table.
        const auto distance = [](const std::string& a, const std::string& b) {
            std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
            for (std::size_t i = 0; i <= a.size(); ++i) {
                for (std::size_t j = 0; j <= b.size(); ++j) {
                    if (i == 0 || j == 0) {
                        d[i][j] = i + j;
                        continue;
                    }
                    d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1,
                                        d[i - 1][j - 1] + std::size_t{a[i - 1] != b[j - 1] ? 1U : 0U}});
                    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
                    }
                }
            }
            return d[a.size()][b.size()];
        };
        Words words = {""};
        for (std::size_t begin = 0, length = 1; length <= 4; ++length) {
            const std::size_t end = words.size();
            for (; begin < end; ++begin) {
                for (const char c : {'a', 'b', 'c'})
                    words.push_back(words[begin] + c);
            }
        }
        int pairs = 0;
        int differences = 0;
        for (const std::string& a : words) {
            for (const std::string& b : words) {
                ++pairs;
                if (withinOneEdit(a, b) != (distance(a, b) <= 1)) ++differences;
            }
        }
        CHECK(pairs == 121 * 121);
        CHECK(differences == 0);
    }
}
