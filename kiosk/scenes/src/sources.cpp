#include <algorithm>

#include "culture_parts.hpp"
#include "factories.hpp"
#include "item_parts.hpp"
#include "plan_parts.hpp"

namespace scenes {
namespace {

using content::Confidence;
using content::Item;
using content::Source;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kScrollId = "sources.scroll";
constexpr const char* kSideId = "sources.side";
constexpr float kBadgeMm = 12;
constexpr float kSideMm = 176;

/// Where the page of an item takes what it says: its sources as numbered there, and how sure all of it is.
class SourcesScene final : public Scene {
public:
    SourcesScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [key = m_key, lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Item> {
                const base::Error gone{base::Errc::NotFound, "no item '" + key + "' in this pack"};
                auto id = store.idOf(key);
                if (!id) return id.error();
                if (!*id) return gone;
                auto item = store.item(**id, lang);
                if (!item) return item.error();
                if (!*item) return gone;
                return std::move(**item);
            },
            [this](base::Result<Item> item) { m_item.take(std::move(item)); });
    }
    [[nodiscard]] bool ready() const override { return !m_item.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override {
        return m_item.value ? sectionOf(m_item.value->card.kind) : Section::Neutral;
    }
    void build(ui::Ui& ui) override;

private:
    void source(ui::Ui& ui, int number, const Source& source) const;
    void certainty(ui::Ui& ui) const;
    void pictures(ui::Ui& ui) const;
    void foot(ui::Ui& ui) const;

    const SceneContext& m_context;
    std::string m_key;
    Loadable<Item> m_item;
    platform::JobHandle m_load;
};

void SourcesScene::source(ui::Ui& ui, int number, const Source& source) const {
    const ui::Theme& theme = ui.theme();
    Box plate = plateBox(ui);
    plate.pad = ui::all(ui::space::kM);
    plate.gap = ui::space::kM;
    plate.cross = ui::Align::Start;
    const ui::Words title = app::verbatim(source.title, ui.strings());
    const auto row = ui.group("sources." + std::to_string(number), ui::Role::Group, title, ui::Axis::Row, plate);
    Box badge;
    badge.w = ui::mm(kBadgeMm * ui.textScale());
    badge.h = ui::mm(kBadgeMm * ui.textScale());
    badge.radius = kBadgeMm * ui.textScale() / 2;
    badge.color = theme.of(section()).text;
    badge.cross = ui::Align::Centre;
    badge.crossY = ui::Align::Centre;
    {
        const auto disc = ui.stack(badge);
        ui::TextSpec words;
        words.words = app::verbatim(std::to_string(number), ui.strings());
        words.style = TextStyle::SmallBold;
        words.color = theme.surface.raised;
        words.align = ui::AlignX::Centre;
        ui.text(std::move(words), {.w = ui::hug()});
    }
    Box texts;
    texts.w = ui::fill();
    texts.gap = ui::space::kXs;
    const auto column = ui.column(texts);
    ui.text(TextStyle::Label, title, theme.ink.primary);
    if (!source.publisher.empty())
        provenanceLine(ui, ui.tr("source.publisher"), app::verbatim(source.publisher, ui.strings()), TextStyle::Small);
    provenanceLine(ui, ui.tr("source.year"),
                   source.year ? app::verbatim(std::to_string(*source.year), ui.strings()) : ui.tr("source.no-year"),
                   TextStyle::Small);
    if (!source.address.empty())
        provenanceLine(ui, ui.tr("source.address"), app::verbatim(readableAddress(source.address), ui.strings()),
                       TextStyle::Small);
    if (!source.licence.empty())
        provenanceLine(ui, ui.tr("source.licence"), app::verbatim(source.licence, ui.strings()), TextStyle::Small);
    std::string facts;
    for (const content::Fact& fact : m_item.value->facts) {
        const auto& numbers = fact.sourceNumbers;
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) continue;
        facts += (facts.empty() ? "" : "; ") + fact.label.value;
    }
    if (!facts.empty()) provenanceLine(ui, ui.tr("source.facts"), app::verbatim(facts, ui.strings()), TextStyle::Small);
}

/// How sure the page is, in words; its facts that are less sure by name; how well its position is known.
void SourcesScene::certainty(ui::Ui& ui) const {
    const Item& item = *m_item.value;
    const ui::Theme& theme = ui.theme();
    const ui::Color dye = theme.of(Section::Plan).text;
    const auto column = ui.group("sources.certainty", ui::Role::Group, ui.tr("sources.certainty"), ui::Axis::Column,
                                 provenancePlate(theme));
    ui::metaLine(ui, "fingerprint", ui.tr("sources.certainty"), dye, dye, TextStyle::Label);
    static constexpr const char* kMeaning[] = {"confidence.high.text", "confidence.medium.text", "confidence.low.text"};
    ui.text(TextStyle::SmallBold, confidenceName(ui.strings(), item.card.confidence), theme.ink.primary);
    ui.text(TextStyle::Small, ui.tr(kMeaning[static_cast<std::size_t>(item.card.confidence)]), theme.ink.primary);
    const auto named = [&](Confidence confidence, const char* key) {
        std::string names;
        for (const content::Fact& fact : item.facts) {
            if (fact.confidence != confidence) continue;
            names += (names.empty() ? "" : "; ") + fact.label.value;
        }
        if (names.empty()) return;
        ui.text(TextStyle::SmallBold, ui.tr(key), theme.ink.primary);
        ui.text(TextStyle::Small, app::verbatim(names, ui.strings()), theme.ink.primary);
    };
    // A fact is named where it is less sure than the page it stands on.
    if (item.card.confidence == Confidence::High) named(Confidence::Medium, "sources.facts.medium");
    if (item.card.confidence != Confidence::Low) named(Confidence::Low, "sources.facts.low");
    if (!item.card.at && item.card.kind != content::Kind::Place) return;
    ui.space(0, ui::space::kXs);
    ui::metaLine(ui, "here", ui.tr("item.position.title"), dye, dye, TextStyle::Label);
    ui.text(TextStyle::Small, positionText(ui.strings(), item.card.position), theme.ink.primary);
}

void SourcesScene::pictures(ui::Ui& ui) const {
    const Item& item = *m_item.value;
    if (item.pictures.empty()) return;
    const ui::Theme& theme = ui.theme();
    const ui::Color dye = theme.of(Section::Plan).text;
    // A plate for each, so that a page of them ends between two.
    for (std::size_t i = 0; i < item.pictures.size(); ++i) {
        const content::Picture& picture = item.pictures[i];
        const auto column = ui.group("sources.picture." + std::to_string(i + 1), ui::Role::Group,
                                     ui.tr("sources.pictures"), ui::Axis::Column, provenancePlate(theme));
        if (i == 0) ui::metaLine(ui, "photo", ui.tr("sources.pictures"), dye, dye, TextStyle::Label);
        const bool photo = picture.kind == content::PictureKind::Photo;
        ui::Words words = ui.tr(photo ? "sources.photo" : "sources.illustration");
        words = ui::withValue(std::move(words), "credit", picture.credit);
        words = ui::withValue(std::move(words), "licence", picture.licence);
        ui.text(TextStyle::Small, say(picture.alt), theme.ink.primary);
        ui.text(TextStyle::SmallBold, words, theme.ink.primary);
    }
}

void SourcesScene::foot(ui::Ui& ui) const {
    app::Navigator& navigator = m_context.navigator;
    Box line;
    line.gap = ui::space::kM;
    const auto row = ui.flow(line);
    ui::ButtonSpec credits;
    credits.id = "sources.credits";
    credits.icon = "document";
    credits.label = ui.tr("credits.button");
    credits.action = [&navigator] { navigator.open({"credits", ""}); };
    ui::button(ui, credits);
}

void SourcesScene::build(ui::Ui& ui) {
    if (m_item.error) {
        failure(ui, m_context, *m_item.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM - 0.5F;
    const auto column = ui.column(page);
    if (!m_item.value) {
        ui::loadingState(ui, "sources.loading", 4);
        return;
    }
    const Item& item = *m_item.value;
    ui::header(ui, section(), iconOf(item.card), say(item.card.name), ui.tr("sources.title"));
    const auto list = [&] {
        int number = 0;
        for (const Source& entry : item.sources)
            source(ui, ++number, entry);
        if (item.sources.empty()) ui.text(TextStyle::Body, ui.tr("sources.empty"), ui.theme().ink.primary);
    };
    const auto side = [&] {
        certainty(ui);
        pictures(ui);
    };
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    area.gap = ui::space::kS;
    // Certainty stands beside the list where there is room, else before it: it is what most readers come for.
    if (!ui.panel().portrait() && ui.textScale() <= 1) {
        Box row;
        row.h = ui::fill();
        row.gap = ui::space::kL;
        const auto parts = ui.row(row);
        ui::scrollArea(ui, kScrollId, area, list);
        area.w = ui::mm(kSideMm);
        ui::scrollArea(ui, kSideId, area, side);
    } else {
        ui::scrollArea(ui, kScrollId, area, [&] {
            side();
            list();
        });
    }
    foot(ui);
}

}  // namespace

std::unique_ptr<Scene> makeSources(const SceneContext& context, const std::string& id) {
    return std::make_unique<SourcesScene>(context, id);
}

}  // namespace scenes
