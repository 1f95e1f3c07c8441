#include "findings.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "unicode.hpp"

namespace content_pack {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxFindings = 10000;

const char* levelOf(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

/// File contents and names end up on terminals and in CI logs: nothing in them may move the cursor.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const content::CodePoint c = content::codePointAt(text, at);
        if (!c.valid || content::isControl(c.value)) {
            static constexpr char kHex[] = "0123456789ABCDEF";
            const char32_t value = c.valid ? c.value : static_cast<unsigned char>(text[at]);
            out += c.valid ? "\\u" : "\\x";
            for (int shift = c.valid ? 12 : 4; shift >= 0; shift -= 4)
                out += kHex[(value >> shift) & 15];
        } else {
            out += text.substr(at, c.length);
        }
        at += c.length;
    }
    return out;
}

std::string uriOf(std::string_view path) {
    static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string uri;
    for (const char c : path) {
        if (kPlain.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return uri;
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string toString(const Origin& origin) {
    return origin.line > 0 ? origin.file + ":" + std::to_string(origin.line) : origin.file;
}

void Findings::add(Rule rule, const Origin& at, std::string message, std::string remedy) {
    if (m_findings.size() == kMaxFindings) {
        ++m_dropped;
        return;
    }
    const RuleInfo& info = infoOf(rule);
    m_findings.push_back({info.severity, std::string(info.name), at.file, at.line, at.record, std::move(message),
                          std::move(remedy), info.mustAccept, ""});
}

int Findings::accept(std::string_view rule, std::string_view record, const std::string& words) {
    int count = 0;
    for (Finding& finding : m_findings) {
        if (!finding.mustAccept || finding.rule != rule || finding.record != record) continue;
        finding.accepted = words;
        ++count;
    }
    return count;
}

void Findings::append(Findings other) {
    m_dropped += other.m_dropped;
    for (Finding& finding : other.m_findings) {
        if (m_findings.size() == kMaxFindings) {
            ++m_dropped;
        } else {
            m_findings.push_back(std::move(finding));
        }
    }
}

bool Findings::anyError() const {
    return m_dropped > 0 || std::any_of(m_findings.begin(), m_findings.end(),
                                        [](const Finding& finding) { return finding.severity == Severity::Error; });
}

std::vector<Finding> Findings::take() {
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    if (m_dropped > 0) {
        const RuleInfo& info = infoOf(Rule::TooManyFindings);
        m_findings.push_back({info.severity, std::string(info.name), "", 0, "",
                              std::to_string(m_dropped) + " further findings are not listed",
                              "repair what is listed and check again", info.mustAccept, ""});
        m_dropped = 0;
    }
    return std::exchange(m_findings, {});
}

std::string inQuotes(std::string_view value) {
    constexpr std::size_t kShown = 60;
    std::size_t end = 0;
    for (std::size_t count = 0; end < value.size() && count < kShown; ++count) {
        end += content::codePointAt(value, end).length;
    }
    return "'" + escaped(value.substr(0, end)) + (end < value.size() ? "...'" : "'");
}

std::string toString(const Finding& finding) {
    std::string text = finding.file.empty() ? std::string("pack") : escaped(finding.file);
    if (finding.line > 0) text += ":" + std::to_string(finding.line);
    text += std::string(": ") + levelOf(finding.severity) + "[" + finding.rule + "]: ";
    if (!finding.record.empty()) text += "record " + inQuotes(finding.record) + ": ";
    text += escaped(finding.message) + ". ";
    if (!finding.accepted.empty()) return text + "Accepted " + escaped(finding.accepted);
    text += "Remedy: " + escaped(finding.remedy);
    if (finding.mustAccept)
        text += "; or accept it by name in plan/accepted.csv, rule " + finding.rule + ", record " +
                inQuotes(finding.record);
    return text;
}

std::string toJson(const std::vector<Finding>& findings) {
    Json list = Json::array();
    for (const Finding& f : findings) {
        list.push_back({{"severity", levelOf(f.severity)},
                        {"rule", f.rule},
                        {"file", f.file},
                        {"line", f.line},
                        {"record", f.record},
                        {"message", f.message},
                        {"remedy", f.remedy},
                        {"accepted", f.accepted}});
    }
    return dump({{"findings", std::move(list)}});
}

std::string toSarif(const std::vector<Finding>& findings) {
    Json rules = Json::array();
    for (const RuleInfo& info : allRules()) {
        rules.push_back({{"id", info.name},
                         {"shortDescription", {{"text", info.summary}}},
                         {"defaultConfiguration", {{"level", levelOf(info.severity)}}}});
    }
    Json results = Json::array();
    for (const Finding& f : findings) {
        Json result{{"ruleId", f.rule},
                    {"level", levelOf(f.severity)},
                    {"message", {{"text", f.message + ". Remedy: " + f.remedy}}}};
        Json location = Json::object();
        if (!f.file.empty()) {
            location["physicalLocation"] = {{"artifactLocation", {{"uri", uriOf(f.file)}, {"uriBaseId", "PACK"}}}};
            if (f.line > 0) location["physicalLocation"]["region"] = {{"startLine", f.line}};
        }
        if (!f.record.empty()) location["logicalLocations"] = Json::array({{{"name", f.record}, {"kind", "member"}}});
        if (!f.accepted.empty())
            result["suppressions"] = Json::array({{{"kind", "external"}, {"justification", f.accepted}}});
        if (!location.empty()) result["locations"] = Json::array({std::move(location)});
        results.push_back(std::move(result));
    }
    Json run{{"tool", {{"driver", {{"name", "kiosk-pack"}, {"rules", std::move(rules)}}}}},
             {"columnKind", "unicodeCodePoints"},
             {"results", std::move(results)}};
    return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}});
}

}  // namespace content_pack
