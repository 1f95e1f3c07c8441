#include "platform_os/real_clock.hpp"

namespace platform_os {

platform::Instant RealClock::now() const { return std::chrono::steady_clock::now(); }

platform::WallTime RealClock::wallNow() const { return std::chrono::system_clock::now(); }

}  // namespace platform_os
