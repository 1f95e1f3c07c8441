// tests/fixtures/packs/broken.json: for each rule of the doctor, what to change in the pack `minimal` and what must be
// found.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "pack_fixture.hpp"
#include "rules.hpp"

using namespace content_pack;
using Json = nlohmann::json;
using test_content::SourceFolder;

namespace fs = std::filesystem;

namespace {

Json cases() {
    std::ifstream file(test_content::fixtures() / "broken.json");
    REQUIRE(file.good());
    return Json::parse(file);
}

std::string fromHex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

/// One change to the source folder; what each does stands in the keys.
void apply(const Json& edit, const SourceFolder& source) {
    const std::string file = edit.at("file");
    const fs::path path = source.path() / file;
    if (edit.contains("find")) {
        source.replace(file, edit["find"].get<std::string>(), edit.at("put").get<std::string>());
    } else if (edit.contains("append")) {
        source.append(file, edit["append"].get<std::string>());
    } else if (edit.contains("write")) {
        source.write(file, edit["write"].get<std::string>());
    } else if (edit.contains("hex")) {
        source.write(file, fromHex(edit["hex"]));
    } else if (edit.contains("insert_hex")) {
        std::string content = source.read(file);
        source.write(file, content.insert(edit.at("at").get<std::size_t>(), fromHex(edit["insert_hex"])));
    } else if (edit.contains("repeat")) {
        source.write(file, edit.value("head", "") + repeated(edit["repeat"], edit.at("times").get<std::size_t>()));
    } else if (edit.contains("cut")) {
        fs::resize_file(path, edit["cut"].get<std::uintmax_t>());
    } else if (edit.contains("rename")) {
        fs::rename(path, source.path() / edit["rename"].get<std::string>());
    } else if (edit.contains("link")) {
        fs::create_symlink(edit["link"].get<std::string>(), path);
    } else if (edit.contains("pipe")) {
        REQUIRE(::mkfifo(path.c_str(), 0644) == 0);
    } else {
        REQUIRE(edit.contains("remove"));
        REQUIRE(fs::remove(path));
    }
}

/// What is compared of a finding: "rule file:line record".
std::string placeOf(const std::string& rule, const std::string& file, int line, const std::string& record) {
    return rule + " " + file + ":" + std::to_string(line) + " " + record;
}

}  // namespace

TEST_SUITE("content_pack/broken packs") {
    TEST_CASE("the pack the broken ones are made from has no finding") {
        for (const Finding& finding : SourceFolder().check().findings)
            FAIL_CHECK(toString(finding));
    }

    TEST_CASE("each broken pack gives exactly the findings it should, each with rule, file, line, record and words") {
        const Json all = cases();
        for (const Json& broken : all) {
            const std::string about = broken.at("about");
            CAPTURE(about);
            const SourceFolder source;
            for (const Json& edit : broken.at("edits"))
                apply(edit, source);
            std::vector<fs::path> overlays;
            const Json laid = broken.value("overlays", Json::object());
            for (const auto& [name, files] : laid.items()) {
                for (const auto& [file, content] : files.items()) {
                    source.dir().write(fs::path(name) / file, content.get<std::string>());
                }
                overlays.push_back(source.dir() / name);
            }
            std::optional<fs::path> document;
            if (broken.contains("document")) {
                source.dir().write("document.txt", broken["document"].get<std::string>());
                document = source.dir() / "document.txt";
            }
            const auto findings = source.check(overlays, document).findings;

            std::multiset<std::string> expected;
            for (const Json& e : broken.at("expect")) {
                const std::string rule = e.value("rule", broken.at("rule").get<std::string>());
                const std::string place = placeOf(rule, e.at("file"), e.value("line", 0), e.value("record", ""));
                const std::string words = e.at("words");
                const std::string remedy = e.value("remedy", "");
                const int times = e.value("times", 1);
                for (int i = 0; i < times; ++i)
                    expected.insert(place);
                const bool said = std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
                    return placeOf(f.rule, f.file, f.line, f.record) == place &&
                           f.message.find(words) != std::string::npos && f.remedy.find(remedy) != std::string::npos;
                });
                if (!said) FAIL_CHECK("no finding at '" << place << "' says '" << words << "' and '" << remedy << "'");
            }
            std::multiset<std::string> found;
            for (const Finding& finding : findings) {
                found.insert(placeOf(finding.rule, finding.file, finding.line, finding.record));
                CHECK_FALSE(finding.message.empty());
                CHECK_FALSE(finding.remedy.empty());
                const auto info = std::find_if(allRules().begin(), allRules().end(),
                                               [&](const RuleInfo& i) { return i.name == finding.rule; });
                REQUIRE(info != allRules().end());
                CHECK(info->severity == finding.severity);
            }
            std::string differences;
            std::multiset<std::string> extra;
            std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                                std::inserter(extra, extra.end()));
            for (const std::string& place : extra)
                differences += "\nnot expected: " + place;
            extra.clear();
            std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                                std::inserter(extra, extra.end()));
            for (const std::string& place : extra)
                differences += "\nnot found: " + place;
            CHECK(differences.empty());
            if (!differences.empty()) MESSAGE(differences);
        }
    }

    TEST_CASE("every rule has a broken pack") {
        std::set<std::string> covered;
        const Json all = cases();
        for (const Json& broken : all) {
            covered.insert(broken.at("rule").get<std::string>());
            CHECK_FALSE(broken.at("expect").empty());
        }
        for (const RuleInfo& info : allRules()) {
            CAPTURE(info.name);
            CHECK(covered.contains(std::string(info.name)));
        }
    }
}
