#include <algorithm>

#include "culture_parts.hpp"
#include "factories.hpp"

namespace scenes {
namespace {

using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr const char* kListId = "credits.sources";
constexpr const char* kScrollId = "credits.program";
constexpr float kCellMm = 200;  ///< narrowest source

const char* certaintyKey(content::MapCertainty certainty) {
    switch (certainty) {
        case content::MapCertainty::Surveyed: return "credits.map.surveyed";
        case content::MapCertainty::Generalised: return "credits.map.generalised";
        case content::MapCertainty::Schematic: return "credits.map.schematic";
        case content::MapCertainty::Ornament: break;
    }
    return "credits.map.ornament";
}

/// Where everything shown comes from, who made the pictures and letters, and what runs here.
class CreditsScene final : public Scene {
public:
    explicit CreditsScene(const SceneContext& context) : m_context(context) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Data> {
                Data data;
                auto info = store.info(lang);
                if (!info) return info.error();
                data.info = std::move(*info);
                auto credits = store.credits();
                if (!credits) return credits.error();
                data.credits = std::move(*credits);
                auto map = store.map(lang);
                if (!map) return map.error();
                if (*map) data.layers = std::move((*map)->layers);
                return data;
            },
            [this](base::Result<Data> data) { m_data.take(std::move(data)); });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::PackInfo info;
        content::Credits credits;
        std::vector<content::MapLayer> layers;
    };
    void sources(ui::Ui& ui) const;
    void source(ui::Ui& ui, const content::SourceUse& use) const;
    void program(ui::Ui& ui) const;
    void foot(ui::Ui& ui);

    const SceneContext& m_context;
    bool m_program = false;  ///< the second tab
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

void CreditsScene::source(ui::Ui& ui, const content::SourceUse& use) const {
    const ui::Theme& theme = ui.theme();
    const content::Source& source = use.source;
    ui::Words published =
        source.year ? app::verbatim(std::to_string(*source.year), ui.strings()) : ui.tr("source.no-year");
    if (!source.publisher.empty()) published.text = source.publisher + ", " + published.text;
    if (!source.licence.empty()) published.text += ", " + source.licence;
    published.text += ". " + ui.strings().plural("credits.uses", use.items).text;
    Box plate = plateBox(ui);
    plate.pad = ui::sides(ui::space::kM, ui::space::kGap);
    const auto column = ui.column(plate);
    ui.text(TextStyle::SmallBold, app::verbatim(source.title, ui.strings()), theme.ink.primary);
    ui.text(TextStyle::Small, published, theme.ink.secondary);
    ui::TextSpec address;
    address.words = source.address.empty() ? ui.tr("source.no-address")
                                           : app::verbatim(readableAddress(source.address), ui.strings());
    address.style = TextStyle::Small;
    address.color = theme.ink.link;
    address.minScale = 0.5F;  // an address has few places to break
    ui.text(std::move(address));
}

void CreditsScene::sources(ui::Ui& ui) const {
    const int columns = columnsFor(ui, pageWidth(ui), kCellMm, 2);
    Box view;
    view.h = ui::fill();
    const auto scroll = ui.scroll(kListId, view);
    Box cells;
    cells.gap = ui::space::kGap;
    const auto grid = ui.grid(columns, cells);
    for (const content::SourceUse& use : m_data.value->credits.sources)
        source(ui, use);
}

void CreditsScene::program(ui::Ui& ui) const {
    const Data& data = *m_data.value;
    const ui::Theme& theme = ui.theme();
    Box area;
    area.h = ui::fill();
    ui::scrollArea(ui, kScrollId, area, [&] {
        Box cells;
        cells.gap = ui::space::kM;
        const auto grid = ui.grid(columnsFor(ui, pageWidth(ui), kCellMm, 2), cells);
        const auto plate = [&](const char* id, const char* icon, const char* title,
                               const std::vector<ui::Words>& lines) {
            Box box = plateBox(ui);
            box.pad = ui::all(ui::space::kL);
            box.gap = ui::space::kGap;
            const auto column = ui.group(id, ui::Role::Group, ui.tr(title), ui::Axis::Column, box);
            ui::metaLine(ui, icon, ui.tr(title), theme.of(Section::Neutral).text, theme.of(Section::Neutral).text,
                         TextStyle::Label);
            for (const ui::Words& line : lines)
                ui.text(TextStyle::Body, line, theme.ink.primary);
        };
        std::vector<ui::Words> pictures;
        for (const content::PictureCredit& credit : data.credits.pictures) {
            const char* key = credit.kind == content::PictureKind::Photo ? "credits.photos" : "credits.illustrations";
            ui::Words line = ui.strings().plural(key, credit.pictures);
            line = ui::withValue(std::move(line), "credit", credit.credit);
            pictures.push_back(ui::withValue(std::move(line), "licence", credit.licence));
        }
        if (pictures.empty()) pictures.push_back(ui.tr("credits.pictures.none"));
        plate("credits.pictures", "photo", "credits.pictures", pictures);
        if (!data.layers.empty()) {
            std::vector<ui::Words> layers;
            for (const content::MapLayer& layer : data.layers) {
                ui::Words line = app::verbatim(layer.credit, ui.strings());
                line.lang = "es";  // as its source is named in the pack
                line.text += " (" + layer.licence + "). " + ui.tr(certaintyKey(layer.certainty)).text;
                layers.push_back(std::move(line));
            }
            plate("credits.map", "map", "credits.map", layers);
        }
        plate("credits.letters", "text", "credits.letters", {ui.tr("credits.letters.text")});
        plate("credits.software", "base", "credits.software", {ui.tr("credits.software.text")});
        ui::Words content = ui::withValue(ui.tr("credits.content"), "id", data.info.packId);
        content.text += ". " + ui.strings().plural("credits.items", data.info.itemCount).text;
        plate("credits.release", "info", "credits.release",
              {ui::withValue(ui.tr("credits.version"), "version", KIOSK_VERSION), content});
    });
}

void CreditsScene::foot(ui::Ui& ui) {
    app::Navigator& navigator = m_context.navigator;
    Box line;
    line.gap = ui::space::kGap;
    line.main = ui::Distribute::Between;
    const auto row = ui.flow(line);
    {
        Box group;
        group.w = ui::hug();
        group.gap = ui::space::kGap;
        const auto buttons = ui.flow(group);
        ui::tab(ui, "credits.tab.sources", "document", ui.tr("credits.tab.sources"), !m_program,
                [this] { m_program = false; });
        ui::tab(ui, "credits.tab.program", "info", ui.tr("credits.tab.program"), m_program,
                [this] { m_program = true; });
        ui::ButtonSpec absent;
        absent.id = "credits.absent";
        absent.icon = "compass";
        absent.label = ui.tr("absent.section");
        absent.action = [&navigator] { navigator.open({"absent", ""}); };
        ui::button(ui, absent);
    }
    if (!m_program) ui::pager(ui, kListId, Section::Neutral);
}

void CreditsScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kM - 0.5F;
    const auto column = ui.column(page);
    ui::header(ui, Section::Neutral, "document", ui.tr("credits.section"), ui.tr("credits.title"));
    if (!m_data.value) {
        ui::loadingState(ui, "credits.loading", 4);
        return;
    }
    if (m_program) {
        program(ui);
    } else if (m_data.value->credits.sources.empty()) {
        ui::EmptyStateSpec none;
        none.id = "credits.empty";
        none.icon = "document";
        none.title = ui.tr("sources.empty");
        ui::emptyState(ui, none);
    } else {
        sources(ui);
    }
    foot(ui);
}

}  // namespace

std::unique_ptr<Scene> makeCredits(const SceneContext& context, const std::string&) {
    return std::make_unique<CreditsScene>(context);
}

}  // namespace scenes
