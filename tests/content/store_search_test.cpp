#include <doctest/doctest.h>

#include <algorithm>

#include "content/store.hpp"
#include "pack_fixture.hpp"

using namespace content;
using test_content::need;
using Keys = std::vector<std::string>;

namespace {

Keys found(const Store& store, const std::string& query, Lang lang = Lang::Es) {
    Keys keys;
    for (const SearchHit& hit : need(store.search(query, 20, lang)).hits)
        keys.push_back(hit.card.key);
    return keys;
}

bool has(const Keys& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

std::string firstFound(const Store& store, const std::string& query, Lang lang = Lang::Es) {
    const Keys keys = found(store, query, lang);
    return keys.empty() ? "" : keys.front();
}

}  // namespace

TEST_SUITE("content/store search") {
    TEST_CASE("what people type finds what is written") {
        const Store store = test_content::openMinimal();
        for (const char* query : {"chuspa", "CH'USPA", "ch’uspa", "chʼuspa", "Ch´uspa", "ch`uspa", "chusp"}) {
            CAPTURE(query);
            CHECK(firstFound(store, query) == "chuspa");
        }
        for (const char* query : {"canon", "cañón", "CAÑON", "Can\u0303o\u0301n"}) {
            CAPTURE(query);
            CHECK(firstFound(store, query) == "canon-nublado");
        }
        CHECK(has(found(store, "nina"), "word-fuego"));
    }

    TEST_CASE("every word must match, in any order, the last one unfinished") {
        const Store store = test_content::openMinimal();
        CHECK(found(store, "laguna azul") == Keys{"laguna-azul"});
        CHECK(found(store, "azul lagu") == Keys{"laguna-azul"});
        CHECK(found(store, "laguna quinua").empty());
        CHECK(has(found(store, "la"), "laguna-azul"));
    }

    TEST_CASE("items named so come before items that only mention it") {
        const Store store = test_content::openMinimal();
        const Keys keys = found(store, "laguna");
        REQUIRE(keys.size() >= 3);  // Santa Ana and the temple look at the lagoon
        CHECK(keys.front() == "laguna-azul");
        CHECK(has(keys, "santa-ana"));
        CHECK(has(keys, "templo-antiguo"));
    }

    TEST_CASE("the item whose whole name was typed comes first of all") {
        const Store store = test_content::openMinimal();
        CHECK(firstFound(store, "santa ana") == "santa-ana");  // not the temple of Santa Ana
        CHECK(firstFound(store, "templo santa ana") == "templo-antiguo");
    }

    TEST_CASE("a whole word comes before the beginning of a longer one") {
        const test_content::SourceFolder source;
        source.replace("text/es/all.md", "name: Canto Rodado", "name: Lagunas Rodadas");
        const Store store = source.store();
        const Keys keys = found(store, "laguna");
        REQUIRE(keys.size() >= 2);
        CHECK(keys[0] == "laguna-azul");
        CHECK(keys[1] == "canto-rodado");
    }

    TEST_CASE("equal results keep the editorial order: rank, then key") {
        const test_content::SourceFolder source;
        source.write("dances.csv",
                     "key,districts,rank,confidence,sources\ndanza-libre,,20,low,guia\ndanza-zorro,,10,low,guia\n");
        for (const char* lang : {"es", "en"}) {
            const std::string file = std::string("text/") + lang + "/all.md";
            const std::string text = source.read(file);
            source.write(file, text.substr(0, text.find("# danza-zorro")) +
                                   "# danza-zorro\nname: Baile uno\n\n# danza-libre\n" + "name: Baile dos\n\n" +
                                   text.substr(text.find("# maestra-antigua")));
        }
        CHECK(found(source.store(), "baile") == Keys{"danza-zorro", "danza-libre"});
        source.replace("dances.csv", ",,10,", ",,20,");
        CHECK(found(source.store(), "baile") == Keys{"danza-libre", "danza-zorro"});
    }

    TEST_CASE("a place is found by the district it stands in") {
        const Store store = test_content::openMinimal();
        CHECK(has(found(store, "chuspa santa ana"), "chuspa"));
    }

    TEST_CASE("facts are found") {
        const Store store = test_content::openMinimal();
        CHECK(found(store, "profundidad") == Keys{"laguna-azul"});
        CHECK(found(store, "depth", Lang::En) == Keys{"laguna-azul"});
    }

    TEST_CASE("words of the glossary are found by their Aymara and Quechua") {
        const Store store = test_content::openMinimal();
        CHECK(firstFound(store, "yaku") == "word-agua");
        CHECK(firstFound(store, "uma") == "word-agua");
        CHECK(firstFound(store, "wawa", Lang::En) == "word-nino");
    }

    TEST_CASE("results of the visitor's language come first, each item once, others are still found") {
        const Store store = test_content::openMinimal();
        const auto lagoon = need(store.search("lagoon", 20, Lang::En));
        REQUIRE_FALSE(lagoon.hits.empty());
        CHECK(lagoon.hits.front().card.key == "laguna-azul");
        CHECK(lagoon.hits.front().card.name.value == "Blue Lagoon");
        CHECK(firstFound(store, "lagoon", Lang::Es) == "laguna-azul");
        CHECK(firstFound(store, "Fiesta", Lang::En) == "fiesta-cruz");
        const Keys keys = found(store, "San Juan", Lang::En);
        for (const std::string& key : keys)
            CHECK(std::count(keys.begin(), keys.end(), key) == 1);
    }

    TEST_CASE("a text found in the visitor's language beats a better one in another") {
        const test_content::SourceFolder source;
        // "pan" is a name in Spanish and a passing word in English.
        source.replace("text/es/all.md", "name: Sopa de quinua", "name: Pan");
        source.replace("text/en/all.md", "It is served hot.", "It is cooked slowly.");
        source.replace("text/en/all.md", "A small bag, woven", "A small bag for bread or a pan, woven");
        const Store store = source.store();
        CHECK(found(store, "pan", Lang::En).front() == "chuspa");
        CHECK(has(found(store, "pan", Lang::En), "sopa-de-quinua"));
        CHECK(found(store, "pan", Lang::Es).front() == "sopa-de-quinua");
    }

    TEST_CASE("one typo is forgiven, and the answer says so") {
        const Store store = test_content::openMinimal();
        for (const char* query : {"lagna", "lagunna", "lagumaa", "lgauna", "kaguna"}) {
            CAPTURE(query);
            const auto answer = need(store.search(query, 20, Lang::Es));
            if (std::string(query) == "lagumaa") {
                CHECK(answer.hits.empty());  // two edits
                continue;
            }
            REQUIRE_FALSE(answer.hits.empty());
            CHECK(answer.hits.front().card.key == "laguna-azul");
            CHECK(answer.hits.front().typoForgiven);
        }
        CHECK_FALSE(need(store.search("laguna", 20, Lang::Es)).hits.front().typoForgiven);
    }

    TEST_CASE("one typo per word is forgiven, also in the beginning of a word of four letters") {
        const Store store = test_content::openMinimal();
        CHECK(firstFound(store, "teplo sanat ana") == "templo-antiguo");
        CHECK(firstFound(store, "laguna azuk") == "laguna-azul");
        CHECK(firstFound(store, "carnvl") == "");  // two edits in a beginning
        CHECK(firstFound(store, "carnv") == "carnaval");
        CHECK(firstFound(store, "uza") == "word-agua");  // a whole word of three letters may have one
        CHECK(firstFound(store, "yx") == "");  // one of two letters not: nearly every short word is one edit away
    }

    TEST_CASE("words that are known but never stand together may each have a typo") {
        const test_content::SourceFolder source;
        source.replace("text/es/all.md", "name: Canto Rodado", "name: Lago Azar");
        const Store store = source.store();
        // Both words begin words of the index; only together do they need the typo.
        const auto answer = need(store.search("lago azul", 20, Lang::Es));
        REQUIRE_FALSE(answer.hits.empty());
        CHECK(answer.hits.front().typoForgiven);
    }

    TEST_CASE("nothing that is typed is an error, an operator or an injection") {
        const Store store = test_content::openMinimal();
        for (const char* query : {"\"",
                                  "'",
                                  "*",
                                  "laguna*",
                                  "laguna AND",
                                  "OR",
                                  "NOT laguna",
                                  "NEAR(laguna azul)",
                                  "name : laguna",
                                  "{name} : x",
                                  "^laguna",
                                  "(",
                                  ")",
                                  "laguna) OR (1",
                                  "-laguna",
                                  "a\"b",
                                  "'; DROP TABLE item; --",
                                  "%",
                                  "\\",
                                  "\xFF\xFE",
                                  "a\xC3",
                                  "\n\t\r",
                                  "😀",
                                  "   ",
                                  "laguna + azul",
                                  "rowid",
                                  "search_index",
                                  "1 2 3 4 5 6 7 8 9 10 11 12"}) {
            CAPTURE(query);
            const auto answer = store.search(query, 20, Lang::Es);
            if (!answer) FAIL_CHECK(answer.error().message);
        }
        CHECK(firstFound(store, "laguna OR cruz") == "");  // OR is a word like any other
        CHECK(firstFound(store, "\"laguna\" *azul*") == "laguna-azul");
    }

    TEST_CASE("a query of any length is answered") {
        const Store store = test_content::openMinimal();
        CHECK(need(store.search(std::string(1'000'000, 'a'), 20, Lang::Es)).hits.empty());
        std::string many;
        for (int i = 0; i < 10'000; ++i)
            many += "laguna ";
        CHECK(firstFound(store, many) == "laguna-azul");
        CHECK(need(store.search("", 20, Lang::Es)).total == 0);
        CHECK(need(store.search("laguna", 0, Lang::Es)).hits.empty());
    }

    TEST_CASE("the limit bounds the hits and not the total") {
        const Store store = test_content::openMinimal();
        const auto all = need(store.search("la", 100, Lang::Es));
        const auto two = need(store.search("la", 2, Lang::Es));
        CHECK(two.hits.size() == 2);
        CHECK(two.total == all.total);
        CHECK(static_cast<int>(all.hits.size()) == all.total);
        CHECK(two.hits[0].card.key == all.hits[0].card.key);
        CHECK(two.hits[1].card.key == all.hits[1].card.key);
    }

    TEST_CASE("completions are words as they are written, those of names first") {
        const Store store = test_content::openMinimal();
        const auto completions = need(store.search("lag", 5, Lang::Es)).completions;
        REQUIRE_FALSE(completions.empty());
        CHECK(completions.front() == "laguna");  // written so more often than "Laguna"
        CHECK(need(store.search("cañ", 5, Lang::Es)).completions.front() == "Cañón");
        CHECK(need(store.search("chu", 5, Lang::Es)).completions == Keys{"Ch’uspa"});
        for (const std::string& word : need(store.search("d", 5, Lang::Es)).completions) {
            CHECK(word != "de");  // shorter than four letters: no help
            CHECK(word != "del");
        }
    }

    TEST_CASE("a finished word has no completions, nor has the word itself") {
        const Store store = test_content::openMinimal();
        CHECK(need(store.search("lag ", 5, Lang::Es)).completions.empty());
        CHECK(need(store.search("laguna", 5, Lang::Es)).completions.empty());
        CHECK_FALSE(need(store.search("ch'", 5, Lang::Es)).completions.empty());
    }

    TEST_CASE("a completion of a second word leads to a result") {
        const Store store = test_content::openMinimal();
        const auto completions = need(store.search("templo s", 5, Lang::Es)).completions;
        REQUIRE_FALSE(completions.empty());
        for (const std::string& word : completions) {
            CAPTURE(word);
            const auto answer = need(store.search("templo " + word, 5, Lang::Es));
            REQUIRE_FALSE(answer.hits.empty());
            CHECK_FALSE(answer.hits.front().typoForgiven);
        }
        CHECK(need(store.search("quinua lag", 5, Lang::Es)).completions.empty());
    }
}
