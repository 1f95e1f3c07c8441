#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/input_recording.hpp"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

/// Whatever the bytes, the parser returns; and what it accepts means the same after being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto events = platform::parseRecording({reinterpret_cast<const char*>(data), size});
    if (!events) {
        require(events.error().code == base::Errc::InvalidInput && events.error().message.rfind("line ", 0) == 0);
        return 0;
    }
    std::string written;
    for (const auto& event : *events)
        written += platform::toJsonLine(event) + "\n";
    const auto again = platform::parseRecording(written);
    require(again.ok() && again->size() == events->size());
    for (std::size_t i = 0; i < events->size(); ++i) {
        require((*again)[i].sinceStart == (*events)[i].sinceStart);
        require(platform::toJsonLine((*again)[i]) == platform::toJsonLine((*events)[i]));
    }
    return 0;
}
