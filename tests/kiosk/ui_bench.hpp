#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk_fixture.hpp"
#include "test_support/log_spy.hpp"
#include "test_support/manual_jobs.hpp"
#include "test_support/memory_file_system.hpp"
#include "test_support/recording_backend.hpp"
#include "ui/icons.hpp"
#include "ui/tree_painter.hpp"
#include "ui/ui.hpp"

namespace test_kiosk {

/// A panel on which a design millimetre is a pixel: 400 x 280.
[[nodiscard]] ui::Panel squarePanel();

/// Everything between the description of a screen and its picture, with a recording backend at the end.
class UiBench {
public:
    explicit UiBench(const ui::Panel& panelOfTest = squarePanel());

    /// Describes, lays out and resolves the screen until its pagers agree with it, as a frame does.
    void build(const std::function<void(ui::Ui&)>& describe);
    /// Paints what was built and uploads it; the frame stays valid until the next paint.
    const platform::DrawFrame& paint();

    /// The node with this id; fails the test when there is none.
    [[nodiscard]] ui::Node& node(const std::string& id);
    [[nodiscard]] bool has(const std::string& id) const;
    /// Writes a plain icon at both sizes.
    void addIcon(const std::string& name);
    [[nodiscard]] base::RectPx screen() const;
    [[nodiscard]] ui::LayoutContext layoutContext();

    // Gestures as fingers make them, at the given point.
    ui::Interaction::Outcome press(base::PointPx at);
    ui::Interaction::Outcome tap(base::PointPx at);  ///< press and lift
    ui::Interaction::Outcome handle(const platform::Gesture& gesture) { return interaction.handle(gesture, tree, now); }
    /// Lets time pass in frames of 16 ms; returns whether something moved in the last of them.
    bool pass(std::chrono::milliseconds time);

    test_support::LogSpy log;
    test_support::ManualJobs jobs{log};
    test_support::MemoryFileSystem files;
    ui::Panel panel;
    test_support::RecordingBackend backend;
    ui::CoverageAtlas atlas{backend};
    ui::IconSet icons{"icons", files, log, atlas};
    ui::TextEngine text{fonts(), atlas};
    ui::Painter painter{text, atlas, icons};
    ui::ImageCache images;
    ui::MeshLibrary meshes{backend};
    ui::Interaction interaction;
    KeyStrings strings;
    ui::Tree tree;
    const ui::Theme* theme = &dayTheme();
    float textScale = 1;
    platform::Instant now{std::chrono::hours(1)};

    /// What widgets asked the application for.
    struct Host final : ui::Host {
        std::vector<std::pair<std::string, float>> scrolled;
        void scrollPages(const std::string& id, float pages) override { scrolled.emplace_back(id, pages); }
    } host;
};

}  // namespace test_kiosk
