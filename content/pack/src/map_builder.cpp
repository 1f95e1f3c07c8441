#include "map_builder.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace content_pack {
namespace {

using content::MapBox;
using content::MapPoint;

int classIndex(const std::vector<std::string>& classes, const std::string& name) {
    const auto found = std::lower_bound(classes.begin(), classes.end(), name);
    if (found == classes.end() || *found != name) return -1;
    return static_cast<int>(found - classes.begin());
}

MapBox boxOf(const content::MapProjection& projection, const Area& area) {
    const MapPoint topLeft = projection.project({area.northDeg, area.westDeg});
    const MapPoint bottomRight = projection.project({area.southDeg, area.eastDeg});
    return {topLeft.x, topLeft.y, bottomRight.x, bottomRight.y};
}

std::vector<RoadGraph::Way> waysOf(const PackSource& source, const content::MapProjection& projection) {
    if (source.stages.empty()) return {};
    RoadGraph roads(projection);
    for (const MapFeatureRow& feature : source.map.features) {
        if (feature.kind != content_map::ShapeKind::Lines || !feature.mapClass.starts_with("road")) continue;
        for (const auto& group : feature.groups) {
            for (const auto& path : group) {
                std::vector<MapPoint> line;
                for (const base::GeoPoint at : path)
                    line.push_back(projection.project(at));
                roads.add(line);
            }
        }
    }
    std::unordered_map<std::string, base::GeoPoint> positions;
    for (const ItemRow& item : source.items) {
        if (item.position) positions.emplace(item.key, *item.position);
    }
    std::vector<RoadGraph::Way> ways(source.stages.size());
    std::map<std::string, base::GeoPoint> last;
    for (std::size_t i = 0; i < source.stages.size(); ++i) {
        const StageRow& stage = source.stages[i];
        const auto at = positions.find(stage.place);
        if (at == positions.end()) continue;  // reported
        if (const auto from = last.find(stage.itinerary); from != last.end())
            ways[i] = roads.between(projection.project(from->second), projection.project(at->second));
        last[stage.itinerary] = at->second;
    }
    return ways;
}

}  // namespace

std::optional<BuiltMap> buildMap(const PackSource& source, Findings& findings) {
    const Manifest& manifest = source.manifests.front();
    if (!manifest.centre || (source.map.empty() && source.stages.empty())) return std::nullopt;
    BuiltMap built;
    built.origin = *manifest.centre;
    const content::MapProjection projection(built.origin);
    built.ways = waysOf(source, projection);
    if (source.map.empty()) return built;

    std::set<std::string> names;
    for (const MapFeatureRow& feature : source.map.features)
        names.insert(feature.mapClass);
    built.classes.assign(names.begin(), names.end());
    std::set<std::string> shown;
    const auto known = [&](const std::string& name, const Origin& at) {
        const int index = classIndex(built.classes, name);
        shown.insert(name);
        if (index < 0 && !name.empty()) {
            findings.add(Rule::MapUnknownClass, at, "no feature of the map has the class " + inQuotes(name),
                         "correct the class, or delete the row");
        }
        return index;
    };
    for (const MapRuleRow& row : source.map.rules) {
        content::MapRule rule = row.rule;
        rule.mapClass = known(row.mapClass, row.at);
        if (rule.mapClass >= 0) built.rules.push_back(rule);
    }
    std::set<std::string> labelled;
    for (const MapLabelRow& row : source.map.labels) {
        content::MapLabelRule rule = row.rule;
        rule.mapClass = known(row.mapClass, row.at);
        if (!labelled.insert(row.mapClass).second) {
            findings.add(Rule::DuplicateRow, row.at, "the class is already named by a row above", "keep one of them");
            continue;
        }
        if (rule.mapClass >= 0) built.labels.push_back(rule);
    }

    content_map::Source compile;
    compile.origin = built.origin;
    compile.rules = built.rules;
    std::set<std::string> unstyled;
    for (const MapFeatureRow& row : source.map.features) {
        content_map::Feature feature;
        feature.mapClass = classIndex(built.classes, row.mapClass);
        feature.kind = row.kind;
        feature.groups = row.groups;
        feature.apart = row.apart;
        feature.anchored = !row.names.empty() || !row.item.empty() || row.apart;
        built.featureClass.push_back(feature.mapClass);
        compile.features.push_back(std::move(feature));
        if (!shown.contains(row.mapClass) && unstyled.insert(row.mapClass).second) {
            findings.add(Rule::MapUnstyled, row.at,
                         "the class " + inQuotes(row.mapClass) + " is neither drawn nor named",
                         "add it to map/style.csv or map/labels.csv");
        }
    }
    built.compiled = content_map::compileMap(compile);
    for (const content_map::Problem& problem : built.compiled.problems) {
        findings.add(Rule::MapRing, source.map.features[problem.feature].at, problem.message,
                     "repair the feature, e.g. with ogr2ogr -makevalid");
    }
    built.home = source.map.view ? boxOf(projection, *source.map.view) : built.compiled.bounds;
    return built;
}

}  // namespace content_pack
