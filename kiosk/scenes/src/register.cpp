#include "scenes/register.hpp"

#include "factories.hpp"

namespace scenes {

void registerAll(app::SceneRegistry& registry) {
    registry.add("attract", makeAttract);
    registry.add("home", makeHome);
    registry.add("item", makeItem);
    registry.add("places", makePlaces);
    registry.add("search", makeSearch);
}

}  // namespace scenes
