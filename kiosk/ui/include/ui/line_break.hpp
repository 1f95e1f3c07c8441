#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ui {

/// What may happen after a byte of a UTF-8 text.
enum class Break : std::uint8_t {
    No,    ///< stay on the line (also inside a character)
    May,   ///< a new line may begin after this byte
    Must,  ///< a new line begins after this byte
};

/// Line break opportunities after each byte: the Unicode algorithm (UAX #14, libunibreak) tightened by rules of our
/// languages, so that a line never ends between
/// - a number and its unit, percent sign or magnitude ("3 812 m", "12 %", "5 km²"), a currency and its amount ("S/
/// 280"),
/// - the parts of a date ("14 de setiembre", "3 de mayo de 1923" keeps day and month; "May 3"),
/// - a one-letter word and what follows it ("a la", "y", "o", "e"),
/// - an abbreviation of reference and its number ("N.º 5", "p. 12", "km 23", "art. 3", "c. 1300"),
/// and never inside a word with an apostrophe of Quechua or Aymara (ch’ampa, t'ant'a).
/// `lang` is a two-letter code. Invalid UTF-8 is treated byte by byte as unbreakable.
[[nodiscard]] std::vector<Break> findBreaks(std::string_view utf8, std::string_view lang);

/// Decodes the character at `at` and moves `at` behind it; U+FFFD for malformed bytes. @pre at < utf8.size()
[[nodiscard]] char32_t nextCodepoint(std::string_view utf8, std::size_t& at);

}  // namespace ui
