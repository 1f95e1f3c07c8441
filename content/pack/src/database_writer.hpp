#pragma once

#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "map_builder.hpp"
#include "pack_source.hpp"
#include "picture_works.hpp"

namespace content_pack {

/// Writes content.db from checked rows. @pre `source` has no finding of Severity::Error; `pictures[i]` are the files of
/// `source.pictures[i]`, at least one each; `file` does not exist. Errors: Errc::Io.
[[nodiscard]] base::Status writeDatabase(const PackSource& source, const std::vector<std::vector<DrawnFile>>& pictures,
                                         const std::optional<BuiltMap>& map, const std::filesystem::path& file);

}  // namespace content_pack
