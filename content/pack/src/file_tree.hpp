#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "findings.hpp"

namespace content_pack {

/// The files of a source folder. An interface, so that the same readers work on a folder, on files in memory and under
/// the fuzzer.
/// Threading: const members may be called from several threads.
class FileTree {
public:
    virtual ~FileTree() = default;
    /// Paths inside the folder with '/' separators and their sizes, sorted bytewise. What is not a readable regular
    /// file inside the folder is reported to `findings` (with `label` before the path) and left out.
    [[nodiscard]] virtual base::Result<std::map<std::string, std::uint64_t>> list(const std::string& label, int folder,
                                                                                  Findings& findings) const = 0;
    /// Whole file. Errc::NotFound when there is none, Errc::InvalidInput when larger than `maxBytes`. Only of a `path`
    /// that `list` gave it is certain that it is a file inside the folder.
    [[nodiscard]] virtual base::Result<std::string> read(const std::string& path, std::uint64_t maxBytes) const = 0;
};

class DiskTree final : public FileTree {
public:
    explicit DiskTree(std::filesystem::path root) : m_root(std::move(root)) {}
    [[nodiscard]] base::Result<std::map<std::string, std::uint64_t>> list(const std::string& label, int folder,
                                                                          Findings& findings) const override;
    [[nodiscard]] base::Result<std::string> read(const std::string& path, std::uint64_t maxBytes) const override;

private:
    std::filesystem::path m_root;
};

class MemoryTree final : public FileTree {
public:
    explicit MemoryTree(std::map<std::string, std::string> files) : m_files(std::move(files)) {}
    [[nodiscard]] base::Result<std::map<std::string, std::uint64_t>> list(const std::string& label, int folder,
                                                                          Findings& findings) const override;
    [[nodiscard]] base::Result<std::string> read(const std::string& path, std::uint64_t maxBytes) const override;

private:
    std::map<std::string, std::string> m_files;
};

/// Whole file from the disk. Errors: Errc::NotFound, Errc::Io, Errc::InvalidInput when larger than `maxBytes`.
[[nodiscard]] base::Result<std::string> readFile(const std::filesystem::path& file, std::uint64_t maxBytes);

}  // namespace content_pack
