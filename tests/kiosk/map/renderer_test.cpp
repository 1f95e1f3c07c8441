#include "map/renderer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

#include "map/label_layer.hpp"
#include "ui_bench.hpp"

namespace {

using base::RectPx;
using content::MapBox;
using content::MapChunk;
using content::MapDraw;
using content::MapFeature;
using content::MapLevel;
using content::MapModel;
using map::Camera;
using map::Renderer;

constexpr int kGrid = 12;
constexpr float kCellM = 5000;
constexpr float kHalfM = kGrid * kCellM / 2;
constexpr std::uint32_t kGreen = 0xFF00FF00;

std::shared_ptr<MapModel> makeModel() {
    auto model = std::make_shared<MapModel>();
    model->bounds = model->home = MapBox{-kHalfM, -kHalfM, kHalfM, kHalfM};
    model->classes = {"land", "road"};
    content::MapRule land;
    land.day = kGreen;
    content::MapRule road;
    road.mapClass = 1;
    road.draw = MapDraw::Line;
    road.day = 0xFF0000FF;
    road.widthZ9Mm = road.widthZ14Mm = 1;
    model->rules = {land, road};
    return model;
}

/// A square of land in every cell, a piece of road in each, and an outline that belongs to feature 7.
std::shared_ptr<MapLevel> makeLevel(int number) {
    auto level = std::make_shared<MapLevel>();
    level->level = number;
    const auto cell = [&](MapDraw draw, int mapClass, int row, int column) {
        MapChunk chunk;
        chunk.mapClass = mapClass;
        chunk.draw = draw;
        chunk.row = row;
        chunk.column = column;
        chunk.left = static_cast<float>(column) * kCellM - kHalfM;
        chunk.top = static_cast<float>(row) * kCellM - kHalfM;
        chunk.right = chunk.left + kCellM;
        chunk.bottom = chunk.top + kCellM;
        return chunk;
    };
    for (int row = 0; row < kGrid; ++row) {
        for (int column = 0; column < kGrid; ++column) {
            MapChunk chunk = cell(MapDraw::Fill, 0, row, column);
            chunk.first = static_cast<std::uint32_t>(level->indices.size());
            chunk.count = 6;
            const auto base = static_cast<std::uint32_t>(level->fills.size());
            level->fills.insert(level->fills.end(), {{chunk.left, chunk.top},
                                                     {chunk.right, chunk.top},
                                                     {chunk.right, chunk.bottom},
                                                     {chunk.left, chunk.bottom}});
            for (const std::uint32_t k : {0U, 1U, 2U, 0U, 2U, 3U})
                level->indices.push_back(base + k);
            level->chunks.push_back(chunk);
        }
    }
    for (int i = 0; i <= kGrid * kGrid; ++i) {
        MapChunk chunk = cell(MapDraw::Line, 1, std::min(i / kGrid, kGrid - 1), i % kGrid);
        if (i == kGrid * kGrid) chunk.feature = 7;
        chunk.first = static_cast<std::uint32_t>(level->lines.size());
        chunk.count = 4;
        level->lines.resize(level->lines.size() + 4);
        level->chunks.push_back(chunk);
    }
    return level;
}

struct RendererBench : test_kiosk::UiBench {
    std::shared_ptr<MapModel> model = makeModel();
    Renderer renderer{model};
    Camera camera;
    Renderer::Options options;

    void look(double zoom, content::MapPoint at = {0, 0}, double bearing = 0) {
        camera.setView(screen());
        camera.setLimits({model->bounds, 1, 20});
        camera.lookAt(at, zoom, bearing);
    }
    const test_support::RecordingBackend::Frame& draw() {
        painter.invalidate();
        build([this](ui::Ui& ui) {
            ui::Box box;
            box.h = ui::fill();
            ui.paint(
                "map", {}, [this](const ui::PaintContext& c) { renderer.draw(c, camera, options); }, box);
        });
        static_cast<void>(paint());
        meshes.endFrame();
        return *backend.lastFrame();
    }
    /// Indices of MapLevel::chunks that a colour was drawn of.
    static std::set<std::size_t> drawnOf(const test_support::RecordingBackend::Frame& frame, const MapLevel& level,
                                         std::uint32_t rgba, MapDraw kind) {
        std::set<std::size_t> drawn;
        for (const platform::MeshDraw& mesh : frame.meshes) {
            if (mesh.rgba != rgba) continue;
            for (std::uint32_t r = mesh.firstRange; r < mesh.firstRange + mesh.rangeCount; ++r) {
                const platform::MeshRange range = frame.meshRanges[r];
                for (std::size_t i = 0; i < level.chunks.size(); ++i) {
                    const MapChunk& chunk = level.chunks[i];
                    if (chunk.draw == kind && chunk.first >= range.first &&
                        chunk.first + chunk.count <= range.first + range.count)
                        drawn.insert(i);
                }
            }
        }
        return drawn;
    }
};

}  // namespace

TEST_SUITE("map/renderer") {
    TEST_CASE("the level of a zoom is its whole part, within the levels there are") {
        CHECK(Renderer::levelFor(3) == content::kMapCoarsestLevel);
        CHECK(Renderer::levelFor(9.99) == 9);
        CHECK(Renderer::levelFor(12) == 12);
        CHECK(Renderer::levelFor(18) == content::kMapFinestLevel);
    }

    TEST_CASE_FIXTURE(RendererBench, "whatever the camera does, all that is in view is drawn, in few ranges") {
        const auto level = makeLevel(11);
        renderer.take(level);
        std::mt19937 random(7);
        std::uniform_real_distribution<double> part(-1, 1);
        for (int i = 0; i < 100; ++i) {
            look(11 + std::abs(part(random)) * 0.99, {part(random) * kHalfM, part(random) * kHalfM},
                 part(random) * 3.1);
            const auto& frame = draw();
            const auto drawn = drawnOf(frame, *level, kGreen, MapDraw::Fill);
            const MapBox seen = camera.visibleBox();
            std::size_t inView = 0;
            for (std::size_t k = 0; k < level->chunks.size(); ++k) {
                const MapChunk& chunk = level->chunks[k];
                if (chunk.draw != MapDraw::Fill) continue;
                const bool visible = seen.intersects({chunk.left, chunk.top, chunk.right, chunk.bottom});
                if (visible) ++inView;
                CHECK(drawn.contains(k) == visible);
            }
            CHECK(inView > 0);
            // A row of cells lies in one piece, so there are no more ranges than rows.
            CHECK(frame.meshRanges.size() <= 2 * kGrid);
            CHECK(renderer.complete());
        }
    }

    TEST_CASE_FIXTURE(RendererBench,
                      "levels are asked for as they are needed: the one in use, the coarsest, its neighbours") {
        CHECK(renderer.wanted(12.5) == 12);
        renderer.take(makeLevel(12));
        CHECK(renderer.wanted(12.5) == 9);
        renderer.take(makeLevel(9));
        CHECK(renderer.wanted(12.5) == 11);
        renderer.giveUp(11);
        CHECK(renderer.wanted(12.5) == 13);
        renderer.take(makeLevel(13));
        CHECK_FALSE(renderer.wanted(12.5));
        CHECK(renderer.wanted(14.2) == 14);
    }

    TEST_CASE_FIXTURE(RendererBench, "until its level is there the nearest coarser one is drawn, never nothing") {
        renderer.take(makeLevel(9));
        look(13.4);
        const auto& frame = draw();
        CHECK_FALSE(drawnOf(frame, *makeLevel(9), kGreen, MapDraw::Fill).empty());
        CHECK_FALSE(renderer.complete());
        CHECK(renderer.waiting());
        renderer.take(makeLevel(13));
        static_cast<void>(draw());
        CHECK(renderer.complete());
        CHECK_FALSE(renderer.waiting());
        renderer.giveUp(14);
        look(14.4);
        static_cast<void>(draw());
        CHECK_FALSE(renderer.complete());
        CHECK_FALSE(renderer.waiting());  // no frames for what cannot be read
    }

    TEST_CASE_FIXTURE(RendererBench,
                      "a class that is damaged in its level is drawn from a coarser one, the others are not") {
        renderer.take(makeLevel(10));
        const auto broken = makeLevel(12);
        broken->damagedClasses = {0};
        renderer.take(broken);
        look(12.5);
        const auto& frame = draw();
        REQUIRE(frame.meshes.size() >= 2);
        const auto meshOf = [&](std::uint32_t rgba) {
            const auto found = std::find_if(frame.meshes.begin(), frame.meshes.end(),
                                            [&](const platform::MeshDraw& mesh) { return mesh.rgba == rgba; });
            REQUIRE(found != frame.meshes.end());
            return found->mesh;
        };
        // Uploaded one after the other: fills and lines of level 10, then of level 12.
        CHECK(meshOf(kGreen).index < meshOf(0xFF0000FF).index);
        CHECK(meshOf(kGreen).index < 2);
        CHECK(meshOf(0xFF0000FF).index >= 2);
        CHECK_FALSE(renderer.complete());
        CHECK_FALSE(renderer.waiting());  // nothing better will come: no further frames
    }

    TEST_CASE_FIXTURE(RendererBench,
                      "rules count only at their zooms, and outlines of features only when they stand out") {
        model->rules[0].zoomMin = 29;
        renderer.take(makeLevel(11));
        look(11.5);
        CHECK(drawnOf(draw(), *makeLevel(11), kGreen, MapDraw::Fill).empty());
        const auto level = makeLevel(11);
        const std::size_t outline = level->chunks.size() - 1;
        model->rules[0].zoomMin = 0;
        look(9, {0, 0});
        renderer.take(makeLevel(9));
        CHECK_FALSE(drawnOf(draw(), *level, 0xFF0000FF, MapDraw::Line).contains(outline));
        options.emphasis = {7, 0xFF123456, 0xFF654321, 1.4F};
        const auto& frame = draw();
        CHECK(drawnOf(frame, *level, 0xFF123456, MapDraw::Line) == std::set<std::size_t>{outline});
        CHECK(drawnOf(frame, *level, 0xFF654321, MapDraw::Line) == std::set<std::size_t>{outline});
        CHECK(frame.meshes.back().halfWidthPx == doctest::Approx(panel.px(0.7F)));
    }

    TEST_CASE_FIXTURE(RendererBench, "areas kept apart take the colours of a choropleth") {
        const auto level = makeLevel(11);
        level->chunks[0].feature = 3;
        level->chunks[1].feature = 4;
        renderer.take(level);
        look(10, {-kHalfM, -kHalfM});
        renderer.take(makeLevel(9));
        look(11, {-kHalfM, -kHalfM});
        const std::unordered_map<std::int64_t, std::uint32_t> colors = {{4, 0xFFABCDEF}};
        options.areaColors = &colors;
        const auto& frame = draw();
        CHECK(drawnOf(frame, *level, 0xFFABCDEF, MapDraw::Fill) == std::set<std::size_t>{1});
        CHECK(drawnOf(frame, *level, kGreen, MapDraw::Fill).contains(0));
        CHECK_FALSE(drawnOf(frame, *level, kGreen, MapDraw::Fill).contains(1));
    }

    TEST_CASE_FIXTURE(RendererBench, "after a lost context what was let go is asked for again") {
        renderer.take(makeLevel(11));
        look(11.5);
        static_cast<void>(draw());
        CHECK(renderer.wanted(11.5) == 9);
        backend.loseContext();
        meshes.restore(backend);
        static_cast<void>(draw());
        CHECK(renderer.wanted(11.5) == 11);
        CHECK(backend.staleCommands() == 0);
    }
}

TEST_SUITE("map/label_layer") {
    TEST_CASE_FIXTURE(test_kiosk::UiBench, "names stand beside their dots, clear of each other and of what is taken") {
        auto model = makeModel();
        content::MapLabelRule towns;
        towns.emMm = 7;
        towns.dot = content::MapDot::Town;
        towns.day = 0xFF000000;
        towns.dayHalo = 0xFFFFFFFF;
        model->labelRules = {towns};
        std::mt19937 random(3);
        std::uniform_real_distribution<double> place(-20000, 20000);
        for (int i = 0; i < 60; ++i) {
            MapFeature feature;
            feature.id = i + 1;
            feature.rank = i;
            feature.name = {"Pueblo " + std::to_string(i), content::Lang::Es};
            feature.anchor = {place(random), place(random)};
            model->features.push_back(feature);
        }
        map::LabelLayer labels(model);
        Camera camera;
        camera.setView(screen());
        camera.setLimits({model->bounds, 1, 20});
        camera.lookAt({0, 0}, 9.5, 0);
        const RectPx taken[] = {{0, 0, 120, 90}};
        map::LabelLayer::Options options;
        options.instant = true;
        options.now = now;
        options.taken = taken;
        build([&](ui::Ui& ui) {
            ui::Box box;
            box.h = ui::fill();
            ui.paint(
                "map", {}, [&](const ui::PaintContext& c) { labels.draw(c, camera, options); }, box);
        });
        static_cast<void>(paint());
        const std::vector<map::LabelLayer::Shown> shown(labels.shown().begin(), labels.shown().end());
        REQUIRE(shown.size() > 3);
        CHECK(shown.size() < 60);
        for (std::size_t i = 0; i < shown.size(); ++i) {
            CHECK(shown[i].rect.intersected(taken[0]).empty());
            for (std::size_t k = 0; k < i; ++k)
                CHECK(shown[i].rect.intersected(shown[k].rect).empty());
            // A finger on the name finds it.
            CHECK(labels.hit(shown[i].rect.centre(), 10) == shown[i].feature);
        }
        CHECK_FALSE(labels.hit({-500, -500}, 10));
        // What has just come may go again for a while; then all is at rest.
        options.now += std::chrono::seconds(1);
        static_cast<void>(paint());
        CHECK_FALSE(labels.fading());
        // Another language: other names, and what was measured is measured again.
        auto other = std::make_shared<MapModel>(*model);
        for (MapFeature& feature : other->features)
            feature.name.value += " llaqta";
        const float before = labels.shown()[0].rect.w;
        labels.setModel(other);
        static_cast<void>(paint());
        REQUIRE_FALSE(labels.shown().empty());
        CHECK(labels.shown()[0].rect.w > before);
    }
}
