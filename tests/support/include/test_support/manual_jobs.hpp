#pragma once

#include <array>
#include <deque>
#include <memory>
#include <vector>

#include "platform/jobs.hpp"
#include "platform/log.hpp"

namespace test_support {

/// Jobs that run on the test's thread, when the test says so: between `post` and `runOne` a job is queued, between
/// `runOne` and `deliver` it is finished but not yet delivered. Ownership: borrows the log, which must outlive it.
class ManualJobs final : public platform::Jobs {
public:
    explicit ManualJobs(platform::Log& log) : m_log(log) {}
    ManualJobs(const ManualJobs&) = delete;
    ManualJobs& operator=(const ManualJobs&) = delete;
    /// What is queued or not delivered is dropped.
    ~ManualJobs() override;

    /// Runs the oldest job of a lane. False when the lane is empty.
    bool runOne(platform::Lane lane);
    /// Runs everything queued, lane by lane, also what is posted meanwhile. Returns how many jobs that were.
    int runAll();
    /// Runs and delivers until nothing is left to do, as frames would. Returns how many callbacks ran.
    int settle();
    /// Jobs waiting for `runOne`, cancelled ones included.
    [[nodiscard]] int queued(platform::Lane lane) const;

    int deliver() override;
    [[nodiscard]] bool idle() const override { return m_undelivered == 0; }

protected:
    platform::JobHandle postErased(platform::Lane lane, std::function<void()> work,
                                   std::function<void()> done) override;

private:
    using Job = std::shared_ptr<platform::detail::JobControl>;

    platform::Log& m_log;
    std::array<std::deque<Job>, platform::kLaneCount> m_queues;
    std::vector<Job> m_ready;
    int m_undelivered = 0;
};

}  // namespace test_support
