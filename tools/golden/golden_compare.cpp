// golden-compare EXPECTED ACTUAL [--threshold N] [--difference OUT.png]
//     prints "share pixels largest" of the pixels that differ by more than N of 255 (default 24)
// golden-compare --pack IN.png OUT.png
//     writes a picture again for keeping: channels rounded to multiples of 8, packed as small as it gets

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "image_difference.hpp"

namespace {

constexpr int kPackStep = 8;

enum ExitCode : int { kOk = 0, kUsage = 2, kIo = 3 };

int fail(const base::Error& error) {
    std::fprintf(stderr, "golden-compare: %s\n", error.message.c_str());
    return kIo;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Compares two screenshots.", "golden-compare");
    std::string first;
    std::string second;
    std::string differenceFile;
    int threshold = 24;
    bool pack = false;
    app.add_option("expected", first, "PNG as it should be")->required();
    app.add_option("actual", second, "PNG as it is")->required();
    app.add_option("--threshold", threshold, "differences up to this do not count")->check(CLI::Range(0, 255));
    app.add_option("--difference", differenceFile, "PNG that shows where");
    app.add_flag("--pack", pack, "write the first picture again, coarser and small, as the second");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kOk : kUsage;
    }
    auto expected = golden::readPng(first);
    if (!expected) return fail(expected.error());
    if (pack) {
        golden::coarsen(*expected, kPackStep);
        const base::Status written = golden::writePng(second, *expected);
        return written ? kOk : fail(written.error());
    }
    const auto actual = golden::readPng(second);
    if (!actual) return fail(actual.error());
    const golden::Difference difference = golden::compare(*expected, *actual, threshold);
    std::printf("%.6f %llu %d\n", difference.share, static_cast<unsigned long long>(difference.pixels),
                difference.largest);
    if (!difference.sameSize) {
        std::fprintf(stderr, "golden-compare: %dx%d pixels expected, %dx%d found\n", expected->w, expected->h,
                     actual->w, actual->h);
    } else if (!differenceFile.empty()) {
        if (const base::Status written = golden::writePng(differenceFile, difference.picture); !written) {
            return fail(written.error());
        }
    }
    return kOk;
}
