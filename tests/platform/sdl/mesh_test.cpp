// Kept meshes on the real renderer: where vertices land, how wide lines are, what happens to stale handles.

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "platform_sdl/window.hpp"
#include "test_support/log_spy.hpp"

namespace {

using base::RectPx;
using platform::DrawFrame;
using platform::MeshDraw;
using platform::MeshFillVertex;
using platform::MeshHandle;
using platform::MeshKind;
using platform::MeshLineVertex;
using platform_sdl::Window;

constexpr base::SizePx kSize{64, 48};
constexpr std::uint32_t kRed = 0xFF0000FF;

struct MeshFixture {
    test_support::LogSpy log;
    platform::ManualClock clock{platform::WallTime{}};
    std::unique_ptr<Window> window;

    void open(bool gles) {
        platform_sdl::WindowOptions options;
        options.mode = platform_sdl::WindowMode::Headless;
        options.size = kSize;
        options.preferGles = gles;
        auto made = Window::create(options, log, clock);
        REQUIRE_MESSAGE(made.ok(), (made.ok() ? std::string() : made.error().message));
        window = std::move(*made);
        std::vector<platform::InputEvent> first;
        window->poll(first);
    }
    /// A square of one unit with its corner at (x, y).
    MeshHandle square(float x, float y) {
        const std::array<MeshFillVertex, 4> vertices{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}};
        const std::array<std::uint32_t, 6> indices{0, 1, 2, 0, 2, 3};
        const MeshHandle mesh = window->renderer().createMesh(MeshKind::Fill, sizeof vertices, indices.size());
        window->renderer().updateMesh(mesh, 0, std::as_bytes(std::span(vertices)), 0, indices);
        return mesh;
    }
    /// A line to the east from (0, 0) to (length, 0).
    MeshHandle line(float length, std::uint16_t along) {
        constexpr auto kUnit = static_cast<std::int8_t>(platform::kMeshNormalScale);
        const std::array<MeshLineVertex, 4> vertices{
            {{0, 0, 0, -kUnit, 0},
             {0, 0, 0, kUnit, 1},
             {length, 0, 0, -kUnit, static_cast<std::uint16_t>(along * 2)},
             {length, 0, 0, kUnit, static_cast<std::uint16_t>(along * 2 + 1)}}};
        const MeshHandle mesh = window->renderer().createMesh(MeshKind::Line, sizeof vertices, 0);
        window->renderer().updateMesh(mesh, 0, std::as_bytes(std::span(vertices)), 0, {});
        return mesh;
    }
    /// Draws on black; returns the red part of each pixel.
    std::vector<int> draw(MeshDraw what, std::uint32_t count, RectPx clip = {0, 0, 64, 48}) {
        const std::array<platform::Vertex, 4> corners{{{0, 0, 0, 0, 0xFF000000},
                                                       {64, 0, 0, 0, 0xFF000000},
                                                       {64, 48, 0, 0, 0xFF000000},
                                                       {0, 48, 0, 0, 0xFF000000}}};
        const std::array<std::uint16_t, 6> quad{0, 1, 2, 0, 2, 3};
        DrawFrame frame;
        frame.buffers.push_back({corners, quad});
        frame.commands.push_back({platform::Material::SolidOpaque, {}, 0, 0, 6, {0, 0, 64, 48}, {0, 0, 64, 48}});
        what.firstRange = 0;
        what.rangeCount = 1;
        frame.meshes.push_back(what);
        frame.meshRanges.push_back({0, count});
        frame.commands.push_back({platform::Material::Mesh, {}, 0, 0, 0, clip, clip});
        // And something flat after it: the mesh must leave nothing switched on.
        frame.commands.push_back({platform::Material::SolidOpaque, {}, 0, 0, 0, {0, 0, 1, 1}, {0, 0, 1, 1}});
        const std::array<RectPx, 1> all{{{0, 0, 64, 48}}};
        window->renderer().draw(frame, all);
        window->present(true);
        std::vector<int> red;
        const std::vector<std::byte> pixels = window->renderer().readPixels();
        for (std::size_t i = 0; i < pixels.size(); i += 4)
            red.push_back(std::to_integer<int>(pixels[i]));
        return red;
    }
};

int at(const std::vector<int>& red, int x, int y) { return red[static_cast<std::size_t>(y * kSize.w + x)]; }

/// Covered pixels of a column, in whole ones.
double column(const std::vector<int>& red, int x) {
    double sum = 0;
    for (int y = 0; y < kSize.h; ++y)
        sum += at(red, x, y) / 255.0;
    return sum;
}

MeshDraw placed(MeshHandle mesh, float scale, float x, float y) {
    MeshDraw draw;
    draw.mesh = mesh;
    draw.rgba = kRed;
    draw.matrix[0] = draw.matrix[3] = scale;
    draw.at[0] = x;
    draw.at[1] = y;
    return draw;
}

}  // namespace

TEST_SUITE("platform_sdl/meshes") {
    TEST_CASE_FIXTURE(MeshFixture, "a fill lies where its transform puts it, turned and clipped, on OpenGL and ES") {
        bool gles = false;
        SUBCASE("OpenGL 3.3") { gles = false; }
        SUBCASE("OpenGL ES 3.0") { gles = true; }
        open(gles);
        const MeshHandle mesh = square(0, 0);
        auto red = draw(placed(mesh, 10, 20, 5), 6);
        CHECK(at(red, 20, 5) == 255);
        CHECK(at(red, 29, 14) == 255);
        CHECK(at(red, 30, 14) == 0);
        CHECK(at(red, 19, 5) == 0);
        MeshDraw turned = placed(mesh, 0, 20, 20);  // a quarter turn: what lay to the east lies below
        turned.matrix[1] = -10;
        turned.matrix[2] = 10;
        red = draw(turned, 6);
        CHECK(at(red, 12, 22) == 255);
        CHECK(at(red, 22, 22) == 0);
        red = draw(placed(mesh, 10, 20, 5), 6, {0, 0, 25, 48});
        CHECK(at(red, 24, 6) == 255);
        CHECK(at(red, 25, 6) == 0);
        CHECK(window->renderer().stats().frameMeshIndices == 6);
        CHECK(window->renderer().stats().meshes == 1);
        CHECK(window->renderer().stats().meshBytes == 4 * 8 + 6 * 4);
    }

    TEST_CASE_FIXTURE(MeshFixture, "far from the origin a tenth of a pixel is still a tenth of a pixel") {
        open(false);
        // 100 km from the origin at zoom 18: 0.3 m a pixel.
        constexpr float kFar = 100'000;
        const MeshHandle mesh = square(kFar, kFar);
        const double metresPerPixel = 0.2986;
        double before = 0;
        for (int step = 0; step <= 20; ++step) {
            const double centre = static_cast<double>(kFar) - 5 + step * 0.1 * metresPerPixel;
            MeshDraw what = placed(mesh, static_cast<float>(1 / metresPerPixel), 10, 10);
            what.centreHigh[0] = static_cast<float>(centre);
            what.centreLow[0] = static_cast<float>(centre - static_cast<double>(what.centreHigh[0]));
            what.centreHigh[1] = kFar;
            const auto red = draw(what, 6);
            // The left edge in pixels, from where the row turns red.
            int edge = 0;
            while (edge < kSize.w && at(red, edge, 11) == 0)
                ++edge;
            const double expected = 10 + (static_cast<double>(kFar) - centre) / metresPerPixel;
            CHECK(std::abs(edge - std::ceil(expected - 0.5)) <=
                  (std::abs(expected - std::floor(expected) - 0.5) < 0.1 ? 1 : 0));
            before = expected;
        }
        CHECK(before > 0);
    }

    TEST_CASE_FIXTURE(MeshFixture, "a line is as wide as it is told, at any scale of its plane, and thin ones pale") {
        open(false);
        const MeshHandle mesh = line(4, 8);
        for (const float width : {0.5F, 1.0F, 2.0F, 3.5F, 7.0F, 12.0F}) {
            CAPTURE(width);
            MeshDraw what = placed(mesh, 10, 10, 24);
            what.halfWidthPx = width / 2;
            const auto red = draw(what, 4);
            CHECK(column(red, 30) == doctest::Approx(static_cast<double>(width)).epsilon(0.06));
            CHECK(at(red, 5, 24) == 0);
        }
        MeshDraw small = placed(mesh, 1, 10, 24);
        small.halfWidthPx = 2;
        CHECK(column(draw(small, 4), 12) == doctest::Approx(4).epsilon(0.03));
    }

    TEST_CASE_FIXTURE(MeshFixture, "dashes have the length and the gap they are told") {
        open(false);
        const MeshHandle mesh = line(4, 8);  // 40 px on the screen, 8 units along: 5 px a unit
        MeshDraw what = placed(mesh, 10, 10, 24);
        what.halfWidthPx = 2;
        what.pxPerAlong = 5;
        what.dashPx = 6;
        what.gapPx = 4;
        const auto red = draw(what, 4);
        double covered = 0;
        for (int x = 10; x < 50; ++x)
            covered += at(red, x, 23) / 255.0;
        CHECK(covered == doctest::Approx(24).epsilon(0.06));
        CHECK(at(red, 13, 23) == 255);
        CHECK(at(red, 18, 23) == 0);
        CHECK(at(red, 23, 23) == 255);
    }

    TEST_CASE_FIXTURE(MeshFixture, "a mesh used after its end, or after the context was lost, draws nothing") {
        open(false);
        const MeshHandle mesh = square(0, 0);
        window->renderer().destroyMesh(mesh);
        CHECK(at(draw(placed(mesh, 10, 20, 5), 6), 25, 10) == 0);
        CHECK(window->renderer().stats().meshes == 0);
        const MeshHandle again = square(0, 0);
        CHECK_FALSE(again == mesh);
        window->loseContext();
        std::vector<platform::InputEvent> events;
        window->poll(events);
        CHECK(at(draw(placed(again, 10, 20, 5), 6), 25, 10) == 0);
        CHECK(window->renderer().stats().meshes == 0);
        CHECK(at(draw(placed(square(0, 0), 10, 20, 5), 6), 25, 10) == 255);
    }
}
