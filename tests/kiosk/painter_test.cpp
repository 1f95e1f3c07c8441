#include "ui/painter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui_bench.hpp"

namespace {

using namespace ui;
using base::PointPx;
using base::RectPx;
using platform::DrawCommand;
using platform::DrawFrame;
using platform::Material;
using platform::Vertex;

constexpr Color kRed{200, 0, 0, 255};
constexpr Color kBlue{0, 0, 200, 255};
constexpr Color kVeil{0, 0, 0, 100};
constexpr RectPx kWhole{0, 0, 400, 280};

struct PainterBench : test_kiosk::UiBench {
    PainterBench() { painter.begin(panel.sizePx()); }

    const DrawFrame& finish() { return painter.finish(); }
    /// Draws the same again in the next frame and gives what is damaged.
    template <typename Draw>
    std::vector<RectPx> frame(Draw draw) {
        painter.begin(panel.sizePx());
        draw();
        static_cast<void>(painter.finish());
        return {painter.damage().begin(), painter.damage().end()};
    }
    ImageTexture texture(base::SizePx size, bool opaque = true) {
        return {backend.createTexture(size, platform::TextureFormat::Rgba8, {}), size, opaque};
    }
    const TextLayout& set(std::string_view words, float em = 20) {
        TextRequest request;
        request.text = words;
        request.emPx = em;
        request.leadingPx = em * 1.3F;
        return text.layout(request);
    }
};

std::vector<Material> materials(const DrawFrame& frame) {
    std::vector<Material> out;
    for (const DrawCommand& c : frame.commands)
        out.push_back(c.material);
    return out;
}

/// Vertices a command uses, one for each index.
std::vector<Vertex> corners(const DrawFrame& frame, const DrawCommand& command) {
    std::vector<Vertex> out;
    const auto& buffer = frame.buffers[command.buffer];
    for (std::uint32_t i = 0; i < command.indexCount; ++i)
        out.push_back(buffer.vertices[buffer.indices[command.firstIndex + i]]);
    return out;
}

RectPx extent(const std::vector<Vertex>& vertices) {
    float l = 1e9F;
    float t = 1e9F;
    float r = -1e9F;
    float b = -1e9F;
    for (const Vertex& v : vertices) {
        l = std::min(l, v.x);
        t = std::min(t, v.y);
        r = std::max(r, v.x);
        b = std::max(b, v.y);
    }
    return {l, t, r - l, b - t};
}

bool isInside(RectPx r, RectPx outer) {
    return r.x >= outer.x && r.y >= outer.y && r.right() <= outer.right() && r.bottom() <= outer.bottom();
}

/// Area of the triangles of a command; overlaps count twice.
double area(const DrawFrame& frame, const DrawCommand& command) {
    const auto v = corners(frame, command);
    double sum = 0;
    for (std::size_t i = 0; i + 2 < v.size(); i += 3) {
        sum += std::abs(static_cast<double>(v[i + 1].x - v[i].x) * (v[i + 2].y - v[i].y) -
                        static_cast<double>(v[i + 2].x - v[i].x) * (v[i + 1].y - v[i].y)) /
               2;
    }
    return sum;
}

TEST_SUITE("ui/painter") {
    TEST_CASE_FIXTURE(PainterBench, "an empty frame has no commands") {
        CHECK(finish().commands.empty());
        CHECK(finish().buffers.empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "an opaque rectangle is drawn without blending, one with alpha with it") {
        painter.fill({10, 10, 20, 20}, kRed);
        painter.fill({10, 10, 20, 20}, kVeil);
        painter.fill({10, 10, 20, 20}, {1, 2, 3, 0});
        CHECK(materials(finish()) == std::vector{Material::SolidOpaque, Material::SolidBlend});
    }

    TEST_CASE_FIXTURE(PainterBench, "a rectangle has its corners on whole pixels") {
        painter.fill({10.4F, 10.6F, 20.3F, 20}, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 1);
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{10, 11, 21, 20});
        CHECK(corners(frame, frame.commands[0])[0].rgba == kRed.packed());
    }

    TEST_CASE_FIXTURE(PainterBench, "rectangles that share an edge still share it on whole pixels") {
        painter.fill({0, 0, 10.5F, 10}, kRed);
        painter.fill({10.5F, 0, 10.5F, 10}, kBlue);
        const DrawFrame& frame = finish();
        CHECK(extent(corners(frame, frame.commands[0])).right() == extent(corners(frame, frame.commands[1])).x);
    }

    TEST_CASE_FIXTURE(PainterBench,
                      "within a level opaque shapes come first, then images, then what blends, then text") {
        painter.text(set("hola"), {10, 10}, 100, AlignX::Left, kRed);
        painter.fill({0, 0, 50, 50}, kVeil);
        painter.image({0, 0, 50, 50}, texture({20, 20}, false));
        painter.image({0, 0, 50, 50}, texture({20, 20}));
        painter.image({0, 0, 20, 20}, texture({20, 20}));
        painter.fill({0, 0, 50, 50}, kRed);
        CHECK(materials(finish()) == std::vector{Material::SolidOpaque, Material::ImageExact, Material::ImageScaled,
                                                 Material::SolidBlend, Material::ImageBlend, Material::Coverage});
    }

    TEST_CASE_FIXTURE(PainterBench, "a higher level comes after everything of the levels below") {
        painter.setLevel(3);
        painter.fill({0, 0, 50, 50}, kRed);
        painter.setLevel(0);
        painter.text(set("hola"), {10, 10}, 100, AlignX::Left, kRed);
        painter.fill({0, 0, 50, 50}, kBlue);
        painter.setLevel(1);
        painter.image({0, 0, 50, 50}, texture({20, 20}));
        CHECK(materials(finish()) ==
              std::vector{Material::SolidOpaque, Material::Coverage, Material::ImageScaled, Material::SolidOpaque});
    }

    TEST_CASE_FIXTURE(PainterBench, "the order of calls holds within one level and material") {
        painter.fill({0, 0, 10, 10}, kRed);
        painter.fill({0, 0, 20, 20}, kBlue);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(corners(frame, frame.commands[0])[0].rgba == kRed.packed());
        CHECK(corners(frame, frame.commands[1])[0].rgba == kBlue.packed());
    }

    TEST_CASE_FIXTURE(PainterBench, "levels outside the range are taken for the nearest") {
        painter.setLevel(-5);
        CHECK(painter.level() == 0);
        painter.setLevel(100);
        CHECK(painter.level() == Painter::kLevels - 1);
    }

    TEST_CASE_FIXTURE(PainterBench, "a new frame begins at level 0 without clip and offset") {
        painter.setLevel(4);
        painter.begin({400, 280});
        CHECK(painter.level() == 0);
        CHECK(painter.clip() == kWhole);
    }

    TEST_CASE_FIXTURE(PainterBench, "a clip cuts what a command may touch") {
        painter.pushClip({20, 20, 30, 30});
        painter.fill({0, 0, 40, 40}, kRed);
        painter.popClip();
        painter.fill({0, 0, 40, 40}, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(frame.commands[0].clip == RectPx{20, 20, 30, 30});
        CHECK(frame.commands[0].bounds == RectPx{20, 20, 20, 20});
        CHECK(frame.commands[1].clip == kWhole);
        CHECK(frame.commands[1].bounds == RectPx{0, 0, 40, 40});
    }

    TEST_CASE_FIXTURE(PainterBench, "a clip inside a clip cuts to both") {
        painter.pushClip({20, 20, 30, 30});
        painter.pushClip({40, 0, 100, 30});
        CHECK(painter.clip() == RectPx{40, 20, 10, 10});
        painter.popClip();
        CHECK(painter.clip() == RectPx{20, 20, 30, 30});
        painter.popClip();
        CHECK(painter.clip() == kWhole);
    }

    TEST_CASE_FIXTURE(PainterBench, "what lies outside its clip is left out") {
        painter.pushClip({20, 20, 30, 30});
        painter.fill({100, 100, 40, 40}, kRed);
        painter.text(set("hola"), {100, 100}, 100, AlignX::Left, kRed);
        painter.popClip();
        painter.fill({-100, -100, 50, 50}, kRed);
        painter.fill({10, 10, 0, 20}, kRed);
        CHECK(finish().commands.empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "an offset moves shapes and clips by whole pixels") {
        painter.pushOffset(10.4F, 5.6F);
        painter.pushOffset(1, 1);
        painter.fill({0, 0, 10, 10}, kRed);
        painter.popOffset();
        painter.pushClip({0, 0, 5, 5});
        CHECK(painter.clip() == RectPx{0, 0, 5, 5});
        painter.fill({0, 0, 10, 10}, kBlue);
        painter.popClip();
        painter.popOffset();
        painter.fill({0, 0, 10, 10}, kVeil);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 3);
        CHECK(frame.commands[0].bounds == RectPx{11, 7, 10, 10});
        CHECK(frame.commands[1].bounds == RectPx{10, 6, 5, 5});
        CHECK(frame.commands[2].bounds == RectPx{0, 0, 10, 10});
    }

    TEST_CASE_FIXTURE(PainterBench, "a clip or an offset left open is a bug that is noticed") {
        painter.pushClip({0, 0, 5, 5});
        CHECK_THROWS(finish());
        painter.begin({400, 280});
        painter.pushOffset(1, 1);
        CHECK_THROWS(finish());
    }

    TEST_CASE_FIXTURE(PainterBench, "a rounded rectangle is opaque but for its corners") {
        painter.fillRounded({10, 10, 100, 60}, kRed, 12);
        const DrawFrame& frame = finish();
        REQUIRE(materials(frame) == std::vector{Material::SolidOpaque, Material::SolidBlend});
        const double full = 100 * 60;
        const double missing = (4 - 3.14159265) * 12 * 12;
        CHECK(area(frame, frame.commands[0]) == doctest::Approx(full - 4 * 12 * 12));
        // The feathered rims overlap the edge by half a pixel on both sides.
        CHECK(area(frame, frame.commands[0]) + area(frame, frame.commands[1]) ==
              doctest::Approx(full - missing + 3.14159265 * 12).epsilon(0.01));
        CHECK(isInside(frame.commands[1].bounds, {9, 9, 102, 62}));
    }

    TEST_CASE_FIXTURE(PainterBench, "only the chosen corners are round") {
        painter.fillRounded({10, 10, 100, 60}, kRed, 12, kTopCorners);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(area(frame, frame.commands[0]) == doctest::Approx(100 * 60 - 2 * 12 * 12));
        CHECK(frame.commands[1].bounds.bottom() <= 10 + 12 + 1);
    }

    TEST_CASE_FIXTURE(PainterBench, "a radius beyond half the side makes a half circle, not a knot") {
        painter.fillRounded({10, 10, 100, 20}, kRed, 500);
        const DrawFrame& frame = finish();
        for (const DrawCommand& command : frame.commands) {
            const RectPx r = extent(corners(frame, command));
            CHECK(isInside(r, {9, 9, 102, 22}));
        }
    }

    TEST_CASE_FIXTURE(PainterBench, "without a radius or corners it is a plain rectangle") {
        painter.fillRounded({10, 10, 100, 20}, kRed, 0.4F);
        painter.fillRounded({10, 40, 100, 20}, kRed, 10, kNoCorners);
        CHECK(materials(finish()) == std::vector{Material::SolidOpaque, Material::SolidOpaque});
    }

    TEST_CASE_FIXTURE(PainterBench, "a border lies inside its rectangle and is at least a pixel wide") {
        painter.border({10, 10, 100, 60}, kRed, 3, 0);
        painter.border({10, 10, 100, 60}, kRed, 0.2F, 0);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{10, 10, 100, 60});
        CHECK(area(frame, frame.commands[0]) == doctest::Approx(2 * 3 * 100 + 2 * 3 * 54));
        CHECK(area(frame, frame.commands[1]) == doctest::Approx(2 * 100 + 2 * 58));
    }

    TEST_CASE_FIXTURE(PainterBench, "a border without colour or width is not drawn") {
        painter.border({10, 10, 100, 60}, {1, 2, 3, 0}, 3, 0);
        painter.border({10, 10, 100, 60}, kRed, 0, 0);
        CHECK(finish().commands.empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "a border wider than its rectangle fills it and nothing else") {
        painter.border({10, 10, 100, 4}, kRed, 3, 0);
        painter.border({10, 30, 1, 50}, kRed, 1, 0);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{10, 10, 100, 4});
        CHECK(extent(corners(frame, frame.commands[1])) == RectPx{10, 30, 1, 50});
        CHECK(area(frame, frame.commands[0]) == doctest::Approx(400));
    }

    TEST_CASE_FIXTURE(PainterBench, "a focus ring lies around its rectangle, on a ground of its own") {
        painter.ring({50, 50, 100, 60}, {0, 0, 500, 500}, {kRed, kBlue, 4, 4, 0});
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 4);
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{40, 40, 120, 80});
        CHECK(extent(corners(frame, frame.commands[2])) == RectPx{42, 42, 116, 76});
    }

    TEST_CASE_FIXTURE(PainterBench, "the focus ring of what reaches to the edge of the glass stays on the glass") {
        painter.ring({0, 50, 100, 60}, {0, 0, 500, 100}, {kRed, kBlue, 4, 4, 0});
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 4);
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{0, 40, 110, 60});
        CHECK(extent(corners(frame, frame.commands[2])) == RectPx{2, 42, 106, 56});
    }

    TEST_CASE_FIXTURE(PainterBench, "a dashed border draws about half of its outline") {
        painter.dashedBorder({50, 50, 200, 100}, kRed, 2, 0, 10);
        const DrawFrame& frame = finish();
        CHECK(frame.commands.size() > 20);
        double drawn = 0;
        for (const DrawCommand& command : frame.commands) {
            const RectPx r = extent(corners(frame, command));
            CHECK(isInside(r, {47.9F, 47.9F, 204.2F, 104.2F}));
            drawn += std::max(r.w, r.h);
        }
        CHECK(drawn > 0.4 * 600);
        CHECK(drawn < 0.75 * 600);
    }

    TEST_CASE_FIXTURE(PainterBench, "shapes without any size draw nothing and come to an end") {
        painter.dashedBorder({50, 50, 1, 1}, kRed, 3, 5, 10);
        painter.dashedBorder({50, 50, 0, 0}, kRed, 1, 0, 10);
        painter.dashedBorder({50, 50, 100, 100}, kRed, 1, 0, 0);
        painter.polyline(std::vector<PointPx>{{1, 1}}, kRed, 2, true);
        painter.convex(std::vector<PointPx>{{1, 1}, {2, 2}}, kRed);
        painter.cornerPatches({10, 10, 0, 0}, kRed, 8);
        painter.border({10, 10, 0, 0}, kRed, 1, 0);
        painter.fillRounded({10, 10, 0, 0}, kRed, 8);
        CHECK(finish().commands.empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "a hatch stays inside its rectangle") {
        painter.hatch({50, 50, 60, 40}, kRed, 8, 2);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 1);
        CHECK(frame.commands[0].clip == RectPx{50, 50, 60, 40});
        CHECK(frame.commands[0].bounds == RectPx{50, 50, 60, 40});
        CHECK(painter.clip() == kWhole);
    }

    TEST_CASE_FIXTURE(PainterBench, "a shadow falls below its rectangle and fades out") {
        painter.shadow({100, 100, 80, 50}, kVeil, 10, 12, 4);
        const DrawFrame& frame = finish();
        const auto vertices = corners(frame, frame.commands.at(0));
        const RectPx r = extent(vertices);
        CHECK(r.y == doctest::Approx(100 + 4 - 12));
        CHECK(r.bottom() == doctest::Approx(150 + 4 + 12));
        for (const Vertex& v : vertices) {
            const bool outside = !RectPx{100, 104, 80.5F, 50.5F}.contains({v.x, v.y});
            if (outside) CHECK((v.rgba >> 24U) == 0);
        }
    }

    TEST_CASE_FIXTURE(PainterBench, "lines and circles cover what they should") {
        painter.line({10, 10}, {110, 10}, kRed, 4);
        painter.circle({200, 100}, 30, kRed);
        painter.circleLine({200, 200}, 30, kRed, 2);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 3);
        CHECK(extent(corners(frame, frame.commands[0])).h == doctest::Approx(5).epsilon(0.1));
        CHECK(extent(corners(frame, frame.commands[1])).w == doctest::Approx(61).epsilon(0.02));
        CHECK(extent(corners(frame, frame.commands[2])).w == doctest::Approx(63).epsilon(0.02));
    }

    TEST_CASE_FIXTURE(PainterBench, "a convex shape is the same whichever way its points turn") {
        const std::vector<PointPx> clockwise{{100, 100}, {200, 100}, {200, 200}, {100, 200}};
        const std::vector<PointPx> other{clockwise.rbegin(), clockwise.rend()};
        painter.convex(clockwise, kRed);
        painter.convex(other, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 2);
        CHECK(extent(corners(frame, frame.commands[0])) == extent(corners(frame, frame.commands[1])));
        CHECK(area(frame, frame.commands[0]) == doctest::Approx(area(frame, frame.commands[1])).epsilon(0.001));
    }

    TEST_CASE_FIXTURE(PainterBench, "a sector spans its angles clockwise from the east") {
        painter.sector({200, 140}, 20, 100, 0, 3.14159265F / 2, kRed);
        const DrawFrame& frame = finish();
        const RectPx r = extent(corners(frame, frame.commands.at(0)));
        CHECK(r.x == doctest::Approx(200).epsilon(0.01));
        CHECK(r.y == doctest::Approx(140).epsilon(0.01));
        CHECK(r.right() == doctest::Approx(300.5).epsilon(0.01));
        CHECK(r.bottom() == doctest::Approx(240.5).epsilon(0.01));
        painter.begin({400, 280});
        painter.sectorLine({200, 140}, 20, 100, 0, 1, kRed, 2);
        CHECK(finish().commands.size() == 1);
    }

    TEST_CASE_FIXTURE(PainterBench, "a picture shown texel for pixel is fetched exactly, any other is filtered") {
        const ImageTexture picture = texture({50, 40});
        painter.image({10, 10, 50, 40}, picture);
        painter.image({10, 10, 51, 40}, picture);
        const DrawFrame& frame = finish();
        REQUIRE(materials(frame) == std::vector{Material::ImageExact, Material::ImageScaled});
        CHECK(corners(frame, frame.commands[0])[2].u == 50);
        CHECK(corners(frame, frame.commands[0])[2].v == 40);
        CHECK(corners(frame, frame.commands[1])[2].u == 1);
        CHECK(frame.commands[0].texture == picture.texture);
    }

    TEST_CASE_FIXTURE(PainterBench, "a picture with transparency or one that dissolves is blended") {
        painter.image({10, 10, 50, 40}, texture({50, 40}, false));
        painter.image({10, 10, 50, 40}, texture({50, 40}), 0.5F);
        const DrawFrame& frame = finish();
        REQUIRE(materials(frame) == std::vector{Material::ImageBlend, Material::ImageBlend});
        CHECK(corners(frame, frame.commands[1])[0].rgba == 0x80FFFFFFU);
    }

    TEST_CASE_FIXTURE(PainterBench, "a part of a picture is addressed in texels") {
        const ImageTexture picture = texture({100, 50});
        painter.imagePart({0, 0, 20, 10}, picture, {30, 20, 20, 10});
        painter.imagePart({0, 0, 40, 20}, picture, {50, 25, 50, 25});
        const DrawFrame& frame = finish();
        REQUIRE(materials(frame) == std::vector{Material::ImageExact, Material::ImageScaled});
        CHECK(corners(frame, frame.commands[0])[0].u == 30);
        CHECK(corners(frame, frame.commands[0])[2].v == 30);
        CHECK(corners(frame, frame.commands[1])[0].u == 0.5F);
        CHECK(corners(frame, frame.commands[1])[2].v == 1);
    }

    TEST_CASE_FIXTURE(PainterBench, "a picture that is not there draws nothing") {
        painter.image({0, 0, 10, 10}, {});
        painter.image({0, 0, 10, 10}, {}, 0.5F);
        painter.imagePart({0, 0, 10, 10}, {}, {0, 0, 10, 10});
        CHECK(finish().commands.empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "corner patches cover the corners and never reach out of the rectangle") {
        painter.cornerPatches({10, 10, 100, 60}, kBlue, 12, kLeftCorners);
        const DrawFrame& frame = finish();
        const auto vertices = corners(frame, frame.commands.at(0));
        const RectPx r = extent(vertices);
        CHECK(r.x == 10);
        CHECK(r.y == 10);
        CHECK(r.bottom() == 70);
        CHECK(r.right() < 10 + 13);
    }

    TEST_CASE_FIXTURE(PainterBench, "text is placed on its baseline and aligned in its width") {
        const TextLayout& layout = set("hola");
        for (const AlignX align : {AlignX::Left, AlignX::Centre, AlignX::Right})
            painter.text(layout, {100, 50}, 200, align, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 3);
        const float free = 200 - layout.width;
        const float left = extent(corners(frame, frame.commands[0])).x;
        CHECK(left == doctest::Approx(100).epsilon(0.03));
        CHECK(extent(corners(frame, frame.commands[1])).x - left == doctest::Approx(free / 2).epsilon(0.02));
        CHECK(extent(corners(frame, frame.commands[2])).x - left == doctest::Approx(free).epsilon(0.01));
        const RectPx r = extent(corners(frame, frame.commands[0]));
        CHECK(r.y > 50);
        CHECK(r.bottom() >= 50 + layout.baselinePx);
        CHECK(r.bottom() <= 50 + layout.baselinePx + 2);
    }

    TEST_CASE_FIXTURE(PainterBench, "glyphs are copied texel for pixel at whole pixels") {
        painter.text(set("hola"), {100.3F, 50.7F}, 200, AlignX::Left, kRed);
        const DrawFrame& frame = finish();
        for (const Vertex& v : corners(frame, frame.commands.at(0))) {
            CHECK(v.x == std::floor(v.x));
            CHECK(v.y == std::floor(v.y));
            CHECK(v.u == std::floor(v.u));
            CHECK(v.v == std::floor(v.v));
        }
        CHECK(frame.commands[0].texture == atlas.texture());
    }

    TEST_CASE_FIXTURE(PainterBench, "lines of a long text outside the clip are not even looked at") {
        TextRequest request;
        std::string words;
        for (int i = 0; i < 500; ++i)
            words += "palabra\n";
        request.text = words;
        request.emPx = 20;
        request.leadingPx = 26;
        const TextLayout& layout = text.layout(request);
        painter.text(layout, {0, -2600}, 300, AlignX::Left, kRed);
        const std::size_t drawn = finish().commands.size();
        CHECK(drawn >= 280 / 26);
        CHECK(drawn <= 280 / 26 + 4);
    }

    TEST_CASE_FIXTURE(PainterBench, "an icon is a square of coverage in the middle of its place") {
        addIcon("pin");
        painter.icon("pin", {10, 10, 60, 40}, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(materials(frame) == std::vector{Material::Coverage});
        CHECK(extent(corners(frame, frame.commands[0])) == RectPx{20, 10, 40, 40});
        CHECK(corners(frame, frame.commands[0])[0].rgba == kRed.packed());
    }

    TEST_CASE_FIXTURE(PainterBench, "when the atlas grows while a frame is painted, the whole frame uses the new one") {
        painter.text(set("hola"), {10, 10}, 200, AlignX::Left, kRed);
        const auto before = atlas.texture();
        std::vector<std::uint8_t> block(1000U * 1000U, 1);
        REQUIRE(atlas.add(1000, 1000, block.data()));
        painter.text(set("mundo"), {10, 50}, 200, AlignX::Left, kRed);
        const DrawFrame& frame = finish();
        CHECK_FALSE(atlas.texture() == before);
        for (const DrawCommand& command : frame.commands)
            CHECK(command.texture == atlas.texture());
    }

    TEST_CASE_FIXTURE(PainterBench, "a full atlas is reported, and the frame is whole after it was cleared") {
        std::vector<std::uint8_t> block(4090U * 4090U, 1);
        REQUIRE(atlas.add(4090, 4090, block.data()));
        painter.text(set("hola", 80), {10, 10}, 300, AlignX::Left, kRed);
        static_cast<void>(finish());
        CHECK(painter.atlasOverflow());
        atlas.clear();
        text.forgetGlyphs();
        painter.begin({400, 280});
        painter.text(set("hola", 80), {10, 10}, 300, AlignX::Left, kRed);
        const DrawFrame& frame = finish();
        CHECK_FALSE(painter.atlasOverflow());
        CHECK(frame.commands.at(0).indexCount == 4 * 6);
    }

    TEST_CASE_FIXTURE(PainterBench, "an icon that has no room is reported too") {
        addIcon("pin");
        std::vector<std::uint8_t> block(4090U * 4090U, 1);
        REQUIRE(atlas.add(4090, 4090, block.data()));
        painter.icon("pin", {0, 0, 100, 100}, kRed);
        static_cast<void>(finish());
        CHECK(painter.atlasOverflow());
    }

    TEST_CASE_FIXTURE(PainterBench, "an unchanged frame has no damage") {
        addIcon("pin");
        const ImageTexture picture = texture({30, 30});
        const auto draw = [&] {
            painter.fill(kWhole, kBlue);
            painter.text(set("hola"), {10, 10}, 200, AlignX::Centre, kRed);
            painter.icon("pin", {100, 100, 40, 40}, kRed);
            painter.image({200, 100, 30, 30}, picture);
            painter.pushClip({0, 0, 100, 100});
            painter.circle({50, 50}, 30, kVeil);
            painter.popClip();
        };
        CHECK(frame(draw) == std::vector<RectPx>{kWhole});
        CHECK(frame(draw).empty());
        CHECK(frame(draw).empty());
    }

    TEST_CASE_FIXTURE(PainterBench, "colour, place, picture, clip, level and order are changes, each where it is") {
        const ImageTexture first = texture({30, 30});
        const ImageTexture second = texture({30, 30});
        struct State {
            Color color = kRed;
            float x = 200;
            ImageTexture picture;
            float clip = 100;
            int level = 0;
            bool swapped = false;
        };
        const auto draw = [&](const State& s) {
            painter.fill(kWhole, kBlue);
            painter.fill({10, 10, 20, 20}, s.color);
            painter.fill({s.x, 10, 20, 20}, kRed);
            painter.image({10, 200, 30, 30}, s.picture);
            painter.pushClip({200, 200, s.clip, 30});
            painter.fill({200, 200, 150, 30}, kVeil);
            painter.popClip();
            painter.setLevel(s.level);
            painter.fill({140, 80, 20, 20}, kRed);
            painter.setLevel(0);
            painter.fill({10, 140, 20, 20}, s.swapped ? kVeil : Color{0, 9, 0, 90});
            painter.fill({15, 145, 20, 20}, s.swapped ? Color{0, 9, 0, 90} : kVeil);
        };
        const auto damageOf = [&](const State& a, const State& b) {
            painter.invalidate();
            static_cast<void>(frame([&] { draw(a); }));
            return frame([&] { draw(b); });
        };
        State base;
        base.picture = first;
        CHECK(damageOf(base, base).empty());
        State other = base;
        other.color = kVeil;
        CHECK(damageOf(base, other) == std::vector<RectPx>{{0, 0, 64, 64}});
        other = base;
        other.x = 201;
        CHECK(damageOf(base, other) == std::vector<RectPx>{{192, 0, 64, 64}});
        other = base;
        other.picture = second;
        CHECK(damageOf(base, other) == std::vector<RectPx>{{0, 192, 64, 64}});
        other = base;
        other.clip = 120;
        CHECK_FALSE(damageOf(base, other).empty());
        other = base;
        other.level = 2;
        CHECK(damageOf(base, other) == std::vector<RectPx>{{128, 64, 64, 64}});
        other = base;
        other.swapped = true;
        CHECK(damageOf(base, other) == std::vector<RectPx>{{0, 128, 64, 64}});
    }

    TEST_CASE_FIXTURE(PainterBench, "after invalidate or a new size the whole picture is damaged") {
        const auto draw = [&] { painter.fill({10, 10, 20, 20}, kRed); };
        static_cast<void>(frame(draw));
        painter.invalidate();
        CHECK(frame(draw) == std::vector<RectPx>{kWhole});
        painter.begin({200, 100});
        draw();
        static_cast<void>(finish());
        CHECK(std::vector<RectPx>(painter.damage().begin(), painter.damage().end()) ==
              std::vector<RectPx>{{0, 0, 200, 100}});
    }

    TEST_CASE_FIXTURE(PainterBench, "a hundred thousand rectangles are drawn where they belong") {
        for (int i = 0; i < 100'000; ++i)
            painter.fill({static_cast<float>(i % 390), static_cast<float>(i / 390), 1, 1}, kRed);
        const DrawFrame& frame = finish();
        REQUIRE(frame.commands.size() == 100'000);
        CHECK(frame.buffers.size() >= 7);
        for (const auto& buffer : frame.buffers)
            REQUIRE(buffer.vertices.size() <= 65536);
        for (int i = 0; i < 100'000; i += 7) {
            const DrawCommand& command = frame.commands[static_cast<std::size_t>(i)];
            const RectPx expected{static_cast<float>(i % 390), static_cast<float>(i / 390), 1, 1};
            REQUIRE(extent(corners(frame, command)) == expected);
        }
        backend.draw(frame, std::vector<RectPx>{kWhole});
        CHECK(backend.stats().frameDrawCalls == 100'000);
    }

    TEST_CASE_FIXTURE(PainterBench, "a primitive that hardly fits the list before it begins a new one") {
        // Whatever stands in the list, what is added next comes out whole.
        std::vector<PointPx> path;
        for (int i = 0; i < 1500; ++i)
            path.push_back({10 + static_cast<float>(i % 100) * 3, 10 + static_cast<float>(i / 100) * 10});
        for (const int before : {14'000, 14'990, 15'500, 16'000, 16'380}) {
            CAPTURE(before);
            painter.begin({400, 280});
            for (int i = 0; i < before; ++i)
                painter.fill({300, 200, 2, 2}, kVeil);
            painter.polyline(path, kRed, 2, false);
            const DrawFrame& frame = finish();
            const DrawCommand& last = frame.commands.back();
            const RectPx r = extent(corners(frame, last));
            CHECK(isInside(r, {5, 5, 308, 158}));
            CHECK(r.w > 290);
            for (const auto& buffer : frame.buffers)
                CHECK(buffer.vertices.size() <= 65536);
        }
    }

    TEST_CASE_FIXTURE(PainterBench, "a line of fifty thousand points is drawn from end to end") {
        std::vector<PointPx> path;
        for (int i = 0; i < 50'000; ++i) {
            const float t = static_cast<float>(i) / 49'999;
            path.push_back({10 + 380 * t, 140 + 100 * std::sin(t * 60)});
        }
        painter.polyline(path, kRed, 2, true);
        const DrawFrame& frame = finish();
        RectPx all;
        for (const DrawCommand& command : frame.commands) {
            const auto v = corners(frame, command);
            all = all.united(extent(v));
            if (&command == &frame.commands.back()) continue;  // the closing line is long
            for (std::size_t i = 0; i + 2 < v.size(); i += 3)
                REQUIRE(extent({v[i], v[i + 1], v[i + 2]}).w < 20);  // no triangle across the picture
        }
        CHECK(all.x == doctest::Approx(9).epsilon(0.2));
        CHECK(all.right() == doctest::Approx(391).epsilon(0.01));
    }

    TEST_CASE_FIXTURE(PainterBench, "a text of thirty thousand letters in one line is drawn letter by letter") {
        TextRequest request;
        const std::string words(30'000, 'l');
        request.text = words;
        request.emPx = 8;
        request.leadingPx = 10;
        const TextLayout& layout = text.layout(request);
        REQUIRE(layout.glyphs.size() == 30'000);
        painter.begin({200'000, 100});
        painter.text(layout, {0, 0}, 0, AlignX::Left, kRed);
        const DrawFrame& frame = finish();
        std::uint32_t letters = 0;
        for (const DrawCommand& command : frame.commands) {
            letters += command.indexCount / 6;
            const auto v = corners(frame, command);
            for (std::size_t i = 0; i + 2 < v.size(); i += 3)
                REQUIRE(extent({v[i], v[i + 1], v[i + 2]}).w < 20);
        }
        CHECK(letters == 30'000);
    }

    TEST_CASE_FIXTURE(PainterBench, "a hatch over the largest picture is made of sound stripes") {
        painter.begin({20'000, 20'000});
        painter.hatch({0, 0, 20'000, 20'000}, kRed, 1, 1);
        const DrawFrame& frame = finish();
        std::uint32_t stripes = 0;
        for (const DrawCommand& command : frame.commands) {
            stripes += command.indexCount / 18;
            const auto v = corners(frame, command);
            for (std::size_t i = 0; i + 2 < v.size(); i += 3)
                REQUIRE(extent({v[i], v[i + 1], v[i + 2]}).w <= 20'003);
        }
        CHECK(stripes >= 40'000 / 3);
    }

    TEST_CASE_FIXTURE(PainterBench, "somebody else's triangles keep their texture and are clipped") {
        const auto own = backend.createTexture({8, 8}, platform::TextureFormat::R8, {});
        std::vector<Vertex> vertices;
        for (int i = 0; i < 30'000; ++i) {
            const float x = static_cast<float>(i / 3 % 300);
            vertices.push_back({x + static_cast<float>(i % 3), static_cast<float>(i % 3 == 1), 0, 0, 0xFFFFFFFFU});
        }
        painter.coverageTriangles(vertices, own, {0, 0, 200, 50});
        const DrawFrame& frame = finish();
        std::uint32_t triangles = 0;
        for (const DrawCommand& command : frame.commands) {
            CHECK(command.material == Material::Coverage);
            CHECK(command.texture == own);
            CHECK(command.clip == RectPx{0, 0, 200, 50});
            triangles += command.indexCount / 3;
        }
        CHECK(triangles == 10'000);
        CHECK(painter.clip() == kWhole);
    }

    TEST_CASE_FIXTURE(PainterBench,
                      "meshes lie over flat fills and below everything blended, in the order of the calls") {
        platform::MeshDraw draw;
        draw.mesh = backend.createMesh(platform::MeshKind::Line, 48, 0);
        const platform::MeshRange range{0, 4};
        painter.circle({50, 50}, 10, kVeil);
        draw.rgba = 1;
        painter.mesh(draw, {&range, 1});
        painter.fill({0, 0, 400, 280}, kRed);
        draw.rgba = 2;
        painter.mesh(draw, {&range, 1});
        const DrawFrame& drawn = finish();
        CHECK(materials(drawn) ==
              std::vector{Material::SolidOpaque, Material::Mesh, Material::Mesh, Material::SolidBlend});
        REQUIRE(drawn.meshes.size() == 2);
        CHECK(drawn.meshes[drawn.commands[1].buffer].rgba == 1);
        CHECK(drawn.meshes[drawn.commands[2].buffer].rgba == 2);
        backend.draw(drawn, painter.damage());
        CHECK(backend.stats().frameMeshIndices == 8);
    }

    TEST_CASE_FIXTURE(PainterBench, "a mesh takes the offset and the clip of its caller") {
        platform::MeshDraw draw;
        draw.at[0] = 5;
        const platform::MeshRange range{0, 4};
        painter.pushOffset(10, 20);
        painter.pushClip({0, 0, 100, 50});
        painter.mesh(draw, {&range, 1});
        painter.popClip();
        painter.popOffset();
        const DrawFrame& drawn = finish();
        REQUIRE(drawn.meshes.size() == 1);
        CHECK(drawn.meshes[0].at[0] == 15);
        CHECK(drawn.meshes[0].at[1] == 20);
        CHECK(drawn.commands[0].clip == RectPx{10, 20, 100, 50});
    }

    TEST_CASE_FIXTURE(PainterBench, "a mesh that moves damages where it may be seen, one that rests nothing") {
        platform::MeshDraw draw;
        const platform::MeshRange range{0, 4};
        const auto shown = [&] {
            painter.pushClip({64, 64, 128, 128});
            painter.mesh(draw, {&range, 1});
            painter.popClip();
        };
        static_cast<void>(frame(shown));
        CHECK(frame(shown).empty());
        draw.centreLow[0] = 0.25F;
        CHECK(frame(shown) == std::vector<RectPx>{{64, 64, 128, 128}});
    }

    TEST_CASE_FIXTURE(PainterBench, "a halo reaches around its letters by so many pixels, and lies below them") {
        const TextLayout& words = set("O", 40);
        painter.haloText(words, {50, 50}, kRed, kBlue, 4);
        const DrawFrame& drawn = finish();
        REQUIRE(drawn.commands.size() == 2);
        CHECK(corners(drawn, drawn.commands[0]).front().rgba == kBlue.packed());
        CHECK(corners(drawn, drawn.commands[1]).front().rgba == kRed.packed());
        CHECK(drawn.commands[0].bounds == drawn.commands[1].bounds.inflated(4));
    }
}

TEST_CASE_FIXTURE(PainterBench, "meshes lie over flat fills and below everything blended, in the order of the calls") {
    platform::MeshDraw draw;
    draw.mesh = backend.createMesh(platform::MeshKind::Line, 48, 0);
    const platform::MeshRange range{0, 4};
    painter.circle({50, 50}, 10, kVeil);
    draw.rgba = 1;
    painter.mesh(draw, {&range, 1});
    painter.fill({0, 0, 400, 280}, kRed);
    draw.rgba = 2;
    painter.mesh(draw, {&range, 1});
    const DrawFrame& drawn = finish();
    CHECK(materials(drawn) == std::vector{Material::SolidOpaque, Material::Mesh, Material::Mesh, Material::SolidBlend});
    REQUIRE(drawn.meshes.size() == 2);
    CHECK(drawn.meshes[drawn.commands[1].buffer].rgba == 1);
    CHECK(drawn.meshes[drawn.commands[2].buffer].rgba == 2);
    backend.draw(drawn, painter.damage());
    CHECK(backend.stats().frameMeshIndices == 8);
}

TEST_CASE_FIXTURE(PainterBench, "a mesh takes the offset and the clip of its caller") {
    platform::MeshDraw draw;
    draw.at[0] = 5;
    const platform::MeshRange range{0, 4};
    painter.pushOffset(10, 20);
    painter.pushClip({0, 0, 100, 50});
    painter.mesh(draw, {&range, 1});
    painter.popClip();
    painter.popOffset();
    const DrawFrame& drawn = finish();
    REQUIRE(drawn.meshes.size() == 1);
    CHECK(drawn.meshes[0].at[0] == 15);
    CHECK(drawn.meshes[0].at[1] == 20);
    CHECK(drawn.commands[0].clip == RectPx{10, 20, 100, 50});
}

TEST_CASE_FIXTURE(PainterBench, "a mesh that moves damages where it may be seen, one that rests nothing") {
    platform::MeshDraw draw;
    const platform::MeshRange range{0, 4};
    const auto shown = [&] {
        painter.pushClip({64, 64, 128, 128});
        painter.mesh(draw, {&range, 1});
        painter.popClip();
    };
    static_cast<void>(frame(shown));
    CHECK(frame(shown).empty());
    draw.centreLow[0] = 0.25F;
    CHECK(frame(shown) == std::vector<RectPx>{{64, 64, 128, 128}});
}

TEST_CASE_FIXTURE(PainterBench, "a halo reaches around its letters by so many pixels, and lies below them") {
    const TextLayout& words = set("O", 40);
    painter.haloText(words, {50, 50}, kRed, kBlue, 4);
    const DrawFrame& drawn = finish();
    REQUIRE(drawn.commands.size() == 2);
    CHECK(corners(drawn, drawn.commands[0]).front().rgba == kBlue.packed());
    CHECK(corners(drawn, drawn.commands[1]).front().rgba == kRed.packed());
    CHECK(drawn.commands[0].bounds == drawn.commands[1].bounds.inflated(4));
}
}  // namespace
