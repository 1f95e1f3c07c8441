#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What a visitor leaves behind, and the device's own database it waits in.
namespace state {

/// What was seen of a commitment; the same words as `content::PlanNote::mark`.
inline constexpr std::array<std::string_view, 6> kMarks = {"advancing", "stopped", "finished",
                                                           "absent",    "damaged", "other"};
/// Most characters of a text (code points, not bytes).
inline constexpr std::size_t kMostCharacters = 280;

/// All there is about an observation. Nothing in it tells who left it, at which hour, where, or in which language.
struct Observation {
    std::string commitment;  ///< code, "B.4"
    std::string mark;        ///< one of kMarks
    std::string text;        ///< may be empty
    std::string day;         ///< YYYY-MM-DD
    std::string receipt;     ///< state/receipt.hpp
};

/// What is sealed for the office: JSON with its members in the order of the alphabet and no spaces, so that the same
/// observation is the same bytes everywhere. "v" is the version of this form, 1.
/// @pre `mark` is one of kMarks and `receipt` is one
[[nodiscard]] std::string payloadOf(const Observation& observation);

/// What in a text could tell who somebody is.
enum class PersonalData : std::uint8_t {
    None,
    Document,  ///< eight digits in one: a DNI
    Phone,     ///< seven digits or more that are neither a date nor years
    Mail,      ///< an address with @, or "arroba"
};
/// The first such thing found. It errs on the side of asking again: names it cannot know, amounts written with commas
/// pass.
[[nodiscard]] PersonalData personalDataIn(std::string_view text);

}  // namespace state
