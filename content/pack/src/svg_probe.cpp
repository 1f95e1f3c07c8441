#include "svg_probe.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "findings.hpp"
#include "text_file.hpp"
#include "unicode.hpp"

namespace content_pack {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return out;
}

std::string localName(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return lower(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The character references of XML; `&name;` of a document type stays as it is (document types are refused).
std::string withoutReferences(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t amp = text.find('&');
        out += text.substr(0, amp);
        if (amp == std::string_view::npos) break;
        text.remove_prefix(amp);
        const std::size_t end = text.substr(0, 12).find(';');  // no reference is longer
        if (end == std::string_view::npos) {
            out += '&';
            text.remove_prefix(1);
            continue;
        }
        const std::string_view name = text.substr(1, end - 1);
        if (name.starts_with('#')) {
            const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
            const std::string_view digits = name.substr(hex ? 2 : 1);
            std::uint32_t value = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
            content::appendUtf8(out, value < 0x110000 ? value : content::kReplacementCharacter);
        } else {
            out += name == "amp" ? "&" : name == "lt" ? "<" : name == "gt" ? ">" : name == "quot" ? "\"" : "'";
        }
        text.remove_prefix(end + 1);
    }
    return out;
}

/// Style sheets may write any character as an escape: \75rl( is url(.
std::string withoutCssEscapes(std::string_view css) {
    std::string out;
    for (std::size_t i = 0; i < css.size(); ++i) {
        if (css[i] != '\\') {
            out += css[i];
            continue;
        }
        std::size_t end = i + 1;
        std::uint32_t value = 0;
        while (end < css.size() && end - i <= 6 &&
               std::string_view("0123456789abcdefABCDEF").find(css[end]) != std::string_view::npos) {
            std::uint32_t digit = 0;
            std::from_chars(css.data() + end, css.data() + end + 1, digit, 16);
            value = value * 16 + digit;
            ++end;
        }
        if (end == i + 1) continue;  // \( is (
        content::appendUtf8(out, value < 0x110000 ? value : content::kReplacementCharacter);
        if (end < css.size() && isSpace(css[end])) ++end;
        i = end - 1;
    }
    return out;
}

class Probe {
public:
    explicit Probe(std::string_view svg) : m_svg(svg) {}

    std::vector<SvgProblem> run() {
        std::size_t at = 0;
        while ((at = m_svg.find('<', at)) != std::string_view::npos) {
            const std::string_view rest = m_svg.substr(at);
            if (rest.starts_with("<!--")) {
                at = after(at, "-->");
            } else if (rest.starts_with("<![CDATA[")) {
                const std::size_t end = after(at, "]]>");
                styleText(at, m_svg.substr(at, end - at));
                at = end;
            } else if (rest.starts_with("<!")) {
                add(Rule::SvgExternal, at, "a document type");
                at = after(at, ">");
            } else if (rest.starts_with("<?")) {
                if (!rest.starts_with("<?xml ")) add(Rule::SvgExternal, at, "a processing instruction");
                at = after(at, "?>");
            } else {
                at = tag(at);
            }
        }
        return std::move(m_problems);
    }

private:
    std::size_t after(std::size_t at, std::string_view end) const {
        const std::size_t found = m_svg.find(end, at);
        return found == std::string_view::npos ? m_svg.size() : found + end.size();
    }

    /// Gives the offset after the tag (and after the text behind a <style>).
    std::size_t tag(std::size_t at) {
        const std::size_t start = at;
        ++at;
        const bool closing = at < m_svg.size() && m_svg[at] == '/';
        if (closing) ++at;
        const std::size_t nameBegin = at;
        while (at < m_svg.size() && !isSpace(m_svg[at]) && m_svg[at] != '>' && m_svg[at] != '/')
            ++at;
        const std::string name = localName(m_svg.substr(nameBegin, at - nameBegin));
        if (!closing) element(name, start);
        while (at < m_svg.size() && m_svg[at] != '>')
            at = attribute(at);
        at = std::min(at + 1, m_svg.size());
        if (name == "style" && !closing) {
            const std::size_t end = std::min(m_svg.find('<', at), m_svg.size());
            styleText(at, m_svg.substr(at, end - at));
        }
        return at;
    }

    std::size_t attribute(std::size_t at) {
        const std::size_t start = at;
        while (at < m_svg.size() && (isSpace(m_svg[at]) || m_svg[at] == '/'))
            ++at;
        const std::size_t nameBegin = at;
        while (at < m_svg.size() && !isSpace(m_svg[at]) && m_svg[at] != '=' && m_svg[at] != '>')
            ++at;
        const std::string_view name = m_svg.substr(nameBegin, at - nameBegin);
        while (at < m_svg.size() && isSpace(m_svg[at]))
            ++at;
        if (at >= m_svg.size() || m_svg[at] != '=') return at == start ? at + 1 : at;
        ++at;
        while (at < m_svg.size() && isSpace(m_svg[at]))
            ++at;
        if (at >= m_svg.size()) return at;
        const char quote = m_svg[at];
        if (quote != '"' && quote != '\'') return at;  // not XML; librsvg will refuse it
        const std::size_t end = std::min(m_svg.find(quote, at + 1), m_svg.size());
        value(name, withoutReferences(m_svg.substr(at + 1, end - at - 1)), nameBegin);
        return std::min(end + 1, m_svg.size());
    }

    void element(const std::string& name, std::size_t at) {
        static constexpr std::string_view kActive[] = {"script", "handler", "foreignobject", "iframe",
                                                       "object", "embed",   "audio",         "video"};
        for (const std::string_view active : kActive) {
            if (name == active) add(Rule::SvgScript, at, "the element <" + name + ">");
        }
        if (name == "text") add(Rule::SvgText, at, "the element <text>");
    }

    void value(std::string_view name, const std::string& text, std::size_t at) {
        if (name == "xmlns" || name.starts_with("xmlns:")) return;  // names of vocabularies, fetched by nobody
        const std::string local = localName(name);
        const std::string plain = lower(trimmed(text));
        if (local.size() > 2 && local.starts_with("on")) add(Rule::SvgScript, at, "the attribute " + local);
        if (plain.starts_with("javascript:")) add(Rule::SvgScript, at, "a script in the attribute " + local);
        const bool isReference = local == "href" || local == "src" || name == "xml:base";
        const bool isInside = plain.empty() || plain.starts_with('#') || plain.starts_with("data:image/png") ||
                              plain.starts_with("data:image/jpeg");
        if (isReference && !isInside) add(Rule::SvgExternal, at, local + "=" + inQuotes(text));
        styleText(at, text);
    }

    void styleText(std::size_t at, std::string_view css) {
        const std::string plain = lower(withoutCssEscapes(css));
        if (plain.find("@import") != std::string::npos) add(Rule::SvgExternal, at, "@import");
        for (std::size_t found = plain.find("url("); found != std::string::npos;
             found = plain.find("url(", found + 4)) {
            const std::size_t target = plain.find_first_not_of(" \t\r\n\"'", found + 4);
            const std::string_view rest = target == std::string::npos ? "" : std::string_view(plain).substr(target);
            if (!rest.starts_with('#') && !rest.starts_with("data:image/png") && !rest.starts_with("data:image/jpeg")) {
                add(Rule::SvgExternal, at, "url(" + inQuotes(rest.substr(0, rest.find(')'))));
            }
        }
    }

    void add(Rule rule, std::size_t at, std::string detail) {
        constexpr std::size_t kMaxProblems = 50;
        if (m_problems.size() == kMaxProblems) return;
        const auto lines = std::count(m_svg.begin(), m_svg.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        m_problems.push_back({rule, static_cast<int>(lines) + 1, std::move(detail)});
    }

    std::string_view m_svg;
    std::vector<SvgProblem> m_problems;
};

}  // namespace

std::vector<SvgProblem> probeSvg(std::string_view svg) { return Probe(svg).run(); }

}  // namespace content_pack
