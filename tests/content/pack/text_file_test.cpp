#include "text_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace content_pack;

namespace {

struct Cleaned {
    std::string text;
    std::vector<std::string> found;  ///< "rule:line"
};

Cleaned clean(std::string_view bytes, const char* file = "f.md") {
    Findings findings;
    Cleaned cleaned;
    cleaned.text = cleanText(bytes, {0, file, 0, ""}, findings);
    for (const Finding& finding : findings.take())
        cleaned.found.push_back(finding.rule + ":" + std::to_string(finding.line));
    return cleaned;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_SUITE("content_pack/text_file") {
    TEST_CASE("good text passes unchanged") {
        const std::string text = "línea uno\n\tcon tabulador\n\núltima, sin fin de línea: Ch’uspa ñ 3\u00A0812";
        CHECK(clean(text).found.empty());
        CHECK(clean(text).text == text);
        CHECK(clean("").text.empty());
        CHECK(clean("\n").text == "\n");
    }

    TEST_CASE("a table may begin with the mark spreadsheets need") {
        CHECK(clean("\xEF\xBB\xBFhola\n", "plan/reports.csv").found.empty());
        CHECK(clean("\xEF\xBB\xBFhola\n", "plan/reports.csv").text == "hola\n");
    }

    TEST_CASE("each problem of encoding is told with its line, and reading goes on") {
        CHECK(clean("\xEF\xBB\xBFhola\n").found == Found{"byte-order-mark:1"});
        CHECK(clean("\xEF\xBB\xBFhola\n").text == "hola\n");
        CHECK(clean("a\nb\xE9z\n").found == Found{"bad-utf8:2"});
        CHECK(clean("a\nb\xE9z\n").text == "a\nb\uFFFDz\n");
        CHECK(clean("a\nb\nn\u0303\n").found == Found{"not-nfc:3"});
        CHECK(clean("a\x07\n").found == Found{"control-character:1"});
        CHECK(clean("a\u202E b\n").found == Found{"control-character:1"});
        CHECK(clean("a\u2028b\n").found == Found{"control-character:1"});
        CHECK(clean("\n\xEF\xBB\xBF inside\n").found == Found{"control-character:2"});
    }

    TEST_CASE("carriage returns are told once a file and taken out") {
        const Cleaned c = clean("a\r\nb\r\nc\r\n");
        CHECK(c.found == Found{"crlf:1"});
        CHECK(c.text == "a\nb\nc\n");
    }

    TEST_CASE("a rule is told once a line") {
        CHECK(clean("\xFF\xFF\xFF\n\xFF\n").found == Found{"bad-utf8:1", "bad-utf8:2"});
        CHECK(clean("\x01\x02\x03\n").found == Found{"control-character:1"});
    }

    TEST_CASE("spaces at both ends are trimmed, others kept") {
        CHECK(trimmed(" \t a b \t") == "a b");
        CHECK(trimmed("\u00A0x") == "\u00A0x");
        CHECK(trimmed("   ").empty());
        CHECK(trimmed("").empty());
    }
}
