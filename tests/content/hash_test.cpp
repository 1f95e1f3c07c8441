#include "hash.hpp"

#include <doctest/doctest.h>

#include "test_support/temp_dir.hpp"

using namespace content;

TEST_SUITE("content/hash") {
    TEST_CASE("SHA-256 gives the digests of FIPS 180-2") {
        CHECK(sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    TEST_CASE("a file has the digest of its bytes, however long it is") {
        const test_support::TempDir dir;
        const std::string bytes(200'000, 'x');
        const auto file = dir.write("long", bytes);
        CHECK(sha256OfFile(file).valueOr("") == sha256Hex(bytes));
    }

    TEST_CASE("a missing file is said to be missing") {
        const test_support::TempDir dir;
        const auto digest = sha256OfFile(dir / "nothing");
        REQUIRE_FALSE(digest);
        CHECK(digest.error().code == base::Errc::NotFound);
        CHECK(digest.error().message.find("nothing") != std::string::npos);
    }

    TEST_CASE("only 64 lower-case hexadecimal digits name an object") {
        CHECK(isSha256Hex(std::string(64, 'a')));
        CHECK_FALSE(isSha256Hex(std::string(63, 'a')));
        CHECK_FALSE(isSha256Hex(std::string(64, 'A')));
        CHECK_FALSE(isSha256Hex("../" + std::string(61, 'a')));
        CHECK(objectName("ab" + std::string(62, '0')) == "objects/ab/ab" + std::string(62, '0'));
    }
}
