#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "platform/file_system.hpp"
#include "ui/theme.hpp"

namespace ui {

struct GlyphBitmap {
    int w = 0;
    int h = 0;
    int left = 0;  ///< from the pen position to the first column, pixels
    int top = 0;   ///< from the baseline to the first row, pixels, negative = above
    std::vector<std::uint8_t> coverage;
};

/// One TrueType file, rasterised by stb_truetype. Sizes are em pixels.
/// Threading: main thread only. Ownership: keeps the bytes of the file.
class Font {
public:
    /// Errc::Corrupt when the bytes are not a usable TrueType font (table directory or a required table damaged).
    [[nodiscard]] static base::Result<Font> create(platform::Bytes file);
    Font(Font&&) noexcept;
    Font& operator=(Font&&) noexcept;
    ~Font();

    /// 0 when the font has no glyph for it.
    [[nodiscard]] int glyphOf(char32_t codepoint) const;
    /// Horizontal advance in em, without kerning.
    [[nodiscard]] float advanceEm(int glyph) const;
    /// Extra advance between two neighbours, in em (GPOS pair kerning).
    [[nodiscard]] float kerningEm(int left, int right) const;
    [[nodiscard]] float ascentEm() const;   ///< positive, of the font's own line box
    [[nodiscard]] float descentEm() const;  ///< positive
    [[nodiscard]] float capHeightEm() const;
    /// Coverage at `emPx`, moved right by `subpixel` in [0, 1).
    [[nodiscard]] GlyphBitmap rasterise(int glyph, float emPx, float subpixel) const;

private:
    struct Impl;
    explicit Font(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

using FontSet = std::array<std::shared_ptr<const Font>, kFontFaceCount>;

}  // namespace ui
