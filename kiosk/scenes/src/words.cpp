#include <algorithm>
#include <cctype>

#include "content/fold.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "lists.hpp"

namespace scenes {
namespace {

using content::Word;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kPlateMm = 158;     ///< the chosen word, large
constexpr float kLetterMm = 16.5F;  ///< width of a letter of the index
constexpr float kNarrowLetterMm = 12.5F;
constexpr float kRowMm = 19;
constexpr const char* kListId = "words.list";

/// The letter a word stands under in the index: "Á" under A, but "Ñ" under Ñ.
std::string initialOf(const std::string& word) {
    if (word.starts_with("\xC3\x91") || word.starts_with("\xC3\xB1")) return "\xC3\x91";
    const std::string folded = content::fold(word);
    if (folded.empty()) return {};
    return std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(folded.front()))));
}

/// The glossary: each meaning with its word in Aymara and in Quechua, and one of them large.
class WordsScene final : public Scene {
public:
    WordsScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return store.words(lang); },
            [this](base::Result<std::vector<Word>> words) {
                m_words.take(std::move(words));
                m_letters.clear();
                m_selected = 0;
                for (std::size_t i = 0; m_words.value && i < m_words.value->size(); ++i) {
                    const Word& word = (*m_words.value)[i];
                    if (word.key == m_key) m_selected = i;
                    std::string letter = initialOf(word.meaning.value);
                    if (m_letters.empty() || m_letters.back().letter != letter)
                        m_letters.push_back({std::move(letter), i});
                }
            });
    }
    [[nodiscard]] bool ready() const override { return !m_words.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Words; }
    void build(ui::Ui& ui) override;

private:
    struct Letter {
        std::string letter;
        std::size_t first = 0;  ///< word it begins with
    };
    void select(std::size_t index) {
        m_selected = index;
        m_key = (*m_words.value)[index].key;
    }
    [[nodiscard]] const Word& selected() const { return (*m_words.value)[m_selected]; }
    [[nodiscard]] bool unreviewed() const {
        return std::any_of(m_words.value->begin(), m_words.value->end(), [](const Word& w) { return !w.reviewed; });
    }
    void notice(ui::Ui& ui) const;
    void heads(ui::Ui& ui) const;
    void list(ui::Ui& ui, const VirtualList& spec);
    void letters(ui::Ui& ui, const VirtualList& spec) const;
    void plate(ui::Ui& ui, bool beside) const;
    [[nodiscard]] float rowHeight(const ui::Ui& ui, float cellMm) const;

    const SceneContext& m_context;
    std::string m_key;
    std::size_t m_selected = 0;
    std::vector<Letter> m_letters;
    Loadable<std::vector<Word>> m_words;
    platform::JobHandle m_load;
};

/// These words come out of translated programs; until speakers have checked them that must not be overlooked.
void WordsScene::notice(ui::Ui& ui) const {
    if (!unreviewed()) return;
    const ui::NoticeColors& colors = ui.theme().of(ui::Notice::Warning);
    Box box;
    box.color = colors.fill;
    box.border = {colors.border, ui::stroke::kControl, false};
    box.radius = ui::radius::kControl;
    box.pad = ui::sides(ui::space::kS, ui::space::kXs);
    box.gap = ui::space::kS;
    box.cross = ui::Align::Centre;
    const auto row = ui.group("words.unreviewed", ui::Role::Status, ui.tr("words.unreviewed"), ui::Axis::Row, box);
    ui.icon("warning", 8, colors.ink);
    ui.text(TextStyle::SmallBold, ui.tr("words.unreviewed"), colors.ink);
}

void WordsScene::heads(ui::Ui& ui) const {
    Box line;
    line.pad = ui::sides(ui::space::kM, 0);
    line.gap = ui::space::kS;
    const auto row = ui.row(line);
    for (const char* key : {"words.meaning", "words.aymara", "words.quechua"}) {
        ui.text(TextStyle::SmallBold, ui.tr(key), ui.theme().of(Section::Words).text);
    }
}

float WordsScene::rowHeight(const ui::Ui& ui, float cellMm) const {
    // Rows are equally high: as high as the highest word needs.
    float height = kRowMm;
    for (const Word& word : *m_words.value) {
        for (const ui::Words& words :
             {say(word.meaning), ui::Words{word.aymara, "ay"}, ui::Words{word.quechua, "qu"}}) {
            const TextStyle style = words.lang == "ay" || words.lang == "qu" ? TextStyle::Lead : TextStyle::Label;
            height = std::max(height, ui.measureText(style, words, cellMm).h + 2 * ui::space::kXs);
        }
    }
    return height;
}

void WordsScene::list(ui::Ui& ui, const VirtualList& spec) {
    virtualList(ui, spec, [&](int at) {
        const auto index = static_cast<std::size_t>(at);
        const Word& word = (*m_words.value)[index];
        const ui::Theme& theme = ui.theme();
        const bool chosen = index == m_selected;
        ui::Control control;
        control.role = ui::Role::Tab;
        control.label = say(word.meaning);
        control.speech = ui::spokenControl(ui, control.label, ui::Role::Tab, chosen);
        control.selected = chosen;
        control.primary = false;
        control.action = [this, index] { select(index); };
        Box box;
        box.h = ui::fill();
        box.color = chosen ? theme.brand.active : theme.surface.raised;
        box.radius = ui::radius::kControl;
        if (chosen || !theme.pictures) box.border = {theme.ink.primary, ui::stroke::kControl, false};
        box.pad = ui::sides(ui::space::kM, 0);
        box.gap = ui::space::kS;
        box.cross = ui::Align::Centre;
        const auto row = ui.control("words." + word.key, control, ui::Axis::Row, box);
        const ui::Color ink = chosen ? theme.brand.onActive : theme.ink.primary;
        ui::TextSpec meaning;
        meaning.words = control.label;
        meaning.style = TextStyle::Label;
        meaning.color = ink;
        meaning.minScale = 0.6F;
        ui.text(std::move(meaning));
        const auto native = [&](const std::string& text, std::string_view lang) {
            if (text.empty()) {
                ui.text(TextStyle::Small, ui.tr("value.missing"), chosen ? ink : theme.ink.secondary);
            } else {
                ui::TextSpec spoken;
                spoken.words = {text, lang};
                spoken.style = TextStyle::Lead;
                spoken.color = ink;
                spoken.minScale = 0.6F;
                ui.text(std::move(spoken));
            }
        };
        native(word.aymara, "ay");
        native(word.quechua, "qu");
    });
}

void WordsScene::letters(ui::Ui& ui, const VirtualList& spec) const {
    const ui::Interaction::Pages pages = ui.interaction().pages(kListId);
    const float stepPx = ui.panel().px(spec.rowMm + spec.gapMm);
    // Letter of the first word in sight.
    const auto top = static_cast<std::size_t>(std::max(0.0F, pages.offsetPx / stepPx + 0.5F));
    Box line;
    line.w = ui::fill();
    line.gap = ui::space::kGap;
    const auto flow = ui.group("words.letters", ui::Role::List, ui.tr("words.letters"), ui::Axis::Flow, line);
    ui::Host& host = ui.host();
    for (std::size_t i = 0; i < m_letters.size(); ++i) {
        const Letter& letter = m_letters[i];
        const bool last = i + 1 == m_letters.size();
        ui::ButtonSpec spec2;
        spec2.id = "words.letter." + std::to_string(letter.first);
        spec2.label = app::verbatim(letter.letter, ui.strings());
        spec2.speech = ui::withValue(ui.tr("words.letter"), "letter", letter.letter);
        spec2.selected = letter.first <= top && (last || m_letters[i + 1].first > top);
        spec2.role = ui::Role::Tab;
        spec2.minH = kLetterMm;
        spec2.padMm = 0;
        spec2.w = ui::mm(ui.textScale() <= 1 || ui.panel().portrait() ? kLetterMm : kNarrowLetterMm);
        // A page of the host is a viewport less what stays in sight; a part of one leads anywhere.
        const float target = static_cast<float>(letter.first) * stepPx;
        const float page = std::max(1.0F, pages.viewportPx) * ui::Interaction::kPageStep;
        spec2.action = [&host, by = (target - pages.offsetPx) / page] { host.scrollPages(kListId, by); };
        ui::button(ui, spec2);
    }
}

/// The chosen word so large that a class can read it from the back.
void WordsScene::plate(ui::Ui& ui, bool beside) const {
    const Word& word = selected();
    const ui::Theme& theme = ui.theme();
    const ui::Color accent = theme.of(Section::Words).text;
    Box box = plateBox(ui);
    box.pad = ui::all(ui::space::kL);
    box.gap = ui::space::kM;
    if (beside) {
        box.w = ui::mm(kPlateMm);
        box.h = ui::fill();
    }
    const auto column = ui.group("words.chosen", ui::Role::Group, say(word.meaning), ui::Axis::Column, box);
    ui.heading(TextStyle::H2, say(word.meaning), theme.ink.primary);
    const auto native = [&](const char* key, const std::string& text, std::string_view lang) {
        Box pair;
        pair.w = ui::fill();
        pair.gap = ui::space::kXs;
        const auto part = ui.column(pair);
        ui.text(TextStyle::Label, ui.tr(key), accent);
        if (text.empty()) {
            ui::missingValue(ui, Section::Words);
            return;
        }
        ui::TextSpec large;
        large.words = {text, lang};
        large.style = TextStyle::H2;
        large.color = theme.ink.primary;
        large.minScale = 0.5F;
        ui.text(std::move(large));
    };
    {
        Box both;
        both.gap = ui::space::kL;
        const auto parts = beside ? ui.column(both) : ui.row(both);
        native("words.aymara", word.aymara, "ay");
        native("words.quechua", word.quechua, "qu");
    }
    if (beside) ui.spring();
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    const auto foot = beside ? ui.column(line) : ui.row(line);
    if (!beside || ui.textScale() <= 1) {
        Box said;
        said.w = ui::fill();
        const auto holder = ui.column(said);
        ui::metaLine(ui, word.reviewed ? "yes" : "question", ui.tr(word.reviewed ? "words.checked" : "words.unchecked"),
                     accent, theme.ink.secondary);
        lowConfidenceTag(ui, "words", word.confidence);
    }
    sourcesButton(ui, m_context, "words", word.key);
}

void WordsScene::build(ui::Ui& ui) {
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto parts = ui.column(page);
    if (m_words.error) {
        failure(ui, m_context, *m_words.error);
        return;
    }
    ui::header(ui, Section::Words, "book", ui.tr("words.section"), ui.tr("words.title"));
    if (!m_words.value) {
        ui::loadingState(ui, "words.loading", 5);
        return;
    }
    if (m_words.value->empty()) {
        ui::EmptyStateSpec empty;
        empty.id = "words.empty";
        empty.icon = "book";
        empty.title = ui.tr("words.empty");
        ui::emptyState(ui, empty);
        return;
    }
    const bool beside = !ui.panel().portrait() && ui.textScale() <= 1;
    const bool large = ui.textScale() > 1.5F;
    notice(ui);
    // In large letters the row itself is read from afar; the room belongs to the rows.
    if (!beside && !large && ui.panel().portrait()) plate(ui, false);
    const float width = pageWidth(ui) - (beside ? kPlateMm + ui::space::kL : 0);
    VirtualList spec;
    spec.id = kListId;
    spec.count = static_cast<int>(m_words.value->size());
    spec.gapMm = ui::space::kGap;
    spec.rowMm = rowHeight(ui, (width - 2 * ui::space::kM - 2 * ui::space::kS) / 3 - 1);
    spec.rowMm = fittedRowMm(ui, kListId, spec.rowMm, spec.gapMm);
    spec.box.h = ui::fill();
    {
        Box sides;
        sides.h = ui::fill();
        sides.gap = ui::space::kL;
        const auto row = ui.row(sides);
        {
            Box main;
            main.w = ui::fill();
            main.h = ui::fill();
            main.gap = ui::space::kXs;
            const auto column = ui.column(main);
            heads(ui);
            list(ui, spec);
        }
        if (beside) plate(ui, true);
    }
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    const auto foot = ui.row(line);
    if (!large) letters(ui, spec);
    if (!beside && !(ui.panel().portrait() && !large)) {
        sourcesButton(ui, m_context, "words", selected().key);
        if (large) ui.spring();
    }
    ui::pager(ui, kListId, Section::Words);
}

}  // namespace

std::unique_ptr<Scene> makeWords(const SceneContext& context, const std::string& id) {
    return std::make_unique<WordsScene>(context, id);
}

}  // namespace scenes
