#!/usr/bin/env python3
"""Writes an invented province to measure and to test maps with: the size and the statistics of a real one, none of its facts.

  OUT/source/     source folder of a pack (content/packs/README.md): 8 districts that share their borders, a lake, 2,000 roads,
                  500 rivers, 1,000 named points, 162,009 vertices; pages of the districts and of 16 places, and a route
  OUT/path.json   a camera path: 601 samples at 60 Hz of time, longitude, latitude, zoom (tiles of 512 px) and bearing in degrees

The same numbers come out every time and on every machine. --times N gives every line and ring N times as many vertices;
--move LAT,LON puts the province elsewhere on the globe.
"""

import argparse
import csv
import json
import math
import os

WEST, EAST, SOUTH, NORTH = -70.02, -69.20, -15.60, -14.70
DISTRICTS = ["Primero", "Segundo", "Tercero", "Cuarto", "Quinto", "Sexto", "Séptimo", "Octavo"]
PLACES = 16
# class, length of a piece in degrees, casing and road: colour, width in pixels at zoom 9 and 14
ROADS = {
    "track": (0.0007, "#B9A98F", 0.6, 3),
    "tertiary": (0.0014, "#FFFFFF", 0.9, 6),
    "secondary": (0.0025, "#FFE08A", 1.3, 9),
    "primary": (0.0040, "#F7A35C", 1.8, 12),
}
DISTRICT_COLOURS = ["#F6EFD9", "#E9F1DC", "#F7E3D3", "#E3ECF4", "#F3E4EE", "#E4F0EA", "#F5ECC9", "#ECE6F5"]
MM_PER_PX = 531.3 / 1920
# seconds, longitude, latitude, zoom, bearing; between them the camera eases
PATH = [
    (0, -69.61, -15.15, 9.6, 0),
    (2, -69.80, -15.30, 10.2, 0),
    (4, -69.62, -15.42, 12.0, 0),
    (5.5, -69.50, -15.36, 12.0, 25),
    (7, -69.56, -15.20, 13.6, 40),
    (8.2, -69.66, -15.12, 13.0, 10),
    (10, -69.61, -15.15, 9.6, 0),
]


class Random:
    """Mulberry32: 32 bits of state, the same sequence in every language."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 15)) * (mixed | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return (mixed ^ (mixed >> 14)) / 4294967296

    def pick(self, values):
        return values[math.floor(self() * len(values))]


def rounded(value, digits):
    """To the nearest, halves upwards."""
    return math.floor(value * 10**digits + 0.5) / 10**digits


def place(x, y):
    return [rounded(x, 6), rounded(y, 6)]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def fractal(begin, end, count, random):
    """`count` pieces from one point to another, moved aside at the middle again and again."""
    points = [None] * (count + 1)
    points[0], points[count] = begin, end

    def divide(first, last, reach):
        if last - first < 2:
            return
        middle = (first + last) >> 1
        share = (middle - first) / (last - first)
        dx, dy = points[last][0] - points[first][0], points[last][1] - points[first][1]
        aside = (random() - 0.5) * reach
        points[middle] = (points[first][0] + dx * share - dy * aside, points[first][1] + dy * share + dx * aside)
        divide(first, middle, reach * 0.97)
        divide(middle, last, reach * 0.97)

    divide(0, count, 0.45)
    return points


def districts(times):
    """A grid of two by four with moved corners; neighbours have their border's vertices in common."""
    random = Random(11)
    columns, rows, count = 2, 4, 500 * times
    corners = {}
    for row in range(rows + 1):
        for column in range(columns + 1):
            x = 0 if column in (0, columns) else (random() - 0.5) * 0.18
            y = 0 if row in (0, rows) else (random() - 0.5) * 0.08
            corners[column, row] = (WEST + (EAST - WEST) * column / columns + x, SOUTH + (NORTH - SOUTH) * row / rows + y)
    across = {(column, row): fractal(corners[column, row], corners[column + 1, row], count, random)
              for row in range(rows + 1) for column in range(columns)}
    upwards = {(column, row): fractal(corners[column, row], corners[column, row + 1], count, random)
               for row in range(rows) for column in range(columns + 1)}
    features = []
    for row in range(rows):
        for column in range(columns):
            ring = (across[column, row][:-1] + upwards[column + 1, row][:-1] + across[column, row + 1][:0:-1] +
                    upwards[column, row][::-1])
            number = len(features)
            features.append(feature("Polygon", [[place(x, y) for x, y in ring]], **{
                "class": f"district-{number}", "name": DISTRICTS[number], "item": f"distrito-{number}"}))
    return features


def lake(times):
    random = Random(22)
    count = 5000 * times
    waves = [(random() * math.pi * 2, random() - 0.5) for _ in range(400)]
    # What a wave adds depends on its number alone.
    heights = [height * 0.42 / math.pow(number, 1.22) for number, (_, height) in enumerate(waves, 1)]
    ring = []
    for i in range(count):
        angle = i / count * math.pi * 2
        reach = 1
        for number, (phase, _) in enumerate(waves, 1):
            reach += heights[number - 1] * math.cos(number * angle + phase)
        ring.append(place(-69.62 + 0.30 * reach * math.cos(angle), -15.47 + 0.11 * reach * math.sin(angle)))
    ring.append(ring[0])
    return [feature("Polygon", [ring], **{"class": "lake", "name": "Lago"})]


def wander(random, count, step, turn):
    """A line that bends gently and turns round at the edge."""
    x, y = WEST + (EAST - WEST) * random(), SOUTH + (NORTH - SOUTH) * random()
    heading, bend = random() * 6.2831853, 0
    points = []
    for _ in range(count):
        points.append(place(x, y))
        bend = bend * 0.85 + (random() - 0.5) * turn
        heading += bend
        x += math.cos(heading) * step
        y += math.sin(heading) * step
        if x < WEST or x > EAST:
            heading = math.pi - heading
        if y < SOUTH or y > NORTH:
            heading = -heading
    return points


def finer(times, step, turn):
    """Step and turn with which `times` as many pieces make a line of the same length that bends as much."""
    return step / times, turn / math.sqrt(times)


def roads(times):
    random = Random(33)
    features = []
    for i in range(2000):
        share = i % 100
        kind = "primary" if share < 2 else "secondary" if share < 10 else "tertiary" if share < 30 else "track"
        line = wander(random, 50 * times, *finer(times, ROADS[kind][0], 0.35))
        features.append(feature("LineString", line, **{"class": f"road-{kind}"}))
    return features


def rivers(times):
    random = Random(44)
    return [feature("LineString", wander(random, 80 * times, *finer(times, 0.0022 if i % 10 == 0 else 0.0008, 0.6)),
                    **{"class": "river"}) for i in range(500)]


def points():
    """Names of no place, and what they would be called in three languages."""
    random = Random(55)
    first = ["Hua", "Co", "In", "Ro", "Ta", "Vil", "Pu", "Ja", "Ti", "Cha", "Qo", "Su", "Mo", "Ku", "Aya"]
    second = ["nca", "chu", "sas", "ra", "que", "lla", "pa", "ti", "ma", "yu", "ri", "wa", "ñu"]
    third = ["né", "ta", "pata", "co", "lla", "si", "ni", "marka", "pampa", "qucha"]
    features = []
    for i in range(1000):
        name = random.pick(first) + random.pick(second)
        if random() < 0.5:
            name += random.pick(second)
        name += random.pick(third)
        rank = 1 if i < 8 else 2 if i < 160 else 3
        at = place(WEST + (EAST - WEST) * random(), SOUTH + (NORTH - SOUTH) * random())
        features.append(feature("Point", at, **{
            "class": ("town", "village", "site")[rank - 1], "rank": rank, "name": name,
            "name_qu": name.replace("c", "k") + " llaqta", "name_ay": name.replace("e", "i").replace("o", "u") + " marka"}))
    return features


def moved(value, by):
    """GeoJSON coordinates, nested as deep as they are, `by` degrees of longitude and latitude away."""
    if isinstance(value[0], (int, float)):
        return [rounded(value[0] + by[0], 6), rounded(value[1] + by[1], 6)]
    return [moved(item, by) for item in value]


def path(by):
    samples = []
    for i in range(601):
        seconds = i / 60
        leg = 0
        while leg < len(PATH) - 2 and seconds > PATH[leg + 1][0]:
            leg += 1
        begin, end = PATH[leg], PATH[leg + 1]
        share = min(1, (seconds - begin[0]) / (end[0] - begin[0]))
        share = share * share * (3 - 2 * share)
        at = [begin[k] + (end[k] - begin[k]) * share for k in range(1, 5)]
        samples.append([rounded(seconds, 4)] + [rounded(value + shift, 7) for value, shift in zip(at, (*by, 0, 0))])
    return {"columns": ["t", "lon", "lat", "zoom512", "bearing"], "samples": samples}


# --- pack ----------------------------------------------------------------------------------------------------------------


def mm(px):
    return f"{px * MM_PER_PX:.3f}"


def style_rows():
    """class, draw, zooms, colours in both themes, widths, dash and gap; from back to front."""
    def fill(name, colour):
        return [name, "fill", "", "", colour, colour, "", "", "", ""]

    def line(name, colour, at9, at14, dash="", gap=""):
        return [name, "line", "", "", colour, colour, mm(at9), mm(at14), dash, gap]

    rows = [fill(f"district-{i}", colour) for i, colour in enumerate(DISTRICT_COLOURS)]
    rows += [line("river", "#7FB2D9", 0.5, 4), fill("lake", "#A9D1EC"), line("lake", "#5B9BC8", 0.8, 2.5)]
    rows += [line(f"road-{kind}", "#8D8474", at9 + 0.6, at14 + 2) for kind, (_, _, at9, at14) in ROADS.items()]
    rows += [line(f"road-{kind}", colour, at9, at14) for kind, (_, colour, at9, at14) in ROADS.items()]
    rows += [line(f"district-{i}", "#8A5FA3", 1.2, 3, mm(6), mm(4)) for i in range(len(DISTRICTS))]
    return rows


def label_rows():
    """class, zooms, font, size, spacing, dot and colours."""
    return [[kind, "", "", "text", mm(em), "", dot, "#222222", "#FFFFFF", "#000000", "#FFFFFF"]
            for kind, em, dot in (("town", 18, "town"), ("village", 14, "small"), ("site", 12, "small"))]


LAYER_COLUMNS = ["key", "file", "class", "class_property", "rank_property", "name_property", "item_property", "separate", "certainty",
                 "credit", "source"]
STYLE_COLUMNS = ["class", "draw", "zoom_min", "zoom_max", "day", "sun", "width_z9_mm", "width_z14_mm", "dash_mm", "gap_mm"]
LABEL_COLUMNS = ["class", "zoom_min", "zoom_max", "font", "em_mm", "spacing_em", "dot", "day", "day_halo", "sun", "sun_halo"]


def write_table(file, columns, rows):
    with open(file, "w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows([columns] + rows)


def write_json(file, value):
    with open(file, "w", encoding="utf-8") as opened:
        json.dump(value, opened, ensure_ascii=False, separators=(",", ":"))
        opened.write("\n")


def layers_of(times):
    return {"districts": districts(times), "lake": lake(times), "roads": roads(times), "rivers": rivers(times), "points": points()}


def write_records(folder, layers):
    """What can be visited: districts, the first of the named points, and a route through some of them."""
    origin = ["approximate", "1", "low", "invented"]

    def position(feature_):
        longitude, latitude = feature_["geometry"]["coordinates"]
        return [latitude, longitude]

    names = {"province": "Provincia inventada"}
    districts_ = [f"distrito-{number}" for number in range(len(DISTRICTS))]
    names.update(zip(districts_, DISTRICTS))
    towns = layers["points"][:PLACES]
    places = [f"lugar-{number}" for number in range(len(towns))]
    names.update((key, town["properties"]["name"]) for key, town in zip(places, towns))
    names["recorrido"] = "Recorrido inventado"
    centre = position(towns[0])
    write_table(os.path.join(folder, "topics.csv"),
                ["key", "kind", "category", "districts", "lat", "lon", "position", "rank", "confidence", "sources"],
                [["province", "province", "", "", *centre, *origin]])
    write_table(os.path.join(folder, "districts.csv"),
                ["key", "ubigeo", "lat", "lon", "position", "altitude_m", "area_km2", "rank", "confidence", "sources"],
                [[key, f"99990{number}", *position(town), "approximate", "", "", number, "low", "invented"]
                 for number, (key, town) in enumerate(zip(districts_, towns))])
    categories = ["site", "church", "museum", "nature"]
    write_table(os.path.join(folder, "places.csv"),
                ["key", "category", "districts", "lat", "lon", "position", "rank", "confidence", "sources"],
                [[key, categories[number % len(categories)], districts_[number % len(districts_)], *position(town), *origin]
                 for number, (key, town) in enumerate(zip(places, towns))])
    write_table(os.path.join(folder, "itineraries.csv"), ["key", "length", "districts", "rank", "confidence", "sources"],
                [["recorrido", "day", "", "1", "low", "invented"]])
    write_table(os.path.join(folder, "stages.csv"), ["itinerary", "place"], [["recorrido", key] for key in places[:4]])
    with open(os.path.join(folder, "text", "es", "all.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(f"# {key}\nname: {name}\nsummary: No existe.\n" for key, name in names.items()))
    return centre


def write_pack(folder, layers, by):
    """The source folder: of everything else of a pack only what it cannot be without."""
    os.makedirs(os.path.join(folder, "map"), exist_ok=True)
    os.makedirs(os.path.join(folder, "text", "es"), exist_ok=True)
    west, south, east, north = (rounded(side + shift, 6) for side, shift in zip((WEST, SOUTH, EAST, NORTH), (*by, *by)))
    latitude, longitude = write_records(folder, layers)
    write_json(os.path.join(folder, "pack.json"), {
        "id": "invented-map", "languages": ["es"], "title": {"es": "Provincia inventada"}, "province": {"es": "Inventada"},
        "centre": {"lat": latitude, "lon": longitude},
        "area": {"south": south - 0.2, "west": west - 0.2, "north": north + 0.2, "east": east + 0.2}, "attract": [], "example": True})
    write_table(os.path.join(folder, "sources.csv"), ["key", "title", "address", "publisher", "year", "licence"],
                [["invented", "Datos inventados", "", "Este banco de pruebas", "", "CC0-1.0"]])
    write_table(os.path.join(folder, "map", "layers.csv"), LAYER_COLUMNS,
                [[key, f"{key}.geojson", "", "class", "rank" if key == "points" else "", "name" if key in ("points", "districts") else "",
                  "item" if key == "districts" else "", "1" if key == "districts" else "", "ornament", "Datos inventados", "invented"]
                 for key in layers])
    write_table(os.path.join(folder, "map", "style.csv"), STYLE_COLUMNS, style_rows())
    write_table(os.path.join(folder, "map", "labels.csv"), LABEL_COLUMNS, label_rows())
    write_table(os.path.join(folder, "map", "view.csv"), ["south", "west", "north", "east", "ground_day", "ground_sun"],
                [[south, west, north, east, "#F2EFE8", "#FFFFFF"]])
    for key, features in layers.items():
        write_json(os.path.join(folder, "map", f"{key}.geojson"), {"type": "FeatureCollection", "features": features})


def degrees(text):
    latitude, longitude = (float(part) for part in text.split(","))
    return longitude, latitude


def main():
    parser = argparse.ArgumentParser(description="Writes an invented province to measure maps with.")
    parser.add_argument("out", help="folder for source/ and path.json")
    parser.add_argument("--times", type=int, default=1, help="as many vertices in each line and ring")
    parser.add_argument("--move", type=degrees, default=(0, 0), metavar="LAT,LON", help="degrees to move everything by")
    options = parser.parse_args()
    if options.times < 1:
        parser.error("--times must be at least 1")
    layers = layers_of(options.times)
    if any(options.move):
        for feature_ in (feature_ for features in layers.values() for feature_ in features):
            feature_["geometry"]["coordinates"] = moved(feature_["geometry"]["coordinates"], options.move)
    write_pack(os.path.join(options.out, "source"), layers, options.move)
    write_json(os.path.join(options.out, "path.json"), path(options.move))


if __name__ == "__main__":
    main()
