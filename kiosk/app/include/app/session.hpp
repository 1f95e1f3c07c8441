#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>

#include "app/settings.hpp"
#include "content/models.hpp"
#include "platform/clock.hpp"

namespace app {

/// What the present visitor has chosen. One value, so that forgetting a visitor is one assignment: nothing of a visit
/// is kept anywhere else but in the scenes, which are destroyed at the same moment.
struct VisitorState {
    content::Lang lang = content::Lang::Es;
    float textScale = 1.0F;  ///< 1, 1.5 or 2
    bool sunTheme = false;
    bool lowReach = false;
    bool reducedMotion = false;
    float volume = 0.5F;               ///< 0..1, of the operator's cap
    std::set<std::string> observed{};  ///< keys of the commitments an observation was left on: one each
    friend bool operator==(const VisitorState&, const VisitorState&) = default;
};

/// When a visit is over: a pause, a question with a countdown, the end. Pure logic on a clock that is handed in.
/// Threading: main thread only.
class IdleMonitor {
public:
    enum class Phase : std::uint8_t {
        Attract,  ///< nobody is here; nothing counts down
        Active,
        Warning,  ///< the dialog is on the screen
        Expired,  ///< the visit is over; stays so until `begin` or `rest`
    };
    struct Times {
        platform::Duration idle = std::chrono::seconds(60);
        platform::Duration reading = std::chrono::seconds(120);
        platform::Duration countdown = std::chrono::seconds(30);
    };

    explicit IdleMonitor(Times times) : m_times(times) {}

    /// A visitor did something: a touch, a key, a tap on the on-screen keyboard. Ends a warning.
    void touched(platform::Instant now);
    /// Nobody is here any more (attract).
    void rest();
    /// While sound or a film plays nobody is idle; the pause counts from its end.
    void setPaused(bool paused, platform::Instant now);
    /// Reading and quiz pages wait longer.
    void setReading(bool reading) { m_reading = reading; }

    Phase update(platform::Instant now);
    [[nodiscard]] Phase phase() const { return m_phase; }
    /// Whole seconds left in Warning, rounded up: 30 when it begins.
    [[nodiscard]] int secondsLeft(platform::Instant now) const;
    /// When `update` has something new to say; nullopt when nothing will change by itself.
    [[nodiscard]] std::optional<platform::Instant> deadline(platform::Instant now) const;

private:
    [[nodiscard]] platform::Duration idleTime() const { return m_reading ? m_times.reading : m_times.idle; }
    Times m_times;
    Phase m_phase = Phase::Attract;
    bool m_paused = false;
    bool m_reading = false;
    platform::Instant m_last;
    platform::Instant m_warned;
};

/// Today in Peru.
[[nodiscard]] content::Date today(const platform::Clock& clock);

}  // namespace app
