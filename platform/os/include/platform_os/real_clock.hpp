#pragma once

#include "platform/clock.hpp"

namespace platform_os {

/// The machine's own time.
/// Threading: any thread.
class RealClock final : public platform::Clock {
public:
    [[nodiscard]] platform::Instant now() const override;
    [[nodiscard]] platform::WallTime wallNow() const override;
};

}  // namespace platform_os
