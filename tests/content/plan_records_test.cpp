// What becomes of the plan: milestones, targets, budget, meetings, and what citizens saw.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "content/plan.hpp"
#include "database_writer.hpp"
#include "db/connection.hpp"
#include "db/schema.hpp"
#include "pack_checks.hpp"
#include "pack_fixture.hpp"
#include "pack_reader.hpp"
#include "plan_summary.hpp"

using namespace content;
using test_content::need;
using test_content::needDone;
using test_content::PlanFolder;

namespace {

constexpr const char* kMilestones =
    "key,commitment,title_es,title_en,due_on,met_on,checked_on,state,added_by,added_on,source\n";
constexpr const char* kTargets = "indicator,period,value,set_by,set_on,source\n";
constexpr const char* kBudget = "commitment,year,phase,amount_pen,snapshot_on,source\n";
constexpr const char* kMeetings = "key,kind,held_on,place,title_es,title_en,minutes,commitments\n";
constexpr const char* kNotes = "key,commitment,mark,text,received_on,state,reason\n";

/// A plan with some of each record.
class RecordFolder : public PlanFolder {
public:
    RecordFolder() {
        write("plan/milestones.csv", std::string(kMilestones) +
                                         "m1,A.1,Pozo,Well,2026-03-31,2026-03-20,2026-04-02,met,muni,2026-01-10,plan\n"
                                         "m2,A.1,Red,,,,,scheduled,ccl,2026-02-01,guia\n"
                                         "m3,A.1,Tanque,Tank,2026-06-30,,2026-07-05,partly,muni,2026-01-10,plan\n"
                                         "m4,B.1,Techo,Roof,2026-06-30,,2026-07-05,not-met,muni,2026-01-10,plan\n");
        write("plan/targets.csv", std::string(kTargets) +
                                      "EDAD,2026,21.5,ccl,2026-01-15,guia\n"
                                      "EDAD,2027,-3,muni,2026-01-16,plan\n"
                                      "POB,2026,40000,muni,2026-01-16,plan\n");
        write("plan/budget.csv", std::string(kBudget) +
                                     "B.1,2026,accrued,10,2026-03-31,plan\n"
                                     "B.1,2026,pim,1000.05,2026-03-31,plan\n"
                                     ",2026,paid,0,2026-03-31,guia\n"
                                     ",2026,pia,5000,2026-03-31,plan\n"
                                     ",2026,pia,5000,2026-06-30,plan\n"
                                     ",2025,pia,4000,2026-06-30,plan\n");
        write("plan/meetings.csv", std::string(kMeetings) +
                                       "asamblea,assembly,2026-02-03,Plaza,Asamblea,Assembly,guia,B.1;A.1\n"
                                       "vieja,council,2025-02-03,,Sesión,Session,plan,\n"
                                       "audiencia,hearing,2026-05-03,,Audiencia,,plan,A.1\n");
        write("plan/notes.csv", std::string(kNotes) +
                                    "n1,A.1,advancing,Hay tubos.,2026-03-01,published,\n"
                                    "n2,A.1,other,,2026-03-02,received,\n"
                                    "n3,A.1,stopped,,2026-03-03,in-review,\n"
                                    "n4,A.1,damaged,,2026-03-04,rejected,Nombra a una persona.\n"
                                    "n5,A.1,absent,,2026-03-05,published,\n"
                                    "n6,B.1,finished,Ya abre.,2026-03-06,published,\n");
    }
};

PlanCommitmentPage pageOf(const Store& store, const char* key, Lang lang) {
    return *need(store.planCommitment(test_content::idOf(store, key), lang));
}

/// A database with the tables of the plan and what records refer to.
db::Connection recordDatabase() {
    auto connection = need(db::Connection::createInMemory());
    needDone(connection.execute(std::string(db::schemaSql())));
    needDone(connection.execute(
        "INSERT INTO source (id, key, title) VALUES (1, 'acta', 'Acta');"
        "INSERT INTO plan_node (id, code, kind) VALUES (1, 'plan', 'plan'), (2, 'A.1', 'commitment'), "
        "(3, 'POB', 'indicator');"
        "INSERT INTO plan_indicator (node_id) VALUES (3);"
        "INSERT INTO plan_actor (id, key, name, role) VALUES (1, 'muni', 'Municipalidad', 'municipality');"));
    return connection;
}

/// Stores every row of `good` and none of `bad`.
void refuses(const std::string& insert, const std::vector<std::string>& good, const std::vector<std::string>& bad) {
    const db::Connection connection = recordDatabase();
    const auto stored = [&](const std::string& values) {
        return connection.execute(std::string(insert).append(" VALUES (").append(values).append(")")).ok();
    };
    for (const std::string& values : good) {
        CAPTURE(values);
        CHECK(stored(values));
    }
    for (const std::string& values : bad) {
        CAPTURE(values);
        CHECK_FALSE(stored(values));
    }
}

}  // namespace

TEST_SUITE("content/plan records") {
    TEST_CASE("the page of a commitment has its milestones, the latest due first and those without a day last") {
        const RecordFolder folder;
        const Store store = folder.store();
        const auto milestones = pageOf(store, "plan-a-1", Lang::En).milestones;
        REQUIRE(milestones.size() == 3);
        CHECK(milestones[0].title.value == "Tank");
        CHECK(milestones[0].state == "partly");
        CHECK(milestones[0].metOn.empty());
        CHECK(milestones[1].dueOn == "2026-03-31");
        CHECK(milestones[1].metOn == "2026-03-20");
        CHECK(milestones[1].checkedOn == "2026-04-02");
        CHECK(milestones[1].addedBy == "Municipalidad de Prueba");
        CHECK(milestones[1].addedOn == "2026-01-10");
        CHECK(milestones[2].title.value == "Red");
        CHECK(milestones[2].title.lang == Lang::Es);
        CHECK(milestones[2].dueOn.empty());
        CHECK(milestones[2].addedBy == "CCL");
        CHECK(milestones[2].source.key == "guia");
        CHECK_FALSE(milestones[2].example);
        CHECK(pageOf(store, "plan-b-1", Lang::Es).milestones.front().state == "not-met");
        CHECK(pageOf(store, "plan-a-2", Lang::Es).milestones.empty());
    }

    TEST_CASE("an indicator asked for alone has its targets, the latest period first") {
        const RecordFolder folder;
        const Store store = folder.store();
        const auto indicator = *need(store.planIndicator(test_content::idOf(store, "indicator-edad"), Lang::Es));
        REQUIRE(indicator.targets.size() == 2);
        CHECK(indicator.targets[0].period == 2027);
        CHECK(indicator.targets[0].value == doctest::Approx(-3));
        CHECK(indicator.targets[1].value == doctest::Approx(21.5));
        CHECK(indicator.targets[1].setBy == "CCL");
        CHECK(indicator.targets[1].setOn == "2026-01-15");
        CHECK(indicator.targets[1].source.key == "guia");
        for (const PlanIndicator& listed : need(store.planIndicators("", Lang::Es)))
            CHECK(listed.targets.empty());
    }

    TEST_CASE("the budget comes by year and snapshot, the whole plan before its commitments, phases in order") {
        const RecordFolder folder;
        const Store store = folder.store();
        const auto lines = need(store.planBudget());
        std::vector<std::string> order;
        order.reserve(lines.size());
        for (const PlanBudgetLine& line : lines) {
            order.push_back(std::to_string(line.year) + " " + line.snapshotOn + " " + line.commitment + " " +
                            line.phase);
        }
        CHECK(order == std::vector<std::string>{"2026 2026-06-30  pia", "2026 2026-03-31  pia", "2026 2026-03-31  paid",
                                                "2026 2026-03-31 B.1 pim", "2026 2026-03-31 B.1 accrued",
                                                "2025 2026-06-30  pia"});
        CHECK(lines[2].cents == 0);
        CHECK(lines[2].source.key == "guia");
        const auto own = pageOf(store, "plan-b-1", Lang::Es).budget;
        REQUIRE(own.size() == 2);
        CHECK(own[0].cents == 100'005);
        CHECK(own[1].cents == 1'000);
        CHECK(pageOf(store, "plan-a-1", Lang::Es).budget.empty());
    }

    TEST_CASE("meetings come newest first with the codes they spoke about") {
        const RecordFolder folder;
        const Store store = folder.store();
        const auto meetings = need(store.planMeetings(Lang::En));
        REQUIRE(meetings.size() == 3);
        CHECK(meetings[0].key == "audiencia");
        CHECK(meetings[0].title.value == "Audiencia");
        CHECK(meetings[0].title.lang == Lang::Es);
        CHECK(meetings[1].title.value == "Assembly");
        CHECK(meetings[1].kind == "assembly");
        CHECK(meetings[1].heldOn == "2026-02-03");
        CHECK(meetings[1].place == "Plaza");
        CHECK(meetings[1].minutes.key == "guia");
        CHECK(meetings[1].commitments == std::vector<std::string>{"B.1", "A.1"});
        CHECK(meetings[2].commitments.empty());
        const auto own = pageOf(store, "plan-b-1", Lang::Es).meetings;
        REQUIRE(own.size() == 1);
        CHECK(own[0].commitments.size() == 2);
        CHECK(pageOf(store, "plan-a-1", Lang::Es).meetings.front().key == "audiencia");
    }

    TEST_CASE("only published notes are shown, all are counted") {
        const RecordFolder folder;
        const Store store = folder.store();
        const auto page = pageOf(store, "plan-a-1", Lang::Es);
        REQUIRE(page.notes.size() == 2);
        CHECK(page.notes[0].mark == "absent");
        CHECK(page.notes[0].text.empty());
        CHECK(page.notes[1].text == "Hay tubos.");
        CHECK(page.notes[1].receivedOn == "2026-03-01");
        CHECK(page.notes[1].commitment == "A.1");
        CHECK(page.noteCounts.received == 5);
        CHECK(page.noteCounts.inReview == 1);
        CHECK(page.noteCounts.published == 2);
        CHECK(page.noteCounts.rejected == 1);
        const PlanNoteCounts all = need(store.planNoteCounts());
        CHECK(all.received == 6);
        CHECK(all.published == 3);
    }

    TEST_CASE("while progress is withheld nothing of it comes out, and all of it afterwards") {
        const RecordFolder folder;
        Store store = folder.store();
        const PlanCommitmentPage before = pageOf(store, "plan-a-1", Lang::Es);
        REQUIRE_FALSE(before.milestones.empty());
        REQUIRE_FALSE(before.notes.empty());
        const auto states = [&](PlanState state) {
            int count = 0;
            const Plan plan = *need(store.plan(Lang::Es));
            for (const PlanDimension& dimension : plan.dimensions)
                count +=
                    static_cast<int>(std::count_if(dimension.commitments.begin(), dimension.commitments.end(),
                                                   [&](const PlanCommitment& each) { return each.state == state; }));
            return count;
        };
        REQUIRE(states(PlanState::Withheld) == 0);
        store.setProgressWithheld(true);
        CHECK(states(PlanState::Withheld) > 0);
        CHECK(states(PlanState::NoReport) == 0);  // that would say something, too
        const Plan plan = *need(store.plan(Lang::Es));
        CHECK(plan.withheld);
        CHECK(need(store.planHead(Lang::Es))->withheld);
        CHECK(coverageOf(plan).withheld);
        CHECK(coverageOf(plan).reported == 0);
        CHECK(coverageOf(plan).total > 0);
        const PlanCommitmentPage page = pageOf(store, "plan-a-1", Lang::Es);
        CHECK(page.commitment.state == PlanState::Withheld);
        CHECK(page.reports.empty());
        CHECK(page.milestones.empty());
        CHECK(page.budget.empty());
        CHECK(page.notes.empty());
        CHECK(page.noteCounts.received == 0);
        CHECK(need(store.planBudget()).empty());
        CHECK(need(store.planNoteCounts()).received == 0);
        // What the document says, and when people met, is no claim.
        CHECK(page.quotes.size() == before.quotes.size());
        CHECK(page.meetings.size() == before.meetings.size());
        store.setProgressWithheld(false);
        CHECK(pageOf(store, "plan-a-1", Lang::Es).milestones.size() == before.milestones.size());
        CHECK(need(store.planNoteCounts()).received > 0);
    }

    TEST_CASE("a report that is withheld takes its state, percentage, day and mark of an example with it") {
        Plan plan;
        plan.hasExamples = true;
        PlanCommitment commitment;
        commitment.state = PlanState::Done;
        commitment.physicalPct = 100;
        commitment.asOf = "2026-03-31";
        commitment.example = true;
        plan.dimensions.push_back({"A", "", {}, {commitment}});
        PlanCommitmentPage page;
        page.commitment = commitment;
        page.related = {commitment};
        page.reports.resize(1);
        withholdProgress(plan);
        withholdProgress(page);
        CHECK_FALSE(plan.hasExamples);
        for (const PlanCommitment& each :
             {plan.dimensions.front().commitments.front(), page.commitment, page.related.front()}) {
            CHECK(each.state == PlanState::Withheld);
            CHECK_FALSE(each.physicalPct);
            CHECK(each.asOf.empty());
            CHECK_FALSE(each.example);
        }
        CHECK(page.reports.empty());
    }

    TEST_CASE("where nothing was noted there is nothing") {
        const PlanFolder folder;
        const Store planned = folder.store();
        const Store unplanned = test_content::openMinimal();
        for (const Store* store : {&planned, &unplanned}) {
            CHECK(need(store->planBudget()).empty());
            CHECK(need(store->planMeetings(Lang::Es)).empty());
            CHECK(need(store->planNoteCounts()).received == 0);
        }
    }

    TEST_CASE("milestones and targets are rows of the log by the day of the last word on them") {
        const RecordFolder folder;
        folder.report("r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,,muni,plan,,,\n");
        folder.build();
        std::vector<std::string> entities;
        const auto file = folder.pack() / "content.db";
        {
            const auto connection = need(db::Connection::openImmutable(file));
            const auto statement = need(connection.prepare("SELECT at, entity, actor FROM plan_log ORDER BY seq"));
            auto run = statement.run();
            while (need(run.step()))
                entities.push_back(run.text(0) + " " + run.text(1) + " " + run.text(2));
        }
        CHECK(entities == std::vector<std::string>{"2026-01-15 target/EDAD/2026 ccl", "2026-01-16 target/POB/2026 muni",
                                                   "2026-01-16 target/EDAD/2027 muni", "2026-02-01 milestone/m2 ccl",
                                                   "2026-04-02 milestone/m1 muni", "2026-05-10 report/r1 muni",
                                                   "2026-07-05 milestone/m3 muni", "2026-07-05 milestone/m4 muni"});
        needDone(need(Store::open(folder.pack())).verify());
        {
            const auto connection = need(db::Connection::createInMemory());
            needDone(connection.execute("ATTACH '" + file.string() + "' AS pack"));
            needDone(connection.execute("DROP TRIGGER pack.plan_log_keeps"));
            needDone(connection.execute("UPDATE pack.plan_log SET after = '{}' WHERE entity = 'milestone/m1'"));
        }
        const auto verified = need(Store::open(folder.pack())).verify();
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().message.find("row 5 of the plan's log") != std::string::npos);
    }

    TEST_CASE("records of an example overlay are marked, and the column marks a row anywhere") {
        const PlanFolder folder;
        const auto demo = folder.dir() / "demo";
        const auto write = [&](const char* file, const std::string& content) {
            folder.dir().write(std::filesystem::path("demo") / file, content);
        };
        write("pack.json", R"({"id": "demo", "example": true})");
        write("plan/notes.csv", std::string(kNotes) + "n1,A.1,advancing,Hay tubos.,2026-03-01,published,\n");
        write("plan/meetings.csv", std::string(kMeetings) + "m,council,2026-03-01,,Sesión,Session,plan,A.1\n");
        write("plan/milestones.csv", std::string(kMilestones) + "m1,A.1,Pozo,Well,,,,scheduled,muni,2026-01-10,plan\n");
        write("plan/targets.csv", std::string(kTargets) + "EDAD,2026,21.5,ccl,2026-01-15,plan\n");
        folder.write("plan/budget.csv",
                     "commitment,year,phase,amount_pen,snapshot_on,source,example\n"
                     ",2026,pia,5000,2026-03-31,plan,1\n,2026,pim,5000,2026-03-31,plan,\n");
        folder.build({demo});
        const Store store = need(Store::open(folder.pack()));
        CHECK((*need(store.plan(Lang::Es))).hasExamples);
        const auto page = pageOf(store, "plan-a-1", Lang::Es);
        CHECK(page.notes.front().example);
        CHECK(page.meetings.front().example);
        CHECK(page.milestones.front().example);
        CHECK((*need(store.planIndicator(test_content::idOf(store, "indicator-edad"), Lang::Es)))
                  .targets.front()
                  .example);
        const auto lines = need(store.planBudget());
        CHECK(lines[0].example);
        CHECK_FALSE(lines[1].example);
    }

    TEST_CASE("a plan without example records has none") {
        const RecordFolder folder;
        CHECK_FALSE((*need(folder.store().plan(Lang::Es))).hasExamples);
    }

    TEST_CASE("two builds of records are equal byte for byte") {
        const RecordFolder folder;
        CHECK(folder.broken().empty());
        CHECK(folder.build() == folder.build());
    }

    TEST_CASE("each wrong record is told by its rule") {
        struct Case {
            const char* file;
            const char* header;
            const char* row;
            const char* rule;
        };
        const Case cases[] = {
            {"milestones", kMilestones, "m,A.9,Pozo,Well,,,,scheduled,muni,2026-01-10,plan", "unknown-code"},
            {"milestones", kMilestones, "m,POB,Pozo,Well,,,,scheduled,muni,2026-01-10,plan", "unknown-code"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,scheduled,otro,2026-01-10,plan", "unknown-code"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,scheduled,muni,2026-01-10,nadie", "unknown-source"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,scheduled,muni,2026-01-10,", "missing-source"},
            {"milestones", kMilestones, "m,A.1,,Well,,,,scheduled,muni,2026-01-10,plan", "missing-spanish"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,scheduled,,2026-01-10,plan", "missing-value"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,scheduled,muni,,plan", "missing-value"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,late,muni,2026-01-10,plan", "bad-enum"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,2026-02-30,,,scheduled,muni,2026-01-10,plan", "bad-date"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,2026-13-01,partly,muni,2026-01-10,plan", "bad-date"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,2026-2-1,,met,muni,2026-01-10,plan", "bad-date"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,met,muni,2026-01-10,plan", "plan-milestone"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,2026-02-01,,scheduled,muni,2026-01-10,plan",
             "plan-milestone"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,partly,muni,2026-01-10,plan", "plan-milestone"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,,,not-met,muni,2026-01-10,plan", "plan-milestone"},
            {"milestones", kMilestones, "m,A.1,Pozo,Well,,2026-02-02,2026-02-01,met,muni,2026-01-10,plan",
             "plan-milestone"},
            {"milestones", kMilestones,
             "m,A.1,Pozo,Well,,,,scheduled,muni,2026-01-10,plan\nm,A.2,Pozo,Well,,,,scheduled,muni,2026-01-10,plan",
             "duplicate-key"},
            {"targets", kTargets, "ALT,2026,5,muni,2026-01-10,plan", "unknown-code"},
            {"targets", kTargets, "A.1,2026,5,muni,2026-01-10,plan", "unknown-code"},
            {"targets", kTargets, "POB,2026,5,otro,2026-01-10,plan", "unknown-code"},
            {"targets", kTargets, "POB,2026,5,,2026-01-10,plan", "missing-value"},
            {"targets", kTargets, "POB,2026,5,muni,,plan", "missing-value"},
            {"targets", kTargets, "POB,2026,,muni,2026-01-10,plan", "missing-value"},
            {"targets", kTargets, "POB,,5,muni,2026-01-10,plan", "missing-value"},
            {"targets", kTargets, "POB,2026,5,muni,2026-01-10,", "missing-source"},
            {"targets", kTargets, "POB,2026,5,muni,2026-01-10,nadie", "unknown-source"},
            {"targets", kTargets, "POB,2026,cinco,muni,2026-01-10,plan", "bad-number"},
            {"targets", kTargets, "POB,26,5,muni,2026-01-10,plan", "bad-number"},
            {"targets", kTargets, "POB,2026,5,muni,10/01/2026,plan", "bad-date"},
            {"targets", kTargets, "POB,2026,5,muni,2026-01-10,plan\nPOB,2026,6,muni,2026-02-10,plan", "duplicate-row"},
            {"budget", kBudget, "A.9,2026,pia,5,2026-01-10,plan", "unknown-code"},
            {"budget", kBudget, "plan,2026,pia,5,2026-01-10,plan", "unknown-code"},
            {"budget", kBudget, "A,2026,pia,5,2026-01-10,plan", "unknown-code"},
            {"budget", kBudget, ",2026,devengado,5,2026-01-10,plan", "bad-enum"},
            {"budget", kBudget, ",2026,pia,,2026-01-10,plan", "missing-value"},
            {"budget", kBudget, ",2026,pia,-5,2026-01-10,plan", "bad-number"},
            {"budget", kBudget, ",2026,pia,5.005,2026-01-10,plan", "bad-number"},
            {"budget", kBudget, ",2026,pia,\"5,000\",2026-01-10,plan", "bad-number"},
            {"budget", kBudget, ",,pia,5,2026-01-10,plan", "missing-value"},
            {"budget", kBudget, ",2026,pia,5,2026-01,plan", "bad-date"},
            {"budget", kBudget, ",2026,pia,5,2026-01-10,", "missing-source"},
            {"budget", kBudget, ",2026,pia,5,2026-01-10,nadie", "unknown-source"},
            {"budget", kBudget, ",2026,pia,5,2026-01-10,plan\n,2026,pia,6,2026-01-10,plan", "duplicate-row"},
            {"budget", kBudget, "A.1,2026,pia,5,2026-01-10,plan\nA.1,2026,pia,5,2026-01-10,plan", "duplicate-row"},
            {"meetings", kMeetings, "m,council,2026-03-01,,Sesión,Session,plan,A.9", "unknown-code"},
            {"meetings", kMeetings, "m,council,2026-03-01,,Sesión,Session,plan,A.1;A.1", "duplicate-row"},
            {"meetings", kMeetings, "m,council,2026-03-01,,Sesión,Session,,A.1", "missing-source"},
            {"meetings", kMeetings, "m,council,2026-03-01,,Sesión,Session,nadie,A.1", "unknown-source"},
            {"meetings", kMeetings, "m,fiesta,2026-03-01,,Sesión,Session,plan,A.1", "bad-enum"},
            {"meetings", kMeetings, "m,council,,,Sesión,Session,plan,A.1", "missing-value"},
            {"meetings", kMeetings, "m,council,2026-00-01,,Sesión,Session,plan,A.1", "bad-date"},
            {"meetings", kMeetings, "m,council,2026-03-01,,,Session,plan,A.1", "missing-spanish"},
            {"meetings", kMeetings,
             "m,council,2026-03-01,,Sesión,Session,plan,\nm,council,2026-04-01,,Sesión,Session,plan,", "duplicate-key"},
            {"notes", kNotes, "n,A.9,other,,2026-03-01,received,", "unknown-code"},
            {"notes", kNotes, "n,,other,,2026-03-01,received,", "missing-value"},
            {"notes", kNotes, "n,A.1,bad,,2026-03-01,received,", "bad-enum"},
            {"notes", kNotes, "n,A.1,other,,2026-03-01,deleted,", "bad-enum"},
            {"notes", kNotes, "n,A.1,other,,2026-03-1,received,", "bad-date"},
            {"notes", kNotes, "n,A.1,other,Hola.,2026-03-01,received,", "plan-note"},
            {"notes", kNotes, "n,A.1,other,Hola.,2026-03-01,in-review,", "plan-note"},
            {"notes", kNotes, "n,A.1,other,Hola.,2026-03-01,rejected,Nombra.", "plan-note"},
            {"notes", kNotes, "n,A.1,other,,2026-03-01,rejected,", "plan-note"},
            {"notes", kNotes, "n,A.1,other,,2026-03-01,published,Nombra.", "plan-note"},
            {"notes", kNotes, "n,A.1,other,,2026-03-01,received,\nn,A.1,other,,2026-03-01,received,", "duplicate-key"},
        };
        const PlanFolder folder;
        for (const Case& one : cases) {
            CAPTURE(one.file);
            CAPTURE(one.row);
            const std::string file = std::string("plan/") + one.file + ".csv";
            folder.write(file, one.header + std::string(one.row) + "\n");
            CHECK(folder.broken() == std::vector<std::string>{one.rule});
            folder.write(file, one.header);
        }
        CHECK(folder.broken().empty());
    }

    TEST_CASE("a citizen's words have at most 280 characters, counted as they are read") {
        const PlanFolder folder;
        std::string words;
        for (int i = 0; i < 280; ++i)
            words += "ñ";
        folder.write("plan/notes.csv", std::string(kNotes) + "n,A.1,other," + words + ",2026-03-01,published,\n");
        CHECK(folder.broken().empty());
        CHECK(pageOf(folder.store(), "plan-a-1", Lang::Es).notes.front().text == words);
        folder.write("plan/notes.csv", std::string(kNotes) + "n,A.1,other," + words + "ñ,2026-03-01,published,\n");
        CHECK(folder.broken() == std::vector<std::string>{"plan-note"});
    }

    TEST_CASE("a phase of the budget above the one before warns at its row, of the same day and year only") {
        const PlanFolder folder;
        const auto lines = [&](const std::string& rows) { folder.write("plan/budget.csv", kBudget + rows); };
        // What was first approved may be cut, other days and other commitments are other money.
        lines(
            ",2026,pia,900,2026-03-31,plan\n,2026,pim,800,2026-03-31,plan\n,2026,certified,800,2026-03-31,plan\n"
            ",2026,accrued,850,2026-06-30,plan\nA.1,2026,accrued,850,2026-03-31,plan\n"
            ",2025,accrued,850,2026-03-31,plan\n");
        CHECK(folder.broken().empty());
        lines(",2026,accrued,800.50,2026-03-31,plan\n,2026,pim,800,2026-03-31,plan\n");
        const auto report = folder.check();
        CHECK_FALSE(report.ok());  // until somebody accepts it by name
        REQUIRE(report.findings.size() == 1);
        const content_pack::Finding& finding = report.findings.front();
        CHECK(finding.rule == "plan-budget");
        CHECK(finding.file == "plan/budget.csv");
        CHECK(finding.line == 2);
        CHECK(finding.message == "accrued is 800.50 and pim is 800.00");
        CHECK_FALSE(finding.remedy.empty());
        for (const char* rows : {",2026,pim,1,2026-03-31,plan\n,2026,certified,1.05,2026-03-31,plan\n",
                                 ",2026,certified,1,2026-03-31,plan\n,2026,committed,2,2026-03-31,plan\n",
                                 ",2026,committed,1,2026-03-31,plan\n,2026,accrued,2,2026-03-31,plan\n",
                                 ",2026,accrued,1,2026-03-31,plan\n,2026,paid,2,2026-03-31,plan\n"}) {
            CAPTURE(rows);
            lines(rows);
            CHECK(folder.broken() == std::vector<std::string>{"plan-budget"});
        }
    }

    TEST_CASE("records without a plan are told, not dropped") {
        const test_content::SourceFolder folder;
        folder.write("plan/notes.csv", std::string(kNotes) + "n,A.1,other,,2026-03-01,received,\n");
        const auto report = folder.check();
        REQUIRE(report.findings.size() == 1);
        CHECK(report.findings.front().rule == "missing-file");
        CHECK(report.findings.front().file == "plan/notes.csv");
    }

    TEST_CASE("the database refuses records that contradict themselves") {
        refuses(
            "INSERT INTO plan_milestone (key, node_id, due_on, met_on, checked_on, state, actor_id, added_on, "
            "source_id)",
            {"'a', 2, NULL, NULL, NULL, 'scheduled', 1, '2026-01-10', 1",
             "'b', 2, '2026-01-01', '2026-01-01', '2026-01-01', 'met', 1, '2026-01-10', 1",
             "'c', 2, NULL, NULL, '2026-01-01', 'partly', 1, '2026-01-10', 1"},
            {"'a', 2, NULL, NULL, NULL, 'scheduled', 1, '2026-01-10', 1",            // the key again
             "'d', 2, NULL, NULL, NULL, 'met', 1, '2026-01-10', 1",                  // met on no day
             "'d', 2, NULL, '2026-01-01', NULL, 'scheduled', 1, '2026-01-10', 1",    // not met and a day
             "'d', 2, NULL, NULL, NULL, 'not-met', 1, '2026-01-10', 1",              // nobody looked
             "'d', 2, NULL, NULL, NULL, 'partly', 1, '2026-01-10', 1",               // nobody looked
             "'d', 2, NULL, '2026-01-02', '2026-01-01', 'met', 1, '2026-01-10', 1",  // checked before
             "'d', 2, '31/01/2026', NULL, NULL, 'scheduled', 1, '2026-01-10', 1",    // no day
             "'d', 2, NULL, '2026-1-1', NULL, 'met', 1, '2026-01-10', 1",            // no day
             "'d', 2, NULL, NULL, 'ayer', 'partly', 1, '2026-01-10', 1",             // no day
             "'d', 2, NULL, NULL, NULL, 'scheduled', 1, '', 1",                      // no day
             "'d', 2, NULL, NULL, NULL, 'late', 1, '2026-01-10', 1",                 // computed, never stored
             "'d', 2, NULL, NULL, NULL, 'scheduled', NULL, '2026-01-10', 1",         // nobody added it
             "'d', 2, NULL, NULL, NULL, 'scheduled', 1, NULL, 1",                    // on no day
             "'d', 2, NULL, NULL, NULL, 'scheduled', 1, '2026-01-10', NULL"});       // no source
        refuses("INSERT INTO plan_target (indicator_id, period, value, actor_id, set_on, source_id)",
                {"3, 2026, 5, 1, '2026-01-10', 1", "3, 2027, 5, 1, '2026-01-10', 1"},
                {"3, 2026, 6, 1, '2026-02-10', 1",     // a second one
                 "3, 2028, NULL, 1, '2026-01-10', 1",  // nothing to reach
                 "3, 2028, 5, NULL, '2026-01-10', 1",  // nobody set it
                 "3, 2028, 5, 1, NULL, 1",             // on no day
                 "3, 2028, 5, 1, 'enero', 1",          // no day
                 "3, 2028, 5, 1, '2026-01-10', NULL",  // no source
                 "3, 28, 5, 1, '2026-01-10', 1",       // no year
                 "3, NULL, 5, 1, '2026-01-10', 1"});   // no year
        refuses("INSERT INTO plan_budget (node_id, year, phase, snapshot_on, cents, source_id)",
                {"1, 2026, 'pia', '2026-03-31', 500, 1", "2, 2026, 'pia', '2026-03-31', 0, 1",
                 "1, 2026, 'pia', '2026-06-30', 500, 1", "1, 2026, 'paid', '2026-03-31', 500, 1",
                 "1, 2025, 'pia', '2026-03-31', 500, 1"},
                {"1, 2026, 'pia', '2026-03-31', 600, 1",     // the whole plan twice
                 "2, 2026, 'pia', '2026-03-31', 600, 1",     // a commitment twice
                 "NULL, 2026, 'pim', '2026-03-31', 600, 1",  // of nothing
                 "1, 2026, 'pim', '2026-03-31', -1, 1",      // less than nothing
                 "1, 2026, 'girado', '2026-03-31', 1, 1",    // another word
                 "1, 2026, 'pim', '2026-03', 1, 1",          // no day
                 "1, 26, 'pim', '2026-03-31', 1, 1",         // no year
                 "1, 2026, 'pim', '2026-03-31', NULL, 1",    // no amount
                 "1, 2026, 'pim', '2026-03-31', 1, NULL"});  // no source
        refuses("INSERT INTO plan_meeting (key, kind, held_on, minutes_source_id)",
                {"'a', 'assembly', '2026-03-31', 1", "'b', 'hearing', '2026-03-31', 1"},
                {"'a', 'council', '2026-04-30', 1",       // the key again
                 "'c', 'fiesta', '2026-03-31', 1",        // another word
                 "'c', 'council', '2026-3-31', 1",        // no day
                 "'c', 'council', NULL, 1",               // on no day
                 "'c', 'council', '2026-03-31', NULL"});  // no minutes
        std::string longest = "'";
        longest.append(280, 'x');
        refuses("INSERT INTO plan_note (key, node_id, mark, text, received_on, state, reason)",
                {"'a', 2, 'other', '', '2026-03-31', 'received', NULL",
                 "'b', 2, 'other', " + longest + "', '2026-03-31', 'published', NULL",
                 "'c', 2, 'other', '', '2026-03-31', 'rejected', 'Nombra.'"},
                {"'a', 2, 'other', '', '2026-03-31', 'received', NULL",                  // the key again
                 "'d', 2, 'other', 'Hola.', '2026-03-31', 'received', NULL",             // not published
                 "'d', 2, 'other', 'Hola.', '2026-03-31', 'in-review', NULL",            // not published
                 "'d', 2, 'other', 'Hola.', '2026-03-31', 'rejected', 'Nombra.'",        // not published
                 "'d', 2, 'other', " + longest + "x', '2026-03-31', 'published', NULL",  // too long
                 "'d', 2, 'other', '', '2026-03-31', 'rejected', NULL",                  // no reason
                 "'d', 2, 'other', '', '2026-03-31', 'rejected', ''",                    // no reason
                 "'d', 2, 'other', '', '2026-03-31', 'published', 'Nombra.'",            // a reason for nothing
                 "'d', 2, 'bad', '', '2026-03-31', 'received', NULL",                    // another word
                 "'d', 2, 'other', '', '2026-03-31', 'deleted', NULL",                   // another word
                 "'d', 2, 'other', '', 'hoy', 'received', NULL",                         // no day
                 "'d', NULL, 'other', '', '2026-03-31', 'received', NULL"});             // of nothing
    }

    TEST_CASE("Huancané's pack has no record that nobody made, and its invented overlay some of each") {
        using namespace content_pack;
        const auto packs = test_content::fixtures() / "../../../content/packs";
        const test_support::TempDir out;
        const auto written = [&](bool demo) {
            const DiskTree pack(packs / "huancane");
            const DiskTree overlay(packs / "huancane-demo");
            std::vector<Folder> folders{{&pack, ""}};
            if (demo) folders.push_back({&overlay, "huancane-demo"});
            Findings collected;
            const PackSource source = need(readPack(folders, PictureDepth::Header, collected));
            checkPack(source, collected);
            for (const Finding& finding : collected.take()) {
                if (finding.accepted.empty()) FAIL_CHECK(toString(finding));
            }
            CHECK(planSummary(source.plan) ==
                  "4 dimensions; 23 commitments (A 5, B 8, C 6, D 4); 35 parts; 2 follow-up blocks; 44 statements; 45 "
                  "indicators with 96 figures; 41 notices; 175 quotes; " +
                      std::string(demo ? "8 reports" : "0 reports"));
            const std::string name = demo ? "demo" : "plain";
            const DrawnFile drawn{std::string(64, 'a'), 480, 360, 1, "image/png"};
            std::filesystem::create_directory(out / name);
            needDone(writeDatabase(source, std::vector(source.pictures.size(), std::vector{drawn}), std::nullopt,
                                   out / name / "content.db"));
            return need(Store::open(out / name));
        };
        const Store plain = written(false);
        CHECK(need(plain.planBudget()).empty());
        CHECK(need(plain.planMeetings(Lang::Es)).empty());
        CHECK(need(plain.planNoteCounts()).received == 0);
        CHECK(pageOf(plain, "plan-b-4", Lang::Es).milestones.empty());
        CHECK_FALSE((*need(plain.plan(Lang::Es))).hasExamples);

        const Store demo = written(true);
        const PlanCommitmentPage page = pageOf(demo, "plan-b-4", Lang::En);
        const auto has = [&](const char* state) {
            return std::any_of(page.milestones.begin(), page.milestones.end(),
                               [&](const PlanMilestone& milestone) { return milestone.state == state; });
        };
        CHECK(has("met"));
        CHECK(has("partly"));
        CHECK(has("scheduled"));
        CHECK_FALSE(page.meetings.empty());
        CHECK_FALSE(page.budget.empty());
        CHECK_FALSE(page.notes.empty());
        CHECK_FALSE(pageOf(demo, "plan-a-1", Lang::Es).meetings.empty());
        std::vector<std::string> phases;
        for (const PlanBudgetLine& line : need(demo.planBudget())) {
            CHECK(line.example);
            if (line.commitment.empty()) phases.push_back(line.phase);
        }
        CHECK(phases == std::vector<std::string>{"pia", "pim", "certified", "committed", "accrued", "paid"});
        const PlanNoteCounts counts = need(demo.planNoteCounts());
        CHECK(counts.published > 0);
        CHECK(counts.inReview > 0);
        CHECK(counts.rejected > 0);
        CHECK(counts.received > counts.published + counts.inReview + counts.rejected);
        for (const PlanMeeting& meeting : need(demo.planMeetings(Lang::Es)))
            CHECK(meeting.example);
    }
}
