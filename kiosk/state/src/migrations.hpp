#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "db/connection.hpp"

namespace state {

/// SQL that leads from version i to version i + 1. Never changed once released: a new version is a new entry.
[[nodiscard]] std::span<const std::string_view> migrations();

/// Brings a state database to the version `steps.size()`, each step in a transaction of its own that also writes the
/// version: a power cut leaves the version before or after it. An empty file becomes a state database. Errc::Corrupt
/// when the file is another database, Errc::Unsupported when it is newer; neither is changed.
[[nodiscard]] base::Status migrate(const content::db::Connection& connection, std::span<const std::string_view> steps);

}  // namespace state
