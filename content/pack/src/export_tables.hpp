#pragma once

#include <string>
#include <vector>

/// The tables of an export: files of the source format (content/packs/README.md) and the queries their cells come from.
namespace content_pack {

enum class CellType {
    Text,
    Integer,
    Real,
    Flag,  ///< 1 or empty
    List,  ///< keys separated by ';'
};

struct ExportColumn {
    const char* name;
    std::string sql;  ///< of the cell's value
    CellType type = CellType::Text;
    const char* about = "";  ///< for readers of the data, in Spanish, where the name does not tell
};

/// One table of the source format and where its rows come from.
struct ExportTable {
    const char* file;
    std::vector<ExportColumn> columns;
    std::string from;  ///< FROM ... ORDER BY
};

[[nodiscard]] std::vector<ExportTable> itemExportTables();
[[nodiscard]] std::vector<ExportTable> itineraryExportTables();
[[nodiscard]] std::vector<ExportTable> mapExportTables();
/// Of the municipal plan, and its log, which is written for readers and not read back: it is made anew.
[[nodiscard]] std::vector<ExportTable> planExportTables();

/// The keys of a list cell in order: "plan;guide".
[[nodiscard]] std::string keysOf(const std::string& table, const std::string& column, const std::string& other,
                                 const std::string& owner);
[[nodiscard]] std::string keyOfItem(const std::string& id);
/// A text column of one language.
[[nodiscard]] std::string textOf(const std::string& table, const std::string& column, const std::string& owner,
                                 const std::string& lang);
/// A colour kept as 0xAABBGGRR, as "#RRGGBBAA".
[[nodiscard]] std::string hexOf(const std::string& column);

}  // namespace content_pack
