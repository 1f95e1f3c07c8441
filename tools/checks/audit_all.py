#!/usr/bin/env python3
"""Runs the audit of audit_ui.py over every screen of tests/golden/screens.json on several panels, in Spanish and English, at
100, 150 and 200 % text, and once more in the sun theme. What scrolls or has pages is audited page by page.

screens.json: {"screens": [{"name": ..., "open": route, "steps": [script steps played after it opened], "after": [script steps
that leave it again]}], "reported": [the same, of the pack with invented reports], "electoral": [the same pack with
the settings of tests/golden/electoral.toml]}. Every screen the kiosk knows must be opened
by one of them.
"""

import argparse
import collections
import concurrent.futures
import json
import math
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import audit_ui  # noqa: E402

Panel = collections.namedtuple("Panel", "name size mm mount")
PANELS = [
    Panel("24in", "1920x1080", "531.3x298.9", 800),
    Panel("32in-upright", "1080x1920", "398.5x708.4", 600),
    Panel("43in-4k", "3840x2160", "952x535.5", 800),
]
LANGUAGES = ["es", "en"]
TEXT_SCALES = ["1", "1.5", "2"]
RUN_SECONDS = 600
MAX_PAGES = 200
# Turns motion off, so that a change of screens is one picture instead of fifteen.
STILL = [{"tap": "bar.access"}, {"tap": "access.motion"}, {"tap": "access.close"}]

Combination = collections.namedtuple("Combination", "panel lang text theme")


def name_of(c):
    return f"{c.panel.name} {c.lang} {float(c.text) * 100:g} % {c.theme}"


def combinations():
    for panel in PANELS:
        for lang in LANGUAGES:
            for text in TEXT_SCALES:
                yield Combination(panel, lang, text, "day")
    for panel in PANELS:
        yield Combination(panel, "es", "1", "sun")


def screens_in_code(root):
    """Names of the screens the kiosk registers."""
    with open(os.path.join(root, "kiosk/scenes/src/register.cpp"), encoding="utf-8") as file:
        return set(re.findall(r'registry\.add\("([a-z-]+)"', file.read()))


def unaudited(screens, known):
    """Screens of the kiosk that no entry of screens.json opens."""
    return sorted(known - {screen["open"].split("/")[0] for screen in screens})


def go_to(screen):
    return [{"visit": {"screens": [screen["open"]]}}] + screen.get("steps", [])


def play(options, pack, settings, combination, steps, folder):
    """Runs the kiosk through `steps`. Returns an empty string or what went wrong."""
    os.makedirs(folder, exist_ok=True)
    script = os.path.join(folder, "script.json")
    with open(script, "w", encoding="utf-8") as file:
        json.dump({"steps": STILL + steps}, file)
    panel = combination.panel
    command = [options.kiosk, "--headless", "--clock", "fake", "--pack", pack, "--state", os.path.join(folder, "state"),
               "--open", "home", "--size", panel.size, "--screen-mm", panel.mm, "--mount-bottom-mm", str(panel.mount),
               "--lang", combination.lang, "--text", combination.text, "--theme", combination.theme, "--script", script]
    if settings:
        command += ["--settings", settings]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"the kiosk did not end within {RUN_SECONDS} s"
    if run.returncode == 0:
        return ""
    return f"the kiosk ended with code {run.returncode}: {run.stderr.strip()[-300:]}"


def load(file):
    with open(file, encoding="utf-8") as handle:
        return json.load(handle)


def pages_left(scroll):
    """Taps from here to the end of a scroll view, with one to spare; a few for a stepper, whose length is not known."""
    if scroll is None or "content_px" not in scroll:
        return 8
    left = scroll["content_px"] - scroll["viewport_px"] - scroll["offset_px"]
    # A page moves by most of the view, so that a line of it stays.
    return min(MAX_PAGES, math.ceil(left / max(1.0, scroll["viewport_px"] * 0.5)) + 1)


class Audit:
    """One combination: all screens of a pack, all pages."""

    def __init__(self, options, pack, combination, settings=None):
        self.options = options
        self.combination = combination
        self.pack = pack
        self.settings = settings
        kind = os.path.basename(pack) + (f"-{os.path.splitext(os.path.basename(settings))[0]}" if settings else "")
        self.folder = os.path.join(options.out, kind, re.sub(r"[^a-z0-9]+", "-", name_of(combination).lower()).strip("-"))
        self.dumps = 0
        self.violations = []  # (screen, Violation)

    def problem(self, screen, message):
        self.violations.append((screen, audit_ui.Violation("run", "-", message)))

    def judge(self, screen, dump):
        self.dumps += 1
        for violation in audit_ui.audit(dump, self.combination.theme):
            if (screen, violation) not in self.violations:
                self.violations.append((screen, violation))

    def run(self, screens):
        steps = []
        for screen in screens:
            steps += go_to(screen) + [{"dump": os.path.join(self.folder, screen["name"] + ".json")}] + screen.get("after", [])
        failed = play(self.options, self.pack, self.settings, self.combination, steps, self.folder)
        if failed:
            self.problem("-", failed)
        waiting = []
        for screen in screens:
            file = os.path.join(self.folder, screen["name"] + ".json")
            if not os.path.exists(file):
                self.problem(screen["name"], "was not reached")
                continue
            dump = load(file)
            self.judge(screen["name"], dump)
            for scroll, button in audit_ui.pagers_of(audit_ui.Screen(dump)):
                waiting.append((screen, button, pages_left(scroll)))
        while waiting:
            waiting = self.turn_pages(waiting)
        return self

    def turn_pages(self, waiting):
        """Pages through; returns what has still more pages."""
        steps = []
        for number, (screen, button, taps) in enumerate(waiting):
            steps += [{"visit": {"screens": ["home"]}}] + go_to(screen)
            for tap in range(taps):
                steps += [{"tap": button}, {"dump": self.page_file(number, tap)}]
            steps += screen.get("after", [])
        failed = play(self.options, self.pack, self.settings, self.combination, steps, os.path.join(self.folder, "pages"))
        if failed:
            self.problem("-", failed)
            return []
        left = []
        for number, (screen, button, taps) in enumerate(waiting):
            ended = False
            for tap in range(taps):
                dump = load(self.page_file(number, tap))
                self.judge(screen["name"], dump)
                control = audit_ui.Screen(dump).by_id.get(button)
                ended = control is None or not control["state"]["enabled"]
                if ended:
                    break
            if not ended and taps >= MAX_PAGES:
                self.problem(screen["name"], f"'{button}' leads on after {taps} pages")
            elif not ended:
                left.append((screen, button, min(MAX_PAGES, taps * 4)))
        return left

    def page_file(self, number, tap):
        return os.path.join(self.folder, "pages", f"{number}-{tap}.json")


def report(audits):
    """Text of the table and of all violations, the same ones of several combinations together."""
    lines = [f"{'panel, language, text, theme':<36} {'dumps':>6} {'violations':>10}"]
    where = collections.OrderedDict()
    counts = collections.OrderedDict()
    for audit in audits:
        name = name_of(audit.combination)
        dumps, violations = counts.get(name, (0, 0))
        counts[name] = (dumps + audit.dumps, violations + len(audit.violations))
        for screen, violation in audit.violations:
            key = (screen, violation.rule, violation.node)
            where.setdefault(key, []).append((name, violation.message))
    lines += [f"{name:<36} {dumps:>6} {violations:>10}" for name, (dumps, violations) in counts.items()]
    for (screen, rule, node), places in sorted(where.items()):
        first, message = places[0]
        more = len({name for name, _ in places}) - 1
        lines.append(f"{screen}: {rule}: {node}: {message} [{first}{f' and {more} more' if more else ''}]")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description="Audits every screen on every panel.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--demo", required=True, help="the pack with invented reports")
    parser.add_argument("--out", required=True, help="folder for the dumps")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    parser.add_argument("--only", help="only combinations whose name contains this, e.g. '24in es'")
    options = parser.parse_args()
    options.out = os.path.abspath(options.out)
    listed = load(os.path.join(options.root, "tests/golden/screens.json"))
    missing = unaudited(listed["screens"] + listed["reported"], screens_in_code(options.root))
    chosen = [c for c in combinations() if not options.only or options.only in name_of(c)]
    if not chosen:
        print(f"audit: no combination is called '{options.only}'", file=sys.stderr)
        return 1
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        election = os.path.join(options.root, "tests/golden/electoral.toml")
        kinds = ((options.pack, listed["screens"], None), (options.demo, listed["reported"], None),
                 (options.demo, listed["electoral"], election))
        tasks = [(combination, *kind) for combination in chosen for kind in kinds]
        audits = list(pool.map(lambda task: Audit(options, task[1], task[0], task[3]).run(task[2]), tasks))
    print(report(audits))
    for screen in missing:
        print(f"-: run: the screen '{screen}' is opened by no entry of tests/golden/screens.json")
    total = sum(len(audit.violations) for audit in audits) + len(missing)
    print(f"audit: {sum(audit.dumps for audit in audits)} dumps of {sum(len(screens) for _, screens, _ in kinds)} screens in {len(chosen)} combinations, "
          f"{total} violations")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
