#include "platform/input_recording.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

namespace platform {
namespace {

using nlohmann::ordered_json;

constexpr double kMaxExtent = 100'000;
constexpr double kMaxTimeMs = 1'000'000'000;
constexpr std::size_t kMaxEvents = 1'000'000;
constexpr std::size_t kMaxLineBytes = 1000;
constexpr double kNanosPerMs = 1e6;

constexpr std::array<std::pair<Key, std::string_view>, 6> kKeys{{{Key::Next, "next"},
                                                                 {Key::Previous, "previous"},
                                                                 {Key::Select, "select"},
                                                                 {Key::Repeat, "repeat"},
                                                                 {Key::Overlay, "overlay"},
                                                                 {Key::Quit, "quit"}}};

// Writing.

/// The double with the fewest decimals that is this float again when rounded: 0.1F is written 0.1, not
/// 0.10000000149011612.
double shortest(float value) {
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double result = value;
    std::from_chars(text.data(), end, result);
    return result;
}

struct Writer {
    ordered_json& line;

    void finger(const char* type, FingerId finger, base::PointPx at) const {
        line["type"] = type;
        line["finger"] = finger;
        point(at);
    }
    void point(base::PointPx at) const {
        line["x"] = shortest(at.x);
        line["y"] = shortest(at.y);
    }

    void operator()(const FingerDown& e) const { finger("down", e.finger, e.at); }
    void operator()(const FingerMove& e) const { finger("move", e.finger, e.at); }
    void operator()(const FingerUp& e) const { finger("up", e.finger, e.at); }
    void operator()(const KeyPress& e) const {
        line["type"] = "key";
        for (const auto& [key, name] : kKeys) {
            if (key == e.key) line["key"] = name;
        }
    }
    void operator()(const Resized& e) const {
        line["type"] = "resize";
        line["w"] = e.size.w;
        line["h"] = e.size.h;
    }
    void operator()(const Wheel& e) const {
        line["type"] = "wheel";
        point(e.at);
        line["notches"] = shortest(e.notches);
    }
    void operator()(const ContextLost&) const { line["type"] = "context_lost"; }
    void operator()(const QuitRequested&) const { line["type"] = "quit"; }
};

// Reading.

enum class Field { Time, Type, Finger, X, Y, Key, W, H, Notches };
constexpr std::array<std::string_view, 9> kFieldNames{"t_ms", "type", "finger", "x", "y", "key", "w", "h", "notches"};

constexpr std::string_view name(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

constexpr std::array kFingerFields{Field::Time, Field::Type, Field::Finger, Field::X, Field::Y};
constexpr std::array kKeyFields{Field::Time, Field::Type, Field::Key};
constexpr std::array kResizeFields{Field::Time, Field::Type, Field::W, Field::H};
constexpr std::array kWheelFields{Field::Time, Field::Type, Field::X, Field::Y, Field::Notches};
constexpr std::array kBareFields{Field::Time, Field::Type};

struct Type {
    std::string_view name;
    std::span<const Field> fields;
};
constexpr std::array<Type, 8> kTypes{{{"down", kFingerFields},
                                      {"move", kFingerFields},
                                      {"up", kFingerFields},
                                      {"key", kKeyFields},
                                      {"resize", kResizeFields},
                                      {"wheel", kWheelFields},
                                      {"context_lost", kBareFields},
                                      {"quit", kBareFields}}};

/// What a line says, for an error message: short, and printable whatever the file holds.
std::string shown(std::string_view text) {
    constexpr std::size_t kShown = 24;
    std::string result = "'";
    for (const char c : text.substr(0, kShown))
        result += c >= ' ' && c <= '~' ? c : '?';
    return result + (text.size() > kShown ? "...'" : "'");
}

std::string inField(std::string_view field, const std::string& what) {
    return field.empty() ? what : "field " + shown(field) + ": " + what;
}

using Scalar = std::variant<std::int64_t, double, std::string>;

/// Takes one line apart with nlohmann's event parser, which, unlike its tree, shows keys that occur twice and says in
/// which field the text stops being JSON.
class LineReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return fail("must not be null"); }
    bool boolean(bool) override { return fail("must not be true or false"); }
    bool number_integer(std::int64_t value) override { return take(value); }
    bool number_unsigned(std::uint64_t value) override {
        if (value > static_cast<std::uint64_t>(INT64_MAX)) return fail("the number is too large");
        return take(static_cast<std::int64_t>(value));
    }
    bool number_float(double value, const std::string&) override { return take(value); }
    bool string(std::string& value) override { return take(std::move(value)); }
    bool binary(nlohmann::json::binary_t&) override { return fail("must not be binary"); }
    bool start_object(std::size_t) override {
        if (m_open) return fail("must not be an object");
        m_open = true;
        return true;
    }
    bool end_object() override {
        m_key.clear();
        return true;
    }
    bool start_array(std::size_t) override { return fail("must not be an array"); }
    bool end_array() override { return true; }
    bool key(std::string& text) override {
        m_key = text;
        const auto known = std::find(kFieldNames.begin(), kFieldNames.end(), text);
        if (known == kFieldNames.end()) return fail("there is no such field");
        m_field = static_cast<std::size_t>(known - kFieldNames.begin());
        if (m_values[m_field]) return fail("occurs twice");
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) override {
        constexpr int kNumberOverflow = 406;
        if (error.id == kNumberOverflow) return fail("must be a finite number");
        return fail("not valid JSON at byte " + std::to_string(position));
    }

    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] const std::optional<Scalar>& value(Field field) const {
        return m_values[static_cast<std::size_t>(field)];
    }

private:
    bool take(Scalar value) {
        if (!m_open) return fail("");
        m_values[m_field] = std::move(value);
        return true;
    }
    bool fail(const std::string& what) {
        m_problem = m_open ? inField(m_key, what) : "must be one JSON object, e.g. {\"t_ms\":0,\"type\":\"quit\"}";
        return false;
    }

    bool m_open = false;
    std::string m_key;
    std::size_t m_field = 0;
    std::array<std::optional<Scalar>, kFieldNames.size()> m_values;
    std::string m_problem;
};

/// Gets typed values out of a line whose fields are known to be present, and remembers the first that does not fit.
class Values {
public:
    explicit Values(const LineReader& reader) : m_reader(reader) {}

    double number(Field field, double low, double high) {
        const auto& value = m_reader.value(field);
        double result = 0;
        if (const auto* whole = std::get_if<std::int64_t>(&*value)) {
            result = static_cast<double>(*whole);
        } else if (const auto* decimal = std::get_if<double>(&*value)) {
            result = *decimal;
        } else {
            return note(field, "must be a number"), low;
        }
        if (!(result >= low && result <= high)) return note(field, range(low, high)), low;
        return result;
    }
    float extent(Field field) { return static_cast<float>(number(field, -kMaxExtent, kMaxExtent)); }
    base::PointPx point() {
        const float x = extent(Field::X);
        return {x, extent(Field::Y)};
    }
    std::int64_t integer(Field field) {
        if (const auto* whole = std::get_if<std::int64_t>(&*m_reader.value(field))) return *whole;
        return note(field, "must be a whole number"), 0;
    }
    int size(Field field) {
        const std::int64_t whole = integer(field);
        if (whole < 0 || whole > static_cast<std::int64_t>(kMaxExtent)) return note(field, range(0, kMaxExtent)), 0;
        return static_cast<int>(whole);
    }
    Key key() {
        const auto* text = std::get_if<std::string>(&*m_reader.value(Field::Key));
        for (const auto& [key, name] : kKeys) {
            if (text != nullptr && *text == name) return key;
        }
        return note(Field::Key, "must be one of next, previous, select, repeat, overlay, quit"), Key::Next;
    }
    Duration time() {
        const double ms = number(Field::Time, 0, kMaxTimeMs);
        return std::chrono::nanoseconds(std::llround(ms * kNanosPerMs));
    }

    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    static std::string range(double low, double high) {
        return "must lie between " + std::to_string(static_cast<std::int64_t>(low)) + " and " +
               std::to_string(static_cast<std::int64_t>(high));
    }
    void note(Field field, const std::string& what) {
        if (m_problem.empty()) m_problem = inField(name(field), what);
    }

    const LineReader& m_reader;
    std::string m_problem;
};

decltype(InputEvent::what) payload(std::string_view type, Values& values) {
    if (type == "down" || type == "move" || type == "up") {
        const FingerId finger = values.integer(Field::Finger);
        const base::PointPx at = values.point();
        if (type == "down") return FingerDown{finger, at};
        if (type == "move") return FingerMove{finger, at};
        return FingerUp{finger, at};
    }
    if (type == "key") return KeyPress{values.key()};
    if (type == "resize") {
        const int w = values.size(Field::W);
        return Resized{{w, values.size(Field::H)}};
    }
    if (type == "wheel") {
        const base::PointPx at = values.point();
        return Wheel{at, values.extent(Field::Notches)};
    }
    if (type == "context_lost") return ContextLost{};
    return QuitRequested{};
}

/// The fields the line has are those its type asks for; otherwise what is wrong.
std::string checkFields(const LineReader& reader, const Type& type) {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i) {
        const auto field = static_cast<Field>(i);
        const bool wanted = std::find(type.fields.begin(), type.fields.end(), field) != type.fields.end();
        const bool there = reader.value(field).has_value();
        if (wanted && !there) return inField(name(field), "is missing");
        if (there && !wanted) return inField(name(field), "does not belong to type " + shown(type.name));
    }
    return {};
}

base::Result<RecordedEvent> parseLine(std::string_view line) {
    const auto invalid = [](std::string message) { return base::Error{base::Errc::InvalidInput, std::move(message)}; };
    if (line.size() > kMaxLineBytes) return invalid("is longer than " + std::to_string(kMaxLineBytes) + " bytes");

    LineReader reader;
    if (!nlohmann::json::sax_parse(line, &reader)) return invalid(reader.problem());
    const auto& typeValue = reader.value(Field::Type);
    if (!typeValue) return invalid(inField(name(Field::Type), "is missing"));
    const auto* typeName = std::get_if<std::string>(&*typeValue);
    if (typeName == nullptr) return invalid(inField(name(Field::Type), "must be a string"));
    const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& t) { return t.name == *typeName; });
    if (type == kTypes.end()) {
        return invalid(inField(name(Field::Type), "there is no type " + shown(*typeName) +
                                                      "; it is one of down, move, up, key, resize, wheel, "
                                                      "context_lost, quit"));
    }
    if (std::string problem = checkFields(reader, *type); !problem.empty()) return invalid(std::move(problem));

    Values values(reader);
    RecordedEvent event{values.time(), payload(type->name, values)};
    if (!values.problem().empty()) return invalid(values.problem());
    return event;
}

}  // namespace

std::string toJsonLine(const RecordedEvent& event) {
    const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(event.sinceStart).count();
    constexpr auto kWholeMs = static_cast<std::int64_t>(kNanosPerMs);
    ordered_json line;
    if (nanos % kWholeMs == 0) {
        line["t_ms"] = nanos / kWholeMs;
    } else {
        line["t_ms"] = static_cast<double>(nanos) / kNanosPerMs;
    }
    std::visit(Writer{line}, event.what);
    return line.dump();
}

base::Result<std::vector<RecordedEvent>> parseRecording(std::string_view jsonLines) {
    std::vector<RecordedEvent> events;
    for (std::size_t lineNumber = 1; !jsonLines.empty(); ++lineNumber) {
        const auto invalid = [&](const std::string& message) {
            return base::Error{base::Errc::InvalidInput, message}.in("line " + std::to_string(lineNumber));
        };
        if (events.size() == kMaxEvents) return invalid("more than " + std::to_string(kMaxEvents) + " events");

        const std::size_t end = jsonLines.find('\n');
        auto event = parseLine(jsonLines.substr(0, end));
        if (!event) return invalid(event.error().message);
        if (!events.empty() && event->sinceStart < events.back().sinceStart) {
            return invalid(inField(name(Field::Time), "is earlier than in the line before"));
        }
        events.push_back(*std::move(event));
        jsonLines.remove_prefix(end == std::string_view::npos ? jsonLines.size() : end + 1);
    }
    return events;
}

}  // namespace platform
