#include "app/stage.hpp"

#include <array>
#include <utility>

#include "frame_meter.hpp"
#include "ui/dump.hpp"

namespace app {

using base::Errc;
using base::Error;

namespace {

constexpr std::uint64_t kMaxThemeBytes = 1U << 20U;
constexpr std::uint64_t kMaxFontBytes = 32U << 20U;
/// A list whose pager appears makes the layout narrower, which may in turn change the pager: this often at most.
constexpr int kLayoutPasses = 3;

Error withRemedy(const Error& error) {
    return {error.code, error.message + " (install the assets, or name their folder with --assets)"};
}

base::Result<ui::Theme> loadTheme(const std::filesystem::path& path, const platform::FileSystem& files) {
    const auto text = files.readText(path, kMaxThemeBytes);
    if (!text) return withRemedy(text.error());
    auto theme = ui::parseTheme(*text);
    if (!theme) return theme.error().in(path.string());
    return theme;
}

}  // namespace

base::Result<StageAssets> loadStageAssets(const std::filesystem::path& assets,
                                          const std::vector<std::filesystem::path>& fontFolders,
                                          const platform::FileSystem& files, platform::Log& log) {
    StageAssets out;
    auto day = loadTheme(assets / "themes" / "day.json", files);
    if (!day) return day.error();
    out.day = std::move(*day);
    auto sun = loadTheme(assets / "themes" / "sun.json", files);
    if (!sun) return sun.error();
    out.sun = std::move(*sun);
    const auto typeText = files.readText(assets / "themes" / "type.json", kMaxThemeBytes);
    if (!typeText) return withRemedy(typeText.error());
    auto type = ui::parseTypography(*typeText);
    if (!type) return type.error().in((assets / "themes" / "type.json").string());
    out.type = std::move(*type);
    out.icons = assets / "icons";

    std::shared_ptr<const ui::Font> any;
    for (std::size_t i = 0; i < ui::kFontFaceCount; ++i) {
        std::string problem = "not found in any font folder";
        for (const std::filesystem::path& folder : fontFolders) {
            const std::filesystem::path path = folder / out.type.fontFiles[i];
            if (!files.exists(path)) continue;
            auto bytes = files.read(path, kMaxFontBytes);
            if (!bytes) {
                problem = bytes.error().message;
                continue;
            }
            auto font = ui::Font::create(std::move(*bytes));
            if (font) {
                out.fonts[i] = std::make_shared<const ui::Font>(std::move(*font));
                any = any != nullptr ? any : out.fonts[i];
                break;
            }
            problem = path.string() + ": " + font.error().message;
        }
        if (out.fonts[i] == nullptr) {
            log.warning("app", "font " + out.type.fontFiles[i] + " is not used: " + problem +
                                   "; another font takes its place (install fonts-sil-andika and fonts-yrsa-rasa)");
        }
    }
    if (any == nullptr) {
        return Error{Errc::NotFound, "no usable font was found (install fonts-sil-andika and fonts-yrsa-rasa)"};
    }
    // The nearest relative: the other weight of the family, then whatever there is.
    constexpr std::array<std::size_t, ui::kFontFaceCount> kSibling = {1, 0, 3, 2};
    const ui::FontSet found = out.fonts;
    for (std::size_t i = 0; i < ui::kFontFaceCount; ++i) {
        if (out.fonts[i] == nullptr) out.fonts[i] = found[kSibling[i]] != nullptr ? found[kSibling[i]] : any;
    }
    return out;
}

Stage::Stage(platform::Display& display, platform::Jobs& jobs, platform::Log& log, const platform::FileSystem& files,
             StageAssets assets, ui::ImageCache::Loader loader, ui::ImageCache::Limits limits, ui::Panel panel)
    : m_display(display),
      m_assets(std::move(assets)),
      m_panel(panel),
      m_atlas(display.renderer()),
      m_icons(m_assets.icons, files, log, m_atlas),
      m_text(m_assets.fonts, m_atlas),
      m_painter(m_text, m_atlas, m_icons),
      m_images(display.renderer(), jobs, log, std::move(loader), limits),
      m_meshes(display.renderer()) {
    m_interaction.setPanel(m_panel);
}

Stage::~Stage() = default;

void Stage::layout(const Request& request) {
    m_interaction.setReducedMotion(request.reducedMotion);
    const ui::LayoutContext context{m_panel,
                                    m_assets.type,
                                    theme(request.sun),
                                    m_text,
                                    request.scale,
                                    [this](const std::string& id) { return m_interaction.scrollOffset(id); },
                                    [this](const std::string& id) { return m_interaction.scrollMoves(id); }};
    const base::RectPx screen{0, 0, static_cast<float>(m_panel.sizePx().w), static_cast<float>(m_panel.sizePx().h)};
    for (int pass = 0; pass < kLayoutPasses; ++pass) {
        m_tree.clear();
        const ui::Ui::Environment environment{theme(request.sun), m_panel,      request.strings, request.scale,
                                              m_interaction,      request.host, request.now,     request.reducedMotion,
                                              request.lowReach};
        ui::Ui ui(m_tree, environment, context);
        request.build(ui);
        ui::layoutTree(context, m_tree, screen);
        if (!m_interaction.noteLayout(m_tree)) break;
    }
    ui::resolveTargets(context, m_tree, screen);
}

bool Stage::pumpUploads() {
    const double cpu = threadCpuMs();
    bool changed = m_images.pump();
    if (m_meshes.loading()) {
        m_meshes.pump();
        changed = true;
    }
    m_driverCpuMs += threadCpuMs() - cpu;
    return changed;
}

Stage::Drawn Stage::draw(const Request& request, const std::function<void(ui::Painter&)>& over) {
    const ui::LayoutContext context{m_panel, m_assets.type, theme(request.sun), m_text, request.scale, {}, {}};
    const platform::DrawFrame* frame = nullptr;
    for (int attempt = 0; attempt < 2; ++attempt) {
        layout(request);
        m_painter.begin(m_panel.sizePx());
        ui::paintTree({context, m_painter, m_images, m_meshes, m_interaction}, m_tree);
        if (over) over(m_painter);
        frame = &m_painter.finish();
        if (!m_painter.atlasOverflow()) break;
        // Every glyph of a long visit is in the atlas: start over with those of this frame.
        m_atlas.clear();
        m_text.forgetGlyphs();
        m_icons.forget();
        m_painter.invalidate();
    }
    const double cpu = threadCpuMs();
    m_atlas.flush();
    const auto damage = m_painter.damage();
    if (!damage.empty()) {
        m_display.renderer().draw(*frame, damage);
        m_display.present(request.measure);
    }
    m_driverCpuMs += threadCpuMs() - cpu;
    m_images.endFrame();
    m_meshes.endFrame();
    m_text.endFrame();
    return {!damage.empty(), std::exchange(m_driverCpuMs, 0.0)};
}

void Stage::contextLost() {
    m_atlas.restore(m_display.renderer());
    m_images.restore(m_display.renderer());
    m_meshes.restore(m_display.renderer());
    m_painter.invalidate();
}

void Stage::setPanel(const ui::Panel& panel) {
    m_panel = panel;
    m_interaction.setPanel(panel);
    m_painter.invalidate();
}

std::string Stage::dump(const std::string& screen, std::string_view lang) const {
    return ui::dumpTree(m_tree, m_panel, m_interaction, screen, lang);
}

std::vector<std::byte> Stage::readPixels() { return m_display.renderer().readPixels(); }

}  // namespace app
