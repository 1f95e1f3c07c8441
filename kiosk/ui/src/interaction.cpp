#include "ui/interaction.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

using base::PointPx;
using platform::Instant;

namespace {

constexpr float kFriction = 4.0F;         // 1/s: a fling loses 98 % of its speed in a second
constexpr float kSpring = 14.0F;          // 1/s: how fast a list pulled beyond its end comes back
constexpr float kMinFlingMm = 30.0F;      // mm/s
constexpr float kStopMm = 6.0F;           // mm/s
constexpr float kPullResistance = 0.35F;  // of the finger's way, beyond the end
constexpr float kWheelMm = 18.0F;         // per notch
constexpr auto kScrollTime = std::chrono::milliseconds(280);
constexpr float kSamePlacePx = 0.5F;
constexpr float kLongestStep = 0.05F;  // s: after a pause nothing may jump

float seconds(platform::Duration d) { return std::chrono::duration<float>(d).count(); }

float easeOutCubic(float t) {
    const float u = 1 - t;
    return 1 - u * u * u;
}

/// Index of the last modal node; only what is inside it can be used. -1 = none.
int modalOf(const Tree& tree) {
    for (int i = static_cast<int>(tree.nodes.size()) - 1; i >= 0; --i) {
        if (tree.nodes[static_cast<std::size_t>(i)].modal) return i;
    }
    return -1;
}

bool isInside(const Tree& tree, int index, int ancestor) {
    while (index >= 0 && index != ancestor)
        index = tree.nodes[static_cast<std::size_t>(index)].parent;
    return index == ancestor;
}

bool usable(const Node& n) { return n.control && n.control->enabled && n.control->action; }

}  // namespace

int Interaction::find(const Tree& tree, const std::string& id) const {
    if (id.empty()) return -1;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        if (tree.nodes[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

int Interaction::controlAt(const Tree& tree, PointPx at) const {
    const int modal = modalOf(tree);
    for (int i = static_cast<int>(tree.nodes.size()) - 1; i >= 0; --i) {
        const Node& n = tree.nodes[static_cast<std::size_t>(i)];
        if (!usable(n) || !n.hit.contains(at)) continue;
        if (n.control->hitTest && !n.control->hitTest(at)) continue;
        if (modal >= 0 && !isInside(tree, i, modal)) continue;
        return i;
    }
    return -1;
}

int Interaction::scrollAt(const Tree& tree, PointPx at) const {
    const int modal = modalOf(tree);
    for (int i = static_cast<int>(tree.nodes.size()) - 1; i >= 0; --i) {
        const Node& n = tree.nodes[static_cast<std::size_t>(i)];
        if (!n.scroll || !n.visible.contains(at) || n.view.contentPx <= n.view.viewportPx) continue;
        if (modal >= 0 && !isInside(tree, i, modal)) continue;
        return i;
    }
    return -1;
}

Interaction::Outcome Interaction::activate(const Tree& tree, const std::string& id) {
    const int index = find(tree, id);
    if (index < 0 || !usable(tree.nodes[static_cast<std::size_t>(index)])) return {true, false, true};
    // A copy: the action may change the very tree it stands in.
    const std::function<void()> action = tree.nodes[static_cast<std::size_t>(index)].control->action;
    action();
    return {true, true, true};
}

Interaction::Outcome Interaction::handle(const platform::Gesture& gesture, const Tree& tree, Instant now) {
    Outcome out;
    const auto release = [&] {
        const bool wasArmed = m_armed;
        m_armed = false;
        m_pressed.clear();
        return wasArmed;
    };
    const auto letGo = [&] {
        if (const auto at = m_scrolls.find(m_dragged); at != m_scrolls.end()) at->second.held = false;
        m_dragged.clear();
    };
    if (const auto* press = std::get_if<platform::Press>(&gesture)) {
        m_focusVisible = false;
        const int scrolled = scrollAt(tree, press->at);
        bool caught = false;
        if (scrolled >= 0) {
            // A touch stops a list that is moving; it does not also press what happens to be under it.
            Scroll& scroll = m_scrolls[tree.nodes[static_cast<std::size_t>(scrolled)].id];
            caught = std::abs(scroll.velocity) > m_pxPerMm * kMinFlingMm;
            scroll.velocity = 0;
            scroll.target.reset();
        }
        m_caught = caught;
        const int index = caught ? -1 : controlAt(tree, press->at);
        if (index >= 0) {
            m_pressed = tree.nodes[static_cast<std::size_t>(index)].id;
            m_armed = true;
        }
        const bool through = index >= 0 && tree.nodes[static_cast<std::size_t>(index)].control->dragThrough;
        out = {true, false, (index >= 0 && !through) || caught};
    } else if (std::holds_alternative<platform::PressCancelled>(gesture) ||
               std::holds_alternative<platform::GestureCancelled>(gesture)) {
        out.changed = release() || !m_dragged.empty();
        letGo();
    } else if (std::holds_alternative<platform::Tap>(gesture) ||
               std::holds_alternative<platform::LongPressEnd>(gesture)) {
        // A slow press is still a press: many visitors hold a key until they see something happen.
        const std::string id = m_pressed;
        if (!id.empty()) {
            out = release() ? activate(tree, id) : Outcome{true, false, true};
        } else {
            out.consumed = std::exchange(m_caught, false);
        }
    } else if (const auto* begin = std::get_if<platform::DragBegin>(&gesture)) {
        const PointPx way = begin->at - begin->from;
        const int scrolled = scrollAt(tree, begin->from);
        if (scrolled >= 0 && std::abs(way.y) >= std::abs(way.x)) {
            release();
            m_dragged = tree.nodes[static_cast<std::size_t>(scrolled)].id;
            Scroll& scroll = m_scrolls[m_dragged];
            scroll.held = true;
            scroll.offset -= way.y;
            scroll.velocity = 0;
            scroll.target.reset();
            out = {true, false, true};
        } else if (const int pressed = find(tree, m_pressed);
                   pressed >= 0 && tree.nodes[static_cast<std::size_t>(pressed)].control->dragThrough) {
            release();
            out.changed = true;
        } else if (!m_pressed.empty()) {
            const int index = find(tree, m_pressed);
            m_armed = index >= 0 && tree.nodes[static_cast<std::size_t>(index)].hit.contains(begin->at);
            out = {true, false, true};
        }
    } else if (const auto* move = std::get_if<platform::DragMove>(&gesture)) {
        if (const auto at = m_scrolls.find(m_dragged); at != m_scrolls.end()) {
            Scroll& scroll = at->second;
            const bool beyond = scroll.offset < 0 || scroll.offset > scroll.range();
            scroll.offset -= move->delta.y * (beyond ? kPullResistance : 1);
            out = {true, false, true};
        } else if (!m_pressed.empty()) {
            const int index = find(tree, m_pressed);
            const bool inside = index >= 0 && tree.nodes[static_cast<std::size_t>(index)].hit.contains(move->at);
            out = {inside != m_armed, false, true};
            m_armed = inside;
        }
    } else if (const auto* end = std::get_if<platform::DragEnd>(&gesture)) {
        if (const auto at = m_scrolls.find(m_dragged); at != m_scrolls.end()) {
            Scroll& scroll = at->second;
            scroll.held = false;
            scroll.velocity = end->isFling(kMinFlingMm * m_pxPerMm) && !m_reducedMotion ? -end->velocity.y : 0;
            scroll.last = now;
            m_dragged.clear();
            out = {true, false, true};
        } else if (!m_pressed.empty()) {
            const std::string id = m_pressed;
            out = release() ? activate(tree, id) : Outcome{true, false, true};
        }
    } else if (std::holds_alternative<platform::PalmBegin>(gesture)) {
        release();
        letGo();
        out.changed = true;
    }
    return out;
}

Interaction::Outcome Interaction::handle(platform::Key key, const Tree& tree, Instant now) {
    switch (key) {
        case platform::Key::Next: moveFocus(tree, 1, now); return {true, false, true};
        case platform::Key::Previous: moveFocus(tree, -1, now); return {true, false, true};
        case platform::Key::Select:
            if (m_focusVisible && !m_focus.empty()) return activate(tree, m_focus);
            moveFocus(tree, 1, now);
            return {true, false, true};
        default: return {};
    }
}

Interaction::Outcome Interaction::wheel(const platform::Wheel& wheel, const Tree& tree) {
    const int scrolled = scrollAt(tree, wheel.at);
    if (scrolled < 0) return {};
    Scroll& scroll = m_scrolls[tree.nodes[static_cast<std::size_t>(scrolled)].id];
    scroll.offset = std::clamp(scroll.offset - wheel.notches * kWheelMm * m_pxPerMm, 0.0F, scroll.range());
    return {true, false, true};
}

void Interaction::moveFocus(const Tree& tree, int step, Instant now) {
    const int modal = modalOf(tree);
    std::vector<int> order;
    int current = -1;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const int index = static_cast<int>(i);
        if (!usable(tree.nodes[i]) || (modal >= 0 && !isInside(tree, index, modal))) continue;
        if (tree.nodes[i].id == m_focus) current = static_cast<int>(order.size());
        order.push_back(index);
    }
    if (order.empty()) return;
    const auto count = static_cast<int>(order.size());
    int next = 0;
    if (current >= 0) {
        next = (current + step + count) % count;
    } else if (step < 0) {
        next = count - 1;
    }
    const Node& n = tree.nodes[static_cast<std::size_t>(order[static_cast<std::size_t>(next)])];
    m_focus = n.id;
    m_focusVisible = true;
    // Bring it into sight.
    for (int up = n.parent; up >= 0; up = tree.nodes[static_cast<std::size_t>(up)].parent) {
        const Node& view = tree.nodes[static_cast<std::size_t>(up)];
        if (!view.scroll) continue;
        Scroll& scroll = m_scrolls[view.id];
        const float margin = m_pxPerMm * 4;
        float target = scroll.offset;
        if (n.rect.y < view.rect.y + margin) target -= view.rect.y + margin - n.rect.y;
        if (n.rect.bottom() > view.rect.bottom() - margin) target += n.rect.bottom() - view.rect.bottom() + margin;
        if (target != scroll.offset) animateTo(scroll, target, now);
        break;
    }
}

void Interaction::animateTo(Scroll& scroll, float offset, Instant now) {
    offset = std::clamp(offset, 0.0F, scroll.range());
    scroll.velocity = 0;
    if (m_reducedMotion) {
        scroll.offset = offset;
        scroll.target.reset();
        return;
    }
    scroll.start = scroll.offset;
    scroll.target = offset;
    scroll.began = now;
}

void Interaction::scrollPages(const std::string& id, float pages, const Tree& tree, Instant now) {
    static_cast<void>(noteLayout(tree));
    Scroll& scroll = m_scrolls[id];
    const float from = scroll.target.value_or(scroll.offset);
    if (pages != std::round(pages)) {
        animateTo(scroll, from + pages * scroll.viewport * kPageStep, now);
        return;
    }
    int page = scroll.pageAt(from) + static_cast<int>(pages);
    // Back from the middle of a page leads to its own beginning first.
    if (pages < 0 && from > scroll.pageStart(scroll.pageAt(from)) + kSamePlacePx) ++page;
    animateTo(scroll, scroll.pageStart(std::clamp(page, 0, scroll.pageCount() - 1)), now);
}

int Interaction::Scroll::pageCount() const {
    if (range() <= kSamePlacePx) return 1;
    if (pageStep > 0) return 1 + static_cast<int>(std::ceil((range() - kSamePlacePx) / pageStep));
    return std::max(1, static_cast<int>(stops.size()));
}

float Interaction::Scroll::pageStart(int page) const {
    if (pageStep > 0) return std::min(range(), static_cast<float>(page) * pageStep);
    return stops.empty() ? 0 : stops[static_cast<std::size_t>(page)];
}

int Interaction::Scroll::pageAt(float at) const {
    if (at >= range() - kSamePlacePx) return pageCount() - 1;
    if (pageStep > 0) return std::clamp(static_cast<int>((at + kSamePlacePx) / pageStep), 0, pageCount() - 1);
    const auto after = std::upper_bound(stops.begin(), stops.end(), at + kSamePlacePx);
    return std::max(0, static_cast<int>(after - stops.begin()) - 1);
}

bool Interaction::scrollMoves(const std::string& id) const {
    const auto at = m_scrolls.find(id);
    return at != m_scrolls.end() && at->second.moves();
}

void Interaction::scrollTo(const std::string& id, float offsetPx) {
    Scroll& scroll = m_scrolls[id];
    scroll.offset = offsetPx;
    scroll.velocity = 0;
    scroll.target.reset();
}

Interaction::Pages Interaction::pages(const std::string& id) const {
    const auto at = m_scrolls.find(id);
    if (at == m_scrolls.end() || at->second.viewport <= 0) return {};
    const Scroll& s = at->second;
    Pages p;
    p.offsetPx = s.offset;
    p.viewportPx = s.viewport;
    if (s.range() > kSamePlacePx) {
        p.count = s.pageCount();
        p.current = s.pageAt(s.offset);
        p.atStart = s.offset <= kSamePlacePx;
        p.atEnd = s.offset >= s.range() - kSamePlacePx;
    }
    return p;
}

float Interaction::scrollOffset(const std::string& id) const {
    const auto at = m_scrolls.find(id);
    return at == m_scrolls.end() ? 0 : at->second.offset;
}

bool Interaction::noteLayout(const Tree& tree) {
    bool changed = false;
    for (const Node& n : tree.nodes) {
        if (!n.scroll) continue;
        const Pages before = pages(n.id);
        Scroll& scroll = m_scrolls[n.id];
        const bool isNew = scroll.viewport <= 0;
        const float rangeBefore = scroll.range();
        scroll.content = n.view.contentPx;
        scroll.viewport = n.view.viewportPx;
        scroll.stops = n.view.stops;
        scroll.pageStep = n.view.pageStepPx;
        const bool free = !scroll.moves();
        // Content that became shorter (a filter, another language) must not leave the view beyond its end. A finger
        // that pulled it there is another matter: from there it springs back.
        const bool shorter = isNew || scroll.range() < rangeBefore;
        if (free && shorter && scroll.offset > scroll.range()) scroll.offset = scroll.range();
        const Pages now = pages(n.id);
        changed = changed || now.count != before.count || now.current != before.current ||
                  now.atStart != before.atStart || now.atEnd != before.atEnd || now.viewportPx != before.viewportPx;
    }
    return changed;
}

bool Interaction::tick(Instant now, const Tree& tree) {
    static_cast<void>(tree);
    bool moving = false;
    for (auto& [id, s] : m_scrolls) {
        if (s.held) {
            s.last = now;
            continue;
        }
        const float dt = std::min(kLongestStep, seconds(now - s.last));
        s.last = now;
        if (s.viewport <= 0) continue;  // put back and not laid out yet: its ends are not known
        if (s.target) {
            const float t = std::clamp(seconds(now - s.began) / seconds(kScrollTime), 0.0F, 1.0F);
            s.offset = s.start + (*s.target - s.start) * easeOutCubic(t);
            if (t >= 1) s.target.reset();
            moving = true;
            continue;
        }
        if (s.velocity != 0) {
            s.offset += s.velocity * dt;
            s.velocity *= std::exp(-kFriction * dt);
            const bool beyond = s.offset < 0 || s.offset > s.range();
            if (beyond) s.velocity *= std::exp(-kSpring * 2 * dt);
            if (std::abs(s.velocity) < kStopMm * m_pxPerMm) s.velocity = 0;
            moving = true;
        }
        const float bound = std::clamp(s.offset, 0.0F, s.range());
        if (s.velocity == 0 && bound != s.offset) {
            s.offset = m_reducedMotion ? bound : bound + (s.offset - bound) * std::exp(-kSpring * dt);
            if (std::abs(s.offset - bound) < 0.5F) s.offset = bound;
            moving = true;
        }
    }
    return moving;
}

void Interaction::screenChanged() {
    m_pressed.clear();
    m_caught = false;
    m_armed = false;
    m_dragged.clear();
    m_focus.clear();
    m_focusVisible = false;
}

void Interaction::reset() {
    screenChanged();
    m_scrolls.clear();
}

std::map<std::string, float> Interaction::takeScrolls() {
    std::map<std::string, float> offsets;
    for (const auto& [id, s] : m_scrolls)
        offsets[id] = std::clamp(s.target.value_or(s.offset), 0.0F, s.range());
    m_scrolls.clear();
    return offsets;
}

void Interaction::putScrolls(std::map<std::string, float> offsets) {
    m_scrolls.clear();
    for (const auto& [id, offset] : offsets)
        m_scrolls[id].offset = offset;
}

}  // namespace ui
