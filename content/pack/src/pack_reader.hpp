#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "file_tree.hpp"
#include "pack_source.hpp"

namespace content_pack {

/// How far pictures are looked into. A build finds broken ones when it draws them, so it need not decode them twice.
enum class PictureDepth { Header, Decode };

struct Folder {
    const FileTree* tree = nullptr;
    std::string label;  ///< name in front of paths in findings; empty for the pack itself
};

/// Reads every file of the pack and its overlays and applies the rules that need one file only. What can be read is in
/// the result, whatever else was wrong. Errors: Errc::Io when a folder cannot be read at all.
[[nodiscard]] base::Result<PackSource> readPack(const std::vector<Folder>& folders, PictureDepth depth,
                                                Findings& findings);

}  // namespace content_pack
