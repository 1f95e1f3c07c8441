// bake-assets SOURCE_FOLDER OUT_FOLDER: draws assets/icons/*.svg as coverage (96 and 384 px) and assets/bands/*.svg at
// eight times their size. Run by the build; exit code 1 and a message naming the file when a drawing cannot be used.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "drawing.hpp"

namespace {

namespace fs = std::filesystem;

constexpr int kIconSizes[] = {96, 384};
constexpr int kBandScale = 8;
/// Red channel of the ink all icons are drawn in (#2A1A1C); white parts are holes.
constexpr int kInkRed = 0x2A;

std::string readFile(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

bool writeFile(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    return out.good();
}

int fail(const fs::path& path, const std::string& message) {
    std::fprintf(stderr, "bake-assets: %s: %s\n", path.string().c_str(), message.c_str());
    return 1;
}

std::vector<fs::path> drawingsIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".svg") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

base::Result<std::string> drawPng(const std::string& svg, int width, int height, bool coverage) {
    auto drawing = content_pack::SvgDrawing::open(svg);
    if (!drawing) return drawing.error();
    if (width == 0) {
        width = static_cast<int>(std::lround(drawing->widthPx() * kBandScale));
        height = static_cast<int>(std::lround(drawing->heightPx() * kBandScale));
    }
    auto image = drawing->draw(width, height, {255, 255, 255});
    if (!image) return image.error();
    if (coverage) {
        for (std::size_t i = 0; i + 2 < image->rgb.size(); i += 3) {
            const int value = std::clamp((255 - image->rgb[i]) * 255 / (255 - kInkRed), 0, 255);
            std::fill_n(image->rgb.begin() + static_cast<std::ptrdiff_t>(i), 3, static_cast<std::uint8_t>(value));
        }
    }
    return content_pack::encodePng(*image);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bake-assets SOURCE_FOLDER OUT_FOLDER\n");
        return 2;
    }
    const fs::path source = argv[1];
    const fs::path out = argv[2];
    for (const fs::path& file : drawingsIn(source / "icons")) {
        const std::string svg = readFile(file);
        for (const int size : kIconSizes) {
            const auto png = drawPng(svg, size, size, true);
            if (!png) return fail(file, png.error().message);
            const fs::path target = out / "icons" / std::to_string(size) / (file.stem().string() + ".png");
            if (!writeFile(target, *png)) return fail(target, "cannot be written");
        }
    }
    for (const fs::path& file : drawingsIn(source / "bands")) {
        const auto png = drawPng(readFile(file), 0, 0, false);
        if (!png) return fail(file, png.error().message);
        const fs::path target = out / "bands" / (file.stem().string() + ".png");
        if (!writeFile(target, *png)) return fail(target, "cannot be written");
    }
    return 0;
}
