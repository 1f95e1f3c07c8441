#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "pack_checks.hpp"
#include "pack_fixture.hpp"
#include "pack_reader.hpp"

using namespace content_pack;
using test_content::need;

namespace fs = std::filesystem;

namespace {

/// The fixture `minimal` as files in memory.
std::map<std::string, std::string> minimalFiles() {
    std::map<std::string, std::string> files;
    const DiskTree tree(test_content::fixtures() / "minimal");
    Findings findings;
    for (const auto& [name, size] : need(tree.list("", 0, findings)))
        files[name] = need(tree.read(name, 1'000'000));
    return files;
}

std::vector<Finding> findingsOf(std::map<std::string, std::string> files) {
    const MemoryTree tree(std::move(files));
    Findings findings;
    const PackSource source = need(readPack({{&tree, ""}}, PictureDepth::Decode, findings));
    checkPack(source, findings);
    return findings.take();
}

}  // namespace

TEST_SUITE("content_pack/readers in memory") {
    TEST_CASE("the readers need no disk") { CHECK(findingsOf(minimalFiles()).empty()); }

    TEST_CASE("an empty folder is told what it lacks") {
        std::string rules;
        for (const Finding& f : findingsOf({}))
            rules += f.rule + " ";
        CHECK(rules == "missing-file missing-province ");
    }

    TEST_CASE("without its manifest a pack is still read to the end") {
        auto files = minimalFiles();
        files.erase("pack.json");
        const auto list = findingsOf(files);
        REQUIRE_FALSE(list.empty());
        bool missing = false;
        for (const Finding& f : list)
            missing = missing || f.rule == "missing-file";
        CHECK(missing);
    }

    TEST_CASE("every file cut off at any of many places gives findings or none, never a crash") {
        const auto whole = minimalFiles();
        int told = 0;
        for (const auto& [name, content] : whole) {
            for (std::size_t part = 0; part < 12; ++part) {
                auto files = whole;
                files[name] = content.substr(0, content.size() * part / 12);
                told += findingsOf(files).empty() ? 0 : 1;
            }
        }
        CHECK(told > 100);
    }

    TEST_CASE("every file exchanged for another is noticed, but for drawings and the two languages") {
        const auto whole = minimalFiles();
        const auto kindOf = [](const std::string& name) {
            return name.ends_with(".csv") ? name : name.substr(name.rfind('.'));
        };
        for (const auto& file : whole) {
            auto files = whole;
            for (const auto& other : whole) {
                files[file.first] = other.second;
                CAPTURE(file.first);
                CAPTURE(other.first);
                CHECK(findingsOf(files).empty() == (kindOf(file.first) == kindOf(other.first)));
            }
        }
    }
}
