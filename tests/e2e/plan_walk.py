"""Walks through the municipal plan of a pack in which nobody has reported anything: every figure leads to where it comes from, what
nobody reported is said so and never zero, and every screen says who presented the plan without naming a party."""

import os
import re
import sqlite3

from playing import load, play_steps

NO_REPORT = "Sin reporte"
ZERO_PERCENT = re.compile(r"(?<![\d.,])0(?:[.,]0+)?[ \u00a0\u202f]?%")
# Of the list that filed the document: no name of a party on a public screen.
PARTY = ("movimiento regional", "frente amplio")
MISSING_VALUE = "sin dato en el documento"
MISSING_YEAR = "año no indicado"
MISSING_SOURCE = "fuente no indicada"
SCREENS = ("plan", "plan-list", "plan-guide", "plan-document", "plan-document/notice", "indicators")


def texts_of(dump):
    """Everything a screen says, aloud too."""
    return [text for node in dump["nodes"] for text in (node.get("label", ""), node.get("speech", "")) if text]


def read_plan(pack):
    """(label of the plan, keys of the commitments, keys of the indicators, figures) of a pack."""
    database = sqlite3.connect(f"file:{os.path.join(pack, 'content.db')}?mode=ro&immutable=1", uri=True)
    try:
        label = database.execute("SELECT t.label FROM plan_node AS n JOIN plan_node_text AS t ON t.node_id = n.id "
                                 "WHERE n.kind = 'plan' AND t.lang = 'es'").fetchone()[0]
        keys = {kind: [key for (key,) in database.execute("SELECT i.key FROM plan_node AS n JOIN item AS i ON i.id = n.item_id "
                                                          "WHERE n.kind = ? ORDER BY n.id", (kind,))]
                for kind in ("commitment", "indicator")}
        figures = database.execute("SELECT code, printed, missing, period, basis, line FROM plan_observation ORDER BY id").fetchall()
    finally:
        database.close()
    return label, keys["commitment"], keys["indicator"], figures


def wrong_with_screen(name, texts, label):
    """An empty string or what no screen of the plan may do."""
    if label not in texts:
        return f"{name}: does not say '{label}'"
    for text in texts:
        if ZERO_PERCENT.search(text):
            return f"{name}: shows zero where nobody has reported: '{text}'"
        for party in PARTY:
            if party in text.lower():
                return f"{name}: names a party: '{text}'"
    return ""


def wrong_with_figure(figure, texts):
    """An empty string or what the card of a figure leaves out."""
    code, printed, missing, period, basis, line = figure
    wanted = [MISSING_VALUE if missing else printed, str(period) if period else MISSING_YEAR, basis or MISSING_SOURCE,
              f"línea {line} "]
    for words in wanted:
        if not any(words in text for text in texts):
            return f"provenance/{code}: does not say '{words}'"
    return ""


def wrong_with_overview(dump, commitments):
    """An empty string or which commitment the overview does not call without a report."""
    for key in commitments:
        control = next((node for node in dump["nodes"] if node.get("id") == f"plan.{key}"), None)
        if control is None:
            return f"plan: the commitment '{key}' is not there"
        if NO_REPORT not in control.get("speech", ""):
            return f"plan: '{control.get('label')}' is not said to be without a report"
    return ""


def walk(pack, folder, play):
    """An empty string or the first thing that is wrong. `play(script file)` gives (exit code, log)."""
    label, commitments, indicators, figures = read_plan(pack)
    routes = list(SCREENS)
    routes += [f"commitment/{key}" for key in commitments] + [f"indicator/{key}" for key in indicators]
    routes += [f"provenance/{figure[0]}" for figure in figures]
    if not commitments or not figures:
        return "the pack has no plan"
    steps = []
    for number, route in enumerate(routes):
        steps += [{"visit": {"screens": [route]}}, {"dump": f"{number}.json"}]
    problem = play_steps(folder, "plan.json", steps, play)
    if problem:
        return problem
    cards = {f"provenance/{figure[0]}": figure for figure in figures}
    for number, route in enumerate(routes):
        dump = load(folder, f"{number}.json")
        if dump["screen"] != route:
            return f"{route}: the kiosk shows '{dump['screen']}'"
        texts = texts_of(dump)
        problem = wrong_with_screen(route, texts, label)
        if not problem and route == "plan":
            problem = wrong_with_overview(dump, commitments)
        if not problem and route in cards:
            problem = wrong_with_figure(cards[route], texts)
        if problem:
            return problem
    return ""
