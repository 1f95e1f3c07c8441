#include "store_impl.hpp"

#include <algorithm>

#include "content/fold.hpp"
#include "unicode.hpp"

namespace content {
namespace {

constexpr std::array<const char*, 5> kPositions = {"none", "surveyed", "settlement", "town_centre", "approximate"};
constexpr std::array<const char*, 2> kPictureKinds = {"illustration", "photo"};

}  // namespace

base::Error corrupt(const std::string& message) { return {base::Errc::Corrupt, "content.db: " + message}; }

Text shown(std::string own, Lang lang, std::string spanish) {
    if (!own.empty()) return {std::move(own), lang};
    return {std::move(spanish), Lang::Es};
}

std::string idList(const std::vector<ItemId>& ids) {
    std::string list = "[";
    for (const ItemId id : ids) {
        if (list.size() > 1) list += ',';
        list += std::to_string(id.value);
    }
    return list + "]";
}

std::vector<std::uint32_t> WeightedOrder::sorted() && {
    std::sort(m_keys.begin(), m_keys.end());
    std::vector<std::uint32_t> indexes;
    indexes.reserve(m_keys.size());
    for (const std::uint64_t key : m_keys)
        indexes.push_back(static_cast<std::uint32_t>(key));
    return indexes;
}

Source readSource(const db::Statement::Run& run, int first) {
    Source source;
    source.id = {run.integer(first)};
    source.key = run.text(first + 1);
    source.title = run.text(first + 2);
    source.address = run.text(first + 3);
    source.publisher = run.text(first + 4);
    if (!run.isNull(first + 5)) source.year = static_cast<int>(run.integer(first + 5));
    source.licence = run.text(first + 6);
    return source;
}

base::Result<const db::Statement*> Store::Impl::statement(db::Query query) {
    auto& prepared = statements[static_cast<std::size_t>(query)];
    if (!prepared) {
        auto fresh = connection.prepare(db::sqlOf(query));
        if (!fresh) return fresh.error();
        prepared.emplace(std::move(*fresh));
    }
    return &*prepared;
}

base::Result<const Outline*> Store::Impl::loadOutline() {
    if (outline) return &*outline;
    Outline loaded;
    const base::Status read = each(
        db::Query::Places, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            std::string category = run.text(2);
            const auto found = std::find(loaded.categories.begin(), loaded.categories.end(), category);
            const auto index = static_cast<int>(found - loaded.categories.begin());
            if (found == loaded.categories.end()) loaded.categories.push_back(std::move(category));
            PlaceOutline place{{run.integer(0)}, static_cast<std::uint32_t>(run.integer(1)), index, std::nullopt};
            if (!run.isNull(3)) place.at = base::GeoPoint{run.real(3), run.real(4)};
            loaded.places.push_back(place);
            return {};
        });
    if (!read) return read.error();
    WeightedOrder order;
    order.reserve(loaded.places.size());
    for (std::uint32_t i = 0; i < loaded.places.size(); ++i)
        order.add(loaded.places[i].rank, i);
    loaded.editorial = std::move(order).sorted();
    outline = std::move(loaded);
    return &*outline;
}

base::Result<const std::vector<ItemId>*> Store::Impl::loadPlacesByName(Lang lang) {
    auto found = placesByName.find(lang);
    if (found != placesByName.end()) return &found->second;
    std::vector<ItemId> ids;
    const base::Status read = each(
        db::Query::PlacesByName, [&](auto& run) { run.bind(1, code(lang)); },
        [&](const db::Statement::Run& run) -> base::Status {
            ids.push_back({run.integer(0)});
            return {};
        });
    if (!read) return read.error();
    // A language the pack does not have shows every name in Spanish.
    if (ids.empty() && lang != Lang::Es) return loadPlacesByName(Lang::Es);
    return &placesByName.emplace(lang, std::move(ids)).first->second;
}

base::Result<const std::vector<int>*> Store::Impl::loadRanks() {
    if (ranks) return &*ranks;
    std::vector<int> loaded;
    const base::Status read = each(
        db::Query::Ranks, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const std::int64_t id = run.integer(0);
            // Ids count from 1 without gaps; a huge one would make this vector huge.
            if (id != static_cast<std::int64_t>(loaded.size()) + (loaded.empty() ? 1 : 0))
                return corrupt("item ids have gaps");
            if (loaded.empty()) loaded.push_back(0);
            loaded.push_back(static_cast<int>(run.integer(1)));
            return {};
        });
    if (!read) return read.error();
    ranks = std::move(loaded);
    return &*ranks;
}

base::Result<const Dictionary*> Store::Impl::loadDictionary() {
    if (dictionary) return &*dictionary;
    Dictionary loaded;
    const base::Status read = each(
        db::Query::Terms, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            loaded.letters += codePointsOf(run.text(0));
            loaded.ends.push_back(static_cast<std::uint32_t>(loaded.letters.size()));
            loaded.documents.push_back(static_cast<int>(run.integer(1)));
            return {};
        });
    if (!read) return read.error();
    dictionary = std::move(loaded);
    return &*dictionary;
}

base::Result<const std::unordered_map<ItemId, std::string>*> Store::Impl::loadDistrictNames() {
    if (districtNames) return &*districtNames;
    std::unordered_map<ItemId, std::string> names;
    const base::Status read = each(
        db::Query::DistrictNames, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            names.emplace(ItemId{run.integer(0)}, run.text(1));
            return {};
        });
    if (!read) return read.error();
    districtNames = std::move(names);
    return &*districtNames;
}

base::Result<const std::vector<Spelling>*> Store::Impl::loadSpellings() {
    if (loadedSpellings) return &*loadedSpellings;
    std::vector<Spelling> loaded;
    if (schemaVersion >= kPlanSchema) {
        const base::Status read = each(
            db::Query::PlanSpellings, [](auto&) {},
            [&](const db::Statement::Run& run) -> base::Status {
                loaded.push_back({fold(run.text(0)), fold(run.text(1))});
                return {};
            });
        if (!read) return read.error();
    }
    loadedSpellings = std::move(loaded);
    return &*loadedSpellings;
}

base::Result<std::map<std::string, std::string>> Store::Impl::meta() {
    std::map<std::string, std::string> values;
    const base::Status read = each(
        db::Query::Meta, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            values.emplace(run.text(0), run.text(1));
            return {};
        });
    if (!read) return read.error();
    return values;
}

base::Result<std::vector<ItemId>> Store::Impl::idsOf(Kind kind, const std::string& category) {
    std::vector<ItemId> ids;
    const base::Status read = each(
        db::Query::IdsOfKind,
        [&](auto& run) {
            run.bind(1, name(kind));
            run.bind(2, category);
        },
        [&](const db::Statement::Run& run) -> base::Status {
            ids.push_back({run.integer(0)});
            return {};
        });
    if (!read) return read.error();
    return ids;
}

base::Result<std::vector<std::pair<ItemId, Picture>>> Store::Impl::pictures(db::Query query, const std::string& key,
                                                                            Lang lang) {
    std::vector<std::pair<ItemId, Picture>> found;
    std::unordered_map<std::int64_t, std::size_t> byId;
    std::vector<ItemId> ids;
    base::Status read = each(
        query,
        [&](auto& run) {
            run.bind(1, key);
            run.bind(2, code(lang));
        },
        [&](const db::Statement::Run& run) -> base::Status {
            // An id that is asked for twice brings its picture twice; its files would all go to the first.
            if (!byId.emplace(run.integer(1), found.size()).second) return {};
            const auto kind = enumFrom<PictureKind>(kPictureKinds, run.text(2));
            if (!kind) return kind.error();
            Picture picture;
            picture.id = {run.integer(1)};
            picture.kind = *kind;
            picture.credit = run.text(3);
            picture.licence = run.text(4);
            picture.alt = shown(run.text(5), lang, run.text(7));
            picture.caption = shown(run.text(6), lang, run.text(8));
            ids.push_back({picture.id.value});
            found.emplace_back(ItemId{run.integer(0)}, std::move(picture));
            return {};
        });
    if (!read) return read.error();
    if (found.empty()) return found;
    read = each(
        db::Query::PictureFiles, [&](auto& run) { run.bind(1, idList(ids)); },
        [&](const db::Statement::Run& run) -> base::Status {
            PictureFile file{run.text(1), static_cast<int>(run.integer(2)), static_cast<int>(run.integer(3))};
            found[byId.at(run.integer(0))].second.files.push_back(std::move(file));
            return {};
        });
    if (!read) return read.error();
    for (const auto& [item, picture] : found) {
        if (picture.files.empty()) return corrupt("picture " + std::to_string(picture.id.value) + " has no file");
    }
    return found;
}

base::Result<std::vector<Card>> Store::Impl::cards(const std::vector<ItemId>& ids, Lang lang) {
    std::vector<Card> cards;
    if (ids.empty()) return cards;
    cards.reserve(ids.size());
    const std::string list = idList(ids);
    std::unordered_multimap<ItemId, std::size_t> byId;
    base::Status read = each(
        db::Query::Cards,
        [&](auto& run) {
            run.bind(1, list);
            run.bind(2, code(lang));
        },
        [&](const db::Statement::Run& run) -> base::Status {
            const auto kind = kindFromName(run.text(2));
            if (!kind) return corrupt("unknown kind '" + run.text(2) + "'");
            const auto position = enumFrom<Position>(kPositions, run.text(6));
            if (!position) return position.error();
            const auto confidence = enumFrom<Confidence>(kConfidences, run.text(7));
            if (!confidence) return confidence.error();
            Card card;
            card.id = {run.integer(0)};
            card.key = run.text(1);
            card.kind = *kind;
            card.category = run.text(3);
            if (!run.isNull(4)) card.at = base::GeoPoint{run.real(4), run.real(5)};
            card.position = *position;
            card.confidence = *confidence;
            card.example = run.integer(8) != 0;
            card.name = shown(run.text(9), lang, run.text(11));
            card.shortLine = shown(run.text(10), lang, run.text(12));
            byId.emplace(card.id, cards.size());
            cards.push_back(std::move(card));
            return {};
        });
    if (!read) return read.error();
    if (cards.size() != ids.size()) return corrupt("a row names an item that does not exist");

    const auto names = loadDistrictNames();
    if (!names) return names.error();
    read = each(
        db::Query::CardDistricts, [&](auto& run) { run.bind(1, list); },
        [&](const db::Statement::Run& run) -> base::Status {
            const ItemId district{run.integer(1)};
            const auto found = (*names)->find(district);
            if (found == (*names)->end()) return corrupt("item " + std::to_string(district.value) + " is no district");
            const auto [first, last] = byId.equal_range(ItemId{run.integer(0)});
            for (auto i = first; i != last; ++i) {
                Card& card = cards[i->second];
                // An id that is asked for twice brings its rows twice.
                if (std::find(card.districts.begin(), card.districts.end(), district) != card.districts.end()) continue;
                card.districts.push_back(district);
                if (!card.districtNames.empty()) card.districtNames += ", ";
                card.districtNames += found->second;
            }
            return {};
        });
    if (!read) return read.error();

    auto pictures = this->pictures(db::Query::FirstPictures, list, lang);
    if (!pictures) return pictures.error();
    for (auto& [item, picture] : *pictures) {
        const auto [first, last] = byId.equal_range(item);
        for (auto i = first; i != last; ++i)
            cards[i->second].picture = picture;
    }
    return cards;
}

base::Result<std::vector<std::pair<ItemId, Source>>> Store::Impl::sourcesOfItems(const std::vector<ItemId>& ids) {
    std::vector<std::pair<ItemId, Source>> sources;
    const base::Status read = each(
        db::Query::ItemSources, [&](auto& run) { run.bind(1, idList(ids)); },
        [&](const db::Statement::Run& run) -> base::Status {
            sources.emplace_back(ItemId{run.integer(0)}, readSource(run, 1));
            return {};
        });
    if (!read) return read.error();
    return sources;
}

base::Result<std::unordered_map<ItemId, Text>> Store::Impl::summaries(const std::vector<ItemId>& ids, Lang lang) {
    std::unordered_map<ItemId, Text> summaries;
    const base::Status read = each(
        db::Query::Summaries,
        [&](auto& run) {
            run.bind(1, idList(ids));
            run.bind(2, code(lang));
        },
        [&](const db::Statement::Run& run) -> base::Status {
            summaries[{run.integer(0)}] = shown(run.text(1), lang, run.text(2));
            return {};
        });
    if (!read) return read.error();
    return summaries;
}

}  // namespace content
