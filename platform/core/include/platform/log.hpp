#pragma once

#include <string>
#include <string_view>

namespace platform {

enum class LogLevel { Debug, Info, Warning, Error };

/// As it stands in a log line: "DEBUG", "INFO", "WARN", "ERROR".
[[nodiscard]] const char* toString(LogLevel level);

/// Where log lines go. One line per call, English, no line breaks, never anything a visitor typed.
/// Threading: implementations accept calls from any thread.
class Log {
public:
    virtual ~Log() = default;
    /// `area` is the box of the code base that speaks ("content", "render"); `message` names file, field and remedy.
    virtual void write(LogLevel level, std::string_view area, std::string_view message) = 0;

    void debug(std::string_view area, std::string_view message) { write(LogLevel::Debug, area, message); }
    void info(std::string_view area, std::string_view message) { write(LogLevel::Info, area, message); }
    void warning(std::string_view area, std::string_view message) { write(LogLevel::Warning, area, message); }
    void error(std::string_view area, std::string_view message) { write(LogLevel::Error, area, message); }
};

}  // namespace platform
