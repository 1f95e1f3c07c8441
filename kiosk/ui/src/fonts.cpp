#include "ui/fonts.hpp"

// stb_truetype trusts its input; Font::create checks the tables it reads before it is asked anything.
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

#include <string>
#include <unordered_map>

#include "pair_kerning.hpp"

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

/// A table of the font, a part of the file.
struct Table {
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// The tables stb_truetype reads without asking how long they are.
struct Tables {
    Table cmap, glyf, head, hhea, hmtx, loca, maxp;
    Table gpos;  ///< may be missing
};

/// OpenType specification, "Organization of an OpenType font": every table must lie inside the file.
base::Result<Tables> findTables(const platform::Bytes& file) {
    if (file.size() < 12) return Error{Errc::Corrupt, "not a TrueType font: too short"};
    const std::uint32_t version = bigEndian(file, 0, 4);
    if (version != 0x00010000U && version != 0x74727565U) {  // 1.0 or 'true'; CFF outlines are not used here
        return Error{Errc::Corrupt, "not a TrueType font: wrong signature"};
    }
    const std::uint32_t count = bigEndian(file, 4, 2);
    if (12 + count * 16U > file.size()) return Error{Errc::Corrupt, "truncated table directory"};
    Tables tables;
    // What has to stand in each before anything can be looked up in it.
    const struct {
        std::uint32_t tag;
        std::size_t least;
        Table* table;
    } required[] = {{0x636D6170U, 4, &tables.cmap},  {0x676C7966U, 1, &tables.glyf}, {0x68656164U, 54, &tables.head},
                    {0x68686561U, 36, &tables.hhea}, {0x686D7478U, 4, &tables.hmtx}, {0x6C6F6361U, 4, &tables.loca},
                    {0x6D617870U, 6, &tables.maxp}};
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t entry = 12 + i * 16U;
        const std::size_t offset = bigEndian(file, entry + 8, 4);
        const std::size_t length = bigEndian(file, entry + 12, 4);
        if (offset + length > file.size()) return Error{Errc::Corrupt, "a table lies outside the file (truncated?)"};
        for (const auto& r : required) {
            if (bigEndian(file, entry, 4) == r.tag) *r.table = {offset, length};
        }
        if (bigEndian(file, entry, 4) == 0x47504F53U) tables.gpos = {offset, length};
    }
    for (const auto& r : required) {
        if (r.table->length < r.least) return Error{Errc::Corrupt, "a required table is missing or too short"};
    }
    return tables;
}

/// The tables of glyph measures and outlines hold what maxp and hhea promise, and no outline lies outside glyf.
base::Status checkGlyphs(const platform::Bytes& file, const Tables& t) {
    const std::uint32_t unitsPerEm = bigEndian(file, t.head.offset + 18, 2);
    if (unitsPerEm < 16 || unitsPerEm > 16384) return Error{Errc::Corrupt, "units per em out of range"};
    const std::uint32_t glyphs = bigEndian(file, t.maxp.offset + 4, 2);
    const std::uint32_t measured = bigEndian(file, t.hhea.offset + 34, 2);
    if (measured < 1 || measured > glyphs || 4 * measured + 2 * (glyphs - measured) > t.hmtx.length) {
        return Error{Errc::Corrupt, "glyph widths are missing"};
    }
    const std::uint32_t format = bigEndian(file, t.head.offset + 50, 2);
    const std::size_t entry = format == 0 ? 2 : 4;
    if (format > 1 || (glyphs + 1) * entry > t.loca.length) return Error{Errc::Corrupt, "glyph outlines are missing"};
    constexpr std::uint32_t kOutlineHeader = 10;
    std::uint32_t from = 0;
    for (std::size_t i = 0; i <= glyphs; ++i) {
        const std::uint32_t raw = bigEndian(file, t.loca.offset + i * entry, static_cast<int>(entry));
        const std::uint32_t to = format == 0 ? raw * 2 : raw;
        const bool blank = to == from;
        if (to < from || to > t.glyf.length || (i > 0 && !blank && to - from < kOutlineHeader)) {
            return Error{Errc::Corrupt, "a glyph outline lies outside its table"};
        }
        from = to;
    }
    return {};
}

/// The character map stb_truetype will choose is of a format it knows and lies inside its table.
base::Status checkMap(const platform::Bytes& file, const Table& cmap) {
    const Error damaged{Errc::Corrupt, "damaged character map"};
    const std::uint32_t records = bigEndian(file, cmap.offset + 2, 2);
    if (4 + records * 8U > cmap.length) return damaged;
    std::size_t start = 0;  // the last Unicode map counts
    for (std::uint32_t i = 0; i < records; ++i) {
        const std::size_t record = cmap.offset + 4 + i * 8U;
        const std::uint32_t platform = bigEndian(file, record, 2);
        const std::uint32_t encoding = bigEndian(file, record + 2, 2);
        if (platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10)))
            start = bigEndian(file, record + 4, 4);
    }
    if (start == 0) return Error{Errc::Corrupt, "no usable character map"};
    if (start + 16 > cmap.length) return damaged;
    const std::size_t map = cmap.offset + start;
    const std::size_t room = cmap.length - start;
    const std::uint32_t format = bigEndian(file, map, 2);
    if (format == 4) {
        const std::size_t segments = bigEndian(file, map + 6, 2);  // twice their number, as the next two fields
        const bool fits = segments >= 2 && 16 + 4 * segments <= room;
        if (!fits || bigEndian(file, map + 8, 2) > segments || bigEndian(file, map + 12, 2) > segments) return damaged;
    } else if (format == 12 || format == 13) {
        if (16 + 12 * std::size_t{bigEndian(file, map + 12, 4)} > room) return damaged;
    } else {
        return Error{Errc::Corrupt, "a character map of a kind that is not used here"};
    }
    return {};
}

base::Result<Tables> checkedTables(const platform::Bytes& file) {
    auto tables = findTables(file);
    if (!tables) return tables;
    if (const base::Status status = checkGlyphs(file, *tables); !status) return status.error();
    if (const base::Status status = checkMap(file, tables->cmap); !status) return status.error();
    return tables;
}

}  // namespace

struct Font::Impl {
    platform::Bytes file;
    stbtt_fontinfo info{};
    float unitsPerEm = 1000;
    float ascent = 0;
    float descent = 0;
    float cap = 0.7F;
    PairKerning kerning;
    mutable std::unordered_map<std::uint64_t, float> pairs;  ///< lookups walk tables; pairs repeat
};

Font::Font(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;
Font::~Font() = default;

base::Result<Font> Font::create(platform::Bytes file) {
    const auto tables = checkedTables(file);
    if (!tables) return tables.error();
    auto impl = std::make_unique<Impl>();
    impl->file = std::move(file);
    if (tables->gpos.length > 0) impl->kerning = PairKerning(impl->file, tables->gpos.offset, tables->gpos.length);
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

int Font::glyphOf(char32_t codepoint) const {
    const int glyph = stbtt_FindGlyphIndex(&m_impl->info, static_cast<int>(codepoint));
    return glyph >= 0 && glyph < m_impl->info.numGlyphs ? glyph : 0;
}

float Font::advanceEm(int glyph) const {
    int advance = 0;
    int bearing = 0;
    stbtt_GetGlyphHMetrics(&m_impl->info, glyph, &advance, &bearing);
    return static_cast<float>(advance) / m_impl->unitsPerEm;
}

float Font::kerningEm(int left, int right) const {
    const std::uint64_t key =
        static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U | static_cast<std::uint32_t>(right);
    const auto known = m_impl->pairs.find(key);
    if (known != m_impl->pairs.end()) return known->second;
    const float value = static_cast<float>(m_impl->kerning.between(left, right)) / m_impl->unitsPerEm;
    m_impl->pairs.emplace(key, value);
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
