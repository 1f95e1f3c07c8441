#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "content/models.hpp"
#include "csv.hpp"
#include "findings.hpp"

namespace content_pack {

/// A column of a table. Columns of a language are needed only where the pack has that language.
struct Column {
    std::string_view name;
    enum class Need { Always, Spanish, English, Optional } need = Need::Always;
};

/// Number written with digits and a point, nothing else: no exponent, no NaN, no infinity, whatever the locale.
[[nodiscard]] std::optional<double> parseDecimal(std::string_view text);
[[nodiscard]] std::optional<int> parseInteger(std::string_view text);
/// True when the Gregorian calendar has that day.
[[nodiscard]] bool isDate(int year, int month, int day);
/// Items of a list separated by ';', trimmed, empty ones dropped.
[[nodiscard]] std::vector<std::string> parseList(std::string_view text);

/// Typed access to the cells of one row. Every problem is reported once, with the row's place and key; the value given
/// is then a harmless default, so that reading can go on.
class RowReader {
public:
    RowReader(const CsvTable& table, const CsvRow& row, const Origin& file, std::string_view recordColumn,
              Findings& findings);

    [[nodiscard]] const Origin& at() const { return m_at; }
    void report(Rule rule, std::string message, std::string remedy);

    /// Trimmed; "" when the column is absent.
    [[nodiscard]] std::string text(std::string_view column);
    /// As `text`, reported under `rule` when empty.
    [[nodiscard]] std::string needed(std::string_view column, Rule rule = Rule::MissingValue,
                                     std::string_view remedy = "fill it in");
    [[nodiscard]] std::string key(std::string_view column);
    [[nodiscard]] std::vector<std::string> list(std::string_view column);
    [[nodiscard]] std::optional<int> integer(std::string_view column, int least, int most);
    [[nodiscard]] int neededInteger(std::string_view column, int least, int most);
    [[nodiscard]] std::optional<double> decimal(std::string_view column, double least, double most);
    [[nodiscard]] std::optional<double> neededDecimal(std::string_view column, double least, double most);
    /// "1", "0" or empty (= 0).
    [[nodiscard]] bool flag(std::string_view column);
    /// Index in `allowed`, nullopt (reported) when it is none of them.
    [[nodiscard]] std::optional<std::size_t> oneOf(std::string_view column, std::span<const std::string_view> allowed,
                                                   Rule rule = Rule::BadEnum);
    [[nodiscard]] content::Confidence confidence();
    /// The keys of column "sources"; reported when empty.
    [[nodiscard]] std::vector<std::string> sources();

private:
    [[nodiscard]] const std::string* cell(std::string_view column) const;

    const CsvTable& m_table;
    const CsvRow& m_row;
    Origin m_at;
    Findings& m_findings;
};

/// Reports columns that are missing, unknown or double.
void checkHeader(const CsvTable& table, std::span<const Column> columns, const std::vector<content::Lang>& languages,
                 const Origin& file, Findings& findings);

}  // namespace content_pack
