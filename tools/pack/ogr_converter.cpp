#include "ogr_converter.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "geojson.hpp"
#include "process.hpp"

namespace pack_tool {
namespace {

namespace fs = std::filesystem;
using content_pack::MapFileLayer;

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The corners of the box are turned into the file's coordinates and joined by straight lines, whose middle lies within
/// this of the real edge.
constexpr double kStraightDeg = 0.1;

/// Whatever the locale.
std::string degrees(double value) {
    std::array<char, 32> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 6);
    return {buffer.data(), written.ptr};
}

}  // namespace

std::string reasonIn(std::string_view err) {
    std::string_view reason;
    for (const std::string_view line : linesOf(err)) {
        if (!line.empty()) reason = line;
        if (line.starts_with("ERROR")) break;
    }
    while (reason.ends_with('.'))
        reason.remove_suffix(1);
    return std::string(reason);
}

std::vector<MapFileLayer> layersIn(std::string_view ogrinfo) {
    constexpr std::string_view kName = "Layer name: ";
    std::vector<MapFileLayer> layers;
    bool drawn = true;
    const auto finish = [&] {
        if (!drawn) layers.pop_back();
        drawn = true;
    };
    bool crsFollows = false;
    for (const std::string_view line : linesOf(ogrinfo)) {
        if (line.starts_with(kName)) {
            finish();
            layers.push_back({std::string(line.substr(kName.size())), false});
        } else if (!layers.empty() && line == "Geometry: None") {
            drawn = false;
        } else if (!layers.empty() && crsFollows) {
            // GeoPackage has two ways to say that nobody knows.
            const bool unknown = line == "(unknown)" || line.find("[\"Undefined ") != std::string_view::npos;
            layers.back().hasCrs = layers.back().hasCrs || !unknown;
        }
        crsFollows = line.starts_with("Layer SRS WKT:") || line.starts_with("SRS WKT (");
    }
    finish();
    return layers;
}

base::Result<std::string> OgrConverter::run(const std::vector<std::string>& arguments) {
    const std::string& program = arguments.front();
    auto outcome = runProcess(arguments, content_pack::kMaxGeoJsonBytes);
    if (!outcome) {
        if (outcome.error().code != base::Errc::NotFound) return outcome.error();
        return base::Error{base::Errc::Unavailable, program + " is not installed"};
    }
    const std::string reason = reasonIn(outcome->err);
    // ogrinfo says it on its output, ogr2ogr among its errors.
    constexpr std::string_view kUnknown = "FAILURE:\nUnable to open datasource";
    if (outcome->out.starts_with(kUnknown) || outcome->err.find(kUnknown) != std::string::npos)
        return base::Error{base::Errc::Unsupported, program + " cannot open it"};
    // It also ends well after an error with one feature, which it then leaves out.
    if (outcome->exitCode != 0 || reason.starts_with("ERROR")) {
        return base::Error{
            base::Errc::Corrupt,
            program +
                " says: " + (reason.empty() ? "nothing, but ends with " + std::to_string(outcome->exitCode) : reason)};
    }
    for (const std::string_view line : linesOf(outcome->err)) {
        if (!line.empty()) m_say(program + ": " + std::string(line));
    }
    return std::move(outcome->out);
}

base::Result<std::vector<MapFileLayer>> OgrConverter::layers(const fs::path& file) {
    std::error_code code;
    const fs::file_status status = fs::status(file, code);
    if (!fs::exists(status)) return base::Error{base::Errc::NotFound, file.string() + ": does not exist"};
    if (!fs::is_regular_file(status) && !fs::is_directory(status))
        return base::Error{base::Errc::Corrupt, "it is neither a file nor a folder"};
    auto said = run({"ogrinfo", "-ro", "-al", "-so", "-nocount", "-noextent", file.string()});
    if (!said) return said.error();
    return layersIn(*said);
}

base::Result<std::string> OgrConverter::convert(const content_pack::MapConversion& conversion) {
    if (conversion.layer.starts_with('-')) {
        return base::Error{base::Errc::Corrupt, "ogr2ogr would take the name of the layer for an option"};
    }
    const std::string west = degrees(conversion.westDeg - kStraightDeg);
    const std::string south = degrees(conversion.southDeg - kStraightDeg);
    const std::string east = degrees(conversion.eastDeg + kStraightDeg);
    const std::string north = degrees(conversion.northDeg + kStraightDeg);
    // -spat picks what touches the box; cutting is left to the importer, since -clipdst loses areas that cross
    // themselves.
    std::vector<std::string> arguments{"ogr2ogr",
                                       "-f",
                                       "GeoJSON",
                                       "/vsistdout/",
                                       conversion.file.string(),
                                       conversion.layer,
                                       "-dim",
                                       "XY",
                                       "-t_srs",
                                       "EPSG:4326",
                                       "-lco",
                                       "RFC7946=YES",
                                       "-lco",
                                       "COORDINATE_PRECISION=6",
                                       "-spat",
                                       west,
                                       south,
                                       east,
                                       north,
                                       "-spat_srs",
                                       "EPSG:4326"};
    if (!conversion.crs.empty()) arguments.insert(arguments.end(), {"-s_srs", conversion.crs});
    if (!conversion.where.empty()) {
        // With an @ in front it would be the name of a file.
        arguments.insert(arguments.end(), {"-where", " " + conversion.where});
    }
    return run(arguments);
}

}  // namespace pack_tool
