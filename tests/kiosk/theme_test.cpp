#include "ui/theme.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "kiosk_fixture.hpp"

namespace {

using namespace ui;
using nlohmann::json;
using test_kiosk::assetText;
using test_kiosk::dayTheme;
using test_kiosk::sunTheme;

constexpr const char* kThemeFiles[] = {"themes/day.json", "themes/sun.json"};

/// Pointers of everything in a file that is not an object.
std::vector<std::string> leavesOf(const json& root) {
    std::vector<std::string> pointers;
    const json flat = root.flatten();
    for (const auto& [pointer, value] : flat.items())
        pointers.push_back(pointer);
    return pointers;
}

std::string without(json root, const std::string& pointer) {
    const json::json_pointer at(pointer);
    root.at(at.parent_pointer()).erase(at.back());
    return root.dump();
}

std::string with(json root, const std::string& pointer, const json& value) {
    root.at(json::json_pointer(pointer)) = value;
    return root.dump();
}

/// Two colours that stand on each other somewhere, with a name for the report.
struct Pair {
    std::string what;
    Color ink;
    Color ground;
};

std::vector<Pair> textPairs(const Theme& t) {
    std::vector<Pair> pairs;
    const std::pair<const char*, Color> grounds[] = {
        {"base", t.surface.base}, {"raised", t.surface.raised}, {"provenance", t.surface.provenance}};
    for (const auto& [name, ground] : grounds) {
        pairs.push_back({std::string("primary on ") + name, t.ink.primary, ground});
        pairs.push_back({std::string("secondary on ") + name, t.ink.secondary, ground});
        pairs.push_back({std::string("link on ") + name, t.ink.link, ground});
        for (std::size_t i = 0; i < kSectionCount; ++i) {
            const auto section = static_cast<Section>(i);
            pairs.push_back({std::string(ui::name(section)) + " text on " + name, t.of(section).text, ground});
        }
    }
    pairs.push_back({"primary on sunken", t.ink.primary, t.surface.sunken});
    pairs.push_back({"secondary on sunken", t.ink.secondary, t.surface.sunken});
    pairs.push_back({"primary on deep", t.ink.primary, t.surface.deep});
    pairs.push_back({"on bar", t.ink.onBar, t.surface.bar});
    pairs.push_back({"on bar button", t.ink.onBar, t.surface.barButton});
    pairs.push_back({"on active", t.brand.onActive, t.brand.active});
    pairs.push_back({"on active soft", t.ink.primary, t.brand.activeSoft});
    pairs.push_back({"on highlight", t.ink.primary, t.brand.highlight});
    pairs.push_back({"on cochineal", t.ink.onDark, t.brand.cochineal});
    pairs.push_back({"on night", t.ink.onDark, t.brand.night});
    pairs.push_back({"on confirm", t.ink.onDark, t.brand.confirm});
    for (std::size_t i = 0; i < kSectionCount; ++i) {
        const auto section = static_cast<Section>(i);
        pairs.push_back({std::string(ui::name(section)) + " on its fill", t.of(section).on, t.of(section).fill});
    }
    for (std::size_t i = 0; i < kNoticeCount; ++i) {
        const NoticeColors& c = t.notices[i];
        pairs.push_back({"notice " + std::to_string(i), c.ink, c.fill});
        // The words of the missing mark stand beside the hatch, those of the other notices on it.
        if (static_cast<Notice>(i) != Notice::Missing) pairs.push_back({"hatch " + std::to_string(i), c.ink, c.fill2});
    }
    return pairs;
}

TEST_SUITE("ui/theme") {
    TEST_CASE("both shipped themes can be read") {
        CHECK(dayTheme().name == "day");
        CHECK(sunTheme().name == "sun");
        CHECK(dayTheme().surface.base == Color{0xF5, 0xEC, 0xDD, 255});
        CHECK(dayTheme().of(Section::Places).fill == Color{0xA4, 0x45, 0x2A, 255});
        CHECK(dayTheme().of(Notice::Missing).fill2 == Color{0xD3, 0xBF, 0x9C, 255});
        CHECK(dayTheme().surface.scrim.a == 0xB8);
    }

    TEST_CASE("the day shows pictures and regular type, the sun icons and bold type with thicker lines") {
        CHECK(dayTheme().pictures);
        CHECK_FALSE(dayTheme().boldText);
        CHECK(dayTheme().strokeScale == 1);
        CHECK_FALSE(sunTheme().pictures);
        CHECK(sunTheme().boldText);
        CHECK(sunTheme().strokeScale > 1);
    }

    TEST_CASE("every member of a theme is required, and the one that is missing is named") {
        for (const char* file : kThemeFiles) {
            const json root = json::parse(assetText(file));
            int required = 0;
            for (const std::string& pointer : leavesOf(root)) {
                CAPTURE(pointer);
                const auto theme = parseTheme(without(root, pointer));
                REQUIRE_FALSE(theme.ok());
                CHECK(theme.error().code == base::Errc::InvalidInput);
                CHECK(theme.error().message.rfind(pointer + " must be ", 0) == 0);
                ++required;
            }
            // name, 8 surfaces, 7 inks, 3 lines, 7 brand colours, 3 seasons, 4 per section and notice, 3 rules
            CHECK(required == 1 + 8 + 7 + 3 + 7 + 3 + 4 * 9 + 4 * 6 + 3);
        }
    }

    TEST_CASE("a member of the wrong kind is named with what it should be") {
        const json root = json::parse(assetText("themes/day.json"));
        for (const std::string& pointer : leavesOf(root)) {
            CAPTURE(pointer);
            const auto theme = parseTheme(with(root, pointer, json::array()));
            REQUIRE_FALSE(theme.ok());
            CHECK(theme.error().message.rfind(pointer + " must be ", 0) == 0);
        }
        const auto color = parseTheme(with(root, "/brand/night", "navy"));
        REQUIRE_FALSE(color.ok());
        CHECK(color.error().message == "/brand/night must be a colour such as \"#F5ECDD\"");
    }

    TEST_CASE("a group that is not an object counts as its members missing") {
        json root = json::parse(assetText("themes/day.json"));
        root["surface"] = "#FFFFFF";
        const auto theme = parseTheme(root.dump());
        REQUIRE_FALSE(theme.ok());
        CHECK(theme.error().message.rfind("/surface/base must be ", 0) == 0);
    }

    TEST_CASE("what is not a JSON object is no theme") {
        for (const char* text : {"", "[]", "null", "\"day\"", "{", "{\"name\": }", "\xFF\xFE"}) {
            CAPTURE(text);
            CHECK_FALSE(parseTheme(text).ok());
            CHECK_FALSE(parseTypography(text).ok());
        }
    }

    TEST_CASE("text on its ground has a contrast of at least 4.5 by day") {
        for (const Pair& pair : textPairs(dayTheme())) {
            CAPTURE(pair.what);
            CHECK(contrastRatio(pair.ink, pair.ground) >= 4.5);
        }
    }

    TEST_CASE("text on its ground has a contrast of at least 7 in the sun") {
        for (const Pair& pair : textPairs(sunTheme())) {
            CAPTURE(pair.what);
            CHECK(contrastRatio(pair.ink, pair.ground) >= 7);
        }
    }

    TEST_CASE("borders of controls and the focus ring have a contrast of at least 3 with the ground") {
        for (const Theme* theme : {&dayTheme(), &sunTheme()}) {
            CAPTURE(theme->name);
            CHECK(contrastRatio(theme->line.control, theme->surface.base) >= 3);
            CHECK(contrastRatio(theme->line.control, theme->surface.raised) >= 3);
            CHECK(contrastRatio(theme->line.focus, theme->surface.base) >= 3);
            CHECK(contrastRatio(theme->line.focus, theme->surface.raised) >= 3);
        }
    }

    TEST_CASE("grounds are opaque, so that the contrast of what stands on them is known") {
        for (const Theme* t : {&dayTheme(), &sunTheme()}) {
            for (const Color c :
                 {t->surface.base, t->surface.raised, t->surface.sunken, t->surface.deep, t->surface.bar,
                  t->surface.barButton, t->surface.provenance, t->brand.active, t->brand.night}) {
                CHECK(c.opaque());
            }
            for (const SectionColors& c : t->sections)
                CHECK(c.fill.opaque());
            for (const NoticeColors& c : t->notices)
                CHECK(c.fill.opaque());
        }
    }

    TEST_CASE("every section has its own name in the theme file") {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < kSectionCount; ++i)
            names.insert(name(static_cast<Section>(i)));
        CHECK(names.size() == kSectionCount);
        CHECK(names.count("neutral") == 1);
        CHECK(names.count("words") == 1);
    }

    TEST_CASE("the shipped typography can be read and uses all four fonts") {
        const Typography& type = test_kiosk::typography();
        CHECK(type.fontFiles[static_cast<std::size_t>(FontFace::TextRegular)] == "andika/Andika-Regular.ttf");
        CHECK(type.of(TextStyle::Display).font == FontFace::DisplayBold);
        CHECK(type.of(TextStyle::Quote).font == FontFace::DisplayMedium);
        CHECK(type.of(TextStyle::Body).font == FontFace::TextRegular);
        CHECK(type.of(TextStyle::SmallBold).font == FontFace::TextBold);
        CHECK(type.of(TextStyle::H1).emMm > type.of(TextStyle::H2).emMm);
        CHECK(type.of(TextStyle::H2).emMm > type.of(TextStyle::H3).emMm);
    }

    TEST_CASE("every member of the typography is required, and the one that is missing is named") {
        const json root = json::parse(assetText("themes/type.json"));
        int required = 0;
        for (const std::string& pointer : leavesOf(root)) {
            CAPTURE(pointer);
            const auto type = parseTypography(without(root, pointer));
            REQUIRE_FALSE(type.ok());
            CHECK(type.error().code == base::Errc::InvalidInput);
            CHECK(type.error().message.rfind(pointer + " must be ", 0) == 0);
            ++required;
        }
        CHECK(required == 4 + 3 * 12);  // a file for each font; font, size and leading for each style
    }

    TEST_CASE("a style with a font that is not there or a size that is not positive is refused") {
        const json root = json::parse(assetText("themes/type.json"));
        const auto font = parseTypography(with(root, "/type/body/font", "comic"));
        REQUIRE_FALSE(font.ok());
        CHECK(font.error().message == "/type/body/font must be one of the fonts of this file");
        for (const char* member : {"/type/h1/emMm", "/type/h1/leadingMm"}) {
            for (const double value : {0.0, -1.0}) {
                const auto type = parseTypography(with(root, member, value));
                REQUIRE_FALSE(type.ok());
                CHECK(type.error().message == "/type/h1 must be positive sizes");
            }
        }
    }

    TEST_CASE("capitals of every style are at least 4.8 mm high on the smallest panel") {
        for (std::size_t i = 0; i < kTextStyleCount; ++i) {
            CAPTURE(i);
            const TextMetrics& style = test_kiosk::typography().of(static_cast<TextStyle>(i));
            const Font& font = *test_kiosk::fonts()[static_cast<std::size_t>(style.font)];
            CHECK(style.emMm * font.capHeightEm() >= 4.8F);
        }
    }
}

}  // namespace
