#include "woven_figures.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

namespace scenes {
namespace {

using Row = std::string_view;

// '.' is the ground; a, b and c are the threads.
constexpr Row kDiamond[] = {"......a......", ".....aaa.....", "....aabaa....", "...aab.baa...", "..aab.c.baa..",
                            ".aab.ccc.baa.", "aab.cc.cc.baa", ".aab.ccc.baa.", "..aab.c.baa..", "...aab.baa...",
                            "....aabaa....", ".....aaa.....", "......a......"};
constexpr Row kCross[] = {"...aaaaa...", "...abbba...", "..aabbbaa..", "aaabbcbbaaa", "abbbcccbbba", "abbcc.ccbba",
                          "abbbcccbbba", "aaabbcbbaaa", "..aabbbaa..", "...abbba...", "...aaaaa..."};
constexpr Row kStar[] = {"...a.....a...", "...aa...aa...", "...aaa.aaa...", "aaa.aa.aa.aaa", ".aaa.a.a.aaa.",
                         "..aaa.b.aaa..", ".....bcb.....", "..aaa.b.aaa..", ".aaa.a.a.aaa.", "aaa.aa.aa.aaa",
                         "...aaa.aaa...", "...aa...aa...", "...a.....a..."};
constexpr Row kFlower[] = {"...aa.aa...", "..aaaaaaa..", ".aaa.a.aaa.", "aaa.bbb.aaa", "aa.bbcbb.aa", ".aabcccbaa.",
                           "aa.bbcbb.aa", "aaa.bbb.aaa", ".aaa.a.aaa.", "..aaaaaaa..", "...aa.aa..."};
constexpr Row kSun[] = {"......a......", "..a...a...a..", "...a.aaa.a...", "....aaaaa....", "...aabbbaa...",
                        ".aaabcccbaaa.", "aa.aabcbaa.aa", ".aaabcccbaaa.", "...aabbbaa...", "....aaaaa....",
                        "...a.aaa.a...", "..a...a...a..", "......a......"};

std::span<const Row> rowsOf(WovenFigure figure) {
    switch (figure) {
        case WovenFigure::Diamond: return kDiamond;
        case WovenFigure::Cross: return kCross;
        case WovenFigure::Star: return kStar;
        case WovenFigure::Flower: return kFlower;
        case WovenFigure::Sun: return kSun;
    }
    return kDiamond;
}

}  // namespace

void paintFigure(ui::Painter& painter, WovenFigure figure, base::PointPx centre, float cellPx,
                 const std::array<ui::Color, 3>& threads) {
    const std::span<const Row> rows = rowsOf(figure);
    const float cell = std::max(1.0F, std::floor(cellPx));
    const auto side = static_cast<float>(rows.size());
    const float left = std::round(centre.x - side * cell / 2);
    const float top = std::round(centre.y - side * cell / 2);
    for (std::size_t y = 0; y < rows.size(); ++y) {
        const Row row = rows[y];
        for (std::size_t x = 0; x < row.size();) {
            // One rectangle for a run of the same thread.
            const std::size_t end = std::min(row.find_first_not_of(row[x], x), row.size());
            if (row[x] != '.') {
                const auto thread = static_cast<std::size_t>(row[x] - 'a');
                painter.fill({left + static_cast<float>(x) * cell, top + static_cast<float>(y) * cell,
                              static_cast<float>(end - x) * cell, cell},
                             threads[thread]);
            }
            x = end;
        }
    }
}

}  // namespace scenes
