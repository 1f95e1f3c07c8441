#include "geojson.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace content_pack {
namespace {

using Json = nlohmann::json;
using content::Lang;

constexpr std::size_t kMostPoints = 20'000'000;

class Reader {
public:
    Reader(const Origin& file, const MapLayerRow& layer, const std::optional<Area>& area, Findings& findings)
        : m_file(file), m_layer(layer), m_area(area), m_findings(findings) {}

    std::vector<MapFeatureRow> read(std::string_view text) {
        std::vector<MapFeatureRow> rows;
        if (nestsTooDeep(text)) {
            add(m_file, "lists stand in lists in lists without end", "export the layer again");
            return rows;
        }
        const Json json = Json::parse(text, nullptr, false);
        if (json.is_discarded()) {
            add(m_file, "the file is no JSON", "export the layer again, e.g. with ogr2ogr -f GeoJSON -lco RFC7946=YES");
            return rows;
        }
        const auto type = json.is_object() ? json.find("type") : json.end();
        const auto features = json.is_object() ? json.find("features") : json.end();
        if (type == json.end() || *type != "FeatureCollection" || features == json.end() || !features->is_array()) {
            add(m_file, "the file is no FeatureCollection", "write a GeoJSON FeatureCollection");
            return rows;
        }
        if (const auto crs = json.find("crs"); crs != json.end() && !isWgs84(*crs)) {
            m_findings.add(Rule::MapCrs, m_file, "the file has another coordinate reference system than WGS84",
                           "convert it, e.g. with ogr2ogr -t_srs EPSG:4326, or import it with kiosk-pack import-map");
            return rows;
        }
        rows.reserve(features->size());
        for (std::size_t i = 0; i < features->size(); ++i)
            feature((*features)[i], i + 1, rows);
        if (rows.empty()) {
            add(m_file, "the layer has no feature that can be used",
                "check the export, or delete the row of layers.csv");
        }
        return rows;
    }

private:
    void add(const Origin& at, std::string message, std::string remedy) {
        m_findings.add(Rule::BadGeometry, at, std::move(message), std::move(remedy));
    }

    /// "urn:ogc:def:crs:OGC:1.3:CRS84" and the names of EPSG:4326 are what GeoJSON means anyway.
    static bool isWgs84(const Json& crs) {
        const std::string text = crs.dump(-1, ' ', false, Json::error_handler_t::replace);
        return text.find("CRS84") != std::string::npos || text.find("4326") != std::string::npos;
    }

    /// Text of a property; "" when it is absent or null. Numbers as they are written.
    static std::string property(const Json& properties, const std::string& name) {
        if (name.empty() || !properties.is_object()) return {};
        const auto found = properties.find(name);
        if (found == properties.end() || found->is_null()) return {};
        return found->is_string() ? found->get<std::string>()
                                  : found->dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    void feature(const Json& json, std::size_t number, std::vector<MapFeatureRow>& rows) {
        MapFeatureRow row;
        row.at = m_file;
        row.at.record = "feature " + std::to_string(number);
        if (!json.is_object() || !json.contains("geometry")) {
            add(row.at, "the entry is no feature", "every entry of 'features' has a 'geometry'");
            return;
        }
        const Json& geometry = json["geometry"];
        if (!geometry.is_object() || !geometry.contains("type") || !geometry["type"].is_string() ||
            !geometry.contains("coordinates")) {
            add(row.at, "the feature has no geometry", "draw it, or delete the feature");
            return;
        }
        const Json properties = json.contains("properties") ? json["properties"] : Json::object();
        row.mapClass = m_layer.mapClass.empty() ? property(properties, m_layer.classProperty) : m_layer.mapClass;
        if (row.mapClass.empty()) {
            m_findings.add(Rule::MapUnknownClass, row.at,
                           "the property " + inQuotes(m_layer.classProperty) + " gives the feature no class",
                           "fill it in, or name one class for the whole layer");
            return;
        }
        if (const std::string rank = property(properties, m_layer.rankProperty); !rank.empty()) {
            const auto value = parseRank(rank);
            if (!value) {
                m_findings.add(Rule::BadNumber, row.at, "the rank is " + inQuotes(rank),
                               "write a whole number from 0 to 10000");
                return;
            }
            row.rank = *value;
        }
        if (!m_layer.nameProperty.empty()) {
            for (const Lang lang : content::kAllLangs) {
                const std::string name =
                    lang == Lang::Es ? m_layer.nameProperty : m_layer.nameProperty + "_" + content::code(lang);
                if (std::string text = property(properties, name); !text.empty()) row.names[lang] = std::move(text);
            }
        }
        row.item = property(properties, m_layer.itemProperty);
        row.apart = m_layer.separate;
        if (shape(geometry["type"].get<std::string>(), geometry["coordinates"], row)) rows.push_back(std::move(row));
    }

    static std::optional<int> parseRank(const std::string& text) {
        if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos)
            return std::nullopt;
        const int value = std::stoi(text);
        return value <= 10000 ? std::optional(value) : std::nullopt;
    }

    bool shape(const std::string& type, const Json& coordinates, MapFeatureRow& row) {
        using content_map::ShapeKind;
        bool ok = coordinates.is_array();
        const auto group = [&](const Json& rings) {
            std::vector<std::vector<base::GeoPoint>> paths;
            if (!rings.is_array()) return false;
            for (const Json& ring : rings) {
                auto path = points(ring, row);
                if (!path) return false;
                paths.push_back(std::move(*path));
            }
            row.groups.push_back(std::move(paths));
            return true;
        };
        const auto single = [&](const Json& line) {
            auto path = points(line, row);
            if (!path) return false;
            row.groups.push_back({std::move(*path)});
            return true;
        };
        const auto each = [&](const auto& part) {
            for (const Json& entry : coordinates)
                ok = ok && part(entry);
        };
        if (type == "Point" || type == "MultiPoint") {
            row.kind = ShapeKind::Points;
            const auto one = [&](const Json& at) { return single(Json::array({at})); };
            if (type == "Point") {
                ok = ok && one(coordinates);
            } else if (ok) {
                each(one);
            }
        } else if (type == "LineString" || type == "MultiLineString") {
            row.kind = ShapeKind::Lines;
            if (type == "LineString") {
                ok = ok && single(coordinates);
            } else if (ok) {
                each(single);
            }
        } else if (type == "Polygon" || type == "MultiPolygon") {
            row.kind = ShapeKind::Areas;
            if (type == "Polygon") {
                ok = ok && group(coordinates);
            } else if (ok) {
                each(group);
            }
        } else {
            add(row.at, "geometry of type " + inQuotes(type) + " is not drawn",
                "split it into points, lines or polygons");
            return false;
        }
        if (!coordinates.is_array()) add(row.at, "the coordinates are no list", "export the layer again");
        const bool anything = std::any_of(row.groups.begin(), row.groups.end(), [](const auto& paths) {
            return std::any_of(paths.begin(), paths.end(), [](const auto& path) { return !path.empty(); });
        });
        if (ok && !anything) {
            add(row.at, "the geometry is empty", "draw it, or delete the feature");
            return false;
        }
        return ok;
    }

    /// nullopt after the first position that is none.
    std::optional<std::vector<base::GeoPoint>> points(const Json& line, const MapFeatureRow& row) {
        if (!line.is_array()) {
            add(row.at, "the coordinates are no list of positions", "export the layer again");
            return std::nullopt;
        }
        std::vector<base::GeoPoint> path;
        path.reserve(line.size());
        for (std::size_t i = 0; i < line.size(); ++i) {
            const Json& position = line[i];
            const bool numbers =
                position.is_array() && position.size() >= 2 && position[0].is_number() && position[1].is_number();
            const base::GeoPoint at = numbers ? base::GeoPoint{position[1].get<double>(), position[0].get<double>()}
                                              : base::GeoPoint{NAN, NAN};
            if (!usable(at, i + 1, row)) return std::nullopt;
            path.push_back(at);
        }
        m_points += path.size();
        if (m_points > kMostPoints) {
            add(row.at, "the layer has more than 20 million points", "simplify it, or cut it to the province");
            return std::nullopt;
        }
        return path;
    }

    bool usable(base::GeoPoint at, std::size_t number, const MapFeatureRow& row) {
        const std::string which = "position " + std::to_string(number);
        if (!std::isfinite(at.latDeg) || !std::isfinite(at.lonDeg)) {
            add(row.at, which + " is no pair of numbers", "write [longitude, latitude]");
            return false;
        }
        if (!m_area) return std::abs(at.latDeg) <= 85 && std::abs(at.lonDeg) <= 180;
        const auto within = [&](double lat, double lon) {
            return lat >= m_area->southDeg - kMapAroundDeg && lat <= m_area->northDeg + kMapAroundDeg &&
                   lon >= m_area->westDeg - kMapAroundDeg && lon <= m_area->eastDeg + kMapAroundDeg &&
                   std::abs(lat) <= 85;
        };
        if (within(at.latDeg, at.lonDeg)) return true;
        char place[64];
        std::snprintf(place, sizeof place, " [%.6g, %.6g]", at.lonDeg, at.latDeg);
        if (within(at.lonDeg, at.latDeg)) {
            m_findings.add(Rule::SwappedCoordinates, row.at, which + place + " has latitude before longitude",
                           "GeoJSON is [longitude, latitude]");
        } else {
            m_findings.add(Rule::OutsideArea, row.at,
                           which + place + " lies more than a degree outside the area of pack.json",
                           "check the coordinate reference system and the signs (south and west are negative)");
        }
        return false;
    }

    const Origin& m_file;
    const MapLayerRow& m_layer;
    const std::optional<Area>& m_area;
    Findings& m_findings;
    std::size_t m_points = 0;
};

}  // namespace

bool nestsTooDeep(std::string_view json) {
    constexpr int kDeepest = 32;
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\') ++i;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepest) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

std::vector<MapFeatureRow> readGeoJson(std::string_view text, const Origin& file, const MapLayerRow& layer,
                                       const std::optional<Area>& area, Findings& findings) {
    return Reader(file, layer, area, findings).read(text);
}

}  // namespace content_pack
