#include "app/run_stats.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace app {
namespace {

/// Longer runs keep the newest figures only: memory of a kiosk must not grow with its uptime.
constexpr std::size_t kKeptFrames = 20'000;

double percentile(std::vector<float> values, double share) {
    if (values.empty()) return 0;
    const auto at = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return std::round(static_cast<double>(values[static_cast<std::size_t>(at)]) * 1000) / 1000;
}

nlohmann::ordered_json spread(const std::vector<float>& values) {
    return {{"count", values.size()},
            {"median", percentile(values, 0.5)},
            {"p95", percentile(values, 0.95)},
            {"p99", percentile(values, 0.99)},
            {"max", percentile(values, 1)}};
}

void keep(std::vector<float>& values, double value) {
    if (values.size() >= kKeptFrames) values.erase(values.begin(), values.begin() + kKeptFrames / 2);
    values.push_back(static_cast<float>(value));
}

}  // namespace

void RunStats::frame(const FrameTiming& timing) {
    if (!timing.drawn) {
        ++m_unchanged;
        return;
    }
    ++m_drawn;
    keep(m_totalMs, timing.totalMs);
    keep(m_ownMs, timing.ownMs);
    if (timing.intervalMs) keep(m_intervalMs, *timing.intervalMs);
}

void RunStats::opened(const std::string& screen, double ms) { keep(m_openMs[screen], ms); }

void RunStats::restartTimes() {
    m_totalMs.clear();
    m_ownMs.clear();
    m_intervalMs.clear();
    m_openMs.clear();
}

std::string RunStats::toJson(const platform::RenderStats& render, const ProcessFigures& process, int contacts,
                             double runSeconds) const {
    nlohmann::ordered_json o;
    o["frames_drawn"] = m_drawn;
    o["frames_unchanged"] = m_unchanged;
    o["idle_passes"] = m_idlePasses;
    o["frame_ms"] = spread(m_totalMs);
    o["own_ms"] = spread(m_ownMs);
    o["interval_ms"] = spread(m_intervalMs);
    o["draw_calls"] = render.frameDrawCalls;
    o["vertices"] = render.frameVertices;
    o["overdraw"] = std::round(render.frameOverdraw * 100) / 100;
    o["textures"] = render.textures;
    o["texture_bytes"] = render.textureBytes;
    o["uploaded_bytes"] = render.uploadedBytes;
    const auto optional = [&o](const char* key, const auto& value) {
        if (value) {
            o[key] = *value;
        } else {
            o[key] = nullptr;
        }
    };
    optional("rss_bytes", process.rssBytes);
    optional("pss_bytes", process.pssBytes);
    optional("fds", process.openFds);
    optional("cpu_seconds", process.cpuSeconds);
    o["events"] = m_events;
    o["contacts"] = contacts;
    o["masked_fingers"] = m_masked;
    o["first_complete_monotonic_ns"] = m_firstCompleteNs;
    o["open_ms"] = nlohmann::ordered_json::object();
    for (const auto& [screen, values] : m_openMs)
        o["open_ms"][screen] = spread(values);
    o["run_seconds"] = runSeconds;
    return o.dump(1) + "\n";
}

std::string RunStats::toText(const platform::RenderStats& render) const {
    char text[256];
    std::snprintf(text, sizeof text, "frame %.1f / %.1f ms  own %.2f ms\n%d calls  %d vertices  %d textures, %.1f MB",
                  percentile(m_totalMs, 0.5), percentile(m_totalMs, 0.95), percentile(m_ownMs, 0.5),
                  render.frameDrawCalls, render.frameVertices, render.textures,
                  static_cast<double>(render.textureBytes) / 1e6);
    return text;
}

}  // namespace app
