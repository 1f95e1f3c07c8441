// kiosk.toml: whatever the bytes, a kiosk starts; what it takes is within its ranges, what it does not take is a line
// in the log.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/settings.hpp"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const app::SettingsReading reading = app::readSettings({reinterpret_cast<const char*>(data), size});
    const app::Settings& s = reading.settings;
    require(!s.kioskId.empty() && s.kioskId.size() <= 40);
    require(s.language == "es" || s.language == "qu" || s.language == "ay" || s.language == "en");
    if (s.panelMm) require(s.panelMm->w >= 50 && s.panelMm->h >= 50 && s.panelMm->w <= 5000 && s.panelMm->h <= 5000);
    require(s.mountBottomMm >= 0 && s.mountBottomMm <= 2500);
    if (s.position) {
        require(s.position->latDeg >= -90 && s.position->latDeg <= 90);
        require(s.position->lonDeg >= -180 && s.position->lonDeg <= 180);
    }
    if (s.headingDeg) require(*s.headingDeg >= 0 && *s.headingDeg <= 360);
    require(s.volumeCap >= 0 && s.volumeCap <= 1);
    for (const app::TimeOfDay time : {s.on, s.off})
        require(time.minutes >= 0 && time.minutes < 1440);
    for (const auto pause : {s.idle, s.idleReading})
        require(pause.count() >= 20 && pause.count() <= 3600);
    require(s.countdown.count() >= 20 && s.countdown.count() <= 300);
    require(s.keyRepeatFilter.count() >= 0 && s.keyRepeatFilter.count() <= 500);
    require(s.textureMegabytes >= 0 && s.textureMegabytes <= 4096);
    for (const app::SettingsProblem& problem : reading.problems) {
        require(!problem.message.empty());
        // One line of the log each.
        require(app::toString(problem, "kiosk.toml").find('\n') == std::string::npos);
    }
    return 0;
}
