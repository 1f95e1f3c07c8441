#pragma once

#include <string_view>

namespace content {

/// True for the public X25519 key of an office as pack.json writes it: 64 digits 0-9 a-f that something can be sealed
/// to. Points of small order (all zeros, say) look like keys, but whatever is sealed to them anyone can read.
/// Threading: any thread.
[[nodiscard]] bool isOfficeKey(std::string_view hex);

}  // namespace content
