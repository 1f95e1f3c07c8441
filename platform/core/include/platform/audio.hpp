#pragma once

#include <cstdint>
#include <span>

#include "base/result.hpp"

namespace platform {

/// One stream of sound to the loudspeaker: 16-bit mono samples, queued and forgotten.
/// Threading: main thread only.
class AudioOutput {
public:
    virtual ~AudioOutput() = default;
    /// Queues samples of `sampleRate` Hz. The device is opened at the first call and again when the rate changes.
    /// Errc::Unavailable when there is no sound device.
    [[nodiscard]] virtual base::Status play(std::span<const std::int16_t> samples, int sampleRate) = 0;
    /// Silence at once; what was queued is dropped.
    virtual void stop() = 0;
    /// False once everything queued has been played.
    [[nodiscard]] virtual bool playing() const = 0;
};

}  // namespace platform
