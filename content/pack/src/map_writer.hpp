#pragma once

#include <string>
#include <unordered_map>

#include "base/result.hpp"
#include "db/connection.hpp"
#include "map_builder.hpp"

namespace content_pack {

/// Ids the database has given to keys.
struct StoredIds {
    const std::unordered_map<std::string, std::int64_t>& items;
    const std::unordered_map<std::string, std::int64_t>& sources;
};

/// Writes the tables of the map and the stages of itineraries. @pre the items and sources are in. Errors: Errc::Io
[[nodiscard]] base::Status writeMap(const PackSource& source, const BuiltMap& map, const StoredIds& ids,
                                    const content::db::Connection& connection);

}  // namespace content_pack
