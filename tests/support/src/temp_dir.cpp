#include "test_support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <system_error>

namespace test_support {

TempDir::TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "kiosk-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    m_path = name;
}

TempDir::~TempDir() {
    std::error_code error;
    // A test may have taken away its own right to delete.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_path, error)) {
        if (entry.is_directory(error) && !entry.is_symlink(error)) {
            std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all, error);
        }
    }
    std::filesystem::remove_all(m_path, error);
    CHECK_MESSAGE(!error, m_path.string() << ": cannot be removed: " << error.message());
}

std::filesystem::path TempDir::write(const std::filesystem::path& name, std::string_view content) const {
    const std::filesystem::path path = m_path / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    REQUIRE_MESSAGE(file.good(), path.string() << ": cannot be written");
    return path;
}

std::string TempDir::read(const std::filesystem::path& name) const {
    std::ifstream file(m_path / name, std::ios::binary);
    REQUIRE_MESSAGE(file.good(), (m_path / name).string() << ": cannot be read");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace test_support
