#include "app/script_player.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/line_break.hpp"

namespace app {

using base::Errc;
using base::Error;
using base::PointPx;
using base::Status;
using platform::Instant;
using std::chrono::milliseconds;

namespace {

constexpr auto kTapTime = milliseconds(40);
constexpr auto kBetweenTaps = milliseconds(60);
constexpr auto kMoveInterval = milliseconds(8);  // a touch panel reports at about 125 Hz
constexpr auto kSettleLimit = std::chrono::seconds(20);
constexpr platform::FingerId kFinger = 1;

const ui::Node* findNode(const ui::Tree& tree, const std::string& id) {
    for (const ui::Node& node : tree.nodes) {
        if (node.id == id) return &node;
    }
    return nullptr;
}

}  // namespace

ScriptPlayer::ScriptPlayer(Script script, ScriptHost& host, Instant start)
    : m_script(std::move(script)), m_host(host), m_start(start), m_lastDone(start) {}

Error ScriptPlayer::problem(const ScriptStep& step, const std::string& message) const {
    return {Errc::InvalidInput, "script step " + std::to_string(step.line) + ": " + message};
}

Instant ScriptPlayer::dueTime(const ScriptStep& step) const {
    Instant due = m_lastDone + milliseconds(step.afterMs);
    if (step.atMs) due = std::max(due, m_start + milliseconds(*step.atMs));
    return due;
}

bool ScriptPlayer::needsSettled(const ScriptStep& step) const {
    if (std::holds_alternative<StepWait>(step.what) || std::holds_alternative<StepFinger>(step.what) ||
        std::holds_alternative<StepWall>(step.what)) {
        return false;
    }
    return true;
}

std::optional<Instant> ScriptPlayer::deadline() const {
    if (!m_queue.empty()) return m_queue.front().time;
    if (m_visiting || !m_typing.empty() || m_waiting) return std::nullopt;
    if (m_next >= m_script.steps.size()) return std::nullopt;
    return dueTime(m_script.steps[m_next]);
}

base::Result<PointPx> ScriptPlayer::resolve(const Point& point) const {
    if (point.at) return *point.at;
    const ui::Node* node = findNode(m_host.tree(), point.node);
    if (node == nullptr)
        return Error{Errc::NotFound, "there is no node '" + point.node + "' on screen " + m_host.screen()};
    const base::RectPx rect = node->control && !node->hit.empty() ? node->hit : node->visible;
    if (rect.empty()) return Error{Errc::NotFound, "node '" + point.node + "' is not visible"};
    return rect.centre();
}

void ScriptPlayer::queueTap(PointPx at, Instant from, int holdMs) {
    const auto hold = holdMs > 0 ? milliseconds(holdMs) : kTapTime;
    m_queue.push_back({from, platform::FingerDown{kFinger, at}});
    m_queue.push_back({from + hold, platform::FingerUp{kFinger, at}});
}

void ScriptPlayer::queueDrag(platform::FingerId finger, PointPx from, PointPx to, Instant start, int ms, int holdMs) {
    m_queue.push_back({start, platform::FingerDown{finger, from}});
    const int steps = std::max(1, static_cast<int>(milliseconds(ms) / kMoveInterval));
    for (int i = 1; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        m_queue.push_back({start + milliseconds(ms * i / steps), platform::FingerMove{finger, from + (to - from) * t}});
    }
    m_queue.push_back({start + milliseconds(ms + holdMs), platform::FingerUp{finger, to}});
}

Status ScriptPlayer::expect(const StepExpect& step) const {
    if (step.screen && *step.screen != m_host.screen()) {
        return Error{Errc::InvalidInput, "expected screen '" + *step.screen + "', found '" + m_host.screen() + "'"};
    }
    if (step.node.empty()) return {};
    const ui::Node* node = findNode(m_host.tree(), step.node);
    const bool wanted = step.present.value_or(true);
    if ((node != nullptr) != wanted) {
        return Error{Errc::InvalidInput, "expected node '" + step.node +
                                             (wanted ? "' to be there" : "' not to be there") + " on screen '" +
                                             m_host.screen() + "'"};
    }
    if (node != nullptr && step.label) {
        const ui::Words& label = node->control ? node->control->label : (node->text ? node->text->words : node->label);
        if (label.text != *step.label) {
            return Error{Errc::InvalidInput,
                         "expected node '" + step.node + "' to say '" + *step.label + "', found '" + label.text + "'"};
        }
    }
    return {};
}

Status ScriptPlayer::typeNext(Instant now) {
    std::size_t end = 0;
    static_cast<void>(ui::nextCodepoint(m_typing, end));
    std::string character = m_typing.substr(0, end);
    if (character == "'" || character == "\xCA\xBC") character = "\xE2\x80\x99";  // the one apostrophe of the keyboard
    if (character == " ") character = "space";
    const ui::Node* key = findNode(m_host.tree(), "key." + character);
    if (key == nullptr) {
        // Perhaps on another layer: letters, figures, accents.
        static constexpr const char* kLayers[] = {"key.layer.letters", "key.layer.symbols", "key.layer.accents"};
        const ui::Node* layer = nullptr;
        while (m_layerSwitches < 3 && layer == nullptr)
            layer = findNode(m_host.tree(), kLayers[m_layerSwitches++]);
        if (layer == nullptr) {
            return Error{Errc::NotFound, "no key for '" + character + "' on screen " + m_host.screen()};
        }
        queueTap(layer->hit.centre(), now, 0);
        return {};
    }
    m_layerSwitches = 0;
    queueTap(key->hit.centre(), now, 0);
    m_typing.erase(0, end);
    return {};
}

Status ScriptPlayer::begin(const ScriptStep& step, Instant now) {
    const auto at = [&](const Point& point) { return resolve(point); };
    if (const auto* tap = std::get_if<StepTap>(&step.what)) {
        const auto point = at(tap->at);
        if (!point) return point.error();
        for (int i = 0; i < tap->count; ++i)
            queueTap(*point, now + i * (kTapTime + kBetweenTaps), tap->holdMs);
    } else if (const auto* slide = std::get_if<StepSlideOff>(&step.what)) {
        const auto point = at(slide->at);
        if (!point) return point.error();
        const ui::Node* node = findNode(m_host.tree(), slide->at.node);
        const float away = node != nullptr ? node->hit.h + node->hit.w : 300;
        queueDrag(kFinger, *point, {point->x, point->y - away}, now, 200, 200);
    } else if (const auto* drag = std::get_if<StepDrag>(&step.what)) {
        const auto from = at(drag->from);
        const auto to = at(drag->to);
        if (!from) return from.error();
        if (!to) return to.error();
        queueDrag(kFinger, *from, *to, now, drag->ms, drag->holdMs);
    } else if (const auto* pinch = std::get_if<StepPinch>(&step.what)) {
        const auto centre = at(pinch->at);
        if (!centre) return centre.error();
        const auto finger = [&](float t, float side) {
            const float span = (pinch->fromPx + (pinch->toPx - pinch->fromPx) * t) / 2 * side;
            const float angle = pinch->turnDeg * t * std::numbers::pi_v<float> / 180;
            return PointPx{centre->x + std::cos(angle) * span, centre->y + std::sin(angle) * span};
        };
        m_queue.push_back({now, platform::FingerDown{1, finger(0, -1)}});
        m_queue.push_back({now, platform::FingerDown{2, finger(0, 1)}});
        const int steps = std::max(1, static_cast<int>(milliseconds(pinch->ms) / kMoveInterval));
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / static_cast<float>(steps);
            const Instant when = now + milliseconds(pinch->ms * i / steps);
            m_queue.push_back({when, platform::FingerMove{1, finger(t, -1)}});
            m_queue.push_back({when, platform::FingerMove{2, finger(t, 1)}});
        }
        m_queue.push_back({now + milliseconds(pinch->ms + 20), platform::FingerUp{1, finger(1, -1)}});
        m_queue.push_back({now + milliseconds(pinch->ms + 20), platform::FingerUp{2, finger(1, 1)}});
    } else if (const auto* palm = std::get_if<StepPalm>(&step.what)) {
        const auto centre = at(palm->at);
        if (!centre) return centre.error();
        for (int i = 0; i < 6; ++i) {
            const auto x = static_cast<float>(i * 30 - 75);
            m_queue.push_back({now + milliseconds(i * 5), platform::FingerDown{10 + i, {centre->x + x, centre->y}}});
        }
        for (int i = 0; i < 6; ++i) {
            const auto x = static_cast<float>(i * 30 - 75);
            m_queue.push_back(
                {now + milliseconds(200 + i * 5), platform::FingerUp{10 + i, {centre->x + x, centre->y}}});
        }
    } else if (const auto* finger = std::get_if<StepFinger>(&step.what)) {
        const auto point = at(finger->at);
        if (!point) return point.error();
        switch (finger->phase) {
            case StepFinger::Phase::Down: m_queue.push_back({now, platform::FingerDown{finger->id, *point}}); break;
            case StepFinger::Phase::Move: m_queue.push_back({now, platform::FingerMove{finger->id, *point}}); break;
            case StepFinger::Phase::Up: m_queue.push_back({now, platform::FingerUp{finger->id, *point}}); break;
        }
    } else if (const auto* key = std::get_if<StepKey>(&step.what)) {
        m_queue.push_back({now, platform::KeyPress{key->key}});
    } else if (const auto* type = std::get_if<StepType>(&step.what)) {
        m_typing = type->text;
        m_layerSwitches = 0;
    } else if (const auto* taps = std::get_if<StepTapsAtOnce>(&step.what)) {
        const auto point = at(taps->at);
        if (!point) return point.error();
        for (int i = 0; i < taps->count; ++i) {
            m_queue.push_back({now, platform::FingerDown{kFinger, *point}});
            m_queue.push_back({now, platform::FingerUp{kFinger, *point}});
        }
    } else if (const auto* shot = std::get_if<StepShot>(&step.what)) {
        return m_host.writeShot(shot->file);
    } else if (const auto* dump = std::get_if<StepDump>(&step.what)) {
        return m_host.writeDump(dump->file);
    } else if (const auto* stats = std::get_if<StepStats>(&step.what)) {
        return m_host.writeStats(stats->file);
    } else if (const auto* expectation = std::get_if<StepExpect>(&step.what)) {
        return expect(*expectation);
    } else if (const auto* wall = std::get_if<StepWall>(&step.what)) {
        return m_host.setWall(wall->time);
    } else if (const auto* resize = std::get_if<StepResize>(&step.what)) {
        return m_host.resize(resize->size, resize->sizeMm);
    } else if (std::holds_alternative<StepLoseContext>(step.what)) {
        m_host.loseContext();
    } else if (const auto* visit = std::get_if<StepVisit>(&step.what)) {
        m_visit = *visit;
        m_visitIndex = 0;
        m_visiting = true;
    }
    return {};
}

Status ScriptPlayer::advance(Instant now, std::vector<platform::InputEvent>& out) {
    for (;;) {
        while (!m_queue.empty() && m_queue.front().time <= now) {
            out.push_back({m_queue.front().time, m_queue.front().what});
            m_queue.pop_front();
            m_lastDone = now;
        }
        if (!m_queue.empty()) return {};
        // Events just handed out have to take effect before anything looks at the tree again.
        if (!out.empty()) return {};
        if (m_visiting) {
            if (!m_host.settled()) return {};
            if (m_visitIndex == m_visit.screens.size()) {
                m_visitIndex = 0;
                if (--m_visit.times <= 0) {
                    m_visiting = false;
                    m_lastDone = now;
                    continue;
                }
            }
            m_host.openRoute(m_visit.screens[m_visitIndex++]);
            return {};
        }
        if (!m_typing.empty()) {
            if (!m_host.settled()) return {};
            const ScriptStep& step = m_script.steps[m_next - 1];
            if (const Status status = typeNext(now); !status) return problem(step, status.error().message);
            continue;
        }
        if (m_next >= m_script.steps.size()) return {};
        const ScriptStep& step = m_script.steps[m_next];
        if (dueTime(step) > now) return {};
        if (needsSettled(step) && !m_host.settled()) {
            if (!m_waiting) {
                m_waiting = true;
                m_waitingSince = now;
            }
            if (now - m_waitingSince > kSettleLimit)
                return problem(step, "the screen did not come to rest within 20 s");
            return {};
        }
        m_waiting = false;
        ++m_next;
        m_lastDone = now;
        if (const Status status = begin(step, now); !status) return problem(step, status.error().message);
    }
}

}  // namespace app
