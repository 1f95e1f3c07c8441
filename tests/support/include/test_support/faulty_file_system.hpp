#pragma once

#include <map>
#include <set>
#include <string>

#include "platform/file_system.hpp"

namespace test_support {

/// A file system with a disk that fails on request, in front of a sound one.
/// Ownership: borrows the inner file system.
/// Threading: one thread.
class FaultyFileSystem final : public platform::FileSystem {
public:
    explicit FaultyFileSystem(platform::FileSystem& inner) : m_inner(inner) {}

    /// Every access to this path is refused with Errc::Io, as a missing permission would; it still exists.
    void deny(const std::filesystem::path& path);
    /// Only the first `bytes` of this file are there, as after a crash of somebody else's writer.
    void truncate(const std::filesystem::path& path, std::uint64_t bytes);
    /// The disk is full: every write is refused with Errc::Io and changes nothing.
    void fill() { m_full = true; }
    /// Everything works again.
    void heal();

    /// Writes asked for so far, refused ones included.
    [[nodiscard]] int writes() const { return m_writes; }

    [[nodiscard]] base::Result<platform::Bytes> read(const std::filesystem::path& path,
                                                     std::uint64_t maxBytes) const override;
    [[nodiscard]] base::Status writeAtomically(const std::filesystem::path& path, std::string_view content) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::uint64_t> size(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::vector<std::string>> listFiles(const std::filesystem::path& folder) const override;

private:
    platform::FileSystem& m_inner;
    std::set<std::string> m_denied;
    std::map<std::string, std::uint64_t> m_truncated;
    bool m_full = false;
    int m_writes = 0;
};

}  // namespace test_support
