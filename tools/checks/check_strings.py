#!/usr/bin/env python3
"""Holds the words of the interface and the keys in the code to each other.

- every key the code asks for stands in assets/locale/es.po and en.po, and every key there is asked for
- es and en have the same keys, the same {placeholders} and nothing empty
- qu and ay have no key of their own; what they say is marked fuzzy (msgfmt then leaves it out and Spanish is shown) until a
  comment "# reviewed: NAME, YYYY-MM-DD" says which speaker looked at it

A key that the code puts together at run time begins with a literal that ends in a dot; DYNAMIC lists what may follow.
"""

import argparse
import os
import re
import sys

COMPASS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"]
MONTHS = [str(month) for month in range(1, 13)]

PLAN_STATES = ["no-report", "not-started", "preparing", "ongoing", "stalled", "done", "partial", "not-done", "dropped",
               "not-verifiable"]

# literal the code begins with -> what it may put behind it
DYNAMIC = {
    "tag.language.": ["es", "en", "qu", "ay"],
    "distance.to.": COMPASS,
    "month.": MONTHS,
    "month.short.": MONTHS,
    "kind.": ["commitment", "indicator", "province", "district", "event", "festival", "dance", "music", "craft", "architecture", "food", "person", "visit",
              "word", "absent", "itinerary", "place", "place.site", "place.church", "place.museum", "place.nature", "place.architecture",
              "place.community"],
    "places.filter.": ["church", "museum", "site", "nature", "architecture", "community"],
    "home.": [f"{tile}.{part}" for tile in ("places", "districts", "map", "culture", "visit", "crafts", "words", "plan")
              for part in ("title", "text")],
    "century.": [str(century) for century in range(1, 22)],
    "culture.": [f"{tile}.{part}" for tile in ("timeline", "festivals", "dances", "music", "architecture", "food", "people",
                                               "words") for part in ("title", "text", "count")],
    "culture.tab.": ["timeline", "festivals", "music"],
    "month.abbr.": MONTHS,
    "topics.": [f"{kind}.{part}" for kind in ("architecture", "craft", "food", "music", "person") for part in ("title", "text")],
    "weekday.": [str(day) for day in range(7)],
    "map.layer.": ["places", "churches", "museums", "nature", "festivals", "crafts", "services"],
    "map.step.": ["before", "after"],
    "map.tab.": ["near", "districts", "routes", "layers"],
    "map.tool.": ["nearer", "farther", "turn", "north", "home"],
    "map.up.": COMPASS,
    "plan.state.": [name + end for name in PLAN_STATES for end in ("", ".text")] + ["withheld"],
    "plan.columns.": ["promised", "approved", "reported", "verified"],
    "plan.part.": ["component", "space", "strategy", "work", "plan", "pilot", "project"],
    "plan.phase.": ["pia", "pim", "certified", "committed", "accrued", "paid"],
    "plan.meeting.": ["assembly", "council", "oversight", "hearing"],
    "plan.mark.": ["advancing", "stopped", "finished", "absent", "damaged", "other"],
    "observe.why.": [why + end for why in ("already", "closed", "busy") for end in ("", ".text")],
    "plan.chapter.": ["vision", "value", "potential", "problem", "policy", "monitoring", "notice"],
    "plan.theme.": ["people", "territory", "economy", "poverty", "health", "education", "services", "housing"],
    "plan.direction.": ["up", "down", "keep"],
    "plan.value.": ["about", "up-to"],
    "plan.year.": ["printed", "deduced", "source", "estimate"],
    "plan.kind.": ["census", "estimate", "record", "calculation", "stated", "category"],
    "item.position.": ["none", "surveyed", "settlement", "town-centre", "approximate"],
}

FULL = ("es", "en")
REVIEWED_ONLY = ("qu", "ay")

# Calls whose string literals are keys.
CALL = re.compile(r"\b(?:tr|plural)\s*\(|\b(?:strings(?:\s*\(\s*\))?|catalogue|m_strings)\s*(?:\.|->)\s*get\s*\(")
KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+")
PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
REVIEWED = re.compile(r"#\s*reviewed: .+, \d{4}-\d{2}-\d{2}$")


class Entry:
    def __init__(self, line):
        self.line = line
        self.key = ""
        self.texts = []
        self.fuzzy = False
        self.reviewed = False


def parse_po(text):
    """Entries of a .po file, the header left out. Raises ValueError naming the line."""
    entries = []
    entry = Entry(1)
    field = None

    def finish():
        nonlocal entry
        if entry.texts and entry.key:
            entries.append(entry)
        entry = Entry(number)

    for number, raw in enumerate(text.split("\n") + [""], 1):
        line = raw.strip()
        if not line:
            finish()
            field = None
        elif line.startswith("#,"):
            entry.fuzzy = entry.fuzzy or "fuzzy" in line[2:]
        elif line.startswith("#"):
            entry.reviewed = entry.reviewed or bool(REVIEWED.match(line))
        else:
            match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"((?:[^"\\]|\\.)*)"$', line)
            if match is None:
                raise ValueError(f"line {number} is neither a comment nor a string")
            keyword, value = match.groups()
            if keyword:
                field = keyword
                if field.startswith("msgstr"):
                    entry.texts.append("")
            if field is None:
                raise ValueError(f"line {number} belongs to no msgid or msgstr")
            if field == "msgid":
                entry.key += value
                entry.line = number
            elif field.startswith("msgstr"):
                entry.texts[-1] += value
    return entries


def split_code(text):
    """Code without comments, in which the n-th string literal is written "n", and the list of those literals."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'', re.DOTALL)
    literals = []

    def replace(match):
        found = match.group(0)
        if found.startswith(("//", "/*")):
            return " " + "\n" * found.count("\n")
        if found.startswith("'"):
            return "' '"
        literals.append(match.group(2) if found.startswith("R") else match.group(3))
        return f'"{len(literals) - 1}"'

    return token.sub(replace, text), literals


def arguments(code, start):
    """Text from `start` (behind an opening bracket) to the bracket that closes it."""
    depth = 1
    for at in range(start, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return code[start:at]
    return code[start:]


def keys_of_code(text):
    """(keys a call asks for as (key, line), every literal of the file)."""
    code, literals = split_code(text)
    asked = []
    for call in CALL.finditer(code):
        line = code.count("\n", 0, call.start()) + 1
        for number in re.findall(r'"(\d+)"', arguments(code, call.end())):
            asked.append((literals[int(number)], line))
    return asked, literals


def expansions():
    return {prefix + rest for prefix, rests in DYNAMIC.items() for rest in rests}


def check_code(files, keys):
    """Problems of the code, and the keys of `keys` it uses. `files` are (path, text)."""
    problems = []
    every = set()
    dynamic = expansions()
    for path, text in files:
        asked, literals = keys_of_code(text)
        every.update(literals)
        for key, line in asked:
            if key in keys or key in DYNAMIC:
                continue
            if key.startswith(".") and any(name.endswith(key) for name in dynamic):
                continue
            if key.endswith("."):
                problems.append(f"{path}:{line}: '{key}' is completed at run time; list what may follow in DYNAMIC of "
                                "tools/checks/check_strings.py")
            elif KEY.fullmatch(key):
                problems.append(f"{path}:{line}: the key '{key}' stands in no assets/locale/es.po")
    for prefix, rests in DYNAMIC.items():
        if prefix not in every:
            problems.append(f"tools/checks/check_strings.py: DYNAMIC '{prefix}' is used nowhere any more")
            continue
        for rest in rests:
            if prefix + rest not in keys:
                problems.append(f"assets/locale/es.po: the key '{prefix}{rest}' is missing, which the code puts together")
    used = {key for key in keys if key in every or key in dynamic}
    return problems, used


def placeholders(entry):
    return {name for text in entry.texts for name in PLACEHOLDER.findall(text)}


def check_catalogues(catalogues):
    """Problems among the languages. `catalogues`: language -> entries."""
    problems = []
    for lang, entries in catalogues.items():
        seen = set()
        for entry in entries:
            where = f"assets/locale/{lang}.po:{entry.line}: '{entry.key}'"
            if entry.key in seen:
                problems.append(f"{where} stands there twice")
            seen.add(entry.key)
            if not all(entry.texts):
                problems.append(f"{where} is not translated")
            if lang in FULL and entry.fuzzy:
                problems.append(f"{where} is marked fuzzy; only qu and ay wait for a reviewer")
            if lang in REVIEWED_ONLY and not entry.fuzzy and not entry.reviewed:
                problems.append(f"{where} is neither marked fuzzy nor says '# reviewed: NAME, YYYY-MM-DD'")
    spanish = {entry.key: entry for entry in catalogues["es"]}
    for lang, entries in catalogues.items():
        here = {entry.key: entry for entry in entries}
        for key in sorted(set(here) - set(spanish)):
            problems.append(f"assets/locale/{lang}.po:{here[key].line}: '{key}' is unknown in es.po")
        if lang in FULL:
            for key in sorted(set(spanish) - set(here)):
                problems.append(f"assets/locale/{lang}.po: '{key}' is missing")
        for key in sorted(set(here) & set(spanish)):
            if placeholders(here[key]) != placeholders(spanish[key]):
                problems.append(f"assets/locale/{lang}.po:{here[key].line}: '{key}' has other {{placeholders}} than in es.po")
    return problems


def check(files, catalogues):
    keys = {entry.key for entry in catalogues["es"]}
    problems, used = check_code(files, keys)
    problems += check_catalogues(catalogues)
    problems += [f"assets/locale/es.po: the key '{key}' is used nowhere" for key in sorted(keys - used)]
    return problems


def main():
    parser = argparse.ArgumentParser(description="Checks the words of the interface against the code.")
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    options = parser.parse_args()
    catalogues = {}
    for lang in FULL + REVIEWED_ONLY:
        with open(os.path.join(options.root, "assets/locale", lang + ".po"), encoding="utf-8") as file:
            catalogues[lang] = parse_po(file.read())
    files = []
    for folder, _, names in os.walk(os.path.join(options.root, "kiosk")):
        for name in sorted(names):
            if name.endswith((".cpp", ".hpp")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    files.append((os.path.relpath(path, options.root), file.read()))
    problems = check(files, catalogues)
    for problem in problems:
        print(problem)
    print(f"strings: {len(catalogues['es'])} keys, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
