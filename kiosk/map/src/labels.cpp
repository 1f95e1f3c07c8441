#include "map/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace map {

using base::PointPx;
using base::RectPx;
using platform::Instant;

namespace {

constexpr float kCellPx = 64;
/// Room a label needs around it to come that it does not need to stay: two neighbours that are moved together come up
/// to one pixel nearer to each other by rounding.
constexpr float kEntryPx = 2;
constexpr double kSteadyS = 0.1;       ///< frames farther apart say nothing about how the map moves
constexpr double kMostCrowding = 0.5;  ///< twice as many labels as now have to fit in soon

enum Side : int { kRight, kLeft, kAbove, kBelow };
constexpr std::array<int, 4> kSides{kRight, kLeft, kAbove, kBelow};

RectPx wordsAt(const LabelCandidate& candidate, int side) {
    const auto w = static_cast<float>(candidate.size.w);
    const auto h = static_cast<float>(candidate.size.h);
    const float aside = candidate.dotPx + candidate.marginPx;
    PointPx at = candidate.anchor - PointPx{w / 2, h / 2};
    if (candidate.dotPx > 0) {
        switch (side) {
            case kLeft: at.x = candidate.anchor.x - aside - w; break;
            case kAbove: at.y = candidate.anchor.y - aside - h; break;
            case kBelow: at.y = candidate.anchor.y + aside; break;
            default: at.x = candidate.anchor.x + aside; break;
        }
    }
    return {std::round(at.x), std::round(at.y), w, h};
}

RectPx dotOf(const LabelCandidate& candidate) {
    return RectPx{candidate.anchor.x, candidate.anchor.y, 0, 0}.inflated(candidate.dotPx);
}

RectPx grown(RectPx rect, PointPx by) { return {rect.x - by.x, rect.y - by.y, rect.w + 2 * by.x, rect.h + 2 * by.y}; }

float fadedSince(Instant then, Instant now) {
    return std::chrono::duration<float>(now - then) / std::chrono::duration<float>(LabelPlacer::kFade);
}

bool holds(RectPx outer, RectPx inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

}  // namespace

std::span<const PlacedLabel> LabelPlacer::place(std::span<const LabelCandidate> candidates,
                                                std::span<const RectPx> taken, RectPx view, Instant now) {
    ++m_round;
    m_view = view;
    m_placed.clear();
    clearGrid(taken);
    foresee(candidates, now);
    queue(candidates, now);
    for (const Turn& turn : m_order) {
        const LabelCandidate& candidate = candidates[turn.candidate];
        const std::optional<int> side = sideFor(candidate, turn, now);
        if (!side) {
            if (turn.memory != nullptr && turn.memory->shown) hide(*turn.memory, now);
            continue;
        }
        take(wordsAt(candidate, *side).inflated(candidate.marginPx));
        if (candidate.dotPx > 0) take(dotOf(candidate));
        Memory* memory = turn.memory;
        if (memory != nullptr && !memory->shown && now - memory->changed < kSettle) continue;  // its place waits for it
        if (memory == nullptr) memory = &m_memory[candidate.id];
        if (!memory->shown) {
            memory->alphaThen = alphaOf(*memory, now);
            memory->shown = true;
            memory->changed = now;
            memory->seen = m_round;
            memory->anchor = candidate.anchor;
        } else if (memory->side != *side) {
            memory->leftSide = memory->side;
            memory->leftAlpha = alphaOf(*memory, now);
            memory->alphaThen = 0;
            memory->changed = memory->moved = now;
        }
        memory->side = *side;
        m_placed.push_back({turn.candidate, wordsAt(candidate, *side), alphaOf(*memory, now), false});
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto found = m_memory.find(candidates[i].id);
        if (found == m_memory.end()) continue;
        const Memory& memory = found->second;
        const float alpha = memory.shown ? 0 : alphaOf(memory, now);
        if (alpha > 0) m_placed.push_back({i, wordsAt(candidates[i], memory.side), alpha, true});
        const float left = m_instant ? 0 : memory.leftAlpha - fadedSince(memory.moved, now);
        if (left > 0) m_placed.push_back({i, wordsAt(candidates[i], memory.leftSide), left, true});
    }
    forget(now);
    std::sort(m_placed.begin(), m_placed.end(), [&](const PlacedLabel& a, const PlacedLabel& b) {
        const LabelCandidate& first = candidates[a.candidate];
        const LabelCandidate& second = candidates[b.candidate];
        return std::tie(a.leaving, first.priority, first.id, a.alpha) <
               std::tie(b.leaving, second.priority, second.id, b.alpha);
    });
    return m_placed;
}

void LabelPlacer::clear() {
    m_memory.clear();
    m_placed.clear();
    m_fading = false;
}

void LabelPlacer::clearGrid(std::span<const RectPx> taken) {
    m_columns = std::max(1, static_cast<int>(std::ceil(m_view.w / kCellPx)));
    m_rows = std::max(1, static_cast<int>(std::ceil(m_view.h / kCellPx)));
    const auto cells = static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    if (m_grid.size() < cells) m_grid.resize(cells);
    for (auto& cell : m_grid)
        cell.clear();
    m_boxes.clear();
    for (const RectPx& rect : taken)
        take(rect);
    m_takenCount = m_boxes.size();
}

/// Measures how the map is growing or shrinking by how the anchors of what is shown have spread since the last frame.
void LabelPlacer::foresee(std::span<const LabelCandidate> candidates, Instant now) {
    struct Spread {
        double count = 0, x = 0, y = 0, squares = 0;
        void add(PointPx at) {
            count += 1;
            x += at.x;
            y += at.y;
            squares += double{at.x} * at.x + double{at.y} * at.y;
        }
        [[nodiscard]] double variance() const { return squares - (x * x + y * y) / count; }
    };
    Spread before, after;
    for (const LabelCandidate& candidate : candidates) {
        const auto found = m_memory.find(candidate.id);
        if (found == m_memory.end() || found->second.seen + 1 != m_round) continue;
        before.add(found->second.anchor);
        after.add(candidate.anchor);
    }
    const double seconds = std::chrono::duration<double>(now - m_last).count();
    m_last = now;
    m_crowding = 0;
    if (before.count < 2 || seconds <= 0 || seconds > kSteadyS) return;
    const double ratio = std::sqrt(after.variance() / before.variance());
    if (!(ratio < 1)) return;  // growing, or all at one point
    const double share = 1 - std::pow(ratio, std::chrono::duration<double>(kSettle).count() / seconds);
    m_crowding = static_cast<float>(std::min(share, kMostCrowding));
}

/// Those that may stand, in the order in which they choose their place.
void LabelPlacer::queue(std::span<const LabelCandidate> candidates, Instant now) {
    m_order.clear();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const LabelCandidate& candidate = candidates[i];
        const auto found = m_memory.find(candidate.id);
        Memory* memory = found == m_memory.end() ? nullptr : &found->second;
        const bool shown = memory != nullptr && memory->shown;
        if (memory != nullptr) {
            memory->seen = m_round;
            memory->anchor = candidate.anchor;
        }
        if (candidate.wanted && m_view.contains(candidate.anchor)) {
            const bool young = shown && now - memory->changed < kSettle;
            m_order.push_back({i, memory, young, candidate.priority - (shown ? kShownBonus : 0)});
        } else if (shown) {
            hide(*memory, now);
        }
    }
    std::sort(m_order.begin(), m_order.end(), [&](const Turn& a, const Turn& b) {
        const LabelCandidate& first = candidates[a.candidate];
        const LabelCandidate& second = candidates[b.candidate];
        if (a.young != b.young) return a.young;
        return std::tie(a.priority, first.priority, first.id) < std::tie(b.priority, second.priority, second.id);
    });
}

/// Where a label finds room. One that stands there keeps its side as long as that is free.
std::optional<int> LabelPlacer::sideFor(const LabelCandidate& candidate, const Turn& turn, Instant now) const {
    const bool shown = turn.memory != nullptr && turn.memory->shown;
    if (shown && fits(candidate, turn.memory->side, {})) return turn.memory->side;
    // Two places at once are enough: it may move again when it has faded out of the one before.
    if (shown && fadedSince(turn.memory->moved, now) < 1) return std::nullopt;
    PointPx slack;
    if (!turn.young) {
        // While the map shrinks, room that will be gone before the label may go is no room.
        slack = {kEntryPx + m_crowding * static_cast<float>(2 * candidate.size.w),
                 kEntryPx + m_crowding * static_cast<float>(4 * candidate.size.h)};
    }
    // A side on which the edge of the view cuts nothing is better than one on which it does.
    for (const bool whole : {true, false}) {
        for (const int side : kSides) {
            if (holds(m_view, wordsAt(candidate, side)) == whole && fits(candidate, side, slack)) return side;
            if (!(candidate.dotPx > 0)) break;
        }
    }
    return std::nullopt;
}

bool LabelPlacer::fits(const LabelCandidate& candidate, int side, PointPx slack) const {
    if (!isFree(grown(wordsAt(candidate, side).inflated(candidate.marginPx), slack), 0)) return false;
    // What the caller has drawn, a pin say, may cover the dot, but no other words may.
    return !(candidate.dotPx > 0) || isFree(grown(dotOf(candidate), slack), m_takenCount);
}

bool LabelPlacer::isFree(RectPx box, std::size_t firstBox) const {
    const Cells cells = cellsOf(box);
    for (int row = cells.top; row <= cells.bottom; ++row) {
        for (int column = cells.left; column <= cells.right; ++column) {
            const auto& cell = m_grid[static_cast<std::size_t>(row * m_columns + column)];
            for (const std::uint32_t other : cell) {
                if (other >= firstBox && m_boxes[other].intersects(box)) return false;
            }
        }
    }
    return true;
}

/// What reaches out of the view belongs to the cells along its edge.
LabelPlacer::Cells LabelPlacer::cellsOf(RectPx box) const {
    const auto cell = [](float px, int count) {
        return static_cast<int>(std::clamp(std::floor(px / kCellPx), 0.0F, static_cast<float>(count - 1)));
    };
    return {cell(box.x - m_view.x, m_columns), cell(box.y - m_view.y, m_rows), cell(box.right() - m_view.x, m_columns),
            cell(box.bottom() - m_view.y, m_rows)};
}

void LabelPlacer::take(RectPx box) {
    const auto index = static_cast<std::uint32_t>(m_boxes.size());
    m_boxes.push_back(box);
    const Cells cells = cellsOf(box);
    for (int row = cells.top; row <= cells.bottom; ++row) {
        for (int column = cells.left; column <= cells.right; ++column)
            m_grid[static_cast<std::size_t>(row * m_columns + column)].push_back(index);
    }
}

void LabelPlacer::hide(Memory& memory, Instant now) const {
    memory.alphaThen = alphaOf(memory, now);
    memory.shown = false;
    memory.changed = now;
}

/// Drops what is of no account any more, and finds out whether anything is still changing.
void LabelPlacer::forget(Instant now) {
    m_fading = false;
    for (auto it = m_memory.begin(); it != m_memory.end();) {
        Memory& memory = it->second;
        if (memory.seen != m_round && memory.shown) {
            memory.shown = false;
            memory.changed = now;
            memory.alphaThen = memory.leftAlpha = 0;
        }
        const bool settled = now - memory.changed >= std::max(kSettle, kFade);
        if (memory.seen == m_round && !settled) m_fading = true;
        it = settled && !memory.shown ? m_memory.erase(it) : std::next(it);
    }
}

float LabelPlacer::alphaOf(const Memory& memory, Instant now) const {
    if (m_instant) return memory.shown ? 1.0F : 0.0F;
    const float part = fadedSince(memory.changed, now);
    return std::clamp(memory.shown ? memory.alphaThen + part : memory.alphaThen - part, 0.0F, 1.0F);
}

}  // namespace map
