#pragma once

#include <cstdint>
#include <string_view>

#include "content/map.hpp"

namespace content {

/// What map_chunk.checksum holds for a part of a mesh.
[[nodiscard]] std::uint64_t chunkChecksum(std::string_view vertices, std::string_view indices);

/// Appends a part of a mesh as the database has it; false, and nothing is appended, when it cannot be what was written:
/// indices past the vertices, vertices that are no numbers or lie outside the chunk's box, half a structure.
[[nodiscard]] bool appendMapChunk(MapLevel& level, MapChunk chunk, std::string_view vertices, std::string_view indices);

}  // namespace content
