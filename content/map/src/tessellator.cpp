#include "tessellator.hpp"

#include <GL/glu.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/assert.hpp"

namespace content_map {
namespace {

void* handleOf(std::size_t index) {
    return reinterpret_cast<void*>(index);  // NOLINT(performance-no-int-to-ptr): GLU hands it back, nobody follows it
}

std::uint32_t indexOf(const void* handle) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(handle));
}

/// Without points that repeat the one before, and without spikes that go out and come back the same way.
GridPath tidied(const GridPath& ring) {
    GridPath out;
    for (const GridPoint at : ring) {
        if (!out.empty() && out.back() == at) continue;
        if (out.size() >= 2 && out[out.size() - 2] == at) {
            out.pop_back();
            continue;
        }
        out.push_back(at);
    }
    while (out.size() >= 2) {
        if (out.front() == out.back()) {
            out.pop_back();
        } else if (out.size() >= 3 && out[1] == out.back()) {
            out.erase(out.begin());
        } else if (out.size() >= 3 && out[out.size() - 2] == out.front()) {
            out.pop_back();
        } else {
            break;
        }
    }
    return out;
}

}  // namespace

struct Tessellator::Callbacks {
    static void begin(GLenum /*type*/, void* self) {
        auto& t = *static_cast<Tessellator*>(self);
        if (t.m_boundary) t.m_contours.emplace_back();
    }
    static void vertex(void* handle, void* self) {
        auto& t = *static_cast<Tessellator*>(self);
        if (t.m_boundary) {
            t.m_contours.back().push_back(t.m_points[indexOf(handle)]);
        } else {
            t.m_triangles.push_back(indexOf(handle));
        }
    }
    static void combine(GLdouble at[3], void* /*from*/[4], GLfloat /*weights*/[4], void** made, void* self) {
        auto& t = *static_cast<Tessellator*>(self);
        const GridPoint moved{static_cast<std::int32_t>(std::lround(at[0])),
                              static_cast<std::int32_t>(std::lround(at[1]))};
        // Points that merely coincide are merged where they are, and stay clean.
        if (moved.x != at[0] || moved.y != at[1]) t.m_moved = true;
        *made = handleOf(t.m_points.size());
        t.m_points.push_back(moved);
    }
    /// That it is there is what makes GLU give triangles alone, no strips and fans.
    static void edgeFlag(GLboolean /*boundary*/, void* /*self*/) {}
    static void error(GLenum /*code*/, void* self) { static_cast<Tessellator*>(self)->m_failed = true; }
};

Tessellator::Tessellator() : m_tess(gluNewTess()) {
    KIOSK_ASSERT(m_tess != nullptr);
    const auto set = [&](GLenum which, auto* function) {
        gluTessCallback(m_tess, which, reinterpret_cast<_GLUfuncptr>(function));
    };
    set(GLU_TESS_BEGIN_DATA, &Callbacks::begin);
    set(GLU_TESS_VERTEX_DATA, &Callbacks::vertex);
    set(GLU_TESS_COMBINE_DATA, &Callbacks::combine);
    set(GLU_TESS_EDGE_FLAG_DATA, &Callbacks::edgeFlag);
    set(GLU_TESS_ERROR_DATA, &Callbacks::error);
    gluTessProperty(m_tess, GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
    gluTessNormal(m_tess, 0, 0, 1);
}

Tessellator::~Tessellator() { gluDeleteTess(m_tess); }

bool Tessellator::run(const std::vector<GridPath>& rings) {
    m_points.clear();
    m_triangles.clear();
    m_contours.clear();
    m_moved = false;
    m_failed = false;
    gluTessProperty(m_tess, GLU_TESS_BOUNDARY_ONLY, m_boundary ? GL_TRUE : GL_FALSE);
    gluTessBeginPolygon(m_tess, this);
    for (const GridPath& ring : rings) {
        gluTessBeginContour(m_tess);
        for (const GridPoint at : ring) {
            std::array<GLdouble, 3> xyz = {double(at.x), double(at.y), 0};
            const std::size_t index = m_points.size();
            m_points.push_back(at);
            gluTessVertex(m_tess, xyz.data(), handleOf(index));
        }
        gluTessEndContour(m_tess);
    }
    gluTessEndPolygon(m_tess);
    return !m_failed;
}

std::vector<GridPath> Tessellator::cleanRings(std::vector<GridPath> rings) {
    m_boundary = true;
    // Moving a crossing to the grid may make another one; that is rare and soon ends.
    constexpr int kMostRounds = 8;
    for (int round = 0; round < kMostRounds; ++round) {
        std::vector<GridPath> tidy;
        for (const GridPath& ring : rings) {
            GridPath clean = tidied(ring);
            if (clean.size() >= 3) tidy.push_back(std::move(clean));
        }
        if (!run(tidy)) return {};
        rings = std::move(m_contours);
        if (!m_moved) break;
    }
    std::erase_if(rings, [](const GridPath& ring) { return ring.size() < 3 || doubleArea(ring) == 0; });
    return rings;
}

bool Tessellator::fill(const std::vector<GridPath>& rings, Mesh& mesh) {
    m_boundary = false;
    if (!run(rings)) return false;
    double wanted = 0;
    for (const GridPath& ring : rings)
        wanted += doubleArea(ring);
    double covered = 0;
    for (std::size_t i = 0; i + 2 < m_triangles.size(); i += 3) {
        const GridPoint a = m_points[m_triangles[i]];
        const GridPoint b = m_points[m_triangles[i + 1]];
        const GridPoint c = m_points[m_triangles[i + 2]];
        covered += std::abs((double(b.x) - a.x) * (double(c.y) - a.y) - (double(c.x) - a.x) * (double(b.y) - a.y));
    }
    constexpr double kMillionth = 1e-6;
    if (!(std::abs(covered - wanted) <= kMillionth * wanted)) return false;
    mesh.points = m_points;
    mesh.triangles = m_triangles;
    return true;
}

}  // namespace content_map
