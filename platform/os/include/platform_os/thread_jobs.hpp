#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/jobs.hpp"
#include "platform/log.hpp"

namespace platform_os {

/// Jobs on threads: two for Lane::Decode, one for each other lane. A lane's threads start at its first post, with all
/// signals blocked, so that signals reach the main thread. On a lane with one thread, results are delivered in the
/// order posted. Ownership: borrows the log, which must outlive it. Threading: as `platform::Jobs`; construction and
/// destruction on the main thread. Errors: a thread the system refuses to start is logged, and tried again at the
/// lane's next post.
class ThreadJobs final : public platform::Jobs {
public:
    explicit ThreadJobs(platform::Log& log);
    ThreadJobs(const ThreadJobs&) = delete;
    ThreadJobs& operator=(const ThreadJobs&) = delete;
    /// Waits for the work that is running; what is still queued or not delivered is dropped.
    ~ThreadJobs() override;

    /// Sets what wakes a sleeping main loop: `wake` is called on a worker's thread whenever a job has become ready for
    /// `deliver`. It must neither throw nor call back into the jobs. When `setWake` returns, the previous one is not
    /// running and never will be again; an empty function switches it off. Threading: main thread.
    void setWake(std::function<void()> wake);

    int deliver() override;
    [[nodiscard]] bool idle() const override { return m_undelivered == 0; }

protected:
    platform::JobHandle postErased(platform::Lane lane, std::function<void()> work,
                                   std::function<void()> done) override;

private:
    using Job = std::shared_ptr<platform::detail::JobControl>;
    struct LaneState {
        std::deque<Job> queue;             // guarded by m_mutex
        std::condition_variable notEmpty;  // waits on m_mutex
        std::vector<std::thread> threads;  // main thread only
    };

    void startThreads(platform::Lane lane);
    void serve(LaneState& lane);

    platform::Log& m_log;
    int m_undelivered = 0;  // main thread only: queued, running, ready, or what a running `deliver` has still to do

    std::mutex m_mutex;
    bool m_stopping = false;   // guarded by m_mutex
    std::vector<Job> m_ready;  // guarded by m_mutex
    std::array<LaneState, platform::kLaneCount> m_lanes;

    std::mutex m_wakeMutex;  // its own, held during the call: the promise of `setWake`, without stopping the queues
    std::function<void()> m_wake;
};

}  // namespace platform_os
