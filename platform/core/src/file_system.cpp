#include "platform/file_system.hpp"

namespace platform {

base::Result<std::string> FileSystem::readText(const std::filesystem::path& path, std::uint64_t maxBytes) const {
    const base::Result<Bytes> bytes = read(path, maxBytes);
    if (!bytes) return bytes.error();
    return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

}  // namespace platform
