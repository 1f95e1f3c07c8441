"""Tests of map_bench.py and map_peer.py, without kiosk or browser."""

import json
import os
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import map_bench  # noqa: E402
import map_peer  # noqa: E402
from run_bench import Problem  # noqa: E402


class Figures(unittest.TestCase):
    def test_figures_are_those_of_the_area(self):
        text = "bench map.frame_median 12.500 ms\nbench map_10x.frame_median 40.000 ms\nsomething else\n"
        self.assertEqual(map_bench.figures_of(text, "map"), {"frame_median": 12.5})

    def test_no_figures_are_a_problem(self):
        with self.assertRaisesRegex(Problem, "map: no figures"):
            map_bench.figures_of("bench other.x 1 ms\n", "map")

    def test_ratios_name_what_is_missing(self):
        theirs = {peer: 10.0 for peer in map_bench.RATIOS.values()}
        ours = {name: 2.0 for name in map_bench.RATIOS}
        lines = map_bench.ratio_lines(ours, theirs)
        self.assertEqual(len(lines), len(map_bench.RATIOS))
        self.assertTrue(all("0.2" in line for line in lines), lines)
        del ours["start"]
        with self.assertRaisesRegex(Problem, "start"):
            map_bench.ratio_lines(ours, theirs)

    def test_a_share_of_the_values_lies_below(self):
        self.assertEqual(map_peer.share(range(100), 0.95), 95)
        self.assertEqual(map_peer.share([3, 1, 2], 0.99), 3)
        with self.assertRaises(Problem):
            map_peer.share([], 0.5)

    def test_cpu_time_counts_user_system_and_ended_children(self):
        ticks = os.sysconf("SC_CLK_TCK")
        fields = ["S", *["0"] * 10, "1", "2", "3", "4", *["0"] * 30]
        self.assertAlmostEqual(map_peer.cpu_seconds_of("7 (a) b) " + " ".join(fields)), 10 / ticks)


class Serving(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for name, content in (("index.html", "page"), ("path.json", "{}"), ("tiles/6/1/2.pbf", "\x1f\x8btile")):
            path = os.path.join(self.folder.name, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="latin-1") as file:
                file.write(content)
        root = self.folder.name
        self.server = map_peer.Server(root, os.path.join(root, "tiles"), os.path.join(root, "path.json"))
        self.addCleanup(self.server.close)

    def get(self, path):
        with urllib.request.urlopen(self.server.address + path, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()

    def test_page_path_and_tiles_are_served_and_tiles_that_are_not_there_are_empty(self):
        self.assertEqual(self.get("")[2], b"page")
        self.assertEqual(self.get("path.json")[2], b"{}")
        status, headers, body = self.get("tiles/6/1/2.pbf")
        self.assertEqual((status, headers["Content-Encoding"], body), (200, "gzip", b"\x1f\x8btile"))
        self.assertEqual(self.get("tiles/6/9/9.pbf")[0], 204)

    def test_nothing_else_is(self):
        for path in ("other", "tiles/../path.json", "maplibre-gl/missing.js"):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                status, _, _ = self.get(path)
                if status == 204:  # an empty tile, not the file
                    raise urllib.error.HTTPError(path, 404, "empty", {}, None)
            self.assertEqual(caught.exception.code, 404)
            caught.exception.close()

    def test_marks_come_with_their_details_and_failures_stop_the_wait(self):
        def post(event, details):
            request = urllib.request.Request(self.server.address + "mark/" + event, json.dumps(details).encode())
            urllib.request.urlopen(request, timeout=30).close()
        post("complete", {"width": 3})
        self.assertEqual(self.server.wait("complete")[1], {"width": 3})
        post("failed", {"message": "no WebGL"})
        with self.assertRaisesRegex(Problem, "no WebGL"):
            self.server.wait("path-end")
        self.server.forget()
        self.assertEqual(self.server.marks, {})


if __name__ == "__main__":
    unittest.main()
