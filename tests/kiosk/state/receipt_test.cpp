#include "state/receipt.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using state::isReceipt;
using state::ReceiptBytes;
using state::receiptOf;

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Receipts of all kinds: the smallest, the largest, some between.
std::vector<std::string> samples() {
    std::vector<std::string> all = {receiptOf({0, 0, 0, 0, 0}), receiptOf({255, 255, 255, 255, 255})};
    for (unsigned i = 1; i < 40; ++i) {
        const auto mixed = [i](unsigned by) { return static_cast<std::uint8_t>(i * by + (i << 3U)); };
        all.push_back(receiptOf({mixed(7), mixed(31), mixed(113), mixed(199), mixed(251)}));
    }
    return all;
}

}  // namespace

TEST_SUITE("state/receipt") {
    TEST_CASE("forty bits are eight characters in two groups and one that checks them") {
        CHECK(receiptOf({0, 0, 0, 0, 0}) == "0000-0000-0");
        CHECK(receiptOf({0, 0, 0, 0, 1}) == "0000-0001-2");
        CHECK(receiptOf({0x98, 0xE6, 0x42, 0x2F, 0x4D}).substr(0, 9) == "K3K4-4BTD");
        std::set<std::string> different;
        for (const std::string& receipt : samples()) {
            CAPTURE(receipt);
            CHECK(receipt.size() == 11);
            CHECK(receipt.find_first_not_of(std::string(kAlphabet) + "-") == std::string::npos);
            CHECK(isReceipt(receipt));
            different.insert(receipt);
        }
        CHECK(different.size() == samples().size());
    }

    TEST_CASE("one wrong character is always found") {
        for (const std::string& receipt : samples()) {
            for (std::size_t at = 0; at < receipt.size(); ++at) {
                if (receipt[at] == '-') continue;
                for (const char other : kAlphabet) {
                    if (other == receipt[at]) continue;
                    std::string wrong = receipt;
                    wrong[at] = other;
                    CAPTURE(wrong);
                    CHECK_FALSE(isReceipt(wrong));
                }
            }
        }
    }

    TEST_CASE("two characters that changed places are always found, neighbours or not") {
        for (const std::string& receipt : samples()) {
            for (std::size_t a = 0; a < receipt.size(); ++a) {
                for (std::size_t b = a + 1; b < receipt.size(); ++b) {
                    if (receipt[a] == '-' || receipt[b] == '-' || receipt[a] == receipt[b]) continue;
                    std::string wrong = receipt;
                    std::swap(wrong[a], wrong[b]);
                    CAPTURE(wrong);
                    CHECK_FALSE(isReceipt(wrong));
                }
            }
        }
    }

    TEST_CASE("it is read as people write it, and nothing else is one") {
        const std::string receipt = receiptOf({0, 0, 0, 0, 33});  // with 0 and 1 in it
        REQUIRE(receipt.find('0') != std::string::npos);
        REQUIRE(receipt.find('1') != std::string::npos);
        std::string sloppy;
        for (const char c : receipt) {
            if (c == '0') {
                sloppy += 'o';
            } else if (c == '1') {
                sloppy += 'l';
            } else if (c == '-') {
                sloppy += ' ';
            } else {
                sloppy += static_cast<char>(c >= 'A' ? c - 'A' + 'a' : c);
            }
        }
        CAPTURE(sloppy);
        CHECK(isReceipt(sloppy));
        CHECK_FALSE(isReceipt(""));
        CHECK_FALSE(isReceipt(receipt.substr(0, 10)));
        CHECK_FALSE(isReceipt(receipt + "0"));
        CHECK_FALSE(isReceipt("U" + receipt.substr(1)));
        CHECK_FALSE(isReceipt("0000 0000 \xC3\xB1"));
    }

    TEST_CASE("a new one is a receipt, and never the same") {
        const std::string one = state::randomReceipt();
        CHECK(isReceipt(one));
        CHECK(one != state::randomReceipt());
    }
}
