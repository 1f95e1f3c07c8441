#!/usr/bin/env python3
"""Holds the #include lines of the tree to the arrows between its boxes.

`a <- b`: b may include a.

    base <- core <- content <- kiosk (ui, map, state, app, scenes) <- kiosk/main.cpp
            core <- sdl, os                                 <- kiosk/main.cpp
                    content <- pack builder                 <- tools

The arrows are the table BOXES below, and what is allowed of libraries the table LIBRARIES. A file belongs to the box with
the longest matching path. Standard headers and those of POSIX and Linux are free everywhere but for EXTRA rules at the end.
"""

import argparse
import collections
import os
import re
import subprocess
import sys

Box = collections.namedtuple("Box", "name path headers may")

# name, path of its files, how its public headers are named in an #include, boxes it may include
BOXES = [
    Box("base", "platform/base/", ["base/"], []),
    Box("core", "platform/core/", ["platform/"], ["base"]),
    Box("sdl", "platform/sdl/", ["platform_sdl/"], ["base", "core"]),
    Box("os", "platform/os/", ["platform_os/"], ["base", "core"]),
    Box("content", "content/", ["content/"], ["base", "core"]),
    Box("mapc", "content/map/", ["content_map/"], ["base", "core", "content"]),
    Box("pack", "content/pack/", ["content_pack/"], ["base", "core", "content", "mapc"]),
    Box("ui", "kiosk/ui/", ["ui/"], ["base", "core"]),
    Box("map", "kiosk/map/", ["map/"], ["base", "core", "content", "ui"]),
    Box("state", "kiosk/state/", ["state/"], ["base", "core", "content"]),
    Box("app", "kiosk/app/", ["app/"], ["base", "core", "content", "ui", "state"]),
    Box("scenes", "kiosk/scenes/", ["scenes/"], ["base", "core", "content", "ui", "map", "state", "app"]),
    # The command line knows the application's options, but no window and no operating system.
    Box("options", "kiosk/command_line.", [], ["base", "core", "app", "ui"]),
    Box("main", "kiosk/main.cpp", [], ["base", "core", "content", "ui", "state", "app", "scenes", "sdl", "os", "options"]),
    Box("tools", "tools/", [], ["base", "core", "os", "content", "mapc", "pack"]),
    Box("support", "tests/support/", ["test_support/"], ["base", "core"]),
    Box("tests", "tests/", [], ["base", "core", "sdl", "os", "content", "mapc", "pack", "ui", "map", "state", "app", "scenes", "support",
                             "tools"]),
]

# What is private to a box and yet shared with others: header path inside the box -> who may name it. The pack builder writes
# what the store reads: schema, SQLite wrappers, word splitting, hashing. The device's own database has the same wrappers.
PRIVATE_TO = {"content": ["mapc", "pack", "state", "tests"], "state": ["tests"], "mapc": ["tests"], "pack": ["tests", "tools"], "tools": ["tests"], "scenes": ["tests"]}

# library headers -> paths that may include them (tests may include anything)
LIBRARIES = [
    (r"SDL.*", ["platform/sdl/"]),
    (r"GL/glu\.h", ["content/map/"]),  # its tessellator works without a GL context
    (r"(epoxy|GL|GLES\d?|EGL)/.*", ["platform/sdl/"]),
    (r"imgui.*", ["kiosk/ui/"]),
    (r"sqlite3\.h", ["content/src/db/"]),
    (r"toml\+\+/.*", ["kiosk/app/src/settings.cpp"]),
    (r"spdlog/.*|fmt/.*", ["platform/os/"]),
    (r"librsvg/.*|cairo.*|png\.h|zlib\.h|jpeglib\.h|jerror\.h", ["content/pack/", "tools/golden/"]),
    (r"CLI/.*", ["kiosk/command_line.cpp", "tools/"]),
    (r"nlohmann/.*", ["platform/core/src/", "content/pack/src/", "kiosk/ui/src/", "kiosk/state/src/", "kiosk/app/src/",
                       "tools/"]),
    (r"boost/locale.*", ["kiosk/app/src/catalogue.cpp"]),
    (r"sodium\.h", ["content/src/", "kiosk/state/src/"]),
    (r"utf8proc\.h", ["content/src/"]),
    (r"linebreak\.h|graphemebreak\.h|unibreak.*", ["kiosk/ui/src/"]),
    (r"qrencode\.h", ["kiosk/ui/src/"]),
    (r"xxhash\.h", ["kiosk/ui/src/", "content/"]),
    (r"espeak-ng/.*", ["platform/os/", "platform/sdl/"]),
    (r"stb/.*", ["kiosk/ui/src/", "kiosk/app/src/png.cpp", "content/pack/src/"]),
    (r"doctest/.*", []),
]

# Standard C++ headers without a suffix, C headers, and what POSIX and Linux bring.
SYSTEM = re.compile(r"^[a-z_]+$|^c[a-z]+$|^(sys|linux|netinet|arpa)/[a-z_]+\.h$|^(dirent|errno|fcntl|poll|pthread|sched|signal|"
                    r"malloc|stdio|stdlib|string|time|unistd|netdb|pwd|grp|spawn|dlfcn|locale|limits|stdint|stddef|math)\.h$")

# Headers of the operating system belong to the box that hides it, apart from what the pack builder needs to write a folder in
# one step and the store to map and lock a file.
EXTRA = [
    (re.compile(r"^(unistd|fcntl|dirent|poll|pthread|sched|signal|spawn|dlfcn)\.h$|^(sys|linux|netinet|arpa)/"),
     ["platform/os/", "platform/sdl/", "content/src/", "content/pack/src/", "tools/"],
     "headers of the operating system belong into platform/os"),
    (re.compile(r"^malloc\.h$"), ["platform/os/", "kiosk/main.cpp"], "only the composition root tunes the allocator"),
]

# A file that defines a factory is a screen; the others beside it are parts that screens share.
SCENE_FACTORY = re.compile(r"^std::unique_ptr<Scene> make[A-Z]\w*\(", re.MULTILINE)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def box_of(path):
    """The box a file belongs to: the one with the longest path that matches, None outside all of them."""
    best = None
    for box in BOXES:
        if path.startswith(box.path) and (best is None or len(box.path) > len(best.path)):
            best = box
    return best


def target_of(include):
    """The box an #include of a public header leads to, None when it names none."""
    for box in BOXES:
        if any(include.startswith(prefix) for prefix in box.headers):
            return box
    return None


def private_target(path, include, files):
    """Path of the private header of the tree that `path` names with `include`, None when there is none."""
    folder = os.path.dirname(path)
    beside = os.path.normpath(os.path.join(folder, include))
    if beside in files:
        return beside
    box = box_of(path)
    candidates = [file for file in files if file.endswith("/" + include) and "/include/" not in file]
    own = [file for file in candidates if box_of(file) is box]
    return (own or candidates or [None])[0]


def check_library(path, include):
    if path.startswith("tests/"):
        return None
    for pattern, places in LIBRARIES:
        if re.fullmatch(pattern, include):
            if any(path.startswith(place) for place in places):
                return None
            allowed = ", ".join(places) or "tests"
            return f"<{include}> may be included only in {allowed}"
    for pattern, places, why in EXTRA:
        if pattern.match(include) and not any(path.startswith(place) for place in places):
            return f"<{include}>: {why}"
    if not SYSTEM.match(include):
        return f"<{include}>: a library this check does not know; add it to LIBRARIES with the places that need it"
    return None


def check_own(path, include, files, screens):
    box = box_of(path)
    if box is None:
        return "this file belongs to no box; add its folder to BOXES"
    target = target_of(include)
    if target is not None:
        if target is box or target.name in box.may:
            return None
        return f'"{include}": {box.name} must not include {target.name}'
    private = private_target(path, include, files)
    if private is None:
        return f'"{include}": there is no such header in the tree'
    owner = box_of(private)
    if owner is box:
        if os.path.splitext(private)[0] in screens - {os.path.splitext(path)[0]}:
            return f'"{include}" belongs to another screen; move what both need into a file of its own'
        return None
    if owner.name in ("options",) and box.name == "main":
        return None
    if box.name in PRIVATE_TO.get(owner.name, []):
        return None
    return f'"{include}" is private to {owner.name} ({private})'


def screens_of(texts):
    """Paths without suffix of the files that define a screen. `texts`: path -> text."""
    return {os.path.splitext(path)[0] for path, text in texts.items()
            if path.startswith("kiosk/scenes/") and path.endswith(".cpp") and SCENE_FACTORY.search(text)}


def check_text(path, text, files, screens=frozenset()):
    """Problems of one file as "path:line: what". `files`: every path of the tree; `screens`: see screens_of."""
    problems = []
    for match in INCLUDE.finditer(text):
        bracket, include = match.groups()
        known = bracket == "<" and target_of(include) is None
        problem = check_library(path, include) if known else check_own(path, include, files, screens)
        if problem is None and bracket == '"' and target_of(include) is None and include.startswith("../"):
            problem = f'"{include}": name a header from its include root, not by a way through folders'
        if problem:
            line = text.count("\n", 0, match.start()) + 1
            problems.append(f"{path}:{line}: {problem}")
    return problems


def tracked_files(root):
    """C++ files of the repository, as git knows them."""
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-co", "--exclude-standard", "*.cpp", "*.hpp", "*.h", "*.cc"],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    return [file for file in listed if file and os.path.exists(os.path.join(root, file))]


def main():
    parser = argparse.ArgumentParser(description="Checks #include lines against the arrows between boxes.")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    options = parser.parse_args()
    texts = {}
    for path in tracked_files(options.root):
        with open(os.path.join(options.root, path), encoding="utf-8") as file:
            texts[path] = file.read()
    screens = screens_of(texts)
    problems = [problem for path, text in texts.items() for problem in check_text(path, text, texts.keys(), screens)]
    for problem in problems:
        print(problem)
    print(f"layers: {len(texts)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
