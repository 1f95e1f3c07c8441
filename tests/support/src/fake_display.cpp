#include "test_support/fake_display.hpp"

#include <utility>

#include "base/assert.hpp"

namespace test_support {

void FakeDisplay::poll(std::vector<platform::InputEvent>& out) {
    if (onPoll) onPoll();
    if (std::exchange(m_contextLost, false)) {
        m_backend = std::make_unique<RecordingBackend>(m_size);
        out.push_back({m_clock.now(), platform::ContextLost{}});
    }
    if (m_newSize) {
        m_size = *std::exchange(m_newSize, std::nullopt);
        m_backend->setFramebuffer(m_size);
        out.push_back({m_clock.now(), platform::Resized{m_size}});
    }
    for (const auto& what : std::exchange(m_pending, {}))
        out.push_back({m_clock.now(), what});
}

void FakeDisplay::wait(std::optional<platform::Duration> timeout) {
    ++m_waits;
    if (!m_pending.empty() || m_contextLost || m_newSize) return;
    KIOSK_ASSERT(timeout.has_value());
    m_clock.advance(*timeout);
}

void FakeDisplay::loseContext() { m_contextLost = true; }

void FakeDisplay::resize(base::SizePx size) { m_newSize = size; }

}  // namespace test_support
