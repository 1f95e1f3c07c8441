#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace platform {

/// Which thread group runs a job. Lanes never wait for each other.
enum class Lane {
    Content,  ///< one thread: owns the connection to the pack
    Decode,   ///< two threads: pictures
    Speech,   ///< one thread: speech synthesis
    State,    ///< one thread: owns what the device itself writes; its flushes to the disk keep nobody else waiting
};
inline constexpr int kLaneCount = 4;

/// Short lower-case name for logs and thread names, e.g. "content".
[[nodiscard]] const char* toString(Lane lane);

namespace detail {
struct JobControl;
}

/// Ownership of a posted job's answer. Move-only; destroying or `cancel`ling it guarantees that the callback never runs
/// (work that has already begun finishes and is thrown away). Keep it as the last member of the object the callback
/// captures, so that it dies first.
/// Threading: main thread only.
class JobHandle {
public:
    JobHandle() = default;
    explicit JobHandle(std::shared_ptr<detail::JobControl> control) : m_control(std::move(control)) {}
    JobHandle(JobHandle&&) noexcept = default;
    JobHandle& operator=(JobHandle&& other) noexcept;
    JobHandle(const JobHandle&) = delete;
    JobHandle& operator=(const JobHandle&) = delete;
    ~JobHandle() { cancel(); }

    void cancel();
    /// True from `post` until the callback begins, the job was cancelled, or `deliver` found that its work has thrown.
    [[nodiscard]] bool pending() const;

private:
    std::shared_ptr<detail::JobControl> m_control;
};

/// Work off the main thread. Values go in by copy, values come out through `deliver`; nothing is shared.
/// Threading: every member is called on the main thread; only the work function runs elsewhere.
/// Errors: a work function that throws is logged and its callback is not run. A callback that throws is logged too.
class Jobs {
public:
    virtual ~Jobs() = default;

    /// Runs `work()` on `lane`; its result is passed to `done(result)` inside a later `deliver()`, in completion order.
    template <typename Work, typename Done>
    [[nodiscard]] JobHandle post(Lane lane, Work work, Done done) {
        using Answer = decltype(work());
        auto box = std::make_shared<std::unique_ptr<Answer>>();
        return postErased(
            lane, [box, work = std::move(work)]() mutable { *box = std::make_unique<Answer>(work()); },
            [box, done = std::move(done)]() mutable { done(std::move(**box)); });
    }

    /// Runs the callbacks of all jobs finished so far. Called once per frame. Returns how many ran. A callback may post
    /// and cancel; what it posts is not delivered before the next `deliver`.
    virtual int deliver() = 0;

    /// True when no job is queued, running or waiting for `deliver()`.
    [[nodiscard]] virtual bool idle() const = 0;

protected:
    virtual JobHandle postErased(Lane lane, std::function<void()> work, std::function<void()> done) = 0;
};

}  // namespace platform
