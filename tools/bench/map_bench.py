#!/usr/bin/env python3
"""Measures the map of the kiosk on an invented province of 162,009 vertices (tests/bench/map/make_map.py), along a camera path of
ten seconds, and prints figures as run_bench.py does:

  map        the kiosk: start, frames, CPU time, memory; the same map with ten times the vertices, and how long its pack takes to
             build; ratios to MapLibre
  map-peer   MapLibre GL JS in Chromium alone

The kiosk's frames are drawn one after the other, each until it is finished; those of the browser are what it manages in ten
seconds, so that its CPU time per frame is the figure to compare. ./dev installs the browser and its tools when asked.
"""

import argparse
import os
import subprocess
import sys
import time

import map_peer
import run_bench
from run_bench import Problem, bench_line, ratio_line

HERE = os.path.dirname(os.path.abspath(__file__))
MAKE_MAP = os.path.join(HERE, "..", "..", "tests", "bench", "map", "make_map.py")
LAYERS = ("districts", "lake", "roads", "rivers", "points")
MANY_TIMES = 10
REPEATS = 200
RATIOS = {"start": "start_ms", "frame_median": "frame_median_ms", "frame_p95": "frame_p95_ms", "frame_p99": "frame_p99_ms",
          "cpu_per_frame": "cpu_per_frame_ms", "pss_first": "pss_first", "pss_after": "pss_after"}


def figures_of(text, area):
    """Metric -> value of the lines "bench area.metric value unit"."""
    figures = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) == 4 and words[0] == "bench" and words[1].startswith(area + "."):
            figures[words[1][len(area) + 1:]] = float(words[2])
    if not figures:
        raise Problem(f"{area}: no figures were printed")
    return figures


def ratio_lines(ours, theirs):
    missing = [name for name in RATIOS if name not in ours]
    if missing:
        raise Problem(f"map: not measured of the kiosk: {', '.join(missing)}")
    return [ratio_line(f"map.{name}", "maplibre", ours[name], theirs[peer]) for name, peer in RATIOS.items()]


class MapBench(run_bench.Bench):
    def data(self, times):
        """Folder of an invented map, made anew when its generator is newer."""
        folder = self.file(f"map-{times}")
        path = os.path.join(folder, "path.json")
        if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(MAKE_MAP):
            self.run(sys.executable, MAKE_MAP, folder, "--times", str(times))
        return folder

    def built(self, times):
        """The data and its pack, and the seconds it took to build."""
        folder = self.data(times)
        pack = os.path.join(folder, "pack")
        begun = time.monotonic()
        self.run(self.options.kiosk_pack, "build", os.path.join(folder, "source"), "--out", pack, "--quiet")
        return folder, pack, time.monotonic() - begun

    def kiosk_figures(self, area, times, repeats):
        """Says what the kiosk's map costs; gives the figures back."""
        folder, pack, seconds = self.built(times)
        self.say(bench_line(f"{area}.build", seconds, "s"))
        starts = []
        for turn in range(run_bench.STARTS + 1):
            command, stats = self.kiosk_command(f"{area}-start", pack=pack, screen="map")
            begun = time.monotonic_ns()
            self.run(*command)
            if turn > 0:
                starts.append(run_bench.start_ms(begun, self.read(stats)))
        start = run_bench.median(starts)
        self.say(bench_line(f"{area}.start", start, "ms"))
        text = self.run(os.path.join(self.options.programs, "bench_map"), area, pack, os.path.join(folder, "path.json"), self.options.assets,
                        str(repeats))
        self.say(text.rstrip("\n"))
        return {"start": start, **figures_of(text, area)}

    def peer_figures(self):
        folder = self.data(1)
        tiles = os.path.join(folder, "tiles")
        # The folder itself comes before its content: a whole set is one with the tiles of the last zoom.
        path = os.path.join(folder, "path.json")
        if not os.path.exists(os.path.join(tiles, "metadata.json")) or os.path.getmtime(tiles) < os.path.getmtime(path):
            map_peer.make_tiles(os.path.join(folder, "source", "map"), LAYERS, tiles)
        page = map_peer.install_page(self.file("map-peer"))
        figures = map_peer.measure(page, tiles, path, self.options.runs)
        self.say(*map_peer.lines(figures))
        return figures

    def map_peer(self):
        self.peer_figures()

    def map(self):
        ours = self.kiosk_figures("map", 1, REPEATS)
        self.kiosk_figures(f"map_{MANY_TIMES}x", MANY_TIMES, 1)
        self.say(*ratio_lines(ours, self.peer_figures()))


AREAS = {"map": MapBench.map, "map-peer": MapBench.map_peer}


def main():
    parser = argparse.ArgumentParser(description="Measures the map.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--kiosk-pack", required=True)
    parser.add_argument("--pack", required=True, help="a built pack; the map brings its own")
    parser.add_argument("--programs", required=True, help="folder of bench_map")
    parser.add_argument("--assets", required=True, help="folder of the kiosk's themes, icons and words")
    parser.add_argument("--out", required=True, help="folder for the invented maps and what is measured of them")
    parser.add_argument("--runs", type=int, default=5, help="runs of the browser")
    parser.add_argument("names", nargs="+", choices=sorted(AREAS))
    options = parser.parse_args()
    for name in ("kiosk", "kiosk_pack", "pack", "programs", "assets", "out"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.out, exist_ok=True)
    try:
        bench = MapBench(options)
        for name in options.names:
            AREAS[name](bench)
    except (Problem, OSError, ValueError, KeyError, subprocess.SubprocessError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
