#include "app/outbox.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "app_bench.hpp"
#include "state/receipt.hpp"
#include "state_fixture.hpp"
#include "test_support/manual_jobs.hpp"
#include "test_support/temp_dir.hpp"

namespace {

using app::Outbox;
using base::Errc;
using platform::Lane;
using Readiness = app::Outbox::Readiness;
using Lines = std::vector<std::string>;

struct OutboxBench {
    test_support::LogSpy log;
    test_support::ManualJobs jobs{log};
    platform::ManualClock clock{*app::parseIsoTime("2026-05-03T15:00:00Z")};
    Outbox outbox{jobs, log, clock, state::randomReceipt};
    test_support::TempDir dir;
    std::vector<base::Result<std::string>> answers;

    void open() {
        outbox.open(dir.path());
        jobs.settle();
    }
    [[nodiscard]] platform::JobHandle leave(const std::string& key = std::string(test_state::kOfficeKey)) {
        state::Observation observation{"B.4", "stopped", "the words of a visitor", "2026-05-03", ""};
        return outbox.leave(std::move(observation), key,
                            [this](base::Result<std::string> receipt) { answers.push_back(std::move(receipt)); });
    }
    /// Leaves one and waits for the answer.
    base::Result<std::string> leaveNow(const std::string& key = std::string(test_state::kOfficeKey)) {
        const auto handle = leave(key);
        jobs.settle();
        REQUIRE_FALSE(answers.empty());
        return answers.back();
    }
};

TEST_SUITE("app/outbox") {
    TEST_CASE_FIXTURE(OutboxBench, "it is closed until its folder is open, and the log says how much waits") {
        CHECK(outbox.readiness() == Readiness::Closed);
        outbox.open(dir.path());
        CHECK(outbox.readiness() == Readiness::Closed);
        CHECK(jobs.queued(Lane::Content) == 0);
        CHECK(jobs.queued(Lane::State) == 1);
        jobs.settle();
        CHECK(outbox.readiness() == Readiness::Open);
        CHECK(log.lines() == Lines{"INFO outbox: 0 observations of 0 bytes wait to be sent"});
    }

    TEST_CASE_FIXTURE(OutboxBench,
                      "the receipt comes when the observation is on the disk, and the office finds it in there") {
        open();
        const auto handle = leave();
        CHECK(answers.empty());
        CHECK(jobs.runOne(Lane::State));
        CHECK(test_state::sealedIn(dir.path()).size() == 1);
        CHECK(answers.empty());
        jobs.deliver();
        REQUIRE(answers.size() == 1);
        const std::string receipt = test_kiosk::need(answers[0]);
        CHECK(state::isReceipt(receipt));
        CHECK(test_state::opened(test_state::sealedIn(dir.path())[0]) ==
              R"({"commitment":"B.4","day":"2026-05-03","mark":"stopped","receipt":")" + receipt +
                  R"(","text":"the words of a visitor","v":1})");
    }

    TEST_CASE_FIXTURE(OutboxBench, "nothing that was left stands in the folder or in the log to be read") {
        open();
        const std::string receipt = test_kiosk::need(leaveNow());
        const std::string bytes = test_state::bytesIn(dir.path());
        CHECK(bytes.size() > 1000);
        for (const std::string& secret : {std::string("words of a visitor"), std::string("stopped"), std::string("B.4"),
                                          receipt, receipt.substr(0, 4), std::string("15:00")}) {
            CAPTURE(secret);
            CHECK(bytes.find(secret) == std::string::npos);
        }
        CHECK(log.lines().size() == 1);  // that it is open
    }

    TEST_CASE_FIXTURE(OutboxBench, "an observation whose visitor has gone is kept, and nobody is told") {
        open();
        {
            const auto handle = leave();
            CHECK(jobs.runOne(Lane::State));
        }
        jobs.settle();
        CHECK(answers.empty());
        CHECK(test_state::sealedIn(dir.path()).size() == 1);
    }

    TEST_CASE_FIXTURE(OutboxBench, "thirty in an hour are enough; after it there is room again") {
        open();
        for (int i = 0; i < Outbox::kMostAnHour; ++i) {
            REQUIRE(outbox.readiness() == Readiness::Open);
            CHECK(leaveNow().ok());
            clock.advance(std::chrono::minutes(1));
        }
        CHECK(outbox.readiness() == Readiness::Busy);
        clock.advance(std::chrono::minutes(30) - std::chrono::nanoseconds(1));
        CHECK(outbox.readiness() == Readiness::Busy);
        clock.advance(std::chrono::nanoseconds(1));
        CHECK(outbox.readiness() == Readiness::Open);
        CHECK(leaveNow().ok());
        CHECK(outbox.readiness() == Readiness::Busy);
        clock.advance(std::chrono::minutes(1));
        CHECK(outbox.readiness() == Readiness::Open);
        // A clock that was set does not count: only time that passed does.
        clock.setWall(*app::parseIsoTime("1970-01-01T00:00:00Z"));
        CHECK(leaveNow().ok());
        CHECK(outbox.readiness() == Readiness::Busy);
    }

    TEST_CASE_FIXTURE(OutboxBench, "a damaged file closes it with an error in the log, and stays where it is") {
        dir.write("state.db", std::string(5000, 'x'));
        open();
        CHECK(outbox.readiness() == Readiness::Closed);
        const Lines said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find((dir / "state.db").string()) != std::string::npos);
        CHECK(said[0].find("no observation can be left") != std::string::npos);
        CHECK(dir.read("state.db") == std::string(5000, 'x'));
    }

    TEST_CASE_FIXTURE(OutboxBench, "what could not be kept is told to the visitor and to the log, without its words") {
        open();
        const auto refused = leaveNow(std::string(64, '0'));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == Errc::InvalidInput);
        const Lines said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("an observation was not kept") != std::string::npos);
        CHECK(said[0].find("visitor") == std::string::npos);
        CHECK(test_state::sealedIn(dir.path()).empty());
    }
}

}  // namespace
