#include "hash.hpp"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace content {
namespace {

std::string hexOf(const std::array<unsigned char, crypto_hash_sha256_BYTES>& digest) {
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

}  // namespace

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hexOf(digest);
}

base::Result<std::string> sha256OfFile(const std::filesystem::path& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!in) {
        const base::Errc code = errno == ENOENT ? base::Errc::NotFound : base::Errc::Io;
        return base::Error{code, file.string() + ": " + std::strerror(errno)};
    }
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<unsigned char> buffer(std::size_t{1} << 16);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), in.get())) {
        crypto_hash_sha256_update(&state, buffer.data(), got);
    }
    if (std::ferror(in.get()) != 0) return base::Error{base::Errc::Io, file.string() + ": cannot be read to its end"};
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return hexOf(digest);
}

bool isSha256Hex(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string objectName(std::string_view sha256) {
    return "objects/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256);
}

}  // namespace content
