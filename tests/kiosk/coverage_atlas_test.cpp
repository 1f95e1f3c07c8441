#include "ui/coverage_atlas.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "test_support/recording_backend.hpp"

namespace {

using ui::CoverageAtlas;
using Slot = CoverageAtlas::Slot;
using test_support::RecordingBackend;

std::vector<std::uint8_t> block(int w, int h, int value) {
    return std::vector<std::uint8_t>(static_cast<std::size_t>(w * h), static_cast<std::uint8_t>(value));
}

struct AtlasBench {
    RecordingBackend backend{{800, 600}};
    CoverageAtlas atlas{backend};

    std::optional<Slot> add(int w, int h, int value) { return atlas.add(w, h, block(w, h, value).data()); }
    int texel(int x, int y) {
        const RecordingBackend::Texture* texture = backend.texture(atlas.texture());
        REQUIRE(texture != nullptr);
        return std::to_integer<int>(texture->pixels[static_cast<std::size_t>(y * texture->size.w + x)]);
    }
    /// True when the whole slot holds `value` on the GPU.
    bool holds(const Slot& slot, int value) {
        for (int y = slot.y; y < slot.y + slot.h; ++y) {
            for (int x = slot.x; x < slot.x + slot.w; ++x) {
                if (texel(x, y) != value) return false;
            }
        }
        return true;
    }
};

bool apart(const Slot& a, const Slot& b) {
    // One texel between neighbours.
    return a.x + a.w + 1 <= b.x || b.x + b.w + 1 <= a.x || a.y + a.h + 1 <= b.y || b.y + b.h + 1 <= a.y;
}

TEST_SUITE("ui/coverage_atlas") {
    TEST_CASE_FIXTURE(AtlasBench, "nothing is made before something is added") {
        CHECK(atlas.size() == 0);
        CHECK_FALSE(atlas.texture().valid());
        atlas.flush();
        CHECK(backend.stats().textures == 0);
    }

    TEST_CASE_FIXTURE(AtlasBench, "what is added arrives on the GPU with the next flush, and not before") {
        const auto slot = add(10, 12, 77);
        REQUIRE(slot);
        CHECK(slot->w == 10);
        CHECK(slot->h == 12);
        CHECK(atlas.size() == 1024);
        CHECK(texel(slot->x, slot->y) == 0);
        atlas.flush();
        CHECK(holds(*slot, 77));
    }

    TEST_CASE_FIXTURE(AtlasBench, "rows of a picture keep their order") {
        const std::vector<std::uint8_t> pixels{1, 2, 3, 4, 5, 6};
        const auto slot = atlas.add(3, 2, pixels.data());
        REQUIRE(slot);
        atlas.flush();
        CHECK(texel(slot->x, slot->y) == 1);
        CHECK(texel(slot->x + 2, slot->y) == 3);
        CHECK(texel(slot->x, slot->y + 1) == 4);
        CHECK(texel(slot->x + 2, slot->y + 1) == 6);
    }

    TEST_CASE_FIXTURE(AtlasBench, "only what is new is uploaded") {
        static_cast<void>(add(100, 100, 1));
        atlas.flush();
        const auto before = backend.stats().uploadedBytes;
        static_cast<void>(add(10, 10, 2));
        atlas.flush();
        CHECK(backend.stats().uploadedBytes - before == 100);
        atlas.flush();
        CHECK(backend.stats().uploadedBytes - before == 100);
    }

    TEST_CASE_FIXTURE(AtlasBench, "slots never touch each other or leave the texture") {
        std::vector<Slot> slots;
        for (int i = 0; i < 400; ++i) {
            const auto slot = add(5 + i * 7 % 60, 5 + i * 13 % 50, i % 255);
            REQUIRE(slot);
            CHECK(slot->x >= 0);
            CHECK(slot->y >= 0);
            CHECK(slot->x + slot->w <= atlas.size());
            CHECK(slot->y + slot->h <= atlas.size());
            for (const Slot& other : slots)
                REQUIRE(apart(*slot, other));
            slots.push_back(*slot);
        }
        atlas.flush();
        for (std::size_t i = 0; i < slots.size(); ++i)
            CHECK(holds(slots[i], static_cast<int>(i % 255)));
    }

    TEST_CASE_FIXTURE(AtlasBench, "an empty picture takes no room and is not a failure") {
        const auto slot = atlas.add(0, 10, nullptr);
        REQUIRE(slot);
        CHECK(slot->w == 0);
        CHECK(atlas.size() == 0);
    }

    TEST_CASE_FIXTURE(AtlasBench, "growing keeps the places and the pixels of what was there") {
        std::map<int, Slot> slots;
        for (int i = 0; i < 5; ++i) {
            const auto slot = add(500, 500, 10 + i);
            REQUIRE(slot);
            slots[10 + i] = *slot;
            atlas.flush();
        }
        CHECK(atlas.size() == 2048);
        CHECK(backend.stats().textures == 1);
        for (const auto& [value, slot] : slots)
            CHECK(holds(slot, value));
        CHECK(atlas.generation() == 1);
    }

    TEST_CASE_FIXTURE(AtlasBench, "what was added and not flushed before growing is not lost") {
        const auto first = add(1000, 1000, 5);
        const auto second = add(1000, 1000, 6);
        REQUIRE(first);
        REQUIRE(second);
        CHECK(atlas.size() == 2048);
        atlas.flush();
        CHECK(holds(*first, 5));
        CHECK(holds(*second, 6));
    }

    TEST_CASE_FIXTURE(AtlasBench, "a picture wider than the first texture makes it grow until it fits") {
        const auto slot = add(3000, 10, 9);
        REQUIRE(slot);
        CHECK(atlas.size() == 4096);
        atlas.flush();
        CHECK(holds(*slot, 9));
    }

    TEST_CASE_FIXTURE(AtlasBench, "beyond 4096 it is full, and after clear there is room again in a new generation") {
        REQUIRE(add(4000, 4000, 1));
        CHECK_FALSE(atlas.full());
        CHECK_FALSE(add(200, 200, 2));
        CHECK(atlas.full());
        CHECK(atlas.size() == 4096);
        atlas.clear();
        CHECK_FALSE(atlas.full());
        CHECK(atlas.generation() == 2);
        const auto slot = add(200, 200, 3);
        REQUIRE(slot);
        atlas.flush();
        CHECK(holds(*slot, 3));
    }

    TEST_CASE_FIXTURE(AtlasBench, "a small picture still fits beside a refused large one") {
        REQUIRE(add(4000, 4000, 1));
        CHECK_FALSE(add(200, 200, 2));
        CHECK(add(50, 50, 3).has_value());
    }

    TEST_CASE_FIXTURE(AtlasBench, "the GPU's own limit is respected") {
        backend.setMaxTextureSize(1024);
        REQUIRE(add(1000, 1000, 1));
        CHECK_FALSE(add(900, 900, 2));
        CHECK(atlas.full());
        CHECK(atlas.size() == 1024);
        CHECK(atlas.texture().valid());
    }

    TEST_CASE_FIXTURE(AtlasBench, "after a lost context the same pixels stand at the same places of a new texture") {
        const auto first = add(30, 20, 50);
        atlas.flush();
        const auto second = add(10, 10, 60);  // not flushed yet
        REQUIRE(first);
        REQUIRE(second);
        backend.loseContext();
        CHECK(backend.texture(atlas.texture()) == nullptr);
        atlas.restore(backend);
        atlas.flush();
        CHECK(holds(*first, 50));
        CHECK(holds(*second, 60));
        CHECK(atlas.generation() == 1);
        CHECK(backend.stats().textures == 1);
    }

    TEST_CASE_FIXTURE(AtlasBench, "the new context may be another renderer") {
        const auto slot = add(30, 20, 50);
        atlas.flush();
        RecordingBackend other({800, 600});
        backend.loseContext();
        atlas.restore(other);
        atlas.flush();
        CHECK(other.stats().textures == 1);
        CHECK(backend.stats().textures == 0);
        const auto* texture = other.texture(atlas.texture());
        REQUIRE(texture != nullptr);
        REQUIRE(slot);
        CHECK(std::to_integer<int>(texture->pixels[static_cast<std::size_t>(slot->y * 1024 + slot->x)]) == 50);
        // It is destroyed in the renderer it lives in, which goes before the atlas of this test.
        atlas.restore(backend);
    }

    TEST_CASE_FIXTURE(AtlasBench, "a lost context before anything was added changes nothing") {
        backend.loseContext();
        atlas.restore(backend);
        CHECK(backend.stats().textures == 0);
        REQUIRE(add(10, 10, 4));
        CHECK(backend.stats().textures == 1);
    }

    TEST_CASE("the texture is given back when the atlas goes") {
        RecordingBackend backend({800, 600});
        {
            CoverageAtlas atlas(backend);
            const std::uint8_t pixel = 1;
            static_cast<void>(atlas.add(1, 1, &pixel));
            CHECK(backend.stats().textures == 1);
        }
        CHECK(backend.stats().textures == 0);
    }

    TEST_CASE_FIXTURE(AtlasBench, "without texture memory nothing crashes") {
        backend.setMemory(RecordingBackend::Memory::Short);
        CHECK(add(10, 10, 1).has_value());
        CHECK_FALSE(atlas.texture().valid());
        atlas.flush();
        atlas.clear();
        CHECK(add(10, 10, 1).has_value());
    }
}

}  // namespace
