#include "content/models.hpp"

#include <doctest/doctest.h>

#include "test_support/assert_failure.hpp"

using namespace content;

TEST_SUITE("content/models") {
    TEST_CASE("every language has a code that leads back to it") {
        for (const Lang lang : kAllLangs)
            CHECK(langFromCode(code(lang)) == lang);
        CHECK_FALSE(langFromCode("fr"));
        CHECK_FALSE(langFromCode(""));
        CHECK_FALSE(langFromCode("ES"));
    }

    TEST_CASE("every kind has a name that leads back to it") {
        for (const Kind kind : kAllKinds)
            CHECK(kindFromName(name(kind)) == kind);
        CHECK(std::size(kAllKinds) == static_cast<std::size_t>(Kind::Indicator) + 1);
        CHECK_FALSE(kindFromName("hotel"));
    }

    TEST_CASE("a picture gives its smallest file that is large enough, else the largest") {
        Picture picture;
        picture.files = {{"a", 480, 360}, {"b", 1200, 900}, {"c", 2400, 1800}};
        CHECK(picture.atLeast(100, 100).sha256 == "a");
        CHECK(picture.atLeast(480, 360).sha256 == "a");
        CHECK(picture.atLeast(480, 361).sha256 == "b");
        CHECK(picture.atLeast(1201, 1).sha256 == "c");
        CHECK(picture.atLeast(9000, 9000).sha256 == "c");
    }

    TEST_CASE("a picture without files is a bug") {
        CHECK_THROWS_AS(static_cast<void>(Picture{}.atLeast(1, 1)), test_support::AssertFailure);
    }
}
