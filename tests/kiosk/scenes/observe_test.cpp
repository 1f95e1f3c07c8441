// A visitor leaves an observation: what stands on the screen, what is sealed, and what is left nowhere.
#include <doctest/doctest.h>

#include "app/outbox.hpp"
#include "db/connection.hpp"
#include "screen_bench.hpp"
#include "state/receipt.hpp"

namespace {

using Json = nlohmann::json;

struct ObserveBench : test_scenes::PlanBench {
    ObserveBench() { options.open = {"observe", "plan-a-1"}; }
    /// Plays steps that must work.
    void run(const std::string& steps) { CHECK(play("[" + steps + "]") == app::kExitOk); }
    [[nodiscard]] std::vector<std::string> sealed() const { return test_state::sealedIn(stateFolder); }
    /// Changes the device's file as something other than the kiosk would.
    void sql(const std::string& statements) const {
        test_content::needDone(
            test_content::need(content::db::Connection::openWritable(stateFolder / "state.db")).execute(statements));
    }
    [[nodiscard]] std::string label(const std::string& file, const std::string& id) const {
        return node(file, id)["label"];
    }
    [[nodiscard]] bool enabled(const std::string& file, const std::string& id) const {
        return node(file, id)["state"]["enabled"];
    }
};

/// As a step of each kind: choose, type, go on, leave.
constexpr const char* kStopped = R"({"tap": "observe.mark.stopped"})";
constexpr const char* kOn = R"({"tap": "observe.continue"})";
constexpr const char* kLeave = R"({"tap": "observe.leave"})";

std::string typed(const std::string& text) { return R"({"type": ")" + text + "\"}"; }
std::string dump(const std::string& file) { return R"({"dump": ")" + file + "\"}"; }
std::string joined(std::initializer_list<std::string> steps) {
    std::string all;
    for (const std::string& step : steps)
        all += (all.empty() ? "" : ", ") + step;
    return all;
}

TEST_SUITE("scenes/observe") {
    TEST_CASE_FIXTURE(ObserveBench,
                      "what was chosen and typed is what the office reads, with the receipt of the screen") {
        run(joined({dump("1.json"), kStopped, typed("el pozo está seco"), dump("2.json"), kOn, dump("3.json"), kLeave,
                    dump("4.json")}));
        for (const char* mark : {"advancing", "stopped", "finished", "absent", "damaged", "other"})
            CHECK(has("1.json", std::string("observe.mark.") + mark));
        CHECK(label("2.json", "observe.field") == "el pozo está seco");
        CHECK(says(json("2.json"), "No escriba nombres, teléfonos ni documentos"));
        CHECK(says(json("2.json"), "17 de 280 letras"));
        for (const char* words :
             {"Está parado", "«el pozo está seco»", "A.1 Agua", "1 de marzo de 2026", "Se sella aquí",
              "la lee una persona", "se rechaza y se dice por qué", "se cuentan en público"}) {
            CAPTURE(words);
            CHECK(says(json("3.json"), words));
        }
        const std::string code = label("4.json", "observe.receipt");
        const std::string receipt = code.substr(code.rfind(' ') + 1);
        CHECK(state::isReceipt(receipt));
        CHECK(says(json("4.json"), "Anote este código: con él puede preguntar en la municipalidad."));
        REQUIRE(sealed().size() == 1);
        CHECK(test_state::opened(sealed()[0]) ==
              R"({"commitment":"A.1","day":"2026-03-01","mark":"stopped","receipt":")" + receipt +
                  R"(","text":"el pozo está seco","v":1})");
    }

    TEST_CASE_FIXTURE(ObserveBench, "nothing of it stands in the log, in the statistics or in any file of the device") {
        options.statsFile = "stats.json";
        run(joined({kStopped, typed("el pozo"), kOn, kLeave}));
        const std::string device = test_state::bytesIn(stateFolder);
        CHECK(device.size() > 1000);
        std::string told = written("stats.json");
        for (const std::string& line : log.lines())
            told += line + "\n";
        for (const char* secret : {"el pozo", "pozo", "stopped", "A.1"}) {
            CAPTURE(secret);
            CHECK(device.find(secret) == std::string::npos);
            CHECK(told.find(secret) == std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(ObserveBench, "the day is that of Peru, and no hour is told") {
        clock.setWall(*app::parseIsoTime("2026-05-03T04:59:00Z"));  // still the 2nd
        run(joined({kStopped, kOn, kLeave}));
        REQUIRE(sealed().size() == 1);
        CHECK(test_state::opened(sealed()[0]).find(R"("day":"2026-05-02")") != std::string::npos);
    }

    TEST_CASE_FIXTURE(ObserveBench, "words are not needed") {
        run(joined({kStopped, dump("2.json"), kOn, dump("3.json"), kLeave}));
        CHECK(label("2.json", "observe.continue") == "Seguir sin texto");
        CHECK(says(json("3.json"), "ninguna"));
        REQUIRE(sealed().size() == 1);
        CHECK(test_state::opened(sealed()[0]).find(R"("text":"")") != std::string::npos);
    }

    TEST_CASE_FIXTURE(ObserveBench, "the keyboard's own key goes on, too") {
        run(joined({kStopped, typed("seco"), R"({"tap": "key.done"})", dump("3.json")}));
        CHECK(has("3.json", "observe.leave"));
    }

    TEST_CASE_FIXTURE(ObserveBench, "words that tell who somebody is are refused in place, and nothing is lost") {
        struct Case {
            const char* text;
            const char* refusal;
        };
        const Case cases[] = {
            {"soy 45678912", "Parece un número de DNI"},
            {"llame 951 234 567", "Parece un teléfono"},
            {"juana arroba correo", "Parece un correo"},
        };
        for (const Case& each : cases) {
            CAPTURE(each.text);
            run(joined({kStopped, typed(each.text), kOn, dump("a.json"), R"({"tap": "key.done"})", dump("b.json"),
                        R"({"tap": "key.erase"})", dump("c.json")}));
            for (const char* file : {"a.json", "b.json"}) {
                CHECK(says(json(file), each.refusal));
                CHECK(label(file, "observe.field") == each.text);
                CHECK_FALSE(has(file, "observe.leave"));
            }
            CHECK_FALSE(says(json("c.json"), each.refusal));  // until it is tried again
        }
        CHECK(sealed().empty());
    }

    TEST_CASE_FIXTURE(ObserveBench, "no more than 280 characters are taken, counted as letters and not as bytes") {
        std::string most;
        for (int i = 0; i < 282; ++i)
            most += "ñ";
        run(joined({kStopped, typed(most), dump("2.json"), kOn, kLeave}));
        CHECK(says(json("2.json"), "280 de 280 letras"));
        CHECK(label("2.json", "observe.field").size() == 560);
        REQUIRE(sealed().size() == 1);
        CHECK(test_state::opened(sealed()[0]).find(most.substr(0, 560) + "\"") != std::string::npos);
    }

    TEST_CASE_FIXTURE(ObserveBench, "back goes one step, keeps what was said, and at last leaves the screen") {
        constexpr const char* kBack = R"({"tap": "bar.back"})";
        run(joined({kStopped, typed("seco"), kOn, kBack, dump("text.json"), kBack, dump("mark.json"), kStopped,
                    dump("again.json"), kBack, kBack, dump("gone.json")}));
        CHECK(label("text.json", "observe.field") == "seco");
        CHECK(node("mark.json", "observe.mark.stopped")["state"]["selected"] == true);
        CHECK(label("again.json", "observe.field") == "seco");
        CHECK(json("gone.json")["screen"] == "home");
    }

    TEST_CASE_FIXTURE(ObserveBench, "what was written is gone with the visit, and a new one may leave another") {
        constexpr const char* kAway = R"({"wait_ms": 160000}, {"expect": {"screen": "attract"}})";
        constexpr const char* kOpen = R"({"visit": {"screens": ["observe/plan-a-1"]}})";
        run(joined({kStopped, typed("seco"), kAway, kOpen, dump("new.json"), kStopped, dump("empty.json"), kOn, kLeave,
                    kAway, kOpen, dump("next.json")}));
        CHECK(node("new.json", "observe.mark.stopped")["state"]["selected"] == false);
        CHECK(label("empty.json", "observe.continue") == "Seguir sin texto");
        CHECK(has("next.json", "observe.mark.stopped"));
    }

    TEST_CASE_FIXTURE(ObserveBench,
                      "one visit leaves one observation on a commitment, and may leave others on others") {
        options.open = {"commitment", "plan-a-1"};
        run(joined({dump("before.json"), R"({"tap": "commitment.observe"})", kStopped, kOn, kLeave,
                    R"({"tap": "observe.done"})", dump("after.json"), R"({"visit": {"screens": ["observe/plan-a-1"]}})",
                    dump("again.json"), R"({"visit": {"screens": ["commitment/plan-b-1"]}})", dump("other.json"),
                    R"({"tap": "commitment.observe"})", kStopped, kOn, kLeave}));
        CHECK(label("before.json", "commitment.observe") == "Yo lo vi");
        CHECK(json("after.json")["screen"] == "commitment/plan-a-1");
        CHECK_FALSE(enabled("after.json", "commitment.observe"));
        CHECK(node("after.json", "commitment.observe")["speech"] == "Ya dejó una observación");
        CHECK(label("again.json", "observe.closed") == "Ya dejó una observación");
        CHECK_FALSE(has("again.json", "observe.mark.stopped"));
        CHECK(enabled("other.json", "commitment.observe"));
        CHECK(sealed().size() == 2);
    }

    TEST_CASE_FIXTURE(ObserveBench, "where no office reads it there is no way to it") {
        folder.replace("pack.json", std::string("\"office_key\": \"") + std::string(test_state::kOfficeKey) + "\", ",
                       "");
        folder.build();
        static_cast<void>(show("commitment/plan-a-1"));
        CHECK_FALSE(has("a.json", "commitment.observe"));
        static_cast<void>(show("observe/plan-a-1"));
        CHECK(has("a.json", "failure"));
        CHECK(log.take().size() == 1);
    }

    TEST_CASE_FIXTURE(ObserveBench, "a device that keeps nothing offers nothing, and says why") {
        stateFolder.clear();
        static_cast<void>(show("commitment/plan-a-1"));
        CHECK_FALSE(has("a.json", "commitment.observe"));
        static_cast<void>(show("observe/plan-a-1"));
        CHECK(label("a.json", "observe.closed") == "Ahora este quiosco no puede guardar observaciones");
    }

    TEST_CASE_FIXTURE(ObserveBench, "a damaged state leaves the rest of the kiosk as it is") {
        folder.dir().write("state/state.db", std::string(5000, 'x'));
        checkWhole(show("commitment/plan-a-1"));
        CHECK_FALSE(has("a.json", "commitment.observe"));
        const auto said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("no observation can be left") != std::string::npos);
    }

    TEST_CASE_FIXTURE(ObserveBench, "the thirty-first of an hour is asked to come back later, and later it may") {
        constexpr const char* kOpen = R"({"visit": {"screens": ["observe/plan-a-1"]}})";
        std::string steps;
        // Each by a visit of its own, which ends ninety seconds after it went home: thirty are 45 minutes.
        for (int i = 0; i < app::Outbox::kMostAnHour; ++i)
            steps += joined({kOpen, kStopped, kOn, kLeave, R"({"tap": "bar.home"})", R"({"wait_ms": 90500})"}) + ", ";
        run(steps + joined({kOpen, dump("busy.json"), R"({"wait_ms": 900000})", kOpen, dump("late.json")}));
        CHECK(label("busy.json", "observe.closed").find("Vuelva más tarde") != std::string::npos);
        CHECK_FALSE(has("busy.json", "observe.mark.stopped"));
        CHECK(has("late.json", "observe.mark.stopped"));
        CHECK(sealed().size() == app::Outbox::kMostAnHour);
    }

    TEST_CASE_FIXTURE(ObserveBench,
                      "what could not be kept is said plainly, and may be tried again with the same words") {
        run("");  // makes the file
        const char* words = "No se pudo guardar. Nada se envió.";
        SUBCASE("because writing fails") {
            sql("CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'broken'); END");
        }
        SUBCASE("because the outbox is full") {
            words = "Ya no caben más observaciones aquí. Nada se guardó ni se envió.";
            sql("INSERT INTO outbox (id, kind, created_on, bytes, sealed) VALUES ('0123456789abcdef0123456789abcdef', "
                "'observation', '2026-01-01', 52428800, zeroblob(52428800))");
        }
        run(joined({kStopped, typed("seco"), kOn, kLeave, dump("3.json"), R"({"tap": "bar.back"})", dump("2.json")}));
        CHECK(says(json("3.json"), words));
        CHECK(enabled("3.json", "observe.leave"));
        CHECK(says(json("3.json"), "«seco»"));
        CHECK(label("2.json", "observe.field") == "seco");
        const auto said = log.take();
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("an observation was not kept") != std::string::npos);
        CHECK(said[0].find("seco") == std::string::npos);
    }
}

}  // namespace
