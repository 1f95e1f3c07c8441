#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/application.hpp"
#include "kiosk_fixture.hpp"
#include "platform/clock.hpp"
#include "platform/inline_jobs.hpp"
#include "test_support/fake_display.hpp"
#include "test_support/log_spy.hpp"
#include "test_support/memory_file_system.hpp"

namespace test_app {

/// Reads what is on the disk and what was written here; writes into memory only.
class ScratchFiles final : public platform::FileSystem {
public:
    [[nodiscard]] base::Result<platform::Bytes> read(const std::filesystem::path& path,
                                                     std::uint64_t maxBytes) const override;
    [[nodiscard]] base::Status writeAtomically(const std::filesystem::path& path, std::string_view content) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::uint64_t> size(const std::filesystem::path& path) const override;
    [[nodiscard]] base::Result<std::vector<std::string>> listFiles(const std::filesystem::path& folder) const override;

    bool full = false;  ///< every write fails

private:
    test_support::MemoryFileSystem m_written;
};

/// A voice that speaks for as long as it is told to.
class LongSpeech final : public platform::Speech {
public:
    explicit LongSpeech(const platform::Clock& clock) : m_clock(clock) {}
    platform::Duration time = std::chrono::seconds(5);
    std::vector<platform::Utterance> said;  ///< by the last `say`
    float volume = -1;

    [[nodiscard]] bool canSpeak(std::string_view lang) const override { return lang == "es" || lang == "en"; }
    void say(std::vector<platform::Utterance> utterances, float loud) override;
    void stop() override { m_speaking = false; }
    [[nodiscard]] int current() const override { return m_speaking ? 0 : -1; }
    bool pump() override;

private:
    const platform::Clock& m_clock;
    bool m_speaking = false;
    platform::Instant m_end;
};

/// assets/ as the build made it: icons and bands drawn, words compiled.
[[nodiscard]] std::filesystem::path builtAssets();
/// Themes, fonts and icons of the kiosk, read once.
[[nodiscard]] const app::StageAssets& stageAssets();

/// The whole kiosk on a display made of nothing, with the pack `minimal`, on the eve of its feast (2 May 2026, 10:00 in
/// Peru). Each `play` is one run of the program: what a run writes stays in `files`.
struct AppBench {
    AppBench();

    /// Runs the steps of a script (the list, as in kiosk/app/include/app/script.hpp) and gives the exit code.
    int play(const std::string& steps);
    /// Runs without a script until `seconds` have passed.
    int runFor(double seconds);
    /// What a run has written.
    [[nodiscard]] std::string written(const std::string& file) const;
    [[nodiscard]] nlohmann::json json(const std::string& file) const;
    /// A node of a dump; fails the test when it is not there.
    [[nodiscard]] nlohmann::json node(const std::string& file, const std::string& id) const;
    [[nodiscard]] bool has(const std::string& file, const std::string& id) const;

    test_support::LogSpy log;
    platform::ManualClock clock;
    ScratchFiles files;
    platform::InlineJobs jobs{log};
    test_support::FakeDisplay display{clock, {1920, 1080}};
    LongSpeech speech{clock};
    app::SceneRegistry scenes;
    app::Settings settings;
    app::RunOptions options;            ///< of the next run
    std::filesystem::path stateFolder;  ///< what --state names; empty = none
    bool sleeps = false;  ///< the loop sleeps in the display, as on a real clock, instead of moving time itself
    base::SizeMm panelMm{531.3F, 298.9F};
    std::vector<platform::Instant> tidied;  ///< when free memory was given back

private:
    int run(app::RunOptions all);
};

}  // namespace test_app
