#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/input_event.hpp"

namespace platform {

/// A recorded visit: input events with their time since the start of the recording.
///
/// File form: JSON Lines, one event a line, e.g. {"t_ms":1250,"type":"down","finger":1,"x":960.0,"y":512.5}.
///
/// Types: down move up (finger, x, y in framebuffer pixels), key (key: next previous select repeat overlay quit),
/// resize (w, h in pixels), wheel (x, y, notches), context_lost, quit. Times never decrease; fractions of a millisecond
/// are decimals. Every field is required and no other is allowed.
///
/// Limits: positions, notches and sizes up to 100,000, times up to 1,000,000,000 ms, 1,000,000 events, 1,000 bytes a
/// line.
struct RecordedEvent {
    Duration sinceStart{};
    decltype(InputEvent::what) what;
};

/// One line, without the line break. `parseRecording` gives back the same event to the nanosecond and the same floats.
/// @pre the event keeps within the limits above
[[nodiscard]] std::string toJsonLine(const RecordedEvent& event);

/// Errc::InvalidInput naming the line and, where there is one, the field. An empty text is an empty recording.
[[nodiscard]] base::Result<std::vector<RecordedEvent>> parseRecording(std::string_view jsonLines);

}  // namespace platform
