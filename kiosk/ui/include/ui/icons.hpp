#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/result.hpp"
#include "platform/file_system.hpp"
#include "platform/log.hpp"
#include "ui/coverage_atlas.hpp"

namespace ui {

/// The icons of assets/icons as coverage in the atlas, scaled down once for each size they are shown at. The build
/// draws every SVG at 96 and 384 pixels (tools/assets). Threading: main thread only. Ownership: borrows the atlas, the
/// file system and the log.
class IconSet {
public:
    IconSet(std::filesystem::path folder, const platform::FileSystem& files, platform::Log& log, CoverageAtlas& atlas)
        : m_folder(std::move(folder)), m_files(&files), m_log(&log), m_atlas(&atlas) {}

    /// nullopt when the atlas is full. A missing icon is logged once and drawn as an empty square.
    [[nodiscard]] std::optional<CoverageAtlas::Slot> find(std::string_view name, int sizePx);
    /// The atlas was cleared.
    void forget() { m_slots.clear(); }

private:
    std::filesystem::path m_folder;
    const platform::FileSystem* m_files;
    platform::Log* m_log;
    CoverageAtlas* m_atlas;
    std::unordered_map<std::string, CoverageAtlas::Slot> m_slots;
    std::unordered_set<std::string> m_reported;
};

}  // namespace ui
