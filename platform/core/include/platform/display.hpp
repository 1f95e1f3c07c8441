#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "platform/clock.hpp"
#include "platform/input_event.hpp"
#include "platform/render.hpp"

namespace platform {

/// The window as the application sees it: a picture to draw on and events to read. `platform_sdl::Window` is the real
/// one; tests use one made of nothing. Threading: main thread only, apart from `wake`.
class Display {
public:
    virtual ~Display() = default;

    /// May be another object after a lost context: ask every frame.
    [[nodiscard]] virtual RenderBackend& renderer() = 0;
    [[nodiscard]] virtual base::SizePx framebufferSize() const = 0;
    /// What draws: GL renderer and version, for the log and the overlay.
    [[nodiscard]] virtual std::string description() const = 0;

    /// Appends what happened since the last call. Fingers and wheel are in framebuffer pixels. After ContextLost all
    /// textures are gone and the renderer is a new one.
    virtual void poll(std::vector<InputEvent>& out) = 0;
    /// Sleeps until an event arrives, `wake` is called or `timeout` has passed (nullopt = no limit).
    virtual void wait(std::optional<Duration> timeout) = 0;
    /// Ends a `wait` from any thread.
    virtual void wake() = 0;
    /// Shows what the renderer has drawn. When `finish` is true it returns only after the GPU is done (measuring).
    virtual void present(bool finish) = 0;

    /// Throws the GL context away as a driver reset would (tests, scripts): the next `poll` reports it.
    virtual void loseContext() = 0;
    /// Another framebuffer size, as a hot-plugged display would cause (tests, scripts; headless only): the next `poll`
    /// takes it and reports it.
    virtual void resize(base::SizePx size) = 0;
    /// Makes `RenderStats::frameOverdraw` meaningful; off by default because counting costs time.
    virtual void setMeasuring(bool on) = 0;
    /// No person is watching: no pacing to a refresh rate.
    [[nodiscard]] virtual bool isHeadless() const = 0;
};

}  // namespace platform
