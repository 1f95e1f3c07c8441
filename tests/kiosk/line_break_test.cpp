#include "ui/line_break.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace {

using namespace ui;
using Pieces = std::vector<std::string>;

/// The text cut wherever a line may or must end, without the blanks at the cuts; " |" stands behind a piece where it
/// must.
Pieces pieces(std::string_view text, std::string_view lang = "es") {
    const std::vector<Break> breaks = findBreaks(text, lang);
    REQUIRE(breaks.size() == text.size());
    Pieces out;
    std::string piece;
    const auto close = [&](bool must) {
        while (!piece.empty() && (piece.back() == ' ' || piece.back() == '\n'))
            piece.pop_back();
        out.push_back(piece + (must ? " |" : ""));
        piece.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        piece += text[i];
        if (breaks[i] != Break::No) close(breaks[i] == Break::Must);
    }
    if (!piece.empty()) close(false);
    return out;
}

/// Characters of a text.
std::u32string decoded(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();)
        out += nextCodepoint(text, at);
    return out;
}

TEST_SUITE("ui/line_break") {
    TEST_CASE("a line may end after a space and nowhere inside a word") {
        CHECK(pieces("laguna azul grande") == Pieces{"laguna", "azul", "grande"});
        CHECK(pieces("Huancané") == Pieces{"Huancané"});
        CHECK(pieces("uno  dos") == Pieces{"uno", "dos"});
    }

    TEST_CASE("an empty text has no places to break") { CHECK(findBreaks("", "es").empty()); }

    TEST_CASE("a new line begins after a line feed, also at the end of the text") {
        CHECK(pieces("uno\ndos") == Pieces{"uno |", "dos"});
        CHECK(pieces("uno\n\ndos") == Pieces{"uno |", " |", "dos"});
        CHECK(pieces("uno\n") == Pieces{"uno |"});
        CHECK(pieces("uno\r\ndos") == Pieces{"uno\r |", "dos"});
    }

    TEST_CASE("the end of a text is no line break") { CHECK(findBreaks("uno", "es").back() == Break::No); }

    TEST_CASE("a number stays with its unit") {
        CHECK(pieces("hasta 3812 m sobre") == Pieces{"hasta", "3812 m", "sobre"});
        CHECK(pieces("unos 5 km² de") == Pieces{"unos", "5 km²", "de"});
        CHECK(pieces("son 25 km, más") == Pieces{"son", "25 km,", "más"});
        CHECK(pieces("pesa 40 kg.") == Pieces{"pesa", "40 kg."});
        CHECK(pieces("hace 4 °C hoy") == Pieces{"hace", "4 °C", "hoy"});
        CHECK(pieces("about 8 million people", "en") == Pieces{"about", "8 million", "people"});
        CHECK(pieces("unos 500 años antes") == Pieces{"unos", "500 años", "antes"});
    }

    TEST_CASE("a number stays with its percent sign") {
        CHECK(pieces("el 12 % del") == Pieces{"el", "12 %", "del"});
        CHECK(pieces("el 12% del") == Pieces{"el", "12%", "del"});
    }

    TEST_CASE("a number stays with its magnitude") {
        CHECK(pieces("unos 20 mil habitantes") == Pieces{"unos", "20 mil", "habitantes"});
        CHECK(pieces("S/ 3 millones anuales") == Pieces{"S/ 3 millones", "anuales"});
    }

    TEST_CASE("groups of three figures stay together and with their unit") {
        CHECK(pieces("altura: 3 812 m sobre") == Pieces{"altura:", "3 812 m", "sobre"});
        CHECK(pieces("unos 1 250 000 soles") == Pieces{"unos", "1 250 000 soles"});
        // Two numbers beside each other are not one number.
        CHECK(pieces("salas 12 14") == Pieces{"salas", "12", "14"});
    }

    TEST_CASE("a word behind a number that is no unit may begin a line") {
        CHECK(pieces("hay 12 chullpas") == Pieces{"hay", "12", "chullpas"});
        CHECK(pieces("unit km walks", "en") == Pieces{"unit", "km", "walks"});
    }

    TEST_CASE("a currency stays with its amount") {
        CHECK(pieces("cuesta S/ 280 hoy") == Pieces{"cuesta", "S/ 280", "hoy"});
        CHECK(pieces("about US$ 75 each", "en") == Pieces{"about", "US$ 75", "each"});
        CHECK(pieces("(S/ 280)") == Pieces{"(S/ 280)"});
    }

    TEST_CASE("day and month of a date stay together, the year may go to the next line") {
        CHECK(pieces("el 14 de setiembre viene") == Pieces{"el", "14 de setiembre", "viene"});
        CHECK(pieces("el 3 de mayo de 1923") == Pieces{"el", "3 de mayo", "de", "1923"});
        CHECK(pieces("el 1 de Enero, año") == Pieces{"el", "1 de Enero,", "año"});
    }

    TEST_CASE("an English date stays together, whichever comes first") {
        CHECK(pieces("on May 3, 1923 the", "en") == Pieces{"on", "May 3,", "1923", "the"});
        CHECK(pieces("the 3 May feast", "en") == Pieces{"the", "3 May", "feast"});
        CHECK(pieces("in May 1923 the", "en") == Pieces{"in", "May", "1923", "the"});
    }

    TEST_CASE("a number followed by de and no month is an ordinary phrase") {
        CHECK(pieces("los 14 de la") == Pieces{"los", "14", "de", "la"});
    }

    TEST_CASE("a one-letter word stays with what follows it") {
        CHECK(pieces("ir a la plaza") == Pieces{"ir", "a la", "plaza"});
        CHECK(pieces("oro y plata") == Pieces{"oro", "y plata"});
        CHECK(pieces("siete u ocho") == Pieces{"siete", "u ocho"});
        CHECK(pieces("padre e hijo") == Pieces{"padre", "e hijo"});
        CHECK(pieces("O bien así") == Pieces{"O bien", "así"});
        CHECK(pieces("build a house", "en") == Pieces{"build", "a house"});
    }

    TEST_CASE("a one-letter word behind an opening bracket or mark still stays with what follows") {
        CHECK(pieces("oro (y plata)") == Pieces{"oro", "(y plata)"});
        CHECK(pieces("oro «y plata»") == Pieces{"oro", "«y plata»"});
        CHECK(pieces("dijo: ¿a dónde?") == Pieces{"dijo:", "¿a dónde?"});
    }

    TEST_CASE("a letter with punctuation behind it ends its phrase") {
        CHECK(pieces("plan A. Luego") == Pieces{"plan", "A.", "Luego"});
        CHECK(pieces("sala B, abajo") == Pieces{"sala", "B,", "abajo"});
    }

    TEST_CASE("a letter that is no word of our languages stands alone") {
        CHECK(pieces("vitamina C natural") == Pieces{"vitamina", "C", "natural"});
        CHECK(pieces("hace 5 m abajo") == Pieces{"hace", "5 m", "abajo"});
    }

    TEST_CASE("measures with a times sign stay together") {
        CHECK(pieces("manta de 2 x 3 m roja") == Pieces{"manta", "de", "2 x 3 m", "roja"});
        CHECK(pieces("unos 4 × 5 m") == Pieces{"unos", "4 × 5 m"});
    }

    TEST_CASE("a dash between words may end a line") {
        CHECK(pieces("uno - dos").size() >= 2);
        CHECK(pieces("sala 5 azul") == Pieces{"sala", "5", "azul"});
    }

    TEST_CASE("an abbreviation of reference stays with its number") {
        CHECK(pieces("casa N.º 5 azul") == Pieces{"casa", "N.º 5", "azul"});
        CHECK(pieces("véase p. 12 abajo") == Pieces{"véase", "p. 12", "abajo"});
        CHECK(pieces("en el km 23 norte") == Pieces{"en", "el", "km 23", "norte"});
        CHECK(pieces("según art. 3 rige") == Pieces{"según", "art. 3", "rige"});
        CHECK(pieces("hacia c. 1300 vino") == Pieces{"hacia", "c. 1300", "vino"});
        CHECK(pieces("por PE 34 norte") == Pieces{"por", "PE 34", "norte"});
    }

    TEST_CASE("an abbreviation of reference in brackets stays with its number") {
        CHECK(pieces("torre (c. 1300) alta") == Pieces{"torre", "(c. 1300)", "alta"});
        CHECK(pieces("libro (pp. 12) aquí") == Pieces{"libro", "(pp. 12)", "aquí"});
        CHECK(pieces("«N.º 5» azul") == Pieces{"«N.º 5»", "azul"});
    }

    TEST_CASE("an abbreviation of reference without a number is a word like others") {
        CHECK(pieces("el km final") == Pieces{"el", "km", "final"});
    }

    TEST_CASE("words of Quechua with an apostrophe are never broken") {
        for (const char* word :
             {"ch’ampa", "t'ant'a", "t’ant’a", "ñawpa", "wañuq", "q’ispichiy", "sumaqʼa", "p'unchay"}) {
            CAPTURE(word);
            CHECK(pieces(word, "qu") == Pieces{word});
        }
        CHECK(pieces("ch’ampa wasi t'ant'a", "qu") == Pieces{"ch’ampa", "wasi", "t'ant'a"});
    }

    TEST_CASE("words of Aymara with an apostrophe or a diaeresis are never broken") {
        for (const char* word : {"ch’uqi", "k'ank'a", "jaqi’aru", "uñjañataki", "p’iqi", "qhäna", "aski’a"}) {
            CAPTURE(word);
            CHECK(pieces(word, "ay") == Pieces{word});
        }
        CHECK(pieces("jiwasan markasaxa", "ay") == Pieces{"jiwasan", "markasaxa"});
    }

    TEST_CASE("a no-break space does not break") {
        CHECK(pieces("3\xC2\xA0"
                     "812\xC2\xA0metros altos") == Pieces{"3\xC2\xA0"
                                                          "812\xC2\xA0metros",
                                                          "altos"});
    }

    TEST_CASE("there is never a break inside a character") {
        const std::string text = "ñandú añejo — «qhäna» 5 km² … ½ ʼ";
        const std::vector<Break> breaks = findBreaks(text, "es");
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = at;
            static_cast<void>(nextCodepoint(text, at));
            for (std::size_t i = begin; i + 1 < at; ++i)
                CHECK(breaks[i] == Break::No);
        }
    }

    TEST_CASE("malformed bytes are kept together with their neighbours") {
        for (const char* text : {"ab\xFF\xFE"
                                 "cd",
                                 "ab\x80"
                                 "cd",
                                 "ab\xC3", "ab\xE2\x80", "\xF0\x9F\x98", "a\xC0\x80z"}) {
            CAPTURE(text);
            CHECK(pieces(text).size() == 1);
        }
    }

    TEST_CASE("a malformed byte does not swallow the line feed or the space behind it") {
        CHECK(pieces("uno\xC3\ndos") == Pieces{"uno\xC3 |", "dos"});
        CHECK(pieces("uno\xE2\ndos") == Pieces{"uno\xE2 |", "dos"});
        CHECK(pieces("uno\xF0\n\ndos") == Pieces{"uno\xF0 |", " |", "dos"});
        CHECK(pieces("uno\xC3 dos") == Pieces{"uno\xC3", "dos"});
    }

    TEST_CASE("any bytes at all give one answer a byte, and a new line only after a line feed") {
        std::mt19937 random(20260503);
        std::uniform_int_distribution<int> byte(0, 255);
        std::uniform_int_distribution<std::size_t> length(1, 40);
        for (int round = 0; round < 2000; ++round) {
            std::string text(length(random), '\0');
            std::generate(text.begin(), text.end(), [&] { return static_cast<char>(byte(random)); });
            const std::vector<Break> breaks = findBreaks(text, "es");
            REQUIRE(breaks.size() == text.size());
            for (std::size_t i = 0; i < text.size(); ++i)
                REQUIRE((breaks[i] == Break::Must) == (text[i] == '\n'));
        }
    }

    TEST_CASE("a very long text is handled in one go") {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += "a laguna ";
        const std::vector<Break> breaks = findBreaks(text, "es");
        const auto may = std::count(breaks.begin(), breaks.end(), Break::May);
        // One between "laguna" and the next "a" each time; none at the end of the text.
        CHECK(may == 99'999);
        CHECK(findBreaks(std::string(1'000'000, 'x'), "es") == std::vector<Break>(1'000'000, Break::No));
    }

    TEST_CASE("a language nobody knows breaks as any other") {
        CHECK(pieces("laguna azul", "zz") == Pieces{"laguna", "azul"});
        CHECK(pieces("laguna azul", "") == Pieces{"laguna", "azul"});
    }

    TEST_CASE("characters of one to four bytes are decoded") {
        CHECK(decoded("a\xC3\xB1\xE2\x80\x99\xF0\x9F\xA6\x99") == U"a\u00F1\u2019\U0001F999");
        CHECK(decoded(std::string_view("\0", 1)) == std::u32string(1, U'\0'));
        CHECK(decoded("\xEF\xBF\xBD") == U"\uFFFD");
        CHECK(decoded("\xF4\x8F\xBF\xBF") == U"\U0010FFFF");
    }

    TEST_CASE("each malformed byte becomes a replacement character") {
        CHECK(decoded("\x80") == U"\uFFFD");
        CHECK(decoded("a\xC3") == U"a\uFFFD");
        CHECK(decoded("\xE2\x80z") == U"\uFFFD\uFFFDz");
        CHECK(decoded("\xFF\xFE") == U"\uFFFD\uFFFD");
        CHECK(decoded("\xC3\xC3\xB1") == U"\uFFFD\u00F1");
    }

    TEST_CASE("overlong forms, surrogates and numbers beyond Unicode are malformed") {
        CHECK(decoded("\xC0\x80") == U"\uFFFD\uFFFD");
        CHECK(decoded("\xC1\xBF") == U"\uFFFD\uFFFD");
        CHECK(decoded("\xE0\x80\x8A") == U"\uFFFD\uFFFD\uFFFD");
        CHECK(decoded("\xF0\x80\x80\xAF") == U"\uFFFD\uFFFD\uFFFD\uFFFD");
        CHECK(decoded("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");
        CHECK(decoded("\xF4\x90\x80\x80") == U"\uFFFD\uFFFD\uFFFD\uFFFD");
        CHECK(decoded("\xF5\x80\x80\x80") == U"\uFFFD\uFFFD\uFFFD\uFFFD");
    }
}

}  // namespace
