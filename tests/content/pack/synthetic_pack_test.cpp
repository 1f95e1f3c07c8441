#include "content_pack/synthetic_pack.hpp"

#include <doctest/doctest.h>

#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;
using test_content::needDone;
using test_support::TempDir;

TEST_SUITE("content_pack/synthetic_pack") {
    TEST_CASE("an invented source folder is valid and marks everything as an example") {
        const TempDir dir;
        needDone(writeSyntheticSource(60, dir / "source"));
        const CheckReport report = need(check(dir / "source"));
        for (const Finding& finding : report.findings)
            FAIL_CHECK(toString(finding));
        BuildOptions options;
        options.sourceFolder = dir / "source";
        options.outFolder = dir / "pack";
        REQUIRE(need(build(options)).report.ok());
        const content::Store store = need(content::Store::open(dir / "pack"));
        const auto page = need(store.places({}, content::PlaceOrder::Name, {}, 0, 100, content::Lang::Es));
        CHECK(page.total == 60);
        for (const content::Card& card : page.cards)
            CHECK(card.example);
    }

    TEST_CASE("the same number gives the same bytes") {
        const TempDir dir;
        needDone(writeSyntheticSource(25, dir / "a"));
        needDone(writeSyntheticSource(25, dir / "b"));
        for (const char* file :
             {"pack.json", "places.csv", "districts.csv", "pictures.csv", "text/es/all.md", "text/en/all.md"}) {
            CHECK(dir.read(std::filesystem::path("a") / file) == dir.read(std::filesystem::path("b") / file));
        }
    }

    TEST_CASE("a folder with something else in it is left alone") {
        const TempDir dir;
        dir.write("mine/letter.txt", "x");
        CHECK_FALSE(writeSyntheticSource(5, dir / "mine"));
        CHECK(dir.read("mine/letter.txt") == "x");
    }
}
