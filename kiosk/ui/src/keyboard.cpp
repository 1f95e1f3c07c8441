#include "ui/keyboard.hpp"

#include <array>
#include <string_view>

#include "ui/line_break.hpp"

namespace ui {
namespace {

constexpr float kKeyMm = 25.5F;
constexpr float kGapMm = 3.3F;
constexpr std::size_t kMostSuggestions = 3;

struct LayerKeys {
    std::array<std::string_view, 3> rows;  ///< ten, ten and eight keys
};

// The third row has room for the two layer keys of its neighbours.
constexpr LayerKeys kLetters{{"qwertyuiop", "asdfghjklñ", "zxcvbnm’-"}};
constexpr LayerKeys kSymbols{{"1234567890", ".,:;()¿?¡!", "\"/&+%º°’-"}};
constexpr LayerKeys kAccents{{"áéíóúüäïöñ", "âêîôûçãõëà", "èìòùýåæø’"}};

const LayerKeys& keysOf(KeyLayer layer) {
    switch (layer) {
        case KeyLayer::Letters: return kLetters;
        case KeyLayer::Symbols: return kSymbols;
        case KeyLayer::Accents: return kAccents;
    }
    return kLetters;
}

struct Look {
    Color fill;
    Color ink;
    Color border;
};

void key(Ui& ui, const std::string& id, const Words& cap, std::string_view icon, const Words& speech, float weight,
         Length height, Look look, TextStyle style, std::function<void()> action) {
    Control control;
    control.role = Role::Key;
    control.label = cap.empty() ? speech : cap;
    control.speech = speech;
    control.primary = true;
    control.action = std::move(action);
    Box box;
    box.w = fill(weight);
    box.h = height;
    box.minH = kKeyMm;
    box.color = look.fill;
    box.radius = radius::kControl;
    box.border = {look.border, stroke::kControl, false};
    box.gap = space::kGap;
    box.pad = sides(0.8F, 0);
    box.main = Distribute::Centre;
    box.cross = Align::Centre;
    const auto scope = ui.control(id, control, Axis::Row, box);
    if (!icon.empty()) ui.icon(icon, 10, look.ink);
    if (cap.empty()) return;
    TextSpec text;
    text.words = cap;
    text.style = style;
    text.color = look.ink;
    text.align = AlignX::Centre;
    text.maxTextScale = 1.5F;
    text.minScale = 0.4F;
    text.maxLines = 1;
    Box textBox;
    textBox.w = hug();
    ui.text(std::move(text), textBox);
}

}  // namespace

void keyboard(Ui& ui, const KeyboardSpec& spec) {
    const Theme& theme = ui.theme();
    const bool upright = ui.panel().portrait();
    const Look plain{theme.surface.raised, theme.ink.primary, theme.line.control};
    const Look strong{theme.brand.night, theme.ink.onDark, theme.brand.night};
    const Look soft{theme.brand.activeSoft, theme.brand.onActive, theme.of(Notice::Example).border};
    Box field;
    field.gap = kGapMm;
    const auto column = ui.group("keyboard", Role::Group, ui.tr("keyboard.name"), Axis::Column, field);
    Box line;
    line.gap = kGapMm;
    line.cross = Align::Stretch;

    const auto suggestions = [&] {
        for (std::size_t i = 0; i < std::min(spec.suggestions.size(), kMostSuggestions); ++i) {
            const std::string& word = spec.suggestions[i];
            const Words words{word, ui.strings().language()};
            key(ui, "key.suggestion." + std::to_string(i), words, "",
                withValue(ui.tr("keyboard.suggestion"), "word", word), 2.3F, hug(), soft, TextStyle::Label,
                [accept = spec.accept, word] { accept(word); });
        }
    };
    const auto erase = [&](float weight, bool words) {
        key(ui, "key.erase", words ? ui.tr("keyboard.erase") : Words{}, "erase", ui.tr("keyboard.erase"), weight, hug(),
            plain, TextStyle::Label, spec.erase);
    };
    const auto done = [&](float weight, Length height) {
        key(ui, "key.done", ui.tr("keyboard.done"), "yes", ui.tr("keyboard.done"), weight, height, strong,
            TextStyle::Label, spec.done);
    };
    const auto layerKey = [&](KeyLayer layer, const char* id, const char* cap, const char* speech) {
        key(ui, id, ui.tr(cap), "", ui.tr(speech), 1.25F, hug(), plain, TextStyle::Label,
            [set = spec.setLayer, layer] { set(layer); });
    };
    const auto letters = [&](std::string_view row) {
        for (std::size_t at = 0; at < row.size();) {
            const std::size_t from = at;
            static_cast<void>(nextCodepoint(row, at));
            const std::string character(row.substr(from, at - from));
            key(ui, "key." + character, {character, "es"}, "", {character, ui.strings().language()}, 1, hug(), plain,
                TextStyle::KeyCap, [type = spec.type, character] { type(character); });
        }
    };
    const auto toggleLayer = [&] {
        if (spec.layer == KeyLayer::Symbols) {
            layerKey(KeyLayer::Letters, "key.layer.letters", "keyboard.letters", "keyboard.letters.speech");
        } else {
            layerKey(KeyLayer::Symbols, "key.layer.symbols", "keyboard.symbols", "keyboard.symbols.speech");
        }
    };
    const auto accents = [&] {
        if (spec.layer == KeyLayer::Accents) {
            layerKey(KeyLayer::Letters, "key.layer.letters", "keyboard.letters", "keyboard.letters.speech");
        } else {
            layerKey(KeyLayer::Accents, "key.layer.accents", "keyboard.accents", "keyboard.accents.speech");
        }
    };
    const LayerKeys& keys = keysOf(spec.layer);
    if (upright) {
        if (!spec.suggestions.empty()) {
            const auto row = ui.row(line);
            suggestions();
        }
        for (const std::string_view row : keys.rows) {
            const auto cells = ui.row(line);
            letters(row);
            if (row == keys.rows[2]) erase(1.25F, false);
        }
        {
            const auto cells = ui.row(line);
            toggleLayer();
            accents();
            key(ui, "key.space", {}, "space", ui.tr("keyboard.space"), 3.2F, hug(), plain, TextStyle::Label,
                [type = spec.type] { type(" "); });
            key(ui, "key.clear", {}, "close", ui.tr("keyboard.clear"), 1.2F, hug(), plain, TextStyle::Label,
                spec.clear);
            done(2.2F, hug());
        }
        return;
    }
    {
        Box block = line;
        const auto parts = ui.row(block);
        {
            Box left;
            left.w = fill(10);
            left.gap = kGapMm;
            const auto rows = ui.column(left);
            {
                const auto cells = ui.row(line);
                letters(keys.rows[0]);
            }
            {
                const auto cells = ui.row(line);
                letters(keys.rows[1]);
            }
            {
                const auto cells = ui.row(line);
                toggleLayer();
                letters(keys.rows[2]);
            }
        }
        Box right;
        right.w = fill(1.55F);
        right.h = fill();
        right.gap = kGapMm;
        const auto side = ui.column(right);
        erase(1, true);
        done(1, fill());
    }
    const auto cells = ui.row(line);
    accents();
    key(ui, "key.space", {}, "space", ui.tr("keyboard.space"), 4.4F, hug(), plain, TextStyle::Label,
        [type = spec.type] { type(" "); });
    key(ui, "key.clear", ui.tr("keyboard.clear"), "close", ui.tr("keyboard.clear"), 2, hug(), plain, TextStyle::Label,
        spec.clear);
    suggestions();
}

}  // namespace ui
