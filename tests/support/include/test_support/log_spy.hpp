#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "platform/log.hpp"

namespace test_support {

/// A log that fails the test on any warning or error nobody expected.
/// Threading: any thread; construction and destruction on the test's thread.
class LogSpy final : public platform::Log {
public:
    LogSpy() = default;
    LogSpy(const LogSpy&) = delete;
    LogSpy& operator=(const LogSpy&) = delete;
    /// Fails the running test when warnings or errors were not taken.
    ~LogSpy() override;

    void write(platform::LogLevel level, std::string_view area, std::string_view message) override;

    /// The warnings and errors since the last `take`, as "area: message".
    [[nodiscard]] std::vector<std::string> take();

    /// Every line of every level so far, as "WARN area: message", for tests of what is and is not logged.
    [[nodiscard]] std::vector<std::string> lines() const;

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
    std::vector<std::string> m_untaken;
};

}  // namespace test_support
