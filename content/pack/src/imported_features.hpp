#pragma once

#include <map>
#include <string>
#include <string_view>

#include "findings.hpp"
#include "pack_source.hpp"

namespace content_pack {

/// How the features of a file become a layer of the pack. Properties are named as in the file.
struct ImportMapping {
    Origin at;  ///< the row of map/import.csv
    std::string classProperty;
    std::string rankProperty;
    std::string nameProperty;
    std::string itemProperty;
    /// Value of `classProperty` to class of the pack, kLeftOut for features that do not come. Empty: the value is the
    /// class.
    std::map<std::string, std::string> classes;
    Area box;  ///< what lies outside is cut away
};
inline constexpr std::string_view kLeftOut = "-";

struct ImportedFeatures {
    std::string geoJson;          ///< RFC 7946, one feature a line, sorted; properties `class rank name name_xx item`
    std::size_t count = 0;        ///< features in it
    std::size_t read = 0;         ///< features of the converted file
    std::size_t outside = 0;      ///< of these, with no part in the box
    std::size_t leftOut = 0;      ///< of these, of a class kLeftOut
    std::size_t unexplained = 0;  ///< of these, without a class (reported)
};

/// Reads a FeatureCollection in WGS84 as ogr2ogr writes it. Properties that are not columns of their own are looked for
/// in `other_tags` and `all_tags`, where GDAL puts what it has no column for ("a"=>"b","c"=>"d"). Geometry that cannot
/// be read stays as it is: who reads the result names it.
[[nodiscard]] ImportedFeatures importFeatures(std::string_view converted, const ImportMapping& mapping,
                                              Findings& findings);

/// Pairs of a hstore literal; what is no pair is skipped. Of a key that stands twice, the first.
[[nodiscard]] std::map<std::string, std::string> parseTags(std::string_view text);

}  // namespace content_pack
