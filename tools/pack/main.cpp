// kiosk-pack: builds content packs from their source folders, checks them, imports layers of their maps, and writes
// built ones back as open data. Messages for people go to stderr in English, machine formats to stdout.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "content/store.hpp"
#include "content_pack/map_import.hpp"
#include "content_pack/pack_builder.hpp"
#include "content_pack/synthetic_pack.hpp"
#include "ogr_converter.hpp"

namespace {

enum ExitCode : int { kOk = 0, kFindings = 1, kUsage = 2, kIo = 3 };

void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

int fail(const base::Error& error) {
    say("kiosk-pack: " + error.message);
    return error.code == base::Errc::InvalidInput ? kUsage : kIo;
}

std::string counted(std::ptrdiff_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// "3 errors and 1 warning".
std::string summaryOf(const std::vector<content_pack::Finding>& findings) {
    const auto errors = std::count_if(findings.begin(), findings.end(), [](const content_pack::Finding& f) {
        return f.severity == content_pack::Severity::Error;
    });
    const auto warnings = static_cast<std::ptrdiff_t>(findings.size()) - errors;
    const auto accepted = std::count_if(findings.begin(), findings.end(),
                                        [](const content_pack::Finding& f) { return !f.accepted.empty(); });
    std::string text = counted(errors, "error") + " and " + counted(warnings, "warning");
    if (accepted > 0) text += " (" + std::to_string(accepted) + " accepted by name)";
    return text;
}

/// How a report ends: "3 errors and 1 warning in 120 records and 14 pictures".
std::string summaryOf(const content_pack::CheckReport& report) {
    return summaryOf(report.findings) + " in " + counted(report.records, "record") + " and " +
           counted(report.pictures, "picture");
}

void sayPlan(const content_pack::CheckReport& report) {
    if (!report.plan.empty()) say("kiosk-pack: plan: " + report.plan);
}

void sayFindings(const std::vector<content_pack::Finding>& findings) {
    for (const content_pack::Finding& finding : findings)
        say(content_pack::toString(finding));
}

/// Those somebody has yet to look at.
void sayOpenFindings(const std::vector<content_pack::Finding>& findings) {
    for (const content_pack::Finding& finding : findings) {
        if (finding.accepted.empty()) say(content_pack::toString(finding));
    }
}

int runBuild(const content_pack::BuildOptions& options) {
    const auto result = content_pack::build(options);
    if (!result) return fail(result.error());
    sayOpenFindings(result->report.findings);
    if (!result->report.ok()) {
        say("kiosk-pack: nothing was written: " + summaryOf(result->report));
        return kFindings;
    }
    if (options.dryRun) {
        sayPlan(result->report);
        const bool same = result->previousSha256 == result->contentSha256;
        say("kiosk-pack: dry run, nothing was written: " + summaryOf(result->report) + "; " +
            options.outFolder.string() +
            (result->previousSha256.empty() ? " would be made"
             : same                         ? " would stay as it is"
                                            : " would change"));
        std::printf("%s\n", result->contentSha256.c_str());
        return kOk;
    }
    say("kiosk-pack: " + options.outFolder.string() + ": " + summaryOf(result->report) + "; " +
        std::to_string(result->objects) + " objects, " + std::to_string(result->objectBytes) + " bytes");
    std::printf("%s\n", result->contentSha256.c_str());
    return kOk;
}

int runCheck(const std::string& folder, const std::vector<std::filesystem::path>& overlays, const std::string& format,
             const std::optional<std::filesystem::path>& document) {
    const auto report = content_pack::check(folder, overlays, document);
    if (!report) return fail(report.error());
    if (format == "json") std::fputs(content_pack::toJson(report->findings).c_str(), stdout);
    if (format == "sarif") std::fputs(content_pack::toSarif(report->findings).c_str(), stdout);
    if (format == "text") {
        sayFindings(report->findings);
        sayPlan(*report);
        say("kiosk-pack: " + summaryOf(*report));
    }
    return report->ok() ? kOk : kFindings;
}

int runImportMap(const std::string& folder, const std::string& only) {
    pack_tool::OgrConverter converter(say);
    const auto result = content_pack::importMap(folder, only, converter);
    if (!result) return fail(result.error());
    sayFindings(result->findings);
    if (!result->ok()) {
        say("kiosk-pack: nothing was written: " + summaryOf(result->findings));
        return kFindings;
    }
    for (const content_pack::ImportedLayer& layer : result->layers) {
        say("kiosk-pack: " + layer.file + ": " + counted(static_cast<std::ptrdiff_t>(layer.features), "feature") +
            ", " + std::to_string(layer.leftOut) + " left out, " + std::to_string(layer.sizeBytes) + " bytes");
    }
    return kOk;
}

int runVerify(const std::string& pack) {
    const auto store = content::Store::open(pack);
    if (!store) {
        say("kiosk-pack: " + store.error().message);
        const base::Errc code = store.error().code;
        return code == base::Errc::Corrupt || code == base::Errc::Unsupported ? kFindings : kIo;
    }
    const base::Status verified = store->verify();
    if (verified) {
        say("kiosk-pack: " + pack + ": ok");
        return kOk;
    }
    say("kiosk-pack: " + verified.error().message);
    return verified.error().code == base::Errc::Io ? kIo : kFindings;
}

int runExport(const std::string& pack, const std::string& out, const std::string& delimiter) {
    content_pack::ExportOptions options;
    if (delimiter == "semicolon") options.delimiter = ';';
    const base::Status exported = content_pack::exportPack(pack, out, options);
    return exported ? kOk : fail(exported.error());
}

int runGenerate(int places, const std::string& out) {
    const base::Status written = content_pack::writeSyntheticSource(places, out);
    return written ? kOk : fail(written.error());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Builds, checks and exports content packs of the kiosk, and imports layers of their maps.",
                 "kiosk-pack");
    app.set_version_flag("--version", "kiosk-pack " KIOSK_VERSION);
    app.require_subcommand(1);

    content_pack::BuildOptions options;
    std::string folder;
    std::string out;
    std::string cache;
    std::vector<std::string> overlayNames;
    std::string format = "text";
    std::string only;
    std::string delimiter = "comma";
    std::string document;
    int places = 0;
    bool quiet = false;

    CLI::App* buildCommand = app.add_subcommand("build", "Build a pack from its source folder");
    buildCommand->add_option("folder", folder, "Source folder")->required();
    buildCommand->add_option("--out", out, "Folder of the pack; replaced in one step")->required();
    buildCommand->add_option("--overlay", overlayNames, "Further source folder laid on top (may be repeated)");
    buildCommand->add_option("--cache", cache, "Folder that keeps drawn pictures between builds");
    buildCommand->add_flag("--quiet", quiet, "Say nothing about progress");
    buildCommand->add_flag("--dry-run", options.dryRun,
                           "Do everything, tell whether the pack would change, write none");
    buildCommand->add_option("--document", document, "Text of the plan's document: every quote is looked for in it");

    CLI::App* checkCommand = app.add_subcommand("check", "Check a source folder and name every problem");
    checkCommand->add_option("folder", folder, "Source folder")->required();
    checkCommand->add_option("--overlay", overlayNames, "Further source folder laid on top (may be repeated)");
    checkCommand->add_option("--format", format, "text (stderr), json or sarif (stdout)")
        ->check(CLI::IsMember({"text", "json", "sarif"}));
    checkCommand->add_option("--document", document, "Text of the plan's document: every quote is looked for in it");

    CLI::App* importCommand =
        app.add_subcommand("import-map", "Turn files of other programs into layers of the map, as map/import.csv says");
    importCommand->add_option("folder", folder, "Source folder")->required();
    importCommand->add_option("--only", only, "Import only the row of map/import.csv with this key");
    importCommand->footer(
        "Reads FOLDER/map/import.csv (one row a layer: which file, which of its features, what they become) and\n"
        "FOLDER/map/import-classes.csv (which value of a property is which class), converts each file with ogr2ogr of "
        "the\n"
        "package gdal-bin, writes FOLDER/map/KEY.geojson and adds or replaces the row KEY of FOLDER/map/layers.csv.\n"
        "Everything is converted and checked first; with an error nothing is written. The columns and an example with\n"
        "OpenStreetMap stand in content/packs/README.md, \"Importing finer layers\".\n"
        "Ends with 0 when all is in place, 1 after errors in the tables or files, 2 when it is called wrongly, 3 when "
        "files\n"
        "cannot be read or written.");

    CLI::App* exportCommand =
        app.add_subcommand("export", "Write a built pack back as CSV, JSON, Markdown and pictures");
    exportCommand->add_option("pack", folder, "Folder of the pack")->required();
    exportCommand->add_option("--out", out, "New or empty folder, or an earlier export")->required();
    exportCommand->add_option("--delimiter", delimiter, "What parts the cells of the CSV tables")
        ->check(CLI::IsMember({"comma", "semicolon"}))
        ->capture_default_str();

    CLI::App* verifyCommand =
        app.add_subcommand("verify", "Read a built pack whole and compare every object with its hash");
    verifyCommand->add_option("pack", folder, "Folder of the pack")->required();

    CLI::App* generateCommand =
        app.add_subcommand("generate", "Write an invented source folder for benchmarks")->group("");
    generateCommand->add_option("--places", places, "Number of places")->required()->check(CLI::Range(1, 150000));
    generateCommand->add_option("--out", out, "New or empty folder, or an earlier one")->required();

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kOk : kUsage;
    }
    const std::vector<std::filesystem::path> overlays(overlayNames.begin(), overlayNames.end());
    if (!document.empty()) options.document = document;
    if (buildCommand->parsed()) {
        options.sourceFolder = folder;
        options.outFolder = out;
        options.overlays = overlays;
        if (!cache.empty()) options.cacheFolder = cache;
        if (!quiet) options.progress = say;
        return runBuild(options);
    }
    if (checkCommand->parsed()) return runCheck(folder, overlays, format, options.document);
    if (importCommand->parsed()) return runImportMap(folder, only);
    if (exportCommand->parsed()) return runExport(folder, out, delimiter);
    if (verifyCommand->parsed()) return runVerify(folder);
    return runGenerate(places, out);
}
