#include <algorithm>

#include "store_impl.hpp"

namespace content {
namespace {

/// Paragraphs of a body, which an empty line separates.
std::vector<Text> paragraphsOf(const Text& body) {
    std::vector<Text> paragraphs;
    std::string_view rest = body.value;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\n\n");
        if (const std::string_view paragraph = rest.substr(0, end); !paragraph.empty()) {
            paragraphs.push_back({std::string(paragraph), body.lang});
        }
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
    return paragraphs;
}

/// 1-based place of a source in `sources`, added at the end when it is not there yet.
int numberOf(std::vector<Source>& sources, Source source) {
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == source.id; });
    const auto index = static_cast<int>(found - sources.begin());
    if (found == sources.end()) sources.push_back(std::move(source));
    return index + 1;
}

}  // namespace

base::Result<std::optional<Item>> Store::Impl::item(ItemId id, Lang lang) {
    Item item;
    bool exists = false;
    const auto byId = [&](auto& run) {
        run.bind(1, id.value);
        run.bind(2, code(lang));
    };
    base::Status read = each(db::Query::Bodies, byId, [&](const db::Statement::Run& run) -> base::Status {
        exists = true;
        item.summary = shown(run.text(0), lang, run.text(2));
        item.paragraphs = paragraphsOf(shown(run.text(1), lang, run.text(3)));
        return {};
    });
    if (!read) return read.error();
    if (!exists) return std::optional<Item>{};
    auto card = cards({id}, lang);
    if (!card) return card.error();
    item.card = std::move(card->front());

    auto sources = sourcesOfItems({id});
    if (!sources) return sources.error();
    for (auto& [owner, source] : *sources)
        item.sources.push_back(std::move(source));
    std::unordered_map<std::int64_t, std::size_t> facts;
    read = each(db::Query::Facts, byId, [&](const db::Statement::Run& run) -> base::Status {
        const auto confidence = enumFrom<Confidence>(kConfidences, run.text(2));
        if (!confidence) return confidence.error();
        facts.emplace(run.integer(0), item.facts.size());
        item.facts.push_back({run.text(1),
                              shown(run.text(3), lang, run.text(5)),
                              shown(run.text(4), lang, run.text(6)),
                              *confidence,
                              {}});
        return {};
    });
    if (!read) return read.error();
    read = each(
        db::Query::FactSources, [&](auto& run) { run.bind(1, id.value); },
        [&](const db::Statement::Run& run) -> base::Status {
            const auto fact = facts.find(run.integer(0));
            if (fact == facts.end()) return corrupt("a fact has no Spanish text");
            item.facts[fact->second].sourceNumbers.push_back(numberOf(item.sources, readSource(run, 1)));
            return {};
        });
    if (!read) return read.error();

    auto found = pictures(db::Query::ItemPictures, std::to_string(id.value), lang);
    if (!found) return found.error();
    for (auto& [owner, picture] : *found)
        item.pictures.push_back(std::move(picture));

    std::vector<ItemId> related;
    read = each(
        db::Query::Related, [&](auto& run) { run.bind(1, id.value); },
        [&](const db::Statement::Run& run) -> base::Status {
            related.push_back({run.integer(0)});
            return {};
        });
    if (!read) return read.error();
    auto relatedCards = cards(related, lang);
    if (!relatedCards) return relatedCards.error();
    item.related = std::move(*relatedCards);
    return std::optional<Item>(std::move(item));
}

base::Result<std::vector<Picture>> Store::slotPictures(const std::string& slot, Lang lang) const {
    auto found = m_impl->pictures(db::Query::SlotPictures, slot, lang);
    if (!found) return found.error();
    std::vector<Picture> pictures;
    for (auto& [owner, picture] : *found)
        pictures.push_back(std::move(picture));
    return pictures;
}

base::Result<std::optional<Item>> Store::item(ItemId id, Lang lang) const { return m_impl->item(id, lang); }

base::Result<std::optional<ItemId>> Store::idOf(const std::string& key) const {
    std::optional<ItemId> id;
    const base::Status read = m_impl->each(
        db::Query::IdOfKey, [&](auto& run) { run.bind(1, key); },
        [&](const db::Statement::Run& run) -> base::Status {
            id = ItemId{run.integer(0)};
            return {};
        });
    if (!read) return read.error();
    return id;
}

base::Result<std::vector<Card>> Store::cards(Kind kind, const std::string& category, Lang lang) const {
    const auto ids = m_impl->idsOf(kind, category);
    if (!ids) return ids.error();
    return m_impl->cards(*ids, lang);
}

base::Result<std::vector<Item>> Store::items(Kind kind, const std::string& category, Lang lang) const {
    const auto ids = m_impl->idsOf(kind, category);
    if (!ids) return ids.error();
    std::vector<Item> items;
    for (const ItemId id : *ids) {
        auto item = m_impl->item(id, lang);
        if (!item) return item.error();
        if (*item) items.push_back(std::move(**item));
    }
    return items;
}

base::Result<std::vector<Card>> Store::cardsOfDistrict(ItemId district, Lang lang) const {
    std::vector<ItemId> ids;
    const base::Status read = m_impl->each(
        db::Query::IdsOfDistrict, [&](auto& run) { run.bind(1, district.value); },
        [&](const db::Statement::Run& run) -> base::Status {
            ids.push_back({run.integer(0)});
            return {};
        });
    if (!read) return read.error();
    return m_impl->cards(ids, lang);
}

base::Result<std::vector<Card>> Store::attractTour(Lang lang) const {
    std::vector<ItemId> ids;
    const base::Status read = m_impl->each(
        db::Query::AttractTour, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            ids.push_back({run.integer(0)});
            return {};
        });
    if (!read) return read.error();
    return m_impl->cards(ids, lang);
}

}  // namespace content
