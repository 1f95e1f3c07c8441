#include <algorithm>
#include <set>
#include <tuple>

#include "content/fold.hpp"
#include "store_impl.hpp"
#include "unicode.hpp"

// How results are ordered: first by the language of the text that was found (the visitor's before others), then by tier
// (below), then by relevance (bm25, the name weighing far above the short line and that above the body), editorial rank
// and id, which is kind and key. An item counts once, with its best text.

namespace content {
namespace {

/// How well an item was found; smaller is better.
enum Tier : int { kNameIsQuery, kNameHasWords, kNameBegins, kTextHasWords, kTextBegins, kTierCount };

/// More documents than this were found by one or two letters: relevance says nothing then, and costs more than the
/// answer may take. Tier, rank and id decide alone.
constexpr std::size_t kMostRanked = 3000;
constexpr std::size_t kMostNames = 500;
constexpr std::size_t kMostAlternatives = 48;
constexpr std::size_t kMostCompletions = 8;
/// The shortest word that is allowed a typo: nearly every word of two letters is one edit from every other.
constexpr std::size_t kLeastWordWithTypo = 3;
/// The shortest beginning of a word that is allowed a typo: shorter ones would match half the dictionary.
constexpr std::size_t kLeastPrefixWithTypo = 4;

/// A word of the query, or several words that may stand for it when it matches nothing.
struct Needle {
    std::vector<std::string> exact;   ///< whole words
    std::vector<std::string> begins;  ///< beginnings of words
};

/// A word as an FTS5 string: in quotes nothing is an operator.
std::string inQuotes(const std::string& word) {
    std::string quoted = "\"";
    for (const char c : word) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

enum class Match { Exact, Begins };

/// ("a"* OR "b"*) AND ("c"*), or with the column filter of the name in front.
std::string expression(const std::vector<Needle>& needles, Match match, bool onlyName) {
    std::string text;
    for (const Needle& needle : needles) {
        std::string words;
        const auto add = [&](const std::string& word, bool prefix) {
            if (!words.empty()) words += " OR ";
            words += inQuotes(word);
            if (prefix) words += " *";
        };
        for (const std::string& word : needle.exact)
            add(word, false);
        if (match == Match::Begins) {
            for (const std::string& word : needle.begins)
                add(word, true);
        }
        if (words.empty()) return {};  // this word has no whole-word form, so nothing matches exactly
        if (!text.empty()) text += " AND ";
        text += "(" + words + ")";
    }
    return onlyName ? "{name} : (" + text + ")" : text;
}

/// Each word, or the other spelling of it.
std::vector<Needle> plainNeedles(const std::vector<std::string>& words, const std::vector<Spelling>& spellings) {
    std::vector<Needle> needles;
    for (const std::string& word : words) {
        Needle needle{{word}, {word}};
        for (const Spelling& spelling : spellings) {
            if (word != spelling.written && word != spelling.meant) continue;
            const std::string& other = word == spelling.written ? spelling.meant : spelling.written;
            needle.exact.push_back(other);
            needle.begins.push_back(other);
        }
        needles.push_back(std::move(needle));
    }
    return needles;
}

ItemId itemOf(std::int64_t doc) { return {doc / 4}; }

Lang langOf(std::int64_t doc) { return static_cast<Lang>(doc % 4); }

struct Found {
    int order = 0;         ///< language, then tier
    double relevance = 0;  ///< of bm25: smaller is better
    int rank = 0;
    ItemId id;
};

bool contains(const std::vector<std::int64_t>& sorted, std::int64_t value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// True when the words of a name are those of the query, one for one.
bool isQuery(const std::string& name, const std::vector<Needle>& needles) {
    const std::vector<FoldedWord> words = wordsOf(name);
    if (words.size() != needles.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& exact = needles[i].exact;
        if (std::find(exact.begin(), exact.end(), words[i].folded) == exact.end()) return false;
    }
    return true;
}

}  // namespace

/// One search, from words to items.
class Store::Impl::Search {
public:
    Search(Impl& impl, Lang lang) : m_impl(impl), m_lang(lang) {}

    /// Items that match every needle, best first (only the first `limit` are in order).
    base::Result<std::vector<Found>> find(const std::vector<Needle>& needles, std::size_t limit) {
        const auto all = docs(expression(needles, Match::Begins, false));
        if (!all) return all.error();
        std::vector<Found> items;
        if (all->empty()) return items;
        const auto textExact = docs(expression(needles, Match::Exact, false));
        if (!textExact) return textExact.error();
        const auto nameBegins = docs(expression(needles, Match::Begins, true));
        if (!nameBegins) return nameBegins.error();
        const auto nameExact = docs(expression(needles, Match::Exact, true));
        if (!nameExact) return nameExact.error();
        const auto nameWhole = wholeNames(*nameExact, needles);
        if (!nameWhole) return nameWhole.error();
        const auto relevances = all->size() <= kMostRanked ? relevanceOf(expression(needles, Match::Begins, false))
                                                           : std::vector<double>(all->size(), 0.0);
        if (!relevances) return relevances.error();
        if (relevances->size() != all->size()) return corrupt("the search index gives two answers to one question");
        const auto rankOf = m_impl.loadRanks();
        if (!rankOf) return rankOf.error();

        // Documents of one item follow each other, because ids of documents are made of ids of items.
        for (std::size_t i = 0; i < all->size(); ++i) {
            const std::int64_t doc = (*all)[i];
            const ItemId id = itemOf(doc);
            if (id.value < 1 || static_cast<std::size_t>(id.value) >= (*rankOf)->size())
                return corrupt("the search index names no item");
            const Tier tier = contains(*nameWhole, doc)    ? kNameIsQuery
                              : contains(*nameExact, doc)  ? kNameHasWords
                              : contains(*nameBegins, doc) ? kNameBegins
                              : contains(*textExact, doc)  ? kTextHasWords
                                                           : kTextBegins;
            const Found found{(langOf(doc) == m_lang ? 0 : kTierCount) + tier, (*relevances)[i],
                              (**rankOf)[static_cast<std::size_t>(id.value)], id};
            if (items.empty() || items.back().id != id) {
                items.push_back(found);
            } else if (std::tie(found.order, found.relevance) < std::tie(items.back().order, items.back().relevance)) {
                items.back() = found;
            }
        }
        const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min(limit, items.size()));
        std::partial_sort(items.begin(), end, items.end(), [](const Found& a, const Found& b) {
            return std::tie(a.order, a.relevance, a.rank, a.id) < std::tie(b.order, b.relevance, b.rank, b.id);
        });
        return items;
    }

    /// As `find`, forgiving one edit: first only in words the index does not know, then in any.
    base::Result<std::vector<Found>> findForgiving(const std::vector<std::string>& words, std::size_t limit) {
        std::vector<Needle> unknown;
        std::vector<Needle> any;
        bool allKnown = true;
        for (const std::string& word : words) {
            auto alternatives = alternativesOf(word);
            if (!alternatives) return alternatives.error();
            const auto known = isKnown(word);
            if (!known) return known.error();
            allKnown = allKnown && *known;
            unknown.push_back(*known ? Needle{{word}, {word}} : *alternatives);
            alternatives->exact.insert(alternatives->exact.begin(), word);
            alternatives->begins.insert(alternatives->begins.begin(), word);
            any.push_back(std::move(*alternatives));
        }
        if (!allKnown) {
            auto found = find(unknown, limit);
            if (!found || !found->empty()) return found;
        }
        return find(any, limit);
    }

    /// Spellings of words that continue the last one, of those that would find something.
    base::Result<std::vector<std::string>> completions(const std::vector<std::string>& words) {
        std::vector<std::string> spellings;
        std::set<std::string> terms;
        for (const Lang lang : {m_lang, Lang::Es}) {
            const base::Status read = m_impl.each(
                db::Query::Completions,
                [&](auto& run) {
                    run.bind(1, words.back());
                    run.bind(2, code(lang));
                    run.bind(3, static_cast<int>(kMostCompletions) * 3);
                },
                [&](const db::Statement::Run& run) -> base::Status {
                    if (spellings.size() == kMostCompletions) return {};
                    std::string term = run.text(1);
                    if (terms.contains(term)) return {};
                    if (words.size() > 1) {
                        const auto misspelled = m_impl.loadSpellings();
                        if (!misspelled) return misspelled.error();
                        std::vector<Needle> needles = plainNeedles(words, **misspelled);
                        needles.back() = {{term}, {}};
                        const auto found = docs(expression(needles, Match::Begins, false));
                        if (!found) return found.error();
                        if (found->empty()) return {};
                    }
                    spellings.push_back(run.text(0));
                    terms.insert(std::move(term));
                    return {};
                });
            if (!read) return read.error();
            if (m_lang == Lang::Es) break;
        }
        return spellings;
    }

private:
    /// Documents that match, ascending. An empty expression matches none.
    base::Result<std::vector<std::int64_t>> docs(const std::string& match) {
        std::vector<std::int64_t> found;
        if (match.empty()) return found;
        const base::Status read = m_impl.each(
            db::Query::SearchDocs, [&](auto& run) { run.bind(1, match); },
            [&](const db::Statement::Run& run) -> base::Status {
                found.push_back(run.integer(0));
                return {};
            });
        if (!read) return read.error();
        return found;
    }

    /// bm25 of the documents `docs(match)` gives, in the same order.
    base::Result<std::vector<double>> relevanceOf(const std::string& match) {
        std::vector<double> relevances;
        const base::Status read = m_impl.each(
            db::Query::SearchRanked, [&](auto& run) { run.bind(1, match); },
            [&](const db::Statement::Run& run) -> base::Status {
                relevances.push_back(run.real(1));
                return {};
            });
        if (!read) return read.error();
        return relevances;
    }

    /// Those of `candidates` whose name is the query and nothing more, ascending.
    base::Result<std::vector<std::int64_t>> wholeNames(const std::vector<std::int64_t>& candidates,
                                                       const std::vector<Needle>& needles) {
        std::vector<std::int64_t> whole;
        if (candidates.empty() || candidates.size() > kMostNames) return whole;
        std::vector<ItemId> ids;
        for (const std::int64_t doc : candidates) {
            if (ids.empty() || ids.back() != itemOf(doc)) ids.push_back(itemOf(doc));
        }
        const base::Status read = m_impl.each(
            db::Query::SearchNames, [&](auto& run) { run.bind(1, idList(ids)); },
            [&](const db::Statement::Run& run) -> base::Status {
                const auto lang = langFromCode(run.text(1));
                if (lang && isQuery(run.text(2), needles))
                    whole.push_back(run.integer(0) * 4 + static_cast<int>(*lang));
                return {};
            });
        if (!read) return read.error();
        std::sort(whole.begin(), whole.end());
        return whole;
    }

    /// True when some word of the index begins so.
    base::Result<bool> isKnown(const std::string& word) {
        bool known = false;
        const base::Status read = m_impl.each(
            db::Query::TermExists, [&](auto& run) { run.bind(1, word); },
            [&](const db::Statement::Run&) -> base::Status {
                known = true;
                return {};
            });
        if (!read) return read.error();
        return known;
    }

    /// Words of the index one edit away from `word`, and those that begin so; the most frequent of each.
    base::Result<Needle> alternativesOf(const std::string& word) {
        using Counted = std::pair<int, std::size_t>;  // -documents, place in the dictionary
        const auto loaded = m_impl.loadDictionary();
        if (!loaded) return loaded.error();
        const Dictionary& all = **loaded;
        const std::u32string letters = codePointsOf(word);
        if (letters.size() < kLeastWordWithTypo) return Needle{};
        const bool mayBegin = letters.size() >= kLeastPrefixWithTypo;
        std::vector<Counted> exact;
        std::vector<Counted> begins;
        for (std::size_t i = 0; i < all.ends.size(); ++i) {
            if (withinOneEdit(all.word(i), letters)) {
                exact.emplace_back(-all.documents[i], i);
            } else if (mayBegin && beginsWithinOneEdit(all.word(i), letters)) {
                begins.emplace_back(-all.documents[i], i);
            }
        }
        Needle needle;
        for (auto [from, to] : {std::pair{&exact, &needle.exact}, std::pair{&begins, &needle.begins}}) {
            std::sort(from->begin(), from->end());
            if (from->size() > kMostAlternatives) from->resize(kMostAlternatives);
            for (const auto& [count, i] : *from) {
                std::string& term = to->emplace_back();
                for (const char32_t letter : all.word(i))
                    appendUtf8(term, letter);
            }
        }
        return needle;
    }

    Impl& m_impl;
    Lang m_lang;
};

base::Result<SearchAnswer> Store::search(const std::string& query, int limit, Lang lang) const {
    SearchAnswer answer;
    const std::vector<std::string> words = foldedWords(query);
    if (words.empty() || limit < 1) return answer;
    Impl::Search search(*m_impl, lang);
    const auto most = static_cast<std::size_t>(limit);
    const auto spellings = m_impl->loadSpellings();
    if (!spellings) return spellings.error();
    auto found = search.find(plainNeedles(words, **spellings), most);
    if (!found) return found.error();
    const bool forgiven = found->empty();
    if (forgiven) found = search.findForgiving(words, most);
    if (!found) return found.error();

    answer.total = static_cast<int>(found->size());
    std::vector<ItemId> ids;
    for (const Found& item : *found) {
        if (ids.size() == most) break;
        ids.push_back(item.id);
    }
    auto cards = m_impl->cards(ids, lang);
    if (!cards) return cards.error();
    for (Card& card : *cards)
        answer.hits.push_back({std::move(card), forgiven});

    // A space after the last word says that it is finished.
    const std::vector<FoldedWord> typed = wordsOf(query);
    const bool unfinished =
        fold(std::string_view(query).substr(typed.back().last)).empty() && typed.size() == words.size();
    if (unfinished) {
        auto completions = search.completions(words);
        if (!completions) return completions.error();
        answer.completions = std::move(*completions);
    }
    return answer;
}

}  // namespace content
