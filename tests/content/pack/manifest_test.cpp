#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "manifest_reader.hpp"

using namespace content_pack;
using content::Lang;

namespace {

constexpr const char* kGood = R"({
  "id": "test",
  "languages": ["es", "en"],
  "title": {"es": "Título", "en": "Title"},
  "province": {"es": "P", "en": "P"},
  "centre": {"lat": -15, "lon": -69.5},
  "area": {"south": -16, "west": -70, "north": -14, "east": -69},
  "attract": ["a", "b"]
})";

constexpr std::string_view kOfficeKey = "5220c22d40bd80c4d103237ced5a3d3175d62e4486463c083fd2e4de73250c36";

std::vector<std::string> problems(std::string_view text, int folder = 0) {
    Findings findings;
    static_cast<void>(parseManifest(text, {folder, "pack.json", 0, ""}, findings));
    std::vector<std::string> list;
    for (const Finding& f : findings.take())
        list.push_back(f.rule + ":" + std::to_string(f.line));
    return list;
}

std::string with(std::string_view from, std::string_view to) {
    std::string text = kGood;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

using List = std::vector<std::string>;

}  // namespace

TEST_SUITE("content_pack/manifest") {
    TEST_CASE("every field is read") {
        Findings findings;
        const Manifest m = parseManifest(kGood, {0, "pack.json", 0, ""}, findings);
        CHECK(findings.take().empty());
        CHECK(m.id == "test");
        CHECK(m.languages == std::vector<Lang>{Lang::Es, Lang::En});
        CHECK(m.title.at(Lang::Es) == "Título");
        REQUIRE(m.centre);
        CHECK(m.centre->latDeg == -15);
        REQUIRE(m.area);
        CHECK(m.area->contains(-15, -69.5));
        CHECK_FALSE(m.area->contains(-69.5, -15));
        CHECK(m.attract == List{"a", "b"});
        CHECK_FALSE(m.example);
    }

    TEST_CASE("text that is not JSON is told with the line of the error") {
        CHECK(problems("") == List{"bad-json:1"});
        CHECK(problems("{\n\"id\": \"x\",\n}") == List{"bad-json:3"});
        CHECK(problems("[1, 2]") == List{"bad-json:1"});
        CHECK(problems("\"text\"") == List{"bad-json:1"});
        CHECK(problems("{\"id\": \"\xFF\"}") == List{"bad-json:1"});
        CHECK(problems("{} {}") == List{"bad-json:1"});
    }

    TEST_CASE("a number no double holds is refused, not thrown") {
        CHECK(problems(with("\"lat\": -15", "\"lat\": 1e400")) == List{"bad-json:1"});
        CHECK(problems("[-1e999]") == List{"bad-json:1"});
    }

    TEST_CASE("nesting without end is refused without following it") {
        const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
        CHECK(problems("{\"id\": " + deep + "}") == List{"bad-json:1"});
        std::string objects;
        for (int i = 0; i < 10'000; ++i)
            objects += "{\"a\":";
        CHECK(problems(objects) == List{"bad-json:1"});
    }

    TEST_CASE("each wrong field is told where it stands") {
        CHECK(problems(with("\"id\": \"test\"", "\"id\": \"Test Pack\"")) == List{"bad-key:2"});
        CHECK(problems(with("\"id\": \"test\"", "\"id\": 7")) == List{"bad-json:2"});
        CHECK(problems(with("\"es\", \"en\"", "\"es\", \"fr\"")) == List{"bad-enum:3"});
        CHECK(problems(with("\"es\", \"en\"", "\"en\"")) == List{"missing-spanish:3"});
        CHECK(problems(with("\"es\", \"en\"", "\"es\", \"es\"")) == List{"duplicate-row:3"});
        CHECK(problems(with("\"en\": \"Title\"", "\"en\": \"\"")) == List{"missing-translation:4"});
        CHECK(problems(with("\"es\": \"Título\"", "\"es\": 5")) == List{"bad-json:4", "missing-spanish:4"});
        CHECK(problems(with("Título", std::string(61, 'x'))) == List{"name-too-long:4"});
        CHECK(problems(with("\"lat\": -15", "\"lat\": \"-15\"")) == List{"bad-number:6", "outside-area:6"});
        CHECK(problems(with("\"lat\": -15", "\"lat\": -95")) == List{"bad-number:6", "outside-area:6"});
        CHECK(problems(with("\"lat\": -15,", "")) == List{"missing-field:6", "outside-area:6"});
        CHECK(problems(with("\"south\": -16", "\"south\": -13")) == List{"bad-number:7"});
        CHECK(problems(with("[\"a\", \"b\"]", "\"a\"")) == List{"bad-json:8"});
        CHECK(problems(with("[\"a\", \"b\"]", "[\"a\", 1]")) == List{"bad-json:8"});
        CHECK(problems(with("\"attract\"", "\"atract\"")) == List{"unknown-field:8"});
        CHECK(problems(with("\"attract\": [\"a\", \"b\"]", "\"example\": \"yes\"")) == List{"bad-json:8"});
        CHECK(problems(with("\"id\": \"test\"", "\"id\": \"test\", \"id\": \"test\"")) == List{"duplicate-field:2"});
        CHECK(problems(with("\"lon\": -69.5", "\"lon\": -69.5, \"height\": 3")) == List{"unknown-field:6"});
        CHECK(problems("{}") == List(6, "missing-field:1"));
    }

    TEST_CASE("a key nobody could open what is sealed to is refused") {
        const std::string good(kOfficeKey);
        const auto key = [](const std::string& value) {
            return problems(with("\"attract\": [\"a\", \"b\"]", "\"office_key\": " + value));
        };
        CHECK(key('"' + good + '"').empty());
        CHECK(key("\"\"") == List{"bad-office-key:8"});
        CHECK(key("7") == List{"bad-office-key:8"});
        CHECK(key('"' + good.substr(1) + '"') == List{"bad-office-key:8"});
        CHECK(key('"' + good + "0\"") == List{"bad-office-key:8"});
        CHECK(key("\"g" + good.substr(1) + '"') == List{"bad-office-key:8"});
        CHECK(key('"' + std::string(64, '0') + '"') == List{"bad-office-key:8"});
        CHECK(key("\"01" + std::string(62, '0') + '"') == List{"bad-office-key:8"});
    }

    TEST_CASE("an overlay needs only its id") {
        CHECK(problems(R"({"id": "demo", "example": true})", 1).empty());
        CHECK(problems("{\"id\": \"demo\", \"office_key\": \"" + std::string(kOfficeKey) + "\"}", 1).empty());
        CHECK(problems(R"({"example": true})", 1) == List{"missing-field:1"});
    }
}
