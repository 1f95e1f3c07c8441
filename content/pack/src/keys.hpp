#pragma once

#include <string_view>

namespace content_pack {

inline constexpr std::size_t kMaxKeyLength = 60;
inline constexpr std::string_view kKeyRemedy = "use lower-case letters a-z, digits and hyphens, at most 60";

[[nodiscard]] constexpr bool isKey(std::string_view text) {
    if (text.empty() || text.size() > kMaxKeyLength) return false;
    for (const char c : text) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    }
    return true;
}

}  // namespace content_pack
