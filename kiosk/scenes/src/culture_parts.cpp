#include "culture_parts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace scenes {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

namespace {

constexpr std::size_t kSourcesNamed = 2;
constexpr std::ptrdiff_t kLeadWords = 36;
constexpr float kRelatedMm = 15;
// The bar at the foot of the panel as the shell builds it.
constexpr float kBarRowMm = ui::target::kStandard;
constexpr float kBarFixedMm = 1.4F + 4.4F + 3.3F + 12.7F;
constexpr float kOneRowMm = 505;
constexpr float kHighestReachMm = 1120;

/// Who published it, without the places where they took it from.
std::string shortName(const content::Source& source) {
    const std::string& name = source.publisher.empty() ? source.title : source.publisher;
    return name.substr(0, name.find(';'));
}

}  // namespace

void cultureTabs(ui::Ui& ui, const app::SceneContext& context, CultureTab active) {
    app::Navigator& navigator = context.navigator;
    const auto tab = [&](CultureTab which, const char* id, const char* icon, app::Route route) {
        ui::tab(ui, std::string("culture.tab.") + id, icon, ui.tr(std::string("culture.tab.") + id), which == active,
                [&navigator, route = std::move(route)] { navigator.open(route); });
    };
    tab(CultureTab::Timeline, "timeline", "history", {"timeline", ""});
    tab(CultureTab::Festivals, "festivals", "calendar", {"festivals", ""});
    tab(CultureTab::Music, "music", "siku", {"topics", "music"});
}

base::Result<std::vector<Card>> topicCards(const content::Store& store, content::Kind kind, content::Lang lang) {
    auto cards = store.cards(kind, "", lang);
    if (!cards || kind != content::Kind::Architecture) return cards;
    for (const char* category : {"architecture", "church"}) {
        auto buildings = store.cards(content::Kind::Place, category, lang);
        if (!buildings) return buildings.error();
        std::move(buildings->begin(), buildings->end(), std::back_inserter(*cards));
    }
    return cards;
}

Words sourcesWords(const ui::Strings& strings, const std::vector<content::Source>& sources) {
    std::vector<std::string> names;
    for (const content::Source& source : sources) {
        std::string name = shortName(source);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    if (names.empty()) return {};
    std::string list;
    for (std::size_t i = 0; i < std::min(kSourcesNamed, names.size()); ++i)
        list += (i > 0 ? "; " : "") + names[i];
    const auto more = static_cast<long>(names.size()) - static_cast<long>(kSourcesNamed);
    Words words = more > 0 ? strings.plural("culture.sources.more", more) : strings.get("culture.sources");
    return ui::withValue(std::move(words), "names", list);
}

std::string readableAddress(const std::string& address) {
    std::string_view rest = address;
    for (const std::string_view prefix : {"https://", "http://", "www."}) {
        if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
    }
    if (rest.ends_with('/')) rest.remove_suffix(1);
    return std::string(rest);
}

void sourcesLine(ui::Ui& ui, const std::vector<content::Source>& sources, const Words& note) {
    Words words = sourcesWords(ui.strings(), sources);
    if (words.empty())
        words = note;
    else if (!note.empty())
        words.text += ". " + note.text;
    if (words.empty()) return;
    ui::metaLine(ui, "document", words, ui.theme().ink.secondary, ui.theme().ink.secondary);
}

void sourcesButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const std::string& key) {
    ui::ButtonSpec spec;
    spec.id = screen + ".sources";
    spec.icon = "document";
    spec.label = ui.tr("item.sources");
    app::Navigator& navigator = context.navigator;
    spec.action = [&navigator, key] { navigator.open({"sources", key}); };
    ui::button(ui, spec);
}

void moreButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const Card& card) {
    ui::ButtonSpec spec;
    spec.id = screen + ".more";
    spec.icon = "book";
    spec.label = ui.tr("culture.more");
    spec.speech = ui::withValue(ui.tr("culture.more.speech"), "name", card.name.value);
    spec.kind = ui::ButtonKind::Primary;
    spec.section = Section::Culture;
    app::Navigator& navigator = context.navigator;
    spec.action = [&navigator, key = card.key] { navigator.open({"item", key}); };
    ui::button(ui, spec);
}

void relatedButton(ui::Ui& ui, const app::SceneContext& context, const std::string& screen, const Card& card) {
    ui::ButtonSpec spec;
    spec.id = screen + ".related." + card.key;
    spec.icon = iconOf(card);
    spec.label = say(card.name);
    spec.speech = {ui.tr("item.related").text + ": " + spec.label.text, spec.label.lang};
    spec.role = ui::Role::Link;
    spec.minH = kRelatedMm;
    spec.padMm = ui::space::kS;
    spec.style = TextStyle::SmallBold;
    app::Navigator& navigator = context.navigator;
    spec.action = [&navigator, route = app::routeOf(card)] { navigator.open(route); };
    ui::button(ui, spec);
}

void lowConfidenceTag(ui::Ui& ui, const std::string& screen, content::Confidence confidence) {
    if (confidence != content::Confidence::Low) return;
    ui::TagSpec low;
    low.id = screen + ".low";
    low.notice = ui::Notice::Warning;
    low.icon = "question";
    low.words = ui.tr("item.confidence.low");
    ui::tag(ui, low);
}

Box plateBox(const ui::Ui& ui) {
    Box box;
    box.color = ui.theme().surface.raised;
    box.radius = ui::radius::kPlate;
    if (!ui.theme().pictures) box.border = {ui.theme().ink.primary, ui::stroke::kControl, false};
    return box;
}

TextStyle readingStyle(const content::Text& text) {
    return std::count(text.value.begin(), text.value.end(), ' ') < kLeadWords ? TextStyle::Lead : TextStyle::Body;
}

TextStyle titleStyle(const ui::Ui& ui, const Words& title, float widthMm, int lines) {
    const float line = ui.measureText(TextStyle::H2, {"H", title.lang}, 0).h;
    const float height = ui.measureText(TextStyle::H2, title, widthMm).h;
    return height < line * (static_cast<float>(lines) + 0.5F) ? TextStyle::H2 : TextStyle::H3;
}

float pageHeight(const ui::Ui& ui) {
    const ui::Panel& panel = ui.panel();
    const base::SizeMm size = panel.designSize();
    const bool oneRow = !panel.portrait() && ui.textScale() <= 1 && size.w >= kOneRowMm;
    const float bar = kBarFixedMm + (oneRow ? kBarRowMm : 2 * kBarRowMm + ui::space::kGap);
    float height = size.h - bar - page::kBottom - (panel.portrait() ? ui::space::kXl : ui::space::kBezel);
    const float top = panel.aboveFloorMm(0);
    if (ui.lowReach() && top > kHighestReachMm) height -= panel.designMm((top - kHighestReachMm) * panel.pxPerMm());
    return height;
}

float fittedRowMm(const ui::Ui& ui, const std::string& id, float leastMm, float gapMm) {
    const float viewMm = ui.panel().designMm(ui.interaction().pages(id).viewportPx);
    const float rows = std::floor((viewMm + gapMm) / (leastMm + gapMm));
    return rows >= 1 ? std::max(leastMm, (viewMm + gapMm) / rows - gapMm) : leastMm;
}

}  // namespace scenes
