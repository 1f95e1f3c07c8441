#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/file_system.hpp"

namespace ui {

/// The pair kerning of a font: the lookups of its GPOS feature "kern". stb_truetype leaves out those behind an
/// extension lookup, which is where today's font tools put them. Every offset of the table is checked where it is used:
/// a damaged one means no kerning, never a read outside the file. Ownership: borrows the bytes of the file.
class PairKerning {
public:
    PairKerning() = default;
    /// `offset` and `length` of the GPOS table inside `file`.
    PairKerning(const platform::Bytes& file, std::size_t offset, std::size_t length);

    /// Extra advance between two neighbours in font units; 0 for a pair the font does not mention.
    [[nodiscard]] int between(int left, int right) const;

private:
    using Subtables = std::vector<std::size_t>;  ///< offsets in the table

    [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t bytes) const;
    [[nodiscard]] std::uint32_t u16(std::size_t at) const { return number(at, 2); }
    [[nodiscard]] int signed16(std::size_t at) const;
    void addLookup(std::size_t lookup);
    /// Position of a glyph in a coverage table; -1 when it is not covered.
    [[nodiscard]] int coverage(std::size_t table, std::uint32_t glyph) const;
    [[nodiscard]] std::uint32_t classOf(std::size_t table, std::uint32_t glyph) const;
    /// Returns false when the subtable says nothing about the pair.
    [[nodiscard]] bool find(std::size_t subtable, std::uint32_t left, std::uint32_t right, int& value) const;

    const std::byte* m_data = nullptr;
    std::size_t m_length = 0;
    std::vector<Subtables> m_lookups;
};

}  // namespace ui
