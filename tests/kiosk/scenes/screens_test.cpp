// Every screen with the small pack, with an empty one, and with texts nobody has reviewed. A warning in the log (an
// icon, a picture or words that are missing) fails the test by itself.
#include <doctest/doctest.h>

#include <algorithm>

#include "screen_bench.hpp"
#include "test_support/temp_dir.hpp"

namespace {

using test_scenes::PlanBench;
using test_scenes::ScreenBench;
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

/// Those of a pack with a plan.
const Strings kPlanRoutes = {"home",
                             "plan",
                             "plan-list",
                             "plan-list/B",
                             "plan-guide",
                             "plan-document",
                             "plan-document/problem",
                             "plan-document/notice",
                             "commitment/plan-a-1",
                             "commitment/plan-a-2",
                             "commitment/plan-b-1",
                             "observe/plan-a-1",
                             "indicators",
                             "indicators/health",
                             "indicator/indicator-pob",
                             "indicator/indicator-edad",
                             "provenance/D-j",
                             "provenance/E-1",
                             "provenance/report/plan-a-1/1",
                             "provenance/report/plan-a-1/2"};

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
            const auto shows = [&](const std::string& route) { return app::Route::parse(route).screen == screen; };
            CHECK((std::any_of(kRoutes.begin(), kRoutes.end(), shows) ||
                   std::any_of(kPlanRoutes.begin(), kPlanRoutes.end(), shows)));
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
                const auto ofPlan = [&](const std::string& route) {
                    return screen != "home" && app::Route::parse(route).screen == screen;
                };
                if (std::any_of(kPlanRoutes.begin(), kPlanRoutes.end(), ofPlan)) continue;  // nothing leads there
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
        for (const std::string route : {"item/gone", "district/gone", "sources/gone", "commitment/gone", "observe/gone",
                                        "indicator/gone", "provenance/gone"}) {
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

    TEST_CASE_FIXTURE(PlanBench, "every screen of a plan stands complete and says who presented it") {
        for (const content::Lang lang : {content::Lang::Es, content::Lang::En}) {
            options.visitor.lang = lang;
            for (const std::string& route : kPlanRoutes) {
                CAPTURE(route);
                const nlohmann::json dump = show(route);
                checkWhole(dump);
                if (route != "home")
                    CHECK(says(dump, lang == content::Lang::Es ? "Presentado por una lista en 2018"
                                                               : "Presented by a list in 2018"));
                CHECK(log.take() == Strings{});
            }
        }
    }

    TEST_CASE_FIXTURE(PlanBench, "a plan stands upright, in the sun and in large letters, too") {
        panelMm = {398.5F, 708.4F};
        display.resize({1080, 1920});
        std::vector<platform::InputEvent> resized;
        display.poll(resized);
        options.visitor = {content::Lang::Es, 2, true, true, true, 0.5F};
        for (const std::string& route : kPlanRoutes) {
            CAPTURE(route);
            checkWhole(show(route));
            CHECK(log.take() == Strings{});
        }
    }

    TEST_CASE_FIXTURE(PlanBench, "no report is said in words and never as a number") {
        folder.write("plan/reports.csv",
                     "key,commitment,as_of,received_on,state,physical_pct,financial_pct,self_pct,printed,page,note,"
                     "reason,district,actor,source,evidence,verified_by,supersedes\n");
        folder.build();
        const std::string list = everything(show("plan-list"));
        CHECK(count(list, ": Sin reporte\n") == 3);
        CHECK(everything(show("plan")).find("3 de 3") != std::string::npos);
        for (const std::string& route : kPlanRoutes) {
            CAPTURE(route);
            if (route.find("report/") != std::string::npos) continue;
            CHECK(everything(show(route)).find("0\xC2\xA0%") == std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(PlanBench, "zero reported is not the absence of a report") {
        const std::string list = everything(show("plan-list"));
        CHECK(count(list, ": No iniciado, 0\xC2\xA0%\n") == 1);
        CHECK(count(list, ": Sin reporte\n") == 1);
        CHECK(list.find("2 de 3 con reporte") != std::string::npos);
        CHECK(
            list.find(
                "40\xC2\xA0% en promedio entre los 2 que lo miden; el total está entre 26.7\xC2\xA0% y 60\xC2\xA0%") !=
            std::string::npos);
    }

    TEST_CASE_FIXTURE(PlanBench, "work done and money spent stand apart, and their mean nowhere") {
        const nlohmann::json dump = show("commitment/plan-a-1");
        CHECK(node("a.json", "commitment.physical")["label"] == "Avance físico: 80\xC2\xA0%");
        CHECK(node("a.json", "commitment.financial")["label"] == "Gasto ejecutado: 20\xC2\xA0%");
        CHECK(node("a.json", "commitment.self")["label"] == "Según quien informa: 55\xC2\xA0%");
        CHECK(everything(dump).find("50\xC2\xA0%") == std::string::npos);
        CHECK(says(dump, "Corregido por un reporte posterior"));
        CHECK(says(show("provenance/report/plan-a-1/1"), "Corregido por el reporte recibido el 5 de febrero de 2026"));
        CHECK(says(show("provenance/report/plan-a-1/2"), "Corrige el reporte recibido el 1 de febrero de 2026"));
        CHECK(says(show("provenance/report/plan-a-1/2"), "CCL"));
    }

    TEST_CASE_FIXTURE(PlanBench, "a report tells its age once it is old, and then that it is overdue") {
        const auto on = [&](const char* wall) {
            clock.setWall(*app::parseIsoTime(wall));
            return show("commitment/plan-a-1");
        };
        // 120, 121, 365 and 366 days after 10 January 2026, noon in Peru.
        CHECK_FALSE(says(on("2026-05-10T17:00:00Z"), "reporte de hace"));
        CHECK(says(on("2026-05-11T17:00:00Z"), "reporte de hace 4 meses"));
        CHECK(says(on("2027-01-10T17:00:00Z"), "reporte de hace 12 meses"));
        CHECK(says(on("2027-01-11T17:00:00Z"), "reporte vencido"));
    }

    TEST_CASE_FIXTURE(PlanBench, "three taps lead from the plan to where a figure comes from") {
        options.open = {"plan", ""};
        CHECK(play(R"([{"tap": "plan.to.indicators"}, {"tap": "indicators.indicator-pob"}, {"tap": "indicator.P-07"},
            {"dump": "card.json"}])") == app::kExitOk);
        CHECK(json("card.json")["screen"] == "provenance/P-07");
        CHECK(says(json("card.json"), "«35,746»"));
        CHECK(says(json("card.json"), "2007, deducido"));
        CHECK(says(json("card.json"), "fuente no indicada"));
    }

    TEST_CASE_FIXTURE(PlanBench, "a figure the document does not give is missing, not zero") {
        const nlohmann::json dump = show("provenance/E-1");
        CHECK(says(dump, "sin dato en el documento"));
        CHECK(says(dump, "año no indicado"));
        CHECK(says(show("indicator/indicator-edad"), "sin dato en el documento"));
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
