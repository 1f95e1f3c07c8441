#include "platform_os/thread_jobs.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <latch>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "test_support/log_spy.hpp"

namespace {

using platform::JobHandle;
using platform::Lane;
using platform_os::ThreadJobs;
using test_support::LogSpy;

/// A main loop that sleeps until a job is ready, as the application does.
struct Loop {
    LogSpy log;
    std::mutex mutex;
    std::condition_variable woken;
    int wakes = 0;
    ThreadJobs jobs{log};

    Loop() {
        jobs.setWake([this] {
            const std::scoped_lock lock(mutex);
            ++wakes;
            woken.notify_one();
        });
    }

    /// Sleeps until `count` jobs have become ready since the last call.
    void sleepUntilReady(int count) {
        std::unique_lock lock(mutex);
        woken.wait(lock, [&] { return wakes >= count; });
        wakes -= count;
    }
    /// Sleeps and delivers until nothing is left.
    int settle() {
        int ran = 0;
        while (!jobs.idle()) {
            sleepUntilReady(1);
            ran += jobs.deliver();
        }
        return ran;
    }
};

/// Threads of this process that carry the name of a lane.
int jobThreads() {
    int count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::ifstream file(task.path() / "comm");  // empty for a thread that ends while we look
        std::getline(file, name);
        if (name.rfind("job-", 0) == 0) ++count;
    }
    return count;
}

/// The kernel lists a thread for a moment after it has been joined.
bool allJobThreadsGone() {
    for (int tries = 0; tries < 100'000 && jobThreads() > 0; ++tries)
        std::this_thread::yield();
    return jobThreads() == 0;
}

}  // namespace

TEST_SUITE("platform_os/thread_jobs") {
    TEST_CASE_FIXTURE(Loop, "work runs on another thread and its answer is delivered on this one") {
        std::thread::id worker;
        std::thread::id receiver;
        const JobHandle handle = jobs.post(
            Lane::Content, [] { return std::this_thread::get_id(); },
            [&](std::thread::id id) {
                worker = id;
                receiver = std::this_thread::get_id();
            });
        CHECK_FALSE(jobs.idle());
        sleepUntilReady(1);
        CHECK(handle.pending());
        CHECK(jobs.deliver() == 1);
        CHECK(worker != std::this_thread::get_id());
        CHECK(worker != std::thread::id());
        CHECK(receiver == std::this_thread::get_id());
        CHECK_FALSE(handle.pending());
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(Loop, "a lane with one thread answers in the order posted") {
        std::vector<int> seen;
        std::vector<JobHandle> handles;
        for (int i = 0; i < 200; ++i) {
            handles.push_back(jobs.post(
                Lane::Content, [i] { return i; }, [&seen](int answer) { seen.push_back(answer); }));
        }
        CHECK(settle() == 200);
        REQUIRE(seen.size() == 200);
        CHECK(std::is_sorted(seen.begin(), seen.end()));
    }

    TEST_CASE_FIXTURE(Loop, "the content lane has one thread for ever, which SQLite connections can rely on") {
        std::set<std::thread::id> threads;
        for (int i = 0; i < 20; ++i) {
            const JobHandle handle = jobs.post(
                Lane::Content, [] { return std::this_thread::get_id(); },
                [&](std::thread::id id) { threads.insert(id); });
            settle();
        }
        CHECK(threads.size() == 1);
    }

    TEST_CASE_FIXTURE(Loop, "two pictures are decoded at a time, each waiting for the other to have begun") {
        std::latch bothBegun(2);
        std::set<std::thread::id> threads;
        const auto work = [&bothBegun] {
            bothBegun.arrive_and_wait();
            return std::this_thread::get_id();
        };
        const auto done = [&threads](std::thread::id id) { threads.insert(id); };
        const JobHandle a = jobs.post(Lane::Decode, work, done);
        const JobHandle b = jobs.post(Lane::Decode, work, done);
        CHECK(settle() == 2);
        CHECK(threads.size() == 2);
    }

    TEST_CASE_FIXTURE(Loop, "lanes never wait for each other") {
        std::latch spoken(1);
        std::string order;
        const JobHandle slow = jobs.post(
            Lane::Content,
            [&spoken] {
                spoken.wait();
                return 'c';
            },
            [&order](char c) { order += c; });
        const JobHandle fast = jobs.post(
            Lane::Speech, [] { return 's'; }, [&order](char c) { order += c; });
        sleepUntilReady(1);
        CHECK(jobs.deliver() == 1);
        CHECK(order == "s");
        spoken.count_down();
        CHECK(settle() == 1);
        CHECK(order == "sc");
    }

    TEST_CASE_FIXTURE(Loop, "a job cancelled while queued never runs") {
        std::latch go(1);
        std::atomic<bool> ran{false};
        const JobHandle first = jobs.post(
            Lane::Content,
            [&go] {
                go.wait();
                return 1;
            },
            [](int) {});
        JobHandle second = jobs.post(
            Lane::Content, [&ran] { return ran = true; }, [](bool) { FAIL_CHECK("answered"); });
        second.cancel();
        go.count_down();
        CHECK(settle() == 1);
        CHECK_FALSE(ran);
    }

    TEST_CASE_FIXTURE(Loop, "a job cancelled while running finishes and is thrown away") {
        std::latch begun(1);
        std::latch cancelled(1);
        std::atomic<bool> finished{false};
        JobHandle handle = jobs.post(
            Lane::Decode,
            [&] {
                begun.count_down();
                cancelled.wait();
                return finished = true;
            },
            [](bool) { FAIL_CHECK("answered"); });
        begun.wait();
        handle.cancel();
        CHECK_FALSE(handle.pending());
        CHECK_FALSE(jobs.idle());
        cancelled.count_down();
        CHECK(settle() == 0);
        CHECK(finished);
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(Loop, "work that throws is logged, and its thread goes on") {
        const JobHandle bad = jobs.post(
            Lane::Speech, []() -> int { throw std::runtime_error("no voice"); }, [](int) { FAIL_CHECK("answered"); });
        const JobHandle good = jobs.post(
            Lane::Speech, [] { return 1; }, [](int) {});
        CHECK(settle() == 1);
        CHECK(log.take() == std::vector<std::string>{"jobs: the work of a job on lane speech has thrown: no voice"});
        CHECK_FALSE(bad.pending());
    }

    TEST_CASE_FIXTURE(Loop, "what a callback posts is delivered one deliver later, even when it is ready at once") {
        std::vector<int> seen;
        JobHandle second;
        const JobHandle first = jobs.post(
            Lane::Content, [] { return 1; },
            [&](int answer) {
                seen.push_back(answer);
                second = jobs.post(
                    Lane::Content, [] { return 2; }, [&seen](int next) { seen.push_back(next); });
                sleepUntilReady(1);
            });
        sleepUntilReady(1);
        CHECK(jobs.deliver() == 1);
        CHECK(seen == std::vector<int>{1});
        CHECK(jobs.deliver() == 1);
        CHECK(seen == std::vector<int>{1, 2});
    }

    TEST_CASE("destroying the jobs waits for what runs and drops what is queued or not delivered") {
        LogSpy log;
        std::latch begun(1);
        std::atomic<bool> finished{false};
        JobHandle undelivered;
        JobHandle running;
        JobHandle queued;
        {
            ThreadJobs jobs(log);
            std::latch spoken(1);
            jobs.setWake([&spoken] { spoken.count_down(); });
            const auto neverAnswered = [](bool) { FAIL_CHECK("answered"); };
            undelivered = jobs.post(
                Lane::Speech, [] { return true; }, neverAnswered);
            spoken.wait();
            jobs.setWake({});
            running = jobs.post(
                Lane::Content,
                [&] {
                    begun.count_down();
                    // Long enough to be still at it when the destructor comes, were that not to wait.
                    for (int i = 0; i < 1000; ++i)
                        std::this_thread::yield();
                    return finished = true;
                },
                neverAnswered);
            queued = jobs.post(
                Lane::Content, [] { return true; }, neverAnswered);
            begun.wait();
        }
        CHECK(finished);
        CHECK_FALSE(undelivered.pending());
        CHECK_FALSE(running.pending());
        CHECK_FALSE(queued.pending());
    }

    TEST_CASE("threads start at a lane's first post and are gone with the jobs") {
        LogSpy log;
        REQUIRE(allJobThreadsGone());
        {
            ThreadJobs jobs(log);
            CHECK(jobThreads() == 0);
            std::latch ready(2);
            jobs.setWake([&ready] { ready.count_down(); });
            const JobHandle a = jobs.post(
                Lane::Content, [] { return 1; }, [](int) {});
            CHECK(jobThreads() == 1);
            const JobHandle b = jobs.post(
                Lane::Decode, [] { return 1; }, [](int) {});
            CHECK(jobThreads() == 3);
            ready.wait();
            CHECK(jobThreads() == 3);
        }
        CHECK(allJobThreadsGone());
    }

    TEST_CASE_FIXTURE(Loop, "signals are left to the main thread") {
        bool blocked = false;
        const JobHandle handle = jobs.post(
            Lane::Content,
            [] {
                sigset_t set;
                pthread_sigmask(SIG_SETMASK, nullptr, &set);
                return sigismember(&set, SIGTERM) == 1 && sigismember(&set, SIGINT) == 1;
            },
            [&blocked](bool answer) { blocked = answer; });
        settle();
        CHECK(blocked);
        sigset_t mine;
        pthread_sigmask(SIG_SETMASK, nullptr, &mine);
        CHECK(sigismember(&mine, SIGTERM) == 0);
    }

    TEST_CASE("a wake that was switched off is never called again") {
        LogSpy log;
        ThreadJobs jobs(log);
        auto calls = std::make_shared<std::atomic<int>>(0);
        std::latch begun(1);
        std::latch go(1);
        jobs.setWake([calls] { ++*calls; });
        std::latch delivered(1);
        JobHandle first = jobs.post(
            Lane::Content,
            [&] {
                begun.count_down();
                go.wait();
                return 1;
            },
            [](int) {});
        begun.wait();
        jobs.setWake([&delivered] { delivered.count_down(); });
        CHECK(calls.use_count() == 1);
        go.count_down();
        delivered.wait();
        CHECK(*calls == 0);
        CHECK(jobs.deliver() == 1);
    }

    TEST_CASE_FIXTURE(Loop, "a crowd of jobs posted, cancelled and delivered at once loses and doubles nothing") {
        constexpr int kJobs = 3000;
        std::vector<int> answers(kJobs, 0);
        std::vector<JobHandle> handles;
        std::atomic<int> worked{0};
        for (int i = 0; i < kJobs; ++i) {
            const auto lane = static_cast<Lane>(i % platform::kLaneCount);
            handles.push_back(jobs.post(
                lane,
                [i, &worked] {
                    ++worked;
                    return std::make_shared<int>(i);
                },
                [&answers](const std::shared_ptr<int>& answer) { ++answers[static_cast<std::size_t>(*answer)]; }));
            if (i % 7 == 3) handles[static_cast<std::size_t>(i / 2)].cancel();
            if (i % 50 == 0) jobs.deliver();
        }
        settle();
        CHECK(worked <= kJobs);
        for (int i = 0; i < kJobs; ++i) {
            const auto index = static_cast<std::size_t>(i);
            CHECK(answers[index] <= 1);
            CHECK_FALSE(handles[index].pending());
        }
        // Those nobody cancelled have all answered.
        std::set<int> cancelled;
        for (int i = 3; i < kJobs; i += 7)
            cancelled.insert(i / 2);
        for (int i = 0; i < kJobs; ++i) {
            if (cancelled.count(i) == 0) CHECK(answers[static_cast<std::size_t>(i)] == 1);
        }
    }

    TEST_CASE("decoding pictures yields to the threads that draw; reading content does not") {
        const int own = getpriority(PRIO_PROCESS, 0);
        if (own > 9) return;  // the test itself was started as politely as a thread can be
        Loop loop;
        int decode = 0;
        int content = 0;
        const auto niceness = [] { return getpriority(PRIO_PROCESS, 0); };  // Linux: of the calling thread
        const JobHandle first = loop.jobs.post(Lane::Decode, niceness, [&](int value) { decode = value; });
        const JobHandle second = loop.jobs.post(Lane::Content, niceness, [&](int value) { content = value; });
        loop.settle();
        CHECK(decode > own);
        CHECK(content == own);
    }
}
