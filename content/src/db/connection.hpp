#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

/// RAII over SQLite. The only folder of the code base that includes sqlite3.h.
namespace content::db {

/// A compiled query. Long-lived: prepare once, then `run()` for every execution.
/// Ownership: must not outlive its Connection. Threading: the thread of the connection.
class Statement {
public:
    /// One execution. Its destructor resets the statement and drops the bindings, so an early return can neither leave
    /// a read lock behind nor leak values into the next run. Only one Run of a statement may live at a time.
    class Run {
    public:
        explicit Run(sqlite3_stmt* statement) : m_statement(statement) {}
        ~Run();
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;

        // Indexes are 1-based, as in SQL. The first bind error is kept and reported by `step()`.
        Run& bind(int index, std::int64_t value);
        Run& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
        Run& bind(int index, double value);
        Run& bind(int index, std::string_view value);
        Run& bind(int index, const char* value) { return bind(index, std::string_view(value)); }
        Run& bindNull(int index);
        /// Bytes that are no text.
        struct Blob {
            std::string_view bytes;
        };
        Run& bind(int index, Blob value);
        template <typename T>
        Run& bind(int index, const std::optional<T>& value) {
            return value ? bind(index, *value) : bindNull(index);
        }

        /// true: a row is ready; false: done.
        [[nodiscard]] base::Result<bool> step();
        /// Steps a statement that returns no row (INSERT, UPDATE).
        [[nodiscard]] base::Status finish();

        // Columns are 0-based, as in SQLite. @pre the last `step()` gave true
        [[nodiscard]] bool isNull(int column) const;
        [[nodiscard]] std::int64_t integer(int column) const;
        [[nodiscard]] double real(int column) const;
        [[nodiscard]] std::string text(int column) const;       ///< a copy: SQLite's pointer dies on the next step
        [[nodiscard]] std::string_view blob(int column) const;  ///< valid until the next step

    private:
        Run& note(int code);

        sqlite3_stmt* m_statement;
        int m_firstError = 0;
    };

    [[nodiscard]] Run run() const { return Run{m_handle.get()}; }

private:
    friend class Connection;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : m_handle(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

/// One database file.
/// Ownership: move-only; closes the file. Threading: one thread, never shared.
/// Errors: Errc::Io when the operating system refuses, Errc::Unavailable when another process holds the file,
/// Errc::Corrupt for everything SQLite finds wrong with it.
class Connection {
public:
    /// Opens read-only and immutable: no locks, no journal, no write, works on read-only media.
    [[nodiscard]] static base::Result<Connection> openImmutable(const std::filesystem::path& file);
    /// Makes a new database for a builder: no journal, because a half-built file is thrown away. @pre `file` does not
    /// exist
    [[nodiscard]] static base::Result<Connection> create(const std::filesystem::path& file);
    [[nodiscard]] static base::Result<Connection> createInMemory();
    /// Opens a file that lives on, or makes it. Changes nothing in it yet: see `makeDurable`. Errc::Io when it could
    /// only be read.
    [[nodiscard]] static base::Result<Connection> openWritable(const std::filesystem::path& file);
    /// From here on what was committed survives a power cut: write-ahead log, flushed to the disk at every commit.
    [[nodiscard]] base::Status makeDurable() const;

    /// Runs SQL text of several statements that returns no rows.
    [[nodiscard]] base::Status execute(const std::string& sql) const;
    [[nodiscard]] base::Result<Statement> prepare(std::string_view sql) const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    explicit Connection(sqlite3* handle) : m_handle(handle) {}
    [[nodiscard]] static base::Result<Connection> open(const std::string& name, int flags, const std::string& shown);

    std::unique_ptr<sqlite3, Close> m_handle;
};

/// Rolls back unless `commit()` succeeded.
class Transaction {
public:
    [[nodiscard]] static base::Result<Transaction> begin(const Connection& connection);
    Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] base::Status commit();

private:
    explicit Transaction(const Connection& connection) : m_connection(&connection) {}
    const Connection* m_connection;
};

}  // namespace content::db
