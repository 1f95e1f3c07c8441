#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "findings.hpp"

namespace content_pack {

struct CsvRow {
    int line = 0;                    ///< where the row begins
    std::vector<std::string> cells;  ///< as many as the header has
};

struct CsvTable {
    int headerLine = 1;
    std::vector<std::string> header;
    std::vector<CsvRow> rows;
    char delimiter = ',';
};

/// Reads RFC 4180 with one header line. Cells are parted by commas, or by semicolons where the header line has these
/// and no comma outside quotes: spreadsheets in Spanish write so. Line ends are `\n`; empty lines are skipped. Broken
/// rows are reported to `findings` at `file` and left out, the rest is kept.
[[nodiscard]] CsvTable parseCsv(std::string_view text, const Origin& file, Findings& findings);

/// Appends one row, quoting only where RFC 4180 asks for it.
void appendCsvRow(std::string& out, const std::vector<std::string>& cells, char delimiter = ',');

}  // namespace content_pack
