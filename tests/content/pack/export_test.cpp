#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "content_pack/pack_builder.hpp"
#include "db/connection.hpp"
#include "hash.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;
using test_content::needDone;
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

/// Exports `pack`, builds the export and compares the tables.
void checkRoundTrip(const fs::path& pack, const TempDir& dir) {
    needDone(exportPack(pack, dir / "export"));
    buildInto(dir / "export", dir / "again");
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

}  // namespace

TEST_SUITE("content_pack/export") {
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
            CHECK(content.substr(0, content.find('\n')) == header);
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
