#pragma once

#include "content/festival_calendar.hpp"
#include "content/models.hpp"
#include "ui/ui.hpp"

/// When a recurring feast takes place, in words. Threading: any; pure. Errors: none.
namespace scenes {

struct FeastDates {
    content::Occurrence next;   ///< going on or to come
    content::Occurrence after;  ///< the one that follows it
    bool now = false;           ///< today is one of its days
};
[[nodiscard]] FeastDates feastDates(const content::FestivalRule& rule, content::Date today);

/// "1 al 5 de mayo de 2026; día central, 3 de mayo". The main day is left out where it says nothing.
[[nodiscard]] ui::Words feastWhen(const ui::Strings& strings, const content::FestivalRule& rule,
                                  const content::Occurrence& occurrence);
/// What the visitor should know about other years: "Fecha fija: cae domingo en 2026 y lunes en 2027." or
/// "Fecha movible: en 2027, 7 al 9 de febrero."
[[nodiscard]] ui::Words feastOtherYears(const ui::Strings& strings, const content::FestivalRule& rule,
                                        const FeastDates& dates);

}  // namespace scenes
