#pragma once

#include <memory>
#include <string>

#include "platform/render.hpp"
#include "ui/node.hpp"
#include "ui/painter.hpp"

namespace ui {

/// The developers' overlay (F1): figures and the tree, drawn with Dear ImGui over the frame. Never in production;
/// nothing is made before it is first shown. Threading: main thread only.
class DevOverlay {
public:
    explicit DevOverlay(platform::RenderBackend& backend);
    ~DevOverlay();
    DevOverlay(const DevOverlay&) = delete;
    DevOverlay& operator=(const DevOverlay&) = delete;

    void paint(Painter& painter, base::SizePx size, const Tree& tree, const std::string& figures);
    /// The context was lost.
    void restore(platform::RenderBackend& backend);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    platform::RenderBackend* m_backend;
};

}  // namespace ui
