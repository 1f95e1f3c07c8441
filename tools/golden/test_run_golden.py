"""Tests of run_golden.py, with small programs in place of the kiosk and of golden-compare. When GOLDEN_COMPARE names the real
golden-compare, as ctest does, that one compares."""

import json
import os
import stat
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import run_golden  # noqa: E402

WIDTH, HEIGHT = 40, 25  # a thousand pixels: one is a tenth of a per cent


def png(changed=0, width=WIDTH):
    """A grey picture whose first `changed` pixels are white."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = [b"\xff\xff\xff" if i < changed else b"\x60\x60\x60" for i in range(width * HEIGHT)]
    rows = b"".join(b"\0" + b"".join(pixels[y * width:(y + 1) * width]) for y in range(HEIGHT))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, HEIGHT, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


# Draws the picture called as the screen, which stands beside it; logs what it was started with.
FAKE_KIOSK = f"""#!{sys.executable}
import json, os, shutil, sys
folder = os.path.dirname(os.path.abspath(sys.argv[0]))
of = lambda option: sys.argv[sys.argv.index(option) + 1]
with open(os.path.join(folder, "arguments.txt"), "a") as log:
    log.write(json.dumps(sys.argv[1:]) + chr(10))
picture = os.path.join(folder, of("--open") + ".png")
if not os.path.exists(picture):
    sys.exit("there is no screen '" + of("--open") + "'")
shutil.copyfile(picture, of("--shot"))
"""

# As golden-compare, for the pictures made here.
FAKE_COMPARE = f"""#!{sys.executable}
import shutil, sys, zlib
arguments = sys.argv[1:]
def pixels(file):
    data = open(file, "rb").read()
    if data[:4] != b"\\x89PNG":
        sys.exit("golden-compare: " + file + ": is no usable PNG")
    at = data.index(b"IDAT") + 4
    return data[16:24], zlib.decompress(data[at:data.index(b"IEND") - 8])
if arguments[0] == "--pack":
    pixels(arguments[1])
    shutil.copyfile(arguments[1], arguments[2])
    sys.exit(0)
(expected_size, expected), (actual_size, actual) = pixels(arguments[2]), pixels(arguments[3])
if expected_size != actual_size:
    print("1.0 1000 255")
    print("golden-compare: other size found", file=sys.stderr)
    sys.exit(0)
count = sum(a != b for a, b in zip(expected, actual)) // 3
print(count / {WIDTH * HEIGHT}, count, 159)
if "--difference" in arguments:
    shutil.copyfile(arguments[2], arguments[arguments.index("--difference") + 1])
"""


def case(name, tolerance=0.002, **more):
    return {"name": name, "args": {"open": name}, "tolerance": tolerance, **more}


class Cases(unittest.TestCase):
    def refused(self, *cases):
        with self.assertRaises(run_golden.Problem, msg=str(cases)):
            run_golden.check_cases(list(cases))

    def test_what_cannot_be_run_is_refused(self):
        self.refused()
        self.refused({"name": "a/b", "args": {"open": "a"}, "tolerance": 0})
        self.refused(case("a"), case("a"))
        self.refused(case("a", scirpt=[]))
        self.refused(case("a", tolerance=0.6))
        self.refused(case("a", tolerance="0"))
        self.refused(case("a", skip=" "))
        self.refused({"name": "a", "args": {}, "tolerance": 0})
        self.refused({"name": "a", "args": {"open": "a", "colour": "red"}, "tolerance": 0})

    def test_the_cases_of_this_repository_picture_every_screen(self):
        folder = os.path.join(HERE, "../../tests/golden")
        with open(os.path.join(folder, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        run_golden.check_cases(cases)
        with open(os.path.join(folder, "screens.json"), encoding="utf-8") as file:
            screens = json.load(file)["screens"]
        pictured = [(each["args"]["open"], each.get("script", [])) for each in cases]
        for screen in screens:
            self.assertIn((screen["open"], screen.get("steps", [])), pictured, screen["name"])


class Runs(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = temporary.name
        os.makedirs(self.path("golden"))
        self.program("kiosk", FAKE_KIOSK)
        self.compare = os.environ.get("GOLDEN_COMPARE") or self.program("compare", FAKE_COMPARE)

    def path(self, *names):
        return os.path.join(self.root, *names)

    def program(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), stat.S_IRWXU)
        return self.path(name)

    def put(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content)

    def run_golden(self, cases, *more):
        with open(self.path("golden/cases.json"), "w", encoding="utf-8") as file:
            json.dump(cases, file)
        return subprocess.run(
            [sys.executable, "-B", os.path.join(HERE, "run_golden.py"), "--kiosk", self.path("kiosk"), "--compare", self.compare,
             "--pack", "/pack", "--province", "/province", "--demo", "/demo", "--folder", self.path("golden"), "--out", self.path("out"), *more],
            capture_output=True, text=True, check=False)

    def report(self):
        with open(self.path("out/report.html"), encoding="utf-8") as file:
            return file.read()

    def taken(self, *names):
        """Takes the pictures of these screens for right."""
        for name in names:
            self.put(f"{name}.png", png())
        self.assertEqual(self.run_golden([case(name) for name in names], "--update").returncode, 0)

    def test_a_picture_that_was_taken_fits_afterwards(self):
        self.taken("home", "places")
        run = self.run_golden([case("home"), case("places")])
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertIn("golden: 2 of 2 fit", run.stdout)
        self.assertTrue(os.path.exists(self.path("golden/places.png")))

    def test_a_change_within_the_tolerance_fits_and_one_beyond_does_not(self):
        self.taken("home")
        self.put("home.png", png(changed=2))
        self.assertEqual(self.run_golden([case("home", tolerance=0.002)]).returncode, 0)
        self.put("home.png", png(changed=3))
        run = self.run_golden([case("home", tolerance=0.002)])
        self.assertEqual(run.returncode, 1)
        self.assertIn("DIFFERS home: 0.3000 % of the pixels differ (3;", run.stdout)
        self.assertIn("not: home", run.stdout)

    def test_the_report_shows_expected_found_and_difference_side_by_side(self):
        self.taken("home", "places")
        self.put("home.png", png(changed=100))
        self.run_golden([case("home"), case("places")])
        report = self.report()
        section = report[report.index("home: differs"):]
        section = section[:section.index("</section>")]
        places = [section.index(f'src="home.{what}.png"') for what in ("expected", "actual", "difference")]
        self.assertEqual(places, sorted(places))
        for what in ("expected", "actual", "difference"):
            self.assertTrue(os.path.exists(self.path(f"out/home.{what}.png")), what)
        self.assertLess(report.index("home: differs"), report.index("places: fits"))  # what is wrong comes first

    def test_a_picture_of_another_size_differs(self):
        self.taken("home")
        self.put("home.png", png(width=WIDTH + 1))
        run = self.run_golden([case("home", tolerance=0.5)])
        self.assertEqual(run.returncode, 1)
        self.assertIn("found", run.stdout)

    def test_a_case_without_a_picture_fails_and_says_what_to_do(self):
        self.put("home.png", png())
        run = self.run_golden([case("home")])
        self.assertEqual(run.returncode, 1)
        self.assertIn("there is no tests/golden/home.png; look at the picture, then: ./dev golden --update home", run.stdout)
        self.assertIn("home.actual.png", self.report())

    def test_a_picture_without_a_case_is_named(self):
        self.taken("home")
        self.put("golden/old.png", png())
        for more in ((), ("--update",)):
            run = self.run_golden([case("home")], *more)
            self.assertEqual(run.returncode, 1)
            self.assertIn("old.png: belongs to no case; remove it", run.stdout)

    def test_a_stored_picture_that_is_damaged_is_named(self):
        self.taken("home")
        self.put("golden/home.png", b"no picture")
        run = self.run_golden([case("home")])
        self.assertEqual(run.returncode, 1)
        self.assertIn("is no usable PNG", run.stdout)

    def test_a_picture_that_cannot_be_kept_is_said(self):
        self.put("home.png", b"no picture")
        run = self.run_golden([case("home")], "--update")
        self.assertEqual(run.returncode, 1)
        self.assertIn("DIFFERS home: golden-compare: ", run.stdout)
        self.assertFalse(os.path.exists(self.path("golden/home.png")))

    def test_a_kiosk_that_fails_is_quoted(self):
        run = self.run_golden([case("nowhere")])
        self.assertEqual(run.returncode, 1)
        self.assertIn("the kiosk ended with code 1: there is no screen 'nowhere'", run.stdout)

    def test_a_skipped_case_says_why_and_is_not_drawn(self):
        run = self.run_golden([case("nowhere", skip="not built yet")])
        self.assertEqual(run.returncode, 0)
        self.assertIn("skipped: not built yet", run.stdout)

    def test_only_the_named_cases_run_and_unknown_names_are_refused(self):
        self.taken("home")
        run = self.run_golden([case("home"), case("nowhere")], "home")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn("golden: 1 of 1 fit", run.stdout)
        run = self.run_golden([case("home")], "hoem")
        self.assertEqual(run.returncode, 1)
        self.assertIn("there is no case hoem", run.stderr)

    def test_the_kiosk_is_started_as_the_case_says(self):
        self.put("home.png", png())
        self.run_golden([{**case("home", script=[{"tap": "x"}]), "args": {"open": "home", "text": 2}}], "--update")
        with open(self.path("arguments.txt"), encoding="utf-8") as file:
            arguments = json.loads(file.readline())
        self.assertEqual(arguments[arguments.index("--text") + 1], "2")
        self.assertEqual(arguments[arguments.index("--clock") + 1], "fake")
        with open(arguments[arguments.index("--script") + 1], encoding="utf-8") as file:
            self.assertEqual(json.load(file), {"steps": [{"tap": "x"}]})
        self.assertEqual(arguments[arguments.index("--pack") + 1], "/pack")

    def test_a_case_may_be_of_one_of_the_other_packs_and_of_no_third(self):
        self.put("home.png", png())
        self.run_golden([case("home", pack="province"), case("reports", pack="demo")], "--update")
        with open(self.path("arguments.txt"), encoding="utf-8") as file:
            started = [json.loads(line) for line in file]
        self.assertEqual({arguments[arguments.index("--pack") + 1] for arguments in started}, {"/province", "/demo"})
        run = self.run_golden([case("home", pack="elsewhere")])
        self.assertEqual(run.returncode, 1)
        self.assertIn("the only other packs are demo and province", run.stderr)


if __name__ == "__main__":
    unittest.main()
