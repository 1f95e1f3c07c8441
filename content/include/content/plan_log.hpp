#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// The public history of reports, milestones and targets: a log that only grows, each row bound to the one before by a
/// hash.
namespace content {

struct PlanLogRow {
    std::int64_t seq = 0;  ///< from 1 without gaps
    std::string at;        ///< YYYY-MM-DD
    std::string actor;     ///< who reported, added or set it
    std::string entity;    ///< "report/<key>", "milestone/<key>", "target/<indicator>/<period>"
    std::string before;    ///< canonical JSON; empty = it did not exist
    std::string after;
    std::string previous;  ///< hash of the row before; 64 zeros for the first
    std::string hash;
};
inline constexpr std::size_t kHashDigits = 64;

/// SHA-256 over the fields but for the hash, each behind its length in bytes and a colon, so that no two rows that
/// differ are written alike.
[[nodiscard]] std::string planLogHash(const PlanLogRow& row);

}  // namespace content
