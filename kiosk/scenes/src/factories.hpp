#pragma once

#include <memory>
#include <string>

#include "app/scene.hpp"

/// One factory for each screen, so that no scene has to include another.
namespace scenes {

using app::Scene;
using app::SceneContext;

[[nodiscard]] std::unique_ptr<Scene> makeAttract(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeHome(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makePlaces(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeSearch(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeItem(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeDistricts(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeDistrict(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeCulture(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeTimeline(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeFestivals(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeDances(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeTopics(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeWords(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeVisit(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeAbsent(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeCredits(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeMap(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makePlan(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makePlanList(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makePlanGuide(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makePlanDocument(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeCommitment(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeObserve(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeIndicators(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeIndicator(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeProvenance(const SceneContext& context, const std::string& id);
[[nodiscard]] std::unique_ptr<Scene> makeSources(const SceneContext& context, const std::string& id);

}  // namespace scenes
