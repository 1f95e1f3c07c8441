#include "map/clusters.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace {

using content::MapPoint;
using map::clusterPins;
using map::partingZoom;
using map::Pin;
using map::PinSource;

constexpr float kSpacingPx = 48;

std::vector<PinSource> randomSources(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> unit(-1, 1);
    std::vector<PinSource> sources;
    MapPoint town;
    for (int i = 0; i < count; ++i) {
        // Towns with streets of places, as maps have them.
        if (i % 9 == 0) town = {40'000 * unit(random), 50'000 * unit(random)};
        sources.push_back({1'000 - i, {town.x + 900 * unit(random), town.y + 900 * unit(random)}, i % 4, i % 5});
    }
    return sources;
}

std::vector<std::set<std::int64_t>> idsOf(const std::vector<Pin>& pins, const std::vector<PinSource>& sources) {
    std::vector<std::set<std::int64_t>> ids;
    for (const Pin& pin : pins) {
        std::set<std::int64_t>& group = ids.emplace_back();
        for (const std::size_t member : pin.members)
            group.insert(sources[member].id);
    }
    return ids;
}

/// Places that lie `px` apart at a zoom.
std::vector<PinSource> twoApart(double px, double zoom) {
    return {{1, {100, 100}, 0, 5}, {2, {100 + px * content::mapMetresPerPixel(zoom), 100}, 1, 3}};
}

TEST_SUITE("map/clusters") {
    TEST_CASE("nothing makes no pins") { CHECK(clusterPins({}, 10, kSpacingPx).empty()); }

    TEST_CASE("places that would lie over each other share a pin in their middle, the most important first") {
        const auto sources = twoApart(47, 11);
        const auto pins = clusterPins(sources, 11, kSpacingPx);
        REQUIRE(pins.size() == 1);
        CHECK(pins[0].isCluster());
        CHECK_FALSE(pins[0].coincident);
        CHECK(pins[0].members == std::vector<std::size_t>{1, 0});
        CHECK(pins[0].at.x == doctest::Approx((sources[0].at.x + sources[1].at.x) / 2));
        CHECK(pins[0].at.y == 100);
    }

    TEST_CASE("places far enough apart stay alone, sorted by id") {
        const auto sources = twoApart(49, 11);
        const auto pins = clusterPins(sources, 11, kSpacingPx);
        REQUIRE(pins.size() == 2);
        CHECK_FALSE(pins[0].isCluster());
        CHECK(pins[0].members == std::vector<std::size_t>{0});
        CHECK(pins[0].at == sources[0].at);
        CHECK(pins[1].members == std::vector<std::size_t>{1});
    }

    TEST_CASE("no two pins are nearer than the spacing, at any zoom") {
        for (unsigned seed = 0; seed < 20; ++seed) {
            const auto sources = randomSources(seed, 150);
            for (double zoom = 8; zoom <= 18; zoom += 0.37) {
                const auto pins = clusterPins(sources, zoom, kSpacingPx);
                const double metres = kSpacingPx * content::mapMetresPerPixel(zoom) * 0.999999;
                std::multiset<std::size_t> all;
                for (const Pin& pin : pins) {
                    all.insert(pin.members.begin(), pin.members.end());
                    for (const Pin& other : pins) {
                        if (&pin != &other) {
                            REQUIRE(std::hypot(pin.at.x - other.at.x, pin.at.y - other.at.y) >= metres);
                        }
                    }
                }
                // Every place is in exactly one pin.
                REQUIRE(all.size() == sources.size());
                REQUIRE(std::set<std::size_t>(all.begin(), all.end()).size() == sources.size());
            }
        }
    }

    TEST_CASE("nothing is regrouped within half a step of the zoom") {
        const auto sources = randomSources(3, 200);
        const auto pins = idsOf(clusterPins(sources, 11.5, kSpacingPx), sources);
        CHECK(idsOf(clusterPins(sources, 11.74, kSpacingPx), sources) == pins);
        CHECK(idsOf(clusterPins(sources, 11.999, kSpacingPx), sources) == pins);
        CHECK(idsOf(clusterPins(sources, 12, kSpacingPx), sources) != pins);
    }

    TEST_CASE("the order of the sources does not matter") {
        auto sources = randomSources(4, 200);
        const auto pins = clusterPins(sources, 10, kSpacingPx);
        const auto ids = idsOf(pins, sources);
        auto shuffled = sources;
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(7));
        const auto again = clusterPins(shuffled, 10, kSpacingPx);
        CHECK(idsOf(again, shuffled) == ids);
        for (std::size_t i = 0; i < pins.size(); ++i)
            CHECK(again[i].at.x == doctest::Approx(pins[i].at.x));
    }

    TEST_CASE("coming nearer only parts pins: what has parted never comes together again") {
        const auto sources = randomSources(5, 200);
        auto wide = idsOf(clusterPins(sources, 8, kSpacingPx), sources);
        for (double zoom = 8.5; zoom <= 18; zoom += 0.5) {
            const auto near = idsOf(clusterPins(sources, zoom, kSpacingPx), sources);
            CHECK(near.size() >= wide.size());
            for (const auto& group : near) {
                const bool within = std::any_of(wide.begin(), wide.end(), [&](const auto& whole) {
                    return std::includes(whole.begin(), whole.end(), group.begin(), group.end());
                });
                REQUIRE(within);
            }
            wide = near;
        }
    }

    TEST_CASE("a cluster parts at its parting zoom and not before") {
        const auto sources = randomSources(6, 200);
        int clusters = 0;
        for (const Pin& pin : clusterPins(sources, 9, kSpacingPx)) {
            if (!pin.isCluster()) continue;
            ++clusters;
            const double zoom = partingZoom(pin, sources, kSpacingPx, 18);
            REQUIRE(zoom > 9);
            const auto together = [&](double at) {
                const auto pins = clusterPins(sources, at, kSpacingPx);
                return std::any_of(pins.begin(), pins.end(), [&](const Pin& each) {
                    return std::is_permutation(each.members.begin(), each.members.end(), pin.members.begin(),
                                               pin.members.end());
                });
            };
            CHECK(together(zoom - 0.5));
            CHECK_FALSE(together(zoom));
        }
        CHECK(clusters > 5);
    }

    TEST_CASE("places at one point never part, and say so") {
        const std::vector<PinSource> sources{{7, {3.3, 4.4}, 0, 2}, {5, {3.3, 4.4}, 0, 1}, {6, {3.3, 4.4}, 0, 1}};
        const auto pins = clusterPins(sources, 18, kSpacingPx);
        REQUIRE(pins.size() == 1);
        CHECK(pins[0].coincident);
        CHECK(pins[0].at == MapPoint{3.3, 4.4});
        CHECK(pins[0].members == std::vector<std::size_t>{1, 2, 0});
        CHECK(partingZoom(pins[0], sources, kSpacingPx, 18) == 18);
    }

    TEST_CASE("a place alone is neither a cluster nor coincident") {
        const std::vector<PinSource> sources{{7, {3, 4}, 0, 2}};
        const auto pins = clusterPins(sources, 12, kSpacingPx);
        REQUIRE(pins.size() == 1);
        CHECK_FALSE(pins[0].isCluster());
        CHECK_FALSE(pins[0].coincident);
    }
}

}  // namespace
