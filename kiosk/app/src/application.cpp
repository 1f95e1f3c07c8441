#include "app/application.hpp"

#include <algorithm>
#include <chrono>
#include <deque>

#include "app/frame_pacer.hpp"
#include "app/png.hpp"
#include "app/run_stats.hpp"
#include "app/script_player.hpp"
#include "app/session.hpp"
#include "app/shell.hpp"
#include "content/festival_calendar.hpp"
#include "frame_meter.hpp"
#include "platform/gestures.hpp"
#include "ui/dev_overlay.hpp"

namespace app {

using platform::Duration;
using platform::Instant;
using std::chrono::milliseconds;

namespace {

constexpr auto kScreenChange = milliseconds(240);
/// A new screen waits this long for its content before it is shown loading.
constexpr auto kPatience = milliseconds(120);
constexpr auto kToastTime = milliseconds(4000);
/// A pack that could not be opened is tried again: it may be on its way (refresh, mount, USB).
constexpr auto kReopenInterval = std::chrono::seconds(30);
/// How often the voice is asked whether it has come to the next sentence.
constexpr auto kSpeechPoll = milliseconds(100);
/// After a change of screen until memory is tidied: screens that follow each other quickly are tidied up after once.
constexpr auto kTidyAfter = std::chrono::seconds(5);
constexpr std::size_t kBackDepth = 32;
/// Most clock steps without any deadline a headless run takes before it gives up as stuck.
constexpr std::uint64_t kMaxIdleSpins = 2'000'000;

float easeOutCubic(float t) {
    const float u = 1 - t;
    return 1 - u * u * u;
}

/// One screen on the stack, with what it needs to look the same when the visitor comes back.
struct StackEntry {
    Route route;
    std::unique_ptr<Scene> scene;
    std::map<std::string, float> scrolls;
    content::Lang loadedIn = content::Lang::Es;
};

}  // namespace

struct Application::Impl final : Navigator, ShellActions, ui::Host, ScriptHost {
    Parts parts;
    RunOptions options;
    Stage stage;
    VisitorState visitor;
    VisitorState freshVisitor;
    SceneContext sceneContext;
    Shell shell;
    IdleMonitor idle;
    platform::GestureRecognizer gestures;
    RunStats stats;
    std::optional<ScriptPlayer> script;
    ui::DevOverlay devOverlay;

    std::vector<StackEntry> stack;  ///< back() is on the screen
    // Changes asked for, applied between events.
    struct Change {
        enum class Kind : std::uint8_t { Open, Back, Home, EndVisit } kind = Kind::Home;
        Route route;
    };
    std::deque<Change> changes;
    std::optional<StackEntry> arriving;  ///< waits for its content before it is shown
    bool arrivingIsBack = false;
    Instant arrivingSince;
    std::optional<Instant> openingSince;  ///< the content of the screen on top was not shown yet
    std::optional<Instant> slideSince;
    float slideDirection = 1;

    bool showAccess = false;
    /// What the idle question showed when a finger came down on it: it stays until the finger is lifted, because a
    /// press counts when it ends.
    std::optional<int> answering;
    std::optional<ShellModel::Toast> toastShown;
    Instant toastUntil;
    bool overlayOn = false;
    bool dirty = true;
    bool moving = false;
    bool quit = false;
    int exitCode = kExitOk;
    bool contentFailed = false;
    std::optional<Instant> reopenAt;
    std::optional<Instant> tidyAt;
    std::optional<Instant> sceneDue;  ///< when the scene on the screen wanted its next frame
    Instant started;
    FramePacer pacer;
    FrameMeter meter;
    Instant lastFrame;  ///< when it began
    std::size_t replayNext = 0;
    std::string recording;
    std::vector<platform::InputEvent> events;
    std::vector<platform::Gesture> gestureBuffer;
    std::vector<std::pair<int, platform::Utterance>> reading;  ///< node ordinals of what is being read aloud

    Impl(const Parts& p, StageAssets assets, ui::Panel panel, RunOptions o)
        : parts(p),
          options(std::move(o)),
          stage(p.display, p.jobs, p.log, p.files, std::move(assets), p.content.objectLoader(p.files, p.assets),
                imageLimits(p.settings, panel), panel),
          sceneContext{*this, p.content, p.outbox, p.catalogue, p.settings, visitor, p.clock, p.log},
          shell(*this, *this),
          idle({p.settings.idle, p.settings.idleReading, p.settings.countdown}),
          gestures(gestureConfig(panel)),
          devOverlay(p.display.renderer()) {
        freshVisitor = options.visitor;
        visitor = freshVisitor;
        p.catalogue.setLanguage(visitor.lang);
        started = p.clock.now();
        p.display.setMeasuring(options.measure);
        if (options.script) script.emplace(std::move(*options.script), *this, started);
    }

    static ui::ImageCache::Limits imageLimits(const Settings& settings, const ui::Panel& panel) {
        ui::ImageCache::Limits limits;
        const auto screen =
            static_cast<std::uint64_t>(panel.sizePx().w) * static_cast<std::uint64_t>(panel.sizePx().h) * 4;
        // Two screens full of pictures: enough for the one shown, the one before and the next, as no screen is full.
        limits.textureBytes = settings.textureMegabytes > 0
                                  ? static_cast<std::uint64_t>(settings.textureMegabytes) << 20U
                                  : std::max<std::uint64_t>(16U << 20U, screen * 2);
        return limits;
    }
    static platform::GestureConfig gestureConfig(const ui::Panel& panel) {
        platform::GestureConfig config;
        config.pxPerMm = panel.pxPerMm();
        return config;
    }
    [[nodiscard]] Instant now() const { return parts.clock.now(); }
    [[nodiscard]] Scene& scene() const { return *stack.back().scene; }

    // Navigator
    void open(Route route) override { changes.push_back({Change::Kind::Open, std::move(route)}); }
    void back() override { changes.push_back({Change::Kind::Back, {}}); }
    void home() override { changes.push_back({Change::Kind::Home, {}}); }
    void endVisit() override { changes.push_back({Change::Kind::EndVisit, {}}); }
    void requestFrame() override { dirty = true; }
    void toast(std::string icon, ui::Words words) override {
        toastShown = ShellModel::Toast{std::move(icon), std::move(words)};
        toastUntil = now() + kToastTime;
        dirty = true;
    }
    void setLanguage(content::Lang lang) override {
        const bool fromAttract = scene().isAttract();
        visitor.lang = lang;
        parts.catalogue.setLanguage(lang);
        stopSpeech();
        reload(stack.back());
        if (fromAttract) home();
        dirty = true;
    }
    void changeVisitor(const std::function<void(VisitorState&)>& change) override {
        change(visitor);
        dirty = true;
    }

    // ShellActions
    void keepVisit() override { dirty = true; }
    void toggleAccess() override {
        showAccess = !showAccess;
        stage.interaction().screenChanged();
        dirty = true;
    }
    void toggleSpeech() override;
    void stopSpeech() {
        parts.speech.stop();
        reading.clear();
    }

    // ui::Host
    void scrollPages(const std::string& id, float pages) override {
        stage.interaction().scrollPages(id, pages, stage.tree(), now());
        dirty = true;
    }

    // ScriptHost
    [[nodiscard]] const ui::Tree& tree() const override { return stage.tree(); }
    [[nodiscard]] std::string screen() const override { return stack.back().route.text(); }
    [[nodiscard]] bool settled() const override {
        return !dirty && !moving && changes.empty() && !arriving && !slideSince && parts.jobs.idle() &&
               !stage.loading() && !scene().moves();
    }
    void openRoute(const std::string& route) override {
        const Route target = Route::parse(route);
        idle.touched(now());
        if (target.screen == "home" && target.id.empty()) {
            home();
        } else {
            open(target);
        }
    }
    [[nodiscard]] base::Status writeShot(const std::string& file) override {
        const std::string png = encodePng(stage.readPixels(), stage.panel().sizePx());
        return parts.files.writeAtomically(file, png);
    }
    [[nodiscard]] base::Status writeDump(const std::string& file) override {
        return parts.files.writeAtomically(file, stage.dump(screen(), content::code(visitor.lang)));
    }
    [[nodiscard]] base::Status writeStats(const std::string& file) override {
        const base::Status written = parts.files.writeAtomically(file, statsJson());
        stats.restartTimes();
        return written;
    }
    [[nodiscard]] base::Status setWall(platform::WallTime time) override {
        if (parts.manualClock == nullptr) {
            return base::Error{base::Errc::InvalidInput, "'wall' needs a run with --clock"};
        }
        parts.manualClock->setWall(time);
        dirty = true;
        return {};
    }
    [[nodiscard]] base::Status resize(base::SizePx size, std::optional<base::SizeMm> millimetres) override {
        if (millimetres) pendingSizeMm = millimetres;
        parts.display.resize(size);
        dirty = true;  // a script goes on once the new picture stands
        return {};
    }
    void loseContext() override {
        parts.display.loseContext();
        dirty = true;
    }

    std::optional<base::SizeMm> pendingSizeMm;

    int run();
    void openPack();
    void reload(StackEntry& entry);
    [[nodiscard]] std::optional<StackEntry> makeEntry(const Route& route);
    void applyChanges();
    void show(StackEntry entry, bool isBack);
    void finishArrival();
    void startAttract();
    void process(const platform::InputEvent& event);
    void handleGestures();
    void afterOutcome(const ui::Interaction::Outcome& outcome);
    void resized(base::SizePx size);
    void updateIdle();
    void updateElectoral();
    [[nodiscard]] Stage::Request request();
    void layoutNow() { stage.layout(request()); }
    void frame();
    [[nodiscard]] ShellModel model();
    [[nodiscard]] std::optional<Instant> nextDeadline() const;
    void pause();
    [[nodiscard]] std::string statsJson();
    [[nodiscard]] bool wantsToEnd() const;
    void writeResults();
    void fail(const base::Error& error, int code) {
        parts.log.error("app", error.message);
        exitCode = code;
        quit = true;
    }
    void feedReplay();
};

Application::Application(const Parts& parts, StageAssets stageAssets, ui::Panel panel, RunOptions options)
    : m_impl(std::make_unique<Impl>(parts, std::move(stageAssets), panel, std::move(options))) {}
Application::~Application() = default;
int Application::run() { return m_impl->run(); }

// Screens.

void Application::Impl::openPack() {
    reopenAt.reset();
    parts.content.open(options.packFolder, [this](const base::Status& status) {
        const bool recovered = contentFailed && status.ok();
        contentFailed = !status.ok();
        if (contentFailed) reopenAt = now() + kReopenInterval;
        if (recovered || contentFailed) {
            for (StackEntry& entry : stack)
                reload(entry);
        }
        dirty = true;
    });
}

void Application::Impl::reload(StackEntry& entry) {
    entry.loadedIn = visitor.lang;
    entry.scene->load();
}

std::optional<StackEntry> Application::Impl::makeEntry(const Route& route) {
    StackEntry entry;
    entry.route = route;
    entry.scene = parts.scenes.make(route, sceneContext);
    if (entry.scene == nullptr) {
        parts.log.warning("app", "there is no screen '" + route.screen + "'");
        return std::nullopt;
    }
    reload(entry);
    return entry;
}

void Application::Impl::startAttract() {
    stopSpeech();
    stack.clear();
    arriving.reset();
    slideSince.reset();
    toastShown.reset();
    answering.reset();
    showAccess = false;
    visitor = freshVisitor;
    parts.catalogue.setLanguage(visitor.lang);
    stage.interaction().reset();
    gestureBuffer.clear();
    gestures.cancel(gestureBuffer);
    gestureBuffer.clear();
    idle.rest();
    if (auto entry = makeEntry({"attract", ""})) stack.push_back(std::move(*entry));
    dirty = true;
}

void Application::Impl::applyChanges() {
    while (!changes.empty()) {
        const Change change = std::move(changes.front());
        changes.pop_front();
        dirty = true;
        if (!tidyAt) tidyAt = now() + kTidyAfter;
        switch (change.kind) {
            case Change::Kind::EndVisit: startAttract(); break;
            case Change::Kind::Home:
                if (stack.size() == 1 && stack.back().route.screen == "home") {
                    showAccess = false;
                    break;
                }
                if (auto entry = makeEntry({"home", ""})) {
                    stack.erase(stack.begin(), stack.end() - 1);
                    show(std::move(*entry), true);
                }
                break;
            case Change::Kind::Open: {
                if (stack.back().route == change.route) break;
                auto entry = makeEntry(change.route);
                if (!entry) {
                    toast("info", parts.catalogue.get("error.no-screen"));
                    break;
                }
                show(std::move(*entry), false);
                break;
            }
            case Change::Kind::Back:
                if (stack.size() < 2) break;
                stopSpeech();
                showAccess = false;
                if (scene().stepBack()) {
                    stage.interaction().screenChanged();
                    break;
                }
                stack.pop_back();
                if (stack.back().loadedIn != visitor.lang) reload(stack.back());
                stage.interaction().reset();
                stage.interaction().putScrolls(stack.back().scrolls);
                gestures.cancel(gestureBuffer);
                slideSince = now();
                slideDirection = -1;
                break;
        }
    }
    if (arriving && (arriving->scene->ready() || now() - arrivingSince >= kPatience)) finishArrival();
}

void Application::Impl::show(StackEntry entry, bool isBack) {
    stopSpeech();
    showAccess = false;
    arriving = std::move(entry);
    arrivingIsBack = isBack;
    arrivingSince = now();
    openingSince = arrivingSince;
}

void Application::Impl::finishArrival() {
    const bool clears = arriving->route.screen == "home";
    const bool fromAttract = stack.back().scene->isAttract();
    if (clears || fromAttract) {
        stack.clear();
    } else {
        stack.back().scrolls = stage.interaction().takeScrolls();
    }
    stage.interaction().reset();
    if (fromAttract && !clears) {
        // From the tour straight to an item: "back" leads home, not nowhere.
        if (auto below = makeEntry({"home", ""})) stack.push_back(std::move(*below));
    }
    stack.push_back(std::move(*arriving));
    arriving.reset();
    if (stack.size() > kBackDepth) stack.erase(stack.begin() + 1);
    gestures.cancel(gestureBuffer);
    slideSince = now();
    slideDirection = arrivingIsBack ? -1.0F : 1.0F;
    dirty = true;
}

// Input.

void Application::Impl::resized(base::SizePx size) {
    base::SizeMm millimetres = stage.panel().sizeMm();
    const base::SizePx before = stage.panel().sizePx();
    if (pendingSizeMm) {
        millimetres = *pendingSizeMm;
        pendingSizeMm.reset();
    } else if (!(size == before)) {
        // The panel is the same piece of glass only when the pixels are; otherwise keep the density.
        millimetres = {static_cast<float>(size.w) / stage.panel().pxPerMm(),
                       static_cast<float>(size.h) / stage.panel().pxPerMm()};
    }
    auto panel = ui::Panel::create(size, millimetres, parts.settings.mountBottomMm);
    if (!panel) {
        parts.log.warning("app", "size of the picture not usable: " + panel.error().message);
        return;
    }
    stage.setPanel(*panel);
    gestures.setConfig(gestureConfig(*panel));
    gestures.cancel(gestureBuffer);
    dirty = true;
}

void Application::Impl::process(const platform::InputEvent& event) {
    if (!options.recordFile.empty() && !parts.settings.production) {
        recording += platform::toJsonLine({event.time - started, event.what}) + "\n";
    }
    const bool fromVisitor = std::holds_alternative<platform::FingerDown>(event.what) ||
                             std::holds_alternative<platform::FingerMove>(event.what) ||
                             std::holds_alternative<platform::FingerUp>(event.what) ||
                             std::holds_alternative<platform::KeyPress>(event.what) ||
                             std::holds_alternative<platform::Wheel>(event.what);
    if (fromVisitor && !scene().isAttract()) {
        // Any touch answers the question whether somebody is there.
        if (idle.phase() == IdleMonitor::Phase::Warning) {
            dirty = true;
            if (std::holds_alternative<platform::FingerDown>(event.what)) answering = idle.secondsLeft(now());
        }
        idle.touched(event.time);
        // ... and interrupts the voice, except the button that stops it.
        if (std::holds_alternative<platform::FingerDown>(event.what) && parts.speech.current() >= 0) {
            const bool onListen =
                std::any_of(stage.tree().nodes.begin(), stage.tree().nodes.end(), [&](const ui::Node& n) {
                    return n.id == "bar.listen" && n.hit.contains(std::get<platform::FingerDown>(event.what).at);
                });
            if (!onListen) {
                stopSpeech();
                dirty = true;
            }
        }
    }
    if (const auto* key = std::get_if<platform::KeyPress>(&event.what)) {
        if (key->key == platform::Key::Quit && !parts.settings.production) quit = true;
        if (key->key == platform::Key::Overlay && !parts.settings.production) {
            overlayOn = !overlayOn;
            dirty = true;
        }
        if (key->key == platform::Key::Repeat) {
            for (const ui::Node& n : stage.tree().nodes) {
                if (!n.control || !stage.interaction().isFocused(n.id)) continue;
                const ui::Words& words = n.control->speech.empty() ? n.control->label : n.control->speech;
                parts.speech.say({{words.text, std::string(words.lang)}}, visitor.volume * parts.settings.volumeCap);
            }
        }
        afterOutcome(stage.interaction().handle(key->key, stage.tree(), event.time));
    } else if (const auto* wheel = std::get_if<platform::Wheel>(&event.what)) {
        afterOutcome(stage.interaction().wheel(*wheel, stage.tree()));
    } else if (const auto* size = std::get_if<platform::Resized>(&event.what)) {
        resized(size->size);
    } else if (std::holds_alternative<platform::ContextLost>(event.what)) {
        stage.contextLost();
        devOverlay.restore(parts.display.renderer());
        parts.display.setMeasuring(options.measure);
        dirty = true;
    } else if (std::holds_alternative<platform::QuitRequested>(event.what)) {
        quit = true;
    } else {
        gestures.feed(event, gestureBuffer);
    }
    const bool answered = answering && std::holds_alternative<platform::FingerUp>(event.what);
    if (answered) answering.reset();
    handleGestures();
    if (answered) {
        dirty = true;
        layoutNow();
    }
}

void Application::Impl::handleGestures() {
    // An action may cancel gestures, which appends to the buffer: walk by index.
    for (std::size_t i = 0; i < gestureBuffer.size(); ++i) {
        const platform::Gesture gesture = gestureBuffer[i];
        if (std::holds_alternative<platform::FingerMasked>(gesture)) {
            stats.maskedFinger();
            parts.log.warning(
                "input", "a contact has not moved for a minute and is ignored until it lifts (dirt on the panel?)");
        }
        const auto outcome = stage.interaction().handle(gesture, stage.tree(), now());
        afterOutcome(outcome);
        if (!outcome.consumed && !arriving && scene().gesture(gesture)) {
            dirty = true;
            applyChanges();
        }
    }
    gestureBuffer.clear();
}

void Application::Impl::afterOutcome(const ui::Interaction::Outcome& outcome) {
    dirty = dirty || outcome.changed;
    if (!outcome.activated) return;
    // What the action changed must be on the (undrawn) screen before the next event looks at it.
    applyChanges();
    layoutNow();
}

/// At midnight of the first and of the last day of an election campaign the plan's progress goes and comes back, on
/// whatever screen is shown.
void Application::Impl::updateElectoral() {
    const auto& period = parts.settings.electoral;
    const bool withheld = period && period->covers(today(parts.clock));
    if (withheld == parts.content.withholdsProgress()) return;
    parts.content.withholdProgress(withheld);
    parts.log.info("app", withheld ? "election: progress of the plan is not shown" : "progress of the plan is shown");
    stopSpeech();
    for (StackEntry& entry : stack)
        reload(entry);
    if (arriving) reload(*arriving);
    dirty = true;
}

void Application::Impl::updateIdle() {
    idle.setReading(scene().isReading());
    idle.setPaused(parts.speech.current() >= 0, now());
    const IdleMonitor::Phase before = idle.phase();
    const IdleMonitor::Phase phase = idle.update(now());
    if (phase == IdleMonitor::Phase::Warning && before != phase) {
        dirty = true;
        stage.interaction().screenChanged();
    }
    if (phase == IdleMonitor::Phase::Expired) {
        parts.log.info("app", "visit over");
        endVisit();
        applyChanges();
    }
}

// Speech.

void Application::Impl::toggleSpeech() {
    dirty = true;
    if (parts.speech.current() >= 0) {
        stopSpeech();
        return;
    }
    // Everything that is read on the page, in reading order; what can be pressed is said by the keypad.
    reading.clear();
    std::vector<platform::Utterance> utterances;
    const ui::Tree& tree = stage.tree();
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const ui::Node& n = tree.nodes[i];
        bool outside = false;
        for (int up = n.parent; up >= 0; up = tree.nodes[static_cast<std::size_t>(up)].parent) {
            const ui::Node& ancestor = tree.nodes[static_cast<std::size_t>(up)];
            outside = outside || ancestor.id == "bar" || ancestor.control.has_value();
        }
        if (outside) continue;
        const ui::Words* words = nullptr;
        if (n.text) words = &n.text->words;
        if (n.role == ui::Role::Figure) words = &n.label;
        if (words == nullptr || words->empty()) continue;
        reading.emplace_back(static_cast<int>(i), platform::Utterance{words->text, std::string(words->lang)});
    }
    // The title first, then what follows it; captions and tags that stand before it come last.
    const auto title = std::find_if(reading.begin(), reading.end(), [&tree](const auto& part) {
        return tree.nodes[static_cast<std::size_t>(part.first)].role == ui::Role::Heading;
    });
    if (title != reading.end()) std::rotate(reading.begin(), title, reading.end());
    for (const auto& [node, utterance] : reading)
        utterances.push_back(utterance);
    parts.speech.say(std::move(utterances), visitor.volume * parts.settings.volumeCap);
}

// Frames.

ShellModel Application::Impl::model() {
    ShellModel m;
    m.scene = &scene();
    m.screen = stack.back().route.screen;
    m.canGoBack = stack.size() > 1;
    m.showAccess = showAccess;
    m.speaking = parts.speech.current() >= 0;
    m.canSpeak = parts.speech.canSpeak(parts.catalogue.hasLanguage(visitor.lang) ? content::code(visitor.lang) : "es");
    m.idleSeconds = answering;
    if (idle.phase() == IdleMonitor::Phase::Warning) m.idleSeconds = idle.secondsLeft(now());
    m.languageMissing = !parts.catalogue.hasLanguage(visitor.lang);
    m.toast = toastShown;
    if (slideSince && !visitor.reducedMotion) {
        const float t =
            std::clamp(std::chrono::duration<float>(now() - *slideSince) / std::chrono::duration<float>(kScreenChange),
                       0.0F, 1.0F);
        m.slide = slideDirection * (1 - easeOutCubic(t));
    }
    return m;
}

Stage::Request Application::Impl::request() {
    const ShellModel shellModel = model();
    return {visitor.sunTheme,
            {visitor.textScale},
            visitor.reducedMotion,
            visitor.lowReach,
            now(),
            options.measure,
            parts.catalogue,
            *this,
            [this, shellModel](ui::Ui& ui) {
                shell.build(ui, shellModel, visitor);
                // The sentence being read is marked.
                const int current = parts.speech.current();
                if (current >= 0 && static_cast<std::size_t>(current) < reading.size()) {
                    const auto at = static_cast<std::size_t>(reading[static_cast<std::size_t>(current)].first);
                    if (at < ui.tree().nodes.size() && ui.tree().nodes[at].text) {
                        ui::TextSpec& text = *ui.tree().nodes[at].text;
                        text.marks.assign(1, {0, text.words.text.size()});
                        text.markColor = ui.theme().brand.highlight;
                    }
                }
            }};
}

void Application::Impl::frame() {
    dirty = false;
    const Instant begun = now();
    FrameTiming timing;
    if (moving) timing.intervalMs = std::chrono::duration<double, std::milli>(begun - lastFrame).count();
    pacer.begin(begun);
    lastFrame = begun;
    if (slideSince && (visitor.reducedMotion || now() - *slideSince >= kScreenChange)) slideSince.reset();
    moving = stage.interaction().tick(now(), stage.tree()) || slideSince.has_value();
    const Stage::Request r = request();
    Stage::Drawn drawn;
    if (overlayOn) {
        drawn = stage.draw(r, [this](ui::Painter& painter) {
            devOverlay.paint(painter, stage.panel().sizePx(), stage.tree(),
                             stats.toText(parts.display.renderer().stats()) + "\n" + parts.display.description());
        });
    } else {
        drawn = stage.draw(r, {});
    }
    const FrameMeter::Work work = meter.take();
    timing.totalMs = work.wallMs;
    timing.ownMs = work.cpuMs - drawn.driverCpuMs;
    timing.drawn = drawn.changed;
    stats.frame(timing);
    if (openingSince && !arriving && scene().ready()) {
        stats.opened(stack.back().route.screen,
                     std::chrono::duration<double, std::milli>(now() - *openingSince).count());
        openingSince.reset();
    }
    if (!stage.loading() && scene().ready() && !arriving && !scene().isAttract()) {
        // Compared from outside with the moment the process was started, hence the real monotonic clock.
        stats.firstComplete(
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
                .count());
    }
}

std::optional<Instant> Application::Impl::nextDeadline() const {
    std::optional<Instant> next;
    const auto atMost = [&next](std::optional<Instant> when) {
        if (when && (!next || *when < *next)) next = when;
    };
    if (dirty || moving || slideSince) atMost(pacer.due());
    if (arriving) atMost(arrivingSince + kPatience);
    atMost(idle.deadline(now()));
    atMost(scene().deadline());
    atMost(gestures.deadline());
    atMost(reopenAt);
    if (toastShown) atMost(toastUntil);
    if (settled()) atMost(tidyAt);
    if (parts.speech.current() >= 0) atMost(now() + kSpeechPoll);
    if (script) atMost(script->deadline());
    if (replayNext < options.replay.size()) atMost(started + options.replay[replayNext].sinceStart);
    if (options.exitAfter) atMost(started + *options.exitAfter);
    return next;
}

void Application::Impl::pause() {
    if (tidyAt && now() >= *tidyAt && settled()) {
        if (parts.releaseFreeMemory) parts.releaseFreeMemory();
        tidyAt.reset();
    }
    // A script that waited for the screen to come to rest goes on at once, at this very moment of the clock.
    if (script && !script->finished() && settled() && !script->deadline()) return;
    const std::optional<Instant> next = nextDeadline();
    if (parts.manualClock != nullptr) {
        // Work under way belongs to this moment: let it finish before time moves.
        if (!parts.jobs.idle() || stage.loading()) return;
        if (next && *next > now()) parts.manualClock->advance(*next - now());
        return;
    }
    std::optional<Duration> timeout;
    if (next) timeout = std::max(Duration::zero(), *next - now());
    if (timeout && *timeout == Duration::zero()) return;
    parts.display.wait(timeout);
}

bool Application::Impl::wantsToEnd() const {
    if (options.exitAfter && now() - started >= *options.exitAfter) return true;
    const bool through = (!script || script->finished()) && replayNext >= options.replay.size();
    return options.exitWhenDone && through && settled();
}

void Application::Impl::feedReplay() {
    while (replayNext < options.replay.size() && started + options.replay[replayNext].sinceStart <= now()) {
        events.push_back({started + options.replay[replayNext].sinceStart, options.replay[replayNext].what});
        ++replayNext;
    }
}

int Application::Impl::run() {
    updateElectoral();
    openPack();
    startAttract();
    if (stack.empty()) {
        fail({base::Errc::NotFound, "there is no attract screen"}, kExitNoAssets);
        return exitCode;
    }
    if (!(options.open == Route{"attract", ""})) {
        idle.touched(now());
        stack.clear();
        if (auto below = makeEntry({"home", ""})) stack.push_back(std::move(*below));
        if (!(options.open == Route{"home", ""})) {
            if (auto entry = makeEntry(options.open)) {
                stack.push_back(std::move(*entry));
            } else {
                fail({base::Errc::InvalidInput, "--open: there is no screen '" + options.open.screen + "'"},
                     kExitUsage);
            }
        }
        if (stack.empty()) return kExitNoAssets;
    }
    std::uint64_t idleSpins = 0;
    while (!quit) {
        events.clear();
        meter.passBegins();
        parts.display.poll(events);
        feedReplay();
        if (script) {
            if (const base::Status status = script->advance(now(), events); !status)
                fail(status.error(), kExitScriptFailed);
        }
        stats.inputEvents(events.size());
        for (const platform::InputEvent& event : events)
            process(event);
        const bool delivered = parts.jobs.deliver() > 0;
        dirty = dirty || delivered;
        if (parts.speech.pump()) dirty = true;
        gestures.advance(now(), gestureBuffer);
        handleGestures();
        updateIdle();
        updateElectoral();
        applyChanges();
        if (idle.phase() == IdleMonitor::Phase::Warning && idle.deadline(now()) && lastFrame < now()) dirty = true;
        if (toastShown && now() >= toastUntil) {
            toastShown.reset();
            dirty = true;
        }
        if (reopenAt && now() >= *reopenAt) openPack();
        // What the scene asked for before it was told the time: afterwards it speaks of its next deadline.
        if (sceneDue && *sceneDue <= now()) dirty = true;
        scene().update(now());
        if (stage.pumpUploads()) dirty = true;
        if ((dirty || moving || slideSince) && now() >= pacer.due()) {
            frame();
            idleSpins = 0;
        } else {
            stats.idlePass();
            ++idleSpins;
        }
        if (quit || wantsToEnd()) break;
        if (parts.manualClock != nullptr && idleSpins > kMaxIdleSpins) {
            fail({base::Errc::Cancelled, "nothing happens any more and the script is not through"}, kExitScriptFailed);
        }
        sceneDue = scene().deadline();
        meter.passEnds();
        pause();
    }
    writeResults();
    return exitCode;
}

void Application::Impl::writeResults() {
    const auto note = [this](const base::Status& status) {
        if (status.ok()) return;
        parts.log.error("app", status.error().message);
        if (exitCode == kExitOk) exitCode = kExitIo;
    };
    if (!options.shotFile.empty()) note(writeShot(options.shotFile.string()));
    if (!options.dumpFile.empty()) note(writeDump(options.dumpFile.string()));
    if (!options.recordFile.empty()) note(parts.files.writeAtomically(options.recordFile, recording));
    if (!options.statsFile.empty()) note(writeStats(options.statsFile.string()));
}

std::string Application::Impl::statsJson() {
    const ProcessFigures process = parts.processFigures ? parts.processFigures() : ProcessFigures{};
    const double seconds = std::chrono::duration<double>(now() - started).count();
    return stats.toJson(parts.display.renderer().stats(), process, gestures.contactCount(), seconds);
}

}  // namespace app
