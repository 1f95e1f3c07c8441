#pragma once

#include <string_view>

namespace content::db {

/// Text of content/sql/schema.sql and plan.sql, embedded when the program is configured.
[[nodiscard]] std::string_view schemaSql();

}  // namespace content::db
