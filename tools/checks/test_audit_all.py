"""Tests of audit_all.py, with a small program in place of the kiosk."""

import argparse
import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import audit_all  # noqa: E402
import audit_ui  # noqa: E402

# A kiosk whose one list has PAGES pages; CONTRAST of what stands on the last of them. Its taps turn pages, its visits go back
# to the first.
FAKE_KIOSK = f"""#!{sys.executable}
import json, os, sys
pages = int(os.environ.get("PAGES", "1"))
page = 0
with open(sys.argv[sys.argv.index("--script") + 1]) as file:
    steps = json.load(file)["steps"]
for step in steps:
    if "visit" in step:
        page = 0
    elif step.get("tap") == "list.down":
        page = min(page + 1, pages - 1)
    elif "dump" in step:
        button = {{"id": "list.down", "role": "button", "label": "Bajar", "speech": "Bajar", "rect_mm": [300, 50, 20, 20],
                  "state": {{"enabled": page < pages - 1, "selected": False, "focused": False, "pressed": False, "primary": False}}}}
        last = page == pages - 1
        text = {{"role": "text", "label": f"Hoja {{page}}", "rect_mm": [50, 50, 50, 10], "text_px": 28, "cap_mm": 5, "fg": "#000",
                "bg": "#fff", "contrast": float(os.environ.get("CONTRAST", "18")) if last else 18.0, "clipped": False}}
        view = {{"id": "list", "role": "scroll", "rect_mm": [40, 40, 250, 100], "offset_px": page * 100,
                "content_px": pages * 100, "viewport_px": 100}}
        with open(step["dump"], "w") as file:
            json.dump({{"screen": "places", "size_mm": [531.3, 298.9], "nodes": [view, button, text]}}, file)
sys.exit(int(os.environ.get("CODE", "0")))
"""

SCREENS = [{"name": "places", "open": "places"}]


class Lists(unittest.TestCase):
    def test_every_panel_language_and_size_is_audited_and_every_panel_in_the_sun(self):
        names = [audit_all.name_of(combination) for combination in audit_all.combinations()]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(len(names), 3 * 2 * 3 + 3)
        self.assertIn("43in-4k en 200 % day", names)
        self.assertIn("32in-upright es 100 % sun", names)

    def test_a_screen_nobody_opens_is_found(self):
        self.assertEqual(audit_all.unaudited([{"open": "item/a"}, {"open": "home"}], {"home", "item", "words"}), ["words"])

    def test_the_screens_of_the_kiosk_are_known(self):
        root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        known = audit_all.screens_in_code(root)
        self.assertTrue({"home", "places", "item", "attract"} <= known, known)
        listed = audit_all.load(os.path.join(root, "tests/golden/screens.json"))
        self.assertEqual(audit_all.unaudited(listed["screens"] + listed["reported"], known), [])

    def test_pages_are_counted_with_some_to_spare(self):
        view = {"content_px": 1000, "viewport_px": 200, "offset_px": 0}
        self.assertEqual(audit_all.pages_left(view), 9)
        self.assertEqual(audit_all.pages_left({**view, "content_px": 1e9}), audit_all.MAX_PAGES)
        self.assertGreater(audit_all.pages_left(None), 1)

    def test_the_same_violation_of_several_combinations_is_one_line(self):
        options = argparse.Namespace(out="/out")
        audits = []
        for combination in list(audit_all.combinations())[:3]:
            audit = audit_all.Audit(options, "pack", combination)
            audit.violations = [("home", audit_ui.Violation("gap", "a", "1.0 mm to b"))]
            audits.append(audit)
        lines = [line for line in audit_all.report(audits).splitlines() if line.startswith("home: ")]
        self.assertEqual(lines, ["home: gap: a: 1.0 mm to b [24in es 100 % day and 2 more]"])


class Runs(unittest.TestCase):
    def audit(self, screens=None, **environment):
        with tempfile.TemporaryDirectory() as folder:
            kiosk = os.path.join(folder, "kiosk")
            with open(kiosk, "w", encoding="utf-8") as file:
                file.write(FAKE_KIOSK)
            os.chmod(kiosk, stat.S_IRWXU)
            os.environ.update(environment)
            for name in environment:
                self.addCleanup(os.environ.pop, name, None)
            options = argparse.Namespace(kiosk=kiosk, out=folder)
            combination = next(audit_all.combinations())
            return audit_all.Audit(options, "pack", combination).run(screens or SCREENS)

    def test_a_good_screen_is_dumped_once(self):
        audit = self.audit()
        self.assertEqual((audit.dumps, audit.violations), (1, []))

    def test_what_stands_on_the_last_page_is_found(self):
        audit = self.audit(PAGES="7", CONTRAST="2")
        self.assertEqual(audit.dumps, 7)
        self.assertEqual([(screen, violation.rule, violation.node) for screen, violation in audit.violations],
                         [("places", "contrast", 'text "Hoja 6"')])

    def test_a_kiosk_that_fails_is_a_violation(self):
        audit = self.audit(CODE="1")
        self.assertEqual(audit.violations[0][1].rule, "run")
        self.assertIn("ended with code 1", audit.violations[0][1].message)

    def test_a_screen_that_was_not_reached_is_a_violation(self):
        audit = self.audit(screens=[{**SCREENS[0], "name": "no-such-folder/places"}])
        self.assertTrue(any("was not reached" in violation.message for _, violation in audit.violations))

    def test_a_combination_nobody_knows_is_refused(self):
        run = subprocess.run([sys.executable, "-B", audit_all.__file__, "--kiosk", "x", "--pack", "x", "--demo", "x", "--out", "x", "--only", "50in"],
                             capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 1)
        self.assertIn("no combination is called '50in'", run.stderr)


if __name__ == "__main__":
    unittest.main()
