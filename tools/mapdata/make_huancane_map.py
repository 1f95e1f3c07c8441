#!/usr/bin/env python3
"""Draws the map of the Huancané pack: content/packs/huancane/map/*.geojson.

The figures of the pack are its own: generalised for zooms 8.5 to 13 (coordinates of four decimals, about ten metres; lines within
about 75 m of their reference), because the data they come from are larger, and need not be repeated to be credited. Neighbours
share their vertices exactly: borders are cut into arcs where three areas meet, and each arc is simplified once.

Needs python3-shapely (Debian) and three inputs, none of which the repository holds:

  --reference FOLDER    layers cut to longitude -70.4 to -69.0, latitude -15.6 to -14.4 (WGS84, GeoJSON):
      districts_huancane_detail, provinces_detail   INEI districts (github.com/acinad-hub/geoperu, CC0), the provinces dissolved
                                                    from the same edges, so that both agree exactly
      lagoons_inei_holes        holes of these districts: the Arapa lagoon
      lake_titicaca_detail      the lake: its shore is the edge of the districts, in the Bolivian corner Natural Earth 10m
      lake_titicaca_ne10m_full  the whole lake, Natural Earth 10m (public domain)
      border_peru_bolivia       kind "land": edge of the INEI districts
      river_suches_border_reach the reach of the river that is the edge of the district of Cojata
      capitals, ccpp_huancane_inei   district capitals and settlements (github.com/jmcastagnetto/ubigeo-peru-aumentado, MIT)
      roads_schematic           the national roads as straight lines from town to town
      elevation_blend_approx.json    heights every 0.02 degrees: ETOPO5 bent to the spot heights of GeoNames and INEI
  --etopo5 FILE         etopo5.cdf of the Debian package ferret-datasets (public domain): shading around that rectangle
  --world-atlas FILE    countries-10m.json of the npm package world-atlas (Natural Earth, public domain): the border around it

The same inputs give the same bytes. check_map.py tests what is written; this script ends with it.

Around the reference the map goes on to a wider frame, so that wide and tall panels do not show its edge; past the frame the kiosk
shows the colour of land. There, names and borders of provinces end at the reference's own edge.
"""

import argparse
import json
import math
import re
import struct
import sys
import warnings
from pathlib import Path

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box, shape
from shapely.errors import ShapelyDeprecationWarning
from shapely.ops import linemerge, polygonize, polylabel, snap, transform, unary_union
from shapely.strtree import STRtree

import check_map
from register_names import proper

warnings.simplefilter("ignore", ShapelyDeprecationWarning)  # Debian 12 has 1.8: STRtree answers with geometries

DECIMALS = 4
TOLERANCE = 0.0007  # degrees: about 75 m
DETAIL = (-70.4, -15.6, -69.0, -14.4)  # the reference layers
# A pack's map may reach one degree past its area (-70.2 -15.6 -69.0 -14.7); wide panels show about that much.
AROUND = (-71.15, -16.55, -68.05, -13.75)
LATITUDE = -15.2
KM = 1 / 111.2  # in degrees of latitude
RELIEF_ABOVE_M = (3850, 3920, 4050, 4230, 4430, 4650)
RELIEF_STEP = 0.02
BANDS_KM = (0.6, 1.5, 2.9)
IMPORTANT = ("Juliaca", "Putina", "Moho", "Azángaro", "Lampa")


class Problem(Exception):
    pass


# Reading


def load(folder, name):
    path = folder / f"{name}.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise Problem(f"{path}: {error}") from error
    return [(f["properties"], shape(f["geometry"])) for f in features]


def read_etopo5(path, west, south, east, north):
    """Heights of ETOPO5 (netCDF classic, one grid of 4320 x 2161 floats) as rows from the south, and the grid's origin and step."""
    data = path.read_bytes()
    if data[:4] != b"CDF\x01":
        raise Problem(f"{path}: not a netCDF classic file")
    at = 8

    def number():
        nonlocal at
        at += 4
        return struct.unpack_from(">i", data, at - 4)[0]

    def text():
        nonlocal at
        length = number()
        at += (length + 3) // 4 * 4
        return data[at - (length + 3) // 4 * 4:][:length].decode()

    def attributes():
        nonlocal at
        number()
        for _ in range(number()):
            text()
            kind, count = number(), number()
            at += ({1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8}[kind] * count + 3) // 4 * 4

    number()
    sizes = [(text(), number())[1] for _ in range(number())]
    attributes()
    number()
    variables = {}
    for _ in range(number()):
        name = text()
        dimensions = [number() for _ in range(number())]
        attributes()
        _, _, begin = number(), number(), number()
        variables[name] = ([sizes[d] for d in dimensions], begin)
    (rows, columns), begin = variables["ROSE"]
    step = 360 / columns
    column0, column1 = int((west + 360) / step), int((east + 360) / step) + 2
    row0, row1 = int((south + 90) / step), int((north + 90) / step) + 2
    if not (0 <= row0 < row1 <= rows and 0 <= column0 < column1 <= columns):
        raise Problem(f"{path}: does not cover {west} {south} {east} {north}")
    width = column1 - column0
    grid = [struct.unpack_from(f">{width}f", data, begin + 4 * (row * columns + column0)) for row in range(row0, row1)]
    return grid, column0 * step - 360, row0 * step - 90, step


def read_shared_border(path, one, other):
    """Lines two countries of a TopoJSON file have in common."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]

    def arcs(name):
        found = set()

        def walk(value):
            if isinstance(value, int):
                found.add(value if value >= 0 else ~value)
            else:
                for part in value:
                    walk(part)

        for country in topology["objects"]["countries"]["geometries"]:
            if country["properties"]["name"] == name:
                walk(country["arcs"])
        if not found:
            raise Problem(f"{path}: no country {name}")
        return found

    lines = []
    for index in sorted(arcs(one) & arcs(other)):
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][index]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        lines.append(LineString(points))
    return linemerge(lines) if len(lines) > 1 else lines[0]


# Geometry


def parts(geometry):
    return list(getattr(geometry, "geoms", [geometry]))


def polygons(geometry):
    return [g for g in parts(geometry) if isinstance(g, Polygon) and not g.is_empty]


def lines_of(geometry):
    return [g for g in parts(geometry) if isinstance(g, LineString) and not g.is_empty]


def rounded(geometry):
    return transform(lambda x, y, z=None: (round(x, DECIMALS), round(y, DECIMALS)), geometry)


def without_repeats(points):
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def chaikin(ring):
    """Cuts the corners of a closed ring once."""
    out = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        out += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25), (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
    return out + [out[0]]


def rounded_area(geometry):
    """Valid areas of rounded coordinates; slivers that rounding folds are dropped."""
    area = rounded(geometry)
    if not area.is_valid:
        area = rounded(area.buffer(0))
    found = [g for g in polygons(area) if g.area > 1e-7]
    if not found or not all(g.is_valid for g in found):
        raise Problem("an area could not be rounded into valid rings")
    return MultiPolygon(found) if len(found) > 1 else found[0]


def simplify_arcs(arcs):
    """Simplifies and rounds every arc once, with less tolerance where it would otherwise cross another one."""
    tolerance = [TOLERANCE] * len(arcs)
    result = [None] * len(arcs)
    todo = set(range(len(arcs)))
    while todo:
        for i in todo:
            points = without_repeats(list(rounded(arcs[i].simplify(tolerance[i], preserve_topology=True)).coords))
            result[i] = LineString(points) if len(points) > 1 else None
        kept = [line for line in result if line is not None]
        number = {id(line): i for i, line in enumerate(result) if line is not None}
        tree = STRtree(kept)
        todo = set()
        for line in kept:
            i = number[id(line)]
            if not line.is_simple:
                todo.add(i)
            for other in tree.query(line):
                j = number[id(other)]
                if j <= i:
                    continue
                ends = {line.coords[0], line.coords[-1]} & {other.coords[0], other.coords[-1]}
                shared = line.intersection(other)
                if any(not isinstance(g, Point) or g.coords[0] not in ends for g in parts(shared) if not g.is_empty):
                    todo |= {i, j}
        for i in todo:
            tolerance[i] /= 2
            if tolerance[i] < TOLERANCE / 64:
                raise Problem(f"an arc near {arcs[i].coords[0]} crosses another however little it is simplified")
    return [line for line in result if line is not None]


def extend_lake(detail, whole):
    """The lake of the reference, continued south of it by the coarser lake, which is bent so that the shores meet."""
    edge = DETAIL[1]
    row = LineString([(-71, edge), (-68, edge)])

    def crossings(area):
        on_edge = [p for line in lines_of(area.intersection(row)) for p in (line.coords[0][0], line.coords[-1][0])]
        return sorted(on_edge)

    def joined(values):  # ends of pieces that follow one another on the edge are no crossings
        return [v for v in values if values.count(v) == 1]

    south = whole.intersection(box(-71, -18, -68, edge))
    wanted, found = joined(crossings(detail)), joined(crossings(south))
    if len(wanted) != len(found):
        raise Problem(f"the two lakes cross latitude {edge} at {wanted} and {found}")
    reach = 0.2

    def shift(x):
        if x <= found[0]:
            return wanted[0] - found[0]
        for a, b, p, q in zip(found, found[1:], wanted, wanted[1:]):
            if x <= b:
                t = (x - a) / (b - a)
                return (p - a) * (1 - t) + (q - b) * t
        return wanted[-1] - found[-1]

    def bend(x, y):
        return (x + shift(x) * max(0.0, 1 - (edge - y) / reach), y)

    bent = transform(lambda xs, ys, zs=None: tuple(zip(*[bend(x, y) for x, y in zip(xs, ys)])), south)
    lake = unary_union([detail, bent])
    return max(polygons(lake), key=lambda g: g.area), [g for g in polygons(lake)]


class Faces:
    """The arrangement of provinces, districts and lake, each border simplified once."""

    def __init__(self, areas, lake, owners):
        """`areas`, the lake and the reference's own rectangle are cut at one another; a face belongs to the first of `owners`,
        pairs of a key and an area, that holds it."""
        linework = unary_union([line for g in [*areas, box(*DETAIL)] for line in parts(g.boundary)])
        # The lake's Bolivian shore comes from elsewhere: where it all but meets the others, both meet.
        shore = unary_union([snap(line, linework, 5e-5) for line in parts(lake.boundary)])
        linework = unary_union([shore, *(snap(line, shore, 5e-5) for line in parts(linework))])
        arcs = lines_of(linemerge(linework))
        self.arcs = simplify_arcs(arcs)
        originals = list(polygonize(linework))
        tree = STRtree(originals)
        owner = {}
        for face in originals:
            inside = face.representative_point()
            owner[id(face)] = next((key for key, g in owners if g.contains(inside)), None)
        self.faces = []
        for face in polygonize(unary_union(self.arcs)):
            # The original that covers most of it: simplifying moves little.
            best = max(tree.query(face), key=lambda o: o.intersection(face).area, default=None)
            if best is not None and owner[id(best)] is not None:
                self.faces.append((owner[id(best)], face))

    def area(self, *keys):
        found = unary_union([g for key, g in self.faces if key in keys])
        if found.is_empty:
            raise Problem(f"no area is left of {keys}")
        return rounded_area(found)

    def border(self, belongs):
        """The arcs with these neighbours: belongs(left, right), in either order."""
        chosen = []
        tree = STRtree([g for _, g in self.faces])
        keys = {id(g): key for key, g in self.faces}
        for arc in self.arcs:
            (ax, ay), (bx, by) = arc.coords[0], arc.coords[1]
            length = math.hypot(bx - ax, by - ay)
            mx, my, nx, ny = (ax + bx) / 2, (ay + by) / 2, (ay - by) / length * 1e-6, (bx - ax) / length * 1e-6
            sides = []
            for at in (Point(mx + nx, my + ny), Point(mx - nx, my - ny)):
                sides.append(next((keys[id(g)] for g in tree.query(at) if g.contains(at)), None))
            if belongs(*sides) or belongs(*reversed(sides)):
                chosen.append(arc)
        return linemerge(chosen) if len(chosen) > 1 else chosen[0]


# Relief


def heights(folder, etopo5):
    """Heights on a grid over AROUND: the blend of the reference, fading into plain ETOPO5 outside it. Rows from the south."""
    try:
        blend = json.loads((folder / "elevation_blend_approx.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(f"elevation_blend_approx.json: {error}") from error
    coarse, cx, cy, cstep = read_etopo5(etopo5, *AROUND)

    def sample(grid, x, y):
        x, y = min(max(x, 0), len(grid[0]) - 1.001), min(max(y, 0), len(grid) - 1.001)
        i, j = int(x), int(y)
        u, v = x - i, y - j
        return (grid[j][i] * (1 - u) + grid[j][i + 1] * u) * (1 - v) + (grid[j + 1][i] * (1 - u) + grid[j + 1][i + 1] * u) * v

    fine = blend["elev_m"]
    columns = round((AROUND[2] - AROUND[0]) / RELIEF_STEP) + 1
    rows = round((AROUND[3] - AROUND[1]) / RELIEF_STEP) + 1
    grid = []
    for j in range(rows):
        lat = AROUND[1] + j * RELIEF_STEP
        row = []
        for i in range(columns):
            lon = AROUND[0] + i * RELIEF_STEP
            inside = min(lon - DETAIL[0], DETAIL[2] - lon, lat - DETAIL[1], DETAIL[3] - lat)
            weight = min(max(inside / 0.16, 0.0), 1.0)
            weight = weight * weight * (3 - 2 * weight)
            high = max(sample(coarse, (lon - cx) / cstep, (lat - cy) / cstep), 3812.0)
            if weight > 0:
                near = sample(fine, (lon - blend["lon0"]) / blend["dlon"], (lat - blend["lat0"]) / blend["dlat"])
                high = high * (1 - weight) + near * weight
            row.append(high)
        grid.append(row)
    for _ in range(3):  # quiet steps, not terrain
        grid = smoothed(grid)
    return grid


def smoothed(grid):
    def pass_rows(g):
        return [[(row[max(i - 1, 0)] + 2 * row[i] + row[min(i + 1, len(row) - 1)]) / 4 for i in range(len(row))] for row in g]

    return [list(c) for c in zip(*pass_rows([list(c) for c in zip(*pass_rows(grid))]))]


def ground_above(grid, level):
    """The area where the heights of a grid, linear on the two triangles of every cell, are at least a level."""
    pieces = []
    for j in range(len(grid) - 1):
        y = AROUND[1] + j * RELIEF_STEP
        run = None
        for i in range(len(grid[0])):
            x = AROUND[0] + i * RELIEF_STEP
            corners = None
            if i + 1 < len(grid[0]):
                corners = ((x, y, grid[j][i]), (x + RELIEF_STEP, y, grid[j][i + 1]),
                           (x + RELIEF_STEP, y + RELIEF_STEP, grid[j + 1][i + 1]), (x, y + RELIEF_STEP, grid[j + 1][i]))
            if corners and all(c[2] >= level for c in corners):
                run = run if run is not None else x
                continue
            if run is not None:
                pieces.append(box(run, y, x, y + RELIEF_STEP))
                run = None
            if corners and any(c[2] >= level for c in corners):
                for triangle in ((corners[0], corners[1], corners[2]), (corners[0], corners[2], corners[3])):
                    cut = []
                    for a, b in zip(triangle, triangle[1:] + triangle[:1]):
                        if a[2] >= level:
                            cut.append(a[:2])
                        if (a[2] >= level) != (b[2] >= level):
                            t = (level - a[2]) / (b[2] - a[2])
                            cut.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
                    if len(cut) > 2:
                        pieces.append(Polygon(cut))
    return unary_union([p.buffer(1e-9) for p in pieces])


def relief_step(grid, level):
    frame = box(*AROUND)
    quiet = []
    for area in polygons(ground_above(grid, level)):
        if area.area < 16 * KM * KM:
            continue
        rings = []
        for ring in [area.exterior, *area.interiors]:
            if Polygon(ring).area < 10 * KM * KM:
                continue
            points = list(ring.simplify(0.008).coords)
            rings.append(chaikin(chaikin(points)))
        quiet.append(Polygon(rings[0], rings[1:]).buffer(0))
    # Cutting corners also cuts those of the frame: the strip along it is filled again.
    margin = 0.03
    edge = frame.difference(box(AROUND[0] + margin, AROUND[1] + margin, AROUND[2] - margin, AROUND[3] - margin))
    area = unary_union([*quiet, ground_above(grid, level).intersection(edge)]).intersection(frame)
    return rounded_area(area.simplify(0.0012))


# Writing


def geometry_json(geometry):
    def point(p):
        return [round(p[0], DECIMALS), round(p[1], DECIMALS)]

    def ring(r, left):
        points = [point(p) for p in r.coords]
        if r.is_ccw != left:
            points.reverse()
        return points

    def area(g):
        return [ring(g.exterior, True)] + [ring(r, False) for r in g.interiors]

    if isinstance(geometry, Point):
        return {"type": "Point", "coordinates": point(geometry.coords[0])}
    if isinstance(geometry, Polygon):
        return {"type": "Polygon", "coordinates": area(geometry)}
    if isinstance(geometry, LineString):
        return {"type": "LineString", "coordinates": [point(p) for p in geometry.coords]}
    if isinstance(geometry, MultiPolygon):
        return {"type": "MultiPolygon", "coordinates": [area(g) for g in geometry.geoms]}
    if isinstance(geometry, MultiLineString):
        return {"type": "MultiLineString", "coordinates": [[point(p) for p in g.coords] for g in geometry.geoms]}
    raise Problem(f"no way to write a {geometry.geom_type}")


def vertices(value):
    if value and isinstance(value[0], (int, float)):
        return 1
    return sum(vertices(v) for v in value)


class Output:
    def __init__(self, folder):
        self.folder = folder
        self.bytes = 0

    def write(self, name, features):
        """features: [(properties, geometry)]; one feature a line, so that changes can be read."""
        lines = []
        count = 0
        for properties, geometry in features:
            written = geometry_json(geometry)
            count += vertices(written["coordinates"])
            feature = {"type": "Feature", "properties": properties, "geometry": written}
            lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
        text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
        (self.folder / f"{name}.geojson").write_text(text, encoding="utf-8")
        size = len(text.encode())
        self.bytes += size
        print(f"{name:16} {len(features):4} features {count:6} vertices {size / 1000:7.1f} kB")


def around(land_line, reference_line, coarse):
    """The border past both ends of the land border, from the coarser line: north of the reference, and through the lake."""
    north, shore = sorted((land_line.coords[0], land_line.coords[-1]), key=lambda p: -p[1])
    points = list(coarse.coords)
    if points[0][1] < points[-1][1]:
        points.reverse()
    # Near the reference the coarse line is one to four kilometres off: it takes over a little further on.
    first = next(i for i, p in enumerate(points) if p[1] < north[1] + 0.03)
    last = max(i for i, p in enumerate(points) if p[1] > shore[1] - 0.07) + 1
    tail = sorted(reference_line.coords, key=lambda p: -p[1])[-1]  # where the land border leaves the shore
    lines = ([*points[:first], north], [shore, tail, *points[last:]])
    return [({}, LineString(without_repeats(rounded(LineString(line).simplify(TOLERANCE)).coords))) for line in lines]


def make(reference, etopo5, atlas, out):
    frame = box(*AROUND)
    districts = load(reference, "districts_huancane_detail")
    provinces = load(reference, "provinces_detail")
    lagoon = load(reference, "lagoons_inei_holes")[0]
    lake_detail = load(reference, "lake_titicaca_detail")[0][1]
    lake_whole = load(reference, "lake_titicaca_ne10m_full")[0][1]
    border = {p["kind"]: g for p, g in load(reference, "border_peru_bolivia")}

    _, lakes = extend_lake(lake_detail, lake_whole)
    lake_all = MultiPolygon([g for g in lakes if g.area > 1e-5])
    keys = {p["name"]: re.sub("[^a-z]", "", p["name"].lower().replace("é", "e")) for p, _ in districts}
    owners = [(keys[p["name"]], g) for p, g in districts]
    owners += [(p["name"], g) for p, g in provinces if p["name"] != "Huancané"]
    owners += [("lake", lake_all), ("lagoon", lagoon[1]), ("bolivia", box(*DETAIL))]
    faces = Faces([g for _, g in districts + provinces], lake_all.intersection(frame), owners)

    lake = faces.area("lake")
    province = faces.area(*keys.values())
    out.write("land", [({}, rounded_area(frame.difference(lake)))])
    out.write("lake", [({}, lake)])
    squash = math.cos(math.radians(LATITUDE))

    def flat(g):
        return transform(lambda x, y, z=None: (x * squash, y), g)

    def unflat(g):
        return transform(lambda x, y, z=None: (x / squash, y), g)

    deep = flat(unary_union([lake, lake_whole.difference(box(*AROUND))]).buffer(1e-6).buffer(-1e-6))
    bands = []
    for i, km in enumerate(BANDS_KM):
        inset = unflat(deep.buffer(-km * KM).buffer(-0.25 * KM).buffer(0.25 * KM).simplify(0.0022))
        soft = [Polygon(chaikin(g.exterior.coords), [chaikin(r.coords) for r in g.interiors]).simplify(0.0003)
                for g in polygons(inset) if g.area > 1.5 * KM * KM]
        band = rounded_area(unary_union(soft).intersection(frame))
        bands.append(({"class": f"lake-band-{i + 1}"}, band))
    out.write("lake-bands", bands)
    out.write("lagoon", [({"name": lagoon[0]["name"], "item": "laguna-de-arapa"}, faces.area("lagoon"))])

    grid = heights(reference, etopo5)
    out.write("relief", [({"class": f"relief-{i + 1}"}, relief_step(grid, level)) for i, level in enumerate(RELIEF_ABOVE_M)])
    out.write("province", [({"name": "Huancané"}, province)])
    out.write("districts", [({"name": p["name"], "item": keys[p["name"]]}, faces.area(keys[p["name"]])) for p, _ in districts])
    out.write("surroundings", [({}, rounded_area(frame.difference(unary_union([province, lake]))))])

    others = {p["name"] for p, _ in provinces} - {"Huancané"}
    out.write("neighbours", [({}, faces.border(lambda a, b: a in others and b in others and a != b))])
    # The lake is named where the first view of the map shows it, not in its middle further south.
    names = [({"class": "lake-name", "name": "Lago Titicaca", "item": "lago-titicaca"}, Point(-69.64, -15.455))]
    for properties, geometry in provinces:
        if properties["name"] != "Huancané":
            at = polylabel(max(polygons(geometry.buffer(0)), key=lambda g: g.area), 0.01)
            names.append(({"class": "neighbour-name", "name": properties["name"]}, rounded(at)))
    names.append(({"class": "country-name", "name": "Bolivia"}, Point(-69.03, -15.42)))
    out.write("names", names)

    peru = others | set(keys.values())
    land_line = faces.border(lambda a, b: a in peru and b == "bolivia")
    out.write("border", [({"name": "Frontera Perú–Bolivia"}, land_line)])
    out.write("border-around", around(land_line, border["land"], read_shared_border(atlas, "Peru", "Bolivia").intersection(frame)))

    rivers = load(reference, "river_suches_border_reach")
    out.write("rivers", [({"name": "Río Suches", "item": "rio-suches"}, LineString(without_repeats(rounded(g.simplify(TOLERANCE)).coords)))
                         for _, g in rivers])
    out.write("roads", [({"class": "road-national", "name": p["ref"]}, rounded(g)) for p, g in load(reference, "roads_schematic")])

    towns = []
    capitals = load(reference, "capitals")
    for properties, at in capitals:
        name = properties["name"]
        if name in keys:
            capital = "capital-province" if name == "Huancané" else "capital-district"
            towns.append(({"class": capital, "name": name, "rank": 1, "item": keys[name]}, at))
        else:
            rank = 10 + IMPORTANT.index(name) if name in IMPORTANT else 50
            towns.append(({"class": "capital-other", "name": name, "rank": rank}, at))
    towns.sort(key=lambda t: (["capital-province", "capital-district", "capital-other"].index(t[0]["class"]), t[0]["rank"], t[0]["name"]))
    out.write("towns", towns)
    known = {p["district"] for p, _ in capitals}
    settlements = []
    for properties, at in load(reference, "ccpp_huancane_inei"):
        urban = properties["type"] == "urbano"
        if urban and properties["name"].upper() == properties["district"] and properties["district"] in known:
            continue  # the capital itself
        place = {"class": "village" if urban else "settlement", "name": proper(properties["name"]), "rank": 10 if urban else 100}
        settlements.append((properties["code"], place, at))
    settlements.sort(key=lambda s: s[0])
    out.write("settlements", [(place, at) for _, place, at in settlements])
    print(f"{'all':16} {out.bytes / 1000:.1f} kB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--etopo5", type=Path, required=True)
    parser.add_argument("--world-atlas", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "content/packs/huancane/map")
    args = parser.parse_args()
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        make(args.reference, args.etopo5, args.world_atlas, Output(args.out))
        if problems := check_map.check(check_map.read(args.out)):
            raise Problem("; ".join(problems))
    except Problem as problem:
        sys.exit(f"make_huancane_map: {problem}")


if __name__ == "__main__":
    main()
