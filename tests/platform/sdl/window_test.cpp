// The real window on SDL's offscreen driver: no display is needed, only a software renderer.

#include "platform_sdl/window.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "test_support/log_spy.hpp"

namespace {

using base::PointPx;
using base::RectPx;
using base::SizePx;
using platform::DrawCommand;
using platform::DrawFrame;
using platform::InputEvent;
using platform::Material;
using platform::TextureFormat;
using platform::TextureHandle;
using platform::Vertex;
using platform_sdl::Window;
using platform_sdl::WindowMode;
using platform_sdl::WindowOptions;
using test_support::LogSpy;

constexpr SizePx kSize{64, 48};
constexpr std::uint32_t kRed = 0xFF0000FF;  // 0xAABBGGRR
constexpr std::uint32_t kGreen = 0xFF00FF00;
constexpr std::uint32_t kBlue = 0xFFFF0000;
constexpr std::uint32_t kHalfWhite = 0x80FFFFFF;

/// Sets an environment variable, or takes it away, for one test.
class Environment {
public:
    Environment(const char* name, std::optional<std::string> value) : m_name(name) {
        if (const char* old = std::getenv(name)) m_old = old;
        set(value);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { set(m_old); }

private:
    void set(const std::optional<std::string>& value) const {
        if (value) {
            ::setenv(m_name, value->c_str(), 1);
        } else {
            ::unsetenv(m_name);
        }
    }
    const char* m_name;
    std::optional<std::string> m_old;
};

/// A window and what it needs.
struct WindowFixture {
    LogSpy log;
    platform::ManualClock clock{platform::WallTime{}};
    std::unique_ptr<Window> window;

    Window& open(bool gles = false, WindowMode mode = WindowMode::Headless) {
        WindowOptions options;
        options.mode = mode;
        options.size = kSize;
        options.preferGles = gles;
        auto made = Window::create(options, log, clock);
        REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error().message));
        window = std::move(*made);
        std::vector<InputEvent> first;
        window->poll(first);  // what opening the window itself has caused
        return *window;
    }
    std::vector<InputEvent> poll() const {
        std::vector<InputEvent> events;
        window->poll(events);
        return events;
    }
};

/// Rectangles of one frame, with the memory they are drawn from.
class Picture {
public:
    /// `uv` runs from 0 to `uvMax` over the rectangle.
    Picture& add(Material material, RectPx rect, std::uint32_t rgba, TextureHandle texture = {}, PointPx uvMax = {}) {
        const auto base = static_cast<std::uint16_t>(m_vertices.size());
        const auto first = static_cast<std::uint32_t>(m_indices.size());
        m_vertices.push_back({rect.x, rect.y, 0, 0, rgba});
        m_vertices.push_back({rect.right(), rect.y, uvMax.x, 0, rgba});
        m_vertices.push_back({rect.right(), rect.bottom(), uvMax.x, uvMax.y, rgba});
        m_vertices.push_back({rect.x, rect.bottom(), 0, uvMax.y, rgba});
        for (const int corner : {0, 1, 2, 0, 2, 3})
            m_indices.push_back(static_cast<std::uint16_t>(base + corner));
        DrawCommand command;
        command.material = material;
        command.texture = texture;
        command.firstIndex = first;
        command.indexCount = 6;
        command.bounds = rect;
        command.clip = {0, 0, 10000, 10000};
        m_commands.push_back(command);
        return *this;
    }
    [[nodiscard]] DrawFrame frame() const { return {{{m_vertices, m_indices}}, m_commands, {}, {}}; }

private:
    std::vector<Vertex> m_vertices;
    std::vector<std::uint16_t> m_indices;
    std::vector<DrawCommand> m_commands;
};

RectPx whole(const Window& window) {
    const SizePx size = window.framebufferSize();
    return {0, 0, static_cast<float>(size.w), static_cast<float>(size.h)};
}

void draw(Window& window, const Picture& picture, std::optional<RectPx> damage = std::nullopt) {
    const std::array<RectPx, 1> rects{damage.value_or(whole(window))};
    window.renderer().draw(picture.frame(), rects);
    window.present(true);
}

/// The colour at a pixel as 0xBBGGRR.
std::uint32_t colorAt(Window& window, int x, int y) {
    const std::vector<std::byte> pixels = window.renderer().readPixels();
    const SizePx size = window.framebufferSize();
    REQUIRE(pixels.size() == static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * 4);
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 4;
    return std::to_integer<std::uint32_t>(pixels[at]) | std::to_integer<std::uint32_t>(pixels[at + 1]) << 8U |
           std::to_integer<std::uint32_t>(pixels[at + 2]) << 16U;
}

std::vector<std::byte> texels(std::initializer_list<int> values) {
    std::vector<std::byte> out;
    for (const int value : values)
        out.push_back(static_cast<std::byte>(value));
    return out;
}

/// One rectangle of every material, whatever shader it takes.
Picture everyMaterial(platform::RenderBackend& renderer) {
    const TextureHandle colors =
        renderer.createTexture({2, 1}, TextureFormat::Rgba8, texels({255, 0, 0, 255, 0, 0, 255, 255}));  // red, blue
    const TextureHandle coverage = renderer.createTexture({2, 1}, TextureFormat::R8, texels({255, 0}));
    Picture picture;
    picture.add(Material::SolidOpaque, {0, 0, 64, 48}, kGreen);
    picture.add(Material::ImageExact, {0, 0, 2, 1}, 0xFFFFFFFF, colors, {2, 1});
    picture.add(Material::ImageScaled, {10, 0, 20, 10}, 0xFFFFFFFF, colors, {1, 1});
    picture.add(Material::SolidBlend, {0, 20, 10, 10}, kHalfWhite);
    picture.add(Material::ImageBlend, {20, 20, 20, 10}, kHalfWhite, colors, {1, 1});
    picture.add(Material::Coverage, {0, 40, 2, 1}, kBlue, coverage, {2, 1});
    return picture;
}

template <typename Event>
const Event* only(const std::vector<InputEvent>& events, std::size_t at) {
    return at < events.size() ? std::get_if<Event>(&events[at].what) : nullptr;
}

void push(SDL_Event event) { REQUIRE(SDL_PushEvent(&event) == 1); }

SDL_Event touch(Uint32 type, SDL_FingerID finger, float x, float y) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.touchId = 1;
    event.tfinger.fingerId = finger;
    event.tfinger.x = x;
    event.tfinger.y = y;
    return event;
}

SDL_Event button(Uint32 type, Uint8 which, int x, int y, Uint32 device = 0) {
    SDL_Event event{};
    event.type = type;
    event.button.button = which;
    event.button.which = device;
    event.button.x = x;
    event.button.y = y;
    return event;
}

SDL_Event motion(int x, int y) {
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = x;
    event.motion.y = y;
    return event;
}

SDL_Event key(SDL_Keycode code, Uint16 modifiers = KMOD_NONE) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    return event;
}

}  // namespace

TEST_SUITE("platform_sdl/drawing") {
    TEST_CASE_FIXTURE(WindowFixture,
                      "every shader compiles and draws what its material says, on OpenGL and OpenGL ES") {
        bool gles = false;
        SUBCASE("OpenGL 3.3") { gles = false; }
        SUBCASE("OpenGL ES 3.0") { gles = true; }
        open(gles);
        CHECK((window->description().find("OpenGL ES") != std::string::npos) == gles);
        draw(*window, everyMaterial(window->renderer()));
        CHECK(colorAt(*window, 60, 5) == 0x00FF00);  // flat
        CHECK(colorAt(*window, 0, 0) == 0x0000FF);   // a texel for a pixel
        CHECK(colorAt(*window, 1, 0) == 0xFF0000);
        CHECK(colorAt(*window, 11, 5) == 0x0000FF);  // scaled: the first texel at the left, the second at the right
        CHECK(colorAt(*window, 28, 5) == 0xFF0000);
        CHECK(colorAt(*window, 5, 25) == 0x80FF80);   // half white over green
        CHECK(colorAt(*window, 21, 25) == 0x007F80);  // half red over green
        CHECK(colorAt(*window, 0, 40) == 0xFF0000);   // covered
        CHECK(colorAt(*window, 1, 40) == 0x00FF00);   // not covered
        CHECK(window->renderer().stats().textures == 2);
    }

    TEST_CASE_FIXTURE(WindowFixture, "a frame drawn by its damage is the frame drawn whole") {
        open();
        Picture before;
        before.add(Material::SolidOpaque, {0, 0, 64, 48}, kGreen);
        before.add(Material::SolidOpaque, {4, 4, 10, 10}, kRed);
        before.add(Material::SolidBlend, {2, 2, 30, 30}, kHalfWhite);
        Picture after;
        after.add(Material::SolidOpaque, {0, 0, 64, 48}, kGreen);
        after.add(Material::SolidOpaque, {4, 4, 10, 10}, kBlue);
        after.add(Material::SolidBlend, {2, 2, 30, 30}, kHalfWhite);
        draw(*window, before);
        draw(*window, after, RectPx{4, 4, 10, 10});
        const std::vector<std::byte> byDamage = window->renderer().readPixels();
        draw(*window, after);
        CHECK(byDamage == window->renderer().readPixels());
        // ... and damage is all that changes.
        draw(*window, before, RectPx{40, 40, 5, 5});
        CHECK(byDamage == window->renderer().readPixels());
    }

    TEST_CASE_FIXTURE(WindowFixture, "overdraw is counted when somebody measures") {
        open();
        Picture twice;
        twice.add(Material::SolidOpaque, {0, 0, 64, 48}, kGreen);
        twice.add(Material::SolidBlend, {0, 0, 64, 24}, kHalfWhite);
        draw(*window, twice);
        CHECK(window->renderer().stats().frameOverdraw == 0);
        window->setMeasuring(true);
        draw(*window, twice);
        CHECK(window->renderer().stats().frameOverdraw == doctest::Approx(1.5));
        CHECK(window->renderer().stats().frameDrawCalls == 2);
    }

    TEST_CASE_FIXTURE(WindowFixture,
                      "a texture larger than the driver takes, and one used after its end, draw nothing") {
        open();
        platform::RenderBackend& renderer = window->renderer();
        CHECK_FALSE(renderer.createTexture({renderer.maxTextureSize() + 1, 1}, TextureFormat::R8, {}).valid());
        const TextureHandle gone = renderer.createTexture({1, 1}, TextureFormat::Rgba8, texels({255, 0, 0, 255}));
        renderer.destroyTexture(gone);
        Picture picture;
        picture.add(Material::SolidOpaque, {0, 0, 64, 48}, kGreen);
        picture.add(Material::ImageExact, {0, 0, 64, 48}, 0xFFFFFFFF, gone, {64, 48});
        draw(*window, picture);
        CHECK(colorAt(*window, 30, 20) == 0x00FF00);
        CHECK(renderer.stats().textureBytes == 0);
    }
}

TEST_SUITE("platform_sdl/window") {
    TEST_CASE_FIXTURE(WindowFixture, "a lost context comes back empty and draws again") {
        open();
        const TextureHandle old =
            window->renderer().createTexture({1, 1}, TextureFormat::Rgba8, texels({255, 0, 0, 255}));
        REQUIRE(old.valid());
        window->loseContext();
        const std::vector<InputEvent> events = poll();
        CHECK(only<platform::ContextLost>(events, 0) != nullptr);
        CHECK(window->renderer().stats().textures == 0);
        draw(*window, everyMaterial(window->renderer()));
        CHECK(colorAt(*window, 60, 5) == 0x00FF00);
        CHECK(poll().empty());
    }

    TEST_CASE_FIXTURE(WindowFixture, "frames nobody waits for follow each other, also across a lost context") {
        open();
        Picture red;
        red.add(Material::SolidOpaque, {0, 0, 64, 48}, kRed);
        const std::array<RectPx, 1> all{whole(*window)};
        for (int i = 0; i < 50; ++i) {
            if (i == 25) {
                window->loseContext();
                poll();
            }
            window->renderer().draw(red.frame(), all);
            window->present(false);
        }
        CHECK(colorAt(*window, 30, 20) == 0x0000FF);
    }

    TEST_CASE_FIXTURE(WindowFixture, "another size is taken at the next poll and drawn in full") {
        open();
        window->resize({120, 30});
        CHECK(window->framebufferSize() == kSize);  // whoever draws before the poll still has the old picture
        const std::vector<InputEvent> events = poll();
        CHECK(only<platform::ContextLost>(events, 0) != nullptr);
        const auto* resized = only<platform::Resized>(events, 1);
        REQUIRE(resized != nullptr);
        CHECK(resized->size == SizePx{120, 30});
        CHECK(window->framebufferSize() == SizePx{120, 30});
        Picture picture;
        picture.add(Material::SolidOpaque, {0, 0, 120, 30}, kRed);
        draw(*window, picture);
        CHECK(colorAt(*window, 119, 29) == 0x0000FF);
    }

    TEST_CASE_FIXTURE(WindowFixture, "a size the driver refuses keeps the picture") {
        open();
        Picture picture;
        picture.add(Material::SolidOpaque, {0, 0, 64, 48}, kRed);
        draw(*window, picture);
        window->resize({100'000, 100'000});
        CHECK(poll().empty());
        CHECK(window->framebufferSize() == kSize);
        CHECK(colorAt(*window, 10, 10) == 0x0000FF);
        const std::vector<std::string> said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said.front().find("render: cannot resize to 100000x100000") == 0);
        CHECK(said.front().find("the old size stays") != std::string::npos);
    }

    TEST_CASE_FIXTURE(WindowFixture, "SDL fakes neither mice from fingers nor fingers from mice") {
        open();
        for (const char* hint : {SDL_HINT_TOUCH_MOUSE_EVENTS, SDL_HINT_MOUSE_TOUCH_EVENTS, SDL_HINT_MOUSE_AUTO_CAPTURE,
                                 SDL_HINT_VIDEO_ALLOW_SCREENSAVER}) {
            CAPTURE(hint);
            const char* value = SDL_GetHint(hint);
            REQUIRE(value != nullptr);
            CHECK(std::string(value) == "0");
        }
    }

    TEST_CASE_FIXTURE(WindowFixture,
                      "without a window system there is no display, even though SDL has a driver nobody sees") {
        const Environment x("DISPLAY", std::nullopt);
        const Environment wayland("WAYLAND_DISPLAY", std::nullopt);
        const Environment driver("SDL_VIDEODRIVER", std::nullopt);
        SDL_ResetHint(SDL_HINT_VIDEODRIVER);
        WindowOptions options;
        options.mode = WindowMode::Windowed;
        const auto made = Window::create(options, log, clock);
        REQUIRE_FALSE(made.ok());
        CHECK(made.error().code == base::Errc::Unavailable);
        CHECK(made.error().message.find("no display") == 0);
        CHECK(made.error().message.find("--headless") != std::string::npos);
    }

    TEST_CASE_FIXTURE(WindowFixture, "an OpenGL that is too old is named") {
        const Environment gl("MESA_GL_VERSION_OVERRIDE", "2.1");
        const Environment es("MESA_GLES_VERSION_OVERRIDE", "2.0");
        WindowOptions options;
        options.mode = WindowMode::Headless;
        options.size = kSize;
        const auto made = Window::create(options, log, clock);
        REQUIRE_FALSE(made.ok());
        CHECK(made.error().code == base::Errc::Unsupported);
        CHECK(made.error().message.find("neither OpenGL 3.3 core nor OpenGL ES 3.0; found: 2.1") != std::string::npos);
    }

    TEST_CASE_FIXTURE(WindowFixture, "a wait ends when somebody wakes it, or had done so before") {
        open();
        window->wake();
        window->wait(std::nullopt);  // would never come back otherwise
        window->loseContext();
        window->wait(std::nullopt);
        CHECK(poll().size() == 1);
    }
}

TEST_SUITE("platform_sdl/input") {
    TEST_CASE_FIXTURE(WindowFixture, "two fingers arrive as two contacts in pixels, stamped by our clock") {
        open();
        clock.advance(std::chrono::milliseconds(250));
        push(touch(SDL_FINGERDOWN, 11, 0.25F, 0.5F));
        push(touch(SDL_FINGERDOWN, 12, 0.75F, 0.25F));
        push(touch(SDL_FINGERMOTION, 11, 0.5F, 0.5F));
        push(touch(SDL_FINGERUP, 12, 0.75F, 0.25F));
        const std::vector<InputEvent> events = poll();
        REQUIRE(events.size() == 4);
        const auto* first = only<platform::FingerDown>(events, 0);
        const auto* second = only<platform::FingerDown>(events, 1);
        const auto* moved = only<platform::FingerMove>(events, 2);
        const auto* lifted = only<platform::FingerUp>(events, 3);
        REQUIRE((first != nullptr && second != nullptr && moved != nullptr && lifted != nullptr));
        CHECK(first->finger == 11);
        CHECK(first->at == PointPx{16, 24});
        CHECK(second->finger == 12);
        CHECK(second->at == PointPx{48, 12});
        CHECK(moved->finger == 11);
        CHECK(moved->at == PointPx{32, 24});
        CHECK(lifted->finger == 12);
        CHECK(events[3].time == clock.now());
    }

    TEST_CASE_FIXTURE(WindowFixture, "in a window the left button of a mouse is one finger") {
        const Environment driver("SDL_VIDEODRIVER", "offscreen");
        open(false, WindowMode::Windowed);
        push(motion(3, 3));  // nothing is pressed yet
        push(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 5, 5));
        push(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 5, 5));
        push(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 20));
        push(motion(12, 22));
        push(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 14, 24));
        push(motion(30, 30));
        const std::vector<InputEvent> events = poll();
        REQUIRE(events.size() == 3);
        const auto* pressed = only<platform::FingerDown>(events, 0);
        const auto* moved = only<platform::FingerMove>(events, 1);
        const auto* lifted = only<platform::FingerUp>(events, 2);
        REQUIRE((pressed != nullptr && moved != nullptr && lifted != nullptr));
        CHECK(pressed->at == PointPx{10, 20});
        CHECK(moved->at == PointPx{12, 22});
        CHECK(lifted->at == PointPx{14, 24});
        CHECK(pressed->finger == -1);
        CHECK(lifted->finger == pressed->finger);
    }

    TEST_CASE_FIXTURE(WindowFixture, "a mouse that SDL made out of a finger is not a second contact") {
        open();
        push(button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 20, SDL_TOUCH_MOUSEID));
        push(button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 10, 20, SDL_TOUCH_MOUSEID));
        CHECK(poll().empty());
    }

    TEST_CASE_FIXTURE(WindowFixture, "the keys of the keypad have their meaning and all others none") {
        open();
        const struct {
            SDL_Keycode code;
            Uint16 modifiers;
            platform::Key key;
        } known[] = {{SDLK_TAB, KMOD_NONE, platform::Key::Next},      {SDLK_TAB, KMOD_LSHIFT, platform::Key::Previous},
                     {SDLK_DOWN, KMOD_NONE, platform::Key::Next},     {SDLK_UP, KMOD_NONE, platform::Key::Previous},
                     {SDLK_RETURN, KMOD_NONE, platform::Key::Select}, {SDLK_SPACE, KMOD_NONE, platform::Key::Select},
                     {SDLK_r, KMOD_NONE, platform::Key::Repeat},      {SDLK_F1, KMOD_NONE, platform::Key::Overlay},
                     {SDLK_q, KMOD_LCTRL, platform::Key::Quit}};
        for (const auto& each : known)
            push(key(each.code, each.modifiers));
        push(key(SDLK_q));
        push(key(SDLK_x));
        const std::vector<InputEvent> events = poll();
        REQUIRE(events.size() == std::size(known));
        for (std::size_t i = 0; i < events.size(); ++i) {
            CAPTURE(i);
            const auto* press = only<platform::KeyPress>(events, i);
            REQUIRE(press != nullptr);
            CHECK(press->key == known[i].key);
        }
    }

    TEST_CASE_FIXTURE(WindowFixture, "the end of the program is asked for, not taken") {
        open();
        SDL_Event event{};
        event.type = SDL_QUIT;
        push(event);
        const std::vector<InputEvent> events = poll();
        CHECK(only<platform::QuitRequested>(events, 0) != nullptr);
    }
}
