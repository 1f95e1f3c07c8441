#include "ui/image_cache.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "kiosk_fixture.hpp"
#include "test_support/log_spy.hpp"
#include "test_support/manual_jobs.hpp"
#include "test_support/recording_backend.hpp"

namespace {

using namespace ui;
using base::SizePx;
using platform::Bytes;
using platform::Lane;
using test_kiosk::bytesOf;
using test_kiosk::flatPng;
using test_kiosk::jpegOf;
using test_kiosk::need;
using test_kiosk::pngOf;
using test_kiosk::textOf;
using test_support::RecordingBackend;
using State = ImageCache::State;
using Strings = std::vector<std::string>;

int channel(const DecodedImage& image, int x, int y, int c) {
    return std::to_integer<int>(image.pixels.at(static_cast<std::size_t>((y * image.size.w + x) * 4 + c)));
}

/// Four quarters of a picture: red, green, blue, white.
Bytes quarters(int w, int h) {
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const bool right = x >= w / 2;
            const bool low = y >= h / 2;
            const std::uint8_t rgb[4][3] = {{200, 0, 0}, {0, 200, 0}, {0, 0, 200}, {255, 255, 255}};
            const auto& color = rgb[(low ? 2 : 0) + (right ? 1 : 0)];
            pixels.insert(pixels.end(), color, color + 3);
        }
    }
    return pngOf({w, h}, 3, pixels);
}

DecodedImage decoded(const Bytes& file, SizePx target, Fit fit = Fit::Cover, float fx = 0.5F, float fy = 0.5F) {
    return need(decodeImage(file, target, fit, fx, fy));
}

TEST_SUITE("ui/decode_image") {
    TEST_CASE("a picture at its own size keeps every pixel") {
        const DecodedImage image = decoded(quarters(40, 20), {40, 20});
        CHECK(image.size == SizePx{40, 20});
        CHECK(image.opaque);
        CHECK(image.pixels.size() == 40 * 20 * 4);
        CHECK(channel(image, 0, 0, 0) == 200);
        CHECK(channel(image, 39, 0, 1) == 200);
        CHECK(channel(image, 0, 19, 2) == 200);
        CHECK(channel(image, 39, 19, 0) == 255);
        CHECK(channel(image, 19, 9, 0) == 200);
        CHECK(channel(image, 20, 9, 1) == 200);
        for (std::size_t alpha = 3; alpha < image.pixels.size(); alpha += 4)
            CHECK(image.pixels[alpha] == std::byte{255});
    }

    TEST_CASE("a cover fills its target exactly and is cut at the sides that are too long") {
        // 40x20 into 20x20: the middle half of the width.
        const DecodedImage image = decoded(quarters(40, 20), {20, 20});
        CHECK(image.size == SizePx{20, 20});
        CHECK(channel(image, 0, 0, 0) == 200);
        CHECK(channel(image, 9, 0, 0) == 200);
        CHECK(channel(image, 10, 0, 1) == 200);
        CHECK(channel(image, 19, 19, 0) == 255);
    }

    TEST_CASE("the focus decides which part of a cover survives") {
        const Bytes picture = quarters(40, 20);
        CHECK(channel(decoded(picture, {20, 20}, Fit::Cover, 0), 19, 0, 0) == 200);
        CHECK(channel(decoded(picture, {20, 20}, Fit::Cover, 1), 0, 0, 1) == 200);
        const Bytes upright = quarters(20, 40);
        CHECK(channel(decoded(upright, {20, 20}, Fit::Cover, 0.5F, 0), 0, 19, 0) == 200);
        CHECK(channel(decoded(upright, {20, 20}, Fit::Cover, 0.5F, 1), 0, 0, 2) == 200);
        // A focus outside the picture is its edge.
        CHECK(channel(decoded(picture, {20, 20}, Fit::Cover, -3), 19, 0, 0) == 200);
        CHECK(channel(decoded(picture, {20, 20}, Fit::Cover, 7), 0, 0, 1) == 200);
    }

    TEST_CASE("a cover of another size is scaled, its parts stay where they are") {
        for (const SizePx target : {SizePx{80, 40}, SizePx{10, 6}, SizePx{33, 17}, SizePx{200, 200}}) {
            const DecodedImage image = decoded(quarters(40, 20), target);
            CHECK(image.size == target);
            CHECK(channel(image, 0, 0, 0) == doctest::Approx(200).epsilon(0.03));
            CHECK(channel(image, target.w - 1, 0, 1) == doctest::Approx(200).epsilon(0.03));
            CHECK(channel(image, 0, target.h - 1, 2) == doctest::Approx(200).epsilon(0.03));
            CHECK(channel(image, target.w - 1, target.h - 1, 0) == doctest::Approx(255).epsilon(0.03));
        }
    }

    TEST_CASE("a contained picture is wholly there and keeps its shape") {
        CHECK(decoded(quarters(40, 20), {20, 20}, Fit::Contain).size == SizePx{20, 10});
        CHECK(decoded(quarters(20, 40), {20, 20}, Fit::Contain).size == SizePx{10, 20});
        CHECK(decoded(quarters(40, 20), {100, 200}, Fit::Contain).size == SizePx{100, 50});
        CHECK(decoded(quarters(400, 2), {10, 10}, Fit::Contain).size == SizePx{10, 1});
        const DecodedImage image = decoded(quarters(40, 20), {20, 20}, Fit::Contain);
        CHECK(channel(image, 0, 0, 0) == doctest::Approx(200).epsilon(0.03));
        CHECK(channel(image, 19, 9, 0) == doctest::Approx(255).epsilon(0.03));
    }

    TEST_CASE("one pixel is a picture, and one pixel is a target") {
        CHECK(channel(decoded(flatPng({1, 1}, {10, 20, 30, 255}), {50, 50}), 49, 49, 2) == 30);
        CHECK(decoded(quarters(40, 20), {1, 1}).size == SizePx{1, 1});
        CHECK(decoded(quarters(40, 20), {1, 1}, Fit::Contain).size == SizePx{1, 1});
        CHECK(decoded(flatPng({1, 300}, {10, 20, 30, 255}), {300, 1}).size == SizePx{300, 1});
    }

    TEST_CASE("transparency survives, and a picture without it is opaque") {
        const DecodedImage image = decoded(flatPng({10, 10}, {200, 100, 50, 128}), {20, 20});
        CHECK_FALSE(image.opaque);
        CHECK(channel(image, 5, 5, 3) == 128);
        CHECK(channel(image, 5, 5, 0) == doctest::Approx(200).epsilon(0.02));
        CHECK(decoded(flatPng({10, 10}, {200, 100, 50, 255}), {10, 10}).opaque);
    }

    TEST_CASE("grey pictures with and without transparency are decoded") {
        const DecodedImage grey = decoded(pngOf({2, 1}, 1, {0, 200}), {2, 1});
        CHECK(grey.opaque);
        CHECK(channel(grey, 1, 0, 0) == 200);
        CHECK(channel(grey, 1, 0, 2) == 200);
        const DecodedImage alpha = decoded(pngOf({2, 1}, 2, {0, 255, 200, 10}), {2, 1});
        CHECK_FALSE(alpha.opaque);
        CHECK(channel(alpha, 1, 0, 3) == 10);
    }

    TEST_CASE("JPEG pictures are decoded") {
        std::vector<std::uint8_t> pixels;
        for (int i = 0; i < 32 * 32; ++i)
            pixels.insert(pixels.end(), {180, 90, 30});
        const DecodedImage image = decoded(jpegOf({32, 32}, pixels), {16, 16});
        CHECK(image.opaque);
        CHECK(channel(image, 8, 8, 0) == doctest::Approx(180).epsilon(0.03));
        CHECK(channel(image, 8, 8, 2) == doctest::Approx(30).epsilon(0.15));
    }

    TEST_CASE("a JPEG whose table has more codes than there are bytes is corrupt, wherever the table stands") {
        const std::string whole = textOf(jpegOf({16, 16}, std::vector<std::uint8_t>(std::size_t{16} * 16 * 3, 90)));
        // 255 codes of one bit and 2 of another length: one more than fit.
        std::string table("\xFF\xC4\x01\x14\x00\xFF\x02", 7);
        table.resize(2 + 0x114, '\0');
        const std::size_t picture = whole.find("\xFF\xDA");
        REQUIRE(picture != std::string::npos);
        for (const std::size_t at : {std::size_t{2}, picture}) {
            std::string broken = whole;
            for (const std::string& start : {std::string(), std::string("\xFF")}) {
                const auto image = decodeImage(bytesOf(start + broken.insert(at, table)), {8, 8}, Fit::Cover, 0, 0);
                REQUIRE_FALSE(image.ok());
                CHECK(image.error().code == base::Errc::Corrupt);
                CHECK(image.error().message == "damaged picture: a Huffman table is too long");
            }
        }
        // Cut off inside the counts.
        CHECK_FALSE(decodeImage(bytesOf("\xFF\xD8" + table.substr(0, 7)), {8, 8}, Fit::Cover, 0, 0).ok());
        CHECK(decodeImage(bytesOf(whole), {8, 8}, Fit::Cover, 0, 0).ok());
    }

    TEST_CASE("what is no picture is corrupt") {
        for (const Bytes& file : {Bytes{}, bytesOf("hello"), bytesOf(std::string(1000, '\0')),
                                  bytesOf("\x89PNG\r\n\x1A\n"), bytesOf("\xFF\xD8\xFF"), bytesOf("<svg/>")}) {
            const auto image = decodeImage(file, {10, 10}, Fit::Cover, 0.5F, 0.5F);
            REQUIRE_FALSE(image.ok());
            CHECK(image.error().code == base::Errc::Corrupt);
        }
    }

    TEST_CASE("a picture cut off anywhere is corrupt or smaller than it was, and nothing worse") {
        const Bytes png = quarters(64, 64);
        for (std::size_t size = 0; size < png.size(); ++size) {
            const auto image = decodeImage({png.begin(), png.begin() + static_cast<std::ptrdiff_t>(size)}, {16, 16},
                                           Fit::Cover, 0.5F, 0.5F);
            if (!image.ok()) CHECK(image.error().code == base::Errc::Corrupt);
        }
        std::vector<std::uint8_t> pixels(32 * 32 * 3, 77);
        const Bytes jpeg = jpegOf({32, 32}, pixels);
        for (std::size_t size = 0; size < jpeg.size(); ++size) {
            const auto image = decodeImage({jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(size)}, {16, 16},
                                           Fit::Cover, 0.5F, 0.5F);
            if (!image.ok()) CHECK(image.error().code == base::Errc::Corrupt);
        }
    }

    TEST_CASE("a picture of more than 64 megapixels is refused by its header") {
        for (const auto& [w, h] :
             {std::pair<std::uint32_t, std::uint32_t>{8001, 8000}, {16'000'000, 5}, {5, 16'000'000}}) {
            const auto image = decodeImage(test_kiosk::pngHeader(w, h), {10, 10}, Fit::Cover, 0.5F, 0.5F);
            REQUIRE_FALSE(image.ok());
            CHECK(image.error().code == base::Errc::InvalidInput);
            CHECK(image.error().message.find(std::to_string(w) + "x" + std::to_string(h)) != std::string::npos);
        }
        for (const std::uint32_t side : {0x7FFFFFFFU, 0xFFFFFFFFU}) {
            const auto image = decodeImage(test_kiosk::pngHeader(side, side), {10, 10}, Fit::Cover, 0.5F, 0.5F);
            CHECK_FALSE(image.ok());
        }
    }

    TEST_CASE("a header that promises more than the file holds is corrupt") {
        const auto image = decodeImage(test_kiosk::pngHeader(2000, 2000), {10, 10}, Fit::Cover, 0.5F, 0.5F);
        REQUIRE_FALSE(image.ok());
        CHECK(image.error().code == base::Errc::Corrupt);
    }

    TEST_CASE("a target without size or beyond every panel is refused") {
        for (const SizePx target :
             {SizePx{0, 10}, SizePx{10, 0}, SizePx{-5, 10}, SizePx{16385, 10}, SizePx{10, 16385}}) {
            const auto image = decodeImage(quarters(4, 4), target, Fit::Cover, 0.5F, 0.5F);
            REQUIRE_FALSE(image.ok());
            CHECK(image.error().code == base::Errc::InvalidInput);
        }
    }

    TEST_CASE("very long and very flat pictures end up in small targets") {
        const DecodedImage wide = decoded(flatPng({20'000, 1}, {10, 20, 30, 255}), {50, 50});
        CHECK(wide.size == SizePx{50, 50});
        CHECK(channel(wide, 25, 25, 1) == 20);
        CHECK(decoded(flatPng({1, 20'000}, {10, 20, 30, 255}), {50, 50}, Fit::Contain).size == SizePx{1, 50});
    }
}

struct CacheBench {
    test_support::LogSpy log;
    test_support::ManualJobs jobs{log};
    RecordingBackend backend{{800, 600}};
    std::map<std::string, Bytes> pictures;
    Strings asked;  ///< names the loader was called with
    bool loaderThrows = false;
    ImageCache::Limits limits;
    std::unique_ptr<ImageCache> cache;

    CacheBench() {
        for (char c = 'a'; c <= 'z'; ++c)
            pictures[std::string(1, c)] = flatPng({20, 20}, {static_cast<std::uint8_t>(c), 0, 0, 255});
        make();
    }
    void make() {
        cache = std::make_unique<ImageCache>(
            backend, jobs, log,
            [this](const std::string& name) -> base::Result<Bytes> {
                asked.push_back(name);
                if (loaderThrows) throw std::runtime_error("no memory");
                const auto at = pictures.find(name);
                if (at == pictures.end()) return base::Error{base::Errc::NotFound, name + ": no such file"};
                return at->second;
            },
            limits);
    }
    static ImageSource source(const std::string& name) { return {{{name, {20, 20}}}}; }
    State show(const std::string& name, SizePx target = {10, 10}) {
        return cache->find(source(name), target, Fit::Cover).state;
    }
    /// One frame that shows these: uploads what is ready, asks, ends. Returns whether something changed.
    bool frame(const Strings& shown) {
        const bool changed = cache->pump();
        for (const std::string& name : shown)
            static_cast<void>(show(name));
        cache->endFrame();
        return changed;
    }
    /// Frames until nothing is on its way.
    void settle(const Strings& shown) {
        for (int i = 0; i < 100; ++i) {
            static_cast<void>(frame(shown));
            static_cast<void>(jobs.settle());
            if (!cache->loading() && i > 2) return;
        }
        FAIL("still loading after a hundred frames");
    }
};

constexpr std::uint64_t kBytes = 10 * 10 * 4;  ///< of a picture as these tests show it

TEST_SUITE("ui/image_cache") {
    TEST_CASE_FIXTURE(CacheBench, "a picture is loading, then ready, and a frame is asked for when it is") {
        CHECK_FALSE(frame({"a"}));
        CHECK(cache->loading());
        CHECK_FALSE(frame({"a"}));
        CHECK(jobs.queued(Lane::Decode) == 1);
        CHECK(show("a") == State::Loading);
        static_cast<void>(jobs.settle());
        CHECK(frame({"a"}));
        CHECK(show("a") == State::Ready);
        CHECK_FALSE(cache->loading());
        CHECK_FALSE(frame({"a"}));
        CHECK(asked == Strings{"a"});
    }

    TEST_CASE_FIXTURE(CacheBench, "a ready picture is a texture of its target's size with the pixels of the file") {
        settle({"c"});
        const ImageCache::Entry entry = cache->find(source("c"), {10, 10}, Fit::Cover);
        REQUIRE(entry.state == State::Ready);
        CHECK(entry.texture.size == SizePx{10, 10});
        CHECK(entry.texture.opaque);
        const auto* texture = backend.texture(entry.texture.texture);
        REQUIRE(texture != nullptr);
        CHECK(texture->format == platform::TextureFormat::Rgba8);
        CHECK(std::to_integer<int>(texture->pixels[0]) == 'c');
        CHECK(cache->textureBytes() == kBytes);
    }

    TEST_CASE_FIXTURE(CacheBench, "nothing is decoded on the main thread") {
        static_cast<void>(frame({"a"}));
        static_cast<void>(frame({"a"}));
        CHECK(asked.empty());
        CHECK(jobs.queued(Lane::Decode) == 1);
        CHECK(jobs.queued(Lane::Content) == 0);
    }

    TEST_CASE_FIXTURE(CacheBench, "the same picture in another size, cut or focus is another texture") {
        const auto all = [&] {
            std::vector<ImageCache::Entry> out;
            out.push_back(cache->find(source("a"), {10, 10}, Fit::Cover));
            out.push_back(cache->find(source("a"), {12, 10}, Fit::Cover));
            out.push_back(cache->find(source("a"), {10, 10}, Fit::Contain));
            out.push_back(cache->find(source("a"), {10, 10}, Fit::Cover, 0.2F));
            return out;
        };
        for (int i = 0; i < 5; ++i) {
            static_cast<void>(cache->pump());
            static_cast<void>(all());
            cache->endFrame();
            static_cast<void>(jobs.settle());
        }
        const auto entries = all();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            CHECK(entries[i].state == State::Ready);
            for (std::size_t k = 0; k < i; ++k)
                CHECK_FALSE(entries[i].texture.texture == entries[k].texture.texture);
        }
        CHECK(backend.stats().textures == 4);
    }

    TEST_CASE_FIXTURE(CacheBench, "the smallest file that need not be enlarged is read, else the largest") {
        const ImageSource sizes{{{"a", {320, 240}}, {"b", {800, 600}}, {"c", {1600, 1200}}}};
        const auto readFor = [&](SizePx target) {
            asked.clear();
            for (int i = 0; i < 3; ++i) {
                static_cast<void>(cache->pump());
                static_cast<void>(cache->find(sizes, target, Fit::Cover));
                cache->endFrame();
                static_cast<void>(jobs.settle());
            }
            return asked;
        };
        CHECK(readFor({300, 200}) == Strings{"a"});
        CHECK(readFor({320, 240}) == Strings{"a"});
        CHECK(readFor({321, 240}) == Strings{"b"});
        CHECK(readFor({200, 601}) == Strings{"c"});
        CHECK(readFor({1700, 100}) == Strings{"c"});
    }

    TEST_CASE_FIXTURE(CacheBench, "no more decodes are under way than allowed, oldest first") {
        limits.decodesInFlight = 2;
        make();
        static_cast<void>(frame({"a", "b", "c", "d"}));
        static_cast<void>(frame({"a", "b", "c", "d"}));
        CHECK(jobs.queued(Lane::Decode) == 2);
        static_cast<void>(jobs.runAll());
        static_cast<void>(jobs.deliver());
        CHECK(asked == Strings{"a", "b"});
        static_cast<void>(frame({"a", "b", "c", "d"}));
        CHECK(jobs.queued(Lane::Decode) == 2);
        static_cast<void>(jobs.settle());
        CHECK(asked == Strings{"a", "b", "c", "d"});
    }

    TEST_CASE_FIXTURE(CacheBench, "a frame uploads a bounded number of bytes") {
        limits.uploadBytesPerFrame = 2 * kBytes;
        make();
        const Strings shown{"a", "b", "c", "d", "e"};
        static_cast<void>(frame(shown));
        static_cast<void>(frame(shown));
        static_cast<void>(jobs.settle());
        std::vector<int> textures;
        for (int i = 0; i < 4; ++i) {
            static_cast<void>(frame(shown));
            textures.push_back(backend.stats().textures);
        }
        CHECK(textures == std::vector{2, 4, 5, 5});
    }

    TEST_CASE_FIXTURE(CacheBench, "a picture larger than the bound is uploaded alone") {
        limits.uploadBytesPerFrame = 10;
        make();
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(jobs.settle());
        CHECK(frame({"a", "b"}));
        CHECK(backend.stats().textures == 1);
        CHECK(frame({"a", "b"}));
        CHECK(backend.stats().textures == 2);
    }

    TEST_CASE_FIXTURE(CacheBench, "beyond the budget the picture not shown for longest is dropped") {
        limits.textureBytes = 2 * kBytes;
        make();
        settle({"a"});
        settle({"b"});
        settle({"a"});
        settle({"c"});
        CHECK(cache->textureBytes() == 2 * kBytes);
        CHECK(backend.stats().textures == 2);
        CHECK(show("a") == State::Ready);
        CHECK(show("c") == State::Ready);
        asked.clear();
        settle({"b"});
        CHECK(asked == Strings{"b"});
    }

    TEST_CASE_FIXTURE(CacheBench, "what is shown is never dropped, whatever the budget") {
        limits.textureBytes = kBytes;
        make();
        settle({"a", "b", "c"});
        for (int i = 0; i < 10; ++i)
            static_cast<void>(frame({"a", "b", "c"}));
        CHECK(show("a") == State::Ready);
        CHECK(show("b") == State::Ready);
        CHECK(show("c") == State::Ready);
        CHECK(cache->textureBytes() == 3 * kBytes);
        CHECK(asked.size() == 3);
        cache->endFrame();
        settle({"c"});
        CHECK(cache->textureBytes() == kBytes);
    }

    TEST_CASE_FIXTURE(CacheBench, "a dropped picture gives its texture back") {
        limits.textureBytes = kBytes;
        make();
        settle({"a"});
        const auto handle = cache->find(source("a"), {10, 10}, Fit::Cover).texture.texture;
        CHECK(backend.texture(handle) != nullptr);
        cache->endFrame();
        settle({"b"});
        CHECK(backend.texture(handle) == nullptr);
    }

    TEST_CASE_FIXTURE(CacheBench,
                      "a picture that cannot be read is failed, with one warning, and a frame is asked for") {
        static_cast<void>(frame({"missing"}));
        static_cast<void>(frame({"missing"}));
        static_cast<void>(jobs.settle());
        CHECK(frame({"missing"}));
        CHECK(show("missing") == State::Failed);
        CHECK_FALSE(cache->loading());
        for (int i = 0; i < 50; ++i)
            CHECK_FALSE(frame({"missing"}));
        CHECK(asked.size() == 1);
        CHECK(log.take() == Strings{"ui: picture not shown: missing: no such file"});
    }

    TEST_CASE_FIXTURE(CacheBench, "a damaged picture is failed, and the warning names it") {
        pictures["bad"] = bytesOf("not a picture");
        settle({"bad"});
        CHECK(show("bad") == State::Failed);
        const Strings warnings = log.take();
        REQUIRE(warnings.size() == 1);
        CHECK(warnings[0].rfind("ui: picture not shown: bad: not a PNG or JPEG picture", 0) == 0);
    }

    TEST_CASE_FIXTURE(CacheBench, "a loader that throws is a failed picture and does not stop the others") {
        limits.decodesInFlight = 2;
        make();
        loaderThrows = true;
        settle({"a", "b", "c"});
        CHECK(show("a") == State::Failed);
        CHECK(show("c") == State::Failed);
        CHECK(log.take().size() == 3);
        loaderThrows = false;
        settle({"d"});
        CHECK(show("d") == State::Ready);
    }

    TEST_CASE_FIXTURE(CacheBench, "a source without files or a target without size has failed at once") {
        CHECK(cache->find({}, {10, 10}, Fit::Cover).state == State::Failed);
        CHECK(show("a", {0, 10}) == State::Failed);
        CHECK(show("a", {10, -1}) == State::Failed);
        cache->endFrame();
        static_cast<void>(cache->pump());
        CHECK(jobs.queued(Lane::Decode) == 0);
    }

    TEST_CASE_FIXTURE(CacheBench, "a request scrolled past before it was started is forgotten") {
        limits.decodesInFlight = 1;
        make();
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(frame({"a"}));
        static_cast<void>(jobs.settle());
        settle({"a"});
        CHECK(asked == Strings{"a"});
        CHECK(backend.stats().textures == 1);
    }

    TEST_CASE_FIXTURE(CacheBench, "a request no longer shown while it is decoded is cancelled and frees its place") {
        limits.decodesInFlight = 1;
        make();
        static_cast<void>(frame({"a"}));
        static_cast<void>(frame({"a"}));
        CHECK(jobs.queued(Lane::Decode) == 1);
        static_cast<void>(frame({"b"}));
        CHECK(cache->loading());
        settle({"b"});
        CHECK(show("b") == State::Ready);
        CHECK(backend.stats().textures == 1);
        // Asked for again it is read again.
        cache->endFrame();
        settle({"a"});
        CHECK(show("a") == State::Ready);
    }

    TEST_CASE_FIXTURE(CacheBench, "loading means what the last frame showed, not what nobody sees") {
        static_cast<void>(frame({"a"}));
        CHECK(cache->loading());
        static_cast<void>(frame({}));
        static_cast<void>(frame({}));
        CHECK_FALSE(cache->loading());
    }

    TEST_CASE_FIXTURE(CacheBench, "after a lost context everything is decoded and uploaded again") {
        settle({"a", "b"});
        backend.loseContext();
        cache->restore(backend);
        CHECK(cache->textureBytes() == 0);
        CHECK(show("a") == State::Loading);
        settle({"a", "b"});
        const ImageCache::Entry entry = cache->find(source("a"), {10, 10}, Fit::Cover);
        CHECK(entry.state == State::Ready);
        CHECK(backend.texture(entry.texture.texture) != nullptr);
        CHECK(backend.stats().textures == 2);
    }

    TEST_CASE_FIXTURE(CacheBench, "a context lost while pictures are decoded does not confuse the count of decodes") {
        limits.decodesInFlight = 2;
        make();
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(jobs.runAll());
        cache->restore(backend);
        static_cast<void>(jobs.deliver());
        settle({"c", "d", "e"});
        CHECK(show("e") == State::Ready);
        CHECK(backend.stats().textures == 3);
    }

    TEST_CASE_FIXTURE(CacheBench, "cleared, it holds nothing and starts anew") {
        settle({"a", "b"});
        static_cast<void>(frame({"c"}));
        static_cast<void>(frame({"c"}));
        cache->clear();
        CHECK(cache->textureBytes() == 0);
        CHECK(backend.stats().textures == 0);
        CHECK_FALSE(cache->loading());
        settle({"a"});
        CHECK(show("a") == State::Ready);
    }

    TEST_CASE_FIXTURE(CacheBench, "destroyed while decoding, it is silent and gives its textures back") {
        settle({"a"});
        static_cast<void>(frame({"a", "b"}));
        static_cast<void>(frame({"a", "b"}));
        cache.reset();
        static_cast<void>(jobs.settle());
        CHECK(backend.stats().textures == 0);
    }

    TEST_CASE_FIXTURE(CacheBench, "without texture memory a picture has failed, and the count of bytes stays right") {
        backend.setMemory(RecordingBackend::Memory::Short);
        settle({"a"});
        CHECK(show("a") == State::Failed);
        CHECK(cache->textureBytes() == 0);
    }
}

}  // namespace
