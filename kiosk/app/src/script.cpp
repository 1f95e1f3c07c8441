#include "app/script.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

namespace app {

using base::Errc;
using base::Error;
using nlohmann::json;

namespace {

constexpr std::size_t kMaxSteps = 100'000;
constexpr int kMaxMs = 24 * 3600 * 1000;
constexpr double kMaxCoordinate = 100'000;
constexpr int kMaxCount = 100'000;
constexpr std::size_t kMaxText = 10'000;

/// Reads one step; the first problem wins.
class StepReader {
public:
    StepReader(const json& object, std::string where) : m_object(object), m_where(std::move(where)) {}

    [[nodiscard]] const json* take(const char* key) {
        m_used.insert(key);
        const auto at = m_object.find(key);
        return at == m_object.end() ? nullptr : &*at;
    }
    [[nodiscard]] int integer(const char* key, int low, int high, int fallback) {
        const json* value = take(key);
        if (value == nullptr) return fallback;
        if (!value->is_number_integer() || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high) {
            fail(key, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
            return fallback;
        }
        return value->get<int>();
    }
    [[nodiscard]] float number(const char* key, float fallback) {
        const json* value = take(key);
        if (value == nullptr) return fallback;
        if (!isNumber(*value)) {
            fail(key, "must be a number");
            return fallback;
        }
        return value->get<float>();
    }
    [[nodiscard]] std::string text(const char* key, std::size_t limit) {
        const json* value = take(key);
        if (value == nullptr || !value->is_string() || value->get_ref<const std::string&>().size() > limit) {
            fail(key, "must be a text of at most " + std::to_string(limit) + " bytes");
            return {};
        }
        return value->get<std::string>();
    }
    [[nodiscard]] Point point(const char* key) {
        const json* value = take(key);
        if (value == nullptr) {
            fail(key, "is missing");
            return {};
        }
        return pointOf(*value, key);
    }
    [[nodiscard]] Point pointOf(const json& value, const char* key) {
        if (value.is_string() && !value.get_ref<const std::string&>().empty())
            return {std::nullopt, value.get<std::string>()};
        if (value.is_array() && value.size() == 2 && isNumber(value[0]) && isNumber(value[1])) {
            return {base::PointPx{value[0].get<float>(), value[1].get<float>()}, {}};
        }
        fail(key, "must be [x, y] in pixels or the id of a node");
        return {};
    }
    /// Sub-object of an action such as {"drag": {...}}.
    [[nodiscard]] StepReader inner(const json& value, const char* key) {
        if (!value.is_object()) fail(key, "must be an object");
        return {value.is_object() ? value : kEmpty, m_where + "." + key};
    }
    void fail(const std::string& key, const std::string& message) {
        if (m_problem.empty()) m_problem = m_where + ": " + key + " " + message;
    }
    void adopt(const StepReader& inner) {
        if (m_problem.empty()) m_problem = inner.finish();
    }
    /// The first problem, or an unknown field.
    [[nodiscard]] std::string finish() const {
        if (!m_problem.empty()) return m_problem;
        for (const auto& [key, value] : m_object.items()) {
            if (m_used.count(key) == 0) return m_where + ": unknown field '" + key.substr(0, 40) + "'";
        }
        return {};
    }

private:
    static bool isNumber(const json& value) {
        return value.is_number() && std::isfinite(value.get<double>()) &&
               std::abs(value.get<double>()) <= kMaxCoordinate;
    }
    static inline const json kEmpty = json::object();
    const json& m_object;
    std::string m_where;
    std::string m_problem;
    std::set<std::string> m_used;
};

std::optional<platform::Key> keyNamed(std::string_view name) {
    if (name == "next") return platform::Key::Next;
    if (name == "previous") return platform::Key::Previous;
    if (name == "select") return platform::Key::Select;
    if (name == "repeat") return platform::Key::Repeat;
    if (name == "overlay") return platform::Key::Overlay;
    return std::nullopt;
}

base::Result<ScriptStep> parseStep(const json& object, int number) {
    const std::string where = "step " + std::to_string(number);
    if (!object.is_object()) return Error{Errc::InvalidInput, where + ": must be an object"};
    StepReader in(object, where);
    ScriptStep step;
    step.line = number;
    if (object.contains("at_ms")) step.atMs = in.integer("at_ms", 0, kMaxMs, 0);
    step.afterMs = in.integer("after_ms", 0, kMaxMs, 0);
    int actions = 0;
    const auto action = [&](const char* key) {
        const json* value = in.take(key);
        actions += value != nullptr ? 1 : 0;
        return value;
    };
    if (action("wait_ms") != nullptr) step.afterMs += in.integer("wait_ms", 0, kMaxMs, 0);
    if (const json* tap = action("tap"))
        step.what = StepTap{in.pointOf(*tap, "tap"), in.integer("count", 1, kMaxCount, 1), 0};
    if (const json* press = action("press")) {
        step.what = StepTap{in.pointOf(*press, "press"), 1, in.integer("hold_ms", 0, kMaxMs, 800)};
    }
    if (const json* slide = action("slide_off")) step.what = StepSlideOff{in.pointOf(*slide, "slide_off")};
    for (const char* name : {"drag", "fling"}) {
        const json* value = action(name);
        if (value == nullptr) continue;
        StepReader inner = in.inner(*value, name);
        const bool fling = std::string_view(name) == "fling";
        step.what = StepDrag{inner.point("from"), inner.point("to"), inner.integer("ms", 1, kMaxMs, fling ? 80 : 300),
                             inner.integer("hold_ms", 0, kMaxMs, fling ? 0 : 150)};
        in.adopt(inner);
    }
    if (const json* value = action("pinch")) {
        StepReader inner = in.inner(*value, "pinch");
        step.what = StepPinch{inner.point("at"), inner.number("from_px", 200), inner.number("to_px", 400),
                              inner.number("turn_deg", 0), inner.integer("ms", 1, kMaxMs, 300)};
        in.adopt(inner);
    }
    if (const json* palm = action("palm")) step.what = StepPalm{in.pointOf(*palm, "palm")};
    if (const json* value = action("finger")) {
        StepFinger finger;
        const std::string phase = value->is_string() ? value->get<std::string>() : "";
        if (phase == "down") {
            finger.phase = StepFinger::Phase::Down;
        } else if (phase == "move") {
            finger.phase = StepFinger::Phase::Move;
        } else if (phase == "up") {
            finger.phase = StepFinger::Phase::Up;
        } else {
            in.fail("finger", "must be \"down\", \"move\" or \"up\"");
        }
        finger.id = in.integer("id", 0, 1000, 0);
        finger.at = in.point("at");
        step.what = finger;
    }
    if (const json* value = action("key")) {
        const auto key = value->is_string() ? keyNamed(value->get_ref<const std::string&>()) : std::nullopt;
        if (!key) in.fail("key", "must be next, previous, select, repeat or overlay");
        step.what = StepKey{key.value_or(platform::Key::Next)};
    }
    if (action("type") != nullptr) step.what = StepType{in.text("type", kMaxText)};
    if (const json* value = action("taps_at_once")) {
        step.what = StepTapsAtOnce{in.pointOf(*value, "taps_at_once"), in.integer("count", 1, kMaxCount, 2)};
    }
    if (action("shot") != nullptr) step.what = StepShot{in.text("shot", 4096)};
    if (action("dump") != nullptr) step.what = StepDump{in.text("dump", 4096)};
    if (action("stats") != nullptr) step.what = StepStats{in.text("stats", 4096)};
    if (const json* value = action("expect")) {
        StepReader inner = in.inner(*value, "expect");
        StepExpect expect;
        if (value->is_object() && value->contains("screen")) expect.screen = inner.text("screen", 200);
        if (value->is_object() && value->contains("node")) expect.node = inner.text("node", 200);
        if (const json* present = inner.take("present")) {
            if (!present->is_boolean()) inner.fail("present", "must be true or false");
            expect.present = present->is_boolean() && present->get<bool>();
        }
        if (value->is_object() && value->contains("label")) expect.label = inner.text("label", kMaxText);
        if (!expect.screen && expect.node.empty()) inner.fail("expect", "needs a screen or a node");
        step.what = expect;
        in.adopt(inner);
    }
    if (const json* value = action("wall")) {
        const auto time = value->is_string() ? parseIsoTime(value->get_ref<const std::string&>()) : std::nullopt;
        if (!time) in.fail("wall", "must be a time such as \"2026-05-03T12:00:00Z\"");
        step.what = StepWall{time.value_or(platform::WallTime{})};
    }
    if (const json* value = action("resize")) {
        const auto pair = [&](const json& list, const char* key, double low) -> std::array<double, 2> {
            if (list.is_array() && list.size() == 2 && list[0].is_number() && list[1].is_number() &&
                list[0].get<double>() >= low && list[1].get<double>() >= low &&
                list[0].get<double>() <= kMaxCoordinate && list[1].get<double>() <= kMaxCoordinate) {
                return {list[0].get<double>(), list[1].get<double>()};
            }
            in.fail(key, "must be [width, height]");
            return {1, 1};
        };
        StepResize resize;
        const auto px = pair(*value, "resize", 1);
        resize.size = {static_cast<int>(px[0]), static_cast<int>(px[1])};
        if (const json* millimetres = in.take("size_mm")) {
            const auto size = pair(*millimetres, "size_mm", 0.001);
            resize.sizeMm = base::SizeMm{static_cast<float>(size[0]), static_cast<float>(size[1])};
        }
        step.what = resize;
    }
    if (const json* value = action("context_lost")) {
        if (!value->is_boolean() || !value->get<bool>()) in.fail("context_lost", "must be true");
        step.what = StepLoseContext{};
    }
    if (const json* value = action("visit")) {
        StepReader inner = in.inner(*value, "visit");
        StepVisit visit;
        const json* screens = inner.take("screens");
        if (screens == nullptr || !screens->is_array() || screens->empty() || screens->size() > 1000) {
            inner.fail("screens", "must be a list of screens");
        } else {
            for (const json& screen : *screens) {
                if (screen.is_string()) {
                    visit.screens.push_back(screen.get<std::string>());
                } else {
                    inner.fail("screens", "must be a list of screens");
                }
            }
        }
        visit.times = inner.integer("times", 1, 10'000, 1);
        step.what = visit;
        in.adopt(inner);
    }
    std::string problem = in.finish();
    if (problem.empty() && actions != 1) problem = where + ": needs exactly one action, has " + std::to_string(actions);
    if (!problem.empty()) return Error{Errc::InvalidInput, problem};
    return step;
}

}  // namespace

std::optional<platform::WallTime> parseIsoTime(std::string_view text) {
    constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
    if (text.size() != kShape.size()) return std::nullopt;
    int values[7] = {};  // digits of year (two by two), month, day, hour, minute, second
    int digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isDigit = text[i] >= '0' && text[i] <= '9';
        if (kShape[i] == 'd' ? !isDigit : text[i] != kShape[i]) return std::nullopt;
        if (!isDigit) continue;
        int& value = values[digits++ / 2];
        value = value * 10 + (text[i] - '0');
    }
    const auto [century, yearOfCentury, month, day, hour, minute, second] = values;
    const int year = century * 100 + yearOfCentury;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    // Clocks count nanoseconds: they end in 2262.
    if (!date.ok() || year < 1970 || year > 2200 || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return platform::WallTime(std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                              std::chrono::seconds(second));
}

base::Result<Script> parseScript(std::string_view text) {
    const json root = json::parse(text, nullptr, false);  // neither this nor freeing it recurses
    if (root.is_discarded() || !root.is_object()) {
        return Error{Errc::InvalidInput, "the script is not a JSON object with a list 'steps'"};
    }
    const auto steps = root.find("steps");
    if (steps == root.end() || !steps->is_array() || root.size() != 1) {
        return Error{Errc::InvalidInput, "the script must have one member, the list 'steps'"};
    }
    if (steps->size() > kMaxSteps) return Error{Errc::InvalidInput, "the script has more than 100000 steps"};
    Script script;
    int number = 0;
    for (const json& object : *steps) {
        auto step = parseStep(object, ++number);
        if (!step) return step.error();
        script.steps.push_back(std::move(*step));
    }
    return script;
}

}  // namespace app
