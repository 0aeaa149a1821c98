"""Which airfields there are: those with a four-letter ICAO code, military ones too."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from geodata.build.entry import Entry, Name
from geodata.build.packages import read_pins, unpacked
from geodata.names import NameRule
from geodata.place import NameGrade, Place, PlaceKind

_ICAO = re.compile(r"[A-Z]{4}")
_KIND = re.compile(
    r"\s+(?:(?:inter)?national airport|regional airport|municipal airport|domestic airport|airport|air ?base|airfield|"
    r"air force base|air station|air force station|aerodrome|airstrip|landing strip)$",
    re.IGNORECASE,
)
# What texts call it: "Machulishchy airfield", "Baranavichy air base".
_CALLED = ("airport", "airfield", "air base", "airbase", "aerodrome", "military airfield", "international airport")
_NO_NAME = frozenset(
    "international national regional municipal domestic city county central north south east west new old".split()
)
_WITHOUT = re.compile(r"seaplane|heliport|helipad|hospital|ultralight|glider|closed", re.IGNORECASE)
RADIUS_KM = 2.0  # a long runway and its aprons


def read_airfields() -> Iterator[Entry]:
    """Every airfield, by ICAO code."""
    with unpacked(read_pins()["airportsdata"], "airportsdata/airports.csv") as folder:
        rows = list(csv.DictReader((folder / "airportsdata/airports.csv").open(encoding="utf-8")))
    for row in sorted(rows, key=lambda row: row["icao"]):
        # GPS look-alikes of small private strips in the USA have digits in their code.
        if _ICAO.fullmatch(row["icao"]) and row["name"] and row["country"] and not _WITHOUT.search(row["name"]):
            yield _entry(row)


def _entry(row: dict[str, str]) -> Entry:
    name = row["name"].strip()
    military = re.search(r"air ?base|air force|military|naval|AFB|\bAB\b", name, re.IGNORECASE)
    place = Place(
        id=f"icao:{row['icao']}",
        name=name if _KIND.search(name) else f"{name} airfield",
        kind=PlaceKind.FACILITY,
        feature_code="AIRB" if military else "AIRP",
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        country=row["country"],
        radius_km=RADIUS_KM,
    )
    core = _KIND.sub("", name)
    own = core.removeprefix(f"{row['city']} ")  # "Minsk Machulishchy Airport" is called Machulishchy
    core = f"{core}/{own}" if len(own) > 4 and own.split()[0].lower() not in _NO_NAME else core
    names = [Name(text=name, grade=NameGrade.PREFERRED, rule=NameRule.LOWER)] if _KIND.search(name) else []
    for part in dict.fromkeys(core.split("/")):
        if len(part.strip()) > 2:
            names += [
                Name(text=f"{part.strip()} {word}", grade=NameGrade.ALTERNATE, rule=NameRule.LOWER) for word in _CALLED
            ]
    return Entry(place=place, names=tuple(names), parent=f"iso:{row['country']}")
