#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "map/motion.hpp"
#include "platform/input_recording.hpp"
#include "test_support/events.hpp"

// Whole visits, from finger events to the camera: replayed through the recogniser and the motion as a recording is.

namespace {

using namespace platform;
using base::PointPx;
using content::MapPoint;
using map::Camera;
using map::Motion;
using test_support::at;

constexpr double kReportMs = 8;  ///< of a touch panel with 125 reports a second

/// A visit with the tremor of real fingers and the jitter of a real panel's reports, from a fixed seed.
class Trace {
public:
    explicit Trace(unsigned seed) : m_random(seed) {}

    void wait(double ms) { m_ms += ms; }
    void down(FingerId finger, PointPx to) { add(FingerDown{finger, place(finger, to)}); }
    void up(FingerId finger) { add(FingerUp{finger, where(finger)}); }
    /// Moves fingers at a constant speed; each reports at its own moment.
    void move(const std::vector<std::pair<FingerId, PointPx>>& goals, double ms) {
        std::vector<PointPx> from;
        for (const auto& goal : goals)
            from.push_back(where(goal.first));
        const int steps = static_cast<int>(ms / kReportMs);
        const double begun = m_ms;
        for (int step = 1; step <= steps; ++step) {
            const float part = static_cast<float>(step) / static_cast<float>(steps);
            for (std::size_t i = 0; i < goals.size(); ++i) {
                m_ms = begun + kReportMs * (step - 1) + 3.0 * static_cast<double>(i) + 1.5 * m_unit(m_random) + 1.5;
                const PointPx tremor{m_unit(m_random) * 0.8F, m_unit(m_random) * 0.8F};
                const PointPx next = from[i] + (goals[i].second - from[i]) * part + tremor;
                add(FingerMove{goals[i].first, place(goals[i].first, next)});
            }
        }
        m_ms = begun + ms;
    }
    /// As a file holds it.
    [[nodiscard]] std::vector<RecordedEvent> recorded() const {
        std::string text;
        for (const RecordedEvent& event : m_events)
            text += toJsonLine(event) + "\n";
        auto parsed = parseRecording(text);
        REQUIRE(parsed.ok());
        return *parsed;
    }

private:
    void add(const decltype(InputEvent::what)& what) { m_events.push_back({at(m_ms) - at(0), what}); }
    PointPx place(FingerId finger, PointPx to) { return m_where[static_cast<std::size_t>(finger)] = to; }
    [[nodiscard]] PointPx where(FingerId finger) const { return m_where[static_cast<std::size_t>(finger)]; }

    std::mt19937 m_random;
    std::uniform_real_distribution<float> m_unit{-1, 1};
    double m_ms = 0;
    PointPx m_where[4];
    std::vector<RecordedEvent> m_events;
};

/// Pan with a fling, stop it, pinch in with a turn, turn back to nearly north, fling a pinch, tap.
std::vector<RecordedEvent> wholeVisit(unsigned seed) {
    Trace trace(seed);
    trace.down(0, {900, 600});
    trace.move({{0, {500, 420}}}, 240);
    trace.up(0);
    trace.wait(330);
    trace.down(0, {600, 600});  // stops the fling
    trace.wait(90);
    trace.up(0);
    trace.wait(500);
    trace.down(0, {800, 500});
    trace.wait(15);
    trace.down(1, {1'100, 560});
    trace.move({{0, {650, 400}}, {1, {1'250, 760}}}, 400);
    trace.move({{0, {760, 330}}, {1, {1'080, 860}}}, 300);
    trace.move({{0, {640, 420}}, {1, {1'270, 700}}}, 300);
    trace.up(1);
    trace.wait(20);
    trace.up(0);
    trace.wait(900);
    trace.down(0, {900, 500});
    trace.down(1, {1'000, 500});
    trace.move({{0, {700, 470}}, {1, {1'300, 530}}}, 150);
    trace.up(0);
    trace.up(1);
    trace.wait(1'600);
    trace.down(0, {300, 300});
    trace.wait(60);
    trace.up(0);
    trace.wait(400);
    trace.down(0, {300, 300});
    trace.move({{0, {1'500, 800}}}, 180);
    trace.up(0);
    return trace.recorded();
}

struct Frames {
    double everyMs = 1000.0 / 60;
    double jitterMs = 0;
    bool advance = true;  ///< whether the recogniser is told of the time at each frame
};

struct Replay {
    Camera camera;
    Motion motion{camera};
    GestureRecognizer recognizer{GestureConfig{}};
    std::vector<Camera::Look> looks;  ///< after each event, and every half second of the end

    explicit Replay(const std::vector<RecordedEvent>& events, const Frames& frames) {
        camera.setView({0, 0, 1920, 1080});
        camera.setLimits({{-45'000, -50'000, 45'000, 50'000}, 8, 18});
        camera.lookAt({-8'000, 2'000}, 11, 0);
        std::mt19937 random(9);
        std::uniform_real_distribution<double> unit(-1, 1);
        Instant frame = at(0);
        const auto framesUntil = [&](Instant until) {
            while (frame < until) {
                if (frames.advance) recognise([&](auto& out) { recognizer.advance(frame, out); }, frame);
                motion.tick(frame);
                frame = std::max(frame, at(0)) +
                        std::chrono::duration_cast<Duration>(
                            std::chrono::duration<double, std::milli>(frames.everyMs + frames.jitterMs * unit(random)));
            }
        };
        for (const RecordedEvent& event : events) {
            const Instant time = at(0) + event.sinceStart;
            framesUntil(time);
            recognise([&](auto& out) { recognizer.feed({time, event.what}, out); }, time);
            motion.tick(time);
            looks.push_back(camera.look());
        }
        const Instant end = at(0) + events.back().sinceStart;
        for (int i = 1; i <= 6; ++i) {
            framesUntil(end + std::chrono::milliseconds(500 * i));
            motion.tick(end + std::chrono::milliseconds(500 * i));
            looks.push_back(camera.look());
        }
    }

    template <typename Feed>
    void recognise(const Feed& feed, Instant now) {
        std::vector<Gesture> out;
        feed(out);
        for (const Gesture& gesture : out)
            motion.handle(gesture, now);
    }
};

/// How far two views differ on the screen, at the worst of its corners.
double differencePx(const Camera::Look& a, const Camera::Look& b) {
    Camera first;
    first.setLimits({{-45'000, -50'000, 45'000, 50'000}, 8, 18});
    Camera second = first;
    first.lookAt(a.centre, a.zoom, a.bearing);
    second.lookAt(b.centre, b.zoom, b.bearing);
    double worst = 0;
    for (const PointPx corner : {PointPx{0, 0}, {1920, 0}, {0, 1080}, {1920, 1080}}) {
        const PointPx there = second.toScreen(first.toPlane(corner));
        worst = std::max(worst, std::hypot(double{there.x} - corner.x, double{there.y} - corner.y));
    }
    return worst;
}

TEST_SUITE("map/traces") {
    TEST_CASE("a visit replays to the same views twice") {
        for (unsigned seed = 0; seed < 10; ++seed) {
            const auto events = wholeVisit(seed);
            REQUIRE(Replay(events, {}).looks == Replay(events, {}).looks);
        }
    }

    TEST_CASE("a visit leads to the same views however often frames are drawn") {
        for (unsigned seed = 0; seed < 10; ++seed) {
            const auto events = wholeVisit(seed);
            const Replay often(events, {1000.0 / 240, 0, true});
            for (const Frames& frames : {Frames{1000.0 / 60, 0, true}, Frames{1000.0 / 30, 12, true},
                                         Frames{1000.0 / 60, 8, false}, Frames{400, 0, false}}) {
                const Replay other(events, frames);
                REQUIRE(other.looks.size() == often.looks.size());
                for (std::size_t i = 0; i < often.looks.size(); ++i)
                    REQUIRE(differencePx(often.looks[i], other.looks[i]) < 1);
            }
        }
    }

    TEST_CASE("the visit does what it was made for") {
        const auto events = wholeVisit(3);
        const Replay replay(events, {});
        CHECK(replay.camera.bearing() == 0);  // the turn came back to nearly north and went there
        CHECK(replay.camera.zoom() > 12.5);
        CHECK_FALSE(replay.motion.active());
        const bool turned = std::any_of(replay.looks.begin(), replay.looks.end(),
                                        [](const Camera::Look& look) { return std::abs(look.bearing) > 0.2; });
        CHECK(turned);
        // The last drag was flung: the map has gone on after the finger lifted.
        CHECK(differencePx(replay.looks[events.size() - 1], replay.looks.back()) > 500);
    }

    TEST_CASE("a dragging finger keeps its point within a pixel, whatever the panel reports") {
        for (unsigned seed = 0; seed < 10; ++seed) {
            Trace trace(seed);
            trace.down(0, {500, 300});
            trace.move({{0, {1'400, 900}}}, 300);
            trace.move({{0, {900, 200}}}, 250);
            const auto events = trace.recorded();
            Replay start({events.front()}, {});
            const MapPoint under = start.camera.toPlane({500, 300});
            const Replay whole(events, {});
            const PointPx finger = std::get<FingerMove>(events.back().what).at;
            const PointPx there = whole.camera.toScreen(under);
            CHECK(std::hypot(there.x - finger.x, there.y - finger.y) < 1);
        }
    }

    TEST_CASE("two fingers that spread without turning keep both points within a pixel") {
        for (unsigned seed = 0; seed < 10; ++seed) {
            Trace trace(seed);
            trace.down(0, {800, 500});
            trace.down(1, {1'100, 560});
            const auto begun = trace.recorded();
            trace.move({{0, {500, 440}}, {1, {1'400, 620}}}, 500);
            const auto events = trace.recorded();
            const Replay start(begun, {});
            const Replay whole(events, {});
            REQUIRE(whole.camera.bearing() == 0);
            PointPx fingers[2];
            for (const RecordedEvent& event : events) {
                if (const auto* move = std::get_if<FingerMove>(&event.what)) fingers[move->finger] = move->at;
            }
            // Tremor turns the pair by less than the slop, which the map does not follow: half of it at each finger.
            const PointPx span = fingers[1] - fingers[0];
            const double turn = std::atan2(span.y, span.x) - std::atan2(60, 300);
            const double allowed = 1 + std::hypot(span.x, span.y) / 2 * std::abs(turn);
            for (const auto& [from, to] :
                 {std::pair{PointPx{800, 500}, fingers[0]}, {PointPx{1'100, 560}, fingers[1]}}) {
                const PointPx there = whole.camera.toScreen(start.camera.toPlane(from));
                CHECK(std::hypot(there.x - to.x, there.y - to.y) < allowed);
            }
        }
    }

    TEST_CASE("five hundred taps of a moving map all stop it") {
        Trace trace(1);
        trace.down(0, {900, 600});
        trace.move({{0, {500, 420}}}, 240);
        trace.up(0);
        Replay replay(trace.recorded(), {});
        Camera& camera = replay.camera;
        for (int i = 0; i < 500; ++i) {
            const double ms = 10'000 + 1'000.0 * i;
            camera.lookAt({0, 0}, 12, 0);
            replay.motion.flyTo({{9'000, 0}, 13, 0}, at(ms));
            // Down and up within one frame.
            replay.recognise(
                [&](auto& out) {
                    replay.recognizer.feed({at(ms + 100), FingerDown{0, {400, 400}}}, out);
                },
                at(ms + 100));
            replay.recognise(
                [&](auto& out) {
                    replay.recognizer.feed({at(ms + 100), FingerUp{0, {400, 400}}}, out);
                },
                at(ms + 100));
            REQUIRE_FALSE(replay.motion.active());
            REQUIRE(camera.zoom() > 12);
            REQUIRE(camera.zoom() < 13);
        }
    }
}

}  // namespace
