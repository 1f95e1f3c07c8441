#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/clock.hpp"
#include "platform/display.hpp"
#include "test_support/recording_backend.hpp"

namespace test_support {

/// A window made of nothing: events come from the test, frames go to a RecordingBackend, and waiting moves the clock.
/// Ownership: borrows the clock. Threading: one thread.
class FakeDisplay final : public platform::Display {
public:
    FakeDisplay(platform::ManualClock& clock, base::SizePx size)
        : m_clock(clock), m_size(size), m_backend(std::make_unique<RecordingBackend>(size)) {}

    /// Called at the beginning of each `poll`: what the world outside the window does, e.g. `send` at some time.
    std::function<void()> onPoll;
    /// Reported by the running or the next `poll`, stamped with its time.
    void send(const decltype(platform::InputEvent::what)& what) { m_pending.push_back(what); }

    [[nodiscard]] RecordingBackend& backend() { return *m_backend; }
    /// When pictures were shown, in order.
    [[nodiscard]] const std::vector<platform::Instant>& presented() const { return m_presented; }
    /// How often somebody went to sleep here.
    [[nodiscard]] int waits() const { return m_waits; }

    [[nodiscard]] platform::RenderBackend& renderer() override { return *m_backend; }
    [[nodiscard]] base::SizePx framebufferSize() const override { return m_size; }
    [[nodiscard]] std::string description() const override { return "a display made of nothing"; }
    void poll(std::vector<platform::InputEvent>& out) override;
    /// Moves the clock to the end of the wait at once. Waiting without a limit while nothing is pending would be for
    /// ever: that fails the test (KIOSK_ASSERT).
    void wait(std::optional<platform::Duration> timeout) override;
    void wake() override {}
    void present(bool) override { m_presented.push_back(m_clock.now()); }
    /// The next renderer is a new one, without any texture.
    void loseContext() override;
    void resize(base::SizePx size) override;
    void setMeasuring(bool) override {}
    [[nodiscard]] bool isHeadless() const override { return true; }

private:
    platform::ManualClock& m_clock;
    base::SizePx m_size;
    std::unique_ptr<RecordingBackend> m_backend;
    std::vector<decltype(platform::InputEvent::what)> m_pending;
    bool m_contextLost = false;
    std::optional<base::SizePx> m_newSize;
    std::vector<platform::Instant> m_presented;
    int m_waits = 0;
};

}  // namespace test_support
