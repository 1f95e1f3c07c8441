#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/units.hpp"
#include "platform/display.hpp"
#include "platform/log.hpp"

namespace platform_sdl {

enum class WindowMode {
    Fullscreen,  ///< the whole display, no cursor: a kiosk
    Windowed,    ///< a developer's desk; a mouse acts as one finger
    Headless,    ///< SDL's offscreen driver: no display, EGL surfaceless
};

struct WindowOptions {
    WindowMode mode = WindowMode::Fullscreen;
    base::SizePx size{1920, 1080};  ///< windowed and headless; full screen takes the display's own
    std::string title = "Quiosco";
    bool preferGles = false;  ///< ask for OpenGL ES 3.0 before OpenGL 3.3 core
};

/// The window, its GL context and the events of the operating system. Owns SDL.
/// Ownership: owns the render backend it hands out. Threading: main thread only, apart from `wake`.
/// Errors: Errc::Unavailable (no display, no driver), Errc::Unsupported (GL older than 3.3 core and ES 3.0; the message
/// names what was found).
class Window final : public platform::Display {
public:
    /// `clock` stamps the events. Both outlive the window.
    [[nodiscard]] static base::Result<std::unique_ptr<Window>> create(const WindowOptions& options, platform::Log& log,
                                                                      const platform::Clock& clock);
    ~Window() override;
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] platform::RenderBackend& renderer() override;
    [[nodiscard]] base::SizePx framebufferSize() const override;
    [[nodiscard]] std::string description() const override;
    void poll(std::vector<platform::InputEvent>& out) override;
    void wait(std::optional<platform::Duration> timeout) override;
    void wake() override;
    void present(bool finish) override;
    void loseContext() override;
    void resize(base::SizePx size) override;
    void setMeasuring(bool on) override;
    [[nodiscard]] bool isHeadless() const override;

private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace platform_sdl
