#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace state {

/// Every sealed text has a multiple of this many bytes and the 48 of the seal: an observation without words is as long
/// as one with 280 characters.
inline constexpr std::size_t kSealedBlock = 1024;

/// Seals `plain` so that only the holder of the secret half of `officeKey` (64 hexadecimal digits,
/// content/office_key.hpp) can open it: padded by ISO/IEC 7816-4 to kSealedBlock, then crypto_box_seal of libsodium
/// with a key pair that exists for this one text. The kiosk itself cannot open it again. Errc::InvalidInput when the
/// key is none. Threading: any thread.
[[nodiscard]] base::Result<std::string> seal(std::string_view plain, std::string_view officeKey);

/// 128 random bits as 32 hexadecimal digits: a name that tells nothing and is never given twice.
[[nodiscard]] std::string randomId();

/// Empties a text so that its bytes are gone from memory, too.
void wipe(std::string& text);

}  // namespace state
