#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace content {

/// Folds text for searching so that what people type finds what is written: canonical decomposition, marks dropped,
/// case folded, and the apostrophes of Quechua and Aymara (U+0027 0060 00B4 2018 2019 02B9 02BB 02BC 2032) removed,
/// since nobody types them alike. "Ch’uspa", "CH'USPA" and "chuspa" fold to "chuspa"; "Huancané" to "huancane"; "ñ" to
/// "n". FTS5 alone does not do this for the apostrophes. Invalid UTF-8 folds to U+FFFD.
[[nodiscard]] std::string fold(std::string_view utf8);

/// Folded words of a query: the first 8 of its first 256 bytes. What is neither letter nor number separates words, but
/// for apostrophes and marks.
[[nodiscard]] std::vector<std::string> foldedWords(std::string_view utf8);

/// Byte ranges [first, second) of `utf8` that match the beginning of a word with one of `words` (already folded): what
/// a result list highlights. Ascending, not overlapping.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> highlight(std::string_view utf8,
                                                                         const std::vector<std::string>& words);

/// True when `a` can be made from `b` by at most one insertion, deletion, substitution or swap of neighbours (in code
/// points); both already folded.
[[nodiscard]] bool withinOneEdit(std::string_view a, std::string_view b);

}  // namespace content
