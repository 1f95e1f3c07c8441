#include "text_file.hpp"

#include <algorithm>
#include <cstdio>

#include "unicode.hpp"

namespace content_pack {
namespace {

std::string hexByte(char c) {
    char text[8];
    std::snprintf(text, sizeof text, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return text;
}

std::string codePointName(char32_t c) {
    char text[16];
    std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
    return text;
}

/// One line without its line end.
std::string cleanLine(std::string_view line, const Origin& at, Findings& findings) {
    if (std::all_of(line.begin(), line.end(), [](char c) { return c == '\t' || (c >= 0x20 && c < 0x7F); })) {
        return std::string(line);
    }
    std::string clean;
    bool invalid = false;
    bool control = false;
    for (std::size_t i = 0; i < line.size();) {
        const content::CodePoint c = content::codePointAt(line, i);
        if (!c.valid) {
            if (!invalid) {
                findings.add(Rule::BadUtf8, at, "byte " + hexByte(line[i]) + " is not UTF-8",
                             "save the file as UTF-8 (it may be Windows-1252)");
            }
            invalid = true;
        } else if (content::isControl(c.value) && c.value != '\t' && c.value != '\r') {
            if (!control) {
                findings.add(Rule::ControlCharacter, at, "the line has the control character " + codePointName(c.value),
                             "delete it; it cannot be seen");
            }
            control = true;
        }
        if (c.value != '\r') content::appendUtf8(clean, c.value);
        i += c.length;
    }
    if (!invalid && !content::isNfc(clean)) {
        findings.add(Rule::NotNfc, at, "the line is not in Unicode normal form C",
                     "normalise the file, e.g. with uconv -x any-nfc");
    }
    return clean;
}

}  // namespace

std::string cleanText(std::string_view bytes, const Origin& file, Findings& findings) {
    Origin at = file;
    at.line = 1;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        // Spreadsheets need it to read a table as UTF-8; everywhere else it is a mistake.
        if (!file.file.ends_with(".csv"))
            findings.add(Rule::ByteOrderMark, at, "the file begins with a byte order mark (U+FEFF)",
                         "save it as UTF-8 without BOM");
        bytes.remove_prefix(3);
    }
    std::string clean;
    clean.reserve(bytes.size());
    bool carriageReturn = false;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        if (!carriageReturn && line.find('\r') != std::string_view::npos) {
            findings.add(Rule::Crlf, at, "the line has a carriage return", "save the file with Unix line ends (\\n)");
            carriageReturn = true;  // a file saved so has it everywhere
        }
        clean += cleanLine(line, at, findings);
        if (end < bytes.size()) clean += '\n';
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        ++at.line;
    }
    return clean;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace content_pack
