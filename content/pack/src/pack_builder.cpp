#include "content_pack/pack_builder.hpp"

#include <algorithm>
#include <set>

#include "database_writer.hpp"
#include "file_tree.hpp"
#include "hash.hpp"
#include "map_builder.hpp"
#include "output_folder.hpp"
#include "pack_checks.hpp"
#include "pack_reader.hpp"
#include "picture_works.hpp"
#include "plan_document.hpp"
#include "plan_summary.hpp"

namespace content_pack {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxDocumentBytes = std::uint64_t{32} << 20;

/// The pack and its overlays, opened.
struct Folders {
    std::vector<DiskTree> trees;
    std::vector<Folder> folders;
};

Folders open(const fs::path& pack, const std::vector<fs::path>& overlays) {
    Folders opened;
    opened.trees.emplace_back(pack);
    for (const fs::path& overlay : overlays)
        opened.trees.emplace_back(overlay);
    opened.folders.push_back({&opened.trees.front(), ""});
    for (std::size_t i = 0; i < overlays.size(); ++i) {
        // "demo/" has an empty file name.
        const fs::path& path = overlays[i].has_filename() ? overlays[i] : overlays[i].parent_path();
        opened.folders.push_back({&opened.trees[i + 1], path.filename().string()});
    }
    return opened;
}

/// The rules between records, and the quotes against the document where there is one.
base::Status checkAll(const PackSource& source, const std::optional<fs::path>& document, Findings& findings) {
    checkPack(source, findings);
    if (!document) return {};
    const auto text = readFile(*document, kMaxDocumentBytes);
    if (!text) return text.error();
    checkDocument(source.plan, *text, findings);
    return {};
}

CheckReport reportOf(const PackSource& source, Findings& findings) {
    CheckReport report;
    report.findings = findings.take();
    report.records = source.records;
    report.pictures = static_cast<int>(source.pictures.size());
    report.plan = planSummary(source.plan);
    return report;
}

}  // namespace

bool CheckReport::ok() const {
    return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.severity == Severity::Error || (finding.mustAccept && finding.accepted.empty());
    });
}

base::Result<CheckReport> check(const fs::path& sourceFolder, const std::vector<fs::path>& overlays,
                                const std::optional<fs::path>& document) {
    const Folders opened = open(sourceFolder, overlays);
    Findings findings;
    const auto source = readPack(opened.folders, PictureDepth::Decode, findings);
    if (!source) return source.error();
    if (const base::Status checked = checkAll(*source, document, findings); !checked) return checked.error();
    static_cast<void>(buildMap(*source, findings));
    return reportOf(*source, findings);
}

base::Result<BuildResult> build(const BuildOptions& options) {
    const auto tell = [&](const std::string& line) {
        if (options.progress) options.progress(line);
    };
    const Folders opened = open(options.sourceFolder, options.overlays);
    Findings findings;
    tell("reading " + options.sourceFolder.string());
    const auto source = readPack(opened.folders, PictureDepth::Header, findings);
    if (!source) return source.error();
    if (const base::Status checked = checkAll(*source, options.document, findings); !checked) return checked.error();
    if (!source->map.empty()) tell("compiling the map");
    const std::optional<BuiltMap> map = buildMap(*source, findings);
    BuildResult result;
    result.report = reportOf(*source, findings);
    if (!result.report.ok()) return result;

    auto out = OutputFolder::begin(options.outFolder, "content.db");
    if (!out) return out.error();
    if (std::error_code code; fs::exists(options.outFolder / "content.db", code)) {
        auto previous = content::sha256OfFile(options.outFolder / "content.db");
        if (!previous) return previous.error();
        result.previousSha256 = std::move(*previous);
    }
    const PictureWorksOptions works{out->path() / "objects", options.cacheFolder, options.threads, options.progress};
    const auto pictures = drawPictures(*source, opened.folders, works, findings);
    if (!pictures) return pictures.error();
    for (Finding& finding : findings.take())
        result.report.findings.push_back(std::move(finding));
    if (!result.report.ok()) return result;

    tell("writing " + std::to_string(source->items.size()) + " records");
    const fs::path file = out->path() / "content.db";
    if (const base::Status written = writeDatabase(*source, *pictures, map, file); !written) return written.error();
    auto sha256 = content::sha256OfFile(file);
    if (!sha256) return sha256.error();
    std::set<std::string> objects;
    for (const auto& files : *pictures) {
        for (const DrawnFile& drawn : files) {
            if (objects.insert(drawn.sha256).second) result.objectBytes += drawn.sizeBytes;
        }
    }
    result.objects = static_cast<int>(objects.size());
    if (!options.dryRun) {
        if (const base::Status published = out->publish(); !published) return published.error();
    }
    result.contentSha256 = std::move(*sha256);
    return result;
}

}  // namespace content_pack
