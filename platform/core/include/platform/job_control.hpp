#pragma once

#include <atomic>
#include <functional>

#include "platform/jobs.hpp"
#include "platform/log.hpp"

/// For implementations of `Jobs` only: what a job is between `post` and `deliver`.
namespace platform::detail {

/// Ownership: shared by the JobHandle and the queue the job is in.
/// Threading: `work` and `failed` belong to whoever runs the job, and to the main thread before and after that; `done`
/// belongs to the main thread alone, so that what a callback captures dies there; `cancelled` is for both.
struct JobControl {
    JobControl(Lane onLane, std::function<void()> workFunction, std::function<void()> callback)
        : lane(onLane), work(std::move(workFunction)), done(std::move(callback)) {}

    const Lane lane;
    std::function<void()> work;
    std::function<void()> done;  ///< empty once it has begun, or never will
    std::atomic<bool> cancelled{false};
    bool failed = false;  ///< the work has thrown
};

/// Runs the work, unless the job was cancelled, and frees what it captured. Logs what the work throws.
void runWork(JobControl& job, Log& log);

/// Runs the callback of a job whose work has run; returns whether there was one to run. Logs what the callback throws.
/// Threading: main thread.
bool runDone(JobControl& job, Log& log);

/// Makes sure that the callback never runs. Threading: main thread.
void drop(JobControl& job);

}  // namespace platform::detail
