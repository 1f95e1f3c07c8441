#include "content/models.hpp"

#include "base/assert.hpp"

namespace content {

const char* code(Lang lang) {
    switch (lang) {
        case Lang::Es: return "es";
        case Lang::Qu: return "qu";
        case Lang::Ay: return "ay";
        case Lang::En: return "en";
    }
    return "es";
}

std::optional<Lang> langFromCode(std::string_view wanted) {
    for (const Lang lang : kAllLangs) {
        if (wanted == code(lang)) return lang;
    }
    return std::nullopt;
}

const char* name(Kind kind) {
    switch (kind) {
        case Kind::Province: return "province";
        case Kind::District: return "district";
        case Kind::Place: return "place";
        case Kind::Event: return "event";
        case Kind::Festival: return "festival";
        case Kind::Dance: return "dance";
        case Kind::Music: return "music";
        case Kind::Craft: return "craft";
        case Kind::Architecture: return "architecture";
        case Kind::Food: return "food";
        case Kind::Person: return "person";
        case Kind::Visit: return "visit";
        case Kind::Word: return "word";
        case Kind::Absent: return "absent";
        case Kind::Itinerary: return "itinerary";
        case Kind::Commitment: return "commitment";
        case Kind::Indicator: return "indicator";
    }
    return "";
}

std::optional<Kind> kindFromName(std::string_view wanted) {
    for (const Kind kind : kAllKinds) {
        if (wanted == name(kind)) return kind;
    }
    return std::nullopt;
}

const PictureFile& Picture::atLeast(int widthPx, int heightPx) const {
    KIOSK_ASSERT(!files.empty());
    for (const PictureFile& file : files) {
        if (file.widthPx >= widthPx && file.heightPx >= heightPx) return file;
    }
    return files.back();
}

}  // namespace content
