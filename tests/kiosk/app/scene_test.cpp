#include "app/scene.hpp"

#include <doctest/doctest.h>

#include "app_bench.hpp"

namespace {

using app::Route;

TEST_SUITE("app/scene") {
    TEST_CASE("a route is a screen and, behind the first slash, what it shows") {
        CHECK(Route::parse("home") == Route{"home", ""});
        CHECK(Route::parse("item/laguna-azul") == Route{"item", "laguna-azul"});
        CHECK(Route::parse("visit/a/b") == Route{"visit", "a/b"});
        CHECK(Route::parse("places/") == Route{"places", ""});
        CHECK(Route::parse("") == Route{"", ""});
        CHECK(Route::parse("/x") == Route{"", "x"});
        for (const char* text : {"home", "item/laguna-azul", "visit/a/b"})
            CHECK(Route::parse(text).text() == text);
    }

    TEST_CASE("every kind of item has a page, most the common one") {
        const auto screen = [](content::Kind kind) {
            content::Card card;
            card.kind = kind;
            card.key = "k";
            CHECK(app::routeOf(card).id == "k");
            return app::routeOf(card).screen;
        };
        CHECK(screen(content::Kind::District) == "district");
        CHECK(screen(content::Kind::Event) == "timeline");
        CHECK(screen(content::Kind::Festival) == "festivals");
        CHECK(screen(content::Kind::Dance) == "dances");
        CHECK(screen(content::Kind::Word) == "words");
        CHECK(screen(content::Kind::Absent) == "absent");
        CHECK(screen(content::Kind::Itinerary) == "map");
        for (const content::Kind kind :
             {content::Kind::Place, content::Kind::Province, content::Kind::Music, content::Kind::Craft,
              content::Kind::Architecture, content::Kind::Food, content::Kind::Person, content::Kind::Visit}) {
            CHECK(screen(kind) == "item");
        }
        // Each of them is a screen the kiosk has.
        const test_app::AppBench bench;
        for (const content::Kind kind : content::kAllKinds) {
            const auto names = bench.scenes.screens();
            CHECK(std::find(names.begin(), names.end(), screen(kind)) != names.end());
        }
    }

    TEST_CASE_FIXTURE(test_app::AppBench, "a registry makes a scene of a known screen and hands it what it shows") {
        struct Nothing final : app::Scene {
            void build(ui::Ui&) override {}
        };
        std::string shown;
        app::SceneRegistry registry;
        registry.add("b", [&shown](const app::SceneContext&, const std::string& id) {
            shown = id;
            return std::make_unique<Nothing>();
        });
        registry.add("a", [](const app::SceneContext&, const std::string&) { return nullptr; });
        CHECK(registry.screens() == std::vector<std::string>{"a", "b"});
        struct Still final : app::Navigator {
            void open(Route) override {}
            void back() override {}
            void home() override {}
            void setLanguage(content::Lang) override {}
            void changeVisitor(const std::function<void(app::VisitorState&)>&) override {}
            void endVisit() override {}
            void requestFrame() override {}
            void toast(std::string, ui::Words) override {}
        } navigator;
        app::ContentService content(jobs, log);
        app::Outbox outbox(jobs, log, clock, {});
        const test_kiosk::KeyStrings strings;
        const app::VisitorState visitor;
        const app::SceneContext context{navigator, content, outbox, strings, settings, visitor, clock, log};
        CHECK(registry.make({"b", "what"}, context) != nullptr);
        CHECK(shown == "what");
        CHECK(registry.make({"c", ""}, context) == nullptr);
        CHECK(registry.make({"", ""}, context) == nullptr);
    }
}

}  // namespace
