#include <doctest/doctest.h>

#include <algorithm>

#include "content/store.hpp"
#include "content_pack/synthetic_pack.hpp"
#include "pack_fixture.hpp"
#include "test_support/assert_failure.hpp"

using namespace content;
using test_content::idOf;
using test_content::keysOf;
using test_content::need;
using Keys = std::vector<std::string>;

namespace {

constexpr base::GeoPoint kKiosk{-15.2, -69.75};

/// A pack of 400 invented places, built once.
const std::filesystem::path& syntheticPack() {
    static const test_content::SharedFolder folder;
    static const std::filesystem::path pack = [] {
        test_content::needDone(content_pack::writeSyntheticSource(400, folder.path() / "source"));
        test_content::buildPack(folder.path() / "source", folder.path() / "pack");
        return folder.path() / "pack";
    }();
    return pack;
}

}  // namespace

TEST_SUITE("content/store places") {
    TEST_CASE("a list of places can be narrowed by category and district") {
        const Store store = test_content::openMinimal();
        const auto keys = [&](const PlaceFilter& filter) {
            return keysOf(need(store.places(filter, PlaceOrder::Editorial, {}, 0, 10, Lang::Es)).cards);
        };
        const ItemId sanJuan = idOf(store, "san-juan");
        CHECK(keys({}) == Keys{"laguna-azul", "canon-nublado", "templo-antiguo", "canto-rodado"});
        CHECK(keys({"nature", std::nullopt}) == Keys{"laguna-azul", "canon-nublado"});
        CHECK(keys({"", idOf(store, "santa-ana")}) == Keys{"laguna-azul", "templo-antiguo"});
        CHECK(keys({"church", sanJuan}).empty());
        CHECK(keys({"nature", sanJuan}) == Keys{"laguna-azul", "canon-nublado"});
        CHECK(keys({"hotel", std::nullopt}).empty());
        CHECK(keys({"", ItemId{9999}}).empty());
    }

    TEST_CASE("the nearest places come first, those without a position last") {
        const Store store = test_content::openMinimal();
        const auto page = need(store.places({}, PlaceOrder::Nearest, kKiosk, 0, 10, Lang::Es));
        CHECK(keysOf(page.cards) == Keys{"laguna-azul", "templo-antiguo", "canon-nublado", "canto-rodado"});
        CHECK(page.total == 4);
        const auto elsewhere =
            need(store.places({}, PlaceOrder::Nearest, base::GeoPoint{-15.0, -69.5}, 0, 10, Lang::Es));
        CHECK(keysOf(elsewhere.cards).front() == "canon-nublado");
    }

    TEST_CASE("without a kiosk position the nearest order is the editorial one") {
        const Store store = test_content::openMinimal();
        CHECK(keysOf(need(store.places({}, PlaceOrder::Nearest, {}, 0, 10, Lang::Es)).cards) ==
              keysOf(need(store.places({}, PlaceOrder::Editorial, {}, 0, 10, Lang::Es)).cards));
    }

    TEST_CASE("pages follow each other without gap or repetition, in every order") {
        const Store store = need(Store::open(syntheticPack()));
        for (const PlaceOrder order : {PlaceOrder::Editorial, PlaceOrder::Nearest, PlaceOrder::Name}) {
            Keys all;
            for (int offset = 0; offset < 400; offset += 60) {
                const auto page = need(store.places({}, order, kKiosk, offset, 60, Lang::Es));
                CHECK(page.total == 400);
                for (const Card& card : page.cards)
                    all.push_back(card.key);
            }
            CHECK(all.size() == 400);
            const Keys whole = keysOf(need(store.places({}, order, kKiosk, 0, 500, Lang::Es)).cards);
            CHECK(all == whole);
            std::sort(all.begin(), all.end());
            CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
        }
        CHECK(need(store.places({}, PlaceOrder::Name, {}, 5000, 10, Lang::Es)).cards.empty());
        CHECK(need(store.places({}, PlaceOrder::Name, {}, 5000, 10, Lang::Es)).total == 400);
    }

    TEST_CASE("distances grow along the nearest list, and ranks along the editorial one") {
        const Store store = need(Store::open(syntheticPack()));
        const auto nearest = need(store.places({}, PlaceOrder::Nearest, kKiosk, 0, 500, Lang::Es)).cards;
        double last = 0;
        bool nowhere = false;
        for (const Card& card : nearest) {
            CHECK_FALSE((nowhere && card.at));
            if (!card.at) {
                nowhere = true;
                continue;
            }
            const double distance = base::distanceM(kKiosk, *card.at);
            CHECK(distance >= last - 0.01);
            last = distance;
        }
        CHECK(nowhere);
    }

    TEST_CASE("the same question gives the same list, whatever was asked before") {
        const Store store = need(Store::open(syntheticPack()));
        const Keys first = keysOf(need(store.places({"nature", {}}, PlaceOrder::Name, {}, 0, 20, Lang::En)).cards);
        static_cast<void>(need(store.places({}, PlaceOrder::Nearest, kKiosk, 0, 20, Lang::Es)));
        static_cast<void>(need(store.places({"nature", {}}, PlaceOrder::Name, {}, 0, 20, Lang::Es)));
        CHECK(keysOf(need(store.places({"nature", {}}, PlaceOrder::Name, {}, 0, 20, Lang::En)).cards) == first);
    }

    TEST_CASE("categories are counted within the district of the filter") {
        const Store store = test_content::openMinimal();
        const auto counts = [&](const PlaceFilter& filter) {
            std::string text;
            for (const CategoryCount& count : need(store.placeCategories(filter))) {
                text += count.category + "=" + std::to_string(count.count) + " ";
            }
            return text;
        };
        CHECK(counts({}) == "church=1 nature=2 site=1 ");
        CHECK(counts({"church", std::nullopt}) == "church=1 nature=2 site=1 ");
        CHECK(counts({"", idOf(store, "santa-ana")}) == "church=1 nature=1 ");
        CHECK(counts({"", ItemId{9999}}).empty());
    }

    TEST_CASE("places near a point are those within the radius, nearest first, without the one asked from") {
        const Store store = test_content::openMinimal();
        const auto keys = [&](double radiusM, int limit, ItemId except) {
            return keysOf(need(store.placesNear({-15.25, -69.85}, radiusM, limit, except, Lang::Es)));
        };
        CHECK(keys(1000, 10, {}) == Keys{"laguna-azul"});
        CHECK(keys(20'000, 10, {}) == Keys{"laguna-azul", "templo-antiguo"});
        CHECK(keys(20'000, 10, idOf(store, "laguna-azul")) == Keys{"templo-antiguo"});
        CHECK(keys(200'000, 10, {}) == Keys{"laguna-azul", "templo-antiguo", "canon-nublado"});
        CHECK(keys(200'000, 2, {}) == Keys{"laguna-azul", "templo-antiguo"});
    }

    TEST_CASE("places near a point agree with measuring every place") {
        const Store store = need(Store::open(syntheticPack()));
        const auto all = need(store.places({}, PlaceOrder::Editorial, {}, 0, 500, Lang::Es)).cards;
        for (const base::GeoPoint centre : {kKiosk, base::GeoPoint{-15.55, -70.0}, base::GeoPoint{-14.8, -69.1}}) {
            for (const double radiusM : {500.0, 5000.0, 15'000.0}) {
                std::size_t within = 0;
                for (const Card& card : all)
                    within += card.at && base::distanceM(centre, *card.at) <= radiusM ? 1 : 0;
                CHECK(need(store.placesNear(centre, radiusM, 100, {}, Lang::Es)).size() ==
                      std::min<std::size_t>(within, 100));
            }
        }
    }

    TEST_CASE("near the poles and the date line nothing breaks") {
        const Store store = test_content::openMinimal();
        CHECK(need(store.placesNear({89.9, 0}, 1000, 5, {}, Lang::Es)).empty());
        CHECK(need(store.placesNear({-90, 0}, 1000, 5, {}, Lang::Es)).empty());
        CHECK(need(store.placesNear({0, 179.999}, 1000, 5, {}, Lang::Es)).empty());
        CHECK(need(store.placesNear({0, -180}, 30'000'000, 5, {}, Lang::Es)).size() == 3);  // the whole globe
    }

    TEST_CASE("a page outside the limits is a bug") {
        const Store store = test_content::openMinimal();
        using test_support::AssertFailure;
        CHECK_THROWS_AS(static_cast<void>(store.places({}, PlaceOrder::Name, {}, -1, 10, Lang::Es)), AssertFailure);
        CHECK_THROWS_AS(static_cast<void>(store.places({}, PlaceOrder::Name, {}, 0, 501, Lang::Es)), AssertFailure);
        CHECK_THROWS_AS(static_cast<void>(store.placesNear({}, 0, 5, {}, Lang::Es)), AssertFailure);
    }
}
