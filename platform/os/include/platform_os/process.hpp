#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/result.hpp"

namespace platform_os {

/// What this process uses. A figure the system does not give is absent.
struct ProcessStats {
    std::optional<std::uint64_t> rssBytes;  ///< resident memory, shared pages included
    std::optional<std::uint64_t> pssBytes;  ///< resident memory, shared pages divided among their users
    std::optional<int> openFds;             ///< open file descriptors
    std::optional<int> threads;
    std::optional<std::chrono::nanoseconds> processCpu;  ///< user and system time of all threads since the start
    std::optional<std::chrono::nanoseconds> threadCpu;   ///< user and system time of the calling thread
};

/// Reads the figures now. Takes of the order of a millisecond, as the kernel walks all mappings for `pssBytes`: once a
/// second is fine, once a frame is not. `procSelf` is the process's folder in the proc file system.
/// Threading: any thread.
[[nodiscard]] ProcessStats processStats(const std::filesystem::path& procSelf = "/proc/self");

/// Gives memory that was freed but kept by the allocator back to the system. Takes about a millisecond: not between the
/// frames of an animation. Threading: any thread; others wait while they allocate.
void releaseFreeMemory();

/// The folder the running program lies in, links resolved: where a build or an installation keeps its data is known
/// relative to it. Errc::Unavailable when /proc is missing.
[[nodiscard]] base::Result<std::filesystem::path> executableFolder();

}  // namespace platform_os
