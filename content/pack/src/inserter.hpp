#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "db/connection.hpp"

namespace content_pack {

/// What the writers of a database have in common: statements are prepared once, and after the first error nothing more
/// is written.
/// Ownership: borrows the connection. Threading: the thread of the connection.
class Inserter {
protected:
    explicit Inserter(const content::db::Connection& connection) : m_connection(connection) {}

    /// Runs an INSERT unless something failed before.
    template <typename... Values>
    void insert(std::string_view sql, const Values&... values) {
        if (!m_status) return;
        auto found = m_statements.find(sql);
        if (found == m_statements.end()) {
            auto prepared = m_connection.prepare(sql);
            if (!prepared) {
                m_status = prepared.error();
                return;
            }
            found = m_statements.emplace(std::string(sql), std::move(*prepared)).first;
        }
        auto run = found->second.run();
        int index = 0;
        (run.bind(++index, values), ...);
        m_status = run.finish();
    }

    const content::db::Connection& m_connection;
    base::Status m_status;

private:
    std::map<std::string, content::db::Statement, std::less<>> m_statements;
};

}  // namespace content_pack
