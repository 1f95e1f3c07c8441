#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "platform/file_system.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "platform/render.hpp"
#include "ui/painter.hpp"

namespace ui {

/// A picture that exists at one or more sizes; the names are keys of the loader (object hashes, asset paths).
struct ImageSource {
    struct File {
        std::string name;
        base::SizePx size;
    };
    std::vector<File> files;  ///< ascending size
    [[nodiscard]] bool empty() const { return files.empty(); }
};

enum class Fit : std::uint8_t {
    Cover,    ///< fills the rectangle, cut at the sides or at top and bottom
    Contain,  ///< wholly inside, the rest left to the ground
};

/// Decoded picture, RGBA.
struct DecodedImage {
    base::SizePx size;
    bool opaque = true;
    std::vector<std::byte> pixels;
};

/// Decodes PNG or JPEG and scales it to exactly fill (`Cover`, centred on `focusX`/`focusY` in [0, 1]) or fit into
/// (`Contain`) `target`; a picture smaller than its target is enlarged.
/// Errc::Corrupt when the bytes are no picture; Errc::InvalidInput when it has more than 64 megapixels (checked in the
/// header, before anything is allocated). Thread-safe.
[[nodiscard]] base::Result<DecodedImage> decodeImage(const platform::Bytes& file, base::SizePx target, Fit fit,
                                                     float focusX, float focusY);

/// Pictures on their way from disk to glass: read and decoded on workers, scaled once to the size they are shown at,
/// uploaded a bounded number of bytes per frame, kept least-recently-used within a byte budget.
/// Ownership: borrows everything. Threading: main thread only; `Loader` is called on the decode lane and must be
/// thread-safe.
class ImageCache {
public:
    using Loader = std::function<base::Result<platform::Bytes>(const std::string& name)>;
    enum class State : std::uint8_t { Loading, Ready, Failed };
    struct Entry {
        State state = State::Loading;
        ImageTexture texture;
    };

    struct Limits {
        std::uint64_t textureBytes = 40ULL << 20U;        ///< LRU budget; what the current frame shows is never dropped
        std::uint64_t uploadBytesPerFrame = 6ULL << 20U;  ///< at least one picture a frame, however large
        int decodesInFlight = 6;
    };

    ImageCache(platform::RenderBackend& backend, platform::Jobs& jobs, platform::Log& log, Loader loader,
               Limits limits);
    ~ImageCache();
    ImageCache(const ImageCache&) = delete;
    ImageCache& operator=(const ImageCache&) = delete;

    /// The picture for a rectangle of `target` pixels; asks for it if it is not there. Call every frame it is shown.
    Entry find(const ImageSource& source, base::SizePx target, Fit fit, float focusX = 0.5F, float focusY = 0.5F);

    /// Starts waiting decodes and uploads finished ones. Call once per frame before painting. Returns true when a
    /// picture became ready or failed, so that a frame has to be drawn.
    bool pump();
    /// After painting: drops what exceeds the budget, oldest first; forgets requests nobody repeated this frame.
    void endFrame();
    /// True while something shown in the last frame is still on its way.
    [[nodiscard]] bool loading() const;

    /// The context was lost: all textures are gone and are decoded again when asked for.
    void restore(platform::RenderBackend& backend);
    /// Drops everything, e.g. when another pack is opened.
    void clear();

    [[nodiscard]] std::uint64_t textureBytes() const { return m_bytes; }

private:
    struct Slot {
        State state = State::Loading;
        std::string name;
        base::SizePx target;
        Fit fit = Fit::Cover;
        float focusX = 0.5F, focusY = 0.5F;
        bool started = false;
        std::unique_ptr<DecodedImage> decoded;
        ImageTexture texture;
        std::uint64_t bytes = 0;
        std::uint64_t lastFrame = 0;
        platform::JobHandle job;
    };
    void start(const std::string& key, Slot& slot);
    void drop(Slot& slot);

    platform::RenderBackend* m_backend;
    platform::Jobs& m_jobs;
    platform::Log& m_log;
    Loader m_loader;
    Limits m_limits;
    std::unordered_map<std::string, std::unique_ptr<Slot>> m_slots;
    std::vector<std::string> m_waiting;  ///< keys not yet handed to a worker, oldest first
    std::vector<std::string> m_decoded;  ///< keys ready for upload, oldest first
    std::uint64_t m_bytes = 0;
    std::uint64_t m_frame = 1;
    int m_inFlight = 0;
};

}  // namespace ui
