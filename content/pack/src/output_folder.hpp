#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace content_pack {

/// A folder that appears whole or not at all: work goes into a sibling, `publish()` puts it in place of the old one in
/// one step, and the destructor removes what was not published.
class OutputFolder {
public:
    /// `target` may be missing, empty, or a folder that has a file called `marker`: anything else is refused, so that a
    /// mistyped path never replaces somebody's documents. Errors: Errc::InvalidInput, Errc::Io.
    [[nodiscard]] static base::Result<OutputFolder> begin(const std::filesystem::path& target,
                                                          const std::string& marker);
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    ~OutputFolder();

    /// Where to write.
    [[nodiscard]] const std::filesystem::path& path() const { return m_work; }
    [[nodiscard]] base::Status publish();

private:
    OutputFolder(std::filesystem::path target, std::filesystem::path work);

    std::filesystem::path m_target;
    std::filesystem::path m_work;  ///< empty once published
};

}  // namespace content_pack
