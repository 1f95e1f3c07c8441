#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace pack_tool {

struct ProcessOutcome {
    int exitCode = 0;
    std::string out;
    std::string err;  ///< its first 64 KB
};

/// Runs a program found through PATH, without a shell, its input empty, and waits for its end. Errors: Errc::NotFound
/// when there is no such program, Errc::InvalidInput when it writes more than `mostBytes` (it is ended), Errc::Io when
/// it cannot be run or was ended by a signal.
[[nodiscard]] base::Result<ProcessOutcome> runProcess(const std::vector<std::string>& arguments,
                                                      std::uint64_t mostBytes);

}  // namespace pack_tool
