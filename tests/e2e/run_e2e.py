#!/usr/bin/env python3
"""Plays every script of tests/e2e/cases.json in the kiosk, without a display and with the clock in hand.

cases.json is a list of objects:
  name         what is shown, as a sentence
  script       file beside it, or a list of steps (kiosk/app/include/app/script.hpp). "$screens" in the list of a "visit" stands
               for all routes of tests/golden/screens.json apart from the attract screen, which ends a visit
  each_screen  instead of or after `script`: steps played once for every screen of tests/golden/screens.json. In their texts
               "$open" and "$name" stand for the screen's; the step "$steps" for the steps that lead on from there, "$after"
               for those that leave again
  keypad       true: every screen is walked through with the keypad alone (keypad_walk.py)
  plan         "figures": every screen of the municipal plan is walked through, to the source of every figure; "election": every
               screen of the pack with invented reports, which must say nothing of progress (plan_walk.py)
  except       names of screens `each_screen` or `keypad` leaves out
  prepare      what is done in the folder of the case before, one after the other:
                 {"copy": "pack"}             the pack as `pack`; "province": that of the invented province (tests/bench/map) as
                                              `province`; "demo": that with invented progress reports as `demo`; "assets": the
                                              application's own files as `assets`
                 {"write": [FILE, TEXT]}      {"folder": FOLDER}             {"remove": FILES}
                 {"truncate": [FILES, BYTES]} {"fill": [FILES, FROM, BYTES]} overwrites with 0xFF; BYTES null = to the end
                 {"sql": [FILE, STATEMENTS]}
               FILES is a pattern that must fit something
  args         arguments of the kiosk by option name without dashes; "open" is "home", "clock" is "fake", "size" is
               "1920x1080" and "headless" is true when not given. true is an option without a value, null leaves one out
  env          variables of the environment; null takes one away
  cwd          where the kiosk is started, when not in the folder of the case
  again        arguments of a second run in the same folder, over those of the first; the script is not played again
  code         exit code the kiosk must end with (0)
  says         text, or texts, that must stand in what the kiosk logs or prints
  silent       text, or texts, that must not stand there
  shows        text, or texts, that must be part of a label on the screen at the end
  same         pairs of files the kiosk wrote that must be equal
  rows         triples [FILE, QUERY, ROWS]: what a query of a database gives, as a list of lists
  nowhere      [FOLDER, TEXTS]: texts that must not stand in any file of a folder, which must have one
  steady       [FILE, LATER FILE, MEMBERS]: members of statistics that must not be larger in the later file

Every case runs in a folder of its own under the output folder, so scripts may write files by bare names.
"""

import argparse
import concurrent.futures
import contextlib
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import keypad_walk  # noqa: E402
import plan_walk  # noqa: E402

RUN_SECONDS = 300
KNOWN_KEYS = {"name", "script", "each_screen", "except", "keypad", "plan", "prepare", "args", "env", "cwd", "again", "code", "says",
              "silent", "shows", "same", "rows", "nowhere",
              "steady"}
DEFAULT_ARGS = {"headless": True, "open": "home", "clock": "fake", "size": "1920x1080", "screen-mm": "531.3x298.9"}
END_DUMP = "end.json"


class Problem(Exception):
    """A case cannot be run as it is written."""


def check_cases(cases):
    names = set()
    if not isinstance(cases, list) or not cases:
        raise Problem("cases.json must be a list of cases")
    for case in cases:
        if not isinstance(case, dict) or not isinstance(case.get("name"), str) or not case["name"].strip():
            raise Problem(f"cases.json: every case needs a name: {case}")
        if case["name"] in names:
            raise Problem(f"cases.json: there are two cases '{case['name']}'")
        names.add(case["name"])
        unknown = set(case) - KNOWN_KEYS
        if unknown:
            raise Problem(f"cases.json: '{case['name']}': unknown member '{sorted(unknown)[0]}'")
        if not isinstance(case.get("script", []), (str, list)):
            raise Problem(f"cases.json: '{case['name']}': script must be a file or a list of steps")
        if sum(key in case for key in ("script", "each_screen", "keypad", "plan")) == 0:
            raise Problem(f"cases.json: '{case['name']}': there is nothing to play")
        for operation in case.get("prepare", []):
            if len(operation) != 1 or next(iter(operation)) not in PREPARE:
                raise Problem(f"cases.json: '{case['name']}': cannot prepare {operation}")


# What `prepare` knows: functions of (folder, options, argument).


def files_of(folder, pattern):
    found = sorted(glob.glob(os.path.join(folder, pattern)))
    if not found:
        raise Problem(f"there is no file {pattern} to prepare")
    return found


def copy(folder, options, what):
    source = {"pack": options.pack, "province": options.province, "demo": options.demo,
              "assets": os.path.join(os.path.dirname(options.kiosk), "..", "assets")}[what]
    shutil.copytree(source, os.path.join(folder, what))


def write(folder, _, file_and_text):
    with open(os.path.join(folder, file_and_text[0]), "w", encoding="utf-8") as file:
        file.write(file_and_text[1])


def make_folder(folder, _, name):
    os.makedirs(os.path.join(folder, name))


def remove(folder, _, pattern):
    for file in files_of(folder, pattern):
        if os.path.isdir(file):
            shutil.rmtree(file)
        else:
            os.remove(file)


def truncate(folder, _, pattern_and_size):
    pattern, size = pattern_and_size
    for file in files_of(folder, pattern):
        os.truncate(file, size)


def fill(folder, _, range_):
    pattern, start, count = range_
    for file in files_of(folder, pattern):
        size = os.path.getsize(file)
        if start >= size:
            raise Problem(f"{file} has {size} bytes; nothing to fill from {start}")
        with open(file, "r+b") as handle:
            handle.seek(start)
            handle.write(b"\xff" * min(count if count is not None else size, size - start))


def sql(folder, _, file_and_statements):
    file, statements = file_and_statements
    connection = sqlite3.connect(files_of(folder, file)[0])
    connection.executescript(statements)
    connection.commit()
    connection.close()


PREPARE = {"copy": copy, "write": write, "folder": make_folder, "remove": remove, "truncate": truncate, "fill": fill, "sql": sql}


def prepare(case, folder, options):
    for operation in case.get("prepare", []):
        for name, argument in operation.items():
            PREPARE[name](folder, options, argument)


# What is played.


def filled_in(value, screen):
    """`value` with the placeholders of `each_screen` replaced."""
    if isinstance(value, str):
        return value.replace("$open", screen["open"]).replace("$name", screen["name"])
    if isinstance(value, list):
        return [filled_in(item, screen) for item in value]
    if isinstance(value, dict):
        return {key: filled_in(item, screen) for key, item in value.items()}
    return value


def screens_of(case, screens):
    left_out = set(case.get("except", []))
    unknown = left_out - {screen["name"] for screen in screens}
    if unknown:
        raise Problem(f"there is no screen '{sorted(unknown)[0]}' to leave out")
    return [screen for screen in screens if screen["name"] not in left_out]


def each_screen(steps, screens):
    played = []
    for screen in screens:
        for step in steps:
            if step in ("$steps", "$after"):
                played += screen.get(step[1:], [])
            else:
                played.append(filled_in(step, screen))
    return played


def with_all_screens(steps, screens):
    """`steps` with the "$screens" of every visit replaced."""
    routes = [route for route in dict.fromkeys(screen["open"] for screen in screens) if route != "attract"]
    played = []
    for step in steps:
        if "visit" in step:
            opened = []
            for route in step["visit"]["screens"]:
                opened += routes if route == "$screens" else [route]
            step = {"visit": {**step["visit"], "screens": opened}}
        played.append(step)
    return played


def script_of(case, screens, folder, options):
    """The file to play."""
    if isinstance(case.get("script"), str):
        return os.path.abspath(os.path.join(options.folder, case["script"]))
    steps = with_all_screens(case.get("script", []), screens)
    steps += each_screen(case.get("each_screen", []), screens_of(case, screens))
    script = os.path.join(folder, "script.json")
    with open(script, "w", encoding="utf-8") as file:
        json.dump({"steps": steps}, file)
    return script


def command_of(kiosk, args):
    command = [kiosk]
    for key, value in args.items():
        if value is True:
            command.append(f"--{key}")
        elif value is not None:
            command += [f"--{key}", str(value)]
    return command


def environment_of(case):
    environment = dict(os.environ)
    for name, value in case.get("env", {}).items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    return environment


# What it must have come to.


def texts_of(case, member):
    value = case.get(member, [])
    return [value] if isinstance(value, str) else value


def judge(case, code, log):
    """An empty string or why the run is not as the case says."""
    wanted = case.get("code", 0)
    if code != wanted:
        return f"ended with code {code} instead of {wanted}: {log.strip()[-400:]}"
    for text in texts_of(case, "says"):
        if text not in log:
            return f"did not log '{text}': {log.strip()[-400:]}"
    for text in texts_of(case, "silent"):
        if text in log:
            return f"logged '{text}'"
    return ""


def judge_files(case, folder):
    """An empty string or what is wrong with the files the kiosk left."""
    try:
        if "shows" in case:
            with open(os.path.join(folder, END_DUMP), encoding="utf-8") as file:
                labels = [node.get("label", "") for node in json.load(file)["nodes"] if not node.get("covered")]
            for text in texts_of(case, "shows"):
                if not any(text in label for label in labels):
                    return f"does not show '{text}' but {[label for label in labels if label][:12]}"
        for first, second in case.get("same", []):
            with open(os.path.join(folder, first), "rb") as a, open(os.path.join(folder, second), "rb") as b:
                if a.read() != b.read():
                    return f"{first} and {second} differ"
        for file, query, wanted in case.get("rows", []):
            with contextlib.closing(sqlite3.connect(files_of(folder, file)[0])) as connection:
                found = [list(row) for row in connection.execute(query)]
            if found != wanted:
                return f"{file}: {query} gives {found} instead of {wanted}"
        if "nowhere" in case:
            where, texts = case["nowhere"]
            for path in files_of(folder, where + "/*"):
                with open(path, "rb") as file:
                    content = file.read()
                for text in texts:
                    if text.encode("utf-8") in content:
                        return f"{path} has '{text}'"
        if "steady" in case:
            early, late, members = case["steady"]
            with open(os.path.join(folder, early), encoding="utf-8") as file:
                before = json.load(file)
            with open(os.path.join(folder, late), encoding="utf-8") as file:
                after = json.load(file)
            for member in members:
                if after[member] > before[member]:
                    return f"{member} grew from {before[member]} to {after[member]}"
    except OSError as problem:
        return str(problem)
    return ""


def run_case(case, screens, options):
    """(name, empty string or what is wrong)."""
    name = case["name"]
    folder = os.path.join(options.out, re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    args = {**DEFAULT_ARGS, "pack": options.pack}
    if "shows" in case:
        args["dump-ui"] = os.path.join(folder, END_DUMP)
    args.update(case.get("args", {}))

    def play(script, arguments):
        run = subprocess.run(command_of(options.kiosk, {**arguments, "script": script}), capture_output=True, text=True,
                             timeout=RUN_SECONDS, check=False, cwd=case.get("cwd", folder), env=environment_of(case))
        return run.returncode, run.stderr + run.stdout

    try:
        prepare(case, folder, options)
        if case.get("keypad"):
            return name, keypad_walk.walk(screens_of(case, screens), folder, lambda script: play(script, args))
        if case.get("plan"):
            walk = {"figures": plan_walk.walk, "election": plan_walk.walk_election}[case["plan"]]
            return name, walk(os.path.join(folder, args["pack"]), folder, lambda script: play(script, args))
        problem = judge(case, *play(script_of(case, screens, folder, options), args))
        if not problem and "again" in case:
            problem = judge(case, *play(None, {**args, **case["again"]}))
        return name, problem or judge_files(case, folder)
    except subprocess.TimeoutExpired:
        return name, f"did not end within {RUN_SECONDS} s"
    except (Problem, OSError, sqlite3.Error) as problem:
        return name, f"cannot be run: {problem}"


def main():
    parser = argparse.ArgumentParser(description="Plays the end-to-end scripts.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--province", required=True, help="the pack of the invented province")
    parser.add_argument("--demo", required=True, help="the pack with invented progress reports")
    parser.add_argument("--folder", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--screens", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../golden/screens.json"))
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", help="only cases whose name contains this")
    options = parser.parse_args()
    for name in ("kiosk", "pack", "province", "demo", "out"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    try:
        with open(os.path.join(options.folder, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        check_cases(cases)
        with open(options.screens, encoding="utf-8") as file:
            screens = json.load(file)["screens"]
    except (Problem, OSError, ValueError) as problem:
        print(f"e2e: {problem}", file=sys.stderr)
        return 1
    chosen = [case for case in cases if not options.only or options.only in case["name"]]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda case: run_case(case, screens, options), chosen))
    bad = [name for name, problem in results if problem]
    for name, problem in results:
        print(f"{'FAILED' if problem else 'ok    '} {name}{': ' + problem if problem else ''}")
    print(f"e2e: {len(results) - len(bad)} of {len(results)} passed")
    return 1 if bad or not results else 0


if __name__ == "__main__":
    sys.exit(main())
