#pragma once

#include <array>
#include <string_view>

#include "row_reader.hpp"

/// What those who read the tables of a map and those who write them must agree on.
namespace content_pack {

inline constexpr std::string_view kMapLayersTable = "map/layers.csv";
inline constexpr std::string_view kMapImportTable = "map/import.csv";
inline constexpr std::string_view kMapImportClassesTable = "map/import-classes.csv";
/// Where files wait that are only imported: the pack itself does not read them.
inline constexpr std::string_view kMapImportFolder = "map/import/";

inline constexpr std::array<std::string_view, 4> kCertainties = {"surveyed", "generalised", "schematic", "ornament"};

inline constexpr std::array kMapLayerColumns{
    Column{"key"},           Column{"file"},          Column{"class"},         Column{"class_property"},
    Column{"rank_property"}, Column{"name_property"}, Column{"item_property"}, Column{"separate"},
    Column{"certainty"},     Column{"credit"},        Column{"source"}};

}  // namespace content_pack
