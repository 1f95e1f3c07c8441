#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace content_pack {

/// Writes a valid source folder with `places` invented places, eight districts and a few of everything else, in Spanish
/// and English: for benchmarks and for trying out large packs. The same number gives the same bytes. pack.json says
/// `example: true`, so every entry is marked "dato de ejemplo" wherever it is seen.
/// @pre 1 <= places <= 150000. Errors: Errc::InvalidInput (the folder exists and is no source folder), Errc::Io.
[[nodiscard]] base::Status writeSyntheticSource(int places, const std::filesystem::path& folder);

}  // namespace content_pack
