#pragma once

#include <string>
#include <vector>

#include "common.hpp"

/// A compass card: one standpoint in the middle, rings of distance, places where they lie. Straight lines, north up.
namespace scenes {

struct CompassMark {
    base::GeoPoint at;
    int number = 0;  ///< stands in the mark, and on the tile or row of the place
};

/// A town to find one's bearings by: named as far as its name finds room.
struct CompassTown {
    base::GeoPoint at;
    std::string name;
};

struct CompassCard {
    std::string id;
    ui::Box box;          ///< of the whole plate; the face takes what is left
    bool beside = false;  ///< words beside the face, for a plate that is wider than high
    ui::Words title;
    ui::Words meaning;       ///< the figure in words
    ui::Words provinceName;  ///< named in the caption when the kiosk's own position is not configured
    Standpoint from;
    std::vector<CompassMark> marks;
    std::vector<CompassTown> towns;
    ui::Section section = ui::Section::Places;
    std::optional<ui::ButtonSpec> action;  ///< below the caption
};
void compassCard(ui::Ui& ui, const CompassCard& card);

/// A number in a disc, as it stands on a compass card or on a district.
void paintNumber(const ui::PaintContext& c, int number, base::PointPx at, ui::Color dye);
/// The same beside the words of a row.
void numberBadge(ui::Ui& ui, int number, ui::Section section);
/// The number of a place on a compass card, as a badge in the lower left corner of its picture.
void compassBadge(ui::Ui& ui, int number, ui::Section section);

}  // namespace scenes
