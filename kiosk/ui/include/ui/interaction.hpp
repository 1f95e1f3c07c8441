#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "platform/clock.hpp"
#include "platform/gestures.hpp"
#include "platform/input_event.hpp"
#include "ui/node.hpp"

namespace ui {

/// What fingers and the keypad do to the tree, and everything of the screen that outlives a frame: what is pressed,
/// what has the focus, where lists are scrolled to. Dear ImGui takes no part in this. Threading: main thread only.
class Interaction {
public:
    struct Outcome {
        bool changed = false;    ///< something looks different now
        bool activated = false;  ///< an action ran: build the tree again before the next event
        bool consumed = false;   ///< false: nobody wanted the gesture; a scene may (map, gallery)
    };

    /// Applies one gesture to the tree as it was last laid out.
    Outcome handle(const platform::Gesture& gesture, const Tree& tree, platform::Instant now);
    /// Keypad: Next, Previous, Select. Others are not consumed.
    Outcome handle(platform::Key key, const Tree& tree, platform::Instant now);
    Outcome wheel(const platform::Wheel& wheel, const Tree& tree);

    /// Moves flung and springing lists. Returns true while something still moves.
    bool tick(platform::Instant now, const Tree& tree);

    [[nodiscard]] float scrollOffset(const std::string& id) const;
    /// Whether a finger, a fling or a page move it at the moment.
    [[nodiscard]] bool scrollMoves(const std::string& id) const;
    /// Share of a viewport that a part of a page counts as.
    static constexpr float kPageStep = 0.88F;
    /// The tap equivalent of a drag, smoothly unless motion is reduced. Whole numbers turn that many pages: each begins
    /// with what the page before could not show whole. Other numbers move by that part of a view.
    void scrollPages(const std::string& id, float pages, const Tree& tree, platform::Instant now);
    void scrollTo(const std::string& id, float offsetPx);
    /// Index of the page shown and number of pages of a scroll node, from the last layout.
    struct Pages {
        int current = 0;
        int count = 1;
        float offsetPx = 0;
        float viewportPx = 0;
        bool atStart = true;
        bool atEnd = true;
    };
    [[nodiscard]] Pages pages(const std::string& id) const;

    [[nodiscard]] bool isPressed(const std::string& id) const { return m_armed && m_pressed == id; }
    [[nodiscard]] bool isFocused(const std::string& id) const { return m_focusVisible && m_focus == id; }
    [[nodiscard]] const std::string& focus() const { return m_focus; }
    [[nodiscard]] bool focusVisible() const { return m_focusVisible; }

    /// Forgets presses and focus, keeps scroll positions: the screen changed.
    void screenChanged();
    /// Forgets everything: a new visitor.
    void reset();
    /// Scroll positions of a screen, to be put back when the visitor returns to it.
    [[nodiscard]] std::map<std::string, float> takeScrolls();
    void putScrolls(std::map<std::string, float> offsets);

    void setPanel(const Panel& panel) { m_pxPerMm = panel.px(1); }
    void setReducedMotion(bool on) { m_reducedMotion = on; }
    /// After layout: notes the views of the scroll nodes. True when the pages of one changed, so that what was built
    /// from `pages` has to be built again.
    bool noteLayout(const Tree& tree);

private:
    struct Scroll {
        float offset = 0;
        float velocity = 0;           ///< px/s, positive = towards the end
        bool held = false;            ///< a finger is on it
        std::optional<float> target;  ///< smooth move to here
        float start = 0;
        platform::Instant began;
        platform::Instant last;
        float content = 0;
        float viewport = 0;
        std::vector<float> stops;  ///< where pages begin, as laid out
        float pageStep = 0;        ///< the same for equal rows
        [[nodiscard]] float range() const { return std::max(0.0F, content - viewport); }
        [[nodiscard]] bool moves() const { return held || velocity != 0 || target.has_value(); }
        [[nodiscard]] int pageCount() const;
        [[nodiscard]] float pageStart(int page) const;
        /// The page that begins at or before `at`.
        [[nodiscard]] int pageAt(float at) const;
    };
    [[nodiscard]] int controlAt(const Tree& tree, base::PointPx at) const;
    [[nodiscard]] int scrollAt(const Tree& tree, base::PointPx at) const;
    [[nodiscard]] int find(const Tree& tree, const std::string& id) const;
    Outcome activate(const Tree& tree, const std::string& id);
    void moveFocus(const Tree& tree, int step, platform::Instant now);
    void animateTo(Scroll& scroll, float offset, platform::Instant now);

    std::map<std::string, Scroll> m_scrolls;
    std::string m_pressed;
    bool m_armed = false;
    bool m_caught = false;  ///< the finger on the glass has stopped a moving list and does nothing else
    std::string m_dragged;  ///< scroll node a finger is dragging
    std::string m_focus;
    bool m_focusVisible = false;
    float m_pxPerMm = 3.6F;
    bool m_reducedMotion = false;
};

}  // namespace ui
