#include "ui/line_break.hpp"

#include <linebreak.h>

#include <algorithm>
#include <array>
#include <string>

namespace ui {
namespace {

using Words = std::initializer_list<std::string_view>;

bool isOneOf(std::string_view word, Words list) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string lowerAscii(std::string_view word) {
    std::string text(word);
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// Punctuation around a word does not change its role: "(12", "km," "mayo."
std::string_view bare(std::string_view word) {
    constexpr std::string_view kPunctuation = ",;:!?()[]\"'.";
    while (!word.empty() && kPunctuation.find(word.front()) != std::string_view::npos)
        word.remove_prefix(1);
    while (!word.empty() && kPunctuation.find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
    return word;
}

/// The word without what opens a bracket, a quotation or a question in front of it: "(c.", "«y", "¿a".
std::string_view withoutOpening(std::string_view word) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view mark : {"(", "[", "\"", "'", "«", "“", "‘", "¿", "¡", "—"}) {
            if (word.size() <= mark.size() || word.substr(0, mark.size()) != mark) continue;
            word.remove_prefix(mark.size());
            found = true;
        }
    }
    return word;
}

bool endsInDigit(std::string_view word) {
    const std::string_view core = bare(word);
    return !core.empty() && isDigit(core.back());
}

bool beginsWithDigit(std::string_view word) {
    const std::string_view core = bare(word);
    return !core.empty() && isDigit(core.front());
}

bool isUnit(std::string_view word) {
    return isOneOf(bare(word),
                   {"m",     "km",   "cm",    "mm",     "km²", "m²",  "ha",   "kg",    "g",   "h",        "min",
                    "s",     "%",    "°C",    "°",      "x",   "×",   "msnm", "msnm.", "mil", "millones", "million",
                    "soles", "años", "years", "metros", "hab", "a.C", "d.C",  "BC",    "AD",  "msnm"});
}

bool isMonth(std::string_view word) {
    const std::string lower = lowerAscii(bare(word));
    return isOneOf(lower, {"enero",     "febrero",   "marzo",      "abril",   "mayo",      "junio",     "julio",
                           "agosto",    "setiembre", "septiembre", "octubre", "noviembre", "diciembre", "january",
                           "february",  "march",     "april",      "may",     "june",      "july",      "august",
                           "september", "october",   "november",   "december"});
}

/// True when the space between `left` and `right` (with `next` behind) must not end a line.
bool sticks(std::string_view left, std::string_view right, std::string_view next) {
    left = withoutOpening(left);
    if (endsInDigit(left) && isUnit(right)) return true;
    if (endsInDigit(left) && beginsWithDigit(right) && bare(right).size() == 3) return true;  // 3 812
    if (isOneOf(left, {"S/", "US$", "$", "N.º", "n.º", "p.", "pp.", "art.", "Art.", "c.", "km", "PE", "No.", "núm."}) &&
        beginsWithDigit(right)) {
        return true;
    }
    if (endsInDigit(left) && right == "de" && isMonth(next)) return true;                 // 14 | de setiembre
    if (left == "de" && isMonth(right)) return true;                                      // de | setiembre
    if (endsInDigit(left) && isMonth(right)) return true;                                 // 3 | May
    if (isMonth(left) && beginsWithDigit(right) && bare(right).size() <= 2) return true;  // May | 3
    if ((left == "x" || left == "×") && beginsWithDigit(right)) return true;              // 3 x | 4 m
    constexpr std::string_view kOneLetterWords = "aeiouyAEIOUY";
    return left.size() == 1 && kOneLetterWords.find(left.front()) != std::string_view::npos;
}

}  // namespace

char32_t nextCodepoint(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    int extra = 0;
    char32_t value = 0;
    char32_t least = 0x80;  // a smaller number in as many bytes is an overlong form
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        extra = 1;
        value = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        extra = 2;
        value = lead & 0x0FU;
        least = 0x800;
    } else if (lead >= 0xF0 && lead < 0xF5) {
        extra = 3;
        value = lead & 0x07U;
        least = 0x10000;
    } else {
        ++at;
        return 0xFFFD;
    }
    for (int i = 1; i <= extra; ++i) {
        const std::size_t next = at + static_cast<std::size_t>(i);
        if (next >= utf8.size() || (byte(next) & 0xC0U) != 0x80U) {
            ++at;
            return 0xFFFD;
        }
        value = value << 6U | (byte(next) & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (value < least || surrogate || value > 0x10FFFF) {
        ++at;
        return 0xFFFD;
    }
    at += static_cast<std::size_t>(extra) + 1;
    return value;
}

std::vector<Break> findBreaks(std::string_view utf8, std::string_view lang) {
    std::vector<Break> breaks(utf8.size(), Break::No);
    if (utf8.empty()) return breaks;
    static const bool kTablesReady = [] {
        init_linebreak();
        return true;
    }();
    static_cast<void>(kTablesReady);
    // libunibreak would take a malformed byte and its neighbours for one character: a letter stands in for it.
    std::string clean(utf8);
    for (std::size_t i = 0; i < clean.size();) {
        const std::size_t begin = i;
        if (nextCodepoint(utf8, i) == 0xFFFD && i == begin + 1) clean[begin] = 'x';
    }
    std::string raw(utf8.size(), '\0');
    const std::string language(lang);
    set_linebreaks_utf8(reinterpret_cast<const utf8_t*>(clean.data()), clean.size(), language.c_str(), raw.data());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == LINEBREAK_MUSTBREAK && utf8[i] == '\n') breaks[i] = Break::Must;
        if (raw[i] == LINEBREAK_ALLOWBREAK) breaks[i] = Break::May;
        // UAX #14 of this library would part "US" from "$".
        if (i + 1 < raw.size() && utf8[i + 1] == '$' && utf8[i] != ' ' && breaks[i] == Break::May)
            breaks[i] = Break::No;
    }
    // Our own rules look at the words on both sides of every breakable space.
    const auto wordEnd = [&](std::size_t from) {
        const std::size_t end = utf8.find_first_of(" \n", from);
        return end == std::string_view::npos ? utf8.size() : end;
    };
    std::size_t wordBegin = 0;
    while (wordBegin < utf8.size()) {
        const std::size_t end = wordEnd(wordBegin);
        if (end >= utf8.size()) break;
        if (utf8[end] == ' ' && end > wordBegin && breaks[end] == Break::May) {
            const std::size_t rightEnd = wordEnd(end + 1);
            const std::string_view left = utf8.substr(wordBegin, end - wordBegin);
            const std::string_view right = utf8.substr(end + 1, rightEnd - end - 1);
            const std::string_view next =
                rightEnd + 1 < utf8.size() ? utf8.substr(rightEnd + 1, wordEnd(rightEnd + 1) - rightEnd - 1) : "";
            if (!right.empty() && sticks(left, right, next)) breaks[end] = Break::No;
        }
        wordBegin = end + 1;
    }
    return breaks;
}

}  // namespace ui
