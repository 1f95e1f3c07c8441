// Every screen with the small pack, with an empty one, and with texts nobody has reviewed. A warning in the log (an
// icon, a picture or words that are missing) fails the test by itself.
#include <doctest/doctest.h>

#include <algorithm>

#include "app_bench.hpp"
#include "pack_fixture.hpp"
#include "test_support/temp_dir.hpp"

namespace {

using test_app::AppBench;
using Strings = std::vector<std::string>;

/// Every screen, with what it shows where it needs to be told.
const Strings kRoutes = {"attract",
                         "home",
                         "places",
                         "map",
                         "search",
                         "districts",
                         "district/san-juan",
                         "district/santa-ana",
                         "culture",
                         "timeline",
                         "timeline/reforma",
                         "festivals",
                         "festivals/carnaval",
                         "dances",
                         "dances/danza-zorro",
                         "words",
                         "words/word-agua",
                         "visit",
                         "visit/arrival",
                         "visit/climate",
                         "absent",
                         "absent/torre-lejana",
                         "credits",
                         "topics/music",
                         "topics/craft",
                         "topics/architecture",
                         "topics/food",
                         "topics/person",
                         "item/laguna-azul",
                         "item/templo-antiguo",
                         "item/chuspa",
                         "item/maestra-antigua",
                         "item/province",
                         "sources/laguna-azul"};

struct ScreenBench : AppBench {
    /// Opens a screen and takes its dump.
    nlohmann::json show(const std::string& route) {
        options.open = app::Route::parse(route);
        options.dumpFile = "a.json";
        CHECK(play("[]") == app::kExitOk);
        nlohmann::json dump = json("a.json");
        CHECK(dump["screen"] == route);
        return dump;
    }
    /// What is said on the page itself: not in the bar, not on the tour's language buttons.
    static Strings words(const nlohmann::json& dump) {
        Strings texts;
        for (const nlohmann::json& n : dump["nodes"]) {
            const std::string parent = n.value("parent", "");
            if (parent.rfind("bar", 0) == 0) continue;
            if ((n["role"] == "text" || n["role"] == "heading") && !n.value("label", "").empty())
                texts.push_back(n["label"]);
        }
        return texts;
    }
    static bool says(const nlohmann::json& dump, const std::string& text) {
        const Strings all = words(dump);
        return std::any_of(all.begin(), all.end(),
                           [&](const std::string& t) { return t.find(text) != std::string::npos; });
    }
    static void checkWhole(const nlohmann::json& dump) {
        CHECK_FALSE(words(dump).empty());
        for (const nlohmann::json& n : dump["nodes"]) {
            const std::string label = n.value("label", "");
            CAPTURE(label);
            CHECK(label.find('{') == std::string::npos);  // a value that nobody filled in
            CHECK(n.value("id", "").find("loading") == std::string::npos);
            if (n.contains("state")) CHECK_FALSE(n.value("speech", "").empty());
        }
    }
};

/// A pack with its name and its province and nothing else.
struct EmptyPackBench : ScreenBench {
    test_support::TempDir dir;
    EmptyPackBench() {
        dir.write("source/pack.json", R"({"id": "empty", "languages": ["es", "en"],
            "title": {"es": "Provincia vacía", "en": "Empty province"}, "province": {"es": "Vacía", "en": "Vacía"},
            "centre": {"lat": -15.2, "lon": -69.75},
            "area": {"south": -15.6, "west": -70.2, "north": -14.7, "east": -69.0}, "attract": [], "example": false})");
        dir.write("source/sources.csv", "key,title,address,publisher,year,licence\nlibro,Un libro,,,1999,\n");
        dir.write("source/topics.csv",
                  "key,kind,category,districts,lat,lon,position,rank,confidence,sources\n"
                  "province,province,,,-15.2,-69.75,town_centre,1,high,libro\n");
        dir.write("source/text/es/all.md", "# province\nname: Vacía\nsummary: Una provincia de prueba.\n");
        dir.write("source/text/en/all.md", "# province\nname: Vacía\nsummary: A test province.\n");
        test_content::buildPack(dir / "source", dir / "pack");
        options.packFolder = dir / "pack";
    }
};

TEST_SUITE("scenes/screens") {
    TEST_CASE_FIXTURE(ScreenBench, "the list of routes names every screen there is") {
        for (const std::string& screen : scenes.screens()) {
            CAPTURE(screen);
            CHECK(std::any_of(kRoutes.begin(), kRoutes.end(),
                              [&](const std::string& route) { return app::Route::parse(route).screen == screen; }));
        }
    }

    TEST_CASE_FIXTURE(ScreenBench, "every screen stands complete and without a complaint, in Spanish and in English") {
        for (const content::Lang lang : {content::Lang::Es, content::Lang::En}) {
            options.visitor.lang = lang;
            for (const std::string& route : kRoutes) {
                CAPTURE(route);
                const nlohmann::json dump = show(route);
                CHECK(dump["lang"] == content::code(lang));
                checkWhole(dump);
                CHECK(log.take() == Strings{});
            }
        }
    }

    TEST_CASE_FIXTURE(ScreenBench, "upright, in the sun, within low reach and in large letters, too") {
        panelMm = {398.5F, 708.4F};
        display.resize({1080, 1920});
        std::vector<platform::InputEvent> resized;
        display.poll(resized);
        options.visitor = {content::Lang::Es, 2, true, true, true, 0.5F};
        for (const std::string& route : kRoutes) {
            CAPTURE(route);
            checkWhole(show(route));
            CHECK(log.take() == Strings{});
        }
    }

    TEST_CASE_FIXTURE(ScreenBench, "pages show what the pack says, in the visitor's language") {
        const std::pair<const char*, std::pair<const char*, const char*>> cases[] = {
            {"item/laguna-azul", {"Una laguna clara donde descansan", "A clear lagoon where the birds"}},
            {"timeline/reforma", {"Los comuneros piden escuelas", "diciembre de 1923"}},
            {"district/san-juan", {"San Juan", "San Juan"}},
            {"absent", {"Torre", "Torre"}},
        };
        for (const auto& each : cases) {
            CAPTURE(each.first);
            CHECK(says(show(each.first), each.second.first));
        }
        options.visitor.lang = content::Lang::En;
        CHECK(says(show("item/laguna-azul"), "A clear lagoon where the birds"));
        CHECK_FALSE(says(show("item/laguna-azul"), "Una laguna clara"));
        CHECK(says(show("timeline/fundacion"), "19 September 1827"));
        options.visitor.lang = content::Lang::Es;
        CHECK(says(show("timeline/reforma"), "diciembre de 1923"));
    }

    TEST_CASE_FIXTURE(EmptyPackBench, "a pack with nothing in it leaves no screen blank and nobody complains") {
        for (const content::Lang lang : {content::Lang::Es, content::Lang::En}) {
            options.visitor.lang = lang;
            for (const std::string& screen : scenes.screens()) {
                CAPTURE(screen);
                if (screen == "item" || screen == "district" || screen == "sources") continue;  // of something
                const nlohmann::json dump = show(screen);
                checkWhole(dump);
                CHECK(log.take() == Strings{});
            }
        }
        for (const std::string route : {"topics/music", "topics/craft", "topics/food", "topics/person",
                                        "topics/architecture", "visit/arrival", "visit/climate"}) {
            CAPTURE(route);
            checkWhole(show(route));
            CHECK(log.take() == Strings{});
        }
        checkWhole(show("item/province"));
        checkWhole(show("sources/province"));
    }

    TEST_CASE_FIXTURE(ScreenBench, "what is not in the pack any more says so and shows the way home") {
        for (const std::string route : {"item/gone", "district/gone", "sources/gone"}) {
            CAPTURE(route);
            const nlohmann::json dump = show(route);
            checkWhole(dump);
            const auto said = log.take();
            REQUIRE_FALSE(said.empty());
            CHECK(said[0].find("gone") != std::string::npos);
            CHECK(says(dump, "gone") == false);  // a visitor is not shown keys
        }
        // Screens that show a list go on without the one that is gone.
        for (const std::string route :
             {"timeline/gone", "festivals/gone", "dances/gone", "words/gone", "absent/gone"}) {
            CAPTURE(route);
            checkWhole(show(route));
            CHECK(log.take() == Strings{});
        }
    }

    TEST_CASE_FIXTURE(ScreenBench, "texts nobody has reviewed are shown in Spanish, and the screen says so") {
        const std::string kInSpanish = "Texto en español";
        const test_content::SourceFolder source;
        test_content::addQuechua(source);
        source.build();
        options.packFolder = source.pack();
        options.visitor.lang = content::Lang::Qu;
        const nlohmann::json approved = show("item/laguna-azul");
        CHECK(says(approved, "Nombre quechua de prueba"));
        CHECK_FALSE(says(approved, kInSpanish));
        const nlohmann::json unreviewed = show("item/templo-antiguo");
        CHECK_FALSE(says(unreviewed, "Nombre sin revisar"));
        CHECK(says(unreviewed, "Templo de Santa Ana"));
        for (const nlohmann::json& n : unreviewed["nodes"]) {
            if (n.value("label", "") == "Templo de Santa Ana") CHECK(n["lang"] == "es");
        }
        CHECK(says(unreviewed, kInSpanish));
        // So are the words of the interface.
        static_cast<void>(show("places"));
        CHECK(has("a.json", "language.missing"));
        options.visitor.lang = content::Lang::Es;
        CHECK_FALSE(says(show("item/templo-antiguo"), kInSpanish));
        static_cast<void>(show("places"));
        CHECK_FALSE(has("a.json", "language.missing"));
    }

    TEST_CASE_FIXTURE(ScreenBench, "a search shows what it finds, forgives a slip, and says when there is nothing") {
        options.open = {"search", ""};
        CHECK(play(R"([{"type": "laguna"}, {"dump": "found.json"}, {"tap": "key.clear"}, {"type": "lagnua"},
            {"dump": "slip.json"}, {"tap": "key.clear"}, {"type": "xyzzy"}, {"dump": "none.json"},
            {"tap": "key.done"}, {"dump": "done.json"}])") == app::kExitOk);
        CHECK(has("found.json", "result.laguna-azul"));
        CHECK_FALSE(has("found.json", "search.typo"));
        CHECK(has("slip.json", "result.laguna-azul"));
        CHECK(has("slip.json", "search.typo"));
        CHECK(has("none.json", "search.nothing"));
        CHECK_FALSE(has("none.json", "result.laguna-azul"));
        CHECK_FALSE(has("done.json", "keyboard"));
    }

    TEST_CASE_FIXTURE(ScreenBench, "home tells of the feast of the day, from its eve to its end") {
        const auto feast = [&](const char* wall) {
            clock.setWall(*app::parseIsoTime(wall));
            static_cast<void>(show("home"));
            return node("a.json", "home.feast")["speech"].get<std::string>();
        };
        CHECK(feast("2026-05-03T04:59:00Z") == "Próxima fiesta, 3 de mayo: Fiesta de la Cruz");  // 2 May in Peru
        CHECK(feast("2026-05-03T05:00:00Z") == "Hoy se celebra: Fiesta de la Cruz");
        CHECK(feast("2026-05-06T04:59:00Z") == "Hoy se celebra: Fiesta de la Cruz");
        CHECK(feast("2026-05-06T05:00:00Z") == "Próxima fiesta, 6 de febrero: Carnaval");  // of 2027
    }
}

}  // namespace
