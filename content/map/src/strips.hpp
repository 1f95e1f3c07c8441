#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "arcs.hpp"
#include "content/map.hpp"

namespace content_map {

/// The grid chunks are cut by, aligned at the top left of the bounds of the map.
struct Cells {
    double left = 0;
    double top = 0;
    double size = 1;  ///< metres of the plane
    struct At {
        int row = 0;
        int column = 0;
        friend constexpr auto operator<=>(const At&, const At&) = default;
    };
    [[nodiscard]] At of(content::MapPoint p) const {
        return {static_cast<int>(std::floor((p.y - top) / size)), static_cast<int>(std::floor((p.x - left) / size))};
    }
};

/// Where the vertices of a cell are collected.
using LineSink = std::function<std::vector<content::MapLineVertex>&(Cells::At)>;

/// Pairs that round an open end: none for lines of which nobody sees the end, and a software rasteriser pays for.
enum class Cap : std::uint8_t { Flat = 0, Bevelled = 1, Round = 3 };
/// For a line at most `widthMm` wide, design millimetres.
[[nodiscard]] Cap capFor(float widthMm);

/// Draws a line as triangle strips, cut where it passes from one cell to another. At a cut both sides have the same
/// pair of vertices. Each strip begins and ends with a vertex twice and has an even number of them, so that strips can
/// follow one another in one draw call. Joins are mitred up to kMapMitreLimit, sharper turns are round; open ends are
/// as `cap` says. `closed`: the last point leads back to the first, which is not repeated.
void appendStrips(const GridPath& points, bool closed, double metresPerPixel, const Cells& cells, const LineSink& sink,
                  Cap cap = Cap::Round);

/// Chains of a class put together to fewer and longer lines.
struct Run {
    ArcChain chain;
    bool closed = false;
};

/// Every arc of the chains once, in the direction of the first that has it, put end to end where exactly two ends meet:
/// a border that many rings share is one line, and so is a road that came in pieces.
[[nodiscard]] std::vector<Run> runsOf(const std::vector<const ArcChain*>& chains, const std::vector<Arc>& arcs);

}  // namespace content_map
