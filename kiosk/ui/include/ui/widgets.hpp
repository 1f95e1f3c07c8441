#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ui/ui.hpp"

/// The pieces of the design system (design/00: "Piezas del sistema") as functions that add nodes to the tree. They hold
/// no state; what they need to know they are told, what they have to remember `Interaction` keeps under their id.
namespace ui {

enum class ButtonKind : std::uint8_t {
    Primary,  ///< filled with the section's dye: the main way on
    Normal,   ///< raised wool with a border
    Confirm,  ///< green, for the safe answer of a dialog
    Bar,      ///< in the bottom bar
};

struct ButtonSpec {
    std::string id;
    std::string icon;  ///< may be empty
    Words label;       ///< empty: icon only (arrows, plus, minus, close), then `speech` says what it does
    Words speech;
    ButtonKind kind = ButtonKind::Normal;
    Section section = Section::Neutral;
    bool enabled = true;
    bool selected = false;
    bool stacked = false;  ///< icon above the label
    float minH = target::kStandard;
    Length w = hug();
    TextStyle style = TextStyle::Label;
    float padMm = space::kM;
    Role role = Role::Button;
    std::function<void()> action;
};
void button(Ui& ui, const ButtonSpec& spec);

/// A filter that is on or off: icon, word, check mark when on.
struct ChipSpec {
    std::string id;
    std::string icon;
    Words label;
    bool selected = false;
    Section section = Section::Neutral;
    std::function<void()> action;
};
void chip(Ui& ui, const ChipSpec& spec);

/// One of several views of the same subject; the chosen one is gold.
void tab(Ui& ui, std::string id, std::string icon, const Words& label, bool selected, std::function<void()> action);

/// Small label with an icon that says how true or complete something is.
struct TagSpec {
    std::string id;
    Notice notice = Notice::Missing;
    std::string icon;
    Words words;
    bool plain = false;  ///< over pictures: raised wool, whatever the notice
    int raise = 0;
};
void tag(Ui& ui, const TagSpec& spec);
/// "Ilustración, no es una foto", over a picture.
void illustrationTag(Ui& ui, bool shortForm);
/// "Dato de ejemplo".
void exampleTag(Ui& ui, int raise = 0);
/// A hatched swatch and "Sin dato".
void missingValue(Ui& ui, Section section);
/// Tells the language of `words` when it is not the visitor's; adds nothing otherwise.
void languageTag(Ui& ui, const Words& words, int raise = 0);

/// Section line and title of a screen.
void header(Ui& ui, Section section, std::string_view icon, const Words& eyebrow, const Words& title);

/// Small icon and words in one line: place, distance, date.
void metaLine(Ui& ui, std::string_view icon, const Words& words, Color iconColor, Color textColor,
              TextStyle style = TextStyle::Small);

/// Scroll node with up and down buttons beside it whenever its content does not fit, so that a tap is enough.
/// `content` adds the children. The box is that of the whole.
void scrollArea(Ui& ui, const std::string& id, const Box& box, const std::function<void()>& content);

/// "‹ 1 de 3 ›" for a scroll node elsewhere on the screen.
void pager(Ui& ui, const std::string& scrollId, Section section);

/// Page through something that is not a scroll node.
struct StepperSpec {
    std::string id;
    int current = 0;  ///< 0-based
    int count = 1;
    Section section = Section::Neutral;
    std::function<void(int)> go;  ///< called with the new index
};
void stepper(Ui& ui, const StepperSpec& spec);

/// Empty list, failed load: icon, title, one sentence, perhaps a way on.
struct EmptyStateSpec {
    std::string id;
    std::string icon;
    Words title;
    Words text;
    std::optional<ButtonSpec> action;
};
void emptyState(Ui& ui, const EmptyStateSpec& spec);

/// Grey boxes where content will be in a moment.
void loadingState(Ui& ui, const std::string& id, int rows);

/// Label of what a control is, for speech: "Templos, filtro, elegido".
[[nodiscard]] Words spokenControl(Ui& ui, const Words& label, Role role, bool selected);

}  // namespace ui
