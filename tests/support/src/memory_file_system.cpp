#include "test_support/memory_file_system.hpp"

#include <algorithm>
#include <cstring>

namespace test_support {
namespace {

std::string keyOf(const std::filesystem::path& path) { return path.lexically_normal().string(); }

base::Error notFound(const std::filesystem::path& path) {
    return {base::Errc::NotFound, path.string() + ": No such file or directory"};
}

}  // namespace

base::Result<platform::Bytes> MemoryFileSystem::read(const std::filesystem::path& path, std::uint64_t maxBytes) const {
    const auto file = m_files.find(keyOf(path));
    if (file == m_files.end()) return notFound(path);
    if (file->second.size() > maxBytes) {
        return base::Error{base::Errc::InvalidInput,
                           path.string() + ": is larger than the " + std::to_string(maxBytes) + " bytes allowed here"};
    }
    platform::Bytes bytes(file->second.size());
    std::copy_n(reinterpret_cast<const std::byte*>(file->second.data()), bytes.size(), bytes.begin());
    return bytes;
}

base::Status MemoryFileSystem::writeAtomically(const std::filesystem::path& path, std::string_view content) {
    m_files[keyOf(path)] = std::string(content);
    return {};
}

bool MemoryFileSystem::exists(const std::filesystem::path& path) const {
    const std::string folder = keyOf(path / "");
    const auto inside = m_files.lower_bound(folder);
    return m_files.count(keyOf(path)) > 0 || (inside != m_files.end() && inside->first.rfind(folder, 0) == 0);
}

base::Result<std::uint64_t> MemoryFileSystem::size(const std::filesystem::path& path) const {
    const auto file = m_files.find(keyOf(path));
    if (file == m_files.end()) return notFound(path);
    return std::uint64_t{file->second.size()};
}

base::Result<std::vector<std::string>> MemoryFileSystem::listFiles(const std::filesystem::path& folder) const {
    if (!exists(folder)) return notFound(folder);
    std::vector<std::string> names;  // sorted, as the map is
    for (const auto& [key, content] : m_files) {
        const std::filesystem::path file(key);
        if (file.parent_path() / "" == std::filesystem::path(keyOf(folder / "")))
            names.push_back(file.filename().string());
    }
    return names;
}

void MemoryFileSystem::remove(const std::filesystem::path& path) { m_files.erase(keyOf(path)); }

}  // namespace test_support
