"""What no package knows: our own tables in ``geodata/curated``, a source beside every row."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from pyproj import Geod
from shapely import make_valid, union_all
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.build.countries import square_km, usual_point
from geodata.build.entry import Entry, Name, disc_radius
from geodata.build.outlines import only_polygons, outline
from geodata.names import NameRule
from geodata.place import NameGrade, Place, PlaceKind
from geodata.shapes import route, wrap

FOLDER = Path(__file__).parents[1] / "curated"
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")


def read_table(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of one table; raises ValueError where a row has no source."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if None in row or None in row.values():
            raise ValueError(f"{name}.csv: a row with too many or too few fields: {row}")
        if not row.get("source", "").strip():
            raise ValueError(f"{name}.csv: no source: {row}")
    return rows


def named(text: str, grade: NameGrade) -> Name:
    """A curated name; how it is written says what rule it has: "US", ", SC", "Calif.", "Suwałki gap"."""
    if text.startswith(", "):
        return Name(text=text.removeprefix(", "), grade=grade, rule=NameRule.ACRONYM | NameRule.CODE)
    if _ACRONYM.fullmatch(text):
        return Name(text=text, grade=grade, rule=NameRule.ACRONYM)
    if text.endswith("."):
        return Name(text=text, grade=grade, rule=NameRule.DOTTED)
    small = text.rsplit(maxsplit=1)[-1][0].islower()
    return Name(text=text, grade=grade, rule=NameRule.LOWER if small else NameRule.NONE)


def _names(row: dict[str, str]) -> tuple[Name, ...]:
    first = named(row["name"], NameGrade.PREFERRED)
    return (first, *(named(text, NameGrade.PREFERRED) for text in row["names"].split("|") if text))


@dataclass(frozen=True, slots=True)
class ExtraName:
    """A name for a place that another source has."""

    id: str
    name: Name


def extra_names(folder: Path = FOLDER) -> list[ExtraName]:
    """Names and demonyms for places of other sources."""
    found = []
    for row in read_table("names", folder):
        found += [ExtraName(row["id"], named(text, NameGrade(row["grade"]))) for text in row["names"].split("|")]
    for row in read_table("demonyms", folder):
        found += [ExtraName(row["id"], named(text, NameGrade.DEMONYM)) for text in row["names"].split("|")]
    return found


def dropped_names(folder: Path = FOLDER) -> frozenset[tuple[int, str]]:
    """(GeoNames id, alias) pairs that are wrong or misleading."""
    return frozenset((int(row["geonameid"]), row["name"]) for row in read_table("dropped", folder))


def point_entries(folder: Path = FOLDER) -> list[Entry]:
    """Places that are a point with a radius: training grounds, crossings, plants, palaces."""
    return [_point(row) for row in read_table("places", folder)]


def _point(row: dict[str, str]) -> Entry:
    place = Place(
        id=row["id"],
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        feature_code=row["feature"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        country=row["country"] or None,
        radius_km=float(row["radius_km"]),
        population=int(row["population"] or 0),
    )
    return Entry(place=place, names=_names(row), parent=f"iso:{row['country']}" if row["country"] else None)


def parse_outline(text: str) -> Polygon:
    """A polygon from ``lon lat,lon lat,...``; longitudes above 180 go on eastwards over the antimeridian."""
    return Polygon(_points(text))


def _points(text: str) -> list[tuple[float, float]]:
    return [(float(lon), float(lat)) for lon, lat in (pair.split() for pair in text.split(","))]


def area_entries(grounds: dict[str, BaseGeometry], sea: BaseGeometry, folder: Path = FOLDER) -> list[Entry]:
    """Places that are an area: unions of countries and regions, and outlines cut to land or sea.

    ``grounds`` has the ground of countries and regions by id. Raises ValueError for a part that is not there.
    """
    return [_area(row, grounds, sea) for row in read_table("areas", folder)]


def line_entries(folder: Path = FOLDER) -> list[Entry]:
    """Places that are a line: rivers, lines of control, pipelines."""
    return [_line(row) for row in read_table("lines", folder)]


def _line(row: dict[str, str]) -> Entry:
    line = route(_points(row["line"]))
    middle = line.interpolate(0.5, normalized=True)
    place = Place(
        id=row["id"],
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        feature_code=row["feature"],
        lon=round(middle.x, 4),
        lat=round(middle.y, 4),
        radius_km=round(Geod(ellps="WGS84").geometry_length(line) / 2000, 1),
    )
    return Entry(place=place, names=_names(row), outline=line)


def _area(row: dict[str, str], grounds: dict[str, BaseGeometry], sea: BaseGeometry) -> Entry:
    shape = _area_shape(row, grounds, sea)
    if shape.is_empty:
        raise ValueError(f"areas.csv: nothing is left of {row['id']}")
    point = usual_point(row["id"], shape)
    place = Place(
        id=row["id"],
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        feature_code=row["feature"],
        lon=round(point.x, 4),
        lat=round(point.y, 4),
        country=row["country"] or None,
        radius_km=disc_radius(square_km(shape)),
    )
    drawn = outline(shape, vertices=300)
    return Entry(
        place=place, names=_names(row), outline=drawn, parent=f"iso:{row['country']}" if row["country"] else None
    )


def _area_shape(row: dict[str, str], grounds: dict[str, BaseGeometry], sea: BaseGeometry) -> BaseGeometry:
    """The union of its parts, or its outline cut to the sea or to the union of its parts."""
    # "EE" is short for "iso:EE", and "RU-CE" for "iso:RU-CE"
    parts = [part if ":" in part or part == "sea" else f"iso:{part}" for part in row["parts"].split()]
    missing = [part for part in parts if part not in grounds and part != "sea"]
    if missing:
        raise ValueError(f"areas.csv: {row['id']}: no ground for {missing}")
    if not row["outline"]:
        return only_polygons(make_valid(union_all([grounds[part] for part in parts])))
    drawn = wrap(make_valid(parse_outline(row["outline"])))
    if not parts:
        return drawn
    ground = sea if parts == ["sea"] else union_all([grounds[part] for part in parts])
    return only_polygons(make_valid(drawn.intersection(ground)))
