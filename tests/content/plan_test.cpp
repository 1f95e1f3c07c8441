#include "content/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "content/plan_log.hpp"
#include "db/connection.hpp"
#include "db/schema.hpp"
#include "pack_fixture.hpp"
#include "plan_tables.hpp"

using namespace content;
using test_content::need;
using test_content::needDone;
using test_content::PlanFolder;

namespace {

const PlanCommitment& commitment(const Plan& plan, const std::string& code) {
    for (const PlanDimension& dimension : plan.dimensions) {
        for (const PlanCommitment& found : dimension.commitments) {
            if (found.code == code) return found;
        }
    }
    FAIL("no commitment " << code);
    return plan.dimensions.front().commitments.front();
}

/// A database with the tables of the plan and what reports refer to.
db::Connection planDatabase() {
    auto connection = need(db::Connection::createInMemory());
    needDone(connection.execute(std::string(db::schemaSql())));
    needDone(connection.execute(
        "INSERT INTO source (id, key, title) VALUES (1, 'acta', 'Acta');"
        "INSERT INTO plan_node (id, code, kind) VALUES (1, 'A.1', 'commitment');"
        "INSERT INTO plan_actor (id, key, name, role) VALUES (1, 'muni', 'Municipalidad', 'municipality');"));
    return connection;
}

std::string insertReport(const std::string& values) {
    return "INSERT INTO plan_report (key, node_id, as_of, received_on, state, physical_pct, actor_id, source_id, "
           "evidence_source_id) VALUES (" +
           values + ")";
}

}  // namespace

TEST_SUITE("content/plan") {
    TEST_CASE("without reports every commitment is without report, and no mean is made of it") {
        const PlanFolder folder;
        const Store store = folder.store();
        CHECK(need(store.info(Lang::Es)).hasPlan);
        const Plan plan = *need(store.plan(Lang::Es));
        CHECK(plan.label.value == "Presentado por una lista en 2018");
        REQUIRE(plan.dimensions.size() == 2);
        CHECK(plan.dimensions[0].commitments.size() == 2);
        const PlanCoverage coverage = coverageOf(plan);
        CHECK(coverage.total == 3);
        CHECK(coverage.reported == 0);
        CHECK(coverage.measured == 0);
        CHECK(commitment(plan, "B.1").state == PlanState::NoReport);
        CHECK_FALSE(commitment(plan, "B.1").physicalPct.has_value());
        REQUIRE(plan.envelope.has_value());
        CHECK(plan.envelope->cents == 4'000'000'000);
        CHECK(plan.envelope->quotes.front().line == 3);
    }

    TEST_CASE("a word the document misspells is marked where it is quoted and found by both spellings") {
        PlanFolder folder;
        folder.write("plan/quotes.csv",
                     "code,line,text\nA.1,10,\"Llevar agua a PRUEVÁ, no a Pruevas.\"\nA.2,11,Libros de Prueba.\n"
                     "B.1,12,Mercado.\nA.1.1,10,agua\nVIS-1,5,Visión.\nPRO-1,6,Falta agua.\nINC-1,7,la edad.\n");
        const Store store = folder.store();
        const Plan plan = *need(store.plan(Lang::Es));
        const auto page = need(store.planCommitment(commitment(plan, "A.1").id, Lang::Es));
        CHECK(page->quotes.front().text == "Llevar agua a PRUEVÁ [sic], no a Pruevas.");
        const auto found = [&](const char* query) {
            std::vector<std::string> keys;
            for (const SearchHit& hit : need(store.search(query, 10, Lang::Es)).hits)
                keys.push_back(hit.card.key);
            return keys;
        };
        const std::vector<std::string> right = found("prueba");
        CHECK(std::find(right.begin(), right.end(), "plan-a-1") != right.end());
        CHECK(std::find(right.begin(), right.end(), "plan-a-2") != right.end());
        CHECK(found("pruevá") == right);
    }

    TEST_CASE("a misspelled word is one word for another") {
        PlanFolder folder;
        for (const char* bad : {"Prueva", "Prueva=", "una prueva=Prueba"}) {
            CAPTURE(bad);
            folder.write("plan/plan.csv",
                         "title_es,title_en,label_es,label_en,kind,adoption,presented,period_start,period_end,"
                         "envelope_pen,envelope_years,document_sha256,document_lines,misspelled,source\n"
                         "Plan,Plan,Lista,List,candidates,unknown,2018,2019,2022,,,00ff,90," +
                             std::string(bad) + ",plan\n");
            CHECK(folder.broken() == std::vector<std::string>{"bad-enum"});
        }
    }

    TEST_CASE("a pack without a plan says so") {
        const test_content::SourceFolder folder;
        const Store store = folder.store();
        CHECK_FALSE(need(store.info(Lang::Es)).hasPlan);
        CHECK_FALSE(need(store.plan(Lang::Es)).has_value());
        CHECK(need(store.planIndicators("", Lang::Es)).empty());
    }

    TEST_CASE("six reports of twenty-three give a mean among them and the bounds of the rest") {
        std::vector<PlanCommitment> all(23);
        const double percents[] = {60, 40, 20, 40, 50, 30};
        for (std::size_t i = 0; i < 6; ++i) {
            all[i].state = PlanState::Ongoing;
            all[i].physicalPct = percents[i];
        }
        std::vector<const PlanCommitment*> pointers;
        for (const PlanCommitment& one : all)
            pointers.push_back(&one);
        const PlanCoverage coverage = coverageOf(pointers);
        CHECK(coverage.reported == 6);
        CHECK(coverage.mean == doctest::Approx(40));
        CHECK(coverage.low == doctest::Approx(240.0 / 23));
        CHECK(coverage.high == doctest::Approx((240.0 + 1700) / 23));
    }

    TEST_CASE("a report without a percentage counts as reported and never as zero") {
        std::vector<PlanCommitment> all(2);
        all[0].state = PlanState::Stalled;
        all[1].state = PlanState::Ongoing;
        all[1].physicalPct = 80;
        const PlanCoverage coverage = coverageOf({&all[0], &all[1]});
        CHECK(coverage.reported == 2);
        CHECK(coverage.measured == 1);
        CHECK(coverage.mean == doctest::Approx(80));
        CHECK(coverage.low == doctest::Approx(40));
        CHECK(coverage.high == doctest::Approx(90));
    }

    TEST_CASE("the present report is the latest that nobody corrected, and the history keeps all") {
        const PlanFolder folder;
        folder.report(
            "r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,,muni,plan,,,\n"
            "r2,A.1,2026-09-14,2026-09-20,ongoing,80,20,,avance 80%,12,,,,muni,plan,,ccl,\n"
            "r3,A.1,2026-09-14,2026-09-25,ongoing,40,20,,avance 40%,12,,,,muni,plan,,,r2\n"
            "r4,A.2,2026-06-01,2026-06-02,not-started,0,,,,,,,,muni,plan,,,\n");
        const Store store = folder.store();
        const Plan plan = *need(store.plan(Lang::Es));
        CHECK(commitment(plan, "A.1").state == PlanState::Ongoing);
        CHECK(commitment(plan, "A.1").physicalPct == 40);
        CHECK(commitment(plan, "A.2").state == PlanState::NotStarted);
        CHECK(commitment(plan, "B.1").state == PlanState::NoReport);
        const auto page = need(store.planCommitment(*need(store.idOf("plan-a-1")), Lang::Es));
        REQUIRE(page.has_value());
        REQUIRE(page->reports.size() == 3);
        CHECK(page->reports[0].physicalPct == 40);
        CHECK(page->reports[0].financialPct == 20);
        CHECK_FALSE(page->reports[0].superseded);
        CHECK(page->reports[1].superseded);
        CHECK(page->reports[1].verifiedBy == "CCL");
        CHECK(page->reports[2].asOf == "2026-05-02");
        CHECK(page->reports[2].actor == "Municipalidad de Prueba");
        needDone(store.verify());
    }

    TEST_CASE("the page of a commitment has the document's words and what belongs to them") {
        const PlanFolder folder;
        const Store store = folder.store();
        const auto page = need(store.planCommitment(*need(store.idOf("plan-a-1")), Lang::En));
        REQUIRE(page.has_value());
        CHECK(page->commitment.label.value == "Water");
        CHECK(page->title.value == "Bring water to the houses");
        CHECK(page->dimension.value == "Social");
        REQUIRE(page->quotes.size() == 1);
        CHECK(page->quotes[0].line == 10);
        REQUIRE(page->parts.size() == 1);
        CHECK(page->parts[0].quotes.size() == 1);
        REQUIRE(page->indicators.size() == 1);
        CHECK(page->indicators[0].code == "SUP");
        REQUIRE(page->related.size() == 1);
        CHECK(page->related[0].key == "plan-b-1");
        REQUIRE(page->statements.size() == 1);
        CHECK(page->statements[0].kind == "problem");
        REQUIRE(page->notices.size() == 1);
        CHECK(page->notices[0].title.lang == Lang::Es);
        CHECK(page->notices[0].proof == "-");
    }

    TEST_CASE("a figure keeps its printed form, its year with its basis, and its absence") {
        const PlanFolder folder;
        const Store store = folder.store();
        const auto indicators = need(store.planIndicators("", Lang::Es));
        REQUIRE(indicators.size() == 4);
        CHECK(indicators[0].observations[0].value == 35746);
        CHECK(indicators[0].observations[0].printed == "35,746");
        CHECK(indicators[0].observations[0].periodBasis == "deduced");
        CHECK(indicators[0].observations[1].districtName == "San Juan");
        CHECK(indicators[2].observations[0].value == doctest::Approx(381.62));
        CHECK_FALSE(indicators[2].observations[0].period.has_value());
        const PlanObservation& missing = indicators[3].observations[0];
        CHECK(missing.missing);
        CHECK_FALSE(missing.value.has_value());
        REQUIRE(missing.notices.size() == 1);
        CHECK(missing.notices[0].evidence.front().line == 7);
        const auto one = need(store.planIndicator(*need(store.idOf("indicator-sup")), Lang::Es));
        REQUIRE(one.has_value());
        CHECK(one->observations.size() == 1);
        const auto of = need(store.planIndicatorOf("S-j", Lang::Es));
        REQUIRE(of.has_value());
        CHECK(of->code == "SUP");
        CHECK_FALSE(need(store.planIndicatorOf("nobody", Lang::Es)).has_value());
        const auto themes = need(store.planThemes());
        REQUIRE(themes.size() == 3);
        CHECK(themes[0] == "people");
        CHECK(need(store.planIndicators("health", Lang::Es)).front().code == "EDAD");
    }

    TEST_CASE("commitments and indicators are found by the search") {
        const PlanFolder folder;
        const Store store = folder.store();
        const auto answer = need(store.search("biblioteca", 10, Lang::Es));
        REQUIRE_FALSE(answer.hits.empty());
        CHECK(std::any_of(answer.hits.begin(), answer.hits.end(),
                          [](const SearchHit& hit) { return hit.card.key == "plan-a-2"; }));
        CHECK(need(store.search("densidad", 10, Lang::Es)).hits.front().card.kind == Kind::Indicator);
    }

    TEST_CASE("the age of a report counts from the day it describes") {
        CHECK(ageOf("2026-01-01", {2026, 5, 1}).freshness == PlanFreshness::Fresh);  // 120 days
        const PlanAge ageing = ageOf("2026-01-01", {2026, 5, 2});
        CHECK(ageing.days == 121);
        CHECK(ageing.freshness == PlanFreshness::Ageing);
        CHECK(ageing.months == 4);
        CHECK(ageOf("2025-01-01", {2026, 1, 1}).freshness == PlanFreshness::Ageing);  // 365 days
        CHECK(ageOf("2025-01-01", {2026, 1, 2}).freshness == PlanFreshness::Overdue);
        CHECK(ageOf("2026-03-31", {2026, 4, 30}).months == 0);
    }

    TEST_CASE("the database refuses what may not be stored") {
        const db::Connection connection = planDatabase();
        needDone(connection.execute(insertReport("'ok', 1, '2026-09-14', '2026-09-20', 'ongoing', 40, 1, 1, NULL")));
        for (const char* values : {
                 "'a', 1, '2026-09-14', '2026-09-20', 'ongoing', 40, 1, NULL, NULL",     // no source
                 "'b', 1, '2026-09-14', '2026-09-20', 'ongoing', 40, NULL, 1, NULL",     // no reporter
                 "'c', 1, NULL, '2026-09-20', 'ongoing', 40, 1, 1, NULL",                // no date
                 "'d', 1, '2026-09-14', '2026-09-20', 'ongoing', 101, 1, 1, NULL",       // beyond 100 %
                 "'e', 1, '2026-09-14', '2026-09-20', 'no-report', NULL, 1, 1, NULL",    // nobody can type it
                 "'f', 1, '2026-09-14', '2026-09-20', 'sin_reporte', NULL, 1, 1, NULL",  // nor in Spanish
                 "'g', 1, '2026-09-14', '2026-09-20', 'done', 100, 1, 1, NULL",          // no evidence
                 "'h', 1, '2026-09-14', '2026-09-13', 'ongoing', 40, 1, 1, NULL",        // received before
                 "'i', 1, '2026-09-14', '2026-09-20', 'stalled', 40, 1, 1, NULL",        // no reason
                 "'j', 1, '2026-09-14', '2026-09-20', 'not-started', 5, 1, 1, NULL",
             }) {
            CAPTURE(values);
            CHECK_FALSE(connection.execute(insertReport(values)).ok());
        }
        CHECK_FALSE(connection.execute("UPDATE plan_report SET physical_pct = 90").ok());
        CHECK_FALSE(connection.execute("DELETE FROM plan_report").ok());
    }

    TEST_CASE("the log only grows, and a changed row is found") {
        const PlanFolder folder;
        folder.report(
            "r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,,muni,plan,,,\n"
            "r2,A.1,2026-09-14,2026-09-20,ongoing,80,20,,,,,,,muni,plan,,,\n");
        folder.build();
        const auto file = folder.pack() / "content.db";
        {
            const auto connection = need(db::Connection::createInMemory());
            needDone(connection.execute("ATTACH '" + file.string() + "' AS pack"));
            CHECK_FALSE(connection.execute("UPDATE pack.plan_log SET actor = 'otro'").ok());
            CHECK_FALSE(connection.execute("DELETE FROM pack.plan_log").ok());
            needDone(connection.execute("DROP TRIGGER pack.plan_log_keeps"));
            needDone(connection.execute("UPDATE pack.plan_log SET actor = 'otro' WHERE seq = 1"));
        }
        const auto verified = need(Store::open(folder.pack())).verify();
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().message.find("row 1 of the plan's log") != std::string::npos);
    }

    TEST_CASE("fields of the log cannot be shifted into each other") {
        PlanLogRow a{1, "2026-01-01", "ab", "c", "", "{}", "", ""};
        PlanLogRow b{1, "2026-01-01", "a", "bc", "", "{}", "", ""};
        CHECK(planLogHash(a) != planLogHash(b));
    }

    TEST_CASE("two builds of a plan are equal byte for byte") {
        const PlanFolder folder;
        folder.report("r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,,muni,plan,,,\n");
        CHECK(folder.build() == folder.build());
    }

    TEST_CASE("printed figures are read by their declared format and never guessed") {
        const auto value = [](const char* printed, const char* format) {
            return content_pack::parsePrinted(printed, format);
        };
        CHECK(need(value("69,522", "thousands-comma")) == 69522);
        CHECK(need(value("381,62", "decimal-comma")) == doctest::Approx(381.62));
        CHECK(need(value("-1.20", "decimal-point")) == doctest::Approx(-1.2));
        CHECK(need(value("2,805.9", "thousands-comma decimal-point")) == doctest::Approx(2805.9));
        CHECK(need(value("70 %", "integer")) == 70);
        for (const char* wrong : {"381,62", "38,1620", "1,23", ",123", "12,", "1.5", "", "-", "2.805.85"}) {
            CAPTURE(wrong);
            CHECK_FALSE(value(wrong, "thousands-comma").ok());
        }
        for (const char* wrong : {"381,62", "1.5", "2.805.85", "1e3", "nan", "0x10"}) {
            CAPTURE(wrong);
            CHECK_FALSE(value(wrong, "").ok());
        }
        CHECK_FALSE(value("2.805.85", "decimal-point").ok());
        CHECK_FALSE(value("55,261,7", "decimal-comma").ok());
    }

    TEST_CASE("a figure without a declared format stops the build with its row and column") {
        const PlanFolder folder;
        folder.write("plan/observations.csv", PlanFolder::observations("\"55,2617787\"", "\"381,62\","));
        const auto report = folder.check();
        REQUIRE_FALSE(report.ok());
        const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                        [](const auto& finding) { return finding.rule == "number-format-ambiguous"; });
        REQUIRE(found != report.findings.end());
        CHECK(found->line == 6);
        CHECK(found->record == "S-j");
        CHECK(found->remedy.find("format") != std::string::npos);
    }

    TEST_CASE("a changed density warns for its district only, a broken total warns for the sum") {
        const PlanFolder folder;
        CHECK(folder.broken().empty());
        folder.write("plan/observations.csv", PlanFolder::observations("\"57,2617787\"", "\"381,62\",decimal-comma"));
        CHECK(folder.broken() == std::vector<std::string>{"plan-density"});
        folder.write("plan/observations.csv", PlanFolder::observations("\"55,2617787\"", "\"381,62\",decimal-comma"));
        folder.replace("plan/observations.csv", "\"35,746\",thousands", "\"35,747\",thousands");
        CHECK(folder.broken() == std::vector<std::string>{"plan-sum"});
    }

    TEST_CASE("what contradicts itself stops a build until somebody accepts it by name, and the name stays") {
        const PlanFolder folder;
        folder.replace("plan/observations.csv", "\"35,746\",thousands", "\"35,747\",thousands");
        CHECK_FALSE(folder.check().ok());
        content_pack::BuildOptions options;
        options.sourceFolder = folder.path();
        options.outFolder = folder.dir() / "stopped";
        CHECK_FALSE(need(content_pack::build(options)).report.ok());
        CHECK_FALSE(std::filesystem::exists(options.outFolder));
        folder.write(
            "plan/accepted.csv",
            "rule,record,by,on,reason,notice\nplan-sum,P-07,Ana Quispe,2026-05-03,Lo dice el documento,INC-1\n");
        const auto report = folder.check();
        CHECK(report.ok());
        REQUIRE(report.findings.size() == 1);
        CHECK(report.findings.front().accepted == "by Ana Quispe on 2026-05-03: Lo dice el documento");
        CHECK(toString(report.findings.front()).find("Accepted by Ana Quispe") != std::string::npos);
        folder.build();
        const auto connection = need(db::Connection::openImmutable(folder.pack() / "content.db"));
        const auto statement = need(connection.prepare("SELECT accepted_by, reason FROM plan_acceptance"));
        auto run = statement.run();
        REQUIRE(need(run.step()));
        CHECK(run.text(0) == "Ana Quispe");
    }

    TEST_CASE("shares need not sum to 100 beyond their rounding, and only of one year and place") {
        const PlanFolder folder;
        const auto shares = [&](const std::string& rows) {
            folder.write("plan/indicators.csv",
                         "code,theme,name_es,name_en,unit_es,unit_en,direction,role,whole\n"
                         "URB,people,Urbana,Urban,%,%,,,gente\nRUR,people,Rural,Rural,%,%,,,gente\n"
                         "SUP,territory,Superficie,Area,km²,km²,,,\n");
            folder.write(
                "plan/observations.csv",
                "code,indicator,district,population,printed,format,value,qualifier,period,period_basis,kind,basis,"
                "missing,line,quote,notices\n" +
                    rows);
            return folder.broken();
        };
        const std::string urban = "O-1,URB,,,19.95,decimal-point,,,2007,printed,stated,,,7,a,\n";
        CHECK(shares(urban + "O-2,RUR,,,80.1,decimal-point,,,2007,printed,stated,,,7,a,\n").empty());
        CHECK(shares(urban + "O-2,RUR,,,80.2,decimal-point,,,2007,printed,stated,,,7,a,\n") ==
              std::vector<std::string>{"plan-share"});
        CHECK(shares(urban + "O-2,RUR,,,80.05,decimal-point,,,2017,printed,stated,,,7,a,\n") ==
              std::vector<std::string>{"plan-share", "plan-share"});
    }

    TEST_CASE("districts are known by any of their ways of writing, and no other") {
        const PlanFolder folder;
        folder.replace("plan/plan.csv", "Prueva=Prueba", "Prueva=Prueba;Guan=Juan");
        folder.report(
            "r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,SAN JUAN,muni,plan,,,\n"
            "r2,A.2,2026-05-02,2026-05-10,preparing,10,,,,,,,Sanjuan,muni,plan,,,\n");
        CHECK(folder.broken().empty());
        folder.build();
        const Store store = need(Store::open(folder.pack()));
        for (const char* key : {"plan-a-1", "plan-a-2"}) {
            const auto page = need(store.planCommitment(test_content::idOf(store, key), Lang::Es));
            REQUIRE(page->reports.size() == 1);
            CHECK(page->reports[0].districtName == "San Juan");
        }
        folder.report("r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,San Joan,muni,plan,,,\n");
        CHECK(folder.broken() == std::vector<std::string>{"unknown-district"});
    }

    TEST_CASE("the check tells what a plan holds, in one line") {
        CHECK(PlanFolder().check().plan ==
              "2 dimensions; 3 commitments (A 2, B 1); 1 part; 0 follow-up blocks; 2 statements; 4 indicators with 6 "
              "figures; "
              "1 notice; 8 quotes; 0 reports");
        CHECK(test_content::SourceFolder().check().plan.empty());
    }

    TEST_CASE("a dry run tells whether a pack would change and leaves it as it is") {
        const PlanFolder folder;
        folder.build();
        const auto bytes = folder.dir().read("pack/content.db");
        content_pack::BuildOptions options;
        options.sourceFolder = folder.path();
        options.outFolder = folder.pack();
        options.dryRun = true;
        const auto same = need(content_pack::build(options));
        CHECK(same.contentSha256 == same.previousSha256);
        folder.report("r1,A.1,2026-05-02,2026-05-10,preparing,10,,,,,,,,muni,plan,,,\n");
        const auto other = need(content_pack::build(options));
        CHECK_FALSE(other.contentSha256.empty());
        CHECK(other.contentSha256 != other.previousSha256);
        CHECK(folder.dir().read("pack/content.db") == bytes);
        options.outFolder = folder.dir() / "none";
        CHECK(need(content_pack::build(options)).previousSha256.empty());
        CHECK_FALSE(std::filesystem::exists(options.outFolder));
    }

    TEST_CASE("each wrong row of a plan is told by its rule") {
        struct Case {
            const char* file;
            const char* from;
            const char* to;
            const char* rule;
        };
        const Case cases[] = {
            {"plan/plan.csv", "00ff,90,Prueva=Prueba,plan", "00ff,90,Prueva=Prueba,nadie", "unknown-source"},
            {"plan/statements.csv", "VIS-1", "plan", "bad-code"},
            {"plan/plan.csv", "candidates,unknown", "approved,unknown", "plan-status"},
            {"plan/plan.csv", "candidates,unknown", "candidates,adopted", "plan-status"},
            {"plan/commitments.csv", "A.2,A,", "A.2,Z,", "unknown-code"},
            {"plan/commitments.csv", "A.2,A,", "A.1,A,", "duplicate-key"},
            {"plan/commitments.csv", "A.2,A,", "A 2,A,", "bad-code"},
            {"plan/quotes.csv", "B.1,12", "B.1,120", "bad-number"},
            {"plan/quotes.csv", "B.1,12,Mejorar el mercado.\n", "", "missing-source"},
            {"plan/links.csv", "A.1,B.1", "A.1,Q.9", "unknown-code"},
            {"plan/observations.csv", "2007,deduced,census,,,7", "2007,,census,,,7", "plan-figure"},
            {"plan/observations.csv", "POB,santa-ana", "POB,santa-eva", "unknown-district"},
            {"plan/observations.csv", "not-given", "", "plan-figure"},
        };
        for (const Case& one : cases) {
            CAPTURE(one.file);
            CAPTURE(one.to);
            const PlanFolder folder;
            folder.replace(one.file, one.from, one.to);
            const auto rules = folder.broken();
            CHECK(std::find(rules.begin(), rules.end(), one.rule) != rules.end());
        }
    }

    TEST_CASE("each wrong report is told by its rule") {
        struct Case {
            const char* rows;
            const char* rule;
        };
        const Case cases[] = {
            {"r,A.1,2026-05-02,2026-05-01,ongoing,,,,,,,,,muni,plan,,,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,done,,,,,,,,,muni,plan,,,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,stalled,,,,,,,,,muni,plan,,,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,not-started,4,,,,,,,,muni,plan,,,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,dropped,4,,,,,,porque,,muni,plan,,,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,ongoing,4,,,,,,,,muni,plan,,muni,\n", "plan-report"},
            {"r,A.1,2026-05-02,2026-05-10,no-report,,,,,,,,,muni,plan,,,\n", "bad-enum"},
            {"r,A.1,2026-05-02,2026-05-10,ongoing,101,,,,,,,,muni,plan,,,\n", "bad-number"},
            {"r,A.1,2026-02-30,2026-05-10,ongoing,,,,,,,,,muni,plan,,,\n", "bad-date"},
            {"r,A.1,-026-02-03,2026-05-10,ongoing,,,,,,,,,muni,plan,,,\n", "bad-date"},
            {"r,A.1,2026-05-02,2026-05-10,ongoing,,,,,,,,,muni,,,,\n", "missing-source"},
            {"r,A.1,2026-05-02,2026-05-10,ongoing,,,,,,,,,otro,plan,,,\n", "unknown-code"},
            {"r,A.9,2026-05-02,2026-05-10,ongoing,,,,,,,,,muni,plan,,,\n", "unknown-code"},
            {"r,A.1,2026-05-02,2026-05-10,ongoing,,,,,,,,,muni,plan,,,r\n", "unknown-code"},
        };
        for (const Case& one : cases) {
            CAPTURE(one.rows);
            const PlanFolder folder;
            folder.report(one.rows);
            const auto rules = folder.broken();
            CHECK(std::find(rules.begin(), rules.end(), one.rule) != rules.end());
        }
    }
}
