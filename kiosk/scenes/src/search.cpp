#include <algorithm>

#include "content/fold.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "lists.hpp"
#include "typed_text.hpp"

namespace scenes {
namespace {

using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr int kMostHits = 60;
constexpr std::size_t kMostCharacters = 80;
constexpr float kPictureMm = 46;
constexpr float kCountMm = 62;  ///< widest words beside the field
constexpr float kRowMm = 31.5F;
constexpr float kUprightRowMm = 38;

/// Where the next letter goes. It does not blink: a still screen draws nothing.
void caret(ui::Ui& ui) {
    Box box;
    box.w = ui::mm(0.8F);
    box.h = ui::mm(11 * ui.textScale());
    box.color = ui.theme().brand.cochineal;
    const auto bar = ui.stack(box);
}

/// One box over everything: results while typing. What is typed lives in this object and nowhere else, and dies with
/// it.
class SearchScene final : public Scene {
public:
    explicit SearchScene(const SceneContext& context) : m_context(context), m_typed(context, kMostCharacters) {}

    void load() override {
        m_start = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return store.attractTour(lang); },
            [this](base::Result<std::vector<content::Card>> cards) { m_ideas.take(std::move(cards)); });
        search();
    }
    [[nodiscard]] bool ready() const override { return !m_ideas.pending(); }
    void build(ui::Ui& ui) override;

private:
    void search();
    /// A suggestion replaces the word being typed.
    void accept(const std::string& word) {
        const std::string& text = m_typed.text();
        const std::size_t space = text.rfind(' ');
        m_typed.set((space == std::string::npos ? "" : text.substr(0, space + 1)) + word + " ");
        search();
    }
    void field(ui::Ui& ui);
    void results(ui::Ui& ui);

    const SceneContext& m_context;
    TypedText m_typed;
    bool m_typing = true;  ///< the keyboard is up
    Loadable<std::vector<content::Card>> m_ideas;
    Loadable<content::SearchAnswer> m_answer;
    std::vector<std::string> m_words;  ///< folded words of the answer's query
    platform::JobHandle m_start;
    platform::JobHandle m_query;  ///< a newer query silences the older one
};

void SearchScene::search() {
    const std::string& text = m_typed.text();
    if (content::foldedWords(text).empty()) {
        m_query.cancel();
        m_answer = {};
        m_words.clear();
        return;
    }
    m_query =
        m_context.content.query([text, lang = m_context.visitor.lang](
                                    const content::Store& store) { return store.search(text, kMostHits, lang); },
                                [this, words = content::foldedWords(text)](base::Result<content::SearchAnswer> answer) {
                                    m_answer.take(std::move(answer));
                                    m_words = words;
                                });
}

void SearchScene::field(ui::Ui& ui) {
    const ui::Theme& theme = ui.theme();
    const std::string& typedText = m_typed.text();
    Box line;
    line.gap = ui::space::kL;
    line.cross = ui::Align::Centre;
    const auto row = ui.row(line);
    ui::Control control;
    control.role = ui::Role::TextField;
    control.label = typedText.empty() ? ui.tr("search.placeholder") : ui::Words{typedText, ui.strings().language()};
    control.speech = ui.tr("search.field");
    if (!typedText.empty()) control.speech.text += ": " + typedText;
    control.primary = true;
    control.action = [this] { m_typing = true; };
    Box box;
    box.w = ui::fill();
    box.minH = 25;
    box.pad = ui::sides(ui::space::kM, ui::space::kXs);
    box.gap = ui::space::kM;
    box.cross = ui::Align::Centre;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kControl;
    box.border = {theme.brand.night, ui::stroke::kControl + 0.2F, false};
    {
        const auto scope = ui.control("search.field", control, ui::Axis::Row, box);
        ui.icon("search", 11, theme.ink.primary);
        Box typed;
        typed.w = ui::hug();
        ui::TextSpec text;
        text.words = control.label;
        text.style = TextStyle::Lead;
        text.color = typedText.empty() ? theme.ink.secondary : theme.ink.primary;
        text.maxLines = 1;
        text.minScale = 0.5F;
        if (typedText.empty()) {
            caret(ui);
            ui.text(std::move(text), typed);
        } else {
            ui.text(std::move(text), typed);
            caret(ui);
        }
    }
    // What stands below: how much was found, or where to begin.
    ui::TextSpec count;
    count.words = m_answer.value ? ui.strings().plural("search.count", m_answer.value->total) : ui.tr("search.ideas");
    count.style = TextStyle::SmallBold;
    count.color = theme.ink.secondary;
    Box hug;
    hug.w = ui::hug();
    hug.maxW = kCountMm * ui.textScale();
    ui.text(std::move(count), hug).id = "search.count";
}

void SearchScene::results(ui::Ui& ui) {
    const bool asked = !m_words.empty();
    if (m_answer.error) {
        failure(ui, m_context, *m_answer.error);
        return;
    }
    if (asked && m_answer.value && m_answer.value->hits.empty()) {
        ui::EmptyStateSpec empty;
        empty.id = "search.nothing";
        empty.icon = "search";
        empty.title = ui.tr("search.nothing.title");
        empty.text = ui.tr("search.nothing.text");
        ui::emptyState(ui, empty);
        return;
    }
    std::vector<const content::Card*> cards;
    if (asked && m_answer.value) {
        for (const content::SearchHit& hit : m_answer.value->hits)
            cards.push_back(&hit.card);
    } else if (!asked && m_ideas.value) {
        for (const content::Card& card : *m_ideas.value)
            cards.push_back(&card);
    }
    if (asked && m_answer.value && !m_answer.value->hits.empty() && m_answer.value->hits.front().typoForgiven) {
        ui.text(TextStyle::Label, ui.tr("search.typo"), ui.theme().ink.secondary).id = "search.typo";
    }
    VirtualList spec;
    spec.id = "search.results";
    spec.count = static_cast<int>(cards.size());
    spec.columns = columnsFor(ui, pageWidth(ui), 150, 2);
    spec.box.h = ui::fill();
    spec.box.w = ui::fill();
    const float cellMm =
        (pageWidth(ui) - 24 - spec.gapMm * static_cast<float>(spec.columns - 1)) / static_cast<float>(spec.columns);
    const float textMm = cellMm - kPictureMm - 2 * ui::space::kM - 1.4F;
    spec.rowMm = ui.panel().portrait() ? kUprightRowMm : kRowMm;
    for (const content::Card* card : cards) {
        ui::Words meta = kindName(ui.strings(), *card);
        if (!card->districtNames.empty()) meta.text += ", " + card->districtNames;
        spec.rowMm =
            std::max(spec.rowMm, ui.measureText(TextStyle::H3, say(card->name), textMm).h +
                                     ui.measureText(TextStyle::Small, meta, textMm - 9.7F).h + 3 * ui::space::kGap);
    }
    spec.rowMm = fittedRowMm(ui, spec.id, spec.rowMm, spec.gapMm);
    Box line;
    line.h = ui::fill();
    line.gap = ui::space::kM;
    const auto row = ui.row(line);
    virtualList(ui, spec, [&](int index) {
        const content::Card& card = *cards[static_cast<std::size_t>(index)];
        CardRow cell;
        cell.id = "result." + card.key;
        cell.box.h = ui::fill();
        cell.pictureMm = kPictureMm;
        cell.minHeightMm = spec.rowMm;
        cell.showKind = true;
        cell.marks = content::highlight(card.name.value, m_words);
        cardRow(ui, m_context, card, cell);
    });
    // Up and down beside the list: with the keyboard there is no room for a pager below.
    const ui::Interaction::Pages pages = ui.interaction().pages(spec.id);
    if (pages.count <= 1) return;
    Box rail;
    rail.w = ui::mm(ui::target::kStandard);
    rail.h = ui::fill();
    rail.gap = ui::space::kGap;
    rail.main = ui::Distribute::End;
    const auto column = ui.column(rail);
    const auto step = [&](const char* id, const char* icon, const char* key, bool enabled, float pagesBy) {
        ui::ButtonSpec button;
        button.id = spec.id + id;
        button.icon = icon;
        button.speech = ui.tr(key);
        button.enabled = enabled;
        button.w = ui::fill();
        button.padMm = 0;
        ui::Host& host = ui.host();
        button.action = [&host, list = spec.id, pagesBy] { host.scrollPages(list, pagesBy); };
        ui::button(ui, button);
    };
    step(".up", "chevron-up", "scroll.up", !pages.atStart, -1);
    step(".down", "chevron-down", "scroll.down", !pages.atEnd, 1);
}

void SearchScene::build(ui::Ui& ui) {
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto column = ui.column(page);
    field(ui);
    {
        Box area;
        area.h = ui::fill();
        area.gap = ui::space::kGap;
        const auto list = ui.column(area);
        results(ui);
    }
    if (!m_typing) return;
    ui::KeyboardSpec keys = m_typed.keys([this] { search(); });
    if (m_answer.value) keys.suggestions = m_answer.value->completions;
    keys.done = [this] { m_typing = false; };
    keys.accept = [this](const std::string& word) { accept(word); };
    ui::keyboard(ui, keys);
}

}  // namespace

std::unique_ptr<Scene> makeSearch(const SceneContext& context, const std::string&) {
    return std::make_unique<SearchScene>(context);
}

}  // namespace scenes
