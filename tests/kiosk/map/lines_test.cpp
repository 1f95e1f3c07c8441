// Lines as the compiler makes them, on the real renderer, against a reference that counts samples in every pixel.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <vector>

#include "platform_sdl/window.hpp"
#include "strips.hpp"
#include "test_support/log_spy.hpp"

namespace {

using content_map::GridPath;

constexpr int kSide = 160;  ///< of the picture, pixels
constexpr std::uint32_t kRed = 0xFF0000FF;
constexpr int kSamples = 8;  ///< per pixel each way

struct Pixels {
    std::vector<double> red;  ///< 0 to 1
    [[nodiscard]] double at(int x, int y) const { return red[static_cast<std::size_t>(y * kSide + x)]; }
};

/// Two pieces of 60 m that turn by `degrees`, around the origin.
GridPath bent(double degrees) {
    const double turn = degrees * std::numbers::pi / 180;
    const auto grid = [](double x, double y) { return content_map::toGrid({x, y}); };
    return {grid(-60, 0), grid(0, 0), grid(60 * std::cos(turn), 60 * std::sin(turn))};
}

class LineBench {
public:
    explicit LineBench(bool gles) {
        platform_sdl::WindowOptions options;
        options.mode = platform_sdl::WindowMode::Headless;
        options.size = {kSide, kSide};
        options.preferGles = gles;
        auto made = platform_sdl::Window::create(options, m_log, m_clock);
        REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error().message));
        m_window = std::move(*made);
        std::vector<platform::InputEvent> first;
        m_window->poll(first);
    }

    /// One pixel is one metre; the origin of the plane lies in the middle of the picture, turned by `bearing`.
    Pixels draw(const std::vector<content::MapLineVertex>& strip, float width, double bearing, float dash = 0) {
        static_assert(sizeof(content::MapLineVertex) == sizeof(platform::MeshLineVertex));
        auto& renderer = m_window->renderer();
        const auto mesh =
            renderer.createMesh(platform::MeshKind::Line, strip.size() * sizeof(content::MapLineVertex), 0);
        renderer.updateMesh(mesh, 0, std::as_bytes(std::span(strip)), 0, {});
        const base::RectPx all{0, 0, kSide, kSide};
        const std::array<platform::Vertex, 4> corners{{{0, 0, 0, 0, 0xFF000000},
                                                       {kSide, 0, 0, 0, 0xFF000000},
                                                       {kSide, kSide, 0, 0, 0xFF000000},
                                                       {0, kSide, 0, 0, 0xFF000000}}};
        const std::array<std::uint16_t, 6> quad{0, 1, 2, 0, 2, 3};
        platform::DrawFrame frame;
        frame.buffers.push_back({corners, quad});
        frame.commands.push_back({platform::Material::SolidOpaque, {}, 0, 0, 6, all, all});
        platform::MeshDraw what;
        what.mesh = mesh;
        what.rgba = kRed;
        what.matrix[0] = what.matrix[3] = static_cast<float>(std::cos(bearing));
        what.matrix[1] = static_cast<float>(std::sin(bearing));
        what.matrix[2] = -what.matrix[1];
        what.at[0] = what.at[1] = kSide / 2.0F;
        what.halfWidthPx = width / 2;
        what.pxPerAlong = 0.5F;  // `along` counts half pixels, which are half metres here
        what.dashPx = what.gapPx = dash;
        what.rangeCount = 1;
        frame.meshes.push_back(what);
        frame.meshRanges.push_back({0, static_cast<std::uint32_t>(strip.size())});
        frame.commands.push_back({platform::Material::Mesh, {}, 0, 0, 0, all, all});
        const std::array<base::RectPx, 1> damage{all};
        renderer.draw(frame, damage);
        m_window->present(true);
        Pixels pixels;
        const std::vector<std::byte> bytes = renderer.readPixels();
        for (std::size_t i = 0; i < bytes.size(); i += 4)
            pixels.red.push_back(std::to_integer<int>(bytes[i]) / 255.0);
        renderer.destroyMesh(mesh);
        return pixels;
    }

private:
    test_support::LogSpy m_log;
    platform::ManualClock m_clock{platform::WallTime{}};
    std::unique_ptr<platform_sdl::Window> m_window;
};

std::vector<content::MapLineVertex> stripOf(const GridPath& line) {
    std::vector<content::MapLineVertex> strip;
    content_map::appendStrips(line, false, 1, {-1e6, -1e6, 1e7},
                              [&](content_map::Cells::At) -> std::vector<content::MapLineVertex>& { return strip; });
    return strip;
}

/// The share of each pixel within half a width of the line; at the outside of a mitred turn, of the corner's two edges.
Pixels reference(const GridPath& line, double width, double bearing, double dash = 0) {
    std::vector<content::MapPoint> points;
    for (const auto& p : line) {
        const content::MapPoint at = content_map::toPlane(p);
        points.push_back({at.x * std::cos(bearing) + at.y * std::sin(bearing) + kSide / 2.0,
                          -at.x * std::sin(bearing) + at.y * std::cos(bearing) + kSide / 2.0});
    }
    const auto unit = [](content::MapPoint a, content::MapPoint b) {
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        return content::MapPoint{(b.x - a.x) / length, (b.y - a.y) / length};
    };
    const content::MapPoint in = unit(points[0], points[1]);
    const content::MapPoint out = unit(points[1], points[2]);
    const double cosine = in.x * out.x + in.y * out.y;
    const bool mitred = std::sqrt(2 / (1 + cosine)) <= content::kMapMitreLimit;
    const double turn = in.x * out.y - in.y * out.x;
    const double half = width / 2;
    const auto inside = [&](double x, double y) {
        double along = 0;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const content::MapPoint a = points[i];
            const content::MapPoint d = unit(a, points[i + 1]);
            const double length = std::hypot(points[i + 1].x - a.x, points[i + 1].y - a.y);
            const double t = (x - a.x) * d.x + (y - a.y) * d.y;
            const double nearest = std::clamp(t, 0.0, length);
            if (std::hypot(x - a.x - nearest * d.x, y - a.y - nearest * d.y) <= half &&
                (dash == 0 || std::fmod(along + nearest, 2 * dash) < dash))
                return true;
            along += length;
        }
        if (!mitred) return false;
        // Beyond the turn, on its outer side: inside of the outer edges of both pieces.
        const double dx = x - points[1].x;
        const double dy = y - points[1].y;
        const double sign = turn > 0 ? 1 : -1;
        const double offIn = sign * (dx * -in.y + dy * in.x);
        const double offOut = sign * (dx * -out.y + dy * out.x);
        return dx * in.x + dy * in.y >= 0 && dx * out.x + dy * out.y <= 0 && -offIn <= half && -offOut <= half;
    };
    Pixels pixels;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            int hits = 0;
            for (int i = 0; i < kSamples * kSamples; ++i) {
                hits +=
                    inside(x + (i % kSamples + 0.5) / kSamples, y + (double(i / kSamples) + 0.5) / kSamples) ? 1 : 0;
            }
            pixels.red.push_back(hits / double(kSamples * kSamples));
        }
    }
    return pixels;
}

/// Peak signal to noise ratio in decibels (ITU-T J.340), of values from 0 to 1.
double psnr(const Pixels& a, const Pixels& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.red.size(); ++i)
        sum += (a.red[i] - b.red[i]) * (a.red[i] - b.red[i]);
    if (sum == 0) return std::numeric_limits<double>::infinity();
    return -10 * std::log10(sum / static_cast<double>(a.red.size()));
}

}  // namespace

TEST_SUITE("map/lines") {
    TEST_CASE("widths, turns, caps and dashes are within 35 dB of a picture made of samples, turned or not") {
        LineBench bench(false);
        double worst = 1000;
        for (const double degrees : {5.0, 30.0, 60.0, 90.0, 120.0, 150.0, 175.0}) {
            const GridPath line = bent(degrees);
            const auto strip = stripOf(line);
            for (const double bearing : {0.0, 0.35, 0.7853981}) {
                for (const float width : {0.5F, 1.0F, 2.0F, 4.0F, 7.0F, 12.0F}) {
                    CAPTURE(degrees);
                    CAPTURE(bearing);
                    CAPTURE(width);
                    const double found =
                        psnr(bench.draw(strip, width, bearing), reference(line, double(width), bearing));
                    CHECK(found >= 35);
                    worst = std::min(worst, found);
                }
            }
        }
        for (const float dash : {3.0F, 6.0F, 9.5F}) {
            CAPTURE(dash);
            const GridPath line = bent(0);
            const double found = psnr(bench.draw(stripOf(line), 2, 0.35, dash), reference(line, 2, 0.35, double(dash)));
            CHECK(found >= 35);
            worst = std::min(worst, found);
        }
        MESSAGE("worst: ", worst, " dB");
    }

    TEST_CASE("OpenGL ES draws lines as OpenGL does, to within 1 of 255 in the mean") {
        LineBench desktop(false);
        const auto strip = stripOf(bent(60));
        const Pixels expected = desktop.draw(strip, 4, 0.35, 6);
        LineBench embedded(true);
        const Pixels found = embedded.draw(strip, 4, 0.35, 6);
        double sum = 0;
        for (std::size_t i = 0; i < found.red.size(); ++i)
            sum += std::abs(found.red[i] - expected.red[i]);
        CHECK(sum / static_cast<double>(found.red.size()) <= 1 / 255.0);
        CHECK(*std::max_element(found.red.begin(), found.red.end()) == 1);
    }
}
