#include "app_bench.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "pack_fixture.hpp"
#include "scenes/register.hpp"
#include "state/receipt.hpp"

namespace test_app {

namespace fs = std::filesystem;

base::Result<platform::Bytes> ScratchFiles::read(const fs::path& path, std::uint64_t maxBytes) const {
    if (m_written.exists(path)) return m_written.read(path, maxBytes);
    std::ifstream file(path, std::ios::binary);
    if (!file) return base::Error{base::Errc::NotFound, path.string() + ": no such file"};
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (text.size() > maxBytes) return base::Error{base::Errc::InvalidInput, path.string() + " is too large"};
    return test_kiosk::bytesOf(text);
}

base::Status ScratchFiles::writeAtomically(const fs::path& path, std::string_view content) {
    if (full) return base::Error{base::Errc::Io, path.string() + ": the disk is full"};
    return m_written.writeAtomically(path, content);
}

bool ScratchFiles::exists(const fs::path& path) const { return m_written.exists(path) || fs::exists(path); }

base::Result<std::uint64_t> ScratchFiles::size(const fs::path& path) const {
    const auto bytes = read(path, UINT64_MAX);
    if (!bytes) return bytes.error();
    return std::uint64_t{bytes->size()};
}

base::Result<std::vector<std::string>> ScratchFiles::listFiles(const fs::path& folder) const {
    return m_written.listFiles(folder);
}

void LongSpeech::say(std::vector<platform::Utterance> utterances, float loud) {
    said = std::move(utterances);
    volume = loud;
    m_speaking = !said.empty();
    m_end = m_clock.now() + time;
}

bool LongSpeech::pump() {
    if (!m_speaking || m_clock.now() < m_end) return false;
    m_speaking = false;
    return true;
}

fs::path builtAssets() { return KIOSK_BUILT_ASSETS; }

const app::StageAssets& stageAssets() {
    static const app::StageAssets assets = [] {
        test_support::LogSpy log;
        const ScratchFiles files;
        return test_kiosk::need(app::loadStageAssets(builtAssets(), {"/usr/share/fonts/truetype"}, files, log));
    }();
    return assets;
}

AppBench::AppBench() : clock(*app::parseIsoTime("2026-05-02T15:00:00Z")) {
    scenes::registerAll(scenes);
    options.packFolder = test_content::minimalPack();
    options.open = {"home", ""};
}

int AppBench::run(app::RunOptions all) {
    const auto catalogue = test_kiosk::need(app::Catalogue::create(builtAssets() / "locale", files, log));
    app::ContentService content(jobs, log);
    app::Outbox outbox(jobs, log, clock, state::randomReceipt);
    if (!stateFolder.empty()) outbox.open(stateFolder);
    const ui::Panel panel = test_kiosk::need(ui::Panel::create(display.framebufferSize(), panelMm, 800));
    const app::Application::Parts parts{display,       jobs,    log,
                                        files,         clock,   sleeps ? nullptr : &clock,
                                        speech,        content, outbox,
                                        *catalogue,    scenes,  settings,
                                        builtAssets(), {},      [this] { tidied.push_back(clock.now()); }};
    app::Application application(parts, stageAssets(), panel, std::move(all));
    return application.run();
}

int AppBench::play(const std::string& steps) {
    app::RunOptions all = options;
    all.script = test_kiosk::need(app::parseScript(R"({"steps": )" + steps + "}"));
    all.exitWhenDone = true;
    return run(std::move(all));
}

int AppBench::runFor(double seconds) {
    app::RunOptions all = options;
    all.exitAfter = std::chrono::duration_cast<platform::Duration>(std::chrono::duration<double>(seconds));
    return run(std::move(all));
}

std::string AppBench::written(const std::string& file) const {
    return test_kiosk::need(files.readText(file, 1U << 30U));
}

nlohmann::json AppBench::json(const std::string& file) const { return nlohmann::json::parse(written(file)); }

bool AppBench::has(const std::string& file, const std::string& id) const {
    const nlohmann::json dump = json(file);
    return std::any_of(dump["nodes"].begin(), dump["nodes"].end(),
                       [&](const nlohmann::json& n) { return n.value("id", "") == id; });
}

nlohmann::json AppBench::node(const std::string& file, const std::string& id) const {
    const nlohmann::json dump = json(file);
    for (const nlohmann::json& n : dump["nodes"]) {
        if (n.value("id", "") == id) return n;
    }
    test_kiosk::failTest(file + " has no node '" + id + "'");
}

}  // namespace test_app
