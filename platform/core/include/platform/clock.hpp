#pragma once

#include <chrono>

namespace platform {

/// Monotonic time: intervals, animation, timeouts. Never jumps.
using Instant = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;
/// Civil time (UTC): today's feast, the age of a report. May jump, may be 1970 on a panel without a battery.
using WallTime = std::chrono::system_clock::time_point;

/// The only source of time in the code base; everything that needs it takes a `Clock&` in its constructor.
/// Threading: any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wallNow() const = 0;
};

/// A clock that moves only when told to: tests, and headless runs with `--clock`.
/// Threading: main thread only.
class ManualClock final : public Clock {
public:
    explicit ManualClock(WallTime wall) : m_wall(wall) {}
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] WallTime wallNow() const override { return m_wall; }
    /// Moves both times forward. @pre by >= 0
    void advance(Duration by) {
        m_now += by;
        m_wall += std::chrono::duration_cast<WallTime::duration>(by);
    }
    /// Sets civil time alone, as an operator or a time server would.
    void setWall(WallTime wall) { m_wall = wall; }

private:
    Instant m_now{std::chrono::seconds(1)};  // not zero, so that "never" (the default Instant) stays in the past
    WallTime m_wall;
};

}  // namespace platform
