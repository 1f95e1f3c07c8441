#include "state/seal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "pack_fixture.hpp"
#include "state_fixture.hpp"

using state::seal;
using test_content::need;
using test_state::kOfficeKey;
using test_state::opened;

TEST_SUITE("state/seal") {
    TEST_CASE("only the office opens what was sealed, and finds it unchanged") {
        for (const std::size_t length : {0U, 1U, 900U, 1023U, 1024U, 5000U}) {
            const std::string plain(length, 'x');
            const std::string sealed = need(seal(plain, kOfficeKey));
            CHECK(opened(sealed) == plain);
            if (length > 8) CHECK(sealed.find("xxxxxxxx") == std::string::npos);
        }
    }

    TEST_CASE("the length tells nothing: no words and 280 of them are as long") {
        const std::size_t least = need(seal("", kOfficeKey)).size();
        CHECK(least == state::kSealedBlock + 48);
        CHECK(need(seal(std::string(700, 'x'), kOfficeKey)).size() == least);
    }

    TEST_CASE("the same observation is sealed differently each time") {
        CHECK(need(seal("one", kOfficeKey)) != need(seal("one", kOfficeKey)));
    }

    TEST_CASE("nothing is sealed to what is no key") {
        for (const std::string& key : {std::string(), std::string(64, '0'), std::string(kOfficeKey.substr(1)),
                                       std::string(64, 'z'), "01" + std::string(62, '0')}) {
            CAPTURE(key);
            const auto sealed = seal("one", key);
            REQUIRE_FALSE(sealed.ok());
            CHECK(sealed.error().code == base::Errc::InvalidInput);
        }
    }

    TEST_CASE("the key of these tests is that of the demonstration pack") {
        std::ifstream file(std::string(KIOSK_DEMO_PACK) + "/pack.json");
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        CHECK(text.find(kOfficeKey) != std::string::npos);
    }

    TEST_CASE("names of rows are 128 random bits") {
        const std::string id = state::randomId();
        CHECK(id.size() == 32);
        CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
        CHECK(id != state::randomId());
    }

    TEST_CASE("what was wiped is gone from the memory it stood in") {
        std::string text(200, 'x');
        const char* bytes = text.data();
        state::wipe(text);
        CHECK(text.empty());
        // The string has kept its memory.
        CHECK(text.capacity() >= 200);
        CHECK(std::all_of(bytes, bytes + 200, [](char c) { return c == '\0'; }));
    }
}
