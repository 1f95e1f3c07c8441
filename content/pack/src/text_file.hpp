#pragma once

#include <string>
#include <string_view>

#include "findings.hpp"

namespace content_pack {

/// Checks the encoding rules of a text file (UTF-8, no byte order mark, normal form C, `\n`, no control characters) and
/// gives the text with what breaks them taken out, so that the readers after it can go on and find the rest: invalid
/// bytes become U+FFFD, the mark and carriage returns go. Each rule is reported once a line at most.
[[nodiscard]] std::string cleanText(std::string_view bytes, const Origin& file, Findings& findings);

/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace content_pack
