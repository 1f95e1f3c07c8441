#include "app/scene.hpp"

namespace app {

Route Route::parse(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) return {text, {}};
    return {text.substr(0, slash), text.substr(slash + 1)};
}

Route routeOf(const content::Card& card) {
    switch (card.kind) {
        case content::Kind::District: return {"district", card.key};
        case content::Kind::Event: return {"timeline", card.key};
        case content::Kind::Festival: return {"festivals", card.key};
        case content::Kind::Dance: return {"dances", card.key};
        case content::Kind::Word: return {"words", card.key};
        case content::Kind::Absent: return {"absent", card.key};
        case content::Kind::Itinerary: return {"map", card.key};
        case content::Kind::Commitment: return {"commitment", card.key};
        case content::Kind::Indicator: return {"indicator", card.key};
        case content::Kind::Place:
        case content::Kind::Province:
        case content::Kind::Music:
        case content::Kind::Craft:
        case content::Kind::Architecture:
        case content::Kind::Food:
        case content::Kind::Person:
        case content::Kind::Visit: break;
    }
    return {"item", card.key};
}

std::unique_ptr<Scene> SceneRegistry::make(const Route& route, const SceneContext& context) const {
    const auto at = m_factories.find(route.screen);
    return at == m_factories.end() ? nullptr : at->second(context, route.id);
}

std::vector<std::string> SceneRegistry::screens() const {
    std::vector<std::string> names;
    for (const auto& [name, factory] : m_factories)
        names.push_back(name);
    return names;
}

}  // namespace app
