#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "platform/display.hpp"
#include "platform/file_system.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "ui/icons.hpp"
#include "ui/image_cache.hpp"
#include "ui/interaction.hpp"
#include "ui/painter.hpp"
#include "ui/panel.hpp"
#include "ui/theme.hpp"
#include "ui/tree_painter.hpp"
#include "ui/ui.hpp"

namespace app {

/// Everything drawing needs, loaded once: themes, fonts, the folder of icons.
struct StageAssets {
    ui::Theme day;
    ui::Theme sun;
    ui::Typography type;
    ui::FontSet fonts;
    std::filesystem::path icons;
};

/// Reads themes from `assets` and fonts from the folders given, first found wins. A font that is missing or damaged is
/// replaced by another of the set with a warning.
/// Errc::NotFound or Errc::InvalidInput when a theme is unusable or no font at all could be read.
[[nodiscard]] base::Result<StageAssets> loadStageAssets(const std::filesystem::path& assets,
                                                        const std::vector<std::filesystem::path>& fontFolders,
                                                        const platform::FileSystem& files, platform::Log& log);

/// Turns a description of the screen into a picture: tree, layout, painting, damage, upload.
/// Ownership: borrows everything handed to the constructor. Threading: main thread only.
class Stage {
public:
    Stage(platform::Display& display, platform::Jobs& jobs, platform::Log& log, const platform::FileSystem& files,
          StageAssets assets, ui::ImageCache::Loader loader, ui::ImageCache::Limits limits, ui::Panel panel);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    struct Request {
        bool sun = false;
        ui::TypeScale scale;
        bool reducedMotion = false;
        bool lowReach = false;
        platform::Instant now;
        bool measure = false;  ///< wait for the GPU, so that the times mean something
        const ui::Strings& strings;
        ui::Host& host;
        std::function<void(ui::Ui&)> build;
    };
    /// Builds and lays out only: hit-testing against the newest state without drawing it.
    void layout(const Request& request);
    struct Drawn {
        bool changed = false;  ///< false: the picture would have been the one on the glass and was not drawn
        double driverCpuMs =
            0;  ///< CPU of this thread inside the graphics driver since the last call, uploads included
    };
    /// Builds, lays out, draws what changed and shows it.
    /// `over`, if given, paints on top of everything.
    Drawn draw(const Request& request, const std::function<void(ui::Painter&)>& over);

    /// Uploads finished pictures and the next parts of meshes. True when something changed.
    bool pumpUploads();
    [[nodiscard]] bool loading() const { return m_images.loading() || m_meshes.loading(); }
    [[nodiscard]] ui::ImageCache& images() { return m_images; }

    /// A new renderer is in place; makes all textures again.
    void contextLost();
    void setPanel(const ui::Panel& panel);
    [[nodiscard]] const ui::Panel& panel() const { return m_panel; }
    [[nodiscard]] ui::Interaction& interaction() { return m_interaction; }
    [[nodiscard]] const ui::Tree& tree() const { return m_tree; }
    [[nodiscard]] const ui::Theme& theme(bool sun) const { return sun ? m_assets.sun : m_assets.day; }
    [[nodiscard]] std::string dump(const std::string& screen, std::string_view lang) const;
    /// RGBA rows, top first.
    [[nodiscard]] std::vector<std::byte> readPixels();

private:
    platform::Display& m_display;
    StageAssets m_assets;
    ui::Panel m_panel;
    ui::CoverageAtlas m_atlas;
    ui::IconSet m_icons;
    ui::TextEngine m_text;
    ui::Painter m_painter;
    ui::ImageCache m_images;
    ui::MeshLibrary m_meshes;
    ui::Interaction m_interaction;
    ui::Tree m_tree;
    double m_driverCpuMs = 0;
};

}  // namespace app
