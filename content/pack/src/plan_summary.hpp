#pragma once

#include <string>

#include "pack_source.hpp"

namespace content_pack {

/// What a plan holds, in one line for people who compare it with the document: "4 dimensions; 23 commitments (A 5, B 8,
/// C 6, D 4); ...". Empty without a plan.
[[nodiscard]] std::string planSummary(const PlanSource& plan);

}  // namespace content_pack
