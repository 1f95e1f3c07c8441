#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>

#include "app/application.hpp"

namespace {

/// "1920x1080" with whole or decimal numbers.
template <typename Number>
std::string parsePair(const std::string& text, Number& first, Number& second, double largest) {
    char* end = nullptr;
    const double a = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || (*end != 'x' && *end != 'X')) return "must look like 1920x1080";
    const char* rest = end + 1;
    const double b = std::strtod(rest, &end);
    if (end == rest || *end != '\0' || !std::isfinite(a) || !std::isfinite(b)) return "must look like 1920x1080";
    if (a < 1 || b < 1 || a > largest || b > largest)
        return "sides must be between 1 and " + std::to_string(static_cast<long>(largest));
    first = static_cast<Number>(a);
    second = static_cast<Number>(b);
    return {};
}

}  // namespace

std::optional<int> parseCommandLine(int argc, char** argv, CommandLine& out) {
    CLI::App app{"Huancané kiosk: shows a content pack full screen on a touch panel."};
    app.footer(
        "Exit codes: 0 ended as asked, 1 a step of the script failed, 2 wrong command line, script or recording,\n"
        "3 no display or no OpenGL 3.3 / OpenGL ES 3.0, 4 themes, words or fonts are missing or damaged,\n"
        "5 a file named on the command line cannot be read or written. A pack or settings file that is missing or\n"
        "damaged ends nothing: the log says so, and the screen where it concerns visitors.");
    app.set_version_flag("--version", "kiosk " KIOSK_VERSION);
    app.add_option("--pack", out.pack, "pack folder (content.db and objects/)");
    app.add_option("--root", out.root, "release root; shows the pack its 'current' link names");
    app.add_option("--state", out.state,
                   "folder for what visitors leave, sealed (state.db); without it no observation can be left");
    app.add_option("--settings", out.settings, "settings file (kiosk.toml)");
    app.add_option("--assets", out.assets, "folder of themes, words, icons");
    app.add_option("--fonts", out.fontFolders, "font folders, separated by ':'");
    app.add_option("--open", out.open, "first screen, e.g. home, places, item/putucos-taraco (default: attract)");
    app.add_option("--lang", out.lang, "language of the visit: es qu ay en")
        ->check(CLI::IsMember({"es", "qu", "ay", "en"}));
    app.add_option("--text", out.textScale, "text size: 1, 1.5 or 2")->check(CLI::IsMember({1.0, 1.5, 2.0}));
    app.add_option("--theme", out.theme, "day or sun")->check(CLI::IsMember({"day", "sun"}));
    const auto sizePx = [&out](const std::string& text) {
        base::SizePx size;
        std::string problem = parsePair(text, size.w, size.h, 16384);
        if (problem.empty()) out.size = size;
        return problem;
    };
    const auto sizeMm = [&out](const std::string& text) {
        base::SizeMm size;
        std::string problem = parsePair(text, size.w, size.h, 10000);
        if (problem.empty()) out.screenMm = size;
        return problem;
    };
    std::string sizeText;
    std::string millimetreText;
    app.add_option("--size", sizeText, "picture in pixels, WxH (windowed and headless)")
        ->check(CLI::Validator(sizePx, "WxH"));
    app.add_option("--screen-mm", millimetreText, "visible panel in millimetres, WxH")
        ->check(CLI::Validator(sizeMm, "WxH"));
    app.add_option("--mount-bottom-mm", out.mountBottomMm, "lower edge of the picture above the floor")
        ->check(CLI::Range(0.0F, 2500.0F));
    app.add_option("--clock", out.clock,
                   "time: an ISO time such as 2026-05-03T15:00:00Z, or 'fake'; it then moves only as the run needs");
    app.add_option("--script", out.script, "JSON script of touches and checks (kiosk/app/include/app/script.hpp)");
    app.add_option("--replay", out.replay, "recorded input to play");
    app.add_option("--record", out.record, "file for the input of this run (ignored in production)");
    app.add_option("--shot", out.shot, "PNG of the last picture");
    app.add_option("--dump-ui", out.dumpUi, "JSON of the last tree");
    app.add_option("--stats", out.stats, "JSON of what the run cost");
    app.add_option("--exit-after", out.exitAfterSeconds, "end after this many seconds of the clock in use")
        ->check(CLI::Range(0.0, 1e7));
    app.add_option("--log", out.log, "log file instead of the standard error stream");
    app.add_flag("--headless", out.headless, "no display: draw off screen");
    app.add_flag("--windowed", out.windowed, "a window instead of the whole display");
    app.add_flag("--gles", out.gles, "prefer OpenGL ES 3.0 to OpenGL 3.3");
    app.add_flag("--verbose", out.verbose, "log debug lines too");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        const int code = app.exit(stop);
        return code == 0 ? app::kExitOk : app::kExitUsage;
    }
    if (!out.pack.empty() && !out.root.empty()) {
        std::fputs("--pack and --root exclude each other\n", stderr);
        return app::kExitUsage;
    }
    return std::nullopt;
}
