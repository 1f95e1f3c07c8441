#include "findings.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace content_pack;
using Json = nlohmann::json;

namespace {

const Finding kFinding{Severity::Error, "missing-source", "places.csv", 12, "templo", "no source is given", "name one"};

}  // namespace

TEST_SUITE("content_pack/findings") {
    TEST_CASE("a finding is one line with file, line, rule, record, message and remedy") {
        CHECK(toString(kFinding) ==
              "places.csv:12: error[missing-source]: record 'templo': no source is given. Remedy: name one");
        CHECK(toString(Finding{Severity::Warning, "unknown-file", "x.txt", 0, "", "unknown", "delete it"}) ==
              "x.txt: warning[unknown-file]: unknown. Remedy: delete it");
    }

    TEST_CASE("nothing in a finding can move the cursor of a terminal") {
        Finding evil = kFinding;
        evil.file = "a\x1b[2Jb";
        evil.record = "x\ny";
        evil.message = "\u202Egnp.exe \xFF";
        const std::string line = toString(evil);
        CHECK(line.find('\x1b') == std::string::npos);
        CHECK(line.find('\n') == std::string::npos);
        CHECK(line.find("\u202E") == std::string::npos);
        CHECK(line.find("\\u001B") != std::string::npos);
        CHECK(line.find("\\xFF") != std::string::npos);
    }

    TEST_CASE("a long value is cut at a letter") {
        CHECK(inQuotes(std::string(100, 'a')) == "'" + std::string(60, 'a') + "...'");
        std::string letters;
        for (int i = 0; i < 61; ++i)
            letters += "ñ";
        CHECK(inQuotes(letters).ends_with("ñ...'"));
        CHECK(inQuotes("") == "''");
    }

    TEST_CASE("findings know whether one is an error, and take in those of others") {
        Findings findings;
        CHECK_FALSE(findings.anyError());
        findings.add(Rule::StraySpace, {0, "a.csv", 1, ""}, "1", "");
        CHECK_FALSE(findings.anyError());
        Findings others;
        others.add(Rule::BadKey, {0, "a.csv", 2, ""}, "2", "");
        findings.append(std::move(others));
        CHECK(findings.anyError());
        Findings many;
        for (int i = 0; i < 10'001; ++i)
            many.add(Rule::StraySpace, {0, "a.csv", 3, ""}, "3", "");
        CHECK(many.anyError());  // nobody knows what was dropped
        findings.append(std::move(many));
        const auto all = findings.take();
        CHECK(all.size() == 10'001);
        CHECK(all.back().rule == "too-many-findings");
    }

    TEST_CASE("findings come by file and line, in the order found within a line") {
        Findings findings;
        findings.add(Rule::BadKey, {0, "b.csv", 2, ""}, "1", "");
        findings.add(Rule::BadKey, {0, "a.csv", 9, ""}, "2", "");
        findings.add(Rule::BadKey, {0, "b.csv", 1, ""}, "3", "");
        findings.add(Rule::BadDate, {0, "b.csv", 2, ""}, "4", "");
        std::string order;
        for (const Finding& f : findings.take())
            order += f.message;
        CHECK(order == "2314");
        CHECK(findings.take().empty());
    }

    TEST_CASE("a report is bounded and says so") {
        Findings findings;
        for (int i = 0; i < 10'005; ++i)
            findings.add(Rule::BadKey, {0, "a.csv", i, ""}, "m", "r");
        const auto list = findings.take();
        REQUIRE(list.size() == 10'001);
        CHECK(list.back().rule == "too-many-findings");
        CHECK(list.back().message.find("5 further") != std::string::npos);
    }

    TEST_CASE("JSON holds every field") {
        const Json json = Json::parse(toJson({kFinding}));
        REQUIRE(json["findings"].size() == 1);
        CHECK(json["findings"][0] == Json{{"severity", "error"},
                                          {"rule", "missing-source"},
                                          {"file", "places.csv"},
                                          {"line", 12},
                                          {"record", "templo"},
                                          {"message", "no source is given"},
                                          {"remedy", "name one"},
                                          {"accepted", ""}});
        CHECK(Json::parse(toJson({}))["findings"].empty());
    }

    TEST_CASE("what was accepted by name says by whom, in every format") {
        Finding accepted{
            Severity::Warning, "plan-sum", "plan/observations.csv", 2, "P", "sums differ", "compare", true, ""};
        CHECK(toString(accepted).ends_with(
            "Remedy: compare; or accept it by name in plan/accepted.csv, rule plan-sum, record 'P'"));
        accepted.accepted = "by Ana on 2026-05-03: as printed";
        CHECK(toString(accepted) ==
              "plan/observations.csv:2: warning[plan-sum]: record 'P': sums differ. Accepted by Ana on 2026-05-03: as "
              "printed");
        CHECK(Json::parse(toJson({accepted}))["findings"][0]["accepted"] == accepted.accepted);
        const Json log = Json::parse(toSarif({accepted}));
        CHECK(log["runs"][0]["results"][0]["suppressions"][0]["justification"] == accepted.accepted);
    }

    TEST_CASE("SARIF names every rule and points to file and line") {
        Finding spaced = kFinding;
        spaced.file = "text/es/mis textos.md";
        Finding whole{Severity::Warning, "unknown-file", "x", 0, "", "m", "r"};
        const Json log = Json::parse(toSarif({kFinding, spaced, whole}));
        CHECK(log["version"] == "2.1.0");
        const Json& run = log["runs"][0];
        CHECK(run["tool"]["driver"]["name"] == "kiosk-pack");
        CHECK(run["tool"]["driver"]["rules"].size() == kRuleCount);
        const Json& result = run["results"][0];
        CHECK(result["ruleId"] == "missing-source");
        CHECK(result["level"] == "error");
        CHECK(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "places.csv");
        CHECK(result["locations"][0]["physicalLocation"]["region"]["startLine"] == 12);
        CHECK(result["locations"][0]["logicalLocations"][0]["name"] == "templo");
        CHECK(run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
              "text/es/mis%20textos.md");
        CHECK_FALSE(run["results"][2]["locations"][0]["physicalLocation"].contains("region"));
    }

    TEST_CASE("machine formats stay valid whatever bytes a file has") {
        Finding evil = kFinding;
        evil.message = "\xFF\xFE \"quote\" \x01";
        evil.record = "\xC3";
        CHECK(Json::accept(toJson({evil})));
        CHECK(Json::accept(toSarif({evil})));
    }
}
