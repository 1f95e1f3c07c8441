#pragma once

#include "ui/image_cache.hpp"
#include "ui/interaction.hpp"
#include "ui/layout.hpp"
#include "ui/node.hpp"
#include "ui/painter.hpp"

namespace ui {

struct TreePaintContext {
    const LayoutContext& layout;
    Painter& painter;
    ImageCache& images;
    MeshLibrary& meshes;
    const Interaction& interaction;
};

/// After layout: where fingers count (visible parts, padded, outside the dead band at the bezel), which nodes a modal
/// covers. Call before `Interaction` sees the tree.
void resolveTargets(const LayoutContext& context, Tree& tree, base::RectPx screen);

/// Draws a laid out tree and writes back what only drawing knows: colours behind texts, real text sizes, what is
/// clipped.
void paintTree(const TreePaintContext& context, Tree& tree);

}  // namespace ui
