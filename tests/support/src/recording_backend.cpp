#include "test_support/recording_backend.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace test_support {
namespace {

using platform::TextureFormat;
using platform::TextureHandle;

std::size_t bytesFor(base::SizePx size, TextureFormat format) {
    const std::size_t perPixel = format == TextureFormat::Rgba8 ? 4 : 1;
    return static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * perPixel;
}

double triangleArea(const platform::Vertex& a, const platform::Vertex& b, const platform::Vertex& c) {
    return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2.0;
}

/// Pixels that the triangles of one command fill, as if nothing of them were clipped.
double filledBy(const platform::DrawCommand& command, const RecordingBackend::Buffer& buffer) {
    KIOSK_ASSERT(command.firstIndex + command.indexCount <= buffer.indices.size());
    KIOSK_ASSERT(command.indexCount % 3 == 0);
    double area = 0;
    for (std::uint32_t i = command.firstIndex; i < command.firstIndex + command.indexCount; i += 3) {
        for (std::uint32_t corner = i; corner < i + 3; ++corner) {
            KIOSK_ASSERT(buffer.indices[corner] < buffer.vertices.size());
        }
        area += triangleArea(buffer.vertices[buffer.indices[i]], buffer.vertices[buffer.indices[i + 1]],
                             buffer.vertices[buffer.indices[i + 2]]);
    }
    return area;
}

}  // namespace

TextureHandle RecordingBackend::createTexture(base::SizePx size, TextureFormat format,
                                              std::span<const std::byte> pixels) {
    KIOSK_ASSERT(size.w > 0 && size.h > 0);
    KIOSK_ASSERT(pixels.empty() || pixels.size() == bytesFor(size, format));
    if (size.w > m_maxTextureSize || size.h > m_maxTextureSize || m_memory == Memory::Short) return {};

    auto slot = std::find_if(m_slots.begin(), m_slots.end(), [](const Slot& s) { return !s.texture; });
    if (slot == m_slots.end()) slot = m_slots.insert(slot, Slot{});
    slot->texture = Texture{size, format, {pixels.begin(), pixels.end()}};
    slot->texture->pixels.resize(bytesFor(size, format));
    ++m_stats.textures;
    m_stats.textureBytes += bytesFor(size, format);
    m_stats.uploadedBytes += pixels.size();
    return {static_cast<std::uint32_t>(slot - m_slots.begin()), slot->generation};
}

void RecordingBackend::updateTexture(TextureHandle handle, int x, int y, base::SizePx size,
                                     std::span<const std::byte> pixels) {
    Slot* slot = find(handle);
    if (slot == nullptr) return;
    Texture& texture = *slot->texture;
    KIOSK_ASSERT(x >= 0 && y >= 0 && size.w > 0 && size.h > 0);
    KIOSK_ASSERT(x + size.w <= texture.size.w && y + size.h <= texture.size.h);
    KIOSK_ASSERT(pixels.size() == bytesFor(size, texture.format));
    const std::size_t rowBytes = bytesFor({size.w, 1}, texture.format);
    for (int row = 0; row < size.h; ++row) {
        const std::size_t to = bytesFor({texture.size.w, y + row}, texture.format) + bytesFor({x, 1}, texture.format);
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(rowBytes) * row, rowBytes,
                    texture.pixels.begin() + static_cast<std::ptrdiff_t>(to));
    }
    m_stats.uploadedBytes += pixels.size();
}

void RecordingBackend::destroyTexture(TextureHandle handle) {
    if (Slot* slot = find(handle)) forget(*slot);
}

platform::MeshHandle RecordingBackend::createMesh(platform::MeshKind kind, std::size_t vertexBytes,
                                                  std::size_t indexCount) {
    if (vertexBytes == 0 || m_memory == Memory::Short) return {};
    auto slot = std::find_if(m_meshSlots.begin(), m_meshSlots.end(), [](const MeshSlot& s) { return !s.mesh; });
    if (slot == m_meshSlots.end()) slot = m_meshSlots.insert(slot, MeshSlot{});
    slot->mesh = Mesh{kind, std::vector<std::byte>(vertexBytes), std::vector<std::uint32_t>(indexCount)};
    ++m_stats.meshes;
    m_stats.meshBytes += vertexBytes + indexCount * sizeof(std::uint32_t);
    return {static_cast<std::uint32_t>(slot - m_meshSlots.begin()), slot->generation};
}

void RecordingBackend::updateMesh(platform::MeshHandle handle, std::size_t vertexOffsetBytes,
                                  std::span<const std::byte> vertices, std::size_t firstIndex,
                                  std::span<const std::uint32_t> indices) {
    if (mesh(handle) == nullptr) return;
    Mesh& into = *m_meshSlots[handle.index].mesh;
    KIOSK_ASSERT(vertexOffsetBytes + vertices.size() <= into.vertices.size());
    KIOSK_ASSERT(firstIndex + indices.size() <= into.indices.size());
    std::copy(vertices.begin(), vertices.end(), into.vertices.begin() + static_cast<std::ptrdiff_t>(vertexOffsetBytes));
    std::copy(indices.begin(), indices.end(), into.indices.begin() + static_cast<std::ptrdiff_t>(firstIndex));
    m_stats.uploadedBytes += vertices.size() + indices.size_bytes();
}

void RecordingBackend::destroyMesh(platform::MeshHandle handle) {
    if (mesh(handle) != nullptr) forget(m_meshSlots[handle.index]);
}

const RecordingBackend::Mesh* RecordingBackend::mesh(platform::MeshHandle handle) const {
    if (!handle.valid() || handle.index >= m_meshSlots.size()) return nullptr;
    const MeshSlot& slot = m_meshSlots[handle.index];
    return slot.generation == handle.generation && slot.mesh ? &*slot.mesh : nullptr;
}

void RecordingBackend::forget(MeshSlot& slot) {
    --m_stats.meshes;
    m_stats.meshBytes -= slot.mesh->vertices.size() + slot.mesh->indices.size() * sizeof(std::uint32_t);
    slot.mesh.reset();
    ++slot.generation;
}

void RecordingBackend::draw(const platform::DrawFrame& frame, std::span<const base::RectPx> damage) {
    const bool nothing = std::all_of(damage.begin(), damage.end(), [](const base::RectPx& r) { return r.empty(); });
    if (nothing) return;

    Frame copy;
    for (const platform::DrawBuffer& buffer : frame.buffers) {
        copy.buffers.push_back(
            {{buffer.vertices.begin(), buffer.vertices.end()}, {buffer.indices.begin(), buffer.indices.end()}});
    }
    copy.meshes = frame.meshes;
    copy.meshRanges = frame.meshRanges;
    copy.commands = frame.commands;
    copy.damage.assign(damage.begin(), damage.end());

    double filled = 0;
    std::size_t vertices = 0;
    m_staleCommands = 0;
    m_stats.frameMeshIndices = 0;
    for (const platform::DrawCommand& command : copy.commands) {
        if (command.material == platform::Material::Mesh) {
            drawMesh(copy, copy.meshes.at(command.buffer));
            continue;
        }
        KIOSK_ASSERT(command.buffer < copy.buffers.size());
        filled += filledBy(command, copy.buffers[command.buffer]);
        if (command.texture.valid() && find(command.texture) == nullptr) ++m_staleCommands;
    }
    for (const Buffer& buffer : copy.buffers)
        vertices += buffer.vertices.size();

    ++m_stats.framesDrawn;
    m_stats.frameDrawCalls = static_cast<int>(copy.commands.size());
    m_stats.frameVertices = static_cast<int>(vertices);
    m_stats.frameOverdraw = filled / (static_cast<double>(m_framebuffer.w) * m_framebuffer.h);
    m_lastFrame = std::move(copy);
}

void RecordingBackend::drawMesh(const Frame& frame, const platform::MeshDraw& draw) {
    const Mesh* drawn = mesh(draw.mesh);
    if (drawn == nullptr) {
        ++m_staleCommands;
        return;
    }
    const bool line = drawn->kind == platform::MeshKind::Line;
    const std::size_t most = line ? drawn->vertices.size() / sizeof(platform::MeshLineVertex) : drawn->indices.size();
    KIOSK_ASSERT(draw.firstRange + draw.rangeCount <= frame.meshRanges.size());
    for (std::uint32_t i = draw.firstRange; i < draw.firstRange + draw.rangeCount; ++i) {
        const platform::MeshRange range = frame.meshRanges[i];
        KIOSK_ASSERT(std::size_t{range.first} + range.count <= most);
        m_stats.frameMeshIndices += static_cast<int>(range.count);
    }
}

std::vector<std::byte> RecordingBackend::readPixels() {
    std::vector<std::byte> pixels(bytesFor(m_framebuffer, TextureFormat::Rgba8));
    for (std::size_t alpha = 3; alpha < pixels.size(); alpha += 4)
        pixels[alpha] = std::byte{0xFF};
    return pixels;
}

const RecordingBackend::Texture* RecordingBackend::texture(TextureHandle handle) const {
    if (!handle.valid() || handle.index >= m_slots.size()) return nullptr;
    const Slot& slot = m_slots[handle.index];
    return slot.generation == handle.generation && slot.texture ? &*slot.texture : nullptr;
}

void RecordingBackend::loseContext() {
    for (Slot& slot : m_slots) {
        if (slot.texture) forget(slot);
    }
    for (MeshSlot& slot : m_meshSlots) {
        if (slot.mesh) forget(slot);
    }
    m_stats = {};
}

void RecordingBackend::forget(Slot& slot) {
    --m_stats.textures;
    m_stats.textureBytes -= bytesFor(slot.texture->size, slot.texture->format);
    slot.texture.reset();
    ++slot.generation;
}

RecordingBackend::Slot* RecordingBackend::find(TextureHandle handle) {
    return texture(handle) != nullptr ? &m_slots[handle.index] : nullptr;
}

}  // namespace test_support
