#include "ui/ui.hpp"

#include <cmath>

#include "base/assert.hpp"

namespace ui {

const char* name(Role role) {
    switch (role) {
        case Role::None: return "none";
        case Role::Screen: return "screen";
        case Role::Group: return "group";
        case Role::Heading: return "heading";
        case Role::Text: return "text";
        case Role::Image: return "image";
        case Role::Icon: return "icon";
        case Role::Figure: return "figure";
        case Role::List: return "list";
        case Role::Status: return "status";
        case Role::Dialog: return "dialog";
        case Role::Button: return "button";
        case Role::Tab: return "tab";
        case Role::Toggle: return "toggle";
        case Role::Link: return "link";
        case Role::Key: return "key";
        case Role::TextField: return "textfield";
        case Role::Scroll: return "scroll";
    }
    return "none";
}

Words withValue(Words words, std::string_view name, std::string_view value) {
    const std::string pattern = '{' + std::string(name) + '}';
    for (std::size_t at = words.text.find(pattern); at != std::string::npos;
         at = words.text.find(pattern, at + value.size())) {
        words.text.replace(at, pattern.size(), value);
    }
    return words;
}

Node& Ui::add(const Box& box) {
    const auto index = static_cast<int>(m_tree.nodes.size());
    Node& n = m_tree.nodes.emplace_back();
    n.box = box;
    n.parent = m_open;
    if (m_open >= 0) {
        Node& parent = m_tree.nodes[static_cast<std::size_t>(m_open)];
        if (parent.lastChild >= 0) {
            m_tree.nodes[static_cast<std::size_t>(parent.lastChild)].next = index;
        } else {
            parent.firstChild = index;
        }
        parent.lastChild = index;
    }
    return n;
}

Ui::Scope Ui::open(Axis axis, const Box& box) {
    add(box).axis = axis;
    m_open = static_cast<int>(m_tree.nodes.size()) - 1;
    return Scope(*this);
}

Ui::Scope Ui::grid(int columns, Box box) {
    box.columns = columns;
    return open(Axis::Grid, box);
}

Ui::Scope Ui::group(std::string id, Role role, const Words& label, Axis axis, const Box& box) {
    Node& n = add(box);
    n.axis = axis;
    n.id = std::move(id);
    n.role = role;
    n.label = label;
    m_open = static_cast<int>(m_tree.nodes.size()) - 1;
    return Scope(*this);
}

Ui::Scope Ui::scroll(std::string id, const Box& box) {
    KIOSK_ASSERT(!id.empty());
    Node& n = add(box);
    n.axis = Axis::Column;
    n.id = std::move(id);
    n.role = Role::Scroll;
    n.scroll = true;
    m_open = static_cast<int>(m_tree.nodes.size()) - 1;
    return Scope(*this);
}

Ui::Scope Ui::control(std::string id, const Control& control, Axis axis, const Box& box) {
    KIOSK_ASSERT(!id.empty());
    Node& n = add(box);
    n.axis = axis;
    n.id = std::move(id);
    n.role = control.role;
    n.control = control;
    m_open = static_cast<int>(m_tree.nodes.size()) - 1;
    return Scope(*this);
}

Node& Ui::text(TextStyle style, const Words& words, Color color) {
    TextSpec spec;
    spec.words = words;
    spec.style = style;
    spec.color = color;
    return text(std::move(spec));
}

Node& Ui::text(TextSpec spec, const Box& box) {
    Node& n = add(box);
    n.role = Role::Text;
    n.text = std::move(spec);
    return n;
}

Node& Ui::heading(TextStyle style, const Words& words, Color color) {
    Node& n = text(style, words, color);
    n.role = Role::Heading;
    n.text->minScale = 0.6F;
    return n;
}

Node& Ui::icon(std::string_view name, float sizeMm, Color color) {
    Box box;
    box.w = mm(sizeMm);
    box.h = mm(sizeMm);
    Node& n = add(box);
    n.role = Role::Icon;
    n.icon = IconSpec{std::string(name), sizeMm, color};
    return n;
}

Node& Ui::image(std::string id, ImageSpec spec, const Words& alt, const Box& box) {
    Node& n = add(box);
    n.id = std::move(id);
    n.role = Role::Image;
    n.image = std::move(spec);
    n.label = alt;
    return n;
}

Node& Ui::paint(std::string id, const Words& meaning, PaintFunction paint, const Box& box) {
    Node& n = add(box);
    n.id = std::move(id);
    n.role = meaning.empty() ? Role::None : Role::Figure;
    n.label = meaning;
    n.paint = std::move(paint);
    return n;
}

void Ui::space(float wMm, float hMm) {
    Box box;
    box.w = mm(wMm);
    box.h = mm(hMm);
    add(box);
}

void Ui::spring() {
    Box box;
    box.w = ui::fill();
    box.h = ui::fill();
    // Along a row only the width, along a column only the height may grow.
    if (m_open >= 0) {
        const Axis axis = m_tree.nodes[static_cast<std::size_t>(m_open)].axis;
        if (axis == Axis::Row) box.h = mm(0);
        if (axis == Axis::Column) box.w = mm(0);
    }
    add(box);
}

base::SizeMm Ui::measureText(TextStyle style, const Words& words, float widthMm) const {
    TextSpec spec;
    spec.words = words;
    spec.style = style;
    const TextLayout& layout = layoutText(m_layout, spec, widthMm > 0 ? m_environment.panel.px(widthMm) : 0);
    // Whole pixels: in a box of this width the words take the same lines.
    return {m_environment.panel.designMm(std::ceil(layout.width)), m_environment.panel.designMm(layout.height)};
}

}  // namespace ui
