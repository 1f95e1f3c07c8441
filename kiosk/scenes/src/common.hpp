#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/scene.hpp"
#include "content/festival_calendar.hpp"
#include "content/models.hpp"
#include "ui/widgets.hpp"

/// What several screens draw and say alike.
namespace scenes {

/// A result that is still on its way, has arrived, or failed.
template <typename T>
struct Loadable {
    std::optional<T> value;
    std::optional<base::Error> error;
    [[nodiscard]] bool pending() const { return !value && !error; }
    void take(base::Result<T> result) {
        if (result.ok()) {
            value = std::move(*result);
            error.reset();
        } else {
            value.reset();
            error = result.error();
        }
    }
};

[[nodiscard]] ui::Section sectionOf(content::Kind kind);
/// Icon of a kind and category, e.g. "temple" for a church.
[[nodiscard]] const char* iconOf(content::Kind kind, const std::string& category);
[[nodiscard]] inline const char* iconOf(const content::Card& card) { return iconOf(card.kind, card.category); }
/// "Templo", "Fiesta", ...: what the thing is.
[[nodiscard]] ui::Words kindName(const ui::Strings& strings, const content::Card& card);

/// Where the kiosk stands: its configured position, else the centre of the pack.
struct Standpoint {
    base::GeoPoint at;
    bool configured = false;
};
[[nodiscard]] std::optional<Standpoint> standpoint(const app::Settings& settings,
                                                   const std::optional<base::GeoPoint>& packCentre);
/// "9 km al suroeste", "a menos de 1 km", straight line.
[[nodiscard]] ui::Words distanceText(const ui::Strings& strings, base::GeoPoint from, base::GeoPoint to);

/// "3 de mayo", "3 de mayo de 1923".
[[nodiscard]] ui::Words dayText(const ui::Strings& strings, content::Date date, bool withYear);
/// "1 al 5 de mayo".
[[nodiscard]] ui::Words rangeText(const ui::Strings& strings, content::Date first, content::Date last);
/// Name of a month, 1..12.
[[nodiscard]] ui::Words monthName(const ui::Strings& strings, int month, bool shortForm);
using app::today;

/// Picture slot of an item: its first picture or, without one, its icon on wool. `radius` and `corners` cut it out of
/// `ground`. An illustration carries its tag when `tagged`.
struct PictureSlot {
    std::string id;
    ui::Box box;
    float radius = 0;
    std::uint8_t corners = ui::kNoCorners;
    ui::Color ground;  ///< what the corners are cut with
    bool tagged = false;
    bool shortTag = true;
    float iconMm = 22;
};
void pictureSlot(ui::Ui& ui, const content::Card& card, const std::optional<content::Picture>& picture,
                 const PictureSlot& slot);

/// Row of a list: picture, name, kind or place, distance. The whole row opens the item.
struct CardRow {
    std::string id;
    ui::Box box;
    float pictureMm = 69;
    float minHeightMm = 46;
    std::optional<base::GeoPoint> from;  ///< adds the distance
    bool showKind = false;               ///< says what it is instead of where
    float textMm = 0;  ///< width of its words; known, its short line stands where the row has room for it
    std::vector<std::pair<std::size_t, std::size_t>> marks;  ///< in the name
};
/// Height that the words of a row need without its short line. `row.textMm` must be known.
[[nodiscard]] float rowWordsMm(const ui::Ui& ui, const content::Card& card, const CardRow& row);
void cardRow(ui::Ui& ui, const app::SceneContext& context, const content::Card& card, const CardRow& row);

/// Plain words for a page that could not be loaded.
[[nodiscard]] ui::EmptyStateSpec failureState(ui::Ui& ui, const base::Error& error);
/// The same with the way home: for every page but Home itself.
void failure(ui::Ui& ui, const app::SceneContext& context, const base::Error& error);

/// Columns that fit `minMm` wide cells into the page at the visitor's text size.
[[nodiscard]] int columnsFor(const ui::Ui& ui, float availableMm, float minMm, int most);
/// Width of the page between its margins, design millimetres.
[[nodiscard]] float pageWidth(const ui::Ui& ui);

/// Words of a content text.
[[nodiscard]] inline ui::Words say(const content::Text& text) { return app::words(text); }

}  // namespace scenes
