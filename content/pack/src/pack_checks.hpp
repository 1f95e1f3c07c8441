#pragma once

#include "pack_source.hpp"

namespace content_pack {

/// The rules between records: keys, links, positions, completeness of the words, consent, examples.
void checkPack(const PackSource& source, Findings& findings);

}  // namespace content_pack
