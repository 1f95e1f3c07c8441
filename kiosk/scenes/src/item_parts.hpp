#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common.hpp"

/// What the pages of an item, a district and the visit have in common.
namespace scenes {

/// " [1, 3]": numbers of the sources as in a book, tied to what they follow; empty without sources.
[[nodiscard]] std::string sourceMarks(const std::vector<int>& numbers);
/// "Confianza alta", ...
[[nodiscard]] ui::Words confidenceName(const ui::Strings& strings, content::Confidence confidence);
/// How well a position is known, one sentence.
[[nodiscard]] ui::Words positionText(const ui::Strings& strings, content::Position position);

/// Icon, label, value and source numbers of each fact, in as many columns as fit, at most two.
void factGrid(ui::Ui& ui, const std::vector<content::Fact>& facts, ui::Section section, float widthMm);
/// Code with a position for the visitor's phone. Spoken and dumped under `id`.
void locationQr(ui::Ui& ui, const std::string& id, base::GeoPoint at);
/// Low rows that open items, in as many columns as fit, at most two. With `from` each says how far it is, else what it
/// is. Ids are `prefix` and the key of the item.
void cardGrid(ui::Ui& ui, const app::SceneContext& context, const std::string& prefix,
              const std::vector<content::Card>& cards, std::optional<base::GeoPoint> from, float widthMm);
/// Opens the page on the way to the province.
void arrivalButton(ui::Ui& ui, const app::SceneContext& context, const std::string& id, ui::Section section);
/// Shows the item with this key on the map.
void mapButton(ui::Ui& ui, const app::SceneContext& context, const std::string& id, const std::string& key,
               ui::Section section);

/// A page of an item: its pictures on one side (above on an upright panel), its words on the other.
struct ItemPage {
    ui::Section section = ui::Section::Neutral;
    ui::Words eyebrow;
    std::string id;           ///< prefix of the ids of the page
    float share = 0.51F;      ///< of a wide panel that the pictures take
    std::size_t picture = 0;  ///< the one shown large
    std::function<void(std::size_t)> choosePicture;
};
/// `body(widthMm)` adds what follows the summary inside the scroll area, `actions` the buttons below it.
void itemPage(ui::Ui& ui, const content::Item& item, const ItemPage& page, const std::function<void(float)>& body,
              const std::function<void()>& actions);

}  // namespace scenes
