#include "state/state_store.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "db/connection.hpp"
#include "pack_fixture.hpp"
#include "state/seal.hpp"
#include "state_fixture.hpp"
#include "test_support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using base::Errc;
using state::Limits;
using state::StateStore;
using test_content::need;
using test_content::needDone;

struct Device {
    test_support::TempDir dir;
    [[nodiscard]] fs::path folder() const { return dir / "var/kiosk"; }
    [[nodiscard]] fs::path file() const { return folder() / "state.db"; }
    [[nodiscard]] StateStore open(const Limits& limits = {}) const { return need(StateStore::open(folder(), limits)); }
    /// The error of opening; fails the test when there is none.
    [[nodiscard]] base::Error refusal() const {
        const auto store = StateStore::open(folder());
        REQUIRE_FALSE(store.ok());
        return store.error();
    }
    /// Changes the file as something other than the kiosk would.
    void sql(const std::string& statements) const {
        needDone(need(content::db::Connection::openWritable(file())).execute(statements));
    }
    [[nodiscard]] std::string bytes() const { return dir.read("var/kiosk/state.db"); }
};

const std::string kSealed(1072, 's');

}  // namespace

TEST_SUITE("state/state store") {
    TEST_CASE_FIXTURE(Device, "folder and file are made, and what was added is there the next time") {
        {
            StateStore store = open();
            CHECK(need(store.count()) == 0);
            CHECK(need(store.outboxBytes()) == 0);
            needDone(store.addFeedback("2026-05-03", kSealed));
            needDone(store.addFeedback("2026-05-04", "other"));
            CHECK(need(store.count()) == 2);
            CHECK(need(store.outboxBytes()) == 1077);
        }
        const StateStore again = open();
        CHECK(need(again.count()) == 2);
        CHECK(test_state::sealedIn(folder()) == std::vector<std::string>{kSealed, "other"});
    }

    TEST_CASE_FIXTURE(Device, "an observation that was accepted survives a crash: it is in the log before the answer") {
        StateStore store = open();
        needDone(store.addFeedback("2026-05-03", kSealed));
        // What a power cut leaves: the files as they are, the connection never closed.
        fs::create_directories(dir / "after");
        for (const auto& entry : fs::directory_iterator(folder()))
            fs::copy(entry.path(), dir / "after" / entry.path().filename());
        CHECK(need(need(StateStore::open(dir / "after")).count()) == 1);
    }

    TEST_CASE_FIXTURE(Device, "the file keeps a write-ahead log and flushes it") {
        static_cast<void>(open());
        const auto connection = need(content::db::Connection::openWritable(file()));
        const auto text = [&](const char* pragma) {
            const auto statement = need(connection.prepare(pragma));
            auto run = statement.run();
            REQUIRE(need(run.step()));
            return run.text(0);
        };
        CHECK(text("PRAGMA journal_mode") == "wal");
        needDone(connection.makeDurable());
        CHECK(text("PRAGMA synchronous") == "2");
    }

    TEST_CASE_FIXTURE(Device, "a full outbox refuses what is new and keeps what it has") {
        Limits limits;
        limits.outboxBytes = 3 * kSealed.size();
        StateStore store = open(limits);
        for (int i = 0; i < 3; ++i)
            needDone(store.addFeedback("2026-05-03", kSealed));
        const base::Status refused = store.addFeedback("2026-05-03", kSealed);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == Errc::Unavailable);
        CHECK(refused.error().message.find("3216 of 3216 bytes wait to be sent") != std::string::npos);
        CHECK(need(store.count()) == 3);
        // With room again it goes on.
        sql("DELETE FROM outbox WHERE rowid = 1");
        needDone(store.addFeedback("2026-05-04", kSealed));
        CHECK(need(store.count()) == 3);
    }

    TEST_CASE_FIXTURE(Device, "the file's own limit leaves room for all the outbox may hold") {
        // The limits of the program, a hundredth of them.
        const Limits whole;
        const Limits limits{whole.outboxBytes / 100, whole.fileBytes / 100};
        StateStore store = open(limits);
        const auto most = static_cast<int>(limits.outboxBytes / kSealed.size());
        for (int i = 0; i < most; ++i)
            needDone(store.addFeedback("2026-05-03", kSealed));
        CHECK(store.addFeedback("2026-05-03", kSealed).error().code == Errc::Unavailable);
    }

    TEST_CASE_FIXTURE(Device, "a full disk is an error, nothing of the observation is kept, and the rest stays") {
        Limits limits;
        limits.fileBytes = 10 * 4096;
        StateStore store = open(limits);
        int kept = 0;
        base::Status status;
        while (status.ok() && kept < 100) {
            status = store.addFeedback("2026-05-03", kSealed);
            if (status.ok()) ++kept;
        }
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().code == Errc::Io);
        CHECK(status.error().message.find(file().string()) != std::string::npos);
        CHECK(kept > 2);
        CHECK(need(store.count()) == kept);
        CHECK(need(open().count()) == kept);
    }

    TEST_CASE_FIXTURE(Device, "a file of a newer program is refused and not touched") {
        static_cast<void>(open());
        sql("PRAGMA user_version = 99");
        const std::string before = bytes();
        const base::Error error = refusal();
        CHECK(error.code == Errc::Unsupported);
        CHECK(error.message.find(file().string() + ": written by a newer program (version 99") != std::string::npos);
        CHECK(bytes() == before);
    }

    TEST_CASE_FIXTURE(Device, "a database of something else is refused and not touched") {
        fs::create_directories(folder());
        sql("CREATE TABLE mine (x TEXT); INSERT INTO mine VALUES ('kept')");
        const std::string before = bytes();
        CHECK(refusal().code == Errc::Corrupt);
        CHECK(bytes() == before);
    }

    TEST_CASE_FIXTURE(Device, "a damaged file is told with what to do, and not deleted") {
        {
            StateStore store = open();
            for (int i = 0; i < 50; ++i)
                needDone(store.addFeedback("2026-05-03", kSealed));
        }
        SUBCASE("in the middle") {
            std::fstream damage(file(), std::ios::in | std::ios::out | std::ios::binary);
            damage.seekp(4096);
            damage << std::string(3 * 4096, '\xFF');
        }
        SUBCASE("cut off") { fs::resize_file(file(), 6000); }
        SUBCASE("no database at all") { std::ofstream(file(), std::ios::trunc) << std::string(5000, 'x'); }
        const std::string before = bytes();
        const base::Error error = refusal();
        CHECK(error.code == Errc::Corrupt);
        CHECK(error.message.find(file().string()) != std::string::npos);
        CHECK(bytes() == before);
    }

    TEST_CASE_FIXTURE(Device, "a folder that cannot be made and a file that cannot be opened are named") {
        dir.write("var", "a file where the folder should be");
        CHECK(refusal().code == Errc::Io);
        CHECK(refusal().message.find("--state") != std::string::npos);
        fs::remove(dir / "var");
        fs::create_directories(file());
        CHECK(refusal().code == Errc::Io);
        CHECK(refusal().message.find(file().string()) != std::string::npos);
    }

    TEST_CASE_FIXTURE(Device, "a file that another process holds is told at once, and taken again when it is free") {
        StateStore store = open();
        const auto other = need(content::db::Connection::openWritable(file()));
        needDone(other.execute("BEGIN IMMEDIATE"));
        const base::Status status = store.addFeedback("2026-05-03", kSealed);
        REQUIRE_FALSE(status.ok());
        CHECK(status.error().code == Errc::Unavailable);
        needDone(other.execute("ROLLBACK"));
        needDone(store.addFeedback("2026-05-03", kSealed));
    }
}
