#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/clock.hpp"
#include "platform/log.hpp"

namespace platform_os {

/// Log lines as text, one line a call, UTC:
///
///     2026-05-03T12:00:00Z WARN content: pack refused
///
/// Control characters and line breaks in a message are written as escapes, and bytes that are not UTF-8 as \xNN, so
/// that a message can neither forge a second line nor reach a terminal's controls. Every line is flushed at once.
/// Ownership: borrows the clock, which must outlive it.
/// Threading: any thread.
/// Errors: `write` never fails; a full disk is reported on stderr, at most once a second, and the line is lost.
class StreamLog final : public platform::Log {
public:
    /// Lines to stderr, for journald and for developers.
    static std::unique_ptr<StreamLog> toStderr(const platform::Clock& clock, platform::LogLevel minimum);

    /// Lines to the end of a file, which is kept below 4 MiB with two older ones beside it (`kiosk.1.log`,
    /// `kiosk.2.log`), so that a log cannot fill the disk of a machine nobody looks after. Folders are made. Errc::Io
    /// when it cannot be opened.
    static base::Result<std::unique_ptr<StreamLog>> toFile(const platform::Clock& clock, platform::LogLevel minimum,
                                                           const std::filesystem::path& path);

    ~StreamLog() override;

    /// Lines below `minimum` are dropped.
    void setMinimum(platform::LogLevel minimum) { m_minimum = minimum; }

    void write(platform::LogLevel level, std::string_view area, std::string_view message) override;

private:
    struct Sink;  // keeps spdlog out of every other target
    StreamLog(const platform::Clock& clock, platform::LogLevel minimum, std::unique_ptr<Sink> sink);

    const platform::Clock& m_clock;
    std::atomic<platform::LogLevel> m_minimum;
    std::unique_ptr<Sink> m_sink;
};

/// One line as StreamLog writes it, without the line break.
[[nodiscard]] std::string logLine(platform::WallTime time, platform::LogLevel level, std::string_view area,
                                  std::string_view message);

}  // namespace platform_os
