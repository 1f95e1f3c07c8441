#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "pack_reader.hpp"

namespace content_pack {

/// One finished size of a picture, already written as an object.
struct DrawnFile {
    std::string sha256;
    int widthPx = 0;
    int heightPx = 0;
    std::uint64_t sizeBytes = 0;
    std::string mediaType;
};

struct PictureWorksOptions {
    std::filesystem::path objectsFolder;  ///< "<pack>/objects"
    std::optional<std::filesystem::path> cacheFolder;
    unsigned threads = 2;
    std::function<void(const std::string&)> progress;  ///< called on the calling thread
};

/// Draws every picture of the pack at its sizes and writes the objects. Gives the files of each row of
/// `source.pictures`, ascending width; a picture that cannot be drawn is reported and has none. Errors: Errc::Io.
[[nodiscard]] base::Result<std::vector<std::vector<DrawnFile>>> drawPictures(const PackSource& source,
                                                                             const std::vector<Folder>& folders,
                                                                             const PictureWorksOptions& options,
                                                                             Findings& findings);

/// Writes a file, making its folder. Errors: Errc::Io.
[[nodiscard]] base::Status writeFile(const std::filesystem::path& file, std::string_view bytes);

}  // namespace content_pack
