#include "db/connection.hpp"

#include <sqlite3.h>

#include <utility>

namespace content::db {
namespace {

/// A page the file does not have comes back as SQLITE_CORRUPT, a disk that cannot be read as SQLITE_IOERR. Anything
/// else that goes wrong with a finished pack (a missing table, a wrong type) also means that the file is not what it
/// should be.
base::Errc codeOf(int code) {
    switch (code & 0xff) {
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_FULL:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_NOMEM: return base::Errc::Io;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return base::Errc::Unavailable;
        default: return base::Errc::Corrupt;
    }
}

base::Error failure(sqlite3* handle, int code) {
    const char* file = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
    std::string message = file != nullptr && *file != '\0' ? std::string(file) + ": " : std::string("database: ");
    message += handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    message += " (SQLite error " + std::to_string(code) + ")";
    return {codeOf(code), message};
}

/// SQLite reads `?`, `#` and `%` in a URI; a folder may be called so.
std::string uriOf(const std::filesystem::path& file) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : file.string()) {
        if (c == '?' || c == '#' || c == '%') {
            const auto byte = static_cast<unsigned char>(c);
            uri += '%';
            uri += kHex[byte >> 4];
            uri += kHex[byte & 15];
        } else {
            uri += c;
        }
    }
    return uri + "?mode=ro&immutable=1";
}

}  // namespace

Statement::Run::~Run() {
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

Statement::Run& Statement::Run::note(int code) {
    if (code != SQLITE_OK && m_firstError == SQLITE_OK) m_firstError = code;
    return *this;
}

Statement::Run& Statement::Run::bind(int index, std::int64_t value) {
    return note(sqlite3_bind_int64(m_statement, index, value));
}

Statement::Run& Statement::Run::bind(int index, double value) {
    return note(sqlite3_bind_double(m_statement, index, value));
}

Statement::Run& Statement::Run::bind(int index, std::string_view value) {
    // An empty view may have a null pointer, which SQLite would take for NULL.
    const char* data = value.data() != nullptr ? value.data() : "";
    return note(sqlite3_bind_text64(m_statement, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement::Run& Statement::Run::bind(int index, Blob value) {
    const char* data = value.bytes.data() != nullptr ? value.bytes.data() : "";
    return note(sqlite3_bind_blob64(m_statement, index, data, value.bytes.size(), SQLITE_TRANSIENT));
}

Statement::Run& Statement::Run::bindNull(int index) { return note(sqlite3_bind_null(m_statement, index)); }

base::Result<bool> Statement::Run::step() {
    sqlite3* handle = sqlite3_db_handle(m_statement);
    if (m_firstError != SQLITE_OK) {
        return base::Error{base::Errc::Corrupt, std::string("cannot bind a value: ") + sqlite3_errstr(m_firstError) +
                                                    " in " + sqlite3_sql(m_statement)};
    }
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(handle, code);
}

base::Status Statement::Run::finish() {
    const auto row = step();
    if (!row) return row.error();
    return {};
}

bool Statement::Run::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

std::int64_t Statement::Run::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

double Statement::Run::real(int column) const { return sqlite3_column_double(m_statement, column); }

std::string Statement::Run::text(int column) const {
    const unsigned char* data = sqlite3_column_text(m_statement, column);
    if (data == nullptr) return {};
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::string_view Statement::Run::blob(int column) const {
    const void* data = sqlite3_column_blob(m_statement, column);
    if (data == nullptr) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

base::Result<Connection> Connection::open(const std::string& name, int flags, const std::string& shown) {
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(handle);  // adopted before the check: SQLite gives a handle also when it fails
    if (code != SQLITE_OK) {
        base::Error error = failure(handle, code);
        if (error.message.find(shown) == std::string::npos) error = error.in(shown);
        return error;
    }
    return connection;
}

base::Result<Connection> Connection::openImmutable(const std::filesystem::path& file) {
    std::error_code code;
    const std::filesystem::path absolute = std::filesystem::absolute(file, code);
    if (code) return base::Error{base::Errc::Io, file.string() + ": " + code.message()};
    auto connection = open(uriOf(absolute), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file.string());
    if (!connection) return connection;
    // A pack may come from a stick: its schema must not be able to run functions or to fool the search index.
    sqlite3_db_config(connection->m_handle.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection->m_handle.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return connection;
}

base::Result<Connection> Connection::create(const std::filesystem::path& file) {
    auto connection = open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file.string());
    if (!connection) return connection;
    // The page size is part of "two builds are equal": fixed here, before the first page is written.
    const base::Status set = connection->execute(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = OFF; "
        "PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
    if (!set) return set.error();
    return connection;
}

base::Result<Connection> Connection::createInMemory() {
    return open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, ":memory:");
}

base::Result<Connection> Connection::openWritable(const std::filesystem::path& file) {
    auto connection = open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, file.string());
    if (!connection) return connection;
    sqlite3* handle = connection->m_handle.get();
    // Where it may not write SQLite opens for reading and says nothing.
    if (sqlite3_db_readonly(handle, "main") != 0) return base::Error{base::Errc::Io, file.string() + ": is read-only"};
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return connection;
}

base::Status Connection::makeDurable() const {
    const auto mode = prepare("PRAGMA journal_mode = WAL");
    if (!mode) return mode.error();
    {
        auto run = mode->run();
        const auto row = run.step();
        if (!row) return row.error();
        // A disk without shared memory keeps the old journal: slower, as durable with a full flush.
    }
    return execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
}

base::Status Connection::execute(const std::string& sql) const {
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(m_handle.get(), code);
    return {};
}

base::Result<Statement> Connection::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure(m_handle.get(), code);
    return Statement(statement);
}

base::Result<Transaction> Transaction::begin(const Connection& connection) {
    const base::Status begun = connection.execute("BEGIN");
    if (!begun) return begun.error();
    return Transaction(connection);
}

Transaction::~Transaction() {
    // A rollback that fails leaves nothing to do: closing the connection drops the transaction, and a builder throws
    // the file away.
    if (m_connection != nullptr) static_cast<void>(m_connection->execute("ROLLBACK"));
}

base::Status Transaction::commit() {
    const base::Status done = m_connection->execute("COMMIT");
    if (done) m_connection = nullptr;
    return done;
}

}  // namespace content::db
