#include "state/observation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/assert.hpp"
#include "state/receipt.hpp"

namespace state {
namespace {

constexpr std::size_t kDocumentDigits = 8;
constexpr std::size_t kPhoneDigits = 7;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }
/// What people write between the figures of a number. A comma is not among them: it parts thousands in Peru.
bool joins(char c) { return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+'; }

bool isYear(std::string_view group) {
    return group.size() == 4 && (group.substr(0, 2) == "19" || group.substr(0, 2) == "20");
}

/// "3/5/2026", "2019-2022": figures that tell when, not who.
bool tellsWhen(const std::vector<std::string_view>& groups) {
    if (std::all_of(groups.begin(), groups.end(), isYear)) return true;
    if (groups.size() != 3) return false;
    const auto isShort = [](std::string_view group) { return group.size() <= 2; };
    return isShort(groups[0]) && isShort(groups[1]) && (isShort(groups[2]) || isYear(groups[2]));
}

PersonalData judge(const std::vector<std::string_view>& groups) {
    std::size_t digits = 0;
    for (const std::string_view group : groups) {
        if (group.size() == kDocumentDigits) return PersonalData::Document;
        digits += group.size();
    }
    return digits >= kPhoneDigits && !tellsWhen(groups) ? PersonalData::Phone : PersonalData::None;
}

/// Runs of figures with at most two joining characters between them ("(051) 566123").
PersonalData numbersIn(std::string_view text) {
    std::vector<std::string_view> groups;
    std::size_t gap = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (isDigit(text[at])) {
            std::size_t end = at;
            while (end < text.size() && isDigit(text[end]))
                ++end;
            groups.push_back(text.substr(at, end - at));
            at = end;
            gap = 0;
            continue;
        }
        if (!joins(text[at]) || ++gap > 2) {
            const PersonalData found = judge(groups);
            if (found != PersonalData::None) return found;
            groups.clear();
        }
        ++at;
    }
    return judge(groups);
}

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool mailIn(std::string_view text) {
    if (text.find('@') != std::string_view::npos) return true;
    // The keyboard of the kiosk has no @, so people spell it.
    const std::string lower = lowerCase(text);
    for (const std::string_view word : {"arroba", "gmail", "hotmail", "outlook", "yahoo"}) {
        for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            const bool begins = at == 0 || !isLetter(lower[at - 1]);
            if (begins && (end == lower.size() || !isLetter(lower[end]))) return true;
        }
    }
    return false;
}

}  // namespace

std::string payloadOf(const Observation& observation) {
    KIOSK_ASSERT(std::find(kMarks.begin(), kMarks.end(), observation.mark) != kMarks.end());
    KIOSK_ASSERT(isReceipt(observation.receipt));
    const nlohmann::json json = {{"v", 1},
                                 {"commitment", observation.commitment},
                                 {"mark", observation.mark},
                                 {"text", observation.text},
                                 {"day", observation.day},
                                 {"receipt", observation.receipt}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

PersonalData personalDataIn(std::string_view text) {
    if (mailIn(text)) return PersonalData::Mail;
    return numbersIn(text);
}

}  // namespace state
