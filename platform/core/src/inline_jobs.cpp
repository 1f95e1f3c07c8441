#include "platform/inline_jobs.hpp"

#include <utility>

#include "platform/job_control.hpp"

namespace platform {

InlineJobs::~InlineJobs() {
    for (const auto& job : m_ready)
        detail::drop(*job);
}

int InlineJobs::deliver() {
    int ran = 0;
    const auto batch = std::exchange(m_ready, {});
    for (const auto& job : batch) {
        --m_undelivered;
        if (detail::runDone(*job, m_log)) ++ran;
    }
    return ran;
}

JobHandle InlineJobs::postErased(Lane lane, std::function<void()> work, std::function<void()> done) {
    auto job = std::make_shared<detail::JobControl>(lane, std::move(work), std::move(done));
    detail::runWork(*job, m_log);
    m_ready.push_back(job);
    ++m_undelivered;
    return JobHandle(std::move(job));
}

}  // namespace platform
