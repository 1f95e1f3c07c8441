#include "figures.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "ui_bench.hpp"

namespace {

using scenes::numberText;

TEST_SUITE("scenes/figures") {
    TEST_CASE("numbers are written as in Peru: groups of three, a point, a true minus") {
        const std::pair<std::string, std::string> cases[] = {
            {numberText(0, 0), "0"},
            {numberText(7, 0), "7"},
            {numberText(999, 0), "999"},
            {numberText(1000, 0), "1\u00A0000"},
            {numberText(14657, 0), "14\u00A0657"},
            {numberText(1234567, 0), "1\u00A0234\u00A0567"},
            {numberText(381.62, 2), "381.62"},
            {numberText(2805.847, 2), "2\u00A0805.85"},
            {numberText(999.96, 1), "1\u00A0000.0"},
            {numberText(-2.7, 1), "\u22122.7"},
            {numberText(-12345, 0), "\u221212\u00A0345"},
            {numberText(-0.04, 1), "0.0"},
            {numberText(-0.0, 0), "0"},
        };
        for (const auto& [text, expected] : cases)
            CHECK(text == expected);
    }

    TEST_CASE("numbers nobody has are written to an end") {
        CHECK_FALSE(numberText(std::numeric_limits<double>::max(), 3).empty());
        CHECK_FALSE(numberText(-std::numeric_limits<double>::infinity(), 1).empty());
        CHECK_FALSE(numberText(std::numeric_limits<double>::quiet_NaN(), 1).empty());
    }

    TEST_CASE_FIXTURE(test_kiosk::UiBench, "a bar without a value says so and is hatched, never a bar of nothing") {
        scenes::BarPanel bars;
        bars.id = "people";
        bars.title = {"Habitantes", "es"};
        bars.to = 100;
        bars.bars = {{{"San Juan", "es"}, 50.0, "50 [1]", content::Confidence::High},
                     {{"Santa Ana", "es"}, std::nullopt, "", content::Confidence::High},
                     {{"Huatasani", "es"}, 0.0, "0 [2]", content::Confidence::Low}};
        build([&](ui::Ui& ui) {
            const auto root = ui.group("root", ui::Role::Screen, {}, ui::Axis::Column, ui::Box{});
            scenes::barPanel(ui, bars, 300);
        });
        static_cast<void>(paint());
        std::vector<std::string> texts;
        int hatched = 0;
        for (const ui::Node& n : tree.nodes) {
            if (n.text) texts.push_back(n.text->words.text);
            hatched += n.box.hatch ? 1 : 0;
        }
        CHECK(hatched == 1);
        CHECK(std::count(texts.begin(), texts.end(), "value.missing") == 1);
        CHECK(std::count(texts.begin(), texts.end(), "50 [1]") == 1);
        CHECK(std::count(texts.begin(), texts.end(), "0 [2]") == 1);
        // Read aloud and dumped as one figure with every value in words.
        CHECK(node("people").label.text == "Habitantes; San Juan: 50 [1]; Santa Ana: value.missing; Huatasani: 0 [2]");
    }
}

}  // namespace
