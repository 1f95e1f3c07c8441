#include "platform_sdl/window.hpp"

#define SDL_MAIN_HANDLED
#include <SDL.h>
#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "gl_backend.hpp"

namespace platform_sdl {

using base::Errc;
using base::Error;
using platform::InputEvent;
using platform::Key;

namespace {

constexpr platform::FingerId kMouseFinger = -1;
/// Interval at which drivers without a blocking wait (KMS/DRM) are asked for events.
constexpr auto kPollInterval = std::chrono::milliseconds(4);

std::optional<Key> keyOf(const SDL_Keysym& sym) {
    const bool shift = (sym.mod & KMOD_SHIFT) != 0;
    switch (sym.sym) {
        case SDLK_TAB: return shift ? Key::Previous : Key::Next;
        case SDLK_DOWN:
        case SDLK_RIGHT: return Key::Next;
        case SDLK_UP:
        case SDLK_LEFT: return Key::Previous;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
        case SDLK_SPACE: return Key::Select;
        case SDLK_r: return Key::Repeat;
        case SDLK_F1: return Key::Overlay;
        case SDLK_q: return (sym.mod & KMOD_CTRL) != 0 ? std::optional(Key::Quit) : std::nullopt;
        default: return std::nullopt;
    }
}

/// What the window system offers instead of GL 3.3 or ES 3.0, for the error message.
std::string describeOldGl(SDL_Window* window) {
    SDL_GL_ResetAttributes();
    const SDL_GLContext any = SDL_GL_CreateContext(window);
    if (any == nullptr) return std::string("none (") + SDL_GetError() + ")";
    const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
    std::string text = version != nullptr ? version : "unknown";
    SDL_GL_DeleteContext(any);
    return text;
}

/// What a pixel of the window is made of, for the window and for its context: both choose by it. Without this SDL adds
/// a depth buffer, with which a software rasteriser fills flat surfaces five times as slowly.
void requestPixels() {
    SDL_GL_ResetAttributes();
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
}

int depthBits() {
    int bits = 0;
    return SDL_GL_GetAttribute(SDL_GL_DEPTH_SIZE, &bits) == 0 ? bits : 0;
}

/// EGL_EXT_buffer_age of the window being drawn; 0 (draw everything) where the driver does not tell.
int bufferAge() {
    const EGLDisplay display = eglGetCurrentDisplay();
    EGLint age = 0;
    if (display == EGL_NO_DISPLAY || !epoxy_has_egl_extension(display, "EGL_EXT_buffer_age")) return 0;
    return eglQuerySurface(display, eglGetCurrentSurface(EGL_DRAW), EGL_BUFFER_AGE_EXT, &age) == EGL_TRUE ? age : 0;
}

}  // namespace

struct Window::Impl {
    WindowOptions options;
    platform::Log& log;
    const platform::Clock& clock;
    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    std::unique_ptr<GlBackend> backend;
    bool gles = false;
    bool videoStarted = false;
    bool contextLost = false;
    std::optional<base::SizePx> wantedSize;  ///< headless: asked for, taken by the next poll
    bool canWait = false;                    ///< the video driver blocks in SDL_WaitEventTimeout instead of polling
    bool hasResetStatus = false;
    bool mouseDown = false;
    Uint32 wakeEvent = 0;
    std::vector<InputEvent> pending;  ///< made by us, not by SDL
    std::mutex mutex;
    std::condition_variable woken;
    bool wakeRequested = false;

    Impl(const WindowOptions& o, platform::Log& l, const platform::Clock& c) : options(o), log(l), clock(c) {}

    ~Impl() {
        closeWindow();
        if (videoStarted) SDL_QuitSubSystem(SDL_INIT_VIDEO);
        SDL_Quit();
    }

    void closeWindow() {
        backend.reset();
        if (context != nullptr) SDL_GL_DeleteContext(context);
        if (window != nullptr) SDL_DestroyWindow(window);
        context = nullptr;
        window = nullptr;
    }

    base::Status start();
    base::Status openWindow();
    base::Status openContext();
    base::Status reopenContext();
    void takeSize(base::SizePx size);
    [[nodiscard]] base::SizePx size() const {
        int w = 0;
        int h = 0;
        SDL_GL_GetDrawableSize(window, &w, &h);
        return {w, h};
    }
    void translate(const SDL_Event& event, std::vector<InputEvent>& out);
};

base::Status Window::Impl::start() {
    // Fingers are ours: SDL must neither fake mice from fingers nor fingers from mice, nor grab the pointer (SDL
    // #9709).
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_FORCE_EGL, "1");  // EGL tells the age of the back buffer, GLX does not
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    if (options.mode == WindowMode::Headless) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
    SDL_SetMainReady();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return Error{Errc::Unavailable, std::string("no display: ") + SDL_GetError() +
                                            " (start a compositor or X server, or run with --headless)"};
    }
    videoStarted = true;
    wakeEvent = SDL_RegisterEvents(1);
    const std::string driver = SDL_GetCurrentVideoDriver();
    // Where it finds neither a display nor an order, SDL settles for a driver nobody can see.
    const bool unseen = driver == "offscreen" || driver == "dummy";
    if (unseen && SDL_GetHint(SDL_HINT_VIDEODRIVER) == nullptr) {
        return Error{Errc::Unavailable,
                     "no display: SDL finds no window system (start a compositor or X server, or run with --headless)"};
    }
    canWait = driver == "x11" || driver == "wayland";
    if (const base::Status status = openWindow(); !status) return status;
    return openContext();
}

base::Status Window::Impl::openWindow() {
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
    if (options.mode == WindowMode::Fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    if (options.mode == WindowMode::Windowed) flags |= SDL_WINDOW_RESIZABLE;
    requestPixels();
    window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.size.w,
                              options.size.h, flags);
    if (window == nullptr) {
        return Error{Errc::Unavailable, std::string("no window of ") + std::to_string(options.size.w) + "x" +
                                            std::to_string(options.size.h) + ": " + SDL_GetError()};
    }
    if (options.mode == WindowMode::Fullscreen) SDL_ShowCursor(SDL_DISABLE);
    return {};
}

base::Status Window::Impl::openContext() {
    const auto attempt = [this](bool es) {
        requestPixels();
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, es ? SDL_GL_CONTEXT_PROFILE_ES : SDL_GL_CONTEXT_PROFILE_CORE);
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, es ? 0 : 3);
        context = SDL_GL_CreateContext(window);
        gles = es;
        return context != nullptr;
    };
    if (!attempt(options.preferGles) && !attempt(!options.preferGles)) {
        return Error{Errc::Unsupported, "this machine offers neither OpenGL 3.3 core nor OpenGL ES 3.0; found: " +
                                            describeOldGl(window) + " (install a newer Mesa or graphics driver)"};
    }
    if (SDL_GL_MakeCurrent(window, context) != 0) {
        return Error{Errc::Unavailable, std::string("cannot use the OpenGL context: ") + SDL_GetError()};
    }
    SDL_GL_SetSwapInterval(options.mode == WindowMode::Headless ? 0 : 1);
    backend = std::make_unique<GlBackend>(log);
    backend->setFramebufferSize(size());
    hasResetStatus = !gles && epoxy_has_gl_extension("GL_ARB_robustness");
    if (options.mode != WindowMode::Headless) backend->setBufferAge(bufferAge);  // a pbuffer keeps its one picture
    return backend->initialise(gles);
}

base::Status Window::Impl::reopenContext() {
    backend.reset();
    SDL_GL_DeleteContext(context);
    context = nullptr;
    return openContext();
}

void Window::Impl::takeSize(base::SizePx size) {
    // The old window stays until the new one works: a size the driver refuses must not cost the picture.
    SDL_Window* oldWindow = std::exchange(window, nullptr);
    const SDL_GLContext oldContext = std::exchange(context, nullptr);
    std::unique_ptr<GlBackend> oldBackend = std::move(backend);
    const base::SizePx oldSize = std::exchange(options.size, size);
    base::Status status = openWindow();
    if (status.ok()) status = openContext();
    if (!status) {
        log.error("render", "cannot resize to " + std::to_string(size.w) + "x" + std::to_string(size.h) + ": " +
                                status.error().message + "; the old size stays");
        closeWindow();
        window = oldWindow;
        context = oldContext;
        backend = std::move(oldBackend);
        options.size = oldSize;
        SDL_GL_MakeCurrent(window, context);
        return;
    }
    SDL_GL_MakeCurrent(oldWindow, oldContext);  // the old backend deletes its own textures
    oldBackend.reset();
    SDL_GL_DeleteContext(oldContext);
    SDL_DestroyWindow(oldWindow);
    SDL_GL_MakeCurrent(window, context);
    pending.push_back({clock.now(), platform::ContextLost{}});
    pending.push_back({clock.now(), platform::Resized{size}});
}

void Window::Impl::translate(const SDL_Event& event, std::vector<InputEvent>& out) {
    const platform::Instant now = clock.now();
    const base::SizePx px = size();
    const auto finger = [&](const SDL_TouchFingerEvent& touch) {
        return base::PointPx{touch.x * static_cast<float>(px.w), touch.y * static_cast<float>(px.h)};
    };
    const auto mouse = [&](int x, int y) {
        int w = 1;
        int h = 1;
        SDL_GetWindowSize(window, &w, &h);
        return base::PointPx{static_cast<float>(x) * static_cast<float>(px.w) / static_cast<float>(std::max(1, w)),
                             static_cast<float>(y) * static_cast<float>(px.h) / static_cast<float>(std::max(1, h))};
    };
    switch (event.type) {
        case SDL_FINGERDOWN:
            out.push_back({now, platform::FingerDown{event.tfinger.fingerId, finger(event.tfinger)}});
            break;
        case SDL_FINGERMOTION:
            out.push_back({now, platform::FingerMove{event.tfinger.fingerId, finger(event.tfinger)}});
            break;
        case SDL_FINGERUP:
            out.push_back({now, platform::FingerUp{event.tfinger.fingerId, finger(event.tfinger)}});
            break;
        case SDL_MOUSEBUTTONDOWN:
            if (event.button.button == SDL_BUTTON_LEFT && event.button.which != SDL_TOUCH_MOUSEID) {
                mouseDown = true;
                out.push_back({now, platform::FingerDown{kMouseFinger, mouse(event.button.x, event.button.y)}});
            }
            break;
        case SDL_MOUSEMOTION:
            if (mouseDown) {
                out.push_back({now, platform::FingerMove{kMouseFinger, mouse(event.motion.x, event.motion.y)}});
            }
            break;
        case SDL_MOUSEBUTTONUP:
            if (mouseDown && event.button.button == SDL_BUTTON_LEFT) {
                mouseDown = false;
                out.push_back({now, platform::FingerUp{kMouseFinger, mouse(event.button.x, event.button.y)}});
            }
            break;
        case SDL_MOUSEWHEEL: {
            int x = 0;
            int y = 0;
            SDL_GetMouseState(&x, &y);
            out.push_back({now, platform::Wheel{mouse(x, y), event.wheel.preciseY}});
            break;
        }
        case SDL_KEYDOWN:
            if (const auto key = keyOf(event.key.keysym)) out.push_back({now, platform::KeyPress{*key}});
            break;
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
                backend->setFramebufferSize(px);
                backend->forgetPicture();
                out.push_back({now, platform::Resized{px}});
            } else if (event.window.event == SDL_WINDOWEVENT_EXPOSED) {
                // The window system lost the picture: repaint it whole.
                backend->forgetPicture();
                out.push_back({now, platform::Resized{px}});
            }
            break;
        case SDL_QUIT: out.push_back({now, platform::QuitRequested{}}); break;
        default: break;
    }
}

Window::Window(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Window::~Window() = default;

base::Result<std::unique_ptr<Window>> Window::create(const WindowOptions& options, platform::Log& log,
                                                     const platform::Clock& clock) {
    auto impl = std::make_unique<Impl>(options, log, clock);
    if (const base::Status status = impl->start(); !status) return status.error();
    return std::unique_ptr<Window>(new Window(std::move(impl)));
}

platform::RenderBackend& Window::renderer() { return *m_impl->backend; }
base::SizePx Window::framebufferSize() const { return m_impl->size(); }
bool Window::isHeadless() const { return m_impl->options.mode == WindowMode::Headless; }

std::string Window::description() const {
    const auto text = [](unsigned name) {
        const auto* value = reinterpret_cast<const char*>(glGetString(name));
        return std::string(value != nullptr ? value : "?");
    };
    return text(GL_RENDERER) + ", OpenGL " + text(GL_VERSION) + ", video driver " + SDL_GetCurrentVideoDriver() +
           (depthBits() > 0 ? ", with a depth buffer nobody asked for" : "");
}

void Window::poll(std::vector<InputEvent>& out) {
    Impl& s = *m_impl;
    if (s.hasResetStatus && glGetGraphicsResetStatusARB() != GL_NO_ERROR) s.contextLost = true;
    if (s.contextLost) {
        s.contextLost = false;
        if (const base::Status status = s.reopenContext(); !status) {
            s.log.error("render", "the OpenGL context was lost and a new one failed: " + status.error().message);
            out.push_back({s.clock.now(), platform::QuitRequested{}});
            return;
        }
        s.log.info("render", "the OpenGL context was lost; a new one is in place");
        out.push_back({s.clock.now(), platform::ContextLost{}});
    }
    if (s.wantedSize) s.takeSize(*std::exchange(s.wantedSize, std::nullopt));
    out.insert(out.end(), s.pending.begin(), s.pending.end());
    s.pending.clear();
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0)
        s.translate(event, out);
}

void Window::wait(std::optional<platform::Duration> timeout) {
    Impl& s = *m_impl;
    if (!s.pending.empty() || s.contextLost || s.wantedSize) return;
    using std::chrono::milliseconds;
    if (s.canWait) {
        // Rounded up: waking a little late beats spinning until the deadline.
        const auto ms = timeout ? std::chrono::ceil<milliseconds>(*timeout).count() : -1;
        if (ms < 0) {
            SDL_WaitEvent(nullptr);
        } else {
            SDL_WaitEventTimeout(nullptr, static_cast<int>(std::min<std::int64_t>(ms, 1'000'000)));
        }
        return;
    }
    std::unique_lock lock(s.mutex);
    const auto isWoken = [&s] { return s.wakeRequested; };
    if (isHeadless()) {
        if (timeout) {
            s.woken.wait_for(lock, *timeout, isWoken);
        } else {
            s.woken.wait(lock, isWoken);
        }
    } else {
        auto left = timeout.value_or(std::chrono::hours(1));
        while (left > platform::Duration::zero() && !s.wakeRequested) {
            const auto slice = std::min<platform::Duration>(left, kPollInterval);
            s.woken.wait_for(lock, slice, isWoken);
            left -= slice;
            SDL_PumpEvents();
            if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE) break;
        }
    }
    s.wakeRequested = false;
}

void Window::wake() {
    Impl& s = *m_impl;
    if (s.canWait) {
        SDL_Event event{};
        event.type = s.wakeEvent;
        SDL_PushEvent(&event);
        return;
    }
    {
        const std::lock_guard lock(s.mutex);
        s.wakeRequested = true;
    }
    s.woken.notify_one();
}

void Window::present(bool finish) {
    Impl& s = *m_impl;
    SDL_GL_SwapWindow(s.window);
    s.backend->framePresented();
    if (finish) glFinish();
}

void Window::setMeasuring(bool on) { m_impl->backend->setMeasuring(on); }
void Window::loseContext() { m_impl->contextLost = true; }

void Window::resize(base::SizePx size) {
    Impl& s = *m_impl;
    if (!isHeadless()) {
        SDL_SetWindowSize(s.window, size.w, size.h);
        return;
    }
    s.wantedSize = size;  // not now: whoever draws before the next poll still holds the old renderer
}

}  // namespace platform_sdl
