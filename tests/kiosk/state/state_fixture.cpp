#include "state_fixture.hpp"

#include <doctest/doctest.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

#include "db/connection.hpp"
#include "pack_fixture.hpp"
#include "state/seal.hpp"

namespace test_state {

using test_content::need;

namespace {

std::array<unsigned char, 32> keyOf(std::string_view hex) {
    std::array<unsigned char, 32> key{};
    REQUIRE(sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr) == 0);
    return key;
}

}  // namespace

std::string opened(std::string_view sealed) {
    REQUIRE(sealed.size() > crypto_box_SEALBYTES);
    std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
    const auto out = reinterpret_cast<unsigned char*>(plain.data());
    REQUIRE(crypto_box_seal_open(out, reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(),
                                 keyOf(kOfficeKey).data(), keyOf(kOfficeSecret).data()) == 0);
    std::size_t length = 0;
    REQUIRE(sodium_unpad(&length, out, plain.size(), state::kSealedBlock) == 0);
    plain.resize(length);
    return plain;
}

std::vector<std::string> sealedIn(const std::filesystem::path& folder) {
    const auto connection = need(content::db::Connection::openWritable(folder / "state.db"));
    const auto statement = need(connection.prepare("SELECT sealed FROM outbox ORDER BY created_on, id"));
    auto run = statement.run();
    std::vector<std::string> all;
    while (need(run.step()))
        all.emplace_back(run.blob(0));
    return all;
}

std::string bytesIn(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return all;
}

}  // namespace test_state
