#include "item_parts.hpp"

#include <algorithm>
#include <cstdio>

#include "culture_parts.hpp"
#include "ui/qr.hpp"

namespace scenes {

using content::Card;
using content::Item;
using ui::Box;
using ui::TextStyle;

namespace {

constexpr float kFactIconMm = 9.7F;
constexpr float kLargeText = 1.25F;  ///< from here on words need the room of pictures

void largePicture(ui::Ui& ui, const Item& item, const ItemPage& page) {
    const std::vector<content::Picture>& pictures = item.pictures;
    PictureSlot slot;
    slot.id = page.id + ".picture";
    slot.box.h = ui::fill();
    slot.tagged = true;
    slot.shortTag = false;
    slot.iconMm = 60;
    const auto shown =
        pictures.empty() ? std::nullopt : std::optional(pictures[std::min(page.picture, pictures.size() - 1)]);
    pictureSlot(ui, item.card, shown, slot);
}

void gallery(ui::Ui& ui, const Item& item, const ItemPage& page) {
    const std::vector<content::Picture>& pictures = item.pictures;
    if (pictures.empty() || !ui.theme().pictures) return;
    const ui::Theme& theme = ui.theme();
    const content::Picture& shown = pictures[std::min(page.picture, pictures.size() - 1)];
    if (pictures.size() < 2 && shown.caption.empty()) return;
    Box strip;
    strip.pad = {11.6F, ui::space::kS, ui::space::kM, ui::space::kS};
    strip.gap = ui::space::kS;
    strip.cross = ui::Align::Centre;
    const auto row = ui.row(strip);
    for (std::size_t i = 0; pictures.size() > 1 && i < pictures.size(); ++i) {
        const content::Picture& picture = pictures[i];
        const bool chosen = i == page.picture;
        ui::Control control;
        control.role = ui::Role::Tab;
        control.label = say(picture.alt);
        control.speech = ui::spokenControl(ui, control.label, ui::Role::Tab, chosen);
        control.selected = chosen;
        control.primary = true;
        control.action = [choose = page.choosePicture, i] { choose(i); };
        Box box;
        box.w = ui::mm(34);
        box.color = chosen ? theme.brand.active : theme.surface.raised;
        box.pad = ui::all(chosen ? 1.4F : 0.8F);
        const auto cell = ui.control(page.id + ".picture." + std::to_string(i), control, ui::Axis::Column, box);
        ui::ImageSpec spec;
        spec.source = app::imageOf(picture);
        spec.ground = theme.surface.sunken;
        Box image;
        image.h = ui::mm(chosen ? 22.2F : 23.4F);
        ui.image("", std::move(spec), {}, image).role = ui::Role::None;
    }
    if (!shown.caption.empty()) {
        ui::TextSpec caption;
        caption.words = say(shown.caption);
        caption.style = TextStyle::Small;
        caption.color = theme.ink.secondary;
        Box box;
        box.w = ui::fill();
        ui.text(std::move(caption), box);
    }
}

void pageWords(ui::Ui& ui, const Item& item, const ItemPage& page, float widthMm,
               const std::function<void(float)>& body, const std::function<void()>& actions) {
    const ui::Theme& theme = ui.theme();
    Box column;
    column.w = ui::fill();
    column.h = ui::fill();
    column.pad = {ui.panel().portrait() ? 11.6F : 12.4F, ui::space::kBezel, ui::space::kXl, 4.4F};
    column.gap = ui::space::kM;
    const auto side = ui.column(column);
    ui::header(ui, page.section, iconOf(item.card), page.eyebrow, say(item.card.name));
    if (item.card.example) ui::exampleTag(ui);
    ui::languageTag(ui, say(item.summary.empty() ? item.card.name : item.summary));
    Box area;
    area.h = ui::fill();
    area.gap = ui::space::kL;
    const std::string scrollId = page.id + ".scroll";
    const float inner = widthMm - column.pad.left - column.pad.right;
    const auto content = [&](float width) {
        if (!item.summary.empty()) ui.text(readingStyle(item.summary), say(item.summary), theme.ink.primary);
        lowConfidenceTag(ui, page.id, item.card.confidence);
        body(width);
    };
    // Pages are turned in the row of the actions, as in a book, and the words keep the whole width. Large letters need
    // that row for the actions: then the buttons stand beside the words.
    const bool booklike = ui.textScale() <= kLargeText;
    if (booklike) {
        const auto scroll = ui.scroll(scrollId, area);
        content(inner);
    } else {
        const bool railed = ui.interaction().pages(scrollId).count > 1;
        const float rail = railed ? ui::target::kStandard + ui::space::kM : 0;
        ui::scrollArea(ui, scrollId, area, [&] { content(inner - rail); });
    }
    Box line;
    line.gap = ui::space::kM;
    line.main = ui::Distribute::Between;
    const auto row = ui.flow(line);
    {
        Box buttons;
        buttons.w = ui::hug();
        buttons.gap = ui::space::kM;
        const auto group = ui.flow(buttons);
        actions();
    }
    if (booklike && ui.interaction().pages(scrollId).count > 1) ui::pager(ui, scrollId, page.section);
}

}  // namespace

std::string sourceMarks(const std::vector<int>& numbers) {
    // One stays with the last word, a few stay together, and a long row may break: it would be wider than a column.
    constexpr std::size_t kFew = 3;
    static constexpr const char* kFixed = "\xC2\xA0";
    const char* before = numbers.size() == 1 ? kFixed : " ";
    const char* between = numbers.size() <= kFew ? kFixed : " ";
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? before + std::string("[") : "," + std::string(between)) + std::to_string(number);
    return text.empty() ? text : text + "]";
}

ui::Words confidenceName(const ui::Strings& strings, content::Confidence confidence) {
    switch (confidence) {
        case content::Confidence::High: return strings.get("confidence.high");
        case content::Confidence::Medium: return strings.get("confidence.medium");
        case content::Confidence::Low: break;
    }
    return strings.get("confidence.low");
}

ui::Words positionText(const ui::Strings& strings, content::Position position) {
    static constexpr const char* kKeys[] = {"none", "surveyed", "settlement", "town-centre", "approximate"};
    return strings.get(std::string("item.position.") + kKeys[static_cast<std::size_t>(position)]);
}

void factGrid(ui::Ui& ui, const std::vector<content::Fact>& facts, ui::Section section, float widthMm) {
    if (facts.empty()) return;
    const ui::Theme& theme = ui.theme();
    const ui::Color iconColor = theme.of(section).text;
    Box cells;
    cells.w = ui::fill();
    cells.gap = ui::space::kM;
    const auto grid = ui.grid(columnsFor(ui, widthMm, 92, 2), cells);
    for (const content::Fact& fact : facts) {
        Box line;
        line.gap = ui::space::kM;
        line.cross = ui::Align::Start;
        line.whole = true;
        const auto row = ui.row(line);
        // The icon stands beside the label and the first line of the value, however many follow.
        Box cell;
        cell.w = ui::mm(kFactIconMm);
        cell.h = ui::mm(std::max(kFactIconMm, ui.measureText(TextStyle::Small, {"H", "es"}, 0).h +
                                                  ui.measureText(TextStyle::Label, {"H", "es"}, 0).h));
        cell.cross = ui::Align::Centre;
        cell.crossY = ui::Align::Centre;
        {
            const auto holder = ui.stack(cell);
            ui.icon(fact.icon, kFactIconMm, iconColor);
        }
        Box texts;
        texts.w = ui::fill();
        const auto column = ui.column(texts);
        ui.text(TextStyle::Small, say(fact.label), theme.ink.secondary);
        // Numbers of the sources, as in a book; the list is one touch away.
        ui::Words value = say(fact.value);
        value.text += sourceMarks(fact.sourceNumbers);
        ui.text(TextStyle::Label, value, theme.ink.primary);
    }
}

void locationQr(ui::Ui& ui, const std::string& id, base::GeoPoint at) {
    const ui::Theme& theme = ui.theme();
    char payload[96];
    // RFC 5870; the query makes phones put a pin there.
    std::snprintf(payload, sizeof payload, "geo:%.5f,%.5f?q=%.5f,%.5f", at.latDeg, at.lonDeg, at.latDeg, at.lonDeg);
    Box plate;
    plate.w = ui::hug();
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kTile;
    // As wide as the corners are round: the white of the code lies below them otherwise.
    plate.pad = ui::all(ui::radius::kTile);
    plate.gap = ui::space::kGap;
    plate.cross = ui::Align::Centre;
    if (!theme.pictures) plate.border = {theme.ink.primary, ui::stroke::kControl, false};
    const auto column = ui.column(plate);
    ui::qrCode(ui, id, payload, ui.tr("item.qr.speech"));
    ui::TextSpec words;
    words.words = ui.tr("item.qr");
    words.style = TextStyle::SmallBold;
    words.color = theme.ink.primary;
    words.align = ui::AlignX::Centre;
    Box box;
    box.w = ui::mm(74);
    ui.text(std::move(words), box);
}

void cardGrid(ui::Ui& ui, const app::SceneContext& context, const std::string& prefix, const std::vector<Card>& cards,
              std::optional<base::GeoPoint> from, float widthMm) {
    Box cells;
    cells.gap = ui::space::kS;
    const auto grid = ui.grid(columnsFor(ui, widthMm, 118, 2), cells);
    for (const Card& card : cards) {
        CardRow row;
        row.id = prefix + card.key;
        row.pictureMm = 40;
        row.minHeightMm = 34;
        row.showKind = !from;
        row.from = from;
        cardRow(ui, context, card, row);
    }
}

void arrivalButton(ui::Ui& ui, const app::SceneContext& context, const std::string& id, ui::Section section) {
    app::Navigator& navigator = context.navigator;
    ui::ButtonSpec spec;
    spec.id = id;
    spec.icon = "van";
    spec.label = ui.tr("item.way");
    spec.kind = ui::ButtonKind::Primary;
    spec.section = section;
    spec.action = [&navigator] { navigator.open({"visit", "arrival"}); };
    ui::button(ui, spec);
}

void mapButton(ui::Ui& ui, const app::SceneContext& context, const std::string& id, const std::string& key,
               ui::Section section) {
    app::Navigator& navigator = context.navigator;
    ui::ButtonSpec spec;
    spec.id = id;
    spec.icon = "map";
    spec.label = ui.tr("item.map");
    spec.kind = ui::ButtonKind::Primary;
    spec.section = section;
    spec.action = [&navigator, key] { navigator.open({"map", key}); };
    ui::button(ui, spec);
}

void itemPage(ui::Ui& ui, const Item& item, const ItemPage& page, const std::function<void(float)>& body,
              const std::function<void()>& actions) {
    Box whole;
    whole.h = ui::fill();
    const bool upright = ui.panel().portrait();
    const auto parts = upright ? ui.column(whole) : ui.row(whole);
    const bool hasPicture = !item.pictures.empty() && ui.theme().pictures;
    const bool large = ui.textScale() > kLargeText;
    const float width = ui.panel().designSize().w - 9.4F;
    // The picture keeps its share of a wide panel, less when letters are large or there is none to show.
    const float share = hasPicture ? (large ? 0.3F : page.share) : 0.2F;
    {
        Box side;
        if (upright) {
            side.h = ui::fill(hasPicture ? (large ? 0.35F : 0.8F) : 0.15F);
        } else {
            side.w = ui::mm(width * share);
            side.h = ui::fill();
        }
        const auto column = ui.column(side);
        largePicture(ui, item, page);
        if (!large) gallery(ui, item, page);
    }
    pageWords(ui, item, page, upright ? width : width * (1 - share), body, actions);
}

}  // namespace scenes
