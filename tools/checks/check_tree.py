#!/usr/bin/env python3
"""Looks through the text files of the repository for what should never be in one: paths of somebody's machine and marks of
unfinished work. Also that no file is so large that a clone would suffer, and that README.md and ./dev name the same packages for
the same reasons."""

import argparse
import os
import re
import subprocess
import sys

# A path that exists on one machine only. Names of folders any Debian has (/usr, /etc, /var, /proc) are fine, and so is a
# bare "/tmp/" that a program names.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|mnt|work|farm|tmp)/[\w.-]+")
# Split, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
MAX_BYTES = 1_500_000
# Long words may look like marks in coordinates and keys of data; program text and documents are what counts.
TEXT_SUFFIXES = {".cpp", ".hpp", ".h", ".c", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ".po", ".sql", ".csv", ".toml",
                 ".frag", ".vert", ".svg", ".yml", ".yaml", ""}


def check_text(path, text):
    """Problems of one file as "path:line: what"."""
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        match = MACHINE_PATH.search(line)
        if match:
            problems.append(f"{path}:{number}: '{match.group(0)}' is a path of one machine")
        match = UNFINISHED.search(line)
        if match:
            problems.append(f"{path}:{number}: '{match.group(0)}': finish it or write down what is missing as an issue")
    return problems


def packages_of_dev(dev):
    """Lines "name|reason" of the table in ./dev."""
    table = re.search(r"^package_table='(.*?)'", dev, re.DOTALL | re.MULTILINE)
    return table.group(1).split("\n") if table else []


def check_packages(dev, readme):
    """Packages of ./dev that README.md does not give with the same reason, and the other way round."""
    wanted = [tuple(line.split("|")) for line in packages_of_dev(dev)]
    section = readme.partition("## What it is built on")[2].partition("\n## ")[0]
    given = re.findall(r"^\| ([a-z0-9.+-]+) \| (.+) \|$", section, re.MULTILINE)
    given = [row for row in given if row != ("package", "why") and set(row[0]) != {"-"}]
    problems = [f"README.md: the package '{name}' of ./dev is missing or has another reason" for name, reason in wanted
                if (name, reason) not in given]
    problems += [f"README.md: './dev' does not install '{name}' for this reason" for name, reason in given
                 if (name, reason) not in wanted]
    return problems if wanted else ["dev: there is no table of packages"]


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description="Looks for machine paths and unfinished work.")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    options = parser.parse_args()
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", options.root, "ls-files", "-coz", "--exclude-standard"], capture_output=True,
                            text=True, check=True).stdout.split("\0")
    files = [file for file in listed if file and os.path.isfile(os.path.join(options.root, file))]
    problems = check_packages(read(options.root, "dev"), read(options.root, "README.md"))
    for path in files:
        full = os.path.join(options.root, path)
        if os.path.getsize(full) > MAX_BYTES:
            problems.append(f"{path}: {os.path.getsize(full)} bytes; at most {MAX_BYTES} belong into the repository")
        if os.path.splitext(path)[1] not in TEXT_SUFFIXES:
            continue
        with open(full, "rb") as file:
            content = file.read()
        if b"\0" not in content:
            problems += check_text(path, content.decode("utf-8", errors="replace"))
    for problem in problems:
        print(problem)
    print(f"tree: {len(files)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
