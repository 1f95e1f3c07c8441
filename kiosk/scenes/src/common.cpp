#include "common.hpp"

#include <array>
#include <cmath>

namespace scenes {

using content::Card;
using content::Date;
using content::Kind;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

ui::Section sectionOf(Kind kind) {
    switch (kind) {
        case Kind::Place:
        case Kind::Absent: return Section::Places;
        case Kind::District:
        case Kind::Province:
        case Kind::Itinerary: return Section::Map;
        case Kind::Craft: return Section::Crafts;
        case Kind::Event:
        case Kind::Festival:
        case Kind::Dance:
        case Kind::Music:
        case Kind::Architecture:
        case Kind::Food:
        case Kind::Person: return Section::Culture;
        case Kind::Visit: return Section::Visit;
        case Kind::Word: return Section::Words;
        case Kind::Commitment:
        case Kind::Indicator: return Section::Plan;
    }
    return Section::Neutral;
}

const char* iconOf(Kind kind, const std::string& category) {
    switch (kind) {
        case Kind::Place:
            if (category == "church") return "temple";
            if (category == "museum") return "museum";
            if (category == "site") return "monolith";
            if (category == "nature") return "totora";
            if (category == "architecture") return "putuco";
            if (category == "community") return "community";
            return "pin";
        case Kind::District:
        case Kind::Province: return "territory";
        case Kind::Event: return "history";
        case Kind::Festival: return "festival";
        case Kind::Dance: return "drum";
        case Kind::Music: return "siku";
        case Kind::Craft:
            if (category == "fibre") return "wool";
            if (category == "dye") return "dye";
            if (category == "building") return "putuco";
            if (category == "plant") return "totora";
            return "weaving";
        case Kind::Architecture: return "putuco";
        case Kind::Food: return "wheat";
        case Kind::Person: return "person";
        case Kind::Visit:
            if (category == "climate") return "sun";
            if (category == "altitude") return "altitude";
            if (category == "language") return "language";
            return "van";
        case Kind::Word: return "book";
        case Kind::Absent: return "compass";
        case Kind::Itinerary: return "route";
        case Kind::Commitment: return "plan";
        case Kind::Indicator: return "list";
    }
    return "info";
}

Words kindName(const ui::Strings& strings, const Card& card) {
    std::string key = std::string("kind.") + content::name(card.kind);
    if (card.kind == Kind::Place && !card.category.empty()) key += "." + card.category;
    return strings.get(key);
}

std::optional<Standpoint> standpoint(const app::Settings& settings, const std::optional<base::GeoPoint>& packCentre) {
    if (settings.position) return Standpoint{*settings.position, true};
    if (packCentre) return Standpoint{*packCentre, false};
    return std::nullopt;
}

Words distanceText(const ui::Strings& strings, base::GeoPoint from, base::GeoPoint to) {
    const double metres = base::distanceM(from, to);
    if (metres < 1000) return strings.get("distance.near");
    static constexpr std::array<const char*, 8> kPoints = {"n", "ne", "e", "se", "s", "sw", "w", "nw"};
    const auto point = static_cast<std::size_t>(base::compassPoint(base::bearingDeg(from, to)));
    Words words = strings.get(std::string("distance.to.") + kPoints[point]);
    return ui::withValue(std::move(words), "km", std::to_string(std::lround(metres / 1000)));
}

Words monthName(const ui::Strings& strings, int month, bool shortForm) {
    return strings.get((shortForm ? "month.short." : "month.") + std::to_string(month));
}

Words dayText(const ui::Strings& strings, Date date, bool withYear) {
    Words words = strings.get(withYear ? "date.day-year" : "date.day");
    words = ui::withValue(std::move(words), "day", std::to_string(date.day));
    words = ui::withValue(std::move(words), "month", monthName(strings, date.month, false).text);
    return ui::withValue(std::move(words), "year", std::to_string(date.year));
}

Words rangeText(const ui::Strings& strings, Date first, Date last) {
    if (first == last) return dayText(strings, first, false);
    if (first.month == last.month) {
        Words words = strings.get("date.range");
        words = ui::withValue(std::move(words), "from", std::to_string(first.day));
        words = ui::withValue(std::move(words), "to", std::to_string(last.day));
        return ui::withValue(std::move(words), "month", monthName(strings, first.month, false).text);
    }
    Words words = strings.get("date.range-months");
    words = ui::withValue(std::move(words), "from", dayText(strings, first, false).text);
    return ui::withValue(std::move(words), "to", dayText(strings, last, false).text);
}

void pictureSlot(ui::Ui& ui, const Card& card, const std::optional<content::Picture>& picture,
                 const PictureSlot& slot) {
    const ui::Theme& theme = ui.theme();
    const bool hasPicture = picture && theme.pictures;
    Box holder = slot.box;
    holder.cross = ui::Align::Start;
    holder.crossY = ui::Align::Start;
    const auto stack = ui.stack(holder);
    if (hasPicture) {
        ui::ImageSpec spec;
        spec.source = app::imageOf(*picture);
        spec.ground = theme.surface.sunken;
        spec.cornerGround = slot.ground;
        spec.radius = slot.radius;
        spec.corners = slot.corners;
        Box box;
        box.w = ui::fill();
        box.h = ui::fill();
        ui.image(slot.id, std::move(spec), say(picture->alt), box);
        if (slot.tagged && picture->kind == content::PictureKind::Illustration) {
            Box inset;
            inset.w = ui::hug();
            inset.pad = ui::all(slot.shortTag ? 3.3F : 6.6F);
            const auto corner = ui.column(inset);
            ui::illustrationTag(ui, slot.shortTag);
        }
        return;
    }
    // No picture: the icon on plain wool, never somebody else's picture.
    Box field;
    field.h = ui::fill();
    // Without pictures the card is its border: nothing is laid over it.
    if (theme.pictures) field.color = theme.surface.sunken;
    field.radius = slot.radius;
    field.corners = slot.corners;
    field.cross = ui::Align::Centre;
    field.crossY = ui::Align::Centre;
    const auto wool = ui.stack(field);
    ui.icon(iconOf(card), slot.iconMm, theme.of(sectionOf(card.kind)).text);
}

float rowWordsMm(const ui::Ui& ui, const Card& card, const CardRow& row) {
    constexpr float kPaddingMm = 2 * ui::space::kHair + ui::space::kS + ui::space::kGap;
    constexpr float kMetaIndentMm = 9.7F;
    const float name = ui.measureText(TextStyle::H3, say(card.name), row.textMm).h;
    const Words districts{card.districtNames, "es"};
    const float where =
        card.districtNames.empty() ? 0.0F : ui.measureText(TextStyle::Small, districts, row.textMm - kMetaIndentMm).h;
    const float distance = card.at && row.from ? ui.measureText(TextStyle::Small, {"H", "es"}, 0).h : 0.0F;
    return name + where + distance + kPaddingMm;
}

void cardRow(ui::Ui& ui, const app::SceneContext& context, const Card& card, const CardRow& row) {
    const ui::Theme& theme = ui.theme();
    const Section section = sectionOf(card.kind);
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(card.name);
    control.primary = true;
    const Words kind = kindName(ui.strings(), card);
    control.speech = control.label;
    control.speech.text += ", " + kind.text;
    if (!card.districtNames.empty()) control.speech.text += ", " + card.districtNames;
    app::Navigator& navigator = context.navigator;
    control.action = [&navigator, route = app::routeOf(card)] { navigator.open(route); };
    Box box = row.box;
    box.minH = std::max(box.minH, row.minHeightMm);
    box.color = theme.surface.raised;
    box.radius = ui::radius::kTile;
    box.cross = ui::Align::Stretch;
    if (!theme.pictures) box.border = {theme.of(section).line, ui::stroke::kControl, false};
    // Under a picture the corners are cut by the picture itself: a round corner of the card would lie over it.
    if (theme.pictures && card.picture) box.corners = ui::kRightCorners;
    const auto scope = ui.control(row.id, control, ui::Axis::Row, box);

    PictureSlot slot;
    slot.id = row.id + ".picture";
    slot.box.w = ui::mm(row.pictureMm);
    slot.box.h = ui::fill();
    slot.box.minH = row.minHeightMm;
    slot.radius = ui::radius::kTile;
    slot.corners = ui::kLeftCorners;
    slot.ground = theme.surface.base;
    pictureSlot(ui, card, card.picture, slot);

    Box texts;
    texts.w = ui::fill();
    texts.h = ui::fill();
    texts.pad = {ui::space::kM + 1.4F, ui::space::kS, ui::space::kM, ui::space::kGap};
    texts.gap = ui::space::kHair;
    texts.main = ui::Distribute::Between;
    const auto column = ui.column(texts);
    const bool hasRoom = !card.shortLine.empty() && row.textMm > 0 &&
                         rowWordsMm(ui, card, row) + ui::space::kS +
                                 ui.measureText(TextStyle::Small, say(card.shortLine), row.textMm).h <=
                             row.minHeightMm;
    ui::TextSpec name;
    name.words = say(card.name);
    name.style = TextStyle::H3;
    name.color = theme.ink.primary;
    name.minScale = 0.7F;
    name.marks = row.marks;
    name.markColor = theme.brand.highlight;
    {
        Box top;
        top.gap = ui::space::kHair;
        const auto head = ui.column(top);
        ui.text(std::move(name));
        if (hasRoom) ui.text(TextStyle::Small, say(card.shortLine), theme.ink.primary);
    }
    Box meta;
    meta.gap = ui::space::kHair;
    const auto lines = ui.column(meta);
    const ui::Color iconColor = theme.of(section).text;
    if (row.showKind) {
        Words words = kind;
        if (!card.districtNames.empty()) words.text += ", " + card.districtNames;
        ui::metaLine(ui, iconOf(card), words, iconColor, theme.ink.secondary);
    } else if (!card.districtNames.empty()) {
        ui::metaLine(ui, "pin", app::verbatim(card.districtNames, ui.strings()), iconColor, theme.ink.secondary);
    }
    if (row.from && card.at) {
        ui::metaLine(ui, "distance", distanceText(ui.strings(), *row.from, *card.at), iconColor, theme.ink.secondary);
    }
    if (card.example) ui::exampleTag(ui);
}

ui::EmptyStateSpec failureState(ui::Ui& ui, const base::Error& error) {
    ui::EmptyStateSpec spec;
    spec.id = "failure";
    spec.icon = "warning";
    const bool none = error.code == base::Errc::NotFound;
    spec.title = ui.tr(none ? "error.gone.title" : "error.content.title");
    spec.text = ui.tr(none ? "error.gone.text" : "error.content.text");
    return spec;
}

void failure(ui::Ui& ui, const app::SceneContext& context, const base::Error& error) {
    ui::EmptyStateSpec spec = failureState(ui, error);
    ui::ButtonSpec home;
    home.id = "failure.home";
    home.icon = "home";
    home.label = ui.tr("error.home");
    home.kind = ui::ButtonKind::Primary;
    app::Navigator& navigator = context.navigator;
    home.action = [&navigator] { navigator.home(); };
    spec.action = home;
    ui::emptyState(ui, spec);
}

float pageWidth(const ui::Ui& ui) { return ui.panel().designSize().w - 32.0F; }

int columnsFor(const ui::Ui& ui, float availableMm, float minMm, int most) {
    const float needed = minMm * (1 + (ui.textScale() - 1) * 0.6F);
    return std::clamp(static_cast<int>((availableMm + ui::space::kM) / (needed + ui::space::kM)), 1, most);
}

}  // namespace scenes
