#include "migrations.hpp"

#include <array>

#include "state/state_store.hpp"

namespace state {
namespace {

using content::db::Connection;

constexpr std::array<std::string_view, 1> kMigrations = {{
    // What is to be sent. `id` is random: a server that gets a row twice knows it by that. The day, not the hour: with
    // the hour somebody who watched the kiosk would know whose row it is. Rows have ids of SQLite's own beside it,
    // because a table by `id` would put every kilobyte on a page of its own.
    R"(CREATE TABLE outbox (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    kind       TEXT    NOT NULL CHECK (kind <> ''),          -- observation
    created_on TEXT    NOT NULL CHECK (created_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    bytes      INTEGER NOT NULL CHECK (bytes = length(sealed)),
    sealed     BLOB    NOT NULL CHECK (length(sealed) > 0)
);
CREATE INDEX outbox_bytes ON outbox (bytes);                 -- their sum without reading them)",
}};

base::Result<std::int64_t> numberOf(const Connection& connection, const char* sql) {
    const auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    auto run = statement->run();
    const auto row = run.step();
    if (!row) return row.error();
    return *row ? run.integer(0) : 0;
}

}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

base::Status migrate(const Connection& connection, std::span<const std::string_view> steps) {
    const auto id = numberOf(connection, "PRAGMA application_id");
    if (!id) return id.error();
    const auto version = numberOf(connection, "PRAGMA user_version");
    if (!version) return version.error();
    const auto tables = numberOf(connection, "SELECT COUNT(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    const bool isNew = *id == 0 && *version == 0 && *tables == 0;
    if (!isNew && *id != std::int64_t{kStateApplicationId}) {
        return base::Error{base::Errc::Corrupt, "a database, but not of a kiosk's state; choose another folder"};
    }
    const auto newest = static_cast<std::int64_t>(steps.size());
    if (*version > newest) {
        return base::Error{base::Errc::Unsupported, "written by a newer program (version " + std::to_string(*version) +
                                                        ", this one knows " + std::to_string(newest) +
                                                        "); update the application"};
    }
    for (std::int64_t from = *version; from < newest; ++from) {
        auto transaction = content::db::Transaction::begin(connection);
        if (!transaction) return transaction.error();
        std::string sql(steps[static_cast<std::size_t>(from)]);
        sql += ";\nPRAGMA application_id = " + std::to_string(kStateApplicationId);
        sql += "; PRAGMA user_version = " + std::to_string(from + 1);
        if (const base::Status done = connection.execute(sql); !done) return done;
        if (const base::Status done = transaction->commit(); !done) return done;
    }
    return {};
}

}  // namespace state
