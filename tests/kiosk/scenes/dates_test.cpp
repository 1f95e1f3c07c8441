// How dates are said: of events never more exactly than they are known, of feasts as a visitor would ask.
#include <doctest/doctest.h>

#include "app_bench.hpp"
#include "event_date.hpp"
#include "festival_words.hpp"

namespace {

using content::Date;
using content::DatePrecision;
using content::FestivalRule;

/// The words that ship.
struct DateBench {
    test_support::LogSpy log;
    test_app::ScratchFiles files;
    std::unique_ptr<app::Catalogue> words =
        test_kiosk::need(app::Catalogue::create(test_app::builtAssets() / "locale", files, log));

    struct Said {
        std::string full, belt;
    };
    /// "before|main|after" of the belt.
    [[nodiscard]] Said say(DatePrecision precision, Date start, std::optional<Date> end = {},
                           bool circa = false) const {
        content::TimelineEvent event;
        event.precision = precision;
        event.start = start;
        event.end = end;
        event.circa = circa;
        const scenes::EventDate date = scenes::eventDate(*words, event);
        return {breakable(date.full.text), breakable(date.before.text + "|" + date.main.text + "|" + date.after.text)};
    }
    /// Ordinary spaces for those that tie a number to its word.
    static std::string breakable(std::string text) {
        for (std::size_t at = 0; (at = text.find("\u00A0", at)) != std::string::npos;)
            text.replace(at, 2, " ");
        return text;
    }
    static FestivalRule fixed(int month, int day, int days, int mainOffset) {
        return {FestivalRule::Kind::Fixed, month, day, 0, days, mainOffset};
    }
    static FestivalRule easter(int offset, int days, int mainOffset) {
        return {FestivalRule::Kind::Easter, 0, 0, offset, days, mainOffset};
    }
    [[nodiscard]] std::string when(const FestivalRule& rule, int year) const {
        return scenes::feastWhen(*words, rule, content::occurrenceIn(rule, year)).text;
    }
    [[nodiscard]] std::string others(const FestivalRule& rule, Date today) const {
        return scenes::feastOtherYears(*words, rule, scenes::feastDates(rule, today)).text;
    }
};

TEST_SUITE("scenes/event date") {
    TEST_CASE_FIXTURE(DateBench, "a day is told as a day, a month as a month, a year as a year") {
        const Said day = say(DatePrecision::Day, {1825, 6, 21});
        CHECK(day.full == "21 de junio de 1825");
        CHECK(day.belt == "|1825|21 jun.");
        const Said month = say(DatePrecision::Month, {1923, 12, 0});
        CHECK(month.full == "diciembre de 1923");
        CHECK(month.belt == "|1923|diciembre");
        const Said year = say(DatePrecision::Year, {1866, 0, 0});
        CHECK(year.full == "1866");
        CHECK(year.belt == "|1866|");
    }

    TEST_CASE_FIXTURE(DateBench, "spans name both ends") {
        CHECK(say(DatePrecision::Year, {1866, 0, 0}, Date{1868, 0, 0}).full == "1866–1868");
        CHECK(say(DatePrecision::Year, {1866, 0, 0}, Date{1868, 0, 0}).belt == "|1866–1868|");
        CHECK(say(DatePrecision::Month, {1923, 12, 0}, Date{1924, 1, 0}).full == "diciembre de 1923 – enero de 1924");
        CHECK(say(DatePrecision::Day, {1780, 11, 4}, Date{1781, 5, 18}).full ==
              "4 de noviembre de 1780 – 18 de mayo de 1781");
    }

    TEST_CASE_FIXTURE(DateBench, "a century is a century, before and after the beginning of the count") {
        CHECK(say(DatePrecision::Century, {1, 0, 0}).full == "siglo I");
        CHECK(say(DatePrecision::Century, {100, 0, 0}).full == "siglo I");
        CHECK(say(DatePrecision::Century, {101, 0, 0}).full == "siglo II");
        CHECK(say(DatePrecision::Century, {1532, 0, 0}).full == "siglo XVI");
        CHECK(say(DatePrecision::Century, {2001, 0, 0}).full == "siglo XXI");
        CHECK(say(DatePrecision::Century, {-1, 0, 0}).full == "siglo I a. C.");
        CHECK(say(DatePrecision::Century, {-200, 0, 0}).full == "siglo II a. C.");
        // The number is not torn from its word at the end of a line.
        CHECK(words->get("century.1").text == "siglo\u00A0I");
        // Beyond the centuries that have names the year stands.
        CHECK(say(DatePrecision::Century, {-2150, 0, 0}).full == "2150 a. C.");
        CHECK(say(DatePrecision::Century, {2150, 0, 0}).full == "2150");
        CHECK(say(DatePrecision::Year, {-44, 0, 0}).full == "44 a. C.");
    }

    TEST_CASE_FIXTURE(DateBench, "about: a round year of long ago stays a year") {
        const Said about = say(DatePrecision::Century, {-1300, 0, 0}, Date{100, 0, 0}, true);
        CHECK(about.full == "hacia 1300 a. C. – 100");
        CHECK(about.belt == "hacia|1300 a. C.|– 100");
        const Said century = say(DatePrecision::Century, {-1250, 0, 0}, Date{50, 0, 0}, true);
        CHECK(century.full == "hacia siglo XIII a. C. – siglo I");
        CHECK(say(DatePrecision::Year, {1450, 0, 0}, {}, true).full == "hacia 1450");
        CHECK(say(DatePrecision::Century, {-1300, 0, 0}).full == "siglo XIII a. C.");
    }

    TEST_CASE_FIXTURE(DateBench, "the same in English") {
        words->setLanguage(content::Lang::En);
        CHECK(say(DatePrecision::Day, {1825, 6, 21}).full == "21 June 1825");
        CHECK(say(DatePrecision::Century, {-200, 0, 0}).full == "2nd century BC");
        CHECK(say(DatePrecision::Year, {1450, 0, 0}, {}, true).full == "about 1450");
    }
}

TEST_SUITE("scenes/festival words") {
    TEST_CASE_FIXTURE(DateBench, "a feast says its days, and the main one where there is one") {
        CHECK(when(fixed(5, 3, 1, 0), 2026) == "3 de mayo de 2026");
        CHECK(when(fixed(5, 3, 2, 0), 2026) == "3 y 4 de mayo de 2026");
        CHECK(when(fixed(5, 1, 5, 2), 2026) == "1 al 5 de mayo de 2026; día central, 3 de mayo");
        CHECK(when(fixed(4, 30, 2, 0), 2026) == "30 de abril al 1 de mayo de 2026");
        // Over the turn of the year it is the year it ends in.
        CHECK(when(fixed(12, 31, 2, 0), 2026) == "31 de diciembre al 1 de enero de 2027");
        // Carnival 2026: Easter is on 5 April; 50 days earlier is 14 February.
        CHECK(when(easter(-50, 4, 1), 2026) == "14 al 17 de febrero de 2026");
    }

    TEST_CASE_FIXTURE(DateBench, "other years: a fixed feast changes its weekday, a movable one its day") {
        CHECK(others(fixed(5, 3, 1, 0), {2026, 5, 2}) == "Fecha fija: cae domingo en 2026 y lunes en 2027.");
        CHECK(others(fixed(5, 1, 5, 2), {2026, 5, 2}) ==
              "Fecha fija. El día central cae domingo en 2026 y lunes en 2027.");
        CHECK(others(fixed(5, 3, 2, 0), {2026, 5, 2}) == "Fecha fija: los mismos días cada año.");
        CHECK(others(easter(-50, 4, 1), {2026, 1, 1}) == "Fecha movible: en 2027, 6 al 9 de febrero.");
    }

    TEST_CASE("a feast is going on from its first to its last day") {
        const FestivalRule rule = DateBench::fixed(12, 30, 4, 1);
        const auto on = [&](Date today) { return scenes::feastDates(rule, today); };
        CHECK_FALSE(on({2026, 12, 29}).now);
        CHECK(on({2026, 12, 30}).now);
        CHECK(on({2027, 1, 2}).now);
        CHECK(on({2027, 1, 2}).next.first == Date{2026, 12, 30});
        CHECK(on({2027, 1, 2}).after.first == Date{2027, 12, 30});
        CHECK_FALSE(on({2027, 1, 3}).now);
        CHECK(on({2027, 1, 3}).next.first == Date{2027, 12, 30});
    }
}

}  // namespace
