#include "content/festival_calendar.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace content;

namespace {

std::string text(Date d) {
    return std::to_string(d.year) + "-" + std::to_string(d.month) + "-" + std::to_string(d.day);
}

FestivalRule fixedRule(int month, int day, int days, int mainOffset = 0) {
    return {FestivalRule::Kind::Fixed, month, day, 0, days, mainOffset};
}

FestivalRule easterRule(int offset, int days, int mainOffset = 0) {
    return {FestivalRule::Kind::Easter, 0, 0, offset, days, mainOffset};
}

}  // namespace

TEST_SUITE("content/festival_calendar") {
    TEST_CASE("Easter falls on the Sundays of the church's table") {
        // Dates as published in tables of the Gregorian calendar, with the earliest and latest possible ones.
        const Date known[] = {{1583, 4, 10}, {1598, 3, 22}, {1693, 3, 22}, {1761, 3, 22}, {1818, 3, 22}, {1886, 4, 25},
                              {1943, 4, 25}, {1954, 4, 18}, {1961, 4, 2},  {1981, 4, 19}, {1990, 4, 15}, {1999, 4, 4},
                              {2000, 4, 23}, {2001, 4, 15}, {2004, 4, 11}, {2008, 3, 23}, {2011, 4, 24}, {2016, 3, 27},
                              {2019, 4, 21}, {2020, 4, 12}, {2021, 4, 4},  {2022, 4, 17}, {2023, 4, 9},  {2024, 3, 31},
                              {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2029, 4, 1},  {2030, 4, 21},
                              {2035, 3, 25}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2099, 4, 12}, {2100, 3, 28},
                              {2285, 3, 22}};
        for (const Date date : known)
            CHECK(text(easterSunday(date.year)) == text(date));
    }

    TEST_CASE("Easter is a Sunday between 22 March and 25 April, every year") {
        for (int year = 1583; year <= 4099; ++year) {
            const Date easter = easterSunday(year);
            const bool inRange = easter >= Date{year, 3, 22} && easter <= Date{year, 4, 25};
            if (weekday(easter) != 6 || !inRange) FAIL_CHECK(text(easter));
        }
    }

    TEST_CASE("days are counted over ends of months, leap days and centuries") {
        CHECK(addDays({2024, 2, 28}, 1) == Date{2024, 2, 29});
        CHECK(addDays({2023, 2, 28}, 1) == Date{2023, 3, 1});
        CHECK(addDays({1900, 2, 28}, 1) == Date{1900, 3, 1});
        CHECK(addDays({2000, 2, 28}, 1) == Date{2000, 2, 29});
        CHECK(addDays({2026, 12, 31}, 1) == Date{2027, 1, 1});
        CHECK(addDays({2026, 1, 1}, -1) == Date{2025, 12, 31});
        CHECK(daysBetween({2024, 1, 1}, {2025, 1, 1}) == 366);
        CHECK(daysBetween({2025, 1, 1}, {2024, 1, 1}) == -366);
        for (int offset = -5000; offset <= 5000; offset += 37) {
            CHECK(daysBetween({2000, 3, 1}, addDays({2000, 3, 1}, offset)) == offset);
        }
    }

    TEST_CASE("weekdays begin with Monday") {
        CHECK(weekday({2024, 1, 1}) == 0);
        CHECK(weekday({1821, 7, 28}) == 5);  // the day independence was proclaimed was a Saturday
        CHECK(weekday({2026, 5, 3}) == 6);
    }

    TEST_CASE("a fixed feast has the same days every year") {
        const Occurrence cross = occurrenceIn(fixedRule(5, 3, 8, 2), 2026);
        CHECK(cross.first == Date{2026, 5, 3});
        CHECK(cross.main == Date{2026, 5, 5});
        CHECK(cross.last == Date{2026, 5, 10});
    }

    TEST_CASE("a feast of 29 February falls on 1 March in common years") {
        CHECK(occurrenceIn(fixedRule(2, 29, 1), 2024).first == Date{2024, 2, 29});
        CHECK(occurrenceIn(fixedRule(2, 29, 1), 2025).first == Date{2025, 3, 1});
        CHECK(occurrenceIn(fixedRule(2, 29, 1), 2100).first == Date{2100, 3, 1});
    }

    TEST_CASE("carnival moves with Easter") {
        // Shrove Tuesday is 47 days before Easter; the feast begins on the Saturday before.
        const FestivalRule carnival = easterRule(-50, 4, 3);
        CHECK(occurrenceIn(carnival, 2024).main == Date{2024, 2, 13});
        CHECK(occurrenceIn(carnival, 2025).main == Date{2025, 3, 4});
        CHECK(occurrenceIn(carnival, 2026).first == Date{2026, 2, 14});
        CHECK(occurrenceIn(carnival, 2026).last == Date{2026, 2, 17});
        CHECK(occurrenceIn(easterRule(60, 1), 2026).first == Date{2026, 6, 4});  // Corpus Christi
    }

    TEST_CASE("any rule gives one celebration that begins in each year from 1990 to 2100") {
        const FestivalRule rules[] = {fixedRule(1, 1, 3),    fixedRule(12, 29, 10, 4), fixedRule(2, 29, 2),
                                      fixedRule(12, 31, 60), easterRule(-80, 1),       easterRule(-50, 4, 1),
                                      easterRule(0, 8),      easterRule(249, 5)};
        for (const FestivalRule& rule : rules) {
            for (int year = 1990; year <= 2100; ++year) {
                const Occurrence o = occurrenceIn(rule, year);
                const bool sound = o.first.year == year && o.first <= o.main && o.main <= o.last &&
                                   daysBetween(o.first, o.last) == rule.days - 1 &&
                                   daysBetween(o.first, o.main) == rule.mainOffset;
                if (!sound) FAIL_CHECK(text(o.first) << " " << text(o.main) << " " << text(o.last));
            }
        }
    }

    TEST_CASE("the current celebration is the one going on, else the next") {
        const FestivalRule cross = fixedRule(5, 3, 8);
        CHECK(currentOrNext(cross, {2026, 1, 1}).first == Date{2026, 5, 3});
        CHECK(currentOrNext(cross, {2026, 5, 3}).first == Date{2026, 5, 3});
        CHECK(currentOrNext(cross, {2026, 5, 10}).first == Date{2026, 5, 3});
        CHECK(currentOrNext(cross, {2026, 5, 11}).first == Date{2027, 5, 3});
    }

    TEST_CASE("a feast around New Year goes on in January") {
        const FestivalRule year = fixedRule(12, 28, 10);
        CHECK(currentOrNext(year, {2026, 1, 3}).first == Date{2025, 12, 28});
        CHECK(currentOrNext(year, {2026, 1, 6}).first == Date{2025, 12, 28});
        CHECK(currentOrNext(year, {2026, 1, 7}).first == Date{2026, 12, 28});
    }

    TEST_CASE("walking through a century day by day never shows a feast that is over or skips one") {
        for (const FestivalRule& rule : {fixedRule(12, 28, 10), easterRule(-50, 4), fixedRule(2, 29, 3)}) {
            Date previous = currentOrNext(rule, {1990, 1, 1}).first;
            int celebrations = 1;
            bool sound = true;
            for (Date day{1990, 1, 1}; day < Date{2100, 1, 1}; day = addDays(day, 1)) {
                const Occurrence o = currentOrNext(rule, day);
                sound = sound && o.last >= day && o.first >= previous;
                if (o.first != previous) ++celebrations;
                previous = o.first;
            }
            CHECK(sound);
            CHECK(celebrations >= 110);
            CHECK(celebrations <= 111);
        }
    }

    TEST_CASE("the day in Peru changes at five o'clock UTC") {
        CHECK(dateInPeru(0) == Date{1969, 12, 31});
        CHECK(dateInPeru(5 * 3600 - 1) == Date{1969, 12, 31});
        CHECK(dateInPeru(5 * 3600) == Date{1970, 1, 1});
        CHECK(dateInPeru(1'777'784'399) == Date{2026, 5, 2});  // 2026-05-03T04:59:59Z
        CHECK(dateInPeru(1'777'784'400) == Date{2026, 5, 3});
        CHECK(dateInPeru(-1) == Date{1969, 12, 31});
        CHECK(dateInPeru(-1'000'000'000) == Date{1938, 4, 24});
    }
}
