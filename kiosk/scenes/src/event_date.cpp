#include "event_date.hpp"

#include <cstdlib>
#include <string>

#include "common.hpp"

namespace scenes {
namespace {

using content::Date;
using content::DatePrecision;
using ui::Words;

constexpr int kCenturiesWithWords = 21;

Words number(const ui::Strings& strings, int value) { return {std::to_string(value), strings.language()}; }

/// "1825", "1300 a. C.".
Words yearText(const ui::Strings& strings, int year) {
    if (year > 0) return number(strings, year);
    return ui::withValue(strings.get("event.bc"), "date", std::to_string(-year));
}

/// "siglo I". A source that gives a round year for something so long ago means "about that year".
Words centuryText(const ui::Strings& strings, int year, bool circa) {
    const int century = (std::abs(year) + 99) / 100;
    if ((circa && year % 100 == 0) || century > kCenturiesWithWords) return yearText(strings, year);
    Words words = strings.get("century." + std::to_string(century));
    if (year > 0) return words;
    return ui::withValue(strings.get("event.bc"), "date", words.text);
}

/// One end of the event, without "about".
Words pointText(const ui::Strings& strings, Date date, DatePrecision precision, bool circa) {
    switch (precision) {
        case DatePrecision::Century: return centuryText(strings, date.year, circa);
        case DatePrecision::Year: return yearText(strings, date.year);
        case DatePrecision::Month: {
            Words words =
                ui::withValue(strings.get("event.month"), "month", monthName(strings, date.month, false).text);
            return ui::withValue(std::move(words), "year", yearText(strings, date.year).text);
        }
        case DatePrecision::Day: return dayText(strings, date, true);
    }
    return {};
}

Words span(const ui::Strings& strings, const char* key, const Words& from, const Words& to) {
    return ui::withValue(ui::withValue(strings.get(key), "from", from.text), "to", to.text);
}

}  // namespace

EventDate eventDate(const ui::Strings& strings, const content::TimelineEvent& event) {
    EventDate date;
    const Words start = pointText(strings, event.start, event.precision, event.circa);
    date.full = event.circa ? ui::withValue(strings.get("event.circa"), "date", start.text) : start;
    if (event.circa) date.before = strings.get("event.circa.short");
    const bool byYear = event.precision == DatePrecision::Year;
    if (event.end) {
        const Words end = pointText(strings, *event.end, event.precision, event.circa);
        date.full = span(strings, byYear ? "event.years" : "event.span", date.full, end);
    }
    switch (event.precision) {
        case DatePrecision::Century:
            date.main = start;
            if (event.end) {
                date.after = ui::withValue(strings.get("event.until"), "date",
                                           centuryText(strings, event.end->year, event.circa).text);
            }
            break;
        case DatePrecision::Year:
            date.main = event.end ? span(strings, "event.years", start, yearText(strings, event.end->year)) : start;
            break;
        case DatePrecision::Month:
            date.main = yearText(strings, event.start.year);
            date.after = monthName(strings, event.start.month, false);
            break;
        case DatePrecision::Day:
            date.main = yearText(strings, event.start.year);
            date.after = ui::withValue(strings.get("event.day"), "day", std::to_string(event.start.day));
            date.after = ui::withValue(std::move(date.after), "month",
                                       strings.get("month.abbr." + std::to_string(event.start.month)).text);
            break;
    }
    return date;
}

}  // namespace scenes
