#pragma once

#include <string_view>

#include "pack_source.hpp"

namespace content_pack {

/// Compares every quote of the plan with the text of its document: the same document by its SHA-256 and number of
/// lines, and the words in the line that is given. Runs of white space are one space on both sides, asterisks of bold
/// words are left out; everything else, misspellings too, must be the same. The document itself enters no pack.
void checkDocument(const PlanSource& plan, std::string_view document, Findings& findings);

}  // namespace content_pack
