#include "row_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>

#include "keys.hpp"
#include "text_file.hpp"

namespace content_pack {
namespace {

std::string inWords(std::span<const std::string_view> values) {
    std::string text;
    for (const std::string_view value : values) {
        if (!text.empty()) text += ", ";
        text += value.empty() ? "(empty)" : value;
    }
    return text;
}

/// "12" for 12.0: limits in messages are whole numbers.
std::string shortNumber(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

}  // namespace

bool isDate(int year, int month, int day) {
    return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                       std::chrono::day{static_cast<unsigned>(day)}}
        .ok();
}

std::optional<double> parseDecimal(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string_view::npos) return std::nullopt;
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value + 0.0;  // -0 becomes 0: it would be another bit pattern for the same number
}

std::optional<int> parseInteger(std::string_view text) {
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::vector<std::string> parseList(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view item = trimmed(text.substr(0, end));
        if (!item.empty()) items.emplace_back(item);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return items;
}

RowReader::RowReader(const CsvTable& table, const CsvRow& row, const Origin& file, std::string_view recordColumn,
                     Findings& findings)
    : m_table(table), m_row(row), m_at(file), m_findings(findings) {
    m_at.line = row.line;
    if (const std::string* record = cell(recordColumn)) m_at.record = trimmed(*record);
    for (const std::string& value : row.cells) {
        if (value.find('\n') != std::string::npos) {
            report(Rule::ControlCharacter, "a cell has a line break: " + inQuotes(value), "write the cell on one line");
        } else if (trimmed(value).size() != value.size()) {
            report(Rule::StraySpace, "a cell begins or ends with a space: " + inQuotes(value), "delete the space");
        }
    }
}

void RowReader::report(Rule rule, std::string message, std::string remedy) {
    m_findings.add(rule, m_at, std::move(message), std::move(remedy));
}

const std::string* RowReader::cell(std::string_view column) const {
    const auto found = std::find(m_table.header.begin(), m_table.header.end(), column);
    if (found == m_table.header.end()) return nullptr;
    return &m_row.cells[static_cast<std::size_t>(found - m_table.header.begin())];
}

std::string RowReader::text(std::string_view column) {
    const std::string* value = cell(column);
    return value != nullptr ? std::string(trimmed(*value)) : std::string();
}

std::string RowReader::needed(std::string_view column, Rule rule, std::string_view remedy) {
    std::string value = text(column);
    // A missing column was reported once, with the header.
    if (value.empty() && cell(column) != nullptr) {
        report(rule, "the cell '" + std::string(column) + "' is empty", std::string(remedy));
    }
    return value;
}

std::string RowReader::key(std::string_view column) {
    std::string value = needed(column);
    if (!value.empty() && !isKey(value)) {
        report(Rule::BadKey, "the key " + inQuotes(value) + " is not allowed", std::string(kKeyRemedy));
    }
    return value;
}

std::vector<std::string> RowReader::list(std::string_view column) {
    std::vector<std::string> values = parseList(text(column));
    std::set<std::string_view> seen;
    for (const std::string& value : values) {
        if (!seen.insert(value).second) {
            report(Rule::DuplicateRow, inQuotes(value) + " stands twice in '" + std::string(column) + "'",
                   "list it once");
        }
    }
    return values;
}

std::optional<int> RowReader::integer(std::string_view column, int least, int most) {
    const std::string value = text(column);
    if (value.empty()) return std::nullopt;
    const std::optional<int> number = parseInteger(value);
    if (!number || *number < least || *number > most) {
        report(Rule::BadNumber,
               "'" + std::string(column) + "' is " + inQuotes(value) + ", not a whole number from " +
                   std::to_string(least) + " to " + std::to_string(most),
               "write digits only, without spaces or points");
        return std::nullopt;
    }
    return number;
}

int RowReader::neededInteger(std::string_view column, int least, int most) {
    if (needed(column).empty()) return least;
    return integer(column, least, most).value_or(least);
}

std::optional<double> RowReader::decimal(std::string_view column, double least, double most) {
    const std::string value = text(column);
    if (value.empty()) return std::nullopt;
    const std::optional<double> number = parseDecimal(value);
    if (!number || *number < least || *number > most) {
        report(Rule::BadNumber,
               "'" + std::string(column) + "' is " + inQuotes(value) + ", not a number from " + shortNumber(least) +
                   " to " + shortNumber(most),
               "write digits and a decimal point");
        return std::nullopt;
    }
    return number;
}

std::optional<double> RowReader::neededDecimal(std::string_view column, double least, double most) {
    static_cast<void>(needed(column));
    return decimal(column, least, most);
}

bool RowReader::flag(std::string_view column) {
    static constexpr std::array<std::string_view, 3> kValues = {"", "0", "1"};
    return oneOf(column, kValues).value_or(0) == 2;
}

std::optional<std::size_t> RowReader::oneOf(std::string_view column, std::span<const std::string_view> allowed,
                                            Rule rule) {
    const std::string* raw = cell(column);
    if (raw == nullptr) return std::nullopt;
    const std::string_view value = trimmed(*raw);
    const auto found = std::find(allowed.begin(), allowed.end(), value);
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
    if (value.empty() && rule == Rule::BadEnum) rule = Rule::MissingValue;
    report(rule, "'" + std::string(column) + "' is " + (value.empty() ? std::string("empty") : inQuotes(value)),
           "write one of: " + inWords(allowed));
    return std::nullopt;
}

content::Confidence RowReader::confidence() {
    static constexpr std::array<std::string_view, 3> kValues = {"high", "medium", "low"};
    const auto index = oneOf("confidence", kValues, Rule::BadConfidence);
    return index ? static_cast<content::Confidence>(*index) : content::Confidence::Low;
}

std::vector<std::string> RowReader::sources() {
    std::vector<std::string> keys = list("sources");
    if (keys.empty() && cell("sources") != nullptr) {
        report(Rule::MissingSource, "no source is given", "name at least one key of sources.csv in 'sources'");
    }
    return keys;
}

void checkHeader(const CsvTable& table, std::span<const Column> columns, const std::vector<content::Lang>& languages,
                 const Origin& file, Findings& findings) {
    Origin at = file;
    at.line = table.headerLine;
    const auto isNeeded = [&](Column::Need need) {
        const auto has = [&](content::Lang lang) {
            return std::find(languages.begin(), languages.end(), lang) != languages.end();
        };
        switch (need) {
            case Column::Need::Always: return true;
            case Column::Need::Spanish: return has(content::Lang::Es);
            case Column::Need::English: return has(content::Lang::En);
            case Column::Need::Optional: return false;
        }
        return true;
    };
    for (const Column& column : columns) {
        const auto count = std::count(table.header.begin(), table.header.end(), column.name);
        if (count == 0 && isNeeded(column.need)) {
            findings.add(Rule::MissingColumn, at, "the column '" + std::string(column.name) + "' is missing",
                         "add it to the header and to every row");
        }
        if (count > 1) {
            findings.add(Rule::DuplicateColumn, at, "the column '" + std::string(column.name) + "' stands twice",
                         "delete one of them");
        }
    }
    for (const std::string& name : table.header) {
        if (std::any_of(columns.begin(), columns.end(), [&](const Column& column) { return column.name == name; }))
            continue;
        std::vector<std::string_view> names;
        for (const Column& column : columns)
            names.push_back(column.name);
        findings.add(Rule::UnknownColumn, at, "the column " + inQuotes(name) + " does not exist",
                     "the columns are: " + inWords(names));
    }
}

}  // namespace content_pack
