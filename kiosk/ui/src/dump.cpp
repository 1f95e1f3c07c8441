#include "ui/dump.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ui {

using base::RectPx;
using nlohmann::ordered_json;

namespace {

double rounded(float value, double steps) { return std::round(static_cast<double>(value) * steps) / steps; }

ordered_json rectOf(RectPx r, float perUnit, double steps) {
    return {rounded(r.x / perUnit, steps), rounded(r.y / perUnit, steps), rounded(r.w / perUnit, steps),
            rounded(r.h / perUnit, steps)};
}

}  // namespace

const Words& speechOf(const Control& control) { return control.speech.empty() ? control.label : control.speech; }

std::string dumpTree(const Tree& tree, const Panel& panel, const Interaction& interaction, const std::string& screen,
                     std::string_view lang) {
    ordered_json root;
    root["screen"] = screen;
    root["lang"] = lang;
    root["size_px"] = {panel.sizePx().w, panel.sizePx().h};
    root["size_mm"] = {rounded(panel.sizeMm().w, 100), rounded(panel.sizeMm().h, 100)};
    root["design_scale"] = rounded(panel.designScale(), 1000);
    ordered_json list = ordered_json::array();
    for (const Node& n : tree.nodes) {
        if (n.role == Role::None) continue;
        ordered_json o;
        if (!n.id.empty()) o["id"] = n.id;
        o["role"] = name(n.role);
        const Words& label = n.control ? n.control->label : (n.text ? n.text->words : n.label);
        if (!label.empty()) {
            o["label"] = label.text;
            o["lang"] = label.lang;
        }
        if (n.control) o["speech"] = speechOf(*n.control).text;
        if (n.icon) o["icon"] = n.icon->name;
        for (int up = n.parent; up >= 0; up = tree.nodes[static_cast<std::size_t>(up)].parent) {
            const Node& ancestor = tree.nodes[static_cast<std::size_t>(up)];
            if (ancestor.id.empty()) continue;
            o["parent"] = ancestor.id;
            break;
        }
        const RectPx rect = n.control && !n.hit.empty() ? n.hit : n.rect;
        o["rect_px"] = rectOf(rect, 1, 10);
        o["rect_mm"] = rectOf(rect, panel.pxPerMm(), 100);
        o["y_mm_above_floor"] = {rounded(panel.aboveFloorMm(rect.bottom()), 10),
                                 rounded(panel.aboveFloorMm(rect.y), 10)};
        if (n.text) {
            o["text_px"] = rounded(n.textPx, 100);
            o["cap_mm"] = rounded(n.capMm, 100);
            o["fg"] = toHex(n.fg);
            o["bg"] = toHex(n.bg);
            o["contrast"] = std::round(contrastRatio(over(n.fg, n.bg), n.bg) * 100) / 100;
            o["clipped"] = n.clipped;
        }
        if (n.control && n.control->hitTest) o["shaped"] = true;  // smaller than its rectangle
        if (n.control) {
            o["state"] = {{"enabled", n.control->enabled},
                          {"selected", n.control->selected},
                          {"focused", interaction.isFocused(n.id)},
                          {"pressed", interaction.isPressed(n.id)},
                          {"primary", n.control->primary}};
        }
        if (n.scroll) {
            o["offset_px"] = rounded(n.view.offsetPx, 1);
            o["content_px"] = rounded(n.view.contentPx, 1);
            o["viewport_px"] = rounded(n.view.viewportPx, 1);
        }
        if (n.visible.w + 1 < n.rect.w || n.visible.h + 1 < n.rect.h) {
            o["scrolled"] = true;
            if (n.visible.empty()) o["out_of_sight"] = true;
            // How large the target is once it is scrolled into view.
            if (n.control) o["full_mm"] = rectOf(n.rect.inflated(panel.px(n.control->padHitMm)), panel.pxPerMm(), 100);
        }
        if (n.hidden) o["covered"] = true;
        list.push_back(std::move(o));
    }
    root["nodes"] = std::move(list);
    return root.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace ui
