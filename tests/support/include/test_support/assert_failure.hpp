#pragma once

#include <stdexcept>
#include <string>

namespace test_support {

/// What a failed KIOSK_ASSERT throws in a test binary: the running test fails instead of the process aborting, and a
/// test of a precondition can say CHECK_THROWS_AS(f(), AssertFailure). In a noexcept function it still ends the
/// process.
class AssertFailure : public std::logic_error {
public:
    explicit AssertFailure(const std::string& what) : std::logic_error(what) {}
};

}  // namespace test_support
