#include "ui/icons.hpp"

#include <doctest/doctest.h>

#include "ui_bench.hpp"

namespace {

using Strings = std::vector<std::string>;
using test_kiosk::pngOf;
using test_kiosk::textOf;
using test_kiosk::UiBench;

int texel(UiBench& bench, int x, int y) {
    bench.atlas.flush();
    const auto* texture = bench.backend.texture(bench.atlas.texture());
    REQUIRE(texture != nullptr);
    return std::to_integer<int>(texture->pixels[static_cast<std::size_t>(y * texture->size.w + x)]);
}

TEST_SUITE("ui/icons") {
    TEST_CASE_FIXTURE(UiBench, "an icon is scaled to the size it is shown at") {
        addIcon("pin");
        for (const int size : {12, 40, 96, 97, 200, 384, 500}) {
            const auto slot = icons.find("pin", size);
            REQUIRE(slot);
            CHECK(slot->w == size);
            CHECK(slot->h == size);
            CHECK(texel(*this, slot->x + size / 2, slot->y + size / 2) == 200);
        }
    }

    TEST_CASE_FIXTURE(UiBench, "up to 96 pixels the small drawing is used, above it the large one") {
        const auto flat = [&](int size, std::uint8_t value) {
            return textOf(
                pngOf({size, size}, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(size * size), value)));
        };
        REQUIRE(files.writeAtomically("icons/96/pin.png", flat(96, 50)).ok());
        REQUIRE(files.writeAtomically("icons/384/pin.png", flat(384, 150)).ok());
        const auto small = icons.find("pin", 96);
        const auto large = icons.find("pin", 97);
        REQUIRE((small && large));
        CHECK(texel(*this, small->x + 40, small->y + 40) == 50);
        CHECK(texel(*this, large->x + 40, large->y + 40) == 150);
    }

    TEST_CASE_FIXTURE(UiBench, "an icon is read once for each size") {
        addIcon("pin");
        const auto first = icons.find("pin", 40);
        files.remove("icons/96/pin.png");
        const auto second = icons.find("pin", 40);
        REQUIRE((first && second));
        CHECK(first->x == second->x);
        CHECK(first->y == second->y);
    }

    TEST_CASE_FIXTURE(UiBench, "a missing icon is an empty square and is logged once, whatever its sizes") {
        const auto slot = icons.find("llama", 40);
        REQUIRE(slot);
        CHECK(texel(*this, slot->x, slot->y) == 255);
        CHECK(texel(*this, slot->x + 39, slot->y + 39) == 255);
        CHECK(texel(*this, slot->x + 20, slot->y + 20) == 0);
        static_cast<void>(icons.find("llama", 40));
        static_cast<void>(icons.find("llama", 41));
        static_cast<void>(icons.find("llama", 200));
        const Strings warnings = log.take();
        REQUIRE(warnings.size() == 1);
        CHECK(warnings[0].rfind("ui: icon 'llama' is missing: ", 0) == 0);
        CHECK(warnings[0].find("llama.png") != std::string::npos);
        CHECK(warnings[0].find("install the assets") != std::string::npos);
    }

    TEST_CASE_FIXTURE(UiBench, "another missing icon is logged too") {
        static_cast<void>(icons.find("llama", 40));
        static_cast<void>(icons.find("vicuña", 40));
        CHECK(log.take().size() == 2);
    }

    TEST_CASE_FIXTURE(UiBench, "a file that is no picture counts as missing") {
        for (const char* content : {"", "not a picture", "\x89PNG\r\n\x1A\n"}) {
            REQUIRE(files.writeAtomically("icons/96/bad.png", content).ok());
            ui::IconSet fresh("icons", files, log, atlas);
            REQUIRE(fresh.find("bad", 40).has_value());
            const Strings warnings = log.take();
            REQUIRE(warnings.size() == 1);
            CHECK(warnings[0].find("not a readable PNG") != std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(UiBench, "a full atlas gives no icon, and the next attempt after clearing does") {
        addIcon("pin");
        std::vector<std::uint8_t> block(4090U * 4090U, 1);
        REQUIRE(atlas.add(4090, 4090, block.data()));
        CHECK_FALSE(icons.find("pin", 96).has_value());
        atlas.clear();
        icons.forget();
        CHECK(icons.find("pin", 96).has_value());
    }

    TEST_CASE_FIXTURE(UiBench, "an icon of no size takes no room") {
        CHECK(icons.find("pin", 0)->w == 0);
        CHECK(icons.find("pin", -3)->w == 0);
        CHECK(atlas.size() == 0);
    }
}

}  // namespace
