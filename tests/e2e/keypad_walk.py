"""Walks through every screen with the keypad alone: Next and Previous must come to every control that can be pressed, and
Select must do something with the first one of the page."""

from playing import load, play_steps


def controls_of(dump):
    """Ids of the controls that can be pressed, in reading order."""
    return [node["id"] for node in dump["nodes"] if "state" in node and node["state"]["enabled"] and not node.get("covered")]


def focused(dump):
    return next((node["id"] for node in dump["nodes"] if "state" in node and node["state"]["focused"]), None)


def without_focus(dump):
    """The screen apart from where the focus is: what a Select has to change."""
    nodes = []
    for node in dump["nodes"]:
        node = dict(node)
        if "state" in node:
            node["state"] = {key: value for key, value in node["state"].items() if key != "focused"}
        nodes.append(node)
    return {**dump, "nodes": nodes}


def first_way_on(dump):
    """Id of the first control of the page itself that is not chosen already; None when there is only the bar."""
    for node in dump["nodes"]:
        if "state" not in node or not node["state"]["enabled"] or node["state"]["selected"] or node.get("covered"):
            continue
        if not node["id"].startswith("bar."):
            return node["id"]
    return None


def presses(dump):
    """The keys that come to everything: half of the controls from the front, all of them from the back, because a list shows
    ever more of itself as the focus moves down in it."""
    count = len(controls_of(dump))
    return [("next", number) for number in range(count // 2 + 1)] + [("previous", number) for number in range(count)]


def go_to(screen):
    """Steps to a screen from another one: arriving there is what takes the focus away."""
    other = "home" if screen["open"] != "home" else "credits"
    return [{"visit": {"screens": [other, screen["open"]]}}] + screen.get("steps", [])


def walk(screens, folder, play):
    """An empty string or the first thing that is wrong. `play(script file)` gives (exit code, log)."""

    look = []
    for screen in screens:
        look += go_to(screen) + [{"dump": f"{screen['name']}.json"}] + screen.get("after", [])
    problem = play_steps(folder, "look.json", look, play)
    if problem:
        return problem

    walked = []
    selected = []
    ways = {}
    for screen in screens:
        name = screen["name"]
        dump = load(folder, f"{name}.json")
        ways[name] = way = first_way_on(dump)
        controls = controls_of(dump)
        if not controls:
            return f"{name}: there is nothing to press"
        if way is not None:
            selected += go_to(screen) + [{"key": "next"}] * (controls.index(way) + 1)
            selected += [{"key": "select"}, {"dump": f"{name}-opened.json"}]
        for key, number in presses(dump):
            if number == 0:
                walked += go_to(screen)
            walked += [{"key": key}, {"dump": f"{name}-{key}-{number}.json"}]
        walked += screen.get("after", [])
    # What is selected may last (another size of text), so it comes last.
    problem = play_steps(folder, "walk.json", walked, play) or play_steps(folder, "select.json", selected, play)
    if problem:
        return problem

    for screen in screens:
        name = screen["name"]
        before = load(folder, f"{name}.json")
        wanted = controls_of(before)
        reached = [focused(load(folder, f"{name}-{key}-{number}.json")) for key, number in presses(before)]
        missed = [control for control in wanted if control not in reached]
        if missed:
            return f"{name}: the keypad does not come to '{missed[0]}'"
        if ways[name] is not None:
            opened = load(folder, f"{name}-opened.json")
            if without_focus(opened) == without_focus(before):
                return f"{name}: Select on '{ways[name]}' does nothing"
    return ""
