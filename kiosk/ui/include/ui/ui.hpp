#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/clock.hpp"
#include "ui/interaction.hpp"
#include "ui/layout.hpp"
#include "ui/node.hpp"

namespace ui {

/// Texts of the interface in the visitor's language: gettext catalogues behind an interface, so that tests need no
/// files.
class Strings {
public:
    virtual ~Strings() = default;
    /// Words for a key such as "places.title"; Spanish where the language has no reviewed text. `{name}` parts are
    /// replaced.
    [[nodiscard]] virtual Words get(std::string_view key) const = 0;
    /// With the plural form for `count`; `{n}` is replaced by it.
    [[nodiscard]] virtual Words plural(std::string_view key, long count) const = 0;
    /// Two-letter code of the visitor's language.
    [[nodiscard]] virtual std::string_view language() const = 0;
};

/// What widgets may ask of the application that shows them.
class Host {
public:
    virtual ~Host() = default;
    /// Moves a scroll node by whole views: the tap equivalent of a drag.
    virtual void scrollPages(const std::string& id, float pages) = 0;
};

/// Replaces `{name}` in a text.
[[nodiscard]] Words withValue(Words words, std::string_view name, std::string_view value);

/// What a screen uses to describe itself. Containers close when their scope ends:
///
///     auto row = ui.row({.gap = space::kM});
///     ui.icon("pin", 8, color);
///     ui.text(TextStyle::Body, place.district);
///
/// Ownership: borrows everything; lives for one build of the tree. Threading: main thread only.
class Ui {
public:
    struct Environment {
        const Theme& theme;
        const Panel& panel;
        const Strings& strings;
        TypeScale scale;
        const Interaction& interaction;
        Host& host;
        platform::Instant now;
        bool reducedMotion = false;
        bool lowReach = false;
    };

    Ui(Tree& tree, const Environment& environment, const LayoutContext& layout)
        : m_tree(tree), m_environment(environment), m_layout(layout) {}
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    /// Closes its container when destroyed.
    class [[nodiscard]] Scope {
    public:
        explicit Scope(Ui& ui) : m_ui(&ui) {}
        Scope(Scope&& other) noexcept : m_ui(std::exchange(other.m_ui, nullptr)) {}
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        Scope& operator=(Scope&&) = delete;
        ~Scope() {
            if (m_ui != nullptr) m_ui->close();
        }

    private:
        Ui* m_ui;
    };

    // Containers.
    Scope column(const Box& box = {}) { return open(Axis::Column, box); }
    Scope row(const Box& box = {}) { return open(Axis::Row, box); }
    Scope stack(const Box& box = {}) { return open(Axis::Stack, box); }
    Scope flow(const Box& box = {}) { return open(Axis::Flow, box); }
    Scope grid(int columns, Box box = {});
    /// Named part of the screen, for speech and tests.
    Scope group(std::string id, Role role, const Words& label, Axis axis, const Box& box = {});
    /// Scrolls vertically when its content is higher than itself.
    Scope scroll(std::string id, const Box& box = {});
    /// Anything that can be touched. `axis` arranges what is inside.
    Scope control(std::string id, const Control& control, Axis axis, const Box& box = {});

    // Leaves. Each returns its node for the rare extra (valid until the next call on this object).
    Node& text(TextStyle style, const Words& words, Color color);
    Node& text(TextSpec spec, const Box& box = {});
    Node& heading(TextStyle style, const Words& words, Color color);
    Node& icon(std::string_view name, float sizeMm, Color color);
    Node& image(std::string id, ImageSpec spec, const Words& alt, const Box& box);
    /// A drawing of its own with its meaning in words (a chart, an ornament: empty words).
    Node& paint(std::string id, const Words& meaning, PaintFunction paint, const Box& box);
    void space(float wMm, float hMm);
    /// Takes all room that is left along the axis.
    void spring();

    [[nodiscard]] const Theme& theme() const { return m_environment.theme; }
    [[nodiscard]] const Panel& panel() const { return m_environment.panel; }
    [[nodiscard]] const Strings& strings() const { return m_environment.strings; }
    [[nodiscard]] Words tr(std::string_view key) const { return m_environment.strings.get(key); }
    [[nodiscard]] float textScale() const { return m_environment.scale.text; }
    [[nodiscard]] const Interaction& interaction() const { return m_environment.interaction; }
    /// Outlives the tree, so actions may keep a reference.
    [[nodiscard]] Host& host() const { return m_environment.host; }
    [[nodiscard]] platform::Instant now() const { return m_environment.now; }
    [[nodiscard]] bool reducedMotion() const { return m_environment.reducedMotion; }
    [[nodiscard]] bool lowReach() const { return m_environment.lowReach; }
    /// Size a text would have in `widthMm` design millimetres (0 = one line).
    [[nodiscard]] base::SizeMm measureText(TextStyle style, const Words& words, float widthMm) const;
    [[nodiscard]] Tree& tree() { return m_tree; }

private:
    Scope open(Axis axis, const Box& box);
    Node& add(const Box& box);
    void close() { m_open = m_tree.nodes[static_cast<std::size_t>(m_open)].parent; }

    Tree& m_tree;
    const Environment& m_environment;
    const LayoutContext& m_layout;
    int m_open = -1;
};

}  // namespace ui
