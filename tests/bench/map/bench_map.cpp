// The map of a pack along a camera path: 601 frames back to back, each until the driver has drawn it. Off screen,
// 1920x1080, the whole way of a frame: tree, layout, meshes, names, damage, driver. Lines as `./dev bench` prints them.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/stage.hpp"
#include "content/store.hpp"
#include "map/label_layer.hpp"
#include "map/renderer.hpp"
#include "platform_os/process.hpp"
#include "platform_os/real_clock.hpp"
#include "platform_os/real_file_system.hpp"
#include "platform_os/stream_log.hpp"
#include "platform_os/thread_jobs.hpp"
#include "platform_sdl/window.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr base::SizePx kSize{1920, 1080};
constexpr std::size_t kLaterStep = 10;

double ms(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

struct Sample {
    base::GeoPoint at;
    double zoom = 0;
    double bearing = 0;
};

std::vector<Sample> readPath(const char* file) {
    std::ifstream in(file);
    const nlohmann::json json = nlohmann::json::parse(in);
    std::vector<Sample> path;
    for (const auto& s : json.at("samples")) {
        path.push_back({{s.at(2).get<double>(), s.at(1).get<double>()},
                        s.at(3).get<double>(),
                        s.at(4).get<double>() * std::numbers::pi / 180});
    }
    return path;
}

/// Nobody reads words here.
class NoWords final : public ui::Strings {
public:
    [[nodiscard]] ui::Words get(std::string_view) const override { return {}; }
    [[nodiscard]] ui::Words plural(std::string_view, long) const override { return {}; }
    [[nodiscard]] std::string_view language() const override { return "es"; }
};
class NoHost final : public ui::Host {
public:
    void scrollPages(const std::string&, float) override {}
};

double share(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

void print(const std::string& area, const char* metric, double value, const char* unit) {
    std::printf("bench %s.%s %.3f %s\n", area.c_str(), metric, value, unit);
}

int fail(const base::Error& error) {
    std::fprintf(stderr, "bench_map: %s\n", error.message.c_str());
    return EXIT_FAILURE;
}

double processCpuMs() {
    const auto cpu = platform_os::processStats().processCpu;
    return cpu ? static_cast<double>(cpu->count()) / 1e6 : 0;
}

double pssMegabytes() {
    platform_os::releaseFreeMemory();
    return static_cast<double>(platform_os::processStats().pssBytes.value_or(0)) / 1e6;
}

int run(const std::string& area, const char* pack, const char* pathFile, const char* assets, int repeats) {
    const Clock::time_point started = Clock::now();
    const platform_os::RealClock clock;
    const auto log = platform_os::StreamLog::toStderr(clock, platform::LogLevel::Warning);
    platform_os::RealFileSystem files;
    platform_os::ThreadJobs jobs(*log);
    auto store = content::Store::open(pack);
    if (!store) return fail(store.error());
    auto model = store->map(content::Lang::Es);
    if (!model) return fail(model.error());
    if (!*model) return fail({base::Errc::NotFound, "the pack has no map"});
    const auto shared = std::make_shared<const content::MapModel>(std::move(**model));

    platform_sdl::WindowOptions options;
    options.mode = platform_sdl::WindowMode::Headless;
    options.size = kSize;
    auto window = platform_sdl::Window::create(options, *log, clock);
    if (!window) return fail(window.error());
    auto stageAssets = app::loadStageAssets(
        assets, {"/usr/share/fonts/truetype", "/usr/share/fonts/opentype", "/usr/share/fonts"}, files, *log);
    if (!stageAssets) return fail(stageAssets.error());
    const auto panel = ui::Panel::create(kSize, {531.3F, 298.9F}, 800);
    if (!panel) return fail(panel.error());
    app::Stage stage(**window, jobs, *log, files, std::move(*stageAssets), {}, {}, *panel);

    map::Renderer renderer(shared);
    map::LabelLayer labels(shared);
    map::Camera camera;
    camera.setLimits({shared->bounds, 1, 24});
    const content::MapProjection projection(shared->origin);
    const std::vector<Sample> path = readPath(pathFile);

    const auto fetch = [&](double zoom) {
        while (const auto level = renderer.wanted(zoom)) {
            auto mesh = store->mapLevel(*level);
            if (!mesh) {
                renderer.giveUp(*level);
                continue;
            }
            renderer.take(std::make_shared<const content::MapLevel>(std::move(*mesh)));
        }
    };
    const NoWords words;
    NoHost host;
    platform::Instant now = clock.now();
    const auto look = [&](const Sample& sample) {
        camera.setView({0, 0, static_cast<float>(kSize.w), static_cast<float>(kSize.h)});
        camera.lookAt(projection.project(sample.at), sample.zoom, sample.bearing);
    };
    const auto frame = [&](const Sample& sample) {
        look(sample);
        const app::Stage::Request request{false, {1}, false, false, now, true, words, host, [&](ui::Ui& ui) {
                                              ui::Box box;
                                              box.h = ui::fill();
                                              ui.paint(
                                                  "map", {},
                                                  [&](const ui::PaintContext& c) {
                                                      renderer.draw(c, camera, {});
                                                      map::LabelLayer::Options names;
                                                      names.now = now;
                                                      labels.draw(c, camera, names);
                                                  },
                                                  box);
                                          }};
        now += std::chrono::microseconds(16667);
        static_cast<void>(stage.pumpUploads());
        return stage.draw(request, {});
    };

    // The first complete picture, as a visitor would get it.
    look(path.front());
    const auto first = store->mapLevel(map::Renderer::levelFor(path.front().zoom));
    if (!first) return fail(first.error());
    renderer.take(std::make_shared<const content::MapLevel>(*first));
    static_cast<void>(frame(path.front()));
    const double firstMs = ms(Clock::now() - started);
    fetch(path.front().zoom);
    const double pssBefore = pssMegabytes();

    std::vector<double> times;
    std::vector<double> own;
    std::vector<double> calls;
    std::vector<double> indices;
    int incomplete = 0;
    double pssOnce = 0;
    double cpu = 0;
    for (int round = 0; round < repeats; ++round) {
        const double cpuBefore = processCpuMs();
        // What leaks shows as well when the path is walked again in longer steps.
        for (std::size_t i = 0; i < path.size(); i += round == 0 ? 1 : kLaterStep) {
            const Sample& sample = path[i];
            fetch(sample.zoom);
            const auto threadBefore = platform_os::processStats().threadCpu;
            const Clock::time_point begin = Clock::now();
            const app::Stage::Drawn drawn = frame(sample);
            if (round > 0) continue;
            times.push_back(ms(Clock::now() - begin));
            const auto threadAfter = platform_os::processStats().threadCpu;
            if (threadBefore && threadAfter)
                own.push_back(static_cast<double>((*threadAfter - *threadBefore).count()) / 1e6 - drawn.driverCpuMs);
            const platform::RenderStats stats = (*window)->renderer().stats();
            calls.push_back(stats.frameDrawCalls);
            indices.push_back(stats.frameMeshIndices);
            if (!renderer.complete()) ++incomplete;
        }
        if (round == 0) {
            cpu = processCpuMs() - cpuBefore;
            pssOnce = pssMegabytes();
        }
    }
    print(area, "frames", static_cast<double>(path.size()), "frames");
    for (const auto& [name, part] : {std::pair{"frame_median", 0.5}, {"frame_p95", 0.95}, {"frame_p99", 0.99}})
        print(area, name, share(times, part), "ms");
    print(area, "cpu_per_frame", cpu / static_cast<double>(path.size()), "ms");
    print(area, "own_cpu_median", share(own, 0.5), "ms");
    print(area, "draw_calls_median", share(calls, 0.5), "calls");
    print(area, "draw_calls_max", share(calls, 1), "calls");
    print(area, "indices_median", share(indices, 0.5), "indices");
    print(area, "indices_max", share(indices, 1), "indices");
    print(area, "incomplete", incomplete, "frames");
    print(area, "first_picture", firstMs, "ms");
    print(area, "mesh_bytes", static_cast<double>((*window)->renderer().stats().meshBytes) / 1e6, "MB");
    print(area, "pss_first", pssBefore, "MB");
    print(area, "pss_after", pssOnce, "MB");
    if (repeats > 1) print(area, "pss_growth", pssMegabytes() - pssOnce, "MB");
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) {
        std::fprintf(stderr, "usage: bench_map AREA PACK PATH.json ASSETS [REPEATS]\n");
        return EXIT_FAILURE;
    }
    return run(argv[1], argv[2], argv[3], argv[4], argc > 5 ? std::atoi(argv[5]) : 1);
}
