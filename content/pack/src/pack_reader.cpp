#include "pack_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "csv.hpp"
#include "geojson.hpp"
#include "manifest_reader.hpp"
#include "map_tables.hpp"
#include "plan_tables.hpp"
#include "row_reader.hpp"
#include "svg_probe.hpp"
#include "text_file.hpp"
#include "text_records.hpp"

namespace content_pack {
namespace {

using content::Kind;
using content::Lang;
using content::Position;
using Need = Column::Need;

constexpr std::uint64_t kMaxTextBytes = 32'000'000;

constexpr std::array<std::string_view, 5> kPositions = {"none", "surveyed", "settlement", "town_centre", "approximate"};
constexpr std::array<std::string_view, 6> kPlaceCategories = {"site",   "church",       "museum",
                                                              "nature", "architecture", "community"};
constexpr std::array<std::string_view, 7> kTopicKinds = {"province", "music", "craft", "architecture",
                                                         "food",     "visit", "absent"};
constexpr std::array<std::string_view, 6> kCraftCategories = {"textile", "fibre", "dye", "building", "plant", "clay"};
constexpr std::array<std::string_view, 3> kMusicCategories = {"style", "group", "nickname"};
constexpr std::array<std::string_view, 4> kVisitCategories = {"arrival", "climate", "altitude", "language"};
constexpr std::array<std::string_view, 2> kAbsentCategories = {"site", "attraction"};
constexpr std::array<std::string_view, 1> kNoCategory = {""};
constexpr std::array<std::string_view, 4> kPrecisions = {"century", "year", "month", "day"};
constexpr std::array<std::string_view, 2> kDraws = {"fill", "line"};
constexpr std::array<std::string_view, 3> kFonts = {"text", "text-bold", "display"};
constexpr std::array<std::string_view, 3> kDots = {"none", "small", "town"};
constexpr std::array<std::string_view, 2> kLengths = {"half_day", "day"};
constexpr std::array<std::string_view, 3> kPeople = {"none", "not_identifiable", "consent_given"};

/// Files beside the tables that are welcome and not read.
constexpr std::array<std::string_view, 10> kCompanions = {
    "README.md",    "LICENSE",   "LICENSE.txt",  "datapackage.json", "SHA256SUMS",
    "CHANGELOG.md", "LEEME.txt", "plan/log.csv", kMapImportTable,    kMapImportClassesTable};
/// The tables once more, as an export writes them for other programs.
constexpr std::string_view kJsonFolder = "json/";

std::span<const std::string_view> categoriesOf(Kind kind) {
    switch (kind) {
        case Kind::Craft: return kCraftCategories;
        case Kind::Music: return kMusicCategories;
        case Kind::Visit: return kVisitCategories;
        case Kind::Absent: return kAbsentCategories;
        default: return kNoCategory;
    }
}

bool isSlot(std::string_view slot) {
    if (slot == "home.landscape" || slot == "home.portrait" || slot == "attract") return true;
    constexpr std::string_view kSection = "section.";
    if (!slot.starts_with(kSection) || slot.size() == kSection.size()) return false;
    return slot.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", kSection.size()) == std::string_view::npos;
}

std::optional<Colour> parseColour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::array<std::uint8_t, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const char* begin = text.data() + 1 + 2 * i;
        const auto [end, code] = std::from_chars(begin, begin + 2, parts[i], 16);
        if (code != std::errc{} || end != begin + 2) return std::nullopt;
    }
    return Colour{parts[0], parts[1], parts[2]};
}

/// "#RRGGBB" or "#RRGGBBAA" as 0xAABBGGRR.
std::optional<std::uint32_t> parseMapColour(std::string_view text) {
    if ((text.size() != 7 && text.size() != 9) || text[0] != '#') return std::nullopt;
    std::uint32_t rgba = text.size() == 7 ? 0xFF000000U : 0;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        std::uint8_t part = 0;
        const char* begin = text.data() + 1 + i;
        const auto [end, code] = std::from_chars(begin, begin + 2, part, 16);
        if (code != std::errc{} || end != begin + 2) return std::nullopt;
        rgba |= std::uint32_t{part} << (4 * i);
    }
    return rgba;
}

/// True for a path that stays inside its folder and is written the one usual way.
bool isInnerPath(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos) return false;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        if (part.empty() || part == "." || part == "..") return false;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return true;
}

class FolderReader {
public:
    FolderReader(const Folder& folder, int index, const std::vector<Lang>& packLanguages, PictureDepth depth,
                 PackSource& out, Findings& findings)
        : m_folder(folder),
          m_index(index),
          m_languages(packLanguages),
          m_depth(depth),
          m_out(out),
          m_findings(findings) {}

    base::Status read() {
        auto files = m_folder.tree->list(m_folder.label, m_index, m_findings);
        if (!files) return files.error();
        m_files = std::move(*files);
        manifest();
        for (const Table& table : tables())
            readTable(table, [&](RowReader& row) { (this->*table.row)(row); });
        for (const PlanTable& table : planTables()) {
            if (m_index == 0 || table.overlay)
                readTable(table, [&](RowReader& row) { table.row(row, m_example, m_out.plan); });
        }
        if (m_index == 0) mapLayers();
        for (const auto& [path, size] : m_files) {
            if (path.starts_with("text/")) readTexts(path);
        }
        for (const auto& [path, size] : m_files)
            leftOver(path);
        return {};
    }

private:
    struct Table {
        std::string_view file;
        std::string_view recordColumn;  ///< names the record in findings
        std::span<const Column> columns;
        void (FolderReader::*row)(RowReader&);
    };

    static std::span<const Table> tables();

    Origin fileOrigin(std::string_view path) const {
        return {m_index, m_folder.label.empty() ? std::string(path) : m_folder.label + "/" + std::string(path), 0, ""};
    }

    /// Text of a file of the folder, cleaned; nullopt when it is not there or cannot be read (reported).
    std::optional<std::string> load(const std::string& path, std::uint64_t most = kMaxTextBytes) {
        const auto found = m_files.find(path);
        if (found == m_files.end()) return std::nullopt;
        m_used.insert(path);
        const Origin at = fileOrigin(path);
        if (found->second > most) {
            m_findings.add(Rule::FileTooLarge, at, "the file has " + std::to_string(found->second) + " bytes",
                           "keep it under " + std::to_string(most / 1'000'000) + " MB");
            return std::nullopt;
        }
        const auto bytes = m_folder.tree->read(path, most);
        if (!bytes) {
            m_findings.add(Rule::UnreadableFile, at, "the file cannot be read: " + bytes.error().message,
                           "check its permissions");
            return std::nullopt;
        }
        return cleanText(*bytes, at, m_findings);
    }

    void manifest() {
        const auto text = load("pack.json");
        Manifest manifest;
        manifest.at = fileOrigin("pack.json");
        if (text) {
            manifest = parseManifest(*text, fileOrigin("pack.json"), m_findings);
        } else if (!m_used.contains("pack.json")) {
            m_findings.add(Rule::MissingFile, fileOrigin("pack.json"), "the file is missing",
                           "add it, see content/packs/README.md");
        }
        // An overlay's texts may be in any language of the pack.
        if (m_index == 0) m_languages = manifest.languages.empty() ? std::vector{Lang::Es} : manifest.languages;
        m_example = manifest.example;
        m_out.manifests.push_back(std::move(manifest));
    }

    /// Calls `take` for each row of a table of either kind.
    template <typename AnyTable, typename Take>
    void readTable(const AnyTable& table, const Take& take) {
        const auto text = load(std::string(table.file));
        if (!text) return;
        const Origin at = fileOrigin(table.file);
        const CsvTable csv = parseCsv(*text, at, m_findings);
        if (csv.header.empty()) {
            m_findings.add(Rule::MissingColumn, at, "the file is empty", "write the header line, or delete the file");
            return;
        }
        checkHeader(csv, table.columns, m_languages, at, m_findings);
        for (const CsvRow& row : csv.rows) {
            RowReader reader(csv, row, at, table.recordColumn, m_findings);
            take(reader);
            ++m_out.records;
        }
    }

    void sourceRow(RowReader& row) {
        m_out.sources.push_back({row.at(), row.key("key"), row.needed("title"), row.text("address"),
                                 row.text("publisher"), row.integer("year", 1000, 2200), row.text("licence")});
    }

    /// The columns all tables of items share; those a table does not have stay empty.
    ItemRow item(RowReader& row, Kind kind) {
        ItemRow item;
        item.at = row.at();
        item.key = row.key("key");
        item.kind = kind;
        item.districts = row.list("districts");
        item.rank = row.integer("rank", 0, 10000).value_or(100);
        item.confidence = row.confidence();
        item.sources = row.sources();
        item.example = row.flag("example") || m_example;
        return item;
    }

    void position(RowReader& row, ItemRow& item) {
        const auto lat = row.decimal("lat", -180, 180);
        const auto lon = row.decimal("lon", -180, 180);
        const std::string word = row.text("position");
        const bool given = !row.text("lat").empty() || !row.text("lon").empty();
        if (!word.empty()) {
            const auto index = row.oneOf("position", kPositions);
            if (!index) return;
            item.positionKind = static_cast<Position>(*index);
        } else if (given) {
            row.report(Rule::PositionMismatch,
                       "there are coordinates and the position does not say how well they are known",
                       "write surveyed, settlement, town_centre or approximate in 'position'");
            return;
        }
        if (item.positionKind == Position::None) {
            if (given) {
                row.report(Rule::PositionMismatch, "the position is none and there are coordinates",
                           "say how well they are known, or empty 'lat' and 'lon'");
            }
            return;
        }
        if (row.text("lat").empty() || row.text("lon").empty()) {
            row.report(Rule::PositionMismatch, "the position is " + word + " and a coordinate is missing",
                       "fill in 'lat' and 'lon', or write none");
            item.positionKind = Position::None;
            return;
        }
        if (lat && lon) {
            item.position = base::GeoPoint{*lat, *lon};
        } else {
            item.positionKind = Position::None;  // reported as a bad number
        }
    }

    void districtRow(RowReader& row) {
        ItemRow district = item(row, Kind::District);
        position(row, district);
        DistrictPart part;
        part.ubigeo = row.needed("ubigeo");
        if (!part.ubigeo.empty() &&
            (part.ubigeo.size() != 6 || part.ubigeo.find_first_not_of("0123456789") != std::string::npos)) {
            row.report(Rule::BadNumber, "the ubigeo is " + inQuotes(part.ubigeo), "write the six digits of INEI");
        }
        part.altitudeM = row.integer("altitude_m", -500, 9000);
        part.areaKm2 = row.decimal("area_km2", 0, 1'000'000);
        district.district = std::move(part);
        m_out.items.push_back(std::move(district));
    }

    void populationRow(RowReader& row) {
        PopulationRow population;
        population.at = row.at();
        population.district = row.key("district");
        population.year = row.neededInteger("year", 1500, 2200);
        population.people = row.neededInteger("people", 0, 100'000'000);
        population.confidence = row.confidence();
        population.source = row.needed("source", Rule::MissingSource);
        m_out.population.push_back(std::move(population));
    }

    void placeRow(RowReader& row) {
        ItemRow place = item(row, Kind::Place);
        if (const auto category = row.oneOf("category", kPlaceCategories)) place.category = kPlaceCategories[*category];
        position(row, place);
        m_out.items.push_back(std::move(place));
    }

    /// Year, month and day of three columns; nullopt when the year is empty.
    std::optional<content::Date> date(RowReader& row, const std::string& prefix) {
        const auto year = row.integer(prefix + "year", -20000, 2200);
        const auto month = row.integer(prefix + "month", 1, 12);
        const auto day = row.integer(prefix + "day", 1, 31);
        if (!year) {
            if (month || day) row.report(Rule::BadDate, "there is a month or day without a year", "fill in the year");
            return std::nullopt;
        }
        if (*year == 0) row.report(Rule::BadDate, "there is no year 0", "1 BC is written -1");
        if (day && !month) row.report(Rule::BadDate, "there is a day without a month", "fill in the month");
        if (day && month && !isDate(*year, *month, *day)) {
            row.report(Rule::BadDate,
                       "the day " + std::to_string(*day) + " of month " + std::to_string(*month) + " of " +
                           std::to_string(*year) + " does not exist",
                       "correct the date");
            return std::nullopt;
        }
        return content::Date{*year, month.value_or(0), day.value_or(0)};
    }

    void eventRow(RowReader& row) {
        ItemRow event = item(row, Kind::Event);
        EventPart part;
        if (!row.needed("year").empty()) part.start = date(row, "").value_or(content::Date{});
        part.end = date(row, "end_");
        part.circa = row.flag("circa");
        if (const auto precision = row.oneOf("precision", kPrecisions)) {
            part.precision = static_cast<content::DatePrecision>(*precision);
            const int known = part.start.day != 0 ? 3 : part.start.month != 0 ? 2 : 1;
            const int wanted = std::max(static_cast<int>(*precision), 1);
            if (part.start.year != 0 && known != wanted) {
                row.report(Rule::BadDate,
                           "the precision is " + std::string(kPrecisions[*precision]) + " and the date says " +
                               std::string(kPrecisions[static_cast<std::size_t>(known)]),
                           "fill in or empty 'month' and 'day', or correct the precision");
            }
        }
        if (part.end && *part.end < part.start && part.start.year != 0) {
            row.report(Rule::BadDate, "the end is before the begin", "correct one of the dates");
        }
        event.event = part;
        m_out.items.push_back(std::move(event));
    }

    void festivalRow(RowReader& row) {
        static constexpr std::array<std::string_view, 2> kRules = {"fixed", "easter"};
        ItemRow festival = item(row, Kind::Festival);
        content::FestivalRule rule;
        const auto month = row.integer("month", 1, 12);
        const auto day = row.integer("day", 1, 31);
        const auto offset = row.integer("easter_offset", -80, 249);
        rule.days = row.neededInteger("days", 1, 60);
        rule.mainOffset = row.integer("main_offset", 0, 59).value_or(0);
        const bool hasDate = !row.text("month").empty() || !row.text("day").empty();
        const bool hasOffset = !row.text("easter_offset").empty();
        if (const auto index = row.oneOf("rule", kRules)) {
            rule.kind = static_cast<content::FestivalRule::Kind>(*index);
            const bool fixed = *index == 0;
            if (fixed && (row.text("month").empty() || row.text("day").empty())) {
                row.report(Rule::BadDate, "a fixed feast has no month or no day", "fill in 'month' and 'day'");
            } else if (!fixed && !hasOffset) {
                row.report(Rule::BadDate, "a feast counted from Easter has no 'easter_offset'", "fill it in");
            }
            if (fixed ? hasOffset : hasDate) {
                row.report(Rule::BadDate, "the feast has a fixed date and a distance from Easter",
                           "keep the one of its rule");
            }
        }
        constexpr int kLeapYear = 2000;
        if (month && day && !isDate(kLeapYear, *month, *day)) {
            row.report(Rule::BadDate,
                       "the day " + std::to_string(*day) + " of month " + std::to_string(*month) + " does not exist",
                       "correct the date");
        }
        if (rule.mainOffset >= rule.days) {
            row.report(Rule::BadNumber, "the main day is after the last",
                       "'main_offset' counts from 0 and is less than 'days'");
        }
        rule.month = month.value_or(0);
        rule.day = day.value_or(0);
        rule.easterOffset = offset.value_or(0);
        festival.festival = rule;
        m_out.items.push_back(std::move(festival));
    }

    void danceRow(RowReader& row) { m_out.items.push_back(item(row, Kind::Dance)); }

    void personRow(RowReader& row) {
        static constexpr std::array<std::string_view, 2> kConsents = {"historical", "given"};
        ItemRow person = item(row, Kind::Person);
        PersonPart part;
        part.bornYear = row.integer("born_year", -20000, 2200);
        part.diedYear = row.integer("died_year", -20000, 2200);
        if (part.bornYear && part.diedYear && *part.diedYear < *part.bornYear) {
            row.report(Rule::BadDate, "the person died before being born", "correct one of the years");
        }
        if (row.text("consent").empty()) {
            row.report(Rule::MissingConsent, "nothing says that the person may be named",
                       "write historical (died long ago, named in published sources) or given (written, on file)");
        } else if (const auto consent = row.oneOf("consent", kConsents)) {
            part.consentGiven = *consent == 1;
        }
        person.person = part;
        m_out.items.push_back(std::move(person));
    }

    void topicRow(RowReader& row) {
        ItemRow topic = item(row, Kind::Absent);
        position(row, topic);
        if (const auto kind = row.oneOf("kind", kTopicKinds)) {
            topic.kind = content::kindFromName(kTopicKinds[*kind]).value_or(Kind::Absent);
            const auto categories = categoriesOf(topic.kind);
            if (const auto category = row.oneOf("category", categories)) topic.category = categories[*category];
        }
        // Kept with a wrong kind, too: its texts and links are not wrong because of it.
        m_out.items.push_back(std::move(topic));
    }

    void wordRow(RowReader& row) {
        ItemRow entry = item(row, Kind::Word);
        WordPart word;
        word.spanish = row.needed("spanish", Rule::MissingSpanish);
        word.english = row.text("english");
        word.aymara = row.text("aymara");
        word.quechua = row.text("quechua");
        word.reviewed = row.flag("reviewed");
        if (word.english.empty() && has(Lang::En)) {
            row.report(Rule::MissingTranslation, "the word has no English meaning", "fill in 'english'");
        }
        if (word.aymara.empty() && word.quechua.empty()) {
            row.report(Rule::MissingValue, "the word is given neither in Aymara nor in Quechua", "fill in one of them");
        }
        entry.word = std::move(word);
        m_out.items.push_back(std::move(entry));
    }

    void climateRow(RowReader& row) {
        ClimateRow climate;
        climate.at = row.at();
        climate.item = row.key("item");
        climate.month = row.neededInteger("month", 1, 12);
        const auto tmin = row.neededDecimal("tmin_c", -90, 60);
        const auto tmax = row.neededDecimal("tmax_c", -90, 60);
        if (tmin && tmax && *tmax < *tmin) {
            row.report(Rule::BadNumber, "the highest temperature is below the lowest", "swap or correct them");
        }
        climate.tminC = tmin.value_or(0);
        climate.tmaxC = tmax.value_or(0);
        climate.rainMm = row.neededDecimal("rain_mm", 0, 30000).value_or(0);
        m_out.climate.push_back(std::move(climate));
    }

    void factRow(RowReader& row) {
        FactRow fact;
        fact.at = row.at();
        fact.item = row.key("item");
        fact.icon = row.key("icon");
        fact.label[Lang::Es] = row.needed("label_es", Rule::MissingSpanish);
        fact.value[Lang::Es] = row.needed("value_es", Rule::MissingSpanish);
        const std::string label = row.text("label_en");
        const std::string value = row.text("value_en");
        if (!label.empty() && !value.empty()) {
            fact.label[Lang::En] = label;
            fact.value[Lang::En] = value;
        } else if (has(Lang::En)) {
            row.report(Rule::MissingTranslation, "the fact has no label or no value in English",
                       "fill in 'label_en' and 'value_en'");
        }
        fact.confidence = row.confidence();
        fact.sources = row.sources();
        m_out.facts.push_back(std::move(fact));
    }

    void pictureTexts(RowReader& row, PictureRow& picture) {
        picture.credit = row.needed("credit", Rule::MissingCredit, "write who made the picture");
        picture.licence = row.needed("licence", Rule::MissingLicence,
                                     "write the licence under which it may be shown, e.g. CC BY-SA 4.0");
        for (const Lang lang : {Lang::Es, Lang::En}) {
            const std::string suffix = std::string("_") + content::code(lang);
            const std::string alt =
                has(lang) ? row.needed("alt" + suffix, Rule::MissingAlt,
                                       "say in one sentence what the picture shows, for those who cannot see it")
                          : row.text("alt" + suffix);
            if (!alt.empty()) picture.alt[lang] = alt;
            const std::string caption = row.text("caption" + suffix);
            if (!caption.empty()) picture.caption[lang] = caption;
        }
        if (has(Lang::En) && picture.caption.contains(Lang::Es) && !picture.caption.contains(Lang::En)) {
            row.report(Rule::MissingTranslation, "the caption has no English text", "fill in 'caption_en'");
        }
    }

    void pictureRow(RowReader& row) {
        static constexpr std::array<std::string_view, 2> kKinds = {"illustration", "photo"};
        PictureRow picture;
        picture.at = row.at();
        picture.item = row.key("item");
        if (const auto kind = row.oneOf("kind", kKinds)) picture.kind = static_cast<content::PictureKind>(*kind);
        pictureTexts(row, picture);
        picture.people = row.text("people");
        const bool known = std::find(kPeople.begin(), kPeople.end(), picture.people) != kPeople.end();
        if (!known && picture.kind == content::PictureKind::Photo) {
            row.report(Rule::PhotoWithoutConsent,
                       picture.people.empty() ? "nothing says whether people can be recognised in the photo"
                                              : "'people' is " + inQuotes(picture.people),
                       "write none, not_identifiable, or consent_given once written consent is on file; otherwise take "
                       "the photo out");
        } else if (!known) {
            static_cast<void>(row.oneOf("people", kPeople));
        }
        pictureFile(row, picture);
        m_out.pictures.push_back(std::move(picture));
    }

    void slotRow(RowReader& row) {
        PictureRow picture;
        picture.at = row.at();
        picture.slot = row.needed("slot");
        picture.people = "none";
        if (!picture.slot.empty() && !isSlot(picture.slot)) {
            row.report(Rule::BadSlot, "the slot " + inQuotes(picture.slot) + " does not exist",
                       "the slots are home.landscape, home.portrait, attract and section.<name>");
        }
        pictureTexts(row, picture);
        const std::string colour = row.text("background");
        if (const auto parsed = parseColour(colour)) {
            picture.ground = *parsed;
        } else {
            row.report(Rule::BadColour, "the background is " + inQuotes(colour), "write it like #F5ECDD");
        }
        pictureFile(row, picture);
        if (!picture.file.empty() && !picture.file.ends_with(".svg") && !picture.file.ends_with(".png")) {
            picture.kind = content::PictureKind::Photo;
        }
        m_out.pictures.push_back(std::move(picture));
    }

    void linkRow(RowReader& row) { m_out.links.push_back({row.at(), row.key("from"), row.key("to")}); }

    void itineraryRow(RowReader& row) {
        ItemRow itinerary = item(row, Kind::Itinerary);
        itinerary.wholeDay = row.oneOf("length", kLengths) == std::size_t{1};
        m_out.items.push_back(std::move(itinerary));
    }

    void stageRow(RowReader& row) { m_out.stages.push_back({row.at(), row.key("itinerary"), row.key("place")}); }

    // The map. Only the pack itself has one: an overlay adds entries, not land.

    void mapLayerRow(RowReader& row) {
        MapLayerRow layer;
        layer.at = row.at();
        layer.key = row.key("key");
        layer.file = row.needed("file");
        layer.mapClass = row.text("class");
        layer.classProperty = row.text("class_property");
        layer.rankProperty = row.text("rank_property");
        layer.nameProperty = row.text("name_property");
        layer.itemProperty = row.text("item_property");
        layer.separate = row.flag("separate");
        if (const auto certainty = row.oneOf("certainty", kCertainties))
            layer.certainty = static_cast<content::MapCertainty>(*certainty);
        layer.credit = row.needed("credit", Rule::MissingCredit);
        layer.source = row.needed("source", Rule::MissingSource);
        if (layer.mapClass.empty() == layer.classProperty.empty()) {
            row.report(Rule::MapUnknownClass, "the layer names no class, or two ways to one",
                       "fill in 'class' or 'class_property', one of them");
        }
        m_out.map.layers.push_back(std::move(layer));
    }

    std::uint32_t mapColour(RowReader& row, std::string_view column) {
        const std::string text = row.needed(column);
        if (text.empty()) return 0;
        const auto colour = parseMapColour(text);
        if (!colour) row.report(Rule::BadColour, "the colour is " + inQuotes(text), "write #RRGGBB or #RRGGBBAA");
        return colour.value_or(0);
    }

    void zooms(RowReader& row, float& from, float& to) {
        from = static_cast<float>(row.decimal("zoom_min", 0, 30).value_or(0));
        to = static_cast<float>(row.decimal("zoom_max", 0, 30).value_or(30));
        if (from >= to) row.report(Rule::BadNumber, "no zoom is left between 'zoom_min' and 'zoom_max'", "swap them");
    }

    void mapStyleRow(RowReader& row) {
        MapRuleRow style;
        style.at = row.at();
        style.mapClass = row.needed("class");
        style.at.record = style.mapClass;
        content::MapRule& rule = style.rule;
        if (const auto draw = row.oneOf("draw", kDraws)) rule.draw = static_cast<content::MapDraw>(*draw);
        zooms(row, rule.zoomMin, rule.zoomMax);
        rule.day = mapColour(row, "day");
        rule.sun = mapColour(row, "sun");
        const auto length = [&](std::string_view column) {
            return static_cast<float>(row.decimal(column, 0, 100).value_or(0));
        };
        rule.widthZ9Mm = length("width_z9_mm");
        rule.widthZ14Mm = length("width_z14_mm");
        rule.dashMm = length("dash_mm");
        rule.gapMm = length("gap_mm");
        const bool line = rule.draw == content::MapDraw::Line;
        if (line != (rule.widthZ9Mm > 0) || line != (rule.widthZ14Mm > 0)) {
            row.report(Rule::BadNumber, line ? "the line has no width" : "a fill has no width",
                       line ? "fill in 'width_z9_mm' and 'width_z14_mm'" : "empty the widths, or write line");
        }
        if ((rule.dashMm > 0) != (rule.gapMm > 0)) {
            row.report(Rule::BadNumber, "a dash needs a gap, and a gap a dash", "fill in both, or neither");
        }
        m_out.map.rules.push_back(std::move(style));
    }

    void mapLabelRow(RowReader& row) {
        MapLabelRow label;
        label.at = row.at();
        label.mapClass = row.needed("class");
        label.at.record = label.mapClass;
        content::MapLabelRule& rule = label.rule;
        zooms(row, rule.zoomMin, rule.zoomMax);
        if (const auto font = row.oneOf("font", kFonts)) rule.font = static_cast<content::MapFont>(*font);
        rule.emMm = static_cast<float>(row.neededDecimal("em_mm", 1, 100).value_or(7));
        rule.spacingEm = static_cast<float>(row.decimal("spacing_em", 0, 2).value_or(0));
        if (const auto dot = row.oneOf("dot", kDots)) rule.dot = static_cast<content::MapDot>(*dot);
        rule.day = mapColour(row, "day");
        rule.dayHalo = mapColour(row, "day_halo");
        rule.sun = mapColour(row, "sun");
        rule.sunHalo = mapColour(row, "sun_halo");
        m_out.map.labels.push_back(std::move(label));
    }

    void mapViewRow(RowReader& row) {
        const auto south = row.neededDecimal("south", -85, 85);
        const auto west = row.neededDecimal("west", -180, 180);
        const auto north = row.neededDecimal("north", -85, 85);
        const auto east = row.neededDecimal("east", -180, 180);
        m_out.map.viewAt = row.at();
        m_out.map.groundDay = mapColour(row, "ground_day");
        m_out.map.groundSun = mapColour(row, "ground_sun");
        if (!south || !west || !north || !east) return;
        if (*south >= *north || *west >= *east) {
            row.report(Rule::BadNumber, "the view is empty", "south is less than north, west less than east");
            return;
        }
        m_out.map.view = Area{*south, *west, *north, *east};
    }

    void mapLayers() {
        for (std::size_t i = 0; i < m_out.map.layers.size(); ++i) {
            const MapLayerRow& layer = m_out.map.layers[i];
            if (layer.file.empty()) continue;  // reported
            const std::string path = "map/" + layer.file;
            if (!isInnerPath(path) || !m_files.contains(path)) {
                m_findings.add(Rule::MissingFile, layer.at, "there is no file " + inQuotes(path),
                               "add it, or correct 'file' (case matters)");
                continue;
            }
            const auto text = load(path, kMaxGeoJsonBytes);
            if (!text) continue;
            for (MapFeatureRow& feature :
                 readGeoJson(*text, fileOrigin(path), layer, m_out.manifests.front().area, m_findings)) {
                feature.layer = i;
                m_out.map.features.push_back(std::move(feature));
                ++m_out.records;
            }
        }
    }

    /// Sets `picture.file` when the file exists, and looks into it the first time it is named.
    void pictureFile(RowReader& row, PictureRow& picture) {
        const std::string path = row.needed("file");
        if (path.empty()) return;
        if (!isInnerPath(path)) {
            row.report(Rule::PathOutside, "the path " + inQuotes(path) + " is not a plain path inside the folder",
                       "write it like art/name.svg, without '..', '\\' or a leading '/'");
            return;
        }
        if (!m_files.contains(path)) {
            row.report(Rule::MissingPicture, "there is no file " + inQuotes(path),
                       "add it, or correct its name (case matters)");
            return;
        }
        picture.file = path;
        const bool first = m_used.insert(path).second;
        if (first) m_headers[path] = inspect(path);
        const auto& header = m_headers[path];
        if (picture.kind == content::PictureKind::Photo && header && header->widthPx > 0 &&
            std::max(header->widthPx, header->heightPx) < kMinPhotoPx) {
            row.report(Rule::PhotoTooSmall,
                       "the photo has " + std::to_string(header->widthPx) + " x " + std::to_string(header->heightPx) +
                           " pixels",
                       "use the original file, at least 800 pixels on its long side");
        }
    }

    /// Rules on one picture file; gives the header of a raster image, {} for a drawing, nullopt when it is broken.
    std::optional<ImageHeader> inspect(const std::string& path) {
        const Origin at = fileOrigin(path);
        const bool namedSvg = path.ends_with(".svg");
        const bool namedPng = path.ends_with(".png");
        const bool namedJpeg = path.ends_with(".jpg") || path.ends_with(".jpeg");
        const std::uint64_t most = namedSvg ? kMaxSvgBytes : kMaxPhotoBytes;
        if (m_files[path] > most) {
            m_findings.add(
                namedSvg ? Rule::SvgTooLarge : Rule::ImageTooLarge, at,
                "the file has " + std::to_string(m_files[path]) + " bytes, the most is " + std::to_string(most),
                namedSvg ? "simplify the drawing" : "save the photo as JPEG");
            return std::nullopt;
        }
        const auto bytes = m_folder.tree->read(path, most);
        if (!bytes) {
            m_findings.add(Rule::UnreadableFile, at, "the file cannot be read: " + bytes.error().message,
                           "check its permissions");
            return std::nullopt;
        }
        const auto type = sniffImage(*bytes);
        if (!type) {
            m_findings.add(Rule::ImageUndecodable, at, type.error().message, "save it again as SVG, PNG or JPEG");
            return std::nullopt;
        }
        const bool matches = (*type == ImageType::Svg && namedSvg) || (*type == ImageType::Png && namedPng) ||
                             (*type == ImageType::Jpeg && namedJpeg);
        if (!matches) {
            static constexpr std::array<std::string_view, 3> kNames = {"SVG", "PNG", "JPEG"};
            m_findings.add(Rule::ImageWrongType, at,
                           "the content is " + std::string(kNames[static_cast<std::size_t>(*type)]),
                           "rename the file: .svg, .png, .jpg or .jpeg");
            return std::nullopt;
        }
        return *type == ImageType::Svg ? inspectDrawing(at, *bytes) : inspectRaster(at, *bytes, *type);
    }

    std::optional<ImageHeader> inspectDrawing(const Origin& file, const std::string& bytes) {
        for (const SvgProblem& problem : probeSvg(bytes)) {
            Origin at = file;
            at.line = problem.line;
            m_findings.add(problem.rule, at, "the drawing has " + problem.detail,
                           problem.rule == Rule::SvgText
                               ? "convert the letters to paths, or better leave words to captions"
                               : "delete it; a drawing holds only shapes");
        }
        const auto drawing = SvgDrawing::open(bytes);
        if (!drawing) {
            m_findings.add(Rule::ImageUndecodable, file, drawing.error().message,
                           "export the drawing again as plain SVG");
            return std::nullopt;
        }
        if (drawing->widthPx() * drawing->heightPx() * 4 > static_cast<double>(kMaxPixels)) {
            m_findings.add(Rule::ImageTooManyPixels, file, "the drawing is too large to be drawn at twice its size",
                           "give it a smaller width and height");
            return std::nullopt;
        }
        constexpr double kTallest = 6;  // at the widest size that stays within kMaxPixels
        if (drawing->heightPx() > drawing->widthPx() * kTallest) {
            m_findings.add(Rule::ImageTooManyPixels, file, "the drawing is more than 6 times as tall as wide",
                           "give it another shape, or split it");
            return std::nullopt;
        }
        return ImageHeader{};
    }

    std::optional<ImageHeader> inspectRaster(const Origin& at, const std::string& bytes, ImageType type) {
        const auto header = type == ImageType::Png ? probePng(bytes) : probeJpeg(bytes);
        if (!header) {
            m_findings.add(Rule::ImageUndecodable, at, header.error().message, "save the picture again");
            return std::nullopt;
        }
        if (std::int64_t{header->widthPx} * header->heightPx > kMaxPixels) {
            m_findings.add(Rule::ImageTooManyPixels, at,
                           "the picture has " + std::to_string(header->widthPx) + " x " +
                               std::to_string(header->heightPx) + " pixels",
                           "scale it to 40 megapixels or less");
            return std::nullopt;
        }
        if (header->orientation != 1) {
            m_findings.add(Rule::ImageNotUpright, at, "the EXIF orientation is " + std::to_string(header->orientation),
                           "turn the photo upright and save it, e.g. with exiftran -ai");
        }
        if (m_depth == PictureDepth::Decode) {
            const auto image = type == ImageType::Png ? decodePng(bytes, kWool) : decodeJpeg(bytes);
            if (!image) {
                m_findings.add(Rule::ImageUndecodable, at, image.error().message, "save the picture again");
                return std::nullopt;
            }
        }
        return *header;
    }

    void readTexts(const std::string& path) {
        // text/<language>/<file>.md
        const std::size_t slash = path.find('/', 5);
        const bool isText =
            slash != std::string::npos && path.ends_with(".md") && path.find('/', slash + 1) == std::string::npos;
        const auto lang = isText ? content::langFromCode(path.substr(5, slash - 5)) : std::nullopt;
        if (!lang) return;
        if (!has(*lang)) {
            m_used.insert(path);
            m_findings.add(Rule::UndeclaredLanguage, fileOrigin(path),
                           std::string("'languages' of pack.json does not list ") + content::code(*lang),
                           "add the language, or delete the file");
            return;
        }
        const auto text = load(path);
        if (!text) return;
        for (TextRow& row : parseTextRecords(*text, *lang, fileOrigin(path), m_findings)) {
            m_out.texts.push_back(std::move(row));
            ++m_out.records;
        }
    }

    void leftOver(const std::string& path) {
        if (m_used.contains(path) || std::find(kCompanions.begin(), kCompanions.end(), path) != kCompanions.end())
            return;
        const bool picture = path.starts_with("art/") || path.starts_with("photos/");
        if (path.starts_with(kMapImportFolder) || path.starts_with(kJsonFolder)) return;
        if (picture &&
            (path.ends_with(".svg") || path.ends_with(".png") || path.ends_with(".jpg") || path.ends_with(".jpeg"))) {
            m_findings.add(Rule::UnusedPicture, fileOrigin(path), "no row uses the picture",
                           "name it in pictures.csv or slots.csv, or delete it");
        } else {
            m_findings.add(Rule::UnknownFile, fileOrigin(path), "the format has no such file",
                           "correct its name or place, or delete it");
        }
    }

    [[nodiscard]] bool has(Lang lang) const {
        return std::find(m_languages.begin(), m_languages.end(), lang) != m_languages.end();
    }

    const Folder& m_folder;
    int m_index;
    std::vector<Lang> m_languages;  ///< of the pack
    PictureDepth m_depth;
    PackSource& m_out;
    Findings& m_findings;
    std::map<std::string, std::uint64_t> m_files;
    std::set<std::string> m_used;
    std::map<std::string, std::optional<ImageHeader>> m_headers;
    bool m_example = false;
};

constexpr Column kKey{"key"};
constexpr Column kDistricts{"districts"};
constexpr Column kLat{"lat"};
constexpr Column kLon{"lon"};
constexpr Column kPosition{"position"};
constexpr Column kRank{"rank"};
constexpr Column kConfidence{"confidence"};
constexpr Column kSources{"sources"};
constexpr Column kExample{"example", Need::Optional};

constexpr std::array kSourceColumns{kKey,           Column{"title"},  Column{"address"}, Column{"publisher"},
                                    Column{"year"}, Column{"licence"}};
constexpr std::array kDistrictColumns{
    kKey,  Column{"ubigeo"}, kLat,     kLon,    kPosition, Column{"altitude_m"}, Column{"area_km2"},
    kRank, kConfidence,      kSources, kExample};
constexpr std::array kPopulationColumns{Column{"district"}, Column{"year"}, Column{"people"}, kConfidence,
                                        Column{"source"}};
constexpr std::array kPlaceColumns{kKey,  Column{"category"}, kDistricts, kLat,    kLon, kPosition,
                                   kRank, kConfidence,        kSources,   kExample};
constexpr std::array kEventColumns{kKey,
                                   kDistricts,
                                   Column{"year"},
                                   Column{"month"},
                                   Column{"day"},
                                   Column{"end_year"},
                                   Column{"end_month"},
                                   Column{"end_day"},
                                   Column{"precision"},
                                   Column{"circa"},
                                   kRank,
                                   kConfidence,
                                   kSources,
                                   kExample};
constexpr std::array kFestivalColumns{kKey,           kDistricts,
                                      Column{"rule"}, Column{"month"},
                                      Column{"day"},  Column{"easter_offset"},
                                      Column{"days"}, Column{"main_offset"},
                                      kRank,          kConfidence,
                                      kSources,       kExample};
constexpr std::array kDanceColumns{kKey, kDistricts, kRank, kConfidence, kSources, kExample};
constexpr std::array kPeopleColumns{
    kKey,     kDistricts, Column{"born_year"}, Column{"died_year"}, Column{"consent"}, kRank, kConfidence,
    kSources, kExample};
constexpr std::array kTopicColumns{kKey,      Column{"kind"}, Column{"category"}, kDistricts, kLat,    kLon,
                                   kPosition, kRank,          kConfidence,        kSources,   kExample};
constexpr std::array kWordColumns{kKey,
                                  Column{"spanish"},
                                  Column{"english", Need::English},
                                  Column{"aymara"},
                                  Column{"quechua"},
                                  Column{"reviewed"},
                                  kConfidence,
                                  kSources,
                                  kExample};
constexpr std::array kClimateColumns{Column{"item"}, Column{"month"}, Column{"tmin_c"}, Column{"tmax_c"},
                                     Column{"rain_mm"}};
constexpr std::array kFactColumns{Column{"item"},     Column{"icon"},
                                  Column{"label_es"}, Column{"label_en", Need::English},
                                  Column{"value_es"}, Column{"value_en", Need::English},
                                  kConfidence,        kSources};
constexpr std::array kPictureColumns{Column{"item"},
                                     Column{"file"},
                                     Column{"kind"},
                                     Column{"alt_es"},
                                     Column{"alt_en", Need::English},
                                     Column{"caption_es"},
                                     Column{"caption_en", Need::English},
                                     Column{"credit"},
                                     Column{"licence"},
                                     Column{"people"}};
constexpr std::array kSlotColumns{
    Column{"slot"},   Column{"file"},   Column{"background"}, Column{"alt_es"}, Column{"alt_en", Need::English},
    Column{"credit"}, Column{"licence"}};
constexpr std::array kLinkColumns{Column{"from"}, Column{"to"}};
constexpr std::array kItineraryColumns{kKey, Column{"length"}, kDistricts, kRank, kConfidence, kSources, kExample};
constexpr std::array kStageColumns{Column{"itinerary"}, Column{"place"}};
constexpr std::array kMapStyleColumns{Column{"class"},   Column{"draw"},  Column{"zoom_min"},    Column{"zoom_max"},
                                      Column{"day"},     Column{"sun"},   Column{"width_z9_mm"}, Column{"width_z14_mm"},
                                      Column{"dash_mm"}, Column{"gap_mm"}};
constexpr std::array kMapLabelColumns{Column{"class"},    Column{"zoom_min"},   Column{"zoom_max"}, Column{"font"},
                                      Column{"em_mm"},    Column{"spacing_em"}, Column{"dot"},      Column{"day"},
                                      Column{"day_halo"}, Column{"sun"},        Column{"sun_halo"}};
constexpr std::array kMapViewColumns{Column{"south"}, Column{"west"},       Column{"north"},
                                     Column{"east"},  Column{"ground_day"}, Column{"ground_sun"}};

std::span<const FolderReader::Table> FolderReader::tables() {
    static constexpr std::array<Table, 21> kTables{{
        {"sources.csv", "key", kSourceColumns, &FolderReader::sourceRow},
        {"districts.csv", "key", kDistrictColumns, &FolderReader::districtRow},
        {"population.csv", "district", kPopulationColumns, &FolderReader::populationRow},
        {"places.csv", "key", kPlaceColumns, &FolderReader::placeRow},
        {"events.csv", "key", kEventColumns, &FolderReader::eventRow},
        {"festivals.csv", "key", kFestivalColumns, &FolderReader::festivalRow},
        {"dances.csv", "key", kDanceColumns, &FolderReader::danceRow},
        {"people.csv", "key", kPeopleColumns, &FolderReader::personRow},
        {"topics.csv", "key", kTopicColumns, &FolderReader::topicRow},
        {"words.csv", "key", kWordColumns, &FolderReader::wordRow},
        {"climate.csv", "item", kClimateColumns, &FolderReader::climateRow},
        {"facts.csv", "item", kFactColumns, &FolderReader::factRow},
        {"pictures.csv", "item", kPictureColumns, &FolderReader::pictureRow},
        {"slots.csv", "slot", kSlotColumns, &FolderReader::slotRow},
        {"links.csv", "from", kLinkColumns, &FolderReader::linkRow},
        {"itineraries.csv", "key", kItineraryColumns, &FolderReader::itineraryRow},
        {"stages.csv", "itinerary", kStageColumns, &FolderReader::stageRow},
        {kMapLayersTable, "key", kMapLayerColumns, &FolderReader::mapLayerRow},
        {"map/style.csv", "class", kMapStyleColumns, &FolderReader::mapStyleRow},
        {"map/labels.csv", "class", kMapLabelColumns, &FolderReader::mapLabelRow},
        {"map/view.csv", "south", kMapViewColumns, &FolderReader::mapViewRow},
    }};
    return kTables;
}

}  // namespace

base::Result<PackSource> readPack(const std::vector<Folder>& folders, PictureDepth depth, Findings& findings) {
    PackSource source;
    std::vector<Lang> languages;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        const base::Status read =
            FolderReader(folders[i], static_cast<int>(i), languages, depth, source, findings).read();
        if (!read) return read.error();
        if (i == 0) languages = source.manifests.front().languages;
    }
    resolveDistricts(source);
    addPlanItems(source);
    return source;
}

}  // namespace content_pack
