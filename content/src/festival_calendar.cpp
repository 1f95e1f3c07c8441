#include "content/festival_calendar.hpp"

#include <chrono>

namespace content {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

sys_days dayNumber(Date date) {
    return sys_days{year{date.year} / month{static_cast<unsigned>(date.month)} / day{static_cast<unsigned>(date.day)}};
}

Date dateOf(sys_days number) {
    const year_month_day ymd{number};
    return {int{ymd.year()}, static_cast<int>(unsigned{ymd.month()}), static_cast<int>(unsigned{ymd.day()})};
}

}  // namespace

Date easterSunday(int inYear) {
    const int a = inYear % 19;
    const int b = inYear / 100;
    const int c = inYear % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return {inYear, n / 31, n % 31 + 1};
}

Date addDays(Date date, int count) { return dateOf(dayNumber(date) + days{count}); }

int daysBetween(Date a, Date b) { return static_cast<int>((dayNumber(b) - dayNumber(a)).count()); }

int weekday(Date date) { return static_cast<int>(std::chrono::weekday{dayNumber(date)}.iso_encoding()) - 1; }

Occurrence occurrenceIn(const FestivalRule& rule, int inYear) {
    // 29 February of a common year is day 60, which the calendar arithmetic reads as 1 March by itself.
    const Date first = rule.kind == FestivalRule::Kind::Easter ? addDays(easterSunday(inYear), rule.easterOffset)
                                                               : addDays({inYear, rule.month, 1}, rule.day - 1);
    return {first, addDays(first, rule.mainOffset), addDays(first, rule.days - 1)};
}

Occurrence currentOrNext(const FestivalRule& rule, Date today) {
    // A feast around New Year may have begun last year.
    for (const int inYear : {today.year - 1, today.year}) {
        const Occurrence occurrence = occurrenceIn(rule, inYear);
        if (occurrence.last >= today) return occurrence;
    }
    return occurrenceIn(rule, today.year + 1);
}

Date dateInPeru(std::int64_t unixSeconds) {
    const std::chrono::sys_seconds local{std::chrono::seconds{unixSeconds} - std::chrono::hours{5}};
    return dateOf(std::chrono::floor<days>(local));
}

}  // namespace content
