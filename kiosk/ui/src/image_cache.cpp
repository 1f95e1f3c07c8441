#include "ui/image_cache.hpp"

#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>

namespace ui {

using base::Errc;
using base::Error;
using base::SizePx;

namespace {

constexpr std::int64_t kMaxPixels = 64'000'000;
constexpr int kMaxTargetSide = 16384;

struct FreeStb {
    void operator()(unsigned char* pixels) const { stbi_image_free(pixels); }
};
using StbPixels = std::unique_ptr<unsigned char, FreeStb>;

/// True when a JPEG has a Huffman table of more codes than there are bytes: stb_image 2.27 writes them beyond its
/// table. FF C4 begins such tables and nothing else, as the bytes of the picture never have it.
bool hasOverlongTable(const platform::Bytes& file) {
    // Behind the end the decoder reads zeros.
    const auto at = [&](std::size_t i) { return i < file.size() ? std::to_integer<std::size_t>(file[i]) : 0; };
    constexpr std::size_t kHeader = 17;  // which table, and how many codes there are of each length
    constexpr std::size_t kMostCodes = 256;
    if (at(0) != 0xFF) return false;  // no JPEG
    for (std::size_t marker = 0; marker + 1 < file.size(); ++marker) {
        if (at(marker) != 0xFF || at(marker + 1) != 0xC4) continue;
        const std::size_t end = marker + 2 + at(marker + 2) * 256 + at(marker + 3);
        // A table that begins inside the segment is read to its own end.
        for (std::size_t table = marker + 4; table < std::min(end, file.size());) {
            std::size_t codes = 0;
            for (std::size_t i = 1; i < kHeader; ++i)
                codes += at(table + i);
            if (codes > kMostCodes) return true;
            table += kHeader + codes;
        }
    }
    return false;
}

/// The part of a picture of `from` that is shown, and the size it is shown at.
struct Placement {
    float x = 0, y = 0, w = 0, h = 0;  ///< in the picture
    SizePx out;
};

Placement place(SizePx from, SizePx target, Fit fit, float focusX, float focusY) {
    const float fw = static_cast<float>(from.w);
    const float fh = static_cast<float>(from.h);
    const float scaleX = static_cast<float>(target.w) / fw;
    const float scaleY = static_cast<float>(target.h) / fh;
    if (fit == Fit::Contain) {
        const float scale = std::min(scaleX, scaleY);
        const auto side = [&](float length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
        return {0, 0, fw, fh, {side(fw), side(fh)}};
    }
    const float scale = std::max(scaleX, scaleY);
    const float w = std::min(fw, static_cast<float>(target.w) / scale);
    const float h = std::min(fh, static_cast<float>(target.h) / scale);
    return {(fw - w) * std::clamp(focusX, 0.0F, 1.0F), (fh - h) * std::clamp(focusY, 0.0F, 1.0F), w, h, target};
}

}  // namespace

base::Result<DecodedImage> decodeImage(const platform::Bytes& file, SizePx target, Fit fit, float focusX,
                                       float focusY) {
    if (target.w < 1 || target.h < 1 || target.w > kMaxTargetSide || target.h > kMaxTargetSide) {
        return Error{Errc::InvalidInput,
                     "asked for " + std::to_string(target.w) + "x" + std::to_string(target.h) + " pixels"};
    }
    if (file.size() > static_cast<std::size_t>(1) << 30U) return Error{Errc::InvalidInput, "file larger than 1 GiB"};
    if (hasOverlongTable(file)) return Error{Errc::Corrupt, "damaged picture: a Huffman table is too long"};
    const auto* bytes = reinterpret_cast<const unsigned char*>(file.data());
    const int length = static_cast<int>(file.size());
    int w = 0;
    int h = 0;
    int channels = 0;
    if (stbi_info_from_memory(bytes, length, &w, &h, &channels) == 0) {
        return Error{Errc::Corrupt, std::string("not a PNG or JPEG picture: ") + stbi_failure_reason()};
    }
    if (static_cast<std::int64_t>(w) * h > kMaxPixels) {
        return Error{Errc::InvalidInput, "picture of " + std::to_string(w) + "x" + std::to_string(h) +
                                             " pixels is too large (at most 64 megapixels)"};
    }
    const bool opaque = channels == 1 || channels == 3;
    // Grey and RGB are decoded as RGB: a quarter less memory in the largest buffer.
    const int used = opaque ? 3 : 4;
    const StbPixels pixels(stbi_load_from_memory(bytes, length, &w, &h, &channels, used));
    if (pixels == nullptr) return Error{Errc::Corrupt, std::string("damaged picture: ") + stbi_failure_reason()};

    const Placement p = place({w, h}, target, fit, focusX, focusY);
    const auto outPixels = static_cast<std::size_t>(p.out.w) * static_cast<std::size_t>(p.out.h);
    std::vector<unsigned char> scaled;
    const unsigned char* source = pixels.get();
    const bool same = p.out.w == w && p.out.h == h && p.x == 0 && p.y == 0;
    const bool cropOnly = std::lround(p.w) == p.out.w && std::lround(p.h) == p.out.h;
    if (!same && cropOnly) {
        scaled.resize(outPixels * static_cast<std::size_t>(used));
        const auto row = static_cast<std::size_t>(p.out.w) * static_cast<std::size_t>(used);
        const auto left = std::min(static_cast<std::size_t>(std::lround(p.x)), static_cast<std::size_t>(w - p.out.w));
        const auto top = std::min(static_cast<std::size_t>(std::lround(p.y)), static_cast<std::size_t>(h - p.out.h));
        for (std::size_t y = 0; y < static_cast<std::size_t>(p.out.h); ++y) {
            std::memcpy(
                scaled.data() + y * row,
                pixels.get() + ((top + y) * static_cast<std::size_t>(w) + left) * static_cast<std::size_t>(used), row);
        }
        source = scaled.data();
    } else if (!same) {
        scaled.resize(outPixels * static_cast<std::size_t>(used));
        const int ok = stbir_resize_region(
            pixels.get(), w, h, 0, scaled.data(), p.out.w, p.out.h, 0, STBIR_TYPE_UINT8, used,
            used == 4 ? 3 : STBIR_ALPHA_CHANNEL_NONE, 0, STBIR_EDGE_CLAMP, STBIR_EDGE_CLAMP, STBIR_FILTER_DEFAULT,
            STBIR_FILTER_DEFAULT, STBIR_COLORSPACE_LINEAR, nullptr, p.x / static_cast<float>(w),
            p.y / static_cast<float>(h), (p.x + p.w) / static_cast<float>(w), (p.y + p.h) / static_cast<float>(h));
        if (ok == 0) return Error{Errc::Io, "no memory to scale a picture"};
        source = scaled.data();
    }
    DecodedImage image{p.out, opaque, std::vector<std::byte>(outPixels * 4)};
    auto* out = reinterpret_cast<unsigned char*>(image.pixels.data());
    if (used == 4) {
        std::memcpy(out, source, outPixels * 4);
    } else {
        for (std::size_t i = 0; i < outPixels; ++i) {
            out[4 * i] = source[3 * i];
            out[4 * i + 1] = source[3 * i + 1];
            out[4 * i + 2] = source[3 * i + 2];
            out[4 * i + 3] = 255;
        }
    }
    return image;
}

ImageCache::ImageCache(platform::RenderBackend& backend, platform::Jobs& jobs, platform::Log& log, Loader loader,
                       Limits limits)
    : m_backend(&backend), m_jobs(jobs), m_log(log), m_loader(std::move(loader)), m_limits(limits) {}

ImageCache::~ImageCache() { clear(); }

ImageCache::Entry ImageCache::find(const ImageSource& source, SizePx target, Fit fit, float focusX, float focusY) {
    if (source.empty() || target.w < 1 || target.h < 1) return {State::Failed, {}};
    // The smallest file that need not be enlarged.
    const ImageSource::File* file = &source.files.back();
    for (const ImageSource::File& candidate : source.files) {
        if (candidate.size.w >= target.w && candidate.size.h >= target.h) {
            file = &candidate;
            break;
        }
    }
    std::string key = file->name + '|' + std::to_string(target.w) + 'x' + std::to_string(target.h) +
                      (fit == Fit::Cover ? 'c' : 'f') + std::to_string(static_cast<int>(focusX * 100)) + ',' +
                      std::to_string(static_cast<int>(focusY * 100));
    auto& slot = m_slots[key];
    if (slot == nullptr) {
        slot = std::make_unique<Slot>();
        slot->name = file->name;
        slot->target = target;
        slot->fit = fit;
        slot->focusX = focusX;
        slot->focusY = focusY;
        m_waiting.push_back(std::move(key));
    }
    slot->lastFrame = m_frame;
    return {slot->state, slot->texture};
}

void ImageCache::start(const std::string& key, Slot& slot) {
    slot.started = true;
    ++m_inFlight;
    slot.job = m_jobs.post(
        platform::Lane::Decode,
        [loader = m_loader, name = slot.name, target = slot.target, fit = slot.fit, x = slot.focusX,
         y = slot.focusY]() -> base::Result<DecodedImage> {
            // A job that throws is never delivered, and its place would stay taken for ever.
            try {
                auto file = loader(name);
                if (!file) return file.error();
                auto image = decodeImage(*file, target, fit, x, y);
                if (!image) return image.error().in(name);
                return image;
            } catch (const std::exception& problem) {
                return Error{Errc::Io, name + ": " + problem.what()};
            }
        },
        [this, key](base::Result<DecodedImage> result) {
            --m_inFlight;
            const auto at = m_slots.find(key);
            if (at == m_slots.end()) return;
            Slot& done = *at->second;
            if (result) {
                done.decoded = std::make_unique<DecodedImage>(std::move(*result));
                m_decoded.push_back(key);
            } else {
                m_log.warning("ui", "picture not shown: " + result.error().message);
                done.state = State::Failed;
                m_decoded.push_back(key);  // `pump` reports the change
            }
        });
}

bool ImageCache::pump() {
    while (!m_waiting.empty() && m_inFlight < m_limits.decodesInFlight) {
        const std::string key = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        const auto at = m_slots.find(key);
        if (at != m_slots.end() && !at->second->started) start(key, *at->second);
    }
    bool changed = false;
    std::uint64_t uploaded = 0;
    std::size_t taken = 0;
    for (; taken < m_decoded.size(); ++taken) {
        const auto at = m_slots.find(m_decoded[taken]);
        if (at == m_slots.end()) continue;
        Slot& slot = *at->second;
        if (slot.decoded == nullptr) {
            changed = true;
            continue;
        }
        const std::uint64_t bytes = slot.decoded->pixels.size();
        if (uploaded > 0 && uploaded + bytes > m_limits.uploadBytesPerFrame) break;
        slot.texture = {
            m_backend->createTexture(slot.decoded->size, platform::TextureFormat::Rgba8, slot.decoded->pixels),
            slot.decoded->size, slot.decoded->opaque};
        slot.decoded.reset();
        slot.state = slot.texture.texture.valid() ? State::Ready : State::Failed;
        if (slot.state == State::Ready) {
            slot.bytes = bytes;
            m_bytes += bytes;
        }
        uploaded += bytes;
        changed = true;
    }
    m_decoded.erase(m_decoded.begin(), m_decoded.begin() + static_cast<std::ptrdiff_t>(taken));
    return changed;
}

void ImageCache::drop(Slot& slot) {
    if (slot.started && slot.job.pending()) --m_inFlight;
    slot.job.cancel();
    m_backend->destroyTexture(slot.texture.texture);
    m_bytes -= slot.bytes;
    slot.bytes = 0;
}

void ImageCache::endFrame() {
    // Requests scrolled past before a worker took them are forgotten, so that what is on the screen comes first.
    for (auto it = m_slots.begin(); it != m_slots.end();) {
        Slot& slot = *it->second;
        if (slot.lastFrame != m_frame && slot.state == State::Loading && slot.decoded == nullptr) {
            drop(slot);
            it = m_slots.erase(it);
        } else {
            ++it;
        }
    }
    while (m_bytes > m_limits.textureBytes) {
        auto oldest = m_slots.end();
        for (auto it = m_slots.begin(); it != m_slots.end(); ++it) {
            if (it->second->bytes == 0 || it->second->lastFrame == m_frame) continue;
            if (oldest == m_slots.end() || it->second->lastFrame < oldest->second->lastFrame) oldest = it;
        }
        if (oldest == m_slots.end()) break;  // everything is on the screen
        drop(*oldest->second);
        m_slots.erase(oldest);
    }
    ++m_frame;
}

bool ImageCache::loading() const {
    return std::any_of(m_slots.begin(), m_slots.end(), [this](const auto& entry) {
        return entry.second->state == State::Loading && entry.second->lastFrame + 1 >= m_frame;
    });
}

void ImageCache::restore(platform::RenderBackend& backend) {
    m_backend = &backend;
    for (auto& [key, slot] : m_slots) {
        slot->job.cancel();
        slot->bytes = 0;
    }
    m_slots.clear();
    m_waiting.clear();
    m_decoded.clear();
    m_bytes = 0;
    m_inFlight = 0;
}

void ImageCache::clear() {
    for (auto& [key, slot] : m_slots)
        drop(*slot);
    m_slots.clear();
    m_waiting.clear();
    m_decoded.clear();
    m_inFlight = 0;
}

}  // namespace ui
