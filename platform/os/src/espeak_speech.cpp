#include "platform_os/espeak_speech.hpp"

#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace platform_os {
namespace {

struct Voice {
    std::string_view lang;
    const char* name;
    const char* dictionary;  ///< file of espeak-ng-data that has to be there
};
constexpr std::array<Voice, 3> kVoices = {
    {{"es", "es-419", "es_dict"}, {"en", "en-us", "en_dict"}, {"qu", "qu", "qu_dict"}}};
constexpr int kWordsPerMinute = 150;
constexpr std::array<const char*, 3> kDataFolders = {"/usr/lib/x86_64-linux-gnu/espeak-ng-data",
                                                     "/usr/share/espeak-ng-data",
                                                     "/usr/lib/aarch64-linux-gnu/espeak-ng-data"};

const Voice* voiceFor(std::string_view lang) {
    const auto at = std::find_if(kVoices.begin(), kVoices.end(), [&](const Voice& v) { return v.lang == lang; });
    return at == kVoices.end() ? nullptr : &*at;
}

/// espeak-ng hands out samples through one callback for the whole process; only the speech lane ever touches this.
std::vector<std::int16_t>* g_collecting = nullptr;

int collect(short* samples, int count, espeak_EVENT*) {
    if (samples != nullptr && g_collecting != nullptr)
        g_collecting->insert(g_collecting->end(), samples, samples + count);
    return 0;
}

/// Sample rate of the initialised synthesiser, 0 when it cannot be started. Speech lane only.
int synthesiserRate() {
    static const int kRate = [] {
        const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT);
        if (rate > 0) espeak_SetSynthCallback(collect);
        return std::max(0, rate);
    }();
    return kRate;
}

}  // namespace

EspeakSpeech::EspeakSpeech(platform::Jobs& jobs, platform::AudioOutput& audio, platform::Log& log)
    : m_jobs(jobs), m_audio(audio), m_log(log) {}

EspeakSpeech::~EspeakSpeech() { stop(); }

bool EspeakSpeech::canSpeak(std::string_view lang) const {
    const Voice* voice = voiceFor(lang);
    if (voice == nullptr) return false;
    return std::any_of(kDataFolders.begin(), kDataFolders.end(), [&](const char* folder) {
        std::error_code ignored;
        return std::filesystem::exists(std::filesystem::path(folder) / voice->dictionary, ignored);
    });
}

void EspeakSpeech::say(std::vector<platform::Utterance> utterances, float volume) {
    stop();
    m_utterances = std::move(utterances);
    m_volume = std::clamp(volume, 0.0F, 1.0F);
    if (m_utterances.empty()) return;
    m_current = 0;
    synthesise(0);
}

void EspeakSpeech::synthesise(std::size_t index) {
    if (index >= m_utterances.size()) return;
    m_job = m_jobs.post(
        platform::Lane::Speech,
        [utterance = m_utterances[index], volume = m_volume] {
            Sound sound;
            const Voice* voice = voiceFor(utterance.lang);
            sound.rate = synthesiserRate();
            if (sound.rate == 0 || voice == nullptr) return sound;
            espeak_SetVoiceByName(voice->name);
            espeak_SetParameter(espeakRATE, kWordsPerMinute, 0);
            espeak_SetParameter(espeakVOLUME, static_cast<int>(volume * 100), 0);
            g_collecting = &sound.samples;
            espeak_Synth(utterance.text.c_str(), utterance.text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8,
                         nullptr, nullptr);
            g_collecting = nullptr;
            return sound;
        },
        [this, index](Sound sound) {
            m_ready = index;
            m_next = std::make_unique<Sound>(std::move(sound));
        });
}

void EspeakSpeech::stop() {
    m_job.cancel();
    m_next.reset();
    m_utterances.clear();
    m_current = -1;
    m_audio.stop();
}

bool EspeakSpeech::pump() {
    if (m_current < 0 || m_audio.playing()) return false;
    const int before = m_current;
    // The utterance before has been heard to its end; is the next one ready?
    if (m_next != nullptr) {
        m_current = static_cast<int>(m_ready);
        const std::unique_ptr<Sound> sound = std::move(m_next);
        if (!sound->samples.empty()) {
            if (const base::Status status = m_audio.play(sound->samples, sound->rate); !status) {
                if (!m_reported) m_log.warning("speech", status.error().message);
                m_reported = true;
                stop();
                return true;
            }
        }
        synthesise(m_ready + 1);
    } else if (!m_job.pending()) {
        m_current = -1;  // nothing left
        m_utterances.clear();
    }
    return m_current != before;
}

}  // namespace platform_os
