#include "database_writer.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "content/format.hpp"
#include "db/connection.hpp"
#include "db/schema.hpp"
#include "inserter.hpp"
#include "map_writer.hpp"
#include "plan_writer.hpp"
#include "stored_names.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

using content::Kind;
using content::Lang;
namespace db = content::db;

/// Words of one item in one language as the database has them.
struct ShownText {
    std::string name;
    std::string shortLine;
    std::string summary;
    std::string body;
    bool approved = true;
};

/// Counts of one word in the documents of one language.
struct Term {
    int names = 0;
    int docs = 0;
    std::map<std::string, int> spellings;
};

std::string_view spanOf(std::string_view text, const content::FoldedWord& word) {
    return text.substr(word.first, word.last - word.first);
}

/// The folded words of `text` separated by spaces: what the index stores and what queries are made of.
std::string indexed(std::string_view text) {
    std::string words;
    for (const content::FoldedWord& word : content::wordsOf(text)) {
        if (!words.empty()) words += ' ';
        words += word.folded;
    }
    return words;
}

/// Items in the order of their ids.
std::vector<const ItemRow*> sortedItems(const PackSource& source) {
    std::vector<const ItemRow*> items;
    for (const ItemRow& item : source.items)
        items.push_back(&item);
    std::sort(items.begin(), items.end(),
              [](const ItemRow* a, const ItemRow* b) { return std::tie(a->kind, a->key) < std::tie(b->kind, b->key); });
    return items;
}

class Writer : private Inserter {
public:
    Writer(const PackSource& source, const std::vector<std::vector<DrawnFile>>& pictures,
           const std::optional<BuiltMap>& map, const db::Connection& connection)
        : Inserter(connection), m_source(source), m_pictures(pictures), m_map(map), m_items(sortedItems(source)) {}

    /// The first error, if any; after it nothing more is written.
    base::Status write() {
        for (std::size_t i = 0; i < m_items.size(); ++i)
            m_ids.emplace(m_items[i]->key, static_cast<std::int64_t>(i) + 1);
        collectTexts();
        meta();
        sources();
        items();
        facts();
        links();
        pictures();
        climate();
        attract();
        placesByName();
        if (m_status && m_map) m_status = writeMap(m_source, *m_map, {m_ids, m_sourceIds}, m_connection);
        if (m_status) m_status = writePlan(m_source, {m_ids, m_sourceIds}, m_connection);
        search();
        return m_status;
    }

private:
    void execute(const char* sql) {
        if (m_status) m_status = m_connection.execute(sql);
    }

    [[nodiscard]] std::int64_t idOf(const std::string& key) const { return m_ids.at(key); }

    const Manifest& manifest() const { return m_source.manifests.front(); }

    void collectTexts() {
        for (const TextRow& row : m_source.texts) {
            m_texts[{idOf(row.at.record), row.lang}] = {row.name, row.shortLine, row.summary, row.body, row.approved};
        }
        for (const ItemRow* item : m_items) {
            if (!item->word) continue;
            // Only checked words may stand unmarked in lists and search results.
            std::string shortLine;
            if (item->word->reviewed) {
                shortLine = item->word->aymara;
                if (!shortLine.empty() && !item->word->quechua.empty()) shortLine += " · ";
                shortLine += item->word->quechua;
            }
            const std::int64_t id = idOf(item->key);
            m_texts[{id, Lang::Es}] = {item->word->spanish, shortLine, "", "", true};
            if (!item->word->english.empty()) m_texts[{id, Lang::En}] = {item->word->english, shortLine, "", "", true};
        }
    }

    void meta() {
        std::map<std::string, std::string> values;
        values["pack_id"] = manifest().id;
        values["oldest_reader"] = std::to_string(content::kContentSchemaVersion);
        values["default_language"] = content::code(Lang::Es);
        for (const Lang lang : content::kAllLangs) {
            const auto& listed = manifest().languages;
            if (std::find(listed.begin(), listed.end(), lang) == listed.end()) continue;
            std::string& languages = values["languages"];
            if (!languages.empty()) languages += ' ';
            languages += content::code(lang);
            const auto count = std::count_if(m_texts.begin(), m_texts.end(), [&](const auto& text) {
                return text.first.second == lang && text.second.approved;
            });
            values[std::string("texts.") + content::code(lang)] = std::to_string(count);
        }
        for (const auto& [lang, text] : manifest().title)
            values[std::string("title.") + content::code(lang)] = text;
        for (const auto& [lang, text] : manifest().province)
            values[std::string("province.") + content::code(lang)] = text;
        values["centre_lat_deg"] = shortestDecimal(manifest().centre->latDeg);
        values["centre_lon_deg"] = shortestDecimal(manifest().centre->lonDeg);
        values["area_south_deg"] = shortestDecimal(manifest().area->southDeg);
        values["area_west_deg"] = shortestDecimal(manifest().area->westDeg);
        values["area_north_deg"] = shortestDecimal(manifest().area->northDeg);
        values["area_east_deg"] = shortestDecimal(manifest().area->eastDeg);
        if (m_map && !m_map->classes.empty()) values["map_features"] = std::to_string(m_source.map.features.size());
        if (!m_source.plan.empty()) values["has_plan"] = "1";
        for (const Manifest& each : m_source.manifests) {
            if (!each.officeKey.empty()) values["office_key"] = each.officeKey;  // that of an overlay counts
        }
        values["item_count"] = std::to_string(m_items.size());
        values["example_count"] = std::to_string(
            std::count_if(m_items.begin(), m_items.end(), [](const ItemRow* item) { return item->example; }) +
            std::count_if(m_source.plan.reports.begin(), m_source.plan.reports.end(),
                          [](const PlanReportRow& report) { return report.example; }));
        for (const auto& [key, value] : values)
            insert("INSERT INTO meta (key, value) VALUES (?, ?)", key, value);
    }

    void sources() {
        std::vector<const SourceRow*> rows;
        for (const SourceRow& row : m_source.sources)
            rows.push_back(&row);
        std::sort(rows.begin(), rows.end(), [](const SourceRow* a, const SourceRow* b) { return a->key < b->key; });
        for (const SourceRow* row : rows) {
            const auto id = static_cast<std::int64_t>(m_sourceIds.size()) + 1;
            m_sourceIds.emplace(row->key, id);
            insert(
                "INSERT INTO source (id, key, title, address, publisher, year, licence) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id, row->key, row->title, row->address, row->publisher, row->year, row->licence);
        }
    }

    void items() {
        for (const ItemRow* item : m_items) {
            const std::int64_t id = idOf(item->key);
            std::optional<double> lat;
            std::optional<double> lon;
            if (item->position) {
                lat = item->position->latDeg;
                lon = item->position->lonDeg;
            }
            insert(
                "INSERT INTO item (id, key, kind, category, lat_deg, lon_deg, position, rank, confidence, example) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, item->key, content::name(item->kind), item->category, lat, lon,
                storedName(kPositionNames, item->positionKind), item->rank,
                storedName(kConfidenceNames, item->confidence), item->example ? 1 : 0);
            if (item->position) {
                insert("INSERT INTO item_position (id, min_lat, max_lat, min_lon, max_lon) VALUES (?, ?, ?, ?, ?)", id,
                       *lat, *lat, *lon, *lon);
            }
            for (const Lang lang : content::kAllLangs)
                itemText(id, lang);
            parts(*item, id);
        }
        // Behind the items, because a district may have a larger id than what belongs to it.
        for (const ItemRow* item : m_items) {
            int ord = 0;
            for (const std::string& key : item->districts) {
                insert("INSERT INTO item_district (item_id, ord, district_id) VALUES (?, ?, ?)", idOf(item->key), ++ord,
                       idOf(key));
            }
            ord = 0;
            for (const std::string& key : item->sources) {
                insert("INSERT INTO item_source (item_id, ord, source_id) VALUES (?, ?, ?)", idOf(item->key), ++ord,
                       m_sourceIds.at(key));
            }
        }
        population();
    }

    void itemText(std::int64_t id, Lang lang) {
        const auto text = m_texts.find({id, lang});
        if (text == m_texts.end()) return;
        insert("INSERT INTO item_text (item_id, lang, name, short, summary, body, review) VALUES (?, ?, ?, ?, ?, ?, ?)",
               id, content::code(lang), text->second.name, text->second.shortLine, text->second.summary,
               text->second.body, text->second.approved ? "approved" : "unreviewed");
    }

    void parts(const ItemRow& item, std::int64_t id) {
        const auto known = [](int value) { return value != 0 ? std::optional<int>(value) : std::nullopt; };
        if (item.district) {
            insert("INSERT INTO district (item_id, ubigeo, altitude_m, area_km2) VALUES (?, ?, ?, ?)", id,
                   item.district->ubigeo, item.district->altitudeM, item.district->areaKm2);
        }
        if (item.event) {
            const EventPart& event = *item.event;
            const content::Date end = event.end.value_or(content::Date{});
            insert(
                "INSERT INTO event (item_id, year, month, day, end_year, end_month, end_day, precision, circa) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, event.start.year, known(event.start.month), known(event.start.day), known(end.year),
                known(end.month), known(end.day), storedName(kPrecisionNames, event.precision), event.circa ? 1 : 0);
        }
        if (item.festival) {
            const content::FestivalRule& rule = *item.festival;
            const bool fixed = rule.kind == content::FestivalRule::Kind::Fixed;
            const auto when = [](bool applies, int value) {
                return applies ? std::optional<int>(value) : std::nullopt;
            };
            insert(
                "INSERT INTO festival (item_id, rule, month, day, easter_offset, days, main_offset) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                id, storedName(kRuleNames, rule.kind), when(fixed, rule.month), when(fixed, rule.day),
                when(!fixed, rule.easterOffset), rule.days, rule.mainOffset);
        }
        if (item.person) {
            insert("INSERT INTO person (item_id, born_year, died_year, consent) VALUES (?, ?, ?, ?)", id,
                   item.person->bornYear, item.person->diedYear, kConsentNames[item.person->consentGiven ? 1 : 0]);
        }
        if (item.wholeDay) {
            insert("INSERT INTO itinerary (item_id, whole_day) VALUES (?, ?)", id, *item.wholeDay ? 1 : 0);
        }
        if (item.word) {
            insert("INSERT INTO word (item_id, aymara, quechua, reviewed) VALUES (?, ?, ?, ?)", id, item.word->aymara,
                   item.word->quechua, item.word->reviewed ? 1 : 0);
        }
    }

    void population() {
        std::map<std::pair<std::int64_t, int>, const PopulationRow*> rows;
        for (const PopulationRow& row : m_source.population)
            rows[{idOf(row.district), row.year}] = &row;
        for (const auto& [key, row] : rows) {
            insert("INSERT INTO population (district_id, year, people, confidence, source_id) VALUES (?, ?, ?, ?, ?)",
                   key.first, row->year, row->people, storedName(kConfidenceNames, row->confidence),
                   m_sourceIds.at(row->source));
        }
    }

    /// Rows of a table that belong to items, by item and then as written. Overlays come after the pack.
    template <typename Row>
    std::vector<const Row*> byItem(const std::vector<Row>& rows, std::string Row::*item) const {
        std::vector<const Row*> sorted;
        for (const Row& row : rows)
            sorted.push_back(&row);
        std::stable_sort(sorted.begin(), sorted.end(),
                         [&](const Row* a, const Row* b) { return idOf(a->*item) < idOf(b->*item); });
        return sorted;
    }

    void facts() {
        std::int64_t id = 0;
        std::map<std::int64_t, int> ords;
        for (const FactRow* row : byItem(m_source.facts, &FactRow::item)) {
            const std::int64_t item = idOf(row->item);
            insert("INSERT INTO fact (id, item_id, ord, icon, confidence) VALUES (?, ?, ?, ?, ?)", ++id, item,
                   ++ords[item], row->icon, storedName(kConfidenceNames, row->confidence));
            for (const auto& [lang, label] : row->label) {
                insert("INSERT INTO fact_text (fact_id, lang, label, value) VALUES (?, ?, ?, ?)", id,
                       content::code(lang), label, row->value.at(lang));
                m_factTexts[{item, lang}] += " " + label + " " + row->value.at(lang);
            }
            int ord = 0;
            for (const std::string& key : row->sources) {
                insert("INSERT INTO fact_source (fact_id, ord, source_id) VALUES (?, ?, ?)", id, ++ord,
                       m_sourceIds.at(key));
            }
        }
    }

    void links() {
        std::map<std::int64_t, int> ords;
        for (const LinkRow* row : byItem(m_source.links, &LinkRow::from)) {
            const std::int64_t from = idOf(row->from);
            insert("INSERT INTO item_link (from_id, ord, to_id) VALUES (?, ?, ?)", from, ++ords[from], idOf(row->to));
        }
    }

    void pictures() {
        std::map<std::string, const DrawnFile*> objects;
        for (const auto& files : m_pictures) {
            for (const DrawnFile& file : files)
                objects.emplace(file.sha256, &file);
        }
        for (const auto& [sha256, file] : objects) {
            insert("INSERT INTO object (sha256, size_bytes, media_type) VALUES (?, ?, ?)", sha256,
                   static_cast<std::int64_t>(file->sizeBytes), file->mediaType);
        }
        // Pictures of items by item, then those of slots by slot; each as written.
        std::vector<std::size_t> order(m_source.pictures.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto place = [&](std::size_t i) {
            const PictureRow& row = m_source.pictures[i];
            return std::tuple{!row.slot.empty(), row.slot.empty() ? idOf(row.item) : 0, std::string_view(row.slot)};
        };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
        std::int64_t id = 0;
        std::map<std::string, int> ords;
        for (const std::size_t i : order) {
            const PictureRow& row = m_source.pictures[i];
            const bool isSlot = !row.slot.empty();
            const int ord = ++ords[isSlot ? "slot " + row.slot : row.item];
            insert(
                "INSERT INTO picture (id, item_id, slot, ord, kind, credit, licence, people) VALUES (?, ?, ?, ?, ?, ?, "
                "?, ?)",
                ++id, isSlot ? std::optional<std::int64_t>() : idOf(row.item),
                isSlot ? std::optional<std::string_view>(row.slot) : std::nullopt, ord,
                storedName(kPictureKindNames, row.kind), row.credit, row.licence, row.people);
            for (const auto& [lang, alt] : row.alt) {
                const auto caption = row.caption.find(lang);
                insert("INSERT INTO picture_text (picture_id, lang, alt, caption) VALUES (?, ?, ?, ?)", id,
                       content::code(lang), alt,
                       caption != row.caption.end() ? std::string_view(caption->second) : std::string_view());
            }
            for (const DrawnFile& file : m_pictures[i]) {
                insert("INSERT INTO picture_file (picture_id, width_px, height_px, sha256) VALUES (?, ?, ?, ?)", id,
                       file.widthPx, file.heightPx, file.sha256);
            }
        }
    }

    void climate() {
        std::map<std::pair<std::int64_t, int>, const ClimateRow*> rows;
        for (const ClimateRow& row : m_source.climate)
            rows[{idOf(row.item), row.month}] = &row;
        for (const auto& [key, row] : rows) {
            insert("INSERT INTO climate_month (item_id, month, tmin_c, tmax_c, rain_mm) VALUES (?, ?, ?, ?, ?)",
                   key.first, row->month, row->tminC, row->tmaxC, row->rainMm);
        }
    }

    void attract() {
        int ord = 0;
        for (const Manifest& manifest : m_source.manifests) {
            for (const std::string& key : manifest.attract) {
                insert("INSERT INTO attract_stop (ord, item_id) VALUES (?, ?)", ++ord, idOf(key));
            }
        }
    }

    void placesByName() {
        for (const Lang lang : content::kAllLangs) {
            const auto& listed = manifest().languages;
            if (std::find(listed.begin(), listed.end(), lang) == listed.end()) continue;
            std::vector<std::pair<std::string, std::int64_t>> names;
            for (const ItemRow* item : m_items) {
                if (item->kind != Kind::Place) continue;
                const std::int64_t id = idOf(item->key);
                auto text = m_texts.find({id, lang});
                if (text == m_texts.end() || !text->second.approved) text = m_texts.find({id, Lang::Es});
                names.emplace_back(content::collationKey(text->second.name, lang != Lang::En), id);
            }
            std::sort(names.begin(), names.end());
            int ord = 0;
            for (const auto& [name, id] : names) {
                insert("INSERT INTO place_by_name (lang, ord, item_id) VALUES (?, ?, ?)", content::code(lang), ++ord,
                       id);
            }
        }
    }

    void search() {
        for (const ItemRow* item : m_items) {
            for (const Lang lang : content::kAllLangs)
                searchDocument(*item, lang);
        }
        for (const auto& [key, term] : m_terms) {
            const auto written =
                std::max_element(term.spellings.begin(), term.spellings.end(), [](const auto& a, const auto& b) {
                    return a.second < b.second;  // the first of equals: bytewise smallest
                });
            insert("INSERT INTO search_term (term, lang, written, names, docs) VALUES (?, ?, ?, ?, ?)", key.first,
                   content::code(key.second), written->first, term.names, term.docs);
        }
        execute("INSERT INTO search_index (search_index) VALUES ('optimize')");
    }

    void searchDocument(const ItemRow& item, Lang lang) {
        const std::int64_t id = idOf(item.key);
        const auto text = m_texts.find({id, lang});
        if (text == m_texts.end() || !text->second.approved) return;
        std::string name = text->second.name;
        if (item.word) name += " " + item.word->aymara + " " + item.word->quechua;
        std::string body = text->second.summary + " " + text->second.body;
        if (const auto facts = m_factTexts.find({id, lang}); facts != m_factTexts.end()) body += facts->second;
        // "templo taraco" finds the temple that stands in Taraco, also where its text does not say so.
        for (const std::string& key : item.districts)
            body += " " + m_texts.at({idOf(key), Lang::Es}).name;
        insert("INSERT INTO search_index (rowid, name, short, body) VALUES (?, ?, ?, ?)",
               id * 4 + static_cast<int>(lang), indexed(name), indexed(text->second.shortLine), indexed(body));
        countTerms(name, text->second.shortLine + " " + body, lang);
    }

    void countTerms(const std::string& name, const std::string& rest, Lang lang) {
        std::set<std::string> inName;
        std::set<std::string> anywhere;
        for (const std::string* text : {&name, &rest}) {
            for (const content::FoldedWord& word : content::wordsOf(*text)) {
                ++m_terms[{word.folded, lang}].spellings[std::string(spanOf(*text, word))];
                anywhere.insert(word.folded);
                if (text == &name) inName.insert(word.folded);
            }
        }
        for (const std::string& term : anywhere)
            ++m_terms[{term, lang}].docs;
        for (const std::string& term : inName)
            ++m_terms[{term, lang}].names;
    }

    const PackSource& m_source;
    const std::vector<std::vector<DrawnFile>>& m_pictures;
    const std::optional<BuiltMap>& m_map;
    std::vector<const ItemRow*> m_items;
    std::unordered_map<std::string, std::int64_t> m_ids;
    std::unordered_map<std::string, std::int64_t> m_sourceIds;
    std::map<std::pair<std::int64_t, Lang>, ShownText> m_texts;
    std::map<std::pair<std::int64_t, Lang>, std::string> m_factTexts;
    std::map<std::pair<std::string, Lang>, Term> m_terms;
};

}  // namespace

std::string shortestDecimal(double value) {
    std::array<char, 400> buffer{};  // the longest double in fixed notation has 327 characters
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
    return {buffer.data(), end};
}

base::Status writeDatabase(const PackSource& source, const std::vector<std::vector<DrawnFile>>& pictures,
                           const std::optional<BuiltMap>& map, const std::filesystem::path& file) {
    const auto connection = db::Connection::create(file);
    if (!connection) return connection.error();
    const std::string head = "PRAGMA application_id = " + std::to_string(content::kContentApplicationId) +
                             "; PRAGMA user_version = " + std::to_string(content::kContentSchemaVersion) + ";";
    if (base::Status made = connection->execute(head + std::string(db::schemaSql())); !made) return made;
    auto transaction = db::Transaction::begin(*connection);
    if (!transaction) return transaction.error();
    if (base::Status written = Writer(source, pictures, map, *connection).write(); !written) return written;
    if (base::Status committed = transaction->commit(); !committed) return committed;
    return connection->execute("VACUUM");
}

}  // namespace content_pack
