#pragma once

#include "platform/input_event.hpp"

namespace test_support {

/// A moment `ms` milliseconds after an arbitrary one, the same in every test.
[[nodiscard]] constexpr platform::Instant at(double ms) {
    return platform::Instant(std::chrono::hours(1)) +
           std::chrono::duration_cast<platform::Duration>(std::chrono::duration<double, std::milli>(ms));
}

[[nodiscard]] inline platform::InputEvent down(double ms, platform::FingerId finger, float x, float y) {
    return {at(ms), platform::FingerDown{finger, {x, y}}};
}

[[nodiscard]] inline platform::InputEvent move(double ms, platform::FingerId finger, float x, float y) {
    return {at(ms), platform::FingerMove{finger, {x, y}}};
}

[[nodiscard]] inline platform::InputEvent up(double ms, platform::FingerId finger, float x, float y) {
    return {at(ms), platform::FingerUp{finger, {x, y}}};
}

[[nodiscard]] inline platform::InputEvent key(double ms, platform::Key pressed) {
    return {at(ms), platform::KeyPress{pressed}};
}

}  // namespace test_support
