#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "platform/clock.hpp"
#include "platform/input_event.hpp"

namespace app {

/// One thing a script makes happen. Fingers work exactly as on glass: they become FingerDown/Move/Up events.
///
/// File form: JSON, `{"steps": [ ... ]}`; each step is an object with one action and, optionally, `at_ms` (time since
/// start) or `after_ms` (time since the previous step began or, for gestures, ended). Without either a step follows at
/// once. `wait_ms` alone lets time pass. Points are framebuffer pixels `[x, y]`, or the id of a node of the tree (its
/// centre).
///
///     {"tap": [960, 540]}                        {"tap": "home.places", "count": 3}
///     {"press": "bar.home", "hold_ms": 800}      {"slide_off": "bar.home"}
///     {"drag": {"from": P, "to": P, "ms": 300, "hold_ms": 0}}
///     {"fling": {"from": P, "to": P, "ms": 80}}
///     {"pinch": {"at": P, "from_px": 200, "to_px": 500, "turn_deg": 0, "ms": 300}}
///     {"palm": P}                                 six contacts around P, then lifted
///     {"finger": "down", "id": 3, "at": P}       also "move", "up": raw contacts
///     {"key": "next"}                             next previous select repeat overlay
///     {"type": "ch'uspa"}                        taps the on-screen keyboard letter by letter
///     {"taps_at_once": P, "count": 500}          all down and up events inside one frame
///     {"shot": "a.png"}  {"dump": "a.json"}      picture and tree at this moment, after the screen has settled
///     {"stats": "a.json"}                         what the run cost so far, as --stats; frame times start anew
///     {"expect": {"screen": "home"}}             ends the run with exit code 1 and a message when it is not so
///     {"expect": {"node": "idle.dialog", "present": true}}      {"expect": {"node": ID, "label": "text"}}
///     {"wall": "2026-05-03T12:00:00Z"}           sets the calendar (fake clock only)
///     {"resize": [1080, 1920], "size_mm": [299, 531]}   {"context_lost": true}
///     {"visit": {"screens": ["home", "places"], "times": 50}}   opens screens one after another (soak)
struct Point {
    std::optional<base::PointPx> at;
    std::string node;  ///< used when `at` is empty
};

struct StepWait {};
struct StepTap {
    Point at;
    int count = 1;
    int holdMs = 0;
};
struct StepSlideOff {
    Point at;
};
struct StepDrag {
    Point from;
    Point to;
    int ms = 300;
    int holdMs = 0;  ///< rest before lifting; 0 = fling
};
struct StepPinch {
    Point at;
    float fromPx = 200;
    float toPx = 400;
    float turnDeg = 0;
    int ms = 300;
};
struct StepPalm {
    Point at;
};
struct StepFinger {
    enum class Phase : std::uint8_t { Down, Move, Up } phase = Phase::Down;
    platform::FingerId id = 0;
    Point at;
};
struct StepKey {
    platform::Key key = platform::Key::Next;
};
struct StepType {
    std::string text;
};
struct StepTapsAtOnce {
    Point at;
    int count = 1;
};
struct StepShot {
    std::string file;
};
struct StepDump {
    std::string file;
};
struct StepStats {
    std::string file;
};
struct StepExpect {
    std::optional<std::string> screen;
    std::string node;
    std::optional<bool> present;
    std::optional<std::string> label;
};
struct StepWall {
    platform::WallTime time;
};
struct StepResize {
    base::SizePx size;
    std::optional<base::SizeMm> sizeMm;
};
struct StepLoseContext {};
struct StepVisit {
    std::vector<std::string> screens;
    int times = 1;
};

struct ScriptStep {
    std::optional<int> atMs;  ///< since the start of the run
    int afterMs = 0;          ///< since the previous step was done
    int line = 0;             ///< number of the step, 1-based, for messages
    std::variant<StepWait, StepTap, StepSlideOff, StepDrag, StepPinch, StepPalm, StepFinger, StepKey, StepType,
                 StepTapsAtOnce, StepShot, StepDump, StepStats, StepExpect, StepWall, StepResize, StepLoseContext,
                 StepVisit>
        what;
};

struct Script {
    std::vector<ScriptStep> steps;
};

/// Errc::InvalidInput naming the step and the field. At most 100,000 steps.
[[nodiscard]] base::Result<Script> parseScript(std::string_view json);

/// "2026-05-03T12:00:00Z" (only UTC, seconds, years 1970 to 2200).
[[nodiscard]] std::optional<platform::WallTime> parseIsoTime(std::string_view text);

}  // namespace app
