#pragma once

#include <string>
#include <vector>

#include "common.hpp"
#include "content/store.hpp"

/// What the screens of the culture section draw and say alike.
namespace scenes {

/// The three ways into the section that stand next to each other at the foot of their pages.
enum class CultureTab : std::uint8_t { Timeline, Festivals, Music };
/// Adds the tabs to the container that is open (a row or flow); the active one is gold.
void cultureTabs(ui::Ui& ui, const app::SceneContext& context, CultureTab active);

/// The cards of a topic. Architecture is the way of building and the buildings that show it.
[[nodiscard]] base::Result<std::vector<content::Card>> topicCards(const content::Store& store, content::Kind kind,
                                                                  content::Lang lang);

/// Who says it, briefly: "Fuentes: La República, Jugo.pe y 4 más". Empty without sources.
[[nodiscard]] ui::Words sourcesWords(const ui::Strings& strings, const std::vector<content::Source>& sources);
/// `sourcesWords` with its icon, and `note` behind it; adds nothing when both are empty.
void sourcesLine(ui::Ui& ui, const std::vector<content::Source>& sources, const ui::Words& note = {});

/// An address as it is read and typed: without what every browser adds by itself.
[[nodiscard]] std::string readableAddress(const std::string& address);

/// "Fuentes": the list of sources of an item.
void sourcesButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const std::string& key);
/// "Leer más": the page of an item, with what the present screen has no room for.
void moreButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const content::Card& card);
/// Link to something related, as high as a button may be small.
void relatedButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const content::Card& card);
/// Says in words that little is known; adds nothing otherwise.
void lowConfidenceTag(ui::Ui& ui, const std::string& screen, content::Confidence confidence);

/// Raised plate, with the outline that stands for its colour in the sun.
[[nodiscard]] ui::Box plateBox(const ui::Ui& ui);
/// An opening of a few lines stands large, a longer one as running text.
[[nodiscard]] ui::TextStyle readingStyle(const content::Text& text);
/// H2 where the title then takes at most `lines` lines of `widthMm`, else H3.
[[nodiscard]] ui::TextStyle titleStyle(const ui::Ui& ui, const ui::Words& title, float widthMm, int lines);

/// Height left for a page between the margins of the shell, in design millimetres. Follows from the panel, the text
/// size and low reach; for pages that must place something by numbers before the layout is known.
[[nodiscard]] float pageHeight(const ui::Ui& ui);

/// Height of the rows of a list so that a view of it shows whole rows and nothing is left below them: at least
/// `leastMm`. Follows from the last layout of the scroll node `id`.
[[nodiscard]] float fittedRowMm(const ui::Ui& ui, const std::string& id, float leastMm, float gapMm);

/// Margins of a page that has to draw its own because something on it runs to the edges (SceneFrame::Selvedge).
namespace page {
inline constexpr float kSelvedge = 9.4F;
inline constexpr float kLeft = 11.6F;
inline constexpr float kRight = 11.0F;
inline constexpr float kBottom = 4.4F;
}  // namespace page

}  // namespace scenes
