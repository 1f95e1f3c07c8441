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
[[nodiscard]] std::unique_ptr<Scene> makeSources(const SceneContext& context, const std::string& id);

}  // namespace scenes
