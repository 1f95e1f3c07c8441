#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace base {
namespace {

void printAndAbort(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    std::abort();
}

AssertHandler g_handler = printAndAbort;  // the one process-wide hook: a failed check has no object to ask

}  // namespace

AssertHandler setAssertHandler(AssertHandler handler) {
    const AssertHandler previous = g_handler;
    g_handler = handler != nullptr ? handler : printAndAbort;
    return previous;
}

void assertFailed(const char* expression, const char* file, int line) { g_handler(expression, file, line); }

}  // namespace base
