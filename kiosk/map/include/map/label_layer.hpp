#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "content/map.hpp"
#include "map/camera.hpp"
#include "map/labels.hpp"
#include "ui/node.hpp"

namespace map {

/// The names on the map with their dots: chooses what may be named at this zoom, measures it once, places it, draws it.
/// Ownership: shares the model. Threading: main thread only.
class LabelLayer {
public:
    explicit LabelLayer(std::shared_ptr<const content::MapModel> model);
    /// Another language: names change, places stay.
    void setModel(std::shared_ptr<const content::MapModel> model);

    struct Options {
        bool sun = false;
        float textScale = 1;
        bool instant = false;  ///< no fading
        platform::Instant now;
        std::span<const base::RectPx> taken;  ///< plates and pins: no name runs below them
        std::optional<std::int64_t> chosen;   ///< feature whose name goes first
    };
    void draw(const ui::PaintContext& context, const Camera& camera, const Options& options);

    [[nodiscard]] bool fading() const { return m_placer.fading(); }
    /// Index into MapModel::features of the name, or else the dot, below a finger; nearest within `reachPx`.
    [[nodiscard]] std::optional<std::size_t> hit(base::PointPx at, float reachPx) const;

    /// What stood on the map in the last frame, most important first: for speech, dumps and tests.
    struct Shown {
        std::size_t feature = 0;  ///< index into MapModel::features
        base::RectPx rect;
        base::PointPx anchor;
    };
    [[nodiscard]] std::span<const Shown> shown() const { return m_shown; }

private:
    struct Measured {
        float emPx = 0;
        base::SizePx size;
    };

    std::shared_ptr<const content::MapModel> m_model;
    std::vector<const content::MapLabelRule*> m_ruleOf;  ///< by class
    std::vector<Measured> m_measured;                    ///< by feature
    LabelPlacer m_placer;
    std::vector<LabelCandidate> m_candidates;
    std::vector<std::size_t> m_candidateFeature;
    std::vector<Shown> m_shown;
};

}  // namespace map
