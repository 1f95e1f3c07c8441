#include "ui/damage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui {

using base::RectPx;

namespace {

/// Joining pairs is cubic in the number of runs; a picture this scattered is cheaper to repaint as a whole.
constexpr std::size_t kMaxRunsToJoin = 32;

}  // namespace

void DamageGrid::begin(base::SizePx size) {
    if (!(size == m_size)) {
        m_size = size;
        m_columns = (size.w + kCellPx - 1) / kCellPx;
        m_rows = (size.h + kCellPx - 1) / kCellPx;
        m_last.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), 0);
        m_valid = false;
    }
    m_now.assign(m_last.size(), 0);
}

void DamageGrid::add(RectPx bounds, std::uint64_t hash) {
    const int left = std::max(0, static_cast<int>(std::floor(bounds.x)) / kCellPx);
    const int top = std::max(0, static_cast<int>(std::floor(bounds.y)) / kCellPx);
    const int right = std::min(m_columns - 1, (static_cast<int>(std::ceil(bounds.right())) - 1) / kCellPx);
    const int bottom = std::min(m_rows - 1, (static_cast<int>(std::ceil(bounds.bottom())) - 1) / kCellPx);
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            std::uint64_t& cell =
                m_now[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(x)];
            // Order matters: the same shapes drawn the other way round are another picture.
            cell = (cell ^ hash) * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
        }
    }
}

std::vector<RectPx> DamageGrid::finish() {
    std::vector<RectPx> rects;
    if (!m_valid) {
        rects.push_back({0, 0, static_cast<float>(m_size.w), static_cast<float>(m_size.h)});
    } else {
        // Runs of changed cells in a row, joined with an equal run of the row above.
        struct Run {
            int left, right, top, bottom;
        };
        std::vector<Run> runs;
        for (int y = 0; y < m_rows; ++y) {
            for (int x = 0; x < m_columns; ++x) {
                const auto at = [&](int column) {
                    const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) +
                                          static_cast<std::size_t>(column);
                    return m_now[i] != m_last[i];
                };
                if (!at(x)) continue;
                int end = x;
                while (end < m_columns && at(end))
                    ++end;
                const auto above = std::find_if(runs.begin(), runs.end(), [&](const Run& r) {
                    return r.bottom == y && r.left == x && r.right == end;
                });
                if (above != runs.end()) {
                    above->bottom = y + 1;
                } else {
                    runs.push_back({x, end, y, y + 1});
                }
                x = end;
            }
        }
        const auto area = [](const Run& r) { return (r.right - r.left) * (r.bottom - r.top); };
        const auto joined = [](const Run& a, const Run& b) {
            return Run{std::min(a.left, b.left), std::max(a.right, b.right), std::min(a.top, b.top),
                       std::max(a.bottom, b.bottom)};
        };
        const auto overlap = [](const Run& a, const Run& b) {
            return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        };
        if (runs.size() > kMaxRunsToJoin) {
            Run whole = runs.front();
            for (const Run& run : runs)
                whole = joined(whole, run);
            runs.assign(1, whole);
        }
        while (runs.size() > 1) {
            // Join the pair that wastes the fewest unchanged cells, as long as there are too many or they overlap.
            std::size_t bestA = 0;
            std::size_t bestB = 1;
            int bestWaste = std::numeric_limits<int>::max();
            for (std::size_t a = 0; a < runs.size(); ++a) {
                for (std::size_t b = a + 1; b < runs.size(); ++b) {
                    const int waste = overlap(runs[a], runs[b])
                                          ? std::numeric_limits<int>::min()
                                          : area(joined(runs[a], runs[b])) - area(runs[a]) - area(runs[b]);
                    if (waste < bestWaste) {
                        bestWaste = waste;
                        bestA = a;
                        bestB = b;
                    }
                }
            }
            if (runs.size() <= kMaxRects && bestWaste > 0) break;
            runs[bestA] = joined(runs[bestA], runs[bestB]);
            runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(bestB));
        }
        for (const Run& r : runs) {
            const float left = static_cast<float>(r.left * kCellPx);
            const float top = static_cast<float>(r.top * kCellPx);
            rects.push_back({left, top, static_cast<float>(std::min(m_size.w, r.right * kCellPx)) - left,
                             static_cast<float>(std::min(m_size.h, r.bottom * kCellPx)) - top});
        }
    }
    std::swap(m_now, m_last);
    m_valid = true;
    return rects;
}

}  // namespace ui
