#include <algorithm>
#include <cmath>

#include "culture_parts.hpp"
#include "event_date.hpp"
#include "factories.hpp"
#include "woven_figures.hpp"

namespace scenes {
namespace {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr float kFigureMm = 11;      ///< between two panels
constexpr float kLeastPanelMm = 52;  ///< width of a panel at plain text size
constexpr float kPanelMm = 34.8F;    ///< height of a panel, at least
constexpr float kHemMm = 8.3F;       ///< threads above and below the panels
constexpr float kPointMm = 6;        ///< how far the gold point of the chosen panel reaches out of the cloth
constexpr float kPictureMm = 172;
constexpr std::size_t kLongYear = 5;  ///< more letters than this stand in the smaller title
constexpr const char* kScrollId = "timeline.scroll";

/// History as a woven belt: a panel for each event, in the order of time, and the chosen one told below.
class TimelineScene final : public Scene {
public:
    TimelineScene(const SceneContext& context, std::string key) : m_context(context), m_key(std::move(key)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) { return query(store, lang); },
            [this](base::Result<std::vector<Entry>> entries) {
                m_entries.take(std::move(entries));
                if (!m_entries.value) return;
                const auto found = std::find_if(m_entries.value->begin(), m_entries.value->end(),
                                                [&](const Entry& e) { return e.event.card.key == m_key; });
                m_selected = found == m_entries.value->end() ? 0 : static_cast<int>(found - m_entries.value->begin());
            });
    }
    [[nodiscard]] bool ready() const override { return !m_entries.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Culture; }
    /// The belt runs from the selvedge to the edge of the panel.
    [[nodiscard]] app::SceneFrame frame() const override { return app::SceneFrame::Selvedge; }
    void build(ui::Ui& ui) override;

private:
    struct Entry {
        content::TimelineEvent event;
        std::vector<Card> related;
        bool hasMore = false;  ///< its own page tells more than fits here
    };
    /// Where the belt puts its panels; design millimetres from its left edge.
    struct Belt {
        int slots = 1;  ///< panels in sight
        int first = 0;  ///< event in the first of them
        float width = 0;
        float left = 0;  ///< of the first figure
        float panelW = 0;
        float panelH = 0;
        [[nodiscard]] float slotX(int slot) const {
            return left + kFigureMm + static_cast<float>(slot) * (panelW + kFigureMm);
        }
        [[nodiscard]] float clothH() const { return panelH + 2 * kHemMm; }
    };
    static base::Result<std::vector<Entry>> query(const content::Store& store, content::Lang lang);
    [[nodiscard]] const Entry& selected() const { return (*m_entries.value)[static_cast<std::size_t>(m_selected)]; }
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.value->size()); }
    void select(int index) {
        m_selected = std::clamp(index, 0, count() - 1);
        m_key = selected().event.card.key;
    }
    [[nodiscard]] Belt measure(const ui::Ui& ui) const;
    void header(ui::Ui& ui) const;
    void belt(ui::Ui& ui, const Belt& belt);
    void panel(ui::Ui& ui, const Belt& belt, int slot);
    void plate(ui::Ui& ui, const Belt& belt) const;
    void story(ui::Ui& ui, const Belt& belt, float widthMm) const;
    [[nodiscard]] ui::Words note(const ui::Ui& ui, const Belt& belt) const;
    void buttons(ui::Ui& ui) const;
    void foot(ui::Ui& ui, const Belt& belt) const;

    const SceneContext& m_context;
    std::string m_key;
    int m_selected = 0;
    Loadable<std::vector<Entry>> m_entries;
    platform::JobHandle m_load;
};

base::Result<std::vector<TimelineScene::Entry>> TimelineScene::query(const content::Store& store, content::Lang lang) {
    auto events = store.timeline(lang);
    if (!events) return events.error();
    auto items = store.items(content::Kind::Event, "", lang);
    if (!items) return items.error();
    std::vector<Entry> entries;
    for (content::TimelineEvent& event : *events) {
        Entry entry;
        const auto item = std::find_if(items->begin(), items->end(),
                                       [&](const content::Item& i) { return i.card.id == event.card.id; });
        if (item != items->end()) {
            entry.hasMore = !item->paragraphs.empty() || !item->facts.empty() || item->related.size() > 1;
            entry.related = std::move(item->related);
        }
        entry.event = std::move(event);
        entries.push_back(std::move(entry));
    }
    return entries;
}

TimelineScene::Belt TimelineScene::measure(const ui::Ui& ui) const {
    Belt b;
    b.width = ui.panel().designSize().w - page::kSelvedge;
    b.left = page::kLeft + ui::target::kStandard;
    const float room = b.width - b.left - ui::target::kStandard - page::kRight;
    const float least = kLeastPanelMm * (1 + (ui.textScale() - 1) * 0.55F);
    b.slots = std::clamp(static_cast<int>((room - kFigureMm) / (least + kFigureMm)), 1, count());
    b.panelW = (room - kFigureMm) / static_cast<float>(b.slots) - kFigureMm;
    b.first = m_selected / b.slots * b.slots;
    // High enough for the fullest panel of the whole belt: the cloth must not change its width from page to page.
    const float small = ui.measureText(TextStyle::Small, {"H", "es"}, 0).h;
    const float year = ui.measureText(TextStyle::H2, {"H", "es"}, 0).h;
    const float longYear = ui.measureText(TextStyle::H3, {"H", "es"}, 0).h;
    b.panelH = kPanelMm;
    for (const Entry& entry : *m_entries.value) {
        const EventDate date = eventDate(ui.strings(), entry.event);
        const float lines = (date.before.empty() ? 0 : small) + (date.after.empty() ? 0 : small);
        b.panelH = std::max(b.panelH, lines + (date.main.text.size() > kLongYear ? longYear : year) + 2);
    }
    return b;
}

void TimelineScene::header(ui::Ui& ui) const {
    Box box;
    box.pad = {page::kLeft, ui.panel().portrait() ? ui::space::kXl : ui::space::kBezel, page::kRight, 0};
    const auto holder = ui.column(box);
    ui::header(ui, Section::Culture, "siku", ui.tr("culture.section"), ui.tr("timeline.title"));
}

void TimelineScene::panel(ui::Ui& ui, const Belt& belt, int slot) {
    const ui::Theme& theme = ui.theme();
    const int index = belt.first + slot;
    const Entry& entry = (*m_entries.value)[static_cast<std::size_t>(index)];
    const bool chosen = index == m_selected;
    const EventDate date = eventDate(ui.strings(), entry.event);
    ui::Control control;
    control.role = ui::Role::Tab;
    control.label = date.full;
    const ui::Words said{date.full.text + ": " + entry.event.card.name.value,
                         content::code(entry.event.card.name.lang)};
    control.speech = ui::spokenControl(ui, said, ui::Role::Tab, chosen);
    control.selected = chosen;
    control.primary = true;
    control.action = [this, index] { select(index); };
    const float grow = chosen ? 2.2F : 0;
    Box box;
    box.at = base::RectMm{belt.slotX(slot), kHemMm - grow, belt.panelW, belt.panelH + 2 * grow};
    if (ui.panel().portrait()) box.at->y += kPointMm;
    box.color = chosen ? theme.brand.active : theme.surface.base;
    box.radius = ui::radius::kTag;
    box.main = ui::Distribute::Centre;
    box.pad = ui::sides(1.5F, 0);
    if (chosen) box.border = {theme.pictures ? theme.surface.raised : theme.ink.primary, 1.1F, false};
    const auto scope = ui.control("timeline.event." + entry.event.card.key, control, ui::Axis::Column, box);
    const ui::Color ink = chosen ? theme.brand.onActive : theme.ink.primary;
    const auto line = [&](const ui::Words& words, TextStyle style) {
        if (words.empty()) return;
        ui::TextSpec text;
        text.words = words;
        text.style = style;
        text.color = ink;
        text.align = ui::AlignX::Centre;
        text.maxLines = 1;
        text.minScale = 0.55F;
        ui.text(std::move(text));
    };
    line(date.before, TextStyle::Small);
    line(date.main, date.main.text.size() > kLongYear ? TextStyle::H3 : TextStyle::H2);
    line(date.after, TextStyle::Small);
}

void TimelineScene::belt(ui::Ui& ui, const Belt& belt) {
    const bool upright = ui.panel().portrait();
    const int last = std::min(count(), belt.first + belt.slots);
    Box cloth;
    cloth.h = ui::mm(belt.clothH() + kPointMm);
    const auto list = ui.group("timeline.belt", ui::Role::List, ui.tr("timeline.title"), ui::Axis::Stack, cloth);
    ui.paint(
        "", {},
        [belt, upright, filled = last - belt.first, chosen = m_selected - belt.first,
         sun = !ui.theme().pictures](const ui::PaintContext& c) {
            const auto px = [&](float mm) { return c.panel.px(mm); };
            const float top = c.rect.y + (upright ? px(kPointMm) : 0);
            const float height = px(belt.clothH());
            ui::Painter& p = c.painter;
            p.fill({c.rect.x, top, c.rect.w, height}, c.theme.brand.night);
            const auto thread = [&](float from, float mm, ui::Color color) {
                p.fill({c.rect.x, top + px(from), c.rect.w, px(mm)}, color);
                p.fill({c.rect.x, top + height - px(from + mm), c.rect.w, px(mm)}, color);
            };
            thread(1.4F, 1.4F, c.theme.brand.active);
            thread(3.9F, 2.2F, sun ? c.theme.surface.base : c.theme.brand.cochineal);
            // Figures between the panels, one gold and one in wool; where the events end the cloth goes on.
            const ui::Color gold = c.theme.brand.active;
            const ui::Color wool = c.theme.surface.base;
            const ui::Color red = sun ? c.theme.brand.night : c.theme.brand.cochineal;
            const float cell = px(kFigureMm - 0.6F) / kWovenCells;
            const float half = px(belt.panelH) / 4;
            const float middle = top + height / 2;
            const auto pair = [&](float x, int figure) {
                const auto kind = static_cast<WovenFigure>(figure % (kWovenFigures - 1));
                paintFigure(p, kind, {x, middle - half}, cell, {gold, red, wool});
                paintFigure(p, kind, {x, middle + half}, cell, {wool, red, gold});
            };
            const float first = c.rect.x + px(belt.left + kFigureMm / 2);
            const float step = px(belt.panelW + kFigureMm);
            for (int i = 0; i <= belt.slots; ++i)
                pair(first + static_cast<float>(i) * step, belt.first + i);
            for (int i = filled; i < belt.slots; ++i) {
                const float from = first + static_cast<float>(i) * step;
                const auto more = static_cast<int>(step / px(kFigureMm * 1.5F));
                for (int k = 1; k < more; ++k)
                    pair(from + step * static_cast<float>(k) / static_cast<float>(more), belt.first + i + k);
            }
            // The chosen panel points at its story.
            const float x = c.rect.x + px(belt.slotX(chosen) + belt.panelW / 2);
            const float wide = px(9.4F);
            const float base = upright ? top + px(4) : top + height - px(4);
            const float tip = upright ? c.rect.y : c.rect.bottom();
            const base::PointPx point[] = {{x - wide, base}, {x + wide, base}, {x, tip}};
            p.convex(point, gold);
            if (sun) p.polyline(point, c.theme.ink.primary, px(0.8F), true);
        },
        cloth);
    const auto arrow = [&](const char* id, const char* icon, const char* speech, float x, bool enabled, int to) {
        Box holder;
        holder.at = base::RectMm{x, kHemMm + (upright ? kPointMm : 0), ui::target::kStandard, belt.panelH};
        holder.crossY = ui::Align::Centre;
        const auto stack = ui.stack(holder);
        ui::ButtonSpec spec;
        spec.id = id;
        spec.icon = icon;
        spec.speech = ui.tr(speech);
        spec.enabled = enabled;
        spec.padMm = 0;
        spec.w = ui::fill();
        spec.action = [this, to] { select(to); };
        ui::button(ui, spec);
    };
    arrow("timeline.earlier", "chevron-left", "timeline.earlier", page::kLeft, belt.first > 0, belt.first - 1);
    for (int slot = 0; slot < last - belt.first; ++slot)
        panel(ui, belt, slot);
    arrow("timeline.later", "chevron-right", "timeline.later", belt.width - page::kRight - ui::target::kStandard,
          last < count(), last);
}

ui::Words TimelineScene::note(const ui::Ui& ui, const Belt& belt) const {
    ui::Words words = ui.tr("timeline.note");
    words = ui::withValue(std::move(words), "from", std::to_string(belt.first + 1));
    words = ui::withValue(std::move(words), "to", std::to_string(std::min(count(), belt.first + belt.slots)));
    return ui::withValue(std::move(words), "count", std::to_string(count()));
}

void TimelineScene::buttons(ui::Ui& ui) const {
    if (selected().hasMore) moreButton(ui, m_context, "timeline", selected().event.card);
    if (!selected().event.sources.empty()) sourcesButton(ui, m_context, "timeline", selected().event.card.key);
}

void TimelineScene::story(ui::Ui& ui, const Belt& belt, float widthMm) const {
    const Entry& entry = selected();
    const ui::Theme& theme = ui.theme();
    const bool upright = ui.panel().portrait();
    // Larger letters need the room: all but the name moves into what scrolls.
    const bool all = ui.textScale() > 1.5F || (!upright && ui.textScale() > 1);
    Box column;
    column.w = ui::fill();
    column.h = ui::fill();
    column.pad = {11, 6, 9, 5};
    column.gap = ui::space::kGap - 0.8F;
    const auto words = ui.column(column);
    const float inner = widthMm - 20;
    const auto date = [&] {
        ui.text(TextStyle::Label, eventDate(ui.strings(), entry.event).full, theme.ink.secondary);
    };
    if (!all) date();
    const ui::Words name = say(entry.event.card.name);
    ui.heading(titleStyle(ui, name, inner, upright ? 2 : 1), name, theme.ink.primary);
    if (entry.event.card.example) ui::exampleTag(ui);
    ui::languageTag(ui, say(entry.event.summary));
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kS;
    const auto links = [&](std::size_t most) {
        Box flow;
        flow.w = ui::hug();
        flow.gap = ui::space::kGap;
        const auto line = ui.flow(flow);
        for (std::size_t i = 0; i < std::min(most, entry.related.size()); ++i) {
            relatedButton(ui, m_context, "timeline", entry.related[i]);
        }
    };
    const bool beneath = upright || ui.textScale() > 1;
    ui::scrollArea(ui, kScrollId, area, [&] {
        if (all) date();
        lowConfidenceTag(ui, "timeline", entry.event.card.confidence);
        ui.text(upright ? TextStyle::Lead : readingStyle(entry.event.summary), say(entry.event.summary),
                theme.ink.primary);
        if (!beneath) return;
        sourcesLine(ui, entry.event.sources);
        if (!entry.related.empty()) links(2);
        if (!all) return;
        Box flow;
        flow.gap = ui::space::kGap;
        {
            const auto line = ui.flow(flow);
            buttons(ui);
        }
        ui.text(TextStyle::Small, note(ui, belt), theme.ink.secondary);
        if (upright) return;
        const auto tabs = ui.flow(flow);
        cultureTabs(ui, m_context, CultureTab::Timeline);
    });
    if (beneath) return;
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    const auto row = ui.row(line);
    {
        Box who;
        who.w = ui::fill();
        const auto holder = ui.column(who);
        sourcesLine(ui, entry.event.sources);
    }
    if (!entry.related.empty()) relatedButton(ui, m_context, "timeline", entry.related.front());
}

void TimelineScene::plate(ui::Ui& ui, const Belt& belt) const {
    const Entry& entry = selected();
    const ui::Theme& theme = ui.theme();
    const bool upright = ui.panel().portrait();
    const bool large = ui.textScale() > 1.5F;
    Box margins;
    margins.h = ui::fill();
    margins.pad = {page::kLeft, 0, page::kRight, 0};
    const auto holder = ui.column(margins);
    Box box = plateBox(ui);
    box.h = ui::fill();
    const bool picture = !large;
    if (picture && theme.pictures && entry.event.card.picture)
        box.corners = upright ? ui::kBottomCorners : ui::kRightCorners;
    const auto parts = upright ? ui.column(box) : ui.row(box);
    float widthMm = belt.width - page::kLeft - page::kRight;
    if (picture) {
        PictureSlot slot;
        slot.id = "timeline.picture";
        slot.iconMm = 44;
        slot.radius = ui::radius::kPlate;
        slot.corners = upright ? ui::kTopCorners : ui::kLeftCorners;
        slot.ground = theme.surface.base;
        slot.tagged = true;
        if (upright) {
            slot.box.h = theme.pictures ? ui::fill(ui.textScale() > 1 ? 0.5F : 1.0F) : ui::mm(60);
        } else {
            const float share = theme.pictures ? (ui.textScale() > 1 ? 0.7F : 1.0F) : 0.4F;
            slot.box.w = ui::mm(kPictureMm * share);
            slot.box.h = ui::fill();
            widthMm -= kPictureMm * share;
        }
        pictureSlot(ui, entry.event.card, entry.event.card.picture, slot);
    }
    story(ui, belt, widthMm);
}

void TimelineScene::foot(ui::Ui& ui, const Belt& belt) const {
    const bool oneRow = !ui.panel().portrait() && ui.textScale() <= 1;
    Box box;
    box.pad = {page::kLeft, 0, page::kRight, page::kBottom};
    box.gap = ui::space::kGap;
    // With large letters on a low panel the story takes its room and ends with these ways on.
    if (!ui.panel().portrait() && !oneRow) {
        box.pad.top = 0;
        const auto margin = ui.column(box);
        return;
    }
    const auto column = ui.column(box);
    Box line;
    line.gap = ui::space::kGap;
    line.cross = ui::Align::Centre;
    const auto told = [&] {
        ui::TextSpec text;
        text.words = note(ui, belt);
        text.style = TextStyle::Small;
        text.color = ui.theme().ink.secondary;
        Box words;
        words.w = ui::fill();
        words.pad = ui::sides(ui::space::kGap, 0);
        ui.text(std::move(text), words);
    };
    if (oneRow) {
        const auto row = ui.row(line);
        cultureTabs(ui, m_context, CultureTab::Timeline);
        told();
        buttons(ui);
        return;
    }
    if (ui.panel().portrait() && ui.textScale() <= 1.5F) {
        const auto row = ui.row(line);
        told();
        buttons(ui);
    }
    const auto tabs = ui.flow(line);
    cultureTabs(ui, m_context, CultureTab::Timeline);
}

void TimelineScene::build(ui::Ui& ui) {
    Box column;
    column.h = ui::fill();
    column.gap = ui::space::kM;
    const bool shows = m_entries.value && !m_entries.value->empty();
    if (!shows) column.pad = {page::kLeft, ui::space::kBezel, page::kRight, page::kBottom};
    const auto parts = ui.column(column);
    if (m_entries.error) {
        failure(ui, m_context, *m_entries.error);
        return;
    }
    if (!m_entries.value) {
        ui::loadingState(ui, "timeline.loading", 4);
        return;
    }
    if (!shows) {
        ui::EmptyStateSpec empty;
        empty.id = "timeline.empty";
        empty.icon = "history";
        empty.title = ui.tr("timeline.empty");
        ui::emptyState(ui, empty);
        return;
    }
    header(ui);
    const Belt geometry = measure(ui);
    // On an upright panel the belt lies within reach and the story above it.
    if (ui.panel().portrait()) {
        plate(ui, geometry);
        belt(ui, geometry);
    } else {
        belt(ui, geometry);
        plate(ui, geometry);
    }
    foot(ui, geometry);
}

}  // namespace

std::unique_ptr<Scene> makeTimeline(const SceneContext& context, const std::string& id) {
    return std::make_unique<TimelineScene>(context, id);
}

}  // namespace scenes
