#!/usr/bin/env python3
"""Measures the kiosk and prints one figure a line:

  bench <area>.<metric> <value> <unit>
  ratio <area>.<metric> ours/<peer> <value>     two figures of the same run; below 1 is in our favour

Areas (all but peers when none is named):
  start    exec to the first complete picture of home, warm; the same with a pack of 20,000 places
  idle     frames and CPU time in 60 s of a still screen
  change   frames while every screen is opened three times
  scroll   frames while the longest list is flung, in the pack and in one of 20,000 places
  memory   PSS after every screen was visited 10 and 50 times
  content  queries of the content library against 20,000 places
  plan     import of the plans of a region (5,000 commitments, 100,000 figures, 50,000 reports), and the time from a tap to the
           first frame with the content of each screen of the plan, against the pack of one province
  draw     what a full layer of each kind costs, and a small part of the picture
  peers    start and memory against Chromium showing a page with the same pictures (./dev installs it when asked)

Everything runs without a display on the real clock with the release build. Other work on the machine shows in the figures.
"""

import argparse
import html
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.parse

SIZE = (1920, 1080)
PANEL = ["--size", f"{SIZE[0]}x{SIZE[1]}", "--screen-mm", "531.3x298.9"]
RUN_SECONDS = 1800
STARTS = 9
IDLE_SECONDS = 60
MANY_PLACES = 20_000
OPENINGS = 15
# Screen of the plan, what it opens in the pack of the province, what in that of the region.
PLAN_SCREENS = (("plan", "plan", "plan"), ("plan-list", "plan-list", "plan-list"), ("plan-guide", "plan-guide", "plan-guide"),
                ("plan-document", "plan-document", "plan-document"), ("indicators", "indicators", "indicators"),
                ("commitment", "commitment/plan-b-4", "commitment/plan-d1-4"),
                ("indicator", "indicator/indicator-pob", "indicator/indicator-i-5"),
                ("provenance", "provenance/IND-DENS-huancane", "provenance/O-7-3-2017"))
MEGABYTE = 1e6
# One file of every picture: the smallest at least as wide as asked for, else the widest; pictures of home first.
PICTURES = """
SELECT f.sha256 FROM picture p JOIN picture_file f ON f.picture_id = p.id
WHERE f.width_px = (SELECT COALESCE(MIN(CASE WHEN width_px >= ? THEN width_px END), MAX(width_px))
                    FROM picture_file WHERE picture_id = p.id)
ORDER BY COALESCE(p.slot, '') NOT LIKE 'home.%', p.id
"""


class Problem(Exception):
    """Something could not be measured."""


# --- figures -------------------------------------------------------------------------------------------------------------


def bench_line(metric, value, unit):
    return f"bench {metric} {value:.3f} {unit}"


def ratio_line(metric, peer, ours, theirs):
    if theirs <= 0:
        raise Problem(f"{metric}: nothing was measured of {peer}")
    return f"ratio {metric} ours/{peer} {ours / theirs:.3f}"


def median(values):
    if not values:
        raise Problem("no figures to take the median of")
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def frame_lines(area, stats):
    """The figures of the frames in a statistics file; Problem when none was drawn."""
    if stats["frame_ms"]["count"] == 0:
        raise Problem(f"{area}: no frame was drawn")
    lines = [bench_line(f"{area}.frames", stats["frame_ms"]["count"], "frames")]
    for name, member in (("frame", "frame_ms"), ("own_cpu", "own_ms"), ("interval", "interval_ms")):
        for share in ("median", "p95"):
            lines.append(bench_line(f"{area}.{name}_{share}", stats[member][share], "ms"))
    return lines


def idle_lines(screen, before, after):
    seconds = after["run_seconds"] - before["run_seconds"]
    if seconds < IDLE_SECONDS - 1:
        raise Problem(f"idle: only {seconds:.1f} s passed")
    share = (after["cpu_seconds"] - before["cpu_seconds"]) / seconds * 100
    return [bench_line(f"idle.{screen}_frames", after["frames_drawn"] - before["frames_drawn"], "frames"),
            bench_line(f"idle.{screen}_cpu", share, "%")]


def opening_of(stats, route):
    """The times of a screen in a statistics file."""
    times = stats["open_ms"].get(route.split("/")[0])
    if times is None or times["count"] == 0:
        raise Problem(f"{route}: was never opened")
    return times


def start_ms(begun_ns, stats):
    done = stats["first_complete_monotonic_ns"]
    if done <= begun_ns:
        raise Problem("start: the kiosk never showed a complete picture")
    return (done - begun_ns) / 1e6


def pss_of(text):
    """Bytes of a /proc/PID/smaps_rollup."""
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise Problem("no Pss in smaps_rollup")


def descendants(root, parents):
    """`root` and all that descend from it; `parents` maps a process to its parent."""
    found = {root}
    grew = True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        grew = bool(more)
        found |= more
    return found


def processes():
    """Every process with its parent."""
    parents = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                # The name in brackets may hold anything, blanks and brackets too.
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
    return parents


def tree_pss(root):
    total = 0
    for pid in descendants(root, processes()):
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
                total += pss_of(file.read())
        except OSError:
            continue
    if total == 0:
        raise Problem(f"memory of process {root} cannot be read")
    return total


# --- scripts -------------------------------------------------------------------------------------------------------------


def screens_of(golden):
    """Every screen of tests/golden/screens.json, each once."""
    screens = []
    for screen in golden["screens"]:
        if screen["open"] not in screens:
            screens.append(screen["open"])
    return screens


def longest_list(dumps):
    """(screen, centre of its list) of the dump with the most to scroll; `dumps` maps screens to their trees."""
    best = None
    for screen, dump in dumps.items():
        for node in dump["nodes"]:
            room = node.get("content_px", 0) - node.get("viewport_px", 0)
            if room > 0 and (best is None or room > best[0]):
                x, y, w, h = node["rect_px"]
                best = (room, screen, (x + w / 2, y, h))
    if best is None:
        raise Problem("scroll: no screen has a list longer than itself")
    return best[1], best[2]


def fling_steps(x, top, height, times):
    """Flings up the list and down again, and one slow drag each way."""
    low = [x, top + height * 0.85]
    high = [x, top + height * 0.15]
    steps = []
    for a, b in ((low, high), (high, low)):
        for _ in range(times):
            steps += [{"fling": {"from": a, "to": b, "ms": 90}}, {"wait_ms": 900}]
        steps.append({"drag": {"from": a, "to": b, "ms": 1200}})
    return steps


class Bench:
    def __init__(self, options):
        self.options = options
        self.many = os.path.join(options.out, "many")

    def say(self, *lines):
        for line in lines:
            print(line, flush=True)

    def file(self, name):
        return os.path.join(self.options.out, name)

    def run(self, *command):
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
        except subprocess.TimeoutExpired as late:
            raise Problem(f"{command[0]} did not end within {RUN_SECONDS} s") from late
        if run.returncode != 0:
            raise Problem(f"{' '.join(command)} ended with code {run.returncode}: {run.stderr.strip()[-400:]}")
        return run.stdout

    def kiosk_command(self, name, *args, pack=None, screen="home", steps=None, measure=True):
        """The command line and the file its statistics will be in."""
        stats = self.file(f"{name}.json")
        command = [self.options.kiosk, "--headless", "--pack", pack or self.options.pack, "--open", screen]
        if measure:
            command += ["--stats", stats]
        if steps is not None:
            script = self.file(f"{name}.script.json")
            with open(script, "w", encoding="utf-8") as file:
                json.dump({"steps": steps}, file)
            command += ["--script", script]
        return command + PANEL + list(args), stats

    def kiosk(self, name, *args, **kwargs):
        command, stats = self.kiosk_command(name, *args, **kwargs)
        self.run(*command)
        return self.read(stats)

    @staticmethod
    def read(file):
        with open(file, encoding="utf-8") as opened:
            return json.load(opened)

    def screens(self):
        return screens_of(self.read(self.options.screens))

    def many_places(self):
        """A pack of 20,000 invented places, built anew when the program that builds it is newer."""
        database = os.path.join(self.many, "content.db")
        if not os.path.exists(database) or os.path.getmtime(database) < os.path.getmtime(self.options.kiosk_pack):
            source = self.file("many-source")
            self.run(self.options.kiosk_pack, "generate", "--places", str(MANY_PLACES), "--out", source)
            self.run(self.options.kiosk_pack, "build", source, "--out", self.many, "--quiet")
            os.utime(database)
        return self.many

    # Areas.

    def start(self):
        packs = {"home": self.options.pack, f"home_{MANY_PLACES}_places": self.many_places()}
        times = {name: [] for name in packs}
        for turn in range(STARTS + 1):
            for name, pack in packs.items():
                command, stats = self.kiosk_command(f"start-{name}", pack=pack)
                begun = time.monotonic_ns()
                self.run(*command)
                if turn > 0:  # the first one warms the caches
                    times[name].append(start_ms(begun, self.read(stats)))
        for name, values in times.items():
            self.say(bench_line(f"start.{name}_median", median(values), "ms"),
                     bench_line(f"start.{name}_slowest", max(values), "ms"))
        few, many = (median(values) for values in times.values())
        self.say(ratio_line(f"start.home_{MANY_PLACES}_places", "huancane-pack", many, few))

    def idle(self):
        settings = self.file("patient.toml")
        with open(settings, "w", encoding="utf-8") as file:
            file.write("[idle]\nseconds = 3600\nreading_seconds = 3600\n")
        runs = []
        for screen in ("home", "places"):
            before, after = self.file(f"idle-{screen}-before.json"), self.file(f"idle-{screen}-after.json")
            steps = [{"wait_ms": 2000}, {"stats": before}, {"wait_ms": IDLE_SECONDS * 1000}, {"stats": after}]
            command, _ = self.kiosk_command(f"idle-{screen}", "--settings", settings, screen=screen, steps=steps)
            log = self.file(f"idle-{screen}.log")
            with open(log, "w", encoding="utf-8") as output:
                runs.append((screen, before, after, log, subprocess.Popen(command, stderr=output)))
        for screen, before, after, log, process in runs:
            if process.wait(timeout=RUN_SECONDS) != 0:
                raise Problem(f"idle: the kiosk ended with code {process.returncode}, see {log}")
            self.say(*idle_lines(screen, self.read(before), self.read(after)))

    def change(self):
        changes = self.file("change-frames.json")
        visit = {"visit": {"screens": self.screens(), "times": 3}}
        self.kiosk("change", steps=[{"stats": self.file("change-before.json")}, visit, {"stats": changes}])
        self.say(*frame_lines("change", self.read(changes)))

    def scroll_in(self, area, pack, screens):
        dumps = {}
        for number, screen in enumerate(screens):
            dump = self.file(f"{area}-{number}.dump.json")
            self.kiosk(f"{area}-{number}", "--clock", "fake", "--dump-ui", dump, pack=pack, screen=screen)
            dumps[screen] = self.read(dump)
        screen, (x, top, height) = longest_list(dumps)
        frames = self.file(f"{area}-frames.json")
        steps = [{"wait_ms": 500}, {"stats": self.file(f"{area}-before.json")}]
        steps += fling_steps(x, top, height, 6) + [{"stats": frames}]
        self.kiosk(area, pack=pack, screen=screen, steps=steps)
        print(f"# the longest list: {screen}", file=sys.stderr)
        self.say(*frame_lines(area, self.read(frames)))

    def scroll(self):
        self.scroll_in("scroll", self.options.pack, self.screens())
        self.scroll_in("scroll_places", self.options.pack, ["places"])
        self.scroll_in(f"scroll_{MANY_PLACES}_places", self.many_places(), ["places"])

    def memory(self):
        """As visitors have it: without --stats, which waits for the end of each frame and so keeps less in flight."""
        rounds = range(10, 51, 10)
        files = [self.file(f"memory-{each}.json") for each in rounds]
        steps = []
        for file in files:
            steps += [{"visit": {"screens": self.screens(), "times": 10}}, {"stats": file}]
        self.run(*self.kiosk_command("memory", steps=steps, measure=False)[0])
        figures = [self.read(file) for file in files]
        self.say(*(bench_line(f"memory.pss_after_{each}_visits", one["pss_bytes"] / MEGABYTE, "MB")
                   for each, one in zip(rounds, figures)),
                 ratio_line("memory.pss", "10 visits", figures[-1]["pss_bytes"], figures[0]["pss_bytes"]),
                 bench_line("memory.files_growth_last_40_visits", figures[-1]["fds"] - figures[0]["fds"], "descriptors"))

    def content(self):
        self.say(self.run(os.path.join(self.options.programs, "bench_content"), self.many_places()).rstrip("\n"))

    def opening(self, name, pack, route):
        """Times from a tap to the first frame with the content of `route`, the first opening left out."""
        steps = [{"visit": {"screens": ["home", route]}}, {"stats": self.file(f"{name}-first.json")},
                 {"visit": {"screens": ["home", route], "times": OPENINGS}}, {"stats": self.file(f"{name}-times.json")}]
        self.kiosk(name, pack=pack, steps=steps)
        return opening_of(self.read(self.file(f"{name}-times.json")), route)

    def plan(self):
        source, region = self.file("region-source"), self.file("region")
        make = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/bench/plan/make_plan.py")
        self.run(sys.executable, "-B", make, source)
        begun = time.monotonic()
        self.run(self.options.kiosk_pack, "build", source, "--out", region, "--quiet")
        self.say(bench_line("plan.region_import", time.monotonic() - begun, "s"))
        for screen, ours, theirs in PLAN_SCREENS:
            province = self.opening(f"plan-{screen}-province", self.options.pack, ours)
            large = self.opening(f"plan-{screen}-region", region, theirs)
            self.say(bench_line(f"plan.{screen}_region_median", large["median"], "ms"),
                     bench_line(f"plan.{screen}_region_slowest", large["max"], "ms"),
                     ratio_line(f"plan.{screen}_region", "huancane-pack", large["median"], province["median"]))

    def draw(self):
        self.say(self.run(os.path.join(self.options.programs, "bench_draw")).rstrip("\n"))

    def peers(self):
        chromium = shutil.which("chromium")
        if chromium is None:
            raise Problem("peers: chromium is not installed (./dev bench peers installs it)")
        page = self.write_page()
        shot = self.file("chromium.png")
        ours, theirs = [], []
        for turn in range(6):
            for command, times in ((self.kiosk_command("peer", "--shot", self.file("peer.png"))[0], ours),
                                   (self.chromium_command(chromium, f"--screenshot={shot}", page), theirs)):
                begun = time.monotonic()
                self.run(*command)
                if turn > 0:
                    times.append((time.monotonic() - begun) * 1000)
        if not os.path.exists(shot):
            raise Problem("peers: chromium took no picture")
        self.say(bench_line("start.picture_median", median(ours), "ms"),
                 bench_line("start.chromium_picture_median", median(theirs), "ms"),
                 ratio_line("start.time", "chromium", median(ours), median(theirs)))
        kiosk = self.pss_while(self.kiosk_command("peer-memory", steps=[{"wait_ms": 8000}])[0])
        browser = self.pss_while(self.chromium_command(chromium, "--remote-debugging-port=0", page))
        self.say(bench_line("memory.pss_home", kiosk / MEGABYTE, "MB"),
                 bench_line("memory.chromium_pss_home", browser / MEGABYTE, "MB"),
                 ratio_line("memory.pss", "chromium", kiosk, browser))

    def chromium_command(self, chromium, *args):
        profile = self.file("chromium-profile")
        shutil.rmtree(profile, ignore_errors=True)
        return [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}", *args]

    def pss_while(self, command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(5)  # both have shown their picture long since
            if process.poll() is not None:
                raise Problem(f"{command[0]} ended before its memory was read")
            return tree_pss(process.pid)
        finally:
            process.terminate()
            process.wait(timeout=30)

    def write_page(self):
        """A page with the words and pictures of home: what a browser would have to show at least."""
        dump = self.file("peer.dump.json")
        self.kiosk("peer-dump", "--clock", "fake", "--dump-ui", dump)
        shot = self.file("peer-home.png")
        self.kiosk("peer-shot", "--clock", "fake", "--shot", shot)
        page = self.file("peer.html")
        with open(page, "w", encoding="utf-8") as file:
            file.write(page_of(self.read(dump), self.pictures()))
        return "file://" + urllib.parse.quote(page)

    def pictures(self):
        """Files of the pack's pictures at about a third of the screen's width, those of home first."""
        database = sqlite3.connect(f"file:{os.path.join(self.options.pack, 'content.db')}?mode=ro&immutable=1", uri=True)
        try:
            rows = database.execute(PICTURES, (SIZE[0] // 3,)).fetchall()
        finally:
            database.close()
        return [os.path.join(self.options.pack, "objects", name[:2], name) for (name,) in rows]


def page_of(dump, pictures):
    """HTML with every text and control of a dumped tree at its place and a picture of the pack for every one it shows."""
    parts = ["<!doctype html><meta charset=utf-8><style>body{margin:0;background:#f5ecdd;font-family:Andika,sans-serif}"
             "p,img,b{position:absolute;margin:0}b{border-radius:12px}p{line-height:1}img{object-fit:cover}</style>"]
    left = iter(pictures)
    nodes = dump["nodes"]
    for number, node in enumerate(nodes):
        x, y, w, h = node["rect_px"]
        place = f"left:{x}px;top:{y}px;width:{w}px;height:{h}px"
        if node["role"] == "image":
            picture = next(left, None)
            if picture:
                parts.append(f'<img alt="" src="file://{urllib.parse.quote(picture)}" style="{place}">')
        elif "state" in node:
            ground = next((inside["bg"] for inside in nodes[number:] if "bg" in inside), "#fdf8ef")
            parts.append(f'<b style="{place};background:{ground[:7]}"></b>')
        elif "text_px" in node:
            parts.append(f'<p style="{place};font-size:{node["text_px"]}px;color:{node["fg"][:7]}">{html.escape(node["label"])}</p>')
    return "\n".join(parts) + "\n"


AREAS = ("start", "idle", "change", "scroll", "memory", "content", "plan", "draw")


def areas_of(names):
    """The areas to measure for the names on the command line."""
    for name in names:
        if name not in AREAS + ("peers",):
            raise Problem(f"there is no area '{name}'; there are {', '.join(AREAS + ('peers',))}")
    return names or list(AREAS)


def main():
    parser = argparse.ArgumentParser(description="Measures the kiosk.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--kiosk-pack", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--programs", required=True, help="folder of bench_content and bench_draw")
    parser.add_argument("--screens", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/golden/screens.json"))
    parser.add_argument("--out", required=True, help="folder for scripts, statistics and the pack of 20,000 places")
    parser.add_argument("names", nargs="*", help="only these areas")
    options = parser.parse_args()
    for name in ("kiosk", "kiosk_pack", "pack", "programs", "screens", "out"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.out, exist_ok=True)
    try:
        bench = Bench(options)
        for area in areas_of(options.names):
            getattr(bench, area)()
    except (Problem, OSError, ValueError, KeyError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
