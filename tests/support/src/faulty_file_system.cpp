#include "test_support/faulty_file_system.hpp"

#include <algorithm>
#include <utility>

namespace test_support {
namespace {

std::string keyOf(const std::filesystem::path& path) { return path.lexically_normal().string(); }

base::Error denied(const std::filesystem::path& path) {
    return {base::Errc::Io, path.string() + ": Permission denied"};
}

}  // namespace

void FaultyFileSystem::deny(const std::filesystem::path& path) { m_denied.insert(keyOf(path)); }

void FaultyFileSystem::truncate(const std::filesystem::path& path, std::uint64_t bytes) {
    m_truncated[keyOf(path)] = bytes;
}

void FaultyFileSystem::heal() {
    m_denied.clear();
    m_truncated.clear();
    m_full = false;
}

base::Result<platform::Bytes> FaultyFileSystem::read(const std::filesystem::path& path, std::uint64_t maxBytes) const {
    if (m_denied.count(keyOf(path)) > 0) return denied(path);
    const auto cut = m_truncated.find(keyOf(path));
    if (cut == m_truncated.end()) return m_inner.read(path, maxBytes);

    const base::Result<std::uint64_t> left = size(path);
    if (!left) return left.error();
    if (*left > maxBytes) {
        return base::Error{base::Errc::InvalidInput,
                           path.string() + ": is larger than the " + std::to_string(maxBytes) + " bytes allowed here"};
    }
    base::Result<platform::Bytes> bytes = m_inner.read(path, UINT64_MAX);
    if (bytes) bytes->resize(static_cast<std::size_t>(*left));
    return bytes;
}

base::Status FaultyFileSystem::writeAtomically(const std::filesystem::path& path, std::string_view content) {
    ++m_writes;
    if (m_denied.count(keyOf(path)) > 0) return denied(path);
    if (m_full) return base::Error{base::Errc::Io, path.string() + ": No space left on device"};
    m_truncated.erase(keyOf(path));  // a new file in the old one's place is whole
    return m_inner.writeAtomically(path, content);
}

bool FaultyFileSystem::exists(const std::filesystem::path& path) const { return m_inner.exists(path); }

base::Result<std::uint64_t> FaultyFileSystem::size(const std::filesystem::path& path) const {
    if (m_denied.count(keyOf(path)) > 0) return denied(path);
    base::Result<std::uint64_t> whole = m_inner.size(path);
    const auto cut = m_truncated.find(keyOf(path));
    if (whole && cut != m_truncated.end()) return std::min(*whole, cut->second);
    return whole;
}

base::Result<std::vector<std::string>> FaultyFileSystem::listFiles(const std::filesystem::path& folder) const {
    if (m_denied.count(keyOf(folder)) > 0) return denied(folder);
    return m_inner.listFiles(folder);
}

}  // namespace test_support
