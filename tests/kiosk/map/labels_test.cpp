#include "map/labels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

#include "test_support/events.hpp"

namespace {

using base::PointPx;
using base::RectPx;
using map::LabelCandidate;
using map::LabelPlacer;
using map::PlacedLabel;
using test_support::at;

constexpr RectPx kView{0, 0, 1920, 1080};

LabelCandidate town(std::int64_t id, PointPx anchor, int priority = 10) {
    return {id, priority, anchor, {80, 20}, 4, 2, true};
}

RectPx boxOf(const LabelCandidate& candidate, const PlacedLabel& label) {
    return label.rect.inflated(candidate.marginPx);
}

RectPx dotOf(const LabelCandidate& candidate) {
    return RectPx{candidate.anchor.x, candidate.anchor.y, 0, 0}.inflated(candidate.dotPx);
}

struct Screen {
    LabelPlacer placer;
    std::vector<LabelCandidate> candidates;
    std::vector<RectPx> taken;
    std::vector<PlacedLabel> placed;

    void frame(double ms) {
        const auto all = placer.place(candidates, taken, kView, at(ms));
        placed.assign(all.begin(), all.end());
    }
    [[nodiscard]] const PlacedLabel* find(std::int64_t id) const {
        const auto found = std::find_if(placed.begin(), placed.end(),
                                        [&](const PlacedLabel& label) { return candidates[label.candidate].id == id; });
        return found == placed.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool shows(std::int64_t id) const {
        const PlacedLabel* label = find(id);
        return label != nullptr && !label->leaving;
    }
    [[nodiscard]] RectPx rect(std::int64_t id) const {
        const PlacedLabel* label = find(id);
        REQUIRE(label != nullptr);
        return label->rect;
    }
    [[nodiscard]] LabelCandidate& candidate(std::int64_t id) {
        return *std::find_if(candidates.begin(), candidates.end(),
                             [&](const LabelCandidate& each) { return each.id == id; });
    }
    /// What must hold in every frame. Returns what is wrong, or nothing.
    [[nodiscard]] std::string wrong() const {
        std::vector<const PlacedLabel*> standing;
        for (const PlacedLabel& label : placed) {
            if (label.alpha < 0 || label.alpha > 1) return "alpha";
            if (label.rect.x != std::round(label.rect.x) || label.rect.y != std::round(label.rect.y)) return "pixels";
            if (!label.leaving) standing.push_back(&label);
        }
        for (const PlacedLabel* label : standing) {
            const LabelCandidate& candidate = candidates[label->candidate];
            if (!kView.contains(candidate.anchor)) return "out of view";
            for (const RectPx& rect : taken) {
                if (rect.intersects(boxOf(candidate, *label))) return "reaches into what is taken";
            }
            for (const PlacedLabel* other : standing) {
                const LabelCandidate& there = candidates[other->candidate];
                if (label != other && boxOf(candidate, *label).intersects(boxOf(there, *other))) return "overlap";
                // Its own dot as well: the words keep clear of it.
                if (boxOf(candidate, *label).inflated(-0.51F).intersects(dotOf(there))) return "over a dot";
            }
        }
        return {};
    }
};

/// A map of places that can be moved like a real one.
struct Country : Screen {
    struct Place {
        double x, y;
        LabelCandidate label;
    };
    std::vector<Place> places;
    double x = 0, y = 0, scale = 1, turn = 0;

    Country(unsigned seed, int count, double extent = 3'000) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> unit(-1, 1);
        std::uniform_int_distribution<int> width(30, 180);
        for (int i = 0; i < count; ++i) {
            const int rank = i < count / 100 ? 0 : i < count / 6 ? 10 : 20;
            const bool area = i % 17 == 0;
            places.push_back({extent * unit(random),
                              extent * unit(random),
                              {i + 1, rank + (i % 3), {}, {width(random), area ? 30 : 18}, area ? 0 : 4.0F, 2, true}});
        }
        taken = {{1'500, 40, 380, 700}, {20, 960, 300, 90}};
    }
    void look(double ms) {
        candidates.clear();
        const double sin = std::sin(turn);
        const double cos = std::cos(turn);
        for (const Place& place : places) {
            const double east = (place.x - x) * scale;
            const double south = (place.y - y) * scale;
            LabelCandidate label = place.label;
            label.anchor = {static_cast<float>(960 + east * cos + south * sin),
                            static_cast<float>(540 - east * sin + south * cos)};
            if (kView.inflated(300).contains(label.anchor)) candidates.push_back(label);
        }
        frame(ms);
    }
};

TEST_SUITE("map/labels") {
    TEST_CASE_FIXTURE(Screen, "words stand to the right of their dot, clear of it, on whole pixels") {
        candidates = {town(1, {500.3F, 400.2F})};
        frame(0);
        CHECK(rect(1) == RectPx{506, 390, 80, 20});
        CHECK(wrong().empty());
    }

    TEST_CASE_FIXTURE(Screen, "where the right is taken they stand to the left, then above, then below, else not") {
        candidates = {town(1, {500, 400})};
        taken = {{510, 399, 50, 2}};
        frame(0);
        CHECK(rect(1) == RectPx{414, 390, 80, 20});
        placer.clear();
        taken.push_back({440, 399, 50, 2});
        frame(0);
        CHECK(rect(1) == RectPx{460, 374, 80, 20});
        placer.clear();
        taken.push_back({490, 375, 20, 5});
        frame(0);
        CHECK(rect(1) == RectPx{460, 406, 80, 20});
        placer.clear();
        taken.push_back({490, 420, 20, 5});
        frame(0);
        CHECK(placed.empty());
    }

    TEST_CASE_FIXTURE(Screen, "a name of an area lies on its anchor or nowhere") {
        candidates = {town(1, {500, 400})};
        candidates[0].dotPx = 0;
        frame(0);
        CHECK(rect(1) == RectPx{460, 390, 80, 20});
        placer.clear();
        taken = {{530, 390, 50, 20}};
        frame(0);
        CHECK(placed.empty());
    }

    TEST_CASE_FIXTURE(Screen, "a side that the edge of the view does not cut is better") {
        candidates = {town(1, {1'900, 400}), town(2, {10, 8})};
        frame(0);
        CHECK(rect(1).right() < 1'900);
        CHECK(rect(2).x > 10);
        // Where every side is cut the first will do.
        placer.clear();
        candidates = {town(3, {1'919, 1'079})};
        candidates[0].size = {4'000, 20};
        frame(0);
        CHECK(rect(3).x > 1'919);
    }

    TEST_CASE_FIXTURE(Screen, "the more important label gets the place") {
        candidates = {town(1, {500, 400}, 20), town(2, {500, 404}, 10)};
        frame(0);
        CHECK(shows(2));
        CHECK_FALSE(shows(1));
    }

    TEST_CASE_FIXTURE(Screen, "words cover no other label's dot; a drawn thing may") {
        candidates = {town(1, {500, 400}, 1), town(2, {550, 402}, 2)};
        frame(0);
        CHECK(shows(1));
        CHECK_FALSE(shows(2));
        placer.clear();
        candidates = {town(1, {500, 400}, 1)};
        taken = {{490, 380, 11, 25}};
        frame(0);
        CHECK(shows(1));
    }

    TEST_CASE_FIXTURE(Screen, "labels come sorted by priority, those that fade out last") {
        candidates = {town(1, {500, 100}, 30), town(2, {500, 300}, 10), town(3, {500, 500}, 20)};
        frame(0);
        frame(1'000);
        candidates[1].wanted = false;
        frame(1'016);
        REQUIRE(placed.size() == 3);
        CHECK(candidates[placed[0].candidate].id == 3);
        CHECK(candidates[placed[1].candidate].id == 1);
        CHECK(candidates[placed[2].candidate].id == 2);
        CHECK(placed[2].leaving);
    }

    TEST_CASE("no two labels overlap and none reaches into what is taken, on random maps at rest and in motion") {
        for (unsigned seed = 0; seed < 25; ++seed) {
            Country country(seed, 1'000);
            std::mt19937 random(seed + 100);
            std::uniform_real_distribution<double> unit(-1, 1);
            double ms = 0;
            for (int leg = 0; leg < 8; ++leg) {
                // Whatever a visitor does: pans, zooms and turns at once, and now and then a jump.
                const double dx = 12 * unit(random), dy = 12 * unit(random);
                const double factor = std::exp2(3 * unit(random) / 60), turn = unit(random) / 60;
                if (leg % 4 == 3) country.x += 700;
                for (int i = 0; i < 25; ++i) {
                    country.x += dx / country.scale;
                    country.y += dy / country.scale;
                    country.scale = std::clamp(country.scale * factor, 0.3, 6.0);
                    country.turn += turn;
                    country.look(ms += 16);
                    REQUIRE(country.wrong() == "");
                }
            }
        }
    }

    TEST_CASE("no label loses its place to a less important one") {
        for (unsigned seed = 0; seed < 25; ++seed) {
            Country country(seed, 1'000);
            country.scale = 0.4;
            country.look(0);
            int losers = 0;
            for (const LabelCandidate& candidate : country.candidates) {
                if (!kView.contains(candidate.anchor) || country.shows(candidate.id)) continue;
                ++losers;
                // Even with only the labels of its own and higher importance on the map it finds no side.
                Screen alone;
                alone.taken = country.taken;
                for (const PlacedLabel& label : country.placed) {
                    const LabelCandidate& winner = country.candidates[label.candidate];
                    if (winner.priority > candidate.priority) continue;
                    alone.taken.push_back(boxOf(winner, label));
                    if (winner.dotPx > 0) alone.taken.push_back(dotOf(winner));
                }
                alone.candidates = {candidate};
                alone.frame(0);
                const bool dotCovered =
                    std::any_of(alone.taken.begin() + 2, alone.taken.end(),
                                [&](const RectPx& rect) { return rect.intersects(dotOf(candidate).inflated(2)); });
                REQUIRE((alone.placed.empty() || dotCovered));
            }
            CHECK(losers > 20);
        }
    }

    // Calm.

    TEST_CASE_FIXTURE(Screen, "of equals the one that stands there stays, a more important one takes the place") {
        candidates = {town(2, {500, 400}, 10)};
        candidates[0].dotPx = 0;
        frame(0);
        frame(1'000);
        candidates.push_back(town(1, {520, 400}, 10));
        candidates[1].dotPx = 0;
        frame(1'016);
        CHECK(shows(2));
        CHECK_FALSE(shows(1));
        candidates[1].priority = 9;
        frame(2'000);
        CHECK(shows(1));
        CHECK_FALSE(shows(2));
    }

    TEST_CASE_FIXTURE(Screen, "a label that loses its side to a more important one fades over to another") {
        candidates = {town(1, {500, 400}), town(2, {590, 400}, 1)};
        candidates[1].wanted = false;
        frame(0);
        candidates[1].wanted = true;
        frame(1'000);
        REQUIRE(placed.size() == 3);
        const auto ofFirst = [&](bool leaving) {
            return *std::find_if(placed.begin(), placed.end(), [&](const PlacedLabel& label) {
                return label.candidate == 0 && label.leaving == leaving;
            });
        };
        CHECK(ofFirst(false).rect == RectPx{414, 390, 80, 20});
        CHECK(ofFirst(false).alpha == 0);
        CHECK(ofFirst(true).rect == RectPx{506, 390, 80, 20});
        CHECK(ofFirst(true).alpha == 1);
        frame(1'150);
        CHECK(ofFirst(false).alpha == doctest::Approx(0.75));
        CHECK(ofFirst(true).alpha == doctest::Approx(0.25));
        frame(1'200);
        CHECK(placed.size() == 2);
        CHECK(find(1)->alpha == 1);
    }

    TEST_CASE_FIXTURE(Screen, "while the map shrinks nothing appears that would have to go again at once") {
        candidates = {town(1, {500, 400}, 1), town(2, {500, 700}, 1), town(3, {500, 430}, 20)};
        for (LabelCandidate& each : candidates)
            each.dotPx = 0;
        candidates[2].wanted = false;
        frame(0);
        frame(984);
        const auto shrink = [&](float factor) {
            for (LabelCandidate& each : candidates)
                each.anchor.y = 540 + (each.anchor.y - 540) * factor;
        };
        candidates[2].wanted = true;
        shrink(0.98F);
        frame(1'000);
        CHECK_FALSE(shows(3));
        shrink(1.02F);
        frame(1'016);
        CHECK(shows(3));
    }

    TEST_CASE_FIXTURE(Screen, "a label keeps the side it has when the better one becomes free") {
        candidates = {town(1, {500, 400})};
        taken = {{510, 390, 50, 20}};
        frame(0);
        frame(1'000);
        taken.clear();
        frame(2'000);
        CHECK(rect(1).x < 500);
    }

    TEST_CASE_FIXTURE(Screen, "what has just appeared is not sent away by a more important one before 300 ms") {
        candidates = {town(1, {500, 400}, 10), town(2, {520, 400}, 1)};
        for (LabelCandidate& each : candidates)
            each.dotPx = 0;
        candidates[1].wanted = false;
        frame(0);
        candidates[1].wanted = true;
        frame(299);
        CHECK(shows(1));
        CHECK_FALSE(shows(2));
        CHECK(placer.fading());  // the change is still to come
        frame(300);
        CHECK_FALSE(shows(1));
        CHECK(shows(2));
    }

    TEST_CASE_FIXTURE(Screen, "what has just gone does not come back before 300 ms, and nobody gets its place") {
        candidates = {town(1, {500, 400}, 10), town(2, {520, 400}, 20)};
        for (LabelCandidate& each : candidates)
            each.dotPx = 0;
        frame(0);
        frame(1'000);
        taken = {{480, 390, 20, 20}};  // over the first only
        candidates[1].wanted = false;
        frame(1'016);
        CHECK_FALSE(shows(1));
        taken.clear();
        candidates[1].wanted = true;
        frame(1'032);
        CHECK_FALSE(shows(1));
        CHECK_FALSE(shows(2));
        CHECK(placer.fading());
        frame(1'315);
        CHECK_FALSE(shows(1));
        frame(1'316);
        CHECK(shows(1));
    }

    TEST_CASE_FIXTURE(Screen, "labels fade in and out over 200 ms") {
        candidates = {town(1, {500, 400})};
        frame(0);
        CHECK(find(1)->alpha == 0);
        frame(100);
        CHECK(find(1)->alpha == doctest::Approx(0.5));
        frame(200);
        CHECK(find(1)->alpha == 1);
        frame(400);
        CHECK_FALSE(placer.fading());
        candidates[0].wanted = false;
        candidates[0].anchor.x = 480;
        frame(1'000);
        REQUIRE(find(1) != nullptr);
        CHECK(find(1)->leaving);
        CHECK(find(1)->alpha == 1);
        CHECK(find(1)->rect.x == 486);  // it goes with the map
        CHECK(placer.fading());
        frame(1'150);
        CHECK(find(1)->alpha == doctest::Approx(0.25));
        frame(1'200);
        CHECK(find(1) == nullptr);
        frame(1'300);
        CHECK_FALSE(placer.fading());
    }

    TEST_CASE_FIXTURE(Screen,
                      "a label whose anchor leaves the view fades out, one that is no candidate any more is gone") {
        candidates = {town(1, {500, 400}), town(2, {500, 600})};
        frame(0);
        frame(1'000);
        candidates[0].anchor.x = -1;
        candidates.pop_back();
        frame(1'016);
        CHECK(find(1)->leaving);
        CHECK(find(2) == nullptr);
        // It is as new when it comes back.
        candidates.push_back(town(2, {500, 600}));
        frame(1'400);
        CHECK(shows(2));
        CHECK(find(2)->alpha == 0);
    }

    TEST_CASE_FIXTURE(Screen, "without fading labels stand at once and go at once") {
        placer.setInstant(true);
        candidates = {town(1, {500, 400})};
        frame(0);
        CHECK(find(1)->alpha == 1);
        candidates[0].wanted = false;
        frame(1'000);
        CHECK(placed.empty());
    }

    TEST_CASE_FIXTURE(Screen, "a cleared placer remembers nothing") {
        candidates = {town(1, {500, 400})};
        frame(0);
        frame(100);
        placer.clear();
        CHECK_FALSE(placer.fading());
        frame(150);
        CHECK(find(1)->alpha == 0);
    }

    TEST_CASE("at rest everything settles: the same labels, no further frames") {
        for (unsigned seed = 0; seed < 25; ++seed) {
            Country country(seed, 1'000);
            double ms = 0;
            for (int i = 0; i < 40; ++i) {
                country.scale *= 1.02;
                country.look(ms += 16);
            }
            int frames = 0;
            for (; country.placer.fading(); ++frames) {
                country.look(ms += 16);
                REQUIRE(frames < 100);
            }
            std::vector<std::pair<std::size_t, RectPx>> before;
            for (const PlacedLabel& label : country.placed)
                before.emplace_back(label.candidate, label.rect);
            country.look(ms + 60'000);
            std::vector<std::pair<std::size_t, RectPx>> after;
            for (const PlacedLabel& label : country.placed)
                after.emplace_back(label.candidate, label.rect);
            CHECK(before == after);
        }
    }

    /// What happened to labels over a number of frames.
    struct History {
        struct One {
            bool shown = false;
            double changedMs = -1e9;
            float alpha = 0;
            bool interior = false;
            std::vector<double> interiorChanges;
        };
        std::map<std::int64_t, One> all;
        int changes = 0;
        int tooSoon = 0;
        float steepest = 0;  ///< change of alpha per second

        void note(const Country& country, double ms, double frameMs, float edgePx) {
            struct Now {
                bool shown = false;
                float alpha = 0;  ///< at all its places together
            };
            std::map<std::int64_t, Now> now;
            for (const PlacedLabel& label : country.placed) {
                Now& one = now[country.candidates[label.candidate].id];
                one.shown = one.shown || !label.leaving;
                one.alpha = std::min(1.0F, one.alpha + label.alpha);
            }
            const bool first = all.empty();
            for (const LabelCandidate& candidate : country.candidates) {
                One& one = all[candidate.id];
                const auto [shown, alpha] = now[candidate.id];
                if (first) {
                    one.shown = shown;
                    one.alpha = alpha;
                }
                const bool interior = kView.inflated(-edgePx).contains(candidate.anchor);
                if (!interior) one.interiorChanges.clear();
                if (shown != one.shown) {
                    ++changes;
                    if (kView.contains(candidate.anchor) && ms - one.changedMs < 299.9) ++tooSoon;
                    one.changedMs = ms;
                    one.shown = shown;
                    if (interior && one.interior) one.interiorChanges.push_back(ms);
                }
                one.interior = interior;
                steepest = std::max(steepest, std::abs(alpha - one.alpha) / static_cast<float>(frameMs) * 1'000);
                one.alpha = alpha;
            }
        }
        [[nodiscard]] std::size_t mostInteriorChanges() const {
            std::size_t most = 0;
            for (const auto& [id, one] : all)
                most = std::max(most, one.interiorChanges.size());
            return most;
        }
    };

    TEST_CASE("under a constant pan of three seconds no label inside the view blinks") {
        for (unsigned seed = 0; seed < 20; ++seed) {
            for (const PointPx speed : {PointPx{300, 0}, {-130, 90}, {37, -611}}) {
                Country country(seed, 1'000);
                country.taken.clear();  // what stands still is an edge as well
                country.turn = 0.1 * seed;
                country.placer.setInstant(true);
                country.look(-1'000);
                country.placer.setInstant(false);
                History history;
                const double frameMs = 1'000.0 / 60;
                for (int i = 0; i <= 180; ++i) {
                    country.look(frameMs * i);
                    history.note(country, frameMs * i, frameMs, 200);
                    country.x += speed.x / 60.0;
                    country.y += speed.y / 60.0;
                }
                REQUIRE(history.mostInteriorChanges() <= 1);
                REQUIRE(history.tooSoon == 0);
            }
        }
    }

    TEST_CASE("while the map is zoomed and turned hardly a label changes twice in 300 ms, and none without a fade") {
        for (unsigned seed = 0; seed < 20; ++seed) {
            Country country(seed, 1'000);
            country.taken.clear();
            History history;
            const double frameMs = 1'000.0 / 60;
            for (int i = 0; i < 600; ++i) {
                // In and out by a level and a half a second, as a visitor who looks for something.
                country.scale = std::exp2(1.5 * std::sin(i / 60.0));
                country.turn = 0.5 * std::sin(i / 100.0);
                country.look(frameMs * i);
                history.note(country, frameMs * i, frameMs, 0);
            }
            CHECK(history.changes > 1'000);
            CHECK(history.tooSoon <= 2);       // two that had just appeared ran into each other
            CHECK(history.steepest <= 10.1F);  // from one place to another while it fades out of a third
        }
    }
}

}  // namespace
