#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content_pack/pack_builder.hpp"

/// From files of other programs (OpenStreetMap, GeoPackage, shapefiles, tiles) to the layers of a pack's map. What
/// becomes what stands in map/import.csv and map/import-classes.csv: see content/packs/README.md.
namespace content_pack {

/// A layer with geometry in a file.
struct MapFileLayer {
    std::string name;
    bool hasCrs = false;  ///< the file says what its coordinates mean
};

struct MapConversion {
    std::filesystem::path file;
    std::string layer;
    std::string crs;    ///< such as "EPSG:32719"; empty = what the file says
    std::string where;  ///< OGR attribute filter; empty = every feature
    // Features with no part in this box may be left out, in degrees of WGS84.
    double southDeg = 0;
    double westDeg = 0;
    double northDeg = 0;
    double eastDeg = 0;
};

/// Reads the formats: GDAL in the program, texts in tests.
/// Threading: called on the thread that imports.
class MapConverter {
public:
    virtual ~MapConverter() = default;
    /// Errors: Errc::NotFound when there is no such file, Errc::Unavailable when nothing can be converted on this
    /// machine (the message says what to install), Errc::Unsupported when the format is not known, Errc::Corrupt with
    /// the reason the file gave.
    [[nodiscard]] virtual base::Result<std::vector<MapFileLayer>> layers(const std::filesystem::path& file) = 0;
    /// A GeoJSON FeatureCollection in WGS84. Errors: as `layers`, and Errc::InvalidInput when it would be larger than a
    /// layer may be. Nothing is left out for any other reason than the box and the filter: what cannot be converted is
    /// an error.
    [[nodiscard]] virtual base::Result<std::string> convert(const MapConversion& conversion) = 0;
};

struct ImportedLayer {
    std::string key;
    std::string file;          ///< inside the pack, e.g. "map/roads.geojson"
    std::size_t features = 0;  ///< in it
    std::size_t leftOut = 0;   ///< by map/import-classes.csv
    std::uint64_t sizeBytes = 0;
};

struct ImportResult {
    std::vector<Finding> findings;  ///< by file, line
    std::vector<ImportedLayer> layers;
    [[nodiscard]] bool ok() const;  ///< no finding of Severity::Error
};

/// Imports every row of map/import.csv, or with `only` the one with that key, and adds or replaces their rows of
/// map/layers.csv. Everything is converted and checked first: with an error among the findings nothing is written.
/// Deterministic for the same input and the same GDAL. Errors: Errc::InvalidInput (no row `only`), Errc::Io.
[[nodiscard]] base::Result<ImportResult> importMap(const std::filesystem::path& sourceFolder, const std::string& only,
                                                   MapConverter& converter);

}  // namespace content_pack
