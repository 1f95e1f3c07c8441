#pragma once

#include "pack_source.hpp"

namespace content_pack {

/// The rules between the tables of the plan. Sources and districts are judged with those of the rest (pack_checks.hpp).
void checkPlan(const PackSource& source, Findings& findings);

}  // namespace content_pack
