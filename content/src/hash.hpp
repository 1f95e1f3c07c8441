#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace content {

/// SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);
/// Of a file, read in pieces. Errors: Errc::NotFound, Errc::Io.
[[nodiscard]] base::Result<std::string> sha256OfFile(const std::filesystem::path& file);

/// True for what names an object: 64 digits 0-9 a-f.
[[nodiscard]] bool isSha256Hex(std::string_view text);

/// "objects/<first two digits>/<sha256>" inside a pack folder. @pre isSha256Hex(sha256)
[[nodiscard]] std::string objectName(std::string_view sha256);

}  // namespace content
