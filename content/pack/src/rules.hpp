#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "content_pack/pack_builder.hpp"

namespace content_pack {

/// Everything the doctor can find. Names are stable: they are what people silence, search for and translate.
/// content/pack/findings.md has one line for each; a test holds the two together.
enum class Rule : std::uint8_t {
    // Files and encoding
    MissingFile,
    UnknownFile,
    UnreadableFile,
    FileTooLarge,
    TooManyFiles,
    PathOutside,
    BadUtf8,
    ByteOrderMark,
    NotNfc,
    ControlCharacter,
    Crlf,
    // Tables
    UnterminatedQuote,
    BadQuote,
    CellCount,
    UnknownColumn,
    MissingColumn,
    DuplicateColumn,
    TooManyRows,
    // pack.json and the fields of text records
    BadJson,
    UnknownField,
    MissingField,
    DuplicateField,
    BadRecord,
    // Values
    MissingValue,
    BadKey,
    BadOfficeKey,
    BadNumber,
    BadDate,
    BadEnum,
    BadColour,
    BadSlot,
    StraySpace,
    // Keys and links
    DuplicateKey,
    DuplicateRow,
    UnknownItem,
    UnknownDistrict,
    UnknownSource,
    MissingSource,
    UnusedSource,
    MissingProvince,
    WrongKind,
    // Truth
    BadConfidence,
    ExampleOnRealRecord,
    OutsideArea,
    SwappedCoordinates,
    PositionMismatch,
    // Words
    MissingSpanish,
    MissingTranslation,
    MissingSummary,
    SummaryTooLong,
    NameTooLong,
    ShortTooLong,
    TextWithoutRecord,
    DuplicateText,
    UndeclaredLanguage,
    // Pictures and people
    MissingPicture,
    UnusedPicture,
    MissingCredit,
    MissingLicence,
    MissingAlt,
    MissingConsent,
    PhotoWithoutConsent,
    ImageWrongType,
    ImageUndecodable,
    ImageTooLarge,
    ImageTooManyPixels,
    PhotoTooSmall,
    ImageNotUpright,
    SvgExternal,
    SvgScript,
    SvgTooLarge,
    SvgText,
    AttractWithoutPicture,
    // Maps
    BadGeometry,
    MapCrs,
    MapLicence,
    MapUnknownClass,
    MapUnstyled,
    MapRing,
    StageWithoutPosition,
    // The plan
    BadCode,
    UnknownCode,
    NumberFormat,
    PlanFigure,
    PlanStatus,
    PlanReport,
    PlanMilestone,
    PlanNote,
    PlanBudget,
    PlanSum,
    PlanDensity,
    PlanShare,
    PlanPeriod,
    PlanDocument,
    PlanQuote,
    UnusedAcceptance,
    // The report itself
    TooManyFindings,
};
inline constexpr std::size_t kRuleCount = static_cast<std::size_t>(Rule::TooManyFindings) + 1;

struct RuleInfo {
    Rule rule;
    std::string_view name;
    Severity severity;
    std::string_view summary;  ///< what it means, one sentence
    bool mustAccept = false;   ///< a warning somebody must accept by name before a pack is built
};

/// In the order of the enumeration.
[[nodiscard]] const std::array<RuleInfo, kRuleCount>& allRules();
[[nodiscard]] const RuleInfo& infoOf(Rule rule);

}  // namespace content_pack
