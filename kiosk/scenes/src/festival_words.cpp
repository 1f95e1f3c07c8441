#include "festival_words.hpp"

#include <string>
#include <utility>

#include "common.hpp"

namespace scenes {
namespace {

using content::Date;
using content::FestivalRule;
using content::Occurrence;
using ui::Words;

/// From three days on one of them is the main day. Of two, both are: either the feast fills them, or sources disagree.
constexpr int kDaysWithMain = 3;

Words days(const ui::Strings& strings, const Occurrence& o) {
    const bool neighbours = content::daysBetween(o.first, o.last) == 1 && o.first.month == o.last.month;
    if (!neighbours) return rangeText(strings, o.first, o.last);
    Words words = ui::withValue(strings.get("festivals.two-days"), "from", std::to_string(o.first.day));
    words = ui::withValue(std::move(words), "to", std::to_string(o.last.day));
    return ui::withValue(std::move(words), "month", monthName(strings, o.first.month, false).text);
}

Words weekdayName(const ui::Strings& strings, Date date) {
    return strings.get("weekday." + std::to_string(content::weekday(date)));
}

}  // namespace

FeastDates feastDates(const FestivalRule& rule, Date today) {
    FeastDates dates;
    dates.next = content::currentOrNext(rule, today);
    dates.after = content::occurrenceIn(rule, dates.next.first.year + 1);
    dates.now = dates.next.first <= today && today <= dates.next.last;
    return dates;
}

Words feastWhen(const ui::Strings& strings, const FestivalRule& rule, const Occurrence& occurrence) {
    Words words = ui::withValue(strings.get("festivals.when"), "dates", days(strings, occurrence).text);
    words = ui::withValue(std::move(words), "year", std::to_string(occurrence.last.year));
    if (rule.days < kDaysWithMain || rule.kind == FestivalRule::Kind::Easter) return words;
    Words all = ui::withValue(strings.get("festivals.main"), "dates", words.text);
    return ui::withValue(std::move(all), "day", dayText(strings, occurrence.main, false).text);
}

Words feastOtherYears(const ui::Strings& strings, const FestivalRule& rule, const FeastDates& dates) {
    const auto year = [](const Occurrence& o) { return std::to_string(o.main.year); };
    if (rule.kind == FestivalRule::Kind::Easter) {
        Words words = ui::withValue(strings.get("festivals.movable"), "dates", days(strings, dates.after).text);
        return ui::withValue(std::move(words), "year", year(dates.after));
    }
    if (rule.days == 2) return strings.get("festivals.fixed.two-days");
    Words words = strings.get(rule.days >= kDaysWithMain ? "festivals.fixed.main" : "festivals.fixed");
    words = ui::withValue(std::move(words), "weekday", weekdayName(strings, dates.next.main).text);
    words = ui::withValue(std::move(words), "year", year(dates.next));
    words = ui::withValue(std::move(words), "weekday-after", weekdayName(strings, dates.after.main).text);
    return ui::withValue(std::move(words), "year-after", year(dates.after));
}

}  // namespace scenes
