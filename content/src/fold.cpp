#include "content/fold.hpp"

#include <algorithm>

#include "unicode.hpp"

namespace content {
namespace {

constexpr std::size_t kMaxQueryBytes = 256;
constexpr std::size_t kMaxQueryWords = 8;

}  // namespace

std::string fold(std::string_view utf8) {
    std::string folded;
    folded.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint c = codePointAt(utf8, at);
        appendFolded(folded, c.value);
        at += c.length;
    }
    return folded;
}

std::vector<std::string> foldedWords(std::string_view utf8) {
    if (utf8.size() > kMaxQueryBytes) {
        std::size_t end = kMaxQueryBytes;
        while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
            --end;
        utf8 = utf8.substr(0, end);
    }
    std::vector<std::string> words;
    for (FoldedWord& word : wordsOf(utf8)) {
        if (words.size() == kMaxQueryWords) break;
        words.push_back(std::move(word.folded));
    }
    return words;
}

std::vector<std::pair<std::size_t, std::size_t>> highlight(std::string_view utf8,
                                                           const std::vector<std::string>& words) {
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (const FoldedWord& word : wordsOf(utf8)) {
        std::size_t longest = 0;
        for (const std::string& begin : words) {
            if (word.folded.starts_with(begin)) longest = std::max(longest, begin.size());
        }
        if (longest > 0) ranges.emplace_back(word.first, word.ends[longest - 1]);
    }
    return ranges;
}

bool withinOneEdit(std::string_view a, std::string_view b) { return withinOneEdit(codePointsOf(a), codePointsOf(b)); }

}  // namespace content
