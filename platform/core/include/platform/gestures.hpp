#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "base/units.hpp"
#include "platform/clock.hpp"
#include "platform/input_event.hpp"

namespace platform {

// What fingers mean. All positions are framebuffer pixels, velocities pixels per second, angles radians clockwise.

/// A first finger touched the glass; show the pressed state at once.
struct Press {
    base::PointPx at;
};
/// The press became something else (drag, second finger, palm, resize): un-press, do not activate.
struct PressCancelled {};
/// Finger lifted again without leaving the slop radius. `count` is 2 for the second tap at the same place within
/// `GestureConfig::doubleTapTime`, and so on.
struct Tap {
    base::PointPx at;
    int count = 1;
};
/// The finger has rested for `longPressTime`. No Tap follows.
struct LongPress {
    base::PointPx at;
};
/// One finger left the slop radius. `from` is where it went down; the receiver decides whether this scrolls, pans or is
/// merely a press that wandered (a tap that can be slid off and back on).
struct DragBegin {
    base::PointPx from;
    base::PointPx at;
};
struct DragMove {
    base::PointPx at;
    base::PointPx delta;  ///< since the last DragBegin/DragMove
};
struct DragEnd {
    base::PointPx at;
    base::PointPx velocity;  ///< from the last `flingWindow`; zero when the finger stood still before lifting
    [[nodiscard]] bool isFling(float minSpeedPx) const {
        return velocity.x * velocity.x + velocity.y * velocity.y >= minSpeedPx * minSpeedPx;
    }
};
/// Two fingers: similarity transform since the last Pinch event. A DragBegin in progress is cancelled first.
struct PinchBegin {
    base::PointPx centre;
};
struct PinchMove {
    base::PointPx centre;
    base::PointPx delta;      ///< movement of the centre
    float scale = 1;          ///< factor since the last event
    float rotation = 0;       ///< radians since the last event
};
struct PinchEnd {
    base::PointPx centre;
    base::PointPx velocity;   ///< of the centre
    float scaleVelocity = 0;  ///< natural log of the scale per second
};
/// More than `palmContacts` at once: a hand or a cloth. Everything is ignored until the glass is clear.
struct PalmBegin {};
struct PalmEnd {};
/// A contact that did not move for `stuckAfter` is ignored until it lifts (dirt, a sticker, a broken panel).
struct FingerMasked {
    FingerId finger = 0;
};
/// A drag or pinch in progress ended without a meaning (palm, third finger, resize, scene change).
struct GestureCancelled {};

using Gesture = std::variant<Press, PressCancelled, Tap, LongPress, DragBegin, DragMove, DragEnd, PinchBegin, PinchMove,
                             PinchEnd, PalmBegin, PalmEnd, FingerMasked, GestureCancelled>;

/// Thresholds. Lengths are millimetres on the glass: a finger is the same size on every panel.
struct GestureConfig {
    float pxPerMm = 3.6148F;
    float slopMm = 5.0F;                                 ///< wobble allowed in a tap
    Duration longPressTime = std::chrono::milliseconds(600);
    Duration doubleTapTime = std::chrono::milliseconds(300);
    Duration flingWindow = std::chrono::milliseconds(100);
    Duration stuckAfter = std::chrono::seconds(60);
    int palmContacts = 5;                                ///< more than this many is a palm
    float minPinchSpanMm = 8.0F;                         ///< below this two contacts give no stable angle or scale
};

/// Turns stamped finger events into gestures: one explicit state machine with a cancel path out of every state.
///
///     Idle -> Pressed -> (Tap) Idle
///             Pressed -> Resting (after LongPress) -> Idle
///             Pressed -> Dragging -> Idle
///             Pressed | Dragging | Resting -> Pinching -> Dragging-less wait for the last finger (Draining) -> Idle
///             any -> Palm -> Idle once no finger is left
///
/// Deterministic: the result depends only on the events and times fed in, never on a clock, so a recording replays exactly.
/// A third, fourth or fifth contact during a pinch is ignored until it lifts.
/// Threading: main thread only.
class GestureRecognizer {
public:
    explicit GestureRecognizer(GestureConfig config);

    /// Feeds one finger event (other kinds are ignored) and appends what it means to `out`. An event of a finger that
    /// was never seen going down is ignored; a second FingerDown of a finger that is down counts as a lost FingerUp.
    void feed(const InputEvent& event, std::vector<Gesture>& out);

    /// Lets time pass: long presses and stuck fingers are recognised here.
    void advance(Instant now, std::vector<Gesture>& out);

    /// When `advance` has to be called next, if nothing else happens.
    [[nodiscard]] std::optional<Instant> deadline() const;

    /// Forgets what is going on (scene change, resize). Fingers still down are ignored until they lift.
    void cancel(std::vector<Gesture>& out);

    /// Contacts on the glass, masked ones included.
    [[nodiscard]] int contactCount() const;

    void setConfig(const GestureConfig& config) { m_config = config; }
    [[nodiscard]] const GestureConfig& config() const { return m_config; }

private:
    enum class State { Idle, Pressed, Resting, Dragging, Pinching, Draining, Palm };
    struct Sample {
        Instant time;
        base::PointPx at;
    };
    struct Contact {
        FingerId finger = 0;
        base::PointPx down;
        base::PointPx at;
        Instant downTime;
        Instant lastMoved;
        bool ignored = false;  ///< came during a pinch, was down at a cancel, or is masked
        bool masked = false;
    };
    // Implementation members continue in gestures.cpp's terms; see there for the transitions.
    GestureConfig m_config;
    State m_state = State::Idle;
    std::vector<Contact> m_contacts;
    std::vector<Sample> m_trail;  ///< recent positions of the dragging finger or pinch centre
    base::PointPx m_lastTapAt;
    Instant m_lastTapTime;
    int m_tapCount = 0;
};

}  // namespace platform
