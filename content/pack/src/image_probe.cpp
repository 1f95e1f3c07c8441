#include "image_probe.hpp"

#include <optional>

namespace content_pack {
namespace {

constexpr std::string_view kPngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpegSignature("\xFF\xD8\xFF", 3);

/// A progressive JPEG of few bytes can ask for the whole picture again in every scan; real ones have about ten.
constexpr int kMaxJpegScans = 64;

base::Error broken(std::string message) { return {base::Errc::InvalidInput, std::move(message)}; }

std::uint32_t byteAt(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint32_t big16(std::string_view bytes, std::size_t at) { return byteAt(bytes, at) << 8 | byteAt(bytes, at + 1); }

std::uint32_t big32(std::string_view bytes, std::size_t at) { return big16(bytes, at) << 16 | big16(bytes, at + 2); }

/// Orientation (tag 0x0112 of the first directory) of an EXIF block that begins with the TIFF header; 1 when absent.
int exifOrientation(std::string_view tiff) {
    if (tiff.size() < 8) return 1;
    const bool little = tiff.starts_with("II");
    if (!little && !tiff.starts_with("MM")) return 1;
    const auto u16 = [&](std::size_t at) {
        return little ? byteAt(tiff, at) | byteAt(tiff, at + 1) << 8 : big16(tiff, at);
    };
    const auto u32 = [&](std::size_t at) { return little ? u16(at) | u16(at + 2) << 16 : big32(tiff, at); };
    const std::size_t directory = u32(4);
    if (directory > tiff.size() - 2) return 1;
    const std::size_t entries = u16(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        if (entry + 12 > tiff.size()) return 1;
        if (u16(entry) == 0x0112) return static_cast<int>(u16(entry + 8));
    }
    return 1;
}

bool isStartOfFrame(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Offset of the marker (its 0xFF) that ends the compressed data beginning at `at`.
std::size_t endOfScan(std::string_view bytes, std::size_t at) {
    while (at + 1 < bytes.size()) {
        const std::uint32_t next = byteAt(bytes, at + 1);
        if (byteAt(bytes, at) == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) return at;
        ++at;
    }
    return bytes.size();
}

/// `<svg` may come after a declaration, comments and a document type.
bool looksLikeSvg(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || bytes[first] != '<') return false;
    return bytes.find("<svg") != std::string_view::npos || bytes.find(":svg") != std::string_view::npos;
}

}  // namespace

base::Result<ImageType> sniffImage(std::string_view bytes) {
    if (bytes.starts_with(kPngSignature)) return ImageType::Png;
    if (bytes.starts_with(kJpegSignature)) return ImageType::Jpeg;
    if (looksLikeSvg(bytes)) return ImageType::Svg;
    return broken("the file is neither SVG nor PNG nor JPEG");
}

base::Result<ImageHeader> probePng(std::string_view bytes) {
    constexpr std::size_t kHeaderEnd = 33;  // signature, length, "IHDR", 13 bytes, checksum
    if (bytes.size() < kHeaderEnd || bytes.substr(12, 4) != "IHDR") return broken("the PNG has no header");
    const std::uint32_t width = big32(bytes, 16);
    const std::uint32_t height = big32(bytes, 20);
    if (width == 0 || height == 0 || width > 1'000'000 || height > 1'000'000) {
        return broken("the PNG says it is " + std::to_string(width) + " x " + std::to_string(height) + " pixels");
    }
    ImageHeader header{static_cast<int>(width), static_cast<int>(height), 1};
    for (std::size_t at = kHeaderEnd; at + 12 <= bytes.size();) {
        const std::size_t length = big32(bytes, at);
        if (length > bytes.size() - at - 12) break;
        if (bytes.substr(at + 4, 4) == "eXIf") header.orientation = exifOrientation(bytes.substr(at + 8, length));
        at += 12 + length;
    }
    return header;
}

base::Result<ImageHeader> probeJpeg(std::string_view bytes) {
    std::optional<ImageHeader> header;
    int orientation = 1;
    int scans = 0;
    bool ended = false;
    std::size_t at = 2;
    while (at + 2 <= bytes.size()) {
        if (byteAt(bytes, at) != 0xFF) return broken("the JPEG has no marker where one must be");
        const std::uint32_t marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) {  // a fill byte
            ++at;
            continue;
        }
        ended = marker == 0xD9;  // what cameras put behind the end does not matter
        if (ended) break;
        if (at + 4 > bytes.size()) return broken("the JPEG is cut off");
        const std::size_t length = big16(bytes, at + 2);
        if (length < 2 || length > bytes.size() - at - 2) return broken("the JPEG is cut off");
        const std::string_view segment = bytes.substr(at + 4, length - 2);
        if (isStartOfFrame(marker)) {
            if (marker > 0xC2) return broken("the JPEG is lossless or arithmetic coded");
            if (segment.size() < 6 || byteAt(segment, 0) != 8) return broken("the JPEG has not 8 bits a sample");
            header = ImageHeader{static_cast<int>(big16(segment, 3)), static_cast<int>(big16(segment, 1)), 1};
            if (header->widthPx == 0 || header->heightPx == 0) return broken("the JPEG has no size");
        } else if (marker == 0xE1 && segment.starts_with(std::string_view("Exif\0\0", 6))) {
            orientation = exifOrientation(segment.substr(6));
        }
        at += 2 + length;
        if (marker == 0xDA) {
            if (++scans > kMaxJpegScans) return broken("the JPEG has too many scans");
            at = endOfScan(bytes, at);
        }
    }
    // Decoders paint the rest of a photo that ends early grey and say nothing.
    if (!ended) return broken("the JPEG is cut off");
    if (!header || scans == 0) return broken("the JPEG has no picture in it");
    header->orientation = orientation;
    return *header;
}

}  // namespace content_pack
