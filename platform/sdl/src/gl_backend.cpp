#include "gl_backend.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "base/assert.hpp"
#include "embedded_shaders.hpp"

namespace platform_sdl {

using base::Errc;
using base::Error;
using base::RectPx;
using platform::Material;
using platform::MeshHandle;
using platform::MeshKind;
using platform::TextureFormat;
using platform::TextureHandle;

namespace {

/// Frames of damage kept for displays that hand back a buffer several frames old.
constexpr std::size_t kDamageHistory = 4;

enum ProgramIndex : std::size_t { kSolid, kImageExact, kImageScaled, kCoverage, kMeshFill, kMeshLine };

struct MaterialState {
    ProgramIndex program;
    bool blend;
    bool linear;
};

MaterialState stateOf(Material material) {
    switch (material) {
        case Material::SolidOpaque: return {kSolid, false, false};
        case Material::ImageExact: return {kImageExact, false, false};
        case Material::ImageScaled: return {kImageScaled, false, true};
        case Material::Mesh: return {kMeshFill, false, false};  // drawMesh chooses
        case Material::SolidBlend: return {kSolid, true, false};
        case Material::ImageBlend: return {kImageScaled, true, true};
        case Material::Coverage: return {kCoverage, true, false};
    }
    return {kSolid, true, false};
}

std::size_t bytesPerPixel(TextureFormat format) { return format == TextureFormat::Rgba8 ? 4 : 1; }

double triangleArea(const platform::Vertex& a, const platform::Vertex& b, const platform::Vertex& c) {
    return std::abs((static_cast<double>(b.x) - a.x) * (static_cast<double>(c.y) - a.y) -
                    (static_cast<double>(c.x) - a.x) * (static_cast<double>(b.y) - a.y)) /
           2;
}

/// Whole pixels that cover `rect`, inside the framebuffer.
RectPx outward(RectPx rect, base::SizePx size) {
    const float l = std::max(0.0F, std::floor(rect.x));
    const float t = std::max(0.0F, std::floor(rect.y));
    const float r = std::min(static_cast<float>(size.w), std::ceil(rect.right()));
    const float b = std::min(static_cast<float>(size.h), std::ceil(rect.bottom()));
    return {l, t, std::max(0.0F, r - l), std::max(0.0F, b - t)};
}

}  // namespace

GlBackend::~GlBackend() { releaseAll(); }

void GlBackend::releaseAll() {
    for (const Texture& texture : m_textures) {
        if (texture.name != 0) glDeleteTextures(1, &texture.name);
    }
    for (const Program& program : m_programs) {
        if (program.name != 0) glDeleteProgram(program.name);
    }
    for (const Mesh& mesh : m_meshes) {
        if (mesh.vertexArray == 0) continue;
        glDeleteVertexArrays(1, &mesh.vertexArray);
        glDeleteBuffers(1, &mesh.vertexBuffer);
        if (mesh.indexBuffer != 0) glDeleteBuffers(1, &mesh.indexBuffer);
    }
    glDeleteSync(static_cast<GLsync>(m_inFlight));  // nothing when null
    if (m_vertexArray != 0) glDeleteVertexArrays(1, &m_vertexArray);
    if (m_vertexBuffer != 0) glDeleteBuffers(1, &m_vertexBuffer);
    if (m_indexBuffer != 0) glDeleteBuffers(1, &m_indexBuffer);
    abandon();
}

void GlBackend::abandon() {
    m_free.clear();
    for (std::uint32_t i = 0; i < m_textures.size(); ++i) {
        m_textures[i].name = 0;
        ++m_textures[i].generation;
        m_free.push_back(i);
    }
    m_freeMeshes.clear();
    for (std::uint32_t i = 0; i < m_meshes.size(); ++i) {
        m_meshes[i].vertexArray = 0;
        ++m_meshes[i].generation;
        m_freeMeshes.push_back(i);
    }
    m_programs = {};
    m_inFlight = nullptr;
    m_vertexArray = m_vertexBuffer = m_indexBuffer = 0;
    m_vertexCapacity = m_indexCapacity = 0;
    m_history.clear();
    m_stats.textures = 0;
    m_stats.textureBytes = 0;
    m_stats.meshes = 0;
    m_stats.meshBytes = 0;
}

base::Result<unsigned> GlBackend::compile(unsigned stage, std::string_view body, const char* what) const {
    const std::string_view header =
        m_gles ? "#version 300 es\nprecision highp float;\nprecision highp int;\n" : "#version 330 core\n";
    const char* parts[] = {header.data(), body.data()};
    const GLint lengths[] = {static_cast<GLint>(header.size()), static_cast<GLint>(body.size())};
    const unsigned shader = glCreateShader(stage);
    glShaderSource(shader, 2, parts, lengths);
    glCompileShader(shader);
    GLint ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    if (ok == 0) {
        char text[512] = {};
        glGetShaderInfoLog(shader, sizeof text, nullptr, text);
        glDeleteShader(shader);
        return Error{Errc::Unsupported, std::string("shader ") + what + " does not compile on this driver: " + text};
    }
    return shader;
}

base::Result<GlBackend::Program> GlBackend::link(const Stages& stages) const {
    auto vertexShader =
        compile(GL_VERTEX_SHADER, stages.vertex, (std::string("vertex stage of ") + stages.what).c_str());
    if (!vertexShader) return vertexShader.error();
    auto fragmentShader = compile(GL_FRAGMENT_SHADER, stages.fragment, stages.what);
    if (!fragmentShader) {
        glDeleteShader(*vertexShader);
        return fragmentShader.error();
    }
    Program program;
    program.name = glCreateProgram();
    glAttachShader(program.name, *vertexShader);
    glAttachShader(program.name, *fragmentShader);
    glLinkProgram(program.name);
    glDeleteShader(*vertexShader);
    glDeleteShader(*fragmentShader);
    GLint ok = 0;
    glGetProgramiv(program.name, GL_LINK_STATUS, &ok);
    if (ok == 0) {
        char text[512] = {};
        glGetProgramInfoLog(program.name, sizeof text, nullptr, text);
        glDeleteProgram(program.name);
        return Error{Errc::Unsupported,
                     std::string("shader ") + stages.what + " does not link on this driver: " + text};
    }
    program.scale = glGetUniformLocation(program.name, "uScale");
    program.offset = glGetUniformLocation(program.name, "uOffset");
    program.uvScale = glGetUniformLocation(program.name, "uUvScale");
    program.color = glGetUniformLocation(program.name, "uColor");
    program.matrix = glGetUniformLocation(program.name, "uMatrix");
    program.centre = glGetUniformLocation(program.name, "uCentre");
    program.at = glGetUniformLocation(program.name, "uAt");
    program.turn = glGetUniformLocation(program.name, "uTurn");
    program.width = glGetUniformLocation(program.name, "uWidth");
    program.dash = glGetUniformLocation(program.name, "uDash");
    glUseProgram(program.name);
    if (program.uvScale >= 0) glUniform2f(program.uvScale, 1, 1);
    return program;
}

base::Status GlBackend::initialise(bool gles) {
    m_gles = gles;
    const struct {
        ProgramIndex index;
        Stages stages;
    } sources[] = {
        {kSolid, {shaders::kQuadVert, shaders::kSolidFrag, "solid.frag"}},
        {kImageExact, {shaders::kQuadVert, shaders::kImageExactFrag, "image_exact.frag"}},
        {kImageScaled, {shaders::kQuadVert, shaders::kImageScaledFrag, "image_scaled.frag"}},
        {kCoverage, {shaders::kQuadVert, shaders::kCoverageFrag, "coverage.frag"}},
        {kMeshFill, {shaders::kMeshFillVert, shaders::kMeshFillFrag, "mesh_fill.frag"}},
        {kMeshLine, {shaders::kMeshLineVert, shaders::kMeshLineFrag, "mesh_line.frag"}},
    };
    for (const auto& source : sources) {
        auto program = link(source.stages);
        if (!program) return program.error();
        m_programs[source.index] = *program;
    }
    glGenVertexArrays(1, &m_vertexArray);
    glBindVertexArray(m_vertexArray);
    glGenBuffers(1, &m_vertexBuffer);
    glGenBuffers(1, &m_indexBuffer);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &m_maxTextureSize);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glDisable(GL_DITHER);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    return {};
}

GlBackend::Texture* GlBackend::find(TextureHandle handle) {
    if (!handle.valid() || handle.index >= m_textures.size()) return nullptr;
    Texture& texture = m_textures[handle.index];
    return texture.generation == handle.generation && texture.name != 0 ? &texture : nullptr;
}

TextureHandle GlBackend::createTexture(base::SizePx size, TextureFormat format, std::span<const std::byte> pixels) {
    if (size.w <= 0 || size.h <= 0 || size.w > m_maxTextureSize || size.h > m_maxTextureSize) return {};
    const std::size_t bytes =
        static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * bytesPerPixel(format);
    KIOSK_ASSERT(pixels.empty() || pixels.size() == bytes);
    unsigned name = 0;
    while (glGetError() != GL_NO_ERROR) {
    }
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    const bool rgba = format == TextureFormat::Rgba8;
    if (rgba && !m_gles) {
        // Mesa keeps the texels of an unsized format in the order they are announced in. Blue first is the order of the
        // framebuffer, and only between equal orders does llvmpipe copy rows instead of shading pixels.
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, size.w, size.h, 0, GL_BGRA, GL_UNSIGNED_BYTE, nullptr);
        if (!pixels.empty()) {
            glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.w, size.h, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
        }
    } else {
        glTexImage2D(GL_TEXTURE_2D, 0, rgba ? GL_RGBA8 : GL_R8, size.w, size.h, 0,
                     static_cast<GLenum>(rgba ? GL_RGBA : GL_RED), GL_UNSIGNED_BYTE,
                     pixels.empty() ? nullptr : pixels.data());
    }
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        glDeleteTextures(1, &name);
        m_log.error("render", "no memory for a texture of " + std::to_string(bytes) + " bytes");
        return {};
    }
    std::uint32_t index = 0;
    if (m_free.empty()) {
        index = static_cast<std::uint32_t>(m_textures.size());
        m_textures.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    Texture& slot = m_textures[index];
    slot.name = name;
    slot.size = size;
    slot.format = format;
    slot.linear = false;
    ++slot.generation;
    ++m_stats.textures;
    m_stats.textureBytes += bytes;
    if (!pixels.empty()) m_stats.uploadedBytes += bytes;
    return {index, slot.generation};
}

void GlBackend::updateTexture(TextureHandle handle, int x, int y, base::SizePx size,
                              std::span<const std::byte> pixels) {
    Texture* texture = find(handle);
    if (texture == nullptr || size.w <= 0 || size.h <= 0) return;
    KIOSK_ASSERT(x >= 0 && y >= 0 && x + size.w <= texture->size.w && y + size.h <= texture->size.h);
    glBindTexture(GL_TEXTURE_2D, texture->name);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, size.w, size.h,
                    static_cast<GLenum>(texture->format == TextureFormat::Rgba8 ? GL_RGBA : GL_RED), GL_UNSIGNED_BYTE,
                    pixels.data());
    m_stats.uploadedBytes += pixels.size();
}

void GlBackend::destroyTexture(TextureHandle handle) {
    Texture* texture = find(handle);
    if (texture == nullptr) return;
    glDeleteTextures(1, &texture->name);
    m_stats.textureBytes -= static_cast<std::size_t>(texture->size.w) * static_cast<std::size_t>(texture->size.h) *
                            bytesPerPixel(texture->format);
    --m_stats.textures;
    texture->name = 0;
    ++texture->generation;
    m_free.push_back(handle.index);
}

GlBackend::Mesh* GlBackend::find(MeshHandle handle) {
    if (!handle.valid() || handle.index >= m_meshes.size()) return nullptr;
    Mesh& mesh = m_meshes[handle.index];
    return mesh.generation == handle.generation && mesh.vertexArray != 0 ? &mesh : nullptr;
}

MeshHandle GlBackend::createMesh(MeshKind kind, std::size_t vertexBytes, std::size_t indexCount) {
    if (vertexBytes == 0) return {};
    while (glGetError() != GL_NO_ERROR) {
    }
    Mesh made;
    made.kind = kind;
    made.vertexBytes = vertexBytes;
    made.indexCount = indexCount;
    glGenVertexArrays(1, &made.vertexArray);
    glGenBuffers(1, &made.vertexBuffer);
    glBindVertexArray(made.vertexArray);
    glBindBuffer(GL_ARRAY_BUFFER, made.vertexBuffer);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertexBytes), nullptr, GL_STATIC_DRAW);
    const auto at = [](std::size_t member) { return reinterpret_cast<const void*>(member); };
    glEnableVertexAttribArray(0);
    if (kind == MeshKind::Fill) {
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(platform::MeshFillVertex), at(0));
    } else {
        using V = platform::MeshLineVertex;
        glEnableVertexAttribArray(1);
        glEnableVertexAttribArray(2);
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(V), at(offsetof(V, x)));
        glVertexAttribPointer(1, 2, GL_BYTE, GL_FALSE, sizeof(V), at(offsetof(V, normalX)));
        glVertexAttribPointer(2, 1, GL_UNSIGNED_SHORT, GL_FALSE, sizeof(V), at(offsetof(V, along)));
    }
    if (indexCount > 0) {
        glGenBuffers(1, &made.indexBuffer);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, made.indexBuffer);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indexCount * sizeof(std::uint32_t)), nullptr,
                     GL_STATIC_DRAW);
    }
    glBindVertexArray(0);
    const std::size_t bytes = vertexBytes + indexCount * sizeof(std::uint32_t);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        glDeleteVertexArrays(1, &made.vertexArray);
        glDeleteBuffers(1, &made.vertexBuffer);
        if (made.indexBuffer != 0) glDeleteBuffers(1, &made.indexBuffer);
        m_log.error("render", "no memory for a mesh of " + std::to_string(bytes) + " bytes");
        return {};
    }
    std::uint32_t index = 0;
    if (m_freeMeshes.empty()) {
        index = static_cast<std::uint32_t>(m_meshes.size());
        m_meshes.emplace_back();
    } else {
        index = m_freeMeshes.back();
        m_freeMeshes.pop_back();
    }
    made.generation = m_meshes[index].generation + 1;
    m_meshes[index] = made;
    ++m_stats.meshes;
    m_stats.meshBytes += bytes;
    return {index, made.generation};
}

void GlBackend::updateMesh(MeshHandle handle, std::size_t vertexOffsetBytes, std::span<const std::byte> vertices,
                           std::size_t firstIndex, std::span<const std::uint32_t> indices) {
    const Mesh* mesh = find(handle);
    if (mesh == nullptr) return;
    KIOSK_ASSERT(vertexOffsetBytes + vertices.size() <= mesh->vertexBytes);
    KIOSK_ASSERT(firstIndex + indices.size() <= mesh->indexCount);
    glBindVertexArray(mesh->vertexArray);
    if (!vertices.empty()) {
        glBindBuffer(GL_ARRAY_BUFFER, mesh->vertexBuffer);
        glBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(vertexOffsetBytes),
                        static_cast<GLsizeiptr>(vertices.size()), vertices.data());
    }
    if (!indices.empty()) {
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, mesh->indexBuffer);
        glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLintptr>(firstIndex * sizeof(std::uint32_t)),
                        static_cast<GLsizeiptr>(indices.size_bytes()), indices.data());
    }
    glBindVertexArray(0);
    m_stats.uploadedBytes += vertices.size() + indices.size_bytes();
}

void GlBackend::destroyMesh(MeshHandle handle) {
    Mesh* mesh = find(handle);
    if (mesh == nullptr) return;
    glDeleteVertexArrays(1, &mesh->vertexArray);
    glDeleteBuffers(1, &mesh->vertexBuffer);
    if (mesh->indexBuffer != 0) glDeleteBuffers(1, &mesh->indexBuffer);
    m_stats.meshBytes -= mesh->vertexBytes + mesh->indexCount * sizeof(std::uint32_t);
    --m_stats.meshes;
    mesh->vertexArray = 0;
    ++mesh->generation;
    m_freeMeshes.push_back(handle.index);
}

struct GlBackend::State {
    int program = -1;
    int blend = -1;
    unsigned texture = 0;
    RectPx scissor{-1, -1, -1, -1};
};

void GlBackend::draw(const platform::DrawFrame& frame, std::span<const RectPx> damage) {
    m_stats.frameDrawCalls = 0;
    m_stats.frameVertices = 0;
    m_stats.frameOverdraw = 0;
    m_stats.frameMeshIndices = 0;
    if (damage.empty()) return;
    ++m_stats.framesDrawn;

    // One upload for all buffers of the frame: base vertex offsets do the rest.
    std::size_t vertexCount = 0;
    std::size_t indexCount = 0;
    for (const platform::DrawBuffer& buffer : frame.buffers) {
        vertexCount += buffer.vertices.size();
        indexCount += buffer.indices.size();
    }
    m_stats.frameVertices = static_cast<int>(vertexCount);
    glBindVertexArray(m_vertexArray);
    glBindBuffer(GL_ARRAY_BUFFER, m_vertexBuffer);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, m_indexBuffer);
    m_vertexCapacity = std::max(m_vertexCapacity, vertexCount * sizeof(platform::Vertex) * 5 / 4);
    m_indexCapacity = std::max(m_indexCapacity, indexCount * sizeof(std::uint16_t) * 5 / 4);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(m_vertexCapacity), nullptr, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(m_indexCapacity), nullptr, GL_STREAM_DRAW);
    std::size_t vertexOffset = 0;
    std::size_t indexOffset = 0;
    for (const platform::DrawBuffer& buffer : frame.buffers) {
        glBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(vertexOffset),
                        static_cast<GLsizeiptr>(buffer.vertices.size_bytes()), buffer.vertices.data());
        glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLintptr>(indexOffset),
                        static_cast<GLsizeiptr>(buffer.indices.size_bytes()), buffer.indices.data());
        vertexOffset += buffer.vertices.size_bytes();
        indexOffset += buffer.indices.size_bytes();
    }
    glViewport(0, 0, m_size.w, m_size.h);
    for (const Program& program : m_programs) {
        glUseProgram(program.name);
        glUniform2f(program.scale, 2.0F / static_cast<float>(m_size.w), -2.0F / static_cast<float>(m_size.h));
        glUniform2f(program.offset, -1.0F, 1.0F);
    }
    glActiveTexture(GL_TEXTURE0);
    glEnable(GL_SCISSOR_TEST);
    for (const RectPx& rect : withStaleParts(damage))
        drawRect(frame, outward(rect, m_size));
    glDisable(GL_SCISSOR_TEST);
    m_stats.frameOverdraw /= std::max(1.0, static_cast<double>(m_size.w) * m_size.h);
}

void GlBackend::drawMesh(const platform::DrawFrame& frame, const platform::MeshDraw& draw) {
    const Mesh* mesh = find(draw.mesh);
    if (mesh == nullptr) return;
    const bool line = mesh->kind == MeshKind::Line;
    const Program& program = m_programs[line ? kMeshLine : kMeshFill];
    const auto channel = [&draw](unsigned shift) { return static_cast<float>((draw.rgba >> shift) & 0xFFU) / 255; };
    glUseProgram(program.name);
    glBindVertexArray(mesh->vertexArray);
    line || channel(24) < 1 ? glEnable(GL_BLEND) : glDisable(GL_BLEND);
    glUniform4fv(program.matrix, 1, draw.matrix);
    glUniform4f(program.centre, draw.centreHigh[0], draw.centreHigh[1], draw.centreLow[0], draw.centreLow[1]);
    glUniform2f(program.at, draw.at[0], draw.at[1]);
    float opacity = channel(24);
    if (line) {
        // A line thinner than a pixel is a pixel wide and paler.
        const float half = std::max(draw.halfWidthPx, 0.5F);
        opacity *= std::min(1.0F, draw.halfWidthPx / 0.5F);
        const float length = std::hypot(draw.matrix[0], draw.matrix[2]) * platform::kMeshNormalScale;
        glUniform4f(program.turn, draw.matrix[0] / length, draw.matrix[1] / length, draw.matrix[2] / length,
                    draw.matrix[3] / length);
        glUniform4f(program.width, half + 0.5F, draw.pxPerAlong, 0, 0);
        const bool dashed = draw.dashPx > 0;
        glUniform4f(program.dash, dashed ? draw.dashPx + draw.gapPx : 1.0F, dashed ? draw.dashPx : 1.0F,
                    dashed ? 0.0F : 1.0F, 0);
    }
    glUniform4f(program.color, channel(0), channel(8), channel(16), opacity);
    for (std::uint32_t i = draw.firstRange; i < draw.firstRange + draw.rangeCount; ++i) {
        const platform::MeshRange range = frame.meshRanges[i];
        if (line) {
            glDrawArrays(GL_TRIANGLE_STRIP, static_cast<GLint>(range.first), static_cast<GLsizei>(range.count));
        } else {
            glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(range.count), GL_UNSIGNED_INT,
                           reinterpret_cast<const void*>(std::size_t{range.first} * sizeof(std::uint32_t)));
        }
        ++m_stats.frameDrawCalls;
        m_stats.frameMeshIndices += static_cast<int>(range.count);
    }
}

void GlBackend::framePresented() {
    constexpr GLuint64 kPatienceNs = 1'000'000'000;  // a driver that hangs must not hang the kiosk with it
    if (m_inFlight != nullptr) {
        glClientWaitSync(static_cast<GLsync>(m_inFlight), GL_SYNC_FLUSH_COMMANDS_BIT, kPatienceNs);
        glDeleteSync(static_cast<GLsync>(m_inFlight));
    }
    m_inFlight = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
}

std::vector<RectPx> GlBackend::withStaleParts(std::span<const RectPx> damage) {
    std::vector<RectPx> rects(damage.begin(), damage.end());
    const auto age = static_cast<std::size_t>(m_bufferAge ? std::max(0, m_bufferAge()) : 1);
    if (age == 0 || age > m_history.size() + 1) {
        rects.assign(1, RectPx{0, 0, static_cast<float>(m_size.w), static_cast<float>(m_size.h)});
    } else {
        for (std::size_t i = 0; i + 1 < age; ++i)
            rects.insert(rects.end(), m_history[i].begin(), m_history[i].end());
    }
    m_history.emplace_front(damage.begin(), damage.end());
    if (m_history.size() > kDamageHistory) m_history.pop_back();
    return rects;
}

void GlBackend::drawRect(const platform::DrawFrame& frame, RectPx rect) {
    if (rect.empty()) return;
    State state;
    std::size_t vertexBase = 0;
    std::size_t indexBase = 0;
    std::uint32_t bound = 0;
    std::size_t attributesAt = static_cast<std::size_t>(-1);
    const auto& commands = frame.commands;
    for (std::size_t i = 0; i < commands.size();) {
        const platform::DrawCommand& command = commands[i];
        if (!command.bounds.intersects(rect)) {
            ++i;
            continue;
        }
        // Neighbouring commands with the same state become one draw call.
        std::uint32_t count = command.indexCount;
        std::size_t next = i + 1;
        while (command.material != Material::Mesh && next < commands.size() &&
               commands[next].material == command.material && commands[next].texture == command.texture &&
               commands[next].buffer == command.buffer && commands[next].clip == command.clip &&
               commands[next].firstIndex == command.firstIndex + count && commands[next].bounds.intersects(rect)) {
            count += commands[next].indexCount;
            ++next;
        }
        i = next;

        Texture* texture = nullptr;
        const bool isMesh = command.material == Material::Mesh;
        if (!isMesh && command.material != Material::SolidOpaque && command.material != Material::SolidBlend) {
            texture = find(command.texture);
            if (texture == nullptr) continue;
        }
        const RectPx scissor = outward(command.clip, m_size).intersected(rect);
        if (scissor.empty()) continue;
        if (!(scissor == state.scissor)) {
            glScissor(static_cast<int>(scissor.x), m_size.h - static_cast<int>(scissor.bottom()),
                      static_cast<int>(scissor.w), static_cast<int>(scissor.h));
            state.scissor = scissor;
        }
        if (isMesh) {
            drawMesh(frame, frame.meshes[command.buffer]);
            // Whatever comes next finds nothing as it was.
            state.program = -1;
            state.blend = -1;
            glBindVertexArray(m_vertexArray);
            continue;
        }
        const MaterialState wanted = stateOf(command.material);
        if (state.program != static_cast<int>(wanted.program)) {
            glUseProgram(m_programs[wanted.program].name);
            state.program = static_cast<int>(wanted.program);
        }
        if (state.blend != static_cast<int>(wanted.blend)) {
            wanted.blend ? glEnable(GL_BLEND) : glDisable(GL_BLEND);
            state.blend = static_cast<int>(wanted.blend);
        }
        if (texture != nullptr && state.texture != texture->name) {
            glBindTexture(GL_TEXTURE_2D, texture->name);
            state.texture = texture->name;
        }
        if (command.material == Material::ImageExact) {
            glUniform2f(m_programs[kImageExact].uvScale, 1.0F / static_cast<float>(texture->size.w),
                        1.0F / static_cast<float>(texture->size.h));
        }
        if (texture != nullptr && texture->linear != wanted.linear) {
            const GLint filter = wanted.linear ? GL_LINEAR : GL_NEAREST;
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
            texture->linear = wanted.linear;
        }
        while (bound < command.buffer) {
            vertexBase += frame.buffers[bound].vertices.size_bytes();
            indexBase += frame.buffers[bound].indices.size_bytes();
            ++bound;
        }
        KIOSK_ASSERT(bound == command.buffer);  // commands come in the order of their buffers
        if (attributesAt != vertexBase) {
            // OpenGL ES 3.0 has no base vertex in glDrawElements, so the attribute pointers carry it.
            const auto at = [vertexBase](std::size_t member) {
                return reinterpret_cast<const void*>(vertexBase + member);  // GL takes buffer offsets as pointers
            };
            glEnableVertexAttribArray(0);
            glEnableVertexAttribArray(1);
            glEnableVertexAttribArray(2);
            glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(platform::Vertex),
                                  at(offsetof(platform::Vertex, x)));
            glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(platform::Vertex),
                                  at(offsetof(platform::Vertex, u)));
            glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(platform::Vertex),
                                  at(offsetof(platform::Vertex, rgba)));
            attributesAt = vertexBase;
        }
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_SHORT,
                       reinterpret_cast<const void*>(indexBase + command.firstIndex * sizeof(std::uint16_t)));
        ++m_stats.frameDrawCalls;

        if (!m_measuring) continue;
        const platform::DrawBuffer& buffer = frame.buffers[command.buffer];
        double area = 0;
        for (std::uint32_t k = command.firstIndex; k + 2 < command.firstIndex + count; k += 3) {
            area += triangleArea(buffer.vertices[buffer.indices[k]], buffer.vertices[buffer.indices[k + 1]],
                                 buffer.vertices[buffer.indices[k + 2]]);
        }
        m_stats.frameOverdraw += std::min(area, static_cast<double>(scissor.w) * static_cast<double>(scissor.h));
    }
}

std::vector<std::byte> GlBackend::readPixels() {
    const std::size_t row = static_cast<std::size_t>(m_size.w) * 4;
    std::vector<std::byte> bottomFirst(row * static_cast<std::size_t>(m_size.h));
    glReadPixels(0, 0, m_size.w, m_size.h, GL_RGBA, GL_UNSIGNED_BYTE, bottomFirst.data());
    std::vector<std::byte> pixels(bottomFirst.size());
    for (int y = 0; y < m_size.h; ++y) {
        std::memcpy(pixels.data() + static_cast<std::size_t>(y) * row,
                    bottomFirst.data() + static_cast<std::size_t>(m_size.h - 1 - y) * row, row);
    }
    return pixels;
}

}  // namespace platform_sdl
