#include "frame_meter.hpp"

#include <time.h>

#include <utility>

namespace app {

double threadCpuMs() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

void FrameMeter::passBegins() {
    m_wall = std::chrono::steady_clock::now();
    m_cpuMs = threadCpuMs();
}

void FrameMeter::passEnds() {
    m_sum.wallMs += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_wall).count();
    m_sum.cpuMs += threadCpuMs() - m_cpuMs;
}

FrameMeter::Work FrameMeter::take() {
    passEnds();
    passBegins();
    return std::exchange(m_sum, Work{});
}

}  // namespace app
