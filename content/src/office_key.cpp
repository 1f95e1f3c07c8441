#include "content/office_key.hpp"

#include <sodium.h>

#include <array>

#include "hash.hpp"

namespace content {

bool isOfficeKey(std::string_view hex) {
    if (!isSha256Hex(hex)) return false;  // 32 bytes are written alike, whatever they are
    std::array<unsigned char, crypto_scalarmult_BYTES> key{};
    sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
    // Any secret will do: with a point of small order the product is zero, which libsodium refuses.
    const std::array<unsigned char, crypto_scalarmult_SCALARBYTES> secret{1};
    std::array<unsigned char, crypto_scalarmult_BYTES> shared{};
    return crypto_scalarmult(shared.data(), secret.data(), key.data()) == 0;
}

}  // namespace content
