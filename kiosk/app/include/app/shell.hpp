#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/catalogue.hpp"
#include "app/scene.hpp"
#include "app/session.hpp"
#include "platform/clock.hpp"
#include "ui/ui.hpp"

namespace app {

/// What the frame around a scene shows and does.
struct ShellModel {
    Scene* scene = nullptr;
    std::string screen;  ///< name of the scene's route
    bool canGoBack = false;
    bool showAccess = false;  ///< the sheet "Ver y oír"
    bool speaking = false;
    bool canSpeak = false;           ///< a voice for the visitor's language is installed
    std::optional<int> idleSeconds;  ///< the countdown of the idle dialog
    float slide = 0;                 ///< of the arriving scene, see ui::Node::slide
    struct Toast {
        std::string icon;
        ui::Words words;
    };
    std::optional<Toast> toast;
    bool languageMissing = false;  ///< the visitor's language has no reviewed interface texts
};

/// What the frame can be asked to do.
class ShellActions {
public:
    virtual ~ShellActions() = default;
    virtual void keepVisit() = 0;  ///< "Seguir viendo"
    virtual void toggleAccess() = 0;
    virtual void toggleSpeech() = 0;
};

/// The frame around every screen: selvedge, bottom bar, "Ver y oír", idle question, toast. Stateless; the application
/// owns the model.
class Shell {
public:
    Shell(Navigator& navigator, ShellActions& actions) : m_navigator(navigator), m_actions(actions) {}
    void build(ui::Ui& ui, const ShellModel& model, const VisitorState& visitor) const;

private:
    void content(ui::Ui& ui, const ShellModel& model) const;
    void bar(ui::Ui& ui, const ShellModel& model, const VisitorState& visitor) const;
    void accessSheet(ui::Ui& ui, const ShellModel& model, const VisitorState& visitor) const;
    void idleDialog(ui::Ui& ui, int secondsLeft) const;
    void toast(ui::Ui& ui, const ShellModel::Toast& toast) const;

    Navigator& m_navigator;
    ShellActions& m_actions;
};

/// The band of figures at the lower edge, in the dead zone of the bezel.
void pallay(ui::Ui& ui);
/// Buttons for the four languages by their own names, as bar buttons.
void languageButtons(ui::Ui& ui, Navigator& navigator, content::Lang active, ui::Length width);

}  // namespace app
