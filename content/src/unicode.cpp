#include "unicode.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace content {
namespace {

/// Signs people use for the same thing in Quechua and Aymara, or leave out.
constexpr bool isApostrophe(char32_t c) {
    switch (c) {
        case 0x0027:
        case 0x0060:
        case 0x00B4:
        case 0x02B9:
        case 0x02BB:
        case 0x02BC:
        case 0x2018:
        case 0x2019:
        case 0x2032: return true;
        default: return false;
    }
}

}  // namespace

CodePoint codePointAt(std::string_view utf8, std::size_t at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    if (lead < 0x80) return {lead, 1, true};
    utf8proc_int32_t value = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data() + at),
                                         static_cast<utf8proc_ssize_t>(utf8.size() - at), &value);
    if (length <= 0) return {kReplacementCharacter, 1, false};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(length), true};
}

void appendUtf8(std::string& out, char32_t codePoint) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

std::u32string codePointsOf(std::string_view utf8) {
    std::u32string points;
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint c = codePointAt(utf8, at);
        points += c.value;
        at += c.length;
    }
    return points;
}

std::size_t codePointCount(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < utf8.size(); at += codePointAt(utf8, at).length)
        ++count;
    return count;
}

std::size_t firstInvalidUtf8(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint c = codePointAt(utf8, at);
        if (!c.valid) return at;
        at += c.length;
    }
    return std::string_view::npos;
}

std::string inNfc(std::string_view utf8) {
    bool ascii = true;
    for (const char c : utf8)
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    if (ascii) return std::string(utf8);
    utf8proc_uint8_t* raw = nullptr;
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()), static_cast<utf8proc_ssize_t>(utf8.size()),
                     &raw, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> composed(raw, &std::free);
    if (length < 0) return std::string(utf8);
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)};
}

bool isNfc(std::string_view utf8) { return firstInvalidUtf8(utf8) == std::string_view::npos && inNfc(utf8) == utf8; }

bool isControl(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

bool isMark(char32_t c) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool isWordPart(char32_t c) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO:
        case UTF8PROC_CATEGORY_CO: return true;
        default: return false;
    }
}

void appendFolded(std::string& out, char32_t c) {
    if (isApostrophe(c)) return;
    if (c < 0x80) {
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        return;
    }
    std::array<utf8proc_int32_t, 32> parts{};  // the longest decomposition of one code point has 18
    int boundary = 0;
    constexpr auto kOptions =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                               static_cast<utf8proc_ssize_t>(parts.size()), kOptions, &boundary);
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        const auto part = static_cast<char32_t>(parts[static_cast<std::size_t>(i)]);
        if (!isApostrophe(part)) appendUtf8(out, part);
    }
}

std::vector<FoldedWord> wordsOf(std::string_view utf8) {
    std::vector<FoldedWord> words;
    FoldedWord word;
    const auto finish = [&] {
        if (!word.folded.empty()) words.push_back(std::move(word));
        word = {};
    };
    std::string folded;
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint c = codePointAt(utf8, at);
        const std::size_t end = at + c.length;
        folded.clear();
        appendFolded(folded, c.value);
        if (folded.empty()) {
            // An apostrophe or a mark. A mark belongs to the letter before it.
            if (isMark(c.value) && !word.folded.empty() && word.last == at) {
                const std::size_t letter = word.last;
                for (auto i = word.ends.rbegin(); i != word.ends.rend() && *i == letter; ++i)
                    *i = end;
                word.last = end;
            }
        } else if (isWordPart(codePointAt(folded, 0).value)) {
            if (word.folded.empty()) word.first = at;
            word.folded += folded;
            word.ends.insert(word.ends.end(), folded.size(), end);
            word.last = end;
        } else {
            finish();
        }
        at = end;
    }
    finish();
    return words;
}

bool withinOneEdit(std::u32string_view a, std::u32string_view b) {
    const std::u32string_view l = a.size() < b.size() ? b : a;
    const std::u32string_view r = a.size() < b.size() ? a : b;
    if (l.size() - r.size() > 1) return false;
    std::size_t same = 0;
    while (same < r.size() && l[same] == r[same])
        ++same;
    const std::u32string_view left = l.substr(same);
    const std::u32string_view right = r.substr(same);
    if (left.size() > right.size()) return left.substr(1) == right;                          // one letter more
    if (left.empty() || left.substr(1) == right.substr(1)) return true;                      // none or one letter other
    return left[0] == right[1] && left[1] == right[0] && left.substr(2) == right.substr(2);  // two neighbours swapped
}

bool beginsWithinOneEdit(std::u32string_view text, std::u32string_view begin) {
    if (begin.empty()) return true;
    for (std::size_t length = begin.size() - 1; length <= begin.size() + 1 && length <= text.size(); ++length) {
        if (withinOneEdit(text.substr(0, length), begin)) return true;
    }
    return false;
}

std::string collationKey(std::string_view utf8, bool spanishOrder) {
    std::string key;
    for (const FoldedWord& word : wordsOf(utf8)) {
        if (!key.empty()) key += ' ';
        if (!spanishOrder) {
            key += word.folded;
            continue;
        }
        // Folding made n of ñ. Where the text has a tilde on an n, a byte above all letters puts the word behind those
        // that continue a plain n.
        std::size_t begin = word.first;
        for (std::size_t i = 0; i < word.folded.size(); ++i) {
            key += word.folded[i];
            if (i + 1 < word.folded.size() && word.ends[i + 1] == word.ends[i]) continue;
            const std::string_view letter = utf8.substr(begin, word.ends[i] - begin);
            begin = word.ends[i];
            if (word.folded[i] == 'n' &&
                (letter.find("\u00F1") != std::string_view::npos || letter.find("\u00D1") != std::string_view::npos ||
                 letter.find("\u0303") != std::string_view::npos)) {
                key += '\xFF';
            }
        }
    }
    return key;
}

}  // namespace content
