#include "ui/dev_overlay.hpp"

#include <imgui.h>

#include <span>
#include <vector>

namespace ui {

struct DevOverlay::Impl {
    ImGuiContext* context = nullptr;
    platform::TextureHandle font;
    base::SizePx fontSize;

    explicit Impl(platform::RenderBackend& backend) {
        IMGUI_CHECKVERSION();
        context = ImGui::CreateContext();
        ImGui::SetCurrentContext(context);
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().FontGlobalScale = 1.5F;
        upload(backend);
    }
    ~Impl() { ImGui::DestroyContext(context); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void upload(platform::RenderBackend& backend) {
        unsigned char* pixels = nullptr;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &fontSize.w, &fontSize.h);
        const auto bytes = static_cast<std::size_t>(fontSize.w) * static_cast<std::size_t>(fontSize.h);
        font = backend.createTexture(fontSize, platform::TextureFormat::R8, std::as_bytes(std::span(pixels, bytes)));
    }
};

DevOverlay::DevOverlay(platform::RenderBackend& backend) : m_backend(&backend) {}
DevOverlay::~DevOverlay() = default;

void DevOverlay::restore(platform::RenderBackend& backend) {
    m_backend = &backend;
    if (m_impl != nullptr) m_impl->upload(backend);
}

void DevOverlay::paint(Painter& painter, base::SizePx size, const Tree& tree, const std::string& figures) {
    if (m_impl == nullptr) m_impl = std::make_unique<Impl>(*m_backend);
    ImGui::SetCurrentContext(m_impl->context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(size.w), static_cast<float>(size.h)};
    io.DeltaTime = 1.0F / 60.0F;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({20, 20});
    ImGui::SetNextWindowSize({640, static_cast<float>(size.h) * 0.6F});
    if (ImGui::Begin("F1", nullptr,
                     ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse)) {
        ImGui::TextUnformatted(figures.c_str());
        ImGui::Separator();
        for (const Node& n : tree.nodes) {
            if (n.role == Role::None || n.id.empty()) continue;
            ImGui::Text("%-9s %s  %.0f,%.0f %.0fx%.0f", name(n.role), n.id.c_str(), static_cast<double>(n.rect.x),
                        static_cast<double>(n.rect.y), static_cast<double>(n.rect.w), static_cast<double>(n.rect.h));
        }
    }
    ImGui::End();
    ImGui::Render();
    const ImDrawData* data = ImGui::GetDrawData();
    painter.setLevel(Painter::kLevels - 1);
    for (int i = 0; i < data->CmdListsCount; ++i) {
        const ImDrawList* list = data->CmdLists[i];
        for (const ImDrawCmd& cmd : list->CmdBuffer) {
            const base::RectPx clip{cmd.ClipRect.x, cmd.ClipRect.y, cmd.ClipRect.z - cmd.ClipRect.x,
                                    cmd.ClipRect.w - cmd.ClipRect.y};
            std::vector<platform::Vertex> vertices;
            vertices.reserve(cmd.ElemCount);
            for (unsigned k = 0; k < cmd.ElemCount; ++k) {
                const ImDrawVert& v = list->VtxBuffer[list->IdxBuffer[static_cast<int>(cmd.IdxOffset + k)]];
                vertices.push_back({v.pos.x, v.pos.y, v.uv.x * static_cast<float>(m_impl->fontSize.w),
                                    v.uv.y * static_cast<float>(m_impl->fontSize.h), v.col});
            }
            painter.coverageTriangles(vertices, m_impl->font, clip);
        }
    }
}

}  // namespace ui
