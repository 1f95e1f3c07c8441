#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/input_event.hpp"

namespace platform {

/// A recorded visit: input events with their time since the start of the recording.
/// File form: JSON Lines, one event a line, e.g. {"t_ms":1250,"type":"down","finger":1,"x":960.0,"y":512.5}.
/// Types: down move up (finger, x, y in framebuffer pixels), key (key: next previous select repeat overlay),
/// resize (w, h), wheel (x, y, notches), context_lost, quit. Times never decrease.
struct RecordedEvent {
    Duration sinceStart{};
    decltype(InputEvent::what) what;
};

/// One line, without the line break.
[[nodiscard]] std::string toJsonLine(const RecordedEvent& event);

/// Errc::InvalidInput naming the line and the field.
[[nodiscard]] base::Result<std::vector<RecordedEvent>> parseRecording(std::string_view jsonLines);

}  // namespace platform
