#include "path_code.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace content;

TEST_SUITE("content/path_code") {
    TEST_CASE("shapes come back as they were") {
        constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
        constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
        const std::vector<Shape> shapes = {
            {ShapeKind::Points, {{{{-697677700, -152008300}}}}},
            {ShapeKind::Lines, {{{{0, 0}, {1, -1}}}, {{{kLeast, kMost}, {kMost, kLeast}}}}},
            {ShapeKind::Areas, {{{{0, 0}, {9, 0}, {9, 9}}, {{2, 1}, {3, 1}, {3, 2}}}, {}}},
            {ShapeKind::Areas, {}},
        };
        for (const Shape& shape : shapes) {
            const auto back = decodeShape(encodeShape(shape));
            REQUIRE(back.ok());
            CHECK(back->kind == shape.kind);
            CHECK(back->groups == shape.groups);
        }
        // Neighbours cost a byte or two each.
        CHECK(encodeShape({ShapeKind::Lines, {{{{0, 0}, {60, -60}, {0, 0}}}}}).size() == 10);
    }

    TEST_CASE("broken bytes are told, not believed") {
        const std::string whole = encodeShape({ShapeKind::Areas, {{{{0, 0}, {900, 0}, {900, 900}}}}});
        for (std::size_t n = 0; n < whole.size(); ++n)
            CHECK_FALSE(decodeShape(whole.substr(0, n)).ok());
        CHECK_FALSE(decodeShape(whole + "x").ok());
        CHECK_FALSE(decodeShape(std::string("\x04\x00", 2)).ok());              // no such kind
        CHECK_FALSE(decodeShape("\x01\xff\xff\xff\xff\xff\xff\xff\x7f").ok());  // more groups than bytes
        CHECK_FALSE(decodeShape(std::string(40, '\xff')).ok());                 // a number without end
        // a difference that leaves 32 bits
        CHECK_FALSE(decodeShape("\x01\x01\x01\x01\xfe\xff\xff\xff\xff\x7f\x01").ok());
    }
}
