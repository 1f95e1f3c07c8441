#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "content_pack/pack_builder.hpp"
#include "db/connection.hpp"
#include "hash.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;
using test_content::needDone;
using test_content::PlanFolder;
using test_content::SourceFolder;
using test_support::TempDir;

namespace fs = std::filesystem;
namespace db = content::db;

namespace {

/// Every row of a query as text, cells separated by '|'.
std::vector<std::string> rows(const fs::path& pack, const std::string& sql, int columns) {
    const auto connection = need(db::Connection::openImmutable(pack / "content.db"));
    const auto statement = need(connection.prepare(sql));
    auto run = statement.run();
    std::vector<std::string> list;
    while (need(run.step())) {
        std::string row;
        for (int i = 0; i < columns; ++i)
            row += (run.isNull(i) ? "NULL" : run.text(i)) + "|";
        list.push_back(row);
    }
    return list;
}

struct TableColumns {
    std::string name;
    int columns = 0;
};

std::vector<TableColumns> tablesOf(const fs::path& pack) {
    std::vector<TableColumns> tables;
    for (const std::string& row :
         rows(pack,
              "SELECT m.name, COUNT(*) FROM sqlite_schema AS m JOIN pragma_table_info(m.name) WHERE m.type = 'table' "
              "AND m.name NOT LIKE 'search_index%' GROUP BY m.name ORDER BY m.name",
              2)) {
        const std::size_t bar = row.find('|');
        tables.push_back({row.substr(0, bar), std::stoi(row.substr(bar + 1))});
    }
    return tables;
}

void buildInto(const fs::path& source, const fs::path& out) {
    BuildOptions options;
    options.sourceFolder = source;
    options.outFolder = out;
    const auto result = need(build(options));
    for (const Finding& finding : result.report.findings)
        CHECK(finding.severity == Severity::Warning);
    REQUIRE(result.report.ok());
}

/// Every file below a folder with its content.
std::map<std::string, std::string> filesOf(const TempDir& dir, const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(dir / folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string path = entry.path().lexically_relative(dir / folder).string();
        files[path] = dir.read(fs::path(folder) / path);
    }
    return files;
}

/// Exports `pack`, builds the export and compares the tables; an export of that build is the same files again.
void checkRoundTrip(const fs::path& pack, const TempDir& dir, char delimiter = ',') {
    ExportOptions options;
    options.delimiter = delimiter;
    needDone(exportPack(pack, dir / "export", options));
    buildInto(dir / "export", dir / "again");
    needDone(exportPack(dir / "again", dir / "once-more", options));
    const auto first = filesOf(dir, "export");
    const auto second = filesOf(dir, "once-more");
    CHECK(first.size() == second.size());
    for (const auto& file : first) {
        const std::string& path = file.first;
        // A photograph is encoded anew, which changes its bytes and so the sums.
        if (path.starts_with("photos/") || path == "SHA256SUMS") continue;
        CAPTURE(path);
        CHECK((second.contains(path) && second.at(path) == file.second));
    }
    const auto tables = tablesOf(pack);
    CHECK(tables.size() > 25);
    for (const TableColumns& table : tables) {
        // Smaller sizes are drawn from the largest file instead of the drawing: other bytes, same sizes.
        if (table.name == "object" || table.name == "picture_file") continue;
        CAPTURE(table.name);
        const std::string sql = "SELECT * FROM " + table.name + " ORDER BY 1, 2" + (table.columns > 2 ? ", 3" : "");
        CHECK(rows(pack, sql, table.columns) == rows(dir / "again", sql, table.columns));
    }
    const std::string sizes = "SELECT picture_id, width_px, height_px FROM picture_file ORDER BY picture_id, width_px";
    CHECK(rows(pack, sizes, 3) == rows(dir / "again", sizes, 3));
}

/// A plan with rows in every table.
void addRecords(const PlanFolder& folder) {
    folder.write(
        "plan/reports.csv",
        "key,commitment,as_of,received_on,state,physical_pct,financial_pct,self_pct,printed,page,note,reason,district,"
        "actor,source,evidence,verified_by,supersedes,example\n"
        "r1,A.1,2026-05-02,2026-05-10,preparing,10,,12.5,\"10 %, dicen\",3,\"a \"\"b\"\"\",,san-juan,muni,plan,,,,\n"
        "r2,A.1,2026-05-02,2026-05-10,done,100,0,,,,,,,muni,plan,guia,ccl,r1,1\n"
        "r3,B.1,2026-05-02,2026-05-09,stalled,,,,,,,=1+1,,muni,plan,,,,\n");
    folder.write("plan/milestones.csv",
                 "key,commitment,title_es,title_en,due_on,met_on,checked_on,state,added_by,added_on,source,example\n"
                 "m1,A.1,Pozo,Well,2026-03-31,2026-03-20,2026-04-02,met,muni,2026-01-10,plan,\n"
                 "m2,A.1,Red,,,,,scheduled,ccl,2026-02-01,guia,1\n");
    folder.write("plan/targets.csv",
                 "indicator,period,value,set_by,set_on,source\nEDAD,2027,-3,muni,2026-01-16,plan\n"
                 "EDAD,2026,21.5,ccl,2026-01-16,guia\nPOB,2026,40000,muni,2026-01-16,plan\n");
    folder.write(
        "plan/budget.csv",
        "commitment,year,phase,amount_pen,snapshot_on,source\nB.1,2026,pim,1000.05,2026-03-31,plan\n"
        ",2026,pia,5000,2026-03-31,plan\n,2026,paid,0,2026-03-31,guia\n,2025,pia,90000000000.01,2026-03-31,plan\n");
    folder.write("plan/meetings.csv",
                 "key,kind,held_on,place,title_es,title_en,minutes,commitments,example\n"
                 "asamblea,assembly,2026-02-03,Plaza,Asamblea,Assembly,guia,B.1;A.1,\n"
                 "vieja,council,2025-02-03,,Sesión,Session,plan,,1\n");
    folder.write(
        "plan/notes.csv",
        "key,commitment,mark,text,received_on,state,reason\nn1,A.1,advancing,\"Hay tubos; y agua, dicen.\",2026-03-01,"
        "published,\nn2,A.1,other,,2026-03-02,received,\nn4,A.1,damaged,,2026-03-04,rejected,Nombra a alguien.\n");
}

}  // namespace

TEST_SUITE("content_pack/export") {
    TEST_CASE("a plan with all that became of it survives the way out and back, parted by commas or semicolons") {
        for (const char delimiter : {',', ';'}) {
            CAPTURE(delimiter);
            const PlanFolder folder;
            addRecords(folder);
            folder.build();
            checkRoundTrip(folder.pack(), folder.dir(), delimiter);
            needDone(need(content::Store::open(folder.dir() / "again")).verify());  // the chain of its log
        }
    }

    TEST_CASE("what nobody reported is an empty cell and null, and money has its céntimos") {
        const PlanFolder folder;
        addRecords(folder);
        folder.build();
        needDone(exportPack(folder.pack(), folder.dir() / "export"));
        const std::string reports = folder.dir().read("export/plan/reports.csv");
        CHECK(reports.starts_with("\xEF\xBB\xBFkey,commitment,as_of"));
        CHECK(reports.find("r1,A.1,2026-05-02,2026-05-10,preparing,10,,12.5,") != std::string::npos);
        CHECK(reports.find("r2,A.1,2026-05-02,2026-05-10,done,100,0,,") != std::string::npos);
        CHECK(reports.find("=1+1") != std::string::npos);  // as it was written
        const auto json = nlohmann::json::parse(folder.dir().read("export/json/plan/reports.json"));
        REQUIRE(json.size() == 3);
        CHECK(json[0]["financial_pct"].is_null());
        CHECK(json[1]["financial_pct"] == 0);
        CHECK(json[0]["self_pct"] == 12.5);
        CHECK(json[0]["example"] == false);
        CHECK(json[1]["example"] == true);
        const auto money = nlohmann::json::parse(folder.dir().read("export/json/plan/budget.json"));
        CHECK(money[0]["commitment"].is_null());
        CHECK(money[0]["amount_pen"] == 90000000000.01);
        CHECK(folder.dir().read("export/plan/budget.csv").find(",2025,pia,90000000000.01,") != std::string::npos);
        const auto meetings = nlohmann::json::parse(folder.dir().read("export/json/plan/meetings.json"));
        CHECK(meetings[0]["commitments"] == nlohmann::json::array({"B.1", "A.1"}));
        const std::string readMe = folder.dir().read("export/LEEME.txt");
        CHECK(readMe.find("Plan de prueba. Presentado por una lista en 2018.") != std::string::npos);
        CHECK(readMe.find("Nunca quiere decir cero") != std::string::npos);
    }

    TEST_CASE("a table parted by semicolons quotes lists and says so in datapackage.json") {
        const PlanFolder folder;
        addRecords(folder);
        folder.build();
        ExportOptions options;
        options.delimiter = ';';
        needDone(exportPack(folder.pack(), folder.dir() / "export", options));
        CHECK(folder.dir().read("export/plan/meetings.csv").find(";\"B.1;A.1\";") != std::string::npos);
        CHECK(folder.dir().read("export/plan/notes.csv").find(";\"Hay tubos; y agua, dicen.\";") != std::string::npos);
        const auto package = nlohmann::json::parse(folder.dir().read("export/datapackage.json"));
        std::size_t plan = 0;
        for (const auto& resource : package["resources"]) {
            CHECK(resource["dialect"]["delimiter"] == ";");
            CHECK(resource["schema"]["missingValues"] == nlohmann::json::array({""}));
            plan += resource["path"].get<std::string>().starts_with("plan/") ? 1 : 0;
        }
        CHECK(plan == 19);
    }

    TEST_CASE("a damaged plan gives an error and no folder") {
        const PlanFolder folder;
        folder.build();
        needDone(need(db::Connection::create(folder.pack() / "content.db")).execute("DROP TABLE plan_budget"));
        const base::Status exported = exportPack(folder.pack(), folder.dir() / "out");
        REQUIRE_FALSE(exported.ok());
        CHECK(exported.error().message.find("plan_budget") != std::string::npos);
        CHECK_FALSE(fs::exists(folder.dir() / "out"));
    }

    TEST_CASE("a build of an export has the same rows") {
        const TempDir dir;
        checkRoundTrip(test_content::minimalPack(), dir);
    }

    TEST_CASE("review states, example marks and fallbacks survive the way out and back") {
        const SourceFolder source;
        test_content::addQuechua(source);
        source.write("dances.csv",
                     "key,districts,rank,confidence,sources,example\ndanza-zorro,san-juan,10,medium,guia,1\n"
                     "danza-libre,,20,low,guia,\n");
        source.build();
        checkRoundTrip(source.pack(), source.dir());
        CHECK(source.dir().read("export/dances.csv").find("danza-zorro,san-juan,10,medium,guia,1\n") !=
              std::string::npos);
    }

    TEST_CASE("cells with commas and quotes, and odd numbers, survive the way out and back") {
        const SourceFolder source;
        source.replace("facts.csv", "unos 12 m, según la guía", "\"\"unos\"\" 12 m, según la guía");
        source.replace("places.csv", "-15.25,-69.85", "-15.123456789012345,-69.1");
        source.replace("climate.csv", "3.5,15.2,142", "-0.0,0.1,0.30000000000000004");
        source.replace(
            "pack.json", "\"example\"",
            "\"office_key\": \"5220c22d40bd80c4d103237ced5a3d3175d62e4486463c083fd2e4de73250c36\", \"example\"");
        source.build();
        checkRoundTrip(source.pack(), source.dir());
    }

    TEST_CASE("the largest file of each picture is kept, and drawn once more it is the same bytes") {
        const TempDir dir;
        checkRoundTrip(test_content::minimalPack(), dir);
        const std::string largest =
            "SELECT picture_id, sha256 FROM picture_file AS f WHERE width_px = (SELECT MAX(width_px) FROM picture_file "
            "WHERE "
            "picture_id = f.picture_id) AND sha256 IN (SELECT sha256 FROM object WHERE media_type = 'image/png') ORDER "
            "BY picture_id";
        const auto before = rows(test_content::minimalPack(), largest, 2);
        CHECK(before.size() == 4);
        CHECK(before == rows(dir / "again", largest, 2));
    }

    TEST_CASE("SHA256SUMS and datapackage.json name every file as it is") {
        const TempDir dir;
        needDone(exportPack(test_content::minimalPack(), dir / "export"));
        std::istringstream sums(dir.read("export/SHA256SUMS"));
        std::size_t named = 0;
        for (std::string line; std::getline(sums, line); ++named) {
            REQUIRE(line.size() > 66);
            CHECK(need(content::sha256OfFile(dir / "export" / line.substr(66))) == line.substr(0, 64));
        }
        std::size_t files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(dir / "export"))
            files += entry.is_regular_file() ? 1 : 0;
        CHECK(named == files - 1);  // all but SHA256SUMS itself

        const auto package = nlohmann::json::parse(dir.read("export/datapackage.json"));
        CHECK(package["name"] == "minimal");
        CHECK(package["resources"].size() == 15);
        for (const auto& resource : package["resources"]) {
            const std::string content = dir.read(fs::path("export") / resource["path"].get<std::string>());
            CHECK(resource["bytes"] == content.size());
            CHECK(resource["hash"] == "sha256:" + content::sha256Hex(content));
            std::string header;
            for (const auto& field : resource["schema"]["fields"])
                header += (header.empty() ? "" : ",") + field["name"].get<std::string>();
            CHECK(content.substr(0, content.find('\n')) == "\xEF\xBB\xBF" + header);
        }
    }

    TEST_CASE("an export is not written over somebody's folder, nor from what is no pack") {
        const TempDir dir;
        dir.write("mine/letter.txt", "x");
        CHECK(exportPack(test_content::minimalPack(), dir / "mine").error().code == base::Errc::InvalidInput);
        CHECK(exportPack(dir / "none", dir / "out").error().code == base::Errc::NotFound);
        dir.write("bad/content.db", "rubbish");
        CHECK(exportPack(dir / "bad", dir / "out").error().code == base::Errc::Corrupt);
        CHECK_FALSE(fs::exists(dir / "out"));
    }

    TEST_CASE("a pack with a missing or changed object is not exported") {
        const TempDir dir;
        fs::copy(test_content::minimalPack(), dir / "pack", fs::copy_options::recursive);
        const content::Store store = need(content::Store::open(dir / "pack"));
        const auto file = need(store.slotPictures("home.landscape", content::Lang::Es)).front().files.back();
        std::ofstream(store.objectPath(file.sha256), std::ios::app) << "more";
        CHECK(exportPack(dir / "pack", dir / "out").error().code == base::Errc::Corrupt);
        fs::remove(store.objectPath(file.sha256));
        const base::Status missing = exportPack(dir / "pack", dir / "out");
        CAPTURE(missing.error().message);
        CHECK(missing.error().code == base::Errc::NotFound);
        CHECK_FALSE(fs::exists(dir / "out"));
    }

    TEST_CASE("a hostile database cannot make an export write outside its folder") {
        for (const char* sql : {"UPDATE item SET key = '../../evil' WHERE key = 'laguna-azul'",
                                "UPDATE picture SET slot = '../../evil' WHERE slot = 'home.landscape'",
                                "UPDATE item_text SET lang = '../x' WHERE lang = 'en'",
                                "UPDATE meta SET value = '1e5' WHERE key = 'centre_lat_deg'"}) {
            CAPTURE(sql);
            const TempDir dir;
            fs::copy(test_content::minimalPack(), dir / "pack", fs::copy_options::recursive);
            needDone(
                need(db::Connection::create(dir / "pack/content.db"))
                    .execute(std::string("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; ") + sql));
            const base::Status exported = exportPack(dir / "pack", dir / "out");
            REQUIRE_FALSE(exported.ok());
            CHECK(exported.error().code == base::Errc::Corrupt);
            CHECK_FALSE(fs::exists(dir / "out"));
        }
    }
}
