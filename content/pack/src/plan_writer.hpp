#pragma once

#include "map_writer.hpp"

namespace content_pack {

/// Writes the tables of the plan, if the pack has one. @pre the items and sources are in. Errors: Errc::Io
[[nodiscard]] base::Status writePlan(const PackSource& source, const StoredIds& ids,
                                     const content::db::Connection& connection);

}  // namespace content_pack
