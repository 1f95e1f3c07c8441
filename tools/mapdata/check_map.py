#!/usr/bin/env python3
"""Tests the geometry of a pack's map/*.geojson as make_huancane_map.py promises it. Python alone is enough.

  check_map.py FOLDER

Coordinates are numbers of four decimals. Rings are closed, go round their area the way RFC 7946 asks, and neither touch nor cross
themselves. Areas that meet share their vertices: every edge of the lake is one of the land, every edge between two districts
belongs to both, and the edges that belong to one are those of the province."""

import json
import sys
from collections import Counter
from pathlib import Path

UNITS = 10_000  # four decimals


def read(folder):
    """{name: [(properties, type, coordinates)]}"""
    layers = {}
    for path in sorted(Path(folder).glob("*.geojson")):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        layers[path.stem] = [(f["properties"], f["geometry"]["type"], f["geometry"]["coordinates"]) for f in features]
    return layers


def rings_of(kind, coordinates):
    """[(ring, is a hole)]"""
    areas = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    return [(ring, i > 0) for area in areas for i, ring in enumerate(area)]


def points_of(coordinates):
    if coordinates and not isinstance(coordinates[0], list):
        return [coordinates]
    return [p for part in coordinates for p in points_of(part)]


def signed_area(ring):
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:])) / 2


def edges_of(layer):
    """Edges of all rings, without direction, in units of the last decimal: {edge: how many rings have it}"""
    edges = Counter()
    for _, kind, coordinates in layer:
        for ring, _ in rings_of(kind, coordinates):
            points = [(round(x * UNITS), round(y * UNITS)) for x, y in ring]
            edges.update(tuple(sorted(pair)) for pair in zip(points, points[1:]))
    return edges


def side(a, b, c):
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (value > 0) - (value < 0)


def meet(a, b, c, d):
    """Whether two edges of whole numbers have a point in common."""
    if side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b):
        return True

    def on(p, q, r):
        return side(p, q, r) == 0 and min(p[0], q[0]) <= r[0] <= max(p[0], q[0]) and min(p[1], q[1]) <= r[1] <= max(p[1], q[1])

    return on(a, b, c) or on(a, b, d) or on(c, d, a) or on(c, d, b)


def touches_itself(ring):
    """The first place where a closed ring meets itself other than at the ends of neighbours, or None."""
    points = [(round(x * UNITS), round(y * UNITS)) for x, y in ring]
    edges = list(zip(points, points[1:]))
    order = sorted(range(len(edges)), key=lambda i: min(edges[i][0][0], edges[i][1][0]))
    active = []
    for i in order:
        a, b = edges[i]
        left = min(a[0], b[0])
        active = [j for j in active if max(edges[j][0][0], edges[j][1][0]) >= left]
        for j in active:
            c, d = edges[j]
            if (i - j) % len(edges) in (1, len(edges) - 1):
                shared = b if (j - i) % len(edges) == 1 else a
                other, mine = (d if c == shared else c), (a if b == shared else b)
                if side(mine, shared, other) == 0 and (other[0] - shared[0]) * (mine[0] - shared[0]) + \
                        (other[1] - shared[1]) * (mine[1] - shared[1]) > 0:
                    return ring[i]  # turns back on itself
            elif meet(a, b, c, d):
                return ring[i]
        active.append(i)
    return None


def check(layers):
    problems = []
    for name, features in layers.items():
        for index, (_, kind, coordinates) in enumerate(features):
            where = f"{name} feature {index}"
            if any(abs(v * UNITS - round(v * UNITS)) > 1e-6 for p in points_of(coordinates) for v in p):
                problems.append(f"{where}: more than four decimals")
            for ring, hole in rings_of(kind, coordinates):
                if ring[0] != ring[-1] or len(ring) < 4:
                    problems.append(f"{where}: a ring near {ring[0]} is not closed")
                elif (signed_area(ring) > 0) == hole or signed_area(ring) == 0:
                    problems.append(f"{where}: a ring near {ring[0]} runs the wrong way round")
                elif at := touches_itself(ring):
                    problems.append(f"{where}: a ring meets itself at {at}")
    problems += shared_edges(layers)
    return problems


def shared_edges(layers):
    problems = []
    if "lake" in layers and "land" in layers:
        land = edges_of(layers["land"])
        on_land = [e for e in edges_of(layers["lake"]) if e in land]
        lonely = [e for e in edges_of(layers["lake"]) if e not in land and not on_frame(e, layers["land"])]
        if lonely or not on_land:
            problems.append(f"lake: {len(lonely)} edges of the shore are none of the land, the first near {lonely[:1]}")
    if "districts" in layers and "province" in layers:
        districts, province = edges_of(layers["districts"]), edges_of(layers["province"])
        outer = {e for e, times in districts.items() if times == 1}
        if any(times > 2 for times in districts.values()):
            problems.append("districts: an edge belongs to more than two of them")
        if outer != set(province):
            different = sorted(outer ^ set(province))
            problems.append(f"districts: {len(different)} edges are not shared with a neighbour or the province, "
                            f"the first near {different[0]}")
    return problems


def on_frame(edge, land):
    """An edge of the lake along the frame of the map has no land on the other side."""
    xs, ys = zip(*((round(x * UNITS), round(y * UNITS)) for _, _, c in land for x, y in points_of(c)))
    (ax, ay), (bx, by) = edge
    return (ax == bx and ax in (min(xs), max(xs))) or (ay == by and ay in (min(ys), max(ys)))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_map.py FOLDER")
    layers = read(sys.argv[1])
    problems = check(layers) if layers else [f"{sys.argv[1]}: no *.geojson"]
    for problem in problems:
        print(problem)
    vertices = sum(len(points_of(c)) for features in layers.values() for _, _, c in features)
    print(f"map: {len(layers)} layers, {vertices} vertices, {len(problems)} problems")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
