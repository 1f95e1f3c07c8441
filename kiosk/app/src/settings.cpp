#include "app/settings.hpp"

// Debian builds the library with exceptions; here it must not throw.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

namespace app {
namespace {

/// Reads typed keys out of the parsed file, notes problems, and remembers which keys are known.
class Reader {
public:
    Reader(const toml::table& root, std::vector<SettingsProblem>& problems) : m_root(root), m_problems(problems) {}

    void text(const std::string& key, std::string& into, const std::function<bool(const std::string&)>& valid,
              const char* wanted) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        if (!value || !valid(*value)) {
            problem(*node, key, std::string("must be ") + wanted);
            return;
        }
        into = *value;
    }
    void boolean(const std::string& key, bool& into) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        if (const auto value = node->value_exact<bool>()) {
            into = *value;
        } else {
            problem(*node, key, "must be true or false");
        }
    }
    [[nodiscard]] std::optional<double> number(const std::string& key, double low, double high, const char* unit) {
        const toml::node* node = find(key);
        return node == nullptr ? std::nullopt : checked(*node, key, low, high, unit);
    }
    [[nodiscard]] std::optional<std::int64_t> integer(const std::string& key, std::int64_t low, std::int64_t high,
                                                      const char* unit) {
        const toml::node* node = find(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < low || *value > high) {
            problem(*node, key,
                    "must be a whole number of " + std::string(unit) + " between " + std::to_string(low) + " and " +
                        std::to_string(high));
            return std::nullopt;
        }
        return value;
    }
    [[nodiscard]] std::optional<std::pair<double, double>> pair(const std::string& key, double low, double high,
                                                                const char* unit) {
        const toml::node* node = find(key);
        if (node == nullptr) return std::nullopt;
        const toml::array* list = node->as_array();
        if (list == nullptr || list->size() != 2) {
            problem(*node, key, std::string("must be two numbers in ") + unit + ", e.g. [531.3, 298.9]");
            return std::nullopt;
        }
        const auto a = checked((*list)[0], key, low, high, unit);
        const auto b = checked((*list)[1], key, low, high, unit);
        if (!a || !b) return std::nullopt;
        return std::pair{*a, *b};
    }
    void time(const std::string& key, TimeOfDay& into) {
        const toml::node* node = find(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::string>();
        const auto digit = [&](std::size_t at) {
            const char c = (*value)[at];
            return c >= '0' && c <= '9' ? c - '0' : 100;  // far beyond any hour
        };
        const bool shaped = value && value->size() == 5 && (*value)[2] == ':';
        const int hours = shaped ? digit(0) * 10 + digit(1) : 100;
        const int minutes = shaped ? digit(3) * 10 + digit(4) : 100;
        if (hours > 23 || minutes > 59) {
            problem(*node, key, "must be a time such as \"06:30\"");
            return;
        }
        into.minutes = hours * 60 + minutes;
    }
    [[nodiscard]] bool has(const std::string& key) { return find(key) != nullptr; }

    /// Every key nobody asked for is a problem: it is usually a misspelt one.
    void reportUnknown() {
        for (const auto& [sectionName, sectionNode] : m_root) {
            const std::string section(sectionName.str());
            const toml::table* table = sectionNode.as_table();
            if (table == nullptr) {
                problem(sectionNode, section, "is not a section; keys stand below a [section] line");
                continue;
            }
            for (const auto& [name, node] : *table) {
                const std::string key = section + "." + std::string(name.str());
                if (m_known.count(key) == 0) problem(node, key, "is not a known setting (misspelt?)");
            }
            if (table->empty() && m_sections.count(section) == 0)
                problem(sectionNode, section, "is not a known section");
        }
    }

private:
    [[nodiscard]] const toml::node* find(const std::string& key) {
        m_known.insert(key);
        const std::size_t dot = key.find('.');
        m_sections.insert(key.substr(0, dot));
        const toml::table* section = m_root[key.substr(0, dot)].as_table();
        return section == nullptr ? nullptr : section->get(key.substr(dot + 1));
    }
    [[nodiscard]] std::optional<double> checked(const toml::node& node, const std::string& key, double low, double high,
                                                const char* unit) {
        const auto value = node.value<double>();
        if (!node.is_number() || !value || !std::isfinite(*value) || *value < low || *value > high) {
            char range[96];
            std::snprintf(range, sizeof range, " between %g and %g", low, high);
            problem(node, key, std::string("must be a number in ") + unit + range);
            return std::nullopt;
        }
        return value;
    }
    void problem(const toml::node& node, const std::string& key, const std::string& message) {
        m_problems.push_back({static_cast<int>(node.source().begin.line), printable(key), message});
    }
    /// A quoted key may hold anything; in the log it is one short line.
    [[nodiscard]] static std::string printable(std::string key) {
        constexpr std::size_t kMostBytes = 100;
        for (char& c : key) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
        }
        if (key.size() <= kMostBytes) return key;
        std::size_t end = kMostBytes;
        while ((static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80U)
            --end;
        return key.substr(0, end) + "...";
    }

    const toml::table& m_root;
    std::vector<SettingsProblem>& m_problems;
    std::set<std::string> m_known;
    std::set<std::string> m_sections;
};

bool isKioskId(const std::string& id) {
    if (id.empty() || id.size() > 40) return false;
    for (const char c : id) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    }
    return true;
}

bool isLanguage(const std::string& code) { return code == "es" || code == "qu" || code == "ay" || code == "en"; }

}  // namespace

bool Settings::isLit(TimeOfDay now) const {
    if (on == off) return true;
    if (on.minutes < off.minutes) return now.minutes >= on.minutes && now.minutes < off.minutes;
    return now.minutes >= on.minutes || now.minutes < off.minutes;  // over midnight
}

std::string toString(const SettingsProblem& problem, std::string_view file) {
    std::string text(file);
    if (problem.line > 0) text += ':' + std::to_string(problem.line);
    text += ": ";
    if (!problem.key.empty()) text += problem.key + ": ";
    return text + problem.message;
}

SettingsReading readSettings(std::string_view toml) {
    SettingsReading out;
    const toml::parse_result parsed = toml::parse(toml);
    if (!parsed) {
        out.problems.push_back(
            {static_cast<int>(parsed.error().source().begin.line), "",
             "is not valid TOML: " + std::string(parsed.error().description()) + "; all settings keep their defaults"});
        return out;
    }
    Settings& s = out.settings;
    Reader in(parsed.table(), out.problems);
    in.text("kiosk.id", s.kioskId, isKioskId, "1 to 40 characters of a-z, 0-9 and -");
    in.text("kiosk.language", s.language, isLanguage, "\"es\", \"qu\", \"ay\" or \"en\"");
    in.boolean("kiosk.production", s.production);
    if (const auto size = in.pair("panel.size_mm", 50, 5000, "millimetres")) {
        s.panelMm = base::SizeMm{static_cast<float>(size->first), static_cast<float>(size->second)};
    }
    if (const auto mount = in.number("panel.mount_bottom_mm", 0, 2500, "millimetres")) {
        s.mountBottomMm = static_cast<float>(*mount);
    }
    const bool anyPosition = in.has("position.latitude") || in.has("position.longitude");
    const auto latitude = in.number("position.latitude", -90, 90, "degrees");
    const auto longitude = in.number("position.longitude", -180, 180, "degrees");
    if (latitude && longitude) {
        s.position = base::GeoPoint{*latitude, *longitude};
    } else if (anyPosition && (!in.has("position.latitude") || !in.has("position.longitude"))) {
        out.problems.push_back({0, "position", "needs both latitude and longitude"});
    }
    if (const auto heading = in.number("position.heading_deg", 0, 360, "degrees clockwise from north"))
        s.headingDeg = *heading;
    if (const auto volume = in.number("sound.volume_cap", 0, 1, "parts of full volume"))
        s.volumeCap = static_cast<float>(*volume);
    in.time("schedule.on", s.on);
    in.time("schedule.off", s.off);
    if (const auto v = in.integer("idle.seconds", 20, 3600, "seconds")) s.idle = std::chrono::seconds(*v);
    if (const auto v = in.integer("idle.reading_seconds", 20, 3600, "seconds"))
        s.idleReading = std::chrono::seconds(*v);
    // WCAG 2.2.1: at least 20 s to answer.
    if (const auto v = in.integer("idle.countdown_seconds", 20, 300, "seconds")) s.countdown = std::chrono::seconds(*v);
    if (const auto v = in.integer("touch.key_repeat_filter_ms", 0, 500, "milliseconds")) {
        s.keyRepeatFilter = std::chrono::milliseconds(*v);
    }
    if (const auto v = in.integer("pictures.texture_megabytes", 0, 4096, "megabytes"))
        s.textureMegabytes = static_cast<int>(*v);
    in.reportUnknown();
    return out;
}

}  // namespace app
