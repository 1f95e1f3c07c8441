#include "state/state_store.hpp"

#include <optional>
#include <system_error>
#include <utility>

#include "base/assert.hpp"
#include "db/connection.hpp"
#include "migrations.hpp"
#include "state/seal.hpp"

namespace state {
namespace {

namespace db = content::db;
namespace fs = std::filesystem;

constexpr const char* kFileName = "state.db";

/// The error with the file in front, unless SQLite has named it already.
base::Error named(const base::Error& error, const fs::path& file) {
    return error.message.find(file.string()) == std::string::npos ? error.in(file.string()) : error;
}

base::Status check(const db::Connection& connection) {
    const auto statement = connection.prepare("PRAGMA quick_check(1)");
    if (!statement) return statement.error();
    auto run = statement->run();
    const auto row = run.step();
    if (!row) return row.error();
    const std::string said = *row ? run.text(0) : "nothing";
    if (said != "ok") return base::Error{base::Errc::Corrupt, said + "; move the file away, the kiosk makes a new one"};
    return {};
}

base::Result<std::int64_t> numberOf(const db::Statement& statement) {
    auto run = statement.run();
    const auto row = run.step();
    if (!row) return row.error();
    return *row ? run.integer(0) : 0;
}

}  // namespace

struct StateStore::Impl {
    Limits limits;
    fs::path file;
    db::Connection connection;
    // Statements die before their connection.
    std::optional<db::Statement> insert;
    std::optional<db::Statement> sum;
    std::optional<db::Statement> number;

    [[nodiscard]] base::Status prepare() {
        for (const auto& [sql, into] : {std::pair{"INSERT INTO outbox (id, kind, created_on, bytes, sealed) "
                                                  "VALUES (?, 'observation', ?, ?, ?)",
                                                  &insert},
                                        std::pair{"SELECT COALESCE(SUM(bytes), 0) FROM outbox", &sum},
                                        std::pair{"SELECT COUNT(*) FROM outbox", &number}}) {
            auto statement = connection.prepare(sql);
            if (!statement) return statement.error();
            into->emplace(std::move(*statement));
        }
        return {};
    }

    [[nodiscard]] base::Status limitFile() const {
        const auto statement = connection.prepare("PRAGMA page_size");
        if (!statement) return statement.error();
        const auto bytes = numberOf(*statement);
        if (!bytes) return bytes.error();
        const auto pages = static_cast<std::int64_t>(limits.fileBytes) / *bytes;
        return connection.execute("PRAGMA max_page_count = " + std::to_string(pages));
    }

    [[nodiscard]] base::Status add(std::string_view day, std::string_view sealed) const {
        auto transaction = db::Transaction::begin(connection);
        if (!transaction) return transaction.error();
        const auto waiting = numberOf(*sum);
        if (!waiting) return waiting.error();
        if (static_cast<std::uint64_t>(*waiting) + sealed.size() > limits.outboxBytes) {
            return base::Error{base::Errc::Unavailable, "the outbox is full: " + std::to_string(*waiting) + " of " +
                                                            std::to_string(limits.outboxBytes) +
                                                            " bytes wait to be sent"};
        }
        const std::string id = randomId();
        const base::Status done = insert->run()
                                      .bind(1, id)
                                      .bind(2, day)
                                      .bind(3, static_cast<std::int64_t>(sealed.size()))
                                      .bind(4, db::Statement::Run::Blob{sealed})
                                      .finish();
        if (!done) return done;
        return transaction->commit();
    }
};

StateStore::StateStore(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
StateStore::StateStore(StateStore&&) noexcept = default;
StateStore& StateStore::operator=(StateStore&&) noexcept = default;
StateStore::~StateStore() = default;

base::Result<StateStore> StateStore::open(const fs::path& folder, const Limits& limits) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) {
        return base::Error{base::Errc::Io, folder.string() + ": cannot be made: " + code.message() +
                                               "; name a folder the kiosk may write to with --state"};
    }
    const fs::path file = folder / kFileName;
    auto connection = db::Connection::openWritable(file);
    if (!connection) return connection.error();
    auto impl = std::make_unique<Impl>(Impl{limits, file, std::move(*connection), {}, {}, {}});
    // First what only reads: a file of somebody else or of a newer program stays as it is.
    for (const auto& step :
         {+[](Impl& i) { return check(i.connection); }, +[](Impl& i) { return migrate(i.connection, migrations()); },
          +[](Impl& i) { return i.connection.makeDurable(); }, +[](Impl& i) { return i.limitFile(); },
          +[](Impl& i) { return i.prepare(); }}) {
        if (const base::Status done = step(*impl); !done) return named(done.error(), file);
    }
    return StateStore(std::move(impl));
}

base::Status StateStore::addFeedback(std::string_view day, std::string_view sealed) {
    KIOSK_ASSERT(day.size() == 10 && !sealed.empty());
    const base::Status done = m_impl->add(day, sealed);
    if (!done) return named(done.error(), m_impl->file);
    return {};
}

base::Result<std::uint64_t> StateStore::outboxBytes() const {
    const auto bytes = numberOf(*m_impl->sum);
    if (!bytes) return named(bytes.error(), m_impl->file);
    return static_cast<std::uint64_t>(*bytes);
}

base::Result<int> StateStore::count() const {
    const auto rows = numberOf(*m_impl->number);
    if (!rows) return named(rows.error(), m_impl->file);
    return static_cast<int>(*rows);
}

}  // namespace state
