// What the renderer pays for a layer of 1920x1080 of each material, and what drawing only the changed part saves. Off
// screen, with the driver the kiosk would use. Lines as `./dev bench` prints them; times are medians.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "platform_os/real_clock.hpp"
#include "platform_os/stream_log.hpp"
#include "platform_sdl/window.hpp"

namespace {

using base::RectPx;
using platform::DrawFrame;
using platform::Material;
using platform::TextureFormat;
using platform::TextureHandle;
using platform::Vertex;
using Clock = std::chrono::steady_clock;

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;
constexpr int kRuns = 31;
constexpr int kLayers = 3;
constexpr RectPx kWhole{0, 0, kWidth, kHeight};
constexpr RectPx kPart{640, 320, 400, 400};

class Bench {
public:
    explicit Bench(platform::Display& display) : m_display(display) {}

    /// Milliseconds of a frame of `layers` full layers, drawn inside `damage`.
    double frame(Material material, TextureHandle texture, float u, float v, int layers, RectPx damage) {
        std::vector<Vertex> vertices;
        std::vector<std::uint16_t> indices;
        for (int layer = 0; layer < layers; ++layer) {
            // Each a pixel smaller than the last, so that no layer hides the one below it entirely.
            const auto inset = static_cast<float>(layer);
            const auto first = static_cast<std::uint16_t>(vertices.size());
            const std::uint32_t rgba = 0xC0408060U + static_cast<std::uint32_t>(layer);
            vertices.push_back({inset, inset, 0, 0, rgba});
            vertices.push_back({kWidth - inset, inset, u, 0, rgba});
            vertices.push_back({kWidth - inset, kHeight - inset, u, v, rgba});
            vertices.push_back({inset, kHeight - inset, 0, v, rgba});
            for (const int k : {0, 1, 2, 0, 2, 3})
                indices.push_back(static_cast<std::uint16_t>(first + k));
        }
        DrawFrame drawn;
        drawn.buffers.push_back({vertices, indices});
        drawn.commands.push_back({material, texture, 0, 0, static_cast<std::uint32_t>(indices.size()), kWhole, kWhole});
        std::array<double, kRuns> times{};
        for (double& time : times) {
            const auto start = Clock::now();
            m_display.renderer().draw(drawn, std::array{damage});
            m_display.present(true);
            time = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        }
        std::sort(times.begin(), times.end());
        return times[kRuns / 2];
    }
    double whole(Material material, TextureHandle texture = {}, float u = 0, float v = 0) {
        return frame(material, texture, u, v, kLayers, kWhole) / kLayers;
    }

private:
    platform::Display& m_display;
};

void print(const char* metric, double ms) { std::printf("bench draw.%s %.3f ms\n", metric, ms); }
void compare(const char* metric, const char* peer, double ours, double theirs) {
    std::printf("ratio draw.%s ours/%s %.3f\n", metric, peer, ours / theirs);
}

}  // namespace

int main() {
    const platform_os::RealClock clock;
    const auto log = platform_os::StreamLog::toStderr(clock, platform::LogLevel::Warning);
    platform_sdl::WindowOptions options;
    options.mode = platform_sdl::WindowMode::Headless;
    options.size = {kWidth, kHeight};
    auto window = platform_sdl::Window::create(options, *log, clock);
    if (!window) {
        std::fprintf(stderr, "bench_draw: %s\n", window.error().message.c_str());
        return EXIT_FAILURE;
    }
    platform::RenderBackend& renderer = (*window)->renderer();
    constexpr std::size_t kPixels = std::size_t{kWidth} * kHeight;
    const std::vector<std::byte> colours(kPixels * 4, std::byte{0x7F});
    const std::vector<std::byte> coverage(kPixels, std::byte{0x7F});
    const std::vector<std::byte> white(4, std::byte{0xFF});
    const TextureHandle picture = renderer.createTexture({kWidth, kHeight}, TextureFormat::Rgba8, colours);
    const TextureHandle letters = renderer.createTexture({kWidth, kHeight}, TextureFormat::R8, coverage);
    const TextureHandle texel = renderer.createTexture({1, 1}, TextureFormat::Rgba8, white);

    Bench bench(**window);
    const double flat = bench.whole(Material::SolidOpaque);
    const double veil = bench.whole(Material::SolidBlend);
    const double exact = bench.whole(Material::ImageExact, picture, kWidth, kHeight);
    const double scaled = bench.whole(Material::ImageScaled, picture, 1, 1);
    const double blended = bench.whole(Material::ImageBlend, picture, 1, 1);
    const double text = bench.whole(Material::Coverage, letters, kWidth, kHeight);
    // ImGui's own backends draw a flat colour as a white texel of the font atlas, filtered and blended.
    const double imguiFlat = bench.whole(Material::ImageBlend, texel, 0, 0);
    print("layer_flat", flat);
    print("layer_flat_blended", veil);
    print("layer_image_exact", exact);
    print("layer_image_scaled", scaled);
    print("layer_image_blended", blended);
    print("layer_coverage", text);
    compare("flat_layer", "imgui-backend", flat, imguiFlat);
    compare("image_layer", "imgui-backend", exact, blended);
    const double full = bench.frame(Material::ImageExact, picture, kWidth, kHeight, 1, kWhole);
    const double part = bench.frame(Material::ImageExact, picture, kWidth, kHeight, 1, kPart);
    print("damage_400x400", part);
    compare("damage_400x400", "full-redraw", part, full);
    return EXIT_SUCCESS;
}
