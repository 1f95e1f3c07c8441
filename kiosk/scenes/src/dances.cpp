#include <algorithm>
#include <map>

#include "culture_parts.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kDistrictsMm = 108;
constexpr float kListMm = 168;
constexpr float kRowMm = 25;
constexpr float kRowPictureMm = 34;
constexpr std::size_t kRelatedShown = 3;
constexpr const char* kListId = "dances.list";
constexpr const char* kDetailId = "dances.detail";

/// Dances of each district: choose a district, choose a dance, read what the sources tell of it.
class DancesScene final : public Scene {
public:
    DancesScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return query(store, lang); },
            [this](base::Result<Data> data) {
                m_data.take(std::move(data));
                if (m_data.value) choose();
            });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Culture; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        std::vector<content::DistrictDances> groups;
        std::map<content::ItemId, content::Item> items;  ///< what is told of each dance
    };
    static base::Result<Data> query(const content::Store& store, content::Lang lang);
    /// The dance that was asked for, in the first district that has it, unless the chosen district has it too.
    void choose();
    [[nodiscard]] const content::DistrictDances& group() const { return m_data.value->groups[m_group]; }
    [[nodiscard]] const Card& dance() const { return group().dances[m_dance]; }
    [[nodiscard]] ui::Words groupName(const ui::Ui& ui, const content::DistrictDances& group) const {
        return group.district.id.valid() ? say(group.district.name) : ui.tr("dances.no-district");
    }
    void selectGroup(std::size_t index) {
        m_group = index;
        m_dance = 0;
        m_key = dance().key;
    }
    void selectDance(std::size_t index) {
        m_dance = index;
        m_key = dance().key;
    }
    [[nodiscard]] ui::Words elsewhere(const ui::Ui& ui, const Card& card) const;
    void districts(ui::Ui& ui, bool chips);
    void row(ui::Ui& ui, std::size_t index);
    void rows(ui::Ui& ui);
    void told(ui::Ui& ui, float widthMm) const;
    void detail(ui::Ui& ui, float widthMm) const;

    const SceneContext& m_context;
    std::string m_key;
    std::size_t m_group = 0;
    std::size_t m_dance = 0;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

base::Result<DancesScene::Data> DancesScene::query(const content::Store& store, content::Lang lang) {
    Data data;
    auto groups = store.dancesByDistrict(lang);
    if (!groups) return groups.error();
    data.groups = std::move(*groups);
    auto items = store.items(content::Kind::Dance, "", lang);
    if (!items) return items.error();
    for (content::Item& item : *items) {
        const content::ItemId id = item.card.id;
        data.items.emplace(id, std::move(item));
    }
    return data;
}

void DancesScene::choose() {
    const auto& groups = m_data.value->groups;
    const auto has = [&](const content::DistrictDances& g) {
        return std::find_if(g.dances.begin(), g.dances.end(), [&](const Card& c) { return c.key == m_key; });
    };
    if (m_group >= groups.size()) m_group = 0;
    if (groups.empty()) return;
    std::vector<std::size_t> order{m_group};
    for (std::size_t i = 0; i < groups.size(); ++i)
        order.push_back(i);
    for (const std::size_t i : order) {
        const auto found = has(groups[i]);
        if (found == groups[i].dances.end()) continue;
        m_group = i;
        m_dance = static_cast<std::size_t>(found - groups[i].dances.begin());
        return;
    }
    selectGroup(m_group);
}

/// "También en Cojata, Pusi": the other districts of a dance; empty when there are none.
ui::Words DancesScene::elsewhere(const ui::Ui& ui, const Card& card) const {
    std::string names;
    for (const content::DistrictDances& g : m_data.value->groups) {
        if (!g.district.id.valid() || g.district.id == group().district.id) continue;
        if (std::find(card.districts.begin(), card.districts.end(), g.district.id) == card.districts.end()) continue;
        names += (names.empty() ? "" : ", ") + g.district.name.value;
    }
    if (names.empty()) return {};
    return ui::withValue(ui.tr("dances.elsewhere"), "names", names);
}

void DancesScene::districts(ui::Ui& ui, bool chips) {
    const auto& groups = m_data.value->groups;
    Box box;
    box.w = chips ? ui::fill() : ui::mm(kDistrictsMm);
    box.gap = ui::space::kGap;
    const auto scope = ui.group("dances.districts", ui::Role::List, ui.tr("dances.districts"),
                                chips ? ui::Axis::Flow : ui::Axis::Column, box);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const ui::Words name = groupName(ui, groups[i]);
        const auto count = static_cast<long>(groups[i].dances.size());
        const ui::Words counted = ui.strings().plural("dances.count", count);
        ui::ButtonSpec spec;
        spec.id = "dances.district." + (groups[i].district.key.empty() ? std::string("none") : groups[i].district.key);
        spec.label =
            ui::withValue(ui::withValue(ui.tr("dances.district"), "name", name.text), "n", std::to_string(count));
        spec.speech = {name.text + ", " + counted.text, name.lang};
        spec.role = ui::Role::Tab;
        spec.selected = i == m_group;
        if (!chips) spec.w = ui::fill();
        spec.action = [this, i] { selectGroup(i); };
        ui::button(ui, spec);
    }
}

void DancesScene::row(ui::Ui& ui, std::size_t index) {
    const ui::Theme& theme = ui.theme();
    const Card& card = group().dances[index];
    const bool chosen = index == m_dance;
    const ui::Words others = elsewhere(ui, card);
    ui::Control control;
    control.role = ui::Role::Tab;
    control.label = say(card.name);
    ui::Words said = control.label;
    if (!others.empty()) said.text += ", " + others.text;
    control.speech = ui::spokenControl(ui, said, ui::Role::Tab, chosen);
    control.selected = chosen;
    control.primary = true;
    control.action = [this, index] { selectDance(index); };
    const bool picture = card.picture && theme.pictures && ui.textScale() <= 1.5F;
    Box box;
    box.minH = kRowMm;
    box.color = chosen ? theme.brand.active : theme.surface.raised;
    box.radius = ui::radius::kTile;
    if (chosen || !theme.pictures) box.border = {theme.ink.primary, ui::stroke::kControl, false};
    if (picture) box.corners = ui::kRightCorners;
    box.cross = ui::Align::Stretch;
    const auto scope = ui.control("dances.dance." + card.key, control, ui::Axis::Row, box);
    if (picture) {
        PictureSlot slot;
        slot.id = "dances.dance." + card.key + ".picture";
        slot.box.w = ui::mm(kRowPictureMm);
        slot.box.h = ui::fill();
        slot.radius = ui::radius::kTile;
        slot.corners = ui::kLeftCorners;
        slot.ground = theme.surface.base;
        pictureSlot(ui, card, card.picture, slot);
    }
    Box words;
    words.w = ui::fill();
    words.h = ui::fill();
    words.pad = ui::sides(ui::space::kM, ui::space::kXs);
    words.main = ui::Distribute::Centre;
    const auto column = ui.column(words);
    ui::TextSpec name;
    name.words = control.label;
    name.style = TextStyle::Label;
    name.color = chosen ? theme.brand.onActive : theme.ink.primary;
    ui.text(std::move(name));
    if (!others.empty()) ui.text(TextStyle::Small, others, chosen ? theme.brand.onActive : theme.ink.secondary);
}

void DancesScene::rows(ui::Ui& ui) {
    for (std::size_t i = 0; i < group().dances.size(); ++i)
        row(ui, i);
}

void DancesScene::told(ui::Ui& ui, float widthMm) const {
    const ui::Theme& theme = ui.theme();
    const Card& card = dance();
    const auto found = m_data.value->items.find(card.id);
    if (found == m_data.value->items.end()) return;
    const content::Item& item = found->second;
    lowConfidenceTag(ui, "dances", card.confidence);
    if (card.example) ui::exampleTag(ui);
    ui::languageTag(ui, say(item.summary));
    ui.text(TextStyle::Body, say(item.summary), theme.ink.primary);
    for (const content::Text& paragraph : item.paragraphs)
        ui.text(TextStyle::Body, say(paragraph), theme.ink.primary);
    sourcesLine(ui, item.sources);
    if (item.related.empty()) return;
    ui.text(TextStyle::Label, ui.tr("item.related"), theme.ink.secondary);
    Box cells;
    cells.gap = ui::space::kS;
    const auto grid = ui.grid(columnsFor(ui, widthMm, 150, 2), cells);
    for (std::size_t i = 0; i < std::min(kRelatedShown, item.related.size()); ++i) {
        CardRow link;
        link.id = "dances.related." + item.related[i].key;
        link.pictureMm = 36;
        link.minHeightMm = 27;
        link.showKind = true;
        cardRow(ui, m_context, item.related[i], link);
    }
}

void DancesScene::detail(ui::Ui& ui, float widthMm) const {
    const ui::Theme& theme = ui.theme();
    const Card& card = dance();
    const ui::Color accent = theme.of(Section::Culture).text;
    const bool upright = ui.panel().portrait();
    const bool picture = card.picture && theme.pictures && ui.textScale() <= 1;
    Box box = plateBox(ui);
    box.w = ui::fill();
    box.h = ui::fill();
    if (picture) box.corners = upright ? ui::kRightCorners : ui::kBottomCorners;
    const auto plate = upright && picture ? ui.row(box) : ui.column(box);
    if (picture) {
        PictureSlot slot;
        slot.id = "dances.picture";
        slot.box.w = upright ? ui::mm(95) : ui::fill();
        slot.box.h = upright ? ui::fill() : ui::mm(62);
        slot.radius = ui::radius::kPlate;
        slot.corners = upright ? ui::kLeftCorners : ui::kTopCorners;
        slot.ground = theme.surface.base;
        slot.tagged = true;
        pictureSlot(ui, card, card.picture, slot);
    }
    Box body;
    body.w = ui::fill();
    body.h = ui::fill();
    body.pad = {ui::space::kL, ui::space::kM, ui::space::kM, ui::space::kM};
    body.gap = ui::space::kGap;
    const auto column = ui.column(body);
    const float inner = widthMm - 30 - (picture && upright ? 95 : 0);
    const ui::Words name = say(card.name);
    ui.heading(titleStyle(ui, name, inner, 1), name, theme.ink.primary);
    if (!card.districtNames.empty()) {
        ui::metaLine(ui, "pin", app::verbatim(card.districtNames, ui.strings()), accent, theme.ink.secondary);
    }
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    const bool roomy = upright || ui.textScale() <= 1;
    const auto sources = [&] {
        Box line;
        const auto flow = ui.flow(line);
        sourcesButton(ui, m_context, "dances", card.key);
    };
    ui::scrollArea(ui, kDetailId, area, [&] {
        told(ui, inner);
        if (!roomy) sources();
    });
    if (roomy) sources();
}

void DancesScene::build(ui::Ui& ui) {
    Box column;
    column.h = ui::fill();
    column.gap = ui::space::kM;
    const auto parts = ui.column(column);
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    ui::header(ui, Section::Culture, "drum", ui.tr("culture.section"), ui.tr("dances.title"));
    if (!m_data.value) {
        ui::loadingState(ui, "dances.loading", 4);
        return;
    }
    if (m_data.value->groups.empty()) {
        ui::EmptyStateSpec empty;
        empty.id = "dances.empty";
        empty.icon = "drum";
        empty.title = ui.tr("dances.empty");
        ui::emptyState(ui, empty);
        return;
    }
    const float width = pageWidth(ui);
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kGap;
    if (ui.textScale() > 1.5F) {
        // Large letters: one thing under the other.
        ui::scrollArea(ui, "dances.all", area, [&] {
            districts(ui, true);
            Box box = plateBox(ui);
            box.pad = ui::all(ui::space::kM);
            box.gap = ui::space::kGap;
            {
                const auto plate = ui.column(box);
                ui.heading(TextStyle::H2, say(dance().name), ui.theme().ink.primary);
                told(ui, width - 60);
                Box line;
                const auto flow = ui.flow(line);
                sourcesButton(ui, m_context, "dances", dance().key);
            }
            rows(ui);
        });
        return;
    }
    if (ui.panel().portrait()) {
        districts(ui, true);
        ui::scrollArea(ui, kListId, area, [&] { rows(ui); });
        Box below;
        below.h = ui::mm(ui.textScale() > 1 ? 190.0F : 160.0F);
        const auto holder = ui.column(below);
        detail(ui, width);
        return;
    }
    Box panes;
    panes.h = ui::fill();
    panes.gap = ui::space::kL;
    const bool chips = ui.textScale() > 1;
    if (chips) districts(ui, true);
    const auto row = ui.row(panes);
    if (!chips) districts(ui, false);
    const float listMm = kListMm * (chips ? 1.2F : 1.0F);
    Box list;
    list.w = ui::mm(listMm);
    list.h = ui::fill();
    {
        const auto holder = ui.column(list);
        ui::scrollArea(ui, kListId, area, [&] { rows(ui); });
    }
    detail(ui, width - listMm - panes.gap - (chips ? 0 : kDistrictsMm + panes.gap));
}

}  // namespace

std::unique_ptr<Scene> makeDances(const SceneContext& context, const std::string& id) {
    return std::make_unique<DancesScene>(context, id);
}

}  // namespace scenes
