#include "test_support/gesture_text.hpp"

#include <cmath>
#include <cstdio>

namespace test_support {
namespace {

std::string rounded(float value) { return std::to_string(std::lround(value)); }

std::string point(base::PointPx p) { return " " + rounded(p.x) + "," + rounded(p.y); }

std::string decimals(float value) {
    char text[64];
    std::snprintf(text, sizeof text, " %.2f", static_cast<double>(value) + 0.0);
    return text == std::string(" -0.00") ? " 0.00" : text;
}

struct Describer {
    std::string operator()(const platform::Press& g) const { return "press" + point(g.at); }
    std::string operator()(const platform::PressCancelled&) const { return "press-cancelled"; }
    std::string operator()(const platform::Tap& g) const {
        return "tap" + point(g.at) + " x" + std::to_string(g.count);
    }
    std::string operator()(const platform::LongPress& g) const { return "long-press" + point(g.at); }
    std::string operator()(const platform::LongPressEnd& g) const { return "long-press-end" + point(g.at); }
    std::string operator()(const platform::DragBegin& g) const {
        return "drag-begin" + point(g.from) + " to" + point(g.at);
    }
    std::string operator()(const platform::DragMove& g) const {
        return "drag-move" + point(g.at) + " by" + point(g.delta);
    }
    std::string operator()(const platform::DragEnd& g) const {
        return "drag-end" + point(g.at) + " v" + point(g.velocity);
    }
    std::string operator()(const platform::PinchBegin& g) const { return "pinch-begin" + point(g.centre); }
    std::string operator()(const platform::PinchMove& g) const {
        return "pinch-move" + point(g.centre) + " by" + point(g.delta) + " scale" + decimals(g.scale) + " turn" +
               decimals(g.rotation);
    }
    std::string operator()(const platform::PinchEnd& g) const {
        return "pinch-end" + point(g.centre) + " v" + point(g.velocity) + " scale" + decimals(g.scaleVelocity);
    }
    std::string operator()(const platform::PalmBegin&) const { return "palm-begin"; }
    std::string operator()(const platform::PalmEnd&) const { return "palm-end"; }
    std::string operator()(const platform::FingerMasked& g) const { return "masked " + std::to_string(g.finger); }
    std::string operator()(const platform::GestureCancelled&) const { return "gesture-cancelled"; }
};

}  // namespace

std::string describe(const platform::Gesture& gesture) { return std::visit(Describer{}, gesture); }

std::vector<std::string> describe(const std::vector<platform::Gesture>& gestures) {
    std::vector<std::string> texts;
    texts.reserve(gestures.size());
    for (const platform::Gesture& gesture : gestures)
        texts.push_back(describe(gesture));
    return texts;
}

}  // namespace test_support
