#include "plan_document.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "hash.hpp"

namespace content_pack {
namespace {

/// As lines and quotes are compared.
std::string plainWords(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (c == '*' || (space && (plain.empty() || plain.back() == ' '))) continue;
        plain += space ? ' ' : c;
    }
    if (!plain.empty() && plain.back() == ' ') plain.pop_back();
    return plain;
}

std::vector<std::string> linesOf(std::string_view document) {
    std::vector<std::string> lines;
    while (!document.empty()) {
        const std::size_t end = std::min(document.find('\n'), document.size());
        lines.push_back(plainWords(document.substr(0, end)));
        document.remove_prefix(std::min(end + 1, document.size()));
    }
    return lines;
}

/// Reports words that do not stand in their line, and where they do.
void lookUp(const std::vector<std::string>& lines, const Origin& at, int line, std::string_view quote,
            Findings& findings) {
    const std::string words = plainWords(quote);
    const auto holds = [&](const std::string& text) { return text.find(words) != std::string::npos; };
    const auto index = static_cast<std::size_t>(line) - 1;
    if (words.empty() || (index < lines.size() && holds(lines[index]))) return;
    const auto found = std::find_if(lines.begin(), lines.end(), holds);
    if (found == lines.end()) {
        findings.add(Rule::PlanQuote, at, inQuotes(words) + " stands nowhere in the document",
                     "copy the words as they are, with their mistakes");
    } else {
        findings.add(Rule::PlanQuote, at, inQuotes(words) + " does not stand in line " + std::to_string(line),
                     "it stands in line " + std::to_string(found - lines.begin() + 1) + "; correct 'line'");
    }
}

}  // namespace

void checkDocument(const PlanSource& plan, std::string_view document, Findings& findings) {
    if (plan.empty()) return;
    const std::string sha256 = content::sha256Hex(document);
    if (sha256 != plan.plan->documentSha256) {
        findings.add(Rule::PlanDocument, plan.plan->at,
                     "the document given has the SHA-256 " + sha256 + " and the plan was taken from " +
                         inQuotes(plan.plan->documentSha256),
                     "give the document itself, or compare every quote anew and correct 'document_sha256'");
        return;
    }
    const std::vector<std::string> lines = linesOf(document);
    if (static_cast<int>(lines.size()) != plan.plan->documentLines) {
        findings.add(Rule::PlanDocument, plan.plan->at,
                     "the document has " + std::to_string(lines.size()) + " lines and the plan says " +
                         std::to_string(plan.plan->documentLines),
                     "correct 'document_lines'");
    }
    for (const PlanQuoteRow& quote : plan.quotes)
        lookUp(lines, quote.at, quote.line, quote.text, findings);
    for (const PlanObservationRow& o : plan.observations) {
        if (o.line) lookUp(lines, o.at, *o.line, o.quote, findings);
    }
}

}  // namespace content_pack
