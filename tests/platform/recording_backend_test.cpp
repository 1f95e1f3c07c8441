#include "test_support/recording_backend.hpp"

#include <doctest/doctest.h>

#include <array>

#include "test_support/assert_failure.hpp"

namespace {

using platform::DrawCommand;
using platform::DrawFrame;
using platform::Material;
using platform::TextureFormat;
using platform::TextureHandle;
using platform::Vertex;
using test_support::AssertFailure;
using test_support::RecordingBackend;

std::vector<std::byte> bytes(std::size_t count, int value) {
    return std::vector<std::byte>(count, static_cast<std::byte>(value));
}

/// A 100 x 50 rectangle at the origin, as two triangles.
struct Rectangle {
    std::array<Vertex, 4> vertices{{{0, 0}, {100, 0}, {100, 50}, {0, 50}}};
    std::array<std::uint16_t, 6> indices{0, 1, 2, 0, 2, 3};

    [[nodiscard]] DrawFrame frame(TextureHandle texture = {}) const {
        DrawCommand command;
        command.material = Material::SolidOpaque;
        command.texture = texture;
        command.indexCount = 6;
        return {{{vertices, indices}}, {command}, {}, {}};
    }
};

constexpr std::array<base::RectPx, 1> kWholeScreen{{{0, 0, 200, 100}}};

}  // namespace

TEST_SUITE("test_support/recording_backend") {
    TEST_CASE("textures are remembered with their pixels and counted") {
        RecordingBackend backend({200, 100});
        const TextureHandle colour = backend.createTexture({2, 2}, TextureFormat::Rgba8, bytes(16, 7));
        const TextureHandle coverage = backend.createTexture({4, 4}, TextureFormat::R8, {});
        REQUIRE(backend.texture(colour) != nullptr);
        CHECK(backend.texture(colour)->pixels == bytes(16, 7));
        CHECK(backend.texture(coverage)->size == base::SizePx{4, 4});
        CHECK(backend.stats().textures == 2);
        CHECK(backend.stats().textureBytes == 32);
        CHECK(backend.stats().uploadedBytes == 16);
    }

    TEST_CASE("a handle goes stale when its texture is destroyed, also when the slot is used again") {
        RecordingBackend backend({200, 100});
        const TextureHandle first = backend.createTexture({2, 2}, TextureFormat::R8, {});
        backend.destroyTexture(first);
        const TextureHandle second = backend.createTexture({2, 2}, TextureFormat::R8, {});
        CHECK(second.index == first.index);
        CHECK(backend.texture(first) == nullptr);
        CHECK(backend.texture(second) != nullptr);
        backend.destroyTexture(first);
        CHECK(backend.stats().textures == 1);
        CHECK(backend.stats().textureBytes == 4);
    }

    TEST_CASE("there is no texture larger than allowed, and none when memory is short") {
        RecordingBackend backend({200, 100});
        backend.setMaxTextureSize(8);
        CHECK_FALSE(backend.createTexture({9, 1}, TextureFormat::R8, {}).valid());
        CHECK(backend.createTexture({8, 8}, TextureFormat::R8, {}).valid());
        backend.setMemory(RecordingBackend::Memory::Short);
        CHECK_FALSE(backend.createTexture({8, 8}, TextureFormat::R8, {}).valid());
    }

    TEST_CASE("an update replaces a rectangle of the texture") {
        RecordingBackend backend({200, 100});
        const TextureHandle texture = backend.createTexture({4, 3}, TextureFormat::R8, bytes(12, 0));
        backend.updateTexture(texture, 1, 1, {2, 2}, bytes(4, 9));
        const std::array<int, 12> expected{0, 0, 0, 0, 0, 9, 9, 0, 0, 9, 9, 0};
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(std::to_integer<int>(backend.texture(texture)->pixels[i]) == expected[i]);
        }
    }

    TEST_CASE("pixels of the wrong size and updates outside the texture fail the test") {
        RecordingBackend backend({200, 100});
        CHECK_THROWS_AS(backend.createTexture({2, 2}, TextureFormat::Rgba8, bytes(15, 0)), AssertFailure);
        const TextureHandle texture = backend.createTexture({4, 4}, TextureFormat::R8, {});
        CHECK_THROWS_AS(backend.updateTexture(texture, 3, 0, {2, 1}, bytes(2, 0)), AssertFailure);
        CHECK_THROWS_AS(backend.updateTexture(texture, 0, 0, {2, 1}, bytes(3, 0)), AssertFailure);
    }

    TEST_CASE("the last frame is kept as a copy and measured") {
        RecordingBackend backend({200, 100});
        CHECK_FALSE(backend.lastFrame().has_value());
        {
            const Rectangle rectangle;
            backend.draw(rectangle.frame(), kWholeScreen);
        }
        REQUIRE(backend.lastFrame().has_value());
        CHECK(backend.lastFrame()->buffers.at(0).vertices.at(2).x == 100);
        CHECK(backend.lastFrame()->damage.size() == 1);
        CHECK(backend.stats().framesDrawn == 1);
        CHECK(backend.stats().frameDrawCalls == 1);
        CHECK(backend.stats().frameVertices == 4);
        CHECK(backend.stats().frameOverdraw == doctest::Approx(0.25));
    }

    TEST_CASE("nothing is drawn without damage") {
        RecordingBackend backend({200, 100});
        const Rectangle rectangle;
        backend.draw(rectangle.frame(), {});
        backend.draw(rectangle.frame(), std::array<base::RectPx, 1>{{{10, 10, 0, 5}}});
        CHECK(backend.stats().framesDrawn == 0);
        CHECK_FALSE(backend.lastFrame().has_value());
    }

    TEST_CASE("indices past the vertices fail the test") {
        RecordingBackend backend({200, 100});
        Rectangle rectangle;
        rectangle.indices[4] = 4;
        CHECK_THROWS_AS(backend.draw(rectangle.frame(), kWholeScreen), AssertFailure);
    }

    TEST_CASE("a lost context leaves stale handles, which the next frame counts") {
        RecordingBackend backend({200, 100});
        const TextureHandle texture = backend.createTexture({2, 2}, TextureFormat::R8, {});
        backend.loseContext();
        CHECK(backend.texture(texture) == nullptr);
        CHECK(backend.stats().textures == 0);
        const Rectangle rectangle;
        backend.draw(rectangle.frame(texture), kWholeScreen);
        CHECK(backend.staleCommands() == 1);
    }

    TEST_CASE("the picture it gives back is black and of the framebuffer's size") {
        RecordingBackend backend({3, 2});
        const std::vector<std::byte> pixels = backend.readPixels();
        REQUIRE(pixels.size() == 24);
        CHECK(std::to_integer<int>(pixels[20]) == 0);
        CHECK(std::to_integer<int>(pixels[23]) == 255);
    }
}
