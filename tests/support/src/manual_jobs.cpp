#include "test_support/manual_jobs.hpp"

#include <utility>

#include "platform/job_control.hpp"

namespace test_support {

ManualJobs::~ManualJobs() {
    for (const auto& queue : m_queues) {
        for (const Job& job : queue)
            platform::detail::drop(*job);
    }
    for (const Job& job : m_ready)
        platform::detail::drop(*job);
}

bool ManualJobs::runOne(platform::Lane lane) {
    auto& queue = m_queues[static_cast<std::size_t>(lane)];
    if (queue.empty()) return false;
    Job job = std::move(queue.front());
    queue.pop_front();
    platform::detail::runWork(*job, m_log);
    m_ready.push_back(std::move(job));
    return true;
}

int ManualJobs::runAll() {
    int ran = 0;
    for (std::size_t i = 0; i < m_queues.size(); ++i) {
        while (runOne(static_cast<platform::Lane>(i)))
            ++ran;
    }
    return ran;
}

int ManualJobs::settle() {
    int delivered = 0;
    while (!idle()) {
        runAll();
        delivered += deliver();
    }
    return delivered;
}

int ManualJobs::queued(platform::Lane lane) const {
    return static_cast<int>(m_queues[static_cast<std::size_t>(lane)].size());
}

int ManualJobs::deliver() {
    int ran = 0;
    const auto batch = std::exchange(m_ready, {});
    for (const Job& job : batch) {
        --m_undelivered;
        if (platform::detail::runDone(*job, m_log)) ++ran;
    }
    return ran;
}

platform::JobHandle ManualJobs::postErased(platform::Lane lane, std::function<void()> work,
                                           std::function<void()> done) {
    auto job = std::make_shared<platform::detail::JobControl>(lane, std::move(work), std::move(done));
    m_queues[static_cast<std::size_t>(lane)].push_back(job);
    ++m_undelivered;
    return platform::JobHandle(std::move(job));
}

}  // namespace test_support
