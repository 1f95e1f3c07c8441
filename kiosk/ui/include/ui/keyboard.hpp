#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ui/ui.hpp"

namespace ui {

/// Planes of the on-screen keyboard.
enum class KeyLayer : std::uint8_t { Letters, Symbols, Accents };

/// The kiosk's own keyboard: ñ and the apostrophe of Quechua and Aymara (’) on the first plane, accents on another.
/// Keys are at least 20 mm wide and 25.5 mm high. Node ids: "key." and what the key types (key.q, key.ñ, key.’),
/// key.space, key.erase, key.clear, key.done, key.layer.letters, key.layer.symbols, key.layer.accents,
/// key.suggestion.<n>. Holds no state: the layer is kept by the scene.
struct KeyboardSpec {
    KeyLayer layer = KeyLayer::Letters;
    std::vector<std::string> suggestions;  ///< whole words to finish with, at most 3 are shown
    std::function<void(const std::string&)> type;
    std::function<void()> erase;
    std::function<void()> clear;
    std::function<void()> done;
    std::function<void(KeyLayer)> setLayer;
    std::function<void(const std::string&)> accept;  ///< a suggestion was chosen
};
void keyboard(Ui& ui, const KeyboardSpec& spec);

}  // namespace ui
