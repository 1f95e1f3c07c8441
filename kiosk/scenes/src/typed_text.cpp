#include "typed_text.hpp"

#include "state/seal.hpp"
#include "ui/line_break.hpp"

namespace scenes {

TypedText::~TypedText() {
    state::wipe(m_text);
    state::wipe(m_lastKey);
}

std::size_t TypedText::characters() const {
    std::size_t count = 0;
    for (std::size_t at = 0; at < m_text.size(); ++count)
        static_cast<void>(ui::nextCodepoint(m_text, at));
    return count;
}

void TypedText::set(std::string text) {
    state::wipe(m_text);
    m_text = std::move(text);
}

bool TypedText::type(const std::string& character) {
    // Trembling hands press a key twice: the operator may have that ignored.
    const auto now = m_context.clock.now();
    const bool tooSoon = character == m_lastKey && now - m_lastKeyAt < m_context.settings.keyRepeatFilter;
    m_lastKey = character;
    m_lastKeyAt = now;
    if (tooSoon || characters() >= m_mostCharacters) return false;
    if (character == " " && (m_text.empty() || m_text.back() == ' ')) return false;
    m_text += character;
    return true;
}

void TypedText::erase() {
    std::size_t last = 0;
    for (std::size_t at = 0; at < m_text.size();) {
        last = at;
        static_cast<void>(ui::nextCodepoint(m_text, at));
    }
    m_text.resize(last);
}

ui::KeyboardSpec TypedText::keys(const std::function<void()>& changed) {
    ui::KeyboardSpec keys;
    keys.layer = m_layer;
    keys.type = [this, changed](const std::string& character) {
        if (type(character)) changed();
    };
    keys.erase = [this, changed] {
        erase();
        changed();
    };
    keys.clear = [this, changed] {
        clear();
        changed();
    };
    keys.setLayer = [this](ui::KeyLayer layer) { m_layer = layer; };
    return keys;
}

}  // namespace scenes
