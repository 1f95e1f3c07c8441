#include "csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace content_pack;
using Cells = std::vector<std::string>;

namespace {

struct Parsed {
    CsvTable table;
    std::vector<Finding> findings;
};

Parsed parse(std::string_view text) {
    Findings findings;
    Parsed parsed;
    parsed.table = parseCsv(text, {0, "t.csv", 0, ""}, findings);
    parsed.findings = findings.take();
    return parsed;
}

}  // namespace

TEST_SUITE("content_pack/csv") {
    TEST_CASE("a table has a header and rows that know their line") {
        const Parsed p = parse("a,b\n1,2\n3,4\n");
        CHECK(p.findings.empty());
        CHECK(p.table.header == Cells{"a", "b"});
        REQUIRE(p.table.rows.size() == 2);
        CHECK(p.table.rows[0].cells == Cells{"1", "2"});
        CHECK(p.table.rows[0].line == 2);
        CHECK(p.table.rows[1].line == 3);
    }

    TEST_CASE("quoted cells may hold commas, quotes and line ends") {
        const Parsed p = parse("a,b\n\"x, y\",\"say \"\"hola\"\"\"\n\"two\nlines\",\"\"\nlast,row");
        CHECK(p.findings.empty());
        REQUIRE(p.table.rows.size() == 3);
        CHECK(p.table.rows[0].cells == Cells{"x, y", "say \"hola\""});
        CHECK(p.table.rows[1].cells == Cells{"two\nlines", ""});
        CHECK(p.table.rows[2].cells == Cells{"last", "row"});
        CHECK(p.table.rows[2].line == 5);
    }

    TEST_CASE("semicolons part the cells where the header has them and no comma") {
        const Parsed p = parse("\n\na;b\n1,5;\"x; y\"\n");
        CHECK(p.findings.empty());
        CHECK(p.table.delimiter == ';');
        CHECK(p.table.header == Cells{"a", "b"});
        REQUIRE(p.table.rows.size() == 1);
        CHECK(p.table.rows[0].cells == Cells{"1,5", "x; y"});
        // One comma decides, and what stands in quotes does not.
        CHECK(parse("a,b;c\n").table.header == Cells{"a", "b;c"});
        CHECK(parse("\"a,b\";c\n").table.header == Cells{"a,b", "c"});
        CHECK(parse("a\n1;2\n").table.rows[0].cells == Cells{"1;2"});
        const Parsed wide = parse("a;b\n1;2;3\n");
        REQUIRE(wide.findings.size() == 1);
        CHECK(wide.findings[0].remedy.find("semicolons") != std::string::npos);
    }

    TEST_CASE("a row is quoted only where its delimiter, a quote or a line end stands in a cell") {
        std::string out;
        appendCsvRow(out, {"a,b", "c;d", "e\"f", ""});
        appendCsvRow(out, {"a,b", "c;d", "e\"f", ""}, ';');
        CHECK(out == "\"a,b\",c;d,\"e\"\"f\",\na,b;\"c;d\";\"e\"\"f\";\n");
    }

    TEST_CASE("empty lines are skipped and empty cells kept") {
        const Parsed p = parse("a,b\n\n,\n\n\nx,\n");
        CHECK(p.findings.empty());
        REQUIRE(p.table.rows.size() == 2);
        CHECK(p.table.rows[0].cells == Cells{"", ""});
        CHECK(p.table.rows[1].line == 6);
    }

    TEST_CASE("a text without lines is an empty table") {
        CHECK(parse("").table.header.empty());
        CHECK(parse("\n\n").table.header.empty());
        CHECK(parse("a,b").table.rows.empty());
    }

    TEST_CASE("a row with too many or too few cells is told and left out, the others are kept") {
        const Parsed p = parse("a,b\n1\n2,3,4\n5,6\n");
        REQUIRE(p.findings.size() == 2);
        CHECK(p.findings[0].rule == "cell-count");
        CHECK(p.findings[0].line == 2);
        CHECK(p.findings[1].line == 3);
        REQUIRE(p.table.rows.size() == 1);
        CHECK(p.table.rows[0].cells == Cells{"5", "6"});
    }

    TEST_CASE("a quote that is never closed is told where it opens") {
        const Parsed p = parse("a,b\n1,2\n3,\"x\n4,5\n6,7\n");
        REQUIRE(p.findings.size() == 1);
        CHECK(p.findings[0].rule == "unterminated-quote");
        CHECK(p.findings[0].line == 3);
        CHECK(p.table.rows.size() == 1);
    }

    TEST_CASE("a quote in the middle of a cell is told, once a row") {
        for (const char* row : {"x\"y,2", "\"x\"y,2", "\"a\"b\"c,d\"e"}) {
            CAPTURE(row);
            const Parsed p = parse(std::string("a,b\n") + row + "\n5,6\n");
            REQUIRE(p.findings.size() == 1);
            CHECK(p.findings[0].rule == "bad-quote");
            CHECK(p.findings[0].line == 2);
            REQUIRE(p.table.rows.size() == 1);
            CHECK(p.table.rows[0].cells == Cells{"5", "6"});
        }
    }

    TEST_CASE("a row after a quoted line end counts lines on") {
        const Parsed p = parse("a\n\"1\n2\n3\"\nx\"\n");
        REQUIRE(p.findings.size() == 1);
        CHECK(p.findings[0].line == 5);
    }

    TEST_CASE("a million commas cost a finding, not the memory") {
        const Parsed header = parse(std::string(1'000'000, ','));
        REQUIRE(header.findings.size() == 1);
        CHECK(header.findings[0].rule == "unknown-column");
        CHECK(header.table.header.size() == 40);
        const Parsed row = parse("a,b\n" + std::string(1'000'000, ','));
        REQUIRE(row.findings.size() == 1);
        CHECK(row.findings[0].rule == "cell-count");
    }

    TEST_CASE("what is written reads back, whatever the cells hold") {
        const std::vector<Cells> rows = {{"a", "b", "c"},        {"", "", ""},
                                         {"x,y", "\"", "\"\""},  {"\n", "a\nb", ","},
                                         {"Huancané", "’", " "}, {"\"quoted\"", "end\"", "\"begin"}};
        std::string text;
        for (const Cells& row : rows)
            appendCsvRow(text, row);
        const Parsed p = parse(text);
        CHECK(p.findings.empty());
        REQUIRE(p.table.rows.size() == rows.size() - 1);
        CHECK(p.table.header == rows[0]);
        for (std::size_t i = 1; i < rows.size(); ++i)
            CHECK(p.table.rows[i - 1].cells == rows[i]);
    }
}
