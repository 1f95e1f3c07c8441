#pragma once

#include "app/scene.hpp"

namespace scenes {

/// Adds every screen of the kiosk to the registry. Names are what `--open` takes: attract home places item sources
/// districts district culture timeline festivals dances topics words visit search credits absent.
void registerAll(app::SceneRegistry& registry);

}  // namespace scenes
