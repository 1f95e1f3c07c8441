#include "db/connection.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack_fixture.hpp"

using namespace content;
using test_content::need;
using test_content::needDone;

namespace {

db::Connection withTable() {
    auto connection = need(db::Connection::createInMemory());
    needDone(connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, value REAL)"));
    return connection;
}

/// Without the rights of root, to whom no file is read-only.
struct Nobody {
    Nobody() { REQUIRE((!wasRoot || seteuid(65534) == 0)); }
    ~Nobody() {
        if (wasRoot) CHECK(seteuid(0) == 0);
    }
    const bool wasRoot = geteuid() == 0;
};

std::int64_t count(const db::Connection& connection) {
    const auto statement = need(connection.prepare("SELECT COUNT(*) FROM t"));
    auto run = statement.run();
    REQUIRE(need(run.step()));
    return run.integer(0);
}

}  // namespace

TEST_SUITE("content/db/connection") {
    TEST_CASE("values come back as they were bound") {
        const auto connection = withTable();
        const auto insert = need(connection.prepare("INSERT INTO t (id, name, value) VALUES (?, ?, ?)"));
        needDone(insert.run().bind(1, 7).bind(2, "Huancané").bind(3, -15.2).finish());
        needDone(insert.run().bind(1, 8).bindNull(2).bind(3, std::optional<double>()).finish());
        needDone(insert.run().bind(1, 9).bind(2, std::string_view()).bind(3, 0.0).finish());
        const auto select = need(connection.prepare("SELECT id, name, value FROM t ORDER BY id"));
        auto run = select.run();
        REQUIRE(need(run.step()));
        CHECK(run.integer(0) == 7);
        CHECK(run.text(1) == "Huancané");
        CHECK(run.real(2) == -15.2);
        REQUIRE(need(run.step()));
        CHECK(run.isNull(1));
        CHECK(run.isNull(2));
        CHECK(run.text(1).empty());
        REQUIRE(need(run.step()));
        CHECK_FALSE(run.isNull(1));  // an empty text is not NULL
        CHECK_FALSE(need(run.step()));
    }

    TEST_CASE("a run that ends early leaves the statement ready for the next") {
        const auto connection = withTable();
        needDone(connection.execute("INSERT INTO t (id) VALUES (1), (2), (3)"));
        const auto select = need(connection.prepare("SELECT id FROM t WHERE id >= ? ORDER BY id"));
        {
            auto run = select.run();
            run.bind(1, 2);
            REQUIRE(need(run.step()));
            CHECK(run.integer(0) == 2);
        }
        auto run = select.run();
        CHECK_FALSE(need(run.step()));                 // the binding of the first run is gone: NULL matches nothing
        needDone(connection.execute("DROP TABLE t"));  // no read lock is left behind
    }

    TEST_CASE("the first bind error is kept and told by step") {
        const auto connection = withTable();
        const auto select = need(connection.prepare("SELECT id FROM t WHERE id = ?"));
        auto run = select.run();
        const auto step = run.bind(5, 1).bind(1, 1).step();
        REQUIRE_FALSE(step);
        CHECK(step.error().message.find("SELECT id FROM t") != std::string::npos);
    }

    TEST_CASE("a transaction that is not committed leaves nothing") {
        const auto connection = withTable();
        {
            const auto transaction = need(db::Transaction::begin(connection));
            needDone(connection.execute("INSERT INTO t (id) VALUES (1)"));
        }
        CHECK(count(connection) == 0);
        auto transaction = need(db::Transaction::begin(connection));
        needDone(connection.execute("INSERT INTO t (id) VALUES (1)"));
        needDone(transaction.commit());
        CHECK(count(connection) == 1);
    }

    TEST_CASE("text that is not SQL is an error that names it") {
        const auto connection = withTable();
        const auto statement = connection.prepare("SELECT FROM nowhere");
        REQUIRE_FALSE(statement);
        CHECK(statement.error().code == base::Errc::Corrupt);
        CHECK_FALSE(connection.execute("nonsense"));
    }

    TEST_CASE("an immutable database cannot be written") {
        const test_support::TempDir dir;
        {
            const auto connection = need(db::Connection::create(dir / "a.db"));
            needDone(connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)"));
        }
        const auto connection = need(db::Connection::openImmutable(dir / "a.db"));
        const base::Status written = connection.execute("INSERT INTO t (id) VALUES (1)");
        REQUIRE_FALSE(written);
        CHECK(written.error().code == base::Errc::Io);
        CHECK(written.error().message.find("a.db") != std::string::npos);
    }

    TEST_CASE("a folder whose name has the signs of a URI can be opened") {
        const test_support::TempDir dir;
        const auto file = dir.write("what? 100% #1/x", "").parent_path() / "a.db";
        {
            const auto connection = need(db::Connection::create(file));
            needDone(connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)"));
        }
        CHECK(db::Connection::openImmutable(file).ok());
    }

    TEST_CASE("a database that is not there is an I/O error and is not made") {
        const test_support::TempDir dir;
        const auto connection = db::Connection::openImmutable(dir / "none.db");
        REQUIRE_FALSE(connection);
        CHECK(connection.error().code == base::Errc::Io);
        CHECK_FALSE(std::filesystem::exists(dir / "none.db"));
    }

    TEST_CASE("a file one may only read is not opened for writing, though SQLite would") {
        const test_support::TempDir dir;
        const auto file = dir / "t.db";
        needDone(need(db::Connection::openWritable(file)).execute("CREATE TABLE t (id INTEGER)"));
        REQUIRE(chmod(dir.path().c_str(), 0755) == 0);
        REQUIRE(chmod(file.c_str(), 0444) == 0);
        const Nobody nobody;
        const auto opened = db::Connection::openWritable(file);
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().code == base::Errc::Io);
        CHECK(opened.error().message == file.string() + ": is read-only");
    }
}
