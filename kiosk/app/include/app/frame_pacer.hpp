#pragma once

#include <chrono>

#include "platform/clock.hpp"

namespace app {

/// When the next frame may begin: sixty a second on a steady grid, however long a frame itself took and however often a
/// touch panel reports. A frame after a rest begins at once. Where the display waits for its own refresh, that wait
/// comes on top and this grid only keeps a faster one from being fed frames nobody sees.
class FramePacer {
public:
    static constexpr platform::Duration kFrameTime = std::chrono::microseconds(16'667);

    /// A frame begins now. A little too late (a timer overslept, the frame before took long) does not move the grid.
    void begin(platform::Instant now) {
        const bool onGrid = now >= m_due && now - m_due < kFrameTime;
        m_due = (onGrid ? m_due : now) + kFrameTime;
    }
    /// The earliest moment of the next frame.
    [[nodiscard]] platform::Instant due() const { return m_due; }

private:
    platform::Instant m_due{};
};

}  // namespace app
