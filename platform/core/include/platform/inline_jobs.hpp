#pragma once

#include <memory>
#include <vector>

#include "platform/jobs.hpp"
#include "platform/log.hpp"

namespace platform {

/// Jobs without threads: the work runs inside `post`, the callback in the next `deliver`. Headless runs on a manual
/// clock use it, so that the same script always gives the same frames. Ownership: borrows the log, which must outlive
/// it. Threading: main thread only.
class InlineJobs final : public Jobs {
public:
    explicit InlineJobs(Log& log) : m_log(log) {}
    InlineJobs(const InlineJobs&) = delete;
    InlineJobs& operator=(const InlineJobs&) = delete;
    /// Jobs not yet delivered are dropped.
    ~InlineJobs() override;

    int deliver() override;
    [[nodiscard]] bool idle() const override { return m_undelivered == 0; }

protected:
    JobHandle postErased(Lane lane, std::function<void()> work, std::function<void()> done) override;

private:
    Log& m_log;
    std::vector<std::shared_ptr<detail::JobControl>> m_ready;
    int m_undelivered = 0;  ///< m_ready, plus what a running `deliver` has still to do
};

}  // namespace platform
