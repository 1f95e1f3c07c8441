#!/usr/bin/env python3
"""Draws every case of tests/golden/cases.json and compares it with the picture beside it.

cases.json is a list of objects:
  name       file name of the expected picture, without ".png"
  args       what the kiosk is started with, by option name without dashes: {"open": "home", "size": "1920x1080",
             "screen-mm": "531.3x298.9", "text": 2, "theme": "sun", "lang": "en", "clock": "2026-05-03T15:00:00Z",
             "mount-bottom-mm": 600, "settings": file beside cases.json}; the clock is "fake" when none is given
  tolerance  share of the pixels, 0 to 0.5, that may differ by more than 24 of 255: antialiasing and blending are rounded
             differently by other processors; a moved line of text differs by far more
  pack       instead of Huancané's pack, "province" for the invented province (tests/bench/map/make_map.py), "demo" for Huancané
             with invented progress reports (content/packs/huancane-demo)
  script     optional list of script steps played before the picture is taken
  skip       optional reason why the case is not run

Writes report.html (expected, found, difference) into the output folder. Exit code 0 when every case fits, 1 otherwise.
"""

import argparse
import concurrent.futures
import html
import json
import os
import shutil
import subprocess
import sys

THRESHOLD = 24
KNOWN_ARGS = {"open", "size", "screen-mm", "mount-bottom-mm", "text", "theme", "lang", "clock", "settings"}
KNOWN_KEYS = {"name", "args", "tolerance", "pack", "script", "skip"}
OTHER_PACKS = ("demo", "province")
RUN_SECONDS = 120


class Problem(Exception):
    """The cases cannot be run as they are written."""


def check_cases(cases):
    """Raises Problem for the first case that is not as the top of this file says."""
    if not isinstance(cases, list) or not cases:
        raise Problem("cases.json must be a list of cases")
    names = set()
    for case in cases:
        name = case.get("name") if isinstance(case, dict) else None
        if not isinstance(name, str) or not name or any(not (c.isalnum() or c in "-_") for c in name):
            raise Problem(f"cases.json: every case needs a name of letters, figures, - and _: {case}")
        if name in names:
            raise Problem(f"cases.json: there are two cases '{name}'")
        names.add(name)
        for key in case:
            if key not in KNOWN_KEYS:
                raise Problem(f"cases.json: case '{name}': unknown member '{key}'")
        args = case.get("args")
        if not isinstance(args, dict) or "open" not in args:
            raise Problem(f"cases.json: case '{name}': args must be an object with at least 'open'")
        for key in args:
            if key not in KNOWN_ARGS:
                raise Problem(f"cases.json: case '{name}': unknown argument '{key}'")
        if case.get("pack", "demo") not in OTHER_PACKS:
            raise Problem(f"cases.json: case '{name}': the only other packs are {' and '.join(OTHER_PACKS)}")
        tolerance = case.get("tolerance")
        if not isinstance(tolerance, (int, float)) or not 0 <= tolerance <= 0.5:
            raise Problem(f"cases.json: case '{name}': tolerance must be between 0 and 0.5")
        if "skip" in case and not (isinstance(case["skip"], str) and case["skip"].strip()):
            raise Problem(f"cases.json: case '{name}': skip must say why")


def command_of(case, kiosk, pack, folder, shot, script_file):
    args = {"clock": "fake", **case["args"]}
    if "settings" in args:
        args["settings"] = os.path.join(folder, args["settings"])
    # What the kiosk writes is as new for every case as everything else.
    command = [kiosk, "--headless", "--pack", pack, "--state", shot + ".state", "--shot", shot]
    for key, value in args.items():
        command += [f"--{key}", str(value)]
    if script_file:
        command += ["--script", script_file]
    return command


def draw(case, options, shot):
    """Runs the kiosk; returns an empty string or what went wrong."""
    script_file = None
    if case.get("script"):
        script_file = os.path.join(options.out, case["name"] + ".script.json")
        with open(script_file, "w", encoding="utf-8") as file:
            json.dump({"steps": case["script"]}, file)
    if os.path.exists(shot):
        os.remove(shot)
    shutil.rmtree(shot + ".state", ignore_errors=True)
    try:
        pack = getattr(options, case.get("pack", "pack"))
        run = subprocess.run(command_of(case, options.kiosk, pack, options.folder, shot, script_file), capture_output=True, text=True,
                             timeout=RUN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"the kiosk did not end within {RUN_SECONDS} s"
    if run.returncode != 0 or not os.path.exists(shot):
        return f"the kiosk ended with code {run.returncode}: {run.stderr.strip()[-400:]}"
    return ""


def run_case(case, options):
    """Returns {"name", "ok", "text", "pictures"}."""
    name = case["name"]
    result = {"name": name, "ok": False, "text": "", "pictures": []}
    if "skip" in case:
        result.update(ok=True, text="skipped: " + case["skip"])
        return result
    actual = os.path.join(options.out, name + ".actual.png")
    problem = draw(case, options, actual)
    if problem:
        result["text"] = problem
        return result
    stored = os.path.join(options.folder, name + ".png")
    if options.update:
        run = subprocess.run([options.compare, "--pack", actual, stored], capture_output=True, text=True, check=False)
        result.update(ok=run.returncode == 0, text="written" if run.returncode == 0 else run.stderr.strip())
        return result
    result["pictures"].append(("found", os.path.basename(actual)))
    if not os.path.exists(stored):
        result["text"] = f"there is no tests/golden/{name}.png; look at the picture, then: ./dev golden --update {name}"
        return result
    expected = os.path.join(options.out, name + ".expected.png")
    shutil.copyfile(stored, expected)
    result["pictures"].insert(0, ("expected", os.path.basename(expected)))
    difference = os.path.join(options.out, name + ".difference.png")
    compare = [options.compare, "--threshold", str(THRESHOLD), expected, actual]
    run = subprocess.run(compare, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        result["text"] = run.stderr.strip()
        return result
    share, pixels, largest = run.stdout.split()
    result["ok"] = float(share) <= case["tolerance"]
    result["text"] = (f"{float(share) * 100:.4f} % of the pixels differ ({pixels}; largest difference {largest}), "
                      f"{case['tolerance'] * 100:g} % may. {run.stderr.strip()}").strip()
    if int(pixels) and not run.stderr.strip():
        subprocess.run(compare + ["--difference", difference], capture_output=True, check=True)
        result["pictures"].append(("difference", os.path.basename(difference)))
    return result


def write_report(results, file):
    rows = []
    for result in sorted(results, key=lambda r: (r["ok"], r["name"])):
        figures = "".join(
            f'<figure><img src="{html.escape(path)}" alt="{what}" loading="lazy"><figcaption>{what}</figcaption></figure>'
            for what, path in result["pictures"])
        state = "fits" if result["ok"] else "differs"
        rows.append(f'<section class="{state}"><h2>{html.escape(result["name"])}: {state}</h2>'
                    f'<p>{html.escape(result["text"])}</p><div>{figures}</div></section>')
    with open(file, "w", encoding="utf-8") as out:
        out.write("<!doctype html><meta charset=utf-8><title>Golden pictures</title><style>"
                  "body{font:16px sans-serif;margin:2em;background:#f5f5f5}section{margin-bottom:2em}"
                  "div{display:flex;gap:1em}figure{margin:0;flex:1}img{width:100%;border:1px solid #999}"
                  ".differs h2{color:#a00000}</style><h1>Golden pictures</h1>" + "\n".join(rows) + "\n")


def main():
    parser = argparse.ArgumentParser(description="Compares screenshots with the expected ones.")
    parser.add_argument("--kiosk", required=True)
    parser.add_argument("--compare", required=True, help="the golden-compare program")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--province", required=True, help="the pack of the invented province")
    parser.add_argument("--demo", required=True, help="the pack with invented progress reports")
    parser.add_argument("--folder", required=True, help="folder of cases.json and the expected pictures")
    parser.add_argument("--out", required=True, help="folder for pictures and the report")
    parser.add_argument("--update", action="store_true", help="take the pictures as they are now for right")
    parser.add_argument("names", nargs="*", help="only these cases")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    try:
        with open(os.path.join(options.folder, "cases.json"), encoding="utf-8") as file:
            cases = json.load(file)
        check_cases(cases)
        unknown = set(options.names) - {case["name"] for case in cases}
        if unknown:
            raise Problem(f"there is no case {', '.join(sorted(unknown))}")
    except (Problem, OSError, ValueError) as problem:
        print(f"golden: {problem}", file=sys.stderr)
        return 1
    chosen = [case for case in cases if not options.names or case["name"] in options.names]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        results = list(pool.map(lambda case: run_case(case, options), chosen))
    known = {case["name"] + ".png" for case in cases}
    for file in sorted(os.listdir(options.folder)):
        if file.endswith(".png") and file not in known:
            results.append({"name": file, "ok": False, "text": "belongs to no case; remove it", "pictures": []})
    report = os.path.join(options.out, "report.html")
    write_report(results, report)
    for result in results:
        print(f"{'ok     ' if result['ok'] else 'DIFFERS'} {result['name']}: {result['text']}")
    bad = [result["name"] for result in results if not result["ok"]]
    print(f"golden: {len(results) - len(bad)} of {len(results)} fit; {report}" + (f"; not: {', '.join(bad)}" if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
