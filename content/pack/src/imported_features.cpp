#include "imported_features.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "content/models.hpp"
#include "geojson.hpp"
#include "map_clip.hpp"
#include "text_file.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

using Json = nlohmann::json;
using base::GeoPoint;
using content::Lang;
using content_map::ShapeKind;

constexpr std::array<std::string_view, 2> kTagProperties = {"other_tags", "all_tags"};
constexpr std::size_t kMostListed = 20;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// Names come from files of all kinds: normal form C, on one line, without spaces around.
std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const content::CodePoint c = content::codePointAt(text, at);
        if (c.valid && content::isControl(c.value)) {
            out += ' ';
        } else {
            out += text.substr(at, c.length);
        }
        at += c.length;
    }
    return content::inNfc(trimmed(out));
}

/// A value as the text it would be in a table; 12.0 is 12.
std::string textOf(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return cleaned(value.get_ref<const std::string&>());
    if (value.is_number_float()) {
        const double number = value.get<double>();
        constexpr double kExact = 1e15;
        if (number == std::floor(number) && std::abs(number) < kExact)
            return std::to_string(static_cast<std::int64_t>(number));
    }
    return dump(value);
}

/// Six decimals (a decimetre), without zeros at the end.
void appendDegrees(std::string& out, double value) {
    std::array<char, 32> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 6);
    std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
    out += text == "-0" ? "0" : text;
}

void appendPosition(std::string& out, GeoPoint at) {
    out += '[';
    appendDegrees(out, at.lonDeg);
    out += ',';
    appendDegrees(out, at.latDeg);
    out += ']';
}

template <typename List, typename Append>
void appendList(std::string& out, const List& list, const Append& append) {
    out += '[';
    bool first = true;
    for (const auto& entry : list) {
        if (!first) out += ',';
        first = false;
        append(out, entry);
    }
    out += ']';
}

struct Shape {
    ShapeKind kind = ShapeKind::Points;
    std::vector<Paths> groups;
};

/// Reads a geometry as far as it is well formed.
class ShapeReader {
public:
    [[nodiscard]] static std::optional<Shape> read(const Json& geometry) {
        if (!geometry.is_object() || !geometry.contains("type") || !geometry.contains("coordinates"))
            return std::nullopt;
        const Json& type = geometry["type"];
        const Json& coordinates = geometry["coordinates"];
        ShapeReader reader;
        bool ok = false;
        if (type == "Point") {
            ok = reader.point(coordinates);
        } else if (type == "MultiPoint") {
            ok = coordinates.is_array() && reader.each(coordinates, &ShapeReader::point);
        } else if (type == "LineString") {
            ok = reader.line(coordinates);
        } else if (type == "MultiLineString") {
            ok = coordinates.is_array() && reader.each(coordinates, &ShapeReader::line);
        } else if (type == "Polygon") {
            ok = reader.area(coordinates);
        } else if (type == "MultiPolygon") {
            ok = coordinates.is_array() && reader.each(coordinates, &ShapeReader::area);
        }
        if (!ok || reader.m_shape.groups.empty()) return std::nullopt;
        return std::move(reader.m_shape);
    }

private:
    bool each(const Json& list, bool (ShapeReader::*part)(const Json&)) {
        return std::all_of(list.begin(), list.end(), [&](const Json& entry) { return (this->*part)(entry); });
    }

    bool point(const Json& json) {
        const auto at = position(json);
        if (!at) return false;
        m_shape.groups.push_back({{*at}});
        return true;
    }

    bool line(const Json& json) {
        m_shape.kind = ShapeKind::Lines;
        auto line = path(json);
        if (!line) return false;
        m_shape.groups.push_back({std::move(*line)});
        return true;
    }

    bool area(const Json& json) {
        m_shape.kind = ShapeKind::Areas;
        if (!json.is_array() || json.empty()) return false;
        Paths rings;
        for (const Json& entry : json) {
            auto ring = path(entry);
            if (!ring) return false;
            rings.push_back(std::move(*ring));
        }
        m_shape.groups.push_back(std::move(rings));
        return true;
    }

    static std::optional<std::vector<GeoPoint>> path(const Json& json) {
        if (!json.is_array() || json.empty()) return std::nullopt;
        std::vector<GeoPoint> path;
        path.reserve(json.size());
        for (const Json& entry : json) {
            const auto at = position(entry);
            if (!at) return std::nullopt;
            path.push_back(*at);
        }
        return path;
    }

    static std::optional<GeoPoint> position(const Json& json) {
        if (!json.is_array() || json.size() < 2 || !json[0].is_number() || !json[1].is_number()) return std::nullopt;
        return GeoPoint{json[1].get<double>(), json[0].get<double>()};
    }

    Shape m_shape;
};

std::string geometryText(const Shape& shape) {
    const auto path = [](std::string& out, const std::vector<GeoPoint>& points) {
        appendList(out, points, appendPosition);
    };
    const bool several = shape.groups.size() > 1;
    std::string out = several ? "Multi" : "";
    const auto parts = [&](std::string_view type, const auto& part) {
        out = "{\"type\":\"" + out + std::string(type) + "\",\"coordinates\":";
        if (several) {
            appendList(out, shape.groups, part);
        } else {
            part(out, shape.groups.front());
        }
        out += '}';
    };
    switch (shape.kind) {
        case ShapeKind::Points:
            parts("Point", [](std::string& to, const Paths& group) { appendPosition(to, group.front().front()); });
            break;
        case ShapeKind::Lines:
            parts("LineString", [&](std::string& to, const Paths& group) { path(to, group.front()); });
            break;
        case ShapeKind::Areas:
            parts("Polygon", [&](std::string& to, const Paths& group) { appendList(to, group, path); });
            break;
    }
    return out;
}

/// The properties of one feature, with the tags GDAL has no column for.
class Properties {
public:
    explicit Properties(const Json& feature) {
        const auto found = feature.is_object() ? feature.find("properties") : feature.end();
        if (!feature.is_object() || found == feature.end() || !found->is_object()) return;
        m_json = &*found;
        for (const std::string_view name : kTagProperties) {
            const auto tags = m_json->find(std::string(name));
            if (tags == m_json->end()) continue;
            m_hasTags = true;
            if (tags->is_string()) m_tags.merge(parseTags(tags->get_ref<const std::string&>()));
        }
    }

    /// "" when it is absent, null or empty.
    [[nodiscard]] std::string text(const std::string& name) const {
        if (name.empty() || m_json == nullptr) return {};
        if (const auto found = m_json->find(name); found != m_json->end()) {
            if (std::string value = textOf(*found); !value.empty()) return value;
        }
        const auto tag = m_tags.find(name);
        return tag != m_tags.end() ? cleaned(tag->second) : std::string();
    }

    [[nodiscard]] bool has(const std::string& name) const {
        return m_json != nullptr && (m_json->contains(name) || m_tags.contains(name));
    }
    /// True when what is not here may be a tag that no feature happens to have.
    [[nodiscard]] bool hasTags() const { return m_hasTags; }

    void addNames(std::set<std::string>& names) const {
        if (m_json == nullptr) return;
        for (const auto& [name, value] : m_json->items())
            names.insert(name);
    }

private:
    const Json* m_json = nullptr;
    std::map<std::string, std::string> m_tags;
    bool m_hasTags = false;
};

class Importer {
public:
    Importer(const ImportMapping& mapping, Findings& findings) : m_mapping(mapping), m_findings(findings) {}

    ImportedFeatures run(std::string_view converted) {
        if (content::firstInvalidUtf8(converted) != std::string_view::npos) {
            add(Rule::BadUtf8, "the texts of the file are not UTF-8",
                "say its encoding, e.g. in a .cpg file beside a shapefile, or save it again as UTF-8");
            return {};
        }
        const Json json = nestsTooDeep(converted) ? Json() : Json::parse(converted, nullptr, false);
        const auto features = json.is_object() ? json.find("features") : json.end();
        if (!json.is_object() || features == json.end() || !features->is_array()) {
            add(Rule::BadGeometry, "the conversion gave no GeoJSON FeatureCollection",
                "see what ogr2ogr -f GeoJSON makes of the file");
            return {};
        }
        std::vector<std::string> lines;
        for (const Json& entry : *features)
            feature(entry, lines);
        unmapped();
        unknownProperties();
        m_result.read = features->size();
        m_result.count = lines.size();
        // A newer edition of the file then differs only where the land does, whatever order it comes in.
        std::sort(lines.begin(), lines.end());
        std::string& out = m_result.geoJson;
        out = "{\"type\":\"FeatureCollection\",\"features\":[\n";
        for (std::size_t i = 0; i < lines.size(); ++i)
            out += lines[i] + (i + 1 < lines.size() ? ",\n" : "\n");
        out += "]}\n";
        return std::move(m_result);
    }

private:
    void add(Rule rule, std::string message, std::string remedy) {
        m_findings.add(rule, m_mapping.at, std::move(message), std::move(remedy));
    }

    void feature(const Json& entry, std::vector<std::string>& lines) {
        const Properties properties(entry);
        properties.addNames(m_names);
        m_anyTags = m_anyTags || properties.hasTags();
        for (const std::string* name : {&m_mapping.classProperty, &m_mapping.rankProperty, &m_mapping.itemProperty}) {
            if (properties.has(*name)) m_seen.insert(*name);
        }

        std::string geometry = "null";
        if (entry.is_object() && entry.contains("geometry")) {
            geometry = dump(entry["geometry"]);
            if (auto shape = ShapeReader::read(entry["geometry"])) {
                shape->groups = clipped(std::move(shape->groups), shape->kind, m_mapping.box);
                if (shape->groups.empty()) {
                    ++m_result.outside;
                    static_cast<void>(names(properties));  // they are columns all the same
                    return;
                }
                geometry = geometryText(*shape);
            }
        }

        std::string line = "{\"type\":\"Feature\",\"properties\":{";
        bool first = true;
        const auto property = [&](std::string_view name, const std::string& json) {
            line += (first ? "\"" : ",\"") + std::string(name) + "\":" + json;
            first = false;
        };
        const auto named = names(properties);
        if (!m_mapping.classProperty.empty()) {
            const auto mapClass = classOf(properties.text(m_mapping.classProperty));
            if (!mapClass) return;
            property("class", dump(*mapClass));
        }
        if (const std::string rank = properties.text(m_mapping.rankProperty); !rank.empty())
            property("rank", isShortNumber(rank) ? rank : dump(rank));
        for (const auto& [lang, name] : named)
            property(lang == Lang::Es ? "name" : std::string("name_") + content::code(lang), dump(name));
        if (const std::string item = properties.text(m_mapping.itemProperty); !item.empty())
            property("item", dump(item));
        lines.push_back(line + "},\"geometry\":" + geometry + "}");
    }

    /// Name by language; `name`, and for others `name_qu` or `name:qu`.
    std::map<Lang, std::string> names(const Properties& properties) {
        std::map<Lang, std::string> names;
        if (m_mapping.nameProperty.empty()) return names;
        for (const Lang lang : content::kAllLangs) {
            const std::string suffix = lang == Lang::Es ? "" : content::code(lang);
            for (const std::string_view join : {"_", ":"}) {
                const std::string property =
                    m_mapping.nameProperty + (suffix.empty() ? "" : std::string(join) + suffix);
                if (properties.has(property)) m_seen.insert(m_mapping.nameProperty);
                if (std::string text = properties.text(property); !text.empty()) names.emplace(lang, std::move(text));
            }
        }
        return names;
    }

    /// nullopt when the feature does not come.
    std::optional<std::string> classOf(const std::string& value) {
        if (m_mapping.classes.empty()) {
            if (!value.empty()) return value;
        } else if (const auto found = m_mapping.classes.find(value); found != m_mapping.classes.end()) {
            if (found->second != kLeftOut) return found->second;
            ++m_result.leftOut;
            return std::nullopt;
        }
        ++m_unmapped[value];
        ++m_result.unexplained;
        return std::nullopt;
    }

    /// A leading zero would be no number of JSON.
    static bool isShortNumber(std::string_view text) {
        return text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos &&
               (text.size() == 1 || text.front() != '0');
    }

    void unmapped() {
        if (m_unmapped.empty() || !isKnown(m_mapping.classProperty)) return;
        std::vector<std::pair<std::string, std::size_t>> values(m_unmapped.begin(), m_unmapped.end());
        std::stable_sort(values.begin(), values.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        std::string list;
        for (std::size_t i = 0; i < values.size() && i < kMostListed; ++i) {
            const auto& [value, count] = values[i];
            list += (i > 0 ? ", " : "") + (value.empty() ? std::string("(none)") : inQuotes(value)) + " (" +
                    std::to_string(count) + ")";
        }
        if (values.size() > kMostListed) list += " and " + std::to_string(values.size() - kMostListed) + " more";
        add(Rule::MapUnknownClass,
            "features have no class: values of " + inQuotes(m_mapping.classProperty) + " that map/import-classes.csv " +
                "does not name, with how many features have them: " + list,
            "name them there, with the class '-' for those to leave out, or leave them out with 'where'");
    }

    [[nodiscard]] bool isKnown(const std::string& property) const {
        return property.empty() || m_anyTags || m_seen.contains(property) || m_names.empty();
    }

    void unknownProperties() {
        std::string list;
        for (const std::string& name : m_names)
            list += (list.empty() ? "" : ", ") + inQuotes(name);
        const std::array<std::pair<const char*, const std::string*>, 4> columns{
            {{"class_property", &m_mapping.classProperty},
             {"rank_property", &m_mapping.rankProperty},
             {"name_property", &m_mapping.nameProperty},
             {"item_property", &m_mapping.itemProperty}}};
        for (const auto& [column, property] : columns) {
            if (isKnown(*property)) continue;
            add(Rule::UnknownField,
                "'" + std::string(column) + "' is " + inQuotes(*property) + ", which no feature has",
                "the properties are: " + list + " (capitals matter)");
        }
    }

    const ImportMapping& m_mapping;
    Findings& m_findings;
    ImportedFeatures m_result;
    std::map<std::string, std::size_t> m_unmapped;
    std::set<std::string> m_seen;   ///< properties of the mapping that some feature has
    std::set<std::string> m_names;  ///< properties of any feature
    bool m_anyTags = false;
};

/// A quoted string from `at`, which stands on its opening quote, and moves behind the closing one.
std::optional<std::string> quotedFrom(std::string_view text, std::size_t& at) {
    std::string value;
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') {
            ++at;
            return value;
        }
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        value += text[at];
    }
    return std::nullopt;
}

}  // namespace

std::map<std::string, std::string> parseTags(std::string_view text) {
    constexpr std::string_view kArrow = "=>";
    std::map<std::string, std::string> tags;
    for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at)) {
        auto key = quotedFrom(text, at);
        if (!key || text.substr(std::min(at, text.size())).substr(0, kArrow.size()) != kArrow) continue;
        at += kArrow.size();
        if (at >= text.size() || text[at] != '"') continue;  // "key"=>NULL
        auto value = quotedFrom(text, at);
        if (value) tags.emplace(std::move(*key), std::move(*value));
    }
    return tags;
}

ImportedFeatures importFeatures(std::string_view converted, const ImportMapping& mapping, Findings& findings) {
    return Importer(mapping, findings).run(converted);
}

}  // namespace content_pack
