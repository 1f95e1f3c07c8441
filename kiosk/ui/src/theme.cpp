#include "ui/theme.hpp"

#include <nlohmann/json.hpp>

namespace ui {

using base::Errc;
using base::Error;
using nlohmann::json;

namespace {

constexpr std::string_view kSectionNames[kSectionCount] = {"neutral", "map",    "places", "crafts", "culture",
                                                           "plan",    "school", "visit",  "words"};
constexpr const char* kNoticeNames[kNoticeCount] = {"example", "ok", "warning", "error", "language", "missing"};
constexpr const char* kStyleNames[kTextStyleCount] = {"display", "figure", "h1",    "h2",  "h3",    "quote",
                                                      "lead",    "body",   "label", "key", "small", "smallBold"};
constexpr const char* kFontNames[kFontFaceCount] = {"displayBold", "displayMedium", "textRegular", "textBold"};

/// Reads members and remembers the first that is missing or of the wrong type.
class Reader {
public:
    explicit Reader(const json& root) : m_root(root) {}

    [[nodiscard]] Color color(const std::string& pointer) {
        const json* member = find(pointer);
        if (member != nullptr && member->is_string()) {
            if (const auto parsed = parseColor(member->get_ref<const std::string&>())) return *parsed;
        }
        fail(pointer, "a colour such as \"#F5ECDD\"");
        return {};
    }
    [[nodiscard]] float number(const std::string& pointer) {
        const json* member = find(pointer);
        if (member != nullptr && member->is_number()) return member->get<float>();
        fail(pointer, "a number");
        return 0;
    }
    [[nodiscard]] bool boolean(const std::string& pointer) {
        const json* member = find(pointer);
        if (member != nullptr && member->is_boolean()) return member->get<bool>();
        fail(pointer, "true or false");
        return false;
    }
    [[nodiscard]] std::string text(const std::string& pointer) {
        const json* member = find(pointer);
        if (member != nullptr && member->is_string()) return member->get<std::string>();
        fail(pointer, "a text");
        return {};
    }
    [[nodiscard]] bool ok() const { return m_problem.empty(); }
    [[nodiscard]] Error error() const { return {Errc::InvalidInput, m_problem}; }
    void fail(const std::string& pointer, const std::string& wanted) {
        if (m_problem.empty()) m_problem = pointer + " must be " + wanted;
    }

private:
    [[nodiscard]] const json* find(const std::string& pointer) const {
        const json::json_pointer at(pointer);
        return m_root.contains(at) ? &m_root.at(at) : nullptr;
    }
    const json& m_root;
    std::string m_problem;
};

base::Result<json> parseObject(std::string_view text) {
    json root = json::parse(text, nullptr, false);
    if (!root.is_object()) return Error{Errc::InvalidInput, "not a JSON object"};
    return root;
}

}  // namespace

std::string_view name(Section section) { return kSectionNames[static_cast<std::size_t>(section)]; }

base::Result<Theme> parseTheme(std::string_view text) {
    auto root = parseObject(text);
    if (!root) return root.error();
    Reader in(*root);
    Theme t;
    t.name = in.text("/name");
    t.surface = {in.color("/surface/base"),       in.color("/surface/raised"), in.color("/surface/sunken"),
                 in.color("/surface/deep"),       in.color("/surface/bar"),    in.color("/surface/barButton"),
                 in.color("/surface/provenance"), in.color("/surface/scrim")};
    t.ink = {in.color("/ink/primary"),  in.color("/ink/secondary"),     in.color("/ink/onDark"), in.color("/ink/onBar"),
             in.color("/ink/disabled"), in.color("/ink/disabledOnBar"), in.color("/ink/link")};
    t.line = {in.color("/line/decorative"), in.color("/line/control"), in.color("/line/focus")};
    t.brand = {in.color("/brand/active"),    in.color("/brand/onActive"), in.color("/brand/activeSoft"),
               in.color("/brand/cochineal"), in.color("/brand/night"),    in.color("/brand/highlight"),
               in.color("/brand/confirm")};
    t.season = {in.color("/season/rain"), in.color("/season/between"), in.color("/season/dry")};
    for (std::size_t i = 0; i < kSectionCount; ++i) {
        const std::string at = "/section/" + std::string(kSectionNames[i]);
        t.sections[i] = {in.color(at + "/fill"), in.color(at + "/on"), in.color(at + "/text"), in.color(at + "/line")};
    }
    for (std::size_t i = 0; i < kNoticeCount; ++i) {
        const std::string at = std::string("/notice/") + kNoticeNames[i];
        t.notices[i] = {in.color(at + "/ink"), in.color(at + "/fill"), in.color(at + "/fill2"),
                        in.color(at + "/border")};
    }
    t.strokeScale = in.number("/strokeScale");
    t.boldText = in.boolean("/boldText");
    t.pictures = in.boolean("/pictures");
    if (!in.ok()) return in.error();
    return t;
}

base::Result<Typography> parseTypography(std::string_view text) {
    auto root = parseObject(text);
    if (!root) return root.error();
    Reader in(*root);
    Typography t;
    for (std::size_t i = 0; i < kFontFaceCount; ++i) {
        t.fontFiles[i] = in.text(std::string("/fonts/") + kFontNames[i] + "/file");
    }
    for (std::size_t i = 0; i < kTextStyleCount; ++i) {
        const std::string at = std::string("/type/") + kStyleNames[i];
        const std::string font = in.text(at + "/font");
        t.styles[i].emMm = in.number(at + "/emMm");
        t.styles[i].leadingMm = in.number(at + "/leadingMm");
        if (t.styles[i].emMm <= 0 || t.styles[i].leadingMm <= 0) in.fail(at, "positive sizes");
        bool known = false;
        for (std::size_t k = 0; k < kFontFaceCount; ++k) {
            if (font == kFontNames[k]) {
                t.styles[i].font = static_cast<FontFace>(k);
                known = true;
            }
        }
        if (!known) in.fail(at + "/font", "one of the fonts of this file");
    }
    if (!in.ok()) return in.error();
    return t;
}

}  // namespace ui
