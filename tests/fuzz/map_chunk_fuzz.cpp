// What the database of a pack says of a map: parts of meshes and packed geometry. Whatever the bytes, what is taken in
// can be drawn: indices inside the vertices, vertices inside the box.
//
// The first byte: 0 = a fill, 1 = a line, else packed geometry. For meshes the next two are the length of the vertices.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "map_chunk.hpp"
#include "path_code.hpp"

namespace {

void require(bool held) {
    if (!held) std::abort();
}

void mesh(content::MapDraw draw, std::string_view bytes) {
    if (bytes.size() < 2) return;
    const std::size_t length = static_cast<std::uint8_t>(bytes[0]) + 256U * static_cast<std::uint8_t>(bytes[1]);
    bytes.remove_prefix(2);
    content::MapLevel level;
    content::MapChunk chunk;
    chunk.draw = draw;
    chunk.left = chunk.top = -100;
    chunk.right = chunk.bottom = 100;
    const std::string_view vertices = bytes.substr(0, length);
    const std::string_view indices = bytes.substr(vertices.size());
    // Twice, so that the second lies behind another.
    const bool first = content::appendMapChunk(level, chunk, vertices, indices);
    const bool second = content::appendMapChunk(level, chunk, vertices, indices);
    require(first == second);
    require(level.chunks.size() == (first ? 2U : 0U));
    if (!first) require(level.fills.empty() && level.lines.empty() && level.indices.empty());
    for (const content::MapChunk& c : level.chunks)
        require(c.first + c.count <= (c.draw == content::MapDraw::Fill ? level.indices.size() : level.lines.size()));
    for (const std::uint32_t index : level.indices)
        require(index < level.fills.size());
    for (const content::MapFillVertex& v : level.fills)
        require(v.x >= -100 && v.x <= 100 && v.y >= -100 && v.y <= 100);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] < 2) {
        mesh(static_cast<content::MapDraw>(data[0]), bytes);
        return 0;
    }
    const auto shape = content::decodeShape(bytes);
    // What can be read is written to the same bytes, or to fewer where numbers were padded.
    if (shape) require(content::encodeShape(*shape).size() <= bytes.size());
    return 0;
}
