#pragma once

#include <chrono>

namespace app {

/// Adds up what the main thread does between two frames, the passes of the loop without their waits. Measuring only:
/// nothing on the screen depends on it.
class FrameMeter {
public:
    void passBegins();
    void passEnds();
    struct Work {
        double wallMs = 0;
        double cpuMs = 0;  ///< of this thread, the graphics driver's part of it included
    };
    /// Since the last call, up to now. @pre between passBegins and passEnds
    Work take();

private:
    std::chrono::steady_clock::time_point m_wall;
    double m_cpuMs = 0;
    Work m_sum;
};

/// CPU time of the calling thread.
[[nodiscard]] double threadCpuMs();

}  // namespace app
