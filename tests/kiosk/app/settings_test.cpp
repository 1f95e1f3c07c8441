#include "app/settings.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kiosk_fixture.hpp"

namespace {

using app::ElectoralPeriod;
using app::readSettings;
using app::Settings;
using app::SettingsReading;
using Strings = std::vector<std::string>;

Strings problems(const SettingsReading& reading) {
    Strings lines;
    for (const app::SettingsProblem& problem : reading.problems)
        lines.push_back(toString(problem, "kiosk.toml"));
    return lines;
}

std::string only(const std::string& toml) {
    const Strings lines = problems(readSettings(toml));
    REQUIRE(lines.size() == 1);
    return lines[0];
}

void checkDefaults(const Settings& s) {
    CHECK(s.kioskId == "sin-nombre");
    CHECK(s.language == "es");
    CHECK_FALSE(s.production);
    CHECK_FALSE(s.panelMm);
    CHECK(s.mountBottomMm == 800);
    CHECK_FALSE(s.position);
    CHECK_FALSE(s.headingDeg);
    CHECK(s.volumeCap == 0.7F);
    CHECK(s.on.minutes == 360);
    CHECK(s.off.minutes == 1320);
    CHECK(s.idle.count() == 60);
    CHECK(s.idleReading.count() == 120);
    CHECK(s.countdown.count() == 30);
    CHECK(s.keyRepeatFilter.count() == 0);
    CHECK_FALSE(s.electoral);
    CHECK(s.textureMegabytes == 0);
}

TEST_SUITE("app/settings") {
    TEST_CASE("every key has a value that is taken") {
        const SettingsReading r = readSettings(R"(# everything
[kiosk]
id = "plaza-2"
language = "ay"
production = true
[panel]
size_mm = [885.6, 498]
mount_bottom_mm = 650.5
[position]
latitude = -15.2
longitude = -69
heading_deg = 360
[sound]
volume_cap = 1
[schedule]
on = "00:00"
off = "23:59"
[idle]
seconds = 90
reading_seconds = 300
countdown_seconds = 20
[touch]
key_repeat_filter_ms = 250
[electoral]
from = "2026-04-07"
to = "2026-10-04"
[pictures]
texture_megabytes = 64
)");
        CHECK(problems(r) == Strings{});
        const Settings& s = r.settings;
        CHECK(s.kioskId == "plaza-2");
        CHECK(s.language == "ay");
        CHECK(s.production);
        REQUIRE(s.panelMm);
        CHECK(s.panelMm->w == 885.6F);
        CHECK(s.panelMm->h == 498);
        CHECK(s.mountBottomMm == 650.5F);
        REQUIRE(s.position);
        CHECK(s.position->latDeg == -15.2);
        CHECK(s.position->lonDeg == -69);
        CHECK(s.headingDeg == 360);
        CHECK(s.volumeCap == 1);
        CHECK(s.on.minutes == 0);
        CHECK(s.off.minutes == 1439);
        CHECK(s.idle.count() == 90);
        CHECK(s.idleReading.count() == 300);
        CHECK(s.countdown.count() == 20);
        CHECK(s.keyRepeatFilter.count() == 250);
        REQUIRE(s.electoral);
        CHECK(s.electoral->from == content::Date{2026, 4, 7});
        CHECK(s.electoral->to == content::Date{2026, 10, 4});
        CHECK(s.textureMegabytes == 64);
    }

    TEST_CASE("nothing at all, comments and empty sections are the defaults") {
        for (const char* toml : {"", "# nothing\n", "[kiosk]\n[panel]\n[idle]\n", "\xEF\xBB\xBF", "\r\n\r\n"}) {
            const SettingsReading r = readSettings(toml);
            CHECK(problems(r) == Strings{});
            checkDefaults(r.settings);
        }
    }

    TEST_CASE("the example that is shipped has no problem") {
        CHECK(problems(readSettings(test_kiosk::assetText("kiosk.example.toml"))) == Strings{});
    }

    TEST_CASE("a wrong value is named with its line, key and remedy, and keeps its default") {
        struct Case {
            const char* section;
            const char* line;
            const char* says;
        };
        const std::vector<Case> cases = {
            {"kiosk", "id = 5", "kiosk.id: must be 1 to 40 characters of a-z, 0-9 and -"},
            {"kiosk", "id = \"\"", "kiosk.id: must be 1 to 40 characters of a-z, 0-9 and -"},
            {"kiosk", "id = \"Plaza\"", "kiosk.id: must be 1 to 40 characters of a-z, 0-9 and -"},
            {"kiosk", "id = \"12345678901234567890123456789012345678901\"",
             "kiosk.id: must be 1 to 40 characters of a-z, 0-9 and -"},
            {"kiosk", "language = \"fr\"", R"(kiosk.language: must be "es", "qu", "ay" or "en")"},
            {"kiosk", "language = [\"es\"]", R"(kiosk.language: must be "es", "qu", "ay" or "en")"},
            {"kiosk", "production = \"true\"", "kiosk.production: must be true or false"},
            {"kiosk", "production = 1", "kiosk.production: must be true or false"},
            {"panel", "size_mm = 531", "panel.size_mm: must be two numbers in millimetres, e.g. [531.3, 298.9]"},
            {"panel", "size_mm = [531, 298, 3]",
             "panel.size_mm: must be two numbers in millimetres, e.g. [531.3, 298.9]"},
            {"panel", "size_mm = [49.9, 298]", "panel.size_mm: must be a number in millimetres between 50 and 5000"},
            {"panel", "size_mm = [531, \"298\"]", "panel.size_mm: must be a number in millimetres between 50 and 5000"},
            {"panel", "mount_bottom_mm = -1",
             "panel.mount_bottom_mm: must be a number in millimetres between 0 and 2500"},
            {"panel", "mount_bottom_mm = nan",
             "panel.mount_bottom_mm: must be a number in millimetres between 0 and 2500"},
            {"position", "heading_deg = 361",
             "position.heading_deg: must be a number in degrees clockwise from north between 0 and 360"},
            {"position", "heading_deg = true",
             "position.heading_deg: must be a number in degrees clockwise from north between 0 and 360"},
            {"sound", "volume_cap = 1.01",
             "sound.volume_cap: must be a number in parts of full volume between 0 and 1"},
            {"sound", "volume_cap = \"0.7\"",
             "sound.volume_cap: must be a number in parts of full volume between 0 and 1"},
            {"schedule", "on = 06:30:00", "schedule.on: must be a time such as \"06:30\""},
            {"schedule", "on = \"6:30\"", "schedule.on: must be a time such as \"06:30\""},
            {"schedule", "on = \"24:00\"", "schedule.on: must be a time such as \"06:30\""},
            {"schedule", "off = \"22:60\"", "schedule.off: must be a time such as \"06:30\""},
            {"schedule", "off = \"+9:00\"", "schedule.off: must be a time such as \"06:30\""},
            {"schedule", "off = \"22: 5\"", "schedule.off: must be a time such as \"06:30\""},
            {"schedule", R"(off = "22:5\u0000")", "schedule.off: must be a time such as \"06:30\""},
            {"idle", "seconds = 19", "idle.seconds: must be a whole number of seconds between 20 and 3600"},
            {"idle", "seconds = 60.0", "idle.seconds: must be a whole number of seconds between 20 and 3600"},
            {"idle", "reading_seconds = 3601",
             "idle.reading_seconds: must be a whole number of seconds between 20 and 3600"},
            {"idle", "countdown_seconds = 19",
             "idle.countdown_seconds: must be a whole number of seconds between 20 and 300"},
            {"touch", "key_repeat_filter_ms = 501",
             "touch.key_repeat_filter_ms: must be a whole number of milliseconds between 0 and 500"},
            {"electoral", "from = 2026-04-07", "electoral.from: must be a day such as \"2026-10-04\""},
            {"electoral", "from = \"2026-02-30\"", "electoral.from: must be a day such as \"2026-10-04\""},
            {"electoral", "from = \"7/4/2026\"", "electoral.from: must be a day such as \"2026-10-04\""},
            {"electoral", "to = \"2026-10-04\"", "electoral.to: needs electoral.from, the day the election was called"},
            {"pictures", "texture_megabytes = 4097",
             "pictures.texture_megabytes: must be a whole number of megabytes between 0 and 4096"},
            {"pictures", "texture_megabytes = 9223372036854775807",
             "pictures.texture_megabytes: must be a whole number of megabytes between 0 and 4096"},
        };
        for (const Case& c : cases) {
            CAPTURE(c.line);
            const SettingsReading r =
                readSettings("# operator's file\n\n[" + std::string(c.section) + "]\n" + c.line + "\n");
            CHECK(problems(r) == Strings{"kiosk.toml:4: " + std::string(c.says)});
            checkDefaults(r.settings);
        }
    }

    TEST_CASE("an election lasts from its first to its last day, and until further notice without a last one") {
        ElectoralPeriod period{{2026, 4, 7}, content::Date{2026, 10, 4}};
        CHECK_FALSE(period.covers({2026, 4, 6}));
        CHECK(period.covers({2026, 4, 7}));
        CHECK(period.covers({2026, 10, 4}));
        CHECK_FALSE(period.covers({2026, 10, 5}));
        period.to.reset();
        CHECK(period.covers({2030, 1, 1}));
    }

    TEST_CASE("an end that cannot be hides progress longer, never shorter") {
        for (const char* to : {"to = \"2026-04-06\"", "to = \"4 de octubre\""}) {
            CAPTURE(to);
            const SettingsReading r = readSettings(std::string("[electoral]\nfrom = \"2026-04-07\"\n") + to);
            CHECK(problems(r).size() == 1);
            REQUIRE(r.settings.electoral);
            CHECK_FALSE(r.settings.electoral->to);
        }
        CHECK(only("[electoral]\nfrom = \"2026-04-07\"\nto = \"2026-04-06\"") ==
              "kiosk.toml:3: electoral.to: is before electoral.from; progress stays hidden until it is corrected");
    }

    TEST_CASE("one wrong key leaves the others of the file as they are") {
        const SettingsReading r = readSettings(
            "[kiosk]\nid = \"UPPER\"\nlanguage = \"en\"\n[idle]\nseconds = 5\ncountdown_seconds = 45\n[sound]\n"
            "volume_cap = 0.2\n");
        CHECK(problems(r).size() == 2);
        CHECK(r.settings.kioskId == "sin-nombre");
        CHECK(r.settings.language == "en");
        CHECK(r.settings.idle.count() == 60);
        CHECK(r.settings.countdown.count() == 45);
        CHECK(r.settings.volumeCap == 0.2F);
    }

    TEST_CASE("a key, section or line outside sections that nobody knows is named") {
        CHECK(only("[kiosk]\nid = \"a\"\nlangauge = \"es\"\n") ==
              "kiosk.toml:3: kiosk.langauge: is not a known setting (misspelt?)");
        CHECK(only("\n[sonido]\nvolume_cap = 1\n") ==
              "kiosk.toml:3: sonido.volume_cap: is not a known setting (misspelt?)");
        CHECK(only("[sonido]\n") == "kiosk.toml:1: sonido: is not a known section");
        CHECK(only("\nvolume_cap = 1\n") ==
              "kiosk.toml:2: volume_cap: is not a section; keys stand below a [section] line");
        CHECK(only("kiosk = \"a\"\n") == "kiosk.toml:1: kiosk: is not a section; keys stand below a [section] line");
    }

    TEST_CASE("whatever stands in a key, it is one short line in the log") {
        CHECK(only("[kiosk]\n\"a\\n\\u0007b\" = 1\n") ==
              "kiosk.toml:2: kiosk.a??b: is not a known setting (misspelt?)");
        const std::string line = only("[kiosk]\n\"" + std::string(93, 'k') + "ññññ\" = 1\n");
        CHECK(line == "kiosk.toml:2: kiosk." + std::string(93, 'k') + "...: is not a known setting (misspelt?)");
    }

    TEST_CASE("letters beyond ASCII outside of texts are no TOML, and nothing worse") {
        for (const char* letter : {"\u00F1", "\u00E9", "\u2C60", "\uFEFB", "\uFE0F", "\uFFFD", "\U0001F600"}) {
            CAPTURE(letter);
            CHECK(only("[kiosk]\n" + std::string(letter) + " = 1\n").rfind("kiosk.toml:2: is not valid TOML: ", 0) ==
                  0);
            CHECK(only("[" + std::string(letter) + "kiosk]\n").rfind("kiosk.toml:1: is not valid TOML: ", 0) == 0);
            CHECK(only("[kiosk]\nid = " + std::string(letter) + "\n").rfind("kiosk.toml:2: is not valid TOML: ", 0) ==
                  0);
            CHECK(readSettings("[kiosk]\nid = \"a\" # " + std::string(letter) + "\n").problems.empty());
        }
    }

    TEST_CASE("half a position is none") {
        const std::string says = "kiosk.toml: position: needs both latitude and longitude";
        CHECK(only("[position]\nlatitude = -15\n") == says);
        CHECK(only("[position]\nlongitude = -69\n") == says);
        CHECK_FALSE(readSettings("[position]\nlatitude = -15\n").settings.position);
        // With a wrong half the wrong one is named, once.
        CHECK(only("[position]\nlatitude = -91\nlongitude = -69\n") ==
              "kiosk.toml:2: position.latitude: must be a number in degrees between -90 and 90");
        CHECK(only("[position]\nlatitude = -15\nlongitude = 181\n") ==
              "kiosk.toml:3: position.longitude: must be a number in degrees between -180 and 180");
    }

    TEST_CASE("what is not TOML is one problem with its line, and all defaults") {
        for (const std::string& toml :
             {std::string("[kiosk]\nid = \"a\"\nlanguage = es\n"), std::string("[kiosk]\nid = \"a\"\nid = \"b\"\n"),
              std::string("[kiosk]\n\nid = \"a\n"), std::string("[sound]\n\nvolume_cap=n\n5"),
              std::string("[kiosk]\nproduction = true\na\xFF = 1\n"),
              std::string("[kiosk]\nproduction = true\n") + '\0'}) {
            const SettingsReading r = readSettings(toml);
            const Strings lines = problems(r);
            REQUIRE(lines.size() == 1);
            CAPTURE(lines[0]);
            CHECK(lines[0].rfind("kiosk.toml:3: is not valid TOML: ", 0) == 0);
            CHECK(lines[0].find("; all settings keep their defaults") != std::string::npos);
            CHECK(lines[0].find('\n') == std::string::npos);
            checkDefaults(r.settings);
        }
    }

    TEST_CASE("a byte order mark and Windows line ends are fine") {
        const SettingsReading r = readSettings("\xEF\xBB\xBF[kiosk]\r\nid = \"a\"\r\nlanguage = \"en\"\r\n");
        CHECK(problems(r) == Strings{});
        CHECK(r.settings.language == "en");
        CHECK(readSettings("\xFF\xFE[\0k\0").problems.size() == 1);
    }

    TEST_CASE("a huge file and deep nesting are read to an end") {
        std::string toml = "[kiosk]\nid = \"a\"\n";
        for (int i = 0; i < 20'000; ++i)
            toml += "k" + std::to_string(i) + " = " + std::to_string(i) + "\n";
        const SettingsReading r = readSettings(toml);
        CHECK(r.problems.size() == 20'000);
        CHECK(r.settings.kioskId == "a");
        CHECK(readSettings("[panel]\nsize_mm = " + std::string(100'000, '[')).problems.size() == 1);
        CHECK(readSettings(std::string(1'000'000, 'a')).problems.size() == 1);
    }

    TEST_CASE("the hours may go over midnight; equal times mean always") {
        Settings s;
        CHECK(s.isLit({360}));
        CHECK(s.isLit({1319}));
        CHECK_FALSE(s.isLit({359}));
        CHECK_FALSE(s.isLit({1320}));
        s.on = {20 * 60};
        s.off = {2 * 60};
        CHECK(s.isLit({1200}));
        CHECK(s.isLit({0}));
        CHECK(s.isLit({119}));
        CHECK_FALSE(s.isLit({120}));
        CHECK_FALSE(s.isLit({1199}));
        s.off = s.on;
        CHECK(s.isLit({0}));
        CHECK(s.isLit({1200}));
    }
}

}  // namespace
