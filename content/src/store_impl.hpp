#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "content/store.hpp"
#include "db/connection.hpp"
#include "db/queries.hpp"

namespace content {

/// One place as ordering and filtering need it. Kept in memory once a list of places was asked for: about 40 bytes
/// each, so that paging through 20,000 places costs the cards of the page and nothing else.
struct PlaceOutline {
    ItemId id;
    std::uint32_t rank = 0;
    int category = 0;  ///< index in Outline::categories
    std::optional<base::GeoPoint> at;
};

struct Outline {
    std::vector<PlaceOutline> places;      ///< by id
    std::vector<std::uint32_t> editorial;  ///< indexes in `places` in editorial order
    std::vector<std::string> categories;   ///< in order of first appearance
};

/// The last order a list of places was asked for: the next page of the same list only takes a slice of it.
struct PlaceList {
    PlaceFilter filter;
    PlaceOrder order = PlaceOrder::Editorial;
    std::optional<base::GeoPoint> from;
    Lang lang = Lang::Es;
    std::vector<ItemId> ids;
};

/// The words of the search index, in one piece: forgiving a typo compares with all of them.
struct Dictionary {
    std::u32string letters;           ///< of all words, one after the other
    std::vector<std::uint32_t> ends;  ///< of each word in `letters`
    std::vector<int> documents;       ///< that have each word

    [[nodiscard]] std::u32string_view word(std::size_t i) const {
        const std::uint32_t begin = i > 0 ? ends[i - 1] : 0;
        return std::u32string_view(letters).substr(begin, ends[i] - begin);
    }
};

/// A word the plan's document misspells and the one it means, both folded.
struct Spelling {
    std::string written;
    std::string meant;
};

struct Store::Impl {
    class Search;      ///< store_search.cpp
    class PlanReader;  ///< store_plan.cpp

    Impl(std::filesystem::path packFolder, db::Connection opened, int schema)
        : folder(std::move(packFolder)), connection(std::move(opened)), schemaVersion(schema) {}

    std::filesystem::path folder;
    db::Connection connection;
    int schemaVersion = 0;
    bool progressWithheld = false;
    // After the connection, so that they are finalized before it closes.
    std::array<std::optional<db::Statement>, db::kQueryCount> statements;
    std::optional<Outline> outline;
    std::map<Lang, std::vector<ItemId>> placesByName;
    std::optional<PlaceList> placeList;
    std::optional<std::vector<int>> ranks;  ///< rank of each item by id
    std::optional<Dictionary> dictionary;
    std::optional<std::unordered_map<ItemId, std::string>> districtNames;
    std::optional<std::vector<Spelling>> loadedSpellings;

    /// The statement of a query, prepared the first time it is needed.
    [[nodiscard]] base::Result<const db::Statement*> statement(db::Query query);

    /// Runs a query with `bind(run)` and calls `row(run)` for each row.
    template <typename Bind, typename Row>
    [[nodiscard]] base::Status each(db::Query query, const Bind& bind, const Row& row) {
        const auto prepared = statement(query);
        if (!prepared) return prepared.error();
        auto run = (*prepared)->run();
        bind(run);
        for (;;) {
            const auto step = run.step();
            if (!step) return step.error();
            if (!*step) return {};
            if (const base::Status read = row(run); !read) return read;
        }
    }

    [[nodiscard]] base::Result<const Outline*> loadOutline();
    [[nodiscard]] base::Result<const std::vector<ItemId>*> loadPlacesByName(Lang lang);
    [[nodiscard]] base::Result<const std::vector<int>*> loadRanks();
    [[nodiscard]] base::Result<const Dictionary*> loadDictionary();
    [[nodiscard]] base::Result<const std::unordered_map<ItemId, std::string>*> loadDistrictNames();
    /// Empty for packs without a plan.
    [[nodiscard]] base::Result<const std::vector<Spelling>*> loadSpellings();
    [[nodiscard]] base::Result<std::map<std::string, std::string>> meta();

    /// Cards in the order of `ids`; an id without item is Errc::Corrupt, because it came from this database.
    [[nodiscard]] base::Result<std::vector<Card>> cards(const std::vector<ItemId>& ids, Lang lang);
    [[nodiscard]] base::Result<std::vector<ItemId>> idsOf(Kind kind, const std::string& category);
    /// Places of a filter as indexes in Outline::places, in editorial order.
    [[nodiscard]] base::Result<std::vector<std::uint32_t>> filteredPlaces(const PlaceFilter& filter);
    [[nodiscard]] base::Result<std::vector<ItemId>> orderedPlaces(const PlaceFilter& filter, PlaceOrder order,
                                                                  std::optional<base::GeoPoint> from, Lang lang);
    /// The pictures (with texts and files) a query names, by the key the query gives them. The query's first columns
    /// are key, id, kind, credit, licence, alt, caption, Spanish alt, Spanish caption.
    [[nodiscard]] base::Result<std::vector<std::pair<ItemId, Picture>>> pictures(db::Query query,
                                                                                 const std::string& key, Lang lang);
    [[nodiscard]] base::Result<std::vector<std::pair<ItemId, Source>>> sourcesOfItems(const std::vector<ItemId>& ids);
    [[nodiscard]] base::Result<std::unordered_map<ItemId, Text>> summaries(const std::vector<ItemId>& ids, Lang lang);
    [[nodiscard]] base::Result<std::vector<District>> districts(const std::vector<ItemId>& ids, Lang lang);
    [[nodiscard]] base::Result<std::optional<Item>> item(ItemId id, Lang lang);
    /// Recomputes the chain of the plan's log. Errors: Errc::Corrupt naming the first row that does not fit.
    [[nodiscard]] base::Status verifyPlanLog();
};

/// `own` unless it is empty, else the Spanish text, with the language it is in.
[[nodiscard]] Text shown(std::string own, Lang lang, std::string spanish);

/// "[3,1,2]": ids for a query over json_each.
[[nodiscard]] std::string idList(const std::vector<ItemId>& ids);

/// Indexes sorted by a 32-bit weight, equal weights by index: one sort of plain integers, which is what lets a list of
/// 20,000 places appear within a frame.
class WeightedOrder {
public:
    void reserve(std::size_t count) { m_keys.reserve(count); }
    void add(std::uint32_t weight, std::uint32_t index) { m_keys.push_back(std::uint64_t{weight} << 32 | index); }
    [[nodiscard]] std::vector<std::uint32_t> sorted() &&;

private:
    std::vector<std::uint64_t> m_keys;
};

[[nodiscard]] base::Error corrupt(const std::string& message);

/// Reads `name` as a value of an enumeration whose names are `names`. Errors: Errc::Corrupt.
template <typename Enum, std::size_t N>
[[nodiscard]] base::Result<Enum> enumFrom(const std::array<const char*, N>& names, const std::string& name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (name == names[i]) return static_cast<Enum>(i);
    }
    return corrupt("unknown value '" + name + "'");
}
inline constexpr int kPlanSchema = 3;  ///< first schema that has a plan
inline constexpr std::array<const char*, 3> kConfidences = {"high", "medium", "low"};

/// Columns id, key, title, address, publisher, year, licence from `first`.
[[nodiscard]] Source readSource(const db::Statement::Run& run, int first);

}  // namespace content
