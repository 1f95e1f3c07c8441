#include "state/seal.hpp"

#include <sodium.h>

#include <array>
#include <utility>

#include "content/office_key.hpp"

namespace state {
namespace {

const unsigned char* bytesOf(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

base::Result<std::string> seal(std::string_view plain, std::string_view officeKey) {
    if (sodium_init() < 0) return base::Error{base::Errc::Unavailable, "libsodium cannot be used on this machine"};
    if (!content::isOfficeKey(officeKey)) {
        return base::Error{base::Errc::InvalidInput,
                           "the office's key is no public key; correct office_key in pack.json"};
    }
    std::array<unsigned char, crypto_box_PUBLICKEYBYTES> key{};
    sodium_hex2bin(key.data(), key.size(), officeKey.data(), officeKey.size(), nullptr, nullptr, nullptr);
    const std::size_t padded = (plain.size() / kSealedBlock + 1) * kSealedBlock;
    std::string text;
    text.reserve(padded);  // the plain bytes have one place, which is wiped
    text = plain;
    text.resize(padded);
    sodium_pad(nullptr, bytesOf(text), plain.size(), kSealedBlock, padded);
    std::string sealed(padded + crypto_box_SEALBYTES, '\0');
    const int code = crypto_box_seal(bytesOf(sealed), bytesOf(std::as_const(text)), text.size(), key.data());
    wipe(text);
    if (code != 0) return base::Error{base::Errc::InvalidInput, "nothing can be sealed to the office's key"};
    return sealed;
}

std::string randomId() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 2 * bytes.size() + 1> hex{};
    return sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
}

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace state
