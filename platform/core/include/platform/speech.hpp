#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/clock.hpp"

namespace platform {

/// One thing to be said.
struct Utterance {
    std::string text;  ///< UTF-8
    std::string lang;  ///< two-letter code
};

/// A voice. `platform_os` has one of espeak-ng; tests and machines without sound have a silent one.
/// Threading: main thread only; `onChange` is called there too, from `pump`.
class Speech {
public:
    virtual ~Speech() = default;
    [[nodiscard]] virtual bool canSpeak(std::string_view lang) const = 0;
    /// Says them one after another, instead of what is being said now. `volume` in [0, 1].
    virtual void say(std::vector<Utterance> utterances, float volume) = 0;
    /// Silence within 100 ms.
    virtual void stop() = 0;
    /// Index of the utterance being said, -1 = silent.
    [[nodiscard]] virtual int current() const = 0;
    /// Called once per frame and when woken. True when `current` changed.
    virtual bool pump() = 0;
};

/// No voice at all.
class SilentSpeech final : public Speech {
public:
    [[nodiscard]] bool canSpeak(std::string_view) const override { return false; }
    void say(std::vector<Utterance>, float) override {}
    void stop() override {}
    [[nodiscard]] int current() const override { return -1; }
    bool pump() override { return false; }
};

/// A voice without sound that takes its time on a clock: runs with `--clock` and tests. Speaks Spanish, English and
/// Quechua, like the real one.
class TimedSpeech final : public Speech {
public:
    explicit TimedSpeech(const Clock& clock) : m_clock(clock) {}
    [[nodiscard]] bool canSpeak(std::string_view lang) const override {
        return lang == "es" || lang == "en" || lang == "qu";
    }
    void say(std::vector<Utterance> utterances, float) override {
        m_utterances = std::move(utterances);
        m_current = m_utterances.empty() ? -1 : 0;
        m_since = m_clock.now();
    }
    void stop() override { m_current = -1; }
    [[nodiscard]] int current() const override { return m_current; }
    bool pump() override {
        const int before = m_current;
        while (m_current >= 0 && m_clock.now() - m_since >= timeOf(m_utterances[static_cast<std::size_t>(m_current)])) {
            m_since += timeOf(m_utterances[static_cast<std::size_t>(m_current)]);
            m_current = static_cast<std::size_t>(m_current) + 1 < m_utterances.size() ? m_current + 1 : -1;
        }
        return m_current != before;
    }

private:
    /// About 150 words a minute.
    [[nodiscard]] static Duration timeOf(const Utterance& utterance) {
        return std::chrono::milliseconds(400 + 65 * static_cast<int>(utterance.text.size()));
    }
    const Clock& m_clock;
    std::vector<Utterance> m_utterances;
    int m_current = -1;
    Instant m_since;
};

}  // namespace platform
