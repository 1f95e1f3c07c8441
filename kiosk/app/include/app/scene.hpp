#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/catalogue.hpp"
#include "app/content_service.hpp"
#include "app/outbox.hpp"
#include "app/session.hpp"
#include "app/settings.hpp"
#include "content/models.hpp"
#include "platform/clock.hpp"
#include "platform/gestures.hpp"
#include "platform/log.hpp"
#include "ui/ui.hpp"

namespace app {

/// Where in the kiosk: a screen and what it shows, e.g. {"place", "putucos-taraco"} or {"places", ""}.
struct Route {
    std::string screen;
    std::string id;
    friend bool operator==(const Route&, const Route&) = default;
    /// "place/putucos-taraco", as in `--open`.
    [[nodiscard]] std::string text() const { return id.empty() ? screen : screen + "/" + id; }
    [[nodiscard]] static Route parse(const std::string& text);
};
/// The page of an item.
[[nodiscard]] Route routeOf(const content::Card& card);

/// Moves between screens. Changes take effect after the running event or frame, never inside it.
class Navigator {
public:
    virtual ~Navigator() = default;
    virtual void open(Route route) = 0;  ///< on top of the present screen
    virtual void back() = 0;
    virtual void home() = 0;
    virtual void setLanguage(content::Lang lang) = 0;
    virtual void changeVisitor(const std::function<void(VisitorState&)>& change) = 0;
    virtual void endVisit() = 0;      ///< forget everything, attract
    virtual void requestFrame() = 0;  ///< something of the scene changed outside an event
    virtual void toast(std::string icon, ui::Words words) = 0;
};

/// What scenes are given. Everything outlives every scene.
struct SceneContext {
    Navigator& navigator;
    ContentService& content;
    Outbox& outbox;
    const ui::Strings& strings;
    const Settings& settings;
    const VisitorState& visitor;
    const platform::Clock& clock;
    platform::Log& log;
};

/// What the shell puts around a scene.
enum class SceneFrame : std::uint8_t {
    Page,      ///< selvedge and margins
    Selvedge,  ///< selvedge only: pictures run to the edges
    Full,      ///< nothing
};

/// One screen. A scene holds its own state and its content as plain values; `build` describes it. Texts come in the
/// visitor's language from `SceneContext::visitor` when they are loaded.
/// Threading: main thread only.
class Scene {
public:
    virtual ~Scene() = default;

    /// Loads what it shows. Called once before the first `build`, and again after the language changed.
    virtual void load() {}
    /// False while the first content is on its way; the change of screens waits a moment for it.
    [[nodiscard]] virtual bool ready() const { return true; }
    /// Adds the screen to the tree. Must not change the scene; the actions it hangs into the tree may.
    virtual void build(ui::Ui& ui) = 0;

    [[nodiscard]] virtual ui::Section section() const { return ui::Section::Neutral; }
    /// Pages with much to read wait longer before they ask whether somebody is there.
    [[nodiscard]] virtual bool isReading() const { return false; }
    /// Attract covers the whole panel: no bottom bar, no selvedge, no idle question.
    [[nodiscard]] virtual bool isAttract() const { return false; }
    [[nodiscard]] virtual SceneFrame frame() const { return SceneFrame::Page; }
    /// "Back" was pressed. Returns true when the screen itself has gone a step back and stays.
    virtual bool stepBack() { return false; }
    /// A gesture no control wanted. Returns true when it was used.
    virtual bool gesture(const platform::Gesture&) { return false; }
    /// Called before each frame. `deadline` tells when the next one is needed without any input.
    virtual void update(platform::Instant) {}
    [[nodiscard]] virtual std::optional<platform::Instant> deadline() const { return std::nullopt; }
    /// Something of it is on its way to rest: a script waits for it.
    [[nodiscard]] virtual bool moves() const { return false; }
};

/// Makes scenes by name. Filled by the composition root, so that no scene knows another.
class SceneRegistry {
public:
    using Factory = std::function<std::unique_ptr<Scene>(const SceneContext&, const std::string& id)>;
    void add(std::string screen, Factory factory) { m_factories[std::move(screen)] = std::move(factory); }
    /// nullptr for an unknown screen.
    [[nodiscard]] std::unique_ptr<Scene> make(const Route& route, const SceneContext& context) const;
    [[nodiscard]] std::vector<std::string> screens() const;

private:
    std::map<std::string, Factory> m_factories;
};

}  // namespace app
