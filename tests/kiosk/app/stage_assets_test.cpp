#include <doctest/doctest.h>

#include "app/stage.hpp"
#include "app_bench.hpp"

namespace {

using app::loadStageAssets;
using base::Errc;

constexpr const char* kFonts[] = {"fonts-yrsa-rasa/Yrsa-Bold.ttf", "fonts-yrsa-rasa/Yrsa-Medium.ttf",
                                  "andika/Andika-Regular.ttf", "andika/Andika-Bold.ttf"};

/// The assets and fonts of the kiosk in memory, for breaking.
struct AssetsBench {
    test_support::LogSpy log;
    test_support::MemoryFileSystem files;

    AssetsBench() {
        for (const char* name : {"themes/day.json", "themes/sun.json", "themes/type.json"})
            write(std::string("assets/") + name, test_kiosk::assetText(name));
        for (const char* font : kFonts)
            write(std::string("fonts/") + font, test_kiosk::textOf(test_kiosk::fontFile(font)));
    }
    void write(const std::string& path, const std::string& content) {
        REQUIRE(files.writeAtomically(path, content).ok());
    }
    [[nodiscard]] base::Result<app::StageAssets> load() {
        return loadStageAssets("assets", {"elsewhere", "fonts"}, files, log);
    }
    [[nodiscard]] base::Error error() {
        const auto assets = load();
        REQUIRE_FALSE(assets.ok());
        return assets.error();
    }
};

TEST_SUITE("app/stage assets") {
    TEST_CASE_FIXTURE(AssetsBench, "themes, letters and icons are found") {
        const auto assets = test_kiosk::need(load());
        CHECK(assets.day.pictures);
        CHECK_FALSE(assets.sun.pictures);
        CHECK(assets.icons == "assets/icons");
        for (const auto& font : assets.fonts)
            CHECK(font != nullptr);
        CHECK(assets.fonts[0] != assets.fonts[1]);
    }

    TEST_CASE_FIXTURE(AssetsBench, "a theme or the table of letters that is missing or broken is named") {
        for (const std::string name : {"day.json", "sun.json", "type.json"}) {
            const std::string path = "assets/themes/" + name;
            const std::string whole = test_kiosk::assetText("themes/" + name);
            files.remove(path);
            CHECK(error().code == Errc::NotFound);
            CHECK(error().message.find(path) != std::string::npos);
            for (const std::string& broken : {std::string(), std::string("[]"), std::string("{}"),
                                              whole.substr(0, whole.size() / 2), std::string("\xFF\xFE")}) {
                write(path, broken);
                CHECK(error().code == Errc::InvalidInput);
                CHECK(error().message.rfind(path + ": ", 0) == 0);
            }
            write(path, std::string((1U << 20U) + 1, ' '));
            CHECK(error().message.find(path) != std::string::npos);
            write(path, whole);
        }
        CHECK(load().ok());
    }

    TEST_CASE_FIXTURE(AssetsBench,
                      "a letter that is missing or broken is replaced by its nearest relative, and named") {
        files.remove("fonts/andika/Andika-Bold.ttf");
        write("fonts/fonts-yrsa-rasa/Yrsa-Bold.ttf", "this is no font");
        const auto assets = test_kiosk::need(load());
        CHECK(assets.fonts[3] == assets.fonts[2]);
        CHECK(assets.fonts[0] == assets.fonts[1]);
        const auto said = log.take();
        REQUIRE(said.size() == 2);
        CHECK(said[0].find("font fonts-yrsa-rasa/Yrsa-Bold.ttf is not used: fonts/fonts-yrsa-rasa/Yrsa-Bold.ttf: ") !=
              std::string::npos);
        CHECK(said[1].find("font andika/Andika-Bold.ttf is not used: not found in any font folder") !=
              std::string::npos);
        for (const std::string& line : said)
            CHECK(line.find("install fonts-sil-andika and fonts-yrsa-rasa") != std::string::npos);
    }

    TEST_CASE_FIXTURE(AssetsBench, "one family alone writes everything") {
        files.remove("fonts/andika/Andika-Bold.ttf");
        files.remove("fonts/andika/Andika-Regular.ttf");
        const auto assets = test_kiosk::need(load());
        CHECK(assets.fonts[2] != nullptr);
        CHECK(assets.fonts[3] == assets.fonts[2]);
        CHECK(log.take().size() == 2);
    }

    TEST_CASE_FIXTURE(AssetsBench, "the first folder that has a usable font wins") {
        const std::string bold = test_kiosk::textOf(test_kiosk::fontFile(kFonts[0]));
        write("elsewhere/andika/Andika-Regular.ttf", bold.substr(0, 100));
        CHECK(load().ok());  // the broken copy is passed over, nobody misses anything
    }

    TEST_CASE_FIXTURE(AssetsBench, "without any font there is nothing to write with") {
        for (const char* font : kFonts)
            files.remove(std::string("fonts/") + font);
        CHECK(error().code == Errc::NotFound);
        CHECK(error().message == "no usable font was found (install fonts-sil-andika and fonts-yrsa-rasa)");
        CHECK(log.take().size() == 8);  // each of the four, for each of the two attempts
    }
}

}  // namespace
