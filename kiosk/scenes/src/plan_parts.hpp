#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common.hpp"
#include "content/plan.hpp"

namespace content {
class Store;
}

/// What the screens of the municipal plan draw and say alike. A state is always told three ways: icon, word and
/// pattern; the absence of a report is never drawn or counted as zero.
namespace scenes {

/// "Sin reporte", "En ejecución", ...
[[nodiscard]] ui::Words stateName(const ui::Strings& strings, content::PlanState state);
[[nodiscard]] const char* stateIcon(content::PlanState state);
/// Colour of a state's words and ring.
[[nodiscard]] ui::Color stateInk(const ui::Theme& theme, content::PlanState state);

/// What a citizen saw (content::PlanNote::mark).
[[nodiscard]] const char* markIcon(std::string_view mark);
[[nodiscard]] ui::Color markInk(const ui::Theme& theme, std::string_view mark);
/// The knot of a commitment: its icon in a ring, hatched and dashed without a report, else with the badge of its state.
void stateKnot(ui::Ui& ui, std::string_view icon, content::PlanState state, float sizeMm);
/// Icon and word of a state, and `note` behind it.
void stateLine(ui::Ui& ui, content::PlanState state, const ui::Words& note = {});

/// "S/ 240 000", "S/ 3 600 000.50", with no-break spaces.
[[nodiscard]] std::string moneyText(std::int64_t cents);
/// "40 %", "10.4 %", with a no-break space.
[[nodiscard]] std::string percentText(double percent);
/// "14 de setiembre de 2026"; `iso` is YYYY-MM-DD.
[[nodiscard]] ui::Words isoDayText(const ui::Strings& strings, const std::string& iso);
/// "reporte de hace 5 meses", "reporte vencido"; empty while it is fresh.
[[nodiscard]] ui::Words ageText(const ui::Strings& strings, const std::string& asOf, content::Date today);
/// Line under the state in lists: percentage, day and age.
[[nodiscard]] ui::Words reportNote(const ui::Strings& strings, const content::PlanCommitment& commitment,
                                   content::Date today);
/// "B.4 Turismo y artesanía".
[[nodiscard]] ui::Words commitmentName(const content::PlanCommitment& commitment);
/// Opens the commitment; label and speech say its state.
[[nodiscard]] ui::Control commitmentControl(const ui::Strings& strings, const app::SceneContext& context,
                                            const content::PlanCommitment& commitment);

/// How much of the plan a screen needs: what every screen has to say about it, or its commitments, too.
enum class PlanPart : std::uint8_t { Head, Whole };
/// For workers. Errors: Errc::NotFound where the pack has no plan; those of the store.
[[nodiscard]] base::Result<content::Plan> requirePlan(const content::Store& store, content::Lang lang, PlanPart part);

/// Heading of a part of a screen.
void planHeading(ui::Ui& ui, const char* key);
/// Who presented the plan and when.
void planOrigin(ui::Ui& ui, const ui::Words& label);
/// The same, and during an election since when progress is not shown: on every screen of the plan.
void planLabel(ui::Ui& ui, const app::SceneContext& context, const ui::Words& label);
/// Why progress is not shown during an election.
void electoralReason(ui::Ui& ui);
/// "En periodo electoral no se muestra el avance: del 1 de ... al 31 de ..."; empty at other times.
[[nodiscard]] ui::Words electoralText(const ui::Strings& strings, const app::SceneContext& context);
/// "40 % en promedio entre los 6 que lo miden; el total está entre 10.4 % y 84.3 %". Stands beside the count only.
/// @pre something is measured
[[nodiscard]] ui::Words meanText(const ui::Strings& strings, const content::PlanCoverage& coverage);
/// "6 de 23 con reporte", and with measures their mean and the bounds of the whole; never the one without the other.
[[nodiscard]] ui::Words coverageText(const ui::Strings& strings, const content::PlanCoverage& coverage);

/// A measure between 0 and 100: solid for work done, dotted for money, hatched where nobody reported it.
struct MeasureBar {
    std::string id;
    std::string icon;
    ui::Words label;
    std::optional<double> percent;
    bool dots = false;
    ui::Section section = ui::Section::Plan;
};
void measureBar(ui::Ui& ui, const MeasureBar& bar);

/// The document's own words behind a bar, each with its line.
void quotePlate(ui::Ui& ui, const std::string& id, const std::vector<content::PlanQuote>& quotes, ui::TextStyle style);

/// "69 522 personas", "hasta 50 %", "sin dato en el documento".
[[nodiscard]] ui::Words figureText(const ui::Strings& strings, const content::PlanObservation& observation,
                                   const ui::Words& unit);
/// The value alone.
[[nodiscard]] ui::Words valueText(const ui::Strings& strings, const content::PlanObservation& observation);
/// "2007, deducido", "2011, estimación", "año no indicado".
[[nodiscard]] ui::Words yearText(const ui::Strings& strings, const content::PlanObservation& observation);
/// District or group of people, or the whole province.
[[nodiscard]] ui::Words territoryText(const ui::Strings& strings, const content::PlanObservation& observation);
/// What the document has wrong and how it is treated.
void noticePlate(ui::Ui& ui, const content::PlanNotice& notice);

/// The thread that runs behind knots one below the other, in a stack with their column; it begins and ends `insetMm`
/// from its ends, in the middle of a knot.
void knotThread(ui::Ui& ui, float widthMm, float insetMm);

/// Label and value of one line of a card of provenance.
void provenanceLine(ui::Ui& ui, const ui::Words& label, const ui::Words& value,
                    ui::TextStyle style = ui::TextStyle::SmallBold);
/// The green plate "where this comes from".
[[nodiscard]] ui::Box provenancePlate(const ui::Theme& theme);

/// Ways to the other screens of the plan; `here` is left out.
void planButtons(ui::Ui& ui, const app::SceneContext& context, std::string_view here, bool fillWidth = false);
/// The foot of a screen: those ways; left out where letters need the room.
void planFoot(ui::Ui& ui, const app::SceneContext& context, std::string_view here);
/// The same beside the pager of a list.
void planPagedFoot(ui::Ui& ui, const app::SceneContext& context, std::string_view here, const std::string& listId);

}  // namespace scenes
