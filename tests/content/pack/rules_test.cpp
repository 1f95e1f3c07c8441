#include "rules.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

using namespace content_pack;

TEST_SUITE("content_pack/rules") {
    TEST_CASE("the table of rules is in the order of the enumeration and names each once") {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < kRuleCount; ++i) {
            const RuleInfo& info = allRules()[i];
            CHECK(info.rule == static_cast<Rule>(i));
            CHECK(names.insert(info.name).second);
            CHECK(info.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
            CHECK(info.summary.ends_with('.'));
        }
    }

    TEST_CASE("findings.md documents every rule with the words of the program") {
        std::ifstream file(KIOSK_FINDINGS_MD);
        REQUIRE(file.good());
        std::map<std::string, std::string> documented;
        for (std::string line; std::getline(file, line);) {
            // | `name` | error | text |
            if (!line.starts_with("| `")) continue;
            const std::string name = line.substr(3, line.find('`', 3) - 3);
            documented[name] = line;
        }
        CHECK(documented.size() == kRuleCount);
        for (const RuleInfo& info : allRules()) {
            const std::string expected = "| `" + std::string(info.name) + "` | " +
                                         (info.severity == Severity::Error ? "error" : "warning") + " | " +
                                         std::string(info.summary) + " |";
            CHECK(documented[std::string(info.name)] == expected);
        }
    }
}
