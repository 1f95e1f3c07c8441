#include "file_tree.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;
using test_support::TempDir;

namespace fs = std::filesystem;

namespace {

struct Listed {
    std::vector<std::string> files;
    std::vector<std::string> found;
};

Listed list(const fs::path& folder, const std::string& label = "") {
    Findings findings;
    Listed listed;
    for (const auto& [name, size] : need(DiskTree(folder).list(label, 0, findings)))
        listed.files.push_back(name);
    for (const Finding& f : findings.take())
        listed.found.push_back(f.rule + " " + f.file);
    return listed;
}

using List = std::vector<std::string>;

}  // namespace

TEST_SUITE("content_pack/file_tree") {
    TEST_CASE("files are listed with their paths inside the folder, sorted") {
        const TempDir dir;
        dir.write("b.csv", "x");
        dir.write("art/z.svg", "xy");
        dir.write("a.csv", "");
        CHECK(list(dir.path()).files == List{"a.csv", "art/z.svg", "b.csv"});
        CHECK(list(dir.path()).found.empty());
    }

    TEST_CASE("a folder that is not there is an I/O error") {
        const TempDir dir;
        Findings findings;
        const auto files = DiskTree(dir / "none").list("", 0, findings);
        REQUIRE_FALSE(files.ok());
        CHECK(files.error().code == base::Errc::Io);
        const auto file = dir.write("file", "x");
        CHECK(DiskTree(file).list("", 0, findings).error().code == base::Errc::Io);
    }

    TEST_CASE("links that lead out of the folder are told and not followed") {
        const TempDir dir;
        dir.write("secret", "outside");
        dir.write("outer/x.csv", "outside");
        dir.write("pack/a.csv", "inside");
        fs::create_symlink("../secret", dir / "pack/out.csv");
        fs::create_symlink("/etc/passwd", dir / "pack/passwd");
        fs::create_directory_symlink("../outer", dir / "pack/art");
        fs::create_symlink("loop", dir / "pack/loop");
        fs::create_symlink("a.csv", dir / "pack/same.csv");
        fs::create_directory_symlink(".", dir / "pack/self");
        const Listed listed = list(dir / "pack", "demo");
        CHECK(listed.files == List{"a.csv", "same.csv"});  // a link inside the folder is a file like any other
        CHECK(listed.found == List{"path-outside demo/art", "path-outside demo/loop", "path-outside demo/out.csv",
                                   "path-outside demo/passwd", "path-outside demo/self"});
    }

    TEST_CASE("a pipe is told and not opened: reading it would wait for ever") {
        const TempDir dir;
        dir.write("pack/a.csv", "");
        REQUIRE(::mkfifo((dir / "pack/pipe.csv").c_str(), 0644) == 0);
        CHECK(list(dir / "pack").found == List{"unreadable-file pipe.csv"});
        CHECK(list(dir / "pack").files == List{"a.csv"});
    }

    TEST_CASE("a folder deeper than eight levels is told and not entered") {
        const TempDir dir;
        dir.write("pack/1/2/3/4/5/6/7/8/ok.csv", "");
        dir.write("pack/1/2/3/4/5/6/7/8/9/10/no.csv", "");
        CHECK(list(dir / "pack").files == List{"1/2/3/4/5/6/7/8/ok.csv"});
        CHECK(list(dir / "pack").found == List{"too-many-files 1/2/3/4/5/6/7/8/9"});
    }

    TEST_CASE("a file is read whole, up to a limit") {
        const TempDir dir;
        dir.write("a", std::string(100'000, 'x'));
        const DiskTree tree(dir.path());
        CHECK(need(tree.read("a", 100'000)).size() == 100'000);
        const auto tooLarge = tree.read("a", 99'999);
        REQUIRE_FALSE(tooLarge.ok());
        CHECK(tooLarge.error().code == base::Errc::InvalidInput);
        CHECK(tree.read("none", 10).error().code == base::Errc::NotFound);
    }

    TEST_CASE("files in memory behave as files on the disk") {
        const MemoryTree tree({{"a.csv", "abc"}, {"art/b.svg", ""}});
        Findings findings;
        const auto files = need(tree.list("", 0, findings));
        CHECK(files.size() == 2);
        CHECK(files.at("a.csv") == 3);
        CHECK(need(tree.read("a.csv", 3)) == "abc");
        CHECK(tree.read("a.csv", 2).error().code == base::Errc::InvalidInput);
        CHECK(tree.read("c", 2).error().code == base::Errc::NotFound);
    }
}
