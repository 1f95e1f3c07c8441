#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "pack_source.hpp"
#include "row_reader.hpp"

/// The tables of a pack's folder plan/: their columns, and how a row becomes values.
namespace content_pack {

/// Phases of a budget in their order: each but the first two is part of the one before.
inline constexpr std::array<std::string_view, 6> kBudgetPhases = {"pia",       "pim",     "certified",
                                                                  "committed", "accrued", "paid"};

struct PlanTable {
    std::string_view file;
    std::string_view recordColumn;
    std::span<const Column> columns;
    bool overlay = false;  ///< reports and other records may come with an overlay; what the document says not
    void (*row)(RowReader& row, bool example, PlanSource& out);
};
[[nodiscard]] std::span<const PlanTable> planTables();

/// A printed figure read by its declared format: "thousands-comma" (69,522), "decimal-comma" (381,62), "decimal-point"
/// (-1.20), "thousands-comma decimal-point" (2,805.9), "integer" (78). A sign, digits, and behind them spaces and '%'.
/// Errors: Errc::InvalidInput when the figure is not written so; an empty or unknown format accepts digits only,
/// because 381,62 and 20,138 stand in one table and guessing would read 38,162.
[[nodiscard]] base::Result<double> parsePrinted(std::string_view printed, std::string_view format);

/// Districts of the plan by any of their ways of writing: key, Spanish name, with or without spaces, accents and
/// capitals, and words the document misspells ("VILQUE CHICO", "Vilquechico", "Huacané"). What is known becomes the
/// key.
void resolveDistricts(PackSource& source);

/// Adds the items of commitments and indicators with their words, so that they are searched and linked as the rest.
void addPlanItems(PackSource& source);

/// Key of the item of a commitment ("plan-b-4") or indicator ("indicator-pob").
[[nodiscard]] std::string planKey(std::string_view kind, std::string_view code);

}  // namespace content_pack
