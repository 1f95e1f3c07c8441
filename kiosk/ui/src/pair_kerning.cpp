#include "pair_kerning.hpp"

#include <algorithm>
#include <bit>

namespace ui {
namespace {

// OpenType specification, "GPOS: Glyph Positioning Table" and "OpenType Layout Common Table Formats".
constexpr std::uint32_t kKern = 0x6B65726E;
constexpr std::uint32_t kPairLookup = 2;
constexpr std::uint32_t kExtensionLookup = 9;
constexpr std::uint32_t kXPlacement = 1;
constexpr std::uint32_t kYPlacement = 2;
constexpr std::uint32_t kXAdvance = 4;
/// A font has a handful; more is damage.
constexpr std::size_t kMaxSubtables = 1000;

std::size_t recordBytes(std::uint32_t valueFormat) {
    return 2 * static_cast<std::size_t>(std::popcount(valueFormat & 0xFFU));
}

/// Where in a value record the advance stands.
std::size_t advanceAt(std::uint32_t valueFormat) { return recordBytes(valueFormat & (kXPlacement | kYPlacement)); }

}  // namespace

PairKerning::PairKerning(const platform::Bytes& file, std::size_t offset, std::size_t length)
    : m_data(file.data() + offset), m_length(length) {
    if (u16(0) != 1) return;
    const std::size_t features = u16(6);
    const std::size_t lookups = u16(8);
    std::vector<std::uint32_t> wanted;
    for (std::size_t i = 0; i < u16(features); ++i) {
        const std::size_t record = features + 2 + 6 * i;
        if (number(record, 4) != kKern) continue;
        const std::size_t feature = features + u16(record + 4);
        for (std::size_t k = 0; k < u16(feature + 2); ++k)
            wanted.push_back(u16(feature + 4 + 2 * k));
    }
    // Each script of the font names its own feature; they usually share their lookups.
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (const std::uint32_t index : wanted) {
        if (index < u16(lookups)) addLookup(lookups + u16(lookups + 2 + 2 * std::size_t{index}));
    }
}

void PairKerning::addLookup(std::size_t lookup) {
    const std::uint32_t type = u16(lookup);
    Subtables subtables;
    const std::size_t count = std::min<std::size_t>(u16(lookup + 4), kMaxSubtables);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t subtable = lookup + u16(lookup + 6 + 2 * i);
        if (type == kExtensionLookup) {
            if (u16(subtable + 2) != kPairLookup) continue;
            subtable += number(subtable + 4, 4);
        } else if (type != kPairLookup) {
            continue;
        }
        subtables.push_back(subtable);
    }
    if (!subtables.empty()) m_lookups.push_back(std::move(subtables));
}

std::uint32_t PairKerning::number(std::size_t at, std::size_t bytes) const {
    if (at > m_length || m_length - at < bytes) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = value << 8U | std::to_integer<std::uint32_t>(m_data[at + i]);
    return value;
}

int PairKerning::signed16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }

int PairKerning::coverage(std::size_t table, std::uint32_t glyph) const {
    const std::uint32_t format = u16(table);
    const int count = static_cast<int>(u16(table + 2));
    // Both formats are sorted: single glyphs, or ranges of glyphs with the index of their first.
    int low = 0;
    int high = count - 1;
    while (low <= high) {
        const int middle = (low + high) / 2;
        const std::size_t entry = table + 4 + (format == 1 ? 2U : 6U) * static_cast<std::size_t>(middle);
        const std::uint32_t first = u16(entry);
        const std::uint32_t last = format == 1 ? first : u16(entry + 2);
        if (glyph < first) {
            high = middle - 1;
        } else if (glyph > last) {
            low = middle + 1;
        } else {
            return format == 1 ? middle : static_cast<int>(u16(entry + 4) + glyph - first);
        }
    }
    return -1;
}

std::uint32_t PairKerning::classOf(std::size_t table, std::uint32_t glyph) const {
    if (u16(table) == 1) {
        const std::uint32_t first = u16(table + 2);
        return glyph >= first && glyph - first < u16(table + 4) ? u16(table + 6 + 2 * std::size_t{glyph - first}) : 0;
    }
    int low = 0;
    int high = static_cast<int>(u16(table + 2)) - 1;
    while (low <= high) {
        const int middle = (low + high) / 2;
        const std::size_t entry = table + 4 + 6 * static_cast<std::size_t>(middle);
        if (glyph < u16(entry)) {
            high = middle - 1;
        } else if (glyph > u16(entry + 2)) {
            low = middle + 1;
        } else {
            return u16(entry + 4);
        }
    }
    return 0;  // everything else
}

bool PairKerning::find(std::size_t subtable, std::uint32_t left, std::uint32_t right, int& value) const {
    const int covered = coverage(subtable + u16(subtable + 2), left);
    if (covered < 0) return false;
    const std::uint32_t format1 = u16(subtable + 4);
    const std::uint32_t format2 = u16(subtable + 6);
    const bool advances = (format1 & kXAdvance) != 0;
    if (u16(subtable) == 1) {
        if (static_cast<std::uint32_t>(covered) >= u16(subtable + 8)) return false;
        const std::size_t set = subtable + u16(subtable + 10 + 2 * static_cast<std::size_t>(covered));
        const std::size_t size = 2 + recordBytes(format1) + recordBytes(format2);
        int low = 0;
        int high = static_cast<int>(u16(set)) - 1;
        while (low <= high) {
            const int middle = (low + high) / 2;
            const std::size_t record = set + 2 + size * static_cast<std::size_t>(middle);
            const std::uint32_t second = u16(record);
            if (right == second) {
                value = advances ? signed16(record + 2 + advanceAt(format1)) : 0;
                return true;
            }
            if (right < second) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }
    if (u16(subtable) != 2) return false;
    const std::size_t class1 = classOf(subtable + u16(subtable + 8), left);
    const std::size_t class2 = classOf(subtable + u16(subtable + 10), right);
    const std::size_t columns = u16(subtable + 14);
    if (class1 >= u16(subtable + 12) || class2 >= columns) return false;
    const std::size_t size = recordBytes(format1) + recordBytes(format2);
    value = advances ? signed16(subtable + 16 + size * (class1 * columns + class2) + advanceAt(format1)) : 0;
    return true;
}

int PairKerning::between(int left, int right) const {
    int sum = 0;
    for (const Subtables& lookup : m_lookups) {
        // The first subtable with an answer ends the lookup.
        for (const std::size_t subtable : lookup) {
            int value = 0;
            if (!find(subtable, static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right), value)) continue;
            sum += value;
            break;
        }
    }
    return sum;
}

}  // namespace ui
