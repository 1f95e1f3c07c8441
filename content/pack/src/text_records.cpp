#include "text_records.hpp"

#include <algorithm>
#include <array>

#include "keys.hpp"
#include "text_file.hpp"

namespace content_pack {
namespace {

constexpr std::array<std::string_view, 4> kFields = {"name", "short", "summary", "review"};

/// "name" of "name: Putucos", when it is a field of a record.
std::string_view fieldOf(std::string_view line) {
    for (const std::string_view field : kFields) {
        if (line.starts_with(field) && line.substr(field.size()).starts_with(':')) return field;
    }
    return {};
}

class Reader {
public:
    Reader(content::Lang lang, Origin file, Findings& findings)
        : m_lang(lang), m_at(std::move(file)), m_findings(findings) {}

    void line(std::string_view text) {
        ++m_at.line;
        if (text.starts_with("# ")) {
            begin(trimmed(text.substr(2)));
        } else if (text.starts_with('#')) {
            report(Rule::BadRecord, "the line begins with '#' and is no record",
                   "write '# key' to begin a record; headings inside a text do not exist");
        } else if (m_state == State::Outside) {
            if (!trimmed(text).empty()) {
                report(Rule::BadRecord, "text before the first record", "begin the file with '# key'");
            }
        } else if (trimmed(text).empty()) {
            m_state = State::Body;
            endParagraph();
        } else if (m_state == State::Fields) {
            field(text);
        } else {
            paragraph(trimmed(text));
        }
    }

    std::vector<TextRow> finish() {
        endRecord();
        return std::move(m_rows);
    }

private:
    enum class State { Outside, Fields, Body };

    void begin(std::string_view key) {
        endRecord();
        m_at.record = std::string(key);
        if (!isKey(key)) {
            report(Rule::BadKey, "the key " + inQuotes(key) + " is not allowed", std::string(kKeyRemedy));
        }
        m_row = {};
        m_row.at = m_at;
        m_row.lang = m_lang;
        m_row.approved = m_lang == content::Lang::Es || m_lang == content::Lang::En;
        m_seen.fill(false);
        m_state = State::Fields;
    }

    void field(std::string_view text) {
        const std::string_view name = fieldOf(text);
        const std::size_t colon = text.find(':');
        if (name.empty()) {
            const bool looksLikeField =
                colon != std::string_view::npos && text.substr(0, colon).find(' ') == std::string_view::npos;
            if (looksLikeField) {
                report(Rule::UnknownField, "the field " + inQuotes(text.substr(0, colon)) + " does not exist",
                       "the fields are name, short, summary and review");
            } else {
                report(Rule::BadRecord, "the line is no field: " + inQuotes(text),
                       "write 'field: text', and an empty line before the first paragraph");
            }
            return;
        }
        const auto index = static_cast<std::size_t>(std::find(kFields.begin(), kFields.end(), name) - kFields.begin());
        if (m_seen[index]) {
            report(Rule::DuplicateField, "the field '" + std::string(name) + "' is given twice", "keep one of them");
            return;
        }
        m_seen[index] = true;
        const std::string value(trimmed(text.substr(colon + 1)));
        if (name == "name") m_row.name = value;
        if (name == "short") m_row.shortLine = value;
        if (name == "summary") m_row.summary = value;
        if (name == "review") review(value);
    }

    void review(const std::string& value) {
        if (m_lang == content::Lang::Es || m_lang == content::Lang::En) {
            report(Rule::UnknownField, "only Quechua and Aymara texts carry a review", "delete the line");
        } else if (value != "approved" && value != "unreviewed") {
            report(Rule::BadEnum, "the review " + inQuotes(value) + " does not exist", "write approved or unreviewed");
        } else {
            m_row.approved = value == "approved";
        }
    }

    void paragraph(std::string_view text) {
        const std::string_view name = fieldOf(text);
        if (m_paragraph.empty() && !name.empty()) {
            report(Rule::BadRecord, "a paragraph begins with '" + std::string(name) + ":'",
                   "move the field up, under the line with '#', without empty lines between");
        }
        if (!m_paragraph.empty()) m_paragraph += ' ';
        m_paragraph += text;
    }

    void endParagraph() {
        if (m_paragraph.empty()) return;
        if (!m_row.body.empty()) m_row.body += "\n\n";
        m_row.body += m_paragraph;
        m_paragraph.clear();
    }

    void endRecord() {
        if (m_state == State::Outside) return;
        endParagraph();
        m_rows.push_back(std::move(m_row));
        m_row = {};
    }

    void report(Rule rule, std::string message, std::string remedy) {
        m_findings.add(rule, m_at, std::move(message), std::move(remedy));
    }

    content::Lang m_lang;
    Origin m_at;
    Findings& m_findings;
    State m_state = State::Outside;
    TextRow m_row;
    std::string m_paragraph;
    std::array<bool, kFields.size()> m_seen{};
    std::vector<TextRow> m_rows;
};

}  // namespace

std::vector<TextRow> parseTextRecords(std::string_view text, content::Lang lang, const Origin& file,
                                      Findings& findings) {
    Reader reader(lang, file, findings);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        reader.line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.finish();
}

}  // namespace content_pack
