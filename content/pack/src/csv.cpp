#include "csv.hpp"

#include <algorithm>

namespace content_pack {
namespace {

constexpr std::size_t kMaxRows = 200000;
constexpr std::size_t kMaxColumns = 40;

/// What parts the cells: see parseCsv. The names of columns hold neither sign.
char delimiterOf(std::string_view text) {
    bool quoted = false;
    bool semicolon = false;
    bool began = false;
    for (const char c : text) {
        if (c == '\n' && !quoted && began) break;
        began = began || c != '\n';
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == ',') return ',';
        semicolon = semicolon || c == ';';
    }
    return semicolon ? ';' : ',';
}

/// Reads one record after the other. A record ends at a line end outside quotes.
class Parser {
public:
    Parser(std::string_view text, char delimiter, Origin file, Findings& findings)
        : m_text(text), m_ends({delimiter, '\n'}), m_at(std::move(file)), m_findings(findings) {}

    struct Record {
        int line = 0;
        std::size_t count = 0;           ///< cells in the text, also those beyond kMaxColumns
        std::vector<std::string> cells;  ///< the first kMaxColumns
        bool broken = false;             ///< already reported
        bool empty = false;              ///< an empty line
    };

    [[nodiscard]] bool done() const { return m_next >= m_text.size(); }

    Record next() {
        Record record;
        record.line = m_line;
        record.empty = m_text[m_next] == '\n';
        for (;;) {
            std::string cell = readCell(record);
            ++record.count;
            if (record.cells.size() < kMaxColumns) record.cells.push_back(std::move(cell));
            if (done()) return record;
            const char end = m_text[m_next++];
            if (end == '\n') {
                ++m_line;
                return record;
            }
        }
    }

private:
    /// Stops at the delimiter or line end behind the cell, or at the end of the text.
    std::string readCell(Record& record) {
        std::string cell;
        if (!done() && m_text[m_next] == '"') {
            const int opened = m_line;
            ++m_next;
            if (!readQuoted(cell)) {
                report(Rule::UnterminatedQuote, opened, "the double quote that opens a cell is never closed",
                       "close the cell with a double quote; write quotes inside a cell twice");
                record.broken = true;
                return cell;
            }
        }
        const std::size_t end = std::min(m_text.find_first_of(m_ends, m_next), m_text.size());
        const std::string_view rest = m_text.substr(m_next, end - m_next);
        const bool afterQuote = m_next > 0 && m_text[m_next - 1] == '"' && !rest.empty();
        if (!record.broken && (rest.find('"') != std::string_view::npos || afterQuote)) {
            report(Rule::BadQuote, m_line, "a double quote stands inside a cell: " + inQuotes(rest),
                   "put the whole cell in double quotes and write the quotes inside it twice");
            record.broken = true;
        }
        cell += rest;
        m_next = end;
        return cell;
    }

    bool readQuoted(std::string& cell) {
        while (!done()) {
            const char c = m_text[m_next++];
            if (c == '\n') ++m_line;
            if (c != '"') {
                cell += c;
            } else if (!done() && m_text[m_next] == '"') {
                cell += '"';
                ++m_next;
            } else {
                return true;
            }
        }
        return false;
    }

    void report(Rule rule, int line, std::string message, std::string remedy) {
        m_at.line = line;
        m_findings.add(rule, m_at, std::move(message), std::move(remedy));
    }

    std::string_view m_text;
    std::string m_ends;
    Origin m_at;
    Findings& m_findings;
    std::size_t m_next = 0;
    int m_line = 1;
};

}  // namespace

CsvTable parseCsv(std::string_view text, const Origin& file, Findings& findings) {
    CsvTable table;
    table.delimiter = delimiterOf(text);
    Parser parser(text, table.delimiter, file, findings);
    while (!parser.done()) {
        Parser::Record record = parser.next();
        if (record.empty) continue;
        Origin at = file;
        at.line = record.line;
        if (table.header.empty()) {
            table.headerLine = record.line;
            table.header = std::move(record.cells);
            if (record.count > kMaxColumns) {
                findings.add(Rule::UnknownColumn, at, "the header has " + std::to_string(record.count) + " columns",
                             "keep only the columns the format names");
            }
            continue;
        }
        if (record.broken) continue;
        if (record.count != table.header.size()) {
            findings.add(Rule::CellCount, at,
                         "the row has " + std::to_string(record.count) + " cells and the header " +
                             std::to_string(table.header.size()),
                         std::string("put cells that contain ") + (table.delimiter == ',' ? "commas" : "semicolons") +
                             " in double quotes, and keep empty cells");
            continue;
        }
        if (table.rows.size() == kMaxRows) {
            findings.add(Rule::TooManyRows, at, "the table has more than " + std::to_string(kMaxRows) + " rows",
                         "split the pack");
            break;
        }
        table.rows.push_back({record.line, std::move(record.cells)});
    }
    return table;
}

void appendCsvRow(std::string& out, const std::vector<std::string>& cells, char delimiter) {
    const std::string special{delimiter, '"', '\n'};
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) out += delimiter;
        first = false;
        if (cell.find_first_of(special) == std::string::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char c : cell) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += '\n';
}

}  // namespace content_pack
