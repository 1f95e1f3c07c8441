#pragma once

#include <string_view>

#include "pack_source.hpp"

namespace content_pack {

/// Reads pack.json. An overlay (file.folder > 0) needs only "id"; the pack itself everything.
[[nodiscard]] Manifest parseManifest(std::string_view text, const Origin& file, Findings& findings);

}  // namespace content_pack
