#include "svg_probe.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace content_pack;

namespace {

std::vector<std::string> problems(const std::string& inside) {
    std::vector<std::string> list;
    for (const SvgProblem& p : probeSvg("<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + inside + "\n</svg>")) {
        list.push_back(std::string(infoOf(p.rule).name) + ":" + std::to_string(p.line));
    }
    return list;
}

using List = std::vector<std::string>;

}  // namespace

TEST_SUITE("content_pack/svg_probe") {
    TEST_CASE("shapes, gradients, clips and references inside the drawing are fine") {
        CHECK(problems("<defs><linearGradient id='a'/><clipPath id=\"b\"><rect/></clipPath></defs>"
                       "<rect fill=\"url(#a)\" clip-path='url( \"#b\" )'/><use href='#a' xlink:href=\"#b\"/>"
                       "<title>Once upon a time</title><image href=\"data:image/png;base64,AAAA\"/>"
                       "<style>rect { fill: url(#a) }</style><!-- <script/> http://example.org --> <path d='M0 0'/>")
                  .empty());
        CHECK(probeSvg("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg/>").empty());
    }

    TEST_CASE("references to something outside are found, however they are written") {
        for (const char* text :
             {"<image href='http://example.org/a.png'/>", "<image xlink:href=\"file:///etc/passwd\"/>",
              "<use href='other.svg#a'/>", "<IMAGE HREF='a.png'/>", "<rect fill='url(http://example.org/x)'/>",
              "<rect style='fill:url( \"a.svg#b\" )'/>", "<style>@import 'a.css';</style>",
              "<style><![CDATA[ @IMPORT url(a.css) ]]></style>", "<a href='https://example.org'/>",
              "<rect fill='u\\72l(http://x)'/>", "<rect fill='&#117;rl(http://x)'/>",
              "<rect fill='&#x75;rl(http://x)'/>", "<image href='data:text/html,x'/>",
              "<g xml:base='http://example.org/'/>", "<image\nhref =\n'a.png'/>", "<svg:image xlink:href='a.png'/>",
              "<image href='data:image/svg+xml,x'/>", "<?xml-stylesheet href='a.css'?>"}) {
            CAPTURE(text);
            const List found = problems(text);
            REQUIRE_FALSE(found.empty());
            for (const std::string& problem : found)
                CHECK(problem.starts_with("svg-external:"));
        }
    }

    TEST_CASE("a document type is refused: it can hold entities") {
        const auto found = probeSvg("<!DOCTYPE svg [<!ENTITY a \"aaaaaaaa\">]><svg>&a;</svg>");
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].rule == Rule::SvgExternal);
    }

    TEST_CASE("scripts and foreign content are found") {
        for (const char* text :
             {"<script>alert(1)</script>", "<SCRIPT/>", "<svg:script/>", "<rect onload='x()'/>",
              "<rect onClick = \"x()\"/>", "<foreignObject/>", "<iframe src='#'/>", "<a href='javascript:x()'/>",
              "<a href=' JavaScript:x()'/>", "<a href='java&#115;cript:x()'/>"}) {
            CAPTURE(text);
            const List found = problems(text);
            REQUIRE_FALSE(found.empty());
            CHECK(found[0] == "svg-script:2");
        }
    }

    TEST_CASE("text is warned about, with its line") {
        CHECK(problems("<g/>\n<text x='1'>Huancané</text>") == List{"svg-text:3"});
    }

    TEST_CASE("broken markup ends the search without a crash") {
        for (const char* text :
             {"<", "<svg", "<svg a", "<svg a=", "<svg a='", "<svg a='b", "<!--", "<![CDATA[", "<!DOCTYPE", "<?",
              "<svg =\"x\"=", "<svg / / />", "<svg \"a\" 'b'>", "<><><>", "< < <", "<style>", "</", "</svg"}) {
            CAPTURE(text);
            CHECK(probeSvg(text).size() <= 1);
        }
        CHECK(probeSvg(std::string(100'000, '<')).empty());
        CHECK(probeSvg("<a b='" + std::string(200'000, '&') + "'>").empty());
    }

    TEST_CASE("the list of problems is bounded") {
        std::string many;
        for (int i = 0; i < 1000; ++i)
            many += "<script/>";
        CHECK(probeSvg(many).size() == 50);
    }
}
