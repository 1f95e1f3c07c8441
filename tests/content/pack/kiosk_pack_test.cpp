// The program itself, as people and scripts call it.

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "pack_fixture.hpp"
#include "pack_program.hpp"

using test_content::SourceFolder;
using test_pack::has;
using test_pack::Outcome;
using test_pack::quoted;
using test_pack::run;
using test_support::TempDir;

namespace fs = std::filesystem;

TEST_SUITE("kiosk-pack") {
    TEST_CASE("a good folder is built, verified, exported and built again") {
        const SourceFolder source;
        const Outcome built = run(source.dir(), "build " + quoted(source.path()) + " --out " + quoted(source.pack()));
        CHECK(built.code == 0);
        CHECK(built.out.size() == 65);  // the hash of content.db and a line end
        CHECK(has(built.err, "picture 1 of 5"));
        CHECK(has(built.err, "0 errors and 0 warnings in 88 records and 5 pictures"));
        CHECK(run(source.dir(), "verify " + quoted(source.pack())).code == 0);
        CHECK(run(source.dir(), "export " + quoted(source.pack()) + " --out " + quoted(source.dir() / "export")).code ==
              0);
        const Outcome again =
            run(source.dir(), "build " + quoted(source.dir() / "export") + " --quiet --cache " +
                                  quoted(source.dir() / "cache") + " --out " + quoted(source.dir() / "again"));
        CHECK(again.code == 0);
        CHECK_FALSE(has(again.err, "picture 1"));
        CHECK(fs::exists(source.dir() / "cache"));
    }

    TEST_CASE("check tells findings on stderr and machine formats on stdout, and its exit code says which") {
        const SourceFolder source;
        const std::string folder = quoted(source.path());
        CHECK(run(source.dir(), "check " + folder).code == 0);
        source.write("stray.txt", "x");
        const Outcome warned = run(source.dir(), "check " + folder);
        CHECK(warned.code == 0);
        CHECK(has(warned.err, "stray.txt: warning[unknown-file]"));
        source.replace("places.csv", "-15.25,-69.85", "-69.85,-15.25");
        const Outcome text = run(source.dir(), "check " + folder);
        CHECK(text.code == 1);
        CHECK(text.out.empty());
        CHECK(has(text.err, "places.csv:2: error[swapped-coordinates]: record 'laguna-azul': "));
        CHECK(has(text.err, "1 error and 1 warning in 88 records and 5 pictures"));
        const Outcome json = run(source.dir(), "check " + folder + " --format json");
        CHECK(json.code == 1);
        CHECK(nlohmann::json::parse(json.out)["findings"].size() == 2);
        const Outcome sarif = run(source.dir(), "check --format sarif " + folder);
        CHECK(sarif.code == 1);
        CHECK(nlohmann::json::parse(sarif.out)["runs"][0]["results"].size() == 2);
    }

    TEST_CASE("a build with errors writes nothing and ends with 1") {
        const SourceFolder source;
        source.replace("places.csv", "laguna-azul,nature", "laguna-azul,lake");
        const Outcome built =
            run(source.dir(), "build " + quoted(source.path()) + " --out " + quoted(source.pack()) + " --quiet");
        CHECK(built.code == 1);
        CHECK(built.out.empty());
        CHECK(has(built.err, "error[bad-enum]"));
        CHECK_FALSE(fs::exists(source.pack()));
    }

    TEST_CASE("overlays are laid on top, for check and for build") {
        const SourceFolder source;
        source.dir().write("demo/pack.json", R"({"id": "demo", "example": true})");
        source.dir().write("demo/dances.csv", "key,districts,rank,confidence,sources\ndanza-zorro,,1,low,guia\n");
        const std::string arguments = quoted(source.path()) + " --overlay " + quoted(source.dir() / "demo");
        CHECK(has(run(source.dir(), "check " + arguments).err, "demo/dances.csv:2: error[duplicate-key]"));
        CHECK(run(source.dir(), "build " + arguments + " --out " + quoted(source.pack())).code == 1);
    }

    TEST_CASE("a damaged pack fails verification with 1") {
        const SourceFolder source;
        source.build();
        fs::resize_file(source.pack() / "content.db", 5000);
        const Outcome verified = run(source.dir(), "verify " + quoted(source.pack()));
        CHECK(verified.code == 1);
        CHECK(has(verified.err, "content.db"));
    }

    TEST_CASE("wrong usage ends with 2, a folder that is not there with 3") {
        const TempDir dir;
        CHECK(run(dir, "").code == 2);
        CHECK(run(dir, "bake").code == 2);
        CHECK(run(dir, "check").code == 2);
        CHECK(run(dir, "check --format xml x").code == 2);
        CHECK(run(dir, "build x").code == 2);
        CHECK(run(dir, "import-map").code == 2);
        CHECK(run(dir, "generate --places 0 --out " + quoted(dir / "x")).code == 2);
        CHECK(run(dir, "check " + quoted(dir / "none")).code == 3);
        CHECK(run(dir, "import-map " + quoted(dir / "none")).code == 3);
        CHECK(run(dir, "verify " + quoted(dir / "none")).code == 3);
        CHECK(run(dir, "export " + quoted(dir / "none") + " --out " + quoted(dir / "x")).code == 3);
    }

    TEST_CASE("it names its version, and generate stays out of the help") {
        const TempDir dir;
        const Outcome version = run(dir, "--version");
        CHECK(version.code == 0);
        CHECK(version.out.starts_with("kiosk-pack "));
        const Outcome help = run(dir, "--help");
        CHECK(help.code == 0);
        CHECK(has(help.out, "verify"));
        CHECK_FALSE(has(help.out, "generate"));
        CHECK(run(dir, "generate --places 3 --out " + quoted(dir / "s")).code == 0);
        CHECK(run(dir, "check " + quoted(dir / "s")).code == 0);
    }
}
