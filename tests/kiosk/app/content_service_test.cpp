#include "app/content_service.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "app_bench.hpp"
#include "db/connection.hpp"
#include "pack_fixture.hpp"
#include "test_support/manual_jobs.hpp"
#include "test_support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using app::ContentService;
using base::Errc;
using platform::Lane;

struct ServiceBench {
    test_support::LogSpy log;
    test_support::ManualJobs jobs{log};
    ContentService content{jobs, log};
    test_support::TempDir dir;
    std::vector<base::Status> opened;

    [[nodiscard]] fs::path folder() const { return dir / "pack"; }
    [[nodiscard]] fs::path database() const { return folder() / "content.db"; }
    void copyPack() const { fs::copy(test_content::minimalPack(), folder(), fs::copy_options::recursive); }
    void patch(std::streamoff at, const std::string& bytes) const {
        std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(at);
        file << bytes;
    }
    void open(const fs::path& path) {
        content.open(path, [this](const base::Status& status) { opened.push_back(status); });
    }
    /// Opens the folder and gives what was said about it.
    base::Status openNow() {
        open(folder());
        jobs.settle();
        REQUIRE_FALSE(opened.empty());
        return opened.back();
    }
    [[nodiscard]] auto askTitle(std::vector<std::string>& answers) {
        return content.query(
            [](const content::Store& store) { return store.info(content::Lang::Es); },
            [&answers](base::Result<content::PackInfo> info) {
                answers.push_back(info.ok() ? info->title.value : std::string(base::toString(info.error().code)));
            });
    }
};

TEST_SUITE("app/content service") {
    TEST_CASE_FIXTURE(ServiceBench, "queries wait behind the opening and are answered on the main thread, once") {
        std::vector<std::string> answers;
        open(test_content::minimalPack());
        const auto handle = askTitle(answers);
        CHECK_FALSE(content.isOpen());
        CHECK(content.folder() == test_content::minimalPack());
        CHECK(jobs.queued(Lane::Content) == 2);
        jobs.runAll();
        CHECK(answers.empty());  // finished, not delivered
        CHECK_FALSE(content.isOpen());
        CHECK(jobs.deliver() == 2);
        CHECK(content.isOpen());
        REQUIRE(opened.size() == 1);
        CHECK(opened[0].ok());
        CHECK(answers == std::vector<std::string>{"Provincia de Prueba"});
        CHECK_FALSE(handle.pending());
        jobs.settle();
        CHECK(answers.size() == 1);
    }

    TEST_CASE_FIXTURE(ServiceBench, "an answer is silent after its handle has died, whenever that was") {
        std::vector<std::string> answers;
        open(test_content::minimalPack());
        jobs.settle();
        { const auto dropped = askTitle(answers); }  // before it runs
        {
            const auto dropped = askTitle(answers);  // between run and delivery
            jobs.runAll();
        }
        jobs.settle();
        CHECK(answers.empty());
        auto kept = askTitle(answers);
        kept = askTitle(answers);  // a newer question silences the older one
        jobs.settle();
        CHECK(answers.size() == 1);
    }

    TEST_CASE_FIXTURE(ServiceBench, "without a pack every question gets an error, and the log says so") {
        std::vector<std::string> answers;
        const auto early = askTitle(answers);
        jobs.settle();
        CHECK(answers == std::vector<std::string>{"unavailable"});
        CHECK(log.take() == std::vector<std::string>{"content: no pack is open [unavailable]"});
    }

    TEST_CASE_FIXTURE(ServiceBench, "a missing, cut off, foreign, newer or empty content.db is told apart") {
        CHECK(openNow().error().code == Errc::NotFound);
        copyPack();
        CHECK(openNow().ok());
        CHECK(content.isOpen());
        test_content::needDone(
            test_content::need(content::db::Connection::create(database()))
                .execute("PRAGMA user_version = 7; UPDATE meta SET value = '7' WHERE key = 'oldest_reader'"));
        CHECK(openNow().error().code == Errc::Unsupported);
        CHECK_FALSE(content.isOpen());
        patch(0, "SQLitE");
        CHECK(openNow().error().code == Errc::Corrupt);
        fs::remove(database());
        fs::copy(test_content::minimalPack() / "content.db", database());
        fs::resize_file(database(), fs::file_size(database()) - 4096);
        CHECK(openNow().error().code == Errc::Corrupt);
        fs::resize_file(database(), 0);
        CHECK(openNow().error().code == Errc::Corrupt);
        const auto said = log.take();
        REQUIRE(said.size() == 5);
        for (const std::string& line : said) {
            CHECK(line.rfind("content: ", 0) == 0);
            CHECK(line.find("content.db") != std::string::npos);
        }
        // A sound one is opened again by the same service.
        fs::remove_all(folder());
        copyPack();
        CHECK(openNow().ok());
        std::vector<std::string> answers;
        const auto handle = askTitle(answers);
        jobs.settle();
        CHECK(answers == std::vector<std::string>{"Provincia de Prueba"});
    }

    TEST_CASE_FIXTURE(ServiceBench, "a pack that does not open leaves none open, not the one before") {
        copyPack();
        REQUIRE(openNow().ok());
        open(dir / "nowhere");
        std::vector<std::string> answers;
        const auto handle = askTitle(answers);
        jobs.settle();
        CHECK_FALSE(content.isOpen());
        CHECK(answers == std::vector<std::string>{"unavailable"});
        CHECK(log.take().size() == 2);
    }

    TEST_CASE_FIXTURE(ServiceBench, "a file that goes bad while it is open gives errors, not wrong answers") {
        copyPack();
        REQUIRE(openNow().ok());
        // Everything behind the first page becomes rubbish.
        patch(4096, std::string(fs::file_size(database()) - 4096, '\x5A'));
        std::optional<base::Error> error;
        const auto handle =
            content.query([](const content::Store& store) { return store.search("laguna", 10, content::Lang::Es); },
                          [&error](const base::Result<content::SearchAnswer>& answer) {
                              if (!answer.ok()) error = answer.error();
                          });
        jobs.settle();
        REQUIRE(error);
        CHECK(error->code == Errc::Corrupt);
        const auto said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("[corrupt]") != std::string::npos);
    }

    TEST_CASE_FIXTURE(ServiceBench, "pictures are read from the open pack or from the assets, by name") {
        test_support::MemoryFileSystem files;
        REQUIRE(files.writeAtomically("assets/bands/a.png", "band").ok());
        REQUIRE(files.writeAtomically((folder() / "objects/ab/abcd").string(), "object").ok());
        const auto load = content.objectLoader(files, "assets");
        CHECK(test_kiosk::textOf(*load("asset:bands/a.png")) == "band");
        CHECK(load("asset:bands/b.png").error().code == Errc::NotFound);
        open(folder());  // the loader made before knows the folder opened after
        CHECK(test_kiosk::textOf(*load("abcd")) == "object");
        CHECK(load("abce").error().code == Errc::NotFound);
        CHECK(load("a").error().code == Errc::NotFound);
        CHECK(load("").error().code == Errc::NotFound);
        jobs.settle();
        CHECK(log.take().size() == 1);  // there is no database in that folder

        content::Picture picture;
        picture.files = {{.sha256 = "aa", .widthPx = 320, .heightPx = 240},
                         {.sha256 = "bb", .widthPx = 800, .heightPx = 600}};
        const ui::ImageSource source = app::imageOf(picture);
        REQUIRE(source.files.size() == 2);
        CHECK(source.files[1].name == "bb");
        CHECK(source.files[1].size == base::SizePx{800, 600});
        CHECK(app::assetImage("bands/a.png", {5, 6}).files[0].name == "asset:bands/a.png");
    }
}

}  // namespace
