"""Tests of audit_ui.py: a good screen has no violation, and each rule finds the screen that breaks it."""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import audit_ui  # noqa: E402


def control(node_id, rect, primary=False, enabled=True, **more):
    return {"id": node_id, "role": "button", "label": node_id, "speech": f"Botón {node_id}", "rect_mm": rect,
            "state": {"enabled": enabled, "selected": False, "focused": False, "pressed": False, "primary": primary}, **more}


def text(words, rect, **more):
    return {"role": "text", "label": words, "rect_mm": rect, "text_px": 28, "cap_mm": 5, "fg": "#101010", "bg": "#FFFFFF",
            "contrast": 18.0, "clipped": False, **more}


def scroll(rect, **more):
    return {"id": "list", "role": "scroll", "rect_mm": rect, "offset_px": 0, "content_px": 900, "viewport_px": 400, **more}


GOOD = {
    "screen": "home", "lang": "es", "size_mm": [531.3, 298.9],
    "nodes": [
        control("open", [20, 20, 60, 25], primary=True),
        control("more", [20, 48, 30, 14]),
        text("Huancané", [100, 20, 80, 10]),
        scroll([100, 40, 200, 100]),
        control("card", [100, 40, 200, 30], parent="list"),
        text("Tejido", [110, 45, 60, 8], parent="card"),
        control("list.down", [310, 40, 20, 20]),
    ],
}


class Rules(unittest.TestCase):
    def audit(self, change, theme="day"):
        """(rule, node) of every violation after `change` was made to the good screen; it gets the nodes by id or label."""
        dump = copy.deepcopy(GOOD)
        nodes = {node.get("id") or node["label"]: node for node in dump["nodes"]}
        change(nodes, dump["nodes"])
        return [(violation.rule, violation.node) for violation in audit_ui.audit(dump, theme)]

    def finds(self, expected, change, theme="day"):
        self.assertEqual(self.audit(change, theme), expected)

    def test_a_good_screen_has_no_violation(self):
        for theme in ("day", "sun"):
            self.finds([], lambda nodes, _: None, theme)

    def test_a_target_smaller_than_twelve_millimetres(self):
        self.finds([("target", "more")], lambda n, _: n["more"].update(rect_mm=[20, 48, 30, 11.9]))
        self.finds([("target", "more")], lambda n, _: n["more"].update(rect_mm=[20, 48, 11.9, 14]))
        self.finds([], lambda n, _: n["more"].update(rect_mm=[20, 48, 12, 11.95]))

    def test_a_main_way_on_smaller_than_twenty(self):
        self.finds([("primary", "open")], lambda n, _: n["open"].update(rect_mm=[20, 20, 60, 19.9]))

    def test_a_target_scrolled_half_out_is_judged_by_its_full_size(self):
        half = {"rect_mm": [100, 40, 200, 5], "scrolled": True}
        self.finds([], lambda n, _: n["card"].update(half, full_mm=[100, 15, 200, 30]))
        self.finds([("target", "card")], lambda n, _: n["card"].update(half, full_mm=[100, 35, 200, 10]))

    def test_targets_too_close(self):
        self.finds([("gap", "open")], lambda n, _: n["more"].update(rect_mm=[20, 47.4, 30, 14]))
        self.finds([("gap", "open")], lambda n, _: n["more"].update(rect_mm=[30, 40, 60, 14]))  # they overlap
        self.finds([], lambda n, _: n["more"].update(rect_mm=[20, 47.5, 30, 14]))
        self.finds([], lambda n, _: n["more"].update(rect_mm=[25, 22, 30, 14]))  # a button on a card

    def test_what_is_scrolled_meets_only_its_own_list(self):
        self.finds([], lambda n, _: (n["card"].update(scrolled=True), n["list.down"].update(rect_mm=[301, 40, 20, 20])))
        self.finds([("gap", "card")], lambda n, _: n["list.down"].update(rect_mm=[301, 40, 20, 20]))

    def test_sectors_of_a_wheel_may_touch(self):
        def change(nodes, _):
            nodes["more"].update(rect_mm=[20, 46, 30, 14], shaped=True)
            nodes["open"].update(shaped=True)
        self.finds([], change)

    def test_a_target_in_the_frame(self):
        for rect in ([9.8, 20, 60, 25], [20, 9.8, 60, 25], [461.6, 20, 60, 25], [20, 264.2, 60, 25]):
            self.finds([("edge", "open")], lambda n, _, rect=rect: n["open"].update(rect_mm=rect))
        self.finds([], lambda n, _: n["open"].update(rect_mm=[10, 10, 60, 25]))

    def test_what_is_scrolled_out_of_sight_has_no_edge_and_no_gap(self):
        self.finds([], lambda n, _: n["card"].update(rect_mm=[100, 300, 200, 30], scrolled=True,
                                                           out_of_sight=True))
        self.finds([("edge", "card")], lambda n, _: n["card"].update(rect_mm=[100, 262, 200, 30], scrolled=True))

    def test_a_text_that_is_cut(self):
        self.finds([("clipped", 'text "Huancané"')], lambda n, _: n["Huancané"].update(clipped=True))

    def test_a_text_that_is_not_drawn(self):
        self.finds([("clipped", 'text "Huancané"')], lambda n, _: n["Huancané"].update(text_px=0))
        self.finds([], lambda n, _: n["Huancané"].update(text_px=0, scrolled=True))

    def test_pale_words(self):
        self.finds([("contrast", 'text "Huancané"')], lambda n, _: n["Huancané"].update(contrast=4.49))
        self.finds([], lambda n, _: n["Huancané"].update(contrast=4.5))

    def test_the_sun_asks_for_more_contrast(self):
        self.finds([("contrast", 'text "Huancané"')], lambda n, _: n["Huancané"].update(contrast=6.9), "sun")
        self.finds([], lambda n, _: n["Huancané"].update(contrast=7.0), "sun")

    def test_pale_words_of_what_cannot_be_pressed_are_free(self):
        def change(nodes, _):
            nodes["Tejido"].update(contrast=2.0)
            nodes["card"]["state"].update(enabled=False)
        self.finds([], change)
        self.finds([("contrast", 'text "Tejido" in card')], lambda n, _: n["Tejido"].update(contrast=2.0))

    def test_small_letters(self):
        self.finds([("capitals", 'text "Huancané"')], lambda n, _: n["Huancané"].update(cap_mm=4.7))
        self.finds([], lambda n, _: n["Huancané"].update(cap_mm=4.77))  # a quarter of a pixel may be missing

    def test_a_control_without_words_to_say(self):
        self.finds([("speech", "more")], lambda n, _: n["more"].update(speech=" "))

    def test_an_id_that_stands_twice(self):
        self.finds([("id", "more")], lambda n, nodes: nodes.append(control("more", [20, 100, 30, 14])))

    def test_a_list_without_a_button(self):
        self.finds([("scroll", "list")], lambda n, nodes: nodes.remove(n["list.down"]))
        self.finds([("scroll", "list")], lambda n, _: n["list.down"]["state"].update(enabled=False))

    def test_a_list_at_its_end_or_without_more_needs_no_button(self):
        def remove_with(**change):
            def made(nodes, all_nodes):
                nodes["list"].update(change)
                all_nodes.remove(nodes["list.down"])
            return made
        self.finds([], remove_with(offset_px=500))
        self.finds([], remove_with(content_px=400))

    def test_every_name_of_a_pager_counts(self):
        for end in (".down", ".pager.next", ".next"):
            self.finds([], lambda n, _, end=end: n["list.down"].update(id="list" + end))

    def test_what_a_dialog_covers_is_left_out(self):
        def change(nodes, _):
            nodes["more"].update(rect_mm=[1, 1, 1, 1], speech="", covered=True)
            nodes["Huancané"].update(clipped=True, covered=True)
        self.finds([], change)


class Program(unittest.TestCase):
    def run_on(self, dump, *more):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "screen.json")
            with open(file, "w", encoding="utf-8") as handle:
                json.dump(dump, handle)
            return subprocess.run([sys.executable, "-B", audit_ui.__file__, file, *more], capture_output=True, text=True,
                                  check=False)

    def test_the_program_counts(self):
        run = self.run_on(GOOD)
        self.assertEqual((run.returncode, run.stdout), (0, "audit: 1 screens, 0 violations\n"))
        dump = copy.deepcopy(GOOD)
        dump["nodes"][2]["contrast"] = 5
        self.assertEqual(self.run_on(dump).returncode, 0)
        run = self.run_on(dump, "--theme", "sun")
        self.assertEqual(run.returncode, 1)
        self.assertIn('contrast: text "Huancané": 5.00 : 1 of #101010 on #FFFFFF', run.stdout)


if __name__ == "__main__":
    unittest.main()
