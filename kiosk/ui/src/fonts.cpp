#include "ui/fonts.hpp"

// stb_truetype trusts its input; Font::create checks the table directory before it is asked anything.
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_truetype.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#include <cmath>
#include <string>
#include <unordered_map>

namespace ui {

using base::Errc;
using base::Error;

namespace {

std::uint32_t bigEndian(const platform::Bytes& bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        value = value << 8U | std::to_integer<std::uint32_t>(bytes[at + static_cast<std::size_t>(i)]);
    }
    return value;
}

/// OpenType specification, "Organization of an OpenType font": every table must lie inside the file.
base::Status checkTables(const platform::Bytes& file) {
    if (file.size() < 12) return Error{Errc::Corrupt, "not a TrueType font: too short"};
    const std::uint32_t version = bigEndian(file, 0, 4);
    if (version != 0x00010000U && version != 0x74727565U) {  // 1.0 or 'true'; CFF outlines are not used here
        return Error{Errc::Corrupt, "not a TrueType font: wrong signature"};
    }
    const std::uint32_t tables = bigEndian(file, 4, 2);
    if (12 + tables * 16U > file.size()) return Error{Errc::Corrupt, "truncated table directory"};
    std::uint32_t required = 0;
    for (std::uint32_t i = 0; i < tables; ++i) {
        const std::size_t entry = 12 + i * 16U;
        const std::uint64_t offset = bigEndian(file, entry + 8, 4);
        const std::uint64_t length = bigEndian(file, entry + 12, 4);
        if (offset + length > file.size()) return Error{Errc::Corrupt, "a table lies outside the file (truncated?)"};
        switch (bigEndian(file, entry, 4)) {
            case 0x636D6170U:  // cmap
            case 0x676C7966U:  // glyf
            case 0x68656164U:  // head
            case 0x68686561U:  // hhea
            case 0x686D7478U:  // hmtx
            case 0x6C6F6361U: ++required; break;  // loca
            default: break;
        }
    }
    if (required < 6) return Error{Errc::Corrupt, "a required table is missing"};
    return {};
}

}  // namespace

struct Font::Impl {
    platform::Bytes file;
    stbtt_fontinfo info{};
    float unitsPerEm = 1000;
    float ascent = 0;
    float descent = 0;
    float cap = 0.7F;
    mutable std::unordered_map<std::uint64_t, float> kerning;  ///< GPOS lookups walk tables; pairs repeat
};

Font::Font(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;
Font::~Font() = default;

base::Result<Font> Font::create(platform::Bytes file) {
    if (const base::Status status = checkTables(file); !status) return status.error();
    auto impl = std::make_unique<Impl>();
    impl->file = std::move(file);
    const auto* data = reinterpret_cast<const unsigned char*>(impl->file.data());
    if (stbtt_InitFont(&impl->info, data, 0) == 0) return Error{Errc::Corrupt, "no usable character map"};
    impl->unitsPerEm = 1.0F / stbtt_ScaleForMappingEmToPixels(&impl->info, 1.0F);
    int ascent = 0;
    int descent = 0;
    int gap = 0;
    stbtt_GetFontVMetrics(&impl->info, &ascent, &descent, &gap);
    impl->ascent = static_cast<float>(ascent) / impl->unitsPerEm;
    impl->descent = static_cast<float>(-descent) / impl->unitsPerEm;
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    if (stbtt_GetCodepointBox(&impl->info, 'H', &x0, &y0, &x1, &y1) != 0) {
        impl->cap = static_cast<float>(y1) / impl->unitsPerEm;
    }
    return Font(std::move(impl));
}

int Font::glyphOf(char32_t codepoint) const { return stbtt_FindGlyphIndex(&m_impl->info, static_cast<int>(codepoint)); }

float Font::advanceEm(int glyph) const {
    int advance = 0;
    int bearing = 0;
    stbtt_GetGlyphHMetrics(&m_impl->info, glyph, &advance, &bearing);
    return static_cast<float>(advance) / m_impl->unitsPerEm;
}

float Font::kerningEm(int left, int right) const {
    const std::uint64_t key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U |
                              static_cast<std::uint32_t>(right);
    const auto known = m_impl->kerning.find(key);
    if (known != m_impl->kerning.end()) return known->second;
    const float value =
        static_cast<float>(stbtt_GetGlyphKernAdvance(&m_impl->info, left, right)) / m_impl->unitsPerEm;
    m_impl->kerning.emplace(key, value);
    return value;
}

float Font::ascentEm() const { return m_impl->ascent; }
float Font::descentEm() const { return m_impl->descent; }
float Font::capHeightEm() const { return m_impl->cap; }

GlyphBitmap Font::rasterise(int glyph, float emPx, float subpixel) const {
    const float scale = stbtt_ScaleForMappingEmToPixels(&m_impl->info, emPx);
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    stbtt_GetGlyphBitmapBoxSubpixel(&m_impl->info, glyph, scale, scale, subpixel, 0, &x0, &y0, &x1, &y1);
    GlyphBitmap bitmap{x1 - x0, y1 - y0, x0, y0, {}};
    if (bitmap.w <= 0 || bitmap.h <= 0) return GlyphBitmap{};
    bitmap.coverage.resize(static_cast<std::size_t>(bitmap.w) * static_cast<std::size_t>(bitmap.h));
    stbtt_MakeGlyphBitmapSubpixel(&m_impl->info, bitmap.coverage.data(), bitmap.w, bitmap.h, bitmap.w, scale, scale,
                                  subpixel, 0, glyph);
    return bitmap;
}

}  // namespace ui
