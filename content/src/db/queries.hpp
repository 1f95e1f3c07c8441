#pragma once

#include <cstddef>
#include <cstdint>

namespace content::db {

/// Every query of the store. The texts stand in queries.cpp; a test prepares each against schema.sql.
enum class Query : std::uint8_t {
    Meta,
    SlotPictures,
    FirstPictures,
    ItemPictures,
    PictureFiles,
    IdOfKey,
    IdsOfKind,
    IdsOfDistrict,
    AttractTour,
    Cards,
    CardDistricts,
    DistrictNames,
    Bodies,
    Summaries,
    Facts,
    FactSources,
    ItemSources,
    Related,
    Places,
    PlacesByName,
    PlacesOfDistrict,
    PlacesNear,
    Districts,
    Population,
    Timeline,
    Festivals,
    DancesByDistrict,
    Words,
    Climate,
    Map,
    MapLayers,
    MapClasses,
    MapRules,
    MapLabelRules,
    MapFeatures,
    MapChunks,
    Itineraries,
    Stages,
    Plan,
    PlanNodes,
    PlanParts,
    PlanNodeByItem,
    PlanQuotes,
    PlanSpellings,
    PlanLinks,
    PlanLinksBack,
    PlanPresentReports,
    PlanReports,
    PlanIndicators,
    PlanObservations,
    PlanObservationNotices,
    PlanIndicatorOfObservation,
    PlanThemes,
    PlanCounts,
    PlanLog,
    SearchDocs,
    SearchRanked,
    SearchNames,
    Ranks,
    Terms,
    TermExists,
    Completions,
    SourceUses,
    PictureCredits,
    Objects,
    QuickCheck,
    Count
};
inline constexpr std::size_t kQueryCount = static_cast<std::size_t>(Query::Count);

/// SQL text of a query. @pre query != Query::Count
[[nodiscard]] const char* sqlOf(Query query);

}  // namespace content::db
