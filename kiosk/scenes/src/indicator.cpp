#include <algorithm>
#include <set>

#include "compass_card.hpp"
#include "content/store.hpp"
#include "culture_parts.hpp"
#include "district_map.hpp"
#include "factories.hpp"
#include "figures.hpp"
#include "plan_charts.hpp"
#include "plan_records.hpp"

namespace scenes {
namespace {

using content::PlanIndicator;
using content::PlanObservation;
using ui::Box;
using ui::Section;
using ui::TextStyle;
using ui::Words;

constexpr const char* kScrollId = "indicator.scroll";
constexpr const char* kSideId = "indicator.side";
constexpr float kSideMm = 176;
constexpr float kLabelMm = 78;
constexpr float kBarMm = 6;
constexpr float kRowMm = 21;
constexpr float kMapMm = 104;
constexpr float kSwatchMm = 11;

/// One indicator: every figure the document gives for it, each a way to where it comes from.
class IndicatorScene final : public Scene {
public:
    IndicatorScene(const SceneContext& context, std::string key)
        : m_context(context), m_key(std::move(key)), m_map(context) {}

    void load() override {
        m_load = m_context.content.query(
            [key = m_key, lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Data> {
                const base::Error gone{base::Errc::NotFound, "the plan has no indicator '" + key + "'"};
                auto head = requirePlan(store, lang, PlanPart::Head);
                if (!head) return head.error().in(key);
                auto id = store.idOf(key);
                if (!id) return id.error();
                if (!*id) return gone;
                auto indicator = store.planIndicator(**id, lang);
                if (!indicator) return indicator.error();
                if (!*indicator) return gone;
                return Data{std::move(*head), std::move(**indicator)};
            },
            [this](base::Result<Data> data) {
                m_data.take(std::move(data));
                if (m_data.value && mapped() != nullptr) m_map.load();
            });
    }
    [[nodiscard]] bool ready() const override { return !m_data.pending(); }
    [[nodiscard]] bool isReading() const override { return true; }
    [[nodiscard]] Section section() const override { return Section::Plan; }
    void build(ui::Ui& ui) override;

private:
    struct Data {
        content::Plan plan;
        PlanIndicator indicator;
    };
    void figures(ui::Ui& ui, float widthMm);
    void figure(ui::Ui& ui, const PlanObservation& observation, const std::optional<FigureScale>& scale, int number,
                float widthMm) const;
    [[nodiscard]] const PlanObservation* mapped() const;
    void districtMap(ui::Ui& ui, const std::vector<const PlanObservation*>& districts, float widthMm);
    void legend(ui::Ui& ui, const FigureClasses& classes, const std::vector<const PlanObservation*>& districts) const;
    void notices(ui::Ui& ui) const;
    [[nodiscard]] bool hasNotices() const {
        const auto& all = m_data.value->indicator.observations;
        return std::any_of(all.begin(), all.end(), [](const PlanObservation& o) { return !o.notices.empty(); });
    }

    const SceneContext& m_context;
    std::string m_key;
    Loadable<Data> m_data;
    DistrictMap m_map;
    platform::JobHandle m_load;
};

/// True when the figures are parts of a hundred.
bool isShare(const PlanIndicator& indicator, const std::vector<const PlanObservation*>& group) {
    return indicator.unit.value.starts_with("%") &&
           std::none_of(group.begin(), group.end(), [](const PlanObservation* o) {
               return o->value.value_or(0) < 0 || o->value.value_or(0) > 100;
           });
}

/// True where figures stand under one heading: of one year, found in one way.
bool together(const PlanObservation& a, const PlanObservation& b) {
    return a.period == b.period && a.kind == b.kind && a.periodBasis == b.periodBasis;
}

/// The figures a map is drawn of stand with this one: those of most districts, of the latest year. Figures of different
/// years are never on one map. nullptr where there are none of two districts.
const PlanObservation* IndicatorScene::mapped() const {
    const auto& all = m_data.value->indicator.observations;
    const PlanObservation* best = nullptr;
    std::ptrdiff_t most = 1;
    for (const PlanObservation& each : all) {
        if (each.districtKey.empty() || !each.value) continue;
        const auto count = std::count_if(all.begin(), all.end(), [&](const PlanObservation& other) {
            return !other.districtKey.empty() && other.value && together(each, other);
        });
        const bool later = best != nullptr && each.period.value_or(0) > best->period.value_or(0);
        if (count > most || (count == most && later)) best = &each;
        most = std::max(most, count);
    }
    return best;
}

/// Which colour stands for which figures, and of how many districts.
void IndicatorScene::legend(ui::Ui& ui, const FigureClasses& classes,
                            const std::vector<const PlanObservation*>& districts) const {
    const ui::Theme& theme = ui.theme();
    int missing = 0;
    std::vector<int> counts(static_cast<std::size_t>(classes.count));
    for (const PlanObservation* each : districts) {
        if (each->value) {
            ++counts[static_cast<std::size_t>(classes.of(*each->value))];
        } else {
            ++missing;
        }
    }
    const auto line = [&](const std::string& id, std::optional<ui::Color> color, const Words& range, int count) {
        const Words many = ui.strings().plural("plan.class.districts", count);
        Box box;
        box.gap = ui::space::kGap;
        box.cross = ui::Align::Centre;
        const auto row = ui.group("indicator.class." + id, ui::Role::Group, {range.text + ": " + many.text, range.lang},
                                  ui::Axis::Row, box);
        Box swatch;
        swatch.w = ui::mm(kSwatchMm);
        swatch.h = ui::mm(kSwatchMm);
        swatch.radius = ui::radius::kTag;
        swatch.border = {theme.line.control, ui::stroke::kDivider, !color};
        if (color) swatch.color = *color;
        { const auto cloth = ui.column(swatch); }
        Box words;
        words.w = ui::fill();
        const auto column = ui.column(words);
        ui.text(TextStyle::SmallBold, range, theme.ink.primary);
        ui.text(TextStyle::Small, many, theme.ink.secondary);
    };
    for (int i = classes.count - 1; i >= 0; --i) {
        const double step = classes.step;
        const int decimals = step == 0 || step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
        Words range = ui::withValue(ui.tr("plan.class.range"), "from", numberText(classes.lower(i), decimals));
        range = ui::withValue(std::move(range), "to", numberText(classes.upper(i), decimals));
        if (step == 0) range = app::verbatim(numberText(classes.from, 2), ui.strings());
        line(std::to_string(i), classColor(theme, i, classes.count), range, counts[static_cast<std::size_t>(i)]);
    }
    if (missing > 0) line("missing", std::nullopt, ui.tr("plan.value.missing"), missing);
}

void IndicatorScene::districtMap(ui::Ui& ui, const std::vector<const PlanObservation*>& districts, float widthMm) {
    std::vector<std::string> keys;
    std::vector<double> values;
    Words meaning = ui.tr("plan.map.meaning");
    for (const PlanObservation* each : districts) {
        keys.push_back(each->districtKey);
        if (each->value) values.push_back(*each->value);
        meaning.text += " " + each->districtName + ": " +
                        figureText(ui.strings(), *each, say(m_data.value->indicator.unit)).text + ".";
    }
    if (values.size() < 2 || !m_map.shows(keys)) return;
    const FigureClasses classes = figureClasses(values);
    std::vector<DistrictMap::Area> areas;
    int number = 0;
    for (const PlanObservation* each : districts) {
        DistrictMap::Area area;
        area.key = each->districtKey;
        area.number = ++number;
        if (each->value) area.color = classColor(ui.theme(), classes.of(*each->value), classes.count);
        areas.push_back(std::move(area));
    }
    const bool beside = ui.textScale() <= 1 && widthMm > 200;
    Box all;
    all.gap = ui::space::kM;
    all.cross = beside ? ui::Align::Centre : ui::Align::Start;
    all.whole = true;
    const auto parts = beside ? ui.row(all) : ui.column(all);
    Box figure;
    figure.w = beside ? ui::mm(kMapMm) : ui::fill();
    figure.h = ui::mm(kMapMm);
    figure.clip = true;
    m_map.figure(ui, "indicator.map", meaning, std::move(areas), figure);
    Box words;
    words.w = ui::fill();
    words.gap = ui::space::kGap;
    const auto column = ui.column(words);
    legend(ui, classes, districts);
    ui.text(TextStyle::Small, ui.tr("plan.map.note"), ui.theme().ink.secondary);
}

void IndicatorScene::figure(ui::Ui& ui, const PlanObservation& observation, const std::optional<FigureScale>& scale,
                            int number, float widthMm) const {
    const PlanIndicator& indicator = m_data.value->indicator;
    const ui::Theme& theme = ui.theme();
    const Words where = territoryText(ui.strings(), observation);
    const Words value = figureText(ui.strings(), observation, say(indicator.unit));
    ui::Control control;
    control.role = ui::Role::Link;
    control.label = {where.text + ": " + value.text, where.lang};
    control.speech = {control.label.text + ", " + yearText(ui.strings(), observation).text, where.lang};
    control.primary = true;
    app::Navigator& navigator = m_context.navigator;
    control.action = [&navigator, code = observation.code] { navigator.open({"provenance", code}); };
    Box box;
    box.minH = kRowMm;
    box.pad = ui::sides(ui::space::kS, ui::space::kXs);
    box.gap = ui::space::kM;
    box.cross = ui::Align::Centre;
    box.color = theme.surface.raised;
    box.radius = ui::radius::kControl;
    box.whole = true;
    if (!theme.pictures) box.border = {theme.of(Section::Plan).line, ui::stroke::kDivider, false};
    const bool beside = ui.textScale() <= 1 && widthMm > 200;
    const auto row =
        ui.control("indicator." + observation.code, control, beside ? ui::Axis::Row : ui::Axis::Column, box);
    if (number > 0) numberBadge(ui, number, Section::Plan);
    ui::TextSpec label;
    label.words = where;
    label.style = observation.districtKey.empty() ? TextStyle::SmallBold : TextStyle::Small;
    label.color = theme.ink.primary;
    ui.text(std::move(label), {.w = beside ? ui::mm(kLabelMm) : ui::fill()});
    // Words stand alone: only numbers that are compared, and the absence of one, have a bar.
    const bool bar = observation.missing || (scale && observation.value);
    if (bar) {
        Box cell;
        cell.w = ui::fill();
        const auto holder = ui.column(cell);
        const FigureScale ends = scale.value_or(FigureScale{});
        figureBar(ui, observation, ends.from, ends.to, kBarMm);
    }
    ui::TextSpec said;
    said.words = value;
    said.style = observation.missing ? TextStyle::Small : TextStyle::SmallBold;
    said.color = observation.missing ? theme.ink.secondary : theme.ink.primary;
    said.align = beside ? ui::AlignX::Right : ui::AlignX::Left;
    ui.text(std::move(said), {.w = beside && bar ? ui::mm(widthMm * 0.3F) : ui::fill()});
    if (beside) ui.icon("fingerprint", 8, theme.of(Section::Plan).text);
}

/// Figures grouped by their year: figures of different years stand under different headings.
void IndicatorScene::figures(ui::Ui& ui, float widthMm) {
    const PlanIndicator& indicator = m_data.value->indicator;
    trendChart(ui, "indicator.trend", indicator, widthMm - 2 * ui::space::kM);
    targetLines(ui, indicator);
    std::vector<const PlanObservation*> left;
    for (const PlanObservation& each : indicator.observations)
        left.push_back(&each);
    while (!left.empty()) {
        const PlanObservation& first = *left.front();
        std::vector<const PlanObservation*> group;
        std::erase_if(left, [&](const PlanObservation* each) {
            const bool same = together(*each, first);
            if (same) group.push_back(each);
            return same;
        });
        const bool share = isShare(indicator, group);
        std::vector<const PlanObservation*> districts;
        for (const PlanObservation* each : group) {
            if (!each->districtKey.empty()) districts.push_back(each);
        }
        ui.heading(TextStyle::Label, yearText(ui.strings(), first), ui.theme().of(Section::Plan).text);
        const PlanObservation* onMap = mapped();
        const bool drawn = onMap != nullptr && together(*onMap, first);
        if (drawn) districtMap(ui, districts, widthMm);
        int number = 0;
        for (const PlanObservation* each : group) {
            // Districts are compared with each other, not with the province that holds them all; one figure alone is
            // compared with nothing.
            const bool compared = !each->districtKey.empty() && districts.size() > 1;
            std::optional<FigureScale> scale;
            if (share) {
                scale = FigureScale{0, 100};
            } else if (compared) {
                scale = figureScale(districts);
            }
            figure(ui, *each, scale, drawn && !each->districtKey.empty() ? ++number : 0, widthMm);
        }
    }
}

void IndicatorScene::notices(ui::Ui& ui) const {
    if (!hasNotices()) return;
    planHeading(ui, "plan.notices.title");
    std::set<std::string> seen;
    for (const PlanObservation& each : m_data.value->indicator.observations) {
        for (const content::PlanNotice& notice : each.notices) {
            if (seen.insert(notice.code).second) noticePlate(ui, notice);
        }
    }
}

void IndicatorScene::build(ui::Ui& ui) {
    if (m_data.error) {
        failure(ui, m_context, *m_data.error);
        return;
    }
    Box page;
    page.h = ui::fill();
    page.gap = ui::space::kS;
    const auto column = ui.column(page);
    if (!m_data.value) {
        ui::loadingState(ui, "indicator.loading", 4);
        return;
    }
    const Data& data = *m_data.value;
    const PlanIndicator& indicator = data.indicator;
    ui::header(ui, Section::Plan, "grid", ui.tr("plan.theme." + indicator.theme), say(indicator.name));
    planLabel(ui, m_context, say(data.plan.label));
    Words about = ui::withValue(ui.tr("plan.unit"), "unit", indicator.unit.value);
    if (!indicator.direction.empty()) about.text += ". " + ui.tr("plan.direction." + indicator.direction).text;
    ui.text(TextStyle::Small, about, ui.theme().ink.secondary);
    Box area;
    area.w = ui::fill();
    area.h = ui::fill();
    area.gap = ui::space::kGap;
    const bool beside = !ui.panel().portrait() && ui.textScale() <= 1 && hasNotices();
    if (beside) {
        Box parts;
        parts.h = ui::fill();
        parts.gap = ui::space::kL;
        const auto row = ui.row(parts);
        ui::scrollArea(ui, kScrollId, area,
                       [&] { figures(ui, pageWidth(ui) - kSideMm - ui::space::kL - ui::target::kStandard); });
        area.w = ui::mm(kSideMm);
        ui::scrollArea(ui, kSideId, area, [&] { notices(ui); });
    } else {
        ui::scrollArea(ui, kScrollId, area, [&] {
            figures(ui, pageWidth(ui) - ui::target::kStandard - ui::space::kM);
            notices(ui);
        });
    }
    planFoot(ui, m_context, "");
}

}  // namespace

std::unique_ptr<Scene> makeIndicator(const SceneContext& context, const std::string& id) {
    return std::make_unique<IndicatorScene>(context, id);
}

}  // namespace scenes
