"""Tests of run_e2e.py and keypad_walk.py, with a small program in place of the kiosk."""

import argparse
import json
import os
import stat
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import keypad_walk  # noqa: E402
import plan_walk  # noqa: E402
import run_e2e  # noqa: E402

SCREENS = [{"name": "home", "open": "home"},
           {"name": "found", "open": "search", "steps": [{"type": "a"}], "after": [{"tap": "key.clear"}]},
           {"name": "attract", "open": "attract"}]

# Writes what it was started with and dumps the label "Inicio"; its exit code and what it logs come from the environment.
FAKE_KIOSK = f"""#!{sys.executable}
import json, os, sys
log = open("arguments.txt", "a")
log.write(json.dumps(sys.argv[1:]) + chr(10))
if "--dump-ui" in sys.argv:
    with open(sys.argv[sys.argv.index("--dump-ui") + 1], "w") as file:
        json.dump({{"nodes": [{{"label": "Inicio"}}, {{"label": "Debajo", "covered": True}}]}}, file)
print(os.environ.get("FAKE_LOG", ""), file=sys.stderr)
sys.exit(int(os.environ.get("FAKE_CODE", "0")))
"""


class InFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, content=b""):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()


class Cases(unittest.TestCase):
    def check(self, **members):
        run_e2e.check_cases([{"name": "a", "script": [], **members}])

    def test_a_case_with_everything_is_taken(self):
        self.check(args={}, env={}, cwd="/", again={}, code=1, says="a", silent=["b"], shows="c", same=[], rows=[], nowhere=[], steady=[],
                   prepare=[{"copy": "pack"}])

    def test_what_cannot_be_run_is_refused(self):
        for members in ({"name": " "}, {"scirpt": []}, {"script": 3}, {"prepare": [{"explode": "pack"}]},
                        {"prepare": [{"copy": "pack", "remove": "x"}]}):
            with self.assertRaises(run_e2e.Problem, msg=str(members)):
                self.check(**members)
        for cases in ([], {}, [{"name": "a", "script": []}] * 2, [{"name": "nothing to play"}]):
            with self.assertRaises(run_e2e.Problem, msg=str(cases)):
                run_e2e.check_cases(cases)

    def test_the_cases_of_this_repository_are_taken(self):
        here = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(here, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        run_e2e.check_cases(cases)
        with open(os.path.join(here, "../golden/screens.json"), encoding="utf-8") as file:
            screens = json.load(file)["screens"]
        for case in cases:
            run_e2e.screens_of(case, screens)


class Prepare(InFolder):
    def prepare(self, *operations):
        options = argparse.Namespace(pack=self.path("the-pack"), province=self.path("the-province"), demo=self.path("the-demo"),
                                     kiosk=self.path("build/bin/kiosk"))
        run_e2e.prepare({"prepare": list(operations)}, self.folder, options)

    def test_the_pack_and_the_assets_are_copied_not_linked(self):
        self.write("the-pack/content.db", b"good")
        self.write("build/bin/kiosk")
        self.write("build/assets/themes/day.json", b"{}")
        self.prepare({"copy": "pack"}, {"copy": "assets"}, {"truncate": ["pack/content.db", 2]})
        self.assertEqual(self.read("pack/content.db"), b"go")
        self.assertEqual(self.read("the-pack/content.db"), b"good")
        self.assertEqual(self.read("assets/themes/day.json"), b"{}")

    def test_files_are_damaged_as_asked(self):
        for name in ("objects/aa/1", "objects/bb/2"):
            self.write(name, b"0123456789")
        self.prepare({"fill": ["objects/*/*", 4, 2]})
        self.assertEqual(self.read("objects/aa/1"), b"0123\xff\xff6789")
        self.prepare({"fill": ["objects/*/*", 8, None]}, {"truncate": ["objects/bb/2", 3]}, {"remove": "objects/aa"})
        self.assertEqual(self.read("objects/bb/2"), b"012")
        self.assertFalse(os.path.exists(self.path("objects/aa")))

    def test_files_and_folders_are_made(self):
        self.prepare({"folder": "fonts/andika"}, {"write": ["fonts/andika/a.ttf", "ñ"]}, {"remove": "fonts/andika/a.ttf"})
        self.assertEqual(os.listdir(self.path("fonts/andika")), [])

    def test_a_database_is_changed(self):
        self.prepare({"write": ["a.db", ""]}, {"sql": ["a.db", "PRAGMA user_version = 999; CREATE TABLE t(x)"]})
        self.assertEqual(self.read("a.db")[60:64], (999).to_bytes(4, "big"))

    def test_what_is_not_there_cannot_be_damaged(self):
        self.write("short", b"ab")
        for operation in ({"truncate": ["pack/*", 0]}, {"remove": "x"}, {"fill": ["short", 2, None]}, {"sql": ["a.db", ""]}):
            with self.assertRaises(run_e2e.Problem, msg=str(operation)):
                self.prepare(operation)


class Scripts(unittest.TestCase):
    def test_steps_are_played_for_each_screen(self):
        steps = [{"visit": {"screens": ["$open"]}}, "$steps", {"dump": "$name.json"}, "$after"]
        self.assertEqual(run_e2e.each_screen(steps, SCREENS[:2]), [
            {"visit": {"screens": ["home"]}}, {"dump": "home.json"},
            {"visit": {"screens": ["search"]}}, {"type": "a"}, {"dump": "found.json"}, {"tap": "key.clear"}])

    def test_screens_are_left_out_by_name(self):
        self.assertEqual([s["name"] for s in run_e2e.screens_of({"except": ["found"]}, SCREENS)], ["home", "attract"])
        with self.assertRaises(run_e2e.Problem):
            run_e2e.screens_of({"except": ["misspelt"]}, SCREENS)

    def test_a_visit_may_name_all_screens(self):
        steps = [{"visit": {"screens": ["credits", "$screens"], "times": 3}}, {"tap": "x"}]
        self.assertEqual(run_e2e.with_all_screens(steps, SCREENS + SCREENS),
                         [{"visit": {"screens": ["credits", "home", "search"], "times": 3}}, {"tap": "x"}])

    def test_options_become_arguments(self):
        self.assertEqual(run_e2e.command_of("kiosk", {"gles": True, "headless": None, "text": 2}),
                         ["kiosk", "--gles", "--text", "2"])

    def test_the_environment_gains_and_loses(self):
        os.environ["TEST_RUN_E2E"] = "x"
        self.addCleanup(os.environ.pop, "TEST_RUN_E2E")
        environment = run_e2e.environment_of({"env": {"TEST_RUN_E2E": None, "OTHER": "y"}})
        self.assertNotIn("TEST_RUN_E2E", environment)
        self.assertEqual(environment["OTHER"], "y")


class Judgement(InFolder):
    def test_code_and_log(self):
        case = {"code": 3, "says": ["no display", "--headless"], "silent": "secret"}
        self.assertEqual(run_e2e.judge(case, 3, "no display (--headless)"), "")
        self.assertIn("code 0 instead of 3", run_e2e.judge(case, 0, "no display (--headless)"))
        self.assertIn("did not log '--headless'", run_e2e.judge(case, 3, "no display"))
        self.assertIn("logged 'secret'", run_e2e.judge(case, 3, "no display --headless secret"))
        self.assertIn("code -11", run_e2e.judge({}, -11, ""))

    def test_what_is_shown(self):
        self.write("end.json", json.dumps({"nodes": [{"label": "Ir al inicio"}, {"label": "Debajo", "covered": True}, {}]}).encode())
        self.assertEqual(run_e2e.judge_files({"shows": "inicio"}, self.folder), "")
        self.assertIn("does not show 'Debajo'", run_e2e.judge_files({"shows": ["inicio", "Debajo"]}, self.folder))

    def test_files_that_must_be_equal(self):
        self.write("a", b"1")
        self.write("b", b"1")
        self.write("c", b"2")
        self.assertEqual(run_e2e.judge_files({"same": [["a", "b"]]}, self.folder), "")
        self.assertEqual(run_e2e.judge_files({"same": [["a", "b"], ["b", "c"]]}, self.folder), "b and c differ")
        self.assertIn("missing", run_e2e.judge_files({"same": [["a", "missing"]]}, self.folder))

    def test_rows_of_a_database(self):
        run_e2e.write(self.folder, None, ["a.db", ""])
        run_e2e.sql(self.folder, None, ["a.db", "CREATE TABLE t (x, y); INSERT INTO t VALUES (1, 'one'), (2, 'two')"])
        query = "SELECT x, y FROM t ORDER BY x"
        self.assertEqual(run_e2e.judge_files({"rows": [["a.db", query, [[1, "one"], [2, "two"]]]]}, self.folder), "")
        self.assertIn("gives [[1, 'one']", run_e2e.judge_files({"rows": [["a.db", query, []]]}, self.folder))
        with self.assertRaises(run_e2e.Problem):
            run_e2e.judge_files({"rows": [["none.db", query, []]]}, self.folder)

    def test_texts_that_must_stand_nowhere(self):
        self.write("kept/a", b"\x00secreto\x00")
        self.write("kept/b", b"")
        self.assertEqual(run_e2e.judge_files({"nowhere": ["kept", ["pozo"]]}, self.folder), "")
        self.assertIn("has 'secreto'", run_e2e.judge_files({"nowhere": ["kept", ["pozo", "secreto"]]}, self.folder))
        with self.assertRaises(run_e2e.Problem):
            run_e2e.judge_files({"nowhere": ["none", ["pozo"]]}, self.folder)

    def test_figures_that_must_not_grow(self):
        self.write("10", b'{"fds": 6, "textures": 9}')
        self.write("50", b'{"fds": 6, "textures": 10}')
        self.assertEqual(run_e2e.judge_files({"steady": ["10", "50", ["fds"]]}, self.folder), "")
        self.assertIn("textures grew from 9 to 10", run_e2e.judge_files({"steady": ["10", "50", ["fds", "textures"]]}, self.folder))


class Runs(InFolder):
    def run_case(self, **members):
        kiosk = self.path("bin", "kiosk")
        self.write("bin/kiosk", FAKE_KIOSK.encode())
        os.chmod(kiosk, stat.S_IRWXU)
        options = argparse.Namespace(kiosk=kiosk, pack="/pack", province="/province", demo="/demo",
                                     out=self.path("out"), folder=self.folder)
        name, problem = run_e2e.run_case({"name": "A case, ñ!", **members}, SCREENS, options)
        self.assertEqual(name, "A case, ñ!")
        return problem

    def arguments(self):
        return [json.loads(line) for line in self.read("out/a-case/arguments.txt").splitlines()]

    def test_a_run_has_its_script_and_the_usual_arguments(self):
        self.assertEqual(self.run_case(script=[{"tap": "x"}], args={"size": "1x1", "screen-mm": None}), "")
        script = self.path("out/a-case/script.json")
        self.assertEqual(self.arguments(), [["--headless", "--open", "home", "--clock", "fake", "--size", "1x1", "--pack", "/pack",
                                             "--script", script]])
        self.assertEqual(json.loads(self.read("out/a-case/script.json")), {"steps": [{"tap": "x"}]})

    def test_a_run_that_fails_says_why(self):
        self.assertIn("code 4", self.run_case(script=[], env={"FAKE_CODE": "4"}))
        self.assertEqual(self.run_case(script=[], env={"FAKE_CODE": "4", "FAKE_LOG": "no assets"}, code=4, says="no assets"), "")

    def test_what_is_shown_is_looked_at(self):
        self.assertEqual(self.run_case(script=[], shows="Inicio"), "")
        self.assertIn("does not show 'Debajo'", self.run_case(script=[], shows="Debajo"))

    def test_a_second_run_has_no_script_but_the_same_folder(self):
        self.assertEqual(self.run_case(script=[], args={"record": "in"}, again={"record": None, "replay": "in"}), "")
        first, second = self.arguments()
        self.assertIn("--record", first)
        self.assertNotIn("--script", second)
        self.assertEqual(second[-2:], ["--replay", "in"])

    def test_a_case_that_cannot_be_prepared_fails(self):
        self.assertIn("cannot be run", self.run_case(script=[], prepare=[{"remove": "nothing"}]))

    def test_the_program_counts_what_failed(self):
        self.run_case(script=[])
        self.write("cases.json", json.dumps([{"name": "good", "script": []}, {"name": "bad", "script": [], "code": 1}]).encode())
        self.write("screens.json", json.dumps({"screens": SCREENS}).encode())
        run = self.program()
        self.assertEqual(run.returncode, 1)
        self.assertIn("FAILED bad: ended with code 0 instead of 1", run.stdout)
        self.assertIn("e2e: 1 of 2 passed", run.stdout)
        self.assertEqual(self.program("--only", "good").returncode, 0)
        self.assertEqual(self.program("--only", "no such case").returncode, 1)

    def program(self, *more):
        return run_e2e.subprocess.run(
            [sys.executable, run_e2e.__file__, "--kiosk", self.path("bin/kiosk"), "--pack", "/pack",
             "--province", "/province", "--demo", "/demo", "--folder", self.folder,
             "--screens", self.path("screens.json"), "--out", self.path("out"), *more],
            capture_output=True, text=True, check=False)


def control(node_id, focused=False, selected=False, enabled=True):
    return {"id": node_id, "role": "button", "label": node_id,
            "state": {"enabled": enabled, "selected": selected, "focused": focused}}


class Keypad(InFolder):
    """A made-up kiosk of one screen, whose keypad comes to `reached` and whose Select leads to `opens`."""

    CONTROLS = ["one", "two", "bar.home"]

    def play(self, reached, opens):
        def dump(ids, focus):
            return {"nodes": [control(node_id, node_id == focus) for node_id in ids]}

        def run(script):
            with open(script, encoding="utf-8") as file:
                steps = json.load(file)["steps"]
            focus = None
            shown = self.CONTROLS
            for step in steps:
                if "visit" in step:
                    focus, shown = None, self.CONTROLS
                elif step.get("key") == "select":
                    shown = opens
                elif "key" in step:
                    move = 1 if step["key"] == "next" else -1
                    at = reached.index(focus) + move if focus in reached else min(0, move)
                    focus = reached[at % len(reached)]
                elif "dump" in step:
                    self.write(step["dump"], json.dumps(dump(shown, focus)).encode())
            return 0, ""

        return run

    def walk(self, reached, opens):
        return keypad_walk.walk(SCREENS[:1], self.folder, self.play(reached, opens))

    def test_a_screen_that_can_be_walked_is_fine(self):
        self.assertEqual(self.walk(self.CONTROLS, ["elsewhere"]), "")

    def test_a_control_that_is_passed_over_is_named(self):
        self.assertEqual(self.walk(["one", "bar.home"], ["elsewhere"]), "home: the keypad does not come to 'two'")

    def test_a_select_that_does_nothing_is_named(self):
        self.assertEqual(self.walk(self.CONTROLS, self.CONTROLS), "home: Select on 'one' does nothing")

    def test_a_run_that_fails_is_said(self):
        self.assertIn("code 1", keypad_walk.walk(SCREENS[:1], self.folder, lambda script: (1, "step 3")))

    def test_a_way_on_is_neither_chosen_already_nor_off_nor_in_the_bar(self):
        nodes = [control("bar.home"), control("all", selected=True), control("off", enabled=False), control("go")]
        self.assertEqual(keypad_walk.first_way_on({"nodes": nodes}), "go")
        self.assertIsNone(keypad_walk.first_way_on({"nodes": nodes[:3]}))


class Plan(unittest.TestCase):
    LABEL = "Presentado por una lista de candidatos en 2018"

    def test_zero_where_nobody_reported_is_found_and_other_figures_are_not(self):
        for text in ("0 %", "avance: 0\u00a0%", "0.0 %"):
            self.assertIn("zero", plan_walk.wrong_with_screen("plan", [self.LABEL, text], self.LABEL))
        for text in ("10 %", "10.0 %", "2,0 %", "sin reporte"):
            self.assertEqual(plan_walk.wrong_with_screen("plan", [self.LABEL, text], self.LABEL), "")

    def test_a_screen_without_the_label_or_with_a_party_is_found(self):
        self.assertIn("does not say", plan_walk.wrong_with_screen("plan", ["Plan"], self.LABEL))
        self.assertIn("names a party", plan_walk.wrong_with_screen("plan", [self.LABEL, "Frente Amplio"], self.LABEL))

    def test_a_claim_of_progress_during_an_election_is_found(self):
        notice = plan_walk.ELECTION + ": del 7 de abril al 4 de octubre de 2026"
        self.assertEqual(plan_walk.wrong_in_election("plan", [notice, "23 compromisos", "se lee «sin reporte»"], ["40\u00a0%"]), "")
        self.assertIn("since when", plan_walk.wrong_in_election("plan", ["23 compromisos"], []))
        for text in ("A.1: Sin reporte", "Físico 40\u00a0%", "«Se hizo el 40\u00a0%»"):
            self.assertIn("during an election", plan_walk.wrong_in_election("plan", [notice, text], ["40\u00a0%"]))
        self.assertEqual(plan_walk.wrong_in_election("plan-guide", [notice, "Sin reporte"], []), "")

    def test_a_card_that_leaves_something_out_is_found(self):
        figure = ("IND-1", "381,62", None, None, "", 153)
        texts = ["«381,62»", "año no indicado", "fuente no indicada", "Texto literal, línea 153 del documento"]
        self.assertEqual(plan_walk.wrong_with_figure(figure, texts), "")
        for left_out in range(len(texts)):
            self.assertNotEqual(plan_walk.wrong_with_figure(figure, texts[:left_out] + texts[left_out + 1:]), "")

    def test_a_figure_without_value_must_be_said_to_have_none(self):
        figure = ("IND-2", "", "not-given", 2007, "INEI", 187)
        texts = ["2007", "INEI", "línea 187 del documento"]
        self.assertIn("sin dato", plan_walk.wrong_with_figure(figure, texts))

    def test_a_commitment_that_is_not_said_to_be_without_report_is_found(self):
        silent = {"nodes": [{"id": "plan.plan-a-1", "label": "A.1", "speech": "A.1"}]}
        self.assertIn("without a report", plan_walk.wrong_with_overview(silent, ["plan-a-1"]))
        self.assertIn("not there", plan_walk.wrong_with_overview(silent, ["plan-a-2"]))
        said = {"nodes": [{"id": "plan.plan-a-1", "label": "A.1", "speech": "A.1: Sin reporte"}]}
        self.assertEqual(plan_walk.wrong_with_overview(said, ["plan-a-1"]), "")


if __name__ == "__main__":
    unittest.main()
