#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/units.hpp"
#include "platform/clock.hpp"

namespace map {

/// What wants to stand on the map: a name beside its dot, or in the middle of an area.
struct LabelCandidate {
    std::int64_t id = 0;  ///< of the feature: what hysteresis and fading remember
    int priority = 0;     ///< smaller is placed first
    base::PointPx anchor;
    base::SizePx size;   ///< of the words, without margin, whole pixels
    float dotPx = 0;     ///< radius of the dot at the anchor that words keep clear of; 0 = the words lie on the anchor
    float marginPx = 2;  ///< free room kept around the words
    bool wanted = true;  ///< false: not at this zoom, say; fades out where it stands
};

struct PlacedLabel {
    std::size_t candidate = 0;  ///< index into the candidates of this frame
    base::RectPx rect;          ///< of the words
    float alpha = 1;            ///< while it appears or goes
    bool leaving = false;       ///< lost its place and fades out: takes no room
};

/// Places labels greedily on the screen: by priority, with a bonus for those that stood there in the last placement
/// (hysteresis), each beside its dot to the right, left, above or below, keeping the side it has as long as that is
/// free (to another one it fades over). No two boxes overlap, none reaches into `taken`. Nothing is tiled, so nothing
/// is cut but by the edge of the view.
///
/// A label changes between shown and hidden at most once in `kSettle`, and fades over `kFade`. What has just appeared
/// is placed first, and what has just gone keeps its place free until it may return. Only three things are stronger:
/// the edge of the view, `taken`, and another label that has just appeared as well.
///
/// Memory: remembers the ids it has shown lately; nothing is allocated while the labels stay the same. Threading: none.
class LabelPlacer {
public:
    static constexpr platform::Duration kFade = std::chrono::milliseconds(200);
    static constexpr platform::Duration kSettle = std::chrono::milliseconds(300);
    /// Priority steps a shown label is ahead of an equal one that is not.
    static constexpr int kShownBonus = 1;

    /// `view`: where labels may stand; a label whose anchor leaves it goes. Candidates in any order, each id once.
    /// The result is sorted by priority, those that fade out last; valid until the next call.
    std::span<const PlacedLabel> place(std::span<const LabelCandidate> candidates, std::span<const base::RectPx> taken,
                                       base::RectPx view, platform::Instant now);
    /// True while a label fades, or waits until it may come or go: another frame is needed.
    [[nodiscard]] bool fading() const { return m_fading; }
    /// Reduced motion, or a screen just opened: labels stand at once.
    void setInstant(bool on) { m_instant = on; }
    void clear();

private:
    struct Memory {
        bool shown = false;
        int side = 0;
        platform::Instant changed;
        float alphaThen = 0;  ///< when it changed: what appears while it fades out goes on from there
        int leftSide = 0;     ///< the side before this one, from which it fades out
        float leftAlpha = 0;
        platform::Instant moved;
        base::PointPx anchor;    ///< in the last placement
        std::uint64_t seen = 0;  ///< number of the placement it was last a candidate in
    };
    struct Turn {  ///< a candidate in the order of placing
        std::size_t candidate = 0;
        Memory* memory = nullptr;  ///< null: not shown lately
        bool young = false;        ///< shown, and too short a time ago to go
        int priority = 0;          ///< with the bonus
    };

    struct Cells {
        int left = 0, top = 0, right = 0, bottom = 0;
    };

    void clearGrid(std::span<const base::RectPx> taken);
    void foresee(std::span<const LabelCandidate> candidates, platform::Instant now);
    void queue(std::span<const LabelCandidate> candidates, platform::Instant now);
    [[nodiscard]] std::optional<int> sideFor(const LabelCandidate& candidate, const Turn& turn,
                                             platform::Instant now) const;
    [[nodiscard]] bool fits(const LabelCandidate& candidate, int side, base::PointPx slack) const;
    [[nodiscard]] bool isFree(base::RectPx box, std::size_t firstBox) const;
    [[nodiscard]] Cells cellsOf(base::RectPx box) const;
    void take(base::RectPx box);
    void hide(Memory& memory, platform::Instant now) const;
    void forget(platform::Instant now);
    [[nodiscard]] float alphaOf(const Memory& memory, platform::Instant now) const;

    std::unordered_map<std::int64_t, Memory> m_memory;
    std::vector<PlacedLabel> m_placed;
    std::vector<Turn> m_order;
    std::vector<base::RectPx> m_boxes;  ///< where nothing else may stand, the taken ones first
    std::size_t m_takenCount = 0;
    std::vector<std::vector<std::uint32_t>> m_grid;  ///< indices of boxes by cell of the screen
    base::RectPx m_view;
    int m_columns = 0;
    int m_rows = 0;
    std::uint64_t m_round = 0;
    platform::Instant m_last;  ///< of the last placement
    float m_crowding = 0;      ///< share of all distances that will be gone in `kSettle`
    bool m_fading = false;
    bool m_instant = false;
};

}  // namespace map
