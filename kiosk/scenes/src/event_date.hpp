#pragma once

#include "content/models.hpp"
#include "ui/ui.hpp"

/// How the date of an event is said: never more exactly than it is known.
namespace scenes {

struct EventDate {
    ui::Words full;    ///< "21 de junio de 1825", "hacia 1300 a. C. – siglo I", "1866–1868"
    ui::Words before;  ///< small, above the year on the belt: "hacia"; may be empty
    ui::Words main;    ///< what stands large on the belt: "1825", "siglo I"
    ui::Words after;   ///< small, below it: "21 jun."; may be empty
};

/// Threading: any; pure. Errors: none; a century beyond those that have words is told as its year.
[[nodiscard]] EventDate eventDate(const ui::Strings& strings, const content::TimelineEvent& event);

}  // namespace scenes
