#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <utility>
#include <variant>

#include "platform/gestures.hpp"
#include "test_support/events.hpp"
#include "test_support/gesture_text.hpp"

// What must hold for any events at all, tried on pseudo-random ones from fixed seeds.

namespace {

using namespace platform;
using test_support::at;
using test_support::describe;
using test_support::down;
using test_support::move;
using test_support::up;
using Strings = std::vector<std::string>;

constexpr int kFingers = 9;
constexpr int kEvents = 10'000;

struct CancelCall {};
struct AdvanceCall {
    Instant to;
};
using Step = std::variant<InputEvent, CancelCall, AdvanceCall>;

/// A visit by a class of children: up to nine fingers, lost and doubled events, time that now and then goes back or
/// skips more than the minute after which contacts are stuck, scene changes.
std::vector<Step> randomVisit(unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&random](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    std::vector<Step> steps;
    double ms = 0;
    int crowd = 1;  // now one finger, now two hands
    for (int i = 0; i < kEvents; ++i) {
        if (i % 100 == 0) crowd = 1 + below(kFingers);
        const int pace = below(1000);
        ms += pace == 0 ? 61'000 : pace < 50 ? -5 : pace < 80 ? 700 : below(40);
        const FingerId finger = below(crowd);
        const auto x = static_cast<float>(below(60));
        const auto y = static_cast<float>(below(60));
        switch (below(12)) {
            case 0:
            case 1:
            case 2: steps.emplace_back(down(ms, finger, x, y)); break;
            case 3:
            case 4:
            case 5: steps.emplace_back(up(ms, below(2) == 0 ? finger : below(kFingers), x, y)); break;
            case 6: steps.emplace_back(below(5) == 0 ? Step(CancelCall{}) : Step(down(ms, finger, NAN, y))); break;
            case 7: steps.emplace_back(AdvanceCall{at(ms)}); break;
            default: steps.emplace_back(move(ms, finger, x, y)); break;
        }
    }
    return steps;
}

GestureConfig visitConfig() {
    GestureConfig config;
    config.pxPerMm = 1;
    config.slopMm = 10;
    config.minPinchSpanMm = 12;
    return config;
}

enum class Advances { AsRecorded, None, AtEveryDeadline };

struct Visit {
    GestureRecognizer recognizer{visitConfig()};
    std::vector<Gesture> out;
    Instant last{};

    void take(const Step& step, Advances advances) {
        if (const auto* event = std::get_if<InputEvent>(&step)) {
            last = std::max(last, event->time);
            if (advances == Advances::AtEveryDeadline) catchUp();
            recognizer.feed(*event, out);
        } else if (std::holds_alternative<CancelCall>(step)) {
            // What was due before the scene change has to have happened by then, whoever advances.
            recognizer.advance(last, out);
            recognizer.cancel(out);
        } else if (advances == Advances::AsRecorded) {
            recognizer.advance(std::min(std::get<AdvanceCall>(step).to, last), out);
        }
        CHECK(recognizer.contactCount() <= kFingers);
    }
    void catchUp() {
        for (auto due = recognizer.deadline(); due && *due <= last; due = recognizer.deadline()) {
            recognizer.advance(*due, out);
        }
    }
    void play(const std::vector<Step>& steps, Advances advances) {
        for (const Step& step : steps)
            take(step, advances);
    }
    void liftAll() {
        for (int finger = 0; finger < kFingers; ++finger) {
            recognizer.feed({last, FingerUp{finger, {30, 30}}}, out);
        }
    }
};

/// The order in which gestures may come, as seen by a receiver. Returns what is wrong, or nothing.
class Grammar {
public:
    std::string accept(const Gesture& gesture) {
        return std::visit([this](const auto& g) { return on(g); }, gesture);
    }
    [[nodiscard]] bool atRest() const { return m_phase == Phase::None; }

private:
    enum class Phase { None, Pressed, Dragging, Pinching, Palm };
    std::string step(Phase from, Phase to) {
        const bool fits = m_phase == from;
        m_phase = to;
        return fits ? "" : "comes in the wrong phase";
    }
    static bool finite(base::PointPx p) { return std::isfinite(p.x) && std::isfinite(p.y); }

    std::string on(const Press&) {
        m_longPressed = false;
        return step(Phase::None, Phase::Pressed);
    }
    std::string on(const PressCancelled&) { return step(Phase::Pressed, Phase::None); }
    std::string on(const Tap& tap) {
        if (m_longPressed) return "follows a long press";
        if (tap.count < 1) return "has no count";
        return step(Phase::Pressed, Phase::None);
    }
    std::string on(const LongPress&) {
        if (std::exchange(m_longPressed, true)) return "comes twice in one press";
        return step(Phase::Pressed, Phase::Pressed);
    }
    std::string on(const LongPressEnd&) {
        if (!m_longPressed) return "follows no long press";
        return step(Phase::Pressed, Phase::None);
    }
    std::string on(const DragBegin&) { return step(Phase::Pressed, Phase::Dragging); }
    std::string on(const DragMove& drag) {
        return drag.delta == base::PointPx{} ? "does not move" : step(Phase::Dragging, Phase::Dragging);
    }
    std::string on(const DragEnd& drag) {
        return !finite(drag.velocity) ? "is not finite" : step(Phase::Dragging, Phase::None);
    }
    std::string on(const PinchBegin&) { return step(Phase::None, Phase::Pinching); }
    std::string on(const PinchMove& pinch) {
        if (!finite(pinch.delta) || !std::isfinite(pinch.rotation)) return "is not finite";
        if (!(pinch.scale > 0 && std::isfinite(pinch.scale))) return "has no scale";
        return step(Phase::Pinching, Phase::Pinching);
    }
    std::string on(const PinchEnd& pinch) {
        if (!finite(pinch.velocity) || !std::isfinite(pinch.scaleVelocity)) return "is not finite";
        return step(Phase::Pinching, Phase::None);
    }
    std::string on(const PalmBegin&) { return step(Phase::None, Phase::Palm); }
    std::string on(const PalmEnd&) { return step(Phase::Palm, Phase::None); }
    std::string on(const FingerMasked&) { return ""; }
    std::string on(const GestureCancelled&) {
        const bool fits = m_phase == Phase::Dragging || m_phase == Phase::Pinching;
        m_phase = Phase::None;
        return fits ? "" : "comes in the wrong phase";
    }

    Phase m_phase = Phase::None;
    bool m_longPressed = false;
};

constexpr unsigned kSeeds[]{1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233};

}  // namespace

TEST_SUITE("platform/gestures, whatever comes") {
    TEST_CASE("after any events, lifting all fingers leaves an idle recogniser in which a tap registers") {
        for (const unsigned seed : kSeeds) {
            CAPTURE(seed);
            Visit visit;
            visit.play(randomVisit(seed), Advances::AsRecorded);
            visit.liftAll();
            CHECK(visit.recognizer.contactCount() == 0);
            CHECK_FALSE(visit.recognizer.deadline().has_value());

            visit.out.clear();
            const Instant later = visit.last + std::chrono::seconds(1);
            visit.recognizer.feed({later, FingerDown{1, {500, 500}}}, visit.out);
            visit.recognizer.feed({later, FingerUp{1, {500, 500}}}, visit.out);
            CHECK(describe(visit.out) == Strings{"press 500,500", "tap 500,500 x1"});
        }
    }

    TEST_CASE("the same events give the same gestures, however often time is advanced in between") {
        for (const unsigned seed : kSeeds) {
            CAPTURE(seed);
            const std::vector<Step> steps = randomVisit(seed);
            Visit recorded;
            Visit replayed;
            Visit neverAdvanced;
            Visit punctual;
            recorded.play(steps, Advances::AsRecorded);
            replayed.play(steps, Advances::AsRecorded);
            neverAdvanced.play(steps, Advances::None);
            punctual.play(steps, Advances::AtEveryDeadline);
            // An advance after the last event has nothing to be compared with.
            for (Visit* visit : {&recorded, &replayed, &neverAdvanced, &punctual})
                visit->liftAll();
            const Strings expected = describe(recorded.out);
            CHECK(expected.size() > 1000);
            CHECK((describe(replayed.out) == expected));
            CHECK((describe(neverAdvanced.out) == expected));
            CHECK((describe(punctual.out) == expected));
        }
    }

    TEST_CASE("gestures come in an order a receiver can rely on") {
        Strings kinds;
        for (const unsigned seed : kSeeds) {
            CAPTURE(seed);
            Visit visit;
            visit.play(randomVisit(seed), Advances::AsRecorded);
            visit.liftAll();
            Grammar grammar;
            for (std::size_t i = 0; i < visit.out.size(); ++i) {
                const std::string wrong = grammar.accept(visit.out[i]);
                CHECK_MESSAGE(wrong.empty(), i << ": " << describe(visit.out[i]) << " " << wrong);
                kinds.resize(std::variant_size_v<Gesture>);
                kinds[visit.out[i].index()] = describe(visit.out[i]);
            }
            CHECK(grammar.atRest());
        }
        for (const std::string& kind : kinds)
            CHECK_MESSAGE(!kind.empty(), "a kind of gesture never came up");
    }

    TEST_CASE("scene changes leave nothing open, wherever they fall") {
        for (const unsigned seed : kSeeds) {
            CAPTURE(seed);
            Visit visit;
            for (const Step& step : randomVisit(seed)) {
                visit.take(step, Advances::AsRecorded);
                visit.recognizer.cancel(visit.out);
            }
            visit.liftAll();
            Grammar grammar;
            for (const Gesture& gesture : visit.out) {
                const std::string wrong = grammar.accept(gesture);
                CHECK_MESSAGE(wrong.empty(), describe(gesture) << " " << wrong);
                CHECK_FALSE(std::holds_alternative<DragMove>(gesture));
            }
            CHECK(grammar.atRest());
        }
    }
}
