#include "base/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/assert.hpp"
#include "base/strong_id.hpp"
#include "test_support/assert_failure.hpp"

namespace {

using base::Errc;
using base::Error;
using base::Result;
using base::Status;

Result<int> half(int number) {
    if (number % 2 != 0) return Error{Errc::InvalidInput, "number: " + std::to_string(number) + " is odd"};
    return number / 2;
}

using PlaceId = base::StrongId<struct PlaceTag>;
using PictureHandle = base::Handle<struct PictureTag>;

}  // namespace

TEST_SUITE("base/result") {
    TEST_CASE("a result holds the value that was returned") {
        const Result<int> result = half(8);
        CHECK(result.ok());
        CHECK(static_cast<bool>(result));
        CHECK(*result == 4);
        CHECK(result.valueOr(-1) == 4);
    }

    TEST_CASE("a result holds the error that was returned instead of a value") {
        const Result<int> result = half(7);
        CHECK_FALSE(result.ok());
        CHECK(result.error().code == Errc::InvalidInput);
        CHECK(result.error().message == "number: 7 is odd");
        CHECK(result.valueOr(-1) == -1);
    }

    TEST_CASE("a result gives up what can only be moved") {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
        const std::unique_ptr<int> taken = *std::move(result);
        REQUIRE(taken != nullptr);
        CHECK(*taken == 5);
    }

    TEST_CASE("a result whose value is itself an error text stays a value") {
        const Result<std::string> result = std::string("not-found");
        CHECK(result.ok());
        CHECK(result->size() == 9);
    }

    TEST_CASE("a status is a success until it is given an error") {
        const Status fine;
        CHECK(fine.ok());
        const Status bad = Error{Errc::Io, "disk: gone"};
        CHECK_FALSE(bad);
        CHECK(bad.error().message == "disk: gone");
    }

    TEST_CASE("an error can be given outer context, which keeps its code") {
        const Error error = Error{Errc::Corrupt, "page 3 is damaged"}.in("content.db");
        CHECK(error.code == Errc::Corrupt);
        CHECK(error.message == "content.db: page 3 is damaged");
    }

    TEST_CASE("every error code has a name of its own") {
        std::unordered_set<std::string> names;
        for (const Errc code : {Errc::Io, Errc::NotFound, Errc::Corrupt, Errc::Unsupported, Errc::InvalidInput,
                                Errc::Unavailable, Errc::Cancelled}) {
            names.insert(toString(code));
        }
        CHECK(names.size() == 7);
        CHECK(names.count("unknown") == 0);
    }

    TEST_CASE("an id is none until it is given a row, and hashes by it") {
        CHECK_FALSE(PlaceId{}.valid());
        CHECK(PlaceId{3}.valid());
        CHECK(PlaceId{3} < PlaceId{4});
        const std::unordered_set<PlaceId> ids{{3}, {3}, {4}};
        CHECK(ids.size() == 2);
    }

    TEST_CASE("a handle to an earlier user of a slot differs from the one to the present") {
        CHECK_FALSE(PictureHandle{}.valid());
        CHECK(PictureHandle{7, 1}.valid());
        CHECK_FALSE(PictureHandle{7, 1} == PictureHandle{7, 2});
    }

    TEST_CASE("a failed assertion in a test is an exception that names the expression") {
        const auto check = [](int number) { KIOSK_ASSERT(number > 0); };
        CHECK_NOTHROW(check(1));
        CHECK_THROWS_AS(check(0), test_support::AssertFailure);
        CHECK_THROWS_WITH(check(0), doctest::Contains("KIOSK_ASSERT(number > 0)"));
    }

    TEST_CASE("installing an assertion handler gives back the one before") {
        const base::AssertHandler ours = base::setAssertHandler(nullptr);
        const base::AssertHandler standard = base::setAssertHandler(ours);
        CHECK((standard != nullptr));
        CHECK((standard != ours));
        CHECK((base::setAssertHandler(ours) == ours));
    }
}
