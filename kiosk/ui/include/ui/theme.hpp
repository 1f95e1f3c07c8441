#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ui/color.hpp"

namespace ui {

/// The parts of the kiosk, each with its own dye (DESIGN.md section 3).
enum class Section : std::uint8_t { Neutral, Map, Places, Crafts, Culture, Plan, School, Visit, Words };
inline constexpr std::size_t kSectionCount = 9;
[[nodiscard]] std::string_view name(Section section);  ///< key in the theme file

struct SectionColors {
    Color fill;  ///< stripes, chosen chips, primary buttons
    Color on;    ///< text on `fill`
    Color text;  ///< text and icons of the section on the ground
    Color line;  ///< borders in the sun theme
};

/// A designed notice: honesty tags, toasts.
enum class Notice : std::uint8_t { Example, Ok, Warning, Error, Language, Missing };
inline constexpr std::size_t kNoticeCount = 6;

struct NoticeColors {
    Color ink;
    Color fill;
    Color fill2;  ///< second colour of the hatch; equal to `fill` when plain
    Color border;
};

/// Twelve text styles (DESIGN.md section 2).
enum class TextStyle : std::uint8_t { Display, Figure, H1, H2, H3, Quote, Lead, Body, Label, KeyCap, Small, SmallBold };
inline constexpr std::size_t kTextStyleCount = 12;

enum class FontFace : std::uint8_t { DisplayBold, DisplayMedium, TextRegular, TextBold };
inline constexpr std::size_t kFontFaceCount = 4;

struct TextMetrics {
    FontFace font = FontFace::TextRegular;
    float emMm = 0;       ///< design millimetres
    float leadingMm = 0;  ///< from baseline to baseline
};

/// Type: shared by the colour themes. Read from assets/themes/type.json.
struct Typography {
    std::array<TextMetrics, kTextStyleCount> styles;
    std::array<std::string, kFontFaceCount> fontFiles;  ///< below a system font folder

    [[nodiscard]] const TextMetrics& of(TextStyle style) const { return styles[static_cast<std::size_t>(style)]; }
};

/// Colours and a few rules of one theme: assets/themes/day.json, sun.json.
struct Theme {
    std::string name;
    struct {
        Color base, raised, sunken, deep, bar, barButton, provenance, scrim;
    } surface;
    struct {
        Color primary, secondary, onDark, onBar, disabled, disabledOnBar, link;
    } ink;
    struct {
        Color decorative, control, focus;
    } line;
    struct {
        Color active, onActive, activeSoft, cochineal, night, highlight, confirm;
    } brand;
    struct {
        Color rain, between, dry;
    } season;
    std::array<SectionColors, kSectionCount> sections;
    std::array<NoticeColors, kNoticeCount> notices;
    float strokeScale = 1;  ///< factor on every border
    bool boldText = false;  ///< regular text is drawn bold (sun)
    bool pictures = true;   ///< false: large illustrations give way to icons (sun)

    [[nodiscard]] const SectionColors& of(Section section) const { return sections[static_cast<std::size_t>(section)]; }
    [[nodiscard]] const NoticeColors& of(Notice notice) const { return notices[static_cast<std::size_t>(notice)]; }
};

/// Errc::InvalidInput naming the member that is missing or not a colour or number.
[[nodiscard]] base::Result<Theme> parseTheme(std::string_view json);
[[nodiscard]] base::Result<Typography> parseTypography(std::string_view json);

/// Distances of the design system in design millimetres (DESIGN.md section 4 and tokens).
namespace space {
inline constexpr float kHair = 0.8F;
inline constexpr float kXs = 1.4F;
inline constexpr float kGap = 2.8F;  ///< smallest gap between targets (>= 2.5 required)
inline constexpr float kS = 4.0F;
inline constexpr float kM = 5.5F;
inline constexpr float kL = 8.0F;
inline constexpr float kXl = 11.0F;
inline constexpr float kXxl = 16.0F;
inline constexpr float kBezel = 10.0F;  ///< dead band along the edge of the glass
}  // namespace space
namespace target {
inline constexpr float kMinimum = 12.0F;
inline constexpr float kStandard = 21.0F;
inline constexpr float kDialog = 32.0F;
}  // namespace target
namespace radius {
inline constexpr float kTag = 2.2F;
inline constexpr float kControl = 3.9F;
inline constexpr float kTile = 4.4F;
inline constexpr float kPlate = 5.5F;
inline constexpr float kDialog = 6.6F;
inline constexpr float kChip = 10.0F;
}  // namespace radius
namespace stroke {
inline constexpr float kDivider = 0.6F;
inline constexpr float kControl = 0.8F;
inline constexpr float kSelected = 1.4F;
inline constexpr float kFocus = 1.7F;
}  // namespace stroke

}  // namespace ui
