#!/usr/bin/env python3
"""Writes the plans of an invented region to measure with: 5,000 commitments, 100,000 figures and 50,000 reports, none of them of a
real place.

  OUT/   source folder of a pack (content/packs/README.md)

The same files come out every time and on every machine. --commitments, --indicators and --reports give other numbers; an
indicator has a figure for each of 50 districts in two years, a commitment ten reports by default.
"""

import argparse
import csv
import datetime
import json
import os

DISTRICTS = 50
YEARS = (2007, 2017)
PER_DIMENSION = 125
THEMES = ("people", "economy", "territory", "poverty", "health", "education", "services", "housing")
STATES = ("preparing", "ongoing", "stalled", "ongoing", "partial")
ICONS = ("water", "book", "health", "market", "territory", "school")
FIRST_DAY = datetime.date(2023, 1, 31)


def table(folder, name, head, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


def commitments_of(count):
    """(code, dimension, number) of every commitment."""
    for number in range(count):
        dimension = f"D{number // PER_DIMENSION + 1}"
        yield f"{dimension}.{number % PER_DIMENSION + 1}", dimension, number


def figure(indicator, district, year, lines):
    """A row of observations.csv."""
    printed = str(1000 + indicator * 7 + district * 13 + year % 100)
    return [f"O-{indicator}-{district}-{year}", f"I-{indicator}", f"distrito-{district}", "", printed, "integer", "", "", year, "printed",
            "census", "INEI", "", indicator % lines + 1, f"hay {printed} personas", ""]


def report(code, number, turn, turns):
    """A row of reports.csv; the last of a commitment is the present one."""
    day = FIRST_DAY + datetime.timedelta(days=90 * turn + number % 60)
    state = STATES[number % len(STATES)] if turn == turns - 1 else "ongoing"
    done = min(100, (turn + 1) * 90 // turns + number % 10)
    reason = "Falta el expediente técnico." if state == "stalled" else ""
    evidence = "invented" if state == "partial" else ""
    return [f"r-{number}-{turn}", code, day.isoformat(), (day + datetime.timedelta(days=15)).isoformat(), state, done,
            max(0, done - number % 20), "", f"avance físico acumulado: {done} %", turn + 1, "", reason, "", "invented-actor", "invented",
            evidence, "", ""]


def write(out, commitments, indicators, reports):
    plan = os.path.join(out, "plan")
    os.makedirs(plan, exist_ok=True)
    with open(os.path.join(out, "pack.json"), "w", encoding="utf-8") as file:
        json.dump({"id": "invented-plans", "languages": ["es"], "title": {"es": "Región inventada"}, "province": {"es": "Inventada"},
                   "centre": {"lat": -15.2, "lon": -69.7}, "area": {"south": -16, "west": -71, "north": -13, "east": -68}, "attract": []}, file)
    table(out, "sources.csv", "key,title,address,publisher,year,licence",
          [["invented", "Datos inventados", "", "Este banco de pruebas", "", "CC0-1.0"]])
    table(out, "districts.csv", "key,ubigeo,lat,lon,position,altitude_m,area_km2,rank,confidence,sources",
          [[f"distrito-{n}", 990000 + n, -15.2 + n / 1000, -69.7, "approximate", "", "", n, "low", "invented"] for n in range(DISTRICTS)])
    table(out, "topics.csv", "key,kind,category,districts,lat,lon,position,rank,confidence,sources",
          [["province", "province", "", "", -15.2, -69.7, "approximate", 1, "low", "invented"]])
    texts = os.path.join(out, "text", "es")
    os.makedirs(texts, exist_ok=True)
    with open(os.path.join(texts, "districts.md"), "w", encoding="utf-8") as file:
        for key, name in [("province", "Región inventada")] + [(f"distrito-{n}", f"Distrito {n + 1}") for n in range(DISTRICTS)]:
            file.write(f"# {key}\nname: {name}\nshort: {name}\nsummary: Inventado para medir.\n\n")
    table(plan, "plan.csv", "title_es,label_es,kind,adoption,presented,period_start,period_end,envelope_pen,envelope_years,"
          "document_sha256,document_lines,misspelled,source",
          [["Planes de una región inventada", "Inventado para medir", "candidates", "unknown", 2022, 2023, 2026, 40000000, 4, "0" * 64,
            commitments + 1, "", "invented"]])
    dimensions = (commitments + PER_DIMENSION - 1) // PER_DIMENSION
    table(plan, "dimensions.csv", "code,name_es,icon", [[f"D{n + 1}", f"Dimensión {n + 1}", ICONS[n % len(ICONS)]] for n in range(dimensions)])
    every = list(commitments_of(commitments))
    table(plan, "commitments.csv", "code,dimension,label_es,icon,title_es,territory,districts",
          [[code, dimension, f"Obra {number + 1}", ICONS[number % len(ICONS)], f"Mejorar la obra número {number + 1} de la región", "", ""]
           for code, dimension, number in every])
    table(plan, "parts.csv", "code,commitment,kind,title_es", [[f"{code}.1", code, "component", "Estudio"] for code, _, _ in every])
    table(plan, "quotes.csv", "code,line,text", [[code, number + 1, f"Mejorar la obra número {number + 1}."] for code, _, number in every]
          + [["envelope", commitments + 1, "Cuarenta millones en cuatro años."]]
          + [[f"{code}.1", number + 1, "Estudio."] for code, _, number in every])
    table(plan, "indicators.csv", "code,theme,name_es,unit_es,direction,role",
          [[f"I-{n}", THEMES[n * len(THEMES) // indicators], f"Indicador {n + 1}", "personas", "", ""] for n in range(indicators)])
    table(plan, "observations.csv", "code,indicator,district,population,printed,format,value,qualifier,period,period_basis,kind,basis,"
          "missing,line,quote,notices",
          [figure(n, district, year, commitments) for n in range(indicators) for year in YEARS for district in range(DISTRICTS)])
    table(plan, "actors.csv", "key,name,role", [["invented-actor", "Municipalidad inventada", "municipality"]])
    turns = max(1, reports // max(1, commitments))
    table(plan, "reports.csv", "key,commitment,as_of,received_on,state,physical_pct,financial_pct,self_pct,printed,page,note,reason,"
          "district,actor,source,evidence,verified_by,supersedes",
          [report(code, number, turn, turns) for code, _, number in every for turn in range(turns)])


def main():
    parser = argparse.ArgumentParser(description="Writes the plans of an invented region.")
    parser.add_argument("out")
    parser.add_argument("--commitments", type=int, default=5000)
    parser.add_argument("--indicators", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=50000)
    options = parser.parse_args()
    write(options.out, options.commitments, options.indicators, options.reports)


if __name__ == "__main__":
    main()
