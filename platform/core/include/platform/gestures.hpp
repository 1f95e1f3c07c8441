#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "base/units.hpp"
#include "platform/clock.hpp"
#include "platform/input_event.hpp"

namespace platform {

// What fingers mean. All positions are framebuffer pixels, velocities pixels per second, angles radians clockwise.

/// A first finger touched the glass; show the pressed state at once. Exactly one Tap, LongPressEnd, PressCancelled or
/// DragBegin ends it.
struct Press {
    base::PointPx at;
};
/// The press ended without a meaning (second finger, palm, stuck finger, lost FingerUp, scene change, resize):
/// un-press, do not activate.
struct PressCancelled {};
/// Finger lifted again without leaving the slop radius; `at` is where it lifted. `count` is 2 for the second tap at the
/// same place (within twice the slop) that went down within `GestureConfig::doubleTapTime` of the first lifting, and so
/// on.
struct Tap {
    base::PointPx at;
    int count = 1;
};
/// The finger has rested for `longPressTime`. No Tap follows; the press goes on until LongPressEnd, PressCancelled or
/// DragBegin.
struct LongPress {
    base::PointPx at;
};
/// The finger of a LongPress lifted without having left the slop radius.
struct LongPressEnd {
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
    base::PointPx delta;  ///< movement of the centre
    float scale = 1;      ///< factor since the last event
    float rotation = 0;   ///< radians since the last event
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
/// A drag or pinch in progress ended without a meaning (a second finger while dragging, palm, stuck finger, lost
/// FingerUp, scene change, resize).
struct GestureCancelled {};

using Gesture = std::variant<Press, PressCancelled, Tap, LongPress, LongPressEnd, DragBegin, DragMove, DragEnd,
                             PinchBegin, PinchMove, PinchEnd, PalmBegin, PalmEnd, FingerMasked, GestureCancelled>;

/// Thresholds. Lengths are millimetres on the glass: a finger is the same size on every panel.
struct GestureConfig {
    float pxPerMm = 3.6148F;
    float slopMm = 5.0F;  ///< wobble allowed in a tap
    Duration longPressTime = std::chrono::milliseconds(600);
    Duration doubleTapTime = std::chrono::milliseconds(300);
    Duration flingWindow = std::chrono::milliseconds(100);
    Duration stuckAfter = std::chrono::seconds(60);
    int palmContacts = 5;         ///< more than this many is a palm
    float minPinchSpanMm = 8.0F;  ///< below this two contacts give no stable angle or scale: 0 and 1
};

/// Turns stamped finger events into gestures: one explicit state machine with a cancel path out of every state.
///
///     Idle -> Pressed -> (Tap) Idle
///             Pressed -> Resting (after LongPress) -> (LongPressEnd) Idle | Dragging
///             Pressed -> Dragging -> Idle
///             Pressed | Dragging | Resting -> Pinching -> Dragging-less wait for the last finger (Draining) -> Idle
///             any -> Palm -> Idle once no finger is left
///
/// Deterministic: the result depends only on the events and times fed in, never on a clock, so a recording replays
/// exactly. `feed` lets time pass to the event first, so it does not matter how often `advance` is called in between;
/// an event or call that is older than the one before counts as happening at the same time.
///
/// A third, fourth or fifth contact during a pinch is ignored until it lifts, and so is one that comes while Draining.
///
/// Positions that are not numbers, or lie farther out than any panel, are a device's fault: such a FingerDown or
/// FingerMove is ignored, such a FingerUp lifts the finger where it was last.
///
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

    /// Forgets what is going on (scene change, resize). Fingers still down are ignored until they lift. A palm outlives
    /// it: PalmEnd comes when the glass is clear, not when the screen changes under the cloth.
    void cancel(std::vector<Gesture>& out);

    /// Contacts on the glass, masked ones included. Never more than 64: beyond that the oldest counts as a lost
    /// FingerUp.
    [[nodiscard]] int contactCount() const;

    void setConfig(const GestureConfig& config) { m_config = config; }
    [[nodiscard]] const GestureConfig& config() const { return m_config; }

private:
    enum class State { Idle, Pressed, Resting, Dragging, Pinching, Draining, Palm };
    enum class Role {
        Active,     ///< makes the gesture
        Bystander,  ///< came during a pinch or palm, or while draining: waited for, otherwise ignored
        Forgotten,  ///< was down at a `cancel`: ignored, and nothing waits for it
        Masked,     ///< stuck: does not even count towards a palm
    };
    struct Sample {
        Instant time;
        base::PointPx at;
        float logScale = 0;  ///< natural log of the scale since PinchBegin; 0 for one finger
    };
    struct Contact {
        FingerId finger = 0;
        Role role = Role::Active;
        base::PointPx down;
        base::PointPx at;
        Instant downTime;
        base::PointPx restAt;  ///< where it came to rest, for telling a stuck contact from a slow one
        Instant restSince;
    };
    /// Something that happens because time passes.
    struct Due {
        Instant at;
        std::size_t contact = 0;  ///< index into m_contacts
        bool longPress = false;   ///< otherwise the contact is stuck
    };
    struct Pair {
        base::PointPx centre;
        base::PointPx span;  ///< from the older to the younger contact
    };
    struct Speed {
        base::PointPx at;  ///< pixels per second
        float logScale = 0;
    };

    void fingerDown(const FingerDown& down, std::vector<Gesture>& out);
    void fingerUp(const FingerUp& up, std::vector<Gesture>& out);
    void moveContact(std::size_t index, base::PointPx to, std::vector<Gesture>& out);
    void moveActive(std::size_t index, base::PointPx to, std::vector<Gesture>& out);
    void lift(std::size_t index, std::vector<Gesture>& out);
    void lose(std::size_t index, std::vector<Gesture>& out);

    // Transitions. Each leaves one state and says so; `abandon` is the cancel path out of all of them.
    void beginPress(const Contact& contact, std::vector<Gesture>& out);
    void rest(const Contact& contact, std::vector<Gesture>& out);
    void endRest(const Contact& contact, std::vector<Gesture>& out);
    void tap(const Contact& contact, std::vector<Gesture>& out);
    void beginDrag(const Contact& contact, std::vector<Gesture>& out);
    void endDrag(const Contact& contact, std::vector<Gesture>& out);
    void beginPinch(std::vector<Gesture>& out);
    void movePinch(const Pair& before, const Pair& after, std::vector<Gesture>& out);
    void endPinch(std::vector<Gesture>& out);
    void beginPalm(std::vector<Gesture>& out);
    void mask(std::size_t index, std::vector<Gesture>& out);
    void abandon(std::vector<Gesture>& out);
    void settle(std::vector<Gesture>& out);

    [[nodiscard]] std::optional<std::size_t> find(FingerId finger) const;
    [[nodiscard]] int unmaskedCount() const;
    [[nodiscard]] std::optional<Due> nextDue() const;
    [[nodiscard]] float slopPx() const { return m_config.slopMm * m_config.pxPerMm; }
    [[nodiscard]] Pair pinchPair() const;
    void record(base::PointPx at);
    [[nodiscard]] Speed speed() const;

    GestureConfig m_config;
    State m_state = State::Idle;
    Instant m_now{};                  ///< newest time fed in
    std::vector<Contact> m_contacts;  ///< oldest first
    std::vector<Sample> m_trail;      ///< recent positions of the first finger or pinch centre, oldest first
    float m_pinchLogScale = 0;
    base::PointPx m_lastTapAt;
    Instant m_lastTapTime;
    int m_tapCount = 0;
};

}  // namespace platform
