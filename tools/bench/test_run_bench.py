import os
import subprocess
import sys
import tempfile
import unittest

import run_bench
from run_bench import Problem


def stats(**members):
    times = {"count": 10, "median": 12.5, "p95": 20.0, "p99": 21.0, "max": 22.0}
    return {"frame_ms": times, "own_ms": dict(times, median=0.5), "interval_ms": dict(times, median=16.667), "frames_drawn": 10,
            "cpu_seconds": 1.0, "run_seconds": 2.0, "first_complete_monotonic_ns": 0, **members}


class Lines(unittest.TestCase):
    def test_a_figure_is_one_line_with_area_value_and_unit(self):
        self.assertEqual(run_bench.bench_line("start.home_median", 171.23456, "ms"), "bench start.home_median 171.235 ms")

    def test_a_ratio_names_its_peer(self):
        self.assertEqual(run_bench.ratio_line("memory.pss", "chromium", 80, 320), "ratio memory.pss ours/chromium 0.250")

    def test_a_peer_that_measured_nothing_is_no_ratio(self):
        with self.assertRaises(Problem):
            run_bench.ratio_line("memory.pss", "chromium", 80, 0)

    def test_frames_give_median_and_95th_percentile_of_each_time(self):
        lines = run_bench.frame_lines("change", stats())
        self.assertIn("bench change.frame_median 12.500 ms", lines)
        self.assertIn("bench change.frame_p95 20.000 ms", lines)
        self.assertIn("bench change.own_cpu_median 0.500 ms", lines)
        self.assertIn("bench change.interval_median 16.667 ms", lines)

    def test_a_run_without_frames_has_no_times(self):
        empty = {"count": 0, "median": 0, "p95": 0}
        with self.assertRaises(Problem):
            run_bench.frame_lines("change", stats(frame_ms=empty))


class Figures(unittest.TestCase):
    def test_the_median_of_an_even_number_is_between_the_middle_two(self):
        self.assertEqual(run_bench.median([4, 1, 2, 3]), 2.5)
        self.assertEqual(run_bench.median([9, 1, 2]), 2)
        with self.assertRaises(Problem):
            run_bench.median([])

    def test_idle_counts_frames_and_cpu_between_two_moments(self):
        lines = run_bench.idle_lines("home", stats(run_seconds=2.0), stats(run_seconds=62.0, cpu_seconds=1.06, frames_drawn=13))
        self.assertEqual(lines, ["bench idle.home_frames 3.000 frames", "bench idle.home_cpu 0.100 %"])

    def test_an_idle_run_that_ended_early_is_no_figure(self):
        with self.assertRaises(Problem):
            run_bench.idle_lines("home", stats(run_seconds=2.0), stats(run_seconds=30.0))

    def test_a_start_is_the_time_to_the_first_complete_picture(self):
        self.assertEqual(run_bench.start_ms(1_000_000, stats(first_complete_monotonic_ns=201_000_000)), 200)
        with self.assertRaises(Problem):
            run_bench.start_ms(1_000_000, stats())

    def test_the_times_of_a_screen_are_found_by_its_route(self):
        stats = {"open_ms": {"commitment": {"count": 2, "median": 20, "max": 30}}}
        self.assertEqual(run_bench.opening_of(stats, "commitment/plan-b-4")["max"], 30)
        with self.assertRaises(run_bench.Problem):
            run_bench.opening_of(stats, "plan")

    def test_memory_of_a_tree_of_processes_counts_children_of_children_and_no_stranger(self):
        self.assertEqual(run_bench.descendants(10, {10: 1, 11: 10, 12: 11, 20: 1, 13: 20}), {10, 11, 12})

    def test_memory_of_a_process_is_its_proportional_share(self):
        self.assertEqual(run_bench.pss_of("00400000-7fff r-xp [rollup]\nRss:  100 kB\nPss:   42 kB\nPss_Dirty: 7 kB\n"), 42 * 1024)
        with self.assertRaises(Problem):
            run_bench.pss_of("Rss: 1 kB\n")

    def test_a_process_can_be_found_among_the_running_ones_whatever_its_name(self):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        try:
            self.assertEqual(run_bench.processes()[child.pid], os.getpid())
            self.assertGreater(run_bench.tree_pss(child.pid), 100_000)
        finally:
            child.communicate(b"\n")


class Scripts(unittest.TestCase):
    def test_every_screen_is_visited_once_in_a_round(self):
        golden = {"screens": [{"name": "a", "open": "home"}, {"name": "b", "open": "places"}, {"name": "c", "open": "home"}]}
        self.assertEqual(run_bench.screens_of(golden), ["home", "places"])

    def test_the_longest_list_is_the_one_with_the_most_to_scroll(self):
        def dump(content, viewport):
            return {"nodes": [{"role": "list"}, {"content_px": content, "viewport_px": viewport, "rect_px": [100, 200, 600, 400]}]}

        screen, place = run_bench.longest_list({"a": dump(900, 400), "b": dump(5000, 4900), "c": dump(400, 400)})
        self.assertEqual(screen, "a")
        self.assertEqual(place, (400, 200, 400))
        with self.assertRaises(Problem):
            run_bench.longest_list({"c": dump(400, 400)})

    def test_flings_stay_inside_the_list_and_go_both_ways(self):
        steps = run_bench.fling_steps(400, 200, 400, 2)
        moves = [list(step.values())[0] for step in steps if "wait_ms" not in step]
        for move in moves:
            for x, y in (move["from"], move["to"]):
                self.assertEqual(x, 400)
                self.assertTrue(200 < y < 600)
        self.assertTrue(any(move["from"][1] > move["to"][1] for move in moves))
        self.assertTrue(any(move["from"][1] < move["to"][1] for move in moves))

    def test_without_names_everything_but_the_peers_is_measured(self):
        self.assertEqual(run_bench.areas_of([]), ["start", "idle", "change", "scroll", "memory", "content", "plan", "draw"])
        self.assertEqual(run_bench.areas_of(["peers"]), ["peers"])
        with self.assertRaises(Problem):
            run_bench.areas_of(["startt"])

    def test_every_area_has_a_measurement(self):
        for area in run_bench.areas_of([]) + ["peers"]:
            self.assertTrue(callable(getattr(run_bench.Bench, area, None)), area)


class Page(unittest.TestCase):
    def test_the_page_of_the_peer_has_the_words_and_pictures_at_their_places(self):
        dump = {"nodes": [{"role": "image", "rect_px": [0, 0, 640, 360]},
                          {"role": "heading", "rect_px": [10, 20, 300, 40], "text_px": 32, "fg": "#2A1A1CFF", "label": "Huancané <b>"},
                          {"role": "link", "rect_px": [0, 500, 90, 90], "state": {}},
                          {"role": "text", "rect_px": [5, 505, 80, 20], "text_px": 20, "fg": "#FFFFFF", "bg": "#15547A", "label": "Lugares"},
                          {"role": "image", "rect_px": [640, 0, 640, 360]}]}
        page = run_bench.page_of(dump, ["/a b.png"])
        self.assertEqual(page.count("<img"), 1)
        self.assertIn('src="file:///a%20b.png"', page)
        self.assertIn("Huancané &lt;b&gt;", page)
        self.assertIn("height:90px;background:#15547A", page)
        self.assertIn("font-size:32px;color:#2A1A1C", page)


class CommandLine(unittest.TestCase):
    def test_a_kiosk_that_fails_ends_the_bench_with_its_words(self):
        with tempfile.TemporaryDirectory() as folder:
            kiosk = os.path.join(folder, "kiosk")
            with open(kiosk, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\necho no display >&2\nexit 3\n")
            os.chmod(kiosk, 0o755)
            script = os.path.join(os.path.dirname(os.path.abspath(run_bench.__file__)), "run_bench.py")
            run = subprocess.run([sys.executable, script, "--kiosk", kiosk, "--kiosk-pack", kiosk, "--pack", folder, "--programs",
                                  folder, "--out", os.path.join(folder, "out"), "change"], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1)
            self.assertIn("no display", run.stderr)
            self.assertEqual(run.stdout, "")


if __name__ == "__main__":
    unittest.main()
