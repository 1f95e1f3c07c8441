#include "lists.hpp"

#include <algorithm>
#include <cmath>

namespace scenes {
namespace {

/// Rows built before the first layout has told how high the view is.
constexpr int kFirstGuess = 5;

int rowsOf(const VirtualList& list) { return (list.count + list.columns - 1) / std::max(1, list.columns); }

}  // namespace

void virtualList(ui::Ui& ui, const VirtualList& list, const std::function<void(int)>& cell) {
    const ui::Interaction::Pages pages = ui.interaction().pages(list.id);
    const float step = ui.panel().px(list.rowMm + list.gapMm);
    const int rows = rowsOf(list);
    int first = 0;
    int last = std::min(rows, kFirstGuess) - 1;
    if (pages.viewportPx > 0) {
        first = std::clamp(static_cast<int>(std::floor(pages.offsetPx / step)) - 1, 0, std::max(0, rows - 1));
        last = std::min(rows - 1, static_cast<int>(std::ceil((pages.offsetPx + pages.viewportPx) / step)));
    }
    const auto scroll = ui.scroll(list.id, list.box);
    ui.tree().nodes.back().rows = ui::EqualRows{rows, list.rowMm, list.gapMm};
    if (rows == 0) return;
    if (first > 0) ui.space(0, static_cast<float>(first) * (list.rowMm + list.gapMm));
    for (int row = first; row <= last; ++row) {
        ui::Box line;
        line.h = ui::mm(list.rowMm + (row + 1 < rows ? list.gapMm : 0));
        line.pad.bottom = row + 1 < rows ? list.gapMm : 0;
        line.gap = list.gapMm;
        const auto cells = ui.row(line);
        for (int column = 0; column < list.columns; ++column) {
            const int index = row * list.columns + column;
            ui::Box box;
            box.w = ui::fill();
            box.h = ui::fill();
            const auto holder = ui.stack(box);
            if (index < list.count) cell(index);
        }
    }
    const int below = rows - 1 - last;
    if (below > 0) ui.space(0, static_cast<float>(below) * (list.rowMm + list.gapMm) - list.gapMm);
}

VisibleCells visibleCells(const ui::Ui& ui, const VirtualList& list) {
    const ui::Interaction::Pages pages = ui.interaction().pages(list.id);
    if (pages.viewportPx <= 0 || list.count == 0) return {};
    const float step = ui.panel().px(list.rowMm + list.gapMm);
    const float cellPx = ui.panel().px(list.rowMm);
    const int firstRow = std::max(0, static_cast<int>(std::ceil((pages.offsetPx - cellPx / 2) / step)));
    const int lastRow = static_cast<int>(std::floor((pages.offsetPx + pages.viewportPx - cellPx / 2) / step));
    const int first = std::min(firstRow * list.columns, list.count);
    const int end = std::clamp((lastRow + 1) * list.columns, first, list.count);
    return {first, end - first};
}

}  // namespace scenes
