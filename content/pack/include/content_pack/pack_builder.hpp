#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

/// From the source folder of a pack (content/packs/README.md) to the finished pack.
namespace content_pack {

enum class Severity : std::uint8_t { Warning, Error };

/// One thing the doctor found. Printed as `file:line: error[rule]: record 'key': message. Remedy: remedy`.
struct Finding {
    Severity severity = Severity::Error;
    std::string rule;         ///< stable name, e.g. "missing-source"; see findings.md beside this header's sources
    std::string file;         ///< path inside the pack folder, '/' separators
    int line = 0;             ///< 1-based; 0 = the file as a whole
    std::string record;       ///< key of the record, may be empty
    std::string message;      ///< what is wrong, in English
    std::string remedy;       ///< what to do about it
    bool mustAccept = false;  ///< a warning that stops a build until somebody accepts it by name (plan/accepted.csv)
    std::string accepted{};   ///< by whom, when and why; empty = nobody has
};
[[nodiscard]] std::string toString(const Finding& finding);
/// SARIF 2.1.0 log of the findings, for editors and CI.
[[nodiscard]] std::string toSarif(const std::vector<Finding>& findings);
[[nodiscard]] std::string toJson(const std::vector<Finding>& findings);

struct CheckReport {
    std::vector<Finding> findings;  ///< by file, line
    int records = 0;
    int pictures = 0;
    std::string plan;               ///< what the plan holds, in one line; empty without a plan
    [[nodiscard]] bool ok() const;  ///< no finding of Severity::Error and none that still must be accepted
};

/// Reads and checks everything, draws nothing. `overlays` are laid on top as in `build`; the path of a finding inside
/// one begins with its folder name. With `document`, the text of the plan's document, every quote of the plan is looked
/// for in its line. Errc::Io when a folder itself, or the document, cannot be read.
[[nodiscard]] base::Result<CheckReport> check(const std::filesystem::path& sourceFolder,
                                              const std::vector<std::filesystem::path>& overlays = {},
                                              const std::optional<std::filesystem::path>& document = std::nullopt);

struct BuildOptions {
    std::filesystem::path sourceFolder;
    std::filesystem::path outFolder;                   ///< made if missing; written to a sibling and renamed at the end
    std::optional<std::filesystem::path> cacheFolder;  ///< drawn pictures are kept here between builds
    std::vector<std::filesystem::path> overlays;       ///< further source folders laid on top, e.g. a demo pack
    std::optional<std::filesystem::path> document;     ///< as in `check`
    bool dryRun = false;                               ///< do everything and leave `outFolder` as it is
    unsigned threads = 2;                              ///< that draw pictures; the result does not depend on it
    std::function<void(const std::string&)> progress;  ///< one line a step; called on the building thread
};

struct BuildResult {
    CheckReport report;
    std::string contentSha256;   ///< of content.db; empty when the check failed and nothing was written
    std::string previousSha256;  ///< of the content.db that was in `outFolder` before; empty = none
    std::uint64_t objectBytes = 0;
    int objects = 0;
};

/// Checks, then builds. With errors in the report nothing is written and an old pack in `outFolder` stays.
/// Deterministic: see content/packs/README.md. Errors: Errc::InvalidInput (`outFolder` holds something else than a
/// pack), Errc::Io.
[[nodiscard]] base::Result<BuildResult> build(const BuildOptions& options);

struct ExportOptions {
    char delimiter = ',';  ///< of the CSV tables: ',' or ';', which spreadsheets in Spanish open without asking
};

/// Writes the rows of a built pack back as the CSV files and Markdown of the source format (pictures as their largest
/// file), the tables as JSON beside them, datapackage.json and SHA256SUMS: open data, and the way back when the sources
/// are lost. A build of the export has the same rows, and an export of that build the same files, byte for byte, but
/// for photographs, which are encoded anew. The smaller sizes of a picture are scaled from the largest, so their bytes
/// differ from those of a build from drawings.
/// Cells are written as they are, also where a spreadsheet would take them for a formula: they must come back
/// unchanged. Examples are marked row by row. `outFolder` may be new, empty or an earlier export; it is replaced in one
/// step. Errors: those of content::Store::open, Errc::NotFound or Errc::Corrupt for a damaged object,
/// Errc::InvalidInput, Errc::Io.
[[nodiscard]] base::Status exportPack(const std::filesystem::path& packFolder, const std::filesystem::path& outFolder,
                                      const ExportOptions& options = {});

}  // namespace content_pack
