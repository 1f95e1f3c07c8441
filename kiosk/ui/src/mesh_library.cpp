#include "ui/mesh_library.hpp"

#include <algorithm>

namespace ui {

struct MeshLibrary::State {
    struct Loading {
        std::weak_ptr<Mesh> mesh;
        platform::MeshKind kind = platform::MeshKind::Fill;
        std::span<const std::byte> vertices;
        std::span<const std::uint32_t> indices;
        std::shared_ptr<const void> owner;
        std::size_t vertexBytesDone = 0;
        std::size_t indicesDone = 0;
    };
    platform::RenderBackend* backend = nullptr;
    std::vector<Loading> loading;  ///< oldest first
    std::vector<std::weak_ptr<Mesh>> meshes;
    std::size_t bytesLeft = kBytesPerFrame;

    void make(Mesh& mesh, const Loading& data) const {
        mesh.m_handle = backend->createMesh(data.kind, data.vertices.size(), data.indices.size());
        mesh.m_lost = !mesh.m_handle.valid();
    }
};

MeshLibrary::MeshLibrary(platform::RenderBackend& backend) : m_state(std::make_shared<State>()) {
    m_state->backend = &backend;
}

MeshLibrary::~MeshLibrary() = default;

MeshLibrary::MeshPtr MeshLibrary::add(platform::MeshKind kind, std::span<const std::byte> vertices,
                                      std::span<const std::uint32_t> indices, std::shared_ptr<const void> owner) {
    // The library knows its meshes and they know the library, both without keeping the other alive.
    const std::shared_ptr<Mesh> mesh(new Mesh, [weak = std::weak_ptr<State>(m_state)](Mesh* gone) {
        if (const auto state = weak.lock()) state->backend->destroyMesh(gone->m_handle);
        delete gone;
    });
    State& s = *m_state;
    State::Loading data{mesh, kind, vertices, indices, std::move(owner)};
    if (vertices.empty()) {
        mesh->m_ready = true;  // nothing will ever be drawn of it
        return mesh;
    }
    s.make(*mesh, data);
    std::erase_if(s.meshes, [](const auto& known) { return known.expired(); });
    s.meshes.push_back(mesh);
    if (!mesh->m_lost) s.loading.push_back(std::move(data));
    pump();
    return mesh;
}

bool MeshLibrary::pump() {
    State& s = *m_state;
    std::size_t finished = 0;
    for (State::Loading& data : s.loading) {
        if (s.bytesLeft == 0) break;
        const std::shared_ptr<Mesh> mesh = data.mesh.lock();
        if (mesh) {
            const std::size_t bytes = std::min(s.bytesLeft, data.vertices.size() - data.vertexBytesDone);
            s.bytesLeft -= bytes;
            const std::size_t count =
                std::min(s.bytesLeft / sizeof(std::uint32_t), data.indices.size() - data.indicesDone);
            s.bytesLeft -= count * sizeof(std::uint32_t);
            s.backend->updateMesh(mesh->m_handle, data.vertexBytesDone,
                                  data.vertices.subspan(data.vertexBytesDone, bytes), data.indicesDone,
                                  data.indices.subspan(data.indicesDone, count));
            data.vertexBytesDone += bytes;
            data.indicesDone += count;
            mesh->m_ready = data.vertexBytesDone == data.vertices.size() && data.indicesDone == data.indices.size();
            if (!mesh->m_ready) break;
        }
        ++finished;
    }
    s.loading.erase(s.loading.begin(), s.loading.begin() + static_cast<std::ptrdiff_t>(finished));
    return !s.loading.empty();
}

void MeshLibrary::endFrame() { m_state->bytesLeft = kBytesPerFrame; }

bool MeshLibrary::loading() const { return !m_state->loading.empty(); }

void MeshLibrary::restore(platform::RenderBackend& backend) {
    State& s = *m_state;
    s.backend = &backend;
    for (const auto& known : s.meshes) {
        if (const std::shared_ptr<Mesh> mesh = known.lock()) {
            mesh->m_lost = true;
            mesh->m_ready = false;
            mesh->m_handle = {};
        }
    }
    for (State::Loading& data : s.loading) {
        const std::shared_ptr<Mesh> mesh = data.mesh.lock();
        if (!mesh) continue;
        data.vertexBytesDone = data.indicesDone = 0;
        s.make(*mesh, data);
    }
    std::erase_if(s.loading, [](const State::Loading& data) {
        const std::shared_ptr<Mesh> mesh = data.mesh.lock();
        return !mesh || mesh->m_lost;
    });
}

}  // namespace ui
