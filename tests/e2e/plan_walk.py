"""Walks through the municipal plan of a pack in which nobody has reported anything: every figure leads to where it comes from, what
nobody reported is said so and never zero, and every screen says who presented the plan without naming a party.

Walks through a plan with reports during an election, too: no screen may say anything of what was done."""

import os
import re
import sqlite3

from playing import load, play_steps

NO_REPORT = "Sin reporte"
ZERO_PERCENT = re.compile(r"(?<![\d.,])0(?:[.,]0+)?[ \u00a0\u202f]?%")
# Of the list that filed the document: no name of a party on a public screen.
PARTY = ("movimiento regional", "frente amplio")
WHOLE_PROVINCE = "Ámbito provincial"
MISSING_VALUE = "sin dato en el documento"
MISSING_YEAR = "año no indicado"
MISSING_SOURCE = "fuente no indicada"
# What the plan's screens say of progress in words of their own; what reports say is read from the pack.
CLAIMS = ("sin reporte", "con reporte", "en ejecución", "en preparación", "paralizado", "no iniciado", "cumplido", "avance físico",
          "gasto ejecutado", "devengado", "historial de reportes", "hitos", "recibidas")
ELECTION = "En periodo electoral no se muestra el avance"
QUOTED = re.compile("«[^»]*»")
# Explains the states there can be, of no commitment.
GUIDE = "plan-guide"
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


def wrong_with_label(name, texts, label):
    """An empty string or what no screen of the plan may do, whoever has reported."""
    if label not in texts:
        return f"{name}: does not say '{label}'"
    for text in texts:
        for party in PARTY:
            if party in text.lower():
                return f"{name}: names a party: '{text}'"
    return ""


def wrong_with_screen(name, texts, label):
    """An empty string or what no screen of a plan without reports may do."""
    for text in texts:
        if ZERO_PERCENT.search(text):
            return f"{name}: shows zero where nobody has reported: '{text}'"
    return wrong_with_label(name, texts, label)


def read_claims(pack):
    """(routes of the reports, texts) of what was said about the plan of a pack: reports, milestones and what citizens saw."""
    database = sqlite3.connect(f"file:{os.path.join(pack, 'content.db')}?mode=ro&immutable=1", uri=True)
    try:
        reports = database.execute("SELECT i.key, r.id, r.printed, r.note, r.reason, r.physical_pct, r.financial_pct, r.self_pct "
                                   "FROM plan_report AS r JOIN plan_node AS n ON n.id = r.node_id JOIN item AS i ON i.id = n.item_id "
                                   "ORDER BY r.id").fetchall()
        said = [text for (text,) in database.execute("SELECT title FROM plan_milestone_text WHERE lang = 'es' UNION "
                                                     "SELECT text FROM plan_note WHERE text <> ''")]
    finally:
        database.close()
    for report in reports:
        said += [text for text in report[2:5] if text]
        said += [f"{percent:g}\u00a0%" for percent in report[5:] if percent is not None]
    return [f"provenance/report/{report[0]}/{report[1]}" for report in reports], sorted(set(said))


def wrong_in_election(name, texts, said):
    """An empty string or which claim of progress a screen makes during an election; `said` is what the pack's reports say."""
    if not any(ELECTION in text for text in texts):
        return f"{name}: does not say that progress is not shown, and since when"
    for text in texts:
        own = "" if name == GUIDE else QUOTED.sub("", text).lower()  # a quoted word is spoken of, not said
        claim = next((claim for claim in said if claim in text), None) or next((claim for claim in CLAIMS if re.search(rf"\b{claim}\b", own)), None)
        if claim:
            return f"{name}: says '{claim}' during an election: '{text}'"
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


def visit(routes, folder, name, play):
    """(empty string or how the kiosk failed, list of the texts of each screen)."""
    steps = []
    for number, route in enumerate(routes):
        steps += [{"visit": {"screens": [route]}}, {"dump": f"{number}.json"}]
    problem = play_steps(folder, name, steps, play)
    if problem:
        return problem, []
    dumps = [load(folder, f"{number}.json") for number in range(len(routes))]
    for route, dump in zip(routes, dumps):
        if dump["screen"] != route:
            return f"{route}: the kiosk shows '{dump['screen']}'", []
    return "", dumps


def walk_election(pack, folder, play):
    """An empty string or the first thing that is wrong with a plan with reports during an election."""
    label, commitments, indicators, _ = read_plan(pack)
    reports, said = read_claims(pack)
    if not reports or not said:
        return "the pack has no reports to hide"
    routes = list(SCREENS) + ["plan-document/monitoring"] + [f"commitment/{key}" for key in commitments] + reports
    figures = [f"indicator/{key}" for key in indicators]  # the document's own, in per cent, too
    problem, dumps = visit(routes + figures, folder, "election.json", play)
    if problem:
        return problem
    for route, dump in zip(routes + figures, dumps):
        texts = texts_of(dump)
        claims = [text for text in said if route in routes or not text.endswith("%")]
        problem = wrong_with_label(route, texts, label) or wrong_in_election(route, texts, claims)
        if problem:
            return problem
    return ""


def walk(pack, folder, play):
    """An empty string or the first thing that is wrong. `play(script file)` gives (exit code, log)."""
    label, commitments, indicators, figures = read_plan(pack)
    routes = list(SCREENS)
    routes += [f"commitment/{key}" for key in commitments] + [f"indicator/{key}" for key in indicators]
    routes += [f"provenance/{figure[0]}" for figure in figures]
    if not commitments or not figures:
        return "the pack has no plan"
    problem, dumps = visit(routes, folder, "plan.json", play)
    if problem:
        return problem
    cards = {f"provenance/{figure[0]}": figure for figure in figures}
    for route, dump in zip(routes, dumps):
        texts = texts_of(dump)
        problem = wrong_with_screen(route, texts, label)
        if not problem and route == "plan":
            problem = wrong_with_overview(dump, commitments)
        if not problem and route in cards:
            problem = wrong_with_figure(cards[route], texts)
        if not problem and route.startswith("commitment/") and WHOLE_PROVINCE not in texts:
            problem = f"{route}: nobody says where it takes place, and the map does not say so"
        if problem:
            return problem
    return ""
