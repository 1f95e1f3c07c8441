#include <algorithm>

#include "content/store.hpp"
#include "culture_parts.hpp"
#include "factories.hpp"
#include "lists.hpp"
#include "plan_charts.hpp"

namespace scenes {
namespace {

using content::PlanIndicator;
using content::PlanObservation;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kListId = "indicators.list";
constexpr float kLeastCellMm = 125;
constexpr float kRowMm = 66;
constexpr float kBarMm = 5;
constexpr float kStripMm = 13;
constexpr std::size_t kMostBars = 9;

/// The figures of the plan as small multiples: each indicator a card, all drawn alike.
class IndicatorsScene final : public Scene {
public:
    IndicatorsScene(const SceneContext& context, std::string theme) : m_context(context), m_theme(std::move(theme)) {}

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang, theme = m_theme](const content::Store& store) -> base::Result<Data> {
                Data data;
                auto plan = requirePlan(store, lang, PlanPart::Head);
                if (!plan) return plan.error();
                data.plan = std::move(*plan);
                auto themes = store.planThemes();
                if (!themes) return themes.error();
                data.themes = std::move(*themes);
                if (!theme.empty() && std::find(data.themes.begin(), data.themes.end(), theme) == data.themes.end())
                    return base::Error{base::Errc::NotFound, "the plan has no figures of '" + theme + "'"};
                if (data.themes.empty()) return data;
                auto indicators = store.planIndicators(theme.empty() ? data.themes.front() : theme, lang);
                if (!indicators) return indicators.error();
                data.indicators = std::move(*indicators);
                return data;
            },
            [this](base::Result<Data> data) {
                m_data.take(std::move(data));
                if (m_theme.empty() && m_data.value && !m_data.value->themes.empty())
                    m_theme = m_data.value->themes.front();
            });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::Plan plan;
        std::vector<std::string> themes;
        std::vector<PlanIndicator> indicators;
    };
    void tabs(ui::Ui& ui);
    void cell(ui::Ui& ui, const PlanIndicator& indicator) const;

    const SceneContext& m_context;
    std::string m_theme;
    Loadable<Data> m_data;
    platform::JobHandle m_load;
};

const char* themeIcon(const std::string& theme) {
    if (theme == "people") return "community";
    if (theme == "territory") return "territory";
    if (theme == "economy") return "market";
    if (theme == "poverty") return "price";
    if (theme == "health") return "health";
    if (theme == "education") return "school";
    if (theme == "services") return "water";
    if (theme == "housing") return "housing";
    return "grid";
}

/// Figure a card shows large: the newest of the province, else the first one.
const PlanObservation* headline(const PlanIndicator& indicator) {
    const PlanObservation* best = nullptr;
    for (const PlanObservation& each : indicator.observations) {
        if (!each.districtKey.empty()) continue;
        if (best == nullptr || (each.period && each.period >= best->period)) best = &each;
    }
    return best;
}

/// Districts of its newest year.
std::vector<const PlanObservation*> districtsOf(const PlanIndicator& indicator) {
    std::vector<const PlanObservation*> shown;
    for (const PlanObservation& each : indicator.observations) {
        if (each.districtKey.empty() || !each.value) continue;
        if (!shown.empty() && shown.front()->period < each.period) shown.clear();
        if (shown.empty() || shown.front()->period == each.period) shown.push_back(&each);
    }
    if (shown.size() > kMostBars) shown.resize(kMostBars);
    return shown;
}

void IndicatorsScene::tabs(ui::Ui& ui) {
    Box line;
    line.gap = ui::space::kGap;
    const auto flow = ui.flow(line);
    for (const std::string& theme : m_data.value->themes) {
        ui::tab(ui, "indicators.tab." + theme, ui.textScale() <= 1 ? themeIcon(theme) : "",
                ui.tr("plan.theme." + theme), theme == m_theme, [this, theme] {
                    m_theme = theme;
                    load();
                });
    }
}

void IndicatorsScene::cell(ui::Ui& ui, const PlanIndicator& indicator) const {
    const ui::Theme& theme = ui.theme();
    const PlanObservation* figure = headline(indicator);
    const auto districts = districtsOf(indicator);
    const bool categories = figure == nullptr && districts.empty();
    Words value = figure != nullptr ? figureText(ui.strings(), *figure, say(indicator.unit))
                                    : ui::withValue(ui.tr(categories ? "plan.by-district" : "plan.by-district.figures"),
                                                    "n", std::to_string(indicator.observations.size()));
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = say(indicator.name);
    control.speech = {control.label.text + ": " + value.text, control.label.lang};
    if (figure != nullptr) control.speech.text += ", " + yearText(ui.strings(), *figure).text;
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, key = indicator.key] { navigator.open({"indicator", key}); };
    Box box = plateBox(ui);
    box.h = ui::fill();
    box.pad = ui::all(ui::radius::kPlate);  // bars stay clear of the round corners
    box.gap = ui::space::kXs;
    const auto column = ui.control("indicators." + indicator.key, control, ui::Axis::Column, box);
    ui::TextSpec name;
    name.words = control.label;
    name.style = TextStyle::SmallBold;
    name.color = theme.of(Section::Plan).text;
    name.minScale = 0.85F;
    ui.text(std::move(name));
    ui::TextSpec large;
    large.words = std::move(value);
    const bool brief = figure != nullptr && !figure->missing && figure->category.empty();
    large.style = brief ? TextStyle::H3 : TextStyle::Label;
    large.color = brief ? theme.ink.primary : theme.ink.secondary;
    large.minScale = 0.6F;
    ui.text(std::move(large));
    if (figure != nullptr) ui.text(TextStyle::Small, yearText(ui.strings(), *figure), theme.ink.secondary);
    if (ui.textScale() > 1) return;
    const bool share = figure != nullptr && figure->value && indicator.unit.value.starts_with("%") &&
                       *figure->value >= 0 && *figure->value <= 100;
    if (districts.size() < 2) {
        if (!share && (figure == nullptr || !figure->missing)) return;
        ui.spring();
        figureBar(ui, *figure, 0, 100, kBarMm);
        return;
    }
    ui.spring();
    ui.text(TextStyle::Small, ui.tr("plan.by-district.below"), theme.ink.secondary);
    // Columns side by side say the shape of the districts; their numbers are on the page.
    const FigureScale scale = figureScale(districts);
    struct Bar {
        float from, to;
    };
    std::vector<Bar> bars;
    const auto height = [&](double at) { return static_cast<float>((at - scale.from) / (scale.to - scale.from)); };
    for (const PlanObservation* each : districts)
        bars.push_back({height(std::min(0.0, *each->value)), height(std::max(0.0, *each->value))});
    Box strip;
    strip.h = ui::mm(kStripMm);
    ui.paint(
        "", {},
        [bars, zero = height(0), dye = theme.pictures ? theme.of(Section::Plan).fill : theme.of(Section::Plan).line](
            const ui::PaintContext& c) {
            const float thin = std::max(1.0F, c.panel.px(0.4F));
            c.painter.fill({c.rect.x, c.rect.bottom() - c.rect.h * zero - thin / 2, c.rect.w, thin},
                           c.theme.line.control);
            const float step = c.rect.w / static_cast<float>(bars.size());
            for (std::size_t i = 0; i < bars.size(); ++i) {
                const float top = c.rect.bottom() - c.rect.h * bars[i].to;
                const float bottom = c.rect.bottom() - c.rect.h * bars[i].from;
                c.painter.fill(
                    {c.rect.x + step * static_cast<float>(i), top, step * 0.72F, std::max(1.0F, bottom - top)}, dye);
            }
        },
        strip);
}

void IndicatorsScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto parts = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "indicators.loading", 5);
        return;
    }
    const Data& data = *m_data.value;
    ui::header(ui, Section::Plan, "grid", say(data.plan.title), ui.tr("plan.figures.title"));
    planLabel(ui, m_context, say(data.plan.label));
    tabs(ui);
    VirtualList list;
    list.id = std::string(kListId) + "." + m_theme;
    list.count = static_cast<int>(data.indicators.size());
    list.columns = columnsFor(ui, pageWidth(ui), kLeastCellMm, 4);
    list.gapMm = ui::space::kM;
    list.rowMm = fittedRowMm(ui, list.id, kRowMm * (1 + (ui.textScale() - 1) * 0.5F), list.gapMm);
    list.box.h = ui::fill();
    virtualList(ui, list, [&](int index) { cell(ui, data.indicators[static_cast<std::size_t>(index)]); });
    planPagedFoot(ui, m_context, "indicators", list.id);
}

}  // namespace

std::unique_ptr<Scene> makeIndicators(const SceneContext& context, const std::string& id) {
    return std::make_unique<IndicatorsScene>(context, id);
}

}  // namespace scenes
