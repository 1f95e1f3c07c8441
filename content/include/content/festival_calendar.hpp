#pragma once

#include <vector>

#include "content/models.hpp"

namespace content {

/// Easter Sunday of the Gregorian calendar, any year from 1583 (anonymous Gregorian computus, Meeus 1991, ch. 8).
[[nodiscard]] Date easterSunday(int year);

/// `days` after `date` (may be negative).
[[nodiscard]] Date addDays(Date date, int days);
/// Days from `a` to `b`, negative when `b` is earlier.
[[nodiscard]] int daysBetween(Date a, Date b);
/// 0 = Monday ... 6 = Sunday.
[[nodiscard]] int weekday(Date date);

/// One celebration of a recurring feast.
struct Occurrence {
    Date first;
    Date main;
    Date last;
};

/// When a feast with this rule takes place in `year` (the year of its first day). A rule for 29 February falls on
/// 1 March in common years.
[[nodiscard]] Occurrence occurrenceIn(const FestivalRule& rule, int year);

/// The celebration that is going on at `today` or, if none, the next one to begin.
[[nodiscard]] Occurrence currentOrNext(const FestivalRule& rule, Date today);

/// Local civil date in Peru (UTC-5 all year; no daylight saving since 1994) for seconds since 1970-01-01 UTC.
[[nodiscard]] Date dateInPeru(std::int64_t unixSeconds);

}  // namespace content
