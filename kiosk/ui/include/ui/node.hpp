#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.hpp"
#include "ui/color.hpp"
#include "ui/image_cache.hpp"
#include "ui/mesh_library.hpp"
#include "ui/painter.hpp"
#include "ui/panel.hpp"
#include "ui/theme.hpp"

/// The semantic tree: what is on the screen, once for drawing, touching, keypad, speech, tests and audits. Built anew
/// for every frame that is drawn; what outlives a frame (scroll positions, focus) is kept by `Interaction` under node
/// ids. Lengths are design millimetres (ui/panel.hpp) unless a name says otherwise.
namespace ui {

/// Words with the language they are in, which may differ from the visitor's when a text is not translated.
struct Words {
    std::string text;
    std::string_view lang = "es";  ///< two-letter code with static storage
    [[nodiscard]] bool empty() const { return text.empty(); }
};

enum class Role : std::uint8_t {
    None,  ///< layout only: not in the dump
    Screen,
    Group,
    Heading,
    Text,
    Image,
    Icon,
    Figure,
    List,
    Status,
    Dialog,
    Button,
    Tab,
    Toggle,
    Link,
    Key,
    TextField,
    Scroll
};
[[nodiscard]] const char* name(Role role);

enum class Axis : std::uint8_t {
    Column,
    Row,
    Stack,  ///< children over each other
    Flow,   ///< rows that wrap
    Grid,   ///< `columns` of equal width
};

/// How long a side is.
struct Length {
    enum class Kind : std::uint8_t { Hug, Fill, Mm } kind = Kind::Hug;
    float value = 1;  ///< weight of Fill, or millimetres
    friend constexpr bool operator==(Length, Length) = default;
};
[[nodiscard]] constexpr Length hug() { return {Length::Kind::Hug, 0}; }  ///< as long as the content
[[nodiscard]] constexpr Length fill(float weight = 1) {
    return {Length::Kind::Fill, weight};
}  ///< a share of what is left
[[nodiscard]] constexpr Length mm(float millimetres) { return {Length::Kind::Mm, millimetres}; }

struct Insets {
    float left = 0, top = 0, right = 0, bottom = 0;
};
[[nodiscard]] constexpr Insets all(float mm) { return {mm, mm, mm, mm}; }
[[nodiscard]] constexpr Insets sides(float horizontal, float vertical) {
    return {horizontal, vertical, horizontal, vertical};
}

enum class Align : std::uint8_t { Start, Centre, End, Stretch };
enum class Distribute : std::uint8_t { Start, Centre, End, Between };

struct Stroke {
    Color color{0, 0, 0, 0};
    float mm = 0;
    bool dashed = false;
};

/// Layout and looks of a node.
struct Box {
    Length w = fill();
    Length h = hug();
    Insets pad{};
    float gap = 0;
    Distribute main = Distribute::Start;  ///< along the axis
    Align cross = Align::Stretch;         ///< across it; in a Stack: horizontally
    Align crossY = Align::Stretch;        ///< Stack only: vertically
    float minW = 0, minH = 0;
    float maxW = std::numeric_limits<float>::infinity();
    float maxH = std::numeric_limits<float>::infinity();
    float aspect = 0;                  ///< width / height; 0 = free. Decides a Hug height
    int columns = 1;                   ///< Grid
    bool stretchLines = false;         ///< Flow: children of a line share its whole width
    bool equalRows = false;            ///< Grid: every row as high as the highest; with a Fill height they share it
    std::optional<base::RectMm> at{};  ///< child of a Stack: exact place inside it

    Color color{0, 0, 0, 0};
    float radius = 0;
    std::uint8_t corners = kAllCorners;
    Stroke border{};
    bool shadow = false;
    bool hatch = false;  ///< stripes of the notice colour over the fill (honesty tags)
    Color hatchColor{0, 0, 0, 0};
    int raise = 0;  ///< levels above the parent: needed over images (ui/painter.hpp)
    bool clip = false;
    bool whole = false;  ///< the edge of a scroll view does not cut it in two
    /// Colour behind the texts inside, where no fill says it: the most adverse part of a picture. For the contrast
    /// audit.
    std::optional<Color> ground{};
};

struct TextSpec {
    Words words;
    TextStyle style = TextStyle::Body;
    Color color;
    AlignX align = AlignX::Left;
    int maxLines = 0;
    float maxTextScale = 2;  ///< the visitor's text size counts up to here (bars that stand still)
    float minScale = 1;      ///< down to which fraction the size may shrink so that no word has to be cut
    std::vector<std::pair<std::size_t, std::size_t>> marks;  ///< byte ranges laid over the highlight colour
    Color markColor;
};

/// How a band is laid: tiles at the height (or width) of the node, repeated along the other side.
enum class Repeat : std::uint8_t { None, Horizontal, Vertical };

struct ImageSpec {
    ImageSource source;
    Fit fit = Fit::Cover;
    Repeat repeat = Repeat::None;
    float focusX = 0.5F;  ///< which part survives the cut, or where a contained picture stands; 0 = left, 1 = right
    float focusY = 0.5F;  ///< 0 = top, 1 = bottom
    float alpha = 1;      ///< below 1: laid over what is there (dissolve)
    Color ground;         ///< shown while loading, and around a contained picture
    Color cornerGround;   ///< what round corners are cut with
    float radius = 0;
    std::uint8_t corners = kNoCorners;
};

struct IconSpec {
    std::string name;
    float sizeMm = 9.7F;
    Color color;
};

/// What a custom drawing gets. Nothing may be kept beyond the call.
struct PaintContext {
    Painter& painter;
    TextEngine& text;
    const Theme& theme;
    const Panel& panel;
    MeshLibrary& meshes;
    base::RectPx rect;
    bool pressed = false;
};
using PaintFunction = std::function<void(const PaintContext&)>;

/// What can be done with a node.
struct Control {
    Role role = Role::Button;
    Words label;   ///< what the visitor reads on it, or would, were it not an icon
    Words speech;  ///< what is said; empty = the label
    std::function<void()> action;
    bool enabled = true;
    bool selected = false;  ///< the active one of its group, or a toggle that is on
    bool primary = false;   ///< a main way on: at least 20 mm
    float padHitMm = 0;     ///< the target reaches this far beyond the picture of it
    /// A drag or pinch that begins on it belongs to what lies below: pins of a map, which is moved by touching it
    /// anywhere. The scene sees the press, too.
    bool dragThrough = false;
    /// For targets that are not rectangles (wheel sectors): refines the hit rectangle. Coordinates in pixels.
    std::function<bool(base::PointPx)> hitTest;
};

struct ScrollView {
    float offsetPx = 0;  ///< as laid out in this frame
    float contentPx = 0;
    float viewportPx = 0;
    /// What of the node is shown: at rest it ends between lines and cards, not within them (ui/page_breaks.hpp).
    base::RectPx window;
    std::vector<float> stops;  ///< offsets at which pages begin; empty for a list of equal rows
    float pageStepPx = 0;      ///< whole rows of such a list that fit the view
};

/// Rows of a list that builds only those in sight (equally high): its pages are known without the other rows.
struct EqualRows {
    int count = 0;
    float rowMm = 0;
    float gapMm = 0;
};

struct Node {
    // Tree, by index into Tree::nodes; -1 = none.
    int parent = -1;
    int firstChild = -1;
    int lastChild = -1;
    int next = -1;

    std::string id;  ///< unique in the screen; may be empty for plain boxes and texts
    Role role = Role::None;
    Axis axis = Axis::Column;
    Box box;
    std::optional<TextSpec> text;
    std::optional<ImageSpec> image;
    std::optional<IconSpec> icon;
    PaintFunction paint;
    std::optional<Control> control;
    Words label;                    ///< of what is not a control: alt text, name of a group or figure
    bool scroll = false;            ///< scrolls vertically; needs an id
    std::optional<EqualRows> rows;  ///< scroll nodes of a long list
    bool modal = false;             ///< while it is there, nothing outside it can be touched or focused
    float slide = 0;      ///< screen change: 1 = just arriving, 0 = in place; negative = arriving from the left
    bool hidden = false;  ///< covered by a modal: left out of the audit

    // Results of layout and painting, framebuffer pixels.
    base::RectPx rect;
    base::RectPx visible;  ///< `rect` inside the clips around it
    base::RectPx hit;      ///< control: where a finger counts; visible, padded, without the dead band at the bezel
    ScrollView view;       ///< scroll nodes
    float textPx = 0;      ///< em size really used
    float capMm = 0;       ///< capital height on the glass, physical millimetres
    bool clipped = false;  ///< the text did not fit: ellipsis, cut word, or outside its box
    Color fg, bg;          ///< of the text

    /// Measurements already made in this frame: layout asks for the same ones again.
    struct Measured {
        float availW = -1, availH = -1, w = 0, h = 0;
    };
    Measured measured[2];
};

struct Tree {
    std::vector<Node> nodes;  ///< parents before children; 0 is the root
    void clear() { nodes.clear(); }
};

/// Calls `visit(index)` for the children of `parent` in order.
template <typename Visit>
void forEachChild(const Tree& tree, int parent, Visit visit) {
    for (int child = tree.nodes[static_cast<std::size_t>(parent)].firstChild; child >= 0;
         child = tree.nodes[static_cast<std::size_t>(child)].next) {
        visit(child);
    }
}

}  // namespace ui
