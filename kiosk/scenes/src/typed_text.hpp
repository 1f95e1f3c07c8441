#pragma once

#include <string>

#include "app/scene.hpp"
#include "ui/keyboard.hpp"

namespace scenes {

/// What is being typed on the kiosk's own keyboard. It lives in the scene that asks for it and nowhere else, and its
/// bytes are wiped when it dies: what a visitor writes is nobody's after the visit.
class TypedText {
public:
    TypedText(const app::SceneContext& context, std::size_t mostCharacters)
        : m_context(context), m_mostCharacters(mostCharacters) {}
    TypedText(const TypedText&) = delete;
    TypedText& operator=(const TypedText&) = delete;
    ~TypedText();

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Code points, not bytes.
    [[nodiscard]] std::size_t characters() const;
    void set(std::string text);
    /// False when nothing was added: it is full, a second space, or a key that trembling hands have pressed twice.
    bool type(const std::string& character);
    /// Takes the last character away.
    void erase();
    void clear() { set({}); }

    /// Keys that type into this, on the layer that was chosen; `changed` runs after each of them. What else the
    /// keyboard can do is left to the caller. The text must outlive the tree.
    [[nodiscard]] ui::KeyboardSpec keys(const std::function<void()>& changed);

private:
    const app::SceneContext& m_context;
    std::size_t m_mostCharacters;
    std::string m_text;
    ui::KeyLayer m_layer = ui::KeyLayer::Letters;
    std::string m_lastKey;
    platform::Instant m_lastKeyAt;
};

}  // namespace scenes
