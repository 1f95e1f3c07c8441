#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace test_support {

/// A new empty folder that is removed with everything in it.
class TempDir {
public:
    TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const { return m_path / name; }

    /// Writes a file, making the folders on the way, and returns its path.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view content) const;
    /// Content of a file; fails the test when it cannot be read.
    [[nodiscard]] std::string read(const std::filesystem::path& name) const;

private:
    std::filesystem::path m_path;
};

}  // namespace test_support
