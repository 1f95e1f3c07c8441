#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "base/units.hpp"
#include "content/models.hpp"

namespace app {

/// Minutes after midnight, local time in Peru; [0, 1440).
struct TimeOfDay {
    int minutes = 0;
    friend constexpr bool operator==(TimeOfDay, TimeOfDay) = default;
};

/// Days of an election campaign, both ends included, in Peru's local time.
struct ElectoralPeriod {
    content::Date from;
    std::optional<content::Date> to;  ///< nullopt = until the setting is taken out
    [[nodiscard]] bool covers(content::Date day) const { return from <= day && (!to || day <= *to); }
};

/// What an operator tells a kiosk: one TOML file, kiosk.toml. Every key is optional; what is missing has the default
/// written here. docs: assets/kiosk.example.toml.
struct Settings {
    // [kiosk]
    std::string kioskId = "sin-nombre";  ///< a-z 0-9 -, at most 40 characters
    std::string language = "es";         ///< language of a new visit
    bool production = false;             ///< no developers' overlay, no way out by key

    // [panel]
    std::optional<base::SizeMm> panelMm;  ///< visible size; without it a 24" panel is assumed and said so in the log
    float mountBottomMm = 800;            ///< lower edge of the picture above the floor

    // [position]
    std::optional<base::GeoPoint> position;  ///< where the kiosk stands
    std::optional<double> headingDeg;        ///< direction a visitor looks, clockwise from north

    // [sound]
    float volumeCap = 0.7F;  ///< 0..1, the loudest a visitor can set

    // [schedule]: dark outside these hours; equal times = always on
    TimeOfDay on{6 * 60};
    TimeOfDay off{22 * 60};

    // [idle]
    std::chrono::seconds idle{60};
    std::chrono::seconds idleReading{120};
    std::chrono::seconds countdown{30};

    // [touch]
    std::chrono::milliseconds keyRepeatFilter{0};  ///< ignore the same key again within this time, for trembling hands

    // [electoral]: between the call of an election and its end public bodies may not advertise what they have done
    std::optional<ElectoralPeriod> electoral;  ///< progress of the plan is not shown then; nullopt = never

    // [pictures]
    int textureMegabytes = 0;  ///< budget for pictures on the GPU; 0 = chosen from the panel

    /// True while the panel is meant to be lit at this local time.
    [[nodiscard]] bool isLit(TimeOfDay now) const;
};

/// One thing wrong with a settings file. The rest of the file still counts.
struct SettingsProblem {
    int line = 0;
    std::string key;      ///< e.g. "panel.size_mm"
    std::string message;  ///< what is wrong and what would be right, in English
};
/// "kiosk.toml:7: panel.size_mm: ..."
[[nodiscard]] std::string toString(const SettingsProblem& problem, std::string_view file);

struct SettingsReading {
    Settings settings;
    std::vector<SettingsProblem> problems;
};

/// Reads TOML 1.0. A key that is unknown, of the wrong type or out of range becomes a problem and keeps its default; a
/// file that is not TOML at all is one problem and all defaults. Never fails: a kiosk starts with what it can use.
[[nodiscard]] SettingsReading readSettings(std::string_view toml);

}  // namespace app
