#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common.hpp"

/// Figures in the sense of numbers drawn: bars whose every value also stands there as text.
namespace scenes {

/// "14 657", "381.62", "−2.7": groups of three with no-break spaces, a decimal point as in Peru, a true minus sign.
[[nodiscard]] std::string numberText(double value, int decimals);

struct Bar {
    ui::Words label;
    std::optional<double> value;  ///< none: no source gives it; drawn as hatch, never as zero
    std::string text;             ///< the value with its unit or source marks, as it is read
    content::Confidence confidence = content::Confidence::High;
};

struct BarPanel {
    std::string id;
    ui::Words title;
    std::vector<Bar> bars;
    double from = 0;  ///< of the scale; only dots may start elsewhere than at zero
    double to = 1;
    bool dots = false;  ///< points on a line instead of bars
    ui::Words note;     ///< below the bars: the ends of the scale, a source; may be empty
    ui::Section section = ui::Section::Map;
    ui::Box box;
    ui::Words missing;  ///< said where a bar has no value; empty = "sin dato"
};
/// `widthMm` is that of the inside: where labels and values leave no room for bars, bars go below them.
void barPanel(ui::Ui& ui, const BarPanel& panel, float widthMm);

/// The place of a bar nobody gave a value for: hatched, never empty and never zero.
void missingBar(ui::Ui& ui, ui::Box box);

/// What full, pale and hatched bars mean.
void barLegend(ui::Ui& ui, ui::Section section);

}  // namespace scenes
