#include "db/queries.hpp"

#include <doctest/doctest.h>

#include <string>

#include "db/connection.hpp"
#include "db/schema.hpp"
#include "pack_fixture.hpp"

using namespace content;

TEST_SUITE("content/db/queries") {
    TEST_CASE("every query of the store fits the schema") {
        const auto connection = test_content::need(db::Connection::createInMemory());
        test_content::needDone(connection.execute(std::string(db::schemaSql())));
        for (std::size_t i = 0; i < db::kQueryCount; ++i) {
            const std::string sql = db::sqlOf(static_cast<db::Query>(i));
            CAPTURE(sql);
            CHECK_FALSE(sql.empty());
            const auto statement = connection.prepare(sql);
            if (!statement) FAIL_CHECK(statement.error().message);
        }
    }

    TEST_CASE("every query that gives rows says in which order") {
        for (std::size_t i = 0; i < db::kQueryCount; ++i) {
            const auto query = static_cast<db::Query>(i);
            // One row by primary key, one fixed answer, and SQLite's own report need none.
            if (query == db::Query::IdOfKey || query == db::Query::Bodies || query == db::Query::QuickCheck) continue;
            CAPTURE(db::sqlOf(query));
            CHECK(std::string(db::sqlOf(query)).find("ORDER BY") != std::string::npos);
        }
    }
}
