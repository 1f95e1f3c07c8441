// The composition root: reads the command line and the settings, makes the concrete parts and wires them.

#include <malloc.h>

#include <cstdio>
#include <cstdlib>

#include "app/application.hpp"
#include "base/assert.hpp"
#include "command_line.hpp"
#include "platform/inline_jobs.hpp"
#include "platform_os/espeak_speech.hpp"
#include "platform_os/process.hpp"
#include "platform_os/real_clock.hpp"
#include "platform_os/real_file_system.hpp"
#include "platform_os/stream_log.hpp"
#include "platform_os/thread_jobs.hpp"
#include "platform_sdl/sdl_audio.hpp"
#include "platform_sdl/window.hpp"
#include "scenes/register.hpp"
#include "state/receipt.hpp"

namespace {

constexpr std::uint64_t kMaxSettingsBytes = 1U << 20U;
constexpr std::uint64_t kMaxScriptBytes = 64U << 20U;
constexpr base::SizeMm kReferencePanelMm{531.3F, 298.9F};  // 24" 16:9
/// The time a run with `--clock fake` starts at: the eve of the feast of the Cross, so that "today" has something to
/// say.
constexpr const char* kFakeStart = "2026-05-02T15:00:00Z";

std::vector<std::filesystem::path> fontFolders(const std::string& list) {
    std::vector<std::filesystem::path> folders;
    for (std::size_t from = 0; from < list.size();) {
        const std::size_t to = std::min(list.find(':', from), list.size());
        if (to > from) folders.emplace_back(list.substr(from, to - from));
        from = to + 1;
    }
    if (folders.empty()) folders = {"/usr/share/fonts/truetype", "/usr/local/share/fonts", "/usr/share/fonts"};
    return folders;
}

/// The assets beside the program: in the build tree and where packages install them.
std::filesystem::path findAssets(const CommandLine& line, const platform::FileSystem& files) {
    if (!line.assets.empty()) return line.assets;
    if (const auto folder = platform_os::executableFolder()) {
        for (const char* candidate : {"../assets", "../share/huancane-kiosk/assets"}) {
            std::filesystem::path path = *folder / candidate;
            if (files.exists(path / "themes" / "day.json")) return path.lexically_normal();
        }
    }
    return "/usr/share/huancane-kiosk/assets";
}

int fail(platform::Log& log, const base::Error& error, int code) {
    log.error("app", error.message);
    return code;
}

app::ProcessFigures processFigures() {
    const platform_os::ProcessStats p = platform_os::processStats();
    app::ProcessFigures f;
    f.rssBytes = p.rssBytes;
    f.pssBytes = p.pssBytes;
    f.openFds = p.openFds;
    if (p.processCpu) f.cpuSeconds = std::chrono::duration<double>(*p.processCpu).count();
    return f;
}

std::string sameReceipt() { return state::receiptOf({0x98, 0xE6, 0x42, 0x2F, 0x4D}); }

/// One run with everything chosen: clocks and jobs differ between a visit and a test.
int runKiosk(const CommandLine& line, const app::Settings& settings, platform_os::RealFileSystem& files,
             platform::Log& log, const platform::Clock& clock, platform::ManualClock* manual, platform::Jobs& jobs,
             const std::function<void(std::function<void()>)>& setWake) {
    app::RunOptions options;
    options.packFolder = !line.root.empty() ? line.root / "current" : line.pack;
    if (!line.open.empty()) options.open = app::Route::parse(line.open);
    options.visitor.lang = content::langFromCode(settings.language).value_or(content::Lang::Es);
    options.visitor.textScale = static_cast<float>(line.textScale);
    options.visitor.sunTheme = line.theme == "sun";
    options.shotFile = line.shot;
    options.dumpFile = line.dumpUi;
    options.statsFile = line.stats;
    options.recordFile = line.record;
    if (line.exitAfterSeconds) {
        options.exitAfter =
            std::chrono::duration_cast<platform::Duration>(std::chrono::duration<double>(*line.exitAfterSeconds));
    }
    if (!line.script.empty()) {
        const auto text = files.readText(line.script, kMaxScriptBytes);
        if (!text) return fail(log, text.error(), app::kExitIo);
        auto script = app::parseScript(*text);
        if (!script) return fail(log, script.error().in(line.script.string()), app::kExitUsage);
        options.script = std::move(*script);
    }
    if (!line.replay.empty()) {
        const auto text = files.readText(line.replay, kMaxScriptBytes);
        if (!text) return fail(log, text.error(), app::kExitIo);
        auto recording = platform::parseRecording(*text);
        if (!recording) return fail(log, recording.error().in(line.replay.string()), app::kExitUsage);
        options.replay = std::move(*recording);
    }
    options.exitWhenDone = !options.exitAfter && (options.script || !options.replay.empty() || line.headless);
    options.measure = !line.stats.empty();

    const std::filesystem::path assets = findAssets(line, files);
    app::ContentService content(jobs, log);
    // Like everything else of a run on a clock of its own, its receipts are the same every time.
    app::Outbox outbox(jobs, log, clock, manual != nullptr ? sameReceipt : state::randomReceipt);
    if (!line.state.empty()) outbox.open(line.state);
    auto stageAssets = app::loadStageAssets(assets, fontFolders(line.fontFolders), files, log);
    if (!stageAssets) return fail(log, stageAssets.error(), app::kExitNoAssets);
    auto catalogue = app::Catalogue::create(assets / "locale", files, log);
    if (!catalogue) return fail(log, catalogue.error(), app::kExitNoAssets);

    platform_sdl::WindowOptions windowOptions;
    windowOptions.mode = line.headless   ? platform_sdl::WindowMode::Headless
                         : line.windowed ? platform_sdl::WindowMode::Windowed
                                         : platform_sdl::WindowMode::Fullscreen;
    windowOptions.size = line.size.value_or(base::SizePx{1920, 1080});
    windowOptions.preferGles = line.gles;
    auto window = platform_sdl::Window::create(windowOptions, log, clock);
    if (!window) return fail(log, window.error(), app::kExitNoDisplay);
    log.info("render", (*window)->description());
    if (setWake) setWake([&display = **window] { display.wake(); });

    const base::SizePx px = (*window)->framebufferSize();
    base::SizeMm mm = kReferencePanelMm;
    if (line.screenMm) {
        mm = *line.screenMm;
    } else if (settings.panelMm) {
        mm = *settings.panelMm;
    } else {
        // Keep the density of the reference panel's short side, whatever the shape.
        const float pxPerMm = static_cast<float>(std::min(px.w, px.h)) / kReferencePanelMm.h;
        mm = {static_cast<float>(px.w) / pxPerMm, static_cast<float>(px.h) / pxPerMm};
        log.info("app", "panel.size_mm is not set; a 24 inch panel is assumed");
    }
    auto panel = ui::Panel::create(px, mm, line.mountBottomMm.value_or(settings.mountBottomMm));
    if (!panel) return fail(log, panel.error(), app::kExitUsage);

    app::SceneRegistry scenes;
    scenes::registerAll(scenes);
    platform_sdl::SdlAudio audio;
    platform_os::EspeakSpeech voice(jobs, audio, log);
    platform::TimedSpeech timed(clock);
    // A run on a clock of its own cannot wait for a loudspeaker.
    platform::Speech& speech = manual != nullptr ? static_cast<platform::Speech&>(timed) : voice;
    app::Application::Parts parts{**window, jobs,     log,     files,          clock,
                                  manual,   speech,   content, outbox,         **catalogue,
                                  scenes,   settings, assets,  processFigures, platform_os::releaseFreeMemory};
    app::Application application(parts, std::move(*stageAssets), *panel, std::move(options));
    const int code = application.run();
    if (setWake) setWake({});
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    // Decoding pictures allocates and frees megabytes on worker threads. Given back at once they do not count; glibc's
    // sliding threshold would keep them, in an arena for every thread.
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);

    CommandLine line;
    if (const auto code = parseCommandLine(argc, argv, line)) return *code;

    const platform_os::RealClock wallClock;
    platform_os::RealFileSystem files;
    const auto minimum = line.verbose ? platform::LogLevel::Debug : platform::LogLevel::Info;
    std::unique_ptr<platform_os::StreamLog> logOwner;
    if (line.log.empty()) {
        logOwner = platform_os::StreamLog::toStderr(wallClock, minimum);
    } else {
        auto opened = platform_os::StreamLog::toFile(wallClock, minimum, line.log);
        if (!opened) {
            std::fprintf(stderr, "%s\n", opened.error().message.c_str());
            return app::kExitIo;
        }
        logOwner = std::move(*opened);
    }
    platform::Log& log = *logOwner;

    app::Settings settings;
    if (!line.settings.empty()) {
        const auto text = files.readText(line.settings, kMaxSettingsBytes);
        if (text) {
            app::SettingsReading reading = app::readSettings(*text);
            settings = std::move(reading.settings);
            for (const app::SettingsProblem& problem : reading.problems) {
                log.error("settings", app::toString(problem, line.settings.string()));
            }
        } else {
            log.error("settings", text.error().message + "; all settings keep their defaults");
        }
    }
    if (!line.lang.empty()) settings.language = line.lang;

    if (!line.clock.empty()) {
        const auto start = app::parseIsoTime(line.clock == "fake" ? kFakeStart : line.clock);
        if (!start) {
            return fail(log,
                        {base::Errc::InvalidInput, "--clock must be 'fake' or a time such as 2026-05-03T15:00:00Z"},
                        app::kExitUsage);
        }
        platform::ManualClock clock(*start);
        platform::InlineJobs jobs(log);
        return runKiosk(line, settings, files, log, clock, &clock, jobs, {});
    }
    platform_os::ThreadJobs jobs(log);
    return runKiosk(line, settings, files, log, wallClock, nullptr, jobs,
                    [&jobs](std::function<void()> wake) { jobs.setWake(std::move(wake)); });
}
