#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "platform/clock.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "state/observation.hpp"
#include "state/state_store.hpp"

namespace app {

/// What visitors leave for the office, asked from the main thread: sealing and writing run on the state lane, and
/// answers arrive with `Jobs::deliver`. Logs say that something was left or could not be, never what. Threading: main
/// thread only. Ownership: borrows everything, which outlives it.
class Outbox {
public:
    /// Most observations in an hour, so that one bored child does not fill it. Counted in memory only: when who was
    /// here is nothing to keep.
    static constexpr int kMostAnHour = 30;

    /// `makeReceipt` is called on the state lane; see state::randomReceipt.
    Outbox(platform::Jobs& jobs, platform::Log& log, const platform::Clock& clock,
           std::function<std::string()> makeReceipt)
        : m_jobs(jobs),
          m_log(log),
          m_clock(clock),
          m_makeReceipt(std::move(makeReceipt)),
          m_store(std::make_shared<Slot>()) {}

    /// Opens the folder the device writes into. When that fails the log says why, and nothing can be left.
    void open(const std::filesystem::path& folder);

    enum class Readiness : std::uint8_t {
        Closed,  ///< this device keeps nothing: no folder was named, or it cannot be used
        Busy,    ///< too many in the last hour; later it is open again
        Open,
    };
    [[nodiscard]] Readiness readiness() const;

    /// Seals the observation to the office's key with a new receipt and writes it. `done` gets the receipt once it is
    /// on the disk, or the error: nothing was kept then. Errc::Unavailable: the outbox is full; others as
    /// state::StateStore and state::seal say. Keep the handle as a last member; without it the observation is kept and
    /// nobody is told.
    /// @pre readiness() == Readiness::Open
    [[nodiscard]] platform::JobHandle leave(state::Observation observation, std::string officeKey,
                                            std::function<void(base::Result<std::string>)> done);

private:
    struct Slot {
        std::optional<state::StateStore> store;  ///< touched on the state lane only
    };

    platform::Jobs& m_jobs;
    platform::Log& m_log;
    const platform::Clock& m_clock;
    std::function<std::string()> m_makeReceipt;
    std::shared_ptr<Slot> m_store;
    bool m_open = false;
    std::deque<platform::Instant> m_left;  ///< when the last ones were, oldest first; at most kMostAnHour
    platform::JobHandle m_opening;
};

}  // namespace app
