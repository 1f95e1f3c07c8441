#pragma once

/// Checks for bugs, on in every build. A failed check calls the installed handler, which by default prints the
/// expression and aborts; the test binary installs one that fails the test, the application one that logs before it
/// aborts.
namespace base {

using AssertHandler = void (*)(const char* expression, const char* file, int line);

/// Replaces the handler and returns the previous one. Threading: call before other threads start.
AssertHandler setAssertHandler(AssertHandler handler);

void assertFailed(const char* expression, const char* file, int line);

}  // namespace base

#define KIOSK_ASSERT(expression) \
    (static_cast<bool>(expression) ? static_cast<void>(0) : ::base::assertFailed(#expression, __FILE__, __LINE__))
