#include "ui/text.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"
#include "ui/line_break.hpp"

namespace ui {
namespace {

/// Frames a layout survives without being asked for; a page turned back to within two seconds is still set.
constexpr std::uint64_t kKeepFrames = 120;
constexpr std::size_t kSweepAbove = 400;
constexpr char32_t kEllipsis = 0x2026;
constexpr char32_t kReplacement = 0xFFFD;

std::uint64_t keyOf(const TextRequest& r) {
    struct {
        std::uint64_t text, lang;
        float em, leading, width, spacing;
        int lines;
        std::uint32_t face;  // no padding: its bytes would be part of the hash
    } fields{XXH3_64bits(r.text.data(), r.text.size()),
             XXH3_64bits(r.lang.data(), r.lang.size()),
             r.emPx,
             r.leadingPx,
             r.maxWidthPx,
             r.spacingPx,
             r.maxLines,
             static_cast<std::uint32_t>(r.face)};
    static_assert(sizeof fields == 2 * 8 + 6 * 4);
    return XXH3_64bits(&fields, sizeof fields);
}

bool isBlank(char32_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0x200B; }

/// One character on its way into a line.
struct Unit {
    int glyph = 0;
    FontFace face = FontFace::TextRegular;
    float advance = 0;  ///< pixels, kerning with the previous unit included
    std::uint32_t byte = 0;
    std::uint32_t byteAfter = 0;
    bool blank = false;
    Break after = Break::No;
};

/// A bitmap whose coverage reaches `radius` pixels farther in every direction.
GlyphBitmap grown(const GlyphBitmap& glyph, int radius) {
    GlyphBitmap out{glyph.w + 2 * radius, glyph.h + 2 * radius, glyph.left - radius, glyph.top - radius, {}};
    out.coverage.resize(static_cast<std::size_t>(out.w) * static_cast<std::size_t>(out.h));
    for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
            // The brush is a disc with a rim of one pixel.
            const float reach =
                static_cast<float>(radius) + 0.5F - std::hypot(static_cast<float>(dx), static_cast<float>(dy));
            const int weight = static_cast<int>(std::clamp(reach, 0.0F, 1.0F) * 256);
            if (weight == 0) continue;
            for (int y = 0; y < glyph.h; ++y) {
                const std::uint8_t* from = glyph.coverage.data() + static_cast<std::ptrdiff_t>(y) * glyph.w;
                std::uint8_t* to =
                    out.coverage.data() + static_cast<std::ptrdiff_t>(y + radius + dy) * out.w + radius + dx;
                for (int x = 0; x < glyph.w; ++x)
                    to[x] = std::max(to[x], static_cast<std::uint8_t>(from[x] * weight >> 8));
            }
        }
    }
    return out;
}

}  // namespace

const TextLayout& TextEngine::layout(const TextRequest& request) {
    const std::uint64_t key = keyOf(request);
    auto [at, isNew] = m_layouts.try_emplace(key);
    if (isNew) at->second.layout = compute(request);
    at->second.lastUsed = m_frame;
    return at->second.layout;
}

TextLayout TextEngine::compute(const TextRequest& request) const {
    TextLayout out;
    const Font& main = font(request.face);
    out.emPx = request.emPx;
    out.leadingPx = request.leadingPx;
    const float lineBox = (main.ascentEm() + main.descentEm()) * request.emPx;
    out.baselinePx = std::round((request.leadingPx - lineBox) / 2 + main.ascentEm() * request.emPx);

    // Characters with their fonts and advances.
    const std::vector<Break> breaks = findBreaks(request.text, request.lang);
    std::vector<Unit> units;
    units.reserve(request.text.size());
    const auto glyphFor = [&](char32_t c) -> std::pair<int, FontFace> {
        const int own = main.glyphOf(c);
        if (own != 0) return {own, request.face};
        for (std::size_t i = 0; i < kFontFaceCount; ++i) {
            const int other = m_fonts[i]->glyphOf(c);
            if (other != 0) return {other, static_cast<FontFace>(i)};
        }
        return {0, request.face};
    };
    for (std::size_t at = 0; at < request.text.size();) {
        Unit unit;
        unit.byte = static_cast<std::uint32_t>(at);
        char32_t c = nextCodepoint(request.text, at);
        unit.byteAfter = static_cast<std::uint32_t>(at);
        unit.after = breaks[at - 1];
        if (c < 0x20 && !isBlank(c)) c = kReplacement;
        unit.blank = isBlank(c);
        if (c == '\n' || c == '\r' || c == 0x200B) {
            units.push_back(unit);
            continue;
        }
        std::tie(unit.glyph, unit.face) = glyphFor(c == '\t' ? U' ' : c);
        unit.advance = font(unit.face).advanceEm(unit.glyph) * request.emPx + request.spacingPx;
        if (!units.empty() && units.back().face == unit.face && units.back().glyph != 0) {
            units.back().advance += font(unit.face).kerningEm(units.back().glyph, unit.glyph) * request.emPx;
        }
        units.push_back(unit);
    }

    // Greedy lines.
    const bool wraps = request.maxWidthPx > 0;
    const float limit = request.maxWidthPx + 0.01F;
    const auto emit = [&](std::size_t begin, std::size_t end) {
        TextLine line;
        line.firstGlyph = static_cast<std::uint32_t>(out.glyphs.size());
        line.byteBegin = begin < units.size() ? units[begin].byte : static_cast<std::uint32_t>(request.text.size());
        line.byteEnd = end > begin ? units[end - 1].byteAfter : line.byteBegin;
        while (end > begin && units[end - 1].blank)
            --end;
        float x = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (!units[i].blank) out.glyphs.push_back({units[i].glyph, units[i].face, x, units[i].byte});
            x += units[i].advance;
        }
        line.width = x;
        line.glyphCount = static_cast<std::uint32_t>(out.glyphs.size()) - line.firstGlyph;
        out.lines.push_back(line);
    };
    std::size_t begin = 0;
    bool cut = false;
    while (begin < units.size() && !cut) {
        float x = 0;
        float inked = 0;            // width up to the last character that is not a blank
        std::size_t lastBreak = 0;  // exclusive end of the line if broken at the last opportunity; 0 = none yet
        std::size_t i = begin;
        bool forced = false;
        for (; i < units.size(); ++i) {
            x += units[i].advance;
            if (!units[i].blank) inked = x;
            if (wraps && inked > limit) break;
            if (units[i].after == Break::Must) {
                forced = true;
                ++i;
                break;
            }
            if (units[i].after == Break::May) lastBreak = i + 1;
        }
        std::size_t end = i;
        if (i < units.size() && !forced) {
            if (lastBreak > begin) {
                end = lastBreak;
            } else {
                end = std::max(begin + 1, i);
                out.brokenWord = true;
            }
        }
        const bool last = request.maxLines > 0 && static_cast<int>(out.lines.size()) + 1 == request.maxLines;
        if (last && end < units.size()) {
            // Room for the ellipsis: drop characters until it fits.
            const auto [ellipsis, face] = glyphFor(kEllipsis);
            const float width = font(face).advanceEm(ellipsis) * request.emPx;
            float used = 0;
            for (std::size_t k = begin; k < end; ++k)
                used += units[k].advance;
            while (end > begin && (units[end - 1].blank || (wraps && used + width > limit)))
                used -= units[--end].advance;
            emit(begin, end);
            TextLine& line = out.lines.back();
            out.glyphs.push_back({ellipsis, face, line.width, line.byteEnd});
            ++line.glyphCount;
            line.width += width;
            out.truncated = true;
            cut = true;
        } else {
            emit(begin, end);
        }
        begin = end;
    }
    const bool mayAdd = request.maxLines <= 0 || static_cast<int>(out.lines.size()) < request.maxLines;
    const bool endsInNewLine = !cut && mayAdd && !units.empty() && units.back().after == Break::Must;
    if (out.lines.empty() || endsInNewLine) emit(units.size(), units.size());
    for (const TextLine& line : out.lines)
        out.width = std::max(out.width, line.width);
    out.height = request.leadingPx * static_cast<float>(out.lines.size());
    return out;
}

std::optional<TextEngine::GlyphImage> TextEngine::glyphImage(FontFace face, int glyph, float emPx, float subpixel,
                                                             int haloPx) {
    KIOSK_ASSERT(haloPx >= 0 && haloPx <= kMostHaloPx);
    const int step = std::clamp(static_cast<int>(subpixel * kSubpixelSteps), 0, kSubpixelSteps - 1);
    const auto size = static_cast<std::uint64_t>(std::lround(emPx * 4));
    const std::uint64_t key = static_cast<std::uint64_t>(face) << 56U | static_cast<std::uint64_t>(haloPx) << 52U |
                              static_cast<std::uint64_t>(step) << 48U | (size & 0xFFFFU) << 32U |
                              static_cast<std::uint32_t>(glyph);
    const auto known = m_images.find(key);
    if (known != m_images.end()) return known->second;
    GlyphBitmap bitmap = font(face).rasterise(glyph, emPx, static_cast<float>(step) / kSubpixelSteps);
    if (haloPx > 0 && bitmap.w > 0) bitmap = grown(bitmap, haloPx);
    std::optional<GlyphImage> image;
    if (bitmap.w > 0) {
        const auto slot = m_atlas->add(bitmap.w, bitmap.h, bitmap.coverage.data());
        if (!slot) return std::nullopt;  // full: asked again after the owner has cleared the atlas
        image = GlyphImage{*slot, bitmap.left, bitmap.top};
    }
    m_images.emplace(key, image);
    return image;
}

void TextEngine::endFrame() {
    ++m_frame;
    if (m_layouts.size() < kSweepAbove || m_frame % 32 != 0) return;
    std::erase_if(m_layouts, [this](const auto& entry) { return entry.second.lastUsed + kKeepFrames < m_frame; });
}

}  // namespace ui
