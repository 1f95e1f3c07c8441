// Scripts of headless runs: whatever the bytes, the parser returns; what it refuses it explains, what it accepts keeps
// within the limits that the player relies on.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/script.hpp"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

constexpr int kDayMs = 24 * 3600 * 1000;

void checkPoint(const app::Point& point) {
    require(point.at.has_value() == point.node.empty());
    if (point.at) require(std::abs(point.at->x) <= 100'000 && std::abs(point.at->y) <= 100'000);
}

void checkStep(const app::ScriptStep& step) {
    require(step.afterMs >= 0 && step.afterMs <= 2 * kDayMs);
    require(!step.atMs || (*step.atMs >= 0 && *step.atMs <= kDayMs));
    if (const auto* tap = std::get_if<app::StepTap>(&step.what)) {
        checkPoint(tap->at);
        require(tap->count >= 1 && tap->count <= 100'000 && tap->holdMs >= 0);
    } else if (const auto* drag = std::get_if<app::StepDrag>(&step.what)) {
        checkPoint(drag->from);
        checkPoint(drag->to);
        require(drag->ms >= 1 && drag->ms <= kDayMs && drag->holdMs >= 0);
    } else if (const auto* pinch = std::get_if<app::StepPinch>(&step.what)) {
        checkPoint(pinch->at);
        require(std::isfinite(pinch->fromPx) && std::isfinite(pinch->toPx) && std::isfinite(pinch->turnDeg));
        require(pinch->ms >= 1);
    } else if (const auto* finger = std::get_if<app::StepFinger>(&step.what)) {
        checkPoint(finger->at);
        require(finger->id >= 0 && finger->id <= 1000);
    } else if (const auto* taps = std::get_if<app::StepTapsAtOnce>(&step.what)) {
        checkPoint(taps->at);
        require(taps->count >= 1 && taps->count <= 100'000);
    } else if (const auto* expect = std::get_if<app::StepExpect>(&step.what)) {
        require(expect->screen || !expect->node.empty());
    } else if (const auto* resize = std::get_if<app::StepResize>(&step.what)) {
        require(resize->size.w >= 1 && resize->size.h >= 1 && resize->size.w <= 100'000 && resize->size.h <= 100'000);
        if (resize->sizeMm) require(resize->sizeMm->w > 0 && resize->sizeMm->h > 0);
    } else if (const auto* visit = std::get_if<app::StepVisit>(&step.what)) {
        require(!visit->screens.empty() && visit->times >= 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto script = app::parseScript(text);
    if (!script) {
        const std::string& message = script.error().message;
        require(script.error().code == base::Errc::InvalidInput);
        require(message.rfind("the script ", 0) == 0 || message.rfind("step ", 0) == 0);
        require(message.size() < 400 && message.find('\n') == std::string::npos);
    } else {
        int number = 0;
        for (const app::ScriptStep& step : script->steps) {
            require(step.line == ++number);
            checkStep(step);
        }
    }
    if (const auto time = app::parseIsoTime(text)) require(text.size() == 20 && time->time_since_epoch().count() >= 0);
    return 0;
}
