#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audio.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "platform/speech.hpp"

namespace platform_os {

/// A voice of espeak-ng: es-419, en and qu; there is none for Aymara. Each utterance is synthesised on the speech lane
/// while the one before it is heard. espeak-ng is initialised with the first utterance.
/// Threading: main thread only; the synthesiser itself runs on the speech lane, which has one thread.
/// Ownership: borrows jobs, sound and log, which outlive it. Only one may exist: espeak-ng is one per process.
class EspeakSpeech final : public platform::Speech {
public:
    EspeakSpeech(platform::Jobs& jobs, platform::AudioOutput& audio, platform::Log& log);
    ~EspeakSpeech() override;
    EspeakSpeech(const EspeakSpeech&) = delete;
    EspeakSpeech& operator=(const EspeakSpeech&) = delete;

    /// Looks for the voice file; does not start the synthesiser.
    [[nodiscard]] bool canSpeak(std::string_view lang) const override;
    void say(std::vector<platform::Utterance> utterances, float volume) override;
    void stop() override;
    [[nodiscard]] int current() const override { return m_current; }
    bool pump() override;

private:
    struct Sound {
        std::vector<std::int16_t> samples;
        int rate = 0;
    };
    void synthesise(std::size_t index);

    platform::Jobs& m_jobs;
    platform::AudioOutput& m_audio;
    platform::Log& m_log;
    std::vector<platform::Utterance> m_utterances;
    float m_volume = 1;
    int m_current = -1;             ///< being heard, or waited for
    std::size_t m_ready = 0;        ///< index `m_next` belongs to
    std::unique_ptr<Sound> m_next;  ///< synthesised, not yet played
    bool m_reported = false;        ///< that there is no sound, once
    platform::JobHandle m_job;
};

}  // namespace platform_os
