#include "migrations.hpp"

#include <doctest/doctest.h>

#include <array>

#include "pack_fixture.hpp"

namespace {

using base::Errc;
using content::db::Connection;
using test_content::need;
using test_content::needDone;
using Steps = std::vector<std::string_view>;

std::int64_t number(const Connection& connection, const std::string& sql) {
    const auto statement = need(connection.prepare(sql));
    auto run = statement.run();
    REQUIRE(need(run.step()));
    return run.integer(0);
}

struct Database {
    Connection connection = need(Connection::createInMemory());
    base::Status migrate(const Steps& steps) const { return state::migrate(connection, steps); }
    [[nodiscard]] std::int64_t version() const { return number(connection, "PRAGMA user_version"); }
};

constexpr std::string_view kFirst = "CREATE TABLE a (x TEXT)";
constexpr std::string_view kSecond = "ALTER TABLE a ADD COLUMN y TEXT NOT NULL DEFAULT 'old'";

}  // namespace

TEST_SUITE("state/migrations") {
    TEST_CASE_FIXTURE(Database, "an empty file gets every step, and another run changes nothing") {
        needDone(migrate({kFirst, kSecond}));
        CHECK(version() == 2);
        CHECK(number(connection, "PRAGMA application_id") == 0x484E4B53);
        needDone(migrate({kFirst, kSecond}));
        CHECK(version() == 2);
    }

    TEST_CASE_FIXTURE(Database, "an older file keeps its rows") {
        needDone(migrate({kFirst}));
        needDone(connection.execute("INSERT INTO a VALUES ('kept')"));
        needDone(migrate({kFirst, kSecond}));
        CHECK(version() == 2);
        CHECK(number(connection, "SELECT COUNT(*) FROM a WHERE x = 'kept' AND y = 'old'") == 1);
    }

    TEST_CASE_FIXTURE(Database, "a step that fails leaves the version before it whole") {
        needDone(migrate({kFirst}));
        needDone(connection.execute("INSERT INTO a VALUES ('kept')"));
        CHECK_FALSE(migrate({kFirst, "DELETE FROM a; CREATE TABLE b (z TEXT); CREATE TABLE a (x TEXT)"}).ok());
        CHECK(version() == 1);
        CHECK(number(connection, "SELECT COUNT(*) FROM a") == 1);
        CHECK(number(connection, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'b'") == 0);
        needDone(migrate({kFirst, kSecond}));
        CHECK(version() == 2);
    }

    TEST_CASE_FIXTURE(Database, "a newer file is refused and stays as it is") {
        needDone(migrate({kFirst, kSecond}));
        const base::Status status = migrate({kFirst});
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().code == Errc::Unsupported);
        CHECK(status.error().message.find("update the application") != std::string::npos);
        CHECK(version() == 2);
    }

    TEST_CASE_FIXTURE(Database, "a database of something else is refused and stays as it is") {
        needDone(connection.execute("CREATE TABLE mine (x TEXT)"));
        const base::Status status = migrate({kFirst});
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().code == Errc::Corrupt);
        CHECK(version() == 0);
        CHECK(number(connection, "SELECT COUNT(*) FROM sqlite_schema") == 1);
    }

    TEST_CASE_FIXTURE(Database, "the outbox refuses rows that would tell more or less than they should") {
        needDone(state::migrate(connection, state::migrations()));
        const auto insert = [this](const std::string& values) {
            return connection.execute("INSERT INTO outbox (id, kind, created_on, bytes, sealed) VALUES (" + values +
                                      ")");
        };
        const std::string id = "'0123456789abcdef0123456789abcdef'";
        CHECK_FALSE(insert("'1', 'observation', '2026-05-03', 1, x'00'").ok());
        CHECK_FALSE(insert(id + ", '', '2026-05-03', 1, x'00'").ok());
        CHECK_FALSE(insert(id + ", 'observation', '2026-05-03T10:00', 1, x'00'").ok());
        CHECK_FALSE(insert(id + ", 'observation', '2026-05-03', 2, x'00'").ok());
        CHECK_FALSE(insert(id + ", 'observation', '2026-05-03', 0, x''").ok());
        CHECK(insert(id + ", 'observation', '2026-05-03', 1, x'00'").ok());
        CHECK_FALSE(insert(id + ", 'observation', '2026-05-03', 1, x'00'").ok());
    }
}
