#pragma once

#include "tessellator.hpp"

namespace content_map {

/// Turns inner edges of a mesh until every triangle is as far from a sliver as its points allow: the constrained
/// Delaunay triangulation of the same area (C. L. Lawson, "Transforming triangulations", 1972). A sweep, as GLU's,
/// leaves slivers across the whole area, and a software rasteriser pays for every tile one of them passes. Exact and
/// deterministic; points and area stay as they are. @pre coordinates within 2^23 of each other
void flipToDelaunay(Mesh& mesh);

}  // namespace content_map
