#include "platform/gestures.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace platform {
namespace {

using base::PointPx;

// A panel that loses FingerUps under ever new ids must not fill memory in weeks without a restart.
constexpr std::size_t kMaxContacts = 64;
// 100 ms of a 1000 Hz digitiser; more only slows the search down.
constexpr std::size_t kMaxTrail = 128;
// Ten times the largest panel wall: anything beyond is a broken device, and its square still fits a float.
constexpr float kFarPx = 1e6F;
// Events of one frame may carry almost the same stamp. Nobody flicks in less than a touch report of 8 ms, so a shorter
// interval must not be taken for an enormous speed.
constexpr float kMinSpeedSpanS = 0.008F;

bool isOnSomePanel(PointPx p) {
    return std::abs(p.x) <= kFarPx && std::abs(p.y) <= kFarPx;  // false for NaN
}

float lengthSquared(PointPx v) { return v.x * v.x + v.y * v.y; }

bool isWithin(PointPx a, PointPx b, float radius) { return lengthSquared(a - b) <= radius * radius; }

}  // namespace

GestureRecognizer::GestureRecognizer(GestureConfig config) : m_config(config) {}

void GestureRecognizer::feed(const InputEvent& event, std::vector<Gesture>& out) {
    if (const auto* down = std::get_if<FingerDown>(&event.what)) {
        advance(event.time, out);
        if (isOnSomePanel(down->at)) fingerDown(*down, out);
    } else if (const auto* move = std::get_if<FingerMove>(&event.what)) {
        advance(event.time, out);
        const auto index = find(move->finger);
        if (index && isOnSomePanel(move->at)) moveContact(*index, move->at, out);
    } else if (const auto* up = std::get_if<FingerUp>(&event.what)) {
        advance(event.time, out);
        fingerUp(*up, out);
    }
}

void GestureRecognizer::advance(Instant now, std::vector<Gesture>& out) {
    m_now = std::max(m_now, now);
    for (auto due = nextDue(); due && due->at <= m_now; due = nextDue()) {
        if (due->longPress) {
            rest(m_contacts[due->contact], out);
        } else {
            mask(due->contact, out);
        }
    }
}

std::optional<Instant> GestureRecognizer::deadline() const {
    const auto due = nextDue();
    return due ? std::optional<Instant>(due->at) : std::nullopt;
}

void GestureRecognizer::cancel(std::vector<Gesture>& out) {
    m_tapCount = 0;
    abandon(out);
    for (Contact& contact : m_contacts) {
        if (contact.role != Role::Masked) contact.role = Role::Forgotten;
    }
    settle(out);
}

int GestureRecognizer::contactCount() const { return static_cast<int>(m_contacts.size()); }

// What the fingers do.

void GestureRecognizer::fingerDown(const FingerDown& down, std::vector<Gesture>& out) {
    if (const auto index = find(down.finger)) {
        lose(*index, out);
    } else if (m_contacts.size() >= kMaxContacts) {
        lose(0, out);
    }
    m_contacts.push_back({down.finger, Role::Active, down.at, down.at, m_now, down.at, m_now});
    Contact& contact = m_contacts.back();

    if (m_state != State::Palm && unmaskedCount() > m_config.palmContacts) {
        beginPalm(out);
        return;
    }
    switch (m_state) {
        case State::Idle: beginPress(contact, out); break;
        case State::Pressed:
        case State::Resting:
        case State::Dragging:
            abandon(out);
            beginPinch(out);
            break;
        case State::Pinching:
        case State::Draining:
        case State::Palm: contact.role = Role::Bystander; break;
    }
}

void GestureRecognizer::fingerUp(const FingerUp& up, std::vector<Gesture>& out) {
    const auto index = find(up.finger);
    if (!index) return;
    // A last movement that comes with the lift counts; a lift on the spot is no sample, as it would only blur the
    // speed.
    if (isOnSomePanel(up.at) && up.at != m_contacts[*index].at) moveContact(*index, up.at, out);
    lift(*index, out);
}

void GestureRecognizer::moveContact(std::size_t index, PointPx to, std::vector<Gesture>& out) {
    Contact& contact = m_contacts[index];
    if (!isWithin(to, contact.restAt, slopPx())) {
        contact.restAt = to;
        contact.restSince = m_now;
    }
    if (contact.role == Role::Active) {
        moveActive(index, to, out);
    } else {
        contact.at = to;
    }
}

void GestureRecognizer::moveActive(std::size_t index, PointPx to, std::vector<Gesture>& out) {
    Contact& contact = m_contacts[index];
    const PointPx from = contact.at;
    switch (m_state) {
        case State::Pressed:
        case State::Resting:
            contact.at = to;
            record(to);
            if (!isWithin(to, contact.down, slopPx())) beginDrag(contact, out);
            break;
        case State::Dragging:
            contact.at = to;
            record(to);
            if (to != from) out.push_back(DragMove{to, to - from});
            break;
        case State::Pinching: {
            const Pair before = pinchPair();
            contact.at = to;
            movePinch(before, pinchPair(), out);
            break;
        }
        case State::Idle:
        case State::Draining:
        case State::Palm: contact.at = to; break;
    }
}

/// A finger leaves the glass in front of our eyes.
void GestureRecognizer::lift(std::size_t index, std::vector<Gesture>& out) {
    const Contact& contact = m_contacts[index];
    if (contact.role == Role::Active) {
        switch (m_state) {
            case State::Pressed: tap(contact, out); break;
            case State::Resting: endRest(contact, out); break;
            case State::Dragging: endDrag(contact, out); break;
            case State::Pinching: endPinch(out); break;
            case State::Idle:
            case State::Draining:
            case State::Palm: break;
        }
    }
    m_contacts.erase(m_contacts.begin() + static_cast<std::ptrdiff_t>(index));
    settle(out);
}

/// A finger must have left the glass without our seeing where and when: nothing may be activated by that.
void GestureRecognizer::lose(std::size_t index, std::vector<Gesture>& out) {
    if (m_contacts[index].role == Role::Active) abandon(out);
    m_contacts.erase(m_contacts.begin() + static_cast<std::ptrdiff_t>(index));
    settle(out);
}

// Transitions.

/// Idle -> Pressed
void GestureRecognizer::beginPress(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Pressed;
    m_trail.clear();
    m_pinchLogScale = 0;
    record(contact.at);
    out.push_back(Press{contact.at});
}

/// Pressed -> Resting
void GestureRecognizer::rest(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Resting;
    m_tapCount = 0;
    out.push_back(LongPress{contact.at});
}

/// Resting -> Draining, and from there to Idle
void GestureRecognizer::endRest(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Draining;
    out.push_back(LongPressEnd{contact.at});
}

/// Pressed -> Draining, and from there to Idle
void GestureRecognizer::tap(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Draining;
    const bool again = m_tapCount > 0 && contact.downTime - m_lastTapTime <= m_config.doubleTapTime &&
                       isWithin(contact.at, m_lastTapAt, 2 * slopPx());
    m_tapCount = again ? m_tapCount + 1 : 1;
    m_lastTapAt = contact.at;
    m_lastTapTime = m_now;
    out.push_back(Tap{contact.at, m_tapCount});
}

/// Pressed | Resting -> Dragging
void GestureRecognizer::beginDrag(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Dragging;
    m_tapCount = 0;
    out.push_back(DragBegin{contact.down, contact.at});
}

/// Dragging -> Draining, and from there to Idle
void GestureRecognizer::endDrag(const Contact& contact, std::vector<Gesture>& out) {
    m_state = State::Draining;
    out.push_back(DragEnd{contact.at, speed().at});
}

/// Pressed | Resting | Dragging -> Pinching, by way of `abandon`
void GestureRecognizer::beginPinch(std::vector<Gesture>& out) {
    m_state = State::Pinching;
    m_trail.clear();
    m_pinchLogScale = 0;
    const PointPx centre = pinchPair().centre;
    record(centre);
    out.push_back(PinchBegin{centre});
}

/// Pinching -> Pinching
void GestureRecognizer::movePinch(const Pair& before, const Pair& after, std::vector<Gesture>& out) {
    PinchMove move{after.centre, after.centre - before.centre, 1, 0};
    const float minSpan = std::max(m_config.minPinchSpanMm * m_config.pxPerMm, 1.0F);
    const float was = std::sqrt(lengthSquared(before.span));
    const float is = std::sqrt(lengthSquared(after.span));
    if (was >= minSpan && is >= minSpan) {
        move.scale = is / was;
        move.rotation = std::atan2(before.span.x * after.span.y - before.span.y * after.span.x,
                                   before.span.x * after.span.x + before.span.y * after.span.y);
        m_pinchLogScale += std::log(move.scale);
    }
    record(after.centre);
    if (before.span != after.span) out.push_back(move);
}

/// Pinching -> Draining
void GestureRecognizer::endPinch(std::vector<Gesture>& out) {
    m_state = State::Draining;
    const Speed last = speed();
    out.push_back(PinchEnd{pinchPair().centre, last.at, last.logScale});
}

/// any -> Palm
void GestureRecognizer::beginPalm(std::vector<Gesture>& out) {
    abandon(out);
    m_state = State::Palm;
    for (Contact& contact : m_contacts) {
        if (contact.role != Role::Masked) contact.role = Role::Bystander;
    }
    out.push_back(PalmBegin{});
}

void GestureRecognizer::mask(std::size_t index, std::vector<Gesture>& out) {
    Contact& contact = m_contacts[index];
    if (contact.role == Role::Active) abandon(out);
    contact.role = Role::Masked;
    out.push_back(FingerMasked{contact.finger});
    settle(out);
}

/// The cancel path: Pressed | Resting | Dragging | Pinching -> Draining. The other states have nothing going on.
void GestureRecognizer::abandon(std::vector<Gesture>& out) {
    switch (m_state) {
        case State::Pressed:
        case State::Resting: out.push_back(PressCancelled{}); break;
        case State::Dragging:
        case State::Pinching: out.push_back(GestureCancelled{}); break;
        case State::Idle:
        case State::Draining:
        case State::Palm: return;
    }
    m_state = State::Draining;
    m_tapCount = 0;
}

/// Draining -> Idle and Palm -> Idle, once nothing is left on the glass that they wait for. Called after every change
/// of `m_contacts` or their roles.
void GestureRecognizer::settle(std::vector<Gesture>& out) {
    if (m_state == State::Draining) {
        const bool waiting = std::any_of(m_contacts.begin(), m_contacts.end(), [](const Contact& contact) {
            return contact.role == Role::Active || contact.role == Role::Bystander;
        });
        if (!waiting) m_state = State::Idle;
    } else if (m_state == State::Palm && unmaskedCount() == 0) {
        m_state = State::Idle;
        out.push_back(PalmEnd{});
    }
}

// What they look things up with.

std::optional<std::size_t> GestureRecognizer::find(FingerId finger) const {
    for (std::size_t i = 0; i < m_contacts.size(); ++i) {
        if (m_contacts[i].finger == finger) return i;
    }
    return std::nullopt;
}

int GestureRecognizer::unmaskedCount() const {
    return static_cast<int>(std::count_if(m_contacts.begin(), m_contacts.end(),
                                          [](const Contact& contact) { return contact.role != Role::Masked; }));
}

std::optional<GestureRecognizer::Due> GestureRecognizer::nextDue() const {
    std::optional<Due> next;
    const auto consider = [&next](const Due& due) {
        if (!next || due.at < next->at) next = due;
    };
    for (std::size_t i = 0; i < m_contacts.size(); ++i) {
        const Contact& contact = m_contacts[i];
        if (contact.role == Role::Masked) continue;
        if (m_state == State::Pressed && contact.role == Role::Active) {
            consider({contact.downTime + m_config.longPressTime, i, true});
        }
        consider({contact.restSince + m_config.stuckAfter, i, false});
    }
    return next;
}

GestureRecognizer::Pair GestureRecognizer::pinchPair() const {
    PointPx ends[2];
    int count = 0;
    for (const Contact& contact : m_contacts) {
        if (contact.role == Role::Active && count < 2) ends[count++] = contact.at;
    }
    return {(ends[0] + ends[1]) * 0.5F, ends[1] - ends[0]};
}

void GestureRecognizer::record(PointPx at) {
    const Sample sample{m_now, at, m_pinchLogScale};
    const std::size_t n = m_trail.size();
    // Of a burst with one stamp the first and the last say everything.
    if (n >= 2 && m_trail[n - 1].time == m_now && m_trail[n - 2].time == m_now) {
        m_trail.back() = sample;
        return;
    }
    const auto isOld = [&](const Sample& s) { return s.time < m_now - m_config.flingWindow; };
    m_trail.erase(m_trail.begin(), std::find_if_not(m_trail.begin(), m_trail.end(), isOld));
    if (m_trail.size() >= kMaxTrail) m_trail.erase(m_trail.begin());
    m_trail.push_back(sample);
}

/// End to end over what the last `flingWindow` before now holds of the trail; zero when that is nothing or a single
/// sample.
GestureRecognizer::Speed GestureRecognizer::speed() const {
    const auto first = std::find_if(m_trail.begin(), m_trail.end(),
                                    [&](const Sample& s) { return s.time >= m_now - m_config.flingWindow; });
    if (first == m_trail.end()) return {};
    const Sample& last = m_trail.back();
    const float seconds = std::max(std::chrono::duration<float>(last.time - first->time).count(), kMinSpeedSpanS);
    return {(last.at - first->at) * (1 / seconds), (last.logScale - first->logScale) / seconds};
}

}  // namespace platform
