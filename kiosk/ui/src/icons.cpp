#include "ui/icons.hpp"

#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>

#include <memory>
#include <vector>

namespace ui {
namespace {

constexpr std::uint64_t kMaxIconBytes = 1 << 20;
constexpr int kSmall = 96;
constexpr int kLarge = 384;

struct FreeStb {
    void operator()(unsigned char* pixels) const { stbi_image_free(pixels); }
};

}  // namespace

std::optional<CoverageAtlas::Slot> IconSet::find(std::string_view name, int sizePx) {
    if (sizePx <= 0) return CoverageAtlas::Slot{};
    std::string key(name);
    key += '@';
    key += std::to_string(sizePx);
    const auto known = m_slots.find(key);
    if (known != m_slots.end()) return known->second;

    const auto path = m_folder / std::to_string(sizePx <= kSmall ? kSmall : kLarge) / (std::string(name) + ".png");
    std::vector<std::uint8_t> scaled(static_cast<std::size_t>(sizePx) * static_cast<std::size_t>(sizePx));
    bool drawn = false;
    std::string problem;
    if (const auto file = m_files->read(path, kMaxIconBytes)) {
        int w = 0;
        int h = 0;
        int channels = 0;
        const std::unique_ptr<unsigned char, FreeStb> pixels(
            stbi_load_from_memory(reinterpret_cast<const unsigned char*>(file->data()), static_cast<int>(file->size()),
                                  &w, &h, &channels, 1));
        drawn =
            pixels != nullptr && stbir_resize_uint8(pixels.get(), w, h, 0, scaled.data(), sizePx, sizePx, 0, 1) != 0;
        if (!drawn) problem = path.string() + ": not a readable PNG";
    } else {
        problem = file.error().message;
    }
    if (!drawn) {
        if (m_reported.insert(std::string(name)).second) {
            m_log->warning("ui", "icon '" + std::string(name) + "' is missing: " + problem + " (install the assets)");
        }
        const int edge = std::max(1, sizePx / 12);
        for (int y = 0; y < sizePx; ++y) {
            for (int x = 0; x < sizePx; ++x) {
                const bool frame = x < edge || y < edge || x >= sizePx - edge || y >= sizePx - edge;
                scaled[static_cast<std::size_t>(y) * static_cast<std::size_t>(sizePx) + static_cast<std::size_t>(x)] =
                    frame ? 255 : 0;
            }
        }
    }
    const auto slot = m_atlas->add(sizePx, sizePx, scaled.data());
    if (!slot) return std::nullopt;
    m_slots.emplace(std::move(key), *slot);
    return slot;
}

}  // namespace ui
