#!/usr/bin/env python3
"""Plays every script of tests/e2e/cases.json in the kiosk, without a display and with the clock in hand.

cases.json is a list of objects:
  name    what is shown, as a sentence
  script  file beside it, or a list of steps (kiosk/app/include/app/script.hpp)
  args    optional arguments of the kiosk by option name without dashes; "open" is "home", "clock" is "fake" and "size" is
          "1920x1080" when not given. An argument that is null is left out
  code    optional exit code the kiosk must end with (0)
  says    optional text that must stand in what the kiosk logs
  silent  optional text that must not stand there

Every case runs in a folder of its own under the output folder, so scripts may write files by bare names.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys

RUN_SECONDS = 180
KNOWN_KEYS = {"name", "script", "args", "code", "says", "silent"}


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
        if not isinstance(case.get("script"), (str, list)):
            raise Problem(f"cases.json: '{case['name']}': script must be a file or a list of steps")


def judge(case, code, log):
    """An empty string or why the run is not as the case says."""
    wanted = case.get("code", 0)
    if code != wanted:
        return f"ended with code {code} instead of {wanted}: {log.strip()[-400:]}"
    if case.get("says") and case["says"] not in log:
        return f"did not log '{case['says']}': {log.strip()[-400:]}"
    if case.get("silent") and case["silent"] in log:
        return f"logged '{case['silent']}'"
    return ""


def run_case(case, options):
    folder = os.path.join(options.out, re.sub(r"[^a-z0-9]+", "-", case["name"].lower()).strip("-")[:80])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    if isinstance(case["script"], str):
        script = os.path.abspath(os.path.join(options.folder, case["script"]))
    else:
        script = os.path.join(folder, "script.json")
        with open(script, "w", encoding="utf-8") as file:
            json.dump({"steps": case["script"]}, file)
    args = {"open": "home", "clock": "fake", "size": "1920x1080", "screen-mm": "531.3x298.9", "pack": options.pack}
    args.update(case.get("args", {}))
    command = [options.kiosk, "--headless", "--script", script]
    for key, value in args.items():
        if value is not None:
            command += [f"--{key}", str(value)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False, cwd=folder)
    except subprocess.TimeoutExpired:
        return case["name"], f"did not end within {RUN_SECONDS} s"
    return case["name"], judge(case, run.returncode, run.stderr)


def main():
    parser = argparse.ArgumentParser(description="Plays the end-to-end scripts.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--folder", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", help="only cases whose name contains this")
    options = parser.parse_args()
    for name in ("kiosk", "pack", "out"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    try:
        with open(os.path.join(options.folder, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        check_cases(cases)
    except (Problem, OSError, ValueError) as problem:
        print(f"e2e: {problem}", file=sys.stderr)
        return 1
    chosen = [case for case in cases if not options.only or options.only in case["name"]]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda case: run_case(case, options), chosen))
    bad = [name for name, problem in results if problem]
    for name, problem in results:
        print(f"{'FAILED' if problem else 'ok    '} {name}{': ' + problem if problem else ''}")
    print(f"e2e: {len(results) - len(bad)} of {len(results)} passed")
    return 1 if bad or not results else 0


if __name__ == "__main__":
    sys.exit(main())
