#include "ui_bench.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace test_kiosk {

ui::Panel squarePanel() { return need(ui::Panel::create({400, 280}, {400, 280}, 800)); }

UiBench::UiBench(const ui::Panel& panelOfTest)
    : panel(panelOfTest),
      backend(panel.sizePx()),
      images(
          backend, jobs, log, [this](const std::string& name) { return files.read(name, 1U << 24U); },
          ui::ImageCache::Limits{}) {
    interaction.setPanel(panel);
}

base::RectPx UiBench::screen() const {
    return {0, 0, static_cast<float>(panel.sizePx().w), static_cast<float>(panel.sizePx().h)};
}

ui::LayoutContext UiBench::layoutContext() {
    return {panel,
            typography(),
            *theme,
            text,
            {textScale},
            [this](const std::string& id) { return interaction.scrollOffset(id); },
            [this](const std::string& id) { return interaction.scrollMoves(id); }};
}

void UiBench::build(const std::function<void(ui::Ui&)>& describe) {
    const ui::LayoutContext context = layoutContext();
    for (int pass = 0; pass < 3; ++pass) {
        tree.clear();
        const ui::Ui::Environment environment{*theme, panel, strings, {textScale}, interaction,
                                              host,   now,   false,   false};
        ui::Ui ui(tree, environment, context);
        describe(ui);
        ui::layoutTree(context, tree, screen());
        if (!interaction.noteLayout(tree)) break;
    }
    ui::resolveTargets(context, tree, screen());
}

const platform::DrawFrame& UiBench::paint() {
    painter.begin(panel.sizePx());
    const ui::LayoutContext context = layoutContext();
    ui::paintTree({context, painter, images, meshes, interaction}, tree);
    const platform::DrawFrame& frame = painter.finish();
    atlas.flush();
    backend.draw(frame, painter.damage());
    images.endFrame();
    text.endFrame();
    return frame;
}

bool UiBench::has(const std::string& id) const {
    return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const ui::Node& n) { return n.id == id; });
}

ui::Node& UiBench::node(const std::string& id) {
    const auto at = std::find_if(tree.nodes.begin(), tree.nodes.end(), [&](const ui::Node& n) { return n.id == id; });
    if (at == tree.nodes.end()) failTest("there is no node '" + id + "'");
    return *at;
}

void UiBench::addIcon(const std::string& name) {
    for (const int size : {96, 384}) {
        const std::string png =
            textOf(pngOf({size, size}, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(size * size), 200)));
        REQUIRE(files.writeAtomically("icons/" + std::to_string(size) + "/" + name + ".png", png).ok());
    }
}

ui::Interaction::Outcome UiBench::press(base::PointPx at) { return handle(platform::Press{at}); }

ui::Interaction::Outcome UiBench::tap(base::PointPx at) {
    static_cast<void>(press(at));
    return handle(platform::Tap{at, 1});
}

bool UiBench::pass(std::chrono::milliseconds time) {
    bool moving = false;
    for (auto left = time; left.count() > 0; left -= std::chrono::milliseconds(16)) {
        now += std::min(left, std::chrono::milliseconds(16));
        moving = interaction.tick(now, tree);
    }
    return moving;
}

}  // namespace test_kiosk
