#pragma once

#include <map>
#include <string>

#include "platform/file_system.hpp"

namespace test_support {

/// Files in memory, for tests that link no operating system box. Folders exist by the files in them.
/// Threading: one thread.
class MemoryFileSystem final : public platform::FileSystem {
public:
    [[nodiscard]] base::Result<platform::Bytes> read(const std::filesystem::path& path,
                                                     std::uint64_t maxBytes) const override;
    [[nodiscard]] base::Status writeAtomically(const std::filesystem::path& path, std::string_view content) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::uint64_t> size(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::vector<std::string>> listFiles(const std::filesystem::path& folder) const override;

    void remove(const std::filesystem::path& path);

private:
    std::map<std::string, std::string> m_files;  // by normalised path
};

}  // namespace test_support
