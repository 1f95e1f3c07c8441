#include "pack_checks.hpp"

#include <algorithm>
#include <locale>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "plan_checks.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

using content::Kind;
using content::Lang;

constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxShort = 60;
constexpr std::size_t kMaxSummaryWords = 70;

bool needsSummary(Kind kind) {
    switch (kind) {
        case Kind::Place:
        case Kind::Event:
        case Kind::Festival:
        case Kind::Music:
        case Kind::Craft:
        case Kind::Architecture:
        case Kind::Person:
        case Kind::Itinerary:
        case Kind::Visit: return true;
        default: return false;
    }
}

/// Words between plain spaces: a no-break space keeps "3 812" one word.
std::size_t wordCount(std::string_view text) {
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t';
        if (!space && !inside) ++count;
        inside = !space;
    }
    return count;
}

class Checker {
public:
    Checker(const PackSource& source, Findings& findings) : m_source(source), m_findings(findings) {}

    void run() {
        sources();
        items();
        for (const ItemRow& item : m_source.items)
            itemLinks(item);
        for (const ItemRow& item : m_source.items)
            area(item);
        population();
        climate();
        facts();
        pictures();
        links();
        map();
        itineraries();
        attract();
        texts();
        for (const ItemRow& item : m_source.items)
            completeTexts(item);
        plan();
        for (const SourceRow& row : m_source.sources) {
            if (!m_usedSources.contains(row.key)) {
                add(Rule::UnusedSource, row.at, "no record cites the source", "cite it, or delete the row");
            }
        }
    }

private:
    void add(Rule rule, const Origin& at, std::string message, std::string remedy) {
        m_findings.add(rule, at, std::move(message), std::move(remedy));
    }

    void duplicate(Rule rule, const Origin& at, const std::string& what, const Origin& first) {
        add(rule, at, what + " is already at " + toString(first),
            rule == Rule::DuplicateKey ? "keep one of them, or give this one another key" : "keep one of them");
    }

    void sources() {
        for (const SourceRow& row : m_source.sources) {
            const auto [found, isNew] = m_sources.emplace(row.key, &row);
            if (!isNew && !row.key.empty())
                duplicate(Rule::DuplicateKey, row.at, "the key " + inQuotes(row.key), found->second->at);
        }
    }

    /// Sources and districts of the plan; its own tables have their own rules.
    void plan() {
        const PlanSource& plan = m_source.plan;
        if (plan.plan) cite({plan.plan->source}, plan.plan->at);
        for (const PlanObservationRow& row : plan.observations)
            static_cast<void>(districtOf(row.district, row.at));
        for (const PlanReportRow& row : plan.reports) {
            cite({row.source, row.evidence}, row.at);  // what is empty was reported when it was read
            static_cast<void>(districtOf(row.district, row.at));
        }
        for (const PlanMilestoneRow& row : plan.milestones)
            cite({row.source}, row.at);
        for (const PlanTargetRow& row : plan.targets)
            cite({row.source}, row.at);
        for (const PlanBudgetRow& row : plan.budget)
            cite({row.source}, row.at);
        for (const PlanMeetingRow& row : plan.meetings)
            cite({row.minutes}, row.at);
        checkPlan(m_source, m_findings);
    }

    void items() {
        std::unordered_map<std::string, const ItemRow*> ubigeos;
        const ItemRow* province = nullptr;
        for (const ItemRow& row : m_source.items) {
            const auto [found, isNew] = m_items.emplace(row.key, &row);
            if (!isNew && !row.key.empty())
                duplicate(Rule::DuplicateKey, row.at, "the key " + inQuotes(row.key), found->second->at);
            if (row.district && !row.district->ubigeo.empty()) {
                const auto [other, first] = ubigeos.emplace(row.district->ubigeo, &row);
                if (!first)
                    duplicate(Rule::DuplicateKey, row.at, "the ubigeo " + row.district->ubigeo, other->second->at);
            }
            if (row.kind != Kind::Province) continue;
            if (province != nullptr) duplicate(Rule::DuplicateRow, row.at, "a record of kind province", province->at);
            if (row.key != "province")
                add(Rule::BadKey, row.at, "the province has another key", "its key is 'province'");
            province = &row;
        }
        if (province == nullptr) {
            add(Rule::MissingProvince, {0, "topics.csv", 0, ""}, "there is no record of kind province",
                "add one with the key 'province'");
        }
    }

    void cite(const std::vector<std::string>& keys, const Origin& at) {
        for (const std::string& key : keys) {
            m_usedSources.insert(key);
            if (!key.empty() && !m_sources.contains(key)) {
                add(Rule::UnknownSource, at, "sources.csv has no " + inQuotes(key),
                    "add the source, or correct the key");
            }
        }
    }

    /// The item with this key; reported when there is none.
    const ItemRow* itemOf(const std::string& key, const Origin& at) {
        if (key.empty()) return nullptr;  // reported when it was read
        const auto found = m_items.find(key);
        if (found != m_items.end()) return found->second;
        add(Rule::UnknownItem, at, "no record has the key " + inQuotes(key), "add the record, or correct the key");
        return nullptr;
    }

    const ItemRow* districtOf(const std::string& key, const Origin& at) {
        if (key.empty()) return nullptr;
        const auto found = m_items.find(key);
        if (found != m_items.end() && found->second->kind == Kind::District) return found->second;
        add(Rule::UnknownDistrict, at, "districts.csv has no " + inQuotes(key), "add the district, or correct the key");
        return nullptr;
    }

    void itemLinks(const ItemRow& row) {
        cite(row.sources, row.at);
        for (const std::string& key : row.districts)
            static_cast<void>(districtOf(key, row.at));
    }

    static std::string outside(double latDeg, double lonDeg, const Area& area) {
        std::ostringstream text;
        text.imbue(std::locale::classic());
        text.precision(8);
        text << "the coordinates " << latDeg << ", " << lonDeg << " lie outside the area of pack.json (latitude "
             << area.southDeg << " to " << area.northDeg << ", longitude " << area.westDeg << " to " << area.eastDeg
             << ")";
        return text.str();
    }

    void area(const ItemRow& row) {
        const auto& area = m_source.manifests.front().area;
        if (!row.position || !area) return;
        const double lat = row.position->latDeg;
        const double lon = row.position->lonDeg;
        if (area->contains(lat, lon)) return;
        if (area->contains(lon, lat)) {
            add(Rule::SwappedCoordinates, row.at, "latitude and longitude have changed places", "swap 'lat' and 'lon'");
        } else if (area->contains(-lat, -lon) || area->contains(-lat, lon) || area->contains(lat, -lon)) {
            add(Rule::OutsideArea, row.at, outside(lat, lon, *area) + "; a minus sign is missing",
                "south and west are negative");
        } else {
            add(Rule::OutsideArea, row.at, outside(lat, lon, *area), "correct them, or the area of pack.json");
        }
    }

    /// Example data must not stand unmarked on a record that is real.
    void notOnRealRecord(const ItemRow* item, const Origin& at) {
        if (item == nullptr || item->example || !m_source.manifests[static_cast<std::size_t>(at.folder)].example)
            return;
        add(Rule::ExampleOnRealRecord, at, "the folder holds examples and " + inQuotes(item->key) + " is a real record",
            "put real data into the real pack, and examples on example records");
    }

    void population() {
        std::map<std::pair<std::string, int>, const PopulationRow*> seen;
        for (const PopulationRow& row : m_source.population) {
            notOnRealRecord(districtOf(row.district, row.at), row.at);
            if (!row.source.empty()) cite({row.source}, row.at);
            if (row.district.empty()) continue;
            const auto [found, isNew] = seen.emplace(std::pair{row.district, row.year}, &row);
            if (!isNew) duplicate(Rule::DuplicateRow, row.at, "the population of that year", found->second->at);
        }
    }

    void climate() {
        std::map<std::pair<std::string, int>, const ClimateRow*> seen;
        for (const ClimateRow& row : m_source.climate) {
            const ItemRow* item = itemOf(row.item, row.at);
            notOnRealRecord(item, row.at);
            if (item != nullptr && (item->kind != Kind::Visit || item->category != "climate")) {
                add(Rule::WrongKind, row.at, inQuotes(row.item) + " is no visit page of category climate",
                    "name a record of topics.csv with kind visit and category climate");
            }
            if (row.item.empty()) continue;
            const auto [found, isNew] = seen.emplace(std::pair{row.item, row.month}, &row);
            if (!isNew) duplicate(Rule::DuplicateRow, row.at, "that month", found->second->at);
        }
    }

    void facts() {
        for (const FactRow& row : m_source.facts) {
            notOnRealRecord(itemOf(row.item, row.at), row.at);
            cite(row.sources, row.at);
        }
    }

    void pictures() {
        std::map<std::tuple<std::string, std::string, int, std::string>, const PictureRow*> seen;
        for (const PictureRow& row : m_source.pictures) {
            const ItemRow* item = row.slot.empty() ? itemOf(row.item, row.at) : nullptr;
            notOnRealRecord(item, row.at);
            if (item != nullptr) m_withPicture.insert(item->key);
            const bool living = item != nullptr && item->person && item->person->consentGiven;
            if (living && row.kind == content::PictureKind::Photo && row.people != "consent_given" &&
                !row.people.empty()) {
                add(Rule::PhotoWithoutConsent, row.at,
                    "the photo belongs to a living person and 'people' is " + inQuotes(row.people),
                    "write consent_given once written consent to the photo is on file; otherwise take it out");
            }
            if (row.file.empty()) continue;
            const auto [found, isNew] = seen.emplace(std::tuple{row.item, row.slot, row.at.folder, row.file}, &row);
            if (!isNew) duplicate(Rule::DuplicateRow, row.at, "the same picture of the same record", found->second->at);
        }
    }

    void links() {
        std::map<std::pair<std::string, std::string>, const LinkRow*> seen;
        for (const LinkRow& row : m_source.links) {
            static_cast<void>(itemOf(row.from, row.at));
            static_cast<void>(itemOf(row.to, row.at));
            if (row.from.empty() || row.to.empty()) continue;  // reported when they were read
            if (row.from == row.to) {
                add(Rule::DuplicateRow, row.at, "the record links to itself", "delete the row");
            }
            const auto [found, isNew] = seen.emplace(std::pair{row.from, row.to}, &row);
            if (!isNew) duplicate(Rule::DuplicateRow, row.at, "the link", found->second->at);
        }
    }

    void map() {
        std::map<std::string, const MapLayerRow*> seen;
        for (const MapLayerRow& row : m_source.map.layers) {
            const auto [found, isNew] = seen.emplace(row.key, &row);
            if (!isNew && !row.key.empty())
                duplicate(Rule::DuplicateKey, row.at, "the key " + inQuotes(row.key), found->second->at);
            if (row.source.empty()) continue;  // reported
            cite({row.source}, row.at);
            const auto source = m_sources.find(row.source);
            if (source != m_sources.end() && source->second->licence.empty()) {
                add(Rule::MapLicence, row.at, "the source " + inQuotes(row.source) + " of the layer has no licence",
                    "fill in 'licence' of the source in sources.csv; without one the layer may not be shown");
            }
        }
        for (const MapFeatureRow& row : m_source.map.features) {
            if (!row.item.empty()) static_cast<void>(itemOf(row.item, row.at));
        }
    }

    void itineraries() {
        std::set<std::string> withStages;
        for (const StageRow& row : m_source.stages) {
            const ItemRow* itinerary = itemOf(row.itinerary, row.at);
            if (itinerary != nullptr && !itinerary->wholeDay) {
                add(Rule::WrongKind, row.at, inQuotes(row.itinerary) + " is no itinerary",
                    "name a record of itineraries.csv");
            }
            const ItemRow* place = itemOf(row.place, row.at);
            if (place != nullptr && !place->position) {
                add(Rule::StageWithoutPosition, row.at, "the place " + inQuotes(row.place) + " has no position",
                    "give it one, or take the stage out");
            }
            withStages.insert(row.itinerary);
        }
        for (const ItemRow& row : m_source.items) {
            if (row.wholeDay && !withStages.contains(row.key)) {
                add(Rule::MissingValue, row.at, "the itinerary has no stages", "add them to stages.csv");
            }
        }
    }

    void attract() {
        std::set<std::string> seen;
        for (const Manifest& manifest : m_source.manifests) {
            for (const std::string& key : manifest.attract) {
                Origin at = manifest.at;
                at.record = key;
                if (key.empty()) {
                    add(Rule::UnknownItem, at, "'attract' has an empty key", "name a record");
                } else if (!seen.insert(key).second) {
                    add(Rule::DuplicateRow, at, "'attract' names the record twice", "name it once");
                } else if (itemOf(key, at) != nullptr && !m_withPicture.contains(key)) {
                    add(Rule::AttractWithoutPicture, at, "the record has no picture to show in the tour",
                        "give it one in pictures.csv, or take it out of 'attract'");
                }
            }
        }
    }

    void texts() {
        for (const TextRow& row : m_source.texts) {
            const std::string& key = row.at.record;
            const auto item = m_items.find(key);
            if (item == m_items.end()) {
                add(Rule::TextWithoutRecord, row.at, "no table has a record with this key",
                    "add the record, or correct the key");
            } else if (item->second->word) {
                add(Rule::TextWithoutRecord, row.at, "words have their texts in words.csv", "delete this text");
            } else {
                notOnRealRecord(item->second, row.at);
            }
            const auto [found, isNew] = m_texts.emplace(std::pair{key, row.lang}, &row);
            if (!isNew) {
                add(Rule::DuplicateText, row.at,
                    "the record already has a text in this language at " + toString(found->second->at),
                    "keep one of them");
            }
            lengths(row);
        }
    }

    void lengths(const TextRow& row) {
        if (row.name.empty()) {
            add(row.lang == Lang::Es ? Rule::MissingSpanish : Rule::MissingValue, row.at, "the text has no name",
                "write a line 'name: ...'");
        }
        if (const std::size_t count = content::codePointCount(row.name); count > kMaxName) {
            add(Rule::NameTooLong, row.at, "the name has " + std::to_string(count) + " characters, the most is 60",
                "shorten it");
        }
        if (const std::size_t count = content::codePointCount(row.shortLine); count > kMaxShort) {
            add(Rule::ShortTooLong, row.at,
                "the short line has " + std::to_string(count) + " characters, the most is 60", "shorten it");
        }
        if (const std::size_t count = wordCount(row.summary); count > kMaxSummaryWords) {
            add(Rule::SummaryTooLong, row.at, "the summary has " + std::to_string(count) + " words, the most is 70",
                "shorten it; details belong into the body");
        }
    }

    void completeTexts(const ItemRow& row) {
        if (row.word || row.key.empty()) return;
        for (const Lang lang : m_source.manifests.front().languages) {
            const auto found = m_texts.find({row.key, lang});
            const std::string where = std::string("text/") + content::code(lang) + "/";
            if (found == m_texts.end()) {
                add(lang == Lang::Es ? Rule::MissingSpanish : Rule::MissingTranslation, row.at,
                    std::string("the record has no text in ") + content::code(lang), "add it to a file of " + where);
            } else if (needsSummary(row.kind) && found->second->summary.empty()) {
                add(lang == Lang::Es ? Rule::MissingSummary : Rule::MissingTranslation, found->second->at,
                    std::string("the record has no summary in ") + content::code(lang), "write a line 'summary: ...'");
            }
        }
    }

    const PackSource& m_source;
    Findings& m_findings;
    std::unordered_map<std::string, const SourceRow*> m_sources;
    std::unordered_map<std::string, const ItemRow*> m_items;
    std::map<std::pair<std::string, Lang>, const TextRow*> m_texts;
    std::unordered_set<std::string> m_usedSources;
    std::unordered_set<std::string> m_withPicture;
};

}  // namespace

void checkPack(const PackSource& source, Findings& findings) { Checker(source, findings).run(); }

}  // namespace content_pack
