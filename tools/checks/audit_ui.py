#!/usr/bin/env python3
"""Audits one screen: reads what `kiosk --dump-ui` wrote and names everything a finger, an eye or an ear would stumble over.

Rules (all lengths on the glass, in millimetres):
  target       every target at least 12 wide and high
  primary      main ways on at least 20
  gap          targets that are beside each other at least 2.5 apart
  edge         no target within 10 of the edge: frames and dust sit there
  clipped      no text is cut
  contrast     text against its ground at least 4.5 : 1, 7 : 1 in the sun theme; pale words of what cannot be pressed are free
  capitals     capital letters at least 4.8 high
  speech       every control can be said
  id           every id once
  scroll       what scrolls can also be paged with one finger

What a dialog covers is left out. What is scrolled half out of sight is judged by its full size; its texts are judged once
they are in sight.
"""

import argparse
import collections
import json
import math
import sys

MIN_TARGET = 12.0
MIN_PRIMARY = 20.0
MIN_GAP = 2.5
MIN_EDGE = 10.0
MIN_CAPITALS = 4.8
MIN_CONTRAST = {"day": 4.5, "sun": 7.0}
# The dump is rounded to hundredths, and pixels do not fall on millimetres.
SLACK = 0.06
# The pixels of a panel are never quite square, so its two sides give slightly different millimetres.
EDGE_SLACK = 0.15
# Text sizes are laid on quarters of a pixel: that much of a capital may be missing.
PIXEL_STEP = 0.25

Violation = collections.namedtuple("Violation", "rule node message")


def name_of(node):
    if node.get("id"):
        return node["id"]
    words = node.get("label", "")
    where = f" in {node['parent']}" if node.get("parent") else ""
    return f"{node['role']} \"{words[:40]}\"{where}"


def contains(outer, inner):
    return (outer[0] <= inner[0] + SLACK and outer[1] <= inner[1] + SLACK and
            outer[0] + outer[2] >= inner[0] + inner[2] - SLACK and outer[1] + outer[3] >= inner[1] + inner[3] - SLACK)


def distance(a, b):
    """Between the edges of two rectangles; negative when they overlap."""
    dx = max(a[0] - (b[0] + b[2]), b[0] - (a[0] + a[2]))
    dy = max(a[1] - (b[1] + b[3]), b[1] - (a[1] + a[3]))
    if dx > 0 and dy > 0:
        return math.hypot(dx, dy)
    return max(dx, dy)


class Screen:
    """A dump with what is needed to look things up."""

    def __init__(self, dump):
        self.dump = dump
        self.nodes = dump["nodes"]
        self.by_id = {}
        for node in self.nodes:
            if node.get("id"):
                self.by_id.setdefault(node["id"], node)
        self.seen = [node for node in self.nodes if not node.get("covered")]
        self.controls = [node for node in self.seen if "state" in node]

    def ancestors(self, node):
        """Ancestors that have an id, nearest first."""
        parent = node.get("parent")
        steps = 0
        while parent in self.by_id and steps < len(self.nodes):
            node = self.by_id[parent]
            yield node
            parent = node.get("parent")
            steps += 1

    def scroll_of(self, node):
        return next((above for above in self.ancestors(node) if above["role"] == "scroll"), None)

    def in_sight(self, node):
        """False for what is scrolled out altogether."""
        return not node.get("out_of_sight")

    def enabled(self, node):
        """False for a control that cannot be pressed, and for everything on it."""
        for each in [node, *self.ancestors(node)]:
            if "state" in each:
                return each["state"]["enabled"]
        return True


def check_sizes(screen):
    for node in screen.controls:
        _, _, w, h = node.get("full_mm", node["rect_mm"])
        least = MIN_PRIMARY if node["state"]["primary"] else MIN_TARGET
        if min(w, h) < least - SLACK:
            rule = "primary" if node["state"]["primary"] else "target"
            yield Violation(rule, name_of(node), f"{w:.1f} x {h:.1f} mm, at least {least:g}")


def check_edges(screen):
    width, height = screen.dump["size_mm"]
    for node in screen.controls:
        if not screen.in_sight(node):
            continue
        x, y, w, h = node["rect_mm"]
        least = min(x, y, width - x - w, height - y - h)
        if least < MIN_EDGE - EDGE_SLACK:
            yield Violation("edge", name_of(node), f"{least:.1f} mm from the edge of the glass")


def check_gaps(screen):
    targets = [node for node in screen.controls if screen.in_sight(node)]
    for i, a in enumerate(targets):
        for b in targets[i + 1:]:
            gap = distance(a["rect_mm"], b["rect_mm"])
            if gap >= MIN_GAP - SLACK or contains(a["rect_mm"], b["rect_mm"]) or contains(b["rect_mm"], a["rect_mm"]):
                continue
            if a.get("shaped") and b.get("shaped"):
                continue  # sectors of one wheel: their rectangles say nothing
            if (a.get("scrolled") or b.get("scrolled")) and screen.scroll_of(a) is not screen.scroll_of(b):
                continue  # cut by the edge of its list, which moves
            yield Violation("gap", name_of(a), f"{gap:.1f} mm to {name_of(b)}")


def check_texts(screen, theme):
    for node in screen.seen:
        if "cap_mm" not in node or not node.get("label", "").strip():
            continue
        if node["text_px"] == 0:
            if not node.get("scrolled"):
                yield Violation("clipped", name_of(node), "is not drawn at all")
            continue
        if node["clipped"]:
            yield Violation("clipped", name_of(node), f"\"{node['label'][:60]}\" is cut")
        if node["contrast"] < MIN_CONTRAST[theme] and screen.enabled(node):
            yield Violation("contrast", name_of(node), f"{node['contrast']:.2f} : 1 of {node['fg']} on {node['bg']}")
        lost = node["cap_mm"] / node["text_px"] * PIXEL_STEP
        if node["cap_mm"] + lost < MIN_CAPITALS:
            yield Violation("capitals", name_of(node), f"{node['cap_mm']:.2f} mm")


def check_speech(screen):
    for node in screen.controls:
        if not node.get("speech", "").strip():
            yield Violation("speech", name_of(node), "has no words to be said")


def check_ids(screen):
    count = collections.Counter(node["id"] for node in screen.nodes if node.get("id"))
    for node_id, times in count.items():
        if times > 1:
            yield Violation("id", node_id, f"stands {times} times in the tree")


def pagers_of(screen):
    """[(scroll node or None, id of the button to the next page)] of what can be paged."""
    found = []
    for node in screen.controls:
        for end in (".down", ".pager.next", ".next"):
            if node.get("id", "").endswith(end) and node["state"]["enabled"]:
                found.append((screen.by_id.get(node["id"][:-len(end)]), node["id"]))
                break
    return found


def check_scrolls(screen):
    paged = {scroll["id"] for scroll, _ in pagers_of(screen) if scroll is not None}
    for node in screen.seen:
        if node["role"] != "scroll" or node["content_px"] <= node["viewport_px"] + 1:
            continue
        at_end = node["offset_px"] + node["viewport_px"] >= node["content_px"] - 1
        if node["id"] not in paged and not at_end:
            yield Violation("scroll", node["id"], "can be dragged on, but no button does the same")


def audit(dump, theme="day"):
    """Every Violation of a screen."""
    screen = Screen(dump)
    found = []
    for rule in (check_sizes, check_edges, check_gaps, check_speech, check_ids, check_scrolls):
        found += rule(screen)
    found += check_texts(screen, theme)
    return found


def main():
    parser = argparse.ArgumentParser(description="Audits the tree of a screen.")
    parser.add_argument("dumps", nargs="+", help="files written by --dump-ui")
    parser.add_argument("--theme", choices=sorted(MIN_CONTRAST), default="day")
    options = parser.parse_args()
    total = 0
    for file in options.dumps:
        with open(file, encoding="utf-8") as handle:
            violations = audit(json.load(handle), options.theme)
        total += len(violations)
        for violation in violations:
            print(f"{file}: {violation.rule}: {violation.node}: {violation.message}")
    print(f"audit: {len(options.dumps)} screens, {total} violations")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
