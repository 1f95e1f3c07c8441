#include "scenes/register.hpp"

#include "factories.hpp"

namespace scenes {

void registerAll(app::SceneRegistry& registry) {
    registry.add("absent", makeAbsent);
    registry.add("attract", makeAttract);
    registry.add("commitment", makeCommitment);
    registry.add("credits", makeCredits);
    registry.add("culture", makeCulture);
    registry.add("dances", makeDances);
    registry.add("district", makeDistrict);
    registry.add("districts", makeDistricts);
    registry.add("festivals", makeFestivals);
    registry.add("home", makeHome);
    registry.add("indicator", makeIndicator);
    registry.add("indicators", makeIndicators);
    registry.add("item", makeItem);
    registry.add("map", makeMap);
    registry.add("observe", makeObserve);
    registry.add("places", makePlaces);
    registry.add("plan", makePlan);
    registry.add("plan-document", makePlanDocument);
    registry.add("plan-guide", makePlanGuide);
    registry.add("plan-list", makePlanList);
    registry.add("provenance", makeProvenance);
    registry.add("search", makeSearch);
    registry.add("sources", makeSources);
    registry.add("timeline", makeTimeline);
    registry.add("topics", makeTopics);
    registry.add("visit", makeVisit);
    registry.add("words", makeWords);
}

}  // namespace scenes
