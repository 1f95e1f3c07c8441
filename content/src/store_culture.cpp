#include <algorithm>
#include <tuple>

#include "store_impl.hpp"
#include "unicode.hpp"

namespace content {
namespace {

constexpr std::array<const char*, 4> kPrecisions = {"century", "year", "month", "day"};
constexpr std::array<const char*, 2> kRules = {"fixed", "easter"};

/// Year, month and day from three columns; NULL is "not known".
Date readDate(const db::Statement::Run& run, int first) {
    return {static_cast<int>(run.integer(first)), static_cast<int>(run.integer(first + 1)),
            static_cast<int>(run.integer(first + 2))};
}

/// Fills card, summary and sources of values that have all three, in the order of `ids`.
template <typename Value>
void fill(std::vector<Value>& values, std::vector<Card> cards, std::unordered_map<ItemId, Text> summaries,
          std::vector<std::pair<ItemId, Source>> sources) {
    std::unordered_map<ItemId, std::size_t> index;
    for (std::size_t i = 0; i < values.size(); ++i) {
        index.emplace(cards[i].id, i);
        values[i].summary = std::move(summaries[cards[i].id]);
        values[i].card = std::move(cards[i]);
    }
    for (auto& [owner, source] : sources)
        values[index.at(owner)].sources.push_back(std::move(source));
}

}  // namespace

base::Result<std::vector<District>> Store::Impl::districts(const std::vector<ItemId>& ids, Lang lang) {
    auto districtCards = cards(ids, lang);
    if (!districtCards) return districtCards.error();
    std::vector<District> districts;
    std::unordered_map<std::int64_t, std::size_t> index;
    const std::string list = idList(ids);
    base::Status read = each(
        db::Query::Districts, [&](auto& run) { run.bind(1, list); },
        [&](const db::Statement::Run& run) -> base::Status {
            District district;
            district.ubigeo = run.text(1);
            if (!run.isNull(2)) district.altitudeM = static_cast<int>(run.integer(2));
            if (!run.isNull(3)) district.areaKm2 = run.real(3);
            index.emplace(run.integer(0), districts.size());
            districts.push_back(std::move(district));
            return {};
        });
    if (!read) return read.error();
    if (districts.size() != ids.size()) return corrupt("a district has no row in the table district");
    for (std::size_t i = 0; i < districts.size(); ++i)
        districts[i].card = std::move((*districtCards)[i]);
    read = each(
        db::Query::Population, [&](auto& run) { run.bind(1, list); },
        [&](const db::Statement::Run& run) -> base::Status {
            const auto confidence = enumFrom<Confidence>(kConfidences, run.text(3));
            if (!confidence) return confidence.error();
            districts[index.at(run.integer(0))].population.push_back(
                {static_cast<int>(run.integer(1)), static_cast<int>(run.integer(2)), *confidence, readSource(run, 4)});
            return {};
        });
    if (!read) return read.error();
    return districts;
}

base::Result<std::vector<District>> Store::districts(Lang lang) const {
    const auto ids = m_impl->idsOf(Kind::District, "");
    if (!ids) return ids.error();
    return m_impl->districts(*ids, lang);
}

base::Result<std::optional<District>> Store::district(ItemId id, Lang lang) const {
    const auto ids = m_impl->idsOf(Kind::District, "");
    if (!ids) return ids.error();
    if (std::find(ids->begin(), ids->end(), id) == ids->end()) return std::optional<District>{};
    auto found = m_impl->districts({id}, lang);
    if (!found) return found.error();
    return std::optional<District>(std::move(found->front()));
}

base::Result<std::vector<TimelineEvent>> Store::timeline(Lang lang) const {
    std::vector<TimelineEvent> events;
    std::vector<ItemId> ids;
    const base::Status read = m_impl->each(
        db::Query::Timeline, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const auto precision = enumFrom<DatePrecision>(kPrecisions, run.text(7));
            if (!precision) return precision.error();
            TimelineEvent event;
            event.start = readDate(run, 1);
            if (!run.isNull(4)) event.end = readDate(run, 4);
            event.precision = *precision;
            event.circa = run.integer(8) != 0;
            ids.push_back({run.integer(0)});
            events.push_back(std::move(event));
            return {};
        });
    if (!read) return read.error();
    auto cards = m_impl->cards(ids, lang);
    if (!cards) return cards.error();
    auto summaries = m_impl->summaries(ids, lang);
    if (!summaries) return summaries.error();
    auto sources = m_impl->sourcesOfItems(ids);
    if (!sources) return sources.error();
    fill(events, std::move(*cards), std::move(*summaries), std::move(*sources));
    return events;
}

base::Result<std::vector<Festival>> Store::festivals(Lang lang) const {
    std::vector<Festival> festivals;
    std::vector<ItemId> ids;
    const base::Status read = m_impl->each(
        db::Query::Festivals, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const auto kind = enumFrom<FestivalRule::Kind>(kRules, run.text(1));
            if (!kind) return kind.error();
            Festival festival;
            festival.rule = {*kind,
                             static_cast<int>(run.integer(2)),
                             static_cast<int>(run.integer(3)),
                             static_cast<int>(run.integer(4)),
                             static_cast<int>(run.integer(5)),
                             static_cast<int>(run.integer(6))};
            ids.push_back({run.integer(0)});
            festivals.push_back(std::move(festival));
            return {};
        });
    if (!read) return read.error();
    auto cards = m_impl->cards(ids, lang);
    if (!cards) return cards.error();
    auto summaries = m_impl->summaries(ids, lang);
    if (!summaries) return summaries.error();
    auto sources = m_impl->sourcesOfItems(ids);
    if (!sources) return sources.error();
    fill(festivals, std::move(*cards), std::move(*summaries), std::move(*sources));
    return festivals;
}

base::Result<std::vector<DistrictDances>> Store::dancesByDistrict(Lang lang) const {
    struct Row {
        ItemId district;
        ItemId dance;
    };
    std::vector<Row> rows;
    std::vector<ItemId> districtIds;
    std::vector<ItemId> danceIds;
    const base::Status read = m_impl->each(
        db::Query::DancesByDistrict, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const Row row{{run.integer(0)}, {run.integer(1)}};  // NULL, no district, reads as 0, no id
            if (row.district.valid() && (districtIds.empty() || districtIds.back() != row.district)) {
                districtIds.push_back(row.district);
            }
            danceIds.push_back(row.dance);
            rows.push_back(row);
            return {};
        });
    if (!read) return read.error();
    auto districtCards = m_impl->cards(districtIds, lang);
    if (!districtCards) return districtCards.error();
    auto danceCards = m_impl->cards(danceIds, lang);
    if (!danceCards) return danceCards.error();
    std::vector<DistrictDances> groups;
    std::size_t nextDistrict = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (groups.empty() || groups.back().district.id != rows[i].district) {
            groups.emplace_back();
            if (rows[i].district.valid()) groups.back().district = std::move((*districtCards)[nextDistrict++]);
        }
        groups.back().dances.push_back(std::move((*danceCards)[i]));
    }
    return groups;
}

base::Result<std::vector<Word>> Store::words(Lang lang) const {
    // The meaning is in Spanish or English: a word explained by itself would not help.
    std::vector<std::pair<std::string, Word>> keyed;
    const base::Status read = m_impl->each(
        db::Query::Words, [&](auto& run) { run.bind(1, lang == Lang::En ? code(Lang::En) : code(Lang::Es)); },
        [&](const db::Statement::Run& run) -> base::Status {
            const auto confidence = enumFrom<Confidence>(kConfidences, run.text(2));
            if (!confidence) return confidence.error();
            Word word;
            word.id = {run.integer(0)};
            word.key = run.text(1);
            word.confidence = *confidence;
            word.aymara = run.text(3);
            word.quechua = run.text(4);
            word.reviewed = run.integer(5) != 0;
            word.spanish = run.text(7);
            word.meaning = shown(run.text(6), lang == Lang::En ? Lang::En : Lang::Es, word.spanish);
            keyed.emplace_back(collationKey(word.meaning.value, lang != Lang::En), std::move(word));
            return {};
        });
    if (!read) return read.error();
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.meaning.value, a.second.key) <
               std::tie(b.first, b.second.meaning.value, b.second.key);
    });
    std::vector<Word> words;
    for (auto& [key, word] : keyed)
        words.push_back(std::move(word));
    return words;
}

base::Result<std::vector<ClimateMonth>> Store::climate(ItemId visitItem) const {
    std::vector<ClimateMonth> months;
    const base::Status read = m_impl->each(
        db::Query::Climate, [&](auto& run) { run.bind(1, visitItem.value); },
        [&](const db::Statement::Run& run) -> base::Status {
            months.push_back({static_cast<int>(run.integer(0)), run.real(1), run.real(2), run.real(3)});
            return {};
        });
    if (!read) return read.error();
    return months;
}

}  // namespace content
