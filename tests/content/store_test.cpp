#include "content/store.hpp"
#include "content/format.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "content/fold.hpp"
#include "pack_fixture.hpp"

using namespace content;
using test_content::idOf;
using test_content::keysOf;
using test_content::need;
using Keys = std::vector<std::string>;

namespace {

Keys sourceKeys(const std::vector<Source>& sources) {
    Keys keys;
    for (const Source& source : sources)
        keys.push_back(source.key);
    return keys;
}

}  // namespace

TEST_SUITE("content/store") {
    TEST_CASE("a pack says what it is") {
        const Store store = test_content::openMinimal();
        const PackInfo info = need(store.info(Lang::En));
        CHECK(info.packId == "minimal");
        CHECK(info.schemaVersion == content::kContentSchemaVersion);
        CHECK(info.languages == std::vector<Lang>{Lang::Es, Lang::En});
        CHECK(info.title.value == "Test Province");
        CHECK(info.title.lang == Lang::En);
        CHECK(info.province.value == "Prueba");
        CHECK(info.centre == base::GeoPoint{-15.2, -69.75});
        CHECK_FALSE(info.hasExamples);
        CHECK(info.itemCount == 25);
        CHECK(info.officeKey.empty());
        CHECK(need(store.info(Lang::Qu)).title.value == "Provincia de Prueba");
        CHECK(need(store.info(Lang::Qu)).title.lang == Lang::Es);
    }

    TEST_CASE("the page of an item has everything that was written about it") {
        const Store store = test_content::openMinimal();
        const auto item = need(store.item(idOf(store, "laguna-azul"), Lang::Es));
        REQUIRE(item);
        CHECK(item->card.name.value == "Laguna Azul");
        CHECK(item->card.kind == Kind::Place);
        CHECK(item->card.category == "nature");
        CHECK(item->card.shortLine.value == "Agua entre dos distritos");
        CHECK(item->card.districtNames == "San Juan, Santa Ana");
        CHECK(item->card.districts == std::vector<ItemId>{idOf(store, "san-juan"), idOf(store, "santa-ana")});
        CHECK(item->card.at == base::GeoPoint{-15.25, -69.85});
        CHECK(item->card.position == Position::Surveyed);
        CHECK(item->card.confidence == Confidence::High);
        CHECK(item->summary.value == "Una laguna clara donde descansan las aves del altiplano.");
        REQUIRE(item->paragraphs.size() == 2);
        CHECK(item->paragraphs[0].value ==
              "La laguna queda entre San Juan y Santa Ana. En la mañana el agua está quieta.");
        CHECK(item->paragraphs[1].value == "De noche llegan las huallatas.");
        CHECK(keysOf(item->related) == Keys{"canon-nublado", "san-juan"});
    }

    TEST_CASE("facts name their sources by number: those of the item first, then those only facts cite") {
        const Store store = test_content::openMinimal();
        const auto item = need(store.item(idOf(store, "laguna-azul"), Lang::En));
        REQUIRE(item);
        CHECK(sourceKeys(item->sources) == Keys{"guia", "plan"});
        REQUIRE(item->facts.size() == 2);
        CHECK(item->facts[0].icon == "altitude");
        CHECK(item->facts[0].label.value == "Altitude");
        CHECK(item->facts[0].value.value == "3,820 m");
        CHECK(item->facts[0].sourceNumbers == std::vector<int>{1});
        CHECK(item->facts[1].sourceNumbers == std::vector<int>{2});
        CHECK(item->facts[1].confidence == Confidence::Low);
        CHECK(item->sources[1].title == "Plan de prueba, tomo 1");
        CHECK(item->sources[1].year == 2018);
        CHECK(item->sources[0].address == "Biblioteca de Prueba G-12");
        CHECK_FALSE(item->sources[0].year);
    }

    TEST_CASE("pictures come in their order with every size, and the files are there") {
        const Store store = test_content::openMinimal();
        const auto item = need(store.item(idOf(store, "laguna-azul"), Lang::En));
        REQUIRE(item);
        REQUIRE(item->pictures.size() == 2);
        const Picture& drawing = item->pictures[0];
        CHECK(drawing.kind == PictureKind::Illustration);
        CHECK(drawing.alt.value == "A blue lagoon between hills");
        CHECK(drawing.caption.value == "The lagoon at dawn");
        CHECK(drawing.credit == "Proyecto de prueba");
        CHECK(drawing.licence == "CC BY-SA 4.0");
        REQUIRE(drawing.files.size() == 3);
        CHECK(drawing.files[0].widthPx == 480);
        CHECK(drawing.files[0].heightPx == 360);
        CHECK(drawing.files[2].widthPx == 2400);
        const Picture& photo = item->pictures[1];
        CHECK(photo.kind == PictureKind::Photo);
        CHECK(photo.caption.empty());
        REQUIRE(photo.files.size() == 2);  // 800 pixels wide: never enlarged
        CHECK(photo.files[1].widthPx == 800);
        CHECK(photo.files[1].heightPx == 600);
        for (const Picture& picture : item->pictures) {
            for (const PictureFile& file : picture.files)
                CHECK(std::filesystem::exists(store.objectPath(file.sha256)));
        }
        REQUIRE(item->card.picture);
        CHECK(item->card.picture->id == drawing.id);
    }

    TEST_CASE("pictures of a screen come by the name of their slot") {
        const Store store = test_content::openMinimal();
        const auto pictures = need(store.slotPictures("home.landscape", Lang::En));
        REQUIRE(pictures.size() == 1);
        CHECK(pictures[0].alt.value == "A blue lagoon");
        REQUIRE(pictures[0].files.size() == 2);
        CHECK(pictures[0].files[0].widthPx == 80);
        CHECK(pictures[0].files[1].widthPx == 160);
        CHECK(need(store.slotPictures("home.portrait", Lang::Es)).empty());
        CHECK(need(store.slotPictures("' OR 1=1 --", Lang::Es)).empty());
    }

    TEST_CASE("what does not exist is nothing, not an error") {
        const Store store = test_content::openMinimal();
        CHECK_FALSE(need(store.item({9999}, Lang::Es)));
        CHECK_FALSE(need(store.item({0}, Lang::Es)));
        CHECK_FALSE(need(store.idOf("nowhere")));
        CHECK_FALSE(need(store.district(idOf(store, "laguna-azul"), Lang::Es)));
        CHECK(need(store.cards(Kind::Place, "hotel", Lang::Es)).empty());
        CHECK(need(store.cardsOfDistrict({9999}, Lang::Es)).empty());
        CHECK(need(store.climate({9999})).empty());
    }

    TEST_CASE("items of a kind come in editorial order: rank, then key") {
        const Store store = test_content::openMinimal();
        CHECK(keysOf(need(store.cards(Kind::Place, "", Lang::Es))) ==
              Keys{"laguna-azul", "canon-nublado", "templo-antiguo", "canto-rodado"});
        CHECK(keysOf(need(store.cards(Kind::Place, "nature", Lang::Es))) == Keys{"laguna-azul", "canon-nublado"});
        CHECK(keysOf(need(store.cards(Kind::Visit, "climate", Lang::Es))) == Keys{"clima"});
        CHECK(keysOf(need(store.cards(Kind::Province, "", Lang::Es))) == Keys{"province"});
    }

    TEST_CASE("items of a kind can be read whole") {
        const Store store = test_content::openMinimal();
        const auto items = need(store.items(Kind::Visit, "", Lang::En));
        REQUIRE(items.size() == 2);
        CHECK(items[0].card.key == "como-llegar");
        CHECK(items[0].summary.value == "A paved road comes from the south.");
        CHECK(items[1].card.key == "clima");
    }

    TEST_CASE("a district shows its places first, then its culture") {
        const Store store = test_content::openMinimal();
        CHECK(keysOf(need(store.cardsOfDistrict(idOf(store, "santa-ana"), Lang::Es))) ==
              Keys{"laguna-azul", "templo-antiguo", "casa-de-tierra", "chuspa", "danza-zorro", "reforma", "carnaval"});
    }

    TEST_CASE("the attract tour has the stops of pack.json in order") {
        const Store store = test_content::openMinimal();
        const auto tour = need(store.attractTour(Lang::En));
        CHECK(keysOf(tour) == Keys{"laguna-azul", "fiesta-cruz"});
        CHECK(tour[1].name.value == "Feast of the Cross");
        CHECK(tour[0].picture);
    }

    TEST_CASE("districts have their figures, and what no source gives is absent") {
        const Store store = test_content::openMinimal();
        const auto districts = need(store.districts(Lang::Es));
        REQUIRE(districts.size() == 2);
        CHECK(districts[0].card.key == "san-juan");
        CHECK(districts[0].ubigeo == "990101");
        CHECK(districts[0].altitudeM == 3866);
        CHECK(districts[0].areaKm2 == 381.62);
        REQUIRE(districts[0].population.size() == 2);
        CHECK(districts[0].population[0].year == 1993);
        CHECK(districts[0].population[1].people == 21089);
        CHECK(districts[0].population[1].source.key == "censo");
        CHECK(districts[0].population[0].confidence == Confidence::Low);
        CHECK_FALSE(districts[1].areaKm2);
        const auto one = need(store.district(idOf(store, "santa-ana"), Lang::En));
        REQUIRE(one);
        CHECK(one->card.shortLine.value == "District on the shore");
        CHECK(one->population.size() == 1);
    }

    TEST_CASE("the timeline runs from the oldest event to the newest") {
        const Store store = test_content::openMinimal();
        const auto events = need(store.timeline(Lang::Es));
        REQUIRE(events.size() == 3);
        CHECK(events[0].card.key == "primer-culto");
        CHECK(events[0].start == Date{-200, 0, 0});
        CHECK(events[0].end == Date{300, 0, 0});
        CHECK(events[0].precision == DatePrecision::Century);
        CHECK(events[0].circa);
        CHECK(events[1].start == Date{1827, 9, 19});
        CHECK(events[1].precision == DatePrecision::Day);
        CHECK_FALSE(events[1].end);
        CHECK_FALSE(events[1].circa);
        CHECK(sourceKeys(events[1].sources) == Keys{"plan"});
        CHECK(events[2].start == Date{1923, 12, 0});
        CHECK(events[2].end == Date{1924, 1, 0});
        CHECK(events[2].summary.value == "Los comuneros piden escuelas y mercado.");
    }

    TEST_CASE("festivals carry their rule") {
        const Store store = test_content::openMinimal();
        const auto festivals = need(store.festivals(Lang::Es));
        REQUIRE(festivals.size() == 2);
        CHECK(festivals[0].card.key == "fiesta-cruz");
        CHECK(festivals[0].rule.kind == FestivalRule::Kind::Fixed);
        CHECK(festivals[0].rule.month == 5);
        CHECK(festivals[0].rule.day == 3);
        CHECK(festivals[0].rule.days == 3);
        CHECK(festivals[1].rule.kind == FestivalRule::Kind::Easter);
        CHECK(festivals[1].rule.easterOffset == -50);
        CHECK(festivals[1].rule.mainOffset == 1);
        CHECK(festivals[1].summary.value == "Días de pinkillos, mixtura y agua.");
        CHECK(sourceKeys(festivals[1].sources) == Keys{"guia"});
    }

    TEST_CASE("dances stand under each of their districts, those without one at the end") {
        const Store store = test_content::openMinimal();
        const auto groups = need(store.dancesByDistrict(Lang::Es));
        REQUIRE(groups.size() == 3);
        CHECK(groups[0].district.key == "san-juan");
        CHECK(keysOf(groups[0].dances) == Keys{"danza-zorro"});
        CHECK(groups[1].district.key == "santa-ana");
        CHECK(keysOf(groups[1].dances) == Keys{"danza-zorro"});
        CHECK(groups[1].dances[0].districtNames == "San Juan, Santa Ana");
        CHECK_FALSE(groups[2].district.id.valid());
        CHECK(keysOf(groups[2].dances) == Keys{"danza-libre"});
    }

    TEST_CASE("the glossary is in the order of the visitor's alphabet") {
        const Store store = test_content::openMinimal();
        const auto meanings = [&](Lang lang) {
            Keys list;
            for (const Word& word : need(store.words(lang)))
                list.push_back(word.meaning.value);
            return list;
        };
        CHECK(meanings(Lang::Es) == Keys{"agua", "fuego", "niño"});
        CHECK(meanings(Lang::En) == Keys{"child", "fire", "water"});
        CHECK(meanings(Lang::Qu) == Keys{"agua", "fuego", "niño"});
        const auto words = need(store.words(Lang::En));
        CHECK(words[2].spanish == "agua");
        CHECK(words[2].aymara == "uma");
        CHECK(words[2].quechua == "yaku");
        CHECK(words[2].reviewed);
        CHECK(words[2].meaning.lang == Lang::En);
        CHECK_FALSE(words[0].reviewed);
        CHECK(words[0].quechua.empty());
    }

    TEST_CASE("only a checked word shows its Aymara and Quechua in lists, where no mark can stand") {
        const Store store = test_content::openMinimal();
        const auto checked = need(store.item(idOf(store, "word-agua"), Lang::Es));
        const auto unchecked = need(store.item(idOf(store, "word-fuego"), Lang::Es));
        REQUIRE(checked);
        REQUIRE(unchecked);
        CHECK(checked->card.shortLine.value == "uma · yaku");
        CHECK(unchecked->card.shortLine.empty());
    }

    TEST_CASE("climate has the months a source gives") {
        const Store store = test_content::openMinimal();
        const auto months = need(store.climate(idOf(store, "clima")));
        REQUIRE(months.size() == 2);
        CHECK(months[0].month == 1);
        CHECK(months[0].rainMm == 142);
        CHECK(months[1].tminC == -8.1);
        CHECK(months[1].tmaxC == 14.9);
    }

    TEST_CASE("the credits name every source with its uses and every author") {
        const Store store = test_content::openMinimal();
        const Credits credits = need(store.credits());
        REQUIRE(credits.sources.size() == 3);
        CHECK(credits.sources[0].source.title == "Censo de prueba");
        CHECK(credits.sources[0].items == 3);  // two populations and a fact
        CHECK(credits.sources[1].source.key == "guia");
        CHECK(credits.sources[2].source.key == "plan");
        CHECK(credits.sources[2].items == 9);
        REQUIRE(credits.pictures.size() == 2);
        CHECK(credits.pictures[0].credit == "Proyecto de prueba");
        CHECK(credits.pictures[0].pictures == 4);
        CHECK(credits.pictures[1].kind == PictureKind::Photo);
    }

    TEST_CASE("a whole pack passes verification") {
        const Store store = test_content::openMinimal();
        const base::Status verified = store.verify();
        if (!verified) FAIL(verified.error().message);
    }

    TEST_CASE("a store can be moved and goes on") {
        Store first = test_content::openMinimal();
        const ItemId id = idOf(first, "laguna-azul");
        Store second = std::move(first);
        CHECK(need(second.item(id, Lang::Es)));
        first = std::move(second);
        CHECK(need(first.item(id, Lang::Es)));
    }

    TEST_CASE("entries of an example pack are marked one by one") {
        const test_content::SourceFolder source;
        source.replace("pack.json", R"("example": false)", R"("example": true)");
        const Store store = source.store();
        CHECK(need(store.info(Lang::Es)).hasExamples);
        for (const Kind kind : kAllKinds) {
            for (const Card& card : need(store.cards(kind, "", Lang::Es)))
                CHECK(card.example);
        }
    }

    TEST_CASE("the column 'example' marks a single entry") {
        const test_content::SourceFolder source;
        source.write("dances.csv",
                     "key,districts,rank,confidence,sources,example\ndanza-zorro,san-juan,10,medium,guia,1\n"
                     "danza-libre,,20,low,guia,\n");
        const Store store = source.store();
        const auto dances = need(store.cards(Kind::Dance, "", Lang::Es));
        REQUIRE(dances.size() == 2);
        CHECK(dances[0].example);
        CHECK_FALSE(dances[1].example);
        CHECK(need(store.info(Lang::Es)).hasExamples);
    }
}
