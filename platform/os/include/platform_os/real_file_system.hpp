#pragma once

#include "platform/file_system.hpp"

namespace platform_os {

/// The disk.
///
/// `read` takes regular files only: a folder, a pipe or a device is refused instead of hanging or running on for ever.
///
/// `writeAtomically` goes through `<path>.part`, which is locked while it is being written: two writers of one path,
/// also in two programs, come one after the other, and a `.part` left by a power cut is simply written over. A path
/// that is a symbolic link stays one, and the file it points to is replaced. The file's permissions are kept, and its
/// owner may write to it in any case; a new one gets 0644 less the umask. On any error the old file is untouched and
/// the `.part` is gone. Only when the last step fails, flushing the folder, the new content is in place but may be lost
/// in a power cut; the message says so. Threading: any thread.
class RealFileSystem final : public platform::FileSystem {
public:
    [[nodiscard]] base::Result<platform::Bytes> read(const std::filesystem::path& path,
                                                     std::uint64_t maxBytes) const override;
    [[nodiscard]] base::Status writeAtomically(const std::filesystem::path& path, std::string_view content) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::uint64_t> size(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::vector<std::string>> listFiles(const std::filesystem::path& folder) const override;
};

}  // namespace platform_os
