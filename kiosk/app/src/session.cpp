#include "app/session.hpp"

#include <algorithm>

#include "content/festival_calendar.hpp"

namespace app {

using platform::Instant;
using std::chrono::seconds;

void IdleMonitor::touched(Instant now) {
    m_phase = Phase::Active;
    m_last = now;
}

void IdleMonitor::rest() { m_phase = Phase::Attract; }

void IdleMonitor::setPaused(bool paused, Instant now) {
    if (paused || m_paused) m_last = std::max(m_last, now);
    m_paused = paused;
    if (paused && m_phase == Phase::Warning) m_phase = Phase::Active;
}

IdleMonitor::Phase IdleMonitor::update(Instant now) {
    if (m_paused) return m_phase;
    if (m_phase == Phase::Active && now - m_last >= idleTime()) {
        m_phase = Phase::Warning;
        // The moment it was due, not the moment somebody asked: a stalled frame must not lengthen a visit.
        m_warned = m_last + idleTime();
    }
    if (m_phase == Phase::Warning && now - m_warned >= m_times.countdown) m_phase = Phase::Expired;
    return m_phase;
}

int IdleMonitor::secondsLeft(Instant now) const {
    const auto left = m_warned + m_times.countdown - now;
    return std::max(0, static_cast<int>(std::chrono::ceil<seconds>(left).count()));
}

std::optional<Instant> IdleMonitor::deadline(Instant now) const {
    if (m_paused) return std::nullopt;
    if (m_phase == Phase::Active) return m_last + idleTime();
    if (m_phase == Phase::Warning) {
        // The next full second of the countdown, and finally its end.
        const int left = secondsLeft(now);
        return m_warned + m_times.countdown - seconds(std::max(0, left - 1));
    }
    return std::nullopt;
}

content::Date today(const platform::Clock& clock) {
    const auto time = std::chrono::duration_cast<seconds>(clock.wallNow().time_since_epoch());
    return content::dateInPeru(time.count());
}

}  // namespace app
