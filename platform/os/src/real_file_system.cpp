#include "platform_os/real_file_system.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace platform_os {
namespace {

using base::Errc;
using base::Error;
using std::filesystem::path;

constexpr int kMaxLinks = 40;  // as the kernel counts when it follows symbolic links
constexpr mode_t kNewFileMode = 0644;
constexpr mode_t kPermissionBits = 0777;
constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) close(m_fd);
    }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool open() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// What an operator can do about it; empty when the reason says it all.
const char* remedyFor(int reason) {
    switch (reason) {
        case ENOSPC:
        case EDQUOT: return "; free some space on this disk";
        case EROFS: return "; mount this disk writable or choose another one";
        case EACCES:
        case EPERM: return "; give the user this program runs as access to the file and its folder";
        case EMFILE:
        case ENFILE: return "; too many files are open, restart the program";
        case EIO: return "; the disk may be failing";
        default: return "";
    }
}

Error failure(const path& file, const char* action, int reason) {
    const Errc code = reason == ENOENT || reason == ENOTDIR ? Errc::NotFound : Errc::Io;
    // Unlike strerror this is English whatever the locale, and may be called from any thread.
    const char* text = strerrordesc_np(reason);
    return {code, file.string() + ": cannot " + action + ": " + (text != nullptr ? text : "unknown error") +
                      remedyFor(reason)};
}

/// System calls take the path up to its first NUL byte, which would be another file.
std::optional<Error> checkName(const path& file) {
    if (!file.empty() && file.native().find('\0') == std::string::npos) return std::nullopt;
    return Error{Errc::Io, "'" + std::string(file.c_str()) + "': a path must not be empty or contain a NUL byte"};
}

template <typename Call>
auto retried(const Call& call) {
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

Descriptor openFile(const path& file, int flags, mode_t mode = 0) {
    return Descriptor(retried([&] { return ::open(file.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, mode); }));
}

path folderOf(const path& file) { return file.has_parent_path() ? file.parent_path() : path("."); }

/// The path that a write has to replace: `file` itself, or where it leads as a symbolic link, whether that exists or
/// not.
base::Result<path> followLinks(path file) {
    const path asked = file;
    for (int links = 0; links <= kMaxLinks; ++links) {
        struct stat info {};
        if (lstat(file.c_str(), &info) != 0) {
            if (errno == ENOENT) return file;
            return failure(asked, "write", errno);
        }
        if (S_ISREG(info.st_mode)) return file;
        if (!S_ISLNK(info.st_mode)) return Error{Errc::Io, asked.string() + ": cannot write: it is not a regular file"};
        std::error_code error;
        const path target = std::filesystem::read_symlink(file, error);
        if (error) return failure(asked, "write", error.value());
        file = target.is_absolute() ? target : folderOf(file) / target;
    }
    return failure(asked, "write", ELOOP);
}

/// Opens and locks the temporary file. Whoever waited for the lock may hold a file that has since been renamed into
/// place, and must start again.
base::Result<Descriptor> openPart(const path& file, const path& part) {
    for (;;) {
        Descriptor fd = openFile(part, O_WRONLY | O_CREAT | O_NOFOLLOW, kNewFileMode);
        if (!fd.open()) return failure(file, "create its temporary file", errno);
        if (retried([&] { return flock(fd.get(), LOCK_EX); }) != 0) {
            return failure(file, "lock its temporary file", errno);
        }
        struct stat mine {};
        struct stat named {};
        if (fstat(fd.get(), &mine) != 0) return failure(file, "write", errno);
        if (!S_ISREG(mine.st_mode)) {
            return Error{Errc::Io, file.string() + ": cannot write: " + part.string() + " is in the way; remove it"};
        }
        if (lstat(part.c_str(), &named) == 0 && named.st_dev == mine.st_dev && named.st_ino == mine.st_ino) return fd;
    }
}

/// 0, or the reason.
int writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = retried([&] { return ::write(fd, content.data(), content.size()); });
        if (written < 0) return errno;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

/// Fills the temporary file and gives it the old one's permissions. 0, or the reason.
int fillPart(int fd, const path& target, std::string_view content) {
    struct stat old {};
    if (ftruncate(fd, 0) != 0) return errno;
    if (stat(target.c_str(), &old) == 0) {
        // Writable by us in any case, or a `.part` left by a power cut could not be written over.
        const mode_t mode = (old.st_mode & kPermissionBits) | S_IWUSR;
        if (fchmod(fd, mode) != 0) return errno;
    }
    if (const int reason = writeAll(fd, content); reason != 0) return reason;
    return retried([&] { return fsync(fd); }) != 0 ? errno : 0;
}

/// Makes a rename in this folder survive a power cut. 0, or the reason.
int flushFolder(const path& folder) {
    const Descriptor fd = openFile(folder, O_RDONLY | O_DIRECTORY);
    if (!fd.open()) return errno;
    if (retried([&] { return fsync(fd.get()); }) == 0) return 0;
    return errno == EINVAL ? 0 : errno;  // a file system that has no such thing, e.g. on a USB stick
}

base::Result<platform::Bytes> readAll(int fd, const path& file, std::uint64_t expected, std::uint64_t maxBytes) {
    platform::Bytes bytes;
    // One byte more than expected, so that the end of the file shows without another round.
    std::uint64_t room = std::min(expected, maxBytes) + 1;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + static_cast<std::size_t>(room));
        const ssize_t got = retried([&] { return ::read(fd, bytes.data() + before, static_cast<std::size_t>(room)); });
        if (got < 0) return failure(file, "read", errno);
        bytes.resize(before + static_cast<std::size_t>(got));
        if (got == 0) return bytes;
        if (bytes.size() > maxBytes) {
            return Error{Errc::InvalidInput,
                         file.string() + ": is larger than the " + std::to_string(maxBytes) + " bytes allowed here"};
        }
        room = kChunkBytes;
    }
}

}  // namespace

base::Result<platform::Bytes> RealFileSystem::read(const path& file, std::uint64_t maxBytes) const {
    if (auto bad = checkName(file)) return *std::move(bad);
    const Descriptor fd = openFile(file, O_RDONLY);
    if (!fd.open()) return failure(file, "read", errno);
    struct stat info {};
    if (fstat(fd.get(), &info) != 0) return failure(file, "read", errno);
    if (S_ISDIR(info.st_mode)) return Error{Errc::Io, file.string() + ": cannot read: it is a folder"};
    if (!S_ISREG(info.st_mode)) return Error{Errc::Io, file.string() + ": cannot read: it is not a regular file"};
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(info.st_size, 0));
    if (size > maxBytes) {
        return Error{Errc::InvalidInput, file.string() + ": is larger than the " + std::to_string(maxBytes) +
                                             " bytes allowed here (" + std::to_string(size) + ")"};
    }
    try {
        return readAll(fd.get(), file, size, maxBytes);
    } catch (const std::bad_alloc&) {
        return failure(file, "read", ENOMEM);
    } catch (const std::length_error&) {
        return failure(file, "read", EFBIG);
    }
}

base::Status RealFileSystem::writeAtomically(const path& file, std::string_view content) {
    if (auto bad = checkName(file)) return *std::move(bad);
    const base::Result<path> target = followLinks(file);
    if (!target) return target.error();
    const path part = path(*target) += ".part";
    const base::Result<Descriptor> fd = openPart(file, part);
    if (!fd) return fd.error();

    int reason = fillPart(fd->get(), *target, content);
    if (reason == 0 && rename(part.c_str(), target->c_str()) != 0) reason = errno;
    if (reason != 0) {
        unlink(part.c_str());
        return failure(file, "write", reason);
    }
    if (const int unflushed = flushFolder(folderOf(*target)); unflushed != 0) {
        return failure(file, "make sure that the new content, which is in place, survives a power cut", unflushed);
    }
    return {};
}

bool RealFileSystem::exists(const path& file) const {
    struct stat info {};
    return !checkName(file) && stat(file.c_str(), &info) == 0;
}

base::Result<std::uint64_t> RealFileSystem::size(const path& file) const {
    if (auto bad = checkName(file)) return *std::move(bad);
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) return failure(file, "look at", errno);
    if (!S_ISREG(info.st_mode)) return Error{Errc::Io, file.string() + ": has no size: it is not a regular file"};
    return static_cast<std::uint64_t>(info.st_size);
}

base::Result<std::vector<std::string>> RealFileSystem::listFiles(const path& folder) const {
    if (auto bad = checkName(folder)) return *std::move(bad);
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    std::vector<std::string> names;
    while (!error && entry != std::filesystem::directory_iterator()) {
        struct stat info {};
        // A file removed since the folder was read, or a link that leads nowhere, is simply not there.
        if (stat(entry->path().c_str(), &info) == 0 && S_ISREG(info.st_mode)) {
            names.push_back(entry->path().filename().string());
        }
        entry.increment(error);
    }
    if (error) return failure(folder, "list", error.value());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace platform_os
