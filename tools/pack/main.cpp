// kiosk-pack: builds content packs from their source folders, checks them, and writes built ones back as open data.
// Messages for people go to stderr in English, machine formats to stdout.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "content/store.hpp"
#include "content_pack/pack_builder.hpp"
#include "content_pack/synthetic_pack.hpp"

namespace {

enum ExitCode : int { kOk = 0, kFindings = 1, kUsage = 2, kIo = 3 };

void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

int fail(const base::Error& error) {
    say("kiosk-pack: " + error.message);
    return error.code == base::Errc::InvalidInput ? kUsage : kIo;
}

/// How a report ends: "3 errors and 1 warning in 120 records and 14 pictures".
std::string summaryOf(const content_pack::CheckReport& report) {
    const auto errors =
        std::count_if(report.findings.begin(), report.findings.end(),
                      [](const content_pack::Finding& f) { return f.severity == content_pack::Severity::Error; });
    const auto warnings = static_cast<std::ptrdiff_t>(report.findings.size()) - errors;
    const auto counted = [](std::ptrdiff_t count, const std::string& noun) {
        return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
    };
    return counted(errors, "error") + " and " + counted(warnings, "warning") + " in " +
           counted(report.records, "record") + " and " + counted(report.pictures, "picture");
}

void sayFindings(const content_pack::CheckReport& report) {
    for (const content_pack::Finding& finding : report.findings)
        say(content_pack::toString(finding));
}

int runBuild(const content_pack::BuildOptions& options) {
    const auto result = content_pack::build(options);
    if (!result) return fail(result.error());
    sayFindings(result->report);
    if (!result->report.ok()) {
        say("kiosk-pack: nothing was written: " + summaryOf(result->report));
        return kFindings;
    }
    say("kiosk-pack: " + options.outFolder.string() + ": " + summaryOf(result->report) + "; " +
        std::to_string(result->objects) + " objects, " + std::to_string(result->objectBytes) + " bytes");
    std::printf("%s\n", result->contentSha256.c_str());
    return kOk;
}

int runCheck(const std::string& folder, const std::vector<std::filesystem::path>& overlays, const std::string& format) {
    const auto report = content_pack::check(folder, overlays);
    if (!report) return fail(report.error());
    if (format == "json") std::fputs(content_pack::toJson(report->findings).c_str(), stdout);
    if (format == "sarif") std::fputs(content_pack::toSarif(report->findings).c_str(), stdout);
    if (format == "text") {
        sayFindings(*report);
        say("kiosk-pack: " + summaryOf(*report));
    }
    return report->ok() ? kOk : kFindings;
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

int runExport(const std::string& pack, const std::string& out) {
    const base::Status exported = content_pack::exportPack(pack, out);
    return exported ? kOk : fail(exported.error());
}

int runGenerate(int places, const std::string& out) {
    const base::Status written = content_pack::writeSyntheticSource(places, out);
    return written ? kOk : fail(written.error());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Builds, checks and exports content packs of the kiosk.", "kiosk-pack");
    app.set_version_flag("--version", "kiosk-pack " KIOSK_VERSION);
    app.require_subcommand(1);

    content_pack::BuildOptions options;
    std::string folder;
    std::string out;
    std::string cache;
    std::vector<std::string> overlayNames;
    std::string format = "text";
    int places = 0;
    bool quiet = false;

    CLI::App* buildCommand = app.add_subcommand("build", "Build a pack from its source folder");
    buildCommand->add_option("folder", folder, "Source folder")->required();
    buildCommand->add_option("--out", out, "Folder of the pack; replaced in one step")->required();
    buildCommand->add_option("--overlay", overlayNames, "Further source folder laid on top (may be repeated)");
    buildCommand->add_option("--cache", cache, "Folder that keeps drawn pictures between builds");
    buildCommand->add_flag("--quiet", quiet, "Say nothing about progress");

    CLI::App* checkCommand = app.add_subcommand("check", "Check a source folder and name every problem");
    checkCommand->add_option("folder", folder, "Source folder")->required();
    checkCommand->add_option("--overlay", overlayNames, "Further source folder laid on top (may be repeated)");
    checkCommand->add_option("--format", format, "text (stderr), json or sarif (stdout)")
        ->check(CLI::IsMember({"text", "json", "sarif"}));

    CLI::App* exportCommand = app.add_subcommand("export", "Write a built pack back as CSV, Markdown and pictures");
    exportCommand->add_option("pack", folder, "Folder of the pack")->required();
    exportCommand->add_option("--out", out, "New or empty folder, or an earlier export")->required();

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
    if (buildCommand->parsed()) {
        options.sourceFolder = folder;
        options.outFolder = out;
        options.overlays = overlays;
        if (!cache.empty()) options.cacheFolder = cache;
        if (!quiet) options.progress = say;
        return runBuild(options);
    }
    if (checkCommand->parsed()) return runCheck(folder, overlays, format);
    if (exportCommand->parsed()) return runExport(folder, out);
    if (verifyCommand->parsed()) return runVerify(folder);
    return runGenerate(places, out);
}
