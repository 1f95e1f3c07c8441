#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the content library needs of Unicode; the only files that see utf8proc.
namespace content {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// One step through UTF-8: the code point at `at` and the bytes it takes. An invalid byte gives U+FFFD and length 1.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 1;
    bool valid = true;
};
/// @pre at < utf8.size()
[[nodiscard]] CodePoint codePointAt(std::string_view utf8, std::size_t at);

void appendUtf8(std::string& out, char32_t codePoint);

[[nodiscard]] std::u32string codePointsOf(std::string_view utf8);

/// Number of code points; an invalid byte counts as one.
[[nodiscard]] std::size_t codePointCount(std::string_view utf8);

/// Byte offset of the first invalid byte, or npos.
[[nodiscard]] std::size_t firstInvalidUtf8(std::string_view utf8);

/// True when `utf8` is valid UTF-8 in Unicode normal form C.
[[nodiscard]] bool isNfc(std::string_view utf8);
/// `utf8` in Unicode normal form C; as it is when it is not valid UTF-8.
[[nodiscard]] std::string inNfc(std::string_view utf8);

/// C0, DEL and C1 controls, and the invisible characters that reorder or hide text (bidi embeddings and overrides,
/// U+FEFF, line and paragraph separators).
[[nodiscard]] bool isControl(char32_t codePoint);

[[nodiscard]] bool isMark(char32_t codePoint);
/// Letters, numbers and private use: what FTS5's unicode61 tokenizer takes as parts of words.
[[nodiscard]] bool isWordPart(char32_t codePoint);

/// Appends the folded form of one code point (content/fold.hpp), which may be nothing.
void appendFolded(std::string& out, char32_t codePoint);

/// A word of a text: its folded form and where it stands in the text.
struct FoldedWord {
    std::string folded;
    std::size_t first = 0;  ///< byte offset of its first letter
    std::size_t last = 0;   ///< byte offset after its last letter and that letter's marks
    std::vector<std::size_t>
        ends;  ///< for each byte of `folded`, the offset in the text after the letter it comes from
};
/// Every word of `utf8`, in order. Apostrophes and marks do not end a word.
[[nodiscard]] std::vector<FoldedWord> wordsOf(std::string_view utf8);

/// `withinOneEdit` of content/fold.hpp on code points.
[[nodiscard]] bool withinOneEdit(std::u32string_view a, std::u32string_view b);
/// True when some beginning of `text` is within one edit of `begin`.
[[nodiscard]] bool beginsWithinOneEdit(std::u32string_view text, std::u32string_view begin);

/// A string whose bytewise order is the alphabetical order of the language: folded words, ñ after n where
/// `spanishOrder`.
[[nodiscard]] std::string collationKey(std::string_view utf8, bool spanishOrder);

}  // namespace content
