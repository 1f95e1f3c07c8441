#include "ui/panel.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "kiosk_fixture.hpp"

namespace {

using namespace ui;
using test_kiosk::need;

TEST_SUITE("ui/panel") {
    TEST_CASE("on the 24 inch reference panel a design millimetre is a millimetre on the glass") {
        const Panel panel = need(Panel::create({1920, 1080}, {531.3F, 298.9F}, 800));
        CHECK(panel.designScale() == 1);
        CHECK(panel.pxPerMm() == doctest::Approx(3.6132).epsilon(0.0005));
        CHECK(panel.px(20) == doctest::Approx(20 * panel.pxPerMm()));
        CHECK(panel.designSize().w == doctest::Approx(531.3).epsilon(0.001));
        CHECK(panel.designSize().h == doctest::Approx(298.9).epsilon(0.001));
    }

    TEST_CASE("the default panel is the reference panel") {
        const Panel panel;
        const Panel made = need(Panel::create({1920, 1080}, {531.3F, 298.9F}, 800));
        CHECK(panel.sizePx() == made.sizePx());
        CHECK(panel.sizeMm() == made.sizeMm());
        CHECK(panel.pxPerMm() == doctest::Approx(made.pxPerMm()).epsilon(0.001));
        CHECK(panel.designScale() == made.designScale());
        CHECK(panel.aboveFloorMm(0) == doctest::Approx(made.aboveFloorMm(0)).epsilon(0.001));
    }

    TEST_CASE("design millimetres never shrink on a smaller panel") {
        const Panel panel = need(Panel::create({1920, 1080}, {465, 261.5F}, 800));
        CHECK(panel.designScale() == 1);
    }

    TEST_CASE("design millimetres grow with the short side") {
        const Panel panel = need(Panel::create({1920, 1080}, {708.4F, 398.5F}, 800));
        CHECK(panel.designScale() == doctest::Approx(398.5 / 298.9));
        CHECK(panel.px(10) == doctest::Approx(10 * panel.pxPerMm() * 398.5 / 298.9));
    }

    TEST_CASE("the short side decides in portrait too") {
        const Panel upright = need(Panel::create({1080, 1920}, {398.5F, 708.4F}, 800));
        const Panel lying = need(Panel::create({1920, 1080}, {708.4F, 398.5F}, 800));
        CHECK(upright.designScale() == lying.designScale());
        CHECK(upright.portrait());
        CHECK_FALSE(lying.portrait());
    }

    TEST_CASE("design millimetres grow no further than 1.6 times") {
        CHECK(need(Panel::create({3840, 2160}, {1210, 680.6F}, 800)).designScale() == 1.6F);
    }

    TEST_CASE("pixels turn into design millimetres and back") {
        const Panel panel = need(Panel::create({3840, 2160}, {1210, 680.6F}, 800));
        for (const float mm : {0.0F, 0.1F, 12.0F, 20.0F, 500.0F})
            CHECK(panel.designMm(panel.px(mm)) == doctest::Approx(mm));
    }

    TEST_CASE("heights above the floor count from the lower edge of the picture") {
        const Panel panel = need(Panel::create({1000, 500}, {500, 250}, 700));
        CHECK(panel.aboveFloorMm(500) == doctest::Approx(700));
        CHECK(panel.aboveFloorMm(0) == doctest::Approx(950));
        CHECK(panel.aboveFloorMm(250) == doctest::Approx(825));
    }

    TEST_CASE("a size that is not positive is refused") {
        for (const base::SizePx px : {base::SizePx{0, 1080}, base::SizePx{1920, 0}, base::SizePx{-1, 1080}}) {
            const auto panel = Panel::create(px, {531, 299}, 800);
            REQUIRE_FALSE(panel.ok());
            CHECK(panel.error().code == base::Errc::InvalidInput);
            CHECK(panel.error().message.find(std::to_string(px.w) + "x" + std::to_string(px.h)) != std::string::npos);
        }
        const float nan = std::nanf("");
        const float infinite = std::numeric_limits<float>::infinity();
        for (const base::SizeMm mm : {base::SizeMm{0, 299}, base::SizeMm{531, -1}, base::SizeMm{nan, 299},
                                      base::SizeMm{531, nan}, base::SizeMm{infinite, 299}}) {
            const auto panel = Panel::create({1920, 1080}, mm, 800);
            REQUIRE_FALSE(panel.ok());
            CHECK(panel.error().code == base::Errc::InvalidInput);
        }
        CHECK_FALSE(Panel::create({1920, 1080}, {531, 299}, nan).ok());
    }

    TEST_CASE("pixels may be two per cent from square, as rounded data sheets are, and no more") {
        CHECK(Panel::create({1000, 1000}, {300, 305.5F}, 800).ok());
        const auto wrong = Panel::create({1000, 1000}, {300, 306.5F}, 800);
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code == base::Errc::InvalidInput);
        CHECK(wrong.error().message.find("1000x1000") != std::string::npos);
    }

    TEST_CASE("swapped millimetres are noticed") {
        CHECK_FALSE(Panel::create({1920, 1080}, {298.9F, 531.3F}, 800).ok());
    }

    TEST_CASE("with pixels that are not quite square the smaller density counts, so that everything still fits") {
        const Panel panel = need(Panel::create({1000, 1000}, {300, 304}, 800));
        CHECK(panel.pxPerMm() == doctest::Approx(1000.0 / 304));
    }

    TEST_CASE("a picture of a few pixels is a panel, whatever its millimetres") {
        CHECK(Panel::create({1, 1}, {531, 299}, 800).ok());
        CHECK(Panel::create({1, 99}, {0.3F, 27}, 800).ok());
    }
}

}  // namespace
