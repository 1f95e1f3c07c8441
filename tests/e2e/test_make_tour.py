"""Tests of make_tour.py."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_tour  # noqa: E402

SCREENS = [{"name": "home", "open": "home"},
           {"name": "sheet", "open": "home", "steps": [{"tap": "bar.access"}], "after": [{"tap": "access.close"}]}]


class Tour(unittest.TestCase):
    def test_every_screen_is_pictured_once_on_every_panel(self):
        steps = make_tour.tour(SCREENS)["steps"]
        self.assertEqual([step["shot"] for step in steps if "shot" in step],
                         ["landscape-01-home.png", "landscape-02-sheet.png", "upright-01-home.png", "upright-02-sheet.png"])
        self.assertEqual([step["resize"] for step in steps if "resize" in step], [[1920, 1080], [1080, 1920]])

    def test_a_picture_is_taken_between_the_steps_that_lead_in_and_out(self):
        steps = make_tour.tour(SCREENS)["steps"]
        at = steps.index({"shot": "landscape-02-sheet.png"})
        self.assertEqual(steps[at - 2:at + 2], [{"visit": {"screens": ["home"]}}, {"tap": "bar.access"},
                                                {"shot": "landscape-02-sheet.png"}, {"tap": "access.close"}])

    def test_the_program_writes_the_tour_of_the_screens_there_are(self):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "tour.json")
            subprocess.run([sys.executable, make_tour.__file__, out], check=True)
            with open(out, encoding="utf-8") as file:
                steps = json.load(file)["steps"]
        here = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(here, "../golden/screens.json"), encoding="utf-8") as file:
            screens = json.load(file)["screens"]
        shots = [step["shot"] for step in steps if "shot" in step]
        self.assertEqual(len(shots), len(screens) * len(make_tour.PANELS))
        self.assertEqual(len(set(shots)), len(shots))


if __name__ == "__main__":
    unittest.main()
