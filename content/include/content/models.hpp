#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geo.hpp"
#include "base/strong_id.hpp"

/// Plain values that leave the content library. Everything here is a copy; nothing points into the database.
/// The meaning of each field, and what the database guarantees about it, stands in content/sql/schema.sql.
namespace content {

using ItemId = base::StrongId<struct ItemTag>;
using PictureId = base::StrongId<struct PictureTag>;
using SourceId = base::StrongId<struct SourceTag>;

/// Languages of the kiosk, in the order of the language bar.
enum class Lang : std::uint8_t { Es, Qu, Ay, En };
inline constexpr Lang kAllLangs[] = {Lang::Es, Lang::Qu, Lang::Ay, Lang::En};
[[nodiscard]] const char* code(Lang lang);  ///< "es", "qu", "ay", "en"
[[nodiscard]] std::optional<Lang> langFromCode(std::string_view code);

enum class Kind : std::uint8_t {
    Province,
    District,
    Place,
    Event,
    Festival,
    Dance,
    Music,
    Craft,
    Architecture,
    Food,
    Person,
    Visit,
    Word,
    Absent,
    Itinerary,
    Commitment,
    Indicator
};
inline constexpr Kind kAllKinds[] = {Kind::Province,   Kind::District, Kind::Place, Kind::Event,        Kind::Festival,
                                     Kind::Dance,      Kind::Music,    Kind::Craft, Kind::Architecture, Kind::Food,
                                     Kind::Person,     Kind::Visit,    Kind::Word,  Kind::Absent,       Kind::Itinerary,
                                     Kind::Commitment, Kind::Indicator};
[[nodiscard]] const char* name(Kind kind);  ///< as stored, e.g. "place"
[[nodiscard]] std::optional<Kind> kindFromName(std::string_view name);

// Categories. Place: site church museum nature architecture community. Visit: arrival climate altitude language.
// Craft: textile fibre dye building plant clay. Music: style group nickname. Absent: site attraction.

enum class Confidence : std::uint8_t { High, Medium, Low };

/// How well a position is known; the visitor can read it.
enum class Position : std::uint8_t {
    None,         ///< no position is known
    Surveyed,     ///< measured at the thing itself
    Settlement,   ///< the official point of the community it belongs to
    TownCentre,   ///< the centre of the town it belongs to, not surveyed
    Approximate,  ///< read off a description or a coarse map
};

/// Words with the language they are really in, which differs from the language asked for when no approved text exists.
/// Each field falls back for itself: a translation without a body has its own name and the Spanish body.
struct Text {
    std::string value;
    Lang lang = Lang::Es;
    [[nodiscard]] bool empty() const { return value.empty(); }
};

struct PictureFile {
    std::string sha256;
    int widthPx = 0;
    int heightPx = 0;
};

enum class PictureKind : std::uint8_t { Illustration, Photo };

struct Picture {
    PictureId id;
    PictureKind kind = PictureKind::Illustration;
    Text alt;      ///< what can be seen, for those who cannot see it
    Text caption;  ///< may be empty
    std::string credit;
    std::string licence;
    std::vector<PictureFile> files;  ///< ascending width, at least one

    /// The smallest file at least `widthPx` wide and `heightPx` high, else the largest.
    [[nodiscard]] const PictureFile& atLeast(int widthPx, int heightPx) const;
};

struct Source {
    SourceId id;
    std::string key;
    std::string title;
    std::string address;
    std::string publisher;
    std::optional<int> year;
    std::string licence;
};

/// What a list, a search result or a "see also" shows of an item. The short line of a glossary word is its Aymara and
/// Quechua once a speaker has checked them, else empty: a card has no room to say that nobody has.
struct Card {
    ItemId id;
    std::string key;
    Kind kind = Kind::Place;
    std::string category;
    Text name;
    Text shortLine;
    std::vector<ItemId> districts;
    std::string districtNames;  ///< "Pusi, Taraco"; names of districts are the same in every language
    std::optional<base::GeoPoint> at;
    Position position = Position::None;
    Confidence confidence = Confidence::Medium;
    bool example = false;
    std::optional<Picture> picture;  ///< the first one
};

struct Fact {
    std::string icon;
    Text label;
    Text value;
    Confidence confidence = Confidence::Medium;
    std::vector<int> sourceNumbers;  ///< 1-based positions in Item::sources
};

/// Everything the page of an item shows.
struct Item {
    Card card;
    Text summary;
    std::vector<Text> paragraphs;
    std::vector<Fact> facts;
    std::vector<Source> sources;  ///< of the item first, then those only its facts cite
    std::vector<Picture> pictures;
    std::vector<Card> related;
};

/// A calendar day of the proleptic Gregorian calendar. Month and day are 0 when not known.
struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
    friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

enum class DatePrecision : std::uint8_t { Century, Year, Month, Day };

struct TimelineEvent {
    Card card;
    Text summary;
    Date start;
    std::optional<Date> end;
    DatePrecision precision = DatePrecision::Year;
    bool circa = false;
    std::vector<Source> sources;
};

struct FestivalRule {
    enum class Kind : std::uint8_t { Fixed, Easter };
    Kind kind = Kind::Fixed;
    int month = 0;
    int day = 0;
    int easterOffset = 0;
    int days = 1;
    int mainOffset = 0;
};

struct Festival {
    Card card;
    Text summary;
    FestivalRule rule;
    std::vector<Source> sources;
};

struct DistrictPopulation {
    int year = 0;
    int people = 0;
    Confidence confidence = Confidence::Medium;
    Source source;
};

struct District {
    Card card;
    std::string ubigeo;
    std::optional<int> altitudeM;
    std::optional<double> areaKm2;
    std::vector<DistrictPopulation> population;  ///< ascending year
};

struct Word {
    ItemId id;
    std::string key;
    Text meaning;  ///< in the visitor's language (Spanish or English)
    std::string spanish;
    std::string aymara;
    std::string quechua;
    bool reviewed = false;
    Confidence confidence = Confidence::Medium;
};

struct ClimateMonth {
    int month = 1;
    double tminC = 0;
    double tmaxC = 0;
    double rainMm = 0;
};

struct SearchHit {
    Card card;
    bool typoForgiven = false;  ///< found only after changing one letter of a word of the query
};

struct SearchAnswer {
    std::vector<SearchHit> hits;
    int total = 0;  ///< all matches, also those beyond the limit
    /// Words of four letters or more, as they are usually written, that continue the unfinished last word of the query
    /// and lead to a result; those of names first, then the most frequent. At most 8.
    std::vector<std::string> completions;
};

}  // namespace content
