#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "content/format.hpp"
#include "content/store.hpp"
#include "db/connection.hpp"
#include "pack_fixture.hpp"

using namespace content;
using base::Errc;
using test_content::idOf;
using test_content::need;
using test_content::needDone;
using test_support::TempDir;

namespace fs = std::filesystem;

namespace {

/// A copy of the pack `minimal` that a test may damage.
struct PackCopy {
    PackCopy() { fs::copy(test_content::minimalPack(), folder(), fs::copy_options::recursive); }
    [[nodiscard]] fs::path folder() const { return dir / "pack"; }
    [[nodiscard]] fs::path database() const { return folder() / "content.db"; }
    void patch(std::streamoff at, const std::string& bytes) const {
        std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(at);
        file << bytes;
    }
    /// Runs SQL on the database as somebody with a SQLite tool would.
    void change(const std::string& sql) const {
        // `create` opens what exists, too.
        needDone(need(db::Connection::create(database())).execute(sql));
    }
    [[nodiscard]] base::Error openError() const {
        auto store = Store::open(folder());
        REQUIRE_FALSE(store.ok());
        CHECK(store.error().message.find("content.db") != std::string::npos);
        return store.error();
    }
    TempDir dir;
};

/// Calls every query of a store; gives the first error.
base::Status useEverything(const Store& store) {
    base::Status first;
    const auto note = [&](const auto& result) {
        if (!result && first) first = result.error();
    };
    note(store.info(Lang::Es));
    note(store.slotPictures("home.landscape", Lang::En));
    note(store.attractTour(Lang::En));
    for (std::int64_t id = 1; id <= 30; ++id)
        note(store.item({id}, Lang::En));
    note(store.idOf("laguna-azul"));
    for (const Kind kind : kAllKinds)
        note(store.items(kind, "", Lang::Qu));
    note(store.cardsOfDistrict({2}, Lang::Es));
    for (const PlaceOrder order : {PlaceOrder::Editorial, PlaceOrder::Nearest, PlaceOrder::Name}) {
        note(store.places({}, order, base::GeoPoint{-15.2, -69.75}, 0, 100, Lang::En));
    }
    note(store.placeCategories({}));
    note(store.placesNear({-15.2, -69.75}, 50'000, 10, {}, Lang::Es));
    note(store.districts(Lang::Es));
    note(store.district({2}, Lang::Es));
    note(store.timeline(Lang::Es));
    note(store.festivals(Lang::Es));
    note(store.dancesByDistrict(Lang::Es));
    note(store.words(Lang::En));
    note(store.climate({20}));
    note(store.search("laguna", 10, Lang::Es));
    note(store.search("lagnua", 10, Lang::Es));
    note(store.credits());
    const base::Status verified = store.verify();
    if (!verified && first) first = verified.error();
    return first;
}

}  // namespace

TEST_SUITE("content/store open") {
    TEST_CASE("a folder without content.db is not a pack") {
        const TempDir dir;
        auto store = Store::open(dir.path());
        REQUIRE_FALSE(store.ok());
        CHECK(store.error().code == Errc::NotFound);
        CHECK(Store::open(dir / "nowhere").error().code == Errc::NotFound);
    }

    TEST_CASE("an empty file, a text and a cut-off header are no database") {
        for (const std::string& content :
             {std::string(), std::string("hello"), std::string("SQLite format 3\0", 16), std::string(5000, '\0')}) {
            const TempDir dir;
            dir.write("pack/content.db", content);
            auto store = Store::open(dir / "pack");
            REQUIRE_FALSE(store.ok());
            CHECK(store.error().code == Errc::Corrupt);
        }
    }

    TEST_CASE("a folder called content.db is an I/O error") {
        const TempDir dir;
        fs::create_directories(dir / "pack/content.db");
        auto store = Store::open(dir / "pack");
        REQUIRE_FALSE(store.ok());
        CHECK(store.error().code == Errc::Io);
    }

    TEST_CASE_FIXTURE(PackCopy, "a file that was cut off anywhere is recognised before it is used") {
        const auto size = fs::file_size(database());
        for (const std::uintmax_t left :
             {size - 1, size - 4096, size / 2, std::uintmax_t{4096}, std::uintmax_t{100}, std::uintmax_t{99}}) {
            fs::copy_file(test_content::minimalPack() / "content.db", database(), fs::copy_options::overwrite_existing);
            fs::resize_file(database(), left);
            CAPTURE(left);
            CHECK(openError().code == Errc::Corrupt);
        }
        fs::resize_file(database(), size + 4096);
        CHECK(openError().code == Errc::Corrupt);
    }

    TEST_CASE_FIXTURE(PackCopy, "a database of somebody else is not a pack") {
        patch(68, std::string("\0\0\0\0", 4));
        const base::Error error = openError();
        CHECK(error.code == Errc::Corrupt);
        CHECK(error.message.find("not of a content pack") != std::string::npos);
    }

    TEST_CASE_FIXTURE(PackCopy, "a pack for a newer program is refused") {
        change("PRAGMA user_version = 7; UPDATE meta SET value = '7' WHERE key = 'oldest_reader'");
        const base::Error error = openError();
        CHECK(error.code == Errc::Unsupported);
        CHECK(error.message.find("schema version 7") != std::string::npos);
    }

    TEST_CASE_FIXTURE(PackCopy, "a newer pack that older programs can still read is opened") {
        change("PRAGMA user_version = 7");
        const Store store = need(Store::open(folder()));
        CHECK(need(store.info(Lang::Es)).schemaVersion == 7);
        CHECK(need(store.item(idOf(store, "laguna-azul"), Lang::Es)));
    }

    TEST_CASE_FIXTURE(PackCopy, "a newer pack that does not say who can read it is refused") {
        change("PRAGMA user_version = 7; DELETE FROM meta WHERE key = 'oldest_reader'");
        CHECK(openError().code == Errc::Unsupported);
    }

    TEST_CASE_FIXTURE(PackCopy, "a pack from before the first version is refused") {
        change("PRAGMA user_version = 0");
        CHECK(openError().code == Errc::Unsupported);
    }

    TEST_CASE_FIXTURE(PackCopy, "a database without the tables of a pack is corrupt") {
        change("DROP TABLE meta");
        CHECK(openError().code == Errc::Corrupt);
    }

    TEST_CASE_FIXTURE(PackCopy, "a table that is missing later is told as corrupt by the query that needs it") {
        change("DROP TABLE climate_month");
        const Store store = need(Store::open(folder()));
        CHECK(need(store.timeline(Lang::Es)).size() == 3);
        const auto months = store.climate(idOf(store, "clima"));
        REQUIRE_FALSE(months.ok());
        CHECK(months.error().code == Errc::Corrupt);
    }

    TEST_CASE_FIXTURE(PackCopy, "values outside their enumerations are corrupt, not guessed") {
        const auto errorAfter = [&](const std::string& sql, const std::function<base::Status(const Store&)>& use) {
            fs::copy_file(test_content::minimalPack() / "content.db", database(), fs::copy_options::overwrite_existing);
            change("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; " + sql);
            CAPTURE(sql);
            const base::Status used = use(need(Store::open(folder())));
            REQUIRE_FALSE(used.ok());
            CHECK(used.error().code == Errc::Corrupt);
        };
        const auto places = [](const Store& store) -> base::Status {
            const auto cards = store.cards(Kind::Place, "", Lang::Es);
            return cards ? base::Status() : cards.error();
        };
        errorAfter("UPDATE item SET position = 'guessed'", places);
        errorAfter("UPDATE item SET confidence = 'sure'", places);
        errorAfter("UPDATE picture SET kind = 'film'", places);
        errorAfter("DELETE FROM picture_file", places);
        errorAfter("DELETE FROM item_text WHERE lang = 'es'", places);
        errorAfter("UPDATE item_district SET district_id = 999", places);
        errorAfter("UPDATE event SET precision = 'hour'", [](const Store& store) -> base::Status {
            const auto events = store.timeline(Lang::Es);
            return events ? base::Status() : events.error();
        });
        errorAfter("UPDATE festival SET rule = 'moon'", [](const Store& store) -> base::Status {
            const auto festivals = store.festivals(Lang::Es);
            return festivals ? base::Status() : festivals.error();
        });
        errorAfter("INSERT INTO attract_stop (ord, item_id) VALUES (9, 999)", [](const Store& store) -> base::Status {
            const auto tour = store.attractTour(Lang::Es);
            return tour ? base::Status() : tour.error();
        });
        errorAfter("UPDATE item SET id = 100000000000 WHERE key = 'torre-lejana'",
                   [](const Store& store) -> base::Status {
                       const auto answer = store.search("torre", 5, Lang::Es);
                       return answer ? base::Status() : answer.error();
                   });
    }

    TEST_CASE_FIXTURE(PackCopy, "a page overwritten with rubbish gives an error or the old answer, never a crash") {
        const auto size = fs::file_size(database());
        int noticed = 0;
        for (std::uintmax_t page = 1; page < size / 4096; ++page) {
            fs::copy_file(test_content::minimalPack() / "content.db", database(), fs::copy_options::overwrite_existing);
            patch(static_cast<std::streamoff>(page * 4096), std::string(2048, '\x5A') + std::string(2048, '\xFF'));
            const auto store = Store::open(folder());
            if (!store || !useEverything(*store)) ++noticed;
        }
        // Every page belongs to some table or index, and verification reads them all.
        CHECK(noticed == static_cast<int>(size / 4096) - 1);
    }

    TEST_CASE_FIXTURE(PackCopy, "verification finds an object that is missing, cut off or changed") {
        const Store store = need(Store::open(folder()));
        needDone(store.verify());
        const auto picture = need(store.slotPictures("home.landscape", Lang::Es)).front();
        const fs::path object = store.objectPath(picture.files.front().sha256);
        const auto size = fs::file_size(object);
        {
            std::fstream file(object, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(size / 2));
            file << "damage";
        }
        const base::Status changed = store.verify();
        REQUIRE_FALSE(changed.ok());
        CHECK(changed.error().code == Errc::Corrupt);
        CHECK(changed.error().message.find(picture.files.front().sha256) != std::string::npos);
        fs::resize_file(object, size - 1);
        CHECK(store.verify().error().code == Errc::Corrupt);
        fs::remove(object);
        CHECK(store.verify().error().code == Errc::NotFound);
        // The words are still there: a missing picture costs a picture, not the page.
        CHECK(need(store.item(idOf(store, "laguna-azul"), Lang::Es)));
    }

    TEST_CASE_FIXTURE(PackCopy, "an object cannot be named by a path") {
        change(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; "
            "INSERT INTO object (sha256, size_bytes, media_type) VALUES ('../../../../etc/passwd', 1, 'image/png')");
        const Store store = need(Store::open(folder()));
        const base::Status verified = store.verify();
        REQUIRE_FALSE(verified.ok());
        CHECK(verified.error().code == Errc::Corrupt);
    }

    TEST_CASE_FIXTURE(PackCopy, "a read-only folder is enough, and nothing is written into it") {
        ::chmod(database().c_str(), 0444);
        ::chmod(folder().c_str(), 0555);
        const auto before = fs::last_write_time(database());
        {
            const Store store = need(Store::open(folder()));
            needDone(useEverything(store));
        }
        CHECK(fs::last_write_time(database()) == before);
        std::size_t entries = 0;
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder()))
            ++entries;
        CHECK(entries == 2);  // content.db and objects: no journal, no lock file
        ::chmod(folder().c_str(), 0755);
    }

    TEST_CASE("everything a whole pack can be asked works") { needDone(useEverything(test_content::openMinimal())); }
}
