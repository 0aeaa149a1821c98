"""Which rows of a user's file are places, with which names; and why are the others refused?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from shapely import get_dimensions, make_valid
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geodata.adding.columns import Layout
from geodata.adding.formats import Row
from geodata.adding.kinds import kind_of
from geodata.adding.refusal import RowRefused
from geodata.build.entry import Entry, Name, disc_radius, settlement_radius
from geodata.build.outlines import outline
from geodata.build.settlements import usable_alias
from geodata.names import key_and_form
from geodata.place import NameGrade, Place, PlaceKind

LONGEST_NAME = 200  # characters; the longest name in use, of Bangkok, has 168
MOST_NAMES = 200
MOST_PEOPLE = 2_000_000_000
_VERTICES = 300
_HTML = re.compile(r"<[/!?a-zA-Z]|&(?:[a-zA-Z]{2,8}|#\w{1,8});")
_BETWEEN = re.compile(r"[|;\n]")
_ID = re.compile(r"[\w.-]{1,40}")
_DEGREE_KM = 111.195  # of a great circle


class Ground(Protocol):
    """What lies where: ``country`` at a point, ``region`` of that country there."""

    def country(self, lon: float, lat: float) -> str | None: ...
    def region(self, lon: float, lat: float, country: str | None) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Makes entries of the rows of one file; ``name`` is the gazetteer's."""

    name: str
    layout: Layout
    ground: Ground

    def entry(self, row: Row) -> Entry:
        """The place in this row. Raises RowRefused with the reason."""
        if row.fault is not None:
            raise RowRefused(row.fault)
        layout, values = self.layout, row.values
        name = _name(values.get(layout.name))
        shape = _shape(row.geometry)
        lon, lat = self._point(row, shape)
        kind, code = kind_of((values.get(column) for column in layout.kinds), _dimension(shape))
        country = _country(values.get(layout.country or "")) or self.ground.country(lon, lat)
        people = _whole(values.get(layout.population or ""), MOST_PEOPLE) or 0
        geonameid = _whole(values.get(layout.geonameid or ""), 10**10)
        place = Place(
            id=self._id(row),
            name=name,
            kind=kind,
            feature_code=code,
            lon=lon,
            lat=lat,
            country=country,
            admin1=None if kind is PlaceKind.COUNTRY else self.ground.region(lon, lat, country),
            population=people,
            radius_km=_radius(kind, people, shape),
            geonameid=geonameid,
        )
        return Entry(place=place, names=tuple(self._names(row, name)), outline=_drawn(shape))

    def _id(self, row: Row) -> str:
        own = row.values.get(self.layout.id or "")
        own = str(int(own)) if isinstance(own, float) and own.is_integer() else own
        if isinstance(own, bool) or not isinstance(own, str | int) or not _ID.fullmatch(str(own)):
            return f"user:{self.name}:{row.number}"
        return f"gn:{own}" if self.layout.geonames else f"user:{self.name}:{own}"

    def _point(self, row: Row, shape: BaseGeometry | None) -> tuple[float, float]:
        lon, lat = (_number(row.values.get(column or "")) for column in (self.layout.lon, self.layout.lat))
        if (lon is None or lat is None) and shape is not None:
            inside = shape.representative_point()
            lon, lat = inside.x, inside.y
        if lon is None or lat is None:
            raise RowRefused("no point")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise RowRefused(_outside(lon, lat))
        if lon == lat == 0:
            raise RowRefused("longitude 0, latitude 0 stands for no point")
        return round(lon, 6), round(lat, 6)

    def _names(self, row: Row, name: str) -> Iterator[Name]:
        yield Name(text=name, grade=NameGrade.PREFERRED)
        seen = {name}
        for column in self.layout.others:
            for other in _several(row.values.get(column), commas=self.layout.geonames):
                if len(seen) < MOST_NAMES and other not in seen and _is_other_name(other):
                    seen.add(other)
                    yield Name(text=other, grade=NameGrade.ALTERNATE)


def _name(value: object) -> str:
    if not isinstance(value, str) or not (name := " ".join(value.split())):
        raise RowRefused("no name")
    if len(name) > LONGEST_NAME:
        raise RowRefused(f"a name of {len(name):,} characters")
    if _HTML.search(name):
        raise RowRefused("HTML in its name")
    if not name.isprintable():
        raise RowRefused("unprintable characters in its name")
    if not any(map(str.isalpha, name)) or not key_and_form(name)[0]:
        raise RowRefused("no letter in its name")
    return name


def _is_other_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and name.isprintable() and not _HTML.search(name) and usable_alias(name)


def _several(value: object, *, commas: bool) -> list[str]:
    """The names in a cell: of a list, or parted by bars, semicolons, and commas where it is GeoNames'."""
    found = value if isinstance(value, list) else []
    if isinstance(value, str):
        found = value.split(",") if commas else _BETWEEN.split(value)
    return [" ".join(name.split()) for name in found[: 10 * MOST_NAMES] if isinstance(name, str) and name.strip()]


def _number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, float | int) or not math.isfinite(value):
        return None
    return float(value)


def _whole(value: object, most: int) -> int | None:
    """A count; unknown where it is negative (-99 stands for "not known") or beyond ``most``."""
    number = _number(value)
    return int(number) if number is not None and 0 <= number <= most else None


def _country(value: object) -> str | None:
    return value if isinstance(value, str) and re.fullmatch("[A-Z]{2}", value) else None


def _shape(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """The geometry, repaired, where it is one of this world."""
    if geometry is None or geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        raise RowRefused("no point")
    if west < -180 or east > 180 or south < -90 or north > 90:
        lon, lat = (west, south) if west < -180 or south < -90 else (east, north)
        raise RowRefused(_outside(lon, lat))
    try:
        return geometry if geometry.is_valid else make_valid(geometry)
    except ShapelyError as error:
        raise RowRefused("its geometry cannot be used") from error


def _outside(lon: float, lat: float) -> str:
    return f"no such point: longitude {lon:g}, latitude {lat:g}"


def _dimension(shape: BaseGeometry | None) -> int:
    return 0 if shape is None else int(get_dimensions(shape))


def _radius(kind: PlaceKind, people: int, shape: BaseGeometry | None) -> float:
    if shape is not None and shape.area > 0:
        middle = (shape.bounds[1] + shape.bounds[3]) / 2
        return disc_radius(shape.area * _DEGREE_KM**2 * max(0.01, math.cos(math.radians(middle))))
    return settlement_radius(people) if kind is PlaceKind.CITY else 0.0


def _drawn(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The outline or line as it is drawn; a point needs none."""
    if shape is None or _dimension(shape) == 0:
        return None
    try:
        return outline(shape, _VERTICES) if _dimension(shape) == 2 else shape.simplify(0.005)
    except (ShapelyError, ValueError, IndexError):
        return None
