#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/catalogue.hpp"
#include "app/content_service.hpp"
#include "app/outbox.hpp"
#include "app/run_stats.hpp"
#include "app/scene.hpp"
#include "app/script.hpp"
#include "app/session.hpp"
#include "app/settings.hpp"
#include "app/stage.hpp"
#include "platform/display.hpp"
#include "platform/file_system.hpp"
#include "platform/input_recording.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "platform/speech.hpp"

namespace app {

/// Exit codes of the kiosk, as `kiosk --help` and README.md list them.
enum ExitCode : int {
    kExitOk = 0,
    kExitScriptFailed = 1,  ///< a script step could not be played or an expectation was not met
    kExitUsage = 2,         ///< wrong command line, or a script or recording that is none
    kExitNoDisplay = 3,     ///< no window system, or no usable OpenGL
    kExitNoAssets = 4,      ///< the application's own files (themes, words, fonts) are missing or damaged
    kExitIo = 5,            ///< a file asked for on the command line cannot be read or written
};

/// What the command line asks of one run.
struct RunOptions {
    std::filesystem::path packFolder;  ///< pack to show; may be missing: the kiosk says so and waits for it
    Route open{"attract", ""};
    VisitorState visitor;  ///< what a new visit starts with
    std::optional<Script> script;
    std::vector<platform::RecordedEvent> replay;  ///< fed as if they happened now
    std::filesystem::path shotFile;               ///< PNG written at the end; empty = none
    std::filesystem::path dumpFile;
    std::filesystem::path statsFile;
    std::filesystem::path recordFile;  ///< input is recorded here (never in production)
    std::optional<platform::Duration> exitAfter;
    bool exitWhenDone = false;  ///< end when the script is through and the screen has settled
    bool measure = false;       ///< wait for the GPU each frame and count overdraw
};

/// The kiosk: loop, scene stack, visit, shell. Everything it uses is handed in; nothing is global.
/// Ownership: borrows the parts, which outlive it. Threading: constructed, run and destroyed on the main thread.
class Application {
public:
    struct Parts {
        platform::Display& display;
        platform::Jobs& jobs;
        platform::Log& log;
        platform::FileSystem& files;
        const platform::Clock& clock;
        platform::ManualClock* manualClock = nullptr;  ///< set when time is ours to move (`--clock`)
        platform::Speech& speech;
        ContentService& content;
        Outbox& outbox;
        Catalogue& catalogue;
        const SceneRegistry& scenes;
        const Settings& settings;
        std::filesystem::path assets;
        std::function<ProcessFigures()> processFigures;
        /// Called when nothing moves, some time after the screen changed: see platform_os::releaseFreeMemory.
        std::function<void()> releaseFreeMemory;
    };
    Application(const Parts& parts, StageAssets stageAssets, ui::Panel panel, RunOptions options);
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    /// Runs until the end of the script, the exit time or a quit request. Returns an ExitCode.
    int run();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace app
