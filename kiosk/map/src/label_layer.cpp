#include "map/label_layer.hpp"

#include <algorithm>
#include <cmath>

#include "map/renderer.hpp"

namespace map {

using base::PointPx;
using base::RectPx;
using content::MapDot;
using content::MapFeature;
using content::MapLabelRule;

namespace {

constexpr float kTownDotMm = 1.35F;
constexpr float kSmallDotMm = 0.9F;
constexpr float kHaloMm = 0.75F;
constexpr float kMarginMm = 1.6F;    ///< free room around a name, its halo included
constexpr float kDotReachMm = 1.2F;  ///< between a dot and its name
/// Names on the map grow less than running text: at twice the size three of them would cover the lake.
constexpr float kMostTextScale = 1.5F;

ui::Color faded(std::uint32_t rgba, float alpha) {
    const ui::Color color = colorOf(rgba);
    return color.withAlpha(alpha * static_cast<float>(color.a) / 255);
}

ui::FontFace faceOf(content::MapFont font) {
    switch (font) {
        case content::MapFont::Text: return ui::FontFace::TextRegular;
        case content::MapFont::TextBold: return ui::FontFace::TextBold;
        case content::MapFont::Display: return ui::FontFace::DisplayMedium;
    }
    return ui::FontFace::TextRegular;
}

float dotPx(const ui::Panel& panel, MapDot dot) {
    switch (dot) {
        case MapDot::None: return 0;
        case MapDot::Small: return panel.px(kSmallDotMm);
        case MapDot::Town: return panel.px(kTownDotMm);
    }
    return 0;
}

ui::TextRequest requestFor(const MapFeature& feature, const MapLabelRule& rule, float emPx) {
    ui::TextRequest request;
    request.text = feature.name.value;
    request.face = faceOf(rule.font);
    request.emPx = emPx;
    request.leadingPx = std::round(emPx * 1.15F);
    request.spacingPx = rule.spacingEm * emPx;
    request.lang = content::code(feature.name.lang);
    return request;
}

}  // namespace

LabelLayer::LabelLayer(std::shared_ptr<const content::MapModel> model) { setModel(std::move(model)); }

void LabelLayer::setModel(std::shared_ptr<const content::MapModel> model) {
    m_model = std::move(model);
    m_ruleOf.assign(m_model->classes.size(), nullptr);
    for (const MapLabelRule& rule : m_model->labelRules)
        m_ruleOf[static_cast<std::size_t>(rule.mapClass)] = &rule;
    m_measured.assign(m_model->features.size(), {});
    m_shown.clear();
}

void LabelLayer::draw(const ui::PaintContext& context, const Camera& camera, const Options& options) {
    const ui::Panel& panel = context.panel;
    const double zoom = styleZoom(camera.zoom(), panel);
    const float scale = std::min(options.textScale, kMostTextScale);
    const RectPx view = camera.view();
    // A name may reach into the view from a dot that has left it.
    const RectPx near = view.inflated(panel.px(4));
    const content::MapBox box = camera.visibleBox();

    m_candidates.clear();
    m_candidateFeature.clear();
    for (std::size_t i = 0; i < m_model->features.size(); ++i) {
        const MapFeature& feature = m_model->features[i];
        const MapLabelRule* rule = m_ruleOf[static_cast<std::size_t>(feature.mapClass)];
        if (rule == nullptr || feature.name.empty()) continue;
        if (zoom < static_cast<double>(rule->zoomMin) || zoom >= static_cast<double>(rule->zoomMax)) continue;
        if (!box.contains(feature.anchor)) continue;
        const PointPx at = camera.toScreen(feature.anchor);
        if (!near.contains(at)) continue;
        const float emPx = std::round(panel.px(rule->emMm * scale) * 4) / 4;
        Measured& measured = m_measured[i];
        if (measured.emPx != emPx) {
            const ui::TextLayout& layout = context.text.layout(requestFor(feature, *rule, emPx));
            measured = {emPx, {static_cast<int>(std::ceil(layout.width)), static_cast<int>(std::ceil(layout.height))}};
        }
        LabelCandidate candidate;
        candidate.id = feature.id;
        // Equals by class and rank keep the place they have; a chosen one comes before all.
        constexpr int kMostRank = 10000;
        const int order = static_cast<int>(rule - m_model->labelRules.data());
        candidate.priority =
            options.chosen == feature.id ? -1 : order * kMostRank + std::min(feature.rank, kMostRank - 1);
        candidate.anchor = at;
        candidate.size = measured.size;
        const float dot = dotPx(panel, rule->dot);
        candidate.dotPx = dot > 0 ? dot + panel.px(kDotReachMm) : 0;
        candidate.marginPx = panel.px(kMarginMm);
        m_candidates.push_back(candidate);
        m_candidateFeature.push_back(i);
    }
    m_placer.setInstant(options.instant);
    const std::span<const PlacedLabel> placed = m_placer.place(m_candidates, options.taken, view, options.now);

    m_shown.clear();
    ui::Painter& painter = context.painter;
    const int halo = std::clamp(static_cast<int>(std::lround(panel.px(kHaloMm))), 1, ui::TextEngine::kMostHaloPx);
    for (const PlacedLabel& label : placed) {
        const std::size_t index = m_candidateFeature[label.candidate];
        const MapFeature& feature = m_model->features[index];
        const MapLabelRule& rule = *m_ruleOf[static_cast<std::size_t>(feature.mapClass)];
        const ui::Color ink = faded(options.sun ? rule.sun : rule.day, label.alpha);
        const ui::Color rim = faded(options.sun ? rule.sunHalo : rule.dayHalo, label.alpha);
        const PointPx anchor = m_candidates[label.candidate].anchor;
        if (const float dot = dotPx(panel, rule.dot); dot > 0) {
            painter.circle(anchor, dot + panel.px(0.4F), rim);
            painter.circle(anchor, dot, ink);
        }
        const ui::TextLayout& layout = context.text.layout(requestFor(feature, rule, m_measured[index].emPx));
        if (rim.a == 0) {
            painter.text(layout, {std::round(label.rect.x), std::round(label.rect.y)}, layout.width, ui::AlignX::Left,
                         ink);
        } else {
            painter.haloText(layout, {label.rect.x, label.rect.y}, ink, rim, halo);
        }
        if (!label.leaving) m_shown.push_back({index, label.rect, anchor});
    }
}

std::optional<std::size_t> LabelLayer::hit(PointPx at, float reachPx) const {
    std::optional<std::size_t> best;
    float nearest = reachPx;
    for (const Shown& shown : m_shown) {
        const RectPx& r = shown.rect;
        const float dx = std::max({r.x - at.x, 0.0F, at.x - r.right()});
        const float dy = std::max({r.y - at.y, 0.0F, at.y - r.bottom()});
        const float distance = std::min(std::hypot(dx, dy), std::hypot(shown.anchor.x - at.x, shown.anchor.y - at.y));
        if (distance >= nearest) continue;
        nearest = distance;
        best = shown.feature;
    }
    return best;
}

}  // namespace map
