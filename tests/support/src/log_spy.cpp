#include "test_support/log_spy.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace test_support {

LogSpy::~LogSpy() {
    for (const std::string& line : m_untaken)
        FAIL_CHECK("nobody expected this in the log: " << line);
}

void LogSpy::write(platform::LogLevel level, std::string_view area, std::string_view message) {
    const std::string line = std::string(area) + ": " + std::string(message);
    const std::scoped_lock lock(m_mutex);
    m_lines.push_back(std::string(toString(level)) + " " + line);
    if (level >= platform::LogLevel::Warning) m_untaken.push_back(line);
}

std::vector<std::string> LogSpy::take() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_untaken, {});
}

std::vector<std::string> LogSpy::lines() const {
    const std::scoped_lock lock(m_mutex);
    return m_lines;
}

}  // namespace test_support
