#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "content/map.hpp"
#include "content/models.hpp"
#include "content/plan.hpp"

namespace content {

struct PackInfo {
    std::string packId;
    int schemaVersion = 0;
    std::vector<Lang> languages;  ///< languages with approved texts, most complete first
    Text title;                   ///< of the pack, in the language asked for
    Text province;                ///< name of the province
    base::GeoPoint centre;
    bool hasExamples = false;  ///< some item is marked "dato de ejemplo"
    bool hasMap = false;
    bool hasPlan = false;
    int itemCount = 0;
    std::string
        officeKey;  ///< public key observations are sealed to (content/office_key.hpp); empty = no office reads any
};

/// Narrowing of a list of places; empty fields do not narrow.
struct PlaceFilter {
    std::string category;
    std::optional<ItemId> district;
    friend bool operator==(const PlaceFilter&, const PlaceFilter&) = default;
};
enum class PlaceOrder : std::uint8_t { Editorial, Nearest, Name };

struct CategoryCount {
    std::string category;
    int count = 0;
};

/// A page of a long list.
struct CardPage {
    std::vector<Card> cards;
    int total = 0;  ///< matches in all
};

struct DistrictDances {
    Card district;  ///< without a valid id: dances no source places in a district
    std::vector<Card> dances;
};

struct SourceUse {
    Source source;
    int items = 0;  ///< items, facts and population figures that cite it; may be 0
};

struct PictureCredit {
    std::string credit;
    std::string licence;
    PictureKind kind = PictureKind::Illustration;
    int pictures = 0;
};

struct Credits {
    std::vector<SourceUse> sources;  ///< by title
    std::vector<PictureCredit> pictures;
};

/// Read access to one pack: the folder with content.db and objects/.
/// Ownership: move-only, owns the connection. Results are plain values.
/// Threading: everything on one thread (the content lane); never shared.
/// Errors: Errc::NotFound (no content.db), Errc::Corrupt (damaged or not a pack), Errc::Unsupported (written for a
/// newer program), Errc::Io. A query error after a good open means the file went bad: Errc::Corrupt, or Errc::Io when
/// the disk itself refused.
class Store {
public:
    /// Opens read-only and immutable and checks application id, schema version and the SQLite header (a file that was
    /// cut off is Errc::Corrupt); it does not read the whole file, so the time does not depend on the size of the pack.
    [[nodiscard]] static base::Result<Store> open(const std::filesystem::path& packFolder);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    [[nodiscard]] base::Result<PackInfo> info(Lang lang) const;

    /// Pictures of a slot of the application's own screens, e.g. "home.landscape"; empty when the pack has none.
    [[nodiscard]] base::Result<std::vector<Picture>> slotPictures(const std::string& slot, Lang lang) const;

    // Any kind.
    [[nodiscard]] base::Result<std::optional<Item>> item(ItemId id, Lang lang) const;
    [[nodiscard]] base::Result<std::optional<ItemId>> idOf(const std::string& key) const;
    /// Items of a kind in editorial order; `category` empty = all.
    [[nodiscard]] base::Result<std::vector<Card>> cards(Kind kind, const std::string& category, Lang lang) const;
    /// Items of a kind with their summaries and paragraphs, for pages that show a few of them whole.
    [[nodiscard]] base::Result<std::vector<Item>> items(Kind kind, const std::string& category, Lang lang) const;
    /// Items that belong to a district: places first, then culture.
    [[nodiscard]] base::Result<std::vector<Card>> cardsOfDistrict(ItemId district, Lang lang) const;
    [[nodiscard]] base::Result<std::vector<Card>> attractTour(Lang lang) const;

    // Places.
    /// @pre offset >= 0 and 1 <= limit <= 500. `from` is the kiosk: needed for PlaceOrder::Nearest, which without it is
    /// PlaceOrder::Editorial; places without a position come last. Ties by key, so that lists never flicker. The first
    /// list reads the outline of all places; the order of the last list is kept, so its further pages cost only their
    /// cards.
    [[nodiscard]] base::Result<CardPage> places(const PlaceFilter& filter, PlaceOrder order,
                                                std::optional<base::GeoPoint> from, int offset, int limit,
                                                Lang lang) const;
    /// Number of places for each category under the district of `filter` (its category is ignored); categories without
    /// places are left out.
    [[nodiscard]] base::Result<std::vector<CategoryCount>> placeCategories(const PlaceFilter& filter) const;
    /// Nearest first, `except` left out. @pre radiusM > 0 and 1 <= limit <= 100
    [[nodiscard]] base::Result<std::vector<Card>> placesNear(base::GeoPoint centre, double radiusM, int limit,
                                                             ItemId except, Lang lang) const;

    // Districts.
    [[nodiscard]] base::Result<std::vector<District>> districts(Lang lang) const;
    [[nodiscard]] base::Result<std::optional<District>> district(ItemId id, Lang lang) const;

    // Culture.
    [[nodiscard]] base::Result<std::vector<TimelineEvent>> timeline(Lang lang) const;  ///< ascending date
    [[nodiscard]] base::Result<std::vector<Festival>> festivals(Lang lang) const;      ///< editorial order
    /// Districts with dances in editorial order; a dance stands under each of its districts.
    [[nodiscard]] base::Result<std::vector<DistrictDances>> dancesByDistrict(Lang lang) const;
    [[nodiscard]] base::Result<std::vector<Word>> words(Lang lang) const;  ///< by meaning, in the order of the language
    [[nodiscard]] base::Result<std::vector<ClimateMonth>> climate(ItemId visitItem) const;

    // Map.
    /// nullopt when the pack has none.
    [[nodiscard]] base::Result<std::optional<MapModel>> map(Lang lang) const;
    /// The meshes of one level; what is damaged is left out and named in the result.
    /// @pre kMapCoarsestLevel <= level <= kMapFinestLevel, and there is a map
    [[nodiscard]] base::Result<MapLevel> mapLevel(int level) const;
    [[nodiscard]] base::Result<std::vector<Itinerary>> itineraries(Lang lang) const;  ///< editorial order

    // Plan.
    /// From now on leaves out of every answer what somebody claims was done for the plan (content::withholdProgress),
    /// as the law asks of public bodies before an election.
    void setProgressWithheld(bool withheld);
    /// nullopt when the pack has none.
    [[nodiscard]] base::Result<std::optional<Plan>> plan(Lang lang) const;
    /// Without dimensions and commitments: what every screen of the plan has to say about it.
    [[nodiscard]] base::Result<std::optional<Plan>> planHead(Lang lang) const;
    [[nodiscard]] base::Result<std::optional<PlanCommitmentPage>> planCommitment(ItemId id, Lang lang) const;
    /// Themes of the indicators (PlanIndicator::theme) in the order of the source.
    [[nodiscard]] base::Result<std::vector<std::string>> planThemes() const;
    /// Those of a theme (empty = all) with their observations, in the order of the source; notices of observations have
    /// their evidence.
    [[nodiscard]] base::Result<std::vector<PlanIndicator>> planIndicators(const std::string& theme, Lang lang) const;
    [[nodiscard]] base::Result<std::optional<PlanIndicator>> planIndicator(ItemId id, Lang lang) const;
    /// The indicator that has the observation with this code.
    [[nodiscard]] base::Result<std::optional<PlanIndicator>> planIndicatorOf(const std::string& observation,
                                                                             Lang lang) const;
    /// Statements of a kind ("value", "vision", ...) in the order of the document.
    [[nodiscard]] base::Result<std::vector<PlanStatement>> planStatements(const std::string& kind, Lang lang) const;
    [[nodiscard]] base::Result<std::vector<PlanNotice>> planNotices(Lang lang) const;
    /// Lines of the whole plan and of commitments: latest year first, of a year the newest snapshot first, of a
    /// snapshot the whole plan before its commitments in their order, then the phases from PIA to girado.
    [[nodiscard]] base::Result<std::vector<PlanBudgetLine>> planBudget() const;
    [[nodiscard]] base::Result<std::vector<PlanMeeting>> planMeetings(Lang lang) const;  ///< newest first
    /// Of all commitments.
    [[nodiscard]] base::Result<PlanNoteCounts> planNoteCounts() const;

    // Search.
    /// Results while typing: every word of `query` must begin a word of the item; the last may be unfinished. If
    /// nothing matches, each word of three letters or more may differ by one edit, also in its beginning from four
    /// letters on. Items found by a text in `lang` come before those found only by another language; among each, items
    /// named so come before items that only mention it, whole words before beginnings, then relevance, rank, kind and
    /// key. Any text is a valid query. @pre limit >= 0
    [[nodiscard]] base::Result<SearchAnswer> search(const std::string& query, int limit, Lang lang) const;

    [[nodiscard]] base::Result<Credits> credits() const;

    /// Reads every page and checks the database's own structure (PRAGMA quick_check), the chain of the plan's log,
    /// and that every object of the table exists with its size and hash (Errc::NotFound, Errc::Corrupt). Slow; for
    /// `kiosk-pack verify` and repair, not for start-up.
    [[nodiscard]] base::Status verify() const;

    /// Path of an object in this pack; the file may be missing. @pre `sha256` comes from a PictureFile
    [[nodiscard]] std::filesystem::path objectPath(const std::string& sha256) const;

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace content
