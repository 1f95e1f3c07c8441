#include "platform_os/process.hpp"

#include <dirent.h>
#include <malloc.h>
#include <time.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>

namespace platform_os {
namespace {

/// The number after `key` at the start of a line of a "Key:   123 kB" file.
std::optional<std::uint64_t> valueOf(const std::filesystem::path& path, const std::string& key) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(key, 0) != 0) continue;
        std::istringstream rest(line.substr(key.size()));
        std::uint64_t value = 0;
        if (rest >> value) return value;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> kibibytesOf(const std::filesystem::path& path, const std::string& key) {
    const auto value = valueOf(path, key);
    return value ? std::optional<std::uint64_t>(*value * 1024) : std::nullopt;
}

/// Entries of a folder of descriptors, without the one that reading the folder takes.
std::optional<int> descriptorsIn(const std::filesystem::path& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(folder.c_str()), closedir);
    if (open == nullptr) return std::nullopt;
    const std::string own = std::to_string(dirfd(open.get()));
    int count = 0;
    while (const dirent* entry = readdir(open.get())) {
        const std::string name = entry->d_name;
        if (name != "." && name != ".." && name != own) ++count;
    }
    return count;
}

std::optional<std::chrono::nanoseconds> cpuTime(clockid_t clock) {
    timespec time{};
    if (clock_gettime(clock, &time) != 0) return std::nullopt;
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

ProcessStats processStats(const std::filesystem::path& procSelf) {
    ProcessStats stats;
    stats.rssBytes = kibibytesOf(procSelf / "status", "VmRSS:");
    stats.pssBytes = kibibytesOf(procSelf / "smaps_rollup", "Pss:");
    if (const auto threads = valueOf(procSelf / "status", "Threads:")) stats.threads = static_cast<int>(*threads);
    stats.openFds = descriptorsIn(procSelf / "fd");
    stats.processCpu = cpuTime(CLOCK_PROCESS_CPUTIME_ID);
    stats.threadCpu = cpuTime(CLOCK_THREAD_CPUTIME_ID);
    return stats;
}

void releaseFreeMemory() { static_cast<void>(malloc_trim(0)); }

base::Result<std::filesystem::path> executableFolder() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) {
        return base::Error{base::Errc::Unavailable,
                           "/proc/self/exe cannot be read (" + error.message() + "); mount /proc"};
    }
    return program.parent_path();
}

}  // namespace platform_os
