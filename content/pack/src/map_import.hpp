#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content_pack/map_import.hpp"
#include "file_tree.hpp"
#include "findings.hpp"

namespace content_pack {

/// What an import would write.
struct ImportPlan {
    std::map<std::string, std::string> files;  ///< path inside the pack -> bytes; worth nothing after an error
    std::vector<ImportedLayer> layers;
};

/// `importMap` without the disk: reads the tables of `tree`; `mapFolder` is only put in front of what the converter is
/// asked for. Errors: Errc::InvalidInput (no row `only`).
[[nodiscard]] base::Result<ImportPlan> planImport(const FileTree& tree, const std::filesystem::path& mapFolder,
                                                  const std::string& only, MapConverter& converter, Findings& findings);

}  // namespace content_pack
