#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "content_pack/map_import.hpp"

namespace pack_tool {

/// Converts with ogrinfo and ogr2ogr of Debian's gdal-bin.
class OgrConverter final : public content_pack::MapConverter {
public:
    /// `say` hears what GDAL warns of.
    explicit OgrConverter(std::function<void(const std::string&)> say) : m_say(std::move(say)) {}

    [[nodiscard]] base::Result<std::vector<content_pack::MapFileLayer>> layers(
        const std::filesystem::path& file) override;
    [[nodiscard]] base::Result<std::string> convert(const content_pack::MapConversion& conversion) override;

private:
    /// What the program wrote to its output, when all went well.
    [[nodiscard]] base::Result<std::string> run(const std::vector<std::string>& arguments);

    std::function<void(const std::string&)> m_say;
};

/// The layers with geometry in what `ogrinfo -al -so` prints.
[[nodiscard]] std::vector<content_pack::MapFileLayer> layersIn(std::string_view ogrinfo);

/// Why a program of GDAL failed, in its own words: the first line that says ERROR, for later ones only follow from it,
/// else the last line. "" when it has nothing to say.
[[nodiscard]] std::string reasonIn(std::string_view err);

}  // namespace pack_tool
