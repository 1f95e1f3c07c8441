// The municipal plan: commitments with what was reported about them, indicators with where each figure comes from.

#include <algorithm>
#include <unordered_map>

#include "content/plan.hpp"
#include "content/plan_log.hpp"
#include "store_impl.hpp"
#include "unicode.hpp"

namespace content {
namespace {

using Run = db::Statement::Run;

constexpr std::array<const char*, kPlanStateCount> kStates = {"no-report", "not-started",    "preparing", "ongoing",
                                                              "stalled",   "done",           "partial",   "not-done",
                                                              "dropped",   "not-verifiable", "withheld"};

std::optional<double> percent(const Run& run, int column) {
    return run.isNull(column) ? std::nullopt : std::optional<double>(run.real(column));
}

/// A row of plan_node with its words in the language asked for.
struct PlanNode {
    std::int64_t id = 0;
    std::string code;
    std::string icon;
    std::string detail;
    ItemId item;
    std::string itemKey;
    std::string parentCode;
    std::int64_t parent = 0;
    Text title;
    Text label;
    Text words;  ///< column detail of the words
    Text advice;
    std::string proof;
};

/// `text` with "[sic]" behind every word that is misspelled.
std::string marked(std::string text, const std::vector<Spelling>& spellings) {
    if (spellings.empty()) return text;
    const std::vector<FoldedWord> words = wordsOf(text);
    for (auto word = words.rbegin(); word != words.rend(); ++word) {
        const bool wrong = std::any_of(spellings.begin(), spellings.end(),
                                       [&](const Spelling& spelling) { return spelling.written == word->folded; });
        if (wrong) text.insert(word->last, " [sic]");
    }
    return text;
}

std::string nodeList(const std::vector<std::int64_t>& ids) {
    std::vector<ItemId> list;
    list.reserve(ids.size());
    for (const std::int64_t id : ids)
        list.push_back({id});
    return idList(list);
}

}  // namespace

/// Reads the plan tables; shares the connection and statements of the store.
class Store::Impl::PlanReader {
public:
    PlanReader(Impl& store, Lang lang) : m_store(store), m_lang(lang) {}

    base::Result<std::vector<PlanNode>> nodesOf(const std::string& kind) { return nodes(kind, "[]"); }
    base::Result<std::vector<PlanNode>> nodesOf(const std::vector<std::int64_t>& ids) {
        if (ids.empty()) return std::vector<PlanNode>{};
        return nodes("", nodeList(ids));
    }

    base::Result<std::unordered_map<std::int64_t, std::vector<PlanQuote>>> quotes(
        const std::vector<std::int64_t>& ids) {
        std::unordered_map<std::int64_t, std::vector<PlanQuote>> quotes;
        const auto spellings = m_store.loadSpellings();
        if (!spellings) return spellings.error();
        const base::Status read = m_store.each(
            db::Query::PlanQuotes, [&](auto& run) { run.bind(1, nodeList(ids)); },
            [&](const Run& run) -> base::Status {
                quotes[run.integer(0)].push_back({static_cast<int>(run.integer(1)), marked(run.text(2), **spellings)});
                return {};
            });
        if (!read) return read.error();
        return quotes;
    }

    struct Link {
        std::int64_t from = 0;
        std::int64_t to = 0;
        std::string kind;
        std::string code;
    };
    base::Result<std::vector<Link>> links(const std::vector<std::int64_t>& ids) {
        std::vector<Link> links;
        const base::Status read = m_store.each(
            db::Query::PlanLinks, [&](auto& run) { run.bind(1, nodeList(ids)); },
            [&](const Run& run) -> base::Status {
                links.push_back({run.integer(0), run.integer(1), run.text(2), run.text(3)});
                return {};
            });
        if (!read) return read.error();
        return links;
    }

    /// Cards of commitments with their present state.
    base::Result<std::vector<PlanCommitment>> commitments(const std::vector<PlanNode>& nodes) {
        std::unordered_map<std::int64_t, std::size_t> index;
        std::vector<PlanCommitment> cards;
        for (const PlanNode& node : nodes) {
            index.emplace(node.id, cards.size());
            PlanCommitment card;
            card.id = node.item;
            card.key = node.itemKey;
            card.code = node.code;
            card.icon = node.icon;
            card.label = node.label.empty() ? node.title : node.label;
            cards.push_back(std::move(card));
        }
        std::vector<std::int64_t> ids;
        for (const PlanNode& node : nodes)
            ids.push_back(node.id);
        const base::Status read = m_store.each(
            db::Query::PlanPresentReports, [&](auto& run) { run.bind(1, nodeList(ids)); },
            [&](const Run& run) -> base::Status {
                const auto found = index.find(run.integer(0));
                if (found == index.end()) return {};
                const auto state = enumFrom<PlanState>(kStates, run.text(1));
                if (!state) return state.error();
                PlanCommitment& card = cards[found->second];
                card.state = *state;
                card.physicalPct = percent(run, 2);
                card.asOf = run.text(3);
                card.example = run.integer(4) != 0;
                return {};
            });
        if (!read) return read.error();
        return cards;
    }

    base::Result<std::vector<PlanReport>> reports(std::int64_t node) {
        std::vector<PlanReport> reports;
        const base::Status read = m_store.each(
            db::Query::PlanReports, [&](auto& run) { run.bind(1, node); },
            [&](const Run& run) -> base::Status {
                const auto state = enumFrom<PlanState>(kStates, run.text(3));
                if (!state) return state.error();
                PlanReport report;
                report.id = run.integer(0);
                report.asOf = run.text(1);
                report.receivedOn = run.text(2);
                report.state = *state;
                report.physicalPct = percent(run, 4);
                report.financialPct = percent(run, 5);
                report.selfPct = percent(run, 6);
                report.printed = run.text(7);
                report.page = run.text(8);
                report.note = run.text(9);
                report.reason = run.text(10);
                report.actor = run.text(11);
                report.verifiedBy = run.text(12);
                report.districtName = run.text(13);
                report.supersedes = run.integer(14);
                report.example = run.integer(15) != 0;
                report.superseded = run.integer(16) != 0;
                report.source = readSource(run, 17);
                if (!run.isNull(24)) report.evidence = readSource(run, 24);
                report.districtKey = run.text(31);
                reports.push_back(std::move(report));
                return {};
            });
        if (!read) return read.error();
        return reports;
    }

    base::Result<std::vector<PlanNotice>> notices(const std::vector<PlanNode>& nodes) {
        std::vector<std::int64_t> ids;
        for (const PlanNode& node : nodes)
            ids.push_back(node.id);
        auto evidence = quotes(ids);
        if (!evidence) return evidence.error();
        std::vector<PlanNotice> notices;
        for (const PlanNode& node : nodes) {
            PlanNotice notice;
            notice.code = node.code;
            notice.validator = node.detail;
            notice.severity = node.icon;
            notice.title = node.title;
            notice.detail = node.words;
            notice.treatment = node.advice;
            notice.proof = node.proof;
            notice.evidence = std::move((*evidence)[node.id]);
            notices.push_back(std::move(notice));
        }
        return notices;
    }

    base::Result<std::vector<PlanStatement>> statements(const std::vector<PlanNode>& nodes) {
        std::vector<std::int64_t> ids;
        std::unordered_map<std::int64_t, std::size_t> index;
        for (const PlanNode& node : nodes) {
            index.emplace(node.id, ids.size());
            ids.push_back(node.id);
        }
        auto said = quotes(ids);
        if (!said) return said.error();
        auto named = links(ids);
        if (!named) return named.error();
        std::vector<PlanStatement> statements;
        for (const PlanNode& node : nodes) {
            statements.push_back(
                {node.code, node.detail, node.parentCode, node.title, std::move((*said)[node.id]), {}});
        }
        for (const Link& link : *named)
            statements[index.at(link.from)].links.push_back(link.code);
        return statements;
    }

    /// Indicators without observations.
    base::Result<std::vector<PlanIndicator>> indicators(const std::vector<PlanNode>& nodes) {
        std::unordered_map<std::int64_t, std::string> directions;
        const base::Status read = m_store.each(
            db::Query::PlanIndicators, [](auto&) {},
            [&](const Run& run) -> base::Status {
                directions.emplace(run.integer(0), run.text(1));
                return {};
            });
        if (!read) return read.error();
        std::vector<PlanIndicator> indicators;
        for (const PlanNode& node : nodes) {
            PlanIndicator indicator;
            indicator.id = node.item;
            indicator.key = node.itemKey;
            indicator.code = node.code;
            indicator.theme = node.detail;
            indicator.name = node.title;
            indicator.unit = node.words;
            indicator.direction = directions[node.id];
            indicators.push_back(std::move(indicator));
        }
        return indicators;
    }

    /// With their observations.
    base::Result<std::vector<PlanIndicator>> withObservations(const std::vector<PlanNode>& nodes) {
        auto result = indicators(nodes);
        if (!result) return result.error();
        const auto spellings = m_store.loadSpellings();
        if (!spellings) return spellings.error();
        std::unordered_map<std::int64_t, std::size_t> index;
        std::vector<std::int64_t> ids;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            index.emplace(nodes[i].id, i);
            ids.push_back(nodes[i].id);
        }
        const std::string list = nodeList(ids);
        std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> places;
        base::Status read = m_store.each(
            db::Query::PlanObservations, [&](auto& run) { run.bind(1, list); },
            [&](const Run& run) -> base::Status {
                const auto found = index.find(run.integer(1));
                if (found == index.end()) return corrupt("an observation belongs to no indicator");
                std::vector<PlanObservation>& observations = (*result)[found->second].observations;
                places.emplace(run.integer(0), std::pair{found->second, observations.size()});
                observations.push_back(observation(run, **spellings));
                return {};
            });
        if (!read) return read.error();
        std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
        std::vector<std::int64_t> wanted;
        read = m_store.each(
            db::Query::PlanObservationNotices, [&](auto& run) { run.bind(1, list); },
            [&](const Run& run) -> base::Status {
                pairs.emplace_back(run.integer(0), run.integer(1));
                wanted.push_back(run.integer(1));
                return {};
            });
        if (!read) return read.error();
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        const auto noticeNodes = nodesOf(wanted);
        if (!noticeNodes) return noticeNodes.error();
        const auto found = notices(*noticeNodes);
        if (!found) return found.error();
        for (const auto& pair : pairs) {
            const auto notice = std::lower_bound(noticeNodes->begin(), noticeNodes->end(), pair.second,
                                                 [](const PlanNode& node, std::int64_t id) { return node.id < id; });
            const auto place = places.at(pair.first);
            (*result)[place.first].observations[place.second].notices.push_back(
                (*found)[static_cast<std::size_t>(notice - noticeNodes->begin())]);
        }
        return result;
    }

    /// The indicator of a node with its observations and targets; nullopt for node 0.
    base::Result<std::optional<PlanIndicator>> indicator(std::int64_t node) {
        if (node == 0) return std::optional<PlanIndicator>{};
        const auto nodes = nodesOf(std::vector{node});
        if (!nodes) return nodes.error();
        auto found = withObservations(*nodes);
        if (!found) return found.error();
        if (found->empty()) return corrupt("an indicator has no words");
        auto set = targets(node);
        if (!set) return set.error();
        found->front().targets = std::move(*set);
        return std::optional<PlanIndicator>(std::move(found->front()));
    }

    base::Result<std::vector<PlanMilestone>> milestones(std::int64_t node) {
        std::vector<PlanMilestone> milestones;
        const base::Status read = m_store.each(
            db::Query::PlanMilestones, [&](auto& run) { run.bind(1, node).bind(2, code(m_lang)); },
            [&](const Run& run) -> base::Status {
                PlanMilestone milestone;
                milestone.title = shown(run.text(0), m_lang, run.text(1));
                milestone.dueOn = run.text(2);
                milestone.metOn = run.text(3);
                milestone.checkedOn = run.text(4);
                milestone.state = run.text(5);
                milestone.addedBy = run.text(6);
                milestone.addedOn = run.text(7);
                milestone.example = run.integer(8) != 0;
                milestone.source = readSource(run, 9);
                milestones.push_back(std::move(milestone));
                return {};
            });
        if (!read) return read.error();
        return milestones;
    }

    base::Result<std::vector<PlanTarget>> targets(std::int64_t indicator) {
        std::vector<PlanTarget> targets;
        const base::Status read = m_store.each(
            db::Query::PlanTargets, [&](auto& run) { run.bind(1, indicator); },
            [&](const Run& run) -> base::Status {
                targets.push_back({static_cast<int>(run.integer(0)), run.real(1), run.text(2), run.text(3),
                                   readSource(run, 5), run.integer(4) != 0});
                return {};
            });
        if (!read) return read.error();
        return targets;
    }

    // Of a node, or of everything: kEverything.
    static constexpr std::int64_t kEverything = 0;

    base::Result<std::vector<PlanBudgetLine>> budget(std::int64_t node) {
        std::vector<PlanBudgetLine> lines;
        const base::Status read = m_store.each(
            db::Query::PlanBudget, [&](auto& run) { run.bind(1, node); },
            [&](const Run& run) -> base::Status {
                lines.push_back({run.text(0), static_cast<int>(run.integer(1)), run.text(2), run.integer(3),
                                 run.text(4), readSource(run, 6), run.integer(5) != 0});
                return {};
            });
        if (!read) return read.error();
        return lines;
    }

    base::Result<std::vector<PlanMeeting>> meetings(std::int64_t node) {
        std::vector<PlanMeeting> meetings;
        std::vector<std::int64_t> ids;
        std::unordered_map<std::int64_t, std::size_t> index;
        base::Status read = m_store.each(
            db::Query::PlanMeetings, [&](auto& run) { run.bind(1, node).bind(2, code(m_lang)); },
            [&](const Run& run) -> base::Status {
                PlanMeeting meeting;
                index.emplace(run.integer(0), ids.size());
                ids.push_back(run.integer(0));
                meeting.key = run.text(1);
                meeting.kind = run.text(2);
                meeting.heldOn = run.text(3);
                meeting.place = run.text(4);
                meeting.title = shown(run.text(5), m_lang, run.text(6));
                meeting.example = run.integer(7) != 0;
                meeting.minutes = readSource(run, 8);
                meetings.push_back(std::move(meeting));
                return {};
            });
        if (!read) return read.error();
        read = m_store.each(
            db::Query::PlanMeetingNodes, [&](auto& run) { run.bind(1, nodeList(ids)); },
            [&](const Run& run) -> base::Status {
                meetings[index.at(run.integer(0))].commitments.push_back(run.text(1));
                return {};
            });
        if (!read) return read.error();
        return meetings;
    }

    base::Result<std::vector<PlanNote>> notes(std::int64_t node) {
        std::vector<PlanNote> notes;
        const base::Status read = m_store.each(
            db::Query::PlanNotes, [&](auto& run) { run.bind(1, node); },
            [&](const Run& run) -> base::Status {
                notes.push_back({run.text(0), run.text(1), run.text(2), run.text(3), run.integer(4) != 0});
                return {};
            });
        if (!read) return read.error();
        return notes;
    }

    base::Result<PlanNoteCounts> noteCounts(std::int64_t node) {
        PlanNoteCounts counts;
        const base::Status read = m_store.each(
            db::Query::PlanNoteCounts, [&](auto& run) { run.bind(1, node); },
            [&](const Run& run) -> base::Status {
                const std::string state = run.text(0);
                const auto count = static_cast<int>(run.integer(1));
                counts.received += count;
                if (state == "in-review") counts.inReview = count;
                if (state == "published") counts.published = count;
                if (state == "rejected") counts.rejected = count;
                return {};
            });
        if (!read) return read.error();
        return counts;
    }

    /// The node of an item; 0 when it has none.
    base::Result<std::int64_t> nodeOf(ItemId item) {
        std::int64_t id = 0;
        const base::Status read = m_store.each(
            db::Query::PlanNodeByItem, [&](auto& run) { run.bind(1, item.value); },
            [&](const Run& run) -> base::Status {
                id = run.integer(0);
                return {};
            });
        if (!read) return read.error();
        return id;
    }

    base::Result<PlanCommitmentPage> page(const PlanNode& node);

private:
    /// What was noted about a commitment since: milestones, money, meetings, what citizens saw.
    base::Status records(std::int64_t node, PlanCommitmentPage& page);

    base::Result<std::vector<PlanNode>> nodes(const std::string& kind, const std::string& ids) {
        std::vector<PlanNode> nodes;
        const base::Status read = m_store.each(
            db::Query::PlanNodes, [&](auto& run) { run.bind(1, kind).bind(2, ids).bind(3, code(m_lang)); },
            [&](const Run& run) -> base::Status {
                PlanNode node;
                node.id = run.integer(0);
                node.code = run.text(1);
                node.icon = run.text(2);
                node.detail = run.text(3);
                node.item = {run.integer(4)};
                node.itemKey = run.text(5);
                node.parentCode = run.text(6);
                node.title = shown(run.text(7), m_lang, run.text(11));
                node.label = shown(run.text(8), m_lang, run.text(12));
                node.words = shown(run.text(9), m_lang, run.text(13));
                node.advice = shown(run.text(10), m_lang, run.text(14));
                node.parent = run.integer(15);
                node.proof = run.text(16);
                nodes.push_back(std::move(node));
                return {};
            });
        if (!read) return read.error();
        return nodes;
    }

    static PlanObservation observation(const Run& run, const std::vector<Spelling>& spellings) {
        PlanObservation o;
        o.code = run.text(2);
        o.districtName = run.text(3);
        o.districtKey = run.text(4);
        o.population = run.text(5);
        o.printed = run.text(6);
        if (!run.isNull(7)) o.value = run.real(7);
        o.category = run.text(8);
        o.missing = !run.isNull(9);
        o.qualifier = run.text(10);
        if (!run.isNull(11)) o.period = static_cast<int>(run.integer(11));
        o.periodBasis = run.text(12);
        o.kind = run.text(13);
        o.basis = run.text(14);
        o.quote = {static_cast<int>(run.integer(15)), marked(run.text(16), spellings)};
        o.source = readSource(run, 17);
        return o;
    }

    Impl& m_store;
    Lang m_lang;
};

base::Result<PlanCommitmentPage> Store::Impl::PlanReader::page(const PlanNode& node) {
    PlanCommitmentPage page;
    page.title = node.title;
    auto cards = commitments({node});
    if (!cards) return cards.error();
    page.commitment = std::move(cards->front());
    auto said = quotes({node.id});
    if (!said) return said.error();
    page.quotes = std::move((*said)[node.id]);
    auto found = reports(node.id);
    if (!found) return found.error();
    page.reports = std::move(*found);

    const auto dimension = nodesOf(std::vector{node.parent});
    if (!dimension) return dimension.error();
    if (!dimension->empty()) {
        page.dimension = dimension->front().title;
        page.dimensionCode = dimension->front().code;
    }
    std::vector<std::int64_t> partIds;
    base::Status read = m_store.each(
        db::Query::PlanParts, [&](auto& run) { run.bind(1, node.id); },
        [&](const Run& run) -> base::Status {
            partIds.push_back(run.integer(0));
            return {};
        });
    if (!read) return read.error();
    const auto own = nodesOf(partIds);
    if (!own) return own.error();
    auto parts = statements(*own);
    if (!parts) return parts.error();
    page.parts = std::move(*parts);

    const auto out = links({node.id});
    if (!out) return out.error();
    const auto linked = [&](std::string_view kind) -> base::Result<std::vector<PlanNode>> {
        std::vector<std::int64_t> ids;
        for (const Link& link : *out) {
            if (link.kind == kind) ids.push_back(link.to);
        }
        return nodesOf(ids);
    };
    const auto related = linked("commitment");
    if (!related) return related.error();
    auto relatedCards = commitments(*related);
    if (!relatedCards) return relatedCards.error();
    page.related = std::move(*relatedCards);
    const auto suggested = linked("indicator");
    if (!suggested) return suggested.error();
    auto suggestedIndicators = indicators(*suggested);
    if (!suggestedIndicators) return suggestedIndicators.error();
    page.indicators = std::move(*suggestedIndicators);
    const auto noted = linked("notice");
    if (!noted) return noted.error();
    auto pageNotices = notices(*noted);
    if (!pageNotices) return pageNotices.error();
    page.notices = std::move(*pageNotices);

    std::vector<std::int64_t> namedBy;
    read = m_store.each(
        db::Query::PlanLinksBack, [&](auto& run) { run.bind(1, node.id); },
        [&](const Run& run) -> base::Status {
            if (run.text(1) == "statement") namedBy.push_back(run.integer(0));
            return {};
        });
    if (!read) return read.error();
    const auto namedNodes = nodesOf(namedBy);
    if (!namedNodes) return namedNodes.error();
    auto named = statements(*namedNodes);
    if (!named) return named.error();
    page.statements = std::move(*named);
    read = records(node.id, page);
    if (!read) return read.error();
    return page;
}

base::Status Store::Impl::PlanReader::records(std::int64_t node, PlanCommitmentPage& page) {
    auto dated = milestones(node);
    if (!dated) return dated.error();
    page.milestones = std::move(*dated);
    auto money = budget(node);
    if (!money) return money.error();
    page.budget = std::move(*money);
    auto held = meetings(node);
    if (!held) return held.error();
    page.meetings = std::move(*held);
    auto seen = notes(node);
    if (!seen) return seen.error();
    page.notes = std::move(*seen);
    const auto counts = noteCounts(node);
    if (!counts) return counts.error();
    page.noteCounts = *counts;
    return {};
}

base::Status Store::Impl::verifyPlanLog() {
    if (schemaVersion < kPlanSchema) return {};
    PlanLogRow last;
    last.hash.assign(kHashDigits, '0');
    return each(
        db::Query::PlanLog, [](auto&) {},
        [&](const Run& run) -> base::Status {
            PlanLogRow row{run.integer(0), run.text(1), run.text(2), run.text(3),
                           run.text(4),    run.text(5), run.text(6), run.text(7)};
            if (row.seq != last.seq + 1 || row.previous != last.hash || planLogHash(row) != row.hash) {
                return corrupt("row " + std::to_string(row.seq) +
                               " of the plan's log was changed or taken out; build the pack again from its source");
            }
            last = std::move(row);
            return {};
        });
}

void Store::setProgressWithheld(bool withheld) { m_impl->progressWithheld = withheld; }

base::Result<std::optional<Plan>> Store::planHead(Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::optional<Plan>{};
    std::optional<Plan> plan;
    std::optional<PlanMoney> envelope;
    base::Status read = m_impl->each(
        db::Query::Plan, [](auto&) {},
        [&](const Run& run) -> base::Status {
            plan.emplace();
            plan->adopted = run.text(1) == "adopted";
            plan->presentedYear = static_cast<int>(run.integer(2));
            plan->periodStart = static_cast<int>(run.integer(3));
            plan->periodEnd = static_cast<int>(run.integer(4));
            if (!run.isNull(5)) envelope = PlanMoney{run.integer(5), static_cast<int>(run.integer(6)), {}};
            plan->documentSha256 = run.text(7);
            plan->source = readSource(run, 8);
            return {};
        });
    if (!read) return read.error();
    if (!plan) return plan;
    Impl::PlanReader reader(*m_impl, lang);
    const auto self = reader.nodesOf("plan");
    if (!self) return self.error();
    if (self->empty()) return corrupt("the plan has no words");
    plan->title = self->front().title;
    plan->label = self->front().label;
    if (envelope) {
        auto quotes = reader.quotes({self->front().id});
        if (!quotes) return quotes.error();
        envelope->quotes = std::move((*quotes)[self->front().id]);
        plan->envelope = std::move(envelope);
    }
    read = m_impl->each(
        db::Query::PlanExamples, [](auto&) {},
        [&](const Run& run) -> base::Status {
            plan->hasExamples = run.integer(0) != 0;
            return {};
        });
    if (!read) return read.error();
    if (m_impl->progressWithheld) withholdProgress(*plan);
    return plan;
}

base::Result<std::optional<Plan>> Store::plan(Lang lang) const {
    auto plan = planHead(lang);
    if (!plan || !*plan) return plan;
    Impl::PlanReader reader(*m_impl, lang);
    const auto dimensions = reader.nodesOf("dimension");
    if (!dimensions) return dimensions.error();
    std::unordered_map<std::int64_t, std::size_t> index;
    for (const PlanNode& node : *dimensions) {
        index.emplace(node.id, (*plan)->dimensions.size());
        (*plan)->dimensions.push_back({node.code, node.icon, node.title, {}});
    }
    const auto nodes = reader.nodesOf("commitment");
    if (!nodes) return nodes.error();
    auto cards = reader.commitments(*nodes);
    if (!cards) return cards.error();
    for (std::size_t i = 0; i < nodes->size(); ++i) {
        const auto dimension = index.find((*nodes)[i].parent);
        if (dimension == index.end()) return corrupt("a commitment belongs to no dimension");
        (*plan)->dimensions[dimension->second].commitments.push_back(std::move((*cards)[i]));
    }
    if (m_impl->progressWithheld) withholdProgress(**plan);
    return plan;
}

base::Result<std::optional<PlanCommitmentPage>> Store::planCommitment(ItemId id, Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::optional<PlanCommitmentPage>{};
    Impl::PlanReader reader(*m_impl, lang);
    const auto node = reader.nodeOf(id);
    if (!node) return node.error();
    if (*node == 0) return std::optional<PlanCommitmentPage>{};
    const auto nodes = reader.nodesOf(std::vector{*node});
    if (!nodes) return nodes.error();
    if (nodes->empty()) return corrupt("a commitment has no words");
    auto page = reader.page(nodes->front());
    if (!page) return page.error();
    if (m_impl->progressWithheld) withholdProgress(*page);
    return std::optional<PlanCommitmentPage>(std::move(*page));
}

base::Result<std::vector<PlanIndicator>> Store::planIndicators(const std::string& theme, Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::vector<PlanIndicator>{};
    Impl::PlanReader reader(*m_impl, lang);
    auto nodes = reader.nodesOf("indicator");
    if (!nodes) return nodes.error();
    if (!theme.empty()) std::erase_if(*nodes, [&](const PlanNode& node) { return node.detail != theme; });
    return reader.withObservations(*nodes);
}

base::Result<std::vector<std::string>> Store::planThemes() const {
    std::vector<std::string> themes;
    if (m_impl->schemaVersion < kPlanSchema) return themes;
    const base::Status read = m_impl->each(
        db::Query::PlanThemes, [](auto&) {},
        [&](const Run& run) -> base::Status {
            themes.push_back(run.text(0));
            return {};
        });
    if (!read) return read.error();
    return themes;
}

base::Result<std::optional<PlanIndicator>> Store::planIndicator(ItemId id, Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::optional<PlanIndicator>{};
    Impl::PlanReader reader(*m_impl, lang);
    const auto node = reader.nodeOf(id);
    if (!node) return node.error();
    return reader.indicator(*node);
}

base::Result<std::optional<PlanIndicator>> Store::planIndicatorOf(const std::string& observation, Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::optional<PlanIndicator>{};
    std::int64_t node = 0;
    const base::Status read = m_impl->each(
        db::Query::PlanIndicatorOfObservation, [&](auto& run) { run.bind(1, observation); },
        [&](const Run& run) -> base::Status {
            node = run.integer(0);
            return {};
        });
    if (!read) return read.error();
    return Impl::PlanReader(*m_impl, lang).indicator(node);
}

base::Result<std::vector<PlanStatement>> Store::planStatements(const std::string& kind, Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::vector<PlanStatement>{};
    Impl::PlanReader reader(*m_impl, lang);
    auto nodes = reader.nodesOf("statement");
    if (!nodes) return nodes.error();
    std::erase_if(*nodes, [&](const PlanNode& node) { return node.detail != kind; });
    return reader.statements(*nodes);
}

base::Result<std::vector<PlanNotice>> Store::planNotices(Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::vector<PlanNotice>{};
    Impl::PlanReader reader(*m_impl, lang);
    const auto nodes = reader.nodesOf("notice");
    if (!nodes) return nodes.error();
    return reader.notices(*nodes);
}

base::Result<std::vector<PlanBudgetLine>> Store::planBudget() const {
    if (m_impl->schemaVersion < kPlanSchema || m_impl->progressWithheld) return std::vector<PlanBudgetLine>{};
    return Impl::PlanReader(*m_impl, Lang::Es).budget(Impl::PlanReader::kEverything);
}

base::Result<std::vector<PlanMeeting>> Store::planMeetings(Lang lang) const {
    if (m_impl->schemaVersion < kPlanSchema) return std::vector<PlanMeeting>{};
    return Impl::PlanReader(*m_impl, lang).meetings(Impl::PlanReader::kEverything);
}

base::Result<PlanNoteCounts> Store::planNoteCounts() const {
    if (m_impl->schemaVersion < kPlanSchema || m_impl->progressWithheld) return PlanNoteCounts{};
    return Impl::PlanReader(*m_impl, Lang::Es).noteCounts(Impl::PlanReader::kEverything);
}

}  // namespace content
