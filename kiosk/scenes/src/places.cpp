#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "common.hpp"
#include "compass_card.hpp"
#include "factories.hpp"
#include "lists.hpp"

namespace scenes {
namespace {

using content::Card;
using ui::Box;
using ui::Section;
using ui::TextStyle;

constexpr int kPage = 120;  ///< cards fetched at a time
constexpr float kPictureMm = 66;
constexpr float kRowMm = 40;         ///< lowest row: what the picture wants
constexpr float kTallestRow = 1.6F;  ///< of what a row needs: a short list is not stretched over the page
constexpr float kRoseMm = 128;       ///< width of the panel of directions
constexpr const char* kListId = "places.list";
constexpr const char* kAll = "";

/// Places to see: filters by kind and district, the list, and where each lies seen from here.
class PlacesScene final : public Scene {
public:
    PlacesScene(const SceneContext& context, const std::string& category) : m_context(context) {
        m_filter.category = category;
    }

    void load() override {
        m_load = m_context.content.query(
            [lang = m_context.visitor.lang,
             settings = m_context.settings](const content::Store& store) -> base::Result<Frame> {
                Frame frame;
                auto info = store.info(lang);
                if (!info) return info.error();
                frame.from = standpoint(settings, info->centre);
                frame.province = info->province;
                auto districts = store.districts(lang);
                if (!districts) return districts.error();
                frame.districts = std::move(*districts);
                return frame;
            },
            [this](base::Result<Frame> frame) {
                m_frame.take(std::move(frame));
                if (m_frame.value) reloadList();
            });
    }
    [[nodiscard]] bool ready() const override { return !m_frame.pending() && (m_frame.error || m_listed); }
    [[nodiscard]] Section section() const override { return Section::Places; }
    void build(ui::Ui& ui) override;

private:
    struct Frame {
        std::optional<Standpoint> from;
        content::Text province;
        std::vector<content::District> districts;
    };
    struct Listing {
        content::CardPage page;
        std::vector<content::CategoryCount> categories;
        int offset = 0;
    };

    void reloadList() {
        ++m_generation;
        m_pages.clear();
        m_cards.clear();
        fetch(0, true);
    }
    void fetch(int offset, bool counts);
    void setFilter(const content::PlaceFilter& filter) {
        m_filter = filter;
        m_choosingDistrict = false;
        reloadList();
        m_context.navigator.requestFrame();
    }
    [[nodiscard]] content::PlaceOrder order() const {
        return m_nearest ? content::PlaceOrder::Nearest : content::PlaceOrder::Editorial;
    }
    [[nodiscard]] const Card* cardAt(int index) const {
        const auto at = m_cards.find(index);
        return at == m_cards.end() ? nullptr : &at->second;
    }
    void chips(ui::Ui& ui);
    void tools(ui::Ui& ui);
    void list(ui::Ui& ui, const VirtualList& spec, float cellMm);
    void rose(ui::Ui& ui, const VirtualList& spec) const;
    void districtSheet(ui::Ui& ui);
    void empty(ui::Ui& ui);
    [[nodiscard]] static float textWidth(float cellMm) { return cellMm - kPictureMm - 2 * ui::space::kM - 1.4F; }
    [[nodiscard]] float rowHeight(ui::Ui& ui, float cellMm);
    [[nodiscard]] static float sharedRowHeight(const ui::Ui& ui, float leastMm, float gapMm);

    const SceneContext& m_context;
    Loadable<Frame> m_frame;
    content::PlaceFilter m_filter;
    bool m_nearest = false;
    bool m_choosingDistrict = false;
    bool m_listed = false;
    std::optional<base::Error> m_listError;
    int m_total = 0;
    int m_generation = 0;
    std::map<int, Card> m_cards;  ///< by position in the list
    std::vector<content::CategoryCount> m_categories;
    std::map<int, platform::JobHandle> m_pages;  ///< pages fetched or on their way, by first index
    platform::JobHandle m_load;
};

void PlacesScene::fetch(int offset, bool counts) {
    if (m_pages.count(offset) > 0) return;
    const auto from = m_frame.value->from ? std::optional(m_frame.value->from->at) : std::nullopt;
    m_pages[offset] = m_context.content.query(
        [filter = m_filter, order = order(), from, offset, counts,
         lang = m_context.visitor.lang](const content::Store& store) -> base::Result<Listing> {
            Listing listing;
            listing.offset = offset;
            auto page = store.places(filter, order, from, offset, kPage, lang);
            if (!page) return page.error();
            listing.page = std::move(*page);
            if (counts) {
                auto categories = store.placeCategories(filter);
                if (!categories) return categories.error();
                listing.categories = std::move(*categories);
            }
            return listing;
        },
        [this, counts, generation = m_generation](base::Result<Listing> listing) {
            if (generation != m_generation) return;  // the filter has changed meanwhile
            m_listed = true;
            if (!listing) {
                m_listError = listing.error();
                return;
            }
            m_listError.reset();
            m_total = listing->page.total;
            int index = listing->offset;
            for (Card& card : listing->page.cards)
                m_cards[index++] = std::move(card);
            if (counts) m_categories = std::move(listing->categories);
        });
}

void PlacesScene::chips(ui::Ui& ui) {
    Box line;
    line.gap = ui::space::kGap;
    const auto flow = ui.flow(line);
    const auto chip = [&](const std::string& category, const char* icon, const ui::Words& label) {
        ui::ChipSpec spec;
        spec.id = "filter." + (category.empty() ? std::string("all") : category);
        spec.icon = icon;
        spec.label = label;
        spec.selected = m_filter.category == category;
        spec.section = Section::Places;
        content::PlaceFilter filter = m_filter;
        filter.category = category;
        spec.action = [this, filter] { setFilter(filter); };
        ui::chip(ui, spec);
    };
    chip(kAll, "grid", ui.tr("places.filter.all"));
    // In the order of the design; kinds without a place in this district are left out.
    static constexpr std::array<const char*, 6> kOrder = {"church", "museum",       "site",
                                                          "nature", "architecture", "community"};
    for (const char* category : kOrder) {
        const auto found = std::find_if(m_categories.begin(), m_categories.end(),
                                        [&](const content::CategoryCount& c) { return c.category == category; });
        if (found == m_categories.end() && m_filter.category != category) continue;
        chip(category, iconOf(content::Kind::Place, category), ui.tr(std::string("places.filter.") + category));
    }
}

void PlacesScene::tools(ui::Ui& ui) {
    Box line;
    line.gap = ui::space::kM;
    line.cross = ui::Align::Centre;
    line.main = ui::Distribute::Between;
    const auto row = ui.flow(line);
    {
        Box left;
        left.w = ui::hug();
        left.gap = ui::space::kGap;
        const auto buttons = ui.row(left);
        ui::Words district = ui.tr("places.district.all");
        if (m_filter.district) {
            for (const content::District& d : m_frame.value->districts) {
                if (d.card.id == *m_filter.district) district = say(d.card.name);
            }
        }
        ui::ButtonSpec choose;
        choose.id = "places.district";
        choose.icon = "territory";
        choose.label = district;
        choose.speech = {ui.tr("places.district").text + ": " + district.text, district.lang};
        choose.selected = m_filter.district.has_value();
        choose.action = [this] {
            m_choosingDistrict = true;
            m_context.navigator.requestFrame();
        };
        ui::button(ui, choose);
        if (m_frame.value->from) {
            ui::ButtonSpec nearest;
            nearest.id = "places.nearest";
            nearest.icon = "distance";
            nearest.label = ui.tr("places.nearest");
            nearest.role = ui::Role::Toggle;
            nearest.selected = m_nearest;
            nearest.action = [this] {
                m_nearest = !m_nearest;
                setFilter(m_filter);
            };
            ui::button(ui, nearest);
        }
    }
    if (ui.interaction().pages(kListId).count > 1) ui::pager(ui, kListId, Section::Places);
}

float PlacesScene::rowHeight(ui::Ui& ui, float cellMm) {
    // Name, place and distance of the tallest card loaded.
    CardRow row;
    row.textMm = textWidth(cellMm);
    row.from = m_frame.value->from ? std::optional(m_frame.value->from->at) : std::nullopt;
    float height = kRowMm;
    for (const auto& [index, card] : m_cards) {
        if (index >= kPage) break;
        height = std::max(height, rowWordsMm(ui, card, row));
    }
    return height;
}

/// Rows as high as they must be, then as high as the view lets them: pages show whole rows and leave nothing over.
float PlacesScene::sharedRowHeight(const ui::Ui& ui, float leastMm, float gapMm) {
    const float viewMm = ui.panel().designMm(ui.interaction().pages(kListId).viewportPx);
    const float rows = std::floor((viewMm + gapMm) / (leastMm + gapMm));
    if (rows < 1) return leastMm;
    return std::min((viewMm + gapMm) / rows - gapMm, leastMm * kTallestRow);
}

void PlacesScene::list(ui::Ui& ui, const VirtualList& spec, float cellMm) {
    const auto from = m_frame.value->from ? std::optional(m_frame.value->from->at) : std::nullopt;
    virtualList(ui, spec, [&](int index) {
        const int page = index / kPage * kPage;
        const Card* card = cardAt(index);
        if (card == nullptr) {
            fetch(page, false);
            Box grey;
            grey.h = ui::fill();
            grey.color = ui.theme().surface.sunken;
            grey.radius = ui::radius::kTile;
            const auto box = ui.stack(grey);
            return;
        }
        CardRow row;
        row.id = "place." + card->key;
        row.box.h = ui::fill();
        row.pictureMm = kPictureMm;
        row.minHeightMm = spec.rowMm;
        row.textMm = textWidth(cellMm);
        row.from = from;
        cardRow(ui, m_context, *card, row);
        // The number by which the place is found on the panel of directions.
        if (card->at) compassBadge(ui, index + 1, Section::Places);
    });
}

/// The places in sight, seen from here.
void PlacesScene::rose(ui::Ui& ui, const VirtualList& spec) const {
    CompassCard card;
    card.id = "places.rose";
    card.box.w = ui::mm(kRoseMm);
    card.box.h = ui::fill();
    card.title = ui.tr("places.rose.title");
    card.provinceName = say(m_frame.value->province);
    card.from = *m_frame.value->from;
    for (const content::District& district : m_frame.value->districts) {
        if (district.card.at) card.towns.push_back({*district.card.at, district.card.name.value});
    }
    const VisibleCells visible = visibleCells(ui, spec);
    for (int index = visible.first; index < visible.first + visible.count; ++index) {
        const Card* place = cardAt(index);
        if (place != nullptr && place->at) card.marks.push_back({*place->at, index + 1});
    }
    card.meaning = ui::withValue(ui.tr("places.rose.speech"), "n", std::to_string(card.marks.size()));
    compassCard(ui, card);
}

void PlacesScene::districtSheet(ui::Ui& ui) {
    const ui::Theme& theme = ui.theme();
    Box cover;
    cover.h = ui::fill();
    cover.raise = 4;
    cover.at = base::RectMm{-40, -40, ui.panel().designSize().w + 80, ui.panel().designSize().h + 80};
    cover.color = theme.surface.scrim;
    cover.cross = ui::Align::Centre;
    cover.crossY = ui::Align::Centre;
    cover.pad = ui::all(50);
    const auto veil = ui.stack(cover);
    ui.tree().nodes.back().modal = true;
    Box plate;
    plate.maxW = 330;
    plate.pad = ui::all(ui::space::kXl);
    plate.gap = ui::space::kM;
    plate.color = theme.surface.raised;
    plate.radius = ui::radius::kDialog;
    plate.raise = 1;
    const auto sheet =
        ui.group("places.districts", ui::Role::Dialog, ui.tr("places.district.title"), ui::Axis::Column, plate);
    ui.heading(TextStyle::H2, ui.tr("places.district.title"), theme.ink.primary);
    Box cells;
    cells.gap = ui::space::kGap;
    const auto grid = ui.grid(ui.textScale() > 1 || ui.panel().portrait() ? 2 : 3, cells);
    const auto option = [&](const std::string& id, const ui::Words& label, std::optional<content::ItemId> district) {
        ui::ButtonSpec spec;
        spec.id = "places.district." + id;
        spec.label = label;
        spec.selected = m_filter.district == district;
        spec.w = ui::fill();
        content::PlaceFilter filter = m_filter;
        filter.district = district;
        spec.action = [this, filter] { setFilter(filter); };
        ui::button(ui, spec);
    };
    option("all", ui.tr("places.district.all"), std::nullopt);
    for (const content::District& d : m_frame.value->districts)
        option(d.card.key, say(d.card.name), d.card.id);
}

void PlacesScene::empty(ui::Ui& ui) {
    ui::EmptyStateSpec spec;
    spec.id = "places.empty";
    spec.icon = "search";
    spec.title = ui.tr("places.empty.title");
    spec.text = ui.tr("places.empty.text");
    ui::ButtonSpec all;
    all.id = "places.empty.all";
    all.icon = "grid";
    all.label = ui.tr("places.empty.action");
    all.kind = ui::ButtonKind::Primary;
    all.section = Section::Places;
    all.action = [this] { setFilter({}); };
    spec.action = all;
    ui::emptyState(ui, spec);
}

void PlacesScene::build(ui::Ui& ui) {
    if (m_frame.error || m_listError) {
        failure(ui, m_context, m_frame.error ? *m_frame.error : *m_listError);
        return;
    }
    Box page;
    page.h = ui::fill();
    const auto layers = ui.stack(page);
    const bool wide = !ui.panel().portrait() && ui.textScale() < 1.75F;
    const bool hasRose = m_frame.value && m_frame.value->from && wide;
    {
        Box column;
        column.h = ui::fill();
        column.gap = ui::space::kM - 0.5F;
        const auto parts = ui.column(column);
        ui::header(ui, Section::Places, "putuco", ui.tr("places.section"), ui.tr("places.title"));
        if (!m_frame.value || !m_listed) {
            ui::loadingState(ui, "places.loading", 4);
        } else {
            chips(ui);
            Box row;
            row.h = ui::fill();
            row.gap = ui::space::kL;
            const auto sides = ui.row(row);
            const float mainMm = pageWidth(ui) - (hasRose ? kRoseMm + ui::space::kL : 0);
            VirtualList spec;
            spec.id = kListId;
            spec.columns = columnsFor(ui, mainMm, kPictureMm + 95, 2);
            spec.count = m_total;
            spec.box.h = ui::fill();
            const float cellMm =
                (mainMm - spec.gapMm * static_cast<float>(spec.columns - 1)) / static_cast<float>(spec.columns);
            spec.rowMm = sharedRowHeight(ui, rowHeight(ui, cellMm), spec.gapMm);
            {
                Box main = column;
                main.w = ui::fill();
                const auto left = ui.column(main);
                if (m_total == 0) {
                    empty(ui);
                } else {
                    list(ui, spec, cellMm);
                }
                tools(ui);
            }
            if (hasRose) rose(ui, spec);
        }
    }
    if (m_choosingDistrict && m_frame.value) districtSheet(ui);
}

}  // namespace

std::unique_ptr<Scene> makePlaces(const SceneContext& context, const std::string& id) {
    return std::make_unique<PlacesScene>(context, id);
}

}  // namespace scenes
