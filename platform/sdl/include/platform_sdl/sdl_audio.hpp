#pragma once

#include "platform/audio.hpp"

namespace platform_sdl {

/// AudioOutput on SDL's queue. SDL's audio subsystem starts with the first sound, so that a silent kiosk pays nothing;
/// `SDL_AUDIODRIVER=disk` writes the samples to a file (tests).
class SdlAudio final : public platform::AudioOutput {
public:
    SdlAudio() = default;
    ~SdlAudio() override;
    SdlAudio(const SdlAudio&) = delete;
    SdlAudio& operator=(const SdlAudio&) = delete;

    [[nodiscard]] base::Status play(std::span<const std::int16_t> samples, int sampleRate) override;
    void stop() override;
    [[nodiscard]] bool playing() const override;

private:
    std::uint32_t m_device = 0;  ///< SDL_AudioDeviceID, 0 = closed
    int m_rate = 0;
    bool m_started = false;
};

}  // namespace platform_sdl
