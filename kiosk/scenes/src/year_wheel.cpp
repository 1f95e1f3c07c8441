#include "year_wheel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "content/festival_calendar.hpp"

namespace scenes {
namespace {

constexpr float kCircle = 2 * std::numbers::pi_v<float>;
constexpr int kRelaxations = 200;

float wrapped(float angle) {
    const float rest = std::fmod(angle, kCircle);
    return rest < 0 ? rest + kCircle : rest;
}

}  // namespace

std::optional<std::array<Season, 12>> seasonsOf(const std::vector<content::ClimateMonth>& months) {
    std::array<double, 12> rain{};
    std::array<bool, 12> known{};
    for (const content::ClimateMonth& m : months) {
        if (m.month < 1 || m.month > 12) continue;
        rain[static_cast<std::size_t>(m.month - 1)] = m.rainMm;
        known[static_cast<std::size_t>(m.month - 1)] = true;
    }
    const double mean = std::accumulate(rain.begin(), rain.end(), 0.0) / 12;
    if (mean <= 0 || !std::all_of(known.begin(), known.end(), [](bool k) { return k; })) return std::nullopt;
    std::array<Season, 12> seasons{};
    for (std::size_t i = 0; i < 12; ++i) {
        const double smooth = (rain[(i + 11) % 12] + 2 * rain[i] + rain[(i + 1) % 12]) / 4;
        seasons[i] = smooth >= mean ? Season::Rain : (smooth < mean / 2 ? Season::Dry : Season::Between);
    }
    return seasons;
}

float wheelAngle(content::Date date) {
    const content::Date first{date.year, date.month, 1};
    const content::Date next =
        date.month == 12 ? content::Date{date.year + 1, 1, 1} : content::Date{date.year, date.month + 1, 1};
    const auto days = static_cast<float>(content::daysBetween(first, next));
    const float share = (static_cast<float>(date.day) - 0.5F) / days;
    return wrapped((static_cast<float>(date.month - 1) + share) / 12 * kCircle);
}

std::vector<float> spreadAngles(const std::vector<float>& angles, float least) {
    const std::size_t count = angles.size();
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return angles[a] != angles[b] ? angles[a] < angles[b] : a < b; });
    std::vector<float> placed(count);
    for (std::size_t i = 0; i < count; ++i)
        placed[i] = angles[order[i]];
    if (count > 1 && static_cast<float>(count) * least >= kCircle) {
        for (std::size_t i = 0; i < count; ++i)
            placed[i] = placed[0] + kCircle * static_cast<float>(i) / static_cast<float>(count);
    } else if (count > 1) {
        for (int round = 0; round < kRelaxations; ++round) {
            bool moved = false;
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t j = (i + 1) % count;
                const float gap = placed[j] - placed[i] + (j == 0 ? kCircle : 0);
                if (gap >= least) continue;
                // A little more than needed, or rounding would keep neighbours pushing each other for ever.
                const float push = (least - gap) / 2 * 1.001F;
                placed[i] -= push;
                placed[j] += push;
                moved = true;
            }
            if (!moved) break;
        }
    }
    std::vector<float> result(count);
    for (std::size_t i = 0; i < count; ++i)
        result[order[i]] = wrapped(placed[i]);
    return result;
}

}  // namespace scenes
