#include "platform/jobs.hpp"

#include <exception>
#include <string>

#include "platform/job_control.hpp"

namespace platform {
namespace {

/// Runs `function`; logs what it throws and returns false then.
bool runLogged(const std::function<void()>& function, const char* part, Lane lane, Log& log) {
    std::string thrown;
    try {
        function();
        return true;
    } catch (const std::exception& error) {
        thrown = error.what();
    } catch (...) {
        thrown = "something that is no std::exception";
    }
    log.error("jobs", std::string("the ") + part + " of a job on lane " + toString(lane) + " has thrown: " + thrown);
    return false;
}

}  // namespace

const char* toString(Lane lane) {
    switch (lane) {
        case Lane::Content: return "content";
        case Lane::Decode: return "decode";
        case Lane::Speech: return "speech";
        case Lane::State: return "state";
    }
    return "unknown";
}

JobHandle& JobHandle::operator=(JobHandle&& other) noexcept {
    if (this != &other) {
        cancel();
        m_control = std::move(other.m_control);
    }
    return *this;
}

void JobHandle::cancel() {
    // Let go first: dropping the callback may destroy the object this handle is a member of.
    const std::shared_ptr<detail::JobControl> control = std::move(m_control);
    if (control != nullptr) detail::drop(*control);
}

bool JobHandle::pending() const { return m_control != nullptr && m_control->done != nullptr; }

namespace detail {

void runWork(JobControl& job, Log& log) {
    const std::function<void()> work = std::move(job.work);
    job.work = nullptr;
    if (job.cancelled) return;
    job.failed = !runLogged(work, "work", job.lane, log);
}

bool runDone(JobControl& job, Log& log) {
    // Moved out first: the callback may destroy or replace the handle that owns this job.
    const std::function<void()> done = std::move(job.done);
    job.done = nullptr;
    if (done == nullptr || job.failed) return false;
    runLogged(done, "callback", job.lane, log);
    return true;
}

void drop(JobControl& job) {
    job.cancelled = true;
    // Moved out first: what the callback captured may own a handle of this very job.
    const std::function<void()> done = std::move(job.done);
    job.done = nullptr;
}

}  // namespace detail
}  // namespace platform
