#!/usr/bin/env python3
"""Writes the script of the tour that ./dev run plays where there is no display: every screen of tests/golden/screens.json on a
landscape and on an upright panel, one PNG each."""

import argparse
import json
import os
import sys

PANELS = [("landscape", [1920, 1080], [531.3, 298.9]), ("upright", [1080, 1920], [398.5, 708.4])]


def tour(screens):
    steps = []
    for panel, size, size_mm in PANELS:
        steps.append({"resize": size, "size_mm": size_mm})
        for number, screen in enumerate(screens, 1):
            steps.append({"visit": {"screens": [screen["open"]]}})
            steps += screen.get("steps", [])
            steps.append({"shot": f"{panel}-{number:02}-{screen['name']}.png"})
            steps += screen.get("after", [])
    return {"steps": steps}


def main():
    parser = argparse.ArgumentParser(description="Writes the script of the tour.")
    parser.add_argument("--screens", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../golden/screens.json"))
    parser.add_argument("out")
    options = parser.parse_args()
    with open(options.screens, encoding="utf-8") as file:
        screens = json.load(file)["screens"]
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(tour(screens), file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
