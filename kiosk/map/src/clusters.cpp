#include "map/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace map {

using content::MapPoint;

namespace {

constexpr double kStep = 0.5;   ///< of the zoom; between two steps nothing is regrouped
constexpr double kFinest = 20;  ///< where joining begins: nearer than any camera comes

/// Sums instead of a middle, so that joining in any number of passes gives the same point.
struct Group {
    MapPoint sum;
    std::vector<std::size_t> members;  ///< by rank
    [[nodiscard]] MapPoint middle() const {
        const auto count = static_cast<double>(members.size());
        return {sum.x / count, sum.y / count};
    }
};

/// Groups by square of the plane, as wide as the distance that is looked for.
class Grid {
public:
    Grid(const std::vector<Group>& groups, double widthM) : m_widthM(widthM) {
        m_entries.reserve(groups.size());
        for (std::size_t i = 0; i < groups.size(); ++i)
            m_entries.emplace_back(squareOf(groups[i].middle()), i);
        std::sort(m_entries.begin(), m_entries.end());
    }
    /// Every group of the nine squares around.
    template <typename Visit>
    void near(MapPoint at, const Visit& visit) const {
        const Square middle = squareOf(at);
        for (std::int64_t column = middle.first - 1; column <= middle.first + 1; ++column) {
            const auto first =
                std::lower_bound(m_entries.begin(), m_entries.end(), Entry{{column, middle.second - 1}, 0});
            for (auto it = first; it != m_entries.end() && it->first <= Square{column, middle.second + 1}; ++it)
                visit(it->second);
        }
    }

private:
    using Square = std::pair<std::int64_t, std::int64_t>;
    using Entry = std::pair<Square, std::size_t>;
    [[nodiscard]] Square squareOf(MapPoint at) const {
        return {static_cast<std::int64_t>(std::floor(at.x / m_widthM)),
                static_cast<std::int64_t>(std::floor(at.y / m_widthM))};
    }
    double m_widthM;
    std::vector<Entry> m_entries;
};

/// One pass: the first group of every neighbourhood takes in what is nearer than `distanceM`. True when any was.
bool join(std::vector<Group>& groups, double distanceM) {
    const Grid grid(groups, distanceM);
    std::vector<Group> joined;
    std::vector<bool> taken(groups.size(), false);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (taken[i]) continue;
        taken[i] = true;
        const MapPoint at = groups[i].middle();
        Group group = groups[i];
        std::vector<std::size_t> near;
        grid.near(at, [&](std::size_t other) {
            const MapPoint there = groups[other].middle();
            if (!taken[other] && std::hypot(there.x - at.x, there.y - at.y) < distanceM) near.push_back(other);
        });
        std::sort(near.begin(), near.end());
        for (const std::size_t other : near) {
            taken[other] = true;
            group.sum = {group.sum.x + groups[other].sum.x, group.sum.y + groups[other].sum.y};
            group.members.insert(group.members.end(), groups[other].members.begin(), groups[other].members.end());
        }
        joined.push_back(std::move(group));
    }
    const bool any = joined.size() < groups.size();
    groups = std::move(joined);
    return any;
}

double stepOf(double zoom) { return std::floor(zoom / kStep) * kStep; }

void sortByRank(std::vector<std::size_t>& members, std::span<const PinSource> sources) {
    std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(sources[a].rank, sources[a].id, a) < std::tie(sources[b].rank, sources[b].id, b);
    });
}

/// The groups of one source each, most important first.
std::vector<Group> groupsOf(std::span<const PinSource> sources, std::vector<std::size_t> members) {
    sortByRank(members, sources);
    std::vector<Group> groups;
    groups.reserve(members.size());
    for (const std::size_t member : members)
        groups.push_back({sources[member].at, {member}});
    return groups;
}

/// Joins what lies too near at one step of the zoom, until nothing does.
void joinAt(std::vector<Group>& groups, double step, float spacingPx) {
    const double distanceM = spacingPx * content::mapMetresPerPixel(step);
    while (groups.size() > 1 && join(groups, distanceM)) {
    }
}

}  // namespace

std::vector<Pin> clusterPins(std::span<const PinSource> sources, double zoom, float spacingPx) {
    std::vector<std::size_t> all(sources.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<Group> groups = groupsOf(sources, std::move(all));
    // From near to far, every step joining the groups of the one before: coming nearer only ever parts them.
    const double last = std::min(stepOf(zoom), kFinest);
    for (double step = kFinest; step >= last; step -= kStep)
        joinAt(groups, step, spacingPx);

    std::vector<Pin> pins;
    pins.reserve(groups.size());
    for (Group& group : groups) {
        sortByRank(group.members, sources);
        const MapPoint first = sources[group.members.front()].at;
        const bool coincident = std::all_of(group.members.begin(), group.members.end(),
                                            [&](std::size_t member) { return sources[member].at == first; });
        const MapPoint at = coincident ? first : group.middle();
        const bool several = group.members.size() > 1;
        pins.push_back({at, std::move(group.members), coincident && several});
    }
    std::sort(pins.begin(), pins.end(), [&](const Pin& a, const Pin& b) {
        return sources[a.members.front()].id < sources[b.members.front()].id;
    });
    return pins;
}

double partingZoom(const Pin& pin, std::span<const PinSource> sources, float spacingPx, double zoomMax) {
    std::vector<Group> groups = groupsOf(sources, pin.members);
    for (double step = kFinest; groups.size() > 1; step -= kStep) {
        joinAt(groups, step, spacingPx);
        if (groups.size() == 1) return std::min(step + kStep, zoomMax);
    }
    return zoomMax;
}

}  // namespace map
