#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/script.hpp"
#include "base/result.hpp"
#include "platform/clock.hpp"
#include "platform/input_event.hpp"
#include "ui/node.hpp"

namespace app {

/// What a script needs from the application that plays it.
class ScriptHost {
public:
    virtual ~ScriptHost() = default;
    [[nodiscard]] virtual const ui::Tree& tree() const = 0;
    [[nodiscard]] virtual std::string screen() const = 0;
    /// No load, no animation, no undrawn change.
    [[nodiscard]] virtual bool settled() const = 0;
    virtual void openRoute(const std::string& route) = 0;
    [[nodiscard]] virtual base::Status writeShot(const std::string& file) = 0;
    [[nodiscard]] virtual base::Status writeDump(const std::string& file) = 0;
    [[nodiscard]] virtual base::Status writeStats(const std::string& file) = 0;
    [[nodiscard]] virtual base::Status setWall(platform::WallTime time) = 0;
    [[nodiscard]] virtual base::Status resize(base::SizePx size, std::optional<base::SizeMm> millimetres) = 0;
    virtual void loseContext() = 0;
};

/// Plays a script: turns its steps into stamped input events when their time has come.
/// Threading: main thread only. Ownership: borrows the host.
class ScriptPlayer {
public:
    ScriptPlayer(Script script, ScriptHost& host, platform::Instant start);

    /// Appends the events that are due. Errc::InvalidInput when a step cannot be played or an expectation fails: the
    /// message names the step.
    [[nodiscard]] base::Status advance(platform::Instant now, std::vector<platform::InputEvent>& out);

    /// When there is something to do next; nullopt while waiting for the screen to settle, and at the end.
    [[nodiscard]] std::optional<platform::Instant> deadline() const;
    [[nodiscard]] bool finished() const {
        return m_next >= m_script.steps.size() && m_queue.empty() && m_typing.empty() && !m_visiting;
    }

private:
    struct Timed {
        platform::Instant time;
        decltype(platform::InputEvent::what) what;
    };
    [[nodiscard]] platform::Instant dueTime(const ScriptStep& step) const;
    [[nodiscard]] base::Result<base::PointPx> resolve(const Point& point) const;
    [[nodiscard]] base::Status begin(const ScriptStep& step, platform::Instant now);
    [[nodiscard]] base::Status expect(const StepExpect& step) const;
    /// Queues one character of a StepType; false when its key is on no layer of the keyboard.
    [[nodiscard]] base::Status typeNext(platform::Instant now);
    void queueTap(base::PointPx at, platform::Instant from, int holdMs);
    void queueDrag(platform::FingerId finger, base::PointPx from, base::PointPx to, platform::Instant start, int ms,
                   int holdMs);
    [[nodiscard]] base::Error problem(const ScriptStep& step, const std::string& message) const;
    [[nodiscard]] bool needsSettled(const ScriptStep& step) const;

    Script m_script;
    ScriptHost& m_host;
    platform::Instant m_start;
    platform::Instant m_lastDone;
    platform::Instant m_waitingSince;
    bool m_waiting = false;
    std::size_t m_next = 0;
    std::deque<Timed> m_queue;
    std::string m_typing;  ///< rest of a StepType
    int m_layerSwitches = 0;
    StepVisit m_visit;  ///< being played; `times` counts down
    std::size_t m_visitIndex = 0;
    bool m_visiting = false;
};

}  // namespace app
