#include <algorithm>
#include <array>
#include <cstdio>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "plan_parts.hpp"
#include "state/observation.hpp"
#include "state/seal.hpp"
#include "typed_text.hpp"

namespace scenes {
namespace {

using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kMarkScroll = "observe.mark.scroll";
constexpr const char* kCheckScroll = "observe.check.scroll";
constexpr const char* kReceiptScroll = "observe.receipt.scroll";
constexpr float kTileMm = 66;
constexpr float kLowTileMm = 34;  ///< with the icon beside the words
constexpr float kLowRingMm = 26;
constexpr float kHighRingMm = 60;
constexpr float kRingShare = 0.46F;  ///< of the height of a tile
constexpr float kIconShare = 0.55F;  ///< of the ring around it
constexpr float kCheckRingMm = 36;
constexpr float kSmallRingMm = 17;
constexpr float kKnotMm = 20;
constexpr float kFieldPadMm = ui::space::kM;

/// "2026-05-03".
std::string isoOf(content::Date date) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

/// Height of each of `rows` rows that share the view of a scroll node, at least `leastMm`.
float sharedMm(const ui::Ui& ui, const std::string& id, int rows, float leastMm, float gapMm) {
    const float viewMm = ui.panel().designMm(ui.interaction().pages(id).viewportPx);
    const auto count = static_cast<float>(rows);
    return std::max(leastMm, (viewMm - gapMm * (count - 1)) / count);
}

/// The icon of a mark in a ring of its colour, as the knots of the plan are.
void markRing(ui::Ui& ui, std::string_view mark, float ringMm) {
    const ui::Color ink = markInk(ui.theme(), mark);
    Box box;
    box.w = ui::mm(ringMm);
    box.h = ui::mm(ringMm);
    box.radius = ringMm / 2;
    box.color = ui::mix(ink, ui.theme().surface.raised, 0.88F);
    box.border = {ink, ui::stroke::kControl, false};
    box.cross = ui::Align::Centre;
    box.crossY = ui::Align::Centre;
    const auto ring = ui.stack(box);
    ui.icon(markIcon(mark), ringMm * kIconShare, ink);
}

/// Why this visitor can leave no observation on the commitment with this key now, as the last part of the words' key;
/// nullptr when one can be left.
const char* whyNoObservation(const app::SceneContext& context, const std::string& commitment) {
    if (context.visitor.observed.contains(commitment)) return "already";
    switch (context.outbox.readiness()) {
        case app::Outbox::Readiness::Closed: return "closed";
        case app::Outbox::Readiness::Busy: return "busy";
        case app::Outbox::Readiness::Open: break;
    }
    return nullptr;
}

Words markName(const ui::Strings& strings, std::string_view mark) {
    return strings.get("plan.mark." + std::string(mark));
}

/// A visitor tells what they saw of a commitment: what, a few words, what becomes of it, the receipt. What is written
/// lives in this object and dies with it; it leaves it sealed.
class ObserveScene final : public Scene {
public:
    ObserveScene(const SceneContext& context, std::string key)
        : m_context(context), m_key(std::move(key)), m_typed(context, state::kMostCharacters) {}

    void load() override {
        m_load = m_context.content.query(
            [key = m_key, lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Data> {
                const base::Error gone{base::Errc::NotFound, "nothing can be observed of '" + key + "'"};
                auto head = requirePlan(store, lang, PlanPart::Head);
                if (!head) return head.error().in(key);
                auto info = store.info(lang);
                if (!info) return info.error();
                if (info->officeKey.empty()) return gone;
                auto id = store.idOf(key);
                if (!id) return id.error();
                if (!*id) return gone;
                auto page = store.planCommitment(**id, lang);
                if (!page) return page.error();
                if (!*page) return gone;
                return Data{std::move(head->label), std::move((*page)->commitment), std::move(info->officeKey)};
            },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    bool stepBack() override;
    void build(ui::Ui& ui) override;

private:
    enum class Step : std::uint8_t { Mark, Text, Check, Receipt };
    struct Data {
        content::Text label;
        content::PlanCommitment commitment;
        std::string officeKey;
    };

    /// "B.4 Turismo y artesanía · paso 2 de 3".
    [[nodiscard]] Words stepWords(const ui::Strings& strings, int step) const {
        const Words words =
            ui::withValue(strings.get("observe.step"), "name", commitmentName(m_data.value->commitment).text);
        return ui::withValue(words, "step", std::to_string(step));
    }
    void head(ui::Ui& ui, const char* title, int step) const;
    void marks(ui::Ui& ui);
    void tile(ui::Ui& ui, std::string_view mark, float heightMm);
    void words(ui::Ui& ui);
    void chosenMark(ui::Ui& ui) const;
    void field(ui::Ui& ui) const;
    void fieldNote(ui::Ui& ui);
    void check(ui::Ui& ui);
    void whatIsLeft(ui::Ui& ui, float leastMm) const;
    void treatment(ui::Ui& ui) const;
    void receipt(ui::Ui& ui) const;
    void closed(ui::Ui& ui, const std::string& why) const;
    void button(ui::Ui& ui, const char* id, const char* icon, const char* label, bool primary,
                std::function<void()> action) const;
    void go(Step step) {
        m_step = step;
        m_refused = state::PersonalData::None;
        m_failure.reset();
    }
    /// On to the last look, unless the text says who somebody is.
    void finishText() {
        const state::PersonalData found = state::personalDataIn(m_typed.text());
        if (found == state::PersonalData::None) go(Step::Check);
        m_refused = found;
    }
    void leave();

    const SceneContext& m_context;
    std::string m_key;
    Loadable<Data> m_data;
    Step m_step = Step::Mark;
    std::string m_mark;
    TypedText m_typed;
    state::PersonalData m_refused = state::PersonalData::None;
    std::optional<base::Errc> m_failure;  ///< why it could not be kept
    std::string m_receipt;
    platform::JobHandle m_load;
    platform::JobHandle m_sending;
};

bool ObserveScene::stepBack() {
    switch (m_step) {
        case Step::Text: go(Step::Mark); return true;
        case Step::Check:
            // What is being sealed at this moment can no longer be changed.
            if (!m_sending.pending()) go(Step::Text);
            return true;
        case Step::Mark:
        case Step::Receipt: break;
    }
    return false;
}

void ObserveScene::leave() {
    const auto observed = [this](bool yes) {
        m_context.navigator.changeVisitor([this, yes](app::VisitorState& visitor) {
            if (yes)
                visitor.observed.insert(m_key);
            else
                visitor.observed.erase(m_key);
        });
    };
    m_failure.reset();
    observed(true);  // now: who leaves this screen in the meantime has left their observation nevertheless
    state::Observation observation;
    observation.commitment = m_data.value->commitment.code;
    observation.mark = m_mark;
    observation.text = m_typed.text();
    observation.day = isoOf(today(m_context.clock));
    m_sending = m_context.outbox.leave(std::move(observation), m_data.value->officeKey,
                                       [this, observed](base::Result<std::string> receipt) {
                                           if (!receipt.ok()) {
                                               observed(false);
                                               m_failure = receipt.error().code;
                                               return;
                                           }
                                           m_receipt = std::move(*receipt);
                                           m_typed.clear();
                                           m_mark.clear();
                                           go(Step::Receipt);
                                       });
}

void ObserveScene::button(ui::Ui& ui, const char* id, const char* icon, const char* label, bool primary,
                          std::function<void()> action) const {
    ui::ButtonSpec spec;
    spec.id = id;
    spec.icon = icon;
    spec.label = ui.tr(label);
    if (primary) {
        spec.kind = ui::ButtonKind::Primary;
        spec.section = Section::Plan;
    }
    spec.enabled = !m_sending.pending();
    spec.action = std::move(action);
    ui::button(ui, spec);
}

/// Which commitment, which of the three steps, what is asked; and whose plan it is.
void ObserveScene::head(ui::Ui& ui, const char* title, int step) const {
    ui::header(ui, Section::Plan, "eye", stepWords(ui.strings(), step), ui.tr(title));
    planLabel(ui, m_context, say(m_data.value->label));
}

void ObserveScene::marks(ui::Ui& ui) {
    head(ui, "observe.mark.title", 1);
    ui.text(TextStyle::Body, ui.tr("observe.mark.text"), ui.theme().ink.primary);
    Box area;
    area.h = ui::fill();
    const bool large = ui.textScale() > 1;
    const int columns = (ui.panel().portrait() ? 2 : 3) - (large ? 1 : 0);
    const float tileMm = sharedMm(ui, kMarkScroll, static_cast<int>(state::kMarks.size()) / columns,
                                  large ? kLowTileMm : kTileMm, ui::space::kM);
    ui::scrollArea(ui, kMarkScroll, area, [&] {
        Box grid;
        grid.gap = ui::space::kM;
        grid.equalRows = true;
        const auto tiles = ui.grid(columns, grid);
        for (const std::string_view mark : state::kMarks)
            tile(ui, mark, tileMm);
    });
}

/// A mark to choose. Large words have the icon beside them instead of above.
void ObserveScene::tile(ui::Ui& ui, std::string_view mark, float heightMm) {
    const ui::Theme& theme = ui.theme();
    const bool large = ui.textScale() > 1;
    const bool chosen = m_mark == mark;
    ui::Control control;
    control.label = markName(ui.strings(), mark);
    control.speech = ui::spokenControl(ui, control.label, ui::Role::Button, chosen);
    control.selected = chosen;
    control.primary = true;
    control.action = [this, mark] {
        m_mark = mark;
        go(Step::Text);
    };
    Box box;
    box.minH = heightMm;
    box.pad = ui::all(large ? ui::space::kM : ui::space::kS);
    box.gap = large ? ui::space::kL : ui::space::kS;
    box.main = large ? ui::Distribute::Start : ui::Distribute::Centre;
    box.cross = ui::Align::Centre;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kTile;
    box.border = {chosen ? theme.of(Section::Plan).text : theme.line.control,
                  chosen ? ui::stroke::kSelected : ui::stroke::kControl, false};
    box.whole = true;
    const auto scope =
        ui.control("observe.mark." + std::string(mark), control, large ? ui::Axis::Row : ui::Axis::Column, box);
    const float ringMm = large ? kLowRingMm : std::clamp(heightMm * kRingShare, kLowRingMm, kHighRingMm);
    markRing(ui, mark, ringMm);
    ui::TextSpec name;
    name.words = control.label;
    name.style = TextStyle::H3;
    name.color = theme.ink.primary;
    name.align = large ? ui::AlignX::Left : ui::AlignX::Centre;
    name.minScale = 0.6F;
    ui.text(std::move(name));
}

/// What was written so far, its end always in sight.
void ObserveScene::field(ui::Ui& ui) const {
    const ui::Theme& theme = ui.theme();
    const std::string& text = m_typed.text();
    const bool upright = ui.panel().portrait();
    // Large words leave less room above the keyboard, least on a screen that lies.
    const float scale = ui.textScale();
    const int lines = (upright ? 8 : 4) - (scale > 1 ? 2 : 0) - (scale > 1.5F && !upright ? 1 : 0);
    const float lineMm = ui.measureText(TextStyle::Lead, {"H", "es"}, 0).h;
    const float height = lineMm * static_cast<float>(lines);
    const float width = pageWidth(ui) - 2 * kFieldPadMm;
    ui::Control control;
    control.role = ui::Role::TextField;
    control.label = text.empty() ? ui.tr("observe.text.placeholder") : Words{text, ui.strings().language()};
    control.speech = ui.tr("observe.text.field");
    if (!text.empty()) control.speech.text += ": " + text;
    control.primary = true;
    Box box;
    box.h = ui::mm(height + 2 * kFieldPadMm);
    box.pad = ui::all(kFieldPadMm);
    box.color = theme.surface.raised;
    box.radius = ui::radius::kControl;
    const bool refused = m_refused != state::PersonalData::None;
    box.border = {refused ? theme.of(ui::Notice::Error).ink : theme.brand.night, ui::stroke::kControl + 0.2F, false};
    const auto scope = ui.control("observe.field", control, ui::Axis::Column, box);
    // The place of the next letter is a coloured space behind the words; it does not blink: a still screen draws
    // nothing.
    constexpr std::string_view kCaret = "\xC2\xA0";
    ui::TextSpec shown;
    shown.words = control.label;
    shown.style = TextStyle::Lead;
    shown.color = text.empty() ? theme.ink.secondary : theme.ink.primary;
    shown.markColor = theme.brand.active;
    if (text.empty()) {
        shown.words.text.insert(0, kCaret);
        shown.marks.emplace_back(0, kCaret.size());
    } else {
        std::string_view rest = text;
        const auto tooLong = [&] {
            shown.words.text = rest.size() < text.size() ? "… " : "";
            shown.words.text += rest;
            shown.words.text += kCaret;
            return ui.measureText(shown.style, shown.words, width).h > height + 0.1F;
        };
        while (tooLong() && rest.find(' ') != std::string_view::npos)
            rest.remove_prefix(rest.find(' ') + 1);
        shown.marks.emplace_back(shown.words.text.size() - kCaret.size(), shown.words.text.size());
    }
    ui.text(std::move(shown));
}

/// Below the field: what does not belong into it, or what has to go before it can be left; how much room there is.
void ObserveScene::fieldNote(ui::Ui& ui) {
    const ui::Theme& theme = ui.theme();
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    const auto row = ui.row(line);
    {
        Box words;
        words.w = ui::fill();
        words.gap = ui::space::kHair;
        const auto column = ui.column(words);
        const ui::Color refusedInk = theme.of(ui::Notice::Error).ink;
        switch (m_refused) {
            case state::PersonalData::None:
                ui::metaLine(ui, "lock", ui.tr("observe.text.private"), theme.of(Section::Plan).text, theme.ink.primary,
                             TextStyle::SmallBold);
                break;
            case state::PersonalData::Document:
                ui::metaLine(ui, "warning", ui.tr("observe.refused.document"), refusedInk, refusedInk,
                             TextStyle::SmallBold);
                break;
            case state::PersonalData::Phone:
                ui::metaLine(ui, "warning", ui.tr("observe.refused.phone"), refusedInk, refusedInk,
                             TextStyle::SmallBold);
                break;
            case state::PersonalData::Mail:
                ui::metaLine(ui, "warning", ui.tr("observe.refused.mail"), refusedInk, refusedInk,
                             TextStyle::SmallBold);
                break;
        }
        if (ui.textScale() <= 1) {
            Words count = ui::withValue(ui.tr("observe.text.count"), "part", std::to_string(m_typed.characters()));
            count = ui::withValue(std::move(count), "total", std::to_string(state::kMostCharacters));
            ui.text(TextStyle::Small, count, theme.ink.secondary);
        }
    }
    const bool empty = m_typed.text().empty();
    button(ui, "observe.continue", "next", empty ? "observe.text.skip" : "observe.text.next", !empty,
           [this] { finishText(); });
}

/// What the words are about, in the room an upright screen has above the field.
void ObserveScene::chosenMark(ui::Ui& ui) const {
    Box plate = plateBox(ui);
    plate.h = ui::fill();
    plate.gap = ui::space::kM;
    plate.main = ui::Distribute::Centre;
    plate.cross = ui::Align::Centre;
    const Words name = markName(ui.strings(), m_mark);
    const auto column = ui.group("observe.chosen", ui::Role::Group, name, ui::Axis::Column, plate);
    markRing(ui, m_mark, kHighRingMm);
    ui::TextSpec words;
    words.words = name;
    words.style = TextStyle::H3;
    words.color = markInk(ui.theme(), m_mark);
    words.align = ui::AlignX::Centre;
    ui.text(std::move(words));
}

void ObserveScene::words(ui::Ui& ui) {
    if (ui.panel().portrait()) {
        head(ui, "observe.text.title", 2);
        if (ui.textScale() <= 1) chosenMark(ui);
    } else {
        // The keyboard takes half the screen: the mark that was chosen stands beside the title instead of a line above
        // it.
        if (ui.textScale() <= 1) {
            Box line;
            line.gap = ui::space::kM;
            line.cross = ui::Align::Centre;
            const auto row = ui.row(line);
            markRing(ui, m_mark, kSmallRingMm);
            ui.heading(TextStyle::H2, ui.tr("observe.text.title"), ui.theme().ink.primary);
            ui::TextSpec where;
            where.words = stepWords(ui.strings(), 2);
            where.style = TextStyle::Label;
            where.color = ui.theme().of(Section::Plan).text;
            where.align = ui::AlignX::Right;
            ui.text(std::move(where), {.w = ui::hug()});
        }
        planOrigin(ui, say(m_data.value->label));
    }
    field(ui);
    fieldNote(ui);
    if (!ui.panel().portrait() || ui.textScale() > 1) ui.spring();
    ui::KeyboardSpec keys = m_typed.keys([this] { m_refused = state::PersonalData::None; });
    keys.done = [this] { finishText(); };
    ui::keyboard(ui, keys);
}

void ObserveScene::whatIsLeft(ui::Ui& ui, float leastMm) const {
    const ui::Theme& theme = ui.theme();
    const Words mark = markName(ui.strings(), m_mark);
    Box plate = provenancePlate(theme);
    plate.minH = leastMm;
    const auto column = ui.column(plate);
    ui.heading(TextStyle::Label, ui.tr("observe.check.what"), theme.of(Section::Plan).text);
    {
        Box line;
        line.gap = ui::space::kM;
        line.cross = ui::Align::Centre;
        const auto row = ui.row(line);
        markRing(ui, m_mark, ui.textScale() <= 1 ? kCheckRingMm : kLowRingMm);
        ui.heading(TextStyle::H3, mark, markInk(theme, m_mark));
    }
    const std::string& text = m_typed.text();
    if (!text.empty()) {
        ui.text(text.size() < 160 ? TextStyle::Quote : TextStyle::Body, {"«" + text + "»", ui.strings().language()},
                theme.ink.primary)
            .id = "observe.check.text";
    }
    provenanceLine(ui, ui.tr("observe.check.commitment"), commitmentName(m_data.value->commitment));
    if (text.empty()) provenanceLine(ui, ui.tr("observe.check.text"), ui.tr("observe.check.text.none"));
    provenanceLine(ui, ui.tr("observe.check.day"), isoDayText(ui.strings(), isoOf(today(m_context.clock))));
    provenanceLine(ui, ui.tr("observe.check.receipt"), ui.tr("observe.check.receipt.new"));
    ui.spring();
    ui::metaLine(ui, "lock", ui.tr("observe.check.nothing"), theme.of(Section::Plan).text, theme.ink.primary);
}

/// What becomes of it, step by step.
void ObserveScene::treatment(ui::Ui& ui) const {
    const ui::Theme& theme = ui.theme();
    ui.heading(TextStyle::Label, ui.tr("observe.how.title"), theme.of(Section::Plan).text);
    struct Part {
        const char* icon;
        const char* words;
    };
    static constexpr std::array<Part, 4> kParts = {{{"lock", "observe.how.sealed"},
                                                    {"person", "observe.how.read"},
                                                    {"yes", "observe.how.judged"},
                                                    {"list", "observe.how.counted"}}};
    // Knots on one thread, one after the other, as the history of a commitment is shown.
    Box field;
    const auto stack = ui.stack(field);
    knotThread(ui, kKnotMm, kKnotMm / 2);
    Box all;
    all.gap = ui.textScale() <= 1 ? ui::space::kXl : ui::space::kM;
    const auto column = ui.column(all);
    for (const Part& part : kParts) {
        Box line;
        line.minH = kKnotMm;
        line.gap = ui::space::kM;
        line.cross = ui::Align::Centre;
        line.whole = true;
        const auto row = ui.row(line);
        Box knot;
        knot.w = ui::mm(kKnotMm);
        knot.h = ui::mm(kKnotMm);
        knot.radius = kKnotMm / 2;
        knot.raise = 1;
        knot.color = theme.surface.raised;
        knot.border = {theme.of(Section::Plan).text, ui::stroke::kControl, false};
        knot.cross = ui::Align::Centre;
        knot.crossY = ui::Align::Centre;
        {
            const auto ring = ui.stack(knot);
            ui.icon(part.icon, kKnotMm * 0.5F, theme.of(Section::Plan).text);
        }
        ui.text(TextStyle::Body, ui.tr(part.words), theme.ink.primary);
    }
}

void ObserveScene::check(ui::Ui& ui) {
    head(ui, "observe.check.title", 3);
    const bool beside = !ui.panel().portrait() && ui.textScale() <= 1;
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kM;
    ui::scrollArea(ui, kCheckScroll, area, [&] {
        Box grid;
        grid.gap = ui::space::kL;
        const auto parts = ui.grid(beside ? 2 : 1, grid);
        whatIsLeft(ui, sharedMm(ui, kCheckScroll, beside ? 1 : 2, 0, ui::space::kL));
        Box right;
        right.gap = ui::space::kM;
        right.pad = {0, ui::space::kM, 0, 0};
        const auto how = ui.column(right);
        treatment(ui);
    });
    if (m_failure) {
        const bool full = *m_failure == base::Errc::Unavailable;
        ui::TagSpec tag;
        tag.id = "observe.failure";
        tag.notice = ui::Notice::Error;
        tag.icon = "warning";
        tag.words = ui.tr(full ? "observe.failed.full" : "observe.failed");
        ui::tag(ui, tag);
    }
    Box line;
    line.gap = ui::space::kGap;
    const auto buttons = ui.flow(line);
    button(ui, "observe.leave", "send", "observe.leave", true, [this] { leave(); });
    button(ui, "observe.change", "edit", "observe.change", false, [this] { go(Step::Text); });
}

void ObserveScene::receipt(ui::Ui& ui) const {
    const ui::Theme& theme = ui.theme();
    ui::header(ui, Section::Plan, "eye", commitmentName(m_data.value->commitment), ui.tr("observe.receipt.title"));
    planLabel(ui, m_context, say(m_data.value->label));
    const bool upright = ui.panel().portrait();
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kL;
    ui::scrollArea(ui, kReceiptScroll, area, [&] {
        Box plate = provenancePlate(theme);
        plate.pad = ui::all(ui::space::kL);
        plate.gap = ui::space::kM;
        plate.minH = sharedMm(ui, kReceiptScroll, upright ? 2 : 1, 0, area.gap);
        plate.main = ui::Distribute::Centre;
        {
            const auto column =
                ui.group("observe.receipt", ui::Role::Status,
                         {ui.tr("observe.receipt.code").text + ": " + m_receipt, ui.strings().language()},
                         ui::Axis::Column, plate);
            const auto centred = [&](TextStyle style, const Words& words, ui::Color color) {
                ui::TextSpec text;
                text.words = words;
                text.style = style;
                text.color = color;
                text.align = ui::AlignX::Centre;
                text.minScale = 0.3F;
                if (style == TextStyle::Display) text.maxLines = 1;  // a code is not broken at its hyphens
                ui.text(std::move(text));
            };
            centred(TextStyle::Label, ui.tr("observe.receipt.code"), theme.of(Section::Plan).text);
            centred(TextStyle::Display, app::verbatim(m_receipt, ui.strings()), theme.ink.primary);
            centred(TextStyle::Lead, ui.tr("observe.receipt.note"), theme.ink.primary);
            centred(TextStyle::Small, ui.tr("observe.receipt.kept"), theme.ink.secondary);
        }
        if (upright) treatment(ui);
    });
    Box line;
    line.gap = ui::space::kGap;
    const auto buttons = ui.flow(line);
    app::Navigator& navigator = m_context.navigator;
    button(ui, "observe.done", "yes", "observe.receipt.done", true, [&navigator] { navigator.back(); });
}

void ObserveScene::closed(ui::Ui& ui, const std::string& why) const {
    ui::header(ui, Section::Plan, "eye", ui.tr("observe.see.speech"), commitmentName(m_data.value->commitment));
    planLabel(ui, m_context, say(m_data.value->label));
    app::Navigator& navigator = m_context.navigator;
    ui::ButtonSpec back;
    back.id = "observe.back";
    back.icon = "back";
    back.label = ui.tr("observe.back");
    back.kind = ui::ButtonKind::Primary;
    back.section = Section::Plan;
    back.action = [&navigator] { navigator.back(); };
    ui::EmptyStateSpec spec;
    spec.id = "observe.closed";
    spec.icon = why == "already" ? "yes" : "lock";
    spec.title = ui.tr("observe.why." + why);
    spec.text = ui.tr("observe.why." + why + ".text");
    spec.action = back;
    ui::emptyState(ui, spec);
}

void ObserveScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "observe.loading", 4);
        return;
    }
    if (const char* why = whyNoObservation(m_context, m_key); m_step == Step::Mark && why != nullptr) {
        closed(ui, why);
        return;
    }
    switch (m_step) {
        case Step::Mark: marks(ui); break;
        case Step::Text: words(ui); break;
        case Step::Check: check(ui); break;
        case Step::Receipt: receipt(ui); break;
    }
}

}  // namespace

std::unique_ptr<Scene> makeObserve(const SceneContext& context, const std::string& id) {
    return std::make_unique<ObserveScene>(context, id);
}

}  // namespace scenes
