#pragma once

#include <functional>
#include <string>

#include "ui/ui.hpp"

namespace scenes {

/// A list of any length that builds only the rows in sight. Rows are equally high, so that the place of row 19,999 is
/// known without measuring the 19,998 before it.
struct VirtualList {
    std::string id;  ///< of the scroll node
    int count = 0;   ///< cells
    int columns = 1;
    float rowMm = 46;  ///< height of a cell
    float gapMm = ui::space::kM - 1.5F;
    ui::Box box;  ///< of the whole list
};
/// Calls `cell(index)` for each cell in sight (and a row beyond on both sides), inside a container of its size.
void virtualList(ui::Ui& ui, const VirtualList& list, const std::function<void(int)>& cell);

/// First and last cell that are at least half in sight; count 0 when the list has not been laid out yet.
struct VisibleCells {
    int first = 0;
    int count = 0;
};
[[nodiscard]] VisibleCells visibleCells(const ui::Ui& ui, const VirtualList& list);

}  // namespace scenes
