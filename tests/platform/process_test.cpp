#include "platform_os/process.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "platform_os/real_clock.hpp"
#include "test_support/temp_dir.hpp"

using platform_os::executableFolder;
using platform_os::ProcessStats;
using platform_os::processStats;
using test_support::TempDir;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

}  // namespace

TEST_SUITE("platform_os/process") {
    TEST_CASE("this process uses memory, descriptors, threads and time") {
        const ProcessStats stats = processStats();
        REQUIRE(stats.rssBytes.has_value());
        REQUIRE(stats.pssBytes.has_value());
        CHECK(*stats.rssBytes > 1'000'000);
        CHECK(*stats.pssBytes > 100'000);
        CHECK(stats.openFds.value_or(0) >= 3);
        CHECK(stats.threads.value_or(0) >= 1);
        REQUIRE(stats.processCpu.has_value());
        REQUIRE(stats.threadCpu.has_value());
        CHECK(*stats.threadCpu > std::chrono::nanoseconds(0));
    }

    TEST_CASE("a descriptor that is opened is counted, and no longer once it is closed") {
        const int before = processStats().openFds.value_or(-1);
        const int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
        REQUIRE(fd >= 0);
        CHECK(processStats().openFds == before + 1);
        close(fd);
        CHECK(processStats().openFds == before);
    }

    TEST_CASE("the time of a thread is its own, that of the process everybody's") {
        const ProcessStats before = processStats();
        std::chrono::nanoseconds workers{};
        std::thread([&workers] {
            // Busy until this thread has used up 5 ms of its own time, however long that takes.
            while (workers < std::chrono::milliseconds(5))
                workers = processStats().threadCpu.value();
        }).join();
        const ProcessStats after = processStats();
        CHECK(*after.processCpu - *before.processCpu >= workers);
        CHECK(*after.processCpu >= *after.threadCpu + workers);
    }

    // The allocators of the sanitizers keep what is freed on purpose.
    TEST_CASE("what was freed below something that is still used goes back to the system when asked" *
              doctest::skip(kSanitized)) {
        constexpr std::size_t kBlock = 4096;
        constexpr std::size_t kBlocks = 16'384;
        std::vector<std::unique_ptr<char[]>> blocks;
        for (std::size_t i = 0; i < kBlocks; ++i) {
            blocks.push_back(std::make_unique<char[]>(kBlock));
            std::memset(blocks.back().get(), static_cast<int>(i), kBlock);
        }
        blocks.erase(blocks.begin(), blocks.end() - 1);
        const std::uint64_t kept = processStats().rssBytes.value();
        platform_os::releaseFreeMemory();
        CHECK(processStats().rssBytes.value() + kBlock * kBlocks / 2 < kept);
    }

    TEST_CASE("figures are read as the kernel writes them") {
        const TempDir proc;
        proc.write("status", "Name:\tkiosk\nVmRSS:\t  1024 kB\nThreads:\t5\n");
        proc.write("smaps_rollup", "00400000-7ffe [rollup]\nRss:  1024 kB\nPss:  512 kB\nPss_Dirty:  1 kB\n");
        proc.write("fd/a", "");
        proc.write("fd/b", "");
        const ProcessStats stats = processStats(proc.path());
        CHECK(stats.rssBytes == 1024U * 1024U);
        CHECK(stats.pssBytes == 512U * 1024U);
        CHECK(stats.threads == 5);
        CHECK(stats.openFds == 2);
    }

    TEST_CASE("figures the system does not give are absent") {
        const TempDir proc;
        proc.write("status", "Name:\tkiosk\nVmRSS:\tsome kB\n");
        const ProcessStats stats = processStats(proc.path());
        CHECK_FALSE(stats.rssBytes.has_value());
        CHECK_FALSE(stats.pssBytes.has_value());
        CHECK_FALSE(stats.threads.has_value());
        CHECK_FALSE(stats.openFds.has_value());
    }

    TEST_CASE("the folder of the running program holds it") {
        const auto folder = executableFolder();
        REQUIRE(folder.ok());
        CHECK(folder->is_absolute());
        CHECK(std::filesystem::exists(*folder / "test_platform_os"));
    }

    TEST_CASE("the real clock goes forward, and civil time is past the day this was written") {
        const platform_os::RealClock clock;
        const platform::Instant earlier = clock.now();
        CHECK(clock.now() >= earlier);
        CHECK(earlier > platform::Instant{});
        CHECK(clock.wallNow() > platform::WallTime(std::chrono::hours(24 * 365 * 50)));
    }
}
