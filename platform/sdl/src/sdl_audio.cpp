#include "platform_sdl/sdl_audio.hpp"

#define SDL_MAIN_HANDLED
#include <SDL.h>

#include <string>

namespace platform_sdl {
namespace {

/// Samples per device buffer: 23 ms at 22,050 Hz, so that `stop` is heard well within 100 ms.
constexpr Uint16 kBufferSamples = 512;

}  // namespace

SdlAudio::~SdlAudio() {
    if (m_device != 0) SDL_CloseAudioDevice(m_device);
    if (m_started) SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

base::Status SdlAudio::play(std::span<const std::int16_t> samples, int sampleRate) {
    if (!m_started) {
        if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
            return base::Error{base::Errc::Unavailable, std::string("no sound: ") + SDL_GetError()};
        }
        m_started = true;
    }
    if (m_device == 0 || m_rate != sampleRate) {
        if (m_device != 0) SDL_CloseAudioDevice(m_device);
        SDL_AudioSpec wanted{};
        wanted.freq = sampleRate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = kBufferSamples;
        m_device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        m_rate = sampleRate;
        if (m_device == 0)
            return base::Error{base::Errc::Unavailable, std::string("no sound device: ") + SDL_GetError()};
        SDL_PauseAudioDevice(m_device, 0);
    }
    if (SDL_QueueAudio(m_device, samples.data(), static_cast<Uint32>(samples.size_bytes())) != 0) {
        return base::Error{base::Errc::Unavailable, std::string("sound not queued: ") + SDL_GetError()};
    }
    return {};
}

void SdlAudio::stop() {
    if (m_device != 0) SDL_ClearQueuedAudio(m_device);
}

bool SdlAudio::playing() const { return m_device != 0 && SDL_GetQueuedAudioSize(m_device) > 0; }

}  // namespace platform_sdl
