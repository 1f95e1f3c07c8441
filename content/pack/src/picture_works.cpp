#include "picture_works.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>

#include "hash.hpp"

namespace content_pack {
namespace {

namespace fs = std::filesystem;

/// Widths of pictures of items: a card, half a screen, a full screen.
constexpr std::array<int, 3> kWidths = {480, 1200, 2400};
constexpr int kJpegQuality = 88;

struct Size {
    int widthPx = 0;
    int heightPx = 0;
};

/// What has to be drawn; several rows may share one.
struct Work {
    int folder = 0;
    std::string file;
    bool slot = false;
    bool photo = false;  ///< becomes JPEG, else PNG
    Colour ground;
    Origin at;  ///< a row that asks for it
};

struct Outcome {
    std::vector<DrawnFile> files;
    std::optional<base::Error> error;
};

int scaled(int length, double factor) { return std::max(1, static_cast<int>(std::lround(length * factor))); }

/// Sizes of a drawing of that own size; the larger ones of a slot are for panels with twice the pixels.
std::vector<Size> drawingSizes(double widthPx, double heightPx, bool slot) {
    if (slot) {
        const Size own{std::max(1, static_cast<int>(std::lround(widthPx))),
                       std::max(1, static_cast<int>(std::lround(heightPx)))};
        return {own, {own.widthPx * 2, own.heightPx * 2}};
    }
    std::vector<Size> sizes;
    for (const int width : kWidths) {
        sizes.push_back({width, std::max(1, static_cast<int>(std::lround(width * heightPx / widthPx)))});
    }
    return sizes;
}

/// Sizes of a photo or painted picture, never enlarged. A painted picture of a slot is what an export wrote: the larger
/// size.
std::vector<Size> rasterSizes(int widthPx, int heightPx, bool halves) {
    std::vector<Size> sizes;
    const auto add = [&](int width) {
        width = std::min(width, widthPx);
        if (sizes.empty() || sizes.back().widthPx < width) {
            sizes.push_back({width, scaled(heightPx, static_cast<double>(width) / widthPx)});
        }
    };
    if (halves) {
        add((widthPx + 1) / 2);
        add(widthPx);
    } else {
        for (const int width : kWidths)
            add(width);
    }
    return sizes;
}

/// A picture being drawn: decoded at most once, and not at all when every size is in the cache.
class Painter {
public:
    Painter(const Work& work, std::string bytes) : m_work(work), m_bytes(std::move(bytes)) {}

    base::Status open() {
        const auto type = sniffImage(m_bytes);
        if (!type) return type.error();
        m_type = *type;
        if (m_type == ImageType::Svg) {
            auto drawing = SvgDrawing::open(m_bytes);
            if (!drawing) return drawing.error();
            m_drawing.emplace(std::move(*drawing));
            m_sizes = drawingSizes(m_drawing->widthPx(), m_drawing->heightPx(), m_work.slot);
            return {};
        }
        const auto header = m_type == ImageType::Png ? probePng(m_bytes) : probeJpeg(m_bytes);
        if (!header) return header.error();
        m_sizes = rasterSizes(header->widthPx, header->heightPx, m_work.slot && !m_work.photo);
        return {};
    }

    [[nodiscard]] const std::vector<Size>& sizes() const { return m_sizes; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

    base::Result<std::string> encoded(Size size) {
        auto image = painted(size);
        if (!image) return image.error();
        return m_work.photo ? encodeJpeg(*image, kJpegQuality) : encodePng(*image);
    }

private:
    base::Result<RgbImage> painted(Size size) {
        if (m_drawing) return m_drawing->draw(size.widthPx, size.heightPx, m_work.ground);
        if (!m_pixels) {
            auto pixels = m_type == ImageType::Png ? decodePng(m_bytes, m_work.ground) : decodeJpeg(m_bytes);
            if (!pixels) return pixels.error();
            m_pixels = std::move(*pixels);
        }
        return resized(*m_pixels, size.widthPx, size.heightPx);
    }

    const Work& m_work;
    std::string m_bytes;
    ImageType m_type = ImageType::Svg;
    std::optional<SvgDrawing> m_drawing;
    std::optional<RgbImage> m_pixels;
    std::vector<Size> m_sizes;
};

/// Everything a drawn picture depends on, hashed.
std::string cacheName(const Work& work, const std::string& sourceHash, Size size) {
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), "|%d|%dx%d|#%02X%02X%02X|%s", kDrawingVersion, size.widthPx, size.heightPx,
                  static_cast<unsigned>(work.ground.r), static_cast<unsigned>(work.ground.g),
                  static_cast<unsigned>(work.ground.b), work.photo ? "jpg" : "png");
    return content::sha256Hex(sourceHash + "|" + svgRendererVersion() + text.data());
}

/// A cache that was cut off by a full disk or filled by somebody else must not reach a pack.
bool isWhole(const std::string& bytes, Size size, bool photo) {
    const auto header = photo ? probeJpeg(bytes) : probePng(bytes);
    if (!header || header->widthPx != size.widthPx || header->heightPx != size.heightPx) return false;
    return bytes.ends_with(photo ? std::string_view("\xFF\xD9") : std::string_view("IEND\xAE\x42\x60\x82"));
}

/// Renames into place, so that no reader and no second thread ever sees half a file.
base::Status writeOnce(const fs::path& file, const std::string& bytes, std::size_t writer) {
    std::error_code code;
    if (fs::exists(file, code)) return {};
    const fs::path part = file.string() + "." + std::to_string(writer) + ".part";
    if (base::Status written = writeFile(part, bytes); !written) return written;
    fs::rename(part, file, code);
    if (code) return base::Error{base::Errc::Io, file.string() + ": " + code.message()};
    return {};
}

Outcome draw(const Work& work, std::size_t index, const std::vector<Folder>& folders,
             const PictureWorksOptions& options) {
    Outcome outcome;
    auto source = folders[static_cast<std::size_t>(work.folder)].tree->read(work.file, kMaxPhotoBytes);
    if (!source) return {{}, source.error()};
    Painter painter(work, std::move(*source));
    if (const base::Status opened = painter.open(); !opened) return {{}, opened.error()};
    const std::string sourceHash = options.cacheFolder ? content::sha256Hex(painter.bytes()) : std::string();
    for (const Size size : painter.sizes()) {
        fs::path cached;
        std::string bytes;
        if (options.cacheFolder) {
            const std::string name = cacheName(work, sourceHash, size);
            cached = *options.cacheFolder / name.substr(0, 2) / name;
            bytes = readFile(cached, std::uint64_t{1} << 30).valueOr({});
        }
        if (!isWhole(bytes, size, work.photo)) {
            auto encoded = painter.encoded(size);
            if (!encoded) return {{}, encoded.error()};
            bytes = std::move(*encoded);
            if (!cached.empty()) {
                std::error_code code;
                fs::remove(cached, code);
                if (const base::Status kept = writeOnce(cached, bytes, index); !kept) return {{}, kept.error()};
            }
        }
        const std::string sha256 = content::sha256Hex(bytes);
        const base::Status written = writeOnce(options.objectsFolder / sha256.substr(0, 2) / sha256, bytes, index);
        if (!written) return {{}, written.error()};
        outcome.files.push_back(
            {sha256, size.widthPx, size.heightPx, bytes.size(), work.photo ? "image/jpeg" : "image/png"});
    }
    return outcome;
}

/// Runs `works` on some threads; the calling thread tells how far they are.
std::vector<Outcome> runAll(const std::vector<Work>& works, const std::vector<Folder>& folders,
                            const PictureWorksOptions& options) {
    std::vector<Outcome> outcomes(works.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<std::size_t> finished;  // guarded by mutex
    const auto work = [&] {
        for (std::size_t i = next++; i < works.size(); i = next++) {
            try {
                outcomes[i] = draw(works[i], i, folders, options);
            } catch (const std::exception& error) {  // memory, mostly
                outcomes[i].error = base::Error{base::Errc::Io, works[i].file + ": " + error.what()};
            }
            const std::lock_guard lock(mutex);
            finished.push_back(i);
            wake.notify_one();
        }
    };
    std::vector<std::thread> threads;
    const std::size_t count = std::min<std::size_t>(std::max(1U, options.threads), works.size());
    for (std::size_t i = 0; i < count; ++i)
        threads.emplace_back(work);
    for (std::size_t told = 0; told < works.size(); ++told) {
        std::string line;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [&] { return finished.size() > told; });
            line = "picture " + std::to_string(told + 1) + " of " + std::to_string(works.size()) + ": " +
                   works[finished[told]].file;
        }
        if (options.progress) options.progress(line);
    }
    for (std::thread& thread : threads)
        thread.join();
    return outcomes;
}

}  // namespace

base::Status writeFile(const fs::path& file, std::string_view bytes) {
    std::error_code code;
    fs::create_directories(file.parent_path(), code);
    if (code) return base::Error{base::Errc::Io, file.parent_path().string() + ": " + code.message()};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), &std::fclose);
    const bool written =
        out && std::fwrite(bytes.data(), 1, bytes.size(), out.get()) == bytes.size() && std::fflush(out.get()) == 0;
    if (!written) return base::Error{base::Errc::Io, file.string() + ": " + std::strerror(errno)};
    return {};
}

base::Result<std::vector<std::vector<DrawnFile>>> drawPictures(const PackSource& source,
                                                               const std::vector<Folder>& folders,
                                                               const PictureWorksOptions& options, Findings& findings) {
    using Key = std::tuple<int, std::string, bool, bool, std::uint8_t, std::uint8_t, std::uint8_t>;
    std::vector<Work> works;
    std::map<Key, std::size_t> known;
    std::vector<std::size_t> workOfRow;
    for (const PictureRow& row : source.pictures) {
        const bool drawing = row.file.ends_with(".svg");
        const bool painted = row.file.ends_with(".png") && row.kind == content::PictureKind::Illustration;
        const Work work{row.at.folder, row.file, !row.slot.empty(), !drawing && !painted, row.ground, row.at};
        const Key key{work.folder, work.file, work.slot, work.photo, work.ground.r, work.ground.g, work.ground.b};
        const auto [found, isNew] = known.emplace(key, works.size());
        if (isNew) works.push_back(work);
        workOfRow.push_back(found->second);
    }

    const std::vector<Outcome> outcomes = runAll(works, folders, options);
    for (std::size_t i = 0; i < works.size(); ++i) {
        const auto& error = outcomes[i].error;
        if (!error) continue;
        if (error->code != base::Errc::InvalidInput) return *error;
        Origin at = works[i].at;
        findings.add(Rule::ImageUndecodable, at, works[i].file + ": " + error->message, "save the picture again");
    }
    std::vector<std::vector<DrawnFile>> files;
    files.reserve(workOfRow.size());
    for (const std::size_t work : workOfRow)
        files.push_back(outcomes[work].files);
    return files;
}

}  // namespace content_pack
