#include <algorithm>

#include "culture_parts.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using content::Item;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kScrollId = "absent.scroll";
constexpr float kMetaIconMm = 10;
constexpr float kLeastCardMm = 220;  ///< two cards beside each other from twice this width on

/// What is often taken for a part of the province and is not: where it really is, and who says so.
class AbsentScene final : public Scene {
public:
    AbsentScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang, key = m_key](const content::Store& store) -> base::Result<Data> {
                Data data;
                auto info = store.info(lang);
                if (!info) return info.error();
                data.province = info->province;
                auto items = store.items(content::Kind::Absent, "", lang);
                if (!items) return items.error();
                data.items = std::move(*items);
                // The one asked for comes first; the others keep their order.
                std::stable_partition(data.items.begin(), data.items.end(),
                                      [&](const Item& item) { return item.card.key == key; });
                return data;
            },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Places; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::Text province;
        std::vector<Item> items;
    };
    void card(ui::Ui& ui, const Item& item, float heightMm) const;
    /// Height of the highest card, `widthMm` wide.
    [[nodiscard]] float leastMm(const ui::Ui& ui, float widthMm) const;

    const SceneContext& m_context;
    std::string m_key;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

void AbsentScene::card(ui::Ui& ui, const Item& item, float heightMm) const {
    const ui::Theme& theme = ui.theme();
    const bool asked = item.card.key == m_key;
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(item.card.name);
    control.speech = control.label;
    control.speech.text += ". " + item.card.shortLine.value + ". " + item.summary.value;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, key = item.card.key] { navigator.open({"sources", key}); };
    Box plate = plateBox(ui);
    plate.pad = {ui::space::kM + 0.5F, ui::space::kS, ui::space::kM, ui::space::kS};
    plate.gap = ui::space::kXs;
    plate.h = ui::mm(heightMm);
    if (asked) plate.border = {theme.brand.active, ui::stroke::kSelected, false};
    const auto scope = ui.control("absent." + item.card.key, control, ui::Axis::Column, plate);
    ui::TextSpec heading;
    heading.words = say(item.card.name);
    heading.style = TextStyle::H3;
    heading.color = theme.ink.primary;
    heading.minScale = 0.6F;
    ui.text(std::move(heading)).role = ui::Role::Heading;
    const ui::Color dye = theme.of(Section::Places).text;
    ui::metaLine(ui, "compass", say(item.card.shortLine), dye, dye, TextStyle::SmallBold);
    ui::languageTag(ui, say(item.summary));
    ui.text(TextStyle::Body, say(item.summary), theme.ink.primary);
    lowConfidenceTag(ui, "absent." + item.card.key, item.card.confidence);
    ui.spring();
    ui::metaLine(ui, "document", sourcesWords(ui.strings(), item.sources), theme.ink.secondary, theme.ink.secondary);
}

void AbsentScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM - 0.5F;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "absent.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    ui::header(ui, Section::Places, "compass", ui.tr("absent.section"),
               ui::withValue(ui.tr("absent.title"), "name", data.province.value));
    if (data.items.empty()) {
        ui::EmptyStateSpec none;
        none.id = "absent.empty";
        none.icon = "compass";
        none.title = ui.tr("absent.empty");
        ui::emptyState(ui, none);
        return;
    }
    Box area;
    area.h = ui::fill();
    Box cells;
    cells.gap = ui::space::kS;
    const int columns = columnsFor(ui, pageWidth(ui), kLeastCardMm, 2);
    const float width = pageWidth(ui) - ui::target::kStandard - ui::space::kM;
    const float cell = (width - cells.gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height = fittedRowMm(ui, kScrollId, leastMm(ui, cell - 2 * ui::space::kM - 0.5F), cells.gap);
    ui::scrollArea(ui, kScrollId, area, [&] {
        const auto grid = ui.grid(columns, cells);
        for (const Item& item : data.items)
            card(ui, item, height);
    });
}

float AbsentScene::leastMm(const ui::Ui& ui, float widthMm) const {
    float most = 0;
    for (const Item& item : m_data.value->items) {
        float height = ui.measureText(TextStyle::H3, say(item.card.name), widthMm).h +
                       ui.measureText(TextStyle::SmallBold, say(item.card.shortLine), widthMm - kMetaIconMm).h +
                       ui.measureText(TextStyle::Body, say(item.summary), widthMm).h;
        const ui::Words sources = sourcesWords(ui.strings(), item.sources);
        if (!sources.empty()) height += ui.measureText(TextStyle::Small, sources, widthMm - kMetaIconMm).h;
        // Tags are one line each.
        const float tag = ui.measureText(TextStyle::SmallBold, {"H", "es"}, 0).h + 3 * ui::space::kXs;
        if (item.summary.lang != m_context.visitor.lang) height += tag;
        if (item.card.confidence == content::Confidence::Low) height += tag;
        most = std::max(most, height + 2 * ui::space::kS + 4 * ui::space::kXs + 1);
    }
    return most;
}

}  // namespace

std::unique_ptr<Scene> makeAbsent(const SceneContext& context, const std::string& id) {
    return std::make_unique<AbsentScene>(context, id);
}

}  // namespace scenes
