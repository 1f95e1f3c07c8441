#include "platform/jobs.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/inline_jobs.hpp"
#include "test_support/log_spy.hpp"
#include "test_support/manual_jobs.hpp"

namespace {

using platform::InlineJobs;
using platform::JobHandle;
using platform::Lane;
using test_support::LogSpy;
using test_support::ManualJobs;
using Strings = std::vector<std::string>;

struct ManualFixture {
    LogSpy log;
    ManualJobs jobs{log};
    Strings seen;

    [[nodiscard]] JobHandle post(Lane lane, const std::string& name) {
        return jobs.post(
            lane, [name] { return name + "!"; }, [this](std::string answer) { seen.push_back(std::move(answer)); });
    }
};

/// A scene as they are written: the handle is the last member.
struct Scene {
    explicit Scene(Strings& heard) : log(heard) {}
    Strings& log;
    JobHandle load;
};

}  // namespace

TEST_SUITE("platform/jobs") {
    TEST_CASE("lanes have names for logs") {
        CHECK(toString(Lane::Content) == std::string("content"));
        CHECK(toString(Lane::Decode) == std::string("decode"));
        CHECK(toString(Lane::Speech) == std::string("speech"));
        CHECK(toString(Lane::State) == std::string("state"));
    }

    TEST_CASE("a handle that owns no job is not pending and can be cancelled") {
        JobHandle handle;
        CHECK_FALSE(handle.pending());
        handle.cancel();
        CHECK_FALSE(handle.pending());
    }

    TEST_CASE_FIXTURE(ManualFixture, "an answer arrives in the deliver after its work has run, and not before") {
        const JobHandle handle = post(Lane::Content, "a");
        CHECK(jobs.deliver() == 0);
        CHECK(handle.pending());
        CHECK(jobs.runOne(Lane::Content));
        CHECK(seen.empty());
        CHECK(handle.pending());
        CHECK(jobs.deliver() == 1);
        CHECK(seen == Strings{"a!"});
        CHECK_FALSE(handle.pending());
        CHECK(jobs.deliver() == 0);
    }

    TEST_CASE_FIXTURE(ManualFixture, "answers of one lane come in the order posted") {
        const JobHandle a = post(Lane::Content, "a");
        const JobHandle b = post(Lane::Content, "b");
        const JobHandle c = post(Lane::Content, "c");
        CHECK(jobs.runAll() == 3);
        CHECK(jobs.deliver() == 3);
        CHECK(seen == Strings{"a!", "b!", "c!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "lanes do not wait for each other") {
        const JobHandle slow = post(Lane::Content, "slow");
        const JobHandle fast = post(Lane::Speech, "fast");
        CHECK(jobs.runOne(Lane::Speech));
        CHECK_FALSE(jobs.runOne(Lane::Decode));
        CHECK(jobs.deliver() == 1);
        CHECK(seen == Strings{"fast!"});
        CHECK(slow.pending());
        CHECK(jobs.queued(Lane::Content) == 1);
    }

    TEST_CASE_FIXTURE(ManualFixture, "a job cancelled while queued neither works nor answers") {
        bool worked = false;
        JobHandle handle = jobs.post(
            Lane::Decode, [&worked] { return worked = true; }, [this](bool) { seen.emplace_back("answered"); });
        handle.cancel();
        CHECK_FALSE(handle.pending());
        CHECK(jobs.settle() == 0);
        CHECK_FALSE(worked);
        CHECK(seen.empty());
    }

    TEST_CASE_FIXTURE(ManualFixture, "a job cancelled after its work does not answer") {
        JobHandle handle = post(Lane::Content, "a");
        jobs.runAll();
        handle.cancel();
        CHECK_FALSE(jobs.idle());
        CHECK(jobs.deliver() == 0);
        CHECK(seen.empty());
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(ManualFixture, "destroying the handle is silence") {
        {
            const JobHandle handle = post(Lane::Content, "a");
            jobs.runAll();
        }
        CHECK(jobs.deliver() == 0);
        CHECK(seen.empty());
    }

    TEST_CASE_FIXTURE(ManualFixture, "a handle given a new job drops the old one") {
        JobHandle handle = post(Lane::Content, "old");
        handle = post(Lane::Content, "new");
        CHECK(handle.pending());
        CHECK(jobs.settle() == 1);
        CHECK(seen == Strings{"new!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "moving a handle keeps its job") {
        JobHandle first = post(Lane::Content, "a");
        JobHandle second = std::move(first);
        CHECK(second.pending());
        JobHandle& same = second;
        second = std::move(same);
        CHECK(second.pending());
        CHECK(jobs.settle() == 1);
        CHECK(seen == Strings{"a!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "a handle may outlive the jobs") {
        JobHandle handle;
        {
            ManualJobs other(log);
            handle = other.post(
                Lane::Content, [] { return 1; }, [this](int) { seen.emplace_back("answered"); });
        }
        CHECK_FALSE(handle.pending());
        handle.cancel();
        CHECK(seen.empty());
    }

    TEST_CASE_FIXTURE(ManualFixture, "a callback may destroy the scene that owns its handle") {
        auto scene = std::make_unique<Scene>(seen);
        scene->load = jobs.post(
            Lane::Content, [] { return 1; },
            [&scene](int) {
                scene->log.emplace_back("loaded");
                scene.reset();
            });
        CHECK(jobs.settle() == 1);
        CHECK(scene == nullptr);
        CHECK(seen == Strings{"loaded"});
    }

    TEST_CASE_FIXTURE(ManualFixture,
                      "a callback may replace its own handle, and that answer waits for the next deliver") {
        Scene scene(seen);
        scene.load = jobs.post(
            Lane::Content, [] { return 1; },
            [&](int) {
                CHECK_FALSE(scene.load.pending());
                scene.load = post(Lane::Content, "next");
                jobs.runAll();
            });
        jobs.runAll();
        CHECK(jobs.deliver() == 1);
        CHECK(seen.empty());
        CHECK(scene.load.pending());
        CHECK(jobs.deliver() == 1);
        CHECK(seen == Strings{"next!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "a callback may cancel a job that is delivered after it") {
        JobHandle second;
        const JobHandle first = jobs.post(
            Lane::Content, [] { return 1; }, [&second](int) { second.cancel(); });
        second = post(Lane::Content, "second");
        jobs.runAll();
        CHECK(jobs.deliver() == 1);
        CHECK(seen.empty());
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(ManualFixture,
                      "cancelling frees what the callback captured at once, and what the work captured with it") {
        const auto picture = std::make_shared<int>(1);
        JobHandle handle = jobs.post(
            Lane::Decode, [picture] { return *picture; }, [picture](int) {});
        CHECK(picture.use_count() == 3);
        handle.cancel();
        CHECK(picture.use_count() == 2);
        jobs.runAll();
        CHECK(picture.use_count() == 1);
    }

    TEST_CASE_FIXTURE(ManualFixture, "a callback that owns the object its handle is in can be cancelled") {
        auto scene = std::make_shared<Scene>(seen);
        JobHandle& handle = scene->load;
        handle = jobs.post(
            Lane::Content, [] { return 1; }, [owner = scene](int) { owner->log.emplace_back("loaded"); });
        const std::weak_ptr<Scene> watch = scene;
        scene.reset();
        CHECK_FALSE(watch.expired());
        handle.cancel();
        CHECK(watch.expired());
        CHECK(jobs.settle() == 0);
    }

    TEST_CASE_FIXTURE(ManualFixture,
                      "work that throws is logged, does not answer and is no longer pending afterwards") {
        const JobHandle handle = jobs.post(
            Lane::Decode, []() -> int { throw std::runtime_error("truncated JPEG"); },
            [this](int) { seen.emplace_back("answered"); });
        jobs.runAll();
        CHECK(log.take() == Strings{"jobs: the work of a job on lane decode has thrown: truncated JPEG"});
        CHECK(handle.pending());
        CHECK(jobs.deliver() == 0);
        CHECK_FALSE(handle.pending());
        CHECK(seen.empty());
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(ManualFixture, "work that throws something odd is logged too, and the next job runs") {
        const JobHandle odd = jobs.post(
            Lane::Decode, []() -> int { throw 42; }, [](int) {});
        const JobHandle next = post(Lane::Decode, "next");
        CHECK(jobs.settle() == 1);
        CHECK(log.take() ==
              Strings{"jobs: the work of a job on lane decode has thrown: something that is no std::exception"});
        CHECK(seen == Strings{"next!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "a callback that throws is logged, and the others are still delivered") {
        const JobHandle bad = jobs.post(
            Lane::Content, [] { return 1; }, [](int) { throw std::runtime_error("no such label"); });
        const JobHandle good = post(Lane::Content, "good");
        jobs.runAll();
        CHECK(jobs.deliver() == 2);
        CHECK(log.take() == Strings{"jobs: the callback of a job on lane content has thrown: no such label"});
        CHECK(seen == Strings{"good!"});
    }

    TEST_CASE_FIXTURE(ManualFixture, "the jobs are idle when nothing is queued, finished or being delivered") {
        CHECK(jobs.idle());
        const JobHandle a = post(Lane::Content, "a");
        const JobHandle b = jobs.post(
            Lane::Content, [] { return 1; }, [this](int) { CHECK(jobs.idle()); });
        CHECK_FALSE(jobs.idle());
        jobs.runAll();
        CHECK_FALSE(jobs.idle());
        jobs.deliver();
        CHECK(jobs.idle());
    }

    TEST_CASE_FIXTURE(ManualFixture, "an answer that can only be moved reaches the callback") {
        int got = 0;
        const JobHandle handle = jobs.post(
            Lane::Decode, [] { return std::make_unique<int>(7); },
            [&got](std::unique_ptr<int> answer) { got = *answer; });
        jobs.settle();
        CHECK(got == 7);
    }

    TEST_CASE("inline jobs work at once and answer in the next deliver") {
        LogSpy log;
        InlineJobs jobs(log);
        Strings seen;
        const JobHandle handle = jobs.post(
            Lane::Speech,
            [&seen] {
                seen.emplace_back("work");
                return 1;
            },
            [&seen](int) { seen.emplace_back("answer"); });
        CHECK(seen == Strings{"work"});
        CHECK(handle.pending());
        CHECK_FALSE(jobs.idle());
        CHECK(jobs.deliver() == 1);
        CHECK(seen == Strings{"work", "answer"});
        CHECK_FALSE(handle.pending());
        CHECK(jobs.idle());
    }

    TEST_CASE("what an inline callback posts is delivered one deliver later") {
        LogSpy log;
        InlineJobs jobs(log);
        std::vector<int> seen;
        JobHandle second;
        const JobHandle first = jobs.post(
            Lane::Content, [] { return 1; },
            [&](int answer) {
                seen.push_back(answer);
                second = jobs.post(
                    Lane::Content, [] { return 2; }, [&seen](int next) { seen.push_back(next); });
            });
        CHECK(jobs.deliver() == 1);
        CHECK(seen == std::vector<int>{1});
        CHECK(jobs.deliver() == 1);
        CHECK(seen == std::vector<int>{1, 2});
    }

    TEST_CASE("inline work that throws is logged and not answered") {
        LogSpy log;
        InlineJobs jobs(log);
        const JobHandle handle = jobs.post(
            Lane::Content, []() -> int { throw std::runtime_error("locked"); }, [](int) { FAIL_CHECK("answered"); });
        CHECK(log.take() == Strings{"jobs: the work of a job on lane content has thrown: locked"});
        CHECK(jobs.deliver() == 0);
        CHECK_FALSE(handle.pending());
    }

    TEST_CASE("a cancelled inline job does not answer, and jobs that die with answers waiting drop them") {
        LogSpy log;
        JobHandle kept;
        {
            InlineJobs jobs(log);
            JobHandle cancelled = jobs.post(
                Lane::Content, [] { return 1; }, [](int) { FAIL_CHECK("answered"); });
            cancelled.cancel();
            CHECK(jobs.deliver() == 0);
            kept = jobs.post(
                Lane::Content, [] { return 1; }, [](int) { FAIL_CHECK("answered"); });
        }
        CHECK_FALSE(kept.pending());
    }
}
