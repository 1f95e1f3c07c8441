#pragma once

#include <cstdint>

namespace content {

/// "HNCP" in ASCII, in the SQLite header of every content.db, so that a stray database is recognised at once.
inline constexpr std::uint32_t kContentApplicationId = 0x484E4350;
/// Version of content/sql/schema.sql and plan.sql written by this program.
inline constexpr int kContentSchemaVersion = 3;
/// Oldest schema this program still reads.
inline constexpr int kOldestReadableSchema = 1;

}  // namespace content
