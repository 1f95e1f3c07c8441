#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <string>

#include "base/assert.hpp"
#include "test_support/assert_failure.hpp"

namespace {

void throwAssertFailure(const char* expression, const char* file, int line) {
    throw test_support::AssertFailure(std::string(file) + ":" + std::to_string(line) + ": KIOSK_ASSERT(" + expression +
                                      ")");
}

}  // namespace

int main(int argc, char** argv) {
    base::setAssertHandler(throwAssertFailure);
    doctest::Context context;
    context.applyCommandLine(argc, argv);
    return context.run();
}
