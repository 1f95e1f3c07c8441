#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/render.hpp"

namespace app {

/// What one frame took.
struct FrameTiming {
    double totalMs =
        0;             ///< wall time of the main thread from the first event, result or upload to the finished picture
    double ownMs = 0;  ///< its CPU time in our own code, without the graphics driver
    bool drawn = false;                ///< false: nothing had changed on the glass
    std::optional<double> intervalMs;  ///< since the frame before began; only within an animation
};

/// Figures of the process; absent where the operating system does not tell.
struct ProcessFigures {
    std::optional<std::uint64_t> rssBytes;
    std::optional<std::uint64_t> pssBytes;
    std::optional<int> openFds;
    std::optional<double> cpuSeconds;
};

/// Collects what a run cost, for `--stats`, the overlay and the benchmarks.
class RunStats {
public:
    void frame(const FrameTiming& timing);
    /// One pass of the loop that looked and found nothing to draw.
    void idlePass() { ++m_idlePasses; }
    void inputEvents(std::size_t count) { m_events += count; }
    void maskedFinger() { ++m_masked; }
    void firstComplete(std::int64_t monotonicNs) {
        if (m_firstCompleteNs == 0) m_firstCompleteNs = monotonicNs;
    }
    /// From the tap to the end of the first frame that shows the screen with its content.
    void opened(const std::string& screen, double ms);
    [[nodiscard]] std::uint64_t framesDrawn() const { return m_drawn; }
    /// Members: frames_drawn, frames_unchanged, frame_ms {count, median, p95, p99, max}, own_ms {...}, interval_ms
    /// {...}, draw_calls, vertices, overdraw, textures, texture_bytes, uploaded_bytes, rss_bytes, pss_bytes, fds,
    /// cpu_seconds, events, contacts, masked_fingers, first_complete_monotonic_ns, open_ms {screen: {count, ...}},
    /// run_seconds.
    [[nodiscard]] std::string toJson(const platform::RenderStats& render, const ProcessFigures& process, int contacts,
                                     double runSeconds) const;
    /// The times of frames seen so far are forgotten, the counters stay.
    void restartTimes();
    [[nodiscard]] std::string toText(const platform::RenderStats& render) const;

private:
    std::vector<float> m_totalMs;
    std::vector<float> m_ownMs;
    std::vector<float> m_intervalMs;
    std::map<std::string, std::vector<float>> m_openMs;
    std::uint64_t m_drawn = 0;
    std::uint64_t m_unchanged = 0;
    std::uint64_t m_idlePasses = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_masked = 0;
    std::int64_t m_firstCompleteNs = 0;
};

}  // namespace app
