// How fast the content library answers, on an invented pack of 20,000 places built for the purpose (or, with a folder
// as argument, on that pack). One figure a line: bench content.<metric> <value> <unit>; times are medians.

#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "content/fold.hpp"
#include "content/store.hpp"
#include "content_pack/pack_builder.hpp"
#include "content_pack/synthetic_pack.hpp"
#include "drawing.hpp"

namespace {

namespace fs = std::filesystem;
using content::Lang;
using content::PlaceOrder;
using Clock = std::chrono::steady_clock;

constexpr int kPlaces = 20000;
constexpr int kRuns = 21;
constexpr base::GeoPoint kKiosk{-15.2, -69.76};

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void print(const std::string& metric, double value, const char* unit) {
    std::printf("bench content.%s %.3f %s\n", metric.c_str(), value, unit);
}

/// Ends the program when a step fails: a figure of an error is none.
template <typename ResultType>
auto need(ResultType result) {
    if (!result) {
        std::fprintf(stderr, "bench_content: %s\n", result.error().message.c_str());
        std::exit(1);
    }
    return std::move(result).value();
}

void needDone(const base::Status& status) {
    if (status) return;
    std::fprintf(stderr, "bench_content: %s\n", status.error().message.c_str());
    std::exit(1);
}

/// Median over kRuns of what `step(prepare())` takes; only `step` is measured.
template <typename Prepare, typename Step>
void measure(const std::string& metric, const Prepare& prepare, const Step& step) {
    std::vector<double> times;
    for (int i = 0; i < kRuns; ++i) {
        auto prepared = prepare();
        const auto start = Clock::now();
        step(prepared);
        times.push_back(millisecondsSince(start));
    }
    std::sort(times.begin(), times.end());
    print(metric, times[times.size() / 2], "ms");
}

void benchStore(const fs::path& pack) {
    const auto opened = [&] { return need(content::Store::open(pack)); };
    measure(
        "start_ms", [] { return 0; },
        [&](int) {
            const content::Store store = need(content::Store::open(pack));
            need(store.info(Lang::Es));
            need(store.slotPictures("home.landscape", Lang::Es));
            need(store.attractTour(Lang::Es));
        });

    // First: a store that was just opened; next: the following page of the same list.
    const std::pair<const char*, PlaceOrder> orders[] = {
        {"editorial", PlaceOrder::Editorial}, {"nearest", PlaceOrder::Nearest}, {"name", PlaceOrder::Name}};
    for (const auto& [name, order] : orders) {
        const PlaceOrder wanted = order;
        const auto page = [wanted](const content::Store& store, int offset) {
            need(store.places({}, wanted, kKiosk, offset, 24, Lang::En));
        };
        measure(std::string("places_first_page_") + name + "_ms", opened, [&](const auto& store) { page(store, 0); });
        measure(
            std::string("places_last_page_") + name + "_ms",
            [&] {
                auto store = opened();
                page(store, 0);
                return store;
            },
            [&](const auto& store) { page(store, kPlaces - 24); });
    }
    const auto warm = [&] {
        auto store = opened();
        need(store.places({}, PlaceOrder::Editorial, {}, 0, 24, Lang::Es));
        need(store.search("zzz", 20, Lang::Es));
        return store;
    };
    measure("places_change_filter_ms", warm, [&](const auto& store) {
        need(store.places({"nature", std::nullopt}, PlaceOrder::Nearest, kKiosk, 0, 24, Lang::Es));
    });
    measure("place_categories_ms", warm, [](const auto& store) { need(store.placeCategories({})); });
    measure("places_near_5km_ms", warm,
            [](const auto& store) { need(store.placesNear(kKiosk, 5000, 6, {}, Lang::Es)); });
    measure("item_ms", warm, [](const auto& store) { need(store.item({5000}, Lang::En)); });
    const std::pair<const char*, const char*> queries[] = {
        {"one_letter", "l"},         {"two_letters", "la"}, {"word", "laguna"},
        {"two_words", "laguna hua"}, {"typo", "lagnua"},    {"typo_two_words", "mirador quinaa"},
        {"no_result", "xyzxyzxyz"}};
    for (const auto& [name, query] : queries) {
        const std::string text = query;
        measure(std::string("search_") + name + "_ms", warm,
                [&](const auto& store) { need(store.search(text, 20, Lang::Es)); });
    }
    const std::string sentence = "Ch’uspa, putuco y totora: lo que se teje en Huancané";
    measure(
        "fold_1000_lines_ms", [] { return 0; },
        [&](int) {
            std::size_t bytes = 0;
            for (int i = 0; i < 1000; ++i)
                bytes += content::fold(sentence).size();
            if (bytes == 0) std::abort();
        });
}

void benchPictures() {
    const std::string svg =
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600"
fill="#86B3CD"/><path d="M0 420 L260 160 L520 420 L640 300 L800 420 V600 H0 Z" fill="#5C4B6E"/></svg>)";
    const auto drawing = need(content_pack::SvgDrawing::open(svg));
    const auto image = need(drawing.draw(2400, 1800, content_pack::kWool));
    measure(
        "draw_svg_2400_ms", [] { return 0; }, [&](int) { need(drawing.draw(2400, 1800, content_pack::kWool)); });
    measure(
        "encode_png_2400_ms", [] { return 0; }, [&](int) { need(content_pack::encodePng(image)); });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) {
        benchStore(argv[1]);
        return 0;
    }
    std::string folder = (fs::temp_directory_path() / "bench_content.XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        std::perror("bench_content");
        return 1;
    }
    needDone(content_pack::writeSyntheticSource(kPlaces, fs::path(folder) / "source"));
    content_pack::BuildOptions options;
    options.sourceFolder = fs::path(folder) / "source";
    options.outFolder = fs::path(folder) / "pack";
    auto start = Clock::now();
    need(content_pack::check(options.sourceFolder));
    print("check_20000_ms", millisecondsSince(start), "ms");
    start = Clock::now();
    need(content_pack::build(options));
    print("build_20000_ms", millisecondsSince(start), "ms");
    print("db_20000_mb", static_cast<double>(fs::file_size(options.outFolder / "content.db")) / 1e6, "MB");
    benchStore(options.outFolder);
    benchPictures();
    std::error_code code;
    fs::remove_all(folder, code);
    return 0;
}
