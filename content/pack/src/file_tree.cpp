#include "file_tree.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace content_pack {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 20000;
constexpr int kMaxDepth = 8;

std::string shown(const std::string& label, const std::string& path) {
    return label.empty() ? path : label + "/" + path;
}

/// True when `path` lies below `root`; both canonical.
bool isBelow(const fs::path& path, const fs::path& root) {
    const fs::path relative = path.lexically_relative(root);
    return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

}  // namespace

base::Result<std::string> readFile(const fs::path& file, std::uint64_t maxBytes) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!in) {
        return base::Error{errno == ENOENT ? base::Errc::NotFound : base::Errc::Io,
                           file.string() + ": " + std::strerror(errno)};
    }
    std::string bytes;
    std::string buffer(std::size_t{1} << 16, '\0');
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), in.get())) {
        bytes.append(buffer, 0, got);
        if (bytes.size() > maxBytes) {
            return base::Error{base::Errc::InvalidInput,
                               file.string() + ": larger than " + std::to_string(maxBytes) + " bytes"};
        }
    }
    if (std::ferror(in.get()) != 0) return base::Error{base::Errc::Io, file.string() + ": cannot be read to its end"};
    return bytes;
}

base::Result<std::map<std::string, std::uint64_t>> DiskTree::list(const std::string& label, int folder,
                                                                  Findings& findings) const {
    std::error_code code;
    const fs::path root = fs::canonical(m_root, code);
    if (code) return base::Error{base::Errc::Io, m_root.string() + ": " + code.message()};
    fs::recursive_directory_iterator walk(root, code);
    if (code) return base::Error{base::Errc::Io, m_root.string() + ": " + code.message()};

    std::map<std::string, std::uint64_t> files;
    for (; walk != fs::recursive_directory_iterator(); walk.increment(code)) {
        const fs::path& path = walk->path();
        const std::string name = path.lexically_relative(root).generic_string();
        const Origin at{folder, shown(label, name), 0, ""};
        const bool link = fs::is_symlink(walk->symlink_status(code));
        if (link) {
            const fs::path target = fs::canonical(path, code);
            if (code || !isBelow(target, root) || fs::is_directory(target, code)) {
                findings.add(Rule::PathOutside, at, "the symbolic link leads to no file inside the pack folder",
                             "put a copy of the file itself into the folder");
                continue;
            }
        }
        const fs::file_status status = walk->status(code);
        if (fs::is_directory(status)) {
            if (walk.depth() >= kMaxDepth) {
                findings.add(Rule::TooManyFiles, at, "folders are nested deeper than " + std::to_string(kMaxDepth),
                             "flatten the folder");
                walk.disable_recursion_pending();
            } else if (::access(path.c_str(), R_OK | X_OK) != 0) {
                findings.add(Rule::UnreadableFile, at,
                             std::string("the folder cannot be read: ") + std::strerror(errno),
                             "give read permission to the folder");
                walk.disable_recursion_pending();
            }
            continue;
        }
        const std::uint64_t size = fs::is_regular_file(status) ? fs::file_size(path, code) : 0;
        if (!fs::is_regular_file(status) || code || ::access(path.c_str(), R_OK) != 0) {
            findings.add(Rule::UnreadableFile, at, "this is not a file that can be read",
                         "replace it by a regular file with read permission");
            continue;
        }
        if (files.size() == kMaxFiles) {
            findings.add(Rule::TooManyFiles, Origin{folder, label, 0, ""},
                         "the folder has more than " + std::to_string(kMaxFiles) + " files", "split the pack");
            break;
        }
        files.emplace(name, size);
    }
    if (code) return base::Error{base::Errc::Io, m_root.string() + ": " + code.message()};
    return files;
}

base::Result<std::string> DiskTree::read(const std::string& path, std::uint64_t maxBytes) const {
    return readFile(m_root / path, maxBytes);
}

base::Result<std::map<std::string, std::uint64_t>> MemoryTree::list(const std::string& /*label*/, int /*folder*/,
                                                                    Findings& /*findings*/) const {
    std::map<std::string, std::uint64_t> files;
    for (const auto& [name, bytes] : m_files)
        files.emplace(name, bytes.size());
    return files;
}

base::Result<std::string> MemoryTree::read(const std::string& path, std::uint64_t maxBytes) const {
    const auto file = m_files.find(path);
    if (file == m_files.end()) return base::Error{base::Errc::NotFound, path + ": no such file"};
    if (file->second.size() > maxBytes) return base::Error{base::Errc::InvalidInput, path + ": too large"};
    return file->second;
}

}  // namespace content_pack
