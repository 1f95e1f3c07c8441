#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/units.hpp"
#include "platform/clock.hpp"

namespace platform {

/// One contact on the glass. Ids are the device's own and are reused; a mouse on a developer's desk is finger -1.
using FingerId = std::int64_t;

struct FingerDown {
    FingerId finger = 0;
    base::PointPx at;
};
struct FingerMove {
    FingerId finger = 0;
    base::PointPx at;
};
struct FingerUp {
    FingerId finger = 0;
    base::PointPx at;
};

/// Keys the application reacts to; everything else is dropped at the window.
enum class Key {
    Next,      ///< keypad: next control in reading order (Tab, Down, Right)
    Previous,  ///< keypad: previous control (Shift+Tab, Up, Left)
    Select,    ///< keypad: activate the focused control (Return, Space)
    Repeat,    ///< keypad: say the focused control again (R)
    Overlay,   ///< developers' overlay (F1); ignored in production
    Quit,      ///< closes a developer's window (Ctrl+Q, window button); ignored in production
};
struct KeyPress {
    Key key = Key::Next;
};

/// The framebuffer changed size.
struct Resized {
    base::SizePx size;
};
/// The GL context was lost: textures and buffers are gone and have to be made again.
struct ContextLost {};
/// The window system or the operating system asks the program to end.
struct QuitRequested {};

/// A mouse wheel on a developer's desk, in notches, positive = content moves down.
struct Wheel {
    base::PointPx at;
    float notches = 0;
};

struct InputEvent {
    Instant time;
    std::variant<FingerDown, FingerMove, FingerUp, KeyPress, Resized, ContextLost, QuitRequested, Wheel> what;
};

}  // namespace platform
