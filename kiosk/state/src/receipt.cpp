#include "state/receipt.hpp"

#include <sodium.h>

namespace state {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kPlaces = 8;          ///< without the check
constexpr unsigned kPolynomial = 0b100101;  ///< x^5 + x^2 + 1, primitive: the powers of x are all 31 elements but zero

/// Times x in the field of 32 elements.
unsigned timesX(unsigned element) {
    const unsigned shifted = element << 1U;
    return (shifted & 32U) != 0 ? shifted ^ kPolynomial : shifted;
}

/// Sum of each place times its own power of x, by Horner: the first place has x^8, the last one x.
unsigned checkOf(const std::array<unsigned, kPlaces>& places) {
    unsigned sum = 0;
    for (const unsigned place : places)
        sum = timesX(sum ^ place);
    return sum;
}

char letter(unsigned value) { return kAlphabet[value & 31U]; }

}  // namespace

std::string receiptOf(const ReceiptBytes& bytes) {
    std::uint64_t bits = 0;
    for (const std::uint8_t byte : bytes)
        bits = bits << 8U | byte;
    std::array<unsigned, kPlaces> places{};
    for (std::size_t i = 0; i < kPlaces; ++i)
        places[i] = static_cast<unsigned>(bits >> (5 * (kPlaces - 1 - i))) & 31U;
    std::string text;
    for (std::size_t i = 0; i < kPlaces; ++i) {
        if (i == kPlaces / 2) text += '-';
        text += letter(places[i]);
    }
    return text + '-' + letter(checkOf(places));
}

bool isReceipt(std::string_view text) {
    std::array<unsigned, kPlaces> places{};
    std::size_t count = 0;
    unsigned last = 0;
    for (char c : text) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos || count > kPlaces) return false;
        last = static_cast<unsigned>(value);
        if (count < kPlaces) places[count] = last;
        ++count;
    }
    return count == kPlaces + 1 && last == checkOf(places);
}

std::string randomReceipt() {
    ReceiptBytes bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return receiptOf(bytes);
}

}  // namespace state
