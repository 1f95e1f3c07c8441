#include "manifest_reader.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>

#include "content/office_key.hpp"
#include "keys.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

using Json = nlohmann::json;
using content::Lang;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxTitle = 60;

class Reader {
public:
    Reader(std::string_view text, Origin file, Findings& findings)
        : m_text(text), m_at(std::move(file)), m_findings(findings) {}

    Manifest read() {
        m_manifest.at = m_at;
        const Json root = parse();
        if (root.is_discarded()) return m_manifest;
        if (!root.is_object()) {
            report(Rule::BadJson, "", "the file is not one JSON object",
                   "begin it with '{', see content/packs/README.md");
            return m_manifest;
        }
        unknownFields(
            root, {"id", "languages", "title", "province", "centre", "area", "attract", "office_key", "example"}, "");
        m_manifest.id = stringOf(root, "id");
        if (!m_manifest.id.empty() && !isKey(m_manifest.id)) {
            report(Rule::BadKey, "id", "the id " + inQuotes(m_manifest.id) + " is not allowed",
                   std::string(kKeyRemedy));
        }
        m_manifest.languages = languages(root);
        m_manifest.title = texts(root, "title");
        m_manifest.province = texts(root, "province");
        area(root);
        centre(root);
        attract(root);
        officeKey(root);
        if (const Json* example = find(root, "example", Needed::No)) {
            if (example->is_boolean()) {
                m_manifest.example = example->get<bool>();
            } else {
                report(Rule::BadJson, "example", "'example' is neither true nor false", "write true or false");
            }
        }
        return std::move(m_manifest);
    }

private:
    enum class Needed { No, InPack };

    /// nlohmann throws with the place of a syntax error, throws without one for a number no double holds, and silently
    /// keeps the last of two equal names; all three become findings here.
    Json parse() {
        std::vector<std::set<std::string>> names;
        bool tooDeep = false;
        const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
            if (depth > kMaxDepth) tooDeep = true;
            if (event == Json::parse_event_t::object_start) names.emplace_back();
            if (event == Json::parse_event_t::object_end) names.pop_back();
            if (event == Json::parse_event_t::key && !names.back().insert(value.get<std::string>()).second) {
                report(Rule::DuplicateField, value.get<std::string>(),
                       "the field " + inQuotes(value.get<std::string>()) + " is given twice", "keep one of them");
            }
            return depth <= kMaxDepth;
        };
        try {
            Json root = Json::parse(m_text, look);
            if (!tooDeep) return root;
            report(Rule::BadJson, "", "the values are nested too deeply", "see content/packs/README.md for the format");
        } catch (const Json::parse_error& error) {
            const std::size_t end = std::min(error.byte, m_text.size());
            Origin at = m_at;
            at.line = 1 + static_cast<int>(
                              std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
            m_findings.add(Rule::BadJson, at, "the file is not JSON (near byte " + std::to_string(error.byte) + ")",
                           "look for a missing comma, quote or bracket");
        } catch (const Json::out_of_range&) {
            report(Rule::BadJson, "", "a number is too large", "look for an exponent such as the one of 1e400");
        }
        return Json(Json::value_t::discarded);
    }

    /// JSON values carry no line, so the first line that names the field stands for it.
    void report(Rule rule, std::string_view field, std::string message, std::string remedy) {
        Origin at = m_at;
        const std::size_t found =
            field.empty() ? std::string_view::npos : m_text.find("\"" + std::string(field) + "\"");
        at.line = 1;
        if (found != std::string_view::npos) {
            at.line +=
                static_cast<int>(std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
        }
        m_findings.add(rule, at, std::move(message), std::move(remedy));
    }

    void unknownFields(const Json& object, std::initializer_list<std::string_view> known, const std::string& in) {
        for (const auto& [name, value] : object.items()) {
            if (std::find(known.begin(), known.end(), name) == known.end()) {
                report(Rule::UnknownField, name, "the field " + inQuotes(in + name) + " does not exist",
                       "see content/packs/README.md for the fields of pack.json");
            }
        }
    }

    const Json* find(const Json& object, std::string_view field, Needed needed) {
        const auto found = object.find(field);
        if (found != object.end()) return &*found;
        if (needed == Needed::InPack && m_at.folder == 0) {
            report(Rule::MissingField, "", "the field '" + std::string(field) + "' is missing",
                   "see content/packs/README.md for the fields of pack.json");
        }
        return nullptr;
    }

    std::string stringOf(const Json& object, std::string_view field) {
        const auto found = object.find(field);
        if (found == object.end()) {
            report(Rule::MissingField, "", "the field '" + std::string(field) + "' is missing", "add it");
            return {};
        }
        if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
            report(Rule::BadJson, field, "'" + std::string(field) + "' is not a text, or empty",
                   "write a text in quotes");
            return {};
        }
        return found->get<std::string>();
    }

    std::vector<Lang> languages(const Json& root) {
        std::vector<Lang> list;
        const Json* value = find(root, "languages", Needed::InPack);
        if (value == nullptr) return list;
        if (!value->is_array()) {
            report(Rule::BadJson, "languages", "'languages' is not a list", R"(write e.g. ["es", "en"])");
            return list;
        }
        for (const Json& entry : *value) {
            const auto lang = entry.is_string() ? content::langFromCode(entry.get<std::string>()) : std::nullopt;
            if (!lang) {
                report(Rule::BadEnum, "languages",
                       "'languages' has " + inQuotes(entry.dump(-1, ' ', true, Json::error_handler_t::replace)),
                       "the languages are es, qu, ay and en");
            } else if (std::find(list.begin(), list.end(), *lang) != list.end()) {
                report(Rule::DuplicateRow, "languages",
                       std::string("'languages' has ") + content::code(*lang) + " twice", "list it once");
            } else {
                list.push_back(*lang);
            }
        }
        if (m_at.folder == 0 && std::find(list.begin(), list.end(), Lang::Es) == list.end()) {
            report(Rule::MissingSpanish, "languages", "'languages' has no Spanish", "add \"es\"");
        }
        return list;
    }

    std::map<Lang, std::string> texts(const Json& root, std::string_view field) {
        std::map<Lang, std::string> texts;
        const Json* value = find(root, field, Needed::InPack);
        if (value == nullptr) return texts;
        if (!value->is_object()) {
            report(Rule::BadJson, field, "'" + std::string(field) + "' is not an object of texts",
                   R"(write e.g. {"es": "...", "en": "..."})");
            return texts;
        }
        for (const auto& [code, text] : value->items()) {
            const auto lang = content::langFromCode(code);
            if (!lang || !text.is_string()) {
                report(Rule::BadJson, field, "'" + std::string(field) + "' has no text under " + inQuotes(code),
                       "the languages are es, qu, ay and en; each has a text in quotes");
                continue;
            }
            texts[*lang] = text.get<std::string>();
            if (content::codePointCount(texts[*lang]) > kMaxTitle) {
                report(Rule::NameTooLong, field, "'" + std::string(field) + "' has more than 60 characters in " + code,
                       "shorten it");
            }
        }
        for (const Lang lang : m_manifest.languages) {
            if (texts[lang].empty()) {
                report(lang == Lang::Es ? Rule::MissingSpanish : Rule::MissingTranslation, field,
                       "'" + std::string(field) + "' has no text in " + content::code(lang), "add it");
            }
        }
        return texts;
    }

    double number(const Json& object, const std::string& parent, std::string_view field, double least, double most) {
        const auto found = object.find(field);
        const std::string name = parent + "." + std::string(field);
        if (found == object.end()) {
            report(Rule::MissingField, parent, "the field '" + name + "' is missing", "add it in decimal degrees");
            return 0;
        }
        const double value = found->is_number() ? found->get<double>() : std::nan("");
        if (!(value >= least && value <= most)) {
            report(Rule::BadNumber, parent,
                   "'" + name + "' is not a number from " + std::to_string(static_cast<int>(least)) + " to " +
                       std::to_string(static_cast<int>(most)),
                   "write decimal degrees, south and west negative");
            return 0;
        }
        return value + 0.0;
    }

    const Json* place(const Json& root, const char* field, std::initializer_list<std::string_view> known) {
        const Json* value = find(root, field, Needed::InPack);
        if (value == nullptr) return nullptr;
        if (!value->is_object()) {
            report(Rule::BadJson, field, "'" + std::string(field) + "' is not an object of numbers",
                   "see content/packs/README.md");
            return nullptr;
        }
        unknownFields(*value, known, std::string(field) + ".");
        return value;
    }

    void area(const Json& root) {
        const Json* value = place(root, "area", {"south", "west", "north", "east"});
        if (value == nullptr) return;
        const Area area{number(*value, "area", "south", -90, 90), number(*value, "area", "west", -180, 180),
                        number(*value, "area", "north", -90, 90), number(*value, "area", "east", -180, 180)};
        if (area.southDeg >= area.northDeg || area.westDeg >= area.eastDeg) {
            report(Rule::BadNumber, "area", "'area' is empty: south is not below north, or west not left of east",
                   "south < north and west < east");
            return;
        }
        m_manifest.area = area;
    }

    void centre(const Json& root) {
        const Json* value = place(root, "centre", {"lat", "lon"});
        if (value == nullptr) return;
        m_manifest.centre =
            base::GeoPoint{number(*value, "centre", "lat", -90, 90), number(*value, "centre", "lon", -180, 180)};
        if (m_manifest.area && !m_manifest.area->contains(m_manifest.centre->latDeg, m_manifest.centre->lonDeg)) {
            report(Rule::OutsideArea, "centre", "'centre' lies outside 'area'", "correct one of them");
        }
    }

    void attract(const Json& root) {
        const Json* value = find(root, "attract", Needed::No);
        if (value == nullptr) return;
        if (!value->is_array()) {
            report(Rule::BadJson, "attract", "'attract' is not a list of keys",
                   R"(write e.g. ["one-key", "another-key"])");
            return;
        }
        for (const Json& entry : *value) {
            if (!entry.is_string()) {
                report(Rule::BadJson, "attract", "'attract' has a value that is no key", "write keys in quotes");
                continue;
            }
            m_manifest.attract.push_back(entry.get<std::string>());
        }
    }

    void officeKey(const Json& root) {
        const Json* value = find(root, "office_key", Needed::No);
        if (value == nullptr) return;
        if (value->is_string()) m_manifest.officeKey = value->get<std::string>();
        if (content::isOfficeKey(m_manifest.officeKey)) return;
        m_manifest.officeKey.clear();
        report(Rule::BadOfficeKey, "office_key", "'office_key' is no public key that something can be sealed to",
               "write the office's public X25519 key as 64 digits 0-9 a-f, or leave the field out");
    }

    std::string_view m_text;
    Origin m_at;
    Findings& m_findings;
    Manifest m_manifest;
};

}  // namespace

Manifest parseManifest(std::string_view text, const Origin& file, Findings& findings) {
    return Reader(text, file, findings).read();
}

}  // namespace content_pack
