#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace platform {

using Bytes = std::vector<std::byte>;

/// Files as the program needs them. Paths are UTF-8.
/// Threading: any thread. Errors: Errc::NotFound (no such file), Errc::Io (everything else), always naming the path.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    /// Whole file. Errc::InvalidInput when it is larger than `maxBytes`, so that a stray video cannot fill memory.
    [[nodiscard]] virtual base::Result<Bytes> read(const std::filesystem::path& path, std::uint64_t maxBytes) const = 0;

    /// Replaces `path` in one step: writes a sibling temporary file, flushes it to the disk, renames it, flushes the
    /// folder. After a power cut either the old or the new content is there.
    [[nodiscard]] virtual base::Status writeAtomically(const std::filesystem::path& path, std::string_view content) = 0;

    [[nodiscard]] virtual bool exists(const std::filesystem::path& path) const = 0;
    /// Size in bytes.
    [[nodiscard]] virtual base::Result<std::uint64_t> size(const std::filesystem::path& path) const = 0;
    /// Names (not paths) of the regular files in a folder, sorted bytewise.
    [[nodiscard]] virtual base::Result<std::vector<std::string>> listFiles(
        const std::filesystem::path& folder) const = 0;

    /// `read` as text.
    [[nodiscard]] base::Result<std::string> readText(const std::filesystem::path& path, std::uint64_t maxBytes) const;
};

}  // namespace platform
