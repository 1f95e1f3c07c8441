#include "output_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "pack_fixture.hpp"
#include "picture_works.hpp"

using namespace content_pack;
using test_content::need;
using test_content::needDone;
using test_support::TempDir;

namespace fs = std::filesystem;

namespace {

std::size_t entriesOf(const fs::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

}  // namespace

TEST_SUITE("content_pack/output_folder") {
    TEST_CASE("a new folder appears when it is published, with everything in it") {
        const TempDir dir;
        auto out = need(OutputFolder::begin(dir / "deep/er/out", "marker"));
        needDone(writeFile(out.path() / "sub/marker", "x"));
        CHECK_FALSE(fs::exists(dir / "deep/er/out"));
        needDone(out.publish());
        CHECK(dir.read("deep/er/out/sub/marker") == "x");
        struct stat status {};
        REQUIRE(::stat((dir / "deep/er/out").c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0755);
    }

    TEST_CASE("an old folder is replaced whole, and nothing is left beside it") {
        const TempDir dir;
        dir.write("out/marker", "old");
        dir.write("out/stale", "old");
        {
            auto out = need(OutputFolder::begin(dir / "out", "marker"));
            needDone(writeFile(out.path() / "marker", "new"));
            CHECK(dir.read("out/marker") == "old");
            needDone(out.publish());
        }
        CHECK(dir.read("out/marker") == "new");
        CHECK_FALSE(fs::exists(dir / "out/stale"));
        CHECK(entriesOf(dir.path()) == 1);
    }

    TEST_CASE("work that is not published leaves the old folder and no trace") {
        const TempDir dir;
        dir.write("out/marker", "old");
        {
            auto out = need(OutputFolder::begin(dir / "out", "marker"));
            needDone(writeFile(out.path() / "marker", "new"));
        }
        CHECK(dir.read("out/marker") == "old");
        CHECK(entriesOf(dir.path()) == 1);
    }

    TEST_CASE("a folder with somebody's documents, a file and the root are refused") {
        const TempDir dir;
        dir.write("documents/letter.txt", "dear");
        dir.write("file", "x");
        for (const fs::path& target : {dir / "documents", dir / "file", fs::path("/")}) {
            CAPTURE(target);
            const auto out = OutputFolder::begin(target, "marker");
            REQUIRE_FALSE(out.ok());
            CHECK(out.error().code == base::Errc::InvalidInput);
        }
        CHECK(dir.read("documents/letter.txt") == "dear");
    }

    TEST_CASE("an empty folder and a path with a slash at its end are taken") {
        const TempDir dir;
        fs::create_directories(dir / "empty");
        auto out = need(OutputFolder::begin((dir / "empty").string() + "/", "marker"));
        needDone(writeFile(out.path() / "marker", "new"));
        needDone(out.publish());
        CHECK(dir.read("empty/marker") == "new");
    }

    TEST_CASE("a bare name is a folder of the working folder") {
        const TempDir dir;
        const fs::path before = fs::current_path();
        fs::current_path(dir.path());
        auto out = OutputFolder::begin("out", "marker");
        fs::current_path(before);
        REQUIRE(out.ok());
        needDone(writeFile(out->path() / "marker", "new"));
        needDone(out->publish());
        CHECK(dir.read("out/marker") == "new");
    }

    TEST_CASE("a folder below a file is an I/O error") {
        const TempDir dir;
        dir.write("file", "x");
        const auto out = OutputFolder::begin(dir / "file/out", "marker");
        REQUIRE_FALSE(out.ok());
        CHECK(out.error().code == base::Errc::Io);
    }
}
