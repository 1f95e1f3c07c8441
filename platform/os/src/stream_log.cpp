#include "platform_os/stream_log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace platform_os {
namespace {

using platform::LogLevel;

constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20U;
constexpr std::size_t kOlderFiles = 2;

/// Length of the valid UTF-8 sequence at the front of `text`, 0 when there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
    }
    return length;
}

/// Control characters (C0, DEL, C1) and the two Unicode line separators.
bool isControl(std::string_view sequence) {
    const auto lead = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return lead < 0x20 || lead == 0x7F;
    if (sequence.size() == 2) return lead == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
    return sequence == "\xE2\x80\xA8" || sequence == "\xE2\x80\xA9";
}

void appendEscaped(std::string& line, std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        const std::string_view sequence = text.substr(0, std::max<std::size_t>(length, 1));
        text.remove_prefix(sequence.size());
        if (length > 0 && !isControl(sequence)) {
            line += sequence;
        } else if (sequence == "\n") {
            line += "\\n";
        } else if (sequence == "\r") {
            line += "\\r";
        } else if (sequence == "\t") {
            line += "\\t";
        } else {
            for (const char c : sequence) {
                std::array<char, 8> code{};
                std::snprintf(code.data(), code.size(), "\\x%02X",
                              static_cast<unsigned>(static_cast<unsigned char>(c)));
                line += code.data();
            }
        }
    }
}

}  // namespace

struct StreamLog::Sink {
    explicit Sink(spdlog::sink_ptr sink) : logger("kiosk", std::move(sink)) {
        logger.set_pattern("%v");
        logger.set_level(spdlog::level::trace);
        logger.flush_on(spdlog::level::trace);
    }
    spdlog::logger logger;
};

StreamLog::StreamLog(const platform::Clock& clock, LogLevel minimum, std::unique_ptr<Sink> sink)
    : m_clock(clock), m_minimum(minimum), m_sink(std::move(sink)) {}

StreamLog::~StreamLog() = default;

std::unique_ptr<StreamLog> StreamLog::toStderr(const platform::Clock& clock, LogLevel minimum) {
    auto sink = std::make_unique<Sink>(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    return std::unique_ptr<StreamLog>(new StreamLog(clock, minimum, std::move(sink)));
}

base::Result<std::unique_ptr<StreamLog>> StreamLog::toFile(const platform::Clock& clock, LogLevel minimum,
                                                           const std::filesystem::path& path) {
    try {
        auto sink = std::make_unique<Sink>(
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path.string(), kMaxFileBytes, kOlderFiles));
        return std::unique_ptr<StreamLog>(new StreamLog(clock, minimum, std::move(sink)));
    } catch (const spdlog::spdlog_ex& error) {
        return base::Error{base::Errc::Io, std::string("cannot open the log file: ") + error.what() +
                                               "; name a file in a folder this user may write to"};
    }
}

void StreamLog::write(LogLevel level, std::string_view area, std::string_view message) {
    if (level < m_minimum) return;
    m_sink->logger.log(spdlog::level::info, logLine(m_clock.wallNow(), level, area, message));
}

std::string logLine(platform::WallTime time, LogLevel level, std::string_view area, std::string_view message) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    std::array<char, 48> stamp{};
    std::snprintf(stamp.data(), stamp.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    std::string line = stamp.data();
    line += toString(level);
    line += ' ';
    appendEscaped(line, area);
    line += ": ";
    appendEscaped(line, message);
    return line;
}

}  // namespace platform_os
