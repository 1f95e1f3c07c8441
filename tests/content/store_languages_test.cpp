#include <doctest/doctest.h>

#include "content/store.hpp"
#include "pack_fixture.hpp"

using namespace content;
using test_content::idOf;
using test_content::need;

namespace {

struct QuechuaFixture {
    QuechuaFixture() { test_content::addQuechua(source); }
    test_content::SourceFolder source;
};

}  // namespace

TEST_SUITE("content/store languages") {
    TEST_CASE_FIXTURE(QuechuaFixture, "an approved text is shown in its language, field by field") {
        const Store store = source.store();
        const auto item = need(store.item(idOf(store, "laguna-azul"), Lang::Qu));
        REQUIRE(item);
        CHECK(item->card.name.value == "Nombre quechua de prueba");
        CHECK(item->card.name.lang == Lang::Qu);
        CHECK(item->summary.lang == Lang::Qu);
        CHECK(item->card.shortLine.lang == Lang::Es);  // the Quechua text has none
        CHECK(item->card.shortLine.value == "Agua entre dos distritos");
        REQUIRE(item->paragraphs.size() == 2);
        CHECK(item->paragraphs[0].lang == Lang::Es);
    }

    TEST_CASE_FIXTURE(QuechuaFixture, "an unreviewed text is kept and not shown") {
        const Store store = source.store();
        const auto item = need(store.item(idOf(store, "templo-antiguo"), Lang::Qu));
        REQUIRE(item);
        CHECK(item->card.name.value == "Templo de Santa Ana");
        CHECK(item->card.name.lang == Lang::Es);
        CHECK(item->summary.lang == Lang::Es);
        CHECK(need(store.search("revisar", 10, Lang::Qu)).hits.empty());
        CHECK(need(store.search("revisar", 10, Lang::Qu)).completions.empty());
    }

    TEST_CASE_FIXTURE(QuechuaFixture, "a text that does not exist falls back to Spanish and says so") {
        const Store store = source.store();
        for (const Lang lang : {Lang::Qu, Lang::Ay}) {
            const auto item = need(store.item(idOf(store, "canon-nublado"), lang));
            REQUIRE(item);
            CHECK(item->card.name.value == "Cañón Nublado");
            CHECK(item->card.name.lang == Lang::Es);
        }
        const auto pictures = need(store.slotPictures("home.landscape", Lang::Ay));
        REQUIRE(pictures.size() == 1);
        CHECK(pictures[0].alt.lang == Lang::Es);
        const auto facts = need(store.item(idOf(store, "san-juan"), Lang::Ay))->facts;
        REQUIRE(facts.size() == 1);
        CHECK(facts[0].label.lang == Lang::Es);
    }

    TEST_CASE_FIXTURE(QuechuaFixture,
                      "languages are listed with the most complete first, and only those with a text to show") {
        CHECK(need(source.store().info(Lang::Es)).languages == std::vector<Lang>{Lang::Es, Lang::En, Lang::Qu});
        source.replace("text/qu/all.md", "review: approved", "review: unreviewed");
        CHECK(need(source.store().info(Lang::Es)).languages == std::vector<Lang>{Lang::Es, Lang::En});
    }

    TEST_CASE_FIXTURE(QuechuaFixture, "names are sorted as they are shown") {
        const Store store = source.store();
        const auto names = [&](Lang lang) {
            std::vector<std::string> list;
            for (const Card& card : need(store.places({}, PlaceOrder::Name, {}, 0, 10, lang)).cards)
                list.push_back(card.name.value);
            return list;
        };
        using Names = std::vector<std::string>;
        CHECK(names(Lang::Es) == Names{"Canto Rodado", "Cañón Nublado", "Laguna Azul", "Templo de Santa Ana"});
        CHECK(names(Lang::En) == Names{"Blue Lagoon", "Cloudy Canyon", "Round Stones", "Temple of Santa Ana"});
        CHECK(names(Lang::Qu) ==
              Names{"Canto Rodado", "Cañón Nublado", "Nombre quechua de prueba", "Templo de Santa Ana"});
        CHECK(names(Lang::Ay) == names(Lang::Es));  // not a language of the pack
    }

    TEST_CASE("names of districts are the same in every language") {
        const test_content::SourceFolder source;
        source.replace("text/en/all.md", "name: Santa Ana\n", "name: Saint Anne\n");
        const Store store = source.store();
        CHECK(need(store.item(idOf(store, "templo-antiguo"), Lang::En))->card.districtNames == "Santa Ana");
    }

    TEST_CASE("a pack in Spanish alone needs no English columns") {
        const test_content::SourceFolder source;
        source.replace("pack.json", R"(["es", "en"])", R"(["es"])");
        std::filesystem::remove_all(source.path() / "text/en");
        source.write("words.csv",
                     "key,spanish,aymara,quechua,reviewed,confidence,sources\nword-agua,agua,uma,yaku,1,high,guia\n");
        source.write(
            "facts.csv",
            "item,icon,label_es,value_es,confidence,sources\nsan-juan,people,Habitantes,21 089,medium,censo\n");
        const Store store = source.store();
        CHECK(need(store.words(Lang::En)).front().meaning.value == "agua");
        CHECK(need(store.words(Lang::En)).front().meaning.lang == Lang::Es);
        CHECK(need(store.info(Lang::En)).languages == std::vector<Lang>{Lang::Es});
    }
}
