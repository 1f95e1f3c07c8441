#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace state {

/// 40 bits that nothing can be concluded from.
using ReceiptBytes = std::array<std::uint8_t, 5>;

/// "K7M4-2QXD-H": eight characters of Crockford's base 32 (no I, L, O, U) and one more that is computed from them. The
/// last one stays inside the same alphabet, unlike Crockford's own check symbols, which nobody copies from a screen: a
/// weighted sum over the field of 32 elements, with a different weight for each place, so that one wrong character and
/// two that changed places are always found.
[[nodiscard]] std::string receiptOf(const ReceiptBytes& bytes);

/// Whether somebody copied a receipt right. Small letters, O for 0, I and L for 1, spaces and missing hyphens are
/// forgiven.
[[nodiscard]] bool isReceipt(std::string_view text);

/// A new one from the system's random numbers. Threading: any thread.
[[nodiscard]] std::string randomReceipt();

}  // namespace state
