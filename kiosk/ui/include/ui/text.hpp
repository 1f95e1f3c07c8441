#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/coverage_atlas.hpp"
#include "ui/fonts.hpp"
#include "ui/theme.hpp"

namespace ui {

/// What to set in type. Sizes are framebuffer pixels.
struct TextRequest {
    std::string_view text;  ///< UTF-8, NFC; '\n' forces a new line
    FontFace face = FontFace::TextRegular;
    float emPx = 24;
    float leadingPx = 32;
    float maxWidthPx = 0;  ///< <= 0: one line per paragraph, however long
    int maxLines = 0;      ///< 0 = as many as needed; otherwise the last one ends in an ellipsis
    float spacingPx = 0;   ///< added after every letter
    std::string_view lang = "es";
};

struct PlacedGlyph {
    int glyph = 0;
    FontFace face = FontFace::TextRegular;  ///< differs from the request where another font had to help out
    float x = 0;                            ///< pen position from the left edge of the line
    std::uint32_t byte = 0;                 ///< offset of the character in the text
};

struct TextLine {
    std::uint32_t firstGlyph = 0;
    std::uint32_t glyphCount = 0;
    float width = 0;  ///< without trailing spaces
    std::uint32_t byteBegin = 0;
    std::uint32_t byteEnd = 0;
};

/// Text broken into lines. Line boxes are `leadingPx` high, stacked without gaps.
struct TextLayout {
    std::vector<PlacedGlyph> glyphs;
    std::vector<TextLine> lines;
    float width = 0;  ///< of the widest line
    float height = 0;
    float baselinePx = 0;  ///< from the top of a line box to its baseline
    float emPx = 0;
    float leadingPx = 0;
    float xHeightTop = 0;
    bool truncated = false;   ///< an ellipsis stands for words that did not fit
    bool brokenWord = false;  ///< a word was wider than the line and had to be cut
};

/// Sets text with the fonts of the kiosk and keeps what it has set. Layouts and glyph bitmaps are cached; nothing is
/// rasterised before it is drawn.
/// Ownership: borrows the atlas. Threading: main thread only.
class TextEngine {
public:
    TextEngine(FontSet fonts, CoverageAtlas& atlas) : m_fonts(std::move(fonts)), m_atlas(&atlas) {}

    /// The reference stays valid until the next `endFrame`.
    [[nodiscard]] const TextLayout& layout(const TextRequest& request);

    /// Where a glyph sits in the atlas; nullopt for blanks, and when the atlas is full.
    struct GlyphImage {
        CoverageAtlas::Slot slot;
        int left = 0;
        int top = 0;
    };
    /// With `haloPx` the glyph grown by that many pixels on all sides, to lie below it. @pre 0 <= haloPx <= kMostHaloPx
    [[nodiscard]] std::optional<GlyphImage> glyphImage(FontFace face, int glyph, float emPx, float subpixel,
                                                       int haloPx = 0);
    static constexpr int kMostHaloPx = 15;

    [[nodiscard]] const Font& font(FontFace face) const { return *m_fonts[static_cast<std::size_t>(face)]; }

    /// Drops layouts nobody asked for lately. Call once per frame.
    void endFrame();
    /// The atlas was cleared: forget where glyphs were.
    void forgetGlyphs() { m_images.clear(); }

    [[nodiscard]] std::size_t cachedLayouts() const { return m_layouts.size(); }

    /// Subpixel positions a glyph is kept at; more would look no better and fill the atlas.
    static constexpr int kSubpixelSteps = 4;

private:
    struct Entry {
        TextLayout layout;
        std::uint64_t lastUsed = 0;
    };
    [[nodiscard]] TextLayout compute(const TextRequest& request) const;

    FontSet m_fonts;
    CoverageAtlas* m_atlas;
    std::unordered_map<std::uint64_t, Entry> m_layouts;
    std::unordered_map<std::uint64_t, std::optional<GlyphImage>> m_images;
    std::uint64_t m_frame = 0;
};

}  // namespace ui
