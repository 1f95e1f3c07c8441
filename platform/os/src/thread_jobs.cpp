#include "platform_os/thread_jobs.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <string>
#include <system_error>
#include <utility>

#include "platform/job_control.hpp"

namespace platform_os {
namespace {

using platform::JobHandle;
using platform::Lane;

std::size_t threadCount(Lane lane) { return lane == Lane::Decode ? 2 : 1; }

/// Pictures come later rather than frames late: decoding yields to the threads that draw.
constexpr int kDecodeNice = 10;

/// Blocks every signal on this thread, and thereby on the threads it starts, for as long as it lives.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

private:
    sigset_t m_before;
};

}  // namespace

ThreadJobs::ThreadJobs(platform::Log& log) : m_log(log) {}

ThreadJobs::~ThreadJobs() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    for (LaneState& lane : m_lanes) {
        lane.notEmpty.notify_all();
        for (std::thread& thread : lane.threads)
            thread.join();
    }
    for (LaneState& lane : m_lanes) {
        for (const Job& job : lane.queue)
            platform::detail::drop(*job);
    }
    for (const Job& job : m_ready)
        platform::detail::drop(*job);
}

void ThreadJobs::setWake(std::function<void()> wake) {
    const std::scoped_lock lock(m_wakeMutex);
    m_wake = std::move(wake);
}

int ThreadJobs::deliver() {
    std::vector<Job> batch;
    {
        const std::scoped_lock lock(m_mutex);
        batch.swap(m_ready);
    }
    int ran = 0;
    for (const Job& job : batch) {
        --m_undelivered;
        if (platform::detail::runDone(*job, m_log)) ++ran;
    }
    return ran;
}

JobHandle ThreadJobs::postErased(Lane lane, std::function<void()> work, std::function<void()> done) {
    startThreads(lane);
    auto job = std::make_shared<platform::detail::JobControl>(lane, std::move(work), std::move(done));
    LaneState& state = m_lanes[static_cast<std::size_t>(lane)];
    {
        const std::scoped_lock lock(m_mutex);
        state.queue.push_back(job);
    }
    ++m_undelivered;
    state.notEmpty.notify_one();
    return JobHandle(std::move(job));
}

void ThreadJobs::startThreads(Lane lane) {
    LaneState& state = m_lanes[static_cast<std::size_t>(lane)];
    while (state.threads.size() < threadCount(lane)) {
        try {
            const SignalsBlocked blocked;
            state.threads.emplace_back([this, &state, lane] {
                // Linux: 0 is this thread. Where it is refused, decoding merely competes with drawing.
                if (lane == Lane::Decode) static_cast<void>(setpriority(PRIO_PROCESS, 0, kDecodeNice));
                serve(state);
            });
        } catch (const std::system_error& error) {
            m_log.error("jobs", std::string("cannot start a thread for lane ") + toString(lane) + ": " + error.what() +
                                    "; raise the process's limit of tasks");
            return;
        }
        // As it stands in top and in core dumps; at most 15 characters.
        pthread_setname_np(state.threads.back().native_handle(), (std::string("job-") + toString(lane)).c_str());
    }
}

void ThreadJobs::serve(LaneState& lane) {
    std::unique_lock lock(m_mutex);
    for (;;) {
        lane.notEmpty.wait(lock, [&] { return m_stopping || !lane.queue.empty(); });
        if (m_stopping) return;
        Job job = std::move(lane.queue.front());
        lane.queue.pop_front();
        lock.unlock();

        platform::detail::runWork(*job, m_log);

        lock.lock();
        m_ready.push_back(std::move(job));
        lock.unlock();
        {
            const std::scoped_lock wakeLock(m_wakeMutex);
            if (m_wake) m_wake();
        }
        lock.lock();
    }
}

}  // namespace platform_os
