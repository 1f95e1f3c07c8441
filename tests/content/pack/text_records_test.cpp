#include "text_records.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace content_pack;
using content::Lang;

namespace {

struct Parsed {
    std::vector<TextRow> rows;
    std::vector<std::string> found;  ///< "rule:line:record"
};

Parsed parse(std::string_view text, Lang lang = Lang::Es) {
    Findings findings;
    Parsed parsed;
    parsed.rows = parseTextRecords(text, lang, {0, "f.md", 0, ""}, findings);
    for (const Finding& f : findings.take())
        parsed.found.push_back(f.rule + ":" + std::to_string(f.line) + ":" + f.record);
    return parsed;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_SUITE("content_pack/text_records") {
    TEST_CASE("records have fields and paragraphs") {
        const Parsed p = parse(
            "# one\nname: Uno\nshort: Corto\nsummary: Un resumen.\n\nPrimer párrafo\nen dos líneas.\n\n\n  Segundo.  "
            "\n\n"
            "# two\nname:   Dos: con dos puntos\n");
        CHECK(p.found.empty());
        REQUIRE(p.rows.size() == 2);
        CHECK(p.rows[0].at.record == "one");
        CHECK(p.rows[0].at.line == 1);
        CHECK(p.rows[0].name == "Uno");
        CHECK(p.rows[0].shortLine == "Corto");
        CHECK(p.rows[0].summary == "Un resumen.");
        CHECK(p.rows[0].body == "Primer párrafo en dos líneas.\n\nSegundo.");
        CHECK(p.rows[0].approved);
        CHECK(p.rows[1].at.line == 12);
        CHECK(p.rows[1].name == "Dos: con dos puntos");
        CHECK(p.rows[1].body.empty());
    }

    TEST_CASE("an empty file has no records") {
        CHECK(parse("").rows.empty());
        CHECK(parse("\n\n").rows.empty());
        CHECK(parse("\n\n").found.empty());
    }

    TEST_CASE("a Quechua or Aymara text is shown only when it says that it was approved") {
        CHECK_FALSE(parse("# a\nname: x\n", Lang::Qu).rows[0].approved);
        CHECK_FALSE(parse("# a\nname: x\nreview: unreviewed\n", Lang::Ay).rows[0].approved);
        CHECK(parse("# a\nname: x\nreview: approved\n", Lang::Ay).rows[0].approved);
        CHECK(parse("# a\nname: x\nreview: maybe\n", Lang::Qu).found == Found{"bad-enum:3:a"});
        CHECK(parse("# a\nname: x\nreview: approved\n", Lang::Es).found == Found{"unknown-field:3:a"});
    }

    TEST_CASE("lines that fit nowhere are told with line and record") {
        CHECK(parse("hola\n# a\nname: x\n").found == Found{"bad-record:1:"});
        CHECK(parse("# a\nname: x\nnombre: y\n").found == Found{"unknown-field:3:a"});
        CHECK(parse("# a\nname: x\nuna frase: larga\n").found == Found{"bad-record:3:a"});
        CHECK(parse("# a\nname: x\nsin dos puntos\n").found == Found{"bad-record:3:a"});
        CHECK(parse("# a\nname: x\nname: y\n").found == Found{"duplicate-field:3:a"});
        CHECK(parse("# a\nname: x\n\n## título\n").found == Found{"bad-record:4:a"});
        CHECK(parse("#a\nname: x\n").found == Found{"bad-record:1:", "bad-record:2:"});
        CHECK(parse("# A b\nname: x\n").found == Found{"bad-key:1:A b"});
        CHECK(parse("# a\nname: x\n\nsummary: demasiado tarde\n").found == Found{"bad-record:4:a"});
    }

    TEST_CASE("a field name inside a paragraph is text") {
        const Parsed p = parse("# a\nname: x\n\nUna línea\nname: sigue el texto\n");
        CHECK(p.found.empty());
        CHECK(p.rows[0].body == "Una línea name: sigue el texto");
    }
}
